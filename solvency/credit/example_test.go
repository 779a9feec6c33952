package credit_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
)

// The credit risk of a published quarter (众诚保险, second quarter of 2024), in 万元, printed as 15,222.37.
func ExampleRisks_Capital() {
	date, err := cede.ParseDate("2024-06-30")
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	r, err := credit.Risks{Spread: decimal.New(955272, -2), Default: decimal.New(970188, -2)}.ToYuan(cross2.InWan)
	if err != nil {
		panic(err)
	}
	l, err := r.Capital(e)
	if err != nil {
		panic(err)
	}
	table, err := l.Table(cross2.Chinese, cross2.InWan)
	if err != nil {
		panic(err)
	}
	fmt.Print(table)

	// The same from lines that are there.
	again, err := credit.Total(e, l.Parts()[0], l.Parts()[1])
	if err != nil {
		panic(err)
	}
	fmt.Println(again.Amount())
	// Output:
	// 行次       项目                                 金额（万元）  依据             计算
	// S05-1.4    信用风险-最低资本合计                   15,222.37  规则第9号第43条  √(v·M·vᵀ), v = (S05-1.4.1, S05-1.4.2), M = credit.total，保留2位小数
	// S05-1.4.1    信用风险-利差风险最低资本              9,552.72  规则第9号第17条
	// S05-1.4.2    信用风险-交易对手违约风险最低资本      9,701.88  规则第9号第39条
	// 152223719.07
}

// A green bond, a protected bond, a deposit and what is below a trust. Sources: checks 2, 9 and 20 of the fact sheet of rules 7 to 9.
func ExamplePortfolio_Capital() {
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	hundred, three := decimal.NewFromInt(100), decimal.NewFromInt(3)
	p := credit.Portfolio{Band: asset.Bounded, Holdings: []asset.Holding{
		{ID: "green bond", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AAA, Duration: three, Green: true}, Value: hundred},
		{
			ID: "protected bond", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AA, Duration: three}, Value: hundred,
			Protection: &asset.Protection{Part: decimal.NewFromInt(1), Book: decimal.NewFromInt(2), Issuer: asset.AAA},
		},
		{ID: "deposit", Asset: asset.Deposit{Bank: asset.LargeBank, Form: asset.PlainDeposit}, Value: hundred},
		{ID: "loans in a trust", Asset: asset.Loan{Class: asset.Pass}, Value: hundred, Structure: asset.Structure{Layers: 2, Surface: asset.DebtSurface}},
		{ID: "shares", Asset: asset.Stock{Board: asset.MainBoard}, Value: hundred},
	}}
	charges, err := p.Charges(e)
	if err != nil {
		panic(err)
	}
	for _, c := range charges {
		fmt.Println(c.Holding, c.Spread, c.Line.Amount())
	}
	spread, counterparty, err := p.Capital(e)
	if err != nil {
		panic(err)
	}
	total, err := credit.Total(e, spread, counterparty)
	if err != nil {
		panic(err)
	}
	fmt.Println(spread.Amount(), counterparty.Amount(), total.Amount())
	// Output:
	// deposit false 0.5
	// green bond true 3.726
	// loans in a trust false 9.35
	// protected bond true 6.3078
	// 10.03 9.85 15.72
}

// A bond that is rated under BBB-, which the table of spread risk does not name.
func ExampleBelow() {
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	p := credit.Portfolio{Holdings: []asset.Holding{
		{ID: "bond", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.BelowBBB, Duration: decimal.NewFromInt(3)}, Value: decimal.NewFromInt(1000)},
	}}
	for _, p.Below = range []credit.Below{credit.AsUnrated, credit.Refused} {
		spread, _, err := p.Capital(e)
		fmt.Println(p.Below, spread.Amount(), err)
	}
	// Output:
	// as-unrated 240 <nil>
	// refused 0 holdings[0].asset.rating: must be BBB- or above, or empty: under it there is no factor (got below)
}
