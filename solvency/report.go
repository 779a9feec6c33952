package solvency

import (
	"errors"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Report is the solvency of a company on a reporting date: a line for each row of the sheets S01, S02 and S05 of the official
// return that its figures reach. It is immutable and safe for concurrent use. The zero Report has no row.
type Report struct {
	date   cede.Date
	kind   Kind
	lines  map[string]cross2.Line // by row code
	status Status
}

// Report computes the solvency of the company with the figures of an edition:
//
//	quantifiable capital = (√(v · M · vᵀ) − loss absorption) × size multiplier
//	minimum capital      = quantifiable capital + control risk + additional capital
//	core ratio           = core capital / minimum capital
//	comprehensive ratio  = actual capital / minimum capital
//
// Every row of the return is rounded to the fen, half away from zero, and the ratios to four places, as a percentage of two. Source:
// Rule 2 Arts. 5, 15-21; 金规〔2023〕5号 （一）, （二）; 附件9, S01 and S05.
//
// Errors: those of [Company.Validate]; total assets missing from 2023-09-30 on; tiers that do not add up to assets less liabilities;
// loss absorption above what it is taken from; lines whose rows contradict one another.
func (c Company) Report(e *cross2.Edition) (*Report, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	w := cross2.On(e)
	b := &builder{w: w, r: &Report{date: w.Edition().Date(), kind: c.Kind, lines: map[string]cross2.Line{}}}
	quantifiable := b.quantifiable(c)
	minimum := b.minimum(c, quantifiable)
	core, actual := b.actual(c)
	b.ratios(core, actual, minimum)
	b.status(c.Rating, core, actual, minimum)
	if err := w.Err(); err != nil {
		return nil, err
	}
	return b.r, nil
}

// A builder makes the rows of a report one after another.
type builder struct {
	w *cross2.Workings
	r *Report
}

// keep puts a line in its row.
func (b *builder) keep(row string, l cross2.Line) cross2.Line {
	if b.w.Err() == nil {
		b.r.lines[row] = l
	}
	return l
}

// copy puts a line of one row in another row too.
func (b *builder) copy(row string, l cross2.Line) {
	if !l.IsZero() {
		b.keep(row, b.w.Sum(b.w.Row(row, l.Head().Citation), l))
	}
}

// enter puts a line of the user in its row, rounded to the fen, and the rows that its parts have in theirs.
func (b *builder) enter(name, row string, l cross2.Line) cross2.Line {
	if b.w.Err() != nil {
		return cross2.Line{}
	}
	if l.Head().Row == "" {
		l = b.w.Round(b.w.Row(row, l.Head().Citation), l, cross2.Fen)
	}
	_ = b.w.Fail(cede.In(name, collect(b.r.lines, l)))
	return l
}

func (b *builder) quantifiable(c Company) cross2.Line {
	w := b.w
	source := cross2.Citation{Rule: "2", Article: "15"}
	var risks []cross2.Line
	if c.Kind != Property {
		risks = append(risks, b.enter("life", "S05-1.1", c.Life))
		b.diversified("S05-1.1.4", "S05-1.1", "S05-1.1.1", "S05-1.1.2", "S05-1.1.3")
	}
	risks = append(risks,
		b.enter("nonLife", "S05-1.2", c.NonLife),
		b.enter("market", "S05-1.3", c.Market),
		b.enter("credit", "S05-1.4", c.Credit))
	b.diversified("S05-1.2.3", "S05-1.2", "S05-1.2.1", "S05-1.2.2")
	b.diversified("S05-1.3.7", "S05-1.3", "S05-1.3.1", "S05-1.3.2", "S05-1.3.3", "S05-1.3.4", "S05-1.3.5", "S05-1.3.6")
	b.diversified("S05-1.4.3", "S05-1.4", "S05-1.4.1", "S05-1.4.2")

	matrix, size := "minimum."+string(c.Kind), "minimum.size.property"
	if c.Kind == Life {
		size = "minimum.size.life"
	}
	capital := w.Quadratic(cross2.Head{English: "Risks after diversification", Chinese: "考虑风险分散效应后的最低资本"}, matrix, cross2.Fen, risks...)
	b.keep("S05-1.5", w.Difference(w.Row("S05-1.5", capital.Head().Citation), w.Sum(cross2.Head{English: "Sum of the risks", Chinese: "各类风险最低资本之和"}, risks...), capital))
	if !c.Absorption.IsZero() {
		absorbed := b.enter("absorption", "S05-1.6", c.Absorption)
		if w.Err() == nil && absorbed.Amount().GreaterThan(capital.Amount()) {
			_ = w.Fail(cede.Invalid("absorption", bound.Text(absorbed.Amount()), "must not be more than the capital of the risks, "+bound.Text(capital.Amount())))
		}
		capital = w.Difference(cross2.Head{English: "Risks after loss absorption", Chinese: "考虑损失吸收效应后的最低资本", Citation: source}, capital, absorbed)
	}
	if w.Edition().Has(size) {
		if c.TotalAssets == nil {
			_ = w.Fail(cede.Invalid("totalAssets", "", "must not be empty: minimum capital depends on it on "+b.r.date.String()))
			return cross2.Line{}
		}
		assets := w.Given(cross2.Head{English: "Total assets", Chinese: "总资产"}, *c.TotalAssets)
		capital = w.Product(cross2.Head{English: "Relief by size", Chinese: "差异化资本监管调整"}, capital, w.Bracket(size, assets))
	}
	return b.keep("S05-1", w.Round(w.Row("S05-1", source), capital, cross2.Fen))
}

// diversified makes the row of what the parts add up to beyond their total, if all of them are there.
func (b *builder) diversified(row, total string, parts ...string) {
	lines := make([]cross2.Line, 0, len(parts))
	for _, part := range parts {
		l, ok := b.r.lines[part]
		if !ok {
			return
		}
		lines = append(lines, l)
	}
	head := cross2.Head{English: "Sum of the parts", Chinese: "各项之和"}
	b.keep(row, b.w.Difference(b.w.Row(row, cross2.Citation{}), b.w.Sum(head, lines...), b.r.lines[total]))
}

func (b *builder) minimum(c Company, quantifiable cross2.Line) cross2.Line {
	w := b.w
	parts := []cross2.Line{quantifiable}
	switch {
	case c.Captive:
	case c.Control.Unit() == cross2.Yuan:
		parts = append(parts, b.keep("S05-2", b.enter("control", "S05-2", c.Control)))
	default:
		b.checkFactor(c.Control)
		source := cross2.Citation{Rule: "12", Article: "120"}
		charge := w.Product(cross2.Head{English: "Quantifiable capital times Q", Chinese: "可资本化风险最低资本与Q之积", Citation: source}, quantifiable, c.Control)
		parts = append(parts, b.keep("S05-2", w.Round(w.Row("S05-2", source), charge, cross2.Fen)))
	}
	source := cross2.Citation{Rule: "2", Article: "21"}
	additional := make([]cross2.Line, 0, 4)
	for _, a := range []struct {
		row  string
		yuan decimal.Decimal
	}{
		{"S05-3.1", c.Additional.Countercyclical},
		{"S05-3.2", c.Additional.Domestic},
		{"S05-3.3", c.Additional.Global},
		{"S05-3.4", c.Additional.Other},
	} {
		additional = append(additional, b.keep(a.row, w.Enter(a.row, source, a.yuan)))
	}
	parts = append(parts, b.keep("S05-3", w.Sum(w.Row("S05-3", source), additional...)))
	minimum := b.keep("S05-4", w.Sum(w.Row("S05-4", cross2.Citation{Rule: "2", Article: "5"}), parts...))
	if w.Err() == nil && minimum.Amount().IsNegative() {
		_ = w.Fail(cede.Invalid("control", bound.Text(minimum.Amount()), "must not make minimum capital negative"))
	}
	b.copy("S01-4", minimum)
	for _, pair := range [][2]string{
		{"S01-4.1", "S05-1"},
		{"S01-4.1.1", "S05-1.1"},
		{"S01-4.1.2", "S05-1.2"},
		{"S01-4.1.3", "S05-1.3"},
		{"S01-4.1.4", "S05-1.4"},
		{"S01-4.1.5", "S05-1.5"},
		{"S01-4.1.6", "S05-1.6"},
		{"S01-4.2", "S05-2"},
		{"S01-4.3", "S05-3"},
	} {
		b.copy(pair[0], b.r.lines[pair[1]])
	}
	return minimum
}

// checkFactor refuses a factor Q that no score has.
func (b *builder) checkFactor(q cross2.Line) {
	if b.w.Err() != nil {
		return
	}
	table, err := b.w.Edition().Brackets("control.factor")
	if b.w.Fail(err) != nil {
		return
	}
	bands := table.Bands()
	highest, _, _, _ := bands[0].In.Ends()
	_, lowest, _, _ := bands[len(bands)-1].In.Ends()
	most, err := table.Lookup(highest)
	if b.w.Fail(err) != nil {
		return
	}
	least, err := table.Lookup(lowest)
	if b.w.Fail(err) != nil {
		return
	}
	if x := q.Amount(); x.GreaterThan(most.Value) || x.LessThan(least.Value) {
		_ = b.w.Fail(cede.Invalid("control", bound.Text(x), "must be a factor from "+bound.Text(least.Value)+" to "+bound.Text(most.Value)))
	}
}

// actual makes the rows of actual capital and returns core and actual capital.
func (b *builder) actual(c Company) (core, actual cross2.Line) {
	w := b.w
	tiers := make([]cross2.Line, 0, 4)
	for _, t := range []struct {
		name, row string
		line      cross2.Line
	}{
		{"core1", "S02-1", c.Core1},
		{"core2", "S02-2", c.Core2},
		{"supplementary1", "S02-3", c.Supplementary1},
		{"supplementary2", "S02-4", c.Supplementary2},
	} {
		tiers = append(tiers, b.enter(t.name, t.row, t.line))
	}
	b.keep("S02-5", w.Sum(w.Row("S02-5", cross2.Citation{Rule: "1", Article: "28"}), tiers...))
	for i, row := range []string{"S01-3.1", "S01-3.2", "S01-3.3", "S01-3.4"} {
		b.copy(row, tiers[i])
	}
	core = w.Sum(cross2.Head{English: "Core capital", Chinese: "核心资本", Citation: cross2.Citation{Rule: "1", Article: "29"}}, tiers[0], tiers[1])
	if c.Assets.IsZero() {
		b.copy("S01-3", b.r.lines["S02-5"])
		return core, b.r.lines["S01-3"]
	}
	assets, liabilities := b.enter("assets", "S01-1", c.Assets), b.enter("liabilities", "S01-2", c.Liabilities)
	actual = b.keep("S01-3", w.Difference(w.Row("S01-3", cross2.Citation{Rule: "1", Article: "4"}), assets, liabilities))
	if w.Err() == nil {
		sum := b.r.lines["S02-5"].Amount()
		if actual.Amount().Sub(sum).Abs().GreaterThan(c.Tolerance) {
			_ = w.Fail(cede.Invalid("assets", bound.Text(actual.Amount()), "must be, less liabilities, the sum of the tiers, "+bound.Text(sum)))
		}
	}
	return core, actual
}

// ratioPlaces are the decimal places of a ratio: those of a percentage with two places, as the return prints it.
const ratioPlaces = 4

func (b *builder) ratios(core, actual, minimum cross2.Line) {
	w := b.w
	source := cross2.Citation{Rule: "保险公司偿付能力管理规定", Article: "6"}
	b.keep("S01-5", w.Difference(w.Row("S01-5", cross2.Citation{}), core, minimum))
	b.keep("S01-7", w.Difference(w.Row("S01-7", cross2.Citation{}), actual, minimum))
	if w.Err() == nil && minimum.Amount().IsZero() {
		return // the return leaves the ratios blank
	}
	b.keep("S01-6", w.Quotient(w.Row("S01-6", source), core, minimum, ratioPlaces))
	b.keep("S01-8", w.Quotient(w.Row("S01-8", source), actual, minimum, ratioPlaces))
}

// opens reports whether the parts of a line in that row may have rows of their own.
func opens(row string) bool {
	sheet, _, _ := strings.Cut(row, "-")
	heads, err := cross2.Rows(sheet)
	return err != nil || slices.ContainsFunc(heads, func(h cross2.Head) bool { return strings.HasPrefix(h.Row, row+".") })
}

// collect puts a line that has a row, and the rows of its parts, in lines. A row that is there with another amount is an error.
func collect(lines map[string]cross2.Line, l cross2.Line) error {
	row := l.Head().Row
	if row != "" {
		if other, there := lines[row]; there && !other.Amount().Equal(l.Amount()) {
			return cede.Invalid(row, bound.Text(l.Amount()), "must be the same wherever it stands, "+bound.Text(other.Amount()))
		}
		lines[row] = l
	}
	if !opens(row) {
		return nil
	}
	var errs []error
	for _, part := range l.Parts() {
		errs = append(errs, collect(lines, part))
	}
	return errors.Join(errs...)
}
