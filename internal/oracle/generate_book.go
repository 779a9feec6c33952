package oracle

import (
	"math/rand/v2"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// Book makes a random valid book for a program, with amounts near those of its terms and days near the ends of its periods. A
// loss without a risk is only where no contract needs it.
func Book(r *rand.Rand, spec treaty.Spec) treaty.BookSpec {
	g := bookMaker{maker: maker{Rand: r, scale: spec.Currency.Places()}, contracts: readContracts(spec)}
	if spec.Scale != nil {
		g.scale = *spec.Scale
	}
	g.finer = spec.Entry == treaty.EntryRound
	g.anchors = append(anchors(spec, money{g.scale, spec.Entry}), 1, 2, 10, 1000)
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			for _, e := range s.Scope.ExcludeFrom {
				g.ends = append(g.ends, e.From)
			}
		}
	}
	g.period = g.contractPeriod()
	g.detailed, g.market = clausesOf(g.contracts), marketOf(g.contracts)
	g.exGratia = g.detailed || exGratiaRead(g.contracts)
	if len(spec.Contracts) > 0 {
		g.period = pick(g.maker, spec.Contracts...).Period
	}
	book := treaty.BookSpec{Currency: spec.Currency}
	for _, id := range shuffled(g.maker, riskIDs()[:g.IntN(13)]) {
		book.Risks = append(book.Risks, g.risk(id, spec.Currency))
	}
	for _, id := range shuffled(g.maker, eventIDs()[:g.IntN(7)]) {
		book.Events = append(book.Events, g.event(id))
	}
	for _, id := range shuffled(g.maker, lossIDs()[:g.IntN(21)]) {
		if l, ok := g.loss(id, book); ok {
			book.Losses = append(book.Losses, l)
		}
	}
	return book
}

// A bookMaker makes one book.
type bookMaker struct {
	maker
	contracts []*contract
	anchors   []int64       // amounts of the terms, in minor units
	period    treaty.Period // near which the days are
	ends      []cede.Date   // from which something is excluded
	detailed  bool          // losses say more than what they stand at
	exGratia  bool          // some losses are payments without liability
	market    bool          // events say what the market lost
}

// anchors returns the amounts in the terms of a program.
func anchors(spec treaty.Spec, m money) []int64 {
	var out []int64
	take := func(list ...*decimal.Decimal) {
		for _, d := range list {
			if d == nil {
				continue
			}
			if x, err := m.read(*d); err == nil && x.Sign() > 0 {
				out = append(out, x.Num().Int64())
			}
		}
	}
	surplus := func(r proportional.Retention, list []proportional.Capacity, d *proportional.Deductible, limit *decimal.Decimal, a *proportional.Aggregate) {
		take(r.Amount, limit)
		if r.Table != nil {
			for _, b := range r.Table.Bands {
				take(b.UpTo, &b.Amount)
			}
		}
		for _, c := range list {
			take(c.Limit, c.Combined)
		}
		if d != nil {
			take(&d.Amount)
		}
		if a != nil {
			take(a.Deductible, a.Limit)
		}
	}
	layers := func(list []xol.Layer) {
		for _, l := range list {
			take(&l.Attachment, l.Limit, l.EventCap, l.Franchise, l.MarketLoss, l.AggregateDeductible)
		}
	}
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			switch t := s.Terms.(type) {
			case proportional.QuotaShare:
				surplus(proportional.Retention{Amount: t.Limit}, nil, t.Deductible, t.EventLimit, t.Aggregate)
			case proportional.Surplus:
				surplus(t.Retention, t.Capacities, t.Deductible, t.EventLimit, t.Aggregate)
			case proportional.QuotaShareSurplus:
				surplus(t.Line, t.Capacities, t.Deductible, t.EventLimit, t.Aggregate)
			case proportional.VariableQuotaShare:
				surplus(proportional.Retention{Amount: t.Limit}, nil, t.Deductible, t.EventLimit, t.Aggregate)
				for _, b := range t.Bands {
					take(b.UpTo)
				}
			case proportional.FacultativeObligatory:
				surplus(proportional.Retention{Amount: t.Limit}, nil, t.Deductible, t.EventLimit, t.Aggregate)
				take(t.MinimumRetention)
			case proportional.Facultative:
				surplus(proportional.Retention{Amount: t.Amount}, nil, t.Deductible, nil, t.Aggregate)
			case xol.StopLoss:
				if t.On == xol.OnAmounts {
					layers(t.Layers)
				}
			default:
				if c := coverOf(t); c != nil {
					layers(c.layers)
				}
			}
		}
	}
	return out
}

