package capital_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// best are characteristics that meet the standards of every tier.
func bestFeatures() capital.Features {
	return capital.Features{PaidIn: true, Absorbs: capital.Operating, Rank: capital.Last, Payments: capital.AtWill}
}

// Each change takes the best characteristics down to the tier that the standard broken by it leaves (Rule 1 Arts. 30-33).
func TestFeatures_Tier(t *testing.T) {
	for _, tt := range []struct {
		name   string
		tier   capital.Tier
		change func(f *capital.Features)
	}{
		{"the best", capital.Core1, func(*capital.Features) {}},
		{"a maturity of 10 years, written down", capital.Core2, func(f *capital.Features) { f.Term, f.WrittenDown = some("10"), true }},
		{"not written down", capital.Supplementary1, func(f *capital.Features) { f.Term = some("10") }},
		{"under 10 years", capital.Supplementary1, func(f *capital.Features) { f.Term, f.WrittenDown = some("9.99"), true }},
		{"5 years", capital.Supplementary1, func(f *capital.Features) { f.Term, f.WrittenDown = some("5"), true }},
		{"under 5 years", capital.Supplementary2, func(f *capital.Features) { f.Term, f.WrittenDown = some("4.99"), true }},
		{"a call after 5", capital.Core2, func(f *capital.Features) { f.Call = some("5") }},
		{"a call before 5", capital.Supplementary1, func(f *capital.Features) { f.Call = some("4.99") }},
		{"a step-up", capital.Supplementary1, func(f *capital.Features) { f.Incentive = true }},
		{"expected to be bought back", capital.Core2, func(f *capital.Features) { f.Expected = true }},
		{"losses of bankruptcy only", capital.Supplementary1, func(f *capital.Features) { f.Absorbs = capital.Bankruptcy }},
		{"before core 1", capital.Core2, func(f *capital.Features) { f.Rank = capital.BeforeCore1 }},
		{"before core", capital.Supplementary1, func(f *capital.Features) { f.Rank = capital.BeforeCore }},
		{"before supplementary 1", capital.Supplementary2, func(f *capital.Features) { f.Rank = capital.BeforeSupplementary1 }},
		{"secured", capital.Supplementary1, func(f *capital.Features) { f.Secured = true }},
		{"cancelled", capital.Core2, func(f *capital.Features) { f.Payments = capital.Cancelled }},
		{"deferred", capital.Supplementary1, func(f *capital.Features) { f.Payments = capital.Deferred }},
		{"owed", capital.Supplementary2, func(f *capital.Features) { f.Payments = capital.Owed }},
		{"petition", capital.Supplementary2, func(f *capital.Features) { f.Petition = true }},
		{"another form", capital.Supplementary2, func(f *capital.Features) { f.PaidIn, f.Accepted = false, true }},
	} {
		f := bestFeatures()
		tt.change(&f)
		if got := must[capital.Tier](t)(f.Tier(edition(t, after))); got != tt.tier {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.tier)
		}
	}
}

func TestFeatures_refuses(t *testing.T) {
	for _, tt := range []struct {
		want   string
		change func(f *capital.Features)
	}{
		{"paidIn: must be true for supplementary-2 (got false)", func(f *capital.Features) { f.PaidIn = false }},
		{"absorbs: must be more for supplementary-2", func(f *capital.Features) { f.Absorbs = "" }},
		{"rank: must be later for supplementary-2 (got with-creditors)", func(f *capital.Features) { f.Rank = capital.WithCreditors }},
		{"selfFunded: must be false for supplementary-2 (got true)", func(f *capital.Features) { f.SelfFunded = true }},
		{
			"absorbs: must be bankruptcy or operating, or empty (got x)\nrank: must be one of last, before-core-1, before-core, before-supplementary-1, with-creditors (got y)\npayments: must be one of at-will, cancelled, deferred, owed (got z)",
			func(f *capital.Features) { f.Absorbs, f.Rank, f.Payments = "x", "y", "z" },
		},
		{"term: must be positive (got 0)\ncall: must not be negative (got -1)", func(f *capital.Features) { f.Term, f.Call = some("0"), some("-1") }},
	} {
		f := bestFeatures()
		tt.change(&f)
		_, err := f.Tier(edition(t, after))
		wantText(t, err, tt.want)
	}
	var nothing capital.Features
	nothing.Rank, nothing.Payments, nothing.Term, nothing.Call, nothing.Expected, nothing.Secured, nothing.Petition, nothing.Incentive = capital.WithCreditors, capital.Owed, some("1"), some("1"), true, true, true, true
	if err := nothing.Meet(edition(t, after), capital.Core1); err == nil || strings.Count(err.Error(), "\n") != 9 {
		t.Errorf("the worst for core 1: got %v", err)
	}
	if err := nothing.Meet(edition(t, after), capital.Core2); err == nil || strings.Count(err.Error(), "\n") != 9 {
		t.Errorf("the worst for core 2: got %v", err)
	}
	wantText(t, bestFeatures().Meet(edition(t, after), "x"), "tier: must be one of core-1, core-2, supplementary-1, supplementary-2 (got x)")
	if err := bestFeatures().Meet(nil, capital.Core2); err == nil {
		t.Error("no edition: no error")
	}
}

