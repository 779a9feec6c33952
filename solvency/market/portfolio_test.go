package market_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

func on(t testing.TB, text string) *cross2.Edition {
	t.Helper()
	return must[*cross2.Edition](t)(cross2.At(must[cede.Date](t)(cede.ParseDate(text))))
}

// charges are what the holdings cost, as "risk amount" by what they are of.
func charges(t testing.TB, date string, p market.Portfolio) map[string]string {
	t.Helper()
	if p.Company == "" {
		p.Company = asset.NonLife
	}
	out := map[string]string{}
	for _, c := range must[[]market.Charge](t)(p.Charges(on(t, date))) {
		out[c.Of] = string(c.Risk) + " " + c.Line.Amount().String()
	}
	return out
}

// charge is what one holding costs.
func charge(t testing.TB, date string, h asset.Holding) string {
	t.Helper()
	h.ID = "H"
	return charges(t, date, market.Portfolio{Holdings: []asset.Holding{h}})["H"]
}

func of(a asset.Asset, value string) asset.Holding { return asset.Holding{Asset: a, Value: dec(value)} }

const today = "2026-03-31"

// Check 6 and 7 of the fact sheet of rules 7 to 9: a bond by duration, and a swap that pays fixed.
func TestCheck6and7(t *testing.T) {
	for duration, want := range map[string]string{"2": "39.4", "5": "83.5", "8": "108.16", "10": "114", "12": "136.8"} {
		if got := charge(t, today, of(asset.Bond{Issuer: asset.Government, Duration: dec(duration)}, "1000")); got != "interest "+want {
			t.Errorf("%s years: got %s, want %s", duration, got, want)
		}
	}
	if got := charge(t, today, of(asset.InterestSwap{Duration: dec("3"), PayFixed: true}, "100")); got != "interest -5.61" {
		t.Errorf("pays fixed: got %s", got)
	}
	if got := charge(t, today, of(asset.InterestSwap{Duration: dec("3")}, "100")); got != "interest 5.61" {
		t.Errorf("receives fixed: got %s", got)
	}
	// A life company has neither here, and nobody has any of convertibles.
	p := market.Portfolio{Company: asset.Life, Holdings: []asset.Holding{{ID: "a", Asset: asset.Bond{Issuer: asset.Government, Duration: dec("2")}, Value: dec("1000")}}}
	for _, p.Company = range []asset.Company{asset.Reinsurer, asset.Life} {
		if got := charges(t, today, p); len(got) != 0 {
			t.Errorf("%s: got %v", p.Company, got)
		}
	}
	totals := must[market.Totals](t)(p.Totals(on(t, today)))
	if !totals.Interest.IsZero() {
		t.Error("interest rate risk of a life company")
	}
}

