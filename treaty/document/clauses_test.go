package document_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
)

// everyClause is a program that states every clause of a cover and annual terms of a share.
func everyClause(t *testing.T) treaty.Spec {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "clauses.json"))
	if err != nil {
		t.Fatal(err)
	}
	spec, err := readProgram(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// unstated takes the fields with a JSON name that are stated somewhere in a value out of a set of all of them.
func unstated(v reflect.Value, left map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			unstated(v.Elem(), left)
		}
	case reflect.Slice:
		for i := range v.Len() {
			unstated(v.Index(i), left)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				if !v.Field(i).IsZero() {
					delete(left, v.Type().Name()+"."+f.Name)
				}
				unstated(v.Field(i), left)
			}
		}
	default:
	}
}

// fieldsOf adds the fields of a type and of those in it that are terms.
func fieldsOf(typ reflect.Type, all map[string]bool) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	ofTerms := []string{reflect.TypeFor[xol.Layer]().PkgPath(), reflect.TypeFor[proportional.Aggregate]().PkgPath()}
	if typ.Kind() != reflect.Struct || !slices.Contains(ofTerms, typ.PkgPath()) {
		return
	}
	for i := range typ.NumField() {
		if f := typ.Field(i); f.IsExported() {
			if !f.Anonymous {
				all[typ.Name()+"."+f.Name] = true
			}
			fieldsOf(f.Type, all)
		}
	}
}

// The document is a valid program, states every field of every cover but those whose absence it shows, and is the same once written and read
// again, to the last reading.
func TestEveryClause(t *testing.T) {
	spec := everyClause(t)
	if _, err := treaty.NewProgram(spec); err != nil {
		t.Error(err)
	}
	left := make(map[string]bool)
	for _, typ := range []reflect.Type{
		reflect.TypeFor[xol.PerRisk](), reflect.TypeFor[xol.PerEvent](), reflect.TypeFor[xol.AggregateExcess](),
		reflect.TypeFor[xol.StopLoss](), reflect.TypeFor[xol.Umbrella](), reflect.TypeFor[proportional.Aggregate](),
	} {
		fieldsOf(typ, left)
	}
	if len(left) < 60 {
		t.Errorf("%d fields of covers", len(left))
	}
	unstated(reflect.ValueOf(spec), left)
	want := map[string]bool{
		"StopLoss.Subject": true, "Layer.ShareOn": true, "Layer.Scope": true, "IndexPoint.To": true,
	}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Errorf("fields that the document does not state (-want +got):\n%s", diff)
	}
	text := written(t, spec)
	again, err := readProgram(text)
	if err != nil {
		t.Fatal(err)
	}
	if !again.Equal(spec) || written(t, again) != text {
		t.Error("written and read again it is another")
	}
	first, err1 := document.Digest(spec)
	second, err2 := document.Digest(again)
	if err1 != nil || err2 != nil || first != second {
		t.Errorf("digests %s, %s (%v, %v)", first, second, err1, err2)
	}
}

// What is written spells out every reading, also those that the document leaves out.
func TestEveryClause_canonical(t *testing.T) {
	text := written(t, everyClause(t))
	for _, reading := range []string{
		`"order": "date"`, `"annual": "period"`, `"expiry": "whole"`, `"expenses": "within"`, `"exGratia": "excluded"`, `"periods": "several"`,
		`"time": "amount"`, `"trigger": "paid"`, `"on": "adjusted"`, `"basis": "earned"`, `"subject": "net"`, `"shareOn": "recovery"`,
	} {
		if !strings.Contains(text, reading) {
			t.Errorf("%s is not written", reading)
		}
	}
}

// A book states the rates that convert its losses.
func ExampleReadBook_exchange() {
	spec, err := document.ReadBook(strings.NewReader(`{
  "schema": "cede.book/1", "currency": "CNY",
  "exchange": {
    "on": "valuation",
    "rates": [
      {"currency": "USD", "from": "2026-01-01", "rate": "7.05"},
      {"currency": "USD", "from": "2026-04-01", "rate": "7.1"}
    ]
  },
  "losses": [{
    "id": "L1", "date": "2026-03-01", "currency": "USD",
    "positions": [{"at": "2026-03-31", "outstanding": 100}, {"at": "2026-06-30", "paid": "99.99"}]
  }]
}`), document.DefaultLimit)
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY"})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Total().Subject.Loss) // 99.99 × 7.1 = 709.929
	// Output: 709.93
}

