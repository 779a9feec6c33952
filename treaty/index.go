package treaty

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// A deflator is an index clause of one or more sections. Where expenses do not enter their layers, only indemnity is
// a payment.
type deflator struct {
	index     *engine.Index
	indemnity bool
}

// text is the same for deflators that do the same.
func (d deflator) text() string {
	var b strings.Builder
	fmt.Fprint(&b, "deflator", d.index.Reported, d.indemnity)
	for _, p := range d.index.Points {
		fmt.Fprint(&b, p.From, p.To, p.Deflator.Rat())
	}
	return b.String()
}

// deflated are what losses are worth at the base of an index clause over what they are, by row: paid and outstanding
// together, and paid alone. A row with a fault counts as if at the base.
type deflated struct {
	ratios, paid []fixed.Ratio
	faults       map[int32]fault
}

// A fault says what of a loss an index clause lacks, for a contract that has it.
type fault func(contract string) error

// rows returns what is of some of the rows, which are known to have no fault that matters.
func (d deflated) rows(list []int32) deflated {
	pick := func(column []fixed.Ratio) []fixed.Ratio {
		out := make([]fixed.Ratio, len(list))
		for k, row := range list {
			out[k] = column[row]
		}
		return out
	}
	return deflated{ratios: pick(d.ratios), paid: pick(d.paid)}
}

// onPaid returns the figures of what is paid alone.
func (f *figures) onPaid() *figures {
	out := &figures{at: f.at, incurred: f.paid, expense: f.paidExpense}
	for _, d := range f.deflated {
		out.deflated = append(out.deflated, deflated{ratios: d.paid})
	}
	return out
}

// deflate sets what the figures of a table on a day are worth at the base of each index clause; a zero day is after all.
func (b *binding) deflate(t *lossTable, values *figures, at cede.Date) {
	for _, d := range b.program.deflators {
		n := t.len()
		out := deflated{ratios: make([]fixed.Ratio, n), paid: make([]fixed.Ratio, n), faults: make(map[int32]fault)}
		for row := range n {
			var lacks fault
			if d.index.Reported {
				out.ratios[row], lacks = d.reported(t.reported[row], values.incurred[row])
				out.paid[row] = out.ratios[row]
			} else {
				out.ratios[row], out.paid[row], lacks = d.payments(b.program, t, row, at)
			}
			if lacks != nil {
				out.faults[int32(row)] = lacks
			}
		}
		values.deflated = append(values.deflated, out)
	}
}

// reported returns what a loss is worth that counts on the day it was reported.
func (d deflator) reported(day cede.Date, incurred int64) (fixed.Ratio, fault) {
	if incurred == 0 {
		return fixed.Int(1), nil
	}
	if day.IsZero() {
		return fixed.Int(1), func(contract string) error {
			return cede.Invalid("reported", "", "must not be empty: contract "+contract+" has an index clause on the reported basis")
		}
	}
	ratio, bad := d.index.Deflate([]engine.Payment{{Day: day, Amount: incurred}})
	if bad >= 0 {
		return ratio, func(contract string) error { return d.outside("reported", day, contract) }
	}
	return ratio, nil
}

// outside is the error for a day on which the index has no value.
func (d deflator) outside(name string, day cede.Date, contract string) error {
	points := d.index.Points
	reason := "must be in the index series of contract " + contract + ", from " + points[0].From.String()
	if last := points[len(points)-1].To; !last.IsZero() {
		reason += " to " + last.String()
	}
	return cede.Invalid(name, day.String(), reason)
}

// payments returns what a loss is worth whose payments count on their days, those being the days of the positions that show
// them: all of it, the outstanding counting on that of the last, and paid alone if a price follows from that.
func (d deflator) payments(p *Program, t *lossTable, row int, at cede.Date) (incurred, paid fixed.Ratio, lacks fault) {
	one := fixed.Int(1)
	last, err := t.position(row, at)
	if err != nil || last < t.first[row] {
		return one, one, nil // an error of its own, or nothing yet
	}
	rate, err := t.rate(row, last) // that of the last position for all, so that what they moved by is money that moved
	if err != nil {
		return one, one, nil
	}
	positions := t.positions[t.first[row] : last+1]
	list := make([]engine.Payment, 0, len(positions)+1)
	var before, outstanding int64
	var f figures
	for k := range positions {
		f = *newFigures(1)
		if err := positions[k].value(&f, 0, p.scale, p.round, rate); err != nil {
			return one, one, func(string) error { return cede.At("positions", k, err) }
		}
		sum, now := f.incurred[0], f.paid[0]
		if d.indemnity {
			sum, now = sum-f.expense[0], now-f.paidExpense[0]
		}
		list = append(list, engine.Payment{Day: positions[k].at, Amount: now - before})
		before, outstanding = now, sum-now
	}
	end := len(positions) - 1
	list = append(list, engine.Payment{Day: positions[end].at, Amount: outstanding})
	if positions[end].at.IsZero() && (before != 0 || outstanding != 0) { // it is the only one
		return one, one, func(contract string) error {
			return cede.At("positions", 0, cede.Invalid("at", "", "must not be empty: contract "+contract+" has an index clause"))
		}
	}
	incurred, bad := d.index.Deflate(list)
	if bad >= 0 {
		k := min(bad, end)
		day := positions[k].at
		return one, one, func(contract string) error { return cede.At("positions", k, d.outside("at", day, contract)) }
	}
	if paid = incurred; outstanding != 0 && p.plan.OnPaid() {
		paid, _ = d.index.Deflate(list[:len(list)-1])
	}
	return incurred, paid, nil
}

// checkIndexed reports losses that lack what the index clause of a section needs that sees them.
func (b *binding) checkIndexed(p *problems, t *lossTable, l *engine.Losses, values *figures) {
	if len(values.deflated) == 0 {
		return
	}
	for _, c := range b.program.contracts {
		for k := range c.sections {
			s := c.sections[k].engine
			if s.Index == nil {
				continue
			}
			faults := values.deflated[s.Deflator].faults
			if len(faults) == 0 {
				continue
			}
			sees := indexed(t, l, s)
			for _, row := range slices.Sorted(maps.Keys(faults)) {
				if sees(row) {
					p.add(cede.At("losses", int(t.origin[row]), faults[row](c.id)))
				}
			}
		}
	}
}

// indexed returns a function that reports whether a loss may be in an occurrence of a section's layers: one that begins in its
// period, if that counts.
func indexed(t *lossTable, l *engine.Losses, s *engine.Section) func(row int32) bool {
	selected := make([]bool, t.len())
	events := make(map[int32]bool) // with a loss in the period
	inside := func(row int32) bool {
		return !s.Occurring || !t.date[row].Before(s.From) && !t.date[row].After(s.To)
	}
	for _, at := range slices.Compact(slices.Sorted(slices.Values(s.LayerFilters))) {
		sel := &l.Selected[at]
		for k := range sel.Len(t.len()) {
			row := sel.Row(k)
			selected[row] = true
			if e := t.event[row]; e >= 0 && inside(row) {
				events[e] = true
			}
		}
	}
	return func(row int32) bool {
		return selected[row] && (inside(row) || t.event[row] >= 0 && events[t.event[row]])
	}
}
