package strictjson_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// The documents of the tests: a small treaty with every kind of field.

type kind string

type limits struct {
	_ [0]func()

	Limit  decimal.Decimal  `json:"limit"`
	Excess decimal.Decimal  `json:"excess,omitzero"`
	Annual *decimal.Decimal `json:"annual,omitzero"`
	note   string
	Cache  map[string]int
	Hidden string `json:"-"`
}

type section struct {
	ID     string            `json:"id,omitzero"`
	Kind   kind              `json:"kind,omitzero"`
	Terms  limits            `json:"terms,omitzero"`
	Count  int               `json:"count,omitzero"`
	Small  int32             `json:"small,omitzero"`
	Large  int64             `json:"large,omitzero"`
	Open   bool              `json:"open,omitzero"`
	Months []int             `json:"months,omitzero"`
	Names  map[string]string `json:"names,omitzero"`
	Parts  []section         `json:"parts,omitzero"`
	Next   *section          `json:"next,omitzero"`
	Since  cede.Date         `json:"since,omitzero"`
	Until  *cede.Date        `json:"until,omitzero"`
	Later  strictjson.Raw    `json:"later,omitzero"`
	Shape  shape             `json:"shape,omitzero"`
	Speed  speed             `json:"speed,omitzero"`
}

type program struct {
	Contracts []section                  `json:"contracts,omitzero"`
	Rates     map[kind]decimal.Decimal   `json:"rates,omitzero"`
	Tables    map[string]map[string]bool `json:"tables,omitzero"`
}

// A shape decodes itself: {"circle":{"radius":"1"}} or {"square":{"side":"1"}}.
type shape struct{ form any }

type circle struct {
	Radius decimal.Decimal `json:"radius"`
}

type square struct {
	Side int `json:"side"`
}

func (s *shape) UnmarshalStrict(raw *strictjson.Raw) error {
	var forms map[string]strictjson.Raw
	if err := raw.Unmarshal(&forms); err != nil {
		return err
	}
	for name, form := range forms {
		switch name {
		case "circle":
			var c circle
			s.form = &c
			return cede.In(name, form.Unmarshal(&c))
		case "square":
			var q square
			s.form = &q
			return cede.In(name, form.Unmarshal(&q))
		}
	}
	return cede.Invalid("", "", "must be a circle or a square")
}

func (s shape) MarshalStrict() ([]byte, error) {
	switch form := s.form.(type) {
	case *circle:
		return strictjson.Marshal(map[string]*circle{"circle": form})
	case *square:
		return strictjson.Marshal(map[string]*square{"square": form})
	}
	return nil, errors.New("a shape without a form")
}

// A speed is text whose error is not one of ours.
type speed int

var errSpeed = errors.New("must be slow or fast")

func (s *speed) UnmarshalText(text []byte) error {
	switch string(text) {
	case "slow":
		*s = 1
	case "fast":
		*s = 2
	default:
		return errSpeed
	}
	return nil
}

func (s speed) MarshalText() ([]byte, error) {
	switch s {
	case 1:
		return []byte("slow"), nil
	case 2:
		return []byte("fast"), nil
	}
	return nil, errSpeed
}

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want {
		t.Errorf("error\n got: %s\nwant: %s", got, want)
	}
}

// wantInvalid demands that every part of err is one of ours, with its offset.
func wantInvalid(t *testing.T, err error) {
	t.Helper()
	parts := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		parts = joined.Unwrap()
	}
	for _, part := range parts {
		var invalid *cede.InvalidError
		switch {
		case !errors.As(part, &invalid):
			t.Errorf("%v is a %T", part, part)
		case !strings.Contains(invalid.Reason, ", at offset ") && !strings.HasPrefix(invalid.Reason, "has more problems"):
			t.Errorf("%v states no offset", part)
		}
	}
}
