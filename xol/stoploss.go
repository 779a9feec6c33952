package xol

import (
	"errors"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A StopLoss (赔付率超赔) is a cover for the result of the period: its one occurrence is what all losses add up to, and
// its attachment and limit are amounts or ratios to the subject premium.
//
//	attachment = attachment ratio × subject premium                      on the loss ratio
//	attachment = (attachment ratio - expense ratio) × subject premium    on the combined ratio
//	limit      = limit ratio × subject premium
//
// Each is rounded once, then used. A recovery goes back to the losses in proportion.
//
// The zero StopLoss is not valid.
type StopLoss struct {
	_ [0]func()
	// On says what attachment and limit of the layers are. It must be stated.
	On StopLossOn `json:"on"`
	// Basis says what part of the policies' premium is subject. It must be stated where there are ratios, and is absent otherwise.
	Basis PremiumBasis `json:"basis,omitzero"`
	// Subject says what the subject premium is net of; empty means [PremiumNet].
	Subject PremiumSubject `json:"subject,omitzero"`
	// ExpenseRatio is the cedent's expenses over the subject premium, a fraction, not negative. It must be stated on
	// the combined ratio, and is absent otherwise.
	ExpenseRatio *decimal.Decimal `json:"expenseRatio,omitzero"`
	// Layers form the tower, in any order; at least one and at most 100,000. On a ratio, attachments and
	// limits are fractions: 0.2 xs 0.8 is 20 % above 80 %.
	Layers []Layer `json:"layers"`
	Clauses
}

// StopLossOn says what the layers of a stop loss are measured on.
type StopLossOn string

const (
	// OnAmounts states attachment and limit in money.
	OnAmounts StopLossOn = "amounts"
	// OnLossRatio states them over the subject premium.
	OnLossRatio StopLossOn = "loss-ratio"
	// OnCombinedRatio states them over the subject premium, the attachment for losses and expenses together.
	OnCombinedRatio StopLossOn = "combined-ratio"
)

// Kind returns "stop-loss".
func (StopLoss) Kind() string { return "stop-loss" }

// maxRatio is a ratio to premium that can only be an amount by mistake.
func maxRatio() decimal.Decimal { return decimal.New(100, 0) }

// Validate reports every broken term.
func (s StopLoss) Validate() error {
	errs := []error{
		stated("on", s.On, OnAmounts, OnLossRatio, OnCombinedRatio),
		oneOf("basis", s.Basis, PremiumEarned, PremiumWritten),
		oneOf("subject", s.Subject, PremiumNet, PremiumGross),
		bound.Optional(bound.NotNegative, "expenseRatio", s.ExpenseRatio),
	}
	if s.On == OnAmounts {
		const amounts = "must be absent on amounts"
		errs = append(errs, unstated("basis", s.Basis, amounts), unstated("subject", s.Subject, amounts))
	} else if s.Basis == "" {
		errs = append(errs, cede.Invalid("basis", "", "must not be empty on a ratio"))
	}
	switch {
	case s.On == OnCombinedRatio && s.ExpenseRatio == nil:
		errs = append(errs, cede.Invalid("expenseRatio", "", "must not be empty on the combined ratio"))
	case s.On != OnCombinedRatio && s.ExpenseRatio != nil:
		errs = append(errs, cede.Invalid("expenseRatio", bound.Text(*s.ExpenseRatio), "must be absent unless on the combined ratio"))
	}
	if s.On != OnAmounts {
		for i := range s.Layers {
			errs = append(errs, cede.At("layers", i, s.validateRatios(&s.Layers[i])))
		}
	}
	return errors.Join(append(errs, validate(s.Layers, &s.Clauses, engine.PerTerm))...)
}

func (s *StopLoss) validateRatios(l *Layer) error {
	var errs []error
	check := func(name string, d *decimal.Decimal) {
		if d != nil && bound.Check("", *d) == nil && d.GreaterThan(maxRatio()) {
			errs = append(errs, cede.Invalid(name, bound.Text(*d), "must be a ratio to the subject premium, at most 100"))
		}
	}
	check("attachment", &l.Attachment)
	check("limit", l.Limit)
	if s.On == OnCombinedRatio && s.ExpenseRatio != nil && bound.Check("", *s.ExpenseRatio) == nil &&
		bound.Check("", l.Attachment) == nil && l.Attachment.LessThan(*s.ExpenseRatio) {
		errs = append(errs, cede.Invalid("attachment", bound.Text(l.Attachment), "must not be below the expense ratio, "+bound.Text(*s.ExpenseRatio)))
	}
	if p := l.Premium; p != nil && p.follows() {
		const alike = "must be that of the stop loss, "
		if s.Basis != "" && or(p.Basis, PremiumEarned) != s.Basis {
			errs = append(errs, cede.In("premium", cede.Invalid("basis", string(p.Basis), alike+string(s.Basis))))
		}
		if own := or(s.Subject, PremiumNet); or(p.Subject, PremiumNet) != own {
			errs = append(errs, cede.In("premium", cede.Invalid("subject", string(p.Subject), alike+string(own))))
		}
	}
	if l.ShareOn == ShareOnLoss {
		errs = append(errs, cede.Invalid("shareOn", string(l.ShareOn), "must not be the loss on a ratio"))
	}
	return errors.Join(errs...)
}

// Canonical returns s with every empty reading spelled out.
func (s StopLoss) Canonical() treaty.Terms {
	if s.On != OnAmounts {
		s.Subject = or(s.Subject, PremiumNet)
	}
	s.Layers, s.Clauses = layers(s.Layers).canonical(engine.PerTerm), s.canonical(engine.PerTerm)
	return s
}

// Lower adds s to a plan. It is for this module only.
func (s StopLoss) Lower(b *engine.Builder) error {
	if s.On == OnAmounts {
		return lower(b, s.Layers, &s.Clauses, engine.PerTerm)
	}
	ratios := slices.Clone(s.Layers)
	for i := range ratios {
		ratios[i].Attachment, ratios[i].Limit = decimal.Decimal{}, nil
	}
	err := lower(b, ratios, &s.Clauses, engine.PerTerm)
	_, lowered := b.Terms()
	if err != nil {
		return err
	}
	for i := range lowered {
		l := &s.Layers[i]
		attachment := l.Attachment
		if s.ExpenseRatio != nil {
			attachment = attachment.Sub(*s.ExpenseRatio)
		}
		lowered[i].AttachmentRate = fixed.FromDecimal(attachment)
		if l.Limit != nil {
			lowered[i].LimitRate = fixed.FromDecimal(*l.Limit)
		}
		lowered[i].Base = &engine.PremiumBase{Gross: s.Subject == PremiumGross, Written: s.Basis == PremiumWritten}
	}
	return nil
}