func debt(t *testing.T, kind capital.InstrumentKind, maturity, call, stepUp string) capital.Instrument {
	t.Helper()
	r := &capital.Redemption{Maturity: date(t, maturity), StepUp: dec(stepUp)}
	if call != "" {
		r.Call = date(t, call)
	}
	return capital.Instrument{Kind: kind, Book: dec("1000"), Designated: capital.Supplementary1, Redemption: r}
}

// Rule 1 Arts. 25, 26 and 42 on 2023-09-30: both ends of every remaining term.
func TestInstrument_Recognised(t *testing.T) {
	for _, tt := range []struct {
		name                   string
		kind                   capital.InstrumentKind
		maturity, call, stepUp string
		liability              string
	}{
		{"no call, 2 years", capital.TermDebt, "2025-09-30", "", "0", "0"},
		{"no call, a day less", capital.TermDebt, "2025-09-29", "", "0", "500"},
		{"no call, 1 year", capital.CapitalBond, "2024-09-30", "", "0", "500"},
		{"no call, a day less than 1", capital.CapitalBond, "2024-09-29", "", "0", "800"},
		{"no call, a day", capital.CapitalBond, "2023-10-01", "", "0", "800"},
		{"convertible has no percentages of a call", capital.Convertible, "2025-09-30", "2024-09-30", "0", "0"},
		{"convertible, to its call", capital.Convertible, "2030-09-30", "2024-09-29", "0.02", "800"},
		{"call, 4 years", capital.TermDebt, "2027-09-30", "2026-09-30", "0", "0"},
		{"call, a day less than 4", capital.TermDebt, "2027-09-29", "2026-09-30", "0", "200"},
		{"call, 3 years", capital.CapitalBond, "2026-09-30", "2025-09-30", "0", "200"},
		{"call, a day less than 3", capital.CapitalBond, "2026-09-29", "2025-09-29", "0", "400"},
		{"call, 2 years", capital.CapitalBond, "2025-09-30", "2025-01-30", "0", "400"},
		{"call, a day less than 2", capital.CapitalBond, "2025-09-29", "2025-01-30", "0", "600"},
		{"call, 1 year", capital.CapitalBond, "2024-09-30", "2024-01-30", "0", "600"},
		{"call, a day less than 1", capital.CapitalBond, "2024-09-29", "2024-01-30", "0", "800"},
		{"step-up of 100 basis points: to maturity", capital.CapitalBond, "2028-09-30", "2023-12-31", "0.01", "0"},
		{"above 100 basis points: to the call", capital.CapitalBond, "2028-09-30", "2023-12-31", "0.0101", "800"},
		{"call on the reporting date, not used", capital.CapitalBond, "2028-09-30", "2023-09-30", "0.02", "0"},
		{"call the day after", capital.CapitalBond, "2028-09-30", "2023-10-01", "0.02", "800"},
	} {
		x := debt(t, tt.kind, tt.maturity, tt.call, tt.stepUp)
		liability, rest, err := x.Recognised(edition(t, after))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		want(t, tt.name, liability, tt.liability)
		want(t, tt.name+", capital", rest, dec("1000").Sub(dec(tt.liability)).String())
	}
	for _, tt := range []struct {
		stepUp    string
		liability string
	}{{"0.01", "0"}, {"0.0101", "0"}, {"0.02", "0"}, {"0.0201", "800"}} {
		x := debt(t, capital.TermDebt, "2028-09-30", "2023-12-31", tt.stepUp)
		x.Redemption.Before2016 = true
		liability, _, err := x.Recognised(edition(t, after))
		if err != nil {
			t.Fatal(err)
		}
		want(t, "before 2016, "+tt.stepUp, liability, tt.liability)
	}
	early := debt(t, capital.TermDebt, "2028-09-30", "2023-12-31", "0")
	early.Redemption.EarlyCall = true
	liability, _, err := early.Recognised(edition(t, after))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "evidence of an early call", liability, "800")
	perpetual := capital.Instrument{Kind: capital.PerpetualBond, Book: dec("1000.005"), Designated: capital.Core2}
	liability, rest, err := perpetual.Recognised(edition(t, after))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "perpetual", liability, "0")
	want(t, "perpetual, capital", rest, "1000.01")
}

