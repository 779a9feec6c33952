package counterparty_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

func known(text string) *decimal.Decimal {
	d, err := decimal.NewFromString(text)
	if err != nil {
		panic(err)
	}
	return &d
}

func date(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func latest() *cross2.Edition {
	e, err := cross2.At(date("2026-03-31"))
	if err != nil {
		panic(err)
	}
	return e
}

// Two reinsurers of a property company, in 万元: a domestic branch with a ratio of 180 %, and one abroad with collateral for 40 of 100 and a measure of
// transparency. Source: checks 16 and 17 of the fact sheet of rules 7 to 9.
func ExampleLedger_Capital() {
	l, err := counterparty.Ledger{
		Cedent: counterparty.Insurer,
		Reinsurers: []counterparty.Reinsurer{
			{ID: "Branch Re", Home: counterparty.Domestic, Branch: true, Ratio: known("1.8")},
			{ID: "Far Re", Home: counterparty.Overseas, Met: new(true), Transparent: true},
		},
		Cessions: []counterparty.Cession{
			{ID: "2026/1", Reinsurers: []string{"Branch Re"}, Receivable: *known("200"), Reserves: *known("1000")},
			{ID: "2026/2", Reinsurers: []string{"Far Re"}, Receivable: *known("100"), Collateral: *known("40")},
		},
	}.ToYuan(cross2.InWan)
	if err != nil {
		panic(err)
	}
	capital, err := l.Capital(latest())
	if err != nil {
		panic(err)
	}
	for _, line := range capital.Parts() {
		text, err := cross2.InWan.Print(line.Amount())
		if err != nil {
			panic(err)
		}
		fmt.Println(line.Head().English, text, line.Head().Citation)
	}
	table, err := capital.Parts()[0].Parts()[1].Table(cross2.English, cross2.InWan) // the risk factor of the branch
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	// Output:
	// 2026/1, Branch Re 16.38 Rule 9 Art. 22
	// 2026/2, Far Re 28.07 Rule 9 Art. 22
	// row  item                                                                   amount (10,000 yuan)  source          formula
	//      Risk factor                                                                         0.01365  Rule 9 Art. 6   min((Base factor times 1 + K), Greatest risk factor)
	//        Base factor times 1 + K                                                           0.01365  Rule 9 Art. 6   Domestic reinsurers, by comprehensive solvency ratio × (1 + K)
	//          Domestic reinsurers, by comprehensive solvency ratio                              0.013  Rule 9 Art. 22  credit.reinsurance.domestic, Solvency ratio of Branch Re ∈ [1.5, 2)
	//            Solvency ratio of Branch Re                                                       1.8
	//          1 + K                                                                              1.05  Rule 9 Art. 6   One + Sum of the coefficients within bounds
	//            One                                                                                 1  Rule 9 Art. 6
	//            Sum of the coefficients within bounds                                            0.05  Rule 9 Art. 6   min(max(Sum of the coefficients, Least characteristic factor K), Greatest characteristic factor K)
	//              Sum of the coefficients                                                        0.05  Rule 9 Art. 6   Coefficient of a domestic reinsurer that is no legal entity
	//                Coefficient of a domestic reinsurer that is no legal entity                  0.05  Rule 9 Art. 24  credit.reinsurance.branch
	//              Least characteristic factor K                                                 -0.25  Rule 9 Art. 6   credit.k.lower
	//              Greatest characteristic factor K                                               0.25  Rule 9 Art. 6   credit.k.upper
	//        Greatest risk factor                                                                    1  Rule 9 Art. 6   credit.factor.greatest
}

// The readings and the parameter: a direct insurer abroad, rated A, assumes a retrocession with full collateral and transparency.
func ExampleOptions() {
	l := counterparty.Ledger{
		Cedent: counterparty.Retrocedent,
		Reinsurers: []counterparty.Reinsurer{{
			ID: "R", Home: counterparty.Overseas, Met: new(true), Direct: true, Transparent: true,
			Ratings: []counterparty.Rating{{Agency: counterparty.BestCredit, Grade: "a", Date: date("2026-01-15")}},
		}},
		Cessions: []counterparty.Cession{{ID: "C", Reinsurers: []string{"R"}, Receivable: *known("-20"), Reserves: *known("120"), Net: true, Collateral: *known("100")}},
	}
	show := func(name string) {
		capital, err := l.Capital(latest())
		if err != nil {
			panic(err)
		}
		fmt.Println(name, capital.Amount())
	}
	show("K within bounds:")
	l.Options.Band = asset.Unbounded
	show("K without bounds:")
	l.Cessions[0].OnExchange, l.Options.Exchange = true, known("-0.3")
	show("with the user's coefficient of an exchange:")
	l.Options = counterparty.Options{}
	l.Cessions[0].CatastropheBond = true
	show("as a catastrophe bond:")
	// Output:
	// K within bounds: 6.525
	// K without bounds: 6.09
	// with the user's coefficient of an exchange: 4.785
	// as a catastrophe bond: 3.45
}

// Of three ratings one is stale, and the lower of the others counts; a strength of AM Best alone is read as the lower of its two grades.
func ExampleLowest() {
	ratings := []counterparty.Rating{
		{Agency: counterparty.SP, Grade: "BBB", Date: date("2024-11-01")},
		{Agency: counterparty.Moodys, Grade: "Aa3", Date: date("2025-09-01")},
		{Agency: counterparty.BestStrength, Grade: "A+", Date: date("2025-12-01")},
	}
	fmt.Println(counterparty.Lowest(ratings, date("2026-03-31")))
	grade, err := counterparty.Equivalent(counterparty.BestStrength, "A++")
	fmt.Println(grade, err)
	// Output:
	// AA-
	// AA+ <nil>
}

// A property company with total assets of 2 billion yuan: what is due from a reinsurer counts with its bonds.
func ExampleConcentrated() {
	c, err := counterparty.Concentrated(latest(), counterparty.PropertyHolder, *known("2000000000"), []counterparty.Holding{
		{Counterparty: "Far Re", Book: *known("120000000")},
		{Counterparty: "Far Re", Book: *known("45000000")},
		{Counterparty: "Bank", Book: *known("160000000")},
		{Counterparty: "State", Book: *known("700000000"), Exempt: counterparty.Government},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println("threshold", c.Threshold.Amount())
	for _, x := range c.Exposures {
		fmt.Println(x.Counterparty, x.Book, x.Above)
	}
	l := counterparty.Ledger{
		Cedent:     counterparty.Insurer,
		Reinsurers: []counterparty.Reinsurer{{ID: "Far Re", Home: counterparty.Overseas, Met: new(true), Concentrated: c.Above("Far Re")}},
		Cessions:   []counterparty.Cession{{ID: "C", Reinsurers: []string{"Far Re"}, Receivable: *known("1000")}},
	}
	capital, err := l.Capital(latest())
	if err != nil {
		panic(err)
	}
	fmt.Println(capital.Amount()) // 1,000 × 0.499 × 1.4
	// Output:
	// threshold 160000000
	// Far Re 165000000 true
	// Bank 160000000 false
	// 698.6
}

// Investment property above 25 % of total assets, and a class of assets above its ratio.
func ExampleClassConcentrated() {
	property, err := counterparty.PropertyConcentrated(latest(), *known("26"), *known("100"))
	if err != nil {
		panic(err)
	}
	fmt.Println(property)
	for _, class := range []counterparty.Class{counterparty.EquityClass, counterparty.OverseasClass} {
		m, err := counterparty.ClassConcentrated(latest(), class, *known("31"), *known("100"), nil, known("1.8"))
		if err != nil {
			panic(err)
		}
		fmt.Println(class, m)
	}
	// Output:
	// true
	// equity above
	// overseas not measured
}

// Claims for reinsurance assumed, due 3, 9 and 13 months ago, and one of 9 months on a counterparty above its threshold.
func ExampleInwardCapital() {
	l, err := counterparty.InwardCapital(latest(), []counterparty.Inward{
		{Claim: *known("100"), Age: *known("3")},
		{Claim: *known("100"), Age: *known("9")},
		{Claim: *known("100"), Age: *known("13")},
		{Claim: *known("100"), Age: *known("9"), Concentrated: true},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Amount())
	// Output:
	// 268
}

// A panel against a cedent's own criteria.
func ExampleEligible() {
	eligible, refused, err := counterparty.Eligible([]counterparty.Reinsurer{
		{ID: "Home Re", Home: counterparty.Domestic, Ratio: known("2.1")},
		{ID: "Low Re", Home: counterparty.Domestic, Ratio: known("1.1"), Branch: true},
		{ID: "Far Re", Home: counterparty.Overseas, Met: new(true), Ratings: []counterparty.Rating{{Agency: counterparty.SP, Grade: "BBB+", Date: date("2026-01-01")}}},
	}, counterparty.Criteria{
		Homes: []counterparty.Home{counterparty.Domestic, counterparty.Overseas}, Rating: "A-", Ratio: known("1.5"), Met: true, Entity: true, Professional: true, Excluded: []string{"Old Re"},
	}, date("2026-03-31"))
	if err != nil {
		panic(err)
	}
	fmt.Println("eligible:", eligible)
	for _, r := range refused {
		fmt.Println(r.Reinsurer, r.Reasons)
	}
	// Output:
	// eligible: [Home Re]
	// Far Re [rating is BBB+, below A-]
	// Low Re [solvency ratio is 1.1, below 1.5 no legal entity of its own]
}
