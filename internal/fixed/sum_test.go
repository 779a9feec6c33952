package fixed_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/cedego/cede/internal/fixed"
)

func TestAddSub(t *testing.T) {
	type result struct {
		n  int64
		ok bool
	}
	for _, tt := range []struct {
		a, b     int64
		sum, dif result
	}{
		{0, 0, result{0, true}, result{0, true}},
		{2, 3, result{5, true}, result{-1, true}},
		{maxInt, 0, result{maxInt, true}, result{maxInt, true}},
		{maxInt - 1, 1, result{maxInt, true}, result{maxInt - 2, true}},
		{maxInt, 1, result{0, false}, result{maxInt - 1, true}},
		{maxInt, -1, result{maxInt - 1, true}, result{0, false}},
		{maxInt, maxInt, result{0, false}, result{0, true}},
		{minInt, 0, result{minInt, true}, result{minInt, true}},
		{minInt + 1, -1, result{minInt, true}, result{minInt + 2, true}},
		{minInt, -1, result{0, false}, result{minInt + 1, true}},
		{minInt, 1, result{minInt + 1, true}, result{0, false}},
		{minInt, minInt, result{0, false}, result{0, true}},
		{minInt, maxInt, result{-1, true}, result{0, false}},
		{0, minInt, result{minInt, true}, result{0, false}},
		{-1, minInt, result{0, false}, result{maxInt, true}},
	} {
		if n, ok := fixed.Add(tt.a, tt.b); ok != tt.sum.ok || ok && n != tt.sum.n {
			t.Errorf("%d + %d = %d, %t; want %v", tt.a, tt.b, n, ok, tt.sum)
		}
		if n, ok := fixed.Sub(tt.a, tt.b); ok != tt.dif.ok || ok && n != tt.dif.n {
			t.Errorf("%d - %d = %d, %t; want %v", tt.a, tt.b, n, ok, tt.dif)
		}
	}
}

func TestSum(t *testing.T) {
	for _, tt := range []struct {
		xs   []int64
		want int64
		ok   bool
	}{
		{nil, 0, true},
		{[]int64{7}, 7, true},
		{[]int64{1, -2, 4}, 3, true},
		{[]int64{maxInt - 3, 1, 2}, maxInt, true},
		{[]int64{maxInt, 1}, 0, false},
		{[]int64{maxInt, 1, -1}, 0, false}, // a sum on the way leaves the range
		{[]int64{minInt, -1}, 0, false},
	} {
		if got, ok := fixed.Sum(tt.xs); got != tt.want || ok != tt.ok {
			t.Errorf("the sum of %d is %d, %t; want %d, %t", tt.xs, got, ok, tt.want, tt.ok)
		}
	}
}

func TestMulDiv(t *testing.T) {
	for _, tt := range []struct {
		name     string
		a, b, c  int64
		up, even int64
		ok       bool
	}{
		{"nothing", 0, 5, 7, 0, 0, true},
		{"of nothing", 5, 0, 7, 0, 0, true},
		{"exact", 6, 7, 3, 14, 14, true},
		{"below a half", 4, 1, 9, 0, 0, true},
		{"above a half", 5, 1, 9, 1, 1, true},
		{"half after an even number", 1, 1, 2, 1, 0, true},
		{"half after an odd number", 3, 1, 2, 2, 2, true},
		{"half after two", 5, 1, 2, 3, 2, true},
		{"a unit below a half", 124999, 1, 100000, 1, 1, true},
		{"30 % of 5 is a half", 5, 3, 10, 2, 2, true},
		{"30 % of 15 is a half", 15, 3, 10, 5, 4, true},
		{"largest exact", maxInt, maxInt, maxInt, maxInt, maxInt, true},
		{"through 128 bits", maxInt, 1000, 1001, 9214157878975800007, 9214157878975800007, true}, // (2^63-1) × 1000 = 1001 × 9214157878975800006 + 994
		{"a third of two", maxInt, 2, 3, 6148914691236517205, 6148914691236517205, true},         // 2^64-2 = 3 × 6148914691236517204 + 2
		{"half of the largest", maxInt, 1, 2, 1 << 62, 1 << 62, true},                            // 2^62 - 1/2, and 2^62 is even
		{"one too many", maxInt, 2, 1, 0, 0, false},
		{"just above", 1 << 62, 2, 1, 0, 0, false},
		{"far above", maxInt, maxInt, 1, 0, 0, false},
		{"the high word equals the divisor", 1 << 62, 4, 1, 0, 0, false},          // 2^64 / 1
		{"rounds up to 2^63", 3 << 61, 4, 3, 0, 0, false},                         // 2^63
		{"a half below 2^64", 31, 1190112520884487201, 2, 0, 0, false},            // (2^65 - 1) / 2 = 2^64 - 1/2
		{"a half below 2^64 in fourths", 62, 1190112520884487201, 4, 0, 0, false}, // 62 × 1190112520884487201 = 2^66 - 2
	} {
		t.Run(tt.name, func(t *testing.T) {
			for name, m := range modes {
				want := tt.up
				if m == fixed.HalfEven {
					want = tt.even
				}
				got, ok := fixed.MulDiv(tt.a, tt.b, tt.c, m)
				if ok != tt.ok || ok && got != want {
					t.Errorf("%s: %d × %d / %d = %d, %t; want %d, %t", name, tt.a, tt.b, tt.c, got, ok, want, tt.ok)
				}
			}
		})
	}
}

// FuzzMulDiv compares with the definition in big fractions.
func FuzzMulDiv(f *testing.F) {
	f.Add(int64(1), int64(1), int64(2))
	f.Add(int64(maxInt), int64(maxInt), int64(maxInt))
	f.Add(int64(maxInt), int64(1), int64(2))
	f.Add(int64(31), int64(1190112520884487201), int64(2))
	f.Add(int64(maxInt), int64(2), int64(1))
	f.Fuzz(func(t *testing.T, a, b, c int64) {
		if a < 0 || b < 0 || c <= 0 {
			t.Skip()
		}
		exact := frac(a, c)
		exact.Mul(exact, new(big.Rat).SetInt64(b))
		for name, m := range modes {
			want, wantOK := expect(exact, m)
			got, ok := fixed.MulDiv(a, b, c, m)
			if ok != wantOK || ok && got != want {
				t.Errorf("%s: %s = %d, %t; want %d, %t", name, fmt.Sprint(a, " × ", b, " / ", c), got, ok, want, wantOK)
			}
		}
	})
}
