package xol_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// hourly is the losses of one event, each as "day amount" or "day hour amount"; they are called A, B, C and so on.
func hourly(event string, lines ...string) []treaty.Loss {
	var out []treaty.Loss
	for i, line := range lines {
		f := strings.Fields(line)
		l := treaty.Loss{ID: string(rune('A' + i)), Event: event, Date: day(f[0]), Positions: []treaty.Position{{Paid: yuan(f[len(f)-1])}}}
		if len(f) == 3 {
			hour, err := strconv.Atoi(f[1])
			if err != nil {
				panic(err)
			}
			l.Hour = &hour
		}
		out = append(out, l)
	}
	return out
}

// within is a cover per event with one hours clause for all perils.
func within(hours int, layers ...xol.Layer) xol.PerEvent {
	return xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: hours}}}}
}

// windows lists the windows of a result, "from to losses subject ceded" or with the hour behind from.
func windows(r *treaty.Result) []string {
	var out []string
	for w := range r.Windows() {
		from := w.From.String()
		if w.Hour != nil {
			from += fmt.Sprintf(" %02d:00", *w.Hour)
		}
		out = append(out, fmt.Sprint(w.Event, ": ", from, " to ", w.To, ", ", w.Losses, " losses, ", w.Subject, ", ceded ", w.Ceded))
	}
	return out
}

// Daily losses of 5, 12, 30, 8, 4, 20 and 15 under 40 xs 10 with a 72 hours clause: the best windows are the second to fourth day, with 12 + 30 +
// 8 = 50 and a recovery of 40, and the fifth to seventh, with 4 + 20 + 15 = 39 and a recovery of 29: 69 together. Windows one after the
// other from the first day on would recover 37 of 5 + 12 + 30 = 47, 22 of 8 + 4 + 20 = 32 and 5 of 15: 64.
func ExampleHoursClause() {
	losses := hourly("storm",
		"2026-07-01 5", "2026-07-02 12", "2026-07-03 30", "2026-07-04 8", "2026-07-05 4", "2026-07-06 20", "2026-07-07 15")
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "storm"}}, Losses: losses}
	result := apply(book, contract("cat", 1, xol.PerEvent{
		Layers:  []xol.Layer{{Attachment: yuan("10"), Limit: some("40")}},
		Clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: 72}}},
	}))
	for w := range result.Windows() {
		fmt.Println(w.From, "to", w.To, "subject", w.Subject, "ceded", w.Ceded)
	}
	ceded(result, "cat")
	// Output:
	// 2026-07-02 to 2026-07-04 subject 50 ceded 40
	// 2026-07-05 to 2026-07-07 subject 39 ceded 29
	// cat, layer[0]: 69
}

