package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// text returns the report as tables.
func (rep *report) text() string {
	w := new(strings.Builder)
	for i, section := range []struct {
		title string
		print func(*strings.Builder)
	}{
		{"THE BOOK AND THE PROGRAM", rep.printInput},
		{"CESSION BY CONTRACT", rep.printContracts},
		{"CESSION BY REINSURER", rep.printReinsurers},
		{"THE PRICE OF COVER", rep.printPrice},
		{"COMMISSIONS BY UNDERWRITING YEAR", rep.printAccounts},
		{"THE LARGEST LOSSES, FROM GROUND UP TO NET", rep.printLosses},
		{"EVENTS: WHAT PAYS PER RISK, WHAT PER EVENT", rep.printEvents},
		{"ONE LOSS, LINE BY LINE", rep.printLedger},
		{"CAPACITY, WHAT IS UNPLACED, AND FACULTATIVE NEEDS", rep.printCapacity},
		{"THE RETENTION CHECK (法定自留)", rep.printRetention},
		{"THE PROOF", rep.printProof},
	} {
		title := fmt.Sprintf("%d  %s", i+1, section.title)
		fmt.Fprintf(w, "%s\n%s\n", title, strings.Repeat("=", width(title)))
		section.print(w)
	}
	return w.String()
}

// money writes an amount in the program's currency.
func (rep *report) money(d decimal.Decimal) string { return money(d, rep.Program.Scale) }

// whole is money where zero is written out.
func (rep *report) whole(d decimal.Decimal) string { return amount(d, rep.Program.Scale) }

func (rep *report) printInput(w *strings.Builder) {
	b, p := rep.Book, rep.Program
	fmt.Fprintf(w, "Book:    %s\n", strings.Join(b.Source, ",\n         "))
	fmt.Fprintf(w, "         risks: %s; losses: %s; events: %s\n", count(b.Risks), count(b.Losses), count(b.Events))
	for i, rule := range b.Rules {
		if i == 0 {
			fmt.Fprintf(w, "\n%s\n", rule)
			continue
		}
		fmt.Fprintf(w, "  %s\n", rule)
	}
	fmt.Fprintf(w, "\nProgram: %s, %s contracts, in %s (%s)\n", p.ID, count(p.Contracts), p.Currency, p.Source)
	unit := decimal.New(1, -int32(p.Scale)).String()
	fmt.Fprintf(w, "         products are rounded once, where they are posted, to %s (%s)\n", unit, p.Rounding)
	if p.Entry == treaty.EntryRound {
		fmt.Fprintf(w, "         \"entry\": \"round\": amounts finer than %s are rounded as they enter; here %s amounts were\n", unit, count(b.Finer))
	}
	fmt.Fprintln(w)
	t := newTable(5, "contract", "priority", "basis", "placed", "terms")
	for _, c := range rep.Contracts {
		spec := rep.contractSpec(c.Contract)
		name, priority := c.Contract, strconv.Itoa(c.Priority)
		for _, s := range spec.Sections {
			placement := spec.Placement
			if s.Placement != nil {
				placement = *s.Placement
			}
			basis, placed := string(s.Basis), percent(placement.Placed())
			for _, text := range describe(s.Terms) {
				t.add(name, priority, basis, placed, text)
				name, priority, basis, placed = "", "", "", ""
			}
		}
	}
	t.print(w)
}

func (rep *report) contractSpec(id string) treaty.Contract {
	for _, c := range rep.spec.Contracts {
		if c.ID == id {
			return c
		}
	}
	return treaty.Contract{}
}

func (rep *report) printContracts(w *strings.Builder) {
	fmt.Fprintln(w, "Contracts run by priority; each takes what those before it left. The subject is what a contract applies")
	fmt.Fprintln(w, "to, \"at 100 %\" what its terms give, \"placed\" what its reinsurers bear. Layers cede no sums and no premium.")
	fmt.Fprintln(w)
	t := newTable(2, "contract", "", "sum insured", "premium", "loss")
	line := func(name, what string, a treaty.Amounts) {
		t.add(name, what, rep.money(a.SumInsured), rep.money(a.Premium), rep.money(a.Loss))
	}
	line("whole program", "gross", rep.Total.Subject)
	for _, c := range rep.Contracts {
		t.rule()
		line(c.Contract, "subject", c.Subject)
		for _, s := range c.Sections {
			for _, clause := range s.Clauses {
				line("", "  "+strings.TrimSpace(s.Section+" "+clause.Clause)+" at 100 %", clause.Full)
			}
		}
		line("", "at 100 %", c.Full)
		line("", "placed", c.Ceded)
		line("", "retained", c.Retained)
	}
	t.rule()
	line("whole program", "ceded", rep.Total.Ceded)
	line("", "net", rep.Total.Retained)
	t.print(w)
}

