package cross2

import (
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// Workings make lines one after another with the figures of one edition and keep the first error, so that a computation reads
// like its formula: after it, every further line is the zero Line, and [Workings.Err] says what went wrong. The zero Workings is
// not valid; it is not safe for concurrent use.
//
//	w := cross2.On(edition)
//	risk := w.Product(head, w.Given(exposure, yuan), w.Factor("nonlife.property.premium.factor"))
//	return risk, w.Err()
type Workings struct {
	edition *Edition
	factors map[string]Line // that were asked for before
	err     error
}

// On returns workings with the figures of an edition.
func On(e *Edition) *Workings {
	w := &Workings{edition: e, factors: map[string]Line{}}
	if e == nil {
		w.edition = new(Edition)
		w.err = cede.Invalid("edition", "", "must be an edition")
	}
	return w
}

// Edition returns the edition.
func (w *Workings) Edition() *Edition { return w.edition }

// Err returns the first error, or nil.
func (w *Workings) Err() error { return w.err }

// Fail keeps err if it is the first error that is not nil, and returns [Workings.Err].
func (w *Workings) Fail(err error) error {
	if w.err == nil {
		w.err = err
	}
	return w.err
}

// Take returns a line that was made elsewhere, and keeps its error.
func (w *Workings) Take(l Line, err error) Line {
	if w.Fail(err) != nil {
		return Line{}
	}
	return l
}

// line makes a line unless there was an error before.
func (w *Workings) line(f func() (Line, error)) Line {
	if w.err != nil {
		return Line{}
	}
	return w.Take(f())
}

// Row returns the head of a row of the official return with its source, see [Row].
func (w *Workings) Row(code string, source Citation) Head {
	head, err := Row(code)
	_ = w.Fail(err)
	head.Citation = source
	return head
}

// Enter returns an amount in yuan that the user states for a row of the official return, rounded to the fen where it
// is finer.
func (w *Workings) Enter(row string, source Citation, yuan decimal.Decimal) Line {
	head := w.Row(row, source)
	if err := bound.Check(row, yuan); err != nil {
		_ = w.Fail(err)
		return Line{}
	}
	if yuan.Equal(yuan.Truncate(Fen)) {
		return w.Given(head, yuan)
	}
	stated := head
	stated.Row = ""
	return w.Round(head, w.Given(stated, yuan), Fen)
}

// Accept returns a line that a user hands over for a row of the official return: in that row or in none, in yuan and not negative. Errors have
// the path name.
func (w *Workings) Accept(name, row string, l Line) Line {
	return w.line(func() (Line, error) {
		switch got := l.Head().Row; {
		case l.IsZero():
			return Line{}, cede.Invalid(name, "", "must not be empty: a line of zero says that there is none")
		case l.Unit() != Yuan:
			return Line{}, cede.Invalid(name, string(l.Unit()), "must be in yuan")
		case got != "" && got != row:
			return Line{}, cede.Invalid(name, got, "must be row "+row+" of the return, or have no row")
		case l.Amount().IsNegative():
			return Line{}, cede.Invalid(name, bound.Text(l.Amount()), "must not be negative")
		}
		return l, nil
	})
}

// Given is [Given].
func (w *Workings) Given(h Head, yuan decimal.Decimal) Line {
	return w.line(func() (Line, error) { return Given(h, yuan) })
}

// GivenNumber is [GivenNumber].
func (w *Workings) GivenNumber(h Head, x decimal.Decimal) Line {
	return w.line(func() (Line, error) { return GivenNumber(h, x) })
}

// Factor returns the factor of that key as a line.
func (w *Workings) Factor(key string) Line {
	if l, ok := w.factors[key]; ok && w.err == nil {
		return l
	}
	l := w.line(func() (Line, error) {
		f, err := w.edition.Factor(key)
		if err != nil {
			return Line{}, err
		}
		return f.Line()
	})
	w.factors[key] = l
	return l
}

// Bracket returns what the table of that key says of part, under the name of the table; errors of the part name the key.
func (w *Workings) Bracket(key string, part Line) Line {
	return w.line(func() (Line, error) {
		table, err := w.edition.Brackets(key)
		if err != nil {
			return Line{}, err
		}
		l, err := Bracket(Head{English: table.Name(English), Chinese: table.Name(Chinese)}, table, part)
		return l, cede.In(key, err)
	})
}

// Quadratic is [Quadratic] with the matrix of that key.
func (w *Workings) Quadratic(h Head, key string, places int32, parts ...Line) Line {
	return w.line(func() (Line, error) {
		m, err := w.edition.Matrix(key)
		if err != nil {
			return Line{}, err
		}
		l, err := Quadratic(h, m, places, parts...)
		return l, cede.In(key, err)
	})
}

// Met reports whether x meets the threshold of that key, see [Threshold.Met]; after an error it
// is false.
func (w *Workings) Met(key string, x decimal.Decimal) bool {
	if w.err != nil {
		return false
	}
	t, err := w.edition.Threshold(key)
	if w.Fail(err) != nil {
		return false
	}
	met, err := t.Met(x)
	return w.Fail(cede.In(key, err)) == nil && met
}

// Sum is [Sum].
func (w *Workings) Sum(h Head, parts ...Line) Line {
	return w.line(func() (Line, error) { return Sum(h, parts...) })
}

// Difference is [Difference].
func (w *Workings) Difference(h Head, first Line, others ...Line) Line {
	return w.line(func() (Line, error) { return Difference(h, first, others...) })
}

// Product is [Product].
func (w *Workings) Product(h Head, parts ...Line) Line {
	return w.line(func() (Line, error) { return Product(h, parts...) })
}

// Quotient is [Quotient].
func (w *Workings) Quotient(h Head, dividend, divisor Line, places int32) Line {
	return w.line(func() (Line, error) { return Quotient(h, dividend, divisor, places) })
}

// Proportion is [Proportion].
func (w *Workings) Proportion(h Head, amount, part, whole Line, places int32) Line {
	return w.line(func() (Line, error) { return Proportion(h, amount, part, whole, places) })
}

// Min is [Min].
func (w *Workings) Min(h Head, parts ...Line) Line {
	return w.line(func() (Line, error) { return Min(h, parts...) })
}

// Max is [Max].
func (w *Workings) Max(h Head, parts ...Line) Line {
	return w.line(func() (Line, error) { return Max(h, parts...) })
}

// Clamp is [Clamp].
func (w *Workings) Clamp(h Head, part, lower, upper Line) Line {
	return w.line(func() (Line, error) { return Clamp(h, part, lower, upper) })
}

// Round is [Round].
func (w *Workings) Round(h Head, part Line, places int32) Line {
	return w.line(func() (Line, error) { return Round(h, part, places) })
}
