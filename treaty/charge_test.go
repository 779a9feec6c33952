package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// pricedSpec has a tower of two layers, 85 % of it placed with three reinsurers, and a layer with a panel of its own, all in
// one contract.
func pricedSpec() treaty.Spec {
	dec := decimal.RequireFromString
	some := func(text string) *decimal.Decimal { return new(dec(text)) }
	low := xol.Layer{
		ID: "low", Attachment: dec("100"), Limit: some("400"), Share: some("0.9"),
		Premium: &xol.Premium{
			Deposit: some("1000.01"), Brokerage: some("0.1"),
			Instalments: []xol.Instalment{
				{Date: exampleDay("2026-01-01"), Amount: dec("500")}, {Date: exampleDay("2026-07-01"), Amount: dec("500.01")},
			},
		},
		Reinstatements: &xol.Reinstatements{
			Count: 1, Rates: rates("1"), Trigger: xol.TriggerIncurred, Brokerage: some("0.05"),
		},
	}
	high := xol.Layer{
		ID: "high", Attachment: dec("1000"), Limit: some("500"),
		Premium: &xol.Premium{
			Deposit: some("1200"), Rate: some("0.03"), Minimum: some("800"), NoClaims: some("0.2"), Brokerage: some("0.125"),
		},
	}
	hull := xol.Layer{
		ID: "hull", Attachment: dec("50"), Limit: some("100"), Premium: &xol.Premium{Rate: some("0.05"), Minimum: some("600")},
	}
	own := exampleLine("Re D", "1")
	c := cover("XL", 1, nil)
	c.Placement = treaty.Placement{Lines: []treaty.Line{
		{Reinsurer: "Re A", Share: dec("0.45")}, {Reinsurer: "Re B", Share: dec("0.25")}, {Reinsurer: "Re C", Share: dec("0.15")},
	}}
	c.Sections = []treaty.Section{
		{
			ID: "cat", Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{low, high}},
			Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"property"}}},
		},
		{
			ID: "hull", Basis: treaty.LossesOccurring, Terms: xol.PerRisk{Layers: []xol.Layer{hull}}, Placement: &own,
			Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"hull"}}},
		},
	}
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}
}

// pricedBook has premium of 50,000 and 10,000, and three losses.
func pricedBook() treaty.BookSpec {
	dec := decimal.RequireFromString
	risk := func(id, line, premium string) treaty.Risk {
		return treaty.Risk{ID: id, Line: line, SumInsured: dec("5000"), Premium: dec(premium), Period: exampleYear(2026)}
	}
	return treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{risk("factory", "property", "50000"), risk("ship", "hull", "10000")},
		Losses: []treaty.Loss{
			exampleLoss("L1", "factory", "", "2026-03-01", "250"), exampleLoss("L2", "factory", "", "2026-06-01", "700"),
			exampleLoss("L3", "ship", "", "2026-09-01", "80"),
		},
	}
}

// chargeLines writes charges down, one a line.
func chargeLines(r *treaty.Result) []string {
	var out []string
	for c := range r.Charges() {
		out = append(out, fmt.Sprintf("%s %s %s %s %s: %s × %s -> %s, %s", c.Clause, c.Date, c.Kind, c.Loss, c.Section, c.Base, c.Rate, c.Full, c.Charged))
	}
	return out
}

