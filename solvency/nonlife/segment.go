package nonlife

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Segment is the business of one class, or special business of it, with what its capital depends on. Money is in yuan, ratios and rates are
// fractions. A pointer that is nil is a figure that is not known, or that cannot be computed because the company is too young: its coefficient is
// 0. Coefficients are those of the class as a whole, special business included: its segments have one combined ratio, and their
// non-proportional reinsurance is added up. The zero Segment is not valid. Source: Rule 4 Arts. 7, 15, 20, 33.
type Segment struct {
	_ [0]func()

	// Class is the class of business.
	Class Class `json:"class"`
	// Special is business of the class with a factor of its own; empty is the rest of the class.
	Special Special `json:"special,omitzero"`
	// Premium is the retained premium (自留保费) of the last 12 months, not negative. Source: Rule 4 Art. 9.
	Premium decimal.Decimal `json:"premium"`
	// Reserve is the outstanding claims reserve net of reinsurance (再保后未决赔款准备金), not negative. Source: Rule 4 Art. 22.
	Reserve decimal.Decimal `json:"reserve"`
	// CombinedRatio is the combined ratio (综合成本率) of the class over the last 12 months, of motor over the last 6. It may be negative, and its
	// coefficient is then 0. Other business has no such coefficient.
	CombinedRatio *decimal.Decimal `json:"combinedRatio,omitzero"`
	// NonProportional is the non-proportional reinsurance of the segment in the last 12 months, known of all segments of a class or of
	// none. Other business has no such coefficient.
	NonProportional *NonProportional `json:"nonProportional,omitzero"`
	// PolicyShare is the part of subsidised business (政策性业务) in the retained premium of agriculture, from 0 to 1.
	PolicyShare *decimal.Decimal `json:"policyShare,omitzero"`
	// Motor is what only motor business has.
	Motor *MotorFigures `json:"motor,omitzero"`
}

// NonProportional is non-proportional reinsurance of the last 12 months in yuan, not negative. What the coefficient depends on is
//
//	(ceded − assumed) / retained premium
//
// over all segments of the class, to 18 places: of amounts in fen up to 10^13 yuan, none is so in another bracket than the exact one. Without
// retained premium there is no ratio, and the coefficient is 0. The zero NonProportional is none of it, which is known and has a coefficient.
type NonProportional struct {
	_ [0]func()

	// Ceded is premium ceded (非比例分保分出保费).
	Ceded decimal.Decimal `json:"ceded"`
	// Assumed is premium assumed (非比例分保分入保费).
	Assumed decimal.Decimal `json:"assumed"`
}

// MotorFigures are what the coefficients of motor business depend on besides those of every class. The zero MotorFigures knows nothing
// and has none. Source: Rule 4 Arts. 10, 23.
type MotorFigures struct {
	_ [0]func()

	// CombinedRatioChange is the combined ratio of the last 6 months less that of the 6 months before.
	CombinedRatioChange *decimal.Decimal `json:"combinedRatioChange,omitzero"`
	// LastYear is the written and assumed motor premium of the last accounting year in yuan, not negative: under 2 billion the company is small.
	LastYear *decimal.Decimal `json:"lastYear,omitzero"`
	// MarketShare is the part of the company in the written motor premium of the market in the year to date, from 0 to 1.
	MarketShare *decimal.Decimal `json:"marketShare,omitzero"`
	// Growth and MarketGrowth are by how much written motor premium of the year to date is above that of the same time of the year before, as a
	// fraction of this: of the company and of the market. The return keeps them to four places.
	Growth       *decimal.Decimal `json:"growth,omitzero"`
	MarketGrowth *decimal.Decimal `json:"marketGrowth,omitzero"`
}

// Validate reports every figure that is missing, out of place or out of range, joined; each is a [cede.InvalidError].
func (s Segment) Validate() error {
	errs := []error{
		cede.In("class", s.Class.Validate()),
		bound.NotNegative("premium", s.Premium),
		bound.NotNegative("reserve", s.Reserve),
		bound.Optional(bound.Check, "combinedRatio", s.CombinedRatio),
		bound.Optional(bound.Fraction, "policyShare", s.PolicyShare),
	}
	if s.Special != "" {
		switch class, ok := s.Special.of(); {
		case !ok:
			errs = append(errs, cede.Invalid("special", string(s.Special), "must be export-credit, other-export-credit, overseas-investment, technology or empty"))
		case class != s.Class:
			errs = append(errs, cede.Invalid("special", string(s.Special), "must be of class "+string(class)))
		}
	}
	if s.NonProportional != nil {
		errs = append(errs, cede.In("nonProportional", errors.Join(
			bound.NotNegative("ceded", s.NonProportional.Ceded),
			bound.NotNegative("assumed", s.NonProportional.Assumed))))
	}
	if s.Motor != nil {
		errs = append(errs, cede.In("motor", s.Motor.validate()))
	}
	for _, only := range []struct {
		name  string
		given bool
		in    bool
		of    string
	}{
		{"combinedRatio", s.CombinedRatio != nil, s.Class != Other, "a class that has the coefficient: other business has none"},
		{"nonProportional", s.NonProportional != nil, s.Class != Other, "a class that has the coefficient: other business has none"},
		{"policyShare", s.PolicyShare != nil, s.Class == Agriculture, "agriculture"},
		{"motor", s.Motor != nil, s.Class == Motor, "motor"},
	} {
		if only.given && !only.in {
			errs = append(errs, cede.Invalid(only.name, "", "must only be given for "+only.of))
		}
	}
	return errors.Join(errs...)
}

