package nonlife_test

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// table reads a table of scenarios; those of these tests are ours, the regulator's are not public.
func table(t testing.TB, lines ...string) *nonlife.Scenarios {
	t.Helper()
	return must[*nonlife.Scenarios](t)(nonlife.ReadScenarios(strings.NewReader(strings.Join(lines, "\n")), 1<<24))
}

func capital(t testing.TB, c nonlife.Catastrophe) cross2.Line {
	t.Helper()
	return must[cross2.Line](t)(c.Capital(edition(t, "2022-03-31")))
}

// Check 10 of the fact sheet: 100, 200 and 150 in China are 313.847097, 30 and 40 abroad are 50, together 317.804972.
func TestCheck10_catastrophe(t *testing.T) {
	given := func(x string) *nonlife.Hazard { return &nonlife.Hazard{Capital: some(x)} }
	l := capital(t, must[nonlife.Catastrophe](t)(nonlife.Catastrophe{
		MotorTyphoon: given("100"), PropertyTyphoon: given("200"), PropertyEarthquake: given("150"), OverseasTyphoon: given("30"), OverseasEarthquake: given("40"),
	}.ToYuan(cross2.InYi)))
	got := []string{l.Parts()[0].Amount().Shift(-8).StringFixed(6), l.Parts()[1].Amount().Shift(-8).StringFixed(6), l.Amount().Shift(-8).StringFixed(6)}
	if want := []string{"313.847097", "50.000000", "317.804972"}; !slices.Equal(got, want) || l.Head().Row != "S05-1.2.2" {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Check 10, a cover abroad: 100 with an attachment of 20 and two layers of 30, placed 100 % and 80 %, is 46.
func TestCheck10_overseas(t *testing.T) {
	l := capital(t, nonlife.Catastrophe{OverseasTyphoon: &nonlife.Hazard{
		Scenarios: table(t, "scenario,europe,other", "1,0.6,0.8"),
		Exposures: []nonlife.Exposure{{Zone: "europe", Amount: dec("100")}, {Zone: "other", Amount: dec("100")}}, // 60 and 80
		Cover: &nonlife.Cover{Attachment: dec("20"), Layers: []nonlife.CoverLayer{
			{Limit: dec("30"), Share: dec("1")}, {Limit: dec("30"), Share: dec("0.8")},
		}},
	}})
	if got := l.Amount().String(); got != "46" {
		t.Errorf("got %s", got)
	}
	if got := l.Parts()[1].Parts()[0].Parts()[1].Head().Citation.Article; got != "53" {
		t.Errorf("the recovery is by Art. %s", got)
	}
}

// Check 10, a cover in China of 250 above 100, placed 90 %: losses of 50, 120, 200 and 500 leave 50, 102, 110 and 275. The confidence
// level of a table of one scenario is that scenario.
func TestCheck10_domestic(t *testing.T) {
	for loss, want := range map[string]string{"50": "50", "100": "100", "120": "102", "200": "110", "350": "125", "500": "275"} {
		l := capital(t, nonlife.Catastrophe{PropertyEarthquake: &nonlife.Hazard{
			Scenarios: table(t, "scenario,A", "1,0.5"),
			Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec(loss).Mul(dec("2"))}},
			Cover:     &nonlife.Cover{Attachment: dec("100"), Layers: []nonlife.CoverLayer{{Limit: dec("250"), Share: dec("0.9")}}},
		}})
		if got := l.Amount().String(); got != want {
			t.Errorf("a loss of %s: got %s, want %s", loss, got, want)
		}
	}
}

// The scenario at the confidence level of 99.5 %, of losses of 1 to n: where 0.995 n is whole, the two readings differ.
func TestRank(t *testing.T) {
	for _, tt := range []struct {
		n            int
		upper, lower string
	}{
		{1, "1", "1"},
		{199, "199", "199"}, // 198.005
		{200, "200", "199"}, // 199
		{201, "200", "200"}, // 199.995
		{400, "399", "398"}, // 398
		{1000, "996", "995"},
		{1001, "996", "996"}, // 995.995
		{10000, "9951", "9950"},
	} {
		lines := []string{"scenario,A"}
		for i := range tt.n {
			lines = append(lines, fmt.Sprintf("%d,%d", i, (i*7919)%tt.n+1)) // 7919 is prime: every loss once, in disorder
		}
		c := nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: table(t, lines...), Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec("1")}}}}
		for rank, want := range map[nonlife.Rank]string{"": tt.upper, nonlife.Upper: tt.upper, nonlife.Lower: tt.lower} {
			c.Rank = rank
			if got := capital(t, c).Amount().String(); got != want {
				t.Errorf("%d scenarios, %s: got %s, want %s", tt.n, rank, got, want)
			}
		}
	}
}

