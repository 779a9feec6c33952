package document

import (
	"io"
	"iter"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

func riskColumns() []column[treaty.Risk] {
	type risk = treaty.Risk
	return []column[risk]{
		{"id", true, text(func(r *risk) *string { return &r.ID })},
		{"policy", false, text(func(r *risk) *string { return &r.Policy })},
		{"keys.", false, func(r *risk, c cell) error {
			if r.Keys == nil {
				r.Keys = make(map[string]string)
			}
			r.Keys[c.name] = strings.Clone(c.text)
			return nil
		}},
		{"line", false, text(func(r *risk) *string { return &r.Line })},
		{"territory", false, text(func(r *risk) *string { return &r.Territory })},
		{"perils", false, items(func(r *risk) *[]string { return &r.Perils })},
		{"tags", false, items(func(r *risk) *[]string { return &r.Tags })},
		{"grade", false, text(func(r *risk) *string { return &r.Grade })},
		{"attributes.", false, func(r *risk, c cell) error {
			d, err := c.amount(c.text)
			if r.Attributes == nil {
				r.Attributes = make(map[string]decimal.Decimal)
			}
			r.Attributes[c.name] = d
			return err
		}},
		{"currency", false, currency(func(r *risk) *treaty.Currency { return &r.Currency })},
		{"sumInsured", true, amount(func(r *risk) *decimal.Decimal { return &r.SumInsured })},
		{"pml", false, optional(func(r *risk) **decimal.Decimal { return &r.PML })},
		{"premium", false, amount(func(r *risk) *decimal.Decimal { return &r.Premium })},
		{"period.from", true, date(func(r *risk) *cede.Date { return &r.Period.From })},
		{"period.to", true, date(func(r *risk) *cede.Date { return &r.Period.To })},
	}
}

func eventColumns() []column[treaty.Event] {
	type event = treaty.Event
	return []column[event]{
		{"id", true, text(func(e *event) *string { return &e.ID })},
		{"peril", false, text(func(e *event) *string { return &e.Peril })},
		{"from", false, date(func(e *event) *cede.Date { return &e.From })},
		{"to", false, date(func(e *event) *cede.Date { return &e.To })},
		{"marketLoss", false, optional(func(e *event) **decimal.Decimal { return &e.MarketLoss })},
	}
}

// currency sets a currency; what is none is for NewBook to say.
func currency[T any](into func(*T) *treaty.Currency) func(*T, cell) error {
	return func(row *T, c cell) error {
		*into(row) = treaty.Currency(strings.Clone(c.text))
		return nil
	}
}

// Risks reads risks from a CSV table, one in each row, as they are asked for. A row with problems
// gives the zero Risk and an error that joins them, and reading goes on; what ends the
// reading is the last error. The sequence can be used once.
func Risks(r io.Reader, m Mapping) iter.Seq2[treaty.Risk, error] {
	return rows(records(r, m, "risks", riskColumns()))
}

// ReadRisks reads a whole table of risks. The error joins up to 100 problems; with one, there are no risks.
func ReadRisks(r io.Reader, m Mapping) ([]treaty.Risk, error) { return collect(Risks(r, m)) }

// Events reads events from a CSV table as [Risks] does risks.
func Events(r io.Reader, m Mapping) iter.Seq2[treaty.Event, error] {
	return rows(records(r, m, "events", eventColumns()))
}

// ReadEvents reads a whole table of events as [ReadRisks] does risks.
func ReadEvents(r io.Reader, m Mapping) ([]treaty.Event, error) { return collect(Events(r, m)) }

// rows drops the lines, and the rows that have problems.
func rows[T any](records iter.Seq2[record[T], error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for one, err := range records {
			if err != nil {
				one = record[T]{}
			}
			if !yield(one.row, err) {
				return
			}
		}
	}
}

// collect reads to the end, or to a hundred problems and one.
func collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var list []T
	var p problems
	for row, err := range rows {
		if p.add(err); p.more {
			break
		}
		if len(p.list) == 0 {
			list = append(list, row)
		}
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	return list, nil
}
