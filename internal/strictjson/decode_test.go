package strictjson_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

func TestUnmarshal(t *testing.T) {
	const document = ` {
		"contracts": [
			{"id": "a\u0041\n\ud83d\ude00\/", "kind": "quota share", "count": -7, "small": -2147483648, "large": 9223372036854775807,
			 "terms": {"limit": "1000000.50", "excess": 2.5e2, "annual": 0},
			 "open": true, "months": [1, 2], "names": {"": "nobody", "z": "再保险"},
			 "parts": [{"id": "p"}, {"id": "q", "open": false}], "next": {"id": "n"},
			 "since": "2026-01-01", "until": "2026-12-31", "later": [1, {"x": null}],
			 "shape": {"circle": {"radius": "1.5"}}, "speed": "fast"}
		],
		"rates": {"USD": "7.1", "EUR": 7.75},
		"tables": {"t": {"x": true}}
	}` + "\r\n"
	var got program
	if err := strictjson.Unmarshal([]byte(document), &got); err != nil {
		t.Fatal(err)
	}
	const want = `{"contracts":[{"id":"aA\n😀/","kind":"quota share",` +
		`"terms":{"limit":"1000000.5","excess":"250","annual":"0"},"count":-7,"small":-2147483648,"large":9223372036854775807,` +
		`"open":true,"months":[1,2],"names":{"":"nobody","z":"再保险"},"parts":[{"id":"p"},{"id":"q"}],"next":{"id":"n"},` +
		`"since":"2026-01-01","until":"2026-12-31","later":[1,{"x":null}],"shape":{"circle":{"radius":"1.5"}},"speed":"fast"}],` +
		`"rates":{"EUR":"7.75","USD":"7.1"},"tables":{"t":{"x":true}}}`
	text, err := strictjson.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("written again (-want +got):\n%s", diff)
	}
}

func TestUnmarshal_emptyIsNil(t *testing.T) {
	got := section{Months: []int{1}, Names: map[string]string{"a": "b"}}
	if err := strictjson.Unmarshal([]byte(`{"months": [ ], "names": { }, "parts": []}`), &got); err != nil {
		t.Fatal(err)
	}
	if got.Months != nil || got.Names != nil || got.Parts != nil {
		t.Errorf("got %#v, %#v, %#v, want nil", got.Months, got.Names, got.Parts)
	}
}

