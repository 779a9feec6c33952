package nonlife_test

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

func on(day string) *cross2.Edition {
	date, err := cede.ParseDate(day)
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	return e
}

func known(text string) *decimal.Decimal {
	d, err := decimal.NewFromString(text)
	if err != nil {
		panic(err)
	}
	return &d
}

// Property business with a combined ratio of 90 %, of which 3 % net is ceded non-proportionally, and reserves that were
// 7 % short, in 亿元. Source: check 7 of the fact sheet of rules 1 to 6.
func ExampleBusiness_Capital() {
	b, err := nonlife.Business{
		Segments: []nonlife.Segment{{
			Class: nonlife.Property, Premium: decimal.NewFromInt(1000), Reserve: decimal.NewFromInt(400), CombinedRatio: known("0.9"),
			NonProportional: &nonlife.NonProportional{Ceded: decimal.NewFromInt(30)},
		}},
		RunOff: nonlife.RunOff{NonMotor: known("0.07")},
	}.ToYuan(cross2.InYi)
	if err != nil {
		panic(err)
	}
	classes, err := b.Classes(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	table, err := classes[1].Table(cross2.English, cross2.InYi)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	capital, err := b.Capital(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	fmt.Println(capital.Head().Row, capital.Head().Chinese, capital.Amount())
	// Output:
	// row  item                                                                           amount (100,000,000 yuan)  source          formula
	//      Property: premium and reserve risk                                                                525.78  Rule 4 Art. 42  √(v·M·vᵀ), v = (Property: premium risk, Property: reserve risk), M = nonlife.premium-reserve, to 2 places
	//        Property: premium risk                                                                          366.76  Rule 4 Art. 7   Property: retained premium of 12 months × Property: base factor of premium risk × (1 + K)
	//          Property: retained premium of 12 months                                                     1,000.00  Rule 4 Art. 9
	//          Property: base factor of premium risk                                                          0.391  Rule 4 Art. 11  nonlife.property.premium.factor
	//          1 + K                                                                                          0.938  Rule 4 Art. 7   One + Property: K of premium risk
	//            One                                                                                              1
	//            Property: K of premium risk                                                                 -0.062  Rule 4 Art. 7   min(max(Property: sum of the coefficients of premium risk, Least characteristic factor K), Greatest characteristic factor K)
	//              Property: sum of the coefficients of premium risk                                         -0.062  Rule 4 Art. 7   Property: k1, by the combined ratio of the last 12 months + Property: k2, by the net cession of non-proportional reinsurance
	//                Property: k1, by the combined ratio of the last 12 months                                -0.05  Rule 4 Art. 11  nonlife.property.premium.combined-ratio, Property: combined ratio ∈ (0, 0.95]
	//                  Property: combined ratio                                                                 0.9
	//                Property: k2, by the net cession of non-proportional reinsurance                        -0.012  Rule 4 Art. 11  nonlife.property.premium.non-proportional, Property: net non-proportional cession ∈ [0.025, 0.05)
	//                  Property: net non-proportional cession                                                  0.03                  Property: non-proportional premium ceded less assumed ÷ Property: retained premium of 12 months, to 18 places
	//                    Property: non-proportional premium ceded less assumed                                30.00                  Property: non-proportional premium ceded − Property: non-proportional premium assumed
	//                      Property: non-proportional premium ceded                                           30.00
	//                      Property: non-proportional premium assumed                                          0.00
	//                    Property: retained premium of 12 months                                           1,000.00  Rule 4 Art. 9
	//              Least characteristic factor K                                                              -0.25  Rule 4 Art. 7   nonlife.k.lower
	//              Greatest characteristic factor K                                                            0.25  Rule 4 Art. 7   nonlife.k.upper
	//        Property: reserve risk                                                                          235.62  Rule 4 Art. 7   Property: net outstanding claims reserve × Property: base factor of reserve risk × (1 + K)
	//          Property: net outstanding claims reserve                                                      400.00  Rule 4 Art. 22
	//          Property: base factor of reserve risk                                                          0.561  Rule 4 Art. 24  nonlife.property.reserve.factor
	//          1 + K                                                                                           1.05  Rule 4 Art. 7   One + Property: K of reserve risk
	//            One                                                                                              1
	//            Property: K of reserve risk                                                                   0.05  Rule 4 Art. 7   min(max(Property: sum of the coefficients of reserve risk, Least characteristic factor K), Greatest characteristic factor K)
	//              Property: sum of the coefficients of reserve risk                                           0.05  Rule 4 Art. 7   Property: k1, by the run-off deviation of reserves other than motor
	//                Property: k1, by the run-off deviation of reserves other than motor                       0.05  Rule 4 Art. 24  nonlife.property.reserve.run-off, Property: run-off deviation of outstanding claims ∈ (0.05, 0.1]
	//                  Property: run-off deviation of outstanding claims                                       0.07
	//              Least characteristic factor K                                                              -0.25  Rule 4 Art. 7   nonlife.k.lower
	//              Greatest characteristic factor K                                                            0.25  Rule 4 Art. 7   nonlife.k.upper
	// S05-1.2.1 非寿险业务保险风险-保费及准备金风险最低资本 52577916935.15
}

// Motor business of a company under 2 billion yuan of premium: K would be -0.285 and is -0.25.
func ExampleMotorFigures() {
	b := nonlife.Business{Segments: []nonlife.Segment{{
		Class: nonlife.Motor, Premium: decimal.NewFromInt(1000), CombinedRatio: known("0.94"),
		NonProportional: &nonlife.NonProportional{Ceded: decimal.NewFromInt(60)},
		Motor:           &nonlife.MotorFigures{CombinedRatioChange: known("-0.02"), LastYear: known("1500000000")},
	}}}
	l, err := b.Capital(on("2022-03-31"))
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Amount())
	// Output:
	// 77.25
}

// Motor business of a market leader that grows by 1 % more than the market, and of another company, for which that is no matter.
func ExampleMotorFigures_growth() {
	for _, share := range []string{"0.25", "0.2"} {
		b := nonlife.Business{Segments: []nonlife.Segment{{
			Class: nonlife.Motor, Premium: decimal.NewFromInt(1000),
			Motor: &nonlife.MotorFigures{LastYear: known("90000000000"), MarketShare: known(share), Growth: known("0.06"), MarketGrowth: known("0.05")},
		}}}
		l, err := b.Capital(on("2026-03-31"))
		if err != nil {
			panic(err)
		}
		fmt.Println(share, l.Amount())
	}
	// Output:
	// 0.25 118.45
	// 0.2 103
}

// Motor reserves of 1,000 that were 3 % short, in a company whose claims of all business ran off 6 % too high: 123 × 1.05 × 0.95.
func ExampleRunOff_motor() {
	b := nonlife.Business{
		Segments: []nonlife.Segment{{Class: nonlife.Motor, Reserve: decimal.NewFromInt(1000)}},
		RunOff:   nonlife.RunOff{Motor: known("0.03"), Reserve: known("-0.06")},
	}
	l, err := b.Capital(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Amount())
	// Output:
	// 122.69
}

// Risks that were computed elsewhere, beside those with scenarios. Source: check 10 of the fact sheet.
func ExampleHazard() {
	given := func(amount string) *nonlife.Hazard { return &nonlife.Hazard{Capital: known(amount)} }
	l, err := nonlife.Catastrophe{
		MotorTyphoon: given("100"), PropertyTyphoon: given("200"), PropertyEarthquake: given("150"),
		OverseasTyphoon: given("30"), OverseasEarthquake: given("40"),
	}.Capital(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Amount())
	// Output:
	// 317.81
}

// Financing business: the exposure is the balance of loans less the reserve. Source: check 9 of the fact sheet.
func ExampleFinancing() {
	f := nonlife.Financing{
		Loans: []nonlife.Loan{
			{Type: nonlife.Mortgage, Balance: decimal.NewFromInt(2000), Reserve: decimal.NewFromInt(10)},
			{Type: nonlife.Personal, Balance: decimal.NewFromInt(5000), Reserve: decimal.NewFromInt(50)},
			{Type: nonlife.Corporate, Balance: decimal.NewFromInt(1000), Reserve: decimal.NewFromInt(5)},
		},
		Growth: known("0.08"), SmallShare: known("0.5"), Concentration: known("0.04"), SmallEnterprises: known("0.3"),
		LossRatio: known("0.06"), CombinedRatio: known("0.9"),
	}
	l, err := f.Capital(on("2022-03-31"))
	if err != nil {
		panic(err)
	}
	for _, part := range l.Parts() {
		fmt.Println(part.Head().English, part.Amount())
	}
	fmt.Println(l.Head().English, l.Amount())
	// Output:
	// Residential mortgages: risk 93.132
	// Other personal loans: risk 308.88
	// Corporate loans: risk 94.0275
	// Financing credit and surety 496.0395
}

// Export credit before and from the notice of December 2025, and with the coefficient on top of its new factor.
func ExampleOptions() {
	b := nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Credit, Special: nonlife.ExportCredit, Premium: decimal.NewFromInt(1000)}}}
	for _, day := range []string{"2025-09-30", "2025-12-31"} {
		for _, reading := range []nonlife.ExportCoefficient{nonlife.NotStacked, nonlife.Stacked} {
			b.Options.ExportCoefficient = reading
			l, err := b.Capital(on(day))
			if err != nil {
				panic(err)
			}
			fmt.Println(day, reading, l.Amount())
		}
	}
	// Output:
	// 2025-09-30 not-stacked 420.3
	// 2025-09-30 stacked 420.3
	// 2025-12-31 not-stacked 420
	// 2025-12-31 stacked 378
}

