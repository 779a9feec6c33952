package reinsurer_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
	"github.com/cedego/cede/solvency/reinsurer"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

func edition(t testing.TB, text string) *cross2.Edition {
	t.Helper()
	date, err := cede.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func must[T any](t testing.TB) func(T, error) T {
	return func(x T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

func wantText(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("got error %v\nwant %s", err, want)
	}
}

// Check 11 of the fact sheet of rules 1 to 6, in 亿元: 500 × 0.394 = 197 and 300 × 0.653 = 195.9 are 340.261826; 50.8 and 122 are
// 153.825356; 37.6 and 32.46 are 60.728145.
func TestCheck11(t *testing.T) {
	e := edition(t, "2022-03-31")
	for _, tt := range []struct {
		b    reinsurer.Business
		want string
	}{
		{reinsurer.Business{Property: reinsurer.NonProportional{Premium: dec("500"), Reserve: dec("300")}}, "340.261826"},
		{reinsurer.Business{Liability: reinsurer.NonProportional{Premium: dec("200"), Reserve: dec("250")}}, "153.825356"},
		{reinsurer.Business{Special: reinsurer.NonProportional{Premium: dec("100"), Reserve: dec("60")}}, "60.728145"},
	} {
		l := must[cross2.Line](t)(must[reinsurer.Business](t)(tt.b.ToYuan(cross2.InYi)).Capital(e))
		if got := l.Amount().Shift(-8).StringFixed(6); got != tt.want || l.Head().Row != "S05-1.2.1" {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
	c := must[reinsurer.Catastrophe](t)(reinsurer.Catastrophe{
		Proportional: nonlife.Catastrophe{PropertyEarthquake: &nonlife.Hazard{Capital: some("200")}}, Premium: dec("80"),
	}.ToYuan(cross2.InYi))
	l := must[cross2.Line](t)(c.Capital(e))
	if got := l.Amount().Shift(-8).StringFixed(6); got != "302.496281" || l.Parts()[1].Amount().Shift(-8).String() != "148" || l.Head().Row != "S05-1.2.2" {
		t.Errorf("catastrophe: got %s", got)
	}
}

// The totals that five reinsurers published, in 万元; their parts are rounded.
func TestTotal_published(t *testing.T) {
	for _, tt := range []struct{ date, premiumReserve, catastrophe, want string }{
		{"2024-06-30", "979743.21", "391376.39", "1142276.85"}, // 中再产险
		{"2024-06-30", "390881.88", "0", "390881.88"},          // 中再寿险
		{"2022-03-31", "206240.21", "200617.13", "321667.4"},   // 人保再保险
		{"2024-06-30", "120429", "38048.38", "135062.53"},      // 前海再保险
		{"2022-03-31", "54313.42", "41493.37", "76147.69"},     // 瑞士再保险
		{"2026-06-30", "780736.03", "802748.56", "1251927.05"}, // 中再集团本级, check 1 of the fact sheet
	} {
		given := func(row, wan string) cross2.Line {
			return must[cross2.Line](t)(cross2.Given(must[cross2.Head](t)(cross2.Row(row)), dec(wan).Shift(4)))
		}
		l := must[cross2.Line](t)(reinsurer.Total(edition(t, tt.date), given("S05-1.2.1", tt.premiumReserve), given("S05-1.2.2", tt.catastrophe)))
		if l.Amount().Shift(-4).Sub(dec(tt.want)).Abs().GreaterThan(dec("0.015")) || l.Head().Row != "S05-1.2" {
			t.Errorf("got %s, want %s", l.Amount().Shift(-4), tt.want)
		}
	}
	if _, err := reinsurer.Total(nil, cross2.Line{}, cross2.Line{}); err == nil {
		t.Error("no edition: no error")
	}
}

// Proportional classes have the factors of Rule 4 and its coefficients of the combined ratio and of agriculture, within its bounds of K; loans have no
// coefficient. Worked by hand.
func TestBusiness_proportional(t *testing.T) {
	e := edition(t, "2025-12-31")
	for _, tt := range []struct {
		name string
		b    nonlife.Business
		want string
	}{
		{"motor at 90 %", nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Motor, Premium: dec("1000"), CombinedRatio: some("0.9")}}}, "97.85"},
		{"agriculture, all subsidised, at 90 %", nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Agriculture, Premium: dec("1000"), CombinedRatio: some("0.9"), PolicyShare: some("1")}}}, "277.1"}, // 326 × 0.85
		{"reserve of agriculture", nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Agriculture, Reserve: dec("1000"), PolicyShare: some("0.85")}}}, "418.95"},                                       // 441 × 0.95
		{"export credit", nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Credit, Special: nonlife.ExportCredit, Premium: dec("1000")}}}, "420"},
		{"loans", nonlife.Business{Financing: &nonlife.Financing{Loans: []nonlife.Loan{{Type: nonlife.Personal, Balance: dec("1100"), Reserve: dec("100")}}}}, "78"},
	} {
		l := must[cross2.Line](t)(reinsurer.Business{Proportional: tt.b}.Capital(e))
		if got := l.Amount().String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestBusiness_refuses(t *testing.T) {
	known := some("0")
	for _, tt := range []struct {
		want string
		b    reinsurer.Business
	}{
		{"proportional.segments[0].class: must be one of motor, property, marine, liability, agriculture, credit, accident, health, life, other", reinsurer.Business{
			Proportional: nonlife.Business{Segments: []nonlife.Segment{{}}},
		}},
		{"proportional.segments[0].nonProportional: must not be given: its coefficients do not apply to reinsurance\nproportional.segments[0].motor: must not be given: its coefficients do not apply to reinsurance", reinsurer.Business{
			Proportional: nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Motor, NonProportional: &nonlife.NonProportional{}, Motor: &nonlife.MotorFigures{}}}},
		}},
		{
			"proportional.financing.growth: must not be given: its coefficient does not apply to reinsurance\nproportional.financing.smallShare: must not be given: its coefficient does not apply to reinsurance\n" +
				"proportional.financing.concentration: must not be given: its coefficient does not apply to reinsurance\nproportional.financing.smallEnterprises: must not be given: its coefficient does not apply to reinsurance\n" +
				"proportional.financing.lossRatio: must not be given: its coefficient does not apply to reinsurance\nproportional.financing.combinedRatio: must not be given: its coefficient does not apply to reinsurance",
			reinsurer.Business{Proportional: nonlife.Business{Financing: &nonlife.Financing{Growth: known, SmallShare: known, Concentration: known, SmallEnterprises: known, LossRatio: known, CombinedRatio: known}}},
		},
		{"proportional.runOff: must not be given: its coefficient does not apply to reinsurance", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{Motor: known}}}},
		{"proportional.runOff: must not be given: its coefficient does not apply to reinsurance", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{NonMotor: known}}}},
		{"proportional.runOff: must not be given: its coefficient does not apply to reinsurance", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{Premium: known}}}},
		{"proportional.runOff: must not be given: its coefficient does not apply to reinsurance", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{Reserve: known}}}},
		{"property.premium: must not be negative (got -1)\nliability.reserve: must not be negative (got -2)\nspecial.premium: has too many digits (got 1E99)", reinsurer.Business{
			Property: reinsurer.NonProportional{Premium: dec("-1")}, Liability: reinsurer.NonProportional{Reserve: dec("-2")}, Special: reinsurer.NonProportional{Premium: decimal.New(1, 99)},
		}},
	} {
		_, err := tt.b.Capital(edition(t, "2022-03-31"))
		wantText(t, err, tt.want)
	}
	if _, err := (reinsurer.Business{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	_, err := reinsurer.Business{Proportional: nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Property, Special: nonlife.Technology}}}}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "proportional.segments[0].nonlife.technology.multiplier: must not be asked for before 2023-09-30 (金规〔2023〕5号 （九）) (got 2022-03-31)")
	_, err = reinsurer.Catastrophe{Premium: dec("-1"), Proportional: nonlife.Catastrophe{Rank: "x"}}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "proportional.rank: must be one of upper, lower (got x)\npremium: must not be negative (got -1)")
	if _, err := (reinsurer.Catastrophe{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
}

func TestToYuan(t *testing.T) {
	b := reinsurer.Business{
		Proportional: nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Motor, Premium: dec("1")}}},
		Property:     reinsurer.NonProportional{Premium: dec("2"), Reserve: dec("3")}, Liability: reinsurer.NonProportional{Premium: dec("4"), Reserve: dec("5")},
		Special: reinsurer.NonProportional{Premium: dec("6"), Reserve: dec("7")},
	}
	got := must[reinsurer.Business](t)(b.ToYuan(cross2.InWan))
	for i, x := range []decimal.Decimal{got.Proportional.Segments[0].Premium, got.Property.Premium, got.Property.Reserve, got.Liability.Premium, got.Liability.Reserve, got.Special.Premium, got.Special.Reserve} {
		if !x.Equal(decimal.New(int64(i+1), 4)) {
			t.Errorf("%d: got %s", i, x)
		}
	}
	big := decimal.New(1, 37)
	b.Proportional.Segments[0].Premium, b.Liability.Reserve = big, big
	_, err := b.ToYuan(cross2.InWan)
	wantText(t, err, "proportional.segments[0].premium: has too many digits (got 1E41)\nliability.reserve: has too many digits (got 1E41)")
	_, err = reinsurer.Catastrophe{Premium: big}.ToYuan(cross2.InWan)
	wantText(t, err, "premium: has too many digits (got 1E41)")
}

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
	proptest.Check(t, "catastrophe is between the greater part and the sum", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 7))
		p, premium := decimal.New(m.Int64N(1e12), -2), decimal.New(m.Int64N(1e12), -2)
		l := must[cross2.Line](t)(reinsurer.Catastrophe{Proportional: nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Capital: &p}}, Premium: premium}.Capital(e))
		n := premium.Mul(dec("1.85"))
		return l.Amount().GreaterThanOrEqual(decimal.Max(p, n).Sub(dec("0.01"))) && l.Amount().LessThanOrEqual(p.Add(n).Add(dec("0.01")))
	}, seeds()))
}

