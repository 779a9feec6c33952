package simulation_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/cedego/cede/xol"
)

// perEvent are layers for each event: attachment, limit, and after them a premium with as many reinstatements at 100 % as there are further words.
func perEvent(layers ...string) xol.PerEvent {
	var out xol.PerEvent
	for _, text := range layers {
		words := strings.Fields(text)
		l := layer(words[0], words[1])
		if len(words) > 2 {
			l.Premium = &xol.Premium{Deposit: new(dec(words[2]))}
			l.Reinstatements = &xol.Reinstatements{}
			for _, rate := range words[3:] {
				l.Reinstatements.Count++
				l.Reinstatements.Rates = append(l.Reinstatements.Rates, dec(rate))
			}
		}
		out.Layers = append(out.Layers, l)
	}
	return out
}

// simulated is a layer over many years of a hazard.
func simulated(t *testing.T, h simulation.Hazard, years int, layers ...string) *simulation.Result {
	t.Helper()
	table := generate(t, h, simulation.Generation{Years: years, Seed: 2024})
	r, err := simulation.Run(context.Background(), newProgram(t, tower("CNY", layers...)), newBook(t, treaty.BookSpec{Currency: "CNY"}), simulation.One(table), simulation.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// near reports a mean that is more than four standard errors from what it is expected to be.
func near(t *testing.T, what string, y simulation.YearLosses, want float64) {
	t.Helper()
	s, err := simulation.NewSample(y)
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.StandardError()
	if err != nil {
		t.Fatal(err)
	}
	mean, _ := s.Mean().Float64()
	se, _ := e.Float64()
	if off := math.Abs(mean - want); off > 4*se || se > 0.05*want {
		t.Errorf("%s: %.2f ± %.2f, want %.2f", what, mean, se, want)
	}
}

// The expected loss of a layer is the number of losses times the integral of the survival function over the layer. Of a Pareto that is
// t^α (A^(1-α) - B^(1-α)) / (α - 1) between A and B above the threshold t; of a lognormal the difference of limited expected values, E min(X, x) = e^(μ + σ²/2) Φ((ln x - μ - σ²)/σ) + x S(x).
// Source: Klugman, Panjer, Willmot, Loss Models, appendix A.
func TestClosed_layers(t *testing.T) {
	pareto := func(a, b float64) float64 {
		const threshold, alpha = 1e6, 1.5
		return math.Pow(threshold, alpha) * (math.Pow(a, 1-alpha) - math.Pow(b, 1-alpha)) / (alpha - 1)
	}
	r := simulated(t, simulation.Hazard{Frequency: simulation.Poisson{Mean: 2.2}, Severity: simulation.Pareto{Threshold: 1e6, Alpha: 1.5}, Maximum: new(dec("1e12"))}, 200_000, "1000000 1000000", "2000000 3000000", "5000000 20000000")
	for i, ends := range [][2]float64{{1e6, 2e6}, {2e6, 5e6}, {5e6, 25e6}} {
		c, _ := r.Clause(r.Clauses[i])
		near(t, "Pareto", c.Full, 2.2*pareto(ends[0], ends[1]))
	}
	limited := func(x float64) float64 {
		const mu, sigma = 13.0, 1.2
		z := (math.Log(x) - mu) / sigma
		return math.Exp(mu+sigma*sigma/2)*distuv.UnitNormal.CDF(z-sigma) + x*distuv.UnitNormal.Survival(z)
	}
	r = simulated(t, simulation.Hazard{Frequency: simulation.Poisson{Mean: 5}, Severity: simulation.Lognormal{Mu: 13, Sigma: 1.2}}, 200_000, "500000 500000", "1000000 4000000")
	for i, ends := range [][2]float64{{5e5, 1e6}, {1e6, 5e6}} {
		c, _ := r.Clause(r.Clauses[i])
		near(t, "lognormal", c.Full, 5*(limited(ends[1])-limited(ends[0])))
	}
}

// panjer are the probabilities of the sum of a Poisson number of amounts of whole units: g(s) = λ/s Σ j f(j) g(s - j). Source: Panjer, Recursive Evaluation of a Family of Compound Distributions, ASTIN Bulletin 1981.
func panjer(lambda float64, f map[int]float64, most int) []float64 {
	g := make([]float64, most+1)
	g[0] = math.Exp(-lambda * (1 - f[0]))
	for s := 1; s <= most; s++ {
		for j, p := range f {
			if j > 0 && j <= s {
				g[s] += lambda / float64(s) * float64(j) * p * g[s-j]
			}
		}
	}
	return g
}

// Losses of 50, 150 and 300 under 200 xs 50 with two reinstatements at 100 %: none, 100 and 200, so of units of 100 a third each 0, 1 and 2, up to six a year. The probability of exhaustion, the
// expected loss and the reinstatement premium, the deposit times the expected part of the first two limits, follow from the recursion; premium is the deposit times one plus that part.
func TestClosed_year(t *testing.T) {
	const lambda, years = 2.7, 200_000
	h := simulation.Hazard{Frequency: simulation.Poisson{Mean: lambda}, Severity: simulation.Empirical{Loss: []int64{5000, 15000, 30000}}}
	r := simulated(t, h, years, "50 200 60 1 1")
	g := panjer(lambda, map[int]float64{0: 1. / 3, 1: 1. / 3, 2: 1. / 3}, 6)
	all, loss, reinstated := 0.0, 0.0, 0.0
	for s, p := range g {
		if s == 6 {
			p = 1 - all
		}
		all += p
		loss += 100 * float64(s) * p
		reinstated += min(float64(s), 4) / 2 * p
	}
	exhausted := 1 - (g[0] + g[1] + g[2] + g[3] + g[4] + g[5])
	c, _ := r.Clause(r.Clauses[0])
	near(t, "loss", c.Full, loss)
	near(t, "reinstatement premium", c.Reinstatement, 60*reinstated)
	near(t, "price", c.Price, 60*(1+reinstated))
	price, err := simulation.Rating{Limit: dec("200"), Reinstatements: []decimal.Decimal{dec("1"), dec("1")}}.Price(c.Full)
	if err != nil {
		t.Fatal(err)
	}
	rate, _ := price.Exhausted.Rate().Float64()
	if off := math.Abs(rate - exhausted); off > 4*math.Sqrt(exhausted*(1-exhausted)/years) {
		t.Errorf("exhausted %.5f, want %.5f", rate, exhausted)
	}
	low, high, err := price.Exhausted.Interval(dec("0.9999"))
	if err != nil || low.GreaterThan(decimal.NewFromFloat(exhausted)) || high.LessThan(decimal.NewFromFloat(exhausted)) {
		t.Errorf("exhausted from %s to %s, want %.5f", low, high, exhausted)
	}
	// The identity holds year by year: premium is the deposit and the reinstated part of it, rounded once.
	for y, x := range c.Full.Loss {
		if want := 6000 + 6000*min(x, 40_000)/20_000; c.Price.Loss[y] != want {
			t.Fatalf("year %d: a loss of %d costs %d, want %d", y+1, x, c.Price.Loss[y], want)
		}
	}
	reached, _ := price.Reinstated.Float64()
	if math.Abs(reached-reinstated) > 0.01 {
		t.Errorf("reinstated %.4f, want %.4f", reached, reinstated)
	}
}

// Every loss of at least 10 million is a full limit of 4 xs 2 million: the year's limit of three is used up with three losses or more.
func TestClosed_exhaustion(t *testing.T) {
	r := simulated(t, simulation.Hazard{Frequency: simulation.NegativeBinomial{Mean: 1.2, Dispersion: 1.5}, Severity: simulation.Pareto{Threshold: 1e7, Alpha: 3}}, 100_000, "2000000 4000000 1 0 0")
	c, _ := r.Clause(r.Clauses[0])
	s, err := simulation.NewSample(c.Full)
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Reached(dec("12000000"))
	if err != nil {
		t.Fatal(err)
	}
	// r = 1.2 / 0.5 = 2.4, p = 2/3: P(0), P(1), P(2) are p^r, r (1 - p) P(0) and (r + 1) (1 - p) / 2 P(1).
	p0 := math.Pow(2./3, 2.4)
	p1 := 2.4 / 3 * p0
	want := 1 - p0 - p1 - 3.4/3/2*p1
	rate, _ := got.Rate().Float64()
	if off := math.Abs(rate - want); off > 4*math.Sqrt(want*(1-want)/100_000) {
		t.Errorf("exhausted %.5f, want %.5f", rate, want)
	}
}

// Secura's claims as a model: 371 in 14 years, 276 of them an exponential of mean 1.4 million between 1.2 and 2.6 million, 95 above a Pareto with an alpha of 3.8. Both parameters are
// estimates of the highest likelihood to two digits (1,397,147 and 3.797, computed elsewhere); the form is a body with a Pareto tail spliced to it. The model's expected losses, in closed form below, are 26.33 and 0.865
// million a year for the two layers, the observed ones 26.36 and 0.951 ([TestSecura]).
func TestClosed_secura(t *testing.T) {
	const mean, alpha, from, to, years = 1.4e6, 3.8, 1.2e6, 2.6e6, 50_000
	beyond := math.Exp(-(to - from) / mean)
	body := (mean*(1-beyond) - (to-from)*beyond) / (1 - beyond) // of what is above 1.2 million
	tail := func(a, b float64) float64 {
		return math.Pow(to, alpha) * (math.Pow(a, 1-alpha) - math.Pow(b, 1-alpha)) / (alpha - 1)
	}
	r := simulated(t, secura(), years, "1200000 3800000", "5000000 5000000")
	for i, want := range []float64{(276*body + 95*(to-from+tail(to, 5e6))) / 14, 95 * tail(5e6, 10e6) / 14} {
		c, _ := r.Clause(r.Clauses[i])
		near(t, "Secura", c.Full, want)
		if observed := []float64{26_361_642, 951_033}[i]; math.Abs(want/observed-1) > 0.1 {
			t.Errorf("the model expects %.0f of layer %d, observed are %.0f", want, i+1, observed)
		}
	}
}
