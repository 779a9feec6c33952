package strictjson_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// A maker draws documents with every kind of field, some of them absent.
type maker struct{ *rand.Rand }

func (m maker) sometimes() bool { return m.IntN(3) == 0 }

func (m maker) text() string {
	alphabet := []rune("ab\"\\/\n\x00é再😀\u2028 ")
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

func (m maker) limits() (l limits) {
	l.Limit = m.decimal()
	if m.sometimes() {
		l.Excess = m.decimal()
	}
	if m.sometimes() {
		d := m.decimal()
		l.Annual = &d
	}
	return l
}

func (m maker) section(depth int) (s section) {
	s.ID = m.text()
	if m.sometimes() {
		s.Kind = kind(m.text())
	}
	if m.sometimes() {
		s.Terms = m.limits()
	}
	if m.sometimes() {
		s.Count, s.Small, s.Large = int(m.Int64()), int32(m.Uint32()), -m.Int64()
	}
	s.Open = m.sometimes()
	for range m.IntN(3) {
		s.Months = append(s.Months, m.IntN(12))
	}
	for range m.IntN(3) {
		if s.Names == nil {
			s.Names = map[string]string{}
		}
		s.Names[m.text()] = m.text()
	}
	if m.sometimes() {
		s.Since = m.date()
	}
	if m.sometimes() {
		day := m.date()
		s.Until = &day
	}
	if m.sometimes() {
		s.Later.Data = []byte(`{"a":[1,"x"]}`)
	}
	if m.sometimes() {
		s.Shape.form = &circle{Radius: m.decimal()}
	}
	s.Speed = speed(m.IntN(3))
	if depth > 0 {
		for range m.IntN(3) {
			s.Parts = append(s.Parts, m.section(depth-1))
		}
		if m.sometimes() {
			next := m.section(depth - 1)
			s.Next = &next
		}
	}
	return s
}

// same compares what documents mean: decimals by value, raw values without their space.
var same = cmp.Options{
	cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b cede.Date) bool { return a == b }),
	cmp.Comparer(func(a, b strictjson.Raw) bool {
		left, _ := strictjson.Marshal(a) // the zero Raw gives nothing
		right, _ := strictjson.Marshal(b)
		return bytes.Equal(left, right)
	}),
	cmp.AllowUnexported(shape{}),
	cmpopts.IgnoreUnexported(limits{}),
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(2000) {
		m := maker{rand.New(rand.NewPCG(seed, 0))}
		want := program{Rates: map[kind]decimal.Decimal{kind(m.text()): m.decimal()}}
		for range m.IntN(3) {
			want.Contracts = append(want.Contracts, m.section(2))
		}
		text, err := strictjson.Marshal(want)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		var got program
		if err := strictjson.Unmarshal(text, &got); err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		if diff := cmp.Diff(want, got, same); diff != "" {
			t.Fatalf("seed %d: read again (-want +got):\n%s\n%s", seed, diff, text)
		}
		again, err := strictjson.Marshal(got)
		if err != nil || !bytes.Equal(text, again) {
			t.Fatalf("seed %d: written again as %s, %v, want %s", seed, again, err, text)
		}
		got = program{}
		if err := strictjson.Unmarshal(strictjson.Indent(text), &got); err != nil || !cmp.Equal(want, got, same) {
			t.Fatalf("seed %d: read differently when indented (%v)", seed, err)
		}
	}
}
