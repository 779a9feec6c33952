package treaty

import (
	"context"
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// Apply returns what the program makes of a book. The result is exact and does
// not depend on the order in which anything was listed.
//
// With an error the result is nil, but for an over-cession or an overflow of losses: then it holds every event
// that came before the one that failed, and nothing of that one or later ones; events count from their first loss. Bad data is a
// [cede.InvalidError] with its place in the [BookSpec]; see also [OverCessionError] and [ErrOverflow].
func (p *Program) Apply(ctx context.Context, book *Book) (*Result, error) {
	return p.ApplyProgress(ctx, book, nil)
}

// ApplyProgress is [Program.Apply] with a callback, which is told after each
// section how many layers and shares of all were applied.
func (p *Program) ApplyProgress(ctx context.Context, book *Book, progress func(done, total int)) (*Result, error) {
	return p.apply(ctx, book, cede.Date{}, progress)
}

// ApplyAt is [Program.Apply] with the losses as they stood on a day: each at its last position that is not
// after it, and at nothing if it has none by then. Every position of the book states its valuation date. What changed between two
// days is what [Movements] says.
func (p *Program) ApplyAt(ctx context.Context, book *Book, at cede.Date) (*Result, error) {
	if at.IsZero() {
		return nil, cede.Invalid("at", "", "must not be empty")
	}
	return p.apply(ctx, book, at, nil)
}

func (p *Program) apply(ctx context.Context, book *Book, at cede.Date, progress func(done, total int)) (*Result, error) {
	b, err := p.bind(ctx, book)
	if err != nil {
		return nil, err
	}
	table := &book.losses
	values, err := table.value(p.scale, p.round, at)
	if err != nil {
		return nil, err
	}
	b.deflate(table, values, at)
	columns, err := b.losses(table, values)
	if err != nil {
		return nil, err
	}
	var failed error
	for {
		r, err := b.run(ctx, table, columns, values, progress, nil)
		var row int32
		if _, ok := errors.AsType[*engine.Fault](err); ok { // a price, which is of no event
			return nil, errors.Join(b.explain(err, table), failed)
		} else if over, ok := errors.AsType[*engine.OverCession](err); ok {
			row, failed = over.Row, b.explain(err, table)
		} else if errors.Is(err, ErrOverflow) && table.len() > 0 {
			row = beyond(values.incurred)
			failed = cede.At("losses", int(table.origin[row]), err)
		} else {
			return r, errors.Join(err, failed)
		}
		table, values = table.before(row, values)
		if columns, err = b.losses(table, values); err != nil {
			return nil, errors.Join(failed, err)
		}
	}
}

// run applies the program to the losses of a table. Opening is nil but in a stream.
func (b *binding) run(ctx context.Context, t *lossTable, columns *engine.Losses, values *figures, progress func(done, total int), opening *state) (*Result, error) {
	ledger := new(engine.Ledger)
	done := 0
	var report func(int)
	if progress != nil {
		report = func(covers int) {
			done += covers
			progress(done, len(b.program.plan.Covers))
		}
	}
	run := b.program.plan.NewRun(b.exposure, ledger, report)
	if opening != nil {
		run.Opening = opening.incurred
	}
	totals, err := run.Term(ctx, columns)
	if err != nil {
		return nil, err
	}
	r := newResult(b, t, columns, ledger, run, totals, opening)
	if err := b.price(ctx, r, run, values); err != nil {
		return nil, err
	}
	if opening == nil {
		if err := b.settle(ctx, r, run, values); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// beyond returns the first row up to which the sum of amounts leaves 64 bits, or 0.
func beyond(amounts []int64) int32 {
	var sum int64
	for row, x := range amounts {
		var ok bool
		if sum, ok = fixed.Add(sum, x); !ok {
			return int32(row)
		}
	}
	return 0
}

// before returns the losses of the events whose first loss comes before that of the event of a row.
func (t *lossTable) before(row int32, values *figures) (*lossTable, *figures) {
	first := make(map[int32]int32) // the first row of each event
	for r, e := range t.event {
		if _, ok := first[e]; e >= 0 && !ok {
			first[e] = int32(r)
		}
	}
	begin := func(r int32) int32 {
		if e := t.event[r]; e >= 0 {
			return first[e]
		}
		return r
	}
	until := begin(row)
	out := newLossTable(int(until), t.events)
	out.eventOrigin = t.eventOrigin
	out.exchange, out.exchangeOn = t.exchange, t.exchangeOn
	var kept []int32
	newRow := make([]int32, t.len())
	for r := range int32(t.len()) {
		newRow[r] = -1
		if begin(r) >= until {
			continue
		}
		newRow[r] = int32(len(out.ids))
		out.ids = append(out.ids, t.ids[r])
		out.risk = append(out.risk, t.risk[r])
		out.event = append(out.event, t.event[r])
		out.date = append(out.date, t.date[r])
		out.hour = append(out.hour, t.hour[r])
		out.reported = append(out.reported, t.reported[r])
		out.settled = append(out.settled, t.settled[r])
		out.exGratia = append(out.exGratia, t.exGratia[r])
		out.currency = append(out.currency, t.currency[r])
		out.origin = append(out.origin, t.origin[r])
		out.first = append(out.first, int32(len(out.positions)))
		out.positions = append(out.positions, t.positions[t.first[r]:t.first[r+1]]...)
		kept = append(kept, r)
	}
	out.first = append(out.first, int32(len(out.positions)))
	for _, r := range t.byID {
		if newRow[r] >= 0 {
			out.byID = append(out.byID, newRow[r])
		}
	}
	return &out, values.rows(kept)
}
