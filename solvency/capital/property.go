package capital

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Property is one investment property (投资性房地产), held directly or through a project company, which is recognised at cost. The zero
// Property has no value. Source: Rule 1 Arts. 13, 40 (3); implementing notice 一（二）.
type Property struct {
	_ [0]func()

	// Book is its value in the financial statements in yuan, before what tax takes.
	Book decimal.Decimal `json:"book"`
	// Cost is what it was bought for in yuan, or, if it was carried at fair value below that on 2022-01-01, its book value then.
	Cost decimal.Decimal `json:"cost"`
	// Revaluation is by how much its book value on 2022-01-01, if it was carried at fair value then, was above Cost; both together are its deemed
	// cost (初始成本). It is zero for property bought since, or carried at cost.
	Revaluation decimal.Decimal `json:"revaluation,omitzero"`
	// Depreciation is depreciation and impairment at cost since, at most Cost and Revaluation together.
	Depreciation decimal.Decimal `json:"depreciation,omitzero"`
	// TaxRate is the rate of income tax on gains, a fraction.
	TaxRate decimal.Decimal `json:"taxRate"`
}

// Validate reports every figure out of range, joined.
func (p Property) Validate() error {
	errs := []error{
		bound.NotNegative("book", p.Book), bound.NotNegative("cost", p.Cost), bound.NotNegative("revaluation", p.Revaluation),
		bound.NotNegative("depreciation", p.Depreciation), bound.Fraction("taxRate", p.TaxRate),
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if deemed := p.Cost.Add(p.Revaluation); p.Depreciation.GreaterThan(deemed) {
		return cede.Invalid("depreciation", bound.Text(p.Depreciation), "must not be more than cost and revaluation, "+bound.Text(deemed))
	}
	return nil
}

// Recognition is what a property at cost comes to, in yuan, each line rounded to the fen.
type Recognition struct {
	// Value is the recognised value: cost and revaluation less depreciation.
	Value cross2.Line
	// Core is by how much core tier 1 is below net assets, after tax, so that it holds no more than the cost part: not a gain above it.
	Core cross2.Line
	// Supplementary is the revaluation part after tax, which is supplementary tier 1.
	Supplementary cross2.Line
}

// Recognise returns the recognised value of the property and its effect on core tier 1 and supplementary tier 1. Depreciation falls on cost
// and revaluation in proportion:
//
//	cost part        = cost − depreciation × cost / (cost + revaluation)
//	revaluation part = revaluation − the rest of depreciation
//	core tier 1      + (cost part − book) × (1 − tax rate)
//	supplementary 1  + revaluation part × (1 − tax rate)
func (p Property) Recognise(e *cross2.Edition) (Recognition, error) {
	if err := p.Validate(); err != nil {
		return Recognition{}, err
	}
	w := cross2.On(e)
	head := func(english, chinese string) cross2.Head { return name(english, chinese, "13") }
	given := func(english, chinese string, yuan decimal.Decimal) cross2.Line {
		h := head(english, chinese)
		return w.Round(h, w.Given(h, yuan), cross2.Fen)
	}
	cost, gain := given("Cost", "购置成本", p.Cost), given("Revaluation", "评估增值", p.Revaluation)
	deemed := w.Sum(head("Deemed cost", "初始成本"), cost, gain)
	depreciation := w.Min(head("Depreciation and impairment, at most deemed cost", "折旧和减值（不超过初始成本）"), given("Depreciation and impairment", "折旧和减值", p.Depreciation), deemed)
	costPart := cost
	if w.Err() == nil && depreciation.Amount().IsPositive() {
		share := w.Quotient(head("Cost as part of deemed cost", "购置成本占初始成本的比例"), cost, deemed, sharePlaces)
		costPart = w.Difference(head("Cost part", "购置成本部分"), cost,
			w.Round(head("Depreciation of the cost part", "购置成本分摊的折旧和减值"), w.Product(head("Depreciation times share", "折旧和减值与比例之积"), depreciation, share), cross2.Fen))
	}
	value := w.Difference(head("Recognised value at cost", "成本模式下的认可价值"), deemed, depreciation)
	gainPart := w.Difference(head("Revaluation part", "评估增值部分"), value, costPart)
	rest := w.Difference(head("After tax", "扣除所得税影响后的比例"), w.GivenNumber(head("One", "1"), decimal.New(1, 0)), w.GivenNumber(head("Tax rate", "所得税率"), p.TaxRate))
	net := func(english, chinese string, l cross2.Line) cross2.Line {
		h := head(english, chinese)
		return w.Round(h, w.Product(h, l, rest), cross2.Fen)
	}
	r := Recognition{
		Value: value,
		Core: net("Cost part less book value, after tax", "购置成本部分与账面价值之差（扣除所得税影响）",
			w.Difference(head("Cost part less book value", "购置成本部分与账面价值之差"), costPart, given("Book value", "账面价值", p.Book))),
		Supplementary: net("Revaluation part, after tax", "评估增值部分（扣除所得税影响）", gainPart),
	}
	if err := w.Err(); err != nil {
		return Recognition{}, err
	}
	return r, nil
}
