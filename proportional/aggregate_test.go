package proportional_test

import (
	"fmt"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// aggregate states annual terms; an empty amount is none.
func aggregate(deductible, limit string, on proportional.AggregateOn) *proportional.Aggregate {
	a := &proportional.Aggregate{On: on}
	if deductible != "" {
		a.Deductible = new(dec(deductible))
	}
	if limit != "" {
		a.Limit = new(dec(limit))
	}
	return a
}

// on puts a loss on a day.
func on(date string, l treaty.Loss) treaty.Loss {
	d, err := cede.ParseDate(date)
	if err != nil {
		panic(err)
	}
	l.Date = d
	return l
}

// Risks A and B have a sum insured of 1000 each; C has 300.
func TestAggregate(t *testing.T) {
	half := func(a *proportional.Aggregate, change ...func(*proportional.QuotaShare)) proportional.QuotaShare {
		q := proportional.QuotaShare{Share: dec("0.5"), Aggregate: a}
		for _, f := range change {
			f(&q)
		}
		return q
	}
	// A and B are shared 0.4 and 0.3, C is not shared.
	stacked := func(a *proportional.Aggregate) proportional.Surplus {
		s := surplus(amount("300"), limit("400"), limit("300"))
		s.Aggregate = a
		return s
	}
	mixed := proportional.QuotaShareSurplus{ // shares 0.2 and 0.5, of C 0.4
		Share: dec("0.4"), Line: amount("500"), Capacities: []proportional.Capacity{lines("1")}, Aggregate: aggregate("", "420", ""),
	}
	eachLoss := func(q *proportional.QuotaShare) { q.Limit, q.LimitOn = new(dec("200")), proportional.LimitOnEachLoss }
	const whole, ceded = proportional.AggregateOnWhole, proportional.AggregateOnCeded
	five := []treaty.Loss{
		on("2026-02-01", loss("1", "A", "", "100")), on("2026-03-01", loss("2", "B", "", "180")), on("2026-04-01", loss("3", "A", "", "240")),
		on("2026-05-01", loss("4", "B", "", "300")), on("2026-06-01", loss("5", "A", "", "400")),
	}
	for _, tt := range []struct {
		name   string
		terms  treaty.Terms
		losses []treaty.Loss
		want   string
	}{
		{
			// Ceded 50, 90, 120, 150, 200 add up to 50, 140, 260, 410, 610: above 100 and up to 300 are 0, 40, 160, 300, 300.
			"deductible and limit on the ceded part", half(aggregate("100", "300", ceded)), five,
			"1 0, 2 40, 3 120, 4 140, 5 0",
		},
		{
			// The losses add up to 100, 280, 520, 820, 1220: above 100 and up to 300 are 0, 180, 300, 300, 300, of which half.
			"deductible and limit on the whole", half(aggregate("100", "300", whole)), five,
			"1 0, 2 90, 3 60, 4 0, 5 0",
		},
		{"deductible alone, met by a loss", half(aggregate("140", "", "")), five, "1 0, 2 0, 3 120, 4 150, 5 200"},
		{"deductible one below that", half(aggregate("139", "", "")), five, "1 0, 2 1, 3 120, 4 150, 5 200"},
		{"deductible one above it", half(aggregate("141", "", "")), five, "1 0, 2 0, 3 119, 4 150, 5 200"},
		{"limit alone, met by a loss", half(aggregate("", "260", "")), five, "1 50, 2 90, 3 120, 4 0, 5 0"},
		{"limit one below that", half(aggregate("", "259", "")), five, "1 50, 2 90, 3 119, 4 0, 5 0"},
		{"limit one above it", half(aggregate("", "261", "")), five, "1 50, 2 90, 3 120, 4 1, 5 0"},
		{"deductible on the whole, met by a loss", half(aggregate("280", "", whole)), five, "1 0, 2 0, 3 120, 4 150, 5 200"},
		{"deductible on the whole, one below that", half(aggregate("279", "", whole)), five, "1 0, 2 1, 3 120, 4 150, 5 200"}, // 0.5 is 1
		{"limit on the whole, met by a loss", half(aggregate("", "520", whole)), five, "1 50, 2 90, 3 120, 4 0, 5 0"},
		{"limit on the whole, one above that", half(aggregate("", "521", whole)), five, "1 50, 2 90, 3 120, 4 1, 5 0"},
		{"both in one loss", half(aggregate("100", "30", "")), five, "1 0, 2 30, 3 0, 4 0, 5 0"},
		{
			// The deductible is kept of the first loss by date and then id.
			"in order of date and id", half(aggregate("50", "", "")),
			[]treaty.Loss{on("2026-03-01", loss("a", "A", "", "100")), on("2026-02-02", loss("c", "A", "", "100")), on("2026-02-02", loss("b", "B", "", "60"))},
			"b 0, c 30, a 50",
		},
		{
			// The storm of 1 and 4 is taken as a whole before 2 and 3: 200 + 100, of which 250 are left in the ratio 2:1.
			"whole events by their first loss", half(aggregate("50", "300", "")),
			[]treaty.Loss{
				on("2026-02-01", loss("1", "A", "storm", "400")), on("2026-02-02", loss("2", "A", "", "60")),
				on("2026-02-03", loss("3", "B", "", "90")), on("2026-04-01", loss("4", "B", "storm", "200")),
			},
			"1 167, 2 30, 3 20, 4 83",
		},
		{
			"whole events by their first loss, on the whole", half(aggregate("100", "600", whole)), // 500 and 100 of 600, 500 in the ratio 4:2
			[]treaty.Loss{
				on("2026-02-01", loss("1", "A", "storm", "400")), on("2026-02-02", loss("2", "A", "", "60")),
				on("2026-02-03", loss("3", "B", "", "90")), on("2026-04-01", loss("4", "B", "storm", "200")),
			},
			"1 167, 2 30, 3 20, 4 84", // 333 and 167
		},
		{
			// 0 dates nothing: the storm begins with 4.
			"a loss of nothing dates nothing", half(aggregate("", "100", "")),
			[]treaty.Loss{
				on("2026-02-01", loss("1", "A", "storm", "0")), on("2026-02-02", loss("2", "A", "", "120")),
				on("2026-04-01", loss("4", "B", "storm", "200")),
			},
			"1 0, 2 60, 4 40",
		},
		{
			// Nor does a loss of a unit without a share, C.
			"a loss without a share dates nothing", stacked(aggregate("", "84", "")),
			[]treaty.Loss{
				on("2026-02-01", loss("1", "C", "storm", "100")), on("2026-02-02", loss("2", "A", "", "100")),
				on("2026-04-01", loss("4", "B", "storm", "200")),
			},
			"1 0, 2 70, 4 14",
		},
		{
			"a loss without a share brings nothing in", stacked(aggregate("100", "", whole)),
			[]treaty.Loss{on("2026-02-01", loss("1", "C", "", "100")), on("2026-02-02", loss("2", "A", "", "100")), on("2026-02-03", loss("3", "A", "", "100"))},
			"1 0, 2 0, 3 70",
		},
		{
			// 420 of 560 + 140.
			"one for stacked surpluses, in one event", stacked(aggregate("280", "", "")),
			[]treaty.Loss{loss("1", "A", "x", "800"), loss("2", "B", "x", "200")},
			"1 336, 2 84",
		},
		{"one for quota share and surplus", mixed, []treaty.Loss{on("2026-02-01", loss("1", "A", "", "500")), on("2026-02-02", loss("2", "C", "", "300"))}, "1 350, 2 70"},
		{
			// 200 and 150, of which 150 each by event; 150 + 150 - 100.
			"event limit, then the aggregate", half(aggregate("100", "", ""), func(q *proportional.QuotaShare) { q.EventLimit = new(dec("150")) }),
			[]treaty.Loss{on("2026-02-01", loss("1", "A", "", "400")), on("2026-02-02", loss("2", "B", "", "300"))},
			"1 50, 2 150",
		},
		{
			// On the whole 300 and 300 are left, of which 150 each.
			"aggregate on the whole, then the event limit", half(aggregate("100", "", whole), func(q *proportional.QuotaShare) { q.EventLimit = new(dec("120")) }),
			[]treaty.Loss{on("2026-02-01", loss("1", "A", "", "400")), on("2026-02-02", loss("2", "B", "", "300"))},
			"1 120, 2 120",
		},
		{
			// 200 - 50 and 150 - 50 add up to 250.
			"treaty deductible, then the aggregate", half(aggregate("100", "", ""), func(q *proportional.QuotaShare) { q.Deductible = deductible("50", "") }),
			[]treaty.Loss{on("2026-02-01", loss("1", "A", "", "400")), on("2026-02-02", loss("2", "B", "", "300"))},
			"1 50, 2 100",
		},
		{
			// 300 and 300 are left on the whole: 0.5 × 300 - 50.
			"aggregate on the whole, then the treaty deductible on the ceded part", half(aggregate("100", "", whole), func(q *proportional.QuotaShare) { q.Deductible = deductible("50", "") }),
			[]treaty.Loss{on("2026-02-01", loss("1", "A", "", "400")), on("2026-02-02", loss("2", "B", "", "300"))},
			"1 100, 2 100",
		},
		{
			// 400 - 50 and 300 - 50 bring 600 in.
			"treaty deductible on the whole, then the aggregate on it", half(aggregate("100", "", whole), func(q *proportional.QuotaShare) { q.Deductible = deductible("50", proportional.DeductibleOnWhole) }),
			[]treaty.Loss{on("2026-02-01", loss("1", "A", "", "400")), on("2026-02-02", loss("2", "B", "", "300"))},
			"1 125, 2 125",
		},
		{
			// 200, 200 and 100 come in, 300 are left, half of them.
			"limit on each loss, then the aggregate on the whole", half(aggregate("", "300", whole), eachLoss),
			[]treaty.Loss{on("2026-02-01", loss("1", "A", "", "900")), on("2026-02-02", loss("2", "B", "", "300")), on("2026-02-03", loss("3", "B", "", "100"))},
			"1 100, 2 50, 3 0",
		},
		{
			// A brings min(600, 200) and B 100: 270 of 300 are 180 and 90, half of which is 90 and 45; A's in the ratio 2:1.
			"a unit in an event, on the whole", half(aggregate("30", "", whole), eachLoss),
			[]treaty.Loss{loss("1", "A", "x", "400"), loss("2", "A", "x", "200"), loss("3", "B", "x", "100")},
			"1 60, 2 30, 3 45",
		},
		{
			"facultative, of all its risks together",
			proportional.Facultative{Share: new(dec("0.5")), Aggregate: aggregate("", "150", "")},
			[]treaty.Loss{on("2026-02-01", loss("1", "A", "", "200")), on("2026-02-02", loss("2", "B", "", "200"))},
			"1 100, 2 50",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, terms := range []treaty.Terms{tt.terms, tt.terms.Canonical()} {
				r, err := applyAggregate(terms, tt.losses)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.want, cessions(r)); diff != "" {
					t.Errorf("ceded (-want +got):\n%s", diff)
				}
				total := r.Total()
				if share, ok := terms.(proportional.QuotaShare); ok && !total.Ceded.SumInsured.Equal(share.Share.Mul(dec("2300"))) {
					t.Errorf("%s ceded of the sums insured", total.Ceded.SumInsured)
				}
			}
		})
	}
}

