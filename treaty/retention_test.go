package treaty_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
)

// checkRetention makes a program and a book and holds them against a rule.
func checkRetention(t *testing.T, spec treaty.Spec, bookSpec treaty.BookSpec, rule treaty.RetentionRule) (*treaty.RetentionReport, error) {
	t.Helper()
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(bookSpec)
	if err != nil {
		t.Fatal(err)
	}
	return program.RetentionCheck(context.Background(), book, rule)
}

// findingLines writes findings down as text.
func findingLines(r *treaty.RetentionReport) []string {
	lines := make([]string, 0, len(r.Findings))
	for _, f := range r.Findings {
		lines = append(lines, fmt.Sprint(f.Unit, " ", f.SumInsured, " ", f.Retained, " ", f.ToCede))
	}
	return lines
}

// Insurance Law (2015): Art. 103, a tenth of paid-in capital and reserves per unit; Art. 102, four times for the premium of a year.
func TestStatutoryRetention(t *testing.T) {
	dec := decimal.RequireFromString
	got := treaty.StatutoryRetention(dec("300000000"), exampleDay("2026-12-31"))
	want := treaty.RetentionRule{
		CapitalAndReserves: dec("300000000"), PerUnit: dec("0.1"), PremiumMultiple: dec("4"), On: exampleDay("2026-12-31"),
		Source: "Insurance Law of the People's Republic of China (中华人民共和国保险法, 2015), Arts. 102 and 103",
	}
	if !got.PerUnit.Equal(want.PerUnit) || !got.PremiumMultiple.Equal(want.PremiumMultiple) || !got.CapitalAndReserves.Equal(want.CapitalAndReserves) ||
		got.On != want.On || got.Source != want.Source || got.Unit != "" || got.UnitKey != "" || got.CountEventCovers {
		t.Errorf("rule is %+v, want %+v", got, want)
	}
	if err := got.Validate(); err != nil {
		t.Error(err)
	}
}

func TestRetentionRule_Validate(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name   string
		change func(*treaty.RetentionRule)
		want   string
	}{
		{"as it is", func(*treaty.RetentionRule) {}, ""},
		{"by key", func(r *treaty.RetentionRule) { r.Unit, r.UnitKey = treaty.UnitKey, "ship" }, ""},
		{"by policy", func(r *treaty.RetentionRule) { r.Unit = treaty.UnitPolicy }, ""},
		{"by row", func(r *treaty.RetentionRule) { r.Unit = treaty.UnitRow }, ""},
		{
			"nothing", func(r *treaty.RetentionRule) { *r = treaty.RetentionRule{} },
			"capitalAndReserves: must be positive (got 0)\nperUnit: must be positive (got 0)\n" +
				"premiumMultiple: must be positive (got 0)\non: must not be empty",
		},
		{
			"below zero", func(r *treaty.RetentionRule) {
				r.CapitalAndReserves, r.PerUnit, r.PremiumMultiple = dec("-1"), dec("-2"), dec("-3")
			},
			"capitalAndReserves: must be positive (got -1)\nperUnit: must be positive (got -2)\npremiumMultiple: must be positive (got -3)",
		},
		{"hostile", func(r *treaty.RetentionRule) {
			r.CapitalAndReserves, r.PerUnit, r.PremiumMultiple = millionDigits(), decimal.New(1, 10_000), decimal.New(1, -10_000)
		}, "capitalAndReserves: has too many digits (got about 1E999999)\nperUnit: has too many digits (got 1E10000)\n" +
			"premiumMultiple: must have at most 18 decimal places (got 1E-10000)"},
		{"unit", func(r *treaty.RetentionRule) { r.Unit = "ship" }, "unit: must be one of row, policy, key (got ship)"},
		{"no key", func(r *treaty.RetentionRule) { r.Unit = treaty.UnitKey }, "unitKey: must not be empty where the unit is a key"},
		{"key of a row", func(r *treaty.RetentionRule) { r.UnitKey = "ship" }, "unitKey: must be absent unless the unit is a key (got ship)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rule := treaty.StatutoryRetention(dec("1000"), exampleDay("2026-06-30"))
			tt.change(&rule)
			if got := textOfError(rule.Validate()); got != tt.want {
				t.Errorf("error is %q, want %q", got, tt.want)
			}
			if _, err := checkRetention(t, plainSpec(), plainBook(), rule); tt.want == "" && tt.name == "as it is" && err != nil {
				t.Error(err)
			} else if tt.want != "" && err == nil {
				t.Error("the check took a rule that is not valid")
			}
		})
	}
}

