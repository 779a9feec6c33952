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

// A FacultativeObligatory is an open cover (临时固定再保险, 预约分保): the cedent chooses the risks and the share of each, and
// the reinsurer has to accept them up to the limits.
//
//	asked    = share that the risk states × sum insured
//	accepted = min(asked, limit, lines × minimum retention, sum insured - minimum retention), not below 0
//	share    = accepted / sum insured
//
// What is asked and not accepted is overspill. A unit whose rows do not state the share is not ceded.
//
// The zero FacultativeObligatory is not valid.
type FacultativeObligatory struct {
	_ [0]func()
	// ShareAttribute names the attribute of a risk, in [0, 1], that gives the ceded share. All rows of a unit
	// state the same, or none states one.
	ShareAttribute string `json:"shareAttribute"`
	// Limit is the most that is accepted of a unit, in the program's currency, positive; nil is none, beside lines.
	Limit *decimal.Decimal `json:"limit,omitzero"`
	// MinimumRetention is the least that the cedent keeps of a ceded unit, in the program's currency, positive; nil is
	// nothing.
	MinimumRetention *decimal.Decimal `json:"minimumRetention,omitzero"`
	// Lines is the most that is accepted of a unit as a number of minimum retentions (线数), on top of the one that is kept,
	// positive; it need not be whole. Lines × minimum retention is rounded once. Nil is none, beside a limit.
	Lines *decimal.Decimal `json:"lines,omitzero"`
	// Base is what limits are measured on; empty means [OnSumInsured].
	Base Base `json:"base,omitzero"`
	// OwnShareAttribute names the attribute of a risk, in (0, 1], by which limits are measured on 100 % of a
	// coinsured risk, as in [Surplus]; empty measures them on the insurer's own share.
	OwnShareAttribute string `json:"ownShareAttribute,omitzero"`
	// Overspill says what happens to what is not accepted; empty means [OverspillCedent].
	Overspill Overspill `json:"overspill,omitzero"`
	// Deductible is the treaty deductible (合约免赔额); nil is none.
	Deductible *Deductible `json:"deductible,omitzero"`
	// EventLimit is the most that is ceded of one event (事故限额), at 100 % of the contract, positive; nil is none. It
	// is as that of a [QuotaShare].
	EventLimit *decimal.Decimal `json:"eventLimit,omitzero"`
	// Aggregate are the annual aggregate deductible and limit; nil is none.
	Aggregate *Aggregate `json:"aggregate,omitzero"`
	// ExGratia says whether payments without liability (通融赔付) are covered; empty means [ExGratiaCovered].
	ExGratia ExGratia `json:"exGratia,omitzero"`
}

// Kind returns "facultative-obligatory".
func (FacultativeObligatory) Kind() string { return "facultative-obligatory" }

// Validate reports every broken term.
func (o FacultativeObligatory) Validate() error {
	errs := []error{
		bound.Optional(bound.Positive, "limit", o.Limit),
		bound.Optional(bound.Positive, "minimumRetention", o.MinimumRetention),
		bound.Optional(bound.Positive, "lines", o.Lines),
		o.Base.validate(),
		oneOf("overspill", o.Overspill, OverspillCedent, OverspillError),
		validateLossTerms(o.Deductible, o.EventLimit, o.Aggregate, o.ExGratia),
	}
	if o.ShareAttribute == "" {
		errs = append(errs, cede.Invalid("shareAttribute", "", "must not be empty"))
	}
	if o.Limit == nil && o.Lines == nil {
		errs = append(errs, cede.Invalid("limit", "", "must not be empty without lines"))
	}
	if o.Lines != nil && o.MinimumRetention == nil {
		errs = append(errs, cede.Invalid("minimumRetention", "", "must not be empty beside lines"))
	}
	return errors.Join(errs...)
}

// Canonical returns o with every empty reading spelled out.
func (o FacultativeObligatory) Canonical() treaty.Terms {
	o.Base = or(o.Base, OnSumInsured)
	o.Overspill = or(o.Overspill, OverspillCedent)
	o.Deductible, o.Aggregate = o.Deductible.canonical(), o.Aggregate.canonical()
	o.ExGratia = or(o.ExGratia, ExGratiaCovered)
	return o
}

// Lower adds o to a plan. It is for this module only.
func (o FacultativeObligatory) Lower(b *engine.Builder) error {
	p, err := lossTerms(b, o.Deductible, o.EventLimit, o.Aggregate, o.ExGratia)
	most, limitErr := b.Limit("limit", o.Limit)
	kept, keptErr := b.Amount("minimumRetention", o.MinimumRetention)
	if err := errors.Join(err, limitErr, keptErr); err != nil {
		return err
	}
	if o.Lines != nil {
		most = min(most, take{lines: fixed.FromDecimal(*o.Lines)}.worth(kept, b.Mode))
	}
	p.Clauses = []string{"facultative-obligatory"}
	p.Capacities = []int64{most}
	p.Measure, p.OwnShare, p.Chosen = o.Base.measure(), o.OwnShareAttribute, o.ShareAttribute
	p.RefuseOverspill = o.Overspill == OverspillError
	p.Shares = func(f *engine.Facts, shares []fixed.Ratio) (fixed.Ratio, error) {
		share, err := givenShare(f, o.ShareAttribute)
		if err != nil {
			return fixed.Ratio{}, err
		}
		accepted := fixed.Min(fixed.Int(most), f.Measure.Sub(fixed.Int(kept)))
		shares[0] = fixed.Min(share, fixed.Max(accepted, fixed.Ratio{}).Quo(f.Measure))
		return share.Sub(shares[0]), nil
	}
	b.Cede(p)
	return nil
}
