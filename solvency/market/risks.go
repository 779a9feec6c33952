package market

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Total returns row S05-1.3, the minimum capital of market risk, from its six sub-risks, which are rows S05-1.3.1 to S05-1.3.6 in this
// order. Rates of interest offset shares, property and overseas shares, so that the total may be less than its greatest part. It is rounded
// to the fen. A line that stands in another row, or is negative, is an error. Source: Rule 8 Art. 70.
func Total(e *cross2.Edition, interest, equity, property, overseasFixedIncome, overseasEquity, currency cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	total := w.Quadratic(w.Row("S05-1.3", article("70")), "market.total", cross2.Fen,
		w.Accept("interest", "S05-1.3.1", interest),
		w.Accept("equity", "S05-1.3.2", equity),
		w.Accept("property", "S05-1.3.3", property),
		w.Accept("fixedIncome", "S05-1.3.4", overseasFixedIncome),
		w.Accept("overseasEquity", "S05-1.3.5", overseasEquity),
		w.Accept("currency", "S05-1.3.6", currency))
	return total, w.Err()
}

// Risks are the minimum capital of the market risks of a company, each in yuan and not negative. The zero Risks has none.
type Risks struct {
	_ [0]func()

	// Interest is interest rate risk (利率风险).
	Interest decimal.Decimal `json:"interest"`
	// Equity is the risk of prices of shares (权益价格风险).
	Equity decimal.Decimal `json:"equity"`
	// Property is the risk of prices of property (房地产价格风险).
	Property decimal.Decimal `json:"property"`
	// FixedIncome is the risk of prices of overseas fixed income (境外固定收益类资产价格风险).
	FixedIncome Overseas `json:"fixedIncome"`
	// OverseasEquity is the risk of prices of overseas shares and overseas property (境外权益类资产价格风险). Source: Rule 8 Arts. 45, 52, 53.
	OverseasEquity Overseas `json:"overseasEquity"`
	// Currency is the risk of rates of exchange (汇率风险).
	Currency decimal.Decimal `json:"currency"`
}

// Overseas is the minimum capital of overseas assets in developed markets and in emerging markets.
type Overseas struct {
	_ [0]func()

	// Developed is of developed markets (发达市场).
	Developed decimal.Decimal `json:"developed"`
	// Emerging is of emerging markets (新兴市场).
	Emerging decimal.Decimal `json:"emerging"`
}

// amounts calls f with every amount and its path.
func (r *Risks) amounts(f func(path string, x *decimal.Decimal)) {
	f("interest", &r.Interest)
	f("equity", &r.Equity)
	f("property", &r.Property)
	f("fixedIncome.developed", &r.FixedIncome.Developed)
	f("fixedIncome.emerging", &r.FixedIncome.Emerging)
	f("overseasEquity.developed", &r.OverseasEquity.Developed)
	f("overseasEquity.emerging", &r.OverseasEquity.Emerging)
	f("currency", &r.Currency)
}

// Validate reports every amount that is negative or out of bounds, joined; each is a [cede.InvalidError].
func (r Risks) Validate() error {
	var errs []error
	r.amounts(func(path string, x *decimal.Decimal) { errs = append(errs, bound.NotNegative(path, *x)) })
	return errors.Join(errs...)
}

// ToYuan returns r with its amounts, which are in s, in yuan.
func (r Risks) ToYuan(s cross2.Scale) (Risks, error) {
	var errs []error
	r.amounts(func(path string, x *decimal.Decimal) {
		yuan, err := s.ToYuan(*x)
		errs = append(errs, cede.In(path, err))
		*x = yuan
	})
	if err := errors.Join(errs...); err != nil {
		return Risks{}, err
	}
	return r, nil
}

// Capital returns row S05-1.3 with its six sub-risks, each rounded to the fen. Those of overseas assets are √(v · M · vᵀ) of developed
// and emerging markets, with the correlations of Rule 8 Arts. 47 and 53.
func (r Risks) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := r.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	overseas := func(row, number, key string, o Overseas) cross2.Line {
		name := func(english, chinese string) cross2.Head {
			return cross2.Head{English: english, Chinese: chinese, Citation: article(number)}
		}
		return w.Quadratic(w.Row(row, article(number)), key, cross2.Fen,
			w.Given(name("Developed markets", "发达市场"), o.Developed),
			w.Given(name("Emerging markets", "新兴市场"), o.Emerging))
	}
	total, err := Total(w.Edition(),
		w.Enter("S05-1.3.1", article("17-23"), r.Interest),
		w.Enter("S05-1.3.2", article("37"), r.Equity),
		w.Enter("S05-1.3.3", article("43"), r.Property),
		overseas("S05-1.3.4", "47", "market.overseas.fixed-income", r.FixedIncome),
		overseas("S05-1.3.5", "53", "market.overseas.equity", r.OverseasEquity),
		w.Enter("S05-1.3.6", article("59"), r.Currency))
	if w.Err() != nil {
		return cross2.Line{}, w.Err()
	}
	return total, err
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "8", Article: number} }
