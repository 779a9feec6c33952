package asset_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func edition(t testing.TB, day string) *cross2.Edition {
	t.Helper()
	date, err := cede.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The factors of products and structures in the worked checks of the rules: RF0 × (1 + K + Kp).
func TestCharge_Factor(t *testing.T) {
	other := func(n int) asset.Structure { return asset.Structure{Layers: n, Surface: asset.OtherSurface} }
	debt := func(n int) asset.Structure { return asset.Structure{Layers: n, Surface: asset.DebtSurface} }
	reit := asset.Structure{Layers: 2, Surface: asset.REITSurface}
	for _, tt := range []struct {
		name          string
		base          string
		coefficients  []string
		structure     asset.Structure
		concentration asset.Concentration
		band          asset.Band
		want          string
	}{
		{name: "held directly", base: "0.41", want: "0.41"},
		{name: "check 1: unlisted equity below two layers", base: "0.41", structure: other(2), want: "0.492"},
		{name: "check 1: ChiNext share below two layers", base: "0.45", structure: other(2), want: "0.54"},
		{name: "check 2: loan below a trust of two layers", base: "0.085", structure: debt(2), want: "0.0935"},
		{name: "check 3: loan below a debt plan", base: "0.085", structure: debt(1), want: "0.085"},
		{name: "check 4: subsidiary below one layer", base: "1", structure: other(1), want: "1"},
		{name: "check 5: property in a capital below a REIT", base: "0.15", structure: reit, want: "0.15"},
		{name: "check 5: property in another city below a REIT", base: "0.15", coefficients: []string{"0.2"}, structure: reit, want: "0.18"},
		{name: "check 9: green bond", base: "0.0414", coefficients: []string{"-0.1"}, want: "0.03726"},
		{name: "check 9: above the threshold", base: "0.0414", concentration: asset.Concentration{Counterparty: true}, want: "0.05796"},
		{name: "check 9: both", base: "0.0414", coefficients: []string{"-0.1"}, concentration: asset.Concentration{Counterparty: true}, want: "0.05382"},
		{name: "check 15: property, concentrated", base: "0.15", concentration: asset.Concentration{Property: true}, want: "0.225"},
		{name: "check 15: in another city", base: "0.15", coefficients: []string{"0.2"}, concentration: asset.Concentration{Property: true}, want: "0.255"},
		{name: "class of assets above its ratio, 0.2", base: "0.35", concentration: asset.Concentration{Class: true}, want: "0.42"},
		{name: "a sum below the bounds", base: "1", coefficients: []string{"-0.25", "-0.15"}, want: "0.75"},
		{name: "a sum below the bounds, unbounded", base: "1", coefficients: []string{"-0.25", "-0.15"}, band: asset.Unbounded, want: "0.6"},
		{name: "a sum above the bounds", base: "0.4", coefficients: []string{"0.2", "0.25"}, want: "0.5"},
		{name: "a coefficient outside of the bounds stays", base: "0.4", coefficients: []string{"0.5"}, want: "0.6"},
		{name: "a coefficient outside of the bounds beside two within", base: "0.4", coefficients: []string{"0.5", "0.25", "0.2"}, want: "0.7"},
		{name: "a coefficient at a bound and one outside", base: "1", coefficients: []string{"-0.4", "0.25"}, want: "0.85"},
		{name: "at most 1", base: "0.45", coefficients: []string{"1"}, structure: other(3), want: "1"},
		{name: "a base above 1", base: "1.2", want: "1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := cross2.On(edition(t, "2022-03-31"))
			named := cross2.Head{English: "x", Chinese: "x"}
			c := asset.Charge{
				Head: named, Rule: asset.MarketRule, Exposure: w.Given(named, dec("100")), Base: w.GivenNumber(named, dec(tt.base)),
				Structure: tt.structure, Concentration: tt.concentration, Band: tt.band,
			}
			for _, k := range tt.coefficients {
				c.Coefficients = append(c.Coefficients, w.GivenNumber(named, dec(k)))
			}
			factor, charge := c.Factor(w), c.Line(w)
			if w.Err() != nil {
				t.Fatal(w.Err())
			}
			if !factor.Amount().Equal(dec(tt.want)) || !charge.Amount().Equal(dec(tt.want).Shift(2)) {
				t.Errorf("factor %s, charge of 100 %s, want %s", factor.Amount(), charge.Amount(), tt.want)
			}
		})
	}
}