// Whole years by the calendar and days over the days of that year.
func TestRedemption_Years(t *testing.T) {
	for _, tt := range []struct{ on, end, years string }{
		{"2023-09-30", "2023-10-01", "0.002732"}, // 1/366
		{"2022-09-30", "2022-10-01", "0.00274"},  // 1/365
		{"2022-09-30", "2023-09-29", "0.99726"},
		{"2022-12-31", "2024-06-30", "1.497268"}, // 182/366
		{"2023-12-31", "2024-12-31", "1"},
		{"2024-02-29", "2025-02-28", "0.997268"}, // the year runs to 1 March: 365/366
		{"2024-02-29", "2025-03-01", "1"},
		{"2024-02-29", "2028-02-29", "4"},
		{"2022-12-31", "9999-12-31", "7977"},
		{"2024-02-29", "9999-12-31", "7975"}, // the calendar ends before the next
	} {
		r := capital.Redemption{Maturity: date(t, tt.end)}
		if got := must[decimal.Decimal](t)(r.Years(edition(t, tt.on))); !got.Equal(dec(tt.years)) {
			t.Errorf("%s to %s: got %s, want %s", tt.on, tt.end, got, tt.years)
		}
	}
	r := capital.Redemption{Maturity: date(t, "2023-09-30")}
	_, err := r.Years(edition(t, after))
	wantText(t, err, "maturity: must be after the reporting date, 2023-09-30 (got 2023-09-30)")
	if _, err := r.Years(nil); err == nil {
		t.Error("no edition: no error")
	}
}

func TestInstrument_refuses(t *testing.T) {
	for _, tt := range []struct {
		want   string
		change func(x *capital.Instrument)
	}{
		{"kind: must be one of ordinary-share, preference-share, perpetual-bond, term-debt, capital-bond, convertible, contingent, other\nredemption: must not be there: only term debt, capital bonds and convertible debt are amortised", func(x *capital.Instrument) { x.Kind = "" }},
		{"book: must not be negative (got -1)", func(x *capital.Instrument) { x.Book = dec("-1") }},
		{"features: must not be empty, or the tier be designated", func(x *capital.Instrument) { x.Designated = "" }},
		{"designated: must be one of core-1, core-2, supplementary-1, supplementary-2 (got x)", func(x *capital.Instrument) { x.Designated = "x" }},
		{"redemption: must not be empty for term-debt", func(x *capital.Instrument) { x.Redemption = nil }},
		{"redemption.maturity: must not be empty", func(x *capital.Instrument) { x.Redemption.Maturity = cede.Date{} }},
		{"redemption.call: must not be after maturity (got 2031-01-01)", func(x *capital.Instrument) { x.Redemption.Call = date(t, "2031-01-01") }},
		{"redemption.call: must not be empty with earlyCall or before2016", func(x *capital.Instrument) { x.Redemption.EarlyCall = true }},
		{"redemption.call: must not be empty with earlyCall or before2016", func(x *capital.Instrument) { x.Redemption.Before2016 = true }},
		{"redemption.stepUp: has too many digits (got 1E100)", func(x *capital.Instrument) { x.Redemption.StepUp = decimal.New(1, 100) }},
		{"redemption.maturity: must be after the reporting date, 2023-09-30 (got 2023-09-30)", func(x *capital.Instrument) { x.Redemption.Maturity = date(t, after) }},
		{"designated: must not be empty: the standards for such an instrument are the regulator's (Rule 1 Art. 45)\ninNetAssets: must be false: what is not paid up is not in net assets (got true)", func(x *capital.Instrument) {
			f := bestFeatures()
			*x = capital.Instrument{Kind: capital.OtherInstrument, Book: dec("1"), Equivalent: true, InNetAssets: true, Features: &f}
		}},
	} {
		x := debt(t, capital.TermDebt, "2030-09-30", "", "0")
		tt.change(&x)
		_, _, err := x.Recognised(edition(t, after))
		wantText(t, err, tt.want)
	}
	f := bestFeatures()
	f.PaidIn = false
	x := capital.Instrument{Kind: capital.OrdinaryShare, Book: dec("1"), Features: &f}
	_, err := x.Tier(edition(t, after))
	wantText(t, err, "features.paidIn: must be true for supplementary-2 (got false)")
	f.Rank = ""
	_, err = x.Tier(edition(t, after))
	wantText(t, err, "features.rank: must be one of last, before-core-1, before-core, before-supplementary-1, with-creditors")
}

