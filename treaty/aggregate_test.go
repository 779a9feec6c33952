package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// takesUpTo is a contract that cedes all, up to a limit of the year.
func takesUpTo(limit string, on proportional.AggregateOn) treaty.Contract {
	dec := decimal.RequireFromString
	return cover("QS", 1, proportional.QuotaShare{Share: dec("1"), Aggregate: &proportional.Aggregate{Limit: new(dec(limit)), On: on}})
}

// A quota share of ships with 10 a year. Of the events A and B, A is first, but its ship was lost after B's: the book takes B
// first. A stream that has taken A cannot.
func TestStream_turnsOfShares(t *testing.T) {
	for _, on := range []proportional.AggregateOn{proportional.AggregateOnCeded, proportional.AggregateOnWhole} {
		c := takesUpTo("10", on)
		c.Sections[0].Scope.Include.Lines = []string{"hull"}
		spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}
		book := annualBook()
		book.Events = []treaty.Event{{ID: "A"}, {ID: "B"}}
		book.Losses = []treaty.Loss{
			paidLoss("L1", "A", "A", "2026-02-01", "10"), paidLoss("L2", "C", "B", "2026-02-02", "7"), paidLoss("L3", "C", "A", "2026-02-03", "8"),
		}
		// Two losses of C in one event: its first dates it, in whatever order they come.
		long := book
		long.Losses = []treaty.Loss{
			paidLoss("L1", "C", "A", "2026-02-01", "6"), paidLoss("L2", "C", "B", "2026-02-02", "7"), paidLoss("L3", "C", "A", "2026-02-03", "2"),
		}
		// Losses without event come together, and the last of them dates what may follow.
		loose := book
		loose.Losses = []treaty.Loss{
			paidLoss("L1", "C", "", "2026-02-01", "1"), paidLoss("L3", "C", "", "2026-02-03", "2"), paidLoss("L2", "C", "B", "2026-02-02", "7"),
		}
		together := []treaty.EventLosses{{Losses: loose.Losses[:2]}, {Event: book.Events[1], Losses: loose.Losses[2:]}}
		// A loss of nothing dates no event.
		empty := book
		empty.Losses = []treaty.Loss{
			paidLoss("L2", "C", "A", "2026-02-02", "8"), paidLoss("L1", "C", "B", "2026-02-02", "0"), paidLoss("L3", "C", "B", "2026-02-03", "7"),
		}
		dated := []treaty.EventLosses{{Event: book.Events[0], Losses: empty.Losses[:1]}, {Event: book.Events[1], Losses: empty.Losses[1:]}}
		const late = "stream[1].losses: must not come before L3 of the events before, which annual terms of contract QS have taken (got L2)"
		for _, tt := range []struct {
			name   string
			book   treaty.BookSpec
			events []treaty.EventLosses
			want   []string
			err    string
		}{
			{"late", book, lawEvents(book), []string{"QS of L3: 8"}, late},
			{"in turn", long, lawEvents(long), []string{"QS of L1: 6, QS of L3: 2", "QS of L2: 2"}, ""},
			{"after a loss of nothing", empty, dated, []string{"QS of L2: 8", "QS of L1: 0, QS of L3: 2"}, ""},
			{"after others without event", loose, together, []string{"QS of L1: 1, QS of L3: 2"}, late},
		} {
			results, err := streamed(t, spec, tt.book, tt.events...)
			if got := textOfError(err); got != tt.err {
				t.Errorf("%s, on %s: error %q, want %q", tt.name, on, got, tt.err)
			}
			var got []string
			for _, r := range results {
				got = append(got, cessions(r))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s, on %s: cessions (-want +got):\n%s", tt.name, on, diff)
			}
		}
		if got := cessions(exampleApply(spec, book)); got != "QS of L2: 7, QS of L3: 3" {
			t.Errorf("book, on %s: %s", on, got)
		}
	}
}

