package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// plainBook is a valid book of one risk with one loss of 100 in one event.
func plainBook() treaty.BookSpec {
	dec := decimal.RequireFromString
	return treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{{ID: "R1", SumInsured: dec("1000"), Premium: dec("50"), Period: exampleYear(2026)}},
		Events:   []treaty.Event{{ID: "E1", Peril: "wind"}},
		Losses:   []treaty.Loss{exampleLoss("L1", "R1", "E1", "2026-06-01", "100")},
	}
}

// Every way in which a book may be broken, with the whole text of the error.
func TestNewBook_refuses(t *testing.T) {
	dec := decimal.RequireFromString
	risk := func(change func(*treaty.Risk)) func(*treaty.BookSpec) {
		return func(b *treaty.BookSpec) { change(&b.Risks[0]) }
	}
	event := func(change func(*treaty.Event)) func(*treaty.BookSpec) {
		return func(b *treaty.BookSpec) { change(&b.Events[0]) }
	}
	loss := func(change func(*treaty.Loss)) func(*treaty.BookSpec) {
		return func(b *treaty.BookSpec) { change(&b.Losses[0]) }
	}
	position := func(change func(*treaty.Position)) func(*treaty.BookSpec) {
		return func(b *treaty.BookSpec) { change(&b.Losses[0].Positions[0]) }
	}
	positions := func(days ...string) func(*treaty.BookSpec) {
		return loss(func(l *treaty.Loss) {
			l.Positions = nil
			for _, day := range days {
				p := treaty.Position{Paid: dec("1")}
				if day != "" {
					p.At = exampleDay(day)
				}
				l.Positions = append(l.Positions, p)
			}
		})
	}
	for _, tt := range []struct {
		name   string
		change func(*treaty.BookSpec)
		want   string
	}{
		{"no currency", func(b *treaty.BookSpec) { b.Currency = "" }, "currency: must not be empty"},
		{"currency", func(b *treaty.BookSpec) { b.Currency = "yuan" }, "currency: must be three capital letters, as CNY (got yuan)"},

		{"risk without id", func(b *treaty.BookSpec) { b.Losses, b.Risks[0].ID = nil, "" }, "risks[0].id: must not be empty"},
		{"risk of bytes", func(b *treaty.BookSpec) { b.Losses, b.Risks[0].ID = nil, "a\x80" }, `risks[0].id: must be valid UTF-8 (got "a\x80")`},
		{"risk twice", func(b *treaty.BookSpec) { b.Risks = append(b.Risks, b.Risks[0]) }, "risks[1].id: must be unique in the book (got R1)"},
		{"risk in dollars", risk(func(r *treaty.Risk) { r.Currency = "USD" }), "risks[0].currency: must be the book's, CNY (got USD)"},
		{"sum insured below zero", risk(func(r *treaty.Risk) { r.SumInsured = dec("-0.01") }), "risks[0].sumInsured: must not be negative (got -0.01)"},
		{"sum insured of 1e10000", risk(func(r *treaty.Risk) { r.SumInsured = decimal.New(1, 10_000) }), "risks[0].sumInsured: has too many digits (got 1E10000)"},
		{
			"sum insured of a million digits", risk(func(r *treaty.Risk) { r.SumInsured, r.PML = millionDigits(), new(millionDigits()) }),
			"risks[0].sumInsured: has too many digits (got about 1E999999)\nrisks[0].pml: has too many digits (got about 1E999999)",
		},
		{"pml below zero", risk(func(r *treaty.Risk) { r.PML = new(dec("-1")) }), "risks[0].pml: must not be negative (got -1)"},
		{"pml above", risk(func(r *treaty.Risk) { r.PML = new(dec("1000.01")) }), "risks[0].pml: must not be above the sum insured, 1000 (got 1000.01)"},
		{"premium below zero", risk(func(r *treaty.Risk) { r.Premium = dec("-1") }), "risks[0].premium: must not be negative (got -1)"},
		{"no policy period", func(b *treaty.BookSpec) { b.Losses, b.Risks[0].Period = nil, treaty.Period{} }, "risks[0].period.from: must not be empty"},
		{"policy period backwards", func(b *treaty.BookSpec) {
			b.Losses, b.Risks[0].Period = nil, treaty.Period{From: exampleDay("2026-02-01"), To: exampleDay("2026-01-31")}
		}, "risks[0].period.to: must not be before from, 2026-02-01 (got 2026-01-31)"},
		{
			"empty keys", risk(func(r *treaty.Risk) { r.Keys = map[string]string{"ship": "", "account": ""} }),
			"risks[0].keys.account: must not be empty\nrisks[0].keys.ship: must not be empty",
		},
		{"attributes", risk(func(r *treaty.Risk) {
			r.Attributes = map[string]decimal.Decimal{"b": decimal.New(1, -19), "a": decimal.New(1, 10_000), "c": dec("-1")}
		}), "risks[0].attributes.a: has too many digits (got 1E10000)\nrisks[0].attributes.b: must have at most 18 decimal places (got 1E-19)"},

		{"event without id", func(b *treaty.BookSpec) { b.Losses, b.Events[0].ID = nil, "" }, "events[0].id: must not be empty"},
		{"event twice", func(b *treaty.BookSpec) { b.Events = append(b.Events, b.Events[0]) }, "events[1].id: must be unique in the book (got E1)"},
		{"market loss below zero", event(func(e *treaty.Event) { e.MarketLoss = new(dec("-1")) }), "events[0].marketLoss: must not be negative (got -1)"},
		{
			"event backwards", event(func(e *treaty.Event) { e.From, e.To = exampleDay("2026-06-02"), exampleDay("2026-06-01") }),
			"events[0].to: must not be before from, 2026-06-02 (got 2026-06-01)\n" +
				"losses[0].date: must not be before its event, 2026-06-02 (got 2026-06-01)",
		},

		{"loss without id", loss(func(l *treaty.Loss) { l.ID = "" }), "losses[0].id: must not be empty"},
		{
			"loss twice", func(b *treaty.BookSpec) { b.Losses = append(b.Losses, b.Losses[0], b.Losses[0]) },
			"losses[1].id: must be unique in the book (got L1)\nlosses[2].id: must be unique in the book (got L1)",
		},
		{"loss without date", loss(func(l *treaty.Loss) { l.Date, l.Reported = cede.Date{}, cede.Date{} }), "losses[0].date: must not be empty"},
		{"hour below", loss(func(l *treaty.Loss) { l.Hour = new(-1) }), "losses[0].hour: must be from 0 to 23 (got -1)"},
		{"hour above", loss(func(l *treaty.Loss) { l.Hour = new(24) }), "losses[0].hour: must be from 0 to 23 (got 24)"},
		{
			"reported before", loss(func(l *treaty.Loss) { l.Reported = exampleDay("2026-05-31") }),
			"losses[0].reported: must not be before the date of loss, 2026-06-01 (got 2026-05-31)",
		},
		{"loss in dollars", loss(func(l *treaty.Loss) { l.Currency = "USD" }), "losses[0].currency: must be the book's, CNY (got USD)"},
		{"unknown risk", loss(func(l *treaty.Loss) { l.Risk = "R0" }), "losses[0].risk: must be a risk of the book (got R0)"},
		{"unknown event", loss(func(l *treaty.Loss) { l.Event = "E2" }), "losses[0].event: must be an event of the book (got E2)"},
		{
			"before the policy", loss(func(l *treaty.Loss) { l.Date, l.Reported = exampleDay("2025-12-31"), cede.Date{} }),
			"losses[0].date: must be in the policy period of risk R1, 2026-01-01 to 2026-12-31, unless reported in it (got 2025-12-31)",
		},
		{
			"after the policy, reported then", loss(func(l *treaty.Loss) { l.Date, l.Reported = exampleDay("2027-01-01"), exampleDay("2027-01-01") }),
			"losses[0].date: must be in the policy period of risk R1, 2026-01-01 to 2026-12-31, unless reported in it (got 2027-01-01)",
		},
		{
			"before the event", event(func(e *treaty.Event) { e.From = exampleDay("2026-06-02") }),
			"losses[0].date: must not be before its event, 2026-06-02 (got 2026-06-01)",
		},
		{
			"after the event", event(func(e *treaty.Event) { e.To = exampleDay("2026-05-31") }),
			"losses[0].date: must not be after its event, 2026-05-31 (got 2026-06-01)",
		},

		{"no position", positions(), "losses[0].positions: must not be empty"},
		{"positions without a day", positions("", "2026-07-01"), "losses[0].positions[0].at: must not be empty where there are several positions"},
		{"last position without a day", positions("2026-07-01", ""), "losses[0].positions[1].at: must not be empty where there are several positions"},
		{"position before the loss", positions("2026-05-31"), "losses[0].positions[0].at: must not be before the date of loss, 2026-06-01 (got 2026-05-31)"},
		{
			"positions out of order", positions("2026-07-01", "2026-06-30"),
			"losses[0].positions[1].at: must be after the position before, 2026-07-01 (got 2026-06-30)",
		},
		{
			"positions of one day", positions("2026-07-01", "2026-07-01"),
			"losses[0].positions[1].at: must be after the position before, 2026-07-01 (got 2026-07-01)",
		},
		{"negative amounts", position(func(p *treaty.Position) {
			*p = treaty.Position{Paid: dec("-1"), Outstanding: dec("-2"), PaidExpense: dec("-3"), OutstandingExpense: dec("-4"), Salvage: dec("-5")}
		}), "losses[0].positions[0].paid: must not be negative (got -1)\n" +
			"losses[0].positions[0].outstanding: must not be negative (got -2)\n" +
			"losses[0].positions[0].paidExpense: must not be negative (got -3)\n" +
			"losses[0].positions[0].outstandingExpense: must not be negative (got -4)\n" +
			"losses[0].positions[0].salvage: must not be negative (got -5)"},
		{"salvage above the rest", position(func(p *treaty.Position) {
			*p = treaty.Position{Paid: dec("1"), Outstanding: dec("2"), PaidExpense: dec("3"), OutstandingExpense: dec("4"), Salvage: dec("10.01")}
		}), "losses[0].positions[0].salvage: must not be above what it is salvage of, 10 (got 10.01)"},
		{
			"an amount of 1e10000", position(func(p *treaty.Position) { p.Paid = decimal.New(1, 10_000) }),
			"losses[0].positions[0].paid: has too many digits (got 1E10000)",
		},
		{
			"an amount of 1e-10000", position(func(p *treaty.Position) { p.Paid = decimal.New(1, -10_000) }),
			"losses[0].positions[0].paid: must have at most 18 decimal places (got 1E-10000)",
		},
		{
			"an amount of a million digits", position(func(p *treaty.Position) { p.Salvage = millionDigits() }),
			"losses[0].positions[0].salvage: has too many digits (got about 1E999999)",
		},
		{
			"an amount of 20 digits", position(func(p *treaty.Position) { p.Paid = dec("10000000000000000000") }),
			"losses[0].positions[0].paid: must have at most 18 digits (got 10000000000000000000)",
		},
		{
			"an amount of 20 digits with places", position(func(p *treaty.Position) { p.Paid = dec("100.00000000000000001") }),
			"losses[0].positions[0].paid: must have at most 18 digits (got 100.00000000000000001)",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := plainBook()
			tt.change(&spec)
			start := time.Now()
			book, err := treaty.NewBook(spec)
			if took := time.Since(start); took > time.Second {
				t.Errorf("took %v, want less than a second", took)
			}
			if diff := cmp.Diff(tt.want, textOfError(err)); diff != "" || book != nil {
				t.Errorf("NewBook is %v, error (-want +got):\n%s", book, diff)
			}
		})
	}
}

