package simulation

import (
	"errors"
	"fmt"
	"math/big"
	"sort"
	"strconv"

	"github.com/shopspring/decimal"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/cedego/cede"
)

// An Interval is between two amounts, both included.
type Interval struct {
	// Low and High are its ends.
	Low, High decimal.Decimal
}

// nearly is the nearest floating-point number, for distributions.
func nearly(d decimal.Decimal) float64 {
	x, _ := d.Rat().Float64()
	return x
}

// outside is (1 - confidence) / 2, which is exact before it is a float.
func outside(confidence decimal.Decimal) float64 {
	const half = 5
	return nearly(decimal.New(1, 0).Sub(confidence).Mul(decimal.New(half, -1)))
}

// MeanInterval returns a confidence interval for the expected amount, the mean ± z standard errors with the quantile z of the normal distribution at (1 + confidence) / 2: right for
// many years, and too narrow for few years with a heavy tail.
func (s *Sample) MeanInterval(confidence decimal.Decimal) (Interval, error) {
	if err := probability("confidence", confidence); err != nil {
		return Interval{}, err
	}
	if err := s.several(); err != nil {
		return Interval{}, err
	}
	z := new(big.Rat)
	z.SetFloat64(-distuv.UnitNormal.Quantile(outside(confidence))) // finite: a confidence has at most 18 places
	width := z.Mul(z, fineRoot(new(big.Rat).Quo(s.variance(), s.n())))
	return Interval{s.round(new(big.Rat).Sub(s.mean(), width)), s.round(new(big.Rat).Add(s.mean(), width))}, nil
}

// VaRInterval returns a confidence interval for the value at risk of the distribution that the years are drawn from, of order statistics: the l-th to the u-th of the n sorted amounts, where
// the number of years below the quantile is binomial with n and p,
//
//	l = the greatest with P(B ≥ l) ≥ 1 - α/2,  u = the least with P(B ≥ u) ≤ α/2,  α = 1 - confidence
//
// so that it holds the quantile with at least the confidence, whatever the distribution. Too few years for an end are an error. Source: David and Nagaraja, Order Statistics,
// section 7.1; Conover, Practical Nonparametric Statistics.
func (s *Sample) VaRInterval(p, confidence decimal.Decimal) (Interval, error) {
	if err := s.made(); err != nil {
		return Interval{}, err
	}
	if err := errors.Join(probability("probability", p), probability("confidence", confidence)); err != nil {
		return Interval{}, err
	}
	n := len(s.sorted)
	half := outside(confidence)
	// upper is P(B ≥ k), which falls.
	upper := func(k int) float64 {
		if k <= 0 {
			return 1
		}
		return mathext.RegIncBeta(float64(k), float64(n-k+1), nearly(p))
	}
	l := sort.Search(n, func(k int) bool { return upper(k+1) < 1-half }) // the first that is too high, less one
	u := 1 + sort.Search(n, func(k int) bool { return upper(k+1) <= half })
	if l < 1 || u > n {
		return Interval{}, cede.Invalid("years", strconv.Itoa(n), fmt.Sprintf("must be more for an interval at %s", p))
	}
	return Interval{s.money(s.sorted[l-1]), s.money(s.sorted[u-1])}, nil
}

// TVaRError returns the standard error of [Sample.TVaR] by [TailExact], with the k = (1 - p) n years of the tail:
//
//	√((variance of the tail + p (TVaR - VaR)²) / k),  with the value at risk of the least year in the tail
//
// Source: Manistre and Hancock, Variance of the CTE Estimator, North American Actuarial Journal 9 (2005). There must be at least two years in the tail.
func (s *Sample) TVaRError(p decimal.Decimal) (decimal.Decimal, error) {
	if err := s.made(); err != nil {
		return decimal.Decimal{}, err
	}
	if err := probability("probability", p); err != nil {
		return decimal.Decimal{}, err
	}
	w := s.weights(p)
	if w.years.Cmp(big.NewRat(2, 1)) < 0 {
		return decimal.Decimal{}, cede.Invalid("years", strconv.Itoa(len(s.sorted)), "must be more: the tail needs at least 2")
	}
	sum, squares := sums(s.sorted[w.above:])
	value := new(big.Rat).SetInt64(w.value)
	first := new(big.Rat).Add(new(big.Rat).SetInt(sum), new(big.Rat).Mul(w.rest, value))
	second := new(big.Rat).Add(new(big.Rat).SetInt(squares), new(big.Rat).Mul(w.rest, new(big.Rat).Mul(value, value)))
	mean := first.Quo(first, w.years)
	// (Σx² - k mean²) / (k - 1)
	second.Sub(second, new(big.Rat).Mul(w.years, new(big.Rat).Mul(mean, mean)))
	variance := second.Quo(second, new(big.Rat).Sub(w.years, big.NewRat(1, 1)))
	gap := new(big.Rat).Sub(mean, value)
	variance.Add(variance, new(big.Rat).Mul(p.Rat(), gap.Mul(gap, gap)))
	return decimal.NewFromBigInt(root(variance.Quo(variance, w.years)), -int32(s.scale)), nil
}

// A Proportion is some of the years.
type Proportion struct {
	// Of are so many of Years, at least 1.
	Of, Years int
}

// Rate returns the part, rounded to nine places half away from zero: the estimate of a probability.
func (p Proportion) Rate() decimal.Decimal {
	const places = 9
	return decimal.NewFromInt(int64(p.Of)).DivRound(decimal.NewFromInt(int64(max(p.Years, 1))), places)
}

// Period returns the return period (重现期), years over of, rounded to four places; ok is false if there are none.
func (p Proportion) Period() (years decimal.Decimal, ok bool) {
	const places = 4
	if p.Of == 0 {
		return decimal.Decimal{}, false
	}
	return decimal.NewFromInt(int64(p.Years)).DivRound(decimal.NewFromInt(int64(p.Of)), places), true
}

// Interval returns the confidence interval of Clopper and Pearson (1934) for the probability, which holds it with at least the confidence. It is rounded outwards to nine places.
func (p Proportion) Interval(confidence decimal.Decimal) (low, high decimal.Decimal, err error) {
	if err := probability("confidence", confidence); err != nil {
		return low, high, err
	}
	if p.Years < 1 || p.Of < 0 || p.Of > p.Years {
		return low, high, cede.Invalid("of", strconv.Itoa(p.Of), "must be from 0 to the number of years, at least 1")
	}
	half := outside(confidence)
	k, n := float64(p.Of), float64(p.Years)
	const unit = 1e9
	bounds := [2]int{0, unit}
	if p.Of > 0 { // the greatest of which as many or more have a chance of at most half
		bounds[0] = sort.Search(unit, func(x int) bool { return mathext.RegIncBeta(k, n-k+1, float64(x+1)/unit) > half })
	}
	if p.Of < p.Years { // the least of which as many or fewer have
		bounds[1] = sort.Search(unit, func(x int) bool { return mathext.RegIncBeta(n-k, k+1, float64(unit-x)/unit) <= half })
	}
	return decimal.New(int64(bounds[0]), -9), decimal.New(int64(bounds[1]), -9), nil
}
