package treaty

import (
	"context"
	"iter"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/shopspring/decimal"
)

// A Price is what cover costs, in the program's currency. The zero Price is nothing.
type Price struct {
	_ [0]func()
	// Premium is deposits, adjustments and reinstatement premium less no-claims bonuses.
	Premium decimal.Decimal `json:"premium"`
	// Brokerage is what reinsurers allow of it.
	Brokerage decimal.Decimal `json:"brokerage"`
}

// A Charge is one amount of the price of a layer.
type Charge struct {
	_ [0]func()
	// Contract, Section and Clause say which layer it is of.
	Contract string `json:"contract"`
	Section  string `json:"section"`
	Clause   string `json:"clause"`
	// Kind says what it is for.
	Kind ChargeKind `json:"kind"`
	// Loss is the loss at which a reinstatement premium stands, Date the day of the charge.
	Loss string    `json:"loss,omitzero"`
	Date cede.Date `json:"date"`
	// Base is the amount that Rate is taken of; what is charged is the difference of rounded sums.
	Base decimal.Decimal `json:"base"`
	Rate Fraction        `json:"rate"`
	// Full is charged if the contract is fully placed, Charged as it is placed.
	Full    decimal.Decimal `json:"full"`
	Charged decimal.Decimal `json:"charged"`
}

// A ChargeKind says what a charge is for.
type ChargeKind string

// The kinds of charges.
const (
	// ChargeDeposit is a deposit premium or an instalment of it.
	ChargeDeposit ChargeKind = "deposit"
	// ChargeAdjustment is the premium less the deposit, at the end of the period.
	ChargeAdjustment ChargeKind = "adjustment"
	// ChargeReinstatement is reinstatement premium, at the loss.
	ChargeReinstatement ChargeKind = "reinstatement"
	// ChargeReinstatementAdjustment brings reinstatement premium from the deposit to the adjusted premium.
	ChargeReinstatementAdjustment ChargeKind = "reinstatement-adjustment"
	// ChargeNoClaims is a no-claims bonus, below zero.
	ChargeNoClaims ChargeKind = "no-claims-bonus"
	// ChargeBrokerage is what reinsurers allow of the charge before it.
	ChargeBrokerage ChargeKind = "brokerage"
)

//nolint:gochecknoglobals // an immutable table
var chargeKinds = [...]ChargeKind{
	engine.ChargeDeposit:                 ChargeDeposit,
	engine.ChargeAdjustment:              ChargeAdjustment,
	engine.ChargeReinstatement:           ChargeReinstatement,
	engine.ChargeReinstatementAdjustment: ChargeReinstatementAdjustment,
	engine.ChargeNoClaims:                ChargeNoClaims,
	engine.ChargeBrokerage:               ChargeBrokerage,
}

// chargeAccount returns the account a charge is of.
func chargeAccount(c *engine.Charge) Account {
	if c.Kind == engine.ChargeBrokerage {
		return AccountBrokerage
	}
	return AccountCoverPremium
}

// price sets the charges of a result and, in a stream, what it carries on.
func (b *binding) price(ctx context.Context, r *Result, run *engine.Run, values *figures) error {
	plan := b.program.plan
	usage := run.Usage
	var paid *engine.Run
	if plan.OnPaid() {
		usage = slices.DeleteFunc(slices.Clone(usage), func(u engine.Usage) bool { return plan.ChargesOnPaid(u.Cover) })
		columns, err := b.losses(r.table, values.onPaid())
		if err != nil {
			return err
		}
		paid = plan.NewRun(b.exposure, nil, nil)
		paid.EachUsage = true // a charge stands at its loss
		paid.Decisions = run  // occurrences, windows and order are those of what is incurred
		if r.opening != nil {
			paid.Opening = r.opening.paid
		}
		if _, err := paid.Term(ctx, columns); err != nil {
			return err
		}
		for _, u := range paid.Usage {
			if plan.ChargesOnPaid(u.Cover) {
				usage = append(usage, u)
			}
		}
	}
	var sums map[int32]engine.Cumulative
	if r.opening != nil {
		r.closing = r.opening.next(run, paid)
		sums = r.closing.reinstatements
	}
	var err error
	r.charges, err = plan.Charges(b.exposure, run.LayerLosses, usage, r.table.date, sums)
	if !values.at.IsZero() { // what is due later is not charged yet
		r.charges = slices.DeleteFunc(r.charges, func(c engine.Charge) bool { return c.Date.After(values.at) })
	}
	r.prices = make(map[int32][2]tally)
	for i := range r.charges {
		c := &r.charges[i]
		full, ceded := tally{price: c.Full}, tally{price: c.Ceded}
		if c.Kind == engine.ChargeBrokerage {
			full, ceded = tally{brokerage: c.Full}, tally{brokerage: c.Ceded}
		}
		sums := r.prices[c.Cover]
		r.prices[c.Cover] = [2]tally{sums[0].plus(full), sums[1].plus(ceded)}
	}
	return err
}

