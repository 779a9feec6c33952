package xol_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// rising is an index of 100 in 2026, the base, 125 in 2027 and 150 from 2028 on.
func rising() []xol.IndexPoint {
	return series("2026-01-01 100", "2027-01-01 125", "2028-01-01 150")
}

// full is a full index clause of fixed limits based on the first day of 2026.
func full(points ...xol.IndexPoint) *xol.IndexClause {
	return &xol.IndexClause{Kind: xol.IndexFull, Base: day("2026-01-01"), Limit: xol.LimitFixed, Series: points}
}

// clause is [full] of another kind.
func clause(kind xol.IndexKind, threshold string, points ...xol.IndexPoint) *xol.IndexClause {
	c := full(points...)
	c.Kind, c.Threshold = kind, some(threshold)
	return c
}

func limitToo(c *xol.IndexClause) *xol.IndexClause {
	c.Limit = xol.LimitIndexed
	return c
}

// indexedXL is a cover of one layer with an index clause, which may be nil; an empty limit is none.
func indexedXL(attachment, limit string, c *xol.IndexClause) xol.PerEvent {
	l := xol.Layer{Attachment: yuan(attachment)}
	if limit != "" {
		l.Limit = some(limit)
	}
	return xol.PerEvent{Layers: []xol.Layer{l}, Clauses: xol.Clauses{Index: c}}
}

// paysFor is what a cover pays of losses.
func paysFor(terms treaty.Terms, losses ...treaty.Loss) string {
	b := book(losses)
	c, _ := apply(b, contract("XL", 1, terms)).Contract("XL")
	return c.Ceded.Loss.String()
}

// Every expected value is a hand calculation, in the comment or in the line.
func TestIndex(t *testing.T) {
	one := func(amount, date string) treaty.Loss { return developing("A", date+" "+amount) }
	for _, tt := range []struct {
		name  string
		cover xol.PerEvent
		loss  treaty.Loss
		want  string
	}{
		// CII M97: 5m × 150/125 = 6m
		{"the attachment is not exceeded", indexedXL("5,000,000", "5,000,000", full(series("2026-01-01 125", "2027-01-01 150")...)), one("6,000,000", "2027-06-30"), "0"},
		{"without the clause", indexedXL("5,000,000", "5,000,000", nil), one("6,000,000", "2027-06-30"), "1000000"},
		{"one fen above it", indexedXL("5,000,000", "5,000,000", full(series("2026-01-01 125", "2027-01-01 150")...)), one("6,000,000.01", "2027-06-30"), "0.01"},
		{"on the last day of the value of the base", indexedXL("5,000,000", "", full(rising()...)), one("6,000,000", "2026-12-31"), "1000000"},
		{"on the first day of the next", indexedXL("5,000,000", "", full(rising()...)), one("7,000,000", "2027-01-01"), "750000"},                           // xs 6.25m
		{"an index that falls", indexedXL("5,000,000", "", full(series("2026-01-01 125", "2027-01-01 100")...)), one("6,000,000", "2027-01-01"), "2000000"}, // xs 4m
		// The base is not the first value: 150/125 × 5m = 6m.
		{"a base within the series", indexedXL("5,000,000", "", func() *xol.IndexClause {
			c := full(rising()...)
			c.Base = day("2027-12-31")
			return c
		}()), one("6,500,000", "2028-01-01"), "500000"},
		// 1 × 1/3 of a fen: attachments 0.01 × 150/100 = 0.015, rounded up to 0.02.
		{"the attachment is rounded once", indexedXL("0.01", "", full(rising()...)), one("1", "2028-01-01"), "0.98"},
		{"a limit that follows", indexedXL("1,000,000", "1,000,000", limitToo(full(rising()...))), one("9,000,000", "2028-01-01"), "1500000"},
		{"no limit to follow", indexedXL("1,000,000", "", limitToo(full(rising()...))), one("9,000,000", "2028-01-01"), "7500000"},

		// The threshold of 25 % is reached, not exceeded, in 2027. In 2028 severe: 125/150, so 1m × 1.2; franchise: 1m × 1.5.
		{"severe inflation at the threshold", indexedXL("1,000,000", "", clause(xol.IndexSevere, "0.25", rising()...)), one("3,000,000", "2027-01-01"), "2000000"},
		{"severe inflation above it", indexedXL("1,000,000", "", clause(xol.IndexSevere, "0.25", rising()...)), one("3,000,000", "2028-01-01"), "1800000"},
		{"franchise at the threshold", indexedXL("1,000,000", "", clause(xol.IndexFranchise, "0.25", rising()...)), one("3,000,000", "2027-01-01"), "2000000"},
		{"franchise above it", indexedXL("1,000,000", "", clause(xol.IndexFranchise, "0.25", rising()...)), one("3,000,000", "2028-01-01"), "1500000"},
		{"franchise a little above it", indexedXL("1,000,000", "", clause(xol.IndexFranchise, "0.1", series("2026-01-01 100", "2027-01-01 110.01")...)), one("3,000,000", "2027-01-01"), "1899900"},
		{"franchise and an index that falls", indexedXL("1,000,000", "", clause(xol.IndexFranchise, "0.25", series("2026-01-01 100", "2027-01-01 50")...)), one("3,000,000", "2027-01-01"), "2000000"},
		{"a threshold of nothing", indexedXL("1,000,000", "", clause(xol.IndexFranchise, "0", series("2026-01-01 100", "2027-01-01 100", "2028-01-01 101")...)), one("3,000,000", "2028-01-01"), "1990000"},

		// 2 + 2 × 100/125 + 3 × 100/150 + 1 × 100/150 = 94/15, 8 / (94/15) = 60/47: 3m × 60/47 = 3,829,787.23
		{"several payments and an outstanding", indexedXL("3,000,000", "", full(rising()...)), developing("A", "2026-12-31 2,000,000 5,000,000", "2027-12-31 4,000,000", "2028-12-31 7,000,000 1,000,000"), "4170212.77"},
		{"what was outstanding before counts for nothing", indexedXL("3,000,000", "", full(rising()...)), developing("A", "2026-12-31 2,000,000 50,000,000", "2027-12-31 4,000,000 20,000,000", "2028-12-31 7,000,000 1,000,000"), "4170212.77"},
		{"a position that moves nothing", indexedXL("3,000,000", "", full(rising()...)), developing("A", "2026-12-31 2,000,000", "2027-12-31 4,000,000", "2028-12-31 4,000,000 4,000,000"), "4170212.77"},
		// 6 at 100, less 1 at 125: 6 - 0.8 = 5.2, 5 / 5.2 = 25/26: 2.6m × 25/26 = 2.5m
		{"money that comes back", indexedXL("2,600,000", "", full(rising()...)), developing("A", "2026-12-31 6,000,000", "2027-12-31 5,000,000"), "2500000"},
		// 5 × 100/200 - 4 = -1.5: as it stands
		{"money that comes back and leaves nothing", indexedXL("500,000", "", full(series("2026-01-01 100", "2027-01-01 200", "2028-01-01 100")...)), developing("A", "2027-06-30 5,000,000", "2028-06-30 1,000,000"), "500000"},
		// 4 × 100/200 - 2 = 0 as well
		{"and leaves nothing at all", indexedXL("500,000", "", full(series("2026-01-01 100", "2027-01-01 200", "2028-01-01 100")...)), developing("A", "2027-06-30 4,000,000", "2028-06-30 2,000,000"), "1500000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			equal(t, "per event", paysFor(tt.cover, tt.loss), tt.want)
			tt.loss.Risk = "R"
			equal(t, "per risk", paysFor(xol.PerRisk(tt.cover), tt.loss), tt.want)
		})
	}
}

