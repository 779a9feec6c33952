package solvency_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// synthetic is check 13 of the fact sheet of rules 1 to 6, in yuan: a life company of which the risks and the accounts are given.
func synthetic(t testing.TB) solvency.Company {
	t.Helper()
	line := func(row, yuan string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, dec(yuan))) }
	e := edition(t, "2025-12-31")
	return solvency.Company{
		Kind:        solvency.Life,
		TotalAssets: some("60000000000"),
		Life:        line("S05-1.1", "369.74"),
		NonLife:     line("S05-1.2", "50"),
		Market:      line("S05-1.3", "500"),
		Credit:      line("S05-1.4", "200"),
		Absorption: must[cross2.Line](t)(solvency.Absorption{
			Market: dec("300"), Credit: dec("100"), Base: dec("700"), Floor: dec("500"),
		}.Capital(e)),
		Control:        must[cross2.Line](t)(cross2.GivenNumber(cross2.Head{English: "Q", Chinese: "Q"}, dec("0.018"))),
		Core1:          line("S02-1", "400"),
		Core2:          line("S02-2", "100"),
		Supplementary1: line("S02-3", "300"),
		Supplementary2: line("S02-4", "50"),
		Assets:         line("S01-1", "10000"),
		Liabilities:    line("S01-2", "9150"),
		Rating:         solvency.BBB,
	}
}

func amount(t testing.TB, r *solvency.Report, row string) string {
	t.Helper()
	l, ok := r.Row(row)
	if !ok {
		t.Fatalf("%s is not there", row)
	}
	return l.Amount().String()
}

// The figures are those of check 13, rounded to the fen in every row: 804.182347, 50.957011, 753.225336, 715.564070, 728.444223. The
// control charge is 0.018 × 715.57 = 12.88, the ratios 500 / 728.45 and 850 / 728.45.
func TestReport(t *testing.T) {
	c := synthetic(t)
	r := must[*solvency.Report](t)(c.Report(edition(t, "2025-12-31")))
	for row, want := range map[string]string{
		"S05-1.1": "369.74", "S05-1.2": "50", "S05-1.3": "500", "S05-1.4": "200",
		"S05-1.5": "315.56",                                          // 1,119.74 − 804.18
		"S05-1.6": "50.96", "S05-1.6.1": "50.96", "S05-1.6.2": "200", // 0.22 × 200 + 0.02 × 347.85 = 50.957
		"S05-1": "715.56",                                                 // 0.95 × (804.18 − 50.96) = 715.559
		"S05-2": "12.88", "S05-3": "0", "S05-3.1": "0", "S05-4": "728.44", // 0.018 × 715.56 = 12.88008
		"S02-1": "400", "S02-2": "100", "S02-3": "300", "S02-4": "50", "S02-5": "850",
		"S01-1": "10000", "S01-2": "9150", "S01-3": "850", "S01-3.1": "400", "S01-3.4": "50",
		"S01-4": "728.44", "S01-4.1": "715.56", "S01-4.1.1": "369.74", "S01-4.1.5": "315.56", "S01-4.1.6": "50.96", "S01-4.2": "12.88", "S01-4.3": "0",
		"S01-5": "-228.44", "S01-6": "0.6864", "S01-7": "121.56", "S01-8": "1.1669",
	} {
		if got := amount(t, r, row); got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
	want := solvency.Status{Compliance: solvency.Compliant, Core: true, Comprehensive: true, Rating: true, KeyInspection: true}
	if got := r.Status(); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if r.Kind() != solvency.Life || r.Date() != edition(t, "2025-12-31").Date() {
		t.Error("kind or date")
	}
}

// Each kind has its matrix; the sums are worked by hand for risks of 3, 4, 5 and 6.
//
//	property:  16 + 25 + 36 + 2 (0.1×4×5 + 0.15×4×6 + 0.27×5×6) = 104.4, root 10.2176...
//	life:      9 + 16 + 25 + 36 + 2 (0.2×3×4 + 0.3×3×5 + 0.15×3×6 + 0.1×4×5 + 0.1×4×6 + 0.35×5×6) = 135, root 11.6189...
//	reinsurer: 86 + 2 (0.1×3×4 + 0.3×3×5 + 0.15×3×6 + 0.1×4×5 + 0.15×4×6 + 0.27×5×6) = 130.2, root 11.4105...
func TestReport_kinds(t *testing.T) {
	for _, tt := range []struct {
		kind        solvency.Kind
		root, saved string
	}{
		{solvency.Property, "10.22", "4.78"},
		{solvency.Life, "11.62", "6.38"},
		{solvency.Reinsurer, "11.41", "6.59"},
	} {
		c := plain(t, tt.kind)
		r := must[*solvency.Report](t)(c.Report(edition(t, "2022-03-31")))
		if got := amount(t, r, "S05-1"); got != tt.root {
			t.Errorf("%s: got %s, want %s", tt.kind, got, tt.root)
		}
		if got := amount(t, r, "S05-1.5"); got != tt.saved {
			t.Errorf("%s: got %s, want %s", tt.kind, got, tt.saved)
		}
		if _, ok := r.Row("S05-1.1"); ok != (tt.kind != solvency.Property) {
			t.Errorf("%s: row of life business: %v", tt.kind, ok)
		}
		if _, ok := r.Row("S05-1.6"); ok {
			t.Errorf("%s: loss absorption that was not given", tt.kind)
		}
	}
}

// plain is a company with risks of 3, 4, 5 and 6 yuan, no control charge and capital of 100.
func plain(t testing.TB, kind solvency.Kind) solvency.Company {
	t.Helper()
	line := func(row, yuan string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, dec(yuan))) }
	c := solvency.Company{
		Kind:    kind,
		NonLife: line("S05-1.2", "4"), Market: line("S05-1.3", "5"), Credit: line("S05-1.4", "6"),
		Control: line("S05-2", "0"),
		Core1:   line("S02-1", "100"), Core2: line("S02-2", "0"), Supplementary1: line("S02-3", "0"), Supplementary2: line("S02-4", "0"),
	}
	if kind != solvency.Property {
		c.Life = line("S05-1.1", "3")
	}
	return c
}