// applyAggregate applies terms, in units of the currency, to risks A and B of 1000 and C of 300.
func applyAggregate(terms treaty.Terms, losses []treaty.Loss) (*treaty.Result, error) {
	spec := whole(terms)
	spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"A", "B", "C"}
	return apply(spec, book([]treaty.Risk{risk("A", "1000", "100"), risk("B", "1000", "100"), risk("C", "300", "100")}, losses...))
}

// In a period of two years the terms run over both, or start anew; an event counts to the year of its first loss, and what is
// after the period to its last year.
func TestAggregate_years(t *testing.T) {
	losses := []treaty.Loss{
		on("2026-07-01", loss("1", "A", "", "300")), on("2027-06-30", loss("2", "A", "storm", "100")), on("2027-07-01", loss("3", "A", "", "300")),
		on("2027-07-02", loss("4", "A", "storm", "100")), on("2028-06-30", loss("5", "A", "", "200")), on("2028-07-01", loss("6", "A", "", "200")),
	}
	for _, tt := range []struct {
		annual proportional.Annual
		on     proportional.AggregateOn
		want   string
	}{
		// 150, 100, 150, 100, 100 are ceded: 50, 150, 220 are left, or by year 50, 150 and 50, 150, 220.
		{"", "", "1 50, 2 50, 3 70, 4 50, 5 0, 6 0"},
		{proportional.AnnualPeriod, proportional.AggregateOnCeded, "1 50, 2 50, 3 70, 4 50, 5 0, 6 0"},
		{proportional.AnnualYear, "", "1 50, 2 50, 3 50, 4 50, 5 100, 6 70"},
		// Of 300, 200, 300, 200, 200 are left 200, 220, or by year 200, 220 and 200, 220.
		{"", proportional.AggregateOnWhole, "1 100, 2 5, 3 0, 4 5, 5 0, 6 0"},
		{proportional.AnnualYear, proportional.AggregateOnWhole, "1 100, 2 5, 3 100, 4 5, 5 10, 6 0"},
	} {
		a := aggregate("100", "220", tt.on)
		a.Annual = tt.annual
		spec := whole(proportional.QuotaShare{Share: dec("0.5"), Aggregate: a})
		spec.Contracts[0].Period = treaty.Period{From: on("2026-07-01", treaty.Loss{}).Date, To: on("2028-06-30", treaty.Loss{}).Date}
		spec.Contracts[0].Sections[0].Basis = treaty.RisksAttaching
		r := risk("A", "1000", "100")
		r.Period = treaty.Period{From: on("2026-07-01", treaty.Loss{}).Date, To: on("2028-12-31", treaty.Loss{}).Date}
		result, err := apply(spec, book([]treaty.Risk{r}, losses...))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, cessions(result)); diff != "" {
			t.Errorf("annual %q on %q: ceded (-want +got):\n%s", tt.annual, tt.on, diff)
		}
	}
}

