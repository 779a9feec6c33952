package document

import (
	"io"

	"github.com/cedego/cede/treaty"
)

// A bookDocument is a book with its schema.
type bookDocument struct {
	Schema bookSchema `json:"schema"`
	treaty.BookSpec
}

type bookSchema struct{}

func (bookSchema) MarshalText() ([]byte, error)     { return []byte(BookSchema), nil }
func (*bookSchema) UnmarshalText(text []byte) error { return checkSchema(BookSchema, text) }

// ReadBook reads a book from a JSON document of at most limit bytes; a larger one is a [treaty.ErrLimit].
//
// The error joins every problem of form, as the package describes; then the book is
// empty. What the book says is checked by [treaty.NewBook], with the same paths.
func ReadBook(r io.Reader, limit int64) (treaty.BookSpec, error) {
	var d bookDocument
	if err := read(r, limit, &d); err != nil {
		return treaty.BookSpec{}, err
	}
	return d.BookSpec, nil
}

// WriteBook writes the canonical document of a book, indented by two spaces and ending in a newline. What
// is read from it and written again is the same, byte for byte. Rows keep their order, and
// what a row does not state is left out.
//
// The book need not be valid. What cannot be in a document is an error and nothing is written:
// a decimal of more than 18 places or 38 digits, a text that is not UTF-8.
func WriteBook(w io.Writer, spec treaty.BookSpec) error {
	return write(w, bookDocument{BookSpec: spec.Canonical()})
}
