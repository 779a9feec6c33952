package reinsurer

import (
	"errors"

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
	// figures of financing but loans) must not be given. Source: Rule 6 Arts. 12, 18.
	Proportional nonlife.Business `json:"proportional,omitzero"`
	// Property is non-proportional reinsurance of property and motor (非比例财产险), without the premium of catastrophe excess of loss and of
	// excess of loss for risks and catastrophes together, which [Catastrophe] has. Source: Rule 6 Arts. 13, 14, 20.
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
	errs := []error{b.Proportional.Validate()}
	refuse := func(path string, given bool) {
		if given {
			errs = append(errs, cede.Invalid(path, "", "must not be given: its coefficient does not apply to reinsurance"))
		}
	}
	for i, s := range b.Proportional.Segments {
		var own []error
		for _, x := range []struct {
			name  string
			given bool
		}{{"nonProportional", s.NonProportional != nil}, {"motor", s.Motor != nil}} {
			if x.given {
				own = append(own, cede.Invalid(x.name, "", "must not be given: its coefficients do not apply to reinsurance"))
			}
		}
		errs = append(errs, cede.At("segments", i, errors.Join(own...)))
	}
	if f := b.Proportional.Financing; f != nil {
		refuse("financing.growth", f.Growth != nil)
		refuse("financing.smallShare", f.SmallShare != nil)
		refuse("financing.concentration", f.Concentration != nil)
		refuse("financing.smallEnterprises", f.SmallEnterprises != nil)
		refuse("financing.lossRatio", f.LossRatio != nil)
		refuse("financing.combinedRatio", f.CombinedRatio != nil)
	}
	r := b.Proportional.RunOff
	refuse("runOff", r.Motor != nil || r.NonMotor != nil || r.Premium != nil || r.Reserve != nil)
	return errors.Join(
		cede.In("proportional", errors.Join(errs...)),
		cede.In("property", b.Property.validate()),
		cede.In("liability", b.Liability.validate()),
		cede.In("special", b.Special.validate()))
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
//	class                      = √(premium² + 2 × 0.5 × premium × reserve + reserve²)
//	total                      = √(v · M · vᵀ) over the thirteen classes
//
// Roots are rounded to the fen, all else is exact. Source: Rule 6 Arts. 9, 12-24.
func (b Business) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := b.Validate(); err != nil {
		return cross2.Line{}, err
	}
	classes, err := b.Proportional.Classes(e)
	if err != nil {
		return cross2.Line{}, cede.In("proportional", err)
	}
	w := cross2.On(e)
	for _, class := range []struct {
		key, english, chinese, number string
		n                             NonProportional
	}{
		{"property", "Non-proportional property", "非比例财产险", "14", b.Property},
		{"liability", "Non-proportional liability and short-term personal", "非比例责任险及非比例短期人身险", "15", b.Liability},
		{"special", "Non-proportional special", "非比例特殊险", "16", b.Special},
	} {
		head := func(english, chinese, number string) cross2.Head {
			return cross2.Head{English: class.english + ": " + english, Chinese: class.chinese + chinese, Citation: article(number)}
		}
		risk := func(key, english, chinese, exposure, exposureChinese, number string, yuan decimal.Decimal) cross2.Line {
			return w.Product(head(english, chinese, "9"),
				w.Given(head(exposure, exposureChinese, number), yuan),
				w.Factor("reinsurer."+class.key+"."+key+".factor"))
		}
		classes = append(classes, w.Quadratic(head("premium and reserve risk", "保费及准备金风险最低资本", "23"), "reinsurer.premium-reserve", cross2.Fen,
			risk("premium", "premium risk", "保费风险最低资本", "retained premium of 12 months", "过去12个月自留保费", "13", class.n.Premium),
			risk("reserve", "reserve risk", "准备金风险最低资本", "net outstanding claims reserve", "再保后未决赔款准备金", "19", class.n.Reserve)))
	}
	total := w.Quadratic(w.Row("S05-1.2.1", article("24")), "reinsurer.classes", cross2.Fen, classes...)
	return total, w.Err()
}
