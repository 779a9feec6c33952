package cede

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
)

// An InvalidError reports one value that cannot be used, with its place in the
// input. Functions that find several join them with [errors.Join]; use
// [errors.As] or errors.AsType to reach the parts.
//
// The zero InvalidError is not a useful error.
type InvalidError struct {
	// Path is the place of the value in JSON names, such as
	// contracts[0].sections[0].terms.limit. It is empty for the whole input.
	Path string
	// Value is the offending value as text, shortened if it is long. It is
	// empty where a value is missing.
	Value string
	// Reason is a predicate that says what would be right: "must be positive".
	Reason string
}

// Error returns "path: reason (got value)".
func (e *InvalidError) Error() string {
	var b strings.Builder
	if e.Path != "" {
		b.WriteString(e.Path)
		b.WriteString(": ")
	}
	b.WriteString(e.Reason)
	if e.Value != "" {
		b.WriteString(" (got ")
		b.WriteString(e.Value)
		b.WriteString(")")
	}
	return b.String()
}

// maxValue is the longest value an error repeats; a hostile literal of a
// million digits must not travel through logs.
const maxValue = 64

// Invalid returns an [InvalidError] for the field called name, which may be
// empty if the value is the whole input. A long value is shortened.
func Invalid(name, value, reason string) error {
	if len(value) > maxValue {
		cut := maxValue - len("...")
		for cut > 0 && value[cut]&0xC0 == 0x80 { // not inside a UTF-8 sequence
			cut--
		}
		value = value[:cut] + "..."
	}
	return &InvalidError{Path: name, Value: value, Reason: reason}
}

// In returns err placed under the field called name: the path of every
// [InvalidError] in err, joined ones included, begins with name. An error of
// another type keeps its identity for [errors.Is] and [errors.As] and gains the path
// in its text. In of a nil error is nil.
func In(name string, err error) error {
	if err == nil {
		return nil
	}
	if parts, ok := joined(err); ok {
		placed := make([]error, len(parts))
		for i, part := range parts {
			placed[i] = In(name, part)
		}
		return errors.Join(placed...)
	}
	switch e := err.(type) { //nolint:errorlint // an error that only wraps one of ours already carries its own text
	case *InvalidError:
		return &InvalidError{Path: under(name, e.Path), Value: e.Value, Reason: e.Reason}
	case *placedError:
		return &placedError{path: under(name, e.path), err: e.err}
	}
	return &placedError{path: name, err: err}
}

// At is [In] for element i of the list called name: the path begins with name[i].
func At(name string, i int, err error) error {
	if err == nil {
		return nil
	}
	return In(name+"["+strconv.Itoa(i)+"]", err)
}

// joined returns the parts of an error made by [errors.Join], which has no text
// of its own.
func joined(err error) ([]error, bool) {
	e, ok := err.(interface{ Unwrap() []error })
	if !ok || reflect.TypeOf(err) != reflect.TypeOf(errors.Join(err)) {
		return nil, false
	}
	return e.Unwrap(), true
}

// under joins two path elements; an index binds to the name before it.
func under(name, path string) string {
	switch {
	case path == "":
		return name
	case name == "" || path[0] == '[':
		return name + path
	}
	return name + "." + path
}

// A placedError is an error of another package with its place in the input.
type placedError struct {
	path string
	err  error
}

func (e *placedError) Error() string { return e.path + ": " + e.err.Error() }
func (e *placedError) Unwrap() error { return e.err }
