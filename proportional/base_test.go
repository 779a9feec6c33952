package proportional_test

import (
	"fmt"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// byPremium keeps a premium of 40 of a unit, with four lines above it.
func byPremium() proportional.Surplus {
	s := surplus(amount("40"), lines("4"))
	s.Base = proportional.OnPremium
	return s
}

func TestBase_premium(t *testing.T) {
	mixed := proportional.QuotaShareSurplus{Share: dec("0.5"), Line: amount("40"), Capacities: []proportional.Capacity{lines("1")}, Base: proportional.OnPremium}
	tabled := surplus(table(proportional.RetentionTable{Bands: twoBands()}), limit("1000"))
	tabled.Base = proportional.OnPremium
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risks []treaty.Risk
		want  string
	}{
		{
			// (100 - 40)/100 and 160/200; 1/201 above, of 1000 are 5. An unlimited liability has no sum insured.
			"surplus", byPremium(),
			[]treaty.Risk{risk("A", "1000", "100"), risk("B", "1000", "200"), risk("C", "1000", "201"), risk("D", "0", "100"), risk("E", "1000", "40"), risk("F", "1000", "41")},
			"A [0.6] 600 60\nB [0.8] 800 160\nC [160/201] 796 160 over 5 1\nD [0.6] 0 60\nE [0] 0 0\nF [1/41] 24 1",
		},
		{"quota share and surplus", mixed, []treaty.Risk{risk("A", "1000", "80")}, "A [0.25 0.5] 750 60"},                       // 20 and 40 of 80
		{"table", tabled, []treaty.Risk{risk("A", "1000", "100"), risk("B", "1000", "120")}, "A [0.9] 900 90\nB [5/6] 833 100"}, // keeps 10, and 10 + 10
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := apply(whole(tt.terms), book(tt.risks))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
		})
	}
}

