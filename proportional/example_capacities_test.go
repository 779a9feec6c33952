package proportional_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// The automatic capacities of PICC's contracts of 2009, under the agreed quota share (协议分保) of 20 %, from
// the slides of its reinsurance department (人保财险再保险实务). All sums are in millions of yuan, of the whole risk.
//
// Slides 船舶险溢额合约 and 船舶险合约结构图: hull, retention by the table, at most 10 lines; construction, retention
// 160, at most 7 lines; limit 700 for both; "about 972.5 and 1,075". Slide 非水险合约条件要点: retention 500, 7
// lines, 3,500 of capacity, 5,000 for the whole.
//
// The table gives the retention of 80 % of the sum insured, and 78 at the upper end of its last band, 800. That is
// the retention in the slides' figure: (78 + 700) / 80 % = 972.5. A ship of exactly 972.5 has 778 after the quota share, for
// which the table gives less, 48 + 5 % × 578 = 76.9, so that 1.1 is overspill.
func Example_capacities() {
	hull := surplusOf(700, 10, proportional.Retention{Table: &proportional.RetentionTable{
		Bands: []proportional.Band{
			{UpTo: millions("50"), Amount: *millions("8")},
			{UpTo: millions("100"), Amount: *millions("8"), Rate: decimal.RequireFromString("0.4")},
			{UpTo: millions("200"), Amount: *millions("28"), Rate: decimal.RequireFromString("0.2")},
			{UpTo: millions("800"), Amount: *millions("48"), Rate: decimal.RequireFromString("0.05")},
		},
	}})
	construction := surplusOf(700, 7, proportional.Retention{Amount: millions("160")})
	nonMarine := surplusOf(3500, 7, proportional.Retention{Amount: millions("500")})

	fmt.Println("hull")
	agreedAnd(hull, "1000")
	agreedAnd(hull, "972.5")
	agreedAnd(hull, "60")
	fmt.Println("construction")
	agreedAnd(construction, "1075")
	agreedAnd(construction, "1075.01")
	fmt.Println("non-marine")
	agreedAnd(nonMarine, "5000")
	agreedAnd(nonMarine, "5000.01")
	// Output:
	// hull
	// 1000: agreed 200 surplus 700 retained 78 overspill 22
	// 972.5: agreed 194.5 surplus 700 retained 76.9 overspill 1.1
	// 60: agreed 12 surplus 40 retained 8 overspill 0
	// construction
	// 1075: agreed 215 surplus 700 retained 160 overspill 0
	// 1075.01: agreed 215.002 surplus 700 retained 160 overspill 0.008
	// non-marine
	// 5000: agreed 1000 surplus 3500 retained 500 overspill 0
	// 5000.01: agreed 1000.002 surplus 3500 retained 500 overspill 0.008
}

// agreedAnd prints what the agreed quota share and a surplus make of a sum insured.
func agreedAnd(terms proportional.Surplus, sum string) {
	contract := func(id string, priority int, terms treaty.Terms) treaty.Contract {
		return treaty.Contract{
			ID: id, Priority: priority, Period: capacityYear(),
			Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "panel", Share: decimal.New(1, 0)}}},
			Sections:  []treaty.Section{{Basis: treaty.RisksAttaching, Terms: terms}},
		}
	}
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		contract("agreed", 1, proportional.QuotaShare{Share: decimal.RequireFromString("0.2")}),
		contract("surplus", 2, terms),
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{
		ID: "risk", SumInsured: *millions(sum), Period: capacityYear(),
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := program.Apply(context.Background(), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	var overspill decimal.Decimal
	for _, o := range r.Overspills() {
		overspill = o.SumInsured
	}
	fmt.Printf("%s:", sum)
	for _, c := range r.Contracts() {
		fmt.Printf(" %s %s", c.Contract, c.Ceded.SumInsured.Shift(-6))
	}
	net := r.Total().Retained.SumInsured
	fmt.Printf(" retained %s overspill %s\n", net.Sub(overspill).Shift(-6), overspill.Shift(-6))
}

// surplusOf is a surplus with a limit in millions and a number of lines.
func surplusOf(limit, lines int64, retention proportional.Retention) proportional.Surplus {
	return proportional.Surplus{
		Retention:  retention,
		Capacities: []proportional.Capacity{{Lines: new(decimal.New(lines, 0)), Limit: new(decimal.New(limit, 6))}},
	}
}

func millions(s string) *decimal.Decimal {
	return new(decimal.RequireFromString(s).Shift(6))
}

func capacityYear() treaty.Period {
	from, _ := cede.ParseDate("2009-01-01")
	to, _ := cede.ParseDate("2009-12-31")
	return treaty.Period{From: from, To: to}
}
