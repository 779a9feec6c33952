package simulation_test

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
)

// uniforms is the source of a year as the comment of [simulation.Model.Generate] says, written again.
func uniforms(seed uint64, name string, year int) *rand.ChaCha8 {
	key := sha256.Sum256([]byte("cede simulation 1\x00" + string(binary.BigEndian.AppendUint64(nil, seed)) + name))
	return rand.NewChaCha8(sha256.Sum256(binary.BigEndian.AppendUint64(key[:], uint64(year))))
}

// exceedance is the probability that a number of 64 bits stands for.
func exceedance(raw uint64) float64 { return (float64(raw) + 0.5) / 0x1p64 }

// between reports whether u is in [low, high], but for a relative error and the last bit of a number near 1.
func between(low, u, high, tolerance float64) bool {
	return low*(1-tolerance)-0x1p-52 <= u && u <= high*(1+tolerance)+0x1p-52
}

// Every number of losses is the one that its uniform number stands for: P(N > n) ≤ u < P(N ≥ n). The survival functions are incomplete gamma and beta functions, which the
// tables of numbers do without. Large means are as exact as small ones.
func TestFrequency_inversion(t *testing.T) {
	poisson := func(mean float64) func(n float64) float64 {
		return func(n float64) float64 { return mathext.GammaIncReg(n+1, mean) }
	}
	negative := func(mean, dispersion float64) func(n float64) float64 {
		return func(n float64) float64 {
			return mathext.RegIncBeta(n+1, mean/(dispersion-1), (dispersion-1)/dispersion)
		}
	}
	binomial := func(trials int, probability float64) func(n float64) float64 {
		return func(n float64) float64 {
			if n >= float64(trials) {
				return 0
			}
			return mathext.RegIncBeta(n+1, float64(trials)-n, probability)
		}
	}
	for _, tt := range []struct {
		frequency simulation.Frequency
		years     int
		survival  func(n float64) float64 // P(N > n)
	}{
		{simulation.Poisson{Mean: 1e-9}, 1000, poisson(1e-9)},
		{simulation.Poisson{Mean: 0.7}, 20_000, poisson(0.7)},
		{simulation.Poisson{Mean: 9.999}, 20_000, poisson(9.999)},
		{simulation.Poisson{Mean: 1000}, 300, poisson(1000)},
		{simulation.Poisson{Mean: 250_000.5}, 10, poisson(250_000.5)},
		{simulation.NegativeBinomial{Mean: 2, Dispersion: 1 + 1e-9}, 5000, poisson(2)}, // nearly
		{simulation.NegativeBinomial{Mean: 2, Dispersion: 1.5}, 20_000, negative(2, 1.5)},
		{simulation.NegativeBinomial{Mean: 0.1, Dispersion: 40}, 20_000, negative(0.1, 40)},
		{simulation.NegativeBinomial{Mean: 300, Dispersion: 1001}, 1000, negative(300, 1001)},
		{simulation.NegativeBinomial{Mean: 50_000, Dispersion: 100}, 20, negative(50_000, 100)},
		{simulation.Binomial{Trials: 1, Probability: 0.25}, 5000, binomial(1, 0.25)},
		{simulation.Binomial{Trials: 37, Probability: 0.999}, 5000, binomial(37, 0.999)},
		{simulation.Binomial{Trials: 100_000, Probability: 0.01}, 300, binomial(100_000, 0.01)},
		{simulation.Binomial{Trials: math.MaxInt32, Probability: 1e-9}, 5000, binomial(math.MaxInt32, 1e-9)},
	} {
		table := generate(t, simulation.Hazard{Name: "x", Frequency: tt.frequency, Severity: simulation.Empirical{Loss: []int64{1}}}, simulation.Generation{Years: tt.years, Seed: 17})
		for y, n := range counts(table) {
			u, more := exceedance(uniforms(17, "x", y+1).Uint64()), 1.0
			if n > 0 {
				more = tt.survival(float64(n) - 1)
			}
			// An incomplete beta function of gonum has 9 digits for the largest parameters.
			if less := tt.survival(float64(n)); !between(less, u, more, 1e-8) {
				t.Errorf("%+v, year %d: %d losses for %g, which is not between %g and %g", tt.frequency, y+1, n, u, less, more)
				break
			}
		}
	}
}

