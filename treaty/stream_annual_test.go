package treaty_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// streamed returns the results of events, and the error that ended them.
func streamed(t *testing.T, spec treaty.Spec, book treaty.BookSpec, events ...treaty.EventLosses) ([]*treaty.Result, error) {
	t.Helper()
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	checked, err := treaty.NewBook(book)
	if err != nil {
		t.Fatal(err)
	}
	var out []*treaty.Result
	err = program.Stream(context.Background(), checked, lawSequence(events), func(r *treaty.Result) error {
		out = append(out, r)
		return nil
	})
	return out, err
}

// annualBook has events that go through annual terms in order of date: some of several losses, some of one without event, in part
// paid, some of next year.
func annualBook() treaty.BookSpec {
	dec := decimal.RequireFromString
	risk := func(id, line, sum string) treaty.Risk {
		return treaty.Risk{
			ID: id, Line: line, SumInsured: dec(sum), Premium: dec("1234.56"),
			Period: treaty.Period{From: exampleDay("2026-01-01"), To: exampleDay("2027-12-31")},
		}
	}
	loss := func(id, risk, event, day, paid, outstanding, expense string) treaty.Loss {
		l := exampleLoss(id, risk, event, day, "0")
		l.Positions[0] = treaty.Position{Paid: dec(paid), Outstanding: dec(outstanding), OutstandingExpense: dec(expense)}
		return l
	}
	market := func(id string) treaty.Event { return treaty.Event{ID: id, Peril: "wind", MarketLoss: new(dec("1000"))} }
	return treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{risk("A", "property", "10000"), risk("B", "property", "8000"), risk("C", "hull", "5000")},
		Events:   []treaty.Event{market("storm"), market("flood"), market("hail")},
		Losses: []treaty.Loss{
			loss("L1", "A", "", "2026-01-15", "120.07", "33.33", "0"),
			loss("L2", "A", "storm", "2026-02-01", "88.8", "100", "12.34"),
			loss("L3", "B", "storm", "2026-02-02", "17.17", "240.01", "0"),
			loss("L4", "C", "storm", "2026-02-03", "0", "99.99", "1.01"),
			loss("L5", "B", "", "2026-04-04", "310", "0", "0"),
			loss("L6", "C", "flood", "2026-05-05", "155.55", "0", "20"),
			loss("L7", "A", "flood", "2026-05-05", "200.02", "71", "0"),
			loss("L8", "B", "", "2026-05-06", "0", "140", "0"),
			loss("L9", "A", "hail", "2027-02-07", "401", "13.13", "7"),
			loss("LA", "C", "hail", "2027-02-08", "93.4", "0", "0"),
			loss("LB", "A", "", "2027-03-08", "222.22", "22", "2"),
		},
	}
}

// annualLayer is 100 xs 50 for 100.01, changed.
func annualLayer(change func(*xol.Layer)) xol.Layer {
	dec := decimal.RequireFromString
	l := xol.Layer{ID: "layer", Attachment: dec("50"), Limit: new(dec("100")), Premium: &xol.Premium{Deposit: new(dec("100.01")), Brokerage: new(dec("0.1"))}}
	change(&l)
	return l
}

