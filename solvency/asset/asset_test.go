package asset_test

import (
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
