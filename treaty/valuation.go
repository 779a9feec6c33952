package treaty

import (
	"errors"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// Figures are what losses stand at, by row and in minor units: paid and outstanding together, with their
// part of expense, and paid alone, with its part.
type figures struct {
	// at is the day of valuation; zero is after all.
	at                                   cede.Date
	incurred, expense, paid, paidExpense []int64
	// deflated are by index clause, see [binding.deflate].
	deflated []deflated
}

func newFigures(n int) *figures {
	return &figures{incurred: make([]int64, n), expense: make([]int64, n), paid: make([]int64, n), paidExpense: make([]int64, n)}
}

// value returns what each loss stands at on a day, at the last position not after it; a zero day is
// after all.
func (t *lossTable) value(scale int, round bool, at cede.Date) (*figures, error) {
	p := new(problems)
	n := t.len()
	f := newFigures(n)
	f.at = at
	for row := range n {
		k, err := t.position(row, at)
		if err != nil {
			p.add(cede.At("losses", int(t.origin[row]), err))
			continue
		}
		if k < 0 {
			continue // not known by then
		}
		rate, err := t.rate(row, k)
		if err != nil {
			p.add(cede.At("losses", int(t.origin[row]), err))
			continue
		}
		if err := t.positions[k].value(f, row, scale, round, rate); err != nil {
			p.add(cede.At("losses", int(t.origin[row]), cede.At("positions", int(k-t.first[row]), err)))
		}
	}
	return f, p.err()
}

// settledBy returns the days on which losses were settled, of those that were by a day; a zero day is after all.
func (t *lossTable) settledBy(at cede.Date) []cede.Date {
	if at.IsZero() {
		return t.settled
	}
	out := slices.Clone(t.settled)
	for row := range out {
		if out[row].After(at) {
			out[row] = cede.Date{}
		}
	}
	return out
}

// position returns the last position of a loss that is not after a day, or -1.
func (t *lossTable) position(row int, at cede.Date) (int32, error) {
	last := t.first[row+1] - 1
	if at.IsZero() {
		return last, nil
	}
	for k := last; k >= t.first[row]; k-- {
		switch day := t.positions[k].at; {
		case day.IsZero():
			return 0, cede.At("positions", 0, cede.Invalid("at", "", "must not be empty where losses are valued at a date"))
		case !day.After(at):
			return k, nil
		}
	}
	return -1, nil
}

// value sets the figures of a row. Salvage lowers what a loss stands at, and what is paid of it, indemnity first.
func (p *position) value(f *figures, row, scale int, round bool, rate fixed.Ratio) error {
	var problems error
	minor := func(name string, a amount) int64 {
		if a.coef == 0 {
			return 0
		}
		n, err := a.minor(name, scale, round)
		if rate.Sign() != 0 {
			n, err = a.converted(name, scale, rate)
		}
		if err != nil {
			problems = errors.Join(problems, err)
		}
		return n
	}
	paid, outstanding := minor("paid", p.paid), minor("outstanding", p.outstanding)
	paidExpense, outstandingExpense := minor("paidExpense", p.paidExpense), minor("outstandingExpense", p.outstandingExpense)
	back := minor("salvage", p.back)
	if problems != nil {
		return problems
	}
	var sum int64
	for _, part := range [...]struct {
		name   string
		amount int64
	}{{"paid", paid}, {"outstanding", outstanding}, {"paidExpense", paidExpense}, {"outstandingExpense", outstandingExpense}} {
		var ok bool
		if sum, ok = fixed.Add(sum, part.amount); !ok {
			return cede.Invalid(part.name, "", "must add up to 64 bits of minor units")
		}
	}
	expense := paidExpense + outstandingExpense
	// Rounding on entry may lift the salvage above the rest.
	f.incurred[row] = max(sum-back, 0)
	f.expense[row] = min(expense, f.incurred[row])
	f.paid[row] = max(paid+paidExpense-back, 0)
	f.paidExpense[row] = min(paidExpense, f.paid[row])
	return nil
}

// converted returns the amount called name in minor units of another currency.
func (a amount) converted(name string, scale int, rate fixed.Ratio) (int64, error) {
	exact := rate.Mul(fixed.FromDecimal(decimal.New(a.coef, int32(scale)-int32(a.places))))
	if n, ok := exact.Round(fixed.HalfUp); ok {
		return n, nil
	}
	return 0, cede.Invalid(name, bound.Text(decimal.New(a.coef, -int32(a.places))), "must fit 64 bits of minor units once converted")
}

// rows returns the figures of some of the rows.
func (f *figures) rows(list []int32) *figures {
	pick := func(column []int64) []int64 {
		out := make([]int64, len(list))
		for k, row := range list {
			out[k] = column[row]
		}
		return out
	}
	out := &figures{at: f.at, incurred: pick(f.incurred), expense: pick(f.expense), paid: pick(f.paid), paidExpense: pick(f.paidExpense)}
	for _, d := range f.deflated {
		out.deflated = append(out.deflated, d.rows(list))
	}
	return out
}