// upperGamma is Q(a, x) by Legendre's continued fraction above the mode, and 1 less the series below it; lowerGamma is P(a, x). Source: Abramowitz and Stegun, 6.5.29 and 6.5.31.
func upperGamma(a, x float64) float64 {
	if x < a+1 {
		return 1 - lowerGamma(a, x)
	}
	lg, _ := math.Lgamma(a)
	terms := 60 + int(20*math.Sqrt(a))
	f := 0.0
	for n := terms; n > 0; n-- {
		k := float64(n)
		f = k * (k - a) / (x + 2*k + 1 - a - f)
	}
	return math.Exp(a*math.Log(x)-x-lg) / (x + 1 - a - f)
}

func lowerGamma(a, x float64) float64 {
	if x >= a+1 {
		return 1 - upperGamma(a, x)
	}
	lg, _ := math.Lgamma(a + 1)
	sum, term := 1.0, 1.0
	for n := 1.0; term > sum*1e-18; n++ {
		term *= x / (a + n)
		sum += term
	}
	return math.Exp(a*math.Log(x)-x-lg) * sum
}

// A known is a severity with its survival function and, where that has few digits, its distribution function.
type known struct {
	name            string
	severity        simulation.Severity
	survival, below func(x float64) float64
	tolerance       float64
}

func paretoOracle(threshold, alpha float64) known {
	d := distuv.Pareto{Xm: threshold, Alpha: alpha}
	return known{fmt.Sprintf("Pareto %g %g", threshold, alpha), simulation.Pareto{Threshold: threshold, Alpha: alpha}, d.Survival, d.CDF, 1e-12}
}

func generalizedOracle(threshold, scale, shape float64) known {
	survival := func(x float64) float64 {
		switch z := (x - threshold) / scale; {
		case z <= 0:
			return 1
		case math.Abs(shape) < 1e-6: // the first terms of the logarithm
			return math.Exp(-z + shape*z*z/2 - shape*shape*z*z*z/3)
		default:
			return math.Pow(max(1+shape*z, 0), -1/shape)
		}
	}
	name := fmt.Sprintf("generalised Pareto %g %g %g", threshold, scale, shape)
	return known{name, simulation.GeneralizedPareto{Threshold: threshold, Scale: scale, Shape: shape}, survival, func(x float64) float64 { return 1 - survival(x) }, 1e-8}
}

func lognormalOracle(mu, sigma float64) known {
	// The survival function of gonum's is 1 less the distribution function.
	below := func(x float64) float64 {
		if x <= 0 {
			return 0
		}
		return math.Erfc((mu-math.Log(x))/(sigma*math.Sqrt2)) / 2
	}
	return known{fmt.Sprintf("lognormal %g %g", mu, sigma), simulation.Lognormal{Mu: mu, Sigma: sigma}, func(x float64) float64 {
		if x <= 0 {
			return 1
		}
		return math.Erfc((math.Log(x)-mu)/(sigma*math.Sqrt2)) / 2
	}, below, 1e-10}
}

func gammaOracle(shape, scale, tolerance float64) known {
	return known{fmt.Sprintf("gamma %g %g", shape, scale), simulation.Gamma{Shape: shape, Scale: scale}, func(x float64) float64 {
		if x <= 0 {
			return 1
		}
		return upperGamma(shape, x/scale)
	}, func(x float64) float64 {
		if x <= 0 {
			return 0
		}
		return lowerGamma(shape, x/scale)
	}, tolerance}
}

func knowns() []known {
	return []known{
		paretoOracle(1e6, 1.5), paretoOracle(0.004, 0.8), paretoOracle(1e6, 40),
		generalizedOracle(1e6, 5e5, 0.5), generalizedOracle(0, 5e5, -0.5), generalizedOracle(0, 8e4, -1), generalizedOracle(3, 5e5, 0), generalizedOracle(3, 5e5, 1e-9), generalizedOracle(3, 5e5, -1e-9),
		lognormalOracle(11, 1.3), lognormalOracle(16, 0.02), lognormalOracle(3, 5),
		gammaOracle(1, 1e6, 1e-9), gammaOracle(0.01, 1e9, 1e-9), gammaOracle(0.1, 1e9, 1e-9), gammaOracle(0.5, 1e8, 1e-9), gammaOracle(0.99, 1e6, 1e-9), gammaOracle(1.01, 1e6, 1e-9), gammaOracle(2, 1e6, 1e-9), gammaOracle(17.3, 1e5, 1e-9),
		gammaOracle(400, 1e5, 1e-9), gammaOracle(10_000, 1e5, 1e-9), gammaOracle(1e6, 1e3, 1e-7),
	}
}

