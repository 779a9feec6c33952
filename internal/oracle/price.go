package oracle

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// A Charge is one amount of the price of a layer.
type Charge struct {
	Contract, Section string
	Clause            int
	Kind              treaty.ChargeKind
	Loss              string
	Date              cede.Date
	Full, Charged     int64
}

// A Price is the sum of charges and of brokerage on them, at 100 % and as placed.
type Price struct{ Full, Charged, FullBrokerage, Brokerage int64 }

// subjectOfPrice returns the subject premium of the layers of a section.
func (p *program) subjectOfPrice(s *section, gross, written bool) *big.Rat {
	var before []*contract
	if !gross {
		before = p.earlier(s.contract)
	}
	period := s.contract.Period
	w := window{days: period, by: s.Earning}
	if w.by == "" {
		w.by = treaty.EarningDays
	}
	attaching := written || s.Basis == treaty.RisksAttaching
	if attaching {
		w = window{whole: true}
	}
	total := whole(0)
	for _, r := range p.book.risks {
		in := riskInScope(r, scopeOn(s.Scope, cede.Date{}))
		own := w
		if attaching {
			in = period.Contains(r.Period.From) && riskInScope(r, scopeOn(s.Scope, r.Period.From))
		} else {
			own.days.To = earlier(period.To, out(r, s.Scope))
		}
		if !in {
			continue
		}
		posted, _ := p.premiumOf(own, r, before)
		total = add(total, posted)
	}
	return total
}

// A cumulative posts differences of rounded sums.
type cumulative struct {
	p                    *program
	placed               *big.Rat
	exact, full, charged *big.Rat
}

func (p *program) cumulative(s *section) *cumulative {
	return &cumulative{p, s.placed(), whole(0), whole(0), whole(0)}
}

func (c *cumulative) add(x *big.Rat) (full, charged *big.Rat) {
	c.exact = add(c.exact, x)
	f := c.p.round(c.exact)
	d := c.p.round(mul(c.placed, f))
	full, charged = sub(f, c.full), sub(d, c.charged)
	c.full, c.charged = f, d
	return full, charged
}

// charges returns the charges of all layers; paid is the same program on paid losses.
func (p *program) charges(paid *program) ([]Charge, error) {
	var out []Charge
	for i, c := range p.contracts {
		for j, s := range c.sections {
			for k := range s.states {
				if s.states[k].layer.Premium == nil {
					continue
				}
				used := s.states[k]
				if r := used.layer.Reinstatements; r != nil && len(r.Rates) > 0 && r.Trigger != xol.TriggerIncurred {
					used = paid.contracts[i].sections[j].states[k]
				}
				list, err := p.chargeLayer(s, k, used.list)
				if err != nil {
					return nil, err
				}
				out = append(out, list...)
			}
		}
	}
	return out, nil
}

// chargeLayer returns the charges of one layer; used are its occurrences that use the limit, in order of time.
func (p *program) chargeLayer(s *section, k int, used []*occurrence) ([]Charge, error) {
	l := s.states[k].layer
	var out []Charge
	post := func(kind treaty.ChargeKind, at *loss, date cede.Date, full, charged *big.Rat, brokerage *decimal.Decimal) {
		c := Charge{
			Contract: s.contract.ID, Section: s.ID, Clause: k, Kind: kind, Date: date,
			Full: full.Num().Int64(), Charged: charged.Num().Int64(),
		}
		if at != nil {
			c.Loss = at.ID
		}
		out = append(out, c)
		if brokerage != nil {
			b := fraction(*brokerage)
			c.Kind = treaty.ChargeBrokerage
			c.Full, c.Charged = p.round(mul(b, full)).Num().Int64(), p.round(mul(b, charged)).Num().Int64()
			out = append(out, c)
		}
	}
	terms := l.Premium
	period := s.contract.Period
	deposit, err := p.money.optional(terms.Deposit)
	if err != nil {
		return nil, err
	}
	premium, err := p.premiumOfLayer(s, l, s.states[k].list, deposit)
	if err != nil {
		return nil, err
	}
	account := p.cumulative(s)
	if deposit != nil {
		if len(terms.Instalments) == 0 {
			full, charged := account.add(mul(l.share, deposit))
			post(treaty.ChargeDeposit, nil, period.From, full, charged, terms.Brokerage)
		}
		for _, one := range terms.Instalments {
			amount, err := p.money.read(one.Amount)
			if err != nil {
				return nil, err
			}
			full, charged := account.add(mul(l.share, amount))
			post(treaty.ChargeDeposit, nil, one.Date, full, charged, terms.Brokerage)
		}
	}
	paid := deposit
	if paid == nil {
		paid = whole(0)
	}
	full, charged := account.add(mul(l.share, sub(premium, paid)))
	post(treaty.ChargeAdjustment, nil, period.To, full, charged, terms.Brokerage)
	if r := l.Reinstatements; r != nil && len(r.Rates) > 0 {
		p.chargeReinstatements(s, l, used, premium, deposit, func(kind treaty.ChargeKind, at *loss, date cede.Date, full, charged *big.Rat) {
			post(kind, at, date, full, charged, r.Brokerage)
		})
	}
	if terms.NoClaims != nil && lossesOf(s.states[k].list).Sign() == 0 {
		bonus := p.cumulative(s)
		full, charged := bonus.add(mul(mul(fraction(*terms.NoClaims), l.share), premium))
		post(treaty.ChargeNoClaims, nil, period.To, new(big.Rat).Neg(full), new(big.Rat).Neg(charged), terms.Brokerage)
	}
	return out, nil
}