// The windows of an event, each case by hand.
func TestHoursClause(t *testing.T) {
	xs := func(limit, attachment string) xol.Layer {
		return xol.Layer{Attachment: yuan(attachment), Limit: some(limit)}
	}
	one := func(hours int, layers ...xol.Layer) xol.PerEvent {
		terms := within(hours, layers...)
		terms.Hours[0].Periods = xol.PeriodsOne
		return terms
	}
	for _, tt := range []struct {
		name   string
		terms  xol.PerEvent
		losses []treaty.Loss
		want   []string
	}{
		{
			// Day 1 to 3 and 4 to 6: the first ends where the second begins. 30 + 30, each above 10: 20 + 20. One window could hold 45 at
			// most (days 3 to 5 hold nothing of day 1): 35.
			"a window ends where the next begins", within(72, xs("100", "10")),
			hourly("E", "2026-07-01 15", "2026-07-03 15", "2026-07-04 15", "2026-07-06 15"),
			[]string{"E: 2026-07-01 to 2026-07-03, 2 losses, 30, ceded 20", "E: 2026-07-04 to 2026-07-06, 2 losses, 30, ceded 20"},
		},
		{
			// Days 1-2 and 3-4 recover 22 - 10 and 15 - 10, 17. So do days 2-3 alone, 27 - 10.
			"a tie between one window and two", within(48, xs("40", "10")),
			hourly("E", "2026-07-01 10", "2026-07-02 12", "2026-07-03 15"),
			[]string{"E: 2026-07-02 to 2026-07-03, 2 losses, 27, ceded 17"},
		},
		{
			// With 10.01 on the first day the two recover 17.01.
			"a hair more than a tie", within(48, xs("40", "10")),
			hourly("E", "2026-07-01 10.01", "2026-07-02 12", "2026-07-03 15"),
			[]string{"E: 2026-07-01 to 2026-07-02, 2 losses, 22.01, ceded 12.01", "E: 2026-07-03 to 2026-07-04, 1 losses, 15, ceded 5"},
		},
		{
			// 10 xs 0 of 5 on each day. Days 1-2 and 3-4 recover 10 and 5. Days 2-3 recover 10 too, but then 5 of day 1 is lost.
			"two windows that recover more than one", within(48, xs("10", "0")),
			hourly("E", "2026-07-01 5", "2026-07-02 5", "2026-07-03 5"),
			[]string{"E: 2026-07-01 to 2026-07-02, 2 losses, 10, ceded 10", "E: 2026-07-03 to 2026-07-04, 1 losses, 5, ceded 5"},
		},
		{
			// 10 xs 5. The day of 20 alone recovers 10, in any window that holds it; the earliest begins on the first day of the event.
			"the earliest of equal windows", within(72, xs("10", "5")),
			hourly("E", "2026-07-01 1", "2026-07-03 20", "2026-07-04 1"),
			[]string{"E: 2026-07-01 to 2026-07-03, 2 losses, 21, ceded 10"},
		},
		{
			// As before, but the first loss of the event is later, and no window begins before it.
			"not before the first loss", within(72, xs("10", "5")),
			hourly("E", "2026-07-02 1", "2026-07-03 20", "2026-07-04 1"),
			[]string{"E: 2026-07-02 to 2026-07-04, 3 losses, 22, ceded 10"},
		},
		{
			// The second window holds 9 and 9, 8 above 10, from day 4 or 5 on. On day 4 nothing was lost.
			"a window that begins without a loss", within(72, xs("10", "10")),
			hourly("E", "2026-07-01 15", "2026-07-05 9", "2026-07-06 9"),
			[]string{"E: 2026-07-01 to 2026-07-03, 1 losses, 15, ceded 5", "E: 2026-07-04 to 2026-07-06, 2 losses, 18, ceded 8"},
		},
		{
			"hours: the one before the end is inside", within(72, xs("100", "10")),
			hourly("E", "2026-07-01 12 20", "2026-07-04 11 20"),
			[]string{"E: 2026-07-01 12:00 to 2026-07-04, 2 losses, 40, ceded 30"},
		},
		{
			// 72:00 hours after it is outside, and a window of its own: 10 + 10. By days it would be a fourth day.
			"hours: the end is outside", within(72, xs("100", "10")),
			hourly("E", "2026-07-01 12 20", "2026-07-04 12 20"),
			[]string{
				"E: 2026-07-01 12:00 to 2026-07-04, 1 losses, 20, ceded 10",
				"E: 2026-07-04 12:00 to 2026-07-07, 1 losses, 20, ceded 10",
			},
		},
		{
			"hours: from midnight", within(24, xs("100", "10")),
			hourly("E", "2026-07-01 0 20", "2026-07-01 23 20", "2026-07-02 0 5"),
			[]string{"E: 2026-07-01 00:00 to 2026-07-01, 2 losses, 40, ceded 30"},
		},
		{
			// The one of day 4 has no hour, so days count: day 1 to 3, and day 4 alone.
			"days where an hour is missing", within(72, xs("100", "10")),
			hourly("E", "2026-07-01 12 20", "2026-07-04 20"),
			[]string{"E: 2026-07-01 to 2026-07-03, 1 losses, 20, ceded 10", "E: 2026-07-04 to 2026-07-06, 1 losses, 20, ceded 10"},
		},
		{
			// A loss of nothing needs no hour and dates nothing: the window begins on day 2.
			"a loss of nothing", within(72, xs("100", "10")),
			hourly("E", "2026-07-01 0", "2026-07-02 12 20", "2026-07-05 11 20"),
			[]string{"E: 2026-07-02 12:00 to 2026-07-05, 2 losses, 40, ceded 30"},
		},
		{
			"a loss of nothing is none in a window", within(72, xs("100", "10")),
			hourly("E", "2026-07-01 15", "2026-07-02 0", "2026-07-03 15"),
			[]string{"E: 2026-07-01 to 2026-07-03, 2 losses, 30, ceded 20"},
		},
		{
			// The first layer alone would take days 1-2 and 3-4: 5 of 41 each, 10. The second would take days 2-3, 19 of 60. Together they take
			// 5 + 19 = 24 of days 2-3 and then 1 of day 4, 25; days 1-2 and 3-4 would give them 10.
			"one choice for all layers", within(48, xs("5", "10"), xs("40", "41")),
			hourly("E", "2026-07-01 11", "2026-07-02 30", "2026-07-03 30", "2026-07-04 11"),
			[]string{"E: 2026-07-02 to 2026-07-03, 2 losses, 60, ceded 24", "E: 2026-07-04 to 2026-07-05, 1 losses, 11, ceded 1"},
		},
		{
			"one period", one(72, xs("40", "10")),
			hourly("E", "2026-07-01 5", "2026-07-02 12", "2026-07-03 30", "2026-07-04 8", "2026-07-05 4", "2026-07-06 20", "2026-07-07 15"),
			[]string{"E: 2026-07-02 to 2026-07-04, 3 losses, 50, ceded 40"},
		},
		{"one period and nothing to recover", one(72, xs("40", "50")), hourly("E", "2026-07-01 50", "2026-07-09 20"), nil},
		{"nothing to recover", within(72, xs("40", "50")), hourly("E", "2026-07-01 50", "2026-07-09 20"), nil},
		{
			// 10 of each.
			"a year apart", within(168, xs("40", "10")), hourly("E", "2026-01-01 20", "2026-12-31 20"),
			[]string{"E: 2026-01-01 to 2026-01-07, 1 losses, 20, ceded 10", "E: 2026-12-25 to 2026-12-31, 1 losses, 20, ceded 10"},
		},
		{
			// The window of the end of the year: its first loss is inside, and so is all of it. A window from the new year on belongs to another period.
			"astride the end of the period", within(48, xs("40", "10")),
			hourly("E", "2026-12-30 11", "2026-12-31 20", "2027-01-01 25", "2027-01-02 30", "2027-01-03 30"),
			// Days 31-1 hold 45 and recover 35; days 30-31 would recover 21.
			[]string{"E: 2026-12-31 to 2027-01-01, 2 losses, 45, ceded 35"},
		},
		{
			"a franchise", within(24, xol.Layer{Limit: some("100"), Franchise: some("20")}),
			hourly("E", "2026-07-01 20", "2026-07-02 21"),
			[]string{"E: 2026-07-02 to 2026-07-02, 1 losses, 21, ceded 21"},
		},
		{
			// 0.125 of 12 is 1.5; of 16, 2.
			"a share", within(24, xol.Layer{Attachment: yuan("4"), Limit: some("12"), Share: some("0.125")}),
			hourly("E", "2026-07-01 20", "2026-07-02 16"),
			[]string{"E: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 1.5", "E: 2026-07-02 to 2026-07-02, 1 losses, 16, ceded 1.5"},
		},
		{
			// 0.5 of 20 less 4, and of 16 less 4.
			"a share on the loss", within(24, xol.Layer{Attachment: yuan("4"), Limit: some("12"), Share: some("0.5"), ShareOn: xol.ShareOnLoss}),
			hourly("E", "2026-07-01 20", "2026-07-02 16"),
			[]string{"E: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 6", "E: 2026-07-02 to 2026-07-02, 1 losses, 16, ceded 4"},
		},
	} {
		r := apply(treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Losses: tt.losses}, contract("cat", 1, tt.terms))
		if diff := cmp.Diff(tt.want, windows(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		var ceded decimal.Decimal
		for w := range r.Windows() {
			ceded = ceded.Add(w.Ceded)
		}
		c, _ := r.Contract("cat")
		equal(t, tt.name, c.Ceded.Loss.String(), ceded.String())
	}
}

// Storms within 72 hours, floods within 168, one period of 24 hours for all else; and a section that knows storms only.
func TestHoursClause_perils(t *testing.T) {
	layer := xol.Layer{Attachment: yuan("10"), Limit: some("100")}
	storms := xol.HoursClause{Perils: []string{"storm", "hail"}, Hours: 72}
	b := treaty.BookSpec{Events: []treaty.Event{{ID: "storm", Peril: "storm"}, {ID: "hail", Peril: "hail"}, {ID: "flood", Peril: "flood"}, {ID: "quake", Peril: "earthquake"}, {ID: "unknown"}}}
	for _, e := range b.Events { // 20 on the first, fourth and eighth of July
		for _, l := range hourly(e.ID, "2026-07-01 20", "2026-07-04 20", "2026-07-08 20") {
			l.ID = e.ID + " " + l.ID
			b.Losses = append(b.Losses, l)
		}
	}
	b.Losses = append(b.Losses, hourly("", "2026-07-01 20", "2026-07-04 20")...)
	all := xol.PerEvent{Layers: []xol.Layer{layer}, Clauses: xol.Clauses{Hours: []xol.HoursClause{
		{Hours: 24, Periods: xol.PeriodsOne}, storms, {Perils: []string{"flood"}, Hours: 168},
	}}}
	r := apply(b, contract("all", 1, all))
	three := func(event string) []string { // 10 of each
		return []string{
			event + ": 2026-07-01 to 2026-07-03, 1 losses, 20, ceded 10",
			event + ": 2026-07-04 to 2026-07-06, 1 losses, 20, ceded 10",
			event + ": 2026-07-07 to 2026-07-09, 1 losses, 20, ceded 10",
		}
	}
	var want []string
	want = append(want, // all begin on the same day, and the ids of their first losses say which comes first
		"flood: 2026-07-01 to 2026-07-07, 2 losses, 40, ceded 30",
		"flood: 2026-07-08 to 2026-07-14, 1 losses, 20, ceded 10")
	want = append(want, three("hail")...)
	want = append(want, "quake: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 10")
	want = append(want, three("storm")...)
	want = append(want, "unknown: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 10")
	if diff := cmp.Diff(want, windows(r)); diff != "" {
		t.Errorf("all perils (-want +got):\n%s", diff)
	}
	c, _ := r.Contract("all")
	equal(t, "all perils and two losses of their own", c.Ceded.Loss.String(), "140") // 40 + 30 + 10 + 30 + 10 + 2 × 10

	r = apply(b, contract("storms", 1, xol.PerEvent{Layers: []xol.Layer{layer}, Clauses: xol.Clauses{Hours: []xol.HoursClause{storms}}}))
	if diff := cmp.Diff(append(three("hail"), three("storm")...), windows(r)); diff != "" {
		t.Errorf("storms and hail (-want +got):\n%s", diff)
	}
	c, _ = r.Contract("storms")
	equal(t, "storms and hail", c.Ceded.Loss.String(), "230") // 2 × 30, 3 × (60 - 10) for the other events, and 2 × 10
}

// seven is the losses of the example.
func seven() []treaty.Loss {
	return hourly("storm", "2026-07-01 5", "2026-07-02 12", "2026-07-03 30", "2026-07-04 8", "2026-07-05 4", "2026-07-06 20", "2026-07-07 15")
}

// Annual terms take windows as occurrences, by their first loss: days 2-4 with 40, then another event of the fourth with 25, then days 5-7 with
// 29. Of 70 in all the third gets 5. The choice is as if there were no annual terms.
func TestHoursClause_annual(t *testing.T) {
	b := treaty.BookSpec{Events: []treaty.Event{{ID: "storm"}, {ID: "other"}}, Losses: seven()}
	other := hourly("other", "2026-07-04 35")
	other[0].ID = "other"
	b.Losses = append(b.Losses, other...)
	r := apply(b, contract("cat", 1, within(72, xol.Layer{Attachment: yuan("10"), Limit: some("40"), AggregateLimit: some("70")})))
	if diff := cmp.Diff([]string{
		"storm: 2026-07-02 to 2026-07-04, 3 losses, 50, ceded 40",
		"storm: 2026-07-05 to 2026-07-07, 3 losses, 39, ceded 5",
		"other: 2026-07-04 to 2026-07-06, 1 losses, 35, ceded 25",
	}, windows(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}

	// A second-event cover pays the second window of one event.
	r = apply(treaty.BookSpec{Events: b.Events, Losses: seven()},
		contract("cat", 1, within(72, xol.Layer{Attachment: yuan("10"), Limit: some("40"), Occurrences: xol.Range{From: 2}})))
	c, _ := r.Contract("cat")
	equal(t, "the second window", c.Ceded.Loss.String(), "29")
}

// The windows of a section are its own, however many covers come before it in the program: the last cover sees the whole
// event, 5 + 2 + 6 + 2 + 1 + 5 + 4 = 25.
func TestHoursClause_place(t *testing.T) {
	for n := range 5 {
		var contracts []treaty.Contract
		for i := range n {
			contracts = append(contracts, contract(fmt.Sprint("idle ", i), i+1, eventCover(xs("1", "1000"))))
		}
		contracts = append(contracts, contract("cat", n+1, within(72, xs("40", "10"))), contract("last", n+2, eventCover(xs("100", "20"))))
		b := treaty.BookSpec{Events: []treaty.Event{{ID: "storm"}}, Losses: seven()}
		r := run(t, "", b, contracts...)
		equal(t, fmt.Sprint("after ", n), cededOf(r, "cat"), "A: 0, B: 10, C: 24, D: 6, E: 3, F: 15, G: 11")
		last, _ := r.Contract("last")
		equal(t, fmt.Sprint("last after ", n), last.Ceded.Loss.String(), "5")
	}
}

// What a contract cedes of a window is its own: 10 xs 10 of 30 on the day, and of the 20 that are left 5 xs 5 and 7 xs 10.
func TestHoursClause_contracts(t *testing.T) {
	r := apply(treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Losses: hourly("E", "2026-07-01 30")},
		contract("A", 1, within(24, xs("10", "10"))), contract("B", 2, within(24, xs("5", "5"), xs("7", "10"))))
	if diff := cmp.Diff([]string{
		"E: 2026-07-01 to 2026-07-01, 1 losses, 30, ceded 10",
		"E: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 12",
	}, windows(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The working layer 5 xs 5 with 5 a year is used up by the first day, 16. So the top layer 8 xs 10, which pays 6 of it, drops to xs 5 for
// the second, 12, and pays 7 of that: a window is an occurrence of its own, also for what drops from the next on.
func TestHoursClause_drop(t *testing.T) {
	r := apply(treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Losses: hourly("E", "2026-07-01 16", "2026-07-02 12")},
		contract("cat", 1, within(24,
			xol.Layer{ID: "working", Attachment: yuan("5"), Limit: some("5"), AggregateLimit: some("5")},
			xol.Layer{ID: "top", Attachment: yuan("10"), Limit: some("8"), Drops: []xol.Drop{{Below: "working", Attachment: yuan("5")}}})))
	equal(t, "losses", cededOf(r, "cat"), "A: 11, B: 7")
}

// What is before the windows, between them and after them is the cedent's: 11 of 30 December. What is after the period and in none is no
// subject of the contract. A cover that cuts at expiry sees 30 and 31 December only.
func TestHoursClause_expiry(t *testing.T) {
	b := treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Losses: hourly("E",
		"2026-12-30 11", "2026-12-31 20", "2027-01-01 25", "2027-01-02 30", "2027-01-03 30")}
	whole := contract("whole", 1, within(48, xol.Layer{Attachment: yuan("10"), Limit: some("40")}))
	r := apply(b, whole)
	c, _ := r.Contract("whole")
	equal(t, "whole", fmt.Sprint(c.Subject.Loss, c.Ceded.Loss, c.Retained.Loss), "56 35 21") // 11 + 20 + 25, and 45 - 10
	// 35 of 20 and 25 in proportion: 15.555... and 19.444...
	equal(t, "losses", cededOf(r, "whole"), "A: 0, B: 15.56, C: 19.44")
	var excluded []string
	for x := range r.Exclusions() {
		excluded = append(excluded, x.Loss+" "+x.Term)
	}
	equal(t, "excluded", strings.Join(excluded, ", "), "D period, E period")
	for id, want := range map[string]int{"A": 0, "B": 1, "D": 0} {
		got := 0
		for p := range r.PostingsOf(id) {
			if p.Step == treaty.StepTerms {
				got++
				equal(t, "base of "+id, p.Base.String(), "45")
			}
		}
		equal(t, "terms of "+id, strconv.Itoa(got), strconv.Itoa(want))
	}

	terms := within(48, xol.Layer{Attachment: yuan("10"), Limit: some("40")})
	terms.Expiry = xol.ExpiryCut
	r = apply(b, contract("cut", 1, terms))
	if diff := cmp.Diff([]string{"E: 2026-12-30 to 2026-12-31, 2 losses, 31, ceded 21"}, windows(r)); diff != "" {
		t.Errorf("cut (-want +got):\n%s", diff)
	}
}

// The umbrella of its example, 5 xs 3 over nets of 2.0 and 2.5, which are now of two days: within 48 hours 1.5, within 24 nothing.
func TestHoursClause_umbrella(t *testing.T) {
	losses := hourly("E", "2026-07-01 2", "2026-07-02 2.5")
	below := contract("below", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("100")}}})
	for hours, want := range map[int]string{24: "0", 48: "1.5"} {
		terms := xol.Umbrella{Over: []string{"below"}, Layers: []xol.Layer{{Attachment: yuan("3"), Limit: some("5")}}}
		terms.Hours = []xol.HoursClause{{Hours: hours}}
		c, _ := apply(treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Losses: losses}, below, contract("umbrella", 2, terms)).Contract("umbrella")
		equal(t, strconv.Itoa(hours), c.Ceded.Loss.String(), want)
	}
}

