// Package strictcsv reads tables of CSV row by row, within limits of size. What is not a table is an error that says where.
package strictcsv

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// Format is how a table is written and how large it may be.
type Format struct {
	// Name is the table's in errors.
	Name string
	// Comma separates cells.
	Comma rune
	// MaxBytes is the greatest size of the table, MaxRow of one row. What is larger is an ErrLimit and ends the reading.
	MaxBytes, MaxRow int64
	ErrLimit         error
}

// Place names a row and, unless it is empty, a column of it.
func (f Format) Place(line int, column string) string {
	path := f.Name + ":" + strconv.Itoa(line)
	if column == "" {
		return path
	}
	return path + ":" + strictjson.Shown(column)
}

// A Reader reads a table.
type Reader struct {
	Format
	source *source
	csv    *csv.Reader
	width  int
	began  int64 // offset of the row being read
}

// NewReader reads nothing yet, but for a mark of UTF-8 at the beginning.
func NewReader(r io.Reader, f Format) *Reader {
	out := &Reader{Format: f, source: &source{r: r, total: f.MaxBytes}}
	out.source.refill(f.MaxRow)
	buffered := bufio.NewReader(out.source)
	if mark, err := buffered.Peek(len("\uFEFF")); err == nil && string(mark) == "\uFEFF" {
		_, _ = buffered.Discard(len(mark)) // what was peeked at is there
	}
	out.csv = csv.NewReader(buffered)
	out.csv.Comma = f.Comma
	out.csv.FieldsPerRecord = -1
	out.csv.ReuseRecord = true
	return out
}

// Header reads the first row. All others must have as many cells.
func (r *Reader) Header() (cells []string, line int, err error) {
	cells, line, err = r.read()
	if err == io.EOF { //nolint:errorlint // as read returns it
		return nil, 0, cede.Invalid(r.Place(1, ""), "", "must have a header")
	}
	r.width = len(cells)
	return cells, line, err
}

// Row returns the cells of the next row, which are valid until the next call, and the line where it begins, or io.EOF. An error
// without a line ends the reading.
func (r *Reader) Row() (cells []string, line int, err error) {
	cells, line, err = r.read()
	if err != nil {
		return nil, line, err
	}
	if len(cells) != r.width {
		return nil, line, cede.Invalid(r.Place(line, ""), "", fmt.Sprintf("must have as many cells as the header, %d (got %d)", r.width, len(cells)))
	}
	for _, text := range cells {
		if !utf8.ValidString(text) {
			return nil, line, cede.Invalid(r.Place(line, ""), strictjson.Shown(text), "must be valid UTF-8")
		}
	}
	return cells, line, nil
}

func (r *Reader) read() (cells []string, line int, err error) {
	r.source.refill(r.MaxRow)
	cells, err = r.csv.Read()
	began := r.began
	r.began = r.csv.InputOffset()
	invalid, broken := errors.AsType[*csv.ParseError](err)
	switch {
	case broken:
		return nil, invalid.StartLine, cede.Invalid(r.Place(invalid.StartLine, ""), "", "must have quotes only around a whole cell, and double inside it")
	case err == io.EOF: // what wraps it is no end
		return nil, 0, io.EOF
	case errors.Is(err, errTotal):
		return nil, 0, cede.In(r.Name, fmt.Errorf("%w: must be at most %d bytes long", r.ErrLimit, max(r.MaxBytes, 0)))
	case errors.Is(err, errRow):
		return nil, 0, r.longRow()
	case err != nil:
		return nil, 0, cede.In(r.Name, err)
	case r.began-began > r.MaxRow:
		return nil, 0, r.longRow()
	}
	line, _ = r.csv.FieldPos(0)
	return cells, line, nil
}

func (r *Reader) longRow() error {
	return cede.In(r.Name, fmt.Errorf("%w: must have rows of at most %d bytes", r.ErrLimit, r.MaxRow))
}

// A limitError is an error of a source, which reaches nobody as it is.
type limitError string

func (e limitError) Error() string { return string(e) }

const (
	errTotal limitError = "table is larger than the limit"
	errRow   limitError = "row is larger than the limit"
)

// A source is a reader with a limit for all and one for the time being, so that
// a row without end does not fill the memory.
type source struct {
	r          io.Reader
	total, row int64
	err        error // stays
}

const (
	// slack is more than what is read ahead of a row.
	slack = 2 * 4096
	// farthest keeps a limit with slack within 64 bits.
	farthest = 1 << 60
)

func (s *source) refill(row int64) { s.row = min(row, farthest) + slack }

func (s *source) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if s.row <= 0 {
		s.err = errRow
		return 0, s.err
	}
	// One byte beyond the limit of all tells whether there is more.
	p = p[:min(int64(len(p)), s.row, max(s.total, s.total+1))]
	n, err := s.r.Read(p)
	s.err = err
	s.row -= int64(n)
	if s.total -= int64(n); s.total < 0 {
		n, s.err = 0, errTotal
	}
	return n, s.err
}
