package treaty_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// paidLoss is a loss with one position of paid indemnity.
func paidLoss(id, risk, event, day, amount string) treaty.Loss {
	l := exampleLoss(id, risk, event, day, "0")
	l.Positions[0] = treaty.Position{Paid: decimal.RequireFromString(amount)}
	return l
}

// rates are several decimals.
func rates(texts ...string) []decimal.Decimal {
	var out []decimal.Decimal
	for _, text := range texts {
		out = append(out, decimal.RequireFromString(text))
	}
	return out
}

// Two units of 1,000 under terms that look at a whole year. The total loss of each is the only one, so what the
// layer pays of it does not depend on the other: both keep the same.
func TestProgram_RetentionCheck_annual(t *testing.T) {
	dec := decimal.RequireFromString
	some := func(text string) *decimal.Decimal { return new(dec(text)) }
	layer := func(change func(*xol.Layer)) xol.Layer {
		l := xol.Layer{ID: "layer", Attachment: dec("400"), Limit: some("500")}
		change(&l)
		return l
	}
	perRisk := func(change func(*xol.Layer)) treaty.Terms { return xol.PerRisk{Layers: []xol.Layer{layer(change)}} }
	for _, tt := range []struct {
		name     string
		terms    treaty.Terms
		retained string // of either, layers per event not counted
		counted  string // and counted
	}{
		{"aggregate limit of one limit", perRisk(func(l *xol.Layer) { l.AggregateLimit = some("500") }), "500", "500"},
		{"aggregate limit below the limit", perRisk(func(l *xol.Layer) { l.AggregateLimit = some("300") }), "700", "700"},
		{"term limit", perRisk(func(l *xol.Layer) { l.TermLimit = some("500") }), "500", "500"},
		{"no reinstatement", perRisk(func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{} }), "500", "500"},
		{"aggregate deductible", perRisk(func(l *xol.Layer) { l.AggregateDeductible = some("300") }), "800", "800"}, // 1,000 - (500 - 300)
		{"first occurrence", perRisk(func(l *xol.Layer) { l.Occurrences = xol.Range{To: 1} }), "500", "500"},
		{"second occurrence", perRisk(func(l *xol.Layer) { l.Occurrences = xol.Range{From: 2} }), "1000", "1000"},
		{"largest", perRisk(func(l *xol.Layer) { l.Ranks = xol.Range{To: 1} }), "500", "500"},
		{"event cap", perRisk(func(l *xol.Layer) { l.EventCap, l.AggregateLimit = some("200"), some("500") }), "800", "800"},
		{"per event", xol.PerEvent{Layers: []xol.Layer{layer(func(l *xol.Layer) { l.AggregateLimit = some("500") })}}, "1000", "500"},
		// The market loss of a total loss is not known.
		{"market loss", xol.PerEvent{Layers: []xol.Layer{layer(func(l *xol.Layer) { l.MarketLoss = some("1") })}}, "1000", "1000"},
		// The layer below pays 300 and is then exhausted, so the top one drops, but only from the next event on.
		{"drop", xol.PerEvent{Layers: []xol.Layer{
			layer(func(l *xol.Layer) { l.ID, l.AggregateLimit = "below", some("300") }),
			{Attachment: dec("900"), Limit: some("500"), Drops: []xol.Drop{{Below: "below", Attachment: dec("400")}}},
		}}, "1000", "600"},
		{"drop within the event", xol.PerEvent{Layers: []xol.Layer{
			layer(func(l *xol.Layer) { l.ID, l.AggregateLimit = "below", some("300") }),
			{Attachment: dec("900"), Limit: some("500"), Drops: []xol.Drop{{Below: "below", Attachment: dec("400"), When: xol.DropWithin}}},
		}}, "1000", "400"}, // 300 and, above 400 + 300, another 300
		{"hours", xol.PerEvent{
			Layers: []xol.Layer{layer(func(*xol.Layer) {})}, Clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: 72}}},
		}, "1000", "500"},
		// A cover of all losses of the year is none of a unit.
		{"aggregate excess", xol.AggregateExcess{Layers: []xol.Layer{layer(func(*xol.Layer) {})}}, "1000", "1000"},
		{"stop loss", xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{layer(func(*xol.Layer) {})}}, "1000", "1000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book := plainBook()
			second := book.Risks[0]
			second.ID = "R2"
			book.Risks, book.Events[0].MarketLoss = append(book.Risks, second), some("1000")
			spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("XL", 1, tt.terms)}}
			rule := treaty.StatutoryRetention(dec("10"), exampleDay("2026-06-30"))
			for counted, want := range map[bool]string{false: tt.retained, true: tt.counted} {
				rule.CountEventCovers = counted
				report, err := checkRetention(t, spec, book, rule)
				if err != nil {
					t.Fatal(err)
				}
				rest := want + " " + dec(want).Sub(dec("1")).String()
				if diff := cmp.Diff([]string{"R1 1000 " + rest, "R2 1000 " + rest}, findingLines(report)); diff != "" {
					t.Errorf("event covers counted %v: findings (-want +got):\n%s", counted, diff)
				}
			}
		})
	}
}

