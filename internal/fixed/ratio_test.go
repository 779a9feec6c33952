package fixed_test

import (
	"math/big"
	"testing"

	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// wide is a fraction that no two int64 hold: 1 / (2^63-1) + 1 / (2^63-2), near 2^-62.
func wide() fixed.Ratio {
	return fixed.NewRatio(1, maxInt).Add(fixed.NewRatio(1, maxInt-1))
}

func TestNewRatio(t *testing.T) {
	for _, tt := range []struct {
		num, den int64
		want     string
		small    bool
	}{
		{0, 5, "0/1", true},
		{0, -5, "0/1", true},
		{6, 4, "3/2", true},
		{3_000_000, 5_500_000, "6/11", true},
		{-6, 4, "-3/2", true},
		{6, -4, "-3/2", true},
		{-6, -4, "3/2", true},
		{maxInt, maxInt, "1/1", true},
		{maxInt, 1, "9223372036854775807/1", true},
		{minInt, 1, "-9223372036854775808/1", true},
		{minInt, 2, "-4611686018427387904/1", true},
		{minInt, minInt, "1/1", true},
		{minInt, -1, "9223372036854775808/1", false},
		{1, minInt, "-1/9223372036854775808", false},
		{2, minInt, "-1/4611686018427387904", true},
	} {
		r := fixed.NewRatio(tt.num, tt.den)
		if got := r.Rat().String(); got != tt.want {
			t.Errorf("%d / %d = %s, want %s", tt.num, tt.den, got, tt.want)
		}
		num, den, ok := r.Int64s()
		if ok != tt.small || ok && big.NewRat(num, den).String() != tt.want {
			t.Errorf("%d / %d in two int64 is %d/%d, %t; want %s, %t", tt.num, tt.den, num, den, ok, tt.want, tt.small)
		}
	}
}

// Two int64 come back in lowest terms with a positive denominator, since the ledger tells rates apart by them.
func TestRatio_Int64s(t *testing.T) {
	for _, r := range []fixed.Ratio{
		fixed.NewRatio(6, 4), fixed.NewRatio(-6, -4), fixed.FromDecimal(decimal.New(150, -2)),
		fixed.Int(3).Quo(fixed.Int(2)), fixed.NewRatio(3, 4).Mul(fixed.Int(2)), fixed.NewRatio(7, 6).Add(fixed.NewRatio(1, 3)),
		fixed.NewRatio(5, 2).Sub(fixed.Int(1)),
	} {
		if num, den, ok := r.Int64s(); num != 3 || den != 2 || !ok {
			t.Errorf("%d/%d, %t; want 3/2, true", num, den, ok)
		}
	}
	for _, r := range []fixed.Ratio{{}, fixed.Int(0), fixed.Int(3).Sub(fixed.Int(3)), fixed.Int(3).Mul(fixed.Int(0)), wide().Sub(wide())} {
		if num, den, ok := r.Int64s(); num != 0 || den != 1 || !ok {
			t.Errorf("%d/%d, %t; want 0/1, true", num, den, ok)
		}
	}
	if num, den, ok := wide().Int64s(); num != 0 || den != 0 || ok {
		t.Errorf("%d/%d, %t; want that two int64 do not hold it", num, den, ok)
	}
}

func TestFromDecimal(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0/1", "0.000": "0/1", "1": "1/1", "0.4": "2/5", "-0.25": "-1/4", "1e3": "1000/1",
		"0.000000000000000001":                   "1/1000000000000000000",
		"99999999999999999999999999999999999999": "99999999999999999999999999999999999999/1",
	} {
		if got := fixed.FromDecimal(decimal.RequireFromString(text)).Rat().String(); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

// What Rat returns is the caller's to change.
func TestRatio_Rat(t *testing.T) {
	for _, r := range []fixed.Ratio{{}, fixed.NewRatio(1, 3), wide()} {
		before := r.Rat().String()
		r.Rat().SetInt64(7)
		if got := r.Rat().String(); got != before {
			t.Errorf("the ratio changed from %s to %s", before, got)
		}
	}
}

func TestRatio_IsOne(t *testing.T) {
	almost := fixed.Int(1).Sub(wide())
	for _, tt := range []struct {
		r    fixed.Ratio
		want bool
	}{
		{fixed.Int(1), true},
		{fixed.NewRatio(-3, -3), true},
		{fixed.NewRatio(1, 2).Add(fixed.NewRatio(1, 2)), true},
		{almost.Add(wide()), true},
		{fixed.Ratio{}, false},
		{fixed.Int(-1), false},
		{fixed.NewRatio(1, 2), false},
		{fixed.Int(2), false},
		{almost, false},
	} {
		if got := tt.r.IsOne(); got != tt.want {
			t.Errorf("%s is one: %t", tt.r.Rat(), got)
		}
	}
}

// samples are fractions of every form: 0, small, negative, near the ends of int64, and wide.
func samples() []fixed.Ratio {
	w := wide()
	return []fixed.Ratio{
		{},
		fixed.Int(1), fixed.Int(2), fixed.NewRatio(1, 2), fixed.NewRatio(1, 3), fixed.NewRatio(2, 3), fixed.NewRatio(3, 2),
		fixed.NewRatio(5, 6), fixed.Int(-1), fixed.NewRatio(-1, 2), fixed.NewRatio(-7, 3), fixed.NewRatio(4, 9),
		fixed.Int(maxInt), fixed.Int(maxInt - 1), fixed.NewRatio(maxInt, maxInt-1), fixed.NewRatio(maxInt-1, maxInt),
		fixed.NewRatio(1, maxInt), fixed.NewRatio(maxInt, 2), fixed.NewRatio(maxInt-2, 2), fixed.Int(minInt), fixed.NewRatio(1, minInt),
		w, fixed.Int(0).Sub(w), w.Mul(fixed.Int(2)), fixed.Int(maxInt).Add(fixed.Int(maxInt)), fixed.Int(maxInt).Mul(fixed.Int(maxInt)),
	}
}

func TestRatio_arithmetic(t *testing.T) {
	for _, r := range samples() {
		for _, s := range samples() {
			a, b := r.Rat(), s.Rat()
			check := func(op string, got fixed.Ratio, want *big.Rat) {
				t.Helper()
				if got.Rat().Cmp(want) != 0 {
					t.Errorf("%s %s %s = %s, want %s", a, op, b, got.Rat(), want)
				}
				// A fraction that fits two int64 is never kept in the wide form, or equal rates would be told apart.
				if num, den, ok := got.Int64s(); ok != (want.Num().IsInt64() && want.Denom().IsInt64()) || ok && big.NewRat(num, den).Cmp(want) != 0 {
					t.Errorf("%s %s %s in two int64 is %d/%d, %t; want %s", a, op, b, num, den, ok, want)
				}
			}
			check("+", r.Add(s), new(big.Rat).Add(a, b))
			check("-", r.Sub(s), new(big.Rat).Sub(a, b))
			check("×", r.Mul(s), new(big.Rat).Mul(a, b))
			if b.Sign() != 0 {
				check("/", r.Quo(s), new(big.Rat).Quo(a, b))
			}
			if got, want := r.Cmp(s), a.Cmp(b); got != want {
				t.Errorf("%s compared with %s is %d, want %d", a, b, got, want)
			}
			least, most := a, b
			if b.Cmp(a) < 0 {
				least, most = b, a
			}
			check("min", fixed.Min(r, s), least)
			check("max", fixed.Max(r, s), most)
		}
		if got, want := r.Sign(), r.Rat().Sign(); got != want {
			t.Errorf("the sign of %s is %d", r.Rat(), got)
		}
		if got, want := r.Neg().Rat(), new(big.Rat).Neg(r.Rat()); got.Cmp(want) != 0 {
			t.Errorf("minus %s is %s", r.Rat(), got)
		}
	}
}

func TestRatio_Times(t *testing.T) {
	for _, tt := range []struct {
		name     string
		x        int64
		r        fixed.Ratio
		up, even int64
		ok       bool
	}{
		{"zero", 100, fixed.Ratio{}, 0, 0, true},
		{"of nothing", 0, fixed.NewRatio(6, 11), 0, 0, true},
		{"one", maxInt, fixed.Int(1), maxInt, maxInt, true},
		{"one, of a negative amount", -maxInt, fixed.Int(1), -maxInt, -maxInt, true},
		{"one, of what has no negative", minInt, fixed.Int(1), 0, 0, false},
		{"6/11 of 5,500,000", 5_500_000, fixed.NewRatio(6, 11), 3_000_000, 3_000_000, true},
		{"half of one", 1, fixed.NewRatio(1, 2), 1, 0, true},
		{"half of three", 3, fixed.NewRatio(1, 2), 2, 2, true},
		{"half of minus one", -1, fixed.NewRatio(1, 2), -1, 0, true},
		{"half of minus three", -3, fixed.NewRatio(1, 2), -2, -2, true},
		{"minus half of five", 5, fixed.NewRatio(-1, 2), -3, -2, true},
		{"minus a third of minus five", -5, fixed.NewRatio(-1, 3), 2, 2, true},
		{"above the largest", maxInt, fixed.NewRatio(3, 2), 0, 0, false},
		{"below the smallest", minInt, fixed.NewRatio(3, 2), 0, 0, false},
		{"minus the smallest", minInt, fixed.Int(-1), 0, 0, false},
		{"wide", maxInt, wide(), 2, 2, true},           // a little more than 2
		{"wide, of half", 1 << 61, wide(), 1, 1, true}, // a little more than 1/2
		{"wide, below half", 1<<61 - 1, wide(), 0, 0, true},
		{"wide and large", maxInt, wide().Quo(fixed.NewRatio(1, maxInt)), 0, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for name, m := range modes {
				want := tt.up
				if m == fixed.HalfEven {
					want = tt.even
				}
				got, ok := tt.r.Times(tt.x, m)
				if ok != tt.ok || ok && got != want {
					t.Errorf("%s: %s of %d = %d, %t; want %d, %t", name, tt.r.Rat(), tt.x, got, ok, want, tt.ok)
				}
				if tt.x == 1 {
					if got, ok := tt.r.Round(m); ok != tt.ok || got != want {
						t.Errorf("%s: %s rounded = %d, %t; want %d, %t", name, tt.r.Rat(), got, ok, want, tt.ok)
					}
				}
			}
		})
	}
}

func TestRatio_Round(t *testing.T) {
	for _, tt := range []struct {
		r        fixed.Ratio
		up, even int64
	}{
		{fixed.NewRatio(5, 2), 3, 2},
		{fixed.NewRatio(-5, 2), -3, -2},
		{fixed.NewRatio(7, 3), 2, 2},
		{fixed.NewRatio(8, 3), 3, 3},
		{fixed.Int(-maxInt), -maxInt, -maxInt},
		{fixed.NewRatio(minInt, 3), -3074457345618258603, -3074457345618258603}, // 2^63 = 3 × 3074457345618258602 + 2
	} {
		up, ok1 := tt.r.Round(fixed.HalfUp)
		even, ok2 := tt.r.Round(fixed.HalfEven)
		if up != tt.up || even != tt.even || !ok1 || !ok2 {
			t.Errorf("%s is rounded to %d, %d; want %d, %d", tt.r.Rat(), up, even, tt.up, tt.even)
		}
	}
	if n, ok := fixed.Int(minInt).Round(fixed.HalfUp); ok {
		t.Errorf("what has no negative is rounded to %d", n)
	}
}

func TestRatio_TimesLess(t *testing.T) {
	for _, tt := range []struct {
		name     string
		r        fixed.Ratio
		x, less  int64
		up, even int64
		ok       bool
	}{
		{"below", fixed.NewRatio(1, 2), 100, 51, 0, 0, true},
		{"equal", fixed.NewRatio(1, 2), 100, 50, 0, 0, true},
		{"above", fixed.NewRatio(1, 2), 100, 49, 1, 1, true},
		{"half a unit below", fixed.NewRatio(1, 2), 99, 50, 0, 0, true},
		{"half a unit above", fixed.NewRatio(1, 2), 101, 50, 1, 0, true},
		{"half above one", fixed.NewRatio(1, 2), 103, 50, 2, 2, true},
		{"a third above", fixed.NewRatio(1, 3), 100, 33, 0, 0, true},
		{"two thirds above", fixed.NewRatio(1, 3), 101, 33, 1, 1, true},
		{"nothing", fixed.Ratio{}, 100, 5, 0, 0, true},
		{"nothing less nothing", fixed.Ratio{}, 100, 0, 0, 0, true},
		{"back into range", fixed.Int(2), maxInt, maxInt, maxInt, maxInt, true},
		{"out of range", fixed.Int(2), maxInt, maxInt - 1, 0, 0, false},
		{"beyond 128 bits over the divisor", fixed.Int(4), maxInt, maxInt, 0, 0, false}, // 3 × (2^63-1)
		{"wide, below", wide(), maxInt, 3, 0, 0, true},
		{"wide, above", wide(), maxInt, 1, 1, 1, true},
		{"wide, a little above", wide(), 1 << 61, 0, 1, 1, true}, // a little more than 1/2
	} {
		t.Run(tt.name, func(t *testing.T) {
			for name, m := range modes {
				want := tt.up
				if m == fixed.HalfEven {
					want = tt.even
				}
				if got, ok := tt.r.TimesLess(tt.x, tt.less, m); ok != tt.ok || ok && got != want {
					t.Errorf("%s: %s of %d less %d = %d, %t; want %d, %t", name, tt.r.Rat(), tt.x, tt.less, got, ok, want, tt.ok)
				}
			}
		})
	}
}

// FuzzRatio compares sums, products, order and rounding of two fractions with big.Rat.
func FuzzRatio(f *testing.F) {
	f.Add(int64(6), int64(11), int64(5), int64(11), int64(5_500_000), int64(7))
	f.Add(int64(maxInt), int64(maxInt-1), int64(1), int64(maxInt), int64(maxInt), int64(0))
	f.Add(int64(minInt), int64(minInt+1), int64(minInt), int64(3), int64(minInt), int64(maxInt))
	f.Add(int64(1), int64(2), int64(-1), int64(2), int64(3), int64(1))
	f.Fuzz(func(t *testing.T, n, d, o, e, x, less int64) {
		if d == 0 || e == 0 {
			t.Skip()
		}
		r, s := fixed.NewRatio(n, d), fixed.NewRatio(o, e)
		a, b := frac(n, d), frac(o, e)
		for op, pair := range map[string]struct {
			got  fixed.Ratio
			want *big.Rat
		}{
			"+": {r.Add(s), new(big.Rat).Add(a, b)},
			"-": {r.Sub(s), new(big.Rat).Sub(a, b)},
			"×": {r.Mul(s), new(big.Rat).Mul(a, b)},
		} {
			if pair.got.Rat().Cmp(pair.want) != 0 {
				t.Errorf("%s %s %s = %s, want %s", a, op, b, pair.got.Rat(), pair.want)
			}
			if _, _, ok := pair.got.Int64s(); ok != (pair.want.Num().IsInt64() && pair.want.Denom().IsInt64()) {
				t.Errorf("%s %s %s in two int64: %t", a, op, b, ok)
			}
		}
		if o != 0 {
			if got, want := r.Quo(s), new(big.Rat).Quo(a, b); got.Rat().Cmp(want) != 0 {
				t.Errorf("%s / %s = %s, want %s", a, b, got.Rat(), want)
			}
		}
		if got, want := r.Cmp(s), a.Cmp(b); got != want {
			t.Errorf("%s compared with %s is %d, want %d", a, b, got, want)
		}
		product := new(big.Rat).Mul(a, new(big.Rat).SetInt64(x))
		for name, m := range modes {
			want, wantOK := expect(product, m)
			if got, ok := r.Times(x, m); ok != wantOK || ok && got != want {
				t.Errorf("%s: %s of %d = %d, %t; want %d, %t", name, a, x, got, ok, want, wantOK)
			}
			if x < 0 || less < 0 || a.Sign() < 0 {
				continue
			}
			rest := new(big.Rat).Sub(product, new(big.Rat).SetInt64(less))
			if rest.Sign() < 0 {
				rest.SetInt64(0)
			}
			want, wantOK = expect(rest, m)
			if got, ok := r.TimesLess(x, less, m); ok != wantOK || ok && got != want {
				t.Errorf("%s: %s of %d less %d = %d, %t; want %d, %t", name, a, x, less, got, ok, want, wantOK)
			}
		}
	})
}

func TestRatio_laws(t *testing.T) {
	amount := gens.Minor(0, maxInt)
	part := gens.Minor(0, 1_000_000_000)
	whole := gens.Minor(1, 1_000_000_000)
	proptest.Check(t, "a part and its complement add up but for one unit", prop.ForAll(func(x, num, den int64) bool {
		r := fixed.NewRatio(min(num, den), den)
		a, ok1 := r.Times(x, fixed.HalfUp)
		b, ok2 := fixed.Int(1).Sub(r).Times(x, fixed.HalfUp)
		over := a - (x - b) // both round a half up, so one unit too much at most, and none too little
		return ok1 && ok2 && 0 <= over && over <= 1
	}, amount, part, whole))
	proptest.Check(t, "a share does not fall as the amount grows", prop.ForAll(func(x, y, num, den int64) bool {
		r := fixed.NewRatio(min(num, den), den)
		a, ok1 := r.Times(min(x, y), fixed.HalfEven)
		b, ok2 := r.Times(max(x, y), fixed.HalfEven)
		return ok1 && ok2 && a <= b && b <= max(x, y)
	}, amount, amount, part, whole))
	proptest.Check(t, "negative amounts mirror", prop.ForAll(func(x, num, den int64) bool {
		for _, m := range modes {
			r := fixed.NewRatio(num, den)
			a, ok1 := r.Times(x, m)
			b, ok2 := r.Times(-x, m)
			c, ok3 := fixed.Ratio{}.Sub(r).Times(x, m)
			if ok1 != ok2 || ok1 != ok3 || ok1 && (a != -b || a != -c) {
				return false
			}
		}
		return true
	}, gens.Minor(0, 1<<62), part, whole))
}
