package oracle

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// An AccountItem is what a clause of an account gives in one year for the reinsurers for whom the same clauses hold, in minor units.
type AccountItem struct {
	Year                  int
	Account               treaty.Account
	Clause, Term          string
	LossRatio             *big.Rat // nil where there is none
	Rate                  *big.Rat // nil where there is none
	CarriedIn, CarriedOut *big.Rat
	Full, Placed          *big.Rat
	Reinsurers            []string // none without a panel
	Parts                 []*big.Rat

	base *big.Rat // what the clause is applied to
	of   []int    // the reinsurers by their place
}

// An AccountYear is a year of an account in minor units.
type AccountYear struct {
	Earned, Incurred *big.Rat
	Items            []AccountItem
}

// Settle returns what the clauses of an account give in each year: clause by clause, and what a clause gives alike for several reinsurers
// is one item. Portfolios that are nothing are left out.
func Settle(h treaty.History, a proportional.Account) ([]AccountYear, error) {
	h = h.Canonical()
	names, lines := []string{""}, []*big.Rat{whole(1)}
	if h.Placement != nil {
		names, lines = nil, nil
		for _, l := range h.Placement.Lines {
			names, lines = append(names, l.Reinsurer), append(lines, fraction(l.Share))
		}
	}
	groups := map[string][]int{}
	var order []string
	for i, name := range names {
		key := holding(a, name)
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], i)
	}
	var all [][]AccountYear
	for _, key := range order {
		of := groups[key]
		s := &accounting{terms: a, of: names[of[0]], round: rounding(h.Rounding), money: money{scale: *h.Scale}, memories: map[string]*memory{}}
		years, err := s.settle(h)
		if err != nil {
			return nil, err
		}
		for y := range years {
			for k := range years[y].Items {
				years[y].Items[k].of = of
			}
		}
		all = append(all, years)
	}
	out := make([]AccountYear, len(h.Years))
	for y := range out {
		out[y].Earned, out[y].Incurred = all[0][y].Earned, all[0][y].Incurred
		for _, clause := range clauses(a) {
			begin := len(out[y].Items)
			for g := range all {
				for _, item := range all[g][y].Items {
					if item.Clause != clause {
						continue
					}
					same := slices.IndexFunc(out[y].Items[begin:], func(other AccountItem) bool { return other.like(item) })
					if same < 0 {
						out[y].Items = append(out[y].Items, item)
					} else {
						one := &out[y].Items[begin+same]
						one.of = slices.Sorted(slices.Values(slices.Concat(one.of, item.of)))
					}
				}
			}
		}
		for k := range out[y].Items {
			item := &out[y].Items[k]
			var signed []*big.Rat
			for _, i := range item.of {
				signed = append(signed, lines[i])
				if h.Placement != nil {
					item.Reinsurers = append(item.Reinsurers, names[i])
				}
			}
			item.Placed = rounding(h.Rounding)(mul(item.Full, sum(signed)))
			if h.Placement != nil {
				item.Parts = divide(item.Placed, signed)
			}
		}
	}
	return out, nil
}

// like reports whether two items of a clause give the same, so that they are one for the reinsurers of both.
func (i AccountItem) like(j AccountItem) bool {
	same := func(a, b *big.Rat) bool { return (a == nil) == (b == nil) && (a == nil || a.Cmp(b) == 0) }
	return i.Account == j.Account && i.Term == j.Term && same(i.base, j.base) && same(i.Full, j.Full) && same(i.Rate, j.Rate) &&
		same(i.LossRatio, j.LossRatio) && same(i.CarriedIn, j.CarriedIn) && same(i.CarriedOut, j.CarriedOut)
}

// clauses returns the places of all clauses in the order in which they act.
func clauses(a proportional.Account) []string {
	out := []string{"portfolio"}
	for i := range a.Sharing {
		out = append(out, fmt.Sprintf("sharing[%d]", i))
	}
	for i := range a.Commissions {
		out = append(out, fmt.Sprintf("commissions[%d]", i))
	}
	for i := range a.ProfitCommissions {
		out = append(out, fmt.Sprintf("profitCommissions[%d]", i))
	}
	return out
}