func TestReadBook_exchange(t *testing.T) {
	const head = `{"schema":"cede.book/1","currency":"CNY","exchange":`
	for _, tt := range []struct{ name, give, want string }{
		{"none", `{}`, ""},
		{"no currency", `{"rates":[{"from":"2026-01-01","rate":7}]}`, "exchange.rates[0].currency: must not be missing, at offset 62"},
		{"no day", `{"rates":[{"currency":"USD","rate":7}]}`, "exchange.rates[0].from: must not be missing, at offset 62"},
		{"no rate", `{"rates":[{"currency":"USD","from":"2026-01-01"}]}`, "exchange.rates[0].rate: must not be missing, at offset 62"},
		{"null", `{"rates":null}`, "exchange.rates: must not be null, at offset 61 (got null)"},
		{"unknown", `{"rate":[]}`, "exchange.rate: is not a known field, at offset 53"},
		{"hostile", `{"rates":[{"currency":"USD","from":"2026-01-01","rate":1e10000}]}`, "exchange.rates[0].rate: has too many digits, at offset 107 (got 1e10000)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, err := readBook(head + tt.give + `}`)
			wantError(t, err, tt.want)
			if err == nil {
				if again, err := readBook(writtenBook(t, spec)); err != nil || !again.Equal(spec) {
					t.Errorf("written and read again it is another (%v)", err)
				}
			}
		})
	}
	text := writtenBook(t, treaty.BookSpec{Currency: "CNY", Exchange: treaty.Exchange{
		Rates: []treaty.ExchangeRate{{Currency: "USD", From: day("2026-01-01"), Rate: dec("7.10")}},
	}})
	const want = `{
  "schema": "cede.book/1",
  "currency": "CNY",
  "exchange": {
    "on": "loss",
    "rates": [
      {
        "currency": "USD",
        "from": "2026-01-01",
        "rate": "7.1"
      }
    ]
  }
}
`
	if diff := cmp.Diff(want, text); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
}

func day(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Settlement and payments without liability in a table of losses.
func TestReadLosses_clauses(t *testing.T) {
	const header = "id,date,settled,exGratia,currency,at,paid,salvage\n"
	const name = "losses:2:"
	for _, tt := range []struct{ name, rows, want string }{
		{"both", "L,2026-05-01,2026-08-31,true,USD,2026-06-30,100,20\nL,2026-05-01,2026-08-31,true,USD,2026-09-30,90,20\n", ""},
		{"neither", "L,2026-05-01,,,,,100,\n", ""},
		{"no liability is false", "L,2026-05-01,,false,,,100,\n", ""},
		{"yes", "L,2026-05-01,,yes,,,100,\n", name + "exGratia: must be true or false (got yes)"},
		{"capitals", "L,2026-05-01,,TRUE,,,100,\n", name + "exGratia: must be true or false (got TRUE)"},
		{"no date", "L,2026-05-01,soon,,,,100,\n", name + "settled: must be a date as 2006-01-02 (got soon)"},
		{"another settlement", "L,2026-05-01,2026-08-31,,,2026-06-30,100,\nL,2026-05-01,2026-09-01,,,2026-09-30,90,\n", "losses:3:settled: must be as in line 2 (got 2026-09-01)"},
		{"once without liability", "L,2026-05-01,,true,,2026-06-30,100,\nL,2026-05-01,,false,,2026-09-30,90,\n", "losses:3:exGratia: must be as in line 2 (got false)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := document.ReadLosses(strings.NewReader(header+tt.rows), document.Mapping{})
			wantError(t, err, tt.want)
		})
	}
	list, err := document.ReadLosses(strings.NewReader(header+"L,2026-05-01,2026-08-31,true,USD,2026-06-30,100,20\nM,2026-05-01,,false,,,1,\n"), document.Mapping{})
	if err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
	l, m := list[0], list[1]
	if l.Settled != day("2026-08-31") || !l.ExGratia || l.Currency != "USD" || !l.Positions[0].Salvage.Equal(dec("20")) || !m.Settled.IsZero() || m.ExGratia {
		t.Errorf("losses are %+v", list)
	}
}
