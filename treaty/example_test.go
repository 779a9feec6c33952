package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// exampleDay is a day written as in a document.
func exampleDay(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// exampleYear is a calendar year.
func exampleYear(year int) treaty.Period {
	return treaty.Period{From: exampleDay(fmt.Sprintf("%d-01-01", year)), To: exampleDay(fmt.Sprintf("%d-12-31", year))}
}

// exampleLine is a panel of one reinsurer.
func exampleLine(name, share string) treaty.Placement {
	return treaty.Placement{Lines: []treaty.Line{{Reinsurer: name, Share: decimal.RequireFromString(share)}}}
}

// exampleLoss is a loss with one position of outstanding indemnity.
func exampleLoss(id, risk, event, day, amount string) treaty.Loss {
	return treaty.Loss{
		ID: id, Risk: risk, Event: event, Date: exampleDay(day), Reported: exampleDay(day),
		Positions: []treaty.Position{{Outstanding: decimal.RequireFromString(amount)}},
	}
}

// exampleApply applies a program to a book that both are known to be valid.
func exampleApply(spec treaty.Spec, bookSpec treaty.BookSpec) *treaty.Result {
	program, err := treaty.NewProgram(spec)
	if err != nil {
		panic(err)
	}
	book, err := treaty.NewBook(bookSpec)
	if err != nil {
		panic(err)
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		panic(err)
	}
	return result
}

// surplusProgram is the surplus of the PICC slides (page "溢额再保险"): a retention of 500,000 and ten
// lines. 85 % of it are placed, and a layer per risk protects what is left.
func surplusProgram() treaty.Spec {
	dec := decimal.RequireFromString
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		{
			ID: "SP26", Priority: 1, Period: exampleYear(2026),
			Placement: treaty.Placement{Lines: []treaty.Line{
				{Reinsurer: "Re A", Share: dec("0.60")}, {Reinsurer: "Re B", Share: dec("0.25")},
			}},
			Sections: []treaty.Section{{
				Basis: treaty.RisksAttaching,
				Terms: proportional.Surplus{
					Retention:  proportional.Retention{Amount: new(dec("500000"))},
					Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
				},
			}},
		},
		{
			ID: "XL26", Priority: 2, Period: exampleYear(2026), Placement: exampleLine("Re C", "1"),
			Sections: []treaty.Section{{
				Basis: treaty.LossesOccurring,
				Terms: xol.PerRisk{Layers: []xol.Layer{{ID: "first", Attachment: dec("2000"), Limit: new(dec("3000"))}}},
			}},
		},
	}}
}

// surplusBook is the table of the same page: sums insured of 500,000, 1,000,000 and 5,000,000 with
// premiums of 1,000, 2,000 and 10,000 and losses of 500, 600 and 20,000.
func surplusBook() treaty.BookSpec {
	dec := decimal.RequireFromString
	risk := func(id, sum, premium string) treaty.Risk {
		return treaty.Risk{ID: id, SumInsured: dec(sum), Premium: dec(premium), Period: exampleYear(2026)}
	}
	return treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{risk("R1", "500000", "1000"), risk("R2", "1000000", "2000"), risk("R3", "5000000", "10000")},
		Events:   []treaty.Event{{ID: "E1", Peril: "fire"}},
		Losses: []treaty.Loss{
			exampleLoss("L1", "R1", "", "2026-03-01", "500"),
			exampleLoss("L2", "R2", "E1", "2026-04-01", "600"),
			exampleLoss("L3", "R3", "E1", "2026-04-01", "20000"),
		},
	}
}

