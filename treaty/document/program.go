package document

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

// The schemas of documents. A later form that readers of this one could not read
// will have another number.
const (
	// ProgramSchema is the schema of a program.
	ProgramSchema = "cede.program/1"
	// BookSchema is the schema of a book.
	BookSchema = "cede.book/1"
)

// DefaultLimit is a limit for documents and tables that leaves room for a program of 100,000 layers
// and for a book of some 100,000 losses: 64 MiB.
const DefaultLimit = 64 << 20

// A programDocument is a program with its schema.
type programDocument struct {
	Schema programSchema `json:"schema"`
	treaty.Spec
}

type programSchema struct{}

func (programSchema) MarshalText() ([]byte, error)     { return []byte(ProgramSchema), nil }
func (*programSchema) UnmarshalText(text []byte) error { return checkSchema(ProgramSchema, text) }

func checkSchema(want string, got []byte) error {
	if string(got) == want {
		return nil
	}
	return cede.Invalid("", string(got), "must be "+want)
}

// ReadProgram reads a program from a JSON document of at most limit bytes; a
// larger one is a [treaty.ErrLimit].
//
// The error joins every problem of form, as the package describes; then the program is
// empty. Without one it joins what [treaty.Spec.Validate] finds, with the same paths; then the program
// is what was read. Either way it has up to 100 problems.
func ReadProgram(r io.Reader, limit int64) (treaty.Spec, error) {
	var d programDocument
	if err := read(r, limit, &d); err != nil {
		return treaty.Spec{}, err
	}
	var p problems
	p.add(d.Validate())
	return d.Spec, p.err()
}

// WriteProgram writes the canonical document of a program, indented by two spaces and
// ending in a newline. What is read from it and written again is the same, byte for byte.
//
// The program need not be valid. What cannot be in a document is an error and nothing is written: a
// section whose terms are nil or a pointer, a decimal of more than 18 places or 38 digits, a text that is not UTF-8.
func WriteProgram(w io.Writer, spec treaty.Spec) error {
	return write(w, programDocument{Spec: spec.Canonical()})
}

// Digest returns the SHA-256 of the canonical document of a program without any space
// between its tokens, in hexadecimal. Programs that are equal ([treaty.Spec.Equal]) have
// one digest. Its errors are those of [WriteProgram].
func Digest(spec treaty.Spec) (string, error) {
	return digest(programDocument{Spec: spec.Canonical()})
}

func digest(d any) (string, error) {
	text, err := strictjson.Marshal(d)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// read decodes a document of at most limit bytes into d.
func read(r io.Reader, limit int64, d any) error {
	data, err := strictjson.ReadAll(r, limit)
	if errors.Is(err, strictjson.ErrTooLarge) {
		return tooLarge(limit)
	}
	if err != nil {
		return err
	}
	terms := make(map[string]func(strictjson.Raw) (any, error))
	for _, k := range slices.Concat(proportional.Kinds(), xol.Kinds()) {
		terms[k.Name] = func(raw strictjson.Raw) (any, error) { return k.Decode(raw.Unmarshal) }
	}
	account := proportional.AccountKind()
	decoder := strictjson.Decoder{Kinds: map[reflect.Type]map[string]func(strictjson.Raw) (any, error){
		reflect.TypeFor[treaty.Terms](): terms,
		reflect.TypeFor[treaty.AccountTerms](): {
			account.Name: func(raw strictjson.Raw) (any, error) { return account.Decode(raw.Unmarshal) },
		},
	}}
	return schemaFirst(decoder.Unmarshal(data, d))
}

func tooLarge(limit int64) error {
	return fmt.Errorf("%w: must be at most %d bytes long", treaty.ErrLimit, max(limit, 0))
}

// schemaFirst returns the problem of the schema alone, if there is one: what is wrong with
// the rest of the document then follows from it.
func schemaFirst(err error) error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	for _, part := range joined.Unwrap() {
		if invalid, ok := errors.AsType[*cede.InvalidError](part); ok && invalid.Path == "schema" {
			return part
		}
	}
	return err
}

func write(w io.Writer, d any) error {
	text, err := strictjson.Marshal(d)
	if err != nil {
		return err
	}
	_, err = w.Write(append(strictjson.Indent(text), '\n'))
	return err
}
