package treaty_test

import (
	"fmt"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// The terms are in dollars, at a fixed rate of 7 yuan: 100,000 of the loss are above 700,000 yuan.
func ExampleContract_exchangeRate() {
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{dollarLayer()}}, treaty.BookSpec{
		Currency: "CNY", Losses: []treaty.Loss{exampleLoss("L1", "", "", "2026-06-01", "800000")},
	})
	fmt.Println(result.Total().Ceded.Loss)
	// Output: 100000
}

// reinstatedLayer is 1,000,000 xs 500,000 for a deposit of 60,000 in two instalments and 3 % of the premium at the end, with 10 %
// of brokerage; one reinstatement at 100 %. 80 % of it are placed.
func reinstatedLayer() treaty.Spec {
	dec := decimal.RequireFromString
	some := func(text string) *decimal.Decimal { return new(dec(text)) }
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "XL", Period: exampleYear(2026),
		Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "Re A", Share: dec("0.5")}, {Reinsurer: "Re B", Share: dec("0.3")}}},
		Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{{
			ID: "layer", Attachment: dec("500000"), Limit: some("1000000"),
			Reinstatements: &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{dec("1")}},
			Premium: &xol.Premium{
				Deposit: some("60000"), Rate: some("0.03"), Brokerage: some("0.1"),
				Instalments: []xol.Instalment{
					{Date: exampleDay("2026-01-01"), Amount: dec("30000")}, {Date: exampleDay("2026-07-01"), Amount: dec("30000")},
				},
			},
		}}}}},
	}}}
}

// reinstatedBook has a premium of 3,000,000 and an event that costs 1,250,000, paid.
func reinstatedBook() treaty.BookSpec {
	dec := decimal.RequireFromString
	return treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{{ID: "R1", SumInsured: dec("900000000"), Premium: dec("3000000"), Period: exampleYear(2026)}},
		Events:   []treaty.Event{{ID: "typhoon"}},
		Losses: []treaty.Loss{
			paidLoss("L1", "R1", "typhoon", "2026-08-01", "1000000"), paidLoss("L2", "R1", "typhoon", "2026-08-02", "250000"),
		},
	}
}

// Source: hand calculation. The premium is 3 % of 3,000,000, 90,000. The event uses 750,000 of the limit, three quarters: 45,000 on
// the deposit at once, 22,500 more when the premium turns out to be 30,000 higher. 80 % are charged.
func ExampleResult_Charges() {
	result := exampleApply(reinstatedLayer(), reinstatedBook())
	for c := range result.Charges() {
		fmt.Println(c.Date, c.Kind, c.Loss, c.Full, "->", c.Charged)
	}
	// Output:
	// 2026-01-01 deposit  30000 -> 24000
	// 2026-01-01 brokerage  3000 -> 2400
	// 2026-07-01 deposit  30000 -> 24000
	// 2026-07-01 brokerage  3000 -> 2400
	// 2026-12-31 adjustment  30000 -> 24000
	// 2026-12-31 brokerage  3000 -> 2400
	// 2026-08-01 reinstatement L1 45000 -> 36000
	// 2026-12-31 reinstatement-adjustment  22500 -> 18000
}

// Of 126,000 Re A with 50 of the 80 % has 78,750, and allows as much of the brokerage.
func ExampleResult_Price() {
	result := exampleApply(reinstatedLayer(), reinstatedBook())
	fmt.Println("all", result.Price().Premium, "less", result.Price().Brokerage)
	for _, r := range result.Reinsurers() {
		fmt.Println(r.Reinsurer, r.Price.Premium, "less", r.Price.Brokerage, "for", r.Ceded.Loss)
	}
	// Output:
	// all 126000 less 7200
	// Re A 78750 less 4500 for 375000
	// Re B 47250 less 2700 for 225000
}
