package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// Covers makes a random valid program as [Program] does, of mostly non-proportional contracts with every term that
// layers and covers have.
func Covers(r *rand.Rand) treaty.Spec {
	g := newProgramMaker(r)
	g.covers, g.overCedes = true, g.overCedes && g.chance(30)
	if g.chance(40) {
		g.period = g.years()
	}
	var spec treaty.Spec
	g.fill(&spec)
	g.interlock(&spec)
	return spec
}

// years makes a period of several years, not all of them whole.
func (m maker) years() treaty.Period {
	return pick(m,
		treaty.Period{From: civil(2025, 1, 1), To: civil(2026, 12, 31)},
		treaty.Period{From: civil(2025, 7, 1), To: civil(2028, 6, 30)},
		treaty.Period{From: civil(2025, 3, 15), To: civil(2026, 9, 30)},
	)
}

// interlock lets some covers per event name other contracts of the program.
func (g programMaker) interlock(spec *treaty.Spec) {
	for i := range spec.Contracts {
		var others []string
		for k, c := range spec.Contracts {
			if k != i {
				others = append(others, c.ID)
			}
		}
		for k := range spec.Contracts[i].Sections {
			t, ok := spec.Contracts[i].Sections[k].Terms.(xol.PerEvent)
			if ok && len(others) > 0 && g.chance(25) {
				t.Interlocking = some(g.maker, others...)
				spec.Contracts[i].Sections[k].Terms = t
			}
		}
	}
}

// cover makes terms of a section with layers; earlier are the contracts of the stages before.
func (g programMaker) cover(part decimal.Decimal, kind string, earlier []string) treaty.Terms {
	once := kind == "aggregate" || kind == "stop"
	c := g.clauses(once)
	yearly := c.Annual == xol.AnnualYear
	switch kind {
	case "risk":
		return xol.PerRisk{Layers: asToAmount(g.annual(g.layers(part, perUnit), perUnit), yearly), Clauses: c}
	case "umbrella":
		return xol.Umbrella{Over: some(g.maker, earlier...), Layers: asToAmount(g.annual(g.layers(part, perEvent), perEvent), yearly), Clauses: c}
	case "aggregate":
		t := xol.AggregateExcess{Layers: g.annual(g.layers(part, perTerm), perTerm), Clauses: c}
		if g.chance(40) {
			t.EachLoss = g.eachLoss()
		}
		if g.chance(30) {
			t.Franchise = g.optional(g.size())
		}
		return t
	case "stop":
		t := xol.StopLoss{On: pick(g.maker, xol.OnAmounts, xol.OnLossRatio, xol.OnCombinedRatio), Clauses: c}
		if t.On == xol.OnAmounts {
			t.Layers = g.annual(g.layers(part, perTerm), perTerm)
			return t
		}
		t.Basis = pick(g.maker, xol.PremiumEarned, xol.PremiumWritten)
		t.Subject = pick[xol.PremiumSubject](g.maker, "", xol.PremiumNet, xol.PremiumGross)
		t.Layers = g.annual(g.ratioLayers(part), perTerm)
		if t.On == xol.OnCombinedRatio {
			d := pick(g.maker, decimal.Decimal{}, decimal.New(5, -2), decimal.New(333, -3))
			t.ExpenseRatio = &d
			for i := range t.Layers {
				t.Layers[i].Attachment = t.Layers[i].Attachment.Add(d)
			}
		}
		for i := range t.Layers {
			if p := t.Layers[i].Premium; p != nil && (p.Rate != nil || p.Swing != nil) {
				p.Basis, p.Subject = t.Basis, t.Subject
			}
		}
		return t
	}
	return xol.PerEvent{Layers: asToAmount(g.annual(g.layers(part, perEvent), perEvent), yearly), Clauses: c}
}

// asToAmount takes time out of reinstatement premium where terms begin anew with every year.
func asToAmount(list []xol.Layer, yearly bool) []xol.Layer {
	for i := range list {
		if r := list[i].Reinstatements; r != nil && yearly {
			r.Time, r.DayOfLoss = "", ""
		}
	}
	return list
}

