package portfolio_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
	"github.com/cedego/cede/solvency/portfolio"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

// interest is an amount in row S05-1.3.1.
func interest(t testing.TB, yuan string) cross2.Line {
	t.Helper()
	head, err := cross2.Row("S05-1.3.1")
	if err != nil {
		t.Fatal(err)
	}
	l, err := cross2.Given(head, dec(yuan))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// million is an amount in millions of yuan.
func million(text string) decimal.Decimal { return dec(text).Shift(6) }

func edition(t testing.TB) *cross2.Edition {
	t.Helper()
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		t.Fatal(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func held(id, counterparty, value string, a asset.Asset) portfolio.Holding {
	return portfolio.Holding{Holding: asset.Holding{ID: id, Asset: a, Value: million(value), Counterparty: counterparty}}
}

// company is a property company with total assets of 2,000 million, so that the threshold of a counterparty is 160 million. Of ACME it has 161 million: a loan of 85, shares of
// 40, shares of 2 below a trust, a product of 1, reinsurance of 30 and a claim of 3. Every one of them, but for the trust's other share, has a part in the excess.
func company(t testing.TB) portfolio.Book {
	day := edition(t).Date()
	shares := held("share", "ACME", "40", asset.Stock{Board: asset.MainBoard})
	shares.Class = counterparty.EquityClass
	return portfolio.Book{
		Company: asset.NonLife, TotalAssets: million("2000"),
		Holdings: []portfolio.Holding{
			held("loan", "ACME", "85", asset.Loan{Class: asset.Pass}),
			shares,
			held("house", "Tenant", "510", asset.Property{Form: asset.Title, Place: asset.MajorCity}),
			held("state", "State", "900", asset.Deposit{Bank: asset.LargeBank, Form: asset.PlainDeposit}),
		},
		Products: lookthrough.Portfolio{
			Items: []lookthrough.Item{
				{ID: "share", Asset: asset.Stock{Board: asset.MainBoard}, Counterparty: "ACME"},
				{ID: "share of B", Asset: asset.Stock{Board: asset.MainBoard}, Counterparty: "B"},
				{ID: "loan to C", Asset: asset.Loan{Class: asset.Pass}, Counterparty: "C"},
			},
			Products: []lookthrough.Product{
				{ID: "trust", Type: lookthrough.EquityTrust, AsOf: day, Parts: []lookthrough.Part{
					{ID: "share of B", Value: million("10")}, {ID: "share", Value: million("2")},
				}},
				{ID: "fund", Type: lookthrough.EquityFund, Issuer: "AM"},
				{ID: "abroad", Type: lookthrough.PortfolioProduct, Fund: asset.MixedFund, Overseas: asset.Developed, Currency: "USD", Issuer: "ACME", Approved: true},
				{ID: "plan", Type: lookthrough.DebtPlan, Rating: asset.AAA, AsOf: day, Parts: []lookthrough.Part{{ID: "loan to C", Value: million("20")}}},
			},
			Positions: []lookthrough.Position{
				{Product: "trust", Value: million("12")},
				{Product: "fund", Value: million("50")},
				{Product: "abroad", Value: million("1")},
				{Product: "plan", Value: million("20")},
			},
		},
		Ceded: &counterparty.Ledger{
			Cedent: counterparty.Insurer,
			Reinsurers: []counterparty.Reinsurer{
				{ID: "ACME", Home: counterparty.Domestic, Ratio: some("2.1")}, {ID: "Parent", Home: counterparty.Domestic, Ratio: some("2.1")},
			},
			Cessions: []counterparty.Cession{
				{ID: "surplus", Reinsurers: []string{"ACME"}, Receivable: million("20"), Reserves: million("10")},
				{ID: "group", Reinsurers: []string{"Parent"}, Receivable: million("500"), Reserves: million("-7")},
				{ID: "layer", Reinsurers: []string{"Parent"}, Receivable: million("1")},
			},
		},
		OwnGroup: []string{"group"},
		Assumed:  []portfolio.Assumed{{Inward: counterparty.Inward{Claim: million("3"), Age: dec("9")}, Counterparty: "ACME"}},
		Limits:   map[counterparty.Class]decimal.Decimal{counterparty.EquityClass: dec("0.019")},
	}
}

func result(t testing.TB, b portfolio.Book) *portfolio.Result {
	t.Helper()
	r, err := b.Result(edition(t))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// charges are all charges in millions.
func charges(r *portfolio.Result) []string {
	var all []string
	show := func(of string, s asset.Structure, risk string, l cross2.Line) {
		all = append(all, fmt.Sprintf("%s%s %s %s", of, strings.Repeat("'", s.Layers), risk, l.Amount().Shift(-6)))
	}
	for _, c := range r.MarketCharges {
		show(c.Of, c.Structure, string(c.Risk), c.Line)
	}
	for _, c := range r.CreditCharges {
		risk := "default"
		if c.Spread {
			risk = "spread"
		}
		show(c.Holding, c.Structure, risk, c.Line)
	}
	return all
}

// Worked by hand: ACME is above its threshold with both ledgers together, and each of its assets has 0.4; shares are above their class, and property above a quarter.
func TestBook_Result(t *testing.T) {
	r := result(t, company(t))
	want := []string{
		"share equity 22.4",                // 40 × 0.35 × (1 + 0.4 + 0.2)
		"share' equity 1.05",               // 2 × 0.35 × (1 + 0.4 + 0.1): below a product it is of no class
		"share of B' equity 3.85",          // 10 × 0.35 × (1 + 0.1)
		"house property 114.75",            // 510 × 0.15 × (1 + 0.5)
		"USD currency 0.05",                // 1 × 0.05
		"abroad overseas 0.546",            // 1 × 0.39 × (1 + 0.4)
		"fund equity 30",                   // 50 × 0.6
		"loan default 10.115",              // 85 × 0.085 × (1 + 0.4)
		"loan to C' default 1.7",           // 20 × 0.085, below a debt-type product
		"state default 4.5",                // 900 × 0.005
		"plan default 0.16",                // 20 × 0.01 × (1 - 0.2)
		"group default 4",                  // 500 × 0.008: the own group does not count
		"layer default 0.008",              // 1 × 0.008
		"surplus default 0.336",            // (20 + 10) × 0.008 × (1 + 0.4)
		"reinsurance assumed default 2.94", // 3 × min(0.7 × (1 + 0.4), 1)
	}
	got := charges(r)
	for i, c := range got {
		got[i] = strings.Replace(c, "equity-developed", "overseas", 1)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	expected, err := market.Risks{
		Equity: million("57.3"), Property: million("114.75"), OverseasEquity: market.Overseas{Developed: million("0.546")}, Currency: million("0.05"),
	}.Capital(edition(t))
	if err != nil || !r.Market.Amount().Equal(expected.Amount()) {
		t.Errorf("market risk: got %v, want %v %v", r.Market.Amount(), expected.Amount(), err)
	}
	if want := million("23.759"); !r.Credit.Amount().Equal(want) { // the default charges: there is no spread risk
		t.Errorf("credit risk: got %v, want %v", r.Credit.Amount(), want)
	}
	var acme counterparty.Exposure
	for _, x := range r.Concentration.Exposures {
		if x.Counterparty == "ACME" {
			acme = x
		}
	}
	if !acme.Above || !acme.Book.Equal(million("161")) || len(r.Concentration.Exposures) != 5 {
		t.Errorf("got %v", r.Concentration.Exposures)
	}
	if !r.Property || !r.PropertyBook.Equal(million("510")) || len(r.Classes) != 1 || r.Classes[0].Measure != counterparty.AboveRatio || !r.Unnamed.IsZero() {
		t.Errorf("got %+v", r)
	}
}

// Every part of ACME's sum is needed: without any ledger, or with the sum at the threshold, nothing is concentrated.
func TestBook_ledgers(t *testing.T) {
	for name, change := range map[string]func(b *portfolio.Book){
		"no reinsurance ceded":   func(b *portfolio.Book) { b.Ceded, b.OwnGroup = nil, nil },
		"no reinsurance assumed": func(b *portfolio.Book) { b.Assumed = nil },
		"no investments":         func(b *portfolio.Book) { b.Holdings, b.Products = nil, lookthrough.Portfolio{} },
		"no products":            func(b *portfolio.Book) { b.Products = lookthrough.Portfolio{} },
		"at the threshold":       func(b *portfolio.Book) { b.Holdings[0].Value = million("84") },
		"book value":             func(b *portfolio.Book) { b.Holdings[0].Book = some("84000000") },
		"exempt":                 func(b *portfolio.Book) { b.Holdings[0].Exempt = counterparty.GroupProduct },
		"exempt item":            func(b *portfolio.Book) { b.Exempt = map[string]counterparty.Exemption{"share": counterparty.LargeBank} },
		"exempt product": func(b *portfolio.Book) {
			b.Exempt = map[string]counterparty.Exemption{"abroad": counterparty.GroupProduct}
		},
		"money product":   func(b *portfolio.Book) { b.Products.Products[2].Fund = asset.MoneyFund },
		"own group":       func(b *portfolio.Book) { b.OwnGroup = append(b.OwnGroup, "surplus") },
		"net":             func(b *portfolio.Book) { b.Ceded.Cessions[0].Net, b.Ceded.Cessions[0].Reserves = true, million("-1") },
		"no counterparty": func(b *portfolio.Book) { b.Holdings[1].Counterparty = "" },
		"larger company":  func(b *portfolio.Book) { b.TotalAssets = million("2020") }, // 161 million: 8 % of 2,000 and 5 % of 20
		"small company":   func(b *portfolio.Book) { b.TotalAssets = million("499.99") },
	} {
		b := company(t)
		change(&b)
		r := result(t, b)
		if r.Concentration.Above("ACME") {
			t.Errorf("%s: still above", name)
		}
		for _, c := range charges(r) {
			if c == "loan default 10.115" || strings.HasPrefix(c, "surplus") && c != "surplus default 0.24" && name != "net" {
				t.Errorf("%s: got %s", name, c)
			}
		}
		if name == "no counterparty" && !r.Unnamed.Equal(million("40")) {
			t.Errorf("unnamed: got %v", r.Unnamed)
		}
	}
	for name, change := range map[string]func(b *portfolio.Book){
		"exactly one yuan more":     func(b *portfolio.Book) { b.Holdings[0].Value = million("84").Add(dec("0.01")) },
		"owed by two, towards each": func(b *portfolio.Book) { b.Ceded.Cessions[0].Reinsurers = []string{"Parent", "ACME"} },
		"negative reserves of a set": func(b *portfolio.Book) {
			b.Ceded.Cessions[0].Receivable, b.Ceded.Cessions[0].Reserves = million("30"), million("-9")
		},
		"both, settled net": func(b *portfolio.Book) {
			b.Ceded.Cessions[0].Net, b.Ceded.Cessions[0].Receivable, b.Ceded.Cessions[0].Reserves = true, million("29"), million("1")
		},
		"a claim below zero": func(b *portfolio.Book) {
			b.Assumed = append(b.Assumed, portfolio.Assumed{Inward: counterparty.Inward{Claim: million("-9")}, Counterparty: "ACME"})
		},
	} {
		b := company(t)
		change(&b)
		if r := result(t, b); !r.Concentration.Above("ACME") {
			t.Errorf("%s: not above", name)
		}
	}
}

// The amount of a swap, of a future or of a guarantee is no asset of its counterparty, unless a book value says so.
func TestBook_derivatives(t *testing.T) {
	for _, a := range []asset.Asset{asset.InterestSwap{Duration: dec("3")}, asset.CurrencyForward{}, asset.Guarantee{}, asset.IndexFuture{Hedge: asset.Hedge{Long: true}}} {
		h := held("x", "Bank", "10", a)
		h.Currency = "USD"
		b := portfolio.Book{Company: asset.NonLife, TotalAssets: million("2000"), Holdings: []portfolio.Holding{h}}
		sum := func() string {
			total := decimal.Decimal{}
			for _, x := range result(t, b).Concentration.Exposures {
				total = total.Add(x.Book)
			}
			return total.String()
		}
		if got := sum(); got != "0" {
			t.Errorf("%T: got %s", a, got)
		}
		b.Holdings[0].Book = some("7")
		want := "7"
		if _, future := a.(asset.IndexFuture); future {
			want = "0" // exempt
		}
		if got := sum(); got != want {
			t.Errorf("%T: got %s, want %s", a, got, want)
		}
	}
}

// Currencies of products and classes of assets are measured each by itself; below the surface of a debt-type product a currency counts once, with the asset.
func TestBook_several(t *testing.T) {
	b := company(t)
	day := edition(t).Date()
	b.Products.Items = append(b.Products.Items, lookthrough.Item{ID: "loan in francs", Asset: asset.Loan{Class: asset.Pass}, Currency: "CHF"})
	b.Products.Products = append(b.Products.Products,
		lookthrough.Product{ID: "euro", Type: lookthrough.EquityFund, Currency: "EUR"},
		lookthrough.Product{ID: "euro too", Type: lookthrough.EquityFund, Currency: "EUR"},
		lookthrough.Product{ID: "francs", Type: lookthrough.DebtPlan, Rating: asset.AAA, Currency: "CHF", AsOf: day, Parts: []lookthrough.Part{{ID: "loan in francs", Value: million("3")}}})
	for _, id := range []string{"euro", "euro too", "francs"} {
		b.Products.Positions = append(b.Products.Positions, lookthrough.Position{Product: id, Value: million("3")})
	}
	abroad, other := held("abroad", "X", "5", asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Developed}), held("other", "Y", "6", asset.UnlistedEquity{})
	abroad.Class, other.Class = counterparty.OverseasClass, counterparty.OtherFinancial
	b.Holdings = append(b.Holdings, abroad, other)
	b.Limits[counterparty.OtherFinancial] = dec("0.5")
	b.SolvencyRatio = some("2")
	delete(b.Limits, counterparty.EquityClass) // 30 % by the ratio
	r := result(t, b)
	var got []string
	for _, c := range charges(r) {
		if strings.Contains(c, "currency") {
			got = append(got, c)
		}
	}
	for _, c := range r.Classes {
		got = append(got, fmt.Sprint(c.Class, " ", c.Book.Shift(-6), " ", c.Measure))
	}
	want := []string{"CHF currency 0.45", "EUR currency 0.48", "USD currency 0.05", "equity 40 within", "other-financial 6 within", "overseas 5 not measured"}
	if !slices.Equal(got, want) { // 3 × 0.15, 6 × 0.08, 1 × 0.05
		t.Errorf("got %v", got)
	}
	if !r.Unnamed.Equal(million("9")) { // the two funds and the loan
		t.Errorf("unnamed: got %v", r.Unnamed)
	}
}

// Of a life company and of a reinsurer interest rate risk is given, and thresholds and cedents are their own.
func TestBook_kinds(t *testing.T) {
	b := company(t)
	b.Company, b.Interest = asset.Life, interest(t, "1000000")
	r := result(t, b)
	if l := r.Market.Parts()[0]; l.Head().Row != "S05-1.3.1" || l.Amount().String() != "1000000" {
		t.Errorf("got %s %s", l.Head().Row, l.Amount())
	}
	if want := million("160"); !r.Concentration.Threshold.Amount().Equal(want) {
		t.Errorf("threshold: got %s", r.Concentration.Threshold.Amount())
	}
	b.TotalAssets = million("10000")
	if got := result(t, b).Concentration.Threshold.Amount(); !got.Equal(million("800")) { // 8 % up to 10,000
		t.Errorf("threshold: got %s", got)
	}
	b.Company = asset.Reinsurer
	_, err := b.Result(edition(t))
	wantText(t, err, "ceded.cedent: must be retrocedent for this kind of company (got insurer)")
	b.Ceded.Cedent = counterparty.Retrocedent
	if got := result(t, b).Concentration.Threshold.Amount(); !got.Equal(million("510")) { // 160 + 5 % of 3,000 + 4 % of 5,000
		t.Errorf("threshold: got %s", got)
	}
}

// Products that are held directly count in their class by their recognised value, and have its coefficient in what is charged of themselves. Worked by hand.
func TestBook_classes(t *testing.T) {
	b := company(t)
	day := edition(t).Date()
	b.Products.Products = append(b.Products.Products,
		lookthrough.Product{ID: "half", Type: lookthrough.EquityTrust, AsOf: day, Parts: []lookthrough.Part{{ID: "loan to C", Value: million("1")}}, Opaque: million("1"), Issuer: "T"},
		lookthrough.Product{ID: "dark", Type: lookthrough.EquityFund, Issuer: "D"},
		lookthrough.Product{ID: "over", Type: lookthrough.EquityTrust, AsOf: day, Parts: []lookthrough.Part{{ID: "dark", Value: million("1")}}})
	b.Products.Positions = append(b.Products.Positions, lookthrough.Position{Product: "half", Value: million("20")}, lookthrough.Position{Product: "over", Value: million("5")})
	b.Classes = map[string]counterparty.Class{"fund": counterparty.EquityClass, "plan": counterparty.OtherFinancial, "half": counterparty.OtherFinancial, "dark": counterparty.OtherFinancial, "abroad": counterparty.OverseasClass}
	b.Limits = map[counterparty.Class]decimal.Decimal{counterparty.EquityClass: dec("0.0449"), counterparty.OtherFinancial: dec("0.0199"), counterparty.OverseasClass: dec("0.0004")}
	shown := func() (classes, products []string) {
		r := result(t, b)
		for _, c := range r.Classes {
			classes = append(classes, fmt.Sprint(c.Class, " ", c.Book.Shift(-6), " ", c.Measure))
		}
		for _, c := range charges(r) {
			if name, _, _ := strings.Cut(c, " "); slices.Contains([]string{"share", "fund", "plan", "half'", "dark'", "abroad"}, name) || strings.HasPrefix(c, "loan to C") {
				products = append(products, c)
			}
		}
		return classes, products
	}
	classes, products := shown()
	if want := []string{"equity 90 above", "other-financial 40 above", "overseas 1 above"}; !slices.Equal(classes, want) { // 40 + 50 > 89.8, 20 + 20 > 39.8, 1 > 0.8
		t.Errorf("got %v", classes)
	}
	want := []string{
		"share equity 22.4",             // 40 × 0.35 × (1 + 0.4 + 0.2)
		"share of B' equity 3.85",       // 10 × 0.35 × (1 + 0.1)
		"abroad equity-developed 0.624", // 1 × 0.39 × (1 + 0.4 + 0.2)
		"fund equity 36",                // 50 × 0.6 × (1 + 0.2)
		"dark' equity 3",                // 5 × 0.6: below a product
		"half' equity 7.2",              // 10 × 0.6 × (1 + 0.2)
		"loan to C' default 1.7",        // 20 × 0.085: below a product
		"loan to C' default 0.935",      // 10 × 0.085 × (1 + 0.1)
		"plan default 0.2",              // 20 × 0.01 × (1 - 0.2 + 0.2)
	}
	if !slices.Equal(products, want) {
		t.Errorf("got\n%s", strings.Join(products, "\n"))
	}
	// At the ratios nothing is above.
	b.Limits = map[counterparty.Class]decimal.Decimal{counterparty.EquityClass: dec("0.045"), counterparty.OtherFinancial: dec("0.02"), counterparty.OverseasClass: dec("0.0005")}
	if classes, _ := shown(); !slices.Equal(classes, []string{"equity 90 within", "other-financial 40 within", "overseas 1 within"}) {
		t.Errorf("got %v", classes)
	}
}

// Whether a surface has the coefficient of what is concentrated below it: 20 × 0.01 × (1 - 0.2 + 0.4) of a debt plan over another plan over a loan to ACME, or without the 0.4; the bottom
// has it in any case, and what is not of ACME has not.
func TestBook_surfaces(t *testing.T) {
	for _, tt := range []struct {
		surfaces portfolio.Surfaces
		change   func(*portfolio.Book)
		plan     string
	}{
		{"", nil, "0.16"},
		{portfolio.SurfacesApart, nil, "0.16"},
		{portfolio.SurfacesWithBottom, nil, "0.24"},
		{portfolio.SurfacesWithBottom, func(b *portfolio.Book) { b.Products.Items[3].Counterparty = "" }, "0.16"},
		{portfolio.SurfacesWithBottom, func(b *portfolio.Book) {
			b.Exempt = map[string]counterparty.Exemption{"loan to ACME": counterparty.LargeBank}
		}, "0.16"},
		{portfolio.SurfacesWithBottom, func(b *portfolio.Book) { b.Products.Products[4].Parts = nil }, "0.16"}, // of no known issuer
		{portfolio.SurfacesWithBottom, func(b *portfolio.Book) { b.Products.Products[4].Parts, b.Products.Products[4].Issuer = nil, "ACME" }, "0.24"},
		{portfolio.SurfacesWithBottom, func(b *portfolio.Book) { b.Products.Items[3].Counterparty, b.Products.Products[4].Issuer = "", "ACME" }, "0.16"}, // all of it is known
		{portfolio.SurfacesWithBottom, func(b *portfolio.Book) {
			b.Products.Items[3].Counterparty, b.Products.Products[4].Issuer, b.Products.Products[4].Opaque = "", "ACME", million("1")
		}, "0.24"},
		{portfolio.SurfacesWithBottom, func(b *portfolio.Book) { b.Products.Products[5].Parts[0].Value = dec("0") }, "0.16"}, // nothing of it
	} {
		b := company(t)
		b.Holdings[0].Value = million("90") // so that ACME is above its threshold whatever is below the plans
		b.Surfaces = tt.surfaces
		day := edition(t).Date()
		b.Products.Items = append(b.Products.Items, lookthrough.Item{ID: "loan to ACME", Asset: asset.Loan{Class: asset.Pass}, Counterparty: "ACME"})
		b.Products.Products = append(b.Products.Products,
			lookthrough.Product{ID: "inner", Type: lookthrough.DebtPlan, Rating: asset.AAA, AsOf: day, Parts: []lookthrough.Part{{ID: "loan to ACME", Value: million("20")}}},
			lookthrough.Product{ID: "outer", Type: lookthrough.DebtPlan, Rating: asset.AAA, AsOf: day, Parts: []lookthrough.Part{{ID: "inner", Value: million("20")}, {ID: "loan to C", Value: million("1")}}})
		b.Products.Positions = append(b.Products.Positions, lookthrough.Position{Product: "outer", Value: million("20")})
		if tt.change != nil {
			tt.change(&b)
		}
		var got []string
		for _, c := range charges(result(t, b)) {
			if strings.HasPrefix(c, "outer ") || strings.HasPrefix(c, "plan ") {
				got = append(got, c)
			}
		}
		if want := []string{"outer default " + tt.plan, "plan default 0.16"}; !slices.Equal(got, want) {
			t.Errorf("%+v: got %v, want %v", tt, got, want)
		}
	}
	b := company(t)
	b.Surfaces = "x"
	_, err := b.Result(edition(t))
	wantText(t, err, "surfaces: must be apart or with-bottom (got x)")
}

// The reading of ratings under the table is that of credit risk: 1,000 at three years cost 240, or are refused.
func TestBook_below(t *testing.T) {
	b := portfolio.Book{Company: asset.NonLife, TotalAssets: million("1"), Holdings: []portfolio.Holding{
		{Holding: asset.Holding{ID: "bond", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.BelowBBB, Duration: dec("3")}, Value: dec("1000")}},
	}}
	for _, b.Below = range []credit.Below{"", credit.AsUnrated} {
		if got := result(t, b).Credit.Amount(); !got.Equal(dec("240")) {
			t.Errorf("%q: got %s", b.Below, got)
		}
	}
	b.Below = credit.Refused
	_, err := b.Result(edition(t))
	wantText(t, err, "holdings[0].asset.rating: must be BBB- or above, or empty: under it there is no factor (got below)")
}

func wantText(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want {
		t.Errorf("got error %v\nwant %s", err, want)
	}
}

func TestBook_refuses(t *testing.T) {
	for _, tt := range []struct {
		change func(b *portfolio.Book)
		want   string
	}{
		{func(b *portfolio.Book) { b.Company = "x" }, "company: must be one of life, non-life, reinsurer (got x)\ninterest: must be given for a life company or a reinsurer"},
		{func(b *portfolio.Book) { b.TotalAssets = dec("0") }, "totalAssets: must be positive (got 0)"},
		{func(b *portfolio.Book) { b.Interest = interest(t, "1") }, "interest: must not be given for a property company: it is computed (got 1)"},
		{func(b *portfolio.Book) { b.Company, b.Interest = asset.Life, interest(t, "-1") }, "interest: must not be negative (got -1)"},
		{func(b *portfolio.Book) {
			b.Holdings[1].Structure = asset.Structure{Layers: 1, Surface: asset.OtherSurface}
		}, "holdings[1].structure: must be empty: what is below products is in products"},
		{func(b *portfolio.Book) { b.Holdings[1].Concentration.Class = true }, "holdings[1].concentration: must be empty: it is computed"},
		{func(b *portfolio.Book) { b.Holdings[1].Class = "x" }, "holdings[1].class: must be one of equity, other-financial, overseas (got x)"},
		{func(b *portfolio.Book) { b.Holdings[1].Asset = nil }, "holdings[1].asset: must not be empty"},
		{func(b *portfolio.Book) { b.Holdings[1].ID = "loan" }, "holdings[1].id: must not be there twice in one structure (got loan)"},
		{func(b *portfolio.Book) { b.Exempt = map[string]counterparty.Exemption{"loan": counterparty.Government} }, "exempt.loan: must be an item or a product"},
		{func(b *portfolio.Book) { b.Ceded.Reinsurers[1].Concentrated = true }, "ceded.reinsurers[1].concentrated: must not be set: it is computed (got true)"},
		{func(b *portfolio.Book) { b.Ceded.Cessions[1].Reinsurers = nil }, "ceded.cessions[1].reinsurers: must not be empty"},
		{func(b *portfolio.Book) { b.OwnGroup = []string{"x"} }, "ownGroup[0]: must be a cession (got x)"},
		{func(b *portfolio.Book) { b.Assumed[0].Concentrated = true }, "assumed[0].concentrated: must not be set: it is computed (got true)"},
		{func(b *portfolio.Book) { b.Assumed[0].Age = dec("-1") }, "assumed[0].age: must not be negative (got -1)"},
		{func(b *portfolio.Book) { b.Assumed[0].Counterparty = strings.Repeat("x", 101) }, "assumed[0].counterparty: must have at most 100 bytes (got " + strings.Repeat("x", 61) + "...)"},
		{func(b *portfolio.Book) {
			b.Classes = map[string]counterparty.Class{"share": counterparty.EquityClass, "fund": "x"}
		}, "classes.fund: must be one of equity, other-financial, overseas (got x)\nclasses.share: must be a product"},
		{func(b *portfolio.Book) { b.Limits[counterparty.EquityClass] = dec("2") }, "limits.equity: must be in [0, 1] (got 2)"},
		{func(b *portfolio.Book) { b.Products.Positions[0].Product = "x" }, "products.positions[0].product: must be a product of the portfolio (got x)"},
		{func(b *portfolio.Book) { b.Liabilities = []market.ForeignAmount{{Currency: "CNY"}} }, "liabilities[0].currency: must be a foreign currency (got CNY)"},
		{func(b *portfolio.Book) { b.Band = "x" }, "band: must be one of bounded, unbounded (got x)"},
	} {
		b := company(t)
		tt.change(&b)
		_, err := b.Result(edition(t))
		wantText(t, err, tt.want)
	}
	if _, err := (portfolio.Book{}).Result(nil); err == nil {
		t.Error("no edition: no error")
	}
	if _, err := (portfolio.Book{}).Result(edition(t)); err == nil {
		t.Error("zero book: no error")
	}
	many := company(t)
	many.Holdings = make([]portfolio.Holding, 1000)
	for i := range many.Holdings {
		many.Holdings[i].Class = "x"
	}
	if _, err := many.Result(edition(t)); err == nil || strings.Count(err.Error(), "\n") > 120 {
		t.Errorf("many: got %d lines", strings.Count(err.Error(), "\n"))
	}
}
