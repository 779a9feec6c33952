package market_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// yields are 40 yields: those of the text one after another, of which the last goes on.
func yields(text string) market.Yields {
	all := make(market.Yields, 40)
	rates := strings.Fields(text)
	for i := range all {
		all[i] = dec(rates[min(i, len(rates)-1)])
	}
	return all
}

// Check 21: a rate of 2.6 % at 20 years and 2.8 % at 30, as far as they go without the premium, which is 22.5 bp there.
func TestCheck21(t *testing.T) {
	y := yields("0.026")
	y[29] = dec("0.028")
	e := on(t, today)
	for _, tt := range []struct {
		scenario   market.Scenario
		transition market.Transition
		want       string
	}{
		{market.BaseScenario, "", "0.034"},                        // 3.175 % + 0.225 %
		{market.UpScenario, "", "0.0420975"},                      // 3.98475 %
		{market.DownScenario, market.StressedYields, "0.0288875"}, // 2.66375 %
		{market.UpScenario, market.PlainYields, "0.0383175"},      // (4.4135 % + 2.8 %)/2
	} {
		rates := must[[]decimal.Decimal](t)(y.Curve(e, tt.scenario, tt.transition))
		if got := rates[29].String(); got != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.scenario, tt.transition, got, tt.want)
		}
	}
}

// Every part of the curve: stress and premium at their first and last years, the ends of the transition, and what lies beyond.
func TestYields_Curve(t *testing.T) {
	y := yields("0.01 0.02 0.03")
	y[19], y[39] = dec("0.025"), dec("0.5") // at the end of the transition the market has no weight
	e := on(t, today)
	for scenario, want := range map[market.Scenario][6]string{
		market.BaseScenario: {"0.0145", "0.0245", "0.0295", "0.0343" /* see below */, "0.045", "0.045"},
		market.UpScenario:   {"0.0242", "0.0397", "0.03875", "", "0.05265", "0.05265"}, // 0.01 × 1.97, 0.02 × 1.76, 0.025 × 1.37, 0.045 × 1.17
		market.DownScenario: {"0.0074", "0.0113", "0.02375", "", "0.04005", "0.04005"}, // 0.01 × 0.29, 0.02 × 0.34, 0.025 × 0.77, 0.045 × 0.89
	} {
		rates := must[[]decimal.Decimal](t)(y.Curve(e, scenario, ""))
		if len(rates) != 41 {
			t.Fatalf("%s: got %d rates", scenario, len(rates))
		}
		// Year 21 of the base: (0.025 + 0.02/20)/20 + 0.03 × 19/20 + 0.0045 × 19/20 = 0.0013 + 0.0285 + 0.004275.
		for i, year := range []int{1, 2, 20, 21, 40, 41} {
			if year == 21 {
				if scenario == market.BaseScenario && rates[20].String() != "0.034075" {
					t.Errorf("year 21: got %s", rates[20])
				}
				continue
			}
			if got := rates[year-1].String(); got != want[i] {
				t.Errorf("%s, year %d: got %s, want %s", scenario, year, got, want[i])
			}
		}
	}
}