// agrees refuses figures of the class that are not those of another segment of it, which is at place.
func (s Segment) agrees(other Segment, place string) error {
	var errs []error
	ratio := cede.Invalid("combinedRatio", "", "must be as in "+place+": it is of the class as a whole")
	switch a, b := s.CombinedRatio, other.CombinedRatio; {
	case a == nil && b == nil:
	case a == nil || b == nil:
		errs = append(errs, ratio)
	case bound.Check("", *a) != nil || bound.Check("", *b) != nil: // reported already
	case !a.Equal(*b):
		errs = append(errs, ratio)
	}
	if (s.NonProportional == nil) != (other.NonProportional == nil) {
		errs = append(errs, cede.Invalid("nonProportional", "", "must be known as in "+place+", or in neither"))
	}
	return errors.Join(errs...)
}

func (m MotorFigures) validate() error {
	errs := []error{
		bound.Optional(bound.Check, "combinedRatioChange", m.CombinedRatioChange),
		bound.Optional(bound.NotNegative, "lastYear", m.LastYear),
		bound.Optional(bound.Fraction, "marketShare", m.MarketShare),
		bound.Optional(bound.Check, "growth", m.Growth),
		bound.Optional(bound.Check, "marketGrowth", m.MarketGrowth),
	}
	if (m.Growth == nil) != (m.MarketGrowth == nil) {
		errs = append(errs, cede.Invalid("growth", "", "must be given with marketGrowth, or neither"))
	}
	if m.Growth != nil && m.LastYear == nil {
		errs = append(errs, cede.Invalid("lastYear", "", "must be given with growth: a small company has no coefficient of growth"))
	}
	return errors.Join(errs...)
}

// charges are the premium and reserve risk of a segment.
type charges struct{ premium, reserve cross2.Line }

// charges are those of a segment; cession is the coefficient of non-proportional reinsurance of its class, or the zero Line.
func (s Segment) charges(w *cross2.Workings, cession cross2.Line, runOff RunOff, o Options) charges {
	number := func(english, chinese string, x decimal.Decimal) cross2.Line {
		return w.GivenNumber(s.Class.head(english, chinese, ""), x)
	}
	look := func(figure string, part cross2.Line) cross2.Line { return w.Bracket(s.Class.key(figure), part) }
	var premium, reserve []cross2.Line // coefficients k1, k2, ...

	counts := true // the change of a combined ratio
	if s.CombinedRatio != nil {
		premium = append(premium, look("premium.combined-ratio", number("combined ratio", "综合成本率", *s.CombinedRatio)))
		counts = !s.CombinedRatio.IsNegative() || o.NegativeRatio == ChangeCounts
	}
	m := s.Motor
	if m == nil {
		m = &MotorFigures{}
	}
	if m.CombinedRatioChange != nil && counts {
		premium = append(premium, look("premium.combined-ratio-change", number("change of the combined ratio", "综合成本率变动", *m.CombinedRatioChange)))
	}
	if !cession.IsZero() {
		premium = append(premium, cession)
	}
	small := m.LastYear != nil && w.Met("nonlife.motor.small", *m.LastYear)
	if m.Growth != nil {
		premium = append(premium, s.growth(w, *m, small))
	}
	if small {
		premium = append(premium, w.Factor(s.Class.key("premium.small")))
	}
	if s.PolicyShare != nil {
		share := number("part of subsidised business", "政策性业务占比", *s.PolicyShare)
		premium = append(premium, look("premium.policy-share", share))
		reserve = append(reserve, look("reserve.policy-share", share))
	}
	if x := runOff.of(s.Class); x != nil {
		reserve = append([]cross2.Line{look("reserve.run-off", number("run-off deviation of outstanding claims", "未决赔款准备金回溯偏差率", *x))}, reserve...)
	}
	if small {
		reserve = append(reserve, w.Factor(s.Class.key("reserve.small")))
	}
	return charges{
		premium: s.charge(w, premiumRisk, premium, runOff.Premium, o),
		reserve: s.charge(w, reserveRisk, reserve, runOff.Reserve, o),
	}
}

