package engine

import (
	"context"
	"errors"
	"slices"

	"github.com/cedego/cede/internal/fixed"
)

// A Run is the loss pass over one term at a time. It is not safe for concurrent use.
type Run struct {
	plan     *Plan
	exposure *Exposure
	pass     *pass
	losses   *Losses
	progress func(covers int)
	// Subjects are the subject columns of the sections by their first cover, kept while a ledger is.
	Subjects map[int32][]int64
	// Entered are, kept with them, what of a subject enters the layers of a section, if that is something else, and
	// expenses are the expenses that are paid in addition.
	Entered, expenses map[int32][]int64
	// Alone takes every event for the only one of the term: annual terms begin anew with each, and covers of all losses of
	// the term are left out. PerUnitOnly leaves out layers per event too.
	Alone, PerUnitOnly bool
	// EachUsage makes Usage say of every occurrence what it used, also where the sum would do.
	EachUsage bool
	// Opening are the accounts of annual terms by cover with which a term begins, Closing those with which it ends. A
	// nil Opening is the beginning of the period.
	Opening, Closing map[int32]Account
	// Decisions is a run on all that is incurred of the same losses, with its ledger: what it found to be an occurrence, in which order
	// and of which account, this run takes as it is. Nil is none.
	Decisions *Run
	// Usage is what the term used of the aggregate limits of layers with a price that follows from it.
	Usage []Usage
	// LayerLosses are the losses to each layer before its share, by cover.
	LayerLosses []int64
	// Sums are, by contract, the sums of what its sections apply to, of rows that several see once; nil unless [Run.SumSubjects] was called.
	Sums []int64
	// seen are the rows that sections of a contract with several have seen.
	seen []bool
	// dropping says whether a layer of the section at hand drops.
	dropping bool
	// run and exactly are for the stage at hand; they are made once for all terms.
	stage   *Stage
	run     func() error
	exactly exactly
	// parts are the cessions of a section with shares, by row and part.
	parts []int64
	// found are the occurrences of layers by cover, kept while a ledger is.
	found map[int32][]occurrence
	// taken are the events of sections with shares and annual terms, by group and first cover, kept while a ledger is.
	taken map[int32][]taking
	// onPaid tells that a price of the plan follows from what is paid.
	onPaid bool
	ctx    context.Context //nolint:containedctx // lives as long as one call of Term
}

// NewRun returns a run of p with the shares of an exposure. The ledger may be nil; progress, which may
// be nil too, is called after each section with the number of its covers.
func (p *Plan) NewRun(exposure *Exposure, ledger *Ledger, progress func(covers int)) *Run {
	r := &Run{plan: p, exposure: exposure, pass: newPass(p, nil, ledger), progress: progress, LayerLosses: make([]int64, len(p.Covers))}
	if ledger != nil {
		r.keepColumns()
	}
	r.onPaid = p.OnPaid()
	r.run = func() error { return r.sections(r.stage) }
	r.exactly = func(row int32) ([]Part, fixed.Ratio) { return r.exact(r.stage, row) }
	return r
}

// keepColumns makes the run keep what its sections apply to.
func (r *Run) keepColumns() {
	r.Subjects, r.Entered, r.expenses = make(map[int32][]int64), make(map[int32][]int64), make(map[int32][]int64)
}

// SumSubjects makes the run sum up what contracts apply to.
func (r *Run) SumSubjects() { r.Sums = make([]int64, len(r.plan.Contracts)) }

// EachRow makes the run keep what each contract cedes of each row.
func (r *Run) EachRow() { r.pass.placed = make([][]int64, len(r.plan.Contracts)) }

// Placed returns what each contract cedes of each row of the term as placed; nil unless [Run.EachRow] was called.
func (r *Run) Placed() [][]int64 { return r.pass.placed }