// The five risks have the names of sheet IR02 of the return (附件9), rows 1 to 5, however they were computed, and the total that of row S05-1.2.2.
func TestCatastrophe_names(t *testing.T) {
	s := table(t, "scenario,europe", "1,0.5")
	exposures := []nonlife.Exposure{{Zone: "europe", Amount: dec("8")}}
	for name, h := range map[string]*nonlife.Hazard{
		"none": nil, "given": {Capital: some("1")}, "no exposure": {Scenarios: s}, "scenarios": {Scenarios: s, Exposures: exposures},
		"cover": {Scenarios: s, Exposures: exposures, Cover: &nonlife.Cover{Layers: []nonlife.CoverLayer{{Limit: dec("1"), Share: dec("1")}}}},
	} {
		l := capital(t, nonlife.Catastrophe{MotorTyphoon: h, PropertyTyphoon: h, PropertyEarthquake: h, OverseasTyphoon: h, OverseasEarthquake: h})
		var got []string
		for _, part := range append(l.Parts()[0].Parts(), l.Parts()[1].Parts()...) {
			got = append(got, part.Head().Chinese)
		}
		want := []string{"国内车险巨灾风险最低资本", "国内财产险台风及洪水巨灾风险最低资本", "国内财产险地震巨灾风险最低资本", "国际台风及洪水巨灾风险最低资本", "国际地震巨灾风险最低资本"}
		if !slices.Equal(got, want) || l.Head().Chinese != "非寿险业务保险风险-巨灾风险最低资本" {
			t.Errorf("%s: got %s, %s", name, l.Head().Chinese, got)
		}
	}
}

