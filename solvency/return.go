package solvency

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/life"
	"github.com/cedego/cede/solvency/market"
	"github.com/cedego/cede/solvency/nonlife"
	"github.com/cedego/cede/solvency/reinsurer"
)

// A Return is what a company stated in rows of the official quarterly return, such as a published quarter. It is immutable
// and safe for concurrent use. The zero Return states nothing.
type Return struct {
	rows   []string // in the order of the file
	stated map[string]decimal.Decimal
}

// ReadReturn reads a table of at most limit bytes, in CSV and UTF-8, with the header "row,amount" and one row of the sheets
// S01 to S05 in each line:
//
//	row,amount
//	S05-1.2.1,54172.39
//	S01-8,2.3535
//
// Amounts are in the scale, and are converted to yuan exactly; the ratios S01-6 and S01-8 are fractions. Errors name the line: a row that
// the return does not have or that is there twice, an amount that is no number or is out of bounds, a line of other than two cells.
func ReadReturn(r io.Reader, limit int64, scale cross2.Scale) (*Return, error) {
	data, err := strictjson.ReadAll(r, limit)
	if err != nil {
		return nil, err
	}
	if _, err := scale.ToYuan(decimal.Decimal{}); err != nil {
		return nil, cede.In("scale", err)
	}
	reader := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	reader.FieldsPerRecord = -1
	reader.ReuseRecord = true
	out := &Return{stated: map[string]decimal.Decimal{}}
	var errs []error
	for first := true; len(errs) < maxProblems; first = false {
		cells, err := reader.Read()
		if err == io.EOF {
			break
		}
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			errs = append(errs, cede.Invalid(place(broken.StartLine), "", "must have quotes only around a whole cell, and double inside it"))
			break
		}
		line, _ := reader.FieldPos(0)
		switch {
		case first && (len(cells) != 2 || cells[0] != "row" || cells[1] != "amount"):
			return nil, cede.Invalid(place(line), strictjson.Shown(strings.Join(cells, ",")), "must be the header row,amount")
		case first:
		case len(cells) != 2:
			errs = append(errs, cede.Invalid(place(line), strictjson.Shown(strings.Join(cells, ",")), "must have two cells"))
		default:
			errs = append(errs, cede.In(place(line), out.add(cells[0], cells[1], scale)))
		}
		errs = compact(errs)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if len(out.rows) == 0 {
		return nil, cede.Invalid("", "", "must have at least one row")
	}
	return out, nil
}

// maxProblems is how many problems of one table are reported.
const maxProblems = 100

// compact takes a last error away that is none.
func compact(errs []error) []error {
	if n := len(errs); n > 0 && errs[n-1] == nil {
		return errs[:n-1]
	}
	return errs
}

func place(line int) string { return fmt.Sprintf("line %d", line) }

func (r *Return) add(row, text string, scale cross2.Scale) error {
	if _, err := cross2.Row(row); err != nil {
		return cede.In("row", cede.Invalid("", strictjson.Shown(row), "must be a row of the sheets S01 to S05 of the quarterly return"))
	}
	if _, twice := r.stated[row]; twice {
		return cede.Invalid("row", row, "must not be there twice")
	}
	x, err := bound.Parse(text)
	if err == nil && !ratio(row) {
		x, err = scale.ToYuan(x)
	}
	if err != nil {
		return cede.In("amount", err)
	}
	r.rows = append(r.rows, row)
	r.stated[row] = x
	return nil
}

// ratio reports whether a row holds a ratio, not an amount.
func ratio(row string) bool { return row == "S01-6" || row == "S01-8" }

// Amount returns what is stated in a row, in yuan or for a ratio as a fraction, and whether
// anything is.
func (r *Return) Amount(row string) (decimal.Decimal, bool) {
	x, ok := r.stated[row]
	return x, ok
}

// Rows returns the codes of the rows stated, in the order of the table.
func (r *Return) Rows() []string { return slices.Clone(r.rows) }

