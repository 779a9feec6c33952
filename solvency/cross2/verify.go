package cross2

import (
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// Verify recomputes every line of the tree from its parts and returns the tree as a [Line]. A line whose amount is not what its
// operation gives, whose table or matrix is none, or that was changed in any other way since it was written is an error
// with its path:
//
//	parts[2].amount: must be 12.5, as its operation gives (got 13)
//
// Verify trusts the numbers of the rulebook that the tree carries; [Line.Against] compares them with an edition.
func (r Record) Verify() (Line, error) {
	if err := r.countLines(); err != nil {
		return Line{}, err
	}
	return r.verify()
}

// countLines refuses a tree that is too deep or too large before anything is computed.
func (r Record) countLines() error {
	lines := 0
	var walk func(r Record, depth int) bool
	walk = func(r Record, depth int) bool {
		lines++
		if depth > MaxDepth || lines > MaxLines {
			return false
		}
		return !slices.ContainsFunc(r.Parts, func(p Record) bool { return !walk(p, depth+1) })
	}
	if !walk(r, 1) {
		return cede.Invalid("", "", fmt.Sprintf("must not be deeper than %d or have more than %d lines", MaxDepth, MaxLines))
	}
	return nil
}

func (r Record) verify() (Line, error) {
	var errs []error
	parts := make([]Line, len(r.Parts))
	for i, part := range r.Parts {
		line, err := part.verify()
		parts[i] = line
		errs = append(errs, cede.At("parts", i, err))
	}
	if err := errors.Join(errs...); err != nil {
		return Line{}, err
	}
	n, err := r.node(parts)
	if err != nil {
		return Line{}, err
	}
	line, err := n.finish()
	if err != nil {
		return Line{}, err
	}
	switch {
	case !n.amount.Equal(r.Amount):
		return Line{}, cede.Invalid("amount", bound.Text(r.Amount), "must be "+bound.Text(n.amount)+", as its operation gives")
	case n.unit != r.Unit:
		return Line{}, cede.Invalid("unit", string(r.Unit), "must be "+string(n.unit)+", as its operation gives")
	}
	if want := r.check(); want != r.Check {
		return Line{}, cede.Invalid("check", r.Check, "must be "+want+", unless the line was changed")
	}
	return line, nil
}

// node returns the line before it is computed, once everything it needs is there and nothing else.
func (r Record) node(parts []Line) (*node, error) {
	n := &node{
		head: Head{Row: r.Row, English: r.English, Chinese: r.Chinese, Citation: r.Citation},
		op:   r.Operation, key: r.Key, places: r.Places, parts: parts,
		bands: slices.Clone(r.Table), rows: cloned(r.Matrix), of: r.Of,
	}
	var errs []error
	only := func(name string, there bool, owners ...Operation) {
		if mine := slices.Contains(owners, r.Operation); there && !mine {
			errs = append(errs, cede.Invalid(name, "", "must not be there for "+string(r.Operation)))
		} else if !there && mine {
			errs = append(errs, cede.Invalid(name, "", "must not be missing for "+string(r.Operation)))
		}
	}
	only("key", r.Key != "", OpFactor, OpBracket, OpQuadratic)
	if r.Key != "" {
		errs = append(errs, checkKey("key", r.Key))
	}
	only("of", r.Of != "", OpBracket)
	only("table", len(r.Table) > 0, OpBracket)
	only("matrix", len(r.Matrix) > 0, OpQuadratic)
	if r.Places != 0 && !slices.Contains([]Operation{OpQuotient, OpProportion, OpQuadratic, OpRound}, r.Operation) {
		only("places", true)
	}
	if r.Unit != Yuan && r.Unit != Number {
		errs = append(errs, cede.Invalid("unit", string(r.Unit), "must be yuan or number"))
	}
	if len(r.Table) > 0 {
		errs = append(errs, checkBands("table", r.Table))
	}
	if len(r.Matrix) > 0 {
		errs = append(errs, checkMatrix("matrix", r.Matrix))
	}
	errs = append(errs, bound.Check("amount", r.Amount))
	switch r.Operation {
	case OpGiven, OpFactor:
		n.unit, n.amount = r.Unit, r.Amount
	case OpBracket:
		n.result = r.Unit
		if r.Of != Yuan && r.Of != Number {
			errs = append(errs, cede.Invalid("of", string(r.Of), "must be yuan or number"))
		}
	case OpSum, OpDifference, OpProduct, OpQuotient, OpProportion, OpQuadratic, OpMin, OpMax, OpClamp, OpRound:
	}
	return n, errors.Join(errs...)
}

// Against compares every number of the rulebook that the tree uses with the edition: its factors, tables and
// matrices, and their units. One that differs, or that the edition does not have, is an error with its path.
func (l Line) Against(e *Edition) error {
	if e == nil {
		return cede.Invalid("", "", "must be an edition")
	}
	if l.n == nil {
		return nil
	}
	var errs []error
	differs := func(err error, same bool) {
		switch {
		case err != nil:
			errs = append(errs, err)
		case !same:
			errs = append(errs, cede.Invalid("key", l.n.key, "must have the value of the edition of "+e.date.String()))
		}
	}
	switch l.n.op {
	case OpFactor:
		f, err := e.Factor(l.n.key)
		differs(err, f.value.Equal(l.n.amount) && f.unit.line() == l.n.unit)
	case OpBracket:
		b, err := e.Brackets(l.n.key)
		differs(err, slices.EqualFunc(b.bands, l.n.bands, Band.equal) && b.of.line() == l.n.of && b.unit.line() == l.n.unit)
	case OpQuadratic:
		m, err := e.Matrix(l.n.key)
		differs(err, slices.EqualFunc(m.rows, l.n.rows, func(a, b []decimal.Decimal) bool {
			return slices.EqualFunc(a, b, decimal.Decimal.Equal)
		}))
	case OpGiven, OpSum, OpDifference, OpProduct, OpQuotient, OpProportion, OpMin, OpMax, OpClamp, OpRound:
	}
	for i, part := range l.n.parts {
		errs = append(errs, cede.At("parts", i, part.Against(e)))
	}
	return errors.Join(errs...)
}
