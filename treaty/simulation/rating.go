package simulation

import (
	"errors"
	"math/big"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
)

// A Rating says how a layer is priced from its losses. The zero Rating is not valid.
type Rating struct {
	// Limit is the limit of the layer for an occurrence, positive.
	Limit decimal.Decimal
	// Reinstatements are the prices of the reinstatements as fractions of the premium, in order, not negative; each restores one limit, so that the year's limit is one more. They are pro
	// rata as to amount. None is a layer without reinstatement; at most 1,000.
	Reinstatements []decimal.Decimal
	// Deviation is the loading: so much of the standard deviation of the year's loss, not negative.
	Deviation decimal.Decimal
	// Expenses are the part of all premium, reinstatement premium too, that is not for losses and loading: brokerage, expenses, margin; a fraction in [0, 1).
	Expenses decimal.Decimal
}

// A Price is what a layer costs and how it is hit. Money is for the whole layer, rounded once to the minor unit; fractions have nine places.
type Price struct {
	_ [0]func()
	// Attached are the years with a loss to the layer, Exhausted those that use up the year's limit.
	Attached, Exhausted Proportion
	// ExpectedLoss is the mean and Deviation the standard deviation of the year's loss.
	ExpectedLoss, Deviation decimal.Decimal
	// LossOnLine is the expected loss over the limit.
	LossOnLine decimal.Decimal
	// Reinstated is the expected reinstatement premium over the premium.
	Reinstated decimal.Decimal
	// Premium is the technical premium, ReinstatementPremium what is expected on top of it, RateOnLine the premium over the limit.
	Premium, ReinstatementPremium, RateOnLine decimal.Decimal
}

const maxReinstatements = 1000

// Price prices a layer from its losses of each year at 100 %, which are not negative, after all its terms ([ClauseYears.Full], or of an analysis). With the limit m, prices c of N reinstatements and the year's
// loss S, the premium P satisfies
//
//	P (1 + R) (1 - expenses) = E S + deviation × σ(S),  R = Σ c(k) E min(max(S - (k - 1) m, 0), m) / m,  k = 1 ... N
//
// A loss above (N + 1) m is an error, since the layer cannot have it. Source: Sundt, On Excess of Loss Reinsurance with Reinstatements, Bulletin of the Swiss Association of Actuaries 1991; the loading by
// deviation is on the losses, not on the balance.
func (r Rating) Price(loss YearLosses) (Price, error) {
	s, err := NewSample(loss)
	if err != nil {
		return Price{}, err
	}
	limit, err := r.validate(s.scale)
	if err != nil {
		return Price{}, err
	}
	n := int64(len(r.Reinstatements))
	most := new(big.Int).Mul(big.NewInt(limit), big.NewInt(n+1))
	for y, x := range loss.Loss {
		if x < 0 || big.NewInt(x).Cmp(most) > 0 {
			return Price{}, cede.At("loss", y, cede.Invalid("", s.money(x).String(), "must be from 0 to the limit of the year, "+decimal.NewFromBigInt(most, -int32(s.scale)).String()))
		}
	}
	out := Price{ExpectedLoss: s.Mean(), Deviation: s.Deviation()}
	out.Attached = Proportion{Of: s.count(1), Years: s.Years()}
	out.Exhausted.Years = s.Years()
	if most.IsInt64() {
		out.Exhausted.Of = s.count(most.Int64())
	}
	line := new(big.Rat).SetInt64(limit)
	reinstated := r.reinstated(loss.Loss, limit)
	claims := new(big.Rat).Add(s.mean(), new(big.Rat).Mul(r.Deviation.Rat(), fineRoot(s.variance())))
	keep := new(big.Rat).Sub(big.NewRat(1, 1), r.Expenses.Rat())
	keep.Mul(keep, new(big.Rat).Add(big.NewRat(1, 1), reinstated))
	premium := claims.Quo(claims, keep)
	out.Premium, out.ReinstatementPremium = s.round(premium), s.round(new(big.Rat).Mul(premium, reinstated))
	out.LossOnLine, out.Reinstated, out.RateOnLine = nine(new(big.Rat).Quo(s.mean(), line)), nine(reinstated), nine(new(big.Rat).Quo(premium, line))
	return out, nil
}