// Check 10: shares of 100 that cost 80, and a loss of 10 %.
func TestCheck10(t *testing.T) {
	for _, tt := range []struct {
		board            asset.Board
		book, cost, want string
	}{
		{asset.MainBoard, "100", "80", "37.1875"},
		{asset.ChiNext, "100", "80", "47.8125"},
		{asset.MainBoard, "90", "100", "31.185"}, // 0.3465
		{asset.MainBoard, "100", "100", "35"},
		{asset.MainBoard, "200", "100", "140"},        // x = 1: k1 is 1
		{asset.MainBoard, "300", "100", "210"},        // and no more
		{asset.MainBoard, "199", "100", "137.913965"}, // 0.99² = 0.9801
		{asset.MainBoard, "0", "100", "0"},
	} {
		if got := charge(t, today, of(asset.Stock{Board: tt.board, Cost: some(tt.cost)}, tt.book)); got != "equity "+tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
	// k1 is that of the company, of all shares held directly whose cost is known.
	got := charges(t, today, market.Portfolio{Holdings: []asset.Holding{
		{ID: "a", Asset: asset.Stock{Board: asset.MainBoard, Cost: some("40")}, Value: dec("50")},
		{ID: "b", Asset: asset.Stock{Board: asset.MainBoard, Cost: some("40")}, Value: dec("49"), Book: some("50")},
		{ID: "c", Asset: asset.Stock{Board: asset.MainBoard}, Value: dec("100")},
		{ID: "d", Asset: asset.Stock{Board: asset.MainBoard, Cost: some("1")}, Value: dec("100"), Structure: asset.Structure{Layers: 1, Surface: asset.OtherSurface}},
	}})
	if got["a"] != "equity 18.59375" || got["b"] != "equity 18.221875" || got["c"] != "equity 37.1875" || got["d"] != "equity 38.5" {
		t.Errorf("got %v", got)
	}
}

// bought is a purchase on a day.
func bought(t testing.TB, date, shares string) asset.Trade {
	t.Helper()
	return asset.Trade{Date: must[cede.Date](t)(cede.ParseDate(date)), Shares: dec(shares)}
}

// Check 11: a member of the CSI 300 in 2022, after the notice of 2023, and held for more than three years after that of 2025; both readings of a gain.
func TestCheck11(t *testing.T) {
	long := []asset.Trade{bought(t, "2020-01-01", "100")}
	member := asset.Stock{Board: asset.MainBoard, Index: true, Cost: some("100"), Trades: long}
	for date, want := range map[string]string{"2022-03-31": "33.25", "2023-06-30": "33.25", "2023-09-30": "30", "2025-09-30": "30", "2025-12-31": "27"} {
		if got := charge(t, date, of(member, "100")); got != "equity "+want {
			t.Errorf("%s: got %s, want %s", date, got, want)
		}
	}
	member.Cost = some("80")
	for gain, want := range map[market.Gain]string{"": "29.1875", market.OnBase: "29.1875", market.OnFactor: "28.6875"} {
		got := charges(t, today, market.Portfolio{Gain: gain, Holdings: []asset.Holding{{ID: "a", Asset: member, Value: dec("100")}}})["a"]
		if got != "equity "+want {
			t.Errorf("%s: got %s, want %s", gain, got, want)
		}
	}
}

// Holding times of exactly, and of more than, three and two years; classes that a share is in.
func TestTargets(t *testing.T) {
	for _, tt := range []struct {
		s    asset.Stock
		date string
		want string
	}{
		{asset.Stock{Board: asset.MainBoard, Index: true, Trades: []asset.Trade{bought(t, "2023-03-31", "1")}}, today, "30"}, // three years to the day
		{asset.Stock{Board: asset.MainBoard, Index: true, Trades: []asset.Trade{bought(t, "2023-03-30", "1")}}, today, "27"},
		{asset.Stock{Board: asset.MainBoard, LowVolatility: true, Trades: []asset.Trade{bought(t, "2023-03-30", "1")}}, today, "27"},
		{asset.Stock{Board: asset.MainBoard, LowVolatility: true, Trades: []asset.Trade{bought(t, "2023-03-31", "1")}}, today, "35"},
		{asset.Stock{Board: asset.STAR, Trades: []asset.Trade{bought(t, "2024-03-31", "1")}}, today, "40"},
		{asset.Stock{Board: asset.STAR, Trades: []asset.Trade{bought(t, "2024-03-30", "1")}}, today, "36"},
		// A third of ten years and more, two thirds of half a year: 5/3 years in a window of four, which would be 7/3 in one of six.
		{asset.Stock{Board: asset.STAR, Trades: []asset.Trade{bought(t, "2010-01-01", "1"), bought(t, "2025-09-30", "2")}}, today, "40"},
		// Two thirds of two years: 10/3 years in a window of six, which would be 8/3 in one of four.
		{asset.Stock{Board: asset.MainBoard, Index: true, Trades: []asset.Trade{bought(t, "2010-01-01", "1"), bought(t, "2024-03-31", "2")}}, today, "27"},
		{asset.Stock{Board: asset.STAR, Index: true}, today, "30"},
		{asset.Stock{Board: asset.ChiNext, Index: true}, today, "30"},
		{asset.Stock{Board: asset.ChiNext}, today, "45"},
		{asset.Stock{Board: asset.STAR}, "2023-06-30", "45"},
		{asset.Stock{Board: asset.STAR}, "2023-09-30", "40"},
	} {
		if got := charge(t, tt.date, of(tt.s, "100")); got != "equity "+tt.want {
			t.Errorf("%+v on %s: got %s, want %s", tt.s, tt.date, got, tt.want)
		}
	}
	// Below products and above a threshold, on the base factor of the board: 0.30 + 0.35 × (0.2 + 0.4); 27 % has no part in it.
	h := of(asset.Stock{Board: asset.MainBoard, Index: true, Trades: []asset.Trade{bought(t, "2020-01-01", "1")}}, "100")
	h.Structure, h.Concentration = asset.Structure{Layers: 2, Surface: asset.OtherSurface}, asset.Concentration{Counterparty: true, Property: true}
	if got := charge(t, today, h); got != "equity 51" {
		t.Errorf("got %s", got)
	}
	h.Structure.Surface = asset.REITSurface // less 0.2: 0.30 + 0.35 × 0.4
	if got := charge(t, today, h); got != "equity 44" {
		t.Errorf("got %s", got)
	}
}

// A factor is not below nothing, however much shares have lost: 0.27 − 0.35 × 0.9² is, and in 2022 1 − 0.99² − 0.05 was.
func TestTargets_loss(t *testing.T) {
	long := []asset.Trade{bought(t, "2020-01-01", "1")}
	for _, tt := range []struct {
		date, value string
		gain        market.Gain
		s           asset.Stock
		want        string
	}{
		{today, "10", market.OnBase, asset.Stock{Board: asset.MainBoard, Index: true, Trades: long}, "0"},
		{today, "10", market.OnFactor, asset.Stock{Board: asset.MainBoard, Index: true, Trades: long}, "0.513"}, // 0.27 × 0.19
		{today, "10", market.OnBase, asset.Stock{Board: asset.MainBoard, Index: true}, "0.165"},                 // 0.30 − 0.2835
		{today, "10", market.OnBase, asset.Stock{Board: asset.STAR, Trades: long}, "0"},                         // 0.36 − 0.3645
		{today, "10", market.OnBase, asset.Stock{Board: asset.STAR}, "0.355"},                                   // 0.40 − 0.3645
		{"2022-03-31", "1", "", asset.Stock{Board: asset.MainBoard, Index: true}, "0"},
		{"2022-03-31", "1", "", asset.Stock{Board: asset.MainBoard}, "0.006965"}, // 0.35 × 0.0199
	} {
		tt.s.Cost = some("100")
		got := charges(t, tt.date, market.Portfolio{Gain: tt.gain, Holdings: []asset.Holding{{ID: "a", Asset: tt.s, Value: dec(tt.value)}}})["a"]
		if got != "equity "+tt.want {
			t.Errorf("%+v: got %s, want %s", tt, got, tt.want)
		}
	}
}

// The bounds of K in 2022: shares that lost 48 % have k1 = −0.2304, and members of the CSI 300 −0.05 besides. A loss of 51 % makes k1 = −0.2601, which is outside of the bounds and
// stays as it is.
func TestBand(t *testing.T) {
	for _, tt := range []struct {
		band        asset.Band
		value, want string
	}{
		{"", "52", "13.65"},                  // 0.35 × (1 − 0.25)
		{asset.Bounded, "52", "13.65"},       //
		{asset.Unbounded, "52", "13.09672"},  // 0.35 × (1 − 0.2804)
		{asset.Bounded, "49", "11.831785"},   // 0.35 × (1 − 0.2601 − 0.05)
		{asset.Unbounded, "49", "11.831785"}, //
		{asset.Bounded, "160", "73.36"},      // 0.35 × (1 + 0.36 − 0.05)
		{asset.Bounded, "150", "63"},         // 0.35 × (1 + 0.25 − 0.05)
		{asset.Bounded, "80", "25.48"},       // 0.35 × (1 − 0.04 − 0.05)
	} {
		s := asset.Stock{Board: asset.MainBoard, Index: true, Cost: some("100")}
		got := charges(t, "2022-03-31", market.Portfolio{Band: tt.band, Holdings: []asset.Holding{{ID: "a", Asset: s, Value: dec(tt.value)}}})["a"]
		if got != "equity "+tt.want {
			t.Errorf("%s, %s: got %s, want %s", tt.band, tt.value, got, tt.want)
		}
	}
}

// One portfolio under the four editions: from one to the next only that changes which a notice names. 金规〔2023〕5号 （六）: members of the CSI 300 on any board, below products too, and STAR
// shares; 金规〔2025〕12号 changes no factor; 金规〔2025〕24号 一、二: members of both indices held directly for more than three years, STAR shares for more than two. A share of 100 each.
func TestEditions(t *testing.T) {
	below := asset.Structure{Layers: 2, Surface: asset.OtherSurface}
	long, short := []asset.Trade{bought(t, "2019-01-02", "1")}, []asset.Trade{bought(t, "2024-01-02", "1")} // two years on 2026-01-02
	p := market.Portfolio{Company: asset.NonLife}
	hold := func(id string, a asset.Asset, s asset.Structure) {
		p.Holdings = append(p.Holdings, asset.Holding{ID: id, Asset: a, Value: dec("100"), Currency: "USD", Structure: s})
	}
	for _, board := range []asset.Board{asset.MainBoard, asset.ChiNext, asset.STAR} {
		for name, trades := range map[string][]asset.Trade{"": nil, " long": long, " short": short} {
			hold(string(board)+name, asset.Stock{Board: board, Trades: trades}, asset.Structure{})
			hold(string(board)+" member"+name, asset.Stock{Board: board, Index: true, Trades: trades}, asset.Structure{})
			hold(string(board)+" steady"+name, asset.Stock{Board: board, LowVolatility: true, Trades: trades}, asset.Structure{})
			hold("deep "+string(board)+" member"+name, asset.Stock{Board: board, Index: true, Trades: trades}, below)
		}
	}
	for id, a := range map[string]asset.Asset{
		"bond": asset.Bond{Issuer: asset.Agency, Duration: dec("6")}, "swap": asset.InterestSwap{Duration: dec("6")}, "treasury future": asset.TreasuryFuture{Duration: dec("6")},
		"index future": asset.IndexFuture{}, "fund": asset.Fund{Type: asset.StockFund}, "convertible": asset.Convertible{}, "perpetual": asset.Preferred{Issuer: asset.ByCityBank, Perpetual: true},
		"unlisted": asset.UnlistedEquity{}, "state fund": asset.UnlistedEquity{Strategy: asset.InsuranceFund}, "associate": asset.LongTermEquity{Relation: asset.Associate, Market: asset.Domestic},
		"house": asset.Property{Form: asset.Title, Place: asset.OtherCity}, "tower": asset.Property{Form: asset.Title, Place: asset.EmergingMarket},
		"overseas bond": asset.OverseasDebt{Market: asset.Emerging}, "overseas share": asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Emerging}, "forward": asset.CurrencyForward{},
	} {
		hold(id, a, asset.Structure{})
		if _, forward := a.(asset.CurrencyForward); !forward {
			hold("deep "+id, a, below)
		}
	}
	var before map[string]string
	for _, tt := range []struct {
		date    string
		changed []string
	}{
		{"2022-03-31", nil},
		{"2023-09-30", []string{
			"chinext member 42.75 30", "chinext member long 42.75 30", "chinext member short 42.75 30",
			"deep chinext member 51.75 39", "deep chinext member long 51.75 39", "deep chinext member short 51.75 39", // 0.45 × 1.15, 0.30 + 0.45 × 0.2
			"deep main member 40.25 37", "deep main member long 40.25 37", "deep main member short 40.25 37",
			"deep star member 51.75 39", "deep star member long 51.75 39", "deep star member short 51.75 39",
			"main member 33.25 30", "main member long 33.25 30", "main member short 33.25 30",
			"star 45 40", "star long 45 40", "star member 42.75 30", "star member long 42.75 30", "star member short 42.75 30",
			"star short 45 40", "star steady 45 40", "star steady long 45 40", "star steady short 45 40",
		}},
		{"2025-06-30", nil},
		{"2025-12-31", []string{
			"chinext member long 30 27", "chinext steady long 45 27", "main member long 30 27", "main steady long 35 27",
			"star long 40 36", "star member long 30 27", "star steady long 40 27",
		}},
		{"2026-03-31", []string{"star short 40 36", "star steady short 40 36"}},
	} {
		now := charges(t, tt.date, p)
		var changed []string
		for id, amount := range now {
			if before != nil && before[id] != amount {
				changed = append(changed, fmt.Sprint(id, strings.TrimPrefix(before[id], "equity"), strings.TrimPrefix(amount, "equity")))
			}
		}
		slices.Sort(changed)
		if !slices.Equal(changed, tt.changed) || before != nil && len(now) != len(before) {
			t.Errorf("%s: got %q\nwant %q", tt.date, changed, tt.changed)
		}
		before = now
	}
}

