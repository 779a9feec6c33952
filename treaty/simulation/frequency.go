package simulation

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/cedego/cede"
)

// A Frequency is the distribution of the number of losses in a year: a [Poisson], [NegativeBinomial], [Binomial] or [FixedCount], as a value.
//
// Numbers are drawn by inversion, one uniform number of 64 bits for a year, from a table of the distribution that is made once. It holds all numbers but those
// of which all together have a probability below 2^-65; so large means are as exact as small ones.
type Frequency interface {
	// Validate reports every parameter that is out of its range.
	Validate() error
	frequency()
}

// Poisson is the frequency of losses that come independently of each other; the variance is the mean.
//
//	P(n) = mean^n / n! × e^-mean
//
// The zero Poisson has no losses.
type Poisson struct {
	// Mean is the expected number of losses in a year, from 0 to 1,000,000,000.
	Mean float64
}

// NegativeBinomial is the frequency of losses that come in bad and good years: a Poisson whose mean is a gamma.
//
//	P(n) = Γ(r + n) / (Γ(r) n!) × p^r × (1 - p)^n, r = mean / (dispersion - 1), p = 1 / dispersion
//
// With r and p given, the mean is r(1 - p)/p and the dispersion 1/p; with a contagion c = 1/r, the dispersion is 1 + c × mean.
// The zero NegativeBinomial is not valid.
type NegativeBinomial struct {
	// Mean is the expected number of losses in a year, from 0 to 1,000,000,000.
	Mean float64
	// Dispersion is the variance over the mean, above 1 and at most 100,000; of a Poisson it would be 1. Mean × Dispersion, the variance, is at most 10^12.
	Dispersion float64
}

// Binomial is the frequency of so many risks that each have a loss or none.
//
//	P(n) = trials! / (n! (trials - n)!) × probability^n × (1 - probability)^(trials - n)
//
// The zero Binomial has no losses.
type Binomial struct {
	// Trials is the number of risks, from 0 to 2,147,483,647.
	Trials int
	// Probability is that of a loss of each in a year, in [0, 1].
	Probability float64
}

// FixedCount is the same number of losses in every year. The zero FixedCount has none.
type FixedCount struct {
	// Count is from 0 to 2,147,483,647.
	Count int
}

const (
	// maxMean keeps the greatest number that is drawn in 31 bits: Poisson numbers are within 10 deviations.
	maxMean = 1e9
	// maxDispersion and maxVariance bound the table of a negative binomial, to some 20 million numbers.
	maxDispersion = 1e5
	maxVariance   = 1e12
)

func (Poisson) frequency()          {}
func (NegativeBinomial) frequency() {}
func (Binomial) frequency()         {}
func (FixedCount) frequency()       {}

// Validate reports a mean that is out of its range.
func (p Poisson) Validate() error { return within("mean", p.Mean, 0, maxMean) }

// Validate reports every parameter that is out of its range.
func (n NegativeBinomial) Validate() error {
	err := errors.Join(within("mean", n.Mean, 0, maxMean), above("dispersion", n.Dispersion, 1, maxDispersion))
	if err == nil && n.Mean*n.Dispersion > maxVariance {
		err = cede.Invalid("dispersion", number(n.Dispersion), "must not make the variance more than "+number(maxVariance))
	}
	return err
}

// Validate reports every parameter that is out of its range.
func (b Binomial) Validate() error {
	return errors.Join(count("trials", b.Trials), within("probability", b.Probability, 0, 1))
}

// Validate reports a count that is out of its range.
func (f FixedCount) Validate() error { return count("count", f.Count) }

func count(name string, n int) error {
	if n < 0 || n > math.MaxInt32 {
		return cede.Invalid(name, strconv.Itoa(n), fmt.Sprintf("must be from 0 to %d", math.MaxInt32))
	}
	return nil
}

// within reports a number that is not in [from, to], which NaN is not.
func within(name string, x, from, to float64) error {
	if x >= from && x <= to {
		return nil
	}
	return cede.Invalid(name, number(x), "must be from "+number(from)+" to "+number(to))
}

