package capital

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Guarantee is what the cash value guarantee (现金价值保证) of the life business in force is computed from, in yuan. The zero Guarantee is none.
type Guarantee struct {
	_ [0]func()

	// CashValue is the cash value of all life business, not negative.
	CashValue decimal.Decimal `json:"cashValue"`
	// Liability is the recognised liability of all life contracts, by Rule 3.
	Liability decimal.Decimal `json:"liability"`
	// Minimum is the minimum capital of the company, not negative.
	Minimum decimal.Decimal `json:"minimum"`
}

// Validate reports every figure out of range, joined.
func (g Guarantee) Validate() error {
	return errors.Join(bound.NotNegative("cashValue", g.CashValue), bound.Check("liability", g.Liability), bound.NotNegative("minimum", g.Minimum))
}

// Recognised returns row S04-7.2, the recognised value of the guarantee: max(cash value − liability − minimum capital, 0). Source: Rule 1 Art. 23.
func (g Guarantee) Recognised(e *cross2.Edition) (cross2.Line, error) {
	if err := g.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	given := func(english, chinese string, yuan decimal.Decimal) cross2.Line {
		return w.Given(name(english, chinese, "23"), yuan)
	}
	short := w.Difference(name("Cash value above liability and minimum capital", "现金价值超出部分", "23"),
		given("Cash value of life business", "全部寿险业务的现金价值", g.CashValue),
		given("Liability of life contracts", "全部寿险业务的保险合同负债", g.Liability),
		given("Minimum capital", "最低资本", g.Minimum))
	return w.Round(w.Row("S04-7.2", article("23")), w.Max(name("Not negative", "不低于零", "23"), short, zero(w)), cross2.Fen), w.Err()
}

// TaxReserve is what the income tax reserve (所得税准备) is computed from. The zero TaxReserve is none.
type TaxReserve struct {
	_ [0]func()

	// Incomes are the taxable incomes (应纳税所得额) of every year since the company was founded, in yuan, in order of the years; they may be negative.
	Incomes []decimal.Decimal `json:"incomes"`
	// ResidualMargin is that of life contracts in the financial statements (剩余边际) in yuan, not negative.
	ResidualMargin decimal.Decimal `json:"residualMargin"`
	// Reversed says that there is full evidence that the trend of taxable income above zero has reversed for good and in the long run.
	Reversed bool `json:"reversed,omitzero"`
}

// Validate reports every figure out of range, joined.
func (t TaxReserve) Validate() error {
	errs := make([]error, 0, len(t.Incomes)+1)
	for i, x := range t.Incomes {
		errs = append(errs, cede.At("incomes", i, bound.Check("", x)))
	}
	return errors.Join(append(errs, bound.NotNegative("residualMargin", t.ResidualMargin))...)
}

// Recognised returns row S04-7.3: 10 % of the residual margin if taxable income was above zero in any three years in a row since
// foundation, and the trend has not reversed; otherwise nothing. Source: Rule 1 Art. 24; implementing notice 一（一）.
func (t TaxReserve) Recognised(e *cross2.Edition) (cross2.Line, error) {
	if err := t.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	years := w.Factor("capital.tax-reserve.years")
	rate := w.Factor("capital.tax-reserve.rate")
	row := w.Row("S04-7.3", rate.Head().Citation)
	longest, run := 0, 0
	for _, x := range t.Incomes {
		run++
		if !x.IsPositive() {
			run = 0
		}
		longest = max(longest, run)
	}
	if t.Reversed || decimal.New(int64(longest), 0).LessThan(years.Amount()) {
		return w.Given(row, decimal.Decimal{}), w.Err()
	}
	margin := w.Given(name("Residual margin of life contracts", "寿险合同剩余边际", "24"), t.ResidualMargin)
	return w.Round(row, w.Product(name("Part of the residual margin", "剩余边际的一定比例", "24"), margin, rate), cross2.Fen), w.Err()
}
