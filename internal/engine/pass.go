package engine

import (
	"errors"
	"slices"

	"github.com/cedego/cede/internal/fixed"
)

// ErrOverflow is returned where a sum leaves 64 bits of minor units.
var ErrOverflow = errors.New("amounts leave 64 bits of minor units")

// A pass runs stages over the rows of one column: the sums insured or premiums of
// risks, or the amounts of losses.
type pass struct {
	plan *Plan
	// gross is the ground-up column, standing what later contracts see of it.
	gross, standing []int64
	// after is standing less the cessions of the stage at 100 %, next is standing as the next stage sees
	// it. They are the same where the whole stage inures in full; then only after is kept.
	after, next []int64
	whole       bool
	// below is negative once a row of after was.
	below int64
	// kept are the inuring cessions of contracts that others are net of.
	kept map[int32][]int64
	// netOf are the subjects of sections that are net of named contracts.
	netOf  map[*Section][]int64
	totals Totals
	// checks bound cessions of the stage beside what stands; they need a ledger.
	checks []check
	// placed is what each contract cedes of each row as placed; nil unless somebody asks.
	placed [][]int64
	// expenses are nil unless a section treats them apart.
	expenses *expenses
	// ledger takes the records; it is nil if only totals are wanted.
	ledger *Ledger
}

func newPass(plan *Plan, gross []int64, ledger *Ledger) *pass {
	p := &pass{plan: plan, totals: newTotals(len(plan.Covers)), ledger: ledger, kept: make(map[int32][]int64), netOf: make(map[*Section][]int64)}
	p.reset(gross)
	return p
}

// reset starts the pass over on another column; its totals are cleared.
func (p *pass) reset(gross []int64) {
	p.gross = gross
	p.standing = append(p.standing[:0], gross...)
	p.after = slices.Grow(p.after[:0], len(gross))[:len(gross)]
	p.next = slices.Grow(p.next[:0], len(gross))[:len(gross)]
	for c, contract := range p.plan.Contracts {
		if contract.Kept {
			p.kept[int32(c)] = make([]int64, len(gross))
		}
	}
	for c, column := range p.placed {
		p.placed[c] = slices.Grow(column[:0], len(gross))[:len(gross)]
		clear(p.placed[c])
	}
	clear(p.netOf)
	clear(p.totals.Full)
	clear(p.totals.Ceded)
}

// inuresWhole reports whether what later contracts see of s is its cession at 100 %.
func (s *Section) inuresWhole() bool { return s.Inures || s.Panel.Placed.IsOne() }

// errUnrecorded says that a row went below zero and there are no records to see who took what.
var errUnrecorded = errors.New("not recorded")

// stage runs the sections of st: run books what they cede. If a row goes below
// zero, exact gives its exact cessions: more than stood, both as posted and before any rounding, is an [OverCession], and
// otherwise rounding alone did it and the last contracts give the surplus units back. That needs a ledger.
func (p *pass) stage(st *Stage, sections []*Section, run func() error, exact exactly) error {
	p.begin(sections)
	from := 0
	if p.ledger != nil {
		from = p.ledger.Len()
	}
	if err := run(); err != nil {
		return err
	}
	if p.below < 0 || p.broken(p.checks, from) {
		if p.ledger == nil {
			return errUnrecorded
		}
		all := check{stood: p.standing, exact: exact}
		if err := p.giveBack(st, sections, from, append(p.checks, all)); err != nil {
			return err
		}
	}
	if p.whole {
		p.standing, p.after = p.after, p.standing
	} else {
		p.standing, p.next = p.next, p.standing
	}
	if p.expenses != nil {
		p.expenses.settle(p.standing)
	}
	return nil
}

// begin sets the columns and totals of the sections to the beginning of their stage.
func (p *pass) begin(sections []*Section) {
	p.below = 0
	p.whole = true
	if p.expenses != nil {
		copy(p.expenses.next, p.expenses.standing)
	}
	for _, s := range sections {
		p.whole = p.whole && s.inuresWhole()
		clear(p.kept[s.Contract])
		if p.expenses != nil {
			clear(p.expenses.kept[s.Contract])
		}
		if p.placed != nil {
			clear(p.placed[s.Contract])
		}
		clear(p.totals.Full[s.First : int(s.First)+s.Covers()])
		clear(p.totals.Ceded[s.First : int(s.First)+s.Covers()])
	}
	copy(p.after, p.standing)
	if !p.whole {
		copy(p.next, p.standing)
	}
}

// subject returns the column that s applies to. It is not to be written to.
func (p *pass) subject(s *Section) []int64 {
	switch s.Subject {
	case Net:
		return p.standing
	case Gross:
		return p.gross
	case NetOf:
	}
	if col := p.netOf[s]; col != nil {
		return col
	}
	col := slices.Clone(p.gross)
	for _, c := range s.NetOf {
		for i, x := range p.kept[c] {
			col[i] -= x
		}
	}
	p.netOf[s] = col
	return col
}

// take books what a row cedes to a cover of s.
func (p *pass) take(s *Section, cover, row int32, full, ceded int64) {
	p.takePart(s, cover, row, full, ceded, false)
}

// takePart is [pass.take] for what may be expense alone.
func (p *pass) takePart(s *Section, cover, row int32, full, ceded int64, isExpense bool) {
	p.after[row] -= full
	p.below |= p.after[row]
	inuring := ceded
	if s.Inures {
		inuring = full
	}
	if !p.whole {
		p.next[row] -= inuring
	}
	if kept := p.kept[s.Contract]; kept != nil {
		kept[row] += inuring
	}
	if p.expenses != nil {
		p.spend(s, row, inuring, isExpense)
	}
	if p.placed != nil {
		p.placed[s.Contract][row] += ceded
	}
	p.totals.Full[cover] += full
	p.totals.Ceded[cover] += ceded
}

// share books the plain share of one row: the share of base is rounded, then the placed part of that.
func (p *pass) share(s *Section, cover, row int32, base int64, share fixed.Ratio) error {
	full, ok := share.Times(base, p.plan.Mode)
	if !ok {
		return ErrOverflow
	}
	ceded, _ := s.Panel.Placed.Times(full, p.plan.Mode)
	p.take(s, cover, row, full, ceded)
	if p.ledger != nil && base != 0 {
		p.record(Record{
			Base: base, Full: full, Ceded: ceded,
			Row: row, Cover: cover, Rate: p.ledger.rate(share), Step: StepShare,
		})
	}
	return nil
}

func (p *pass) record(r Record) { p.ledger.add(r) }
