package market_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// Forwards hedge assets or liabilities, all or a part, Rule 8 Art. 58; what they hedge is not netted again.
func TestForwards(t *testing.T) {
	cash := asset.Holding{ID: "cash", Asset: asset.Cash{Form: asset.Money}, Value: dec("500"), Currency: "EUR"}
	for _, tt := range []struct {
		name             string
		assets, owed     string
		forward          asset.CurrencyForward
		notional, charge string
	}{
		{"all assets", "500", "0", asset.CurrencyForward{Effectiveness: some("1")}, "500", "0"},
		{"a part of them", "500", "0", asset.CurrencyForward{Effectiveness: some("1")}, "400", "8"},                                // 100 × 0.08
		{"not quite", "500", "0", asset.CurrencyForward{Effectiveness: some("0.9")}, "500", "4"},                                   // 50 × 0.08
		{"more than there is", "500", "0", asset.CurrencyForward{Effectiveness: some("1"), Hedged: some("500")}, "600", "8"},       // 100 × 0.08
		{"less than is hedged", "500", "0", asset.CurrencyForward{Effectiveness: some("0.9"), Hedged: some("500")}, "400", "11.2"}, // 140 × 0.08
		{"liabilities", "0", "500", asset.CurrencyForward{Effectiveness: some("1"), Liabilities: true}, "500", "0"},
		{"liabilities, not quite", "0", "500", asset.CurrencyForward{Effectiveness: some("0.8"), Liabilities: true}, "450", "11.2"},       // (50 + 90) × 0.08
		{"liabilities beside more assets", "500", "300", asset.CurrencyForward{Effectiveness: some("1"), Liabilities: true}, "300", "40"}, // 500 × 0.08
		{"assets beside liabilities", "500", "300", asset.CurrencyForward{Effectiveness: some("0.9")}, "200", "1.6"},                      // 20 × 0.08
	} {
		t.Run(tt.name, func(t *testing.T) {
			cash.Value = dec(tt.assets)
			got := charges(t, today, market.Portfolio{
				Holdings:    []asset.Holding{cash, {ID: "f", Asset: tt.forward, Value: dec(tt.notional), Currency: "EUR"}},
				Liabilities: []market.ForeignAmount{{Currency: "EUR", Value: dec(tt.owed)}},
			})
			if got["EUR"] != "currency "+tt.charge || len(got) != 1 {
				t.Errorf("got %v, want %s", got, tt.charge)
			}
		})
	}
}

// What is below products is added to what is held directly, Rule 8 Art. 59, and does not offset what is owed; a forward below a product hedges there.
func TestCurrency_belowProducts(t *testing.T) {
	below := asset.Structure{Layers: 1, Surface: asset.OtherSurface}
	p := market.Portfolio{
		Holdings: []asset.Holding{
			{ID: "cash", Asset: asset.Cash{Form: asset.Money}, Value: dec("100"), Currency: "JPY"},
			{ID: "bill", Asset: asset.Cash{Form: asset.Money}, Value: dec("60"), Currency: "JPY", Structure: below},
		},
		Liabilities: []market.ForeignAmount{{Currency: "JPY", Value: dec("140")}},
	}
	if got := charges(t, today, p)["JPY"]; got != "currency 15" { // (40 + 60) × 0.15
		t.Errorf("got %s", got)
	}
	p.Liabilities = nil
	if got := charges(t, today, p)["JPY"]; got != "currency 24" { // (100 + 60) × 0.15
		t.Errorf("nothing owed: got %s", got)
	}
	p.Holdings = append(p.Holdings, asset.Holding{ID: "f", Asset: asset.CurrencyForward{Effectiveness: some("0.9")}, Value: dec("50"), Currency: "JPY", Structure: below})
	if got := charges(t, today, p)["JPY"]; got != "currency 17.25" { // (100 + 10 + 5) × 0.15
		t.Errorf("hedged below: got %s", got)
	}
	p.Liabilities = []market.ForeignAmount{{Currency: "JPY", Value: dec("140")}}
	if got := charges(t, today, p)["JPY"]; got != "currency 8.25" { // (40 + 10 + 5) × 0.15
		t.Errorf("hedged below, and owed: got %s", got)
	}
	p.Holdings, p.Liabilities = p.Holdings[2:], nil
	if got := charges(t, today, p)["JPY"]; got != "currency 8.25" { // (50 + 5) × 0.15
		t.Errorf("nothing to hedge below: got %s", got)
	}
}

