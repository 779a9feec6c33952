package asset_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
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

// A green bond rated AA, half of which a tool of an AAA institution protects. It has no duration yet.
func ExampleHolding() {
	book, rating := decimal.New(980_000, 0), asset.Lowest(asset.AAPlus, asset.AA)
	h := asset.Holding{
		ID: "bond 17", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: rating, Green: true}, Value: decimal.New(1_000_000, 0), Book: &book,
		Currency: asset.Yuan, Counterparty: "X", Protection: &asset.Protection{Part: decimal.New(5, -1), Book: decimal.New(2, 0), Issuer: asset.AAA},
	}
	fmt.Println(h.Validate())
	h.Asset = asset.Bond{Issuer: asset.OtherIssuer, Rating: rating, Green: true, Duration: decimal.New(3, 0)}
	fmt.Println(h.Validate(), h.BookValue())
	fmt.Println(rating.Key(on("2026-03-31"), "credit.spread"))
	// Output:
	// asset.duration: must be positive (got 0)
	// <nil> 980000
	// credit.spread.aa
}

// A loan of class "pass" below a trust for fixed income of two layers, and one whose counterparty is above its threshold too.
func ExampleCharge() {
	w := cross2.On(on("2026-03-31"))
	named := func(name string) cross2.Head { return cross2.Head{English: name, Chinese: name} }
	c := asset.Charge{
		Head: named("loan"), Rule: asset.CreditRule,
		Exposure: w.Given(named("exposure"), decimal.New(100, 0)), Base: w.Factor("credit.loan.pass"),
		Structure: asset.Structure{Layers: 2, Surface: asset.DebtSurface},
	}
	fmt.Println(c.Factor(w).Amount(), c.Line(w).Amount())
	c.Concentration.Counterparty = true
	fmt.Println(c.Factor(w).Amount(), c.Line(w).Amount(), w.Err())
	// Output:
	// 0.0935 9.35
	// 0.1275 12.75 <nil>
}

// A share with what it cost and when it was bought.
func ExampleStock() {
	cost := decimal.New(80, 0)
	bought, err := cede.ParseDate("2022-05-10")
	if err != nil {
		fmt.Println(err)
		return
	}
	s := asset.Stock{Board: asset.MainBoard, Index: true, Cost: &cost, Trades: []asset.Trade{{Date: bought, Shares: decimal.New(100, 0)}, {Date: bought.AddDays(30)}}}
	fmt.Println(s.Validate())
	// Output:
	// trades[1].shares: must not be zero (got 0)
}

// A future that hedges two shares must say how well it does.
func ExampleHedge() {
	f := asset.IndexFuture{Hedge: asset.Hedge{Effective: true, Hedged: []string{"share 1", "share 2"}}}
	fmt.Println(f.Validate())
	effectiveness := decimal.New(9, -1)
	f.Hedge.Effectiveness = &effectiveness
	fmt.Println(f.Validate())
	// Output:
	// hedge.effectiveness: must be given for an effective short hedge
	// <nil>
}

// Assets are read by their kind.
func ExampleKinds() {
	var names []string
	for _, k := range asset.Kinds() {
		names = append(names, k.Name)
		if k.Name == "deposit" {
			a, err := k.Decode(func(into any) error {
				return json.Unmarshal([]byte(`{"bank": "city", "form": "plain", "capitalRatio": "0.135"}`), into)
			})
			fmt.Println(a.Validate(), err)
		}
	}
	fmt.Println(strings.Join(names[:12], ", "))
	fmt.Println(strings.Join(names[12:], ", "))
	// Output:
	// <nil> <nil>
	// cash, deposit, bond, convertible, stock, fund, preferred, unlisted-equity, long-term-equity, property, overseas-debt, overseas-equity
	// interest-swap, treasury-future, index-future, currency-forward, hedge-claim, loan, policy-loan, premium-receivable, other-receivable, accrued-interest, guarantee
}