// Four kinds of credit business with a premium of 1,000 each, from the notice of December 2025: only what it names has its factor, and
// overseas investment of another company keeps the coefficient of Rule 4.
func ExampleSpecial() {
	for _, special := range []nonlife.Special{"", nonlife.ExportCredit, nonlife.OtherExportCredit, nonlife.OverseasInvestment} {
		b := nonlife.Business{Segments: []nonlife.Segment{{Class: nonlife.Credit, Special: special, Premium: decimal.NewFromInt(1000)}}}
		before, err := b.Capital(on("2025-09-30"))
		if err != nil {
			panic(err)
		}
		after, err := b.Capital(on("2025-12-31"))
		if err != nil {
			panic(err)
		}
		fmt.Printf("%q %s %s\n", special, before.Amount(), after.Amount())
	}
	// Output:
	// "" 467 467
	// "export-credit" 420.3 420
	// "other-export-credit" 467 420
	// "overseas-investment" 420.3 420.3
}

// Technology insurance: 90 % of the charge, or -0.1 in K beside the coefficient of a combined ratio of 102 %.
func ExampleReduction() {
	b := nonlife.Business{Segments: []nonlife.Segment{{
		Class: nonlife.Property, Special: nonlife.Technology, Premium: decimal.NewFromInt(1000), CombinedRatio: known("1.02"),
	}}}
	for _, reading := range []nonlife.Reduction{nonlife.OnCharge, nonlife.InK} {
		b.Options.Reduction = reading
		l, err := b.Capital(on("2026-03-31"))
		if err != nil {
			panic(err)
		}
		fmt.Println(reading, l.Amount())
	}
	// Output:
	// charge 369.5
	// k 371.45
}

