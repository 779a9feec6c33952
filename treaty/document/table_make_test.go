package document_test

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

// A tableForm is one way to write the tables of a book.
type tableForm struct {
	mapping document.Mapping
	layout  string // of dates, as fmt.Sprintf takes year, month and day
	group   string // between thousands
	item    string // between items
}

var tableForms = []tableForm{
	{mapping: document.Mapping{}, layout: "%04d-%02d-%02d", item: "|"},
	{mapping: document.Mapping{Comma: "\t", Dates: document.DateCompact, Thousands: ",", Separator: "; "}, layout: "%04d%02d%02d", group: ",", item: "; "},
	{mapping: document.Mapping{Comma: ";", Dates: document.DateSlash, Thousands: "\u00a0"}, layout: "%04d/%d/%d", group: "\u00a0", item: "|"},
	{mapping: document.Mapping{Comma: "|", Dates: document.DateSlashPadded, Separator: "~"}, layout: "%04d/%02d/%02d", item: "~"},
}

var (
	keyNames       = []string{"ship", "位置 1"}
	attributeNames = []string{"age", "a.b"}
)

func (f tableForm) write(rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	if f.mapping.Comma != "" {
		w.Comma = rune(f.mapping.Comma[0])
	}
	w.UseCRLF = f.mapping.Comma == ";"
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	return b.String()
}

func (f tableForm) date(d cede.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, day := d.Civil()
	return fmt.Sprintf(f.layout, year, month, day)
}

func (f tableForm) amount(d decimal.Decimal) string {
	text := d.String()
	if f.group == "" {
		return text
	}
	sign := ""
	if text[0] == '-' {
		sign, text = "-", text[1:]
	}
	whole, fraction, pointed := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + f.group + whole[i:]
	}
	if pointed {
		whole += "." + fraction
	}
	return sign + whole
}

func (f tableForm) optional(d *decimal.Decimal) string {
	if d == nil {
		return ""
	}
	return f.amount(*d)
}

func (f tableForm) risks(risks []treaty.Risk) string {
	rows := [][]string{{"id", "policy", "line", "territory", "perils", "tags", "grade", "currency", "sumInsured", "pml", "premium", "period.from", "period.to"}}
	for _, name := range keyNames {
		rows[0] = append(rows[0], "keys."+name)
	}
	for _, name := range attributeNames {
		rows[0] = append(rows[0], "attributes."+name)
	}
	for _, r := range risks {
		row := []string{
			r.ID, r.Policy, r.Line, r.Territory, strings.Join(r.Perils, f.item), strings.Join(r.Tags, f.item), r.Grade, string(r.Currency),
			f.amount(r.SumInsured), f.optional(r.PML), f.amount(r.Premium), f.date(r.Period.From), f.date(r.Period.To),
		}
		for _, name := range keyNames {
			row = append(row, r.Keys[name])
		}
		for _, name := range attributeNames {
			text := ""
			if d, ok := r.Attributes[name]; ok {
				text = f.amount(d)
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	return f.write(rows)
}

func (f tableForm) events(events []treaty.Event) string {
	rows := [][]string{{"marketLoss", "to", "from", "peril", "id"}}
	for _, e := range events {
		rows = append(rows, []string{f.optional(e.MarketLoss), f.date(e.To), f.date(e.From), e.Peril, e.ID})
	}
	return f.write(rows)
}

func (f tableForm) losses(losses []treaty.Loss) string {
	rows := [][]string{{"id", "risk", "event", "date", "hour", "reported", "currency", "at", "paid", "outstanding", "paidExpense", "outstandingExpense", "salvage"}}
	for _, l := range losses {
		hour := ""
		if l.Hour != nil {
			hour = strconv.Itoa(*l.Hour)
		}
		for _, p := range l.Positions {
			rows = append(rows, []string{
				l.ID, l.Risk, l.Event, f.date(l.Date), hour, f.date(l.Reported), string(l.Currency),
				f.date(p.At), f.amount(p.Paid), f.amount(p.Outstanding), f.amount(p.PaidExpense), f.amount(p.OutstandingExpense), f.amount(p.Salvage),
			})
		}
	}
	return f.write(rows)
}

// cell draws a text that can stand in a table, perhaps empty.
func (m maker) cell() string {
	return strings.NewReplacer("\r", "", "|", "", ";", "", "~", "").Replace(m.text())
}

func (m maker) cells() []string {
	var list []string
	for range m.IntN(3) {
		list = append(list, m.cell()+"x")
	}
	return list
}

func (m maker) perhaps() *decimal.Decimal {
	if m.IntN(2) == 0 {
		return nil
	}
	d := m.decimal()
	return &d
}

func (m maker) day() cede.Date {
	if m.IntN(3) == 0 {
		return cede.Date{}
	}
	return m.date()
}

// tableBook draws a book that tables can hold.
func (m maker) tableBook() treaty.BookSpec {
	b := treaty.BookSpec{Currency: "CNY"}
	for i := range m.IntN(4) {
		r := treaty.Risk{
			ID: strconv.Itoa(i) + m.cell(), Policy: m.cell(), Line: m.cell(), Territory: m.cell(), Perils: m.cells(), Tags: m.cells(),
			Grade: m.cell(), Currency: treaty.Currency(m.cell()), SumInsured: m.decimal(), PML: m.perhaps(), Premium: m.decimal(),
			Period: treaty.Period{From: m.date(), To: m.date()},
		}
		for _, name := range keyNames {
			if text := m.cell(); text != "" {
				if r.Keys == nil {
					r.Keys = map[string]string{}
				}
				r.Keys[name] = text
			}
		}
		for _, name := range attributeNames {
			if d := m.perhaps(); d != nil {
				if r.Attributes == nil {
					r.Attributes = map[string]decimal.Decimal{}
				}
				r.Attributes[name] = *d
			}
		}
		b.Risks = append(b.Risks, r)
	}
	for i := range m.IntN(4) {
		b.Events = append(b.Events, treaty.Event{ID: m.cell() + strconv.Itoa(i), Peril: m.cell(), From: m.day(), To: m.day(), MarketLoss: m.perhaps()})
	}
	for i := range m.IntN(4) {
		l := treaty.Loss{ID: strconv.Itoa(i) + m.cell(), Risk: m.cell(), Event: m.cell(), Date: m.date(), Reported: m.day(), Currency: treaty.Currency(m.cell())}
		if m.IntN(2) == 0 {
			l.Hour = new(m.IntN(24))
		}
		for range 1 + m.IntN(3) {
			l.Positions = append(l.Positions, treaty.Position{
				At: m.day(), Paid: m.decimal(), Outstanding: m.decimal(), PaidExpense: m.decimal(), OutstandingExpense: m.decimal(), Salvage: m.decimal(),
			})
		}
		b.Losses = append(b.Losses, l)
	}
	return b
}