// An event without its market loss is named by its place in the book, or in the stream.
func TestApply_marketLoss(t *testing.T) {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("ILW", 1, xol.PerEvent{Layers: []xol.Layer{
		{Attachment: dec("10"), Limit: new(dec("50")), MarketLoss: new(dec("1000000"))},
	}})}}
	event := func(id, market string) treaty.Event {
		e := treaty.Event{ID: id}
		if market != "" {
			e.MarketLoss = new(dec(market))
		}
		return e
	}
	for _, tt := range []struct {
		name   string
		events []treaty.Event
		want   string // what the layer pays of a loss of 40 in the event E, or the error
	}{
		{"above", []treaty.Event{event("E", "1000000.01")}, "30"},
		{"as much", []treaty.Event{event("E", "1000000")}, "30"},
		{"below", []treaty.Event{event("E", "999999.99")}, "0"},
		{
			"two without",
			[]treaty.Event{event("Z", ""), event("E", "2000000"), event("A", "")},
			"events[2].marketLoss: must not be empty: contract ILW needs it\nevents[0].marketLoss: must not be empty: contract ILW needs it",
		},
		{"too fine", []treaty.Event{event("Z", "1"), event("E", "0.001")}, "events[1].marketLoss: must have at most 2 decimal places (got 0.001)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result, err := lawApply(spec, treaty.BookSpec{Currency: "CNY", Events: tt.events, Losses: []treaty.Loss{paidLoss("L", "", "E", "2026-06-01", "40")}})
			got := textOfError(err)
			if err == nil {
				got = result.Total().Ceded.Loss.String()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	want := "stream[0].event.marketLoss: must not be empty: contract ILW needs it"
	_, err := streamed(t, spec, treaty.BookSpec{Currency: "CNY"}, treaty.EventLosses{Event: event("E", ""), Losses: []treaty.Loss{paidLoss("L", "", "E", "2026-06-01", "40")}})
	if got := textOfError(err); got != want {
		t.Errorf("stream: %q, want %q", got, want)
	}
}

// position is a position of paid and outstanding indemnity, paid expense and salvage.
func position(at, paid, outstanding, expense, salvage string) treaty.Position {
	dec := decimal.RequireFromString
	return treaty.Position{At: exampleDay(at), Paid: dec(paid), Outstanding: dec(outstanding), PaidExpense: dec(expense), Salvage: dec(salvage)}
}

// developingBook has losses that rise, fall and get salvage; at the end of June L2 is at most.
func developingBook() treaty.BookSpec {
	book := plainBook()
	book.Risks[0].SumInsured = decimal.RequireFromString("100000")
	loss := func(id, day string, positions ...treaty.Position) treaty.Loss {
		return treaty.Loss{ID: id, Risk: "R1", Date: exampleDay(day), Reported: exampleDay(day), Positions: positions}
	}
	book.Losses = []treaty.Loss{
		loss("L1", "2026-02-01",
			position("2026-02-28", "0", "300.01", "0", "0"),
			position("2026-05-31", "120.5", "200", "7.77", "0"),
			position("2026-12-31", "260", "0", "9", "130.33")),
		loss("L2", "2026-03-01",
			position("2026-03-31", "50", "150", "0", "0"),
			position("2026-06-30", "380", "0", "20", "0"),
			position("2026-09-30", "380", "0", "20", "250")),
		loss("L3", "2026-06-01", position("2026-06-30", "0", "0", "0", "0"), position("2027-01-31", "199.99", "0", "0", "0")),
	}
	return book
}

// developingSpec is a quota share of 30 % and, on the rest, a layer with one paid reinstatement and an aggregate deductible, each
// placed in parts.
func developingSpec() treaty.Spec {
	dec := decimal.RequireFromString
	some := func(text string) *decimal.Decimal { return new(dec(text)) }
	share := cover("QS", 1, quota("0.3"))
	layer := cover("XL", 2, xol.PerEvent{Layers: []xol.Layer{{
		ID: "layer", Attachment: dec("50"), Limit: some("100"), AggregateDeductible: some("20"),
		Premium:        &xol.Premium{Deposit: some("33.33"), Brokerage: some("0.1")},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: rates("0.7"), Brokerage: some("0.1")},
	}}})
	share.Placement, layer.Placement = lawPanel("0.5", "0.35"), lawPanel("0.45", "0.25", "0.15")
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{share, layer}}
}

