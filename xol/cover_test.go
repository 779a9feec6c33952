package xol_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

func TestCovers_validate(t *testing.T) {
	layers := []xol.Layer{{Attachment: yuan("0.8"), Limit: some("0.2")}}
	loss := func(change func(*xol.StopLoss)) xol.StopLoss {
		s := xol.StopLoss{On: xol.OnLossRatio, Basis: xol.PremiumEarned, Layers: layers}
		change(&s)
		return s
	}
	ratio := func(l xol.Layer) xol.StopLoss { return loss(func(s *xol.StopLoss) { s.Layers = []xol.Layer{l} }) }
	combined := func(expenses string, l xol.Layer) xol.StopLoss {
		return loss(func(s *xol.StopLoss) {
			s.On, s.ExpenseRatio, s.Layers = xol.OnCombinedRatio, some(expenses), []xol.Layer{l}
		})
	}
	faults(t, []fault{
		{"aggregate without layers", xol.AggregateExcess{}, "layers: must not be empty"},
		{"aggregate with a franchise of zero", xol.AggregateExcess{Franchise: some("0"), Layers: layers}, "franchise: must be positive (got 0)"},
		{"nothing of each loss", xol.AggregateExcess{EachLoss: &xol.EachLoss{}, Layers: layers}, ""},
		{"all of each loss", xol.AggregateExcess{EachLoss: &xol.EachLoss{Franchise: some("5"), Deductible: some("9"), Limit: some("0.01")}, Layers: layers}, ""},
		{
			"each loss below zero",
			xol.AggregateExcess{EachLoss: &xol.EachLoss{Franchise: some("-1"), Deductible: some("0"), Limit: some("0")}, Layers: layers},
			"eachLoss.franchise: must be positive (got -1)\neachLoss.deductible: must be positive (got 0)\neachLoss.limit: must be positive (got 0)",
		},
		{"umbrella over nothing", xol.Umbrella{Layers: layers}, "over: must not be empty"},
		{"umbrella over nameless and twice", xol.Umbrella{Over: []string{"A", "", "A"}, Layers: layers}, "over[1]: must not be empty\nover[2]: must be named only once (got A)"},
		{"umbrella without layers", xol.Umbrella{Over: []string{"A"}, Layers: []xol.Layer{}}.Canonical(), "layers: must not be empty"},
		{
			"stop loss on nothing", xol.StopLoss{}, "on: must not be empty\nbasis: must not be empty on a ratio\nlayers: must not be empty",
		},
		{"stop loss on amounts", xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{{Attachment: yuan("1000"), Limit: some("101")}}}, ""},
		{
			"a ratio's words on amounts",
			xol.StopLoss{On: xol.OnAmounts, Basis: xol.PremiumEarned, Subject: xol.PremiumGross, ExpenseRatio: some("0.3"), Layers: layers},
			"basis: must be absent on amounts (got earned)\nsubject: must be absent on amounts (got gross)\nexpenseRatio: must be absent unless on the combined ratio (got 0.3)",
		},
		{"stop loss on the loss ratio", loss(func(*xol.StopLoss) {}), ""},
		{"without a basis", loss(func(s *xol.StopLoss) { s.Basis = "" }), "basis: must not be empty on a ratio"},
		{
			"unknown readings", loss(func(s *xol.StopLoss) { s.On, s.Basis, s.Subject = "ratio", "paid", "after" }),
			"on: must be one of amounts, loss-ratio, combined-ratio (got ratio)\nbasis: must be one of earned, written (got paid)\nsubject: must be one of net, gross (got after)",
		},
		{"expenses in a loss ratio", loss(func(s *xol.StopLoss) { s.ExpenseRatio = some("0") }), "expenseRatio: must be absent unless on the combined ratio (got 0)"},
		{"no expenses in a combined ratio", loss(func(s *xol.StopLoss) { s.On = xol.OnCombinedRatio }), "expenseRatio: must not be empty on the combined ratio"},
		{"expenses below zero", combined("-0.1", layers[0]), "expenseRatio: must not be negative (got -0.1)"},
		{"expenses at the attachment", combined("0.8", layers[0]), ""},
		{"expenses above the attachment", combined("0.81", layers[0]), "layers[0].attachment: must not be below the expense ratio, 0.81 (got 0.8)"},
		{"the greatest ratios", ratio(xol.Layer{Attachment: yuan("100"), Limit: some("100")}), ""},
		{
			"ratios that are amounts", ratio(xol.Layer{Attachment: yuan("100.01"), Limit: some("20,000")}),
			"layers[0].attachment: must be a ratio to the subject premium, at most 100 (got 100.01)\nlayers[0].limit: must be a ratio to the subject premium, at most 100 (got 20000)",
		},
		{"a ratio without limit", ratio(xol.Layer{Attachment: yuan("0.8")}), ""},
		{"a ratio of the share of the loss", ratio(xol.Layer{ShareOn: xol.ShareOnLoss}), "layers[0].shareOn: must not be the loss on a ratio (got loss)"},
		{"a hostile ratio", ratio(xol.Layer{Attachment: decimal.New(1, 10_000)}), "layers[0].attachment: has too many digits (got 1E10000)"},
		{"a premium alike", ratio(xol.Layer{Premium: &xol.Premium{Rate: some("0.1")}}), ""},
		{"a premium alike, stated", ratio(xol.Layer{Premium: &xol.Premium{Rate: some("0.1"), Basis: xol.PremiumEarned, Subject: xol.PremiumNet}}), ""},
		{"a deposit", loss(func(s *xol.StopLoss) {
			s.Subject, s.Basis, s.Layers = xol.PremiumGross, xol.PremiumWritten, []xol.Layer{{Premium: &xol.Premium{Deposit: some("5")}}}
		}), ""},
		{
			"a premium on another", ratio(xol.Layer{Premium: &xol.Premium{Rate: some("0.1"), Basis: xol.PremiumWritten, Subject: xol.PremiumGross}}),
			"layers[0].premium.basis: must be that of the stop loss, earned (got written)\nlayers[0].premium.subject: must be that of the stop loss, net (got gross)",
		},
	})
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		want  string
	}{
		{
			"aggregate",
			xol.AggregateExcess{
				Franchise: some("0.001"), EachLoss: &xol.EachLoss{Franchise: some("0.002"), Deductible: some("0.003"), Limit: some("0.004")}, Layers: []xol.Layer{{Limit: some("0.005")}},
			},
			"eachLoss.franchise: must have at most 2 decimal places (got 0.002)\neachLoss.deductible: must have at most 2 decimal places (got 0.003)\n" +
				"eachLoss.limit: must have at most 2 decimal places (got 0.004)\nfranchise: must have at most 2 decimal places (got 0.001)\n" +
				"layers[0].limit: must have at most 2 decimal places (got 0.005)",
		},
		{"stop loss", xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{{Limit: some("0.005")}}}, "layers[0].limit: must have at most 2 decimal places (got 0.005)"},
		{"ratios are finer than amounts", ratio(xol.Layer{Attachment: yuan("0.123456789"), Limit: some("0.000000000000000001")}), ""},
	} {
		_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, tt.terms)}})
		equal(t, tt.name, text(err), under("contracts[0].sections[0].terms.", tt.want))
	}
}

