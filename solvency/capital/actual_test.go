package capital_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// company has every part of actual capital once.
func company(t testing.TB) capital.Actual {
	t.Helper()
	b := sheet()
	b.Assets[1].Book = dec("3395")
	withoutAssets := treaty()
	withoutAssets.Amount, withoutAssets.PremiumPaid = dec("100"), false
	assumed := treaty()
	assumed.Amount = dec("30")
	features := bestFeatures()
	redemption := func(maturity, call string) *capital.Redemption {
		r := &capital.Redemption{Maturity: date(t, maturity)}
		if call != "" {
			r.Call = date(t, call)
		}
		return r
	}
	return capital.Actual{
		NetAssets:     dec("2350"),
		NonRecognised: dec("200"),
		Equity:        dec("10"),
		Associates:    []capital.Listed{{Book: dec("100"), Market: dec("40"), Below: dec("0.2")}},
		Properties:    []capital.Property{{Book: dec("900"), Cost: dec("600"), Revaluation: dec("200"), Depreciation: dec("80"), TaxRate: dec("0.25")}},
		DeferredTax:   dec("30"),
		Agricultural:  dec("20"),
		Surplus:       capital.Surplus{Groups: []capital.Group{group("10", "100"), group("1", "50")}},
		Reinsurance: []capital.Reinsured{
			{Contract: withoutAssets, Side: capital.Cedent, Booked: dec("40")},
			{Contract: assumed, Side: capital.Reinsurer},
		},
		Instruments: []capital.Instrument{
			{Kind: capital.OrdinaryShare, Book: dec("1000"), InNetAssets: true, Features: &features},
			{Kind: capital.PreferenceShare, Book: dec("500"), InNetAssets: true, Designated: capital.Core2},
			{Kind: capital.TermDebt, Book: dec("200"), Designated: capital.Supplementary1, Redemption: redemption("2028-09-30", "")},
			{Kind: capital.CapitalBond, Book: dec("100"), Designated: capital.Supplementary1, Redemption: redemption("2026-09-30", "2024-01-01")},
			{Kind: capital.Convertible, Book: dec("50"), Designated: capital.Supplementary1, Redemption: redemption("2025-01-01", "")},
			{Kind: capital.PerpetualBond, Book: dec("60"), Designated: capital.Core1},
			{Kind: capital.Contingent, Book: dec("500"), Designated: capital.Supplementary2},
			{Kind: capital.OtherInstrument, Book: dec("80"), Designated: capital.Supplementary1, Equivalent: true},
		},
		Other:   dec("-5"),
		Balance: &b,
	}
}