// annualPrograms are programs whose annual terms a stream carries on.
func annualPrograms() map[string][]treaty.Contract {
	dec := decimal.RequireFromString
	some := func(text string) *decimal.Decimal { return new(dec(text)) }
	event := func(clauses xol.Clauses, layers ...xol.Layer) treaty.Contract {
		c := cover("XL", 2, xol.PerEvent{Layers: layers, Clauses: clauses})
		c.Placement = lawPanel("0.45", "0.25", "0.15")
		c.Period = treaty.Period{From: exampleDay("2026-01-01"), To: exampleDay("2027-12-31")}
		return c
	}
	risk := func(clauses xol.Clauses, layers ...xol.Layer) treaty.Contract {
		c := event(clauses)
		c.ID, c.Sections[0].Terms = "risk XL", xol.PerRisk{Layers: layers, Clauses: clauses}
		return c
	}
	share := cover("QS", 1, quota("0.37"))
	share.Placement, share.Period = lawPanel("0.3", "0.3", "0.3"), event(xol.Clauses{}).Period
	taking := func(terms treaty.Terms) treaty.Contract {
		c := share
		c.Sections = slices.Clone(c.Sections)
		c.Sections[0].Terms = terms
		return c
	}
	at := func(priority int, c treaty.Contract) treaty.Contract {
		c.Priority = priority
		return c
	}
	reinstated := func(count int, trigger xol.ReinstatementTrigger, time xol.ReinstatementTime, of ...string) func(*xol.Layer) {
		return func(l *xol.Layer) {
			l.Reinstatements = &xol.Reinstatements{Count: count, Rates: rates(of...), Trigger: trigger, Time: time, Brokerage: some("0.05")}
		}
	}
	onPaid := event(xol.Clauses{}, annualLayer(reinstated(2, xol.TriggerPaid, "", "1", "0.5")))
	own := event(xol.Clauses{}, annualLayer(reinstated(2, xol.TriggerIncurred, "", "1", "0.5")))
	own.Sections[0].ID = "a"
	panel := lawPanel("0.33", "0.33")
	own.Sections = append(own.Sections, treaty.Section{
		ID: "b", Basis: treaty.LossesOccurring, Placement: &panel,
		Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"hull"}}},
		Terms: xol.PerRisk{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) {
			l.Share = some("0.3")
			reinstated(1, xol.TriggerPaid, "", "1")(l)
		})}},
	})
	own.Sections[0].Scope.Include.Lines = []string{"property"}
	return map[string][]treaty.Contract{
		"annual deductible":       {event(xol.Clauses{}, annualLayer(func(l *xol.Layer) { l.AggregateDeductible = some("75.5") }))},
		"annual limit":            {share, event(xol.Clauses{}, annualLayer(func(l *xol.Layer) { l.AggregateLimit, l.Share = some("250"), some("0.77") }))},
		"both, by year":           {event(xol.Clauses{Annual: xol.AnnualYear}, annualLayer(func(l *xol.Layer) { l.AggregateDeductible, l.AggregateLimit = some("60"), some("120") }))},
		"term limit":              {event(xol.Clauses{Annual: xol.AnnualYear}, annualLayer(func(l *xol.Layer) { l.AggregateLimit, l.TermLimit = some("150"), some("210") }))},
		"reinstatements":          {event(xol.Clauses{}, annualLayer(reinstated(2, xol.TriggerIncurred, "", "1", "0.5")))},
		"reinstatements, on paid": {event(xol.Clauses{}, annualLayer(reinstated(2, xol.TriggerPaid, xol.Days365, "1", "0.5")))},
		"unlimited reinstatements": {event(xol.Clauses{}, annualLayer(func(l *xol.Layer) {
			l.Reinstatements = &xol.Reinstatements{Unlimited: true, Rates: rates("0.9"), Time: xol.MonthsOfPeriod}
		}))},
		"on the deposit": {event(xol.Clauses{}, annualLayer(func(l *xol.Layer) {
			reinstated(2, xol.TriggerPaid, "", "1")(l)
			l.Reinstatements.On = xol.OnDeposit
		}))},
		"on a rate": {share, event(xol.Clauses{}, annualLayer(func(l *xol.Layer) {
			reinstated(2, xol.TriggerIncurred, "", "1")(l)
			l.Premium = &xol.Premium{Rate: some("0.0333")}
		}))},
		"second event": {event(xol.Clauses{}, annualLayer(func(l *xol.Layer) { l.Occurrences = xol.Range{From: 2, To: 3} }))},
		"per risk":     {risk(xol.Clauses{}, annualLayer(reinstated(1, xol.TriggerPaid, "", "1")))},
		"drops":        {event(xol.Clauses{}, annualLayer(func(l *xol.Layer) { l.AggregateLimit = some("180") }), top("next-event"))},
		"drops within": {event(xol.Clauses{}, annualLayer(func(l *xol.Layer) { l.AggregateLimit = some("180") }), top("within-event"))},
		"expenses":     {share, event(xol.Clauses{Expenses: xol.ExpensesProRata}, annualLayer(reinstated(3, xol.TriggerPaid, "", "1")))},
		"franchise": {event(xol.Clauses{}, annualLayer(func(l *xol.Layer) {
			l.Franchise, l.AggregateLimit, l.MarketLoss = some("200"), some("150"), some("1000")
		}))},
		"several":        {share, at(2, risk(xol.Clauses{}, annualLayer(reinstated(1, xol.TriggerPaid, "", "1")))), at(3, event(xol.Clauses{}, annualLayer(reinstated(1, xol.TriggerIncurred, "", "1"))))},
		"several panels": {own},
		"shares": {taking(proportional.QuotaShare{Share: dec("0.63"), EventLimit: some("200"), Aggregate: &proportional.Aggregate{
			Deductible: some("75.5"), Limit: some("300.01"),
		}}), onPaid},
		"shares, by year": {taking(proportional.QuotaShare{Share: dec("0.63"), Deductible: &proportional.Deductible{Amount: dec("10")}, Aggregate: &proportional.Aggregate{
			Deductible: some("20"), Limit: some("200.01"), Annual: proportional.AnnualYear,
		}}), onPaid},
		"surplus on the whole": {taking(proportional.Surplus{
			Retention: proportional.Retention{Amount: some("5000")}, Capacities: []proportional.Capacity{{Limit: some("2000")}, {Lines: some("1")}},
			Aggregate: &proportional.Aggregate{Deductible: some("123.45"), Limit: some("600"), On: proportional.AggregateOnWhole},
		}), onPaid},
		"umbrella": {at(1, risk(xol.Clauses{}, annualLayer(reinstated(0, "", "")))), func() treaty.Contract {
			c := event(xol.Clauses{})
			c.ID, c.Sections[0].Terms = "umbrella", xol.Umbrella{Over: []string{"risk XL"}, Layers: []xol.Layer{annualLayer(reinstated(1, xol.TriggerPaid, "", "1"))}}
			return c
		}()},
	}
}

