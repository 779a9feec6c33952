package simulation_test

import (
	"context"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty/simulation"
)

// amounts is a year-loss table in whole yuan.
func amounts(x ...int64) simulation.YearLosses {
	return simulation.YearLosses{Currency: "CNY", Scale: new(0), Loss: x}
}

func sample(t testing.TB, x ...int64) *simulation.Sample {
	t.Helper()
	s, err := simulation.NewSample(amounts(x...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ten are years with a mean of 50, and of squares of 5,680: the variance is (10 x 56,800 - 500²) / 90 = 3,533.3, of the mean 353.3.
func ten() []int64 { return []int64{190, 0, 20, 100, 10, 30, 0, 80, 20, 50} }

// In order they are 0, 0, 10, 20, 20, 30, 50, 80, 100 and 190. By hand, for 0.8: positions 8, 9, 8.8 and 8.2, the worst two years; for 0.85: 9, 9, 9.35 and 8.65, and the worst year and a half; for
// 0.35: 4, 4, 3.85 and 4.15, and 6.5 years: 450 and one and a half of 20; for 0.99 the last, or 9.9 and more.
func TestSample_ten(t *testing.T) {
	s := sample(t, ten()...)
	if got := fmt.Sprint(s.Years(), s.Least(), s.Greatest(), s.Mean(), s.Deviation(), must(t)(s.StandardError())); got != "10 0 190 50 59 19" {
		t.Errorf("got %s", got)
	}
	for _, tt := range []struct {
		p, ceil, next, weibull, linear, exact, from, above string
	}{
		{"0.8", "80", "100", "96", "84", "145", "123", "145"},
		{"0.85", "100", "100", "132", "93", "160", "145", "190"},
		{"0.35", "20", "20", "19", "20", "74", "70", "90"},
		{"0.99", "190", "190", "190", "182", "190", "190", "190"},
		{"0.05", "0", "0", "0", "0", "53", "50", "63"},
		{"0.1", "0", "0", "0", "0", "56", "50", "63"},
		{"0.000001", "0", "0", "0", "0", "50", "50", "63"},
	} {
		got := []string{tt.p}
		for _, rank := range []simulation.Rank{simulation.RankCeil, simulation.RankNext, simulation.RankWeibull, simulation.RankLinear} {
			got = append(got, must(t)(s.VaR(dec(tt.p), rank)).String())
		}
		for _, tail := range []simulation.Tail{simulation.TailExact, simulation.TailFrom, simulation.TailAbove} {
			got = append(got, must(t)(s.TVaR(dec(tt.p), tail)).String())
		}
		if d := cmp.Diff([]string{tt.p, tt.ceil, tt.next, tt.weibull, tt.linear, tt.exact, tt.from, tt.above}, got); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
	if a, b := must(t)(s.VaR(dec("0.8"), "")), must(t)(s.TVaR(dec("0.85"), "")); a.String() != "80" || b.String() != "160" {
		t.Errorf("defaults: %s, %s", a, b)
	}
}

func must(t testing.TB) func(decimal.Decimal, error) decimal.Decimal {
	return func(d decimal.Decimal, err error) decimal.Decimal {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
}

// The return period of 100 and more is 5 years; 1 in 5 years is 80, 1 in 3 is at 6 2/3.
func TestSample_Curve(t *testing.T) {
	s := sample(t, ten()...)
	points, err := s.Curve("", dec("5"), dec("3"), dec("1.25"))
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(points); !strings.Contains(got, "5 0.2 80") || !strings.Contains(got, "3 0.333333333333333333 50") || !strings.Contains(got, "1.25 0.8 0") {
		t.Errorf("got %s", got)
	}
	for _, tt := range []struct{ x, reached, exceeded, period string }{
		{"100", "{2 10}", "{1 10}", "5 true"},
		{"99.5", "{2 10}", "{2 10}", "5 true"},
		{"0", "{10 10}", "{8 10}", "1 true"},
		{"-1", "{10 10}", "{10 10}", "1 true"},
		{"190", "{1 10}", "{0 10}", "10 true"},
		{"190.001", "{0 10}", "{0 10}", "0 false"},
		{"20", "{7 10}", "{5 10}", "1.4286 true"},
	} {
		reached, err := s.Reached(dec(tt.x))
		if err != nil {
			t.Fatal(err)
		}
		exceeded, err := s.Exceeded(dec(tt.x))
		if err != nil {
			t.Fatal(err)
		}
		period, ok := reached.Period()
		if got := fmt.Sprint(reached, exceeded, " ", period, ok); got != tt.reached+" "+tt.exceeded+" "+tt.period {
			t.Errorf("%s: %s", tt.x, got)
		}
	}
}

// What published tables say: of 0, 10 and 10 in 100 Clopper and Pearson have 0.3085, 0.6915 and 0.0490 to 0.1762 at 95 %; the median of ten is between the second and the ninth (Conover, table A3).
func TestIntervals(t *testing.T) {
	for _, tt := range []struct {
		of, years int
		want      string
	}{{0, 10, "0 0.308497"}, {10, 10, "0.691502 1"}, {10, 100, "0.049004 0.176222"}, {1, 1, "0.025000 1"}} {
		low, high, err := simulation.Proportion{Of: tt.of, Years: tt.years}.Interval(dec("0.95"))
		if err != nil {
			t.Fatal(err)
		}
		cut := func(d decimal.Decimal) string {
			if d.Equal(d.Truncate(0)) {
				return d.String()
			}
			return d.Truncate(6).StringFixed(6)
		}
		if got := cut(low) + " " + cut(high); got != tt.want {
			t.Errorf("%d of %d: %s, want %s", tt.of, tt.years, got, tt.want)
		}
	}
	s := sample(t, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
	if got, err := s.VaRInterval(dec("0.5"), dec("0.95")); err != nil || got.Low.String() != "2" || got.High.String() != "9" {
		t.Errorf("median: %v, %v", got, err)
	}
	if _, err := s.VaRInterval(dec("0.9"), dec("0.95")); texts(err) != "years: must be more for an interval at 0.9 (got 10)" {
		t.Error(err)
	}
	// 5.5 ± 1.96 √(9.1667 / 10) = 5.5 ± 1.96 x 0.957 = 3.62 and 7.38.
	if got, err := s.MeanInterval(dec("0.95")); err != nil || got.Low.String() != "4" || got.High.String() != "7" {
		t.Errorf("mean: %v, %v", got, err)
	}
	if got := (simulation.Proportion{Of: 1, Years: 3}).Rate().String(); got != "0.333333333" {
		t.Error(got)
	}
	// The worst two of ten are 100 and 190: their mean is 145, their variance 4,050, and (4,050 + 0.8 x 45²) / 2 = 2,835 with the value at risk of 100.
	if got := must(t)(sample(t, ten()...).TVaRError(dec("0.8"))).String(); got != "53" {
		t.Errorf("error of the tail: %s", got)
	}
}

// A deviation is rounded only where it is handed out. That of 0 and 1 is √½ = 0.7071: ten of it loaded on a mean of ½ are 7.571, with 99 % expenses 757.1. Five years of 0 and five of 10 have a
// variance of 250/9, the mean a standard error of 5/3, at 6.467 of which is 10.778 from 5. The covariance of 0 and a with 0 and 1 is a/2, over √½ it is 0.7071 a.
func TestDeviation_once(t *testing.T) {
	p, err := simulation.Rating{Limit: dec("1"), Deviation: dec("10"), Expenses: dec("0.99")}.Price(amounts(0, 1))
	if err != nil || p.Premium.String() != "757" {
		t.Errorf("premium %s, %v", p.Premium, err)
	}
	got, err := sample(t, 0, 10, 0, 10, 0, 10, 0, 10, 0, 10).MeanInterval(dec("0.9999999999"))
	if err != nil || got.Low.String() != "-6" || got.High.String() != "16" {
		t.Errorf("mean %v, %v", got, err)
	}
	a := amounts(0, 1_000_000)
	b := amounts(0, -999_999)
	x, err := simulation.Portion(amounts(0, 1), a, b)
	if err != nil {
		t.Fatal(err)
	}
	if parts, err := x.Deviation(); err != nil || fmt.Sprint(parts) != "[707107 -707106]" {
		t.Errorf("parts %v, %v", parts, err)
	}
}

// None of 100,000 at a confidence within 2e-12 of 1: the bound is 1 - (1e-12)^(1/100,000) = 0.000276272.
func TestProportion_confident(t *testing.T) {
	_, high, err := simulation.Proportion{Years: 100_000}.Interval(dec("0.999999999998"))
	if err != nil || high.String() != "0.000276273" {
		t.Errorf("%s, %v", high, err)
	}
}

// Half of the intervals at 50 % hold the quantile, or a few more; at 95 % nearly all: of 2,000 samples of 200 exponential amounts, at a fixed seed.
func TestIntervals_cover(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, tt := range []struct {
		confidence  string
		least, most float64
	}{{"0.5", 0.5, 0.62}, {"0.95", 0.945, 0.985}} {
		held := 0
		const runs = 2000
		truth := decimal.NewFromFloat(-1e9 * math.Log(0.1))
		for range runs {
			x := make([]int64, 200)
			for i := range x {
				x[i] = int64(1e9 * r.ExpFloat64())
			}
			got, err := sample(t, x...).VaRInterval(dec("0.9"), dec(tt.confidence))
			if err != nil {
				t.Fatal(err)
			}
			if got.Low.LessThanOrEqual(truth) && got.High.GreaterThanOrEqual(truth) {
				held++
			}
		}
		if part := float64(held) / runs; part < tt.least || part > tt.most {
			t.Errorf("at %s: %.3f hold the quantile", tt.confidence, part)
		}
	}
}

// The worst 6.5 years are all above 20 and one and a half of the two with 20, of which each counts 0.75: of the first part 175 + 18.75, of the second 275 + 11.25, over 6.5: 29.8 and 44.04, of 73.8.
func TestPortion(t *testing.T) {
	a := amounts(40, 0, 5, 70, 10, 0, 0, 40, 20, 25)
	b, err := amounts(ten()...).Less(a)
	if err != nil {
		t.Fatal(err)
	}
	p, err := simulation.Portion(amounts(ten()...), a, b)
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.TVaR(dec("0.35"))
	if err != nil {
		t.Fatal(err)
	}
	if d := fmt.Sprint(got); d != "[30 44]" {
		t.Errorf("tail: %s", d)
	}
	if got, err = p.TVaR(dec("0.85")); err != nil || fmt.Sprint(got) != "[50 110]" { // (40 + 35) / 1.5 and (150 + 15) / 1.5
		t.Errorf("tail: %s, %v", got, err)
	}
	// Covariances with the whole: (10 x Σab - 500 x 210) / 90 of 10 x (7600 + 100 + 7000 + 100 + 3200 + 400 + 1250) = 196,500 is 1,016.7, of 3,533.3 28.8 %; the other part has 71.2 % of 59.
	if got, err = p.Deviation(); err != nil || fmt.Sprint(got) != "[17 42]" {
		t.Errorf("deviation: %s, %v", got, err)
	}
	if p.Whole().Mean().String() != "50" {
		t.Error(p.Whole().Mean())
	}
	flat, err := simulation.Portion(amounts(5, 5), amounts(2, 3), amounts(3, 2))
	if err != nil {
		t.Fatal(err)
	}
	if got, err = flat.Deviation(); err != nil || fmt.Sprint(got) != "[0 0]" {
		t.Errorf("without spread: %s, %v", got, err)
	}
}

// The year's losses to a layer of 100 with a reinstatement at 100 %: R = (50 + 100 + 100 + 100) / 1,000 and P = 50 / 1.35. With two at 100 % and 50 % the second has (50 + 100) / 1,000 x 0.5 more.
func TestRating(t *testing.T) {
	loss := simulation.YearLosses{Currency: "CNY", Loss: []int64{0, 0, 5000, 0, 15000, 0, 10000, 0, 20000, 0}}
	for _, tt := range []struct {
		name string
		r    simulation.Rating
		want string
	}{
		{"one", simulation.Rating{Limit: dec("100"), Reinstatements: []decimal.Decimal{dec("1")}}, "{4 10} {1 10} 50 74.54 0.5 0.35 37.04 12.96 0.37037037"},
		{"free", simulation.Rating{Limit: dec("100"), Reinstatements: []decimal.Decimal{dec("0")}}, "{4 10} {1 10} 50 74.54 0.5 0 50 0 0.5"},
		{"two", simulation.Rating{Limit: dec("100"), Reinstatements: []decimal.Decimal{dec("1"), dec("0.5")}}, "{4 10} {0 10} 50 74.54 0.5 0.425 35.09 14.91 0.350877193"},
		{"none", simulation.Rating{Limit: dec("200")}, "{4 10} {1 10} 50 74.54 0.25 0 50 0 0.25"},
		{"loaded", simulation.Rating{Limit: dec("100"), Reinstatements: []decimal.Decimal{dec("1")}, Deviation: dec("0.1"), Expenses: dec("0.2")}, "{4 10} {1 10} 50 74.54 0.5 0.35 53.2 18.62 0.531977407"},
	} {
		p, err := tt.r.Price(loss)
		if err != nil {
			t.Fatal(tt.name, err)
		}
		if got := fmt.Sprint(p.Attached, p.Exhausted, " ", p.ExpectedLoss, p.Deviation, p.LossOnLine, p.Reinstated, p.Premium, p.ReinstatementPremium, p.RateOnLine); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestMeasures_refuse(t *testing.T) {
	s := sample(t, ten()...)
	one := sample(t, 7)
	rate := func(r simulation.Rating, x ...int64) error {
		_, err := r.Price(amounts(x...))
		return err
	}
	fail := func(_ any, err error) error { return err }
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"no years", fail(simulation.NewSample(amounts())), "loss: must have at least one year"},
		{"no currency", fail(simulation.NewSample(simulation.YearLosses{Loss: []int64{1}})), "currency: must not be empty"},
		{"probability 0", fail(s.VaR(dec("0"), "")), "probability: must be above 0 and below 1 (got 0)"},
		{"probability 1", fail(s.TVaR(dec("1"), "")), "probability: must be above 0 and below 1 (got 1)"},
		{"a hostile probability", fail(s.TVaR(decimal.New(1, -1_000_000_000), "")), "probability: "},
		{"rank", fail(s.VaR(dec("0.5"), "x")), "rank: must be one of ceil, next, weibull, linear (got x)"},
		{"tail", fail(s.TVaR(dec("0.5"), "x")), "tail: must be one of exact, from, above (got x)"},
		{"rank of a curve", fail(s.Curve("x", dec("2"))), "rank: must be one of ceil, next, weibull, linear (got x)"},
		{"a return period of 1", fail(s.Curve("", dec("2"), dec("1"))), "years[1]: must be above 1 (got 1)"},
		{"a negative return period", fail(s.Curve("", dec("-2"))), "years[0]: must be positive (got -2)"},
		{"one year", fail(one.StandardError()), "years: must be at least 2: one year has no spread (got 1)"},
		{"an interval of one year", fail(one.MeanInterval(dec("0.9"))), "years: must be at least 2: one year has no spread (got 1)"},
		{"confidence", fail(s.MeanInterval(dec("1.5"))), "confidence: must be above 0 and below 1 (got 1.5)"},
		{"neither", fail(s.VaRInterval(dec("0"), dec("1"))), "probability: must be above 0 and below 1 (got 0); confidence: must be above 0 and below 1 (got 1)"},
		{"neither to settle at", fail(simulation.Converge(amounts(ten()...), dec("0"), dec("1"))), "probability: must be above 0 and below 1 (got 0); confidence: must be above 0 and below 1 (got 1)"},
		{"confidence of a quantile", fail(s.VaRInterval(dec("0.5"), dec("1"))), "confidence: must be above 0 and below 1 (got 1)"},
		{"a short tail", fail(s.TVaRError(dec("0.85"))), "years: must be more: the tail needs at least 2 (got 10)"},
		{"a hostile amount", fail(s.Reached(decimal.New(1, 1_000_000_000))), "amount: "},
		{"parts that do not add up", fail(simulation.Portion(amounts(5, 6), amounts(5, 1), amounts(0, 4))), "years[1]: must be parts that add up to the whole, 6 (got 5)"},
		{"parts of other years", fail(simulation.Portion(amounts(5, 6), amounts(5))), "parts.columns[1].loss: must have as many years as the first, 2 (got 1)"},
		{"nothing to add", fail(simulation.Sum()), "columns: must not be empty"},
		{"a sum beyond 64 bits", fail(simulation.Sum(amounts(math.MaxInt64), amounts(1))), "years[0]: amounts leave 64 bits of minor units"},
		{"a difference beyond 64 bits", fail(amounts(0, -2).Less(amounts(0, math.MaxInt64))), "years[1]: amounts leave 64 bits of minor units"},
		{"no negative", fail(amounts(0).Less(amounts(math.MinInt64))), "years[0]: amounts leave 64 bits of minor units"},
		{"no limit", rate(simulation.Rating{}, 1), "limit: must be positive (got 0)"},
		{"no money", rate(simulation.Rating{Limit: dec("0.5")}, 1), "limit: must be minor units in 64 bits (got 0.5)"},
		{"all expenses", rate(simulation.Rating{Limit: dec("5"), Expenses: dec("1")}, 1), "expenses: must be below 1 (got 1)"},
		{"a negative price", rate(simulation.Rating{Limit: dec("5"), Reinstatements: []decimal.Decimal{dec("-1")}, Deviation: dec("-1")}, 1), "deviation: must not be negative (got -1); reinstatements[0]: must not be negative (got -1)"},
		{"too many reinstatements", rate(simulation.Rating{Limit: dec("5"), Reinstatements: make([]decimal.Decimal, 1001)}, 1), "reinstatements: must be at most 1000 (got 1001)"},
		{"more than the layer has", rate(simulation.Rating{Limit: dec("5")}, 5, 6), "loss[1]: must be from 0 to the limit of the year, 5 (got 6)"},
		{"a negative loss", rate(simulation.Rating{Limit: dec("5")}, -1), "loss[0]: must be from 0 to the limit of the year, 5 (got -1)"},
		{"too few years to settle", fail(simulation.Converge(amounts(ten()...), dec("0.9"), dec("0.9"))), "years: must be more: the tail needs at least 2 (got 10)"},
		{"no probability to settle at", fail(simulation.Converge(amounts(ten()...), dec("0"), dec("0.9"))), "probability: must be above 0 and below 1 (got 0)"},
	} {
		if got := texts(tt.err); got != tt.want && (!strings.HasSuffix(tt.want, ": ") || !strings.HasPrefix(got, tt.want)) {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	if _, _, err := (simulation.Proportion{Of: 3, Years: 2}).Interval(dec("0.5")); texts(err) != "of: must be from 0 to the number of years, at least 1 (got 3)" {
		t.Error(err)
	}
	if _, _, err := (simulation.Proportion{Years: 2}).Interval(dec("2")); texts(err) != "confidence: must be above 0 and below 1 (got 2)" {
		t.Error(err)
	}
}

// What is made by nobody is an error and no panic, nil or not.
func TestMeasures_zero(t *testing.T) {
	ctx := context.Background()
	o := simulation.AnalysisOptions{}
	for _, s := range []*simulation.Sample{nil, new(simulation.Sample)} {
		if !s.Mean().IsZero() || !s.Deviation().IsZero() || !s.Least().IsZero() || !s.Greatest().IsZero() || s.Years() != 0 {
			t.Error("a sample of nothing has figures")
		}
		for i, err := range []error{
			second(s.VaR(dec("0.5"), "")), second(s.TVaR(dec("0.5"), "")), second(s.Curve("", dec("5"))), second(s.VaRInterval(dec("0.5"), dec("0.5"))), second(s.TVaRError(dec("0.5"))),
			second(s.Reached(dec("1"))), second(s.Exceeded(dec("1"))), second(s.StandardError()), second(s.MeanInterval(dec("0.5"))),
		} {
			if texts(err) != "sample: must be made by NewSample" {
				t.Error(i, err)
			}
		}
	}
	for _, p := range []*simulation.Portioned{nil, new(simulation.Portioned)} {
		if p.Whole() != nil || texts(second(p.TVaR(dec("0.5")))) != "portioned: must be made by Portion" || texts(second(p.Deviation())) != "portioned: must be made by Portion" {
			t.Error("a portion of nothing")
		}
	}
	for _, f := range []*simulation.Folded{nil, new(simulation.Folded)} {
		if f.Events() != 0 || len(f.Losses().Loss) != 0 || texts(second(f.Analyse(ctx, simulation.YearEvents{}, o, simulation.Layer{}))) != "folded: must be made by Fold" ||
			texts(second(f.Keep(ctx, simulation.YearEvents{}, o))) != "folded: must be made by Fold" {
			t.Error("a fold of nothing")
		}
	}
	for _, k := range []*simulation.Kept{nil, new(simulation.Kept)} {
		if k.Occurrences() != 0 || texts(second(k.Price(ctx, o, simulation.Layer{}))) != "kept: must be made by Keep" {
			t.Error("nothing kept")
		}
	}
	for _, w := range []*simulation.TableWriter{nil, new(simulation.TableWriter)} {
		if w.Years() != 0 || texts(w.Write(simulation.Table{})) != "writer: must be made by NewTableWriter" || texts(w.Flush()) != "writer: must be made by NewTableWriter" {
			t.Error("a writer to nowhere")
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestTable_Largest(t *testing.T) {
	table := simulation.Table{Currency: "CNY", Ends: []int{4, 4, 6}, Loss: []int64{5, 6, 3, 4, 9, 1}, Event: []int32{1, -1, 1, 2, -1, -1}}
	got, err := table.Largest()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int64{8, 0, 9}, got.Loss); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	nothing := simulation.Table{Currency: "CNY", Ends: []int{2}, Loss: []int64{0, 0}, Event: []int32{1, 1}}
	if got, err := nothing.Largest(); err != nil || got.Loss[0] != 0 {
		t.Error(got, err)
	}
	table.Loss[0] = math.MaxInt64
	if _, err := table.Largest(); texts(err) != "ends[0]: amounts leave 64 bits of minor units" {
		t.Error(err)
	}
	table.Event = nil
	if got, err = table.Largest(); err != nil || got.Loss[0] != math.MaxInt64 {
		t.Error(got, err)
	}
	table.Ends = nil
	if _, err := table.Largest(); err == nil {
		t.Error("rows without a year")
	}
}

// Half of a table, and so on, until the tail would be too short.
func TestConverge(t *testing.T) {
	x := make([]int64, 4000)
	for i := range x {
		x[i] = int64(i * 7919 % 1000)
	}
	steps, err := simulation.Converge(amounts(x...), dec("0.99"), dec("0.9"))
	if err != nil {
		t.Fatal(err)
	}
	var years []int
	for _, s := range steps {
		years = append(years, s.Years)
		want := sample(t, x[:s.Years]...)
		if !s.Mean.Equal(want.Mean()) || !s.VaR.Equal(must(t)(want.VaR(dec("0.99"), ""))) || !s.TVaR.Equal(must(t)(want.TVaR(dec("0.99"), ""))) {
			t.Errorf("%d years: %+v", s.Years, s)
		}
	}
	if d := cmp.Diff([]int{250, 500, 1000, 2000, 4000}, years); d != "" || steps[0].Known || !steps[4].Known {
		t.Errorf("%s %v", d, steps)
	}
}

// rat is an amount as a fraction.
func rat(d decimal.Decimal) *big.Rat { return d.Rat() }

func TestMeasureLaws(t *testing.T) {
	random := func(seed int64) ([]int64, *rand.Rand) {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		x := make([]int64, 1+r.IntN(40))
		for i := range x {
			x[i] = r.Int64N(int64(1+r.IntN(200))) - 20
		}
		return x, r
	}
	p := func(r *rand.Rand) decimal.Decimal { return decimal.New(1+r.Int64N(998), -3) }
	seeds := gen.Int64Range(0, 1<<40)
	proptest.Check(t, "an oracle that repeats every year a thousand times", prop.ForAll(func(seed int64) string {
		x, r := random(seed)
		q := p(r)
		s := sample(t, x...)
		// p n has three places: with every year a thousand times the tail is of whole years.
		var all []int64
		for _, v := range x {
			all = append(all, slices.Repeat([]int64{v}, 1000)...)
		}
		slices.Sort(all)
		tail := decimal.New(1, 0).Sub(q).Mul(decimal.NewFromInt(int64(len(x)))).Mul(decimal.New(1000, 0)).BigInt().Int64()
		sum := int64(0)
		for _, v := range all[int64(len(all))-tail:] {
			sum += v
		}
		exact := big.NewRat(sum, tail)
		off := new(big.Rat).Sub(rat(must(t)(s.TVaR(q, ""))), exact)
		if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			return fmt.Sprintf("tail at %s: off by %s", q, off)
		}
		count := 0 // years not above the value at risk
		value := must(t)(s.VaR(q, "")).BigInt().Int64()
		least := int64(math.MaxInt64)
		for _, v := range x {
			if v <= value {
				count++
			}
		}
		for _, v := range x {
			below := 0
			for _, w := range x {
				if w <= v {
					below++
				}
			}
			if decimal.NewFromInt(int64(below)).GreaterThanOrEqual(q.Mul(decimal.NewFromInt(int64(len(x))))) {
				least = min(least, v)
			}
		}
		if least != value {
			return fmt.Sprintf("value at risk %d, want %d", value, least)
		}
		return ""
	}, seeds))
	proptest.Check(t, "the order of years reaches nothing and the tail is at least the value at risk", prop.ForAll(func(seed int64) string {
		x, r := random(seed)
		q := p(r)
		a := sample(t, x...)
		r.Shuffle(len(x), func(i, j int) { x[i], x[j] = x[j], x[i] })
		b := sample(t, x...)
		for _, tail := range []simulation.Tail{"", simulation.TailFrom, simulation.TailAbove} {
			one, two := must(t)(a.TVaR(q, tail)), must(t)(b.TVaR(q, tail))
			if !one.Equal(two) || one.LessThan(must(t)(a.VaR(q, ""))) {
				return fmt.Sprint(tail, one, two)
			}
		}
		if !a.Deviation().Equal(b.Deviation()) || !a.Mean().Equal(b.Mean()) {
			return "moments"
		}
		return ""
	}, seeds))
	proptest.Check(t, "parts add up and the tail of a sum is at most the sum of tails", prop.ForAll(func(seed int64) string {
		x, r := random(seed)
		q := p(r)
		parts := make([]simulation.YearLosses, 1+r.IntN(4))
		for i := range parts {
			parts[i] = amounts(make([]int64, len(x))...)
			for y := range x {
				parts[i].Loss[y] = r.Int64N(100) - 10
			}
		}
		whole, err := simulation.Sum(parts...)
		if err != nil {
			return err.Error()
		}
		portion, err := simulation.Portion(whole, parts...)
		if err != nil {
			return err.Error()
		}
		total := must(t)(portion.Whole().TVaR(q, ""))
		alone := decimal.Decimal{}
		for _, y := range parts {
			alone = alone.Add(must(t)(sample(t, y.Loss...).TVaR(q, "")))
		}
		if total.Sub(alone).GreaterThan(decimal.NewFromInt(int64(len(parts)))) { // each is rounded
			return fmt.Sprintf("together %s, alone %s", total, alone)
		}
		got, err := portion.TVaR(q)
		if err != nil {
			return err.Error()
		}
		deviation, err := portion.Deviation()
		if err != nil {
			return err.Error()
		}
		if sum := decimal.Sum(decimal.Decimal{}, got...); !sum.Equal(total) {
			return fmt.Sprintf("tail %s, parts %s", total, got)
		}
		if sum := decimal.Sum(decimal.Decimal{}, deviation...); !sum.Equal(portion.Whole().Deviation()) {
			return fmt.Sprintf("deviation %s, parts %s", portion.Whole().Deviation(), deviation)
		}
		return ""
	}, seeds))
}

// BenchmarkSample makes and asks a sample of a million years. What bounds it is the sort.
func BenchmarkSample(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x := make([]int64, 1_000_000)
	for i := range x {
		x[i] = r.Int64N(1e12)
	}
	y := amounts(x...)
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			if _, err := simulation.NewSample(y); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := sample(b, x...)
	b.Run("tail", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.TVaR(dec("0.99"), ""); err != nil {
				b.Fatal(err)
			}
		}
	})
}