// By hand. Core tier 1: 2,350 − 200 + (10 − 60) − 270 − 30 + 20 + 60 + (−40 − 30 − 500 − 5) = 1,305. Core tier 2: 500 + 89.71 + 100 = 689.71,
// of which 30 % of 1,864.28 may be kept, 559.28: 89.71 of policy surplus and 40.72 of the others go. Supplementary tier 2: 550, of which 466.07.
func TestActual(t *testing.T) {
	a := company(t)
	rows := map[string]string{
		"S02-1": "1305", "S02-1.1": "2350", "S02-1.2": "-1045", "S02-1.2.1": "-200", "S02-1.2.2": "-50", "S02-1.2.3": "-270", "S02-1.2.4": "-30",
		"S02-1.2.5": "20", "S02-1.2.6": "0", "S02-1.2.7": "60", "S02-1.2.8": "-575",
		"S02-2": "559.28", "S02-2.1": "500", "S02-2.2": "89.71", "S02-2.3": "100", "S02-2.4": "-130.43",
		"S02-3": "560.29", "S02-3.1": "200", "S02-3.2": "80", "S02-3.3": "25", "S02-3.4": "30", "S02-3.5": "135", "S02-3.6": "10.29", "S02-3.7": "80", "S02-3.8": "0",
		"S02-4": "466.07", "S02-4.1": "500", "S02-4.2": "50", "S02-4.3": "-83.93", "S02-5": "2890.64",
		"S04-6": "259.36", "S04-8": "1754.36", "S03-10": "4645", "S01-1": "4645", "S01-2": "1754.36",
	}
	for range 2 {
		r := must[capital.Result](t)(a.Capital(edition(t, after)))
		for row, amount := range rows {
			wantRow(t, r, row, amount)
		}
		slices.Reverse(a.Instruments)
		slices.Reverse(a.Reinsurance)
		slices.Reverse(a.Surplus.Groups)
		slices.Reverse(a.Balance.Assets)
	}
	r := must[capital.Result](t)(a.Capital(edition(t, after)))
	if got := len(must[[]cross2.Line](t)(r.Sheet("S02"))); got != 30 {
		t.Errorf("S02: got %d rows, want all 30", got)
	}
	if _, err := r.Sheet("S06"); err == nil {
		t.Error("S06: no error")
	}
	if _, ok := r.Row("S03-2.9"); ok {
		t.Error("S03-2.9: got a row that nothing stands in")
	}
	for _, tt := range []struct {
		line cross2.Line
		row  string
	}{{r.Core1, "S02-1"}, {r.Core2, "S02-2"}, {r.Supplementary1, "S02-3"}, {r.Supplementary2, "S02-4"}, {r.Actual, "S02-5"}, {r.Liability, "S04-6"}, {r.Assets, "S01-1"}, {r.Liabilities, "S01-2"}} {
		if tt.line.Head().Row != tt.row {
			t.Errorf("got row %s, want %s", tt.line.Head().Row, tt.row)
		}
	}
}

// Policy surplus of core tier 1 above the limits stands in row 1.2.8: 600 + 400 of which 0.4/0.6 × 600 = 400 may be kept, of 500.
func TestActual_surplusInCore1(t *testing.T) {
	g := group("30", "500")
	g.Rates = []decimal.Decimal{dec("0.13")} // its present value is all of it
	a := capital.Actual{NetAssets: dec("600"), Surplus: capital.Surplus{Groups: []capital.Group{g}}}
	r := must[capital.Result](t)(a.Capital(edition(t, after)))
	for row, amount := range map[string]string{"S02-1.2.6": "500", "S02-1.2.8": "-100", "S02-1": "1000", "S02-5": "1000", "S04-6": "100"} {
		wantRow(t, r, row, amount)
	}
	// 35 %: 600 / 0.65 = 923.0769, of which 323.07.
	r = must[capital.Result](t)(a.Capital(edition(t, before)))
	for row, amount := range map[string]string{"S02-1.2.8": "-176.93", "S02-1": "923.07"} {
		wantRow(t, r, row, amount)
	}
	// Negative in total, it is taken from core tier 1 and no limit brings it back.
	a.Surplus = capital.Surplus{Groups: []capital.Group{group("30", "-50")}}
	r = must[capital.Result](t)(a.Capital(edition(t, after)))
	for row, amount := range map[string]string{"S02-1.2.6": "-50", "S02-1.2.8": "0", "S02-1": "550", "S04-6": "0"} {
		wantRow(t, r, row, amount)
	}
	// Nor does it count as surplus that the limits could cut: 100 − 60.
	a.NetAssets, a.Surplus.Groups[0].Surplus = dec("100"), dec("-60")
	r = must[capital.Result](t)(a.Capital(edition(t, after)))
	for row, amount := range map[string]string{"S02-1": "40", "S04-6": "0"} {
		wantRow(t, r, row, amount)
	}
}

