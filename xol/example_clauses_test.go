package xol_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

// perEvent is a contract of 2026 with one layer per event.
func perEvent(layer xol.Layer, clauses xol.Clauses) treaty.Contract {
	return contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}, Clauses: clauses})
}

// priced prints what the layers of a program charge and when.
func priced(r *treaty.Result) {
	for c := range r.Charges() {
		at := c.Date.String()
		if c.Loss != "" {
			at = c.Loss
		}
		fmt.Printf("%s %s, %s: %s\n", c.Clause, c.Kind, at, c.Charged)
	}
}

// property is a book of one risk of 2026 with a premium.
func property(premium string, losses ...treaty.Loss) treaty.BookSpec {
	b := treaty.BookSpec{Risks: []treaty.Risk{risk("property", "")}, Losses: losses}
	b.Risks[0].Premium = yuan(premium)
	for i := range b.Losses {
		b.Losses[i].Risk = "property"
	}
	return b
}

// Source: hand calculation. To 400 xs 100 four losses bring 200, 350, 400 and 300. The cedent keeps the first 300 of their sum and the
// layer pays 500 at most:
//
//	sum             200   550   950   1,250
//	above 300         0   250   650     950
//	at most 500       0   250   500     500
//	recovery          0   250   250       0
func ExampleLayer_aggregate() {
	layer := xol.Layer{
		ID: "layer", Attachment: yuan("100"), Limit: some("400"),
		AggregateDeductible: some("300"), AggregateLimit: some("500"),
	}
	r := apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "first", "300"), on("2026-05-01", "second", "450"), on("2026-08-01", "third", "600"), on("2026-11-01", "fourth", "400"),
	}}, perEvent(layer, xol.Clauses{}))
	paidBy(r, "XL")
	for p := range r.PostingsOf("third") {
		if p.Step == treaty.StepTerms {
			fmt.Println(p.Clause, p.Term, "of", p.Base, "is", p.Amount)
		}
	}
	// Output:
	// second layer: 250
	// third layer: 250
	// layer  of 600 is 400
	// layer aggregate-limit of 400 is -150
}

// Source: hand calculation. A contract of three years pays at most 500 for a year and 1,100 for all. In the first
// year it pays 500 of 700, in the second 400, and in the third it has 200 left of 500.
func ExampleLayer_termLimit() {
	c := perEvent(xol.Layer{
		ID: "layer", Attachment: yuan("100"), Limit: some("500"), AggregateLimit: some("500"), TermLimit: some("1,100"),
	}, xol.Clauses{Annual: xol.AnnualYear})
	c.Period.To = day("2028-12-31")
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-03-01", "2026", "600"), on("2026-09-01", "2026 again", "300"), on("2027-03-01", "2027", "500"), on("2028-03-01", "2028", "600"),
	}}, c), "XL")
	// Output:
	// 2026 layer: 500
	// 2027 layer: 400
	// 2028 layer: 200
}

// Source: hand calculation. 500 xs 100 pays 500 in the aggregate over two years from 1 July 2026: once for the whole period, or
// for each year of it. The losses bring 400, 300 and 250; the second year begins on 1 July 2027.
func ExampleAnnual() {
	for _, annual := range []xol.Annual{xol.AnnualPeriod, xol.AnnualYear} {
		c := perEvent(xol.Layer{ID: "layer", Attachment: yuan("100"), Limit: some("500"), AggregateLimit: some("500")}, xol.Clauses{Annual: annual})
		c.Period = treaty.Period{From: day("2026-07-01"), To: day("2028-06-30")}
		fmt.Println(annual)
		paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
			on("2026-08-01", "first", "500"), on("2027-06-30", "second", "400"), on("2027-07-01", "third", "350"),
		}}, c), "XL")
	}
	// Output:
	// period
	// first layer: 400
	// second layer: 100
	// year
	// first layer: 400
	// second layer: 100
	// third layer: 250
}

// Source: hand calculation. Two companies of a group share 500 xs 100 with 500 in the aggregate. A's loss of 600 is the first
// to happen, B's of 400 the first to be settled. By date A recovers all 500; by settlement B recovers 300 and A what is left of them.
// C's loss is not settled, so it comes last, although it is the first of all.
func ExampleOrder() {
	settled := func(l treaty.Loss, on string) treaty.Loss {
		l.Settled = day(on)
		return l
	}
	book := treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-01-01", "C", "150"),
		settled(on("2026-02-01", "A", "600"), "2026-09-01"),
		settled(on("2026-05-01", "B", "400"), "2026-06-01"),
	}}
	for _, order := range []xol.Order{xol.OrderDate, xol.OrderSettlement} {
		fmt.Println(order)
		layer := xol.Layer{ID: "layer", Attachment: yuan("100"), Limit: some("500"), AggregateLimit: some("500")}
		paidBy(apply(book, perEvent(layer, xol.Clauses{Order: order})), "XL")
	}
	// Output:
	// date
	// C layer: 50
	// A layer: 450
	// settlement
	// A layer: 200
	// B layer: 300
}

