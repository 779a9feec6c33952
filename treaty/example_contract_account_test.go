package treaty_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A quota share of 40 % for 2025 with a commission that slides point for point from 40 % at a loss ratio of 50 % to 30 % at 60 %, 35 % for the time being,
// and 20 % of the profit after 5 % expenses. In 2024 it made a loss of 300. The year is adjusted a year after its end.
//
// Ceded are 4,000 of premium. Of the losses of 5,500 at the end of 2025 nothing is adjusted yet: 35 % of 4,000 are 1,400. A year later losses are 5,400, of which
// 2,160 are ceded: the loss ratio is 54 %, the commission 36 %, 1,440, of which 60 and 40 % of 40 more are posted. The year leaves
// 4,000 - 2,160 - 1,440 - 200 = 200, which pays so much of the deficit.
func ExampleContractAccount() {
	money := decimal.RequireFromString
	day := func(text string) cede.Date {
		d, err := cede.ParseDate(text)
		if err != nil {
			panic(err)
		}
		return d
	}
	year := treaty.Period{From: day("2025-01-01"), To: day("2025-12-31")}
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "QS 2025", Period: year, Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A Re", Share: money("0.6")}, {Reinsurer: "B Re", Share: money("0.4")}}},
		Account: &treaty.ContractAccount{
			AdjustedAfter: 12,
			History:       []treaty.UnderwritingYear{{Year: 2024, Written: money("4000"), Paid: money("2900")}},
			Terms: proportional.Account{
				Commissions: []proportional.Commission{{Sliding: &proportional.SlidingScale{
					Provisional: money("0.35"),
					Points:      []proportional.ScalePoint{{LossRatio: money("0.5"), Rate: money("0.4")}, {LossRatio: money("0.6"), Rate: money("0.3")}},
				}}},
				ProfitCommissions: []proportional.ProfitCommission{{Rate: new(money("0.2")), Expenses: new(money("0.05")), Deficit: new(proportional.Carry)}},
			},
		},
		Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: money("0.4")}}},
	}}})
	if err != nil {
		panic(err)
	}
	book, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{{ID: "r", SumInsured: money("1000000"), Premium: money("10000"), Period: year}},
		Losses: []treaty.Loss{{ID: "l", Risk: "r", Date: day("2025-05-01"), Positions: []treaty.Position{
			{At: day("2025-06-30"), Outstanding: money("5500")}, {At: day("2026-06-30"), Paid: money("5400")},
		}}},
	})
	if err != nil {
		panic(err)
	}
	var before *treaty.Settlement
	for _, at := range []string{"2025-12-31", "2026-12-31"} {
		result, err := program.ApplyAt(context.Background(), book, day(at))
		if err != nil {
			panic(err)
		}
		after, _ := result.Account("QS 2025")
		fmt.Println(at)
		for year, item := range after.Items() {
			fmt.Printf("  %d %-24s  carried in %6s  amount %6s  carried out %6s\n", year, item.Term, item.CarriedIn, item.Placed, item.CarriedOut)
		}
		adjustments, err := treaty.Adjustments(before, after)
		if err != nil {
			panic(err)
		}
		for p := range adjustments {
			if p.Step == treaty.StepReinsurer {
				fmt.Printf("  posted %s %s %s\n", p.Term, p.Reinsurer, p.Amount)
			}
		}
		before = after
	}
	// Output:
	// 2025-12-31
	//   2025 sliding-scale-commission  carried in      0  amount   1400  carried out      0
	//   2025 profit-commission         carried in    300  amount      0  carried out    300
	//   posted sliding-scale-commission A Re 840
	//   posted sliding-scale-commission B Re 560
	// 2026-12-31
	//   2025 sliding-scale-commission  carried in      0  amount   1440  carried out      0
	//   2025 profit-commission         carried in    300  amount      0  carried out    100
	//   posted sliding-scale-commission A Re 24
	//   posted sliding-scale-commission B Re 16
}
