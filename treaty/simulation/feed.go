package simulation

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// A feed gives the losses of a portfolio as columns of a program.
type feed struct {
	years    int
	segments []source // by name
	names    []string
	dates    []cede.Date // of each day of the year; nil without days
	events   bool
	risks    bool
}

// A source is a segment with the rows of its risks in the book.
type source struct {
	*Table
	risk  int32   // of all rows
	risks []int32 // of each of Table.Risks
}

func newFeed(p Portfolio, book *treaty.Book, first cede.Date) (*feed, error) {
	f := &feed{years: p.Years()}
	order := make([]int, len(p.Segments))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p.Segments[a].Name, p.Segments[b].Name) })
	for _, i := range order {
		s := &p.Segments[i]
		one := source{Table: &s.Table, risk: -1}
		if s.Risk != "" {
			if one.risk = book.RiskRow(s.Risk); one.risk < 0 {
				return nil, cede.At("segments", i, cede.Invalid("risk", s.Risk, "must be a risk of the book"))
			}
			f.risks = true
		}
		if s.Table.Risk != nil {
			f.risks = true
			one.risks = make([]int32, len(s.Table.Risks))
			for k, id := range s.Table.Risks {
				if one.risks[k] = book.RiskRow(id); one.risks[k] < 0 {
					return nil, cede.At("segments", i, cede.In("table", cede.At("risks", k, cede.Invalid("", id, "must be a risk of the book"))))
				}
			}
		}
		f.events = f.events || s.Table.Event != nil
		f.segments, f.names = append(f.segments, one), append(f.names, s.Name)
	}
	if f.segments[0].Day == nil {
		return f, f.ordered(p, order)
	}
	return f, f.dated(p, order, first)
}

// ordered reports losses of several segments without days that are not numbered in order of time.
func (f *feed) ordered(p Portfolio, order []int) error {
	if len(order) == 1 {
		return nil
	}
	for _, i := range order {
		t := &p.Segments[i].Table
		if t.Event == nil && len(t.Loss) > 0 {
			return cede.At("segments", i, cede.Invalid("table.event", "", "must be there, numbered in order of time, where several segments have no days"))
		}
		from := 0
		for _, to := range t.Ends {
			last := int32(0)
			for row := from; row < to; row++ {
				if t.Event[row] < last {
					return cede.At("segments", i, cede.In("table", cede.At("event", row, cede.Invalid("", strconv.Itoa(int(t.Event[row])),
						"must be an event not before that of the row before where several segments have no days"))))
				}
				last = t.Event[row]
			}
			from = to
		}
	}
	return nil
}

// dated makes the dates of the days.
func (f *feed) dated(p Portfolio, order []int, first cede.Date) error {
	for day := range 367 { // day 0 is of no year
		f.dates = append(f.dates, first.AddDays(day-1))
	}
	year, month, day := first.Civil()
	next, err := cede.ParseDate(strconv.Itoa(year+1) + first.String()[4:])
	if err != nil || day == 29 && month == 2 {
		next = first.AddDays(366) // a year from 29 February has 366 days
	}
	if next.Sub(first) == 366 {
		return nil
	}
	for _, i := range order {
		for row, d := range p.Segments[i].Table.Day {
			if d == 366 {
				return cede.At("segments", i, cede.In("table", cede.At("day", row, cede.Invalid("", "366", "must be at most 365 in a year from "+first.String()+" on"))))
			}
		}
	}
	return nil
}

// rowsBefore returns how many losses the years before one have.
func (f *feed) rowsBefore(year int) int {
	n := 0
	for i := range f.segments {
		n += f.segments[i].start(year)
	}
	return n
}

// start returns the first row of a year, from 0.
func (s *source) start(year int) int {
	if year == 0 {
		return 0
	}
	return s.Ends[year-1]
}

// Rows are the losses of some years.
type rows struct {
	ends    []int
	loss    []int64
	event   []int32
	risk    []int32
	date    []cede.Date
	segment []int32
	row     []int
	heads   []int // the next row of each segment
}

func (f *feed) newRows() *rows { return &rows{heads: make([]int, len(f.segments))} }

// from returns the first row of the i-th year.
func (r *rows) from(i int) int {
	if i == 0 {
		return 0
	}
	return r.ends[i-1]
}

// columns puts the losses of years together; where they come from only if somebody asks.
func (f *feed) columns(r *rows, from, to int, where bool) treaty.Columns {
	r.ends, r.segment, r.row = r.ends[:0], r.segment[:0], r.row[:0]
	if len(f.segments) == 1 {
		f.one(r, from, to, where)
	} else {
		f.several(r, from, to)
	}
	out := treaty.Columns{Terms: r.ends, Loss: r.loss, FirstTerm: from + 1, FirstRow: f.rowsBefore(from)}
	if f.events {
		out.Event = r.event
	}
	if f.risks {
		out.Risk = r.risk
	}
	if f.dates != nil {
		out.Date = r.date
	}
	return out
}

// one takes columns of the only table as they are.
func (f *feed) one(r *rows, from, to int, where bool) {
	s := &f.segments[0]
	begin, end := s.start(from), s.start(to)
	for _, e := range s.Ends[from:to] {
		r.ends = append(r.ends, e-begin)
	}
	r.loss = s.Loss[begin:end]
	if f.events {
		r.event = s.Event[begin:end]
	}
	r.risk, r.date = r.risk[:0], r.date[:0]
	for row := begin; row < end && f.risks; row++ {
		r.risk = append(r.risk, s.riskOf(row))
	}
	for row := begin; row < end && f.dates != nil; row++ {
		r.date = append(r.date, f.dates[s.Day[row]])
	}
	for row := begin; row < end && where; row++ {
		r.segment, r.row = append(r.segment, 0), append(r.row, row)
	}
}

func (s *source) riskOf(row int) int32 {
	if s.risks == nil || s.Risk[row] < 0 {
		return s.risk
	}
	return s.risks[s.Risk[row]]
}

// several merges the tables year by year.
func (f *feed) several(r *rows, from, to int) {
	r.loss, r.event, r.risk, r.date = r.loss[:0], r.event[:0], r.risk[:0], r.date[:0]
	for i := range f.segments {
		r.heads[i] = f.segments[i].start(from)
	}
	for year := from; year < to; year++ {
		for {
			at := f.earliest(r.heads, year)
			if at < 0 {
				break
			}
			s, row := &f.segments[at], r.heads[at]
			r.heads[at]++
			r.loss = append(r.loss, s.Loss[row])
			event := int32(-1)
			if s.Event != nil {
				event = s.Event[row]
			}
			r.event, r.risk = append(r.event, event), append(r.risk, s.riskOf(row))
			if f.dates != nil {
				r.date = append(r.date, f.dates[s.Day[row]])
			}
			r.segment, r.row = append(r.segment, int32(at)), append(r.row, row)
		}
		r.ends = append(r.ends, len(r.loss))
	}
}

// earliest returns the segment whose next loss comes first, by day or else by event, or -1 at the end of the year.
func (f *feed) earliest(heads []int, year int) int {
	at, least := -1, int32(0)
	for i := range f.segments {
		s, row := &f.segments[i], heads[i]
		if row == s.Ends[year] {
			continue
		}
		var when int32
		if f.dates != nil {
			when = int32(s.Day[row])
		} else {
			when = s.Event[row]
		}
		if at < 0 || when < least {
			at, least = i, when
		}
	}
	return at
}
