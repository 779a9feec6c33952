package reinsurer

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// Catastrophe is the catastrophe risk (巨灾风险) of the motor and property business of a reinsurer. The zero Catastrophe has none and needs no capital. Source: Rule 6 Arts. 26-30.
type Catastrophe struct {
	_ [0]func()

	// Proportional is that of proportional reinsurance of motor and property, as of direct business. Source: Rule 6 Art. 27.
	Proportional nonlife.Catastrophe `json:"proportional,omitzero"`
	// Premium is the retained premium of the last 12 months of non-proportional catastrophe business of motor and property, and all of that of
	// contracts for risks and catastrophes together, in yuan and not negative. Catastrophe covers of other classes are in their classes alone.
	// Source: Rule 6 Arts. 26, 28.
	Premium decimal.Decimal `json:"premium"`
}

// Validate reports every figure that is missing or out of range, joined; each is a [cede.InvalidError].
func (c Catastrophe) Validate() error {
	return errors.Join(cede.In("proportional", c.Proportional.Validate()), bound.NotNegative("premium", c.Premium))
}

// ToYuan returns c with its amounts, which are in s, in yuan.
func (c Catastrophe) ToYuan(s cross2.Scale) (Catastrophe, error) {
	proportional, err := c.Proportional.ToYuan(s)
	premium, other := s.ToYuan(c.Premium)
	if err := errors.Join(cede.In("proportional", err), cede.In("premium", other)); err != nil {
		return Catastrophe{}, err
	}
	return Catastrophe{Proportional: proportional, Premium: premium}, nil
}

// Capital returns row S05-1.2.2, the minimum capital of catastrophe risk, with its parts down to the figures given:
//
//	non-proportional = 1.85 × premium
//	total            = √(p² + 2 × 0.5 × p × n + n²), p proportional and n non-proportional
//
// The root is rounded to the fen. Source: Rule 6 Arts. 27-30.
func (c Catastrophe) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := c.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	head := func(english, chinese, number string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article(number)}
	}
	proportional, err := c.Proportional.CapitalAs(w.Edition(), head("Catastrophe risk of proportional reinsurance", "比例再保险业务巨灾风险最低资本", "27"))
	_ = w.Fail(cede.In("proportional", err))
	total := w.Quadratic(w.Row("S05-1.2.2", article("30")), "reinsurer.catastrophe", cross2.Fen,
		proportional,
		w.Product(head("Catastrophe risk of non-proportional reinsurance", "非比例再保险业务巨灾风险最低资本", "29"),
			w.Given(head("Retained premium of catastrophe business", "巨灾业务过去12个月自留保费", "28"), c.Premium),
			w.Factor("reinsurer.catastrophe.factor")))
	return total, w.Err()
}