// Charges returns what the layers cost: by contract, section and layer, and for each in the order in which it is posted.
// Reinsurance premium of proportional contracts is not a charge; it is ceded, see [Amounts].
func (r *Result) Charges() iter.Seq[Charge] {
	return func(yield func(Charge) bool) {
		p := r.b.program
		for i := range r.charges {
			c := &r.charges[i]
			contract, s := r.b.cover(c.Cover)
			out := Charge{
				Contract: contract.id, Section: s.id, Clause: s.clauses[p.plan.Covers[c.Cover].Part],
				Kind: chargeKinds[c.Kind], Date: c.Date, Base: p.money(c.Base), Rate: Fraction{ratio: c.Rate},
				Full: p.money(c.Full), Charged: p.money(c.Ceded),
			}
			if c.Row >= 0 {
				out.Loss = r.table.ids[c.Row]
			}
			if !yield(out) {
				return
			}
		}
	}
}

// cover returns the contract and section of a cover.
func (b *binding) cover(number int32) (*contract, *section) {
	cover := b.program.plan.Covers[number]
	c := &b.program.contracts[cover.Contract]
	return c, c.section(cover.Section)
}

func (p *Program) price(t tally) Price {
	return Price{Premium: p.money(t.price), Brokerage: p.money(t.brokerage)}
}

// Price returns what all layers of the program cost as placed.
func (r *Result) Price() Price {
	var sum tally
	for cover := range r.totals.Ceded {
		_, ceded := r.clause(cover)
		sum = sum.plus(ceded)
	}
	return r.b.program.price(sum)
}

// postCharges posts the charges, or only those that stand at a loss.
func (r *Result) postCharges(loss string, yield func(Posting) bool) bool {
	p := r.b.program
	posters := map[Account]*poster{
		AccountCoverPremium: r.poster(AccountCoverPremium, nil),
		AccountBrokerage:    r.poster(AccountBrokerage, nil),
	}
	for i := range r.charges {
		c := &r.charges[i]
		account := chargeAccount(c)
		contract, s := r.b.cover(c.Cover)
		panel := &contract.panels[s.panel]
		at := Posting{
			Account: account, Contract: contract.id, Section: s.id, Clause: s.clauses[p.plan.Covers[c.Cover].Part],
			Term: string(chargeKinds[c.Kind]), Date: c.Date,
		}
		if c.Row >= 0 {
			at.Loss = r.table.ids[c.Row]
		}
		terms, placement, cession := at, at, at
		terms.Step, terms.Base, terms.Rate, terms.Amount = StepTerms, p.money(c.Base), &Fraction{ratio: c.Rate}, p.money(c.Full)
		placement.Step, placement.Base, placement.Amount = StepPlacement, p.money(c.Full), p.money(c.Ceded)
		placement.Rate = &Fraction{ratio: panel.engine.Placed}
		cession.Step, cession.Base, cession.Amount = StepCession, p.money(c.Full), p.money(c.Ceded)
		record := &engine.Record{Cover: c.Cover, Full: c.Full, Ceded: c.Ceded}
		if loss != "" && at.Loss != loss {
			posters[account].move(record)
			continue
		}
		if !yield(terms) || !yield(placement) || !yield(cession) || !posters[account].reinsurers(record, panel, at, yield) {
			return false
		}
	}
	return true
}
