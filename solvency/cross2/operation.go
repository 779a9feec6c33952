package cross2

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// An Operation is how the amount of a line comes from its parts. The zero Operation is not valid.
type Operation string

const (
	// OpGiven is an amount that the user states.
	OpGiven Operation = "given"
	// OpFactor is a number of the rulebook.
	OpFactor Operation = "factor"
	// OpSum adds the parts.
	OpSum Operation = "sum"
	// OpDifference takes the other parts from the first.
	OpDifference Operation = "difference"
	// OpProduct multiplies the parts.
	OpProduct Operation = "product"
	// OpQuotient divides the first part by the second and rounds.
	OpQuotient Operation = "quotient"
	// OpProportion multiplies the first part by the second, divides by the third, and rounds.
	OpProportion Operation = "proportion"
	// OpQuadratic is the root of the quadratic form of the parts and a matrix, rounded.
	OpQuadratic Operation = "quadratic"
	// OpMin is the least part.
	OpMin Operation = "min"
	// OpMax is the greatest part.
	OpMax Operation = "max"
	// OpClamp brings the first part between the second and the third.
	OpClamp Operation = "clamp"
	// OpBracket looks the part up in a table.
	OpBracket Operation = "bracket"
	// OpRound rounds the part.
	OpRound Operation = "round"
)

// Fen is the number of decimal places of a line of the official return in yuan.
const Fen = 2

// Sum returns the sum of one or more parts of one unit, exactly.
func Sum(h Head, parts ...Line) (Line, error) { return combine(h, OpSum, parts) }

// Difference returns first less all the others, exactly. All are of one unit.
func Difference(h Head, first Line, others ...Line) (Line, error) {
	return combine(h, OpDifference, append([]Line{first}, others...))
}

// Product returns the product of one or more parts, exactly. One of them at most is in yuan, and then
// so is the product.
func Product(h Head, parts ...Line) (Line, error) { return combine(h, OpProduct, parts) }

// Quotient returns dividend / divisor, rounded once to the given number of places, half away from zero. Yuan by yuan is a
// number, yuan by a number is in yuan. A divisor of zero is an error.
func Quotient(h Head, dividend, divisor Line, places int32) (Line, error) {
	n := &node{head: h, op: OpQuotient, parts: []Line{dividend, divisor}, places: places}
	return n.finish()
}

// Proportion returns amount × part / whole, rounded once to the given number of places, half away from zero: no quotient is rounded
// before. Part and whole are of one unit and the result is in that of the amount. A whole of zero is an error.
func Proportion(h Head, amount, part, whole Line, places int32) (Line, error) {
	n := &node{head: h, op: OpProportion, parts: []Line{amount, part, whole}, places: places}
	return n.finish()
}

// Quadratic returns the aggregate of the parts by a correlation matrix, rounded once to the given number of
// places, half away from zero. The parts are of one unit, as many as the matrix has rows, in its order.
//
//	√(v · M · vᵀ), v = (part 1, ..., part n)
//
// The form is exact and the root is taken on integers. Source: Rule 2 Art. 15; the aggregation of a published quarter is
// worked in ExampleQuadratic.
func Quadratic(h Head, m Matrix, places int32, parts ...Line) (Line, error) {
	if h.Citation.IsZero() {
		h.Citation = m.citation
	}
	n := &node{head: h, op: OpQuadratic, key: m.key, rows: m.rows, parts: slices.Clone(parts), places: places}
	return n.finish()
}

// Min returns the least of one or more parts of one unit.
func Min(h Head, parts ...Line) (Line, error) { return combine(h, OpMin, parts) }

// Max returns the greatest of one or more parts of one unit.
func Max(h Head, parts ...Line) (Line, error) { return combine(h, OpMax, parts) }

// Clamp returns part, or lower if it is less than that, or upper if it is more than that. All are of
// one unit; a lower bound above the upper one is an error.
func Clamp(h Head, part, lower, upper Line) (Line, error) {
	return combine(h, OpClamp, []Line{part, lower, upper})
}

// Bracket returns what a table of brackets says of the part, exactly. A part that the table has no
// line for is an error. Without a citation of its own the line has that of the line of the table.
func Bracket(h Head, table Brackets, part Line) (Line, error) {
	if h.Citation.IsZero() {
		h.Citation = table.citation
		if band, ok := find(table.bands, part.Amount()); ok {
			h.Citation = table.cite(band)
		}
	}
	n := &node{
		head: h, op: OpBracket, key: table.key, parts: []Line{part},
		bands: table.bands, of: table.of.line(), result: table.unit.line(),
	}
	return n.finish()
}

// Round returns part rounded to the given number of places, half away from zero: with [Fen] places, to
// the fen, as a line of the official return is.
func Round(h Head, part Line, places int32) (Line, error) {
	n := &node{head: h, op: OpRound, parts: []Line{part}, places: places}
	return n.finish()
}

func combine(h Head, op Operation, parts []Line) (Line, error) {
	n := &node{head: h, op: op, parts: slices.Clone(parts)}
	return n.finish()
}

