package xol

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// An AggregateExcess (累积超赔) is a cover for the sum of all losses of the period: the one occurrence is
// what they add up to. Attachment and limit of its layers are for that sum, and a recovery goes back to the losses in
// proportion to what each brought into it.
//
// The zero AggregateExcess is not valid.
type AggregateExcess struct {
	// EachLoss says what of each loss enters the sum; nil is all of it.
	EachLoss *EachLoss `json:"eachLoss,omitzero"`
	// Franchise is what the sum must be above for the layers to pay anything, positive; nil is none. They then pay as if it
	// were not there: with an attachment of 0, from the ground up.
	Franchise *decimal.Decimal `json:"franchise,omitzero"`
	// Layers form the tower, in any order; at least one and at most 100,000.
	Layers []Layer `json:"layers"`
	Clauses
}

// EachLoss says what of each loss enters a sum:
//
//	0                                        if loss ≤ franchise
//	min(max(loss - deductible, 0), limit)    otherwise
//
// The zero EachLoss is all of it.
type EachLoss struct {
	_ [0]func()
	// Franchise is what a loss must be above to enter at all, positive; a loss equal to it does not. Nil is none.
	Franchise *decimal.Decimal `json:"franchise,omitzero"`
	// Deductible is taken from each loss, positive; nil is none.
	Deductible *decimal.Decimal `json:"deductible,omitzero"`
	// Limit is the most of a loss that enters, positive; nil is none.
	Limit *decimal.Decimal `json:"limit,omitzero"`
}

// Kind returns "aggregate-excess".
func (AggregateExcess) Kind() string { return "aggregate-excess" }

// Validate reports every broken term.
func (a AggregateExcess) Validate() error {
	errs := []error{bound.Optional(bound.Positive, "franchise", a.Franchise)}
	if e := a.EachLoss; e != nil {
		errs = append(errs, cede.In("eachLoss", errors.Join(
			bound.Optional(bound.Positive, "franchise", e.Franchise),
			bound.Optional(bound.Positive, "deductible", e.Deductible),
			bound.Optional(bound.Positive, "limit", e.Limit))))
	}
	return errors.Join(append(errs, validate(a.Layers, &a.Clauses, engine.PerTerm))...)
}

// Canonical returns a with every empty reading spelled out.
func (a AggregateExcess) Canonical() treaty.Terms {
	return AggregateExcess{a.EachLoss, a.Franchise, layers(a.Layers).canonical(engine.PerTerm), a.canonical(engine.PerTerm)}
}

// Lower adds a to a plan. It is for this module only.
func (a AggregateExcess) Lower(b *engine.Builder) error {
	var errs []error
	each := &b.Clauses.EachLoss
	each.Limit = engine.Unlimited
	if e := a.EachLoss; e != nil {
		var err1, err2, err3 error
		each.Franchise, err1 = b.Amount("franchise", e.Franchise)
		each.Deductible, err2 = b.Amount("deductible", e.Deductible)
		each.Limit, err3 = b.Limit("limit", e.Limit)
		errs = append(errs, cede.In("eachLoss", errors.Join(err1, err2, err3)))
	}
	franchise, err := b.Amount("franchise", a.Franchise)
	errs = append(errs, err, lower(b, a.Layers, &a.Clauses, engine.PerTerm))
	_, lowered := b.Terms()
	for i := range lowered {
		lowered[i].Franchise = max(lowered[i].Franchise, franchise)
	}
	return errors.Join(errs...)
}
