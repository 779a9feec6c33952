package life

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Business is the minimum capital of the risks of the life business of a company, or of the life reinsurance business of a reinsurer, each
// in yuan, not negative and net of reinsurance, as the scenarios of Rule 5 give it. The zero Business has no risk.
type Business struct {
	_ [0]func()

	// Loss is the risk that more losses occur.
	Loss Loss `json:"loss"`
	// Lapse is the risk of lapses.
	Lapse Lapse `json:"lapse"`
	// Expense is the risk of expenses. Source: Rule 5 Art. 19.
	Expense decimal.Decimal `json:"expense"`
}

// Loss is the minimum capital of the risks of loss occurrence (损失发生风险).
type Loss struct {
	_ [0]func()

	// Mortality is the risk of mortality (死亡发生率风险). Source: Rule 5 Art. 9.
	Mortality decimal.Decimal `json:"mortality"`
	// Catastrophe is the risk of a catastrophe of mortality (死亡巨灾风险). Source: Rule 5 Art. 10.
	Catastrophe decimal.Decimal `json:"catastrophe"`
	// Longevity is the risk of longevity (长寿风险). Source: Rule 5 Art. 11.
	Longevity decimal.Decimal `json:"longevity"`
	// Incidence and Trend are the risk of disease (疾病风险): of more cases now and of more each year. Source: Rule 5 Art. 12.
	Incidence decimal.Decimal `json:"incidence"`
	Trend     decimal.Decimal `json:"trend"`
	// Medical is the risk of the loss ratio of medical and health business (医疗及健康赔付损失率风险). Source: Rule 5 Art. 13.
	Medical decimal.Decimal `json:"medical"`
	// Other is the risk of other losses (其他损失发生率风险). Source: Rule 5 Art. 14.
	Other decimal.Decimal `json:"other"`
}

// Lapse is the minimum capital of the risks of lapse (退保风险).
type Lapse struct {
	_ [0]func()

	// First and Second are the risk of the lapse rate (退保率风险) of products of type I and II, each the sum over its units of the greater of the
	// rise and the fall. Life reinsurance has type I only. Source: Rule 5 Art. 21; Rule 6 Art. 34.
	First  decimal.Decimal `json:"first"`
	Second decimal.Decimal `json:"second"`
	// Mass is the risk of mass lapse (大规模退保风险). Source: Rule 5 Art. 22.
	Mass decimal.Decimal `json:"mass"`
}

// amounts calls f with every amount and its path.
func (b *Business) amounts(f func(path string, x *decimal.Decimal)) {
	f("loss.mortality", &b.Loss.Mortality)
	f("loss.catastrophe", &b.Loss.Catastrophe)
	f("loss.longevity", &b.Loss.Longevity)
	f("loss.incidence", &b.Loss.Incidence)
	f("loss.trend", &b.Loss.Trend)
	f("loss.medical", &b.Loss.Medical)
	f("loss.other", &b.Loss.Other)
	f("lapse.first", &b.Lapse.First)
	f("lapse.second", &b.Lapse.Second)
	f("lapse.mass", &b.Lapse.Mass)
	f("expense", &b.Expense)
}

// Validate reports every amount that is negative or out of bounds, joined; each is a [cede.InvalidError].
func (b Business) Validate() error {
	var errs []error
	b.amounts(func(path string, x *decimal.Decimal) { errs = append(errs, bound.NotNegative(path, *x)) })
	return errors.Join(errs...)
}

// ToYuan returns b with its amounts, which are in s, in yuan.
func (b Business) ToYuan(s cross2.Scale) (Business, error) {
	var errs []error
	b.amounts(func(path string, x *decimal.Decimal) {
		yuan, err := s.ToYuan(*x)
		errs = append(errs, cede.In(path, err))
		*x = yuan
	})
	if err := errors.Join(errs...); err != nil {
		return Business{}, err
	}
	return b, nil
}

// Capital returns row S05-1.1, the minimum capital of the insurance risk of life business, with its parts down to the amounts.
//
//	disease = √(incidence² + 2 × 0.25 × incidence × trend + trend²)
//	lapse   = max(type I + type II, mass)
//
// Loss occurrence and the total are √(v · M · vᵀ) with the matrices of Rule 5 Arts. 16 and 25. Longevity offsets mortality, so that the
// total may be less than its greatest part. Each root is rounded to the fen.
func (b Business) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := b.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	given := func(english, chinese, article string, yuan decimal.Decimal) cross2.Line {
		return w.Given(name(english, chinese, article), yuan)
	}
	disease := w.Quadratic(name("Disease", "疾病风险", "12"), "life.disease", cross2.Fen,
		given("Disease incidence", "疾病发生率风险", "12", b.Loss.Incidence),
		given("Disease trend", "疾病趋势风险", "12", b.Loss.Trend))
	loss := w.Quadratic(w.Row("S05-1.1.1", article("16")), "life.loss", cross2.Fen,
		given("Mortality", "死亡发生率风险", "9", b.Loss.Mortality),
		given("Mortality catastrophe", "死亡巨灾风险", "10", b.Loss.Catastrophe),
		given("Longevity", "长寿风险", "11", b.Loss.Longevity),
		disease,
		given("Medical and health loss ratio", "医疗及健康赔付损失率风险", "13", b.Loss.Medical),
		given("Other losses", "其他损失发生率风险", "14", b.Loss.Other))
	rate := w.Sum(name("Lapse rate", "退保率风险", "21"),
		given("Lapse rate of type I", "退保率风险-类型1", "21", b.Lapse.First),
		given("Lapse rate of type II", "退保率风险-类型2", "21", b.Lapse.Second))
	lapse := w.Max(name("Greater of lapse rate and mass lapse", "退保率与大规模退保风险孰大", "23"), rate, given("Mass lapse", "大规模退保风险", "22", b.Lapse.Mass))
	lapse = w.Round(w.Row("S05-1.1.2", article("23")), lapse, cross2.Fen)
	expense := w.Enter("S05-1.1.3", article("19"), b.Expense)
	return w.Take(Total(w.Edition(), loss, lapse, expense)), w.Err()
}

// Total returns row S05-1.1 from its sub-risks: loss occurrence (S05-1.1.1), lapse (S05-1.1.2) and expense (S05-1.1.3), in the
// order of the return, rounded to the fen. A line that stands in another row, or is negative, is an error. Source: Rule 5 Art. 25.
func Total(e *cross2.Edition, loss, lapse, expense cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	total := w.Quadratic(w.Row("S05-1.1", article("25")), "life.total", cross2.Fen,
		w.Accept("loss", "S05-1.1.1", loss), w.Accept("expense", "S05-1.1.3", expense), w.Accept("lapse", "S05-1.1.2", lapse))
	return total, w.Err()
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "5", Article: number} }

func name(english, chinese, number string) cross2.Head {
	return cross2.Head{English: english, Chinese: chinese, Citation: article(number)}
}
