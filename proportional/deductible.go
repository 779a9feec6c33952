package proportional

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/shopspring/decimal"
)

// A Deductible is a treaty deductible (合约免赔额): the cedent keeps it of the
// losses of each unit in each event.
//
//	ceded = max(share × loss - amount, 0)   on the ceded part
//	ceded = share × max(loss - amount, 0)   on 100 %
//
// The zero Deductible is not valid.
type Deductible struct {
	_ [0]func()
	// Amount is in the program's currency, positive.
	Amount decimal.Decimal `json:"amount"`
	// On says what it is deducted from; empty means [DeductibleOnCeded].
	On DeductibleOn `json:"on,omitzero"`
}

// DeductibleOn says what a treaty deductible is deducted from.
type DeductibleOn string

const (
	// DeductibleOnCeded deducts from the ceded part. It is the default.
	DeductibleOnCeded DeductibleOn = "ceded"
	// DeductibleOnWhole deducts from 100 % of the loss, before the share.
	DeductibleOnWhole DeductibleOn = "whole"
)

func (d *Deductible) validate() error {
	if d == nil {
		return nil
	}
	return cede.In("deductible", errors.Join(
		bound.Positive("amount", d.Amount),
		oneOf("on", d.On, DeductibleOnCeded, DeductibleOnWhole),
	))
}

func (d *Deductible) canonical() *Deductible {
	if d == nil {
		return nil
	}
	return &Deductible{Amount: d.Amount, On: or(d.On, DeductibleOnCeded)}
}

// validateLossTerms reports what is wrong with the terms that [lossTerms] lowers.
func validateLossTerms(d *Deductible, eventLimit *decimal.Decimal, a *Aggregate, x ExGratia) error {
	return errors.Join(
		d.validate(),
		bound.Optional(bound.Positive, "eventLimit", eventLimit),
		a.validate(),
		oneOf("exGratia", x, ExGratiaCovered, ExGratiaExcluded),
	)
}

// lossTerms lowers the terms for losses that all proportional terms share.
func lossTerms(b *engine.Builder, d *Deductible, eventLimit *decimal.Decimal, a *Aggregate, x ExGratia) (*engine.Proportional, error) {
	p := &engine.Proportional{LossLimit: engine.Unlimited}
	var errs [3]error
	if d != nil {
		p.Deductible, errs[0] = b.Minor("deductible.amount", d.Amount)
		p.DeductibleOnWhole = d.On == DeductibleOnWhole
	}
	p.EventLimit, errs[1] = b.Limit("eventLimit", eventLimit)
	errs[2] = a.lower(b, p)
	b.Clauses.ExGratia = x != ExGratiaExcluded
	return p, errors.Join(errs[:]...)
}
