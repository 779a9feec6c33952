package main

import (
	"time"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/cedego/cede/xol"
)

const currency treaty.Currency = "CNY"

// million is an amount in millions of yuan.
func million(n float64) decimal.Decimal { return decimal.NewFromFloat(n).Shift(6) }

func optional(n float64) *decimal.Decimal {
	d := million(n)
	return &d
}

func year() treaty.Period {
	day := func(month time.Month, day int) cede.Date {
		d, err := cede.NewDate(2027, month, day)
		if err != nil {
			return cede.Date{} // which every period refuses
		}
		return d
	}
	return treaty.Period{From: day(time.January, 1), To: day(time.December, 31)}
}

func panel(names []string, shares ...string) treaty.Placement {
	var p treaty.Placement
	for i, s := range shares {
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: names[i], Share: decimal.RequireFromString(s)})
	}
	return p
}

// builtIn is a quota share of the fires, a tower of four layers for each event of all that is left, and a stop loss above it.
func builtIn() treaty.Spec {
	one := decimal.New(1, 0)
	layer := func(id string, attachment, limit, deposit float64, rates ...decimal.Decimal) xol.Layer {
		return xol.Layer{
			ID: id, Attachment: million(attachment), Limit: optional(limit), Premium: &xol.Premium{Deposit: optional(deposit)},
			Reinstatements: &xol.Reinstatements{Count: len(rates), Rates: rates},
		}
	}
	return treaty.Spec{Currency: currency, Contracts: []treaty.Contract{
		{
			ID: "fire quota share", Priority: 1, Period: year(), Placement: panel([]string{"Tianhe Re", "Alpine Re"}, "0.6", "0.4"),
			Sections: []treaty.Section{{
				Basis: treaty.LossesOccurring, Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"fire"}}}, Terms: proportional.QuotaShare{Share: decimal.New(3, -1)},
			}},
		},
		{
			ID: "catastrophe tower", Priority: 2, Period: year(), Placement: panel([]string{"Tianhe Re", "Alpine Re", "Lion Re"}, "0.4", "0.35", "0.25"),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{
				layer("1", 20, 30, 9, one, one), layer("2", 50, 50, 7.5, one), layer("3", 100, 100, 8, one), layer("4", 200, 300, 12, one),
			}}}},
		},
		{
			ID: "stop loss", Priority: 3, Period: year(), Placement: panel([]string{"Lion Re"}, "1"),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{{
				ID: "1", Attachment: million(120), Limit: optional(60), Premium: &xol.Premium{Deposit: optional(6)},
			}}}}},
		},
	}}
}

func builtInRisks() []treaty.Risk {
	return []treaty.Risk{
		{ID: "fire", Line: "fire", SumInsured: million(9000), Premium: million(160), Period: year()},
		{ID: "flood", Line: "catastrophe", SumInsured: million(20000), Premium: million(60), Period: year()},
		{ID: "typhoon", Line: "catastrophe", SumInsured: million(40000), Premium: million(120), Period: year()},
	}
}

// builtInModel has fires all the year, floods and typhoons in their seasons.
func builtInModel() simulation.Model {
	return simulation.Model{Currency: currency, Hazards: []simulation.Hazard{
		{
			Name: "fire", Risk: "fire", Frequency: simulation.NegativeBinomial{Mean: 9, Dispersion: 2.5},
			Severity: simulation.Lognormal{Mu: 15.2, Sigma: 1.1}, Maximum: optional(400),
		},
		{
			Name: "flood", Risk: "flood", Frequency: simulation.Poisson{Mean: 0.7}, Severity: simulation.GeneralizedPareto{Threshold: 5e6, Scale: 15e6, Shape: 0.35}, Maximum: optional(900),
			Season: []float64{0, 0, 0, 1, 2, 4, 6, 5, 2, 1, 0, 0},
		},
		{
			Name: "typhoon", Risk: "typhoon", Frequency: simulation.Poisson{Mean: 1.1}, Severity: simulation.Pareto{Threshold: 1e7, Alpha: 1.25}, Maximum: optional(2000),
			Season: []float64{0, 0, 0, 0, 1, 2, 6, 8, 7, 3, 1, 0},
		},
	}}
}
