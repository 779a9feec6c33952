package cede_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cedego/cede"
)

func TestInvalidError_Error(t *testing.T) {
	for _, tt := range []struct {
		give cede.InvalidError
		want string
	}{
		{cede.InvalidError{Path: "limit", Value: "-5", Reason: "must be positive"}, "limit: must be positive (got -5)"},
		{cede.InvalidError{Path: "limit", Reason: "must not be empty"}, "limit: must not be empty"},
		{cede.InvalidError{Value: "-5", Reason: "must be positive"}, "must be positive (got -5)"},
		{cede.InvalidError{Reason: "must not be empty"}, "must not be empty"},
	} {
		if got := tt.give.Error(); got != tt.want {
			t.Errorf("Error is %q, want %q", got, tt.want)
		}
	}
}

func TestIn_paths(t *testing.T) {
	leaf := cede.Invalid("limit", "-5", "must be positive")
	whole := cede.Invalid("", "x", "must be a number")
	for _, tt := range []struct {
		name string
		give error
		want string
	}{
		{"field", cede.In("terms", leaf), "terms.limit: must be positive (got -5)"},
		{"element", cede.At("layers", 2, leaf), "layers[2].limit: must be positive (got -5)"},
		{"whole value", cede.In("terms", whole), "terms: must be a number (got x)"},
		{"whole element", cede.At("shares", 0, whole), "shares[0]: must be a number (got x)"},
		{"element of an element", cede.At("rows", 1, cede.At("", 3, whole)), "rows[1][3]: must be a number (got x)"},
		{"index binds to its name", cede.In("rows", cede.At("", 3, leaf)), "rows[3].limit: must be positive (got -5)"},
		{"no name", cede.In("", leaf), "limit: must be positive (got -5)"},
		{"no name at all", cede.In("", whole), "must be a number (got x)"},
		{"deep", cede.At("contracts", 0, cede.At("sections", 0, cede.In("terms", leaf))), "contracts[0].sections[0].terms.limit: must be positive (got -5)"},
		{"foreign", cede.In("terms", io.EOF), "terms: EOF"},
		{"foreign, deep", cede.At("contracts", 1, cede.In("terms", io.EOF)), "contracts[1].terms: EOF"},
		{"foreign element", cede.In("rows", cede.At("", 1, io.EOF)), "rows[1]: EOF"},
	} {
		if got := tt.give.Error(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestIn_nil(t *testing.T) {
	if err := cede.In("terms", nil); err != nil {
		t.Errorf("In of nil is %v", err)
	}
	if err := cede.At("layers", 0, nil); err != nil {
		t.Errorf("At of nil is %v", err)
	}
	if err := cede.In("terms", errors.Join(nil, nil)); err != nil {
		t.Errorf("In of nothing joined is %v", err)
	}
}

// Joined errors, however deep, are placed one by one and in order.
func TestIn_joined(t *testing.T) {
	layer := errors.Join(
		cede.Invalid("limit", "-5", "must be positive"),
		errors.Join(cede.Invalid("share", "2", "must be in (0, 1]"), io.EOF),
	)
	got := cede.In("program", errors.Join(cede.At("layers", 1, layer), cede.Invalid("", "", "must not be empty")))
	want := strings.Join([]string{
		"program.layers[1].limit: must be positive (got -5)",
		"program.layers[1].share: must be in (0, 1] (got 2)",
		"program.layers[1]: EOF",
		"program: must not be empty",
	}, "\n")
	if got.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", got, want)
	}
	if !errors.Is(got, io.EOF) {
		t.Error("the foreign error is not found")
	}
	invalid, ok := errors.AsType[*cede.InvalidError](got)
	if !ok || *invalid != (cede.InvalidError{Path: "program.layers[1].limit", Value: "-5", Reason: "must be positive"}) {
		t.Errorf("the first part is %+v", invalid)
	}
}

type custom struct{ code int }

func (c *custom) Error() string { return fmt.Sprint("code ", c.code) }

// A foreign error keeps its identity and its type through any number of places.
func TestIn_foreign(t *testing.T) {
	sentinel := errors.New("overflow")
	for _, err := range []error{
		cede.In("a", sentinel),
		cede.At("a", 0, cede.In("b", sentinel)),
		cede.In("a", fmt.Errorf("while summing: %w", sentinel)),
		cede.In("a", errors.Join(io.EOF, cede.In("b", sentinel))),
		cede.In("a", fmt.Errorf("both %w and %w", io.EOF, sentinel)),
	} {
		if !errors.Is(err, sentinel) {
			t.Errorf("%v is not the sentinel", err)
		}
		if errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%v is another error", err)
		}
	}
	found, ok := errors.AsType[*custom](cede.At("a", 1, cede.In("b", &custom{7})))
	if !ok || found.code != 7 {
		t.Errorf("the custom error is %v", found)
	}
}

// In does not change the error it is given, which may be placed twice.
func TestIn_leavesItsArgument(t *testing.T) {
	leaf := cede.Invalid("limit", "-5", "must be positive")
	for range 2 {
		if got := cede.In("a", leaf).Error(); got != "a.limit: must be positive (got -5)" {
			t.Errorf("got %s", got)
		}
	}
	if got := leaf.Error(); got != "limit: must be positive (got -5)" {
		t.Errorf("the argument has become %s", got)
	}
}

func TestInvalid_shortens(t *testing.T) {
	for _, tt := range []struct{ name, give, want string }{
		{"at the limit", strings.Repeat("9", 64), strings.Repeat("9", 64)},
		{"above the limit", strings.Repeat("9", 65), strings.Repeat("9", 61) + "..."},
		{"two bytes, cut between", "x" + strings.Repeat("é", 40), "x" + strings.Repeat("é", 30) + "..."},
		{"two bytes, cut within", strings.Repeat("é", 40), strings.Repeat("é", 30) + "..."},
		{"three bytes, cut within", strings.Repeat("再", 30), strings.Repeat("再", 20) + "..."},
		{"three bytes, one before", "x" + strings.Repeat("再", 30), "x" + strings.Repeat("再", 20) + "..."},
		{"three bytes, two before", "xy" + strings.Repeat("再", 30), "xy" + strings.Repeat("再", 19) + "..."},
		{"four bytes, cut within", strings.Repeat("😀", 20), strings.Repeat("😀", 15) + "..."},
		{"no text at all", strings.Repeat("\x80", 100), "..."},
		{"very long", strings.Repeat("9", 10_000_000), strings.Repeat("9", 61) + "..."},
	} {
		invalid, ok := errors.AsType[*cede.InvalidError](cede.Invalid("limit", tt.give, "has too many digits"))
		if !ok || invalid.Value != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, invalid.Value, tt.want)
			continue
		}
		if !utf8.ValidString(invalid.Value) && utf8.ValidString(tt.give) {
			t.Errorf("%s: %q is cut within a character", tt.name, invalid.Value)
		}
	}
}
