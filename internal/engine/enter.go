package engine

import (
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// enters reports whether the layers of a section apply to something else than its subject.
func (s *Section) enters() bool {
	return s.Expenses != Within || s.Line != nil || s.EachLoss != EachLoss{}
}

// entering returns what of the subject of a section enters its layers: the indemnity alone if
// expenses do not, in the proportion of the maximum line, and of each loss what its own terms leave. It is
// the subject itself if nothing changes it.
func (r *Run) entering(s *Section, subject []int64) []int64 {
	if !s.enters() || len(s.Layers) == 0 {
		return subject
	}
	out := slices.Clone(subject)
	if s.Expenses != Within {
		for row, x := range r.pass.expensesOf(s) {
			out[row] -= x
		}
	}
	if lines := r.exposure.Lines[s.First]; lines != nil {
		units := r.losses.Units[s.UnitRule].Of
		for row := range out { // of other contracts too, for the interlocking clause
			if r.losses.Risk == nil || r.losses.Risk[row] < 0 || units[r.losses.Risk[row]] < 0 {
				continue
			}
			out[row], _ = lines[units[r.losses.Risk[row]]].Times(out[row], r.plan.Mode) // at most 1
		}
	}
	if t := s.EachLoss; t != (EachLoss{}) {
		for row, x := range out {
			if x <= t.Franchise {
				out[row] = 0
				continue
			}
			out[row] = min(max(x-t.Deductible, 0), t.Limit)
		}
	}
	if r.Subjects != nil {
		r.Entered[s.First] = out
		if s.Expenses == ProRata {
			r.expenses[s.First] = slices.Clone(r.pass.expensesOf(s))
		}
	}
	return out
}

// entered returns what entered the layers of a section of this stage or one before it.
func (r *Run) entered(s *Section, subject []int64) []int64 {
	if out := r.Entered[s.First]; out != nil {
		return out
	}
	return subject
}

// bounds returns the attachment and limit of a layer for an occurrence: its own, or times the factors that the index
// clause and the interlocking clause give it, rounded once.
func (r *Run) bounds(s *Section, layer *Layer, entered []int64, rows []int32, sum int64) (attachment, limit int64) {
	if s.Index == nil && len(s.Interlocked) == 0 {
		return layer.Attachment, layer.Limit
	}
	return r.boundsAt(s, layer, entered, rows, sum, r.interlocked(s, entered, rows, sum))
}

// boundsAt is [Run.bounds] with the factor of the interlocking clause.
func (r *Run) boundsAt(s *Section, layer *Layer, entered []int64, rows []int32, sum int64, locked fixed.Ratio) (attachment, limit int64) {
	both := locked.Mul(r.indexed(s, entered, rows, sum))
	attachment = r.scaled(layer.Attachment, both)
	if s.Index != nil && s.Index.Limits {
		return attachment, r.scaled(layer.Limit, both)
	}
	return attachment, r.scaled(layer.Limit, locked)
}

// interlocked returns the part of an occurrence in what all contracts of the interlocking clause have of its event.
func (r *Run) interlocked(s *Section, entered []int64, rows []int32, sum int64) fixed.Ratio {
	if len(s.Interlocked) == 0 {
		return fixed.Int(1)
	}
	all := sum
	seen := make(map[int32]bool, len(rows))
	for _, row := range rows {
		seen[row] = true
	}
	for _, filter := range s.Interlocked {
		for _, row := range r.losses.beside(s, filter, rows[0]) {
			if !seen[row] {
				seen[row] = true
				all += entered[row] // at most the sum of the column
			}
		}
	}
	return fixed.NewRatio(sum, all)
}

// inEvent returns the rows of a filter in the event of a row, which need not be one of them.
func (l *Losses) inEvent(filter int, row int32) []int32 {
	e := l.event(row)
	if e < 0 {
		return nil
	}
	groups := l.grouped(filter, byEvent)
	sel := &l.Selected[filter]
	var out []int32
	for g := range groups.n {
		var one [1]int32
		if rows := groups.of(g, sel, &one); l.event(rows[0]) == e {
			out = append(out, rows...)
		}
	}
	return out
}

// expenses are the part of the amounts of a pass that is expense, as it goes through the stages.
type expenses struct {
	gross, standing, next []int64
	kept                  map[int32][]int64
	netOf                 map[*Section][]int64
}

// withExpenses starts the expense columns; a nil column is none.
func (p *pass) withExpenses(gross []int64) {
	p.expenses = nil
	if gross == nil || !slices.ContainsFunc(p.plan.Covers, func(c Cover) bool { return c.Section.Expenses != Within }) {
		return
	}
	p.expenses = &expenses{gross: gross, standing: slices.Clone(gross), next: slices.Clone(gross), kept: make(map[int32][]int64), netOf: make(map[*Section][]int64)}
}

// expensesOf returns the expense in the subject of a section, by row, or nil if there is none. It is not to be
// written to.
func (p *pass) expensesOf(s *Section) []int64 {
	e := p.expenses
	if e == nil {
		return nil
	}
	switch s.Subject {
	case Net:
		return e.standing
	case Gross:
		return e.gross
	case NetOf:
	}
	if col := e.netOf[s]; col != nil {
		return col
	}
	col := slices.Clone(e.gross)
	for _, c := range s.NetOf {
		for row, x := range e.kept[c] {
			col[row] -= x
		}
	}
	for row, x := range p.subject(s) { // each part of expense was rounded
		col[row] = min(max(col[row], 0), x)
	}
	e.netOf[s] = col
	return col
}

// spend books the expense in what a row cedes: all or nothing of it where the section says so, and
// otherwise in the proportion of the subject, rounded.
func (p *pass) spend(s *Section, row int32, inuring int64, isExpense bool) {
	e := p.expenses
	part := int64(0)
	switch {
	case isExpense:
		part = inuring
	case s.Expenses == Within:
		if subject := p.subject(s)[row]; subject > 0 {
			part, _ = fixed.MulDiv(inuring, p.expensesOf(s)[row], subject, p.plan.Mode)
		}
	}
	e.next[row] -= part
	if p.plan.Contracts[s.Contract].Kept {
		if e.kept[s.Contract] == nil {
			e.kept[s.Contract] = make([]int64, len(e.gross))
		}
		e.kept[s.Contract][row] += part
	}
}

// settle ends a stage: expenses are not below zero nor above what stands.
func (e *expenses) settle(standing []int64) {
	for row := range e.next {
		e.next[row] = min(max(e.next[row], 0), standing[row])
	}
	copy(e.standing, e.next)
}

// lines sets the part of the losses of each unit that a section with a maximum line takes.
func (e *exposing) lines(s *Section) error {
	if s.Line == nil {
		return nil
	}
	units := e.risks.Units[s.UnitRule]
	out := make([]fixed.Ratio, units.Count)
	subject := e.sums.subject(s)
	for u, members := range units.members(e.risks.Exposed[s.Exposed]) {
		var sum int64
		for _, row := range members {
			var ok bool
			if sum, ok = fixed.Add(sum, subject[row]); !ok {
				return ErrOverflow
			}
		}
		out[u] = fixed.Int(1)
		if sum <= s.Line.Most {
			continue
		}
		if s.Line.Refuse {
			return &Fault{Section: s, Row: members[0], Err: cede.Invalid("sumInsured", "", "must not leave the unit above the maximum line of the section")}
		}
		out[u] = fixed.NewRatio(s.Line.Most, sum)
	}
	e.out.Lines[s.First] = out
	return nil
}
