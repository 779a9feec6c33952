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
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
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
	Prices                                      lawPrices
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
	n.Prices = lawPricesOfOracle(r)
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
			n.ContractLosses[oracle.ContractLoss{Contract: c.Contract, Loss: x.Loss}] = oracle.LossCession{Subject: minor(c.Subject), Full: minor(c.Full), Ceded: minor(c.Ceded)}
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
		n.Overspill[oracle.Unit{Contract: o.Contract, Section: o.Section, Unit: o.Unit}] = oracle.Amounts{SumInsured: minor(o.SumInsured), Premium: minor(o.Premium)}
	}
	n.ContractLosses, n.Units, n.Overspill = lawNotZero(n.ContractLosses), lawNotZero(n.Units), lawNotZero(n.Overspill)
	n.ClauseTotals, n.SectionTotals, n.ContractTotals = lawNotZero(n.ClauseTotals), lawNotZero(n.SectionTotals), lawNotZero(n.ContractTotals)
	n.readLedger(r, spec, clauses, wrong)
	n.Prices = lawPricesOfResult(r, spec, clauses, wrong)
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
		if p.Account == treaty.AccountCoverPremium || p.Account == treaty.AccountBrokerage {
			continue // see lawPrices
		}
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
	case treaty.AccountCoverPremium, treaty.AccountBrokerage,
		treaty.AccountLossSharing, treaty.AccountCommission, treaty.AccountPremiumPortfolio, treaty.AccountLossPortfolio: // no cession
	}
}