// What enters of each loss, and the sum of it, at their ends; a recovery goes back in proportion to what entered.
func TestAggregateExcess(t *testing.T) {
	each := func(franchise, deductible, limit string) *xol.EachLoss {
		e := new(xol.EachLoss)
		for _, term := range []struct {
			text string
			into **decimal.Decimal
		}{{franchise, &e.Franchise}, {deductible, &e.Deductible}, {limit, &e.Limit}} {
			if term.text != "" {
				*term.into = some(term.text)
			}
		}
		return e
	}
	cover := func(e *xol.EachLoss, attachment, limit string) xol.AggregateExcess {
		return xol.AggregateExcess{EachLoss: e, Layers: []xol.Layer{{Attachment: yuan(attachment), Limit: some(limit)}}}
	}
	franchise := func(f, attachment, limit string) xol.AggregateExcess {
		a := cover(nil, attachment, limit)
		a.Franchise = some(f)
		return a
	}
	for _, tt := range []struct {
		name   string
		terms  xol.AggregateExcess
		losses []string
		want   string
	}{
		{"the sum of all", cover(nil, "0", "1000"), []string{"10", "20", "30"}, "a: 10, b: 20, c: 30"},
		{"above the sum", cover(nil, "60", "1000"), []string{"10", "20", "30"}, "a: 0, b: 0, c: 0"},
		{"by six", cover(nil, "54", "1000"), []string{"10", "20", "30"}, "a: 1, b: 2, c: 3"},
		{"to the limit", cover(nil, "30", "6"), []string{"10", "20", "30"}, "a: 1, b: 2, c: 3"},
		{"a franchise of each loss at it", cover(each("20", "", ""), "0", "1000"), []string{"10", "20", "21"}, "a: 0, b: 0, c: 21"},
		{"a deductible of each loss", cover(each("", "19", ""), "0", "1000"), []string{"10", "19", "20", "40"}, "a: 0, b: 0, c: 1, d: 21"},
		{"a limit of each loss", cover(each("", "", "15"), "0", "1000"), []string{"10", "15", "40"}, "a: 10, b: 15, c: 15"},
		{"a franchise below the deductible", cover(each("15", "20", ""), "0", "1000"), []string{"16", "20", "21"}, "a: 0, b: 0, c: 1"},
		{"all of each, stated", cover(each("", "", ""), "0", "1000"), []string{"10", "20", "30"}, "a: 10, b: 20, c: 30"},
		// 10 + 10 + 20 enter, 10 above 30: 2.5, 2.5 and 5.
		{"goes back as it entered", cover(each("", "10", "20"), "30", "1000"), []string{"20", "20", "90"}, "a: 3, b: 2, c: 5"},
		{"a franchise on the sum at it", franchise("60", "0", "1000"), []string{"10", "20", "30"}, "a: 0, b: 0, c: 0"},
		{"and a unit below", franchise("59", "0", "1000"), []string{"10", "20", "30"}, "a: 10, b: 20, c: 30"},
		{"below the attachment it does nothing", franchise("50", "54", "1000"), []string{"10", "20", "30"}, "a: 1, b: 2, c: 3"},
		{"above the attachment it does", franchise("59", "54", "1000"), []string{"10", "20", "30"}, "a: 1, b: 2, c: 3"},
		{"and keeps what would be paid", franchise("60", "54", "1000"), []string{"10", "20", "30"}, "a: 0, b: 0, c: 0"},
		{"without losses", cover(nil, "0", "1000"), nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			equal(t, "ceded", cededOf(run(t, "", year(tt.losses...), contract("XL", 1, tt.terms)), "XL"), tt.want)
		})
	}
	// A layer's own franchise holds for it alone.
	terms := franchise("10", "0", "30")
	terms.Layers = append(terms.Layers, xol.Layer{Attachment: yuan("30"), Franchise: some("60")})
	equal(t, "layer's own", cededOf(run(t, "", year("10", "20", "30"), contract("XL", 1, terms)), "XL"), "a: 5, b: 10, c: 15")
	// Losses of one event are losses of their own, and each is in the period by its own day.
	b := book(claims("1 A e 2025-12-31 30", "2 A e 2026-01-01 15", "3 B e 2026-12-31 25", "4 B e 2027-01-01 30"))
	equal(t, "events", cededOf(run(t, "", b, contract("XL", 1, cover(each("15", "", ""), "0", "1000"))), "XL"), "2: 0, 3: 25")
}

