package nonlife_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

func TestBusiness_refuses(t *testing.T) {
	segment := func(change func(s *nonlife.Segment)) nonlife.Business {
		s := nonlife.Segment{Class: nonlife.Property, Premium: dec("100"), Reserve: dec("10")}
		change(&s)
		return nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Other}, s}}
	}
	huge := decimal.New(1, 1<<30)
	for _, tt := range []struct {
		want string
		b    nonlife.Business
	}{
		{"segments[1].class: must be one of motor, property, marine, liability, agriculture, credit, accident, health, life, other (got boats)", segment(func(s *nonlife.Segment) { s.Class = "boats" })},
		{"segments[1].class: must not be there twice (got other)", segment(func(s *nonlife.Segment) { s.Class = nonlife.Other })},
		{"segments[1].premium: must not be negative (got -1)", segment(func(s *nonlife.Segment) { s.Premium = dec("-1") })},
		{"segments[1].reserve: must not be negative (got -0.01)", segment(func(s *nonlife.Segment) { s.Reserve = dec("-0.01") })},
		{"segments[1].premium: has too many digits (got 1E1073741824)", segment(func(s *nonlife.Segment) { s.Premium = huge })},
		{"segments[1].combinedRatio: has too many digits (got 1E1073741824)", segment(func(s *nonlife.Segment) { s.CombinedRatio = &huge })},
		{"segments[1].special: must be export-credit, other-export-credit, overseas-investment, technology or empty (got rockets)", segment(func(s *nonlife.Segment) { s.Special = "rockets" })},
		{"segments[1].special: must be of class credit (got export-credit)", segment(func(s *nonlife.Segment) { s.Special = nonlife.ExportCredit })},
		{"segments[1].nonProportional.ceded: must not be negative (got -1)\nsegments[1].nonProportional.assumed: must not be negative (got -2)", segment(func(s *nonlife.Segment) {
			s.NonProportional = &nonlife.NonProportional{Ceded: dec("-1"), Assumed: dec("-2")}
		})},
		{"segments[1].policyShare: must only be given for agriculture", segment(func(s *nonlife.Segment) { s.PolicyShare = some("0.5") })},
		{"segments[1].policyShare: must be in [0, 1] (got 1.5)", segment(func(s *nonlife.Segment) { s.Class, s.PolicyShare = nonlife.Agriculture, some("1.5") })},
		{"segments[1].motor: must only be given for motor", segment(func(s *nonlife.Segment) { s.Motor = &nonlife.MotorFigures{} })},
		{"segments[0].combinedRatio: must only be given for a class that has the coefficient: other business has none\nsegments[0].nonProportional: must only be given for a class that has the coefficient: other business has none", nonlife.Business{
			Segments: []nonlife.Segment{{Class: nonlife.Other, CombinedRatio: some("1"), NonProportional: &nonlife.NonProportional{}}},
		}},
		{"segments[1].motor.lastYear: must not be negative (got -1)\nsegments[1].motor.marketShare: must be in [0, 1] (got 2)\nsegments[1].motor.growth: must be given with marketGrowth, or neither", segment(func(s *nonlife.Segment) {
			s.Class, s.Motor = nonlife.Motor, &nonlife.MotorFigures{LastYear: some("-1"), MarketShare: some("2"), Growth: some("0")}
		})},
		{"segments[1].motor.lastYear: must be given with growth: a small company has no coefficient of growth", segment(func(s *nonlife.Segment) {
			s.Class, s.Motor = nonlife.Motor, &nonlife.MotorFigures{Growth: some("0"), MarketGrowth: some("0")}
		})},
		{"segments[1].motor.marketShare: must be given with growth: a market leader has brackets of its own", segment(func(s *nonlife.Segment) {
			s.Class, s.Motor = nonlife.Motor, &nonlife.MotorFigures{LastYear: some("3000000000"), Growth: some("0"), MarketGrowth: some("0")}
		})},
		{"segments[1].nonlife.technology.multiplier: must not be asked for before 2023-09-30 (金规〔2023〕5号 （九）) (got 2022-03-31)", segment(func(s *nonlife.Segment) { s.Special = nonlife.Technology })},
		{"segments[2].combinedRatio: must be as in segments[0]: it is of the class as a whole\nsegments[2].nonProportional: must be known as in segments[0], or in neither\nsegments[3].combinedRatio: must be as in segments[0]: it is of the class as a whole", nonlife.Business{Segments: []nonlife.Segment{
			{Class: nonlife.Credit, CombinedRatio: some("0.9"), NonProportional: &nonlife.NonProportional{}},
			{Class: nonlife.Property, CombinedRatio: some("1.2")},
			{Class: nonlife.Credit, Special: nonlife.ExportCredit},
			{Class: nonlife.Credit, Special: nonlife.OverseasInvestment, CombinedRatio: some("0.9001"), NonProportional: &nonlife.NonProportional{}},
			{Class: nonlife.Credit, Special: nonlife.OtherExportCredit, CombinedRatio: some("0.90"), NonProportional: &nonlife.NonProportional{Ceded: dec("1")}},
		}}},
		{"segments[1].combinedRatio: has too many digits (got 1E1073741824)\nsegments[3].combinedRatio: has too many digits (got 1E1073741824)", nonlife.Business{Segments: []nonlife.Segment{
			{Class: nonlife.Credit, CombinedRatio: some("1")},
			{Class: nonlife.Credit, Special: nonlife.ExportCredit, CombinedRatio: &huge},
			{Class: nonlife.Property, Special: nonlife.Technology, CombinedRatio: some("1")},
			{Class: nonlife.Property, CombinedRatio: &huge},
		}}},
		{"segments[0].combinedRatio: has too many digits (got 1E1073741824)", nonlife.Business{Segments: []nonlife.Segment{
			{Class: nonlife.Credit, CombinedRatio: &huge},
			{Class: nonlife.Credit, Special: nonlife.ExportCredit, CombinedRatio: some("1")},
		}}},
		{"segments[1].combinedRatio: must be as in segments[0]: it is of the class as a whole\nsegments[1].nonProportional: must be known as in segments[0], or in neither", nonlife.Business{Segments: []nonlife.Segment{
			{Class: nonlife.Property, Special: nonlife.Technology},
			{Class: nonlife.Property, CombinedRatio: some("1"), NonProportional: &nonlife.NonProportional{}},
		}}},
		{"segments[1].special: must be of class credit (got other-export-credit)", segment(func(s *nonlife.Segment) { s.Special = nonlife.OtherExportCredit })},
		{"segments[1].special: must be of class property (got technology)", segment(func(s *nonlife.Segment) { s.Class, s.Special = nonlife.Credit, nonlife.Technology })},
		{"runOff.motor: has too many digits (got 1E1073741824)", nonlife.Business{RunOff: nonlife.RunOff{Motor: &huge}}},
		{"options.negativeRatio: must be one of change-ignored, change-counts (got x)\noptions.exportCoefficient: must be one of not-stacked, stacked (got y)\noptions.reduction: must be one of charge, k (got z)", nonlife.Business{
			Options: nonlife.Options{NegativeRatio: "x", ExportCoefficient: "y", Reduction: "z"},
		}},
		{"financing.loans[0].type: must be one of mortgage, mortgage-addition, personal, corporate, other (got car)\nfinancing.loans[2].type: must not be there twice (got personal)\nfinancing.loans[2].reserve: must not be more than the balance, 1 (got 2)\nfinancing.smallShare: must not be negative (got -1)", nonlife.Business{
			Financing: &nonlife.Financing{
				Loans:      []nonlife.Loan{{Type: "car"}, {Type: nonlife.Personal}, {Type: nonlife.Personal, Balance: dec("1"), Reserve: dec("2")}},
				SmallShare: some("-1"),
			},
		}},
	} {
		_, err := tt.b.Capital(edition(t, "2022-03-31"))
		wantText(t, err, tt.want)
	}
	if _, err := (nonlife.Business{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	if _, err := (nonlife.Financing{Loans: []nonlife.Loan{{Balance: dec("-1")}}}).Capital(edition(t, "2022-03-31")); err == nil {
		t.Error("financing alone: no error")
	}
	if l := must[cross2.Line](t)((nonlife.Business{}).Capital(edition(t, "2022-03-31"))); !l.Amount().IsZero() {
		t.Errorf("no business: got %s", l.Amount())
	}
}

func TestBusiness_ToYuan(t *testing.T) {
	b := nonlife.Business{
		Segments: []nonlife.Segment{{
			Class: nonlife.Motor, Premium: dec("1"), Reserve: dec("2"),
			NonProportional: &nonlife.NonProportional{Ceded: dec("3"), Assumed: dec("4")},
			Motor:           &nonlife.MotorFigures{LastYear: some("5"), Growth: some("6")},
		}},
		Financing: &nonlife.Financing{Loans: []nonlife.Loan{{Type: nonlife.Personal, Balance: dec("7"), Reserve: dec("8")}}, Growth: some("9")},
	}
	got := must[nonlife.Business](t)(b.ToYuan(cross2.InWan))
	s, l := got.Segments[0], got.Financing.Loans[0]
	for i, x := range []decimal.Decimal{s.Premium, s.Reserve, s.NonProportional.Ceded, s.NonProportional.Assumed, *s.Motor.LastYear, *s.Motor.Growth, l.Balance, l.Reserve, *got.Financing.Growth} {
		want := decimal.New(int64(i+1), 4)
		if i == 5 || i == 8 { // rates
			want = decimal.New(int64(i+1), 0)
		}
		if !x.Equal(want) {
			t.Errorf("%d: got %s, want %s", i, x, want)
		}
	}
	if b.Segments[0].Premium.String() != "1" || b.Segments[0].Motor.LastYear.String() != "5" || b.Financing.Loans[0].Balance.String() != "7" {
		t.Error("the business itself has changed")
	}
	big := decimal.New(1, 37)
	b.Segments[0].Reserve, b.Financing.Loans[0].Balance = big, big
	_, err := b.ToYuan(cross2.InWan)
	wantText(t, err, "segments[0].reserve: has too many digits (got 1E41)\nfinancing.loans[0].balance: has too many digits (got 1E41)")
}

// Where the rule is silent: each reading beside the default.
func TestOptions(t *testing.T) {
	motor := nonlife.Segment{Class: nonlife.Motor, Premium: dec("1000"), CombinedRatio: some("-0.1"), Motor: &nonlife.MotorFigures{CombinedRatioChange: some("0.03")}}
	export := nonlife.Segment{Class: nonlife.Credit, Special: nonlife.ExportCredit, Premium: dec("1000"), Reserve: dec("1000")}
	other, overseas := export, export
	other.Special, overseas.Special = nonlife.OtherExportCredit, nonlife.OverseasInvestment
	technology := nonlife.Segment{Class: nonlife.Property, Special: nonlife.Technology, Premium: dec("1000"), Reserve: dec("1000"), CombinedRatio: some("1.02")}
	well := nonlife.RunOff{Premium: some("-0.05"), Reserve: some("-0.05"), NonMotor: some("-0.05")}
	for _, tt := range []struct {
		name, date       string
		s                nonlife.Segment
		runOff           nonlife.RunOff
		o                nonlife.Options
		premium, reserve string
	}{
		{"negative ratio", "2022-03-31", motor, nonlife.RunOff{}, nonlife.Options{}, "103", "0"},
		{"negative ratio, its change counts", "2022-03-31", motor, nonlife.RunOff{}, nonlife.Options{NegativeRatio: nonlife.ChangeCounts}, "113.3", "0"},
		{"export credit", "2025-09-30", export, nonlife.RunOff{}, nonlife.Options{}, "420.3", "544.5"}, // 467 and 605, × 0.9
		{"export credit, own factor", "2025-12-31", export, nonlife.RunOff{}, nonlife.Options{}, "420", "545"},
		{"export credit, stacked", "2025-12-31", export, nonlife.RunOff{}, nonlife.Options{ExportCoefficient: nonlife.Stacked}, "378", "490.5"}, // × 0.9
		{"short-term export credit", "2025-09-30", other, nonlife.RunOff{}, nonlife.Options{}, "467", "605"},
		{"short-term export credit, own factor", "2025-12-31", other, nonlife.RunOff{}, nonlife.Options{ExportCoefficient: nonlife.Stacked}, "420", "545"},
		{"overseas investment", "2025-09-30", overseas, nonlife.RunOff{}, nonlife.Options{}, "420.3", "544.5"},
		{"overseas investment, not in the notice", "2025-12-31", overseas, nonlife.RunOff{}, nonlife.Options{}, "420.3", "544.5"},
		{"technology", "2023-09-30", technology, nonlife.RunOff{}, nonlife.Options{}, "369.495", "504.9"},                           // 391 × 1.05 × 0.9, 561 × 0.9
		{"technology in K", "2023-09-30", technology, nonlife.RunOff{}, nonlife.Options{Reduction: nonlife.InK}, "371.45", "504.9"}, // 391 × 0.95, 561 × 0.9
		{"relief", "2023-09-30", technology, well, nonlife.Options{}, "351.02025", "479.655"},                                       // × 0.95
		{"relief in K", "2023-09-30", technology, well, nonlife.Options{Reduction: nonlife.InK}, "351.9", "476.85"},                 // 391 × 0.9, 561 × 0.85
		{"no relief before the notice", "2023-06-30", export, well, nonlife.Options{}, "420.3", "544.5"},
	} {
		premium, reserve := parts(t, nonlife.Business{Segments: []nonlife.Segment{tt.s}, RunOff: tt.runOff, Options: tt.o}, tt.date)
		if premium.String() != tt.premium || reserve.String() != tt.reserve {
			t.Errorf("%s: got %s and %s, want %s and %s", tt.name, premium, reserve, tt.premium, tt.reserve)
		}
	}
}

// Relief: both sides of -5 %, for each risk by its own deviation, and not for the reserve of other business.
func TestRelief(t *testing.T) {
	for _, tt := range []struct {
		class            nonlife.Class
		premiumDeviation string
		reserveDeviation string
		premium, reserve string
	}{
		{nonlife.Liability, "-0.049999", "-0.05", "203", "411.35"},
		{nonlife.Liability, "-0.05", "-0.049999", "192.85", "433"},
		{nonlife.Liability, "-9", "", "192.85", "433"},
		{nonlife.Other, "-0.06", "-0.06", "93.1", "170"},
	} {
		b := nonlife.Business{
			Segments: []nonlife.Segment{{Class: tt.class, Premium: dec("1000"), Reserve: dec("1000")}},
			RunOff:   nonlife.RunOff{Premium: some(tt.premiumDeviation), Reserve: some(tt.reserveDeviation)},
		}
		premium, reserve := parts(t, b, "2023-09-30")
		if premium.String() != tt.premium || reserve.String() != tt.reserve {
			t.Errorf("%+v: got %s and %s", tt, premium, reserve)
		}
	}
}

// Both bounds of K, of both risks: 0.1 + 0.1 + 0.127 and -0.05 - 0.05 - 0.035 - 0.15; a reserve has no more than 0.1, and -0.15 by the rule.
func TestK_bounds(t *testing.T) {
	for _, tt := range []struct{ ratio, change, ceded, assumed, year, want string }{
		{"1.2", "0.05", "0", "900", "", "128.75"},
		{"0.9", "-0.05", "900", "0", "1", "77.25"},
	} {
		s := nonlife.Segment{
			Class: nonlife.Motor, Premium: dec("1000"), CombinedRatio: some(tt.ratio), NonProportional: &nonlife.NonProportional{Ceded: dec(tt.ceded), Assumed: dec(tt.assumed)},
			Motor: &nonlife.MotorFigures{CombinedRatioChange: some(tt.change), LastYear: some(tt.year)},
		}
		if got, _ := parts(t, nonlife.Business{Segments: []nonlife.Segment{s}}, "2022-03-31"); got.String() != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
}

// Coefficients are of a class as a whole. Credit of 1,000 that cedes 40 is at 4 % alone (-0.018), with 1,000 of export credit that cedes
// nothing at 2 % (0); with 20 more at 3 %. A retained premium of none is no ratio.
func TestClass_figures(t *testing.T) {
	e := edition(t, "2025-12-31")
	segment := func(special nonlife.Special, premium, ceded, assumed string) nonlife.Segment {
		return nonlife.Segment{Class: nonlife.Credit, Special: special, Premium: dec(premium), NonProportional: &nonlife.NonProportional{Ceded: dec(ceded), Assumed: dec(assumed)}}
	}
	for _, tt := range []struct {
		want     string
		segments []nonlife.Segment
	}{
		{"458.59", []nonlife.Segment{segment("", "1000", "40", "0")}}, // 467 × 0.982 = 458.594
		{"887", []nonlife.Segment{segment("", "1000", "40", "0"), segment(nonlife.ExportCredit, "1000", "0", "0")}},
		{"871.03", []nonlife.Segment{segment("", "1000", "40", "0"), segment(nonlife.ExportCredit, "1000", "20", "0")}},    // 887 × 0.982 = 871.034
		{"897.64", []nonlife.Segment{segment("", "1000", "40", "0"), segment(nonlife.ExportCredit, "1000", "0", "40.02")}}, // -0.001 %: 887 × 1.012 = 897.644
		{"467", []nonlife.Segment{segment("", "1000", "0", "0"), segment(nonlife.ExportCredit, "0", "20", "0")}},
		{"445.05", []nonlife.Segment{segment("", "1000", "0", "0"), segment(nonlife.OtherExportCredit, "0", "200", "0"), {
			Class: nonlife.Credit, Special: nonlife.OverseasInvestment, NonProportional: &nonlife.NonProportional{},
		}}}, // 20 %: 467 × 0.953 = 445.051
		{"0", []nonlife.Segment{segment("", "0", "20", "0")}},
	} {
		classes := must[[]cross2.Line](t)(nonlife.Business{Segments: tt.segments}.Classes(e))
		if got := classes[5].Amount().String(); got != tt.want {
			t.Errorf("%+v: got %s, want %s", tt.segments, got, tt.want)
		}
	}
}

// A user's own figures change what they name: a factor of credit not the coefficient of export credit, the bounds of financing not
// those of the classes, the correlation within credit not that within property.
func TestOverrides(t *testing.T) {
	own := must[*cross2.Rulebook](t)(cross2.Load(strings.NewReader(`{"schema": "cede.cross2/1", "rule": "own", "en": "own", "zh": "own", "entries": [
		{"key": "nonlife.credit.premium.factor", "kind": "factor", "article": "1", "unit": "fraction", "en": "own", "zh": "own",
		 "versions": [{"from": "2022-03-31", "value": "0.5"}]},
		{"key": "nonlife.financing.k.lower", "kind": "factor", "article": "1", "unit": "fraction", "en": "own", "zh": "own",
		 "versions": [{"from": "2022-03-31", "value": "-0.01"}]},
		{"key": "nonlife.financing.k.upper", "kind": "factor", "article": "1", "unit": "fraction", "en": "own", "zh": "own",
		 "versions": [{"from": "2022-03-31", "value": "0.01"}]},
		{"key": "nonlife.credit.premium-reserve", "kind": "matrix", "article": "1", "unit": "fraction", "en": "own", "zh": "own", "order": ["premium", "reserve"],
		 "versions": [{"from": "2022-03-31", "matrix": [["1", "1"], ["1", "1"]]}]}]}`), 1<<16))
	e := must[*cross2.Edition](t)(edition(t, "2022-03-31").With(own))
	for special, want := range map[nonlife.Special]string{"": "500", nonlife.ExportCredit: "420.3", nonlife.OtherExportCredit: "467", nonlife.OverseasInvestment: "450"} {
		b := nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Credit, Special: special, Premium: dec("1000")}}}
		if got := must[cross2.Line](t)(b.Capital(e)).Amount().String(); got != want {
			t.Errorf("%s: got %s, want %s", special, got, want)
		}
	}
	// Property 391 × 1.1 and × 0.95; credit 500 + 605, and financing 78 × 1.01 and × 0.99.
	for combined, want := range map[string][2]string{"1.2": {"430.1", "1183.78"}, "0.9": {"371.45", "1182.22"}} {
		classes := must[[]cross2.Line](t)(nonlife.Business{
			Segments: []nonlife.Segment{
				{Class: nonlife.Property, Premium: dec("1000"), CombinedRatio: some(combined)},
				{Class: nonlife.Credit, Premium: dec("1000"), Reserve: dec("1000")},
			},
			Financing: &nonlife.Financing{Loans: []nonlife.Loan{{Type: nonlife.Personal, Balance: dec("1000")}}, CombinedRatio: some(combined)},
		}.Classes(e))
		if got := [2]string{classes[1].Amount().String(), classes[5].Amount().String()}; got != want {
			t.Errorf("combined ratio of %s: got %v, want %v", combined, got, want)
		}
	}
}

