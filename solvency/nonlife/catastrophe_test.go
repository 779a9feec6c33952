package nonlife_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
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

// A random hazard and what it costs, worked scenario by scenario with the recovery of each, in decimals.
type catMaker struct{ *rand.Rand }

func (m catMaker) hazard(zones []string) (lines []string, exposures []nonlife.Exposure, cover *nonlife.Cover) {
	lines = []string{"scenario," + strings.Join(zones, ",")}
	for i := range 1 + m.IntN(450) {
		cells := []string{fmt.Sprintf("T-%d", i)}
		for range zones {
			cells = append(cells, decimal.New(m.Int64N(2000)*m.Int64N(2), -4).String())
		}
		lines = append(lines, strings.Join(cells, ","))
	}
	for _, zone := range zones {
		if m.IntN(4) > 0 {
			exposures = append(exposures, nonlife.Exposure{Zone: zone, Amount: decimal.New(m.Int64N(1e12), -2)})
		}
	}
	if m.IntN(3) > 0 {
		cover = &nonlife.Cover{Attachment: decimal.New(m.Int64N(3e11), -2)}
		for range 1 + m.IntN(3) {
			cover.Layers = append(cover.Layers, nonlife.CoverLayer{Limit: decimal.New(1+m.Int64N(1e11), -2), Share: decimal.New(1+m.Int64N(100), -2)})
		}
	}
	return lines, exposures, cover
}

func recovered(cover *nonlife.Cover, loss decimal.Decimal) decimal.Decimal {
	if cover == nil {
		return decimal.Decimal{}
	}
	var limit, ceded decimal.Decimal
	for _, l := range cover.Layers {
		limit, ceded = limit.Add(l.Limit), ceded.Add(l.Limit.Mul(l.Share))
	}
	in := decimal.Min(decimal.Max(loss.Sub(cover.Attachment), decimal.Decimal{}), limit)
	return in.Mul(ceded).DivRound(limit, 2)
}

func TestLaws_catastrophe(t *testing.T) {
	e := edition(t, "2022-03-31")
	zones := []string{"福建", "广东", "浙江", "四川"}
	proptest.Check(t, "the oracle at home", prop.ForAll(func(seed uint64) bool {
		m := catMaker{rand.New(rand.NewPCG(seed, 11))}
		lines, exposures, cover := m.hazard(zones)
		got := must[cross2.Line](t)(nonlife.Catastrophe{PropertyTyphoon: &nonlife.Hazard{Scenarios: table(t, lines...), Exposures: exposures, Cover: cover}}.Capital(e)).Amount()
		var net []decimal.Decimal
		for _, line := range lines[1:] {
			var loss decimal.Decimal
			for i, cell := range strings.Split(line, ",")[1:] {
				for _, x := range exposures {
					if x.Zone == zones[i] {
						loss = loss.Add(x.Amount.Mul(dec(cell)))
					}
				}
			}
			loss = loss.Round(2)
			net = append(net, loss.Sub(recovered(cover, loss)))
		}
		slices.SortFunc(net, decimal.Decimal.Cmp)
		at := len(net) * 995 / 1000
		return got.Equal(net[at])
	}, books()))
	abroad := []string{"asia-pacific", "north-america", "europe", "other"}
	proptest.Check(t, "the oracle abroad", prop.ForAll(func(seed uint64) bool {
		m := catMaker{rand.New(rand.NewPCG(seed, 12))}
		lines, exposures, cover := m.hazard(abroad)
		got := must[cross2.Line](t)(nonlife.Catastrophe{OverseasEarthquake: &nonlife.Hazard{Scenarios: table(t, lines...), Exposures: exposures, Cover: cover}}.Capital(e)).Amount()
		var form decimal.Decimal
		for i, zone := range abroad {
			var ratios []decimal.Decimal
			for _, line := range lines[1:] {
				ratios = append(ratios, dec(strings.Split(line, ",")[i+1]))
			}
			slices.SortFunc(ratios, decimal.Decimal.Cmp)
			for _, x := range exposures {
				if x.Zone == zone {
					loss := x.Amount.Mul(ratios[len(ratios)*995/1000])
					form = form.Add(loss.Mul(loss))
				}
			}
		}
		root := dec(fmt.Sprintf("%.6f", sqrt(form)))
		want := root.Round(2).Sub(recovered(cover, root.Round(2)))
		return got.Sub(want).Abs().LessThanOrEqual(dec("0.02"))
	}, books()))
	proptest.Check(t, "neither the order of scenarios nor that of zones reaches the figure and more exposure never needs less", prop.ForAll(func(seed uint64) bool {
		m := catMaker{rand.New(rand.NewPCG(seed, 13))}
		lines, exposures, cover := m.hazard(zones)
		of := func(lines []string, exposures []nonlife.Exposure) decimal.Decimal {
			return must[cross2.Line](t)(nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: table(t, lines...), Exposures: exposures, Cover: cover}}.Capital(e)).Amount()
		}
		want := of(lines, exposures)
		turned := make([]string, 0, len(lines))
		for i, line := range lines {
			cells := strings.Split(line, ",")
			slices.Reverse(cells[1:])
			line = strings.Join(cells, ",")
			if i == 0 {
				turned = append(turned, line)
			} else {
				turned = slices.Insert(turned, 1, line)
			}
		}
		back := slices.Clone(exposures)
		slices.Reverse(back)
		more := slices.Clone(exposures)
		for i := range more {
			more[i].Amount = more[i].Amount.Add(dec("1000"))
		}
		return of(turned, back).Equal(want) && of(lines, more).GreaterThanOrEqual(want)
	}, books()))
}

