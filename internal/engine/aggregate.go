package engine

import (
	"cmp"
	"slices"

	"github.com/cedego/cede/internal/fixed"
)

// An Aggregate is the annual terms of a section with shares, in minor units.
type Aggregate struct {
	// Deductible is kept of a year's losses; 0 is none. Limit is the most that is left of them; Unlimited is none.
	Deductible, Limit int64
	// OnWhole makes them act on 100 % of the losses, before the share, otherwise on what is ceded.
	OnWhole bool
}

// take passes an amount through the terms of its year. It returns what the deductible and then the limit leave
// of it, and reports whether the sum of the year fits an int64.
func (a *Aggregate) take(y *Year, amount int64) (deducted, final int64, ok bool) {
	before := max(y.Sum-a.Deductible, 0)
	if y.Sum, ok = fixed.Add(y.Sum, amount); !ok {
		return 0, 0, false
	}
	deducted = max(y.Sum-a.Deductible, 0) - before
	final = min(deducted, a.Limit-y.Used)
	y.Used += final
	return deducted, final, true
}

// A taking is what the annual terms of a section with shares make of an event.
type taking struct {
	// group is its number among the events of the section, first the row that dates it.
	group, first int32
	// sum enters the terms, deducted and final are what the deductible and then the limit leave of it.
	sum, deducted, final int64
}

// takeEvents passes the events of a section with shares, by group, through its annual terms in order of time, and
// returns them in that order.
func (r *Run) takeEvents(s *Section, events []taking) ([]*taking, error) {
	if r.pass.ledger != nil {
		if r.taken == nil {
			r.taken = make(map[int32][]taking)
		}
		r.taken[s.First] = events
	}
	order := make([]*taking, len(events))
	for g := range events {
		order[g] = &events[g]
	}
	byFirst := func(a, b *taking) int { return cmp.Compare(a.first, b.first) }
	if !slices.IsSortedFunc(order, byFirst) {
		slices.SortFunc(order, byFirst)
	}
	account := Account{Years: slices.Clone(r.Opening[s.First].Years)}
	for _, e := range order {
		if r.Alone {
			clear(account.Years)
		}
		var ok bool
		if e.deducted, e.final, ok = s.Shares.Aggregate.take(account.year(r.year(s, e.first)), e.sum); !ok {
			return nil, ErrOverflow
		}
	}
	if r.Closing == nil {
		r.Closing = make(map[int32]Account)
	}
	r.Closing[s.First] = account
	return order, nil
}

// dates returns the row that dates an event: the first with a subject in a unit that has a share, or the first of all if
// there is none. A run on what is paid dates an event as all that is incurred does.
func (r *Run) dates(s *Section, subject []int64, rows []int32) int32 {
	if r.Decisions != nil {
		subject = r.Decisions.Subjects[s.First]
	}
	for _, row := range rows {
		if subject[row] > 0 && r.sharesIn(s, row) {
			return row
		}
	}
	return rows[0]
}

// sharesIn reports whether a section has a share in the unit of a row.
func (r *Run) sharesIn(s *Section, row int32) bool {
	for _, share := range r.shareOf(s, row) {
		if share.Sign() > 0 {
			return true
		}
	}
	return false
}

// A remainder is what an annual deductible and then a limit on 100 % leave of the losses that are shared together.
type remainder struct{ entered, deducted, final int64 }

