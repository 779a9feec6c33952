package capital_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// declining are the policies in force at the end of each year: 1,000 × rateʲ, to 15 places.
func declining(rate string, years int) []decimal.Decimal {
	n, all := dec("1000"), []decimal.Decimal(nil)
	for range years {
		n = n.Mul(dec(rate))
		all = append(all, n.Round(15))
	}
	return all
}

func group(term, surplus string) capital.Group {
	return capital.Group{Term: dec(term), Surplus: dec(surplus), InForce: []decimal.Decimal{dec("50"), dec("50")}, Rates: []decimal.Decimal{dec("0.05")}}
}

func wantGraded(t *testing.T, s capital.Surplus, core1, core2, supplementary1, supplementary2 string) {
	t.Helper()
	g := must[capital.Graded](t)(s.Grade(edition(t, after)))
	want(t, "core 1", g.Core1, core1)
	want(t, "core 2", g.Core2, core2)
	want(t, "supplementary 1", g.Supplementary1, supplementary1)
	want(t, "supplementary 2", g.Supplementary2, supplementary2)
	for _, tt := range []struct {
		line cross2.Line
		row  string
	}{{g.Core1, "S02-1.2.6"}, {g.Core2, "S02-2.2"}, {g.Supplementary1, "S02-3.6"}, {g.Supplementary2, "S02-4.2"}} {
		if tt.line.Head().Row != tt.row {
			t.Errorf("got row %s, want %s", tt.line.Head().Row, tt.row)
		}
	}
}

// Fact sheet, worked check 14, a million times: 537.254643 and 802.588869 of 1,000. The digits beyond were computed in fractions elsewhere.
func TestSurplus_Grade_check14(t *testing.T) {
	rates := []decimal.Decimal{dec("0.03")}
	wantGraded(t, capital.Surplus{Groups: []capital.Group{{Term: dec("20"), Surplus: dec("1000000000"), InForce: declining("0.95", 20), Rates: rates}}},
		"0", "537254643.36", "462745356.64", "0")
	wantGraded(t, capital.Surplus{Groups: []capital.Group{{Term: dec("7"), Surplus: dec("1000000000"), InForce: declining("0.9", 7), Rates: rates}}},
		"0", "0", "802588869.38", "197411130.62")
}

// Rates of a curve, computed in fractions elsewhere: at 13 % 849,830.8991, at 10 % 891,162.0842 of a million.
func TestSurplus_Grade_curve(t *testing.T) {
	g := capital.Group{Term: dec("12"), Surplus: dec("1000000"), InForce: []decimal.Decimal{dec("100"), dec("80"), dec("60")}, Rates: []decimal.Decimal{dec("0.02"), dec("0.03"), dec("0.04")}}
	wantGraded(t, capital.Surplus{Groups: []capital.Group{g}}, "0", "849830.9", "150169.1", "0")
	g.Term = dec("5")
	wantGraded(t, capital.Surplus{Groups: []capital.Group{g}}, "0", "0", "891162.08", "108837.92")
}

// Both ends of every range. Two years of 50 policies at 5 %: of one yuan 0.8971136 at 13 % (1.668102/1.859410) and 0.933378 at 10 %.
func TestSurplus_Grade_ranges(t *testing.T) {
	for _, tt := range []struct {
		term string
		want [4]string
	}{
		{"0", [4]string{"0", "0", "0", "100"}},
		{"4.999999", [4]string{"0", "0", "0", "100"}},
		{"5", [4]string{"0", "0", "93.34", "6.66"}},
		{"9.999999", [4]string{"0", "0", "93.34", "6.66"}},
		{"10", [4]string{"0", "89.71", "10.29", "0"}},
		{"29.999999", [4]string{"0", "89.71", "10.29", "0"}},
		{"30", [4]string{"89.71", "0", "10.29", "0"}},
		{"105", [4]string{"89.71", "0", "10.29", "0"}},
	} {
		wantGraded(t, capital.Surplus{Groups: []capital.Group{group(tt.term, "100")}}, tt.want[0], tt.want[1], tt.want[2], tt.want[3])
	}
}

// Rule 1 Art. 37. One yuan of the longest group is worth 0.8971136.
func TestSurplus_Grade_negative(t *testing.T) {
	for _, tt := range []struct {
		name                        string
		under5, from5, from10, long string
		want                        [4]string
	}{
		{"a negative group goes against the longest", "-100", "0", "0", "1000", [4]string{"807.4", "0", "92.6", "0"}},
		{"two of them", "-60", "-40", "0", "1000", [4]string{"807.4", "0", "92.6", "0"}},
		{"exactly all of the longest", "-1000", "0", "0", "1000", [4]string{"0", "0", "0", "0"}},
		{"and core tier 1 where that is too little", "-1100", "0", "500", "1000", [4]string{"-100", "448.56", "51.44", "0"}},
		{"the longest itself", "200", "0", "0", "-50", [4]string{"-50", "0", "0", "200"}},
		{"the longest and another", "200", "-30", "0", "-50", [4]string{"-80", "0", "0", "200"}},
		{"in total, as it is", "100", "0", "500", "-601", [4]string{"-1", "0", "0", "0"}},
		{"in total nothing", "100", "0", "500", "-600", [4]string{"-600", "448.56", "51.44", "100"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			groups := []capital.Group{group("1", tt.under5), group("5", tt.from5), group("10", tt.from10), group("30", tt.long)}
			wantGraded(t, capital.Surplus{Groups: groups}, tt.want[0], tt.want[1], tt.want[2], tt.want[3])
			slices.Reverse(groups)
			wantGraded(t, capital.Surplus{Groups: groups}, tt.want[0], tt.want[1], tt.want[2], tt.want[3])
		})
	}
	wantGraded(t, capital.Surplus{Groups: []capital.Group{group("6", "-3"), group("2", "10")}}, "-3", "0", "0", "10")
	wantGraded(t, capital.Surplus{}, "0", "0", "0", "0")
}

