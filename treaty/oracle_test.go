package treaty_test

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty"
	godiff "github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// lawNumbers are all the numbers of a result that the oracle gives too, in minor units.
type lawNumbers struct {
	Risks                                       map[string]oracle.Risk
	Losses                                      map[string]oracle.Loss
	ContractLosses                              map[oracle.ContractLoss]oracle.LossCession
	Units                                       map[oracle.Unit]oracle.Amounts // subjects of units
	Full, Ceded                                 map[oracle.Row]oracle.Amounts
	ClauseTotals, SectionTotals, ContractTotals map[oracle.Row]oracle.Totals
	Reinsurers                                  map[oracle.Reinsurer]oracle.Amounts
	Shares                                      map[oracle.Unit]string
	Overspill                                   map[oracle.Unit]oracle.Amounts
	Movements                                   []oracle.Movement
}

// lawOfOracle returns the numbers of an oracle's result without zeros.
func lawOfOracle(r *oracle.Result, spec treaty.Spec, book treaty.BookSpec) lawNumbers {
	n := lawNumbers{
		Risks: r.Risks, Losses: r.Losses, ContractLosses: lawNotZero(r.ContractLosses),
		Units: map[oracle.Unit]oracle.Amounts{}, Full: lawNotZero(r.Full), Ceded: lawNotZero(r.Ceded),
		ClauseTotals: lawNotZero(r.ClauseTotals), SectionTotals: lawNotZero(r.SectionTotals), ContractTotals: lawNotZero(r.ContractTotals),
		Reinsurers: lawNotZero(r.Reinsurers), Shares: map[oracle.Unit]string{}, Overspill: lawNotZero(r.Overspill),
	}
	for unit, shares := range r.Shares {
		var text []string
		for _, s := range shares {
			text = append(text, s.RatString())
		}
		n.Shares[unit] = strings.Join(text, " ")
	}
	unitOf := lawUnits(spec, book)
	for row, subject := range r.Subjects {
		unit := unitOf(row.Contract, row.Section, row.Risk)
		sum := n.Units[unit]
		sum.SumInsured += subject.SumInsured
		sum.Premium += subject.Premium
		n.Units[unit] = sum
	}
	n.Units = lawNotZero(n.Units)
	for _, m := range r.Movements {
		if m.Ceded != 0 {
			n.Movements = append(n.Movements, m)
		}
	}
	lawSortMovements(n.Movements)
	return n
}

// lawSortMovements puts panels in order and leaves the sequence within them.
func lawSortMovements(list []oracle.Movement) {
	slices.SortStableFunc(list, func(a, b oracle.Movement) int {
		return cmp.Or(cmp.Compare(a.Contract, b.Contract), cmp.Compare(a.Account, b.Account), cmp.Compare(a.Panel, b.Panel))
	})
}

func lawNotZero[K, V comparable](m map[K]V) map[K]V {
	var zero V
	out := map[K]V{}
	for k, v := range m {
		if v != zero {
			out[k] = v
		}
	}
	return out
}

// lawUnits returns a function that names the unit of a risk in a section.
func lawUnits(spec treaty.Spec, book treaty.BookSpec) func(contract, section, risk string) oracle.Unit {
	sections := map[[2]string]treaty.Section{}
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			sections[[2]string{c.ID, s.ID}] = s
		}
	}
	risks := map[string]treaty.Risk{}
	for _, r := range book.Risks {
		risks[r.ID] = r
	}
	return func(contract, section, risk string) oracle.Unit {
		s, r := sections[[2]string{contract, section}], risks[risk]
		name := r.ID
		switch s.Unit {
		case treaty.UnitPolicy:
			name = r.Policy
		case treaty.UnitKey:
			name = r.Keys[s.UnitKey]
		case treaty.UnitRow:
		}
		return oracle.Unit{Contract: contract, Section: section, Unit: name}
	}
}

