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
	place   map[asset.Key]int // in charges of what can be hedged
	hedged  map[asset.Key]string
}

func (c *charger) add(h *asset.Holding, risk Risk, l cross2.Line) {
	c.charges = append(c.charges, Charge{h.ID, h.Structure, risk, l})
}

// hold adds a charge that may be hedged.
func (c *charger) hold(h *asset.Holding, risk Risk, l cross2.Line) {
	if c.place == nil {
		c.place = map[asset.Key]int{}
	}
	c.place[h.Key()] = len(c.charges)
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
	return c.yuan(name(h, ", value", "，价值", number), h.Value)
}

// The places of what goes into products, so that none has more than a line may have: a factor by duration has 13 places, one with the gain of shares 14.
const (
	givenPlaces       = 4 // of yuan, of durations as the return states them, and of effectiveness
	gainPlaces        = 9 // squared
	coefficientPlaces = 12
)

// within rounds what has more than givenPlaces.
func within(x decimal.Decimal) decimal.Decimal {
	if x.Exponent() < -givenPlaces {
		return x.Round(givenPlaces)
	}
	return x
}

// yuan is a given amount, to four places of a yuan.
func (c *charger) yuan(head cross2.Head, x decimal.Decimal) cross2.Line {
	return c.w.Given(head, within(x))
}

func (c *charger) zero() cross2.Line {
	return c.w.Given(cross2.Head{English: "Zero", Chinese: "零"}, decimal.Decimal{})
}

// apart is the difference of two amounts without its sign.
func (c *charger) apart(head cross2.Head, a, b cross2.Line) cross2.Line {
	w := c.w
	one, other := head, head
	one.English, one.Chinese = one.English+", if positive", one.Chinese+"，正值"
	other.English, other.Chinese = other.English+", if negative", other.Chinese+"，负值"
	return w.Max(head, w.Difference(one, a, b), w.Difference(other, b, a))
}

// effectiveness is how well a contract hedges.
func (c *charger) effectiveness(h *asset.Holding, part decimal.Decimal, number string) cross2.Line {
	return c.w.GivenNumber(name(h, ", effectiveness", "，套期有效性", number), within(part))
}

// plain takes concentration away from a charge: that of counterparties and classes is not in interest rate and property risk, and that of property only there. Source: Rule 8
// Arts. 65-67.
func plain(x asset.Charge, property bool) asset.Charge {
	x.Concentration = asset.Concentration{Property: x.Concentration.Property && property}
	return x
}

// other leaves the concentration of property out, which is only in property risk: overseas property has the risk of overseas assets. Source: Rule 8 Arts. 45, 67.
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
				line = w.Difference(name(h, ", pays fixed", "，支付固定利率", "15"), c.zero(), line)
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
		key := "preferred." + preferred(a)
		if a.Market == "" || a.Market == asset.Domestic {
			equity("36", key)
			return
		}
		risk, coefficients := c.overseas(a.Market, EquityDeveloped, EquityEmerging, "market.overseas.emerging.equity")
		c.add(h, risk, other(c.of(h, "48", w.Factor("market.equity."+key), coefficients...)).Line(w))
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
	return c.w.Bracket("market.interest.bond", c.w.GivenNumber(name(h, ", modified duration", "，修正久期", "14"), within(years)))
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
	local := map[asset.PropertyForm]string{asset.Title: "40", asset.ProjectCompany: "41", asset.ProjectLoan: "42", asset.PropertyREIT: "40"}[a.Form]
	abroad := map[asset.PropertyForm]string{asset.Title: "50", asset.ProjectCompany: "52", asset.ProjectLoan: "52", asset.PropertyREIT: "51"}[a.Form]
	switch a.Place {
	case asset.MajorCity:
		x = plain(c.of(h, local, w.Factor("market.property")), true)
	case asset.OtherCity:
		x = plain(c.of(h, local, w.Factor("market.property"), w.Factor("market.property.other-city")), true)
	case asset.DevelopedMarket:
		risk, x = EquityDeveloped, other(c.of(h, abroad, w.Factor("market.overseas.property"), w.Factor("market.overseas.property.developed")))
	case asset.EmergingMarket:
		risk, x = EquityEmerging, other(c.of(h, abroad, w.Factor("market.overseas.property"), w.Factor("market.overseas.property.emerging")))
	}
	if a.Owned != nil && h.Structure.IsDirect() {
		x.Exposure = w.Max(name(h, ", exposure", "，风险暴露", "41"), x.Exposure, c.yuan(name(h, ", property owned", "，所持房地产账面价值", "41"), *a.Owned))
	}
	c.add(h, risk, x.Line(w))
}

// hedge adds the charge of a future, with what it hedges if that counts together.
func (c *charger) hedge(f *asset.Holding) error {
	var hedge asset.Hedge
	var x asset.Charge
	risk, number := InterestRisk, "16"
	switch a := f.Asset.(type) {
	case asset.TreasuryFuture:
		if c.p.Company != asset.NonLife {
			return nil
		}
		hedge, x = a.Hedge, plain(c.of(f, number, c.duration(f, a.Duration)), false)
	case asset.IndexFuture:
		risk, number = EquityRisk, "35"
		hedge, x = a.Hedge, other(c.of(f, number, c.w.Factor("market.equity.future")))
		x.Concentration.Counterparty = false // an exchange is none, Art. 63
	default:
		return nil
	}
	w := c.w
	switch {
	case !hedge.Effective: // short, or long
		c.add(f, risk, x.Line(w))
		return w.Err()
	case hedge.LessThanMonth:
		return w.Err()
	}
	var lines []cross2.Line
	ids := slices.Sorted(slices.Values(hedge.Hedged))
	for i, id := range ids {
		key := asset.Key{ID: id, Structure: f.Structure}
		at, ok := c.place[key]
		if !ok || c.charges[at].Risk != risk {
			return cede.In("asset", cede.In("hedge", cede.At("hedged", i, cede.Invalid("", id, "must be a holding that the contract can hedge, held as it is"))))
		}
		if by := c.hedged[key]; by != "" {
			return cede.In("asset", cede.In("hedge", cede.At("hedged", i, cede.Invalid("", id, "must not be hedged twice, it is by "+by))))
		}
		if c.hedged == nil {
			c.hedged = map[asset.Key]string{}
		}
		c.hedged[key] = f.ID
		lines = append(lines, c.charges[at].Line)
		c.charges[at].Line = cross2.Line{}
	}
	hedged := sum(w, name(f, ", hedged", "，被套期组合资本要求", number), lines)
	factor := w.Round(name(f, ", effectiveness and factor", "，套期有效性与风险因子之积", number),
		w.Product(name(f, ", effectiveness times factor", "，套期有效性×风险因子", number), c.effectiveness(f, *hedge.Effectiveness, number), x.Factor(w)), coefficientPlaces)
	c.add(f, risk, c.apart(name(f, " and what it hedges", "套期组合", number), hedged, w.Product(name(f, ", contract", "，空头合约", number), x.Exposure, factor)))
	return w.Err()
}
