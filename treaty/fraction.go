package treaty

import (
	"math/big"

	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A Fraction is an exact share or rate. The zero Fraction is 0. Fractions are
// compared with [Fraction.Equal] and [Fraction.Cmp].
type Fraction struct {
	_     [0]func()
	ratio fixed.Ratio
}

// Rat returns f as a new rational number.
func (f Fraction) Rat() *big.Rat { return f.ratio.Rat() }

// Cmp returns -1, 0 or +1 as f is below, equal to or above g.
func (f Fraction) Cmp(g Fraction) int { return f.ratio.Cmp(g.ratio) }

// Equal reports whether f and g are the same number.
func (f Fraction) Equal(g Fraction) bool { return f.Cmp(g) == 0 }

// Round returns f rounded half away from zero to the given decimal places.
func (f Fraction) Round(places int32) decimal.Decimal {
	r := f.ratio.Rat()
	return decimal.NewFromBigInt(r.Num(), 0).DivRound(decimal.NewFromBigInt(r.Denom(), 0), places)
}

// String returns f as a decimal where it is one of at most 18 places, and as
// "numerator/denominator" where it is not.
func (f Fraction) String() string {
	r := f.ratio.Rat()
	if places, exact := r.FloatPrec(); exact && places <= 18 {
		return r.FloatString(places)
	}
	return r.String()
}

// MarshalText returns [Fraction.String].
func (f Fraction) MarshalText() ([]byte, error) { return []byte(f.String()), nil }