func TestHoldingTime(t *testing.T) {
	for _, tt := range []struct {
		trades []asset.Trade
		window string
		want   string
	}{
		{[]asset.Trade{bought(t, "2024-03-31", "100")}, "6", "2"},
		{[]asset.Trade{bought(t, "2010-01-01", "100")}, "6", "6"},
		{[]asset.Trade{bought(t, "2010-01-01", "100"), bought(t, "2024-03-31", "100")}, "6", "4"},
		{[]asset.Trade{bought(t, "2024-03-31", "100"), bought(t, "2022-03-31", "300"), bought(t, "2025-01-01", "-200")}, "6", "3"},                                            // 100 of four years, 100 of two
		{[]asset.Trade{bought(t, "2020-01-01", "100"), bought(t, "2022-03-31", "100"), bought(t, "2024-03-31", "100"), bought(t, "2025-01-01", "-150")}, "6", "2.6666666667"}, // 50 of four years, 100 of two
		{[]asset.Trade{bought(t, "2025-03-31", "100"), bought(t, "2026-03-31", "-50"), bought(t, "2026-04-01", "900")}, "6", "1"},
		{[]asset.Trade{bought(t, "2026-03-31", "-100"), bought(t, "2026-03-31", "100"), bought(t, "2026-03-31", "1")}, "6", "0"},
		{[]asset.Trade{bought(t, "2025-09-29", "1")}, "6", "0.501369863"},  // 183 of 365 days
		{[]asset.Trade{bought(t, "2024-02-29", "1")}, "6", "2.0849315068"}, // from 28 February, 31 of 365 days
	} {
		got, ok := market.HoldingTime(tt.trades, on(t, today).Date(), dec(tt.window))
		if !ok || got.String() != tt.want {
			t.Errorf("%v: got %s, %v, want %s", tt.trades, got, ok, tt.want)
		}
	}
	for _, trades := range [][]asset.Trade{nil, {bought(t, "2025-01-01", "-1")}, {bought(t, "2025-01-01", "1"), bought(t, "2025-01-02", "-1")}, {bought(t, "2027-01-01", "1")}} {
		if got, ok := market.HoldingTime(trades, on(t, today).Date(), dec("6")); ok {
			t.Errorf("%v: got %s", trades, got)
		}
	}
}

