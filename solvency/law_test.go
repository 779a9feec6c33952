package solvency_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/life"
	"github.com/cedego/cede/solvency/market"
	"github.com/cedego/cede/solvency/nonlife"
	"github.com/cedego/cede/solvency/reinsurer"
)

func companies() gopter.Gen { return gen.UInt64() }

type maker struct{ *rand.Rand }

func (m maker) money() decimal.Decimal {
	return decimal.New(m.Int64N(int64([]float64{2, 1e4, 1e9, 1e14}[m.IntN(4)])), -2)
}

// company is a random company of any kind, each risk in detail or in total.
func (m maker) company(t testing.TB, e *cross2.Edition) solvency.Company {
	t.Helper()
	line := func(row string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, m.money())) }
	detail := func() bool { return m.IntN(2) == 0 }
	total := must[cross2.Line](t)
	assets := decimal.New(1+m.Int64N(8e13), -2)
	c := solvency.Company{
		Kind:        []solvency.Kind{solvency.Property, solvency.Life, solvency.Reinsurer}[m.IntN(3)],
		TotalAssets: &assets,
		NonLife:     line("S05-1.2"), Market: line("S05-1.3"), Credit: line("S05-1.4"),
		Core1: line("S02-1"), Core2: line("S02-2"), Supplementary1: line("S02-3"), Supplementary2: line("S02-4"),
		Rating: []solvency.Rating{"", solvency.AAA, solvency.B, solvency.C}[m.IntN(4)],
	}
	if detail() {
		if c.Kind == solvency.Reinsurer {
			c.NonLife = total(reinsurer.Total(e, line("S05-1.2.1"), line("S05-1.2.2")))
		} else {
			c.NonLife = total(nonlife.Total(e, line("S05-1.2.1"), line("S05-1.2.2")))
		}
	}
	if detail() {
		c.Market = total(market.Risks{
			Interest: m.money(), Equity: m.money(), Property: m.money(), Currency: m.money(),
			FixedIncome:    market.Overseas{Developed: m.money(), Emerging: m.money()},
			OverseasEquity: market.Overseas{Developed: m.money(), Emerging: m.money()},
		}.Capital(e))
	}
	if detail() {
		c.Credit = total(credit.Risks{Spread: m.money(), Default: m.money()}.Capital(e))
	}
	if c.Kind != solvency.Property {
		c.Life = line("S05-1.1")
		if detail() {
			c.Life = total(life.Business{
				Loss:    life.Loss{Mortality: m.money(), Catastrophe: m.money(), Longevity: m.money(), Incidence: m.money(), Trend: m.money(), Medical: m.money(), Other: m.money()},
				Lapse:   life.Lapse{First: m.money(), Second: m.money(), Mass: m.money()},
				Expense: m.money(),
			}.Capital(e))
		}
		if detail() { // not more than the accounts of the company can bear
			part := decimal.New(m.Int64N(100), -2)
			c.Absorption = total(solvency.Absorption{
				Market: c.Market.Amount().Mul(part).Truncate(2), Credit: c.Credit.Amount().Mul(part).Truncate(2), Base: m.money(), Floor: m.money(),
			}.Capital(e))
		}
	}
	switch m.IntN(3) {
	case 0:
		c.Captive = true
	case 1:
		c.Control = total(cross2.GivenNumber(cross2.Head{English: "Q", Chinese: "Q"}, decimal.New(m.Int64N(901)-150, -3)))
	default:
		c.Control = line("S05-2")
	}
	if detail() {
		c.Additional = solvency.Additional{Countercyclical: m.money(), Domestic: m.money(), Global: m.money(), Other: m.money()}
	}
	return c
}

