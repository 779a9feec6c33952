package gens_test

import (
	"math"
	"strings"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
)

// params has a fixed seed, so that the draws of a test never change.
func params() *gopter.TestParameters {
	p := gopter.DefaultTestParametersWithSeed(1)
	p.MinSuccessfulTests = 2000
	return p
}

// counterexample returns the one argument at which p fails after shrinking, as text.
func counterexample(t *testing.T, p gopter.Prop) string {
	t.Helper()
	result := p.Check(params())
	if result.Status != gopter.TestFailed || len(result.Args) != 1 {
		t.Fatalf("the false law was not refuted: %v", result.Status)
	}
	return result.Args[0].ArgFormatted
}

// seen draws 2,000 values and counts them by their text.
func seen(t *testing.T, g gopter.Gen, text func(any) string) map[string]int {
	t.Helper()
	counts := map[string]int{}
	p := &gopter.GenParameters{MaxSize: 100, MaxShrinkCount: 1000, Rng: params().Rng}
	for range 2000 {
		v, ok := g(p).Retrieve()
		if !ok {
			t.Fatal("the generator refused its own draw")
		}
		counts[text(v)]++
	}
	return counts
}

func TestMinor_edges(t *testing.T) {
	for _, tt := range []struct {
		name   string
		lo, hi int64
		edges  []int64
	}{
		{"wide", -5, 1000000000, []int64{-5, -4, 999999999, 1000000000}},
		{"one integer", 7, 7, []int64{7}},
		{"two integers", 7, 8, []int64{7, 8}},
		{"all integers", math.MinInt64, math.MaxInt64, []int64{math.MinInt64, math.MinInt64 + 1, math.MaxInt64 - 1, math.MaxInt64}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			counts := seen(t, gens.Minor(tt.lo, tt.hi), func(v any) string {
				if n := v.(int64); n < tt.lo || n > tt.hi {
					t.Fatalf("%d is outside %d to %d", n, tt.lo, tt.hi)
				}
				return decimal.NewFromInt(v.(int64)).String()
			})
			for _, edge := range tt.edges { // each is drawn in 1 of 20 cases
				if n := counts[decimal.NewFromInt(edge).String()]; n < 50 {
					t.Errorf("edge %d was drawn %d times in 2000", edge, n)
				}
			}
		})
	}
}

func TestMinor_shrinks(t *testing.T) {
	for _, tt := range []struct {
		name         string
		lo, hi, fail int64
		want         string
	}{
		{"to the boundary of the law", 0, 1000000000, 1000000, "1000000"},
		{"not below the range", 200, 2000, 0, "200"},
		{"a law that breaks only at the top", 0, 1000000000, 1000000000, "1000000000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := counterexample(t, prop.ForAll(func(n int64) bool {
				if n < tt.lo || n > tt.hi {
					t.Errorf("%d is outside %d to %d", n, tt.lo, tt.hi)
				}
				return n < tt.fail
			}, gens.Minor(tt.lo, tt.hi)))
			if got != tt.want {
				t.Errorf("counterexample is %s, want %s", got, tt.want)
			}
		})
	}
}

func TestAmount(t *testing.T) {
	lo, hi := decimal.New(1, -2), decimal.New(1000000, -2)
	got := counterexample(t, prop.ForAll(func(d decimal.Decimal) bool {
		if d.LessThan(lo) || d.GreaterThan(hi) || d.Exponent() != -2 {
			t.Errorf("%s (exponent %d) is outside %s to %s with 2 places", d, d.Exponent(), lo, hi)
		}
		return d.LessThan(decimal.New(12345, -2))
	}, gens.Amount(1, 1000000, 2)))
	if got != "123.45" {
		t.Errorf("counterexample is %s, want 123.45", got)
	}
	counts := seen(t, gens.Amount(1, 1000000, 2), func(v any) string { return v.(decimal.Decimal).String() })
	if counts["0.01"] < 50 || counts["10000"] < 50 {
		t.Errorf("edges drawn %d and %d times in 2000", counts["0.01"], counts["10000"])
	}
}

