package proportional

import (
	"errors"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A Surplus (溢额) cedes what a unit has above the retention, up to the capacity,
// and the same share of premium and of every loss:
//
//	share = min(sum insured - retention, capacity) / sum insured
//
// Several surpluses may be stacked: each begins where the one before it ends.
// What is above them all is overspill. A unit whose sum insured is not above the retention cedes nothing.
//
// The zero Surplus is not valid.
type Surplus struct {
	_ [0]func()
	// Retention is what the cedent keeps of a unit, its line.
	Retention Retention `json:"retention,omitzero"`
	// Base is what retention and capacity are measured on; empty means [OnSumInsured].
	Base Base `json:"base,omitzero"`
	// OwnShareAttribute names the attribute of a risk that gives the insurer's share of a coinsured risk (共保份额), in (0, 1]. Where
	// it is stated retention and capacity are measured on 100 % of the risk, see [Base]; empty measures them on the insurer's
	// own share, which is what the rows of a book are.
	OwnShareAttribute string `json:"ownShareAttribute,omitzero"`
	// LineCount says how lines are counted; empty means [LinesOnTop].
	LineCount LineCount `json:"lineCount,omitzero"`
	// Capacities are the first surplus, the second and so on; at least one.
	Capacities []Capacity `json:"capacities"`
	// Overspill says what happens to a unit above all capacity; empty means [OverspillCedent].
	Overspill Overspill `json:"overspill,omitzero"`
	// Deductible is the treaty deductible (合约免赔额), one for all surpluses; nil is none.
	Deductible *Deductible `json:"deductible,omitzero"`
	// EventLimit is the most that is ceded of one event (事故限额), at 100 % of the
	// contract, positive; nil is none.
	EventLimit *decimal.Decimal `json:"eventLimit,omitzero"`
	// Aggregate is the annual aggregate deductible and limit, one for all surpluses; nil is none.
	Aggregate *Aggregate `json:"aggregate,omitzero"`
	// ExGratia says whether payments without liability (通融赔付) are covered; empty means [ExGratiaCovered].
	ExGratia ExGratia `json:"exGratia,omitzero"`
}

// A Capacity is what one surplus can take of a unit. At least one term is stated; of
// several the smallest binds.
//
// The zero Capacity is not valid.
type Capacity struct {
	_ [0]func()
	// Lines is a number of retentions (线数), positive; it need not be whole. Lines × retention is rounded once.
	Lines *decimal.Decimal `json:"lines,omitzero"`
	// Limit is an amount, positive.
	Limit *decimal.Decimal `json:"limit,omitzero"`
	// Combined limits the retention, the surpluses before and this one together, positive.
	Combined *decimal.Decimal `json:"combined,omitzero"`
	// ShareAttribute names the attribute of a risk, in [0, 1], that gives the ceded share of its
	// sum insured. If all capacities have one, and none has lines or a combined limit, the retention may be
	// absent: it is what the shares leave, and overspill is only what a limit cuts from them.
	ShareAttribute string `json:"shareAttribute,omitzero"`
}

// LineCount says how the lines of a surplus are counted.
type LineCount string

const (
	// LinesOnTop counts lines on top of the retention: 10 lines are 10 retentions. It is the default.
	LinesOnTop LineCount = "on-top"
	// LinesIncluding counts the retention as one of the lines: 10 lines are 9 retentions.
	LinesIncluding LineCount = "including-retention"
)

// Kind returns "surplus".
func (Surplus) Kind() string { return "surplus" }

// Validate reports every broken term.
func (s Surplus) Validate() error {
	errs := []error{
		cede.In("retention", s.Retention.validate()),
		s.Base.validate(),
		oneOf("lineCount", s.LineCount, LinesOnTop, LinesIncluding),
		oneOf("overspill", s.Overspill, OverspillCedent, OverspillError),
		validateLossTerms(s.Deductible, s.EventLimit, s.Aggregate, s.ExGratia),
	}
	if len(s.Capacities) == 0 {
		errs = append(errs, cede.Invalid("capacities", "", "must not be empty"))
	}
	given := len(s.Capacities) > 0
	for i, c := range s.Capacities {
		errs = append(errs, cede.At("capacities", i, c.validate(s.LineCount)))
		given = given && c.ShareAttribute != "" && c.Lines == nil && c.Combined == nil
	}
	if !s.Retention.stated() && !given {
		errs = append(errs, cede.Invalid("retention", "", "must not be empty"))
	}
	return errors.Join(errs...)
}

func (c Capacity) validate(count LineCount) error {
	errs := []error{
		bound.Optional(bound.Positive, "lines", c.Lines),
		bound.Optional(bound.Positive, "limit", c.Limit),
		bound.Optional(bound.Positive, "combined", c.Combined),
	}
	if errors.Join(errs...) == nil && c.Lines != nil && count == LinesIncluding && !c.Lines.GreaterThan(decimal.New(1, 0)) {
		errs = append(errs, cede.Invalid("lines", bound.Text(*c.Lines), "must be above 1 where the retention is one of them"))
	}
	if c.Lines == nil && c.Limit == nil && c.Combined == nil && c.ShareAttribute == "" {
		errs = append(errs, cede.Invalid("", "", "must state lines, limit, combined or shareAttribute"))
	}
	return errors.Join(errs...)
}

// Canonical returns s with every empty reading spelled out.
func (s Surplus) Canonical() treaty.Terms {
	s.Retention = s.Retention.canonical()
	s.Base = or(s.Base, OnSumInsured)
	s.LineCount = or(s.LineCount, LinesOnTop)
	s.Overspill = or(s.Overspill, OverspillCedent)
	s.Deductible, s.Aggregate = s.Deductible.canonical(), s.Aggregate.canonical()
	s.ExGratia = or(s.ExGratia, ExGratiaCovered)
	s.Capacities = slices.Clone(s.Capacities)
	return s
}

// Lower adds s to a plan. It is for this module only.
func (s Surplus) Lower(b *engine.Builder) error {
	p, err := lossTerms(b, s.Deductible, s.EventLimit, s.Aggregate, s.ExGratia)
	retention, span, retentionErr := s.Retention.lower(b)
	takes, takesErr := lowerCapacities(b, s.Capacities, s.LineCount)
	if err := errors.Join(err, cede.In("retention", retentionErr), takesErr); err != nil {
		return err
	}
	name(p, takes, span, span, b.Mode)
	p.Measure, p.OwnShare = s.Base.measure(), s.OwnShareAttribute
	p.RefuseOverspill = s.Overspill == OverspillError
	given := !s.Retention.stated()
	p.Shares = func(f *engine.Facts, shares []fixed.Ratio) (fixed.Ratio, error) {
		kept, err := retention(f)
		if err != nil {
			return fixed.Ratio{}, err
		}
		left, cut, err := stack(f, takes, kept, kept, b.Mode, shares)
		if given { // what the given shares leave is the retention, and a surplus above may take what was cut
			return fixed.Min(cut, left), err
		}
		return left, err
	}
	b.Cede(p)
	return nil
}

// A take is a capacity in minor units.
type take struct {
	lines           fixed.Ratio // retentions; 0 is not stated
	limit, combined int64
	share           string
}

func lowerCapacities(b *engine.Builder, capacities []Capacity, count LineCount) ([]take, error) {
	var errs []error
	takes := make([]take, len(capacities))
	for i, c := range capacities {
		t := &takes[i]
		t.share = c.ShareAttribute
		if c.Lines != nil {
			t.lines = fixed.FromDecimal(*c.Lines)
			if count == LinesIncluding {
				t.lines = t.lines.Sub(fixed.Int(1))
			}
		}
		var err, combinedErr error
		t.limit, err = b.Limit("limit", c.Limit)
		t.combined, combinedErr = b.Limit("combined", c.Combined)
		errs = append(errs, cede.At("capacities", i, errors.Join(err, combinedErr)))
	}
	return takes, errors.Join(errs...)
}

// name adds the clauses of surpluses to p with the most that each can take. Retention and line
// lie in a span each, both at their least together.
func name(p *engine.Proportional, takes []take, retention, line span, mode fixed.Mode) {
	begin := retention.least // where the surplus begins at the earliest
	for i, t := range takes {
		combined := t.combined
		if combined != engine.Unlimited {
			combined = max(combined-begin, 0)
		}
		most := min(t.limit, combined, t.worth(line.most, mode))
		if t.share == "" { // with a share it may take nothing
			n, ok := fixed.Add(begin, min(t.limit, combined, t.worth(line.least, mode)))
			if !ok {
				n = engine.Unlimited
			}
			begin = n
		}
		p.Clauses = append(p.Clauses, "surplus["+strconv.Itoa(i)+"]")
		p.Capacities = append(p.Capacities, most)
	}
}

// worth returns what the lines of t are of a line, or Unlimited where they are not stated or more than
// any sum insured.
func (t take) worth(line int64, mode fixed.Mode) int64 {
	if t.lines.Sign() == 0 || line == engine.Unlimited {
		return engine.Unlimited
	}
	n, ok := t.lines.Times(line, mode)
	if !ok {
		return engine.Unlimited
	}
	return n
}

// stack sets the shares of surpluses that begin at begin, with lines of the given amount. It
// returns the share of the unit that is left above them all, and the share that limits cut from shares given per risk.
func stack(f *engine.Facts, takes []take, begin, line int64, mode fixed.Mode, shares []fixed.Ratio) (left, cut fixed.Ratio, err error) {
	bottom := fixed.Int(begin)
	for i, t := range takes {
		amount := f.Measure.Sub(bottom) // all that is left, unless a term binds first
		if t.share != "" {
			share, err := givenShare(f, t.share)
			if err != nil {
				return fixed.Ratio{}, fixed.Ratio{}, err
			}
			amount = fixed.Min(amount, share.Mul(f.Measure))
		}
		asked := amount
		amount = fixed.Min(amount, fixed.Int(min(t.limit, t.worth(line, mode))))
		if t.combined != engine.Unlimited {
			amount = fixed.Min(amount, fixed.Int(t.combined).Sub(bottom))
		}
		cut = cut.Add(asked.Sub(amount))
		if amount.Sign() > 0 { // mutant: of nothing the share is 0 either way
			shares[i] = amount.Quo(f.Measure)
			bottom = bottom.Add(amount)
		}
	}
	left = f.Measure.Sub(bottom)
	return left.Quo(f.Measure), cut.Quo(f.Measure), nil
}

// givenShare returns the ceded share that an attribute gives.
func givenShare(f *engine.Facts, name string) (fixed.Ratio, error) {
	share, err := f.Attribute(name)
	if err == nil && (share.Sign() < 0 || share.Cmp(fixed.Int(1)) > 0) {
		err = cede.Invalid("attributes."+name, "", "must be in [0, 1]")
	}
	return share, err
}
