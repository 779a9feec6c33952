package xol_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

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