// The quota share of the PICC slides (page "成数再保险"): 60 % are ceded of at most 5,000,000 per risk.
func ExampleNewProgram() {
	dec := decimal.RequireFromString
	program, err := treaty.NewProgram(treaty.Spec{
		ID:       "property 2026",
		Currency: "CNY",
		Contracts: []treaty.Contract{{
			ID:     "QS26",
			Period: exampleYear(2026),
			Placement: treaty.Placement{Lines: []treaty.Line{
				{Reinsurer: "Re A", Share: dec("0.75")},
				{Reinsurer: "Re B", Share: dec("0.25")},
			}},
			Sections: []treaty.Section{{
				Basis: treaty.RisksAttaching,
				Terms: proportional.QuotaShare{Share: dec("0.60"), Limit: new(dec("5000000"))},
			}},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(program.Currency(), "with", program.Scale(), "decimal places")
	fmt.Println("at most", program.Capacities()[0].Maximum, "of one risk")
	// Output:
	// CNY with 2 decimal places
	// at most 3000000 of one risk
}

// All problems are reported at once, each with its place.
func ExampleNewProgram_invalid() {
	dec := decimal.RequireFromString
	_, err := treaty.NewProgram(treaty.Spec{
		Currency: "RMB yuan",
		Contracts: []treaty.Contract{{
			ID:     "QS26",
			Period: treaty.Period{From: exampleDay("2026-01-01"), To: exampleDay("2025-12-31")},
			Placement: treaty.Placement{Lines: []treaty.Line{
				{Reinsurer: "Re A", Share: dec("0.75")},
				{Reinsurer: "Re B", Share: dec("0.35")},
			}},
			Sections: []treaty.Section{{Terms: proportional.QuotaShare{Share: dec("1.2")}}},
		}},
	})
	fmt.Println(err)
	// Output:
	// currency: must be three capital letters, as CNY (got RMB yuan)
	// contracts[0].period.to: must not be before from, 2026-01-01 (got 2025-12-31)
	// contracts[0].placement.lines: must add up to at most 1 (got 1.1)
	// contracts[0].sections[0].basis: must not be empty
	// contracts[0].sections[0].terms.share: must be in (0, 1] (got 1.2)
}

func ExampleNewBook() {
	dec := decimal.RequireFromString
	book, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			{ID: "R1", Line: "property", SumInsured: dec("8000000"), Premium: dec("12000"), Period: exampleYear(2026)},
		},
		Events: []treaty.Event{{ID: "typhoon", Peril: "wind", From: exampleDay("2026-07-10"), To: exampleDay("2026-07-12")}},
		Losses: []treaty.Loss{{
			ID: "L1", Risk: "R1", Event: "typhoon", Date: exampleDay("2026-07-11"),
			// The loss as it stood twice; the last position counts.
			Positions: []treaty.Position{
				{At: exampleDay("2026-09-30"), Paid: dec("20000"), Outstanding: dec("60000")},
				{At: exampleDay("2026-12-31"), Paid: dec("70000"), Outstanding: dec("5000"), Salvage: dec("1500")},
			},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	risks, events, losses := book.Len()
	fmt.Println(risks, "risk,", events, "event,", losses, "loss in", book.Currency())
	// Output:
	// 1 risk, 1 event, 1 loss in CNY
}

func ExampleNewBook_invalid() {
	dec := decimal.RequireFromString
	_, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{{ID: "R1", SumInsured: dec("-1"), Period: exampleYear(2026)}},
		Losses: []treaty.Loss{
			{ID: "L1", Risk: "R2", Date: exampleDay("2026-07-11"), Positions: []treaty.Position{{Paid: dec("100")}}},
			{ID: "L2", Risk: "R1", Date: exampleDay("2027-01-01"), Positions: []treaty.Position{{Paid: dec("100")}}},
		},
	})
	fmt.Println(err)
	// Output:
	// risks[0].sumInsured: must not be negative (got -1)
	// losses[0].risk: must be a risk of the book (got R2)
	// losses[1].date: must be in the policy period of risk R1, 2026-01-01 to 2026-12-31, unless reported in it (got 2027-01-01)
}

// The surplus of the PICC slides cedes nothing of 500,000, half of 1,000,000 and 90 % of 5,000,000, here placed 85 %.
func ExampleProgram_Apply() {
	program, err := treaty.NewProgram(surplusProgram())
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(surplusBook())
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	total := result.Total()
	fmt.Println("loss   ", total.Subject.Loss, "=", total.Ceded.Loss, "ceded +", total.Retained.Loss, "net")
	fmt.Println("premium", total.Subject.Premium, "=", total.Ceded.Premium, "ceded +", total.Retained.Premium, "net")
	// Output:
	// loss    21100 = 18255 ceded + 2845 net
	// premium 13000 = 8500 ceded + 4500 net
}

// Two parallel contracts cede 60 % of the same loss. Everything before it is there.
func ExampleProgram_Apply_overCession() {
	dec := decimal.RequireFromString
	quotaShare := func(id string, include treaty.Selection) treaty.Contract {
		return treaty.Contract{
			ID: id, Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
			Sections: []treaty.Section{{
				Basis: treaty.LossesOccurring, Scope: treaty.Scope{Include: include},
				Terms: proportional.QuotaShare{Share: dec("0.6")},
			}},
		}
	}
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		quotaShare("QS events", treaty.Selection{Events: []string{"E1"}}),
		quotaShare("QS losses", treaty.Selection{Losses: []string{"L1", "L2"}}),
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY",
		Events:   []treaty.Event{{ID: "E1"}},
		Losses: []treaty.Loss{
			exampleLoss("L1", "", "", "2026-05-01", "900"),
			exampleLoss("L2", "", "E1", "2026-05-02", "1000"),
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := program.Apply(context.Background(), book)
	fmt.Println(err)
	if over, ok := errors.AsType[*treaty.OverCessionError](err); ok {
		fmt.Println(over.Loss, over.Subject, over.Parts[0].Amount, over.Parts[1].Amount)
	}
	for loss := range result.Losses() {
		fmt.Println("before it:", loss.Loss, loss.Gross, "=", loss.Ceded, "+", loss.Net)
	}
	// Output:
	// contracts of priority 0 cede more than the loss of L2, 1000: QS events quota-share 600, QS losses quota-share 600
	// L2 1000 600 600
	// before it: L1 900 = 540 + 360
}

func ExampleProgram_ApplyProgress() {
	program, err := treaty.NewProgram(surplusProgram())
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(surplusBook())
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = program.ApplyProgress(context.Background(), book, func(done, total int) {
		fmt.Println(done, "of", total)
	})
	fmt.Println(err)
	// Output:
	// 1 of 2
	// 2 of 2
	// <nil>
}

// A stream takes the events one by one, in order of their first loss.
func ExampleProgram_Stream() {
	program, err := treaty.NewProgram(surplusProgram())
	if err != nil {
		fmt.Println(err)
		return
	}
	spec := surplusBook()
	events := func(yield func(treaty.EventLosses, error) bool) {
		_ = yield(treaty.EventLosses{Losses: spec.Losses[:1]}, nil) &&
			yield(treaty.EventLosses{Event: spec.Events[0], Losses: spec.Losses[1:]}, nil)
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: spec.Risks})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = program.Stream(context.Background(), book, events, func(result *treaty.Result) error {
		for loss := range result.Losses() {
			fmt.Println(loss.Loss, loss.Gross, "=", loss.Ceded, "+", loss.Net)
		}
		return nil
	})
	fmt.Println(err)
	// Output:
	// L1 500 = 0 + 500
	// L2 600 = 255 + 345
	// L3 20000 = 18000 + 2000
	// <nil>
}

// Three simulated years of losses in minor units, here fen, through 4,000 xs 1,000 per event.
func ExampleProgram_Batch() {
	dec := decimal.RequireFromString
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "XL26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring,
			Terms: xol.PerEvent{Layers: []xol.Layer{{ID: "first", Attachment: dec("1000"), Limit: new(dec("4000"))}}},
		}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
	if err != nil {
		fmt.Println(err)
		return
	}
	batch, err := program.Batch(context.Background(), book)
	if err != nil {
		fmt.Println(err)
		return
	}
	totals, err := batch.Run(context.Background(), treaty.Columns{
		Terms: []int{2, 2, 4}, // the second year has no loss
		Loss:  []int64{150_000, 900_000, 80_000, 70_000},
		Event: []int32{-1, -1, 7, 7},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(batch.Clauses())
	fmt.Println("gross", totals.Gross)
	fmt.Println("ceded", totals.Ceded)
	fmt.Println("net  ", totals.Net)
	// Output:
	// [{XL26  first}]
	// gross [1050000 0 150000]
	// ceded [450000 0 50000]
	// net   [600000 0 100000]
}

// The ledger of one loss: half of it goes to the surplus, of which 85 % are placed.
func ExampleResult_PostingsOf() {
	result := exampleApply(surplusProgram(), surplusBook())
	for _, loss := range []string{"L2", "L3"} {
		for p := range result.PostingsOf(loss) {
			rate := ""
			if p.Rate != nil {
				rate = "× " + p.Rate.String()
			}
			fmt.Println(p.Loss, p.Contract, p.Clause, p.Step, p.Base, rate, "->", strings.TrimSpace(p.Reinsurer+" "+p.Amount.String()))
		}
	}
	// Output:
	// L2 SP26 surplus[0] terms 600 × 0.5 -> 300
	// L2 SP26 surplus[0] placement 300 × 0.85 -> 255
	// L2 SP26 surplus[0] cession 300  -> 255
	// L2 SP26 surplus[0] reinsurer 255  -> Re A 180
	// L2 SP26 surplus[0] reinsurer 255  -> Re B 75
	// L3 SP26 surplus[0] terms 20000 × 0.9 -> 18000
	// L3 SP26 surplus[0] placement 18000 × 0.85 -> 15300
	// L3 SP26 surplus[0] cession 18000  -> 15300
	// L3 SP26 surplus[0] reinsurer 15300  -> Re A 10800
	// L3 SP26 surplus[0] reinsurer 15300  -> Re B 4500
	// L3 XL26 first terms 4700 × 1 -> 2700
	// L3 XL26 first placement 2700 × 1 -> 2700
	// L3 XL26 first cession 2700  -> 2700
	// L3 XL26 first reinsurer 2700  -> Re C 2700
}

// The sums of the whole ledger by account and step.
func ExampleResult_Postings() {
	result := exampleApply(surplusProgram(), surplusBook())
	type key struct {
		treaty.Account
		treaty.Step
	}
	sums := map[key]decimal.Decimal{}
	for p := range result.Postings() {
		k := key{p.Account, p.Step}
		sums[k] = sums[k].Add(p.Amount)
	}
	for _, account := range []treaty.Account{treaty.AccountSumInsured, treaty.AccountPremium, treaty.AccountLoss} {
		fmt.Println(account, "at 100 %", sums[key{account, treaty.StepTerms}], "placed", sums[key{account, treaty.StepPlacement}],
			"ceded", sums[key{account, treaty.StepCession}], "borne", sums[key{account, treaty.StepReinsurer}])
	}
	// Output:
	// sum-insured at 100 % 5000000 placed 4250000 ceded 4250000 borne 4250000
	// premium at 100 % 10000 placed 8500 ceded 8500 borne 8500
	// loss at 100 % 21000 placed 18255 ceded 18255 borne 18255
}

func ExampleResult_Contracts() {
	result := exampleApply(surplusProgram(), surplusBook())
	for _, c := range result.Contracts() {
		fmt.Println(c.Contract, "of", c.Subject.Loss, "cedes", c.Ceded.Loss, "and keeps", c.Retained.Loss)
		for _, s := range c.Sections {
			for _, clause := range s.Clauses {
				fmt.Println("  ", s.Kind, clause.Clause, "at 100 %", clause.Full.Loss, "placed", clause.Ceded.Loss)
			}
		}
		for _, r := range c.Reinsurers {
			fmt.Println("  ", r.Reinsurer, r.Ceded.Loss)
		}
	}
	// Output:
	// SP26 of 21100 cedes 15555 and keeps 5545
	//    surplus surplus[0] at 100 % 18300 placed 15555
	//    Re A 10980
	//    Re B 4575
	// XL26 of 5545 cedes 2700 and keeps 2845
	//    per-risk first at 100 % 2700 placed 2700
	//    Re C 2700
}

func ExampleResult_Contract() {
	result := exampleApply(surplusProgram(), surplusBook())
	c, ok := result.Contract("SP26")
	fmt.Println(c.Contract, "cedes premium of", c.Ceded.Premium, "and would cede", c.Full.Premium, ok)
	_, ok = result.Contract("SP25")
	fmt.Println(ok)
	// Output:
	// SP26 cedes premium of 8500 and would cede 10000 true
	// false
}

func ExampleResult_Total() {
	result := exampleApply(surplusProgram(), surplusBook())
	total := result.Total()
	fmt.Println("gross", total.Subject.SumInsured, total.Subject.Premium, total.Subject.Loss)
	fmt.Println("ceded", total.Ceded.SumInsured, total.Ceded.Premium, total.Ceded.Loss)
	fmt.Println("net  ", total.Retained.SumInsured, total.Retained.Premium, total.Retained.Loss)
	// Output:
	// gross 6500000 13000 21100
	// ceded 4250000 8500 18255
	// net   2250000 4500 2845
}

func ExampleResult_Reinsurers() {
	result := exampleApply(surplusProgram(), surplusBook())
	for _, r := range result.Reinsurers() {
		fmt.Println(r.Reinsurer, "premium", r.Ceded.Premium, "loss", r.Ceded.Loss)
	}
	// Output:
	// Re A premium 6000 loss 10980
	// Re B premium 2500 loss 4575
	// Re C premium 0 loss 2700
}

func ExampleResult_Losses() {
	result := exampleApply(surplusProgram(), surplusBook())
	for loss := range result.Losses() {
		fmt.Println(loss.Date, loss.Loss, loss.Risk, loss.Event, loss.Gross, "=", loss.Ceded, "+", loss.Net)
	}
	// Output:
	// 2026-03-01 L1 R1  500 = 0 + 500
	// 2026-04-01 L2 R2 E1 600 = 255 + 345
	// 2026-04-01 L3 R3 E1 20000 = 18000 + 2000
}

func ExampleResult_Loss() {
	result := exampleApply(surplusProgram(), surplusBook())
	loss, ok := result.Loss("L3")
	fmt.Println(loss.Gross, "=", loss.Ceded, "+", loss.Net, ok)
	_, ok = result.Loss("L4")
	fmt.Println(ok)
	// Output:
	// 20000 = 18000 + 2000 true
	// false
}

// A loss without event, L1, is in none of the events.
func ExampleResult_Events() {
	result := exampleApply(surplusProgram(), surplusBook())
	for e := range result.Events() {
		fmt.Println(e.Event, "with", e.Losses, "losses:", e.Gross, "=", e.Ceded, "+", e.Net)
	}
	// Output:
	// E1 with 2 losses: 20600 = 18255 + 2345
}

func ExampleResult_Risks() {
	result := exampleApply(surplusProgram(), surplusBook())
	for r := range result.Risks() {
		fmt.Println(r.Risk, "cedes", r.Ceded.SumInsured, "of", r.Subject.SumInsured, "for", r.Ceded.Premium, "of", r.Subject.Premium)
	}
	// Output:
	// R1 cedes 0 of 500000 for 0 of 1000
	// R2 cedes 425000 of 1000000 for 850 of 2000
	// R3 cedes 3825000 of 5000000 for 7650 of 10000
}

// Shares of a unit are those at 100 %, what is ceded is what is placed.
func ExampleResult_Units() {
	result := exampleApply(surplusProgram(), surplusBook())
	for u := range result.Units("SP26", "") {
		fmt.Println(u.Unit, "share", u.Shares[0], "cedes", u.Ceded.SumInsured, "of", u.Subject.SumInsured)
	}
	// Output:
	// R1 share 0 cedes 0 of 500000
	// R2 share 0.5 cedes 425000 of 1000000
	// R3 share 0.9 cedes 3825000 of 5000000
}

// One loss from ground up to net through every contract that sees it.
func ExampleResult_LossCessions() {
	result := exampleApply(surplusProgram(), surplusBook())
	for _, c := range result.LossCessions("L3") {
		fmt.Println(c.Contract, c.Subject, "=", c.Ceded, "+", c.Retained)
	}
	// Output:
	// SP26 20000 = 15300 + 4700
	// XL26 4700 = 2700 + 2000
}

// The quota share of the PICC slides on 5,500,000: 2,000,000 are kept, 3,000,000 ceded, and 500,000 are above the limit.
func ExampleResult_Overspills() {
	dec := decimal.RequireFromString
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "QS26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching,
			Terms: proportional.QuotaShare{Share: dec("0.60"), Limit: new(dec("5000000"))},
		}},
	}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "R1", SumInsured: dec("1000000"), Premium: dec("1000"), Period: exampleYear(2026)},
		{ID: "R2", SumInsured: dec("5500000"), Premium: dec("5500"), Period: exampleYear(2026)},
	}})
	for r := range result.Risks() {
		fmt.Println(r.Risk, r.Subject.SumInsured, "=", r.Ceded.SumInsured, "+", r.Retained.SumInsured)
	}
	for _, o := range result.Overspills() {
		fmt.Println(o.Contract, o.Unit, "is above by", o.SumInsured, "with premium of", o.Premium)
	}
	// Output:
	// R1 1000000 = 600000 + 400000
	// R2 5500000 = 3000000 + 2500000
	// QS26 R2 is above by 500000 with premium of 500
}

