package lookthrough

import (
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// An Exposure is an amount that is charged as a product, not as the base assets below it. The zero Exposure is not valid.
type Exposure struct {
	_ [0]func()

	// Product and Type are the product.
	Product string
	Type    Type
	// Measure is as what it is charged.
	Measure Measure
	// Value is the exposure in yuan: the recognised value of what is held directly, or what comes to the product through others.
	Value decimal.Decimal
	// Rating, Fund and Overseas are what the product says of itself.
	Rating   asset.Rating
	Fund     asset.FundType
	Overseas asset.Market
	// Class is the class whose risk and factor a part that cannot be looked through has.
	Class asset.Surface
	// Currency is the currency, and Issuer the counterparty.
	Currency asset.Currency
	Issuer   string
	// Structure is the products above it; the zero Structure is held directly. Of a part that is not known the product itself is the last layer.
	Structure asset.Structure
	// Concentration is what is concentrated; [Expand] does not know, and leaves it zero.
	Concentration asset.Concentration
}

func exposureOf(p *Product, value decimal.Decimal) Exposure {
	return Exposure{
		Product: p.ID, Type: p.Type, Value: value, Rating: p.Rating, Fund: p.Fund, Overseas: p.Overseas,
		Class: p.Type.Surface(), Currency: p.Currency, Issuer: p.Issuer,
	}
}

// A Measure is as what a product is charged. The zero Measure is not valid.
type Measure string

const (
	// AtSurface is the default of a debt-type product that is looked through, beside the charges of its bottom assets (表层资产). Source: Rule 7 Art. 21.
	AtSurface Measure = "surface"
	// AsExempt is a product that need not be looked through (豁免穿透). Source: Rule 7 Arts. 26-28.
	AsExempt Measure = "exempt"
	// AsOpaque is a product, or a part of one, that cannot be looked through (无法穿透). Source: Rule 7 Arts. 31-33.
	AsOpaque Measure = "opaque"
)

// A Risk is the sub-risk that a charge is part of.
type Risk string

const (
	// EquityRisk is the risk of prices of shares (权益价格风险), of market risk.
	EquityRisk Risk = "equity"
	// DevelopedRisk is the risk of prices of overseas equity (境外权益类资产价格风险) of developed markets, of market risk.
	DevelopedRisk Risk = "overseas-equity-developed"
	// EmergingRisk is that of emerging markets.
	EmergingRisk Risk = "overseas-equity-emerging"
	// DefaultRisk is the risk of default of counterparties (交易对手违约风险), of credit risk.
	DefaultRisk Risk = "default"
)

// Risk returns the sub-risk that the charge is part of. Source: Rule 7 Arts. 21, 26-28, 31, 32, Rule 8 Art. 48.
func (x Exposure) Risk() Risk {
	switch x.Measure {
	case AtSurface:
		return DefaultRisk
	case AsExempt:
		switch {
		case x.Type == AssetBackedPlan:
			return DefaultRisk
		case x.Overseas == asset.Developed:
			return DevelopedRisk
		case x.Overseas == asset.Emerging:
			return EmergingRisk
		}
	case AsOpaque:
		if x.Class == asset.DebtSurface {
			return DefaultRisk
		}
	}
	return EquityRisk
}

// Capital returns the charge, exactly, with its computation:
//
//	at the surface   EX × RF0 × (1 + K), RF0 by rating, K = -0.2 for a debt plan
//	exempt           EX × RF0 × (1 + K + Kp), RF0 by what it invests in, or of an asset-backed plan by rating
//	opaque           EX × 0.6, or from 2023-09-30 of a public infrastructure REIT EX × 0.5
//
// Concentration of a counterparty or a class adds its coefficient. Source: Rule 7 Arts. 14, 18, 21-23, 26-28, 31, 32.
func (x Exposure) Capital(e *cross2.Edition) (cross2.Line, error) {
	w := cross2.On(e)
	l := x.Charge(w)
	return l, w.Err()
}

// Charge is [Exposure.Capital] within workings.
func (x Exposure) Charge(w *cross2.Workings) cross2.Line {
	c := asset.Charge{Rule: asset.MarketRule, Concentration: x.Concentration}
	c.Concentration.Property = false // only in property risk, Rule 8 Art. 67
	if x.Risk() == DefaultRisk {
		c.Rule = asset.CreditRule
	}
	article := ""
	switch x.Measure {
	case AtSurface:
		article = "21"
		c.Base = w.Factor(x.Rating.Key(w.Edition(), "lookthrough.surface"))
		if x.Type == DebtPlan {
			c.Coefficients = append(c.Coefficients, w.Factor("lookthrough.surface.debt-plan"))
		}
	case AsExempt:
		article, c.Structure = x.exemptArticle(), x.Structure
		c.Base = w.Factor(x.exemptKey(w))
		if x.Risk() == EmergingRisk {
			c.Coefficients = append(c.Coefficients, w.Factor("market.overseas.emerging.equity"))
		}
	case AsOpaque:
		article = "31"
		if x.Risk() == DefaultRisk {
			article = "32"
		}
		c.Base = w.Factor("lookthrough.opaque." + map[asset.Surface]string{
			asset.DebtSurface: "debt", asset.OtherSurface: "equity", asset.REITSurface: "reit",
		}[x.Class])
	}
	cite := cross2.Citation{Rule: "7", Article: article}
	c.Head = cross2.Head{English: x.Product, Chinese: x.Product, Citation: cite}
	c.Exposure = w.Given(cross2.Head{English: "Exposure", Chinese: "风险暴露", Citation: cite}, x.Value)
	return c.Line(w)
}

// exemptArticle is the article of the factor of an exempt product.
func (x Exposure) exemptArticle() string {
	if x.Type == AssetBackedPlan {
		return "28"
	}
	if x.Type == BankProduct {
		return "27"
	}
	return "26"
}

// exemptKey is the key of the base factor of an exempt product.
func (x Exposure) exemptKey(w *cross2.Workings) string {
	switch {
	case x.Type == AssetBackedPlan:
		return x.Rating.Key(w.Edition(), "lookthrough.exempt.plan")
	case x.Overseas != "":
		return "market.overseas.exempt"
	}
	switch x.Fund {
	case asset.MoneyFund:
		return "lookthrough.exempt.money"
	case asset.BondFund:
		return "lookthrough.exempt.fixed-income"
	case asset.StockFund:
		return "lookthrough.exempt.equity"
	case asset.MixedFund, asset.CommodityFund:
	}
	return "lookthrough.exempt.mixed"
}
