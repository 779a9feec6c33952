package fixed

import (
	"math"
	"math/bits"
)

// A Multiplier is [MulDiv] by one fraction, for many amounts: it divides by multiplying with a reciprocal.
type Multiplier struct {
	num, den int64
	mode     Mode
	// most is the largest amount for which the quick way holds.
	most uint64
	// reciprocal is 2^64 / twice the denominator, rounded down.
	reciprocal uint64
}

// NewMultiplier returns the multiplier of num / den, for num ≥ 0 and den > 0, rounded by m.
func NewMultiplier(num, den int64, m Mode) Multiplier {
	x := Multiplier{num: num, den: den, mode: m}
	if m == HalfUp && num > 0 && den <= math.MaxInt64/2 {
		x.most = (math.MaxUint64 - uint64(den)) / (2 * uint64(num))
		x.reciprocal = math.MaxUint64 / (2 * uint64(den))
	}
	return x
}

// Times returns amount × num / den, rounded, for an amount ≥ 0 of which the result is known to fit an int64.
func (x *Multiplier) Times(amount int64) int64 {
	if uint64(amount) > x.most {
		return x.slow(amount)
	}
	// Half up is the quotient of (2 × amount × num + den) / (2 × den) rounded down. The product with
	// the reciprocal is that or one less.
	n, d := 2*uint64(amount)*uint64(x.num)+uint64(x.den), 2*uint64(x.den)
	q, _ := bits.Mul64(n, x.reciprocal)
	if n-q*d >= d {
		q++
	}
	return int64(q)
}

func (x *Multiplier) slow(amount int64) int64 {
	n, _ := MulDiv(amount, x.num, x.den, x.mode)
	return n
}