func TestUnmarshal_absentKeepsItsValue(t *testing.T) {
	got := section{ID: "default", Count: 3}
	if err := strictjson.Unmarshal([]byte(`{"count": 4}`), &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != "default" || got.Count != 4 {
		t.Errorf("got %q and %d", got.ID, got.Count)
	}
}

// Each document is refused for one thing.
func TestUnmarshal_refuses(t *testing.T) {
	million := strings.Repeat("9", 1_000_000)
	for _, tt := range []struct{ name, give, want string }{
		// The document.
		{"nothing", ``, `must not be empty, at offset 0`},
		{"only space", " \n", `must not be empty, at offset 2`},
		{"trailing data", `{} {}`, `must not be followed by more data, at offset 3 (got {)`},
		{"trailing bracket", `{}]`, `must not be followed by more data, at offset 2 (got ])`},
		{"byte-order mark", "\uFEFF{}", `must be a JSON value, at offset 0 (got \ufeff)`},
		{"comment", `{} // no`, `must not be followed by more data, at offset 3 (got //)`},
		{"form feed is no space", "\f{}", `must be a JSON value, at offset 0 (got \f)`},
		{"null", `null`, `must not be null, at offset 0 (got null)`},
		{"list for an object", `[1]`, `must be an object, at offset 0 (got [1])`},

		// Lists and objects.
		{"object ends", `{"contracts"`, `contracts: must have a colon after the name, at offset 12`},
		{"object ends after colon", `{"contracts":`, `contracts: must not end before its value, at offset 13`},
		{"object ends after value", `{"contracts":[]`, `must go on with a comma or }, at offset 15`},
		{"object without name", `{1:2}`, `must go on with a field name in quotes, at offset 1 (got 1)`},
		{"object without colon", `{"a" 1}`, `a: must have a colon after the name, at offset 5 (got 1)`},
		{"object with a trailing comma", `{"contracts":[],}`, `must go on with a field name in quotes, at offset 16 (got })`},
		{"object with a bracket", `{"contracts":[]]`, `must go on with a comma or }, at offset 15 (got ])`},
		{"list ends", `{"contracts":[`, `contracts[0]: must not end before its value, at offset 14`},
		{"list with a trailing comma", `{"contracts":[{},]}`, `contracts[1]: must be a JSON value, at offset 17 (got ])`},
		{"list without a comma", `{"contracts":[{} {}]}`, `contracts: must go on with a comma or ], at offset 17 (got {)`},
		{"wrong word", `{"contracts":[{"open":tru}]}`, `contracts[0].open: must be a JSON value, at offset 22 (got tru)`},
		{"word in capitals", `{"contracts":[{"open":True}]}`, `contracts[0].open: must be a JSON value, at offset 22 (got True)`},
		{"longer word", `{"contracts":[{"open":truex}]}`, `contracts[0]: must go on with a comma or }, at offset 26 (got x)`},
		{"single quotes", `{'contracts':[]}`, `must go on with a field name in quotes, at offset 1 (got 'contracts')`},
		{"list for a struct", `{"contracts":[[]]}`, `contracts[0]: must be an object, at offset 14 (got [])`},
		{"object for a list", `{"contracts":{}}`, `contracts: must be a list, at offset 13 (got {})`},
		{"list for a map", `{"rates":["1"]}`, `rates: must be an object, at offset 9 (got ["1"])`},
		{"null for a list", `{"contracts":null}`, `contracts: must not be null, at offset 13 (got null)`},
		{"null for a pointer", `{"contracts":[{"next":null}]}`, `contracts[0].next: must not be null, at offset 22 (got null)`},
		{"null for a raw value", `{"contracts":[{"later":null}]}`, `contracts[0].later: must not be null, at offset 23 (got null)`},
		{"null for a hook", `{"contracts":[{"shape":null}]}`, `contracts[0].shape: must not be null, at offset 23 (got null)`},
		{"null in a map", `{"rates":{"USD":null}}`, `rates.USD: must not be null, at offset 16 (got null)`},

		// Names.
		{"unknown field", `{"contracts":[{"id":"a", "idd":[1,{"x":"]"}], "count":1}]}`, `contracts[0].idd: is not a known field, at offset 25`},
		{"wrong case", `{"contracts":[{"ID":"a"}]}`, `contracts[0].ID: must be spelled id, at offset 15`},
		{"ignored field", `{"contracts":[{"terms":{"limit":1,"Cache":{}}}]}`, `contracts[0].terms.Cache: is not a known field, at offset 34`},
		{"hidden field", `{"contracts":[{"terms":{"limit":1,"-":""}}]}`, `contracts[0].terms.-: is not a known field, at offset 34`},
		{"odd name", `{"a b":1}`, `["a b"]: is not a known field, at offset 1`},
		{"empty name", `{"":1}`, `[""]: is not a known field, at offset 1`},
		{"name with a line break", `{"a\nb":1}`, `["a\nb"]: is not a known field, at offset 1`},
		{"long name", `{"` + strings.Repeat("é", 40) + `":1}`, `["` + strings.Repeat("é", 32) + `..."]: is not a known field, at offset 1`},
		{"duplicate", `{"contracts":[], "contracts":[]}`, `contracts: must not be given twice, at offset 17`},
		{"duplicate by escape", `{"contracts":[], "\u0063ontracts":[]}`, `contracts: must not be given twice, at offset 17`},
		{"duplicate in a map", `{"rates":{"\ud83d\ude00":1, "😀":2}}`, `rates["😀"]: must not be given twice, at offset 28`},
		{"duplicate in a raw value", `{"contracts":[{"later":[{"a":1,"a":2}]}]}`, `contracts[0].later[0].a: must not be given twice, at offset 31`},

		// Text.
		{"number for text", `{"contracts":[{"id":5}]}`, `contracts[0].id: must be a string, at offset 20 (got 5)`},
		{"list for text", `{"contracts":[{"kind":["a",  "b"]}]}`, `contracts[0].kind: must be a string, at offset 22 (got ["a",  "b"])`},
		{"open text", `{"contracts":[{"id":"abc}]}`, `contracts[0].id: must have a closing quote, at offset 27`},
		{"ends in an escape", `{"contracts":[{"id":"\`, `contracts[0].id: must not end in an escape, at offset 21 (got \)`},
		{"invalid UTF-8", "{\"contracts\":[{\"id\":\"a\xff\"}]}", `contracts[0].id: must be valid UTF-8, at offset 22 (got \xff)`},
		{"overlong UTF-8", "{\"contracts\":[{\"id\":\"\xc0\xaf\"}]}", `contracts[0].id: must be valid UTF-8, at offset 21 (got \xc0)`},
		{"surrogate in UTF-8", "{\"contracts\":[{\"id\":\"\xed\xa0\x80\"}]}", `contracts[0].id: must be valid UTF-8, at offset 21 (got \xed)`},
		{"invalid UTF-8 in a name", "{\"\x80\":1}", `must be valid UTF-8, at offset 2 (got \x80)`},
		{"lone high surrogate", `{"contracts":[{"id":"\ud83dx"}]}`, `contracts[0].id: must not contain half a surrogate pair, at offset 21 (got \ud83d)`},
		{"two high surrogates", `{"contracts":[{"id":"\ud83d\ud83d"}]}`, `contracts[0].id: must not contain half a surrogate pair, at offset 21 (got \ud83d)`},
		{"lone low surrogate", `{"contracts":[{"id":"\uDE00"}]}`, `contracts[0].id: must not contain half a surrogate pair, at offset 21 (got \uDE00)`},
		{"lone surrogate in a name", `{"\ud83d":1}`, `must not contain half a surrogate pair, at offset 2 (got \ud83d)`},
		{"control character", "{\"contracts\":[{\"id\":\"a\nb\"}]}", `contracts[0].id: must not contain a bare control character, at offset 22 (got \n)`},
		{"tab", "{\"contracts\":[{\"id\":\"\t\"}]}", `contracts[0].id: must not contain a bare control character, at offset 21 (got \t)`},
		{"unknown escape", `{"contracts":[{"id":"\x41"}]}`, `contracts[0].id: must not contain an unknown escape, at offset 21 (got \x)`},
		{"short escape", `{"contracts":[{"id":"\u12"}]}`, `contracts[0].id: must have four hexadecimal digits after \u, at offset 21 (got \u12"})`},

		// Numbers.
		{"leading zero", `{"contracts":[{"count":01}]}`, `contracts[0].count: must be a number as JSON writes it, at offset 23 (got 01)`},
		{"plus", `{"contracts":[{"count":+1}]}`, `contracts[0].count: must be a JSON value, at offset 23 (got +1)`},
		{"no digits before the point", `{"contracts":[{"count":.5}]}`, `contracts[0].count: must be a JSON value, at offset 23 (got .5)`},
		{"no digits after the point", `{"contracts":[{"count":5.}]}`, `contracts[0].count: must be a number as JSON writes it, at offset 23 (got 5.)`},
		{"no exponent", `{"contracts":[{"count":5e}]}`, `contracts[0].count: must be a number as JSON writes it, at offset 23 (got 5e)`},
		{"only a minus", `{"contracts":[{"count":-}]}`, `contracts[0].count: must be a number as JSON writes it, at offset 23 (got -)`},
		{"hexadecimal", `{"contracts":[{"count":0x1F}]}`, `contracts[0].count: must be a number as JSON writes it, at offset 23 (got 0x1F)`},
		{"grouped", `{"contracts":[{"count":1_000}]}`, `contracts[0].count: must be a number as JSON writes it, at offset 23 (got 1_000)`},
		{"not a number", `{"contracts":[{"count":NaN}]}`, `contracts[0].count: must be a JSON value, at offset 23 (got NaN)`},
		{"minus infinity", `{"contracts":[{"count":-Infinity}]}`, `contracts[0].count: must be a number as JSON writes it, at offset 23 (got -Infinity)`},
		{"fraction for an integer", `{"contracts":[{"count":1.0}]}`, `contracts[0].count: must be a whole number, without point or exponent, at offset 23 (got 1.0)`},
		{"exponent for an integer", `{"contracts":[{"count":1e3}]}`, `contracts[0].count: must be a whole number, without point or exponent, at offset 23 (got 1e3)`},
		{"text for an integer", `{"contracts":[{"count":"1"}]}`, `contracts[0].count: must be a whole number, at offset 23 (got "1")`},
		{"over int32", `{"contracts":[{"small":2147483648}]}`, `contracts[0].small: must be between -2147483648 and 2147483647, at offset 23 (got 2147483648)`},
		{"under int32", `{"contracts":[{"small":-2147483649}]}`, `contracts[0].small: must be between -2147483648 and 2147483647, at offset 23 (got -2147483649)`},
		{"over int64", `{"contracts":[{"large":9223372036854775808}]}`, `contracts[0].large: must be between -9223372036854775808 and 9223372036854775807, at offset 23 (got 9223372036854775808)`},
		{"million digits for an integer", `{"contracts":[{"large":` + million + `}]}`, `contracts[0].large: must be between -9223372036854775808 and 9223372036854775807, at offset 23 (got ` + million[:61] + `...)`},
		{"text for a boolean", `{"contracts":[{"open":"true"}]}`, `contracts[0].open: must be true or false, at offset 22 (got "true")`},
		{"number for a boolean", `{"contracts":[{"open":0}]}`, `contracts[0].open: must be true or false, at offset 22 (got 0)`},

		// Decimals.
		{"boolean for a decimal", `{"rates":{"USD":true}}`, `rates.USD: must be a decimal number, as a string or a number, at offset 16 (got true)`},
		{"empty decimal", `{"rates":{"USD":""}}`, `rates.USD: must be a decimal number, such as -1234.56, at offset 16`},
		{"decimal with a sign", `{"rates":{"USD":"+1"}}`, `rates.USD: must be a decimal number, such as -1234.56, at offset 16 (got +1)`},
		{"decimal with space", `{"rates":{"USD":" 1\n"}}`, `rates.USD: must be a decimal number, such as -1234.56, at offset 16 (got  1\n)`},
		{"decimal with commas", `{"rates":{"USD":"1,000"}}`, `rates.USD: must be a decimal number, such as -1234.56, at offset 16 (got 1,000)`},
		{"null for a decimal", `{"rates":{"USD":null}}`, `rates.USD: must not be null, at offset 16 (got null)`},
		{"too many places", `{"rates":{"USD":"1e-19"}}`, `rates.USD: must have at most 18 decimal places, at offset 16 (got 1e-19)`},
		{"too many digits", `{"rates":{"USD":1e38}}`, `rates.USD: has too many digits, at offset 16 (got 1e38)`},
		{"hostile exponent", `{"rates":{"USD":1e999999999}}`, `rates.USD: has too many digits, at offset 16 (got 1e999999999)`},
		{"million digits", `{"rates":{"USD":` + million + `}}`, `rates.USD: must be a decimal number of at most 64 characters, at offset 16 (got ` + million[:61] + `...)`},
		{"million digits as text", `{"rates":{"USD":"` + million + `"}}`, `rates.USD: must be a decimal number of at most 64 characters, at offset 16 (got ` + million[:61] + `...)`},

		// Types that read themselves.
		{"no date", `{"contracts":[{"since":"01/02/2026"}]}`, `contracts[0].since: must be a date as 2006-01-02, at offset 23 (got 01/02/2026)`},
		{"no day", `{"contracts":[{"until":"2026-02-29"}]}`, `contracts[0].until: must be a day of the calendar, at offset 23 (got 2026-02-29)`},
		{"number for a date", `{"contracts":[{"since":20260101}]}`, `contracts[0].since: must be a string, at offset 23 (got 20260101)`},
		{"error of another kind", `{"contracts":[{"speed":"brisk"}]}`, `contracts[0].speed: must be slow or fast, at offset 23 (got "brisk")`},
		{"hook", `{"contracts":[{"shape":{}}]}`, `contracts[0].shape: must be a circle or a square`},
		{"inside a hook", `{"contracts":[{"shape":{"circle":{"radius":"x"}}}]}`, `contracts[0].shape.circle.radius: must be a decimal number, such as -1234.56, at offset 43 (got x)`},
		{"hook of the wrong type", `{"contracts":[{"shape":7}]}`, `contracts[0].shape: must be an object, at offset 23 (got 7)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got program
			err := strictjson.Unmarshal([]byte(tt.give), &got)
			wantError(t, err, tt.want)
			if tt.name != "hook" { // whose error is its own
				wantInvalid(t, err)
			}
		})
	}
}

func TestUnmarshal_reportsAllInOrder(t *testing.T) {
	const document = `{"contracts": [
{"id": 1, "idd": 2, "Count": 3, "terms": {"limit": null, "excess": "x"}},
{"id": "b", "shape": {"square": {"side": 1.5, "edge": 1}}, "months": [1, "2", 3, {}], "id": "c"}
], "rate": {}}`
	var got program
	err := strictjson.Unmarshal([]byte(document), &got)
	wantInvalid(t, err)
	wantError(t, err, strings.Join([]string{
		`contracts[0].id: must be a string, at offset 23 (got 1)`,
		`contracts[0].idd: is not a known field, at offset 26`,
		`contracts[0].Count: must be spelled count, at offset 36`,
		`contracts[0].terms.limit: must not be null, at offset 67 (got null)`,
		`contracts[0].terms.excess: must be a decimal number, such as -1234.56, at offset 83 (got x)`,
		`contracts[1].shape.square.side: must be a whole number, without point or exponent, at offset 131 (got 1.5)`,
		`contracts[1].shape.square.edge: is not a known field, at offset 136`,
		`contracts[1].months[1]: must be a whole number, at offset 163 (got "2")`,
		`contracts[1].months[3]: must be a whole number, at offset 171 (got {})`,
		`contracts[1].id: must not be given twice, at offset 176`,
		`rate: is not a known field, at offset 190`,
	}, "\n"))
	for _, line := range strings.Split(err.Error(), "\n") {
		var offset int
		at := strings.Index(line, ", at offset ")
		if _, err := fmt.Sscanf(line[at:], ", at offset %d", &offset); err != nil {
			t.Fatal(err)
		}
		if got := document[offset]; !strings.ContainsRune(`1"nx{`, rune(got)) {
			t.Errorf("offset %d of %q points at %q", offset, line, document[offset:])
		}
	}
}

func TestUnmarshal_reportsNoMoreThanAHundred(t *testing.T) {
	for _, document := range []string{
		"[" + strings.Repeat("null,", 100_000) + "1]",
		"[" + strings.Repeat(`{"x":1},`, 100_000) + "{}]",
		"[{" + strings.Repeat(`"x":1,`, 100_000) + `"x":1}]`,
	} {
		var got []section
		err := strictjson.Unmarshal([]byte(document), &got)
		wantInvalid(t, err)
		if lines := strings.Count(err.Error(), "\n") + 1; lines != 100 && lines != 101 {
			t.Errorf("%.20s... has %d problems, want 100 and a remark", document, lines)
		}
	}
}

func TestDecoder_depth(t *testing.T) {
	nested := func(depth int) []byte {
		return []byte(strings.Repeat("[", depth) + strings.Repeat("]", depth))
	}
	for _, tt := range []struct {
		limit, depth int
		ok           bool
	}{
		{0, 64, true},
		{0, 65, false},
		{3, 3, true},
		{3, 4, false},
		{100, 100, true},
	} {
		var got strictjson.Raw
		err := strictjson.Decoder{MaxDepth: tt.limit}.Unmarshal(nested(tt.depth), &got)
		if (err == nil) != tt.ok {
			t.Errorf("limit %d, depth %d: %v", tt.limit, tt.depth, err)
		}
		if err != nil {
			wantInvalid(t, err)
		}
	}
	var got strictjson.Raw
	wantError(t, strictjson.Decoder{MaxDepth: 2}.Unmarshal([]byte(`{"a":[0,{}]}`), &got),
		`a[1]: must not be nested deeper than 2 levels, at offset 8`)
}

func TestUnmarshal_target(t *testing.T) {
	var number float64
	var face any
	var text string
	type loop *loop
	var chain loop
	type noName struct {
		A int `json:",omitzero"`
	}
	type option struct {
		A int `json:"a,omitempty"`
	}
	// Made by reflection, since vet refuses such tags in source.
	named := func(name, path string) reflect.StructField {
		return reflect.StructField{Name: name, PkgPath: path, Type: reflect.TypeFor[int](), Tag: `json:"x"`}
	}
	hidden := reflect.New(reflect.StructOf([]reflect.StructField{named("a", "example.org/p")})).Interface()
	double := reflect.New(reflect.StructOf([]reflect.StructField{named("A", ""), named("B", "")})).Interface()
	for _, tt := range []struct {
		name string
		into any
		want string
	}{
		{"nil", nil, `must be decoded into a pointer that is not nil (got <nil>)`},
		{"no pointer", text, `must be decoded into a pointer that is not nil (got string)`},
		{"nil pointer", (*string)(nil), `must be decoded into a pointer that is not nil (got *string)`},
		{"float", &number, `must not be of Go type float64, at offset 0 (got 1)`},
		{"interface", &face, `must not be of Go type interface {}, at offset 0 (got 1)`},
		{"endless pointer", &chain, `must not be of Go type strictjson_test.loop, at offset 0 (got 1)`},
		{"tag without name", &noName{}, `must not be of Go type strictjson_test.noName, whose field A has a tag without a name, at offset 0 (got 1)`},
		{"unknown option", &option{}, `must not be of Go type strictjson_test.option, whose field A has an unknown option in its tag, at offset 0 (got 1)`},
		{"unexported field", hidden, `must not be of Go type struct { a int "json:\"x\"" }, whose field a has a tag but is not exported, at offset 0 (got 1)`},
		{"two fields of a name", double, `must not be of Go type struct { A int "json:\"x\""; B int "json:\"x\"" }, which has two fields for x, at offset 0 (got 1)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantError(t, strictjson.Unmarshal([]byte("1"), tt.into), tt.want)
		})
	}
}

func TestUnmarshal_anySupportedTop(t *testing.T) {
	var text string
	var list []decimal.Decimal
	var pointer **int
	var date cede.Date
	for document, into := range map[string]any{
		`"\"a\""`: &text, `[1, "2.5"]`: &list, ` 7 `: &pointer, `"2026-02-28"`: &date,
	} {
		if err := strictjson.Unmarshal([]byte(document), into); err != nil {
			t.Errorf("%s: %v", document, err)
		}
	}
	if text != `"a"` || len(list) != 2 || !list[1].Equal(dec("2.5")) || **pointer != 7 || date.String() != "2026-02-28" {
		t.Errorf("got %v, %v, %v, %v", text, list, **pointer, date)
	}
}

// Strings are copied: a caller may reuse its buffer.
func TestUnmarshal_copiesText(t *testing.T) {
	data := []byte(`{"id": "abc", "names": {"key": "value"}}`)
	var got section
	if err := strictjson.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	clear(data)
	if got.ID != "abc" || got.Names["key"] != "value" {
		t.Errorf("got %q and %q", got.ID, got.Names)
	}
}

// None of these takes time, whatever its size; the limit is generous.
func TestUnmarshal_hostile(t *testing.T) {
	const size = 10_000_000
	var keys bytes.Buffer
	keys.WriteByte('{')
	for i := 0; keys.Len() < size; i++ {
		fmt.Fprintf(&keys, `"%d":0,`, i)
	}
	keys.WriteString(`"":0}`)
	for name, document := range map[string][]byte{
		"open brackets":    bytes.Repeat([]byte("["), size),
		"open objects":     bytes.Repeat([]byte(`{"":`), size/4),
		"digits":           bytes.Repeat([]byte("9"), size),
		"quoted digits":    []byte(`"` + strings.Repeat("9", size) + `"`),
		"escapes":          []byte(`"` + strings.Repeat(`\u0061`, size/6) + `"`),
		"backslashes":      bytes.Repeat([]byte(`\`), size),
		"quotes":           bytes.Repeat([]byte(`"`), size),
		"space":            bytes.Repeat([]byte(" "), size),
		"keys":             keys.Bytes(),
		"empty objects":    []byte("[" + strings.Repeat("{},", size/3) + "{}]"),
		"invalid text":     bytes.Repeat([]byte{0xff}, size),
		"objects with one": []byte("[" + strings.Repeat(`{"a":1},`, size/8) + "{}]"),
	} {
		for _, into := range []any{new(program), new(decimal.Decimal), new(int), new(strictjson.Raw), new([]circle)} {
			start := time.Now()
			err := strictjson.Unmarshal(document, into)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("%s into %T took %v", name, into, took)
			}
			if err != nil && len(err.Error()) > 100_000 {
				t.Errorf("%s into %T: the error has %d bytes", name, into, len(err.Error()))
			}
		}
	}
}
