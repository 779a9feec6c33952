package xol_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func TestClauses_validate(t *testing.T) {
	layers := []xol.Layer{{}}
	var list []fault
	everything := func(c xol.Clauses, want string) []fault {
		return []fault{
			{"per risk", xol.PerRisk{Layers: layers, Clauses: c}, want},
			{"per event", xol.PerEvent{Layers: layers, Clauses: c}, want},
			{"umbrella", xol.Umbrella{Over: []string{"QS"}, Layers: layers, Clauses: c}, want},
			{"aggregate", xol.AggregateExcess{Layers: layers, Clauses: c}, want},
			{"stop loss", xol.StopLoss{On: xol.OnAmounts, Layers: layers, Clauses: c}, want},
		}
	}
	const once = "order: must be absent where there is one occurrence (got date)\nannual: must be absent where there is one occurrence (got period)\n" +
		"expiry: must be absent where there is one occurrence (got whole)"
	readings := xol.Clauses{Order: xol.OrderDate, Annual: xol.AnnualPeriod, Expiry: xol.ExpiryWhole, Expenses: xol.ExpensesWithin, ExGratia: xol.ExGratiaExcluded}
	list = append(list,
		fault{"readings per risk", xol.PerRisk{Layers: layers, Clauses: readings}, ""}, fault{"readings per event", xol.PerEvent{Layers: layers, Clauses: readings}, ""},
		fault{"readings of an aggregate", xol.AggregateExcess{Layers: layers, Clauses: readings}, once},
		fault{"readings of a stop loss", xol.StopLoss{On: xol.OnAmounts, Layers: layers, Clauses: readings}, once},
		fault{
			"no readings known",
			xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Order: "size", Annual: "month", Expiry: "half", Expenses: "without", ExGratia: "agreed"}},
			"order: must be one of date, settlement (got size)\nannual: must be one of period, year (got month)\nexpiry: must be one of whole, cut (got half)\n" +
				"expenses: must be one of within, pro-rata, excluded (got without)\nexGratia: must be one of excluded, covered (got agreed)",
		},
		fault{
			"interlocking per event",
			xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Interlocking: []string{"", "A", "B", "A"}}},
			"interlocking[0]: must not be empty\ninterlocking[3]: must be named only once (got A)",
		},
		fault{
			"interlocking per risk",
			xol.PerRisk{Layers: layers, Clauses: xol.Clauses{Interlocking: []string{"A"}}},
			"interlocking: must be absent unless the cover is per event (got A)",
		},
		fault{
			"interlocking of an aggregate",
			xol.AggregateExcess{Layers: layers, Clauses: xol.Clauses{Interlocking: []string{"A"}}},
			"interlocking: must be absent unless the cover is per event (got A)",
		},
	)
	for _, tt := range everything(xol.Clauses{
		Expenses: xol.ExpensesProRata, ExGratia: xol.ExGratiaCovered, Sunset: new(day("2030-01-01")), MaximumLine: &xol.MaximumLine{Amount: yuan("0.01"), Above: xol.AboveError},
	}, "") {
		if _, umbrella := tt.terms.(xol.Umbrella); umbrella {
			if err := tt.terms.Validate(); err != nil { // it needs the contract that it is over
				t.Errorf("umbrella: %v", err)
			}
			continue
		}
		list = append(list, fault{"valid " + tt.name, tt.terms, ""})
	}
	for _, tt := range everything(xol.Clauses{Sunset: new(cede.Date), MaximumLine: &xol.MaximumLine{Above: "half"}},
		"sunset: must be a date\nmaximumLine.amount: must be positive (got 0)\nmaximumLine.above: must be one of line, error (got half)") {
		list = append(list, fault{"invalid " + tt.name, tt.terms, tt.want})
	}
	for _, tt := range everything(xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: decimal.New(1, 10_000)}},
		"maximumLine.amount: has too many digits (got 1E10000)") {
		list = append(list, fault{"hostile " + tt.name, tt.terms, tt.want})
	}
	faults(t, list)
	_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		contract("XL", 1, xol.PerEvent{Layers: layers, Clauses: xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: yuan("0.001")}}}),
	}})
	equal(t, "finer than the fen", text(err), "contracts[0].sections[0].terms.maximumLine.amount: must have at most 2 decimal places (got 0.001)")
}