func lossesOf(list []*occurrence) *big.Rat {
	total := whole(0)
	for _, o := range list {
		total = add(total, o.left)
	}
	return total
}

// premiumOfLayer returns the premium of a layer before its share.
func (p *program) premiumOfLayer(s *section, l *layer, list []*occurrence, deposit *big.Rat) (*big.Rat, error) {
	terms := l.Premium
	if terms.Rate == nil && terms.Swing == nil {
		return deposit, nil
	}
	subject := p.subjectOfPrice(s, terms.Subject == xol.PremiumGross, terms.Basis == xol.PremiumWritten)
	var rate *big.Rat
	if terms.Rate != nil {
		rate = fraction(*terms.Rate)
	} else {
		premiums, burnt := subject, lossesOf(list)
		for _, h := range terms.Swing.History {
			x, err := p.money.read(h.Premium)
			if err != nil {
				return nil, err
			}
			y, err := p.money.read(h.Losses)
			if err != nil {
				return nil, err
			}
			premiums, burnt = add(premiums, x), add(burnt, y)
		}
		low, high := fraction(terms.Swing.Minimum), fraction(terms.Swing.Maximum)
		rate = low
		if premiums.Sign() > 0 {
			rate = greatest(low, least(high, quo(mul(fraction(terms.Swing.Loading), burnt), premiums)))
		}
	}
	premium := p.round(mul(rate, subject))
	least, err := p.money.optional(terms.Minimum)
	if err == nil && least != nil {
		premium = greatest(premium, least)
	}
	return premium, err
}

func (p *program) chargeReinstatements(s *section, l *layer, used []*occurrence, premium, deposit *big.Rat,
	post func(treaty.ChargeKind, *loss, cede.Date, *big.Rat, *big.Rat),
) {
	r := l.Reinstatements
	first := deposit
	if first == nil || first.Sign() == 0 && r.On != xol.OnDeposit {
		first = premium
	}
	account := p.cumulative(s)
	total := whole(0)
	used = slices.Clone(used)
	slices.SortStableFunc(used, func(x, y *occurrence) int { return compare(x.first, y.first) })
	for _, o := range used {
		if o.to.Cmp(o.from) == 0 {
			continue
		}
		part := mul(l.reinstated(o), remaining(s.contract.Period, o.first.Date, r))
		total = add(total, part)
		full, charged := account.add(mul(mul(l.share, first), part))
		post(treaty.ChargeReinstatement, o.first, o.first.Date, full, charged)
	}
	if r.On == xol.OnDeposit {
		return
	}
	full, charged := account.add(mul(mul(l.share, sub(premium, first)), total))
	post(treaty.ChargeReinstatementAdjustment, nil, s.contract.Period.To, full, charged)
}

// reinstated returns the sum over the reinstatements of rate times what an occurrence uses of the limit it restores.
func (l *layer) reinstated(o *occurrence) *big.Rat {
	r := l.Reinstatements
	total := whole(0)
	from, to := o.from, o.to
	if l.aggregate != nil { // what cannot be used again is not reinstated
		most := aboveZero(sub(l.aggregate, l.limit))
		from, to = least(from, most), least(to, most)
	}
	for k := 1; r.Unlimited || k <= r.Count; k++ {
		begin, end := mul(whole(int64(k-1)), l.limit), mul(whole(int64(k)), l.limit)
		if to.Cmp(begin) <= 0 {
			break
		}
		rate := r.Rates[0]
		if len(r.Rates) > 1 {
			rate = r.Rates[k-1]
		}
		if common := sub(least(to, end), greatest(from, begin)); common.Sign() > 0 {
			total = add(total, quo(mul(fraction(rate), common), l.limit))
		}
	}
	return total
}

