package simulation_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
)

// generate makes one table.
func generate(t testing.TB, h simulation.Hazard, g simulation.Generation) simulation.Table {
	t.Helper()
	p, err := simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{h}}.Generate(context.Background(), g)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	return p.Segments[0].Table
}

// counts are the numbers of losses of the years.
func counts(table simulation.Table) []int {
	out := make([]int, table.Years())
	for y := range out {
		from, to := table.Year(y + 1)
		out[y] = to - from
	}
	return out
}

// Numbers of losses against probabilities that logarithms of gamma functions give: chi-square over all numbers that are expected ten times, at the level of one in a thousand.
func TestFrequencies(t *testing.T) {
	lg := func(x float64) float64 { y, _ := math.Lgamma(x); return y }
	const years = 40_000
	for _, tt := range []struct {
		f simulation.Frequency
		p func(n float64) float64
	}{
		{simulation.Poisson{Mean: 2.5}, func(n float64) float64 { return math.Exp(n*math.Log(2.5) - 2.5 - lg(n+1)) }},
		{simulation.Poisson{Mean: 0.03}, func(n float64) float64 { return math.Exp(n*math.Log(0.03) - 0.03 - lg(n+1)) }},
		{simulation.Poisson{Mean: 60}, func(n float64) float64 { return math.Exp(n*math.Log(60) - 60 - lg(n+1)) }},
		{simulation.NegativeBinomial{Mean: 3, Dispersion: 2}, func(n float64) float64 { return math.Exp(lg(3+n) - lg(3) - lg(n+1) + (3+n)*math.Log(0.5)) }},
		{simulation.NegativeBinomial{Mean: 0.5, Dispersion: 6}, func(n float64) float64 {
			return math.Exp(lg(0.1+n) - lg(0.1) - lg(n+1) + 0.1*math.Log(1./6) + n*math.Log(5./6))
		}},
		{simulation.Binomial{Trials: 10, Probability: 0.3}, func(n float64) float64 {
			return math.Exp(lg(11) - lg(n+1) - lg(11-n) + n*math.Log(0.3) + (10-n)*math.Log(0.7))
		}},
	} {
		table := generate(t, simulation.Hazard{Frequency: tt.f, Severity: simulation.Empirical{Loss: []int64{1}}}, simulation.Generation{Years: years, Seed: 3})
		seen := make(map[int]int)
		for _, n := range counts(table) {
			seen[n]++
		}
		chi, cells, rest, restSeen := 0.0, 0, float64(years), years
		for n := range 1000 {
			want := years * tt.p(float64(n))
			if !(want >= 10) {
				continue
			}
			chi += (float64(seen[n]) - want) * (float64(seen[n]) - want) / want
			cells++
			rest -= want
			restSeen -= seen[n]
		}
		if rest > 5 {
			chi += (float64(restSeen) - rest) * (float64(restSeen) - rest) / rest
			cells++
		}
		if limit := (distuv.ChiSquared{K: float64(cells - 1)}).Quantile(0.999); chi > limit {
			t.Errorf("%+v: chi-square %.1f of %d cells is above %.1f", tt.f, chi, cells, limit)
		}
	}
	// Large means: within four standard errors, and the variance within a tenth.
	for _, tt := range []struct {
		f              simulation.Frequency
		mean, variance float64
	}{
		{simulation.Poisson{Mean: 2000}, 2000, 2000},
		{simulation.NegativeBinomial{Mean: 2000, Dispersion: 50}, 2000, 100_000},
		{simulation.Binomial{Trials: 3000, Probability: 0.99}, 2970, 29.7},
		{simulation.FixedCount{Count: 7}, 7, 0},
		{simulation.Binomial{Trials: 9, Probability: 1}, 9, 0},
		{simulation.Binomial{Trials: 9}, 0, 0},
		{simulation.Poisson{}, 0, 0},
	} {
		table := generate(t, simulation.Hazard{Frequency: tt.f, Severity: simulation.Empirical{Loss: []int64{1}}}, simulation.Generation{Years: 1000, Seed: 3})
		sum, squares := 0.0, 0.0
		for _, n := range counts(table) {
			sum += float64(n)
			squares += (float64(n) - tt.mean) * (float64(n) - tt.mean)
		}
		if off := math.Abs(sum/1000-tt.mean) / math.Sqrt(max(tt.variance, 1e-9)/1000); off > 4 {
			t.Errorf("%+v: mean %.1f, want %.1f", tt.f, sum/1000, tt.mean)
		}
		if off := math.Abs(squares/1000 - tt.variance); off > 0.2*tt.variance {
			t.Errorf("%+v: variance %.1f, want %.1f", tt.f, squares/1000, tt.variance)
		}
	}
}

