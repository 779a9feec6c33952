package cross2_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// Property, check 7 of the fact sheet of rules 1 to 6: 1,000 of premium at a combined ratio of 90 %, with the factor of
// non-proportional cessions left out: 1,000 × 0.391 × (1 − 0.05) = 371.45.
func ExampleWorkings() {
	date, _ := cede.ParseDate("2026-03-31")
	edition, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	name := func(en, zh string) cross2.Head { return cross2.Head{English: en, Chinese: zh} }

	w := cross2.On(edition)
	premium := w.Given(name("Retained premium", "自留保费"), decimal.NewFromInt(1000))
	k := w.Bracket("nonlife.property.premium.combined-ratio", w.GivenNumber(name("Combined ratio", "综合成本率"), decimal.New(9, -1)))
	one := w.GivenNumber(name("One", "1"), decimal.NewFromInt(1))
	risk := w.Product(name("Premium risk", "保费风险最低资本"), premium, w.Factor("nonlife.property.premium.factor"), w.Sum(name("1 + K", "1 + K"), one, k))
	if err := w.Err(); err != nil {
		panic(err)
	}
	fmt.Println(risk.Amount())

	w = cross2.On(edition)
	w.Factor("nonlife.bicycles.premium.factor")
	w.Given(name("", ""), premium.Amount()) // not reached
	fmt.Println(w.Err())
	// Output:
	// 371.45
	// must be a key of the edition (got nonlife.bicycles.premium.factor)
}

// The rows of the official return, in both languages.
func ExampleRow() {
	head, err := cross2.Row("S05-1.2.1")
	if err != nil {
		panic(err)
	}
	fmt.Println(head.Row, head.English, head.Chinese)
	rows, err := cross2.Rows("S01")
	if err != nil {
		panic(err)
	}
	fmt.Println(len(rows), rows[len(rows)-1].Row, rows[len(rows)-1].Chinese)
	_, err = cross2.Row("S05-9")
	fmt.Println(err)
	// Output:
	// S05-1.2.1 Non-life business: premium and reserve risk 非寿险业务保险风险-保费及准备金风险最低资本
	// 21 S01-8 综合偿付能力充足率
	// must be a row of the sheets S01 to S05 of the quarterly return (got S05-9)
}

// The rows of every sheet of the form, counted by the lines of its sheets (5 to 25, 5 to 34, 6 to 53, 5 to 33, 5 to 37).
func TestRows(t *testing.T) {
	for sheet, want := range map[string]int{"S01": 21, "S02": 30, "S03": 48, "S04": 29, "S05": 33} {
		rows, err := cross2.Rows(sheet)
		if err != nil || len(rows) != want {
			t.Errorf("%s: got %d rows, %v, want %d", sheet, len(rows), err, want)
		}
		for _, h := range rows {
			if again, err := cross2.Row(h.Row); err != nil || again != h {
				t.Errorf("%s: Row gives %v, %v, Rows %v", h.Row, again, err, h)
			}
		}
	}
	for _, sheet := range []string{"", "S", "S06", "S01-3"} {
		if _, err := cross2.Rows(sheet); err == nil {
			t.Errorf("%q: no error", sheet)
		}
	}
}