// The keys of every table by rating, typed from the rows of the pages: Rule 9 pp. 4, 6, 17, 18, Rule 7 pp. 7, 10.
func TestRating_Key(t *testing.T) {
	e := edition(t, "2026-03-31")
	ratings := []asset.Rating{"AAA", "AA+", "AA", "AA-", "A+", "A", "A-", "BBB+", "BBB", "BBB-", "below", ""}
	for table, want := range map[string]string{
		"credit.spread":            "aaa aa-plus aa aa-minus a-plus a a-minus bbb-plus below below below below",
		"credit.mitigation.spread": "aaa aa-plus aa aa-minus a-plus a a-minus below below below below below",
		"credit.hedge":             "aaa aa-plus aa aa-minus a a a below below below below below",
		"credit.interest":          "aaa aa aa aa a a a below below below below below",
		"lookthrough.surface":      "aaa aa-plus aa aa-minus a a a below below below below below",
		"lookthrough.exempt.plan":  "aaa aa-plus aa aa-minus a a a below below below below below",
	} {
		for i, grade := range strings.Fields(want) {
			if got := ratings[i].Key(e, table); got != table+"."+grade {
				t.Errorf("%s of %q is %s, want %s", table, ratings[i], got, grade)
			}
			if !e.Has(table + "." + grade) {
				t.Errorf("%s.%s is not there", table, grade)
			}
		}
	}
	for i, r := range ratings {
		for j, s := range ratings {
			if r.Better(s) != (i < j) {
				t.Errorf("%q better than %q: %t", r, s, r.Better(s))
			}
			want := ratings[max(i, j)]
			if want == "" { // none counts only alone
				want = ratings[min(i, j)]
			}
			if got := asset.Lowest(r, s); got != want {
				t.Errorf("the lowest of %q and %q is %q, want %q", r, s, got, want)
			}
		}
	}
	if got := asset.Lowest(); got != "" {
		t.Error(got)
	}
}

// Rule 7 Art. 18: n - 1 layers count at a debt-type surface, n at others.
func TestStructure_Coefficient(t *testing.T) {
	for s, want := range map[asset.Structure]string{
		{Layers: 1, Surface: asset.DebtSurface}: "0", {Layers: 4, Surface: asset.DebtSurface}: "0.3",
		{Layers: 1, Surface: asset.OtherSurface}: "0.1", {Layers: 4, Surface: asset.OtherSurface}: "0.4",
		{Layers: 1, Surface: asset.REITSurface}: "0.1", {Layers: 12, Surface: asset.REITSurface}: "1.2",
	} {
		w := cross2.On(edition(t, "2022-03-31"))
		if got := s.Coefficient(w); w.Err() != nil || !got.Amount().Equal(dec(want)) {
			t.Errorf("%+v: %s, %v, want %s", s, got.Amount(), w.Err(), want)
		}
	}
}

// Rule 7 Art. 20, and 金规〔2023〕5号 （五） from 2023-09-30: up to three layers, the surface included.
func TestStructure_HasInterestRate(t *testing.T) {
	for _, tt := range []struct {
		day      string
		business asset.Company
		layers   string // of which there is interest rate risk, of 0 to 4
	}{
		{"2022-03-31", asset.Life, "0"},
		{"2023-06-30", asset.Life, "0"},
		{"2023-09-30", asset.Life, "0123"},
		{"2026-03-31", asset.Life, "0123"},
		{"2022-03-31", asset.NonLife, "01234"},
		{"2026-03-31", asset.NonLife, "01234"},
	} {
		got := ""
		for n := range 5 {
			s := asset.Structure{Layers: n}
			if n > 0 {
				s.Surface = asset.DebtSurface
			}
			w := cross2.On(edition(t, tt.day))
			if s.HasInterestRate(w, tt.business) {
				got += string(rune('0' + n))
			}
			if w.Err() != nil {
				t.Error(w.Err())
			}
		}
		if got != tt.layers {
			t.Errorf("%s of %s: %s, want %s", tt.business, tt.day, got, tt.layers)
		}
	}
	for _, business := range []asset.Company{asset.Reinsurer, ""} {
		w := cross2.On(edition(t, "2026-03-31"))
		if (asset.Structure{}).HasInterestRate(w, business) || w.Err() == nil {
			t.Errorf("%q must be refused", business)
		}
	}
}
