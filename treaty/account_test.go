package treaty_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func accountDay(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// twoYears wrote 1000 each and paid 700 and 400.
func twoYears() treaty.History {
	return treaty.History{Contract: "C", Currency: "CNY", Valuation: accountDay("2027-12-31"), Years: []treaty.UnderwritingYear{
		{Year: 2026, Written: lawDec("1000"), Paid: lawDec("700")},
		{Year: 2027, Written: lawDec("1000"), Paid: lawDec("400")},
	}}
}

// accountTerms are a cap of 60 % and 20 % of commission.
func accountTerms() proportional.Account {
	return proportional.Account{
		Sharing:     []proportional.Sharing{{Cap: new(lawDec("0.6"))}},
		Commissions: []proportional.Commission{{Rate: new(lawDec("0.2"))}},
	}
}

// Every problem of a history, with its place and what would be right.
func TestHistoryValidate(t *testing.T) {
	huge := decimal.New(1, 100_000_000)
	for _, tt := range []struct {
		name   string
		change func(*treaty.History)
		want   string
	}{
		{"nothing wrong", func(*treaty.History) {}, ""},
		{"zero", func(h *treaty.History) { *h = treaty.History{} }, "currency: must not be empty\nvaluation: must not be empty\nyears: must not be empty"},
		{"unknown rounding", func(h *treaty.History) { h.Rounding = "up" }, "rounding: must be one of half-up, half-even (got up)"},
		{"portfolios below 0", func(h *treaty.History) { h.PremiumIn, h.LossIn = lawDec("-1"), lawDec("-2") }, "premiumIn: must not be negative (got -1)\nlossIn: must not be negative (got -2)"},
		{"scale below 0", func(h *treaty.History) { h.Scale = new(-1) }, "scale: must be from 0 to 6 (got -1)"},
		{"scale above 6", func(h *treaty.History) { h.Scale = new(7) }, "scale: must be from 0 to 6 (got 7)"},
		{"scale of 6", func(h *treaty.History) { h.Scale = new(6) }, ""},
		{"empty panel", func(h *treaty.History) { h.Placement = &treaty.Placement{} }, "placement.lines: must not be empty"},
		{"gap", func(h *treaty.History) { h.Valuation, h.Years[1].Year = accountDay("2028-12-31"), 2028 }, "years[1].year: must be the one after 2026 (got 2028)"},
		{"year twice", func(h *treaty.History) { h.Years[1].Year = 2026 }, "years[1].year: must be the one after 2026 (got 2026)"},
		{"year of 0", func(h *treaty.History) { h.Years = h.Years[:1]; h.Years[0].Year = 0 }, "years[0].year: must be 1 to 9999 (got 0)"},
		{"year beyond", func(h *treaty.History) {
			h.Valuation, h.Years[0].Year, h.Years[1].Year, h.Years[1].Stage = accountDay("9999-12-31"), 9999, 10000, treaty.StageProvisional
		}, "years[1].year: must be 1 to 9999 (got 10000)"},
		{"year to come", func(h *treaty.History) { h.Valuation = accountDay("2026-12-31") }, "years[1].stage: must be provisional: the year begins after the valuation, 2026-12-31 (got adjusted)"},
		{"provisional to come", func(h *treaty.History) {
			h.Valuation, h.Years[1].Stage = accountDay("2026-12-31"), treaty.StageProvisional
		}, ""},
		{"unknown stage", func(h *treaty.History) { h.Years[0].Stage = "open" }, "years[0].stage: must be one of provisional, adjusted, final (got open)"},
		{"adjusted after provisional", func(h *treaty.History) { h.Years[0].Stage = treaty.StageProvisional }, "years[1].stage: must be provisional like the year before (got adjusted)"},
		{"final after provisional", func(h *treaty.History) {
			h.Years[0].Stage, h.Years[1].Stage = treaty.StageProvisional, treaty.StageFinal
		}, "years[1].stage: must not be final after a year that is not (got final)"},
		{"provisional after final", func(h *treaty.History) {
			h.Years[0].Stage, h.Years[1].Stage = treaty.StageFinal, treaty.StageProvisional
		}, ""},
		{"below 0", func(h *treaty.History) {
			minus := lawDec("-0.01")
			y := &h.Years[1]
			y.Written, y.Unearned, y.Paid, y.Outstanding, y.IBNR, y.Allowed = minus, minus, minus, minus, minus, minus
		}, "years[1].written: must not be negative (got -0.01)\nyears[1].unearned: must not be negative (got -0.01)\nyears[1].paid: must not be negative (got -0.01)"},
		{"unearned above what is written", func(h *treaty.History) { h.Years[0].Unearned = lawDec("1000.01") }, "years[0].unearned: must be at most what is written, 1000 (got 1000.01)"},
		{"all unearned", func(h *treaty.History) { h.Years[0].Unearned = lawDec("1000") }, ""},
		{"hostile", func(h *treaty.History) {
			h.PremiumIn = huge
			h.Years[1].Unearned, h.Years[1].IBNR = huge, huge.Neg()
		}, "premiumIn: has too many digits (got 1E100000000)\nyears[1].unearned: has too many digits (got 1E100000000)\nyears[1].ibnr: has too many digits (got -1E100000000)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := twoYears()
			tt.change(&h)
			for _, err := range []error{h.Validate(), func() error { _, err := h.Settle(proportional.Account{}); return err }()} {
				got := ""
				if err != nil {
					got = err.Error()
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got)\n%s", diff)
				}
			}
		})
	}
}

