package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// Program makes a random valid program of one to five contracts in up to three stages.
// Some programs cede more than there is of some books.
func Program(r *rand.Rand) treaty.Spec {
	var spec treaty.Spec
	newProgramMaker(r).fill(&spec)
	return spec
}

func newProgramMaker(r *rand.Rand) programMaker {
	m := maker{Rand: r, mood: pick[int64](maker{Rand: r}, 12, 30, 30, 3000, 200_000, 1_000_000_000)}
	g := programMaker{currency: "CNY"}
	switch m.IntN(5) {
	case 0:
		g.currency = pick[treaty.Currency](m, "JPY", "CNY", "KWD")
		m.scale = g.currency.Places()
	default:
		m.scale = m.IntN(4)
		g.scaled = true
	}
	rounding := pick[treaty.Rounding](m, "", treaty.RoundHalfUp, treaty.RoundHalfEven, treaty.RoundHalfEven)
	m.finer = m.chance(25)
	return programMaker{
		currency: g.currency, scaled: g.scaled, rounding: rounding,
		maker: m, period: m.contractPeriod(), eventsOnly: m.chance(8), mixedEarning: m.chance(5),
		earning:    pick[treaty.Earning](m, "", treaty.EarningDays, treaty.Earning24ths, treaty.Earning8ths),
		overCedes:  m.chance(8),
		priorities: pick(m, []int{0}, []int{4}, []int{0, 1}, []int{1, 4}, []int{0, 1, 4}, []int{0, 1, 4}),
	}
}

// fill makes the program.
func (g programMaker) fill(spec *treaty.Spec) {
	spec.Currency, spec.Rounding = g.currency, g.rounding
	if g.scaled {
		scale := g.scale
		spec.Scale = &scale
	}
	if g.finer {
		spec.Entry = treaty.EntryRound
	}
	g.stages(spec)
}

// A programMaker makes one program.
type programMaker struct {
	maker
	currency     treaty.Currency
	scaled       bool // the scale is stated
	rounding     treaty.Rounding
	covers       bool           // every term of layers, and mostly layers
	period       treaty.Period  // of most contracts
	earning      treaty.Earning // of all sections, unless mixed
	mixedEarning bool
	eventsOnly   bool // no contract asks about the risk of a loss
	overCedes    bool // contracts of a stage do not mind each other
	priorities   []int
}

func (m maker) contractPeriod() treaty.Period {
	return pick(m,
		treaty.Period{From: civil(2026, 1, 1), To: civil(2026, 12, 31)},
		treaty.Period{From: civil(2026, 1, 1), To: civil(2026, 12, 31)},
		treaty.Period{From: civil(2025, 1, 1), To: civil(2025, 12, 31)},
		treaty.Period{From: civil(2025, 7, 1), To: civil(2026, 6, 30)},
		treaty.Period{From: civil(2026, 1, 16), To: civil(2026, 12, 14)},
		treaty.Period{From: civil(2026, 2, 10), To: civil(2027, 2, 9)},
		treaty.Period{From: civil(2026, 4, 1), To: civil(2026, 6, 30)},
	)
}

// stages fills a program.
func (g programMaker) stages(spec *treaty.Spec) {
	ids := shuffled(g.maker, []string{"a", "B", "c1", "c10", "c2"})
	var earlier []string
	left := len(ids)
	for i, priority := range g.priorities {
		n := min(pick(g.maker, 1, 1, 1, 2, 2, 3, 5), left-(len(g.priorities)-1-i))
		parts := g.split(n)
		var here []string
		for _, part := range parts {
			id := ids[0]
			ids, left = ids[1:], left-1
			spec.Contracts = append(spec.Contracts, g.contract(id, priority, i, part, earlier))
			here = append(here, id)
		}
		earlier = append(earlier, here...)
	}
	overlapping(spec.Contracts)
	for i := range spec.Contracts {
		g.excludeLater(&spec.Contracts[i])
		g.readExGratia(&spec.Contracts[i])
	}
	shuffled(g.maker, spec.Contracts)
	if g.chance(20) {
		spec.Contracts[0].Currency = spec.Currency
	}
}

