package oracle

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
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
	terms, err := p.lossTerms(s)
	if err != nil {
		return err
	}
	p.cedeLosses(s, terms)
	if terms.event != nil {
		p.limitEvents(s, terms)
	}
	if a := terms.aggregate; a != nil && !a.onWhole {
		p.aggregateCeded(s, a)
	}
	return nil
}

// lossTerms are the terms of a section that act on losses.
type lossTerms struct {
	eachLoss, deductible, event *big.Rat // nil is none
	onWhole                     bool
	aggregate                   *aggregate
}

// together reports whether the losses of a unit in an event are looked at together.
func (t lossTerms) together() bool { return t.deductible != nil || t.eachLoss != nil }

// An aggregate is the annual terms of a section; nil is none.
type aggregate struct {
	deductible, limit *big.Rat
	onWhole, yearly   bool
}

func (p *program) lossTerms(s *section) (lossTerms, error) {
	var deductible *proportional.Deductible
	var annual *proportional.Aggregate
	var each, event *decimal.Decimal
	switch terms := s.Terms.(type) {
	case proportional.QuotaShare:
		deductible, event, annual = terms.Deductible, terms.EventLimit, terms.Aggregate
		if terms.LimitOn == proportional.LimitOnEachLoss {
			each = terms.Limit
		}
	case proportional.VariableQuotaShare:
		deductible, event, annual = terms.Deductible, terms.EventLimit, terms.Aggregate
		if terms.LimitOn == proportional.LimitOnEachLoss {
			each = terms.Limit
		}
	case proportional.FacultativeObligatory:
		deductible, event, annual = terms.Deductible, terms.EventLimit, terms.Aggregate
	case proportional.Surplus:
		deductible, event, annual = terms.Deductible, terms.EventLimit, terms.Aggregate
	case proportional.QuotaShareSurplus:
		deductible, event, annual = terms.Deductible, terms.EventLimit, terms.Aggregate
	case proportional.Facultative:
		deductible, annual = terms.Deductible, terms.Aggregate
	}
	var t lossTerms
	var errs [5]error
	t.eachLoss, errs[0] = p.money.optional(each)
	t.event, errs[1] = p.money.optional(event)
	if deductible != nil {
		t.deductible, errs[2] = p.money.read(deductible.Amount)
		t.onWhole = deductible.On == proportional.DeductibleOnWhole
	}
	if annual != nil {
		t.aggregate = &aggregate{onWhole: annual.On == proportional.AggregateOnWhole, yearly: annual.Annual == proportional.AnnualYear}
		t.aggregate.deductible, errs[3] = p.money.optional(annual.Deductible)
		t.aggregate.limit, errs[4] = p.money.optional(annual.Limit)
	}
	return t, first(errs[:])
}

// exGratiaOf returns how proportional terms read payments without liability.
func exGratiaOf(terms treaty.Terms) proportional.ExGratia {
	switch t := terms.(type) {
	case proportional.QuotaShare:
		return t.ExGratia
	case proportional.VariableQuotaShare:
		return t.ExGratia
	case proportional.FacultativeObligatory:
		return t.ExGratia
	case proportional.Surplus:
		return t.ExGratia
	case proportional.QuotaShareSurplus:
		return t.ExGratia
	case proportional.Facultative:
		return t.ExGratia
	}
	return ""
}

// A bundle is losses that take a share together: those of a unit in an event, or one alone.
type bundle struct {
	losses []*loss
	shares []*big.Rat
	// whole is what terms on 100 % leave of them.
	whole *big.Rat
}

// bundles returns the losses of a section as they take a share.
func (p *program) bundles(s *section, terms lossTerms) []*bundle {
	key := func(l *loss) string { return l.ID }
	if terms.together() {
		key = func(l *loss) string { return l.occurrence() + " unit " + s.unitOf(l.risk) }
	}
	var list []*bundle
	for _, group := range groups(s.losses, key) {
		b := &bundle{losses: group, shares: s.units[s.unitOf(group[0].risk)].shares, whole: whole(0)}
		for _, l := range group {
			b.whole = add(b.whole, s.amounts[l.ID])
		}
		if terms.eachLoss != nil {
			b.whole = least(b.whole, terms.eachLoss)
		}
		if terms.deductible != nil && terms.onWhole {
			b.whole = aboveZero(sub(b.whole, terms.deductible))
		}
		list = append(list, b)
	}
	if terms.aggregate != nil && terms.aggregate.onWhole {
		p.aggregateWhole(s, terms.aggregate, list)
	}
	return list
}