// What names other contracts is checked where all of them are known.
func TestNewProgram_names(t *testing.T) {
	layers := []xol.Layer{{Attachment: yuan("1"), Limit: some("1")}}
	umbrella := func(priority int, over ...string) treaty.Contract {
		return contract("U", priority, xol.Umbrella{Over: over, Layers: layers})
	}
	interlocking := func(id string, others ...string) treaty.Contract {
		return contract(id, 1, xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Interlocking: others}})
	}
	base := contract("A", 1, xol.PerEvent{Layers: layers})
	for _, tt := range []struct {
		name      string
		contracts []treaty.Contract
		value     string
		reason    string
	}{
		{"an umbrella over one before", []treaty.Contract{umbrella(2, "A"), base}, "", ""},
		{"over an unknown contract", []treaty.Contract{umbrella(2, "A", "B"), base}, "B", "must be a contract of the program"},
		{"over one of its own stage", []treaty.Contract{umbrella(1, "A"), base}, "A", "must have a lower priority number"},
		{"over a later one", []treaty.Contract{umbrella(0, "A"), base}, "A", "must have a lower priority number"},
		{"over itself", []treaty.Contract{umbrella(2, "U"), base}, "U", "must have a lower priority number"},
		{"interlocking with one that comes later", []treaty.Contract{interlocking("0", "A"), base}, "", ""},
		{"with an unknown contract", []treaty.Contract{interlocking("0", "B"), base}, "B", "must be another contract of the program"},
		{"with itself", []treaty.Contract{interlocking("0", "A", "0"), base}, "0", "must be another contract of the program"},
	} {
		_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: tt.contracts})
		if tt.reason == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		invalid, ok := errors.AsType[*cede.InvalidError](err)
		if !ok {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		equal(t, tt.name, invalid.Value+" "+invalid.Reason, tt.value+" "+tt.reason)
	}
}

// What each loss needs to say where a clause asks for it.
func TestClauses_needs(t *testing.T) {
	sunset := perEvent(xol.Layer{}, xol.Clauses{Sunset: new(day("2030-01-01"))})
	market := perEvent(xol.Layer{MarketLoss: some("5")}, xol.Clauses{})
	line := perEvent(xol.Layer{}, xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: yuan("5")}})
	of := func(l treaty.Loss, e ...treaty.Event) treaty.BookSpec {
		return treaty.BookSpec{Losses: []treaty.Loss{l}, Events: e}
	}
	inEvent := on("2026-05-01", "a", "5")
	inEvent.Event = "e"
	for _, tt := range []struct {
		name string
		book treaty.BookSpec
		c    treaty.Contract
		want string
	}{
		{"when it was reported", of(on("2026-05-01", "a", "5")), sunset, "losses[0].reported: must not be empty: contract XL has a sunset clause"},
		{"not of a loss outside the period", of(on("2027-05-01", "a", "5")), sunset, "<nil>"},
		{"what the market lost", of(inEvent, treaty.Event{ID: "e"}), market, "events[0].marketLoss: must not be empty: contract XL needs it"},
		{"not without an event", of(on("2026-05-01", "a", "5")), market, "<nil>"},
		{"its risk, for the unit retained", of(on("2026-05-01", "a", "5")), line, "losses[0].risk: must not be empty: contract XL needs it"},
	} {
		equal(t, tt.name, fmt.Sprint(failing(tt.book, tt.c)), tt.want)
	}
	// Without an event nobody knows what the market lost.
	equal(t, "market loss", cededOf(apply(of(on("2026-05-01", "a", "5")), market), "XL"), "a: 0")
}

// claim is a paid loss of 1 May 2026 with its paid expense.
func claim(id, risk, indemnity, expense string) treaty.Loss {
	l := loss(id, risk, "e", indemnity)
	l.Positions[0].PaidExpense = yuan(expense)
	return l
}