// The ledger names the clause that took each amount, where it is taken: with the share on the whole, with the event on the
// ceded part.
func TestAggregate_ledger(t *testing.T) {
	posted := func(terms treaty.Terms, losses ...treaty.Loss) []string {
		r, err := applyAggregate(terms, losses)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for p := range r.PostingsOf(losses[len(losses)-1].ID) {
			if p.Step == treaty.StepTerms {
				out = append(out, fmt.Sprintf("%s %s at %q on %s of %s: %s", p.Clause, p.Term, p.Loss, p.Date, p.Base, p.Amount))
			}
		}
		return out
	}
	terms := surplus(amount("300"), limit("400"), limit("300")) // shares 0.4 and 0.3
	terms.Aggregate = aggregate("100", "500", "")
	two := []treaty.Loss{on("2026-05-31", loss("1", "A", "x", "800")), loss("2", "B", "x", "200")}
	got := posted(terms, two...)
	want := []string{
		`surplus[0]  at "2" on 2026-06-01 of 200: 80`,
		`surplus[1]  at "2" on 2026-06-01 of 200: 60`,
		`surplus[0] aggregate-deductible at "" on 2026-05-31 of 400: -57`, // 600 of 320, 240, 80, 60 are 274, 206, 69, 51
		`surplus[1] aggregate-deductible at "" on 2026-05-31 of 300: -43`,
		`surplus[0] aggregate-limit at "" on 2026-05-31 of 343: -57`, // 500 are 229, 171, 57, 43
		`surplus[1] aggregate-limit at "" on 2026-05-31 of 257: -43`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("on the ceded part (-want +got):\n%s", diff)
	}
	half := proportional.QuotaShare{Share: dec("0.5"), Aggregate: aggregate("100", "500", proportional.AggregateOnWhole)}
	got = posted(half, two...)
	want = []string{
		`quota-share  at "2" on 2026-06-01 of 200: 100`,
		`quota-share aggregate-deductible at "2" on 2026-06-01 of 100: -10`, // 720 and 180 of 900
		`quota-share aggregate-limit at "2" on 2026-06-01 of 90: -40`,       // 400 and 100 of 500
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("on the whole (-want +got):\n%s", diff)
	}
	half.Limit, half.LimitOn, half.Deductible = new(dec("700")), proportional.LimitOnEachLoss, deductible("20", "")
	got = posted(half, loss("1", "A", "x", "600"), loss("2", "A", "x", "200"))
	want = []string{
		`quota-share  at "" on 2026-06-01 of 800: 400`,
		`quota-share each-loss-limit at "" on 2026-06-01 of 400: -50`,
		`quota-share aggregate-deductible at "" on 2026-06-01 of 350: -50`,
		`quota-share aggregate-limit at "" on 2026-06-01 of 300: -50`,
		`quota-share deductible at "" on 2026-06-01 of 250: -20`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of a unit on the whole (-want +got):\n%s", diff)
	}
	// 0.7 of 2 and 2 is 3, less 1: of 2 each loss gives one to the first surplus, though 4:3 would be one each.
	terms.Aggregate, terms.Deductible = aggregate("", "1000", proportional.AggregateOnWhole), deductible("1", "")
	got = posted(terms, loss("1", "A", "x", "2"), loss("2", "A", "x", "2"))
	want = []string{
		`surplus[0]  at "" on 2026-06-01 of 4: 2`,
		`surplus[1]  at "" on 2026-06-01 of 4: 1`,
		`surplus[1] deductible at "" on 2026-06-01 of 1: -1`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("of stacked surpluses on the whole (-want +got):\n%s", diff)
	}
}

