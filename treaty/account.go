package treaty

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// AccountTerms are the clauses on the account of each underwriting year of a contract: commissions, what the cedent shares of the
// losses, portfolio transfers. Package proportional holds the implementation; the set is closed.
type AccountTerms interface {
	// Kind returns the name of the terms in documents.
	Kind() string
	// Validate reports every broken term, joined, each as a [cede.InvalidError].
	Validate() error
	// CanonicalAccount returns the terms with every empty reading spelled out.
	CanonicalAccount() AccountTerms
	// LowerAccount returns the clauses that hold for the reinsurers of a panel, in groups. It is for this module only.
	LowerAccount(b *engine.Builder, panel []string) ([]engine.AccountGroup, error)
}

// An AccountKind reads the terms of an account from their JSON object.
type AccountKind struct {
	// Name is the kind in documents.
	Name string
	// Decode reads terms: it calls read once with a pointer to the terms' struct.
	Decode func(read func(into any) error) (AccountTerms, error)
}

// A ContractAccount is the account of a proportional contract in a program. Underwriting years are the years of its period, each named by the
// calendar year in which it begins. If its risks attach in the period, premium and losses are of the year in which the policy begins;
// otherwise the period is at most a year.
//
// The figures of a year are what the contract cedes if it is fully placed: premium, of which what is not earned by the valuation is unearned, and
// losses paid and outstanding. Policies that begin after the valuation are not written yet. There is no IBNR, and no portfolio: settle a
// [History] for these. What the account gives is of the year: it changes no cession of a loss or risk, and no other contract sees it.
//
// [Program.Apply] has the years as they are at last: all premium earned and every loss at its last position. It posts them on the last day of the
// contract's period, of its policies and of the book's losses and their positions, whichever is latest. What is paid and what is earned at a day is not known event by
// event: [Program.Stream] refuses a program with an account. [Program.Batch] takes all losses of columns as paid.
//
// The zero ContractAccount is not valid.
type ContractAccount struct {
	_ [0]func()
	// AdjustedAfter is how many months after its end a year is adjusted, 0 to 120. A valuation before finds it provisional; without a valuation all
	// are adjusted.
	AdjustedAfter int `json:"adjustedAfter,omitzero"`
	// History are the underwriting years before those of the period, the last of which is the one before the first, in the program's currency and for 100 % of
	// the contract, as [Result.UnderwritingYears] of the contract before gives them. None has IBNR.
	History []UnderwritingYear `json:"history,omitzero"`
	// Terms are the clauses: an Account of package proportional. In JSON their kind stands before them: "kind": "account", "terms": {...}.
	Terms AccountTerms `json:"terms"`
}

func (a *ContractAccount) canonical() *ContractAccount {
	if a == nil {
		return nil
	}
	c := *a
	c.History = slices.Clone(a.History)
	for i := range c.History {
		c.History[i].Stage = or(c.History[i].Stage, StageAdjusted)
	}
	if c.Terms != nil && reflect.TypeOf(c.Terms).Kind() != reflect.Pointer {
		c.Terms = c.Terms.CanonicalAccount()
	}
	return &c
}

// maxAdjustedAfter is ten years, in months.
const maxAdjustedAfter = 120

func (a *ContractAccount) validate(c *Contract) error {
	if a == nil {
		return nil
	}
	var errs []error
	if a.AdjustedAfter < 0 || a.AdjustedAfter > maxAdjustedAfter {
		errs = append(errs, cede.Invalid("adjustedAfter", strconv.Itoa(a.AdjustedAfter), "must be from 0 to 120"))
	}
	first, _, _ := c.Period.From.Civil()
	for i, y := range a.History {
		err := y.validate()
		if want := first - len(a.History) + i; y.Year != want && c.Period.Validate() == nil {
			err = errors.Join(err, cede.Invalid("year", strconv.Itoa(y.Year), "must be "+strconv.Itoa(want)+": the years go up to the one before the period"))
		}
		if i > 0 {
			err = errors.Join(err, y.checkStage(&a.History[i-1]))
		}
		if !y.IBNR.IsZero() {
			err = errors.Join(err, cede.Invalid("ibnr", bound.Text(y.IBNR), "must be absent in a program, which has none: settle a history for it"))
		}
		errs = append(errs, cede.At("history", i, err))
	}
	errs = append(errs, checkAccountTerms(a.Terms))
	for i, s := range c.Sections {
		if s.Placement != nil {
			errs = append(errs, cede.Invalid("", "", "must be absent where a section has a placement of its own: section "+strconv.Itoa(i)))
		}
		if s.Basis != RisksAttaching && c.Period.Validate() == nil && engine.YearOf(c.Period.From, c.Period.To) > 0 {
			errs = append(errs, cede.Invalid("", "", "must be absent in a period of more than a year unless risks attach: section "+strconv.Itoa(i)))
		}
	}
	return cede.In("account", errors.Join(errs...))
}