// Expenses within, in addition and excluded, by hand.
func TestExpenses(t *testing.T) {
	layer := func(change func(*xol.Layer)) xol.Layer {
		l := xol.Layer{Attachment: yuan("100"), Limit: some("100")}
		change(&l)
		return l
	}
	plain := layer(func(*xol.Layer) {})
	for _, tt := range []struct {
		name                      string
		layer                     xol.Layer
		losses                    []treaty.Loss
		within, proRata, excluded string
	}{
		// 160 + 16: 76; 60 + 16 × 60/160; 60.
		{"one loss", plain, []treaty.Loss{claim("a", "A", "160", "16")}, "a: 76", "a: 66", "a: 60"},
		{"expenses alone reach the layer within", plain, []treaty.Loss{claim("a", "A", "100", "30")}, "a: 30", "a: 0", "a: 0"},
		{"expenses above the limit", plain, []treaty.Loss{claim("a", "A", "400", "40")}, "a: 100", "a: 110", "a: 100"},
		{"no indemnity", plain, []treaty.Loss{claim("a", "A", "0", "150")}, "a: 50", "a: 0", "a: 0"},
		{"half of a unit up", plain, []treaty.Loss{claim("a", "A", "200", "1")}, "a: 100", "a: 101", "a: 100"},                                             // 100/200 is 0.5
		{"less than half down", layer(func(l *xol.Layer) { l.Limit = some("99") }), []treaty.Loss{claim("a", "A", "200", "1")}, "a: 99", "a: 99", "a: 99"}, // 0.495
		{
			// Indemnity 50 + 150, 100 above, as 25 and 75. Half of the expenses of 30 is 15, 5 and 10 as 10 and 20.
			// Within 60 and 170: 230, at most 100: 100 × 60/230 = 26.09 and 73.91.
			"an event", plain,
			[]treaty.Loss{claim("a", "A", "50", "10"), claim("b", "B", "150", "20")},
			"a: 26, b: 74", "a: 30, b: 85", "a: 25, b: 75",
		},
		{
			"a loss of expenses only shares what is paid of expenses", plain,
			[]treaty.Loss{claim("a", "A", "200", "0"), claim("b", "B", "0", "20")},
			"a: 91, b: 9", "a: 100, b: 10", "a: 100, b: 0", // 100 × 200/220 = 90.9
		},
		{
			"times the share", layer(func(l *xol.Layer) { l.Share = some("0.5") }),
			[]treaty.Loss{claim("a", "A", "160", "16")},
			"a: 38", "a: 33", "a: 30", // 16 × 60/160 × 1/2 = 3
		},
		{
			// Half of 320 is 160: 60. The expense: 16 × 60/320 = 3. Within half of 336: 68.
			"the share on the loss", layer(func(l *xol.Layer) { l.Share, l.ShareOn = some("0.5"), xol.ShareOnLoss }),
			[]treaty.Loss{claim("a", "A", "320", "16")},
			"a: 68", "a: 63", "a: 60",
		},
		{
			"an aggregate limit is of indemnity", layer(func(l *xol.Layer) { l.AggregateLimit = some("30") }),
			[]treaty.Loss{claim("a", "A", "160", "16")},
			"a: 30", "a: 33", "a: 30", // 16 × 30/160 = 3
		},
		{
			"salvage lowers indemnity first", plain,
			[]treaty.Loss{func() treaty.Loss {
				l := claim("a", "A", "260", "16")
				l.Positions[0].Salvage = yuan("100")
				return l
			}()},
			"a: 76", "a: 66", "a: 60",
		},
		{
			"and expenses when there is no more of it", plain,
			[]treaty.Loss{func() treaty.Loss {
				l := claim("a", "A", "50", "200")
				l.Positions[0].Salvage = yuan("100") // 150 are left, all expense
				return l
			}()},
			"a: 50", "a: 0", "a: 0",
		},
		{
			"outstanding expenses are expenses", plain,
			[]treaty.Loss{func() treaty.Loss {
				l := claim("a", "A", "100", "6")
				l.Positions[0].Outstanding, l.Positions[0].OutstandingExpense = yuan("60"), yuan("10")
				return l
			}()},
			"a: 76", "a: 66", "a: 60",
		},
	} {
		for expenses, want := range map[xol.Expenses]string{"": tt.within, xol.ExpensesWithin: tt.within, xol.ExpensesProRata: tt.proRata, xol.ExpensesExcluded: tt.excluded} {
			r := run(t, "", book(tt.losses), perEvent(tt.layer, xol.Clauses{Expenses: expenses}))
			equal(t, fmt.Sprint(tt.name, ", ", expenses), cededOf(r, "XL"), want)
			total := r.Total()
			if !total.Ceded.Loss.Add(total.Retained.Loss).Equal(total.Subject.Loss) {
				t.Errorf("%s, %s: %s + %s is not %s", tt.name, expenses, total.Ceded.Loss, total.Retained.Loss, total.Subject.Loss)
			}
		}
	}
}

