package treaty

import (
	"context"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
)

// Columns are losses of many terms, such as simulated years, as columns of minor units. Every term
// is the contract period all over again.
//
// The zero Columns have no terms.
type Columns struct {
	_ [0]func()
	// Terms are the ends of the terms: term t has the rows from Terms[t-1] (0 for the first) up to, but not including, Terms[t].
	// The last end is the number of rows.
	Terms []int
	// Loss is the ground-up loss of each row in minor units, not negative. The rows of a term are in order of time.
	Loss []int64
	// Event numbers events: rows of one term with the same number, not negative, are one event, -1 is an
	// occurrence of its own. Nil makes every row one.
	Event []int32
	// Risk is the row of each loss's risk in the book, in order of id, or -1. Nil if no loss has one.
	Risk []int32
	// Date is the day of each loss, not before that of the row before in the same term. Nil puts all losses inside all periods.
	Date []cede.Date
	// Path is how many terms follow each other as underwriting years of the accounts of contracts ([ContractAccount]): what one carries
	// forward the next takes in. The last path may be shorter. 0 and 1 make every term the first after the account's history. Nothing else goes on from term to term.
	Path int
	// FirstTerm and FirstRow are the numbers by which errors call the first term and row, for columns that are a part of others.
	FirstTerm, FirstRow int
}

// A Batch is a program bound to the risks of a book, for running columns. It is
// immutable and safe for concurrent use. The zero Batch is not valid and has no clauses.
type Batch struct {
	b *binding
	// premiums are what each cover cedes of premium in a term.
	premiums engine.Totals
	// reinsurers are the numbers of lines by contract, panel and place in it; lines their names.
	reinsurers [][][]int32
	lines      []LineName
}

// Batch binds the program to the risks of a book. Programs that do not look at risks take a book without any. What columns cannot say is an error. All
// losses of columns are paid: an account of underwriting years ([ContractAccount]) takes them so, in a period of at most a year.
func (p *Program) Batch(ctx context.Context, book *Book) (*Batch, error) {
	b, err := p.bind(ctx, book)
	if err != nil {
		return nil, err
	}
	for i := range p.filters {
		f := &p.filters[i]
		for k := range f.scopes {
			if v := f.scopes[k].asksOther(); v != "" {
				return nil, cede.Invalid("scope", v, "must not name what columns do not have")
			}
		}
		if f.basis == ClaimsMade && f.dated() {
			return nil, cede.Invalid("excludeFrom", "", "must be absent where columns do not say when losses were reported: contract "+f.contract)
		}
		if f.needsReported != "" {
			return nil, cede.Invalid("sunset", "", "must be absent where columns do not say when losses were reported: contract "+f.needsReported)
		}
	}
	if p.needsMarket != "" {
		return nil, cede.Invalid("marketLoss", "", "must be absent where columns do not say what the market lost: contract "+p.needsMarket)
	}
	if id := p.hours(true); id != "" {
		return nil, cede.Invalid("hours", "", "must not name perils where columns do not say of what peril an event is: contract "+id)
	}
	for i := range p.contracts {
		if c := &p.contracts[i]; c.account != nil && engine.YearOf(c.period.From, c.period.To) > 0 {
			return nil, cede.Invalid("account", "", "must be absent in a period of more than a year, of which a term is all: contract "+c.id)
		}
		for k := range p.contracts[i].sections {
			if p.contracts[i].sections[k].engine.Settlement {
				return nil, cede.Invalid("order", "settlement", "must not be where columns do not say when losses were settled: contract "+p.contracts[i].id)
			}
			if p.contracts[i].sections[k].engine.Index != nil {
				return nil, cede.Invalid("index", "", "must be absent where columns do not say when losses were paid: contract "+p.contracts[i].id)
			}
		}
	}
	out := &Batch{b: b, premiums: sumUp(b.exposure.Premiums, len(p.plan.Covers), make([]int64, len(book.risks)))}
	out.nameLines()
	return out, nil
}

// dated reports whether a scope of the filter has exclusions that begin at a day.
func (f *filter) dated() bool {
	return slices.ContainsFunc(f.scopes, func(m matcher) bool { return m.dated })
}

// asksOther names what a scope asks that is neither of the risk nor of the period, or is empty.
func (m *matcher) asksOther() string {
	switch {
	case m.asksPeril():
		return "perils"
	case m.include.events != nil || m.exclude.events != nil:
		return "events"
	case m.include.losses != nil || m.exclude.losses != nil:
		return "losses"
	}
	return ""
}

