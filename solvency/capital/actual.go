package capital

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Actual is what actual capital (实际资本) is computed from: net assets, and what the rules change. The zero Actual has no capital.
type Actual struct {
	_ [0]func()

	// NetAssets are the net assets of the company's own (not consolidated) financial statements, with insurance contracts by the standards of
	// 2006 and 2009, in yuan, row S02-1.1; they may be negative. Source: Rule 1 Arts. 5, 7, 40.
	NetAssets decimal.Decimal `json:"netAssets"`
	// NonRecognised is the book value of the assets that are not recognised, in yuan, not negative; it is taken away in row S02-1.2.1.
	NonRecognised decimal.Decimal `json:"nonRecognised,omitzero"`
	// Equity is the recognised less the book value of long-term equity investments, in yuan; with the impairments of Associates that the
	// statements do not hold it is row S02-1.2.2.
	Equity     decimal.Decimal `json:"equity,omitzero"`
	Associates []Listed        `json:"associates,omitzero"`
	// Properties give rows S02-1.2.3 and S02-3.5.
	Properties []Property `json:"properties,omitzero"`
	// DeferredTax are the deferred tax assets not caused by operating losses, in yuan, not negative: taken away in row S02-1.2.4 and
	// supplementary tier 1 in row S02-3.4.
	DeferredTax decimal.Decimal `json:"deferredTax,omitzero"`
	// Agricultural is the catastrophe premium reserve of agricultural insurance, in yuan, not negative, row S02-1.2.5.
	Agricultural decimal.Decimal `json:"agricultural,omitzero"`
	// Surplus is policy future surplus, rows S02-1.2.6, S02-2.2, S02-3.6 and S02-4.2.
	Surplus Surplus `json:"surplus,omitzero"`
	// Reinsurance are the contracts of long-term life reinsurance, in rows S02-1.2.8, S02-2.3, S02-3.7 and S02-4.1, since no row is theirs.
	Reinsurance []Reinsured `json:"reinsurance,omitzero"`
	// Instruments are the capital instruments, in rows S02-1.2.7, S02-2.1, S02-2.3, S02-3.1 to S02-3.3, S02-3.7 and S02-4.1.
	Instruments []Instrument `json:"instruments,omitzero"`
	// Other is what else the regulator has adjusted, in yuan, row S02-1.2.8.
	Other decimal.Decimal `json:"other,omitzero"`

	// Mutual says that this is a mutual (相互保险组织), which the limit of core tier 2 does not bind.
	Mutual bool `json:"mutual,omitzero"`
	// Cutting says what is cut where the limits leave a choice.
	Cutting Cutting `json:"cutting,omitzero"`

	// Balance is the balance sheet; nil: not known. With it actual capital must be recognised assets less recognised liabilities, and what it does
	// not recognise must be what is said here.
	Balance *Balance `json:"balance,omitzero"`
}

// Reinsured is a contract of long-term life reinsurance on the books of one side. The zero Reinsured is not valid.
type Reinsured struct {
	_ [0]func()

	// Contract is the contract.
	Contract Contract `json:"contract"`
	// Side is the side that the company is on.
	Side Side `json:"side"`
	// Booked is what net assets already hold of the effect, in yuan, signed; it is taken out of core tier 1.
	Booked decimal.Decimal `json:"booked,omitzero"`
}

// Validate reports every figure out of range and every contradiction, joined. What depends on the reporting date is found by [Actual.Capital].
func (a Actual) Validate() error {
	errs := []error{
		bound.Check("netAssets", a.NetAssets),
		bound.NotNegative("nonRecognised", a.NonRecognised),
		bound.Check("equity", a.Equity),
	}
	errs = append(errs, each("associates", a.Associates), each("properties", a.Properties))
	errs = append(errs,
		bound.NotNegative("deferredTax", a.DeferredTax),
		bound.NotNegative("agricultural", a.Agricultural),
		cede.In("surplus", a.Surplus.Validate()))
	for i, r := range a.Reinsurance {
		errs = append(errs, cede.At("reinsurance", i, errors.Join(cede.In("contract", r.Contract.Validate()), r.Side.validate(), bound.Check("booked", r.Booked))))
	}
	errs = append(errs, each("instruments", a.Instruments), bound.Check("other", a.Other), cede.In("cutting", a.Cutting.validate()))
	if a.Balance != nil {
		err := cede.In("balance", a.Balance.Validate())
		errs = append(errs, err)
		if err == nil && errors.Join(errs...) == nil {
			agree := func(field string, x, other decimal.Decimal) {
				if !x.Equal(other) {
					errs = append(errs, cede.Invalid(field, bound.Text(x), "must be what the balance has of it, "+bound.Text(other)))
				}
			}
			agree("nonRecognised", a.NonRecognised, a.Balance.NonRecognised())
			agree("agricultural", a.Agricultural, a.Balance.unrecognised(Agricultural))
		}
	}
	return errors.Join(errs...)
}

// each validates every element of a list.
func each[T interface{ Validate() error }](list string, elements []T) error {
	errs := make([]error, 0, len(elements))
	for i, x := range elements {
		errs = append(errs, cede.At(list, i, x.Validate()))
	}
	return errors.Join(errs...)
}

// Capital returns actual capital by tier within the limits:
//
//	core tier 1    = net assets + adjustments (Art. 40)
//	actual capital = core tier 1 + core tier 2 + supplementary tier 1 + supplementary tier 2, each less what is above the limits
//
// What is above the limits stands in rows S02-2.4, S02-3.8 and S02-4.3; for policy surplus in core tier 1, whose sheet has no such row,
// in row S02-1.2.8. All of it is capital liability, row S04-6, with what instruments near their redemption are. Source: Rule 1
// Arts. 28-45; 附件9, S02, S03, S04.
//
// Errors: those of [Actual.Validate]; what the edition or the reporting date refuses; assets less liabilities that are not the sum of the
// tiers.
func (a Actual) Capital(e *cross2.Edition) (Result, error) {
	if err := a.Validate(); err != nil {
		return Result{}, err
	}
	b := &builder{w: cross2.On(e), parts: map[string][]cross2.Line{}}
	b.detail(a)
	return b.result(a)
}