// Salvage leaves no less than nothing of the indemnity, and of what is paid: it takes nothing from the 160 of the other loss of the event.
// Of what the layer 100 xs 100 pays of the event's paid losses, a reinstatement costs as much.
func TestExpenses_salvage(t *testing.T) {
	for _, tt := range []struct {
		name     string
		expenses xol.Expenses
		position treaty.Position
		ceded    string
		charged  string
	}{
		// All of the indemnity is gone, and 10 of 30 of the expense.
		{"of what is paid", xol.ExpensesExcluded, treaty.Position{Paid: yuan("10"), PaidExpense: yuan("30"), Salvage: yuan("20")}, "a: 0, b: 60", "60"},
		// 40 of indemnity are left, so that 200 are incurred; 20 of expense are paid.
		{"of what is outstanding too", xol.ExpensesExcluded, treaty.Position{Paid: yuan("10"), PaidExpense: yuan("30"), Outstanding: yuan("50"), Salvage: yuan("20")}, "a: 20, b: 80", "60"},
		// 40 of indemnity are left, and more came back than was paid.
		{"of what is outstanding", xol.ExpensesWithin, treaty.Position{Outstanding: yuan("60"), Salvage: yuan("20")}, "a: 20, b: 80", "60"},
	} {
		b := book([]treaty.Loss{claim("a", "", "0", "0"), claim("b", "", "160", "0")})
		b.Losses[0].Positions[0] = tt.position
		r := run(t, "", b, perEvent(xol.Layer{
			Attachment: yuan("100"), Limit: some("100"), Premium: &xol.Premium{Deposit: some("100")},
			Reinstatements: &xol.Reinstatements{Count: 1, Rates: amounts("1")},
		}, xol.Clauses{Expenses: tt.expenses}))
		equal(t, tt.name, cededOf(r, "XL"), tt.ceded)
		equal(t, tt.name+", price", r.Price().Premium.Sub(yuan("100")).String(), tt.charged)
	}
}