// Source: hand calculation. Of each charge with a share of 0.9 the sum so far is rounded, then 85 % of that:
//
//	deposit          0.9 × 500 = 450, 0.9 × 1,000.01 = 900.01; 85 %: 382.50, 765.01 (765.0085)
//	reinstatement    L1 uses 150 of 400: 0.375 × 900.009 = 337.50; 85 %: 286.88 (286.875)
//	                 L2 uses 250 more of it: together 900.01, so 562.51; 85 %: 765.01 - 286.88 = 478.13
//	rate             3 % of 50,000 = 1,500, which is 300 more than the deposit; of it a fifth comes back
//	hull             5 % of 10,000 is less than the minimum
func TestResult_Charges(t *testing.T) {
	r := exampleApply(pricedSpec(), pricedBook())
	want := []string{
		"low 2026-01-01 deposit  cat: 500 × 0.9 -> 450, 382.5",
		"low 2026-01-01 brokerage  cat: 450 × 0.1 -> 45, 38.25",
		"low 2026-07-01 deposit  cat: 500.01 × 0.9 -> 450.01, 382.51",
		"low 2026-07-01 brokerage  cat: 450.01 × 0.1 -> 45, 38.25",                // 45.001, 38.251
		"low 2026-03-01 reinstatement L1 cat: 1000.01 × 0.3375 -> 337.5, 286.88",  // 337.503375, 286.875
		"low 2026-03-01 brokerage L1 cat: 337.5 × 0.05 -> 16.88, 14.34",           // 16.875, 14.344
		"low 2026-06-01 reinstatement L2 cat: 1000.01 × 0.5625 -> 562.51, 478.13", // see above
		"low 2026-06-01 brokerage L2 cat: 562.51 × 0.05 -> 28.13, 23.91",          // 28.1255, 23.9065
		"high 2026-01-01 deposit  cat: 1200 × 1 -> 1200, 1020",                    //
		"high 2026-01-01 brokerage  cat: 1200 × 0.125 -> 150, 127.5",              //
		"high 2026-12-31 adjustment  cat: 50000 × 0.03 -> 300, 255",               //
		"high 2026-12-31 brokerage  cat: 300 × 0.125 -> 37.5, 31.88",              // 31.875
		"high 2026-12-31 no-claims-bonus  cat: 1500 × 0.2 -> -300, -255",          //
		"high 2026-12-31 brokerage  cat: -300 × 0.125 -> -37.5, -31.88",           //
		"hull 2026-12-31 adjustment  hull: 10000 × 0.05 -> 600, 600",              // at least the minimum
	}
	if diff := cmp.Diff(want, chargeLines(r)); diff != "" {
		t.Errorf("charges (-want +got):\n%s", diff)
	}
	if got := checkPrices(pricedSpec(), r); got != "" {
		t.Error(got)
	}
	text := func(p treaty.Price) string { return p.Premium.String() + " less " + p.Brokerage.String() }
	c, _ := r.Contract("XL")
	prices := map[string]string{
		"program": text(r.Price()), "contract": text(c.Price), "contract at 100 %": text(c.FullPrice),
		"cat": text(c.Sections[0].Price), "cat at 100 %": text(c.Sections[0].FullPrice),
		"low": text(c.Sections[0].Clauses[0].Price), "low at 100 %": text(c.Sections[0].Clauses[0].FullPrice),
		"high": text(c.Sections[0].Clauses[1].Price), "high at 100 %": text(c.Sections[0].Clauses[1].FullPrice),
		"hull": text(c.Sections[1].Price),
	}
	for _, re := range c.Reinsurers {
		prices[re.Reinsurer] = text(re.Price)
	}
	if diff := cmp.Diff(map[string]string{
		"low":          "1530.02 less 114.75", // 382.50 + 382.51 + 286.88 + 478.13; 38.25 + 38.25 + 14.34 + 23.91
		"low at 100 %": "1800.02 less 135.01", // 450 + 450.01 + 337.50 + 562.51; 45 + 45 + 16.88 + 28.13
		"high":         "1020 less 127.5", "high at 100 %": "1200 less 150",
		"cat": "2550.02 less 242.25", "cat at 100 %": "3000.02 less 285.01",
		"hull": "600 less 0", "program": "3150.02 less 242.25", "contract": "3150.02 less 242.25", "contract at 100 %": "3600.02 less 285.01",
		// 2,550.02 × 9/17 = 1,350.0106, × 5/17 = 750.0059, × 3/17 = 450.0035: the cent left goes to the largest remainder, Re B's.
		"Re A": "1350.01 less 128.25", "Re B": "750.01 less 71.25", "Re C": "450 less 42.75", "Re D": "600 less 0",
	}, prices); diff != "" {
		t.Errorf("prices (-want +got):\n%s", diff)
	}
}

