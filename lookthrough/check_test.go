package lookthrough_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
)

// The regulator's slides of June 2021, worked check 1 of the fact sheet: an equity trust over a private fund over unlisted equity and ChiNext shares, 0.492 and
// 0.54, and 0.6 where it cannot be looked through.
func TestCheck1_slides(t *testing.T) {
	p := lookthrough.Portfolio{
		Items:     []lookthrough.Item{{ID: "unlisted", Asset: unlisted()}, {ID: "chinext", Asset: chinext()}},
		Products:  []lookthrough.Product{product(t, "trust", lookthrough.EquityTrust, "fund", "100"), product(t, "fund", lookthrough.EquityFund, "unlisted", "60", "chinext", "40")},
		Positions: positions("trust", "100"),
	}
	x := expand(t, p)
	if diff := cmp.Diff([]string{"chinext other/2 40", "unlisted other/2 60"}, shown(x)); diff != "" {
		t.Error(diff)
	}
	var got []string
	for h := range x.Holdings() {
		base := map[string]string{"unlisted": "0.41", "chinext": "0.45"}[h.ID]
		got = append(got, charge(t, edition(t, reporting), h, base).String())
	}
	if want := []string{"21.6", "29.52"}; !slices.Equal(got, want) { // 40 × 0.54, 60 × 0.492
		t.Errorf("charges %v, want %v", got, want)
	}

	p.Products[0].Parts = nil
	opaque := slices.Collect(expand(t, p).Exposures())
	if len(opaque) != 1 || opaque[0].Risk() != lookthrough.EquityRisk || !factor(t, edition(t, reporting), opaque[0]).Equal(dec("0.6")) {
		t.Errorf("not looked through: %+v", opaque)
	}
}

// Worked check 2: a fixed-income trust AA+ of 100, two layers over "pass" loans: 9.35 at the bottom and 1.50 at the surface.
func TestCheck2_trust(t *testing.T) {
	trust := product(t, "trust", lookthrough.FixedIncomeTrust, "inner", "100")
	trust.Rating = asset.AAPlus
	x := expand(t, lookthrough.Portfolio{
		Items:     []lookthrough.Item{{ID: "loans", Asset: loan()}},
		Products:  []lookthrough.Product{trust, product(t, "inner", lookthrough.FixedIncomeTrust, "loans", "100")},
		Positions: positions("trust", "100"),
	})
	if diff := cmp.Diff([]string{"loans debt/2 100", "surface trust /0 100"}, shown(x)); diff != "" {
		t.Error(diff)
	}
	var total decimal.Decimal
	for h := range x.Holdings() {
		total = total.Add(charge(t, edition(t, reporting), h, "0.085"))
	}
	if !total.Equal(dec("9.35")) {
		t.Errorf("bottom %s, want 9.35", total)
	}
	for s := range x.Exposures() {
		l, err := s.Capital(edition(t, reporting))
		if err != nil || s.Risk() != lookthrough.DefaultRisk {
			t.Fatal(s.Risk(), err)
		}
		total = total.Add(l.Amount())
	}
	if !total.Equal(dec("10.85")) {
		t.Errorf("total %s, want 10.85", total)
	}
}

// Worked check 3: a debt plan AAA of one layer over a "pass" loan costs 0.085 and 0.008 of each yuan.
func TestCheck3_debtPlan(t *testing.T) {
	plan := product(t, "plan", lookthrough.DebtPlan, "loan", "100")
	plan.Rating = asset.AAA
	x := expand(t, lookthrough.Portfolio{
		Items: []lookthrough.Item{{ID: "loan", Asset: loan()}}, Products: []lookthrough.Product{plan}, Positions: positions("plan", "100"),
	})
	bottom, surface := slices.Collect(x.Holdings()), slices.Collect(x.Exposures())
	if len(bottom) != 1 || len(surface) != 1 {
		t.Fatal(shown(x))
	}
	if got := charge(t, edition(t, reporting), bottom[0], "0.085"); !got.Equal(dec("8.5")) {
		t.Errorf("bottom %s, want 8.5", got)
	}
	if got := factor(t, edition(t, reporting), surface[0]); !got.Equal(dec("0.008")) {
		t.Errorf("surface %s, want 0.010 × (1 - 0.2) = 0.008", got)
	}
}

// Worked checks 4 and 5: a subsidiary below one layer is capped at 1; property below a public infrastructure REIT of two layers costs 0.15 in a provincial
// capital and 0.18 elsewhere; the REIT itself 0.6 in 2022 and 0.5 from 2023-09-30.
func TestCheck4And5(t *testing.T) {
	x := expand(t, lookthrough.Portfolio{
		Items: []lookthrough.Item{
			{ID: "subsidiary", Asset: asset.LongTermEquity{Relation: asset.OtherSubsidiary, Market: asset.Domestic}},
			{ID: "capital", Asset: asset.Property{Form: asset.Title, Place: asset.MajorCity}},
			{ID: "town", Asset: asset.Property{Form: asset.Title, Place: asset.OtherCity}},
		},
		Products: []lookthrough.Product{
			product(t, "fund", lookthrough.EquityFund, "subsidiary", "100"),
			product(t, "reit", lookthrough.InfrastructureREIT, "plan", "200"),
			product(t, "plan", lookthrough.SPV, "capital", "100", "town", "100"),
		},
		Positions: positions("fund", "100", "reit", "200"),
	})
	var got []string
	for h := range x.Holdings() {
		var l decimal.Decimal
		switch h.ID {
		case "subsidiary":
			l = charge(t, edition(t, reporting), h, "1")
		case "capital":
			l = charge(t, edition(t, reporting), h, "0.15")
		case "town":
			l = charge(t, edition(t, reporting), h, "0.15", "0.2")
		}
		got = append(got, h.ID+" "+l.String())
	}
	if want := []string{"capital 15", "subsidiary 100", "town 18"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for on, want := range map[string]string{"2022-03-31": "0.6", "2023-06-30": "0.6", "2023-09-30": "0.5", reporting: "0.5"} {
		reit := lookthrough.Exposure{Product: "reit", Type: lookthrough.InfrastructureREIT, Class: asset.REITSurface, Measure: lookthrough.AsOpaque}
		if got := factor(t, edition(t, on), reit); !got.Equal(dec(want)) {
			t.Errorf("%s: an opaque REIT costs %s, want %s", on, got, want)
		}
	}
}