func TestProgram_RetentionCheck_refuses(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name   string
		change func(*treaty.BookSpec, *treaty.RetentionRule)
		want   string
	}{
		{"rule", func(_ *treaty.BookSpec, r *treaty.RetentionRule) { r.On = cede.Date{} }, "rule.on: must not be empty"},
		{"currency", func(b *treaty.BookSpec, _ *treaty.RetentionRule) { b.Currency = "USD" }, "currency: must be the program's, CNY (got USD)"},
		{
			"limit beyond int64", func(_ *treaty.BookSpec, r *treaty.RetentionRule) { r.CapitalAndReserves = dec("1000000000000000000") },
			"rule.perUnit: must fit 64 bits of minor units (got 0.1)",
		},
		{
			"premium limit beyond int64", func(_ *treaty.BookSpec, r *treaty.RetentionRule) { r.CapitalAndReserves = dec("100000000000000000") },
			"rule.premiumMultiple: must fit 64 bits of minor units (got 4)",
		},
		{
			"finer than the fen", func(b *treaty.BookSpec, _ *treaty.RetentionRule) { b.Risks[0].Premium = dec("0.001") },
			"risks[0].premium: must have at most 2 decimal places (got 0.001)",
		},
		{
			"no key", func(_ *treaty.BookSpec, r *treaty.RetentionRule) { r.Unit, r.UnitKey = treaty.UnitKey, "ship" },
			"risks[0].keys.ship: must not be empty: the retention rule pools by it",
		},
		{
			"no policy", func(_ *treaty.BookSpec, r *treaty.RetentionRule) { r.Unit = treaty.UnitPolicy },
			"risks[0].policy: must not be empty: the retention rule pools by it",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book, rule := plainBook(), treaty.StatutoryRetention(dec("1000"), exampleDay("2026-06-30"))
			tt.change(&book, &rule)
			report, err := checkRetention(t, plainSpec(), book, rule)
			if got := textOfError(err); got != tt.want || report != nil {
				t.Errorf("report is %v, error %q, want %q", report, got, tt.want)
			}
		})
	}
}

// A unit that keeps the limit is right, one fen more is too much. A tenth of 1,000.05 is 100.005, of which the fen count.
func TestProgram_RetentionCheck_limit(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		capital, sum string
		limit        string
		findings     []string
	}{
		{"1000", "200.00", "100", nil},                               // 100.00 kept
		{"1000", "200.01", "100", nil},                               // 100.01 ceded
		{"1000", "200.02", "100", []string{"R1 200.02 100.01 0.01"}}, // a fen above
		{"1000.05", "200.00", "100", nil},
		{"1000.05", "200.02", "100", []string{"R1 200.02 100.01 0.01"}},
		{"1000.1", "200.02", "100.01", nil},
		{"0.01", "0.02", "0", []string{"R1 0.02 0.01 0.01"}},
	} {
		book := plainBook()
		book.Risks[0].SumInsured = dec(tt.sum)
		report, err := checkRetention(t, plainSpec(), book, treaty.StatutoryRetention(dec(tt.capital), exampleDay("2026-06-30")))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.findings, findingLines(report), cmpopts.EquateEmpty()); diff != "" || !report.UnitLimit.Equal(dec(tt.limit)) || report.Units != 1 {
			t.Errorf("capital %s, sum %s: limit %v of %d units, findings (-want +got):\n%s", tt.capital, tt.sum, report.UnitLimit, report.Units, diff)
		}
	}
}

// The premium of the policies that begin in the year, less what is ceded of it, against four times the capital.
func TestProgram_RetentionCheck_premium(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		premium, net, excess string
	}{
		{"800", "400", "0"},
		{"799.99", "399.99", "0"}, // half of 799.99 is 399.995, 400.00 ceded
		{"800.02", "400.01", "0.01"},
		{"2000", "1000", "600"},
	} {
		book := plainBook()
		book.Risks[0].Premium = dec(tt.premium)
		for i, period := range []treaty.Period{
			{From: exampleDay("2025-12-31"), To: exampleDay("2026-12-30")},
			{From: exampleDay("2027-01-01"), To: exampleDay("2027-12-31")},
		} { // not of the year
			book.Risks = append(book.Risks, treaty.Risk{ID: fmt.Sprint("S", i), Premium: dec("7777"), Period: period})
		}
		spec := plainSpec()
		spec.Contracts[0].Sections[0].Basis = treaty.RisksAttaching
		for _, day := range []string{"2026-01-01", "2026-12-31"} {
			report, err := checkRetention(t, spec, book, treaty.StatutoryRetention(dec("100"), exampleDay(day)))
			if err != nil {
				t.Fatal(err)
			}
			if !report.NetPremium.Equal(dec(tt.net)) || !report.PremiumExcess.Equal(dec(tt.excess)) || !report.PremiumLimit.Equal(dec("400")) {
				t.Errorf("premium %s on %s: net %v of %v, excess %v; want %s and %s", tt.premium, day, report.NetPremium, report.PremiumLimit, report.PremiumExcess, tt.net, tt.excess)
			}
		}
	}
}