// standing writes down, by account, contract, loss and reinsurer, what a result posts of losses and prices.
func standing(r *treaty.Result) map[string]decimal.Decimal {
	out := make(map[string]decimal.Decimal)
	if r == nil {
		return out
	}
	for p := range r.Postings() {
		if p.Step == treaty.StepReinsurer && p.Account != treaty.AccountSumInsured && p.Account != treaty.AccountPremium {
			key := string(p.Account) + " " + p.Contract + " " + p.Clause + " " + p.Loss + " " + p.Reinsurer
			out[key] = out[key].Add(p.Amount)
		}
	}
	return out
}

// Between any two dates, in either order, the movements are what lies between the positions; and the positions are those of the losses,
// contracts and reinsurers of the results.
func TestMovements(t *testing.T) {
	program, book := lawProgram(developingSpec()), lawBook(developingBook())
	results := []*treaty.Result{nil}
	for _, at := range []string{"2026-01-31", "2026-02-28", "2026-04-30", "2026-05-31", "2026-06-30", "2026-09-30", "2026-12-31", "2027-01-31"} {
		r, err := program.ApplyAt(context.Background(), book, exampleDay(at))
		if err != nil {
			t.Fatal(err)
		}
		if got := checkPrices(developingSpec(), r); got != "" {
			t.Errorf("%s: %s", at, got)
		}
		results = append(results, r)
	}
	equal := cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
	below := 0
	for i, before := range results {
		for k, after := range results[1:] {
			movements, err := treaty.Movements(before, after)
			if err != nil {
				t.Fatal(err)
			}
			got, byLoss, premium := standing(before), map[string]decimal.Decimal{}, decimal.Decimal{}
			for m := range movements {
				if !m.Before.Add(m.Amount).Equal(m.After) || m.Amount.IsZero() {
					t.Errorf("from %d to %d: %v", i, k+1, m)
				}
				if m.Amount.IsNegative() {
					below++
				}
				key := string(m.Account) + " " + m.Contract + " " + m.Clause + " " + m.Loss + " " + m.Reinsurer
				got[key] = got[key].Add(m.Amount)
				switch m.Account {
				case treaty.AccountLoss:
					byLoss[m.Loss] = byLoss[m.Loss].Add(m.Amount)
				case treaty.AccountCoverPremium:
					premium = premium.Add(m.Amount)
				case treaty.AccountBrokerage, treaty.AccountSumInsured, treaty.AccountPremium,
					treaty.AccountLossSharing, treaty.AccountCommission, treaty.AccountPremiumPortfolio, treaty.AccountLossPortfolio:
				}
			}
			want := standing(after)
			for _, both := range []map[string]decimal.Decimal{got, want} {
				maps.DeleteFunc(both, func(_ string, d decimal.Decimal) bool { return d.IsZero() })
			}
			if diff := cmp.Diff(want, got, equal); diff != "" {
				t.Errorf("from %d to %d, positions (-want +got):\n%s", i, k+1, diff)
			}
			if before == nil {
				continue
			}
			for l := range after.Losses() {
				was, _ := before.Loss(l.Loss)
				if !byLoss[l.Loss].Equal(l.Ceded.Sub(was.Ceded)) {
					t.Errorf("from %d to %d: %s moves by %s, from %s to %s", i, k+1, l.Loss, byLoss[l.Loss], was.Ceded, l.Ceded)
				}
			}
			if want := after.Price().Premium.Sub(before.Price().Premium); !premium.Equal(want) {
				t.Errorf("from %d to %d: the price moves by %s, want %s", i, k+1, premium, want)
			}
		}
	}
	if below == 0 {
		t.Error("no movement is below zero")
	}
}

