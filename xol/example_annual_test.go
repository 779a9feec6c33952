package xol_test

import (
	"fmt"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// on is a paid loss of one event on a day, so that losses of a year follow each other.
func on(date, id, amount string) treaty.Loss {
	return treaty.Loss{ID: id, Date: day(date), Positions: []treaty.Position{{Paid: yuan(amount)}}}
}

// paidBy prints what each layer of a contract pays of every loss, and what it charges for it.
func paidBy(r *treaty.Result, contract string) {
	charged := make(map[string]string)
	for c := range r.Charges() {
		if c.Contract == contract && c.Kind == treaty.ChargeReinstatement {
			charged[c.Loss+c.Clause] = ", reinstatement premium " + c.Charged.String()
		}
	}
	for p := range r.Postings() {
		if p.Contract == contract && p.Account == treaty.AccountLoss && p.Step == treaty.StepCession {
			fmt.Printf("%s %s: %s%s\n", p.Loss, p.Clause, p.Amount, charged[p.Loss+p.Clause])
		}
	}
}

// Source: hand calculation. 2,000,000 xs 1,000,000 with one reinstatement at 100 %, pro rata as to amount and
// time in months. On 31 March 9 of 12 months remain:
//
//	1,500,000 / 2,000,000 × 9/12 × 36,000 = 20,250
func ExampleReinstatements() {
	layer := xol.Layer{
		ID: "layer", Attachment: yuan("1,000,000"), Limit: some("2,000,000"),
		Premium:        &xol.Premium{Deposit: some("36,000")},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: amounts("1"), Time: xol.MonthsOfPeriod},
	}
	c := contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}})
	c.Period = treaty.Period{From: day("2010-01-01"), To: day("2010-12-31")}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{on("2010-03-31", "fire", "2,500,000")}}, c), "XL")
	// Output:
	// fire layer: 1500000, reinstatement premium 20250
}

// Source: hand calculation. 10m xs 10m for 1,000,000, the first reinstatement at 100 %, the second at 50 %. Of the
// second event 4m use up the first limit reinstated, 4m begin the second: 400,000 + 200,000; of the third 6m are left of it
// to reinstate: 300,000; the fourth finds 7m of the last limit and nothing to reinstate.
func ExampleReinstatements_rates() {
	layer := xol.Layer{
		ID: "layer", Attachment: yuan("10,000,000"), Limit: some("10,000,000"),
		Premium:        &xol.Premium{Deposit: some("1,000,000")},
		Reinstatements: &xol.Reinstatements{Count: 2, Rates: amounts("1", "0.5")},
	}
	r := apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "first", "16,000,000"), on("2026-05-01", "second", "18,000,000"),
		on("2026-08-01", "third", "19,000,000"), on("2026-11-01", "fourth", "22,000,000"),
	}}, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}}))
	paidBy(r, "XL")
	// Output:
	// first layer: 6000000, reinstatement premium 600000
	// second layer: 8000000, reinstatement premium 600000
	// third layer: 9000000, reinstatement premium 300000
	// fourth layer: 7000000
}

// Source: hand calculation. The working layer 5 xs 5 pays 10 in all; then the top layer 8 xs 10 drops to xs 5.
func ExampleDrop() {
	layers := []xol.Layer{
		{ID: "working", Attachment: yuan("5"), Limit: some("5"), AggregateLimit: some("10")},
		{ID: "top", Attachment: yuan("10"), Limit: some("8"), Drops: []xol.Drop{{Below: "working", Attachment: yuan("5")}}},
	}
	r := apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "first", "16"), on("2026-05-01", "second", "12"), on("2026-08-01", "third", "9"),
	}}, contract("XL", 1, xol.PerEvent{Layers: layers}))
	paidBy(r, "XL")
	// Output:
	// first working: 5
	// second working: 5
	// first top: 6
	// second top: 2
	// third top: 4
}

// Source: hand calculation. One event, 5.4m in the policies of year A and 3.6m in those of year B. A covers 10m xs 3m,
// B 6m xs 2m. A's part is 60 %: attachment 1.8m, limit 6m; B's 40 %: 0.8m and 2.4m.
func ExampleClauses_interlocking() {
	year := func(id, from, to, attachment, limit, other string) treaty.Contract {
		c := contract(id, 1, xol.PerEvent{
			Layers:  []xol.Layer{{ID: "layer", Attachment: yuan(attachment), Limit: some(limit)}},
			Clauses: xol.Clauses{Interlocking: []string{other}},
		})
		c.Period = treaty.Period{From: day(from), To: day(to)}
		c.Sections[0].Basis = treaty.RisksAttaching
		return c
	}
	policy := func(id, from, to string) treaty.Risk {
		return treaty.Risk{ID: id, SumInsured: yuan("100,000,000"), Period: treaty.Period{From: day(from), To: day(to)}}
	}
	storm := func(id, risk, amount string) treaty.Loss {
		l := on("2026-05-01", id, amount)
		l.Risk, l.Event = risk, "storm"
		return l
	}
	r := apply(treaty.BookSpec{
		Risks:  []treaty.Risk{policy("old", "2025-07-01", "2026-06-30"), policy("new", "2026-03-01", "2027-02-28")},
		Events: []treaty.Event{{ID: "storm"}},
		Losses: []treaty.Loss{storm("A's", "old", "5,400,000"), storm("B's", "new", "3,600,000")},
	}, year("A", "2025-01-01", "2025-12-31", "3,000,000", "10,000,000", "B"), year("B", "2026-01-01", "2026-12-31", "2,000,000", "6,000,000", "A"))
	paidBy(r, "A")
	paidBy(r, "B")
	// Output:
	// A's layer: 3600000
	// B's layer: 2400000
}