// Amounts against survival functions that are gonum's or written here: the distance of Kolmogorov and Smirnov, at the level of one in a thousand.
func TestSeverities(t *testing.T) {
	const n = 100_000
	normal := distuv.UnitNormal
	for _, tt := range []struct {
		name     string
		severity simulation.Severity
		survival func(x float64) float64
	}{
		{"Pareto", simulation.Pareto{Threshold: 1e6, Alpha: 1.4}, distuv.Pareto{Xm: 1e6, Alpha: 1.4}.Survival},
		{"Pareto without a mean", simulation.Pareto{Threshold: 1e3, Alpha: 0.9}, distuv.Pareto{Xm: 1e3, Alpha: 0.9}.Survival},
		{"generalised Pareto", simulation.GeneralizedPareto{Threshold: 5e5, Scale: 2e6, Shape: 0.4}, func(x float64) float64 { return math.Pow(1+0.4*(x-5e5)/2e6, -2.5) }},
		{"generalised Pareto that ends", simulation.GeneralizedPareto{Scale: 2e6, Shape: -0.5}, func(x float64) float64 { return (1 - 0.5*x/2e6) * (1 - 0.5*x/2e6) }},
		{"exponential", simulation.GeneralizedPareto{Threshold: 100, Scale: 2e6}, func(x float64) float64 { return math.Exp(-(x - 100) / 2e6) }},
		{"lognormal", simulation.Lognormal{Mu: 12, Sigma: 1.5}, func(x float64) float64 { return normal.Survival((math.Log(x) - 12) / 1.5) }},
		{"gamma", simulation.Gamma{Shape: 2.5, Scale: 4e5}, distuv.Gamma{Alpha: 2.5, Beta: 1 / 4e5}.Survival},
		{"gamma below 1", simulation.Gamma{Shape: 0.3, Scale: 4e8}, distuv.Gamma{Alpha: 0.3, Beta: 1 / 4e8}.Survival},
		{"large gamma", simulation.Gamma{Shape: 5e4, Scale: 1e3}, distuv.Gamma{Alpha: 5e4, Beta: 1 / 1e3}.Survival},
		{"truncated", simulation.Truncated{Of: simulation.Pareto{Threshold: 1e6, Alpha: 1.4}, From: 2e6, To: 9e6}, func(x float64) float64 {
			s := distuv.Pareto{Xm: 1e6, Alpha: 1.4}.Survival
			return (s(x) - s(9e6)) / (s(2e6) - s(9e6))
		}},
		{"mixture", simulation.Mixture{Parts: []simulation.Part{
			{Weight: 3, Severity: simulation.GeneralizedPareto{Scale: 1e5}}, {Weight: 1, Severity: simulation.Pareto{Threshold: 1e6, Alpha: 2}},
		}}, func(x float64) float64 {
			return 0.75*math.Exp(-x/1e5) + 0.25*min(1, 1e6/x*1e6/x)
		}},
	} {
		table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: 100}, Severity: tt.severity}, simulation.Generation{Years: n / 100, Seed: 11})
		x := slices.Clone(table.Loss)
		slices.Sort(x)
		distance := 0.0
		for i, v := range x {
			below := 1 - tt.survival(float64(v)/100)
			distance = max(distance, math.Abs(below-float64(i)/n), math.Abs(below-float64(i+1)/n))
		}
		if limit := 1.95 / math.Sqrt(n); distance > limit {
			t.Errorf("%s: distance %.5f is above %.5f", tt.name, distance, limit)
		}
	}
}

