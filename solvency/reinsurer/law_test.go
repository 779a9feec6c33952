package reinsurer_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
	"github.com/cedego/cede/solvency/reinsurer"
)

// The oracle: the pairs of the thirteen classes that are correlated, in hundredths, typed from Art. 24 by the numbers of the classes.
func oracle(v [13]*big.Float) *big.Float {
	pairs := map[[2]int]int64{
		{1, 3}: 15, {1, 4}: 30, {1, 7}: 30, {1, 8}: 25, {1, 9}: 20, {1, 11}: 20, {1, 12}: 5,
		{2, 3}: 40, {2, 4}: 35, {2, 5}: 35, {2, 6}: 5, {2, 7}: 35, {2, 11}: 40,
		{3, 4}: 25, {3, 5}: 10, {3, 6}: 5, {3, 7}: 30, {3, 8}: 5, {3, 13}: 30,
		{4, 5}: 15, {4, 7}: 55, {4, 8}: 15, {4, 9}: 25, {4, 12}: 15,
		{5, 7}: 20, {5, 8}: 10, {5, 11}: 15, {5, 13}: 30,
		{6, 13}: 25,
		{7, 8}:  25, {7, 9}: 50, {7, 12}: 15,
		{8, 9}: 50, {8, 12}: 15,
		{9, 12}:  15,
		{11, 13}: 15,
	}
	total := new(big.Float).SetPrec(300)
	for _, x := range v {
		total.Add(total, new(big.Float).SetPrec(300).Mul(x, x))
	}
	for pair, rho := range pairs {
		y := new(big.Float).SetPrec(300).Mul(v[pair[0]-1], v[pair[1]-1])
		total.Add(total, y.Mul(y, new(big.Float).SetPrec(300).SetRat(big.NewRat(2*rho, 100))))
	}
	return total.Sqrt(total)
}

// root says whether a line is √(x² + 2ρxy + y²) rounded to the fen: whether the form is within the squares of the line half a fen less
// and more.
func root(l cross2.Line, x, y, rho *big.Rat) bool {
	form := new(big.Rat).Mul(new(big.Rat).Mul(x, y), new(big.Rat).Add(rho, rho))
	form.Add(form, new(big.Rat).Mul(x, x)).Add(form, new(big.Rat).Mul(y, y))
	half := big.NewRat(1, 200)
	below, above := new(big.Rat).Sub(l.Amount().Rat(), half), new(big.Rat).Add(l.Amount().Rat(), half)
	return (below.Sign() < 0 || below.Mul(below, below).Cmp(form) <= 0) && above.Mul(above, above).Cmp(form) > 0
}

// times is x × n / d.
func times(x decimal.Decimal, n, d int64) *big.Rat {
	return new(big.Rat).Mul(x.Rat(), big.NewRat(n, d))
}

