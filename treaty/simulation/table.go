package simulation

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A Table is a year-event-loss table: the losses of simulated years, event by event, as columns. Years are numbered from 1 and
// every one is as likely as any other; a year without losses counts. Columns are slices of the user's; nothing copies or changes them.
//
// A Table takes 8 bytes a row for the losses, 4 each for events and risks, 2 for days and 8 a year.
//
// The zero Table is not valid, for want of a currency; with one it has no years.
type Table struct {
	// Currency is that of the losses.
	Currency treaty.Currency
	// Scale is the number of decimal places of a minor unit, 0 to 6; nil is the currency's own.
	Scale *int
	// Ends are the ends of the years: the rows of year y are those from Ends[y-2] (0 for the first year) up to, but not including,
	// Ends[y-1]. The last is the number of rows. See [EndsOf].
	Ends []int
	// Loss is the ground-up loss of each row in minor units, not negative.
	Loss []int64
	// Event numbers events: rows of one year with the same number, not negative, are one event, -1 is an occurrence of
	// its own. Nil makes every row one.
	Event []int32
	// Risk is the risk or line that each row hit, an index into Risks, or -1. Nil if no row says.
	Risk []int32
	// Risks are the ids that Risk refers to, those of risks in the book that a program is run with.
	Risks []string
	// Day is the day of the year of each row, 1 to 366, not before that of the row before in the same year. Nil if not known: the
	// rows of a year are in order of time all the same.
	Day []int16
}

// YearEvents is a year-event table: which events happen in each simulated year, whatever they cost.
//
// The zero YearEvents have no years.
type YearEvents struct {
	// Ends are the ends of the years, as in [Table.Ends].
	Ends []int
	// Event is the number of each event, not negative. One may happen several times in a year.
	Event []int32
	// Day is the day of the year, as in [Table.Day], or nil.
	Day []int16
}

// EventLosses is an event-loss table: what each event costs, in order of event.
//
// The zero EventLosses are not valid, for want of a currency.
type EventLosses struct {
	// Currency and Scale are as in [Table].
	Currency treaty.Currency
	Scale    *int
	// Event is the number of each row's event, not negative and not below that of the row before. An event has one row, or one for each risk it hits.
	Event []int32
	// Loss is the ground-up loss in minor units, not negative.
	Loss []int64
	// Risk and Risks are as in [Table]: ascending within an event. Nil if no row says.
	Risk  []int32
	Risks []string
}

// YearLosses is a year-loss table: one amount for each simulated year.
//
// The zero YearLosses are not valid, for want of a currency.
type YearLosses struct {
	// Currency and Scale are as in [Table].
	Currency treaty.Currency
	Scale    *int
	// Loss is the amount of each year in minor units.
	Loss []int64
}

// Years returns the number of years.
func (t Table) Years() int { return len(t.Ends) }

// Years returns the number of years.
func (y YearEvents) Years() int { return len(y.Ends) }

// Years returns the number of years.
func (y YearLosses) Years() int { return len(y.Loss) }

// Year returns the first row of a year, from 1, and the row after its last; none for a year that the table does not have.
func (t Table) Year(year int) (from, to int) { return yearOf(t.Ends, year) }

// Year returns the first row of a year, from 1, and the row after its last; none for a year that the table does not have.
func (y YearEvents) Year(year int) (from, to int) { return yearOf(y.Ends, year) }

func yearOf(ends []int, year int) (from, to int) {
	switch {
	case year < 1 || year > len(ends):
		return 0, 0
	case year == 1:
		return 0, ends[0]
	}
	return ends[year-2], ends[year-1]
}

// Places returns the number of decimal places of a minor unit.
func (t Table) Places() int { return places(t.Currency, t.Scale) }

// Places returns the number of decimal places of a minor unit.
func (e EventLosses) Places() int { return places(e.Currency, e.Scale) }

// Places returns the number of decimal places of a minor unit.
func (y YearLosses) Places() int { return places(y.Currency, y.Scale) }

func places(c treaty.Currency, scale *int) int {
	if scale != nil {
		return *scale
	}
	return c.Places()
}

// EndsOf returns the ends of years, as in [Table.Ends], from a column of the year of each row, from 1 and ascending. Years is their
// number, at least the last of the column: only it knows of years without losses at the end.
func EndsOf(year []int32, years int) ([]int, error) {
	if years < 0 || years > maxYears {
		return nil, cede.Invalid("years", strconv.Itoa(years), fmt.Sprintf("must be from 0 to %d", maxYears))
	}
	last := int32(1)
	for row, y := range year {
		switch {
		case y < 1 || int(y) > years:
			return nil, cede.At("year", row, cede.Invalid("", strconv.Itoa(int(y)), fmt.Sprintf("must be from 1 to %d, the number of years", years)))
		case y < last:
			return nil, cede.At("year", row, cede.Invalid("", strconv.Itoa(int(y)), "must not be before the row before"))
		}
		last = y
	}
	ends := make([]int, years)
	row := 0
	for y := range ends {
		for row < len(year) && int(year[row]) == y+1 {
			row++
		}
		ends[y] = row
	}
	return ends, nil
}