// Source: hand calculation. An event of 30 December to 1 January costs 300, 300 and 400, under 600 xs 300 of either year. As a
// whole it is of the old year: 1,000 - 300 = 700, of which the layer pays 600. Cut at expiry, the old year pays 600 - 300 and the new one 400 - 300.
func ExampleExpiry() {
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "flood"}}, Losses: []treaty.Loss{
		on("2026-12-30", "1", "300"), on("2026-12-31", "2", "300"), on("2027-01-01", "3", "400"),
	}}
	for i := range book.Losses {
		book.Losses[i].Event = "flood"
	}
	for _, expiry := range []xol.Expiry{xol.ExpiryWhole, xol.ExpiryCut} {
		old := perEvent(xol.Layer{ID: string(expiry), Attachment: yuan("300"), Limit: some("600")}, xol.Clauses{Expiry: expiry})
		next := old
		old.ID, next.ID = "2026", "2027"
		next.Period = treaty.Period{From: day("2027-01-01"), To: day("2027-12-31")}
		r := apply(book, old, next)
		ceded(r, "2026")
		ceded(r, "2027")
	}
	// Output:
	// 2026, whole: 600
	// 2027, whole: 0
	// 2026, cut: 300
	// 2027, cut: 100
}

// Source: hand calculation. A claim of 700 and its expenses of 70 under 500 xs 300: within the loss, 770 - 300 = 470. In addition
// pro rata, 700 - 300 = 400 and 70 × 400/700 = 40. Excluded, 400.
func ExampleExpenses() {
	claim := on("2026-05-01", "claim", "700")
	claim.Positions[0].PaidExpense = yuan("70")
	for _, expenses := range []xol.Expenses{xol.ExpensesWithin, xol.ExpensesProRata, xol.ExpensesExcluded} {
		layer := xol.Layer{ID: string(expenses), Attachment: yuan("300"), Limit: some("500")}
		ceded(apply(treaty.BookSpec{Losses: []treaty.Loss{claim}}, perEvent(layer, xol.Clauses{Expenses: expenses})), "XL")
	}
	// Output:
	// XL, within: 470
	// XL, pro-rata: 440
	// XL, excluded: 400
}

// Source: hand calculation. Of an event the cedent owed 400 and paid 200 more out of goodwill, under 500 xs 300: 400 - 300,
// or 600 - 300.
func ExampleExGratia() {
	owed, goodwill := on("2026-05-01", "owed", "400"), on("2026-05-01", "goodwill", "200")
	owed.Event, goodwill.Event, goodwill.ExGratia = "storm", "storm", true
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "storm"}}, Losses: []treaty.Loss{owed, goodwill}}
	for _, exGratia := range []xol.ExGratia{xol.ExGratiaExcluded, xol.ExGratiaCovered} {
		layer := xol.Layer{ID: string(exGratia), Attachment: yuan("300"), Limit: some("500")}
		ceded(apply(book, perEvent(layer, xol.Clauses{ExGratia: exGratia})), "XL")
	}
	// Output:
	// XL, excluded: 100
	// XL, covered: 300
}

// Source: hand calculation. Losses of 500 under 500 xs 300, with a sunset on the last day of 2031: what was reported on it is covered, what
// was reported a day later is not.
func ExampleClauses_sunset() {
	late := func(id, reported string) treaty.Loss {
		l := on("2026-05-01", id, "500")
		l.Reported = day(reported)
		return l
	}
	layer := xol.Layer{ID: "layer", Attachment: yuan("300"), Limit: some("500")}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{late("in time", "2031-12-31"), late("too late", "2032-01-01")}},
		perEvent(layer, xol.Clauses{Sunset: new(day("2031-12-31"))})), "XL")
	// Output:
	// in time layer: 200
}