// Rule 1 Art. 15: both ends of a year, of half of book value, and of what exempts.
func TestListed(t *testing.T) {
	list := func(texts ...string) []decimal.Decimal {
		var all []decimal.Decimal
		for _, text := range texts {
			all = append(all, dec(text))
		}
		return all
	}
	for _, tt := range []struct {
		name          string
		market, below string
		exactly       capital.Boundary
		constituent   bool
		yields        []decimal.Decimal
		payouts       []decimal.Decimal
		impairment    string
	}{
		{"market at book", "100", "0", "", false, nil, nil, "0"},
		{"market above book", "120", "5", "", false, nil, nil, "0"},
		{"below for less than a year", "99.99", "0.999", "", false, nil, nil, "0"},
		{"for exactly a year", "90", "1", "", false, nil, nil, "10"},
		{"for exactly a year, stricter", "90", "1", capital.Stricter, false, nil, nil, "10"},
		{"for exactly a year, lenient", "90", "1", capital.Lenient, false, nil, nil, "0"},
		{"for more, lenient", "90", "1.001", capital.Lenient, false, nil, nil, "10"},
		{"by exactly half", "50", "0.5", "", false, nil, nil, "0"},
		{"by more than half", "49.99", "0.5", "", false, nil, nil, "50.01"},
		{"yields of 3 %", "49.99", "2", "", true, list("0.03", "0.05", "0.03"), nil, "0"},
		{"one yield below", "90", "2", "", true, list("0.03", "0.0299", "0.03"), nil, "10"},
		{"payouts of 10 %", "90", "2", "", true, list("0.0299", "0", "0"), list("0.1", "0.1", "0.5"), "0"},
		{"one payout below", "90", "2", "", true, nil, list("0.1", "0.0999", "0.5"), "10"},
		{"no constituent", "90", "2", "", false, list("0.03", "0.05", "0.03"), list("0.1", "0.1", "0.5"), "10"},
		{"a constituent of which nothing is known", "90", "2", "", true, nil, nil, "10"},
	} {
		l := capital.Listed{Book: dec("100"), Market: dec(tt.market), Below: dec(tt.below), ExactlyOne: tt.exactly, Constituent: tt.constituent, Yields: tt.yields, Payouts: tt.payouts}
		want(t, tt.name, must[cross2.Line](t)(l.Impairment(edition(t, after))), tt.impairment)
	}
	for _, tt := range []struct {
		want   string
		listed capital.Listed
	}{
		{"book: must be positive (got 0)\nmarket: must not be negative (got -1)\nbelow: must not be negative (got -1)\nexactlyOne: must be stricter or lenient (got x)", capital.Listed{Market: dec("-1"), Below: dec("-1"), ExactlyOne: "x"}},
		{"yields: must be the figures of 3 years (got 2)", capital.Listed{Book: dec("1"), Constituent: true, Yields: list("1", "1")}},
		{"payouts[3]: must not be negative (got -1)", capital.Listed{Book: dec("1"), Payouts: list("1", "1", "1", "-1")}},
	} {
		_, err := tt.listed.Impairment(edition(t, after))
		wantText(t, err, tt.want)
	}
	if _, err := (capital.Listed{Book: dec("1")}).Impairment(nil); err == nil {
		t.Error("no edition: no error")
	}
}