// lawCompare says where the numbers of a result and of the oracle differ.
func lawCompare(r *treaty.Result, want *oracle.Result, spec treaty.Spec, book treaty.BookSpec) string {
	wrong := new(lawLines)
	got, expected := lawOfResult(r, spec, wrong), lawOfOracle(want, spec, book)
	if !reflect.DeepEqual(got, expected) {
		wrong.addf("(-oracle +plan):\n%s", godiff.Diff(expected, got, godiff.Comparer(func(a, b cede.Date) bool { return a == b })))
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
		if !lawStreamable(c.spec) || lawOutOfTurn(c) {
			return "" // an event before may take what a later one takes too
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

// lawOutOfTurn reports whether annual terms of shares may take an event before one that begins earlier, with a loss that they do not see.
func lawOutOfTurn(c *lawCase) bool {
	for _, k := range c.spec.Contracts {
		for _, s := range k.Sections {
			if lawAggregate(s.Terms) != nil {
				return len(lawInTurn(c.book.Losses)) < len(c.book.Losses)
			}
		}
	}
	return false
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

// The tests below are of what the comparison with the oracle once found.

// lawContract has one section and is fully placed with one reinsurer.
func lawContract(t *testing.T, id string, s treaty.Section) treaty.Contract {
	t.Helper()
	return treaty.Contract{ID: id, Period: lawYear(t), Placement: lawPanel("1"), Sections: []treaty.Section{s}}
}

// lawUnitSpec counts in units of the currency.
func lawUnitSpec(contracts ...treaty.Contract) treaty.Spec {
	scale := 0
	return treaty.Spec{Currency: "CNY", Scale: &scale, Contracts: contracts}
}

func lawMustApply(t *testing.T, spec treaty.Spec, book treaty.BookSpec) *treaty.Result {
	t.Helper()
	book.Currency = "CNY"
	r, err := lawApply(spec, book)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A surplus of two lines of 10 over two risks of 30: the first surplus takes 10 of 30 of each, then the
// second. Cessions follow each other by surplus, then risk.
func TestCessionsFollowClauses(t *testing.T) {
	one := decimal.New(1, 0)
	terms := proportional.Surplus{
		Retention:  proportional.Retention{Amount: lawOptional("10")},
		Capacities: []proportional.Capacity{{Lines: &one}, {Lines: &one}},
	}
	r := lawMustApply(t, lawUnitSpec(lawContract(t, "c", treaty.Section{Basis: treaty.RisksAttaching, Terms: terms})), treaty.BookSpec{
		Risks: []treaty.Risk{
			{ID: "r1", SumInsured: lawDec("30"), Premium: lawDec("3"), Period: lawYear(t)},
			{ID: "r2", SumInsured: lawDec("30"), Premium: lawDec("3"), Period: lawYear(t)},
		},
		Losses: []treaty.Loss{
			{ID: "l1", Risk: "r1", Date: lawDay(t, "2026-02-01"), Positions: []treaty.Position{{Paid: lawDec("6")}}},
			{ID: "l2", Risk: "r2", Date: lawDay(t, "2026-02-02"), Positions: []treaty.Position{{Paid: lawDec("9")}}},
		},
	})
	var got []string
	for p := range r.Postings() {
		if p.Step == treaty.StepCession {
			got = append(got, fmt.Sprintf("%s %s %s %v", p.Account, p.Clause, p.Risk, p.Amount))
		}
	}
	want := []string{
		"sum-insured surplus[0] r1 10", "sum-insured surplus[0] r2 10", "sum-insured surplus[1] r1 10", "sum-insured surplus[1] r2 10",
		"premium surplus[0] r1 1", "premium surplus[0] r2 1", "premium surplus[1] r1 1", "premium surplus[1] r2 1",
		"loss surplus[0] r1 2", "loss surplus[0] r2 3", "loss surplus[1] r1 2", "loss surplus[1] r2 3",
	}
	if d := godiff.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A loss of an event whose peril is not stated is outside a scope that only excludes perils; a risk is
// covered for a peril that is included and not excluded.
func TestUnknownPeril(t *testing.T) {
	section := func(s treaty.Scope) treaty.Section {
		return treaty.Section{Basis: treaty.RisksAttaching, Scope: s, PremiumPart: lawOptional("1"), Terms: proportional.QuotaShare{Share: lawDec("0.5")}}
	}
	r := lawMustApply(t, lawUnitSpec(
		lawContract(t, "no wind", section(treaty.Scope{Exclude: treaty.Selection{Perils: []string{"wind"}}})),
		lawContract(t, "none", section(treaty.Scope{Include: treaty.Selection{Perils: []string{"wind"}}, Exclude: treaty.Selection{Perils: []string{"wind"}}})),
	), treaty.BookSpec{
		Risks:  []treaty.Risk{{ID: "r", Perils: []string{"wind", "flood"}, SumInsured: lawDec("10"), Period: lawYear(t)}},
		Events: []treaty.Event{{ID: "e"}, {ID: "f", Peril: "flood"}, {ID: "w", Peril: "wind"}},
		Losses: []treaty.Loss{
			{ID: "1", Risk: "r", Event: "e", Date: lawDay(t, "2026-02-01"), Positions: []treaty.Position{{Paid: lawDec("2")}}},
			{ID: "2", Risk: "r", Event: "f", Date: lawDay(t, "2026-02-01"), Positions: []treaty.Position{{Paid: lawDec("4")}}},
			{ID: "3", Risk: "r", Event: "w", Date: lawDay(t, "2026-02-01"), Positions: []treaty.Position{{Paid: lawDec("6")}}},
		},
	})
	for loss, want := range map[string]string{"1": "0", "2": "2", "3": "0"} {
		if x, _ := r.Loss(loss); x.Ceded.String() != want {
			t.Errorf("loss %s cedes %v, want %s", loss, x.Ceded, want)
		}
	}
	for contract, want := range map[string]string{"no wind": "5", "none": "0"} {
		if x, _ := r.Contract(contract); x.Ceded.SumInsured.String() != want {
			t.Errorf("%s cedes %v of the sum insured, want %s", contract, x.Ceded.SumInsured, want)
		}
	}
}

// The event begins before the period, but what the layer's own scope holds of it begins inside: the layer pays
// 30 - 10 = 20, and the contract sees that loss.
func TestLayerScopeBeginsInside(t *testing.T) {
	layer := xol.Layer{Attachment: lawDec("10"), Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"fire"}}}}
	risk := func(id, line string) treaty.Risk {
		return treaty.Risk{ID: id, Line: line, SumInsured: lawDec("100"), Period: treaty.Period{From: lawDay(t, "2025-07-01"), To: lawDay(t, "2026-06-30")}}
	}
	loss := func(id, risk, date, amount string) treaty.Loss {
		l := lawLoss(t, id, "e", date, amount)
		l.Risk = risk
		return l
	}
	r := lawMustApply(t, lawUnitSpec(lawContract(t, "c", treaty.Section{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{layer}}})), treaty.BookSpec{
		Risks: []treaty.Risk{risk("m", "motor"), risk("f", "fire")}, Events: []treaty.Event{{ID: "e"}},
		Losses: []treaty.Loss{loss("1", "m", "2025-12-31", "50"), loss("2", "f", "2026-01-01", "30")},
	})
	x, _ := r.Contract("c")
	if x.Subject.Loss.String() != "30" || x.Ceded.Loss.String() != "20" || len(r.LossCessions("1")) != 0 || len(r.LossCessions("2")) != 1 {
		t.Errorf("subject %v, ceded %v, cessions %v and %v", x.Subject.Loss, x.Ceded.Loss, r.LossCessions("1"), r.LossCessions("2"))
	}
}

// A loss without a risk, of no event and outside the period, is not asked for one.
func TestLossWithoutRiskOutside(t *testing.T) {
	spec := lawUnitSpec(lawContract(t, "c", treaty.Section{Basis: treaty.LossesOccurring, Terms: xol.PerRisk{Layers: []xol.Layer{{Attachment: lawDec("1")}}}}))
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "e"}}, Losses: []treaty.Loss{lawLoss(t, "l", "", "2025-12-31", "50")}}
	if x := lawMustApply(t, spec, book).Total(); x.Ceded.Loss.Sign() != 0 {
		t.Errorf("ceded %v", x.Ceded.Loss)
	}
	for _, l := range []treaty.Loss{lawLoss(t, "l", "", "2026-01-01", "50"), lawLoss(t, "l", "e", "2025-12-31", "50")} {
		book.Losses, book.Currency = []treaty.Loss{l}, "CNY"
		_, err := lawApply(spec, book)
		if invalid, ok := errors.AsType[*cede.InvalidError](err); !ok || invalid.Path != "losses[0].risk" {
			t.Errorf("loss of %v: %v", l.Date, err)
		}
	}
}

