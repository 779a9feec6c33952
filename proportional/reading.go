package proportional

import (
	"slices"
	"strings"

	"github.com/cedego/cede"
)

// Overspill says what happens to the part of a unit above all capacity.
type Overspill string

const (
	// OverspillCedent leaves it with the cedent and reports it with its premium. It is the default.
	OverspillCedent Overspill = "cedent"
	// OverspillError makes it an error of applying the program.
	OverspillError Overspill = "error"
)

// ExGratia says whether payments without liability are covered.
type ExGratia string

const (
	// ExGratiaCovered covers them like any loss: the reinsurers follow. It is the default.
	ExGratiaCovered ExGratia = "covered"
	// ExGratiaExcluded leaves them with the cedent.
	ExGratiaExcluded ExGratia = "excluded"
)

// oneOf reports a reading that is stated and none of those known.
func oneOf[T ~string](name string, got T, known ...T) error {
	if got == "" || slices.Contains(known, got) {
		return nil
	}
	return cede.Invalid(name, string(got), "must be one of "+list(known))
}

func list[T ~string](known []T) string {
	texts := make([]string, len(known))
	for i, k := range known {
		texts[i] = string(k)
	}
	return strings.Join(texts, ", ")
}

// or returns the reading, or its default if it is empty.
func or[T ~string](got, byDefault T) T {
	if got == "" {
		return byDefault
	}
	return got
}