func (b *Batch) check(c *Columns) error {
	rows := len(c.Loss)
	if c.Path < 0 {
		return cede.Invalid("path", strconv.Itoa(c.Path), "must not be negative")
	}
	from := 0
	for t, to := range c.Terms {
		if to < from || to > rows {
			return cede.At("terms", c.FirstTerm+t, cede.Invalid("", "", "must not be below the end before nor above the number of rows"))
		}
		from = to
	}
	if from != rows {
		return cede.Invalid("terms", "", "must end with the number of rows")
	}
	for _, column := range []struct {
		name    string
		present bool
		rows    int
	}{{"event", c.Event != nil, len(c.Event)}, {"risk", c.Risk != nil, len(c.Risk)}, {"date", c.Date != nil, len(c.Date)}} {
		if column.present && column.rows != rows {
			return cede.Invalid(column.name, "", "must have as many rows as loss")
		}
	}
	for row, x := range c.Loss {
		if x < 0 {
			return cede.At("loss", c.FirstRow+row, cede.Invalid("", b.b.program.money(x).String(), "must not be negative"))
		}
	}
	risks := int32(len(b.b.book.risks))
	for row, x := range c.Risk {
		if x < -1 || x >= risks {
			return cede.At("risk", c.FirstRow+row, cede.Invalid("", "", "must be a row of the book's risks or -1"))
		}
	}
	for row, x := range c.Event {
		if x < -1 {
			return cede.At("event", c.FirstRow+row, cede.Invalid("", "", "must not be below -1"))
		}
	}
	if c.Date != nil {
		for row, day := range c.Date {
			if day.IsZero() {
				return cede.At("date", c.FirstRow+row, cede.Invalid("", "", "must not be empty"))
			}
		}
		from = 0
		for _, to := range c.Terms {
			for row := from + 1; row < to; row++ {
				if c.Date[row].Before(c.Date[row-1]) {
					return cede.At("date", c.FirstRow+row, cede.Invalid("", c.Date[row].String(), "must not be before the row before, "+c.Date[row-1].String()))
				}
			}
			from = to
		}
	}
	if c.Date == nil && rows > 0 {
		for i := range b.b.program.contracts {
			if contract := &b.b.program.contracts[i]; contract.needsDates() {
				return cede.Invalid("date", "", "must not be empty: contract "+contract.id+" has terms that follow from the day of loss")
			}
		}
	}
	return b.checkNeeds(c)
}

// needsDates reports whether a section has terms that follow from the day of loss.
func (c *contract) needsDates() bool {
	return slices.ContainsFunc(c.sections, func(s section) bool {
		return s.engine.Yearly || slices.ContainsFunc(s.engine.Layers, func(l engine.Layer) bool { return l.Price.Timed() })
	})
}

// checkNeeds reports columns that a contract needs and that are not there.
func (b *Batch) checkNeeds(c *Columns) error {
	if id := b.b.program.hours(false); id != "" && c.Date == nil {
		return cede.Invalid("date", "", "must not be empty: contract "+id+" has an hours clause")
	}
	for i := range b.b.program.filters {
		f := &b.b.program.filters[i]
		if f.basis == LossesOccurring && f.dated() && c.Date == nil && len(c.Loss) > 0 {
			return cede.Invalid("date", "", "must not be empty: contract "+f.contract+" has an exclusion that begins at a day")
		}
		if f.basis == ClaimsMade && c.Date != nil {
			return cede.Invalid("date", "", "must be absent where a section is on a claims-made basis")
		}
		if f.needsRisk == "" && (f.needsShare == "" || c.Risk == nil) {
			continue
		}
		for row := range c.Loss {
			if !b.sees(c, i, row) {
				continue
			}
			switch risk := c.risk(row); {
			case c.Risk == nil:
				return cede.Invalid("risk", "", "must not be empty: contract "+f.needsRisk+" needs it")
			case risk < 0 && f.needsRisk != "":
				return cede.At("risk", c.FirstRow+row, cede.Invalid("", "-1", "must be a risk: contract "+f.needsRisk+" needs it"))
			case risk >= 0 && f.needsShare != "" && !b.b.isExposed[f.exposure][risk]:
				return cede.At("risk", c.FirstRow+row, b.b.notExposed(f, risk))
			}
		}
	}
	return b.checkUnits(c)
}

// checkUnits reports a row whose risk has no unit in a section that pools by it.
func (b *Batch) checkUnits(c *Columns) error {
	if c.Risk == nil {
		return nil
	}
	for i := range b.b.program.contracts {
		contract := &b.b.program.contracts[i]
		for k := range contract.sections {
			s := &contract.sections[k]
			units := b.b.risks.Units[s.engine.UnitRule].Of
			filters := s.engine.LayerFilters
			if s.engine.Shares != nil || s.engine.Line != nil {
				filters = append([]int{s.engine.Filter}, filters...)
			}
			for n, at := range filters {
				if n > 0 && at == filters[n-1] || b.b.program.filters[at].needsRisk == "" {
					continue
				}
				for row, risk := range c.Risk {
					if risk >= 0 && units[risk] < 0 && b.sees(c, at, row) {
						return cede.At("risk", c.FirstRow+row, cede.Invalid("", b.b.book.risks[risk].ID, "must have a unit: contract "+contract.id+" pools by it"))
					}
				}
			}
		}
	}
	return nil
}

