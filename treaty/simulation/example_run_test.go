package simulation_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/cedego/cede/xol"
)

// exampleProgram is a quota share of half of the fires, and 100 xs 50 for each event of what is left with one reinstatement, of a deposit of 20.
func exampleProgram() (treaty.Spec, treaty.BookSpec) {
	day := func(text string) cede.Date {
		d, err := cede.ParseDate(text)
		if err != nil {
			panic(err)
		}
		return d
	}
	year := treaty.Period{From: day("2027-01-01"), To: day("2027-12-31")}
	all := treaty.Placement{Lines: []treaty.Line{{Reinsurer: "Re", Share: decimal.New(1, 0)}}}
	number := func(n int64) decimal.Decimal { return decimal.New(n, 0) }
	spec := treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: []treaty.Contract{
		{
			ID: "fire quota share", Priority: 1, Period: year, Placement: all,
			Sections: []treaty.Section{{
				Basis: treaty.LossesOccurring, Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"fire"}}}, Terms: proportional.QuotaShare{Share: decimal.New(5, -1)},
			}},
		},
		{
			ID: "event cover", Priority: 2, Period: year, Placement: all,
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{{
				Attachment: number(50), Limit: new(number(100)), Premium: &xol.Premium{Deposit: new(number(20))},
				Reinstatements: &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{number(1)}},
			}}}}},
		},
	}}
	return spec, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "buildings", Line: "fire", SumInsured: number(10_000), Premium: number(80), Period: year},
		{ID: "cars", Line: "motor", SumInsured: number(5000), Premium: number(60), Period: year},
	}}
}

// Three years of two segments, which the scope of the quota share tells apart. In the first year one event hits both: 100 of fire, of which half is left, and 30 of motor are 80 above 50.
func ExampleRun() {
	spec, data := exampleProgram()
	program, err := treaty.NewProgram(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	table := func(ends []int, events []int32, days []int16, losses ...int64) simulation.Table {
		return simulation.Table{Currency: "CNY", Scale: new(0), Ends: ends, Event: events, Day: days, Loss: losses}
	}
	portfolio := simulation.Portfolio{Segments: []simulation.Segment{
		{Name: "fire", Risk: "buildings", Table: table([]int{1, 2, 2}, []int32{7, -1}, []int16{10, 99}, 100, 400)},
		{Name: "motor", Risk: "cars", Table: table([]int{1, 1, 2}, []int32{7, -1}, []int16{12, 50}, 30, 40)},
	}}
	result, err := simulation.Run(context.Background(), program, book, portfolio, simulation.Options{Detail: true, Each: func(y *simulation.Year) error {
		fmt.Println("year", y.Number, "losses", y.Loss, "ceded", y.Ceded)
		return nil
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	cover, _ := result.Contract("event cover")
	largest, _, _ := result.Largest()
	fmt.Println("gross", result.Gross().Loss, "net", result.Net().Loss, "largest", largest.Loss)
	fmt.Println("cover", cover.Ceded.Loss, "costs", cover.Price.Loss, "of which reinstatements", cover.Reinstatement.Loss)
	for i := range portfolio.Segments {
		portfolio.Segments[i].Risk = ""
	}
	spec.Contracts[1].Sections[0].Terms = xol.PerEvent{Layers: []xol.Layer{{Attachment: decimal.New(50, 0)}}, Clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: 72}}}}
	if program, err = treaty.NewProgram(spec); err != nil {
		fmt.Println(err)
		return
	}
	_, err = simulation.Run(context.Background(), program, book, simulation.One(table([]int{1}, nil, nil, 5)), simulation.Options{})
	fmt.Println(err)
	// Output:
	// year 1 losses [100 30] ceded [[50 0] [19 11]]
	// year 2 losses [400] ceded [[200] [100]]
	// year 3 losses [40] ceded [[0] [0]]
	// gross [130 400 40] net [50 100 40] largest [130 400 40]
	// cover [30 100 0] costs [26 40 20] of which reinstatements [6 20 0]
	// date: must not be empty: contract event cover has an hours clause
}

// The largest event of each year, gross, is known without a run; columns of years can be added up and taken from each other.
func ExampleTable_Largest() {
	table := simulation.Table{Currency: "JPY", Ends: []int{3, 4}, Loss: []int64{5, 4, 3, 9}, Event: []int32{1, -1, 1, -1}}
	largest, err := table.Largest()
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := table.YearLosses()
	if err != nil {
		fmt.Println(err)
		return
	}
	rest, err := all.Less(largest)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(largest.Loss, all.Loss, rest.Loss)
	// Output:
	// [8 9] [12 9] [4 0]
}
