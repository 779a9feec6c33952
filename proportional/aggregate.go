package proportional

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/shopspring/decimal"
)

// An Aggregate is an annual aggregate deductible (年度累计免赔额) and an annual aggregate limit (年度累计限额) of a
// section. Whole events are taken in the order of their first loss; of what each brings in
//
//	left = min(max(sum so far - deductible, 0), limit) - what was left of the events before
//
// and the rest stays with the cedent, divided over the losses of the event in proportion. The shares of sums insured and
// premium stay as they are.
//
// The zero Aggregate is not valid.
type Aggregate struct {
	_ [0]func()
	// Deductible is kept of a year's losses, in the program's currency, positive; nil is none. It or Limit is stated.
	Deductible *decimal.Decimal `json:"deductible,omitzero"`
	// Limit is the most that is left of a year's losses after the deductible, in the program's currency, positive; nil is none.
	Limit *decimal.Decimal `json:"limit,omitzero"`
	// On says what both act on; empty means [AggregateOnCeded].
	On AggregateOn `json:"on,omitzero"`
	// Annual says how long they run in a period of several years; empty means [AnnualPeriod].
	Annual Annual `json:"annual,omitzero"`
}

// AggregateOn says what annual aggregate terms act on.
type AggregateOn string

const (
	// AggregateOnCeded acts on the ceded part, after share, treaty deductible and event limit. It is the default.
	AggregateOnCeded AggregateOn = "ceded"
	// AggregateOnWhole acts on 100 % of the losses that the section has a share in, before the share: on what a limit on each
	// loss and a treaty deductible on 100 % leave of them.
	AggregateOnWhole AggregateOn = "whole"
)

// Annual says how long annual aggregate terms run.
type Annual string

const (
	// AnnualPeriod runs them over the whole period of the contract. It is the default.
	AnnualPeriod Annual = "period"
	// AnnualYear starts them anew with every year of the period, from its first day on; events count to the year of their
	// first loss. Losses before the period count to its first year, those after it to its last.
	AnnualYear Annual = "year"
)

func (a *Aggregate) validate() error {
	if a == nil {
		return nil
	}
	errs := []error{
		bound.Optional(bound.Positive, "deductible", a.Deductible),
		bound.Optional(bound.Positive, "limit", a.Limit),
		oneOf("on", a.On, AggregateOnCeded, AggregateOnWhole),
		oneOf("annual", a.Annual, AnnualPeriod, AnnualYear),
	}
	if a.Deductible == nil && a.Limit == nil {
		errs = append(errs, cede.Invalid("limit", "", "must not be empty without a deductible"))
	}
	return cede.In("aggregate", errors.Join(errs...))
}

func (a *Aggregate) canonical() *Aggregate {
	if a == nil {
		return nil
	}
	return &Aggregate{
		Deductible: a.Deductible, Limit: a.Limit,
		On: or(a.On, AggregateOnCeded), Annual: or(a.Annual, AnnualPeriod),
	}
}

// lower adds the terms to those of a section.
func (a *Aggregate) lower(b *engine.Builder, p *engine.Proportional) error {
	if a == nil {
		return nil
	}
	out := &engine.Aggregate{OnWhole: a.On == AggregateOnWhole}
	var err1, err2 error
	out.Deductible, err1 = b.Amount("deductible", a.Deductible)
	out.Limit, err2 = b.Limit("limit", a.Limit)
	p.Aggregate, b.Clauses.Yearly = out, a.Annual == AnnualYear
	return cede.In("aggregate", errors.Join(err1, err2))
}