// What a surplus leaves uncovered: 15 % of it are not placed, and the third risk is 500,000 above its 5,500,000.
func ExampleResult_FacultativeNeeds() {
	book := surplusBook()
	book.Risks[2].SumInsured = decimal.RequireFromString("6000000")
	result := exampleApply(surplusProgram(), book)
	for _, n := range result.FacultativeNeeds() {
		fmt.Println(n.Contract, n.Unit, n.Need, "=", n.Unplaced, "not placed +", n.Overspill, "above the capacity")
	}
	// Output:
	// SP26 R2 75000 = 75000 not placed + 0 above the capacity
	// SP26 R3 1250000 = 750000 not placed + 500000 above the capacity
}

// The contract of T/IAC 17-2018, 6.4: of a greatest capacity of 10,000,000, placed 85 %, 8,500,000 are effective.
func ExampleProgram_Capacities() {
	dec := decimal.RequireFromString
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "SP26", Period: exampleYear(2026), Placement: exampleLine("Re A", "0.85"),
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching,
			Terms: proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("1000000"))},
				Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
			},
		}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range program.Capacities() {
		fmt.Println(c.Contract, c.Clause, c.Maximum, "×", c.Placed, "=", c.Effective)
	}
	// Output:
	// SP26 surplus[0] 10000000 × 0.85 = 8500000
}