func (g programMaker) eachLoss() *xol.EachLoss {
	var e xol.EachLoss
	if g.chance(50) {
		e.Franchise = g.optional(1 + g.size()/4)
	}
	if g.chance(50) {
		e.Deductible = g.optional(1 + g.size()/4)
	}
	if g.chance(50) {
		e.Limit = g.optional(g.size())
	}
	return &e
}

// ratioLayers makes a tower of ratios to premium of which the contract covers at most part.
func (g programMaker) ratioLayers(part decimal.Decimal) []xol.Layer {
	var out []xol.Layer
	end := pick[int64](g.maker, 0, 1, 20, 75, 110)
	for i := range 1 + g.IntN(2) {
		limit := pick[int64](g.maker, 1, 10, 33, 200, 2000)
		l := xol.Layer{ID: fmt.Sprintf("ratio %d", i), Attachment: decimal.New(end, -2)}
		if d := decimal.New(limit, -2); g.chance(85) || i > 0 {
			l.Limit = &d
		}
		if part.LessThan(decimal.New(1, 0)) || g.chance(40) {
			d := g.share(part)
			l.Share = &d
		}
		out = append(out, l)
		if l.Limit == nil {
			break
		}
		end += limit
	}
	return out
}

// clauses makes the clauses of a cover, most of them at their default.
func (g programMaker) clauses(once bool) xol.Clauses {
	var c xol.Clauses
	if !once {
		c.Order = pick[xol.Order](g.maker, "", "", xol.OrderDate, xol.OrderSettlement)
		c.Annual = pick[xol.Annual](g.maker, "", xol.AnnualPeriod, xol.AnnualYear)
		c.Expiry = pick[xol.Expiry](g.maker, "", "", xol.ExpiryWhole, xol.ExpiryCut)
	}
	c.Expenses = pick[xol.Expenses](g.maker, "", "", xol.ExpensesWithin, xol.ExpensesProRata, xol.ExpensesExcluded)
	c.ExGratia = pick[xol.ExGratia](g.maker, "", xol.ExGratiaExcluded, xol.ExGratiaCovered)
	if g.chance(15) {
		day := g.date(g.period).AddDays(30)
		c.Sunset = &day
	}
	if g.chance(20) && !g.eventsOnly {
		c.MaximumLine = &xol.MaximumLine{Amount: g.amount(g.size()), Above: pick[xol.AboveMaximum](g.maker, "", xol.AboveLine)}
		if g.chance(5) {
			c.MaximumLine.Above = xol.AboveError
		}
	}
	return c
}

// numbers returns a range of small numbers.
func (g programMaker) numbers() xol.Range {
	return pick(g.maker, xol.Range{From: 1, To: 1}, xol.Range{From: 2}, xol.Range{To: 2}, xol.Range{From: 2, To: 3}, xol.Range{To: 1}, xol.Range{From: 1})
}

// annual adds the terms to layers that look at more than one occurrence, and prices.
func (g programMaker) annual(list []xol.Layer, grain grain) []xol.Layer {
	for i := range list {
		l := &list[i]
		if g.chance(20) {
			l.Franchise = g.optional(g.size())
		}
		if grain == perEvent && g.chance(8) {
			l.MarketLoss = g.optional(g.size())
		}
		limit := g.size()
		if l.Limit != nil {
			limit = g.units(*l.Limit)
		}
		if grain != perTerm {
			g.counts(l, limit)
			g.reinstate(l, limit)
		}
		if g.chance(50) {
			l.Premium = g.premium()
		}
		g.pay(l)
		if grain == perEvent && i > 0 {
			g.drop(l, list[:i])
		}
	}
	return list
}

// counts adds aggregate terms and ranges.
func (g programMaker) counts(l *xol.Layer, limit int64) {
	if g.chance(25) {
		l.AggregateDeductible = g.optional(1 + g.between(0, limit))
	}
	if g.chance(25) {
		l.AggregateLimit = g.optional(1 + g.between(0, 2*limit))
	}
	if g.chance(15) {
		l.TermLimit = g.optional(1 + g.between(0, 3*limit))
	}
	if g.chance(10) {
		l.Occurrences = g.numbers()
	}
	if g.chance(10) {
		l.Ranks = g.numbers()
	}
}