// The edges of what is accepted, beside those that are refused above.
func TestNewBook_accepts(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name   string
		change func(*treaty.BookSpec)
	}{
		{"as it is", func(*treaty.BookSpec) {}},
		{"nothing", func(b *treaty.BookSpec) { *b = treaty.BookSpec{Currency: "CNY"} }},
		{"zero amounts", func(b *treaty.BookSpec) {
			b.Risks[0].SumInsured, b.Risks[0].PML, b.Risks[0].Premium = dec("0"), new(dec("0")), dec("0")
			b.Losses[0].Positions[0] = treaty.Position{}
		}},
		{"pml of the whole", func(b *treaty.BookSpec) { b.Risks[0].PML = new(dec("1000.0")) }},
		{"all in the book's currency", func(b *treaty.BookSpec) { b.Risks[0].Currency, b.Losses[0].Currency = "CNY", "CNY" }},
		{"first hour", func(b *treaty.BookSpec) { b.Losses[0].Hour = new(0) }},
		{"last hour", func(b *treaty.BookSpec) { b.Losses[0].Hour = new(23) }},
		{"first day of the policy", func(b *treaty.BookSpec) { b.Losses[0].Date = exampleDay("2026-01-01") }},
		{"last day of the policy", func(b *treaty.BookSpec) {
			b.Losses[0].Date, b.Losses[0].Reported = exampleDay("2026-12-31"), exampleDay("2026-12-31")
		}},
		{"before the policy, reported on its first day", func(b *treaty.BookSpec) {
			b.Losses[0].Date, b.Losses[0].Reported = exampleDay("2020-01-01"), exampleDay("2026-01-01")
		}},
		{"on the event's only day", func(b *treaty.BookSpec) {
			b.Events[0].From, b.Events[0].To = exampleDay("2026-06-01"), exampleDay("2026-06-01")
		}},
		{"market loss of nothing", func(b *treaty.BookSpec) { b.Events[0].MarketLoss = new(dec("0")) }},
		{"salvage of everything", func(b *treaty.BookSpec) {
			b.Losses[0].Positions[0] = treaty.Position{Paid: dec("1.5"), Salvage: dec("1.50")}
		}},
		{"first valuation on the day of loss", func(b *treaty.BookSpec) { b.Losses[0].Positions[0].At = exampleDay("2026-06-01") }},
		{"the greatest number of digits", func(b *treaty.BookSpec) { b.Losses[0].Positions[0].Paid = dec("9223372036854775807") }},
		{"many places", func(b *treaty.BookSpec) { b.Losses[0].Positions[0].Paid = dec("1.000000000000000000") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := plainBook()
			tt.change(&spec)
			if _, err := treaty.NewBook(spec); err != nil {
				t.Error(err)
			}
		})
	}
}