// top is 200 xs 150, which drops to 50 when the layer named layer is exhausted.
func top(when xol.DropWhen) xol.Layer {
	dec := decimal.RequireFromString
	return xol.Layer{
		ID: "top", Attachment: dec("150"), Limit: new(dec("200")), Premium: &xol.Premium{Deposit: new(dec("50"))},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: rates("1"), Trigger: xol.TriggerIncurred},
		Drops:          []xol.Drop{{Below: "layer", Attachment: dec("50"), When: when}},
	}
}

// annualSum is what results say of losses and of reinstatement premium, added up.
func annualSum(results ...*treaty.Result) map[string]string {
	sums := make(map[string]decimal.Decimal)
	out := make(map[string]string)
	add := func(key string, d decimal.Decimal) { sums[key] = sums[key].Add(d) }
	for _, r := range results {
		for _, c := range r.Contracts() {
			for _, s := range c.Sections {
				for _, clause := range s.Clauses {
					at := c.Contract + "/" + s.Section + "/" + clause.Clause
					add(at+" full", clause.Full.Loss)
					add(at+" ceded", clause.Ceded.Loss)
				}
			}
			for _, re := range c.Reinsurers {
				add(c.Contract+" "+re.Reinsurer, re.Ceded.Loss)
			}
		}
		reinstatement := false
		for c := range r.Charges() {
			if c.Kind != treaty.ChargeBrokerage {
				reinstatement = c.Kind == treaty.ChargeReinstatement
			}
			if reinstatement {
				out[fmt.Sprintf("%s/%s/%s %s of %s", c.Contract, c.Section, c.Clause, c.Kind, c.Loss)] = fmt.Sprintf("%s: %s × %s -> %s, %s", c.Date, c.Base, c.Rate, c.Full, c.Charged)
			}
		}
		for l := range r.Losses() {
			out[l.Loss] = l.Gross.String() + " " + l.Ceded.String() + " " + l.Net.String()
			for _, c := range r.LossCessions(l.Loss) {
				out[l.Loss+" "+c.Contract] = c.Full.String() + " " + c.Ceded.String()
			}
		}
	}
	for key, d := range sums {
		out[key] = d.String()
	}
	return out
}

