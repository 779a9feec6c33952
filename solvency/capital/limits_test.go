package capital_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// Reporting dates before and after the limit of policy surplus went from 35 % to 40 %.
const (
	before = "2023-06-30"
	after  = "2023-09-30"
)

func tiers(o1, p1, o2, p2, s1, s2 string) capital.Tiers {
	return capital.Tiers{
		Core1:          capital.Core{Surplus: dec(p1), Other: dec(o1)},
		Core2:          capital.Core{Surplus: dec(p2), Other: dec(o2)},
		Supplementary1: dec(s1),
		Supplementary2: dec(s2),
	}
}

// Each line names where its figures come from. Kept are policy surplus of core 1, of core 2, other core 2, supplementary 1 and 2.
func TestTiers_Within(t *testing.T) {
	fromCore1 := capital.Cutting{Surplus: capital.FromCore1, Core2: capital.PolicySurplus, Supplementary: capital.LowerTier}
	other := capital.Cutting{Surplus: capital.FromCore2, Core2: capital.OtherItems}
	upper := capital.Cutting{Supplementary: capital.UpperTier}
	for _, tt := range []struct {
		name    string
		on      string
		tiers   capital.Tiers
		cutting capital.Cutting
		mutual  bool
		core    string
		kept    [5]string
	}{
		{"nothing is above a limit", before, tiers("600", "100", "100", "50", "300", "100"), capital.Cutting{}, false, "850", [5]string{"100", "50", "100", "300", "100"}},
		// Fact sheet, worked check 15.
		{"35 % of policy surplus", before, tiers("600", "300", "100", "200", "0", "0"), capital.Cutting{}, false, "1076.92", [5]string{"300", "76.92", "100", "0", "0"}},
		{"40 % of policy surplus", after, tiers("600", "300", "100", "200", "0", "0"), capital.Cutting{}, false, "1166.66", [5]string{"300", "166.66", "100", "0", "0"}},
		// The same with 123.08 out of core tier 1.
		{"35 % out of core 1", before, tiers("600", "300", "100", "200", "0", "0"), fromCore1, false, "1076.92", [5]string{"176.92", "200", "100", "0", "0"}},
		{"the other choice makes no difference here", before, tiers("600", "300", "100", "200", "0", "0"), other, false, "1076.92", [5]string{"300", "76.92", "100", "0", "0"}},
		// By hand: surplus and core 2 bind; 0.3 × 1000 = 300 of core 2, so that its surplus goes: 400 + 300 + 300 = 1000, and 300 ≤ 350.
		{"one after another finds less", before, tiers("400", "300", "300", "100", "0", "0"), capital.Cutting{}, false, "1000", [5]string{"300", "0", "300", "0", "0"}},
		// The other items first: u = 300 and v = 50 fill 350, w = 250.
		{"other items first", before, tiers("400", "300", "300", "100", "0", "0"), other, false, "1000", [5]string{"300", "50", "250", "0", "0"}},
		// 30 % of core 2: 700 / 0.7 = 1000.
		{"core 2 at its limit", before, tiers("700", "0", "300", "0", "0", "0"), capital.Cutting{}, false, "1000", [5]string{"0", "0", "300", "0", "0"}},
		{"core 2 a fen above its limit", before, tiers("700", "0", "300.01", "0", "0", "0"), capital.Cutting{}, false, "1000", [5]string{"0", "0", "300", "0", "0"}},
		// Both: 350 / (1 − 0.35 − 0.3) = 1000.
		{"both limits", before, tiers("350", "400", "400", "50", "0", "0"), capital.Cutting{}, false, "1000", [5]string{"350", "0", "300", "0", "0"}},
		{"both limits at 40 %", after, tiers("300", "500", "500", "50", "0", "0"), capital.Cutting{}, false, "1000", [5]string{"400", "0", "300", "0", "0"}},
		// 350.01 / 0.35 = 1000.0285; at 1000.02 the limits are 350.00 and 300.00 and add up to 1000.01: one fen is lost.
		{"both limits rounded down", before, tiers("350.01", "400", "400", "50", "0", "0"), capital.Cutting{}, false, "1000.01", [5]string{"350", "0", "300", "0", "0"}},
		// A mutual may have any core 2: (100 + 900) / 0.65 = 1538.46.
		{"mutual", before, tiers("100", "1000", "900", "0", "0", "0"), capital.Cutting{}, true, "1538.46", [5]string{"538.46", "0", "900", "0", "0"}},
		{"mutual without own core 1", before, tiers("-100", "10", "900", "0", "0", "0"), capital.Cutting{}, true, "810", [5]string{"10", "0", "900", "0", "0"}},
		{"mutual below zero", before, tiers("-1000", "10", "900", "5", "7", "8"), capital.Cutting{}, true, "-100", [5]string{"0", "0", "900", "0", "0"}},
		{"mutual, out of core 1", before, tiers("65", "35", "0", "10", "0", "0"), fromCore1, true, "100", [5]string{"25", "10", "0", "0", "0"}},
		{"core below zero", before, tiers("-1", "10", "10", "10", "10", "10"), capital.Cutting{}, false, "-1", [5]string{"0", "0", "0", "0", "0"}},
		{"core of zero", before, tiers("0", "10", "10", "10", "10", "10"), capital.Cutting{}, false, "0", [5]string{"0", "0", "0", "0", "0"}},
		{"negative other core 2", before, tiers("100", "10", "-20", "0", "0", "0"), capital.Cutting{}, false, "90", [5]string{"10", "0", "-20", "0", "0"}},
		{"negative other core 2 eats core 1", before, tiers("10", "10", "-20", "0", "0", "0"), capital.Cutting{}, false, "-10", [5]string{"0", "0", "-20", "0", "0"}},
		// 25 % and 100 % of 1000.
		{"supplementary at both limits", before, tiers("1000", "0", "0", "0", "750", "250"), capital.Cutting{}, false, "1000", [5]string{"0", "0", "0", "750", "250"}},
		{"supplementary 2 above its limit", before, tiers("1000", "0", "0", "0", "0", "250.01"), capital.Cutting{}, false, "1000", [5]string{"0", "0", "0", "0", "250"}},
		{"supplementary above core", before, tiers("1000", "0", "0", "0", "900", "250"), capital.Cutting{}, false, "1000", [5]string{"0", "0", "0", "900", "100"}},
		{"supplementary above core, upper tier first", before, tiers("1000", "0", "0", "0", "900", "250"), upper, false, "1000", [5]string{"0", "0", "0", "750", "250"}},
		{"supplementary 1 alone above core", before, tiers("1000", "0", "0", "0", "1000.01", "250"), capital.Cutting{}, false, "1000", [5]string{"0", "0", "0", "1000", "0"}},
		{"negative supplementary 2 makes room", before, tiers("1000", "0", "0", "0", "1100", "-50"), capital.Cutting{}, false, "1000", [5]string{"0", "0", "0", "1050", "-50"}},
		{"negative supplementary 1 makes room", before, tiers("100", "0", "0", "0", "-50", "30"), upper, false, "100", [5]string{"0", "0", "0", "-50", "25"}},
		// 25 % of 0.03 yuan is 0.0075: rounded down, nothing.
		{"less than a fen", before, tiers("0.03", "0", "0", "0", "0", "1"), capital.Cutting{}, false, "0.03", [5]string{"0", "0", "0", "0", "0"}},
		{"a fen of core", before, tiers("0.04", "0", "0", "0", "0", "1"), capital.Cutting{}, false, "0.04", [5]string{"0", "0", "0", "0", "0.01"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.tiers.Cutting, tt.tiers.Mutual = tt.cutting, tt.mutual
			got := must[capital.Within](t)(tt.tiers.Within(edition(t, tt.on)))
			want(t, "core", got.Core, tt.core)
			for i, cut := range []capital.Cut{got.Surplus1, got.Surplus2, got.Other2, got.Tier3, got.Tier4} {
				want(t, []string{"surplus 1", "surplus 2", "other 2", "supplementary 1", "supplementary 2"}[i], cut.Kept, tt.kept[i])
				verify(t, cut.Excess)
			}
		})
	}
}

