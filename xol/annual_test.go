package xol_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
)

func TestLayer_annualValidate(t *testing.T) {
	var list []fault
	add := func(name, want string, layers ...xol.Layer) {
		list = append(list, fault{name, xol.PerEvent{Layers: layers}, want})
	}
	working := func(change func(*xol.Layer)) xol.Layer {
		l := xol.Layer{ID: "working", Attachment: yuan("5"), Limit: some("5")}
		change(&l)
		return l
	}
	top := func(drops ...xol.Drop) xol.Layer {
		return xol.Layer{ID: "top", Attachment: yuan("10"), Limit: some("8"), Drops: drops}
	}
	limited := working(func(l *xol.Layer) { l.AggregateLimit = some("10") })
	plain := working(func(*xol.Layer) {})

	add("everything stated", "", xol.Layer{
		Attachment: yuan("1"), Limit: some("1"), Franchise: some("0.01"), MarketLoss: some("0.01"), Occurrences: xol.Range{From: 1, To: 1}, Ranks: xol.Range{To: 1},
		AggregateDeductible: some("0.01"), AggregateLimit: some("2"), TermLimit: some("0.01"), Reinstatements: &xol.Reinstatements{Count: 1},
	})
	add("amounts of zero", strings.Join([]string{
		"layers[0].franchise: must be positive (got 0)", "layers[0].marketLoss: must be positive (got 0)",
		"layers[0].aggregateDeductible: must be positive (got 0)", "layers[0].aggregateLimit: must be positive (got 0)", "layers[0].termLimit: must be positive (got 0)",
	}, "\n"), xol.Layer{Franchise: some("0"), MarketLoss: some("0"), AggregateDeductible: some("0"), AggregateLimit: some("0"), TermLimit: some("0")})
	add("a range from nothing", "", xol.Layer{Occurrences: xol.Range{To: 3}, Ranks: xol.Range{From: 3}})
	add("a range of one", "", xol.Layer{Occurrences: xol.Range{From: 3, To: 3}})
	add("ranges upside down",
		"layers[0].occurrences.to: must not be below from (got 1)\nlayers[0].ranks.from: must not be negative (got -1)\nlayers[0].ranks.to: must not be below from (got -2)",
		xol.Layer{Occurrences: xol.Range{From: 2, To: 1}, Ranks: xol.Range{From: -1, To: -2}})

	add("a drop", "", limited, top(xol.Drop{Below: "working", Attachment: yuan("5")}))
	add("drops of several", "",
		limited, xol.Layer{ID: "middle", Attachment: yuan("10"), Limit: some("1"), TermLimit: some("1")},
		top(xol.Drop{Below: "working", Attachment: yuan("5")}, xol.Drop{Below: "middle", When: xol.DropWithin}))
	add("a drop below a term limit", "", working(func(l *xol.Layer) { l.TermLimit = some("1") }), top(xol.Drop{Below: "working"}))
	add("a drop below reinstatements", "", working(func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{} }), top(xol.Drop{Below: "working"}))
	const notExhausted = "layers[1].drops[0].below: must be a layer with an aggregate limit, a limited number of reinstatements or a term limit (got working)"
	add("below what is never exhausted", notExhausted, plain, top(xol.Drop{Below: "working"}))
	add("below unlimited reinstatements", notExhausted, working(func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{Unlimited: true} }), top(xol.Drop{Below: "working"}))
	const unknown = "layers[0].drops[0].below: must be the id of a layer listed before this one (got "
	add("below an unknown layer", unknown+"first)", top(xol.Drop{Below: "first"}))
	add("below itself", unknown+"top)", top(xol.Drop{Below: "top"}))
	add("below one listed later", unknown+"working)", top(xol.Drop{Below: "working"}), limited)
	add("below nothing", "layers[1].drops[0].below: must not be empty", working(func(l *xol.Layer) { l.ID, l.AggregateLimit = "", some("5") }), top(xol.Drop{}))
	add("a drop upwards",
		"layers[1].drops[0].attachment: must be below the layer's own, 10 (got 10)\nlayers[1].drops[1].attachment: must not be negative (got -1)\n"+
			"layers[1].drops[1].when: must be one of next-event, within-event (got now)",
		limited, top(xol.Drop{Below: "working", Attachment: yuan("10")}, xol.Drop{Below: "working", Attachment: yuan("-1"), When: "now"}))
	faults(t, list)

	// Where an occurrence is a unit's, nothing drops; where there is one occurrence, nothing looks at several.
	layers := []xol.Layer{limited, top(xol.Drop{Below: "working", Attachment: yuan("5")})}
	once := []xol.Layer{{
		Limit: some("1"), MinimumRisks: 2, EventCap: some("1"), MarketLoss: some("1"), AggregateDeductible: some("1"), AggregateLimit: some("1"), TermLimit: some("1"),
		Occurrences: xol.Range{From: 1}, Ranks: xol.Range{To: 1}, Reinstatements: &xol.Reinstatements{}, Drops: []xol.Drop{{Below: "a", Attachment: yuan("-1")}},
	}}
	wantOnce := strings.Join([]string{
		"layers[0].drops[0].attachment: must not be negative (got -1)",
		"layers[0].drops[0].below: must be the id of a layer listed before this one (got a)",
		"layers[0].drops: must be absent unless the cover is per event",
		"layers[0].aggregateDeductible: must be absent where there is one occurrence",
		"layers[0].aggregateLimit: must be absent where there is one occurrence",
		"layers[0].termLimit: must be absent where there is one occurrence",
		"layers[0].occurrences: must be absent where there is one occurrence",
		"layers[0].ranks: must be absent where there is one occurrence",
		"layers[0].reinstatements: must be absent where there is one occurrence",
		"layers[0].minimumRisks: must be absent unless the cover is per event (got 2)",
		"layers[0].eventCap: must be absent unless the cover is per risk (got 1)",
		"layers[0].marketLoss: must be absent unless the cover is per event (got 1)",
	}, "\n")
	for _, tt := range []fault{
		{"per risk", xol.PerRisk{Layers: layers}, "layers[1].drops: must be absent unless the cover is per event"},
		{"umbrella", xol.Umbrella{Over: []string{"QS"}, Layers: layers}, ""},
		{"aggregate", xol.AggregateExcess{Layers: once}, wantOnce},
		{"stop loss", xol.StopLoss{On: xol.OnAmounts, Layers: once}, wantOnce},
	} {
		if diff := cmp.Diff(tt.want, text(tt.terms.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	// In one occurrence a range of all is nothing, however it is written.
	canonical, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		contract("XL", 1, xol.AggregateExcess{Layers: []xol.Layer{{Occurrences: xol.Range{From: 1}}}}.Canonical()),
	}})
	if canonical == nil || err != nil {
		t.Errorf("canonical: %v", err)
	}
}

