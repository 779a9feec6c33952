package proportional

import (
	"errors"
	"slices"
	"sort"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A VariableQuotaShare (可变成数) is a quota share whose share follows from the size of the unit: a table of bands of the
// sum insured gives the ceded share of the whole unit, not only of what lies in the band.
//
//	share of the unit = share of the band that holds its sum insured
//
// With a limit it falls further, as that of a [QuotaShare] does. What is ceded may fall where a unit
// passes from a band to one with a lower share.
//
// The zero VariableQuotaShare is not valid.
type VariableQuotaShare struct {
	_ [0]func()
	// Bands are in ascending order; at least one.
	Bands []ShareBand `json:"bands"`
	// Above says what holds above the last band; empty means [AboveLastValue].
	Above Above `json:"above,omitzero"`
	// Base is what bands, and a limit on sums insured, are measured on; empty means [OnSumInsured].
	Base Base `json:"base,omitzero"`
	// OwnShareAttribute names the attribute of a risk, in (0, 1], by which bands and limit are measured on 100 % of a
	// coinsured risk, as in [Surplus]; empty measures them on the insurer's own share.
	OwnShareAttribute string `json:"ownShareAttribute,omitzero"`
	// Limit is the greatest amount per unit, read as LimitOn says, in the program's currency, positive; nil is none.
	Limit *decimal.Decimal `json:"limit,omitzero"`
	// LimitOn says what Limit is measured on; empty means [LimitOnSumInsured].
	LimitOn LimitOn `json:"limitOn,omitzero"`
	// Overspill says what happens to a unit above the limit; empty means [OverspillCedent].
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

// A ShareBand of a table of shares holds sums insured above the upper end of the band before it, or above 0, and up to its
// own upper end.
//
// The zero ShareBand cedes nothing, whatever the sum insured.
type ShareBand struct {
	_ [0]func()
	// UpTo is the upper end, inside the band, in the program's currency, positive; nil, for the last band only, is no end.
	UpTo *decimal.Decimal `json:"upTo,omitzero"`
	// Share is the ceded share of the whole unit, a fraction in [0, 1].
	Share decimal.Decimal `json:"share"`
}

// Kind returns "variable-quota-share".
func (VariableQuotaShare) Kind() string { return "variable-quota-share" }

// quotaShare returns the terms v shares with a quota share, with a share that is valid.
func (v VariableQuotaShare) quotaShare() QuotaShare {
	return QuotaShare{
		Share: decimal.New(1, 0), Limit: v.Limit, LimitOn: v.LimitOn, Overspill: v.Overspill, Deductible: v.Deductible, EventLimit: v.EventLimit, Aggregate: v.Aggregate, ExGratia: v.ExGratia,
	}
}

// Validate reports every broken term.
func (v VariableQuotaShare) Validate() error {
	var errs []error
	if len(v.Bands) == 0 {
		errs = append(errs, cede.Invalid("bands", "", "must not be empty"))
	}
	var last *ShareBand
	for i := range v.Bands {
		band := &v.Bands[i]
		err := errors.Join(bound.Optional(bound.Positive, "upTo", band.UpTo), bound.Fraction("share", band.Share))
		if err == nil && last != nil {
			err = follows(band.UpTo, last.UpTo)
		}
		if err != nil {
			errs = append(errs, cede.At("bands", i, err))
			continue
		}
		last = band
	}
	return errors.Join(append(errs, oneOf("above", v.Above, AboveLastValue, AboveError), v.Base.validate(), v.quotaShare().Validate())...)
}

// Canonical returns v with every empty reading spelled out.
func (v VariableQuotaShare) Canonical() treaty.Terms {
	q := v.quotaShare()
	q.fill()
	v.LimitOn, v.Overspill, v.Deductible, v.Aggregate, v.ExGratia = q.LimitOn, q.Overspill, q.Deductible, q.Aggregate, q.ExGratia
	v.Bands = slices.Clone(v.Bands)
	v.Above = or(v.Above, AboveLastValue)
	v.Base = or(v.Base, OnSumInsured)
	return v
}

// Lower adds v to a plan. It is for this module only.
func (v VariableQuotaShare) Lower(b *engine.Builder) error {
	p, err := lossTerms(b, v.Deductible, v.EventLimit, v.Aggregate, v.ExGratia)
	limit, limitErr := b.Limit("limit", v.Limit)
	errs := []error{err, limitErr}
	ends := make([]int64, len(v.Bands))
	shares := make([]fixed.Ratio, len(v.Bands))
	for i, band := range v.Bands {
		ends[i], err = b.Limit("upTo", band.UpTo)
		errs = append(errs, cede.At("bands", i, err))
		shares[i] = fixed.FromDecimal(band.Share)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	p.Clauses = []string{"variable-quota-share"}
	p.Measure, p.OwnShare = v.Base.measure(), v.OwnShareAttribute
	p.RefuseOverspill = v.Overspill == OverspillError
	onCeded := v.LimitOn == LimitOnCeded
	if v.LimitOn == LimitOnEachLoss {
		p.LossLimit, limit = limit, engine.Unlimited
	}
	last := len(ends) - 1
	beyond := v.Above == AboveError // nothing is ceded above the last band
	p.Capacities = []int64{0}
	for i, share := range shares {
		most := ends[i]
		if i == last && !beyond {
			most = engine.Unlimited
		}
		p.Capacities[0] = max(p.Capacities[0], capacityOf(share, most, limit, onCeded, b.Mode))
	}
	p.Shares = func(f *engine.Facts, out []fixed.Ratio) (fixed.Ratio, error) {
		i := sort.Search(len(ends), func(i int) bool { return f.Measure.Cmp(fixed.Int(ends[i])) <= 0 })
		if i > last {
			if beyond {
				return fixed.Ratio{}, cede.Invalid(f.Field, "", "must not be above the last band of the table of shares")
			}
			i = last
		}
		share := shares[i]
		if limit == engine.Unlimited || share.Sign() == 0 && onCeded {
			out[0] = share
			return fixed.Ratio{}, nil
		}
		whole := fixed.Int(limit)
		if onCeded {
			whole = whole.Quo(share)
		}
		return upTo(f, share, whole, out), nil
	}
	b.Cede(p)
	return nil
}

// capacityOf returns the most that a share cedes of sums up to an end, with a limit on them or on the ceded part.
func capacityOf(share fixed.Ratio, end, limit int64, onCeded bool, mode fixed.Mode) int64 {
	if !onCeded {
		end = min(end, limit)
	}
	switch {
	case share.Sign() == 0:
		return 0
	case end != engine.Unlimited:
		end, _ = share.Times(end, mode) // at most the end
	}
	if onCeded {
		end = min(end, limit)
	}
	return end
}
