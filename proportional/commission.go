package proportional

import (
	"errors"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A Commission (分保手续费) is what reinsurers allow of the premium ceded: a rate, a rate by underwriting year or a sliding scale. Exactly one
// is stated.
//
//	commission = rate × premium
//
// The zero Commission is not valid.
type Commission struct {
	_ [0]func()
	// Rate is a fraction in (0, 1].
	Rate *decimal.Decimal `json:"rate,omitzero"`
	// ByYear are rates from an underwriting year on, in order of year. A year before the first is an error.
	ByYear []YearRate `json:"byYear,omitzero"`
	// Sliding is a scale by loss ratio (滑准手续费).
	Sliding *SlidingScale `json:"sliding,omitzero"`
	// Overriding says that it is an overriding commission, beside that for the cedent's costs; it is posted by that name.
	Overriding bool `json:"overriding,omitzero"`
	// On is the premium that it is allowed on; empty means [PremiumWritten].
	On PremiumBasis `json:"on,omitzero"`
	// Reinsurers are those for whom it holds; none is all.
	Reinsurers []string `json:"reinsurers,omitzero"`
}

// A YearRate is a rate from an underwriting year on. The zero YearRate is not valid.
type YearRate struct {
	_ [0]func()
	// From is the year, 1 to 9999.
	From int `json:"from"`
	// Rate is a fraction in [0, 1].
	Rate decimal.Decimal `json:"rate"`
}

func (c Commission) validate() error {
	errs := []error{
		bound.Optional(bound.Share, "rate", c.Rate),
		c.validateYears(),
		cede.In("sliding", c.Sliding.validate()),
		oneOf("on", c.On, PremiumEarned, PremiumWritten),
	}
	stated := 0
	for _, is := range []bool{c.Rate != nil, c.ByYear != nil, c.Sliding != nil} {
		if is {
			stated++
		}
	}
	if stated != 1 {
		errs = append(errs, cede.Invalid("", "", "must state exactly one of rate, byYear and sliding"))
	}
	if c.Overriding && c.Sliding != nil {
		errs = append(errs, cede.Invalid("overriding", "true", "must be absent beside a sliding scale"))
	}
	return errors.Join(errs...)
}

func (c Commission) validateYears() error {
	if c.ByYear == nil {
		return nil
	}
	if len(c.ByYear) == 0 {
		return cede.Invalid("byYear", "", "must not be empty")
	}
	var errs []error
	for i, y := range c.ByYear {
		err := bound.Fraction("rate", y.Rate)
		switch {
		case y.From < 1 || y.From > 9999:
			err = errors.Join(err, cede.Invalid("from", strconv.Itoa(y.From), "must be 1 to 9999"))
		case i > 0 && y.From <= c.ByYear[i-1].From:
			err = errors.Join(err, cede.Invalid("from", strconv.Itoa(y.From), "must be after the year before, "+strconv.Itoa(c.ByYear[i-1].From)))
		}
		errs = append(errs, cede.At("byYear", i, err))
	}
	return errors.Join(errs...)
}

func (c Commission) canonical() Commission {
	c.On = or(c.On, PremiumWritten)
	c.Sliding = c.Sliding.canonical()
	return c
}

func (c Commission) lower() engine.Commission {
	out := engine.Commission{Kind: engine.ItemCommission, Written: or(c.On, PremiumWritten) == PremiumWritten, Rate: ratioOf(c.Rate)}
	if c.Sliding != nil {
		out.Kind, out.Slide = engine.ItemSliding, c.Sliding.lower()
	}
	if c.Overriding {
		out.Kind = engine.ItemOverriding
	}
	for _, y := range c.ByYear {
		out.ByYear = append(out.ByYear, engine.YearRate{From: y.From, Rate: fixed.FromDecimal(y.Rate)})
	}
	return out
}
