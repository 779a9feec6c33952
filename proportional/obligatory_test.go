package proportional_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// openLines is an open cover of so many minimum retentions, and with a limit if one is given.
func openLines(count, minimum, limit string) proportional.FacultativeObligatory {
	o := proportional.FacultativeObligatory{ShareAttribute: "ask", MinimumRetention: new(dec(minimum)), Lines: new(dec(count))}
	if limit != "" {
		o.Limit = new(dec(limit))
	}
	return o
}

// asks is a risk with a premium of a tenth and the share that the cedent asks for.
func asks(id, sum, share string) treaty.Risk {
	r := sums(dec(sum).IntPart())[0]
	r.ID = id
	return with(r, "ask", share)
}

func TestFacultativeObligatory(t *testing.T) {
	plain := proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: new(dec("300"))}
	minimum := plain
	minimum.MinimumRetention = new(dec("100"))
	onPML, onPremium, whole100 := plain, plain, plain
	onPML.Base = proportional.OnPML
	onPremium.Base, onPremium.Limit = proportional.OnPremium, new(dec("30"))
	whole100.OwnShareAttribute = "own"
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risks []treaty.Risk
		want  string
	}{
		{
			"up to the limit", plain,
			[]treaty.Risk{asks("A", "1000", "0.2"), asks("B", "1000", "0.3"), asks("C", "1000", "0.301"), risk("D", "1000", "100"), asks("E", "1000", "0"), asks("F", "200", "1")},
			"A [0.2] 200 20\nB [0.3] 300 30\nC [0.3] 300 30 over 1 0\nD [0] 0 0\nE [0] 0 0\nF [1] 200 20",
		},
		{"not chosen and without a sum insured", plain, []treaty.Risk{risk("A", "0", "0")}, "A [0] 0 0"},
		{
			// Of 150 only 50 may go, of which a third is 50 and 25 stay; below 100 nothing.
			"minimum retention", minimum,
			[]treaty.Risk{asks("A", "80", "0.5"), asks("B", "100", "0.5"), asks("C", "150", "0.5"), asks("D", "200", "0.5"), asks("E", "201", "0.5")},
			"A [0] 0 0 over 40 4\nB [0] 0 0 over 50 5\nC [1/3] 50 5 over 25 3\nD [0.5] 100 10\nE [0.5] 101 10",
		},
		{
			"lines of the minimum retention", openLines("2.5", "101", ""), // 252.5 gives 253
			[]treaty.Risk{asks("A", "506", "0.5"), asks("B", "508", "0.5")},
			"A [0.5] 253 25\nB [253/508] 253 25 over 1 0",
		},
		{"lines bind", openLines("2", "100", "300"), []treaty.Risk{asks("A", "1000", "0.5")}, "A [0.2] 200 20 over 300 30"},
		{"the limit binds", openLines("4", "100", "300"), []treaty.Risk{asks("A", "1000", "0.5")}, "A [0.3] 300 30 over 200 20"},
		{"more lines than any sum insured", openLines("1e20", "100", ""), []treaty.Risk{asks("A", "1000", "0.5")}, "A [0.5] 500 50"},
		{"on PML", onPML, []treaty.Risk{pml(asks("A", "1000", "0.5"), "600"), pml(asks("B", "1000", "0.5"), "625")}, "A [0.5] 500 50\nB [0.48] 480 48 over 20 2"},
		{"on premium", onPremium, []treaty.Risk{asks("A", "1000", "0.4")}, "A [0.3] 300 30 over 100 10"},
		{"on 100 %", whole100, []treaty.Risk{with(asks("A", "500", "0.4"), "own", "0.5")}, "A [0.3] 150 15 over 50 5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := apply(whole(tt.terms), book(tt.risks))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
			slices.Reverse(tt.risks)
			again, err := apply(whole(tt.terms), book(tt.risks))
			if err != nil || outcome(again) != outcome(r) {
				t.Errorf("in another order: %v (%v)", outcome(again), err)
			}
		})
	}
}