func sqrt(x decimal.Decimal) float64 {
	f, _ := x.Rat().Float64()
	z := f
	for range 200 {
		if z == 0 {
			return 0
		}
		z = (z + f/z) / 2
	}
	return z
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
		{"line 2.A: must be at most 1000000 (got 1000000.1)", "scenario,A\n1,1000000.1\n"},
		{"line 2.A: must have at most 12 decimal places (got 0.0000000000001)", "scenario,A\n1,0.0000000000001\n"},
		{"line 2: must have 2 cells, as the header does (got 3)", "scenario,A\n1,0,0\n"},
		{"line 3.scenario: must not be there twice (got 1)", "scenario,A\n1,0\n1,0\n"},
		{"line 2.scenario: must not be empty", "scenario,A\n,0\n"},
		{"line 2.A: must be a decimal number, such as -1234.56 (got x)\nline 4.A: must be a decimal number, such as -1234.56 (got y)", "scenario,A\n1,x\n2,0\n3,y\n"},
		{"line 2: must have quotes only around a whole cell, and double inside it", "scenario,A\n1,0\"\n"},
	} {
		_, err := nonlife.ReadScenarios(strings.NewReader(tt.text), 1<<20)
		if err == nil || !strings.HasPrefix(strings.ReplaceAll(err.Error(), " (got )", ""), tt.want) {
			t.Errorf("%q: got error %v\nwant %s", tt.text, err, tt.want)
		}
	}
	if _, err := nonlife.ReadScenarios(strings.NewReader("scenario,A\n1,0\n"), 5); err == nil {
		t.Error("above the limit: no error")
	}
	var many strings.Builder
	many.WriteString("scenario")
	for i := range 201 {
		fmt.Fprintf(&many, ",Z%d", i)
	}
	_, err := nonlife.ReadScenarios(strings.NewReader(many.String()), 1<<20)
	wantText(t, err, "line 1: must not have more than 200 zones")
	s := table(t, "\uFEFFscenario,A,B", "1,1000000,0.000000000001")
	if s.Len() != 1 || !slices.Equal(s.Zones(), []string{"A", "B"}) {
		t.Errorf("got %d, %v", s.Len(), s.Zones())
	}
	var none *nonlife.Scenarios
	if none.Len() != 0 || none.Zones() != nil {
		t.Error("no table")
	}
}

