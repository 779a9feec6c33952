package fixed_test

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
)

// ints are weights as fractions.
func ints(weights []int64) []fixed.Ratio {
	out := make([]fixed.Ratio, len(weights))
	for i, w := range weights {
		out[i] = fixed.Int(w)
	}
	return out
}

func TestAllocate(t *testing.T) {
	for _, tt := range []struct {
		name    string
		total   int64
		weights []int64
		want    []int64
	}{
		{"nobody", 0, nil, nil},
		{"alone", 7, []int64{3}, []int64{7}},
		{"alone without weight", 0, []int64{0}, []int64{0}},
		{"nothing to nobody in particular", 0, []int64{0, 0}, []int64{0, 0}},
		{"nothing", 0, []int64{1, 2}, []int64{0, 0}},
		{"exact", 90, []int64{1, 3, 5}, []int64{10, 30, 50}},
		{"equal remainders go to the first", 100, []int64{1, 1, 1}, []int64{34, 33, 33}},
		{"two of three", 101, []int64{1, 1, 1}, []int64{34, 34, 33}},
		{"85/15 of a unit", 1, []int64{85, 15}, []int64{1, 0}},
		{"85/15 of three", 3, []int64{85, 15}, []int64{3, 0}}, // 2.55 and 0.45
		{"85/15 of four", 4, []int64{85, 15}, []int64{3, 1}},  // 3.40 and 0.60
		{"15/85 of four", 4, []int64{15, 85}, []int64{1, 3}},
		{"16.5, 9.9, 6.6", 33, []int64{50, 30, 20}, []int64{16, 10, 7}},
		{"a weight of zero gets nothing", 10, []int64{0, 1, 0, 2, 0}, []int64{0, 3, 0, 7, 0}},
		{"negative", -100, []int64{1, 1, 1}, []int64{-34, -33, -33}},
		{"the largest", maxInt, []int64{1, 1}, []int64{1 << 62, 1<<62 - 1}},
		{"the smallest", minInt, []int64{1, 1}, []int64{-1 << 62, -1 << 62}},
		{"the smallest to one", minInt, []int64{0, 5}, []int64{0, minInt}},
		{"the largest weights", maxInt, []int64{maxInt - 1, 1}, []int64{maxInt - 1, 1}},
		{"one unit to many", 1, make2(40, 1), append([]int64{1}, make([]int64, 39)...)}, // more than fit on the stack
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := filled(len(tt.weights))
			fixed.Allocate(got, tt.total, tt.weights)
			if diff := cmp.Diff(tt.want, got); diff != "" && len(got) > 0 {
				t.Errorf("%d by %d (-want +got):\n%s", tt.total, tt.weights, diff)
			}
			got = filled(len(tt.weights))
			fixed.AllocateRatios(got, tt.total, ints(tt.weights))
			if diff := cmp.Diff(tt.want, got); diff != "" && len(got) > 0 {
				t.Errorf("%d by the fractions %d (-want +got):\n%s", tt.total, tt.weights, diff)
			}
		})
	}
}

// filled has something in it, which an allocation must overwrite.
func filled(n int) []int64 { return make2(n, 99) }

func make2(n int, value int64) []int64 { return slices.Repeat([]int64{value}, n) }

func TestAllocateRatios(t *testing.T) {
	third := fixed.NewRatio(1, 3)
	for _, tt := range []struct {
		name    string
		total   int64
		weights []fixed.Ratio
		want    []int64
	}{
		{"a half, a third, a sixth", 100, []fixed.Ratio{fixed.NewRatio(1, 2), third, fixed.NewRatio(1, 6)}, []int64{50, 33, 17}},
		{"thirds", -100, []fixed.Ratio{third, third, third}, []int64{-34, -33, -33}},
		{"shares that do not add up to one", 10, []fixed.Ratio{fixed.NewRatio(1, 10), fixed.NewRatio(3, 10)}, []int64{3, 7}}, // 2.5 and 7.5
		{"wide weights", 100, []fixed.Ratio{wide(), wide(), wide().Mul(fixed.Int(2))}, []int64{25, 25, 50}},
		{"a wide weight beside one", 100, []fixed.Ratio{wide(), fixed.Int(1)}, []int64{0, 100}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := filled(len(tt.weights))
			fixed.AllocateRatios(got, tt.total, tt.weights)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%d (-want +got):\n%s", tt.total, diff)
			}
		})
	}
}

func TestApportion(t *testing.T) {
	for _, tt := range []struct {
		name      string
		total, of int64
		weights   []int64
		whole     int64
		want      []int64
	}{
		{"50 % of 7 in two lines, rounded up", 4, 7, []int64{30, 20}, 100, []int64{2, 2}},   // 2.1 and 1.4
		{"50 % of 7 in two lines, rounded down", 3, 7, []int64{30, 20}, 100, []int64{2, 1}}, // the same
		{"80 % of -5", -4, -5, []int64{50, 30}, 100, []int64{-3, -1}},                       // 2.5 and 1.5, the first of equal remainders
		{"a part of one that rounds to nothing", 0, 1, []int64{20, 20}, 100, []int64{0, 0}},
		{"a part of minus one that rounds to nothing", 0, -1, []int64{20, 20}, 100, []int64{0, 0}},
		{"alone", 3, 7, []int64{50}, 100, []int64{3}},
		{"alone, negative", -3, -7, []int64{50}, 100, []int64{-3}},
		{"the smallest", minInt, minInt, []int64{1, 3}, 4, []int64{-1 << 61, -3 << 61}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := filled(len(tt.weights))
			fixed.Apportion(got, tt.total, tt.of, tt.weights, tt.whole)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%d of %d by %d / %d (-want +got):\n%s", tt.total, tt.of, tt.weights, tt.whole, diff)
			}
		})
	}
}

