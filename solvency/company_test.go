package solvency_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/cross2"
)

// One change to a good company gives one error, which names the place.
func TestCompany_refuses(t *testing.T) {
	line := func(row, yuan string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, dec(yuan))) }
	number := must[cross2.Line](t)(cross2.GivenNumber(cross2.Head{English: "x", Chinese: "x"}, dec("0.5")))
	const empty = "must not be empty: a line of zero says that there is none"
	for _, tt := range []struct {
		want   string
		change func(c *solvency.Company)
	}{
		{"kind: must be one of property, life, reinsurer", func(c *solvency.Company) { c.Kind = "" }},
		{"kind: must be one of property, life, reinsurer (got bank)", func(c *solvency.Company) { c.Kind = "bank" }},
		{"totalAssets: must be positive (got 0)", func(c *solvency.Company) { c.TotalAssets = some("0") }},
		{"life: " + empty, func(c *solvency.Company) { c.Life = cross2.Line{} }},
		{"nonLife: " + empty, func(c *solvency.Company) { c.NonLife = cross2.Line{} }},
		{"market: " + empty, func(c *solvency.Company) { c.Market = cross2.Line{} }},
		{"credit: " + empty, func(c *solvency.Company) { c.Credit = cross2.Line{} }},
		{"control: " + empty, func(c *solvency.Company) { c.Control = cross2.Line{} }},
		{"control: must not be given: a captive has no control risk (got 0.018)", func(c *solvency.Company) { c.Captive = true }},
		{"core1: " + empty, func(c *solvency.Company) { c.Core1 = cross2.Line{} }},
		{"core2: " + empty, func(c *solvency.Company) { c.Core2 = cross2.Line{} }},
		{"supplementary1: " + empty, func(c *solvency.Company) { c.Supplementary1 = cross2.Line{} }},
		{"supplementary2: " + empty, func(c *solvency.Company) { c.Supplementary2 = cross2.Line{} }},
		{"assets: " + empty, func(c *solvency.Company) { c.Assets = cross2.Line{} }},
		{"liabilities: " + empty, func(c *solvency.Company) { c.Liabilities = cross2.Line{} }},
		{"market: must be row S05-1.3 of the return, or have no row (got S05-1.4)", func(c *solvency.Company) { c.Market = line("S05-1.4", "500") }},
		{"market: must not be negative (got -500)", func(c *solvency.Company) { c.Market = line("S05-1.3", "-500") }},
		{"market: must be in yuan (got number)", func(c *solvency.Company) { c.Market = number }},
		{"core1: must be in yuan (got number)", func(c *solvency.Company) { c.Core1 = number }},
		{"market: must be rounded to the fen, as a row of the return is (got 500.001)", func(c *solvency.Company) { c.Market = line("S05-1.3", "500.001") }},
		{"absorption: must not be negative (got -1)", func(c *solvency.Company) { c.Absorption = line("S05-1.6", "-1") }},
		{"absorption: must not be more than the capital of the risks, 804.18 (got 804.19)", func(c *solvency.Company) { c.Absorption = line("S05-1.6", "804.19") }},
		{"assets: must be, less liabilities, the sum of the tiers, 850 (got 850.01)", func(c *solvency.Company) { c.Assets = line("S01-1", "10000.01") }},
		{"assets: must be, less liabilities, the sum of the tiers, 850 (got 849.99)", func(c *solvency.Company) { c.Liabilities = line("S01-2", "9150.01") }},
		{"tolerance: must not be negative (got -1)", func(c *solvency.Company) { c.Tolerance = dec("-1") }},
		{"rating: must be one of AAA, AA, A, BBB, BB, B, C, D (got E)", func(c *solvency.Company) { c.Rating = "E" }},
		{"control: must not make minimum capital negative (got -0.01)", func(c *solvency.Company) { c.Control = line("S05-2", "-715.57") }},
		{"control: must be a factor from -0.15 to 0.75 (got 0.751)", func(c *solvency.Company) {
			c.Control = must[cross2.Line](t)(cross2.GivenNumber(cross2.Head{English: "Q", Chinese: "Q"}, dec("0.751")))
		}},
		{"control: must be a factor from -0.15 to 0.75 (got -0.151)", func(c *solvency.Company) {
			c.Control = must[cross2.Line](t)(cross2.GivenNumber(cross2.Head{English: "Q", Chinese: "Q"}, dec("-0.151")))
		}},
		{"additional.countercyclical: must not be negative (got -1)", func(c *solvency.Company) { c.Additional.Countercyclical = dec("-1") }},
		{"additional.domestic: must not be negative (got -1)", func(c *solvency.Company) { c.Additional.Domestic = dec("-1") }},
		{"additional.global: must not be negative (got -1)", func(c *solvency.Company) { c.Additional.Global = dec("-1") }},
		{"additional.other: must not be negative (got -1)", func(c *solvency.Company) { c.Additional.Other = dec("-1") }},
		{"additional.other: has too many digits (got 1E100)", func(c *solvency.Company) { c.Additional.Other = decimal.New(1, 100) }},
		{"life: must not be given: a property company has no life business (got 369.74)\nabsorption: must not be given: a property company has no participating or universal life contracts (got 50.96)", func(c *solvency.Company) { c.Kind = solvency.Property }},
	} {
		c := synthetic(t)
		tt.change(&c)
		_, err := c.Report(edition(t, "2025-12-31"))
		wantText(t, err, tt.want)
	}
	if _, err := synthetic(t).Report(nil); err == nil {
		t.Error("no edition: no error")
	}
	var c solvency.Company
	if err := c.Validate(); err == nil || strings.Count(err.Error(), "\n") != 9 {
		t.Errorf("the zero Company: got %v", err)
	}
	_, err := solvency.Given("S05-7", dec("1"))
	wantText(t, err, "must be a row of the sheets S01 to S05 of the quarterly return (got S05-7)")
	_, err = solvency.Given("S05-1", decimal.New(1, 100))
	wantText(t, err, "S05-1.amount: has too many digits (got 1E100)")
}