// The book does not follow what its spec becomes.
func TestNewBook_frozen(t *testing.T) {
	dec := decimal.RequireFromString
	spec := plainBook()
	r := &spec.Risks[0]
	r.Tags, r.Perils, r.PML = []string{"x"}, []string{"wind"}, new(dec("500"))
	r.Keys, r.Attributes = map[string]string{"ship": "Sea Star"}, map[string]decimal.Decimal{"age": dec("20")}
	book, err := treaty.NewBook(spec)
	if err != nil {
		t.Fatal(err)
	}
	r.Tags[0], r.Perils[0], *r.PML = "y", "flood", dec("1")
	r.Keys["ship"], r.Attributes["age"] = "Sea Moon", dec("50")
	spec.Losses[0].Positions[0].Outstanding = dec("1")
	spec.Events[0].Peril = "flood"
	program := plainSpec()
	s := &program.Contracts[0].Sections[0]
	s.Scope = treaty.Scope{
		Include: treaty.Selection{
			Tags: []string{"x"}, Perils: []string{"wind"},
			Keys: []treaty.KeyValues{{Name: "ship", Values: []string{"Sea Star"}}},
		},
		Bounds: []treaty.Bound{{Attribute: "age", Max: new(dec("20"))}},
	}
	s.PremiumPart = new(dec("1"))
	s.Terms = proportional.Surplus{ // (500 - 100) / 500 = 0.8 of 100
		Retention: proportional.Retention{Amount: new(dec("100"))}, Base: proportional.OnPML,
		Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
	}
	p, err := treaty.NewProgram(program)
	if err != nil {
		t.Fatal(err)
	}
	result, err := p.Apply(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	if got := result.Total().Ceded.Loss; !got.Equal(dec("80")) {
		t.Errorf("ceded is %v, want 80", got)
	}
}

// Of a broken file of a million rows only a thousand problems are reported.
func TestNewBook_manyProblems(t *testing.T) {
	spec := treaty.BookSpec{Currency: "CNY", Risks: make([]treaty.Risk, 1200)}
	for i := range spec.Risks {
		spec.Risks[i] = treaty.Risk{ID: fmt.Sprint("R", i), Period: exampleYear(2026), Premium: decimal.New(-1, 0)}
	}
	_, err := treaty.NewBook(spec)
	lines := strings.Split(textOfError(err), "\n")
	if len(lines) != 1001 {
		t.Fatalf("%d problems, want 1000 and a last line", len(lines))
	}
	if want := "risks[999].premium: must not be negative (got -1)"; lines[999] != want {
		t.Errorf("the last problem is %q, want %q", lines[999], want)
	}
	if want := "has more problems than the 1000 reported"; lines[1000] != want {
		t.Errorf("the last line is %q, want %q", lines[1000], want)
	}
	spec.Risks = spec.Risks[:1000]
	if _, err := treaty.NewBook(spec); len(strings.Split(textOfError(err), "\n")) != 1000 {
		t.Errorf("a thousand problems are %d", len(strings.Split(textOfError(err), "\n")))
	}
}

// applySpec makes a program and a book and applies one to the other.
func applySpec(t *testing.T, spec treaty.Spec, bookSpec treaty.BookSpec) (*treaty.Result, error) {
	t.Helper()
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(bookSpec)
	if err != nil {
		t.Fatal(err)
	}
	return program.Apply(context.Background(), book)
}

// What only shows when a program meets a book, with the whole text of the error. The book has its rows in
// another order than the canonical one, so that places are those of the spec.
func TestProgram_Apply_refuses(t *testing.T) {
	dec := decimal.RequireFromString
	surplus := proportional.Surplus{
		Retention: proportional.Retention{Amount: new(dec("100"))}, Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
	}
	terms := func(terms treaty.Terms) func(*treaty.Spec, *treaty.BookSpec) {
		return func(s *treaty.Spec, _ *treaty.BookSpec) { s.Contracts[0].Sections[0].Terms = terms }
	}
	for _, tt := range []struct {
		name   string
		change func(*treaty.Spec, *treaty.BookSpec)
		want   string
	}{
		{"other currency", func(_ *treaty.Spec, b *treaty.BookSpec) { b.Currency = "USD" }, "currency: must be the program's, CNY (got USD)"},
		{
			"sum insured finer than the fen", func(_ *treaty.Spec, b *treaty.BookSpec) { b.Risks[0].SumInsured = dec("1000.001") },
			"risks[0].sumInsured: must have at most 2 decimal places (got 1000.001)",
		},
		{"all amounts of a risk", func(_ *treaty.Spec, b *treaty.BookSpec) {
			b.Risks[0].SumInsured, b.Risks[0].PML, b.Risks[0].Premium = dec("92233720368547758.08"), new(dec("0.005")), dec("0.0001")
		}, "risks[0].sumInsured: must fit 64 bits of minor units (got 92233720368547758.08)\n" +
			"risks[0].premium: must have at most 2 decimal places (got 0.0001)\n" +
			"risks[0].pml: must have at most 2 decimal places (got 0.005)"},
		{"beyond int64 though rounded", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Entry = treaty.EntryRound
			b.Risks[0].SumInsured = dec("92233720368547758.075")
		}, "risks[0].sumInsured: must fit 64 bits of minor units (got 92233720368547758.075)"},
		{"loss finer than the fen", func(_ *treaty.Spec, b *treaty.BookSpec) {
			b.Losses[0].Positions = []treaty.Position{{At: exampleDay("2026-06-01"), Paid: dec("0.001")}, {At: exampleDay("2026-06-02"), Paid: dec("0.002"), Salvage: dec("0.001")}}
		}, "losses[0].positions[1].paid: must have at most 2 decimal places (got 0.002)\n" +
			"losses[0].positions[1].salvage: must have at most 2 decimal places (got 0.001)"},
		{
			"loss beyond int64", func(_ *treaty.Spec, b *treaty.BookSpec) {
				b.Losses[0].Positions[0].Outstanding = dec("100000000000000000")
			},
			"losses[0].positions[0].outstanding: must fit 64 bits of minor units (got 100000000000000000)",
		},
		{"paid and outstanding beyond int64", func(_ *treaty.Spec, b *treaty.BookSpec) {
			b.Losses[0].Positions[0] = treaty.Position{Paid: dec("90000000000000000"), Outstanding: dec("90000000000000000")}
		}, "losses[0].positions[0].outstanding: must add up to 64 bits of minor units"},
		{"sums insured beyond int64", func(_ *treaty.Spec, b *treaty.BookSpec) {
			b.Risks[0].SumInsured, b.Risks[1].SumInsured = dec("90000000000000000"), dec("90000000000000000")
		}, "risks: amounts leave 64 bits of minor units"},
		{"premium beyond int64", func(_ *treaty.Spec, b *treaty.BookSpec) {
			b.Risks[0].Premium, b.Risks[1].Premium = dec("90000000000000000"), dec("90000000000000000")
		}, "risks: amounts leave 64 bits of minor units"},

		{"no risk where the share follows from it", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Terms, b.Losses[0].Risk = surplus, ""
		}, "losses[0].risk: must not be empty: contract QS needs it"},
		{"no risk where the unit is asked", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Terms, b.Losses[0].Risk = xol.PerRisk{Layers: []xol.Layer{{}}}, ""
		}, "losses[0].risk: must not be empty: contract QS needs it"},
		{"no risk where the inception is asked", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Basis, b.Losses[0].Risk = treaty.RisksAttaching, ""
		}, "losses[0].risk: must not be empty: contract QS needs it"},
		{"no risk where the line is asked", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Scope.Exclude.Lines, b.Losses[0].Risk = []string{"hull"}, ""
		}, "losses[0].risk: must not be empty: contract QS needs it"},
		{"no risk where risks are counted", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Terms, b.Losses[0].Risk = xol.PerEvent{Layers: []xol.Layer{{MinimumRisks: 2}}}, ""
		}, "losses[0].risk: must not be empty: contract QS needs it"},
		{"no risk where a deductible is per unit", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Terms, b.Losses[0].Risk = proportional.QuotaShare{
				Share: dec("0.5"), Deductible: &proportional.Deductible{Amount: dec("1")},
			}, ""
		}, "losses[0].risk: must not be empty: contract QS needs it"},
		{
			"no policy", func(s *treaty.Spec, _ *treaty.BookSpec) { s.Contracts[0].Sections[0].Unit = treaty.UnitPolicy },
			"risks[1].policy: must not be empty: contract QS pools by it\nrisks[0].policy: must not be empty: contract QS pools by it",
		},
		{"no key", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Unit, s.Contracts[0].Sections[0].UnitKey = treaty.UnitKey, "ship"
			b.Risks[1].Keys = map[string]string{"ship": "Sea Star"}
		}, "risks[0].keys.ship: must not be empty: contract QS pools by it"},
		{"no sum insured", func(s *treaty.Spec, b *treaty.BookSpec) {
			s.Contracts[0].Sections[0].Terms, b.Risks[0].SumInsured = surplus, dec("0")
		}, "contract QS: risks[0].sumInsured: must be positive where a share follows from it (got 0)"},
		{"overspill refused", terms(proportional.Surplus{
			Retention: surplus.Retention, Capacities: []proportional.Capacity{{Lines: new(dec("1"))}}, Overspill: proportional.OverspillError,
		}), "contract QS: risks[1].sumInsured: must not be above the capacity of the section"},
		{"not exposed", func(s *treaty.Spec, b *treaty.BookSpec) {
			// Reported in the policy period, so that the loss is one of the risk, but before it: the policy
			// begins only after the contract has ended.
			s.Contracts[0].Period = exampleYear(2025)
			s.Contracts[0].Sections[0].Terms = surplus
			b.Losses[0].Date = exampleDay("2025-12-31")
		}, "losses[0].risk: must be exposed to contract QS: the policy period is outside the period (got R2)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, book := plainSpec(), plainBook()
			second := book.Risks[0]
			second.ID = "R2"
			book.Risks = []treaty.Risk{second, book.Risks[0]}
			book.Losses[0].Risk = "R2"
			tt.change(&spec, &book)
			result, err := applySpec(t, spec, book)
			if diff := cmp.Diff(tt.want, textOfError(err)); diff != "" || result != nil {
				t.Errorf("Apply is %v, error (-want +got):\n%s", result, diff)
			}
		})
	}
}