// The events of a stream add up to the book, loss by loss, with their reinstatement premium; what each event costs, and what its
// reinsurers get, adds up to its postings.
func TestStream_annual(t *testing.T) {
	events := 0
	for name, contracts := range annualPrograms() {
		t.Run(name, func(t *testing.T) {
			spec, book := treaty.Spec{Currency: "CNY", Contracts: contracts}, annualBook()
			want, err := lawApply(spec, book)
			if err != nil {
				t.Fatal(err)
			}
			if got := checkPrices(spec, want); got != "" {
				t.Errorf("book: %s", got)
			}
			if diff := cmp.Diff(pricesByLoss(want, want.Postings()), pricesByLoss(want, nil)); diff != "" {
				t.Errorf("prices of losses (-of all postings +of each loss):\n%s", diff)
			}
			results, err := streamed(t, spec, book, lawEvents(book)...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(annualSum(want), annualSum(results...)); diff != "" {
				t.Errorf("sums (-book +stream):\n%s", diff)
			}
			if got := streamBalances(spec, results); got != "" {
				t.Error(got)
			}
			var price treaty.Price
			reinsurers := make(map[string]treaty.Price)
			plus := func(p *treaty.Price, q treaty.Price) {
				p.Premium, p.Brokerage = p.Premium.Add(q.Premium), p.Brokerage.Add(q.Brokerage)
			}
			var charged treaty.Price
			for i, r := range results {
				events++
				plus(&price, r.Price())
				for _, re := range r.Reinsurers() {
					p := reinsurers[re.Reinsurer]
					plus(&p, re.Price)
					reinsurers[re.Reinsurer] = p
				}
				for c := range r.Charges() {
					if c.Kind == treaty.ChargeBrokerage {
						charged.Brokerage = charged.Brokerage.Add(c.Charged)
					} else {
						charged.Premium = charged.Premium.Add(c.Charged)
					}
				}
				if got := eventPrices(r); got != "" {
					t.Errorf("event %d: %s", i, got)
				}
			}
			var all treaty.Price
			for _, p := range reinsurers {
				plus(&all, p)
			}
			for what, p := range map[string]treaty.Price{"charges": charged, "reinsurers": all} {
				if !p.Premium.Equal(price.Premium) || !p.Brokerage.Equal(price.Brokerage) {
					t.Errorf("%s are %s and %s, the price is %s and %s", what, p.Premium, p.Brokerage, price.Premium, price.Brokerage)
				}
			}
			var reinstatement treaty.Price // of the book
			last := false
			for c := range want.Charges() {
				if c.Kind != treaty.ChargeBrokerage {
					last = c.Kind == treaty.ChargeReinstatement
				}
				switch {
				case !last:
				case c.Kind == treaty.ChargeBrokerage:
					reinstatement.Brokerage = reinstatement.Brokerage.Add(c.Charged)
				default:
					reinstatement.Premium = reinstatement.Premium.Add(c.Charged)
				}
			}
			if !price.Premium.Equal(reinstatement.Premium) || !price.Brokerage.Equal(reinstatement.Brokerage) {
				t.Errorf("events cost %s and %s, the book's reinstatements %s and %s", price.Premium, price.Brokerage, reinstatement.Premium, reinstatement.Brokerage)
			}
		})
	}
	if events != 7*len(annualPrograms()) {
		t.Errorf("%d events", events)
	}
}

// pricesByLoss writes down what is posted at losses of what layers cost: of the given postings, or of those of each loss.
func pricesByLoss(r *treaty.Result, all iter.Seq[treaty.Posting]) map[string][]string {
	out := make(map[string][]string)
	note := func(p treaty.Posting) {
		if p.Loss != "" && (p.Account == treaty.AccountCoverPremium || p.Account == treaty.AccountBrokerage) {
			out[p.Loss] = append(out[p.Loss], fmt.Sprint(p.Account, p.Contract, p.Section, p.Clause, p.Term, p.Step, p.Reinsurer, p.Base, p.Amount))
		}
	}
	if all != nil {
		for p := range all {
			note(p)
		}
		return out
	}
	for l := range r.Losses() {
		for p := range r.PostingsOf(l.Loss) {
			note(p)
		}
	}
	return out
}

// streamBalances says where, after any event of a stream, what a reinsurer got so far is a unit or more from his part of what his
// panel got.
func streamBalances(spec treaty.Spec, results []*treaty.Result) string {
	var broken lawLines
	own, panels := lawOwn(spec), lawNames(spec)
	balances := make(map[string]map[string]decimal.Decimal)
	lines := make(map[string][]treaty.Line)
	for i, r := range results {
		for p := range r.Postings() {
			panel := [2]string{p.Contract, own[[2]string{p.Contract, p.Section}]}
			name := fmt.Sprint(panel, " ", p.Account)
			if balances[name] == nil {
				balances[name], lines[name] = make(map[string]decimal.Decimal), panels[panel]
			}
			switch p.Step {
			case treaty.StepCession:
				balances[name]["all"] = balances[name]["all"].Add(p.Amount)
			case treaty.StepReinsurer:
				balances[name][p.Reinsurer] = balances[name][p.Reinsurer].Add(p.Amount)
			case treaty.StepTerms, treaty.StepPlacement:
			}
		}
		for name, balance := range balances {
			panelBalances(&broken, fmt.Sprint("event ", i, ": ", name), lines[name], balance)
		}
	}
	return broken.String()
}

// eventPrices says where the prices of one event differ from its postings.
func eventPrices(r *treaty.Result) string {
	posted := make(map[string]decimal.Decimal)
	for p := range r.Postings() {
		if p.Account == treaty.AccountCoverPremium || p.Account == treaty.AccountBrokerage {
			key := string(p.Account) + " " + string(p.Step) + " " + p.Reinsurer
			posted[key] = posted[key].Add(p.Amount)
		}
	}
	stated := make(map[string]decimal.Decimal)
	both := func(key string, p treaty.Price) {
		a, b := "cover-premium "+key, "brokerage "+key
		stated[a], stated[b] = stated[a].Add(p.Premium), stated[b].Add(p.Brokerage)
	}
	both("placement ", r.Price())
	both("cession ", r.Price())
	for _, c := range r.Contracts() {
		both("terms ", c.FullPrice)
	}
	for _, re := range r.Reinsurers() {
		both("reinsurer "+re.Reinsurer, re.Price)
	}
	for _, m := range []map[string]decimal.Decimal{posted, stated} {
		maps.DeleteFunc(m, func(_ string, d decimal.Decimal) bool { return d.IsZero() })
	}
	return cmp.Diff(stated, posted, cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }))
}