// Every amount is the one that its uniform number stands for, to the half of a minor unit: P(X > x + 1/2) ≤ u ≤ P(X > x - 1/2). Survival functions are gonum's or written here.
func TestSeverity_inversion(t *testing.T) {
	for _, tt := range knowns() {
		table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: 10}, Severity: tt.severity}, simulation.Generation{Years: 300, Seed: 5})
		for y := range 300 {
			source := uniforms(5, "", y+1)
			source.Uint64() // the number of losses
			for _, loss := range table.Loss[10*y : 10*y+10] {
				u := exceedance(source.Uint64())
				// The float itself is exact to some units of its last place.
				low, high := (float64(loss)-0.5)/100*(1-1e-13), (float64(loss)+0.5)/100*(1+1e-13)
				if !between(tt.survival(high), u, tt.survival(low), tt.tolerance) {
					t.Fatalf("%s: %d for %g, which is not between %g and %g", tt.name, loss, u, tt.survival(high), tt.survival(low))
				}
			}
		}
	}
}

// The ends of the distributions, which a few thousand numbers do not reach: on condition of being above what one loss in so many exceeds, up to 10^200, and below what as few as 10^5 do not.
func TestSeverity_tails(t *testing.T) {
	for _, tt := range knowns() {
		for _, rare := range []float64{1e-3, 1e-9, 1e-11, 1e-40, 1e-200} {
			// By halving: the amount that is exceeded so rarely.
			low, high := 0.0, 1e30
			for range 400 {
				if middle := low + (high-low)/2; tt.survival(middle) > rare {
					low = middle
				} else {
					high = middle
				}
			}
			if high > 1e12 || strings.HasPrefix(tt.name, "generalised Pareto 0 ") {
				continue // beyond 64 bits, or all within a minor unit of the end
			}
			all := tt.survival(high)
			tail := simulation.Truncated{Of: tt.severity, From: high}
			table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: 1}, Severity: tail, Maximum: new(dec("10000000000000"))}, simulation.Generation{Years: 200, Seed: 5})
			for row, loss := range table.Loss {
				source := uniforms(5, "", row+1)
				source.Uint64()
				u := exceedance(source.Uint64())
				from, to := (float64(loss)-0.5)/100*(1-1e-13), (float64(loss)+0.5)/100*(1+1e-13)
				if below, above := tt.survival(to)/all, min(tt.survival(max(from, high))/all, 1); loss < 1e15 && !between(below, u, above, 10*tt.tolerance) {
					t.Fatalf("%s above %g: %d for %g, which is not between %g and %g", tt.name, high, loss, u, below, above)
				}
			}
		}
		for _, rare := range []float64{1e-2, 1e-5} {
			low, high := 0.0, 1e30
			for range 400 {
				if middle := low + (high-low)/2; tt.below(middle) < rare {
					low = middle
				} else {
					high = middle
				}
			}
			if high < 1000 || tt.below(high) > 2*rare {
				continue // within few minor units
			}
			all := tt.below(high)
			table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: 1}, Severity: simulation.Truncated{Of: tt.severity, To: high}}, simulation.Generation{Years: 200, Seed: 5})
			for row, loss := range table.Loss {
				source := uniforms(5, "", row+1)
				source.Uint64()
				u := 1 - exceedance(source.Uint64())
				from, to := (float64(loss)-0.5)/100*(1-1e-13), (float64(loss)+0.5)/100*(1+1e-13)
				if below, above := tt.below(from)/all, min(tt.below(min(to, high))/all, 1); !between(below, u, above, 1000*tt.tolerance) {
					t.Fatalf("%s below %g: %d for %g, which is not between %g and %g", tt.name, high, loss, u, below, above)
				}
			}
		}
	}
}