// The other factors of Rule 8 Arts. 27-36, 40-52, on 1,000.
func TestFactors(t *testing.T) {
	preferred := func(i asset.PreferredIssuer, absorbing, met bool) asset.Preferred {
		return asset.Preferred{Issuer: i, Absorbing: absorbing, RatiosMet: met}
	}
	long := func(r asset.Relation, listed bool, m asset.Market) asset.LongTermEquity {
		return asset.LongTermEquity{Relation: r, Listed: listed, Market: m}
	}
	place := func(p asset.Place) asset.Property { return asset.Property{Form: asset.Title, Place: p} }
	for _, tt := range []struct {
		a    asset.Asset
		want string
	}{
		{asset.Fund{Type: asset.BondFund}, "equity 60"},
		{asset.Fund{Type: asset.StockFund}, "equity 280"},
		{asset.Fund{Type: asset.MixedFund}, "equity 230"},
		{asset.Fund{Type: asset.CommodityFund}, "equity 230"},
		{asset.Fund{Type: asset.MoneyFund}, "equity 10"},
		{asset.Convertible{}, "equity 230"},
		{asset.UnlistedEquity{}, "equity 410"},
		{asset.UnlistedEquity{Strategy: asset.EmergingIndustry}, "equity 400"},
		{asset.UnlistedEquity{Strategy: asset.InsuranceFund}, "equity 150"},
		{long(asset.InsuranceSubsidiary, false, asset.Domestic), "equity 350"},
		{long(asset.OtherSubsidiary, false, asset.Domestic), "equity 1000"},
		{long(asset.Associate, true, asset.Domestic), "equity 350"},
		{long(asset.Associate, false, asset.Domestic), "equity 410"},
		{long(asset.Associate, true, asset.Developed), "equity-developed 350"},
		{long(asset.Associate, true, asset.Emerging), "equity-emerging 437.5"},
		{long(asset.InsuranceSubsidiary, false, asset.Emerging), "equity-emerging 350"},
		{preferred(asset.ByLargeBank, false, false), "equity 150"},
		{preferred(asset.ByInsurer, false, false), "equity 150"},
		{preferred(asset.ByAssetManager, false, false), "equity 150"},
		{preferred(asset.ByLargeBank, true, true), "equity 150"},
		{preferred(asset.ByJointStockBank, true, true), "equity 200"},
		{preferred(asset.ByCityBank, true, true), "equity 250"},
		{preferred(asset.ByOtherBank, true, true), "equity 300"},
		{preferred(asset.ByCityBank, true, false), "equity 450"},
		{preferred(asset.ByAssetManager, true, true), "equity 200"},
		{preferred(asset.ByAssetManager, true, false), "equity 450"},
		{preferred(asset.ByInsurer, true, true), "equity 150"},
		{preferred(asset.ByInsurer, true, false), "equity 450"},
		{preferred(asset.ByCompany, false, false), "equity 100"},
		{preferred(asset.ByCompany, true, false), "equity 250"},
		// Preference shares that a domestic company issued overseas: overseas equity, with the factor of Art. 36 and the market of Art. 48.
		{asset.Preferred{Issuer: asset.ByCityBank, Absorbing: true, RatiosMet: true, Market: asset.Domestic}, "equity 250"},
		{asset.Preferred{Issuer: asset.ByCityBank, Absorbing: true, RatiosMet: true, Market: asset.Developed}, "equity-developed 250"},
		{asset.Preferred{Issuer: asset.ByCityBank, Absorbing: true, RatiosMet: true, Market: asset.Emerging}, "equity-emerging 312.5"}, // 0.25 × 1.25
		{asset.Preferred{Issuer: asset.ByCompany, Market: asset.Developed}, "equity-developed 100"},
		{place(asset.MajorCity), "property 150"},
		{place(asset.OtherCity), "property 180"},
		{place(asset.DevelopedMarket), "equity-developed 180"},
		{place(asset.EmergingMarket), "equity-emerging 210"},
		{asset.Property{Form: asset.ProjectCompany, Place: asset.MajorCity, Owned: some("1200")}, "property 180"},
		{asset.Property{Form: asset.ProjectCompany, Place: asset.MajorCity, Owned: some("900")}, "property 150"},
		{asset.OverseasDebt{Market: asset.Developed, Paper: true}, "fixed-income-developed 30"},
		{asset.OverseasDebt{Market: asset.Emerging, Paper: true}, "fixed-income-emerging 37.5"},
		{asset.OverseasDebt{Market: asset.Developed}, "fixed-income-developed 80"},
		{asset.OverseasDebt{Market: asset.Emerging}, "fixed-income-emerging 100"},
		{asset.OverseasEquity{Type: asset.OverseasMoneyFund, Market: asset.Developed}, "equity-developed 10"},
		{asset.OverseasEquity{Type: asset.OverseasBondFund, Market: asset.Developed}, "equity-developed 80"},
		{asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Developed}, "equity-developed 390"},
		{asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Emerging}, "equity-emerging 487.5"},
		{asset.OverseasEquity{Type: asset.OverseasUnlisted, Market: asset.Emerging}, "equity-emerging 562.5"},
		{asset.Deposit{Bank: asset.LargeBank, Form: asset.PlainDeposit}, ""},
		{asset.Loan{Class: asset.Pass}, ""},
	} {
		if got := charge(t, today, of(tt.a, "1000")); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.a, got, tt.want)
		}
	}
	if got := charge(t, "2023-06-30", of(asset.UnlistedEquity{}, "1000")); got != "equity 410" {
		t.Errorf("unlisted before the notice: got %s", got)
	}
	if _, err := (market.Portfolio{Company: asset.NonLife, Holdings: []asset.Holding{{ID: "a", Asset: asset.UnlistedEquity{Strategy: asset.EmergingIndustry}}}}).Charges(on(t, "2023-06-30")); err == nil {
		t.Error("a strategic industry before the notice: no error")
	}
}