// What cutting in turn finds after each step, in fen: policy surplus from the core tier that comes first, core 2 from the item that comes
// first, again and again. It shares nothing with the code: every step takes away one fen after another.
func inTurn(o1, p1, o2, p2, surplus, core2 int64, core2First, surplusFromCore1, otherFirst bool) []int64 {
	take := func(first, second *int64) {
		if *first > 0 {
			*first--
		} else {
			*second--
		}
	}
	core := func() int64 { return o1 + p1 + o2 + p2 }
	steps := []func(){
		func() {
			for p1+p2 > 0 && 100*(p1+p2) > surplus*max(core(), 0) {
				if surplusFromCore1 {
					take(&p1, &p2)
				} else {
					take(&p2, &p1)
				}
			}
		},
		func() {
			for o2+p2 > 0 && 100*(o2+p2) > core2*max(core(), 0) {
				if otherFirst {
					take(&o2, &p2)
				} else {
					take(&p2, &o2)
				}
			}
		},
	}
	if core2First {
		slices.Reverse(steps)
	}
	found := []int64{core()}
	for i, idle := 0, 0; idle < 2; i++ {
		steps[i%2]()
		if idle++; core() != found[len(found)-1] {
			found, idle = append(found, core()), 0
		}
	}
	return found
}

// The case of the text above: cutting in turn, policy surplus first from core 2, then core 2 from its other items, goes past 1,000.
func TestInTurn(t *testing.T) {
	got := inTurn(40000, 30000, 30000, 10000, 35, 30, false, false, true)[:4]
	if diff := cmp.Diff([]int64{110000, 107692, 100000, 95858}, got); diff != "" {
		t.Error(diff)
	}
}

