package nonlife_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// The oracle computes premium and reserve risk in fractions, with the numbers of Rule 4 typed once more, in thousandths where they
// are factors or coefficients. It knows nothing of editions: its caller says what the notices changed.

func rat(x *decimal.Decimal) *big.Rat { return x.Rat() }

// steps is a ladder: the value of the first rung that x does not exceed, or with below, that x is less than.
func steps(x *big.Rat, below bool, last int64, rungs ...int64) int64 {
	for i := 0; i < len(rungs); i += 2 { // end in millionths, value in thousandths
		c := x.Cmp(big.NewRat(rungs[i], 1_000_000))
		if c < 0 || c == 0 && !below {
			return rungs[i+1]
		}
	}
	return last
}

type lawful struct{ relief, ownExport bool }

func oracle(b nonlife.Business, law lawful) *big.Float {
	premiumFactor := map[nonlife.Class]int64{"motor": 103, "property": 391, "marine": 232, "liability": 203, "agriculture": 326, "credit": 467, "accident": 122, "health": 115, "life": 85, "other": 98}
	reserveFactor := map[nonlife.Class]int64{"motor": 123, "property": 561, "marine": 604, "liability": 433, "agriculture": 441, "credit": 605, "accident": 251, "health": 269, "life": 193, "other": 170}
	type both struct{ premium, reserve *big.Rat }
	classes := map[nonlife.Class]both{}
	net, retained := map[nonlife.Class]*big.Rat{}, map[nonlife.Class]*big.Rat{} // over the segments of a class
	for _, s := range b.Segments {
		if net[s.Class] == nil {
			net[s.Class], retained[s.Class] = new(big.Rat), new(big.Rat)
		}
		if n := s.NonProportional; n != nil {
			net[s.Class].Add(net[s.Class], new(big.Rat).Sub(n.Ceded.Rat(), n.Assumed.Rat()))
			retained[s.Class].Add(retained[s.Class], s.Premium.Rat())
		}
	}
	for _, s := range b.Segments {
		var kp, kr int64
		pf, rf := premiumFactor[s.Class], reserveFactor[s.Class]
		negative := false
		if x := s.CombinedRatio; x != nil {
			r := rat(x)
			negative = r.Sign() < 0
			if r.Sign() > 0 {
				kp += steps(r, false, 100, 950_000, -50, 1_000_000, 0, 1_050_000, 50)
			}
		}
		if s.NonProportional != nil && retained[s.Class].Sign() > 0 {
			ne := new(big.Rat).Quo(net[s.Class], retained[s.Class])
			top := [3]int64{136, -18, -47}
			if s.Class == "motor" || s.Class == "property" {
				top = [3]int64{127, -12, -35}
			}
			if s.Class == "marine" || s.Class == "agriculture" {
				top = [3]int64{148, -23, -62}
			}
			kp += steps(ne, true, top[2], -10_000, top[0], 0, 12, 25_000, 0, 50_000, top[1])
		}
		if x := s.PolicyShare; x != nil {
			k := steps(rat(x), true, -100, 800_000, 0, 900_000, -50)
			kp, kr = kp+k, kr+k
		}
		if m := s.Motor; m != nil {
			if m.CombinedRatioChange != nil && (!negative || b.Options.NegativeRatio == "change-counts") {
				kp += steps(rat(m.CombinedRatioChange), false, 100, -10_000, -50, 10_000, 0, 20_000, 50)
			}
			if m.LastYear != nil {
				if m.LastYear.LessThan(decimal.New(2, 9)) {
					kp, kr = kp-150, kr-150
				} else if m.Growth != nil {
					above := new(big.Rat).Sub(rat(m.Growth), rat(m.MarketGrowth))
					if m.MarketShare.GreaterThan(decimal.New(2, -1)) {
						kp += steps(above, false, 250, 0, 0, 20_000, 150)
					} else {
						kp += steps(above, false, 250, 100_000, 0, 200_000, 150)
					}
				}
			}
		}
		deviation := b.RunOff.NonMotor
		if s.Class == "motor" {
			deviation = b.RunOff.Motor
		}
		if deviation != nil && s.Class != "other" {
			if s.Class == "motor" {
				kr += steps(rat(deviation), false, 100, 20_000, 0, 50_000, 50)
			} else {
				kr += steps(rat(deviation), false, 100, 50_000, 0, 100_000, 50)
			}
		}
		if law.ownExport && (s.Special == "export-credit" || s.Special == "other-export-credit") {
			pf, rf = 420, 545
		}
		if s.Special == "overseas-investment" || s.Special == "export-credit" && (!law.ownExport || b.Options.ExportCoefficient == "stacked") {
			kp, kr = kp-100, kr-100
		}
		mp, mr := big.NewRat(1, 1), big.NewRat(1, 1)
		reduce := func(m *big.Rat, k *int64, thousandths int64) {
			if b.Options.Reduction == "k" {
				*k -= thousandths
			} else {
				m.Mul(m, big.NewRat(1000-thousandths, 1000))
			}
		}
		if s.Special == "technology" {
			reduce(mp, &kp, 100)
			reduce(mr, &kr, 100)
		}
		well := func(x *decimal.Decimal) bool { return law.relief && x != nil && x.LessThanOrEqual(decimal.New(-5, -2)) }
		if well(b.RunOff.Premium) {
			reduce(mp, &kp, 50)
		}
		if well(b.RunOff.Reserve) && s.Class != "other" {
			reduce(mr, &kr, 50)
		}
		charge := func(exposure decimal.Decimal, factor, k int64, m *big.Rat) *big.Rat {
			k = min(max(k, -250), 250)
			x := new(big.Rat).Mul(exposure.Rat(), big.NewRat(factor, 1000))
			x.Mul(x, big.NewRat(1000+k, 1000))
			return x.Mul(x, m)
		}
		c, ok := classes[s.Class]
		if !ok {
			c = both{new(big.Rat), new(big.Rat)}
		}
		c.premium.Add(c.premium, charge(s.Premium, pf, kp, mp))
		c.reserve.Add(c.reserve, charge(s.Reserve, rf, kr, mr))
		classes[s.Class] = c
	}
	root := func(x *big.Rat) *big.Float {
		f := new(big.Float).SetPrec(300).SetRat(x)
		return f.Sqrt(f)
	}
	capital := map[nonlife.Class]*big.Float{}
	for class, c := range classes {
		form := new(big.Rat).Mul(c.premium, c.premium)
		form.Add(form, new(big.Rat).Mul(c.premium, c.reserve))
		form.Add(form, new(big.Rat).Mul(c.reserve, c.reserve))
		capital[class] = root(form)
	}
	if f := b.Financing; f != nil {
		sum := new(big.Rat)
		factors := map[nonlife.LoanType]int64{"mortgage": 52, "mortgage-addition": 157, "personal": 78, "corporate": 105, "other": 105}
		for _, l := range f.Loans {
			var k int64
			if f.Growth != nil {
				k += steps(rat(f.Growth), false, 250, 50_000, 0, 100_000, 50, 150_000, 100, 200_000, 150, 500_000, 200)
			}
			if f.SmallShare != nil && f.SmallShare.IsPositive() {
				k += steps(rat(f.SmallShare), false, 0, 150_000, 200, 300_000, 100)
			}
			if f.Concentration != nil {
				k += steps(rat(f.Concentration), false, 200, 50_000, 0)
			}
			if f.SmallEnterprises != nil {
				k += steps(rat(f.SmallEnterprises), true, -100, 300_000, 0, 600_000, -50)
			}
			if f.LossRatio != nil && l.Type == "personal" {
				k += steps(rat(f.LossRatio), false, 250, 65_000, -100, 70_000, 0, 80_000, 100, 100_000, 200)
			}
			if f.CombinedRatio != nil && !f.CombinedRatio.IsNegative() {
				k += steps(rat(f.CombinedRatio), true, 100, 950_000, -100, 1_000_000, 0, 1_050_000, 50)
			}
			x := new(big.Rat).Sub(l.Balance.Rat(), l.Reserve.Rat())
			x.Mul(x, big.NewRat(factors[l.Type], 1000))
			sum.Add(sum, x.Mul(x, big.NewRat(1000+min(max(k, -250), 250), 1000)))
		}
		if capital["credit"] == nil {
			capital["credit"] = new(big.Float).SetPrec(300)
		}
		capital["credit"].Add(capital["credit"], new(big.Float).SetPrec(300).SetRat(sum))
	}
	total := new(big.Float).SetPrec(300)
	// The pairs of the matrix of Art. 44 that are not 0, in hundredths.
	pairs := map[[2]nonlife.Class]int64{
		{"motor", "marine"}: 15, {"motor", "liability"}: 30, {"motor", "accident"}: 30, {"motor", "health"}: 25, {"motor", "life"}: 20,
		{"property", "marine"}: 40, {"property", "liability"}: 35, {"property", "agriculture"}: 35, {"property", "credit"}: 5, {"property", "accident"}: 35,
		{"marine", "liability"}: 25, {"marine", "agriculture"}: 10, {"marine", "credit"}: 5, {"marine", "accident"}: 30, {"marine", "health"}: 5,
		{"liability", "agriculture"}: 15, {"liability", "accident"}: 55, {"liability", "health"}: 15, {"liability", "life"}: 25,
		{"agriculture", "accident"}: 20, {"agriculture", "health"}: 10,
		{"accident", "health"}: 25, {"accident", "life"}: 50, {"health", "life"}: 50,
	}
	for class, x := range capital {
		total.Add(total, new(big.Float).SetPrec(300).Mul(x, x))
		for pair, rho := range pairs {
			if pair[0] == class && capital[pair[1]] != nil {
				y := new(big.Float).SetPrec(300).Mul(x, capital[pair[1]])
				total.Add(total, y.Mul(y, new(big.Float).SetPrec(300).SetRat(big.NewRat(2*rho, 100))))
			}
		}
	}
	return total.Sqrt(total)
}