// Paid 1m of expense at 100 and 6m of indemnity at 150, of which 0.5m of salvage come back at 150.
func TestIndex_expenses(t *testing.T) {
	loss := developing("A", "2026-12-31 0", "2028-06-30 6,000,000")
	for i := range loss.Positions {
		loss.Positions[i].PaidExpense = yuan("1,000,000")
	}
	loss.Positions[1].Salvage = yuan("600,000")
	for _, tt := range []struct {
		expenses xol.Expenses
		want     string
	}{
		// 1 + 5.4 × 100/150 = 4.6, 6.4 / 4.6 = 32/23: 3m × 32/23 = 4,173,913.04; 6.4m less that
		{xol.ExpensesWithin, "2226086.96"},
		// 5.4m less 3m × 1.5
		{xol.ExpensesExcluded, "900000"},
		// and 1m × 0.9 / 5.4
		{xol.ExpensesProRata, "1066666.67"},
	} {
		cover := indexedXL("3,000,000", "", full(rising()...))
		cover.Expenses = tt.expenses
		equal(t, string(tt.expenses), paysFor(cover, loss), tt.want)
	}
}

// One index clause under two ways of expenses, in one program: 1m of expense at 100, 6m of indemnity at 150.
func TestIndex_twice(t *testing.T) {
	loss := developing("A", "2026-12-31 0", "2028-06-30 6,000,000")
	for i := range loss.Positions {
		loss.Positions[i].PaidExpense = yuan("1,000,000")
	}
	within, excluded := indexedXL("3,000,000", "", full(rising()...)), indexedXL("3,000,000", "", full(rising()...))
	excluded.Expenses = xol.ExpensesExcluded
	r := apply(treaty.BookSpec{Losses: []treaty.Loss{loss}}, contract("within", 1, within), contract("excluded", 1, excluded))
	equal(t, "within", cededOf(r, "within"), "A: 2800000")     // 7m less 3m × 7/5
	equal(t, "excluded", cededOf(r, "excluded"), "A: 1500000") // 6m less 3m × 1.5
}

// Whether layers meet depends on the index: 1m xs 1m and, at an index of 150, 1m xs 1.5m.
func TestIndex_parallel(t *testing.T) {
	r := apply(treaty.BookSpec{Losses: []treaty.Loss{developing("A", "2028-06-30 3,000,000")}},
		contract("plain", 1, indexedXL("1,000,000", "1,000,000", nil)),
		contract("indexed", 1, indexedXL("1,000,000", "1,000,000", full(rising()...))))
	equal(t, "plain", cededOf(r, "plain"), "A: 1000000")
	equal(t, "indexed", cededOf(r, "indexed"), "A: 1000000")
}

// 3m xs 0 and, beside it, 2m xs 2m indexed. Of the first loss, 3m at 150, the second takes nothing; of the second, 3m
// at 100, it takes 1m too many. What came before it stands.
func TestIndex_overCession(t *testing.T) {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		contract("low", 1, indexedXL("0", "3,000,000", nil)), contract("top", 1, indexedXL("2,000,000", "2,000,000", full(rising()...))),
	}})
	if err != nil {
		t.Fatal(err)
	}
	second := developing("B", "2026-06-30 3,000,000")
	second.Date = day("2026-06-01")
	b, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{developing("A", "2028-06-30 3,000,000"), second}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := program.Apply(context.Background(), b)
	if over, ok := errors.AsType[*treaty.OverCessionError](err); !ok || over.Loss != "B" {
		t.Fatalf("the error is %v", err)
	}
	equal(t, "ceded before it", r.Total().Ceded.Loss.String(), "3000000")
	equal(t, "by the layer on top", cededOf(r, "top"), "A: 0")
}

