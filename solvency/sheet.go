package solvency

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/columns"
	"github.com/cedego/cede/solvency/cross2"
)

// Date returns the reporting date.
func (r *Report) Date() cede.Date { return r.date }

// Kind returns the kind of company.
func (r *Report) Kind() Kind { return r.kind }

// Status returns what the regulations make of the ratios.
func (r *Report) Status() Status { return r.status }

// Row returns the line of a row of the official return, such as S05-1.3, and whether the report has it. Its parts are the
// whole computation down to what the user gave.
func (r *Report) Row(code string) (cross2.Line, bool) {
	l, ok := r.lines[code]
	return l, ok
}

// Sheet returns the lines that the report has of a sheet of the return, S01, S02 or S05, in its order.
func (r *Report) Sheet(sheet string) ([]cross2.Line, error) {
	heads, err := reported(sheet)
	if err != nil {
		return nil, err
	}
	lines := make([]cross2.Line, 0, len(heads))
	for _, h := range heads {
		if l, ok := r.lines[h.Row]; ok {
			lines = append(lines, l)
		}
	}
	return lines, nil
}

// reported returns the rows of a sheet that a report may have.
func reported(sheet string) ([]cross2.Head, error) {
	switch sheet {
	case "S01", "S02", "S05":
		return cross2.Rows(sheet)
	}
	return nil, cede.Invalid("", sheet, "must be one of S01, S02, S05")
}

// Table returns a sheet of the return, S01, S02 or S05, as an aligned table with all its rows: money in the scale with two
// places, ratios as percentages, nothing in rows that the report does not have.
func (r *Report) Table(sheet string, language cross2.Language, scale cross2.Scale) (string, error) {
	heads, err := reported(sheet)
	if err != nil {
		return "", err
	}
	t := columns.Table{Right: map[int]bool{2: true}}
	title := []string{"row", "item", "amount (" + scale.In(language) + ")"}
	if language == cross2.Chinese {
		title = []string{"行次", "项目", "期末数（" + scale.In(language) + "）"}
	}
	t.Add(title...)
	for _, h := range heads {
		text := ""
		if l, ok := r.lines[h.Row]; ok {
			if text, err = printed(h.Row, l.Amount(), scale); err != nil {
				return "", err
			}
		}
		_, number, _ := strings.Cut(h.Row, "-")
		t.Add(number, strings.Repeat("  ", strings.Count(number, "."))+h.In(language), text)
	}
	return t.String(), nil
}

// Compare returns a table of what the return states in the rows of a sheet, S01, S02 or S05, beside what the report has, in the scale, with
// the difference, computed less stated, of rows that both have.
func (r *Return) Compare(report *Report, sheet string, language cross2.Language, scale cross2.Scale) (string, error) {
	heads, err := reported(sheet)
	if err != nil {
		return "", err
	}
	if report == nil {
		report = &Report{}
	}
	t := columns.Table{Right: map[int]bool{2: true, 3: true, 4: true}}
	unit := "（" + scale.In(language) + "）"
	if language == cross2.Chinese {
		t.Add("行次", "项目", "披露数"+unit, "计算数", "差额")
	} else {
		t.Add("row", "item", "stated ("+scale.In(language)+")", "computed", "difference")
	}
	for _, h := range heads {
		show := func(x decimal.Decimal, ok bool) string {
			if !ok || err != nil {
				return ""
			}
			var text string
			text, err = printed(h.Row, x, scale)
			return text
		}
		stated, has := r.stated[h.Row]
		computed, made := report.lines[h.Row]
		_, number, _ := strings.Cut(h.Row, "-")
		t.Add(number, strings.Repeat("  ", strings.Count(number, "."))+h.In(language),
			show(stated, has), show(computed.Amount(), made), show(computed.Amount().Sub(stated), has && made))
		if err != nil {
			return "", err
		}
	}
	return t.String(), nil
}

// printed is a figure of a row: an amount in the scale, a ratio as a percentage.
func printed(row string, x decimal.Decimal, scale cross2.Scale) (string, error) {
	if ratio(row) {
		return x.Mul(decimal.New(100, 0)).StringFixed(2) + "%", nil
	}
	return scale.Print(x)
}
