package nonlife_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// some is a figure that is known, or nil where the text is empty.
func some(text string) *decimal.Decimal {
	if text == "" {
		return nil
	}
	d := dec(text)
	return &d
}

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
		t.Errorf("got error %v\nwant %s", err, want)
	}
}

// parts returns premium and reserve risk of the one segment of a business.
func parts(t *testing.T, b nonlife.Business, date string) (premium, reserve decimal.Decimal) {
	t.Helper()
	for _, class := range must[[]cross2.Line](t)(b.Classes(edition(t, date))) {
		if class.Operation() == cross2.OpQuadratic {
			return class.Parts()[0].Amount(), class.Parts()[1].Amount()
		}
	}
	t.Fatal("no class has business")
	return premium, reserve
}