// Source: hand calculation. 100 xs 50 with an aggregate deductible of 20 on what a quota share of 30 % leaves, 85 % of it placed;
// one reinstatement at 70 % of 33.33, on what is paid. The quota share is placed at 85 % too, so 74.5 % of a loss stay.
//
//	date    L1 incurred, paid       L2 incurred, paid    the layer at 100 %
//	04-30   300.01, 0               200, 50              100 (223.51 - 50, at most 100) - 20 = 80; 99 (149 - 50)
//	06-30   328.27, 128.27          400, 400             100 - 20 = 80; 100
//	12-31   138.67, 138.67          150, 150             53.31 (103.31 - 50) - 20 = 33.31; 61.75 (111.75 - 50)
//
// The limit is reinstated once, 100. Of paid losses the layer uses 0 and 0 (37.25 is below 50); then 25.56 (95.56 - 50 - 20) and 100,
// and all of 100 is charged: 17.91 (of 25.56 × 0.7 × 0.3333 = 5.963, 5.96), 23.33 together; then 33.31 and 61.75, together
// 95.06: 7.77 (7.7717), 22.18 (22.1784).
func TestMovements_salvage(t *testing.T) {
	program, book := lawProgram(developingSpec()), lawBook(developingBook())
	for _, tt := range []struct {
		at   string
		want []string
	}{
		{"2026-04-30", []string{"L1 300.01: 80", "L2 200: 99"}},
		{"2026-06-30", []string{"L1 328.27: 80, 5.96", "L2 400: 100, 17.37"}},
		{"2026-12-31", []string{"L1 138.67: 33.31, 7.77", "L2 150: 61.75, 14.41"}},
	} {
		r, err := program.ApplyAt(context.Background(), book, exampleDay(tt.at))
		if err != nil {
			t.Fatal(err)
		}
		charged := make(map[string]string)
		for c := range r.Charges() {
			if c.Kind == treaty.ChargeReinstatement {
				charged[c.Loss] = ", " + c.Full.String()
			}
		}
		var got []string
		for l := range r.Losses() {
			for _, c := range r.LossCessions(l.Loss) {
				if c.Contract == "XL" && !l.Gross.IsZero() {
					got = append(got, l.Loss+" "+l.Gross.String()+": "+c.Full.String()+charged[l.Loss])
				}
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.at, diff)
		}
	}
}

