package solvency_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

// wan is an amount in 万元 as yuan.
func wan(text string) decimal.Decimal { return dec(text).Shift(4) }

func edition(t testing.TB, text string) *cross2.Edition {
	t.Helper()
	date, err := cede.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		t.Fatal(err)
	}
	return e
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
		t.Errorf("got error %v, want %s", err, want)
	}
}
