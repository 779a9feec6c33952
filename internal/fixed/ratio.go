package fixed

import (
	"math"
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// A Ratio is an exact fraction. The zero Ratio is 0. Ratios are compared with
// [Ratio.Cmp].
type Ratio struct {
	_        [0]func()
	num, den int64    // in lowest terms, den > 0; den 0 means 0, or wide if wide is set
	wide     *big.Rat // where two int64 do not hold it; never modified
}

// NewRatio returns num / den for den ≠ 0.
func NewRatio(num, den int64) Ratio {
	if num == 0 {
		return Ratio{}
	}
	if den < 0 || num == math.MinInt64 { // rare, and MinInt64 has no positive counterpart; mutant: a shortcut around the big form
		return fromRat(new(big.Rat).SetFrac(big.NewInt(num), big.NewInt(den)))
	}
	g := gcd(uint64(max(num, -num)), uint64(den))
	return Ratio{num: num / int64(g), den: den / int64(g)}
}

// Int returns the ratio x / 1.
func Int(x int64) Ratio { return NewRatio(x, 1) }

// FromDecimal returns d, whose size the caller has bounded.
func FromDecimal(d decimal.Decimal) Ratio { return fromRat(d.Rat()) }

func fromRat(r *big.Rat) Ratio {
	if r.Sign() == 0 {
		return Ratio{}
	}
	if r.Num().IsInt64() && r.Denom().IsInt64() {
		return Ratio{num: r.Num().Int64(), den: r.Denom().Int64()}
	}
	return Ratio{wide: r}
}

// Rat returns r as a new big.Rat.
func (r Ratio) Rat() *big.Rat {
	switch {
	case r.wide != nil:
		return new(big.Rat).Set(r.wide)
	case r.den == 0:
		return new(big.Rat)
	}
	return big.NewRat(r.num, r.den)
}

// Int64s returns the fraction's numerator and denominator and reports whether
// two int64 hold it.
func (r Ratio) Int64s() (num, den int64, ok bool) {
	switch {
	case r.wide != nil:
		return 0, 0, false
	case r.den == 0:
		return 0, 1, true
	}
	return r.num, r.den, true
}

// Sign returns -1, 0 or +1.
func (r Ratio) Sign() int {
	switch {
	case r.wide != nil:
		return r.wide.Sign()
	case r.num < 0:
		return -1
	case r.num > 0:
		return +1
	}
	return 0
}

// IsOne reports whether r is 1.
func (r Ratio) IsOne() bool { return r.wide == nil && r.num == 1 && r.den == 1 }

// Cmp returns -1, 0 or +1 as r is below, equal to or above s.
func (r Ratio) Cmp(s Ratio) int {
	if r.small() && s.small() {
		if r.den == 0 || s.den == 0 {
			return r.Sign() - s.Sign()
		}
		ah, al := bits.Mul64(uint64(r.num), uint64(s.den))
		bh, bl := bits.Mul64(uint64(s.num), uint64(r.den))
		switch {
		case ah < bh || ah == bh && al < bl:
			return -1
		case ah == bh && al == bl:
			return 0
		}
		return +1
	}
	return r.Rat().Cmp(s.Rat())
}

// Add returns r + s.
func (r Ratio) Add(s Ratio) Ratio {
	if a, b, den, ok := common(r, s); ok {
		if n, ok := Add(a, b); ok {
			return NewRatio(n, den)
		}
	}
	return fromRat(new(big.Rat).Add(r.Rat(), s.Rat()))
}

// Sub returns r - s.
func (r Ratio) Sub(s Ratio) Ratio {
	if a, b, den, ok := common(r, s); ok {
		return NewRatio(a-b, den)
	}
	return fromRat(new(big.Rat).Sub(r.Rat(), s.Rat()))
}

// common returns two small ratios over their least common denominator, if int64 hold them so.
func common(r, s Ratio) (a, b, den int64, ok bool) {
	switch {
	case !r.small() || !s.small():
		return 0, 0, 0, false
	case s.den == 0:
		return r.num, 0, max(r.den, 1), true
	case r.den == 0 || r.den == s.den:
		return r.num, s.num, s.den, true
	}
	g := int64(gcd(uint64(r.den), uint64(s.den)))
	a, ok1 := product(r.num, s.den/g)
	b, ok2 := product(s.num, r.den/g)
	den, ok3 := product(r.den, s.den/g)
	return a, b, den, ok1 && ok2 && ok3
}

// Mul returns r × s.
func (r Ratio) Mul(s Ratio) Ratio {
	if r.small() && s.small() {
		if r.den == 0 || s.den == 0 {
			return Ratio{}
		}
		g, h := int64(gcd(uint64(r.num), uint64(s.den))), int64(gcd(uint64(s.num), uint64(r.den)))
		num, ok1 := product(r.num/g, s.num/h)
		den, ok2 := product(r.den/h, s.den/g)
		if ok1 && ok2 {
			return Ratio{num: num, den: den}
		}
	}
	return fromRat(new(big.Rat).Mul(r.Rat(), s.Rat()))
}

// Quo returns r / s for s ≠ 0.
func (r Ratio) Quo(s Ratio) Ratio {
	if s.small() && s.num > 0 { // mutant: a shortcut, and s is not 0
		return r.Mul(Ratio{num: s.den, den: s.num})
	}
	return fromRat(new(big.Rat).Quo(r.Rat(), s.Rat()))
}

// product returns a × b for a ≥ 0 and b ≥ 0 and reports whether it fits an int64.
func product(a, b int64) (int64, bool) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	return int64(lo), hi == 0 && int64(lo) >= 0 // mutant: no factor is 0
}

