package oracle

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// A grain says what an occurrence is.
type grain int

const (
	perUnit grain = iota
	perEvent
	perTerm
)

// A cover is the terms of a section with layers.
type cover struct {
	xol.Clauses
	layers    []xol.Layer
	grain     grain
	cut       bool             // losses count by their own day
	over      []string         // contracts that an umbrella is over
	eachLoss  *xol.EachLoss    // of an aggregate excess
	franchise *decimal.Decimal // of an aggregate excess
	ratios    *xol.StopLoss    // a stop loss on ratios
}

// coverOf returns the cover that terms are, or nil.
func coverOf(terms treaty.Terms) *cover {
	var c *cover
	switch t := terms.(type) {
	case xol.PerRisk:
		c = &cover{Clauses: t.Clauses, layers: t.Layers, grain: perUnit}
	case xol.PerEvent:
		c = &cover{Clauses: t.Clauses, layers: t.Layers, grain: perEvent}
	case xol.Umbrella:
		c = &cover{Clauses: t.Clauses, layers: t.Layers, grain: perEvent, over: t.Over}
	case xol.AggregateExcess:
		c = &cover{Clauses: t.Clauses, layers: t.Layers, grain: perTerm, eachLoss: t.EachLoss, franchise: t.Franchise}
	case xol.StopLoss:
		c = &cover{Clauses: t.Clauses, layers: t.Layers, grain: perTerm}
		if t.On != xol.OnAmounts {
			c.ratios = &t
		}
	default:
		return nil
	}
	c.cut = c.Expiry == xol.ExpiryCut || c.grain == perTerm
	return c
}

// admits reports whether the clauses of a section let a loss in.
func (s *section) admits(l *loss) bool {
	if s.isProportional() {
		return !l.ExGratia || exGratiaOf(s.Terms) != proportional.ExGratiaExcluded
	}
	c := s.cover
	if l.ExGratia && c.ExGratia != xol.ExGratiaCovered {
		return false
	}
	return c.Sunset == nil || !l.Reported.After(*c.Sunset)
}

// holds reports whether a section with layers may see a loss: all but whether its occurrence is in the period.
func (s *section) holds(l *loss) bool {
	if !s.inScope(l, s.Scope) || !s.admits(l) {
		return false
	}
	if s.over != nil && !slices.ContainsFunc(s.over, func(c *contract) bool { return c.sees(l) }) {
		return false
	}
	return s.Basis == treaty.LossesOccurring && !s.cover.cut || s.inPeriod(l)
}

// sees reports whether any section of a contract sees a loss, by the loss's own day.
func (c *contract) sees(l *loss) bool {
	for _, s := range c.sections {
		if s.isProportional() && s.inPeriod(l) && s.inScope(l, s.Scope) && s.admits(l) || !s.isProportional() && s.holds(l) && s.inPeriod(l) {
			return true
		}
	}
	return false
}

// enter finds what of each loss enters the layers of a section: posted, and with no rounding in the section.
func (p *program) enter(s *section) error {
	s.expenses, s.entered, s.exactEntered = map[string]*big.Rat{}, map[string]*big.Rat{}, map[string]*big.Rat{}
	retained, most, err := p.retainedUnits(s)
	if err != nil {
		return err
	}
	for _, l := range p.book.losses {
		x := s.amounts[l.ID]
		s.expenses[l.ID] = whole(0)
		if s.cover.Expenses == xol.ExpensesProRata || s.cover.Expenses == xol.ExpensesExcluded {
			expense := p.expense(s.contract, l)
			x = sub(x, expense)
			if s.cover.Expenses == xol.ExpensesProRata {
				s.expenses[l.ID] = expense
			}
		}
		exact := x
		if most != nil && l.risk != nil {
			if r := retained[s.unitOf(l.risk)]; r != nil && less(most, r) {
				exact = quo(mul(x, most), r)
				x = p.round(exact)
			}
		}
		if e := s.cover.eachLoss; e != nil {
			if x, err = p.eachLoss(*e, x); err != nil {
				return err
			}
			if exact, err = p.eachLoss(*e, exact); err != nil {
				return err
			}
		}
		s.entered[l.ID], s.exactEntered[l.ID] = x, exact
	}
	return nil
}

// retainedUnits returns the subject sums insured of the units of a section, and its maximum line or nil.
func (p *program) retainedUnits(s *section) (map[string]*big.Rat, *big.Rat, error) {
	line := s.cover.MaximumLine
	if line == nil {
		return nil, nil, nil
	}
	most, err := p.money.read(line.Amount)
	if err != nil {
		return nil, nil, err
	}
	retained := map[string]*big.Rat{}
	earlier := p.earlier(s.contract)
	for _, r := range p.book.risks {
		if !s.seesRisk(r) {
			continue
		}
		unit := s.unitOf(r)
		if retained[unit] == nil {
			retained[unit] = whole(0)
		}
		retained[unit] = add(retained[unit], sub(r.sumInsured, inured(earlier, sumInsured, r.ID)))
		if line.Above == xol.AboveError && less(most, retained[unit]) {
			return nil, nil, fmt.Errorf("contract %s retains more than the maximum line of unit %s", s.contract.ID, unit)
		}
	}
	return retained, most, nil
}

// eachLoss returns what of a loss enters a sum.
func (p *program) eachLoss(e xol.EachLoss, x *big.Rat) (*big.Rat, error) {
	franchise, err1 := p.money.optional(e.Franchise)
	deductible, err2 := p.money.optional(e.Deductible)
	limit, err3 := p.money.optional(e.Limit)
	if err := first([]error{err1, err2, err3}); err != nil {
		return nil, err
	}
	if franchise != nil && x.Cmp(franchise) <= 0 {
		return whole(0), nil
	}
	if deductible != nil {
		x = aboveZero(sub(x, deductible))
	}
	if limit != nil {
		x = least(x, limit)
	}
	return x, nil
}

// expense returns the expense in the subject of a contract.
func (p *program) expense(c *contract, l *loss) *big.Rat {
	x, stands := l.expense, l.amount
	earlier := p.earlier(c)
	for i, e := range earlier {
		x = sub(x, p.expenseCeded(e, l))
		stands = sub(stands, inured(earlier[i:i+1], losses, l.ID))
		if i+1 == len(earlier) || c.Subject != treaty.SubjectNetOf && earlier[i+1].Priority != e.Priority {
			x = least(aboveZero(x), stands)
		}
	}
	return x
}

// expenseCeded returns what later contracts see as expense of what a contract cedes of a loss.
func (p *program) expenseCeded(c *contract, l *loss) *big.Rat {
	expense, subject := p.expense(c, l), c.sections[0].amounts[l.ID]
	total := whole(0)
	for at, x := range c.cessions[losses] {
		switch s := c.sections[at.section]; {
		case at.row != l.ID:
		case at.extra:
			total = add(total, c.inures(x))
		case s.isProportional() || s.cover.Expenses == "" || s.cover.Expenses == xol.ExpensesWithin:
			if subject.Sign() > 0 {
				total = add(total, p.round(quo(mul(c.inures(x), expense), subject)))
			}
		}
	}
	return total
}