// holding says which clauses hold for a reinsurer.
func holding(a proportional.Account, name string) string {
	var out string
	say := func(names []string) { out += fmt.Sprint(concerns(names, name), " ") }
	for i := range a.Sharing {
		say(a.Sharing[i].Reinsurers)
	}
	for i := range a.Commissions {
		say(a.Commissions[i].Reinsurers)
	}
	for i := range a.ProfitCommissions {
		say(a.ProfitCommissions[i].Reinsurers)
	}
	return out
}

func concerns(names []string, name string) bool {
	return len(names) == 0 || slices.Contains(names, name)
}

// An accounting settles the years with the clauses that hold for one reinsurer.
type accounting struct {
	terms    proportional.Account
	of       string
	round    func(*big.Rat) *big.Rat
	money    money
	memories map[string]*memory // by clause
}

// A memory is what a clause carries forward and the years that it had.
type memory struct {
	debits, credits            []parcel
	results, premiums, amounts []*big.Rat
	losses, bases              []*big.Rat // of a scale
}

// A parcel is an amount that comes from a year.
type parcel struct {
	from   int
	amount *big.Rat
}

func total(list []parcel) *big.Rat {
	out := whole(0)
	for _, p := range list {
		out = add(out, p.amount)
	}
	return out
}

// newest returns the last parcels that come to an amount.
func newest(list []parcel, amount *big.Rat) []parcel {
	var out []parcel
	for _, p := range slices.Backward(list) {
		p.amount = least(p.amount, amount)
		amount = sub(amount, p.amount)
		if p.amount.Sign() > 0 {
			out = append([]parcel{p}, out...)
		}
	}
	return out
}

// keep returns what goes on to the next year when so much is left of what was carried in and of what the year has of its own: what was used is the
// oldest. Then those end that may not go on, and the cap cuts the oldest.
func (s *accounting) keep(list []parcel, year int, left, own *big.Rat, carry *proportional.Carry, premium *big.Rat) []parcel {
	if carry == nil {
		return nil
	}
	list = append(slices.Clone(list), parcel{year, least(aboveZero(own), left)})
	list = newest(list, left)
	list = slices.DeleteFunc(list, func(p parcel) bool { return carry.Years != nil && year+1 > p.from+*carry.Years })
	if carry.Cap != nil {
		list = newest(list, s.round(mul(fraction(*carry.Cap), premium)))
	}
	return list
}

// A subjectYear is the figures of a year and what the clauses made of it so far.
type subjectYear struct {
	treaty.UnderwritingYear
	written, earned, incurred, ibnr, paid *big.Rat
	shared, allowed                       *big.Rat
}

