package strictjson_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

type counter struct{ n int }

func (c *counter) IsZero() bool { return c.n < 3 }

func (c *counter) MarshalText() ([]byte, error) { return []byte(strings.Repeat("I", c.n)), nil }

func (c *counter) UnmarshalText(text []byte) error { c.n = len(text); return nil }

type counted struct {
	Count counter `json:"count,omitzero"`
}

type wild string

func (w wild) MarshalStrict() ([]byte, error) { return []byte(w), nil }

type failing struct{}

var errFailing = errors.New("cannot be written")

func (failing) MarshalStrict() ([]byte, error) { return nil, errFailing }

type brokenText struct{}

func (brokenText) MarshalText() ([]byte, error) { return []byte("\xff"), nil }

func TestMarshal(t *testing.T) {
	zero := decimal.New(0, -2)
	var none []int
	for _, tt := range []struct {
		name string
		give any
		want string
	}{
		{"text", "a<b>&\"\\/\u2028\x7f再", `"a<b>&\"\\/` + "\u2028\x7f再" + `"`},
		{"control characters", "\x00\b\f\n\r\t\x1f", `"\u0000\b\f\n\r\t\u001f"`},
		{"boolean", true, `true`},
		{"integer", int32(-5), `-5`},
		{"decimal", dec("1e3"), `"1000"`},
		{"decimal zero", zero, `"0"`},
		{"pointer", &zero, `"0"`},
		{"nil slice", none, `[]`},
		{"nil map", map[string]int(nil), `{}`},
		{"keys in order", map[kind]int{"b": 1, "a": 2, "": 3, "é": 4}, `{"":3,"a":2,"b":1,"é":4}`},
		{"date", cede.Date{}, `""`},
		{"interfaces", []any{1, "a", dec("0.10"), []int{2}}, `[1,"a","0.1",[2]]`},
		{"fields in order, zeros left out", section{}, `{}`},
		{"a decimal of zero is zero", limits{Excess: zero}, `{"limit":"0"}`},
		{"a pointer to zero is not", limits{Annual: &zero}, `{"limit":"0","annual":"0"}`},
		{"empty slice and map are zero", section{Months: []int{}, Names: map[string]string{}}, `{}`},
		{"a struct of zeros is zero", section{Terms: limits{Limit: zero, note: "x", Hidden: "y"}}, `{}`},
		{"a struct with a value is not", section{Terms: limits{Excess: dec("1")}}, `{"terms":{"limit":"0","excess":"1"}}`},
		{"IsZero decides", counted{counter{2}}, `{}`},
		{"IsZero decides otherwise", counted{counter{3}}, `{"count":"III"}`},
		{"methods of pointers", []counter{{1}}, `["I"]`},
		{"by hand", []wild{` [ 1 , { "a" : "b c" } ] `}, `[[1,{"a":"b c"}]]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := strictjson.Marshal(tt.give)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestMarshal_refuses(t *testing.T) {
	type holder struct {
		List []any `json:"list"`
	}
	type pointed struct {
		Next *int `json:"next"`
	}
	self := []any{nil, nil}
	self[0], self[1] = self, self
	var circular any
	circular = &circular
	ring := &section{}
	ring.Next = ring
	for _, tt := range []struct {
		name string
		give any
		want string
	}{
		{"nil", nil, `must not be nil`},
		{"nil in a list", holder{[]any{1, nil}}, `list[1]: must not be nil`},
		{"nil pointer", (*int)(nil), `must not be nil`},
		{"nil pointer without omitzero", pointed{}, `next: must not be nil`},
		{"float", holder{[]any{1.5}}, `list[0]: must not be of Go type float64`},
		{"function", func() {}, `must not be of Go type func()`},
		{"channel", make(chan int), `must not be of Go type chan int`},
		{"array", [2]int{}, `must not be of Go type [2]int`},
		{"map with other keys", map[int]int{}, `must not be of Go type map[int]int`},
		{"unsigned", uint(1), `must not be of Go type uint`},
		{"invalid UTF-8", section{ID: "a\xff"}, `id: must be valid UTF-8 (got a\xff)`},
		{"invalid UTF-8 in a key", map[string]int{"\xff": 1}, `["\xff"]: must be valid UTF-8 (got \xff)`},
		{"invalid UTF-8 from a method", brokenText{}, `must be valid UTF-8 (got \xff)`},
		{"decimal out of bounds", limits{Limit: decimal.New(1, 1_000_000_000)}, `limit: has too many digits (got 1E1000000000)`},
		{"error of a method", holder{[]any{failing{}}}, `list[0]: cannot be written`},
		{"error of a text", map[string]speed{"a b": 9}, `["a b"]: must be slow or fast`},
		{"bad JSON by hand", []wild{`{"a":nan}`}, `[0].a: must be a JSON value, at offset 5 (got nan)`},
		{"deep JSON by hand", []wild{wild(strings.Repeat("[", 64) + strings.Repeat("]", 64))}, strings.Repeat("[0]", 64) + `: must not be nested deeper than 63 levels, at offset 63`},
		{"slice within itself", self, strings.Repeat("[0]", 64) + `: must not be nested deeper than 64 levels`},
		{"pointer to itself", circular, `must not be a chain of pointers`},
		{"struct within itself", ring, "next" + strings.Repeat(".next", 63) + `: must not be nested deeper than 64 levels`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := strictjson.Marshal(tt.give)
			wantError(t, err, tt.want)
			if got != nil {
				t.Errorf("got %s beside the error", got)
			}
		})
	}
	if _, err := strictjson.Marshal([]failing{{}}); !errors.Is(err, errFailing) {
		t.Errorf("%v is not the error of the method", err)
	}
}

func TestMarshal_ignoresPackageVariables(t *testing.T) {
	trim, quotes, notation := decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes, decimal.UseScientificNotation
	t.Cleanup(func() {
		decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes, decimal.UseScientificNotation = trim, quotes, notation
	})
	decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes, decimal.UseScientificNotation = false, true, true
	got, err := strictjson.Marshal([]decimal.Decimal{dec("1.50"), dec("1e3")})
	if want := `["1.5","1000"]`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
}

func TestIndent(t *testing.T) {
	got := string(strictjson.Indent([]byte(`{"a":[1,{}],"b":"<"}`)))
	if want := "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": \"<\"\n}"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := string(strictjson.Indent([]byte(`{"a"`))); got != `{"a"` {
		t.Errorf("got %s, want it unchanged", got)
	}
}
