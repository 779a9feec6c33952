package oracle

import (
	"fmt"
	"math/big"

	"github.com/cedego/cede/proportional"
	"github.com/shopspring/decimal"
)

// cedeProportional cedes sums insured, premium and losses of a section by the shares of its units.
func (p *program) cedeProportional(s *section) error {
	if err := p.share(s); err != nil {
		return err
	}
	for _, r := range s.risks {
		for k, share := range s.units[s.unitOf(r)].shares {
			at := place{s.index, k, r.ID, false}
			sums, premiums := mul(share, s.sums[r.ID]), mul(share, s.premiums[r.ID])
			s.contract.cede(sumInsured, at, p.round(sums), partOf(sums, s.sums[r.ID], s.exactSums[r.ID]))
			s.contract.cede(premium, at, p.round(premiums), partOf(premiums, s.premiums[r.ID], s.exactPremiums[r.ID]))
		}
	}
	for _, l := range s.losses {
		if u := s.units[s.unitOf(l.risk)]; u == nil || !s.seesRisk(l.risk) {
			return fmt.Errorf("loss %s: its risk is not in section %q of contract %s", l.ID, s.ID, s.contract.ID)
		}
	}
	if err := p.cedeLosses(s); err != nil {
		return err
	}
	return p.limitEvents(s)
}

// lossTerms are the terms of a section that act on losses.
type lossTerms struct {
	eachLoss, deductible, event *big.Rat // nil is none
	onWhole                     bool
}

func (p *program) lossTerms(s *section) (lossTerms, error) {
	var deductible *proportional.Deductible
	var each, event *decimal.Decimal
	switch terms := s.Terms.(type) {
	case proportional.QuotaShare:
		deductible, event = terms.Deductible, terms.EventLimit
		if terms.LimitOn == proportional.LimitOnEachLoss {
			each = terms.Limit
		}
	case proportional.VariableQuotaShare:
		deductible, event = terms.Deductible, terms.EventLimit
		if terms.LimitOn == proportional.LimitOnEachLoss {
			each = terms.Limit
		}
	case proportional.FacultativeObligatory:
		deductible, event = terms.Deductible, terms.EventLimit
	case proportional.Surplus:
		deductible, event = terms.Deductible, terms.EventLimit
	case proportional.QuotaShareSurplus:
		deductible, event = terms.Deductible, terms.EventLimit
	case proportional.Facultative:
		deductible = terms.Deductible
	}
	read := func(d *decimal.Decimal) (*big.Rat, error) {
		if d == nil {
			return nil, nil
		}
		return p.money.read(*d)
	}
	var t lossTerms
	var errs [3]error
	t.eachLoss, errs[0] = read(each)
	t.event, errs[1] = read(event)
	if deductible != nil {
		t.deductible, errs[2] = read(&deductible.Amount)
		t.onWhole = deductible.On == proportional.DeductibleOnWhole
	}
	return t, first(errs[:])
}

// cedeLosses cedes each loss, or where a deductible or a limit on each loss asks for it, the losses of each
// unit in each event together.
func (p *program) cedeLosses(s *section) error {
	terms, err := p.lossTerms(s)
	if err != nil {
		return err
	}
	if terms.deductible == nil && terms.eachLoss == nil {
		for _, l := range s.losses {
			for k, share := range s.units[s.unitOf(l.risk)].shares {
				exact := mul(share, s.amounts[l.ID])
				s.contract.cede(losses, place{s.index, k, l.ID, false}, p.round(exact), exact)
			}
		}
		return nil
	}
	for _, group := range groups(s.losses, func(l *loss) string { return l.occurrence() + " unit " + s.unitOf(l.risk) }) {
		shares := s.units[s.unitOf(group[0].risk)].shares
		together := whole(0)
		for _, l := range group {
			together = add(together, s.amounts[l.ID])
		}
		if terms.eachLoss != nil {
			together = least(together, terms.eachLoss)
		}
		var full, exact *big.Rat
		switch {
		case terms.deductible == nil:
			exact = mul(sum(shares), together)
			full = p.round(exact)
		case terms.onWhole:
			exact = mul(sum(shares), aboveZero(sub(together, terms.deductible)))
			full = p.round(exact)
		default:
			share := mul(sum(shares), together)
			exact = aboveZero(sub(share, terms.deductible))
			full = aboveZero(sub(p.round(share), terms.deductible))
		}
		var at []place
		var weights []*big.Rat
		for _, l := range group {
			for k, share := range shares {
				at = append(at, place{s.index, k, l.ID, false})
				weights = append(weights, mul(share, s.amounts[l.ID]))
			}
		}
		parts, exactParts := divide(full, weights), proportion(exact, weights)
		for i := range at {
			s.contract.cede(losses, at[i], parts[i], exactParts[i])
		}
	}
	return nil
}

// limitEvents divides the event limit where the section cedes more of an event.
func (p *program) limitEvents(s *section) error {
	terms, err := p.lossTerms(s)
	if err != nil || terms.event == nil {
		return err
	}
	for _, group := range groups(s.losses, (*loss).occurrence) {
		var cells []*cession
		var fulls, exacts []*big.Rat
		for _, l := range group {
			for k := range s.clauses {
				c := s.contract.cessions[losses][place{s.index, k, l.ID, false}]
				cells = append(cells, c)
				fulls, exacts = append(fulls, c.full), append(exacts, c.exact)
			}
		}
		if less(terms.event, sum(fulls)) {
			for i, part := range divide(terms.event, fulls) {
				cells[i].full = part
			}
		}
		if less(terms.event, sum(exacts)) {
			for i, part := range proportion(terms.event, exacts) {
				cells[i].exact = part
			}
		}
	}
	return nil
}

// groups returns losses in groups of the same key, by the first loss of each.
func groups(list []*loss, key func(*loss) string) [][]*loss {
	var out [][]*loss
	index := map[string]int{}
	for _, l := range list {
		k := key(l)
		i, ok := index[k]
		if !ok {
			i = len(out)
			index[k] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], l)
	}
	return out
}