// A line names the scenario and where it stands: of those with the same loss the one whose name is first as bytes compare, and abroad one for each zone.
func TestCatastrophe_scenario(t *testing.T) {
	s := table(t, "scenario,europe,other", "b,2,1", "c,1,7", "a,2,1", "B,1,7", "d,1,0")
	h := &nonlife.Hazard{Scenarios: s, Exposures: []nonlife.Exposure{{Zone: "europe", Amount: dec("10")}, {Zone: "other", Amount: dec("5")}}}
	l := capital(t, nonlife.Catastrophe{PropertyEarthquake: h, OverseasTyphoon: h})
	home, abroad := l.Parts()[0].Parts()[2], l.Parts()[1].Parts()[0]
	ratio := func(zone int) string { return abroad.Parts()[zone].Parts()[1].Head().In(cross2.English) }
	got := []string{home.Parts()[0].Head().In(cross2.English), home.Parts()[0].Head().In(cross2.Chinese), ratio(2), ratio(3), abroad.Parts()[2].Parts()[1].Head().In(cross2.Chinese)}
	want := []string{
		"Property earthquake in scenario B, place 5 of 5 from below", "国内财产险地震巨灾风险情景B，从小到大第5个，共5个",
		"Overseas typhoon and flood ratio in europe in scenario a, place 5 of 5 from below",
		"Overseas typhoon and flood ratio in other in scenario B, place 5 of 5 from below",
		"国际台风及洪水巨灾风险europe损失因子，情景a，从小到大第5个，共5个",
	}
	if !slices.Equal(got, want) || home.Amount().String() != "45" || abroad.Amount().String() != "40.31" { // 10 + 35; √(20² + 35²) = 40.3112...
		t.Errorf("got %s %s\n%s\nwant\n%s", home.Amount(), abroad.Amount(), strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Losses are compared to the last digit: exposures that differ by a fen, and products above 64 bits that differ in 10^-14 yuan.
func TestCatastrophe_exact(t *testing.T) {
	for _, tt := range []struct{ a, b, ratioA, ratioB, want string }{
		{"1.01", "1.02", "1", "1", "b"},
		{"1.02", "1.01", "1", "1", "a"},
		{"100000000000000000", "99999999999999999.99", "0.999999999999", "1", "b"},
		{"100000000000000000", "99999999999999999.99", "1", "1", "a"},
		{"0.01", "0.01", "0.000000000001", "0.000000000002", "b"},
	} {
		l := capital(t, nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{
			Scenarios: table(t, "scenario,A,B", "a,"+tt.ratioA+",0", "b,0,"+tt.ratioB),
			Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec(tt.a)}, {Zone: "B", Amount: dec(tt.b)}},
		}})
		if got := l.Parts()[0].Parts()[0].Parts()[0].Head().English; !strings.Contains(got, "scenario "+tt.want+",") {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
}

func TestReadScenarios_refuses(t *testing.T) {
	long := strings.Repeat("a", 65)
	for _, tt := range []struct{ want, text string }{
		{"must have a header and at least one scenario", ""},
		{"must have a header and at least one scenario", "scenario,A\n"},
		{"line 1: must be the header: scenario, then zones (got zone,A)", "zone,A\n"},
		{"line 1: must be the header: scenario, then zones (got scenario)", "scenario\n1\n"},
		{"line 1.zone: must not be empty", "scenario,A,\n"},
		{"line 1.zone: must not be there twice (got A)", "scenario,A,A\n"},
		{"line 1.zone: must have at most 64 bytes (got " + long[:61] + "...)", "scenario," + long + "\n"},
		{"line 2.A: must be a decimal number, such as -1234.56 (got NaN)", "scenario,A\n1,NaN\n"},
		{"line 2.A: has too many digits (got 1e999999)", "scenario,A\n1,1e999999\n"},
		{"line 2.A: must not be negative (got -0.1)", "scenario,A\n1,-0.1\n"},
		{"line 2.A: must be at most 10000 (got 10000.000000000001)", "scenario,A\n1,10000.000000000001\n"},
		{"line 2.A: must have at most 12 decimal places (got 0.0000000000001)", "scenario,A\n1,0.0000000000001\n"},
		{"line 2: must have 2 cells, as the header does (got 3)", "scenario,A\n1,0,0\n"},
		{"line 3.scenario: must not be there twice (got 1)", "scenario,A\n1,0\n1,0\n"},
		{"line 2.scenario: must not be empty", "scenario,A\n,0\n"},
		{"line 2.A: must be a decimal number, such as -1234.56 (got x)\nline 4.A: must be a decimal number, such as -1234.56 (got y)", "scenario,A\n1,x\n2,0\n3,y\n"},
		{"line 1: must be the header: scenario, then zones (got \\ufeffscenario,A)", "\uFEFF\uFEFFscenario,A\n1,0\n"},
		{"line 2.A: must not be negative (got -1)\nline 3: must have quotes", "scenario,A\n1,-1\n\"\n3,-1\n"},
		{"line 2: must have quotes only around a whole cell, and double inside it", "scenario,A\n1,0\"\n"},
	} {
		_, err := nonlife.ReadScenarios(strings.NewReader(tt.text), 1<<20)
		if err == nil || !strings.HasPrefix(strings.ReplaceAll(err.Error(), " (got )", ""), tt.want) {
			t.Errorf("%q: got error %v\nwant %s", tt.text, err, tt.want)
		}
	}
	for _, text := range []string{"scenario,A\n1,0\n", "scenario,A\n1,x\n", "zone,A\n1,0000\n"} {
		for _, limit := range []int64{-1, 0, 5, int64(len(text)) - 1} {
			if _, err := nonlife.ReadScenarios(strings.NewReader(text), limit); !errors.Is(err, strictjson.ErrTooLarge) {
				t.Errorf("%q, limit %d: got %v", text, limit, err)
			}
		}
		if _, err := nonlife.ReadScenarios(strings.NewReader(text), int64(len(text))); errors.Is(err, strictjson.ErrTooLarge) {
			t.Errorf("%q, at its limit: got %v", text, err)
		}
	}
	broken := errors.New("broken pipe")
	for _, r := range []io.Reader{iotest.ErrReader(broken), io.MultiReader(strings.NewReader("scenario,A\n1,0\n"), iotest.ErrReader(broken))} {
		if _, err := nonlife.ReadScenarios(r, math.MaxInt64); !errors.Is(err, broken) {
			t.Errorf("got error %v", err)
		}
	}
	var many strings.Builder
	many.WriteString("scenario")
	for i := range 201 {
		fmt.Fprintf(&many, ",Z%d", i)
	}
	_, err := nonlife.ReadScenarios(strings.NewReader(many.String()), 1<<20)
	wantText(t, err, "line 1: must not have more than 200 zones")
	s := table(t, "\uFEFFscenario,A,B", "1,10000,0.000000000001")
	if s.Len() != 1 || !slices.Equal(s.Zones(), []string{"A", "B"}) {
		t.Errorf("got %d, %v", s.Len(), s.Zones())
	}
	var none *nonlife.Scenarios
	if none.Len() != 0 || none.Zones() != nil {
		t.Error("no table")
	}
}

func TestCatastrophe_refuses(t *testing.T) {
	s := table(t, "scenario,A,B", "1,10000,10000")
	for _, tt := range []struct {
		want string
		c    nonlife.Catastrophe
	}{
		{"motorTyphoon.scenarios: must not be empty unless capital is given", nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{}}},
		{"motorTyphoon.scenarios: must not be empty unless capital is given", nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: &nonlife.Scenarios{}}}},
		{"motorTyphoon.scenarios: must not be empty unless capital is given\nmotorTyphoon.exposures[0].amount: must not be negative (got -1)\nmotorTyphoon.cover.layers: must not be empty", nonlife.Catastrophe{
			MotorTyphoon: &nonlife.Hazard{Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec("-1")}}, Cover: &nonlife.Cover{}},
		}},
		{"overseasTyphoon.capital: must not be negative (got -1)\noverseasTyphoon.capital: must not be given with scenarios, exposures or a cover (got -1)", nonlife.Catastrophe{
			OverseasTyphoon: &nonlife.Hazard{Capital: some("-1"), Scenarios: s},
		}},
		{"overseasTyphoon.capital: must not be given with scenarios, exposures or a cover (got 1)", nonlife.Catastrophe{
			OverseasTyphoon: &nonlife.Hazard{Capital: some("1"), Exposures: []nonlife.Exposure{{}}},
		}},
		{"overseasTyphoon.capital: must not be given with scenarios, exposures or a cover (got 1)", nonlife.Catastrophe{
			OverseasTyphoon: &nonlife.Hazard{Capital: some("1"), Cover: &nonlife.Cover{}},
		}},
		{"propertyTyphoon.exposures[0].zone: must be a zone of the scenarios (got C)\npropertyTyphoon.exposures[2].zone: must not be there twice (got A)\npropertyTyphoon.exposures[3].amount: must not be negative (got -1)", nonlife.Catastrophe{
			PropertyTyphoon: &nonlife.Hazard{Scenarios: s, Exposures: []nonlife.Exposure{{Zone: "C"}, {Zone: "A"}, {Zone: "A"}, {Zone: "B", Amount: dec("-1")}}},
		}},
		{"propertyTyphoon.exposures[0].amount: must be at most 10^17 (got 100000000000000000.01)\npropertyTyphoon.exposures[1].amount: must have at most two decimal places (got 0.001)", nonlife.Catastrophe{
			PropertyTyphoon: &nonlife.Hazard{Scenarios: s, Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec("100000000000000000.01")}, {Zone: "B", Amount: dec("0.001")}}},
		}},
		{"overseasEarthquake.scenarios: must have only the zones asia-pacific, north-america, europe, other (got A)", nonlife.Catastrophe{OverseasEarthquake: &nonlife.Hazard{Scenarios: s}}},
		{"propertyEarthquake.cover.attachment: must not be negative (got -1)\npropertyEarthquake.cover.layers: must not be empty", nonlife.Catastrophe{
			PropertyEarthquake: &nonlife.Hazard{Scenarios: s, Cover: &nonlife.Cover{Attachment: dec("-1")}},
		}},
		{"propertyEarthquake.cover.attachment: must be at most 10^17 (got 100000000000000000.01)\npropertyEarthquake.cover.layers[0].limit: must have at most two decimal places (got 0.001)\npropertyEarthquake.cover.layers[0].share: must have at most 16 decimal places (got 0.33333333333333333)", nonlife.Catastrophe{
			PropertyEarthquake: &nonlife.Hazard{Scenarios: s, Cover: &nonlife.Cover{Attachment: dec("100000000000000000.01"), Layers: []nonlife.CoverLayer{{Limit: dec("0.001"), Share: dec("0.33333333333333333")}}}},
		}},
		{"propertyEarthquake.cover.layers[0].limit: must be positive (got 0)\npropertyEarthquake.cover.layers[0].share: must be in (0, 1] (got 2)", nonlife.Catastrophe{
			PropertyEarthquake: &nonlife.Hazard{Scenarios: s, Cover: &nonlife.Cover{Layers: []nonlife.CoverLayer{{Share: dec("2")}}}},
		}},
		{"rank: must be one of upper, lower (got best)", nonlife.Catastrophe{Rank: "best"}},
	} {
		_, err := tt.c.Capital(edition(t, "2022-03-31"))
		wantText(t, err, tt.want)
	}
	if _, err := (nonlife.Catastrophe{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	many := nonlife.Cover{Layers: make([]nonlife.CoverLayer, 101)}
	_, err := nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: s, Cover: &many}}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "motorTyphoon.cover.layers: must be at most 100 (got 101)")
}

