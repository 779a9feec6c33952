package portfolio_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

// A property company has a loan to ACME, shares of ACME below a trust, and a claim on ACME from reinsurance. Only all three together are above the threshold of 8 % of total assets.
func ExampleBook_Result() {
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	yuan := func(n int64) decimal.Decimal { return decimal.New(n, 6) } // in millions
	ratio := decimal.New(21, -1)
	book := portfolio.Book{
		Company: asset.NonLife, TotalAssets: yuan(1000),
		Holdings: []portfolio.Holding{
			{Holding: asset.Holding{ID: "loan", Asset: asset.Loan{Class: asset.Pass}, Value: yuan(40), Counterparty: "ACME"}},
		},
		Products: lookthrough.Portfolio{
			Items:     []lookthrough.Item{{ID: "shares", Asset: asset.Stock{Board: asset.MainBoard}, Counterparty: "ACME"}},
			Products:  []lookthrough.Product{{ID: "trust", Type: lookthrough.EquityTrust, AsOf: date, Parts: []lookthrough.Part{{ID: "shares", Value: yuan(25)}}}},
			Positions: []lookthrough.Position{{Product: "trust", Value: yuan(25)}},
		},
		Ceded: &counterparty.Ledger{
			Cedent:     counterparty.Insurer,
			Reinsurers: []counterparty.Reinsurer{{ID: "ACME", Home: counterparty.Domestic, Ratio: &ratio}},
			Cessions:   []counterparty.Cession{{ID: "surplus 2026", Reinsurers: []string{"ACME"}, Receivable: yuan(20)}},
		},
	}
	for _, ceded := range []*counterparty.Ledger{book.Ceded, nil} {
		book.Ceded = ceded
		r, err := book.Result(e)
		if err != nil {
			panic(err)
		}
		fmt.Println("ACME", r.Concentration.Exposures[0].Book, "of", r.Concentration.Threshold.Amount())
		for _, c := range r.MarketCharges {
			fmt.Println(c.Risk, c.Of, c.Line.Amount())
		}
		for _, c := range r.CreditCharges {
			fmt.Println("default", c.Holding, c.Line.Amount())
		}
		fmt.Println("market risk", r.Market.Amount(), "credit risk", r.Credit.Amount())
	}
	// Output:
	// ACME 85000000 of 80000000
	// equity shares 13125000
	// default loan 4760000
	// default surplus 2026 224000
	// market risk 13125000 credit risk 4984000
	// ACME 65000000 of 80000000
	// equity shares 9625000
	// default loan 3400000
	// market risk 9625000 credit risk 3400000
}
