package portfolio

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// passes are the passes over one book.
type passes struct {
	edition   *cross2.Edition
	book      *Book
	result    *Result
	holdings  []asset.Holding // direct ones first, in their order
	exempt    []counterparty.Exemption
	exposures []lookthrough.Exposure
	ownGroup  map[string]bool
}

// gather lists what is charged: what is held directly, what is below products, and products as such.
func (p *passes) gather() {
	p.holdings = make([]asset.Holding, 0, len(p.book.Holdings))
	p.exempt = make([]counterparty.Exemption, 0, len(p.book.Holdings))
	add := func(h asset.Holding, exempt counterparty.Exemption) {
		if exempt == "" {
			exempt = exemption(h.Asset)
		}
		p.holdings, p.exempt = append(p.holdings, h), append(p.exempt, exempt)
	}
	for i := range p.book.Holdings {
		add(p.book.Holdings[i].Holding, p.book.Holdings[i].Exempt)
	}
	for h := range p.result.Expansion.Holdings() {
		add(h, p.book.Exempt[h.ID])
	}
	p.exposures = slices.Collect(p.result.Expansion.Exposures())
	p.ownGroup = map[string]bool{}
	for _, id := range p.book.OwnGroup {
		p.ownGroup[id] = true
	}
}

// exemption is what the type of an asset says. Source: Rule 8 Arts. 63, 64.
func exemption(a asset.Asset) counterparty.Exemption {
	switch a := a.(type) {
	case asset.Bond:
		switch a.Issuer {
		case asset.Government:
			return counterparty.Government
		case asset.PolicyBank, asset.Agency:
			return counterparty.PolicyIssuer
		case asset.OtherIssuer:
		}
	case asset.Deposit:
		if a.Bank == asset.LargeBank {
			return counterparty.LargeBank
		}
	case asset.Preferred:
		if a.Issuer == asset.ByLargeBank {
			return counterparty.LargeBank
		}
	case asset.Property:
		return counterparty.InvestmentProperty
	case asset.TreasuryFuture, asset.IndexFuture:
		return counterparty.Futures
	case asset.AccruedInterest:
		return exemption(a.Of)
	}
	return ""
}

// exemptProduct is why a product that is charged as such does not count.
func (p *passes) exemptProduct(x *lookthrough.Exposure) counterparty.Exemption {
	return p.exemptOf(x.Product, x.Type, x.Fund)
}

func (p *passes) exemptOf(id string, is lookthrough.Type, fund asset.FundType) counterparty.Exemption {
	if why := p.book.Exempt[id]; why != "" {
		return why
	}
	if is == lookthrough.PortfolioProduct && fund == asset.MoneyFund {
		return counterparty.MoneyProduct
	}
	return ""
}

// surfaces returns the products with something below them of a counterparty above its threshold, if their surfaces have its coefficient.
func (p *passes) surfaces() map[string]bool {
	if p.book.Surfaces != SurfacesWithBottom {
		return nil
	}
	return p.result.Expansion.Involving(
		func(x *lookthrough.Item) bool {
			return p.above(x.Counterparty, cmp.Or(p.book.Exempt[x.ID], exemption(x.Asset)))
		},
		func(x *lookthrough.Product) bool { return p.above(x.Issuer, p.exemptOf(x.ID, x.Type, x.Fund)) })
}

// book is the book value of a holding.
func book(h *asset.Holding) decimal.Decimal {
	if h.Book != nil {
		return *h.Book
	}
	switch h.Asset.(type) {
	case asset.InterestSwap, asset.CurrencyForward, asset.TreasuryFuture, asset.IndexFuture, asset.Guarantee:
		return decimal.Decimal{}
	}
	return positive(h.Value)
}

func positive(x decimal.Decimal) decimal.Decimal {
	if x.IsNegative() {
		return decimal.Decimal{}
	}
	return x
}

// owed is the exposure of a cession.
func owed(c *counterparty.Cession) decimal.Decimal {
	if c.Net {
		return positive(c.Receivable.Add(c.Reserves))
	}
	return positive(c.Receivable).Add(positive(c.Reserves))
}