// excludeLater adds exclusions that begin inside the period of a contract to some of its scopes.
func (g programMaker) excludeLater(c *treaty.Contract) {
	for i := range c.Sections {
		s := &c.Sections[i]
		x := section{Section: *s, cover: coverOf(s.Terms)}
		if g.chance(20) {
			s.Scope.ExcludeFrom = g.exclusions(c.Period, !x.isProportional())
		}
		switch t := s.Terms.(type) {
		case xol.PerRisk:
			g.excludeFromLayers(c.Period, t.Layers)
		case xol.PerEvent:
			g.excludeFromLayers(c.Period, t.Layers)
		}
	}
}

// readExGratia lets some proportional sections say whether payments without liability are covered.
func (g programMaker) readExGratia(c *treaty.Contract) {
	for i := range c.Sections {
		if s := &c.Sections[i]; coverOf(s.Terms) == nil && g.chance(25) {
			s.Terms = withExGratia(s.Terms, pick(g.maker, proportional.ExGratiaExcluded, proportional.ExGratiaExcluded, proportional.ExGratiaCovered))
		}
	}
}

// withExGratia returns proportional terms with a reading of payments without liability.
func withExGratia(terms treaty.Terms, x proportional.ExGratia) treaty.Terms {
	switch t := terms.(type) {
	case proportional.QuotaShare:
		t.ExGratia = x
		return t
	case proportional.VariableQuotaShare:
		t.ExGratia = x
		return t
	case proportional.FacultativeObligatory:
		t.ExGratia = x
		return t
	case proportional.Surplus:
		t.ExGratia = x
		return t
	case proportional.QuotaShareSurplus:
		t.ExGratia = x
		return t
	case proportional.Facultative:
		t.ExGratia = x
		return t
	}
	return terms
}

func (g programMaker) excludeFromLayers(p treaty.Period, layers []xol.Layer) {
	for i := range layers {
		if l := &layers[i]; !l.Scope.IsZero() && g.chance(15) {
			l.Scope.ExcludeFrom = g.exclusions(p, true)
		}
	}
}

// exclusions makes one or two exclusions that begin inside a period.
func (g programMaker) exclusions(p treaty.Period, ofPerils bool) []treaty.DatedExclusion {
	var list []treaty.DatedExclusion
	for range pick(g.maker, 1, 1, 2) {
		e := treaty.DatedExclusion{From: within(g.date(p), p.From.AddDays(1), p.To)}
		if ofPerils && g.chance(40) {
			e.Exclude.Perils = some(g.maker, perils()...)
		}
		switch {
		case g.eventsOnly:
			e.Exclude.Events = eventIDs()[:3]
		case g.chance(60):
			e.Exclude.Lines = some(g.maker, lines()...)
		case g.chance(50):
			e.Exclude.Keys = []treaty.KeyValues{{Name: "account", Values: accountKeys()[1:]}}
			e.Exclude.Losses = lossIDs()[:9]
		default:
			e.Exclude.Tags, e.Exclude.Territories = some(g.maker, tags()...), territories()[:1]
			e.Exclude.Risks = riskIDs()[:2]
		}
		list = append(list, e)
	}
	return list
}

// overlapping gives contracts that share sums insured in their period one that has a day in common with all others of them.
func overlapping(list []treaty.Contract) {
	var seen []treaty.Period
	for i := range list {
		c := &list[i]
		if !slices.ContainsFunc(c.Sections, func(s treaty.Section) bool {
			x := section{Section: s}
			return x.isProportional() && s.Basis != treaty.RisksAttaching
		}) {
			continue
		}
		if slices.ContainsFunc(seen, func(p treaty.Period) bool { return !p.Overlaps(c.Period) }) {
			c.Period = seen[0]
		}
		seen = append(seen, c.Period)
	}
}

// split divides one whole over n, not always to the last unit.
func (g programMaker) split(n int) []decimal.Decimal {
	if g.overCedes {
		var out []decimal.Decimal
		for range n {
			out = append(out, decimal.New(1, 0))
		}
		return out
	}
	var parts []int64
	switch n {
	case 1:
		parts = []int64{10000}
	case 2:
		parts = pick(g.maker, []int64{5000, 5000}, []int64{8500, 1500}, []int64{3333, 6667}, []int64{4500, 4500})
	case 3:
		parts = pick(g.maker, []int64{3333, 3333, 3334}, []int64{5000, 2500, 2500}, []int64{4000, 3000, 3000}, []int64{1000, 500, 8000})
	default:
		for range n {
			parts = append(parts, int64(10000/n))
		}
	}
	var out []decimal.Decimal
	for _, p := range shuffled(g.maker, slices.Clone(parts)) {
		out = append(out, decimal.New(p, -4))
	}
	return out
}