// Check 15: property of 150 with a concentration of property, here 22.5 and 25.5 of 100; other concentrations do not count in it, and this one not elsewhere.
func TestCheck15(t *testing.T) {
	all := asset.Concentration{Counterparty: true, Class: true, Property: true}
	for _, tt := range []struct {
		a    asset.Asset
		c    asset.Concentration
		want string
	}{
		{asset.Property{Form: asset.Title, Place: asset.MajorCity}, asset.Concentration{Property: true}, "property 22.5"},
		{asset.Property{Form: asset.Title, Place: asset.OtherCity}, all, "property 25.5"},
		{asset.Convertible{}, all, "equity 36.8"},                                                                             // 0.23 × 1.6
		{asset.OverseasDebt{Market: asset.Developed}, asset.Concentration{Counterparty: true}, "fixed-income-developed 11.2"}, // 0.08 × 1.4
		{asset.Bond{Issuer: asset.Agency, Duration: dec("5")}, all, "interest 8.35"},
		{asset.LongTermEquity{Relation: asset.OtherSubsidiary, Market: asset.Domestic}, all, "equity 100"}, // a factor is at most 1
	} {
		h := of(tt.a, "100")
		h.Concentration = tt.c
		if got := charge(t, today, h); got != tt.want {
			t.Errorf("%+v: got %s, want %s", tt.a, got, tt.want)
		}
	}
}

// Check 12: overseas equity of 39 and 48.75, fixed income of 8 and 10.
func TestCheck12(t *testing.T) {
	totals := must[market.Totals](t)(market.Portfolio{Company: asset.NonLife, Holdings: []asset.Holding{
		{ID: "a", Asset: asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Developed}, Value: dec("10000000000")},
		{ID: "b", Asset: asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Emerging}, Value: dec("10000000000")},
		{ID: "c", Asset: asset.OverseasDebt{Market: asset.Developed}, Value: dec("10000000000")},
		{ID: "d", Asset: asset.OverseasDebt{Market: asset.Emerging}, Value: dec("10000000000")},
	}}.Totals(on(t, today)))
	if got := totals.OverseasEquity.Amount().Shift(-8).StringFixed(4); got != "72.9623" || totals.OverseasEquity.Head().Row != "S05-1.3.5" {
		t.Errorf("equity: got %s", got)
	}
	if got := totals.FixedIncome.Amount().Shift(-8).StringFixed(4); got != "13.6323" || totals.FixedIncome.Head().Row != "S05-1.3.4" {
		t.Errorf("fixed income: got %s", got)
	}
}

// Check 13: dollars of 500 against 300, euros of 100 against 20, yen owed of 40; pegged currencies, and forwards.
func TestCheck13(t *testing.T) {
	cash := func(id, value string, c asset.Currency) asset.Holding {
		return asset.Holding{ID: id, Asset: asset.Cash{Form: asset.Money}, Value: dec(value), Currency: c}
	}
	p := market.Portfolio{
		Holdings:    []asset.Holding{cash("a", "500", "USD"), cash("b", "100", "EUR"), cash("c", "900", ""), cash("d", "900", asset.Yuan)},
		Liabilities: []market.ForeignAmount{{Currency: "USD", Value: dec("300")}, {Currency: "EUR", Value: dec("20")}, {Currency: "JPY", Value: dec("40")}},
	}
	if got := charges(t, today, p); got["USD"] != "currency 10" || got["EUR"] != "currency 6.4" || got["JPY"] != "currency 6" || len(got) != 3 {
		t.Errorf("got %v", got)
	}
	p.Company = asset.NonLife
	if got := must[market.Totals](t)(p.Totals(on(t, today))).Currency; got.Amount().String() != "22.4" || got.Head().Row != "S05-1.3.6" {
		t.Errorf("got %s", got.Amount())
	}
	p.Liabilities = append(p.Liabilities, market.ForeignAmount{Currency: "HKD", Value: dec("50")})
	p.Pegged = []asset.Currency{"HKD"}
	if got := charges(t, today, p); got["USD"] != "currency 7.5" || got["HKD"] != "" {
		t.Errorf("pegged: got %v", got)
	}
	p.Apart = true
	if got := charges(t, today, p); got["USD"] != "currency 10" || got["HKD"] != "currency 2.5" {
		t.Errorf("apart: got %v", got)
	}
	p.Pegged = nil
	if got := charges(t, today, p); got["HKD"] != "currency 7.5" {
		t.Errorf("not pegged: got %v", got)
	}
	p.Holdings = append(p.Holdings,
		asset.Holding{ID: "good", Asset: asset.CurrencyForward{Effectiveness: some("0.9")}, Value: dec("300"), Currency: "USD"},
		asset.Holding{ID: "bad", Asset: asset.CurrencyForward{}, Value: dec("100"), Currency: "GBP"})
	if got := charges(t, today, p); got["USD"] != "currency 6.5" || got["bad"] != "currency 8" || got["good"] != "" { // (|500 − 300 − 300| + |300 − 270|) × 0.05
		t.Errorf("forwards: got %v", got)
	}
}

