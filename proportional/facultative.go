package proportional

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A Facultative is a facultative cession (临时分保) of risks that the section's scope names: a share, or
// an amount of the sum insured.
//
//	share of the unit = share, or amount / sum insured
//
// A facultative layer is a layer of package xol with the same scope. Facultative
// contracts usually have the lowest priority number, so that treaties see what they leave.
//
// The zero Facultative is not valid.
type Facultative struct {
	_ [0]func()
	// Share is the ceded share, a fraction in (0, 1]. Either it or Amount is stated.
	Share *decimal.Decimal `json:"share,omitzero"`
	// Amount is the ceded part of the unit's sum insured, positive. A unit with less is an error of applying the program.
	Amount *decimal.Decimal `json:"amount,omitzero"`
	// Deductible is kept by the cedent of the ceded losses, per unit and event; nil is none.
	Deductible *Deductible `json:"deductible,omitzero"`
	// Aggregate is the annual aggregate deductible and limit of all its risks together; nil is none.
	Aggregate *Aggregate `json:"aggregate,omitzero"`
	// ExGratia says whether payments without liability (通融赔付) are covered; empty means [ExGratiaCovered].
	ExGratia ExGratia `json:"exGratia,omitzero"`
}

// Kind returns "facultative".
func (Facultative) Kind() string { return "facultative" }

// Validate reports every broken term.
func (f Facultative) Validate() error {
	errs := []error{
		bound.Optional(bound.Share, "share", f.Share),
		bound.Optional(bound.Positive, "amount", f.Amount),
		validateLossTerms(f.Deductible, nil, f.Aggregate, f.ExGratia),
	}
	switch {
	case f.Share == nil && f.Amount == nil:
		errs = append(errs, cede.Invalid("share", "", "must not be empty without an amount"))
	case f.Share != nil && f.Amount != nil:
		errs = append(errs, cede.Invalid("amount", "", "must be absent beside a share"))
	}
	return errors.Join(errs...)
}

// Canonical returns f with every empty reading spelled out.
func (f Facultative) Canonical() treaty.Terms {
	f.Deductible, f.Aggregate = f.Deductible.canonical(), f.Aggregate.canonical()
	f.ExGratia = or(f.ExGratia, ExGratiaCovered)
	return f
}

// Lower adds f to a plan. It is for this module only.
func (f Facultative) Lower(b *engine.Builder) error {
	if !b.NamesRisks {
		return cede.Invalid("", "", "must be in a section whose scope includes risks or policies by id")
	}
	p, err := lossTerms(b, f.Deductible, nil, f.Aggregate, f.ExGratia)
	if err != nil {
		return err
	}
	p.Clauses = []string{"facultative"}
	p.Capacities = []int64{engine.Unlimited}
	if f.Share != nil {
		p.Fixed = []fixed.Ratio{fixed.FromDecimal(*f.Share)}
		b.Cede(p)
		return nil
	}
	amount, err := b.Minor("amount", *f.Amount)
	if err != nil {
		return err
	}
	p.Capacities[0] = amount
	p.Shares = func(facts *engine.Facts, shares []fixed.Ratio) (fixed.Ratio, error) {
		shares[0] = fixed.Int(amount).Quo(facts.Measure)
		if shares[0].Cmp(fixed.Int(1)) > 0 {
			return fixed.Ratio{}, cede.Invalid("sumInsured", "", "must not be below the amount ceded facultatively, "+bound.Text(*f.Amount))
		}
		return fixed.Ratio{}, nil
	}
	b.Cede(p)
	return nil
}