func (g programMaker) contract(id string, priority, stage int, part decimal.Decimal, earlier []string) treaty.Contract {
	c := treaty.Contract{ID: id, Priority: priority, Period: g.period, Placement: g.placement()}
	if g.chance(25) {
		c.Period = g.contractPeriod()
		if g.covers && g.chance(40) || g.chance(15) {
			c.Period = g.years()
		}
	}
	c.Subject = pick[treaty.Subject](g.maker, "", treaty.SubjectNet)
	c.Inuring = pick[treaty.Inuring](g.maker, "", treaty.InuringPlaced, treaty.InuringFull, treaty.InuringFull)
	if len(earlier) > 0 && g.chance(40) {
		c.Subject = treaty.SubjectGross
		if g.chance(60) {
			c.Subject = treaty.SubjectNetOf
			c.NetOf = shuffled(g.maker, some(g.maker, earlier...))
		}
		if !g.overCedes && g.chance(80) {
			part = part.Mul(pick(g.maker, decimal.New(1, -1), decimal.New(2, -1), decimal.New(4, -1)))
		}
	}
	n := pick(g.maker, 1, 1, 1, 1, 2, 2, 3)
	parts := []decimal.Decimal{}
	apart := g.chance(70) && !g.eventsOnly // sections of different lines
	for range n {
		parts = append(parts, part)
	}
	if !apart && n > 1 {
		for i, p := range g.split(n) {
			parts[i] = part.Mul(p)
		}
	}
	if g.overCedes { // scopes that are not the same, for one scope whose shares are above 1 is not valid
		defer func() {
			for i := range c.Sections {
				out := &c.Sections[i].Scope.Exclude
				out.Events = append(slices.Clone(out.Events), fmt.Sprintf("none %s%d", id, i))
			}
		}()
	}
	own := 0
	names := shuffled(g.maker, lines())
	for i := range n {
		s := g.section(stage, parts[i], earlier)
		if n > 1 {
			s.ID = pick(g.maker, "x", "Y", "z") + fmt.Sprint(i)
			if apart {
				s.Scope.Include.Lines = names[i : i+1]
				s.Scope.Exclude.Lines = nil
			}
		} else if g.chance(50) {
			s.ID = "main"
		}
		if g.chance(25) {
			p := g.placement()
			s.Placement = &p
			own++
		}
		c.Sections = append(c.Sections, s)
	}
	if own == n && g.chance(50) {
		c.Placement = treaty.Placement{}
	}
	return c
}

func (g programMaker) placement() treaty.Placement {
	shares := pick(g.maker,
		[]int64{10000}, []int64{10000},
		[]int64{5000, 5000},
		[]int64{3333, 3333, 3334},
		[]int64{4000, 3000, 2000, 1000},
		[]int64{8500},
		[]int64{5000, 2500, 1000},
		[]int64{5000},
		[]int64{3333, 3333, 3333},
		[]int64{1},
		[]int64{2000, 1000, 1000, 500},
	)
	names := shuffled(g.maker, []string{"Alpha", "beta", "Gamma", "delta"})
	var p treaty.Placement
	for i, s := range shares {
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: names[i], Share: decimal.New(s, -4)})
	}
	return p
}