func TestContract_Life(t *testing.T) {
	for _, tt := range []struct {
		c    reinsurer.Contract
		want bool
	}{
		{reinsurer.Contract{Original: reinsurer.LongTermLife, Form: reinsurer.Coinsurance}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermHealth, Form: reinsurer.ModifiedCoinsurance}, true},
		{reinsurer.Contract{Original: reinsurer.OtherOriginal, Form: reinsurer.Coinsurance}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, Rates: reinsurer.GuaranteedRates}, false},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.GuaranteedRates}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.GuaranteedBand}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.EmptyBand}, true},
		{reinsurer.Contract{Original: reinsurer.LongTermAccident, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true, Rates: reinsurer.EmptyBand, Moved: true}, false},
	} {
		if got := must[bool](t)(tt.c.Life()); got != tt.want {
			t.Errorf("%+v: got %v", tt.c, got)
		}
	}
	_, err := reinsurer.Contract{Moved: true}.Life()
	wantText(t, err, "original: must be one of long-term-life, long-term-health, long-term-accident, other\nform: must be one of coinsurance, modified-coinsurance, yearly-renewable\nmoved: must only be set for an empty-band (got true)")
	_, err = reinsurer.Contract{Original: reinsurer.LongTermLife, Form: reinsurer.Coinsurance, Rates: "free"}.Life()
	wantText(t, err, "rates: must be one of guaranteed, band, empty-band (got free)")
}