// A builder collects the parts of the rows of S02.
type builder struct {
	w     *cross2.Workings
	parts map[string][]cross2.Line
	debts []cross2.Line // what is recognised of instruments as a liability
}

// add adds a line to a row, unless it is zero.
func (b *builder) add(row string, l cross2.Line) {
	if b.w.Err() == nil && !l.Amount().IsZero() {
		b.parts[row] = append(b.parts[row], l)
	}
}

// enter adds an amount of the user to a row, rounded to the fen.
func (b *builder) enter(row, english, chinese string, yuan decimal.Decimal) cross2.Line {
	h := name(english, chinese, "40")
	l := b.w.Round(h, b.w.Given(h, yuan), cross2.Fen)
	b.add(row, l)
	return l
}

// deduct takes a line away from a row.
func (b *builder) deduct(row, english, chinese string, l cross2.Line) {
	b.add(row, minus(b.w, name("Less: "+english, "减："+chinese, "40"), l))
}

func (b *builder) detail(a Actual) {
	w := b.w
	round := func(english, chinese string, yuan decimal.Decimal) cross2.Line {
		h := name(english, chinese, "40")
		return w.Round(h, w.Given(h, yuan), cross2.Fen)
	}
	b.enter("S02-1.1", "Net assets of the financial statements", "财务报表净资产", a.NetAssets)
	b.deduct("S02-1.2.1", "assets not recognised", "非认可资产", round("Book value of assets not recognised", "非认可资产账面价值", a.NonRecognised))
	b.enter("S02-1.2.2", "Recognised less book value", "认可价值与账面价值的差额", a.Equity)
	for i, x := range a.Associates {
		l, err := x.Impairment(w.Edition())
		_ = w.Fail(cede.At("associates", i, err))
		b.deduct("S02-1.2.2", "impairment", "减值", l)
	}
	for i, x := range a.Properties {
		r, err := x.Recognise(w.Edition())
		_ = w.Fail(cede.At("properties", i, err))
		b.add("S02-1.2.3", r.Core)
		b.add("S02-3.5", r.Supplementary)
	}
	tax := b.enter("S02-3.4", "Deferred tax assets not caused by operating losses", "非经营性亏损引起的递延所得税资产", a.DeferredTax)
	b.deduct("S02-1.2.4", "deferred tax assets", "递延所得税资产", tax)
	b.enter("S02-1.2.5", "Catastrophe premium reserve", "大灾风险保费准备金", a.Agricultural)
	graded, err := a.Surplus.Grade(w.Edition())
	_ = w.Fail(cede.In("surplus", err))
	b.add("S02-1.2.6", graded.Core1)
	b.add("S02-2.2", graded.Core2)
	b.add("S02-3.6", graded.Supplementary1)
	b.add("S02-4.2", graded.Supplementary2)
	for i, r := range a.Reinsurance {
		effect, err := r.Contract.Effect(w.Edition(), r.Side)
		_ = w.Fail(cede.At("reinsurance", i, cede.In("contract", err)))
		b.deduct("S02-1.2.8", "effect of reinsurance in net assets", "净资产中的再保险合同影响", round("Effect of reinsurance in net assets", "净资产中的再保险合同影响", r.Booked))
		if effect.Tier != "" {
			b.add(effect.Tier.other(), effect.Amount)
		}
	}
	for i, x := range a.Instruments {
		_ = w.Fail(cede.At("instruments", i, b.instrument(x)))
	}
	b.enter("S02-1.2.8", "Other adjustments", "其他调整项目", a.Other)
}

// other is the row of a tier for what has no row of its own.
func (t Tier) other() string {
	switch t {
	case Core1:
		return "S02-1.2.8"
	case Core2:
		return "S02-2.3"
	case Supplementary1:
		return "S02-3.7"
	case Supplementary2:
	}
	return "S02-4.1"
}

// instrument adds an instrument to the row of its kind and tier.
func (b *builder) instrument(x Instrument) error {
	tier, err := x.Tier(b.w.Edition())
	if err != nil {
		return err
	}
	liability, capital, err := x.Recognised(b.w.Edition())
	if err != nil {
		return err
	}
	if !liability.Amount().IsZero() {
		b.debts = append(b.debts, liability)
	}
	if x.InNetAssets {
		if tier == Core1 {
			return nil // net assets are core tier 1
		}
		b.deduct("S02-1.2.8", "instrument of another tier in net assets", "净资产中属于其他层级的资本工具", b.w.Sum(name("Instrument in net assets", "净资产中的资本工具", "40"), append([]cross2.Line{capital}, nonzero(liability)...)...))
	}
	row := tier.other()
	switch {
	case tier == Core1:
		row = "S02-1.2.7"
	case tier == Core2 && x.Kind == PreferenceShare:
		row = "S02-2.1"
	case tier == Supplementary1 && x.Kind == TermDebt:
		row = "S02-3.1"
	case tier == Supplementary1 && x.Kind == CapitalBond:
		row = "S02-3.2"
	case tier == Supplementary1 && x.Kind == Convertible:
		row = "S02-3.3"
	}
	b.add(row, capital)
	return nil
}

func nonzero(l cross2.Line) []cross2.Line {
	if l.Amount().IsZero() {
		return nil
	}
	return []cross2.Line{l}
}