// Source: hand calculation. A layer pays all of losses up to 100 in a year. L1 of 40 becomes 70, so L2 of 50, which is later, has
// 30 left: what moves on L2 is there because L1 moved.
func TestMovements_later(t *testing.T) {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("XL", 1, xol.PerEvent{Layers: []xol.Layer{
		{ID: "layer", Limit: new(dec("100")), AggregateLimit: new(dec("100"))},
	}})}}
	book := plainBook()
	first, second := paidLoss("L1", "R1", "", "2026-02-01", "0"), paidLoss("L2", "R1", "", "2026-03-01", "0")
	first.Positions = []treaty.Position{position("2026-03-31", "40", "0", "0", "0"), position("2026-06-30", "70", "0", "0", "0")}
	second.Positions = []treaty.Position{position("2026-03-31", "50", "0", "0", "0")}
	book.Losses = []treaty.Loss{first, second}
	program, checked := lawProgram(spec), lawBook(book)
	var results []*treaty.Result
	for _, at := range []string{"2026-03-31", "2026-06-30"} {
		r, err := program.ApplyAt(context.Background(), checked, exampleDay(at))
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	movements, err := treaty.Movements(results[0], results[1])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for m := range movements {
		got = append(got, m.Loss+": "+m.Before.String()+" -> "+m.After.String()+", "+m.Amount.String())
	}
	if diff := cmp.Diff([]string{"L1: 40 -> 70, 30", "L2: 50 -> 30, -20"}, got); diff != "" {
		t.Errorf("movements (-want +got):\n%s", diff)
	}
}