// Source: hand calculation. The cedent warranted to retain no more than 5m of a unit (最大自留额; T/IAC 17-2018, 6.1.1.2 b names
// it) and retained 8m. Of a loss of 4m the layer sees 4m × 5/8 = 2.5m; 3m xs 1m pays 1.5m. Or the program is not applied at all.
func ExampleMaximumLine() {
	cover := func(above xol.AboveMaximum) treaty.Contract {
		return contract("XL", 1, xol.PerRisk{
			Layers:  []xol.Layer{{ID: "layer", Attachment: yuan("1,000,000"), Limit: some("3,000,000")}},
			Clauses: xol.Clauses{MaximumLine: &xol.MaximumLine{Amount: yuan("5,000,000"), Above: above}},
		})
	}
	book := property("0", on("2026-05-01", "fire", "4,000,000"))
	book.Risks[0].SumInsured = yuan("8,000,000")
	paidBy(apply(book, cover(xol.AboveLine)), "XL")
	fmt.Println(failing(book, cover(xol.AboveError)))
	// Output:
	// fire layer: 1500000
	// contract XL: risks[0].sumInsured: must not leave the unit above the maximum line of the section
}

// failing is the error of applying a contract to a book.
func failing(book treaty.BookSpec, c treaty.Contract) error {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}})
	if err != nil {
		panic(err)
	}
	book.Currency = "CNY"
	checked, err := treaty.NewBook(book)
	if err != nil {
		panic(err)
	}
	_, err = program.Apply(context.Background(), checked)
	return err
}

// Source: hand calculation. The working layer 5 xs 5 pays 8 in all: 5 of the first event and 3 of the second, of 12. From the next event on
// the top layer 8 xs 10 begins at 5; within this one it begins above what the working layer pays, at 5 + 3, and pays 4 instead of 2.
func ExampleDropWhen() {
	for _, when := range []xol.DropWhen{xol.DropNext, xol.DropWithin} {
		fmt.Println(when)
		paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
			on("2026-02-01", "first", "16"), on("2026-05-01", "second", "12"), on("2026-08-01", "third", "9"),
		}}, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{
			{ID: "working", Attachment: yuan("5"), Limit: some("5"), AggregateLimit: some("8")},
			{ID: "top", Attachment: yuan("10"), Limit: some("8"), Drops: []xol.Drop{{Below: "working", Attachment: yuan("5"), When: when}}},
		}})), "XL")
	}
	// Output:
	// next-event
	// first working: 5
	// second working: 3
	// first top: 6
	// second top: 2
	// third top: 4
	// within-event
	// first working: 5
	// second working: 3
	// first top: 6
	// second top: 4
	// third top: 4
}

// Source: hand calculation. A second-event cover of 500 xs 100: the first loss that reaches it, of 400, pays nothing, and one that does
// not reach it does not count.
func ExampleRange() {
	layer := xol.Layer{ID: "layer", Attachment: yuan("100"), Limit: some("500"), Occurrences: xol.Range{From: 2}}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-01-01", "small", "100"), on("2026-02-01", "first", "400"), on("2026-05-01", "second", "700"), on("2026-08-01", "third", "300"),
	}}, perEvent(layer, xol.Clauses{})), "XL")
	// Output:
	// second layer: 500
	// third layer: 200
}

// Source: hand calculation. A cover of the two largest losses of the year to 500 xs 100: of 300, 500, 200 and 450 it pays 500 and 450.
func ExampleLayer_ranks() {
	layer := xol.Layer{ID: "layer", Attachment: yuan("100"), Limit: some("500"), Ranks: xol.Range{To: 2}}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "first", "400"), on("2026-05-01", "second", "700"), on("2026-08-01", "third", "300"), on("2026-11-01", "fourth", "550"),
	}}, perEvent(layer, xol.Clauses{})), "XL")
	// Output:
	// second layer: 500
	// fourth layer: 450
}

// Source: hand calculation. A layer of 5,000 from the ground up with a franchise of 1,000: a loss of 1,000 is not above it, one of
// a fen more is paid whole.
func ExampleLayer_franchise() {
	layer := xol.Layer{ID: "layer", Limit: some("5,000"), Franchise: some("1,000")}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{on("2026-02-01", "equal", "1,000"), on("2026-05-01", "above", "1,000.01")}},
		perEvent(layer, xol.Clauses{})), "XL")
	// Output:
	// above layer: 1000.01
}

// Source: hand calculation. An industry-loss warranty: 10m xs 5m pays if the market loses 5,000m or more in the event. The cedent lost
// 12m in each of two.
func ExampleLayer_marketLoss() {
	event := func(id, market string) treaty.Event { return treaty.Event{ID: id, MarketLoss: some(market)} }
	lost := func(date, event string) treaty.Loss {
		l := on(date, "in "+event, "12,000,000")
		l.Event = event
		return l
	}
	layer := xol.Layer{ID: "layer", Attachment: yuan("5,000,000"), Limit: some("10,000,000"), MarketLoss: some("5,000,000,000")}
	paidBy(apply(treaty.BookSpec{
		Events: []treaty.Event{event("hail", "4,999,999,999.99"), event("typhoon", "5,000,000,000")},
		Losses: []treaty.Loss{lost("2026-05-01", "hail"), lost("2026-08-01", "typhoon")},
	}, perEvent(layer, xol.Clauses{})), "XL")
	// Output:
	// in typhoon layer: 7000000
}