// Of one event: 6m paid at 150, so 4m at the base, and 4m paid at 100.
func TestIndex_event(t *testing.T) {
	a, b := developing("A", "2028-06-30 6,000,000"), developing("B", "2026-06-30 4,000,000")
	a.Event, b.Event, a.Risk, b.Risk = "crash", "crash", "RA", "RB"
	cover := indexedXL("5,000,000", "", full(rising()...))
	// 10 / (4 + 4) = 1.25: 10m less 6.25m, in the proportion of 6 to 4
	r := apply(book([]treaty.Loss{a, b}), contract("XL", 1, cover))
	equal(t, "of the event", cededOf(r, "XL"), "A: 2250000, B: 1500000")
	// A: 6m less 3m × 1.5; B: 4m less 3m
	cover.Layers[0].Attachment = yuan("3,000,000")
	equal(t, "per risk", cededOf(apply(book([]treaty.Loss{a, b}), contract("XL", 1, xol.PerRisk(cover))), "XL"), "A: 1500000, B: 1000000")
	// Half of A is ceded before: 3m, worth 2m, and 4m: 7 / 6; 7m less 3m × 7/6 = 3.5m, in the proportion of 3 to 4.
	half := contract("QS", 1, proportional.QuotaShare{Share: yuan("0.5")})
	half.Sections[0].Scope.Include.Risks = []string{"RA"}
	bk := book([]treaty.Loss{a, b})
	for i := range bk.Risks {
		bk.Risks[i].Premium = yuan("1")
	}
	equal(t, "after a quota share", cededOf(apply(bk, half, contract("XL", 2, cover)), "XL"), "A: 1500000, B: 2000000")
}

// One event of 0.25 and 0.75 in two contracts: the first has a quarter. 0.10 × 1/4 × 120/100 = 0.03; rounding the quarter
// first would make it 0.03 × 1.2 = 0.04.
func TestIndex_interlocking(t *testing.T) {
	c := limitToo(full(series("2026-01-01 100", "2027-01-01 120")...))
	line := func(id, other string) treaty.Contract {
		cover := indexedXL("0.10", "0.30", c)
		cover.Interlocking = []string{other}
		out := contract(id, 1, cover)
		out.Sections[0].Scope.Include.Lines = []string{id}
		return out
	}
	a, b := developing("A", "2027-06-30 0.25"), developing("B", "2027-06-30 0.75")
	a.Event, b.Event, a.Risk, b.Risk = "storm", "storm", "RA", "RB"
	r := apply(treaty.BookSpec{
		Risks: []treaty.Risk{risk("RA", "one"), risk("RB", "two")}, Events: []treaty.Event{{ID: "storm"}}, Losses: []treaty.Loss{a, b},
	}, line("one", "two"), line("two", "one"))
	// one: 0.25 - 0.03 = 0.22, but at most 0.30 × 1/4 × 1.2 = 0.09; two: 0.75 - 0.09, at most 0.30 × 3/4 × 1.2 = 0.27
	equal(t, "one", cededOf(r, "one"), "A: 0.09")
	equal(t, "two", cededOf(r, "two"), "B: 0.27")
	c.Limit = xol.LimitFixed
	r = apply(treaty.BookSpec{
		Risks: []treaty.Risk{risk("RA", "one"), risk("RB", "two")}, Events: []treaty.Event{{ID: "storm"}},
		Losses: []treaty.Loss{a, b},
	}, line("one", "two"), line("two", "one"))
	// at most 0.30 / 4 = 0.075, and 0.225
	equal(t, "one with a fixed limit", cededOf(r, "one"), "A: 0.08")
	equal(t, "two with a fixed limit", cededOf(r, "two"), "B: 0.23")
	unlimited := func(id, other string) treaty.Contract {
		out := line(id, other)
		cover := indexedXL("0.10", "", c)
		cover.Interlocking = []string{other}
		out.Sections[0].Terms = cover
		return out
	}
	r = apply(treaty.BookSpec{
		Risks: []treaty.Risk{risk("RA", "one"), risk("RB", "two")}, Events: []treaty.Event{{ID: "storm"}},
		Losses: []treaty.Loss{a, b},
	}, unlimited("one", "two"), unlimited("two", "one"))
	equal(t, "one without limit", cededOf(r, "one"), "A: 0.22")
	equal(t, "two without limit", cededOf(r, "two"), "B: 0.66")
}

// 6m are paid at 100 and 6m outstanding at 150. The limit used is that of what is paid: 6m less 5m of 5m, a fifth of
// 100,000. On all of it the attachment is 5m × 12 / (6 + 4) = 6m.
func TestIndex_paid(t *testing.T) {
	for _, tt := range []struct {
		trigger xol.ReinstatementTrigger
		expiry  xol.Expiry
		first   string
		want    string
	}{
		{xol.TriggerPaid, xol.ExpiryWhole, "2026-12-31", "20000"},
		{xol.TriggerPaid, xol.ExpiryCut, "2026-12-31", "20000"},
		{xol.TriggerIncurred, xol.ExpiryWhole, "2026-12-31", "100000"},
		{xol.TriggerPaid, xol.ExpiryCut, "2027-12-31", "0"}, // 6m less 5m × 1.25
	} {
		cover := indexedXL("5,000,000", "5,000,000", full(rising()...))
		cover.Expiry = tt.expiry
		cover.Layers[0].Premium = &xol.Premium{Deposit: some("100,000")}
		cover.Layers[0].Reinstatements = &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{yuan("1")}, Trigger: tt.trigger}
		r := apply(treaty.BookSpec{Losses: []treaty.Loss{developing("A", tt.first+" 6,000,000", "2028-06-30 6,000,000 6,000,000")}}, contract("XL", 1, cover))
		equal(t, "recovery", r.Total().Ceded.Loss.String(), "5000000")
		var charged decimal.Decimal
		for c := range r.Charges() {
			if c.Kind == treaty.ChargeReinstatement {
				charged = charged.Add(c.Charged)
			}
		}
		equal(t, string(tt.trigger), charged.String(), tt.want)
	}
}

