package proportional_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A loss of 10 million on a sum insured of 5,000 million in PICC's non-marine programme of 2009: agreed quota share
// of 20 %, then 7 lines on a retention of 500 million with a treaty deductible of 300,000.
//
// Slide 非水险合约条件要点 (人保财险再保险实务): "the amount to be recovered is the loss after the deductible of the
// policy times the ceded share, less the treaty deductible of 300,000 for each unit and loss".
//
//	agreed quota share  20 % of 10,000,000                            2,000,000
//	surplus             3,500 / 4,000 of 8,000,000 less 300,000       6,700,000
//	net                 500 / 4,000 of 8,000,000 and 300,000          1,300,000
func Example_nonMarine() {
	from, _ := cede.ParseDate("2009-01-01")
	to, _ := cede.ParseDate("2009-12-31")
	year := treaty.Period{From: from, To: to}
	panel := treaty.Placement{Lines: []treaty.Line{{Reinsurer: "panel", Share: decimal.New(1, 0)}}}

	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		{
			ID: "agreed", Priority: 1, Period: year, Placement: panel,
			Sections: []treaty.Section{{
				Basis: treaty.RisksAttaching,
				Terms: proportional.QuotaShare{Share: decimal.RequireFromString("0.2")},
			}},
		},
		{
			ID: "surplus", Priority: 2, Period: year, Placement: panel,
			Sections: []treaty.Section{{
				Basis: treaty.RisksAttaching,
				Terms: proportional.Surplus{
					Retention:  proportional.Retention{Amount: new(decimal.New(500_000_000, 0))},
					Capacities: []proportional.Capacity{{Lines: new(decimal.New(7, 0))}},
					Deductible: &proportional.Deductible{Amount: decimal.New(300_000, 0)},
				},
			}},
		},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{{ID: "plant", SumInsured: decimal.New(5_000_000_000, 0), Period: year}},
		Losses: []treaty.Loss{{
			ID: "fire", Risk: "plant", Date: from,
			Positions: []treaty.Position{{Outstanding: decimal.New(10_000_000, 0)}},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range result.LossCessions("fire") {
		fmt.Println(c.Contract, "pays", c.Ceded, "of", c.Subject)
	}
	fire, _ := result.Loss("fire")
	fmt.Println("net", fire.Net)
	for p := range result.PostingsOf("fire") {
		if p.Step == treaty.StepTerms && p.Contract == "surplus" {
			fmt.Println(p.Clause, p.Term, p.Base, p.Amount)
		}
	}
	// Output:
	// agreed pays 2000000 of 10000000
	// surplus pays 6700000 of 8000000
	// net 1300000
	// surplus[0]  8000000 7000000
	// surplus[0] deductible 7000000 -300000
}