// Implementing notice 一（二）, by hand: deemed cost 800 = 600 + 200, depreciation 80 falls 60 and 20.
func TestProperty(t *testing.T) {
	for _, tt := range []struct {
		name                       string
		property                   capital.Property
		value, core, supplementary string
	}{
		{"carried at fair value on the switch", capital.Property{Book: dec("900"), Cost: dec("600"), Revaluation: dec("200"), Depreciation: dec("80"), TaxRate: dec("0.25")}, "720", "-270", "135"},
		{"without tax", capital.Property{Book: dec("900"), Cost: dec("600"), Revaluation: dec("200"), Depreciation: dec("80")}, "720", "-360", "180"},
		{"bought since, carried at fair value", capital.Property{Book: dec("900"), Cost: dec("600"), Depreciation: dec("60"), TaxRate: dec("0.25")}, "540", "-270", "0"},
		{"carried at cost", capital.Property{Book: dec("540"), Cost: dec("600"), Depreciation: dec("60"), TaxRate: dec("0.25")}, "540", "0", "0"},
		{"written off", capital.Property{Cost: dec("600"), Revaluation: dec("200"), Depreciation: dec("800")}, "0", "0", "0"},
		{"thirds", capital.Property{Book: dec("3"), Cost: dec("1"), Revaluation: dec("2"), Depreciation: dec("1")}, "2", "-2.33", "1.33"},
		{"less than a fen", capital.Property{Cost: dec("0.004"), Revaluation: dec("0.004"), Depreciation: dec("0.008")}, "0", "0", "0"},
		{"nothing", capital.Property{}, "0", "0", "0"},
	} {
		r := must[capital.Recognition](t)(tt.property.Recognise(edition(t, after)))
		want(t, tt.name, r.Value, tt.value)
		want(t, tt.name+", core", r.Core, tt.core)
		want(t, tt.name+", supplementary", r.Supplementary, tt.supplementary)
	}
	_, err := capital.Property{Cost: dec("1"), Revaluation: dec("1"), Depreciation: dec("2.01")}.Recognise(edition(t, after))
	wantText(t, err, "depreciation: must not be more than cost and revaluation, 2 (got 2.01)")
	_, err = capital.Property{Book: dec("-1"), Cost: dec("-1"), Revaluation: dec("-1"), Depreciation: dec("-1"), TaxRate: dec("1.01")}.Recognise(edition(t, after))
	wantText(t, err, "book: must not be negative (got -1)\ncost: must not be negative (got -1)\nrevaluation: must not be negative (got -1)\ndepreciation: must not be negative (got -1)\ntaxRate: must be in [0, 1] (got 1.01)")
	if _, err := (capital.Property{}).Recognise(nil); err == nil {
		t.Error("no edition: no error")
	}
}

func TestGuarantee(t *testing.T) {
	for _, tt := range []struct{ cash, liability, minimum, want string }{
		{"1000", "700", "250", "50"},
		{"1000", "700", "300", "0"},
		{"1000", "700", "300.01", "0"},
		{"1000", "-100", "0", "1100"},
	} {
		g := capital.Guarantee{CashValue: dec(tt.cash), Liability: dec(tt.liability), Minimum: dec(tt.minimum)}
		want(t, "guarantee", must[cross2.Line](t)(g.Recognised(edition(t, after))), tt.want)
	}
	_, err := capital.Guarantee{CashValue: dec("-1"), Liability: decimal.New(1, 100), Minimum: dec("-1")}.Recognised(edition(t, after))
	wantText(t, err, "cashValue: must not be negative (got -1)\nliability: has too many digits (got 1E100)\nminimum: must not be negative (got -1)")
}

func TestTaxReserve(t *testing.T) {
	for _, tt := range []struct {
		incomes  string
		reversed bool
		want     string
	}{
		{"1 1", false, "0"},
		{"1 1 1", false, "100.01"},
		{"1 1 0 1", false, "0"},
		{"1 1 -1 1 1", false, "0"},
		{"-5 1 1 1 -5 -5", false, "100.01"},
		{"1 1 1", true, "0"},
		{"", false, "0"},
	} {
		r := capital.TaxReserve{ResidualMargin: dec("1000.05"), Reversed: tt.reversed}
		for _, text := range strings.Fields(tt.incomes) {
			r.Incomes = append(r.Incomes, dec(text))
		}
		want(t, tt.incomes, must[cross2.Line](t)(r.Recognised(edition(t, after))), tt.want)
	}
	_, err := capital.TaxReserve{Incomes: []decimal.Decimal{decimal.New(1, 100)}, ResidualMargin: dec("-1")}.Recognised(edition(t, after))
	wantText(t, err, "incomes[0]: has too many digits (got 1E100)\nresidualMargin: must not be negative (got -1)")
}