// Source: hand calculation. The charges before are 382.50 + 382.51 + 286.88 = 1,051.89, of which Re A has 9/17, 556.88, Re B 309.38 and
// Re C 185.63; with 478.13 they are 1,530.02, of which the parts are 810.01, 450.01 and 270. So the brokerage: 90.84
// is 48.09, 26.72 and 16.03; 114.75 is 60.75, 33.75 and 20.25.
func TestResult_PostingsOf_price(t *testing.T) {
	r := exampleApply(pricedSpec(), pricedBook())
	var got []string
	for p := range r.PostingsOf("L2") {
		if p.Account == treaty.AccountLoss {
			continue
		}
		rate := ""
		if p.Rate != nil {
			rate = p.Rate.String()
		}
		got = append(got, fmt.Sprintf("%s %s %s %s%s: %s × %s = %s", p.Date, p.Account, p.Term, p.Step, p.Reinsurer, p.Base, rate, p.Amount))
	}
	want := []string{
		"2026-06-01 cover-premium reinstatement terms: 1000.01 × 0.5625 = 562.51",
		"2026-06-01 cover-premium reinstatement placement: 562.51 × 0.85 = 478.13",
		"2026-06-01 cover-premium reinstatement cession: 562.51 ×  = 478.13",
		"2026-06-01 cover-premium reinstatement reinsurerRe A: 478.13 ×  = 253.13",
		"2026-06-01 cover-premium reinstatement reinsurerRe B: 478.13 ×  = 140.63",
		"2026-06-01 cover-premium reinstatement reinsurerRe C: 478.13 ×  = 84.37",
		"2026-06-01 brokerage brokerage terms: 562.51 × 0.05 = 28.13",
		"2026-06-01 brokerage brokerage placement: 28.13 × 0.85 = 23.91",
		"2026-06-01 brokerage brokerage cession: 28.13 ×  = 23.91",
		"2026-06-01 brokerage brokerage reinsurerRe A: 23.91 ×  = 12.66",
		"2026-06-01 brokerage brokerage reinsurerRe B: 23.91 ×  = 7.03",
		"2026-06-01 brokerage brokerage reinsurerRe C: 23.91 ×  = 4.22",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("postings of L2 (-want +got):\n%s", diff)
	}
	// What stands at no loss is of none.
	for p := range r.PostingsOf("L3") {
		if p.Account != treaty.AccountLoss {
			t.Errorf("a posting of L3: %v", p)
		}
	}
}

