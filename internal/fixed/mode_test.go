package fixed_test

import (
	"math"
	"math/big"

	"github.com/cedego/cede/internal/fixed"
)

const (
	maxInt = math.MaxInt64
	minInt = math.MinInt64
)

// modes are all of them, by name.
var modes = map[string]fixed.Mode{"half up": fixed.HalfUp, "half even": fixed.HalfEven}

// frac is num / den in lowest terms.
func frac(num, den int64) *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den))
}

// floor is the greatest integer that is not above x.
func floor(x *big.Rat) *big.Int {
	return new(big.Int).Div(x.Num(), x.Denom()) // Euclidean, and the denominator is positive
}

// nearest rounds by the definition of the modes: the integers around x are told apart by
// their distance, and a tie goes away from zero or to the even one.
func nearest(x *big.Rat, m fixed.Mode) *big.Int {
	below := floor(x)
	above := new(big.Int).Add(below, big.NewInt(1))
	down := new(big.Rat).Sub(x, new(big.Rat).SetInt(below))
	up := new(big.Rat).Sub(new(big.Rat).SetInt(above), x)
	switch c := down.Cmp(up); {
	case c < 0:
		return below
	case c > 0:
		return above
	case m == fixed.HalfEven && below.Bit(0) == 0, m == fixed.HalfUp && x.Sign() < 0:
		return below
	}
	return above
}

// expect is what a function must return whose exact result is x: the rounded value where
// an int64 holds it.
func expect(x *big.Rat, m fixed.Mode) (int64, bool) {
	n := nearest(x, m)
	return n.Int64(), n.BitLen() < 64
}
