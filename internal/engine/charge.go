package engine

import (
	"cmp"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// A Price is what a layer costs for the period, for 100 % of it and before its share.
type Price struct {
	_ [0]func()
	// Deposit is paid in advance, at Instalments if there are any and at the beginning of the period otherwise.
	Deposit     int64
	Instalments []Instalment
	// Rate, if it is not 0, makes the premium Rate × subject premium, at least Minimum.
	Rate    fixed.Ratio
	Minimum int64
	// Swing makes the premium follow the losses; nil is none.
	Swing *Swing
	// NoClaims is the part of the premium that is returned if the layer paid nothing.
	NoClaims fixed.Ratio
	// Brokerage is the part of the deposit and adjustment that reinsurers allow.
	Brokerage fixed.Ratio
	// Reinstatements say what the limit used costs; nil is nothing.
	Reinstatements *Reinstatements
}

// An Instalment is a part of the deposit.
type Instalment struct {
	Date   cede.Date
	Amount int64
}

// A Swing is loading × burning cost as a rate on the subject premium, between two rates. The burning
// cost is that of the layer's losses and premium of this period and of those before.
type Swing struct {
	Loading, Minimum, Maximum fixed.Ratio
	// Losses and Premium are of the periods before.
	Losses, Premium int64
}

// Timing says how a reinstatement premium depends on time.
type Timing uint8

const (
	// AmountOnly makes it not depend.
	AmountOnly Timing = iota
	// Days365 takes the days that remain over 365.
	Days365
	// DaysOfPeriod takes the days that remain over those of the period.
	DaysOfPeriod
	// MonthsOfPeriod takes the whole months after the month of loss over those of the period.
	MonthsOfPeriod
)

// Reinstatements are the premium for limit that is reinstated.
type Reinstatements struct {
	// Rates are the price of each reinstatement over the premium. If Unlimited is set, the one rate is for all.
	Rates     []fixed.Ratio
	Unlimited bool
	Timing    Timing
	// DayRemains counts the day of loss to the days that remain.
	DayRemains bool
	// OnDeposit takes the deposit as the premium, not the adjusted premium.
	OnDeposit bool
	// Paid charges for what is paid, otherwise for what is incurred.
	Paid bool
	// Brokerage is the part of the reinstatement premium that reinsurers allow.
	Brokerage fixed.Ratio
}

// usage reports whether the price follows from what is used of the limit.
func (p *Price) usage() bool { return p != nil && p.Reinstatements != nil }

// Timed reports whether the price follows from the day of loss.
func (p *Price) Timed() bool { return p.usage() && p.Reinstatements.Timing != AmountOnly }

// OnPaid reports whether a price of the plan follows from what is paid.
func (p *Plan) OnPaid() bool {
	for cover := range p.Covers {
		if p.ChargesOnPaid(int32(cover)) {
			return true
		}
	}
	return false
}

func (c Cover) layer() *Layer {
	if c.Section.Shares != nil {
		return nil
	}
	return &c.Section.Layers[c.Part]
}

// ChargeKind says what a charge is for.
type ChargeKind uint8

const (
	// ChargeDeposit is a deposit or an instalment of it.
	ChargeDeposit ChargeKind = iota
	// ChargeAdjustment is the premium less the deposit.
	ChargeAdjustment
	// ChargeReinstatement is the price of limit that is reinstated.
	ChargeReinstatement
	// ChargeReinstatementAdjustment brings reinstatement premium from the deposit to the adjusted premium.
	ChargeReinstatementAdjustment
	// ChargeNoClaims is a no-claims bonus, below zero.
	ChargeNoClaims
	// ChargeBrokerage is what reinsurers allow of the charge before it.
	ChargeBrokerage
)

// A Charge is one amount of the price of a layer.
type Charge struct {
	_     [0]func()
	Cover int32
	Kind  ChargeKind
	// Row is the loss at which a reinstatement premium stands, or -1.
	Row  int32
	Date cede.Date
	// Base is the amount that Rate is taken of.
	Base int64
	Rate fixed.Ratio
	// Full is for all of the contract's share, Ceded the placed part of it.
	Full, Ceded int64
}

// layer returns a layer with the attachment and limit that the exposure gives it.
func (x *Exposure) layer(s *Section, i int) *Layer {
	if resolved := x.Layers[s.First]; resolved != nil {
		return &resolved[i]
	}
	return &s.Layers[i]
}

// premium returns the premium of a layer for 100 % of it, and the rate on the subject premium if it
// has one. Losses are what the layer's recovery is at 100 % before its share.
func (p *Price) premium(subject, losses int64, mode fixed.Mode) (premium int64, rate fixed.Ratio, ok bool) {
	switch {
	case p.Swing != nil:
		sum, ok1 := fixed.Add(losses, p.Swing.Losses)
		base, ok2 := fixed.Add(subject, p.Swing.Premium)
		if !ok1 || !ok2 {
			return 0, rate, false
		}
		rate = p.Swing.Minimum
		if base > 0 {
			rate = fixed.Max(rate, p.Swing.Loading.Mul(fixed.NewRatio(sum, base)))
		}
		rate = fixed.Min(rate, p.Swing.Maximum)
	case p.Rate.Sign() != 0:
		rate = p.Rate
	default:
		return p.Deposit, rate, true
	}
	premium, ok = rate.Times(subject, mode)
	return max(premium, p.Minimum), rate, ok
}

// A Cumulative keeps the sums of the reinstatement premium of a layer, so that each charge is the
// difference of rounded sums.
type Cumulative struct {
	Exact       fixed.Ratio
	Full, Ceded int64
}

// Charges returns the price of every layer that has one, by cover and date. Losses are the losses to each
// layer before the share, by cover; usage is what was used of the limits and dates are those of the rows.
//
// Opening is nil but where a period comes event by event: then there are only the reinstatement premiums, which go on
// from the sums of opening, and these are updated. A price that leaves 64 bits is a [Fault]. So is one with which the sum of all charges
// does, each counted above zero: then no sum of some of them does.
func (p *Plan) Charges(x *Exposure, losses []int64, usage []Usage, dates []cede.Date, opening map[int32]Cumulative) ([]Charge, error) {
	if !p.Priced() {
		return nil, nil
	}
	var out []Charge
	byCover := make(map[int32][]Usage)
	var sums [2]int64 // premium and brokerage
	for _, u := range usage {
		byCover[u.Cover] = append(byCover[u.Cover], u)
	}
	for cover := range p.Covers {
		c := p.Covers[cover]
		layer := c.layer()
		if layer == nil || layer.Price == nil {
			continue
		}
		list, err := p.charge(x, int32(cover), losses[cover], byCover[int32(cover)], dates, opening)
		for i := range list {
			sum := &sums[0]
			if list[i].Kind == ChargeBrokerage {
				sum = &sums[1]
			}
			var ok bool
			if *sum, ok = fixed.Add(*sum, max(list[i].Full, -list[i].Full, list[i].Ceded, -list[i].Ceded)); !ok {
				err = ErrOverflow
			}
		}
		if err != nil {
			return nil, layer.fault(c.Section, "premium", err)
		}
		out = append(out, list...)
	}
	return out, nil
}

// fault says of which term of a layer an error is.
func (l *Layer) fault(s *Section, term string, err error) error {
	return &Fault{Section: s, Row: -1, Err: cede.In(l.Clause, cede.In(term, err))}
}

// Priced reports whether a layer has a price.
func (p *Plan) Priced() bool {
	return slices.ContainsFunc(p.Covers, func(c Cover) bool { l := c.layer(); return l != nil && l.Price != nil })
}

// add returns what an exact amount adds to the rounded sums.
func (c *Cumulative) add(amount, placed fixed.Ratio, mode fixed.Mode) (full, ceded int64, ok bool) {
	c.Exact = c.Exact.Add(amount)
	sum, ok1 := c.Exact.Round(mode)
	part, ok2 := placed.Times(sum, mode)
	full, ceded = sum-c.Full, part-c.Ceded
	c.Full, c.Ceded = sum, part
	return full, ceded, ok1 && ok2
}

func (p *Plan) charge(x *Exposure, cover int32, losses int64, usage []Usage, dates []cede.Date, opening map[int32]Cumulative) ([]Charge, error) {
	c := p.Covers[cover]
	s := c.Section
	layer := x.layer(s, int(c.Part))
	price := layer.Price
	subject := x.SubjectPremium[cover]
	var out []Charge
	var premiums Cumulative
	reinstatements := opening[cover]
	overflow := false
	post := func(sum *Cumulative, charge Charge, exact fixed.Ratio, brokerage fixed.Ratio) {
		full, ceded, ok := sum.add(exact.Mul(layer.Share), s.Panel.Placed, p.Mode)
		if overflow = overflow || !ok; overflow || full == 0 && ceded == 0 {
			return
		}
		charge.Cover, charge.Full, charge.Ceded = cover, full, ceded
		out = append(out, charge)
		if brokerage.Sign() != 0 {
			charge.Kind, charge.Base, charge.Rate = ChargeBrokerage, full, brokerage
			charge.Full, _ = brokerage.Times(full, p.Mode)
			charge.Ceded, _ = brokerage.Times(ceded, p.Mode)
			if charge.Full != 0 || charge.Ceded != 0 {
				out = append(out, charge)
			}
		}
	}
	instalments := price.Instalments
	if len(instalments) == 0 {
		instalments = []Instalment{{s.From, price.Deposit}}
	}
	if opening != nil {
		instalments = nil
	}
	for _, one := range instalments {
		post(&premiums, Charge{Kind: ChargeDeposit, Row: -1, Date: one.Date, Base: one.Amount, Rate: layer.Share}, fixed.Int(one.Amount), price.Brokerage)
	}
	premium, rate, ok := price.premium(subject, losses, p.Mode)
	if !ok {
		return nil, ErrOverflow
	}
	if premium != price.Deposit && opening == nil {
		post(&premiums, Charge{Kind: ChargeAdjustment, Row: -1, Date: s.To, Base: subject, Rate: rate.Mul(layer.Share)},
			fixed.Int(premium).Sub(fixed.Int(price.Deposit)), price.Brokerage)
	}
	if r := price.Reinstatements; r != nil {
		first := price.Deposit
		if (price.Deposit == 0 || opening != nil) && !r.OnDeposit {
			first = premium
		}
		rates := make([]fixed.Ratio, len(usage)) // over the premium
		slices.SortStableFunc(usage, func(a, b Usage) int { return cmp.Compare(a.Row, b.Row) })
		var whole fixed.Ratio
		for k, u := range usage {
			rates[k] = r.rate(u, layer).Mul(r.time(s, u.Row, dates))
			whole = whole.Add(rates[k])
			date := s.To
			if dates != nil && u.Row >= 0 {
				date = dates[u.Row]
			}
			post(&reinstatements, Charge{Kind: ChargeReinstatement, Row: u.Row, Date: date, Base: first, Rate: rates[k].Mul(layer.Share)},
				rates[k].Mul(fixed.Int(first)), r.Brokerage)
		}
		if !r.OnDeposit && premium != first {
			post(&reinstatements, Charge{Kind: ChargeReinstatementAdjustment, Row: -1, Date: s.To, Base: premium - first, Rate: whole.Mul(layer.Share)},
				whole.Mul(fixed.Int(premium).Sub(fixed.Int(first))), r.Brokerage)
		}
	}
	if opening != nil {
		opening[cover] = reinstatements
	}
	if price.NoClaims.Sign() != 0 && losses == 0 && opening == nil {
		var bonus Cumulative
		post(&bonus, Charge{Kind: ChargeNoClaims, Row: -1, Date: s.To, Base: premium, Rate: price.NoClaims.Mul(layer.Share)},
			fixed.Int(premium).Mul(price.NoClaims).Neg(), price.Brokerage)
	}
	if overflow {
		return nil, ErrOverflow
	}
	return out, nil
}

// rate returns the price of the limit that an occurrence used over the premium: the k-th limit used
// is reinstated by the k-th reinstatement, at its rate, and nothing beyond the last, nor what the aggregate limit does
// not let be used again.
func (r *Reinstatements) rate(u Usage, layer *Layer) fixed.Ratio {
	var sum fixed.Ratio
	limit := layer.Limit
	if layer.AggregateLimit != Unlimited {
		most := max(layer.AggregateLimit-limit, 0)
		u.From, u.To = min(u.From, most), min(u.To, most)
	}
	if r.Unlimited {
		if len(r.Rates) == 0 {
			return sum
		}
		return r.Rates[0].Mul(fixed.NewRatio(u.To-u.From, limit))
	}
	for k, rate := range r.Rates {
		from := int64(k) * limit // n reinstatements of a limit fit an int64: (n+1) limits do
		if used := min(u.To, from+limit) - max(u.From, from); used > 0 {
			sum = sum.Add(rate.Mul(fixed.NewRatio(used, limit)))
		}
	}
	return sum
}

// time returns the part of the period that remains after a loss.
func (r *Reinstatements) time(s *Section, row int32, dates []cede.Date) fixed.Ratio {
	if r.Timing == AmountOnly || dates == nil || row < 0 {
		return fixed.Int(1)
	}
	day := dates[row]
	switch {
	case day.Before(s.From):
		return fixed.Int(1)
	case day.After(s.To):
		return fixed.Ratio{}
	}
	if r.Timing == MonthsOfPeriod {
		return fixed.Min(fixed.NewRatio(int64(Months.index(s.To)-Months.index(day)), monthsOf(s.From, s.To)), fixed.Int(1))
	}
	remain := int64(s.To.Sub(day))
	if r.DayRemains {
		remain++
	}
	if r.Timing == Days365 {
		return fixed.Min(fixed.NewRatio(remain, 365), fixed.Int(1))
	}
	return fixed.NewRatio(remain, int64(s.To.Sub(s.From))+1)
}

// monthsOf returns the months of a period, a part of a month counting as one.
func monthsOf(from, to cede.Date) int64 {
	y1, m1, d1 := from.Civil()
	y2, m2, d2 := to.Civil()
	n := int64(12*(y2-y1) + int(m2-m1))
	if d2 >= d1 {
		n++ // it ends on or after the day on which its last month begins
	}
	return max(n, 1)
}

// ChargesOnPaid reports whether the reinstatement premium of a layer follows from what is paid.
func (p *Plan) ChargesOnPaid(cover int32) bool {
	l := p.Covers[cover].layer()
	return l != nil && l.Price.usage() && l.Price.Reinstatements.Paid
}