// Annual terms are of a section: what one surplus has taken of one risk comes before what another takes of the next.
func TestStream_turnsOfSurpluses(t *testing.T) {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("S", 1, proportional.Surplus{
		Capacities: []proportional.Capacity{{ShareAttribute: "first"}, {ShareAttribute: "second"}},
		Aggregate:  &proportional.Aggregate{Limit: new(dec("10"))},
	})}}
	book := annualBook()
	book.Risks[0].Attributes = map[string]decimal.Decimal{"first": dec("0.5"), "second": dec("0")}
	book.Risks[1].Attributes = map[string]decimal.Decimal{"first": dec("0"), "second": dec("0.5")}
	book.Risks, book.Events = book.Risks[:2], nil
	book.Losses = []treaty.Loss{paidLoss("L2", "A", "", "2026-02-02", "8"), paidLoss("L1", "B", "", "2026-02-02", "9")}
	results, err := streamed(t, spec, book, treaty.EventLosses{Losses: book.Losses[:1]}, treaty.EventLosses{Losses: book.Losses[1:]})
	const late = "stream[1].losses: must not come before L2 of the events before, which annual terms of contract S have taken (got L1)"
	if got := textOfError(err); got != late || len(results) != 1 {
		t.Errorf("%d results, error %q, want %q", len(results), got, late)
	}
}

// Columns begin every term anew; years need the days of losses.
func TestBatch_aggregate(t *testing.T) {
	scale := 0
	spec := func(on proportional.AggregateOn, annual proportional.Annual) treaty.Spec {
		return treaty.Spec{Currency: "CNY", Scale: &scale, Contracts: []treaty.Contract{cover("QS", 1, proportional.QuotaShare{
			Share: lawDec("0.5"), Aggregate: &proportional.Aggregate{Deductible: lawOptional("20"), Limit: lawOptional("100"), On: on, Annual: annual},
		})}}
	}
	columns := treaty.Columns{
		Terms: []int{3, 3, 6, 8},
		Loss:  []int64{60, 100, 200, 100, 10, 40, 39, 4},
		Event: []int32{-1, 7, 7, 7, -1, 7, -1, -1},
	}
	batch := func(spec treaty.Spec) *treaty.Batch {
		b, err := lawProgram(spec).Batch(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for on, want := range map[proportional.AggregateOn][]int64{
		proportional.AggregateOnCeded: {100, 0, 55, 2}, // of 30 + 150, 70 + 5 and 20 + 2
		proportional.AggregateOnWhole: {50, 0, 51, 12}, // halves of 40, 20 and 40, of 71 and 29, of 19 and 4
	} {
		got, err := batch(spec(on, "")).Run(context.Background(), columns)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Ceded, want) || !slices.Equal(got.Full, want) {
			t.Errorf("on %s: ceded %v, want %v", on, got.Ceded, want)
		}
	}
	yearly := batch(spec("", proportional.AnnualYear))
	_, err := yearly.Run(context.Background(), columns)
	if invalid, ok := errors.AsType[*cede.InvalidError](err); !ok || invalid.Path != "date" {
		t.Errorf("without dates: %v", err)
	}
	day := exampleDay("2026-06-01")
	columns.Date = slices.Repeat([]cede.Date{day}, len(columns.Loss))
	if got, err := yearly.Run(context.Background(), columns); err != nil || !slices.Equal(got.Ceded, []int64{100, 0, 55, 2}) {
		t.Errorf("with dates: %v, %v", got, err)
	}
}

// Two ships of the same value are lost one by one, each with all of the year's limit.
func TestProgram_RetentionCheck_aggregate(t *testing.T) {
	dec := decimal.RequireFromString
	for on, retained := range map[proportional.AggregateOn]string{proportional.AggregateOnCeded: "700", proportional.AggregateOnWhole: "850"} {
		spec, book := plainSpec(), plainBook()
		spec.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: dec("0.5"), Aggregate: &proportional.Aggregate{Limit: new(dec("300")), On: on}}
		second := book.Risks[0]
		second.ID = "R2"
		book.Risks = append(book.Risks, second)
		report, err := checkRetention(t, spec, book, treaty.StatutoryRetention(dec("10"), exampleDay("2026-06-30")))
		if err != nil {
			t.Fatal(err)
		}
		excess := dec(retained).Sub(dec("1")).String()
		want := []string{"R1 1000 " + retained + " " + excess, "R2 1000 " + retained + " " + excess}
		if diff := cmp.Diff(want, findingLines(report)); diff != "" {
			t.Errorf("on %s: findings (-want +got):\n%s", on, diff)
		}
	}
}