// A loss is valued at a day with the payments up to it: 6m at 100, and 6m more at 150: 5m × 12/10 = 6m.
func TestIndex_valuation(t *testing.T) {
	c := contract("XL", 1, indexedXL("5,000,000", "", full(rising()...)))
	b := book([]treaty.Loss{developing("A", "2026-12-31 6,000,000", "2028-06-30 12,000,000")})
	for at, want := range map[string]string{"2026-12-30": "0", "2026-12-31": "1000000", "2028-06-29": "1000000", "2028-06-30": "6000000"} {
		equal(t, at, resultAt(t, at, b, c).Total().Ceded.Loss.String(), want)
	}
}

// Payments in another currency count at the rate at which the loss is valued: a rate that moves is no payment.
func TestIndex_currency(t *testing.T) {
	loss := developing("A", "2026-12-31 500,000", "2028-06-30 500,000 500,000")
	loss.Currency = "USD"
	b := treaty.BookSpec{
		Losses: []treaty.Loss{loss},
		Exchange: treaty.Exchange{On: treaty.ExchangeValuation, Rates: []treaty.ExchangeRate{
			{Currency: "USD", From: day("2026-01-01"), Rate: yuan("7")}, {Currency: "USD", From: day("2028-01-01"), Rate: yuan("8")},
		}},
	}
	// 4m at 100 and 4m at 150: 8 / (4 + 8/3) = 1.2: 8m less 3m × 1.2
	c, _ := apply(b, contract("XL", 1, indexedXL("3,000,000", "", full(rising()...)))).Contract("XL")
	equal(t, "recovery", c.Ceded.Loss.String(), "4400000")

	// At a rate of 1 the payment is rounded too, to 3.01: less 1 × 1.5.
	fine := developing("A", "2028-06-30 3.005")
	fine.Currency = "KWD"
	b.Losses, b.Exchange.Rates = []treaty.Loss{fine}, []treaty.ExchangeRate{{Currency: "KWD", From: day("2026-01-01"), Rate: yuan("1")}}
	c, _ = apply(b, contract("XL", 1, indexedXL("1", "", full(rising()...)))).Contract("XL")
	equal(t, "recovery at a rate of 1", c.Ceded.Loss.String(), "1.51")
}

// The ledger has what the layer would take, and what the clause changes of it.
func TestIndex_postings(t *testing.T) {
	cover := indexedXL("5,000,000", "5,000,000", full(series("2026-01-01 125", "2027-01-01 150", "2028-01-01 100")...))
	cover.Layers[0].Share = some("0.5")
	for _, tt := range []struct{ at, paid, want string }{
		{"2026-06-30", "7,000,000", "cover 1000000 of 7000000"},
		{"2027-06-30", "7,000,000", "cover 1000000 of 7000000, index -500000 of 1000000"},
		{"2027-06-30", "6,000,000", "cover 500000 of 6000000, index -500000 of 500000"},
		{"2027-06-30", "5,000,000", ""},
		{"2028-06-30", "4,500,000", "index 250000 of 0"}, // xs 4m
	} {
		r := apply(treaty.BookSpec{Losses: []treaty.Loss{developing("A", tt.at+" "+tt.paid)}}, contract("XL", 1, cover))
		var got []string
		for p := range r.Postings() {
			if p.Step == treaty.StepTerms {
				name := p.Term
				if name == "" {
					name = "cover"
				}
				got = append(got, fmt.Sprintf("%s %s of %s", name, p.Amount, p.Base))
			}
		}
		equal(t, tt.at, strings.Join(got, ", "), tt.want)
	}
}