// A maker makes random business, often with figures at the ends of brackets.
type maker struct{ *rand.Rand }

func (m maker) maybe() bool { return m.IntN(3) > 0 }

func (m maker) money() decimal.Decimal {
	return decimal.New(m.Int64N(int64([]float64{2, 1e4, 1e9, 1e13}[m.IntN(4)])), -2)
}

// rate is nil at times, an end of a bracket in thousandths often, just beside one at times.
func (m maker) rate(lo, hi int64, ends ...int64) *decimal.Decimal {
	if !m.maybe() {
		return nil
	}
	x := decimal.New(lo+m.Int64N(hi-lo+1), -3)
	if m.maybe() {
		x = decimal.New(ends[m.IntN(len(ends))], -3).Add(decimal.New(m.Int64N(3)-1, -6))
	}
	x = decimal.Min(decimal.Max(x, decimal.New(lo, -3)), decimal.New(hi, -3))
	return &x
}

func (m maker) business(technology bool) nonlife.Business {
	b := nonlife.Business{
		RunOff: nonlife.RunOff{
			Motor: m.rate(-300, 300, 20, 50), NonMotor: m.rate(-300, 300, 50, 100), Premium: m.rate(-200, 200, -50), Reserve: m.rate(-200, 200, -50),
		},
		Options: nonlife.Options{
			NegativeRatio:     []nonlife.NegativeRatio{"", nonlife.ChangeIgnored, nonlife.ChangeCounts}[m.IntN(3)],
			ExportCoefficient: []nonlife.ExportCoefficient{"", nonlife.NotStacked, nonlife.Stacked}[m.IntN(3)],
			Reduction:         []nonlife.Reduction{"", nonlife.OnCharge, nonlife.InK}[m.IntN(3)],
		},
	}
	ratios, known := map[nonlife.Class]*decimal.Decimal{}, map[nonlife.Class]bool{} // of a class as a whole
	for _, class := range nonlife.Classes() {
		ratios[class], known[class] = m.rate(-200, 2000, 0, 950, 1000, 1050), m.maybe()
	}
	add := func(class nonlife.Class, special nonlife.Special) {
		s := nonlife.Segment{Class: class, Special: special, Premium: m.money(), Reserve: m.money()}
		if class != nonlife.Other {
			s.CombinedRatio = ratios[class]
			if known[class] {
				n := &nonlife.NonProportional{Ceded: s.Premium.Mul(decimal.New(m.Int64N(200), -3)).Truncate(2), Assumed: s.Premium.Mul(decimal.New(m.Int64N(100), -3)).Truncate(2)}
				if m.maybe() { // an end of the brackets, where it is whole fen
					n.Assumed = decimal.Decimal{}
					n.Ceded = s.Premium.Mul([]decimal.Decimal{dec("0.025"), dec("0.05"), dec("0")}[m.IntN(3)]).Truncate(2)
				}
				s.NonProportional = n
			}
		}
		if class == nonlife.Agriculture {
			s.PolicyShare = m.rate(0, 1000, 0, 800, 900, 1000)
		}
		if class == nonlife.Motor {
			f := &nonlife.MotorFigures{CombinedRatioChange: m.rate(-300, 300, -10, 10, 20)}
			if m.maybe() {
				year := decimal.New(199_999_999_999+m.Int64N(3), -2)
				f.LastYear = &year
				if m.maybe() {
					f.MarketShare, f.Growth, f.MarketGrowth = m.rate(0, 1000, 200), m.rate(-900, 900, 0, 20, 100, 200), some("0")
					if f.MarketShare == nil {
						f.MarketShare = some("0.1")
					}
					if f.Growth == nil {
						f.MarketGrowth = nil
					}
				}
			}
			s.Motor = f
		}
		b.Segments = append(b.Segments, s)
	}
	for _, class := range nonlife.Classes() {
		if m.maybe() {
			add(class, "")
		}
	}
	for _, special := range []nonlife.Special{nonlife.ExportCredit, nonlife.OtherExportCredit, nonlife.OverseasInvestment} {
		if m.maybe() {
			add(nonlife.Credit, special)
		}
	}
	if technology && m.maybe() {
		add(nonlife.Property, nonlife.Technology)
	}
	if m.maybe() {
		f := &nonlife.Financing{
			Growth: m.rate(-900, 900, 50, 100, 150, 200, 500), SmallShare: m.rate(0, 1000, 0, 150, 300), Concentration: m.rate(0, 1000, 0, 50),
			SmallEnterprises: m.rate(0, 1000, 300, 600), LossRatio: m.rate(-100, 300, 65, 70, 80, 100), CombinedRatio: m.rate(-100, 1500, 0, 950, 1000, 1050),
		}
		for _, typ := range []nonlife.LoanType{"mortgage", "mortgage-addition", "personal", "corporate", "other"} {
			if m.maybe() {
				reserve := m.money()
				f.Loans = append(f.Loans, nonlife.Loan{Type: typ, Balance: reserve.Add(m.money()), Reserve: reserve})
			}
		}
		b.Financing = f
	}
	m.Shuffle(len(b.Segments), func(i, j int) { b.Segments[i], b.Segments[j] = b.Segments[j], b.Segments[i] })
	return b
}