// aggregateWhole passes 100 % of the losses through the annual terms of a section, event by event, and returns what is
// left by unit and event, or by row if nothing looks at units. What enters is what the limit on each loss and a
// deductible on 100 % leave where there is a share.
func (r *Run) aggregateWhole(s *Section, subject []int64, sel *Selected) ([]remainder, error) {
	groups, events := &groups{n: sel.Len(len(subject))}, r.losses.grouped(s.Filter, byEvent)
	if s.Shares.PerUnit() {
		groups = r.losses.grouped(s.Filter, s.UnitRule)
	}
	out := make([]remainder, groups.n)
	var one [1]int32
	for g := range out {
		rows := groups.of(g, sel, &one)
		if sum, _ := total(subject, rows); r.sharesIn(s, rows[0]) {
			out[g].entered = s.Shares.whole(sum)
		}
	}
	members := make([][]int32, events.n)
	next := int32(0) // groups are in order of their first row
	for k := range sel.Len(len(subject)) {
		if g := groups.number(k); g == next {
			e := events.number(k)
			members[e] = append(members[e], g)
			next++
		}
	}
	list := make([]taking, events.n)
	for e := range list {
		list[e] = taking{group: int32(e), first: r.dates(s, subject, events.of(e, sel, &one))}
		for _, g := range members[e] {
			list[e].sum += out[g].entered // at most the sum of the subject column
		}
	}
	order, err := r.takeEvents(s, list)
	if err != nil {
		return nil, err
	}
	for _, e := range order {
		in := members[e.group]
		buffer := make([]int64, 3*len(in))
		weights, deducted, final := buffer[:len(in)], buffer[len(in):2*len(in)], buffer[2*len(in):]
		for i, g := range in {
			weights[i] = out[g].entered
		}
		fixed.Allocate(deducted, e.deducted, weights)
		fixed.Allocate(final, e.final, weights)
		for i, g := range in {
			out[g].deducted, out[g].final = deducted[i], final[i]
		}
	}
	return out, nil
}

// whole returns what the terms on 100 % of a unit's losses in an event leave of their sum.
func (p *Proportional) whole(sum int64) int64 {
	sum = min(sum, p.LossLimit)
	if p.DeductibleOnWhole {
		sum = max(sum-p.Deductible, 0)
	}
	return sum
}

// aggregateCeded passes what is ceded through the annual terms of a section, event by event, and divides what is
// left in proportion.
func (r *Run) aggregateCeded(s *Section, subject []int64, sel *Selected) error {
	groups := r.losses.grouped(s.Filter, byEvent)
	list := make([]taking, groups.n)
	var one [1]int32
	for g := range list {
		rows := groups.of(g, sel, &one)
		list[g] = taking{group: int32(g), first: r.dates(s, subject, rows)}
		for _, row := range rows {
			for _, amount := range r.partsOf(s, row) {
				var ok bool
				if list[g].sum, ok = fixed.Add(list[g].sum, amount); !ok {
					return ErrOverflow
				}
			}
		}
	}
	order, err := r.takeEvents(s, list)
	if err != nil {
		return err
	}
	for _, e := range order {
		if e.final == e.sum {
			continue
		}
		rows := groups.of(int(e.group), sel, &one)
		_, first := total(subject, rows)
		weights := r.cells(s, rows)
		r.divideParts(s, rows, first, ClauseAggregateDeductible, e.deducted, weights)
		r.divideParts(s, rows, first, ClauseAggregateLimit, e.final, weights)
	}
	return nil
}

// partsOf returns what the parts cede of a row. It may be written to.
func (r *Run) partsOf(s *Section, row int32) []int64 {
	parts := s.Covers()
	return r.parts[int(row)*parts : (int(row)+1)*parts]
}

// cells returns what the parts cede of rows, row by row.
func (r *Run) cells(s *Section, rows []int32) []int64 {
	out := make([]int64, 0, len(rows)*s.Covers())
	for _, row := range rows {
		out = append(out, r.partsOf(s, row)...)
	}
	return out
}

// divideParts sets what the parts cede of rows to what a clause leaves of it, in proportion to weights, and records by
// part what the clause changes.
func (r *Run) divideParts(s *Section, rows []int32, first int32, clause Clause, left int64, weights []int64) {
	parts := s.Covers()
	amounts := make([]int64, len(weights))
	fixed.Allocate(amounts, left, weights)
	for part := range parts {
		var was, is int64
		for k, row := range rows {
			cell := &r.parts[int(row)*parts+part]
			was += *cell
			*cell = amounts[k*parts+part]
			is += *cell
		}
		if is != was {
			r.terms(s, part, first, clause, was, fixed.Ratio{}, is-was)
		}
	}
}

// takenOf returns what the annual terms of a section with shares left of the event of a selected row, over what of it
// entered them, both as posted: what they take of it is decided on posted amounts.
func (r *Run) takenOf(s *Section, row int32) fixed.Ratio {
	k, _ := r.losses.Selected[s.Filter].find(row)
	e := &r.taken[s.First][r.losses.grouped(s.Filter, byEvent).number(k)]
	if e.sum == 0 {
		return fixed.Int(1)
	}
	return fixed.NewRatio(e.final, e.sum)
}