// A loss of a risk that was not chosen is retained, and one of a chosen risk shared, less the deductible.
func TestFacultativeObligatory_losses(t *testing.T) {
	terms := proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: new(dec("300")), Deductible: deductible("10", ""), EventLimit: new(dec("35"))}
	r, err := apply(whole(terms), book([]treaty.Risk{asks("A", "1000", "0.2"), risk("B", "1000", "100")},
		loss("1", "A", "", "200"), loss("2", "B", "", "500"), loss("3", "A", "", "400")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := cessions(r), "1 30, 2 0, 3 35"; got != want { // 40 - 10; 80 - 10, limited
		t.Errorf("ceded %s, want %s", got, want)
	}
}

func TestFacultativeObligatory_refused(t *testing.T) {
	terms := proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: new(dec("300"))}
	over := terms
	over.Overspill = proportional.OverspillError
	minimum := openLines("9", "100", "")
	minimum.Overspill = proportional.OverspillError
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risks []treaty.Risk
		want  string
	}{
		{"share above 1", terms, []treaty.Risk{asks("A", "1000", "1.01")}, "risks[0].attributes.ask: must be in [0, 1]"},
		{"share below 0", terms, []treaty.Risk{asks("A", "1000", "-0.01")}, "risks[0].attributes.ask: must be in [0, 1]"},
		{"rows of one unit", terms, []treaty.Risk{asks("A", "1000", "0.1"), asks("B", "1000", "0.2")}, "risks[0].attributes.ask: must be the same in all rows of a unit"},
		{"a row without", terms, []treaty.Risk{asks("A", "1000", "0.1"), risk("B", "1000", "0")}, "risks[0].attributes.ask: must be the same in all rows of a unit"},
		{"a first row without", terms, []treaty.Risk{risk("A", "1000", "0"), asks("B", "1000", "0.1")}, "risks[0].attributes.ask: must not be empty"},
		{"above the limit", over, []treaty.Risk{asks("A", "1001", "0.3")}, "risks[0].sumInsured: must not be above the capacity of the section"},
		{"below the minimum retention", minimum, []treaty.Risk{asks("A", "110", "0.1")}, "risks[0].sumInsured: must not be above the capacity of the section"},
		{"no sum insured", terms, []treaty.Risk{with(risk("A", "0", "0"), "ask", "0.1")}, "risks[0].sumInsured: must be positive where a share follows from it (got 0)"},
	} {
		for i := range tt.risks {
			tt.risks[i].Policy = "P"
		}
		spec := whole(tt.terms)
		spec.Contracts[0].Sections[0].Unit = treaty.UnitPolicy
		_, err := apply(spec, book(tt.risks))
		if got, want := fmt.Sprint(err), "contract C: "+tt.want; got != want {
			t.Errorf("%s: %s, want %s", tt.name, got, want)
		}
	}
}

func TestLaws_obligatory(t *testing.T) {
	ceded := func(terms treaty.Terms, sum, share int64) (string, error) {
		r, err := apply(whole(terms), book([]treaty.Risk{asks("A", fmt.Sprint(sum), fmt.Sprint(cents(share).Shift(-2)))}))
		if err != nil {
			return "", err
		}
		return outcome(r), nil
	}
	proptest.Check(t, "without a minimum it is a surplus of given shares", prop.ForAll(
		func(limit, share, sum int64) *gopter.PropResult {
			x, err := ceded(proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: some(limit)}, sum, share)
			if err != nil {
				return broken(err)
			}
			y, err := ceded(surplus(proportional.Retention{}, proportional.Capacity{ShareAttribute: "ask", Limit: some(limit)}), sum, share)
			if err != nil {
				return broken(err)
			}
			return check(x == y, "%s, as a surplus %s", x, y)
		}, yuan(), gens.Minor(0, 10000), yuan(),
	))
	proptest.Check(t, "what is asked is accepted or above and the minimum is kept", prop.ForAll(
		func(limit, minimum, lines, share, sum int64) *gopter.PropResult {
			terms := proportional.FacultativeObligatory{ShareAttribute: "ask", Limit: some(limit), MinimumRetention: some(minimum), Lines: some(lines)}
			r, err := apply(whole(terms), book([]treaty.Risk{asks("A", fmt.Sprint(sum), fmt.Sprint(cents(share).Shift(-2)))}))
			if err != nil {
				return broken(err)
			}
			taken, over := r.Total().Ceded.SumInsured, num(0)
			for _, o := range r.Overspills() {
				over = over.Add(o.SumInsured)
			}
			asked := cents(share).Shift(-2).Mul(num(sum))
			kept := num(sum).Sub(taken)
			ok := taken.Add(over).Sub(asked).Abs().LessThan(num(1)) && taken.LessThanOrEqual(num(limit)) &&
				taken.LessThanOrEqual(num(lines).Mul(num(minimum))) && (taken.IsZero() || kept.GreaterThanOrEqual(num(minimum)))
			return check(ok, "asked %s, taken %s, over %s", asked, taken, over)
		}, yuan(), gens.Minor(1, 400), gens.Minor(1, 30), gens.Minor(0, 10000), yuan(),
	))
}
