package xol_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// yuan is an amount that may be written in groups of three digits.
func yuan(text string) decimal.Decimal {
	return decimal.RequireFromString(strings.ReplaceAll(text, ",", ""))
}

// some is the amount or share of a term that may be absent.
func some(text string) *decimal.Decimal { return new(yuan(text)) }

func day(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func year2026() treaty.Period { return treaty.Period{From: day("2026-01-01"), To: day("2026-12-31")} }

// contract is a contract of one section on losses occurring in 2026, placed in full with one reinsurer.
func contract(id string, priority int, terms treaty.Terms) treaty.Contract {
	return treaty.Contract{
		ID: id, Priority: priority, Period: year2026(),
		Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "Re A", Share: yuan("1")}}},
		Sections:  []treaty.Section{{Basis: treaty.LossesOccurring, Terms: terms}},
	}
}

// risk is a risk of 2026 in a line of business, with a sum insured far above all losses.
func risk(id, line string) treaty.Risk {
	return treaty.Risk{ID: id, Line: line, SumInsured: yuan("1,000,000,000"), Period: year2026()}
}

// loss is a paid loss of 1 May 2026.
func loss(id, risk, event, amount string) treaty.Loss {
	return treaty.Loss{
		ID: id, Risk: risk, Event: event, Date: day("2026-05-01"),
		Positions: []treaty.Position{{Paid: yuan(amount)}},
	}
}

// apply applies contracts to a book; both are known to be valid.
func apply(book treaty.BookSpec, contracts ...treaty.Contract) *treaty.Result {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: contracts})
	if err != nil {
		panic(err)
	}
	book.Currency = "CNY"
	checked, err := treaty.NewBook(book)
	if err != nil {
		panic(err)
	}
	result, err := program.Apply(context.Background(), checked)
	if err != nil {
		panic(err)
	}
	return result
}

// ceded prints what each layer of a contract pays.
func ceded(r *treaty.Result, id string) {
	c, _ := r.Contract(id)
	for _, clause := range c.Sections[0].Clauses {
		fmt.Printf("%s, %s: %s\n", id, clause.Clause, clause.Ceded.Loss)
	}
}

// Three risks lose 150,000 each in one event. A cover of 900,000 xs 100,000 per risk pays 50,000 for
// each of them.
func ExamplePerRisk() {
	cover := xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("100,000"), Limit: some("900,000")}}}
	result := apply(treaty.BookSpec{
		Risks:  []treaty.Risk{risk("A", "fire"), risk("B", "fire"), risk("C", "fire")},
		Events: []treaty.Event{{ID: "storm"}},
		Losses: []treaty.Loss{loss("1", "A", "storm", "150,000"), loss("2", "B", "storm", "150,000"), loss("3", "C", "storm", "150,000")},
	}, contract("Risk XL", 1, cover))
	for l := range result.Losses() {
		fmt.Println(l.Risk, l.Gross, "=", l.Ceded, "+", l.Net)
	}
	// Output:
	// A 150000 = 50000 + 100000
	// B 150000 = 50000 + 100000
	// C 150000 = 50000 + 100000
}

// The case of the PICC slides (page "险位与事件超赔"): two risks are lost whole in one event, of 1,000,000 and
// 750,000. A cover of 1,000,000 xs 1,000,000 pays nothing per risk, since neither loss is above the attachment, and 750,000
// per event, since 1,000,000 + 750,000 - 1,000,000 = 750,000.
func ExamplePerEvent() {
	layers := []xol.Layer{{Attachment: yuan("1,000,000"), Limit: some("1,000,000")}}
	result := apply(treaty.BookSpec{
		Risks:  []treaty.Risk{risk("A", "fire"), risk("B", "fire")},
		Events: []treaty.Event{{ID: "earthquake"}},
		Losses: []treaty.Loss{loss("1", "A", "earthquake", "1,000,000"), loss("2", "B", "earthquake", "750,000")},
	}, contract("per risk", 1, xol.PerRisk{Layers: layers}), contract("per event", 2, xol.PerEvent{Layers: layers}))
	ceded(result, "per risk")
	ceded(result, "per event")
	// The recovery goes back to the losses in proportion: 750,000 × 4/7 and × 3/7.
	for l := range result.Losses() {
		fmt.Println(l.Risk, l.Gross, "=", l.Ceded, "+", l.Net)
	}
	// Output:
	// per risk, layer[0]: 0
	// per event, layer[0]: 750000
	// A 1000000 = 428571.43 + 571428.57
	// B 750000 = 321428.57 + 428571.43
}