// Amounts that the scale cannot have show when a history is settled.
func TestHistoryAmounts(t *testing.T) {
	h := twoYears()
	h.PremiumIn, h.LossIn = lawDec("0.001"), lawDec("0.002")
	y := &h.Years[1]
	y.Written, y.Unearned, y.Paid, y.Outstanding, y.IBNR, y.Allowed = lawDec("1000.003"), lawDec("0.004"), lawDec("0.005"), lawDec("0.006"), lawDec("-0.007"), lawDec("92233720368547758.08")
	_, err := h.Settle(proportional.Account{})
	const fine = ": must have at most 2 decimal places (got "
	want := []string{
		"premiumIn" + fine + "0.001)", "lossIn" + fine + "0.002)", "years[1].written" + fine + "1000.003)", "years[1].unearned" + fine + "0.004)",
		"years[1].paid" + fine + "0.005)", "years[1].outstanding" + fine + "0.006)", "years[1].ibnr" + fine + "-0.007)",
	}
	var got []string
	if err != nil {
		got = strings.Split(err.Error(), "\n")
	}
	if len(got) != 8 || !slices.Equal(got[:7], want) || !strings.HasPrefix(got[7], "years[1].allowed: ") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if _, err := twoYears().Settle(nil); err == nil || err.Error() != "terms: must not be empty" {
		t.Errorf("no terms: %v", err)
	}
	h = twoYears()
	h.Years[0].Year = 0
	bad := proportional.Account{Sharing: []proportional.Sharing{{Cap: new(decimal.Decimal)}}}
	_, err = h.Settle(bad)
	if want := "years[0].year: must be 1 to 9999 (got 0)\nyears[1].year: must be the one after 0 (got 2027)\nterms.sharing[0].cap: must be positive (got 0)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want both what is wrong with the history and with the terms", err)
	}
}

// The amounts of a currency without minor units, rounded half up or half even: 12.5 % of 100 and of 300.
func TestHistoryRounding(t *testing.T) {
	for rounding, want := range map[treaty.Rounding]string{"": "13 38", treaty.RoundHalfUp: "13 38", treaty.RoundHalfEven: "12 38"} {
		h := twoYears()
		h.Scale, h.Rounding = new(0), rounding
		h.Years[0].Written, h.Years[1].Written = lawDec("100"), lawDec("300")
		s, err := h.Settle(proportional.Account{Commissions: []proportional.Commission{{Rate: new(lawDec("0.125"))}}})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, item := range s.Items() {
			got = append(got, item.Full.String())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: got %v, want %s", rounding, got, want)
		}
	}
	h := twoYears()
	h.Rounding = ""
	c := h.Canonical()
	if *c.Scale != 2 || c.Rounding != treaty.RoundHalfUp || c.Years[0].Stage != treaty.StageAdjusted || h.Years[0].Stage != "" {
		t.Errorf("canonical: %v, and it was %v", c, h)
	}
}

