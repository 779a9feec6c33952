package fixed

import "math/bits"

// Add returns a + b and reports whether it fits an int64.
func Add(a, b int64) (int64, bool) {
	s := a + b
	return s, (a^s)&(b^s) >= 0
}

// Sub returns a - b and reports whether it fits an int64.
func Sub(a, b int64) (int64, bool) {
	d := a - b
	return d, (a^b)&(a^d) >= 0
}

// Sum returns the sum of xs and reports whether it fits an int64.
func Sum(xs []int64) (int64, bool) {
	var s int64
	for _, x := range xs {
		var ok bool
		if s, ok = Add(s, x); !ok {
			return 0, false
		}
	}
	return s, true
}

// MulDiv returns a × b / c rounded by m, for a ≥ 0, b ≥ 0 and c > 0, and reports
// whether the result fits an int64.
func MulDiv(a, b, c int64, m Mode) (int64, bool) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi == 0 {
		return roundQuotient(lo/uint64(c), lo%uint64(c), uint64(c), m)
	}
	if hi >= uint64(c) {
		return 0, false
	}
	q, r := bits.Div64(hi, lo, uint64(c))
	return roundQuotient(q, r, uint64(c), m)
}

// roundQuotient rounds q + r/c, for r < c ≤ MaxInt64.
func roundQuotient(q, r, c uint64, m Mode) (int64, bool) {
	twice := 2 * r // c is at most MaxInt64, so this does not wrap
	rounded := q
	if twice > c || twice == c && (m == HalfUp || q&1 == 1) {
		rounded++ // of the largest uint64 it makes 0, but not of a q that fits
	}
	return int64(rounded), int64(q|rounded) >= 0
}