// Of the two contracts only the surplus is not placed completely (分保不完全).
func ExampleProgram_Unplaced() {
	program, err := treaty.NewProgram(surplusProgram())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range program.Unplaced() {
		fmt.Println(c.Contract, c.Clause, "lacks", c.Unplaced, "of", c.Maximum)
	}
	// Output:
	// SP26 surplus[0] lacks 750000 of 5000000
}

// Capital and reserves of 20,000,000: a unit may keep 2,000,000, and the premium of a year 80,000,000.
func ExampleProgram_RetentionCheck() {
	dec := decimal.RequireFromString
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "QS26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: dec("0.6")}}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "R1", SumInsured: dec("5000000"), Premium: dec("90000000"), Period: exampleYear(2026)},
		{ID: "R2", SumInsured: dec("6500000"), Premium: dec("120000000"), Period: exampleYear(2026)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := treaty.StatutoryRetention(dec("20000000"), exampleDay("2026-06-30"))
	report, err := program.RetentionCheck(context.Background(), book, rule)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Units, "units, each may keep", report.UnitLimit)
	for _, f := range report.Findings {
		fmt.Println(f.Unit, "keeps", f.Retained, "of", f.SumInsured, "and has to cede", f.ToCede)
	}
	fmt.Println("net premium", report.NetPremium, "of", report.PremiumLimit, "excess", report.PremiumExcess)
	fmt.Println(report.Source)
	// Output:
	// 2 units, each may keep 2000000
	// R2 keeps 2600000 of 6500000 and has to cede 600000
	// net premium 84000000 of 80000000 excess 4000000
	// Insurance Law of the People's Republic of China (中华人民共和国保险法, 2015), Arts. 102 and 103
}

// The law's ratios; another insurer's rule may be stricter, pool by a key, or count covers per event.
func ExampleStatutoryRetention() {
	rule := treaty.StatutoryRetention(decimal.RequireFromString("500000000"), exampleDay("2026-12-31"))
	fmt.Println("per unit", rule.PerUnit, "premium", rule.PremiumMultiple)
	rule.PerUnit = decimal.RequireFromString("0.05")
	rule.Unit, rule.UnitKey = treaty.UnitKey, "location"
	rule.CountEventCovers = true
	rule.Source = "risk appetite 2026"
	fmt.Println(rule.Validate())
	// Output:
	// per unit 0.1 premium 4
	// <nil>
}

// A share that follows from sums insured is exact: 3,000,000 of 5,500,000.
func ExampleFraction() {
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "QS26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching,
			Terms: proportional.QuotaShare{
				Share: decimal.RequireFromString("0.6"), Limit: new(decimal.RequireFromString("5000000")),
			},
		}},
	}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "R1", SumInsured: decimal.RequireFromString("5500000"), Period: exampleYear(2026)},
	}})
	for u := range result.Units("QS26", "") {
		share := u.Shares[0]
		fmt.Println(share, "is about", share.Round(4))
		fmt.Println(share.Rat().Num(), "parts of", share.Rat().Denom())
		fmt.Println(share.Cmp(treaty.Fraction{}), share.Equal(treaty.Fraction{})) // the zero Fraction is 0
	}
	// Output:
	// 6/11 is about 0.5455
	// 6 parts of 11
	// 1 false
}

