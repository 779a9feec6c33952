package engine

import (
	"sync"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// Losses are the columns of the losses of a term, in canonical order.
type Losses struct {
	Amount []int64
	// Expense is the part of Amount that is expense; only sections that treat it apart ask for it, and nil is none.
	Expense []int64
	// Event numbers the events from 0 to Events-1; -1 is an occurrence of its own.
	Event  []int32
	Events int
	// Risk is the row of the risk, or -1.
	Risk []int32
	Date []cede.Date
	// Hour is the hour of the day, or -1, and Perils are those of the events. Only hours clauses ask for them; nil is unknown.
	Hour   []int8
	Perils []string
	// Settled are the days on which losses were settled, zero for those that are open; Open is after all of
	// them. Only sections in order of settlement ask for them.
	Settled []cede.Date
	Open    cede.Date
	// MarketLoss is what the market lost in each event; only layers with such a trigger ask for it.
	MarketLoss []int64
	// Deflated are what losses are worth at the base of an index clause over what they are, above zero, by
	// [Clauses.Deflator] and row; nil if they are at the base.
	Deflated [][]fixed.Ratio
	// Selected are the losses of each filter.
	Selected []Selected
	// Units are the units of risks by unit rule.
	Units []Units

	mu     sync.Mutex // guards groups, which results ask for too
	groups map[grouping]*groups
	// stretches are the windows of sections with an hours clause, by first cover.
	stretches map[int32]*stretches
}

// Forget drops what is remembered of the columns, which have changed.
func (l *Losses) Forget() {
	clear(l.groups)
	clear(l.stretches)
}

const (
	// byEvent in a grouping's rule makes an event one group.
	byEvent = -1
	// byTerm makes all rows one group.
	byTerm = -2
)

// rule returns the rule by which a section's losses form occurrences of the grain.
func (g Grain) rule(s *Section) int {
	switch g {
	case PerUnit:
		return s.UnitRule
	case PerEvent:
		if len(s.Hours) > 0 {
			return hoursRule - int(s.First)
		}
		return byEvent
	case PerTerm:
	}
	return byTerm
}

type grouping struct{ filter, rule int }

// Groups are selected rows that count as one occurrence, in order of their first row. A nil
// starts makes each selected row a group.
type groups struct {
	starts []int32
	rows   []int32
	// at is the group of each selected row.
	at []int32
	n  int
}

// of returns the rows of group g; one is room for a single row.
func (g *groups) of(i int, sel *Selected, one *[1]int32) []int32 {
	if g.starts == nil {
		one[0] = sel.Row(i)
		return one[:]
	}
	return g.rows[g.starts[i]:g.starts[i+1]]
}

// number returns the group of the k-th selected row.
func (g *groups) number(k int) int32 {
	if g.starts == nil {
		return int32(k)
	}
	return g.at[k]
}

// grouped returns the rows of a filter by event and, unless rule is byEvent, by
// unit within it.
func (l *Losses) grouped(filter, rule int) *groups {
	key := grouping{filter, rule}
	l.mu.Lock()
	defer l.mu.Unlock()
	if g, ok := l.groups[key]; ok {
		return g
	}
	g := l.group(&l.Selected[filter], rule)
	if l.groups == nil {
		l.groups = make(map[grouping]*groups)
	}
	l.groups[key] = g
	return g
}

func (l *Losses) group(sel *Selected, rule int) *groups {
	n := sel.Len(len(l.Amount))
	if rule == byTerm && n > 1 {
		g := &groups{starts: []int32{0, int32(n)}, rows: make([]int32, n), at: make([]int32, n), n: 1}
		for k := range n {
			g.rows[k] = sel.Row(k)
		}
		return g
	}
	if l.Events == 0 {
		return &groups{n: n}
	}
	size := make([]int32, l.Events)
	shared := false
	for k := range n {
		if e := l.event(sel.Row(k)); e >= 0 {
			size[e]++
			shared = shared || size[e] > 1
		}
	}
	if !shared {
		return &groups{n: n}
	}
	type pair struct{ event, unit int32 }
	units := make(map[pair]int32)
	events := make([]int32, l.Events) // group of an event, plus one
	groupOf := make([]int32, n)
	var count []int32
	for k := range n {
		row := sel.Row(k)
		e := l.event(row)
		var at *int32
		var found pair
		switch {
		case e < 0 || size[e] == 1:
		case rule == byEvent || rule <= hoursRule: // which are events until they are divided
			at = &events[e]
		default:
			found = pair{e, l.Units[rule].Of[l.Risk[row]]}
			if g, ok := units[found]; ok {
				groupOf[k] = g
				count[g]++
				continue
			}
			units[found] = int32(len(count))
		}
		if at != nil && *at > 0 {
			groupOf[k] = *at - 1
			count[*at-1]++
			continue
		}
		groupOf[k] = int32(len(count))
		count = append(count, 1)
		if at != nil {
			*at = int32(len(count))
		}
	}
	g := &groups{starts: make([]int32, len(count)+1), rows: make([]int32, n), at: groupOf, n: len(count)}
	for i, c := range count {
		g.starts[i+1] = g.starts[i] + c
	}
	next := append([]int32(nil), g.starts...)
	for k := range n {
		at := groupOf[k]
		g.rows[next[at]] = sel.Row(k)
		next[at]++
	}
	return g
}

// event returns the event of a row, or -1.
func (l *Losses) event(row int32) int32 {
	if l.Event == nil {
		return -1
	}
	return l.Event[row]
}

// unit returns the unit of a row's risk; the row has one.
func (l *Losses) unit(rule int, row int32) int32 { return l.Units[rule].Of[l.Risk[row]] }

// Rows returns the losses that a record was computed on.
func (l *Losses) Rows(c Cover, r *Record) []int32 {
	s := c.Section
	filter, rule := s.Filter, s.UnitRule
	switch {
	case r.Step >= StepCession || r.Clause == ClauseRounding:
		return []int32{r.Row}
	case s.Shares == nil:
		filter = s.LayerFilters[c.Part]
		rule = s.Layers[c.Part].Grain.rule(s)
	case r.Clause == ClauseEventLimit, s.Shares.onCeded() && (r.Clause == ClauseAggregateDeductible || r.Clause == ClauseAggregateLimit):
		rule = byEvent
	case !s.Shares.PerUnit():
		return []int32{r.Row}
	}
	return l.around(filter, rule, r.Row)
}

// around returns the selected rows that form a group with row, or nil if it is not selected or in none.
func (l *Losses) around(filter, rule int, row int32) []int32 {
	sel := &l.Selected[filter]
	k, ok := sel.find(row)
	if !ok {
		return nil
	}
	groups := l.grouped(filter, rule)
	if groups.starts != nil {
		k = int(groups.at[k])
	}
	if k < 0 {
		return nil
	}
	return groups.of(k, sel, new([1]int32))
}