// checkPrices says where the prices of a result do not add up: charges, results at every grain, and the postings of both
// accounts at every step; and where a reinsurer's balance leaves his part of the balance of his panel by a unit or more.
func checkPrices(spec treaty.Spec, r *treaty.Result) string {
	var broken lawLines
	type sums map[string]decimal.Decimal
	charges, postings, results := sums{}, sums{}, sums{}
	add := func(to sums, key string, d decimal.Decimal) {
		to[key] = to[key].Add(d)
		if to[key].IsZero() {
			delete(to, key)
		}
	}
	both := func(to sums, key string, p treaty.Price) {
		add(to, key+" cover-premium", p.Premium)
		add(to, key+" brokerage", p.Brokerage)
	}
	for c := range r.Charges() {
		account := " cover-premium"
		if c.Kind == treaty.ChargeBrokerage {
			account = " brokerage"
		}
		for _, key := range []string{"", c.Contract, c.Contract + "/" + c.Section, c.Contract + "/" + c.Section + "/" + c.Clause} {
			add(charges, "ceded "+key+account, c.Charged)
			if key != "" {
				add(charges, "full "+key+account, c.Full)
			}
		}
	}
	own, panels := lawOwn(spec), lawNames(spec)
	balances := map[string]sums{}
	for p := range r.Postings() {
		if p.Account != treaty.AccountCoverPremium && p.Account != treaty.AccountBrokerage {
			continue
		}
		account := " " + string(p.Account)
		keys := []string{p.Contract, p.Contract + "/" + p.Section, p.Contract + "/" + p.Section + "/" + p.Clause}
		panel := [2]string{p.Contract, own[[2]string{p.Contract, p.Section}]}
		name := fmt.Sprint(panel, account)
		if balances[name] == nil {
			balances[name] = sums{}
		}
		switch p.Step {
		case treaty.StepTerms:
			for _, key := range keys {
				add(postings, "full "+key+account, p.Amount)
			}
		case treaty.StepPlacement:
			add(postings, "placement"+account, p.Amount)
		case treaty.StepCession:
			add(postings, "ceded "+account, p.Amount)
			for _, key := range keys {
				add(postings, "ceded "+key+account, p.Amount)
			}
			// The movements of this cession come next, so the balances before are whole here.
			panelBalances(&broken, name, panels[panel], balances[name])
			balances[name]["all"] = balances[name]["all"].Add(p.Amount)
		case treaty.StepReinsurer:
			add(postings, "reinsurer "+p.Reinsurer+account, p.Amount)
			add(postings, "reinsurers of "+p.Contract+": "+p.Reinsurer+account, p.Amount)
			add(postings, "reinsurers"+account, p.Amount)
			balances[name][p.Reinsurer] = balances[name][p.Reinsurer].Add(p.Amount)
		}
	}
	for name, balance := range balances {
		for panel, lines := range panels {
			if name == fmt.Sprint(panel, " cover-premium") || name == fmt.Sprint(panel, " brokerage") {
				panelBalances(&broken, name, lines, balance)
			}
		}
	}
	both(results, "ceded ", r.Price())
	both(results, "placement", r.Price())
	both(results, "reinsurers", r.Price())
	for _, re := range r.Reinsurers() {
		both(results, "reinsurer "+re.Reinsurer, re.Price)
	}
	for _, c := range r.Contracts() {
		both(results, "ceded "+c.Contract, c.Price)
		both(results, "full "+c.Contract, c.FullPrice)
		for _, re := range c.Reinsurers {
			both(results, "reinsurers of "+c.Contract+": "+re.Reinsurer, re.Price)
		}
		for _, s := range c.Sections {
			both(results, "ceded "+c.Contract+"/"+s.Section, s.Price)
			both(results, "full "+c.Contract+"/"+s.Section, s.FullPrice)
			for _, clause := range s.Clauses {
				both(results, "ceded "+c.Contract+"/"+s.Section+"/"+clause.Clause, clause.Price)
				both(results, "full "+c.Contract+"/"+s.Section+"/"+clause.Clause, clause.FullPrice)
			}
		}
	}
	equal := cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) })
	if diff := cmp.Diff(results, postings, equal); diff != "" {
		broken.addf("results and postings (-results +postings):\n%s", diff)
	}
	for _, key := range slices.Sorted(func(yield func(string) bool) {
		for key := range charges {
			if !yield(key) {
				return
			}
		}
	}) {
		if !charges[key].Equal(results[key]) {
			broken.addf("%s: charges %s, result %s", key, charges[key], results[key])
		}
	}
	return broken.String()
}

// panelBalances says which balances of a panel are a unit or more from their part of all. A unit is a hundredth here.
func panelBalances(broken *lawLines, name string, lines []treaty.Line, balance map[string]decimal.Decimal) {
	var placed decimal.Decimal
	for _, l := range lines {
		placed = placed.Add(l.Share)
	}
	for _, l := range lines {
		// |part × placed - share × all| < placed × unit
		off := balance[l.Reinsurer].Mul(placed).Sub(l.Share.Mul(balance["all"])).Abs()
		if !off.LessThan(placed.Mul(decimal.New(1, -2))) {
			broken.addf("%s: %s has %s of %s", name, l.Reinsurer, balance[l.Reinsurer], balance["all"])
		}
	}
}

