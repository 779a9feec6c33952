package solvency

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Absorption is what participating and universal life contracts (分红保险和万能保险) absorb of the losses of the company, computed for
// their accounts together. The zero Absorption absorbs nothing.
//
//	LA = min(MC × β, LA limit), β = (1 + K) × min(0.5, 0.22 × LA limit / MC + 0.02)
//	MC = √(market² + 2 × 0.35 × market × credit + credit²), LA limit = max(PV base − PV floor, 0)
//
// Source: Rule 2 Art. 19, with K = 0 from the implementing notice.
type Absorption struct {
	_ [0]func()

	// Market and Credit are the minimum capital of market and credit risk of the accounts, in yuan, not negative.
	Market decimal.Decimal `json:"market"`
	Credit decimal.Decimal `json:"credit"`
	// Base and Floor are the present values of the cash flows of the contracts in yuan: in the base scenario, and with dividends and
	// credited rates at their floor, discounted at the rates of the base scenario. They may be negative.
	Base  decimal.Decimal `json:"base"`
	Floor decimal.Decimal `json:"floor"`
}

// Validate reports every figure out of range, joined.
func (a Absorption) Validate() error {
	return errors.Join(
		bound.NotNegative("market", a.Market),
		bound.NotNegative("credit", a.Credit),
		bound.Check("base", a.Base),
		bound.Check("floor", a.Floor))
}

// ToYuan returns a with its amounts, which are in s, in yuan.
func (a Absorption) ToYuan(s cross2.Scale) (Absorption, error) {
	var errs []error
	for _, f := range []struct {
		name string
		x    *decimal.Decimal
	}{{"market", &a.Market}, {"credit", &a.Credit}, {"base", &a.Base}, {"floor", &a.Floor}} {
		yuan, err := s.ToYuan(*f.x)
		errs = append(errs, cede.In(f.name, err))
		*f.x = yuan
	}
	if err := errors.Join(errs...); err != nil {
		return Absorption{}, err
	}
	return a, nil
}

// Capital returns row S05-1.6, the loss absorption, with the rows S05-1.6.1 before its limit and S05-1.6.2, the limit. The product
// MC × β is formed without the quotient of β:
//
//	MC × β = (1 + K) × min(0.5 × MC, 0.22 × LA limit + 0.02 × MC)
func (a Absorption) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := a.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	source := cross2.Citation{Rule: "2", Article: "19"}
	name := func(english, chinese string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: source}
	}
	capital := w.Quadratic(name("Minimum capital of the accounts", "分红万能账户市场和信用风险最低资本"), "minimum.absorption", cross2.Fen,
		w.Given(name("Market risk of the accounts", "分红万能账户市场风险最低资本"), a.Market),
		w.Given(name("Credit risk of the accounts", "分红万能账户信用风险最低资本"), a.Credit))
	limit := w.Round(w.Row("S05-1.6.2", source),
		w.Max(name("Base less floor, not negative", "基础情景与下限现值之差，不低于零"),
			w.Difference(name("Base less floor", "基础情景与下限现值之差"),
				w.Given(name("Present value in the base scenario", "基础情景下的现金流现值"), a.Base),
				w.Given(name("Present value at the floor", "红利和结算利率下限下的现金流现值"), a.Floor)),
			w.Given(name("Zero", "零"), decimal.Decimal{})),
		cross2.Fen)
	least := w.Min(name("Ratio times capital, before K", "不含K的调整比率与资本之积"),
		w.Product(name("Cap", "上限部分"), w.Factor("minimum.absorption.cap"), capital),
		w.Sum(name("By the limit", "按上限计算的部分"),
			w.Product(name("Slope times limit", "系数与调整上限之积"), w.Factor("minimum.absorption.slope"), limit),
			w.Product(name("Constant times capital", "常数与资本之积"), w.Factor("minimum.absorption.constant"), capital)))
	before := w.Round(w.Row("S05-1.6.1", source),
		w.Product(name("Capital times ratio", "资本与调整比率之积"),
			w.Sum(name("1 + K", "1 + K"), w.GivenNumber(name("One", "1"), decimal.New(1, 0)), w.Factor("minimum.absorption.k")),
			least),
		cross2.Fen)
	absorbed := w.Min(w.Row("S05-1.6", source), before, limit)
	return absorbed, w.Err()
}