// A best is what trying everything finds.
type best struct {
	core, supplementary  int64
	leastSurplus2, mostS int64 // the least and the most surplus of core 2 among the largest cores
}

// try tries all amounts in fen, each limit exactly and at nothing where core capital is below zero.
func try(o1, p1, o2, p2, s1, s2, surplus, core2 int64, mutual bool) best {
	b := best{core: -1 << 40, supplementary: -1 << 40}
	for u := range p1 + 1 {
		for v := range p2 + 1 {
			for w := min(o2, 0); w <= o2; w++ {
				if o2 < 0 && w != o2 || mutual && w != o2 {
					continue
				}
				core := o1 + u + v + w
				room := max(core, 0)
				if 100*(u+v) > surplus*room || !mutual && 100*(v+w) > core2*room {
					continue
				}
				switch {
				case core > b.core:
					b.core, b.leastSurplus2, b.mostS = core, v, v
				case core == b.core:
					b.leastSurplus2, b.mostS = min(b.leastSurplus2, v), max(b.mostS, v)
				}
			}
		}
	}
	room := max(b.core, 0)
	for x := min(s1, 0); x <= s1; x++ {
		for y := min(s2, 0); y <= s2; y++ {
			if s1 < 0 && x != s1 || s2 < 0 && y != s2 || 4*y > room || x+y > room {
				continue
			}
			b.supplementary = max(b.supplementary, x+y)
		}
	}
	return b
}

func fen(n int64) decimal.Decimal { return decimal.New(n, -2) }

func inFen(l cross2.Line) int64 { return l.Amount().Shift(2).IntPart() }

