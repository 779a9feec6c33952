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
		{"id", needed, text(func(r *risk) *string { return &r.ID })},
		{"policy", free, text(func(r *risk) *string { return &r.Policy })},
		{"keys.", free, func(r *risk, c cell) error {
			if r.Keys == nil {
				r.Keys = make(map[string]string)
			}
			r.Keys[c.name] = strings.Clone(c.text)
			return nil
		}},
		{"line", free, text(func(r *risk) *string { return &r.Line })},
		{"territory", free, text(func(r *risk) *string { return &r.Territory })},
		{"perils", free, items(func(r *risk) *[]string { return &r.Perils })},
		{"tags", free, items(func(r *risk) *[]string { return &r.Tags })},
		{"grade", free, text(func(r *risk) *string { return &r.Grade })},
		{"attributes.", free, func(r *risk, c cell) error {
			d, err := c.amount(c.text)
			if r.Attributes == nil {
				r.Attributes = make(map[string]decimal.Decimal)
			}
			r.Attributes[c.name] = d
			return err
		}},
		{"currency", free, currency(func(r *risk) *treaty.Currency { return &r.Currency })},
		{"sumInsured", needed, amount(func(r *risk) *decimal.Decimal { return &r.SumInsured })},
		{"pml", free, optional(func(r *risk) **decimal.Decimal { return &r.PML })},
		{"premium", free, amount(func(r *risk) *decimal.Decimal { return &r.Premium })},
		{"period.from", needed, date(func(r *risk) *cede.Date { return &r.Period.From })},
		{"period.to", needed, date(func(r *risk) *cede.Date { return &r.Period.To })},
	}
}

func eventColumns() []column[treaty.Event] {
	type event = treaty.Event
	return []column[event]{
		{"id", needed, text(func(e *event) *string { return &e.ID })},
		{"peril", free, text(func(e *event) *string { return &e.Peril })},
		{"from", free, date(func(e *event) *cede.Date { return &e.From })},
		{"to", free, date(func(e *event) *cede.Date { return &e.To })},
		{"marketLoss", free, optional(func(e *event) **decimal.Decimal { return &e.MarketLoss })},
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
	return rows(r, m, "risks", riskColumns())
}

// ReadRisks reads a whole table of risks. The error joins up to 100 problems; with one, there are no risks.
func ReadRisks(r io.Reader, m Mapping) ([]treaty.Risk, error) { return collect(Risks(r, m)) }

// Events reads events from a CSV table as [Risks] does risks.
func Events(r io.Reader, m Mapping) iter.Seq2[treaty.Event, error] {
	return rows(r, m, "events", eventColumns())
}

// ReadEvents reads a whole table of events as [ReadRisks] does risks.
func ReadEvents(r io.Reader, m Mapping) ([]treaty.Event, error) { return collect(Events(r, m)) }

// rows reads a table of which each row is a value.
func rows[T any](r io.Reader, m Mapping, file string, columns []column[T]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		t, err := open(r, m, file, columns)
		if err != nil {
			yield(none, err)
			return
		}
		for one, err := range t.records() {
			if err != nil {
				one.row = none
			}
			if !yield(one.row, err) {
				return
			}
		}
	}
}

// collect reads to the end, or until there are too many problems.
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