func (s *accounting) settle(h treaty.History) ([]AccountYear, error) {
	var out []AccountYear
	units := func(d decimal.Decimal) *big.Rat {
		n, err := s.money.read(d)
		if err != nil {
			panic("oracle: " + err.Error())
		}
		return n
	}
	premiumIn, lossIn := units(h.PremiumIn), units(h.LossIn)
	for _, u := range h.Years {
		y := &subjectYear{UnderwritingYear: u, shared: whole(0)}
		y.written, y.paid, y.ibnr, y.allowed = units(u.Written), units(u.Paid), units(u.IBNR), units(u.Allowed)
		y.earned, y.incurred = sub(y.written, units(u.Unearned)), add(y.paid, units(u.Outstanding))
		var year AccountYear
		transfer := func(account treaty.Account, term string, amount *big.Rat) {
			if amount.Sign() != 0 {
				year.Items = append(year.Items, AccountItem{
					Year: u.Year, Account: account, Clause: "portfolio", Term: term, Full: amount, CarriedIn: whole(0), CarriedOut: whole(0),
				})
			}
		}
		p := s.terms.Portfolio
		if p != nil && p.Premium != "" {
			on := units(u.Unearned)
			if p.Premium == proportional.PortfolioPercent {
				on = s.round(mul(y.written, fraction(*p.Percent)))
			}
			transfer(treaty.AccountPremiumPortfolio, treaty.TermPortfolioIn, premiumIn)
			transfer(treaty.AccountPremiumPortfolio, treaty.TermPortfolioOut, sub(whole(0), on))
			y.earned = sub(add(y.written, premiumIn), on)
			premiumIn = on
		}
		if p != nil && p.Losses != nil {
			open := units(u.Outstanding)
			if p.IBNR {
				open = add(open, y.ibnr)
				y.ibnr = whole(0) // it is in what is handed on
			}
			on := s.round(mul(open, fraction(*p.Losses)))
			transfer(treaty.AccountLossPortfolio, treaty.TermPortfolioIn, sub(whole(0), lossIn))
			transfer(treaty.AccountLossPortfolio, treaty.TermPortfolioOut, on)
			y.incurred = sub(add(y.paid, on), lossIn)
			y.paid = y.incurred // settled for good
			lossIn = on
		}
		year.Earned, year.Incurred = y.earned, y.incurred
		if err := s.clauses(y, &year); err != nil {
			return nil, err
		}
		out = append(out, year)
	}
	return out, nil
}

// clauses applies the clauses that hold to a year.
func (s *accounting) clauses(y *subjectYear, out *AccountYear) error {
	run := func(clause string, names []string, apply func(*AccountItem, *memory) error) error {
		if !concerns(names, s.of) {
			return nil
		}
		if s.memories[clause] == nil {
			s.memories[clause] = &memory{}
		}
		m := s.memories[clause]
		item := AccountItem{Year: y.Year, Account: treaty.AccountCommission, Clause: clause, Full: whole(0), CarriedIn: sub(total(m.debits), total(m.credits))}
		err := apply(&item, m)
		item.CarriedOut = sub(total(m.debits), total(m.credits))
		out.Items = append(out.Items, item)
		return err
	}
	for i, c := range s.terms.Sharing {
		if err := run(fmt.Sprintf("sharing[%d]", i), c.Reinsurers, func(item *AccountItem, _ *memory) error { return s.share(y, c, item) }); err != nil {
			return err
		}
	}
	for i, c := range s.terms.Commissions {
		err := run(fmt.Sprintf("commissions[%d]", i), c.Reinsurers, func(item *AccountItem, m *memory) error { return s.commission(y, c, item, m) })
		if err != nil {
			return err
		}
	}
	for i, c := range s.terms.ProfitCommissions {
		err := run(fmt.Sprintf("profitCommissions[%d]", i), c.Reinsurers, func(item *AccountItem, m *memory) error { s.profit(y, c, item, m); return nil })
		if err != nil {
			return err
		}
	}
	return nil
}

func (y *subjectYear) premium(basis, otherwise proportional.PremiumBasis) *big.Rat {
	if basis == "" {
		basis = otherwise
	}
	if basis == proportional.PremiumWritten {
		return y.written
	}
	return y.earned
}

func (y *subjectYear) losses(l proportional.LossRatio) *big.Rat {
	out := y.incurred
	if l.Losses == proportional.LossesPaid {
		out = y.paid
	}
	if l.IBNR {
		out = add(out, y.ibnr)
	}
	if l.Sharing != proportional.SharingBefore {
		out = sub(out, y.shared)
	}
	return out
}

// ratio returns the loss ratio; nil is none.
func (s *accounting) ratio(l proportional.LossRatio, losses, premium *big.Rat) (*big.Rat, error) {
	switch {
	case premium.Sign() == 0 && losses.Sign() == 0:
		return nil, nil
	case premium.Sign() == 0:
		return nil, fmt.Errorf("losses without premium")
	case l.Decimals != nil:
		unit := fraction(decimal.New(1, int32(*l.Decimals)))
		return quo(s.round(quo(mul(losses, unit), premium)), unit), nil
	}
	return quo(losses, premium), nil
}