// Check 26: shares with a charge of 35 and a short future of 90 at 90 %, and the other three branches; the same of bonds.
func TestCheck26(t *testing.T) {
	stock := asset.Holding{ID: "s", Asset: asset.Stock{Board: asset.MainBoard}, Value: dec("100")}
	for _, tt := range []struct {
		hedge asset.Hedge
		s, f  string
	}{
		{asset.Hedge{Effective: true, Effectiveness: some("0.9"), Hedged: []string{"s"}}, "", "equity 6.65"},
		{asset.Hedge{Effective: true, LessThanMonth: true}, "equity 35", ""},
		{asset.Hedge{}, "equity 35", "equity 31.5"},
		{asset.Hedge{Long: true}, "equity 35", "equity 31.5"},
	} {
		got := charges(t, today, market.Portfolio{Holdings: []asset.Holding{stock, {ID: "f", Asset: asset.IndexFuture{Hedge: tt.hedge}, Value: dec("90")}}})
		if got["s"] != tt.s || got["f"] != tt.f {
			t.Errorf("%+v: got %v", tt.hedge, got)
		}
	}
	bond := asset.Holding{ID: "b", Asset: asset.Bond{Issuer: asset.Government, Duration: dec("5")}, Value: dec("100")} // 8.35
	future := asset.TreasuryFuture{Duration: dec("10"), Hedge: asset.Hedge{Effective: true, Effectiveness: some("0.5"), Hedged: []string{"b"}}}
	got := charges(t, today, market.Portfolio{Holdings: []asset.Holding{bond, {ID: "f", Asset: future, Value: dec("200")}}}) // |8.35 − 200 × 0.5 × 0.114|
	if got["b"] != "" || got["f"] != "interest 3.05" {
		t.Errorf("bonds: got %v", got)
	}
	p := market.Portfolio{Company: asset.NonLife, Holdings: []asset.Holding{bond, stock, {ID: "f", Asset: future, Value: dec("200")}, {ID: "g", Asset: future, Value: dec("200")}}}
	_, err := p.Charges(on(t, today))
	wantText(t, err, "holdings[3].asset.hedge.hedged[0]: must not be hedged twice, it is by f (got b)")
	future.Hedge.Hedged = []string{"s"}
	p.Holdings[2].Asset = future
	_, err = p.Charges(on(t, today))
	wantText(t, err, "holdings[2].asset.hedge.hedged[0]: must be a holding that the contract can hedge, held as it is (got s)")
}

// One asset may be held directly and below products: each is charged as it is held, and a hedge is of what is held directly.
func TestPortfolio_structures(t *testing.T) {
	held := func(layers int, surface asset.Surface) asset.Holding {
		h := asset.Holding{ID: "s", Asset: asset.Stock{Board: asset.MainBoard}, Value: dec("100")}
		h.Structure = asset.Structure{Layers: layers, Surface: surface}
		return h
	}
	future := asset.Holding{ID: "f", Asset: asset.IndexFuture{Hedge: asset.Hedge{Effective: true, Effectiveness: some("0.9"), Hedged: []string{"s"}}}, Value: dec("90")}
	p := market.Portfolio{Company: asset.NonLife, Holdings: []asset.Holding{
		held(2, asset.OtherSurface), future, held(0, ""), held(2, asset.DebtSurface), held(1, asset.OtherSurface),
	}}
	var got []string
	for _, c := range must[[]market.Charge](t)(p.Charges(on(t, today))) {
		got = append(got, fmt.Sprint(c.Of, c.Structure.Layers, c.Structure.Surface, " ", c.Line.Amount()))
	}
	want := []string{"s1other 38.5", "s2debt 38.5", "s2other 42", "f0 6.65"} // 35 × (1 + Kp)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	p.Holdings = p.Holdings[:2]
	_, err := p.Charges(on(t, today))
	wantText(t, err, "holdings[1].asset.hedge.hedged[0]: must be a holding that the contract can hedge, held as it is (got s)")
}