// books are seeds of random business.
func books() gopter.Gen { return gen.UInt64() }

func make1(seed uint64, technology bool) nonlife.Business {
	return maker{rand.New(rand.NewPCG(seed, 4))}.business(technology)
}

// The engine is the oracle within the rounding of the roots: of ten classes to half a fen each, and of the total.
func TestLaws_oracle(t *testing.T) {
	for date, law := range map[string]lawful{"2022-03-31": {}, "2023-09-30": {relief: true}, "2025-12-31": {relief: true, ownExport: true}} {
		e := edition(t, date)
		proptest.Check(t, "the oracle of "+date, prop.ForAll(func(seed uint64) bool {
			b := make1(seed, law.relief)
			got := must[cross2.Line](t)(b.Capital(e)).Amount().Rat()
			want := oracle(b, law)
			diff := new(big.Float).SetPrec(300).SetRat(got)
			diff.Sub(diff, want)
			limit := big.NewFloat(0.03) // the gradient of the root is at most 1.4 on each of ten halves of a fen, in practice far less
			return diff.Abs(diff).Cmp(limit) <= 0
		}, books()))
	}
}

func TestLaws(t *testing.T) {
	e := edition(t, "2025-12-31")
	capital := func(b nonlife.Business) decimal.Decimal {
		return must[cross2.Line](t)(b.Capital(e)).Amount()
	}
	proptest.Check(t, "the order of the segments reaches no figure", prop.ForAll(func(seed uint64) bool {
		b := make1(seed, true)
		turned := b
		turned.Segments = slices.Clone(b.Segments)
		slices.Reverse(turned.Segments)
		return capital(b).Equal(capital(turned))
	}, books()))
	proptest.Check(t, "a million times the business needs a million times the capital", prop.ForAll(func(seed uint64) bool {
		b := make1(seed, true)
		for i := range b.Segments { // what does not scale
			if m := b.Segments[i].Motor; m != nil {
				m.LastYear, m.Growth, m.MarketGrowth = nil, nil, nil
			}
		}
		million := b
		million.Segments = slices.Clone(b.Segments)
		scale := func(x *decimal.Decimal) { *x = x.Shift(6) }
		for i := range million.Segments {
			s := &million.Segments[i]
			scale(&s.Premium)
			scale(&s.Reserve)
			if n := s.NonProportional; n != nil {
				s.NonProportional = &nonlife.NonProportional{Ceded: n.Ceded.Shift(6), Assumed: n.Assumed.Shift(6)}
			}
		}
		if b.Financing != nil {
			f := *b.Financing
			f.Loans = slices.Clone(f.Loans)
			for i := range f.Loans {
				scale(&f.Loans[i].Balance)
				scale(&f.Loans[i].Reserve)
			}
			million.Financing = &f
		}
		return capital(million).Shift(-6).Sub(capital(b)).Abs().LessThanOrEqual(dec("0.03"))
	}, books()))
	proptest.Check(t, "the total is between the greatest class and the sum", prop.ForAll(func(seed uint64) bool {
		b := make1(seed, true)
		var most, sum decimal.Decimal
		for _, l := range must[[]cross2.Line](t)(b.Classes(e)) {
			most, sum = decimal.Max(most, l.Amount()), sum.Add(l.Amount())
		}
		got := capital(b)
		return got.GreaterThanOrEqual(most.Sub(dec("0.01"))) && got.LessThanOrEqual(sum.Add(dec("0.01")))
	}, books()))
	proptest.Check(t, "more reserves never need less capital", prop.ForAll(func(seed uint64) bool {
		b := make1(seed, true)
		if len(b.Segments) == 0 {
			return true
		}
		more := b
		more.Segments = slices.Clone(b.Segments)
		more.Segments[0].Reserve = more.Segments[0].Reserve.Add(dec("1000"))
		return capital(more).GreaterThanOrEqual(capital(b))
	}, books()))
	proptest.Check(t, "more premium never needs less capital where no cession depends on it", prop.ForAll(func(seed uint64) bool {
		b := make1(seed, true)
		if len(b.Segments) == 0 {
			return true
		}
		for i := range b.Segments {
			b.Segments[i].NonProportional = nil
		}
		more := b
		more.Segments = slices.Clone(b.Segments)
		more.Segments[0].Premium = more.Segments[0].Premium.Add(dec("1000"))
		return capital(more).GreaterThanOrEqual(capital(b))
	}, books()))
	proptest.Check(t, "special business never needs more capital than the rest of its class", prop.ForAll(func(seed uint64) bool {
		b := make1(seed, true)
		kind := map[nonlife.Class]nonlife.Segment{} // all of a class as one segment that is not special
		for _, s := range b.Segments {
			s.Special = ""
			one, ok := kind[s.Class]
			if !ok {
				kind[s.Class] = s
				continue
			}
			one.Premium, one.Reserve = one.Premium.Add(s.Premium), one.Reserve.Add(s.Reserve)
			if n := one.NonProportional; n != nil {
				one.NonProportional = &nonlife.NonProportional{Ceded: n.Ceded.Add(s.NonProportional.Ceded), Assumed: n.Assumed.Add(s.NonProportional.Assumed)}
			}
			kind[s.Class] = one
		}
		merged := b
		merged.Segments = nil
		for _, s := range kind {
			merged.Segments = append(merged.Segments, s)
		}
		return capital(b).LessThanOrEqual(capital(merged).Add(dec("0.03"))) // the rounding of the roots
	}, books()))
	proptest.Check(t, "the total with catastrophe is between the greater part and the sum and scales", prop.ForAll(func(a, c int64) bool {
		total := func(a, c decimal.Decimal) decimal.Decimal {
			head := cross2.Head{English: "given", Chinese: "给定"}
			pr, cat := must[cross2.Line](t)(cross2.Given(head, a)), must[cross2.Line](t)(cross2.Given(head, c))
			return must[cross2.Line](t)(nonlife.Total(e, pr, cat)).Amount()
		}
		x, y := decimal.New(a, -2), decimal.New(c, -2)
		got := total(x, y)
		return got.GreaterThanOrEqual(decimal.Max(x, y)) && got.LessThanOrEqual(x.Add(y)) && got.Equal(total(y, x)) && got.Equal(total(x.Shift(4), y.Shift(4)).Shift(-4).Round(2))
	}, gens.Minor(0, 1e14), gens.Minor(0, 1e14)))
}