// Empty readings are spelled out.
func TestAggregate_canonical(t *testing.T) {
	want := &proportional.Aggregate{Limit: new(dec("5")), On: proportional.AggregateOnCeded, Annual: proportional.AnnualPeriod}
	stated := &proportional.Aggregate{Limit: new(dec("5")), On: proportional.AggregateOnWhole, Annual: proportional.AnnualYear}
	for _, terms := range []func(*proportional.Aggregate) treaty.Terms{
		func(a *proportional.Aggregate) treaty.Terms { return proportional.QuotaShare{Aggregate: a} },
		func(a *proportional.Aggregate) treaty.Terms { return proportional.Surplus{Aggregate: a} },
		func(a *proportional.Aggregate) treaty.Terms { return proportional.QuotaShareSurplus{Aggregate: a} },
		func(a *proportional.Aggregate) treaty.Terms { return proportional.Facultative{Aggregate: a} },
	} {
		for _, both := range [][2]*proportional.Aggregate{{aggregate("", "5", ""), want}, {stated, stated}, {nil, nil}} {
			if diff := cmp.Diff(terms(both[1]).Canonical(), terms(both[0]).Canonical()); diff != "" {
				t.Errorf("canonical terms (-want +got):\n%s", diff)
			}
			if a := terms(both[0]).Canonical(); both[0] == nil {
				continue
			} else if got := aggregateOf(a); got.On != both[1].On || got.Annual != both[1].Annual {
				t.Errorf("%s: on %q, annual %q", a.Kind(), got.On, got.Annual)
			}
		}
	}
}