// The largest core, then the largest supplementary capital, as trying everything finds them; the option only chooses what is cut.
func TestLaws_largest(t *testing.T) {
	small := func(lo, hi int64) gopter.Gen { return gens.Minor(lo, hi) }
	for _, tt := range []struct {
		on      string
		surplus int64
		mutual  bool
		name    string
	}{{before, 35, false, "at 35"}, {after, 40, false, "at 40"}, {after, 40, true, "mutual"}} {
		e := edition(t, tt.on)
		proptest.Check(t, "as trying everything "+tt.name, prop.ForAll(func(o1, p1, o2, p2, s1, s2 int64) bool {
			b := try(o1, p1, o2, p2, s1, s2, tt.surplus, 30, tt.mutual)
			for _, cutting := range cuttings() {
				x := capital.Tiers{
					Core1: capital.Core{Surplus: fen(p1), Other: fen(o1)}, Core2: capital.Core{Surplus: fen(p2), Other: fen(o2)},
					Supplementary1: fen(s1), Supplementary2: fen(s2), Mutual: tt.mutual, Cutting: cutting,
				}
				got := must[capital.Within](t)(x.Within(e))
				v := inFen(got.Surplus2.Kept)
				least := cutting.Surplus != capital.FromCore1 && cutting.Core2 != capital.OtherItems
				most := cutting.Surplus == capital.FromCore1 && cutting.Core2 == capital.OtherItems
				if inFen(got.Core) != b.core || inFen(got.Supplementary) != b.supplementary ||
					least && v != b.leastSurplus2 || most && v != b.mostS || v < b.leastSurplus2 || v > b.mostS {
					t.Logf("%+v: got core %s, supplementary %s, surplus of core 2 %d; want %+v", x, got.Core.Amount(), got.Supplementary.Amount(), v, b)
					return false
				}
				if !consistent(x, got, tt.surplus, 30) {
					return false
				}
			}
			return true
		}, small(-10, 80), small(0, 25), small(-10, 25), small(0, 25), small(-5, 70), small(-5, 30)))
	}
}

func cuttings() []capital.Cutting {
	var all []capital.Cutting
	for _, a := range []capital.SurplusFrom{"", capital.FromCore1} {
		for _, b := range []capital.Core2From{"", capital.OtherItems} {
			for _, c := range []capital.SupplementaryFrom{"", capital.UpperTier} {
				all = append(all, capital.Cutting{Surplus: a, Core2: b, Supplementary: c})
			}
		}
	}
	return all
}

// consistent holds that parts and excess add up, that nothing is kept that was not there, and that every limit holds, exactly.
func consistent(x capital.Tiers, got capital.Within, surplus, core2 int64) bool {
	hundred := func(l decimal.Decimal) decimal.Decimal { return l.Mul(dec("100")) }
	for i, cut := range []capital.Cut{got.Surplus1, got.Surplus2, got.Other2, got.Tier3, got.Tier4} {
		whole := []decimal.Decimal{x.Core1.Surplus, x.Core2.Surplus, x.Core2.Other, x.Supplementary1, x.Supplementary2}[i]
		kept, excess := cut.Kept.Amount(), cut.Excess.Amount()
		if !kept.Add(excess).Equal(whole) || excess.IsNegative() || whole.IsNegative() != kept.IsNegative() {
			return false
		}
	}
	u, v, w := got.Surplus1.Kept.Amount(), got.Surplus2.Kept.Amount(), got.Other2.Kept.Amount()
	s1, s2 := got.Tier3.Kept.Amount(), got.Tier4.Kept.Amount()
	core := got.Core.Amount()
	room := decimal.Max(core, decimal.Decimal{})
	return core.Equal(x.Core1.Other.Add(u).Add(v).Add(w)) &&
		got.Supplementary.Amount().Equal(s1.Add(s2)) &&
		!hundred(u.Add(v)).GreaterThan(room.Mul(decimal.New(surplus, 0))) &&
		(x.Mutual || !hundred(v.Add(w)).GreaterThan(room.Mul(decimal.New(core2, 0))) || v.Add(w).IsNegative()) &&
		!hundred(s2).GreaterThan(room.Mul(dec("25"))) && !s1.Add(s2).GreaterThan(room)
}

