package market

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// gain finds k1, once for all shares held directly whose cost is known:
//
//	x = (Σ book value − Σ cost) / Σ cost, k1 = x² above nothing, −x² below, 1 from 1 on
//
// to nine places of x and twelve of k1.
// Source: Rule 8 Art. 26.
func (c *charger) gain() error {
	var book, cost decimal.Decimal
	for i := range c.p.Holdings {
		h := &c.p.Holdings[i]
		if s, ok := h.Asset.(asset.Stock); ok && s.Cost != nil && h.Structure.IsDirect() {
			book, cost = book.Add(h.BookValue()), cost.Add(*s.Cost)
		}
	}
	if within(cost).IsZero() {
		return nil
	}
	w := c.w
	head := func(english, chinese string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article("26")}
	}
	paid := c.yuan(head("Cost of all shares", "股票购买成本合计"), cost)
	x := w.Quotient(head("Gain of all shares", "股票涨跌幅x"), w.Difference(head("Book value less cost", "账面价值与购买成本之差"),
		c.yuan(head("Book value of all shares", "股票账面价值合计"), book), paid), paid, gainPlaces)
	c.k1 = w.Round(head("Coefficient k1", "特征系数k1"), w.Bracket("market.equity.stock.gain", x), coefficientPlaces)
	return w.Err()
}

// stock is the charge of a listed share.
func (c *charger) stock(h *asset.Holding, s asset.Stock) cross2.Line {
	w := c.w
	base := w.Factor("market.equity.stock." + string(s.Board))
	var k1 []cross2.Line
	if h.Structure.IsDirect() && !c.k1.IsZero() {
		k1 = append(k1, c.k1)
	}
	target := c.target(h, s)
	switch {
	case target == "":
		if s.Index {
			k1 = append(k1, w.Factor("market.equity.stock.index"))
		}
		return c.floored(h, other(c.of(h, "26", base, k1...)).Factor(w))
	case c.p.Gain == OnFactor:
		return c.floored(h, other(c.of(h, "26", w.Factor(target), k1...)).Factor(w))
	}
	// The factor, and all coefficients on the base factor of the board.
	terms := append([]cross2.Line{}, k1...)
	concentration := h.Concentration
	concentration.Property = false
	terms = append(terms, concentration.Coefficients(w)...)
	if !h.Structure.IsDirect() {
		terms = append(terms, h.Structure.Coefficient(w))
		if h.Structure.Surface == asset.REITSurface {
			terms = append(terms, w.Factor("lookthrough.reit"))
		}
	}
	factor := w.Factor(target)
	if len(terms) > 0 {
		factor = w.Min(name(h, ", factor", "，风险因子", "26"), w.Sum(name(h, ", factor and coefficients", "，风险因子与特征系数", "26"), factor,
			w.Product(name(h, ", coefficients on the base factor", "，基础因子与特征系数之积", "26"), base, w.Sum(name(h, ", coefficients", "，特征系数之和", "26"), terms...))),
			w.Factor("market.factor.greatest"))
	}
	return c.floored(h, factor)
}

// floored is the charge of a share by a factor, which great losses beside a low factor of the notices make negative: then it is nothing.
func (c *charger) floored(h *asset.Holding, factor cross2.Line) cross2.Line {
	if factor.Amount().IsNegative() {
		factor = c.w.Max(name(h, ", factor, not negative", "，风险因子，不低于零", "26"), factor, c.w.GivenNumber(cross2.Head{English: "Zero", Chinese: "零"}, decimal.Decimal{}))
	}
	return c.w.Product(name(h, "", "", "26"), c.exposure(h, "26"), factor)
}