func TestMovements_refuses(t *testing.T) {
	a, b := exampleApply(plainSpec(), plainBook()), exampleApply(plainSpec(), plainBook())
	for _, tt := range []struct {
		name          string
		before, after *treaty.Result
		want          string
	}{
		{"no after", a, nil, "after: must not be nil"},
		{"two programs", a, b, "before: must be of the program of after"},
	} {
		if _, err := treaty.Movements(tt.before, tt.after); textOfError(err) != tt.want {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

// Source: hand calculation. A quota share of 40 % cedes 92 of a loss of 200 and expense of 30, and of its own
// subject the same part is expense: 92 × 30/230 = 12. What is left is 138, of which 18 is expense. The layer is 100 xs 50:
//
//	within     138 - 50 = 88; with 88 × 18/138 = 11.48 of expense, so 50 are left, 6.52 of it expense
//	pro rata   120 - 50 = 70, and 18 × 70/120 = 10.50; 57.50 are left, 7.50 of it expense
//	excluded   70; 68 are left, 18 of it expense
//
// After it a quota share of 10 % and an excluding layer above 5 see of it 50, 57.50 and 68:
//
//	within     5 of them, with 0.65 (0.652) of expense: 45, 5.87 of it expense; 39.13 - 5 = 34.13
//	pro rata   5.75, with 0.75: 51.75, 6.75; 45 - 5 = 40
//	excluded   6.80, with 1.80: 61.20, 16.20; 45 - 5 = 40
func TestExpenses_stages(t *testing.T) {
	dec := decimal.RequireFromString
	layer := func(attachment, limit string, expenses xol.Expenses) xol.PerEvent {
		return xol.PerEvent{
			Layers:  []xol.Layer{{ID: "layer", Attachment: dec(attachment), Limit: new(dec(limit))}},
			Clauses: xol.Clauses{Expenses: expenses},
		}
	}
	netOf := func(c treaty.Contract, ids ...string) treaty.Contract {
		c.Subject, c.NetOf = treaty.SubjectNetOf, ids
		return c
	}
	for _, tt := range []struct {
		name     string
		position *treaty.Position
		layers   []treaty.Contract // after the quota share of 40 %
		want     string
	}{
		{name: "within", layers: []treaty.Contract{
			cover("XL", 2, layer("50", "100", xol.ExpensesWithin)), cover("QS2", 3, quota("0.1")), cover("top", 4, layer("5", "1000", xol.ExpensesExcluded)),
		}, want: "QS of L: 92, XL of L: 88, QS2 of L: 5, top of L: 34.13"},
		{name: "pro rata", layers: []treaty.Contract{
			cover("XL", 2, layer("50", "100", xol.ExpensesProRata)), cover("QS2", 3, quota("0.1")), cover("top", 4, layer("5", "1000", xol.ExpensesExcluded)),
		}, want: "QS of L: 92, XL of L: 80.5, QS2 of L: 5.75, top of L: 40"},
		{name: "excluded", layers: []treaty.Contract{
			cover("XL", 2, layer("50", "100", xol.ExpensesExcluded)), cover("QS2", 3, quota("0.1")), cover("top", 4, layer("5", "1000", xol.ExpensesExcluded)),
		}, want: "QS of L: 92, XL of L: 70, QS2 of L: 6.8, top of L: 40"},
		// 200 of indemnity; 150 above 50 are more than the limit, 100; of the expense 30 × 100/200.
		{name: "gross, pro rata", layers: []treaty.Contract{onGross(cover("XL", 2, layer("50", "100", xol.ExpensesProRata)))}, want: "QS of L: 92, XL of L: 115"},
		// What the aggregate limit leaves of the recovery, 40 of 200, is what is paid of the expense: 6 of 30.
		{name: "pro rata to what is left", layers: []treaty.Contract{onGross(cover("XL", 2, xol.PerEvent{
			Layers:  []xol.Layer{{Attachment: dec("50"), Limit: new(dec("100")), AggregateLimit: new(dec("40"))}},
			Clauses: xol.Clauses{Expenses: xol.ExpensesProRata},
		}))}, want: "QS of L: 92, XL of L: 46"},
		// Net of the first quota share only: 138, 18 of it expense. Of 120 the layer pays 60 above 60, and 9 of 18.
		{name: "net of one", layers: []treaty.Contract{
			cover("QS2", 2, quota("0.1")), netOf(cover("XL", 3, layer("60", "100", xol.ExpensesProRata)), "QS"),
		}, want: "QS of L: 92, QS2 of L: 13.8, XL of L: 69"},
		// Net of the layer only, which pays half of 150, 75, and 30 × 75/200 = 11.25: 125 of indemnity are left.
		{name: "net of a layer", layers: []treaty.Contract{
			onGross(cover("XL", 2, xol.PerEvent{
				Layers: []xol.Layer{{Attachment: dec("50"), Share: new(dec("0.5"))}}, Clauses: xol.Clauses{Expenses: xol.ExpensesProRata},
			})),
			netOf(cover("top", 3, layer("100", "1000", xol.ExpensesExcluded)), "XL"),
		}, want: "QS of L: 92, XL of L: 86.25, top of L: 25"},
		// Salvage lowers what is paid, indemnity first: of 10 and 30 with 20 of salvage all that is left is expense.
		{
			name: "salvage", position: &treaty.Position{Paid: dec("10"), PaidExpense: dec("30"), Salvage: dec("20")},
			layers: []treaty.Contract{cover("XL", 2, layer("0", "100", xol.ExpensesProRata)), cover("top", 3, layer("2", "100", xol.ExpensesWithin))},
			want:   "QS of L: 8, XL of L: 0, top of L: 10",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book := plainBook()
			loss := exampleLoss("L", "R1", "", "2026-06-01", "0")
			loss.Positions[0] = treaty.Position{Paid: dec("150"), Outstanding: dec("50"), PaidExpense: dec("10"), OutstandingExpense: dec("20")}
			if tt.position != nil {
				loss.Positions[0] = *tt.position
			}
			book.Losses = []treaty.Loss{loss}
			got := cessions(exampleApply(treaty.Spec{Currency: "CNY", Contracts: append([]treaty.Contract{cover("QS", 1, quota("0.4"))}, tt.layers...)}, book))
			if got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// batchPrograms are programs that look at whole years and ask of losses only what columns have.
func batchPrograms() map[string][]treaty.Contract {
	dec := decimal.RequireFromString
	some := func(text string) *decimal.Decimal { return new(dec(text)) }
	out := annualPrograms()
	delete(out, "franchise") // which asks for market losses
	for name, terms := range map[string]treaty.Terms{
		"stop loss": xol.StopLoss{
			On: xol.OnLossRatio, Basis: xol.PremiumEarned,
			Layers: []xol.Layer{annualLayer(func(l *xol.Layer) { l.Attachment, l.Limit = dec("0.12"), some("0.2") })},
		},
		"aggregate excess": xol.AggregateExcess{
			EachLoss: &xol.EachLoss{Deductible: some("100"), Limit: some("150")},
			Layers:   []xol.Layer{annualLayer(func(l *xol.Layer) { l.Attachment, l.Limit = dec("200"), some("333") })},
		},
		"ranks": xol.PerEvent{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) { l.Ranks = xol.Range{From: 2, To: 3} })}},
		"swing": xol.PerEvent{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) {
			l.Premium = &xol.Premium{
				Deposit: some("20"), Swing: &xol.Swing{Loading: dec("1.25"), Minimum: dec("0.01"), Maximum: dec("0.2")}, Brokerage: some("0.1"),
			}
			l.Reinstatements = &xol.Reinstatements{Count: 2, Rates: rates("1")}
		})}},
		"no-claims bonus": xol.PerRisk{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) {
			l.Attachment, l.Premium.NoClaims = dec("300"), some("0.3")
		})}},
		"maximum line": xol.PerRisk{
			Layers:  []xol.Layer{annualLayer(func(l *xol.Layer) { l.AggregateLimit = some("250") })},
			Clauses: xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: dec("6000")}},
		},
	} {
		c := cover("XL", 2, terms)
		c.Placement = lawPanel("0.45", "0.4")
		out[name] = []treaty.Contract{cover("QS", 1, quota("0.2")), c}
	}
	// Layers that look at one loss at a time are run in another way where nothing is recorded.
	plain := cover("XL", 2, xol.PerRisk{Layers: []xol.Layer{annualLayer(func(l *xol.Layer) {
		l.AggregateDeductible, l.Reinstatements = some("30"), &xol.Reinstatements{Count: 1, Rates: rates("1")}
	})}})
	plain.Sections[0].Basis = treaty.RisksAttaching
	out["one loss at a time"] = []treaty.Contract{cover("QS", 1, quota("0.2")), plain}
	return out
}