// checkAccountTerms reports terms that are missing, a pointer or broken.
func checkAccountTerms(terms AccountTerms) error {
	switch {
	case terms == nil:
		return cede.Invalid("terms", "", "must not be empty")
	case reflect.TypeOf(terms).Kind() == reflect.Pointer:
		return cede.Invalid("terms", fmt.Sprintf("%T", terms), "must be a value, not a pointer")
	}
	return cede.In("terms", terms.Validate())
}

// lower returns the account of a contract whose sections are lowered.
func (a *ContractAccount) lower(b *engine.Builder, c *contract, currency Currency) (*contractAccount, error) {
	for i := range c.sections {
		if c.sections[i].engine.Shares == nil {
			return nil, cede.Invalid("", "", "must be absent in a contract with layers: "+c.sections[i].kind)
		}
	}
	groups, err := a.Terms.LowerAccount(b, c.panels[0].reinsurers)
	if err != nil {
		return nil, cede.In("terms", err)
	}
	for _, g := range groups {
		if g.Terms.Portfolio != nil {
			return nil, cede.In("terms", cede.Invalid("portfolio", "", "must be absent in a program: settle a history for it"))
		}
		if clause := g.Terms.WithIBNR(); clause != "" {
			return nil, cede.In("terms", cede.In(clause, cede.Invalid("lossRatio.ibnr", "true", "must be absent in a program, whose book has none: settle a history for it")))
		}
	}
	if err := tooMany(len(a.History)+engine.YearOf(c.period.From, c.period.To)+1, groups); err != nil {
		return nil, err
	}
	program := *b
	program.Exchange = fixed.Ratio{} // the history is in the program's currency
	history := make([]engine.Figures, len(a.History))
	var errs []error
	for i, y := range a.History {
		var err error
		history[i], err = y.lower(&program)
		errs = append(errs, cede.At("history", i, err))
	}
	return &contractAccount{
		adjustedAfter: a.AdjustedAfter, history: history,
		account: account{contract: c.id, currency: currency, scale: b.Scale, mode: b.Mode, panel: &c.panels[0], groups: groups},
	}, errors.Join(errs...)
}

// A contractAccount is what results need of the account of a contract.
type contractAccount struct {
	account
	adjustedAfter int
	history       []engine.Figures
}

// settle sets the accounts of a result.
func (b *binding) settle(ctx context.Context, r *Result, run *engine.Run, values *figures) error {
	p := b.program
	if !p.accounts() {
		return nil
	}
	columns, err := b.losses(r.table, values.onPaid())
	if err != nil {
		return err
	}
	ledger := new(engine.Ledger)
	paid := p.plan.NewRun(b.exposure, ledger, nil)
	paid.Decisions = run
	if _, err := paid.Term(ctx, columns); err != nil {
		return err
	}
	var known cede.Date // by which the losses stand as they do at last
	for row := range r.table.len() {
		known = latest(known, r.table.date[row])
		for k := r.table.first[row]; k < r.table.first[row+1]; k++ {
			known = latest(known, r.table.positions[k].at)
		}
	}
	gathered := make(map[int32]*accountFigures) // by contract
	for i := range p.contracts {
		if p.contracts[i].account != nil {
			gathered[int32(i)] = &accountFigures{b: b, c: &p.contracts[i], at: values.at, last: latest(p.contracts[i].period.To, known)}
		}
	}
	for _, record := range b.exposure.Premiums.Cessions() {
		if f := gathered[p.plan.Covers[record.Cover].Contract]; f != nil {
			f.premium(record)
		}
	}
	for _, record := range r.ledger.Cessions() {
		if f := gathered[p.plan.Covers[record.Cover].Contract]; f != nil {
			f.year(record.Cover, r.table.risk[record.Row]).Outstanding += record.Full
		}
	}
	for _, record := range ledger.Cessions() {
		if f := gathered[p.plan.Covers[record.Cover].Contract]; f != nil {
			y := f.year(record.Cover, r.table.risk[record.Row])
			y.Paid += record.Full
			y.Outstanding -= record.Full
		}
	}
	r.accounts = make(map[string]*Settlement)
	r.years = make(map[string][]engine.Figures)
	for i := range p.contracts {
		f := gathered[int32(i)]
		if f == nil {
			continue
		}
		day := values.at
		if day.IsZero() {
			day = f.last
		}
		years := f.finish()
		history := slices.Clone(f.c.account.history)
		for k := range history { // without a valuation all are adjusted
			history[k].Provisional = history[k].Provisional && !f.at.IsZero()
		}
		if n := len(history); n > 0 && history[n-1].Provisional {
			for k := range years {
				years[k].Provisional = true
			}
		}
		years = slices.Concat(history, years)
		s, err := f.c.account.settle(years, engine.Transfer{}, day, func(year int, err error) error {
			return &engine.Fault{Section: f.c.sections[0].engine, Row: -1, Err: cede.In("account", cede.In(strconv.Itoa(years[year].Year), err))}
		})
		if err != nil {
			return err
		}
		s.Years = s.Years[len(history):]
		r.accounts[f.c.id], r.years[f.c.id] = s, years
	}
	return nil
}

