package main

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// largest is how many of the largest losses, needs and findings the tables show.
const largest = 10

// A report is everything the command prints. Its fields are those of the library's results.
type report struct {
	Program programReport `json:"program"`
	Book    bookReport    `json:"book"`
	// Total is the whole program's.
	Total         treaty.Cession           `json:"total"`
	Contracts     []treaty.ContractResult  `json:"contracts"`
	Reinsurers    []treaty.ReinsurerResult `json:"reinsurers"`
	Price         priceReport              `json:"price"`
	Accounts      []*treaty.Settlement     `json:"accounts"`
	LargestLosses []lossReport             `json:"largestLosses"`
	Events        []eventReport            `json:"events"`
	Ledger        ledgerReport             `json:"ledger"`
	Capacities    []treaty.Capacity        `json:"capacities"`
	Facultative   []treaty.FacultativeNeed `json:"facultativeNeeds"`
	Retention     *retentionReport         `json:"retention"` // null if it was not asked for
	Proof         proof                    `json:"proof"`
	spec          treaty.Spec
}

// A programReport says which program was applied.
type programReport struct {
	Source    string          `json:"source"`
	ID        string          `json:"id"`
	Currency  treaty.Currency `json:"currency"`
	Scale     int             `json:"scale"`
	Rounding  treaty.Rounding `json:"rounding"`
	Entry     treaty.Entry    `json:"entry"`
	Contracts int             `json:"contracts"`
}

// A bookReport says what the program was applied to.
type bookReport struct {
	Source []string `json:"source"`
	Rules  []string `json:"rules,omitzero"`
	Risks  int      `json:"risks"`
	Events int      `json:"events"`
	Losses int      `json:"losses"`
	// Finer is the number of amounts that are finer than the minor unit and were rounded on entry.
	Finer int `json:"amountsRounded"`
}

// A lossReport is one loss through all contracts that see it.
type lossReport struct {
	treaty.LossResult
	Contracts []treaty.ContractLoss `json:"contracts"`
}

// An eventReport splits what an event costs by the kind of cover that pays.
type eventReport struct {
	Event  string `json:"event"` // empty: the losses without event
	Peril  string `json:"peril"`
	From   string `json:"from"`
	To     string `json:"to"`
	Losses int    `json:"losses"`
	// Gross = Proportional + PerRisk + PerEvent + Net.
	Gross        decimal.Decimal `json:"gross"`
	Proportional decimal.Decimal `json:"proportional"`
	PerRisk      decimal.Decimal `json:"perRisk"`
	PerEvent     decimal.Decimal `json:"perEvent"`
	Net          decimal.Decimal `json:"net"`
}

// A priceReport is what layers cost.
type priceReport struct {
	treaty.Price
	Charges []treaty.Charge `json:"charges"`
}

// A ledgerReport explains one loss.
type ledgerReport struct {
	treaty.LossResult
	SumInsured decimal.Decimal  `json:"sumInsured"`
	Contracts  int              `json:"contractsThatPay"`
	Postings   []treaty.Posting `json:"postings"`
	// Reinstatement is the premium for the limit that the loss used with the others of its event.
	Reinstatement []treaty.Posting `json:"reinstatement"`
}

// A retentionReport is the retention check with the rule it was made by.
type retentionReport struct {
	Rule treaty.RetentionRule `json:"rule"`
	treaty.RetentionReport
}

// report reads, applies and looks at the result from every side.
func (o *options) report(ctx context.Context) (*report, error) {
	in, err := o.load(ctx)
	if err != nil {
		return nil, err
	}
	result := in.result
	rep := &report{
		Program: programReport{
			Source: cmp.Or(o.program, "data/program.json, made up for this example"), ID: in.spec.ID, Currency: in.program.Currency(), Scale: in.program.Scale(),
			Rounding: in.spec.Canonical().Rounding, Entry: in.spec.Canonical().Entry, Contracts: len(in.spec.Contracts),
		},
		Book:        in.bookReport(),
		Total:       result.Total(),
		Contracts:   result.Contracts(),
		Reinsurers:  result.Reinsurers(),
		Capacities:  in.program.Capacities(),
		Facultative: result.FacultativeNeeds(),
		spec:        in.spec,
	}
	rep.Capacities, rep.Facultative = notNil(rep.Capacities), notNil(rep.Facultative)
	slices.SortStableFunc(rep.Facultative, func(a, b treaty.FacultativeNeed) int { return b.Need.Cmp(a.Need) })
	rep.Price = priceReport{Price: result.Price(), Charges: notNil(slices.Collect(result.Charges()))}
	rep.Accounts = notNil(slices.Collect(result.Accounts()))
	rep.LargestLosses = notNil(largestLosses(result))
	ledger := sumLedger(result)
	rep.Events = notNil(in.eventReports(ledger))
	rep.Ledger = in.explain()
	rep.Proof = prove(viewsOf(in, ledger))
	if o.capital != nil && !o.on.IsZero() {
		rule := treaty.StatutoryRetention(*o.capital, o.on)
		checked, err := in.program.RetentionCheck(ctx, result.Book(), rule)
		if err != nil {
			return nil, err
		}
		rep.Retention = &retentionReport{Rule: rule, RetentionReport: *checked}
	}
	return rep, nil
}