// Of what an earlier contract ceded of a loss the same part is expense: a later one sees what it left of both.
func TestExpenses_net(t *testing.T) {
	b := book([]treaty.Loss{claim("a", "A", "320", "32")})
	xl := perEvent(xol.Layer{Attachment: yuan("100"), Limit: some("100")}, xol.Clauses{Expenses: xol.ExpensesProRata})
	xl.Priority = 2
	// A quota share of half leaves 160 and 16: 60 + 6.
	equal(t, "after a quota share", cededOf(run(t, "", b, contract("QS", 1, quotaShare("0.5")), xl), "XL"), "a: 66")
	gross := xl
	gross.Subject = treaty.SubjectGross // 100 of 320, 32 × 100/320 = 10
	equal(t, "on gross", cededOf(run(t, "", b, contract("QS", 1, quotaShare("0.5")), gross), "XL"), "a: 110")
	netOf := xl
	netOf.Subject, netOf.NetOf = treaty.SubjectNetOf, []string{"QS"}
	equal(t, "net of it", cededOf(run(t, "", b, contract("QS", 1, quotaShare("0.5")), netOf), "XL"), "a: 66")
	// A layer with expenses excluded takes 120 of indemnity and leaves 200 + 32: 100 + 32 × 100/200 = 116. One with expenses within takes
	// 132 of 352, 120 of indemnity and 12 of expense, and leaves 200 + 20: 100 + 10.
	first := contract("first", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("200"), Limit: some("120")}}, Clauses: xol.Clauses{Expenses: xol.ExpensesExcluded}})
	equal(t, "after expenses excluded", cededOf(run(t, "", b, first, xl), "XL"), "a: 116")
	first = contract("first", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("220"), Limit: some("132")}}})
	equal(t, "after expenses within", cededOf(run(t, "", b, first, xl), "XL"), "a: 110")
	// Pro rata, the first takes 160 above 160 and 16 of 32: 160 + 16 are left.
	first = contract("first", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("160")}}, Clauses: xol.Clauses{Expenses: xol.ExpensesProRata}})
	equal(t, "after expenses pro rata", cededOf(run(t, "", b, first, xl), "XL"), "a: 66")
}

// A unit enters in the proportion of the line; its rows add up, and what inures to the contract lowers it.
func TestMaximumLine(t *testing.T) {
	insured := func(id, policy, sum string) treaty.Risk {
		r := risk(id, "")
		r.Policy, r.SumInsured = policy, yuan(sum)
		return r
	}
	for _, tt := range []struct {
		name  string
		line  string
		unit  treaty.Unit
		risks []treaty.Risk
		first treaty.Terms
		loss  string
		want  string
	}{
		{"at the line", "1000", "", []treaty.Risk{insured("A", "P", "1000")}, nil, "300", "1: 200"},
		{"one above", "1000", "", []treaty.Risk{insured("A", "P", "1001")}, nil, "300", "1: 200"},       // 299.7
		{"a quarter above", "1000", "", []treaty.Risk{insured("A", "P", "1250")}, nil, "300", "1: 140"}, // 240
		{"half up", "1000", "", []treaty.Risk{insured("A", "P", "2000")}, nil, "301", "1: 51"},          // 150.5
		{"far above", "1", "", []treaty.Risk{insured("A", "P", "1000")}, nil, "1000", "1: 0"},
		{"rows are units", "1000", treaty.UnitRow, []treaty.Risk{insured("A", "P", "1000"), insured("B", "P", "250")}, nil, "300", "1: 200"},
		{"rows of a policy add up", "1000", treaty.UnitPolicy, []treaty.Risk{insured("A", "P", "1000"), insured("B", "P", "250")}, nil, "300", "1: 140"},
		{"net of a quota share", "1000", "", []treaty.Risk{insured("A", "P", "2000")}, quotaShare("0.5"), "600", "1: 200"}, // 1,000 and 300 are left
		{"nothing insured", "1000", "", []treaty.Risk{insured("A", "P", "0")}, nil, "300", "1: 200"},
	} {
		for _, above := range []xol.AboveMaximum{"", xol.AboveLine} {
			c := contract("XL", 2, xol.PerRisk{
				Layers:  []xol.Layer{{Attachment: yuan("100"), Limit: some("400")}},
				Clauses: xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: yuan(tt.line), Above: above}},
			})
			c.Sections[0].Unit = tt.unit
			contracts := []treaty.Contract{c}
			if tt.first != nil {
				contracts = append(contracts, contract("QS", 1, tt.first))
			}
			r := run(t, "", treaty.BookSpec{Risks: tt.risks, Losses: claims("1 A - 2026-05-01 " + tt.loss)}, contracts...)
			equal(t, tt.name, cededOf(r, "XL"), tt.want)
		}
	}
	strict := contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{{}}, Clauses: xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: yuan("1000"), Above: xol.AboveError}}})
	for sum, want := range map[string]string{
		"1000":    "<nil>",
		"1000.01": "contract XL: risks[0].sumInsured: must not leave the unit above the maximum line of the section",
	} {
		equal(t, sum, fmt.Sprint(failing(treaty.BookSpec{Risks: []treaty.Risk{insured("A", "P", sum)}}, strict)), want)
	}
}