// The interlocking clause looks at the other contract's losses in the window. On the first day A has 5.4 and B 3.6, so that A
// pays 5.4 - 0.6 × 3 = 3.6, and of B's 3.6 its layer pays 0.4 × 6 = 2.4. On the fourth day, when A's window is over, B has 3.6 alone and pays 3.6 - 2.
func TestHoursClause_interlocking(t *testing.T) {
	cover := func(id, line, attachment, limit, other string) treaty.Contract {
		return interlocked(id, line, other, within(72, xol.Layer{Attachment: yuan(attachment), Limit: some(limit)}))
	}
	b := treaty.BookSpec{
		Risks: []treaty.Risk{risk("old", "A"), risk("new", "B")}, Events: []treaty.Event{{ID: "E"}},
		Losses: hourly("E", "2026-07-01 5.4", "2026-07-01 3.6", "2026-07-04 3.6"),
	}
	b.Losses[0].Risk, b.Losses[1].Risk, b.Losses[2].Risk = "old", "new", "new"
	r := apply(b, cover("A", "A", "3", "10", "B"), cover("B", "B", "2", "6", "A"))
	if diff := cmp.Diff([]string{
		"E: 2026-07-01 to 2026-07-03, 1 losses, 5.4, ceded 3.6",
		"E: 2026-07-01 to 2026-07-03, 1 losses, 3.6, ceded 2.4",
		"E: 2026-07-04 to 2026-07-06, 1 losses, 3.6, ceded 1.6",
	}, windows(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// interlocked is a contract for one line, interlocked with another.
func interlocked(id, line, other string, terms xol.PerEvent) treaty.Contract {
	terms.Interlocking = []string{other}
	c := contract(id, 1, terms)
	c.Sections[0].Scope.Include.Lines = []string{line}
	return c
}

// What the interlocking clause gives is part of the choice. Each loss is "line day amount".
func TestHoursClause_interlockedChoice(t *testing.T) {
	hundred := xol.Layer{Attachment: yuan("15"), Limit: some("100")}
	one := within(24, hundred)
	one.Hours[0].Periods = xol.PeriodsOne
	for _, tt := range []struct {
		name   string
		terms  xol.PerEvent
		losses []string
		want   []string
	}{
		{
			// Without B, days 2-3 would be best: 32 - 15 = 17, and days 1-2 and 3-4 9 + 5.
			"alone", within(48, hundred),
			[]string{"A 2026-07-01 12", "A 2026-07-02 12", "A 2026-07-03 20"},
			[]string{"E: 2026-07-02 to 2026-07-03, 2 losses, 32, ceded 17"},
		},
		{
			// With 20 of B on day 4 the attachment of days 3-4 is half of 15, and they recover 12.5: 9 + 12.5 = 21.5.
			"the other on the last day", within(48, hundred),
			[]string{"A 2026-07-01 12", "A 2026-07-02 12", "A 2026-07-03 20", "B 2026-07-04 20"},
			[]string{"E: 2026-07-01 to 2026-07-02, 2 losses, 24, ceded 9", "E: 2026-07-03 to 2026-07-04, 1 losses, 20, ceded 12.5"},
		},
		{
			// Day 2: 20 - 15 × 20/30 = 10. Day 3: 21 - 15 = 6, for B's loss is over.
			"the other is over", one,
			[]string{"A 2026-07-01 10", "A 2026-07-02 20", "A 2026-07-03 21", "B 2026-07-02 10"},
			[]string{"E: 2026-07-02 to 2026-07-02, 1 losses, 20, ceded 10"},
		},
		{
			// Day 1: 20 - 15 = 5. Day 2: 19 - 15 = 4, for B's loss begins when it ends.
			"the other is not yet there", one,
			[]string{"A 2026-07-01 20", "A 2026-07-02 19", "B 2026-07-03 100"},
			[]string{"E: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 5"},
		},
		{
			// A's losses have hours and B's has none, so days count.
			"the other has no hour", one,
			[]string{"A 2026-07-01 12 20", "B 2026-07-01 20"},
			[]string{"E: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 12.5"},
		},
	} {
		b := treaty.BookSpec{Risks: []treaty.Risk{risk("A", "A"), risk("B", "B")}, Events: []treaty.Event{{ID: "E"}}}
		for i, line := range tt.losses {
			l := hourly("E", line[2:])[0]
			l.ID, l.Risk = strconv.Itoa(i), line[:1]
			b.Losses = append(b.Losses, l)
		}
		other := interlocked("B", "B", "A", xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("1000")}}})
		if diff := cmp.Diff(tt.want, windows(apply(b, interlocked("A", "A", "B", tt.terms), other))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// A layer with a scope of its own sees one loss of each event. The storm's is in no window, and what has no clause stays apart: 20 - 5 of each.
func TestHoursClause_narrow(t *testing.T) {
	b := treaty.BookSpec{
		Risks:  []treaty.Risk{risk("0", "0"), risk("1", "1")},
		Events: []treaty.Event{{ID: "storm", Peril: "storm"}, {ID: "first"}, {ID: "second"}},
		Losses: []treaty.Loss{loss("A", "0", "storm", "20"), loss("B", "1", "storm", "1"), loss("C", "1", "first", "20"), loss("D", "1", "second", "20")},
	}
	terms := within(24, xol.Layer{Attachment: yuan("200")}, xol.Layer{
		Attachment: yuan("5"), Limit: some("100"), Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"1"}}},
	})
	terms.Hours[0].Perils = []string{"storm"}
	equal(t, "losses", cededOf(apply(b, contract("cat", 1, terms)), "cat"), "A: 0, B: 0, C: 15, D: 15")
}

