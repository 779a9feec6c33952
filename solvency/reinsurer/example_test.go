package reinsurer_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
	"github.com/cedego/cede/solvency/reinsurer"
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

// Two proportional classes and the three non-proportional ones, in 亿元. Those of the latter are check 11 of the fact sheet of rules 1 to 6.
func ExampleBusiness_Capital() {
	yi := func(premium, reserve int64) reinsurer.NonProportional {
		return reinsurer.NonProportional{Premium: decimal.NewFromInt(premium), Reserve: decimal.NewFromInt(reserve)}
	}
	ratio := decimal.New(98, -2)
	b, err := reinsurer.Business{
		Proportional: nonlife.Business{Segments: []nonlife.Segment{
			{Class: nonlife.Motor, Premium: decimal.NewFromInt(300), Reserve: decimal.NewFromInt(200), CombinedRatio: &ratio},
			{Class: nonlife.Property, Premium: decimal.NewFromInt(400), Reserve: decimal.NewFromInt(350)},
		}},
		Property: yi(500, 300), Liability: yi(200, 250), Special: yi(100, 60),
	}.ToYuan(cross2.InYi)
	if err != nil {
		panic(err)
	}
	l, err := b.Capital(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	for _, class := range l.Parts() {
		if !class.Amount().IsZero() {
			fmt.Println(class.Head().English, class.Amount().Shift(-8).StringFixed(6))
		}
	}
	fmt.Println(l.Head().Row, l.Amount().Shift(-8).StringFixed(6))
	// Output:
	// Proportional motor: premium and reserve risk 48.167520
	// Proportional property: premium and reserve risk 306.142814
	// Non-proportional property: premium and reserve risk 340.261826
	// Non-proportional liability and short-term personal: premium and reserve risk 153.825356
	// Non-proportional special: premium and reserve risk 60.728145
	// S05-1.2.1 579.657284
}

// Catastrophe excess of loss assumed for a premium of 80, beside a proportional catastrophe risk of 200.
func ExampleCatastrophe_Capital() {
	capital := decimal.NewFromInt(200)
	l, err := reinsurer.Catastrophe{
		Proportional: nonlife.Catastrophe{PropertyTyphoon: &nonlife.Hazard{Capital: &capital}},
		Premium:      decimal.NewFromInt(80),
	}.Capital(on("2026-03-31"))
	if err != nil {
		panic(err)
	}
	table, err := l.Table(cross2.English, cross2.InYuan)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	// Output:
	// row        item                                                amount (yuan)  source          formula
	// S05-1.2.2  Non-life business: catastrophe risk                        302.50  Rule 6 Art. 30  √(v·M·vᵀ), v = (Catastrophe risk of proportional reinsurance, Catastrophe risk of non-proportional reinsurance), M = reinsurer.catastrophe, to 2 places
	//              Catastrophe risk of proportional reinsurance             200.00  Rule 6 Art. 27  √(v·M·vᵀ), v = (Domestic catastrophe risk, Overseas catastrophe risk), M = nonlife.catastrophe.total, to 2 places
	//                Domestic catastrophe risk                              200.00  Rule 4 Art. 54  √(v·M·vᵀ), v = (Motor typhoon and flood, Property typhoon and flood, Property earthquake), M = nonlife.catastrophe.domestic, to 2 places
	//                  Motor typhoon and flood                                0.00  Rule 4 Art. 47
	//                  Property typhoon and flood                           200.00  Rule 4 Art. 48
	//                  Property earthquake                                    0.00  Rule 4 Art. 49
	//                Overseas catastrophe risk                                0.00  Rule 4 Art. 54  √(v·M·vᵀ), v = (Overseas typhoon and flood, Overseas earthquake), M = nonlife.catastrophe.overseas, to 2 places
	//                  Overseas typhoon and flood                             0.00  Rule 4 Art. 50
	//                  Overseas earthquake                                    0.00  Rule 4 Art. 51
	//              Catastrophe risk of non-proportional reinsurance         148.00  Rule 6 Art. 29  Retained premium of catastrophe business × Non-proportional catastrophe: base factor
	//                Retained premium of catastrophe business                80.00  Rule 6 Art. 28
	//                Non-proportional catastrophe: base factor                1.85  Rule 6 Art. 29  reinsurer.catastrophe.factor
}

// The non-life risk of a published quarter: 中再产险, second quarter of 2024, in 万元, printed as 1,142,276.85 from parts that are rounded.
func ExampleTotal() {
	given := func(row string, fen int64) cross2.Line {
		head, err := cross2.Row(row)
		if err != nil {
			panic(err)
		}
		l, err := cross2.Given(head, decimal.New(fen, 2))
		if err != nil {
			panic(err)
		}
		return l
	}
	l, err := reinsurer.Total(on("2024-06-30"), given("S05-1.2.1", 97974321), given("S05-1.2.2", 39137639))
	if err != nil {
		panic(err)
	}
	text, err := cross2.InWan.Print(l.Amount())
	if err != nil {
		panic(err)
	}
	fmt.Println(text)
	// Output:
	// 1,142,276.86
}

// Yearly renewable reinsurance of long-term business is life reinsurance if renewal and rates are guaranteed.
func ExampleContract_Life() {
	c := reinsurer.Contract{Original: reinsurer.LongTermHealth, Form: reinsurer.YearlyRenewable, GuaranteedRenewal: true}
	for _, c.Rates = range []reinsurer.Rates{"", reinsurer.GuaranteedRates, reinsurer.GuaranteedBand, reinsurer.EmptyBand} {
		life, err := c.Life()
		if err != nil {
			panic(err)
		}
		fmt.Printf("rates %q: life reinsurance %v\n", c.Rates, life)
	}
	c.Rates, c.Moved = reinsurer.EmptyBand, true
	life, err := c.Life()
	if err != nil {
		panic(err)
	}
	fmt.Println("moved by the reinsurer:", life)
	// Output:
	// rates "": life reinsurance false
	// rates "guaranteed": life reinsurance true
	// rates "band": life reinsurance true
	// rates "empty-band": life reinsurance true
	// moved by the reinsurer: false
}
