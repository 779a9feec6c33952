package cross2

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Unit is what a figure counts. The zero Unit is not valid.
type Unit string

const (
	// Yuan is an amount of money in 元.
	Yuan Unit = "yuan"
	// Fraction is a rate, a part of a whole or a coefficient: 0.35 is 35 %.
	Fraction Unit = "fraction"
	// Years are years of a term.
	Years Unit = "years"
	// Months are months of a term.
	Months Unit = "months"
	// Points are points of a score from 0 to 100.
	Points Unit = "points"
	// Tier is a tier of capital: 1 and 2 are core tier 1 and 2, 3 and 4 supplementary tier 1 and 2.
	Tier Unit = "tier"
	// Count counts things.
	Count Unit = "count"
	// Number is any figure that is no money: the unit of every line that is not in yuan.
	Number Unit = "number"
)

func (u Unit) validate(name string) error {
	all := []string{string(Yuan), string(Fraction), string(Years), string(Months), string(Points), string(Tier), string(Count), string(Number)}
	if !slices.Contains(all, string(u)) {
		return cede.Invalid(name, string(u), "must be one of "+strings.Join(all, ", "))
	}
	return nil
}

// line returns the unit of a line that holds a figure in u.
func (u Unit) line() Unit {
	if u == Yuan {
		return Yuan
	}
	return Number
}

// A Scale is the unit of money of a file or a printed table. The zero Scale is not valid.
type Scale string

const (
	// InYuan counts 元.
	InYuan Scale = "元"
	// InWan counts 万元, 10,000 yuan, as the official return does.
	InWan Scale = "万元"
	// InYi counts 亿元, 100,000,000 yuan.
	InYi Scale = "亿元"
)

// zeros returns by how many powers of ten the scale is above a yuan.
func (s Scale) zeros() (int32, error) {
	switch s {
	case InYuan:
		return 0, nil
	case InWan:
		return 4, nil
	case InYi:
		return 8, nil
	}
	return 0, cede.Invalid("", string(s), "must be one of 元, 万元, 亿元")
}

// In returns the name of s in the language.
func (s Scale) In(language Language) string {
	if language == Chinese {
		return string(s)
	}
	switch s {
	case InYuan:
		return "yuan"
	case InWan:
		return "10,000 yuan"
	case InYi:
		return "100,000,000 yuan"
	}
	return string(s)
}

// ToYuan returns amount, which is in s, in yuan, exactly. An amount that would have more
// than 38 digits is an error.
func (s Scale) ToYuan(amount decimal.Decimal) (decimal.Decimal, error) { return s.shift(amount, 1) }

// FromYuan returns amount, which is in yuan, in s, exactly. An amount that would have more
// than 18 decimal places is an error.
func (s Scale) FromYuan(amount decimal.Decimal) (decimal.Decimal, error) { return s.shift(amount, -1) }

func (s Scale) shift(amount decimal.Decimal, sign int32) (decimal.Decimal, error) {
	zeros, err := s.zeros()
	if err != nil {
		return decimal.Decimal{}, err
	}
	if err := bound.Check("", amount); err != nil {
		return decimal.Decimal{}, err
	}
	return settle(amount.Shift(sign * zeros))
}

// settle brings a computed number within the limits of package bound: it takes away zeros
// beyond the last decimal place allowed, and refuses what is still too long.
func settle(d decimal.Decimal) (decimal.Decimal, error) {
	if d.Exponent() < -bound.Places {
		if cut := d.Truncate(bound.Places); cut.Equal(d) {
			d = cut
		}
	}
	if err := bound.Check("", d); err != nil {
		return decimal.Decimal{}, err
	}
	return d, nil
}

// Print returns an amount in yuan as the official return prints it: in s, with two decimal places, rounded half away from zero, and
// with commas between the thousands, such as 1,234.50. The scale must be known.
func (s Scale) Print(yuan decimal.Decimal) (string, error) {
	zeros, err := s.zeros()
	if err != nil {
		return "", err
	}
	if err := bound.Check("", yuan); err != nil {
		return "", err
	}
	return grouped(yuan.Shift(-zeros)), nil
}

// grouped returns d with two decimal places, rounded half away from zero, and with commas
// between the thousands: 1,234.50.
func grouped(d decimal.Decimal) string {
	text := d.StringFixed(2)
	sign := ""
	if rest, negative := strings.CutPrefix(text, "-"); negative {
		sign, text = "-", rest
	}
	whole, places, _ := strings.Cut(text, ".")
	var b strings.Builder
	for i, c := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(c)
	}
	if strings.Trim(whole+places, "0") == "" {
		sign = ""
	}
	return sign + b.String() + "." + places
}