// Term runs the stages over the losses and returns the totals by cover, which are
// valid until the next term. After an [OverCession] the ledger is not complete.
func (r *Run) Term(ctx context.Context, losses *Losses) (*Totals, error) {
	r.ctx, r.losses = ctx, losses
	if _, ok := fixed.Sum(losses.Amount); !ok {
		return nil, ErrOverflow
	}
	err := r.stages()
	if errors.Is(err, errUnrecorded) { // all over again, this time to see who took what, and of what
		r.pass.ledger = new(Ledger)
		r.keepColumns()
		err = r.stages()
		r.pass.ledger, r.Subjects, r.Entered, r.expenses = nil, nil, nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &r.pass.totals, nil
}

func (r *Run) stages() error {
	r.pass.reset(r.losses.Amount)
	r.pass.withExpenses(r.losses.Expense)
	r.Usage = r.Usage[:0]
	clear(r.LayerLosses)
	clear(r.Sums)
	clear(r.Closing)
	clear(r.found)
	for i := range r.plan.Stages {
		r.stage = &r.plan.Stages[i]
		if err := r.pass.stage(r.stage, r.stage.Sections, r.run, r.exactly); err != nil {
			return err
		}
	}
	return nil
}

// Net returns the column of what later contracts would see after the last stage.
func (r *Run) Net() []int64 { return r.pass.standing }

func (r *Run) sections(st *Stage) error {
	for k, s := range st.Sections {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		subject := r.pass.subject(s)
		if r.Subjects != nil {
			r.keep(st, s, subject)
		}
		var err error
		switch {
		case s.Shares == nil:
			err = r.excess(s, subject)
		case s.Shares.grouped():
			err = r.grouped(s, subject)
		default:
			err = r.shared(s, subject)
		}
		if err != nil {
			return err
		}
		if r.Sums != nil {
			r.sumSubject(st, k, subject)
		}
		if r.progress != nil {
			r.progress(s.Covers())
		}
	}
	return nil
}

// sumSubject adds what the k-th section of a stage applies to to the sum of its contract.
func (r *Run) sumSubject(st *Stage, k int, subject []int64) {
	s := st.Sections[k]
	first := k == 0 || st.Sections[k-1].Contract != s.Contract // those of one contract stand together
	alone := first && (k+1 == len(st.Sections) || st.Sections[k+1].Contract != s.Contract)
	sum := &r.Sums[s.Contract]
	if alone && r.losses.Selected[s.Filter].All && (!s.Occurring || r.losses.Date == nil) {
		for _, x := range subject {
			*sum += x
		}
		return
	}
	if first {
		r.seen = append(r.seen[:0], make([]bool, len(subject))...)
	}
	for row := range r.losses.In(s, r.entering(s, subject)) {
		if !r.seen[row] {
			r.seen[row] = true
			*sum += subject[row]
		}
	}
}

// keep remembers the subject of a section, once for all sections of a stage with the same.
func (r *Run) keep(st *Stage, s *Section, subject []int64) {
	for _, other := range st.Sections {
		if other == s {
			break
		}
		if other.Subject == s.Subject && (s.Subject != NetOf || other.Contract == s.Contract) {
			r.Subjects[s.First] = r.Subjects[other.First]
			return
		}
	}
	if s.Subject != Net {
		r.Subjects[s.First] = subject // not written to before the next term
		return
	}
	r.Subjects[s.First] = slices.Clone(subject)
}

// shareOf returns the shares of a section's parts in a row.
func (r *Run) shareOf(s *Section, row int32) []fixed.Ratio {
	if s.Shares.Shares == nil {
		return s.Shares.Fixed
	}
	parts := s.Covers()
	unit := int(r.losses.unit(s.UnitRule, row))
	return r.exposure.Sections[s.First].Shares[unit*parts : (unit+1)*parts]
}

// shared runs a section whose shares look at one loss at a time.
func (r *Run) shared(s *Section, subject []int64) error {
	sel := &r.losses.Selected[s.Filter]
	n := sel.Len(len(subject))
	if len(s.Shares.Fixed) == 1 && r.pass.ledger == nil && r.pass.placed == nil && r.pass.expenses == nil && r.pass.whole && r.pass.kept[s.Contract] == nil && s.Panel.Placed.IsOne() {
		if num, den, ok := s.Shares.Fixed[0].Int64s(); ok {
			r.plainShare(s.First, num, den, subject, sel, n)
			return nil
		}
	}
	for part := range s.Covers() {
		for k := range n {
			row := sel.Row(k)
			share := r.shareOf(s, row)[part]
			if share.Sign() == 0 {
				continue
			}
			if err := r.pass.share(s, s.First+int32(part), row, subject[row], share); err != nil {
				return err
			}
		}
	}
	return nil
}

// plainShare is [Run.shared] for one share of everything that is fully placed
// and not recorded.
func (r *Run) plainShare(cover int32, num, den int64, subject []int64, sel *Selected, n int) {
	after, share := r.pass.after, fixed.NewMultiplier(num, den, r.plan.Mode)
	var sum, below int64
	for k := range n {
		row := sel.Row(k)
		full := share.Times(subject[row]) // at most the subject
		after[row] -= full
		below |= after[row]
		sum += full
	}
	r.pass.below |= below
	r.pass.totals.Full[cover] += sum
	r.pass.totals.Ceded[cover] += sum
}

// grouped runs a section whose shares have terms per unit and event or per event.
func (r *Run) grouped(s *Section, subject []int64) error {
	sel := &r.losses.Selected[s.Filter]
	parts := s.Covers()
	size := parts * len(subject)
	if cap(r.parts) < size {
		r.parts = make([]int64, size)
	}
	r.parts = r.parts[:size]
	clear(r.parts)
	var left []remainder
	if s.Shares.onWhole() {
		var err error
		if left, err = r.aggregateWhole(s, subject, sel); err != nil {
			return err
		}
	}
	if s.Shares.PerUnit() {
		groups := r.losses.grouped(s.Filter, s.UnitRule)
		var one [1]int32
		for g := range groups.n {
			var remains *remainder
			if left != nil {
				remains = &left[g]
			}
			if err := r.unitShares(s, subject, groups.of(g, sel, &one), remains); err != nil {
				return err
			}
		}
	} else if err := r.rowShares(s, subject, sel, left); err != nil {
		return err
	}
	if s.Shares.EventLimit != Unlimited {
		groups := r.losses.grouped(s.Filter, byEvent)
		var one [1]int32
		for g := range groups.n {
			if err := r.limitEvent(s, subject, groups.of(g, sel, &one)); err != nil {
				return err
			}
		}
	}
	if s.Shares.onCeded() {
		if err := r.aggregateCeded(s, subject, sel); err != nil {
			return err
		}
	}
	for part := range parts {
		cover := s.First + int32(part)
		for k := range sel.Len(len(subject)) {
			row := sel.Row(k)
			full := r.partsOf(s, row)[part]
			if full == 0 {
				continue
			}
			ceded, _ := s.Panel.Placed.Times(full, r.plan.Mode)
			r.pass.take(s, cover, row, full, ceded)
			if r.pass.ledger != nil {
				r.pass.record(Record{Base: subject[row], Full: full, Ceded: ceded, Row: row, Cover: cover, Rate: -1, Step: StepPlacedRow})
			}
		}
	}
	return nil
}

// rowShares computes the shares of each row; left, if it is not nil, is what annual terms on 100 % leave of each.
func (r *Run) rowShares(s *Section, subject []int64, sel *Selected, left []remainder) error {
	for k := range sel.Len(len(subject)) {
		row := sel.Row(k)
		parts := r.partsOf(s, row)
		for part, share := range r.shareOf(s, row) {
			full, ok := share.Times(subject[row], r.plan.Mode)
			if !ok {
				return ErrOverflow
			}
			if subject[row] != 0 && share.Sign() > 0 {
				r.terms(s, part, row, ClauseCover, subject[row], share, full)
			}
			if left != nil {
				full = r.changed(s, part, row, ClauseAggregateDeductible, full, share, left[k].deducted)
				full = r.changed(s, part, row, ClauseAggregateLimit, full, share, left[k].final)
			}
			parts[part] = full
		}
	}
	return nil
}

// changed returns the share of what a clause on 100 % leaves, and records what that changes.
func (r *Run) changed(s *Section, part int, row int32, clause Clause, was int64, share fixed.Ratio, left int64) int64 {
	is, _ := share.Times(left, r.plan.Mode) // at most the share of the subject
	if is != was {
		r.terms(s, part, row, clause, was, fixed.Ratio{}, is-was)
	}
	return is
}

// unitShares computes what the parts cede of a unit's losses in one event: share, limit on each loss,
// treaty deductible and annual terms on 100 %; one rounding, then back to the losses in proportion. Left, if it is not nil,
// is what annual terms on 100 % leave.
func (r *Run) unitShares(s *Section, subject []int64, rows []int32, left *remainder) error {
	t := s.Shares
	shares := r.shareOf(s, rows[0])
	share := whole(shares)
	sum, first := total(subject, rows)
	if sum == 0 || share.Sign() == 0 {
		return nil
	}
	plain, ok := share.Times(sum, r.plan.Mode)
	if !ok {
		return ErrOverflow
	}
	steps, final := r.unitSteps(t, share, sum, left)
	ends := r.divideUnit(subject, rows, shares, final)
	if r.pass.ledger == nil {
		return nil
	}
	was := splitParts(plain, shares)
	for k := range steps {
		if steps[k].parts = ends; steps[k].amount != final {
			steps[k].parts = splitParts(steps[k].amount, shares)
		}
	}
	for part, rate := range shares {
		if rate.Sign() == 0 {
			continue
		}
		before := was[part]
		r.terms(s, part, first, ClauseCover, sum, rate, before)
		for _, step := range steps {
			if d := step.parts[part] - before; d != 0 {
				r.terms(s, part, first, step.clause, before, fixed.Ratio{}, d)
			}
			before = step.parts[part]
		}
	}
	return nil
}

// A unitStep is what a clause leaves of the share of a unit's losses in an event, and the parts of that.
type unitStep struct {
	clause Clause
	amount int64
	parts  []int64
}

// unitSteps returns what the clauses of a section that it has leave of a share of a unit's losses, one after the other, and
// what they all leave.
func (r *Run) unitSteps(t *Proportional, share fixed.Ratio, sum int64, left *remainder) (steps []unitStep, final int64) {
	of := func(amount int64) int64 {
		x, _ := share.Times(amount, r.plan.Mode) // at most the share of the sum
		return x
	}
	final = of(min(sum, t.LossLimit))
	add := func(stated bool, clause Clause, amount int64) {
		if final = amount; stated {
			steps = append(steps, unitStep{clause: clause, amount: amount})
		}
	}
	add(t.LossLimit != Unlimited, ClauseLossLimit, final)
	if t.DeductibleOnWhole {
		add(true, ClauseDeductible, of(t.whole(sum)))
	}
	if left != nil {
		add(t.Aggregate.Deductible != 0, ClauseAggregateDeductible, of(left.deducted))
		add(t.Aggregate.Limit != Unlimited, ClauseAggregateLimit, of(left.final))
	}
	if t.Deductible != 0 && !t.DeductibleOnWhole {
		add(true, ClauseDeductible, max(final-t.Deductible, 0))
	}
	return steps, final
}

// divideUnit gives what the parts cede of a unit's losses in one event back to the losses, in proportion, and returns
// what each part has.
func (r *Run) divideUnit(subject []int64, rows []int32, shares []fixed.Ratio, final int64) []int64 {
	parts := len(shares)
	ends := make([]int64, parts)
	if parts == 1 {
		ends[0] = final
		buffer := make([]int64, 2*len(rows))
		amounts, weights := buffer[:len(rows)], buffer[len(rows):]
		for k, row := range rows {
			weights[k] = subject[row]
		}
		fixed.Allocate(amounts, final, weights)
		for k, row := range rows {
			r.parts[row] = amounts[k]
		}
		return ends
	}
	weights := make([]fixed.Ratio, 0, parts*len(rows))
	for _, row := range rows {
		for _, part := range shares {
			weights = append(weights, part.Mul(fixed.Int(subject[row])))
		}
	}
	amounts := make([]int64, len(weights))
	fixed.AllocateRatios(amounts, final, weights)
	for k, amount := range amounts {
		r.parts[int(rows[k/parts])*parts+k%parts] = amount
		ends[k%parts] += amount
	}
	return ends
}

// splitParts divides an amount over the parts of a section in proportion to their shares.
func splitParts(amount int64, shares []fixed.Ratio) []int64 {
	out := make([]int64, len(shares))
	if len(shares) == 1 {
		out[0] = amount
	} else {
		fixed.AllocateRatios(out, amount, shares)
	}
	return out
}

// limitEvent cuts what is ceded of an event to the event limit, in proportion.
func (r *Run) limitEvent(s *Section, subject []int64, rows []int32) error {
	weights := r.cells(s, rows)
	sum, ok := fixed.Sum(weights)
	if !ok {
		return ErrOverflow
	}
	if sum > s.Shares.EventLimit {
		_, first := total(subject, rows)
		r.divideParts(s, rows, first, ClauseEventLimit, s.Shares.EventLimit, weights)
	}
	return nil
}

// terms records what a clause gives; a zero rate is none.
func (r *Run) terms(s *Section, part int, row int32, clause Clause, base int64, rate fixed.Ratio, full int64) {
	if r.pass.ledger == nil {
		return
	}
	at := int32(-1)
	if rate.Sign() != 0 {
		at = r.pass.ledger.rate(rate)
	}
	r.pass.record(Record{Base: base, Full: full, Row: row, Cover: s.First + int32(part), Rate: at, Step: StepTerms, Clause: clause})
}

// total returns the sum of the rows' subject and the first row above zero, or
// the first row if none is. The sum of the whole column was checked.
func total(subject []int64, rows []int32) (sum int64, first int32) {
	first = -1
	for _, row := range rows {
		if x := subject[row]; x > 0 {
			if first < 0 {
				first = row
			}
			sum += x
		}
	}
	if first < 0 {
		first = rows[0]
	}
	return sum, first
}