// What cannot be divided is a broken caller.
func TestAllocate_impossible(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(dst []int64)
	}{
		{"to nobody", func([]int64) { fixed.Allocate(nil, 1, nil) }},
		{"to zero weights", func(dst []int64) { fixed.Allocate(dst, 1, []int64{0, 0}) }},
		{"to fractions of zero", func(dst []int64) { fixed.AllocateRatios(dst, 1, make([]fixed.Ratio, 2)) }},
		{"weights that overflow", func(dst []int64) { fixed.Allocate(dst, 1, []int64{maxInt, 1}) }},
		{"two units more than the shares", func(dst []int64) { fixed.Apportion(dst, 6, 8, []int64{1, 1}, 4) }},
		{"a unit more than exact shares", func(dst []int64) { fixed.Apportion(dst, 5, 8, []int64{1, 1}, 4) }},
		{"a unit less than the shares", func(dst []int64) { fixed.Apportion(dst, 3, 8, []int64{1, 1}, 4) }},
		{"against the sign", func(dst []int64) { fixed.Apportion(dst, 1, -8, []int64{1, 1}, 4) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if text, ok := recover().(string); !ok || !strings.HasPrefix(text, "fixed: ") {
					t.Errorf("it ended with %q, want a panic of the package", text)
				}
			}()
			tt.do(make([]int64, 2))
		})
	}
}

// fair says what is wrong with an allocation by its laws: the parts add up to the total, each
// is its exact share rounded down or up, in the total's sign, and where one is rounded up no larger remainder, nor
// an equal one before it, is rounded down.
func fair(parts []int64, total int64, exact []*big.Rat) string {
	sum := new(big.Int)
	sign := int64(1)
	if total < 0 {
		sign = -1
	}
	ups := make([]bool, len(parts))
	rests := make([]*big.Rat, len(parts))
	for k, part := range parts {
		sum.Add(sum, big.NewInt(part))
		size := new(big.Rat).Mul(exact[k], big.NewRat(sign, 1))
		low := floor(size)
		rests[k] = new(big.Rat).Sub(size, new(big.Rat).SetInt(low))
		got := new(big.Int).Mul(big.NewInt(part), big.NewInt(sign))
		switch d := got.Sub(got, low); {
		case d.Sign() == 0:
		case d.Cmp(big.NewInt(1)) == 0 && rests[k].Sign() > 0:
			ups[k] = true
		default:
			return "a part is off by a unit or more"
		}
	}
	if sum.Cmp(big.NewInt(total)) != 0 {
		return "the parts do not add up"
	}
	for k := range parts {
		for j := range parts {
			if c := rests[j].Cmp(rests[k]); ups[k] && !ups[j] && (c > 0 || c == 0 && j < k) {
				return "a smaller remainder, or a later equal one, got the unit"
			}
		}
	}
	return ""
}

// exactShares are total × weight / the sum of weights.
func exactShares(total int64, weights []*big.Rat) []*big.Rat {
	whole := new(big.Rat)
	for _, w := range weights {
		whole.Add(whole, w)
	}
	out := make([]*big.Rat, len(weights))
	for k, w := range weights {
		out[k] = new(big.Rat).Mul(w, new(big.Rat).SetInt64(total))
		out[k].Quo(out[k], whole)
	}
	return out
}

func rats(weights []int64) []*big.Rat {
	out := make([]*big.Rat, len(weights))
	for k, w := range weights {
		out[k] = new(big.Rat).SetInt64(w)
	}
	return out
}