// Year 21, the first of the transition, and year 39, before its last, by hand from 2.5 % at 20 years and 3 % after it. Up, year 21: the stress is 0.57 − 0.21 = 0.36, the first pass goes from 0.025 × 1.37 =
// 0.03425 to 0.045 × 1.17 = 0.05265 and is at 0.03517, the second is 0.03517/20 + 0.03 × 1.36 × 19/20 = 0.0405185, the premium is 0.0045 × 19/20. Down: −0.224; 0.01925 to 0.04005, 0.02029;
// 0.02029/20 + 0.03 × 0.776 × 19/20 = 0.0231305.
func TestYields_Curve_transition(t *testing.T) {
	y := yields("0.03")
	y[19] = dec("0.025")
	e := on(t, today)
	for _, tt := range []struct {
		scenario               market.Scenario
		transition             market.Transition
		year20, year21, year39 string
		year40, year41         string
	}{
		{market.BaseScenario, market.StressedYields, "0.0295", "0.034075", "0.043525", "0.045", "0.045"},
		{market.BaseScenario, market.PlainYields, "0.0295", "0.034075", "0.043525", "0.045", "0.045"},
		{market.UpScenario, market.StressedYields, "0.03875", "0.0447935", "0.0511385", "0.05265", "0.05265"},   // 39: 0.05173 × 19/20 + 0.03 × 1.18/20
		{market.UpScenario, market.PlainYields, "0.03875", "0.0345335", "0.0508685", "0.05265", "0.05265"},      // 0.0017585 + 0.0285
		{market.DownScenario, market.StressedYields, "0.02375", "0.0274055", "0.0386105", "0.04005", "0.04005"}, // 39: 0.03901 × 19/20 + 0.03 × 0.884/20
		{market.DownScenario, market.PlainYields, "0.02375", "0.0337895", "0.0387845", "0.04005", "0.04005"},    // 0.0010145 + 0.0285
	} {
		rates := must[[]decimal.Decimal](t)(y.Curve(e, tt.scenario, tt.transition))
		for year, want := range map[int]string{20: tt.year20, 21: tt.year21, 39: tt.year39, 40: tt.year40, 41: tt.year41} {
			if got := rates[year-1]; !got.Equal(dec(want)) {
				t.Errorf("%s %s, year %d: got %s, want %s", tt.scenario, tt.transition, year, got, want)
			}
		}
	}
}

// What the reading of the transition is worth: 1,000,000 to pay after 30 years costs half with the market as it is. By hand: from 3 % throughout, rates down, the
// first pass at 30 years is (0.0231 + 0.04005)/2 = 0.031575, the second (0.031575 + 0.0249)/2 = 0.0282375 or (0.031575 + 0.03)/2 = 0.0307875, with a premium of 0.00225; the base is (0.0375 + 0.03)/2.
func TestLifeInterest_transition(t *testing.T) {
	for transition, want := range map[market.Transition]string{"": "60075.07", market.StressedYields: "60075.07", market.PlainYields: "31048.27"} {
		l := market.LifeInterest{Yields: yields("0.03"), Transition: transition, CashFlows: []market.CashFlow{{Month: 360, Out: dec("1000000")}}}
		if got := must[cross2.Line](t)(l.Capital(on(t, today))).Amount().String(); got != want {
			t.Errorf("%s: got %s, want %s", transition, got, want)
		}
	}
}

// By hand: 100 after a year and 100 after six months at 3 %: base 3.45 %, rates down 1.32 %, up 6.36 %.
func TestLifeInterest(t *testing.T) {
	for _, tt := range []struct {
		name  string
		flows []market.CashFlow
		want  string
	}{
		{"none", nil, "0"},
		{"out", []market.CashFlow{{Month: 12, Out: dec("1000000")}}, "20321.41"},        // 1,000,000 × (1/1.0132 − 1/1.0345)
		{"in", []market.CashFlow{{Month: 12, In: dec("1000000")}}, "26447.47"},          // 1,000,000 × (1/1.0345 − 1/1.0636)
		{"half a year", []market.CashFlow{{Month: 6, Out: dec("1000000")}}, "10280.74"}, // 1,000,000 × (1.0132^-0.5 − 1.0345^-0.5)
		{"both", []market.CashFlow{{Month: 12, Out: dec("1000000"), In: dec("400000")}, {Month: 12, In: dec("600000")}}, "0"},
		{"shared", []market.CashFlow{{Month: 12, Out: dec("400000")}, {Month: 12, Out: dec("600000")}}, "20321.41"},
	} {
		l := must[cross2.Line](t)(market.LifeInterest{Yields: yields("0.03"), CashFlows: tt.flows}.Capital(on(t, today)))
		if got := l.Amount().String(); got != tt.want || l.Head().Row != "S05-1.3.1" {
			t.Errorf("%s: got %s in %s, want %s", tt.name, got, l.Head().Row, tt.want)
		}
	}
}