// Attachments and limits of ratios, rounded once; the losses and the premium net of what inures.
func TestStopLoss(t *testing.T) {
	stop := func(on xol.StopLossOn, attachment, limit string) xol.StopLoss {
		s := xol.StopLoss{On: on, Layers: []xol.Layer{{Attachment: yuan(attachment)}}}
		if on != xol.OnAmounts {
			s.Basis = xol.PremiumEarned
		}
		if limit != "" {
			s.Layers[0].Limit = some(limit)
		}
		return s
	}
	with := func(s xol.StopLoss, change func(*xol.StopLoss)) xol.StopLoss {
		change(&s)
		return s
	}
	for _, tt := range []struct {
		name    string
		terms   xol.StopLoss
		premium string
		losses  []string
		want    string
	}{
		{"on amounts", stop(xol.OnAmounts, "54", ""), "100", []string{"10", "20", "30"}, "a: 1, b: 2, c: 3"},
		{"on the ratio, at it", stop(xol.OnLossRatio, "0.6", "0.2"), "100", []string{"10", "20", "30"}, "a: 0, b: 0, c: 0"},
		{"above it", stop(xol.OnLossRatio, "0.54", "0.2"), "100", []string{"10", "20", "30"}, "a: 1, b: 2, c: 3"},
		{"through it", stop(xol.OnLossRatio, "0.3", "0.06"), "100", []string{"10", "20", "30"}, "a: 1, b: 2, c: 3"},
		{"without limit", stop(xol.OnLossRatio, "0", ""), "100", []string{"10", "20", "30"}, "a: 10, b: 20, c: 30"},
		{"an attachment of half a unit up", stop(xol.OnLossRatio, "0.5", "1"), "101", []string{"52"}, "a: 1"},    // 50.5
		{"a limit of half a unit up", stop(xol.OnLossRatio, "0", "0.5"), "101", []string{"100"}, "a: 51"},        // 50.5
		{"a limit of less than half a unit", stop(xol.OnLossRatio, "0", "0.004"), "100", []string{"50"}, "a: 0"}, // 0.4
		{
			"on the combined ratio", with(stop(xol.OnCombinedRatio, "1", "0.2"), func(s *xol.StopLoss) { s.ExpenseRatio = some("0.3") }), "100",
			[]string{"60", "15"},
			"a: 4, b: 1", // 75 - 70
		},
		{
			"expenses at the attachment", with(stop(xol.OnCombinedRatio, "0.3", "0.2"), func(s *xol.StopLoss) { s.ExpenseRatio = some("0.3") }), "100",
			[]string{"60", "15"},
			"a: 16, b: 4", // 20 from the ground up
		},
		{
			"with a share", with(stop(xol.OnLossRatio, "0.5", "0.2"), func(s *xol.StopLoss) { s.Layers[0].Share = some("0.5") }), "100", []string{"60", "15"}, "a: 8, b: 2",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := year(tt.losses...)
			b.Risks = []treaty.Risk{risk("A", "")}
			b.Risks[0].Premium = yuan(tt.premium)
			equal(t, "ceded", cededOf(run(t, "", b, contract("XL", 1, tt.terms)), "XL"), tt.want)
		})
	}

	// Without subject premium there is nothing that ratios are of.
	for _, limit := range []string{"0.2", ""} {
		program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, stop(xol.OnLossRatio, "0.8", limit))}})
		if err != nil {
			t.Fatal(err)
		}
		empty, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
		if err != nil {
			t.Fatal(err)
		}
		_, err = program.Apply(context.Background(), empty)
		equal(t, "no premium", text(err), "contract XL: subject premium: must be positive where attachment and limit are ratios to it (got 0)")
	}
	// A quota share of 40 % leaves 600 of 1,000 and of 800 of losses 480. 0.7 of 600 is 420, of 1,000 700. A policy of 2025 for 2,000 earns
	// 181 of 365 days in 2026, and nothing is written of it.
	b := year("800")
	b.Losses[0].Risk = "new"
	b.Risks = []treaty.Risk{risk("new", ""), risk("old", "")}
	b.Risks[0].Premium, b.Risks[1].Premium = yuan("1000"), yuan("3650")
	b.Risks[1].Period = treaty.Period{From: day("2025-07-01"), To: day("2026-06-30")}
	for _, tt := range []struct {
		name    string
		subject xol.PremiumSubject
		basis   xol.PremiumBasis
		ratio   string
		want    string
	}{
		{"net written", "", xol.PremiumWritten, "0.7", "a: 60"},        // 480 - 420
		{"gross written", "gross", xol.PremiumWritten, "0.4", "a: 80"}, // 480 - 400
		{"net earned", "net", xol.PremiumEarned, "0.2", "a: 143"},      // (1,000 + 1,810) × 0.6 × 0.2 = 337.2: 480 - 337
		{"gross earned", "gross", xol.PremiumEarned, "0.1", "a: 199"},  // 480 - 281
	} {
		s := stop(xol.OnLossRatio, tt.ratio, "")
		s.Subject, s.Basis = tt.subject, tt.basis
		equal(t, tt.name, cededOf(run(t, "", b, contract("QS", 1, quotaShare("0.4")), contract("XL", 2, s)), "XL"), tt.want)
	}
}