func TestIndex_refuses(t *testing.T) {
	apply := func(l []treaty.Loss, cover xol.PerEvent, change ...func(*treaty.Contract)) error {
		c := contract("XL", 1, cover)
		for _, f := range change {
			f(&c)
		}
		program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}})
		if err != nil {
			t.Fatal(err)
		}
		b := book(l)
		b.Currency = "CNY"
		checked, err := treaty.NewBook(b)
		if err != nil {
			t.Fatal(err)
		}
		_, err = program.Apply(context.Background(), checked)
		streamed := program.Stream(context.Background(), checked, func(yield func(treaty.EventLosses, error) bool) {
			yield(treaty.EventLosses{Losses: l}, nil)
		}, func(*treaty.Result) error { return nil })
		if l[0].Event == "" {
			equal(t, "streamed", text(streamed), map[bool]string{true: "", false: "stream[0]."}[err == nil]+strings.ReplaceAll(text(err), "\n", "\nstream[0]."))
		}
		return err
	}
	undated := func(id string, p treaty.Position) treaty.Loss {
		return treaty.Loss{ID: id, Date: day("2026-05-01"), Positions: []treaty.Position{p}}
	}
	ending := full(series("2026-01-01 100", "2027-01-01 2027-12-31 125")...)
	reported := full(rising()...)
	reported.Basis = xol.IndexReported
	late := developing("A", "2029-01-01 6")
	late.Reported = day("2028-05-01")
	early := developing("A", "2026-05-01 6")
	early.Date = day("2026-01-01")
	base := full(series("2026-05-02 100")...)
	base.Base = day("2026-05-02")
	fine := developing("A", "2026-06-01 6.001", "2027-06-01 7")
	crash := func(date string) treaty.Loss {
		l := undated(date, treaty.Position{Paid: yuan("6")})
		l.Event, l.Date = "crash", day(date)
		return l
	}
	for _, tt := range []struct {
		name   string
		clause *xol.IndexClause
		losses []treaty.Loss
		want   string
	}{
		{"no date", full(rising()...), []treaty.Loss{undated("A", treaty.Position{Paid: yuan("6")})}, "losses[0].positions[0].at: must not be empty: contract XL has an index clause"},
		{"no date of what is outstanding", full(rising()...), []treaty.Loss{undated("A", treaty.Position{Outstanding: yuan("6")})}, "losses[0].positions[0].at: must not be empty: contract XL has an index clause"},
		{"no date of nothing", full(rising()...), []treaty.Loss{undated("A", treaty.Position{})}, ""},
		{"no date of all that came back", full(rising()...), []treaty.Loss{undated("A", treaty.Position{Paid: yuan("6"), Salvage: yuan("6")})}, ""},
		{"no date outside the period", full(rising()...), []treaty.Loss{func() treaty.Loss {
			l := undated("A", treaty.Position{Paid: yuan("6")})
			l.Date = day("2025-12-31")
			return l
		}()}, ""},
		{"no date in an event in the period", full(rising()...), []treaty.Loss{crash("2026-12-31"), crash("2027-01-01")}, "losses[0].positions[0].at: must not be empty: contract XL has an index clause\n" +
			"losses[1].positions[0].at: must not be empty: contract XL has an index clause"},
		{"no date in an event outside the period", full(rising()...), []treaty.Loss{crash("2027-01-02"), crash("2027-01-01")}, ""},
		{"the reported basis needs none", reported, []treaty.Loss{func() treaty.Loss {
			l := undated("A", treaty.Position{Paid: yuan("6")})
			l.Reported = day("2026-05-01")
			return l
		}()}, ""},
		{"not reported", reported, []treaty.Loss{undated("A", treaty.Position{Paid: yuan("6")})}, "losses[0].reported: must not be empty: contract XL has an index clause on the reported basis"},
		{"not reported and nothing", reported, []treaty.Loss{undated("A", treaty.Position{})}, ""},
		{"reported after the series", func() *xol.IndexClause { c := *ending; c.Basis = xol.IndexReported; return &c }(), []treaty.Loss{late}, "losses[0].reported: must be in the index series of contract XL, from 2026-01-01 to 2027-12-31 (got 2028-05-01)"},
		{"the last day of the series", ending, []treaty.Loss{developing("A", "2027-12-31 6")}, ""},
		{"paid after the series", ending, []treaty.Loss{developing("A", "2027-12-31 6", "2028-01-01 7")}, "losses[0].positions[1].at: must be in the index series of contract XL, from 2026-01-01 to 2027-12-31 (got 2028-01-01)"},
		{"outstanding after the series", ending, []treaty.Loss{developing("A", "2027-12-31 6", "2028-01-01 6 1")}, "losses[0].positions[1].at: must be in the index series of contract XL, from 2026-01-01 to 2027-12-31 (got 2028-01-01)"},
		{"nothing moves after the series", ending, []treaty.Loss{developing("A", "2027-12-31 6", "2028-01-01 6")}, ""},
		{"paid before the series", base, []treaty.Loss{early}, "losses[0].positions[0].at: must be in the index series of contract XL, from 2026-05-02 (got 2026-05-01)"},
		{"a position before the last is too fine", full(rising()...), []treaty.Loss{fine}, "losses[0].positions[0].paid: must have at most 2 decimal places (got 6.001)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, text(apply(tt.losses, indexedXL("5", "5", tt.clause)))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	// A loss that the contract does not see needs nothing.
	l := undated("A", treaty.Position{Paid: yuan("6")})
	l.Risk = "R"
	if err := apply([]treaty.Loss{l}, indexedXL("5", "5", full(rising()...)), func(c *treaty.Contract) { c.Sections[0].Scope.Exclude.Risks = []string{"R"} }); err != nil {
		t.Error(err)
	}
	// On another basis every loss of the period does, and none outside it.
	cut := indexedXL("5", "5", full(rising()...))
	cut.Expiry = xol.ExpiryCut
	outside := crash("2027-01-01")
	if diff := cmp.Diff("losses[0].positions[0].at: must not be empty: contract XL has an index clause", text(apply([]treaty.Loss{crash("2026-12-31"), outside}, cut))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestIndex_batch(t *testing.T) {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, indexedXL("5", "5", full(rising()...)))}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	_, err = program.Batch(context.Background(), b)
	equal(t, "error", text(err), "index: must be absent where columns do not say when losses were paid: contract XL")
}

func TestIndexClause_validate(t *testing.T) {
	points := make([]xol.IndexPoint, 1201)
	for i := range points {
		points[i] = xol.IndexPoint{From: day("2026-01-01").AddDays(i), Value: yuan("100")}
	}
	for _, tt := range []struct {
		name   string
		change func(c *xol.IndexClause)
		want   string
	}{
		{"as it is", func(*xol.IndexClause) {}, ""},
		{"everything stated", func(c *xol.IndexClause) {
			c.Kind, c.Basis, c.Threshold, c.Limit = xol.IndexSevere, xol.IndexReported, some("1"), xol.LimitIndexed
			c.Series = series("2025-01-01 2025-12-31 0.000000000000000001", "2026-01-01 2026-01-01 1")
		}, ""},
		{"no kind", func(c *xol.IndexClause) { c.Kind = "" }, "index.kind: must not be empty"},
		{"no known kind", func(c *xol.IndexClause) { c.Kind = "partial" }, "index.kind: must be one of full, severe-inflation, franchise (got partial)"},
		{"no known basis", func(c *xol.IndexClause) { c.Basis = "incurred" }, "index.basis: must be one of paid, reported (got incurred)"},
		{"no limit", func(c *xol.IndexClause) { c.Limit = "" }, "index.limit: must not be empty"},
		{"no known limit", func(c *xol.IndexClause) { c.Limit = "yes" }, "index.limit: must be one of indexed, fixed (got yes)"},
		{"no threshold of severe inflation", func(c *xol.IndexClause) { c.Kind = xol.IndexSevere }, "index.threshold: must not be empty unless the clause is full"},
		{"no threshold of a franchise", func(c *xol.IndexClause) { c.Kind = xol.IndexFranchise }, "index.threshold: must not be empty unless the clause is full"},
		{"a threshold too many", func(c *xol.IndexClause) { c.Threshold = some("0.1") }, "index.threshold: must be absent where the clause is full (got 0.1)"},
		{"a threshold below zero", func(c *xol.IndexClause) { c.Kind, c.Threshold = xol.IndexSevere, some("-0.1") }, "index.threshold: must be a fraction in [0, 1] (got -0.1)"},
		{"a threshold in per cent", func(c *xol.IndexClause) { c.Kind, c.Threshold = xol.IndexSevere, some("10") }, "index.threshold: must be a fraction in [0, 1] (got 10)"},
		{"a threshold out of bounds", func(c *xol.IndexClause) { c.Kind, c.Threshold = xol.IndexSevere, new(decimal.New(1, 1_000_000)) }, "index.threshold: has too many digits (got 1E1000000)"},
		{"no base", func(c *xol.IndexClause) { c.Base = cede.Date{} }, "index.base: must not be empty"},
		{"a base before the series", func(c *xol.IndexClause) { c.Base = day("2025-12-31") }, "index.base: must not be before the series, 2026-01-01 (got 2025-12-31)"},
		{"a base after the series", func(c *xol.IndexClause) { c.Base, c.Series = day("2027-01-01"), series("2026-01-01 2026-12-31 1") }, "index.base: must not be after the series, 2026-12-31 (got 2027-01-01)"},
		{"no series", func(c *xol.IndexClause) { c.Series = nil }, "index.series: must not be empty"},
		{"a long series", func(c *xol.IndexClause) { c.Series = points[:1200] }, ""},
		{"one too long", func(c *xol.IndexClause) { c.Series = points }, "index.series: must have at most 1200 values (got 1201)"},
		{"out of order", func(c *xol.IndexClause) { c.Series = series("2026-01-01 1", "2027-01-01 1", "2026-12-31 1") }, "index.series[2].from: must be after the point before, 2027-01-01 (got 2026-12-31)"},
		{"twice", func(c *xol.IndexClause) { c.Series = series("2026-01-01 1", "2026-01-01 1") }, "index.series[1].from: must be after the point before, 2026-01-01 (got 2026-01-01)"},
		{"a gap", func(c *xol.IndexClause) { c.Series = series("2026-01-01 2026-12-31 1", "2027-01-02 1") }, "index.series[1].from: must be the day after the point before ends, 2026-12-31 (got 2027-01-02)"},
		{"an overlap", func(c *xol.IndexClause) { c.Series = series("2026-01-01 2026-12-31 1", "2026-12-31 1") }, "index.series[1].from: must be the day after the point before ends, 2026-12-31 (got 2026-12-31)"},
		{"an end before the beginning", func(c *xol.IndexClause) { c.Series = series("2026-01-01 2025-12-31 1") }, "index.series[0].to: must not be before from, 2026-01-01 (got 2025-12-31)"},
		{"no beginning", func(c *xol.IndexClause) { c.Series = append(rising(), xol.IndexPoint{Value: yuan("1")}) }, "index.series[3].from: must not be empty"},
		{"zero", func(c *xol.IndexClause) { c.Series[1].Value = decimal.Decimal{} }, "index.series[1].value: must be positive (got 0)"},
		{"below zero", func(c *xol.IndexClause) { c.Series[2].Value = yuan("-1") }, "index.series[2].value: must be positive (got -1)"},
		{"out of bounds", func(c *xol.IndexClause) { c.Series[0].Value = decimal.New(1, -1_000_000) }, "index.series[0].value: must have at most 18 decimal places (got 1E-1000000)"},
		{"everything at once", func(c *xol.IndexClause) {
			*c = xol.IndexClause{Basis: "x", Threshold: some("2"), Series: series("2026-01-01 0", "2025-01-01 0")}
		}, "index.kind: must not be empty\nindex.basis: must be one of paid, reported (got x)\nindex.base: must not be empty\n" +
			"index.threshold: must be a fraction in [0, 1] (got 2)\nindex.limit: must not be empty\nindex.series[0].value: must be positive (got 0)\n" +
			"index.series[1].from: must be after the point before, 2026-01-01 (got 2025-01-01)\nindex.series[1].value: must be positive (got 0)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := full(rising()...)
			tt.change(c)
			cover := indexedXL("1", "", c)
			for _, terms := range []treaty.Terms{cover, xol.PerRisk(cover)} {
				if diff := cmp.Diff(tt.want, text(terms.Validate())); diff != "" {
					t.Errorf("%s (-want +got):\n%s", terms.Kind(), diff)
				}
			}
		})
	}
	clauses := xol.Clauses{Index: full(rising()...)}
	layer := []xol.Layer{{Attachment: yuan("1")}}
	equal(t, "aggregate excess", text(xol.AggregateExcess{Layers: layer, Clauses: clauses}.Validate()), "index: must be absent where there is one occurrence")
	equal(t, "stop loss", text(xol.StopLoss{On: xol.OnAmounts, Layers: layer, Clauses: clauses}.Validate()), "index: must be absent where there is one occurrence")
	equal(t, "umbrella", text(xol.Umbrella{Over: []string{"A"}, Layers: layer, Clauses: clauses}.Validate()), "")
	dropping := xol.PerEvent{Clauses: clauses, Layers: []xol.Layer{
		{ID: "low", Attachment: yuan("1"), Limit: some("1"), AggregateLimit: some("1")},
		{ID: "top", Attachment: yuan("2"), Drops: []xol.Drop{{Below: "low", Attachment: yuan("1")}}},
	}}
	equal(t, "drops", text(dropping.Validate()), "index: must be absent where a layer drops")
}