// compute sets the amount and the unit of a line from its parts, which are valid.
func (n *node) compute() error {
	if err := n.arity(); err != nil {
		return err
	}
	if n.places < 0 || n.places > bound.Places {
		return cede.Invalid("places", strconv.Itoa(int(n.places)), "must be from 0 to "+strconv.Itoa(bound.Places))
	}
	switch n.op {
	case OpGiven, OpFactor: // stated
		return nil
	case OpProduct:
		return n.product()
	case OpQuotient:
		return n.quotient()
	case OpProportion:
		return n.proportion()
	case OpBracket:
		return n.bracket()
	case OpSum, OpDifference, OpQuadratic, OpMin, OpMax, OpClamp, OpRound:
	}
	n.unit = n.parts[0].n.unit
	for i, part := range n.parts {
		if part.n.unit != n.unit {
			return cede.At("parts", i, cede.Invalid("unit", string(part.n.unit), "must be "+string(n.unit)+", as in the first part"))
		}
	}
	first := n.parts[0].n.amount
	n.amount = first
	switch n.op {
	case OpSum:
		for _, part := range n.parts[1:] {
			n.amount = n.amount.Add(part.n.amount)
		}
	case OpDifference:
		for _, part := range n.parts[1:] {
			n.amount = n.amount.Sub(part.n.amount)
		}
	case OpMin:
		for _, part := range n.parts[1:] {
			if part.n.amount.LessThan(n.amount) {
				n.amount = part.n.amount
			}
		}
	case OpMax:
		for _, part := range n.parts[1:] {
			if part.n.amount.GreaterThan(n.amount) {
				n.amount = part.n.amount
			}
		}
	case OpClamp:
		lower, upper := n.parts[1].n.amount, n.parts[2].n.amount
		switch {
		case lower.GreaterThan(upper):
			return cede.At("parts", 1, cede.Invalid("amount", bound.Text(lower), "must not be above the upper bound, "+bound.Text(upper)))
		case first.LessThan(lower):
			n.amount = lower
		case first.GreaterThan(upper):
			n.amount = upper
		}
	case OpRound:
		n.amount = first.Round(n.places)
	case OpQuadratic:
		amounts := make([]decimal.Decimal, len(n.parts))
		for i, part := range n.parts {
			amounts[i] = part.n.amount
		}
		n.amount = root(form(n.rows, amounts), n.places)
	case OpGiven, OpFactor, OpProduct, OpQuotient, OpProportion, OpBracket: // above
	}
	return nil
}

// arity refuses an operation that is unknown or has the wrong number of parts.
func (n *node) arity() error {
	least, most := 1, MaxLines
	switch n.op {
	case OpGiven, OpFactor:
		least, most = 0, 0
	case OpSum, OpDifference, OpProduct, OpMin, OpMax:
	case OpQuotient:
		least, most = 2, 2
	case OpClamp, OpProportion:
		least, most = 3, 3
	case OpBracket, OpRound:
		most = 1
	case OpQuadratic:
		if len(n.rows) == 0 {
			return cede.Invalid("matrix", "", "must be a matrix of an edition")
		}
		least, most = len(n.rows), len(n.rows)
	default:
		return cede.Invalid("operation", string(n.op), "must be an operation of cross2")
	}
	if got := len(n.parts); got < least || got > most {
		want := strconv.Itoa(least)
		if most != least {
			want = "at least " + want
		}
		return cede.Invalid("parts", strconv.Itoa(got), "must be "+want+" for "+string(n.op))
	}
	return nil
}

func (n *node) product() error {
	n.unit, n.amount = Number, one
	for i, part := range n.parts {
		if part.n.unit == Yuan {
			if n.unit == Yuan {
				return cede.At("parts", i, cede.Invalid("unit", string(Yuan), "must not be yuan in more than one part of a product"))
			}
			n.unit = Yuan
		}
		amount, err := settle(n.amount.Mul(part.n.amount))
		if err != nil {
			return cede.In("amount", err)
		}
		n.amount = amount
	}
	return nil
}

func (n *node) quotient() error {
	dividend, divisor := n.parts[0].n, n.parts[1].n
	switch {
	case divisor.amount.IsZero():
		return cede.At("parts", 1, cede.Invalid("amount", "0", "must not be zero in a divisor"))
	case dividend.unit == divisor.unit:
		n.unit = Number
	case divisor.unit == Number:
		n.unit = Yuan
	default:
		return cede.At("parts", 1, cede.Invalid("unit", string(Yuan), "must not be yuan where the dividend is a number"))
	}
	n.amount = dividend.amount.DivRound(divisor.amount, n.places)
	return nil
}

func (n *node) proportion() error {
	amount, part, whole := n.parts[0].n, n.parts[1].n, n.parts[2].n
	switch {
	case whole.unit != part.unit:
		return cede.At("parts", 2, cede.Invalid("unit", string(whole.unit), "must be "+string(part.unit)+", as in the second part"))
	case whole.amount.IsZero():
		return cede.At("parts", 2, cede.Invalid("amount", "0", "must not be zero in a whole"))
	}
	n.unit, n.amount = amount.unit, amount.amount.Mul(part.amount).DivRound(whole.amount, n.places)
	return nil
}

func (n *node) bracket() error {
	part := n.parts[0].n
	if len(n.bands) == 0 {
		return cede.Invalid("table", "", "must be a table of an edition")
	}
	if part.unit != n.of {
		return cede.At("parts", 0, cede.Invalid("unit", string(part.unit), "must be "+string(n.of)+", as in the table"))
	}
	band, ok := find(n.bands, part.amount)
	if !ok {
		return cede.At("parts", 0, cede.Invalid("amount", bound.Text(part.amount), "must be in "+span(n.bands)))
	}
	n.unit, n.amount = n.result, band.at(part.amount)
	return nil
}
