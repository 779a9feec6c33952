package xol_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// The liability tower of the PICC slides (page "综合责任险超赔合约") covers public, employers' and road carriers' liability and the
// professional liability of lawyers and accountants; its second layer excludes these two professions, and the third to fifth
// layers cover public liability only. The slides give no amounts: those here are ours.
func ExampleLayer_scope() {
	millions := func(n int64) decimal.Decimal { return decimal.New(n, 6) }
	publicOnly := treaty.Scope{Include: treaty.Selection{Lines: []string{"public liability"}}}
	tower := xol.PerEvent{Layers: []xol.Layer{
		{ID: "first", Attachment: millions(1), Limit: new(millions(4))},
		{
			ID: "second", Attachment: millions(5), Limit: new(millions(5)),
			Scope: treaty.Scope{Exclude: treaty.Selection{Lines: []string{"lawyers", "accountants"}}},
		},
		{ID: "third", Attachment: millions(10), Limit: new(millions(10)), Scope: publicOnly},
		{ID: "fourth", Attachment: millions(20), Limit: new(millions(20)), Scope: publicOnly},
		{ID: "fifth", Attachment: millions(40), Limit: new(millions(45)), Scope: publicOnly},
	}}
	year := treaty.Period{From: date(2026, 1, 1), To: date(2026, 12, 31)}
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "liability", Period: year,
		Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "Re A", Share: decimal.New(1, 0)}}},
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring, Terms: tower,
			Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{
				"public liability", "employers' liability", "road carriers", "lawyers", "accountants",
			}}},
		}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var risks []treaty.Risk
	var losses []treaty.Loss
	for _, line := range []string{"public liability", "employers' liability", "lawyers", "product liability"} {
		risks = append(risks, treaty.Risk{ID: line, Line: line, SumInsured: millions(100), Period: year})
		losses = append(losses, treaty.Loss{
			ID: line, Risk: line, Date: date(2026, 3, 1), Positions: []treaty.Position{{Paid: millions(60)}},
		})
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: risks, Losses: losses})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	for l := range result.Losses() { // each is of 60,000,000
		fmt.Println(l.Loss, l.Ceded)
		for p := range result.PostingsOf(l.Loss) {
			if p.Step == treaty.StepTerms {
				fmt.Println("  ", p.Clause, p.Amount)
			}
		}
	}
	for x := range result.Exclusions() {
		if x.Loss == "lawyers" {
			fmt.Println(x.Loss, "layer", x.Layer, x.Term+":", x.Reason)
		}
	}
	// Output:
	// employers' liability 9000000
	//    first 4000000
	//    second 5000000
	// lawyers 4000000
	//    first 4000000
	// product liability 0
	// public liability 59000000
	//    first 4000000
	//    second 5000000
	//    third 10000000
	//    fourth 20000000
	//    fifth 20000000
	// lawyers layer second scope.exclude.lines: lawyers is excluded
	// lawyers layer third scope.include.lines: lawyers is not included
	// lawyers layer fourth scope.include.lines: lawyers is not included
	// lawyers layer fifth scope.include.lines: lawyers is not included
}

func date(year, month, day int) cede.Date {
	d, err := cede.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	if err != nil {
		panic(err)
	}
	return d
}
