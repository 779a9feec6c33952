package market

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/solvency/cross2"
)

// Yields are the moving averages over 60 days of the spot yields of government bonds (60日移动平均国债收益率曲线), fractions above -1, for terms of 1, 2, ... years,
// up to the end of the transition to the ultimate rate, 40 years. Source: 附件3 of the implementing notice.
type Yields []decimal.Decimal

// A Scenario is one of the curves of interest rate risk. The zero Scenario is not valid. Source: Rule 8 Arts. 18-20.
type Scenario string

const (
	// BaseScenario is the base scenario (基础情景).
	BaseScenario Scenario = "base"
	// UpScenario is the adverse scenario of rates that rise (利率向上).
	UpScenario Scenario = "up"
	// DownScenario is that of rates that fall (利率向下).
	DownScenario Scenario = "down"
)

// A Transition says what yields the transition curve of an adverse scenario runs from, beyond its start: the rule says that it is made as the base curve is, and no more. The
// zero Transition is [StressedYields].
type Transition string

const (
	// StressedYields are the yields of the market, moved by the stress of their term. It is the default: for what else is the stress interpolated to the end?
	StressedYields Transition = "stressed"
	// PlainYields are the yields of the market as they are.
	PlainYields Transition = "plain"
)

// Curve returns the spot rates for discounting (即期折现率) in a scenario for terms of 1, 2, ... years to the end of the transition, and after it the one of all longer terms:
//
//	t ≤ t1:       r(t) × (1 + Stress(t)) + premium(t)
//	t1 < t ≤ t2:  i(t) × (t − t1)/(t2 − t1) + r(t) × (1 + Stress(t)) × (t2 − t)/(t2 − t1) + premium(t)
//	              i(t) = r' + (u' − r') × (t − t1)/(t2 − t1), r' and u' the stressed rate at t1 and the stressed ultimate rate
//	t > t2:       u × (1 + Stress(t)) + premium(t)
//
// exactly, but for the fractions of t2 − t1, which are rounded to 18 places. Stress is 0 in the base scenario. Source: 附件1, 附件3 of the implementing notice.
func (y Yields) Curve(e *cross2.Edition, scenario Scenario, transition Transition) ([]decimal.Decimal, error) {
	w := cross2.On(e)
	if w.Err() != nil {
		return nil, w.Err()
	}
	from, to := years(w, "market.curve.start"), years(w, "market.curve.end")
	ultimate := w.Factor("market.curve.ultimate").Amount()
	if w.Err() == nil && from >= to {
		_ = w.Fail(cede.Invalid("market.curve.start", strconv.Itoa(from), "must be before market.curve.end, "+strconv.Itoa(to)))
	}
	if w.Err() != nil {
		return nil, w.Err()
	}
	if err := errors.Join(y.validate(to), scenario.Validate(), transition.Validate()); err != nil {
		return nil, err
	}
	one := decimal.New(1, 0)
	at := func(key string, t int) decimal.Decimal {
		term := w.GivenNumber(cross2.Head{English: "Years", Chinese: "年度"}, decimal.New(int64(t), 0))
		return w.Bracket(key, term).Amount()
	}
	stress := func(t int) decimal.Decimal {
		if scenario == BaseScenario {
			return one
		}
		return one.Add(at("market.curve."+string(scenario), t))
	}
	stressed := func(t int) decimal.Decimal { return y[t-1].Mul(stress(t)) }
	first, last := stressed(from), ultimate.Mul(stress(to))
	rates := make([]decimal.Decimal, to+1)
	for t := 1; t <= to+1; t++ {
		var rate decimal.Decimal
		switch {
		case t <= from:
			rate = stressed(t)
		case t <= to:
			part := decimal.New(int64(t-from), 0).DivRound(decimal.New(int64(to-from), 0), places)
			market := stressed(t)
			if transition == PlainYields {
				market = y[t-1]
			}
			passing := first.Add(last.Sub(first).Mul(part))
			rate = passing.Mul(part).Add(market.Mul(one.Sub(part)))
		default:
			rate = ultimate.Mul(stress(t))
		}
		rates[t-1] = rate.Add(at("market.curve.premium", t))
	}
	return rates, w.Err()
}