// Both ends of a period are inside.
func ExamplePeriod() {
	year := exampleYear(2026)
	fmt.Println(year.Days(), year.Contains(exampleDay("2026-12-31")), year.Contains(exampleDay("2027-01-01")))
	fmt.Println(year.Overlaps(treaty.Period{From: exampleDay("2026-12-31"), To: exampleDay("2027-12-30")}))
	// Output:
	// 365 true false
	// true
}

func ExampleCurrency() {
	for _, c := range []treaty.Currency{"CNY", "JPY", "KWD"} {
		fmt.Println(c, c.Places())
	}
	fmt.Println(treaty.Currency("rmb").Validate())
	// Output:
	// CNY 2
	// JPY 0
	// KWD 3
	// must be three capital letters, as CNY (got rmb)
}

// A program in thousandths of a unit that rounds half to even, and amounts on entry. A quota share of a third is
// stated to the places agreed.
func ExampleSpec() {
	dec := decimal.RequireFromString
	spec := treaty.Spec{
		ID: "thirds", Currency: "CNY", Scale: new(3), Rounding: treaty.RoundHalfEven, Entry: treaty.EntryRound,
		Contracts: []treaty.Contract{{
			ID: "QS26", Currency: "CNY", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: dec("0.3333")}}},
		}},
	}
	result := exampleApply(spec, treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{
		exampleLoss("L1", "", "", "2026-02-01", "100.0004"), // 100.000 on entry; 33.3300
		exampleLoss("L2", "", "", "2026-02-02", "100.0005"), // 100.001 on entry; 33.3303333
		exampleLoss("L3", "", "", "2026-02-03", "5"),        // 1.6665 is a tie, to the even 1.666
	}})
	for loss := range result.Losses() {
		fmt.Println(loss.Loss, loss.Gross, "=", loss.Ceded, "+", loss.Net)
	}
	// Output:
	// L1 100 = 33.33 + 66.67
	// L2 100.001 = 33.33 + 66.671
	// L3 5 = 1.666 + 3.334
}

// Canonical spells out every empty reading.
func ExampleSpec_Canonical() {
	spec := surplusProgram()
	full := spec.Canonical()
	fmt.Println(*full.Scale, full.Rounding, full.Entry)
	fmt.Println(full.Contracts[0].Currency, full.Contracts[0].Subject, full.Contracts[0].Inuring)
	fmt.Println(full.Contracts[0].Sections[0].Unit, full.Contracts[0].Sections[0].Earning)
	fmt.Println(spec.Equal(full))
	// Output:
	// 2 half-up exact
	// CNY net as-placed
	// row days
	// true
}

// The product liability cover of the PICC slides has a limit by jurisdiction; one of its sections takes what is tagged
// so, but for two excluded activities and for turnovers out of bounds.
func ExampleScope() {
	dec := decimal.RequireFromString
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "PL26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			ID: "china", Basis: treaty.LossesOccurring,
			Scope: treaty.Scope{
				Include: treaty.Selection{
					Lines: []string{"product-liability"}, Territories: []string{"CN"},
					Keys: []treaty.KeyValues{{Name: "jurisdiction", Values: []string{"CN"}}},
				},
				Exclude: treaty.Selection{Tags: []string{"tobacco", "blood bank"}},
				Bounds:  []treaty.Bound{{Attribute: "turnover", Min: new(dec("1000000")), Max: new(dec("90000000"))}},
			},
			Terms: proportional.QuotaShare{Share: dec("0.7"), Limit: new(dec("85000000"))},
		}},
	}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		productRisk("R1", "product-liability", "CN", "90000000"),
		productRisk("R2", "product-liability", "CN", "90000000.01"),
		productRisk("R3", "product-liability", "US", "5000000"),
		productRisk("R4", "product-liability", "CN", "5000000", "tobacco"),
		productRisk("R5", "employers-liability", "CN", "5000000"),
	}})
	for e := range result.Exclusions() {
		fmt.Println(e.Risk, e.Term, "because", e.Reason)
	}
	fmt.Println("ceded", result.Total().Ceded.SumInsured)
	// Output:
	// R2 scope.bounds because turnover 90000000.01 is above 90000000
	// R3 scope.include.keys because jurisdiction US is not included
	// R4 scope.exclude.tags because tobacco is excluded
	// R5 scope.include.lines because employers-liability is not included
	// ceded 700
}

func productRisk(id, line, jurisdiction, turnover string, tags ...string) treaty.Risk {
	return treaty.Risk{
		ID: id, Line: line, Territory: "CN", Tags: tags, Keys: map[string]string{"jurisdiction": jurisdiction},
		Attributes: map[string]decimal.Decimal{"turnover": decimal.RequireFromString(turnover)},
		SumInsured: decimal.RequireFromString("1000"), Period: exampleYear(2026),
	}
}

// Named policies, risks, events, losses and perils: an earthquake cover that leaves out one event, one loss, one policy and one risk.
func ExampleSelection() {
	dec := decimal.RequireFromString
	risk := func(id, policy string) treaty.Risk {
		return treaty.Risk{ID: id, Policy: policy, SumInsured: dec("5000"), Period: exampleYear(2026)}
	}
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "EQ26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring,
			Scope: treaty.Scope{
				Include: treaty.Selection{Perils: []string{"earthquake"}},
				Exclude: treaty.Selection{
					Events: []string{"E2"}, Losses: []string{"L3"}, Policies: []string{"P9"}, Risks: []string{"R3"},
				},
			},
			Terms: xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("100"), Limit: new(dec("1000"))}}},
		}},
	}}}, treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{risk("R1", "P1"), risk("R2", "P9"), risk("R3", "P1")},
		Events:   []treaty.Event{{ID: "E1", Peril: "earthquake"}, {ID: "E2", Peril: "earthquake"}, {ID: "E3", Peril: "flood"}},
		Losses: []treaty.Loss{
			exampleLoss("L1", "R1", "E1", "2026-03-01", "700"),
			exampleLoss("L2", "R1", "E2", "2026-03-02", "700"),
			exampleLoss("L3", "R1", "E1", "2026-03-03", "700"),
			exampleLoss("L4", "R2", "E1", "2026-03-04", "700"),
			exampleLoss("L5", "R3", "E1", "2026-03-05", "700"),
			exampleLoss("L6", "R1", "E3", "2026-03-06", "700"),
			exampleLoss("L7", "R1", "", "2026-03-07", "700"),
		},
	})
	for e := range result.Exclusions() {
		if e.Loss != "" {
			fmt.Println(e.Loss, e.Term, "because", e.Reason)
		}
	}
	fmt.Println("ceded", result.Total().Ceded.Loss)
	// Output:
	// L2 scope.exclude.events because E2 is excluded
	// L3 scope.exclude.losses because L3 is excluded
	// L4 scope.exclude.policies because P9 is excluded
	// L5 scope.exclude.risks because R3 is excluded
	// L6 scope.include.perils because flood is not included
	// L7 scope.perils because a loss without event has no peril
	// ceded 600
}