func (s *accounting) share(y *subjectYear, c proportional.Sharing, item *AccountItem) error {
	item.Account, item.Term = treaty.AccountLossSharing, treaty.TermParticipation
	bands := c.Participation
	switch {
	case c.Corridor != nil:
		item.Term, bands = treaty.TermCorridor, []proportional.LossBand{*c.Corridor}
	case c.Cap != nil:
		item.Term, bands = treaty.TermCap, []proportional.LossBand{{From: *c.Cap, Share: decimal.New(1, 0)}}
	}
	if y.Stage == treaty.StageProvisional {
		return nil
	}
	premium := y.premium(c.LossRatio.Premium, proportional.PremiumEarned)
	item.base = y.losses(c.LossRatio)
	ratio, err := s.ratio(c.LossRatio, item.base, premium)
	if err != nil || ratio == nil {
		return err
	}
	item.LossRatio = ratio
	part := whole(0)
	for _, b := range bands {
		width := sub(ratio, fraction(b.From))
		if b.To != nil {
			width = least(width, sub(fraction(*b.To), fraction(b.From)))
		}
		part = add(part, mul(fraction(b.Share), aboveZero(width)))
	}
	shared := s.round(mul(part, premium))
	y.shared = add(y.shared, shared)
	item.Full = sub(whole(0), shared)
	return nil
}

func (s *accounting) commission(y *subjectYear, c proportional.Commission, item *AccountItem, m *memory) error {
	item.Term = treaty.TermCommission
	if c.Overriding {
		item.Term = treaty.TermOverriding
	}
	var rate *big.Rat
	switch {
	case c.Rate != nil:
		rate = fraction(*c.Rate)
	case c.Sliding != nil:
		item.Term = treaty.TermSliding
		var err error
		if rate, err = s.slide(y, *c.Sliding, item, m); err != nil {
			return err
		}
	default:
		for _, r := range c.ByYear {
			if y.Year >= r.From {
				rate = fraction(r.Rate)
			}
		}
		if rate == nil {
			return fmt.Errorf("no rate for %d", y.Year)
		}
	}
	base := y.premium(c.On, proportional.PremiumWritten)
	if block := c.Sliding != nil && y.Stage != treaty.StageProvisional && c.Sliding.Over != nil && c.Sliding.Over.As == proportional.TogetherSum; block {
		m.bases = append(m.bases, base)
		first := (len(m.bases) - 1) / c.Sliding.Over.Years * c.Sliding.Over.Years
		base = sum(m.bases[first:])
		item.Full = sub(s.round(mul(rate, base)), sum(m.amounts[first:]))
		m.amounts = append(m.amounts, item.Full)
	} else {
		item.Full = s.round(mul(rate, base))
	}
	item.base = base
	y.allowed = add(y.allowed, item.Full)
	if rate.Sign() != 0 {
		item.Rate = rate
	}
	return nil
}

func (s *accounting) slide(y *subjectYear, c proportional.SlidingScale, item *AccountItem, m *memory) (*big.Rat, error) {
	if y.Stage == treaty.StageProvisional {
		return fraction(c.Provisional), nil
	}
	premium := y.premium(c.LossRatio.Premium, proportional.PremiumEarned)
	own := y.losses(c.LossRatio)
	losses := add(own, item.CarriedIn)
	if c.Over != nil {
		m.losses, m.premiums = append(m.losses, own), append(m.premiums, premium)
		n := len(m.losses)
		first := max(n-c.Over.Years, 0)
		if c.Over.As == proportional.TogetherSum {
			first = (n - 1) / c.Over.Years * c.Over.Years
		}
		losses, premium = sum(m.losses[first:]), sum(m.premiums[first:])
	}
	seen := losses
	if c.Over == nil && premium.Sign() == 0 && own.Sign() == 0 {
		seen = own
	}
	ratio, err := s.ratio(c.LossRatio, seen, premium)
	if err != nil {
		return nil, err
	}
	worst, best := extremes(c)
	if c.DebitAbove != nil {
		worst = fraction(*c.DebitAbove)
	}
	if c.CreditBelow != nil {
		best = fraction(*c.CreditBelow)
	}
	worst, best = s.round(mul(worst, premium)), s.round(mul(best, premium))
	m.debits = s.keep(m.debits, y.Year, aboveZero(sub(losses, worst)), sub(own, worst), c.Debit, premium)
	m.credits = s.keep(m.credits, y.Year, aboveZero(sub(best, losses)), sub(best, own), c.Credit, premium)
	if ratio == nil {
		return fraction(c.Provisional), nil
	}
	item.LossRatio = ratio
	return scaleRate(c, ratio, c.AtJump == proportional.JumpBelow), nil
}

