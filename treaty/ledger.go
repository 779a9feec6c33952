package treaty

import (
	"iter"

	"github.com/cedego/cede/internal/engine"
)

// Postings returns the ledger: the postings of sums insured, of premium, of losses and of the price of layers, each in order
// of stage, contract and section, and of the accounts of underwriting years by contract and year; all from the terms down to the reinsurers.
func (r *Result) Postings() iter.Seq[Posting] {
	return func(yield func(Posting) bool) {
		if r.opening == nil {
			if !r.postRisks(AccountSumInsured, r.b.exposure.Sums, yield) || !r.postRisks(AccountPremium, r.b.exposure.Premiums, yield) {
				return
			}
		}
		if !r.poster(AccountLoss, r.ledger).losses(r.table, r.columns, yield) || !r.postCharges("", yield) {
			return
		}
		for s := range r.Accounts() {
			for p := range s.Postings() {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// PostingsOf returns the postings of a loss: those that stand at it and those of the
// occurrences it is part of.
func (r *Result) PostingsOf(loss string) iter.Seq[Posting] {
	return func(yield func(Posting) bool) {
		row := r.table.row(loss)
		if row < 0 {
			return
		}
		p := r.poster(AccountLoss, r.ledger)
		p.only = func(record *engine.Record) bool {
			if record.Row == row {
				return true
			}
			if record.Step >= engine.StepCession {
				return false
			}
			for _, other := range r.columns.Rows(r.b.program.plan.Covers[record.Cover], record) {
				if other == row {
					return true
				}
			}
			return false
		}
		if p.losses(r.table, r.columns, yield) {
			r.postCharges(loss, yield)
		}
	}
}

// poster returns a poster of an account with the balances that the result opens with.
func (r *Result) poster(account Account, ledger *engine.Ledger) *poster {
	p := newPoster(r.b, account, ledger)
	for panel, sum := range r.opening.of(account) {
		b := newBalance(panel)
		b.sum = sum
		panel.engine.Split(b.next, sum)
		p.balances[panel] = b
	}
	return p
}

func (r *Result) postRisks(account Account, ledger *engine.Ledger, yield func(Posting) bool) bool {
	p := newPoster(r.b, account, ledger)
	for _, record := range ledger.All() {
		risk := &r.b.book.risks[record.Row]
		at := Posting{Risk: risk.ID, Date: risk.Period.From}
		if !p.post(record, at, yield) {
			return false
		}
	}
	return true
}

// A poster writes records out as postings. It keeps the balances that the
// reinsurers' movements follow from.
type poster struct {
	b       *binding
	account Account
	ledger  *engine.Ledger
	// only, if it is not nil, leaves out the postings of other records.
	only     func(*engine.Record) bool
	sections []*section // by cover
	balances map[*panel]*balance
}

// A balance is what a panel bears so far.
type balance struct {
	sum   int64
	parts []int64
	next  []int64
}

func newBalance(p *panel) *balance {
	n := len(p.reinsurers)
	return &balance{parts: make([]int64, n), next: make([]int64, n)}
}

func newPoster(b *binding, account Account, ledger *engine.Ledger) *poster {
	p := &poster{b: b, account: account, ledger: ledger, balances: make(map[*panel]*balance)}
	p.sections = make([]*section, 0, len(b.program.plan.Covers))
	for i := range b.program.contracts {
		c := &b.program.contracts[i]
		for k := range c.sections {
			s := &c.sections[k]
			for range s.clauses {
				p.sections = append(p.sections, s)
			}
		}
	}
	return p
}

// losses posts the records of losses.
func (p *poster) losses(t *lossTable, columns *engine.Losses, yield func(Posting) bool) bool {
	for _, record := range p.ledger.All() {
		if p.only != nil && !p.only(record) {
			if record.Step >= engine.StepCession {
				p.move(record)
			}
			continue
		}
		if !p.post(record, p.lossPosting(t, columns, record), yield) {
			return false
		}
	}
	return true
}

// lossPosting returns a posting with what a record of losses stands at.
func (p *poster) lossPosting(t *lossTable, columns *engine.Losses, record *engine.Record) Posting {
	at := Posting{Date: t.date[record.Row]}
	if event := t.event[record.Row]; event >= 0 {
		at.Event = t.events[event].ID
	}
	risk := t.risk[record.Row]
	rows := []int32{record.Row}
	if record.Step < engine.StepCession {
		rows = columns.Rows(p.b.program.plan.Covers[record.Cover], record)
		for _, row := range rows {
			if t.risk[row] != risk {
				risk = -1
			}
		}
	}
	if len(rows) == 1 {
		at.Loss = t.ids[rows[0]]
	}
	if risk >= 0 {
		at.Risk = p.b.book.risks[risk].ID
	}
	return at
}

// post writes out a record; at says what it stands at.
func (p *poster) post(record *engine.Record, at Posting, yield func(Posting) bool) bool {
	cover := p.b.program.plan.Covers[record.Cover]
	c := &p.b.program.contracts[cover.Contract]
	s := p.sections[record.Cover]
	at.Account, at.Contract, at.Section, at.Clause = p.account, c.id, s.id, s.clauses[cover.Part]
	panel := &c.panels[s.panel]
	money := p.b.program.money
	terms := func() bool {
		out := at
		out.Step, out.Term = StepTerms, terms[record.Clause]
		out.Base, out.Rate, out.Amount = money(record.Base), fraction(p.ledger, record.Rate), money(record.Full)
		return yield(out)
	}
	placement := func(full int64) bool {
		out := at
		out.Step, out.Base, out.Amount = StepPlacement, money(full), money(record.Ceded)
		out.Rate = &Fraction{ratio: panel.engine.Placed}
		return yield(out)
	}
	cession := func() bool {
		out := at
		out.Step, out.Base, out.Amount = StepCession, money(record.Full), money(record.Ceded)
		return yield(out) && p.reinsurers(record, panel, at, yield)
	}
	switch record.Step {
	case engine.StepTerms:
		return terms()
	case engine.StepPlacement:
		return placement(record.Base)
	case engine.StepCession:
		return cession()
	case engine.StepPlacedRow:
		return placement(record.Full) && cession()
	case engine.StepShare:
		return terms() && placement(record.Full) && cession()
	}
	return true
}

//nolint:gochecknoglobals // an immutable table
var terms = [...]string{
	engine.ClauseCover:               "",
	engine.ClauseLossLimit:           "each-loss-limit",
	engine.ClauseDeductible:          "deductible",
	engine.ClauseEventLimit:          "event-limit",
	engine.ClauseEventCap:            "event-cap",
	engine.ClauseRounding:            "rounding",
	engine.ClauseRanks:               "ranks",
	engine.ClauseOccurrences:         "occurrences",
	engine.ClauseTermLimit:           "term-limit",
	engine.ClauseInterlocking:        "interlocking",
	engine.ClauseDrop:                "drop",
	engine.ClauseAggregateDeductible: "aggregate-deductible",
	engine.ClauseAggregateLimit:      "aggregate-limit",
	engine.ClauseExpenses:            "expenses",
	engine.ClauseIndex:               "index",
}

// move books a cession on its panel's balance, whose new parts are in next.
func (p *poster) move(record *engine.Record) *balance {
	cover := p.b.program.plan.Covers[record.Cover]
	panel := &p.b.program.contracts[cover.Contract].panels[p.sections[record.Cover].panel]
	b := p.balances[panel]
	if b == nil {
		b = newBalance(panel)
		p.balances[panel] = b
	}
	b.parts, b.next = b.next, b.parts
	b.sum += record.Ceded
	panel.engine.Split(b.next, b.sum)
	return b
}

// reinsurers posts the movements of the reinsurers' balances.
func (p *poster) reinsurers(record *engine.Record, panel *panel, at Posting, yield func(Posting) bool) bool {
	b := p.move(record)
	for k, name := range panel.reinsurers {
		movement := b.next[k] - b.parts[k]
		if movement == 0 {
			continue
		}
		out := at
		out.Step, out.Reinsurer = StepReinsurer, name
		out.Base, out.Amount = p.b.program.money(record.Ceded), p.b.program.money(movement)
		if !yield(out) {
			return false
		}
	}
	return true
}