// remaining returns the part of time that is left after a day of loss: all after one before the period, nothing after one later than it.
func remaining(p treaty.Period, day cede.Date, r *xol.Reinstatements) *big.Rat {
	timed := r.Time != "" && r.Time != xol.AsToAmount
	switch {
	case timed && day.Before(p.From):
		return whole(1)
	case timed && day.After(p.To):
		return whole(0)
	}
	days := p.To.Sub(day)
	if r.DayOfLoss == xol.DayRemaining {
		days++
	}
	part := whole(1)
	switch r.Time {
	case "", xol.AsToAmount:
	case xol.Days365:
		part = big.NewRat(int64(days), 365)
	case xol.DaysOfPeriod:
		part = big.NewRat(int64(days), int64(p.Days()))
	case xol.MonthsOfPeriod:
		part = big.NewRat(int64(month(p.To)-month(day)), months(p))
	}
	return least(part, whole(1))
}

// months returns the months of a period, a part of one counting as one.
func months(p treaty.Period) int64 {
	_, _, first := p.From.Civil()
	_, _, last := p.To.Civil()
	n := int64(month(p.To) - month(p.From))
	if last >= first { // the last of them has begun
		n++
	}
	if n == 0 {
		return 1
	}
	return n
}

// prices adds up charges.
func (b *builder) prices(list []Charge) {
	type key struct{ contract, section string }
	panels := map[key]Price{}
	for _, c := range list {
		full, charged := Price{Full: c.Full}, Price{Charged: c.Charged}
		if c.Kind == treaty.ChargeBrokerage {
			full, charged = Price{FullBrokerage: c.Full}, Price{Brokerage: c.Charged}
		}
		put := func(into map[Row]Price, key Row) {
			x := into[key]
			into[key] = Price{
				x.Full + full.Full, x.Charged + charged.Charged,
				x.FullBrokerage + full.FullBrokerage, x.Brokerage + charged.Brokerage,
			}
		}
		put(b.Prices, Row{c.Contract, c.Section, c.Clause, ""})
		put(b.Prices, Row{c.Contract, c.Section, -1, ""})
		if c.Section != "" {
			put(b.Prices, Row{c.Contract, "", -1, ""})
		}
		at := key{c.Contract, b.own(c.Contract, c.Section)}
		x := panels[at]
		panels[at] = Price{Charged: x.Charged + charged.Charged, Brokerage: x.Brokerage + charged.Brokerage}
	}
	for _, c := range b.contracts {
		for _, s := range c.sections {
			own := b.own(c.ID, s.ID)
			var weights []*big.Rat
			for _, l := range s.lines {
				weights = append(weights, fraction(l.Share))
			}
			x := panels[key{c.ID, own}]
			premium, brokerage := divide(whole(x.Charged), weights), divide(whole(x.Brokerage), weights)
			for i, l := range s.lines {
				b.ReinsurerPrices[Reinsurer{c.ID, own, l.Reinsurer}] = Price{Charged: b.units(premium[i]), Brokerage: b.units(brokerage[i])}
			}
		}
	}
	b.Charges = slices.DeleteFunc(list, func(c Charge) bool { return c.Full == 0 && c.Charged == 0 })
	if len(b.Charges) == 0 {
		b.Charges = nil
	}
	SortCharges(b.Charges)
}

// SortCharges puts charges in an order of their own.
func SortCharges(list []Charge) {
	slices.SortStableFunc(list, func(x, y Charge) int {
		return cmp.Or(cmp.Compare(x.Contract, y.Contract), cmp.Compare(x.Section, y.Section), cmp.Compare(x.Clause, y.Clause), cmp.Compare(x.Kind, y.Kind),
			x.Date.Compare(y.Date), cmp.Compare(x.Loss, y.Loss), cmp.Compare(x.Full, y.Full), cmp.Compare(x.Charged, y.Charged))
	})
}

// own is the id of a section with a placement of its own, or empty.
func (b *builder) own(contract, section string) string {
	for _, c := range b.contracts {
		for _, s := range c.sections {
			if c.ID == contract && s.ID == section && s.own {
				return s.ID
			}
		}
	}
	return ""
}
