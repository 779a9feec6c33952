package simulation_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/cedego/cede/treaty/simulation"
)

// Three years, the second without losses. Nothing is rounded: what is finer than a fen is an error.
func ExampleReadTable() {
	const text = `year,event,day,loss
1,17,31,1200.50
1,17,31,300
3,4,200,5000
`
	table, err := simulation.ReadTable(strings.NewReader(text), simulation.CSV{Currency: "CNY", Years: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Ends, table.Loss)
	_, err = simulation.ReadTable(strings.NewReader("year,loss\n1,0.005\n"), simulation.CSV{Name: "losses.csv", Currency: "CNY", Years: 3})
	fmt.Println(err)
	// Output:
	// [2 2 3] [120050 30000 500000]
	// losses.csv:2:loss: must have at most 2 decimal places (got 0.005)
}

// A table that does not fit into memory is read by so many years at a time.
func ExampleTables() {
	const text = "year,loss\n1,10\n2,20\n4,40\n"
	for part, err := range simulation.Tables(strings.NewReader(text), simulation.CSV{Currency: "JPY", Years: 5}, 2) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(part.Years(), "years:", part.Loss)
	}
	// Output:
	// 2 years: [10 20]
	// 2 years: [40]
	// 1 years: []
}

// What is written is read again as it was.
func ExampleTableWriter() {
	w := simulation.NewTableWriter(os.Stdout)
	for _, loss := range []int64{1250, 300} {
		if err := w.Write(simulation.Table{Currency: "CNY", Ends: []int{1, 1}, Loss: []int64{loss}, Day: []int16{40}}); err != nil {
			fmt.Println(err)
			return
		}
	}
	if err := w.Flush(); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Years(), "years")
	// Output:
	// year,day,loss
	// 1,40,12.50
	// 3,40,3.00
	// 4 years
}

// Which events happen and what they cost are two tables; together they are the losses of the years.
func ExampleYearEvents_Losses() {
	years, err := simulation.ReadYearEvents(strings.NewReader("year,event\n1,2\n1,9\n2,2\n"), simulation.CSV{Years: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	costs, err := simulation.ReadEventLosses(strings.NewReader("event,loss\n2,500\n5,70\n"), simulation.CSV{Currency: "JPY"})
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := years.Losses(costs)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(table.Ends, table.Loss)
	// Output:
	// [1 2] [500 500]
}

// A year that has no row cost nothing; an amount may be below zero.
func ExampleReadYearLosses() {
	sums, err := simulation.ReadYearLosses(strings.NewReader("year,loss\n1,-2.5\n3,10\n"), simulation.CSV{Currency: "CNY", Years: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(sums.Loss)
	if err := sums.WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// [-250 0 1000]
	// year,loss
	// 1,-2.50
	// 2,0.00
	// 3,10.00
}
