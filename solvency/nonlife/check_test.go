package nonlife_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// The worked checks of section 7 of the fact sheet of rules 1 to 6, which an independent script computed.

// Check 6: motor, K = 0 − 0.05 − 0.012 + 0.15 = 0.088; a small book with ΣK = −0.285, clipped to −0.25. The growth of the small
// book is not given there, as it has no coefficient.
func TestCheck6(t *testing.T) {
	motor := nonlife.Segment{
		Class: nonlife.Motor, Premium: dec("1000"), CombinedRatio: some("0.97"),
		NonProportional: &nonlife.NonProportional{Ceded: dec("40"), Assumed: dec("10")},
		Motor: &nonlife.MotorFigures{
			CombinedRatioChange: some("-0.015"), LastYear: some("2000000000"), MarketShare: some("0.19"), Growth: some("0.20"), MarketGrowth: some("0.08"),
		},
	}
	got, _ := parts(t, nonlife.Business{Segments: []nonlife.Segment{motor}}, "2022-03-31")
	if want := dec("112.064"); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	small := motor
	small.CombinedRatio, small.NonProportional = some("0.94"), &nonlife.NonProportional{Ceded: dec("60")}
	small.Motor = &nonlife.MotorFigures{CombinedRatioChange: some("-0.02"), LastYear: some("1999999999.99")}
	got, _ = parts(t, nonlife.Business{Segments: []nonlife.Segment{small}}, "2022-03-31")
	if want := dec("77.25"); !got.Equal(want) {
		t.Errorf("small: got %s, want %s", got, want)
	}
}

// Check 7: property with a combined ratio of 90 %, a net non-proportional cession of 3 % and a run-off deviation of 7 %.
func TestCheck7(t *testing.T) {
	b := nonlife.Business{
		Segments: []nonlife.Segment{{
			Class: nonlife.Property, Premium: dec("1000"), Reserve: dec("400"), CombinedRatio: some("0.9"),
			NonProportional: &nonlife.NonProportional{Ceded: dec("30")},
		}},
		RunOff: nonlife.RunOff{NonMotor: some("0.07")},
	}
	premium, reserve := parts(t, b, "2022-03-31")
	total := must[cross2.Line](t)(b.Capital(edition(t, "2022-03-31")))
	if premium.String() != "366.758" || reserve.String() != "235.62" || total.Amount().String() != "525.78" { // 525.779169
		t.Errorf("got %s, %s, %s", premium, reserve, total.Amount())
	}
}

// tenLines is check 8: ten lines with K = 0, in 亿元, so that twelve decimal places are exact in fen.
func tenLines(t testing.TB) nonlife.Business {
	t.Helper()
	premium := []string{"5000", "1000", "300", "800", "600", "100", "400", "700", "200", "50"}
	reserve := []string{"2500", "600", "200", "900", "300", "80", "150", "300", "60", "30"}
	var b nonlife.Business
	for i, class := range nonlife.Classes() {
		b.Segments = append(b.Segments, nonlife.Segment{Class: class, Premium: dec(premium[i]), Reserve: dec(reserve[i])})
	}
	return must[nonlife.Business](t)(b.ToYuan(cross2.InYi))
}

// Check 8: the line charges and their aggregate, to the places that the fact sheet prints.
func TestCheck8(t *testing.T) {
	e, b := edition(t, "2022-03-31"), tenLines(t)
	want := []string{"719.8220", "630.7069", "166.8667", "491.4541", "285.7281", "82.3634", "75.0752", "139.6033", "24.8989", "8.6608"}
	for i, l := range must[[]cross2.Line](t)(b.Classes(e)) {
		if got := l.Amount().Shift(-8).StringFixed(4); got != want[i] {
			t.Errorf("%s: got %s, want %s", l.Head().English, got, want[i])
		}
	}
	total := must[cross2.Line](t)(b.Capital(e))
	if got := total.Amount().Shift(-8).StringFixed(6); got != "1517.120058" || total.Head().Row != "S05-1.2.1" {
		t.Errorf("got %s in row %s", got, total.Head().Row)
	}
}

// Check 9: financing credit and surety. The figures of the coefficients are ours, within their brackets.
func TestCheck9(t *testing.T) {
	f := nonlife.Financing{
		Loans: []nonlife.Loan{
			{Type: nonlife.Corporate, Balance: dec("1000"), Reserve: dec("5")},
			{Type: nonlife.Mortgage, Balance: dec("2000"), Reserve: dec("10")},
			{Type: nonlife.Personal, Balance: dec("5000"), Reserve: dec("50")},
		},
		Growth: some("0.08"), SmallShare: some("0.5"), Concentration: some("0.04"), SmallEnterprises: some("0.3"),
		LossRatio: some("0.06"), CombinedRatio: some("0.9"),
	}
	l := must[cross2.Line](t)(f.Capital(edition(t, "2022-03-31")))
	for i, want := range []string{"93.132", "308.88", "94.0275"} { // types 1.1, 1.3, 2
		if got := l.Parts()[i].Amount(); !got.Equal(dec(want)) {
			t.Errorf("%s: got %s, want %s", l.Parts()[i].Head().English, got, want)
		}
	}
	if !l.Amount().Equal(dec("496.0395")) {
		t.Errorf("got %s", l.Amount())
	}
}

