package xol

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/treaty"
)

// A PerRisk (险位超赔) is a cover per unit of risk: an occurrence is what one unit loses
// in one event, added up. Its layers are parallel: each applies to the same subject.
//
// The zero PerRisk is not valid.
type PerRisk struct {
	// Layers form the tower, in any order; at least one and at most 100,000.
	Layers []Layer `json:"layers"`
	Clauses
}

// Kind returns "per-risk".
func (PerRisk) Kind() string { return "per-risk" }

// Validate reports every broken term.
func (c PerRisk) Validate() error { return validate(c.Layers, &c.Clauses, engine.PerUnit) }

// Canonical returns c with every empty reading spelled out.
func (c PerRisk) Canonical() treaty.Terms {
	return PerRisk{layers(c.Layers).canonical(engine.PerUnit), c.canonical(engine.PerUnit)}
}

// Lower adds c to a plan. It is for this module only.
func (c PerRisk) Lower(b *engine.Builder) error {
	return lower(b, c.Layers, &c.Clauses, engine.PerUnit)
}

// A PerEvent (事故超赔) is a cover per event: an occurrence is what all units in scope
// lose in one event. Its layers are parallel: each applies to the same subject.
//
// The zero PerEvent is not valid.
type PerEvent struct {
	// Layers form the tower, in any order; at least one and at most 100,000.
	Layers []Layer `json:"layers"`
	Clauses
}

// Kind returns "per-event".
func (PerEvent) Kind() string { return "per-event" }

// Validate reports every broken term.
func (c PerEvent) Validate() error { return validate(c.Layers, &c.Clauses, engine.PerEvent) }

// Canonical returns c with every empty reading spelled out.
func (c PerEvent) Canonical() treaty.Terms {
	return PerEvent{layers(c.Layers).canonical(engine.PerEvent), c.canonical(engine.PerEvent)}
}

// Lower adds c to a plan. It is for this module only.
func (c PerEvent) Lower(b *engine.Builder) error {
	return lower(b, c.Layers, &c.Clauses, engine.PerEvent)
}

func validate(list layers, c *Clauses, grain engine.Grain) error {
	var years []error // of layers whose terms do not go with years
	for i := range list {
		l := &list[i]
		if r := l.Reinstatements; r != nil && or(r.Time, AsToAmount) != AsToAmount && c.Annual == AnnualYear {
			years = append(years, cede.At("layers", i, cede.Invalid("reinstatements.time", string(r.Time), "must be amount where annual terms begin anew with every year")))
		}
	}
	return errors.Join(list.validate(grain), errors.Join(years...), c.validate(grain), c.Index.validateLayers(list))
}

func lower(b *engine.Builder, list layers, c *Clauses, grain engine.Grain) error {
	return errors.Join(list.lower(b, grain), c.lower(b, grain))
}