func TestReinstatements_validate(t *testing.T) {
	premium := &xol.Premium{Deposit: some("100")}
	var list []fault
	add := func(name, want string, r xol.Reinstatements) {
		list = append(list, fault{name, xol.PerEvent{Layers: []xol.Layer{{Limit: some("10"), Premium: premium, Reinstatements: &r}}}, under("layers[0].reinstatements.", want)})
	}
	add("none", "", xol.Reinstatements{})
	add("one, free", "", xol.Reinstatements{Count: 1})
	add("a thousand at one rate", "", xol.Reinstatements{Count: 1000, Rates: amounts("0.5")})
	add("a thousand and one", "count: must be from 0 to 1000 (got 1001)", xol.Reinstatements{Count: 1001, Rates: amounts("0.5")})
	add("minus one", "count: must be from 0 to 1000 (got -1)", xol.Reinstatements{Count: -1})
	add("as many rates", "", xol.Reinstatements{Count: 2, Rates: amounts("0", "2.5")})
	add("more rates than reinstatements", "rates: must be as many as there are reinstatements, 2, or one (got 3)", xol.Reinstatements{Count: 2, Rates: amounts("1", "1", "1")})
	add("fewer rates", "rates: must be as many as there are reinstatements, 3, or one (got 2)", xol.Reinstatements{Count: 3, Rates: amounts("1", "1")})
	add("two rates of one", "rates: must be as many as there are reinstatements, 1, or one (got 2)", xol.Reinstatements{Count: 1, Rates: amounts("1", "1")})
	add("a rate of none", "rates: must be absent where there are no reinstatements", xol.Reinstatements{Rates: amounts("1")})
	add("a rate below zero", "rates[1]: must not be negative (got -0.5)", xol.Reinstatements{Count: 2, Rates: amounts("1", "-0.5")})
	add("without end", "", xol.Reinstatements{Unlimited: true, Rates: amounts("1")})
	add("without end, with a count", "count: must be absent where reinstatements are unlimited (got 1)", xol.Reinstatements{Unlimited: true, Count: 1})
	add("without end, at two rates", "rates: must be one rate where reinstatements are unlimited", xol.Reinstatements{Unlimited: true, Rates: amounts("1", "0.5")})
	add("days", "", xol.Reinstatements{Count: 1, Time: xol.Days365, DayOfLoss: xol.DayRemaining})
	add("a day of loss in months", "dayOfLoss: must be absent unless time counts days (got expired)", xol.Reinstatements{Count: 1, Time: xol.MonthsOfPeriod, DayOfLoss: xol.DayExpired})
	add("a day of loss without time", "dayOfLoss: must be absent unless time counts days (got remaining)", xol.Reinstatements{Count: 1, DayOfLoss: xol.DayRemaining})
	add("unknown readings",
		"time: must be one of amount, days-365, days-of-period, months-of-period (got weeks)\ndayOfLoss: must be one of expired, remaining (got half)\n"+
			"on: must be one of adjusted, deposit (got written)\ntrigger: must be one of paid, incurred (got reported)\nbrokerage: must be in [0, 1) (got 1)\n"+
			"dayOfLoss: must be absent unless time counts days (got half)",
		xol.Reinstatements{Time: "weeks", DayOfLoss: "half", On: "written", Trigger: "reported", Brokerage: some("1")})
	layer := func(name, want string, l xol.Layer) {
		list = append(list, fault{name, xol.PerEvent{Layers: []xol.Layer{l}}, want})
	}
	layer("without a limit", "layers[0].reinstatements: must be absent where the layer has no limit", xol.Layer{Reinstatements: &xol.Reinstatements{Count: 1}})
	layer("paid, without premium", "layers[0].reinstatements.rates: must be absent or zero where the layer has no premium",
		xol.Layer{Limit: some("1"), Reinstatements: &xol.Reinstatements{Count: 2, Rates: amounts("0", "0.01")}})
	layer("at nothing, without premium", "", xol.Layer{Limit: some("1"), Reinstatements: &xol.Reinstatements{Count: 2, Rates: amounts("0")}})
	layer("on a deposit that is not stated", "layers[0].premium.deposit: must not be empty where reinstatements are on it",
		xol.Layer{Limit: some("1"), Premium: &xol.Premium{Rate: some("0.1")}, Reinstatements: &xol.Reinstatements{Count: 1, Rates: amounts("1"), On: xol.OnDeposit}})
	faults(t, list)
}