// The layers of the PICC slides (page "超赔再保险的专业表达"): 1,000,000 xs 500,000 is the next million above
// half a million, 2,000,000 xs 3,000,000 the next two above three. What is between them or above stays with the cedent.
func ExampleLayer() {
	cover := xol.PerRisk{Layers: []xol.Layer{
		{ID: "1m xs 0.5m", Attachment: yuan("500,000"), Limit: some("1,000,000")},
		{ID: "2m xs 3m", Attachment: yuan("3,000,000"), Limit: some("2,000,000")},
	}}
	for _, amount := range []string{"500,000", "1,200,000", "2,500,000", "3,500,000", "6,000,000"} {
		result := apply(treaty.BookSpec{
			Risks: []treaty.Risk{risk("A", "fire")}, Losses: []treaty.Loss{loss("1", "A", "", amount)},
		}, contract("XL", 1, cover))
		c, _ := result.Contract("XL")
		first, second := c.Sections[0].Clauses[0], c.Sections[0].Clauses[1]
		fmt.Printf("%s: %s %s, %s %s, net %s\n", amount, first.Clause, first.Ceded.Loss, second.Clause, second.Ceded.Loss, result.Total().Retained.Loss)
	}
	// Output:
	// 500,000: 1m xs 0.5m 0, 2m xs 3m 0, net 500000
	// 1,200,000: 1m xs 0.5m 700000, 2m xs 3m 0, net 500000
	// 2,500,000: 1m xs 0.5m 1000000, 2m xs 3m 0, net 1500000
	// 3,500,000: 1m xs 0.5m 1000000, 2m xs 3m 500000, net 2000000
	// 6,000,000: 1m xs 0.5m 1000000, 2m xs 3m 2000000, net 3000000
}

// A layer without a limit pays all that is above its attachment.
func ExampleLayer_unlimited() {
	cover := xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("500,000")}}}
	ceded(apply(treaty.BookSpec{
		Risks: []treaty.Risk{risk("A", "motor liability")}, Losses: []treaty.Loss{loss("1", "A", "", "900,000,000")},
	}, contract("XL", 1, cover)), "XL")
	// Output:
	// XL, layer[0]: 899500000
}

// The contract covers 40 % of the layer 1,000,000 xs 500,000: of 800,000 above the attachment it pays 320,000.
// That is another thing than placing 40 % of the contract, which the same layer shows beside it.
func ExampleLayer_share() {
	layer := xol.Layer{Attachment: yuan("500,000"), Limit: some("1,000,000")}
	part := layer
	part.Share = some("0.4")
	own := contract("share", 1, xol.PerRisk{Layers: []xol.Layer{part}})
	placed := contract("placed", 1, xol.PerRisk{Layers: []xol.Layer{layer}})
	placed.Placement.Lines[0].Share = yuan("0.4")
	book := treaty.BookSpec{Risks: []treaty.Risk{risk("A", "fire")}, Losses: []treaty.Loss{loss("1", "A", "", "1,300,000")}}
	for _, c := range []treaty.Contract{own, placed} {
		got, _ := apply(book, c).Contract(c.ID)
		fmt.Println(c.ID, "at 100 %", got.Full.Loss, "ceded", got.Ceded.Loss)
	}
	// Output:
	// share at 100 % 320000 ceded 320000
	// placed at 100 % 800000 ceded 320000
}

// A share of 50 % of 300,000 xs 200,000, for a loss of 1,000,000. On the recovery it is half of 300,000. On the
// loss, as an OED file means it (Oasis LMF, calculation rule 24), the layer sees half of the loss: min(500,000 - 200,000, 300,000).
func ExampleShareOn() {
	book := treaty.BookSpec{Risks: []treaty.Risk{risk("A", "fire")}, Losses: []treaty.Loss{loss("1", "A", "", "1,000,000")}}
	for _, on := range []xol.ShareOn{xol.ShareOnRecovery, xol.ShareOnLoss} {
		cover := xol.PerRisk{Layers: []xol.Layer{{
			ID: "share on the " + string(on), Attachment: yuan("200,000"), Limit: some("300,000"), Share: some("0.5"), ShareOn: on,
		}}}
		ceded(apply(book, contract("XL", 1, cover)), "XL")
	}
	// Output:
	// XL, share on the recovery: 150000
	// XL, share on the loss: 300000
}

// The event cover of the PICC slides pays under a two-risk clause (两个单位条款): an event that hits one risk
// alone is not what it is for, however large the loss.
func ExampleLayer_minimumRisks() {
	cover := xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("1,000,000"), Limit: some("1,000,000"), MinimumRisks: 2}}}
	result := apply(treaty.BookSpec{
		Risks:  []treaty.Risk{risk("A", "fire"), risk("B", "fire")},
		Events: []treaty.Event{{ID: "earthquake"}, {ID: "fire"}},
		Losses: []treaty.Loss{
			loss("1", "A", "earthquake", "1,000,000"), loss("2", "B", "earthquake", "750,000"), // two risks
			loss("3", "A", "fire", "1,000,000"), loss("4", "A", "fire", "750,000"), // one, twice
		},
	}, contract("XL", 1, cover))
	for e := range result.Events() {
		fmt.Println(e.Event, e.Gross, "ceded", e.Ceded)
	}
	// Output:
	// earthquake 1750000 ceded 750000
	// fire 1750000 ceded 0
}