// small reports whether r is a non-negative fraction of two int64.
func (r Ratio) small() bool { return r.wide == nil && r.num >= 0 } // mutant: 0 takes either way

// Min returns the smaller of r and s.
func Min(r, s Ratio) Ratio {
	if s.Cmp(r) < 0 { // mutant: equal ratios are the same
		return s
	}
	return r
}

// Max returns the larger of r and s.
func Max(r, s Ratio) Ratio {
	if s.Cmp(r) > 0 { // mutant: equal ratios are the same
		return s
	}
	return r
}

// Neg returns -r.
func (r Ratio) Neg() Ratio { return Ratio{}.Sub(r) }

// Round returns r rounded to an integer by m and reports whether it fits an int64.
func (r Ratio) Round(m Mode) (int64, bool) { return r.Times(1, m) }

// Times returns x × r rounded to an integer by m and reports whether it and its negative fit an int64.
func (r Ratio) Times(x int64, m Mode) (int64, bool) {
	if r.den == 1 && r.num == 1 && x != math.MinInt64 { // mutant: a shortcut
		return x, true
	}
	if x >= 0 && r.small() { // mutant: a shortcut
		if r.den == 0 {
			return 0, true
		}
		return MulDiv(x, r.num, r.den, m)
	}
	p := r.Rat()
	p.Mul(p, new(big.Rat).SetInt64(x))
	q := roundRat(p, m)
	if q.BitLen() > 63 {
		return 0, false
	}
	return q.Int64(), true
}

func roundRat(p *big.Rat, m Mode) *big.Int {
	sign := p.Sign()
	num := new(big.Int).Abs(p.Num())
	q, rest := new(big.Int).QuoRem(num, p.Denom(), new(big.Int))
	switch rest.Lsh(rest, 1).Cmp(p.Denom()) {
	case +1:
		q.Add(q, big.NewInt(1))
	case 0:
		if m == HalfUp || q.Bit(0) == 1 {
			q.Add(q, big.NewInt(1))
		}
	}
	if sign < 0 { // mutant: zero has no sign
		q.Neg(q)
	}
	return q
}

func gcd(a, b uint64) uint64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// TimesLess returns x × r - less rounded to an integer by m, or 0 if that is
// negative, for x ≥ 0, r ≥ 0 and less ≥ 0. It reports whether the result fits an int64.
func (r Ratio) TimesLess(x, less int64, m Mode) (int64, bool) {
	if num, den, ok := r.Int64s(); ok {
		hi, lo := bits.Mul64(uint64(x), uint64(num))
		if hi < uint64(den) {
			q, rest := bits.Div64(hi, lo, uint64(den))
			if q < uint64(less) {
				return 0, true
			}
			return roundQuotient(q-uint64(less), rest, uint64(den), m)
		}
	}
	p := r.Mul(Int(x)).Sub(Int(less))
	if p.Sign() <= 0 { // mutant: 0 is rounded to 0
		return 0, true
	}
	return p.Round(m)
}