// Days are drawn after the amounts, each the one that its number stands for: of 1, 2 and 1 in January, February and December, and of all days alike.
func TestSeason_inversion(t *testing.T) {
	for _, season := range [][]float64{nil, {1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, {0.1, 0.2, 0.3, 0, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0.7, 0.1, 0}} {
		var days []float64 // P(day ≤ d)
		lengths := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
		sum, whole := 0.0, 0.0
		for _, w := range season {
			whole += w
		}
		for month, length := range lengths {
			for range length {
				w := 1. / 365
				if season != nil {
					w = season[month] / whole / float64(length)
				}
				sum += w
				days = append(days, sum)
			}
		}
		for _, n := range []int{1, 3, 63, 64, 500} {
			table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: n}, Severity: simulation.Pareto{Threshold: 1, Alpha: 3}, Season: season}, simulation.Generation{Years: 200, Seed: 9})
			for y := range 200 {
				source := uniforms(9, "", y+1)
				for range 1 + n {
					source.Uint64()
				}
				var numbers []float64
				for range n {
					numbers = append(numbers, exceedance(source.Uint64()))
				}
				slices.Sort(numbers)
				for k, u := range numbers {
					d := table.Day[y*n+k]
					before := 0.0
					if d > 1 {
						before = days[d-2]
					}
					if !between(before, u, days[d-1], 1e-9) || before == days[d-1] {
						t.Fatalf("%v, %d a year: day %d for %g, which is not between %g and %g", season, n, d, u, before, days[d-1])
					}
				}
			}
		}
	}
}

// One loss of four exceeds 2^63 minor units: the error is that of the first year with one, whoever gets to it first. The expected year follows from the uniform numbers.
func TestGenerate_firstError(t *testing.T) {
	limit := float64(math.MaxInt64) / 100
	h := simulation.Hazard{Frequency: simulation.Binomial{Trials: 1, Probability: 0.001}, Severity: simulation.Pareto{Threshold: limit / 4, Alpha: 1}}
	for seed := range uint64(5) {
		first := 0
		for y := 1; first == 0; y++ {
			source := uniforms(seed, "", y)
			if exceedance(source.Uint64()) < 0.001 && exceedance(source.Uint64()) < 0.25 {
				first = y
			}
		}
		for workers := 1; workers <= 16; workers++ {
			_, err := simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{h}}.Generate(context.Background(), simulation.Generation{Years: 40_000, Seed: seed, Workers: workers})
			if want := fmt.Sprintf("hazards[0].year %d: amounts leave 64 bits of minor units", first); texts(err) != want || !errors.Is(err, treaty.ErrOverflow) {
				t.Errorf("%d workers: %v, want %s", workers, err, want)
			}
		}
	}
}

// Amounts are rounded half away from zero, at the scale of the table; up to 2^63 - 1 they are kept.
func TestGenerate_rounding(t *testing.T) {
	for _, tt := range []struct {
		amount float64 // a Pareto of so high an exponent that all is within a minor unit
		scale  int
		want   int64
	}{
		{0.25, 1, 3}, {0.125, 2, 13}, {2.5, 0, 3}, {2.4999, 0, 2}, {0.5, 0, 1}, {0.49, 0, 0}, {1234567.875, 6, 1234567875000}, {9e18, 0, 9e18}, {9.2233720368547748e18, 0, 9223372036854774784},
	} {
		p, err := simulation.Model{Currency: "CNY", Scale: &tt.scale, Hazards: []simulation.Hazard{{
			Frequency: simulation.FixedCount{Count: 1}, Severity: simulation.GeneralizedPareto{Threshold: tt.amount, Scale: 1e-30},
		}}}.Generate(context.Background(), simulation.Generation{Years: 1})
		if err != nil || p.Segments[0].Table.Loss[0] != tt.want {
			t.Errorf("%g at %d places: %v, want %d (%v)", tt.amount, tt.scale, p.Segments, tt.want, err)
		}
	}
}

// A hundred times as many losses take no more allocations than few.
func TestGenerate_allocations(t *testing.T) {
	for _, severity := range []simulation.Severity{
		simulation.Lognormal{Mu: 10, Sigma: 1},
		simulation.Gamma{Shape: 2, Scale: 100},
		simulation.Empirical{Loss: []int64{1, 2}},
		simulation.Mixture{Parts: []simulation.Part{{Weight: 1, Severity: simulation.Truncated{Of: simulation.Pareto{Threshold: 1, Alpha: 1}, From: 2, To: 9}}, {Weight: 1, Severity: simulation.GeneralizedPareto{Scale: 9}}}},
	} {
		allocations := func(count, years int) float64 {
			m := simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{{Frequency: simulation.FixedCount{Count: count}, Severity: severity}}}
			return testing.AllocsPerRun(5, func() {
				if _, err := m.Generate(context.Background(), simulation.Generation{Years: years, Workers: 1}); err != nil {
					t.Error(err)
				}
			})
		}
		if few, many, long := allocations(1, 100), allocations(100, 100), allocations(1, 10_000); many > few+2 || long > few+2 {
			t.Errorf("%T: %v allocations for 100 losses, %v and %v for 10,000", severity, few, many, long)
		}
	}
}

