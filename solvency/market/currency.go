package market

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// Dollar is the US dollar.
const Dollar asset.Currency = "USD"

// A position is what is owned and owed in one currency, without what is hedged well, and those hedges.
type position struct {
	assets, liabilities, below decimal.Decimal // below products
	forwards                   []*asset.Holding
}

// currencies adds the charge of each currency, with the forwards that hedge it well, and the charges of those that do not:
//
//	(|assets − liabilities| + assets below products + Σ |hedged − notional × effectiveness|) × RF0
//
// where what a forward hedges is not among the assets or liabilities. Source: Rule 8 Arts. 57-59.
func (c *charger) currencies(order []int) {
	all := map[asset.Currency]*position{}
	of := func(currency asset.Currency) *position {
		if slices.Contains(c.p.Pegged, currency) && !c.p.Apart {
			currency = Dollar
		}
		if all[currency] == nil {
			all[currency] = &position{}
		}
		return all[currency]
	}
	for _, i := range order {
		h := &c.p.Holdings[i]
		if !h.Currency.IsForeign() {
			continue
		}
		switch a := h.Asset.(type) {
		case asset.CurrencyForward:
			if a.Effectiveness == nil {
				c.add(h, CurrencyRisk, c.w.Product(name(h, "", "", "58"), c.exposure(h, "58"), c.rate(h.Currency)))
				continue
			}
			p := of(h.Currency)
			p.forwards = append(p.forwards, h)
			switch hedged := a.HedgedAmount(h.Value); {
			case a.Liabilities:
				p.liabilities = p.liabilities.Sub(hedged)
			case h.Structure.IsDirect():
				p.assets = p.assets.Sub(hedged)
			default:
				p.below = p.below.Sub(hedged)
			}
		case asset.InterestSwap, asset.TreasuryFuture, asset.IndexFuture, asset.Guarantee: // notional amounts and promises are no assets
		default:
			p := of(h.Currency)
			if h.Structure.IsDirect() {
				p.assets = p.assets.Add(h.Value)
			} else {
				p.below = p.below.Add(h.Value)
			}
		}
	}
	for _, a := range c.p.Assets {
		p := of(a.Currency)
		p.assets = p.assets.Add(a.Value)
	}
	for _, l := range c.p.Liabilities {
		p := of(l.Currency)
		p.liabilities = p.liabilities.Add(l.Value)
	}
	var names []string
	for currency := range all {
		names = append(names, string(currency))
	}
	slices.Sort(names)
	for _, currency := range names {
		c.currency(asset.Currency(currency), all[asset.Currency(currency)])
	}
}

// currency adds the charge of one currency.
func (c *charger) currency(currency asset.Currency, p *position) {
	w := c.w
	head := func(english, chinese, number string) cross2.Head {
		return cross2.Head{English: string(currency) + english, Chinese: string(currency) + chinese, Citation: article(number)}
	}
	exposure := []cross2.Line{c.apart(head(", net of what is held directly", "，直接持有净额绝对值", "57"),
		c.yuan(head(", assets", "，资产", "57"), p.assets), c.yuan(head(", liabilities", "，负债", "57"), p.liabilities))}
	if !p.below.IsZero() {
		below := c.yuan(head(", assets below products", "，穿透后资产", "59"), p.below)
		exposure = append(exposure, c.apart(head(", below products", "，穿透后净额绝对值", "59"), below, c.zero()))
	}
	for _, h := range p.forwards {
		a, _ := h.Asset.(asset.CurrencyForward)
		contract := w.Product(name(h, ", notional that hedges", "，名义价值与套期有效性之积", "58"), c.exposure(h, "58"), c.effectiveness(h, *a.Effectiveness, "58"))
		exposure = append(exposure, c.apart(name(h, " and what it hedges", "套期组合", "58"),
			c.yuan(name(h, ", hedged", "，被套期外币资产或负债总规模", "58"), a.HedgedAmount(h.Value)), contract))
	}
	whole := exposure[0]
	if len(exposure) > 1 {
		whole = sum(w, head(", exposure", "，风险暴露", "59"), exposure)
	}
	c.add(&asset.Holding{ID: string(currency)}, CurrencyRisk, w.Product(head("", "", "57"), whole, c.rate(currency)))
}

// rate is the factor of a currency.
func (c *charger) rate(currency asset.Currency) cross2.Line {
	switch {
	case currency == Dollar, slices.Contains(c.p.Pegged, currency):
		return c.w.Factor("market.currency.dollar")
	case currency == "EUR", currency == "GBP":
		return c.w.Factor("market.currency.major")
	}
	return c.w.Factor("market.currency.other")
}
