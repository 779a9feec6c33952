package market

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// A charger charges the holdings of a portfolio.
type charger struct {
	w       *cross2.Workings
	p       *Portfolio
	k1      cross2.Line // of listed shares; the zero Line if there is none
	charges []Charge
	place   map[string]int // in charges of what is held directly and can be hedged, by id
	hedged  map[string]string
}

func (c *charger) add(h *asset.Holding, risk Risk, l cross2.Line) {
	c.charges = append(c.charges, Charge{h.ID, h.Structure, risk, l})
}

// hold adds a charge that may be hedged.
func (c *charger) hold(h *asset.Holding, risk Risk, l cross2.Line) {
	if c.place == nil {
		c.place = map[string]int{}
	}
	if h.Structure.IsDirect() {
		c.place[h.ID] = len(c.charges)
	}
	c.add(h, risk, l)
}

// name names a figure of a holding.
func name(h *asset.Holding, english, chinese, number string) cross2.Head {
	return cross2.Head{English: h.ID + english, Chinese: h.ID + chinese, Citation: article(number)}
}

// of is the charge of a holding by the composite-factor method.
func (c *charger) of(h *asset.Holding, number string, base cross2.Line, coefficients ...cross2.Line) asset.Charge {
	return asset.Charge{
		Head: name(h, "", "", number), Rule: asset.MarketRule, Exposure: c.exposure(h, number), Base: base, Coefficients: coefficients,
		Structure: h.Structure, Concentration: h.Concentration, Band: c.p.Band,
	}
}

func (c *charger) exposure(h *asset.Holding, number string) cross2.Line {
	return c.w.Given(name(h, ", value", "，价值", number), h.Value)
}

// plain takes concentration away from a charge: that of counterparties and classes is not in interest rate and property risk, and that of property only there. Source: Rule 8
// Arts. 65-67.
func plain(x asset.Charge, property bool) asset.Charge {
	x.Concentration = asset.Concentration{Property: x.Concentration.Property && property}
	return x
}

// other leaves the concentration of property out, which is only in property risk and in that of overseas property.
func other(x asset.Charge) asset.Charge {
	x.Concentration.Property = false
	return x
}

// holding adds the charges of a holding but hedges and currencies.
func (c *charger) holding(h *asset.Holding) {
	w := c.w
	equity := func(number, key string) {
		c.add(h, EquityRisk, other(c.of(h, number, w.Factor("market.equity."+key))).Line(w))
	}
	switch a := h.Asset.(type) {
	case asset.Bond:
		if c.p.Company == asset.NonLife {
			c.hold(h, InterestRisk, plain(c.of(h, "14", c.duration(h, a.Duration)), false).Line(w))
		}
	case asset.InterestSwap:
		if c.p.Company == asset.NonLife {
			line := plain(c.of(h, "15", c.duration(h, a.Duration)), false).Line(w)
			if a.PayFixed {
				line = w.Difference(name(h, ", pays fixed", "，支付固定利率", "15"), w.Given(name(h, ", zero", "，零", "15"), decimal.Decimal{}), line)
			}
			c.add(h, InterestRisk, line)
		}
	case asset.Stock:
		c.hold(h, EquityRisk, c.stock(h, a))
	case asset.Fund:
		key := map[asset.FundType]string{
			asset.MoneyFund: "money", asset.BondFund: "bond", asset.StockFund: "stock", asset.MixedFund: "mixed", asset.CommodityFund: "mixed",
		}[a.Type]
		number := map[string]string{"bond": "30", "stock": "31", "mixed": "32", "money": "33"}[key]
		equity(number, "fund."+key)
	case asset.Convertible:
		equity("34", "convertible")
	case asset.Preferred:
		equity("36", "preferred."+preferred(a))
	case asset.UnlistedEquity:
		equity("27", map[asset.Strategy]string{"": "unlisted", asset.EmergingIndustry: "unlisted.strategic", asset.InsuranceFund: "unlisted.fund"}[a.Strategy])
	case asset.LongTermEquity:
		c.longTerm(h, a)
	case asset.Property:
		c.property(h, a)
	case asset.OverseasDebt:
		key := "market.overseas.bond"
		if a.Paper {
			key = "market.overseas.paper"
		}
		risk, coefficients := c.overseas(a.Market, FixedIncomeDeveloped, FixedIncomeEmerging, "market.overseas.emerging.fixed-income")
		c.add(h, risk, other(c.of(h, "46", w.Factor(key), coefficients...)).Line(w))
	case asset.OverseasEquity:
		key := map[asset.OverseasType]string{
			asset.OverseasMoneyFund: "fund.money", asset.OverseasBondFund: "fund.bond", asset.OverseasListed: "listed", asset.OverseasUnlisted: "unlisted",
		}[a.Type]
		risk, coefficients := c.overseas(a.Market, EquityDeveloped, EquityEmerging, "market.overseas.emerging.equity")
		c.add(h, risk, other(c.of(h, "48", w.Factor("market.overseas."+key), coefficients...)).Line(w))
	}
}

// overseas returns the sub-risk of a market, and the coefficient of an emerging one.
func (c *charger) overseas(m asset.Market, developed, emerging Risk, key string) (Risk, []cross2.Line) {
	if m == asset.Emerging {
		return emerging, []cross2.Line{c.w.Factor(key)}
	}
	return developed, nil
}

// duration is the factor of interest rate risk.
func (c *charger) duration(h *asset.Holding, years decimal.Decimal) cross2.Line {
	return c.w.Bracket("market.interest.bond", c.w.GivenNumber(name(h, ", modified duration", "，修正久期", "14"), years))
}