func TestPortfolio_Totals(t *testing.T) {
	p := market.Portfolio{Company: asset.NonLife, Holdings: []asset.Holding{
		{ID: "swap", Asset: asset.InterestSwap{Duration: dec("3"), PayFixed: true}, Value: dec("100")},
		{ID: "bond", Asset: asset.Bond{Issuer: asset.Agency, Duration: dec("2")}, Value: dec("100")},
		{ID: "fund", Asset: asset.Fund{Type: asset.StockFund}, Value: dec("1.05")}, // 0.294
		{ID: "shop", Asset: asset.Property{Form: asset.Title, Place: asset.MajorCity}, Value: dec("1.1")},
	}}
	e := on(t, today)
	totals := must[market.Totals](t)(p.Totals(e))
	if got := totals.Interest.Amount().String(); got != "0" { // 3.94 − 5.61
		t.Errorf("interest: got %s", got)
	}
	if totals.Equity.Amount().String() != "0.29" || totals.Property.Amount().String() != "0.17" || totals.Equity.Head().Row != "S05-1.3.2" || totals.Property.Head().Row != "S05-1.3.3" || totals.Interest.Head().Row != "S05-1.3.1" {
		t.Errorf("got %s and %s", totals.Equity.Amount(), totals.Property.Amount())
	}
	l := must[cross2.Line](t)(market.Total(e, totals.Interest, totals.Equity, totals.Property, totals.FixedIncome, totals.OverseasEquity, totals.Currency))
	if got := l.Amount().String(); got != "0.37" { // √(0.29² + 0.17² + 0.44 × 0.29 × 0.17)
		t.Errorf("total: got %s", got)
	}
	p.Holdings = nil
	for i := range 2000 { // three lines each
		p.Holdings = append(p.Holdings, asset.Holding{ID: fmt.Sprint(i), Asset: asset.Convertible{}, Value: dec("1.005")})
	}
	if got := must[market.Totals](t)(p.Totals(e)).Equity; got.Amount().String() != "462.3" || got.Parts()[0].Operation() != cross2.OpGiven { // 2,000 × 0.23115
		t.Errorf("many: got %s", got.Amount())
	}
}

// Charges of products join those of holdings; what is no charge is refused. Assets in foreign currency that are no holdings count.
func TestTotalsOf(t *testing.T) {
	e := on(t, today)
	line := func(yuan string) cross2.Line {
		return must[cross2.Line](t)(cross2.Given(cross2.Head{English: "x", Chinese: "x"}, dec(yuan)))
	}
	got := must[market.Totals](t)(market.TotalsOf(e, asset.Life, []market.Charge{
		{Of: "a", Risk: market.EquityRisk, Line: line("1.004")}, {Of: "b", Risk: market.EquityRisk, Line: line("2.004")}, {Of: "c", Risk: market.EquityEmerging, Line: line("7")},
	}))
	if got.Equity.Amount().String() != "3.01" || got.OverseasEquity.Amount().String() != "7" || !got.Interest.IsZero() {
		t.Errorf("got %v %v", got.Equity.Amount(), got.OverseasEquity.Amount())
	}
	number := must[cross2.Line](t)(cross2.GivenNumber(cross2.Head{English: "x", Chinese: "x"}, dec("1")))
	_, err := market.TotalsOf(e, asset.Life, []market.Charge{{Risk: "x", Line: line("1")}, {Risk: market.EquityRisk}, {Risk: market.InterestRisk, Line: line("1")}, {Risk: market.EquityRisk, Line: number}})
	wantText(t, err, "charges[0].risk: must be one of the sub-risks (got x)\ncharges[1].line: must be an amount in yuan\n"+
		"charges[2].risk: must only be given for a property company (got interest)\ncharges[3].line: must be an amount in yuan (got number)")
	p := market.Portfolio{
		Company: asset.NonLife, Holdings: []asset.Holding{{ID: "d", Asset: asset.Cash{Form: asset.Money}, Value: dec("100"), Currency: "USD"}},
		Assets: []market.ForeignAmount{{Currency: "USD", Value: dec("60")}}, Liabilities: []market.ForeignAmount{{Currency: "USD", Value: dec("20")}},
	}
	if got := charges(t, today, p)["USD"]; got != "currency 7" { // (100 + 60 - 20) × 0.05
		t.Errorf("got %s", got)
	}
	p.Assets = append(p.Assets, p.Assets[0])
	_, err = p.Charges(e)
	wantText(t, err, "assets[1].currency: must not be there twice (got USD)")
}

func TestPortfolio_refuses(t *testing.T) {
	fund := asset.Holding{ID: "a", Asset: asset.Fund{Type: asset.StockFund}}
	for _, tt := range []struct {
		want string
		p    market.Portfolio
	}{
		{"holdings[1].id: must not be there twice in one structure (got a)", market.Portfolio{Company: asset.Life, Holdings: []asset.Holding{fund, fund}}},
		{"gain: must be one of on-base, on-factor (got x)", market.Portfolio{Company: asset.Life, Gain: "x"}},
		{"liabilities[0].currency: must be a foreign currency (got CNY)\nliabilities[1].value: must not be negative (got -1)\nliabilities[2].currency: must not be there twice (got USD)\npegged[0]: must be three capital letters, such as USD (got hk)", market.Portfolio{
			Company: asset.Life, Liabilities: []market.ForeignAmount{{Currency: asset.Yuan}, {Currency: "USD", Value: dec("-1")}, {Currency: "USD"}}, Pegged: []asset.Currency{"hk"},
		}},
		{"holdings[0].currency: must be the foreign currency that the forward hedges", market.Portfolio{Company: asset.Life, Holdings: []asset.Holding{{ID: "a", Asset: asset.CurrencyForward{}}}}},
	} {
		_, err := tt.p.Charges(on(t, today))
		wantText(t, err, tt.want)
	}
	for want, p := range map[string]market.Portfolio{"company: ": {}, "band: ": {Company: asset.Life, Band: "x"}} {
		if err := p.Validate(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got %v", want, err)
		}
	}
	if _, err := (market.Portfolio{Company: asset.Life}).Totals(nil); err == nil {
		t.Error("no edition: no error")
	}
	var many market.Portfolio
	for range 500 {
		many.Holdings = append(many.Holdings, asset.Holding{})
	}
	if err := many.Validate(); err == nil || strings.Count(err.Error(), "\n") > 600 {
		t.Error("too many problems, or none")
	}
}

