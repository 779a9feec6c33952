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

// A Retention (自留额) is what the cedent keeps of a unit before a surplus takes its part:
// one amount, or a table of retentions. Exactly one of them is stated.
//
// The zero Retention is not valid, but for a surplus whose ceded shares are given per risk.
type Retention struct {
	_ [0]func()
	// Amount is the same for every unit, in the program's currency, positive.
	Amount *decimal.Decimal `json:"amount,omitzero"`
	// Table makes it depend on the unit.
	Table *RetentionTable `json:"table,omitzero"`
}

// A RetentionTable gives the retention by the sum insured of a unit, and by risk grade where its
// bands have grades. The retention of a band is
//
//	amount + rate × (sum insured - lower end of the band)
//
// rounded once, then not below Minimum nor above Maximum. With terms on PML or premium the
// table reads that, see [Base].
//
// The zero RetentionTable is not valid.
type RetentionTable struct {
	_ [0]func()
	// Bands are in ascending order, of each grade where there are grades.
	Bands []Band `json:"bands"`
	// Minimum and Maximum bound the retention after the table, positive; nil is no bound.
	Minimum *decimal.Decimal `json:"minimum,omitzero"`
	Maximum *decimal.Decimal `json:"maximum,omitzero"`
	// Above says what holds above the last band; empty means [AboveLastValue].
	Above Above `json:"above,omitzero"`
}

// A Band of a table of retentions holds sums insured above the upper end of the band
// before it, or above 0, and up to its own upper end.
//
// The zero Band is not valid.
type Band struct {
	_ [0]func()
	// Grade is the risk grade the band is for. Either all bands have one or none.
	Grade string `json:"grade,omitzero"`
	// UpTo is the upper end, inside the band; nil, for the last band only, is no end.
	UpTo *decimal.Decimal `json:"upTo,omitzero"`
	// Amount is the retention at the lower end, in the program's currency, not negative.
	Amount decimal.Decimal `json:"amount"`
	// Rate is the retained part of what is above the lower end, a fraction in [0, 1].
	Rate decimal.Decimal `json:"rate,omitzero"`
}

// Above says what a table of retentions gives above its last band.
type Above string

const (
	// AboveLastValue keeps the retention of the last band's upper end. It is the default.
	AboveLastValue Above = "last-value"
	// AboveError makes it an error of applying the program.
	AboveError Above = "error"
)

func (r Retention) stated() bool { return r.Amount != nil || r.Table != nil }

func (r Retention) validate() error {
	errs := []error{bound.Optional(bound.Positive, "amount", r.Amount), cede.In("table", r.Table.validate())}
	if r.Amount != nil && r.Table != nil {
		errs = append(errs, cede.Invalid("table", "", "must be absent beside an amount"))
	}
	return errors.Join(errs...)
}

func (t *RetentionTable) validate() error {
	if t == nil {
		return nil
	}
	errs := []error{
		bound.Optional(bound.Positive, "minimum", t.Minimum),
		bound.Optional(bound.Positive, "maximum", t.Maximum),
		oneOf("above", t.Above, AboveLastValue, AboveError),
	}
	if err := errors.Join(errs...); err == nil && t.Minimum != nil && t.Maximum != nil && t.Minimum.GreaterThan(*t.Maximum) {
		errs = append(errs, cede.Invalid("minimum", bound.Text(*t.Minimum), "must not be above the maximum, "+bound.Text(*t.Maximum)))
	}
	if len(t.Bands) == 0 {
		errs = append(errs, cede.Invalid("bands", "", "must not be empty"))
	}
	last := make(map[string]*Band, 1)
	for i := range t.Bands {
		band := &t.Bands[i]
		err := band.validate()
		if (band.Grade == "") != (t.Bands[0].Grade == "") {
			errs = append(errs, cede.At("bands", i, cede.Invalid("grade", band.Grade, "must be stated for all bands or none")))
		}
		if err == nil {
			if below, ok := last[band.Grade]; ok {
				err = follows(band.UpTo, below.UpTo)
			}
		}
		if err != nil {
			errs = append(errs, cede.At("bands", i, err))
			continue
		}
		last[band.Grade] = band
	}
	return errors.Join(errs...)
}

func (b *Band) validate() error {
	return errors.Join(
		bound.Optional(bound.Positive, "upTo", b.UpTo),
		bound.NotNegative("amount", b.Amount),
		bound.Fraction("rate", b.Rate),
	)
}

