package cross2

import (
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Head says what a line is. The zero Head is not valid.
type Head struct {
	// Row is the row code of the official return, such as S05-1.3.2, or empty.
	Row string
	// English and Chinese are the name in both languages, each of at most 256 bytes.
	English, Chinese string
	// Citation is the article that demands the line, or no place.
	Citation Citation
}

func (h Head) validate() error {
	return errors.Join(
		printable("row", h.Row, maxWord, false),
		printable("en", h.English, maxName, true),
		printable("zh", h.Chinese, maxName, true),
		cede.In("citation", h.Citation.validate()))
}

// A Line is one figure with the way it was computed: its operation and the lines that this works on. A line
// that has parts is made only by the functions of this package that compute its amount from them, so it cannot
// disagree with its formula. It is immutable and safe for concurrent use. The zero Line is not valid.
type Line struct {
	n *node
}

// A node is the content of a line.
type node struct {
	head   Head
	op     Operation
	unit   Unit // Yuan or Number
	amount decimal.Decimal
	parts  []Line

	key    string              // factors, brackets, quadratic forms: of the edition
	places int32               // quotients, quadratic forms, roundings
	bands  []Band              // brackets
	of     Unit                // brackets: Yuan or Number
	result Unit                // brackets: Yuan or Number
	rows   [][]decimal.Decimal // quadratic forms

	depth, size int
}

const (
	// MaxDepth is how many lines may be within one another.
	MaxDepth = 30
	// MaxLines is how many lines a tree may have, each counted as often as it is printed.
	MaxLines = 100_000
)

// IsZero reports whether l is the zero Line.
func (l Line) IsZero() bool { return l.n == nil }

// Head returns what the line is.
func (l Line) Head() Head {
	if l.n == nil {
		return Head{}
	}
	return l.n.head
}

// Amount returns the figure: in yuan if the unit is [Yuan], exactly as its operation gives it.
func (l Line) Amount() decimal.Decimal {
	if l.n == nil {
		return decimal.Decimal{}
	}
	return l.n.amount
}

// Unit returns [Yuan] or [Number].
func (l Line) Unit() Unit {
	if l.n == nil {
		return ""
	}
	return l.n.unit
}

// Operation returns how the amount comes from the parts.
func (l Line) Operation() Operation {
	if l.n == nil {
		return ""
	}
	return l.n.op
}

// Parts returns the lines that the operation works on, in its order.
func (l Line) Parts() []Line {
	if l.n == nil {
		return nil
	}
	return slices.Clone(l.n.parts)
}

// Key returns the key of the factor, table or matrix of the edition that the line uses, or the
// empty string.
func (l Line) Key() string {
	if l.n == nil {
		return ""
	}
	return l.n.key
}

// finish computes and checks a line. The amount of a line without parts is given.
func (n *node) finish() (Line, error) {
	if err := n.head.validate(); err != nil {
		return Line{}, err
	}
	n.size = 1
	for i, part := range n.parts {
		if part.n == nil {
			return Line{}, cede.At("parts", i, cede.Invalid("", "", "must be a line made by a function of cross2"))
		}
		n.depth = max(n.depth, part.n.depth+1)
		n.size += part.n.size
		if n.size > MaxLines {
			return Line{}, cede.Invalid("parts", "", fmt.Sprintf("must not be more than %d lines", MaxLines))
		}
	}
	if n.depth >= MaxDepth {
		return Line{}, cede.Invalid("parts", "", fmt.Sprintf("must not be deeper than %d lines", MaxDepth))
	}
	if err := n.compute(); err != nil {
		return Line{}, err
	}
	amount, err := settle(n.amount)
	if err != nil {
		return Line{}, cede.In("amount", err)
	}
	n.amount = amount
	return Line{n}, nil
}

// Given returns a line of an amount in yuan that the user states.
func Given(h Head, yuan decimal.Decimal) (Line, error) { return given(h, yuan, Yuan) }

// GivenNumber returns a line of a figure that is no money, such as a ratio, that the user states.
func GivenNumber(h Head, x decimal.Decimal) (Line, error) { return given(h, x, Number) }

func given(h Head, x decimal.Decimal, unit Unit) (Line, error) {
	if err := bound.Check("amount", x); err != nil {
		return Line{}, err
	}
	n := &node{head: h, op: OpGiven, unit: unit, amount: x}
	return n.finish()
}
