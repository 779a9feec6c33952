package reinsurer

import (
	"errors"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// Business is the non-life business of a reinsurer, net of retrocession. A contract of several classes is in each with its part of the premium
// (Art. 25). The zero Business has none and needs no capital. Source: Rule 6 Art. 4.
type Business struct {
	_ [0]func()

	// Proportional is proportional reinsurance, with the classes and loans of direct business. Of the coefficients those of the combined ratio,
	// of subsidised agriculture and of export credit apply; what the others depend on (non-proportional cessions, the figures of motor, run-off, all
	// figures of financing but loans) must not be given. Source: Rule 6 Arts. 4, 12, 18.
	Proportional nonlife.Business `json:"proportional,omitzero"`
	// Property is non-proportional reinsurance of property and motor (非比例财产险). Its premium is without that of property catastrophe excess of
	// loss and of property excess of loss for risks and catastrophes together, which [Catastrophe] has; its reserve is of all. Source: Rule 6 Arts. 13,
	// 14, 19, 20.
	Property NonProportional `json:"property,omitzero"`
	// Liability is non-proportional reinsurance of liability and of short-term accident, health and life (非比例责任险及非比例短期人身险).
	// Source: Rule 6 Arts. 15, 21.
	Liability NonProportional `json:"liability,omitzero"`
	// Special is non-proportional reinsurance of all else (非比例特殊险). Source: Rule 6 Arts. 16, 22.
	Special NonProportional `json:"special,omitzero"`
}

// NonProportional is a class of non-proportional reinsurance, in yuan and not negative. The zero NonProportional is none.
type NonProportional struct {
	_ [0]func()

	// Premium is the retained premium of the last 12 months (过去12个月自留保费).
	Premium decimal.Decimal `json:"premium"`
	// Reserve is the outstanding claims reserve net of retrocession (再保后未决赔款准备金).
	Reserve decimal.Decimal `json:"reserve"`
}

// Validate reports every figure that is missing, out of place or out of range, joined; each is a [cede.InvalidError].
func (b Business) Validate() error {
	return errors.Join(
		cede.In("proportional", errors.Join(b.Proportional.Validate(), inapplicable(b.Proportional))),
		cede.In("property", b.Property.validate()),
		cede.In("liability", b.Liability.validate()),
		cede.In("special", b.Special.validate()))
}

// inapplicable refuses what only coefficients depend on that reinsurance does not have.
func inapplicable(b nonlife.Business) error {
	const reason = "must not be given: its coefficient does not apply to reinsurance"
	var errs []error
	for i, s := range b.Segments {
		if s.NonProportional != nil {
			errs = append(errs, cede.At("segments", i, cede.Invalid("nonProportional", "", reason)))
		}
		if s.Motor != nil {
			errs = append(errs, cede.At("segments", i, cede.Invalid("motor", "", reason)))
		}
	}
	refuse := func(path string, x *decimal.Decimal) {
		if x != nil {
			errs = append(errs, cede.Invalid(path, bound.Text(*x), reason))
		}
	}
	if f := b.Financing; f != nil {
		refuse("financing.growth", f.Growth)
		refuse("financing.smallShare", f.SmallShare)
		refuse("financing.concentration", f.Concentration)
		refuse("financing.smallEnterprises", f.SmallEnterprises)
		refuse("financing.lossRatio", f.LossRatio)
		refuse("financing.combinedRatio", f.CombinedRatio)
	}
	refuse("runOff.motor", b.RunOff.Motor)
	refuse("runOff.nonMotor", b.RunOff.NonMotor)
	refuse("runOff.premium", b.RunOff.Premium)
	refuse("runOff.reserve", b.RunOff.Reserve)
	return errors.Join(errs...)
}

func (n NonProportional) validate() error {
	return errors.Join(bound.NotNegative("premium", n.Premium), bound.NotNegative("reserve", n.Reserve))
}

// ToYuan returns b with its amounts, which are in s, in yuan.
func (b Business) ToYuan(s cross2.Scale) (Business, error) {
	proportional, err := b.Proportional.ToYuan(s)
	errs := []error{cede.In("proportional", err)}
	b.Proportional = proportional
	for _, x := range []struct {
		name string
		n    *NonProportional
	}{{"property", &b.Property}, {"liability", &b.Liability}, {"special", &b.Special}} {
		premium, err := s.ToYuan(x.n.Premium)
		errs = append(errs, cede.In(x.name, cede.In("premium", err)))
		reserve, err := s.ToYuan(x.n.Reserve)
		errs = append(errs, cede.In(x.name, cede.In("reserve", err)))
		*x.n = NonProportional{Premium: premium, Reserve: reserve}
	}
	if err := errors.Join(errs...); err != nil {
		return Business{}, err
	}
	return b, nil
}

// Capital returns row S05-1.2.1, the minimum capital of premium and reserve risk, with its parts down to the figures given:
//
//	premium risk, reserve risk = exposure × base factor × (1 + K), where K is 0 in the non-proportional classes
//	class                      = √(premium² + 2 × 0.5 × premium × reserve + reserve²), of credit and surety with that of financing added
//	total                      = √(v · M · vᵀ) over the thirteen classes
//
// Roots are rounded to the fen, all else is exact. Source: Rule 6 Arts. 9, 12-24.
func (b Business) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := b.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	proportional, err := b.Proportional.Classes(w.Edition())
	_ = w.Fail(cede.In("proportional", err))
	classes := make([]cross2.Line, 0, len(proportional)+3)
	for _, l := range proportional {
		classes = append(classes, asProportional(w, l))
	}
	classes = append(classes,
		b.Property.class(w, "property", "Non-proportional property", "非比例财产险"),
		b.Liability.class(w, "liability", "Non-proportional liability and short-term personal", "非比例责任险及非比例短期人身险"),
		b.Special.class(w, "special", "Non-proportional special", "非比例特殊险"))
	total := w.Quadratic(w.Row("S05-1.2.1", article("24")), "reinsurer.classes", cross2.Fen, classes...)
	return total, w.Err()
}

// asProportional is a class of direct business under the name that it has in reinsurance.
func asProportional(w *cross2.Workings, l cross2.Line) cross2.Line {
	h := l.Head()
	h = cross2.Head{English: "Proportional " + strings.ToLower(h.English), Chinese: "比例" + h.Chinese, Citation: article("23")}
	if len(l.Parts()) == 0 { // no business
		return w.Given(h, l.Amount())
	}
	return w.Sum(h, l)
}

// class is the capital of a non-proportional class, whose figures have that key and whose name is that in both languages.
func (n NonProportional) class(w *cross2.Workings, key, english, chinese string) cross2.Line {
	head := func(en, zh, number string) cross2.Head {
		return cross2.Head{English: english + ": " + en, Chinese: chinese + zh, Citation: article(number)}
	}
	return w.Quadratic(head("premium and reserve risk", "保费及准备金风险最低资本", "23"), "reinsurer.premium-reserve", cross2.Fen,
		w.Product(head("premium risk", "保费风险最低资本", "9"),
			w.Given(head("retained premium of 12 months", "过去12个月自留保费", "13"), n.Premium),
			w.Factor("reinsurer."+key+".premium.factor")),
		w.Product(head("reserve risk", "准备金风险最低资本", "9"),
			w.Given(head("net outstanding claims reserve", "再保后未决赔款准备金", "19"), n.Reserve),
			w.Factor("reinsurer."+key+".reserve.factor")))
}
