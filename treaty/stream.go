package treaty

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
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
// results, also by risk and unit, is what [Program.Apply] gives for a book of all the losses. Of the price of layers they have reinstatement
// premium, on the premium and not on the deposit unless it is of that; the rest is of no event.
//
// Annual terms take occurrences by date and id of the first loss that enters. If one comes after an event whose turn
// was later, it is an error.
//
// A program with an account of underwriting years ([ContractAccount]) is refused, as is every clause that needs more than the event at hand.
//
// A stream ends with the first error, be it of the sequence, of the data, or of the function; the results
// handed over before stand. Events of equal ids and losses of equal ids in different events are not noticed.
func (p *Program) Stream(ctx context.Context, book *Book, events iter.Seq2[EventLosses, error], each func(*Result) error) error {
	b, err := p.bind(ctx, book)
	if err != nil {
		return err
	}
	switch {
	case events == nil:
		return cede.Invalid("events", "", "must not be nil")
	case each == nil:
		return cede.Invalid("each", "", "must not be nil")
	}
	if err := p.streamable(); err != nil {
		return err
	}
	opening := newState()
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
		first := r.table.date[0]
		if first.Before(last) {
			return cede.At("stream", n, cede.Invalid("losses", first.String(), "must not begin before the event before, "+last.String()))
		}
		last = first
		if err := errors.Join(r.inTurn(), r.carry()); err != nil {
			return cede.At("stream", n, err)
		}
		if err := each(r); err != nil {
			return err
		}
		opening = r.closing
		n++
	}
	return nil
}

// event applies the program to the losses of one event.
func (b *binding) event(ctx context.Context, e EventLosses, opening *state) (*Result, error) {
	if len(e.Losses) == 0 {
		return nil, cede.Invalid("losses", "", "must not be empty")
	}
	p := new(problems)
	for i := range e.Losses {
		if e.Losses[i].Event != e.Event.ID {
			p.add(cede.At("losses", i, cede.Invalid("event", e.Losses[i].Event, fmt.Sprintf("must be the event's, %q", e.Event.ID))))
		}
	}
	part := &Book{currency: b.book.currency, risks: b.book.risks, riskOrigin: b.book.riskOrigin, exchange: b.book.exchange}
	if e.Event.ID != "" {
		p.add(cede.In("event", e.Event.validate()))
		part.events = []Event{e.Event}
	}
	if p.err() == nil {
		part.addLosses(p, BookSpec{Currency: b.book.currency, Exchange: b.book.exchange, Losses: e.Losses})
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	t := &part.losses
	values, err := t.value(b.program.scale, b.program.round, cede.Date{})
	if err != nil {
		return nil, err
	}
	b.deflate(t, values, cede.Date{})
	columns, err := b.losses(t, values)
	if err != nil {
		return nil, err
	}
	r, err := b.run(ctx, t, columns, values, nil, opening)
	if err != nil {
		return nil, b.explain(err, t)
	}
	return r, nil
}

// streamable reports the first clause that needs more than the event at hand.
func (p *Program) streamable() error {
	for i := range p.contracts {
		c := &p.contracts[i]
		if c.account != nil {
			return fmt.Errorf("contract %s: %w", c.id, cede.Invalid("account", "", "must be absent in a stream: it needs more than the event at hand"))
		}
		for k := range c.sections {
			s := &c.sections[k]
			for part := range s.engine.Layers {
				if clause := s.looksBeyond(&s.engine.Layers[part]); clause != "" {
					return fmt.Errorf("contract %s: %w", c.id, cede.Invalid(s.clauses[part], clause, "must be absent in a stream: it needs more than the event at hand"))
				}
			}
		}
	}
	return nil
}

// looksBeyond names a clause of a layer that looks at more than one event and what came before it, or is empty.
func (s *section) looksBeyond(layer *engine.Layer) string {
	switch price := layer.Price; {
	case layer.Grain == engine.PerTerm:
		return s.kind
	case layer.Ranks != engine.Span{}:
		return "ranks"
	case s.engine.Settlement:
		return "order"
	case layer.EventCap != engine.Unlimited && layer.Annual():
		return "eventCap beside annual terms"
	case len(s.engine.Hours) > 0 && layer.Annual():
		return "hours beside annual terms"
	case price != nil && price.Swing != nil:
		return "premium.swing"
	case price != nil && price.NoClaims.Sign() != 0:
		return "premium.noClaims"
	}
	return ""
}
