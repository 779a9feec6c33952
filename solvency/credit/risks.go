package credit

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Total returns row S05-1.4, the minimum capital of credit risk, from spread risk (row S05-1.4.1) and counterparty default risk
// (row S05-1.4.2), rounded to the fen. A line that stands in another row, or is negative, is an error. Source: Rule 9 Art. 43.
func Total(e *cross2.Edition, spread, counterparty cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	total := w.Quadratic(w.Row("S05-1.4", article("43")), "credit.total", cross2.Fen,
		w.Accept("spread", "S05-1.4.1", spread), w.Accept("default", "S05-1.4.2", counterparty))
	return total, w.Err()
}

// Risks are the minimum capital of the credit risks of a company, each in yuan and not negative. The zero Risks has none.
type Risks struct {
	_ [0]func()

	// Spread is the risk of spreads (利差风险).
	Spread decimal.Decimal `json:"spread"`
	// Default is the risk that counterparties default (交易对手违约风险).
	Default decimal.Decimal `json:"default"`
}

// Validate reports every amount that is negative or out of bounds, joined; each is a [cede.InvalidError].
func (r Risks) Validate() error {
	return errors.Join(bound.NotNegative("spread", r.Spread), bound.NotNegative("default", r.Default))
}

// ToYuan returns r with its amounts, which are in s, in yuan.
func (r Risks) ToYuan(s cross2.Scale) (Risks, error) {
	spread, err := s.ToYuan(r.Spread)
	counterparty, other := s.ToYuan(r.Default)
	if err := errors.Join(cede.In("spread", err), cede.In("default", other)); err != nil {
		return Risks{}, err
	}
	return Risks{Spread: spread, Default: counterparty}, nil
}

// Capital returns row S05-1.4 with its two sub-risks, each rounded to the fen.
func (r Risks) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := r.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	spread, counterparty := w.Enter("S05-1.4.1", article("17"), r.Spread), w.Enter("S05-1.4.2", article("39"), r.Default)
	if w.Err() != nil {
		return cross2.Line{}, w.Err()
	}
	return Total(w.Edition(), spread, counterparty)
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "9", Article: number} }
