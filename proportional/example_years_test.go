package proportional_test

import (
	"fmt"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

func calendarYear(year int) treaty.Period {
	from, _ := cede.ParseDate(strconv.Itoa(year) + "-01-01")
	to, _ := cede.ParseDate(strconv.Itoa(year) + "-12-31")
	return treaty.Period{From: from, To: to}
}

// policyOf is a policy of a line of business for a calendar year.
func policyOf(line string, year int, sumInsured, premium int64) treaty.Risk {
	return treaty.Risk{
		ID: line + strconv.Itoa(year), Line: line, Period: calendarYear(year),
		SumInsured: decimal.New(sumInsured, 0), Premium: decimal.New(premium, 0),
	}
}

func lossOf(line string, year int, amount int64) treaty.Loss {
	id := line + strconv.Itoa(year)
	return treaty.Loss{ID: id, Risk: id, Date: calendarYear(year).From, Positions: []treaty.Position{{Paid: decimal.New(amount, 0)}}}
}

// The quota share of accident and health business with AIG, whose cession and commission follow the underwriting year: each year is a contract, and the
// commission has a rate by year. Of a premium of 1,000,000 a year:
//
//	year         share                commission
//	2004          10 %   100,000       38 %    38,000
//	2005          20 %   200,000       36 %    72,000
//	2006          30 %   300,000       34 %   102,000
//	2007 and on   40 %   400,000       32 %   128,000
//
// Source: PICC slide 合约分保比例及手续费率 (AIG两险成数合约); premium and losses are ours.
func Example_accidentHealth() {
	shares := map[int]string{2004: "0.1", 2005: "0.2", 2006: "0.3", 2007: "0.4", 2008: "0.4"}
	spec, bookSpec := treaty.Spec{Currency: "CNY"}, treaty.BookSpec{Currency: "CNY"}
	history := treaty.History{Contract: "AIG", Currency: "CNY", Valuation: calendarYear(2009).To}
	for year := 2004; year <= 2008; year++ {
		spec.Contracts = append(spec.Contracts, treaty.Contract{
			ID: strconv.Itoa(year), Period: calendarYear(year), Placement: placed(),
			Sections: []treaty.Section{{
				Basis: treaty.RisksAttaching, Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"accident-health"}}},
				Terms: proportional.QuotaShare{Share: dec(shares[year])},
			}},
		})
		bookSpec.Risks = append(bookSpec.Risks, policyOf("accident-health", year, 50_000_000, 1_000_000))
		bookSpec.Losses = append(bookSpec.Losses, lossOf("accident-health", year, 550_000))
	}
	result, err := apply(spec, bookSpec)
	if err != nil {
		fmt.Println(err)
		return
	}
	for year := 2004; year <= 2008; year++ {
		c, _ := result.Contract(strconv.Itoa(year))
		history.Years = append(history.Years, treaty.UnderwritingYear{Year: year, Written: c.Ceded.Premium, Paid: c.Ceded.Loss})
	}
	settlement, err := history.Settle(proportional.Account{Commissions: []proportional.Commission{{ByYear: []proportional.YearRate{
		{From: 2004, Rate: dec("0.38")}, {From: 2005, Rate: dec("0.36")}, {From: 2006, Rate: dec("0.34")}, {From: 2007, Rate: dec("0.32")},
	}}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("year  premium  losses  rate  commission")
	for _, y := range settlement.Years {
		fmt.Println(y.Year, "", y.Written, "", y.Incurred, "", perCent(y.Items[0].Rate), "", y.Items[0].Full)
	}
	// Output:
	// year  premium  losses  rate  commission
	// 2004  100000  55000  38%  38000
	// 2005  200000  110000  36%  72000
	// 2006  300000  165000  34%  102000
	// 2007  400000  220000  32%  128000
	// 2008  400000  220000  32%  128000
}

// PICC's quota share of all lines (协议分保) by underwriting year and line, the statutory cession of 2005 beside it, and the non-marine surplus on what they
// leave, with its treaty deductible of 300,000:
//
//	        motor  others
//	2005    7.5 %    15 %   and 5 % statutory
//	2006    7.5 %    20 %
//	2007     10 %    20 %
//	2008     10 %    20 %   snow and an earthquake fall on 2007 and 2008
//	2009      6 %    20 %
//
// Each year has motor policies with a premium of 10,000,000 and a plant with a sum insured of 5,000 million and a premium of 5,000,000. The premium ceded
// in 2009 is 6 % of 10,000,000 and 20 % of 5,000,000, in all 1,600,000; the losses are 6 % of 6,000,000 and 20 % of 2,000,000, in all 760,000, 47.5 %. Of
// the 80 % of the plant that are left, 4,000 million, the surplus takes 7 lines of 500 million: 7/8 of 1,600,000, less 300,000, is 1,100,000.
//
// The scale of the commission falls one for one from 40 % at a loss ratio of 45 % to 25 % at 60 %: at 47.5 % it is 37.5 %.
//
// Source: PICC slides 协议分保合约大事记 and 非水险合约条件要点. That the surplus is the one of 2009 in all years, premium, losses and the scale are ours.
func Example_agreed() {
	motor := map[int]string{2005: "0.075", 2006: "0.075", 2007: "0.1", 2008: "0.1", 2009: "0.06"}
	others := map[int]string{2005: "0.15", 2006: "0.2", 2007: "0.2", 2008: "0.2", 2009: "0.2"}
	plantLosses := map[int]int64{2005: 1_000_000, 2006: 1_500_000, 2007: 4_000_000, 2008: 10_000_000, 2009: 2_000_000}
	section := func(id string, scope treaty.Scope, terms treaty.Terms) treaty.Section {
		return treaty.Section{ID: id, Basis: treaty.RisksAttaching, Scope: scope, Terms: terms}
	}
	onlyMotor := treaty.Scope{Include: treaty.Selection{Lines: []string{"motor"}}}
	notMotor := treaty.Scope{Exclude: treaty.Selection{Lines: []string{"motor"}}}
	spec, bookSpec := treaty.Spec{Currency: "CNY"}, treaty.BookSpec{Currency: "CNY"}
	contract := func(id string, year, priority int, sections ...treaty.Section) {
		spec.Contracts = append(spec.Contracts, treaty.Contract{
			ID: id + " " + strconv.Itoa(year), Priority: priority, Period: calendarYear(year), Placement: placed(), Sections: sections,
		})
	}
	contract("statutory", 2005, 1, section("", treaty.Scope{}, proportional.QuotaShare{Share: dec("0.05")}))
	for year := 2005; year <= 2009; year++ {
		contract("agreed", year, 1,
			section("motor", onlyMotor, proportional.QuotaShare{Share: dec(motor[year])}),
			section("others", notMotor, proportional.QuotaShare{Share: dec(others[year])}))
		contract("surplus", year, 2, section("", notMotor, proportional.Surplus{
			Retention:  proportional.Retention{Amount: new(dec("500000000"))},
			Capacities: []proportional.Capacity{{Lines: new(dec("7"))}},
			Deductible: &proportional.Deductible{Amount: dec("300000")},
		}))
		bookSpec.Risks = append(bookSpec.Risks, policyOf("motor", year, 10_000_000, 10_000_000), policyOf("plant", year, 5_000_000_000, 5_000_000))
		bookSpec.Losses = append(bookSpec.Losses, lossOf("motor", year, 6_000_000), lossOf("plant", year, plantLosses[year]))
	}
	result, err := apply(spec, bookSpec)
	if err != nil {
		fmt.Println(err)
		return
	}
	history := treaty.History{Contract: "agreed", Currency: "CNY", Valuation: calendarYear(2010).To}
	for year := 2005; year <= 2009; year++ {
		c, _ := result.Contract("agreed " + strconv.Itoa(year))
		history.Years = append(history.Years, treaty.UnderwritingYear{Year: year, Written: c.Ceded.Premium, Paid: c.Ceded.Loss})
	}
	settlement, err := history.Settle(slidingAccount(&proportional.SlidingScale{
		Provisional: dec("0.35"), Points: []proportional.ScalePoint{point("0.45", "0.4"), point("0.6", "0.25")},
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("year  premium   losses  loss ratio        rate  commission  surplus")
	for _, y := range settlement.Years {
		surplus, _ := result.Contract("surplus " + strconv.Itoa(y.Year))
		i := y.Items[0]
		fmt.Printf("%d %8s %8s %11s %11s %11s %8s\n", y.Year, y.Written, y.Incurred, perCent(i.LossRatio), perCent(i.Rate), i.Full, surplus.Ceded.Loss)
	}
	// Output:
	// year  premium   losses  loss ratio        rate  commission  surplus
	// 2005  1500000   600000         40%         40%      600000   400000
	// 2006  1750000   750000    42.8571%         40%      700000   750000
	// 2007  2000000  1400000         70%         25%      500000  2500000
	// 2008  2000000  2600000        130%         25%      500000  6700000
	// 2009  1600000   760000       47.5%       37.5%      600000  1100000
}
