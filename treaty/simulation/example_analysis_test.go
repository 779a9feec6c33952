package simulation_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/treaty/simulation"
)

// Two event-loss tables, of which the second is held at half, are folded into one; a layer of 100 xs 50 runs over three years, and is priced again with another attachment on what was kept.
func ExampleFolded_Analyse() {
	table := func(loss ...int64) simulation.EventLosses {
		return simulation.EventLosses{Currency: "CNY", Scale: new(0), Event: []int32{1, 2, 3}, Loss: loss}
	}
	folded, err := simulation.Fold(
		simulation.Source{Losses: table(30, 80, 0)},
		simulation.Source{Losses: table(100, 0, 500), Terms: simulation.EventTerms{Share: new(decimal.New(5, -1))}},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("folded", folded.Losses().Loss)
	years := simulation.YearEvents{Ends: []int{2, 2, 5}, Event: []int32{1, 2, 3, 3, 9}}
	layer := simulation.Layer{Attachment: decimal.New(50, 0), Limit: new(decimal.New(100, 0)), AggregateLimit: new(decimal.New(150, 0))}
	ctx := context.Background()
	got, err := folded.Analyse(ctx, years, simulation.AnalysisOptions{}, layer)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("layer", got[0].Loss.Loss, "largest", got[0].Largest.Loss)
	kept, err := folded.Keep(ctx, years, simulation.AnalysisOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	layer.Attachment = decimal.New(70, 0)
	again, err := kept.Price(ctx, simulation.AnalysisOptions{}, layer)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("higher", again[0].Loss.Loss)
	// Output:
	// folded [80 80 250]
	// layer [60 0 150] largest [30 0 100]
	// higher [20 0 150]
}
