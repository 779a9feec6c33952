package oracle

import (
	"fmt"
	"math/big"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// see finds the risks and losses of a section and their subject amounts.
func (p *program) see(s *section) error {
	s.sums, s.premiums, s.amounts = map[string]*big.Rat{}, map[string]*big.Rat{}, map[string]*big.Rat{}
	s.exactSums, s.exactPremiums, s.exactAmounts = map[string]*big.Rat{}, map[string]*big.Rat{}, map[string]*big.Rat{}
	earlier := p.earlier(s.contract)
	if s.isProportional() {
		for _, r := range p.book.risks {
			if !s.seesRisk(r) {
				continue
			}
			s.risks = append(s.risks, r)
			s.sums[r.ID] = sub(r.sumInsured, inured(earlier, sumInsured, r.ID))
			s.exactSums[r.ID] = sub(r.sumInsured, inuredExactly(earlier, sumInsured, r.ID))
			s.premiums[r.ID], s.exactPremiums[r.ID] = p.subjectPremium(s, r, earlier)
		}
	}
	for _, l := range p.book.losses {
		if l.risk == nil && s.asks() && s.inPeriod(l) && s.admits(l) {
			return fmt.Errorf("loss %s: contract %s needs to know its risk", l.ID, s.contract.ID)
		}
		s.amounts[l.ID] = sub(l.amount, inured(earlier, losses, l.ID))
		s.exactAmounts[l.ID] = sub(l.amount, inuredExactly(earlier, losses, l.ID))
		if s.isProportional() && s.inPeriod(l) && s.inScope(l, s.Scope) && s.admits(l) {
			s.losses = append(s.losses, l)
		}
	}
	return nil
}

// seesRisk reports whether a risk is in a section.
func (s *section) seesRisk(r *risk) bool {
	period := s.contract.Period
	if s.Basis == treaty.RisksAttaching {
		return period.Contains(r.Period.From) && riskInScope(r, scopeOn(s.Scope, r.Period.From))
	}
	if !riskInScope(r, scopeOn(s.Scope, cede.Date{})) {
		return false
	}
	if s.Basis == treaty.ClaimsMade {
		end := out(r, s.Scope)
		return end.IsZero() || r.Period.From.Before(end)
	}
	w := s.contract.window(s, r)
	return w.days.Overlaps(r.Period) || w.part(r.Period).Sign() > 0
}

// inPeriod reports whether a loss is in a section by its basis. A loss without a
// risk is taken to attach, for then the section asks about the risk.
func (s *section) inPeriod(l *loss) bool {
	period := s.contract.Period
	switch s.Basis {
	case treaty.RisksAttaching:
		return l.risk == nil || period.Contains(l.risk.Period.From)
	case treaty.ClaimsMade:
		return period.Contains(l.Reported)
	case treaty.LossesOccurring:
	}
	return period.Contains(l.Date)
}

// asks reports whether a section cannot judge a loss without its risk.
func (s *section) asks() bool {
	if s.Basis == treaty.RisksAttaching || asksRisk(s.Scope) {
		return true
	}
	if s.isProportional() || s.cover.grain == perUnit || s.cover.MaximumLine != nil {
		return true
	}
	for _, layer := range s.cover.layers {
		if asksRisk(layer.Scope) || layer.MinimumRisks > 1 {
			return true
		}
	}
	return false
}

// subjectPremium returns the subject premium of a risk, as posted and before any rounding.
func (p *program) subjectPremium(s *section, r *risk, earlier []*contract) (posted, exact *big.Rat) {
	posted, exact = p.premiumOf(s.contract.window(s, r), r, earlier)
	if s.PremiumPart != nil {
		part := fraction(*s.PremiumPart)
		posted, exact = p.round(mul(posted, part)), mul(exact, part)
	}
	return posted, exact
}

// premiumOf returns the premium of a window's time that earlier contracts leave of a risk, as posted and before any rounding.
func (p *program) premiumOf(w window, r *risk, earlier []*contract) (posted, exact *big.Rat) {
	posted, exact = r.premium, r.premium
	if !w.whole {
		upTo, before := w.until(r.Period, w.days.To), w.until(r.Period, w.days.From.AddDays(-1))
		posted = sub(p.round(mul(r.premium, upTo)), p.round(mul(r.premium, before)))
		exact = mul(r.premium, sub(upTo, before))
	}
	for _, e := range earlier {
		ceded, exactly := map[window]*big.Rat{}, map[window]*big.Rat{} // of the premium of one time
		for i, theirs := range e.sections {
			v := e.window(theirs, r)
			if ceded[v] == nil {
				ceded[v], exactly[v] = whole(0), whole(0)
			}
			ceded[v] = add(ceded[v], e.inuredBySection(premium, i, r.ID))
			for at, x := range e.cessions[premium] {
				if at.section == i && at.row == r.ID {
					exactly[v] = add(exactly[v], theirs.inuresExactly(x))
				}
			}
		}
		for v, amount := range ceded {
			taken, _ := v.take(r.Period, amount, w, p.round)
			_, takenExactly := v.take(r.Period, exactly[v], w, p.round)
			posted, exact = sub(posted, taken), sub(exact, takenExactly)
		}
	}
	return aboveZero(posted), aboveZero(exact)
}

// A unit is the rows of a section that form one unit of risk.
type unit struct {
	id             string
	rows           []*risk
	shares         []*big.Rat
	overspillShare *big.Rat
}

// unitOf returns the unit that a risk belongs to.
func (s *section) unitOf(r *risk) string {
	switch s.Unit {
	case treaty.UnitPolicy:
		return r.Policy
	case treaty.UnitKey:
		return r.Keys[s.UnitKey]
	case treaty.UnitRow:
	}
	return r.ID
}

// pool forms the units of a section.
func (s *section) pool() {
	s.units = map[string]*unit{}
	for _, r := range s.risks {
		id := s.unitOf(r)
		if s.units[id] == nil {
			s.units[id] = &unit{id: id}
		}
		s.units[id].rows = append(s.units[id].rows, r)
	}
}