// One half of the whole premium and one half of what is earned in the year, both of 1, round to 1 each; the
// last contract gives its unit back.
func TestPremiumOfTwoTimes(t *testing.T) {
	half := proportional.QuotaShare{Share: lawDec("0.5")}
	r := lawMustApply(t, lawUnitSpec(
		lawContract(t, "a", treaty.Section{Basis: treaty.LossesOccurring, Terms: half}),
		lawContract(t, "b", treaty.Section{Basis: treaty.RisksAttaching, Terms: half}),
	), treaty.BookSpec{Risks: []treaty.Risk{{ID: "r", SumInsured: lawDec("1"), Premium: lawDec("1"), Period: lawYear(t)}}})
	for contract, want := range map[string]string{"a": "1", "b": "0"} {
		if x, _ := r.Contract(contract); x.Ceded.Premium.String() != want || x.Ceded.SumInsured.String() != want {
			t.Errorf("%s cedes premium %v, sum insured %v, want %s", contract, x.Ceded.Premium, x.Ceded.SumInsured, want)
		}
	}
	if x := r.Total(); x.Retained.Premium.Sign() != 0 || x.Retained.SumInsured.Sign() != 0 {
		t.Errorf("retained premium %v, sum insured %v", x.Retained.Premium, x.Retained.SumInsured)
	}
}