func (g programMaker) section(stage int, part decimal.Decimal, earlier []string) treaty.Section {
	s := treaty.Section{
		Basis: pick(g.maker, treaty.LossesOccurring, treaty.LossesOccurring, treaty.RisksAttaching, treaty.RisksAttaching, treaty.ClaimsMade),
		Unit:  pick[treaty.Unit](g.maker, "", "", treaty.UnitRow, treaty.UnitPolicy, treaty.UnitPolicy, treaty.UnitKey, treaty.UnitKey),
	}
	if s.Unit == treaty.UnitKey {
		s.UnitKey = pick(g.maker, "account", "ship")
	}
	if g.eventsOnly {
		s.Basis = pick(g.maker, treaty.LossesOccurring, treaty.ClaimsMade)
		s.Unit, s.UnitKey = "", ""
		s.Scope = g.lossScope()
		s.Terms = xol.PerEvent{Layers: g.layers(part, perEvent)}
		if g.covers {
			s.Terms = g.cover(part, pick(g.maker, "event", "aggregate"), earlier)
		}
		return s
	}
	kinds := []string{"quota", "quota", "variable", "surplus", "surplus", "mixed", "open", "risk", "risk", "event", "event"}
	if part.LessThan(decimal.New(1, 0)) && !g.overCedes {
		kinds = []string{"quota", "quota", "variable", "given", "open", "risk", "event"}
	}
	if stage == 0 {
		kinds = append(kinds, "fac")
	}
	s.Scope = g.scope()
	if g.covers && g.chance(75) {
		kinds = []string{"risk", "risk", "event", "event", "aggregate", "stop"}
		if stage > 0 {
			kinds = append(kinds, "umbrella", "umbrella")
		}
		s.Earning = g.earning
		s.Terms = g.cover(part, pick(g.maker, kinds...), earlier)
		return s
	}
	switch pick(g.maker, kinds...) {
	case "quota":
		s.Terms = g.quotaShare(part)
	case "variable":
		s.Terms = g.variable(part)
	case "open":
		s.Terms = g.obligatory()
	case "surplus":
		s.Terms = g.surplus(g.chance(12))
	case "given":
		s.Terms = g.surplus(true)
	case "mixed":
		s.Terms = g.mixed()
	case "fac":
		s.Scope = treaty.Scope{Include: treaty.Selection{Risks: some(g.maker, riskIDs()[:4]...)}}
		s.Unit, s.UnitKey = treaty.UnitRow, ""
		s.Terms = g.facultative(part)
	case "risk":
		s.Terms = xol.PerRisk{Layers: g.layers(part, perUnit)}
		return s
	case "event":
		s.Terms = xol.PerEvent{Layers: g.layers(part, perEvent)}
		return s
	}
	if g.chance(15) && followsFromUnit(s.Terms) {
		places := pick(g.maker, 0, 1, 2, 2, 3, 4, 6, 18)
		s.ShareDecimals = &places
	}
	s.Earning = g.earning
	if g.mixedEarning {
		s.Earning = pick[treaty.Earning](g.maker, "", treaty.Earning24ths, treaty.Earning8ths)
	}
	if namesPerils(s.Scope) || g.chance(10) {
		d := pick(g.maker, decimal.New(5, -1), decimal.New(3, -1), decimal.New(3333, -4), decimal.New(1, 0))
		s.PremiumPart = &d
	}
	return s
}

// followsFromUnit reports whether terms set the share of each unit.
func followsFromUnit(t treaty.Terms) bool {
	switch t := t.(type) {
	case proportional.QuotaShare:
		return t.Limit != nil && t.LimitOn != proportional.LimitOnEachLoss
	case proportional.Facultative:
		return t.Amount != nil
	case proportional.Surplus, proportional.QuotaShareSurplus, proportional.VariableQuotaShare, proportional.FacultativeObligatory:
		return true
	}
	return false
}

// share returns a share of at most part.
func (g programMaker) share(part decimal.Decimal) decimal.Decimal {
	if part.LessThan(decimal.New(1, 0)) {
		if g.chance(70) {
			return part
		}
		return part.Mul(decimal.New(5, -1))
	}
	return pick(g.maker, decimal.New(5, -1), decimal.New(2, -1), decimal.New(6, -1), decimal.New(3333, -4),
		decimal.New(75, -2), decimal.New(1, 0), decimal.New(g.between(1, 99), -2))
}

func (g programMaker) deductible() *proportional.Deductible {
	if !g.chance(35) {
		return nil
	}
	return &proportional.Deductible{
		Amount: g.amount(g.size()/4 + 1),
		On:     pick[proportional.DeductibleOn](g.maker, "", proportional.DeductibleOnCeded, proportional.DeductibleOnWhole, proportional.DeductibleOnWhole),
	}
}

func (g programMaker) eventLimit() *decimal.Decimal {
	if !g.chance(35) {
		return nil
	}
	return g.optional(g.size())
}

