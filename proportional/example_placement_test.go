package proportional_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A surplus with a capacity of 10,000,000 of which 85 % is placed (分保不完全).
//
// Standard T/IAC 17-2018, 6.4: the automatic capacity of such a contract is its greatest capacity times the
// part that is placed; the part that is not ceded is no capacity and is to be covered otherwise. The figures are
// ours: 10,000,000 × 85 % = 8,500,000.
func Example_placement() {
	from, _ := cede.ParseDate("2026-01-01")
	to, _ := cede.ParseDate("2026-12-31")
	year := treaty.Period{From: from, To: to}

	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "surplus", Period: year,
		Placement: treaty.Placement{Lines: []treaty.Line{
			{Reinsurer: "leader", Share: decimal.RequireFromString("0.5")},
			{Reinsurer: "follower", Share: decimal.RequireFromString("0.35")},
		}},
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching,
			Terms: proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(decimal.New(1_000_000, 0))},
				Capacities: []proportional.Capacity{{Lines: new(decimal.New(10, 0))}},
			},
		}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range program.Unplaced() {
		fmt.Println(c.Contract, c.Clause, c.Maximum, "placed", c.Placed, "effective", c.Effective, "unplaced", c.Unplaced)
	}

	book, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			{ID: "depot", SumInsured: decimal.New(5_000_000, 0), Premium: decimal.New(10_000, 0), Period: year},
			{ID: "harbour", SumInsured: decimal.New(12_500_000, 0), Premium: decimal.New(25_000, 0), Period: year},
		},
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
	for r := range result.Risks() {
		fmt.Println(r.Risk, "ceded", r.Ceded.SumInsured, "net", r.Retained.SumInsured, "premium", r.Ceded.Premium)
	}
	for _, n := range result.FacultativeNeeds() {
		fmt.Println(n.Unit, "unplaced", n.Unplaced, "overspill", n.Overspill, "to be covered", n.Need)
	}
	// depot: 85 % of 4,000,000; harbour: 85 % of 10,000,000, and 1,500,000 is above the capacity.

	// Output:
	// surplus surplus[0] 10000000 placed 0.85 effective 8500000 unplaced 1500000
	// depot ceded 3400000 net 1600000 premium 6800
	// harbour ceded 8500000 net 4000000 premium 17000
	// depot unplaced 600000 overspill 0 to be covered 600000
	// harbour unplaced 1500000 overspill 1500000 to be covered 3000000
}