func TestIndexClause_JSON(t *testing.T) {
	c := clause(xol.IndexSevere, "0.30", series("2026-01-01 100", "2027-01-01 2027-12-31 125.0")...)
	terms := indexedXL("1", "", c).Canonical()
	data, err := strictjson.Marshal(terms)
	if err != nil {
		t.Fatal(err)
	}
	const want = `"index":{"kind":"severe-inflation","basis":"paid","base":"2026-01-01","threshold":"0.3","limit":"fixed",` +
		`"series":[{"from":"2026-01-01","value":"100"},{"from":"2027-01-01","to":"2027-12-31","value":"125"}]}`
	if !strings.Contains(string(data), want) {
		t.Errorf("%s\nis without\n%s", data, want)
	}
	var back xol.PerEvent
	if err := strictjson.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	again, err := strictjson.Marshal(back.Canonical())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(data), string(again)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c.Basis != "" {
		t.Error("the canonical form changed the original")
	}
}

// An indexCase is a loss under an index clause. Values are the index by year from 2026, in hundredths, Paid and Left what was
// paid at the end of each and what was outstanding at the end of the last, in minor units.
func indexCase(values, paid []int64, left int64) ([]xol.IndexPoint, treaty.Loss) {
	var points []xol.IndexPoint
	loss := treaty.Loss{ID: "A", Date: day("2026-01-01")}
	for i, v := range values {
		points = append(points, xol.IndexPoint{From: date(2026+i, 1, 1), Value: decimal.New(v, -2)})
	}
	for i, p := range paid {
		at := treaty.Position{At: date(2026+i, 12, 31), Paid: fen(p)}
		if i == len(paid)-1 {
			at.Outstanding = fen(left)
		}
		loss.Positions = append(loss.Positions, at)
	}
	return points, loss
}

