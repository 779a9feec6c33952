package strictjson_test

import (
	"strings"
	"testing"

	"github.com/cedego/cede/internal/strictjson"
)

type envelope struct {
	Schema string         `json:"schema"`
	Body   strictjson.Raw `json:"body"`
}

func TestRaw(t *testing.T) {
	const document = `{"schema": "x/1", "body":  {"id": 5, "months": [1, {}]} }`
	var outer envelope
	if err := strictjson.Unmarshal([]byte(document), &outer); err != nil {
		t.Fatal(err)
	}
	if want := strings.Index(document, `{"id"`); outer.Body.Offset != int64(want) {
		t.Errorf("Offset is %d, want %d", outer.Body.Offset, want)
	}
	if got, want := string(outer.Body.Data), `{"id": 5, "months": [1, {}]}`; got != want {
		t.Errorf("Data is %s, want %s", got, want)
	}
	var inner section
	wantError(t, outer.Body.Unmarshal(&inner),
		"id: must be a string, at offset 34 (got 5)\nmonths[1]: must be a whole number, at offset 51 (got {})")
}

// A Raw that did not come from a document, or was changed, is checked like one.
func TestRaw_byHand(t *testing.T) {
	var outer envelope
	if err := strictjson.Unmarshal([]byte(`{"body": [1, 2], "schema": ""}`), &outer); err != nil {
		t.Fatal(err)
	}
	var list []int
	shorter := outer.Body
	shorter.Data = shorter.Data[:3]
	wantError(t, shorter.Unmarshal(&list), `[1]: must not end before its value, at offset 12`)
	other := outer.Body
	other.Data = []byte(`[1, 2`)
	wantError(t, other.Unmarshal(&list), `must go on with a comma or ], at offset 14`)
	wantError(t, strictjson.Raw{Data: []byte(`[01]`), Offset: 100}.Unmarshal(&list), `[0]: must be a number as JSON writes it, at offset 101 (got 01)`)
	wantError(t, strictjson.Raw{Offset: 7}.Unmarshal(&list), `must not be empty, at offset 7`)
	if err := (strictjson.Raw{Data: []byte(` [3] `)}).Unmarshal(&list); err != nil || len(list) != 1 {
		t.Errorf("got %v, %v", list, err)
	}
}

func TestRaw_marshal(t *testing.T) {
	got, err := strictjson.Marshal(envelope{Body: strictjson.Raw{Data: []byte(" { \"a b\" : [ 1 , \" \\\" \" ] }\n")}})
	if want := `{"schema":"","body":{"a b":[1," \" "]}}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	_, err = strictjson.Marshal(envelope{})
	wantError(t, err, `body: must not be empty, at offset 0`)
	_, err = strictjson.Marshal(envelope{Body: strictjson.Raw{Data: []byte(`{"a":1,"a":2}`)}})
	wantError(t, err, `body.a: must not be given twice, at offset 7`)
}