// Rows that are not for every instrument, and the choice of what is cut.
func TestActual_options(t *testing.T) {
	a := capital.Actual{NetAssets: dec("700"), Mutual: true, Instruments: []capital.Instrument{
		{Kind: capital.PerpetualBond, Book: dec("600"), InNetAssets: true, Designated: capital.Core2},
		{Kind: capital.PreferenceShare, Book: dec("20"), Designated: capital.Supplementary1},
		{Kind: capital.TermDebt, Book: dec("1000"), Designated: capital.Supplementary1, InNetAssets: true, Redemption: &capital.Redemption{Maturity: date(t, "2025-09-29")}},
	}}
	r := must[capital.Result](t)(a.Capital(edition(t, after)))
	// Core tier 1 is 700 − 600 − 1,000 and core tier 2 is not limited: −900 + 600 leaves no room for supplementary capital.
	for row, amount := range map[string]string{"S02-1": "-900", "S02-2.1": "0", "S02-2.3": "600", "S02-2": "600", "S02-3.7": "20", "S02-3.1": "500", "S02-3.8": "-520", "S02-3": "0", "S04-6": "1020"} {
		wantRow(t, r, row, amount)
	}
	// 1,000 of core and 1,100 of supplementary capital: from tier 1 rather than tier 2.
	a = capital.Actual{NetAssets: dec("1000"), Cutting: capital.Cutting{Supplementary: capital.UpperTier}, Instruments: []capital.Instrument{
		{Kind: capital.OtherInstrument, Book: dec("900"), Designated: capital.Supplementary1},
		{Kind: capital.OtherInstrument, Book: dec("200"), Designated: capital.Supplementary2},
	}}
	r = must[capital.Result](t)(a.Capital(edition(t, after)))
	for row, amount := range map[string]string{"S02-3": "800", "S02-4": "200"} {
		wantRow(t, r, row, amount)
	}
	// What may not be recognised of a contract is taken out of net assets all the same.
	c := treaty()
	c.Terminable = some("1")
	a = capital.Actual{NetAssets: dec("1000"), Reinsurance: []capital.Reinsured{{Contract: c, Side: capital.Cedent, Booked: dec("300")}}}
	wantRow(t, must[capital.Result](t)(a.Capital(edition(t, after))), "S02-5", "700")
}

