package xol

import (
	"slices"
	"strings"

	"github.com/cedego/cede"
)

// oneOf reports a reading that is stated and none of those known.
func oneOf[T ~string](name string, got T, known ...T) error {
	if got == "" || slices.Contains(known, got) {
		return nil
	}
	texts := make([]string, len(known))
	for i, k := range known {
		texts[i] = string(k)
	}
	return cede.Invalid(name, string(got), "must be one of "+strings.Join(texts, ", "))
}

// stated is [oneOf] for a reading without default.
func stated[T ~string](name string, got T, known ...T) error {
	if got == "" {
		return cede.Invalid(name, "", "must not be empty")
	}
	return oneOf(name, got, known...)
}

// unstated reports a reading that is stated where it means nothing.
func unstated[T ~string](name string, got T, reason string) error {
	if got == "" {
		return nil
	}
	return cede.Invalid(name, string(got), reason)
}

// or returns the reading, or its default if it is empty.
func or[T ~string](got, byDefault T) T {
	if got == "" {
		return byDefault
	}
	return got
}