// The end of check 10: with a catastrophe risk of 317.804972 and check 8, the total is 1,625.954310.
func TestCheck10(t *testing.T) {
	e := edition(t, "2022-03-31")
	cat := must[cross2.Line](t)(cross2.Given(cross2.Head{English: "cat", Chinese: "巨灾"}, dec("317.804972").Shift(8)))
	total := must[cross2.Line](t)(nonlife.Total(e, must[cross2.Line](t)(tenLines(t).Capital(e)), cat))
	if got := total.Amount().Shift(-8).StringFixed(6); got != "1625.954310" {
		t.Errorf("got %s", got)
	}
}

// Check 16: the factor of a technology insurer, as 太平科技 published it for 2022Q3 (2,529.62), in 万元; from 2023-09-30 there is none,
// and the quarter is 2,144.64 without (it printed 2,144.63). Its parts are printed rounded, so the last place may differ.
func TestCheck16(t *testing.T) {
	given := func(wan string) cross2.Line {
		return must[cross2.Line](t)(cross2.Given(cross2.Head{English: "x", Chinese: "x"}, dec(wan).Shift(4)))
	}
	l := must[cross2.Line](t)(nonlife.TechnologyTotal(edition(t, "2022-09-30"), given("2754.09"), given("199.72")))
	if got := l.Amount().Shift(-4); got.Sub(dec("2529.62")).Abs().GreaterThan(dec("0.01")) || l.Head().Row != "S05-1.2" {
		t.Errorf("2022Q3: got %s", got)
	}
	l = must[cross2.Line](t)(nonlife.Total(edition(t, "2023-09-30"), given("2097.76"), given("163.97")))
	if got := l.Amount().Shift(-4).StringFixed(2); got != "2144.64" {
		t.Errorf("2023Q3: got %s", got)
	}
	_, err := nonlife.TechnologyTotal(edition(t, "2023-09-30"), given("2097.76"), given("163.97"))
	wantText(t, err, "nonlife.technology-company: must not be asked for from 2023-09-30 (金规〔2023〕5号 （九）) (got 2023-09-30)")
}

// k is the coefficient that the change of one figure makes: the charge of 1,000 over that without, less one.
func k(charge, factor decimal.Decimal) string {
	return charge.Sub(factor.Shift(3)).DivRound(factor.Shift(3), 6).String()
}

// Check 18 and the ends of every bracket of premium risk. NE is ceded less assumed over 1,000.
func TestPremium_brackets(t *testing.T) {
	for _, class := range nonlife.Classes() {
		if class == nonlife.Other {
			continue
		}
		base := nonlife.Segment{Class: class, Premium: dec("1000")}
		factor, _ := parts(t, nonlife.Business{Segments: []nonlife.Segment{base}}, "2022-03-31")
		factor = factor.Shift(-3)
		for x, want := range map[string]string{
			"-0.01": "0", "0": "0", "0.000001": "-0.05", "0.95": "-0.05", "0.950001": "0", "1": "0", "1.000001": "0.05", "1.05": "0.05", "1.050001": "0.1", "9": "0.1",
		} {
			s := base
			s.CombinedRatio = some(x)
			got, _ := parts(t, nonlife.Business{Segments: []nonlife.Segment{s}}, "2022-03-31")
			if got := k(got, factor); got != want {
				t.Errorf("%s at a combined ratio of %s: got %s, want %s", class, x, got, want)
			}
		}
		// The sets A, B and C of the fact sheet.
		set := map[nonlife.Class][3]string{
			nonlife.Motor: {"0.127", "-0.012", "-0.035"}, nonlife.Property: {"0.127", "-0.012", "-0.035"},
			nonlife.Marine: {"0.148", "-0.023", "-0.062"}, nonlife.Agriculture: {"0.148", "-0.023", "-0.062"},
		}
		abc, ok := set[class]
		if !ok {
			abc = [3]string{"0.136", "-0.018", "-0.047"}
		}
		for _, tt := range []struct{ ceded, assumed, want string }{
			{"0", "500", abc[0]},
			{"0", "10.01", abc[0]},
			{"0", "10", "0.012"},
			{"5", "5.01", "0.012"},
			{"5", "5", "0"},
			{"24.99", "0", "0"},
			{"25", "0", abc[1]},
			{"49.99", "0", abc[1]},
			{"60", "10", abc[2]},
			{"900", "0", abc[2]},
		} {
			s := base
			s.NonProportional = &nonlife.NonProportional{Ceded: dec(tt.ceded), Assumed: dec(tt.assumed)}
			got, _ := parts(t, nonlife.Business{Segments: []nonlife.Segment{s}}, "2022-03-31")
			if got := k(got, factor); got != tt.want {
				t.Errorf("%s with %s ceded and %s assumed: got %s, want %s", class, tt.ceded, tt.assumed, got, tt.want)
			}
		}
	}
}