// YearOf appends the year of each row to a column, from 1, and returns it: the reverse of [EndsOf].
func YearOf(year []int32, ends []int) []int32 {
	row := 0
	for y, to := range ends {
		for ; row < to; row++ {
			year = append(year, int32(y+1))
		}
	}
	return year
}

// maxYears is the greatest number of years of a table: they are numbered with 32 bits.
const maxYears = math.MaxInt32

// Validate reports what is wrong with the columns, the first problem of each, joined.
func (t Table) Validate() error {
	rows := len(t.Loss)
	return errors.Join(
		validMoney(t.Currency, t.Scale), validEnds(t.Ends, rows), validLoss(t.Loss, t.Places()),
		validEvent(t.Event, rows, true), validRisk(t.Risk, t.Risks, rows), validDay(t.Day, t.Ends, rows),
	)
}

// Validate reports what is wrong with the columns, the first problem of each, joined.
func (y YearEvents) Validate() error {
	rows := len(y.Event)
	return errors.Join(validEnds(y.Ends, rows), validEvent(y.Event, rows, false), validDay(y.Day, y.Ends, rows))
}

// Validate reports what is wrong with the columns, the first problem of each, joined.
func (e EventLosses) Validate() error {
	rows := len(e.Loss)
	err := errors.Join(
		validMoney(e.Currency, e.Scale), validEvent(e.Event, rows, false), validLoss(e.Loss, e.Places()), validRisk(e.Risk, e.Risks, rows),
	)
	if err != nil {
		return err
	}
	if e.Event == nil && rows > 0 {
		return cede.Invalid("event", "", "must have as many rows as loss")
	}
	for row := 1; row < rows; row++ {
		switch before, event := e.Event[row-1], e.Event[row]; {
		case event < before:
			return cede.At("event", row, cede.Invalid("", strconv.Itoa(int(event)), "must not be below the row before"))
		case event == before && (e.Risk == nil || e.Risk[row] <= e.Risk[row-1]):
			return cede.At("event", row, cede.Invalid("", strconv.Itoa(int(event)), "must have one row, or one for each risk in ascending order"))
		}
	}
	return nil
}

// Validate reports a currency or scale that is none, and more years than a table may have.
func (y YearLosses) Validate() error {
	err := validMoney(y.Currency, y.Scale)
	if len(y.Loss) > maxYears {
		err = errors.Join(err, cede.Invalid("loss", strconv.Itoa(len(y.Loss)), fmt.Sprintf("must have at most %d years", maxYears)))
	}
	return err
}

func validMoney(c treaty.Currency, scale *int) error {
	err := cede.In("currency", c.Validate())
	if scale != nil && (*scale < 0 || *scale > 6) {
		err = errors.Join(err, cede.Invalid("scale", strconv.Itoa(*scale), "must be from 0 to 6"))
	}
	return err
}

func validEnds(ends []int, rows int) error {
	if len(ends) > maxYears {
		return cede.Invalid("ends", strconv.Itoa(len(ends)), fmt.Sprintf("must have at most %d years", maxYears))
	}
	from := 0
	for y, to := range ends {
		switch {
		case to < from || to > rows:
			return cede.At("ends", y, cede.Invalid("", strconv.Itoa(to), "must not be below the end before nor above the number of rows"))
		case to-from > math.MaxInt32:
			return cede.At("ends", y, cede.Invalid("", strconv.Itoa(to), fmt.Sprintf("must end a year of at most %d rows", math.MaxInt32)))
		}
		from = to
	}
	if from != rows {
		return cede.Invalid("ends", strconv.Itoa(from), "must end with the number of rows, "+strconv.Itoa(rows))
	}
	return nil
}

func validLoss(loss []int64, places int) error {
	for row, x := range loss {
		if x < 0 {
			return cede.At("loss", row, cede.Invalid("", minorText(x, places), "must not be negative"))
		}
	}
	return nil
}

// minorText writes a count of minor units as an amount.
func minorText(x int64, places int) string {
	if places < 0 || places > 6 {
		places = 0
	}
	return decimal.New(x, -int32(places)).String()
}

func validEvent(event []int32, rows int, none bool) error {
	if event != nil && len(event) != rows {
		return cede.Invalid("event", strconv.Itoa(len(event)), "must have as many rows as loss")
	}
	least, reason := int32(0), "must not be negative"
	if none {
		least, reason = -1, "must not be below -1"
	}
	for row, x := range event {
		if x < least {
			return cede.At("event", row, cede.Invalid("", strconv.Itoa(int(x)), reason))
		}
	}
	return nil
}

