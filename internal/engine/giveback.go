package engine

import (
	"maps"
	"math"
	"slices"

	"github.com/cedego/cede/internal/fixed"
)

// An OverCession says that the contracts of one stage cede more of a row than there is.
type OverCession struct {
	Stage *Stage
	Row   int32
	// Subject is what stood when the stage began, as posted.
	Subject int64
	// Premium tells that it is the premium of a risk.
	Premium bool
	// Parts are what the covers of the stage cede of the row at 100 %, before any rounding.
	Parts []Part
}

// A Part is one cover's exact cession.
type Part struct {
	Cover int32
	Exact fixed.Ratio
}

// Error says what is wrong in general; the caller knows the names.
func (e *OverCession) Error() string { return "more is ceded than there is" }

// A check bounds what a stage takes of each row.
type check struct {
	// of tells whose cessions count; nil means those of every section.
	of func(s *Section, row int32) bool
	// stood is what there is of each row.
	stood []int64
	exact exactly
}

// exactly returns what the covers of a stage cede of a row, and what stood of it when the stage began, before any rounding
// in this stage and in those before.
type exactly func(row int32) (parts []Part, stood fixed.Ratio)

// counts reports whether a record is of a cession that counts.
func (c *check) counts(p *pass, r *Record) bool {
	return r.Step >= StepCession && r.Full > 0 && (c.of == nil || c.of(p.plan.Covers[r.Cover].Section, r.Row))
}

// broken reports whether the stage whose records begin at from took more than a check allows.
func (p *pass) broken(checks []check, from int) bool {
	for i := range checks {
		c := &checks[i]
		left := slices.Clone(c.stood)
		for _, r := range p.ledger.from(from) {
			if c.counts(p, r) {
				if left[r.Row] -= r.Full; left[r.Row] < 0 {
					return true
				}
			}
		}
	}
	return false
}

// giveBack repairs a stage whose records begin at from and that took more of some rows than
// there is, by rounding alone: the last contracts in order give the surplus
// units back, one each and in turn. Then the stage is booked again.
func (p *pass) giveBack(st *Stage, sections []*Section, from int, checks []check) error {
	records := make([]Record, 0, p.ledger.Len()-from)
	for _, r := range p.ledger.from(from) {
		records = append(records, *r)
	}
	takers := make(map[int32][]int32) // by row of which too much is taken, the records that take from it
	for i := range checks {
		sum := make([]int64, len(checks[i].stood))
		for k := range records {
			if r := &records[k]; checks[i].counts(p, r) {
				if sum[r.Row] = addUpTo(sum[r.Row], r.Full); sum[r.Row] > checks[i].stood[r.Row] {
					takers[r.Row] = nil
				}
			}
		}
	}
	for k := range records {
		if r := &records[k]; r.Step >= StepCession {
			if list, ok := takers[r.Row]; ok {
				takers[r.Row] = append(list, int32(k))
			}
		}
	}
	given := make(map[int32]int64) // by record
	for _, row := range slices.Sorted(maps.Keys(takers)) {
		list := takers[row]
		slices.SortStableFunc(list, func(a, b int32) int { return int(records[a].Cover) - int(records[b].Cover) })
		for i := range checks {
			if err := p.giveBackRow(st, row, &checks[i], records, list, given); err != nil {
				return err
			}
		}
	}
	p.ledger.truncate(from)
	for _, r := range p.replaced(records, given) {
		p.ledger.add(r)
	}
	p.begin(sections)
	for _, r := range p.ledger.from(from) {
		if r.Step >= StepCession {
			p.takePart(p.plan.Covers[r.Cover].Section, r.Cover, r.Row, r.Full, r.Ceded, r.Clause == ClauseExpenses)
		}
	}
	return nil
}

// giveBackRow gives back what the records of a list take too much of a row.
func (p *pass) giveBackRow(st *Stage, row int32, c *check, records []Record, list []int32, given map[int32]int64) error {
	var over int64
	for _, k := range list {
		if r := &records[k]; c.counts(p, r) {
			over = addUpTo(over, r.Full)
		}
	}
	subject := c.stood[row]
	if over -= subject; over <= 0 {
		return nil
	}
	parts, stood := c.exact(row)
	var sum fixed.Ratio
	for _, part := range parts {
		sum = sum.Add(part.Exact)
	}
	if sum.Cmp(stood) > 0 && sum.Cmp(fixed.Int(subject)) > 0 {
		return &OverCession{Stage: st, Row: row, Subject: subject, Parts: parts}
	}
	for over > 0 {
		contract := int32(-1)
		for k := len(list) - 1; k >= 0 && over > 0; k-- {
			r := &records[list[k]]
			if owner := p.plan.Covers[r.Cover].Contract; owner != contract && c.counts(p, r) {
				contract = owner
				r.Full--
				given[list[k]]++
				over--
			}
		}
		if contract < 0 {
			return &OverCession{Stage: st, Row: row, Subject: subject, Parts: parts}
		}
	}
	return nil
}

// addUpTo returns a + b, or the greatest int64 where that is less.
func addUpTo(a, b int64) int64 {
	if sum, ok := fixed.Add(a, b); ok {
		return sum
	}
	return math.MaxInt64
}

// replaced returns a copy of records in which the units given back are posted as
// terms of their own and everything they touch is placed anew.
func (p *pass) replaced(records []Record, given map[int32]int64) []Record {
	out := make([]Record, 0, len(records)+len(given))
	for k := 0; k < len(records); {
		end := k + 1
		if records[k].Step == StepPlacement {
			for end < len(records) && records[end].Step == StepCession {
				end++
			}
		}
		touched := false
		for j := k; j < end; j++ {
			touched = touched || given[int32(j)] > 0
		}
		if touched {
			out = p.place(out, records[k:end], func(j int) int64 { return given[int32(k+j)] })
		} else {
			out = append(out, records[k:end]...)
		}
		k = end
	}
	return out
}

// place appends a share of one row, or a placement with its cessions, after units were given back.
func (p *pass) place(out, group []Record, given func(int) int64) []Record {
	panel := p.plan.Covers[group[0].Cover].Section.Panel
	if head := group[0]; head.Step != StepPlacement {
		if head.Step == StepShare {
			terms := head
			terms.Step, terms.Full, terms.Ceded = StepTerms, head.Full+given(0), 0
			out = append(out, terms)
			head.Step, head.Rate = StepPlacedRow, -1
		}
		out = append(out, rounding(head, given(0)))
		head.Ceded, _ = panel.Placed.Times(head.Full, p.plan.Mode)
		return append(out, head)
	}
	weights := make([]int64, 0, len(group))
	var full int64
	for j, r := range group[1:] {
		if n := given(j + 1); n > 0 {
			out = append(out, rounding(r, n))
		}
		weights = append(weights, r.Full)
		full += r.Full
	}
	head := group[0]
	head.Base = full
	head.Ceded, _ = panel.Placed.Times(full, p.plan.Mode)
	parts := make([]int64, len(weights))
	fixed.Allocate(parts, head.Ceded, weights)
	out = append(out, head)
	for j, r := range group[1:] {
		r.Ceded = parts[j]
		out = append(out, r)
	}
	return out
}

// rounding is the posting of n units given back from r.
func rounding(r Record, n int64) Record {
	return Record{Base: r.Full + n, Full: -n, Row: r.Row, Cover: r.Cover, Rate: -1, Step: StepTerms, Clause: ClauseRounding}
}
