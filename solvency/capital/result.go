package capital

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Result is actual capital by tier, within the limits; its lines are for solvency.Company. The zero Result is not valid.
type Result struct {
	// Core1, Core2, Supplementary1 and Supplementary2 are rows S02-1 to S02-4, and Actual is row S02-5.
	Core1, Core2, Supplementary1, Supplementary2, Actual cross2.Line
	// Liability is row S04-6, the capital liabilities (资本性负债); the zero Line where only tiers were given.
	Liability cross2.Line
	// Assets and Liabilities are rows S01-1 and S01-2, the recognised assets and liabilities with the rows of S03 and S04 below them; the zero
	// Line without a balance sheet.
	Assets, Liabilities cross2.Line
}

// Given returns the result of a user who has only the four tiers within the limits, such as published ones, in yuan, rounded to the
// fen; no limit is looked at. To apply the limits to tiers see [Tiers.Within].
func Given(core1, core2, supplementary1, supplementary2 decimal.Decimal) (Result, error) {
	w := cross2.On(new(cross2.Edition))
	enter := func(field, row string, yuan decimal.Decimal) cross2.Line {
		_ = w.Fail(bound.Check(field, yuan))
		return w.Enter(row, article("29"), yuan)
	}
	r := Result{
		Core1:          enter("core1", "S02-1", core1),
		Core2:          enter("core2", "S02-2", core2),
		Supplementary1: enter("supplementary1", "S02-3", supplementary1),
		Supplementary2: enter("supplementary2", "S02-4", supplementary2),
	}
	return r.total(w)
}

// total adds the tiers.
func (r Result) total(w *cross2.Workings) (Result, error) {
	r.Actual = w.Sum(w.Row("S02-5", article("28")), r.Core1, r.Core2, r.Supplementary1, r.Supplementary2)
	if err := w.Err(); err != nil {
		return Result{}, err
	}
	return r, nil
}

// Row returns the line of a row of the sheets S01 to S04, such as S02-2.4, and whether the result has it.
func (r Result) Row(code string) (cross2.Line, bool) {
	for _, l := range []cross2.Line{r.Actual, r.Liability, r.Assets, r.Liabilities} {
		if found, ok := find(l, code); ok {
			return found, true
		}
	}
	return cross2.Line{}, false
}

// find looks for a row in the part of a tree that has rows.
func find(l cross2.Line, code string) (cross2.Line, bool) {
	switch {
	case l.IsZero() || l.Head().Row == "":
		return cross2.Line{}, false
	case l.Head().Row == code:
		return l, true
	}
	for _, part := range l.Parts() {
		if found, ok := find(part, code); ok {
			return found, true
		}
	}
	return cross2.Line{}, false
}