func validRisk(risk []int32, risks []string, rows int) error {
	if risk != nil && len(risk) != rows {
		return cede.Invalid("risk", strconv.Itoa(len(risk)), "must have as many rows as loss")
	}
	seen := make(map[string]bool, len(risks))
	for i, id := range risks {
		switch {
		case id == "":
			return cede.At("risks", i, cede.Invalid("", "", "must not be empty"))
		case seen[id]:
			return cede.At("risks", i, cede.Invalid("", id, "must be named only once"))
		}
		seen[id] = true
	}
	for row, x := range risk {
		if x < -1 || int(x) >= len(risks) {
			return cede.At("risk", row, cede.Invalid("", strconv.Itoa(int(x)), "must be an index into risks or -1"))
		}
	}
	return nil
}

// validDay looks at the order of days only if the ends are valid, which is reported elsewhere.
func validDay(day []int16, ends []int, rows int) error {
	if day == nil {
		return nil
	}
	if len(day) != rows {
		return cede.Invalid("day", strconv.Itoa(len(day)), "must have as many rows as there are losses or events")
	}
	for row, d := range day {
		if d < 1 || d > 366 {
			return cede.At("day", row, cede.Invalid("", strconv.Itoa(int(d)), "must be from 1 to 366"))
		}
	}
	if validEnds(ends, rows) != nil {
		return nil
	}
	from := 0
	for _, to := range ends {
		for row := from + 1; row < to; row++ {
			if day[row] < day[row-1] {
				return cede.At("day", row, cede.Invalid("", strconv.Itoa(int(day[row])), "must not be before the row before, "+strconv.Itoa(int(day[row-1]))))
			}
		}
		from = to
	}
	return nil
}

// Losses returns the year-event-loss table of the events with their losses: a row for each row of the event, but none for a loss of 0. What the
// table of losses does not have costs nothing. The columns of y are not shared.
//
// [Table.Event] then numbers the events of each year from 0, in their order in y: an event that happens twice in a year is two, and tables that are made of
// the same y agree on what is one event.
func (y YearEvents) Losses(e EventLosses) (Table, error) {
	if err := errors.Join(cede.In("events", y.Validate()), cede.In("losses", e.Validate())); err != nil {
		return Table{}, err
	}
	out := Table{Currency: e.Currency, Scale: e.Scale, Risks: e.Risks, Ends: make([]int, len(y.Ends)), Event: []int32{}}
	if e.Risk != nil {
		out.Risk = []int32{}
	}
	if y.Day != nil {
		out.Day = []int16{}
	}
	find := e.index()
	from := 0
	for year, to := range y.Ends {
		for at := from; at < to; at++ {
			event := y.Event[at]
			for row := find(event); row < len(e.Event) && e.Event[row] == event; row++ {
				if e.Loss[row] == 0 {
					continue
				}
				out.Loss, out.Event = append(out.Loss, e.Loss[row]), append(out.Event, int32(at-from))
				if e.Risk != nil {
					out.Risk = append(out.Risk, e.Risk[row])
				}
				if y.Day != nil {
					out.Day = append(out.Day, y.Day[at])
				}
			}
		}
		from, out.Ends[year] = to, len(out.Loss)
	}
	return out, nil
}

// index returns a function that gives the first row of an event, or the number of rows.
func (e EventLosses) index() func(event int32) int {
	first := make(map[int32]int, len(e.Event))
	for row, event := range e.Event {
		if _, ok := first[event]; !ok {
			first[event] = row
		}
	}
	return func(event int32) int {
		if row, ok := first[event]; ok {
			return row
		}
		return len(e.Event)
	}
}

// Table returns the year-loss table as a table with one occurrence for each year; the losses are shared. No year may be below zero.
func (y YearLosses) Table() (Table, error) {
	t := Table{Currency: y.Currency, Scale: y.Scale, Loss: y.Loss, Ends: make([]int, len(y.Loss))}
	for i := range t.Ends {
		t.Ends[i] = i + 1
	}
	return t, errors.Join(y.Validate(), validLoss(y.Loss, y.Places()))
}

// YearLosses returns the sum of each year's losses. A sum that leaves 64 bits is an error.
func (t Table) YearLosses() (YearLosses, error) {
	out := YearLosses{Currency: t.Currency, Scale: t.Scale, Loss: make([]int64, len(t.Ends))}
	if err := t.Validate(); err != nil {
		return YearLosses{}, err
	}
	from := 0
	for y, to := range t.Ends {
		for _, x := range t.Loss[from:to] {
			if out.Loss[y] > math.MaxInt64-x {
				return YearLosses{}, cede.At("ends", y, treaty.ErrOverflow)
			}
			out.Loss[y] += x
		}
		from = to
	}
	return out, nil
}