// reinstated is a contract of 1,000,000 xs 1,000,000 with a deposit.
func reinstated(deposit string, r xol.Reinstatements) treaty.Contract {
	return perEvent(xol.Layer{
		ID: "layer", Attachment: yuan("1,000,000"), Limit: some("1,000,000"), Premium: &xol.Premium{Deposit: some(deposit)}, Reinstatements: &r,
	}, xol.Clauses{})
}

// Source: hand calculation. A premium of 133,590 = 365 × 366 for the leap year 2028, one reinstatement at 100 %, and the whole limit
// used on 31 March: after it there are 275 days, or 9 months.
//
//	days-365        275/365 = 100,650     the day of loss too: 276/365 = 101,016
//	days-of-period  275/366 = 100,375                          276/366 = 100,740
//	months          9/12    = 100,192.5
//	amount          1       = 133,590
func ExampleReinstatementTime() {
	for _, r := range []xol.Reinstatements{
		{Time: xol.AsToAmount},
		{Time: xol.Days365, DayOfLoss: xol.DayExpired},
		{Time: xol.Days365, DayOfLoss: xol.DayRemaining},
		{Time: xol.DaysOfPeriod, DayOfLoss: xol.DayExpired},
		{Time: xol.DaysOfPeriod, DayOfLoss: xol.DayRemaining},
		{Time: xol.MonthsOfPeriod},
	} {
		r.Count, r.Rates = 1, amounts("1")
		c := reinstated("133,590", r)
		c.Period = treaty.Period{From: day("2028-01-01"), To: day("2028-12-31")}
		fmt.Println(strings.TrimSpace(fmt.Sprint(r.Time, " ", r.DayOfLoss)))
		paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{on("2028-03-31", "fire", "2,000,000")}}, c), "XL")
	}
	// Output:
	// amount
	// fire layer: 1000000, reinstatement premium 133590
	// days-365 expired
	// fire layer: 1000000, reinstatement premium 100650
	// days-365 remaining
	// fire layer: 1000000, reinstatement premium 101016
	// days-of-period expired
	// fire layer: 1000000, reinstatement premium 100375
	// days-of-period remaining
	// fire layer: 1000000, reinstatement premium 100740
	// months-of-period
	// fire layer: 1000000, reinstatement premium 100192.5
}

// Source: hand calculation. In months of a calendar year 11 remain of 12 after January, 9 after March and none after December: of
// a premium of 36,000 for half the limit each, 16,500, 13,500 and nothing.
func ExampleReinstatements_months() {
	c := reinstated("36,000", xol.Reinstatements{Count: 2, Rates: amounts("1"), Time: xol.MonthsOfPeriod})
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-01-01", "January", "1,500,000"), on("2026-03-31", "March", "1,500,000"), on("2026-12-01", "December", "1,500,000"),
	}}, c), "XL")
	// Output:
	// January layer: 500000, reinstatement premium 16500
	// March layer: 500000, reinstatement premium 13500
	// December layer: 500000
}

// Source: hand calculation. A deposit of 80,000, adjusted to 1 % of a subject premium of 10,000,000 = 100,000. Half the limit is used: on
// the deposit its reinstatement costs 40,000; on the adjusted premium 10,000 more at the end of the period.
func ExampleReinstatementBase() {
	for _, base := range []xol.ReinstatementBase{xol.OnAdjusted, xol.OnDeposit} {
		layer := xol.Layer{
			ID: string(base), Attachment: yuan("1,000,000"), Limit: some("1,000,000"),
			Premium:        &xol.Premium{Deposit: some("80,000"), Rate: some("0.01")},
			Reinstatements: &xol.Reinstatements{Count: 1, Rates: amounts("1"), On: base},
		}
		priced(apply(property("10,000,000", on("2026-05-01", "fire", "1,500,000")), perEvent(layer, xol.Clauses{})))
	}
	// Output:
	// adjusted deposit, 2026-01-01: 80000
	// adjusted adjustment, 2026-12-31: 20000
	// adjusted reinstatement, fire: 40000
	// adjusted reinstatement-adjustment, 2026-12-31: 10000
	// deposit deposit, 2026-01-01: 80000
	// deposit adjustment, 2026-12-31: 20000
	// deposit reinstatement, fire: 40000
}