// cession is the coefficient of the non-proportional reinsurance of a class with these segments, or the zero Line if it is not known.
func (c Class) cession(w *cross2.Workings, segments []*Segment) cross2.Line {
	var ceded, assumed, premium []cross2.Line
	positive := false
	for _, s := range segments {
		if s.NonProportional == nil { // and so of none
			return cross2.Line{}
		}
		positive = positive || s.Premium.IsPositive()
		ceded = append(ceded, w.Given(c.head("non-proportional premium ceded", "非比例分保分出保费", ""), s.NonProportional.Ceded))
		assumed = append(assumed, w.Given(c.head("non-proportional premium assumed", "非比例分保分入保费", ""), s.NonProportional.Assumed))
		premium = append(premium, s.exposure(w, premiumRisk))
	}
	if !positive {
		return cross2.Line{}
	}
	net := w.Difference(c.head("non-proportional premium ceded less assumed", "非比例分保净分出保费", ""),
		sum(w, c.head("non-proportional premium ceded of the class", "非比例分保分出保费合计", ""), ceded),
		sum(w, c.head("non-proportional premium assumed of the class", "非比例分保分入保费合计", ""), assumed))
	return w.Bracket(c.key("premium.non-proportional"), w.Quotient(c.head("net non-proportional cession", "非比例分保净分出比例", ""),
		net, sum(w, c.head("retained premium of the class", "最近12个月自留保费合计", "9"), premium), cessionPlaces))
}

// cessionPlaces are the places of a net cession, as many as a line may have.
const cessionPlaces = 18

// growth is the coefficient of growth of motor business.
func (s Segment) growth(w *cross2.Workings, m MotorFigures, small bool) cross2.Line {
	if small {
		return w.Factor(s.Class.key("premium.growth.small"))
	}
	figure := "premium.growth"
	switch {
	case m.MarketShare == nil:
		_ = w.Fail(cede.In("motor", cede.Invalid("marketShare", "", "must be given with growth: a market leader has brackets of its own")))
		return cross2.Line{}
	case w.Met("nonlife.motor.leader", *m.MarketShare):
		figure = "premium.growth.leader"
	}
	above := w.Difference(s.Class.head("growth above that of the market", "增速相对值", "10"),
		w.GivenNumber(s.Class.head("growth of the company", "公司累计原保费收入增速", "10"), *m.Growth),
		w.GivenNumber(s.Class.head("growth of the market", "行业累计原保费收入增速", "10"), *m.MarketGrowth))
	return w.Bracket(s.Class.key(figure), above)
}

// A risk is one of the two that a segment has.
type risk struct{ key, english, chinese, exposure, exposureZH string }

//nolint:gochecknoglobals // constants that Go has no constants for
var (
	premiumRisk = risk{"premium", "premium risk", "保费风险最低资本", "retained premium of 12 months", "最近12个月自留保费"}
	reserveRisk = risk{"reserve", "reserve risk", "准备金风险最低资本", "net outstanding claims reserve", "再保后未决赔款准备金"}
)

func (s Segment) exposure(w *cross2.Workings, r risk) cross2.Line {
	yuan, number := s.Premium, "9"
	if r == reserveRisk {
		yuan, number = s.Reserve, "22"
	}
	return w.Given(s.Class.head(r.exposure, r.exposureZH, number), yuan)
}

// charge is exposure × base factor × (1 + K), with what a notice takes off it.
func (s Segment) charge(w *cross2.Workings, r risk, coefficients []cross2.Line, deviation *decimal.Decimal, o Options) cross2.Line {
	factor, export := s.Class.key(r.key), "nonlife.export-credit."+r.key
	switch {
	case s.Special == OverseasInvestment:
		coefficients = append(coefficients, w.Factor(factor+".export"))
	case s.Special == ExportCredit && w.Edition().Has(export+".coefficient"):
		coefficients = append(coefficients, w.Factor(export+".coefficient"))
	case s.Special == ExportCredit && o.ExportCoefficient == Stacked:
		coefficients = append(coefficients, w.Factor(factor+".export"))
	}
	if s.Special == ExportCredit || s.Special == OtherExportCredit {
		factor = export
	}
	factors := []cross2.Line{s.exposure(w, r), w.Factor(factor + ".factor")}
	var multipliers []cross2.Line
	reduce := func(onCharge, inK string) {
		if o.Reduction == InK {
			coefficients = append(coefficients, w.Factor(inK))
		} else {
			multipliers = append(multipliers, w.Factor(onCharge))
		}
	}
	if s.Special == Technology {
		reduce("nonlife.technology.multiplier", "nonlife.technology.characteristic")
	}
	if deviation != nil && (r == premiumRisk || s.Class != Other) && w.Edition().Has("nonlife.relief."+r.key) && w.Met("nonlife.relief.deviation", *deviation) {
		reduce("nonlife.relief."+r.key, "nonlife.relief."+r.key+".characteristic")
	}
	if len(coefficients) > 0 {
		k := w.Clamp(s.Class.head("K of "+r.english, r.chinese+"特征因子K", "7"),
			w.Sum(s.Class.head("sum of the coefficients of "+r.english, r.chinese+"特征系数之和", "7"), coefficients...),
			w.Factor("nonlife.k.lower"), w.Factor("nonlife.k.upper"))
		factors = append(factors, w.Sum(cross2.Head{English: "1 + K", Chinese: "1 + K", Citation: article("7")},
			w.GivenNumber(cross2.Head{English: "One", Chinese: "1"}, decimal.New(1, 0)), k))
	}
	return w.Product(s.Class.head(r.english, r.chinese, "7"), append(factors, multipliers...)...)
}