// Relief by size: both ends of every bracket, by kind and before the notice. The root is 10.22 and 11.62 as above.
func TestReport_size(t *testing.T) {
	for _, tt := range []struct {
		kind         solvency.Kind
		date, assets string
		want         string
	}{
		{solvency.Property, "2023-06-30", "1", "10.22"},
		{solvency.Property, "2023-09-30", "9999999999.99", "9.2"}, // 9.198
		{solvency.Property, "2023-09-30", "10000000000", "9.71"},  // 9.709
		{solvency.Property, "2023-09-30", "200000000000", "9.71"},
		{solvency.Property, "2023-09-30", "200000000000.01", "10.22"},
		{solvency.Reinsurer, "2023-09-30", "9999999999.99", "10.27"}, // 10.269
		{solvency.Reinsurer, "2023-09-30", "10000000000", "10.84"},   // 10.8395
		{solvency.Life, "2023-09-30", "49999999999.99", "10.46"},     // 10.458
		{solvency.Life, "2023-09-30", "50000000000", "11.04"},        // 11.039
		{solvency.Life, "2023-09-30", "500000000000", "11.04"},
		{solvency.Life, "2023-09-30", "500000000000.01", "11.62"},
	} {
		c := plain(t, tt.kind)
		c.TotalAssets = some(tt.assets)
		r := must[*solvency.Report](t)(c.Report(edition(t, tt.date)))
		if got := amount(t, r, "S05-1"); got != tt.want {
			t.Errorf("%s of %s on %s: got %s, want %s", tt.kind, tt.assets, tt.date, got, tt.want)
		}
	}
	c := plain(t, solvency.Property)
	if _, err := c.Report(edition(t, "2023-06-30")); err != nil {
		t.Errorf("before the notice: %v", err)
	}
	_, err := c.Report(edition(t, "2023-09-30"))
	wantText(t, err, "totalAssets: must not be empty: minimum capital depends on it on 2023-09-30")
}

