package treaty

import "github.com/cedego/cede"

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
