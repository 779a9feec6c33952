package portfolio_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

// everything is a book with something of most kinds, no counterparty of which is concentrated.
func everything(today cede.Date) portfolio.Book {
	var b portfolio.Book
	b.Company, b.TotalAssets = asset.NonLife, million("100000")
	for id, a := range map[string]asset.Asset{
		"main": asset.Stock{Board: asset.MainBoard}, "member": asset.Stock{Board: asset.MainBoard, Index: true}, "growth": asset.Stock{Board: asset.ChiNext},
		"star": asset.Stock{Board: asset.STAR}, "low volatility": asset.Stock{Board: asset.MainBoard, LowVolatility: true},
		"government": asset.Bond{Issuer: asset.Government, Duration: dec("6")}, "policy": asset.Bond{Issuer: asset.PolicyBank, Duration: dec("6")},
		"agency": asset.Bond{Issuer: asset.Agency, Duration: dec("6")}, "rated": asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AA, Duration: dec("6")},
		"unrated": asset.Bond{Issuer: asset.OtherIssuer, Duration: dec("6")}, "green": asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AAA, Duration: dec("3"), Green: true},
		"convertible": asset.Convertible{}, "unlisted": asset.UnlistedEquity{}, "loan": asset.Loan{Class: asset.Pass}, "bad loan": asset.Loan{Class: asset.Doubtful},
		"house": asset.Property{Form: asset.Title, Place: asset.MajorCity}, "other house": asset.Property{Form: asset.Title, Place: asset.OtherCity},
		"large": asset.Deposit{Bank: asset.LargeBank, Form: asset.PlainDeposit}, "city": asset.Deposit{Bank: asset.CityBank, Form: asset.PlainDeposit, CapitalRatio: some("0.12")},
		"money": asset.Fund{Type: asset.MoneyFund}, "mixed": asset.Fund{Type: asset.MixedFund}, "policy loan": asset.PolicyLoan{},
	} {
		b.Holdings = append(b.Holdings, portfolio.Holding{Holding: asset.Holding{ID: id, Asset: a, Value: million("10"), Counterparty: id}})
	}
	b.Products = lookthrough.Portfolio{
		Items: []lookthrough.Item{{ID: "deep member", Asset: asset.Stock{Board: asset.MainBoard, Index: true}}, {ID: "deep loan", Asset: asset.Loan{Class: asset.Pass}}},
		Products: []lookthrough.Product{
			{ID: "fund", Type: lookthrough.EquityFund},
			{ID: "reit", Type: lookthrough.InfrastructureREIT},
			{ID: "debt", Type: lookthrough.FixedIncomeTrust, Rating: asset.AA},
			{ID: "trust", Type: lookthrough.EquityTrust, AsOf: today, Parts: []lookthrough.Part{{ID: "deep member", Value: million("5")}, {ID: "deep loan", Value: million("5")}}},
			{ID: "plan", Type: lookthrough.DebtPlan, Rating: asset.AAA, AsOf: today, Parts: []lookthrough.Part{{ID: "deep loan", Value: million("10")}}},
		},
	}
	for _, p := range b.Products.Products {
		b.Products.Positions = append(b.Products.Positions, lookthrough.Position{Product: p.ID, Value: million("10")})
	}
	b.Ceded = &counterparty.Ledger{
		Cedent:     counterparty.Insurer,
		Reinsurers: []counterparty.Reinsurer{{ID: "A", Home: counterparty.Domestic, Ratio: some("2.1")}, {ID: "B", Home: counterparty.Overseas}},
		Cessions:   []counterparty.Cession{{ID: "a", Reinsurers: []string{"A"}, Receivable: million("10")}, {ID: "b", Reinsurers: []string{"B"}, Reserves: million("10")}},
	}
	b.Assumed = []portfolio.Assumed{{Inward: counterparty.Inward{Claim: million("10"), Age: dec("9")}}}
	return b
}

// From one edition to the next only that changes which a notice names: 金规〔2023〕5号 members of the CSI 300 (also below products), STAR shares and public infrastructure REITs; 金规〔2025〕24号
// the holding time of shares, members of the low volatility index among them, which is not known here and lowers nothing.
func TestEditions(t *testing.T) {
	var before map[string]string
	for _, tt := range []struct {
		date    string
		changed []string
	}{
		{"2022-03-31", nil},
		{"2023-09-30", []string{"deep member equity", "member equity", "reit equity", "star equity"}},
		{"2025-06-30", nil},
		{"2025-12-31", nil},
	} {
		date, err := cede.ParseDate(tt.date)
		if err != nil {
			t.Fatal(err)
		}
		e, err := cross2.At(date)
		if err != nil {
			t.Fatal(err)
		}
		r, err := everything(date).Result(e)
		if err != nil {
			t.Fatal(err)
		}
		now := map[string]string{}
		for _, c := range r.MarketCharges {
			now[fmt.Sprint(c.Of, " ", c.Risk)] = c.Line.Amount().String()
		}
		for i, c := range r.CreditCharges {
			now[fmt.Sprint(c.Holding, " ", c.Spread, " ", i)] = c.Line.Amount().String()
		}
		var changed []string
		for name, amount := range now {
			if before != nil && before[name] != amount {
				changed = append(changed, name)
			}
		}
		slices.Sort(changed)
		if d := cmp.Diff(tt.changed, changed); d != "" || before != nil && len(before) != len(now) {
			t.Errorf("%s (-want +got):\n%s", tt.date, d)
		}
		before = now
	}
}