func TestShare(t *testing.T) {
	one := decimal.NewFromInt(1)
	for _, places := range []int32{0, 1, 4, 18} {
		counts := seen(t, gens.Share(places), func(v any) string {
			if d := v.(decimal.Decimal); d.Sign() <= 0 || d.GreaterThan(one) || d.Exponent() != -places {
				t.Errorf("%s (exponent %d) is outside (0, 1] with %d places", d, d.Exponent(), places)
			}
			return v.(decimal.Decimal).String()
		})
		if counts["1"] < 50 {
			t.Errorf("%d places: 1 was drawn %d times in 2000", places, counts["1"])
		}
		if least := decimal.New(1, -places).String(); counts[least] < 50 {
			t.Errorf("%d places: %s was drawn %d times in 2000", places, least, counts[least])
		}
	}
	for limit, want := range map[string]string{"0.6": "0.5999", "2": "1"} {
		got := counterexample(t, prop.ForAll(func(d decimal.Decimal) bool {
			return d.GreaterThanOrEqual(decimal.RequireFromString(limit))
		}, gens.Share(4)))
		if got != want {
			t.Errorf("counterexample to at least %s is %s, want %s", limit, got, want)
		}
	}
}

func TestPick(t *testing.T) {
	counts := seen(t, gens.Pick("a", "b", "c"), func(v any) string { return v.(string) })
	if len(counts) != 3 || counts["a"] < 500 || counts["b"] < 500 || counts["c"] < 500 {
		t.Errorf("drawn unevenly: %v", counts)
	}
	got := counterexample(t, prop.ForAll(func(s string) bool { return s == "a" }, gens.Pick("a", "b", "c", "d")))
	if got != "b" {
		t.Errorf("counterexample is %s, want b", got)
	}
}

func TestSliceOf(t *testing.T) {
	whole := gens.SliceOf(gens.Minor(10, 1000), 2, 5)
	lengths := seen(t, whole, func(v any) string {
		for _, n := range v.([]int64) {
			if n < 10 || n > 1000 {
				t.Errorf("element %d is outside 10 to 1000", n)
			}
		}
		return strings.Repeat("x", len(v.([]int64)))
	})
	if len(lengths) != 4 || lengths["xx"] < 100 || lengths["xxxxx"] < 100 {
		t.Errorf("lengths drawn: %v", lengths)
	}
	for _, tt := range []struct {
		name   string
		lo, hi int
		law    func([]int64) bool
		want   string
	}{
		{"to the shortest", 0, 9, func([]int64) bool { return false }, "[]"},
		{"not below the range", 2, 9, func([]int64) bool { return false }, "[10 10]"},
		{"to one bad element", 0, 9, func(s []int64) bool {
			for _, n := range s {
				if n >= 500 {
					return false
				}
			}
			return true
		}, "[500]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := counterexample(t, prop.ForAll(func(s []int64) bool {
				if len(s) < tt.lo || len(s) > tt.hi {
					t.Errorf("%d elements are outside %d to %d", len(s), tt.lo, tt.hi)
				}
				for _, n := range s {
					if n < 10 || n > 1000 {
						t.Errorf("element %d is outside 10 to 1000", n)
					}
				}
				return tt.law(s)
			}, gens.SliceOf(gens.Minor(10, 1000), tt.lo, tt.hi)))
			if got != tt.want {
				t.Errorf("counterexample is %s, want %s", got, tt.want)
			}
		})
	}
}

func TestSliceOf_others(t *testing.T) {
	got := counterexample(t, prop.ForAll(func(s []decimal.Decimal) bool { return len(s) < 2 },
		gens.SliceOf(gens.Share(2), 0, 6)))
	if got != "[1 1]" {
		t.Errorf("counterexample is %s, want [1 1]", got)
	}
	refused := gens.SliceOf(gens.Minor(0, 9).SuchThat(func(int64) bool { return false }), 1, 3)
	if v, ok := refused(&gopter.GenParameters{MaxSize: 9, Rng: params().Rng}).Retrieve(); ok {
		t.Errorf("a slice of refused elements is %v", v)
	}
}

func TestPanics(t *testing.T) {
	for name, build := range map[string]func(){
		"empty range":     func() { gens.Minor(2, 1) },
		"places":          func() { gens.Share(19) },
		"negative places": func() { gens.Share(-1) },
		"no values":       func() { gens.Pick[int]() },
		"negative length": func() { gens.SliceOf(gens.Minor(0, 1), -1, 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			build()
		}()
	}
}
