package treaty

import "github.com/shopspring/decimal"

// A Scope says what a section, or a layer of it, covers. The zero Scope covers everything.
//
// Included and excluded are lists; an empty list of inclusions includes all,
// and an exclusion wins over an inclusion. A risk or loss is in scope if it meets every stated inclusion and bound and
// no exclusion.
type Scope struct {
	_ [0]func()
	// Include lists what is covered; a dimension that is not stated covers all.
	Include Selection `json:"include,omitzero"`
	// Exclude lists what is not covered; one match in any dimension excludes.
	Exclude Selection `json:"exclude,omitzero"`
	// Bounds are limits on numeric attributes of risks.
	Bounds []Bound `json:"bounds,omitzero"`
}

// A Selection lists values by dimension. Within a dimension any of the values matches.
// The zero Selection selects nothing in particular.
type Selection struct {
	// Lines match [Risk.Line], Territories [Risk.Territory].
	Lines       []string `json:"lines,omitzero"`
	Territories []string `json:"territories,omitzero"`
	// Perils match the peril of a loss's event and, for a risk, the perils it
	// covers. A loss without a peril is outside every scope that names perils.
	Perils []string `json:"perils,omitzero"`
	// Tags match any of [Risk.Tags].
	Tags []string `json:"tags,omitzero"`
	// Keys match the named keys of a risk; each name that is listed must match to be
	// included, any of them to be excluded.
	Keys []KeyValues `json:"keys,omitzero"`
	// Policies match [Risk.Policy], Risks [Risk.ID].
	Policies []string `json:"policies,omitzero"`
	Risks    []string `json:"risks,omitzero"`
	// Events match the id of a loss's event, Losses its own id; a risk is not asked.
	Events []string `json:"events,omitzero"`
	Losses []string `json:"losses,omitzero"`
}

// KeyValues names a key of a risk and the values that match.
type KeyValues struct {
	// Name is the name in [Risk.Keys], not empty.
	Name string `json:"name"`
	// Values are those that match; at least one.
	Values []string `json:"values"`
}

// A Bound limits a numeric attribute. A risk without the attribute is outside.
type Bound struct {
	_ [0]func()
	// Attribute is the name in [Risk.Attributes].
	Attribute string `json:"attribute"`
	// Min and Max are the ends; both are inside, nil is no end. At least one is stated.
	Min *decimal.Decimal `json:"min,omitzero"`
	Max *decimal.Decimal `json:"max,omitzero"`
}