// A layer may narrow the scope of its section, as in the liability tower of the PICC slides, whose second
// layer leaves out lawyers and accountants. What it does not see is listed with it.
func ExampleResult_Exclusions() {
	dec := decimal.RequireFromString
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "LI26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring,
			Scope: treaty.Scope{Exclude: treaty.Selection{Lines: []string{"motor"}}},
			Terms: xol.PerRisk{Layers: []xol.Layer{
				{ID: "first", Attachment: dec("100"), Limit: new(dec("200"))},
				{
					ID: "second", Attachment: dec("300"), Limit: new(dec("700")),
					Scope: treaty.Scope{Exclude: treaty.Selection{Lines: []string{"lawyers", "accountants"}}},
				},
			}},
		}},
	}}}, treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			{ID: "R1", Line: "public", SumInsured: dec("1000"), Period: exampleYear(2026)},
			{ID: "R2", Line: "lawyers", SumInsured: dec("1000"), Period: exampleYear(2026)},
			{ID: "R3", Line: "motor", SumInsured: dec("1000"), Period: exampleYear(2026)},
		},
		Losses: []treaty.Loss{
			exampleLoss("L1", "R1", "", "2026-05-01", "800"), // 200 + 500
			exampleLoss("L2", "R2", "", "2026-05-01", "800"), // 200
			exampleLoss("L3", "R3", "", "2026-05-01", "800"),
		},
	})
	for e := range result.Exclusions() {
		fmt.Println(strings.TrimSpace(e.Contract+" "+e.Layer), "without", e.Risk+e.Loss+":", e.Term, "because", e.Reason)
	}
	fmt.Println("ceded", result.Total().Ceded.Loss)
	// Output:
	// LI26 without R3: scope.exclude.lines because motor is excluded
	// LI26 second without L2: scope.exclude.lines because lawyers is excluded
	// LI26 without L3: scope.exclude.lines because motor is excluded
	// ceded 900
}

// The quota share of accident and health business in the PICC slides (AIG两险成数合约) runs for fifteen years from 2004 and takes no
// supplementary employee medical cover (WPA) from 1 January 2007 on. Of a policy that is in force on that day 184 of 365 days are
// earned before it, 18,400 of 36,500, of which 30 % are ceded, and so is the loss of the day before.
func ExampleDatedExclusion() {
	dec := decimal.RequireFromString
	period := treaty.Period{From: exampleDay("2004-01-01"), To: exampleDay("2018-12-31")}
	policy := func(id, line, from, to string) treaty.Risk {
		return treaty.Risk{
			ID: id, Line: line, SumInsured: dec("100000"), Premium: dec("36500"), Period: treaty.Period{From: exampleDay(from), To: exampleDay(to)},
		}
	}
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "AH", Period: period, Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring,
			Scope: treaty.Scope{ExcludeFrom: []treaty.DatedExclusion{
				{From: exampleDay("2007-01-01"), Exclude: treaty.Selection{Lines: []string{"WPA", "WPF"}}},
			}},
			Terms: proportional.QuotaShare{Share: dec("0.3")},
		}},
	}}}, treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			policy("R1", "WPA", "2006-07-01", "2007-06-30"), policy("R2", "WPA", "2007-01-01", "2007-12-31"),
			policy("R3", "accident", "2006-07-01", "2007-06-30"),
		},
		Losses: []treaty.Loss{
			exampleLoss("L1", "R1", "", "2006-12-31", "10000"), exampleLoss("L2", "R1", "", "2007-01-01", "10000"),
			exampleLoss("L3", "R3", "", "2007-01-01", "10000"),
		},
	})
	for r := range result.Risks() {
		fmt.Println(r.Risk, "cedes", r.Ceded.SumInsured, "for", r.Ceded.Premium)
	}
	for l := range result.Losses() {
		fmt.Println(l.Loss, "cedes", l.Ceded)
	}
	for e := range result.Exclusions() {
		fmt.Println("without", e.Risk+e.Loss, "from", e.From, "because", e.Reason)
	}
	// Output:
	// R1 cedes 30000 for 5520
	// R2 cedes 0 for 0
	// R3 cedes 30000 for 10950
	// L1 cedes 3000
	// L2 cedes 0
	// L3 cedes 3000
	// without R1 from 2007-01-01 because WPA is excluded from 2007-01-01
	// without R2 from 2007-01-01 because WPA is excluded from 2007-01-01
	// without L2 from 2007-01-01 because WPA is excluded from 2007-01-01
}

// Hull and increased value of one ship are one unit of risk (危险单位), as in the hull surplus of the PICC slides: the sums
// insured add up, and the share follows from the sum.
func ExampleUnit() {
	dec := decimal.RequireFromString
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "HULL26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching, Unit: treaty.UnitKey, UnitKey: "vessel",
			Terms: proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("8000000"))},
				Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
			},
		}},
	}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{
			ID: "R1", Line: "hull", Keys: map[string]string{"vessel": "Sea Star"},
			SumInsured: dec("30000000"), Premium: dec("300000"), Period: exampleYear(2026),
		},
		{
			ID: "R2", Line: "increased value", Keys: map[string]string{"vessel": "Sea Star"},
			SumInsured: dec("10000000"), Premium: dec("80000"), Period: exampleYear(2026),
		},
	}})
	for u := range result.Units("HULL26", "") {
		fmt.Println(u.Unit, "of", u.Risks, "rows cedes", u.Shares[0], "of", u.Subject.SumInsured)
	}
	for r := range result.Risks() {
		fmt.Println(r.Risk, "cedes", r.Ceded.SumInsured, "and premium of", r.Ceded.Premium)
	}
	// Output:
	// Sea Star of 2 rows cedes 0.8 of 40000000
	// R1 cedes 24000000 and premium of 240000
	// R2 cedes 8000000 and premium of 64000
}