func aggregateOf(terms treaty.Terms) *proportional.Aggregate {
	switch t := terms.(type) {
	case proportional.QuotaShare:
		return t.Aggregate
	case proportional.Surplus:
		return t.Aggregate
	case proportional.QuotaShareSurplus:
		return t.Aggregate
	case proportional.Facultative:
		return t.Aggregate
	}
	return nil
}

// Two parallel shares of more than all are refused: annual terms leave sums insured and premium as they are.
func TestAggregate_certainOverCession(t *testing.T) {
	spec := program(proportional.QuotaShare{Share: dec("0.6"), Aggregate: aggregate("", "1", "")})
	second := program(proportional.QuotaShare{Share: dec("0.6"), Aggregate: aggregate("1000", "", proportional.AggregateOnWhole)}).Contracts[0]
	second.ID = "D"
	spec.Contracts = append(spec.Contracts, second)
	_, err := treaty.NewProgram(spec)
	if want := "contracts[1].sections[0].terms.share: must not raise the shares of parallel terms of one scope above 1 (got 0.6)"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// Halves that each lose a part to annual terms do not cede more than there is, to the unit.
func TestAggregate_halves(t *testing.T) {
	spec := whole(proportional.QuotaShare{Share: dec("0.5"), Aggregate: aggregate("3", "", "")})
	second := whole(proportional.QuotaShare{Share: dec("0.5"), Aggregate: aggregate("2", "", proportional.AggregateOnWhole)}).Contracts[0]
	second.ID = "D"
	spec.Contracts = append(spec.Contracts, second)
	r, err := apply(spec, book([]treaty.Risk{risk("A", "1000", "0")},
		on("2026-02-01", loss("1", "A", "", "1")), on("2026-02-02", loss("2", "A", "", "3")), on("2026-02-03", loss("3", "A", "", "5")), on("2026-02-04", loss("4", "A", "", "7"))))
	if err != nil {
		t.Fatal(err)
	}
	// C cedes 1 + 2 + 3 + 4 less 3, D the half of 0, 2, 5 and 7: of 5 and 7 there is a unit too much, which D gives back.
	if diff := cmp.Diff("1 0, 2 1, 3 5, 4 7", cessions(r)); diff != "" {
		t.Errorf("ceded (-want +got):\n%s", diff)
	}
}

// Two shares of 0.6 that meet in a loss are too much, unless one lost a part of its own to annual terms: then rounding alone makes 2
// of a loss of 1, and the last contract gives a unit back.
func TestAggregate_exact(t *testing.T) {
	share := func(id string, change func(*proportional.QuotaShare)) treaty.Contract {
		q := proportional.QuotaShare{Share: dec("0.6")}
		change(&q)
		c := whole(q).Contracts[0]
		c.ID = id
		c.Sections[0].Scope.Exclude.Lines = []string{"none of " + id} // so that the two are not certain to meet
		return c
	}
	one := func(id string) treaty.Loss { return loss(id, "A", "x", "1") }
	for _, tt := range []struct {
		name   string
		change func(*proportional.QuotaShare)
		losses []treaty.Loss
		want   string // ceded, or the error
	}{
		{
			"no annual terms", func(*proportional.QuotaShare) {},
			[]treaty.Loss{one("1"), one("2")},
			"contracts of priority 0 cede more than the loss of 1, 1: C quota-share 0.6, D quota-share 0.6",
		},
		{"on the ceded part", func(q *proportional.QuotaShare) { q.Aggregate = aggregate("", "1", "") }, []treaty.Loss{one("1"), one("2")}, "1 1, 2 1"},
		{"on the whole", func(q *proportional.QuotaShare) { q.Aggregate = aggregate("", "1", proportional.AggregateOnWhole) }, []treaty.Loss{one("1"), one("2")}, "1 1, 2 1"},
		{
			"out of reach", func(q *proportional.QuotaShare) { q.Aggregate = aggregate("", "2", "") },
			[]treaty.Loss{one("1"), one("2")},
			"contracts of priority 0 cede more than the loss of 1, 1: C quota-share 0.6, D quota-share 0.6",
		},
		{
			// 0.6 × 4 is 2, less 1 of the deductible.
			"a deductible on the ceded part beside terms out of reach", func(q *proportional.QuotaShare) {
				q.Deductible, q.Aggregate = deductible("1", ""), aggregate("", "4", proportional.AggregateOnWhole)
			},
			[]treaty.Loss{one("1"), one("2"), one("3"), one("4")},
			"1 1, 2 1, 3 1, 4 1",
		},
	} {
		spec := whole(proportional.QuotaShare{Share: dec("1")})
		spec.Contracts = []treaty.Contract{share("C", tt.change), share("D", func(*proportional.QuotaShare) {})}
		r, err := apply(spec, book([]treaty.Risk{risk("A", "0", "0")}, tt.losses...))
		got := fmt.Sprint(err)
		if err == nil {
			got = cessions(r)
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestAggregateLaws(t *testing.T) {
	readings := gens.Pick(proportional.AggregateOnCeded, proportional.AggregateOnWhole)
	term := gens.Minor(0, 600)
	stated := func(n int64) string {
		if n%5 == 0 {
			return ""
		}
		return fmt.Sprint(n)
	}
	kinds := func(kind int64, a *proportional.Aggregate) treaty.Terms {
		switch kind {
		case 0:
			return proportional.QuotaShare{Share: dec("0.37"), Aggregate: a}
		case 1:
			return proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("150")), LimitOn: proportional.LimitOnEachLoss, Deductible: deductible("11", ""), Aggregate: a}
		case 2:
			s := surplus(amount("300"), limit("400"), limit("101"))
			s.EventLimit, s.Aggregate = new(dec("250")), a
			return s
		}
		s := surplus(amount("200"), limit("300"), limit("201"))
		s.Deductible, s.Aggregate = deductible("7", proportional.DeductibleOnWhole), a
		return s
	}
	// Five losses: two of one unit in one event with one of another, and two alone.
	losses := func(a, b, c, d, e int64) []treaty.Loss {
		return []treaty.Loss{
			on("2026-02-01", loss("1", "A", "x", fmt.Sprint(a))), on("2026-02-03", loss("2", "A", "x", fmt.Sprint(b))), on("2026-02-02", loss("3", "B", "x", fmt.Sprint(c))),
			on("2026-02-02", loss("4", "B", "", fmt.Sprint(d))), on("2026-01-01", loss("5", "C", "", fmt.Sprint(e))),
		}
	}
	amounts := gens.Minor(0, 300)
	proptest.Check(t, "terms out of reach change nothing", prop.ForAll(
		func(kind int64, reading proportional.AggregateOn, a, b, c, d, e int64) *gopter.PropResult {
			with, err := applyAggregate(kinds(kind, aggregate("", "100000", reading)), losses(a, b, c, d, e))
			if err != nil {
				return broken(err)
			}
			without, err := applyAggregate(kinds(kind, nil), losses(a, b, c, d, e))
			if err != nil {
				return broken(err)
			}
			return check(cessions(with) == cessions(without), "%s, and without %s", cessions(with), cessions(without))
		}, gens.Minor(0, 3), readings, amounts, amounts, amounts, amounts, amounts,
	))
	proptest.Check(t, "the section cedes the sum less the deductible up to the limit", prop.ForAll(
		func(kind, deductible, limit, a, b, c, d, e int64) *gopter.PropResult {
			if deductible%5 == 0 && limit%5 == 0 {
				limit++
			}
			with, err := applyAggregate(kinds(kind, aggregate(stated(deductible), stated(limit), "")), losses(a, b, c, d, e))
			if err != nil {
				return broken(err)
			}
			without, err := applyAggregate(kinds(kind, nil), losses(a, b, c, d, e))
			if err != nil {
				return broken(err)
			}
			left := without.Total().Ceded.Loss.IntPart()
			if deductible%5 != 0 {
				left = max(left-deductible, 0)
			}
			if limit%5 != 0 {
				left = min(left, limit)
			}
			return check(with.Total().Ceded.Loss.Equal(num(left)), "%s, want %d (%s)", with.Total().Ceded.Loss, left, cessions(without))
		}, gens.Minor(0, 3), term, term, amounts, amounts, amounts, amounts, amounts,
	))
	proptest.Check(t, "more of a loss or limit or less deductible never cedes less", prop.ForAll(
		func(reading proportional.AggregateOn, deductible, limit, a, b, c, more int64) *gopter.PropResult {
			ceded := func(deductible, limit, a int64) int64 {
				// Even losses and limits and one loss in each event, so that half of what is left is not rounded.
				r, err := applyAggregate(
					proportional.QuotaShare{Share: dec("0.5"), Aggregate: aggregate(fmt.Sprint(2*deductible), fmt.Sprint(2*limit), reading)},
					losses(2*a, 0, 0, 2*b, 2*c),
				)
				if err != nil {
					t.Fatal(err)
				}
				return r.Total().Ceded.Loss.IntPart()
			}
			was := ceded(deductible+more, limit, a)
			got := [...]int64{ceded(deductible+more, limit, a+more), ceded(deductible, limit, a), ceded(deductible+more, limit+more, a)}
			most := 2 * limit
			if reading == proportional.AggregateOnWhole {
				most = limit
			}
			return check(min(got[0], got[1], got[2]) >= was && was <= most, "%d, then %d", was, got)
		}, readings, gens.Minor(1, 200), gens.Minor(1, 400), amounts, amounts, amounts, gens.Minor(0, 9),
	))
	proptest.Check(t, "the order in which losses are listed changes nothing", prop.ForAll(
		func(kind int64, reading proportional.AggregateOn, deductible, limit, a, b, c, d, e int64) *gopter.PropResult {
			terms := kinds(kind, aggregate(fmt.Sprint(deductible+1), fmt.Sprint(limit+1), reading))
			list := losses(a, b, c, d, e)
			one, err := applyAggregate(terms, list)
			if err != nil {
				return broken(err)
			}
			two, err := applyAggregate(terms, []treaty.Loss{list[3], list[1], list[4], list[2], list[0]})
			if err != nil {
				return broken(err)
			}
			return check(cessions(one) == cessions(two), "%s, in another order %s", cessions(one), cessions(two))
		}, gens.Minor(0, 3), readings, term, term, amounts, amounts, amounts, amounts, amounts,
	))
}
