package capital_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// sheet is a small balance sheet. By hand: recognised assets 50 + 1,500 + 200 + 720 + 110 + 140 + 0 + 30 = 2,750.
func sheet() capital.Balance {
	return capital.Balance{
		Assets: []capital.Asset{
			{Row: "S03-1.2", Book: dec("50")},
			{Row: "S03-2.3", Book: dec("1500")},
			{Row: "S03-2.3", Book: dec("100"), Class: capital.Frozen},
			{Row: "S03-2.4", Book: dec("200")},
			{Row: "S03-2.13", Book: dec("900"), Recognised: some("720")},
			{Row: "S03-3", Book: dec("100"), Recognised: some("110")},
			{Row: "S03-4.1", Book: dec("150"), Recognised: some("140")},
			{Row: "S03-9.3", Book: dec("40"), Class: capital.Intangible},
			{Row: "S03-9.1", Book: dec("60"), Class: capital.LossDeferredTax},
			{Row: "S03-9.1", Book: dec("30")},
		},
		// 800 + 300 + 250 + 40 + 10 + 5 + 50 + 40 = 1,495 and the capital liabilities.
		Liabilities: []capital.Liability{
			{Row: "S04-1.1.1", Book: dec("1000"), Recognised: some("800")},
			{Row: "S04-1.1.2", Book: dec("300")},
			{Row: "S04-1.2", Book: dec("250")},
			{Row: "S04-3.4", Book: dec("40")},
			{Row: "S04-4", Book: dec("10")},
			{Row: "S04-7.1", Book: dec("5")},
			{Book: dec("20"), Class: capital.Agricultural},
		},
		Guarantee:  &capital.Guarantee{CashValue: dec("1000"), Liability: dec("800"), Minimum: dec("150")},
		TaxReserve: &capital.TaxReserve{Incomes: []decimal.Decimal{dec("1"), dec("1"), dec("1")}, ResidualMargin: dec("400")},
	}
}

func zeroLiability(t *testing.T) cross2.Line {
	t.Helper()
	return must[cross2.Line](t)(cross2.Given(must[cross2.Head](t)(cross2.Row("S04-6")), decimal.Decimal{}))
}

func rows(l cross2.Line) map[string]string {
	all := map[string]string{}
	var walk func(cross2.Line)
	walk = func(l cross2.Line) {
		if l.Head().Row != "" {
			all[l.Head().Row] = l.Amount().String()
		}
		for _, part := range l.Parts() {
			walk(part)
		}
	}
	walk(l)
	return all
}