func accountPostings(s *treaty.Settlement) []string {
	var out []string
	for p := range s.Postings() {
		out = append(out, accountPosting(p))
	}
	return out
}

func accountPosting(p treaty.Posting) string {
	rate := "-"
	if p.Rate != nil {
		rate = p.Rate.String()
	}
	return fmt.Sprint(p.Date, " ", p.Contract, " ", p.Year, " ", p.Account, " ", p.Clause, " ", p.Term, " ", p.Step, " ", p.Reinsurer, " ", p.Base, " x ", rate, " = ", p.Amount)
}

func TestSettlementPostings(t *testing.T) {
	h := twoYears()
	h.Years = h.Years[:1]
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: lawDec("0.5")}, {Reinsurer: "B", Share: lawDec("0.3")}}}
	s, err := h.Settle(accountTerms())
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap terms  700 x - = -100",
		"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap placement  -100 x 0.8 = -80",
		"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap cession  -100 x - = -80",
		"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap reinsurer A -80 x - = -50",
		"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap reinsurer B -80 x - = -30",
		"2027-12-31 C 2026 commission commissions[0] commission terms  1000 x 0.2 = 200",
		"2027-12-31 C 2026 commission commissions[0] commission placement  200 x 0.8 = 160",
		"2027-12-31 C 2026 commission commissions[0] commission cession  200 x - = 160",
		"2027-12-31 C 2026 commission commissions[0] commission reinsurer A 160 x - = 100",
		"2027-12-31 C 2026 commission commissions[0] commission reinsurer B 160 x - = 60",
	}
	if diff := cmp.Diff(want, accountPostings(s)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for range s.Postings() { // one who has seen enough
		break
	}
	for range s.Items() {
		break
	}
}

