package strictjson_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

func FuzzUnmarshal(f *testing.F) {
	for _, seed := range []string{
		`{"contracts":[{"id":"a\u0041\ud83d\ude00","terms":{"limit":"1e3","annual":0},"count":-7,"small":5,"large":6,"open":true,"months":[1,2],"names":{"":"x"}}]}`,
		`{"contracts":[{"parts":[{"id":""}],"next":{},"since":"2026-01-01","until":"","later":[1,{"x":null}],"shape":{"circle":{"radius":1}},"speed":"slow"}]}`,
		`{"contracts":[],"rates":{"USD":1.50,"EUR":"2"},"tables":{"t":{"x":true},"u":{}}}`,
		`{"contracts":[{"shape":{"square":{"side":-0}},"id":1,"idd":[{"]":"}"}],"ID":null}],"contracts":{}} x`,
		`[[[[[[`, `{"a":{"a":{"a":`, `"\ud83d"`, "\"\xff\"", `{"contracts":[{"large":9223372036854775808}]}`, "\uFEFF{}", `null`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var raw strictjson.Raw
		syntax := strictjson.Unmarshal(data, &raw)
		if syntax == nil && (!json.Valid(data) || !utf8.Valid(data)) {
			t.Fatalf("accepted %q, which is not JSON", data)
		}
		var first program
		err := strictjson.Unmarshal(data, &first)
		if err != nil {
			if _, ok := errors.AsType[*cede.InvalidError](err); !ok {
				t.Fatalf("the error of %q is a %T: %v", data, err, err)
			}
			if !utf8.ValidString(err.Error()) {
				t.Fatalf("the error of %q is not text: %q", data, err.Error())
			}
			return
		}
		if syntax != nil {
			t.Fatalf("%q is read as a program but not as a value: %v", data, syntax)
		}
		text, err := strictjson.Marshal(first)
		if err != nil {
			t.Fatalf("%q is read but not written: %v", data, err)
		}
		var second program
		if err := strictjson.Unmarshal(text, &second); err != nil {
			t.Fatalf("%q is written as %s and then refused: %v", data, text, err)
		}
		again, err := strictjson.Marshal(second)
		if err != nil || !bytes.Equal(text, again) {
			t.Fatalf("%q is written as %s and then as %s (%v)", data, text, again, err)
		}
	})
}