// What is accepted can be computed: 200 zones of the greatest exposure and ratio lose 2 × 10^23, of which 100 of the greatest layers, each with the most
// places in its share, recover 10^19 × 0.3333333333333333.
func TestCatastrophe_greatest(t *testing.T) {
	header, line := "scenario", "1"
	var exposures []nonlife.Exposure
	for i := range 200 {
		header, line = header+fmt.Sprintf(",Z%d", i), line+",10000"
		exposures = append(exposures, nonlife.Exposure{Zone: fmt.Sprintf("Z%d", i), Amount: decimal.New(1, 17)})
	}
	h := nonlife.Hazard{Scenarios: table(t, header, line), Exposures: exposures}
	if got := capital(t, nonlife.Catastrophe{MotorTyphoon: &h}).Amount(); !got.Equal(decimal.New(2, 23)) {
		t.Errorf("got %s", got)
	}
	h.Cover = &nonlife.Cover{}
	for range 100 {
		h.Cover.Layers = append(h.Cover.Layers, nonlife.CoverLayer{Limit: decimal.New(1, 17), Share: dec("0.3333333333333333")})
	}
	if got := capital(t, nonlife.Catastrophe{MotorTyphoon: &h}).Amount(); !got.Equal(dec("199996666666666666667000")) {
		t.Errorf("with a cover: got %s", got)
	}
}