// An umbrella sees what its contracts see and its own scope and period hold, after what all before it ceded.
func TestUmbrella(t *testing.T) {
	line := func(id, line, attachment string) treaty.Contract {
		c := contract(id, 1, xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan(attachment)}}})
		c.Sections[0].Scope.Include.Lines = []string{line}
		return c
	}
	risks := []treaty.Risk{risk("F", "fire"), risk("M", "motor"), risk("S", "marine")}
	risks[0].Period.To = day("2027-06-30")
	losses := claims("1 F e 2026-05-01 50", "2 M e 2026-05-02 40", "3 S e 2026-05-03 30", "4 F - 2026-06-01 70", "5 F f 2027-01-01 90")
	umbrella := func(change func(*treaty.Contract), over ...string) treaty.Contract {
		c := contract("U", 2, xol.Umbrella{Over: over, Layers: []xol.Layer{{Attachment: yuan("30"), Limit: some("100")}}})
		change(&c)
		return c
	}
	same := func(*treaty.Contract) {}
	attach := func(c *treaty.Contract, at string) {
		c.Sections[0].Terms.(xol.Umbrella).Layers[0].Attachment = yuan(at)
	}
	for _, tt := range []struct {
		name string
		c    treaty.Contract
		want string
	}{
		// 20 and 30 are left of e, 20 of the loss without event.
		{"over both", umbrella(same, "A", "B"), "1: 8, 2: 12, 4: 0"},
		{"over one", umbrella(same, "B"), "2: 0"},
		{"on gross", umbrella(func(c *treaty.Contract) { c.Subject = treaty.SubjectGross; attach(c, "80") }, "A", "B"), "1: 6, 2: 4, 4: 0"}, // 10 × 5/9
		{
			"net of one", umbrella(func(c *treaty.Contract) { c.Subject, c.NetOf = treaty.SubjectNetOf, []string{"B"}; attach(c, "75") }, "A", "B"),
			"1: 3, 2: 2, 4: 0", // 50 + 30: 5 × 5/8
		},
		{"in its own scope", umbrella(func(c *treaty.Contract) { c.Sections[0].Scope.Exclude.Lines = []string{"fire"} }, "A", "B"), "2: 0"},
		{"in its own period", umbrella(func(c *treaty.Contract) { c.Period.From = day("2026-05-02") }, "A", "B"), "4: 0"}, // the event began before
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := run(t, "", book(losses, risks...), line("A", "fire", "20"), line("B", "motor", "30"), tt.c)
			equal(t, "ceded", cededOf(r, "U"), tt.want)
		})
	}
}