// Source: hand calculation. Of a loss of 1,500,000 the cedent has paid 1,200,000. The layer owes 500,000 of 1,000,000 and has
// paid, so far, 200,000: of a premium of 36,000, 18,000 on incurred and 7,200 on paid losses.
func ExampleReinstatementTrigger() {
	fire := on("2026-05-01", "fire", "1,200,000")
	fire.Positions[0].Outstanding = yuan("300,000")
	for _, trigger := range []xol.ReinstatementTrigger{xol.TriggerIncurred, xol.TriggerPaid} {
		fmt.Println(trigger)
		paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{fire}},
			reinstated("36,000", xol.Reinstatements{Count: 1, Rates: amounts("1"), Trigger: trigger})), "XL")
	}
	// Output:
	// incurred
	// fire layer: 500000, reinstatement premium 18000
	// paid
	// fire layer: 500000, reinstatement premium 7200
}

// Source: hand calculation. Without end at 50 %: three whole limits and half of one cost 18,000 each and 9,000.
func ExampleReinstatements_unlimited() {
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "1", "2,000,000"), on("2026-05-01", "2", "9,000,000"), on("2026-08-01", "3", "2,000,000"), on("2026-11-01", "4", "1,500,000"),
	}}, reinstated("36,000", xol.Reinstatements{Unlimited: true, Rates: amounts("0.5")})), "XL")
	// Output:
	// 1 layer: 1000000, reinstatement premium 18000
	// 2 layer: 1000000, reinstatement premium 18000
	// 3 layer: 1000000, reinstatement premium 18000
	// 4 layer: 500000, reinstatement premium 9000
}

// Source: hand calculation. One free reinstatement: the layer pays two limits, the second loss the second of them, the
// third half a limit less than it would, and nothing is charged.
func ExampleReinstatements_free() {
	layer := xol.Layer{
		ID: "layer", Attachment: yuan("1,000,000"), Limit: some("1,000,000"), Reinstatements: &xol.Reinstatements{Count: 1},
	}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "first", "2,000,000"), on("2026-05-01", "second", "1,500,000"),
		on("2026-08-01", "third", "2,000,000"), on("2026-11-01", "fourth", "2,000,000"),
	}}, perEvent(layer, xol.Clauses{})), "XL")
	// Output:
	// first layer: 1000000
	// second layer: 500000
	// third layer: 500000
}

// Source: hand calculation. Reinsurers allow 10 % of the premium of 36,000 and 5 % of the reinstatement premium of 18,000.
func ExampleReinstatements_brokerage() {
	layer := xol.Layer{
		ID: "layer", Attachment: yuan("1,000,000"), Limit: some("1,000,000"),
		Premium:        &xol.Premium{Deposit: some("36,000"), Brokerage: some("0.1")},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: amounts("1"), Brokerage: some("0.05")},
	}
	r := apply(treaty.BookSpec{Losses: []treaty.Loss{on("2026-05-01", "fire", "1,500,000")}}, perEvent(layer, xol.Clauses{}))
	priced(r)
	fmt.Println("premium", r.Price().Premium, "brokerage", r.Price().Brokerage)
	// Output:
	// layer deposit, 2026-01-01: 36000
	// layer brokerage, 2026-01-01: 3600
	// layer reinstatement, fire: 18000
	// layer brokerage, fire: 900
	// premium 54000 brokerage 4500
}

// Source: hand calculation. 2 % of the subject premium, 90,000 at least (最低保费), and a deposit of 80,000 (预付保费) in two instalments, as
// T/IAC 17-2018, 6.1.1.2 b lists them. On 5,000,000 the premium is 100,000, on 4,000,000 it is the minimum; what is above the deposit is
// charged at the end of the period.
func ExamplePremium() {
	layer := xol.Layer{ID: "layer", Attachment: yuan("1,000,000"), Premium: &xol.Premium{
		Deposit: some("80,000"), Rate: some("0.02"), Minimum: some("90,000"),
		Instalments: []xol.Instalment{{Date: day("2026-01-01"), Amount: yuan("40,000")}, {Date: day("2026-07-01"), Amount: yuan("40,000")}},
	}}
	for _, premium := range []string{"5,000,000", "4,000,000"} {
		fmt.Println("on", premium)
		priced(apply(property(premium), perEvent(layer, xol.Clauses{})))
	}
	// Output:
	// on 5,000,000
	// layer deposit, 2026-01-01: 40000
	// layer deposit, 2026-07-01: 40000
	// layer adjustment, 2026-12-31: 20000
	// on 4,000,000
	// layer deposit, 2026-01-01: 40000
	// layer deposit, 2026-07-01: 40000
	// layer adjustment, 2026-12-31: 10000
}