// A loss without a risk is no problem where nothing is asked about risks, nor outside the period.
func TestProgram_Apply_withoutRisk(t *testing.T) {
	dec := decimal.RequireFromString
	surplus := proportional.Surplus{
		Retention: proportional.Retention{Amount: new(dec("100"))}, Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
	}
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		year  int
		want  string
	}{
		{"quota share", proportional.QuotaShare{Share: dec("0.5")}, 2026, "50"},
		{"per event", xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("40")}}}, 2026, "60"},
		{"surplus of another year", surplus, 2027, "0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, book := plainSpec(), plainBook()
			spec.Contracts[0].Period = exampleYear(tt.year)
			spec.Contracts[0].Sections[0].Terms = tt.terms
			book.Losses[0].Risk = ""
			result, err := applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			if got := result.Total().Ceded.Loss; !got.Equal(dec(tt.want)) {
				t.Errorf("ceded is %v, want %s", got, tt.want)
			}
		})
	}
}

func TestProgram_Apply_nil(t *testing.T) {
	program, err := treaty.NewProgram(plainSpec())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := program.Apply(context.Background(), nil); textOfError(err) != "book: must not be nil" {
		t.Errorf("no book: error is %v", err)
	}
	if _, err := new(treaty.Program).Apply(context.Background(), new(treaty.Book)); textOfError(err) != "program: must be made by NewProgram" {
		t.Errorf("zero program: error is %v", err)
	}
	if _, err := (*treaty.Program)(nil).Apply(context.Background(), new(treaty.Book)); textOfError(err) != "program: must be made by NewProgram" {
		t.Errorf("nil program: error is %v", err)
	}
	if _, err := program.Apply(context.Background(), new(treaty.Book)); textOfError(err) != "currency: must be the program's, CNY" {
		t.Errorf("zero book: error is %v", err)
	}
}