func (g programMaker) aggregate() *proportional.Aggregate {
	if !g.chance(30) {
		return nil
	}
	a := &proportional.Aggregate{
		On:     pick[proportional.AggregateOn](g.maker, "", proportional.AggregateOnCeded, proportional.AggregateOnWhole, proportional.AggregateOnWhole),
		Annual: pick[proportional.Annual](g.maker, "", proportional.AnnualPeriod, proportional.AnnualYear),
	}
	if g.chance(60) {
		a.Deductible = g.optional(g.size()/2 + 1)
	}
	if a.Deductible == nil || g.chance(60) {
		a.Limit = g.optional(2 * g.size())
	}
	return a
}

func (g programMaker) overspill() proportional.Overspill {
	if g.chance(3) {
		return proportional.OverspillError
	}
	return pick[proportional.Overspill](g.maker, "", proportional.OverspillCedent)
}

func (g programMaker) quotaShare(part decimal.Decimal) proportional.QuotaShare {
	q := proportional.QuotaShare{Share: g.share(part), Deductible: g.deductible(), EventLimit: g.eventLimit(), Aggregate: g.aggregate()}
	if g.chance(60) {
		q.Limit = g.optional(g.size())
		q.LimitOn = pick[proportional.LimitOn](g.maker, "", proportional.LimitOnSumInsured, proportional.LimitOnCeded, proportional.LimitOnEachLoss)
		q.Overspill = g.overspill()
		if q.LimitOn == proportional.LimitOnEachLoss {
			q.Overspill = ""
		}
	}
	return q
}

func (g programMaker) base() proportional.Base {
	return pick[proportional.Base](g.maker, "", proportional.OnSumInsured, proportional.OnPML, proportional.OnPML, proportional.OnPremium)
}

// ownShare names the attribute that gives the insurer's share of a risk, or none.
func (g programMaker) ownShare() string {
	if g.chance(25) {
		return "own"
	}
	return ""
}

func (g programMaker) variable(part decimal.Decimal) proportional.VariableQuotaShare {
	q := g.quotaShare(part)
	v := proportional.VariableQuotaShare{
		Above: pick[proportional.Above](g.maker, "", proportional.AboveLastValue), Base: g.base(), OwnShareAttribute: g.ownShare(),
		Limit: q.Limit, LimitOn: q.LimitOn, Overspill: q.Overspill, Deductible: q.Deductible, EventLimit: q.EventLimit, Aggregate: q.Aggregate,
	}
	if g.chance(8) {
		v.Above = proportional.AboveError
	}
	upTo := int64(0)
	n := 1 + g.IntN(4)
	for i := range n {
		upTo += 1 + g.size()
		b := proportional.ShareBand{UpTo: g.optional(upTo), Share: g.share(part)}
		if g.chance(15) {
			b.Share = decimal.Decimal{}
		}
		if i == n-1 && g.chance(40) {
			b.UpTo = nil
		}
		v.Bands = append(v.Bands, b)
	}
	return v
}

func (g programMaker) obligatory() proportional.FacultativeObligatory {
	o := proportional.FacultativeObligatory{
		ShareAttribute: pick(g.maker, "cede1", "open", "open"), Base: g.base(), OwnShareAttribute: g.ownShare(), Overspill: g.overspill(),
		Deductible: g.deductible(), EventLimit: g.eventLimit(), Aggregate: g.aggregate(),
	}
	if g.chance(50) {
		o.MinimumRetention = g.optional(g.size())
		if g.chance(50) {
			lines := pick(g.maker, decimal.New(1, 0), decimal.New(25, -1), decimal.New(3, 0), decimal.New(10, 0))
			o.Lines = &lines
		}
	}
	if o.Lines == nil || g.chance(50) {
		o.Limit = g.optional(g.size())
	}
	return o
}

func (g programMaker) facultative(part decimal.Decimal) proportional.Facultative {
	f := proportional.Facultative{Deductible: g.deductible(), Aggregate: g.aggregate()}
	if g.chance(50) {
		d := g.share(part)
		f.Share = &d
	} else {
		f.Amount = g.optional(g.size())
	}
	return f
}