func TestActual_refuses(t *testing.T) {
	for _, tt := range []struct {
		want   string
		change func(a *capital.Actual)
	}{
		{"netAssets: has too many digits (got 1E100)\nnonRecognised: must not be negative (got -1)\nequity: has too many digits (got 1E100)\ndeferredTax: must not be negative (got -1)\nagricultural: must not be negative (got -1)\nother: has too many digits (got 1E100)", func(a *capital.Actual) {
			huge := decimal.New(1, 100)
			a.NetAssets, a.Equity, a.Other, a.NonRecognised, a.DeferredTax, a.Agricultural = huge, huge, huge, dec("-1"), dec("-1"), dec("-1")
		}},
		{"associates[0].book: must be positive (got 0)", func(a *capital.Actual) { a.Associates[0].Book = dec("0") }},
		{"properties[0].cost: must not be negative (got -1)", func(a *capital.Actual) { a.Properties[0].Cost = dec("-1") }},
		{"surplus.groups[0].term: must not be negative (got -1)", func(a *capital.Actual) { a.Surplus.Groups[0].Term = dec("-1") }},
		{"surplus.groups[1].term: must not be in the range of another group, [10, 30) (got 12)", func(a *capital.Actual) { a.Surplus.Groups[1].Term = dec("12") }},
		{"reinsurance[0].contract.kind: must be one of long-term-life, short-term, property\nreinsurance[0].side: must be cedent or reinsurer\nreinsurance[0].booked: has too many digits (got 1E100)", func(a *capital.Actual) {
			a.Reinsurance[0].Contract.Kind, a.Reinsurance[0].Side, a.Reinsurance[0].Booked = "", "", decimal.New(1, 100)
		}},
		{"reinsurance[1].contract." + noTier, func(a *capital.Actual) { a.Reinsurance[1].Contract.RiskTransferred = false }},
		{"instruments[2].redemption: must not be empty for term-debt", func(a *capital.Actual) { a.Instruments[2].Redemption = nil }},
		{"instruments[0].features.selfFunded: must be false for supplementary-2 (got true)", func(a *capital.Actual) { a.Instruments[0].Features.SelfFunded = true }},
		{"instruments[2].redemption.maturity: must be after the reporting date, 2023-09-30 (got 2023-09-30)", func(a *capital.Actual) { a.Instruments[2].Redemption.Maturity = date(t, after) }},
		{"cutting.surplus: must be core-2 or core-1 (got x)", func(a *capital.Actual) { a.Cutting.Surplus = "x" }},
		{"associates[0].yields: must be the figures of 3 years (got 1)", func(a *capital.Actual) { a.Associates[0].Yields = []decimal.Decimal{dec("1")} }},
		{"balance.tolerance: must not be negative (got -1)", func(a *capital.Actual) { a.Balance.Tolerance = dec("-1") }},
		{"nonRecognised: must be what the balance has of it, 200 (got 199)", func(a *capital.Actual) { a.NonRecognised = dec("199") }},
		{"agricultural: must be what the balance has of it, 20 (got 21)", func(a *capital.Actual) { a.Agricultural = dec("21") }},
		{"balance: must be, recognised assets less recognised liabilities, what the tiers come to, 2890.64 (got 2890.63)", func(a *capital.Actual) { a.Balance.Assets[0].Book = dec("49.99") }},
		{"balance.stated[0].amount: must be what row S03-10 comes to, 4645 (got 1)", func(a *capital.Actual) {
			a.Balance.Stated = []capital.Stated{{Row: "S03-10", Amount: dec("1")}}
		}},
		{"balance.stated[0].amount: must be what row S04-6 comes to, 259.36 (got 1)", func(a *capital.Actual) {
			a.Balance.Stated = []capital.Stated{{Row: "S04-6", Amount: dec("1")}}
		}},
	} {
		a := company(t)
		tt.change(&a)
		_, err := a.Capital(edition(t, after))
		wantText(t, err, tt.want)
	}
	a := company(t)
	a.Balance.Assets[0].Book, a.Balance.Tolerance = dec("49.99"), dec("0.01")
	wantRow(t, must[capital.Result](t)(a.Capital(edition(t, after))), "S01-1", "4644.99")
	if _, err := (capital.Actual{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	wantRow(t, must[capital.Result](t)(capital.Actual{}.Capital(edition(t, after))), "S02-5", "0")
}

func TestGiven(t *testing.T) {
	r := must[capital.Result](t)(capital.Given(dec("-1.005"), dec("2"), dec("3"), dec("4")))
	for row, amount := range map[string]string{"S02-1": "-1.01", "S02-2": "2", "S02-3": "3", "S02-4": "4", "S02-5": "7.99"} {
		wantRow(t, r, row, amount)
	}
	_, err := capital.Given(dec("1"), decimal.New(1, 100), dec("1"), dec("1"))
	wantText(t, err, "core2: has too many digits (got 1E100)")
}

// Amounts in 万元 are those in yuan times 10,000, terms and rates stay, and the value that was converted stays as it was.
func TestToYuan(t *testing.T) {
	a := company(t)
	a.Surplus.Total = some("150")
	a.Balance.Stated = []capital.Stated{{Row: "S03-10", Amount: dec("4645")}}
	text := must[[]byte](t)(json.Marshal(a))
	yuan := must[capital.Actual](t)(a.ToYuan(cross2.InWan))
	if diff := cmp.Diff(string(text), string(must[[]byte](t)(json.Marshal(a)))); diff != "" {
		t.Error(diff)
	}
	r := must[capital.Result](t)(yuan.Capital(edition(t, after)))
	for row, amount := range map[string]string{"S02-1": "13050000", "S02-2.2": "897113.63", "S02-3.1": "2000000", "S03-10": "46450000"} {
		wantRow(t, r, row, amount)
	}
	same := must[capital.Actual](t)(a.ToYuan(cross2.InYuan))
	if diff := cmp.Diff(string(text), string(must[[]byte](t)(json.Marshal(same)))); diff != "" {
		t.Error(diff)
	}
	a.Instruments[1].Book, a.Balance.Guarantee.Minimum = decimal.New(1, 100), decimal.New(1, 100)
	_, err := a.ToYuan(cross2.InWan)
	wantText(t, err, "instruments[1].book: has too many digits (got 1E100)\nbalance.guarantee.minimum: has too many digits (got 1E100)")

	one, tenThousand := dec("1"), dec("10000")
	x := must[capital.Tiers](t)(tiers("1", "1", "1", "1", "1", "1").ToYuan(cross2.InWan))
	v := must[capital.Valuation](t)(capital.Valuation{Statements: one, Solvency: one, Guarantee: one, TaxReserve: one}.ToYuan(cross2.InWan))
	for i, got := range []decimal.Decimal{
		x.Core1.Other, x.Core1.Surplus, x.Core2.Other, x.Core2.Surplus, x.Supplementary1, x.Supplementary2, v.Statements, v.Solvency, v.Guarantee, v.TaxReserve,
		must[capital.Contract](t)(capital.Contract{Amount: one}.ToYuan(cross2.InWan)).Amount,
		must[capital.Surplus](t)(capital.Surplus{Total: &one}.ToYuan(cross2.InWan)).Total.Add(decimal.Decimal{}),
		must[capital.Instrument](t)(capital.Instrument{Book: one}.ToYuan(cross2.InWan)).Book,
		must[capital.Listed](t)(capital.Listed{Market: one}.ToYuan(cross2.InWan)).Market,
		must[capital.Property](t)(capital.Property{Depreciation: one}.ToYuan(cross2.InWan)).Depreciation,
		must[capital.Guarantee](t)(capital.Guarantee{CashValue: one}.ToYuan(cross2.InWan)).CashValue,
		must[capital.TaxReserve](t)(capital.TaxReserve{Incomes: []decimal.Decimal{one}}.ToYuan(cross2.InWan)).Incomes[0],
		must[capital.Balance](t)(capital.Balance{Tolerance: one}.ToYuan(cross2.InWan)).Tolerance,
	} {
		if !got.Equal(tenThousand) {
			t.Errorf("amount %d: got %s, want 10000", i, got)
		}
	}
}

// FuzzActual reads what may be no company at all: it is refused, or its capital is within the limits, and its tree computes again.
func FuzzActual(f *testing.F) {
	text, err := json.Marshal(company(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"netAssets":"1e999999999"}`))
	f.Add([]byte(`{"netAssets":"-5","surplus":{"groups":[{"term":"30","surplus":"9e19","inForce":["1"],"rates":["0"]}]}}`))
	f.Add([]byte(`{"netAssets":"1","instruments":[{"kind":"other","book":"0.004","designated":"core-2"}]}`))
	e := edition(f, after)
	f.Fuzz(func(t *testing.T, text []byte) {
		var a capital.Actual
		if json.Unmarshal(text, &a) != nil {
			return
		}
		r, err := a.Capital(e)
		if err != nil {
			return
		}
		verify(t, r.Actual)
		core := r.Core1.Amount().Add(r.Core2.Amount())
		if s := r.Supplementary1.Amount().Add(r.Supplementary2.Amount()); s.GreaterThan(decimal.Max(core, decimal.Decimal{})) {
			t.Errorf("supplementary capital %s is above core capital %s", s, core)
		}
	})
}

// Bound by the lines of S02 and the powers of a group of policies; a company has one of each group.
func BenchmarkActual(b *testing.B) {
	a, e := company(b), edition(b, after)
	for i := range a.Surplus.Groups {
		a.Surplus.Groups[i].InForce = declining("0.95", 60)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Capital(e); err != nil {
			b.Fatal(err)
		}
	}
}
