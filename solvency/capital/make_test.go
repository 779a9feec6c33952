package capital_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

func date(t testing.TB, text string) cede.Date {
	t.Helper()
	return must[cede.Date](t)(cede.ParseDate(text))
}

func edition(t testing.TB, text string) *cross2.Edition {
	t.Helper()
	return must[*cross2.Edition](t)(cross2.At(date(t, text)))
}

func must[T any](t testing.TB) func(T, error) T {
	return func(x T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

func want(t *testing.T, what string, got cross2.Line, amount string) {
	t.Helper()
	if got.IsZero() || !got.Amount().Equal(dec(amount)) {
		t.Errorf("%s: got %s, want %s", what, got.Amount(), amount)
	}
	verify(t, got)
}

func wantRow(t *testing.T, r capital.Result, row, amount string) {
	t.Helper()
	l, ok := r.Row(row)
	if !ok {
		t.Errorf("row %s is not there", row)
		return
	}
	want(t, row, l, amount)
}

func wantText(t *testing.T, err error, text string) {
	t.Helper()
	if err == nil || err.Error() != text {
		t.Errorf("got error\n%v\nwant\n%s", err, text)
	}
}

// verify holds that the tree can be written, read and computed again, and that it is shallow enough for a report to stand on it.
func verify(t testing.TB, l cross2.Line) {
	t.Helper()
	if l.IsZero() {
		return
	}
	record := must[cross2.Record](t)(cross2.Read(bytes.NewReader(must[[]byte](t)(json.Marshal(l))), 1<<22))
	if again := must[cross2.Line](t)(record.Verify()); !again.Amount().Equal(l.Amount()) {
		t.Errorf("verified: got %s, want %s", again.Amount(), l.Amount())
	}
	if d := depth(l); d > cross2.MaxDepth-6 {
		t.Errorf("%s is %d lines deep, which leaves a report too little", l.Head().English, d)
	}
}

func depth(l cross2.Line) int {
	deepest := 0
	for _, part := range l.Parts() {
		deepest = max(deepest, depth(part))
	}
	return deepest + 1
}
