package engine

import (
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// Earning says how premium is earned over a policy period.
type Earning uint8

const (
	// Days earns by day.
	Days Earning = iota
	// Months earns by 24ths: a policy begins in the middle of its calendar month.
	Months
	// Quarters earns by 8ths: a policy begins in the middle of its calendar quarter.
	Quarters
)

// A Window is a span of earned premium. The zero Window is the whole premium.
type Window struct {
	From, To cede.Date
	Earning  Earning
	// Cut, if it is not 0, is one more than the number of the list of [Risks.Ends] by which it ends early for some risks.
	Cut int
}

// Window returns w as it is for a risk: it ends before the first day on which the risk is no longer covered.
func (r *Risks) Window(w Window, row int32) Window {
	if w.Cut == 0 {
		return w
	}
	end := r.Ends[w.Cut-1][row]
	w.Cut = 0
	if !end.IsZero() && !end.After(w.To) {
		w.To = end.AddDays(-1)
	}
	return w
}

// Whole reports whether w is the whole premium.
func (w Window) Whole() bool { return w.From.IsZero() }

// earned returns the part of the premium of a policy from first to last that is
// earned by the end of a day: for days, days run over days; otherwise, with n the months (quarters) from the
// one in which it begins to the one in which it ends and k those that are over, (2k-1)/2n.
func (e Earning) earned(first, last, by cede.Date) fixed.Ratio {
	if by.Before(first) {
		return fixed.Ratio{}
	}
	if !by.Before(last) && e == Days {
		return fixed.Int(1)
	}
	if e == Days {
		return fixed.NewRatio(int64(by.Sub(first)+1), int64(last.Sub(first)+1))
	}
	begin := e.index(first)
	n := int64(e.index(last.AddDays(1)) - begin)
	over := int64(e.index(by.AddDays(1)) - begin) // periods that ended by then
	switch {
	case over <= 0:
		return fixed.Ratio{}
	case over > n || n == 0:
		return fixed.Int(1)
	}
	return fixed.NewRatio(2*over-1, 2*n)
}

// Unearned returns the part of the premium of a policy from first to last that is not earned by the end of a day.
func (e Earning) Unearned(first, last, by cede.Date) fixed.Ratio {
	return fixed.Int(1).Sub(e.earned(first, last, by))
}

// index numbers calendar months or quarters; a date that does not exist is the day after the last.
func (e Earning) index(d cede.Date) int {
	year, month, _ := d.Civil()
	if d.IsZero() {
		year, month = 10_000, time.January
	}
	if e == Quarters {
		return 4*year + int(month-time.January)/3
	}
	return 12*year + int(month-time.January)
}

// span returns what part of premium is earned before w begins and by its end, of a policy from first to last.
func (w Window) span(first, last cede.Date) (before, by fixed.Ratio) {
	if w.Whole() {
		return fixed.Ratio{}, fixed.Int(1)
	}
	return w.Earning.earned(first, last, w.From.AddDays(-1)), w.Earning.earned(first, last, w.To)
}

// Of returns the part of a premium that falls into w, as the difference of two
// rounded cumulative amounts, so that adjoining windows add up to the premium.
func (w Window) Of(premium int64, first, last cede.Date, mode fixed.Mode) int64 {
	before, by := w.span(first, last)
	lo, _ := before.Times(premium, mode)
	hi, _ := by.Times(premium, mode)
	return hi - lo
}

// Within returns the part that falls into w of an amount ceded from the premium in window v, as
// the difference of two rounded cumulative amounts.
func (w Window) Within(v Window, amount int64, first, last cede.Date, mode fixed.Mode) int64 {
	if amount == 0 || v == w {
		return amount
	}
	before, by := w.common(v, first, last)
	lo, _ := before.Times(amount, mode)
	hi, _ := by.Times(amount, mode)
	return hi - lo
}

// common returns what part of an amount ceded from the premium in window v, of a policy from
// first to last, is earned before the days that w has in common with it and by their end.
func (w Window) common(v Window, first, last cede.Date) (before, by fixed.Ratio) {
	if w.Whole() || v == w {
		return fixed.Ratio{}, fixed.Int(1)
	}
	days := w
	if !v.Whole() {
		if days.From.Before(v.From) {
			days.From = v.From
		}
		if days.To.After(v.To) {
			days.To = v.To
		}
		if days.To.Before(days.From) {
			return fixed.Ratio{}, fixed.Ratio{}
		}
		v.Earning = w.Earning // spread as w earns
	}
	start, end := v.span(first, last)
	total := end.Sub(start)
	if total.Sign() <= 0 {
		return fixed.Ratio{}, fixed.Ratio{}
	}
	before, by = days.span(first, last)
	return before.Sub(start).Quo(total), by.Sub(start).Quo(total)
}

// Earns reports whether premium of a policy from first to last is earned in w.
func (w Window) Earns(first, last cede.Date) bool {
	before, by := w.span(first, last)
	return before.Cmp(by) < 0
}
