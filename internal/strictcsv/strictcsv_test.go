package strictcsv_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/strictcsv"
)

var errLimit = errors.New("limit")

// read returns the cells of all rows, and what ended them.
func read(text string, f strictcsv.Format) (rows []string, err error) {
	f.Name, f.Comma, f.ErrLimit = "t", ',', errLimit
	r := strictcsv.NewReader(strings.NewReader(text), f)
	cells, _, err := r.Header()
	for ; err == nil; cells, _, err = r.Row() {
		rows = append(rows, strings.Join(cells, "/"))
	}
	return rows, err
}

func TestReader(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		bytes, row int64
		rows       string
		err        string
	}{
		{"all there is", "\uFEFFa,b\n1,\"2,\n\"\n\n3,4", 100, 100, "a/b 1/2,\n 3/4", "EOF"},
		{"nothing", "", 100, 100, "", "t:1: must have a header"},
		{"a mark alone", "\uFEFF", 100, 100, "", "t:1: must have a header"},
		{"too few cells", "a,b\n1,2\n3\n", 100, 100, "a/b 1/2", "t:3: must have as many cells as the header, 2 (got 1)"},
		{"a quote inside", "a\nx\"y\n", 100, 100, "a", "t:2: must have quotes only around a whole cell, and double inside it"},
		{"not UTF-8", "a\n\xc3\n", 100, 100, "a", `t:2: must be valid UTF-8 (got \xc3)`},
		{"as many bytes as allowed", "a\n1\n", 4, 100, "a 1", "EOF"},
		{"a byte more", "a\n1\n", 3, 100, "", "t: limit: must be at most 3 bytes long"},
		{"a row as long as allowed", "a\n123\n", 100, 4, "a 123", "EOF"},
		{"a byte longer", "a\n1234\n", 100, 4, "a", "t: limit: must have rows of at most 4 bytes"},
	} {
		rows, err := read(tt.text, strictcsv.Format{MaxBytes: tt.bytes, MaxRow: tt.row})
		if got := strings.Join(rows, " "); got != tt.rows || err.Error() != tt.err {
			t.Errorf("%s: %q, %v, want %q, %s", tt.name, got, err, tt.rows, tt.err)
		}
	}
}

// endless is a row without end, and counts what is read of it.
type endless struct{ n int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.n += len(p)
	return len(p), nil
}

func TestReader_endless(t *testing.T) {
	source := &endless{}
	r := strictcsv.NewReader(source, strictcsv.Format{Name: "t", Comma: ',', MaxBytes: 1 << 62, MaxRow: 1 << 12, ErrLimit: errLimit})
	if _, line, err := r.Header(); !errors.Is(err, errLimit) || line != 0 {
		t.Errorf("%v in line %d", err, line)
	}
	if source.n > 1<<16 {
		t.Errorf("%d bytes were read", source.n)
	}
}

// broken fails after a row.
type broken struct{ rest io.Reader }

func (b broken) Read(p []byte) (int, error) {
	n, err := b.rest.Read(p)
	if err != nil {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestReader_fails(t *testing.T) {
	r := strictcsv.NewReader(broken{strings.NewReader("a\n1\n2")}, strictcsv.Format{Name: "t", Comma: ',', MaxBytes: 100, MaxRow: 100, ErrLimit: errLimit})
	if _, _, err := r.Header(); err != nil {
		t.Fatal(err)
	}
	if _, line, err := r.Row(); err != nil || line != 2 {
		t.Fatal(line, err)
	}
	if _, line, err := r.Row(); !errors.Is(err, io.ErrUnexpectedEOF) || line != 0 {
		t.Errorf("%v in line %d", err, line)
	}
}

func TestFormat_Place(t *testing.T) {
	f := strictcsv.Format{Name: "t"}
	if got := f.Place(3, "") + " " + f.Place(4, "x\n"); got != `t:3 t:4:x\n` {
		t.Error(got)
	}
}
