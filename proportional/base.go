package proportional

import "github.com/cedego/cede/internal/engine"

// Base is what shares are derived from. The shares apply to sum insured, premium and losses, whatever they are derived from.
//
// Terms that name the insurer's share of a coinsured risk derive them from 100 % of the risk: the amount of each row is
// divided by that share and rounded once, by the program's rounding, and retention, tables and capacities are stated for 100 %. Of
// the insurer's rows the same share is ceded:
//
//	measure = sum over the rows of round(amount / own share)
type Base string

const (
	// OnSumInsured derives shares from the sum insured. It is the default.
	OnSumInsured Base = "sum-insured"
	// OnPML derives shares from the probable maximum loss; they apply to sum
	// insured, premium and losses, also above the PML.
	OnPML Base = "pml"
	// OnPremium derives shares from the premium of the whole policy period, so that retention and capacity are amounts of
	// premium. What earlier contracts left of it is the part that they left of the row's sum insured, rounded; of a row
	// without a sum insured, such as an unlimited liability, the premium less what they ceded of it.
	OnPremium Base = "premium"
)

func (b Base) validate() error { return oneOf("base", b, OnSumInsured, OnPML, OnPremium) }

// measure returns what a plan calls the base.
func (b Base) measure() engine.Measure {
	switch or(b, OnSumInsured) {
	case OnSumInsured:
	case OnPML:
		return engine.ByPML
	case OnPremium:
		return engine.ByPremium
	}
	return engine.BySum
}