// Loss absorption: fact sheet check 13, with its three limits, and its ends.
func TestAbsorption(t *testing.T) {
	for _, tt := range []struct{ market, credit, base, floor, before, limit, want string }{
		{"300", "100", "700", "500", "50.96", "200", "50.96"},     // 0.22 × 200 + 0.02 × 347.85
		{"300", "100", "2500", "500", "173.93", "2000", "173.93"}, // 0.5 × 347.85, from 347.8505: 173.925
		{"300", "100", "505", "500", "8.06", "5", "5"},            // 1.1 + 6.957
		{"300", "100", "500", "700", "6.96", "0", "0"},            // the floor is worth more
		{"0", "0", "700", "500", "0", "200", "0"},                 // no capital, nothing absorbed
		{"-0", "100", "-500", "-700", "46", "200", "46"},          // 44 + 2
	} {
		l := must[cross2.Line](t)(solvency.Absorption{Market: dec(tt.market), Credit: dec(tt.credit), Base: dec(tt.base), Floor: dec(tt.floor)}.Capital(edition(t, "2022-03-31")))
		got := []string{l.Parts()[0].Amount().String(), l.Parts()[1].Amount().String(), l.Amount().String()}
		if got[0] != tt.before || got[1] != tt.limit || got[2] != tt.want {
			t.Errorf("%+v: got %v", tt, got)
		}
	}
	_, err := solvency.Absorption{Market: dec("-1"), Credit: dec("-2"), Base: decimal.New(1, 99)}.Capital(edition(t, "2022-03-31"))
	wantText(t, err, "market: must not be negative (got -1)\ncredit: must not be negative (got -2)\nbase: has too many digits (got 1E99)")
	a := must[solvency.Absorption](t)(solvency.Absorption{Market: dec("1"), Credit: dec("2"), Base: dec("3"), Floor: dec("-4.5")}.ToYuan(cross2.InWan))
	for i, pair := range [][2]string{{a.Market.String(), "10000"}, {a.Credit.String(), "20000"}, {a.Base.String(), "30000"}, {a.Floor.String(), "-45000"}} {
		if pair[0] != pair[1] {
			t.Errorf("%d: got %s, want %s", i, pair[0], pair[1])
		}
	}
	_, err = solvency.Absorption{Floor: decimal.New(1, 37)}.ToYuan(cross2.InWan)
	wantText(t, err, "floor: has too many digits (got 1E41)")
}

// A line without a row is rounded into its row, half away from zero.
func TestReport_rounds(t *testing.T) {
	c := plain(t, solvency.Property)
	head := cross2.Head{English: "own", Chinese: "自有"}
	c.Market = must[cross2.Line](t)(cross2.Given(head, dec("5.005")))
	c.Core1 = must[cross2.Line](t)(cross2.Given(head, dec("-0.125")))
	r := must[*solvency.Report](t)(c.Report(edition(t, "2022-03-31")))
	for row, want := range map[string]string{"S05-1.3": "5.01", "S02-1": "-0.13"} {
		if got := amount(t, r, row); got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
}

// The sheet of actual capital has the rows that package capital makes, cut to the limits: policy surplus of 339 that comes in a
// year is worth 300 at 13 %, and beside net assets of 300 at most 40 % of core capital counts, that is 200 (300 / 0.6 = 500).
func TestReport_capital(t *testing.T) {
	e := edition(t, "2025-12-31")
	result := must[capital.Result](t)(capital.Actual{
		NetAssets:   dec("350"),
		DeferredTax: dec("50"),
		Surplus:     capital.Surplus{Groups: []capital.Group{{Term: dec("30"), Surplus: dec("339"), InForce: []decimal.Decimal{dec("1")}, Rates: []decimal.Decimal{dec("0")}}}},
	}.Capital(e))
	c := plain(t, solvency.Life)
	c.TotalAssets = some("60000000000")
	c.Core1, c.Core2, c.Supplementary1, c.Supplementary2 = result.Core1, result.Core2, result.Supplementary1, result.Supplementary2
	r := must[*solvency.Report](t)(c.Report(e))
	for row, want := range map[string]string{
		"S02-1.1": "350", "S02-1.2.4": "-50", "S02-1.2.6": "300", "S02-1.2.8": "-100", "S02-1": "500", "S02-3.4": "50", "S02-3.6": "39", "S02-3": "89", "S02-5": "589", "S01-3": "589", "S01-3.1": "500",
	} {
		if got := amount(t, r, row); got != want {
			t.Errorf("%s: got %s, want %s", row, got, want)
		}
	}
}