// Reinstatements and an aggregate limit overlap: the aggregate limit may only be the lower of the two.
func TestNewProgram_reinstatements(t *testing.T) {
	const at = "contracts[0].sections[0].terms.layers[0]."
	for _, tt := range []struct {
		name             string
		limit, aggregate string
		count            int
		want             string
	}{
		{"at most two limits", "10", "20", 1, ""},
		{"less than one", "10", "0.01", 1, ""},
		{"a fen too much", "10", "20.01", 1, "reinstatements.count: must leave the aggregate limit, 20.01, at most the limit times one more (got 1)"},
		{"one limit", "10", "10.01", 0, "reinstatements.count: must leave the aggregate limit, 10.01, at most the limit times one more (got 0)"},
		{"the largest", "46116860184273879.03", "92233720368547758.06", 1, ""},
		{"limits beyond 64 bits", "46116860184273879.04", "1", 1, "reinstatements: must leave the limit times one more than their number within 64 bits of minor units"},
		{"far beyond", "92233720368547758.07", "1", 1000, "reinstatements: must leave the limit times one more than their number within 64 bits of minor units"},
		{"finer than the fen", "10", "0.001", 1, "aggregateLimit: must have at most 2 decimal places (got 0.001)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			layer := xol.Layer{Limit: some(tt.limit), AggregateLimit: some(tt.aggregate), Reinstatements: &xol.Reinstatements{Count: tt.count}}
			_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}})}})
			if diff := cmp.Diff(under(at, tt.want), text(err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	layers := []xol.Layer{
		{ID: "a", AggregateLimit: some("0.01")},
		{Attachment: yuan("0.01"), AggregateDeductible: some("0.001"), TermLimit: some("0.002"), Franchise: some("0.5"), Drops: []xol.Drop{{Below: "a", Attachment: yuan("0.003")}}},
	}
	_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, xol.PerEvent{Layers: layers})}})
	want := under("contracts[0].sections[0].terms.layers[1].", "termLimit: must have at most 2 decimal places (got 0.002)\n"+
		"aggregateDeductible: must have at most 2 decimal places (got 0.001)\ndrops[0].attachment: must have at most 2 decimal places (got 0.003)")
	if diff := cmp.Diff(want, text(err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// year is a year's losses in order, each an event of its own; they are called a, b, c and so on and are a month apart from January.
func year(amounts ...string) treaty.BookSpec {
	var b treaty.BookSpec
	for i, amount := range amounts {
		b.Losses = append(b.Losses, on(fmt.Sprintf("2026-%02d-01", i+1), string(rune('a'+i)), amount))
	}
	return b
}

// What the annual terms leave of each loss, at their ends and one unit on either side, by hand.
func TestAnnual(t *testing.T) {
	layer := func(change func(*xol.Layer)) xol.Layer {
		l := xol.Layer{Attachment: yuan("100"), Limit: some("50")}
		change(&l)
		return l
	}
	reinstated := func(n int) xol.Layer {
		return layer(func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{Count: n} })
	}
	deductible := func(d string) xol.Layer {
		return layer(func(l *xol.Layer) { l.AggregateDeductible = some(d) })
	}
	limit := func(most string) xol.Layer {
		return layer(func(l *xol.Layer) { l.AggregateLimit = some(most) })
	}
	occurrences := func(from, to int) xol.Layer {
		return layer(func(l *xol.Layer) { l.Occurrences = xol.Range{From: from, To: to} })
	}
	ranks := func(from, to int) xol.Layer {
		return layer(func(l *xol.Layer) { l.Ranks = xol.Range{From: from, To: to} })
	}
	losses := func(list ...string) []string { return list }
	for _, tt := range []struct {
		name   string
		layer  xol.Layer
		losses []string
		want   string
	}{
		// To the layer: 40, 50 (of 150), 20.
		{"no annual terms", layer(func(*xol.Layer) {}), losses("140", "150", "120"), "a: 40, b: 50, c: 20"},
		{"a deductible below the first loss", deductible("39"), losses("140", "150", "120"), "a: 1, b: 50, c: 20"},
		{"a deductible of the first loss", deductible("40"), losses("140", "150", "120"), "a: 0, b: 50, c: 20"},
		{"and one more", deductible("41"), losses("140", "150", "120"), "a: 0, b: 49, c: 20"},
		{"a deductible of all but one", deductible("109"), losses("140", "150", "120"), "a: 0, b: 0, c: 1"},
		{"of all", deductible("110"), losses("140", "150", "120"), "a: 0, b: 0, c: 0"},
		{"a limit of the first loss", limit("40"), losses("140", "150", "120"), "a: 40, b: 0, c: 0"},
		{"and one more", limit("41"), losses("140", "150", "120"), "a: 40, b: 1, c: 0"},
		{"a limit of all", limit("110"), losses("140", "150", "120"), "a: 40, b: 50, c: 20"},
		{"of all but one", limit("109"), losses("140", "150", "120"), "a: 40, b: 50, c: 19"},
		{"a limit below one loss", limit("1"), losses("140", "150", "120"), "a: 1, b: 0, c: 0"},
		{"a limit above the deductible, not with it", layer(func(l *xol.Layer) { l.AggregateDeductible, l.AggregateLimit = some("30"), some("60") }), losses("140", "150", "120"), "a: 10, b: 50, c: 0"},
		{"no reinstatement", reinstated(0), losses("140", "150", "120"), "a: 40, b: 10, c: 0"},
		{"one", reinstated(1), losses("140", "150", "120"), "a: 40, b: 50, c: 10"},
		{"two", reinstated(2), losses("140", "150", "120"), "a: 40, b: 50, c: 20"},
		{"a stated limit below them", layer(func(l *xol.Layer) { l.Reinstatements, l.AggregateLimit = &xol.Reinstatements{Count: 1}, some("95") }), losses("140", "150", "120"), "a: 40, b: 50, c: 5"},
		{"without end", layer(func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{Unlimited: true} }), losses("140", "150", "120", "1000"), "a: 40, b: 50, c: 20, d: 50"},
		{"a term limit", layer(func(l *xol.Layer) { l.TermLimit = some("91") }), losses("140", "150", "120"), "a: 40, b: 50, c: 1"},

		{"the first two", occurrences(0, 2), losses("140", "100", "150", "120"), "a: 40, b: 0, c: 50, d: 0"},
		{"the second alone", occurrences(2, 2), losses("140", "100", "101", "120"), "a: 0, b: 0, c: 1, d: 0"},
		{"from the second on", occurrences(2, 0), losses("140", "150", "120"), "a: 0, b: 50, c: 20"},
		{"from the fourth on", occurrences(4, 0), losses("140", "150", "120"), "a: 0, b: 0, c: 0"},
		{"the largest", ranks(0, 1), losses("140", "150", "120"), "a: 0, b: 50, c: 0"},
		{"of equal ones the first", ranks(1, 1), losses("140", "1000", "150"), "a: 0, b: 50, c: 0"},
		{"the second largest", ranks(2, 2), losses("140", "1000", "120"), "a: 40, b: 0, c: 0"},
		{"all but the largest", ranks(2, 0), losses("140", "1000", "120"), "a: 40, b: 0, c: 20"},
		{"of the two largest the first two", layer(func(l *xol.Layer) { l.Ranks.To, l.Occurrences.To = 2, 2 }), losses("140", "120", "150"), "a: 40, b: 0, c: 50"},
		{
			"what is not counted uses nothing", layer(func(l *xol.Layer) {
				l.Occurrences, l.AggregateDeductible, l.AggregateLimit = xol.Range{From: 2}, some("10"), some("55")
			}),
			losses("140", "150", "120"), "a: 0, b: 40, c: 15",
		},
		{
			"nor what is outranked", layer(func(l *xol.Layer) {
				l.Ranks, l.AggregateDeductible, l.AggregateLimit = xol.Range{To: 2}, some("10"), some("55")
			}),
			losses("120", "140", "150"), "a: 0, b: 30, c: 25",
		},
		{"a franchise at the loss", layer(func(l *xol.Layer) { l.Franchise = some("140") }), losses("140", "141", "139"), "a: 0, b: 41, c: 0"},
		{
			"what the franchise keeps is not counted", layer(func(l *xol.Layer) { l.Franchise, l.Occurrences = some("130"), xol.Range{From: 2} }),
			losses("130", "140", "150"), "a: 0, b: 0, c: 50",
		},
		// Half of 25, 25 and 25 is rounded as half of sums would not be: 12.5 each, once per occurrence.
		{
			"the share is taken after them", layer(func(l *xol.Layer) { l.Share, l.AggregateLimit = some("0.5"), some("60") }), losses("125", "125", "125"),
			"a: 13, b: 13, c: 5",
		},
		{
			"and before them where it is on the loss",
			layer(func(l *xol.Layer) { l.Share, l.ShareOn, l.AggregateLimit = some("0.5"), xol.ShareOnLoss, some("30") }), losses("241", "220", "300"),
			"a: 21, b: 9, c: 0", // 20.5, 10, 50
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := year(tt.losses...)
			equal(t, "per event", cededOf(run(t, "", b, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{tt.layer}})), "XL"), tt.want)
			b.Risks = []treaty.Risk{risk("A", "")}
			for i := range b.Losses {
				b.Losses[i].Risk = "A"
			}
			equal(t, "per risk", cededOf(run(t, "", b, contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{tt.layer}})), "XL"), tt.want)
		})
	}
}

