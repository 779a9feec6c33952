package reinsurer_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
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

// The totals that six reinsurers published, in 万元; their parts are rounded.
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
	_, err := reinsurer.Total(nil, cross2.Line{}, cross2.Line{})
	wantText(t, err, "edition: must be an edition")
}

// Proportional classes have the factors of Rule 4 and its coefficients of the combined ratio, of agriculture and of export credit; loans have no
// coefficient. Worked by hand from Rule 4 Arts. 10-35, 金规〔2023〕5号 （九） and 金规〔2025〕24号 三.
func TestBusiness_proportional(t *testing.T) {
	segment := func(s nonlife.Segment) nonlife.Business { return nonlife.Business{Segments: []nonlife.Segment{s}} }
	credit := func(special nonlife.Special, premium, reserve string) nonlife.Business {
		return segment(nonlife.Segment{Class: nonlife.Credit, Special: special, Premium: dec(premium), Reserve: dec(reserve)})
	}
	stacked := func(b nonlife.Business) nonlife.Business {
		b.Options.ExportCoefficient = nonlife.Stacked
		return b
	}
	technology := segment(nonlife.Segment{Class: nonlife.Property, Special: nonlife.Technology, Premium: dec("1000"), CombinedRatio: some("0.9")})
	inK := technology
	inK.Options.Reduction = nonlife.InK
	all := &nonlife.Financing{}
	for _, l := range []nonlife.LoanType{nonlife.Mortgage, nonlife.MortgageAddition, nonlife.Personal, nonlife.Corporate, nonlife.OtherLoans} {
		all.Loans = append(all.Loans, nonlife.Loan{Type: l, Balance: dec("1100"), Reserve: dec("100")})
	}
	both := credit("", "1000", "0")
	both.Financing = all
	motor := func(ratio string) nonlife.Business {
		return segment(nonlife.Segment{Class: nonlife.Motor, Premium: dec("1000"), CombinedRatio: some(ratio)})
	}
	for _, tt := range []struct {
		name, date string
		b          nonlife.Business
		want       string
	}{
		{"motor at 0 %", "2022-03-31", motor("0"), "103"},
		{"motor above 0 %", "2022-03-31", motor("0.0001"), "97.85"},
		{"motor at 95 %", "2022-03-31", motor("0.95"), "97.85"},
		{"motor above 95 %", "2022-03-31", motor("0.9501"), "103"},
		{"motor at 100 %", "2022-03-31", motor("1"), "103"},
		{"motor above 100 %", "2022-03-31", motor("1.0001"), "108.15"},
		{"motor at 105 %", "2022-03-31", motor("1.05"), "108.15"},
		{"motor above 105 %", "2022-03-31", motor("1.0501"), "113.3"},
		{"agriculture, all subsidised, at 90 %", "2022-03-31", segment(nonlife.Segment{Class: nonlife.Agriculture, Premium: dec("1000"), CombinedRatio: some("0.9"), PolicyShare: some("1")}), "277.1"}, // 326 × 0.85
		{"reserve of agriculture, 85 % subsidised", "2022-03-31", segment(nonlife.Segment{Class: nonlife.Agriculture, Reserve: dec("1000"), PolicyShare: some("0.85")}), "418.95"},                      // 441 × 0.95
		{"export credit of the state, premium", "2025-09-30", credit(nonlife.ExportCredit, "1000", "0"), "420.3"},
		{"export credit of the state, reserve", "2025-09-30", credit(nonlife.ExportCredit, "0", "1000"), "544.5"},
		{"other export credit, premium", "2025-09-30", credit(nonlife.OtherExportCredit, "1000", "0"), "467"},
		{"overseas investment, premium", "2025-12-31", credit(nonlife.OverseasInvestment, "1000", "0"), "420.3"},
		{"export credit since the notice, premium", "2025-12-31", credit(nonlife.ExportCredit, "1000", "0"), "420"},
		{"export credit since the notice, reserve", "2025-12-31", credit(nonlife.ExportCredit, "0", "1000"), "545"},
		{"export credit since the notice, stacked", "2025-12-31", stacked(credit(nonlife.ExportCredit, "1000", "0")), "378"},
		{"technology at 90 %", "2023-09-30", technology, "334.31"}, // 391 × 0.95 × 0.9 = 334.305
		{"technology at 90 %, in K", "2023-09-30", inK, "332.35"},  // 391 × 0.85
		{"loans of all types", "2022-03-31", nonlife.Business{Financing: all}, "497"},
		{"loans and other credit", "2022-03-31", both, "964"}, // 467 + 497
	} {
		l := must[cross2.Line](t)(reinsurer.Business{Proportional: tt.b}.Capital(edition(t, tt.date)))
		if got := l.Amount().String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// The thirteen classes stand in the order of Art. 4 under the names of package nonlife with 比例 before them, as form IR03 has it, and with the article of
// Rule 6; what Rule 4 gives is below.
func TestBusiness_tree(t *testing.T) {
	b := reinsurer.Business{Proportional: nonlife.Business{
		Segments:  []nonlife.Segment{{Class: nonlife.Motor, Premium: dec("1"), Reserve: dec("1")}},
		Financing: &nonlife.Financing{Loans: []nonlife.Loan{{Type: nonlife.Mortgage, Balance: dec("1000")}}},
	}}
	l := must[cross2.Line](t)(b.Capital(edition(t, "2022-03-31")))
	want := []string{
		"比例车险", "比例财产险", "比例船货特险", "比例责任险", "比例农业险", "比例信用保证险", "比例短意险", "比例短健险", "比例短寿险", "比例其他险",
		"非比例财产险", "非比例责任险及非比例短期人身险", "非比例特殊险",
	}
	for i, class := range l.Parts() {
		h := class.Head()
		if h.Chinese != want[i]+"保费及准备金风险最低资本" || h.Citation != (cross2.Citation{Rule: "6", Article: "23"}) {
			t.Errorf("class %d: got %s, %v", i+1, h.Chinese, h.Citation)
		}
		below := len(class.Parts())
		switch {
		case i == 0 || i == 5:
			if below != 1 || class.Parts()[0].Head().Citation.Rule != "4" || !class.Parts()[0].Amount().Equal(class.Amount()) {
				t.Errorf("class %d: not the class of Rule 4", i+1)
			}
		case i < 10 && below != 0:
			t.Errorf("class %d: %d lines below a class without business", i+1, below)
		case i >= 10 && below != 2:
			t.Errorf("class %d: %d lines below a non-proportional class", i+1, below)
		}
	}
	if h := l.Parts()[2].Head(); h.English != "Proportional marine, cargo and special: premium and reserve risk" {
		t.Errorf("got %s", h.English)
	}
	for i, want := range []string{"reinsurer.property.", "reinsurer.liability.", "reinsurer.special."} {
		for j, risk := range []string{"premium", "reserve"} {
			p := l.Parts()[10+i].Parts()[j].Parts()
			if got := p[1].Key(); got != want+risk+".factor" {
				t.Errorf("got %s, want %s%s.factor", got, want, risk)
			}
			if got := p[0].Head().Citation.Article; got != []string{"13", "19"}[j] {
				t.Errorf("%s%s: exposure of article %s", want, risk, got)
			}
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
		{"proportional.segments[0].nonProportional: must not be given: its coefficient does not apply to reinsurance\nproportional.segments[0].motor: must not be given: its coefficient does not apply to reinsurance", reinsurer.Business{
			Proportional: nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Motor, NonProportional: &nonlife.NonProportional{}, Motor: &nonlife.MotorFigures{}}}},
		}},
		{
			"proportional.financing.growth: must not be given: its coefficient does not apply to reinsurance (got 0.1)\nproportional.financing.smallShare: must not be given: its coefficient does not apply to reinsurance (got 0.2)\n" +
				"proportional.financing.concentration: must not be given: its coefficient does not apply to reinsurance (got 0.3)\nproportional.financing.smallEnterprises: must not be given: its coefficient does not apply to reinsurance (got 0.4)\n" +
				"proportional.financing.lossRatio: must not be given: its coefficient does not apply to reinsurance (got 0.5)\nproportional.financing.combinedRatio: must not be given: its coefficient does not apply to reinsurance (got 0.6)",
			reinsurer.Business{Proportional: nonlife.Business{Financing: &nonlife.Financing{Growth: some("0.1"), SmallShare: some("0.2"), Concentration: some("0.3"), SmallEnterprises: some("0.4"), LossRatio: some("0.5"), CombinedRatio: some("0.6")}}},
		},
		{"proportional.runOff.motor: must not be given: its coefficient does not apply to reinsurance (got 0)", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{Motor: known}}}},
		{"proportional.runOff.nonMotor: must not be given: its coefficient does not apply to reinsurance (got 0)", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{NonMotor: known}}}},
		{"proportional.runOff.premium: must not be given: its coefficient does not apply to reinsurance (got 0)", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{Premium: known}}}},
		{"proportional.runOff.reserve: must not be given: its coefficient does not apply to reinsurance (got 0)", reinsurer.Business{Proportional: nonlife.Business{RunOff: nonlife.RunOff{Reserve: known}}}},
		{"property.premium: must not be negative (got -1)\nliability.reserve: must not be negative (got -2)\nspecial.premium: has too many digits (got 1E99)", reinsurer.Business{
			Property: reinsurer.NonProportional{Premium: dec("-1")}, Liability: reinsurer.NonProportional{Reserve: dec("-2")}, Special: reinsurer.NonProportional{Premium: decimal.New(1, 99)},
		}},
	} {
		wantText(t, tt.b.Validate(), tt.want)
		_, err := tt.b.Capital(edition(t, "2022-03-31"))
		wantText(t, err, tt.want)
	}
	_, err := reinsurer.Business{}.Capital(nil)
	wantText(t, err, "edition: must be an edition")
	_, err = reinsurer.Business{Proportional: nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Property, Special: nonlife.Technology}}}}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "proportional.segments[0].nonlife.technology.multiplier: must not be asked for before 2023-09-30 (金规〔2023〕5号 （九）) (got 2022-03-31)")
	_, err = reinsurer.Catastrophe{Premium: dec("-1"), Proportional: nonlife.Catastrophe{Rank: "x"}}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "proportional.rank: must be one of upper, lower (got x)\npremium: must not be negative (got -1)")
	table := must[*nonlife.Scenarios](t)(nonlife.ReadScenarios(strings.NewReader("scenario,A\n1,0.5\n"), 100))
	_, err = reinsurer.Catastrophe{Proportional: nonlife.Catastrophe{OverseasTyphoon: &nonlife.Hazard{Scenarios: table}}}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "proportional.overseasTyphoon.scenarios: must have only the zones asia-pacific, north-america, europe, other (got A)")
	_, err = reinsurer.Catastrophe{}.Capital(nil)
	wantText(t, err, "edition: must be an edition")
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