// A maximum of zero makes every loss cost nothing, those too that leave 64 bits without it.
func TestGenerate_nothing(t *testing.T) {
	for _, severity := range []simulation.Severity{simulation.Empirical{Loss: []int64{7}}, simulation.Lognormal{Mu: 3, Sigma: 1}, simulation.Pareto{Threshold: 1e18, Alpha: 1}} {
		table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: 2}, Severity: severity, Maximum: new(dec("0"))}, simulation.Generation{Years: 2})
		if !slices.Equal(table.Loss, make([]int64, 4)) {
			t.Errorf("%T: %v", severity, table.Loss)
		}
	}
}

// Parameters at the ends of their ranges are accepted.
func TestModel_ends(t *testing.T) {
	most := math.MaxFloat64
	for _, f := range []simulation.Frequency{
		simulation.Poisson{},
		simulation.Poisson{Mean: 1e9},
		simulation.NegativeBinomial{Dispersion: 1e5},
		simulation.NegativeBinomial{Mean: 1e9, Dispersion: 1000},
		simulation.NegativeBinomial{Mean: 1e7, Dispersion: 1e5},
		simulation.NegativeBinomial{Mean: 1, Dispersion: 1 + 0x1p-52},
		simulation.Binomial{},
		simulation.Binomial{Trials: math.MaxInt32, Probability: 1},
		simulation.FixedCount{},
		simulation.FixedCount{Count: math.MaxInt32},
	} {
		if err := f.Validate(); err != nil {
			t.Errorf("%+v: %v", f, err)
		}
	}
	for _, s := range []simulation.Severity{
		simulation.Pareto{Threshold: 1e-300, Alpha: 1e-300},
		simulation.Pareto{Threshold: most, Alpha: 1e6},
		simulation.GeneralizedPareto{Scale: 1e-300, Shape: -1000},
		simulation.GeneralizedPareto{Threshold: most, Scale: most, Shape: 1000},
		simulation.Lognormal{Mu: -1000, Sigma: 1e-300},
		simulation.Lognormal{Mu: 1000, Sigma: 1000},
		simulation.Gamma{Shape: 0.01, Scale: 1e-300},
		simulation.Gamma{Shape: 1e6, Scale: most},
		simulation.Empirical{Loss: []int64{0, math.MaxInt64}},
		simulation.Truncated{Of: simulation.Pareto{Threshold: 2, Alpha: 1}},
		simulation.Mixture{Parts: []simulation.Part{{Weight: 1e6, Severity: simulation.Pareto{Threshold: 2, Alpha: 1}}, {Weight: 1e-300, Severity: simulation.Empirical{Loss: []int64{0}}}}},
	} {
		if err := s.Validate(); err != nil {
			t.Errorf("%+v: %v", s, err)
			continue
		}
		// Whatever comes of it is an amount: a maximum bounds all that is larger, and nothing is not a number.
		table := generate(t, simulation.Hazard{Frequency: simulation.FixedCount{Count: 50}, Severity: s, Maximum: new(dec("1e12"))}, simulation.Generation{Years: 40})
		if slices.Min(table.Loss) < 0 || slices.Max(table.Loss) > 1e14 {
			t.Errorf("%+v: from %d to %d", s, slices.Min(table.Loss), slices.Max(table.Loss))
		}
	}
}

// asked is a context that is done after so many questions.
type asked struct {
	context.Context
	left *int
}

func (a asked) Err() error {
	if *a.left--; *a.left < 0 {
		return context.Canceled
	}
	return nil
}

// A long year asks whether it is still wanted every 65,536 losses: of 300,000 four times, after twice for the year itself.
func TestGenerate_cancelledWithinYear(t *testing.T) {
	m := simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{{Frequency: simulation.FixedCount{Count: 300_000}, Severity: simulation.Empirical{Loss: []int64{1}}}}}
	for left := range 7 {
		rest := left
		_, err := m.Generate(asked{context.Background(), &rest}, simulation.Generation{Years: 1, Workers: 1})
		if left < 6 && !errors.Is(err, context.Canceled) || left == 6 && (err != nil || rest != 0) {
			t.Errorf("after %d questions: %v, %d left", left, err, rest)
		}
	}
}
