package document_test

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
	"github.com/cedego/cede/xol"
)

func kinds() []treaty.Kind { return slices.Concat(proportional.Kinds(), xol.Kinds()) }

// A maker draws values with every field that a document can state, present or absent. They
// make sense to a reader, not to a reinsurer.
type maker struct{ *rand.Rand }

func newMaker(seed int64) maker { return maker{rand.New(rand.NewPCG(uint64(seed), 0))} }

func (m maker) spec() (s treaty.Spec) {
	m.fill(reflect.ValueOf(&s).Elem())
	return s
}

func (m maker) book() (b treaty.BookSpec) {
	m.fill(reflect.ValueOf(&b).Elem())
	return b
}

func (m maker) text() string {
	alphabet := []rune("ab\"\\/\n\x00é险😀\u2028 ,;|\r")
	text := make([]rune, m.IntN(6))
	for i := range text {
		text[i] = alphabet[m.IntN(len(alphabet))]
	}
	return string(text)
}

func (m maker) decimal() decimal.Decimal {
	return decimal.New(m.Int64N(2_000_001)-1_000_000, int32(m.IntN(37)-18))
}

func (m maker) date() cede.Date {
	first, _ := cede.NewDate(1, 1, 1)
	return first.AddDays(m.IntN(3_652_059))
}

func (m maker) fill(v reflect.Value) {
	switch into := v.Addr().Interface().(type) {
	case *decimal.Decimal:
		*into = m.decimal()
		return
	case *cede.Date:
		if m.IntN(3) > 0 {
			*into = m.date()
		}
		return
	case *treaty.AccountTerms:
		*into, _ = proportional.AccountKind().Decode(func(into any) error {
			m.fill(reflect.ValueOf(into).Elem())
			return nil
		})
		return
	case *treaty.Terms:
		list := kinds()
		*into, _ = list[m.IntN(len(list))].Decode(func(into any) error {
			m.fill(reflect.ValueOf(into).Elem())
			return nil
		})
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(m.text())
	case reflect.Bool:
		v.SetBool(m.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(m.IntN(7)) - 3)
	case reflect.Pointer:
		if m.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			m.fill(v.Elem())
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), m.IntN(3), 4))
		for i := range v.Len() {
			m.fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range m.IntN(3) {
			value := reflect.New(v.Type().Elem()).Elem()
			m.fill(value)
			v.SetMapIndex(reflect.ValueOf(m.text()), value)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				m.fill(v.Field(i))
			}
		}
	default:
		panic("a document cannot state a " + v.Type().String())
	}
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

func readProgram(text string) (treaty.Spec, error) {
	return document.ReadProgram(strings.NewReader(text), document.DefaultLimit)
}

func readBook(text string) (treaty.BookSpec, error) {
	return document.ReadBook(strings.NewReader(text), document.DefaultLimit)
}

func written(t testing.TB, spec treaty.Spec) string {
	t.Helper()
	var b bytes.Buffer
	if err := document.WriteProgram(&b, spec); err != nil {
		t.Fatalf("WriteProgram: %v", err)
	}
	return b.String()
}

func writtenBook(t testing.TB, spec treaty.BookSpec) string {
	t.Helper()
	var b bytes.Buffer
	if err := document.WriteBook(&b, spec); err != nil {
		t.Fatalf("WriteBook: %v", err)
	}
	return b.String()
}