// Source: hand calculation. 5 xs 5 with 10 a year; 8 xs 10 drops to 5 when that is used up. Events without an id of 16, 12 and 9: the
// third finds the layer below exhausted by events that the stream has forgotten.
func TestStream_drops(t *testing.T) {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("XL", 1, xol.PerEvent{Layers: []xol.Layer{
		{ID: "working", Attachment: dec("5"), Limit: new(dec("5")), AggregateLimit: new(dec("10"))},
		{ID: "top", Attachment: dec("10"), Limit: new(dec("8")), Drops: []xol.Drop{{Below: "working", Attachment: dec("5")}}},
	}})}}
	book := plainBook()
	book.Losses = []treaty.Loss{
		paidLoss("L1", "R1", "", "2026-02-01", "16"), paidLoss("L2", "R1", "", "2026-05-01", "12"), paidLoss("L3", "R1", "", "2026-08-01", "9"),
	}
	results, err := streamed(t, spec, book, lawEvents(book)...)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range results {
		c, _ := r.Contract("XL")
		got = append(got, c.Sections[0].Clauses[0].Full.Loss.String()+" and "+c.Sections[0].Clauses[1].Full.Loss.String())
	}
	if diff := cmp.Diff([]string{"5 and 6", "5 and 2", "0 and 4"}, got); diff != "" {
		t.Errorf("recoveries (-want +got):\n%s", diff)
	}
}

