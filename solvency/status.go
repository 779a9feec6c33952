package solvency

import (
	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// A Compliance says whether a company complies with the solvency requirements (偿付能力达标). The zero Compliance is that of
// the zero Report.
type Compliance string

const (
	// Compliant is a company whose ratios and rating are sufficient.
	Compliant Compliance = "complies"
	// NotCompliant is a company of which one of the three is not.
	NotCompliant Compliance = "does not comply"
	// RatingNotGiven is a company whose ratios are sufficient and whose rating is not known.
	RatingNotGiven Compliance = "ratios met, rating not given"
	// NoRequirement is a company without minimum capital, which has no ratios.
	NoRequirement Compliance = "no minimum capital"
)

// Status is what the regulations make of the ratios. They are compared exactly, not as printed.
type Status struct {
	// Compliance says whether the company complies: a core ratio of 50 % and a comprehensive ratio of 100 % at least, and
	// a rating of B or better. Source: 保险公司偿付能力管理规定 Art. 8.
	Compliance Compliance
	// Core, Comprehensive and Rating say which of the three are met; Rating is false where it is not known.
	Core, Comprehensive, Rating bool
	// KeyInspection says that the regulator inspects the figures of the company closely (重点核查对象): a core ratio under 60 % or a
	// comprehensive ratio under 120 %. Source: Art. 23.
	KeyInspection bool
}

func (b *builder) status(rating Rating, core, actual, minimum cross2.Line) {
	if b.w.Err() != nil {
		return
	}
	s := Status{Rating: rating.sufficient()}
	if minimum.Amount().IsZero() {
		s.Compliance = NoRequirement
		b.r.status = s
		return
	}
	s.Core = b.met("ratio.core.required", core, minimum)
	s.Comprehensive = b.met("ratio.comprehensive.required", actual, minimum)
	s.KeyInspection = b.met("ratio.core.inspection", core, minimum) || b.met("ratio.comprehensive.inspection", actual, minimum)
	switch {
	case !s.Core, !s.Comprehensive, rating != "" && !s.Rating:
		s.Compliance = NotCompliant
	case rating == "":
		s.Compliance = RatingNotGiven
	default:
		s.Compliance = Compliant
	}
	b.r.status = s
}

func (b *builder) met(key string, capital, minimum cross2.Line) bool {
	t, err := b.w.Edition().Threshold(key)
	if b.w.Fail(err) != nil {
		return false
	}
	met, err := t.MetBy(capital.Amount(), minimum.Amount())
	_ = b.w.Fail(cede.In(key, err))
	return met
}