// The years of a period begin on its anniversaries; each has its own deductible, limit, count and ranks.
func TestAnnual_years(t *testing.T) {
	losses := []treaty.Loss{
		on("2026-07-01", "a", "140"), on("2027-06-30", "b", "150"), // the first year
		on("2027-07-01", "c", "130"), on("2028-06-30", "d", "120"), // the second
		on("2028-07-01", "e", "150"), on("2029-06-30", "f", "110"), // the third
	}
	for _, tt := range []struct {
		name         string
		change       func(*xol.Layer)
		period, year string
	}{
		{"deductible", func(l *xol.Layer) { l.AggregateDeductible = some("45") }, "a: 0, b: 45, c: 30, d: 20, e: 50, f: 10", "a: 0, b: 45, c: 0, d: 5, e: 5, f: 10"},
		{"limit", func(l *xol.Layer) { l.AggregateLimit = some("60") }, "a: 40, b: 20, c: 0, d: 0, e: 0, f: 0", "a: 40, b: 20, c: 30, d: 20, e: 50, f: 10"},
		{"reinstatement", func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{} }, "a: 40, b: 10, c: 0, d: 0, e: 0, f: 0", "a: 40, b: 10, c: 30, d: 20, e: 50, f: 0"},
		{"second event", func(l *xol.Layer) { l.Occurrences.From = 2 }, "a: 0, b: 50, c: 30, d: 20, e: 50, f: 10", "a: 0, b: 50, c: 0, d: 20, e: 0, f: 10"},
		{"largest", func(l *xol.Layer) { l.Ranks.To = 1 }, "a: 0, b: 50, c: 0, d: 0, e: 0, f: 0", "a: 0, b: 50, c: 30, d: 0, e: 50, f: 0"},
		{"term limit", func(l *xol.Layer) { l.TermLimit = some("130") }, "a: 40, b: 50, c: 30, d: 10, e: 0, f: 0", "a: 40, b: 50, c: 30, d: 10, e: 0, f: 0"},
	} {
		for annual, want := range map[xol.Annual]string{"": tt.period, xol.AnnualPeriod: tt.period, xol.AnnualYear: tt.year} {
			layer := xol.Layer{Attachment: yuan("100"), Limit: some("50")}
			tt.change(&layer)
			c := perEvent(layer, xol.Clauses{Annual: annual})
			c.Period = treaty.Period{From: day("2026-07-01"), To: day("2029-06-30")}
			equal(t, fmt.Sprint(tt.name, " by ", annual), cededOf(run(t, "", treaty.BookSpec{Losses: losses}, c), "XL"), want)
		}
	}
}