// What is posted between two valuations is what changed: 700 of losses become 650, so that the cap takes 50 less.
func TestAdjustments(t *testing.T) {
	settle := func(change func(*treaty.History)) *treaty.Settlement {
		h := twoYears()
		change(&h)
		s, err := h.Settle(accountTerms())
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	later := func(h *treaty.History) { h.Valuation = accountDay("2028-12-31") }
	before := settle(func(*treaty.History) {})
	final := settle(func(h *treaty.History) { h.Years[0].Stage = treaty.StageFinal })
	changed := settle(func(h *treaty.History) { later(h); h.Years[0].Paid = lawDec("650") })
	elsewhere := settle(func(h *treaty.History) {
		later(h)
		h.Years[0].Stage, h.Years[1].Paid = treaty.StageFinal, lawDec("650")
	})
	finally := settle(func(h *treaty.History) {
		later(h)
		h.Years[0].Stage, h.Years[0].Paid = treaty.StageFinal, lawDec("650")
	})
	for _, tt := range []struct {
		name          string
		before, after *treaty.Settlement
		want          []string
		err           string
	}{
		{"from nothing", nil, before, accountPostings(before), ""},
		{"no change", before, before, nil, ""},
		{"a change", before, changed, []string{
			"2028-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap terms  -50 x - = 50",
			"2028-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap placement  50 x 1 = 50",
			"2028-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap cession  50 x - = 50",
		}, ""},
		{"a year that is final no more", final, settle(later), nil, "after.years[0].stage: must not change: the year was final (got adjusted)"},
		{"a change of a year that was final", final, finally, nil, "after.years[0].sharing[0]: must not change: the year was final (got 50)"},
		{"a change of a year that is final now", before, settle(func(h *treaty.History) {
			h.Years[0].Stage, h.Years[0].Written, h.Years[0].Paid = treaty.StageFinal, lawDec("2000"), decimal.Decimal{}
		}), []string{
			"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap terms  -700 x - = 100",
			"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap placement  100 x 1 = 100",
			"2027-12-31 C 2026 loss-sharing sharing[0] loss-ratio-cap cession  100 x - = 100",
			"2027-12-31 C 2026 commission commissions[0] commission terms  1000 x - = 200",
			"2027-12-31 C 2026 commission commissions[0] commission placement  200 x 1 = 200",
			"2027-12-31 C 2026 commission commissions[0] commission cession  200 x - = 200",
		}, ""},
		{"a change of another year", final, elsewhere, []string{
			"2028-12-31 C 2027 loss-sharing sharing[0] loss-ratio-cap terms  250 x - = -50",
			"2028-12-31 C 2027 loss-sharing sharing[0] loss-ratio-cap placement  -50 x 1 = -50",
			"2028-12-31 C 2027 loss-sharing sharing[0] loss-ratio-cap cession  -50 x - = -50",
		}, ""},
		{"nothing", before, nil, nil, "after: must not be nil"},
		{"another contract", before, settle(func(h *treaty.History) { h.Contract = "D" }), nil, "before: must be of the account of after, D (got C)"},
		{"earlier", changed, before, nil, "after: must not be before the valuation of before, 2028-12-31 (got 2027-12-31)"},
		{"a year less", before, settle(func(h *treaty.History) { h.Years = h.Years[:1] }), nil, "after.years: must not be missing: before has the year (got 2027)"},
		{"a first year less", before, settle(func(h *treaty.History) { h.Years = h.Years[1:] }), nil, "after.years: must not be missing: before has the year (got 2026)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := treaty.Adjustments(tt.before, tt.after)
			if tt.err != "" {
				if _, ok := errors.AsType[*cede.InvalidError](err); !ok || err.Error() != tt.err {
					t.Errorf("got %v, want %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for p := range changes {
				got = append(got, accountPosting(p))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	// A clause that is no more is given back, also by a reinsurer who has left, and a final year may not lose one.
	h := twoYears()
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: lawDec("0.5")}}}
	was, err := h.Settle(accountTerms())
	if err != nil {
		t.Fatal(err)
	}
	h.Placement.Lines[0].Reinsurer = "B"
	h.Years[0].Stage = treaty.StageFinal
	is, err := h.Settle(proportional.Account{Commissions: accountTerms().Commissions})
	if err != nil {
		t.Fatal(err)
	}
	changes, err := treaty.Adjustments(was, is)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p := range changes {
		if p.Step == treaty.StepReinsurer && p.Year == 2026 {
			got = append(got, fmt.Sprint(p.Clause, " ", p.Reinsurer, " ", p.Amount))
		}
	}
	if want := []string{"commissions[0] B 100", "sharing[0] A 50", "commissions[0] A -100"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, err := treaty.Adjustments(is, was); err == nil || !strings.Contains(err.Error(), "the year was final") {
		t.Errorf("a final year that gains a clause: %v", err)
	}
	if changes, err = treaty.Adjustments(is, is); err != nil {
		t.Error(err)
	} else {
		for p := range changes {
			t.Errorf("no change, but %v", p)
		}
	}
}

func accountPanel(lines ...string) *treaty.Placement {
	var p treaty.Placement
	for _, line := range lines {
		name, share, _ := strings.Cut(line, " ")
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: name, Share: lawDec(share)})
	}
	return &p
}

// A clause for all and one for some, who are not next to each other in the panel: 20 % of 1,000 by 40, 30, 20 and 10 %, and 1 % for A, B and D.
func TestSettlement_groups(t *testing.T) {
	h := twoYears()
	h.Years = h.Years[:1]
	h.Placement = accountPanel("A 0.4", "B 0.3", "C 0.2", "D 0.1")
	s, err := h.Settle(proportional.Account{Commissions: []proportional.Commission{
		{Rate: new(lawDec("0.2"))}, {Rate: new(lawDec("0.01")), Reinsurers: []string{"A", "B", "D"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := accountText(s), "2026 commission 200: 200 to 80+60+40+20\n2026 commission 10: 8 to 4+3+1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var who []string
	for _, item := range s.Items() {
		for _, p := range item.Parts {
			who = append(who, p.Reinsurer)
		}
	}
	if got := strings.Join(who, ""); got != "ABCDABD" {
		t.Errorf("in the order %s, want that of the panel", got)
	}
}

// What clauses give differently stays apart, even where they allow the same: A's corridor takes half of 80 less 50, so that for A cap and scale see
// 65 of 100 and for B 80, far from the cap and beyond the scale, and less 20 of commission and 20 of expenses -5 and -20 are left of the premium.
func TestSettlement_apart(t *testing.T) {
	h := twoYears()
	h.Years = []treaty.UnderwritingYear{{Year: 2026, Written: lawDec("100"), Paid: lawDec("80")}}
	h.Placement = accountPanel("A 0.5", "B 0.5")
	s, err := h.Settle(proportional.Account{
		Sharing: []proportional.Sharing{
			{Corridor: &proportional.LossBand{From: lawDec("0.5"), Share: lawDec("0.5")}, Reinsurers: []string{"A"}},
			{Cap: new(lawDec("2"))},
		},
		Commissions: []proportional.Commission{{Sliding: &proportional.SlidingScale{
			Provisional: lawDec("0.3"),
			Points:      []proportional.ScalePoint{{LossRatio: lawDec("0.4"), Rate: lawDec("0.3")}, {LossRatio: lawDec("0.5"), Rate: lawDec("0.2")}},
		}}},
		ProfitCommissions: []proportional.ProfitCommission{{Rate: new(lawDec("0.5")), Expenses: new(lawDec("0.2"))}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range s.Items() {
		got = append(got, fmt.Sprint(item.Parts[0].Reinsurer, len(item.Parts), " of ", item.Base, " at ", item.LossRatio, " ", item.Full))
	}
	want := []string{"A1 of 80 at 0.8 -15", "A1 of 65 at 0.65 0", "B1 of 80 at 0.8 0", "A1 of 100 at 0.65 20", "B1 of 100 at 0.8 20", "A1 of -5 at <nil> 0", "B1 of -20 at <nil> 0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Portfolios that come to the same are three items: 100 of premium handed on, 100 of losses taken over, and -100 of losses, which are outstanding for
// recoveries, handed on. Incurred are 300 - 100 - 100. Of 40 less to recover the reinsurers get 40 back, and nothing else changes.
func TestSettlement_portfolios(t *testing.T) {
	h := twoYears()
	h.LossIn = lawDec("100")
	h.Years = []treaty.UnderwritingYear{{Year: 2026, Written: lawDec("1000"), Unearned: lawDec("100"), Paid: lawDec("300"), Outstanding: lawDec("-100")}}
	terms := proportional.Account{Portfolio: &proportional.Portfolio{Premium: proportional.PortfolioUnearned, Losses: new(lawDec("1"))}}
	before, err := h.Settle(terms)
	if err != nil {
		t.Fatal(err)
	}
	if got := before.Years[0].Incurred.String() + " of " + before.Years[0].Earned.String(); got != "100 of 900" {
		t.Errorf("incurred %s, want 100 of 900", got)
	}
	h.Years[0].Outstanding = lawDec("-60")
	after, err := h.Settle(terms)
	if err != nil {
		t.Fatal(err)
	}
	adjustments, err := treaty.Adjustments(before, after)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p := range before.Postings() {
		if p.Step == treaty.StepTerms {
			got = append(got, accountPosting(p))
		}
	}
	for p := range adjustments {
		got = append(got, accountPosting(p))
	}
	want := []string{
		"2027-12-31 C 2026 premium-portfolio portfolio portfolio-out terms  100 x - = -100",
		"2027-12-31 C 2026 loss-portfolio portfolio portfolio-in terms  100 x - = -100",
		"2027-12-31 C 2026 loss-portfolio portfolio portfolio-out terms  100 x - = -100",
		"2027-12-31 C 2026 loss-portfolio portfolio portfolio-out terms  -40 x - = 40",
		"2027-12-31 C 2026 loss-portfolio portfolio portfolio-out placement  40 x 1 = 40",
		"2027-12-31 C 2026 loss-portfolio portfolio portfolio-out cession  40 x - = 40",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// C takes the 30 % of B: of 200 of commission, 160 of which are placed before and after, so that the base moves by 0, only what both have of it moves. A clause that is no more is given back at the share that it had.
func TestAdjustments_panel(t *testing.T) {
	flat := proportional.Account{Commissions: []proportional.Commission{{Rate: new(lawDec("0.2"))}}}
	settle := func(a proportional.Account, written string, stage treaty.Stage, lines ...string) *treaty.Settlement {
		h := twoYears()
		h.Years = []treaty.UnderwritingYear{{Year: 2026, Stage: stage, Written: lawDec(written)}}
		h.Placement = accountPanel(lines...)
		s, err := h.Settle(a)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, tt := range []struct {
		name          string
		before, after *treaty.Settlement
		want          []string
	}{
		{"another reinsurer", settle(flat, "1000", "", "A 0.5", "B 0.3"), settle(flat, "1000", "", "A 0.5", "C 0.3"), []string{"reinsurer B 0 x - = -60", "reinsurer C 0 x - = 60"}},
		{"no clause", settle(flat, "1000", "", "A 0.5"), settle(proportional.Account{}, "1000", "", "A 0.5"), []string{
			"terms  -1000 x - = -200", "placement  -200 x 0.5 = -100", "cession  -200 x - = -100", "reinsurer A -100 x - = -100",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			changes, err := treaty.Adjustments(tt.before, tt.after)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for p := range changes {
				_, text, _ := strings.Cut(accountPosting(p), "commission commissions[0] commission ")
				got = append(got, text)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	// 20 % of 1,000.05 is 200.01, of which 40 % are 80 as before: what changed is no reinsurer's, but it changed.
	was, is := settle(flat, "1000", treaty.StageFinal, "A 0.4"), settle(flat, "1000.05", treaty.StageFinal, "A 0.4")
	if _, err := treaty.Adjustments(was, is); err == nil || err.Error() != "after.years[0].commissions[0]: must not change: the year was final (got 0.01)" {
		t.Errorf("got %v", err)
	}
}

// A final year must carry on what it did: a loss of 2026 that its own clauses do not see changes the profit commission of 2027.
func TestAdjustments_finalCarries(t *testing.T) {
	h := twoYears()
	h.Years[0].Stage = treaty.StageFinal
	terms := proportional.Account{ProfitCommissions: []proportional.ProfitCommission{{Rate: new(lawDec("0.2")), Deficit: &proportional.Carry{}}}}
	h.Years[0].Written, h.Years[0].Unearned, h.Years[0].Paid, h.Years[0].Outstanding = lawDec("100"), decimal.Decimal{}, lawDec("150"), decimal.Decimal{}
	before, err := h.Settle(terms)
	if err != nil {
		t.Fatal(err)
	}
	h.Years[0].Paid = lawDec("350")
	after, err := h.Settle(terms)
	if err != nil {
		t.Fatal(err)
	}
	_, err = treaty.Adjustments(before, after)
	if want := "after.years[0].profitCommissions[0]: must not carry on another amount: the year was final (got 250)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// A settlement is nothing that can be read, and none gives nothing; terms are values.
func TestSettlement_none(t *testing.T) {
	var none *treaty.Settlement
	for range none.Items() {
		t.Error("an item of none")
	}
	for range none.Postings() {
		t.Error("a posting of none")
	}
	if err := json.Unmarshal([]byte("{}"), new(treaty.Settlement)); err == nil || !strings.Contains(err.Error(), "must be settled from its history and terms") {
		t.Errorf("read: %v", err)
	}
	for _, terms := range []treaty.AccountTerms{&proportional.Account{}, (*proportional.Account)(nil)} {
		if _, err := twoYears().Settle(terms); err == nil || err.Error() != "terms: must be a value, not a pointer (got *proportional.Account)" {
			t.Errorf("got %v", err)
		}
	}
}