// Company returns a company of that kind with the figures that the table states, ready for what it does not hold: total assets, the class of
// the rating, a tolerance, the factor Q where row S05-2 is not stated. A risk whose sub-risks are stated is computed from these; then all of them must
// be, with zero where there is none. Otherwise its total is taken as it is. Diversification and other rows that follow are not
// taken: [Return.Check] compares them with the report.
//
// Errors: a risk of which some sub-risks are stated and others not; a negative amount.
func (r *Return) Company(e *cross2.Edition, kind Kind) (Company, error) {
	if err := kind.Validate(); err != nil {
		return Company{}, cede.In("kind", err)
	}
	c := Company{Kind: kind}
	t := taker{r: r}
	if kind == Property {
		t.errs = append(t.errs, r.zero("S05-1.1", "S05-1.6"))
	}
	c.NonLife = t.risk("S05-1.2", func(parts []cross2.Line) (cross2.Line, error) {
		if kind == Reinsurer {
			return reinsurer.Total(e, parts[0], parts[1])
		}
		return nonlife.Total(e, parts[0], parts[1])
	}, "S05-1.2.1", "S05-1.2.2")
	if kind != Property {
		c.Life = t.risk("S05-1.1", func(parts []cross2.Line) (cross2.Line, error) {
			return life.Total(e, parts[0], parts[1], parts[2])
		}, "S05-1.1.1", "S05-1.1.2", "S05-1.1.3")
		c.Absorption = t.risk("S05-1.6", func(parts []cross2.Line) (cross2.Line, error) {
			head, err := cross2.Row("S05-1.6")
			if err != nil {
				return cross2.Line{}, err
			}
			return cross2.Min(head, parts...)
		}, "S05-1.6.1", "S05-1.6.2")
	}
	c.Market = t.risk("S05-1.3", func(parts []cross2.Line) (cross2.Line, error) {
		return market.Total(e, parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
	}, "S05-1.3.1", "S05-1.3.2", "S05-1.3.3", "S05-1.3.4", "S05-1.3.5", "S05-1.3.6")
	c.Credit = t.risk("S05-1.4", func(parts []cross2.Line) (cross2.Line, error) {
		return credit.Total(e, parts[0], parts[1])
	}, "S05-1.4.1", "S05-1.4.2")
	c.Control = t.line("S05-2")
	for row, yuan := range map[string]*decimal.Decimal{
		"S05-3.1": &c.Additional.Countercyclical, "S05-3.2": &c.Additional.Domestic,
		"S05-3.3": &c.Additional.Global, "S05-3.4": &c.Additional.Other,
	} {
		*yuan = r.stated[row]
	}
	c.Core1, c.Core2 = t.either("S02-1", "S01-3.1"), t.either("S02-2", "S01-3.2")
	c.Supplementary1, c.Supplementary2 = t.either("S02-3", "S01-3.3"), t.either("S02-4", "S01-3.4")
	c.Assets, c.Liabilities = t.line("S01-1"), t.line("S01-2")
	if err := errors.Join(t.errs...); err != nil {
		return Company{}, err
	}
	return c, nil
}

// zero refuses what is stated in the rows, or the rows below them, of business that a property company does not have.
func (r *Return) zero(rows ...string) error {
	var errs []error
	for _, row := range r.rows {
		under := slices.ContainsFunc(rows, func(top string) bool { return row == top || strings.HasPrefix(row, top+".") })
		if x := r.stated[row]; under && !x.IsZero() {
			errs = append(errs, cede.Invalid(row, bound.Text(x), "must be zero: a property company has no life business"))
		}
	}
	return errors.Join(errs...)
}

// A taker takes lines from a return and collects what is wrong.
type taker struct {
	r    *Return
	errs []error
}

// line returns the line of a row, or none where nothing is stated.
func (t *taker) line(row string) cross2.Line {
	x, ok := t.r.stated[row]
	if !ok {
		return cross2.Line{}
	}
	l, err := Given(row, x)
	t.errs = append(t.errs, err)
	return l
}

// either returns the line of the first of two rows for the same figure in which something is stated.
func (t *taker) either(row, other string) cross2.Line {
	if _, ok := t.r.stated[row]; !ok {
		if x, ok := t.r.stated[other]; ok {
			l, err := Given(row, x)
			t.errs = append(t.errs, err)
			return l
		}
	}
	return t.line(row)
}

// risk returns the total of a risk from its sub-risks if any is stated, or else as stated.
func (t *taker) risk(row string, total func(parts []cross2.Line) (cross2.Line, error), rows ...string) cross2.Line {
	var parts []cross2.Line
	var missing []error
	for _, part := range rows {
		l := t.line(part)
		switch {
		case l.IsZero():
			missing = append(missing, cede.Invalid(part, "", "must be stated, as other parts of "+row+" are: zero says that there is none"))
		case l.Amount().IsNegative():
			missing = append(missing, cede.Invalid(part, bound.Text(l.Amount()), "must not be negative"))
			parts = append(parts, l)
		default:
			parts = append(parts, l)
		}
	}
	if len(parts) == 0 {
		return t.line(row)
	}
	if err := errors.Join(missing...); err != nil {
		t.errs = append(t.errs, err)
		return cross2.Line{}
	}
	l, err := total(parts)
	t.errs = append(t.errs, err)
	return l
}

// Check compares what the table states with a report: every row that both have must be the same within the tolerance, in yuan, or for
// ratios within ratioTolerance. It joins an error for each row that is not, with the amount stated and the amount computed.
func (r *Return) Check(report *Report, tolerance, ratioTolerance decimal.Decimal) error {
	for _, err := range []error{bound.NotNegative("tolerance", tolerance), bound.NotNegative("ratioTolerance", ratioTolerance)} {
		if err != nil {
			return err
		}
	}
	var errs []error
	for _, row := range r.rows {
		l, ok := report.Row(row)
		if !ok {
			continue
		}
		within := tolerance
		if ratio(row) {
			within = ratioTolerance
		}
		if x := r.stated[row]; x.Sub(l.Amount()).Abs().GreaterThan(within) {
			errs = append(errs, cede.Invalid(row, bound.Text(x), "must be "+bound.Text(l.Amount())+" within "+bound.Text(within)+", as its parts give"))
		}
	}
	return errors.Join(errs...)
}
