package proportional_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
)

// variable has the given shares up to 100, 300 and 1000.
func variable(above proportional.Above, shares ...string) proportional.VariableQuotaShare {
	v := proportional.VariableQuotaShare{Above: above}
	for i, upTo := range []string{"100", "300", "1000"} {
		v.Bands = append(v.Bands, proportional.ShareBand{UpTo: new(dec(upTo)), Share: dec(shares[i])})
	}
	return v
}

func limited(v proportional.VariableQuotaShare, limit string, on proportional.LimitOn) proportional.VariableQuotaShare {
	v.Limit, v.LimitOn = new(dec(limit)), on
	return v
}

func TestVariableQuotaShare(t *testing.T) {
	three := variable("", "0.8", "0.5", "0.2")
	onPML, onPremium, whole100, error100, eachLoss, openEnd := three, three, three, three, three, three
	onPML.Base = proportional.OnPML
	onPremium.Base = proportional.OnPremium
	whole100.OwnShareAttribute = "own"
	error100.Above = proportional.AboveError
	eachLoss = limited(eachLoss, "90", proportional.LimitOnEachLoss)
	openEnd.Bands = append(openEnd.Bands[:2:2], proportional.ShareBand{Share: dec("0.1")})
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risks []treaty.Risk
		want  string
	}{
		{
			// The share of the band is that of the whole unit: 0.5 × 101 = 50.5, 0.2 × 301 = 60.2, 0.2 × 1001 = 200.2.
			"ends of bands", three, sums(1, 100, 101, 300, 301, 1000, 1001),
			"1 [0.8] 1 0\n100 [0.8] 80 8\n1000 [0.2] 200 20\n1001 [0.2] 200 20\n101 [0.5] 51 5\n300 [0.5] 150 15\n301 [0.2] 60 6",
		},
		{"at the last band", error100, sums(1000), "1000 [0.2] 200 20"},
		{"a last band without end", openEnd, sums(300, 301, 100000), "100000 [0.1] 10000 1000\n300 [0.5] 150 15\n301 [0.1] 30 3"},
		{
			"limit on the sum insured", limited(three, "400", proportional.LimitOnSumInsured), sums(400, 500),
			"400 [0.2] 80 8\n500 [0.16] 80 8 over 100 10",
		},
		{
			// 60 are 0.8 of 75 and 0.5 of 120, so 25 of 100 and 180 of 300 are above; of premium 2.5 and 18. 0.2 × 301 is 60.2.
			"limit on the ceded part", limited(three, "60", proportional.LimitOnCeded), sums(75, 100, 120, 300),
			"100 [0.6] 60 6 over 25 3\n120 [0.5] 60 6\n300 [0.2] 60 6 over 180 18\n75 [0.8] 60 6",
		},
		{"limit on the ceded part of nothing", limited(variable("", "0", "0.5", "0"), "60", proportional.LimitOnCeded), sums(100, 2000), "100 [0] 0 0\n2000 [0] 0 0"},
		{"limit on each loss", eachLoss, sums(100), "100 [0.8] 80 8"},
		{"on PML", onPML, []treaty.Risk{pml(risk("A", "1000", "100"), "100"), pml(risk("B", "1000", "100"), "101")}, "A [0.8] 800 80\nB [0.5] 500 50"},
		{"on premium", onPremium, []treaty.Risk{risk("A", "1000", "100"), risk("B", "1000", "101")}, "A [0.8] 800 80\nB [0.5] 500 51"},
		{
			// 30 % of 1,000 and all of 300; 100 / 0.3 is 333.
			"on 100 % of a coinsured risk", whole100,
			[]treaty.Risk{with(risk("A", "300", "30"), "own", "0.3"), with(risk("B", "300", "30"), "own", "1"), with(risk("C", "90", "9"), "own", "0.3")},
			"A [0.2] 60 6\nB [0.5] 150 15\nC [0.5] 45 5",
		},
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

// Two losses of 60 of a unit in one event: up to 90 at 0.8, less 10; the event limit cuts 62 to 50.
func TestVariableQuotaShare_losses(t *testing.T) {
	terms := limited(variable("", "0.8", "0.5", "0.2"), "90", proportional.LimitOnEachLoss)
	terms.Deductible = deductible("10", "")
	losses := []treaty.Loss{loss("1", "A", "x", "60"), loss("2", "A", "x", "60")}
	for limit, want := range map[string]string{"62": "62", "50": "50"} {
		terms.EventLimit = new(dec(limit))
		r, err := apply(whole(terms), book(sumsNamed("A", "100"), losses...))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Total().Ceded.Loss.String(); got != want {
			t.Errorf("event limit %s: ceded %s, want %s", limit, got, want)
		}
	}
}

func sumsNamed(id, sum string) []treaty.Risk { return []treaty.Risk{risk(id, sum, "0")} }

func TestVariableQuotaShare_refused(t *testing.T) {
	three := variable(proportional.AboveError, "0.8", "0.5", "0.2")
	onPremium, own := three, three
	onPremium.Base = proportional.OnPremium
	own.OwnShareAttribute = "own"
	over := limited(three, "400", "")
	over.Overspill = proportional.OverspillError
	overPremium := over
	overPremium.Base = proportional.OnPremium
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risk  treaty.Risk
		want  string
	}{
		{"above the last band", three, risk("A", "1000.01", "0"), "sumInsured: must not be above the last band of the table of shares"},
		{"premium above the last band", onPremium, risk("A", "1", "1000.01"), "premium: must not be above the last band of the table of shares"},
		{"above the limit", over, risk("A", "400.01", "0"), "sumInsured: must not be above the capacity of the section"},
		{"premium above the limit", overPremium, risk("A", "1", "400.01"), "premium: must not be above the capacity of the section"},
		{"no sum insured", three, risk("A", "0", "1"), "sumInsured: must be positive where a share follows from it (got 0)"},
		{"no premium", onPremium, risk("A", "1", "0"), "premium: must be positive where a share follows from it (got 0)"},
		{"own share not stated", own, risk("A", "1", "1"), "attributes.own: must not be empty"},
		{"own share of 0", own, with(risk("A", "1", "1"), "own", "0"), "attributes.own: must be in (0, 1]"},
		{"own share above 1", own, with(risk("A", "1", "1"), "own", "1.01"), "attributes.own: must be in (0, 1]"},
		{"own share below 0", own, with(risk("A", "1", "1"), "own", "-0.3"), "attributes.own: must be in (0, 1]"},
	} {
		_, err := apply(program(tt.terms), book([]treaty.Risk{tt.risk}))
		if got, want := fmt.Sprint(err), "contract C: risks[0]."+tt.want; got != want {
			t.Errorf("%s: %s, want %s", tt.name, got, want)
		}
	}
	if _, err := apply(program(own), book([]treaty.Risk{with(risk("A", "90000000000000000", "0"), "own", "0.000000000000000001")})); err == nil || !strings.Contains(err.Error(), treaty.ErrOverflow.Error()) {
		t.Errorf("100 %% of more than 64 bits: %v", err)
	}
}