func TestLaws_limits(t *testing.T) {
	e := edition(t, before)
	amount := gens.Amount(0, 1e15, 2)
	offer := func(o1, p1, o2, p2, s1, s2 decimal.Decimal, i int64) capital.Tiers {
		return capital.Tiers{
			Core1: capital.Core{Surplus: p1, Other: o1}, Core2: capital.Core{Surplus: p2, Other: o2},
			Supplementary1: s1, Supplementary2: s2, Cutting: cuttings()[i],
		}
	}
	proptest.Check(t, "limits hold and capping again cuts nothing", prop.ForAll(func(o1, p1, o2, p2, s1, s2 decimal.Decimal, i int64) bool {
		x := offer(o1, p1, o2, p2, s1, s2, i)
		got := must[capital.Within](t)(x.Within(e))
		if !consistent(x, got, 35, 30) {
			return false
		}
		again := x
		again.Core1.Surplus, again.Core2.Surplus, again.Core2.Other = got.Surplus1.Kept.Amount(), got.Surplus2.Kept.Amount(), got.Other2.Kept.Amount()
		again.Supplementary1, again.Supplementary2 = got.Tier3.Kept.Amount(), got.Tier4.Kept.Amount()
		second := must[capital.Within](t)(again.Within(e))
		for _, cut := range []capital.Cut{second.Surplus1, second.Surplus2, second.Other2, second.Tier3, second.Tier4} {
			if !cut.Excess.Amount().IsZero() {
				return false
			}
		}
		return second.Core.Amount().Equal(got.Core.Amount())
	}, amount, amount, amount, amount, amount, amount, gens.Minor(0, 7)))
	proptest.Check(t, "at least what cutting in turn finds", prop.ForAll(func(o1, p1, o2, p2 int64, i int64) bool {
		x := offer(fen(o1), fen(p1), fen(o2), fen(p2), decimal.Decimal{}, decimal.Decimal{}, 0)
		got := inFen(must[capital.Within](t)(x.Within(e)).Core)
		turns := inTurn(o1, p1, o2, p2, 35, 30, i&1 > 0, i&2 > 0, i&4 > 0)
		return turns[len(turns)-1] <= got
	}, gens.Minor(-500, 5000), gens.Minor(0, 3000), gens.Minor(0, 3000), gens.Minor(0, 3000), gens.Minor(0, 7)))
	proptest.Check(t, "more of anything is never less", prop.ForAll(func(o1, p1, o2, p2, s1, s2, more decimal.Decimal, i int64) bool {
		x := offer(o1, p1, o2, p2, s1, s2, 0)
		first := must[capital.Within](t)(x.Within(e))
		for _, part := range []*decimal.Decimal{&x.Core1.Other, &x.Core1.Surplus, &x.Core2.Other, &x.Core2.Surplus, &x.Supplementary1, &x.Supplementary2}[i:] {
			*part = part.Add(more)
		}
		second := must[capital.Within](t)(x.Within(e))
		return !second.Core.Amount().LessThan(first.Core.Amount()) && !second.Supplementary.Amount().LessThan(first.Supplementary.Amount())
	}, amount, amount, amount, amount, amount, amount, amount, gens.Minor(0, 5)))
}

func TestTiers_refuses(t *testing.T) {
	good := tiers("1", "1", "1", "1", "1", "1")
	for _, tt := range []struct {
		want   string
		change func(x *capital.Tiers)
	}{
		{"core1.surplus: must not be negative (got -1)", func(x *capital.Tiers) { x.Core1.Surplus = dec("-1") }},
		{"core2.surplus: must not be negative (got -1)", func(x *capital.Tiers) { x.Core2.Surplus = dec("-1") }},
		{"core1.other: has too many digits (got 1E100)", func(x *capital.Tiers) { x.Core1.Other = decimal.New(1, 100) }},
		{"core2.other: has too many digits (got 1E100)", func(x *capital.Tiers) { x.Core2.Other = decimal.New(1, 100) }},
		{"supplementary1: has too many digits (got 1E100)\nsupplementary2: has too many digits (got 1E100)", func(x *capital.Tiers) {
			x.Supplementary1, x.Supplementary2 = decimal.New(1, 100), decimal.New(1, 100)
		}},
		{"cutting.surplus: must be core-2 or core-1 (got x)\ncutting.core2: must be surplus or other (got x)\ncutting.supplementary: must be tier-2 or tier-1 (got x)", func(x *capital.Tiers) {
			x.Cutting = capital.Cutting{Surplus: "x", Core2: "x", Supplementary: "x"}
		}},
	} {
		x := good
		tt.change(&x)
		_, err := x.Within(edition(t, before))
		wantText(t, err, tt.want)
	}
	if _, err := good.Within(nil); err == nil {
		t.Error("no edition: no error")
	}
	wantText(t, func() error { _, err := good.Within(new(cross2.Edition)); return err }(), "must be a key of the edition (got capital.limit.surplus)")
}