// What is cancelled before it begins gives nothing, also where there is nothing to do.
func TestProgram_Apply_cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	program, book := lawProgram(treaty.Spec{Currency: "CNY"}), lawBook(plainBook())
	if r, err := program.Apply(ctx, book); !errors.Is(err, context.Canceled) || r != nil {
		t.Errorf("Apply: result %v, error %v", r, err)
	}
	if b, err := program.Batch(ctx, book); !errors.Is(err, context.Canceled) || b != nil {
		t.Errorf("Batch: batch %v, error %v", b, err)
	}
	if err := program.Stream(ctx, book, lawSequence(nil), func(*treaty.Result) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("Stream: error %v", err)
	}
}

// An empty program cedes nothing of a book, and an empty book gives nothing to cede.
func TestProgram_Apply_empty(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name     string
		spec     treaty.Spec
		book     treaty.BookSpec
		gross    string
		postings int
	}{
		{"both", treaty.Spec{Currency: "CNY"}, treaty.BookSpec{Currency: "CNY"}, "0", 0},
		{"program", treaty.Spec{Currency: "CNY"}, plainBook(), "100", 0},
		{"book", plainSpec(), treaty.BookSpec{Currency: "CNY"}, "0", 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			result, err := applySpec(t, tt.spec, tt.book)
			if err != nil {
				t.Fatal(err)
			}
			total := result.Total()
			if !total.Subject.Loss.Equal(dec(tt.gross)) || !total.Ceded.Loss.IsZero() || !total.Retained.Loss.Equal(dec(tt.gross)) {
				t.Errorf("total is %+v, want %s gross and net", total, tt.gross)
			}
			n := 0
			for range result.Postings() {
				n++
			}
			if n != tt.postings {
				t.Errorf("%d postings, want %d", n, tt.postings)
			}
			if got := len(result.Contracts()); got != len(tt.spec.Contracts) {
				t.Errorf("%d contracts, want %d", got, len(tt.spec.Contracts))
			}
			if got := result.Overspills(); len(got) > 0 {
				t.Errorf("overspills %v, want none", got)
			}
			if got := result.FacultativeNeeds(); len(got) > 0 {
				t.Errorf("needs %v, want none", got)
			}
		})
	}
}

