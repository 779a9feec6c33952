package cross2

import (
	"maps"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// An Edition is the figures that hold on one reporting date. It is immutable and safe for concurrent
// use. The zero Edition has no figure.
type Edition struct {
	date cede.Date
	held map[string]held
	gone map[string]string // why a key has no value: it begins later, or was withdrawn
}

// A held is an entry with the version that holds.
type held struct {
	entry   *entry
	version *version
}

func (b *Rulebook) edition(day cede.Date) *Edition {
	e := &Edition{date: day, held: make(map[string]held, len(b.entries)), gone: map[string]string{}}
	for i := range b.entries {
		entry := &b.entries[i]
		last := -1
		for i := range entry.Versions {
			if !day.Before(entry.Versions[i].From) {
				last = i
			}
		}
		switch {
		case last < 0:
			first := entry.Versions[0]
			e.gone[entry.Key] = "must not be asked for before " + first.From.String() + " (" + entry.citation(first).String() + ")"
		case entry.Versions[last].Withdrawn:
			v := entry.Versions[last]
			e.gone[entry.Key] = "must not be asked for from " + v.From.String() + " (" + entry.citation(v).String() + ")"
		default:
			e.held[entry.Key] = held{entry, &entry.Versions[last]}
		}
	}
	return e
}

// ordered checks that every threshold is above the one it must be above. If whole, that one must be there.
func (e *Edition) ordered(whole bool) error {
	var above []string
	for key, h := range e.held {
		if h.entry.Above != "" {
			above = append(above, key)
		}
	}
	slices.Sort(above)
	for _, key := range above {
		h := e.held[key]
		other, ok := e.held[h.entry.Above]
		switch {
		case ok && other.entry.Kind != kindThreshold, !ok && whole:
			return cede.In(key, cede.Invalid("above", h.entry.Above, "must be the key of a threshold"))
		case ok && h.version.Value.Cmp(*other.version.Value) <= 0:
			return cede.Invalid(key, bound.Text(*h.version.Value), "must be above "+h.entry.Above+", "+bound.Text(*other.version.Value))
		}
	}
	return nil
}

// Date returns the reporting date.
func (e *Edition) Date() cede.Date { return e.date }

// Keys returns the keys of all figures that hold, sorted.
func (e *Edition) Keys() []string { return slices.Sorted(maps.Keys(e.held)) }

// Has reports whether a figure of that key holds on the reporting date.
func (e *Edition) Has(key string) bool {
	_, ok := e.held[key]
	return ok
}

// With returns the edition in which the figures of a user's rulebook, as of the same date, stand in the place of
// those of the same key, and new keys beside them. A figure that replaces another must be of the same kind and units, a
// matrix of the same order, and a threshold above the same other one. The test of a threshold may be another: so a user takes the
// other side of a figure that meets it exactly (see ExampleEdition_With_boundary).
func (e *Edition) With(overrides *Rulebook) (*Edition, error) {
	if overrides == nil {
		return nil, cede.Invalid("", "", "must be a rulebook")
	}
	merged := &Edition{date: e.date, held: maps.Clone(e.held), gone: maps.Clone(e.gone)}
	own := overrides.edition(e.date)
	for _, key := range own.Keys() {
		h := own.held[key]
		if old, ok := e.held[key]; ok {
			if err := old.entry.replaceable(h.entry); err != nil {
				return nil, cede.In(key, err)
			}
		}
		merged.held[key] = h
		delete(merged.gone, key)
	}
	for key, reason := range own.gone {
		begun := slices.ContainsFunc(overrides.entries, func(x entry) bool { return x.Key == key && !e.date.Before(x.Versions[0].From) })
		if begun { // withdrawn by the user
			delete(merged.held, key)
			merged.gone[key] = reason
		}
	}
	if err := merged.ordered(true); err != nil {
		return nil, err
	}
	return merged, nil
}

// replaceable refuses a replacement of another shape.
func (e *entry) replaceable(by *entry) error {
	switch {
	case by.Kind != e.Kind:
		return cede.Invalid("kind", string(by.Kind), "must be "+string(e.Kind)+", as in the edition")
	case by.Unit != e.Unit:
		return cede.Invalid("unit", string(by.Unit), "must be "+string(e.Unit)+", as in the edition")
	case by.Of != e.Of:
		return cede.Invalid("of", string(by.Of), "must be "+string(e.Of)+", as in the edition")
	case e.Above != "" && by.Above != e.Above:
		return cede.Invalid("above", by.Above, "must be "+e.Above+", as in the edition")
	case !slices.Equal(by.Order, e.Order):
		return cede.Invalid("order", "", "must be the order of the edition")
	}
	return nil
}

// get returns the entry of a key, if it holds and is of the kind.
func (e *Edition) get(key string, want kind) (held, figure, error) {
	h, ok := e.held[key]
	switch {
	case ok && h.entry.Kind != want:
		return held{}, figure{}, cede.Invalid(key, "", "must be the key of a "+string(want)+", and is that of a "+string(h.entry.Kind))
	case !ok && e.gone[key] != "":
		return held{}, figure{}, cede.Invalid(key, e.date.String(), e.gone[key])
	case !ok:
		return held{}, figure{}, cede.Invalid("", key, "must be a key of the edition")
	}
	return h, figure{
		key:      key,
		english:  h.entry.English,
		chinese:  h.entry.Chinese,
		unit:     h.entry.Unit,
		citation: h.entry.citation(*h.version),
	}, nil
}

// Factor returns the number of that key. A key that is unknown, of another kind, or that does not hold on the
// reporting date is an error that says which.
func (e *Edition) Factor(key string) (Factor, error) {
	h, f, err := e.get(key, kindFactor)
	if err != nil {
		return Factor{}, err
	}
	return Factor{figure: f, value: *h.version.Value}, nil
}

// Threshold returns the threshold of that key; errors are those of [Edition.Factor].
func (e *Edition) Threshold(key string) (Threshold, error) {
	h, f, err := e.get(key, kindThreshold)
	if err != nil {
		return Threshold{}, err
	}
	return Threshold{figure: f, test: h.entry.Test, value: *h.version.Value}, nil
}

// Brackets returns the table of that key; errors are those of [Edition.Factor].
func (e *Edition) Brackets(key string) (Brackets, error) {
	h, f, err := e.get(key, kindBracket)
	if err != nil {
		return Brackets{}, err
	}
	return Brackets{figure: f, of: h.entry.Of, bands: h.version.Rows}, nil
}

// Matrix returns the correlation matrix of that key; errors are those of [Edition.Factor].
func (e *Edition) Matrix(key string) (Matrix, error) {
	h, f, err := e.get(key, kindMatrix)
	if err != nil {
		return Matrix{}, err
	}
	return Matrix{figure: f, order: h.entry.Order, rows: h.version.Matrix}, nil
}
