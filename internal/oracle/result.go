package oracle

import (
	"fmt"
	"math/big"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

// A Result is what a program makes of a book, in minor units. What is not in a map is zero.
type Result struct {
	// Scale is the number of decimal places of a minor unit.
	Scale int
	// Risks and Losses are by id.
	Risks  map[string]Risk
	Losses map[string]Loss
	// ContractLosses are the losses that a contract covers.
	ContractLosses map[ContractLoss]LossCession
	// Subjects are the subject sum insured and premium of a risk in a proportional section; clause is not set.
	Subjects map[Row]Amounts
	// Full and Ceded are what a clause cedes of a risk, at 100 % and as placed; without Loss.
	Full, Ceded map[Row]Amounts
	// ClauseTotals, SectionTotals and ContractTotals are sums, with what is not set in the key left empty (clause -1).
	ClauseTotals, SectionTotals, ContractTotals map[Row]Totals
	// Reinsurers are final balances.
	Reinsurers map[Reinsurer]Amounts
	// Shares are the ceded shares of a unit by clause; sections that are not proportional have none.
	Shares map[Unit][]*big.Rat
	// Overspill is the part of a unit above all capacity; without Loss.
	Overspill map[Unit]Amounts
	// Movements are those of all reinsurers: by contract, account, panel (the contract's first), then as they follow each other.
	Movements []Movement
	// Charges are what layers cost, without those of nothing, in the order of [SortCharges].
	Charges []Charge
	// Prices are their sums by clause, section and contract, with what is not set in the key left empty (clause -1).
	Prices map[Row]Price
	// ReinsurerPrices are what reinsurers are paid and allow; nothing at 100 %.
	ReinsurerPrices map[Reinsurer]Price
}

// A Risk is what all contracts leave of a risk.
type Risk struct{ NetSumInsured, NetPremium int64 }

// A Loss is what all contracts leave of a loss.
type Loss struct{ Gross, Net int64 }

// A ContractLoss names a loss and a contract.
type ContractLoss struct{ Contract, Loss string }

// A LossCession is what a contract makes of a loss.
type LossCession struct{ Subject, Full, Ceded int64 }

// A Row names a clause of a section, by index, and a risk.
type Row struct {
	Contract, Section string
	Clause            int
	Risk              string
}

// A Unit names a unit of a section.
type Unit struct{ Contract, Section, Unit string }

// A Reinsurer names a reinsurer of a contract; Section is set where the section has a placement of its own.
type Reinsurer struct{ Contract, Section, Reinsurer string }

// Amounts are the three accounts.
type Amounts struct{ SumInsured, Premium, Loss int64 }

// Totals are what is ceded at 100 % and as placed.
type Totals struct{ Full, Ceded Amounts }

func (a *Amounts) add(of account, x int64) {
	switch of {
	case sumInsured:
		a.SumInsured += x
	case premium:
		a.Premium += x
	case losses:
		a.Loss += x
	}
}

func (a account) String() string {
	return [accounts]string{"sum-insured", "premium", "loss"}[a]
}

// A program is the evaluation of a program on a book as far as it has come.
type program struct {
	money     money
	round     func(*big.Rat) *big.Rat
	book      book
	contracts []*contract
	// decided is the same program on what is incurred: where it is set, its occurrences are taken as they are.
	decided *program
}

// Evaluate applies a program to a book. Both must be valid. The error is an [OverCession] or says what in the
// data gives no result.
func Evaluate(spec treaty.Spec, bookSpec treaty.BookSpec) (*Result, error) {
	scale := spec.Currency.Places()
	if spec.Scale != nil {
		scale = *spec.Scale
	}
	p := &program{
		money:     money{scale, spec.Entry},
		round:     rounding(spec.Rounding),
		contracts: readContracts(spec),
	}
	if err := p.evaluate(bookSpec, false); err != nil {
		return nil, err
	}
	var paid *program
	if onPaid(p.contracts) {
		paid = &program{money: p.money, round: p.round, contracts: readContracts(spec), decided: p}
		if err := paid.evaluate(bookSpec, true); err != nil {
			return nil, err
		}
	}
	charges, err := p.charges(paid)
	if err != nil {
		return nil, err
	}
	return p.result(charges)
}

// onPaid reports whether reinstatement premium is on what layers pay.
func onPaid(contracts []*contract) bool {
	for _, c := range contracts {
		for _, s := range c.sections {
			if s.cover == nil {
				continue
			}
			for _, l := range s.cover.layers {
				if r := l.Reinstatements; r != nil && l.Premium != nil && len(r.Rates) > 0 && r.Trigger != xol.TriggerIncurred {
					return true
				}
			}
		}
	}
	return false
}

// evaluate runs the stages on a book with its losses as incurred, or as paid.
func (p *program) evaluate(spec treaty.BookSpec, paid bool) (err error) {
	if p.book, err = readBook(spec, p.money, paid); err != nil {
		return err
	}
	for rest := p.contracts; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Priority == rest[0].Priority {
			n++
		}
		if err := p.run(rest[:n]); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// run evaluates the contracts of one stage.
func (p *program) run(stage []*contract) error {
	for _, c := range stage {
		for _, s := range c.sections {
			if err := p.see(s); err != nil {
				return err
			}
			cede := p.cedeLayers
			if s.isProportional() {
				cede = p.cedeProportional
			}
			if err := cede(s); err != nil {
				return err
			}
			s.exactLosses()
		}
	}
	if err := p.settle(stage); err != nil {
		return err
	}
	for _, c := range stage {
		p.place(c)
	}
	return nil
}

func (p *program) result(charges []Charge) (*Result, error) {
	b := builder{round: p.round, contracts: p.contracts, Result: &Result{
		Scale:          p.money.scale,
		Risks:          map[string]Risk{},
		Losses:         map[string]Loss{},
		ContractLosses: map[ContractLoss]LossCession{},
		Subjects:       map[Row]Amounts{},
		Full:           map[Row]Amounts{},
		Ceded:          map[Row]Amounts{},
		ClauseTotals:   map[Row]Totals{},
		SectionTotals:  map[Row]Totals{},
		ContractTotals: map[Row]Totals{},
		Reinsurers:     map[Reinsurer]Amounts{},
		Shares:         map[Unit][]*big.Rat{},
		Overspill:      map[Unit]Amounts{},
		Prices:         map[Row]Price{}, ReinsurerPrices: map[Reinsurer]Price{},
	}}
	for _, r := range p.book.risks {
		b.Risks[r.ID] = Risk{
			NetSumInsured: b.units(sub(r.sumInsured, p.ceded(sumInsured, r.ID))),
			NetPremium:    b.units(sub(r.premium, p.ceded(premium, r.ID))),
		}
	}
	for _, l := range p.book.losses {
		b.Losses[l.ID] = Loss{Gross: b.units(l.amount), Net: b.units(sub(l.amount, p.ceded(losses, l.ID)))}
	}
	for _, c := range p.contracts {
		b.addTotals(c)
		for _, s := range c.sections {
			b.addLosses(c, s)
			b.addUnits(c, s)
		}
		for a := range account(accounts) {
			b.addPanel(p, c, a, nil)
			for _, s := range c.sections {
				if s.own {
					b.addPanel(p, c, a, s)
				}
			}
		}
	}
	b.prices(charges)
	return b.Result, b.err
}

// ceded returns what all contracts cede of a row, as placed.
func (p *program) ceded(a account, row string) *big.Rat {
	total := whole(0)
	for _, c := range p.contracts {
		for at, x := range c.cessions[a] {
			if at.row == row {
				total = add(total, x.ceded)
			}
		}
	}
	return total
}

// A builder turns fractions into counts.
type builder struct {
	*Result
	round     func(*big.Rat) *big.Rat
	contracts []*contract
	err       error
}

// units returns x, which is a whole number, as an integer.
func (b *builder) units(x *big.Rat) int64 {
	if !x.IsInt() {
		panic("oracle: a posted amount is not whole: " + x.String())
	}
	if !x.Num().IsInt64() {
		b.err = fmt.Errorf("amount %v is too large", x.Num())
		return 0
	}
	return x.Num().Int64()
}

func (b *builder) addTotals(c *contract) {
	for a := range account(accounts) {
		for at, x := range c.cessions[a] {
			full, ceded := b.units(x.full), b.units(x.ceded)
			section := c.sections[at.section].ID
			put := func(into map[Row]Totals, key Row) {
				t := into[key]
				t.Full.add(a, full)
				t.Ceded.add(a, ceded)
				into[key] = t
			}
			put(b.ClauseTotals, Row{c.ID, section, at.clause, ""})
			put(b.SectionTotals, Row{c.ID, section, -1, ""})
			put(b.ContractTotals, Row{c.ID, "", -1, ""})
			if a == losses {
				continue
			}
			key := Row{c.ID, section, at.clause, at.row}
			f, n := b.Full[key], b.Ceded[key]
			f.add(a, full)
			n.add(a, ceded)
			b.Full[key], b.Ceded[key] = f, n
		}
	}
}

func (b *builder) addLosses(c *contract, s *section) {
	for _, l := range s.losses {
		key := ContractLoss{c.ID, l.ID}
		if _, ok := b.ContractLosses[key]; ok {
			continue // by an earlier section
		}
		lc := LossCession{Subject: b.units(s.amounts[l.ID])}
		for at, x := range c.cessions[losses] {
			if at.row == l.ID {
				lc.Full += b.units(x.full)
				lc.Ceded += b.units(x.ceded)
			}
		}
		b.ContractLosses[key] = lc
	}
}

func (b *builder) addUnits(c *contract, s *section) {
	for _, r := range s.risks {
		b.Subjects[Row{c.ID, s.ID, 0, r.ID}] = Amounts{SumInsured: b.units(s.sums[r.ID]), Premium: b.units(s.premiums[r.ID])}
	}
	for _, u := range s.units {
		key := Unit{c.ID, s.ID, u.id}
		b.Shares[key] = u.shares
		if u.overspillShare.Sign() == 0 {
			continue
		}
		sums, premiums := whole(0), whole(0)
		for _, r := range u.rows {
			sums, premiums = add(sums, s.sums[r.ID]), add(premiums, b.round(mul(u.overspillShare, s.premiums[r.ID])))
		}
		b.Overspill[key] = Amounts{
			SumInsured: b.units(b.round(mul(u.overspillShare, sums))),
			Premium:    b.units(premiums), // rounded by row
		}
	}
}

func (b *builder) addPanel(p *program, c *contract, a account, own *section) {
	lines, name := c.Placement.Lines, ""
	if own != nil {
		lines, name = own.lines, own.ID
	}
	var last movement
	for _, m := range p.movements(c, a, own) {
		out := Movement{Contract: c.ID, Panel: name, Account: a.String(), Section: c.sections[m.at.section].ID, Clause: m.at.clause, Row: m.at.row, Ceded: b.units(m.ceded)}
		for _, x := range m.balances {
			out.Balances = append(out.Balances, b.units(x))
		}
		b.Movements = append(b.Movements, out)
		last = m
	}
	for i, l := range lines {
		key := Reinsurer{c.ID, name, l.Reinsurer}
		amounts := b.Reinsurers[key]
		if last.balances != nil {
			amounts.add(a, b.units(last.balances[i]))
		}
		b.Reinsurers[key] = amounts
	}
}