// Reported on the last day, a day after; and the clause is each contract's own.
func TestClauses_sunset(t *testing.T) {
	reported := func(on string) treaty.Loss {
		l := loss("1", "A", "", "150")
		l.Reported = day(on)
		return l
	}
	for on, want := range map[string]string{"2026-05-01": "1: 50", "2030-06-30": "1: 50", "2030-07-01": "", "2040-01-01": ""} {
		cover := xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("100")}}, Clauses: xol.Clauses{Sunset: new(day("2030-06-30"))}}
		other := xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("120"), Limit: some("5"), Share: some("0.2")}}}
		r := run(t, "", book([]treaty.Loss{reported(on)}), contract("XL", 1, cover), contract("other", 2, other))
		equal(t, on, cededOf(r, "XL"), want)
		if want == "" {
			equal(t, on+", other", cededOf(r, "other"), "1: 1")
		}
	}
}

// Payments without liability are outside layers only; a quota share follows the cedent's settlements.
func TestExGratia(t *testing.T) {
	generous := loss("1", "A", "", "200")
	generous.ExGratia = true
	xl := contract("XL", 2, xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("50")}}})
	r := run(t, "", book([]treaty.Loss{generous}), contract("QS", 1, quotaShare("0.5")), xl)
	equal(t, "quota share", cededOf(r, "QS"), "1: 100")
	equal(t, "excluded", cededOf(r, "XL"), "")
	xl.Sections[0].Terms = xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("50")}}, Clauses: xol.Clauses{ExGratia: xol.ExGratiaCovered}}
	equal(t, "covered", cededOf(run(t, "", book([]treaty.Loss{generous}), contract("QS", 1, quotaShare("0.5")), xl), "XL"), "1: 50")
}

// Events astride either end of the period, whole and cut.
func TestExpiry(t *testing.T) {
	for _, tt := range []struct {
		name       string
		losses     []string
		whole, cut string
	}{
		{"astride the end", []string{"1 A e 2026-12-31 150", "2 B e 2027-01-01 150"}, "1: 100, 2: 100", "1: 50"},
		{"astride the beginning", []string{"1 A e 2025-12-31 150", "2 B e 2026-01-01 150"}, "", "2: 50"},
		{"both", []string{"1 A e 2025-12-31 150", "2 B e 2026-07-01 130", "3 C e 2027-01-01 150"}, "", "2: 30"},
		{"after nothing on the day before", []string{"1 A e 2025-12-31 0", "2 B e 2026-01-01 150"}, "1: 0, 2: 50", "2: 50"},
		{"inside", []string{"1 A e 2026-01-01 75", "2 B e 2026-12-31 75"}, "1: 25, 2: 25", "1: 25, 2: 25"},
	} {
		for expiry, want := range map[xol.Expiry]string{"": tt.whole, xol.ExpiryWhole: tt.whole, xol.ExpiryCut: tt.cut} {
			c := perEvent(xol.Layer{Attachment: yuan("100"), Limit: some("1000")}, xol.Clauses{Expiry: expiry})
			equal(t, fmt.Sprint(tt.name, " ", expiry), cededOf(run(t, "", book(claims(tt.losses...)), c), "XL"), want)
		}
	}
}

