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

// A QuotaShare (成数) cedes one share of everything in scope: sum insured,
// premium and losses alike.
//
//	ceded = share × amount
//
// With a limit on the sum insured the share of a unit falls:
//
//	share of the unit = share × min(sum insured, limit) / sum insured
//
// The zero QuotaShare is not valid.
type QuotaShare struct {
	_ [0]func()
	// Share is the ceded share, a fraction in (0, 1].
	Share decimal.Decimal `json:"share"`
	// Limit is the greatest amount per unit, read as LimitOn says, in the
	// program's currency, positive; nil is none.
	Limit *decimal.Decimal `json:"limit,omitzero"`
	// LimitOn says what Limit is measured on; empty means [LimitOnSumInsured].
	LimitOn LimitOn `json:"limitOn,omitzero"`
	// Overspill says what happens to a unit above the limit; empty means [OverspillCedent].
	Overspill Overspill `json:"overspill,omitzero"`
	// Deductible is the treaty deductible (合约免赔额); nil is none.
	Deductible *Deductible `json:"deductible,omitzero"`
	// EventLimit is the most that is ceded of one event (事故限额), at 100 % of the
	// contract, positive; nil is none. What is above goes back to the losses in
	// proportion to their ceded amounts; the share of premium stays.
	EventLimit *decimal.Decimal `json:"eventLimit,omitzero"`
	// Aggregate is the annual aggregate deductible and limit; nil is none.
	Aggregate *Aggregate `json:"aggregate,omitzero"`
	// ExGratia says whether payments without liability (通融赔付) are covered; empty means [ExGratiaCovered].
	ExGratia ExGratia `json:"exGratia,omitzero"`
}

// LimitOn says what the limit of a quota share is measured on.
type LimitOn string

const (
	// LimitOnSumInsured limits the sum insured of a unit at 100 %, and so lowers the share of premium and
	// of all losses. It is the default.
	LimitOnSumInsured LimitOn = "sum-insured"
	// LimitOnCeded limits the ceded part of the sum insured of a unit; otherwise it is as [LimitOnSumInsured].
	LimitOnCeded LimitOn = "ceded"
	// LimitOnEachLoss limits the losses of a unit in one event, at 100 %; sum insured and
	// premium are shared in full.
	LimitOnEachLoss LimitOn = "each-loss"
)

// Kind returns "quota-share".
func (QuotaShare) Kind() string { return "quota-share" }

// Validate reports every broken term.
func (q QuotaShare) Validate() error {
	errs := []error{
		bound.Share("share", q.Share),
		bound.Optional(bound.Positive, "limit", q.Limit),
		oneOf("limitOn", q.LimitOn, LimitOnSumInsured, LimitOnCeded, LimitOnEachLoss),
		oneOf("overspill", q.Overspill, OverspillCedent, OverspillError),
		validateLossTerms(q.Deductible, q.EventLimit, q.Aggregate, q.ExGratia),
	}
	if q.Limit == nil && q.LimitOn != "" {
		errs = append(errs, cede.Invalid("limitOn", string(q.LimitOn), "must be absent without a limit"))
	}
	if q.Overspill != "" && (q.Limit == nil || q.LimitOn == LimitOnEachLoss) {
		errs = append(errs, cede.Invalid("overspill", string(q.Overspill), "must be absent without a limit on sums insured"))
	}
	return errors.Join(errs...)
}

// Canonical returns q with every empty reading spelled out.
func (q QuotaShare) Canonical() treaty.Terms {
	q.fill()
	return q
}

// fill spells out the empty readings.
func (q *QuotaShare) fill() {
	if q.Limit != nil {
		q.LimitOn = or(q.LimitOn, LimitOnSumInsured)
		if q.LimitOn != LimitOnEachLoss {
			q.Overspill = or(q.Overspill, OverspillCedent)
		}
	}
	q.Deductible, q.Aggregate = q.Deductible.canonical(), q.Aggregate.canonical()
	q.ExGratia = or(q.ExGratia, ExGratiaCovered)
}

// Lower adds q to a plan. It is for this module only.
func (q QuotaShare) Lower(b *engine.Builder) error {
	p, err := lossTerms(b, q.Deductible, q.EventLimit, q.Aggregate, q.ExGratia)
	limit, limitErr := b.Limit("limit", q.Limit)
	if err := errors.Join(err, limitErr); err != nil {
		return err
	}
	share := fixed.FromDecimal(q.Share)
	p.Clauses = []string{"quota-share"}
	p.Capacities = []int64{engine.Unlimited}
	p.RefuseOverspill = q.Overspill == OverspillError
	switch or(q.LimitOn, LimitOnSumInsured) {
	case LimitOnSumInsured:
		if limit != engine.Unlimited {
			p.Capacities[0], _ = share.Times(limit, b.Mode)
			p.Shares = limited(share, fixed.Int(limit))
		}
	case LimitOnCeded:
		p.Capacities[0] = limit
		p.Shares = limited(share, fixed.Int(limit).Quo(share))
	case LimitOnEachLoss:
		p.LossLimit = limit
	}
	if p.Shares == nil {
		p.Fixed = []fixed.Ratio{share}
	}
	b.Cede(p)
	return nil
}

// limited is [upTo] as a rule of shares.
func limited(share, limit fixed.Ratio) func(*engine.Facts, []fixed.Ratio) (fixed.Ratio, error) {
	return func(f *engine.Facts, shares []fixed.Ratio) (fixed.Ratio, error) {
		return upTo(f, share, limit, shares), nil
	}
}

// upTo cedes share of a unit's measure up to a limit; the rest is overspill.
func upTo(f *engine.Facts, share, limit fixed.Ratio, shares []fixed.Ratio) fixed.Ratio {
	if f.Measure.Cmp(limit) <= 0 { // mutant: at the limit all is covered either way
		shares[0] = share
		return fixed.Ratio{}
	}
	covered := limit.Quo(f.Measure)
	shares[0] = share.Mul(covered)
	return fixed.Int(1).Sub(covered)
}
