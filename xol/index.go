package xol

import (
	"errors"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// An IndexClause (指数条款, stability clause) keeps the real value of the attachments of a cover, and of its limits where
// it says so. Each payment p of an occurrence is brought to the base by the index I on its day:
//
//	adjusted           = p × I(base) / I(day)                        IndexFull
//	adjusted           = p × (1 + threshold) × I(base) / I(day)      IndexSevere, where I(day) > (1 + threshold) × I(base)
//	adjusted           = p × I(base) / I(day)                        IndexFranchise, where I(day) > (1 + threshold) × I(base)
//	adjusted           = p                                           otherwise
//	factor             = sum of payments / sum of adjusted payments
//	indexed attachment = attachment × factor, rounded once, then used
//	indexed limit      = limit × factor, rounded once, then used      LimitIndexed
//
// A threshold is exceeded by an index above it; one that reaches it does not.
//
// Payments are what is paid of indemnity and expense less salvage from one position of a loss to the next, on the valuation
// date of the later one; money that comes back is a payment below zero. Where expenses do not enter the layers, only indemnity
// counts. What is outstanding counts on the date of the last position. So every position needs its date. A loss whose
// payments or adjusted payments add up to nothing or less counts unadjusted.
//
// Of several losses in an occurrence, and of losses that are in part ceded before, each enters with what is subject of it, S,
// and with the ratio of its own adjusted payments to its payments, a, which is never rounded:
//
//	factor = sum of S / sum of (S × a)
//
// With an interlocking clause the factors of both are multiplied and the product is rounded once. Franchise, event cap and
// annual terms do not follow the index, nor does what reinstatements restore.
//
// The clause of the London market, which takes a whole loss at the index of the day of its settlement, is not a reading here.
//
// The zero IndexClause is not valid.
//
// Source: CII, study text M97 (Reinsurance), 7/35, index clause; DXC, SICS P&C user guide, recovery calculation with
// indexation; documentation of the R package sicr, xl_cashflow, European index clauses.
type IndexClause struct {
	_ [0]func()
	// Kind says which payments are adjusted and how. It must be stated.
	Kind IndexKind `json:"kind"`
	// Basis says on which day a loss counts; empty means [IndexPaid].
	Basis IndexBasis `json:"basis,omitzero"`
	// Base is the day whose index the others are compared with, in the series.
	Base cede.Date `json:"base"`
	// Threshold is what the index must have risen by, as a fraction of its value at the base, in [0, 1]. It must be stated unless the
	// clause is full, and is absent then.
	Threshold *decimal.Decimal `json:"threshold,omitzero"`
	// Limit says whether limits follow the index too. It must be stated.
	Limit IndexLimit `json:"limit"`
	// Series is the index, in order of time and without a gap: at least one value and at most 1,200, which is a hundred years of months.
	Series []IndexPoint `json:"series"`
}

// IndexKind says which payments are adjusted and how.
type IndexKind string

const (
	// IndexFull adjusts every payment to the index of the base.
	IndexFull IndexKind = "full"
	// IndexSevere is the severe inflation clause: it adjusts the payments whose index exceeds the threshold, to the threshold.
	IndexSevere IndexKind = "severe-inflation"
	// IndexFranchise adjusts the payments whose index exceeds the threshold, to the index of the base.
	IndexFranchise IndexKind = "franchise"
)

// IndexBasis says on which day a loss counts.
type IndexBasis string

const (
	// IndexPaid counts each payment on its day. It is the default.
	IndexPaid IndexBasis = "paid"
	// IndexReported counts the whole loss on the day it was reported.
	IndexReported IndexBasis = "reported"
)

// IndexLimit says whether limits follow the index.
type IndexLimit string

const (
	// LimitIndexed makes limits follow as attachments do.
	LimitIndexed IndexLimit = "indexed"
	// LimitFixed leaves limits as they are.
	LimitFixed IndexLimit = "fixed"
)

// An IndexPoint is a value of an index with the days on which it holds.
//
// The zero IndexPoint is not valid.
type IndexPoint struct {
	_ [0]func()
	// From is the first day, after that of the point before.
	From cede.Date `json:"from"`
	// To is the last day; the next point is from the day after. If it is absent, the value holds to the day before the
	// next point, and that of the last point without end.
	To cede.Date `json:"to,omitzero"`
	// Value is the index, positive, in any unit.
	Value decimal.Decimal `json:"value"`
}

// maxIndexPoints bounds a series, so that sums of fractions over its values stay short.
const maxIndexPoints = 1200

func (x *IndexClause) validate(grain engine.Grain) error {
	if x == nil {
		return nil
	}
	if grain == engine.PerTerm {
		return cede.Invalid("", "", "must be absent where there is one occurrence")
	}
	errs := []error{
		stated("kind", x.Kind, IndexFull, IndexSevere, IndexFranchise),
		oneOf("basis", x.Basis, IndexPaid, IndexReported),
		nil, // the base, which needs the series
		bound.Optional(zeroToOne, "threshold", x.Threshold),
		stated("limit", x.Limit, LimitIndexed, LimitFixed),
	}
	switch {
	case x.Kind == IndexFull && x.Threshold != nil:
		errs = append(errs, cede.Invalid("threshold", bound.Text(*x.Threshold), "must be absent where the clause is full"))
	case (x.Kind == IndexSevere || x.Kind == IndexFranchise) && x.Threshold == nil:
		errs = append(errs, cede.Invalid("threshold", "", "must not be empty unless the clause is full"))
	}
	series := x.validateSeries()
	switch {
	case x.Base.IsZero():
		errs[2] = cede.Invalid("base", "", "must not be empty")
	case series != nil:
	case x.Base.Before(x.Series[0].From):
		errs[2] = cede.Invalid("base", x.Base.String(), "must not be before the series, "+x.Series[0].From.String())
	default:
		if last := x.Series[len(x.Series)-1].To; !last.IsZero() && x.Base.After(last) {
			errs[2] = cede.Invalid("base", x.Base.String(), "must not be after the series, "+last.String())
		}
	}
	return errors.Join(append(errs, series)...)
}

// validateLayers reports layers that an index clause leaves unclear.
func (x *IndexClause) validateLayers(list layers) error {
	if x != nil && slices.ContainsFunc(list, func(l Layer) bool { return len(l.Drops) > 0 }) {
		return cede.Invalid("index", "", "must be absent where a layer drops")
	}
	return nil
}

// zeroToOne reports a d outside [0, 1].
func zeroToOne(name string, d decimal.Decimal) error {
	if err := bound.Check(name, d); err != nil {
		return err
	}
	if d.Sign() < 0 || d.GreaterThan(decimal.New(1, 0)) {
		return cede.Invalid(name, bound.Text(d), "must be a fraction in [0, 1]")
	}
	return nil
}

func (x *IndexClause) validateSeries() error {
	switch n := len(x.Series); {
	case n == 0:
		return cede.Invalid("series", "", "must not be empty")
	case n > maxIndexPoints:
		return cede.Invalid("series", strconv.Itoa(n), "must have at most "+strconv.Itoa(maxIndexPoints)+" values")
	}
	var errs []error
	for i := range x.Series {
		p := &x.Series[i]
		err := bound.Positive("value", p.Value)
		if !p.To.IsZero() && p.To.Before(p.From) {
			err = errors.Join(cede.Invalid("to", p.To.String(), "must not be before from, "+p.From.String()), err)
		}
		switch {
		case p.From.IsZero():
			err = errors.Join(cede.Invalid("from", "", "must not be empty"), err)
		case i == 0:
		case !p.From.After(x.Series[i-1].From):
			err = errors.Join(cede.Invalid("from", p.From.String(), "must be after the point before, "+x.Series[i-1].From.String()), err)
		default:
			if last := x.Series[i-1].To; !last.IsZero() && p.From.Sub(last) != 1 {
				err = errors.Join(cede.Invalid("from", p.From.String(), "must be the day after the point before ends, "+last.String()), err)
			}
		}
		errs = append(errs, cede.At("series", i, err))
	}
	return errors.Join(errs...)
}

func (x *IndexClause) canonical() *IndexClause {
	if x == nil {
		return nil
	}
	c := *x
	c.Basis, c.Series = or(x.Basis, IndexPaid), slices.Clone(x.Series)
	return &c
}

// lower returns a valid clause with what brings payments to the base.
func (x *IndexClause) lower() *engine.Index {
	if x == nil {
		return nil
	}
	out := &engine.Index{Reported: x.Basis == IndexReported, Limits: x.Limit == LimitIndexed, Points: make([]engine.IndexPoint, len(x.Series))}
	var base fixed.Ratio
	for i := range x.Series {
		p := &x.Series[i]
		out.Points[i] = engine.IndexPoint{From: p.From, To: p.To}
		if !p.From.After(x.Base) {
			base = fixed.FromDecimal(p.Value)
		}
	}
	trigger, adjusted := fixed.Ratio{}, base
	if x.Threshold != nil {
		trigger = base.Mul(fixed.Int(1).Add(fixed.FromDecimal(*x.Threshold)))
		if x.Kind == IndexSevere {
			adjusted = trigger
		}
	}
	for i := range out.Points {
		value := fixed.FromDecimal(x.Series[i].Value)
		out.Points[i].Deflator = fixed.Int(1)
		if value.Cmp(trigger) > 0 { // without a threshold every value is
			out.Points[i].Deflator = adjusted.Quo(value)
		}
	}
	return out
}