// Of the premium of half a policy, which is 2 of 4, two halves in one contract take 1 each; of a premium of 2, which
// is 1 for the half, they round to 1 each, and the second section gives its unit back though there is premium of the other half.
func TestPremiumOfOnePeriod(t *testing.T) {
	half := proportional.QuotaShare{Share: lawDec("0.5")}
	c := lawContract(t, "c", treaty.Section{ID: "x", Basis: treaty.LossesOccurring, Terms: half})
	c.Sections = append(c.Sections, treaty.Section{ID: "y", Basis: treaty.LossesOccurring, Terms: half})
	c.Period.To = lawDay(t, "2026-06-30")
	days := treaty.Period{From: lawDay(t, "2026-06-29"), To: lawDay(t, "2026-07-02")}
	r := lawMustApply(t, lawUnitSpec(c), treaty.BookSpec{Risks: []treaty.Risk{
		{ID: "four", SumInsured: lawDec("2"), Premium: lawDec("4"), Period: days},
		{ID: "two", SumInsured: lawDec("2"), Premium: lawDec("2"), Period: days},
	}})
	x, _ := r.Contract("c")
	if x.Subject.Premium.String() != "3" || x.Sections[0].Ceded.Premium.String() != "2" || x.Sections[1].Ceded.Premium.String() != "1" {
		t.Errorf("subject %v, ceded %v and %v", x.Subject.Premium, x.Sections[0].Ceded.Premium, x.Sections[1].Ceded.Premium)
	}
}

// What contracts before took of a premium is spread as the contract that follows earns, taken of all sections together, and leaves no less than nothing.
//
//	earning   11/24 of 2,400 are 1,100, half of it 550. Of January to June's 181 days January to March have 90: 592 - 273 are left of 90/365 of 2,400.
//	sections  0.3 and 0.2 of 10 leave 5, of which 0.6 are 3.
//	nothing   Of a unit over four days the last two have one, 1 - 0.5 to even, and the last none, 1 - 0.75. The first contract takes the unit, half of
//	          which, 0 to even, is of the third day: all is of the last.
func TestPremiumLeft(t *testing.T) {
	share := func(id, s string) treaty.Section {
		return treaty.Section{ID: id, Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec(s)}}
	}
	span := func(from, to string) treaty.Period { return treaty.Period{From: lawDay(t, from), To: lawDay(t, to)} }
	months := share("", "0.5")
	months.Earning = treaty.Earning24ths
	for _, tt := range []struct {
		name                        string
		first                       []treaty.Section
		before, after, risk         treaty.Period
		premium, taken, share, left string
	}{
		{"earning", []treaty.Section{months}, span("2026-01-01", "2026-06-30"), span("2026-01-01", "2026-03-31"), lawYear(t), "2400", "550", "1", "319"},
		{"sections", []treaty.Section{share("x", "0.3"), share("y", "0.2")}, lawYear(t), lawYear(t), lawYear(t), "10", "5", "0.6", "3"},
		{"nothing", []treaty.Section{share("", "1")}, span("2026-01-03", "2026-12-31"), span("2026-01-04", "2026-12-31"), span("2026-01-01", "2026-01-04"), "1", "1", "1", "0"},
	} {
		a, b := lawContract(t, "a", tt.first[0]), lawContract(t, "b", share("", tt.share))
		a.Sections, a.Period, b.Period, b.Priority = tt.first, tt.before, tt.after, 1
		spec := lawUnitSpec(a, b)
		spec.Rounding = treaty.RoundHalfEven
		r := lawMustApply(t, spec, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{ID: "r", SumInsured: lawDec("100"), Premium: lawDec(tt.premium), Period: tt.risk}}})
		for contract, want := range map[string]string{"a": tt.taken, "b": tt.left} {
			if x, _ := r.Contract(contract); x.Ceded.Premium.String() != want {
				t.Errorf("%s: %s cedes %s, want %s", tt.name, contract, x.Ceded.Premium, want)
			}
		}
	}
}