// capacities makes one to three surpluses above a retention of about the given size.
func (g programMaker) capacities(given, including bool) []proportional.Capacity {
	n := 1 + g.IntN(3)
	if given {
		n = 1 + g.IntN(2)
	}
	var out []proportional.Capacity
	end := 2 * g.mood
	for i := range n {
		var c proportional.Capacity
		if given {
			c.ShareAttribute = []string{"cede1", "cede2"}[i]
			if g.chance(30) {
				c.Limit = g.optional(2 * g.size())
			}
			out = append(out, c)
			continue
		}
		for stated := false; !stated; {
			if g.chance(60) {
				d := pick(g.maker, decimal.New(2, 0), decimal.New(3, 0), decimal.New(10, 0), decimal.New(25, -1), decimal.New(12, -1))
				if !including && g.chance(20) {
					d = pick(g.maker, decimal.New(1, 0), decimal.New(5, -1))
				}
				c.Lines, stated = &d, true
			}
			if g.chance(30) {
				c.Limit, stated = g.optional(g.size()), true
			}
			if g.chance(25) {
				end += g.size()
				c.Combined, stated = g.optional(end), true
			}
			if g.chance(15) && i < 2 {
				c.ShareAttribute, stated = []string{"cede1", "cede2"}[i], true
			}
		}
		out = append(out, c)
	}
	return out
}

func (g programMaker) surplus(given bool) proportional.Surplus {
	s := proportional.Surplus{
		Base:              g.base(),
		OwnShareAttribute: g.ownShare(),
		LineCount:         pick[proportional.LineCount](g.maker, "", proportional.LinesOnTop, proportional.LinesIncluding),
		Overspill:         g.overspill(),
		Deductible:        g.deductible(),
		EventLimit:        g.eventLimit(),
		Aggregate:         g.aggregate(),
	}
	if !given {
		s.Retention = g.retention()
	}
	s.Capacities = g.capacities(given, s.LineCount == proportional.LinesIncluding)
	return s
}

func (g programMaker) mixed() proportional.QuotaShareSurplus {
	s := proportional.QuotaShareSurplus{
		Share:             pick(g.maker, decimal.New(4, -1), decimal.New(5, -1), decimal.New(3333, -4), decimal.New(g.between(1, 99), -2)),
		Line:              g.retention(),
		Base:              g.base(),
		LinesOn:           pick[proportional.LinesOn](g.maker, "", proportional.LinesOnGross, proportional.LinesOnNet, proportional.LinesOnNet),
		OwnShareAttribute: g.ownShare(),
		LineCount:         pick[proportional.LineCount](g.maker, "", proportional.LinesOnTop, proportional.LinesIncluding),
		Overspill:         g.overspill(),
		Deductible:        g.deductible(),
		EventLimit:        g.eventLimit(),
		Aggregate:         g.aggregate(),
	}
	s.Capacities = g.capacities(false, s.LineCount == proportional.LinesIncluding)
	return s
}

func (g programMaker) retention() proportional.Retention {
	if g.chance(50) {
		return proportional.Retention{Amount: g.optional(g.size())}
	}
	t := &proportional.RetentionTable{Above: pick[proportional.Above](g.maker, "", proportional.AboveLastValue)}
	if g.chance(8) {
		t.Above = proportional.AboveError
	}
	open := g.chance(40)
	for _, grade := range pick(g.maker, []string{""}, grades(), grades()) {
		upTo := int64(0)
		n := 1 + g.IntN(3)
		for i := range n {
			upTo += 1 + g.size()
			b := proportional.Band{
				Grade: grade, UpTo: g.optional(upTo), Amount: g.amount(g.size()),
				Rate: pick(g.maker, decimal.Decimal{}, decimal.New(1, -1), decimal.New(25, -2), decimal.New(3333, -4)),
			}
			if open && i == n-1 {
				b.UpTo = nil
			}
			t.Bands = append(t.Bands, b)
		}
	}
	low := g.size()
	if g.chance(30) {
		t.Minimum = g.optional(low)
	}
	if g.chance(30) {
		t.Maximum = g.optional(low + 1 + g.size())
	}
	return proportional.Retention{Table: t}
}