// concentrate adds up everything by counterparty, and marks what is concentrated.
func (p *passes) concentrate() error {
	var all []counterparty.Holding
	var property decimal.Decimal
	count := func(name string, value decimal.Decimal, exempt counterparty.Exemption) {
		switch {
		case name != "":
			all = append(all, counterparty.Holding{Counterparty: name, Book: value, Exempt: exempt})
		case exempt == "":
			p.result.Unnamed = p.result.Unnamed.Add(value)
		}
	}
	for i := range p.holdings {
		h := &p.holdings[i]
		if err := h.Validate(); err != nil {
			return cede.At("holdings", i, err)
		}
		value := book(h)
		count(h.Counterparty, value, p.exempt[i])
		if _, ok := h.Asset.(asset.Property); ok {
			property = property.Add(value)
		}
	}
	for i := range p.exposures {
		if x := &p.exposures[i]; x.Measure != lookthrough.AtSurface {
			count(x.Issuer, x.Value, p.exemptProduct(x))
		}
	}
	if ceded := p.book.Ceded; ceded != nil {
		for i := range ceded.Cessions {
			c := &ceded.Cessions[i]
			why := counterparty.Exemption("")
			if p.ownGroup[c.ID] {
				why = counterparty.OwnGroup
			}
			for _, id := range c.Reinsurers {
				count(id, owed(c), why)
			}
		}
	}
	for _, a := range p.book.Assumed {
		count(a.Counterparty, positive(a.Claim), "")
	}
	holder := counterparty.PropertyHolder
	if p.book.Company == asset.Life {
		holder = counterparty.LifeHolder
	}
	var err error
	if p.result.Concentration, err = counterparty.Concentrated(p.edition, holder, p.book.TotalAssets, all); err != nil {
		return err
	}
	p.result.PropertyBook = property
	if p.result.Property, err = counterparty.PropertyConcentrated(p.edition, property, p.book.TotalAssets); err != nil {
		return err
	}
	for i := range p.holdings {
		h := &p.holdings[i]
		_, isProperty := h.Asset.(asset.Property)
		h.Concentration.Property = isProperty && p.result.Property
		h.Concentration.Counterparty = p.above(h.Counterparty, p.exempt[i])
	}
	surfaces := p.surfaces()
	for i := range p.exposures {
		x := &p.exposures[i]
		x.Concentration.Counterparty = surfaces[x.Product]
		if x.Measure != lookthrough.AtSurface {
			x.Concentration.Counterparty = p.above(x.Issuer, p.exemptProduct(x))
		}
	}
	return nil
}

func (p *passes) above(name string, exempt counterparty.Exemption) bool {
	return exempt == "" && p.result.Concentration.Above(name)
}

// classes measures the classes of what is held directly, and marks the assets of those above their ratio.
func (p *passes) classes() error {
	sums := map[counterparty.Class]decimal.Decimal{}
	for i := range p.book.Holdings {
		if h := &p.book.Holdings[i]; h.Class != "" {
			sums[h.Class] = sums[h.Class].Add(book(&h.Holding))
		}
	}
	for h := range p.result.Expansion.Held() {
		if class := p.book.Classes[h.Product]; class != "" {
			sums[class] = sums[class].Add(h.Value)
		}
	}
	above := map[counterparty.Class]bool{}
	for _, class := range slices.Sorted(maps.Keys(sums)) {
		var limit *decimal.Decimal
		if x, ok := p.book.Limits[class]; ok {
			limit = &x
		}
		measure, err := counterparty.ClassConcentrated(p.edition, class, sums[class], p.book.TotalAssets, limit, p.book.SolvencyRatio)
		if err != nil {
			return err
		}
		above[class] = measure == counterparty.AboveRatio
		p.result.Classes = append(p.result.Classes, Class{Class: class, Book: sums[class], Measure: measure})
	}
	for i := range p.book.Holdings {
		p.holdings[i].Concentration.Class = above[p.book.Holdings[i].Class]
	}
	through := map[string]bool{}
	for f := range p.result.Expansion.Findings() {
		through[f.Product] = f.Treatment == lookthrough.Through
	}
	for i := range p.exposures {
		x := &p.exposures[i]
		direct := x.Structure.IsDirect() || x.Structure.Layers == 1 && through[x.Product] // the part of it that is not known
		x.Concentration.Class = direct && above[p.book.Classes[x.Product]]
	}
	return nil
}

