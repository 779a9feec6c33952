package fixed_test

import (
	"math"
	"testing"

	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/leanovate/gopter/prop"
)

func TestMultiplier(t *testing.T) {
	for _, tt := range []struct {
		name             string
		num, den, amount int64
		mode             fixed.Mode
		want             int64
	}{
		{"below half", 3, 10, 1, fixed.HalfUp, 0},
		{"half", 1, 2, 1, fixed.HalfUp, 1},
		{"half to even", 1, 2, 1, fixed.HalfEven, 0},
		{"half to even above", 1, 2, 3, fixed.HalfEven, 2},
		{"above half", 2, 3, 1, fixed.HalfUp, 1},
		{"nothing", 0, 7, 99, fixed.HalfUp, 0},
		{"one", 1, 1, math.MaxInt64, fixed.HalfUp, math.MaxInt64},
		{"the largest amount", 1, 2, math.MaxInt64, fixed.HalfUp, 1 << 62},
		{"the largest fraction", math.MaxInt64 - 1, math.MaxInt64, math.MaxInt64, fixed.HalfUp, math.MaxInt64 - 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := fixed.NewMultiplier(tt.num, tt.den, tt.mode)
			if got := x.Times(tt.amount); got != tt.want {
				t.Errorf("%d × %d/%d = %d, want %d", tt.amount, tt.num, tt.den, got, tt.want)
			}
		})
	}
}

func TestMultiplier_law(t *testing.T) {
	amounts, parts := gens.Minor(0, math.MaxInt64), gens.Minor(1, math.MaxInt64)
	same := func(amount, a, b int64) bool {
		num, den := min(a, b), max(a, b) // at most 1, so that the product fits
		for _, mode := range []fixed.Mode{fixed.HalfUp, fixed.HalfEven} {
			x := fixed.NewMultiplier(num, den, mode)
			want, ok := fixed.MulDiv(amount, num, den, mode)
			if got := x.Times(amount); !ok || got != want {
				return false
			}
		}
		return true
	}
	proptest.Check(t, "as mul div", prop.ForAll(same, amounts, parts, parts))
	proptest.Check(t, "as mul div of small numbers", prop.ForAll(same, gens.Minor(0, 1<<40), gens.Minor(1, 1000), gens.Minor(1, 1000)))
}

func FuzzMultiplier(f *testing.F) {
	f.Add(int64(1), int64(3), int64(10), false)
	f.Add(int64(math.MaxInt64), int64(1), int64(2), true)
	f.Fuzz(func(t *testing.T, amount, num, den int64, even bool) {
		if amount < 0 || num < 0 || den <= 0 || num > den {
			t.Skip()
		}
		mode := fixed.HalfUp
		if even {
			mode = fixed.HalfEven
		}
		x := fixed.NewMultiplier(num, den, mode)
		want, ok := fixed.MulDiv(amount, num, den, mode)
		if got := x.Times(amount); !ok || got != want {
			t.Errorf("%d × %d/%d = %d, want %d", amount, num, den, got, want)
		}
	})
}