// scaleRate returns the rate of a scale with its bounds: of all segments that hold a loss ratio the first is that below a jump.
func scaleRate(c proportional.SlidingScale, ratio *big.Rat, below bool) *big.Rat {
	first, last := c.Points[0], c.Points[len(c.Points)-1]
	var rates []*big.Rat
	if ratio.Cmp(fraction(first.LossRatio)) <= 0 {
		rates = append(rates, fraction(first.Rate))
	}
	for i := 1; i < len(c.Points); i++ {
		p, q := fraction(c.Points[i-1].LossRatio), fraction(c.Points[i].LossRatio)
		if p.Cmp(q) == 0 || ratio.Cmp(p) < 0 || ratio.Cmp(q) > 0 {
			continue
		}
		from, to := fraction(c.Points[i-1].Rate), fraction(c.Points[i].Rate)
		rates = append(rates, add(from, quo(mul(sub(to, from), sub(ratio, p)), sub(q, p))))
	}
	if ratio.Cmp(fraction(last.LossRatio)) >= 0 {
		rates = append(rates, fraction(last.Rate))
	}
	rate := rates[len(rates)-1]
	if below {
		rate = rates[0]
	}
	if c.Minimum != nil {
		rate = greatest(rate, fraction(*c.Minimum))
	}
	if c.Maximum != nil {
		rate = least(rate, fraction(*c.Maximum))
	}
	return rate
}

// extremes returns the loss ratio at which the rate is least and that up to which it is greatest: each is a point, or where the line meets a bound.
func extremes(c proportional.SlidingScale) (worst, best *big.Rat) {
	var candidates []*big.Rat
	for i, p := range c.Points {
		candidates = append(candidates, fraction(p.LossRatio))
		if i == 0 {
			continue
		}
		before := c.Points[i-1]
		for _, bound := range []*decimal.Decimal{c.Minimum, c.Maximum} {
			if bound != nil && bound.LessThan(before.Rate) && bound.GreaterThan(p.Rate) {
				part := quo(sub(fraction(before.Rate), fraction(*bound)), sub(fraction(before.Rate), fraction(p.Rate)))
				candidates = append(candidates, add(fraction(before.LossRatio), mul(part, sub(fraction(p.LossRatio), fraction(before.LossRatio)))))
			}
		}
	}
	end := add(fraction(c.Points[len(c.Points)-1].LossRatio), whole(1))
	lowest, highest := scaleRate(c, end, false), scaleRate(c, whole(-1), false)
	for _, r := range candidates {
		if scaleRate(c, r, false).Cmp(lowest) == 0 && (worst == nil || less(r, worst)) {
			worst = r
		}
		if scaleRate(c, r, true).Cmp(highest) == 0 && (best == nil || less(best, r)) {
			best = r
		}
	}
	return worst, best
}

