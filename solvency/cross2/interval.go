package cross2

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// An Interval is a range of figures whose ends each belong to it or not, as in (0, 0.95].
// Its text is that of the regulation, with fractions for per cents and inf for ∞; a single figure
// is [0, 0]. The zero Interval holds nothing and is not valid.
type Interval struct {
	_ [0]func()

	lower, upper end
}

// An end is one end of an interval.
type end struct {
	infinite bool
	closed   bool
	at       decimal.Decimal // not used where infinite
}

const (
	infinity         = "inf"
	reasonIntervalIs = "must be an interval, such as (0, 0.95] or (-inf, 0)"
)

// ParseInterval reads an interval: a bracket, an end, a comma, an end and a bracket.
func ParseInterval(text string) (Interval, error) {
	refuse := func(reason string) (Interval, error) {
		return Interval{}, cede.Invalid("", strings.Clone(text), reason)
	}
	if len(text) < len("(0,0)") {
		return refuse(reasonIntervalIs)
	}
	var i Interval
	open, last := text[0], text[len(text)-1]
	lower, upper, ok := strings.Cut(text[1:len(text)-1], ",")
	if !ok || (open != '(' && open != '[') || (last != ')' && last != ']') {
		return refuse(reasonIntervalIs)
	}
	for _, side := range []struct {
		end    *end
		text   string
		far    string
		closed bool
	}{
		{&i.lower, lower, "-" + infinity, open == '['},
		{&i.upper, strings.TrimPrefix(upper, " "), infinity, last == ']'},
	} {
		if side.text == side.far {
			if side.closed {
				return refuse("must be open where it has no end")
			}
			side.end.infinite = true
			continue
		}
		at, err := bound.Parse(side.text)
		if err != nil {
			return refuse(reasonIntervalIs)
		}
		side.end.at, side.end.closed = at, side.closed
	}
	if i.empty() {
		return refuse("must have its ends in order, and hold a figure")
	}
	return i, nil
}

// empty reports whether no figure is in i.
func (i Interval) empty() bool {
	if i.lower.infinite || i.upper.infinite {
		return false
	}
	c := i.lower.at.Cmp(i.upper.at)
	return c > 0 || c == 0 && (!i.lower.closed || !i.upper.closed)
}

// Contains reports whether x is in i, exactly.
func (i Interval) Contains(x decimal.Decimal) bool { return !i.above(x) && !i.below(x) }

// above reports whether i lies above x.
func (i Interval) above(x decimal.Decimal) bool {
	if i.lower.infinite {
		return false
	}
	c := x.Cmp(i.lower.at)
	return c < 0 || c == 0 && !i.lower.closed
}

// below reports whether i lies below x.
func (i Interval) below(x decimal.Decimal) bool {
	if i.upper.infinite {
		return false
	}
	c := x.Cmp(i.upper.at)
	return c > 0 || c == 0 && !i.upper.closed
}

// meets reports whether next begins where i ends, the figure there being in one of the two.
func (i Interval) meets(next Interval) bool {
	return !i.upper.infinite && !next.lower.infinite &&
		i.upper.at.Equal(next.lower.at) && i.upper.closed != next.lower.closed
}

// Equal reports whether i and other hold the same figures.
func (i Interval) Equal(other Interval) bool { return i.String() == other.String() }

// Ends returns the ends of i and whether they are finite; an end that is not finite is zero.
func (i Interval) Ends() (lower, upper decimal.Decimal, hasLower, hasUpper bool) {
	return i.lower.at, i.upper.at, !i.lower.infinite, !i.upper.infinite
}

// String returns i as it is read: (0, 0.95].
func (i Interval) String() string {
	var b strings.Builder
	b.WriteByte("(["[bit(i.lower.closed)])
	if i.lower.infinite {
		b.WriteString("-" + infinity)
	} else {
		b.WriteString(bound.Text(i.lower.at))
	}
	b.WriteString(", ")
	if i.upper.infinite {
		b.WriteString(infinity)
	} else {
		b.WriteString(bound.Text(i.upper.at))
	}
	b.WriteByte(")]"[bit(i.upper.closed)])
	return b.String()
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// MarshalText returns [Interval.String], so that an interval is a JSON string.
func (i Interval) MarshalText() ([]byte, error) { return []byte(i.String()), nil }

// UnmarshalText reads what [ParseInterval] reads.
func (i *Interval) UnmarshalText(text []byte) error {
	read, err := ParseInterval(string(text))
	if err != nil {
		return err
	}
	*i = read
	return nil
}