// A combined ratio of -10 % has a coefficient of 0; whether its change of +3 % has one is a reading.
func ExampleNegativeRatio() {
	b := nonlife.Business{Segments: []nonlife.Segment{{
		Class: nonlife.Motor, Premium: decimal.NewFromInt(1000), CombinedRatio: known("-0.1"), Motor: &nonlife.MotorFigures{CombinedRatioChange: known("0.03")},
	}}}
	for _, reading := range []nonlife.NegativeRatio{nonlife.ChangeIgnored, nonlife.ChangeCounts} {
		b.Options.NegativeRatio = reading
		l, err := b.Capital(on("2026-03-31"))
		if err != nil {
			panic(err)
		}
		fmt.Println(reading, l.Amount())
	}
	// Output:
	// change-ignored 103
	// change-counts 113.3
}

// Agriculture of which 92 % is subsidised, with reserves of all business that ran off well: 326 × 0.9 × 0.95.
func ExampleRunOff() {
	b := nonlife.Business{
		Segments: []nonlife.Segment{{Class: nonlife.Agriculture, Premium: decimal.NewFromInt(1000), PolicyShare: known("0.92")}},
		RunOff:   nonlife.RunOff{Premium: known("-0.06")},
	}
	l, err := b.Capital(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Amount())
	// Output:
	// 278.73
}

