package proportional

import (
	"errors"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A SlidingScale (滑准手续费) is a commission whose rate falls as the loss ratio rises: on the line between two points, and beyond the first and the
// last point the rate of that point.
//
//	rate = rate of p + (rate of q - rate of p) × (loss ratio - p) / (q - p)   between p and q
//
// Two points at one loss ratio are a jump: the first has the rate below it, the second that above it. A table of steps is a scale of jumps.
//
// What the scale leaves unused may be carried forward. Losses above the loss ratio at which the rate is least are a debit: it adds
// to the losses of the years after. What losses are below the loss ratio up to which the rate is greatest is a credit: it lessens them. Both are
// measured with what was carried in; carried forward for one year a debit is that of the year's own losses.
//
// The zero SlidingScale is not valid.
type SlidingScale struct {
	_ [0]func()
	// Provisional is the rate until the year is adjusted, and of an adjusted year without a loss ratio, a fraction in [0, 1] within the scale.
	Provisional decimal.Decimal `json:"provisional"`
	// Points are in order of loss ratio, their rates never rising; at least one.
	Points []ScalePoint `json:"points"`
	// AtJump says which rate holds at the loss ratio of a jump. It must be stated if there is one.
	AtJump JumpSide `json:"atJump,omitzero"`
	// Minimum and Maximum bound the rate, fractions in [0, 1]; nil is the rate of the last and of the first point.
	Minimum *decimal.Decimal `json:"minimum,omitzero"`
	Maximum *decimal.Decimal `json:"maximum,omitzero"`
	// LossRatio is what the scale is of.
	LossRatio LossRatio `json:"lossRatio,omitzero"`
	// Debit and Credit say how long each is carried forward; nil is not at all.
	Debit  *Carry `json:"debit,omitzero"`
	Credit *Carry `json:"credit,omitzero"`
	// DebitAbove is the loss ratio above which losses are a debit, positive and not below that at which the rate is least; nil is that. CreditBelow is the
	// loss ratio below which there is a credit, not negative and not above that up to which the rate is greatest; nil is that.
	DebitAbove  *decimal.Decimal `json:"debitAbove,omitzero"`
	CreditBelow *decimal.Decimal `json:"creditBelow,omitzero"`
	// Over takes the losses and the premium of several years together; nil is each year by itself. Nothing is carried forward beside it.
	Over *YearsTogether `json:"over,omitzero"`
}

// A ScalePoint is a rate of commission at a loss ratio. The zero ScalePoint is no commission at a loss ratio of 0.
type ScalePoint struct {
	_ [0]func()
	// LossRatio is not negative.
	LossRatio decimal.Decimal `json:"lossRatio"`
	// Rate is a fraction in [0, 1].
	Rate decimal.Decimal `json:"rate"`
}

// JumpSide says which rate holds at the loss ratio of a jump.
type JumpSide string

const (
	// JumpBelow is the rate of the loss ratios below it.
	JumpBelow JumpSide = "below"
	// JumpAbove is the rate of the loss ratios above it.
	JumpAbove JumpSide = "above"
)

func (s *SlidingScale) validate() error {
	if s == nil {
		return nil
	}
	errs := []error{
		bound.Fraction("provisional", s.Provisional),
		oneOf("atJump", s.AtJump, JumpBelow, JumpAbove),
		bound.Optional(bound.Fraction, "minimum", s.Minimum),
		bound.Optional(bound.Fraction, "maximum", s.Maximum),
		s.LossRatio.validate(),
		cede.In("debit", s.Debit.validate()),
		cede.In("credit", s.Credit.validate()),
		bound.Optional(bound.Positive, "debitAbove", s.DebitAbove),
		bound.Optional(bound.NotNegative, "creditBelow", s.CreditBelow),
	}
	if s.DebitAbove != nil && s.Debit == nil {
		errs = append(errs, cede.Invalid("debitAbove", bound.Text(*s.DebitAbove), "must be absent where no debit is carried forward"))
	}
	if s.CreditBelow != nil && s.Credit == nil {
		errs = append(errs, cede.Invalid("creditBelow", bound.Text(*s.CreditBelow), "must be absent where no credit is carried forward"))
	}
	errs = append(errs, s.Over.validate(), s.Over.without("debit", s.Debit), s.Over.without("credit", s.Credit))
	jump, points := s.validatePoints()
	errs = append(errs, points)
	if jump && s.AtJump == "" {
		errs = append(errs, cede.Invalid("atJump", "", "must be stated where two points have one loss ratio"))
	}
	if !jump && points == nil && s.AtJump != "" {
		errs = append(errs, cede.Invalid("atJump", string(s.AtJump), "must be absent without a jump"))
	}
	if errors.Join(errs...) == nil {
		errs = append(errs, s.validateBounds())
	}
	return errors.Join(errs...)
}

func (s *SlidingScale) validatePoints() (jump bool, err error) {
	if len(s.Points) == 0 {
		return false, cede.Invalid("points", "", "must not be empty")
	}
	var errs []error
	for i, p := range s.Points {
		err := errors.Join(bound.NotNegative("lossRatio", p.LossRatio), bound.Fraction("rate", p.Rate))
		if i > 0 && err == nil && errs[i-1] == nil {
			before := s.Points[i-1]
			equal := p.LossRatio.Equal(before.LossRatio)
			switch {
			case p.LossRatio.LessThan(before.LossRatio):
				err = cede.Invalid("lossRatio", bound.Text(p.LossRatio), "must not be below that of the point before, "+bound.Text(before.LossRatio))
			case equal && p.Rate.Equal(before.Rate):
				err = cede.Invalid("lossRatio", bound.Text(p.LossRatio), "must not be stated twice with one rate")
			case equal && i > 1 && errs[i-2] == nil && s.Points[i-2].LossRatio.Equal(p.LossRatio):
				err = cede.Invalid("lossRatio", bound.Text(p.LossRatio), "must not have more than two rates")
			case p.Rate.GreaterThan(before.Rate):
				err = cede.Invalid("rate", bound.Text(p.Rate), "must not be above that of the point before, "+bound.Text(before.Rate))
			}
			jump = jump || equal
		}
		errs = append(errs, cede.At("points", i, err))
	}
	return jump, errors.Join(errs...)
}

// validateBounds reports bounds that contradict each other or the scale.
func (s *SlidingScale) validateBounds() error {
	first, last := s.Points[0].Rate, s.Points[len(s.Points)-1].Rate
	least, most := last, first
	if s.Minimum != nil {
		least = *s.Minimum
	}
	if s.Maximum != nil {
		most = *s.Maximum
	}
	switch {
	case least.GreaterThan(first):
		return cede.Invalid("minimum", bound.Text(least), "must not be above the whole scale, which begins at "+bound.Text(first))
	case most.LessThan(last):
		return cede.Invalid("maximum", bound.Text(most), "must not be below the whole scale, which ends at "+bound.Text(last))
	case least.GreaterThan(most):
		return cede.Invalid("minimum", bound.Text(least), "must not be above the maximum, "+bound.Text(most))
	}
	least, most = decimal.Max(least, last), decimal.Min(most, first)
	flat := !most.GreaterThan(least)
	switch {
	case s.DebitAbove != nil && fixed.FromDecimal(*s.DebitAbove).Cmp(s.lower().Worst()) < 0:
		return cede.Invalid("debitAbove", bound.Text(*s.DebitAbove), "must not be below the loss ratio at which the rate is least")
	case s.CreditBelow != nil && fixed.FromDecimal(*s.CreditBelow).Cmp(s.lower().Best()) > 0:
		return cede.Invalid("creditBelow", bound.Text(*s.CreditBelow), "must not be above the loss ratio up to which the rate is greatest")
	case flat && s.Debit != nil:
		return cede.Invalid("debit", "", "must be absent where the rate is one for all loss ratios")
	case flat && s.Credit != nil:
		return cede.Invalid("credit", "", "must be absent where the rate is one for all loss ratios")
	case s.Provisional.LessThan(least) || s.Provisional.GreaterThan(most):
		return cede.Invalid("provisional", bound.Text(s.Provisional), "must be from "+bound.Text(least)+" to "+bound.Text(most))
	}
	return nil
}

func (s *SlidingScale) canonical() *SlidingScale {
	if s == nil {
		return nil
	}
	c := *s
	c.LossRatio = c.LossRatio.canonical()
	c.Points = slices.Clone(c.Points)
	return &c
}

func (s *SlidingScale) lower() *engine.Slide {
	out := &engine.Slide{
		Basis: s.LossRatio.lower(), Provisional: fixed.FromDecimal(s.Provisional), JumpBelow: s.AtJump == JumpBelow,
		Minimum: ratioOf(s.Minimum), Maximum: fixed.Int(1), Debit: s.Debit.lower(), Credit: s.Credit.lower(), Over: s.Over.lower(),
	}
	if s.Maximum != nil {
		out.Maximum = fixed.FromDecimal(*s.Maximum)
	}
	for _, p := range s.Points {
		out.Points = append(out.Points, engine.SlidePoint{LossRatio: fixed.FromDecimal(p.LossRatio), Rate: fixed.FromDecimal(p.Rate)})
	}
	out.DebitAbove, out.CreditBelow = out.Worst(), out.Best()
	if s.DebitAbove != nil {
		out.DebitAbove = fixed.FromDecimal(*s.DebitAbove)
	}
	if s.CreditBelow != nil {
		out.CreditBelow = fixed.FromDecimal(*s.CreditBelow)
	}
	return out
}
