package simulation

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/shopspring/decimal"
)

// A TableWriter writes a year-event-loss table as text that [ReadTable] reads, part by part. It has the columns of the first part; others must have the same.
//
// The zero TableWriter is not valid; see [NewTableWriter].
type TableWriter struct {
	lines *lines
	first *Table
	years int // that were written
}

// NewTableWriter returns a writer of tables.
func NewTableWriter(w io.Writer) *TableWriter { return &TableWriter{lines: newLines(w)} }

// Years returns the number of years written, which the reader has to be told.
func (w *TableWriter) Years() int {
	if w == nil {
		return 0
	}
	return w.years
}

// Write writes a table whose years follow those that were written before. Currency and scale, and which columns there are, must be as in the first table.
func (w *TableWriter) Write(t Table) error {
	if w == nil || w.lines == nil {
		return cede.Invalid("writer", "", "must be made by NewTableWriter")
	}
	if err := errors.Join(t.Validate(), readable(t.Risks)); err != nil {
		return err
	}
	if w.first == nil {
		w.first = &Table{Currency: t.Currency, Scale: new(t.Places()), Event: t.Event, Risk: t.Risk, Day: t.Day}
		w.lines.name(true, "year")
		w.lines.name(t.Event != nil, "event")
		w.lines.name(t.Risk != nil, "risk")
		w.lines.name(t.Day != nil, "day")
		w.lines.name(true, "loss")
		if err := w.lines.end(); err != nil {
			return err
		}
	}
	if err := w.same(&t); err != nil {
		return err
	}
	for y := range t.Ends {
		from, to := t.Year(y + 1)
		for row := from; row < to; row++ {
			w.lines.number(int64(w.years + y + 1))
			if t.Event != nil {
				w.lines.optional(t.Event[row])
			}
			if t.Risk != nil {
				w.lines.risk(t.Risks, t.Risk[row])
			}
			if t.Day != nil {
				w.lines.number(int64(t.Day[row]))
			}
			w.lines.amount(t.Loss[row], t.Places())
			if err := w.lines.end(); err != nil {
				return err
			}
		}
	}
	w.years += len(t.Ends)
	return nil
}

func (w *TableWriter) same(t *Table) error {
	for _, x := range []struct {
		name        string
		first, here bool
	}{
		{"event", w.first.Event != nil, t.Event != nil}, {"risk", w.first.Risk != nil, t.Risk != nil}, {"day", w.first.Day != nil, t.Day != nil},
	} {
		if x.first != x.here {
			return cede.Invalid(x.name, "", "must be there in all parts of a table or in none")
		}
	}
	if t.Currency != w.first.Currency {
		return cede.Invalid("currency", string(t.Currency), "must be that of the first part, "+string(w.first.Currency))
	}
	if t.Places() != w.first.Places() {
		return cede.Invalid("scale", strconv.Itoa(t.Places()), "must be that of the first part, "+strconv.Itoa(w.first.Places()))
	}
	return nil
}

// Flush writes what is held back. Without it the end of the text may be missing.
func (w *TableWriter) Flush() error {
	if w == nil || w.lines == nil {
		return cede.Invalid("writer", "", "must be made by NewTableWriter")
	}
	return w.lines.flush()
}

// readable refuses ids that would not be read again as they are.
func readable(risks []string) error {
	const longest = 1000
	for i, id := range risks {
		if len(id) > longest || !utf8.ValidString(id) || strings.ContainsAny(id, "\r\n") {
			return cede.At("risks", i, cede.Invalid("", strictjson.Shown(id), "must be UTF-8 of at most 1000 bytes on one line to be written"))
		}
	}
	return nil
}

// WriteCSV writes the table as text that [ReadTable] reads.
func (t Table) WriteCSV(w io.Writer) error {
	out := NewTableWriter(w)
	if err := out.Write(t); err != nil {
		return err
	}
	return out.Flush()
}

// WriteCSV writes the table as text that [ReadYearEvents] reads.
func (y YearEvents) WriteCSV(w io.Writer) error {
	if err := y.Validate(); err != nil {
		return err
	}
	l := newLines(w)
	l.name(true, "year")
	l.name(true, "event")
	l.name(y.Day != nil, "day")
	if err := l.end(); err != nil {
		return err
	}
	for year := range y.Ends {
		from, to := y.Year(year + 1)
		for row := from; row < to; row++ {
			l.number(int64(year + 1))
			l.number(int64(y.Event[row]))
			if y.Day != nil {
				l.number(int64(y.Day[row]))
			}
			if err := l.end(); err != nil {
				return err
			}
		}
	}
	return l.flush()
}

// WriteCSV writes the table as text that [ReadEventLosses] reads.
func (e EventLosses) WriteCSV(w io.Writer) error {
	if err := errors.Join(e.Validate(), readable(e.Risks)); err != nil {
		return err
	}
	l := newLines(w)
	l.name(true, "event")
	l.name(e.Risk != nil, "risk")
	l.name(true, "loss")
	if err := l.end(); err != nil {
		return err
	}
	for row := range e.Loss {
		l.number(int64(e.Event[row]))
		if e.Risk != nil {
			l.risk(e.Risks, e.Risk[row])
		}
		l.amount(e.Loss[row], e.Places())
		if err := l.end(); err != nil {
			return err
		}
	}
	return l.flush()
}

// WriteCSV writes the table as text that [ReadYearLosses] reads, with a row for every year.
func (y YearLosses) WriteCSV(w io.Writer) error {
	if err := y.Validate(); err != nil {
		return err
	}
	l := newLines(w)
	l.name(true, "year")
	l.name(true, "loss")
	if err := l.end(); err != nil {
		return err
	}
	for year, x := range y.Loss {
		l.number(int64(year + 1))
		l.amount(x, y.Places())
		if err := l.end(); err != nil {
			return err
		}
	}
	return l.flush()
}

// Lines are written cell by cell.
type lines struct {
	csv   *csv.Writer
	cells []string
	err   error // stays
}

func newLines(w io.Writer) *lines { return &lines{csv: csv.NewWriter(w)} }

// name writes the name of a column that is there.
func (l *lines) name(there bool, name string) {
	if there {
		l.cells = append(l.cells, name)
	}
}

func (l *lines) number(n int64) { l.cells = append(l.cells, strconv.FormatInt(n, 10)) }

// optional writes a number, and nothing for -1.
func (l *lines) optional(n int32) {
	if n < 0 {
		l.cells = append(l.cells, "")
		return
	}
	l.number(int64(n))
}

func (l *lines) risk(ids []string, n int32) {
	if n < 0 {
		l.cells = append(l.cells, "")
		return
	}
	l.cells = append(l.cells, ids[n])
}

func (l *lines) amount(x int64, places int) {
	l.cells = append(l.cells, decimal.New(x, -int32(places)).StringFixed(int32(places)))
}

// end writes the line.
func (l *lines) end() error {
	if l.err == nil {
		l.err = l.csv.Write(l.cells)
	}
	l.cells = l.cells[:0]
	return l.err
}

func (l *lines) flush() error {
	l.csv.Flush()
	if l.err == nil {
		l.err = l.csv.Error()
	}
	return l.err
}
