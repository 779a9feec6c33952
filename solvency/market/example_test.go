package market_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

func latest() *cross2.Edition {
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	return e
}

// Sub-risks that were computed elsewhere; those of overseas assets by developed and emerging markets.
func ExampleRisks_Capital() {
	n := decimal.NewFromInt
	r, err := market.Risks{
		Interest: n(300), Equity: n(900), Property: n(50), Currency: n(20),
		FixedIncome: market.Overseas{Developed: n(30), Emerging: n(40)}, OverseasEquity: market.Overseas{Developed: n(100)},
	}.ToYuan(cross2.InWan)
	if err != nil {
		panic(err)
	}
	l, err := r.Capital(latest())
	if err != nil {
		panic(err)
	}
	table, err := l.Table(cross2.English, cross2.InWan)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)
	// Output:
	// row        item                                        amount (10,000 yuan)  source             formula
	// S05-1.3    Market risk                                               972.20  Rule 8 Art. 70     √(v·M·vᵀ), v = (S05-1.3.1, S05-1.3.2, S05-1.3.3, S05-1.3.4, S05-1.3.5, S05-1.3.6), M = market.total, to 2 places
	// S05-1.3.1    Market: interest rate risk                              300.00  Rule 8 Art. 17-23
	// S05-1.3.2    Market: equity price risk                               900.00  Rule 8 Art. 37
	// S05-1.3.3    Market: property price risk                              50.00  Rule 8 Art. 43
	// S05-1.3.4    Market: overseas fixed income price risk                 53.18  Rule 8 Art. 47     √(v·M·vᵀ), v = (Developed markets, Emerging markets), M = market.overseas.fixed-income, to 2 places
	//                Developed markets                                      30.00  Rule 8 Art. 47
	//                Emerging markets                                       40.00  Rule 8 Art. 47
	// S05-1.3.5    Market: overseas equity price risk                      100.00  Rule 8 Art. 53     √(v·M·vᵀ), v = (Developed markets, Emerging markets), M = market.overseas.equity, to 2 places
	//                Developed markets                                     100.00  Rule 8 Art. 53
	//                Emerging markets                                        0.00  Rule 8 Art. 53
	// S05-1.3.6    Market: currency risk                                    20.00  Rule 8 Art. 59
}

// What 国寿财产 published of the second quarter of 2024, in 万元, printed as 772,938.50.
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
	l, err := market.Total(latest(), given("S05-1.3.1", 25307097), given("S05-1.3.2", 71649546), given("S05-1.3.3", 2644390),
		given("S05-1.3.4", 0), given("S05-1.3.5", 8651005), given("S05-1.3.6", 1280356))
	if err != nil {
		panic(err)
	}
	text, err := cross2.InWan.Print(l.Amount())
	if err != nil {
		panic(err)
	}
	fmt.Println(text)
	// Output:
	// 772,938.50
}

// A property company with a bond, shares with a gain of a quarter, a fund overseas and property, and dollars against which it owes some.
func ExamplePortfolio_Totals() {
	n := func(x int64) decimal.Decimal { return decimal.NewFromInt(x) }
	p := market.Portfolio{
		Company: asset.NonLife, Band: asset.Bounded, Pegged: []asset.Currency{"HKD"},
		Holdings: []asset.Holding{
			{ID: "bond", Asset: asset.Bond{Issuer: asset.Government, Duration: n(8)}, Value: n(1000)},
			{ID: "shares", Asset: asset.Stock{Board: asset.ChiNext, Cost: new(n(80))}, Value: n(100)},
			{ID: "overseas fund", Asset: asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Emerging}, Value: n(200), Currency: "USD"},
			{ID: "office", Asset: asset.Property{Form: asset.Title, Place: asset.OtherCity}, Value: n(300)},
		},
		Liabilities: []market.ForeignAmount{{Currency: "HKD", Value: n(50)}},
	}
	charges, err := p.Charges(latest())
	if err != nil {
		panic(err)
	}
	for _, c := range charges {
		fmt.Println(c.Of, c.Risk, c.Line.Amount())
	}
	t, err := p.Totals(latest())
	if err != nil {
		panic(err)
	}
	total, err := market.Total(latest(), t.Interest, t.Equity, t.Property, t.FixedIncome, t.OverseasEquity, t.Currency)
	if err != nil {
		panic(err)
	}
	fmt.Println(total.Head().Row, total.Amount())
	// Output:
	// bond interest 108.16
	// shares equity 47.8125
	// office property 54
	// overseas fund equity-emerging 97.5
	// USD currency 7.5
	// S05-1.3 164.58
}

// A member of the CSI 300 held for years, with a gain of a quarter: 0.27 + 0.35 × 0.0625, or 0.27 × 1.0625. Source: check 11 of the fact sheet of
// rules 7 to 9.
func ExampleGain() {
	day, err := cede.ParseDate("2020-05-11")
	if err != nil {
		panic(err)
	}
	share := asset.Stock{
		Board: asset.MainBoard, Index: true, Cost: new(decimal.NewFromInt(80)),
		Trades: []asset.Trade{{Date: day, Shares: decimal.NewFromInt(10)}},
	}
	for _, reading := range []market.Gain{market.OnBase, market.OnFactor} {
		charges, err := market.Portfolio{
			Company: asset.NonLife, Gain: reading, Holdings: []asset.Holding{{ID: "share", Asset: share, Value: decimal.NewFromInt(100)}},
		}.Charges(latest())
		if err != nil {
			panic(err)
		}
		fmt.Println(reading, charges[0].Line.Amount())
	}
	years, ok := market.HoldingTime(share.Trades, latest().Date(), decimal.NewFromInt(6))
	fmt.Println(years, ok)
	// Output:
	// on-base 29.1875
	// on-factor 28.6875
	// 5.8876712329 true
}

// A life company that owes 100 million in 20 years and has bonds that bring 60 million in 10: rates that fall cost it more than rates that rise.
func ExampleLifeInterest_Capital() {
	yields := make(market.Yields, 40)
	for i := range yields {
		yields[i] = decimal.New(25, -3)
	}
	million := func(n int64) decimal.Decimal { return decimal.New(n, 6) }
	l, err := market.LifeInterest{
		Yields:     yields,
		CashFlows:  []market.CashFlow{{Month: 240, Out: million(100)}, {Month: 120, In: million(60)}},
		Transition: market.StressedYields,
	}.Capital(latest())
	if err != nil {
		panic(err)
	}
	fmt.Println(l.Head().Row, l.Amount())
	for _, scenario := range l.Parts()[0].Parts()[:2] {
		fmt.Println(scenario.Head().English, scenario.Amount().StringFixed(2))
	}
	// Output:
	// S05-1.3.1 2748925.88
	// More than the base, rates up -4057721.12
	// More than the base, rates down 2748925.88
}
