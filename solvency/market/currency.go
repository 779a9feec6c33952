package market

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// Dollar is the US dollar.
const Dollar asset.Currency = "USD"

// currencies adds the charge of each currency, with the forwards that hedge it well, and the charges of those that do not:
//
//	|assets − liabilities − Σ notional × effectiveness| × RF0
//
// Source: Rule 8 Arts. 57-59.
func (c *charger) currencies(order []int) {
	w := c.w
	type position struct{ assets, liabilities, hedged decimal.Decimal }
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
			if a.Effectiveness != nil {
				p := of(h.Currency)
				p.hedged = p.hedged.Add(h.Value.Mul(*a.Effectiveness))
				continue
			}
			c.add(h, CurrencyRisk, w.Product(name(h, "", "", "58"), c.exposure(h, "58"), c.rate(h.Currency)))
		case asset.InterestSwap, asset.TreasuryFuture, asset.IndexFuture, asset.Guarantee: // notional amounts and promises are no assets
		default:
			p := of(h.Currency)
			p.assets = p.assets.Add(h.Value)
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
		p := all[asset.Currency(currency)]
		head := func(english, chinese, number string) cross2.Head {
			return cross2.Head{English: currency + english, Chinese: currency + chinese, Citation: article(number)}
		}
		assets, liabilities := w.Given(head(", assets", "，资产", "57"), p.assets), w.Given(head(", liabilities", "，负债", "57"), p.liabilities)
		hedged := w.Given(head(", hedged by forwards", "，外汇远期套期", "58"), p.hedged)
		net := w.Max(head(", net, without sign", "，净额绝对值", "57"),
			w.Difference(head(", assets less liabilities and hedges", "，资产减负债与套期", "57"), assets, liabilities, hedged),
			w.Difference(head(", liabilities and hedges less assets", "，负债与套期减资产", "57"), w.Sum(head(", liabilities and hedges", "，负债与套期", "57"), liabilities, hedged), assets))
		c.add(&asset.Holding{ID: currency}, CurrencyRisk, w.Product(head("", "", "57"), net, c.rate(asset.Currency(currency))))
	}
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