// Motor: the change of the combined ratio, growth by group, the small company, both risks.
func TestMotor_brackets(t *testing.T) {
	charge := func(m nonlife.MotorFigures) string {
		s := nonlife.Segment{Class: nonlife.Motor, Premium: dec("1000"), Motor: &m}
		got, _ := parts(t, nonlife.Business{Segments: []nonlife.Segment{s}}, "2022-03-31")
		return k(got, dec("0.103"))
	}
	for x, want := range map[string]string{
		"-1": "-0.05", "-0.01": "-0.05", "-0.009999": "0", "0.01": "0", "0.010001": "0.05", "0.02": "0.05", "0.020001": "0.1", "3": "0.1",
	} {
		if got := charge(nonlife.MotorFigures{CombinedRatioChange: some(x)}); got != want {
			t.Errorf("change of %s: got %s, want %s", x, got, want)
		}
	}
	const large, small = "2000000000", "1999999999.99"
	for _, tt := range []struct{ year, share, growth, market, want string }{
		{large, "0.2", "0.15", "0.05", "0"}, // 10 % above the market
		{large, "0.2", "0.150001", "0.05", "0.15"},
		{large, "0", "0.25", "0.05", "0.15"},
		{large, "0", "0.250001", "0.05", "0.25"},
		{large, "0", "-0.5", "0.05", "0"},
		{large, "0.200001", "0.05", "0.05", "0"},
		{large, "0.200001", "0.050001", "0.05", "0.15"},
		{large, "0.21", "0.07", "0.05", "0.15"},
		{large, "1", "0.070001", "0.05", "0.25"},
		{small, "0.21", "0.5", "0.05", "-0.15"}, // small: no growth, and -0.15 of its own
		{small, "", "0.5", "0.05", "-0.15"},
		{large, "", "", "", "0"},
		{small, "", "", "", "-0.15"},
	} {
		got := charge(nonlife.MotorFigures{LastYear: some(tt.year), MarketShare: some(tt.share), Growth: some(tt.growth), MarketGrowth: some(tt.market)})
		if got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
	for year, want := range map[string]string{large: "123", small: "104.55"} { // 0.123, × 0.85
		s := nonlife.Segment{Class: nonlife.Motor, Reserve: dec("1000"), Motor: &nonlife.MotorFigures{LastYear: some(year)}}
		if _, got := parts(t, nonlife.Business{Segments: []nonlife.Segment{s}}, "2022-03-31"); got.String() != want {
			t.Errorf("reserve of a company with %s: got %s, want %s", year, got, want)
		}
	}
}

// The ends of the brackets of reserve risk: run-off deviation, and the share of subsidised business.
func TestReserve_brackets(t *testing.T) {
	factors := map[nonlife.Class]string{
		nonlife.Motor: "0.123", nonlife.Property: "0.561", nonlife.Marine: "0.604", nonlife.Liability: "0.433", nonlife.Agriculture: "0.441",
		nonlife.Credit: "0.605", nonlife.Accident: "0.251", nonlife.Health: "0.269", nonlife.Life: "0.193", nonlife.Other: "0.17",
	}
	for _, class := range nonlife.Classes() {
		ends := []struct{ x, want string }{{"-1", "0"}, {"0.05", "0"}, {"0.050001", "0.05"}, {"0.1", "0.05"}, {"0.100001", "0.1"}, {"2", "0.1"}}
		runOff := func(x string) nonlife.RunOff { return nonlife.RunOff{NonMotor: some(x), Motor: some("9")} }
		if class == nonlife.Motor {
			ends = []struct{ x, want string }{{"-1", "0"}, {"0.02", "0"}, {"0.020001", "0.05"}, {"0.05", "0.05"}, {"0.050001", "0.1"}, {"2", "0.1"}}
			runOff = func(x string) nonlife.RunOff { return nonlife.RunOff{Motor: some(x), NonMotor: some("9")} }
		}
		if class == nonlife.Other { // no coefficient
			ends = []struct{ x, want string }{{"-1", "0"}, {"2", "0"}}
		}
		for _, tt := range ends {
			s := nonlife.Segment{Class: class, Reserve: dec("1000")}
			_, got := parts(t, nonlife.Business{Segments: []nonlife.Segment{s}, RunOff: runOff(tt.x)}, "2022-03-31")
			if got := k(got, dec(factors[class])); got != tt.want {
				t.Errorf("%s with a deviation of %s: got %s, want %s", class, tt.x, got, tt.want)
			}
		}
	}
	for x, want := range map[string]string{"0": "0", "0.799999": "0", "0.8": "-0.05", "0.899999": "-0.05", "0.9": "-0.1", "1": "-0.1"} {
		s := nonlife.Segment{Class: nonlife.Agriculture, Premium: dec("1000"), Reserve: dec("1000"), PolicyShare: some(x)}
		premium, reserve := parts(t, nonlife.Business{Segments: []nonlife.Segment{s}}, "2022-03-31")
		if k(premium, dec("0.326")) != want || k(reserve, dec("0.441")) != want {
			t.Errorf("policy share of %s: got %s and %s, want %s", x, k(premium, dec("0.326")), k(reserve, dec("0.441")), want)
		}
	}
}

// The ends of the brackets of financing, on 1,000 of other personal loans: the factor is 0.078, the coefficient of a figure alone.
func TestFinancing_brackets(t *testing.T) {
	e := edition(t, "2022-03-31")
	for figure, ends := range map[string]map[string]string{
		"growth": {
			"-9": "0", "0.05": "0", "0.050001": "0.05", "0.1": "0.05", "0.100001": "0.1", "0.15": "0.1", "0.150001": "0.15", "0.2": "0.15", "0.200001": "0.2", "0.5": "0.2",
			"0.500001": "0.25", "9": "0.25",
		},
		"small":         {"0": "0", "0.000001": "0.2", "0.15": "0.2", "0.150001": "0.1", "0.3": "0.1", "0.300001": "0", "1": "0"},
		"concentration": {"0": "0", "0.05": "0", "0.050001": "0.2", "1": "0.2"},
		"enterprises":   {"0": "0", "0.299999": "0", "0.3": "-0.05", "0.599999": "-0.05", "0.6": "-0.1", "1": "-0.1"},
		"loss": {
			"-1": "-0.1", "0.065": "-0.1", "0.065001": "0", "0.07": "0", "0.070001": "0.1", "0.08": "0.1", "0.080001": "0.2", "0.1": "0.2", "0.100001": "0.25", "9": "0.25",
		},
		"ratio": {"-0.000001": "0", "0": "-0.1", "0.949999": "-0.1", "0.95": "0", "0.999999": "0", "1": "0.05", "1.049999": "0.05", "1.05": "0.1", "9": "0.1"},
	} {
		for x, want := range ends {
			f := nonlife.Financing{Loans: []nonlife.Loan{{Type: nonlife.Personal, Balance: dec("1000")}, {Type: nonlife.OtherLoans, Balance: dec("1000")}}}
			*map[string]**decimal.Decimal{
				"growth": &f.Growth, "small": &f.SmallShare, "concentration": &f.Concentration, "enterprises": &f.SmallEnterprises,
				"loss": &f.LossRatio, "ratio": &f.CombinedRatio,
			}[figure] = some(x)
			l := must[cross2.Line](t)(f.Capital(e))
			if got := k(l.Parts()[0].Amount(), dec("0.078")); got != want {
				t.Errorf("%s of %s: got %s, want %s", figure, x, got, want)
			}
			if figure == "loss" { // of other personal loans only
				want = "0"
			}
			if got := k(l.Parts()[1].Amount(), dec("0.105")); got != want {
				t.Errorf("%s of %s, other loans: got %s, want %s", figure, x, got, want)
			}
		}
	}
	// Base factors of the five types, and both bounds of K: 0.25 + 0.2 + 0.2 and -0.1 - 0.1 - 0.1.
	for _, bounds := range []struct {
		f    nonlife.Financing
		want string
	}{
		{nonlife.Financing{Growth: some("1"), SmallShare: some("0.1"), Concentration: some("1")}, "1.25"},
		{nonlife.Financing{SmallEnterprises: some("1"), LossRatio: some("0"), CombinedRatio: some("0.5")}, "0.75"},
	} {
		for typ, factor := range map[nonlife.LoanType]string{
			nonlife.Mortgage: "52", nonlife.MortgageAddition: "157", nonlife.Personal: "78", nonlife.Corporate: "105", nonlife.OtherLoans: "105",
		} {
			f := bounds.f
			f.Loans = []nonlife.Loan{{Type: typ, Balance: dec("1250"), Reserve: dec("250")}}
			want := dec(factor).Mul(dec(bounds.want))
			if typ != nonlife.Personal && bounds.want == "0.75" {
				want = dec(factor).Mul(dec("0.8")) // without the coefficient of the loss ratio
			}
			if got := must[cross2.Line](t)(f.Capital(e)).Amount(); !got.Equal(want) {
				t.Errorf("%s: got %s, want %s", typ, got, want)
			}
		}
	}
}