func TestLaws(t *testing.T) {
	e := edition(t, "2025-12-31")
	report := func(seed uint64) (solvency.Company, *solvency.Report) {
		c := maker{rand.New(rand.NewPCG(seed, 2))}.company(t, e)
		return c, must[*solvency.Report](t)(c.Report(e))
	}
	value := func(r *solvency.Report, row string) decimal.Decimal {
		l, _ := r.Row(row)
		return l.Amount()
	}
	proptest.Check(t, "rows add up as on the form", prop.ForAll(func(seed uint64) bool {
		_, r := report(seed)
		sum := func(plus []string, minus ...string) decimal.Decimal {
			var x decimal.Decimal
			for _, row := range plus {
				x = x.Add(value(r, row))
			}
			for _, row := range minus {
				x = x.Sub(value(r, row))
			}
			return x
		}
		ok := value(r, "S05-4").Equal(sum([]string{"S05-1", "S05-2", "S05-3"})) &&
			value(r, "S05-3").Equal(sum([]string{"S05-3.1", "S05-3.2", "S05-3.3", "S05-3.4"})) &&
			value(r, "S01-5").Equal(sum([]string{"S01-3.1", "S01-3.2"}, "S01-4")) &&
			value(r, "S01-7").Equal(sum([]string{"S01-3"}, "S01-4")) &&
			value(r, "S02-5").Equal(sum([]string{"S02-1", "S02-2", "S02-3", "S02-4"}))
		for total, parts := range map[string][]string{
			"S05-1.1": {"S05-1.1.1", "S05-1.1.2", "S05-1.1.3"}, "S05-1.2": {"S05-1.2.1", "S05-1.2.2"},
			"S05-1.3": {"S05-1.3.1", "S05-1.3.2", "S05-1.3.3", "S05-1.3.4", "S05-1.3.5", "S05-1.3.6"}, "S05-1.4": {"S05-1.4.1", "S05-1.4.2"},
		} {
			if _, detailed := r.Row(parts[0]); detailed {
				diversification := map[string]string{"S05-1.1": "S05-1.1.4", "S05-1.2": "S05-1.2.3", "S05-1.3": "S05-1.3.7", "S05-1.4": "S05-1.4.3"}[total]
				ok = ok && value(r, total).Equal(sum(parts, diversification))
			}
		}
		return ok
	}, companies()))
	proptest.Check(t, "diversification before relief is what the risks add up to beyond the total", prop.ForAll(func(seed uint64) bool {
		c, r := report(seed)
		sum := value(r, "S05-1.1").Add(value(r, "S05-1.2")).Add(value(r, "S05-1.3")).Add(value(r, "S05-1.4"))
		before := sum.Sub(value(r, "S05-1.5")).Sub(value(r, "S05-1.6"))
		factor := decimal.New(100, -2)
		small, large := decimal.New(1, 10), decimal.New(2, 11)
		if c.Kind == solvency.Life {
			small, large = decimal.New(5, 10), decimal.New(5, 11)
		}
		switch {
		case c.TotalAssets.LessThan(small):
			factor = decimal.New(90, -2)
		case c.TotalAssets.LessThanOrEqual(large):
			factor = decimal.New(95, -2)
		}
		most := decimal.Max(value(r, "S05-1.1"), value(r, "S05-1.2"), value(r, "S05-1.3"), value(r, "S05-1.4"))
		root := sum.Sub(value(r, "S05-1.5"))
		return value(r, "S05-1").Equal(before.Mul(factor).Round(2)) && root.LessThanOrEqual(sum) && root.GreaterThanOrEqual(most)
	}, companies()))
	proptest.Check(t, "every row survives a file and is recomputed", prop.ForAll(func(seed uint64) bool {
		_, r := report(seed)
		for _, sheet := range []string{"S01", "S02", "S05"} {
			for _, l := range must[[]cross2.Line](t)(r.Sheet(sheet)) {
				data := must[[]byte](t)(json.Marshal(l))
				record := must[cross2.Record](t)(cross2.Read(bytes.NewReader(data), 1<<24))
				again, err := record.Verify()
				if err != nil || !again.Amount().Equal(l.Amount()) || again.Against(e) != nil {
					t.Log(l.Head().Row, err, again.Against(e))
					return false
				}
			}
		}
		return true
	}, companies()))
	proptest.Check(t, "a million times the risks need a million times the capital", prop.ForAll(func(seed uint64) bool {
		c := maker{rand.New(rand.NewPCG(seed, 3))}.company(t, e)
		million := func(row string, l cross2.Line) cross2.Line {
			return must[cross2.Line](t)(solvency.Given(row, l.Amount().Shift(6)))
		}
		plain := func(row string, l cross2.Line) cross2.Line {
			return must[cross2.Line](t)(solvency.Given(row, l.Amount()))
		}
		of := func(line func(row string, l cross2.Line) cross2.Line) solvency.Company {
			big := c
			if c.Kind != solvency.Property {
				big.Life = line("S05-1.1", c.Life)
				if !c.Absorption.IsZero() {
					big.Absorption = line("S05-1.6", c.Absorption)
				}
			}
			big.NonLife, big.Market, big.Credit = line("S05-1.2", c.NonLife), line("S05-1.3", c.Market), line("S05-1.4", c.Credit)
			big.Core1, big.Core2 = line("S02-1", c.Core1), line("S02-2", c.Core2)
			big.Supplementary1, big.Supplementary2 = line("S02-3", c.Supplementary1), line("S02-4", c.Supplementary2)
			if !c.Control.IsZero() {
				big.Control, big.Captive = must[cross2.Line](t)(cross2.GivenNumber(cross2.Head{English: "Q", Chinese: "Q"}, dec("0.018"))), false
			}
			big.Additional = solvency.Additional{}
			return big
		}
		one, many := must[*solvency.Report](t)(of(plain).Report(e)), must[*solvency.Report](t)(of(million).Report(e))
		return value(many, "S05-4").Shift(-6).Sub(value(one, "S05-4")).Abs().LessThanOrEqual(dec("0.03"))
	}, companies()))
}
