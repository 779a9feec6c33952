package cross2_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

var dec = decimal.RequireFromString

func day(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func edition(t testing.TB, text string) *cross2.Edition {
	t.Helper()
	e, err := cross2.At(day(text))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func head(english string) cross2.Head {
	return cross2.Head{English: english, Chinese: "项目" + english}
}

// must fails the test for an error.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func yuan(t testing.TB, amount string) cross2.Line {
	t.Helper()
	return must[cross2.Line](t)(cross2.Given(head("yuan "+amount), dec(amount)))
}

func number(t testing.TB, x string) cross2.Line {
	t.Helper()
	return must[cross2.Line](t)(cross2.GivenNumber(head("number "+x), dec(x)))
}

// wantText compares the text of an error, which must be made of InvalidErrors.
func wantText(t testing.TB, err error, want string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, want %s", want)
		return
	}
	if err.Error() != want {
		t.Errorf("error is\n\t%s\nwant\n\t%s", err, want)
	}
	if _, ok := errors.AsType[*cede.InvalidError](err); !ok {
		t.Errorf("error %v has no InvalidError", err)
	}
}