func TestCatastrophe_refuses(t *testing.T) {
	s := table(t, "scenario,A,B", "1,1000000,1000000")
	for _, tt := range []struct {
		want string
		c    nonlife.Catastrophe
	}{
		{"motorTyphoon.scenarios: must not be empty unless capital is given", nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{}}},
		{"motorTyphoon.scenarios: must not be empty unless capital is given", nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: &nonlife.Scenarios{}}}},
		{"overseasTyphoon.capital: must not be negative (got -1)\noverseasTyphoon.capital: must not be given with scenarios, exposures or a cover (got -1)", nonlife.Catastrophe{
			OverseasTyphoon: &nonlife.Hazard{Capital: some("-1"), Scenarios: s},
		}},
		{"propertyTyphoon.exposures[0].zone: must be a zone of the scenarios (got C)\npropertyTyphoon.exposures[2].zone: must not be there twice (got A)\npropertyTyphoon.exposures[3].amount: must not be negative (got -1)", nonlife.Catastrophe{
			PropertyTyphoon: &nonlife.Hazard{Scenarios: s, Exposures: []nonlife.Exposure{{Zone: "C"}, {Zone: "A"}, {Zone: "A"}, {Zone: "B", Amount: dec("-1")}}},
		}},
		{"propertyTyphoon.exposures[0].amount: must be at most 10^17 (got 100000000000000000.01)\npropertyTyphoon.exposures[1].amount: must have at most two decimal places (got 0.001)", nonlife.Catastrophe{
			PropertyTyphoon: &nonlife.Hazard{Scenarios: s, Exposures: []nonlife.Exposure{{Zone: "A", Amount: dec("100000000000000000.01")}, {Zone: "B", Amount: dec("0.001")}}},
		}},
		{"overseasEarthquake.scenarios: must have only the zones asia-pacific, north-america, europe and other (got A)", nonlife.Catastrophe{OverseasEarthquake: &nonlife.Hazard{Scenarios: s}}},
		{"propertyEarthquake.cover.attachment: must not be negative (got -1)\npropertyEarthquake.cover.layers: must not be empty", nonlife.Catastrophe{
			PropertyEarthquake: &nonlife.Hazard{Scenarios: s, Cover: &nonlife.Cover{Attachment: dec("-1")}},
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
	// The greatest ratio of the greatest exposure is still counted in 128 bits.
	l := capital(t, nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: s, Exposures: []nonlife.Exposure{{Zone: "A", Amount: decimal.New(1, 17)}}}})
	if !l.Amount().Equal(decimal.New(1, 23)) {
		t.Errorf("got %s", l.Amount())
	}
	header, line := "scenario", "1"
	var exposures []nonlife.Exposure
	for i := range 200 {
		header, line = header+fmt.Sprintf(",Z%d", i), line+",1000000"
		exposures = append(exposures, nonlife.Exposure{Zone: fmt.Sprintf("Z%d", i), Amount: decimal.New(1, 17)})
	}
	_, err := nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: table(t, header, line), Exposures: exposures}}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "motorTyphoon.exposures: must not have losses of more than 10^24 yuan")
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

// 10,000 scenarios of 40 zones, whose losses are exact in 128 bits; it is bounded by sorting 10,000 of them.
func BenchmarkCatastrophe(b *testing.B) {
	m := rand.New(rand.NewPCG(1, 2))
	lines := []string{"scenario"}
	var exposures []nonlife.Exposure
	for z := range 40 {
		lines[0] += fmt.Sprintf(",Z%d", z)
		exposures = append(exposures, nonlife.Exposure{Zone: fmt.Sprintf("Z%d", z), Amount: decimal.New(m.Int64N(1e16), -2)})
	}
	for i := range 10000 {
		line := fmt.Sprintf("T%d", i)
		for range 40 {
			line += fmt.Sprintf(",0.%06d", m.IntN(1e5))
		}
		lines = append(lines, line)
	}
	c := nonlife.Catastrophe{PropertyTyphoon: &nonlife.Hazard{Scenarios: table(b, lines...), Exposures: exposures}}
	e := edition(b, "2022-03-31")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Capital(e); err != nil {
			b.Fatal(err)
		}
	}
}