// layers makes a tower of which the contract covers at most part.
func (g programMaker) layers(part decimal.Decimal, of grain) []xol.Layer {
	var out []xol.Layer
	end := g.size()
	if g.chance(10) {
		end = 0
	}
	n := 1 + g.IntN(3)
	for i := range n {
		limit := g.size()
		if g.chance(10) {
			end += g.size() // a gap
		}
		l := xol.Layer{Attachment: g.exact(end), Limit: g.exactly(limit), ShareOn: g.shareOn()}
		if n == 1 { // layers of a tower must not overlap before they are rounded on entry either
			l.Attachment, l.Limit = g.amount(end), g.optional(limit)
		}
		end += limit
		if i == n-1 && g.chance(25) {
			l.Limit = nil
		}
		if part.LessThan(decimal.New(1, 0)) || g.chance(40) {
			d := g.share(part)
			l.Share = &d
		}
		if g.chance(40) {
			l.ID = fmt.Sprintf("layer %d", i+1)
		}
		switch {
		case of == perEvent && g.chance(30) && !g.eventsOnly:
			l.MinimumRisks = pick(g.maker, 1, 2, 2, 3)
		case of == perUnit && g.chance(40):
			l.EventCap = g.optional(g.size())
		}
		if g.chance(35) {
			l.Scope = g.scope()
			if g.eventsOnly {
				l.Scope = g.lossScope()
			}
		}
		if part.Equal(decimal.New(1, 0)) && g.chance(12) { // in two halves, one above the other in the list
			half := decimal.New(5, -1)
			l.Share = &half
			twin := l
			twin.ID = ""
			twin.ShareOn = g.shareOn()
			out = append(out, twin)
		}
		out = append(out, l)
	}
	return shuffled(g.maker, out)
}

func (g programMaker) exactly(n int64) *decimal.Decimal {
	d := g.exact(n)
	return &d
}

func (g programMaker) shareOn() xol.ShareOn {
	return pick[xol.ShareOn](g.maker, "", xol.ShareOnRecovery, xol.ShareOnLoss)
}

// lossScope makes a scope that is judged without the risk.
func (g programMaker) lossScope() treaty.Scope {
	var s treaty.Scope
	switch g.IntN(8) {
	case 0:
		s.Include.Perils = some(g.maker, perils()...)
	case 1:
		s.Exclude.Perils = perils()[:1]
	case 2:
		s.Include.Events = some(g.maker, eventIDs()...)
	case 3:
		s.Exclude.Events = eventIDs()[:2]
		s.Exclude.Losses = some(g.maker, lossIDs()[:6]...)
	case 4:
		s.Include.Losses = some(g.maker, lossIDs()...)
	}
	return s
}

func (g programMaker) scope() treaty.Scope {
	if g.chance(45) {
		return treaty.Scope{}
	}
	if g.chance(25) {
		return g.lossScope()
	}
	var s treaty.Scope
	for range 1 + g.IntN(2) {
		switch g.IntN(11) {
		case 0:
			s.Include.Lines = some(g.maker, lines()...)
		case 1:
			s.Include.Territories = some(g.maker, territories()...)
		case 2:
			s.Include.Perils = some(g.maker, perils()...)
		case 3:
			s.Include.Tags = some(g.maker, tags()...)
		case 4:
			s.Include.Keys = []treaty.KeyValues{{Name: "account", Values: accountKeys()[:2]}}
			if g.chance(50) {
				s.Include.Keys = append(s.Include.Keys, treaty.KeyValues{Name: "ship", Values: ships()[:1]})
			}
		case 5:
			s.Include.Policies = policies()[:4]
		case 6:
			s.Include.Risks = some(g.maker, riskIDs()...)
		case 7:
			s.Exclude = pick(g.maker,
				treaty.Selection{Lines: lines()[:1], Territories: territories()[:1]},
				treaty.Selection{Perils: some(g.maker, perils()[:2]...)},
				treaty.Selection{Tags: tags()[:1], Policies: policies()[:1]},
				treaty.Selection{Keys: []treaty.KeyValues{{Name: "account", Values: accountKeys()[2:]}, {Name: "ship", Values: ships()[1:]}}},
				treaty.Selection{Risks: riskIDs()[:2], Losses: lossIDs()[:2], Events: eventIDs()[:1]},
			)
		case 8:
			low := decimal.New(20, 0)
			s.Bounds = []treaty.Bound{{Attribute: "height", Min: &low}}
		case 9:
			low, high := decimal.New(10, 0), decimal.New(50, 0)
			s.Bounds = []treaty.Bound{{Attribute: "height", Min: &low, Max: &high}}
		case 10:
			s.Include.Lines = lines()[:2]
			s.Exclude.Tags = tags()[2:]
		}
	}
	return s
}