func (rep *report) printReinsurers(w *strings.Builder) {
	fmt.Fprintln(w, "A reinsurer's part is taken on balances: at any time the parts add up to what is placed, and each is within")
	fmt.Fprintln(w, "one unit of its signed line. The line is a fraction of 100 % of the contract.")
	fmt.Fprintln(w)
	t := newTable(2, "contract", "reinsurer", "line", "sum insured", "premium", "loss")
	line := func(name, reinsurer, signed string, a treaty.Amounts) {
		t.add(name, reinsurer, signed, rep.money(a.SumInsured), rep.money(a.Premium), rep.money(a.Loss))
	}
	for _, c := range rep.Contracts {
		name := c.Contract
		for _, r := range c.Reinsurers {
			signed := ""
			for _, l := range rep.contractSpec(c.Contract).Placement.Lines {
				if l.Reinsurer == r.Reinsurer {
					signed = percent(l.Share)
				}
			}
			line(name, r.Reinsurer, signed, r.Ceded)
			name = ""
		}
		t.rule()
	}
	name := "all contracts"
	for _, r := range rep.Reinsurers {
		line(name, r.Reinsurer, "", r.Ceded)
		name = ""
	}
	line("", "together", "", rep.Total.Ceded)
	t.print(w)
}

func (rep *report) printPrice(w *strings.Builder) {
	if len(rep.Price.Charges) == 0 {
		fmt.Fprint(w, "No layer of the program has a premium.\n\n")
		return
	}
	fmt.Fprintln(w, "A reinstatement premium is charged for the limit that an event used, at its first loss: on the deposit at")
	fmt.Fprintln(w, "once, on the premium when that is known. Of premium the sum so far is rounded; brokerage is allowed of it.")
	fmt.Fprintln(w)
	t := newTable(5, "contract", "clause", "charge", "date", "loss", "base", "rate", "at 100 %", "as placed")
	name, clause := "", ""
	for _, c := range rep.Price.Charges {
		at := [2]string{c.Contract, strings.TrimSpace(c.Section + " " + c.Clause)}
		show := at
		if at[0] == name {
			show[0] = ""
			if at[1] == clause {
				show[1] = ""
			}
		}
		if at[0] != name && name != "" {
			t.rule()
		}
		name, clause = at[0], at[1]
		t.add(show[0], show[1], string(c.Kind), c.Date.String(), c.Loss, rep.whole(c.Base), c.Rate.Round(6).String(), rep.whole(c.Full), rep.whole(c.Charged))
	}
	t.print(w)
	t = newTable(2, "contract", "reinsurer", "premium", "brokerage", "paid")
	line := func(name, reinsurer string, p treaty.Price) {
		t.add(name, reinsurer, rep.whole(p.Premium), rep.whole(p.Brokerage), rep.whole(p.Premium.Sub(p.Brokerage)))
	}
	for _, c := range rep.Contracts {
		name := c.Contract
		for _, r := range c.Reinsurers {
			if !r.Price.Premium.IsZero() || !r.Price.Brokerage.IsZero() {
				line(name, r.Reinsurer, r.Price)
				name = ""
			}
		}
	}
	t.rule()
	line("all", "", rep.Price.Price)
	t.print(w)
}

func (rep *report) printAccounts(w *strings.Builder) {
	if len(rep.Accounts) == 0 {
		fmt.Fprintf(w, "No contract has an account.\n\n")
		return
	}
	fmt.Fprintln(w, "Commissions are what reinsurers allow of the premium ceded, as the loss ratio of the year says, and of what")
	fmt.Fprintln(w, "the year leaves them. A deficit of years before is carried into it, and what is left of one out of it.")
	fmt.Fprintln(w)
	t := newTable(3, "contract", "year", "term", "loss ratio", "carried in", "base", "rate", "at 100 %", "as placed", "carried out")
	for k, s := range rep.Accounts {
		if k > 0 {
			t.rule()
		}
		name := s.Contract
		for year, i := range s.Items() {
			ratio, rate := "", ""
			if i.LossRatio != nil {
				ratio = i.LossRatio.Round(4).String() // to look at: the rate follows from the exact one
			}
			if i.Rate != nil {
				rate = i.Rate.Round(4).String()
			}
			t.add(name, strconv.Itoa(year), strings.TrimSuffix(i.Term, "-commission"), ratio, rep.whole(i.CarriedIn), rep.whole(i.Base), rate, rep.whole(i.Full), rep.whole(i.Placed), rep.whole(i.CarriedOut))
			for _, part := range i.Parts {
				t.add("", "", "  "+part.Reinsurer, "", "", "", "", "", rep.whole(part.Amount), "")
			}
			name = ""
		}
	}
	t.print(w)
}