// What a stream brings into annual terms may leave 64 bits, though they cede little.
func TestStream_aggregateOverflow(t *testing.T) {
	for _, on := range []proportional.AggregateOn{proportional.AggregateOnCeded, proportional.AggregateOnWhole} {
		spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{takesUpTo("10", on)}}
		book := annualBook()
		book.Events, book.Losses = nil, []treaty.Loss{
			paidLoss("L1", "A", "", "2026-02-01", "60000000000000000"), paidLoss("L2", "A", "", "2026-02-02", "60000000000000000"),
		}
		results, err := streamed(t, spec, book, lawEvents(book)...)
		if !errors.Is(err, treaty.ErrOverflow) || len(results) != 1 {
			t.Errorf("on %s: %d results, error %v", on, len(results), err)
		}
	}
}

// An earlier loss that grows uses up what a later one had: the movement of the later one is posted on it.
func TestMovements_aggregate(t *testing.T) {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{takesUpTo("100", "")}}
	book := plainBook()
	early, later := exampleLoss("L1", "R1", "", "2026-02-01", "0"), exampleLoss("L2", "R1", "", "2026-03-01", "0")
	early.Positions = []treaty.Position{{At: exampleDay("2026-03-31"), Outstanding: dec("30")}, {At: exampleDay("2026-06-30"), Outstanding: dec("80")}}
	later.Positions = []treaty.Position{{At: exampleDay("2026-03-31"), Outstanding: dec("50")}}
	book.Losses = []treaty.Loss{early, later}
	program, books := lawProgram(spec), lawBook(book)
	var results []*treaty.Result
	for _, day := range []string{"2026-03-31", "2026-06-30"} {
		r, err := program.ApplyAt(context.Background(), books, exampleDay(day))
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	moves, err := treaty.Movements(results[0], results[1])
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for m := range moves {
		if m.Account == treaty.AccountLoss {
			got = append(got, fmt.Sprintf("%s %s %s", m.Loss, m.Reinsurer, m.Amount))
		}
	}
	if diff := cmp.Diff([]string{"L1 Re A 50", "L2 Re A -30"}, got); diff != "" {
		t.Errorf("movements (-want +got):\n%s", diff)
	}
}

// On what is paid events keep the order that they have on all that is incurred: A, whose first loss is not paid yet, is before B. A
// quota share that takes 10 of the year leaves of A's paid 8 nothing and of B's paid 9 all but 2.
func TestCharges_aggregateOnPaid(t *testing.T) {
	dec := decimal.RequireFromString
	for _, on := range []proportional.AggregateOn{proportional.AggregateOnCeded, proportional.AggregateOnWhole} {
		layer := xol.Layer{
			Limit: new(dec("10")), Premium: &xol.Premium{Deposit: new(dec("100"))},
			Reinstatements: &xol.Reinstatements{Count: 3, Rates: rates("1"), Trigger: xol.TriggerPaid},
		}
		spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
			takesUpTo("10", on), cover("XL", 2, xol.PerEvent{Layers: []xol.Layer{layer}}),
		}}
		book := plainBook()
		book.Events = []treaty.Event{{ID: "A"}, {ID: "B"}}
		book.Losses = []treaty.Loss{
			exampleLoss("L1", "R1", "A", "2026-02-01", "1"), paidLoss("L2", "R1", "B", "2026-02-02", "9"), paidLoss("L3", "R1", "A", "2026-02-03", "8"),
		}
		var got []string
		for c := range exampleApply(spec, book).Charges() {
			if c.Kind == treaty.ChargeReinstatement {
				got = append(got, c.Loss+" "+c.Full.String())
			}
		}
		if diff := cmp.Diff([]string{"L2 70"}, got); diff != "" {
			t.Errorf("on %s: reinstatements (-want +got):\n%s", on, diff)
		}
	}
}
