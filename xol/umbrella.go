package xol

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/treaty"
)

// An Umbrella (伞状超赔) is a cover per event over what several contracts leave: an occurrence is what the losses that
// any of the named contracts sees leave in one event, after all contracts of lower priority number.
//
// The zero Umbrella is not valid.
type Umbrella struct {
	// Over names the contracts, of a lower priority number than the umbrella's; at least one.
	Over []string `json:"over"`
	// Layers form the tower, in any order; at least one and at most 100,000.
	Layers []Layer `json:"layers"`
	Clauses
}

// Kind returns "umbrella".
func (Umbrella) Kind() string { return "umbrella" }

// Validate reports every broken term.
func (u Umbrella) Validate() error {
	var errs []error
	if len(u.Over) == 0 {
		errs = append(errs, cede.Invalid("over", "", "must not be empty"))
	}
	return errors.Join(append(errs, contractsOnce("over", u.Over), validate(u.Layers, &u.Clauses, engine.PerEvent))...)
}

// Canonical returns u with every empty reading spelled out.
func (u Umbrella) Canonical() treaty.Terms {
	return Umbrella{u.Over, layers(u.Layers).canonical(engine.PerEvent), u.canonical(engine.PerEvent)}
}

// Lower adds u to a plan. It is for this module only.
func (u Umbrella) Lower(b *engine.Builder) error {
	b.Clauses.Over = u.Over
	return lower(b, u.Layers, &u.Clauses, engine.PerEvent)
}