// lawOfResult returns the numbers of a result without zeros, and what of it contradicts itself.
func lawOfResult(r *treaty.Result, spec treaty.Spec, wrong *lawLines) lawNumbers {
	minor := lawMinor(lawScale(spec))
	amounts := func(a treaty.Amounts) oracle.Amounts {
		return oracle.Amounts{SumInsured: minor(a.SumInsured), Premium: minor(a.Premium), Loss: minor(a.Loss)}
	}
	n := lawNumbers{
		Risks: map[string]oracle.Risk{}, Losses: map[string]oracle.Loss{},
		ContractLosses: map[oracle.ContractLoss]oracle.LossCession{},
		Units:          map[oracle.Unit]oracle.Amounts{}, Shares: map[oracle.Unit]string{}, Overspill: map[oracle.Unit]oracle.Amounts{},
		ClauseTotals: map[oracle.Row]oracle.Totals{}, SectionTotals: map[oracle.Row]oracle.Totals{}, ContractTotals: map[oracle.Row]oracle.Totals{},
	}
	for x := range r.Risks() {
		n.Risks[x.Risk] = oracle.Risk{NetSumInsured: minor(x.Retained.SumInsured), NetPremium: minor(x.Retained.Premium)}
	}
	for x := range r.Losses() {
		n.Losses[x.Loss] = oracle.Loss{Gross: minor(x.Gross), Net: minor(x.Net)}
		for _, c := range r.LossCessions(x.Loss) {
			n.ContractLosses[oracle.ContractLoss{Contract: c.Contract, Loss: x.Loss}] =
				oracle.LossCession{Subject: minor(c.Subject), Full: minor(c.Full), Ceded: minor(c.Ceded)}
		}
	}
	clauses := map[oracle.Row]int{} // the index of a clause, by its name in Risk
	for _, c := range r.Contracts() {
		n.ContractTotals[oracle.Row{Contract: c.Contract, Clause: -1}] = oracle.Totals{Full: amounts(c.Full), Ceded: amounts(c.Ceded)}
		for _, s := range c.Sections {
			n.SectionTotals[oracle.Row{Contract: c.Contract, Section: s.Section, Clause: -1}] = oracle.Totals{Full: amounts(s.Full), Ceded: amounts(s.Ceded)}
			for i, x := range s.Clauses {
				clauses[oracle.Row{Contract: c.Contract, Section: s.Section, Risk: x.Clause}] = i
				n.ClauseTotals[oracle.Row{Contract: c.Contract, Section: s.Section, Clause: i}] = oracle.Totals{Full: amounts(x.Full), Ceded: amounts(x.Ceded)}
			}
			for u := range r.Units(c.Contract, s.Section) {
				key := oracle.Unit{Contract: c.Contract, Section: s.Section, Unit: u.Unit}
				if u.Risks == 0 || u.Shares == nil {
					continue
				}
				var text []string
				for _, share := range u.Shares {
					text = append(text, share.Rat().RatString())
				}
				n.Shares[key] = strings.Join(text, " ")
				n.Units[key] = oracle.Amounts{SumInsured: minor(u.Subject.SumInsured), Premium: minor(u.Subject.Premium)}
			}
		}
	}
	for _, o := range r.Overspills() {
		n.Overspill[oracle.Unit{Contract: o.Contract, Section: o.Section, Unit: o.Unit}] =
			oracle.Amounts{SumInsured: minor(o.SumInsured), Premium: minor(o.Premium)}
	}
	n.ContractLosses, n.Units, n.Overspill = lawNotZero(n.ContractLosses), lawNotZero(n.Units), lawNotZero(n.Overspill)
	n.ClauseTotals, n.SectionTotals, n.ContractTotals = lawNotZero(n.ClauseTotals), lawNotZero(n.SectionTotals), lawNotZero(n.ContractTotals)
	n.readLedger(r, spec, clauses, wrong)
	return n
}

// lawMinor counts an amount in minor units.
func lawMinor(scale int) func(decimal.Decimal) int64 {
	return func(d decimal.Decimal) int64 {
		units := d.Shift(int32(scale))
		if !units.IsInteger() || !units.BigInt().IsInt64() {
			panic("not a count of minor units: " + d.String())
		}
		return units.BigInt().Int64()
	}
}