// A tower is limit after limit above an attachment, in minor units.
func tower(attachment int64, limits []int64, change func(*xol.Layer)) []xol.Layer {
	var layers []xol.Layer
	for i, limit := range limits {
		l := xol.Layer{ID: fmt.Sprint("layer ", i), Attachment: fen(attachment), Limit: new(fen(limit))}
		change(&l)
		layers = append(layers, l)
		attachment += limit
	}
	return layers
}

// months are losses that are a month apart, each a risk's own; they repeat after a year.
func months(amounts []int64) treaty.BookSpec {
	b := treaty.BookSpec{Risks: []treaty.Risk{risk("A", "")}}
	b.Risks[0].Premium = yuan("10,000")
	for i, amount := range amounts {
		l := on(fmt.Sprintf("2026-%02d-%02d", i%12+1, i/12+1), fmt.Sprintf("L%02d", i), "0")
		l.Risk, l.Reported, l.Settled = "A", day("2027-06-01"), day(fmt.Sprintf("2027-%02d-01", (i*5)%12+1))
		l.Positions[0].Paid = fen(amount)
		l.Positions[0].PaidExpense = fen(amount / 7)
		b.Losses = append(b.Losses, l)
	}
	return b
}

// indemnity is months without expenses.
func indemnity(amounts ...int64) treaty.BookSpec {
	b := months(amounts)
	for i := range b.Losses {
		b.Losses[i].Positions[0].PaidExpense = decimal.Decimal{}
	}
	return b
}

// outcome is what a contract cedes and charges, loss by loss and charge by charge.
func outcome(b treaty.BookSpec, terms treaty.Terms) string {
	r := apply(b, contract("XL", 1, terms))
	return cededOf(r, "XL") + "; " + priceOf(r)
}

// conserved reports whether ceded and retained are the subject of every loss, and the layers' parts what is ceded.
func conserved(r *treaty.Result) bool {
	for l := range r.Losses() {
		if !l.Ceded.Add(l.Net).Equal(l.Gross) || l.Ceded.IsNegative() || l.Net.IsNegative() {
			return false
		}
	}
	c, _ := r.Contract("XL")
	var clauses decimal.Decimal
	for _, clause := range c.Sections[0].Clauses {
		clauses = clauses.Add(clause.Ceded.Loss)
	}
	return clauses.Equal(c.Ceded.Loss)
}

