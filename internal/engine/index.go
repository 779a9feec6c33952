package engine

import (
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// An Index is an index clause: attachments, and limits where it says so, follow an index. What is paid on a day is
// worth deflator × amount at the base.
type Index struct {
	_ [0]func()
	// Reported counts all of a loss on the day it was reported, otherwise each payment counts on its own day.
	Reported bool
	// Limits makes the limits follow too.
	Limits bool
	// Points are in order of time, without a gap.
	Points []IndexPoint
}

// An IndexPoint is the days on which one value of the index holds.
type IndexPoint struct {
	// From and To are the first and last of them; a zero To is the day before the next point, or no end.
	From, To cede.Date
	// Deflator brings what is paid on these days to the base.
	Deflator fixed.Ratio
}

// A Payment is what was paid of a loss on a day. It is negative where money came back.
type Payment struct {
	Day    cede.Date
	Amount int64
}

// point returns the number of the point that holds on a day, or -1.
func (x *Index) point(day cede.Date) int {
	k, ok := slices.BinarySearchFunc(x.Points, day, func(p IndexPoint, day cede.Date) int { return p.From.Compare(day) })
	if !ok {
		k--
	}
	if k < 0 || !x.Points[k].To.IsZero() && day.After(x.Points[k].To) {
		return -1
	}
	return k
}

// Deflate returns what payments in order of time are worth at the base over what they add up to. The ratio is 1 where
// either is not above zero. Bad is the number of a payment on whose day the index has no value, or -1.
func (x *Index) Deflate(payments []Payment) (ratio fixed.Ratio, bad int) {
	var paid int64
	var worth []fixed.Ratio
	at, here := -1, int64(0) // the point at hand and what was paid on its days
	book := func() {
		if here != 0 {
			worth = append(worth, fixed.Int(here).Mul(x.Points[at].Deflator))
		}
	}
	for i, p := range payments {
		if p.Amount == 0 {
			continue
		}
		k := x.point(p.Day)
		if k < 0 {
			return fixed.Int(1), i
		}
		if k != at {
			book()
			at, here = k, 0
		}
		here += p.Amount // movements of one position after the other, so their sums are between two positions
		paid += p.Amount
	}
	book()
	sum := sumRatios(worth)
	if paid <= 0 || sum.Sign() <= 0 {
		return fixed.Int(1), -1
	}
	return sum.Quo(fixed.Int(paid)), -1
}

// sumRatios adds ratios up by halves, so that their denominators grow late.
func sumRatios(list []fixed.Ratio) fixed.Ratio {
	switch len(list) {
	case 0:
		return fixed.Ratio{}
	case 1:
		return list[0]
	}
	half := len(list) / 2
	return sumRatios(list[:half]).Add(sumRatios(list[half:]))
}

// indexed returns the factor of the index clause for an occurrence: what entered over what it is worth at the base.
func (r *Run) indexed(s *Section, entered []int64, rows []int32, sum int64) fixed.Ratio {
	if s.Index == nil || r.losses.Deflated == nil {
		return fixed.Int(1)
	}
	deflated := r.losses.Deflated[s.Deflator]
	worth := make([]fixed.Ratio, 0, len(rows))
	for _, row := range rows {
		if entered[row] > 0 {
			worth = append(worth, deflated[row].Mul(fixed.Int(entered[row])))
		}
	}
	return fixed.Int(sum).Quo(sumRatios(worth)) // each is above zero, and so is the sum
}

// scaled returns factor × amount, rounded once. What leaves 64 bits is above every loss.
func (r *Run) scaled(amount int64, factor fixed.Ratio) int64 {
	if amount == Unlimited {
		return Unlimited
	}
	n, ok := factor.Times(amount, r.plan.Mode)
	if !ok {
		return Unlimited
	}
	return n
}