// The oracle computes in fractions.
func TestLaws_Surplus(t *testing.T) {
	e := edition(t, after)
	rat := func(d decimal.Decimal) *big.Rat { return d.Rat() }
	value := func(n []decimal.Decimal, rate *big.Rat) *big.Rat {
		factor, sum := big.NewRat(1, 1), new(big.Rat)
		growth := new(big.Rat).Add(big.NewRat(1, 1), rate)
		for _, x := range n {
			factor.Quo(factor, growth)
			sum.Add(sum, new(big.Rat).Mul(rat(x), factor))
		}
		return sum
	}
	proptest.Check(t, "tiers add up to surplus and the present value is that of fractions", prop.ForAll(
		func(n []decimal.Decimal, surplus, r decimal.Decimal) bool {
			n = append(n, dec("1"))
			s := capital.Surplus{Groups: []capital.Group{{Term: dec("40"), Surplus: surplus, InForce: n, Rates: []decimal.Decimal{r}}}}
			g := must[capital.Graded](t)(s.Grade(e))
			exact := new(big.Rat).Mul(rat(surplus), new(big.Rat).Quo(value(n, big.NewRat(13, 100)), value(n, rat(r))))
			off := new(big.Rat).Sub(exact, rat(g.Core1.Amount()))
			return g.Core1.Amount().Add(g.Supplementary1.Amount()).Equal(surplus) && off.Abs(off).Cmp(big.NewRat(50001, 10000000)) <= 0
		}, gens.SliceOf(gens.Amount(0, 100000, 1), 0, 20), gens.Amount(0, 1e13, 2), gens.Amount(0, 1300, 4)))
	proptest.Check(t, "no surplus is made or lost", prop.ForAll(func(a, b, c, d int64) bool {
		var groups []capital.Group
		for i, x := range []int64{a, b, c, d} {
			groups = append(groups, group([]string{"1", "5", "10", "30"}[i], fen(x).String()))
		}
		g := must[capital.Graded](t)(capital.Surplus{Groups: groups}.Grade(e))
		sum := g.Core1.Amount().Add(g.Core2.Amount()).Add(g.Supplementary1.Amount()).Add(g.Supplementary2.Amount())
		return sum.Equal(fen(a + b + c + d))
	}, gens.Minor(-1000, 1000), gens.Minor(-1000, 1000), gens.Minor(-1000, 1000), gens.Minor(-1000, 1000)))
}

func TestSurplus_refuses(t *testing.T) {
	for _, tt := range []struct {
		want    string
		surplus capital.Surplus
	}{
		{"groups[0].term: must not be negative (got -1)", capital.Surplus{Groups: []capital.Group{group("-1", "1")}}},
		{"groups[0].surplus: has too many digits (got 1E100)", capital.Surplus{Groups: []capital.Group{{Surplus: decimal.New(1, 100)}}}},
		{"total: must be what the groups add up to, 3 (got 4)", capital.Surplus{Groups: []capital.Group{group("1", "1"), group("5", "2")}, Total: some("4")}},
		{"groups[1].term: must not be in the range of another group, [10, 30) (got 29)", capital.Surplus{Groups: []capital.Group{group("10", "1"), group("29", "1")}}},
		{"groups[0].inForce: must not be empty: the surplus is to be discounted", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), Surplus: dec("1")}}}},
		{"groups[0].rates: must not be empty: the surplus is to be spread over the years", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), Surplus: dec("1"), InForce: declining("1", 1)}}}},
		{"groups[0].inForce: must be above zero in some year (got 0)", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), InForce: declining("0", 2)}}}},
		{"groups[0].inForce[1]: must not be negative (got -1)", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), InForce: []decimal.Decimal{dec("1"), dec("-1")}}}}},
		{"groups[0].inForce: must be at most 150 years (got 151)", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), InForce: declining("1", 151)}}}},
		{"groups[0].rates: must be one rate, or as many as there are years, 3 (got 2)", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), InForce: declining("1", 3), Rates: declining("0.00001", 2)}}}},
		{"groups[0].rates[0]: must be in [0, 1] (got 10)", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), InForce: declining("1", 3), Rates: declining("0.01", 1)}}}},
		{"groups[0].rates[0]: must not be above the capital return rate, 0.1 (got 0.101)", capital.Surplus{Groups: []capital.Group{{Term: dec("5"), Surplus: dec("1"), InForce: declining("1", 3), Rates: []decimal.Decimal{dec("0.101")}}}}},
	} {
		_, err := tt.surplus.Grade(edition(t, after))
		wantText(t, err, tt.want)
	}
	if _, err := (capital.Surplus{}).Grade(nil); err == nil {
		t.Error("no edition: no error")
	}
	// The return rate itself discounts to the surplus.
	g := group("5", "100")
	g.Rates = []decimal.Decimal{dec("0.1")}
	wantGraded(t, capital.Surplus{Groups: []capital.Group{g}, Total: some("100")}, "0", "0", "100", "0")
}

func TestValuation(t *testing.T) {
	v := capital.Valuation{Statements: dec("1000"), Solvency: dec("700.5"), Guarantee: dec("20"), TaxReserve: dec("30.25")}
	want(t, "surplus", must[cross2.Line](t)(v.Surplus(edition(t, after))), "249.25")
	v.Guarantee, v.TaxReserve = dec("-1"), dec("-1")
	_, err := v.Surplus(edition(t, after))
	wantText(t, err, "guarantee: must not be negative (got -1)\ntaxReserve: must not be negative (got -1)")
}
