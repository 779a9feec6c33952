package simulation

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/internal/strictcsv"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
)

// CSV says of a table that is written as text what the text does not say itself, and how large it may be. A text has a header and these columns, in any order:
//
//	Table        year, loss; event, risk and day may be absent
//	YearEvents   year, event; day may be absent
//	EventLosses  event, loss; risk may be absent
//	YearLosses   year, loss
//
// Years are numbered from 1 and ascending; events are whole numbers, not negative; risks are ids; days are those of the year, 1 to 366. A loss is an amount of the
// currency, a decimal number without an exponent that is not finer than a minor unit: nothing is rounded. There are at most 1,000,000 risks. An empty event or risk of a Table is none (-1). What is wrong
// is an error with the line and the column, such as "losses:7:loss: must be a decimal number".
//
// The zero CSV is not valid, for want of a currency or a number of years.
type CSV struct {
	// Name is the table's in errors; empty is "table".
	Name string
	// Currency and Scale are those of the losses, as in [Table]; year-event tables have none.
	Currency treaty.Currency
	Scale    *int
	// Years is the number of years: rows do not say how many years without losses come after the last. Event-loss tables have none.
	Years int
	// Comma separates cells: a comma, a semicolon, a tab or a bar; empty is a comma.
	Comma string
	// MaxBytes is the greatest size of the text, 0 is [DefaultMaxBytes]; MaxRows is the greatest number of rows that are held at once, 0 is [DefaultMaxRows]. More is a
	// [treaty.ErrLimit].
	MaxBytes int64
	MaxRows  int
}

const (
	// DefaultMaxBytes is the greatest size of a text unless its [CSV] says otherwise: 64 GiB.
	DefaultMaxBytes = 64 << 30
	// DefaultMaxRows is the greatest number of rows held at once unless a [CSV] says otherwise: 200 million, 3.6 GB with all columns.
	DefaultMaxRows = 200_000_000
	// maxRowBytes is more than a row needs.
	maxRowBytes = 4096
	// maxRisks bounds the ids that are held.
	maxRisks = 1_000_000
)

// ReadTable reads a year-event-loss table. With an error there is no table.
func ReadTable(r io.Reader, c CSV) (Table, error) {
	var out Table
	for part, err := range Tables(r, c, max(c.Years, 1)) {
		if err != nil {
			return Table{}, err
		}
		out = part // there is one
	}
	return out, nil
}

// Tables reads a year-event-loss table by so many years at a time, so that it never has to fit into memory; the last part may have fewer. The years of a part are numbered from 1
// again. Risks have the same numbers in all parts, but a later part may know more of them. An error is the last that is yielded; the parts before it stand. The
// sequence can be used once.
func Tables(r io.Reader, c CSV, years int) iter.Seq2[Table, error] {
	return func(yield func(Table, error) bool) {
		if years < 1 {
			yield(Table{}, cede.Invalid("years", strconv.Itoa(years), "must be at least 1"))
			return
		}
		t, err := c.open(r, true, "year", "loss", "event?", "risk?", "day?")
		if err != nil {
			yield(Table{}, err)
			return
		}
		first := 0 // the years before this part
		part := t.table()
		// upTo ends all years before one, and yields the parts that are whole.
		upTo := func(year, risks int) bool {
			for {
				for len(part.Ends) < min(year-first-1, years) {
					part.Ends = append(part.Ends, len(part.Loss))
				}
				if len(part.Ends) < years || first+years == c.Years {
					return true
				}
				part.Risks = t.risks[:risks:risks]
				if !yield(part, nil) {
					return false
				}
				first, part = first+years, t.table()
			}
		}
		for row, err := range t.rows() {
			if err == nil && !upTo(row.year, row.known) {
				return
			}
			if err == nil {
				err = t.room(len(part.Loss))
			}
			if err != nil {
				yield(Table{}, err)
				return
			}
			part.Loss = append(part.Loss, row.loss)
			part.Event = appendIf(part.Event, row.event)
			part.Risk = appendIf(part.Risk, row.risk)
			part.Day = appendIf(part.Day, row.day)
		}
		if upTo(c.Years+1, len(t.risks)) {
			part.Risks = t.risks
			yield(part, nil)
		}
	}
}

// appendIf appends to a column that is there.
func appendIf[T any](column []T, x T) []T {
	if column == nil {
		return nil
	}
	return append(column, x)
}