// An index that rises by a half makes 40 xs 10 a cover xs 15, and the choice is by that: 32 - 15 = 17 of days 2-3. Days 1-2 and 3-4 would
// recover 9 + 5; without the clause they would be the better choice, 14 + 10 against 22.
func TestHoursClause_index(t *testing.T) {
	losses := hourly("E", "2026-07-01 12", "2026-07-02 12", "2026-07-03 20")
	for i := range losses {
		losses[i].Positions[0].At = day("2026-12-31")
	}
	terms := within(48, xol.Layer{Attachment: yuan("10"), Limit: some("40")})
	terms.Index = &xol.IndexClause{
		Kind: xol.IndexFull, Base: day("2026-01-01"), Limit: xol.LimitFixed,
		Series: []xol.IndexPoint{{From: day("2026-01-01"), Value: yuan("100")}, {From: day("2026-12-01"), Value: yuan("150")}},
	}
	r := apply(treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Losses: losses}, contract("cat", 1, terms))
	if diff := cmp.Diff([]string{
		"E: 2026-07-02 to 2026-07-03, 2 losses, 32, ceded 17",
	}, windows(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Of the first day 10 of 20 are recovered, and so 2 of its 4 of expense. The second is in no window that recovers anything.
func TestHoursClause_expenses(t *testing.T) {
	losses := hourly("E", "2026-07-01 20", "2026-07-02 5")
	for i := range losses {
		losses[i].Positions[0].PaidExpense = yuan("4")
	}
	terms := within(24, xol.Layer{Attachment: yuan("10"), Limit: some("100")})
	terms.Expenses = xol.ExpensesProRata
	r := apply(treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Losses: losses}, contract("cat", 1, terms))
	equal(t, "losses", cededOf(r, "cat"), "A: 12, B: 0")
	if diff := cmp.Diff([]string{"E: 2026-07-01 to 2026-07-01, 1 losses, 20, ceded 12"}, windows(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A quota share of 60 % and 10 xs 10 on the gross of one loss of 20 take 22 of it. Were both days one occurrence, the layer would take 5
// of each, and the loss would bear it. A day that is in no window bears the quota share alone.
func TestHoursClause_overCession(t *testing.T) {
	quota := contract("QS", 1, quotaShare("0.6"))
	cover := contract("XL", 1, within(24, xol.Layer{Attachment: yuan("10"), Limit: some("10")}))
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{quota, cover}})
	if err != nil {
		t.Fatal(err)
	}
	apply := func(losses []treaty.Loss) error {
		book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Events: []treaty.Event{{ID: "E"}}, Losses: losses})
		if err != nil {
			t.Fatal(err)
		}
		_, err = program.Apply(context.Background(), book)
		return err
	}
	over, ok := errors.AsType[*treaty.OverCessionError](apply(hourly("E", "2026-07-01 20", "2026-07-02 20")))
	if !ok {
		t.Fatal("more was not ceded than there is")
	}
	equal(t, "loss", over.Loss, "A")
	if err := apply(hourly("E", "2026-07-01 10", "2026-07-02 10")); err != nil { // 20 together
		t.Error(err)
	}
}

