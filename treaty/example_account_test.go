package treaty_test

import (
	"fmt"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// exampleScale falls one for one from 35 % at a loss ratio of 50 % to 25 % at 60 %; until a year is adjusted it is 30 %.
func exampleScale() proportional.Account {
	dec := decimal.RequireFromString
	return proportional.Account{Commissions: []proportional.Commission{{Sliding: &proportional.SlidingScale{
		Provisional: dec("0.3"),
		Points: []proportional.ScalePoint{
			{LossRatio: dec("0.5"), Rate: dec("0.35")}, {LossRatio: dec("0.6"), Rate: dec("0.25")},
		},
	}}}}
}

// A contract takes over a portfolio of 350 premium and 200 losses in 2027 and hands on 400 and 300. Of a premium of 950 and losses of 470 + 300 - 200 = 570,
// 60 %, the commission is 25 % of what is written, 250, of which 90 % is placed.
func ExampleHistory() {
	dec := decimal.RequireFromString
	history := treaty.History{
		Contract:  "QS",
		Currency:  "CNY",
		Valuation: exampleDay("2027-12-31"),
		Placement: &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.6")}, {Reinsurer: "B", Share: dec("0.3")}}},
		PremiumIn: dec("350"),
		LossIn:    dec("200"),
		Years: []treaty.UnderwritingYear{
			{Year: 2027, Written: dec("1000"), Unearned: dec("400"), Paid: dec("470"), Outstanding: dec("300")},
		},
	}
	terms := exampleScale()
	terms.Portfolio = &proportional.Portfolio{Premium: proportional.PortfolioUnearned, Losses: new(dec("1"))}
	settlement, err := history.Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, y := range settlement.Years {
		fmt.Println(y.Year, "written", y.Written, "earned", y.Earned, "incurred", y.Incurred)
	}
	for p := range settlement.Postings() {
		fmt.Printf("%-17s %-24s %-9s %-1s %6s\n", p.Account, p.Term, p.Step, p.Reinsurer, p.Amount)
	}
	// Output:
	// 2027 written 1000 earned 950 incurred 570
	// premium-portfolio portfolio-in             terms          350
	// premium-portfolio portfolio-in             placement      315
	// premium-portfolio portfolio-in             cession        315
	// premium-portfolio portfolio-in             reinsurer A    210
	// premium-portfolio portfolio-in             reinsurer B    105
	// premium-portfolio portfolio-out            terms         -400
	// premium-portfolio portfolio-out            placement     -360
	// premium-portfolio portfolio-out            cession       -360
	// premium-portfolio portfolio-out            reinsurer A   -240
	// premium-portfolio portfolio-out            reinsurer B   -120
	// loss-portfolio    portfolio-in             terms         -200
	// loss-portfolio    portfolio-in             placement     -180
	// loss-portfolio    portfolio-in             cession       -180
	// loss-portfolio    portfolio-in             reinsurer A   -120
	// loss-portfolio    portfolio-in             reinsurer B    -60
	// loss-portfolio    portfolio-out            terms          300
	// loss-portfolio    portfolio-out            placement      270
	// loss-portfolio    portfolio-out            cession        270
	// loss-portfolio    portfolio-out            reinsurer A    180
	// loss-portfolio    portfolio-out            reinsurer B     90
	// commission        sliding-scale-commission terms          250
	// commission        sliding-scale-commission placement      225
	// commission        sliding-scale-commission cession        225
	// commission        sliding-scale-commission reinsurer A    150
	// commission        sliding-scale-commission reinsurer B     75
}

// 25 % of 10 is 2.5. Without decimals a half goes up to 3, or to the even number, 2.
func ExampleHistory_rounding() {
	dec := decimal.RequireFromString
	terms := proportional.Account{Commissions: []proportional.Commission{{Rate: new(dec("0.25"))}}}
	for _, rounding := range []treaty.Rounding{treaty.RoundHalfUp, treaty.RoundHalfEven} {
		settlement, err := treaty.History{
			Currency: "CNY", Scale: new(0), Rounding: rounding, Valuation: exampleDay("2027-12-31"),
			Years: []treaty.UnderwritingYear{{Year: 2027, Written: dec("10")}},
		}.Settle(terms)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, item := range settlement.Items() {
			fmt.Println(rounding, item.Full)
		}
	}
	// Output:
	// half-up 3
	// half-even 2
}

// Everything wrong is reported at once.
func ExampleHistory_Validate() {
	err := treaty.History{
		Currency: "CNY", Valuation: exampleDay("2028-12-31"),
		Years: []treaty.UnderwritingYear{{Year: 2026, Unearned: decimal.New(1, 0)}, {Year: 2028, Paid: decimal.New(-1, 0)}},
	}.Validate()
	fmt.Println(err)
	// Output:
	// years[0].unearned: must be at most what is written, 0 (got 1)
	// years[1].paid: must not be negative (got -1)
	// years[1].year: must be the one after 2026 (got 2028)
}

// The figures of a year: of 1,000 written 200 are unearned; paid and outstanding are 320 and 80, and 40 are not reported. Other terms allow 100 of the
// premium. A profit commission of 20 % with IBNR sees 800 - 440 - 100 = 260.
func ExampleUnderwritingYear() {
	dec := decimal.RequireFromString
	settlement, err := treaty.History{Currency: "CNY", Valuation: exampleDay("2027-12-31"), Years: []treaty.UnderwritingYear{{
		Year: 2027, Written: dec("1000"), Unearned: dec("200"), Paid: dec("320"), Outstanding: dec("80"), IBNR: dec("40"), Allowed: dec("100"),
	}}}.Settle(proportional.Account{ProfitCommissions: []proportional.ProfitCommission{{
		Rate: new(dec("0.2")), LossRatio: proportional.LossRatio{IBNR: true},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for year, item := range settlement.Items() {
		fmt.Println(year, item.Term, item.Rate, "of", item.Base, "=", item.Full)
	}
	// Output:
	// 2027 profit-commission 0.2 of 260 = 52
}

// A year has 30 % until it is adjusted, then what follows from its losses. Once it is final a later valuation must not change it.
func ExampleStage() {
	dec := decimal.RequireFromString
	settled := func(day string, stage treaty.Stage, paid string) *treaty.Settlement {
		s, err := treaty.History{Contract: "QS", Currency: "CNY", Valuation: exampleDay(day), Years: []treaty.UnderwritingYear{
			{Year: 2027, Stage: stage, Written: dec("1000"), Paid: dec(paid)},
		}}.Settle(exampleScale())
		if err != nil {
			panic(err)
		}
		for _, item := range s.Items() {
			fmt.Println(day, stage, item.Rate, item.Full)
		}
		return s
	}
	settled("2027-12-31", treaty.StageProvisional, "200")
	settled("2028-12-31", treaty.StageAdjusted, "520")
	final := settled("2029-12-31", treaty.StageFinal, "540")
	_, err := treaty.Adjustments(final, settled("2030-12-31", treaty.StageFinal, "541"))
	fmt.Println(err)
	// Output:
	// 2027-12-31 provisional 0.3 300
	// 2028-12-31 adjusted 0.33 330
	// 2029-12-31 final 0.31 310
	// 2030-12-31 final 0.309 309
	// after.years[0].commissions[0]: must not change: the year was final (got -1)
}

// What is posted between two valuations: 2027 is adjusted from 30 % to 33 %, and 2028 is new.
func ExampleAdjustments() {
	dec := decimal.RequireFromString
	history := treaty.History{
		Contract: "QS", Currency: "CNY", Valuation: exampleDay("2027-12-31"), Placement: new(exampleLine("A", "0.5")),
		Years: []treaty.UnderwritingYear{{Year: 2027, Stage: treaty.StageProvisional, Written: dec("1000"), Paid: dec("200")}},
	}
	before, err := history.Settle(exampleScale())
	if err != nil {
		fmt.Println(err)
		return
	}
	history.Valuation = exampleDay("2028-12-31")
	history.Years = []treaty.UnderwritingYear{
		{Year: 2027, Written: dec("1000"), Paid: dec("520")},
		{Year: 2028, Stage: treaty.StageProvisional, Written: dec("1100"), Paid: dec("150")},
	}
	after, err := history.Settle(exampleScale())
	if err != nil {
		fmt.Println(err)
		return
	}
	changes, err := treaty.Adjustments(before, after)
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range changes {
		fmt.Printf("%s %d %-9s %-1s %4s\n", p.Date, p.Year, p.Step, p.Reinsurer, p.Amount)
	}
	// Output:
	// 2028-12-31 2027 terms         30
	// 2028-12-31 2027 placement     15
	// 2028-12-31 2027 cession       15
	// 2028-12-31 2027 reinsurer A   15
	// 2028-12-31 2028 terms        330
	// 2028-12-31 2028 placement    165
	// 2028-12-31 2028 cession      165
	// 2028-12-31 2028 reinsurer A  165
}