func (rep *report) printLosses(w *strings.Builder) {
	fmt.Fprintln(w, "Each contract's column is what its reinsurers pay of the loss; net is what is left after all of them.")
	fmt.Fprintln(w)
	head := []string{"loss", "date", "event", "gross"}
	for _, c := range rep.Contracts {
		head = append(head, c.Contract)
	}
	t := newTable(3, append(head, "net")...)
	for _, l := range rep.LargestLosses {
		row := []string{l.Loss, l.Date.String(), l.Event, rep.money(l.Gross)}
		for _, c := range rep.Contracts {
			ceded := decimal.Decimal{}
			for _, part := range l.Contracts {
				if part.Contract == c.Contract {
					ceded = part.Ceded
				}
			}
			row = append(row, rep.money(ceded))
		}
		t.add(append(row, rep.money(l.Net))...)
	}
	t.print(w)
}

func (rep *report) printEvents(w *strings.Builder) {
	fmt.Fprintln(w, "Proportional covers and layers per risk pay first, risk by risk; a layer per event pays for the sum of what")
	fmt.Fprintln(w, "they leave, and its recovery goes back to the losses in proportion to what each brought into the sum.")
	fmt.Fprintln(w)
	t := newTable(3, "event", "peril", "days", "losses", "gross", "proportional", "per risk", "per event", "net")
	var all eventReport
	for _, e := range rep.Events {
		name, days := e.Event, ""
		if name == "" {
			name = "no event"
			t.rule()
		}
		if e.From != "" {
			days = strings.TrimPrefix(e.From[4:], "-") + ".." + strings.TrimPrefix(e.To[4:], "-")
		}
		t.add(name, e.Peril, days, count(e.Losses), rep.money(e.Gross), rep.money(e.Proportional), rep.money(e.PerRisk), rep.money(e.PerEvent), rep.money(e.Net))
		all.Losses += e.Losses
		all.Gross = all.Gross.Add(e.Gross)
		all.Proportional = all.Proportional.Add(e.Proportional)
		all.PerRisk = all.PerRisk.Add(e.PerRisk)
		all.PerEvent = all.PerEvent.Add(e.PerEvent)
		all.Net = all.Net.Add(e.Net)
	}
	t.rule()
	t.add("together", "", "", count(all.Losses), rep.money(all.Gross), rep.money(all.Proportional), rep.money(all.PerRisk), rep.money(all.PerEvent), rep.money(all.Net))
	t.print(w)
}

func (rep *report) printLedger(w *strings.Builder) {
	l := rep.Ledger
	if l.Loss == "" {
		fmt.Fprint(w, "The book has no losses.\n\n")
		return
	}
	fmt.Fprintf(w, "Loss %s of %s", l.Loss, l.Date)
	if l.Risk != "" {
		fmt.Fprintf(w, " on risk %s, sum insured %s", l.Risk, rep.money(l.SumInsured))
	}
	if l.Event != "" {
		fmt.Fprintf(w, ", in event %s", l.Event)
	}
	fmt.Fprintf(w, ".\nGross %s, ceded %s, net %s.\n", rep.whole(l.Gross), rep.whole(l.Ceded), rep.whole(l.Net))
	fmt.Fprintf(w, "Of the losses that most contracts pay for (%s of %s) it is the largest.\n\n", count(l.Contracts), count(rep.Program.Contracts))
	fmt.Fprintln(w, "terms: what a clause gives at 100 %; placement: the placed part of it; cession: what this loss cedes;")
	fmt.Fprintln(w, "reinsurer: the movement of his balance. \"at\" says whether a line stands at the loss or at the whole event.")
	fmt.Fprintln(w)
	rep.printPostings(w, l.Postings)
	if len(l.Reinstatement) > 0 {
		fmt.Fprint(w, "The premium for the limit that its event used stands at the event's first loss:\n\n")
		rep.printPostings(w, l.Reinstatement)
	}
}

func (rep *report) printPostings(w *strings.Builder, postings []treaty.Posting) {
	t := newTable(5, "contract", "clause", "step", "reinsurer", "at", "base", "rate", "amount")
	last := ""
	for _, p := range postings {
		if p.Contract != last && last != "" {
			t.rule()
		}
		name := ""
		if p.Contract != last {
			name = p.Contract
		}
		last = p.Contract
		at := "loss"
		switch {
		case p.Loss == "":
			at = "event"
		case priced(p):
			at = p.Loss
		}
		rate := ""
		if p.Rate != nil {
			rate = p.Rate.String()
		}
		clause := strings.TrimSpace(strings.Join([]string{p.Section, p.Clause, p.Term}, " "))
		t.add(name, clause, string(p.Step), p.Reinsurer, at, rep.whole(p.Base), rate, rep.whole(p.Amount))
	}
	t.print(w)
}