// Every decimal of a business that is too large is refused with its path, and so is every one that must not be negative.
func TestBusiness_everyFigure(t *testing.T) {
	full := func() nonlife.Business {
		return nonlife.Business{
			Segments: []nonlife.Segment{
				{
					Class: nonlife.Motor, CombinedRatio: some("1"), NonProportional: &nonlife.NonProportional{},
					Motor: &nonlife.MotorFigures{CombinedRatioChange: some("0"), LastYear: some("1"), MarketShare: some("1"), Growth: some("1"), MarketGrowth: some("1")},
				},
				{Class: nonlife.Agriculture, PolicyShare: some("1")},
			},
			Financing: &nonlife.Financing{
				Loans: []nonlife.Loan{{Type: nonlife.Personal}}, Growth: some("1"), SmallShare: some("1"), Concentration: some("1"),
				SmallEnterprises: some("1"), LossRatio: some("1"), CombinedRatio: some("1"),
			},
			RunOff: nonlife.RunOff{Motor: some("0"), NonMotor: some("0"), Premium: some("0"), Reserve: some("0")},
		}
	}
	signed := []string{"combinedRatio", "combinedRatioChange", "growth", "marketGrowth", "lossRatio"}
	business := full()
	n := 0
	for path, x := range figures(reflect.ValueOf(&business).Elem(), "") {
		old := *x
		for _, bad := range []decimal.Decimal{decimal.New(1, 1<<30), decimal.New(-1, -1<<30), decimal.New(1, -19), decimal.New(1, 38)} {
			*x = bad
			if err := business.Validate(); err == nil || !strings.HasPrefix(err.Error(), path+": ") {
				t.Errorf("%s of %s: got %v", path, bad.Coefficient(), err)
			}
		}
		*x = dec("-1")
		name := path[strings.LastIndexByte(path, '.')+1:]
		free := slices.Contains(signed, name) || strings.HasPrefix(path, "runOff.")
		if err := business.Validate(); (err == nil) != free {
			t.Errorf("%s of -1: got %v", path, err)
		}
		*x = old
		n++
	}
	if n != 25 { // segments: 2 + 1 + 2 + 5 and 2 + 1, financing: 2 + 6, run-off: 4, and no field more
		t.Errorf("%d figures", n)
	}
	if _, err := business.Capital(edition(t, "2026-03-31")); err != nil {
		t.Error(err)
	}
}

