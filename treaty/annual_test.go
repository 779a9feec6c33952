package treaty_test

import (
	"testing"

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
		{"two without", []treaty.Event{event("Z", ""), event("E", "2000000"), event("A", "")},
			"events[2].marketLoss: must not be empty: contract ILW needs it\nevents[0].marketLoss: must not be empty: contract ILW needs it"},
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