// Only policies in force on the day make units; both ends are inside.
func TestProgram_RetentionCheck_day(t *testing.T) {
	dec := decimal.RequireFromString
	book := treaty.BookSpec{Currency: "CNY"}
	for id, period := range map[string]treaty.Period{
		"ended":  {From: exampleDay("2025-06-30"), To: exampleDay("2026-06-29")},
		"last":   {From: exampleDay("2025-07-01"), To: exampleDay("2026-06-30")},
		"first":  {From: exampleDay("2026-06-30"), To: exampleDay("2027-06-29")},
		"future": {From: exampleDay("2026-07-01"), To: exampleDay("2027-06-30")},
	} {
		book.Risks = append(book.Risks, treaty.Risk{ID: id, SumInsured: dec("500"), Period: period})
	}
	report, err := checkRetention(t, treaty.Spec{Currency: "CNY"}, book, treaty.StatutoryRetention(dec("1000"), exampleDay("2026-06-30")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"first 500 500 400", "last 500 500 400"}, findingLines(report)); diff != "" || report.Units != 2 {
		t.Errorf("%d units, findings (-want +got):\n%s", report.Units, diff)
	}
}

// Rows of one key are one unit; findings go by the size of the excess, then by name.
func TestProgram_RetentionCheck_units(t *testing.T) {
	dec := decimal.RequireFromString
	book := treaty.BookSpec{Currency: "CNY"}
	for _, r := range []struct{ id, ship, policy, sum string }{
		{"1", "Star", "P1", "90"}, {"2", "Star", "P2", "60"}, {"3", "Moon", "P2", "150"}, {"4", "Sun", "P3", "300"}, {"5", "Earth", "P4", "100"},
	} {
		book.Risks = append(book.Risks, treaty.Risk{
			ID: r.id, Policy: r.policy, Keys: map[string]string{"ship": r.ship}, SumInsured: dec(r.sum), Period: exampleYear(2026),
		})
	}
	rule := treaty.StatutoryRetention(dec("1000"), exampleDay("2026-06-30"))
	for _, tt := range []struct {
		unit treaty.Unit
		key  string
		n    int
		want []string
	}{
		{"", "", 5, []string{"4 300 300 200", "3 150 150 50"}},
		{treaty.UnitRow, "", 5, []string{"4 300 300 200", "3 150 150 50"}},
		{treaty.UnitKey, "ship", 4, []string{"Sun 300 300 200", "Moon 150 150 50", "Star 150 150 50"}},
		{treaty.UnitPolicy, "", 4, []string{"P3 300 300 200", "P2 210 210 110"}},
	} {
		rule.Unit, rule.UnitKey = tt.unit, tt.key
		report, err := checkRetention(t, treaty.Spec{Currency: "CNY"}, book, rule)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, findingLines(report)); diff != "" || report.Units != tt.n {
			t.Errorf("%s %s: %d units, findings (-want +got):\n%s", tt.unit, tt.key, report.Units, diff)
		}
	}
}