// risk returns the risk of a row, or -1.
func (c *Columns) risk(row int) int32 {
	if c.Risk == nil {
		return -1
	}
	return c.Risk[row]
}

// lost reports whether a row that names no risk is an occurrence of its own outside the period of a filter.
func (f *filter) lost(risk, event []int32, date []cede.Date, row int) bool {
	return f.occurring && date != nil && (risk == nil || risk[row] < 0) && (event == nil || event[row] < 0) && !f.period.Contains(date[row])
}

// sees reports whether a filter selects a row.
func (b *Batch) sees(c *Columns, at, row int) bool {
	f := &b.b.program.filters[at]
	if f.lost(c.Risk, c.Event, c.Date, row) {
		return false
	}
	var day cede.Date
	if c.Date != nil {
		day = c.Date[row]
	}
	return b.b.selects(at, c.risk(row), day)
}

// selects reports whether a filter selects a row of columns, of a risk or -1 and on a day, which is zero if there are none.
func (b *binding) selects(at int, risk int32, day cede.Date) bool {
	f := &b.program.filters[at]
	if !day.IsZero() && f.basis == LossesOccurring && !f.occurring && !f.period.Contains(day) {
		return false
	}
	if f.over != nil && !slices.ContainsFunc(f.over, func(at int) bool { return b.selects(at, risk, day) }) {
		return false
	}
	return risk < 0 || b.inScope(at, risk, day)
}

// A cutter cuts terms out of columns, reusing its memory.
type cutter struct {
	b       *binding
	columns *Columns
	losses  engine.Losses
	rows    [][]int32 // by filter
	events  []int32
	numbers map[int32]int32
}

func (c *cutter) cut(from, to int) *engine.Losses {
	l := &c.losses
	l.Forget()
	l.Amount = c.columns.Loss[from:to]
	l.Event, l.Events = nil, 0
	if c.columns.Event != nil {
		c.number(c.columns.Event[from:to])
	}
	l.Risk, l.Date = nil, nil
	if c.columns.Risk != nil {
		l.Risk = c.columns.Risk[from:to]
	}
	if c.columns.Date != nil {
		l.Date = c.columns.Date[from:to]
	}
	if c.rows == nil {
		c.rows = make([][]int32, len(l.Selected))
	}
	for at := range l.Selected {
		l.Selected[at] = c.selected(at, to-from)
	}
	return l
}

// number gives the events of a term numbers from 0.
func (c *cutter) number(events []int32) {
	if c.numbers == nil {
		c.numbers = make(map[int32]int32)
	}
	clear(c.numbers)
	c.events = c.events[:0]
	for _, e := range events {
		if e < 0 {
			c.events = append(c.events, -1)
			continue
		}
		number, ok := c.numbers[e]
		if !ok {
			number = int32(len(c.numbers))
			c.numbers[e] = number
		}
		c.events = append(c.events, number)
	}
	c.losses.Event, c.losses.Events = c.events, len(c.numbers)
}

// selected returns the rows of a term that a filter selects.
func (c *cutter) selected(at, n int) engine.Selected {
	f := &c.b.program.filters[at]
	l := &c.losses
	dated := l.Date != nil && f.basis == LossesOccurring && !f.occurring
	judged := false
	for _, list := range c.b.judged[at] {
		judged = judged || list != nil
	}
	judged = judged && l.Risk != nil
	lost := l.Date != nil && f.occurring && f.needsRisk != ""
	if !dated && !judged && !lost && f.over == nil {
		return engine.Selected{All: true}
	}
	rows := c.rows[at][:0]
	for row := range int32(n) {
		if dated && !f.period.Contains(l.Date[row]) || lost && f.lost(l.Risk, l.Event, l.Date, int(row)) {
			continue
		}
		var day cede.Date
		if l.Date != nil {
			day = l.Date[row]
		}
		if judged && l.Risk[row] >= 0 && !c.b.inScope(at, l.Risk[row], day) || f.over != nil && !c.over(f, row) {
			continue
		}
		rows = append(rows, row)
	}
	c.rows[at] = rows
	return engine.Selected{Rows: rows, All: len(rows) == n}
}

// over reports whether a contract that an umbrella is over sees a row of the term.
func (c *cutter) over(f *filter, row int32) bool {
	risk, day := int32(-1), cede.Date{}
	if c.losses.Risk != nil {
		risk = c.losses.Risk[row]
	}
	if c.losses.Date != nil {
		day = c.losses.Date[row]
	}
	return slices.ContainsFunc(f.over, func(at int) bool { return c.b.selects(at, risk, day) })
}