// above reports a number that is not in (from, to].
func above(name string, x, from, to float64) error {
	if x > from && x <= to {
		return nil
	}
	return cede.Invalid(name, number(x), "must be above "+number(from)+" and at most "+number(to))
}

// number writes a parameter.
func number(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// validFrequency is what is wrong with a frequency; only values of this package's types are asked.
func validFrequency(f Frequency) error {
	switch f := f.(type) {
	case nil:
		return cede.Invalid("", "", "must not be empty")
	case Poisson, NegativeBinomial, Binomial, FixedCount:
		return f.Validate()
	}
	return cede.Invalid("", fmt.Sprintf("%T", f), "must be a Poisson, NegativeBinomial, Binomial or FixedCount as a value")
}

// A counter draws numbers of losses.
type counter struct {
	// least is the smallest number; above are the probabilities, times 2^64, that the number is above least, above least + 1 and so on.
	least int
	above []uint64
}

// newCounter makes the counter of a valid frequency.
func newCounter(f Frequency) counter {
	switch f := f.(type) {
	case Poisson:
		return tabulate(math.Floor(f.Mean), math.Inf(1), 0, func(n float64) float64 { return f.Mean / n })
	case NegativeBinomial:
		// Written in the mean, so that a dispersion near 1 is a Poisson and loses nothing.
		beta := f.Dispersion - 1
		return tabulate(math.Floor(max(f.Mean-beta, 0)), math.Inf(1), beta/f.Dispersion, func(n float64) float64 {
			return (f.Mean + beta*(n-1)) / (n * f.Dispersion)
		})
	case Binomial:
		if f.Probability == 1 {
			return counter{least: f.Trials}
		}
		trials, odds := float64(f.Trials), f.Probability/(1-f.Probability)
		return tabulate(math.Floor(trials*f.Probability), trials, 0, func(n float64) float64 { return (trials - n + 1) / n * odds })
	case FixedCount:
		return counter{least: f.Count}
	}
	return counter{}
}

// negligible is what the numbers that are left out at either end have together, in probabilities of a number near the mode: less than the numbers
// that are drawn with 64 bits can tell apart.
const negligible = 0x1p-66

// tabulate makes the counter of a distribution with P(n) = ratio(n) × P(n-1), which falls on both sides of a mode near from, has no number above last, and whose
// ratios go to limit. Probabilities are in terms of that of the mode: nothing underflows, and the logarithm of a gamma function, of which little is left for large numbers, is not needed.
func tabulate(from, last, limit float64, ratio func(n float64) float64) counter {
	var down, up []float64
	for n, p := from, 1.0; n > 0; n-- {
		p /= ratio(n)
		down = append(down, p)
		if p*n < negligible {
			break
		}
	}
	for n, p := from+1, 1.0; n <= last; n++ {
		r := ratio(n)
		if p *= r; p == 0 {
			break
		}
		up = append(up, p)
		// The ratios from here on are between this one and the limit.
		if r = max(r, limit); p*r < negligible*(1-r) {
			break
		}
	}
	c := counter{least: int(from) - len(down), above: make([]uint64, len(down)+len(up))}
	// Sums begin with the smallest terms. The first is that of all but the least number.
	sums := make([]float64, 0, len(c.above)+1)
	sum := 0.0
	add := func(p float64) {
		sum += p
		sums = append(sums, sum)
	}
	for i := len(up) - 1; i >= 0; i-- {
		add(up[i])
	}
	add(1)
	for _, p := range down {
		add(p)
	}
	for i := range c.above {
		c.above[i] = share64(sums[len(sums)-2-i], sum)
	}
	return c
}

// share64 is part / whole × 2^64, at most the greatest number of 64 bits.
func share64(part, whole float64) uint64 {
	x := part / whole * 0x1p64
	if x >= 0x1p64 {
		return math.MaxUint64
	}
	return uint64(x)
}

// draw returns the number of losses that a uniform number of 64 bits stands for: large ones are many losses' least.
func (c *counter) draw(raw uint64) int {
	lo, hi := 0, len(c.above) // above[:lo] are greater than raw, above[hi:] are not
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); c.above[mid] > raw {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return c.least + lo
}
