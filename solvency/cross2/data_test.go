package cross2_test

import (
	"flag"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// typed are the tables of brackets, typed once more in the notation of the regulator's documents: those of rule 4 from
// its pages, the others from the text of the articles. The lines of Arts. 7, 20 and 35 for figures outside of the printed brackets are in front.
var typed = map[string]string{
	// Rule 1 pp. 10, 15-18; the tiers are 1 and 2 for core, 3 and 4 for supplementary capital.
	"capital.debt.plain":              "0.8 [0,1) 0.5 [1,2) 0 [2,+∞)",
	"capital.debt.callable":           "0.8 [0,1) 0.6 [1,2) 0.4 [2,3) 0.2 [3,4) 0 [4,+∞)",
	"capital.surplus.tier":            "4 [0,5) 3 [5,10) 2 [10,30) 1 [30,+∞)",
	"capital.surplus.rest":            "4 [0,10) 3 [10,+∞)",
	"capital.surplus.return":          "0.1 [5,10) 0.13 [10,30) 0.13 [30,+∞)",
	"capital.reinsurance.graded.tier": "4 [0,5) 3 [5,10) 2 [10,+∞)",
	// 金规〔2023〕5号 p. 1, in yuan.
	"minimum.size.property": "0.9 [0,10000000000) 0.95 [10000000000,200000000000] 1 (200000000000,+∞)",
	"minimum.size.life":     "0.9 [0,50000000000) 0.95 [50000000000,500000000000] 1 (500000000000,+∞)",
	// Rule 4 pp. 4-5.
	"nonlife.motor.premium.combined-ratio":        combined,
	"nonlife.motor.premium.combined-ratio-change": "-0.05 (-∞,-1%] 0 (-1%,1%] 0.05 (1%,2%] 0.1 (2%,+∞)",
	"nonlife.motor.premium.non-proportional":      "0.127 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.012 [2.5%,5%) -0.035 [5%,+∞)",
	"nonlife.motor.premium.growth.leader":         "0 (-∞,0] 0.15 (0,2%] 0.25 (2%,+∞)",
	"nonlife.motor.premium.growth":                "0 (-∞,10%] 0.15 (10%,20%] 0.25 (20%,+∞)",
	// Pp. 6-12.
	"nonlife.property.premium.combined-ratio":      combined,
	"nonlife.property.premium.non-proportional":    "0.127 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.012 [2.5%,5%) -0.035 [5%,+∞)",
	"nonlife.marine.premium.combined-ratio":        combined,
	"nonlife.marine.premium.non-proportional":      "0.148 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.023 [2.5%,5%) -0.062 [5%,+∞)",
	"nonlife.liability.premium.combined-ratio":     combined,
	"nonlife.liability.premium.non-proportional":   "0.136 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.018 [2.5%,5%) -0.047 [5%,+∞)",
	"nonlife.agriculture.premium.combined-ratio":   combined,
	"nonlife.agriculture.premium.non-proportional": "0.148 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.023 [2.5%,5%) -0.062 [5%,+∞)",
	"nonlife.agriculture.premium.policy-share":     "0 [0%,80%) -0.05 [80%,90%) -0.10 [90%,100%]",
	"nonlife.credit.premium.combined-ratio":        combined,
	"nonlife.credit.premium.non-proportional":      "0.136 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.018 [2.5%,5%) -0.047 [5%,+∞)",
	"nonlife.accident.premium.combined-ratio":      combined,
	"nonlife.accident.premium.non-proportional":    "0.136 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.018 [2.5%,5%) -0.047 [5%,+∞)",
	"nonlife.health.premium.combined-ratio":        combined,
	"nonlife.health.premium.non-proportional":      "0.136 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.018 [2.5%,5%) -0.047 [5%,+∞)",
	"nonlife.life.premium.combined-ratio":          combined,
	"nonlife.life.premium.non-proportional":        "0.136 (-∞,-1%) 0.012 [-1%,0) 0 [0,2.5%) -0.018 [2.5%,5%) -0.047 [5%,+∞)",
	// Pp. 13-16.
	"nonlife.motor.reserve.run-off":            "0 (-∞,2%] 0.05 (2%,5%] 0.1 (5%,+∞)",
	"nonlife.property.reserve.run-off":         deviation,
	"nonlife.marine.reserve.run-off":           deviation,
	"nonlife.liability.reserve.run-off":        deviation,
	"nonlife.agriculture.reserve.run-off":      deviation,
	"nonlife.agriculture.reserve.policy-share": "0 [0,80%) -0.05 [80%,90%) -0.10 [90%,100%]",
	"nonlife.credit.reserve.run-off":           deviation,
	"nonlife.accident.reserve.run-off":         deviation,
	"nonlife.health.reserve.run-off":           deviation,
	"nonlife.life.reserve.run-off":             deviation,
	// Pp. 19-21.
	"nonlife.financing.growth":            "0 (-∞,5%] 0.05 (5%,10%] 0.10 (10%,15%] 0.15 (15%,20%] 0.20 (20%,50%] 0.25 (50%,+∞)",
	"nonlife.financing.small-share":       "0 [0,0] 0.2 (0,15%] 0.1 (15%,30%] 0 (30%,100%]",
	"nonlife.financing.concentration":     "0 [0,0] 0 (0,5%] 0.2 (5%,100%]",
	"nonlife.financing.small-enterprises": "0 [0,30%) -0.05 [30%,60%) -0.10 [60%,100%]",
	"nonlife.financing.loss-ratio":        "-0.1 (-∞,6.5%] 0 (6.5%,7%] 0.1 (7%,8%] 0.2 (8%,10%] 0.25 (10%,+∞)",
	"nonlife.financing.combined-ratio":    "0 (-∞,0) -0.1 [0,95%) 0 [95%,100%) 0.05 [100%,105%) 0.1 [105%,+∞)",
	// Rule 5 p. 4.
	"life.longevity.improvement": "0.03 (0,10] 0.02 (10,20] 0.01 (20,30] 0 (30,+∞)",
	// Rule 9 pp. 9-11, 16-19.
	"credit.deposit.joint-stock":            "0.05 (-∞,12%) 0.03 [12%,+∞)",
	"credit.deposit.city":                   "0.15 (-∞,12%) 0.10 [12%,12.5%) 0.08 [12.5%,13.5%) 0.04 [13.5%,+∞)",
	"credit.deposit.rural":                  "0.18 (-∞,12.5%) 0.15 [12.5%,13.5%) 0.1 [13.5%,14.5%) 0.08 [14.5%,+∞)",
	"credit.deposit.other":                  "0.18 (-∞,13.5%) 0.1 [13.5%,+∞)",
	"credit.deposit.structured.joint-stock": "0.1 (-∞,12%) 0.08 [12%,+∞)",
	"credit.deposit.structured.city":        "0.2 (-∞,12%) 0.15 [12%,12.5%) 0.13 [12.5%,13.5%) 0.1 [13.5%,+∞)",
	"credit.deposit.structured.rural":       "0.23 (-∞,12.5%) 0.2 [12.5%,13.5%) 0.15 [13.5%,14.5%) 0.13 [14.5%,+∞)",
	"credit.deposit.structured.other":       "0.23 (-∞,13.5%) 0.15 [13.5%,+∞)",
	"credit.reinsurance.domestic":           "0.745 (-∞,50%) 0.261 [50%,100%) 0.047 [100%,150%) 0.013 [150%,200%) 0.008 [200%,+∞)",
	"credit.inward":                         "0 (-∞,6] 0.7 (6,12] 1 (12,+∞)",
	"credit.premium.policy":                 "0 (-∞,9] 0.2 (9,12] 0.7 (12,18] 1 (18,+∞)",
	"credit.premium.other":                  "0 (-∞,6] 0.5 (6,12] 1 (12,+∞)",
	"credit.other":                          "0.03 (-∞,6] 0.15 (6,12] 0.5 (12,18] 1 (18,+∞)",
	// 金规〔2025〕12号, from the fact sheet of rules 7 to 9: the notice itself was not at hand.
	"market.equity.limit": "0.1 (-∞,100%) 0.2 [100%,150%) 0.3 [150%,250%) 0.4 [250%,350%) 0.5 [350%,+∞)",
}

const (
	combined  = "0 (-∞,0) 0 [0,0] -0.05 (0,95%] 0 (95%,100%] 0.05 (100%,105%] 0.1 (105%,+∞)"
	deviation = "0 (-∞,5%] 0.05 (5%,10%] 0.1 (10%,+∞)"
)

var typedBand = regexp.MustCompile(`(\S+) ([\[(])(\S+),(\S+)([\])])`)

// figureOf reads a number or a per cent.
func figureOf(text string) decimal.Decimal {
	if percent, ok := strings.CutSuffix(text, "%"); ok {
		return dec(percent).Shift(-2)
	}
	return dec(text)
}

// valueOf finds x in a typed table by trying every line.
func valueOf(table string, x decimal.Decimal) (string, bool) {
	for _, m := range typedBand.FindAllStringSubmatch(table, -1) {
		above := m[3] == "-∞" || x.GreaterThan(figureOf(m[3])) || m[2] == "[" && x.Equal(figureOf(m[3]))
		below := m[4] == "+∞" || x.LessThan(figureOf(m[4])) || m[5] == "]" && x.Equal(figureOf(m[4]))
		if above && below {
			return m[1], true
		}
	}
	return "", false
}

// Every table answers as the page does just below, at and just above both ends of all its
// brackets, and has no other ends than the page.
func TestBrackets_pages(t *testing.T) {
	e := edition(t, "2025-12-31")
	step := dec("0.000000000001")
	seen := 0
	for _, key := range e.Keys() {
		table, err := e.Brackets(key)
		if err != nil || formula(table) {
			continue
		}
		seen++
		page, ok := typed[key]
		if !ok {
			t.Errorf("%s is not among the typed tables", key)
			continue
		}
		var points []decimal.Decimal
		lines := typedBand.FindAllStringSubmatch(page, -1)
		for _, m := range lines {
			for _, text := range m[3:5] {
				if !strings.HasSuffix(text, "∞") {
					points = append(points, figureOf(text))
				}
			}
		}
		for _, band := range table.Bands() {
			lower, upper, hasLower, hasUpper := band.In.Ends()
			if hasLower {
				points = append(points, lower)
			}
			if hasUpper {
				points = append(points, upper)
			}
		}
		if len(lines) != len(table.Bands()) {
			t.Errorf("%s has %d lines, the page %d", key, len(table.Bands()), len(lines))
		}
		for _, point := range points {
			for _, x := range []decimal.Decimal{point.Sub(step), point, point.Add(step)} {
				want, inside := valueOf(page, x)
				got, err := table.Lookup(x)
				switch {
				case (err == nil) != inside:
					t.Errorf("%s of %s: %v, on the page: %v", key, x, err, inside)
				case inside && !got.Value.Equal(dec(want)):
					t.Errorf("%s of %s is %s, on the page %s", key, x, got.Value, want)
				case inside && !got.In.Contains(x):
					t.Errorf("%s of %s: found in %s", key, x, got.In)
				}
			}
		}
	}
	if seen != len(typed) {
		t.Errorf("%d tables in the edition, %d typed", seen, len(typed))
	}
}

// formula reports whether a table has lines that are no steps.
func formula(table cross2.Brackets) bool {
	return slices.ContainsFunc(table.Bands(), func(b cross2.Band) bool { return !b.Slope.IsZero() || !b.Square.IsZero() })
}

// formulas are points of the tables that are no steps, worked from the formulas of the pages: inside of and at the ends of every line. Rule 8 pp. 9, 28;
// Annex 3; Rule 9 pp. 6-7.
var formulas = map[string]string{
	"control.factor":       "", // below
	"market.interest.bond": "2 0.0394 5 0.0835 8 0.10816 10 0.114 12 0.1368",
	"market.concentration.threshold.life": "0 0 5000000000 400000000 10000000000 800000000 50000000000 2800000000 100000000000 4800000000 1000000000000 31800000000 " +
		"10000000000.01 800000000.0005",
	"market.concentration.threshold.property": "2000000000 160000000 5000000000 310000000 50000000000 2110000000 300000000000 9610000000 2000000000.01 160000000.0005",
	"market.equity.stock.gain":                "-1 -1 -0.5 -0.25 -0.1 -0.01 0 0 0.25 0.0625 0.5 0.25 0.999 0.998001 1 1 3 1",
	"market.curve.up": "1 0.97 2 0.76 3 0.68 4 0.65 5 0.66 6 0.61 7 0.55 8 0.53 9 0.52 10 0.50 11 0.49 12 0.47 13 0.45 14 0.42 15 0.41 16 0.39 17 0.38 18 0.38 19 0.38 20 0.37 " +
		"30 0.27 40 0.17 60 0.17",
	"market.curve.down": "1 -0.71 2 -0.66 3 -0.61 4 -0.54 5 -0.48 6 -0.45 7 -0.42 8 -0.39 9 -0.36 10 -0.34 11 -0.32 12 -0.30 13 -0.28 14 -0.27 15 -0.25 16 -0.24 17 -0.23 18 -0.23 19 -0.23 20 -0.23 " +
		"30 -0.17 40 -0.11 60 -0.11",
	"market.curve.premium":      "1 0.0045 20 0.0045 30 0.00225 40 0 60 0",
	"credit.spread.policy-bank": "3 0.0252 5 0.03 10 0.035",
	"credit.spread.agency":      "3 0.027 5 0.035 10 0.04",
	"credit.spread.aaa":         "3 0.0414 5 0.075 10 0.15",
	"credit.spread.aa-plus":     "3 0.0558 5 0.1 10 0.2",
	"credit.spread.aa":          "3 0.0831 5 0.1475 10 0.295",
	"credit.spread.aa-minus":    "3 0.108 5 0.19 10 0.38",
	"credit.spread.a-plus":      "3 0.138 5 0.25 10 0.5",
	"credit.spread.a":           "3 0.162 5 0.3 10 0.6",
	"credit.spread.a-minus":     "3 0.186 5 0.35 10 0.7",
	"credit.spread.bbb-plus":    "3 0.195 5 0.375 10 0.75",
	"credit.spread.below":       "3 0.24 5 0.5 10 1",
}

func TestBrackets_formulas(t *testing.T) {
	e := edition(t, "2025-12-31")
	seen := 0
	for _, key := range e.Keys() {
		table, err := e.Brackets(key)
		if err != nil || !formula(table) {
			continue
		}
		seen++
		points, ok := formulas[key]
		if !ok {
			t.Errorf("%s is not among the formulas", key)
		}
		words := strings.Fields(points)
		for i := 0; i+1 < len(words); i += 2 {
			if got := must[cross2.Found](t)(table.Lookup(dec(words[i]))); !got.Value.Equal(dec(words[i+1])) {
				t.Errorf("%s of %s is %s, on the page %s", key, words[i], got.Value, words[i+1])
			}
		}
	}
	if seen != len(formulas) {
		t.Errorf("%d tables of formulas in the edition, %d typed", seen, len(formulas))
	}
}

// Rule 12 Art. 120, p. 43; the lines agree at 70 and 90 points.
func TestBrackets_controlFactor(t *testing.T) {
	table := must[cross2.Brackets](t)(edition(t, "2022-03-31").Brackets("control.factor"))
	for score, want := range map[string]string{
		"0": "0.75", "50": "0.25", "60": "0.15", "69.99": "0.0501", "70": "0.05", "70.01": "0.04995", "75": "0.025", "80": "0", "85": "-0.025",
		"89.99": "-0.04995", "90": "-0.05", "90.01": "-0.0501", "95": "-0.1", "100": "-0.15",
	} {
		if got := must[cross2.Found](t)(table.Lookup(dec(score))); !got.Value.Equal(dec(want)) {
			t.Errorf("Q(%s) is %s, want %s", score, got.Value, want)
		}
	}
	for _, outside := range []string{"-0.01", "100.01"} {
		if got, err := table.Lookup(dec(outside)); err == nil {
			t.Errorf("Q(%s) is %s, want an error", outside, got.Value)
		}
	}
}

// factors are the numbers and thresholds, typed once more from the articles: value, and the sign of a threshold.
const factors = `
ratio.core.required >=0.5 ratio.core.inspection <0.6 ratio.comprehensive.required >=1 ratio.comprehensive.inspection <1.2
capital.impairment.years >=1 capital.impairment.shortfall >0.5 capital.impairment.exempt.years 3
capital.impairment.exempt.yield >=0.03 capital.impairment.exempt.payout >=0.1 capital.tax-reserve.years 3 capital.tax-reserve.rate 0.1
capital.debt.step-up >0.01 capital.debt.legacy.maturity >0.01 capital.debt.legacy.call >0.02
capital.core-2.term >=10 capital.core-2.call >=5 capital.supplementary-1.term >=5
capital.reinsurance.terminable >3 capital.reinsurance.deferral <=6 capital.reinsurance.graded.terminable >5
capital.limit.supplementary <=1 capital.limit.surplus <=0.4 capital.limit.core-2 <=0.3 capital.limit.supplementary-2 <=0.25
minimum.reinsurance.terminable >3 minimum.absorption.k 0 minimum.absorption.cap 0.5 minimum.absorption.slope 0.22 minimum.absorption.constant 0.02
nonlife.k.lower -0.25 nonlife.k.upper 0.25 nonlife.motor.small <2000000000 nonlife.motor.leader >0.2
nonlife.motor.premium.factor 0.103 nonlife.property.premium.factor 0.391 nonlife.marine.premium.factor 0.232
nonlife.liability.premium.factor 0.203 nonlife.agriculture.premium.factor 0.326 nonlife.credit.premium.factor 0.467
nonlife.accident.premium.factor 0.122 nonlife.health.premium.factor 0.115 nonlife.life.premium.factor 0.085 nonlife.other.premium.factor 0.098
nonlife.motor.reserve.factor 0.123 nonlife.property.reserve.factor 0.561 nonlife.marine.reserve.factor 0.604
nonlife.liability.reserve.factor 0.433 nonlife.agriculture.reserve.factor 0.441 nonlife.credit.reserve.factor 0.605
nonlife.accident.reserve.factor 0.251 nonlife.health.reserve.factor 0.269 nonlife.life.reserve.factor 0.193 nonlife.other.reserve.factor 0.17
nonlife.motor.premium.growth.small 0 nonlife.motor.premium.small -0.15 nonlife.motor.reserve.small -0.15
nonlife.credit.premium.export -0.1 nonlife.credit.reserve.export -0.1
nonlife.export-credit.premium.factor 0.42 nonlife.export-credit.reserve.factor 0.545
nonlife.financing.k.lower -0.25 nonlife.financing.k.upper 0.25 nonlife.financing.mortgage.factor 0.052
nonlife.financing.mortgage-addition.factor 0.157 nonlife.financing.personal.factor 0.078
nonlife.financing.corporate.factor 0.105 nonlife.financing.other.factor 0.105
nonlife.financing.small.personal <200000 nonlife.financing.small.other <1000000 nonlife.financing.debtors 10
nonlife.relief.deviation <=-0.05 nonlife.relief.premium 0.95 nonlife.relief.premium.characteristic -0.05 nonlife.relief.reserve 0.95 nonlife.relief.reserve.characteristic -0.05
nonlife.technology.multiplier 0.9 nonlife.technology.characteristic -0.1 nonlife.catastrophe.confidence 0.995
reinsurer.property.premium.factor 0.394 reinsurer.liability.premium.factor 0.254 reinsurer.special.premium.factor 0.376
reinsurer.property.reserve.factor 0.653 reinsurer.liability.reserve.factor 0.488 reinsurer.special.reserve.factor 0.541
reinsurer.catastrophe.factor 1.85
control.weight.system 0.5 control.weight.compliance 0.5 control.weight.absolute 0.5 control.weight.relative 0.5
control.mark.full 1 control.mark.most 0.8 control.mark.part 0.5 control.mark.none 0
control.part.foundation 0.2 control.part.tools 0.1 control.part.insurance 0.1 control.part.market 0.1 control.part.credit 0.1
control.part.operational 0.1 control.part.strategic 0.1 control.part.reputation 0.1 control.part.liquidity 0.1
life.shock.mortality 0.15 life.shock.catastrophe 0.0018 life.longevity.pension 0.9 life.shock.incidence 0.2 life.trend.male 0.02 life.trend.female 0.03
life.trend.years 10 life.shock.medical 0.2 life.shock.other 0.2 life.shock.expense 0.1 life.shock.lapse.first 0.3 life.shock.lapse.second 0.4 life.shock.lapse.mass 1.5
life.shock.lapse.mass.month 0.024 life.shock.lapse.mass.year 0.25
lookthrough.layer 0.1 lookthrough.reit -0.2 lookthrough.surface.aaa 0.01 lookthrough.surface.aa-plus 0.015 lookthrough.surface.aa 0.02 lookthrough.surface.aa-minus 0.025
lookthrough.surface.a 0.075 lookthrough.surface.below 0.15 lookthrough.surface.debt-plan -0.2 lookthrough.exempt.share <=0.2 lookthrough.exempt.items >100
lookthrough.exempt.money 0.01 lookthrough.exempt.fixed-income 0.06 lookthrough.exempt.equity 0.28 lookthrough.exempt.mixed 0.23
lookthrough.exempt.plan.aaa 0.1 lookthrough.exempt.plan.aa-plus 0.13 lookthrough.exempt.plan.aa 0.18 lookthrough.exempt.plan.aa-minus 0.23 lookthrough.exempt.plan.a 0.33 lookthrough.exempt.plan.below 0.45
lookthrough.opaque.equity 0.6 lookthrough.opaque.reit 0.5 lookthrough.opaque.debt 0.6 lookthrough.opaque.share >=0.9 lookthrough.interest.layers <=3
market.factor.greatest 1 market.k.lower -0.25 market.k.upper 0.25 market.equity.stock.main 0.35 market.equity.stock.chinext 0.45 market.equity.stock.star 0.45
market.equity.target.index 0.3 market.equity.target.star 0.4 market.equity.target.index-held 0.27 market.equity.target.star-held 0.36
market.equity.held.index >3 market.equity.held.star >2 market.equity.window.index 6 market.equity.window.star 4
market.equity.unlisted 0.41 market.equity.unlisted.strategic 0.4 market.equity.unlisted.fund 0.15 market.equity.long-term.insurance 0.35 market.equity.long-term.listed 0.35
market.equity.long-term.unlisted 0.41 market.equity.long-term.subsidiary 1 market.equity.fund.bond 0.06 market.equity.fund.stock 0.28 market.equity.fund.mixed 0.23 market.equity.fund.money 0.01
market.equity.convertible 0.23 market.equity.future 0.35
market.equity.preferred.plain 0.15 market.equity.preferred.bank.large 0.15 market.equity.preferred.bank.joint-stock 0.2 market.equity.preferred.bank.city 0.25 market.equity.preferred.bank.other 0.3
market.equity.preferred.bank.failing 0.45 market.equity.preferred.manager 0.2 market.equity.preferred.manager.failing 0.45 market.equity.preferred.insurer 0.15 market.equity.preferred.insurer.failing 0.45
market.equity.preferred.company 0.1 market.equity.preferred.company.conversion 0.25 market.property 0.15 market.property.other-city 0.2
market.overseas.paper 0.03 market.overseas.bond 0.08 market.overseas.emerging.fixed-income 0.25 market.overseas.fund.money 0.01 market.overseas.fund.bond 0.08 market.overseas.listed 0.39 market.overseas.unlisted 0.45 market.overseas.exempt 0.39
market.overseas.emerging.equity 0.25 market.overseas.property 0.15 market.overseas.property.developed 0.2 market.overseas.property.emerging 0.4
market.currency.dollar 0.05 market.currency.major 0.08 market.currency.other 0.15
market.concentration.counterparty 0.4 market.concentration.least <500000000 market.concentration.class 0.2 market.concentration.property.limit >0.25 market.concentration.property 0.5 market.curve.ultimate 0.045 market.curve.start 20 market.curve.end 40
credit.factor.greatest 1 credit.k.lower -0.25 credit.k.upper 0.25 credit.green -0.1
credit.mitigation.spread.aaa 0.3 credit.mitigation.spread.aa-plus 0.4 credit.mitigation.spread.aa 0.5 credit.mitigation.spread.aa-minus 0.55 credit.mitigation.spread.a-plus 0.57 credit.mitigation.spread.a 0.6
credit.mitigation.spread.a-minus 0.65 credit.mitigation.spread.below 0.7 credit.mitigation.default 1 credit.default.cash 0 credit.default.interbank 0.03 credit.default.third-party 0.05
credit.deposit.large 0.005 credit.deposit.structured.large 0.055 credit.deposit.unguaranteed 0.5 credit.deposit.finance-company 0.1 credit.reinsurance.domestic.unknown 0.745
credit.reinsurance.overseas.secured 0.077 credit.reinsurance.overseas.unsecured 0.499 credit.reinsurance.overseas.failing 0.867
credit.retrocession.aaa 0.03 credit.retrocession.aa-plus 0.036 credit.retrocession.aa 0.046 credit.retrocession.aa-minus 0.056 credit.retrocession.a-plus 0.069 credit.retrocession.a 0.087 credit.retrocession.a-minus 0.107
credit.retrocession.bbb-plus 0.134 credit.retrocession.bbb 0.167 credit.retrocession.bbb-minus 0.209 credit.retrocession.below 0.494 credit.retrocession.failing 0.8 credit.retrocession.collateral -0.25
credit.reinsurance.direct-insurer 0.1 credit.reinsurance.branch 0.05 credit.reinsurance.transparency -0.15 credit.reinsurance.hong-kong 0.077 credit.reinsurance.hong-kong.secured -0.1 credit.reinsurance.catastrophe-bond 0.046
credit.policy-loan 0.05 credit.hedge.aaa 0.08 credit.hedge.aa-plus 0.13 credit.hedge.aa 0.18 credit.hedge.aa-minus 0.23 credit.hedge.a 0.33 credit.hedge.below 0.45
credit.interest.aaa 0.006 credit.interest.aa 0.015 credit.interest.a 0.025 credit.interest.below 0.03 credit.interest.policy 0.006 credit.prepaid 0
credit.loan.pass 0.085 credit.loan.mention 0.135 credit.loan.substandard 0.3 credit.loan.doubtful 0.5 credit.loan.loss 1 credit.guarantee 0.3
control.full 100 control.standard 80 control.base.share 0.15 control.cap 70 control.cap.foundation <12 control.cap.governance <60
`

func TestFactors_pages(t *testing.T) {
	e := edition(t, "2025-12-31")
	got := map[string]string{}
	for _, key := range e.Keys() {
		if f, err := e.Factor(key); err == nil {
			got[key] = f.Value().String()
		}
		if th, err := e.Threshold(key); err == nil {
			got[key] = string(th.Test()) + th.Value().String()
		}
	}
	want := map[string]string{}
	words := strings.Fields(factors)
	for i := 0; i < len(words); i += 2 {
		want[words[i]] = words[i+1]
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("factors (-page +edition):\n%s", diff)
	}
}

// matrices are typed from the pages, by name: the order of the rows, and after the bar every pair above the diagonal that is not 0.
var matrices = map[string]string{
	// Rule 2 pp. 4-6.
	"minimum.property":   "non-life market credit | non-life: market .1 credit .15; market: credit .27",
	"minimum.life":       "life non-life market credit | life: non-life .2 market .3 credit .15; non-life: market .1 credit .1; market: credit .35",
	"minimum.reinsurer":  "life non-life market credit | life: non-life .1 market .3 credit .15; non-life: market .1 credit .15; market: credit .27",
	"minimum.absorption": "market credit | market: credit .35",
	// Rule 4 pp. 22-23, 26-30.
	"nonlife.premium-reserve":        "premium reserve | premium: reserve .5",
	"nonlife.credit.premium-reserve": "premium reserve | premium: reserve .5",
	"nonlife.lines": "motor property marine liability agriculture credit accident health life other | " +
		"motor: marine .15 liability .3 accident .3 health .25 life .2; " +
		"property: marine .4 liability .35 agriculture .35 credit .05 accident .35; " +
		"marine: liability .25 agriculture .1 credit .05 accident .3 health .05; " +
		"liability: agriculture .15 accident .55 health .15 life .25; " +
		"agriculture: accident .2 health .1; accident: health .25 life .5; health: life .5",
	"nonlife.catastrophe.domestic": "motor-typhoon property-typhoon property-earthquake | motor-typhoon: property-typhoon .65",
	"nonlife.catastrophe.zones":    "asia-pacific north-america europe other |",
	"nonlife.catastrophe.overseas": "typhoon earthquake |",
	"nonlife.catastrophe.total":    "domestic overseas |",
	"nonlife.total":                "premium-reserve catastrophe | premium-reserve: catastrophe .25",
	// Rule 5 pp. 5, 7, 11.
	"life.disease": "incidence trend | incidence: trend .25",
	"life.loss": "mortality mortality-catastrophe longevity disease medical other | " +
		"mortality: mortality-catastrophe .25 longevity -.25 disease .25 medical .25 other .25; " +
		"mortality-catastrophe: disease .25 medical .25 other .25; disease: medical .25 other .25; medical: other .25",
	"life.total": "loss expense lapse | loss: expense .4; expense: lapse .5",
	// Rule 6 pp. 1-2 for the order, 8-11.
	"reinsurer.premium-reserve": "premium reserve | premium: reserve .5",
	"reinsurer.classes": "motor property marine liability agriculture credit accident health life other non-proportional-property non-proportional-liability non-proportional-special | " +
		"motor: marine .15 liability .3 accident .3 health .25 life .2 non-proportional-property .2 non-proportional-liability .05; " +
		"property: marine .4 liability .35 agriculture .35 credit .05 accident .35 non-proportional-property .4; " +
		"marine: liability .25 agriculture .1 credit .05 accident .3 health .05 non-proportional-special .3; " +
		"liability: agriculture .15 accident .55 health .15 life .25 non-proportional-liability .15; " +
		"agriculture: accident .2 health .1 non-proportional-property .15 non-proportional-special .3; " +
		"credit: non-proportional-special .25; " +
		"accident: health .25 life .5 non-proportional-liability .15; " +
		"health: life .5 non-proportional-liability .15; " +
		"life: non-proportional-liability .15; " +
		"non-proportional-property: non-proportional-special .15",
	"reinsurer.catastrophe": "proportional non-proportional | proportional: non-proportional .5",
	"reinsurer.total":       "premium-reserve catastrophe | premium-reserve: catastrophe .25",
	// Rule 8 pp. 20, 22, 29-30.
	"market.overseas.fixed-income": "developed emerging | developed: emerging .1365",
	"market.overseas.equity":       "developed emerging | developed: emerging .375",
	"market.total": "interest equity property overseas-fixed-income overseas-equity currency | " +
		"interest: equity -.14 property -.18 overseas-equity -.16 currency .07; " +
		"equity: property .22 overseas-fixed-income .06 overseas-equity .5 currency .04; " +
		"property: overseas-fixed-income .18 overseas-equity .19 currency -.14; " +
		"overseas-fixed-income: overseas-equity .04 currency -.01; overseas-equity: currency -.19",
	// Rule 9 p. 21.
	"credit.total": "spread default | spread: default .25",
}

func TestMatrices_pages(t *testing.T) {
	e := edition(t, "2022-03-31")
	seen := 0
	for _, key := range e.Keys() {
		m, err := e.Matrix(key)
		if err != nil {
			continue
		}
		seen++
		names, pairs, _ := strings.Cut(matrices[key], " |")
		order := strings.Fields(names)
		if diff := cmp.Diff(order, m.Order()); diff != "" || m.Size() != len(order) {
			t.Errorf("%s has %d rows; their order (-page +edition):\n%s", key, m.Size(), diff)
			continue
		}
		want := map[[2]int]string{}
		for group := range strings.SplitSeq(pairs, ";") {
			row, columns, _ := strings.Cut(group, ":")
			words := strings.Fields(columns)
			for i := 0; i+1 < len(words); i += 2 {
				want[[2]int{slices.Index(order, strings.TrimSpace(row)), slices.Index(order, words[i])}] = words[i+1]
			}
		}
		for i := range order {
			for j := range order {
				page, typed := want[[2]int{min(i, j), max(i, j)}]
				switch {
				case i == j:
					page = "1"
				case !typed:
					page = "0"
				}
				if got := must[decimal.Decimal](t)(m.At(i, j)); !got.Equal(dec(page)) {
					t.Errorf("%s of %s and %s is %s, on the page %s", key, order[i], order[j], got, page)
				}
			}
		}
		for place := range want {
			if place[0] < 0 || place[0] >= place[1] {
				t.Errorf("%s: a pair is typed with a name that is not in the order, or below the diagonal", key)
			}
		}
	}
	if seen != len(matrices) {
		t.Errorf("%d matrices in the edition, %d typed", seen, len(matrices))
	}
}

// Every figure that a notice changed, before and from its date.
func TestEditions(t *testing.T) {
	for _, tt := range []struct{ key, date, want string }{
		{"capital.limit.surplus", "2023-06-30", "0.35 Rule 1 Art. 41"},
		{"capital.limit.surplus", "2023-09-29", "0.35 Rule 1 Art. 41"},
		{"capital.limit.surplus", "2023-09-30", "0.4 金规〔2023〕5号 （三）"},
		{"minimum.size.property", "2023-06-30", "minimum.size.property: must not be asked for before 2023-09-30 (金规〔2023〕5号 （一）) (got 2023-06-30)"},
		{"minimum.size.property", "2023-09-30", "金规〔2023〕5号 （一）"},
		{"minimum.size.life", "2023-09-30", "金规〔2023〕5号 （二）"},
		{"nonlife.technology-company", "2023-06-30", "0.9 Rule 4 Art. 55"},
		{"nonlife.technology-company", "2023-09-30", "nonlife.technology-company: must not be asked for from 2023-09-30 (金规〔2023〕5号 （九）) (got 2023-09-30)"},
		{"nonlife.technology.multiplier", "2023-09-29", "nonlife.technology.multiplier: must not be asked for before 2023-09-30 (金规〔2023〕5号 （九）) (got 2023-09-29)"},
		{"nonlife.relief.premium", "2023-09-30", "0.95 金规〔2023〕5号 （四）"},
		{"market.equity.limit", "2025-03-31", "market.equity.limit: must not be asked for before 2025-06-30 (金规〔2025〕12号) (got 2025-03-31)"},
		{"market.equity.limit", "2025-06-30", "金规〔2025〕12号"},
		{"nonlife.export-credit.premium.factor", "2025-09-30", "0.467 Rule 4 Art. 15"},
		{"nonlife.export-credit.premium.factor", "2025-12-31", "0.42 金规〔2025〕24号 三"},
		{"nonlife.export-credit.reserve.factor", "2025-12-30", "0.605 Rule 4 Art. 28"},
		{"nonlife.export-credit.reserve.factor", "2026-03-31", "0.545 金规〔2025〕24号 三"},
		{"nonlife.export-credit.premium.coefficient", "2025-09-30", "-0.1 Rule 4 Art. 15"},
		{"nonlife.export-credit.premium.coefficient", "2025-12-31", "nonlife.export-credit.premium.coefficient: must not be asked for from 2025-12-31 (金规〔2025〕24号 三) (got 2025-12-31)"},
		{"nonlife.export-credit.reserve.coefficient", "2022-03-31", "-0.1 Rule 4 Art. 28"},
		{"nonlife.export-credit.reserve.coefficient", "2026-03-31", "nonlife.export-credit.reserve.coefficient: must not be asked for from 2025-12-31 (金规〔2025〕24号 三) (got 2026-03-31)"},
		{"nonlife.credit.premium.factor", "2026-03-31", "0.467 Rule 4 Art. 15"},
		{"market.equity.stock.index", "2023-06-30", "-0.05 Rule 8 Art. 26"},
		{"market.equity.stock.index", "2023-09-30", "market.equity.stock.index: must not be asked for from 2023-09-30 (金规〔2023〕5号 （六）) (got 2023-09-30)"},
		{"market.equity.target.index", "2023-09-30", "0.3 金规〔2023〕5号 （六）"},
		{"market.equity.target.index-held", "2025-12-30", "market.equity.target.index-held: must not be asked for before 2025-12-31 (金规〔2025〕24号 一) (got 2025-12-30)"},
		{"market.equity.target.star-held", "2025-12-31", "0.36 金规〔2025〕24号 二"},
		{"market.equity.unlisted.strategic", "2023-09-30", "0.4 金规〔2023〕5号 （八）"},
		{"lookthrough.opaque.reit", "2023-06-30", "0.6 Rule 7 Art. 31"},
		{"lookthrough.opaque.reit", "2023-09-30", "0.5 金规〔2023〕5号 （七）"},
		{"lookthrough.interest.layers", "2023-09-30", "3 金规〔2023〕5号 （五）"},
		{"unknown", "2026-03-31", "must be a key of the edition (got unknown)"},
		{"nonlife.lines", "2026-03-31", "nonlife.lines: must be the key of a factor, and is that of a matrix"},
	} {
		t.Run(tt.key+" on "+tt.date, func(t *testing.T) {
			e := edition(t, tt.date)
			var got string
			factor, err := e.Factor(tt.key)
			threshold, err2 := e.Threshold(tt.key)
			brackets, err3 := e.Brackets(tt.key)
			switch {
			case err == nil:
				got = factor.Value().String() + " " + factor.Citation().String()
			case err2 == nil:
				got = threshold.Value().String() + " " + threshold.Citation().String()
			case err3 == nil:
				got = brackets.Citation().String()
			default:
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if has := err == nil || err2 == nil || err3 == nil || tt.key == "nonlife.lines"; e.Has(tt.key) != has {
				t.Errorf("Has is %v, want %v", !has, has)
			}
		})
	}
}

func TestAt_early(t *testing.T) {
	_, err := cross2.At(day("2022-03-30"))
	wantText(t, err, "must not be before 2022-03-31, when C-ROSS II begins (got 2022-03-30)")
	_, err = cross2.At(day("2021-12-31"))
	wantText(t, err, "must not be before 2022-03-31, when C-ROSS II begins (got 2021-12-31)")
	_, err = cross2.At(cede.Date{})
	wantText(t, err, "must be a reporting date")
	if got := edition(t, "2022-03-31").Date(); got != cross2.Begin() {
		t.Errorf("the first edition is of %s", got)
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// The keys stay: a user's document names them. Beside each are the places that give its values in time, which were read on the pages.
func TestKeys(t *testing.T) {
	const golden = "testdata/keys.golden"
	places := map[string][]string{}
	for _, date := range []string{"2022-03-31", "2023-09-30", "2025-06-30", "2025-12-31"} {
		e := edition(t, date)
		for _, key := range e.Keys() {
			c := citationOf(e, key)
			place := c.From.String() + " " + c.String()
			if table, err := e.Brackets(key); err == nil {
				for _, band := range table.Bands() {
					if band.Article != "" {
						place += "; " + band.In.String() + " Art. " + band.Article
					}
				}
			}
			if !slices.Contains(places[key], place) {
				places[key] = append(places[key], place)
			}
		}
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(places)) {
		b.WriteString(key + " | " + strings.Join(places[key], ", ") + "\n")
	}
	got := b.String()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("keys and places (-golden +got):\n%s", diff)
	}
}

var docRow = regexp.MustCompile(`(?m)^//\t([a-z0-9.-]+)\s+\| ([^|]*?)\s+\| `)

// The table of the package doc names every key and the articles that it is from.
func TestDoc(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	rows := docRow.FindAllStringSubmatch(string(text), -1)
	used := map[string]bool{}
	for _, date := range []string{"2022-03-31", "2025-12-31"} {
		e := edition(t, date)
		for _, key := range e.Keys() {
			row := slices.IndexFunc(rows, func(m []string) bool {
				return m[1] == key || strings.HasSuffix(m[1], ".") && strings.HasPrefix(key, m[1])
			})
			if row < 0 {
				t.Errorf("%s is not in the table of the package doc", key)
				continue
			}
			used[rows[row][1]] = true
			if c := citationOf(e, key); c.Rule != "" && !covers(rows[row][2], c) {
				t.Errorf("%s is from %s, the doc says %s", key, c, rows[row][2])
			}
		}
	}
	for _, m := range rows {
		if m[1] != "keys" && !used[m[1]] { // the head of the table
			t.Errorf("no key for line %s of the package doc", m[1])
		}
	}
}

func citationOf(e *cross2.Edition, key string) cross2.Citation {
	if f, err := e.Factor(key); err == nil {
		return f.Citation()
	}
	if f, err := e.Threshold(key); err == nil {
		return f.Citation()
	}
	if f, err := e.Brackets(key); err == nil {
		return f.Citation()
	}
	f, _ := e.Matrix(key)
	return f.Citation()
}

// covers reports whether a source such as "Rule 4 Arts. 10, 23-25" has the article of the citation. The articles of
// notices are not listed for each key.
func covers(source string, c cross2.Citation) bool {
	if strings.HasPrefix(c.Rule, "金规") || strings.HasPrefix(c.Rule, "规则Ⅱ") {
		return true
	}
	name, articles, _ := strings.Cut(strings.Replace(source, "Arts.", "Art.", 1), " Art. ")
	if got := strings.Replace(c.String(), " Art. "+c.Article, "", 1); got != name {
		return false
	}
	for part := range strings.SplitSeq(articles, ", ") {
		low, high, ranged := strings.Cut(part, "-")
		if !ranged {
			high = low
		}
		if x := dec(c.Article); x.GreaterThanOrEqual(dec(low)) && x.LessThanOrEqual(dec(high)) {
			return true
		}
	}
	return false
}