// target is the key of the factor of the notices that holds for a share, the lowest of several, or empty.
func (c *charger) target(h *asset.Holding, s asset.Stock) string {
	const targets = "market.equity.target."
	e := c.w.Edition()
	var found []string
	add := func(key string, holds bool) {
		if holds && e.Has(targets+key) {
			found = append(found, targets+key)
		}
	}
	add("index", s.Index)
	add("star", s.Board == asset.STAR)
	add("index-held", (s.Index || s.LowVolatility) && c.held(h, s, "index"))
	add("star-held", s.Board == asset.STAR && c.held(h, s, "star"))
	if len(found) == 0 {
		return ""
	}
	return slices.MinFunc(found, func(a, b string) int { return c.w.Factor(a).Amount().Cmp(c.w.Factor(b).Amount()) })
}

// held reports whether a share held directly has been held for longer than the notice asks, on average over its window.
func (c *charger) held(h *asset.Holding, s asset.Stock, class string) bool {
	e := c.w.Edition()
	if !h.Structure.IsDirect() || len(s.Trades) == 0 || !e.Has("market.equity.held."+class) {
		return false
	}
	years, ok := HoldingTime(s.Trades, e.Date(), c.w.Factor("market.equity.window."+class).Amount())
	return ok && c.w.Met("market.equity.held."+class, years)
}

// timePlaces are the places of a holding time.
const timePlaces = 10

// HoldingTime returns for how many years shares have been held on a day, on average by their number, first in first out, to ten places: what is sold is taken from the oldest lots. A lot of
// longer ago than the window counts as the window. A year ends on its anniversary, and a part of it is days over its days. It is false if nothing is left, or
// more was sold than bought. The order of the trades of different days does not matter; on one day purchases come first. Source: 金规〔2025〕24号 一、二 with the
// regulator's answers on it.
func HoldingTime(trades []asset.Trade, day cede.Date, window decimal.Decimal) (decimal.Decimal, bool) {
	sorted := slices.Clone(trades)
	slices.SortStableFunc(sorted, func(a, b asset.Trade) int {
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		return b.Shares.Cmp(a.Shares)
	})
	type lot struct {
		date   cede.Date
		shares decimal.Decimal
	}
	var lots []lot
	for _, t := range sorted {
		if t.Date.After(day) {
			continue
		}
		if t.Shares.IsPositive() {
			lots = append(lots, lot{t.Date, t.Shares})
			continue
		}
		sold := t.Shares.Neg()
		for sold.IsPositive() {
			if len(lots) == 0 {
				return decimal.Decimal{}, false
			}
			take := decimal.Min(sold, lots[0].shares)
			sold, lots[0].shares = sold.Sub(take), lots[0].shares.Sub(take)
			if lots[0].shares.IsZero() {
				lots = lots[1:]
			}
		}
	}
	var shares, weighted decimal.Decimal
	for _, l := range lots {
		shares = shares.Add(l.shares)
		weighted = weighted.Add(l.shares.Mul(decimal.Min(yearsBetween(l.date, day), window)))
	}
	if shares.IsZero() {
		return decimal.Decimal{}, false
	}
	return weighted.DivRound(shares, timePlaces), true
}

// yearsBetween are the years from a day to another, which is not before it.
func yearsBetween(from, to cede.Date) decimal.Decimal {
	fromYear, _, _ := from.Civil()
	toYear, _, _ := to.Civil()
	years := toYear - fromYear
	if anniversary(from, years).After(to) { // mutant: a year to the day is 365 of 365 days
		years--
	}
	last, next := anniversary(from, years), anniversary(from, years+1)
	part := decimal.New(int64(to.Sub(last)), 0).DivRound(decimal.New(int64(next.Sub(last)), 0), timePlaces)
	return decimal.New(int64(years), 0).Add(part)
}

// anniversary is the same day some years later; of 29 February the 28th where there is none.
func anniversary(d cede.Date, years int) cede.Date {
	year, month, day := d.Civil()
	later, err := cede.NewDate(year+years, month, day)
	if err != nil {
		later, _ = cede.NewDate(year+years, month, day-1)
	}
	return later
}