// batchBook is a book of one year whose losses are all paid, without expenses, which columns do not have.
func batchBook() treaty.BookSpec {
	book := annualBook()
	for i := range book.Risks {
		book.Risks[i].Period = exampleYear(2026)
	}
	for i := range book.Losses {
		l := &book.Losses[i]
		p := l.Positions[0]
		l.Positions[0] = treaty.Position{Paid: p.Paid.Add(p.Outstanding)}
		l.Date, l.Reported = exampleDay("2026-0"+strconv.Itoa(1+i/2)+"-11"), exampleDay("2026-12-31")
	}
	return book
}

// Each term of columns, with dates and without, is what the book of its losses gives: what is ceded and what it costs, by clause.
func TestBatch_annual(t *testing.T) {
	whole := batchBook()
	none, few := whole, whole
	none.Losses, few.Losses = nil, whole.Losses[4:8]
	books := []treaty.BookSpec{whole, none, few, whole}
	for name, contracts := range batchPrograms() {
		for _, dated := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, dated %v", name, dated), func(t *testing.T) {
				spec := treaty.Spec{Currency: "CNY", Contracts: contracts}
				if !dated {
					spec.Contracts = asToAmount(t, contracts)
				}
				columns := lawColumns(spec, books)
				if !dated {
					columns.Date = nil
				}
				totals, problem := runBatch(t, spec, whole, columns)
				if problem != "" {
					t.Fatal(problem)
				}
				minor := lawMinor(2)
				for term, book := range books {
					r, err := lawApply(spec, book)
					if err != nil {
						t.Fatal(err)
					}
					var full, ceded, price []int64
					for _, c := range r.Contracts() {
						for _, s := range c.Sections {
							for _, clause := range s.Clauses {
								full = append(full, minor(clause.Full.Loss))
								ceded = append(ceded, minor(clause.Ceded.Loss))
								price = append(price, minor(clause.Price.Premium))
							}
						}
					}
					from, to := term*totals.Clauses, (term+1)*totals.Clauses
					for what, both := range map[string][2][]int64{
						"full": {full, totals.Full[from:to]}, "ceded": {ceded, totals.Ceded[from:to]}, "price": {price, totals.Price[from:to]},
					} {
						if diff := cmp.Diff(both[0], both[1]); diff != "" {
							t.Errorf("term %d: %s (-book +columns):\n%s", term, what, diff)
						}
					}
				}
			})
		}
	}
}