func TestLaws_variable(t *testing.T) {
	share := gens.Minor(0, 10000)
	bands := func(a, b int64, shares ...int64) []proportional.ShareBand {
		out := []proportional.ShareBand{{UpTo: some(a)}, {UpTo: some(a + b)}, {}}
		for i, s := range shares {
			out[i].Share = cents(s).Shift(-2)
		}
		return out
	}
	same := func(x, y cut) *gopter.PropResult {
		return check(x.ceded.Equal(y.ceded) && x.kept.Equal(y.kept) && x.over.Equal(y.over), "%v and %v", x, y)
	}
	proptest.Check(t, "bands of one share are a quota share", prop.ForAll(
		func(a, b, q, limit, sum int64, on proportional.LimitOn) *gopter.PropResult {
			v := proportional.VariableQuotaShare{Bands: bands(a, b, q, q, q), Limit: some(limit), LimitOn: on}
			x, err := of(v, sum)
			if err != nil {
				return broken(err)
			}
			y, err := of(proportional.QuotaShare{Share: cents(q).Shift(-2), Limit: some(limit), LimitOn: on}, sum)
			if err != nil {
				return broken(err)
			}
			return same(x, y)
		}, yuan(), yuan(), gens.Minor(1, 10000), yuan(), yuan(),
		gens.Pick(proportional.LimitOnSumInsured, proportional.LimitOnCeded, proportional.LimitOnEachLoss),
	))
	proptest.Check(t, "a limit no unit reaches is none", prop.ForAll(
		func(a, b, p, q, r, sum int64, on proportional.LimitOn) *gopter.PropResult {
			v := proportional.VariableQuotaShare{Bands: bands(a, b, p, q, r)}
			x, err := of(v, sum)
			if err != nil {
				return broken(err)
			}
			v.Limit, v.LimitOn, v.OwnShareAttribute = some(sum), on, ""
			y, err := of(v, sum)
			if err != nil {
				return broken(err)
			}
			return same(x, y)
		}, yuan(), yuan(), share, share, share, yuan(), gens.Pick(proportional.LimitOnSumInsured, proportional.LimitOnCeded),
	))
	proptest.Check(t, "rising shares cede more of more", prop.ForAll(
		func(a, b, p, q, r, sum, more int64) *gopter.PropResult {
			v := proportional.VariableQuotaShare{Bands: bands(a, b, p/3, (p+q)/3, (p+q+r)/3)}
			x, err := of(v, sum)
			if err != nil {
				return broken(err)
			}
			y, err := of(v, sum+more)
			if err != nil {
				return broken(err)
			}
			return check(y.shares[0].Cmp(x.shares[0]) >= 0 && y.ceded.GreaterThanOrEqual(x.ceded), "%d: %v, %d: %v", sum, x, sum+more, y)
		}, yuan(), yuan(), share, share, share, yuan(), gens.Minor(0, 500),
	))
	proptest.Check(t, "a band split in two is the same", prop.ForAll(
		func(a, b, p, q, r, sum int64) *gopter.PropResult {
			v := proportional.VariableQuotaShare{Bands: bands(a+1, b, p, q, r)}
			x, err := of(v, sum)
			if err != nil {
				return broken(err)
			}
			v.Bands = append([]proportional.ShareBand{{UpTo: some((a + 1) / 2), Share: v.Bands[0].Share}}, v.Bands...)
			y, err := of(v, sum)
			if err != nil {
				return broken(err)
			}
			return same(x, y)
		}, yuan(), yuan(), share, share, share, yuan(),
	))
}