// Notional amounts and guarantees are no assets in a foreign currency, and the charges of currencies are in the order of their names.
func TestCurrency_assets(t *testing.T) {
	p := market.Portfolio{Company: asset.Life}
	for i, a := range []asset.Asset{asset.InterestSwap{Duration: dec("1")}, asset.TreasuryFuture{Duration: dec("1")}, asset.IndexFuture{}, asset.Guarantee{}} {
		p.Holdings = append(p.Holdings, asset.Holding{ID: fmt.Sprint(i), Asset: a, Value: dec("100"), Currency: "USD"})
	}
	if got := charges(t, today, p); len(got) != 1 || got["2"] != "equity 35" {
		t.Errorf("got %v", got)
	}
	p.Holdings = nil
	for _, currency := range []asset.Currency{"JPY", "AUD", "USD", "EUR", "GBP", "CHF"} {
		p.Liabilities = append(p.Liabilities, market.ForeignAmount{Currency: currency, Value: dec("100")})
	}
	for range 20 {
		var got string
		for _, c := range must[[]market.Charge](t)(p.Charges(on(t, today))) {
			got += c.Of + " " + c.Line.Amount().String() + " "
		}
		if got != "AUD 15 CHF 15 EUR 8 GBP 8 JPY 15 USD 5 " {
			t.Fatalf("got %s", got)
		}
	}
}

// Interest rate risk of swaps and futures is that of property companies alone, and below a product the exposure of a project company is its value.
func TestCompany(t *testing.T) {
	for _, company := range []asset.Company{asset.Life, asset.Reinsurer} {
		got := charges(t, today, market.Portfolio{Company: company, Holdings: []asset.Holding{
			{ID: "swap", Asset: asset.InterestSwap{Duration: dec("1")}, Value: dec("100")},
			{ID: "future", Asset: asset.TreasuryFuture{Duration: dec("1")}, Value: dec("100")},
		}})
		if len(got) != 0 {
			t.Errorf("%s: got %v", company, got)
		}
	}
	h := of(asset.Property{Form: asset.ProjectCompany, Place: asset.MajorCity, Owned: some("200")}, "100")
	h.Structure = asset.Structure{Layers: 1, Surface: asset.OtherSurface}
	if got := charge(t, today, h); got != "property 16.5" { // 100 × 0.15 × 1.1
		t.Errorf("got %s", got)
	}
}

// Futures below products have Kp, Rule 7 Art. 14, and hedge what is held as they are; a counterparty is no exchange, Rule 8 Art. 63.
func TestFutures_belowProducts(t *testing.T) {
	below := asset.Structure{Layers: 2, Surface: asset.OtherSurface}
	all := asset.Concentration{Counterparty: true, Class: true, Property: true}
	for _, tt := range []struct {
		a         asset.Asset
		structure asset.Structure
		want      string
	}{
		{asset.IndexFuture{}, below, "equity 42"},                           // 0.35 × 1.2
		{asset.TreasuryFuture{Duration: dec("5")}, below, "interest 10.02"}, // 0.0835 × 1.2
		{asset.IndexFuture{Hedge: asset.Hedge{Long: true}}, below, "equity 42"},
	} {
		h := of(tt.a, "100")
		h.Structure = tt.structure
		if got := charge(t, today, h); got != tt.want {
			t.Errorf("%+v: got %s, want %s", tt.a, got, tt.want)
		}
	}
	h := of(asset.IndexFuture{}, "100")
	h.Concentration = all
	if got := charge(t, today, h); got != "equity 42" { // 0.35 × (1 + 0.2), of the class alone
		t.Errorf("got %s", got)
	}
	h.Asset = asset.TreasuryFuture{Duration: dec("5")}
	if got := charge(t, today, h); got != "interest 8.35" {
		t.Errorf("got %s", got)
	}
	share := asset.Holding{ID: "s", Asset: asset.Stock{Board: asset.MainBoard}, Value: dec("100"), Structure: below}
	future := asset.Holding{ID: "f", Asset: asset.IndexFuture{Hedge: asset.Hedge{Effective: true, Effectiveness: some("0.9"), Hedged: []string{"s"}}}, Value: dec("90"), Structure: below}
	got := charges(t, today, market.Portfolio{Holdings: []asset.Holding{share, future}})
	if got["f"] != "equity 7.98" || len(got) != 1 { // |42 − 90 × 0.9 × 0.42|
		t.Errorf("got %v", got)
	}
}

