package solvency_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// published is the row of the return of each column of testdata/published.csv, which holds what thirteen companies disclosed of a
// quarter, in 万元, from the sub-risks to the ratios.
var published = []struct{ column, row string }{
	{"premium_and_reserve", "S05-1.2.1"},
	{"catastrophe", "S05-1.2.2"},
	{"nonlife_diversification", "S05-1.2.3"},
	{"nonlife", "S05-1.2"},
	{"interest_rate", "S05-1.3.1"},
	{"equity", "S05-1.3.2"},
	{"property", "S05-1.3.3"},
	{"overseas_fixed_income", "S05-1.3.4"},
	{"overseas_equity", "S05-1.3.5"},
	{"fx", "S05-1.3.6"},
	{"market_diversification", "S05-1.3.7"},
	{"market", "S05-1.3"},
	{"spread", "S05-1.4.1"},
	{"default", "S05-1.4.2"},
	{"credit_diversification", "S05-1.4.3"},
	{"credit", "S05-1.4"},
	{"loss_occurrence", "S05-1.1.1"},
	{"lapse", "S05-1.1.2"},
	{"expense", "S05-1.1.3"},
	{"life_diversification", "S05-1.1.4"},
	{"life", "S05-1.1"},
	{"top_diversification", "S05-1.5"},
	{"loss_absorption", "S05-1.6"},
	{"quantifiable", "S05-1"},
	{"control", "S05-2"},
	{"minimum_capital", "S05-4"},
	{"recognised_assets", "S01-1"},
	{"recognised_liabilities", "S01-2"},
	{"actual_capital", "S01-3"},
	{"core_1", "S01-3.1"},
	{"core_2", "S01-3.2"},
	{"supplementary_1", "S01-3.3"},
	{"supplementary_2", "S01-3.4"},
	{"comprehensive_ratio", "S01-8"},
	{"core_ratio", "S01-6"},
}

// Every row of the sample from its sub-risks to the ratios. Each figure is within what its publisher rounded: 0.02 万元, as several figures
// rounded to 0.01 go into one; companies that publish whole 万元 within 1.5. The total assets are not published: any in the bracket
// of the size factor that the company used gives the same.
func TestPublished(t *testing.T) {
	file, err := os.Open("testdata/published.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	index := map[string]int{}
	for i, column := range records[0] {
		index[column] = i
	}
	kinds := map[string]solvency.Kind{"property": solvency.Property, "reins": solvency.Reinsurer, "life": solvency.Life}
	quarters := map[string]string{"Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}
	assets := map[string]string{"1": "300000000000", "0.95": "20000000000", "0.9": "5000000000"}
	for _, record := range records[1:] {
		get := func(column string) string { return record[index[column]] }
		name := get("company") + " " + get("period")
		t.Run(name, func(t *testing.T) {
			var table strings.Builder
			table.WriteString("row,amount\n")
			for _, p := range published {
				fmt.Fprintf(&table, "%s,%s\n", p.row, get(p.column))
			}
			e := edition(t, get("period")[:4]+"-"+quarters[get("period")[4:]])
			stated := must[*solvency.Return](t)(solvency.ReadReturn(strings.NewReader(table.String()), 1<<16, cross2.InWan))
			c := must[solvency.Company](t)(stated.Company(e, kinds[get("segment")]))
			c.TotalAssets = some(assets[get("size_factor")])
			tolerance, ratios := wan("0.02"), "0.00006"
			switch name {
			case "中石油专属 2024Q2": // a captive, with capital in whole 万元
				c.Captive, c.Control = true, cross2.Line{}
				tolerance = wan("1.5")
			case "平安产险 2024Q2": // ratios as percentages of one place
				ratios = "0.0005"
			case "瑞士再保险 2022Q1": // ratios as whole percentages
				ratios = "0.005"
			case "太平科技 2022Q3": // a technology insurer
				c.NonLife = must[cross2.Line](t)(nonlife.TechnologyTotal(e, c.NonLife.Parts()[0], c.NonLife.Parts()[1]))
			}
			c.Tolerance = tolerance
			report := must[*solvency.Report](t)(c.Report(e))
			if err := stated.Check(report, tolerance, dec(ratios)); err != nil {
				t.Error(err)
			}
			checked := 0
			for _, row := range stated.Rows() {
				if _, ok := report.Row(row); ok {
					checked++
				}
			}
			if want := map[solvency.Kind]int{solvency.Property: 29, solvency.Reinsurer: 35}[c.Kind]; checked < want-1 {
				t.Errorf("only %d rows were compared, want %d", checked, want)
			}
		})
	}
}