// ReadYearEvents reads a year-event table. With an error there is none.
func ReadYearEvents(r io.Reader, c CSV) (YearEvents, error) {
	t, err := c.open(r, true, "year", "event", "day?")
	if err != nil {
		return YearEvents{}, err
	}
	out := YearEvents{Event: []int32{}, Day: column[int16](t, "day")}
	for row, err := range t.rows() {
		if err == nil {
			err = t.room(len(out.Event))
		}
		if err != nil {
			return YearEvents{}, err
		}
		out.Ends = ended(out.Ends, row.year, len(out.Event))
		out.Event, out.Day = append(out.Event, row.event), appendIf(out.Day, row.day)
	}
	out.Ends = ended(out.Ends, c.Years+1, len(out.Event))
	return out, nil
}

// ended ends all years before one.
func ended(ends []int, year, rows int) []int {
	for len(ends) < year-1 {
		ends = append(ends, rows)
	}
	return ends
}

// ReadEventLosses reads an event-loss table. With an error there is none.
func ReadEventLosses(r io.Reader, c CSV) (EventLosses, error) {
	t, err := c.open(r, false, "event", "loss", "risk?")
	if err != nil {
		return EventLosses{}, err
	}
	out := EventLosses{Currency: c.Currency, Scale: c.Scale, Event: []int32{}, Loss: []int64{}, Risk: column[int32](t, "risk")}
	var hit []int32 // the last event of each risk, after that of none
	first := 0      // row of the event at hand
	for row, err := range t.rows() {
		if err == nil {
			err = t.room(len(out.Event))
		}
		if err != nil {
			return EventLosses{}, err
		}
		for len(hit) < len(t.risks)+1 {
			hit = append(hit, -1)
		}
		before := int32(-1)
		if n := len(out.Event); n > 0 {
			before = out.Event[n-1]
		}
		reason := ""
		switch of := &hit[row.risk+1]; {
		case row.event < before:
			reason = "must not be below the row before"
		case row.event == *of:
			reason = "must have one row, or one for each risk"
		default:
			*of = row.event
		}
		if reason != "" {
			return EventLosses{}, cede.Invalid(t.Place(t.line, "event"), strconv.Itoa(int(row.event)), reason)
		}
		if row.event > before {
			settle(&out, first)
			first = len(out.Event)
		}
		out.Event, out.Loss, out.Risk = append(out.Event, row.event), append(out.Loss, row.loss), appendIf(out.Risk, row.risk)
	}
	settle(&out, first)
	out.Risks = t.risks
	return out, nil
}

// settle puts the rows of the last event in order: risks are numbered as they come, and may come in another order with each event.
func settle(e *EventLosses, first int) {
	if e.Risk == nil || slices.IsSorted(e.Risk[first:]) {
		return
	}
	type hit struct {
		risk int32
		loss int64
	}
	hits := make([]hit, 0, len(e.Risk)-first)
	for row := first; row < len(e.Risk); row++ {
		hits = append(hits, hit{e.Risk[row], e.Loss[row]})
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Compare(a.risk, b.risk) })
	for i, x := range hits {
		e.Risk[first+i], e.Loss[first+i] = x.risk, x.loss
	}
}

// ReadYearLosses reads a year-loss table. A year without a row has a loss of 0; one with several is an error. Amounts may be below zero. With an error there is no table.
func ReadYearLosses(r io.Reader, c CSV) (YearLosses, error) {
	t, err := c.open(r, true, "year", "loss")
	if err != nil {
		return YearLosses{}, err
	}
	t.signed = true
	out := YearLosses{Currency: c.Currency, Scale: c.Scale, Loss: make([]int64, c.Years)}
	held, last := 0, 0
	for row, err := range t.rows() {
		if err == nil {
			err = t.room(held)
		}
		if err != nil {
			return YearLosses{}, err
		}
		if row.year == last {
			return YearLosses{}, cede.Invalid(t.Place(t.line, "year"), strconv.Itoa(last), "must be of one row only")
		}
		out.Loss[row.year-1], last = row.loss, row.year
		held++
	}
	return out, nil
}

// A text is a table that is being read.
type text struct {
	CSV
	*strictcsv.Reader
	places  int
	at      map[string]int // where the columns are
	signed  bool
	line    int
	year    int   // of the row before
	day     int16 // of the row before
	numbers map[string]int32
	risks   []string
}