// years returns a figure that is a number of years.
func years(w *cross2.Workings, key string) int {
	const most = 150
	x := w.Factor(key).Amount()
	n, fault := fixed.Minor(x, 0, false)
	if w.Err() == nil && (fault != fixed.None || n < 1 || n > most) {
		_ = w.Fail(cede.Invalid(key, bound.Text(x), "must be a whole number of years from 1 to "+strconv.Itoa(most)))
	}
	return int(n)
}

// places is how many decimal places fractions of a transition have.
const places = 18

// Validate refuses a scenario that is not known.
func (s Scenario) Validate() error {
	switch s {
	case BaseScenario, UpScenario, DownScenario:
		return nil
	}
	return cede.Invalid("scenario", string(s), "must be one of base, up, down")
}

// Validate refuses a transition that is not known.
func (t Transition) Validate() error {
	switch t {
	case "", StressedYields, PlainYields:
		return nil
	}
	return cede.Invalid("transition", string(t), "must be one of stressed, plain")
}

func (y Yields) validate(terms int) error {
	if len(y) != terms {
		return cede.Invalid("yields", strconv.Itoa(len(y)), "must be one for each of the years 1 to "+strconv.Itoa(terms))
	}
	var errs []error
	for i, r := range y {
		err := bound.Check("", r)
		if err == nil && (r.LessThanOrEqual(decimal.New(-1, 0)) || r.GreaterThan(decimal.New(1, 0))) {
			err = cede.Invalid("", bound.Text(r), "must be in (-1, 1]")
		}
		errs = append(errs, cede.At("yields", i, err))
	}
	return errors.Join(errs...)
}

// present returns the present value of what is paid after 1, 2, ... months, from spot rates by year of which the last goes on. Between two years the forward rate is constant. For a
// year in which nothing is paid nothing is computed.
func present(rates, paid []decimal.Decimal) decimal.Decimal {
	const months = 12
	one := decimal.New(1, 0)
	known, worth := 0, one
	at := func(year int) decimal.Decimal { // what one after so many years is worth
		if year > known {
			known, worth = year, one.DivRound(power(one.Add(rates[min(year, len(rates))-1]), year), digits)
		}
		return worth
	}
	var sum decimal.Decimal
	for year := range (len(paid) + months - 1) / months {
		flows := paid[months*year : min(months*(year+1), len(paid))]
		within := flows[:min(months-1, len(flows))]
		if slices.ContainsFunc(within, func(x decimal.Decimal) bool { return !x.IsZero() }) {
			factor := at(year)
			month := root(at(year+1).DivRound(factor, digits))
			for _, x := range within {
				factor = factor.Mul(month).Round(digits)
				sum = sum.Add(x.Mul(factor))
			}
		}
		if len(flows) == months && !flows[months-1].IsZero() {
			sum = sum.Add(flows[months-1].Mul(at(year + 1)))
		}
	}
	return sum
}

// digits is how many decimal places discount factors have, and spare how many what they are computed with.
const (
	digits = 36
	spare  = digits + 6
)

// power returns x to the power n, at least 1.
func power(x decimal.Decimal, n int) decimal.Decimal {
	result := decimal.New(1, 0)
	for ; n > 0; n /= 2 {
		if n%2 == 1 {
			result = result.Mul(x).Round(spare)
		}
		x = x.Mul(x).Round(spare)
	}
	return result
}

// root returns the twelfth root of x, which is positive, to digits places, by Newton's method.
func root(x decimal.Decimal) decimal.Decimal {
	one, twelve, eleven := decimal.New(1, 0), decimal.New(12, 0), decimal.New(11, 0)
	near := decimal.New(1, -digits/2-2)              // a step doubles the digits that are right
	r := one.Add(x.Sub(one).DivRound(twelve, spare)) // not below the root
	for range maxSteps {
		next := r.Mul(eleven).Add(x.DivRound(power(r, 11), spare)).DivRound(twelve, spare)
		if next.Sub(r).Abs().LessThan(near) {
			return next.Round(digits)
		}
		r = next
	}
	return r.Round(digits)
}

// maxSteps is more than Newton's method takes for any rates that [Yields] may have.
const maxSteps = 500
