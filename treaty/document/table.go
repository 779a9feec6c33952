package document

import (
	"errors"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictcsv"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A column is a field that a table may state.
type column[T any] struct {
	name string // the JSON name; one that ends in a point stands for all that go on after it
	need need
	set  func(row *T, c cell) error // of a cell that is not empty
}

// A need is whether a table must have a column.
type need int

const (
	free   need = iota // no
	some               // this one or another
	needed             // yes, and something in every row
)

// A cell is what a table states of a field.
type cell struct {
	*format
	name string // what follows the point of the column's name
	text string
}

// A record is a row as read.
type record[T any] struct {
	row  T
	line int
}

// maxProblems is how many problems of one program, table or row are reported. More than that is no
// help, and a hostile document must not fill the memory with them.
const maxProblems = 100

// A table is being read.
type table[T any] struct {
	*format
	rows  *strictcsv.Reader
	cells []use[T]
}

// A use is a column of a table that is read into a field.
type use[T any] struct {
	column[T]
	field string // the column's name, with what follows its point
	index int
}

// open checks the mapping and reads the header.
func open[T any](r io.Reader, m Mapping, file string, columns []column[T]) (*table[T], error) {
	f, err := m.format(file)
	t := &table[T]{format: f}
	if err := errors.Join(err, t.choose(m, columns)); err != nil {
		return nil, err
	}
	t.rows = strictcsv.NewReader(r, strictcsv.Format{
		Name: t.file, Comma: t.comma, MaxBytes: t.maxBytes, MaxRow: t.maxRow, ErrLimit: treaty.ErrLimit,
	})
	header, line, err := t.rows.Header()
	if err != nil {
		return nil, err
	}
	return t, t.header(header, line, m, columns)
}

// find returns the column of a field.
func find[T any](columns []column[T], field string) (column[T], bool) {
	for _, c := range columns {
		if field == c.name || strings.HasSuffix(c.name, ".") && strings.HasPrefix(field, c.name) && field != c.name {
			return c, true
		}
	}
	return column[T]{}, false
}

// choose checks the fields of the mapping.
func (t *table[T]) choose(m Mapping, columns []column[T]) error {
	if len(m.Columns) == 0 {
		t.headers = make(map[string]string)
		return nil
	}
	var errs []error
	for _, field := range m.sortedColumns() {
		c, ok := find(columns, field)
		switch {
		case !ok || strings.HasSuffix(field, "."):
			errs = append(errs, cede.Invalid("columns", strictjson.Shown(field), "must be of fields among "+names(columns)))
		case m.Columns[field] == "":
			errs = append(errs, cede.Invalid("columns."+field, "", "must not be empty"))
		default:
			t.cells = append(t.cells, use[T]{column: c, field: field})
		}
	}
	for _, c := range columns {
		if _, ok := m.Columns[c.name]; c.need == needed && !ok {
			errs = append(errs, cede.Invalid("columns."+c.name, "", "must not be missing"))
		}
	}
	if missing := unmet(columns, m.Columns); missing != "" {
		errs = append(errs, cede.Invalid("columns", "", missing))
	}
	return errors.Join(errs...)
}

// unmet says which columns one is needed of, if there is none.
func unmet[T any](columns []column[T], have map[string]string) string {
	var list []column[T]
	for _, c := range columns {
		if _, ok := have[c.name]; c.need == some && ok {
			return ""
		}
		if c.need == some {
			list = append(list, c)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return "must have at least one of " + names(list)
}

// names lists the fields of a table.
func names[T any](columns []column[T]) string {
	list := make([]string, len(columns))
	for i, c := range columns {
		list[i] = c.name
		if strings.HasSuffix(c.name, ".") {
			list[i] += "NAME"
		}
	}
	return strings.Join(list, ", ")
}

// header finds the columns.
func (t *table[T]) header(header []string, line int, m Mapping, columns []column[T]) error {
	var p problems
	bad := func(name, reason string) { p.add(cede.Invalid(t.place(line, ""), strictjson.Shown(name), reason)) }
	at := make(map[string]int, len(header))
	for i, name := range header {
		if !utf8.ValidString(name) {
			bad(name, "must be valid UTF-8")
			return p.err() // an encoding that is not ours, and no header can be found
		}
		if _, twice := at[name]; twice && name != "" {
			bad(name, "must not have two columns of one name")
		}
		at[name] = i
	}
	if len(m.Columns) == 0 {
		for i, name := range header {
			c, ok := find(columns, name)
			switch {
			case ok && !strings.HasSuffix(name, "."):
				name = strings.Clone(name)
				t.headers[name] = name
				t.cells = append(t.cells, use[T]{column: c, field: name, index: i})
			default:
				reason := "must have columns among " + names(columns)
				if right := slices.IndexFunc(columns, func(c column[T]) bool { return c.name != name && strings.EqualFold(c.name, name) }); right >= 0 {
					reason = "must have a column spelled " + columns[right].name
				}
				bad(name, reason)
			}
		}
		for _, c := range columns {
			if _, ok := t.headers[c.name]; c.need == needed && !ok {
				p.add(cede.Invalid(t.place(line, "")+":"+c.name, "", "must not be missing"))
			}
		}
		if missing := unmet(columns, t.headers); missing != "" {
			bad("", missing)
		}
		return p.err()
	}
	used := make(map[string]bool, len(t.cells))
	for i := range t.cells {
		name := t.headers[t.cells[i].field]
		index, ok := at[name]
		if !ok {
			p.add(cede.Invalid(t.place(line, t.cells[i].field), "", "must not be missing"))
		}
		t.cells[i].index = index
		used[name] = true
	}
	for _, name := range header {
		if m.Strict && !used[name] {
			bad(name, "must not have a column that is not mapped")
		}
	}
	return p.err()
}

// records reads row by row. A row with problems is yielded with what could be read of it; what
// ends the reading is yielded without a line.
func (t *table[T]) records() iter.Seq2[record[T], error] {
	return func(yield func(record[T], error) bool) {
		for {
			one, err := t.next()
			if err == io.EOF { //nolint:errorlint // as Row returns it
				return
			}
			if !yield(one, err) || one.line == 0 {
				return
			}
		}
	}
}

// next reads a row.
func (t *table[T]) next() (record[T], error) {
	cells, line, err := t.rows.Row()
	out := record[T]{line: line}
	if err != nil {
		return out, err
	}
	var p problems
	for i := range t.cells {
		c := &t.cells[i]
		text := cells[c.index]
		var err error
		switch {
		case text != "":
			err = c.set(&out.row, cell{format: t.format, name: c.field[min(len(c.name), len(c.field)):], text: text})
		case c.need == needed:
			err = cede.Invalid("", "", "must not be empty")
		}
		if err != nil {
			p.add(cede.In(t.place(line, c.field), err))
		}
	}
	return out, p.err()
}

// problems are what is wrong with a table, or with a program that was read.
type problems struct {
	list []error
	more bool
}

// add notes an error, or the parts of one that joins several.
func (p *problems) add(err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, part := range joined.Unwrap() {
			p.add(part)
		}
		return
	}
	switch {
	case err == nil:
	case len(p.list) < maxProblems:
		p.list = append(p.list, err)
	default:
		p.more = true
	}
}

func (p *problems) err() error {
	if !p.more {
		return errors.Join(p.list...)
	}
	return errors.Join(append(p.list, cede.Invalid("", "", "has more problems than the "+strconv.Itoa(maxProblems)+" reported"))...)
}

// text sets a text.
func text[T any](into func(*T) *string) func(*T, cell) error {
	return func(row *T, c cell) error {
		*into(row) = strings.Clone(c.text) // not the whole row with it
		return nil
	}
}

// items sets a list.
func items[T any](into func(*T) *[]string) func(*T, cell) error {
	return func(row *T, c cell) error {
		list := strings.Split(strings.Clone(c.text), c.separator)
		if slices.Contains(list, "") {
			return cede.Invalid("", strictjson.Shown(c.text), "must not have an empty item")
		}
		*into(row) = list
		return nil
	}
}

// amount sets a number.
func amount[T any](into func(*T) *decimal.Decimal) func(*T, cell) error {
	return func(row *T, c cell) (err error) {
		*into(row), err = c.amount(c.text)
		return err
	}
}

// optional sets a number that may be absent.
func optional[T any](into func(*T) **decimal.Decimal) func(*T, cell) error {
	return func(row *T, c cell) error {
		d, err := c.amount(c.text)
		*into(row) = &d
		return err
	}
}

// date sets a day.
func date[T any](into func(*T) *cede.Date) func(*T, cell) error {
	return func(row *T, c cell) (err error) {
		*into(row), err = c.date(c.text)
		return err
	}
}
