package proportional_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
)

// cessions is what the program cedes of each loss, by its id.
func cessions(r *treaty.Result) string {
	var out []string
	for l := range r.Losses() {
		out = append(out, l.Loss+" "+l.Ceded.String())
	}
	return strings.Join(out, ", ")
}

func deductible(amount string, on proportional.DeductibleOn) *proportional.Deductible {
	return &proportional.Deductible{Amount: dec(amount), On: on}
}

// Risks A and B have a sum insured of 1000 each.
func TestLosses(t *testing.T) {
	half := func(change func(*proportional.QuotaShare)) proportional.QuotaShare {
		q := proportional.QuotaShare{Share: dec("0.5")}
		change(&q)
		return q
	}
	stacked := surplus(amount("300"), limit("400"), limit("300")) // shares 0.4 and 0.3
	withDeductible := stacked
	withDeductible.Deductible = deductible("70", "")
	withEventLimit := stacked
	withEventLimit.EventLimit = new(dec("350"))
	mixed := proportional.QuotaShareSurplus{ // shares 0.4 × 500 / 1000 = 0.2 and 0.5
		Share: dec("0.4"), Line: amount("500"), Capacities: []proportional.Capacity{lines("1")},
		Deductible: deductible("100", proportional.DeductibleOnWhole), EventLimit: new(dec("600")),
	}
	for _, tt := range []struct {
		name   string
		terms  treaty.Terms
		losses []treaty.Loss
		want   string
	}{
		{
			"a loss above the sum insured takes the share in full", surplus(amount("100"), lines("9")), // 0.9
			[]treaty.Loss{loss("1", "A", "", "2000")}, "1 1800",
		},
		{
			"deductible on the ceded part, at its end", half(func(q *proportional.QuotaShare) { q.Deductible = deductible("100", proportional.DeductibleOnCeded) }),
			[]treaty.Loss{loss("1", "A", "", "199"), loss("2", "A", "", "200"), loss("3", "A", "", "202"), loss("4", "A", "", "1000")},
			"1 0, 2 0, 3 1, 4 400", // 99.5 is rounded 100 before it is compared
		},
		{
			"the ceded part is rounded before the deductible", half(func(q *proportional.QuotaShare) { q.Deductible = deductible("100", "") }),
			[]treaty.Loss{loss("1", "A", "", "201")},
			"1 1", // 100.5 is 101
		},
		{
			"deductible on the whole, at its end", half(func(q *proportional.QuotaShare) { q.Deductible = deductible("100", proportional.DeductibleOnWhole) }),
			[]treaty.Loss{loss("1", "A", "", "99"), loss("2", "A", "", "100"), loss("3", "A", "", "102"), loss("4", "A", "", "201")},
			"1 0, 2 0, 3 1, 4 51", // 0.5 × 101 = 50.5
		},
		{
			// 0.5 × (300 + 100) - 100 = 100, in the ratio 3:1; B has a deductible of its own: 0.5 × 400 - 100; so has a
			// loss of A in another event and one without.
			"a deductible for each unit and event", half(func(q *proportional.QuotaShare) { q.Deductible = deductible("100", "") }),
			[]treaty.Loss{loss("1", "A", "x", "300"), loss("2", "A", "x", "100"), loss("3", "B", "x", "400"), loss("4", "A", "y", "400"), loss("5", "A", "", "300"), loss("6", "A", "", "100")},
			"1 75, 2 25, 3 100, 4 100, 5 50, 6 0",
		},
		{
			"limit on each loss, at its end", half(func(q *proportional.QuotaShare) {
				q.Limit, q.LimitOn = new(dec("600")), proportional.LimitOnEachLoss
			}),
			[]treaty.Loss{loss("1", "A", "", "599"), loss("2", "A", "", "600"), loss("3", "A", "", "601"), loss("4", "A", "", "900")},
			"1 300, 2 300, 3 300, 4 300", // 299.5 is 300
		},
		{
			// A: 0.5 × min(900, 600) = 300, in the ratio 2:1. B has a limit of its own.
			"a limit on each loss for each unit and event", half(func(q *proportional.QuotaShare) {
				q.Limit, q.LimitOn = new(dec("600")), proportional.LimitOnEachLoss
			}),
			[]treaty.Loss{loss("1", "A", "x", "600"), loss("2", "A", "x", "300"), loss("3", "B", "x", "1000"), loss("4", "A", "y", "1000")},
			"1 200, 2 100, 3 300, 4 300",
		},
		{
			"limit on each loss, then the deductible on the ceded part", half(func(q *proportional.QuotaShare) {
				q.Limit, q.LimitOn, q.Deductible = new(dec("600")), proportional.LimitOnEachLoss, deductible("50", "")
			}),
			[]treaty.Loss{loss("1", "A", "", "1000")},
			"1 250", // 0.5 × 600 - 50
		},
		{
			"limit on each loss, then the deductible on the whole", half(func(q *proportional.QuotaShare) {
				q.Limit, q.LimitOn, q.Deductible = new(dec("600")), proportional.LimitOnEachLoss, deductible("50", proportional.DeductibleOnWhole)
			}),
			[]treaty.Loss{loss("1", "A", "", "1000")},
			"1 275", // 0.5 × (600 - 50)
		},
		{
			"limits on sums insured do not limit a loss", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("500"))}, // 0.3
			[]treaty.Loss{loss("1", "A", "", "1000")}, "1 300",
		},
		{
			"event limit reached", half(func(q *proportional.QuotaShare) { q.EventLimit = new(dec("500")) }),
			[]treaty.Loss{loss("1", "A", "x", "600"), loss("2", "B", "x", "400")},
			"1 300, 2 200",
		},
		{
			// 500 becomes 499: 299.4 and 199.6, the unit left goes to the larger remainder.
			"event limit exceeded by one", half(func(q *proportional.QuotaShare) { q.EventLimit = new(dec("499")) }),
			[]treaty.Loss{loss("1", "A", "x", "600"), loss("2", "B", "x", "400")},
			"1 299, 2 200",
		},
		{
			"each event has the limit", half(func(q *proportional.QuotaShare) { q.EventLimit = new(dec("100")) }),
			[]treaty.Loss{loss("1", "A", "x", "600"), loss("2", "B", "y", "400"), loss("3", "B", "", "1000"), loss("4", "B", "", "150")},
			"1 100, 2 100, 3 100, 4 75",
		},
		{
			// A cedes 300 - 100 = 200, B 200 - 100 = 100; 150 of 300.
			"deductible, then event limit", half(func(q *proportional.QuotaShare) {
				q.Deductible, q.EventLimit = deductible("100", ""), new(dec("150"))
			}),
			[]treaty.Loss{loss("1", "A", "x", "600"), loss("2", "B", "x", "400")},
			"1 100, 2 50",
		},
		{
			"one deductible for stacked surpluses", withDeductible,
			[]treaty.Loss{loss("1", "A", "", "1000"), loss("2", "A", "", "100"), loss("3", "A", "", "101")},
			"1 630, 2 0, 3 1", // 700 - 70; 70 - 70; 70.7 is 71
		},
		{
			"one event limit for stacked surpluses", withEventLimit,
			[]treaty.Loss{loss("1", "A", "x", "800"), loss("2", "B", "x", "200")},
			"1 280, 2 70", // 350 of 560 + 140
		},
		{
			// 0.7 × (1000 - 100) = 630 each for A and B; 600 of 1260: 300 each.
			"quota share and surplus with both", mixed,
			[]treaty.Loss{loss("1", "A", "x", "1000"), loss("2", "B", "x", "1000"), loss("3", "A", "y", "200")},
			"1 300, 2 300, 3 70",
		},
		{
			"facultative with deductible",
			proportional.Facultative{Share: new(dec("0.5")), Deductible: deductible("100", proportional.DeductibleOnWhole)},
			[]treaty.Loss{loss("1", "A", "x", "300"), loss("2", "A", "x", "100")},
			"1 113, 2 37", // 150: 112.5 and 37.5, the tie to the first
		},
		{
			"facultative amount with deductible",
			proportional.Facultative{Amount: new(dec("500")), Deductible: deductible("100", proportional.DeductibleOnCeded)},
			[]treaty.Loss{loss("1", "A", "", "300")},
			"1 50",
		},
		{
			"nothing ceded, nothing deducted", surplus(amount("1000"), lines("9")),
			[]treaty.Loss{loss("1", "A", "", "900")},
			"1 0",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, terms := range []treaty.Terms{tt.terms, tt.terms.Canonical()} {
				spec := whole(terms)
				spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"A", "B"}
				r, err := apply(spec, book([]treaty.Risk{risk("A", "1000", "100"), risk("B", "1000", "100")}, tt.losses...))
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.want, cessions(r)); diff != "" {
					t.Errorf("ceded (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// An event limit is stated for 100 % of the contract: the placed half cedes half of it. The premium and sum
// insured are not touched by it, nor by a deductible.
func TestLosses_placement(t *testing.T) {
	spec := whole(proportional.QuotaShare{Share: dec("0.5"), EventLimit: new(dec("250")), Deductible: deductible("50", "")})
	spec.Contracts[0].Placement.Lines[0].Share = dec("0.5")
	r, err := apply(spec, book(
		[]treaty.Risk{risk("A", "1000", "100"), risk("B", "1000", "100")},
		loss("1", "A", "x", "700"), loss("2", "B", "x", "500"),
	))
	if err != nil {
		t.Fatal(err)
	}
	// 350 - 50 and 250 - 50 are 300 and 200; 250 of 500 are 150 and 100; half of it is placed.
	if diff := cmp.Diff("1 75, 2 50", cessions(r)); diff != "" {
		t.Errorf("ceded (-want +got):\n%s", diff)
	}
	c, _ := r.Contract("C")
	got := fmt.Sprint(c.Full.SumInsured, c.Full.Premium, c.Full.Loss, c.Ceded.SumInsured, c.Ceded.Premium, c.Ceded.Loss)
	if want := "1000 100 250 500 50 125"; got != want {
		t.Errorf("at 100 %% and ceded: %s, want %s", got, want)
	}
}

// The ledger of a loss names the part of the terms that gave or took each amount.
func TestLosses_ledger(t *testing.T) {
	terms := surplus(amount("300"), limit("400"), limit("300")) // shares 0.4 and 0.3
	terms.Deductible, terms.EventLimit = deductible("70", ""), new(dec("315"))
	r, err := apply(whole(terms), book([]treaty.Risk{risk("A", "1000", "100")}, loss("1", "A", "", "1000")))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p := range r.PostingsOf("1") {
		if p.Step == treaty.StepTerms {
			got = append(got, fmt.Sprintf("%s %s of %s: %s", p.Clause, p.Term, p.Base, p.Amount))
		}
	}
	want := []string{
		"surplus[0]  of 1000: 400",
		"surplus[0] deductible of 400: -40", // 630 in the ratio 4:3
		"surplus[1]  of 1000: 300",
		"surplus[1] deductible of 300: -30",
		"surplus[0] event-limit of 360: -180", // 315 in the ratio 4:3
		"surplus[1] event-limit of 270: -135",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("postings (-want +got):\n%s", diff)
	}
}

// The greatest sum insured that each clause can take of a unit.
func TestCapacities(t *testing.T) {
	bands := table(proportional.RetentionTable{Bands: twoBands()}) // keeps 10 to 60
	mixed := proportional.QuotaShareSurplus{
		Share: dec("0.4"), Line: bands, Capacities: []proportional.Capacity{lines("2"), combined("200")},
	}
	mixedNet := mixed
	mixedNet.LinesOn = proportional.LinesOnNet
	open := table(proportional.RetentionTable{Bands: []proportional.Band{{Amount: dec("10"), Rate: dec("0.1")}}})
	mixedOpen := mixed
	mixedOpen.Line = open
	flat := table(proportional.RetentionTable{Bands: []proportional.Band{{Amount: dec("10")}}})
	bounded := table(proportional.RetentionTable{Bands: twoBands(), Minimum: new(dec("20")), Maximum: new(dec("50"))})
	high := table(proportional.RetentionTable{Bands: twoBands(), Minimum: new(dec("80"))})
	openBounded := table(proportional.RetentionTable{Bands: []proportional.Band{{Rate: dec("0.1")}}, Maximum: new(dec("50"))})
	graded := table(proportional.RetentionTable{Bands: []proportional.Band{
		{Grade: "low", UpTo: new(dec("100")), Amount: dec("40")}, {Grade: "high", UpTo: new(dec("100")), Amount: dec("5"), Rate: dec("0.1")},
	}})
	including := surplus(amount("100"), lines("4"))
	including.LineCount = proportional.LinesIncluding
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		want  string // none where the terms set none
	}{
		{"quota share", proportional.QuotaShare{Share: dec("0.6")}, "none"},
		{"limit on the sum insured", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("1001"))}, "601"}, // 600.6
		{"limit on the ceded part", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("1001")), LimitOn: proportional.LimitOnCeded}, "1001"},
		{"limit on each loss", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("1001")), LimitOn: proportional.LimitOnEachLoss}, "none"},
		{"lines", surplus(amount("101"), lines("2.5")), "253"},
		{"lines including the retention", including, "300"},
		{"limit", surplus(amount("100"), limit("70")), "70"},
		{"combined", surplus(amount("100"), combined("170")), "70"},
		{"combined below the retention", surplus(amount("100"), combined("70")), "0"},
		{"the smallest", surplus(amount("100"), proportional.Capacity{Lines: new(dec("3")), Limit: new(dec("250")), Combined: new(dec("340"))}), "240"},
		{"lines beyond any amount", surplus(amount("100"), lines("1e20")), "none"},
		{"stacked", surplus(amount("100"), lines("4"), combined("700"), combined("700")), "400 200 0"},
		{"share per risk", surplus(proportional.Retention{}, given("ceded"), proportional.Capacity{ShareAttribute: "ceded", Limit: new(dec("80"))}), "none 80"},
		// The first may take nothing, so the second can hold all between 100 and 500.
		{"combined above a share per risk", surplus(amount("100"), proportional.Capacity{ShareAttribute: "ceded", Limit: new(dec("300"))}, combined("500")), "300 400"},
		{"combined above no limit", surplus(amount("100"), lines("1e20"), combined("500")), "none 0"},
		{"lines of a table", surplus(bands, lines("2")), "120"},
		// A unit that keeps 10 cedes 20 to the first and the rest up to 200 to the second.
		{"combined above a table", surplus(bands, lines("2"), combined("200")), "120 170"},
		{"lines of a bounded table", surplus(bounded, lines("2"), combined("200")), "100 140"},       // 20 to 50
		{"lines of a table below its minimum", surplus(high, lines("2"), combined("300")), "160 60"}, // always 80
		{"lines of an open table", surplus(open, lines("2"), combined("200")), "none 170"},
		{"lines of an open and flat table", surplus(flat, lines("2")), "20"},
		{"lines of an open table with maximum", surplus(openBounded, lines("2")), "100"},
		{"lines of a table beyond any amount", surplus(table(proportional.RetentionTable{Bands: []proportional.Band{
			{UpTo: new(dec("9223372036854775807")), Amount: dec("9223372036854775807"), Rate: dec("1")},
		}}), lines("2")), "none"},
		{"lines of a table by grade", surplus(graded, lines("2"), combined("100")), "80 85"}, // 5 to 40
		{"quota share and surplus", mixed, "24 120 170"},                                     // 0.4 × 60
		{"quota share and surplus on the net line", mixedNet, "24 72 178"},                   // 36 and 6 each
		{"quota share and surplus of an open table", mixedOpen, "none none 170"},
		{"variable quota share", variable("", "0.8", "0.5", "0.2"), "none"},
		{"variable quota share of nothing above", variable("", "0.8", "0.5", "0"), "150"}, // 0.5 × 300, 0.8 × 100
		{"variable quota share that ends", variable(proportional.AboveError, "0.8", "0.5", "0.2"), "200"},
		{"variable quota share with a limit", limited(variable("", "0.8", "0.5", "0.2"), "1001", ""), "200"}, // 200.2
		{"variable quota share with a limit on the ceded part", limited(variable("", "0.8", "0.5", "0.2"), "90", proportional.LimitOnCeded), "90"},
		{"variable quota share with a high limit on the ceded part", limited(variable("", "0.8", "0.5", "0"), "900", proportional.LimitOnCeded), "150"},
		{"variable quota share with a limit on each loss", limited(variable("", "0.8", "0.5", "0"), "9", proportional.LimitOnEachLoss), "150"},
		{"open cover", proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: new(dec("300"))}, "300"},
		{"open cover with lines", openLines("2.5", "101", ""), "253"},
		{"open cover with lines and a limit", openLines("2.5", "101", "200"), "200"},
		{"facultative share", proportional.Facultative{Share: new(dec("0.5"))}, "none"},
		{"facultative amount", proportional.Facultative{Amount: new(dec("500"))}, "500"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := whole(tt.terms)
			spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"A"}
			program, err := treaty.NewProgram(spec)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range program.Capacities() {
				text := "none"
				if c.Maximum != nil {
					text = c.Maximum.String()
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(tt.want, strings.Join(got, " ")); diff != "" {
				t.Errorf("capacities (-want +got):\n%s", diff)
			}
		})
	}
}