// An event is of the year of its first loss; a period that begins on a leap day has its anniversaries on 1 March.
func TestAnnual_anniversary(t *testing.T) {
	layer := xol.Layer{Attachment: yuan("100"), Limit: some("50"), AggregateLimit: some("50")}
	c := perEvent(layer, xol.Clauses{Annual: xol.AnnualYear})
	c.Period = treaty.Period{From: day("2028-02-29"), To: day("2030-02-28")}
	r := run(t, "", treaty.BookSpec{Losses: []treaty.Loss{on("2028-02-29", "a", "140"), on("2029-02-28", "b", "140"), on("2029-03-01", "c", "140")}}, c)
	equal(t, "leap day", cededOf(r, "XL"), "a: 40, b: 10, c: 40")

	c.Period = treaty.Period{From: day("2026-01-01"), To: day("2027-12-31")}
	b := treaty.BookSpec{Events: []treaty.Event{{ID: "e"}}, Losses: []treaty.Loss{
		on("2026-03-01", "a", "110"), on("2026-12-31", "b", "60"), on("2027-01-01", "c", "90"), on("2027-03-01", "d", "150"),
	}}
	b.Losses[1].Event, b.Losses[2].Event = "e", "e" // together 150, of 2026, whose first loss left 40
	equal(t, "event", cededOf(run(t, "", b, c), "XL"), "a: 10, b: 16, c: 24, d: 50")
}

// Occurrences of one day follow each other by id, of one settlement by date; what is settled later comes later.
func TestOrder(t *testing.T) {
	layer := xol.Layer{Attachment: yuan("100"), Limit: some("50"), AggregateLimit: some("60")}
	loss := func(id, date, settled, event string) treaty.Loss {
		l := on(date, id, "140")
		if settled != "" {
			l.Settled = day(settled)
		}
		l.Event = event
		return l
	}
	for _, tt := range []struct {
		name             string
		losses           []treaty.Loss
		date, settlement string
	}{
		{
			"one day",
			[]treaty.Loss{loss("b", "2026-05-01", "2026-06-01", ""), loss("a", "2026-05-01", "2026-06-01", "")},
			"a: 40, b: 20", "a: 40, b: 20",
		},
		{
			"settled a day before",
			[]treaty.Loss{loss("a", "2026-05-01", "2026-06-02", ""), loss("b", "2026-05-02", "2026-06-01", "")},
			"a: 40, b: 20", "a: 20, b: 40",
		},
		{
			"settled together",
			[]treaty.Loss{loss("a", "2026-05-01", "2026-06-01", ""), loss("b", "2026-05-02", "2026-06-01", "")},
			"a: 40, b: 20", "a: 40, b: 20",
		},
		{
			"not settled",
			[]treaty.Loss{loss("a", "2026-05-01", "", ""), loss("b", "2026-05-02", "2099-12-31", ""), loss("c", "2026-05-03", "", "")},
			"a: 40, b: 20, c: 0", "a: 20, b: 40, c: 0",
		},
		{ // the event of a and c is settled with c, 180 above 100, 50 in halves
			"an event is settled with its last loss",
			[]treaty.Loss{loss("a", "2026-05-01", "2026-06-01", "e"), loss("b", "2026-05-02", "2026-07-01", ""), loss("c", "2026-05-03", "2026-08-01", "e")},
			"a: 25, b: 10, c: 25", "a: 10, b: 40, c: 10",
		},
		{
			"and not at all if one is not",
			[]treaty.Loss{loss("a", "2026-05-01", "2026-06-01", "e"), loss("b", "2026-05-02", "2026-07-01", ""), loss("c", "2026-05-03", "", "e")},
			"a: 25, b: 10, c: 25", "a: 10, b: 40, c: 10",
		},
		{
			"a loss of nothing settles nothing",
			[]treaty.Loss{
				loss("a", "2026-05-01", "2026-06-01", "e"), loss("b", "2026-05-02", "2026-07-01", ""),
				{ID: "c", Date: day("2026-05-03"), Event: "e", Positions: []treaty.Position{{}}},
			},
			"a: 40, b: 20, c: 0", "a: 40, b: 20, c: 0",
		},
	} {
		for order, want := range map[xol.Order]string{"": tt.date, xol.OrderDate: tt.date, xol.OrderSettlement: tt.settlement} {
			b := treaty.BookSpec{Events: []treaty.Event{{ID: "e"}}, Losses: tt.losses}
			equal(t, fmt.Sprint(tt.name, " by ", order), cededOf(run(t, "", b, perEvent(layer, xol.Clauses{Order: order})), "XL"), want)
		}
	}
}

// On the day on which b is settled it comes first and uses the limit up. The day before nothing is settled, and a is first by date.
func TestOrder_settledOnTheDay(t *testing.T) {
	a, b := developing("a", "2026-05-10 100"), developing("b", "2026-05-10 100")
	a.Date, b.Date, b.Settled = day("2026-03-01"), day("2026-04-01"), day("2026-06-30")
	c := perEvent(xol.Layer{Limit: some("100"), AggregateLimit: some("100")}, xol.Clauses{Order: xol.OrderSettlement})
	for at, want := range map[string]string{"2026-06-29": "a: 100, b: 0", "2026-06-30": "a: 0, b: 100"} {
		equal(t, at, cededOf(resultAt(t, at, book([]treaty.Loss{a, b}), c), "XL"), want)
	}
}

