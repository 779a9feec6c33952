package treaty

import "github.com/cedego/cede/internal/fixed"

// A Spec is a reinsurance program as written: contracts in one currency.
//
// The zero Spec is not valid, for want of a currency; a Spec without contracts is, and cedes nothing.
type Spec struct {
	_ [0]func()
	// ID names the program, for the user.
	ID string `json:"id,omitzero"`
	// Currency of all amounts.
	Currency Currency `json:"currency"`
	// Scale is the number of decimal places of a minor unit, 0 to 6; nil is the currency's own.
	Scale *int `json:"scale,omitzero"`
	// Rounding says how products are rounded; empty means [RoundHalfUp].
	Rounding Rounding `json:"rounding,omitzero"`
	// Entry says what happens to amounts finer than the scale; empty means [EntryExact].
	Entry Entry `json:"entry,omitzero"`
	// Contracts are in any order.
	Contracts []Contract `json:"contracts,omitzero"`
}

// Rounding says how a product with a share or rate is rounded to the minor unit.
type Rounding string

const (
	// RoundHalfUp rounds to the nearest unit, halves away from zero. It is the default.
	RoundHalfUp Rounding = "half-up"
	// RoundHalfEven rounds to the nearest unit, halves to the even neighbour.
	RoundHalfEven Rounding = "half-even"
)

func (r Rounding) mode() fixed.Mode {
	if r == RoundHalfEven {
		return fixed.HalfEven
	}
	return fixed.HalfUp
}

// Entry says what happens to an amount, of the program or the book, that is finer than the scale.
type Entry string

const (
	// EntryExact makes it an error. It is the default.
	EntryExact Entry = "exact"
	// EntryRound rounds it half away from zero.
	EntryRound Entry = "round"
)