// Parts of one premium, 0.3 for wind and 0.5 for flood, are 3 and 5 of 10, together 8.
func TestPremiumParts(t *testing.T) {
	section := func(id, peril, part string) treaty.Section {
		return treaty.Section{
			ID: id, Basis: treaty.RisksAttaching, Scope: treaty.Scope{Include: treaty.Selection{Perils: []string{peril}}},
			PremiumPart: lawOptional(part), Terms: proportional.QuotaShare{Share: lawDec("0.5")},
		}
	}
	c := lawContract(t, "c", section("wind", "wind", "0.3"))
	c.Sections = append(c.Sections, section("flood", "flood", "0.5"))
	r := lawMustApply(t, lawUnitSpec(c), treaty.BookSpec{Risks: []treaty.Risk{{ID: "r", SumInsured: lawDec("2"), Premium: lawDec("10"), Period: lawYear(t)}}})
	x, _ := r.Contract("c") // half of 3 is 2, half of 5 is 3
	if x.Subject.Premium.String() != "8" || x.Ceded.Premium.String() != "5" || x.Subject.SumInsured.String() != "2" {
		t.Errorf("subject %v, ceded %v, of a sum insured %v", x.Subject.Premium, x.Ceded.Premium, x.Subject.SumInsured)
	}
}

// Three contracts that take all of an amount near the greatest: what is left of it leaves 64 bits below and comes back above.
func TestOverCessionBeyond64Bits(t *testing.T) {
	var contracts []treaty.Contract
	for _, id := range []string{"a", "b", "c"} {
		contracts = append(contracts, lawContract(t, id, treaty.Section{
			Basis: treaty.LossesOccurring, Scope: treaty.Scope{Exclude: treaty.Selection{Losses: []string{id}}}, Terms: proportional.QuotaShare{Share: lawDec("1")},
		}))
	}
	for name, book := range map[string]treaty.BookSpec{
		"loss": {Currency: "CNY", Losses: []treaty.Loss{lawLoss(t, "x", "", "2026-01-10", "900000000000000000")}},
		"risk": {Currency: "CNY", Risks: []treaty.Risk{{ID: "r", SumInsured: lawDec("900000000000000000"), Period: lawYear(t)}}},
	} {
		spec := lawUnitSpec(contracts...)
		*spec.Scale = 1
		_, err := lawApply(spec, book)
		if over, ok := errors.AsType[*treaty.OverCessionError](err); !ok || len(over.Parts) != 3 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Ten tenths of 5 round to 1 each, five units too many. Contracts give back one each, the last first: b, which has six of the
// tenths, its last section's, then a4 to a1.
func TestUnitsGivenBackInTurn(t *testing.T) {
	tenth := treaty.Section{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec("0.1")}}
	var contracts []treaty.Contract
	for _, id := range []string{"a1", "a2", "a3", "a4", "b"} {
		contracts = append(contracts, lawContract(t, id, tenth))
	}
	b := &contracts[4]
	b.Sections = nil
	for i := range 6 {
		s := tenth
		s.ID = fmt.Sprint("s", i)
		b.Sections = append(b.Sections, s)
	}
	r := lawMustApply(t, lawUnitSpec(contracts...), treaty.BookSpec{Losses: []treaty.Loss{lawLoss(t, "l", "", "2026-01-10", "5")}})
	var got []string
	for _, x := range r.Contracts() {
		for _, s := range x.Sections {
			got = append(got, fmt.Sprintf("%s %s %v", x.Contract, s.Section, s.Ceded.Loss))
		}
	}
	want := []string{"a1  0", "a2  0", "a3  0", "a4  0", "b s0 1", "b s1 1", "b s2 1", "b s3 1", "b s4 1", "b s5 0"}
	if d := godiff.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