// follows reports a band that does not lie above the one below it, by their upper ends.
func follows(upTo, below *decimal.Decimal) error {
	if below == nil {
		return cede.Invalid("upTo", "", "must not follow a band without an upper end")
	}
	if upTo != nil && upTo.LessThanOrEqual(*below) {
		return cede.Invalid("upTo", bound.Text(*upTo), "must be above the band before, "+bound.Text(*below))
	}
	return nil
}

func (r Retention) canonical() Retention {
	if r.Table != nil {
		t := *r.Table
		t.Bands = slices.Clone(t.Bands)
		t.Above = or(t.Above, AboveLastValue)
		r.Table = &t
	}
	return r
}

// A retained returns the retention of a unit in minor units.
type retained func(*engine.Facts) (int64, error)

// A span is the least and the greatest a retention can be.
type span struct{ least, most int64 }

// lower returns the retention as a function, and its span.
func (r Retention) lower(b *engine.Builder) (retained, span, error) {
	if r.Table != nil {
		f, most, err := r.Table.lower(b)
		return f, most, cede.In("table", err)
	}
	if r.Amount == nil {
		return func(*engine.Facts) (int64, error) { return 0, nil }, span{}, nil
	}
	amount, err := b.Minor("amount", *r.Amount)
	return func(*engine.Facts) (int64, error) { return amount, nil }, span{amount, amount}, err
}

// A step is a band in minor units.
type step struct {
	lower, upTo, amount int64
	rate                fixed.Ratio
}

// at returns the retention of a measure in the band, Unlimited where it is more than any sum insured.
func (s step) at(measure fixed.Ratio, mode fixed.Mode) int64 {
	n, ok := s.rate.Mul(measure.Sub(fixed.Int(s.lower))).Add(fixed.Int(s.amount)).Round(mode)
	if !ok {
		return engine.Unlimited
	}
	return n
}

func (t *RetentionTable) lower(b *engine.Builder) (retained, span, error) {
	var errs []error
	limit := func(name string, d *decimal.Decimal) int64 {
		n, err := b.Limit(name, d)
		errs = append(errs, err)
		return n
	}
	most := limit("maximum", t.Maximum)
	least := int64(0)
	if t.Minimum != nil {
		least = limit("minimum", t.Minimum)
	}
	grades := make(map[string][]step)
	low, top := int64(engine.Unlimited), least
	for i, band := range t.Bands {
		s := step{rate: fixed.FromDecimal(band.Rate)}
		if before := grades[band.Grade]; len(before) > 0 {
			s.lower = before[len(before)-1].upTo
		}
		var err, upErr error
		s.amount, err = b.Minor("amount", band.Amount)
		s.upTo, upErr = b.Limit("upTo", band.UpTo)
		errs = append(errs, cede.At("bands", i, errors.Join(err, upErr)))
		if s.upTo == engine.Unlimited && s.rate.Sign() > 0 {
			top = engine.Unlimited
		} else {
			top = max(top, s.at(fixed.Int(s.upTo), b.Mode))
		}
		low = min(low, s.amount)
		grades[band.Grade] = append(grades[band.Grade], s)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, span{}, err
	}
	graded := t.Bands[0].Grade != ""
	find := func(f *engine.Facts) (int64, error) {
		grade := ""
		if graded {
			var err error
			if grade, err = f.Grade(); err != nil {
				return 0, err
			}
		}
		steps, ok := grades[grade]
		if !ok {
			return 0, cede.Invalid("grade", grade, "must be a grade of the table of retentions")
		}
		n, err := t.read(steps, f, b.Mode)
		return min(max(n, least), most), err
	}
	return find, span{min(max(low, least), most), min(top, most)}, nil
}

// read returns the retention of a unit before minimum and maximum.
func (t *RetentionTable) read(steps []step, f *engine.Facts, mode fixed.Mode) (int64, error) {
	for _, s := range steps {
		if f.Measure.Cmp(fixed.Int(s.upTo)) <= 0 {
			return s.at(f.Measure, mode), nil
		}
	}
	last := steps[len(steps)-1]
	if t.Above == AboveError {
		return 0, cede.Invalid(f.Field, "", "must not be above the last band of the table of retentions")
	}
	return last.at(fixed.Int(last.upTo), mode), nil
}
