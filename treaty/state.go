package treaty

import (
	"cmp"
	"maps"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// A state is what a stream carries from event to event.
type state struct {
	// balances are the losses ceded to each panel, premiums and brokerage what it was charged.
	balances, premiums, brokerage map[*panel]int64
	// incurred and paid are the accounts of annual terms, on all and on paid losses: of layers by their cover, of shares by the first
	// cover of their section.
	incurred, paid map[int32]engine.Account
	// reinstatements are the sums of reinstatement premium by cover.
	reinstatements map[int32]engine.Cumulative
	// last are the first losses of the last occurrences that annual terms took, by cover, or by the first cover of a section with drops
	// or shares.
	last map[int32]firstLoss
}

// A firstLoss is what orders occurrences in time.
type firstLoss struct {
	date cede.Date
	id   string
}

func (l firstLoss) compare(m firstLoss) int {
	return cmp.Or(l.date.Compare(m.date), cmp.Compare(l.id, m.id))
}

func newState() *state {
	return &state{
		balances: make(map[*panel]int64), premiums: make(map[*panel]int64), brokerage: make(map[*panel]int64),
		incurred: make(map[int32]engine.Account), paid: make(map[int32]engine.Account),
		reinstatements: make(map[int32]engine.Cumulative), last: make(map[int32]firstLoss),
	}
}

// next returns the state after a run, but for the balances; the paid run may be nil.
func (s *state) next(run, paid *engine.Run) *state {
	out := &state{
		balances: maps.Clone(s.balances), premiums: maps.Clone(s.premiums), brokerage: maps.Clone(s.brokerage),
		incurred: maps.Clone(s.incurred), paid: maps.Clone(s.paid), reinstatements: maps.Clone(s.reinstatements),
		last: maps.Clone(s.last),
	}
	maps.Copy(out.incurred, run.Closing)
	if paid != nil {
		maps.Copy(out.paid, paid.Closing)
	}
	return out
}

// balance returns what a panel bore before.
func (s *state) balance(p *panel) tally {
	if s == nil {
		return tally{}
	}
	return tally{loss: s.balances[p], price: s.premiums[p], brokerage: s.brokerage[p]}
}

// of returns the balances of an account with which the postings of a result begin.
func (s *state) of(a Account) map[*panel]int64 {
	switch {
	case s == nil:
	case a == AccountLoss:
		return s.balances
	case a == AccountCoverPremium:
		return s.premiums
	case a == AccountBrokerage:
		return s.brokerage
	}
	return nil
}

// inTurn notes the occurrences that annual terms took, and reports one that they would have taken before those of
// earlier events.
func (r *Result) inTurn() error {
	dropping := make(map[int32]bool)    // by the first cover of a section
	events := make(map[int32]firstLoss) // the first losses of the event that sections with shares took, likewise
	for _, record := range r.ledger.All() {
		if record.Step != engine.StepTerms || record.Clause != engine.ClauseCover {
			continue
		}
		_, s := r.b.cover(record.Cover)
		at := record.Cover
		now := firstLoss{r.table.date[record.Row], r.table.ids[record.Row]}
		if shares := s.engine.Shares; shares != nil {
			switch first, ok := events[s.engine.First]; {
			case shares.Aggregate == nil:
				continue
			case r.table.event[record.Row] >= 0: // one event, and its losses may be in any order here
				if !ok || now.compare(first) < 0 {
					events[s.engine.First] = now
				}
				continue
			}
			at = s.engine.First
		} else {
			drops, ok := dropping[s.engine.First]
			if !ok {
				drops = s.engine.Dropping()
				dropping[s.engine.First] = drops
			}
			if drops {
				at = s.engine.First
			} else if !s.engine.Layers[at-s.engine.First].Annual() {
				continue
			}
		}
		if err := r.turn(at, now); err != nil {
			return err
		}
	}
	for _, at := range slices.Sorted(maps.Keys(events)) {
		if err := r.turn(at, events[at]); err != nil {
			return err
		}
	}
	return nil
}

// turn notes an occurrence that annual terms took, or reports that they would have taken it earlier.
func (r *Result) turn(at int32, now firstLoss) error {
	if last := r.opening.last[at]; now.compare(last) < 0 {
		c, _ := r.b.cover(at)
		return cede.Invalid("losses", now.id, "must not come before "+last.id+" of the events before, which annual terms of contract "+c.id+" have taken")
	}
	if now.compare(r.closing.last[at]) > 0 {
		r.closing.last[at] = now
	}
	return nil
}

// carry books what an event ceded and charged on the balances of its closing state.
func (r *Result) carry() error {
	add := func(into map[*panel]int64, cover int32, amount int64) bool {
		if amount == 0 {
			return true
		}
		c, s := r.b.cover(cover)
		p := &c.panels[s.panel]
		var ok bool
		into[p], ok = fixed.Add(into[p], amount)
		return ok
	}
	ok := true
	for cover, ceded := range r.totals.Ceded {
		ok = add(r.closing.balances, int32(cover), ceded) && ok
	}
	for i := range r.charges {
		c := &r.charges[i]
		into := r.closing.premiums
		if c.Kind == engine.ChargeBrokerage {
			into = r.closing.brokerage
		}
		ok = add(into, c.Cover, c.Ceded) && ok
	}
	if !ok {
		return ErrOverflow
	}
	return nil
}
