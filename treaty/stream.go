package treaty

import (
	"context"
	"fmt"
	"iter"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// EventLosses are the losses of one event, for [Program.Stream].
type EventLosses struct {
	_ [0]func()
	// Event is the event. Without an id it is none: each of the losses is an occurrence of its own.
	Event Event
	// Losses are in any order; each names Event.ID as its event. There is at least one.
	Losses []Loss
}

// Stream applies the program to losses that arrive event by event, in order of
// the first loss of each event, and hands the result of every event to a function; memory is bounded by the largest
// event. The book gives the risks; its own events and losses are not used.
//
// The result of an event is about its losses only: it has no sums insured and no premium, which
// [Program.Apply] gives for a book without losses. Its risks and units are those that the event hit. Reinsurers' balances go on from event to event. The sum of the
// results, also by risk and unit, is what [Program.Apply] gives for a book of all the losses.
//
// A stream ends with the first error, be it of the sequence, of the data, or of the function; the results
// handed over before stand. Events of equal ids and losses of equal ids in different events are not noticed.
func (p *Program) Stream(ctx context.Context, book *Book, events iter.Seq2[EventLosses, error], each func(*Result) error) error {
	b, err := p.bind(ctx, book)
	if err != nil {
		return err
	}
	opening := make(map[*panel]int64)
	var last cede.Date
	n := 0
	for e, err := range events {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		r, err := b.event(ctx, e, opening)
		if err != nil {
			return cede.At("stream", n, err)
		}
		if first := r.table.date[0]; first.Before(last) {
			return cede.At("stream", n, cede.Invalid("losses", first.String(), "must not begin before the event before, "+last.String()))
		} else {
			last = first
		}
		closing, err := r.closing()
		if err != nil {
			return cede.At("stream", n, err)
		}
		if err := each(r); err != nil {
			return err
		}
		opening = closing
		n++
	}
	return nil
}

// event applies the program to the losses of one event.
func (b *binding) event(ctx context.Context, e EventLosses, opening map[*panel]int64) (*Result, error) {
	if len(e.Losses) == 0 {
		return nil, cede.Invalid("losses", "", "must not be empty")
	}
	p := new(problems)
	for i := range e.Losses {
		if e.Losses[i].Event != e.Event.ID {
			p.add(cede.At("losses", i, cede.Invalid("event", e.Losses[i].Event, fmt.Sprintf("must be the event's, %q", e.Event.ID))))
		}
	}
	part := &Book{currency: b.book.currency, risks: b.book.risks, riskOrigin: b.book.riskOrigin}
	if e.Event.ID != "" {
		p.add(cede.In("event", e.Event.validate()))
		part.events = []Event{e.Event}
	}
	if p.err() == nil {
		part.addLosses(p, BookSpec{Currency: b.book.currency, Losses: e.Losses})
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	t := &part.losses
	amounts, err := t.incurred(b.program.scale, b.program.round)
	if err != nil {
		return nil, err
	}
	columns, err := b.losses(t, amounts)
	if err != nil {
		return nil, err
	}
	r, err := b.run(ctx, t, columns, nil, opening)
	if err != nil {
		return nil, b.explain(err, t)
	}
	return r, nil
}

// closing returns the balances of the panels after the result.
func (r *Result) closing() (map[*panel]int64, error) {
	out := make(map[*panel]int64, len(r.opening))
	for panel, sum := range r.opening {
		out[panel] = sum
	}
	for i := range r.b.program.contracts {
		c := &r.b.program.contracts[i]
		for k := range c.sections {
			s := &c.sections[k]
			for part := range s.clauses {
				if ceded := r.totals.Ceded[int(s.engine.First)+part]; ceded != 0 {
					sum, ok := fixed.Add(out[&c.panels[s.panel]], ceded)
					if !ok {
						return nil, ErrOverflow
					}
					out[&c.panels[s.panel]] = sum
				}
			}
		}
	}
	return out, nil
}