// A layer without a price costs nothing, and a deposit of nothing posts nothing.
func TestResult_Charges_none(t *testing.T) {
	dec := decimal.RequireFromString
	free := cover("free", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("10"), Limit: new(dec("10")), Premium: &xol.Premium{Deposit: new(dec("0"))}}}})
	r := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{free, cover("QS", 2, proportional.QuotaShare{Share: dec("0.1")})}}, plainBook())
	if got := chargeLines(r); len(got) > 0 {
		t.Errorf("charges: %v", got)
	}
	if p := r.Price(); !p.Premium.IsZero() || !p.Brokerage.IsZero() {
		t.Errorf("price: %v", p)
	}
	if got := checkPrices(treaty.Spec{Contracts: []treaty.Contract{free}}, r); got != "" {
		t.Error(got)
	}
}

// A layer that looks at single losses of policies that attach charges what is paid at each loss, as it does what is incurred.
// 100 xs 100 for 50: each loss of 150 uses half of the limit.
func TestResult_Charges_attaching(t *testing.T) {
	dec := decimal.RequireFromString
	for _, trigger := range []xol.ReinstatementTrigger{xol.TriggerPaid, xol.TriggerIncurred} {
		c := cover("XL", 1, xol.PerRisk{Layers: []xol.Layer{{
			ID: "layer", Attachment: dec("100"), Limit: new(dec("100")), Premium: &xol.Premium{Deposit: new(dec("50"))},
			Reinstatements: &xol.Reinstatements{Count: 1, Rates: rates("1"), Trigger: trigger},
		}}})
		c.Sections[0].Basis = treaty.RisksAttaching
		book := plainBook()
		book.Losses = []treaty.Loss{paidLoss("L1", "R1", "", "2026-06-01", "150"), paidLoss("L2", "R1", "", "2026-07-01", "150")}
		got := chargeLines(exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}, book))
		want := []string{
			"layer 2026-01-01 deposit  : 50 × 1 -> 50, 50",
			"layer 2026-06-01 reinstatement L1 : 50 × 0.5 -> 25, 25",
			"layer 2026-07-01 reinstatement L2 : 50 × 0.5 -> 25, 25",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: charges (-want +got):\n%s", trigger, diff)
		}
	}
}

// Source: hand calculation. Four instalments of a hundredth, a share of a half and half of it placed. The sums are 0.005, 0.01, 0.015 and
// 0.02, rounded 0.01, 0.01, 0.02 and 0.02; of these half is placed, rounded: 0.01 all the time. Rounding each by itself would charge 0.04.
func TestResult_Charges_cumulative(t *testing.T) {
	dec := decimal.RequireFromString
	var instalments []xol.Instalment
	for _, day := range []string{"2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"} {
		instalments = append(instalments, xol.Instalment{Date: exampleDay(day), Amount: dec("0.01")})
	}
	c := cover("XL", 1, xol.PerEvent{Layers: []xol.Layer{{
		ID: "layer", Share: new(dec("0.5")), Premium: &xol.Premium{Deposit: new(dec("0.04")), Instalments: instalments},
	}}})
	c.Placement = lawPanel("0.5")
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}
	r := exampleApply(spec, treaty.BookSpec{Currency: "CNY"})
	want := []string{
		"layer 2026-01-01 deposit  : 0.01 × 0.5 -> 0.01, 0.01",
		"layer 2026-07-01 deposit  : 0.01 × 0.5 -> 0.01, 0",
	}
	if diff := cmp.Diff(want, chargeLines(r)); diff != "" {
		t.Errorf("charges (-want +got):\n%s", diff)
	}
	if got := checkPrices(spec, r); got != "" {
		t.Error(got)
	}
}