// Source: hand calculation. 1 % of what a quota share of 40 % leaves of 1,000,000 (净自留保费), or of all of it.
func ExamplePremiumSubject() {
	for _, subject := range []xol.PremiumSubject{xol.PremiumNet, xol.PremiumGross} {
		cover := perEvent(xol.Layer{Attachment: yuan("100"), Premium: &xol.Premium{Rate: some("0.01"), Subject: subject}}, xol.Clauses{})
		cover.Priority = 2
		fmt.Println(subject, apply(property("1,000,000"), contract("QS", 1, quotaShare("0.4")), cover).Price().Premium)
	}
	// Output:
	// net 6000
	// gross 10000
}

// Source: hand calculation. A policy from 1 July 2025 for 730,000 and one from 1 July 2026 for 365,000, a year each. In 2026 the first earns
// 181 of 365 days and the second 184: 362,000 + 184,000 = 546,000. Written in 2026 is the second alone. The rate is 1 %.
func ExamplePremiumBasis() {
	policy := func(id, from, to, premium string) treaty.Risk {
		r := risk(id, "")
		r.Period, r.Premium = treaty.Period{From: day(from), To: day(to)}, yuan(premium)
		return r
	}
	book := treaty.BookSpec{Risks: []treaty.Risk{
		policy("old", "2025-07-01", "2026-06-30", "730,000"), policy("new", "2026-07-01", "2027-06-30", "365,000"),
	}}
	for _, basis := range []xol.PremiumBasis{xol.PremiumEarned, xol.PremiumWritten} {
		cover := perEvent(xol.Layer{Attachment: yuan("100"), Premium: &xol.Premium{Rate: some("0.01"), Basis: basis}}, xol.Clauses{})
		fmt.Println(basis, apply(book, cover).Price().Premium)
	}
	// Output:
	// earned 5460
	// written 3650
}

// Source: hand calculation. The burning cost over three years: losses to the layer of 4m, 6m and this year 2m, on subject premiums
// of 100m, 120m and 80m, are 12m on 300m, 4 %. Times 100/80 that is 5 %, and of this year's premium 4m.
func ExampleSwing_history() {
	layer := xol.Layer{ID: "layer", Attachment: yuan("1,000,000"), Premium: &xol.Premium{Swing: &xol.Swing{
		Loading: yuan("1.25"), Minimum: yuan("0.02"), Maximum: yuan("0.08"),
		History: []xol.Burnt{
			{Premium: yuan("100,000,000"), Losses: yuan("4,000,000")},
			{Premium: yuan("120,000,000"), Losses: yuan("6,000,000")},
		},
	}}}
	r := apply(property("80,000,000", on("2026-05-01", "fire", "3,000,000")), perEvent(layer, xol.Clauses{}))
	for c := range r.Charges() {
		fmt.Println(c.Rate, "of", c.Base, "is", c.Charged)
	}
	// Output:
	// 0.05 of 80000000 is 4000000
}

// Source: hand calculation. A fifth of the premium of 36,000 is returned on the layer that paid nothing.
func ExamplePremium_noClaims() {
	layer := func(id, attachment string) xol.Layer {
		return xol.Layer{
			ID: id, Attachment: yuan(attachment), Limit: some("1,000,000"), Premium: &xol.Premium{Deposit: some("36,000"), NoClaims: some("0.2")},
		}
	}
	priced(apply(treaty.BookSpec{Losses: []treaty.Loss{on("2026-05-01", "fire", "1,500,000")}}, contract("XL", 1, xol.PerEvent{
		Layers: []xol.Layer{layer("first", "1,000,000"), layer("second", "2,000,000")},
	})))
	// Output:
	// first deposit, 2026-01-01: 36000
	// second deposit, 2026-01-01: 36000
	// second no-claims-bonus, 2026-12-31: -7200
}

// Source: hand calculation. A year of motor business, for which the PICC slides name the stop loss: premium 2,000, losses 1,750.
//
//	amounts          300 xs 1,500                                        250
//	loss ratio       0.1 xs 0.8: 200 xs 1,600                            150
//	combined ratio   0.2 xs 1.1 with expenses of 0.3: 400 xs 1,600       150
func ExampleStopLossOn() {
	layer := func(limit, attachment string) []xol.Layer {
		return []xol.Layer{{ID: limit + " xs " + attachment, Attachment: yuan(attachment), Limit: some(limit)}}
	}
	for _, terms := range []xol.StopLoss{
		{On: xol.OnAmounts, Layers: layer("300", "1500")},
		{On: xol.OnLossRatio, Basis: xol.PremiumEarned, Layers: layer("0.1", "0.8")},
		{On: xol.OnCombinedRatio, Basis: xol.PremiumWritten, ExpenseRatio: some("0.3"), Layers: layer("0.2", "1.1")},
	} {
		r := apply(property("2,000", on("2026-05-01", "1", "800"), on("2026-08-01", "2", "950")), contract("SL", 1, terms))
		ceded(r, "SL")
	}
	// Output:
	// SL, 300 xs 1500: 250
	// SL, 0.1 xs 0.8: 150
	// SL, 0.2 xs 1.1: 150
}