func (s *accounting) profit(y *subjectYear, c proportional.ProfitCommission, item *AccountItem, m *memory) {
	item.Term = treaty.TermProfit
	if c.TiersOn != proportional.TiersPremium {
		c.Tiers = slices.Clone(c.Tiers)
		for i := range c.Tiers {
			if c.Tiers[i].UpTo != nil {
				c.Tiers[i].UpTo = new(c.Tiers[i].UpTo.Shift(int32(s.money.scale)))
			}
		}
	}
	if y.Stage == treaty.StageProvisional {
		return
	}
	premium := y.premium(c.LossRatio.Premium, proportional.PremiumEarned)
	result := sub(sub(premium, y.losses(c.LossRatio)), y.allowed)
	if c.Expenses != nil {
		result = sub(result, s.round(mul(fraction(*c.Expenses), premium)))
	}
	m.results, m.premiums = append(m.results, result), append(m.premiums, premium)
	profit := add(sub(result, total(m.debits)), total(m.credits))
	n := len(m.results)
	first := n - 1
	switch {
	case c.Over != nil && c.Over.As == proportional.TogetherAverage:
		first = max(n-c.Over.Years, 0)
		count := whole(int64(n - first))
		profit, premium = quo(sum(m.results[first:]), count), quo(sum(m.premiums[first:]), count)
	case c.Over != nil:
		first = (n - 1) / c.Over.Years * c.Over.Years
		profit, premium = sum(m.results[first:]), sum(m.premiums[first:])
	}
	item.base = s.round(profit)
	exact := tiered(c, profit, premium)
	without := whole(0)
	if c.Maximum != nil {
		if most := mul(fraction(*c.Maximum), premium); less(most, exact) {
			exact = most
			without = sub(profit, s.round(enough(c, most, premium)))
		}
	}
	item.Full = s.round(exact)
	if exact.Sign() > 0 {
		item.Rate = quo(exact, profit)
	}
	if c.Over != nil && c.Over.As == proportional.TogetherSum {
		item.Full = sub(item.Full, sum(m.amounts[first:]))
	}
	m.amounts = append(m.amounts, item.Full)
	credits, deficits := total(m.credits), total(m.debits)
	m.debits = s.keep(m.debits, y.Year, aboveZero(sub(whole(0), profit)), sub(whole(0), add(result, credits)), c.Deficit, premium)
	m.credits = s.keep(m.credits, y.Year, without, sub(result, deficits), c.Credit, premium)
}

// ends returns where the tiers end, without the last, which does not. Amounts are in minor units already.
func ends(c proportional.ProfitCommission, premium *big.Rat) []*big.Rat {
	var out []*big.Rat
	for _, t := range c.Tiers {
		if t.UpTo != nil && c.TiersOn == proportional.TiersPremium {
			out = append(out, mul(fraction(*t.UpTo), premium))
		} else if t.UpTo != nil {
			out = append(out, fraction(*t.UpTo))
		}
	}
	return out
}

// tiered returns the commission on a profit before the maximum, tier by tier from the last.
func tiered(c proportional.ProfitCommission, profit, premium *big.Rat) *big.Rat {
	profit = aboveZero(profit)
	if c.Rate != nil {
		return mul(fraction(*c.Rate), profit)
	}
	out := whole(0)
	begins := append([]*big.Rat{whole(0)}, ends(c, premium)...)
	for i, begin := range slices.Backward(begins) {
		out = add(out, mul(fraction(c.Tiers[i].Rate), aboveZero(sub(profit, begin))))
		profit = least(profit, begin)
	}
	return out
}

// enough returns the least profit whose commission is so much.
func enough(c proportional.ProfitCommission, commission, premium *big.Rat) *big.Rat {
	if commission.Sign() == 0 {
		return whole(0)
	}
	if c.Rate != nil {
		return quo(commission, fraction(*c.Rate))
	}
	from := whole(0)
	for i, end := range ends(c, premium) {
		if tiered(c, end, premium).Cmp(commission) >= 0 {
			return sub(end, quo(sub(tiered(c, end, premium), commission), fraction(c.Tiers[i].Rate)))
		}
		from = end
	}
	return add(from, quo(sub(commission, tiered(c, from, premium)), fraction(c.Tiers[len(c.Tiers)-1].Rate)))
}
