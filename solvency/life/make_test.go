package life_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func edition(t testing.TB) *cross2.Edition {
	t.Helper()
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		t.Fatal(err)
	}
	return must[*cross2.Edition](t)(cross2.At(date))
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

func wantText(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("got error %v\nwant %s", err, want)
	}
}

// given is an amount in 万元 in a row of the return.
func given(t testing.TB, row, wan string) cross2.Line {
	t.Helper()
	return must[cross2.Line](t)(cross2.Given(must[cross2.Head](t)(cross2.Row(row)), dec(wan).Shift(4)))
}

// near compares with a published amount in 万元, whose parts are rounded to 0.01.
func near(t *testing.T, l cross2.Line, row, wan string) {
	t.Helper()
	if l.Amount().Shift(-4).Sub(dec(wan)).Abs().GreaterThan(dec("0.015")) || l.Head().Row != row {
		t.Errorf("got %s in row %s, want %s in %s", l.Amount().Shift(-4), l.Head().Row, wan, row)
	}
}
