package treaty

import (
	"time"

	"github.com/cedego/cede"
)

// A Period runs from one civil day to another; both are inside. The zero
// Period is not valid.
type Period struct {
	// From is the first day.
	From cede.Date `json:"from"`
	// To is the last day, not before From.
	To cede.Date `json:"to"`
}

// Validate reports a missing day or an end before the beginning.
func (p Period) Validate() error {
	switch {
	case p.From.IsZero():
		return cede.Invalid("from", "", "must not be empty")
	case p.To.IsZero():
		return cede.Invalid("to", "", "must not be empty")
	case p.To.Before(p.From):
		return cede.Invalid("to", p.To.String(), "must not be before from, "+p.From.String())
	}
	return nil
}

// Contains reports whether d is inside p.
func (p Period) Contains(d cede.Date) bool { return !d.Before(p.From) && !d.After(p.To) }

// Overlaps reports whether p and q have a day in common.
func (p Period) Overlaps(q Period) bool { return !p.To.Before(q.From) && !q.To.Before(p.From) }

// Days returns the number of days of p, both ends counted.
func (p Period) Days() int { return p.To.Sub(p.From) + 1 }

// yearEnd returns the day some months after the last day of the n-th year of p, from 0: the same day of the month, or the last of a
// shorter one.
func (p Period) yearEnd(n, months int) cede.Date {
	y, m, d := p.From.Civil()
	next, err := cede.NewDate(y+n+1, m, d) // the day on which the year after begins
	if err != nil && d > 28 {
		next, _ = cede.NewDate(y+n+1, m+1, 1) // of a year from 29 February
	}
	end := p.To
	if !next.IsZero() && !next.After(p.To) {
		end = next.AddDays(-1)
	}
	if months == 0 {
		return end
	}
	y, m, d = end.Civil()
	if later := dayOfMonth(y, int(m)+months, d); !later.IsZero() {
		return later
	}
	return end
}

// dayOfMonth returns a day of a month that may be above 12; a day that the month does not have is its last.
func dayOfMonth(year, month, day int) cede.Date {
	year, month = year+(month-1)/12, (month-1)%12+1
	for ; day > 28; day-- {
		if d, err := cede.NewDate(year, time.Month(month), day); err == nil {
			return d
		}
	}
	d, _ := cede.NewDate(year, time.Month(month), day) // zero beyond the calendar
	return d
}