// No number of places is too many: values count to four, durations as the return has them, and effectiveness to four.
func TestPlaces(t *testing.T) {
	for _, tt := range []struct {
		duration, value, want string
	}{
		{"4.12345678", "1000", "72.47669775"},  // 4.1235: 0.08947995 − 0.001 × 17.00325225
		{"5.00004", "1000", "83.5"},            // 5.0000, in the first bracket
		{"5.00005", "1000", "83.5011399894"},   // 5.0001: 0.1100022 − 0.00106 × 25.00100001
		{"10.00004", "1000", "114"},            // 10.0000, in the second
		{"10.00005", "1000", "114.00114"},      // 10.0001 × 0.0114
		{"5", "100.00005", "8.35000835"},       // 100.0001 × 0.0835
		{"5", "100.00004999999999999", "8.35"}, // 100.0000
	} {
		if got := charge(t, today, of(asset.Bond{Issuer: asset.Government, Duration: dec(tt.duration)}, tt.value)); got != "interest "+tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
	e := on(t, today)
	proptest.Check(t, "amounts of any places are charged", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 1))
		places := func(most int64, places int32) decimal.Decimal {
			return decimal.New(1+m.Int64N(most), -m.Int32N(places+1))
		}
		value := func() decimal.Decimal { return places(1e18, 18) }
		share := func() *decimal.Decimal {
			x := decimal.New(1+m.Int64N(1e18), -18)
			return &x
		}
		hedge := func(id string) asset.Hedge {
			return asset.Hedge{Effective: true, Effectiveness: share(), Hedged: []string{id}}
		}
		structure := []asset.Structure{{}, {Layers: 3, Surface: asset.REITSurface}, {Layers: 7, Surface: asset.DebtSurface}}[m.IntN(3)]
		concentration := asset.Concentration{Counterparty: true, Class: true, Property: true}
		hold := func(id string, a asset.Asset) asset.Holding {
			return asset.Holding{ID: id, Asset: a, Value: value(), Currency: "USD", Structure: structure, Concentration: concentration}
		}
		cost, owned := value(), value()
		p := market.Portfolio{
			Company: asset.NonLife, Gain: []market.Gain{market.OnBase, market.OnFactor}[m.IntN(2)],
			Holdings: []asset.Holding{
				hold("bond", asset.Bond{Issuer: asset.Government, Duration: places(1e18, 18)}),
				hold("treasury", asset.TreasuryFuture{Duration: places(1e18, 18), Hedge: hedge("bond")}),
				hold("swap", asset.InterestSwap{Duration: places(1e18, 18)}),
				hold("share", asset.Stock{Board: asset.STAR, Cost: &cost}),
				hold("index", asset.IndexFuture{Hedge: hedge("share")}),
				hold("member", asset.Stock{Board: asset.MainBoard, Index: true}),
				hold("property", asset.Property{Form: asset.ProjectCompany, Place: asset.OtherCity, Owned: &owned}),
				hold("equity", asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Emerging}),
				hold("forward", asset.CurrencyForward{Effectiveness: share()}),
				hold("other", asset.CurrencyForward{}),
			},
			Liabilities: []market.ForeignAmount{{Currency: "USD", Value: value()}},
		}
		_, err := p.Totals(e)
		if err != nil {
			t.Log(err)
		}
		return err == nil
	}, gen.UInt64()))
}

