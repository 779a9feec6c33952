package strictjson_test

import (
	"reflect"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/strictjson"
)

type period struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type policy struct {
	ID     string           `json:"id"`
	Period period           `json:"period"`
	Sum    *decimal.Decimal `json:"sum"`
	Note   string           `json:"note,omitzero"`
	Former *period          `json:"former,omitzero"`
	Rows   []period         `json:"rows,omitzero"`
}

func TestUnmarshal_required(t *testing.T) {
	const whole = `{"id":"","period":{"from":"","to":""},"sum":0}`
	for _, tt := range []struct{ name, give, want string }{
		{"all there", whole, ``},
		{"nothing there", ` {}`, "id: must not be missing, at offset 1\nperiod: must not be missing, at offset 1\nsum: must not be missing, at offset 1"},
		{"one missing inside", `{"id":"","period":{"from":""},"sum":0}`, `period.to: must not be missing, at offset 18`},
		{"optional but not whole", `{"id":"","period":{"from":"","to":""},"sum":0,"former":{"to":""}}`, `former.from: must not be missing, at offset 55`},
		{"in a list", `{"id":"","period":{"from":"","to":""},"sum":0,"rows":[{"from":"","to":""}, {"from":""}]}`, `rows[1].to: must not be missing, at offset 75`},
		{"of the wrong type is not missing", `{"id":1,"period":[],"sum":0}`, "id: must be a string, at offset 6 (got 1)\nperiod: must be an object, at offset 17 (got [])"},
		{"null is not missing", `{"id":"","period":{"from":"","to":""},"sum":null}`, `sum: must not be null, at offset 44 (got null)`},
		{"misspelled is not missing", `{"Id":"","period":{"from":"","to":""},"sum":0}`, `Id: must be spelled id, at offset 1`},
		{"unknown beside missing", `{"period":{"from":"","to":""},"sum":0,"idd":""}`, "id: must not be missing, at offset 0\nidd: is not a known field, at offset 38"},
		{"no object", `[]`, `must be an object, at offset 0 (got [])`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got policy
			wantError(t, strictjson.Unmarshal([]byte(tt.give), &got), tt.want)
		})
	}
}

// A struct of 128 fields is read, the last of them required, and one of 129 is refused.
func TestUnmarshal_manyFields(t *testing.T) {
	wide := func(n int) any {
		fields := make([]reflect.StructField, n)
		for i := range fields {
			fields[i] = reflect.StructField{Name: "F" + strconv.Itoa(i), Type: reflect.TypeFor[int](), Tag: reflect.StructTag(`json:"f` + strconv.Itoa(i) + `,omitzero"`)}
		}
		fields[n-1].Tag = reflect.StructTag(`json:"f` + strconv.Itoa(n-1) + `"`)
		return reflect.New(reflect.StructOf(fields)).Interface()
	}
	wantError(t, strictjson.Unmarshal([]byte(`{"f63":1,"f64":2,"f0":3}`), wide(128)), `f127: must not be missing, at offset 0`)
	wantError(t, strictjson.Unmarshal([]byte(`{"f127":1}`), wide(128)), ``)
	if err := strictjson.Unmarshal([]byte(`{"f128":1}`), wide(129)); err == nil {
		t.Error("a struct of 129 fields is read")
	}
}

type envelopeOf struct {
	Schema string `json:"schema"`
	policy
	hidden
	End string `json:"end,omitzero"`
}

type hidden struct {
	Mark string `json:"mark,omitzero"`
}

func TestEmbedded(t *testing.T) {
	const document = `{"schema":"x/1","id":"a","period":{"from":"f","to":"t"},"sum":"1","mark":"m","end":"e"}`
	var got envelopeOf
	if err := strictjson.Unmarshal([]byte(document), &got); err != nil {
		t.Fatal(err)
	}
	if got.ID != "a" || got.Period.To != "t" || got.Mark != "m" || got.End != "e" {
		t.Errorf("got %+v", got)
	}
	if text, err := strictjson.Marshal(got); err != nil || string(text) != document {
		t.Errorf("written again: %s, %v", text, err)
	}
	wantError(t, strictjson.Unmarshal([]byte(`{"schema":"","sum":1,"period":{"from":"","to":0}}`), &got),
		"id: must not be missing, at offset 0\nperiod.to: must be a string, at offset 46 (got 0)")

	type pointed struct {
		*hidden
	}
	wantError(t, strictjson.Unmarshal([]byte(`{"mark":""}`), new(pointed)), `mark: is not a known field, at offset 1`)
	type twice struct {
		hidden
		Mark string `json:"mark"`
	}
	wantError(t, strictjson.Unmarshal([]byte(`{}`), new(twice)),
		`must not be of Go type strictjson_test.twice, which has two fields for mark, at offset 0 (got {})`)
}