// Drops at the ends of what is left below, and in cascade.
func TestDrop(t *testing.T) {
	tower := func(aggregate string, when xol.DropWhen) []xol.Layer {
		return []xol.Layer{
			{ID: "working", Attachment: yuan("5"), Limit: some("5"), AggregateLimit: some(aggregate)},
			{ID: "top", Attachment: yuan("10"), Limit: some("8"), Drops: []xol.Drop{{Below: "working", Attachment: yuan("5"), When: when}}},
		}
	}
	cascade := func(when xol.DropWhen) []xol.Layer { // top drops to 10 when the middle is exhausted, to 5 when working is too
		return []xol.Layer{
			{ID: "working", Attachment: yuan("5"), Limit: some("5"), AggregateLimit: some("5")},
			{ID: "middle", Attachment: yuan("10"), Limit: some("10"), TermLimit: some("10"), Drops: []xol.Drop{{Below: "working", Attachment: yuan("5"), When: when}}},
			{ID: "top", Attachment: yuan("20"), Limit: some("30"), Drops: []xol.Drop{{Below: "middle", Attachment: yuan("10"), When: when}, {Below: "working", Attachment: yuan("15"), When: when}}},
		}
	}
	losses := func(list ...string) []string { return list }
	for _, tt := range []struct {
		name   string
		layers []xol.Layer
		losses []string
		want   string // of each loss, what the layers pay together
	}{
		{"not exhausted by a unit", tower("11", ""), losses("16", "12", "9", "9"), "a: 11, b: 7, c: 1, d: 4"},
		{"exhausted to the unit", tower("10", ""), losses("16", "12", "9"), "a: 11, b: 7, c: 4"},
		{"within, exhausted to the unit: above what it still pays", tower("10", xol.DropWithin), losses("16", "12", "9"), "a: 11, b: 7, c: 4"},
		{"within, exhausted with 3 left", tower("8", xol.DropWithin), losses("16", "12", "9"), "a: 11, b: 7, c: 4"}, // 3 + (12 - 8)
		{"next, exhausted with 3 left", tower("8", xol.DropNext), losses("16", "12", "9"), "a: 11, b: 5, c: 4"},     // 3 + (12 - 10)
		{"within, by a loss that the top layer did not reach", tower("5", xol.DropWithin), losses("9", "8"), "a: 4, b: 3"},
		{"next, by such a loss", tower("5", xol.DropNext), losses("9", "8"), "a: 4, b: 1"},
		// 9: working 4. 12: working 1, middle 2. 15: middle at 5, 8 left: 8 and exhausted. 25: top at 10: 15.
		{"cascade", cascade(""), losses("9", "12", "15", "25"), "a: 4, b: 3, c: 8, d: 15"},
		// 12: working 1, exhausted, middle at 6: 6. 15: middle at 5, 4 left: 4; top at 10 + 4: 1. 25: 15.
		{"cascade within", cascade(xol.DropWithin), losses("9", "12", "15", "25"), "a: 4, b: 7, c: 5, d: 15"},
	} {
		equal(t, tt.name, cededOf(run(t, "", year(tt.losses...), contract("XL", 1, xol.PerEvent{Layers: tt.layers})), "XL"), tt.want)
	}
}

// Ranks are by what a layer has of each event after it dropped: of 16 the top layer has 6, of 15 it would have 5, and 8 once the working
// layer is exhausted.
func TestDrop_ranks(t *testing.T) {
	layers := []xol.Layer{
		{ID: "working", Attachment: yuan("5"), Limit: some("5"), AggregateLimit: some("5")},
		{ID: "top", Attachment: yuan("10"), Limit: some("8"), Ranks: xol.Range{To: 1}, Drops: []xol.Drop{{Below: "working", Attachment: yuan("5")}}},
	}
	equal(t, "ceded", cededOf(run(t, "", year("16", "15"), contract("XL", 1, xol.PerEvent{Layers: layers})), "XL"), "a: 5, b: 8")
}

// What is exhausted for a year is so for that year, by a term limit for all that follow.
func TestDrop_years(t *testing.T) {
	losses := []treaty.Loss{on("2026-03-01", "a", "10"), on("2026-06-01", "b", "9"), on("2027-03-01", "c", "9"), on("2027-06-01", "d", "9")}
	for _, tt := range []struct {
		name   string
		change func(*xol.Layer)
		want   string
	}{
		{"year", func(l *xol.Layer) { l.AggregateLimit = some("5") }, "a: 5, b: 4, c: 4, d: 1"}, // working 5, 0, 4, 1; top 0, 4, 0, 0
		{"term", func(l *xol.Layer) { l.TermLimit = some("7") }, "a: 5, b: 2, c: 4, d: 4"},      // working 5, 2, 0, 0; top 0, 0, 4, 4
		{"both", func(l *xol.Layer) { l.AggregateLimit, l.TermLimit = some("5"), some("8") }, "a: 5, b: 4, c: 3, d: 4"},
	} {
		layers := []xol.Layer{
			{ID: "working", Attachment: yuan("5"), Limit: some("5")},
			{ID: "top", Attachment: yuan("10"), Limit: some("8"), Drops: []xol.Drop{{Below: "working", Attachment: yuan("5")}}},
		}
		tt.change(&layers[0])
		c := contract("XL", 1, xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Annual: xol.AnnualYear}})
		c.Period.To = day("2027-12-31")
		equal(t, tt.name, cededOf(run(t, "", treaty.BookSpec{Losses: losses}, c), "XL"), tt.want)
	}
}

// A drop is for the next event, also where the layer that drops sees the event later than the one below, and another in between.
func TestDrop_scopes(t *testing.T) {
	layers := []xol.Layer{
		{ID: "working", Attachment: yuan("5"), Limit: some("5"), AggregateLimit: some("5")},
		{
			ID: "top", Attachment: yuan("10"), Limit: some("8"), Drops: []xol.Drop{{Below: "working", Attachment: yuan("5")}},
			Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"motor"}}},
		},
	}
	b := treaty.BookSpec{
		Risks: []treaty.Risk{risk("F", "fire"), risk("M", "motor")}, Events: []treaty.Event{{ID: "e"}, {ID: "f"}},
		Losses: claims("1 F e 2026-02-01 1", "2 F f 2026-02-02 10", "3 M e 2026-02-03 12"),
	}
	r := run(t, "", b, contract("XL", 1, xol.PerEvent{Layers: layers}))
	c, _ := r.Contract("XL")
	// Working has 13 - 5 of e, of which it pays 5; top begins at 10 in e: 2.
	equal(t, "working", c.Sections[0].Clauses[0].Ceded.Loss.String(), "5")
	equal(t, "top", c.Sections[0].Clauses[1].Ceded.Loss.String(), "2")

	// By settlement e comes after f, with its last loss, although what top sees of it was settled first: f exhausts working, and
	// of e's 12 top pays what is above 5.
	for i, settled := range []string{"2026-06-03", "2026-06-02", "2026-06-01"} {
		b.Losses[i].Settled = day(settled)
	}
	r = run(t, "", b, contract("XL", 1, xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Order: xol.OrderSettlement}}))
	equal(t, "by settlement", cededOf(r, "XL"), "1: 0, 2: 5, 3: 7")
}