// Attachment and limit in the proportion of what enters, of all contracts named, rounded once.
func TestClauses_interlocking(t *testing.T) {
	in := func(id, line string, clauses xol.Clauses) treaty.Contract {
		c := contract(id, 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("100"), Limit: some("50")}}, Clauses: clauses})
		c.Sections[0].Scope.Include.Lines = []string{line}
		return c
	}
	with := func(names ...string) xol.Clauses { return xol.Clauses{Interlocking: names} }
	risks := []treaty.Risk{risk("A", "a"), risk("B", "b"), risk("C", "c")}
	for _, tt := range []struct {
		name   string
		a, b   xol.Clauses
		losses []string
		want   [2]string
	}{
		{"without", xol.Clauses{}, xol.Clauses{}, []string{"1 A e 2026-05-01 90", "2 B e 2026-05-01 110"}, [2]string{"1: 0", "2: 10"}},
		// Of 200 A has 90: 45 xs 22.5, 23 up: attachment 45, limit 22.5 is 23. B has 110: attachment 55, limit 27.5 is 28.
		{"both", with("B"), with("A"), []string{"1 A e 2026-05-01 90", "2 B e 2026-05-01 110"}, [2]string{"1: 23", "2: 28"}},
		{"one alone", with("B"), xol.Clauses{}, []string{"1 A e 2026-05-01 90", "2 B e 2026-05-01 110"}, [2]string{"1: 23", "2: 10"}},
		{"no loss of the other", with("B"), with("A"), []string{"1 A e 2026-05-01 120"}, [2]string{"1: 20", ""}},
		{"another event of the other", with("B"), with("A"), []string{"1 A e 2026-05-01 120", "2 B f 2026-05-01 120"}, [2]string{"1: 20", "2: 20"}},
		{"losses without event", with("B"), with("A"), []string{"1 A - 2026-05-01 120", "2 B - 2026-05-01 120"}, [2]string{"1: 20", "2: 20"}},
		// C's line is in neither, so its loss counts for none.
		{"a loss of none", with("B"), with("A"), []string{"1 A e 2026-05-01 90", "2 B e 2026-05-01 110", "3 C e 2026-05-01 800"}, [2]string{"1: 23", "2: 28"}},
		// 30 of 120: attachment 25, limit 12.5 is 13: 5. 90 of 120: 75 and 37.5 is 38: 15.
		{"below the limits", with("B"), with("A"), []string{"1 A e 2026-05-01 30", "2 B e 2026-05-01 90"}, [2]string{"1: 5", "2: 15"}},
	} {
		r := run(t, "", book(claims(tt.losses...), risks...), in("A", "a", tt.a), in("B", "b", tt.b))
		equal(t, tt.name+", A", cededOf(r, "A"), tt.want[0])
		equal(t, tt.name+", B", cededOf(r, "B"), tt.want[1])
	}
	// Three years: 60 of 240 is a quarter. Attachment 25, limit 12.5 is 13.
	r := run(t, "", book(claims("1 A e 2026-05-01 60", "2 B e 2026-05-01 80", "3 C e 2026-05-01 100"), risks...),
		in("A", "a", with("B", "C")), in("B", "b", xol.Clauses{}), in("C", "c", xol.Clauses{}))
	equal(t, "three", cededOf(r, "A"), "1: 13")
	equal(t, "three, to half even", cededOf(run(t, treaty.RoundHalfEven, book(claims("1 A e 2026-05-01 60", "2 B e 2026-05-01 80", "3 C e 2026-05-01 100"), risks...),
		in("A", "a", with("B", "C")), in("B", "b", xol.Clauses{}), in("C", "c", xol.Clauses{})), "A"), "1: 12")
	// A layer without limit has none in any proportion.
	open := contract("A", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("100")}}, Clauses: with("B")})
	open.Sections[0].Scope.Include.Lines = []string{"a"}
	r = run(t, "", book(claims("1 A e 2026-05-01 300", "2 B e 2026-05-01 100"), risks...), open, in("B", "b", xol.Clauses{}))
	equal(t, "no limit", cededOf(r, "A"), "1: 225") // 300 - 75
}

// A market loss at the trigger, and a fen below; the franchise beside it.
func TestLayer_marketLoss(t *testing.T) {
	for _, tt := range []struct{ market, want string }{{"0", "0"}, {"999.99", "0"}, {"1000", "50"}, {"1000.01", "50"}} {
		l := loss("1", "A", "e", "150")
		b := treaty.BookSpec{Risks: []treaty.Risk{risk("A", "")}, Losses: []treaty.Loss{l}, Events: []treaty.Event{{ID: "e", MarketLoss: some(tt.market)}}}
		c := perEvent(xol.Layer{Attachment: yuan("100"), MarketLoss: some("1000")}, xol.Clauses{})
		equal(t, tt.market, cededOf(apply(b, c), "XL"), "1: "+tt.want)
	}
}