// A confidence level of a user that is no probability is refused.
func TestCatastrophe_confidence(t *testing.T) {
	document := `{"schema":"cede.cross2/1","rule":"own","en":"Own","zh":"自有","entries":[{"key":"nonlife.catastrophe.confidence","kind":"factor","article":"1","unit":"fraction",
		"en":"Confidence","zh":"置信度","versions":[{"from":"2022-03-31","value":"%s"}]}]}`
	c := nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: table(t, "scenario,A", "1,1", "2,2"), Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec("1")}}}}
	for value, want := range map[string]string{"1": "2", "0.5": "2", "0.4": "1", "0": "1", "1.1": "error", "-0.1": "error"} {
		book := must[*cross2.Rulebook](t)(cross2.Load(strings.NewReader(fmt.Sprintf(document, value)), 1<<16))
		e := must[*cross2.Edition](t)(edition(t, "2022-03-31").With(book))
		l, err := c.Capital(e)
		if (err != nil) != (want == "error") || err == nil && l.Amount().String() != want {
			t.Errorf("%s: got %s, %v, want %s", value, l.Amount(), err, want)
		}
	}
}

func TestCatastrophe_ToYuan(t *testing.T) {
	s := table(t, "scenario,A", "1,1")
	c := nonlife.Catastrophe{
		MotorTyphoon: &nonlife.Hazard{
			Scenarios: s, Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec("1")}},
			Cover: &nonlife.Cover{Attachment: dec("2"), Layers: []nonlife.CoverLayer{{Limit: dec("3"), Share: dec("0.5")}}},
		},
		OverseasTyphoon: &nonlife.Hazard{Capital: some("4")},
	}
	got := must[nonlife.Catastrophe](t)(c.ToYuan(cross2.InWan))
	h := got.MotorTyphoon
	if h.Exposures[0].Amount.String() != "10000" || h.Cover.Attachment.String() != "20000" || h.Cover.Layers[0].Limit.String() != "30000" || h.Cover.Layers[0].Share.String() != "0.5" || got.OverseasTyphoon.Capital.String() != "40000" {
		t.Errorf("got %+v", h)
	}
	if c.MotorTyphoon.Exposures[0].Amount.String() != "1" || c.MotorTyphoon.Cover.Layers[0].Limit.String() != "3" || c.OverseasTyphoon.Capital.String() != "4" {
		t.Error("the risk itself has changed")
	}
	big := decimal.New(1, 37)
	c.MotorTyphoon.Exposures[0].Amount, c.MotorTyphoon.Cover.Layers[0].Limit, c.OverseasTyphoon.Capital = big, big, &big
	_, err := c.ToYuan(cross2.InWan)
	wantText(t, err, "motorTyphoon.exposures[0].amount: has too many digits (got 1E41)\nmotorTyphoon.cover.layers[0].limit: has too many digits (got 1E41)\noverseasTyphoon.capital: has too many digits (got 1E41)")
}

