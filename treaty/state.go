package treaty

import (
	"cmp"
	"maps"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// A state is what a stream carries from event to event.
type state struct {
	// balances are the losses ceded to each panel, premiums and brokerage what it was charged.
	balances, premiums, brokerage map[*panel]int64
	// incurred and paid are the accounts of layers with annual terms, on all and on paid losses.
	incurred, paid map[int32]engine.Account
	// reinstatements are the sums of reinstatement premium by cover.
	reinstatements map[int32]engine.Cumulative
	// last are the last occurrences that layers with annual terms took, by cover.
	last map[int32]moment
}

// A moment is the place of a loss in canonical order.
type moment struct {
	date cede.Date
	id   string
}

func (m moment) before(n moment) bool {
	return cmp.Or(m.date.Compare(n.date), cmp.Compare(m.id, n.id)) < 0
}

func newState() *state {
	return &state{
		balances: make(map[*panel]int64), premiums: make(map[*panel]int64), brokerage: make(map[*panel]int64),
		incurred: make(map[int32]engine.Account), paid: make(map[int32]engine.Account),
		reinstatements: make(map[int32]engine.Cumulative), last: make(map[int32]moment),
	}
}

// next returns the state after a run, but for the balances; the paid run may be nil. Events whose first losses that enter a layer with
// annual terms are not in order of time are an error: such terms would take them in another order than the stream.
func (s *state) next(r *Result, run, paid *engine.Run) (*state, error) {
	out := &state{
		balances: maps.Clone(s.balances), premiums: maps.Clone(s.premiums), brokerage: maps.Clone(s.brokerage),
		incurred: maps.Clone(s.incurred), paid: maps.Clone(s.paid), reinstatements: maps.Clone(s.reinstatements),
		last: maps.Clone(s.last),
	}
	for cover, row := range run.Firsts() {
		at := moment{r.table.date[row], r.table.ids[row]}
		if at.before(s.last[cover]) {
			c, _ := r.b.cover(cover)
			return nil, cede.Invalid("losses", at.id, "must not come before the event before in contract "+c.id+", whose annual terms take events by their first loss")
		}
		if out.last[cover].before(at) {
			out.last[cover] = at
		}
	}
	maps.Copy(out.incurred, run.Closing)
	if paid != nil {
		maps.Copy(out.paid, paid.Closing)
	}
	return out, nil
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