// A tolerance lets rounded tiers differ, and actual capital is still assets less liabilities.
func TestCompany_tolerance(t *testing.T) {
	c := synthetic(t)
	c.Assets = must[cross2.Line](t)(solvency.Given("S01-1", dec("10000.02")))
	c.Tolerance = dec("0.02")
	r := must[*solvency.Report](t)(c.Report(edition(t, "2025-12-31")))
	if got := amount(t, r, "S01-3"); got != "850.02" {
		t.Errorf("got %s", got)
	}
	c.Tolerance = dec("0.01")
	if _, err := c.Report(edition(t, "2025-12-31")); err == nil {
		t.Error("no error")
	}
}

// A company without assets and liabilities has the capital of its tiers.
func TestCompany_tiersOnly(t *testing.T) {
	c := synthetic(t)
	c.Assets, c.Liabilities = cross2.Line{}, cross2.Line{}
	r := must[*solvency.Report](t)(c.Report(edition(t, "2025-12-31")))
	if got := amount(t, r, "S01-3"); got != "850" {
		t.Errorf("got %s", got)
	}
	if _, ok := r.Row("S01-1"); ok {
		t.Error("recognised assets that were not given")
	}
}

// The same row with two amounts in one company is an error: here one line of lapse risk that is part of two.
func TestCompany_contradiction(t *testing.T) {
	c := synthetic(t)
	head := cross2.Head{English: "x", Chinese: "x"}
	one, two := must[cross2.Line](t)(solvency.Given("S05-1.4.1", dec("100"))), must[cross2.Line](t)(solvency.Given("S05-1.4.1", dec("101")))
	c.Credit = must[cross2.Line](t)(cross2.Sum(head, one, two))
	_, err := c.Report(edition(t, "2025-12-31"))
	wantText(t, err, "credit.S05-1.4.1: must be the same wherever it stands, 100 (got 101)")
}

// Additional capital is added after everything else; a captive has no control charge.
func TestCompany_additional(t *testing.T) {
	c := synthetic(t)
	c.Control, c.Captive = cross2.Line{}, true
	c.Additional = solvency.Additional{Countercyclical: dec("1"), Domestic: dec("20"), Global: dec("300"), Other: dec("4000")}
	r := must[*solvency.Report](t)(c.Report(edition(t, "2025-12-31")))
	for row, want := range map[string]string{"S05-3.1": "1", "S05-3.2": "20", "S05-3.3": "300", "S05-3.4": "4000", "S05-3": "4321", "S05-4": "5036.56", "S01-4.3": "4321"} {
		if got := amount(t, r, row); got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
	if _, ok := r.Row("S05-2"); ok {
		t.Error("a control charge")
	}
}