// accounts reports whether a contract has an account.
func (p *Program) accounts() bool {
	return slices.ContainsFunc(p.contracts, func(c contract) bool { return c.account != nil })
}

// latest returns the later of two days.
func latest(a, b cede.Date) cede.Date {
	if b.After(a) {
		return b
	}
	return a
}

// accountFigures gathers the figures of the years of a contract.
type accountFigures struct {
	b     *binding
	c     *contract
	at    cede.Date
	years []engine.Figures
	// last is the day by which all is earned and all losses stand as they do at last.
	last cede.Date
}

// year returns the year of a risk, or of the contract if its sections do not go by when risks attach.
func (f *accountFigures) year(cover, risk int32) *engine.Figures {
	n := 0
	s := f.b.program.plan.Covers[cover].Section
	if f.b.program.exposures[s.Exposed].basis == RisksAttaching && risk >= 0 {
		n = engine.YearOf(f.c.period.From, f.b.risks.From[risk])
	}
	for len(f.years) <= n {
		f.years = append(f.years, engine.Figures{})
	}
	return &f.years[n]
}

// premium adds what a risk cedes of premium, if its policy has begun.
func (f *accountFigures) premium(record *engine.Record) {
	if !f.at.IsZero() && f.at.Before(f.b.risks.From[record.Row]) {
		return
	}
	y := f.year(record.Cover, record.Row)
	y.Written += record.Full
	if f.at.IsZero() {
		f.last = latest(f.last, f.b.risks.To[record.Row])
		return
	}
	plan := f.b.program.plan
	s := plan.Covers[record.Cover].Section
	risks := &f.b.risks
	from, to := risks.From[record.Row], risks.To[record.Row]
	ceded := risks.Window(plan.Windows[s.Window], record.Row)
	by := engine.Window{From: ceded.From, To: f.at, Earning: f.b.program.exposures[s.Exposed].earning}
	switch {
	case ceded.Whole():
		by.From = from
	case !f.at.Before(ceded.To):
		return
	}
	if by.To.Before(by.From) {
		y.Unearned += record.Full
		return
	}
	y.Unearned += record.Full - by.Within(ceded, record.Full, from, to, plan.Mode)
}

// finish names the years and says which are provisional.
func (f *accountFigures) finish() []engine.Figures {
	until := f.c.period.To
	if !f.at.IsZero() && f.at.Before(until) {
		until = f.at
	}
	for n := engine.YearOf(f.c.period.From, until); len(f.years) <= n; { // all that have begun
		f.years = append(f.years, engine.Figures{})
	}
	first, _, _ := f.c.period.From.Civil()
	for n := range f.years {
		y := &f.years[n]
		y.Year = first + n
		if !f.at.IsZero() {
			y.Provisional = f.at.Before(f.c.period.yearEnd(n, f.c.account.adjustedAfter))
		}
	}
	return f.years
}

// Account returns the account of a contract, and reports whether it has one in the result: an event of a stream has none.
func (r *Result) Account(contract string) (*Settlement, bool) {
	s, ok := r.accounts[contract]
	return s, ok
}

// Accounts returns the accounts of all contracts that have one, in canonical order.
func (r *Result) Accounts() iter.Seq[*Settlement] {
	return func(yield func(*Settlement) bool) {
		for i := range r.b.program.contracts {
			if s := r.accounts[r.b.program.contracts[i].id]; s != nil && !yield(s) {
				return
			}
		}
	}
}

// UnderwritingYears returns the figures of the years of a contract with an account and of those before its period, as a [History] or the
// [ContractAccount] of the contract that follows takes them; none for a contract without one.
func (r *Result) UnderwritingYears(contract string) []UnderwritingYear {
	money := r.b.program.money
	var out []UnderwritingYear
	for _, f := range r.years[contract] {
		y := UnderwritingYear{
			Year: f.Year, Stage: StageAdjusted, Written: money(f.Written), Unearned: money(f.Unearned), Paid: money(f.Paid), Outstanding: money(f.Outstanding),
			Allowed: money(f.Allowed),
		}
		if f.Provisional {
			y.Stage = StageProvisional
		}
		out = append(out, y)
	}
	return out
}

// lower returns the figures in minor units.
func (y UnderwritingYear) lower(b *engine.Builder) (engine.Figures, error) {
	f := engine.Figures{Year: y.Year, Provisional: y.Stage == StageProvisional}
	var errs [6]error
	f.Written, errs[0] = b.Minor("written", y.Written)
	f.Unearned, errs[1] = b.Minor("unearned", y.Unearned)
	f.Paid, errs[2] = b.Minor("paid", y.Paid)
	f.Outstanding, errs[3] = b.Minor("outstanding", y.Outstanding)
	f.IBNR, errs[4] = b.Minor("ibnr", y.IBNR)
	f.Allowed, errs[5] = b.Minor("allowed", y.Allowed)
	return f, errors.Join(errs[:]...)
}