// What counts as reinsurance of a unit's total loss of 1,000, by kind of cover.
func TestProgram_RetentionCheck_covers(t *testing.T) {
	dec := decimal.RequireFromString
	layers := []xol.Layer{{Attachment: dec("400"), Limit: new(dec("500"))}}
	for _, tt := range []struct {
		name     string
		change   func(*treaty.Contract)
		retained string // layers per event not counted
		counted  string // and counted
	}{
		{"quota share", func(*treaty.Contract) {}, "500", "500"},
		{"quota share not fully placed", func(c *treaty.Contract) { c.Placement = exampleLine("Re A", "0.6") }, "700", "700"},
		{"per unit", func(c *treaty.Contract) { c.Sections[0].Terms = xol.PerRisk{Layers: layers} }, "500", "500"},
		{"per event", func(c *treaty.Contract) { c.Sections[0].Terms = xol.PerEvent{Layers: layers} }, "1000", "500"},
		{"per event from two risks", func(c *treaty.Contract) {
			c.Sections[0].Terms = xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("400"), Limit: new(dec("500")), MinimumRisks: 2}}}
		}, "1000", "1000"},
		{"surplus", func(c *treaty.Contract) {
			c.Sections[0].Terms = proportional.Surplus{
				Retention: proportional.Retention{Amount: new(dec("100"))}, Capacities: []proportional.Capacity{{Lines: new(dec("3"))}},
			}
		}, "700", "700"},
		{"annual terms", func(c *treaty.Contract) {
			c.Sections[0].Terms = proportional.QuotaShare{Share: dec("0.5"), Aggregate: &proportional.Aggregate{Deductible: new(dec("100")), Limit: new(dec("300"))}}
		}, "700", "700"},
		{"annual terms on the whole", func(c *treaty.Contract) {
			c.Sections[0].Terms = proportional.QuotaShare{Share: dec("0.5"), Aggregate: &proportional.Aggregate{Deductible: new(dec("100")), On: proportional.AggregateOnWhole}}
		}, "550", "550"},
		{"of another year", func(c *treaty.Contract) { c.Period = exampleYear(2027) }, "1000", "1000"},
		{"claims made on the day", func(c *treaty.Contract) { c.Sections[0].Basis = treaty.ClaimsMade }, "500", "500"},
		{"of a named peril", func(c *treaty.Contract) {
			c.Sections[0].Scope.Include.Perils, c.Sections[0].PremiumPart = []string{"wind"}, new(dec("1"))
		}, "1000", "1000"},
		{"but for a peril", func(c *treaty.Contract) {
			c.Sections[0].Scope.Exclude.Perils, c.Sections[0].PremiumPart = []string{"war"}, new(dec("1"))
		}, "1000", "1000"},
		{"of another line", func(c *treaty.Contract) { c.Sections[0].Scope.Include.Lines = []string{"hull"} }, "1000", "1000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := plainSpec()
			tt.change(&spec.Contracts[0])
			rule := treaty.StatutoryRetention(dec("10"), exampleDay("2026-06-30"))
			for counted, want := range map[bool]string{false: tt.retained, true: tt.counted} {
				rule.CountEventCovers = counted
				report, err := checkRetention(t, spec, plainBook(), rule)
				if err != nil {
					t.Fatal(err)
				}
				lines := []string{"R1 1000 " + want + " " + dec(want).Sub(dec("1")).String()}
				if diff := cmp.Diff(lines, findingLines(report)); diff != "" {
					t.Errorf("event covers counted %v: findings (-want +got):\n%s", counted, diff)
				}
			}
		})
	}
}

// Two ships of the same value are lost one by one: a layer per event never sees both.
func TestProgram_RetentionCheck_oneUnitAtATime(t *testing.T) {
	dec := decimal.RequireFromString
	spec, book := plainSpec(), plainBook()
	spec.Contracts[0].Sections[0] = plainLayer("1000", "1000", "1")
	second := book.Risks[0]
	second.ID = "R2"
	book.Risks = append(book.Risks, second)
	rule := treaty.StatutoryRetention(dec("100"), exampleDay("2026-06-30"))
	rule.CountEventCovers = true
	report, err := checkRetention(t, spec, book, rule)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"R1 1000 1000 990", "R2 1000 1000 990"}, findingLines(report)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

// Two halves of a fen round up to two, which is not an over-cession: a cover of all losses of a year, which is no
// reinsurance of one unit, takes nothing beside them. One half gives its fen back.
func TestProgram_RetentionCheck_stopLoss(t *testing.T) {
	dec := decimal.RequireFromString
	stopLoss := xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{{Attachment: dec("500"), Limit: new(dec("500"))}}}
	spec, book := plainSpec(), plainBook()
	spec.Contracts = append(spec.Contracts, plainContract("QS 2"), cover("SL", 0, stopLoss))
	small := book.Risks[0]
	small.ID, small.SumInsured = "R2", dec("0.01")
	book.Risks = append(book.Risks, small)
	for _, counted := range []bool{false, true} {
		rule := treaty.StatutoryRetention(dec("0.01"), exampleDay("2026-06-30"))
		rule.CountEventCovers = counted
		report, err := checkRetention(t, spec, book, rule)
		if err != nil {
			t.Errorf("event covers counted %v: %v", counted, err)
		} else if len(report.Findings) > 0 || report.Units != 2 {
			t.Errorf("event covers counted %v: %d units, findings %v", counted, report.Units, findingLines(report))
		}
	}
}

// An empty book has no units and no premium.
func TestProgram_RetentionCheck_empty(t *testing.T) {
	report, err := checkRetention(t, plainSpec(), treaty.BookSpec{Currency: "CNY"},
		treaty.StatutoryRetention(decimal.RequireFromString("100"), exampleDay("2026-06-30")))
	if err != nil {
		t.Fatal(err)
	}
	if report.Units != 0 || len(report.Findings) != 0 || !report.NetPremium.IsZero() || !report.PremiumExcess.IsZero() {
		t.Errorf("report is %+v, want nothing", report)
	}
}