// document returns the report as JSON.
func (rep *report) document() (string, error) {
	b := new(strings.Builder)
	encoder := json.NewEncoder(b)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(rep)
	return b.String(), err
}

func (in *input) bookReport() bookReport {
	b := bookReport{Source: origin(), Rules: bookRules()}
	if in.options.ownBook() {
		b.Source, b.Rules = nil, nil
		for _, name := range []string{in.options.risks, in.options.events, in.options.losses} {
			if name != "" {
				b.Source = append(b.Source, name)
			}
		}
	}
	b.Risks, b.Events, b.Losses = in.result.Book().Len()
	finer := func(amounts ...decimal.Decimal) {
		for _, d := range amounts {
			if !d.Equal(in.entered(d)) {
				b.Finer++
			}
		}
	}
	for _, r := range in.book.Risks {
		if finer(r.SumInsured, r.Premium); r.PML != nil {
			finer(*r.PML)
		}
	}
	for _, l := range in.book.Losses {
		for _, p := range l.Positions {
			finer(p.Paid, p.Outstanding, p.PaidExpense, p.OutstandingExpense, p.Salvage)
		}
	}
	return b
}

// notNil makes an empty list [] in JSON, not null.
func notNil[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}

// entered returns an amount as it enters the program: rounded to the minor unit, half away from zero.
// Where the program does not round on entry nothing is finer.
func (in *input) entered(d decimal.Decimal) decimal.Decimal {
	return d.Round(int32(in.program.Scale()))
}

// incurred returns what a loss is now, each of its amounts as it enters the program.
func (in *input) incurred(l treaty.Loss) decimal.Decimal {
	p := l.Positions[len(l.Positions)-1]
	return in.entered(p.Paid).Add(in.entered(p.Outstanding)).
		Add(in.entered(p.PaidExpense)).Add(in.entered(p.OutstandingExpense)).
		Sub(in.entered(p.Salvage))
}

// largestLosses returns the largest losses from ground up, of equal ones the first in canonical order.
func largestLosses(result *treaty.Result) []lossReport {
	var list []lossReport
	for l := range result.Losses() {
		if len(list) == largest && l.Gross.Cmp(list[largest-1].Gross) <= 0 {
			continue
		}
		list = append(list, lossReport{LossResult: l})
		slices.SortStableFunc(list, func(a, b lossReport) int { return b.Gross.Cmp(a.Gross) })
		list = list[:min(len(list), largest)]
	}
	for i := range list {
		list[i].Contracts = result.LossCessions(list[i].Loss)
	}
	return list
}

// A ledgerSum is what the ledger holds, added up posting by posting.
type ledgerSum struct {
	// cessions and reinsurers are the sums of their step.
	cessions, reinsurers treaty.Amounts
	// losses are the cessions of loss by event and by who pays.
	losses map[payment]decimal.Decimal
}

// A payment is of the layers per risk, of those per event, or of proportional terms, which have one name here.
type payment struct{ event, by string }

const byProportional = "proportional"