// Source: hand calculation. With a rate the stream charges reinstatement premium on the premium at once; the book charges it on the
// deposit and brings it to the premium at the end. 100 xs 50 for a deposit of 30 and 2 % of 3,703.68 (3 × 1,234.56), 74.07: what is
// reinstated costs the same in the end.
func TestStream_adjusted(t *testing.T) {
	dec := decimal.RequireFromString
	c := cover("XL", 1, xol.PerEvent{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) {
		l.Premium = &xol.Premium{Deposit: new(dec("30")), Rate: new(dec("0.02")), Basis: xol.PremiumWritten}
		l.Reinstatements = &xol.Reinstatements{Count: 1, Rates: rates("1"), Trigger: xol.TriggerIncurred}
	})}})
	spec, book := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}, annualBook()
	want, err := lawApply(spec, book)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for c := range want.Charges() {
		kinds = append(kinds, fmt.Sprint(c.Kind, " ", c.Loss, " ", c.Charged))
	}
	// L1 of 153.40 and the storm use 100 each; the one reinstatement is for the first.
	if diff := cmp.Diff([]string{"deposit  30", "adjustment  44.07", "reinstatement L1 30", "reinstatement-adjustment  44.07"}, kinds); diff != "" {
		t.Errorf("book (-want +got):\n%s", diff)
	}
	results, err := streamed(t, spec, book, lawEvents(book)...)
	if err != nil {
		t.Fatal(err)
	}
	kinds = nil
	for _, r := range results {
		for c := range r.Charges() {
			kinds = append(kinds, fmt.Sprint(c.Kind, " ", c.Loss, " ", c.Charged))
		}
	}
	if diff := cmp.Diff([]string{"reinstatement L1 74.07"}, kinds); diff != "" {
		t.Errorf("stream (-want +got):\n%s", diff)
	}
}

// Each program has one clause that looks at more than an event and what came before it.
func TestStream_refuses(t *testing.T) {
	dec := decimal.RequireFromString
	some := func(text string) *decimal.Decimal { return new(dec(text)) }
	perEvent := func(clauses xol.Clauses, change func(*xol.Layer)) treaty.Terms {
		return xol.PerEvent{Layers: []xol.Layer{annualLayer(change)}, Clauses: clauses}
	}
	none := func(*xol.Layer) {}
	limited := func(l *xol.Layer) { l.AggregateLimit = some("100") }
	hours := xol.Clauses{Hours: []xol.HoursClause{{Hours: 72}}}
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		want  string // the clause, or nothing if it is not refused
	}{
		{"ranks", perEvent(xol.Clauses{}, func(l *xol.Layer) { l.Ranks = xol.Range{To: 2} }), "ranks"},
		{"order of settlement", perEvent(xol.Clauses{Order: xol.OrderSettlement}, limited), "order"},
		{"swing", perEvent(xol.Clauses{}, func(l *xol.Layer) {
			l.Premium = &xol.Premium{Swing: &xol.Swing{Loading: dec("1.25"), Minimum: dec("0.01"), Maximum: dec("0.05")}}
		}), "premium.swing"},
		{"no-claims bonus", perEvent(xol.Clauses{}, func(l *xol.Layer) { l.Premium.NoClaims = some("0.1") }), "premium.noClaims"},
		{"event cap", xol.PerRisk{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) { l.EventCap = some("150") })}}, ""},
		{"event cap and annual limit", xol.PerRisk{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) {
			l.EventCap = some("150")
			limited(l)
		})}}, "eventCap beside annual terms"},
		{"hours", perEvent(hours, none), ""},
		{"hours and annual limit", perEvent(hours, limited), "hours beside annual terms"},
		{"aggregate excess", xol.AggregateExcess{Layers: []xol.Layer{annualLayer(none)}}, "aggregate-excess"},
		{"stop loss", xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{annualLayer(none)}}, "stop-loss"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plain := cover("plain", 1, perEvent(xol.Clauses{}, limited))
			spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{plain, cover("XL", 2, tt.terms)}}
			want := ""
			if tt.want != "" {
				want = "contract XL: layer: must be absent in a stream: it needs more than the event at hand (got " + tt.want + ")"
			}
			results, err := streamed(t, spec, annualBook(), lawEvents(annualBook())...)
			if got := textOfError(err); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if tt.want != "" && len(results) > 0 {
				t.Errorf("%d events before the error", len(results))
			}
		})
	}
}