// Source: hand calculation. An umbrella 5 xs 3 over what two contracts leave of one event, 2.0 and 2.5:
// 4.5 - 3 = 1.5, given back in proportion.
func ExampleUmbrella() {
	line := func(id, line, attachment string) treaty.Contract {
		c := contract(id, 1, xol.PerEvent{Layers: []xol.Layer{{ID: "layer", Attachment: yuan(attachment), Limit: some("100")}}})
		c.Sections[0].Scope.Include.Lines = []string{line}
		return c
	}
	umbrella := contract("umbrella", 2, xol.Umbrella{
		Over: []string{"property", "motor"}, Layers: []xol.Layer{{ID: "umbrella", Attachment: yuan("3"), Limit: some("5")}},
	})
	r := apply(treaty.BookSpec{
		Risks:  []treaty.Risk{risk("house", "property"), risk("car", "motor"), risk("boat", "marine")},
		Events: []treaty.Event{{ID: "flood"}},
		Losses: []treaty.Loss{loss("house", "house", "flood", "30"), loss("car", "car", "flood", "20"), loss("boat", "boat", "flood", "7")},
	}, line("property", "property", "2"), line("motor", "motor", "2.5"), umbrella)
	paidBy(r, "umbrella")
	// Output:
	// car umbrella: 0.83
	// house umbrella: 0.67
}

// Source: hand calculation. Losses times 100/80, at least 2 % and at most 8 % of a subject premium of 100m.
func ExampleSwing() {
	for _, amount := range []string{"1,000,000", "4,000,000", "9,000,000"} {
		layer := xol.Layer{ID: "layer", Premium: &xol.Premium{
			Deposit: some("2,000,000"),
			Swing:   &xol.Swing{Loading: yuan("1.25"), Minimum: yuan("0.02"), Maximum: yuan("0.08")},
		}}
		book := treaty.BookSpec{Risks: []treaty.Risk{risk("all", "property")}, Losses: []treaty.Loss{loss("l", "all", "", amount)}}
		book.Risks[0].Premium = yuan("100,000,000")
		r := apply(book, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}}))
		fmt.Println(amount, r.Price().Premium)
	}
	// Output:
	// 1,000,000 2000000
	// 4,000,000 5000000
	// 9,000,000 8000000
}

// Source: hand calculation. 20 % above a loss ratio of 80 %, on a subject premium of 1,000 that a quota share of 40 % leaves 600 of:
// 120 xs 480. The losses net of it are 240 + 360 = 600.
func ExampleStopLoss() {
	share := contract("QS", 1, quotaShare("0.4"))
	stop := contract("SL", 2, xol.StopLoss{
		On: xol.OnLossRatio, Basis: xol.PremiumEarned,
		Layers: []xol.Layer{{ID: "layer", Attachment: yuan("0.8"), Limit: some("0.2")}},
	})
	book := treaty.BookSpec{
		Risks:  []treaty.Risk{risk("a", "motor")},
		Losses: []treaty.Loss{loss("first", "a", "", "400"), loss("second", "a", "", "600")},
	}
	book.Risks[0].Premium = yuan("1,000")
	paidBy(apply(book, share, stop), "SL")
	// Output:
	// first layer: 48
	// second layer: 72
}

// Source: hand calculation. Of losses of 50, 120 and 300 those above a franchise of 100 count: 420. The cover pays 200 of what is
// above 300, 120, in the proportion 120 to 300.
func ExampleAggregateExcess() {
	cover := xol.AggregateExcess{
		EachLoss: &xol.EachLoss{Franchise: some("100")},
		Layers:   []xol.Layer{{ID: "layer", Attachment: yuan("300"), Limit: some("200")}},
	}
	r := apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "small", "50"), on("2026-05-01", "medium", "120"), on("2026-08-01", "large", "300"),
	}}, contract("AGG", 1, cover))
	paidBy(r, "AGG")
	// Output:
	// medium layer: 34.29
	// large layer: 85.71
}

// amounts are rates or amounts of a list.
func amounts(texts ...string) []decimal.Decimal {
	var out []decimal.Decimal
	for _, text := range texts {
		out = append(out, yuan(text))
	}
	return out
}

func quotaShare(share string) treaty.Terms { return proportional.QuotaShare{Share: yuan(share)} }
