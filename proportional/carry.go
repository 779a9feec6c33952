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

// A Carry says how long an amount is carried forward from one underwriting year to those after it. What a year takes goes from the oldest
// first. The zero Carry is to extinction and without a cap.
type Carry struct {
	_ [0]func()
	// Years is for how many years after the one that it comes from, at least 1; nil is to extinction.
	Years *int `json:"years,omitzero"`
	// Cap is the most that goes on to the next year, as a fraction of the premium of the year that it leaves, positive; nil is none. It cuts the oldest
	// first.
	Cap *decimal.Decimal `json:"cap,omitzero"`
}

func (c *Carry) validate() error {
	if c == nil {
		return nil
	}
	var errs []error
	if c.Years != nil && (*c.Years < 1 || *c.Years > 9999) {
		errs = append(errs, cede.Invalid("years", strconv.Itoa(*c.Years), "must be 1 to 9999"))
	}
	return errors.Join(append(errs, bound.Optional(bound.Positive, "cap", c.Cap))...)
}

func (c *Carry) lower() *engine.Carry {
	if c == nil {
		return nil
	}
	out := &engine.Carry{Cap: ratioOf(c.Cap)}
	if c.Years != nil {
		out.Years = *c.Years
	}
	return out
}

// ratioOf returns d, or 0 if it is absent.
func ratioOf(d *decimal.Decimal) fixed.Ratio {
	if d == nil {
		return fixed.Ratio{}
	}
	return fixed.FromDecimal(*d)
}