func TestAllocate_laws(t *testing.T) {
	total := gens.Minor(minInt+1, maxInt)
	weights := gens.SliceOf(gens.Minor(0, 1_000_000), 1, 40)
	proptest.Check(t, "parts add up and are within a unit in order of remainders", prop.ForAll(func(total int64, weights []int64) string {
		weights[0]++ // somebody has a weight
		parts := filled(len(weights))
		fixed.Allocate(parts, total, weights)
		return fair(parts, total, exactShares(total, rats(weights)))
	}, total, weights))
	proptest.Check(t, "few units to many weights", prop.ForAll(func(total int64, weights []int64) string {
		weights[0]++
		parts := filled(len(weights))
		fixed.Allocate(parts, total, weights)
		return fair(parts, total, exactShares(total, rats(weights)))
	}, gens.Minor(-30, 30), gens.SliceOf(gens.Minor(0, 3), 1, 40)))
	proptest.Check(t, "fractions are allocated as integers over one denominator", prop.ForAll(func(total int64, weights []int64, den int64) bool {
		weights[0]++
		plain, ratios := filled(len(weights)), filled(len(weights))
		fixed.Allocate(plain, total, weights)
		fractions := make([]fixed.Ratio, len(weights))
		for k, w := range weights {
			fractions[k] = fixed.NewRatio(w, den)
		}
		fixed.AllocateRatios(ratios, total, fractions)
		return slices.Equal(plain, ratios)
	}, gens.Minor(-1000, 1000), weights, gens.Minor(1, 1000)))
	proptest.Check(t, "weights of one size get the same but for a unit and the first get more", prop.ForAll(func(total, weight, n int64) bool {
		parts := filled(int(n))
		fixed.Allocate(parts, total, make2(int(n), weight))
		sorted := slices.Clone(parts)
		slices.SortFunc(sorted, func(a, b int64) int { // by size without sign, largest first
			return int(max(b, -b) - max(a, -a))
		})
		return slices.Equal(parts, sorted) && max(sorted[0]-sorted[n-1], sorted[n-1]-sorted[0]) <= 1
	}, gens.Minor(-1000, 1000), gens.Minor(1, 1000), gens.Minor(1, 40)))
	proptest.Check(t, "equal weights may change places", prop.ForAll(func(total int64, weights []int64, i, j int64) bool {
		// Whoever holds them, the parts at two places of one weight are the same; others are not touched.
		i, j = i%int64(len(weights)), j%int64(len(weights))
		weights[i]++
		weights[j] = weights[i]
		swapped := slices.Clone(weights)
		swapped[i], swapped[j] = swapped[j], swapped[i]
		a, b := filled(len(weights)), filled(len(weights))
		fixed.Allocate(a, total, weights)
		fixed.Allocate(b, total, swapped)
		return slices.Equal(a, b)
	}, total, weights, gens.Minor(0, 39), gens.Minor(0, 39)))
	proptest.Check(t, "a multiple of the weights is the same", prop.ForAll(func(total int64, weights []int64, factor int64) bool {
		weights[0]++
		larger := slices.Clone(weights)
		for k := range larger {
			larger[k] *= factor
		}
		a, b := filled(len(weights)), filled(len(weights))
		fixed.Allocate(a, total, weights)
		fixed.Allocate(b, total, larger)
		return slices.Equal(a, b)
	}, total, weights, gens.Minor(1, 100_000)))
	proptest.Check(t, "a rounded placed balance is within a unit of every line", prop.ForAll(func(balance int64, lines []int64, free int64) string {
		lines[0]++
		var placed int64
		for _, line := range lines {
			placed += line
		}
		whole := placed + free
		total, _ := fixed.NewRatio(placed, whole).Times(balance, fixed.HalfUp)
		parts := filled(len(lines))
		fixed.Apportion(parts, total, balance, lines, whole)
		if len(lines) == 1 { // the whole rounded part, either way
			return fairAlone(parts[0], total)
		}
		exact := rats(lines)
		for _, x := range exact {
			x.Mul(x, frac(balance, whole))
		}
		signed := total
		if total == 0 {
			signed = balance // the sign of a balance whose placed part rounds to nothing
		}
		if signed < 0 && total == 0 {
			for k, part := range parts {
				if part != 0 {
					return "a part of nothing"
				}
				exact[k].Neg(exact[k])
			}
		}
		return fair(parts, total, exact)
	}, gens.Minor(-1_000_000_000, 1_000_000_000), gens.SliceOf(gens.Minor(0, 1000), 1, 20), gens.Minor(0, 10_000)))
}

func fairAlone(part, total int64) string {
	if part != total {
		return "one line has not all of it"
	}
	return ""
}

// FuzzAllocate checks the laws for any three weights, of integers and of fractions.
func FuzzAllocate(f *testing.F) {
	f.Add(int64(100), int64(1), int64(1), int64(1), int64(3))
	f.Add(int64(minInt), int64(1), int64(2), int64(4), int64(7))
	f.Add(int64(maxInt), int64(maxInt-2), int64(1), int64(1), int64(maxInt))
	f.Add(int64(-5), int64(0), int64(85), int64(15), int64(100))
	f.Fuzz(func(t *testing.T, total, a, b, c, den int64) {
		weights := []int64{a, b, c}
		sum, ok := fixed.Sum(weights)
		if a < 0 || b < 0 || c < 0 || den <= 0 || !ok || sum == 0 {
			t.Skip()
		}
		exact := exactShares(total, rats(weights))
		parts := filled(3)
		fixed.Allocate(parts, total, weights)
		if problem := fair(parts, total, exact); problem != "" {
			t.Errorf("%d by %d is %d: %s", total, weights, parts, problem)
		}
		ratios := filled(3)
		fixed.AllocateRatios(ratios, total, []fixed.Ratio{fixed.NewRatio(a, den), fixed.NewRatio(b, den), fixed.NewRatio(c, den)})
		if !slices.Equal(parts, ratios) {
			t.Errorf("%d by %d / %d is %d, by integers %d", total, weights, den, ratios, parts)
		}
	})
}