// However a ratio is written, it is the same ratio: what 10^12 yuan, or 1 yuan where it is 1 or more, lose.
func TestReadScenarios_ratio(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "7": "7000000000000", "0.5": "500000000000", "0.000000000001": "1", "9.999999999999": "9999999999999", "0.123456789012": "123456789012", "0.10": "100000000000",
		"1.2E-05": "12000000", "12": "12000000000000", "12.000000000001": "12000000000001", "0.0000000000010": "1", "10000": "10000000000000000", "1e4": "10000000000000000", "-0": "0",
	} {
		l := capital(t, nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: table(t, "scenario,A", "1,"+text), Exposures: []nonlife.Exposure{{Zone: "A", Amount: decimal.New(1, 12)}}}})
		if got := l.Amount().String(); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	for _, text := range []string{"", ".", "1.", ".5", "0x1", "1_0", "0.5 ", "+0", "00", "0..5", "0.5.5", "0.1234567890123", "1,5", "١", "Inf", "1e-13"} {
		if _, err := nonlife.ReadScenarios(strings.NewReader("scenario,A\n1,\""+text+"\"\n"), 1<<10); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

// Whatever is read is either refused with a place or computed; ours is a document of a few lines.
func FuzzReadScenarios(f *testing.F) {
	f.Add("scenario,A,B\n1,0.5,0\n2,1e-3,7\n")
	f.Add("scenario,A\n1,NaN\n")
	f.Add("\uFEFFscenario,\"福\"\n\"x\",1e999999\n")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := nonlife.ReadScenarios(strings.NewReader(text), 1<<12)
		if err != nil {
			return
		}
		c := nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: s}}
		for _, zone := range s.Zones() {
			c.MotorTyphoon.Exposures = append(c.MotorTyphoon.Exposures, nonlife.Exposure{Zone: zone, Amount: dec("100")})
		}
		l, err := c.Capital(edition(t, "2022-03-31"))
		if err != nil || l.Amount().IsNegative() {
			t.Errorf("%q: got %s, %v", text, l.Amount(), errors.Unwrap(err))
		}
	})
}

// 10,000 scenarios of 40 zones, with ratios of six decimal places.
func wholeTable(b *testing.B) (text string, exposures []nonlife.Exposure) {
	b.Helper()
	m := rand.New(rand.NewPCG(1, 2))
	var out strings.Builder
	out.WriteString("scenario")
	for z := range 40 {
		fmt.Fprintf(&out, ",Z%d", z)
		exposures = append(exposures, nonlife.Exposure{Zone: fmt.Sprintf("Z%d", z), Amount: decimal.New(m.Int64N(1e16), -2)})
	}
	for i := range 10000 {
		fmt.Fprintf(&out, "\nT%d", i)
		for range 40 {
			fmt.Fprintf(&out, ",0.%06d", m.IntN(1e5))
		}
	}
	return out.String(), exposures
}

// The losses of all scenarios are exact in 128 bits; it is bounded by the 400,000 products and by sorting 10,000 of their sums.
func BenchmarkCatastrophe(b *testing.B) {
	text, exposures := wholeTable(b)
	c := nonlife.Catastrophe{PropertyTyphoon: &nonlife.Hazard{Scenarios: table(b, text), Exposures: exposures}}
	e := edition(b, "2022-03-31")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Capital(e); err != nil {
			b.Fatal(err)
		}
	}
}

// Bounded by the splitting of lines into cells.
func BenchmarkReadScenarios(b *testing.B) {
	text, _ := wholeTable(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := nonlife.ReadScenarios(strings.NewReader(text), 1<<24); err != nil {
			b.Fatal(err)
		}
	}
}