// readLedger takes from the postings what risks cede, the movements of reinsurers, and their balances.
func (n *lawNumbers) readLedger(r *treaty.Result, spec treaty.Spec, clauses map[oracle.Row]int, wrong *lawLines) {
	minor := lawMinor(lawScale(spec))
	own, names := lawOwn(spec), lawNames(spec)
	n.Full, n.Ceded = map[oracle.Row]oracle.Amounts{}, map[oracle.Row]oracle.Amounts{}
	n.Reinsurers = map[oracle.Reinsurer]oracle.Amounts{}
	put := func(m map[oracle.Row]oracle.Amounts, key oracle.Row, account treaty.Account, x int64) {
		a := m[key]
		lawAdd(&a, account, x)
		m[key] = a
	}
	type panel struct {
		contract, own string
		account       treaty.Account
	}
	balances := map[panel][]int64{}
	for p := range r.Postings() {
		at := panel{p.Contract, own[[2]string{p.Contract, p.Section}], p.Account}
		clause, ok := clauses[oracle.Row{Contract: p.Contract, Section: p.Section, Risk: p.Clause}]
		if !ok {
			wrong.addf("a posting names the clause %q of %q %q", p.Clause, p.Contract, p.Section)
		}
		switch p.Step {
		case treaty.StepCession:
			if p.Account != treaty.AccountLoss {
				key := oracle.Row{Contract: p.Contract, Section: p.Section, Clause: clause, Risk: p.Risk}
				put(n.Full, key, p.Account, minor(p.Base))
				put(n.Ceded, key, p.Account, minor(p.Amount))
			}
			row := p.Loss
			if p.Account != treaty.AccountLoss {
				row = p.Risk
			}
			if p.Amount.Sign() != 0 {
				if balances[at] == nil {
					balances[at] = make([]int64, len(names[[2]string{at.contract, at.own}]))
				}
				n.Movements = append(n.Movements, oracle.Movement{
					Contract: p.Contract, Panel: at.own, Account: string(p.Account), Section: p.Section, Clause: clause,
					Row: row, Ceded: minor(p.Amount), Balances: slices.Clone(balances[at]),
				})
			}
		case treaty.StepReinsurer:
			k := slices.IndexFunc(names[[2]string{at.contract, at.own}], func(l treaty.Line) bool { return l.Reinsurer == p.Reinsurer })
			if k < 0 || len(n.Movements) == 0 {
				wrong.addf("a posting names the reinsurer %q of %q %q", p.Reinsurer, p.Contract, p.Section)
				continue
			}
			balances[at][k] += minor(p.Amount)
			n.Movements[len(n.Movements)-1].Balances[k] = balances[at][k]
			key := oracle.Reinsurer{Contract: p.Contract, Section: at.own, Reinsurer: p.Reinsurer}
			a := n.Reinsurers[key]
			lawAdd(&a, p.Account, minor(p.Amount))
			n.Reinsurers[key] = a
		case treaty.StepTerms, treaty.StepPlacement:
		}
	}
	n.Full, n.Ceded, n.Reinsurers = lawNotZero(n.Full), lawNotZero(n.Ceded), lawNotZero(n.Reinsurers)
	lawSortMovements(n.Movements)
}

func lawAdd(a *oracle.Amounts, account treaty.Account, x int64) {
	switch account {
	case treaty.AccountSumInsured:
		a.SumInsured += x
	case treaty.AccountPremium:
		a.Premium += x
	case treaty.AccountLoss:
		a.Loss += x
	}
}

// lawCompare says where the numbers of a result and of the oracle differ.
func lawCompare(r *treaty.Result, want *oracle.Result, spec treaty.Spec, book treaty.BookSpec) string {
	wrong := new(lawLines)
	got, expected := lawOfResult(r, spec, wrong), lawOfOracle(want, spec, book)
	if !reflect.DeepEqual(got, expected) {
		wrong.addf("(-oracle +plan):\n%s", godiff.Diff(expected, got))
	}
	return wrong.String()
}