// Columns have days and no hours. The losses of the example, twice.
func TestHoursClause_batch(t *testing.T) {
	terms := within(72, xol.Layer{Attachment: yuan("10"), Limit: some("40")})
	batch := func(terms xol.PerEvent) (*treaty.Batch, error) {
		program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: []treaty.Contract{contract("cat", 1, terms)}})
		if err != nil {
			t.Fatal(err)
		}
		book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
		if err != nil {
			t.Fatal(err)
		}
		return program.Batch(context.Background(), book)
	}
	b, err := batch(terms)
	if err != nil {
		t.Fatal(err)
	}
	amounts := []int64{5, 12, 30, 8, 4, 20, 15}
	c := treaty.Columns{Terms: []int{7, 8, 15}, Loss: append(append(append([]int64{}, amounts...), 60), amounts...), Event: make([]int32, 15)}
	_, err = b.Run(context.Background(), c)
	equal(t, "no dates", text(err), "date: must not be empty: contract cat has an hours clause")
	for i := range 15 {
		c.Date = append(c.Date, day("2026-07-01").AddDays((i+i/8*6)%7)) // the eighth is of the first, and the ninth too
	}
	totals, err := b.Run(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{69, 40, 69}, totals.Ceded); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	terms.Hours[0].Perils = []string{"storm"}
	_, err = batch(terms)
	equal(t, "perils", text(err), "hours: must not name perils where columns do not say of what peril an event is: contract cat")
}