func TestBalance(t *testing.T) {
	e := edition(t, after)
	b := sheet()
	wantAssets := map[string]string{
		"S03-1": "50", "S03-1.2": "50", "S03-2": "2420", "S03-2.3": "1500", "S03-2.4": "200", "S03-2.13": "720", "S03-3": "110",
		"S03-4": "140", "S03-4.1": "140", "S03-9": "30", "S03-9.1": "30", "S03-9.3": "0", "S03-10": "2750",
	}
	wantLiabilities := map[string]string{
		"S04-1": "1350", "S04-1.1": "1100", "S04-1.1.1": "800", "S04-1.1.2": "300", "S04-1.2": "250", "S04-3": "40", "S04-3.4": "40",
		"S04-4": "10", "S04-6": "0", "S04-7": "95", "S04-7.1": "5", "S04-7.2": "50", "S04-7.3": "40", "S04-8": "1495",
	}
	for range 2 {
		assets := must[cross2.Line](t)(b.RecognisedAssets(e))
		liabilities := must[cross2.Line](t)(b.RecognisedLiabilities(e, zeroLiability(t)))
		verify(t, assets)
		verify(t, liabilities)
		if diff := cmp.Diff(wantAssets, rows(assets)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(wantLiabilities, rows(liabilities)); diff != "" {
			t.Error(diff)
		}
		slices.Reverse(b.Assets)
		slices.Reverse(b.Liabilities)
	}
	if got := b.NonRecognised(); !got.Equal(dec("200")) {
		t.Errorf("not recognised: got %s, want 200", got)
	}
	want(t, "no assets", must[cross2.Line](t)(capital.Balance{}.RecognisedAssets(e)), "0")
	// A user who knows only the main rows, and what they must come to.
	short := capital.Balance{
		Assets: []capital.Asset{{Row: "S03-2", Book: dec("10")}, {Row: "S03-5", Book: dec("2")}, {Row: "S03-6", Book: dec("3"), Recognised: some("1"), Specified: true}},
		Stated: []capital.Stated{{Row: "S03-2", Amount: dec("10")}, {Row: "S03-10", Amount: dec("13.01")}, {Row: "S03-7", Amount: dec("0")}, {Row: "S04-8", Amount: dec("0")}},
	}
	_, err := short.RecognisedAssets(e)
	wantText(t, err, "stated[1].amount: must be what row S03-10 comes to, 13 (got 13.01)")
	short.Tolerance = dec("0.01")
	want(t, "within tolerance", must[cross2.Line](t)(short.RecognisedAssets(e)), "13")
	want(t, "within tolerance", must[cross2.Line](t)(short.RecognisedLiabilities(e, zeroLiability(t))), "0")
}

func TestBalance_refuses(t *testing.T) {
	asset := func(a capital.Asset) func(*capital.Balance) {
		return func(b *capital.Balance) { b.Assets = []capital.Asset{a} }
	}
	liability := func(l capital.Liability) func(*capital.Balance) {
		return func(b *capital.Balance) {
			b.Liabilities, b.Guarantee, b.TaxReserve = []capital.Liability{l}, nil, nil
		}
	}
	for _, tt := range []struct {
		want   string
		change func(b *capital.Balance)
	}{
		{"assets[0].row: must be a row of S03 (got S03-11)", asset(capital.Asset{Row: "S03-11"})},
		{"assets[0].row: must be a row of S03 (got S04-5)", asset(capital.Asset{Row: "S04-5"})},
		{"assets[0].row: must be a row of S03", asset(capital.Asset{})},
		{"assets[0].row: must not be the total, which is the sum of the rows: state it (got S03-10)", asset(capital.Asset{Row: "S03-10"})},
		{"assets[0].book: must not be negative (got -1)", asset(capital.Asset{Row: "S03-1.1", Book: dec("-1")})},
		{"assets[0].class: must be one of intangible, loss-deferred-tax, deferred-expense, frozen, pledged-for-others, distressed, blocked-abroad, restricted, art, other, or empty (got x)", asset(capital.Asset{Row: "S03-1.1", Class: "x"})},
		{"assets[0].row: must be S03-9.1 for deferred tax assets (got S03-9.3)", asset(capital.Asset{Row: "S03-9.3", Class: capital.LossDeferredTax})},
		{"assets[0].recognised: must not be there: an asset of class art is not recognised", asset(capital.Asset{Row: "S03-9.3", Class: capital.Art, Recognised: some("1")})},
		{"assets[0].recognised: must not be there: the recognised value of S03-2.1 is its book value, unless the regulator has specified another", asset(capital.Asset{Row: "S03-2.1", Recognised: some("1")})},
		{"assets[0].recognised: must not be negative (got -1)", asset(capital.Asset{Row: "S03-9.2", Recognised: some("-1")})},
		{"assets[1].row: must not be there twice (got S03-2.3)", func(b *capital.Balance) {
			b.Assets = []capital.Asset{{Row: "S03-2.3"}, {Row: "S03-2.3"}}
		}},
		{"assets[0].row: must not be there with S03-2.3, which is a part of it (got S03-2)", func(b *capital.Balance) {
			b.Assets = []capital.Asset{{Row: "S03-2"}, {Row: "S03-2.3"}}
		}},
		{"liabilities[0].row: must be a row of S04 (got S03-1.1)", liability(capital.Liability{Row: "S03-1.1"})},
		{"liabilities[0].row: must not be the total, which is the sum of the rows: state it (got S04-8)", liability(capital.Liability{Row: "S04-8"})},
		{"liabilities[0].row: must not be there: it follows from the instruments and the limits (got S04-6)", liability(capital.Liability{Row: "S04-6"})},
		{"liabilities[0].row: must not be there: it is a part of S04-1.2 that does not add up (got S04-1.2.1)", liability(capital.Liability{Row: "S04-1.2.1"})},
		{"liabilities[0].recognised: must not be there: only reserves of life contracts are not recognised at book value", liability(capital.Liability{Row: "S04-3.3", Recognised: some("1")})},
		{"liabilities[0].class: must not be there with a row or a recognised value (got other)", liability(capital.Liability{Row: "S04-3.3", Class: capital.OtherLiability})},
		{"liabilities[0].class: must be one of agricultural, capital-instrument, other, or empty (got x)", liability(capital.Liability{Class: "x"})},
		{"liabilities[0].book: must not be negative (got -1)", liability(capital.Liability{Class: capital.CapitalInstrument, Book: dec("-1")})},
		{"liabilities[7].row: must not be there twice", func(b *capital.Balance) {
			b.Liabilities = append(b.Liabilities, capital.Liability{Class: capital.Agricultural})
		}},
		{"guarantee: must not be there with row S04-7.2 among the liabilities", func(b *capital.Balance) {
			b.Liabilities = append(b.Liabilities, capital.Liability{Row: "S04-7.2"})
		}},
		{"taxReserve: must not be there with row S04-7.3 among the liabilities", func(b *capital.Balance) {
			b.Liabilities = append(b.Liabilities, capital.Liability{Row: "S04-7.3"})
		}},
		{"liabilities[7].row: must not be there with S04-7.1, which is a part of it (got S04-7)", func(b *capital.Balance) {
			b.Liabilities = append(b.Liabilities, capital.Liability{Row: "S04-7"})
		}},
		{"guarantee.cashValue: must not be negative (got -1)", func(b *capital.Balance) { b.Guarantee.CashValue = dec("-1") }},
		{"taxReserve.residualMargin: must not be negative (got -1)", func(b *capital.Balance) { b.TaxReserve.ResidualMargin = dec("-1") }},
		{"stated[0].row: must be a row of S03 or S04 that adds up (got S02-1)", func(b *capital.Balance) { b.Stated = []capital.Stated{{Row: "S02-1"}} }},
		{"stated[0].row: must be a row of S03 or S04 that adds up (got S04-1.2.1)", func(b *capital.Balance) { b.Stated = []capital.Stated{{Row: "S04-1.2.1"}} }},
		{"stated[1].row: must not be there twice (got S03-1)", func(b *capital.Balance) { b.Stated = []capital.Stated{{Row: "S03-1"}, {Row: "S03-1"}} }},
		{"stated[0].amount: has too many digits (got 1E100)", func(b *capital.Balance) { b.Stated = []capital.Stated{{Row: "S03-1", Amount: decimal.New(1, 100)}} }},
		{"tolerance: must not be negative (got -1)", func(b *capital.Balance) { b.Tolerance = dec("-1") }},
	} {
		b := sheet()
		tt.change(&b)
		_, err := b.RecognisedAssets(edition(t, after))
		wantText(t, err, tt.want)
		_, err = b.RecognisedLiabilities(edition(t, after), zeroLiability(t))
		wantText(t, err, tt.want)
	}
	b := sheet()
	b.Stated = []capital.Stated{{Row: "S04-7", Amount: dec("95.01")}}
	_, err := b.RecognisedLiabilities(edition(t, after), zeroLiability(t))
	wantText(t, err, "stated[0].amount: must be what row S04-7 comes to, 95 (got 95.01)")
	if _, err := sheet().RecognisedAssets(nil); err == nil {
		t.Error("no edition: no error")
	}
	if _, err := sheet().RecognisedLiabilities(edition(t, after), cross2.Line{}); err == nil {
		t.Error("no capital liabilities: no error")
	}
}