// Canonical terms with every clause, and what they read as.
func TestCanonical_clauses(t *testing.T) {
	layer := xol.Layer{
		Limit: some("5"), Occurrences: xol.Range{From: 1}, Ranks: xol.Range{From: 1, To: 3},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: amounts("1"), Time: xol.Days365}, Premium: &xol.Premium{Rate: some("0.1")},
	}
	const canonicalLayer = `{"attachment":"0","limit":"5","share":"1","shareOn":"recovery"%s,"ranks":{"to":3},` +
		`"reinstatements":{"count":1,"rates":["1"],"time":"days-365","dayOfLoss":"expired","on":"adjusted","trigger":"paid"}%s,` +
		`"premium":{"rate":"0.1","subject":"net","basis":"earned"}}`
	dropping := layer
	dropping.Attachment, dropping.Drops = yuan("5"), []xol.Drop{{Below: "a"}}
	plain := []xol.Layer{{ID: "a"}}
	const plainLayer = `{"id":"a","attachment":"0","share":"1","shareOn":"recovery"`
	for _, tt := range []struct {
		terms treaty.Terms
		want  string
	}{
		{
			xol.PerRisk{Layers: []xol.Layer{layer}, Clauses: xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: yuan("7")}, Sunset: new(day("2030-01-01"))}},
			`{"layers":[` + fmt.Sprintf(canonicalLayer, "", "") + `],"order":"date","annual":"period","expiry":"whole","expenses":"within","exGratia":"excluded",` +
				`"sunset":"2030-01-01","maximumLine":{"amount":"7","above":"line"}}`,
		},
		{
			xol.PerEvent{Layers: []xol.Layer{dropping}},
			`{"layers":[` + strings.Replace(fmt.Sprintf(canonicalLayer, `,"minimumRisks":1`, `,"drops":[{"below":"a","attachment":"0","when":"next-event"}]`), `"attachment":"0"`, `"attachment":"5"`, 1) +
				`],"order":"date","annual":"period","expiry":"whole","expenses":"within","exGratia":"excluded"}`,
		},
		{
			xol.Umbrella{Over: []string{"QS"}, Layers: plain},
			`{"over":["QS"],"layers":[` + plainLayer + `,"minimumRisks":1}],"order":"date","annual":"period","expiry":"whole","expenses":"within","exGratia":"excluded"}`,
		},
		{
			xol.AggregateExcess{Layers: plain, EachLoss: &xol.EachLoss{Limit: some("2")}},
			`{"eachLoss":{"limit":"2"},"layers":[` + plainLayer + `}],"expenses":"within","exGratia":"excluded"}`,
		},
		{
			xol.StopLoss{On: xol.OnAmounts, Layers: plain},
			`{"on":"amounts","layers":[` + plainLayer + `}],"expenses":"within","exGratia":"excluded"}`,
		},
		{
			xol.StopLoss{On: xol.OnLossRatio, Basis: xol.PremiumWritten, Layers: plain},
			`{"on":"loss-ratio","basis":"written","subject":"net","layers":[` + plainLayer + `}],"expenses":"within","exGratia":"excluded"}`,
		},
	} {
		got, err := strictjson.Marshal(tt.terms.Canonical())
		if diff := cmp.Diff(tt.want, text(err)+string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.terms.Kind(), diff)
		}
		again, err := strictjson.Marshal(tt.terms.Canonical().Canonical())
		if diff := cmp.Diff(string(got), text(err)+string(again)); diff != "" {
			t.Errorf("%s, twice (-want +got):\n%s", tt.terms.Kind(), diff)
		}
	}
	if layer.Premium.Subject != "" || layer.Reinstatements.On != "" || dropping.Drops[0].When != "" || layer.Occurrences.From != 1 {
		t.Error("the layer of the caller was changed")
	}
}