func TestLaws(t *testing.T) {
	e := edition(t, "2022-03-31")
	seeds := func() gopter.Gen { return gen.UInt64() }
	premium := [13]int64{103, 391, 232, 203, 326, 467, 122, 115, 85, 98, 394, 254, 376}
	reserve := [13]int64{123, 561, 604, 433, 441, 605, 251, 269, 193, 170, 653, 488, 541}
	proptest.Check(t, "the oracle", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 6))
		money := func() decimal.Decimal {
			return decimal.New(m.Int64N(int64([]float64{1, 1e4, 1e13}[m.IntN(3)])), -2)
		}
		var b reinsurer.Business
		var v [13]*big.Float
		for i := range 13 {
			p, r := money(), money()
			switch i {
			case 10:
				b.Property = reinsurer.NonProportional{Premium: p, Reserve: r}
			case 11:
				b.Liability = reinsurer.NonProportional{Premium: p, Reserve: r}
			case 12:
				b.Special = reinsurer.NonProportional{Premium: p, Reserve: r}
			default:
				b.Proportional.Segments = append(b.Proportional.Segments, nonlife.Segment{Class: nonlife.Classes()[i], Premium: p, Reserve: r})
			}
			x, y := new(big.Rat).Mul(p.Rat(), big.NewRat(premium[i], 1000)), new(big.Rat).Mul(r.Rat(), big.NewRat(reserve[i], 1000))
			form := new(big.Rat).Mul(x, x)
			form.Add(form, new(big.Rat).Mul(x, y)).Add(form, new(big.Rat).Mul(y, y))
			root := new(big.Float).SetPrec(300).SetRat(form)
			v[i] = root.Sqrt(root)
		}
		got := new(big.Float).SetPrec(300).SetRat(must[cross2.Line](t)(b.Capital(e)).Amount().Rat())
		diff := got.Sub(got, oracle(v))
		return diff.Abs(diff).Cmp(big.NewFloat(0.04)) <= 0 // half a fen of each of thirteen classes
	}, seeds()))
	proptest.Check(t, "proportional business alone needs what it needs of a direct insurer", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 8))
		rate := func(ends ...int64) *decimal.Decimal {
			x := decimal.New(ends[m.IntN(len(ends))], -3).Add(decimal.New(m.Int64N(3)-1, -6)) // at an end or beside it
			return &x
		}
		money := func() decimal.Decimal { return decimal.New(m.Int64N(1e12), -2) }
		var b nonlife.Business
		for _, class := range nonlife.Classes() {
			s := nonlife.Segment{Class: class, Premium: money(), Reserve: money()}
			if class != nonlife.Other && m.IntN(4) > 0 {
				s.CombinedRatio = rate(0, 500, 950, 1000, 1050, 2000)
			}
			if class == nonlife.Agriculture {
				s.PolicyShare = rate(500, 800, 900)
			}
			if m.IntN(4) > 0 {
				b.Segments = append(b.Segments, s)
			}
		}
		if m.IntN(2) == 0 {
			b.Financing = &nonlife.Financing{Loans: []nonlife.Loan{{Type: nonlife.Corporate, Balance: money().Add(dec("1e10")), Reserve: money()}}}
		}
		return must[cross2.Line](t)(reinsurer.Business{Proportional: b}.Capital(e)).Amount().Equal(must[cross2.Line](t)(b.Capital(e)).Amount())
	}, seeds()))
	proptest.Check(t, "each root is that of its form to the fen", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 9))
		money := func() decimal.Decimal { return decimal.New(m.Int64N([]int64{100, 1e6, 1e15}[m.IntN(3)]), -2) }
		x, y := money(), money()
		head := cross2.Head{English: "given", Chinese: "给定"}
		class := must[cross2.Line](t)(reinsurer.Business{Special: reinsurer.NonProportional{Premium: x, Reserve: y}}.Capital(e))
		catastrophe := must[cross2.Line](t)(reinsurer.Catastrophe{Proportional: nonlife.Catastrophe{OverseasEarthquake: &nonlife.Hazard{Capital: &x}}, Premium: y}.Capital(e))
		total := must[cross2.Line](t)(reinsurer.Total(e, must[cross2.Line](t)(cross2.Given(head, x)), must[cross2.Line](t)(cross2.Given(head, y))))
		return root(class, times(x, 376, 1000), times(y, 541, 1000), big.NewRat(1, 2)) &&
			root(catastrophe, x.Rat(), times(y, 185, 100), big.NewRat(1, 2)) &&
			root(total, x.Rat(), y.Rat(), big.NewRat(1, 4))
	}, seeds()))
	proptest.Check(t, "more of anything never needs less capital", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 10))
		money := func() decimal.Decimal { return decimal.New(m.Int64N(1e10), -2) }
		class := func() reinsurer.NonProportional { return reinsurer.NonProportional{Premium: money(), Reserve: money()} }
		b := reinsurer.Business{Property: class(), Liability: class(), Special: class()}
		b.Proportional.Segments = []nonlife.Segment{{Class: nonlife.Classes()[m.IntN(10)], Premium: money(), Reserve: money()}}
		before := must[cross2.Line](t)(b.Capital(e)).Amount()
		more := []*decimal.Decimal{
			&b.Property.Premium, &b.Property.Reserve, &b.Liability.Premium, &b.Liability.Reserve, &b.Special.Premium, &b.Special.Reserve,
			&b.Proportional.Segments[0].Premium, &b.Proportional.Segments[0].Reserve,
		}[m.IntN(8)]
		*more = more.Add(money())
		return must[cross2.Line](t)(b.Capital(e)).Amount().GreaterThanOrEqual(before)
	}, seeds()))
	proptest.Check(t, "catastrophe is between the greater part and the sum", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 7))
		p, premium := decimal.New(m.Int64N(1e12), -2), decimal.New(m.Int64N(1e12), -2)
		l := must[cross2.Line](t)(reinsurer.Catastrophe{Proportional: nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Capital: &p}}, Premium: premium}.Capital(e))
		n := premium.Mul(dec("1.85"))
		return l.Amount().GreaterThanOrEqual(decimal.Max(p, n).Sub(dec("0.01"))) && l.Amount().LessThanOrEqual(p.Add(n).Add(dec("0.01")))
	}, seeds()))
}