// Minor units end at 92,233,720,368,547,758.07 yuan. A price that leaves them is an error that says where, with losses and without; it is
// of no event, so that there is no result. The premium is 10,000,000,000,000,000 and the loss a tenth of that.
func TestResult_Price_overflow(t *testing.T) {
	dec := decimal.RequireFromString
	priced := func(attachment string, p xol.Premium) xol.Layer {
		return xol.Layer{Attachment: dec(attachment), Limit: new(dec("1000000000000000")), Premium: &p}
	}
	const deposit = "90000000000000000"
	whole := xol.Premium{Deposit: new(dec(deposit))}
	reinstated := priced("0", whole)
	reinstated.Reinstatements = &xol.Reinstatements{Count: 1, Rates: rates("1"), Trigger: xol.TriggerIncurred}
	swing := func(history xol.Burnt) xol.Layer {
		return priced("0", xol.Premium{Swing: &xol.Swing{Loading: dec("1"), Maximum: dec("1"), History: []xol.Burnt{history}}})
	}
	onRatio := func(attachment, limit string) xol.StopLoss {
		return xol.StopLoss{On: xol.OnLossRatio, Basis: xol.PremiumEarned, Layers: []xol.Layer{{Attachment: dec(attachment), Limit: new(dec(limit))}}}
	}
	beyond := func(place string) string { return "contract XL: " + place + ": amounts leave 64 bits of minor units" }
	for _, tt := range []struct {
		name        string
		terms       treaty.Terms
		without, of string // the price without losses and of the loss, or the error
	}{
		{"a deposit", xol.PerEvent{Layers: []xol.Layer{priced("0", whole)}}, deposit, deposit},
		{
			"two deposits",
			xol.PerEvent{Layers: []xol.Layer{priced("0", whole), priced("1000000000000000", whole)}},
			beyond("layer[1].premium"), beyond("layer[1].premium"),
		},
		{"a reinstatement beside the deposit", xol.PerEvent{Layers: []xol.Layer{reinstated}}, deposit, beyond("layer[0].premium")},
		{
			"a rate",
			xol.PerEvent{Layers: []xol.Layer{priced("0", xol.Premium{Rate: new(dec("9.3"))})}},
			beyond("layer[0].premium"), beyond("layer[0].premium"),
		},
		{
			"losses of the years before",
			xol.PerEvent{Layers: []xol.Layer{swing(xol.Burnt{Losses: dec("92000000000000000")})}},
			"10000000000000000", beyond("layer[0].premium"),
		},
		{
			"premium of the years before",
			xol.PerEvent{Layers: []xol.Layer{swing(xol.Burnt{Premium: dec("92000000000000000")})}},
			beyond("layer[0].premium"), beyond("layer[0].premium"),
		},
		{"an attachment over the premium", onRatio("9.3", "1"), beyond("layer[0].attachment"), beyond("layer[0].attachment")},
		{"a limit over the premium", onRatio("0.5", "9.3"), beyond("layer[0].limit"), beyond("layer[0].limit")},
	} {
		book := plainBook()
		book.Risks[0].Premium = dec("10000000000000000")
		for _, losses := range [][]treaty.Loss{nil, {exampleLoss("L1", "R1", "E1", "2026-06-01", "1000000000000000")}} {
			book.Losses = losses
			want := tt.without
			if losses != nil {
				want = tt.of
			}
			r, err := applySpec(t, treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("XL", 1, tt.terms)}}, book)
			got := textOfError(err)
			if err == nil {
				got = r.Price().Premium.String()
			} else if r != nil || !errors.Is(err, treaty.ErrOverflow) {
				t.Errorf("%s, %d losses: result %v, error %v", tt.name, len(losses), r, err)
			}
			if got != want {
				t.Errorf("%s, %d losses: %s, want %s", tt.name, len(losses), got, want)
			}
		}
	}
}

// With an error of its price there is no result, as with any other: one that is cancelled before what is paid is looked at.
func TestResult_Price_cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, err := lawProgram(reinstatedLayer()).ApplyProgress(ctx, lawBook(reinstatedBook()), func(done, total int) {
		if done == total {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("result %v, error %v", r, err)
	}
}