// A row is what a line of a text says, and how many risks were known before it.
type row struct {
	known int
	year  int
	event int32
	risk  int32
	day   int16
	loss  int64
}

// open reads the header. A column whose name ends in a question mark may be absent.
func (c CSV) open(r io.Reader, years bool, columns ...string) (*text, error) {
	var errs []error
	t := &text{CSV: c, at: make(map[string]int), places: places(c.Currency, c.Scale), numbers: make(map[string]int32)}
	if slices.Contains(columns, "loss") {
		errs = append(errs, validMoney(c.Currency, c.Scale))
	}
	if years && (c.Years < 1 || c.Years > maxYears) {
		errs = append(errs, cede.Invalid("years", strconv.Itoa(c.Years), fmt.Sprintf("must be the number of years, from 1 to %d", maxYears)))
	}
	f := strictcsv.Format{Name: c.Name, Comma: ',', MaxBytes: c.MaxBytes, MaxRow: maxRowBytes, ErrLimit: treaty.ErrLimit}
	if f.Name == "" {
		f.Name = "table"
	}
	switch c.Comma {
	case "":
	case ",", ";", "\t", "|":
		f.Comma = rune(c.Comma[0])
	default:
		errs = append(errs, cede.Invalid("comma", strictjson.Shown(c.Comma), "must be a comma, a semicolon, a tab or a bar"))
	}
	if c.MaxBytes < 0 {
		errs = append(errs, cede.Invalid("maxBytes", strconv.FormatInt(c.MaxBytes, 10), "must not be negative"))
	}
	if c.MaxRows < 0 {
		errs = append(errs, cede.Invalid("maxRows", strconv.Itoa(c.MaxRows), "must not be negative"))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if c.MaxBytes == 0 {
		f.MaxBytes = DefaultMaxBytes
	}
	if c.MaxRows == 0 {
		t.MaxRows = DefaultMaxRows
	}
	t.Reader = strictcsv.NewReader(r, f)
	return t, t.header(columns)
}

func (t *text) header(columns []string) error {
	cells, line, err := t.Header()
	if err != nil {
		return err
	}
	var errs []error
	for i, name := range cells {
		name = strings.Clone(name)
		if strings.HasSuffix(name, "?") || !slices.Contains(columns, name) && !slices.Contains(columns, name+"?") {
			errs = append(errs, cede.Invalid(t.Place(line, ""), strictjson.Shown(name), "must have columns among "+strings.ReplaceAll(strings.Join(columns, ", "), "?", "")))
			break
		}
		if _, twice := t.at[name]; twice {
			errs = append(errs, cede.Invalid(t.Place(line, ""), name, "must not have two columns of one name"))
		}
		t.at[name] = i
	}
	for _, name := range columns {
		if _, ok := t.at[name]; !ok && !strings.HasSuffix(name, "?") {
			errs = append(errs, cede.Invalid(t.Place(line, name), "", "must not be missing"))
		}
	}
	return errors.Join(errs...)
}

// column returns an empty column if the text has one of the name, and nil otherwise.
func column[T any](t *text, name string) []T {
	if _, ok := t.at[name]; !ok {
		return nil
	}
	return []T{}
}

// table returns a table without rows.
func (t *text) table() Table {
	return Table{
		Currency: t.Currency, Scale: t.Scale, Loss: []int64{}, Event: column[int32](t, "event"), Risk: column[int32](t, "risk"), Day: column[int16](t, "day"),
	}
}

// room reports that no row fits beside those that are held.
func (t *text) room(held int) error {
	if held < t.MaxRows {
		return nil
	}
	return cede.In(t.Place(t.line, ""), treaty.TooMany(held+1, t.MaxRows))
}

// rows reads row by row; an error is the last.
func (t *text) rows() iter.Seq2[row, error] {
	return func(yield func(row, error) bool) {
		for {
			known := len(t.risks)
			out, err := t.next()
			if err == io.EOF { //nolint:errorlint // as next returns it
				return
			}
			out.known = known
			if !yield(out, err) || err != nil {
				return
			}
		}
	}
}

// next reads a row, or is io.EOF.
func (t *text) next() (row, error) {
	cells, line, err := t.Row()
	if err != nil {
		return row{}, err
	}
	t.line = line
	out := row{event: -1, risk: -1}
	if i, ok := t.at["year"]; ok {
		year, err := t.whole("year", cells[i], 1, t.Years)
		if err == nil && year < t.year {
			err = cede.Invalid(t.Place(line, "year"), cells[i], "must not be before the row before, "+strconv.Itoa(t.year))
		}
		if err != nil {
			return row{}, err
		}
		if year > t.year {
			t.day = 0
		}
		out.year, t.year = year, year
	}
	_, hasLoss := t.at["loss"]
	if i, ok := t.at["event"]; ok && (cells[i] != "" || !hasLoss || out.year == 0) { // a table may leave it open
		event, err := t.whole("event", cells[i], 0, 1<<31-1)
		if err != nil {
			return row{}, err
		}
		out.event = int32(event)
	}
	if i, ok := t.at["risk"]; ok && cells[i] != "" {
		if out.risk, err = t.risk(cells[i]); err != nil {
			return row{}, cede.In(t.Place(line, "risk"), err)
		}
	}
	if i, ok := t.at["day"]; ok {
		day, err := t.whole("day", cells[i], 1, 366)
		if err != nil {
			return row{}, err
		}
		if int16(day) < t.day {
			return row{}, cede.Invalid(t.Place(line, "day"), cells[i], "must not be before the row before in the same year, "+strconv.Itoa(int(t.day)))
		}
		out.day, t.day = int16(day), int16(day)
	}
	if i, ok := t.at["loss"]; ok {
		if out.loss, err = t.amount(cells[i]); err != nil {
			return row{}, cede.In(t.Place(line, "loss"), err)
		}
	}
	return out, nil
}

// whole reads a whole number.
func (t *text) whole(name, cell string, least, most int) (int, error) {
	n, err := strconv.ParseUint(cell, 10, 31) // no sign
	if err != nil || int(n) < least || int(n) > most {
		return 0, cede.Invalid(t.Place(t.line, name), strictjson.Shown(cell), fmt.Sprintf("must be a whole number from %d to %d", least, most))
	}
	return int(n), nil
}

// risk returns the number of a risk.
func (t *text) risk(id string) (int32, error) {
	n, ok := t.numbers[id]
	if ok {
		return n, nil
	}
	if len(t.risks) == maxRisks {
		return 0, treaty.TooMany(len(t.risks)+1, maxRisks)
	}
	id = strings.Clone(id) // not the whole row with it
	n = int32(len(t.risks))
	t.numbers[id] = n
	t.risks = append(t.risks, id)
	return n, nil
}

// amount reads a loss.
func (t *text) amount(cell string) (int64, error) {
	if coef, decimals, ok := short(cell); ok {
		if minor, fault := fixed.MinorOf(coef, decimals, t.places, false); fault == fixed.None {
			return minor, nil
		}
	}
	d, err := bound.Parse(cell)
	switch {
	case err != nil || strings.ContainsAny(cell, "eE"):
		return 0, cede.Invalid("", strictjson.Shown(cell), "must be a decimal number without an exponent, such as 1234.56")
	case d.Sign() < 0 && !t.signed:
		return 0, cede.Invalid("", strictjson.Shown(cell), "must not be negative")
	}
	minor, fault := fixed.Minor(d, t.places, false)
	switch fault {
	case fixed.TooFine:
		return 0, cede.Invalid("", strictjson.Shown(cell), fmt.Sprintf("must have at most %d decimal places", t.places))
	case fixed.TooLarge:
		return 0, cede.Invalid("", strictjson.Shown(cell), "must fit 64 bits of minor units")
	case fixed.None:
	}
	return minor, nil
}

// short reads up to 18 digits with or without a point among them: most losses.
func short(cell string) (coef int64, decimals int, ok bool) {
	if len(cell) > 18 {
		return 0, 0, false
	}
	point := -1
	for i := range len(cell) {
		switch x := cell[i]; {
		case x >= '0' && x <= '9':
			coef = coef*10 + int64(x-'0')
		case x == '.' && point < 0 && i > 0:
			point = i
		default:
			return 0, 0, false
		}
	}
	if point < 0 {
		return coef, 0, cell != ""
	}
	decimals = len(cell) - point - 1
	return coef, decimals, decimals > 0
}
