package cross2_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/cross2"
)

func TestOperations(t *testing.T) {
	e := edition(t, "2025-12-31")
	size := must[cross2.Brackets](t)(e.Brackets("minimum.size.property"))
	share := must[cross2.Brackets](t)(e.Brackets("nonlife.agriculture.premium.policy-share"))
	property := must[cross2.Matrix](t)(e.Matrix("minimum.property"))
	y, x := func(s string) cross2.Line { return yuan(t, s) }, func(s string) cross2.Line { return number(t, s) }
	h := head("line")
	for _, tt := range []struct {
		name string
		make func() (cross2.Line, error)
		want string // amount and unit, or the error
	}{
		{"sum", func() (cross2.Line, error) { return cross2.Sum(h, y("1.5"), y("-4"), y("0.001")) }, "-2.499 yuan"},
		{"sum of one", func() (cross2.Line, error) { return cross2.Sum(h, x("7")) }, "7 number"},
		{"sum of nothing", func() (cross2.Line, error) { return cross2.Sum(h) }, "parts: must be at least 1 for sum (got 0)"},
		{"sum of two units", func() (cross2.Line, error) { return cross2.Sum(h, y("1"), x("2")) }, "parts[1].unit: must be yuan, as in the first part (got number)"},
		{"sum with the zero line", func() (cross2.Line, error) { return cross2.Sum(h, y("1"), cross2.Line{}) }, "parts[1]: must be a line made by a function of cross2"},
		{"difference", func() (cross2.Line, error) { return cross2.Difference(h, y("10"), y("3"), y("0.5")) }, "6.5 yuan"},
		{"product", func() (cross2.Line, error) { return cross2.Product(h, y("1000"), x("0.391"), x("0.938")) }, "366.758 yuan"},
		{"product of numbers", func() (cross2.Line, error) { return cross2.Product(h, x("0.5"), x("-0.5")) }, "-0.25 number"},
		{"product of money", func() (cross2.Line, error) { return cross2.Product(h, y("2"), x("1"), y("2")) }, "parts[2].unit: must not be yuan in more than one part of a product (got yuan)"},
		{"product with zeros at its end", func() (cross2.Line, error) { return cross2.Product(h, x("0.500000000000000000"), x("0.20")) }, "0.1 number"},
		{"product with too many places", func() (cross2.Line, error) { return cross2.Product(h, x("0.000000001"), x("0.0000000001")) }, "amount: must have at most 18 decimal places (got 1E-19)"},
		{"quotient", func() (cross2.Line, error) { return cross2.Quotient(h, y("2"), y("3"), 4) }, "0.6667 number"},
		{"quotient of money and a number", func() (cross2.Line, error) { return cross2.Quotient(h, y("-1"), x("8"), 2) }, "-0.13 yuan"},
		{"quotient of a number and money", func() (cross2.Line, error) { return cross2.Quotient(h, x("1"), y("8"), 2) }, "parts[1].unit: must not be yuan where the dividend is a number (got yuan)"},
		{"quotient by zero", func() (cross2.Line, error) { return cross2.Quotient(h, x("1"), x("0.00"), 2) }, "parts[1].amount: must not be zero in a divisor (got 0)"},
		{"proportion", func() (cross2.Line, error) { return cross2.Proportion(h, y("100"), y("2"), y("3"), 2) }, "66.67 yuan"},
		{"proportion, rounded once", func() (cross2.Line, error) { return cross2.Proportion(h, y("3"), x("0.005"), x("3"), 2) }, "0.01 yuan"},
		{"proportion of a number", func() (cross2.Line, error) { return cross2.Proportion(h, x("1"), y("-1"), y("8"), 2) }, "-0.13 number"},
		{"proportion of a whole of zero", func() (cross2.Line, error) { return cross2.Proportion(h, y("1"), y("1"), y("0"), 2) }, "parts[2].amount: must not be zero in a whole (got 0)"},
		{"proportion of two units", func() (cross2.Line, error) { return cross2.Proportion(h, y("1"), y("1"), x("2"), 2) }, "parts[2].unit: must be yuan, as in the second part (got number)"},
		{"quotient to too many places", func() (cross2.Line, error) { return cross2.Quotient(h, x("1"), x("3"), 19) }, "places: must be from 0 to 18 (got 19)"},
		{"quotient to negative places", func() (cross2.Line, error) { return cross2.Quotient(h, x("1"), x("3"), -1) }, "places: must be from 0 to 18 (got -1)"},
		{"min", func() (cross2.Line, error) { return cross2.Min(h, y("3"), y("-1"), y("2")) }, "-1 yuan"},
		{"max", func() (cross2.Line, error) { return cross2.Max(h, y("-3"), y("-1"), y("-2")) }, "-1 yuan"},
		{"clamp within", func() (cross2.Line, error) { return cross2.Clamp(h, x("0.1"), x("-0.25"), x("0.25")) }, "0.1 number"},
		{"clamp below", func() (cross2.Line, error) { return cross2.Clamp(h, x("-0.285"), x("-0.25"), x("0.25")) }, "-0.25 number"},
		{"clamp above", func() (cross2.Line, error) { return cross2.Clamp(h, x("0.2501"), x("-0.25"), x("0.25")) }, "0.25 number"},
		{"clamp between bounds out of order", func() (cross2.Line, error) { return cross2.Clamp(h, x("0"), x("1"), x("-1")) }, "parts[1].amount: must not be above the upper bound, -1 (got 1)"},
		{"bracket of money", func() (cross2.Line, error) { return cross2.Bracket(h, size, y("9999999999.99")) }, "0.9 number"},
		{"bracket at its end", func() (cross2.Line, error) { return cross2.Bracket(h, size, y("10000000000")) }, "0.95 number"},
		{"bracket of another unit", func() (cross2.Line, error) { return cross2.Bracket(h, size, x("1")) }, "parts[0].unit: must be yuan, as in the table (got number)"},
		{"bracket outside", func() (cross2.Line, error) { return cross2.Bracket(h, share, x("1.01")) }, "parts[0].amount: must be in [0, 1] (got 1.01)"},
		{"bracket without table", func() (cross2.Line, error) { return cross2.Bracket(h, cross2.Brackets{}, x("1")) }, "table: must be a table of an edition"},
		{"bracket of the zero line", func() (cross2.Line, error) { return cross2.Bracket(h, share, cross2.Line{}) }, "parts[0]: must be a line made by a function of cross2"},
		{"round half away", func() (cross2.Line, error) { return cross2.Round(h, y("2.345"), cross2.Fen) }, "2.35 yuan"},
		{"round a negative half away", func() (cross2.Line, error) { return cross2.Round(h, y("-2.345"), cross2.Fen) }, "-2.35 yuan"},
		{"round below half", func() (cross2.Line, error) { return cross2.Round(h, y("2.34499"), cross2.Fen) }, "2.34 yuan"},
		{"quadratic", func() (cross2.Line, error) { return cross2.Quadratic(h, property, 2, y("3"), y("0"), y("0")) }, "3 yuan"},
		{"quadratic with too few parts", func() (cross2.Line, error) { return cross2.Quadratic(h, property, 2, y("3"), y("0")) }, "parts: must be 3 for quadratic (got 2)"},
		{"quadratic without matrix", func() (cross2.Line, error) { return cross2.Quadratic(h, cross2.Matrix{}, 2, y("3")) }, "matrix: must be a matrix of an edition"},
		{"given with an exponent", func() (cross2.Line, error) { return cross2.Given(h, decimal.New(1, 1_000_000)) }, "amount: has too many digits (got 1E1000000)"},
		{"given with 19 places", func() (cross2.Line, error) { return cross2.GivenNumber(h, decimal.New(1, -19)) }, "amount: must have at most 18 decimal places (got 1E-19)"},
		{"without a name", func() (cross2.Line, error) { return cross2.Given(cross2.Head{Chinese: "x"}, one) }, "en: must not be empty"},
		{"with a line break", func() (cross2.Line, error) { return cross2.Given(cross2.Head{English: "a\nb", Chinese: "x"}, one) }, `en: must have printable characters only (got "a\nb")`},
		{"with a long name", func() (cross2.Line, error) {
			return cross2.Given(cross2.Head{English: "a", Chinese: strings.Repeat("字", 86)}, one)
		}, "zh: must have at most 256 bytes (got " + strings.Repeat("字", 20) + "...)"},
		{"with an article of nothing", func() (cross2.Line, error) {
			return cross2.Given(cross2.Head{English: "a", Chinese: "x", Citation: cross2.Citation{Article: "1"}}, one)
		}, "citation.rule: must not be empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := tt.make()
			if err != nil {
				wantText(t, err, tt.want)
				return
			}
			if got := l.Amount().String() + " " + string(l.Unit()); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

var one = dec("1")

// Roots at the half between two fen, computed by hand: 1.005² = 1.010025, 2.5² = 6.25.
func TestQuadratic_rounding(t *testing.T) {
	m := matrixOf(t, "1, 0", "0, 1")
	for _, tt := range []struct {
		a, b   string
		places int32
		want   string
	}{
		{"1.005", "0", 2, "1.01"},                                 // a half goes up
		{"1.004999999999999999", "0", 2, "1"},                     // just below a half
		{"2.5", "0", 0, "3"},                                      // also where places cut digits
		{"-2.5", "0", 0, "3"},                                     // a root is not negative
		{"3", "4", 18, "5"},                                       //
		{"1", "1", 18, "1.414213562373095049"},                    // √2 = 1.41421356237309504880...
		{"0", "0", 2, "0"},                                        //
		{"0.000000000000000001", "0", 18, "0.000000000000000001"}, //
		{"0.000000000000000001", "0.000000000000000001", 2, "0"},  //
		{"30000000000000000000", "40000000000000000000", 2, "50000000000000000000"}, //
	} {
		l, err := cross2.Quadratic(head("root"), m, tt.places, yuan(t, tt.a), yuan(t, tt.b))
		if err != nil || !l.Amount().Equal(dec(tt.want)) {
			t.Errorf("root of %s, %s to %d places is %s, %v, want %s", tt.a, tt.b, tt.places, l.Amount(), err, tt.want)
		}
	}
}

// The aggregates that the fact sheets work out: rule 4 (44) check 8 and (54, 55) check 10, rule 5 (12, 16, 25) and 2 (17)
// check 13, rule 6 checks 11; market risk check 25 of rules 7 to 9.
func TestQuadratic_workedChecks(t *testing.T) {
	e := edition(t, "2025-12-31")
	for _, tt := range []struct{ key, parts, want string }{
		{"nonlife.premium-reserve", "366.758 235.62", "525.779169"},
		{"nonlife.lines", "719.8220 630.7069 166.8667 491.4541 285.7281 82.3634 75.0752 139.6033 24.8989 8.6608", "1517.12"},
		{"nonlife.catastrophe.domestic", "100 200 150", "313.847097"},
		{"nonlife.total", "1517.120058 317.804972", "1625.954310"},
		{"life.disease", "100 50", "122.474487"},
		{"life.loss", "120 40 60 122.474487 30 10", "223.601093"},
		{"life.total", "223.601093 80 220", "369.740340"},
		{"minimum.life", "369.740340 50 500 200", "804.182347"},
		{"minimum.absorption", "300 100", "347.850543"},
		{"reinsurer.premium-reserve", "197 195.9", "340.261826"},
		{"reinsurer.premium-reserve", "50.8 122", "153.825356"},
		{"reinsurer.premium-reserve", "37.6 32.46", "60.728145"},
		{"reinsurer.catastrophe", "200 148", "302.496281"},
		{"market.total", "100 200 50 20 80 30", "269.599703"},
		// Published quarters, in 万元: 中再集团 2026Q2, 三井住友 2026Q1, 太保财险 2023Q2 and 前海再保险 2026Q1.
		{"life.total", "15329.34 567.08 5875.95", "16736.89"},
		{"reinsurer.total", "780736.03 802748.56", "1251927.05"},
		{"credit.total", "12399.71 59643.30", "63881.58"},
		{"minimum.reinsurer", "16736.89 1251927.05 4674088.44 63881.58", "4982548.34"},
		{"nonlife.total", "18062.29 4096.14", "19494.04"},
		{"minimum.property", "2386112 944825 1187077", "3146692"},
	} {
		m := must[cross2.Matrix](t)(e.Matrix(tt.key))
		var parts []cross2.Line
		for _, part := range strings.Fields(tt.parts) {
			parts = append(parts, yuan(t, part))
		}
		places := -dec(tt.want).Exponent()
		l, err := cross2.Quadratic(head("aggregate"), m, places, parts...)
		// The parts are printed rounded: the aggregate may be off by one in the last place.
		if err != nil || l.Amount().Sub(dec(tt.want)).Abs().GreaterThan(decimal.New(1, -places)) {
			t.Errorf("%s of %s is %s, %v, want %s", tt.key, tt.parts, l.Amount(), err, tt.want)
		}
		if l.Head().Citation != m.Citation() || l.Key() != tt.key {
			t.Errorf("%s: cites %s, key %s", tt.key, l.Head().Citation, l.Key())
		}
	}
}

func TestLine_zero(t *testing.T) {
	var l cross2.Line
	if !l.IsZero() || l.Head() != (cross2.Head{}) || !l.Amount().IsZero() || l.Unit() != "" || l.Operation() != "" || l.Parts() != nil || l.Key() != "" || l.Formula(cross2.English) != "" {
		t.Error("the zero line says something")
	}
	if table, err := l.Table(cross2.English, cross2.InYuan); table != "" || err != nil {
		t.Errorf("its table is %q, %v", table, err)
	}
	if _, err := l.MarshalJSON(); err == nil {
		t.Error("it has a document")
	}
	if err := l.Against(edition(t, "2022-03-31")); err != nil {
		t.Error(err)
	}
}

// A tree is bounded in depth and in size.
func TestLine_bounds(t *testing.T) {
	l := yuan(t, "1")
	for range cross2.MaxDepth - 1 {
		l = must[cross2.Line](t)(cross2.Sum(head("deeper"), l))
	}
	if _, err := cross2.Sum(head("too deep"), l); err == nil || !strings.Contains(err.Error(), "must not be deeper than 30 lines") {
		t.Errorf("error of a deep tree: %v", err)
	}
	text, err := l.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	if r := must[cross2.Record](t)(cross2.Read(strings.NewReader(string(text)), 1<<20)); must[cross2.Line](t)(r.Verify()).IsZero() {
		t.Error("the deepest tree is not read again")
	}
	if _, err := (cross2.Record{Parts: []cross2.Record{l.Record()}}).Verify(); err == nil || !strings.Contains(err.Error(), "must not be deeper than 30") {
		t.Errorf("error of a deep record: %v", err)
	}
	for wide := yuan(t, "1"); ; {
		next, err := cross2.Sum(head("wider"), wide, wide)
		if err != nil {
			if !strings.Contains(err.Error(), "must not be more than 100000 lines") {
				t.Errorf("error of a wide tree: %v", err)
			}
			break
		}
		wide = next
	}
}

func TestScale(t *testing.T) {
	for _, tt := range []struct {
		scale        cross2.Scale
		amount, yuan string
	}{
		{cross2.InYuan, "1.23", "1.23"},
		{cross2.InWan, "12.3456789", "123456.789"},
		{cross2.InYi, "-20", "-2000000000"},
	} {
		if got, err := tt.scale.ToYuan(dec(tt.amount)); err != nil || !got.Equal(dec(tt.yuan)) {
			t.Errorf("%s %s is %s yuan, %v, want %s", tt.amount, tt.scale, got, err, tt.yuan)
		}
		if got, err := tt.scale.FromYuan(dec(tt.yuan)); err != nil || !got.Equal(dec(tt.amount)) {
			t.Errorf("%s yuan is %s %s, %v, want %s", tt.yuan, got, tt.scale, err, tt.amount)
		}
	}
	_, err := cross2.Scale("千元").ToYuan(one)
	wantText(t, err, "must be one of 元, 万元, 亿元 (got 千元)")
	_, err = cross2.InYi.ToYuan(dec(strings.Repeat("9", 31)))
	wantText(t, err, "has too many digits (got 9.9999999999999999999...E38)")
	_, err = cross2.InWan.FromYuan(dec("0.000000000000001"))
	wantText(t, err, "must have at most 18 decimal places (got 1E-19)")
	_, err = cross2.InWan.FromYuan(decimal.New(1, 1<<30))
	wantText(t, err, "has too many digits (got 1E1073741824)")
	_, err = yuan(t, "1").Table(cross2.English, "yuan")
	wantText(t, err, "must be one of 元, 万元, 亿元 (got yuan)")
}

func TestCitation(t *testing.T) {
	for _, tt := range []struct {
		give   cross2.Citation
		en, zh string
	}{
		{cross2.Citation{Rule: "4", Article: "10"}, "Rule 4 Art. 10", "规则第4号第10条"},
		{cross2.Citation{Rule: "保险公司偿付能力管理规定", Article: "8"}, "保险公司偿付能力管理规定 Art. 8", "保险公司偿付能力管理规定第8条"},
		{cross2.Citation{Rule: "金规〔2023〕5号", Article: "（四）"}, "金规〔2023〕5号 （四）", "金规〔2023〕5号（四）"},
		{cross2.Citation{Rule: "2"}, "Rule 2", "规则第2号"},
		{cross2.Citation{Rule: "9", Article: "9"}, "Rule 9 Art. 9", "规则第9号第9条"},
		{cross2.Citation{Rule: "own", Article: "one"}, "own one", "ownone"},
		{cross2.Citation{}, "", ""},
	} {
		if en, zh := tt.give.String(), tt.give.In(cross2.Chinese); en != tt.en || zh != tt.zh {
			t.Errorf("%+v prints %q and %q, want %q and %q", tt.give, en, zh, tt.en, tt.zh)
		}
	}
	if !(cross2.Citation{}).IsZero() || (cross2.Citation{From: cross2.Begin()}).IsZero() {
		t.Error("IsZero")
	}
}

func TestThreshold(t *testing.T) {
	e := edition(t, "2025-12-31")
	for _, tt := range []struct {
		key, x string
		want   bool
	}{
		{"ratio.core.required", "0.4999", false},
		{"ratio.core.required", "0.5", true},
		{"ratio.core.required", "0.5001", true},
		{"ratio.core.inspection", "0.5999", true},
		{"ratio.core.inspection", "0.6", false},
		{"ratio.core.inspection", "0.6001", false},
		{"nonlife.motor.leader", "0.2", false},
		{"nonlife.motor.leader", "0.2001", true},
		{"nonlife.relief.deviation", "-0.0501", true},
		{"nonlife.relief.deviation", "-0.05", true},
		{"nonlife.relief.deviation", "-0.0499", false},
	} {
		th := must[cross2.Threshold](t)(e.Threshold(tt.key))
		if got, err := th.Met(dec(tt.x)); err != nil || got != tt.want {
			t.Errorf("%s of %s: %v, %v, want %v", tt.key, tt.x, got, err, tt.want)
		}
		if got, err := th.MetBy(dec(tt.x).Mul(dec("3")), dec("3")); err != nil || got != tt.want {
			t.Errorf("%s of 3 × %s by 3: %v, %v, want %v", tt.key, tt.x, got, err, tt.want)
		}
	}
	th := must[cross2.Threshold](t)(e.Threshold("ratio.core.required"))
	_, err := th.Met(decimal.New(1, 100))
	wantText(t, err, "has too many digits (got 1E100)")
	_, err = (cross2.Threshold{}).Met(one)
	wantText(t, err, "must be a threshold of an edition")
	_, err = th.MetBy(one, decimal.Decimal{})
	wantText(t, err, "whole: must be positive (got 0)")
	_, err = th.MetBy(decimal.New(1, 100), one)
	wantText(t, err, "part: has too many digits (got 1E100)")
	// A quotient rounded to 16 places would be 0.5.
	if got, err := th.MetBy(dec("0.49999999999999999"), one); err != nil || got {
		t.Errorf("just below: %v, %v", got, err)
	}
	if _, err := (cross2.Brackets{}).Lookup(one); err == nil {
		t.Error("the zero table has a line")
	}
	table := must[cross2.Brackets](t)(e.Brackets("control.factor"))
	_, err = table.Lookup(decimal.New(1, 100))
	wantText(t, err, "has too many digits (got 1E100)")
	m := must[cross2.Matrix](t)(e.Matrix("minimum.property"))
	_, err = m.At(3, 0)
	wantText(t, err, "must be a row and a column from 0 to 2 (got 3, 0)")
}

// A figure found carries the article of its line and the date it holds from.
func TestFound(t *testing.T) {
	table := must[cross2.Brackets](t)(edition(t, "2025-12-31").Brackets("nonlife.property.premium.combined-ratio"))
	for x, want := range map[string]cross2.Citation{
		"-0.1": {Rule: "4", Article: "20", From: cross2.Begin()},
		"0":    {Rule: "4", Article: "7", From: cross2.Begin()},
		"0.9":  {Rule: "4", Article: "11", From: cross2.Begin()},
	} {
		if got := must[cross2.Found](t)(table.Lookup(dec(x))); got.Citation != want {
			t.Errorf("%s cites %+v, want %+v", x, got.Citation, want)
		}
		l := must[cross2.Line](t)(cross2.Bracket(head("k1"), table, number(t, x)))
		if l.Head().Citation != want {
			t.Errorf("the line of %s cites %+v, want %+v", x, l.Head().Citation, want)
		}
	}
}

func TestInterval(t *testing.T) {
	for _, text := range []string{"(0, 0.95]", "[0, 0]", "(-inf, inf)", "(-inf, -0.01)", "[1, inf)"} {
		if i, err := cross2.ParseInterval(text); err != nil || i.String() != text {
			t.Errorf("%s is read as %s, %v", text, i, err)
		}
	}
	for text, want := range map[string]string{
		"(0,1)": "", "": "interval", "(0)": "interval", "{0, 1}": "interval", "(0, 1": "interval", "(a, 1)": "interval", "(0, 1, 2)": "interval",
		"(inf, 1)": "interval", "(0, -inf)": "interval", "[-inf, 1)": "open", "(0, inf]": "open", "(1, 0)": "in order", "(0, 0]": "in order", "(0,  1)": "interval",
		"(0, 1e1000000000)": "interval",
	} {
		if _, err := cross2.ParseInterval(text); (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestScale_Print(t *testing.T) {
	for _, tt := range []struct {
		scale      cross2.Scale
		yuan, want string
	}{
		{cross2.InYuan, "1234.5", "1,234.50"},
		{cross2.InWan, "12345678.9", "1,234.57"},
		{cross2.InWan, "50", "0.01"}, // half a hundredth, away from zero
		{cross2.InWan, "-50", "-0.01"},
		{cross2.InWan, "-49.99", "0.00"},
		{cross2.InYi, "123456789000", "1,234.57"},
	} {
		if got, err := tt.scale.Print(dec(tt.yuan)); err != nil || got != tt.want {
			t.Errorf("%s in %s: got %q, %v, want %q", tt.yuan, tt.scale, got, err, tt.want)
		}
	}
	_, err := cross2.Scale("dollar").Print(one)
	wantText(t, err, "must be one of 元, 万元, 亿元 (got dollar)")
	_, err = cross2.InWan.Print(decimal.New(1, 100))
	wantText(t, err, "has too many digits (got 1E100)")
}