// The last month at the least and the greatest rates that there may be.
func TestLifeInterest_extremes(t *testing.T) {
	for _, y := range []string{"-0.129", "0.25"} {
		l := market.LifeInterest{Yields: yields(y)}
		for month := 1; month <= 1800; month += 7 {
			l.CashFlows = append(l.CashFlows, market.CashFlow{Month: month, Out: dec("1e12")})
		}
		if got := must[cross2.Line](t)(l.Capital(on(t, today))).Amount(); !got.IsPositive() {
			t.Errorf("%s: got %s", y, got)
		}
	}
}

func TestLifeInterest_refuses(t *testing.T) {
	y := yields("0.03")
	low := yields("0.03")
	low[0], low[1] = dec("-1"), dec("1.01")
	for _, tt := range []struct {
		l    market.LifeInterest
		want string
	}{
		{market.LifeInterest{}, "yields: must be one for each of the years 1 to 40 (got 0)"},
		{market.LifeInterest{Yields: y[:39]}, "yields: must be one for each of the years 1 to 40 (got 39)"},
		{market.LifeInterest{Yields: low}, "yields[0]: must be in (-1, 1] (got -1)\nyields[1]: must be in (-1, 1] (got 1.01)"},
		{market.LifeInterest{Yields: y, Transition: "x"}, "transition: must be one of stressed, plain (got x)"},
		{
			market.LifeInterest{Yields: y, CashFlows: []market.CashFlow{{Month: 1}, {}, {Month: 1801, Out: dec("1e99")}}},
			"cashFlows[1].month: must be from 1 to 1800 (got 0)\ncashFlows[2].month: must be from 1 to 1800 (got 1801)\ncashFlows[2].out: has too many digits (got 1E99)",
		},
		{market.LifeInterest{Yields: yields("-0.8"), CashFlows: []market.CashFlow{{Month: 1}}}, "yields: must make rates from -0.25 to 0.5, and do not in year 1 (got -0.7955)"},
		{market.LifeInterest{Yields: yields("0.26")}, "yields: must make rates from -0.25 to 0.5, and do not in year 1 (got 0.5167)"},
	} {
		_, err := tt.l.Capital(on(t, today))
		wantText(t, err, tt.want)
	}
	if _, err := (market.LifeInterest{Yields: y}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	_, err := y.Curve(on(t, today), "x", "")
	wantText(t, err, "scenario: must be one of base, up, down (got x)")
	many := market.LifeInterest{Yields: y, CashFlows: make([]market.CashFlow, 1000)}
	if err := many.Validate(); err == nil || strings.Count(err.Error(), "\n") > 110 {
		t.Error("many: not cut")
	}
}

// A user's own transition may begin after the first year, and yields be 1 at the most: year 2 is its first, (0.03 + 0.015/39)/39 + 38/39, with the premium of 0.0045.
func TestYields_Curve_own(t *testing.T) {
	y := yields("0.03 1")
	rates := must[[]decimal.Decimal](t)(y.Curve(withFigure(t, "market.curve.start", "1"), market.BaseScenario, ""))
	if got := rates[1].Round(12).String(); got != "0.979638067061" || rates[0].String() != "0.0345" {
		t.Errorf("got %s and %s", rates[0], rates[1])
	}
}

// withFigure is the edition of today with a figure of the user.
func withFigure(t testing.TB, key, value string) *cross2.Edition {
	t.Helper()
	own := must[*cross2.Rulebook](t)(cross2.Load(strings.NewReader(`{"schema": "cede.cross2/1", "rule": "own", "en": "Own", "zh": "自有", "entries": [
		{"key": "`+key+`", "kind": "factor", "article": "1", "unit": "years", "en": "Own", "zh": "自有", "versions": [{"from": "2022-03-31", "value": "`+value+`"}]}]}`), 1<<20))
	return must[*cross2.Edition](t)(on(t, today).With(own))
}

// A user's own transition must be one.
func TestYields_Curve_edition(t *testing.T) {
	for key, want := range map[string]string{
		"market.curve.start=40": "market.curve.start: must be before market.curve.end, 40 (got 40)",
		"market.curve.start=0":  "market.curve.start: must be a whole number of years from 1 to 150 (got 0)",
		"market.curve.end=40.5": "market.curve.end: must be a whole number of years from 1 to 150 (got 40.5)",
		"market.curve.end=1000": "market.curve.end: must be a whole number of years from 1 to 150 (got 1000)",
	} {
		name, value, _ := strings.Cut(key, "=")
		_, err := yields("0.03").Curve(withFigure(t, name, value), market.BaseScenario, "")
		wantText(t, err, want)
	}
}

// An oracle in float64 with powers in place of roots.
func TestLaws_scenarios(t *testing.T) {
	e := on(t, today)
	random := func(seed int64) market.LifeInterest {
		r := rand.New(rand.NewPCG(uint64(seed), 0))
		l := market.LifeInterest{Yields: make(market.Yields, 40)}
		for i := range l.Yields {
			l.Yields[i] = decimal.New(r.Int64N(900)-50, -4)
		}
		for range 12 {
			l.CashFlows = append(l.CashFlows, market.CashFlow{Month: 1 + r.IntN(720), Out: decimal.New(r.Int64N(1e9), -2), In: decimal.New(r.Int64N(1e9), -2)})
		}
		return l
	}
	proptest.Check(t, "an oracle in powers", prop.ForAll(func(seed int64) string {
		l := random(seed)
		values := map[market.Scenario]float64{}
		for _, s := range []market.Scenario{market.BaseScenario, market.UpScenario, market.DownScenario} {
			rates := must[[]decimal.Decimal](t)(l.Yields.Curve(e, s, ""))
			at := func(year int) float64 {
				if year == 0 {
					return 1
				}
				return math.Pow(1+rates[min(year, 41)-1].InexactFloat64(), -float64(year))
			}
			for _, c := range l.CashFlows {
				year := (c.Month - 1) / 12
				within := float64(c.Month-12*year) / 12
				values[s] += c.Out.Sub(c.In).InexactFloat64() * math.Pow(at(year), 1-within) * math.Pow(at(year+1), within)
			}
		}
		want := max(values[market.UpScenario]-values[market.BaseScenario], values[market.DownScenario]-values[market.BaseScenario], 0)
		got := must[cross2.Line](t)(l.Capital(e)).Amount().InexactFloat64()
		if math.Abs(got-want) > 0.006 {
			return fmt.Sprintf("got %v, want %v", got, want)
		}
		return ""
	}, gen.Int64Range(0, 1<<40)))
	proptest.Check(t, "the order reaches nothing and what is matched needs nothing", prop.ForAll(func(seed int64) bool {
		l := random(seed)
		first := must[cross2.Line](t)(l.Capital(e)).Amount()
		rand.New(rand.NewPCG(uint64(seed), 1)).Shuffle(len(l.CashFlows), func(i, j int) { l.CashFlows[i], l.CashFlows[j] = l.CashFlows[j], l.CashFlows[i] })
		second := must[cross2.Line](t)(l.Capital(e)).Amount()
		for i := range l.CashFlows {
			l.CashFlows[i].In = l.CashFlows[i].Out
		}
		return first.Equal(second) && must[cross2.Line](t)(l.Capital(e)).Amount().IsZero()
	}, gen.Int64Range(0, 1<<40)))
}

func BenchmarkLifeInterest(b *testing.B) {
	l := market.LifeInterest{Yields: yields("0.03")}
	for month := range 1200 {
		l.CashFlows = append(l.CashFlows, market.CashFlow{Month: month + 1, Out: dec("1000000"), In: dec("900000")})
	}
	e := on(b, today)
	for b.Loop() {
		if _, err := l.Capital(e); err != nil {
			b.Fatal(err)
		}
	}
}