// What reinstatement costs, loss by loss: 100 xs 100 for 1,000, two reinstatements at 100 % and 50 %, and what changes them, by hand.
func TestReinstatements(t *testing.T) {
	base := func(change func(*xol.Layer)) xol.Layer {
		l := xol.Layer{
			Attachment: yuan("100"), Limit: some("100"), Premium: &xol.Premium{Deposit: some("1000")},
			Reinstatements: &xol.Reinstatements{Count: 2, Rates: amounts("1", "0.5")},
		}
		change(&l)
		return l
	}
	same := func(*xol.Layer) {}
	rates := func(list ...string) func(*xol.Layer) {
		return func(l *xol.Layer) { l.Reinstatements.Count, l.Reinstatements.Rates = len(list), amounts(list...) }
	}
	adjusted := func(deposit string) func(*xol.Layer) {
		return func(l *xol.Layer) {
			l.Premium = &xol.Premium{Rate: some("0.1")}
			if deposit != "" {
				l.Premium.Deposit = some(deposit)
			}
		}
	}
	losses := func(list ...string) treaty.BookSpec { return year(list...) }
	two := func(change func([]treaty.Loss)) treaty.BookSpec {
		b := year("200", "200")
		change(b.Losses)
		return b
	}
	unchanged := func(*treaty.Contract) {}
	for _, tt := range []struct {
		name   string
		layer  xol.Layer
		change func(*treaty.Contract)
		book   treaty.BookSpec
		want   string // without the deposit of 1,000
	}{
		{"nothing is used", base(same), unchanged, losses("100"), ""},
		{"a unit is used", base(same), unchanged, losses("101"), "reinstatement a 2026-01-01 10"},
		{"two halves of the first limit", base(same), unchanged, losses("150", "150"), "reinstatement a 2026-01-01 500, reinstatement b 2026-02-01 500"},
		{"over the end of the first limit", base(same), unchanged, losses("180", "180"), "reinstatement a 2026-01-01 800, reinstatement b 2026-02-01 500"}, // 200 + 300
		{
			"limit by limit", base(same), unchanged, losses("200", "900", "200", "200"),
			"reinstatement a 2026-01-01 1000, reinstatement b 2026-02-01 500", // the last limit is not reinstated
		},
		{"over the end of the second limit", base(same), unchanged, losses("200", "190", "150"), "reinstatement a 2026-01-01 1000, reinstatement b 2026-02-01 450, reinstatement c 2026-03-01 50"},
		{"the first one free", base(rates("0", "1")), unchanged, losses("200", "150"), "reinstatement b 2026-02-01 500"},
		{"one rate for all", base(func(l *xol.Layer) { l.Reinstatements.Rates = amounts("0.4") }), unchanged, losses("200", "200"), "reinstatement a 2026-01-01 400, reinstatement b 2026-02-01 400"},
		{
			"differences of rounded sums", base(func(l *xol.Layer) { l.Premium.Deposit = some("7") }), unchanged, losses("150", "150"),
			"reinstatement a 2026-01-01 4, reinstatement b 2026-02-01 3", // 3.5, 7
		},
		{"times the share", base(func(l *xol.Layer) { l.Share = some("0.5") }), unchanged, losses("150", "150"), "reinstatement a 2026-01-01 250, reinstatement b 2026-02-01 250"},
		{"a share on the loss", base(func(l *xol.Layer) { l.Share, l.ShareOn = some("0.5"), xol.ShareOnLoss }), unchanged, losses("300"), "reinstatement a 2026-01-01 250"}, // 50 of 100, half of 500
		{
			"as placed", base(same), func(c *treaty.Contract) { c.Placement.Lines[0].Share = yuan("0.25") }, losses("150", "151"),
			"reinstatement a 2026-01-01 125, reinstatement b 2026-02-01 126", // of 500 and of 505 more: 1,005 / 4 = 251.25
		},
		{"above an aggregate deductible", base(func(l *xol.Layer) { l.AggregateDeductible = some("60") }), unchanged, losses("150", "150"), "reinstatement b 2026-02-01 400"},
		{"up to an aggregate limit", base(func(l *xol.Layer) { l.AggregateLimit = some("120") }), unchanged, losses("200", "200"), "reinstatement a 2026-01-01 200"}, // of 120 in all 20 are reinstated
		{
			"over a period of two years", base(same), func(c *treaty.Contract) { c.Period.To = day("2027-12-31") }, two(func(l []treaty.Loss) { l[1].Date = day("2027-02-01") }),
			"reinstatement a 2026-01-01 1000, reinstatement b 2027-02-01 500",
		},
		{
			"year by year", base(same), func(c *treaty.Contract) {
				c.Period.To = day("2027-12-31")
				c.Sections[0].Terms = xol.PerEvent{Layers: c.Sections[0].Terms.(xol.PerEvent).Layers, Clauses: xol.Clauses{Annual: xol.AnnualYear}}
			}, two(func(l []treaty.Loss) { l[1].Date = day("2027-02-01") }),
			"reinstatement a 2026-01-01 1000, reinstatement b 2027-02-01 1000",
		},
		{
			"in order of settlement", base(same), func(c *treaty.Contract) {
				c.Sections[0].Terms = xol.PerEvent{Layers: c.Sections[0].Terms.(xol.PerEvent).Layers, Clauses: xol.Clauses{Order: xol.OrderSettlement}}
			}, two(func(l []treaty.Loss) { l[0].Settled, l[1].Settled = day("2026-09-01"), day("2026-08-01") }),
			"reinstatement a 2026-01-01 500, reinstatement b 2026-02-01 1000",
		},
		{
			"on what is paid", base(same), unchanged, two(func(l []treaty.Loss) { l[0].Positions[0] = treaty.Position{Outstanding: yuan("200")} }),
			"reinstatement b 2026-02-01 1000",
		},
		{
			"on what is incurred", base(func(l *xol.Layer) { l.Reinstatements.Trigger = xol.TriggerIncurred }), unchanged,
			two(func(l []treaty.Loss) { l[0].Positions[0] = treaty.Position{Outstanding: yuan("200")} }),
			"reinstatement a 2026-01-01 1000, reinstatement b 2026-02-01 500",
		},
		{
			"on what is paid less salvage, with expenses", base(same), unchanged,
			two(func(l []treaty.Loss) {
				l[0].Positions[0] = treaty.Position{Paid: yuan("150"), PaidExpense: yuan("30"), Salvage: yuan("50"), Outstanding: yuan("40")}
				l[1].Positions[0] = treaty.Position{}
			}),
			"reinstatement a 2026-01-01 300",
		},
		{
			"days that remain after the last", base(func(l *xol.Layer) { l.Reinstatements.Time = xol.DaysOfPeriod }), unchanged,
			two(func(l []treaty.Loss) { l[0].Date, l[1].Date = day("2026-12-30"), day("2026-12-31") }),
			"reinstatement a 2026-12-30 3", // 1,000/365 = 2.7, then nothing
		},
		{
			"days that remain with the last", base(func(l *xol.Layer) {
				l.Reinstatements.Time, l.Reinstatements.DayOfLoss = xol.DaysOfPeriod, xol.DayRemaining
			}), unchanged,
			two(func(l []treaty.Loss) { l[0].Date, l[1].Date = day("2026-12-30"), day("2026-12-31") }),
			"reinstatement a 2026-12-30 5, reinstatement b 2026-12-31 2", // 2,000/365 = 5.48, 500/365 = 1.37: 6.85
		},
		{
			"all the days", base(func(l *xol.Layer) {
				l.Reinstatements.Time, l.Reinstatements.DayOfLoss = xol.DaysOfPeriod, xol.DayRemaining
			}), unchanged,
			losses("200"), "reinstatement a 2026-01-01 1000",
		},
		{
			"more than 365 days are all", base(func(l *xol.Layer) { l.Reinstatements.Time = xol.Days365 }), func(c *treaty.Contract) { c.Period.To = day("2027-12-31") },
			losses("200"), "reinstatement a 2026-01-01 1000",
		},
		{
			"months of a period that begins in the middle of one", base(func(l *xol.Layer) { l.Reinstatements.Time = xol.MonthsOfPeriod }),
			func(c *treaty.Contract) { c.Period = treaty.Period{From: day("2026-01-15"), To: day("2027-01-14")} },
			two(func(l []treaty.Loss) { l[0].Date = day("2026-02-28") }), "reinstatement b 2026-02-01 917, reinstatement a 2026-02-28 458", // 11/12 of 1,000, and up to that of 1,500
		},
		{
			"months of a period with a day more", base(func(l *xol.Layer) { l.Reinstatements.Time = xol.MonthsOfPeriod }),
			func(c *treaty.Contract) { c.Period = treaty.Period{From: day("2026-01-15"), To: day("2027-01-15")} },
			two(func(l []treaty.Loss) { l[0].Date = day("2026-02-28") }), "reinstatement b 2026-02-01 846, reinstatement a 2026-02-28 423", // 11/13 of 1,000, and up to that of 1,500
		},
		{
			"losses after the period of risks attaching", base(func(l *xol.Layer) { l.Reinstatements.Time = xol.DaysOfPeriod }),
			func(c *treaty.Contract) { c.Sections[0].Basis = treaty.RisksAttaching },
			two(func(l []treaty.Loss) { l[0].Date, l[1].Date = day("2026-12-30"), day("2027-01-01") }), "reinstatement a 2026-12-30 3",
		},
		{
			"losses before the period of claims made", base(func(l *xol.Layer) { l.Reinstatements.Time = xol.DaysOfPeriod }),
			func(c *treaty.Contract) { c.Sections[0].Basis = treaty.ClaimsMade },
			two(func(l []treaty.Loss) {
				l[0].Date, l[0].Reported = day("2025-12-30"), day("2026-01-01")
				l[1].Date, l[1].Reported = day("2026-12-30"), day("2026-12-31")
			}), "reinstatement a 2025-12-30 1000, reinstatement b 2026-12-30 1", // 1/365 of 500
		},
		{"without a deposit on the premium", base(adjusted("")), unchanged, losses("150"), "adjustment 2026-12-31 1000, reinstatement a 2026-01-01 500"},
		{"a deposit of nothing", base(adjusted("0")), unchanged, losses("150"), "adjustment 2026-12-31 1000, reinstatement a 2026-01-01 500"},
		{
			"a deposit below the premium", base(adjusted("800")), unchanged, losses("150", "170"),
			"deposit 2026-01-01 800, adjustment 2026-12-31 200, reinstatement a 2026-01-01 400, reinstatement b 2026-02-01 480, reinstatement-adjustment 2026-12-31 220", // 1.1 in all
		},
		{
			"a deposit above it", base(adjusted("1200")), unchanged, losses("150"),
			"deposit 2026-01-01 1200, adjustment 2026-12-31 -200, reinstatement a 2026-01-01 600, reinstatement-adjustment 2026-12-31 -100",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{tt.layer}})
			tt.change(&c)
			risks := []treaty.Risk{risk("A", "")}
			risks[0].Premium = yuan("10000")
			risks[0].Period.To = c.Period.To
			if c.Sections[0].Basis == treaty.RisksAttaching {
				risks[0].Period.To = day("2027-06-30")
			}
			tt.book.Risks = risks
			for i := range tt.book.Losses {
				tt.book.Losses[i].Risk = "A"
			}
			got := priceOf(run(t, "", tt.book, c))
			if tt.layer.Premium.Rate == nil {
				first, rest, _ := strings.Cut(got, ", ")
				if !strings.HasPrefix(first, "deposit ") {
					t.Errorf("first %s, want the deposit", first)
				}
				got = rest
			}
			equal(t, "charges", got, tt.want)
		})
	}
}