// Observed losses come as they are, each as often as any other; what is above the maximum costs as much.
func TestEmpirical(t *testing.T) {
	h := simulation.Hazard{
		Frequency: simulation.FixedCount{Count: 30}, Severity: simulation.Empirical{Loss: []int64{70_000, 5, 123_456}}, Maximum: new(dec("1000")),
	}
	seen := make(map[int64]int)
	for _, x := range generate(t, h, simulation.Generation{Years: 1000}).Loss {
		seen[x]++
	}
	if len(seen) != 3 || seen[100_000] < 9500 || seen[5] < 9500 || seen[70_000] < 9500 {
		t.Errorf("seen %v", seen)
	}
}

// The seasons are those of the weights: of 1, 2 and 3 in June, July and August a sixth, a third and a half, all days of a month alike, in order within a year.
func TestSeason(t *testing.T) {
	season := make([]float64, 12)
	season[5], season[6], season[7] = 1, 2, 3
	for _, perYear := range []int{20, 200} { // sorted, and counted
		table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: perYear}, Severity: simulation.Empirical{Loss: []int64{1}}, Season: season}, simulation.Generation{Years: 120_000 / perYear})
		months := map[string]int{}
		days := map[int16]int{}
		for _, d := range table.Day {
			switch {
			case d >= 152 && d <= 181:
				months["June"]++
			case d >= 182 && d <= 212:
				months["July"]++
			case d >= 213 && d <= 243:
				months["August"]++
			default:
				t.Fatalf("day %d", d)
			}
			days[d]++
		}
		if math.Abs(float64(months["June"])-20_000) > 600 || math.Abs(float64(months["July"])-40_000) > 700 {
			t.Errorf("%v", months)
		}
		if len(days) != 92 || math.Abs(float64(days[213])-60_000/31.) > 200 || math.Abs(float64(days[243])-60_000/31.) > 200 {
			t.Errorf("%d days, %d on the first and %d on the last of August", len(days), days[213], days[243])
		}
	}
	table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: 100}, Severity: simulation.Empirical{Loss: []int64{1}}}, simulation.Generation{Years: 1000})
	days := map[int16]int{}
	for _, d := range table.Day {
		days[d]++
	}
	if len(days) != 365 || days[1] < 200 || days[365] < 200 || days[1] > 350 {
		t.Errorf("%d days, %d on the first", len(days), days[1])
	}
}

func peril(name string) simulation.Hazard {
	return simulation.Hazard{Name: name, Frequency: simulation.NegativeBinomial{Mean: 3, Dispersion: 4}, Severity: simulation.Lognormal{Mu: 10, Sigma: 2}}
}

