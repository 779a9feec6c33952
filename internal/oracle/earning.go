package oracle

import (
	"math/big"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// earned returns the part of a policy's premium that is earned by the end of a day.
func earned(policy treaty.Period, day cede.Date, by treaty.Earning) *big.Rat {
	switch by {
	case treaty.Earning24ths:
		return earnedMidway(policy, day, month)
	case treaty.Earning8ths:
		return earnedMidway(policy, day, quarter)
	case treaty.EarningDays:
	}
	days := day.Sub(policy.From) + 1
	return big.NewRat(int64(min(max(days, 0), policy.Days())), int64(policy.Days()))
}

// earnedMidway takes a policy to begin in the middle of its month or quarter.
func earnedMidway(policy treaty.Period, day cede.Date, number func(cede.Date) int) *big.Rat {
	begin := number(policy.From)
	n := number(policy.To.AddDays(1)) - begin
	k := number(day.AddDays(1)) - begin // months or quarters that are over at the end of the day
	switch {
	case k <= 0:
		return whole(0)
	case k > n: // and so at once where n is 0
		return whole(1)
	}
	return big.NewRat(int64(2*k-1), int64(2*n))
}

func month(d cede.Date) int {
	year, m, _ := d.Civil()
	return year*12 + int(m) - 1
}

func quarter(d cede.Date) int { return month(d) / 3 }

// A window is the time whose premium a section takes: the whole policy or the days of a period.
type window struct {
	whole bool
	days  treaty.Period
	by    treaty.Earning
}

// window returns the time whose premium of a risk a section takes: it ends before the day from which the risk is excluded.
func (c *contract) window(s *section, r *risk) window {
	if s.Basis == treaty.RisksAttaching {
		return window{whole: true}
	}
	w := window{days: c.Period, by: s.Earning}
	if w.by == "" {
		w.by = treaty.EarningDays
	}
	w.days.To = earlier(w.days.To, out(r, s.Scope))
	return w
}

// earlier returns the day before end, if there is an end and that is earlier.
func earlier(day, end cede.Date) cede.Date {
	if end.IsZero() || end.After(day) {
		return day
	}
	return end.AddDays(-1)
}

// part returns what is earned of a policy in the window.
func (w window) part(policy treaty.Period) *big.Rat {
	if w.whole {
		return whole(1)
	}
	return sub(w.until(policy, w.days.To), w.until(policy, w.days.From.AddDays(-1)))
}

// until returns what is earned of a policy by the end of a day.
func (w window) until(policy treaty.Period, day cede.Date) *big.Rat {
	return earned(policy, day, w.by)
}

// take returns what of an amount of premium that belongs to the window's time is earned
// in the days it has in common with another window, as the section of that window earns: rounded, as
// the difference of rounded cumulative amounts, and exact.
func (w window) take(policy treaty.Period, amount *big.Rat, other window, round func(*big.Rat) *big.Rat) (rounded, exact *big.Rat) {
	if other.whole || !w.whole && w.days == other.days {
		return amount, amount
	}
	w.by = other.by
	from, to := other.days.From, other.days.To
	begin, all := whole(0), whole(1)
	if !w.whole {
		if from.Before(w.days.From) {
			from = w.days.From
		}
		if to.After(w.days.To) {
			to = w.days.To
		}
		begin, all = w.until(policy, w.days.From.AddDays(-1)), w.part(policy)
	}
	if to.Before(from) || all.Sign() == 0 {
		return whole(0), whole(0)
	}
	upTo := quo(sub(w.until(policy, to), begin), all)
	before := quo(sub(w.until(policy, from.AddDays(-1)), begin), all)
	rounded = sub(round(mul(amount, upTo)), round(mul(amount, before)))
	return rounded, mul(amount, sub(upTo, before))
}