func (r Rating) validate(scale int) (limit int64, err error) {
	errs := []error{
		bound.Positive("limit", r.Limit), bound.NotNegative("deviation", r.Deviation), bound.Fraction("expenses", r.Expenses),
	}
	if r.Expenses.Equal(decimal.New(1, 0)) {
		errs = append(errs, cede.Invalid("expenses", "1", "must be below 1"))
	}
	if len(r.Reinstatements) > maxReinstatements {
		errs = append(errs, cede.Invalid("reinstatements", strconv.Itoa(len(r.Reinstatements)), "must be at most "+strconv.Itoa(maxReinstatements)))
	} else {
		for i, c := range r.Reinstatements {
			errs = append(errs, cede.At("reinstatements", i, bound.NotNegative("", c)))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return 0, err
	}
	limit, fault := fixed.Minor(r.Limit, scale, false)
	if fault != fixed.None {
		return 0, cede.Invalid("limit", r.Limit.String(), "must be minor units in 64 bits")
	}
	return limit, nil
}

// reinstated is R.
func (r Rating) reinstated(loss []int64, limit int64) *big.Rat {
	out := new(big.Rat)
	part := make([]int64, len(loss))
	left := append([]int64(nil), loss...)
	for _, price := range r.Reinstatements {
		for y, x := range left {
			part[y] = min(x, limit)
			left[y] = x - part[y]
		}
		sum, _ := sums(part)
		if sum.Sign() == 0 {
			break // no year comes so far
		}
		out.Add(out, new(big.Rat).Mul(price.Rat(), new(big.Rat).SetInt(sum)))
	}
	all := new(big.Rat).Mul(new(big.Rat).SetInt64(limit), new(big.Rat).SetInt64(int64(len(loss))))
	return out.Quo(out, all)
}

// count returns in how many years the amount is at least x minor units.
func (s *Sample) count(x int64) int {
	low, high := 0, len(s.sorted)
	for low < high {
		middle := (low + high) / 2
		if s.sorted[middle] >= x {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return len(s.sorted) - low
}

// nine rounds a fraction to nine places.
func nine(x *big.Rat) decimal.Decimal {
	const places = 9
	unit := new(big.Rat).SetInt64(1e9)
	return decimal.NewFromBigInt(nearest(unit.Mul(unit, x)), -places)
}

// A Step is what the first years of a table say.
type Step struct {
	_ [0]func()
	// Years is their number.
	Years int
	// Mean and its standard error.
	Mean, MeanError decimal.Decimal
	// VaR and TVaR at the probability, by the defaults, and the standard error of TVaR.
	VaR, TVaR, TVaRError decimal.Decimal
	// Interval is that of the value at risk. It is zero, and Known false, while there are too few years.
	Interval Interval
	Known    bool
}

// Converge returns what the first half, quarter and so on of the years say, down to at least as many as a tail at the probability needs to have two years, from few to all: how far a result has settled.
func Converge(y YearLosses, p, confidence decimal.Decimal) ([]Step, error) {
	if err := errors.Join(probability("probability", p), probability("confidence", confidence)); err != nil {
		return nil, err
	}
	var out []Step
	for n := len(y.Loss); n > 0; n /= 2 {
		part := y
		part.Loss = y.Loss[:n]
		s, err := NewSample(part)
		if err != nil {
			return nil, err
		}
		if n < 2 || s.weights(p).years.Cmp(big.NewRat(2, 1)) < 0 {
			break
		}
		one := Step{Years: n, Mean: s.Mean(), VaR: s.quantile(p.Rat(), RankCeil), TVaR: s.round(s.tvar(p, TailExact))}
		if one.MeanError, err = s.StandardError(); err != nil {
			return nil, err
		}
		if one.TVaRError, err = s.TVaRError(p); err != nil {
			return nil, err
		}
		if interval, err := s.VaRInterval(p, confidence); err == nil {
			one.Interval, one.Known = interval, true
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return nil, cede.Invalid("years", strconv.Itoa(len(y.Loss)), "must be more: the tail needs at least 2")
	}
	slices.Reverse(out)
	return out, nil
}