// Thirteen classes: bounded by the allocation of about 200 lines.
func BenchmarkCapital(b *testing.B) {
	e := edition(b, "2025-12-31")
	n := reinsurer.NonProportional{Premium: dec("123456789.01"), Reserve: dec("98765432.1")}
	business := reinsurer.Business{Property: n, Liability: n, Special: n}
	for _, class := range nonlife.Classes() {
		s := nonlife.Segment{Class: class, Premium: n.Premium, Reserve: n.Reserve}
		if class != nonlife.Other {
			s.CombinedRatio = some("0.97")
		}
		business.Proportional.Segments = append(business.Proportional.Segments, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := business.Capital(e); err != nil {
			b.Fatal(err)
		}
	}
}

// A negative part, and one in the place of the other, is refused by its name.
func TestTotal_refuses(t *testing.T) {
	given := func(row, yuan string) cross2.Line {
		return must[cross2.Line](t)(cross2.Given(must[cross2.Head](t)(cross2.Row(row)), dec(yuan)))
	}
	e := edition(t, "2022-03-31")
	_, err := reinsurer.Total(e, given("S05-1.2.1", "-1"), given("S05-1.2.2", "1"))
	wantText(t, err, "premiumReserve: must not be negative (got -1)")
	_, err = reinsurer.Total(e, given("S05-1.2.1", "1"), given("S05-1.2.1", "1"))
	wantText(t, err, "catastrophe: must be row S05-1.2.2 of the return, or have no row (got S05-1.2.1)")
}