// Every method of Workings gives what the function of its name gives.
func TestWorkings_sameAsFunctions(t *testing.T) {
	e := edition(t, "2026-03-31")
	random := rand.New(rand.NewPCG(5, 17))
	h := cross2.Head{English: "x", Chinese: "x"}
	for range 200 {
		w := cross2.On(e)
		given := func(most int64) cross2.Line { return w.Given(h, decimal.New(random.Int64N(most), -2)) }
		a, b, c := given(1e9), given(1e9), given(1e9)
		n := w.GivenNumber(h, decimal.New(1+random.Int64N(1e6), -4))
		low, high := w.Min(h, a, b), w.Max(h, a, b)
		m, err := e.Matrix("minimum.property")
		if err != nil {
			t.Fatal(err)
		}
		brackets, err := e.Brackets("minimum.size.property")
		if err != nil {
			t.Fatal(err)
		}
		one := func(l cross2.Line, err error) cross2.Line {
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		for _, pair := range [][2]cross2.Line{
			{w.Sum(h, a, b, c), one(cross2.Sum(h, a, b, c))},
			{w.Difference(h, a, b, c), one(cross2.Difference(h, a, b, c))},
			{w.Product(h, a, n), one(cross2.Product(h, a, n))},
			{w.Quotient(h, a, n, 4), one(cross2.Quotient(h, a, n, 4))},
			{w.Proportion(h, a, n, n, 4), one(cross2.Proportion(h, a, n, n, 4))},
			{w.Quadratic(h, "minimum.property", cross2.Fen, a, b, c), one(cross2.Quadratic(h, m, cross2.Fen, a, b, c))},
			{low, one(cross2.Min(h, a, b))},
			{high, one(cross2.Max(h, a, b))},
			{w.Clamp(h, c, low, high), one(cross2.Clamp(h, c, low, high))},
			{w.Bracket("minimum.size.property", a), one(cross2.Bracket(cross2.Head{English: brackets.Name(cross2.English), Chinese: brackets.Name(cross2.Chinese)}, brackets, a))},
			{w.Round(h, n, 1), one(cross2.Round(h, n, 1))},
		} {
			if w.Err() != nil {
				t.Fatal(w.Err())
			}
			got, want := pair[0].Record(), pair[1].Record()
			if got.Check != want.Check {
				t.Errorf("got %s %s, want %s %s", got.Operation, got.Amount, want.Operation, want.Amount)
			}
		}
		core, err := e.Threshold("ratio.core.required")
		if err != nil {
			t.Fatal(err)
		}
		x := decimal.New(random.Int64N(3)+49, -2)
		if want, err := core.Met(x); err != nil || w.Met("ratio.core.required", x) != want {
			t.Errorf("%s: Met differs", x)
		}
	}
}

// An amount in fen is given as it is; a finer one is rounded, half away from zero.
func TestWorkings_Enter(t *testing.T) {
	for yuan, want := range map[string]string{"1.5": "1.5", "-1.25": "-1.25", "1.005": "1.01", "-1.005": "-1.01", "1.0049": "1"} {
		w := cross2.On(edition(t, "2022-03-31"))
		l := w.Enter("S05-1.3", cross2.Citation{Rule: "8", Article: "70"}, dec(yuan))
		operation := cross2.OpGiven
		if len(yuan) > 5 || yuan == "1.005" {
			operation = cross2.OpRound
		}
		if w.Err() != nil || l.Amount().String() != want || l.Operation() != operation || l.Head().Row != "S05-1.3" || l.Head().Citation.Article != "70" {
			t.Errorf("%s: got %s by %s, %v", yuan, l.Amount(), l.Operation(), w.Err())
		}
	}
	w := cross2.On(edition(t, "2022-03-31"))
	w.Enter("S05-1.3", cross2.Citation{}, decimal.New(1, 1<<30))
	wantText(t, w.Err(), "S05-1.3: has too many digits (got 1E1073741824)")
	w = cross2.On(edition(t, "2022-03-31"))
	w.Enter("S05-9", cross2.Citation{}, one)
	wantText(t, w.Err(), "must be a row of the sheets S01 to S05 of the quarterly return (got S05-9)")
}

func TestWorkings_keepsTheFirstError(t *testing.T) {
	e := edition(t, "2023-06-30")
	h := cross2.Head{English: "x", Chinese: "x"}
	for want, f := range map[string]func(w *cross2.Workings){
		"minimum.size.property: must not be asked for before": func(w *cross2.Workings) { w.Bracket("minimum.size.property", w.Given(h, decimal.Decimal{})) },
		"minimum.property.parts: must be":                     func(w *cross2.Workings) { w.Quadratic(h, "minimum.property", 2, w.Given(h, decimal.Decimal{})) },
		"must be a row of the sheets":                         func(w *cross2.Workings) { w.Row("S09-1", cross2.Citation{}) },
		"ratio.core: ":                                        func(w *cross2.Workings) { w.Met("ratio.core", decimal.Decimal{}) },
		"ratio.core.required: ":                               func(w *cross2.Workings) { w.Met("ratio.core.required", decimal.New(1, 1<<30)) },
		"amount: ":                                            func(w *cross2.Workings) { w.Given(h, decimal.New(1, 1<<30)) },
		"en: must not be empty":                               func(w *cross2.Workings) { w.Given(cross2.Head{}, decimal.Decimal{}) },
		"capital.debt.plain: ":                                func(w *cross2.Workings) { w.Bracket("capital.debt.plain", w.GivenNumber(h, decimal.New(-1, 0))) },
	} {
		w := cross2.On(e)
		f(w)
		if w.Err() == nil {
			t.Errorf("%s: no error", want)
			continue
		}
		first := w.Err().Error()
		if !strings.Contains(strings.ReplaceAll(first, "got ", ""), strings.TrimSuffix(want, ": ")) {
			t.Errorf("got %q, want %q", first, want)
		}
		if l := w.Sum(h, cross2.Line{}); !l.IsZero() || w.Err().Error() != first || w.Met("ratio.core.required", decimal.New(9, 0)) {
			t.Errorf("%s: a later line is made or its error kept", want)
		}
	}
	if w := cross2.On(nil); w.Err() == nil || w.Edition() == nil {
		t.Error("no edition: no error")
	}
}

// A line is accepted in its row or in none, and not elsewhere.
func TestWorkings_Accept(t *testing.T) {
	e := edition(t, "2026-03-31")
	row := func(code string) cross2.Head { return must[cross2.Head](t)(cross2.Row(code)) }
	for _, l := range []cross2.Line{must[cross2.Line](t)(cross2.Given(row("S05-1.4.1"), dec("0"))), yuan(t, "12.5")} {
		w := cross2.On(e)
		if got := w.Accept("spread", "S05-1.4.1", l); w.Err() != nil || !got.Amount().Equal(l.Amount()) {
			t.Errorf("got %s, %v", got.Amount(), w.Err())
		}
	}
	for _, tt := range []struct {
		l    cross2.Line
		want string
	}{
		{cross2.Line{}, "spread: must not be empty: a line of zero says that there is none"},
		{number(t, "1"), "spread: must be in yuan (got number)"},
		{must[cross2.Line](t)(cross2.Given(row("S05-1.4.2"), dec("1"))), "spread: must be row S05-1.4.1 of the return, or have no row (got S05-1.4.2)"},
		{yuan(t, "-0.01"), "spread: must not be negative (got -0.01)"},
	} {
		w := cross2.On(e)
		if got := w.Accept("spread", "S05-1.4.1", tt.l); !got.IsZero() {
			t.Errorf("got %s", got.Amount())
		}
		wantText(t, w.Err(), tt.want)
	}
}
