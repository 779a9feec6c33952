package treaty

import (
	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

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
	// ExcludeFrom lists what is no longer covered from a day on, in any order.
	ExcludeFrom []DatedExclusion `json:"excludeFrom,omitzero"`
	// Bounds are limits on numeric attributes of risks.
	Bounds []Bound `json:"bounds,omitzero"`
}

// A DatedExclusion is an exclusion that begins at a day inside the period of the contract, as where a contract of several years
// takes no more of a line from a year on. What it excludes follows from the basis of the section:
//
//	losses occurring    losses that occur from that day; premium of the risks that it matches is earned until the day before
//	risks attaching     risks that incept from that day, with their premium and all their losses
//	claims made         losses that are reported from that day; premium as for losses occurring
//
// The sum insured of a risk that was covered before that day stays ceded.
//
// The zero DatedExclusion is not valid.
type DatedExclusion struct {
	// From is the first day on which it holds: after the first day of the contract's period, and not after its last.
	From cede.Date `json:"from"`
	// Exclude lists what is not covered from that day on, as [Scope.Exclude] does; it selects something. In a section
	// that cedes premium it names no perils, since their part of the premium has no date.
	Exclude Selection `json:"exclude"`
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
