package treaty

import (
	"errors"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// An Exchange converts losses in other currencies than the book's (货币兑换条款): every amount of a loss is multiplied by the
// rate of a day and rounded to the minor unit, half away from zero.
//
// The zero Exchange has no rates: all losses are in the book's currency.
type Exchange struct {
	// On says the rate of which day converts a loss; empty means [ExchangeLoss].
	On ExchangeDay `json:"on,omitzero"`
	// Rates are in any order; no currency has two from one day.
	Rates []ExchangeRate `json:"rates,omitzero"`
}

// An ExchangeRate is the rate of a currency from a day on, until its next rate. The zero ExchangeRate is not valid.
type ExchangeRate struct {
	_ [0]func()
	// Currency is the one converted from; it is not the book's.
	Currency Currency `json:"currency"`
	// From is the first day of the rate. A loss of a day before the first rate of its currency is an error.
	From cede.Date `json:"from"`
	// Rate is what one unit of Currency is in the book's currency, positive.
	Rate decimal.Decimal `json:"rate"`
}

// ExchangeDay says the rate of which day converts a loss.
type ExchangeDay string

const (
	// ExchangeLoss is the day of loss. It is the default.
	ExchangeLoss ExchangeDay = "loss"
	// ExchangeValuation is the valuation date of the position that counts.
	ExchangeValuation ExchangeDay = "valuation"
)

// IsZero reports whether e has nothing to convert with.
func (e Exchange) IsZero() bool { return e.On == "" && len(e.Rates) == 0 }

func (e Exchange) validate(book Currency) error {
	errs := []error{oneOf("on", e.On, ExchangeLoss, ExchangeValuation)}
	type key struct {
		currency Currency
		from     cede.Date
	}
	seen := make(map[key]bool)
	for i, r := range e.Rates {
		rate := []error{cede.In("currency", r.Currency.Validate()), bound.Positive("rate", r.Rate)}
		if r.Currency == book {
			rate = append(rate, cede.Invalid("currency", string(r.Currency), "must not be the book's"))
		}
		switch k := (key{r.Currency, r.From}); {
		case r.From.IsZero():
			rate = append(rate, cede.Invalid("from", "", "must not be empty"))
		case seen[k]:
			rate = append(rate, cede.Invalid("from", r.From.String(), "must be the only rate of the currency from that day"))
		default:
			seen[k] = true
		}
		errs = append(errs, cede.At("rates", i, errors.Join(rate...)))
	}
	return errors.Join(errs...)
}

// Rates are the rates of one currency in order of their days.
type rates []ExchangeRate

// exchanges returns the rates of each currency.
func (e Exchange) exchanges() map[Currency]rates {
	out := make(map[Currency]rates)
	for _, r := range e.Rates {
		out[r.Currency] = append(out[r.Currency], r)
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b ExchangeRate) int { return a.From.Compare(b.From) })
	}
	return out
}

// on returns the rate of a day.
func (list rates) on(day cede.Date) (fixed.Ratio, bool) {
	at, found := slices.BinarySearchFunc(list, day, func(r ExchangeRate, day cede.Date) int { return r.From.Compare(day) })
	if !found {
		at--
	}
	if at < 0 {
		return fixed.Ratio{}, false
	}
	return fixed.FromDecimal(list[at].Rate), true
}

// rate returns what converts the k-th position of a loss; 0 if it is in the book's currency, whose amounts enter as they are.
func (t *lossTable) rate(row int, k int32) (fixed.Ratio, error) {
	c := t.currency[row]
	if c == "" {
		return fixed.Ratio{}, nil
	}
	day, name := t.date[row], "date"
	if t.exchangeOn == ExchangeValuation {
		day, name = t.positions[k].at, "positions["+strconv.Itoa(int(k-t.first[row]))+"].at"
	}
	if day.IsZero() {
		return fixed.Ratio{}, cede.Invalid(name, "", "must not be empty where the rate of exchange of the valuation date counts")
	}
	rate, ok := t.exchange[c].on(day)
	if !ok {
		return fixed.Ratio{}, cede.Invalid("currency", string(c), "must have a rate of exchange on "+day.String())
	}
	return rate, nil
}