// The same for any number of workers; more years keep the first, another hazard changes nothing, another name or seed everything.
func TestGenerate_reproducible(t *testing.T) {
	model := simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{peril("a"), peril("b")}}
	tablesOf := func(m simulation.Model, years int, seed uint64, workers int) simulation.Portfolio {
		p, err := m.Generate(context.Background(), simulation.Generation{Years: years, Seed: seed, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	want := tablesOf(model, 3000, 5, 1)
	for workers := 2; workers <= 16; workers++ {
		if !cmp.Equal(want, tablesOf(model, 3000, 5, workers)) {
			t.Errorf("%d workers make other tables", workers)
		}
	}
	a, b := want.Segments[0].Table, want.Segments[1].Table
	longer := tablesOf(simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{peril("a")}}, 4000, 5, 3).Segments[0].Table
	if !slices.Equal(longer.Ends[:3000], a.Ends) || !slices.Equal(longer.Loss[:len(a.Loss)], a.Loss) || !slices.Equal(longer.Day[:len(a.Day)], a.Day) {
		t.Error("more years, or another hazard, change the first years")
	}
	other := tablesOf(model, 3000, 6, 2).Segments[0].Table
	if slices.Equal(a.Ends, b.Ends) || slices.Equal(a.Ends, other.Ends) {
		t.Error("another name or seed makes the same years")
	}
	if want.Segments[0].Name != "a" || want.Segments[1].Name != "b" {
		t.Error("names")
	}
}

func TestGenerate_progress(t *testing.T) {
	var told []int
	p, err := simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{peril("")}}.Generate(context.Background(), simulation.Generation{
		Years: 20_000, Workers: 3, Progress: func(done, _ int) { told = append(told, done) },
	})
	if err != nil || len(told) < 5 || !slices.IsSorted(told) || told[len(told)-1] != 20_000 || p.Years() != 20_000 {
		t.Error(told, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{peril("")}}.Generate(ctx, simulation.Generation{Years: 20_000, Progress: func(int, int) { cancel() }})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestGenerate_refuses(t *testing.T) {
	nan := math.NaN()
	model := func(change func(*simulation.Hazard)) simulation.Model {
		h := peril("")
		change(&h)
		return simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{h}}
	}
	severity := func(s simulation.Severity) simulation.Model {
		return model(func(h *simulation.Hazard) { h.Severity = s })
	}
	frequency := func(f simulation.Frequency) simulation.Model {
		return model(func(h *simulation.Hazard) { h.Frequency = f })
	}
	ok := simulation.Generation{Years: 10}
	for _, tt := range []struct {
		name  string
		model simulation.Model
		g     simulation.Generation
		want  string
	}{
		{"nothing wrong", model(func(*simulation.Hazard) {}), ok, ""},
		{"nothing", simulation.Model{}, simulation.Generation{}, "currency: must not be empty; hazards: must not be empty; years: must be from 1 to 2147483647 (got 0)"},
		{"workers and rows", model(func(*simulation.Hazard) {}), simulation.Generation{Years: 1, Workers: -1, MaxRows: -2}, "workers: must not be negative (got -1); maxRows: must not be negative (got -2)"},
		{"too many years", model(func(*simulation.Hazard) {}), simulation.Generation{Years: 11, MaxRows: 10}, "years: size limit: must be at most 10 (got 11)"},
		{"too many losses", frequency(simulation.FixedCount{Count: 3}), simulation.Generation{Years: 10, MaxRows: 29}, "hazards[0].year 10: size limit: must have at most 29 losses with the years before"},
		{"as many losses as allowed", frequency(simulation.FixedCount{Count: 3}), simulation.Generation{Years: 10, MaxRows: 30}, ""},
		{"no name", simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{peril("a"), peril("")}}, ok, "hazards[1].name: must not be empty where there are several hazards"},
		{"a name twice", simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{peril("a"), peril("a")}}, ok, "hazards[1].name: must be the name of one hazard only (got a)"},
		{"neither", simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{{}}}, ok, "hazards[0].frequency: must not be empty; hazards[0].severity: must not be empty"},
		{"pointers", model(func(h *simulation.Hazard) { h.Frequency, h.Severity = &simulation.Poisson{}, &simulation.Pareto{} }), ok, "hazards[0].frequency: must be a Poisson, NegativeBinomial, Binomial or FixedCount as a value (got *simulation.Poisson); hazards[0].severity: must be one of the severities of this package as a value (got *simulation.Pareto)"},
		{"a mean of NaN", frequency(simulation.Poisson{Mean: nan}), ok, "hazards[0].frequency.mean: must be from 0 to 1e+09 (got NaN)"},
		{"a negative mean", frequency(simulation.Poisson{Mean: -1}), ok, "hazards[0].frequency.mean: must be from 0 to 1e+09 (got -1)"},
		{"no dispersion", frequency(simulation.NegativeBinomial{Mean: 1, Dispersion: 1}), ok, "hazards[0].frequency.dispersion: must be above 1 and at most 100000 (got 1)"},
		{"too much variance", frequency(simulation.NegativeBinomial{Mean: 1e9, Dispersion: 1e4}), ok, "hazards[0].frequency.dispersion: must not make the variance more than 1e+12 (got 10000)"},
		{"a binomial", frequency(simulation.Binomial{Trials: -1, Probability: 1.1}), ok, "hazards[0].frequency.trials: must be from 0 to 2147483647 (got -1); hazards[0].frequency.probability: must be from 0 to 1 (got 1.1)"},
		{"a count", frequency(simulation.FixedCount{Count: -1}), ok, "hazards[0].frequency.count: must be from 0 to 2147483647 (got -1)"},
		{"a Pareto", severity(simulation.Pareto{Threshold: math.Inf(1), Alpha: -1}), ok, "hazards[0].severity.threshold: must be above 0 and at most 1.7976931348623157e+308 (got +Inf); hazards[0].severity.alpha: must be above 0 and at most 1e+06 (got -1)"},
		{"a generalised Pareto", severity(simulation.GeneralizedPareto{Threshold: -1, Shape: 2000}), ok, "hazards[0].severity.threshold: must be from 0 to 1.7976931348623157e+308 (got -1); hazards[0].severity.scale: must be above 0 and at most 1.7976931348623157e+308 (got 0); hazards[0].severity.shape: must be from -1000 to 1000 (got 2000)"},
		{"a lognormal", severity(simulation.Lognormal{Mu: 1001}), ok, "hazards[0].severity.mu: must be from -1000 to 1000 (got 1001); hazards[0].severity.sigma: must be above 0 and at most 1000 (got 0)"},
		{"a gamma", severity(simulation.Gamma{}), ok, "hazards[0].severity.shape: must be from 0.01 to 1e+06 (got 0); hazards[0].severity.scale: must be above 0 and at most 1.7976931348623157e+308 (got 0)"},
		{"nothing observed", severity(simulation.Empirical{}), ok, "hazards[0].severity.loss: must not be empty"},
		{"a negative observation", severity(simulation.Empirical{Loss: []int64{1, -1}}), ok, "hazards[0].severity.loss[1]: must not be negative (got -1)"},
		{"nothing truncated", severity(simulation.Truncated{From: -1, To: -2}), ok, "hazards[0].severity.of: must not be empty; hazards[0].severity.from: must be from 0 to 1.7976931348623157e+308 (got -1); hazards[0].severity.to: must be above 0 and at most 1.7976931348623157e+308 (got -2)"},
		{"truncated observations", severity(simulation.Truncated{Of: simulation.Empirical{Loss: []int64{1}}}), ok, "hazards[0].severity.of: must be a Pareto, GeneralizedPareto, Lognormal or Gamma as a value (got simulation.Empirical)"},
		{"truncated to nothing", severity(simulation.Truncated{Of: simulation.GeneralizedPareto{Scale: 1, Shape: -1}, From: 2}), ok, "hazards[0].severity.from: must be exceeded with a probability of at least 1e-280 (got 2)"},
		{"truncated to too little", severity(simulation.Truncated{Of: simulation.Pareto{Threshold: 1, Alpha: 1}, From: 2, To: 2.0000001}), ok, "hazards[0].severity.to: must have at least a millionth of the losses above from below it (got 2.0000001)"},
		{"no parts", severity(simulation.Mixture{}), ok, "hazards[0].severity.parts: must not be empty"},
		{"a mixture of mixtures", severity(simulation.Mixture{Parts: []simulation.Part{{Weight: 0, Severity: simulation.Mixture{}}, {Weight: 1}}}), ok, "hazards[0].severity.parts[0].weight: must be above 0 and at most 1e+06 (got 0); hazards[0].severity.parts[0].severity: must not be a mixture (got Mixture); hazards[0].severity.parts[1].severity: must not be empty"},
		{"a fine maximum", model(func(h *simulation.Hazard) { h.Maximum = new(dec("0.001")) }), ok, "hazards[0].maximum: must have at most 2 decimal places (got 0.001)"},
		{"a negative maximum", model(func(h *simulation.Hazard) { h.Maximum = new(dec("-1")) }), ok, "hazards[0].maximum: must not be negative (got -1)"},
		{"a large maximum", model(func(h *simulation.Hazard) { h.Maximum = new(dec("1e18")) }), ok, "hazards[0].maximum: amounts leave 64 bits of minor units"},
		{"eleven months", model(func(h *simulation.Hazard) { h.Season = make([]float64, 11) }), ok, "hazards[0].season: must have 12 weights (got 11)"},
		{"no season", model(func(h *simulation.Hazard) { h.Season = make([]float64, 12) }), ok, "hazards[0].season: must have a weight above 0"},
		{"a season of NaN", model(func(h *simulation.Hazard) { h.Season = []float64{1, nan, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0} }), ok, "hazards[0].season[1]: must be from 0 to 1e+06 (got NaN)"},
		{"amounts beyond 64 bits", severity(simulation.Pareto{Threshold: 1e17, Alpha: 0.1}), ok, "hazards[0].year "},
	} {
		_, err := tt.model.Generate(context.Background(), tt.g)
		if got := texts(err); got != tt.want && (!strings.HasSuffix(tt.want, "year ") || !strings.HasPrefix(got, tt.want) || !errors.Is(err, treaty.ErrOverflow)) {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	capped := severity(simulation.Pareto{Threshold: 1e17, Alpha: 0.1})
	capped.Hazards[0].Maximum = new(dec("1e16"))
	if p, err := capped.Generate(context.Background(), ok); err != nil || slices.Max(p.Segments[0].Table.Loss) != 1e18 {
		t.Error("a maximum must bound what leaves 64 bits:", err)
	}
}

// The motor claims of Secura Re as if they were this year's, under 3,800,000 xs 1,200,000 and 5,000,000 xs 5,000,000: sums by year, computed from the figures with integers elsewhere.
func TestSecura(t *testing.T) {
	file, err := os.Open("testdata/secura.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	table, err := simulation.ReadTable(file, simulation.CSV{Currency: "EUR", Years: 14})
	if err != nil || len(table.Loss) != 371 {
		t.Fatal(len(table.Loss), err)
	}
	program := newProgram(t, tower("EUR", "1200000 3800000", "5000000 5000000"))
	r, err := simulation.Run(context.Background(), program, newBook(t, treaty.BookSpec{Currency: "EUR"}), simulation.One(table), simulation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]int64{
		{17270448, 13590565, 21162877, 38288568, 28066788, 27384012, 20020193, 30590578, 41661266, 38640381, 28798250, 26198682, 30495435, 6894949},
		{2024771, 0, 2898639, 5593123, 0, 2234502, 470078, 0, 93348, 0, 0, 0, 0, 0},
	}
	for i, name := range r.Clauses {
		c, _ := r.Clause(name)
		for y, x := range want[i] {
			if c.Full.Loss[y] != 100*x {
				t.Errorf("layer %d, %d: %d, want %d", i+1, 1988+y, c.Full.Loss[y], 100*x)
			}
		}
	}
	upper, _ := r.Clause(r.Clauses[1])
	s, err := simulation.NewSample(upper.Full)
	if err != nil || s.Mean().String() != "951032.93" { // 13,314,461 / 14
		t.Error(s.Mean(), err)
	}
	price, err := simulation.Rating{Limit: dec("5000000"), Reinstatements: []decimal.Decimal{dec("1")}}.Price(upper.Full)
	if err != nil || fmt.Sprint(price.Attached, price.Exhausted, price.LossOnLine) != "{6 14} {0 14} 0.190206586" {
		t.Error(price, err)
	}
}

// tower is a contract with layers of attachment and limit for each loss.
func tower(currency treaty.Currency, layers ...string) treaty.Spec {
	contract := whole("XL", 1, panel("1"), perEvent(layers...))
	return treaty.Spec{Currency: currency, Contracts: []treaty.Contract{contract}}
}