// byFormula is min(max(x - attachment × factor, 0), limit × factor) of an index case, in fractions, by the formula of
// the clause.
func byFormula(kind xol.IndexKind, threshold decimal.Decimal, follow bool, attachment, limit int64, values, paid []int64, left int64) int64 {
	rat := func(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }
	trigger := new(big.Rat).Mul(rat(values[0]), new(big.Rat).Add(rat(1), threshold.Rat()))
	adjusted := new(big.Rat)
	worth := func(amount, value int64) {
		a := rat(amount)
		above := rat(value).Cmp(trigger) > 0
		switch {
		case kind == xol.IndexFull, kind == xol.IndexFranchise && above:
			a.Mul(a, big.NewRat(values[0], value))
		case kind == xol.IndexSevere && above:
			a.Mul(a, new(big.Rat).Quo(trigger, rat(value)))
		}
		adjusted.Add(adjusted, a)
	}
	before := int64(0)
	for i, p := range paid {
		worth(p-before, values[min(i, len(values)-1)])
		before = p
	}
	worth(left, values[min(len(paid), len(values))-1])
	x, factor := before+left, rat(1)
	if x > 0 && adjusted.Sign() > 0 {
		factor.Quo(rat(x), adjusted)
	}
	scale := func(n int64) int64 { // half up, for n ≥ 0
		r := new(big.Rat).Mul(rat(n), factor)
		r.Add(r, big.NewRat(1, 2))
		return new(big.Int).Quo(r.Num(), r.Denom()).Int64()
	}
	if follow {
		limit = scale(limit)
	}
	return min(max(x-scale(attachment), 0), limit)
}