// A sum of losses beyond int64 is an overflow; what came before the loss that does it stands.
func TestProgram_Apply_overflow(t *testing.T) {
	dec := decimal.RequireFromString
	book := plainBook()
	book.Losses = append(book.Losses,
		exampleLoss("L2", "R1", "", "2026-07-01", "90000000000000000"),
		exampleLoss("L3", "R1", "E1", "2026-07-02", "90000000000000000"), // the event that began with L1
		exampleLoss("L4", "R1", "", "2026-07-03", "1"),
	)
	result, err := applySpec(t, plainSpec(), book)
	if want := "losses[2]: amounts leave 64 bits of minor units"; textOfError(err) != want || !errors.Is(err, treaty.ErrOverflow) {
		t.Errorf("error is %v, want %s", err, want)
	}
	if result == nil {
		t.Fatal("no result of the events before")
	}
	if _, ok := result.Loss("L1"); ok {
		t.Error("the result holds a loss of the event that failed")
	}
	if total := result.Total(); !total.Subject.Loss.IsZero() || !total.Subject.Premium.Equal(dec("50")) {
		t.Errorf("total is %+v, want no loss before the first of the event, and the premium", total)
	}
	book.Losses[2].Event = ""
	result, err = applySpec(t, plainSpec(), book)
	if !errors.Is(err, treaty.ErrOverflow) {
		t.Errorf("error is %v, want an overflow", err)
	}
	if got, want := result.Total().Ceded.Loss, dec("45000000000000050"); !got.Equal(want) {
		t.Errorf("ceded before is %v, want %v", got, want)
	}
	if _, ok := result.Loss("L4"); ok {
		t.Error("the result holds a loss after the one that failed")
	}
}

// The least loss too much is the one that fails.
func TestProgram_Apply_overflowByOne(t *testing.T) {
	book := plainBook()
	book.Losses = []treaty.Loss{
		exampleLoss("L1", "R1", "", "2026-07-01", "92233720368547758.07"), // 2^63 - 1 fen
		exampleLoss("L2", "R1", "", "2026-07-02", "0.01"),
	}
	result, err := applySpec(t, plainSpec(), book)
	if want := "losses[1]: amounts leave 64 bits of minor units"; textOfError(err) != want {
		t.Errorf("error is %v, want %s", err, want)
	}
	if _, ok := result.Loss("L1"); !ok {
		t.Error("the loss before is not in the result")
	}
}

// The greatest amounts that 64 bits hold go through: 92,233,720,368,547,758.07.
func TestProgram_Apply_greatest(t *testing.T) {
	const most = "92233720368547758.07"
	dec := decimal.RequireFromString
	book := plainBook()
	book.Risks[0].SumInsured, book.Risks[0].Premium = dec(most), dec(most)
	book.Losses[0].Positions[0].Outstanding = dec(most)
	result, err := applySpec(t, plainSpec(), book)
	if err != nil {
		t.Fatal(err)
	}
	// Half of an odd number of fen, half away from zero: 46,116,860,184,273,879.04 ceded and one fen less kept.
	total := result.Total()
	for name, got := range map[string][2]decimal.Decimal{
		"sum insured": {total.Ceded.SumInsured, total.Retained.SumInsured},
		"premium":     {total.Ceded.Premium, total.Retained.Premium},
		"loss":        {total.Ceded.Loss, total.Retained.Loss},
	} {
		if !got[0].Equal(dec("46116860184273879.04")) || !got[1].Equal(dec("46116860184273879.03")) {
			t.Errorf("%s is %v ceded and %v kept", name, got[0], got[1])
		}
	}
}

