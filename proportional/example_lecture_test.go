package proportional_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A cargo case as reinsurance lectures set it: retention 100,000 for each ship, a first surplus of 10 lines and
// a second of 15.
//
//	ship  sum insured  retained        first surplus     second surplus     premium     loss
//	A          50,000  50,000 100 %                                             500        0
//	B         500,000  100,000 20 %      400,000 80 %                         5,000   10,000
//	C       2,000,000  100,000  5 %    1,000,000 50 %      900,000 45 %      20,000   20,000
//	D       2,500,000  100,000  4 %    1,000,000 40 %    1,400,000 56 %      25,000  100,000
//
//	premium retained 500 + 1,000 + 1,000 + 1,000 = 3,500, loss 0 + 2,000 + 1,000 + 4,000 = 7,000
//	premium of the first 4,000 + 10,000 + 10,000 = 24,000, loss 8,000 + 10,000 + 40,000 = 58,000
//	premium of the second 9,000 + 14,000 = 23,000, loss 9,000 + 56,000 = 65,000
func Example_lecture() {
	from, _ := cede.ParseDate("2026-01-01")
	to, _ := cede.ParseDate("2026-12-31")
	year := treaty.Period{From: from, To: to}

	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "cargo", Period: year,
		Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "reinsurer", Share: decimal.New(1, 0)}}},
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching,
			Terms: proportional.Surplus{
				Retention: proportional.Retention{Amount: new(decimal.New(100_000, 0))},
				Capacities: []proportional.Capacity{
					{Lines: new(decimal.New(10, 0))},
					{Lines: new(decimal.New(15, 0))},
				},
			},
		}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var spec treaty.BookSpec
	spec.Currency = "CNY"
	for _, ship := range []struct {
		name               string
		sum, premium, loss int64
	}{
		{"A", 50_000, 500, 0},
		{"B", 500_000, 5_000, 10_000},
		{"C", 2_000_000, 20_000, 20_000},
		{"D", 2_500_000, 25_000, 100_000},
	} {
		spec.Risks = append(spec.Risks, treaty.Risk{
			ID: ship.name, SumInsured: decimal.New(ship.sum, 0), Premium: decimal.New(ship.premium, 0), Period: year,
		})
		spec.Losses = append(spec.Losses, treaty.Loss{
			ID: ship.name, Risk: ship.name, Date: from, Positions: []treaty.Position{{Paid: decimal.New(ship.loss, 0)}},
		})
	}
	book, err := treaty.NewBook(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	for u := range result.Units("cargo", "") {
		fmt.Println(u.Unit, u.Shares)
	}
	cargo, _ := result.Contract("cargo")
	fmt.Println("retained", cargo.Retained.Premium, cargo.Retained.Loss)
	for _, c := range cargo.Sections[0].Clauses {
		fmt.Println(c.Clause, c.Ceded.Premium, c.Ceded.Loss)
	}
	// Output:
	// A [0 0]
	// B [0.8 0]
	// C [0.5 0.45]
	// D [0.4 0.56]
	// retained 3500 7000
	// surplus[0] 24000 58000
	// surplus[1] 23000 65000
}