// A cover of 900,000 xs 100,000 per risk pays at most 1,000,000 for all risks in one event. Above the attachment the
// three lose 500,000, 300,000 and 700,000, together 1,500,000; so each recovers two thirds of that:
//
//	500,000 × 2/3 = 333,333.33 + 1/3 of a fen
//	300,000 × 2/3 = 200,000.00
//	700,000 × 2/3 = 466,666.66 + 2/3 of a fen
//
// and the fen that is left goes to the largest remainder.
func ExampleLayer_eventCap() {
	cover := xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("100,000"), Limit: some("900,000"), EventCap: some("1,000,000")}}}
	result := apply(treaty.BookSpec{
		Risks:  []treaty.Risk{risk("A", "fire"), risk("B", "fire"), risk("C", "fire")},
		Events: []treaty.Event{{ID: "flood"}},
		Losses: []treaty.Loss{loss("1", "A", "flood", "600,000"), loss("2", "B", "flood", "400,000"), loss("3", "C", "flood", "800,000")},
	}, contract("XL", 1, cover))
	for l := range result.Losses() {
		fmt.Println(l.Risk, l.Gross, "ceded", l.Ceded)
	}
	for p := range result.PostingsOf("3") {
		if p.Step == treaty.StepTerms {
			fmt.Println(p.Clause, p.Term, "of", p.Base, "is", p.Amount)
		}
	}
	// Output:
	// A 600000 ceded 333333.33
	// B 400000 ceded 200000
	// C 800000 ceded 466666.67
	// layer[0]  of 800000 is 700000
	// layer[0] event-cap of 700000 is -233333.33
}

// A layer of 10,000,000 xs 5,000,000 is placed 85 %. T/IAC 17-2018, 6.4: its effective capacity is 10,000,000 × 85 % =
// 8,500,000, and 1,500,000 are no capacity. A loss through the whole layer leaves them with the cedent.
func ExamplePerRisk_placement() {
	c := contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("5,000,000"), Limit: some("10,000,000")}}})
	c.Placement = treaty.Placement{Lines: []treaty.Line{{Reinsurer: "Re A", Share: yuan("0.5")}, {Reinsurer: "Re B", Share: yuan("0.35")}}}
	result := apply(treaty.BookSpec{
		Risks: []treaty.Risk{risk("A", "fire")}, Losses: []treaty.Loss{loss("1", "A", "", "20,000,000")},
	}, c)
	for _, capacity := range result.Program().Capacities() {
		fmt.Println("maximum", capacity.Maximum, "effective", capacity.Effective, "unplaced", capacity.Unplaced)
	}
	for _, r := range result.Reinsurers() {
		fmt.Println(r.Reinsurer, r.Ceded.Loss)
	}
	fmt.Println("net", result.Total().Retained.Loss)
	// Output:
	// maximum 10000000 effective 8500000 unplaced 1500000
	// Re A 5000000
	// Re B 3500000
	// net 11500000
}

// Every problem is reported, with its place in the document.
func ExamplePerRisk_Validate() {
	fmt.Println(xol.PerRisk{Layers: []xol.Layer{
		{Attachment: yuan("-1"), Limit: some("0")},
		{Share: some("1.5"), ShareOn: "premium", MinimumRisks: 2},
	}}.Validate())
	// Output:
	// layers[0].attachment: must not be negative (got -1)
	// layers[0].limit: must be positive (got 0)
	// layers[1].share: must be in (0, 1] (got 1.5)
	// layers[1].shareOn: must be one of recovery, loss (got premium)
	// layers[1].minimumRisks: must be absent unless the cover is per event (got 2)
}

// Terms are written out with their readings, whether these were stated or not.
func ExamplePerEvent_Canonical() {
	cover := xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("1,000,000"), Limit: some("1,000,000")}}}
	text, err := strictjson.Marshal(cover.Canonical())
	fmt.Println(cover.Kind(), string(text), err)
	// Output:
	// per-event {"layers":[{"attachment":"1000000","limit":"1000000","share":"1","shareOn":"recovery","minimumRisks":1}],"order":"date","annual":"period","expiry":"whole","expenses":"within","exGratia":"excluded"} <nil>
}

// Kinds tells a reader of documents how to read the terms of this package.
func ExampleKinds() {
	for _, kind := range xol.Kinds() {
		terms, err := kind.Decode(func(into any) error {
			return strictjson.Unmarshal([]byte(stated(kind.Name)+`"layers": [{"attachment": "500000", "limit": "1000000"}]}`), into)
		})
		fmt.Printf("%s %T %v\n", kind.Name, terms, err)
	}
	// Output:
	// per-risk xol.PerRisk <nil>
	// per-event xol.PerEvent <nil>
	// aggregate-excess xol.AggregateExcess <nil>
	// stop-loss xol.StopLoss <nil>
	// umbrella xol.Umbrella <nil>
}