// The total of a portfolio has lines for as much as a tree can hold, however many holdings a hedge and the sub-risks have.
func TestTotals_size(t *testing.T) {
	e := on(t, today)
	p := market.Portfolio{Company: asset.NonLife}
	var hedged []string
	for i := range 10_000 {
		id := fmt.Sprint("hedged", i)
		hedged = append(hedged, id)
		p.Holdings = append(p.Holdings, asset.Holding{ID: id, Asset: asset.Stock{Board: asset.MainBoard, Index: true, Cost: some("9")}, Value: dec("10")})
	}
	p.Holdings = append(p.Holdings, asset.Holding{ID: "future", Asset: asset.IndexFuture{Hedge: asset.Hedge{Effective: true, Effectiveness: some("1"), Hedged: hedged}}, Value: dec("100000")})
	for i := range 900 {
		for _, a := range []asset.Asset{
			asset.Bond{Issuer: asset.Government, Duration: dec("3")},
			asset.Stock{Board: asset.STAR, Index: true, Cost: some("9")},
			asset.Property{Form: asset.Title, Place: asset.OtherCity},
			asset.OverseasDebt{Market: asset.Developed},
			asset.OverseasDebt{Market: asset.Emerging},
			asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Developed},
			asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Emerging},
		} {
			p.Holdings = append(p.Holdings, asset.Holding{ID: fmt.Sprintf("%T%+v%d", a, a, i)[:9] + fmt.Sprint(len(p.Holdings)), Asset: a, Value: dec("10"), Currency: "USD"})
		}
		p.Holdings = append(p.Holdings, asset.Holding{ID: fmt.Sprint("forward", i), Asset: asset.CurrencyForward{Effectiveness: some("1")}, Value: dec("1"), Currency: "USD"})
	}
	x := must[market.Totals](t)(p.Totals(e))
	l := must[cross2.Line](t)(market.Total(e, x.Interest, x.Equity, x.Property, x.FixedIncome, x.OverseasEquity, x.Currency))
	if _, err := l.Record().Verify(); err != nil {
		t.Error(err)
	}
}

func TestPortfolio_ToYuan(t *testing.T) {
	p := market.Portfolio{
		Company:  asset.Life,
		Holdings: []asset.Holding{{ID: "f", Asset: asset.CurrencyForward{Effectiveness: some("1"), Hedged: some("3")}, Value: dec("2"), Currency: "USD"}},
		Assets:   []market.ForeignAmount{{Currency: "USD", Value: dec("4")}}, Liabilities: []market.ForeignAmount{{Currency: "USD", Value: dec("5")}},
	}
	got := must[market.Portfolio](t)(p.ToYuan(cross2.InWan))
	if f := got.Holdings[0]; f.Value.String() != "20000" || f.Asset.(asset.CurrencyForward).Hedged.String() != "30000" || got.Assets[0].Value.String() != "40000" || got.Liabilities[0].Value.String() != "50000" {
		t.Errorf("got %+v", got)
	}
	if p.Holdings[0].Value.String() != "2" || p.Assets[0].Value.String() != "4" || p.Liabilities[0].Value.String() != "5" {
		t.Error("the original must stay as it is")
	}
	big := decimal.New(1, 37)
	p.Holdings[0].Value, p.Assets[0].Value, p.Liabilities[0].Value = big, big, big
	_, err := p.ToYuan(cross2.InWan)
	const digits = ": has too many digits (got 1E41)"
	wantText(t, err, "holdings[0].value"+digits+"\nassets[0].value"+digits+"\nliabilities[0].value"+digits)
}