// figures yields every decimal in v that is there, by its path in JSON.
func figures(v reflect.Value, path string) map[string]*decimal.Decimal {
	found := map[string]*decimal.Decimal{}
	var walk func(v reflect.Value, path string)
	walk = func(v reflect.Value, path string) {
		if x, ok := v.Addr().Interface().(*decimal.Decimal); ok {
			found[strings.TrimPrefix(path, ".")] = x
			return
		}
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				walk(v.Elem(), path)
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if f := v.Type().Field(i); f.IsExported() {
					name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
					walk(v.Field(i), path+"."+name)
				}
			}
		default:
		}
	}
	walk(v, path)
	return found
}

// The parts of a total are amounts in yuan, not negative.
func TestTotal_refuses(t *testing.T) {
	e := edition(t, "2022-03-31")
	head := cross2.Head{English: "x", Chinese: "x"}
	yuan := func(x string) cross2.Line { return must[cross2.Line](t)(cross2.Given(head, dec(x))) }
	number := must[cross2.Line](t)(cross2.GivenNumber(head, dec("1")))
	for _, tt := range []struct {
		premiumReserve, catastrophe cross2.Line
		want                        string
	}{
		{yuan("-0.01"), yuan("3"), "premiumReserve: must not be negative (got -0.01)"},
		{yuan("3"), yuan("-5"), "catastrophe: must not be negative (got -5)"},
		{cross2.Line{}, yuan("3"), "premiumReserve: must not be empty: a line of zero says that there is none"},
		{yuan("3"), cross2.Line{}, "catastrophe: must not be empty: a line of zero says that there is none"},
		{number, number, "premiumReserve: must be in yuan (got number)"},
	} {
		_, err := nonlife.Total(e, tt.premiumReserve, tt.catastrophe)
		wantText(t, err, tt.want)
		_, err = nonlife.TechnologyTotal(e, tt.premiumReserve, tt.catastrophe)
		wantText(t, err, tt.want)
	}
	if _, err := nonlife.Total(nil, yuan("1"), yuan("1")); err == nil {
		t.Error("no edition: no error")
	}
}