// reinstate adds reinstatements to a layer with a limit.
func (g programMaker) reinstate(l *xol.Layer, limit int64) {
	if l.Limit == nil || !g.chance(45) {
		return
	}
	r := &xol.Reinstatements{Count: pick(g.maker, 0, 1, 1, 2, 2, 3)}
	if g.chance(15) {
		r.Count, r.Unlimited = 0, true
	}
	rate := func() decimal.Decimal {
		return pick(g.maker, decimal.New(1, 0), decimal.New(5, -1), decimal.New(3333, -4), decimal.New(15, -1), decimal.Decimal{})
	}
	switch {
	case g.chance(15):
	case r.Unlimited, r.Count > 0 && g.chance(40):
		r.Rates = []decimal.Decimal{rate()}
	default:
		for range r.Count {
			r.Rates = append(r.Rates, rate())
		}
	}
	r.Time = pick[xol.ReinstatementTime](g.maker, "", xol.AsToAmount, xol.Days365, xol.DaysOfPeriod, xol.MonthsOfPeriod)
	if r.Time == xol.Days365 || r.Time == xol.DaysOfPeriod {
		r.DayOfLoss = pick[xol.DayOfLoss](g.maker, "", xol.DayExpired, xol.DayRemaining)
	}
	r.On = pick[xol.ReinstatementBase](g.maker, "", xol.OnAdjusted, xol.OnDeposit)
	r.Trigger = pick[xol.ReinstatementTrigger](g.maker, "", xol.TriggerPaid, xol.TriggerIncurred)
	if g.chance(30) {
		d := decimal.New(g.between(0, 20), -2)
		r.Brokerage = &d
	}
	if l.AggregateLimit != nil && !r.Unlimited {
		l.AggregateLimit = g.exactly(g.between(1, limit*int64(r.Count+1)))
		if l.AggregateLimit.GreaterThan(l.Limit.Mul(decimal.New(int64(r.Count)+1, 0))) { // a limit that is rounded up
			l.AggregateLimit = nil
		}
	}
	l.Reinstatements = r
}

func (g programMaker) premium() *xol.Premium {
	p := &xol.Premium{}
	switch {
	case g.chance(35):
		d := pick(g.maker, decimal.New(1, -1), decimal.New(2, -2), decimal.New(3333, -4))
		p.Rate = &d
	case g.chance(40):
		p.Swing = &xol.Swing{
			Loading: pick(g.maker, decimal.New(125, -2), decimal.New(1, 0), decimal.New(11, -1)),
			Minimum: pick(g.maker, decimal.Decimal{}, decimal.New(2, -2), decimal.New(1, -1)),
			Maximum: pick(g.maker, decimal.New(1, -1), decimal.New(5, -1), decimal.New(3, 0)),
		}
		for range g.IntN(3) {
			p.Swing.History = append(p.Swing.History, xol.Burnt{Premium: g.amount(g.between(0, 4000)), Losses: g.amount(g.between(0, 1000))})
		}
	}
	follows := p.Rate != nil || p.Swing != nil
	if follows {
		p.Subject = pick[xol.PremiumSubject](g.maker, "", xol.PremiumNet, xol.PremiumGross)
		p.Basis = pick[xol.PremiumBasis](g.maker, "", xol.PremiumEarned, xol.PremiumWritten)
		if g.chance(40) {
			p.Minimum = g.optional(1 + g.between(0, 300))
		}
	}
	if !follows || g.chance(70) {
		g.deposit(p)
	}
	if g.chance(25) {
		d := pick(g.maker, decimal.New(2, -1), decimal.New(3333, -4), decimal.New(1, 0))
		p.NoClaims = &d
	}
	if g.chance(30) {
		d := decimal.New(g.between(0, 20), -2)
		p.Brokerage = &d
	}
	return p
}

