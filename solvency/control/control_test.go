package control_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/control"
	"github.com/cedego/cede/solvency/cross2"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

func edition(t testing.TB) *cross2.Edition {
	t.Helper()
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		t.Fatal(err)
	}
	return must[*cross2.Edition](t)(cross2.At(date))
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

// Check 17 of the fact sheet of rules 1 to 6, and the score of 57.57 and 80.86 of checks 4 and 2.
func TestFactorOf(t *testing.T) {
	for s, want := range map[string]string{
		"0": "0.75", "50": "0.25", "60": "0.15", "69.99": "0.0501", "70": "0.05", "70.01": "0.04995", "75": "0.025", "80": "0", "85": "-0.025",
		"89.99": "-0.04995", "90": "-0.05", "90.01": "-0.0501", "95": "-0.1", "100": "-0.15", "57.57": "0.1743", "80.86": "-0.0043", "76.4": "0.018",
	} {
		if got := must[cross2.Line](t)(control.FactorOf(edition(t), dec(s))).Amount(); !got.Equal(dec(want)) {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
	for s, want := range map[string]string{"-0.01": "score: must be from 0 to 100 (got -0.01)", "100.01": "score: must be from 0 to 100 (got 100.01)", "1e50": "score: has too many digits (got 1E50)", "1e-13": "score: must have at most 12 decimal places (got 0.0000000000001)"} {
		_, err := control.FactorOf(edition(t), dec(s))
		wantText(t, err, want)
	}
	if _, err := control.FactorOf(nil, dec("1")); err == nil {
		t.Error("no edition: no error")
	}
}

// S1 of 76 with M = 82 gives S2 = 6080 / 82 = 74.1463414634..., S = 75.0731707317. M at 80 leaves S1, M under 80 lifts it, to 100 at most.
func TestScore(t *testing.T) {
	for _, tt := range []struct{ s1, m, want string }{
		{"76", "82", "75.0731707317"},
		{"76", "80", "76"},
		{"0", "82", "0"},
		{"90", "75", "93"}, // S2 = 96
		{"100", "80", "100"},
		{"100", "79.99", "100"},
		{"95", "75", "98.16666666665"}, // S2 is 7600 / 75 = 101.3333333333, as its formula gives it
		{"95", "70", "100"},            // S2 is 108.57...
		{"100", "100", "90"},
	} {
		if got := must[cross2.Line](t)(control.Score(edition(t), dec(tt.s1), dec(tt.m))).Amount(); !got.Equal(dec(tt.want)) {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
	_, err := control.Score(edition(t), dec("-1"), dec("0"))
	wantText(t, err, "absolute: must be from 0 to 100 (got -1)\nbase: must be positive (got 0)")
	_, err = control.Score(edition(t), dec("101"), dec("100.1"))
	wantText(t, err, "absolute: must be from 0 to 100 (got 101)\nbase: must be from 0 to 100 (got 100.1)")
	_, err = control.Score(edition(t), dec("1e-11"), dec("80.00000000001"))
	wantText(t, err, "absolute: must have at most 10 decimal places (got 0.00000000001)\nbase: must have at most 10 decimal places (got 80.00000000001)")
	if _, err := control.Score(nil, dec("1"), dec("1")); err == nil {
		t.Error("no edition: no error")
	}
}

// Published charges, in 万元: checks 1 and 4 of the fact sheet of rules 1 to 6. Their base scores are not published; the fact sheet of rules 10 to 20 infers 82.45 of
// reinsurers and 83.49 of life companies, with which an absolute score of two places meets each charge to the fen, and a score S rounded to two places does not.
func TestScore_published(t *testing.T) {
	e := edition(t)
	for _, tt := range []struct{ s1, m, quantifiable, want string }{
		{"80.84", "82.45", "4726803.11", "8533.76"},
		{"58.80", "83.49", "60126.77", "10479.47"},
	} {
		s := must[cross2.Line](t)(control.Score(e, dec(tt.s1), dec(tt.m)))
		charge := func(s decimal.Decimal) string {
			return must[cross2.Line](t)(control.FactorOf(e, s)).Amount().Mul(dec(tt.quantifiable)).StringFixed(2)
		}
		if got := charge(s.Amount()); got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
		if got := charge(s.Amount().Round(2)); got == tt.want {
			t.Errorf("%+v: two places give the charge too", tt)
		}
	}
}

// whole is an assessment of which every part has the score.
func whole(score string) control.Assessment {
	a := control.Assessment{Base: dec("80")}
	for _, s := range control.Subjects() {
		a.Parts = append(a.Parts, control.Part{Subject: s, Score: some(score)})
	}
	return a
}

func score(t testing.TB, a control.Assessment) string {
	t.Helper()
	return must[cross2.Line](t)(a.Score(edition(t))).Amount().String()
}

// The weights: the first part alone at 100, and one of the others.
func TestAssessment_weights(t *testing.T) {
	subjects := []control.Subject{
		control.Foundation, control.Tools, control.Insurance, control.Market, control.Credit, control.Operational, control.Strategic, control.Reputation, control.Liquidity,
	}
	if !slices.Equal(subjects, control.Subjects()) {
		t.Error("the parts are not in the order of the form")
	}
	for i, s := range subjects {
		a := whole("50")
		a.Parts[i].Score = some("100")
		want := "55" // 50 + 0.1 × 50
		if s == control.Foundation {
			want = "60"
		}
		if s != control.Foundation {
			a.Parts[0].Score = some("60") // not under 12 points
			want = "57"
		}
		if got := score(t, a); got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
}

// Items by hand: 10 points full and full, 40 full and most, 30 part and none, 20 of which compliance does not apply and the system is most.
//
//	(5 + 5) + (20 + 16) + (7.5 + 0) + 8 = 61.5 of 90 points, that is 68.33
func TestAssessment_items(t *testing.T) {
	items := []control.Item{
		{Name: "1", Points: dec("10"), System: control.Full, Compliance: control.Full},
		{Name: "2", Points: dec("40"), System: control.Full, Compliance: control.Most},
		{Name: "3", Points: dec("30"), System: control.Partly, Compliance: control.None},
		{Name: "4", Points: dec("20"), System: control.Most, Compliance: control.NotApplicable},
	}
	a := whole("80")
	a.Parts[1] = control.Part{Subject: control.Tools, Items: items}
	if got := score(t, a); got != "78.833" { // 0.9 × 80 + 0.1 × 68.33
		t.Errorf("got %s", got)
	}
	items[3].System = control.NotApplicable // 53.5 of 80: 66.875, rounded to 66.88
	if got := score(t, a); got != "78.688" {
		t.Errorf("got %s", got)
	}
	for i := range items {
		items[i].System, items[i].Compliance = control.None, control.None
	}
	if got := score(t, a); got != "72" {
		t.Errorf("got %s", got)
	}
}

// The example of note 5 of the form: an item of 4 points does not apply, 80 of the other 96 are given, that is 83.33 of 100. Here they are 70 met in full, half of 20
// and none of 6.
func TestAssessment_form(t *testing.T) {
	item := func(name, points string, mark control.Mark) control.Item {
		return control.Item{Name: name, Points: dec(points), System: mark, Compliance: mark}
	}
	a := whole("80")
	a.Parts[3] = control.Part{Subject: control.Market, Items: []control.Item{
		item("1", "70", control.Full), item("2", "20", control.Partly), item("3", "6", control.None), item("12", "4", control.NotApplicable),
	}}
	if got := score(t, a); got != "80.333" { // 0.9 × 80 + 0.1 × 83.33
		t.Errorf("got %s", got)
	}
	// Where compliance alone does not apply, the system has all of the points: 40 of 50.
	a.Parts[3].Items = []control.Item{{Name: "1", Points: dec("100"), System: control.Most, Compliance: control.NotApplicable}}
	if got := score(t, a); got != "80" {
		t.Errorf("without compliance: got %s", got)
	}
}

// The marks of compliance that the form offers for each mark of the system (附件5, 辅助页).
func TestItem_marks(t *testing.T) {
	marks := []control.Mark{control.Full, control.Most, control.Partly, control.None, control.NotApplicable}
	offered := map[control.Mark][]control.Mark{
		control.Full:          marks,
		control.Most:          marks,
		control.Partly:        marks[1:],
		control.None:          {control.None},
		control.NotApplicable: {control.NotApplicable},
	}
	for _, system := range marks {
		for _, compliance := range marks {
			a := whole("80")
			a.Parts[1] = control.Part{Subject: control.Tools, Items: []control.Item{
				{Name: "1", Points: dec("50"), System: system, Compliance: compliance},
				{Name: strings.Repeat("n", 64), Points: dec("50"), System: control.Full, Compliance: control.Full},
			}}
			if got, want := a.Validate() == nil, slices.Contains(offered[system], compliance); got != want {
				t.Errorf("%s with %s: accepted %t, want %t", system, compliance, got, want)
			}
		}
	}
}

// At most 70 for each event, for governance under 60, and for a first part under 12 of 20 points; one below the cap stays as it is.
func TestAssessment_cap(t *testing.T) {
	for _, e := range []control.Event{control.Shareholding, control.CapitalPlan, control.RelatedParties, control.LossDatabase, control.RiskEvent, control.OtherEvent} {
		a := whole("90")
		a.Events = []control.Event{e}
		if got := score(t, a); got != "70" {
			t.Errorf("%s: got %s", e, got)
		}
	}
	for governance, want := range map[string]string{"59.99": "70", "60": "90", "100": "90"} {
		a := whole("90")
		a.Governance = some(governance)
		if got := score(t, a); got != want {
			t.Errorf("governance of %s: got %s, want %s", governance, got, want)
		}
	}
	for foundation, want := range map[string]string{"59.99": "70", "60": "84"} { // 0.8 × 90 + 12
		a := whole("90")
		a.Parts[0].Score = some(foundation)
		if got := score(t, a); got != want {
			t.Errorf("foundation of %s: got %s, want %s", foundation, got, want)
		}
	}
	a := whole("65")
	a.Events = []control.Event{control.RiskEvent}
	if got := score(t, a); got != "65" {
		t.Errorf("below the cap: got %s", got)
	}
	// The relative score is of what the cap leaves: 70 and 70 × 80 / 70.
	a = whole("90")
	a.Events, a.Base = []control.Event{control.RiskEvent}, dec("70")
	if got := score(t, a); got != "75" {
		t.Errorf("relative to the cap: got %s", got)
	}
}

func TestAssessment_refuses(t *testing.T) {
	item := control.Item{Name: "1", Points: dec("100"), System: control.Full, Compliance: control.Full}
	part := func(change func(i *control.Item), more ...control.Item) func(a *control.Assessment) {
		return func(a *control.Assessment) {
			i := item
			change(&i)
			a.Parts[2] = control.Part{Subject: control.Insurance, Items: append([]control.Item{i}, more...)}
		}
	}
	const marks = "must be one of full, most, part, none, not-applicable"
	for _, tt := range []struct {
		want   string
		change func(a *control.Assessment)
	}{
		{"parts: must have the part liquidity", func(a *control.Assessment) { a.Parts = a.Parts[:8] }},
		{"parts[9].subject: must not be there twice (got tools)", func(a *control.Assessment) { a.Parts = append(a.Parts, a.Parts[1]) }},
		{"parts[9].subject: must be one of foundation, tools, insurance, market, credit, operational, strategic, reputation, liquidity (got cyber)", func(a *control.Assessment) {
			a.Parts = append(a.Parts, control.Part{Subject: "cyber", Score: some("1")})
		}},
		{"parts[2].score: must be from 0 to 100 (got 100.01)", func(a *control.Assessment) { a.Parts[2].Score = some("100.01") }},
		{"parts[2].score: must be from 0 to 100 (got -1)", func(a *control.Assessment) { a.Parts[2].Score = some("-1") }},
		{"parts[2].items: must not be empty unless score is given", func(a *control.Assessment) { a.Parts[2].Score = nil }},
		{"parts[2].score: must not be given with items (got 80)", func(a *control.Assessment) { a.Parts[2].Items = []control.Item{item} }},
		{"parts[2].items: must have points that add up to 100 (got 99)", part(func(i *control.Item) { i.Points = dec("99") })},
		{"parts[2].items: must have one that applies", part(func(i *control.Item) { i.System, i.Compliance = control.NotApplicable, control.NotApplicable })},
		{"parts[2].items[0].points: must be positive (got 0)", part(func(i *control.Item) { i.Points = dec("0") })},
		{"parts[2].items[0].system: " + marks + "\nparts[2].items[0].compliance: " + marks + " (got good)", part(func(i *control.Item) { i.System, i.Compliance = "", "good" })},
		{"parts[2].items[0].compliance: must be none where the system is (got most)", part(func(i *control.Item) { i.System, i.Compliance = control.None, control.Most })},
		{"parts[2].items[0].compliance: must be not-applicable where the system is (got none)", part(func(i *control.Item) { i.System, i.Compliance = control.NotApplicable, control.None })},
		{"parts[2].items[0].compliance: must be less than full where the system is part (got full)", part(func(i *control.Item) { i.System = control.Partly })},
		{"parts[2].items[0].points: must be from 0 to 100 (got 101)", part(func(i *control.Item) { i.Points = dec("101") })},
		{"parts[2].items[0].points: must have at most 10 decimal places (got 99.99999999999)", part(func(i *control.Item) { i.Points = dec("99.99999999999") })},
		{"parts[2].score: must have at most 10 decimal places (got 1.00000000001)", func(a *control.Assessment) { a.Parts[2].Score = some("1.00000000001") }},
		{"parts[2].items[1].name: must not be there twice (got 1)", part(func(i *control.Item) { i.Points = dec("50") }, control.Item{Name: "1", Points: dec("50"), System: control.Full, Compliance: control.Full})},
		{`parts[2].items[0].name: must have 1 to 64 bytes of printable UTF-8 (got "")`, part(func(i *control.Item) { i.Name = "" })},
		{`parts[2].items[0].name: must have 1 to 64 bytes of printable UTF-8 (got "a\nb")`, part(func(i *control.Item) { i.Name = "a\nb" })},
		{`parts[2].items[0].name: must have 1 to 64 bytes of printable UTF-8 (got "` + strings.Repeat("n", 60) + `...)`, part(func(i *control.Item) { i.Name = strings.Repeat("n", 65) })},
		{`parts[2].items[0].name: must have 1 to 64 bytes of printable UTF-8 (got "\xff")`, part(func(i *control.Item) { i.Name = "\xff" })},
		{"events[0]: must be one of shareholding, capital-plan, related-parties, loss-database, risk-event, other (got flood)", func(a *control.Assessment) { a.Events = []control.Event{"flood"} }},
		{"governance: must be from 0 to 100 (got 101)", func(a *control.Assessment) { a.Governance = some("101") }},
		{"base: must be positive (got 0)", func(a *control.Assessment) { a.Base = dec("0") }},
	} {
		a := whole("80")
		tt.change(&a)
		_, err := a.Score(edition(t))
		wantText(t, err, tt.want)
	}
	if _, err := whole("80").Score(nil); err == nil {
		t.Error("no edition: no error")
	}
	if err := (control.Assessment{}).Validate(); err == nil || strings.Count(err.Error(), "\n") != 9 {
		t.Errorf("the zero Assessment: got %v", err)
	}
}

func TestLaws(t *testing.T) {
	e := edition(t)
	q := func(s decimal.Decimal) decimal.Decimal {
		return must[cross2.Line](t)(control.FactorOf(e, s)).Amount()
	}
	proptest.Check(t, "the factor is continuous and decreasing", prop.ForAll(func(fen int64) bool {
		s := decimal.New(fen, -2)
		step := q(s).Sub(q(s.Add(dec("0.01"))))
		return step.IsPositive() && step.LessThanOrEqual(dec("0.0001"))
	}, gen.Int64Range(0, 9999)))
	proptest.Check(t, "the oracle of an assessment in any order", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 12))
		a := control.Assessment{Base: decimal.New(5000+m.Int64N(5001), -2)}
		absolute := new(big.Rat)
		marks := []control.Mark{control.Full, control.Most, control.Partly, control.None, control.NotApplicable}
		worth := map[control.Mark]int64{control.Full: 100, control.Most: 80, control.Partly: 50}
		foundation := new(big.Rat)
		for _, s := range control.Subjects() {
			p := control.Part{Subject: s}
			left := int64(1000)
			got, out := new(big.Rat), new(big.Rat)
			for i := 0; left > 0; i++ {
				points := min(left, 1+m.Int64N(300))
				left -= points
				item := control.Item{Name: fmt.Sprint(i), Points: decimal.New(points, -1), System: marks[m.IntN(5)], Compliance: marks[m.IntN(5)]}
				if i == 0 {
					item.System = control.Full // so that something applies
				}
				switch {
				case item.System == control.None, item.System == control.NotApplicable:
					item.Compliance = item.System
				case item.System == control.Partly && item.Compliance == control.Full:
					item.Compliance = control.Most
				}
				for _, mark := range []control.Mark{item.System, item.Compliance} {
					if mark == control.NotApplicable {
						out.Add(out, big.NewRat(points, 20))
					} else {
						got.Add(got, big.NewRat(points*worth[mark], 2000))
					}
				}
				p.Items = append(p.Items, item)
			}
			part := got.Quo(got, new(big.Rat).Sub(big.NewRat(100, 1), out))
			rounded, _ := new(big.Rat).SetString(part.Mul(part, big.NewRat(100, 1)).FloatString(2)) // half away from zero
			weight := big.NewRat(1, 10)
			if s == control.Foundation {
				weight = big.NewRat(2, 10)
				foundation.Mul(rounded, weight)
			}
			absolute.Add(absolute, rounded.Mul(rounded, weight))
			a.Parts = append(a.Parts, p)
		}
		if m.IntN(3) == 0 {
			a.Events = []control.Event{control.RiskEvent}
		}
		if (len(a.Events) > 0 || foundation.Cmp(big.NewRat(12, 1)) < 0) && absolute.Cmp(big.NewRat(70, 1)) > 0 {
			absolute.SetInt64(70)
		}
		relative := new(big.Rat).Mul(absolute, new(big.Rat).Quo(big.NewRat(80, 1), a.Base.Rat()))
		want := new(big.Rat).Add(absolute, relative)
		want.Mul(want, big.NewRat(1, 2))
		if want.Cmp(big.NewRat(100, 1)) > 0 {
			want.SetInt64(100)
		}
		slices.Reverse(a.Parts)
		diff := new(big.Rat).Sub(must[cross2.Line](t)(a.Score(e)).Amount().Rat(), want)
		return diff.Abs(diff).Cmp(big.NewRat(1, 10_000_000_000)) <= 0
	}, gen.UInt64()))
}

// An assessment of 180 items in nine parts: bounded by the allocation of about 1,500 lines.
func BenchmarkScore(b *testing.B) {
	e := edition(b)
	a := control.Assessment{Base: dec("80")}
	for _, s := range control.Subjects() {
		p := control.Part{Subject: s}
		for i := range 20 {
			p.Items = append(p.Items, control.Item{Name: fmt.Sprint(i), Points: dec("5"), System: control.Most, Compliance: control.Partly})
		}
		a.Parts = append(a.Parts, p)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Score(e); err != nil {
			b.Fatal(err)
		}
	}
}