// Ties are rounded away from zero or to the even neighbour, at every scale.
func TestProgram_Apply_rounding(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		scale            int
		loss             string
		halfUp, halfEven string // of half the loss
	}{
		{0, "1", "1", "0"},
		{0, "3", "2", "2"},
		{0, "5", "3", "2"},
		{2, "0.01", "0.01", "0"},
		{2, "0.03", "0.02", "0.02"},
		{2, "100.05", "50.03", "50.02"},
		{2, "100.06", "50.03", "50.03"},
		{6, "0.000001", "0.000001", "0"},
		{6, "0.000005", "0.000003", "0.000002"},
		{6, "9223372036854.775807", "4611686018427.387904", "4611686018427.387904"}, // an odd half: ...903.5
	} {
		for mode, want := range map[treaty.Rounding]string{treaty.RoundHalfUp: tt.halfUp, treaty.RoundHalfEven: tt.halfEven, "": tt.halfUp} {
			spec, book := plainSpec(), plainBook()
			spec.Scale, spec.Rounding = new(tt.scale), mode
			book.Losses[0].Positions[0].Outstanding = dec(tt.loss)
			result, err := applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			loss, _ := result.Loss("L1")
			if !loss.Ceded.Equal(dec(want)) || !loss.Net.Equal(dec(tt.loss).Sub(dec(want))) || !loss.Gross.Equal(dec(tt.loss)) {
				t.Errorf("scale %d, rounding %q: half of %s is %v, net %v; want %s", tt.scale, mode, tt.loss, loss.Ceded, loss.Net, want)
			}
		}
	}
}

// Amounts finer than the scale are rounded half away from zero on entry, each by itself, whatever the
// rounding of products.
func TestProgram_Apply_entryRound(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		position treaty.Position
		want     string
	}{
		{treaty.Position{Paid: dec("0.004")}, "0"},
		{treaty.Position{Paid: dec("0.005")}, "0.01"},
		{treaty.Position{Paid: dec("0.015")}, "0.02"},
		{treaty.Position{Paid: dec("0.025")}, "0.03"}, // to even it would be 0.02
		{treaty.Position{Paid: dec("0.004"), Outstanding: dec("0.004")}, "0"},
		{treaty.Position{Paid: dec("0.005"), Outstanding: dec("0.005"), PaidExpense: dec("0.005"), OutstandingExpense: dec("0.005")}, "0.04"},
		{treaty.Position{Paid: dec("1"), Salvage: dec("0.005")}, "0.99"},
		// 0.004 + 0.004 less 0.008 is nothing; rounded one by one it would be -0.01.
		{treaty.Position{Paid: dec("0.004"), Outstanding: dec("0.004"), Salvage: dec("0.008")}, "0"},
		{treaty.Position{Paid: dec("0.000000000000000001")}, "0"},
	} {
		for _, mode := range []treaty.Rounding{treaty.RoundHalfUp, treaty.RoundHalfEven} {
			spec, book := plainSpec(), plainBook()
			spec.Entry, spec.Rounding = treaty.EntryRound, mode
			book.Losses[0].Positions[0] = tt.position
			book.Risks[0].SumInsured, book.Risks[0].Premium, book.Risks[0].PML = dec("10.125"), dec("0.025"), new(dec("0.015"))
			result, err := applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			total := result.Total().Subject
			if !total.Loss.Equal(dec(tt.want)) || !total.SumInsured.Equal(dec("10.13")) || !total.Premium.Equal(dec("0.03")) {
				t.Errorf("%s: total is %+v, want a loss of %s on 10.13 for 0.03", mode, total, tt.want)
			}
		}
	}
}

// Both ends of a contract's period are inside, on every basis.
func TestBasis_ends(t *testing.T) {
	dec := decimal.RequireFromString
	risk := func(id, from, to string) treaty.Risk {
		return treaty.Risk{ID: id, SumInsured: dec("1000"), Premium: dec("1000"), Period: treaty.Period{From: exampleDay(from), To: exampleDay(to)}}
	}
	loss := func(id, risk, day, reported, amount string) treaty.Loss {
		l := exampleLoss(id, risk, "", day, amount)
		l.Reported = exampleDay(reported)
		return l
	}
	book := treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			risk("R1", "2025-12-31", "2026-12-30"), // a day too early
			risk("R2", "2026-01-01", "2026-12-31"), // the first day
			risk("R3", "2026-12-31", "2027-12-30"), // the last day
			risk("R4", "2027-01-01", "2027-12-31"), // a day too late
			risk("R5", "2025-01-01", "2025-12-31"), // ends a day too early
			risk("R6", "2025-01-02", "2026-01-01"), // ends on the first day
		},
		Losses: []treaty.Loss{
			loss("L1", "R1", "2025-12-31", "2025-12-31", "1"),
			loss("L2", "R1", "2025-12-31", "2026-01-01", "2"),
			loss("L3", "R2", "2026-01-01", "2026-01-01", "4"),
			loss("L4", "R2", "2026-12-31", "2026-12-31", "8"),
			loss("L5", "R3", "2026-12-31", "2027-01-01", "16"),
			loss("L6", "R3", "2027-01-01", "2027-01-01", "32"),
			loss("L7", "R4", "2027-01-01", "2027-01-01", "64"),
			loss("L8", "R5", "2025-12-31", "2026-01-01", "128"),
		},
	}
	for _, tt := range []struct {
		basis   treaty.Basis
		loss    string
		premium string
	}{
		// R2 and R3 begin in 2026: all losses of theirs, all their premium.
		{treaty.RisksAttaching, "60", "2000"},
		// L3, L4, L5 occurred in 2026. Premium of 1,000 a policy of 365 days, 2.74 a day (2.7397...): R1 364 days 1,000 - 2.74 =
		// 997.26, R2 1,000, R3 and R6 one day each, 2.74 and 1,000 - 997.26 = 2.74.
		{treaty.LossesOccurring, "28", "2002.74"},
		// L2, L3, L4, L8 were reported in 2026. Premium as before.
		{treaty.ClaimsMade, "142", "2002.74"},
	} {
		t.Run(string(tt.basis), func(t *testing.T) {
			spec := plainSpec()
			spec.Contracts[0].Sections[0].Basis = tt.basis
			result, err := applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			c, _ := result.Contract("QS")
			if !c.Subject.Loss.Equal(dec(tt.loss)) || !c.Subject.Premium.Equal(dec(tt.premium)) {
				t.Errorf("subject loss is %v of premium %v, want %s of %s", c.Subject.Loss, c.Subject.Premium, tt.loss, tt.premium)
			}
			spec.Contracts[0].Sections[0].Terms = xol.PerRisk{Layers: []xol.Layer{{}}} // everything, per unit and loss
			result, err = applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			if got := result.Total().Ceded.Loss; !got.Equal(dec(tt.loss)) {
				t.Errorf("a layer from the ground up cedes %v, want %s", got, tt.loss)
			}
		})
	}
}

