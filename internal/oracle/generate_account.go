package oracle

import (
	"math/big"
	"math/rand/v2"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// History makes a valid history of up to eight years with round figures, so that loss ratios often are on the ends of bands, and a panel of up to four
// reinsurers. One in eight has large figures.
func History(r *rand.Rand) treaty.History {
	m := maker{Rand: r, scale: pick(maker{Rand: r}, 0, 2, 2), mood: 1000}
	h := treaty.History{
		Contract: "C", Currency: "CNY", Scale: new(m.scale), Valuation: civil(2050, 12, 31),
		Rounding: pick(m, "", treaty.RoundHalfUp, treaty.RoundHalfEven),
	}
	if m.chance(70) {
		h.Placement = &treaty.Placement{}
		left := int64(100)
		for _, name := range reinsurers()[:m.between(1, 4)] {
			share := m.between(1, left-4)
			if m.chance(50) {
				share = min(left-4, 25)
			}
			left -= share
			h.Placement.Lines = append(h.Placement.Lines, treaty.Line{Reinsurer: name, Share: decimal.New(share, -2)})
			if left < 6 {
				break
			}
		}
		if m.chance(50) {
			last := &h.Placement.Lines[len(h.Placement.Lines)-1]
			last.Share = last.Share.Add(decimal.New(left, -2))
		}
	}
	year := int(m.between(2015, 2025))
	stage := pick(m, "", treaty.StageAdjusted, treaty.StageFinal)
	if m.chance(30) {
		h.PremiumIn, h.LossIn = m.exact(m.between(0, 500)), m.exact(m.between(0, 900))
	}
	size := int64(1)
	if m.chance(12) {
		size = 1_000_000_007
	}
	for i := range m.between(1, 8) {
		written := pick(m, 1000, 1000, 200, 0, 2000, m.between(1, 3000))
		figures := func(percent ...int64) decimal.Decimal { return m.exact(size * (written * pick(m, percent...) / 100)) }
		u := treaty.UnderwritingYear{Year: year + int(i), Stage: stage, Written: m.exact(size * written)}
		if m.chance(60) {
			u.Unearned = figures(0, 10, 25, 40, 50, 99, 100)
		}
		if written > 0 || m.chance(4) {
			u.Paid = figures(0, 10, 30, 35, 50, 60, m.between(0, 150))
			u.Outstanding = figures(0, 0, 10, 20, 30, m.between(0, 80))
			if m.chance(40) {
				u.IBNR = figures(-20, -5, 5, 10, m.between(-30, 50))
			}
			if m.chance(20) { // one unit beside a round figure
				u.Paid = u.Paid.Add(m.exact(1))
			}
			if written == 0 {
				u.Paid = m.exact(3)
			}
		}
		if m.chance(20) {
			u.Allowed = figures(1, 5, 20)
		}
		h.Years = append(h.Years, u)
		if stage != treaty.StageProvisional && m.chance(10) {
			stage = treaty.StageProvisional
		} else if stage == treaty.StageFinal && m.chance(30) {
			stage = treaty.StageAdjusted
		}
	}
	return h
}

func reinsurers() []string { return []string{"A", "B", "C", "D"} }

// Account makes valid clauses for an account that is borne by the panel of a history.
func Account(r *rand.Rand, h treaty.History) proportional.Account {
	m := maker{Rand: r, scale: *h.Scale}
	var a proportional.Account
	if m.chance(50) {
		a.Portfolio = m.portfolio()
	}
	for range pick(m, 0, 0, 1, 1, 2, 3) {
		s := m.sharing()
		s.Reinsurers = m.names(h)
		a.Sharing = append(a.Sharing, s)
	}
	for range pick(m, 0, 1, 1, 2, 3) {
		c := m.commission()
		c.Reinsurers = m.names(h)
		a.Commissions = append(a.Commissions, c)
	}
	for range pick(m, 0, 1, 1, 2) {
		p := m.profit()
		p.Reinsurers = m.names(h)
		a.ProfitCommissions = append(a.ProfitCommissions, p)
	}
	return a
}

// names returns some reinsurers of the panel; none is all.
func (m maker) names(h treaty.History) []string {
	if h.Placement == nil || m.chance(60) {
		return nil
	}
	var all []string
	for _, l := range h.Placement.Lines {
		all = append(all, l.Reinsurer)
	}
	return shuffled(m, some(m, all...))
}

// percent returns a fraction of so many hundredths, now and then with a thousandth beside it.
func (m maker) percent(lo, hi int64) decimal.Decimal {
	n := m.between(lo, hi)
	if m.chance(60) {
		n = max(lo, n/5*5)
	}
	if n < hi && m.chance(10) {
		return decimal.New(10*n+m.between(1, 9), -3)
	}
	return decimal.New(n, -2)
}

func (m maker) maybe(chance int, d decimal.Decimal) *decimal.Decimal {
	if m.chance(chance) {
		return new(d)
	}
	return nil
}

func (m maker) portfolio() *proportional.Portfolio {
	p := &proportional.Portfolio{Premium: pick(m, "", proportional.PortfolioUnearned, proportional.PortfolioPercent)}
	if p.Premium == proportional.PortfolioPercent {
		p.Percent = new(m.percent(1, 100))
	}
	if p.Premium == "" || m.chance(60) {
		p.Losses = new(pick(m, decimal.New(1, 0), decimal.New(9, -1), m.percent(1, 100)))
		p.IBNR = m.chance(40)
	}
	return p
}

func (m maker) lossRatio() proportional.LossRatio {
	l := proportional.LossRatio{
		Losses: pick(m, "", "", proportional.LossesIncurred, proportional.LossesPaid), IBNR: m.chance(30),
		Premium: pick(m, "", "", proportional.PremiumEarned, proportional.PremiumWritten),
		Sharing: pick(m, "", "", proportional.SharingAfter, proportional.SharingBefore),
	}
	if m.chance(25) {
		l.Decimals = new(pick(m, 0, 1, 2, 2, 4, 12))
	}
	return l
}

func (m maker) sharing() proportional.Sharing {
	s := proportional.Sharing{LossRatio: m.lossRatio()}
	band := func(from decimal.Decimal, ends bool) proportional.LossBand {
		b := proportional.LossBand{From: from, Share: pick(m, decimal.New(1, 0), decimal.New(75, -2), m.percent(1, 100))}
		if ends {
			b.To = new(from.Add(m.percent(1, 30)))
		}
		return b
	}
	switch m.IntN(3) {
	case 0:
		s.Corridor = new(band(m.percent(0, 100), m.chance(80)))
	case 1:
		from := m.percent(0, 60)
		for left := m.IntN(4); ; left-- {
			s.Participation = append(s.Participation, band(from, left > 0 || m.chance(60)))
			if left <= 0 {
				break
			}
			from = *s.Participation[len(s.Participation)-1].To
			if m.chance(30) {
				from = from.Add(m.percent(1, 20))
			}
		}
	case 2:
		s.Cap = new(m.percent(1, 130))
	}
	return s
}

func (m maker) commission() proportional.Commission {
	c := proportional.Commission{On: pick(m, "", "", proportional.PremiumEarned, proportional.PremiumWritten)}
	switch m.IntN(4) {
	case 0:
		c.Rate = new(m.percent(1, 100))
	case 1:
		for year := range m.between(1, 3) {
			c.ByYear = append(c.ByYear, proportional.YearRate{From: int(2000 + 9*year + m.between(0, 8)), Rate: m.percent(0, 50)})
		}
	default:
		c.Sliding = m.sliding()
	}
	c.Overriding = c.Sliding == nil && m.chance(30)
	return c
}

// sliding makes a scale that falls somewhere: of one that does not nothing is ever left to carry forward.
func (m maker) sliding() *proportional.SlidingScale {
	s := &proportional.SlidingScale{LossRatio: m.lossRatio()}
	ratio, rate := m.between(0, 60), m.between(20, 60)
	flat := true
	for range m.between(1, 5) {
		s.Points = append(s.Points, proportional.ScalePoint{LossRatio: decimal.New(ratio, -2), Rate: decimal.New(rate, -2)})
		if m.chance(25) && rate > 0 {
			rate -= m.between(1, min(rate, 10))
			s.Points = append(s.Points, proportional.ScalePoint{LossRatio: decimal.New(ratio, -2), Rate: decimal.New(rate, -2)})
			s.AtJump = pick(m, proportional.JumpBelow, proportional.JumpAbove)
			flat = false
		}
		ratio += m.between(1, 20)
		if fall := min(rate, pick(m, 0, 5, 10, m.between(0, 20))); fall > 0 {
			rate -= fall
		}
	}
	first, last := s.Points[0].Rate, s.Points[len(s.Points)-1].Rate
	flat = flat && first.Equal(last)
	low, high := last, first
	spread := units(first.Sub(last))
	if m.chance(30) {
		low = last.Add(decimal.New(m.between(0, spread), -2))
		s.Minimum = new(low)
	}
	if m.chance(30) {
		high = first.Sub(decimal.New(m.between(0, units(first.Sub(low))), -2))
		s.Maximum = new(high)
	}
	s.Provisional = low.Add(decimal.New(m.between(0, units(high.Sub(low))), -2))
	if m.chance(30) {
		s.Over = &proportional.YearsTogether{Years: int(m.between(2, 4)), As: pick(m, proportional.TogetherAverage, proportional.TogetherSum)}
		return s
	}
	if !flat && low.LessThan(high) {
		worst, best := extremes(*s)
		if m.chance(40) {
			s.Debit = m.carry()
			if m.chance(40) {
				s.DebitAbove = new(hundredths(worst, 1).Add(decimal.New(m.between(0, 10), -2)))
			}
		}
		if m.chance(40) {
			s.Credit = m.carry()
			if below := hundredths(best, 0); m.chance(40) {
				s.CreditBelow = new(decimal.Max(below.Sub(decimal.New(m.between(0, 10), -2)), decimal.Decimal{}))
			}
		}
	}
	return s
}

// hundredths returns the hundredth at or below a ratio, and some more.
func hundredths(r *big.Rat, more int64) decimal.Decimal {
	x := new(big.Rat).Mul(r, big.NewRat(100, 1))
	return decimal.New(new(big.Int).Quo(x.Num(), x.Denom()).Int64()+more, -2)
}

// units returns a number of hundredths.
func units(d decimal.Decimal) int64 { return d.Shift(2).BigInt().Int64() }

func (m maker) carry() *proportional.Carry {
	c := &proportional.Carry{Cap: m.maybe(25, m.percent(1, 60))}
	if m.chance(60) {
		c.Years = new(int(m.between(1, 4)))
	}
	return c
}

func (m maker) profit() proportional.ProfitCommission {
	p := proportional.ProfitCommission{
		Expenses: m.maybe(60, m.percent(0, 20)), Maximum: m.maybe(50, m.percent(1, 15)), LossRatio: m.lossRatio(),
	}
	p.LossRatio.Decimals = nil
	if m.chance(40) {
		p.Rate = new(m.percent(1, 100))
	} else {
		p.TiersOn = pick(m, "", proportional.TiersAmount, proportional.TiersPremium)
		end := decimal.Decimal{}
		for left := m.IntN(4); ; left-- {
			t := proportional.ProfitTier{Rate: pick(m, decimal.Decimal{}, m.percent(0, 100), m.percent(0, 100))}
			if left > 0 && p.TiersOn == proportional.TiersPremium {
				end = end.Add(m.percent(1, 20))
				t.UpTo = new(end)
			} else if left > 0 {
				end = end.Add(m.exact(m.between(1, 200)))
				t.UpTo = new(end)
			}
			p.Tiers = append(p.Tiers, t)
			if left <= 0 {
				break
			}
		}
	}
	if m.chance(35) {
		p.Over = &proportional.YearsTogether{Years: int(m.between(2, 4)), As: pick(m, proportional.TogetherAverage, proportional.TogetherSum)}
		return p
	}
	if m.chance(60) {
		p.Deficit = m.carry()
	}
	if p.Maximum != nil && m.chance(60) {
		p.Credit = m.carry()
	}
	return p
}
