package strictjson_test

import (
	"reflect"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/strictjson"
)

type figure interface{ Kind() string }

type disc struct {
	Radius decimal.Decimal `json:"radius"`
}

func (disc) Kind() string { return "disc" }

type bar struct {
	Length int `json:"length"`
	Width  int `json:"width,omitzero"`
}

func (bar) Kind() string { return "bar" }

// odd has no kind that can be written.
type odd struct{}

func (odd) Kind() string { return "\xff" }

type drawing struct {
	ID   string `json:"id,omitzero"`
	Form figure `json:"form"`
	Note string `json:"note,omitzero"`
}

type drawings struct {
	List  []drawing `json:"list,omitzero"`
	Cover cover     `json:"cover,omitzero"`
}

type cover struct {
	Art figure `json:"art,omitzero"`
}

var figures = strictjson.Decoder{Kinds: map[reflect.Type]map[string]func(strictjson.Raw) (any, error){reflect.TypeFor[figure](): {
	"disc":   func(raw strictjson.Raw) (any, error) { var d disc; return readInto(raw, &d) },
	"bar":    func(raw strictjson.Raw) (any, error) { var b bar; return readInto(raw, &b) },
	"number": func(raw strictjson.Raw) (any, error) { var n int; return readInto(raw, &n) },
	"nil":    func(strictjson.Raw) (any, error) { return nil, nil },
}}}

func readInto[T any](raw strictjson.Raw, v *T) (any, error) {
	err := raw.Unmarshal(v)
	return *v, err
}

func TestKind(t *testing.T) {
	const document = `{"list":[{"form":{"radius":"2"},"kind":"disc","note":"n"},{"id":"b","kind":"bar","form":{"length":3}}],"cover":{"kind":"bar","art":{"length":1}}}`
	var got drawings
	if err := figures.Unmarshal([]byte(document), &got); err != nil {
		t.Fatal(err)
	}
	if got.List[1].Form != figure(bar{Length: 3}) {
		t.Errorf("got %#v", got.List[1].Form)
	}
	text, err := strictjson.Marshal(got)
	const want = `{"list":[{"kind":"disc","form":{"radius":"2"},"note":"n"},{"id":"b","kind":"bar","form":{"length":3}}],"cover":{"kind":"bar","art":{"length":1}}}`
	if err != nil || string(text) != want {
		t.Errorf("written again:\n got %s, %v\nwant %s", text, err, want)
	}
}

func TestKind_refuses(t *testing.T) {
	for _, tt := range []struct{ name, give, want string }{
		{"unknown kind", `{"list":[{"kind":"ball","form":{}}]}`, `list[0].kind: must be one of bar, disc, nil, number, at offset 17 (got ball)`},
		{"kind in capitals", `{"list":[{"kind":"Disc","form":{}}]}`, `list[0].kind: must be one of bar, disc, nil, number, at offset 17 (got Disc)`},
		{"no kind", `{"list":[{"form":{}}]}`, `list[0].kind: must not be missing, at offset 9`},
		{"no form", `{"list":[{"kind":"disc"}]}`, `list[0].form: must not be missing, at offset 9`},
		{"neither", `{"list":[{}]}`, "list[0].form: must not be missing, at offset 9\nlist[0].kind: must not be missing, at offset 9"},
		{"number for a kind", `{"list":[{"kind":1,"form":{}}]}`, `list[0].kind: must be a string, at offset 17 (got 1)`},
		{"null for a kind", `{"list":[{"kind":null,"form":{}}]}`, `list[0].kind: must be a string, at offset 17 (got null)`},
		{"null for a form", `{"list":[{"kind":"disc","form":null}]}`, `list[0].form: must not be null, at offset 31 (got null)`},
		{"misspelled kind", `{"list":[{"Kind":"disc","form":{}}]}`, `list[0].Kind: must be spelled kind, at offset 10`},
		{"misspelled form", `{"list":[{"kind":"disc","Form":{}}]}`, `list[0].Form: must be spelled form, at offset 24`},
		{"kind twice", `{"list":[{"kind":"disc","form":{"radius":1},"kind":"disc"}]}`, `list[0].kind: must not be given twice, at offset 44`},
		{"inside", `{"list":[{"form":{"length":"x","high":1},"kind":"bar"}]}`, "list[0].form.length: must be a whole number, at offset 27 (got \"x\")\nlist[0].form.high: is not a known field, at offset 31"},
		{"missing inside", `{"list":[{"kind":"bar","form":{}}]}`, `list[0].form.length: must not be missing, at offset 30`},
		{"optional, neither", `{"cover":{}}`, ``},
		{"optional, only a kind", `{"cover":{"kind":"bar"}}`, `cover.art: must not be missing, at offset 9`},
		{"optional, only a form", `{"cover":{"art":{}}}`, `cover.kind: must not be missing, at offset 9`},
		{"a kind of something else", `{"cover":{"kind":"number","art":1}}`, `cover.kind: must be a kind of art, at offset 17 (got number)`},
		{"a kind of nothing", `{"cover":{"kind":"nil","art":1}}`, `cover.kind: must be a kind of art, at offset 17 (got nil)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got drawings
			wantError(t, figures.Unmarshal([]byte(tt.give), &got), tt.want)
		})
	}
	wantError(t, strictjson.Unmarshal([]byte(`{"kind":"bar","form":{}}`), new(drawing)), `kind: must be one of , at offset 8 (got bar)`)
}

func TestKind_marshalRefuses(t *testing.T) {
	var none *bar
	wantMarshalError(t, drawing{}, `form: must not be nil`)
	wantMarshalError(t, drawing{Form: none}, `form: must be a value, not a pointer (got *strictjson_test.bar)`)
	wantMarshalError(t, drawing{Form: &bar{}}, `form: must be a value, not a pointer (got *strictjson_test.bar)`)
	wantMarshalError(t, drawing{Form: odd{}}, `form: must be valid UTF-8 (got \xff)`)
	if text, err := strictjson.Marshal(drawings{}); err != nil || string(text) != `{}` {
		t.Errorf("an optional form that is absent gives %s, %v", text, err)
	}
	type clash struct {
		Form figure `json:"form"`
		Kind string `json:"kind"`
	}
	wantMarshalError(t, clash{}, `must not be of Go type strictjson_test.clash, which has a field kind beside that of form`)
	type double struct {
		Form  figure `json:"form"`
		Other figure `json:"other"`
	}
	wantMarshalError(t, double{}, `must not be of Go type strictjson_test.double, which has two fields with a kind, form and other`)
}

func wantMarshalError(t *testing.T, v any, want string) {
	t.Helper()
	_, err := strictjson.Marshal(v)
	wantError(t, err, want)
}