// The whole of a published quarter: 人保财险 2026Q1, in 万元, printed as 7,016,994.05.
func ExampleTotal() {
	e := on("2026-03-31")
	given := func(row, wan string) cross2.Line {
		head, err := cross2.Row(row)
		if err != nil {
			panic(err)
		}
		yuan, err := cross2.InWan.ToYuan(*known(wan))
		if err != nil {
			panic(err)
		}
		l, err := cross2.Given(head, yuan)
		if err != nil {
			panic(err)
		}
		return l
	}
	l, err := nonlife.Total(e, given("S05-1.2.1", "6341980.37"), given("S05-1.2.2", "1810279.51"))
	if err != nil {
		panic(err)
	}
	text, err := cross2.InWan.Print(l.Amount())
	if err != nil {
		panic(err)
	}
	fmt.Println(text)
	// Output:
	// 7,016,994.05
}

// A specialised technology insurer before the notice of 2023: times 0.9.
func ExampleTechnologyTotal() {
	head := cross2.Head{English: "given", Chinese: "给定"}
	pr, err := cross2.Given(head, *known("27540900"))
	if err != nil {
		panic(err)
	}
	cat, err := cross2.Given(head, *known("1997200"))
	if err != nil {
		panic(err)
	}
	l, err := nonlife.TechnologyTotal(on("2022-09-30"), pr, cat)
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Amount())
	// Output:
	// 25296121.87
}

