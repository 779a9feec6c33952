package treaty

import (
	"errors"
	"maps"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A PolicyPremium is the premium of one policy, or of policies of one period. The zero PolicyPremium is not valid.
type PolicyPremium struct {
	_ [0]func()
	// Period is that of the policy.
	Period Period `json:"period"`
	// Premium is all of it, not negative, no finer than the minor unit of its currency.
	Premium decimal.Decimal `json:"premium"`
}

// Unearned returns what of the premium of policies is not yet earned at the end of a day (未满期保费):
//
//	days          days of the policy after that day / days of the policy
//	24ths, 8ths   1 - (2k-1)/2n, with n months (quarters) of the policy of which k are over
//
// all before the policy begins, and nothing once it has ended: by 24ths (8ths) once the calendar month (quarter) of the day after its end
// is over, since every policy is taken to begin in the middle of one. It is the whole premium less what a contract on a [LossesOccurring]
// basis sees earned by then. An empty earning means [EarningDays].
//
// The sum of the parts is exact and is rounded once, half away from zero, to the minor unit of the currency.
//
// The error joins what is wrong with the policies, earning, day and currency, each as a [cede.InvalidError]; a sum beyond 64 bits of minor
// units is an [ErrOverflow].
func Unearned(policies []PolicyPremium, earning Earning, at cede.Date, currency Currency) (decimal.Decimal, error) {
	errs := []error{
		oneOf("earning", earning, EarningDays, Earning24ths, Earning8ths),
		cede.In("currency", currency.Validate()),
	}
	if at.IsZero() {
		errs = append(errs, cede.Invalid("at", "", "must not be empty"))
	}
	b := &engine.Builder{Scale: currency.Places()}
	earns := earning.lower()
	sums := make(map[int64]fixed.Ratio) // by denominator: there are few
	for i, p := range policies {
		err := errors.Join(cede.In("period", p.Period.Validate()), bound.NotNegative("premium", p.Premium))
		if err == nil {
			var premium int64
			if premium, err = b.Minor("premium", p.Premium); err == nil {
				part := earns.Unearned(p.Period.From, p.Period.To, at)
				_, den, _ := part.Int64s() // of days, months or quarters
				sums[den] = sums[den].Add(part.Mul(fixed.Int(premium)))
			}
		}
		errs = append(errs, cede.At("policies", i, err))
	}
	if err := errors.Join(errs...); err != nil {
		return decimal.Decimal{}, err
	}
	n, ok := sum(slices.Collect(maps.Values(sums))).Round(fixed.HalfUp)
	if !ok {
		return decimal.Decimal{}, ErrOverflow
	}
	return decimal.New(n, -int32(b.Scale)), nil
}

// sum adds fractions by halves, so that the long denominators are few.
func sum(list []fixed.Ratio) fixed.Ratio {
	switch n := len(list); n {
	case 0:
		return fixed.Ratio{}
	case 1:
		return list[0]
	default:
		return sum(list[:n/2]).Add(sum(list[n/2:]))
	}
}