func (g programMaker) deposit(p *xol.Premium) {
	p.Deposit = g.exactly(g.between(0, 500))
	if !g.chance(50) || p.Deposit.Sign() == 0 {
		return
	}
	left := g.units(*p.Deposit)
	day := g.period.From
	for left > 0 {
		one := g.between(1, left)
		left -= one
		p.Instalments = append(p.Instalments, xol.Instalment{Date: day, Amount: g.exact(one)})
		day = day.AddDays(g.IntN(100))
		if len(p.Instalments) == 3 && left > 0 {
			p.Instalments = append(p.Instalments, xol.Instalment{Date: day, Amount: g.exact(left)})
			return
		}
	}
}

// pay gives a layer the premium and deposit that its reinstatements need.
func (g programMaker) pay(l *xol.Layer) {
	if p := l.Premium; p != nil && p.Swing != nil && l.ShareOn == xol.ShareOnLoss {
		l.ShareOn = ""
	}
	r := l.Reinstatements
	if r == nil {
		return
	}
	paid := slices.ContainsFunc(r.Rates, func(d decimal.Decimal) bool { return d.Sign() > 0 })
	if paid && l.Premium == nil {
		l.Premium = g.premium()
		if l.Premium.Swing != nil {
			l.ShareOn = ""
		}
	}
	if l.Premium != nil && l.Premium.Deposit == nil && r.On == xol.OnDeposit {
		g.deposit(l.Premium)
	}
}

// drop lets a layer drop below one that is listed before it.
func (g programMaker) drop(l *xol.Layer, before []xol.Layer) {
	attachment := g.units(l.Attachment)
	for i := range before {
		b := &before[i]
		limited := b.AggregateLimit != nil || b.TermLimit != nil || b.Reinstatements != nil && !b.Reinstatements.Unlimited
		if b.ID == "" || !limited || attachment < 1 || !g.chance(60) {
			continue
		}
		lower := g.between(0, attachment-1)
		if own := g.units(b.Attachment); own < attachment && g.chance(60) {
			lower = own
		}
		l.Drops = append(l.Drops, xol.Drop{
			Below: b.ID, Attachment: g.exact(lower),
			When: pick[xol.DropWhen](g.maker, "", xol.DropNext, xol.DropWithin, xol.DropWithin),
		})
	}
}

// clausesOf reports whether a program has terms that look at more of a loss than what it stands at.
func clausesOf(contracts []*contract) bool {
	for _, c := range contracts {
		for _, s := range c.sections {
			if s.cover == nil {
				continue
			}
			k := s.cover.Clauses
			if k.Order != "" || k.Annual != "" || k.Expenses != "" || k.ExGratia != "" || k.Sunset != nil || s.cover.grain == perTerm {
				return true
			}
		}
	}
	return false
}

// exGratiaRead reports whether a proportional section says whether payments without liability are covered.
func exGratiaRead(contracts []*contract) bool {
	return slices.ContainsFunc(contracts, func(c *contract) bool {
		return slices.ContainsFunc(c.sections, func(s *section) bool { return exGratiaOf(s.Terms) != "" })
	})
}

// marketOf reports whether a layer asks what the market lost.
func marketOf(contracts []*contract) bool {
	for _, c := range contracts {
		for _, s := range c.sections {
			if s.cover != nil && slices.ContainsFunc(s.cover.layers, func(l xol.Layer) bool { return l.MarketLoss != nil }) {
				return true
			}
		}
	}
	return false
}

// detail gives a loss what clauses look at.
func (g bookMaker) detail(l *treaty.Loss) {
	if g.exGratia {
		l.ExGratia = g.chance(12)
	}
	if !g.detailed {
		return
	}
	l.Settled = cede.Date{}
	if g.chance(60) {
		l.Settled = l.Date.AddDays(pick(g.maker, 0, 1, 10, 90, 400))
	}
}

// splitPosition makes a position of all that a loss stands at.
func (g bookMaker) splitPosition(total int64) treaty.Position {
	paid := g.between(0, total)
	expense := g.between(0, total-paid)
	out := g.between(0, total-paid-expense)
	p := treaty.Position{
		Paid: g.exact(paid), PaidExpense: g.exact(expense), Outstanding: g.exact(out), OutstandingExpense: g.exact(total - paid - expense - out),
	}
	if g.chance(30) {
		p.Salvage = g.exact(g.between(0, total))
	}
	return p
}
