package engine

import (
	"math"
	"slices"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// Hours is an hours clause: an occurrence is what happens within so many hours of an event.
type Hours struct {
	// Perils are those of the events it is for; without any it is for all that no other clause of the section names.
	Perils []string
	// Hours is a multiple of 24.
	Hours int
	// One makes it one window per event.
	One bool
}

// hoursRule and the rules below it are those of sections with an hours clause, by first cover.
const hoursRule = byTerm - 1

// A Stretch is a window of an event that counts as one occurrence.
type Stretch struct {
	Event int32
	// from is its first hour or day since the day before the first of the calendar, length their number.
	from, length int64
	hourly       bool
}

// From returns the first day of the window.
func (w *Stretch) From() cede.Date { return w.day(w.from) }

// To returns the day of its last hour, the last of the calendar if that is earlier.
func (w *Stretch) To() cede.Date { return w.day(w.from + w.length - 1) }

// Hour returns the hour of the first day at which it begins, or -1 if it is of whole days.
func (w *Stretch) Hour() int {
	if !w.hourly {
		return -1
	}
	return int(w.from % 24)
}

func (w *Stretch) day(at int64) cede.Date {
	if w.hourly {
		at /= 24
	}
	last, err := cede.NewDate(9999, time.December, 31)
	if err != nil {
		panic("engine: " + err.Error())
	}
	return last.AddDays(min(int(at)-last.Sub(cede.Date{}), 0))
}

// has reports whether an hour or day is in the window.
func (w *Stretch) has(at int64) bool { return w.from <= at && at < w.from+w.length }

// stretches are the windows of a section.
type stretches struct {
	list []Stretch
	// of is by row the number of its window, inNone if its event has windows and it is in none of them, or undivided if it is
	// of an event that is not divided, or of none.
	of []int32
}

const (
	inNone    = -1
	undivided = -2
)

// Stretches returns the windows of a section: by the first loss of the event and start.
func (l *Losses) Stretches(s *Section) []Stretch {
	if w := l.stretches[s.First]; w != nil {
		return w.list
	}
	return nil
}

// StretchOf returns the number of the window of a section that a loss is in, below 0 if it is in none.
func (l *Losses) StretchOf(s *Section, row int32) int {
	if w := l.stretches[s.First]; w != nil {
		return int(w.of[row])
	}
	return undivided
}

// hours returns the hours clause of a section for an event, or nil.
func (l *Losses) hours(s *Section, event int32) *Hours {
	var rest *Hours
	for i := range s.Hours {
		h := &s.Hours[i]
		if len(h.Perils) == 0 {
			rest = h
		} else if int(event) < len(l.Perils) && slices.Contains(h.Perils, l.Perils[event]) {
			return h
		}
	}
	return rest
}

// at returns the day of a row, or the hour where hours count. A loss without an hour is at the beginning of its day.
func (l *Losses) at(row int32, hourly bool) int64 {
	day := int64(l.Date[row].Sub(cede.Date{}))
	if !hourly {
		return day
	}
	if l.Hour == nil || l.Hour[row] < 0 {
		return 24 * day
	}
	return 24*day + int64(l.Hour[row])
}

// divide chooses the windows of the events of a section with an hours clause and makes them its occurrences.
func (r *Run) divide(s *Section, subject []int64) error {
	l := r.losses
	if len(s.Hours) == 0 || l.Date == nil {
		return nil
	}
	if r.Decisions != nil {
		if w := r.Decisions.losses.stretches[s.First]; w != nil {
			l.adopt(s, w)
		}
		return nil
	}
	w := &stretches{of: make([]int32, len(l.Amount))}
	for row := range w.of {
		w.of[row] = undivided
	}
	base := l.grouped(s.Filter, byEvent)
	sel := &l.Selected[s.Filter]
	var one [1]int32
	for g := range base.n {
		rows := base.of(g, sel, &one)
		event := l.event(rows[0])
		if event < 0 {
			continue
		}
		h := l.hours(s, event)
		if h == nil || len(rows) == 1 && r.pass.ledger == nil && len(s.Interlocked) == 0 { // a loss alone is in a window, whichever it is
			continue
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		list, err := r.choice(s, h, subject, event, rows)
		if err != nil {
			return err
		}
		w.add(l, rows, list)
	}
	l.adopt(s, w)
	return nil
}

// adopt makes windows the occurrences of a section.
func (l *Losses) adopt(s *Section, w *stretches) {
	l.mu.Lock()
	if l.stretches == nil {
		l.stretches = make(map[int32]*stretches)
	}
	l.stretches[s.First] = w
	l.mu.Unlock()
	l.regroup(s, s.Filter, w)
	for i, filter := range s.LayerFilters {
		if !slices.Contains(s.LayerFilters[:i], filter) && filter != s.Filter {
			l.regroup(s, filter, w)
		}
	}
}

// add adds the windows of one event, in order of time, and puts its rows into them.
func (w *stretches) add(l *Losses, rows []int32, list []Stretch) {
	if len(rows) == 1 && len(list) == 0 {
		return // it recovers nothing, in a window or not
	}
	first := int32(len(w.list))
	w.list = append(w.list, list...)
	for _, row := range rows {
		w.of[row] = inNone
		if len(list) == 0 {
			continue
		}
		at := l.at(row, list[0].hourly)
		k, found := slices.BinarySearchFunc(list, at, func(s Stretch, at int64) int {
			if s.has(at) {
				return 0
			}
			return int(s.from - at) // within the calendar
		})
		if found {
			w.of[row] = first + int32(k)
		}
	}
}

// regroup makes the windows the groups of a filter by the rule of the section.
func (l *Losses) regroup(s *Section, filter int, w *stretches) {
	base := l.grouped(filter, byEvent)
	sel := &l.Selected[filter]
	n := sel.Len(len(l.Amount))
	out := base
	for k := range n {
		if of := w.of[sel.Row(k)]; of == inNone || of >= 0 && base.starts != nil {
			out = divided(base, sel, n, w)
			break
		}
	}
	l.mu.Lock()
	l.groups[grouping{filter, s.Layers[0].Grain.rule(s)}] = out // grouped has made the map
	l.mu.Unlock()
}

// divided returns groups with the rows of each window in one, and those in none in none.
func divided(base *groups, sel *Selected, n int, w *stretches) *groups {
	ofBase, ofWindow := make([]int32, base.n), make([]int32, len(w.list)) // numbers of new groups, plus one
	out := &groups{at: make([]int32, n)}
	var count []int32
	for k := range n {
		of := w.of[sel.Row(k)]
		if of == inNone {
			out.at[k] = inNone
			continue
		}
		var number *int32
		switch {
		case of >= 0:
			number = &ofWindow[of]
		case base.starts == nil:
			number = &ofBase[k]
		default:
			number = &ofBase[base.at[k]]
		}
		if *number == 0 {
			count = append(count, 0)
			*number = int32(len(count))
		}
		out.at[k] = *number - 1
		count[*number-1]++
	}
	out.n = len(count)
	out.starts = make([]int32, out.n+1)
	for i, c := range count {
		out.starts[i+1] = out.starts[i] + c
	}
	out.rows = make([]int32, out.starts[out.n])
	next := slices.Clone(out.starts)
	for k := range n {
		if g := out.at[k]; g >= 0 {
			out.rows[next[g]] = sel.Row(k)
			next[g]++
		}
	}
	return out
}

// beside returns the rows of a filter in the event of a row and, if a section has divided it, in its window.
func (l *Losses) beside(s *Section, filter int, row int32) []int32 {
	rows := l.inEvent(filter, row)
	k := l.StretchOf(s, row)
	if k < 0 {
		return rows
	}
	w := &l.Stretches(s)[k]
	return slices.DeleteFunc(rows, func(other int32) bool { return !w.has(l.at(other, w.hourly)) })
}

// A slider is what a window holds of the losses that one or more layers apply to, as it moves on in time.
type slider struct {
	filter int
	rows   []int32 // with a subject, in order of time
	at     []int64
	lo, hi int
	sum    int64
	// units counts the rows of each unit, nil if no layer asks.
	units map[int32]int32
	// beside are the rows of interlocked contracts that are none of these, with their own part in the window.
	beside          []int32
	besideAt        []int64
	besideLo, after int
	besideSum       int64
}

// choice returns the windows of an event: those with the largest recoveries, of these the fewest and of these the earliest.
func (r *Run) choice(s *Section, h *Hours, subject []int64, event int32, rows []int32) ([]Stretch, error) {
	l := r.losses
	var others []int32 // of interlocked contracts
	for _, filter := range s.Interlocked {
		others = append(others, l.inEvent(filter, rows[0])...)
	}
	slices.Sort(others)
	others = slices.Compact(others)
	hourly := true
	some := false
	for _, row := range rows {
		if subject[row] > 0 {
			some = true
			hourly = hourly && l.Hour != nil && l.Hour[row] >= 0
		}
	}
	if !some {
		return nil, nil
	}
	for _, row := range others {
		hourly = hourly && (subject[row] == 0 || l.Hour != nil && l.Hour[row] >= 0)
	}
	length := int64(h.Hours)
	if !hourly {
		length /= 24
	}
	sliders, of := r.sliders(s, subject, rows, others, hourly)
	whole := sliders[0] // of the section
	first, last := whole.at[0], whole.at[len(whole.at)-1]
	values, err := r.values(s, subject, event, sliders, of, first, last, length)
	if err != nil {
		return nil, err
	}
	var list []Stretch
	for _, from := range bestStarts(values, last, length, h.One) {
		list = append(list, Stretch{Event: event, from: from, length: length, hourly: hourly})
	}
	return list, nil
}

// sliders returns the sliders of a section, its own first, and by layer which of them it looks at.
func (r *Run) sliders(s *Section, subject []int64, rows, others []int32, hourly bool) (list []*slider, of []*slider) {
	l := r.losses
	byTime := func(rows []int32) []int64 {
		if hourly {
			slices.SortFunc(rows, func(a, b int32) int {
				if d := l.at(a, true) - l.at(b, true); d != 0 {
					return int(d)
				}
				return int(a - b)
			})
		}
		out := make([]int64, len(rows))
		for k, row := range rows {
			out[k] = l.at(row, hourly)
		}
		return out
	}
	add := func(filter int) *slider {
		for _, x := range list {
			if x.filter == filter {
				return x
			}
		}
		x := &slider{filter: filter}
		inside := make(map[int32]bool)
		for _, row := range rows {
			if _, ok := l.Selected[filter].find(row); ok && subject[row] > 0 {
				x.rows = append(x.rows, row)
				if len(others) > 0 {
					inside[row] = true
				}
			}
		}
		for _, row := range others {
			if subject[row] > 0 && !inside[row] {
				x.beside = append(x.beside, row)
			}
		}
		x.at, x.besideAt = byTime(x.rows), byTime(x.beside)
		list = append(list, x)
		return x
	}
	add(s.Filter)
	of = make([]*slider, len(s.Layers))
	for i := range s.Layers {
		of[i] = add(s.LayerFilters[i])
		if s.Layers[i].MinimumUnits > 1 && of[i].units == nil {
			of[i].units = make(map[int32]int32)
		}
	}
	return list, of
}

// A piece is a run of starts from which on a window recovers the same.
type piece struct{ from, value int64 }

// values returns what a window recovers by its start, from the first to the last time of a loss.
func (r *Run) values(s *Section, subject []int64, event int32, sliders, of []*slider, first, last, length int64) ([]piece, error) {
	times := slices.Concat(sliders[0].at, sliders[0].besideAt) // at which a loss is there
	slices.Sort(times)
	times = slices.Compact(times)
	var out []piece
	enter, leave := 0, 0 // the next time that enters with a later start, and that leaves
	for from := first; from <= last; {
		var value int64
		for _, x := range sliders {
			x.move(r, s, subject, from, length)
		}
		for i := range s.Layers {
			recovery, err := r.recovery(s, i, subject, event, of[i])
			if err != nil {
				return nil, err
			}
			var ok bool
			if value, ok = fixed.Add(value, recovery); !ok {
				value = math.MaxInt64 // more than all losses: the layers take too much, which is found when they do
			}
		}
		if len(out) == 0 || out[len(out)-1].value != value {
			out = append(out, piece{from, value})
		}
		next := last + 1
		for enter < len(times) && times[enter]-length+1 <= from {
			enter++
		}
		for leave < len(times) && times[leave]+1 <= from {
			leave++
		}
		if enter < len(times) {
			next = min(next, times[enter]-length+1)
		}
		if leave < len(times) {
			next = min(next, times[leave]+1)
		}
		from = next
	}
	return out, nil
}

// move moves the window to a later start.
func (x *slider) move(r *Run, s *Section, subject []int64, from, length int64) {
	for x.hi < len(x.at) && x.at[x.hi] < from+length {
		row := x.rows[x.hi]
		x.sum += subject[row]
		if x.units != nil {
			x.units[r.losses.unit(s.UnitRule, row)]++
		}
		x.hi++
	}
	for x.lo < x.hi && x.at[x.lo] < from {
		row := x.rows[x.lo]
		x.sum -= subject[row]
		if x.units != nil {
			unit := r.losses.unit(s.UnitRule, row)
			if x.units[unit]--; x.units[unit] == 0 {
				delete(x.units, unit)
			}
		}
		x.lo++
	}
	for x.after < len(x.besideAt) && x.besideAt[x.after] < from+length {
		x.besideSum += subject[x.beside[x.after]]
		x.after++
	}
	for x.besideLo < x.after && x.besideAt[x.besideLo] < from {
		x.besideSum -= subject[x.beside[x.besideLo]]
		x.besideLo++
	}
}

// recovery returns what a layer would recover of a window before annual terms, as it would be posted.
func (r *Run) recovery(s *Section, i int, subject []int64, event int32, x *slider) (int64, error) {
	layer := r.layer(s, i)
	if x.sum == 0 || x.sum <= layer.Franchise || len(x.units) < layer.MinimumUnits && layer.MinimumUnits > 1 ||
		!layer.triggered(r.losses, event) ||
		s.outside(r.losses, x.rows[x.lo]) {
		return 0, nil
	}
	attachment, limit := layer.Attachment, layer.Limit
	if s.Index != nil || len(s.Interlocked) > 0 {
		locked := fixed.NewRatio(x.sum, x.sum+x.besideSum) // the sum of the column was checked
		attachment, limit = r.boundsAt(s, layer, subject, x.rows[x.lo:x.hi], x.sum, locked)
	}
	amount, ok := layer.occurrence(x.sum, attachment, limit, r.plan.Mode)
	if !ok {
		return 0, ErrOverflow
	}
	if !layer.ShareOnLoss {
		amount, _ = layer.Share.Times(amount, r.plan.Mode) // at most the amount
	}
	return amount, nil
}

// Recovered is what windows recover together, and their number.
type recovered struct {
	value int64
	count int32
}

// plus returns t with one more window before it.
func (t recovered) plus(value int64) recovered {
	sum, ok := fixed.Add(t.value, value)
	if !ok {
		sum = math.MaxInt64
	}
	return recovered{sum, t.count + 1}
}

func (t recovered) better(u recovered) bool {
	return t.value > u.value || t.value == u.value && t.count < u.count
}

// A step is the best that windows from some start on can recover, the same from there to where the step before begins.
type step struct {
	from int64
	best recovered
}

// bestStarts returns the starts of the windows of a length that do not overlap and recover most, of these the fewest and of
// these the earliest. The values are by start, the first of them that of the first start, the last start is given.
//
// With v(x) the value of a window that starts at x, the best of the windows that start at x or later is
//
//	best(x) = max(best(x+1), v(x) + best(x+length))
//
// Both are constant over long runs of starts, so that it is computed from right to left by runs.
func bestStarts(values []piece, last, length int64, one bool) []int64 {
	if one {
		top := piece{}
		for _, p := range values {
			if p.value > top.value {
				top = p
			}
		}
		if top.value == 0 {
			return nil
		}
		return []int64{top.from}
	}
	first := values[0].from
	steps := []step{{from: last + 1}} // from right to left
	i, j := len(values)-1, 0          // the piece and the step at hand
	for end := last + 1; end > first; {
		for values[i].from >= end {
			i--
		}
		for steps[j].from >= end+length {
			j++
		}
		from := max(values[i].from, steps[j].from-length)
		with, rest := steps[j].best.plus(values[i].value), &steps[len(steps)-1]
		if with.better(rest.best) {
			steps = append(steps, step{from, with})
		} else {
			rest.from = from
		}
		end = from
	}
	var out []int64
	i, j = 0, len(steps)-1
	k := j // the step of the start at hand; j is that of the end
	for from := first; ; {
		for k > 0 && steps[k-1].from <= from {
			k--
		}
		if steps[k].best.count == 0 {
			return out
		}
		for {
			for i+1 < len(values) && values[i+1].from <= from {
				i++
			}
			for j > 0 && steps[j-1].from <= from+length {
				j--
			}
			if steps[j].best.plus(values[i].value) == steps[k].best {
				break
			}
			next := int64(math.MaxInt64)
			if i+1 < len(values) {
				next = values[i+1].from
			}
			if j > 0 {
				next = min(next, steps[j-1].from-length)
			}
			from = next
		}
		out = append(out, from)
		from += length
	}
}