// What a contract before left of the sum insured is left of the premium that is measured, however much of the premium it
// took; without a sum insured, what it left of the premium.
func TestBase_premiumAfterOthers(t *testing.T) {
	for _, tt := range []struct {
		name  string
		basis treaty.Basis
		risk  treaty.Risk
		keep  string
		want  string
	}{
		{"whole premium", treaty.RisksAttaching, risk("A", "1000", "100"), "40", "A [0.2] 100 10"}, // 50: 10/50
		{"no sum insured", treaty.RisksAttaching, risk("A", "0", "100"), "40", "A [0.2] 0 10"},
		// The year before takes half of 183 of 365 days, 92 with rounding; half of 365 is 183: 122/183, of 500 and of 273.
		{"earned premium", treaty.LossesOccurring, risk("A", "1000", "365"), "61", "A [2/3] 333 182"},
		// Here it is what is left of the premium: 273 - 91 = 182.
		{"earned premium, no sum insured", treaty.LossesOccurring, risk("A", "0", "365"), "91", "A [2/3] 0 182"},
	} {
		terms := byPremium()
		terms.Retention, terms.Capacities = amount(tt.keep), []proportional.Capacity{limit("1000")}
		if tt.basis == treaty.LossesOccurring {
			tt.risk.Period = treaty.Period{From: day(7, 2), To: day(7, 2).AddDays(364)}
		}
		spec := whole(terms)
		spec.Contracts = append(spec.Contracts, treaty.Contract{
			ID: "before", Priority: -1, Period: year(), Placement: placed(),
			Sections: []treaty.Section{{Basis: tt.basis, Terms: proportional.QuotaShare{Share: dec("0.5")}}},
		})
		r, err := apply(spec, book([]treaty.Risk{tt.risk}))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// The PML of a row is reduced as its sum insured was, whichever row of the policy it is: a contract before takes 400 of 1,000, so that of a PML
// of 500 each 300 and 500 are left. A retention of 400 is half of it, so 300 and 500 are ceded.
func TestBase_pmlAfterOthers(t *testing.T) {
	for _, reduced := range []string{"A", "B"} {
		terms := surplus(amount("400"), limit("1000"))
		terms.Base = proportional.OnPML
		spec := whole(terms)
		spec.Contracts[0].Sections[0].Unit = treaty.UnitPolicy
		before := treaty.Section{Basis: treaty.RisksAttaching, Terms: proportional.Facultative{Share: new(dec("0.4"))}}
		before.Scope.Include.Risks = []string{reduced}
		spec.Contracts = append(spec.Contracts, treaty.Contract{ID: "before", Priority: -1, Period: year(), Placement: placed(), Sections: []treaty.Section{before}})
		risks := []treaty.Risk{pml(risk("A", "1000", "0"), "500"), pml(risk("B", "1000", "0"), "500")}
		risks[0].Policy, risks[1].Policy = "P", "P"
		r, err := apply(spec, book(risks))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("P [0.5] 800 0", outcome(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", reduced, diff)
		}
	}
}

// Each row is divided by its own share and rounded: 100/0.3 is 333 twice, so 333 of 666 is ceded; 250/0.5 is 500.
func TestBase_ownShare(t *testing.T) {
	terms := surplus(amount("333"), limit("1000"))
	terms.OwnShareAttribute = "own"
	onPML := terms
	onPML.Base = proportional.OnPML
	onPremium := terms
	onPremium.Base = proportional.OnPremium
	mixed := proportional.QuotaShareSurplus{Share: dec("0.5"), Line: amount("333"), Capacities: []proportional.Capacity{limit("1000")}, OwnShareAttribute: "own"}
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risks []treaty.Risk
		want  string
	}{
		{"rows of one share", terms, []treaty.Risk{with(risk("A", "100", "10"), "own", "0.3"), with(risk("B", "100", "10"), "own", "0.3")}, "P [0.5] 100 10"},
		{"rows of several shares", terms, []treaty.Risk{with(risk("A", "166", "10"), "own", "1"), with(risk("B", "250", "10"), "own", "0.5")}, "P [0.5] 208 10"},
		{"pml", onPML, []treaty.Risk{pml(with(risk("A", "1000", "10"), "own", "0.5"), "333")}, "P [0.5] 500 5"},
		{"premium", onPremium, []treaty.Risk{with(risk("A", "1000", "333"), "own", "0.5")}, "P [0.5] 500 167"},
		{"quota share and surplus", mixed, []treaty.Risk{with(risk("A", "333", "0"), "own", "0.5")}, "P [0.25 0.5] 250 0"}, // 83.25, 166.5
	} {
		for i := range tt.risks {
			tt.risks[i].Policy = "P"
		}
		spec := whole(tt.terms)
		spec.Contracts[0].Sections[0].Unit = treaty.UnitPolicy
		r, err := apply(spec, book(tt.risks))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestLaws_base(t *testing.T) {
	// onBase applies a surplus of the base to a risk with the given amounts.
	onBase := func(base proportional.Base, own string, retention, lines int64, r treaty.Risk) (string, error) {
		terms := surplus(proportional.Retention{Amount: some(retention)}, proportional.Capacity{Lines: some(lines)})
		terms.Base, terms.OwnShareAttribute = base, own
		res, err := apply(whole(terms), book([]treaty.Risk{r}))
		if err != nil {
			return "", err
		}
		return outcome(res), nil
	}
	of := func(sum int64) treaty.Risk { return with(risk("A", fmt.Sprint(sum), fmt.Sprint(sum)), "own", "1") }
	proptest.Check(t, "where premium and sum insured are one number so are the bases", prop.ForAll(
		func(retention, lines, sum int64) *gopter.PropResult {
			want, err := onBase(proportional.OnSumInsured, "", retention, lines, of(sum))
			if err != nil {
				return broken(err)
			}
			for _, own := range []string{"", "own"} {
				for _, base := range []proportional.Base{proportional.OnSumInsured, proportional.OnPML, proportional.OnPremium} {
					got, err := onBase(base, own, retention, lines, of(sum))
					if err != nil {
						return broken(err)
					}
					if got != want {
						return check(false, "%s %q: %s, want %s", base, own, got, want)
					}
				}
			}
			return check(true, "")
		}, yuan(), gens.Minor(1, 30), yuan(),
	))
	proptest.Check(t, "a share of a risk cedes as the risk does", prop.ForAll(
		func(retention, lines, sum int64) *gopter.PropResult {
			terms := surplus(proportional.Retention{Amount: some(retention)}, proportional.Capacity{Lines: some(lines)})
			all, err := apply(whole(terms), book([]treaty.Risk{risk("A", fmt.Sprint(4*sum), "0")}))
			if err != nil {
				return broken(err)
			}
			terms.OwnShareAttribute = "own"
			quarter, err := apply(whole(terms), book([]treaty.Risk{with(risk("A", fmt.Sprint(sum), "0"), "own", "0.25")}))
			if err != nil {
				return broken(err)
			}
			share := func(r *treaty.Result) treaty.Fraction {
				for u := range r.Units("C", "") {
					return u.Shares[0]
				}
				return treaty.Fraction{}
			}
			return check(share(all).Equal(share(quarter)), "all %s, a quarter %s", share(all), share(quarter))
		}, yuan(), gens.Minor(1, 30), gens.Minor(1, 1_000_000),
	))
}