// All cargo of one conveyance is one unit, whatever the policies: the retention of 60,000,000 of the PICC slides,
// and 240,000,000 with the treaty.
func ExampleUnit_conveyance() {
	dec := decimal.RequireFromString
	cargo := func(id, conveyance, sum string) treaty.Risk {
		return treaty.Risk{
			ID: id, Policy: "P" + id, Keys: map[string]string{"conveyance": conveyance},
			SumInsured: dec(sum), Period: exampleYear(2026),
		}
	}
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "CARGO26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching, Unit: treaty.UnitKey, UnitKey: "conveyance",
			Terms: proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("60000000"))},
				Capacities: []proportional.Capacity{{Combined: new(dec("240000000"))}},
			},
		}},
	}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		cargo("1", "Ever Fair 12E", "50000000"),
		cargo("2", "Ever Fair 12E", "150000000"),
		cargo("3", "Ever Fair 13W", "50000000"),
	}})
	for u := range result.Units("CARGO26", "") {
		fmt.Println(u.Unit, "cedes", u.Ceded.SumInsured, "of", u.Subject.SumInsured)
	}
	// Output:
	// Ever Fair 12E cedes 140000000 of 200000000
	// Ever Fair 13W cedes 0 of 50000000
}

// Third-party liability goes by policy and event: an occurrence is all that one policy lost in one event.
func ExampleUnit_policy() {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "TPL26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring, Unit: treaty.UnitPolicy,
			Terms: xol.PerRisk{Layers: []xol.Layer{{Attachment: dec("85000000"), Limit: new(dec("100000000"))}}},
		}},
	}}}
	book := treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			{ID: "R1", Policy: "P1", SumInsured: dec("100000000"), Period: exampleYear(2026)},
			{ID: "R2", Policy: "P1", SumInsured: dec("100000000"), Period: exampleYear(2026)},
		},
		Events: []treaty.Event{{ID: "E1"}},
		Losses: []treaty.Loss{
			exampleLoss("L1", "R1", "E1", "2026-05-01", "60000000"),
			exampleLoss("L2", "R2", "E1", "2026-05-01", "40000000"),
		},
	}
	fmt.Println("by policy", exampleApply(spec, book).Total().Ceded.Loss)
	spec.Contracts[0].Sections[0].Unit = treaty.UnitRow
	fmt.Println("by row   ", exampleApply(spec, book).Total().Ceded.Loss)
	// Output:
	// by policy 15000000
	// by row    0
}

// A policy from July 2026 to June 2027 with premium of 12,000 and two losses, in the contract of 2026 on each basis.
func ExampleBasis() {
	dec := decimal.RequireFromString
	for _, basis := range []treaty.Basis{treaty.RisksAttaching, treaty.LossesOccurring, treaty.ClaimsMade} {
		lateReport := exampleLoss("L2", "R1", "", "2026-12-20", "200")
		lateReport.Reported = exampleDay("2027-01-05")
		result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
			ID: "QS26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
			Sections: []treaty.Section{{Basis: basis, Terms: proportional.QuotaShare{Share: dec("0.5")}}},
		}}}, treaty.BookSpec{
			Currency: "CNY",
			Risks: []treaty.Risk{{
				ID: "R1", SumInsured: dec("1000"), Premium: dec("12000"),
				Period: treaty.Period{From: exampleDay("2026-07-01"), To: exampleDay("2027-06-30")},
			}},
			Losses: []treaty.Loss{
				exampleLoss("L1", "R1", "", "2026-08-01", "100"),
				lateReport,
				exampleLoss("L3", "R1", "", "2027-02-01", "400"),
			},
		})
		c, _ := result.Contract("QS26")
		fmt.Println(basis, "sees premium of", c.Subject.Premium, "and losses of", c.Subject.Loss)
	}
	// Output:
	// risks-attaching sees premium of 12000 and losses of 700
	// losses-occurring sees premium of 6049.32 and losses of 300
	// claims-made sees premium of 6049.32 and losses of 100
}

// The same policy earns 184/365, 11/24 and 3/8 of its premium in 2026.
func ExampleEarning() {
	dec := decimal.RequireFromString
	for _, earning := range []treaty.Earning{treaty.EarningDays, treaty.Earning24ths, treaty.Earning8ths} {
		result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
			ID: "QS26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
			Sections: []treaty.Section{{
				Basis: treaty.LossesOccurring, Earning: earning, Terms: proportional.QuotaShare{Share: dec("0.5")},
			}},
		}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{
			ID: "R1", SumInsured: dec("1000"), Premium: dec("12000"),
			Period: treaty.Period{From: exampleDay("2026-07-01"), To: exampleDay("2027-06-30")},
		}}})
		c, _ := result.Contract("QS26")
		fmt.Println(earning, "earns", c.Subject.Premium, "and cedes", c.Ceded.Premium)
	}
	// Output:
	// days earns 6049.32 and cedes 3024.66
	// 24ths earns 5500 and cedes 2750
	// 8ths earns 4500 and cedes 2250
}

// A quota share of a line that is only in part exposed to the peril: a fifth of the premium belongs to it.
func ExampleSection() {
	dec := decimal.RequireFromString
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "EQ26", Period: exampleYear(2026),
		Sections: []treaty.Section{{
			ID: "earthquake", Basis: treaty.RisksAttaching,
			Scope:       treaty.Scope{Include: treaty.Selection{Perils: []string{"earthquake"}}},
			PremiumPart: new(dec("0.2")),
			Placement:   new(exampleLine("Re Q", "0.5")), // its own panel
			Terms:       proportional.QuotaShare{Share: dec("0.4")},
		}},
	}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "R1", SumInsured: dec("50000"), Premium: dec("1000"), Period: exampleYear(2026)},
	}})
	section := result.Contracts()[0].Sections[0]
	fmt.Println(section.Section, section.Kind)
	fmt.Println("subject premium", section.Subject.Premium, "at 100 %", section.Full.Premium, "placed", section.Ceded.Premium)
	// Output:
	// earthquake quota-share
	// subject premium 200 at 100 % 80 placed 40
}

// The quota share of the PICC slides, 60 % with a limit of 5,000,000, cedes 6/11 of a risk of 5,500,000. Rounded to four
// decimals, the share takes 250 of what is above the limit.
func ExampleSection_shareDecimals() {
	dec := decimal.RequireFromString
	for _, decimals := range []*int{nil, new(4)} {
		result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
			ID: "QS26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
			Sections: []treaty.Section{{
				Basis: treaty.RisksAttaching, ShareDecimals: decimals,
				Terms: proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("5000000"))},
			}},
		}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
			{ID: "R1", SumInsured: dec("5500000"), Period: exampleYear(2026)},
		}})
		for u := range result.Units("QS26", "") {
			fmt.Println(u.Shares[0], u.Ceded.SumInsured, "overspill", result.Overspills()[0].SumInsured)
		}
	}
	// Output:
	// 6/11 3000000 overspill 500000
	// 0.5455 3000250 overspill 499750
}