// asToAmount returns contracts whose reinstatement premium does not depend on time, which columns without dates do not know.
func asToAmount(t *testing.T, contracts []treaty.Contract) []treaty.Contract {
	t.Helper()
	out := slices.Clone(contracts)
	for i := range out {
		out[i].Sections = slices.Clone(out[i].Sections)
		for k := range out[i].Sections {
			var layers []xol.Layer
			switch terms := out[i].Sections[k].Terms.(type) {
			case xol.PerEvent:
				terms.Layers, terms.Annual = slices.Clone(terms.Layers), ""
				layers, out[i].Sections[k].Terms = terms.Layers, terms
			case xol.PerRisk:
				terms.Layers, terms.Annual = slices.Clone(terms.Layers), ""
				layers, out[i].Sections[k].Terms = terms.Layers, terms
			case proportional.QuotaShare:
				if a := terms.Aggregate; a != nil {
					terms.Aggregate = &proportional.Aggregate{Deductible: a.Deductible, Limit: a.Limit, On: a.On}
					out[i].Sections[k].Terms = terms
				}
			}
			for n := range layers {
				if r := layers[n].Reinstatements; r != nil {
					free := *r
					free.Time = ""
					layers[n].Reinstatements = &free
				}
			}
		}
	}
	return out
}

// A program without a price has none in columns.
func TestBatch_price(t *testing.T) {
	totals, problem := runBatch(t, plainSpec(), plainBook(), treaty.Columns{Terms: []int{1}, Loss: []int64{100}, Risk: []int32{0}})
	if problem != "" || totals.Price != nil {
		t.Errorf("price %v, %q", totals.Price, problem)
	}
}

// Columns do not have what these clauses ask for.
func TestProgram_Batch_refuses(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name, want string
		clauses    xol.Clauses
		market     string
	}{
		{name: "nothing"},
		{name: "sunset", clauses: xol.Clauses{Sunset: new(exampleDay("2028-12-31"))}, want: "sunset: must be absent where columns do not say when losses were reported: contract XL"},
		{name: "market loss", market: "1000", want: "marketLoss: must be absent where columns do not say what the market lost: contract XL"},
		{name: "order of settlement", clauses: xol.Clauses{Order: xol.OrderSettlement}, want: "order: must not be where columns do not say when losses were settled: contract XL (got settlement)"},
		{name: "hours", clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: 72}}}},
		{name: "hours by peril", clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: 72, Perils: []string{"wind"}}}}, want: "hours: must not name perils where columns do not say of what peril an event is: contract XL"},
		{name: "index", clauses: xol.Clauses{Index: &xol.IndexClause{
			Kind: xol.IndexFull, Base: exampleDay("2026-01-01"), Limit: xol.LimitFixed, Series: []xol.IndexPoint{{From: exampleDay("2026-01-01"), Value: dec("100")}},
		}}, want: "index: must be absent where columns do not say when losses were paid: contract XL"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			layer := xol.Layer{Attachment: dec("50"), Limit: new(dec("100"))}
			if tt.market != "" {
				layer.MarketLoss = new(dec(tt.market))
			}
			spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("A", 1, quota("0.5")), cover("XL", 2, xol.PerEvent{Layers: []xol.Layer{layer}, Clauses: tt.clauses})}}
			_, err := lawProgram(spec).Batch(context.Background(), lawBook(plainBook()))
			if got := textOfError(err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