func TestLaws_portfolio(t *testing.T) {
	e := on(t, today)
	random := func(seed uint64) market.Portfolio {
		m := rand.New(rand.NewPCG(seed, 8))
		p := market.Portfolio{Company: []asset.Company{asset.NonLife, asset.Life}[m.IntN(2)], Gain: []market.Gain{"", market.OnFactor}[m.IntN(2)], Band: []asset.Band{"", asset.Unbounded}[m.IntN(2)]}
		markets := []asset.Market{asset.Developed, asset.Emerging}
		for i := range 1 + m.IntN(12) {
			h := asset.Holding{
				ID: fmt.Sprint(i), Value: decimal.New(m.Int64N(1e9), -2), Currency: []asset.Currency{"", "USD", "EUR", "JPY"}[m.IntN(4)],
				Concentration: asset.Concentration{Counterparty: m.IntN(4) == 0, Class: m.IntN(4) == 0, Property: m.IntN(4) == 0},
			}
			if m.IntN(3) == 0 {
				h.Structure = asset.Structure{Layers: 1 + m.IntN(12), Surface: []asset.Surface{asset.DebtSurface, asset.OtherSurface, asset.REITSurface}[m.IntN(3)]}
			}
			switch m.IntN(8) {
			case 0:
				h.Asset = asset.Bond{Issuer: asset.Agency, Duration: decimal.New(1+m.Int64N(2000), -2)}
			case 1, 2:
				s := asset.Stock{Board: []asset.Board{asset.MainBoard, asset.ChiNext, asset.STAR}[m.IntN(3)], Index: m.IntN(2) == 0, LowVolatility: m.IntN(4) == 0}
				if m.IntN(2) == 0 {
					cost := decimal.New(1+m.Int64N(1e9), -2)
					s.Cost = &cost
				}
				if m.IntN(2) == 0 {
					s.Trades = []asset.Trade{{Date: e.Date().AddDays(-m.IntN(3000)), Shares: dec("100")}}
				}
				h.Asset = s
			case 3:
				h.Asset = asset.Property{Form: asset.Title, Place: []asset.Place{asset.MajorCity, asset.OtherCity, asset.DevelopedMarket, asset.EmergingMarket}[m.IntN(4)]}
			case 4:
				h.Asset = asset.OverseasEquity{Type: asset.OverseasListed, Market: markets[m.IntN(2)]}
			case 5:
				h.Asset = asset.OverseasDebt{Market: markets[m.IntN(2)]}
			case 6:
				h.Asset = asset.UnlistedEquity{}
			default:
				h.Asset = asset.Fund{Type: asset.MixedFund}
			}
			p.Holdings = append(p.Holdings, h)
		}
		return p
	}
	sums := func(p market.Portfolio) map[market.Risk]decimal.Decimal {
		out := map[market.Risk]decimal.Decimal{}
		for _, c := range must[[]market.Charge](t)(p.Charges(e)) {
			out[c.Risk] = out[c.Risk].Add(c.Line.Amount())
		}
		return out
	}
	same := func(a, b map[market.Risk]decimal.Decimal) bool {
		for risk, x := range a {
			if !x.Equal(b[risk]) {
				return false
			}
		}
		return len(a) == len(b)
	}
	proptest.Check(t, "a charge is between nothing and the value", prop.ForAll(func(seed uint64) bool {
		p := random(seed)
		values := map[string]decimal.Decimal{}
		for _, h := range p.Holdings {
			values[h.ID] = h.Value
		}
		for _, c := range must[[]market.Charge](t)(p.Charges(e)) {
			if c.Line.Amount().IsNegative() || c.Risk != market.CurrencyRisk && c.Line.Amount().GreaterThan(values[c.Of]) {
				return false
			}
		}
		return true
	}, gen.UInt64()))
	proptest.Check(t, "the order reaches no sum and lots of a holding cost what it costs", prop.ForAll(func(seed uint64) bool {
		p := random(seed)
		turned, lots := p, p
		turned.Holdings, lots.Holdings = slices.Clone(p.Holdings), nil
		slices.Reverse(turned.Holdings)
		for _, h := range p.Holdings {
			a, b := h, h
			a.Value = h.Value.Mul(dec("0.25")).Truncate(2)
			b.ID, b.Value = h.ID+" rest", h.Value.Sub(a.Value)
			if s, ok := h.Asset.(asset.Stock); ok && s.Cost != nil { // the cost goes with one of them: only the sums matter
				s.Cost = nil
				a.Asset, b.Book = s, some(h.Value.String())
			}
			lots.Holdings = append(lots.Holdings, a, b)
		}
		return same(sums(p), sums(turned)) && same(sums(p), sums(lots))
	}, gen.UInt64()))
	proptest.Check(t, "a thousand times the holdings need a thousand times the capital", prop.ForAll(func(seed uint64) bool {
		p := random(seed)
		big := p
		big.Holdings = slices.Clone(p.Holdings)
		for i := range big.Holdings {
			h := &big.Holdings[i]
			h.Value = h.Value.Shift(3)
			if s, ok := h.Asset.(asset.Stock); ok && s.Cost != nil {
				cost := s.Cost.Shift(3)
				s.Cost = &cost
				h.Asset = s
			}
		}
		one, many := sums(p), sums(big)
		for risk, x := range one {
			if !many[risk].Equal(x.Shift(3)) {
				return false
			}
		}
		return len(one) == len(many)
	}, gen.UInt64()))
}

// 100,000 shares, a line each: bounded by the making of the lines.
func BenchmarkPortfolio(b *testing.B) {
	p := market.Portfolio{Company: asset.NonLife}
	for i := range 100_000 {
		p.Holdings = append(p.Holdings, asset.Holding{ID: fmt.Sprintf("%06d", i), Asset: asset.Stock{Board: asset.MainBoard, Index: i%2 == 0, Cost: some("1000")}, Value: dec("1234.56")})
	}
	e := on(b, today)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Charges(e); err != nil {
			b.Fatal(err)
		}
	}
}