// Sheet returns the lines that the result has of a sheet of the return, S01 to S04, in its order.
func (r Result) Sheet(sheet string) ([]cross2.Line, error) {
	heads, err := cross2.Rows(sheet)
	if err != nil {
		return nil, err
	}
	lines := make([]cross2.Line, 0, len(heads))
	for _, h := range heads {
		if l, ok := r.Row(h.Row); ok {
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// amount is the sum of what the rows hold so far.
func (b *builder) amount(rows ...string) decimal.Decimal {
	var sum decimal.Decimal
	for _, row := range rows {
		for _, l := range b.parts[row] {
			sum = sum.Add(l.Amount())
		}
	}
	return sum
}

// row returns the line of a row from its parts.
func (b *builder) row(code string) cross2.Line {
	w, parts := b.w, b.parts[code]
	switch {
	case len(parts) == 0:
		return w.Given(w.Row(code, article("40")), decimal.Decimal{})
	case len(parts) == 1 && parts[0].Head().Row == code:
		return parts[0]
	}
	return w.Sum(w.Row(code, article("40")), parts...)
}

// rows returns the line of a row that is the sum of rows.
func (b *builder) rows(code, number string, below ...string) cross2.Line {
	lines := make([]cross2.Line, 0, len(below))
	for _, row := range below {
		lines = append(lines, b.row(row))
	}
	return b.w.Sum(b.w.Row(code, article(number)), lines...)
}

// result applies the limits and adds up.
func (b *builder) result(a Actual) (Result, error) {
	w := b.w
	if err := w.Err(); err != nil {
		return Result{}, err
	}
	// Policy surplus below zero is taken from core tier 1 as it is: no limit cuts it.
	surplus1 := decimal.Max(b.amount("S02-1.2.6"), decimal.Decimal{})
	adjustments := []string{"S02-1.2.1", "S02-1.2.2", "S02-1.2.3", "S02-1.2.4", "S02-1.2.5", "S02-1.2.6", "S02-1.2.7", "S02-1.2.8"}
	within, err := Tiers{
		Core1:          Core{Surplus: surplus1, Other: b.amount(append(slices.Clone(adjustments), "S02-1.1")...).Sub(surplus1)},
		Core2:          Core{Surplus: b.amount("S02-2.2"), Other: b.amount("S02-2.1", "S02-2.3")},
		Supplementary1: b.amount("S02-3.1", "S02-3.2", "S02-3.3", "S02-3.4", "S02-3.5", "S02-3.6", "S02-3.7"),
		Supplementary2: b.amount("S02-4.1", "S02-4.2"),
		Mutual:         a.Mutual,
		Cutting:        a.Cutting,
	}.Within(w.Edition())
	if w.Fail(err) != nil {
		return Result{}, err
	}
	b.deduct("S02-1.2.8", "policy surplus above the limits", "超限额的保单未来盈余", within.Surplus1.Excess)
	b.deduct("S02-2.4", "policy surplus above the limits", "超限额的保单未来盈余", within.Surplus2.Excess)
	b.deduct("S02-2.4", "other items above the limits", "超限额的其他项目", within.Other2.Excess)
	b.deduct("S02-3.8", "above the limits", "超限额应扣除的部分", within.Tier3.Excess)
	b.deduct("S02-4.3", "above the limits", "超限额应扣除的部分", within.Tier4.Excess)

	r := Result{
		Core1: w.Sum(w.Row("S02-1", article("40")), b.row("S02-1.1"), b.rows("S02-1.2", "40", adjustments...)),
		Core2: b.rows("S02-2", "31", "S02-2.1", "S02-2.2", "S02-2.3", "S02-2.4"),
		Supplementary1: b.rows("S02-3", "32", "S02-3.1", "S02-3.2", "S02-3.3", "S02-3.4", "S02-3.5", "S02-3.6", "S02-3.7",
			"S02-3.8"),
		Supplementary2: b.rows("S02-4", "33", "S02-4.1", "S02-4.2", "S02-4.3"),
	}
	liabilities := slices.Clone(b.debts)
	for _, cut := range []Cut{within.Surplus1, within.Surplus2, within.Other2, within.Tier3, within.Tier4} {
		liabilities = append(liabilities, nonzero(cut.Excess)...)
	}
	if len(liabilities) == 0 {
		liabilities = append(liabilities, zero(w))
	}
	r.Liability = w.Sum(w.Row(capitalLiabilities, article("41")), liabilities...)
	r, err = r.total(w)
	if err != nil || a.Balance == nil {
		return r, err
	}
	return r.balanced(w, *a.Balance)
}

// balanced adds the balance sheet, and refuses one that contradicts the tiers.
func (r Result) balanced(w *cross2.Workings, b Balance) (Result, error) {
	inner := cross2.On(w.Edition())
	assets, liabilities := b.assets(inner), b.liabilities(inner, r.Liability)
	_ = w.Fail(cede.In("balance", inner.Err()))
	r.Assets = w.Sum(w.Row("S01-1", article("8")), assets)
	r.Liabilities = w.Sum(w.Row("S01-2", article("18")), liabilities)
	if err := w.Err(); err != nil {
		return Result{}, err
	}
	actual := assets.Amount().Sub(liabilities.Amount())
	if actual.Sub(r.Actual.Amount()).Abs().GreaterThan(b.Tolerance) {
		return Result{}, cede.Invalid("balance", bound.Text(actual), "must be, recognised assets less recognised liabilities, what the tiers come to, "+bound.Text(r.Actual.Amount()))
	}
	return r, nil
}