func sumLedger(result *treaty.Result) ledgerSum {
	type section struct{ contract, section string }
	pays := make(map[section]string)
	for _, c := range result.Contracts() {
		for _, s := range c.Sections {
			by := byProportional
			if s.Kind == (xol.PerRisk{}).Kind() || s.Kind == (xol.PerEvent{}).Kind() {
				by = s.Kind
			}
			pays[section{c.Contract, s.Section}] = by
		}
	}
	sum := ledgerSum{losses: make(map[payment]decimal.Decimal)}
	for p := range result.Postings() {
		switch p.Step {
		case treaty.StepTerms, treaty.StepPlacement:
		case treaty.StepReinsurer:
			addTo(&sum.reinsurers, p.Account, p.Amount)
		case treaty.StepCession:
			addTo(&sum.cessions, p.Account, p.Amount)
			if p.Account == treaty.AccountLoss {
				at := payment{p.Event, pays[section{p.Contract, p.Section}]}
				sum.losses[at] = sum.losses[at].Add(p.Amount)
			}
		}
	}
	return sum
}

// addTo adds an amount to one of the three accounts.
func addTo(sum *treaty.Amounts, account treaty.Account, amount decimal.Decimal) {
	switch account {
	case treaty.AccountSumInsured:
		sum.SumInsured = sum.SumInsured.Add(amount)
	case treaty.AccountPremium:
		sum.Premium = sum.Premium.Add(amount)
	case treaty.AccountLoss:
		sum.Loss = sum.Loss.Add(amount)
	case treaty.AccountCoverPremium, treaty.AccountBrokerage: // a price
	case treaty.AccountCommission, treaty.AccountLossSharing, treaty.AccountPremiumPortfolio, treaty.AccountLossPortfolio: // of a year
	}
}

// eventReports returns the events with losses, by id, and last the losses without event. What an event cost and
// leaves is the result's; what covers pay is the ledger's.
func (in *input) eventReports(ledger ledgerSum) []eventReport {
	byID := make(map[string]treaty.Event)
	for _, e := range in.book.Events {
		byID[e.ID] = e
	}
	rest := eventReport{}
	for l := range in.result.Losses() {
		if l.Event == "" {
			rest.Losses++
			rest.Gross, rest.Net = rest.Gross.Add(l.Gross), rest.Net.Add(l.Net)
		}
	}
	var list []eventReport
	for e := range in.result.Events() {
		event := byID[e.Event]
		list = append(list, eventReport{
			Event: e.Event, Peril: event.Peril, From: event.From.String(), To: event.To.String(),
			Losses: e.Losses, Gross: e.Gross, Net: e.Net,
		})
	}
	if rest.Losses > 0 {
		list = append(list, rest)
	}
	for i := range list {
		e := &list[i]
		e.Proportional = ledger.losses[payment{e.Event, byProportional}]
		e.PerRisk = ledger.losses[payment{e.Event, xol.PerRisk{}.Kind()}]
		e.PerEvent = ledger.losses[payment{e.Event, xol.PerEvent{}.Kind()}]
	}
	return list
}

// explain returns the ledger of the loss that most contracts pay for; of several the largest.
func (in *input) explain() ledgerReport {
	var best ledgerReport
	for l := range in.result.Losses() {
		pay := 0
		for _, c := range in.result.LossCessions(l.Loss) {
			if c.Ceded.IsPositive() {
				pay++
			}
		}
		if best.Loss == "" || cmp.Or(cmp.Compare(pay, best.Contracts), l.Gross.Cmp(best.Gross)) > 0 {
			best.LossResult, best.Contracts = l, pay
		}
	}
	for _, r := range in.book.Risks {
		if r.ID == best.Risk {
			best.SumInsured = in.entered(r.SumInsured)
		}
	}
	best.Postings = notNil(slices.Collect(in.result.PostingsOf(best.Loss)))
	best.Postings = slices.DeleteFunc(best.Postings, priced)
	best.Reinstatement = notNil(in.reinstatement(best.LossResult))
	return best
}

// reinstatement returns what is charged for the limit that a loss used. A charge stands at the first loss of an event.
func (in *input) reinstatement(of treaty.LossResult) []treaty.Posting {
	var list []treaty.Posting
	seen := make(map[string]bool)
	for c := range in.result.Charges() {
		if c.Kind != treaty.ChargeReinstatement || seen[c.Loss] {
			continue
		}
		seen[c.Loss] = true
		if l, ok := in.result.Loss(c.Loss); !ok || l.Loss != of.Loss && (l.Event == "" || l.Event != of.Event) {
			continue
		}
		for p := range in.result.PostingsOf(c.Loss) {
			if priced(p) {
				list = append(list, p)
			}
		}
	}
	return list
}

// priced reports whether a posting is of what layers cost.
func priced(p treaty.Posting) bool {
	return p.Account == treaty.AccountCoverPremium || p.Account == treaty.AccountBrokerage
}