// lawOracle says where a plan and the oracle differ on a program and a book.
func lawOracle(c *lawCase) string {
	r, err := lawApply(c.spec, c.book)
	want, wantErr := oracle.Evaluate(c.spec, c.book)
	switch {
	case err == nil && wantErr == nil:
		return lawCompare(r, want, c.spec, c.book)
	case err == nil || wantErr == nil:
		return fmt.Sprintf("plan: %v; oracle: %v", err, wantErr)
	}
	return lawFailure(c, r, err, wantErr)
}

// lawFailure judges an error of a plan where the oracle has one too. Where several things are
// wrong with a book the two may meet different ones first: the plan looks at all risks before it looks at losses, and at
// all losses before it cedes any.
func lawFailure(c *lawCase, r *treaty.Result, err, wantErr error) string {
	over, isOver := errors.AsType[*treaty.OverCessionError](err)
	_, isInvalid := errors.AsType[*cede.InvalidError](err)
	differ := fmt.Sprintf("plan: %v (%T); oracle: %v", err, err, wantErr)
	if isOver == isInvalid {
		return differ
	}
	if isOver && over.Account == treaty.AccountLoss {
		if want, ok := errors.AsType[*oracle.OverCession](wantErr); !ok || want.Account != "loss" {
			return differ
		}
		return lawBefore(c, r, over.Loss)
	}
	if r != nil {
		return "a result in spite of " + err.Error()
	}
	risks := c.book
	risks.Losses = nil
	_, riskErr := oracle.Evaluate(c.spec, risks)
	want, wantsOver := errors.AsType[*oracle.OverCession](riskErr)
	switch {
	case isInvalid != (riskErr != nil && !wantsOver) && riskErr != nil:
		return fmt.Sprintf("plan: %v; oracle on the risks: %v", err, riskErr)
	case riskErr == nil && isOver:
		return differ
	case isOver && over.Priority == want.Priority && string(over.Account) == want.Account && over.Risk != want.Row:
		return differ
	}
	return ""
}

// lawBefore judges a result that came with an over-cession of a loss: it holds all events that
// came before that loss's, as if they were the whole book, and with that event the book fails.
func lawBefore(c *lawCase, r *treaty.Result, failed string) string {
	kept := map[string]bool{}
	for x := range r.Losses() {
		kept[x.Loss] = true
	}
	begin := func(l treaty.Loss) treaty.Loss { // the first loss of the event
		for _, m := range c.book.Losses {
			if l.Event != "" && m.Event == l.Event && lawEarlier(m, l) {
				l = m
			}
		}
		return l
	}
	before, upTo := c.book, c.book
	before.Losses, upTo.Losses = nil, nil
	end := begin(lawLossOf(c.book, failed))
	for _, l := range c.book.Losses {
		earlier := lawEarlier(begin(l), end)
		if kept[l.ID] != earlier {
			return fmt.Sprintf("loss %s: kept %v before the event of %s", l.ID, kept[l.ID], failed)
		}
		if earlier {
			before.Losses = append(before.Losses, l)
		}
		if !lawEarlier(end, begin(l)) {
			upTo.Losses = append(upTo.Losses, l)
		}
	}
	if _, err := oracle.Evaluate(c.spec, upTo); err == nil {
		return "no over-cession up to the event of " + failed
	}
	want, err := oracle.Evaluate(c.spec, before)
	if err != nil {
		return fmt.Sprintf("before the event of %s: %v", failed, err)
	}
	return lawCompare(r, want, c.spec, before)
}

// lawEarlier orders losses by date and id.
func lawEarlier(l, m treaty.Loss) bool {
	return cmp.Or(l.Date.Compare(m.Date), cmp.Compare(l.ID, m.ID)) < 0
}

func lawLossOf(book treaty.BookSpec, id string) treaty.Loss {
	return book.Losses[slices.IndexFunc(book.Losses, func(l treaty.Loss) bool { return l.ID == id })]
}

func TestOracleLaws(t *testing.T) {
	proptest.Check(t, "plan equals oracle", prop.ForAll(lawOracle, lawBooks()))
}
