package cross2

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// LineSchema names the form of a document that holds a tree of lines.
const LineSchema = "cede.line/1"

// A Record is a line as it stands in a document: data that may be wrong until [Record.Verify] has recomputed it. The
// zero Record is not valid.
type Record struct {
	_ [0]func()

	// Row is the row code of the official return, or empty.
	Row string `json:"row,omitzero"`
	// English is the name in English.
	English string `json:"en"`
	// Chinese is the name in Chinese.
	Chinese string `json:"zh"`
	// Amount is the figure, in yuan if Unit is [Yuan].
	Amount decimal.Decimal `json:"amount"`
	// Unit is [Yuan] or [Number].
	Unit Unit `json:"unit"`
	// Operation is how the amount comes from the parts.
	Operation Operation `json:"operation"`
	// Citation is the article that demands the line, or no place.
	Citation Citation `json:"citation,omitzero"`
	// Key is that of the factor, table or matrix used.
	Key string `json:"key,omitzero"`
	// Places is the number of decimal places, from 0 to 18, of a quotient, a quadratic form or a rounding.
	Places int32 `json:"places,omitzero"`
	// Of is the unit of the figure looked up, [Yuan] or [Number], of a bracket.
	Of Unit `json:"of,omitzero"`
	// Table is the table of a bracket.
	Table []Band `json:"table,omitzero"`
	// Matrix is the matrix of a quadratic form.
	Matrix [][]decimal.Decimal `json:"matrix,omitzero"`
	// Parts are the lines that the operation works on.
	Parts []Record `json:"parts,omitzero"`
	// Check is 16 hexadecimal digits that change with any other field and with the check of any part. It
	// finds slips; it is no signature.
	Check string `json:"check"`
}

// envelope is a document that holds a tree.
type envelope struct {
	Schema string `json:"schema"`
	Line   Record `json:"line"`
}

// Record returns the line as data, which shares nothing with the line.
func (l Line) Record() Record {
	if l.n == nil {
		return Record{}
	}
	r := l.n.record()
	for _, part := range l.n.parts {
		r.Parts = append(r.Parts, part.Record())
	}
	r.Check = r.check()
	return r
}

// record returns the line as data, without parts and check.
func (n *node) record() Record {
	r := Record{
		Row: n.head.Row, English: n.head.English, Chinese: n.head.Chinese, Citation: n.head.Citation,
		Amount: n.amount, Unit: n.unit, Operation: n.op,
		Key: n.key, Places: n.places, Table: slices.Clone(n.bands), Matrix: cloned(n.rows),
	}
	if n.op == OpBracket {
		r.Of = n.of
	}
	return r
}

// check computes the field Check.
func (r Record) check() string {
	h := sha256.New()
	for _, part := range r.Parts {
		h.Write([]byte(part.Check + "\n"))
	}
	r.Parts, r.Check = nil, ""
	text, err := strictjson.Marshal(r)
	if err != nil { // a record that cannot be written: it has no check
		return ""
	}
	h.Write(text)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// MarshalJSON returns the canonical document of the tree, which [Read] reads. The zero Line is an error.
func (l Line) MarshalJSON() ([]byte, error) {
	if l.n == nil {
		return nil, cede.Invalid("", "", "must be a line made by a function of cross2")
	}
	return strictjson.Marshal(envelope{LineSchema, l.Record()})
}

// Read reads the document of a tree, of at most limit bytes. It is strict: unknown, missing and doubled fields, wrong
// types, numbers beyond 38 digits or 18 places and trailing data are errors with their place. The figures are not
// yet recomputed; [Record.Verify] does that.
func Read(r io.Reader, limit int64) (Record, error) {
	data, err := strictjson.ReadAll(r, limit)
	if err != nil {
		return Record{}, err
	}
	var e envelope
	if err := strictjson.Unmarshal(data, &e); err != nil {
		return Record{}, err
	}
	if e.Schema != LineSchema {
		return Record{}, cede.Invalid("schema", strings.Clone(e.Schema), "must be "+LineSchema)
	}
	return e.Line, nil
}