// Facultative takes 50 of 100, a quota share 40 % of the other 50. The layer of 30 sees what is left, everything, or what only the
// facultative contract leaves.
func ExampleSubject() {
	dec := decimal.RequireFromString
	quotaShare := func(id string, priority int, share string) treaty.Contract {
		return treaty.Contract{
			ID: id, Priority: priority, Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: dec(share)}}},
		}
	}
	layer := treaty.Contract{
		ID: "XL", Priority: 3, Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring,
			Terms: xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("20"), Limit: new(dec("30"))}}},
		}},
	}
	for _, subject := range []treaty.Subject{treaty.SubjectNet, treaty.SubjectGross, treaty.SubjectNetOf} {
		layer.Subject, layer.NetOf = subject, nil
		if subject == treaty.SubjectNetOf {
			layer.NetOf = []string{"FAC"}
		}
		result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
			quotaShare("FAC", 1, "0.5"), quotaShare("QS", 2, "0.4"), layer,
		}}, treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{exampleLoss("L1", "", "", "2026-02-01", "100")}})
		c, _ := result.Contract("XL")
		fmt.Println(subject, "sees", c.Subject.Loss, "and cedes", c.Ceded.Loss, "so that", result.Total().Retained.Loss, "are net")
	}
	// Output:
	// net sees 30 and cedes 10 so that 20 are net
	// gross sees 100 and cedes 30 so that 0 are net
	// net-of sees 50 and cedes 30 so that 0 are net
}

// A quota share of 50 %, placed 80 %, cedes 40 of 100. A layer after it sees the other 60, or the 50 that would be left
// had it been placed in full.
func ExampleInuring() {
	dec := decimal.RequireFromString
	for _, inuring := range []treaty.Inuring{treaty.InuringPlaced, treaty.InuringFull} {
		result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
			{
				ID: "QS", Priority: 1, Period: exampleYear(2026), Placement: exampleLine("Re A", "0.8"), Inuring: inuring,
				Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: dec("0.5")}}},
			},
			{
				ID: "XL", Priority: 2, Period: exampleYear(2026), Placement: exampleLine("Re B", "1"),
				Sections: []treaty.Section{{
					Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("35"), Limit: new(dec("100"))}}},
				}},
			},
		}}, treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{exampleLoss("L1", "", "", "2026-02-01", "100")}})
		c, _ := result.Contract("XL")
		fmt.Println(inuring, "sees", c.Subject.Loss, "and cedes", c.Ceded.Loss, "net", result.Total().Retained.Loss)
	}
	// Output:
	// as-placed sees 60 and cedes 25 net 35
	// as-fully-placed sees 50 and cedes 15 net 45
}

// Priorities order the contracts, however they are listed.
func ExampleContract() {
	dec := decimal.RequireFromString
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		{
			ID: "QS", Priority: 20, Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: dec("0.5")}}},
		},
		{
			ID: "statutory", Priority: 10, Period: exampleYear(2026), Placement: exampleLine("China Re", "1"),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: dec("0.05")}}},
		},
	}}, treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{exampleLoss("L1", "", "", "2026-02-01", "1000")}})
	for _, c := range result.Contracts() {
		fmt.Println(c.Priority, c.Contract, c.Subject.Loss, "->", c.Ceded.Loss)
	}
	// Output:
	// 10 statutory 1000 -> 50
	// 20 QS 950 -> 475
}

// A loss is incurred at its last position: 70,000 + 5,000 + 2,000 of expenses - 1,500 of salvage.
func ExamplePosition() {
	dec := decimal.RequireFromString
	result := exampleApply(treaty.Spec{Currency: "CNY"}, treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{{
		ID: "L1", Date: exampleDay("2026-07-11"),
		Positions: []treaty.Position{
			{At: exampleDay("2026-09-30"), Paid: dec("20000"), Outstanding: dec("60000")},
			{At: exampleDay("2026-12-31"), Paid: dec("70000"), Outstanding: dec("5000"), PaidExpense: dec("2000"), Salvage: dec("1500")},
		},
	}}})
	fmt.Println(result.Total().Subject.Loss)
	// Output:
	// 75500
}

// Hull and cargo of one voyage kept together, and layers per event counted, under a stricter rule than the law's.
func ExampleRetentionRule() {
	dec := decimal.RequireFromString
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "CAT26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring,
			Terms: xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("60"), Limit: new(dec("50"))}}},
		}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "hull", Keys: map[string]string{"voyage": "V1"}, SumInsured: dec("90"), Period: exampleYear(2026)},
		{ID: "cargo", Keys: map[string]string{"voyage": "V1"}, SumInsured: dec("40"), Period: exampleYear(2026)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	rule := treaty.RetentionRule{
		CapitalAndReserves: dec("1000"), PerUnit: dec("0.05"), PremiumMultiple: dec("3"), On: exampleDay("2026-06-30"),
		Unit: treaty.UnitKey, UnitKey: "voyage", Source: "risk appetite 2026",
	}
	for _, rule.CountEventCovers = range []bool{false, true} {
		report, err := program.RetentionCheck(context.Background(), book, rule)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, f := range report.Findings {
			fmt.Println(f.Unit, "keeps", f.Retained, "and may keep", report.UnitLimit, "by the", report.Source)
		}
	}
	// Output:
	// V1 keeps 130 and may keep 50 by the risk appetite 2026
	// V1 keeps 80 and may keep 50 by the risk appetite 2026
}

// Lines that add up to less than 1 leave the rest with the cedent (分保不完全).
func ExamplePlacement() {
	dec := decimal.RequireFromString
	placement := treaty.Placement{Lines: []treaty.Line{
		{Reinsurer: "Re A", Share: dec("0.3333")},
		{Reinsurer: "Re B", Share: dec("0.3333")},
		{Reinsurer: "Re C", Share: dec("0.3333")},
	}}
	fmt.Println(placement.Placed(), placement.Validate())
	placement.Lines[2].Share = dec("0.3335")
	fmt.Println(placement.Validate())
	// Output:
	// 0.9999 <nil>
	// lines: must add up to at most 1 (got 1.0001)
}