// A stream has one event at a time, and windows of two events may take turns.
func TestHoursClause_stream(t *testing.T) {
	run := func(layer xol.Layer) (out []string, err error) {
		program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("cat", 1, within(72, layer))}})
		if err != nil {
			t.Fatal(err)
		}
		book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
		if err != nil {
			t.Fatal(err)
		}
		err = program.Stream(context.Background(), book, func(yield func(treaty.EventLosses, error) bool) {
			yield(treaty.EventLosses{Event: treaty.Event{ID: "storm"}, Losses: seven()}, nil)
		}, func(r *treaty.Result) error {
			out = windows(r)
			return nil
		})
		return out, err
	}
	got, err := run(xol.Layer{Attachment: yuan("10"), Limit: some("40")})
	if diff := cmp.Diff([]string{
		"storm: 2026-07-02 to 2026-07-04, 3 losses, 50, ceded 40",
		"storm: 2026-07-05 to 2026-07-07, 3 losses, 39, ceded 29",
	}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	_, err = run(xol.Layer{Attachment: yuan("10"), Limit: some("40"), AggregateLimit: some("80")})
	equal(t, "annual terms", text(err), "contract cat: layer[0]: must be absent in a stream: it needs more than the event at hand (got hours beside annual terms)")
}

func TestHoursClause_validate(t *testing.T) {
	layers := []xol.Layer{{Attachment: yuan("1")}}
	hours := func(list ...xol.HoursClause) xol.Clauses { return xol.Clauses{Hours: list} }
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		want  string
	}{
		{"no hours", xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{})}, "hours[0].hours: must be a multiple of 24 from 24 to 8784 (got 0)"},
		{"negative", xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Hours: -24})}, "hours[0].hours: must be a multiple of 24 from 24 to 8784 (got -24)"},
		{"half a day", xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Hours: 36})}, "hours[0].hours: must be a multiple of 24 from 24 to 8784 (got 36)"},
		{"too long", xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Hours: 8808})}, "hours[0].hours: must be a multiple of 24 from 24 to 8784 (got 8808)"},
		{"the longest", xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Hours: 8784})}, ""},
		{"the shortest", xol.Umbrella{Over: []string{"x"}, Layers: layers, Clauses: hours(xol.HoursClause{Hours: 24, Periods: xol.PeriodsOne})}, ""},
		{"periods", xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Hours: 72, Periods: "two"})}, "hours[0].periods: must be one of several, one (got two)"},
		{
			"a peril twice",
			xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Perils: []string{"wind", "hail"}, Hours: 72}, xol.HoursClause{Perils: []string{"hail"}, Hours: 96})},
			"hours[1].perils[0]: must be named only once in the section (got hail)",
		},
		{
			"no peril twice",
			xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Hours: 72}, xol.HoursClause{Hours: 96})},
			"hours[1].perils: must not be empty in more than one clause",
		},
		{
			"a peril without a name",
			xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Perils: []string{""}, Hours: 72}, xol.HoursClause{Hours: 96})},
			"hours[0].perils[0]: must not be empty",
		},
		{
			"a peril that is no text",
			xol.PerEvent{Layers: layers, Clauses: hours(xol.HoursClause{Perils: []string{"\xff"}, Hours: 72})},
			`hours[0].perils[0]: must be valid UTF-8 (got "\xff")`,
		},
		{"per risk", xol.PerRisk{Layers: layers, Clauses: hours(xol.HoursClause{Hours: 72})}, "hours: must be absent unless the cover is per event"},
		{"aggregate", xol.AggregateExcess{Layers: layers, Clauses: hours(xol.HoursClause{Hours: 72})}, "hours: must be absent unless the cover is per event"},
	} {
		equal(t, tt.name, text(tt.terms.Validate()), tt.want)
	}
}

// What is written is read again as it was, with readings spelled out.
func TestHoursClause_document(t *testing.T) {
	terms := xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("10")}}, Clauses: xol.Clauses{Hours: []xol.HoursClause{
		{Perils: []string{"storm", "hail"}, Hours: 72}, {Hours: 168, Periods: xol.PeriodsOne},
	}}}
	written, err := strictjson.Marshal(terms.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	const want = `"hours":[{"perils":["storm","hail"],"hours":72,"periods":"several"},{"hours":168,"periods":"one"}]`
	if !strings.Contains(string(written), want) {
		t.Errorf("%s has no %s", written, want)
	}
	if terms.Hours[0].Periods != "" {
		t.Error("the terms themselves were changed")
	}
	for _, kind := range xol.Kinds() {
		if kind.Name != "per-event" {
			continue
		}
		read, err := kind.Decode(func(into any) error { return strictjson.Unmarshal(written, into) })
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(terms.Canonical().(xol.PerEvent).Hours, read.(xol.PerEvent).Hours); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