// Source: hand calculation. The PICC slides' aggregate cover with a relative deductible (franchise), here on the sum: 1,000 is not
// above 1,000 and the cedent keeps it; 1,001 is, and is paid from the ground up.
func ExampleAggregateExcess_franchise() {
	cover := xol.AggregateExcess{Franchise: some("1,000"), Layers: []xol.Layer{{ID: "layer", Limit: some("5,000")}}}
	for _, last := range []string{"400", "401"} {
		ceded(apply(treaty.BookSpec{Losses: []treaty.Loss{
			on("2026-02-01", "1", "350"), on("2026-05-01", "2", "250"), on("2026-08-01", "3", last),
		}}, contract("AGG", 1, cover)), "AGG")
	}
	// Output:
	// AGG, layer: 0
	// AGG, layer: 1001
}

// Source: hand calculation. Of each loss what is above 100, at most 300, enters the sum; of a loss of 120 or less nothing does: 0, 21, 200 and
// 300, together 521. The cover pays what is above 400: 121, as 21 : 200 : 300.
//
//	121 × 21/521 = 4.877...   121 × 200/521 = 46.449...   121 × 300/521 = 69.673...
func ExampleEachLoss() {
	cover := xol.AggregateExcess{
		EachLoss: &xol.EachLoss{Franchise: some("120"), Deductible: some("100"), Limit: some("300")},
		Layers:   []xol.Layer{{ID: "layer", Attachment: yuan("400")}},
	}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "1", "120"), on("2026-05-01", "2", "121"), on("2026-08-01", "3", "300"), on("2026-11-01", "4", "900"),
	}}, contract("AGG", 1, cover)), "AGG")
	// Output:
	// 2 layer: 4.88
	// 3 layer: 46.45
	// 4 layer: 69.67
}

// The marine cover of the PICC slides (page "水险超赔合约") protects the net retained losses of hull, shipbuilding and cargo in three
// layers, single losses and accumulated ones alike: ship and cargo lost together (船货共损), several policies on one ship (一船多单), several ships in one
// accident (同案多船), a terminal's warehouse (码头/运输枢纽仓库). The slides give no amounts: those here are ours.
//
//	million                  sum   10 xs 10   30 xs 20   100 xs 50
//	a ship                    30         10         10           0
//	ship and cargo       9 + 6 = 15       5          0           0
//	three policies       3 × 8 = 24      10          4           0
//	two ships          25 + 35 = 60      10         30          10
//	a warehouse         4 × 2 = 8         0          0           0
func ExamplePerEvent_marine() {
	millions := func(n string) string { return n + ",000,000" }
	layer := func(limit, attachment string) xol.Layer {
		return xol.Layer{ID: limit + " xs " + attachment, Attachment: yuan(millions(attachment)), Limit: some(millions(limit))}
	}
	tower := xol.PerEvent{Layers: []xol.Layer{layer("10", "10"), layer("30", "20"), layer("100", "50")}}
	var book treaty.BookSpec
	for _, event := range []struct {
		id    string
		parts []string
	}{
		{"a ship", []string{"30"}},
		{"ship and cargo", []string{"9", "6"}},
		{"three policies", []string{"8", "8", "8"}},
		{"two ships", []string{"25", "35"}},
		{"a warehouse", []string{"2", "2", "2", "2"}},
	} {
		book.Events = append(book.Events, treaty.Event{ID: event.id})
		for i, part := range event.parts {
			id := fmt.Sprint(event.id, " ", i+1)
			book.Risks = append(book.Risks, risk(id, "marine"))
			book.Losses = append(book.Losses, loss(id, id, event.id, millions(part)))
		}
	}
	r := apply(book, contract("marine", 1, tower))
	for e := range r.Events() {
		fmt.Println(e.Event, e.Gross, "ceded", e.Ceded)
	}
	ceded(r, "marine")
	// Output:
	// a ship 30000000 ceded 20000000
	// a warehouse 8000000 ceded 0
	// ship and cargo 15000000 ceded 5000000
	// three policies 24000000 ceded 14000000
	// two ships 60000000 ceded 50000000
	// marine, 10 xs 10: 35000000
	// marine, 30 xs 20: 44000000
	// marine, 100 xs 50: 10000000
}

