package capital

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Redemption is when an instrument is repaid. The zero Redemption is not valid.
type Redemption struct {
	_ [0]func()

	// Maturity is the date of maturity, after the reporting date.
	Maturity cede.Date `json:"maturity"`
	// Call is the date of the call (赎回日), not after maturity; no date: there is no call. On or before the reporting date it has passed unused.
	Call cede.Date `json:"call,omitzero"`
	// StepUp is the rate after the call date less the rate before it, a fraction: 100 basis points are 0.01. It may be negative.
	StepUp decimal.Decimal `json:"stepUp,omitzero"`
	// EarlyCall says that there is evidence that the company will call it early.
	EarlyCall bool `json:"earlyCall,omitzero"`
	// Before2016 says that this is subordinated term debt with a call, issued before 2016-01-01, for which Rule 1 Art. 42 has step-ups of its own.
	Before2016 bool `json:"before2016,omitzero"`
}

// Validate reports every date and figure out of range, joined.
func (r Redemption) Validate() error {
	var errs []error
	if r.Maturity.IsZero() {
		errs = append(errs, cede.Invalid("maturity", "", "must not be empty"))
	}
	if !r.Call.IsZero() && r.Call.After(r.Maturity) {
		errs = append(errs, cede.Invalid("call", r.Call.String(), "must not be after maturity"))
	}
	if r.Call.IsZero() && (r.EarlyCall || r.Before2016) {
		errs = append(errs, cede.Invalid("call", "", "must not be empty with earlyCall or before2016"))
	}
	errs = append(errs, bound.Check("stepUp", r.StepUp))
	return errors.Join(errs...)
}

// yearPlaces are the decimal places of a remaining term; what is short of a whole year stays short of it.
const yearPlaces = 6

// Years returns the remaining term (剩余期限) on the reporting date in years: whole years by the calendar, and the days beyond over the days
// of that year. It runs to the call date if that lies ahead and the company is thought to call: there is evidence that it will, or the rate steps up
// by more than 100 basis points, or, for debt from before 2016, by more than 200. Otherwise it runs to maturity. Source: Rule 1 Arts.
// 26, 42.
func (r Redemption) Years(e *cross2.Edition) (decimal.Decimal, error) {
	if err := r.Validate(); err != nil {
		return decimal.Decimal{}, err
	}
	w := cross2.On(e)
	today := w.Edition().Date()
	key := "capital.debt.step-up"
	if r.Before2016 {
		key = "capital.debt.legacy.call"
	}
	called := w.Met(key, r.StepUp) || r.EarlyCall
	end := r.Maturity
	if called && r.Call.After(today) {
		end = r.Call
	}
	switch {
	case w.Err() != nil:
		return decimal.Decimal{}, w.Err()
	case !end.After(today):
		return decimal.Decimal{}, cede.Invalid("maturity", end.String(), "must be after the reporting date, "+today.String())
	}
	return years(today, end), nil
}

// years returns the years from a day to a later one.
func years(from, to cede.Date) decimal.Decimal {
	first, _, _ := from.Civil()
	last, _, _ := to.Civil()
	whole := last - first
	start := anniversary(from, whole)
	if start.After(to) {
		whole--
		start = anniversary(from, whole)
	}
	days := anniversary(from, whole+1).Sub(start)
	if days <= 0 { // the calendar ends before the year does
		return decimal.New(int64(whole), 0)
	}
	return decimal.New(int64(whole), 0).Add(decimal.New(int64(to.Sub(start)), 0).DivRound(decimal.New(int64(days), 0), yearPlaces))
}

// anniversary returns the same day some years later, 1 March for 29 February, or no date beyond the calendar.
func anniversary(day cede.Date, years int) cede.Date {
	year, month, number := day.Civil()
	if later, err := cede.NewDate(year+years, month, number); err == nil {
		return later
	}
	later, err := cede.NewDate(year+years, month+1, 1)
	if err != nil {
		return cede.Date{}
	}
	return later
}