// cedeLosses cedes each loss, or where a deductible or a limit on each loss asks for it, the losses of each
// unit in each event together.
func (p *program) cedeLosses(s *section, terms lossTerms) {
	for _, b := range p.bundles(s, terms) {
		if !terms.together() {
			for k, share := range b.shares {
				exact := mul(share, b.whole)
				s.contract.cede(losses, place{s.index, k, b.losses[0].ID, false}, p.round(exact), exact)
			}
			continue
		}
		exact := mul(sum(b.shares), b.whole)
		full := p.round(exact)
		if terms.deductible != nil && !terms.onWhole {
			exact, full = aboveZero(sub(exact, terms.deductible)), aboveZero(sub(full, terms.deductible))
		}
		var at []place
		var weights []*big.Rat
		for _, l := range b.losses {
			for k, share := range b.shares {
				at = append(at, place{s.index, k, l.ID, false})
				weights = append(weights, mul(share, s.amounts[l.ID]))
			}
		}
		parts, exactParts := divide(full, weights), proportion(exact, weights)
		for i := range at {
			s.contract.cede(losses, at[i], parts[i], exactParts[i])
		}
	}
}

// cells returns what the clauses of a section cede of losses.
func (s *section) cells(list []*loss) (cells []*cession, fulls, exacts []*big.Rat) {
	for _, l := range list {
		for k := range s.clauses {
			c := s.contract.cessions[losses][place{s.index, k, l.ID, false}]
			cells = append(cells, c)
			fulls, exacts = append(fulls, c.full), append(exacts, c.exact)
		}
	}
	return cells, fulls, exacts
}

// limitEvents divides the event limit where the section cedes more of an event.
func (p *program) limitEvents(s *section, terms lossTerms) {
	for _, group := range groups(s.losses, (*loss).occurrence) {
		cells, fulls, exacts := s.cells(group)
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
}

// aggregateCeded passes what is ceded of each event through annual terms. What these leave of it is decided as posted, also
// for what is ceded before any rounding.
func (p *program) aggregateCeded(s *section, a *aggregate) {
	events := groups(s.losses, (*loss).occurrence)
	var brought []*big.Rat
	for _, group := range events {
		_, fulls, _ := s.cells(group)
		brought = append(brought, sum(fulls))
	}
	for i, left := range p.annually(s, a, events, brought) {
		cells, fulls, _ := s.cells(events[i])
		if brought[i].Sign() == 0 {
			continue
		}
		for k, part := range divide(left, fulls) {
			cells[k].full, cells[k].exact = part, quo(mul(cells[k].exact, left), brought[i])
		}
	}
}

// aggregateWhole passes what is to be shared of each event through annual terms.
func (p *program) aggregateWhole(s *section, a *aggregate, list []*bundle) {
	events := groups(s.losses, (*loss).occurrence)
	members := map[string][]*bundle{}
	for _, b := range list {
		if sum(b.shares).Sign() > 0 {
			members[b.losses[0].occurrence()] = append(members[b.losses[0].occurrence()], b)
		}
	}
	weights := make([][]*big.Rat, len(events))
	var brought []*big.Rat
	for i, group := range events {
		for _, b := range members[group[0].occurrence()] {
			weights[i] = append(weights[i], b.whole)
		}
		brought = append(brought, sum(weights[i]))
	}
	for i, left := range p.annually(s, a, events, brought) {
		parts := divide(left, weights[i])
		for k, b := range members[events[i][0].occurrence()] {
			b.whole = parts[k]
		}
	}
}

// annually returns what annual terms leave of what each event brings, the events taken by their first losses that have
// a subject and a share.
func (p *program) annually(s *section, a *aggregate, events [][]*loss, brought []*big.Rat) []*big.Rat {
	firsts, order := make([]*loss, len(events)), make([]int, len(events))
	for i, group := range events {
		firsts[i], order[i] = p.firstShared(s, group), i
	}
	slices.SortStableFunc(order, func(i, j int) int { return compare(firsts[i], firsts[j]) })
	out := make([]*big.Rat, len(events))
	sums := map[int]*big.Rat{}
	for _, i := range order {
		year := 0
		if a.yearly {
			year = yearOf(s.contract.Period, firsts[i].Date)
		}
		if sums[year] == nil {
			sums[year] = whole(0)
		}
		before := a.left(sums[year])
		sums[year] = add(sums[year], brought[i])
		out[i] = sub(a.left(sums[year]), before)
	}
	return out
}

// left returns what the terms leave of a sum.
func (a *aggregate) left(x *big.Rat) *big.Rat {
	if a.deductible != nil {
		x = aboveZero(sub(x, a.deductible))
	}
	if a.limit != nil {
		x = least(x, a.limit)
	}
	return x
}

// firstShared returns the first loss of an event with a subject and a share, or else its first. On what is paid that is the
// one on all that is incurred.
func (p *program) firstShared(s *section, group []*loss) *loss {
	amounts := s.amounts
	if p.decided != nil {
		for _, c := range p.decided.contracts {
			if c.ID == s.contract.ID {
				amounts = c.sections[s.index].amounts
			}
		}
	}
	for _, l := range group {
		if amounts[l.ID].Sign() > 0 && sum(s.units[s.unitOf(l.risk)].shares).Sign() > 0 {
			return l
		}
	}
	return group[0]
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
