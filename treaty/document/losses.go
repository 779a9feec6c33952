package document

import (
	"io"
	"iter"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A lossRow is a loss with the position that its row states.
type lossRow struct {
	loss     treaty.Loss
	position treaty.Position
}

func lossColumns() []column[lossRow] {
	return []column[lossRow]{
		{"id", needed, text(func(r *lossRow) *string { return &r.loss.ID })},
		{"risk", free, text(func(r *lossRow) *string { return &r.loss.Risk })},
		{"event", free, text(func(r *lossRow) *string { return &r.loss.Event })},
		{"date", needed, date(func(r *lossRow) *cede.Date { return &r.loss.Date })},
		{"hour", free, hour},
		{"reported", free, date(func(r *lossRow) *cede.Date { return &r.loss.Reported })},
		{"settled", free, date(func(r *lossRow) *cede.Date { return &r.loss.Settled })},
		{"exGratia", free, exGratia},
		{"currency", free, currency(func(r *lossRow) *treaty.Currency { return &r.loss.Currency })},
		{"at", free, date(func(r *lossRow) *cede.Date { return &r.position.At })},
		{"paid", some, amount(func(r *lossRow) *decimal.Decimal { return &r.position.Paid })},
		{"outstanding", some, amount(func(r *lossRow) *decimal.Decimal { return &r.position.Outstanding })},
		{"paidExpense", some, amount(func(r *lossRow) *decimal.Decimal { return &r.position.PaidExpense })},
		{"outstandingExpense", some, amount(func(r *lossRow) *decimal.Decimal { return &r.position.OutstandingExpense })},
		{"salvage", free, amount(func(r *lossRow) *decimal.Decimal { return &r.position.Salvage })},
	}
}

func hour(r *lossRow, c cell) error {
	n, err := strconv.ParseUint(c.text, 10, 8) // no sign
	if err != nil || n > 23 || len(c.text) > 2 {
		return cede.Invalid("", strictjson.Shown(c.text), "must be a whole hour, from 0 to 23")
	}
	r.loss.Hour = new(int(n))
	return nil
}

func exGratia(r *lossRow, c cell) error {
	switch c.text {
	case "true":
		r.loss.ExGratia = true
	case "false":
	default:
		return cede.Invalid("", strictjson.Shown(c.text), "must be true or false")
	}
	return nil
}

// A lossGroup is the rows of one loss.
type lossGroup struct {
	loss     treaty.Loss
	line     int // of the first row, 0 without one
	problems problems
}

// add takes a row into the group: the first, or one more of the same loss.
func (g *lossGroup) add(f *format, one record[lossRow], err error) {
	g.problems.add(err)
	switch {
	case g.line == 0:
		g.loss, g.line = one.row.loss, one.line
	case err == nil && len(g.problems.list) == 0:
		g.problems.add(g.agree(f, one))
	}
	g.loss.Positions = append(g.loss.Positions, one.row.position)
}

// agree reports fields of a row that are not as in the first.
func (g *lossGroup) agree(f *format, one record[lossRow]) error {
	var p problems
	compare := func(name, first, now string) {
		if first != now {
			p.add(cede.Invalid(f.place(one.line, name), strictjson.Shown(now), "must be as in line "+strconv.Itoa(g.line)))
		}
	}
	a, b := &g.loss, &one.row.loss
	compare("risk", a.Risk, b.Risk)
	compare("event", a.Event, b.Event)
	compare("date", a.Date.String(), b.Date.String())
	compare("hour", hourText(a.Hour), hourText(b.Hour))
	compare("reported", a.Reported.String(), b.Reported.String())
	compare("settled", a.Settled.String(), b.Settled.String())
	compare("exGratia", strconv.FormatBool(a.ExGratia), strconv.FormatBool(b.ExGratia))
	compare("currency", string(a.Currency), string(b.Currency))
	return p.err()
}

func hourText(hour *int) string {
	if hour == nil {
		return ""
	}
	return strconv.Itoa(*hour)
}

// Losses reads losses from a CSV table as they are asked for. Each row is one position; rows of
// one loss that follow each other are one loss, and must agree in all but the position. A loss with
// problems gives the zero Loss and an error that joins them, and reading goes on; what ends the reading is
// the last error. The sequence can be used once.
//
// Rows of one loss that do not follow each other give several losses of one id; [ReadLosses] puts them together.
func Losses(r io.Reader, m Mapping) iter.Seq2[treaty.Loss, error] {
	return func(yield func(treaty.Loss, error) bool) {
		t, err := open(r, m, "losses", lossColumns())
		if err != nil {
			yield(treaty.Loss{}, err)
			return
		}
		var group lossGroup
		flush := func() bool {
			loss, line, err := group.loss, group.line, group.problems.err()
			group = lossGroup{}
			if err != nil {
				loss = treaty.Loss{}
			}
			return line == 0 || yield(loss, err)
		}
		for one, err := range t.records() {
			if id := one.row.loss.ID; (id == "" || id != group.loss.ID) && !flush() {
				return
			}
			if one.line == 0 { // what ends the reading
				yield(treaty.Loss{}, err)
				return
			}
			group.add(t.format, one, err)
		}
		flush()
	}
}

// ReadLosses reads a whole table of losses. All rows of one loss are one loss, wherever they
// stand, with their positions in the order of the rows; they must agree in all but the position. The
// error joins up to 100 problems; with one, there are no losses.
func ReadLosses(r io.Reader, m Mapping) ([]treaty.Loss, error) {
	t, err := open(r, m, "losses", lossColumns())
	if err != nil {
		return nil, err
	}
	var p problems
	var groups []lossGroup
	byID := make(map[string]int)
	for one, err := range t.records() {
		if p.add(err); p.more {
			break
		}
		if err != nil {
			continue
		}
		i, known := byID[one.row.loss.ID]
		if !known {
			i = len(groups)
			byID[one.row.loss.ID] = i
			groups = append(groups, lossGroup{})
		}
		g := &groups[i]
		g.add(t.format, one, nil)
		p.add(g.problems.err())
		g.problems = problems{}
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	list := make([]treaty.Loss, len(groups))
	for i := range groups {
		list[i] = groups[i].loss
	}
	return list, nil
}