// date returns a day near the begin or end of a period, inside it, or near a day from which something is excluded.
func (g bookMaker) date(p treaty.Period) cede.Date {
	if len(g.ends) > 0 && g.chance(25) {
		return pick(g.maker, g.ends...).AddDays(int(g.between(-1, 1)))
	}
	return g.maker.date(p)
}

// near returns an amount near those of the terms, a small one, or a large one.
func (g bookMaker) near() int64 {
	a := pick(g.maker, g.anchors...)
	switch g.IntN(7) {
	case 0:
		return a
	case 1:
		return max(a+g.between(-1, 1), 1)
	case 2:
		return a * pick[int64](g.maker, 2, 3, 5, 11)
	case 3:
		return a + pick(g.maker, g.anchors...)
	case 4:
		return g.between(1, 30)
	case 5:
		return g.between(1, 3*a)
	}
	return max(a/2, 1)
}

// facultative returns the amounts that facultative cessions take of a risk.
func (g bookMaker) facultative(id string) int64 {
	total := int64(0)
	for _, c := range g.contracts {
		for _, s := range c.sections {
			if f, ok := s.Terms.(proportional.Facultative); ok && f.Amount != nil && slices.Contains(s.Scope.Include.Risks, id) {
				x := halfUp(quo(fraction(*f.Amount), fraction(g.exact(1))))
				total += x.Num().Int64()
			}
		}
	}
	return total
}

func (g bookMaker) risk(id string, currency treaty.Currency) treaty.Risk {
	policy := g.IntN(len(policies()))
	account := policy % 3 // of an account all policies, of a ship all accounts
	ship := account % 2
	r := treaty.Risk{
		ID: id, Policy: policies()[policy],
		Keys:       map[string]string{"account": accountKeys()[account], "ship": ships()[ship]},
		Line:       pick(g.maker, lines()...),
		Territory:  pick(g.maker, territories()...),
		Grade:      grades()[ship],
		Attributes: map[string]decimal.Decimal{},
		Period:     g.policyPeriod(),
	}
	if g.chance(10) {
		r.Currency = currency
	}
	if g.chance(40) {
		r.Perils = some(g.maker, perils()...)
	}
	if g.chance(60) {
		r.Tags = some(g.maker, tags()...)
	}
	if g.chance(85) {
		r.Attributes["height"] = pick(g.maker, decimal.New(5, 0), decimal.New(10, 0), decimal.New(195, -1), decimal.New(20, 0), decimal.New(50, 0), decimal.New(501, -1))
	}
	r.Attributes["cede1"] = []decimal.Decimal{decimal.New(3333, -4), decimal.New(5, -1)}[ship]
	if ship == 0 {
		r.Attributes["open"] = decimal.New(45, -2)
	}
	if !g.chance(1) {
		r.Attributes["own"] = pick(g.maker, decimal.New(1, 0), decimal.New(5, -1), decimal.New(3, -1), decimal.New(6667, -4))
	}
	r.Attributes["cede2"] = []decimal.Decimal{decimal.New(25, -2), {}}[ship]
	total := g.near() + 2*g.facultative(id)
	if g.chance(1) {
		total = 0
	}
	r.SumInsured = g.amount(total)
	if g.chance(45) && total > 1 {
		pml := g.between(1, total-1)
		if g.chance(2) {
			pml = 0
		}
		r.PML = g.optional(pml)
	}
	switch g.IntN(6) {
	case 0:
		r.Premium = g.amount(g.between(0, 5))
	case 1, 2:
		r.Premium = g.amount(g.between(1, 30))
	default:
		r.Premium = g.amount(g.between(1, 4000))
	}
	return r
}

func (g bookMaker) policyPeriod() treaty.Period {
	from := g.date(g.period)
	switch g.IntN(4) {
	case 0:
		year, month, _ := from.Civil()
		from = civil(year, month, 1)
	case 1:
		from = from.AddDays(-pick(g.maker, 364, 365, 200))
	}
	days := pick(g.maker, 365, 365, 366, 1, 12, 30, 31, 181, 540)
	return treaty.Period{From: from, To: from.AddDays(days - 1)}
}