// market charges what has market risk.
func (p *passes) market() error {
	portfolio := market.Portfolio{
		Company: p.book.Company, Holdings: p.holdings, Liabilities: p.book.Liabilities, Pegged: p.book.Pegged, Apart: p.book.Apart,
		Band: p.book.Band, Gain: p.book.Gain,
	}
	foreign := map[asset.Currency]decimal.Decimal{}
	for i := range p.exposures {
		if x := &p.exposures[i]; x.Measure != lookthrough.AtSurface && x.Currency.IsForeign() {
			foreign[x.Currency] = foreign[x.Currency].Add(x.Value)
		}
	}
	for _, currency := range slices.Sorted(maps.Keys(foreign)) {
		portfolio.Assets = append(portfolio.Assets, market.ForeignAmount{Currency: currency, Value: foreign[currency]})
	}
	charges, err := portfolio.Charges(p.edition)
	if err != nil {
		return err
	}
	risks := map[lookthrough.Risk]market.Risk{
		lookthrough.EquityRisk: market.EquityRisk, lookthrough.DevelopedRisk: market.EquityDeveloped, lookthrough.EmergingRisk: market.EquityEmerging,
	}
	for i := range p.exposures {
		x := &p.exposures[i]
		risk, ok := risks[x.Risk()]
		if !ok {
			continue
		}
		l, err := x.Capital(p.edition)
		if err != nil {
			return cede.In("products", cede.In(x.Product, err))
		}
		charges = append(charges, market.Charge{Of: x.Product, Structure: x.Structure, Risk: risk, Line: l})
	}
	p.result.MarketCharges = charges
	return nil
}

// credit charges what has credit risk.
func (p *passes) credit() error {
	charges, err := credit.Portfolio{Holdings: p.holdings, Band: p.book.Band, Below: p.book.Below}.Charges(p.edition)
	if err != nil {
		return err
	}
	for i := range p.exposures {
		x := &p.exposures[i]
		if x.Risk() != lookthrough.DefaultRisk {
			continue
		}
		l, err := x.Capital(p.edition)
		if err != nil {
			return cede.In("products", cede.In(x.Product, err))
		}
		charges = append(charges, credit.Charge{Holding: x.Product, Structure: x.Structure, Line: l})
	}
	if p.book.Ceded != nil {
		lines, err := p.ceded()
		if err != nil {
			return cede.In("ceded", err)
		}
		charges = append(charges, lines...)
	}
	if len(p.book.Assumed) > 0 {
		claims := make([]counterparty.Inward, len(p.book.Assumed))
		for i, a := range p.book.Assumed {
			a.Concentrated = p.above(a.Counterparty, "")
			claims[i] = a.Inward
		}
		l, err := counterparty.InwardCapital(p.edition, claims)
		if err != nil {
			return cede.In("assumed", err)
		}
		charges = append(charges, credit.Charge{Holding: "reinsurance assumed", Line: l})
	}
	p.result.CreditCharges = charges
	return nil
}

// ceded charges the cessions: those to the own group as if no reinsurer were concentrated.
func (p *passes) ceded() ([]credit.Charge, error) {
	var charges []credit.Charge
	for _, own := range []bool{false, true} {
		l := *p.book.Ceded
		l.Reinsurers, l.Cessions = slices.Clone(l.Reinsurers), nil
		for i := range l.Reinsurers {
			l.Reinsurers[i].Concentrated = !own && p.above(l.Reinsurers[i].ID, "")
		}
		for _, c := range p.book.Ceded.Cessions {
			if p.ownGroup[c.ID] == own {
				l.Cessions = append(l.Cessions, c)
			}
		}
		slices.SortFunc(l.Cessions, func(a, b counterparty.Cession) int { return cmp.Compare(a.ID, b.ID) })
		lines, err := l.Charges(p.edition)
		if err != nil {
			return nil, err
		}
		for i, line := range lines {
			charges = append(charges, credit.Charge{Holding: l.Cessions[i].ID, Line: line})
		}
	}
	slices.SortFunc(charges, func(a, b credit.Charge) int { return cmp.Compare(a.Holding, b.Holding) })
	return charges, nil
}

// rows puts the charges together.
func (p *passes) rows() error {
	t, err := market.TotalsOf(p.edition, p.book.Company, p.result.MarketCharges)
	if err != nil {
		return err
	}
	if p.book.Company != asset.NonLife {
		t.Interest = p.book.Interest
	}
	if p.result.Market, err = market.Total(p.edition, t.Interest, t.Equity, t.Property, t.FixedIncome, t.OverseasEquity, t.Currency); err != nil {
		return err
	}
	spread, byDefault, err := credit.TotalsOf(p.edition, p.result.CreditCharges)
	if err != nil {
		return err
	}
	p.result.Credit, err = credit.Total(p.edition, spread, byDefault)
	return err
}