// preferred is the key of preference shares and perpetual bonds.
func preferred(a asset.Preferred) string {
	if a.Issuer == asset.ByCompany {
		if a.Absorbing {
			return "company.conversion"
		}
		return "company"
	}
	if !a.Absorbing {
		return "plain"
	}
	switch a.Issuer {
	case asset.ByAssetManager:
		if a.RatiosMet {
			return "manager"
		}
		return "manager.failing"
	case asset.ByInsurer:
		if a.RatiosMet {
			return "insurer"
		}
		return "insurer.failing"
	case asset.ByLargeBank, asset.ByJointStockBank, asset.ByCityBank, asset.ByOtherBank, asset.ByCompany:
	}
	if !a.RatiosMet {
		return "bank.failing"
	}
	return map[asset.PreferredIssuer]string{
		asset.ByLargeBank: "bank.large", asset.ByJointStockBank: "bank.joint-stock", asset.ByCityBank: "bank.city", asset.ByOtherBank: "bank.other",
	}[a.Issuer]
}

// longTerm adds the charge of a subsidiary, joint venture or associate.
func (c *charger) longTerm(h *asset.Holding, a asset.LongTermEquity) {
	key := "market.equity.long-term."
	switch {
	case a.Relation == asset.InsuranceSubsidiary:
		key += "insurance"
	case a.Relation == asset.OtherSubsidiary:
		key += "subsidiary"
	case a.Listed:
		key += "listed"
	default:
		key += "unlisted"
	}
	if a.Market == asset.Domestic {
		c.add(h, EquityRisk, other(c.of(h, "28", c.w.Factor(key))).Line(c.w))
		return
	}
	risk, coefficients := c.overseas(a.Market, EquityDeveloped, EquityEmerging, "market.overseas.emerging.equity")
	if a.Relation != asset.Associate {
		coefficients = nil // Rule 8 Art. 49 has the coefficient for joint ventures and associates
	}
	c.add(h, risk, other(c.of(h, "49", c.w.Factor(key), coefficients...)).Line(c.w))
}

// property adds the charge of property. What a project company owns counts if it is more than the value of the equity.
func (c *charger) property(h *asset.Holding, a asset.Property) {
	w := c.w
	var x asset.Charge
	risk := PropertyRisk
	switch a.Place {
	case asset.MajorCity:
		x = plain(c.of(h, "40", w.Factor("market.property")), true)
	case asset.OtherCity:
		x = plain(c.of(h, "40", w.Factor("market.property"), w.Factor("market.property.other-city")), true)
	case asset.DevelopedMarket:
		risk, x = EquityDeveloped, c.of(h, "50", w.Factor("market.overseas.property"), w.Factor("market.overseas.property.developed"))
	case asset.EmergingMarket:
		risk, x = EquityEmerging, c.of(h, "50", w.Factor("market.overseas.property"), w.Factor("market.overseas.property.emerging"))
	}
	if risk != PropertyRisk {
		x = other(x)
	}
	if a.Owned != nil && h.Structure.IsDirect() {
		x.Exposure = w.Max(name(h, ", exposure", "，风险暴露", "41"), x.Exposure, w.Given(name(h, ", property owned", "，所持房地产账面价值", "41"), *a.Owned))
	}
	c.add(h, risk, x.Line(w))
}

// hedge adds the charge of a future, with what it hedges if that counts together.
func (c *charger) hedge(f *asset.Holding) error {
	var hedge asset.Hedge
	var factor cross2.Line
	risk, number := InterestRisk, "16"
	switch a := f.Asset.(type) {
	case asset.TreasuryFuture:
		if c.p.Company != asset.NonLife {
			return nil
		}
		hedge, factor = a.Hedge, c.duration(f, a.Duration)
	case asset.IndexFuture:
		hedge, factor, risk, number = a.Hedge, c.w.Factor("market.equity.future"), EquityRisk, "35"
	default:
		return nil
	}
	w := c.w
	value := c.exposure(f, number)
	switch {
	case hedge.Long, !hedge.Effective:
		c.add(f, risk, w.Product(name(f, "", "", number), value, factor))
		return w.Err()
	case hedge.LessThanMonth:
		return w.Err()
	}
	var lines []cross2.Line
	ids := slices.Sorted(slices.Values(hedge.Hedged))
	for i, id := range ids {
		at, ok := c.place[id]
		if !ok || c.charges[at].Risk != risk {
			return cede.In("asset", cede.In("hedge", cede.At("hedged", i, cede.Invalid("", id, "must be a holding held directly that the contract can hedge"))))
		}
		if by := c.hedged[id]; by != "" {
			return cede.In("asset", cede.In("hedge", cede.At("hedged", i, cede.Invalid("", id, "must not be hedged twice, it is by "+by))))
		}
		if c.hedged == nil {
			c.hedged = map[string]string{}
		}
		c.hedged[id] = f.ID
		lines = append(lines, c.charges[at].Line)
		c.charges[at].Line = cross2.Line{}
	}
	hedged := w.Sum(name(f, ", hedged", "，被套期组合资本要求", number), lines...)
	contract := w.Product(name(f, ", contract", "，空头合约", number), value, w.GivenNumber(name(f, ", effectiveness", "，套期有效性", number), *hedge.Effectiveness), factor)
	c.add(f, risk, w.Max(name(f, " and what it hedges", "套期组合", number),
		w.Difference(name(f, ", hedged less contract", "，被套期组合减空头合约", number), hedged, contract),
		w.Difference(name(f, ", contract less hedged", "，空头合约减被套期组合", number), contract, hedged)))
	return w.Err()
}