func (g bookMaker) event(id string) treaty.Event {
	e := treaty.Event{ID: id, Peril: pick(g.maker, "", "wind", "wind", "quake", "quake", "flood", "flood")}
	if g.chance(50) {
		e.From = g.date(g.period)
	}
	if g.chance(50) {
		to := g.date(g.period)
		if !e.From.IsZero() {
			to = e.From.AddDays(pick(g.maker, 0, 2, 30, 60))
		}
		e.To = to
	}
	if g.market || g.chance(20) {
		e.MarketLoss = g.optional(g.near())
	}
	return e
}

// loss makes a loss, or none if it finds no place for one.
func (g bookMaker) loss(id string, book treaty.BookSpec) (treaty.Loss, bool) {
	l := treaty.Loss{ID: id}
	if g.chance(10) {
		l.Currency = book.Currency
	}
	if g.chance(20) {
		hour := g.IntN(24)
		l.Hour = &hour
	}
	l.Positions = g.positions()
	for range 20 {
		var r *treaty.Risk
		var e *treaty.Event
		if len(book.Risks) > 0 && g.chance(85) {
			r = &book.Risks[g.IntN(len(book.Risks))]
		}
		if len(book.Events) > 0 && g.chance(75) {
			e = &book.Events[g.IntN(len(book.Events))]
		}
		l.Risk, l.Event = "", ""
		day := g.date(g.period)
		if e != nil {
			l.Event = e.ID
			if r != nil && len(r.Perils) > 0 && e.Peril != "" && !slices.Contains(r.Perils, e.Peril) {
				continue
			}
			day = within(day, e.From, e.To)
		}
		if r != nil {
			l.Risk = r.ID
			day = within(day, r.Period.From, r.Period.To)
			if e != nil && day != within(day, e.From, e.To) {
				continue
			}
		}
		l.Date, l.Reported = day, day.AddDays(pick(g.maker, 0, 1, 20, 60))
		if g.chance(30) && !g.period.To.Before(day) {
			l.Reported = g.period.To.AddDays(g.IntN(2))
		}
		g.detail(&l)
		if r != nil || !g.needsRisk(l) {
			return l, true
		}
	}
	return treaty.Loss{}, false
}

// within returns the day of a stated period that is nearest to d.
func within(d, from, to cede.Date) cede.Date {
	if !from.IsZero() && d.Before(from) {
		return from
	}
	if !to.IsZero() && d.After(to) {
		return to
	}
	return d
}

// needsRisk reports whether a contract cannot judge a loss without a risk. Layers that take
// an event as a whole may ask about a loss outside their period.
func (g bookMaker) needsRisk(l treaty.Loss) bool {
	for _, c := range g.contracts {
		for _, s := range c.sections {
			x := &loss{Loss: l}
			byEvent := l.Event != "" && s.Basis == treaty.LossesOccurring && !s.isProportional()
			if s.asks() && (s.inPeriod(x) || byEvent) {
				return true
			}
		}
	}
	return false
}

// positions makes one to three positions; the last one counts.
func (g bookMaker) positions() []treaty.Position {
	at := civil(2030, 1, 1)
	n := pick(g.maker, 1, 1, 1, 2, 3)
	var out []treaty.Position
	for range n {
		p := g.position()
		if n > 1 || g.chance(30) {
			at = at.AddDays(1 + g.IntN(200))
			p.At = at
		}
		out = append(out, p)
	}
	return out
}

func (g bookMaker) position() treaty.Position {
	total := g.near()
	switch g.IntN(10) {
	case 0:
		return treaty.Position{}
	case 1, 2, 3:
		total = g.between(1, 30)
	}
	if g.detailed && g.chance(60) {
		return g.splitPosition(total)
	}
	if g.chance(70) {
		return treaty.Position{Paid: g.amount(total)}
	}
	paid := g.between(0, total)
	expense := g.between(0, total-paid)
	p := treaty.Position{Paid: g.exact(paid), PaidExpense: g.exact(expense), Outstanding: g.exact(total - paid - expense)}
	if g.chance(50) {
		salvage := g.between(0, 20)
		p.OutstandingExpense, p.Salvage = g.exact(salvage), g.exact(salvage)
	}
	return p
}