// The layers of the PICC slides, 1,000,000 xs 500,000 and 2,000,000 xs 3,000,000, with one reinstatement each at 100 %, pro
// rata as to amount, for premiums of 50,000 and 20,000; the price is ours. Both layers see the gross losses.
//
//	loss          first                       second
//	4,000,000     1,000,000, 50,000           1,000,000, 10,000
//	1,200,000       700,000, nothing to reinstate
//	5,500,000       300,000, exhausted        2,000,000, 10,000 for the half that is left to reinstate
func ExampleReinstatements_slides() {
	layer := func(id, limit, attachment, premium string) xol.Layer {
		return xol.Layer{
			ID: id, Attachment: yuan(attachment), Limit: some(limit),
			Premium: &xol.Premium{Deposit: some(premium)}, Reinstatements: &xol.Reinstatements{Count: 1, Rates: amounts("1")},
		}
	}
	paidBy(apply(treaty.BookSpec{Losses: []treaty.Loss{
		on("2026-02-01", "a", "4,000,000"), on("2026-05-01", "b", "1,200,000"), on("2026-08-01", "c", "5,500,000"),
	}}, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{
		layer("first", "1,000,000", "500,000", "50,000"), layer("second", "2,000,000", "3,000,000", "20,000"),
	}})), "XL")
	// Output:
	// a first: 1000000, reinstatement premium 50000
	// b first: 700000
	// c first: 300000
	// a second: 1000000, reinstatement premium 10000
	// c second: 2000000, reinstatement premium 10000
}

// Source: hand calculation. Eight days of 10 each under 100 xs 20. A typhoon of 72 hours has two windows that reach the layer, 30 - 20 each, or
// only one; an earthquake of 168 hours has one of seven days, 70 - 20.
func ExamplePeriodCount() {
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "shock", Peril: "earthquake"}, {ID: "wind", Peril: "typhoon"}}}
	for _, event := range book.Events {
		for n := range 8 {
			l := on(fmt.Sprintf("2026-07-%02d", n+1), fmt.Sprint(event.ID, n), "10")
			l.Event = event.ID
			book.Losses = append(book.Losses, l)
		}
	}
	for _, count := range []xol.PeriodCount{xol.PeriodsSeveral, xol.PeriodsOne} {
		fmt.Println(count)
		r := apply(book, perEvent(xol.Layer{Attachment: yuan("20"), Limit: some("100")}, xol.Clauses{Hours: []xol.HoursClause{
			{Perils: []string{"typhoon"}, Hours: 72, Periods: count}, {Perils: []string{"earthquake"}, Hours: 168},
		}}))
		for w := range r.Windows() {
			fmt.Println(w.Event, w.From, "to", w.To, "ceded", w.Ceded)
		}
	}
	// Output:
	// several
	// shock 2026-07-01 to 2026-07-07 ceded 50
	// wind 2026-07-01 to 2026-07-03 ceded 10
	// wind 2026-07-04 to 2026-07-06 ceded 10
	// one
	// shock 2026-07-01 to 2026-07-07 ceded 50
	// wind 2026-07-01 to 2026-07-03 ceded 10
}

// Source: hand calculation. An index of 125 for three years and 150 for the fourth, and no value after it. Of 7m paid in the fourth, 7m × 125/150
// is the real value: the attachment of 5m becomes 6m. What is paid a day later has no index, which is an error.
func ExampleIndexPoint() {
	cover := contract("XL", 1, xol.PerEvent{
		Layers: []xol.Layer{{Attachment: yuan("5,000,000"), Limit: some("5,000,000")}},
		Clauses: xol.Clauses{Index: &xol.IndexClause{
			Kind: xol.IndexFull, Base: day("2026-01-01"), Limit: xol.LimitFixed,
			Series: []xol.IndexPoint{
				{From: day("2026-01-01"), To: day("2028-12-31"), Value: yuan("125")}, {From: day("2029-01-01"), To: day("2029-12-31"), Value: yuan("150")},
			},
		}},
	})
	ceded(apply(treaty.BookSpec{Losses: []treaty.Loss{developing("injury", "2029-12-31 7,000,000")}}, cover), "XL")
	fmt.Println(failing(treaty.BookSpec{Losses: []treaty.Loss{developing("injury", "2030-01-01 7,000,000")}}, cover))
	// Output:
	// XL, layer[0]: 1000000
	// losses[0].positions[0].at: must be in the index series of contract XL, from 2026-01-01 to 2029-12-31 (got 2030-01-01)
}
