package proportional_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// The two worked tables of the slides of PICC's reinsurance department (人保财险再保险实务).
//
// Slide 成数再保险: limit 5,000,000 for each unit, 40 % retained, 60 % ceded. The column "other" (其他) is what lies
// above the limit.
//
//	sum insured   retained     ceded    other
//	    400,000    160,000   240,000
//	  1,000,000    400,000   600,000
//	  5,500,000  2,000,000 3,000,000  500,000
//
// Slide 溢额再保险三要素: retention 500,000, 10 lines, so 5,500,000 in all.
//
//	sum insured  retained      ceded            premium   ceded    loss  recovered
//	    500,000   500,000 (100 %)      0          1,000       -     500          -
//	  1,000,000   500,000 (50 %)  500,000 (50 %)  2,000   1,000     600        300
//	  5,000,000   500,000 (10 %) 4,500,000 (90 %) 10,000   9,000  20,000     18,000
//
// The text of the slide has lost a few cells of the first two rows; they follow from the shares.
func Example_slides() {
	contract := func(terms treaty.Terms) *treaty.Program {
		program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
			ID:        "treaty",
			Period:    slideYear(),
			Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "reinsurer", Share: decimal.New(1, 0)}}},
			Sections:  []treaty.Section{{Basis: treaty.RisksAttaching, Terms: terms}},
		}}})
		if err != nil {
			panic(err)
		}
		return program
	}
	quotaShare := contract(proportional.QuotaShare{
		Share: decimal.RequireFromString("0.6"),
		Limit: new(decimal.New(5_000_000, 0)),
	})
	surplus := contract(proportional.Surplus{
		Retention:  proportional.Retention{Amount: new(decimal.New(500_000, 0))},
		Capacities: []proportional.Capacity{{Lines: new(decimal.New(10, 0))}},
	})

	fmt.Println("quota share")
	for _, sum := range []int64{400_000, 1_000_000, 5_500_000} {
		r := slideApply(quotaShare, sum, 0, 0)
		other := decimal.Decimal{}
		for _, o := range r.Overspills() {
			other = o.SumInsured
		}
		total := r.Total()
		fmt.Println(sum, total.Retained.SumInsured.Sub(other), total.Ceded.SumInsured, other)
	}
	fmt.Println("surplus")
	for _, row := range [][3]int64{{500_000, 1_000, 500}, {1_000_000, 2_000, 600}, {5_000_000, 10_000, 20_000}} {
		r := slideApply(surplus, row[0], row[1], row[2])
		for u := range r.Units("treaty", "") {
			fmt.Println(row[0], u.Retained.SumInsured, u.Ceded.SumInsured, u.Shares, u.Ceded.Premium, u.Ceded.Loss)
		}
	}
	// Output:
	// quota share
	// 400000 160000 240000 0
	// 1000000 400000 600000 0
	// 5500000 2000000 3000000 500000
	// surplus
	// 500000 500000 0 [0] 0 0
	// 1000000 500000 500000 [0.5] 1000 300
	// 5000000 500000 4500000 [0.9] 9000 18000
}

// slideApply applies a program to one risk with one loss.
func slideApply(program *treaty.Program, sumInsured, premium, loss int64) *treaty.Result {
	book, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{{
			ID: "risk", SumInsured: decimal.New(sumInsured, 0), Premium: decimal.New(premium, 0), Period: slideYear(),
		}},
		Losses: []treaty.Loss{{
			ID: "loss", Risk: "risk", Date: slideYear().From, Positions: []treaty.Position{{Paid: decimal.New(loss, 0)}},
		}},
	})
	if err != nil {
		panic(err)
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		panic(err)
	}
	return result
}

func slideYear() treaty.Period {
	from, _ := cede.ParseDate("2009-01-01")
	to, _ := cede.ParseDate("2009-12-31")
	return treaty.Period{From: from, To: to}
}