func TestAnnualLaws(t *testing.T) {
	amount, limit := gens.Minor(0, 300_000), gens.Minor(1, 100_000)
	losses := gens.SliceOf(amount, 1, 14)
	plain := func(*xol.Layer) {}
	premium := func(l *xol.Layer) { l.Premium = &xol.Premium{Deposit: new(fen(123_457))} }
	perRiskAnd := func(layers []xol.Layer, c xol.Clauses) map[string]treaty.Terms {
		return map[string]treaty.Terms{"per-risk": xol.PerRisk{Layers: layers, Clauses: c}, "per-event": xol.PerEvent{Layers: layers, Clauses: c}}
	}

	huge := new(decimal.New(1, 14))
	neutral := map[string]func(*xol.Layer){
		"an aggregate limit that is never met":    func(l *xol.Layer) { l.AggregateLimit = huge },
		"a term limit that is never met":          func(l *xol.Layer) { l.TermLimit = huge },
		"reinstatements without end and free":     func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{Unlimited: true} },
		"reinstatements without end at nothing":   func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{Unlimited: true, Rates: amounts("0")} },
		"more reinstatements than losses":         func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{Count: 13} },
		"all occurrences":                         func(l *xol.Layer) { l.Occurrences = xol.Range{From: 1, To: 1 << 40} },
		"all ranks":                               func(l *xol.Layer) { l.Ranks = xol.Range{From: 1, To: 1 << 40} },
		"a drop of a layer that is not exhausted": func(l *xol.Layer) { l.Drops = []xol.Drop{{Below: "huge"}} },
		"a drop within of such a layer":           func(l *xol.Layer) { l.Drops = []xol.Drop{{Below: "huge", When: xol.DropWithin}} },
		"no bonus where there are always losses":  func(l *xol.Layer) { l.Premium.NoClaims = some("1") },
		"no brokerage":                            func(l *xol.Layer) { l.Premium.Brokerage = some("0") },
		"the deposit as one instalment": func(l *xol.Layer) {
			l.Premium.Instalments = []xol.Instalment{{Date: day("2026-01-01"), Amount: *l.Premium.Deposit}}
		},
	}
	for name, change := range neutral {
		proptest.Check(t, name+" changes nothing", prop.ForAll(func(attachment int64, limits, amounts []int64) bool {
			first := xol.Layer{ID: "huge", Share: some("0.000000000000000001"), AggregateLimit: huge}
			with := append([]xol.Layer{first}, tower(attachment, limits, premium)...)
			without := append([]xol.Layer{first}, tower(attachment, limits, premium)...)
			if name == "no bonus where there are always losses" {
				amounts = append(amounts, 600_000) // through every layer
			}
			for i := range with[1:] {
				l := &with[i+1]
				p := *l.Premium
				l.Premium = &p
				change(l)
				if len(l.Drops) > 0 && l.Attachment.IsZero() {
					l.Drops = nil // nothing is below
				}
			}
			b := months(amounts)
			event, risk := perRiskAnd(with, xol.Clauses{}), perRiskAnd(without, xol.Clauses{})
			for kind := range event {
				if kind == "per-risk" && strings.Contains(name, "drop") {
					continue
				}
				if outcome(b, event[kind]) != outcome(b, risk[kind]) {
					return false
				}
			}
			return true
		}, amount, gens.SliceOf(limit, 1, 3), losses))
	}

	clauses := map[string]xol.Clauses{
		"annual terms by year of one year":  {Annual: xol.AnnualYear},
		"a cut at an expiry without events": {Expiry: xol.ExpiryCut},
		"ex gratia covered without any":     {ExGratia: xol.ExGratiaCovered},
		"a sunset far away":                 {Sunset: new(day("9999-12-31"))},
		"a line above all sums insured":     {MaximumLine: &xol.MaximumLine{Amount: yuan("1,000,000,000"), Above: xol.AboveError}},
	}
	annual := func(l *xol.Layer) {
		premium(l)
		l.AggregateDeductible, l.AggregateLimit = some("200"), some("3,000")
		l.Reinstatements = &xol.Reinstatements{Unlimited: true, Rates: amounts("0.7"), Time: xol.DaysOfPeriod}
	}
	for name, c := range clauses {
		proptest.Check(t, name+" changes nothing", prop.ForAll(func(attachment int64, limits, amounts []int64) bool {
			layers, b := tower(attachment, limits, annual), months(amounts)
			if c.Annual == xol.AnnualYear { // then reinstatement is as to amount
				for i := range layers {
					layers[i].Reinstatements.Time = ""
				}
			}
			with, without := perRiskAnd(layers, c), perRiskAnd(layers, xol.Clauses{})
			for kind := range with {
				if outcome(b, with[kind]) != outcome(b, without[kind]) {
					return false
				}
			}
			return true
		}, amount, gens.SliceOf(limit, 1, 3), losses))
	}

	proptest.Check(t, "a tower with free reinstatements without end pays what one wide layer pays", prop.ForAll(func(attachment int64, limits, amounts []int64) bool {
		var sum int64
		for _, l := range limits {
			sum += l
		}
		free := func(l *xol.Layer) { l.Reinstatements = &xol.Reinstatements{Unlimited: true} }
		parts, whole := perRiskAnd(tower(attachment, limits, free), xol.Clauses{}), perRiskAnd(tower(attachment, []int64{sum}, plain), xol.Clauses{})
		for kind := range parts {
			if outcome(months(amounts), parts[kind]) != outcome(months(amounts), whole[kind]) {
				return false
			}
		}
		return true
	}, amount, gens.SliceOf(limit, 1, 5), losses))

	rates := gens.SliceOf(gens.Minor(0, 3_000), 1, 4)
	reinstated := func(limit int64, list []int64) (xol.Layer, decimal.Decimal) {
		l := xol.Layer{Limit: new(fen(limit)), Premium: &xol.Premium{Deposit: new(fen(100_001))}, Reinstatements: &xol.Reinstatements{Count: len(list)}}
		var most decimal.Decimal
		for _, rate := range list {
			l.Reinstatements.Rates = append(l.Reinstatements.Rates, decimal.New(rate, -3))
			most = most.Add(decimal.New(rate, -3).Mul(*l.Premium.Deposit))
		}
		return l, most.Round(2)
	}
	spent := func(b treaty.BookSpec, l xol.Layer) (charges, ceded decimal.Decimal) {
		r := apply(b, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{l}}))
		for c := range r.Charges() {
			if c.Kind == treaty.ChargeReinstatement {
				charges = charges.Add(c.Charged)
			}
		}
		return charges, r.Total().Ceded.Loss
	}
	proptest.Check(t, "reinstatement premium is never above the sum of its rates and is that when all limits are used", prop.ForAll(
		func(limit int64, list, amounts []int64) bool {
			l, most := reinstated(limit, list)
			b := months(amounts)
			charged, ceded := spent(b, l)
			if charged.IsNegative() || charged.GreaterThan(most) || ceded.GreaterThan(fen(limit*int64(len(list)+1))) {
				return false
			}
			for range len(list) + 1 { // another month uses up a limit
				amounts = append(amounts, 300_000)
			}
			charged, ceded = spent(months(amounts), l)
			return charged.Equal(most) && ceded.Equal(fen(limit*int64(len(list)+1)))
		}, limit, rates, gens.SliceOf(amount, 1, 7)))
	proptest.Check(t, "reinstatement premium of time is no more than of amount and earlier no less than later", prop.ForAll(
		func(limit int64, list []int64, x int64, timing xol.ReinstatementTime, dayOfLoss xol.DayOfLoss, month int64) bool {
			l, _ := reinstated(limit, list)
			one := func(month int64) decimal.Decimal {
				b := months([]int64{x})
				b.Losses[0].Date = day(fmt.Sprintf("2026-%02d-15", month))
				charged, _ := spent(b, l)
				return charged
			}
			amount := one(month)
			l.Reinstatements.Time = timing
			if timing != xol.MonthsOfPeriod {
				l.Reinstatements.DayOfLoss = dayOfLoss
			}
			earlier, later := one(month), one(month+1)
			return !earlier.GreaterThan(amount) && !later.GreaterThan(earlier)
		}, limit, rates, amount, gens.Pick(xol.Days365, xol.DaysOfPeriod, xol.MonthsOfPeriod), gens.Pick(xol.DayExpired, xol.DayRemaining), gens.Minor(1, 11)))
	proptest.Check(t, "reinstatement premium of a loss in parts is that of the whole whatever was used before", prop.ForAll(
		func(limit int64, list []int64, before, a, b int64) bool {
			l, _ := reinstated(limit, list)
			before, x := min(before, limit), min(a+b, limit)
			whole, _ := spent(indemnity(before, x), l)
			parts, _ := spent(indemnity(before, min(a, x), x-min(a, x)), l)
			return whole.Equal(parts)
		}, limit, rates, gens.Minor(0, 100_000), gens.Minor(0, 40_000), gens.Minor(0, 40_000)))

	proptest.Check(t, "the aggregate from the ground up is the sum and above it what one loss of the sum pays", prop.ForAll(
		func(attachment, most int64, amounts []int64) bool {
			var sum int64
			for _, amount := range amounts {
				sum += amount
			}
			b, one := indemnity(amounts...), indemnity(sum)
			all := func(terms treaty.Terms) decimal.Decimal { return apply(b, contract("XL", 1, terms)).Total().Ceded.Loss }
			layer := xol.Layer{Attachment: fen(attachment), Limit: new(fen(most))}
			want := apply(one, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}})).Total().Ceded.Loss
			return all(xol.AggregateExcess{Layers: []xol.Layer{{}}}).Equal(fen(sum)) &&
				all(xol.AggregateExcess{Layers: []xol.Layer{layer}}).Equal(want) &&
				all(xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{layer}}).Equal(want)
		}, gens.Minor(0, 1_000_000), gens.Minor(1, 1_000_000), losses))
	proptest.Check(t, "a stop loss on the ratio is one on the amounts it makes", prop.ForAll(
		func(attachment, most int64, amounts []int64) bool { // per cent of 10,000
			onRatio := xol.StopLoss{On: xol.OnLossRatio, Basis: xol.PremiumEarned, Layers: []xol.Layer{{Attachment: decimal.New(attachment, -2), Limit: new(decimal.New(most, -2))}}}
			onAmounts := xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{{Attachment: decimal.New(attachment, 2), Limit: new(decimal.New(most, 2))}}}
			return outcome(months(amounts), onRatio) == outcome(months(amounts), onAmounts)
		}, gens.Minor(0, 100), gens.Minor(1, 100), losses))

	proptest.Check(t, "ceded and retained are the subject under all clauses at once", prop.ForAll(
		func(attachment int64, limits, amounts []int64, share decimal.Decimal, expenses xol.Expenses, order xol.Order, when xol.DropWhen, from, to int64) bool {
			change := func(l *xol.Layer) {
				annual(l)
				l.Share, l.Franchise = &share, some("100")
				l.Occurrences = xol.Range{From: int(from)}
				l.Ranks = xol.Range{To: int(to)}
			}
			layers := tower(attachment+10_000, limits, change)
			for i := range layers[1:] {
				layers[i+1].Drops = []xol.Drop{{Below: layers[i].ID, Attachment: fen(attachment), When: when}}
			}
			c := xol.Clauses{Expenses: expenses, Order: order, MaximumLine: &xol.MaximumLine{Amount: yuan("700,000,000")}}
			return conserved(apply(months(amounts), contract("XL", 1, xol.PerEvent{Layers: layers, Clauses: c})))
		}, amount, gens.SliceOf(limit, 1, 2), losses, gens.Pick(yuan("0.25"), yuan("0.5"), yuan("0.333")), gens.Pick(xol.ExpensesWithin, xol.ExpensesProRata, xol.ExpensesExcluded),
		gens.Pick(xol.OrderDate, xol.OrderSettlement), gens.Pick(xol.DropNext, xol.DropWithin), gens.Minor(0, 3), gens.Minor(4, 12)))
	proptest.Check(t, "what a year pays is what is between deductible and limit in any order", prop.ForAll(
		func(attachment, each, deductible, most int64, amounts []int64) bool {
			l := xol.Layer{Attachment: fen(attachment), Limit: new(fen(each))}
			b := months(amounts)
			sum := apply(b, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{l}})).Total().Ceded.Loss
			want := decimal.Min(decimal.Max(sum.Sub(fen(deductible)), decimal.Decimal{}), fen(most))
			l.AggregateDeductible, l.AggregateLimit = new(fen(deductible)), new(fen(most))
			for _, order := range []xol.Order{xol.OrderDate, xol.OrderSettlement} {
				cover := xol.PerEvent{Layers: []xol.Layer{l}, Clauses: xol.Clauses{Order: order}}
				if !apply(b, contract("XL", 1, cover)).Total().Ceded.Loss.Equal(want) {
					return false
				}
			}
			return true
		}, amount, limit, gens.Minor(1, 300_000), gens.Minor(1, 600_000), losses))
}