// Typhoon on property in two provinces by three scenarios of our own, with a catastrophe excess of loss of 300 xs 100 million. The
// scenario at the confidence level of so few is the worst.
func ExampleCatastrophe() {
	scenarios, err := nonlife.ReadScenarios(strings.NewReader("scenario,福建,广东\nT-1,0.002,0\nT-2,0,0.0375\nT-3,0.03,0.01\n"), 1<<20)
	if err != nil {
		panic(err)
	}
	c, err := nonlife.Catastrophe{PropertyTyphoon: &nonlife.Hazard{
		Scenarios: scenarios,
		Exposures: []nonlife.Exposure{{Zone: "福建", Amount: decimal.NewFromInt(50)}, {Zone: "广东", Amount: decimal.NewFromInt(120)}},
		Cover: &nonlife.Cover{Attachment: decimal.NewFromInt(1), Layers: []nonlife.CoverLayer{
			{Limit: decimal.NewFromInt(1), Share: decimal.NewFromInt(1)}, {Limit: decimal.NewFromInt(2), Share: *known("0.9")},
		}},
	}}.ToYuan(cross2.InYi)
	if err != nil {
		panic(err)
	}
	l, err := c.Capital(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	domestic := l.Parts()[0]
	table, err := domestic.Parts()[1].Table(cross2.English, cross2.InYi)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	fmt.Println(l.Head().Row, l.Amount())
	// Output:
	// row  item                                                                             amount (100,000,000 yuan)  source          formula
	//      Property typhoon and flood                                                                            1.70  Rule 4 Art. 48  Property typhoon and flood before recovery − Recovery
	//        Property typhoon and flood before recovery                                                          4.50  Rule 4 Art. 48  Property typhoon and flood in scenario T-2, place 3 of 3 from below, to 2 places
	//          Property typhoon and flood in scenario T-2, place 3 of 3 from below                               4.50  Rule 4 Art. 48  Property typhoon and flood in 广东 + Property typhoon and flood in 福建
	//            Property typhoon and flood in 广东                                                              4.50  Rule 4 Art. 48  Property typhoon and flood exposure in 广东 × Property typhoon and flood ratio in 广东
	//              Property typhoon and flood exposure in 广东                                                 120.00  Rule 4 Art. 48
	//              Property typhoon and flood ratio in 广东                                                    0.0375  Rule 4 Art. 48
	//            Property typhoon and flood in 福建                                                              0.00  Rule 4 Art. 48  Property typhoon and flood exposure in 福建 × Property typhoon and flood ratio in 福建
	//              Property typhoon and flood exposure in 福建                                                  50.00  Rule 4 Art. 48
	//              Property typhoon and flood ratio in 福建                                                         0  Rule 4 Art. 48
	//        Recovery                                                                                            2.80  Rule 4 Art. 52  Loss in the layers × Ceded limit of all layers ÷ Limit of all layers, to 2 places
	//          Loss in the layers                                                                                3.00  Rule 4 Art. 52  min(Loss above the attachment, not negative, Limit of all layers)
	//            Loss above the attachment, not negative                                                         3.50  Rule 4 Art. 52  max(Loss less attachment, Zero)
	//              Loss less attachment                                                                          3.50  Rule 4 Art. 52  Property typhoon and flood before recovery − Attachment
	//                Property typhoon and flood before recovery                                                  4.50  Rule 4 Art. 48  Property typhoon and flood in scenario T-2, place 3 of 3 from below, to 2 places
	//                  Property typhoon and flood in scenario T-2, place 3 of 3 from below                       4.50  Rule 4 Art. 48  Property typhoon and flood in 广东 + Property typhoon and flood in 福建
	//                    Property typhoon and flood in 广东                                                      4.50  Rule 4 Art. 48  Property typhoon and flood exposure in 广东 × Property typhoon and flood ratio in 广东
	//                      Property typhoon and flood exposure in 广东                                         120.00  Rule 4 Art. 48
	//                      Property typhoon and flood ratio in 广东                                            0.0375  Rule 4 Art. 48
	//                    Property typhoon and flood in 福建                                                      0.00  Rule 4 Art. 48  Property typhoon and flood exposure in 福建 × Property typhoon and flood ratio in 福建
	//                      Property typhoon and flood exposure in 福建                                          50.00  Rule 4 Art. 48
	//                      Property typhoon and flood ratio in 福建                                                 0  Rule 4 Art. 48
	//                Attachment                                                                                  1.00  Rule 4 Art. 52
	//              Zero                                                                                          0.00  Rule 4 Art. 52
	//            Limit of all layers                                                                             3.00  Rule 4 Art. 52  Limit of a layer + Limit of a layer
	//              Limit of a layer                                                                              1.00  Rule 4 Art. 52
	//              Limit of a layer                                                                              2.00  Rule 4 Art. 52
	//          Ceded limit of all layers                                                                         2.80  Rule 4 Art. 52  Ceded limit of a layer + Ceded limit of a layer
	//            Ceded limit of a layer                                                                          1.00  Rule 4 Art. 52  Limit of a layer × Ceded share
	//              Limit of a layer                                                                              1.00  Rule 4 Art. 52
	//              Ceded share                                                                                      1  Rule 4 Art. 52
	//            Ceded limit of a layer                                                                          1.80  Rule 4 Art. 52  Limit of a layer × Ceded share
	//              Limit of a layer                                                                              2.00  Rule 4 Art. 52
	//              Ceded share                                                                                    0.9  Rule 4 Art. 52
	//          Limit of all layers                                                                               3.00  Rule 4 Art. 52  Limit of a layer + Limit of a layer
	//            Limit of a layer                                                                                1.00  Rule 4 Art. 52
	//            Limit of a layer                                                                                2.00  Rule 4 Art. 52
	// S05-1.2.2 170000000
}

// A table with a figure that is no number.
func ExampleReadScenarios() {
	_, err := nonlife.ReadScenarios(strings.NewReader("scenario,A,B\nT-1,0.1,n/a\n"), 1<<20)
	fmt.Println(err)
	// Output:
	// line 2.B: must be a decimal number, such as -1234.56 (got n/a)
}

// Of 200 scenarios a confidence of 99.5 % is 199 whole ones: the default takes the greatest, the other reading the one before it.
func ExampleRank() {
	var table strings.Builder
	table.WriteString("scenario,A\n")
	for i := range 200 {
		fmt.Fprintf(&table, "T-%d,%d\n", i+1, i+1)
	}
	scenarios, err := nonlife.ReadScenarios(strings.NewReader(table.String()), 1<<20)
	if err != nil {
		panic(err)
	}
	c := nonlife.Catastrophe{MotorTyphoon: &nonlife.Hazard{Scenarios: scenarios, Exposures: []nonlife.Exposure{{Zone: "A", Amount: decimal.NewFromInt(1)}}}}
	for _, c.Rank = range []nonlife.Rank{nonlife.Upper, nonlife.Lower} {
		l, err := c.Capital(on("2026-03-31"))
		if err != nil {
			panic(err)
		}
		fmt.Println(c.Rank, l.Amount())
	}
	// Output:
	// upper 200
	// lower 199
}