func (rep *report) printCapacity(w *strings.Builder) {
	fmt.Fprintln(w, "The automatic capacity of a clause is for one unit of risk or occurrence. Only its placed part is effective;")
	fmt.Fprintln(w, "the rest stays with the cedent (T/IAC 17-2018, 6.4).")
	fmt.Fprintln(w)
	t := newTable(2, "contract", "clause", "placed", "capacity", "effective", "unplaced")
	optional := func(d *decimal.Decimal) string {
		if d == nil {
			return "none stated"
		}
		return rep.money(*d)
	}
	for _, c := range rep.Capacities {
		t.add(c.Contract, strings.TrimSpace(c.Section+" "+c.Clause), percent(c.Placed.Round(18)), optional(c.Maximum), optional(c.Effective), optional(c.Unplaced))
	}
	t.print(w)

	var unplaced, overspill, need decimal.Decimal
	for _, n := range rep.Facultative {
		unplaced, overspill, need = unplaced.Add(n.Unplaced), overspill.Add(n.Overspill), need.Add(n.Need)
	}
	fmt.Fprintf(w, "A unit of risk needs facultative cover for what is unplaced of its cession and for its overspill, the part\n")
	fmt.Fprintf(w, "above all capacity. Units that need some: %s.\n\n", count(len(rep.Facultative)))
	if len(rep.Facultative) == 0 {
		return
	}
	fmt.Fprint(w, "The largest needs:\n\n")
	t = newTable(2, "contract", "unit", "unplaced", "overspill", "need")
	for _, n := range rep.Facultative[:min(len(rep.Facultative), largest)] {
		t.add(n.Contract, n.Unit, rep.money(n.Unplaced), rep.money(n.Overspill), rep.money(n.Need))
	}
	t.rule()
	t.add("all", count(len(rep.Facultative))+" units", rep.money(unplaced), rep.money(overspill), rep.money(need))
	t.print(w)
}

func (rep *report) printRetention(w *strings.Builder) {
	r := rep.Retention
	if r == nil {
		fmt.Fprint(w, "Not made: state -capital and -on.\n\n")
		return
	}
	fmt.Fprintf(w, "Source: %s.\n", r.Source)
	fmt.Fprintf(w, "Capital and reserves %s; units of risk in force on %s: %s.\n", rep.whole(r.Rule.CapitalAndReserves), r.Rule.On, count(r.Units))
	fmt.Fprintf(w, "Net premium of the year: %s; at most %s may be kept, %s is above.\n", rep.whole(r.NetPremium), rep.whole(r.PremiumLimit), rep.whole(r.PremiumExcess))
	fmt.Fprintf(w, "Net retention of a unit: what the program leaves of its total loss, with no other hit; at most %s.\n", rep.whole(r.UnitLimit))
	fmt.Fprintf(w, "Units above the limit: %s.\n\n", count(len(r.Findings)))
	if len(r.Findings) == 0 {
		return
	}
	fmt.Fprint(w, "Those furthest above it:\n\n")
	t := newTable(1, "unit", "sum insured", "kept", "limit", "still to cede")
	for _, f := range r.Findings[:min(len(r.Findings), largest)] {
		t.add(f.Unit, rep.money(f.SumInsured), rep.money(f.Retained), rep.money(r.UnitLimit), rep.money(f.ToCede))
	}
	t.print(w)
}

func (rep *report) printProof(w *strings.Builder) {
	fmt.Fprintln(w, "The same amounts, added up in ways that do not depend on each other. They agree to the last unit:")
	fmt.Fprintln(w)
	t := newTable(2, "", "summed over", "sum insured", "premium", "loss")
	last := ofGross
	for _, v := range rep.Proof.Views {
		if v.Of != last {
			t.rule()
		}
		last = v.Of
		t.add(v.Of, v.From, rep.whole(v.Sum.SumInsured), rep.whole(v.Sum.Premium), rep.whole(v.Sum.Loss))
	}
	t.rule()
	d := rep.Proof.Difference
	t.add("gross - ceded - net", "", rep.whole(d.SumInsured), rep.whole(d.Premium), rep.whole(d.Loss))
	t.print(w)
	verdict := "holds"
	if !rep.Proof.Holds {
		verdict = "DOES NOT HOLD"
	}
	fmt.Fprintf(w, "gross = ceded + net %s for sums insured, premium and losses.\n", verdict)
}