// A layer for ships with 10 a year. Of the events A and B, A is first, but its ship was lost after B's: the book takes B first, 7 and
// then 3. A stream that has paid 8 for A cannot; without annual terms it can, and so it can if B comes first.
func TestStream_turns(t *testing.T) {
	dec := decimal.RequireFromString
	program := func(change func(*xol.Layer)) treaty.Spec {
		layer := xol.Layer{ID: "layer", Limit: new(dec("100"))}
		change(&layer)
		c := cover("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}})
		c.Sections[0].Scope.Include.Lines = []string{"hull"}
		return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}
	}
	limited := program(func(l *xol.Layer) { l.AggregateLimit = new(dec("10")) })
	book := annualBook()
	book.Events = []treaty.Event{{ID: "A"}, {ID: "B"}}
	book.Losses = []treaty.Loss{
		paidLoss("L1", "A", "A", "2026-02-01", "10"), paidLoss("L2", "C", "B", "2026-02-02", "7"), paidLoss("L3", "C", "A", "2026-02-03", "8"),
	}
	const late = "stream[1].losses: must not come before L3 of the events before, which annual terms of contract XL have taken (got L2)"
	without := book // A's other loss, so that B is first
	without.Losses = book.Losses[1:]
	sameDay := book
	sameDay.Losses = []treaty.Loss{paidLoss("L2", "C", "B", "2026-02-02", "7"), paidLoss("L3", "C", "A", "2026-02-02", "8")}
	reversed := lawEvents(sameDay)
	slices.Reverse(reversed)
	for _, tt := range []struct {
		name   string
		spec   treaty.Spec
		book   treaty.BookSpec
		events []treaty.EventLosses
		want   []string
		err    string
	}{
		{"late", limited, book, lawEvents(book), []string{"XL of L3: 8"}, late},
		{"no annual terms", program(func(*xol.Layer) {}), book, lawEvents(book), []string{"XL of L3: 8", "XL of L2: 7"}, ""},
		{"in turn", limited, without, lawEvents(without), []string{"XL of L2: 7", "XL of L3: 3"}, ""},
		{"of one day", limited, sameDay, lawEvents(sameDay), []string{"XL of L2: 7", "XL of L3: 3"}, ""},
		{"of one day, late", limited, sameDay, reversed, []string{"XL of L3: 8"}, late},
	} {
		t.Run(tt.name, func(t *testing.T) {
			results, err := streamed(t, tt.spec, tt.book, tt.events...)
			if got := textOfError(err); got != tt.err {
				t.Errorf("error %q, want %q", got, tt.err)
			}
			var got []string
			for _, r := range results {
				got = append(got, cessions(r))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("cessions (-want +got):\n%s", diff)
			}
		})
	}
	if got := cessions(exampleApply(limited, book)); got != "XL of L2: 7, XL of L3: 3" {
		t.Errorf("book: %s", got)
	}
}