// A claims-made section cannot judge a loss in its scope whose day of report is not known; one outside its scope it need not judge.
func TestBasis_notReported(t *testing.T) {
	spec, book := plainSpec(), plainBook()
	spec.Contracts[0].Sections[0].Basis = treaty.ClaimsMade
	narrow := treaty.Scope{Include: treaty.Selection{Tags: []string{"b"}}}
	layered := plainContract("XL")
	layered.Priority = 1
	layered.Sections[0] = treaty.Section{Basis: treaty.ClaimsMade, Terms: xol.PerEvent{Layers: []xol.Layer{{Scope: narrow}}}}
	spec.Contracts = append(spec.Contracts, layered)
	book.Losses[0].Reported = cede.Date{}
	_, err := applySpec(t, spec, book)
	want := "losses[0].reported: must not be empty: contract QS is on a claims-made basis\n" +
		"losses[0].reported: must not be empty: contract XL is on a claims-made basis"
	if got := textOfError(err); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for i := range spec.Contracts {
		spec.Contracts[i].Sections[0].Scope = narrow
	}
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for e := range result.Exclusions() {
		lines = append(lines, e.Contract+" "+e.Risk+e.Loss+" "+e.Term)
	}
	if diff := cmp.Diff([]string{"QS R1 scope.include.tags", "QS L1 period", "XL R1 scope.include.tags", "XL L1 period"}, lines); diff != "" {
		t.Errorf("exclusions (-want +got):\n%s", diff)
	}
}

// An occurrence belongs to the period in which its first loss above zero occurred, as a whole.
func TestBasis_occurrenceAstride(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		first string // the loss on the last day of 2025
		want  string // ceded by the cover of 2026
	}{
		{"100", "0"},
		{"0", "300"},
	} {
		spec, book := plainSpec(), plainBook()
		spec.Contracts[0].Sections[0].Terms = xol.PerEvent{Layers: []xol.Layer{{}}}
		book.Risks[0].Period.From = exampleDay("2025-06-01")
		book.Losses = []treaty.Loss{
			exampleLoss("L1", "R1", "E1", "2025-12-31", tt.first),
			exampleLoss("L2", "R1", "E1", "2026-01-01", "100"),
			exampleLoss("L3", "R1", "E1", "2026-01-02", "200"),
		}
		result, err := applySpec(t, spec, book)
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Total().Ceded.Loss; !got.Equal(dec(tt.want)) {
			t.Errorf("first loss of %s: ceded is %v, want %s", tt.first, got, tt.want)
		}
	}
}

func TestPeriod(t *testing.T) {
	period := func(from, to string) treaty.Period { return treaty.Period{From: exampleDay(from), To: exampleDay(to)} }
	year := exampleYear(2026)
	for day, want := range map[string]bool{
		"2025-12-31": false, "2026-01-01": true, "2026-07-01": true, "2026-12-31": true, "2027-01-01": false,
	} {
		if got := year.Contains(exampleDay(day)); got != want {
			t.Errorf("2026 contains %s: %v", day, got)
		}
	}
	for _, tt := range []struct {
		other treaty.Period
		want  bool
	}{
		{period("2025-01-01", "2025-12-31"), false},
		{period("2025-01-01", "2026-01-01"), true},
		{period("2026-05-01", "2026-06-01"), true},
		{period("2025-05-01", "2027-06-01"), true},
		{period("2026-12-31", "2027-06-01"), true},
		{period("2027-01-01", "2027-06-01"), false},
	} {
		if year.Overlaps(tt.other) != tt.want || tt.other.Overlaps(year) != tt.want {
			t.Errorf("2026 overlaps %v: %v and %v, want %v", tt.other, year.Overlaps(tt.other), tt.other.Overlaps(year), tt.want)
		}
	}
	for _, tt := range []struct {
		period treaty.Period
		want   int
	}{{period("2026-01-01", "2026-01-01"), 1}, {year, 365}, {exampleYear(2028), 366}} {
		if got := tt.period.Days(); got != tt.want {
			t.Errorf("%v has %d days, want %d", tt.period, got, tt.want)
		}
	}
}

func TestPlacement_Placed(t *testing.T) {
	dec := decimal.RequireFromString
	p := treaty.Placement{Lines: []treaty.Line{
		{Reinsurer: "Re A", Share: dec("0.25")},
		{Reinsurer: "Re B", Share: decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(1), 4_000_000), 0)}, // out of bounds, not added
		{Reinsurer: "Re C", Share: dec("0.5")},
	}}
	if got := p.Placed(); !got.Equal(dec("0.75")) {
		t.Errorf("placed is %v, want 0.75", got)
	}
	if got := (treaty.Placement{}).Placed(); !got.IsZero() {
		t.Errorf("nobody has placed %v, want 0", got)
	}
}