func TestIndexLaws(t *testing.T) {
	years := gens.SliceOf(gens.Minor(1, 40_000), 1, 8)
	amounts := gens.SliceOf(gens.Minor(0, 3_000_000), 1, 8)
	kinds := gens.Pick(xol.IndexFull, xol.IndexSevere, xol.IndexFranchise)
	attachment, limit, left := gens.Minor(0, 1_000_000), gens.Minor(1, 1_000_000), gens.Minor(0, 1_000_000)
	build := func(kind xol.IndexKind, threshold decimal.Decimal, follow bool, points []xol.IndexPoint) *xol.IndexClause {
		c := full(points...)
		if c.Kind = kind; kind != xol.IndexFull {
			c.Threshold = &threshold
		}
		if follow {
			c.Limit = xol.LimitIndexed
		}
		return c
	}
	cover := func(attachment, limit int64, c *xol.IndexClause) xol.PerEvent {
		return xol.PerEvent{Layers: []xol.Layer{{Attachment: fen(attachment), Limit: new(fen(limit))}}, Clauses: xol.Clauses{Index: c}}
	}
	proptest.Check(t, "the clause is what its formula says", prop.ForAll(
		func(kind xol.IndexKind, threshold decimal.Decimal, follow bool, attachment, limit int64, values, paid []int64, left int64) bool {
			points, loss := indexCase(values, paid, left)
			want := byFormula(kind, threshold, follow, attachment, limit, values, paid, left)
			return paysFor(cover(attachment, limit, build(kind, threshold, follow, points)), loss) == fen(want).String()
		}, kinds, gens.Share(2), gens.Pick(false, true), attachment, limit, years, amounts, left))
	proptest.Check(t, "a constant index is no clause", prop.ForAll(
		func(kind xol.IndexKind, threshold decimal.Decimal, follow bool, attachment, limit, value int64, paid []int64, left int64) bool {
			points, loss := indexCase(slices.Repeat([]int64{value}, 9), paid, left)
			return paysFor(cover(attachment, limit, build(kind, threshold, follow, points)), loss) == paysFor(cover(attachment, limit, nil), loss)
		}, kinds, gens.Share(2), gens.Pick(false, true), attachment, limit, gens.Minor(1, 40_000), amounts, left))
	proptest.Check(t, "where all is paid at an index k times the base a full clause pays k times as much of a loss k times as large", prop.ForAll(
		func(attachment, limit, x, k int64) bool {
			points, loss := indexCase([]int64{100, 100 * k}, []int64{0, k * x}, 0)
			_, small := indexCase(nil, []int64{x}, 0)
			want := decimal.RequireFromString(paysFor(cover(attachment, limit, nil), small)).Mul(decimal.New(k, 0))
			return paysFor(cover(attachment, limit, build(xol.IndexFull, decimal.Decimal{}, true, points)), loss) == want.String()
		}, attachment, limit, gens.Minor(0, 3_000_000), gens.Minor(1, 50)))
	proptest.Check(t, "an index in another unit is the same", prop.ForAll(
		func(kind xol.IndexKind, threshold decimal.Decimal, attachment, limit, k int64, values, paid []int64) bool {
			points, loss := indexCase(values, paid, 0)
			scaled := slices.Clone(points)
			for i := range scaled {
				scaled[i].Value = scaled[i].Value.Mul(decimal.New(k, 0))
			}
			return paysFor(cover(attachment, limit, build(kind, threshold, true, points)), loss) == paysFor(cover(attachment, limit, build(kind, threshold, true, scaled)), loss)
		}, kinds, gens.Share(2), attachment, limit, gens.Minor(1, 1000), years, amounts))
	proptest.Check(t, "with an index that rises and no money back full pays least then franchise then severe then no clause", prop.ForAll(
		func(threshold decimal.Decimal, attachment, limit int64, steps, payments []int64, left int64) bool {
			values, paid := []int64{10_000}, []int64{0}
			for _, step := range steps {
				values = append(values, values[len(values)-1]+step)
			}
			for _, p := range payments {
				paid = append(paid, paid[len(paid)-1]+p)
			}
			points, loss := indexCase(values, paid, left)
			pays := func(c *xol.IndexClause) decimal.Decimal {
				return decimal.RequireFromString(paysFor(cover(attachment, limit, c), loss))
			}
			list := []decimal.Decimal{
				pays(build(xol.IndexFull, threshold, false, points)), pays(build(xol.IndexFranchise, threshold, false, points)),
				pays(build(xol.IndexSevere, threshold, false, points)), pays(nil),
			}
			return slices.IsSortedFunc(list, decimal.Decimal.Compare)
		}, gens.Share(2), attachment, limit, gens.SliceOf(gens.Minor(0, 4_000), 1, 8), gens.SliceOf(gens.Minor(0, 400_000), 1, 8), left))
	proptest.Check(t, "a stream pays what a book does", prop.ForAll(
		func(kind xol.IndexKind, threshold decimal.Decimal, attachment, limit int64, values, first, second []int64) bool {
			points, a := indexCase(values, first, 0)
			_, b := indexCase(values, second, 0)
			b.ID, a.Event, b.Event = "B", "crash", "crash"
			terms := cover(attachment, limit, build(kind, threshold, true, points))
			program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, terms)}})
			if err != nil {
				return false
			}
			empty, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
			if err != nil {
				return false
			}
			var got decimal.Decimal
			err = program.Stream(context.Background(), empty, func(yield func(treaty.EventLosses, error) bool) {
				yield(treaty.EventLosses{Event: treaty.Event{ID: "crash"}, Losses: []treaty.Loss{b, a}}, nil)
			}, func(r *treaty.Result) error {
				got = got.Add(r.Total().Ceded.Loss)
				return nil
			})
			return err == nil && got.String() == paysFor(terms, a, b)
		}, kinds, gens.Share(2), attachment, limit, years, amounts, amounts))
}

// A loss of thousands of payments, each at an index with nothing in common with the others, is still quick.
func TestIndex_hostile(t *testing.T) {
	var points []xol.IndexPoint
	loss := treaty.Loss{ID: "A", Date: day("2026-01-01")}
	value := new(big.Int).Exp(big.NewInt(10), big.NewInt(37), nil)
	for i := range 1200 {
		at := day("2026-01-01").AddDays(i)
		points = append(points, xol.IndexPoint{From: at, Value: decimal.NewFromBigInt(value, -18)})
		value = new(big.Int).Add(value, big.NewInt(1_000_003))
		loss.Positions = append(loss.Positions, treaty.Position{At: at, Paid: decimal.New(int64(i+1), 3)})
	}
	// The index rises by less than a part in 10^25, so that nothing of it is seen.
	equal(t, "recovery", paysFor(indexedXL("1,000,000", "", full(points...)), loss), "200000")
}
