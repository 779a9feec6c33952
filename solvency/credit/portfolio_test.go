package credit_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
)

func some(text string) *decimal.Decimal {
	d := dec(text)
	return &d
}

// charge is what one holding costs, with an s in front if it is spread risk, and empty if there is no charge.
func charge(t testing.TB, h asset.Holding) string {
	t.Helper()
	h.ID = "H"
	charges := must[[]credit.Charge](t)(credit.Portfolio{Holdings: []asset.Holding{h}}.Charges(edition(t)))
	switch {
	case len(charges) == 0:
		return ""
	case charges[0].Spread:
		return "s " + charges[0].Line.Amount().String()
	}
	return charges[0].Line.Amount().String()
}

func of(a asset.Asset, value string) asset.Holding { return asset.Holding{Asset: a, Value: dec(value)} }

// Check 8 of the fact sheet of rules 7 to 9: spread risk of 1,000 at a duration of 3, and at 5 and 10 by the formulas of Rule 9 Arts. 13-15.
func TestCheck8(t *testing.T) {
	for _, tt := range []struct {
		issuer           asset.Issuer
		rating           asset.Rating
		three, five, ten string
	}{
		{asset.PolicyBank, "", "25.2", "30", "35"},
		{asset.Agency, "", "27", "35", "40"},
		{asset.OtherIssuer, asset.AAA, "41.4", "75", "150"},
		{asset.OtherIssuer, asset.AAPlus, "55.8", "100", "200"},
		{asset.OtherIssuer, asset.AA, "83.1", "147.5", "295"},
		{asset.OtherIssuer, asset.AAMinus, "108", "190", "380"},
		{asset.OtherIssuer, asset.APlus, "138", "250", "500"},
		{asset.OtherIssuer, asset.A, "162", "300", "600"},
		{asset.OtherIssuer, asset.AMinus, "186", "350", "700"},
		{asset.OtherIssuer, asset.BBBPlus, "195", "375", "750"},
		{asset.OtherIssuer, asset.BBB, "240", "500", "1000"},
		{asset.OtherIssuer, asset.BBBMinus, "240", "500", "1000"},
		{asset.OtherIssuer, asset.BelowBBB, "240", "500", "1000"},
		{asset.OtherIssuer, "", "240", "500", "1000"},
	} {
		for duration, want := range map[string]string{"3": tt.three, "5": tt.five, "10": tt.ten} {
			if got := charge(t, of(asset.Bond{Issuer: tt.issuer, Rating: tt.rating, Duration: dec(duration)}, "1000")); got != "s "+want {
				t.Errorf("%s %s at %s: got %s, want %s", tt.issuer, tt.rating, duration, got, want)
			}
		}
	}
	if got := charge(t, of(asset.Bond{Issuer: asset.Government, Duration: dec("3")}, "1000")); got != "" {
		t.Errorf("government bond: got %s", got)
	}
	if got := charge(t, of(asset.Bond{Issuer: asset.OtherIssuer, Duration: dec("40")}, "1000")); got != "s 1000" { // a factor of 4 is 1
		t.Errorf("a factor above 1: got %s", got)
	}
}

// Check 9: AAA at 3 years, green, above the threshold, both.
func TestCheck9(t *testing.T) {
	bond := asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AAA, Duration: dec("3")}
	green := bond
	green.Green = true
	above := asset.Concentration{Counterparty: true}
	for _, tt := range []struct {
		h    asset.Holding
		want string
	}{
		{asset.Holding{Asset: green, Value: dec("100000")}, "s 3726"},
		{asset.Holding{Asset: bond, Value: dec("100000"), Concentration: above}, "s 5796"},
		{asset.Holding{Asset: green, Value: dec("100000"), Concentration: above}, "s 5382"},
		{asset.Holding{Asset: bond, Value: dec("100000"), Concentration: asset.Concentration{Property: true}}, "s 4140"}, // which is for property: Rule 8 Art. 67
		{asset.Holding{Asset: bond, Value: dec("100000"), Concentration: asset.Concentration{Class: true}}, "s 4968"},    // 0.0414 × 1.2
		{asset.Holding{Asset: asset.Loan{Class: asset.Pass}, Value: dec("1000"), Concentration: asset.Concentration{Property: true}}, "85"},
	} {
		if got := charge(t, tt.h); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

// The band on K: a green bond below a public infrastructure REIT has -0.1 and -0.2, which are -0.25 within the bounds; Kp of one layer is 0.1 outside of them.
func TestBand(t *testing.T) {
	h := asset.Holding{ID: "H", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AAA, Duration: dec("3"), Green: true}, Value: dec("100000"), Structure: asset.Structure{Layers: 1, Surface: asset.REITSurface}}
	for band, want := range map[asset.Band]string{"": "3519", asset.Bounded: "3519", asset.Unbounded: "3312"} { // 4,140 × 0.85 and × 0.8
		charges := must[[]credit.Charge](t)(credit.Portfolio{Holdings: []asset.Holding{h}, Band: band}.Charges(edition(t)))
		if got := charges[0].Line.Amount().String(); got != want {
			t.Errorf("%q: got %s, want %s", band, got, want)
		}
	}
}

// Ratings below the table: 0.24 at three years, as without a rating, or an error; a grade of the table and none are not touched.
func TestBelow(t *testing.T) {
	bonds := func(below credit.Below, r asset.Rating) credit.Portfolio {
		return credit.Portfolio{Below: below, Holdings: []asset.Holding{{ID: "H", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: r, Duration: dec("3")}, Value: dec("1000")}}}
	}
	for _, below := range []credit.Below{"", credit.AsUnrated} {
		if got := must[[]credit.Charge](t)(bonds(below, asset.BelowBBB).Charges(edition(t)))[0].Line.Amount().String(); got != "240" {
			t.Errorf("%q: got %s", below, got)
		}
	}
	_, err := bonds(credit.Refused, asset.BelowBBB).Charges(edition(t))
	wantText(t, err, "holdings[0].asset.rating: must be BBB- or above, or empty: under it there is no factor (got below)")
	for _, r := range []asset.Rating{asset.BBBMinus, ""} {
		if got := must[[]credit.Charge](t)(bonds(credit.Refused, r).Charges(edition(t)))[0].Line.Amount().String(); got != "240" {
			t.Errorf("refused, %q: got %s", r, got)
		}
	}
	_, err = bonds("lowest", "").Charges(edition(t))
	wantText(t, err, "below: must be as-unrated or refused (got lowest)")
}

// Check 20: an AA bond of 100 at 3 years, protected in full by a tool worth 2 of an issuer rated AAA; a part; a tool of a worse issuer.
func TestCheck20(t *testing.T) {
	bond := asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AA, Duration: dec("3")}
	for _, tt := range []struct {
		p    asset.Protection
		want string
	}{
		{asset.Protection{Part: dec("1"), Book: dec("2"), Issuer: asset.AAA}, "s 6.3078"},
		{asset.Protection{Part: dec("0.5"), Issuer: asset.AAA}, "s 7.2675"},             // 25 × 0.0414 + 75 × 0.0831
		{asset.Protection{Part: dec("1"), Book: dec("2"), Issuer: asset.A}, "s 8.4762"}, // 102 × 0.0831
		{asset.Protection{Part: dec("1"), Book: dec("2")}, "s 8.4762"},
	} {
		h := of(bond, "100")
		h.Protection = &tt.p
		if got := charge(t, h); got != tt.want {
			t.Errorf("%+v: got %s, want %s", tt.p, got, tt.want)
		}
	}
	// A hedge claim rated A is mitigated in full: 100 at the factor of the issuer, and the tool.
	h := of(asset.HedgeClaim{Rating: asset.A}, "100")
	h.Protection = &asset.Protection{Part: dec("1"), Book: dec("10"), Issuer: asset.AAPlus}
	if got := charge(t, h); got != "14.3" {
		t.Errorf("hedge claim: got %s", got)
	}
}

// Deposits, both ends of every bracket. Rule 9 Art. 21.
func TestDeposits(t *testing.T) {
	for _, tt := range []struct {
		bank              asset.Bank
		ratio             string
		plain, structured string
	}{
		{asset.LargeBank, "", "5", "55"},
		{asset.JointStockBank, "0.12", "30", "80"},
		{asset.JointStockBank, "0.1199", "50", "100"},
		{asset.JointStockBank, "", "50", "100"},
		{asset.CityBank, "0.135", "40", "100"},
		{asset.CityBank, "0.1349", "80", "130"},
		{asset.CityBank, "0.125", "80", "130"},
		{asset.CityBank, "0.1249", "100", "150"},
		{asset.CityBank, "0.12", "100", "150"},
		{asset.CityBank, "0.1199", "150", "200"},
		{asset.CityBank, "", "150", "200"},
		{asset.RuralBank, "0.145", "80", "130"},
		{asset.RuralBank, "0.1449", "100", "150"},
		{asset.RuralBank, "0.135", "100", "150"},
		{asset.RuralBank, "0.1349", "150", "200"},
		{asset.RuralBank, "0.125", "150", "200"},
		{asset.RuralBank, "0.1249", "180", "230"},
		{asset.RuralBank, "", "180", "230"},
		{asset.OtherBank, "0.135", "100", "150"},
		{asset.OtherBank, "0.1349", "180", "230"},
		{asset.OtherBank, "", "180", "230"},
	} {
		d := asset.Deposit{Bank: tt.bank, Form: asset.PlainDeposit}
		if tt.ratio != "" {
			d.CapitalRatio = some(tt.ratio)
		}
		if got := charge(t, of(d, "1000")); got != tt.plain {
			t.Errorf("%+v: got %s", tt, got)
		}
		d.Form = asset.StructuredDeposit
		if got := charge(t, of(d, "1000")); got != tt.structured {
			t.Errorf("%+v, structured: got %s", tt, got)
		}
		d.Form = asset.UnguaranteedDeposit
		if got := charge(t, of(d, "1000")); got != "500" {
			t.Errorf("%+v, unguaranteed: got %s", tt, got)
		}
	}
	if got := charge(t, of(asset.Deposit{Bank: asset.FinanceCompany, Form: asset.PlainDeposit}, "1000")); got != "100" {
		t.Errorf("finance company: got %s", got)
	}
}

// The other assets, with both ends of every age. Rule 9 Arts. 20, 32-38.
func TestDefault(t *testing.T) {
	age := func(months string, subsidised bool) asset.PremiumReceivable {
		return asset.PremiumReceivable{Age: dec(months), Subsidised: subsidised}
	}
	bond := func(i asset.Issuer, r asset.Rating) asset.AccruedInterest {
		return asset.AccruedInterest{Of: asset.Bond{Issuer: i, Rating: r, Duration: dec("3")}}
	}
	for _, tt := range []struct {
		a    asset.Asset
		want string
	}{
		{asset.Cash{Form: asset.Money}, "0"},
		{asset.Cash{Form: asset.Interbank}, "30"},
		{asset.Cash{Form: asset.ThirdParty}, "50"},
		{asset.PolicyLoan{}, "50"},
		{asset.Guarantee{}, "300"},
		{asset.Loan{Class: asset.Pass}, "85"},
		{asset.Loan{Class: asset.Mention}, "135"},
		{asset.Loan{Class: asset.Substandard}, "300"},
		{asset.Loan{Class: asset.Doubtful}, "500"},
		{asset.Loan{Class: asset.Loss}, "1000"},
		{age("9", true), "0"},
		{age("9.01", true), "200"},
		{age("12", true), "200"},
		{age("12.01", true), "700"},
		{age("18", true), "700"},
		{age("18.01", true), "1000"},
		{age("6", false), "0"},
		{age("6.01", false), "500"},
		{age("12", false), "500"},
		{age("12.01", false), "1000"},
		{asset.OtherReceivable{Age: dec("6")}, "30"},
		{asset.OtherReceivable{Age: dec("6.01")}, "150"},
		{asset.OtherReceivable{Age: dec("12")}, "150"},
		{asset.OtherReceivable{Age: dec("12.01")}, "500"},
		{asset.OtherReceivable{Age: dec("18")}, "500"},
		{asset.OtherReceivable{Age: dec("18.01")}, "1000"},
		{asset.OtherReceivable{Age: dec("99"), Prepaid: true}, "0"},
		{asset.HedgeClaim{Rating: asset.AAA}, "80"},
		{asset.HedgeClaim{Rating: asset.AAPlus}, "130"},
		{asset.HedgeClaim{Rating: asset.AA}, "180"},
		{asset.HedgeClaim{Rating: asset.AAMinus}, "230"},
		{asset.HedgeClaim{Rating: asset.APlus}, "330"},
		{asset.HedgeClaim{Rating: asset.AMinus}, "330"},
		{asset.HedgeClaim{Rating: asset.BBBPlus}, "450"},
		{asset.HedgeClaim{}, "450"},
		{bond(asset.OtherIssuer, asset.AAA), "6"},
		{bond(asset.OtherIssuer, asset.AAPlus), "15"},
		{bond(asset.OtherIssuer, asset.AAMinus), "15"},
		{bond(asset.OtherIssuer, asset.A), "25"},
		{bond(asset.OtherIssuer, asset.BBBPlus), "30"},
		{bond(asset.OtherIssuer, ""), "30"},
		{bond(asset.PolicyBank, ""), "6"},
		{bond(asset.Agency, ""), "6"},
		{bond(asset.Government, ""), ""},
		{asset.AccruedInterest{Of: asset.Deposit{Bank: asset.LargeBank, Form: asset.PlainDeposit}}, "5"},
		{asset.AccruedInterest{Of: asset.Loan{Class: asset.Pass}}, "85"},
		{asset.AccruedInterest{Of: asset.PolicyLoan{}}, "50"},
		{asset.Fund{Type: asset.BondFund}, ""},
		{asset.Stock{Board: asset.MainBoard}, ""},
		{asset.Convertible{}, ""},
	} {
		if got := charge(t, of(tt.a, "1000")); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.a, got, tt.want)
		}
	}
	if got := charge(t, of(asset.HedgeClaim{}, "-1000")); got != "0" {
		t.Errorf("a claim below zero: got %s", got)
	}
}

// Below products, check 2 and 3: a loan of 100 in a trust of two layers, and in a debt plan of one.
func TestStructure(t *testing.T) {
	h := of(asset.Loan{Class: asset.Pass}, "100")
	h.Structure = asset.Structure{Layers: 2, Surface: asset.DebtSurface}
	if got := charge(t, h); got != "9.35" {
		t.Errorf("got %s", got)
	}
	h.Structure.Layers = 1
	if got := charge(t, h); got != "8.5" {
		t.Errorf("got %s", got)
	}
	h.Structure = asset.Structure{Layers: 2, Surface: asset.OtherSurface}
	if got := charge(t, h); got != "10.2" {
		t.Errorf("got %s", got)
	}
}

// One asset may be held directly and below products.
func TestPortfolio_structures(t *testing.T) {
	held := func(layers int, surface asset.Surface) asset.Holding {
		h := asset.Holding{ID: "l", Asset: asset.Loan{Class: asset.Pass}, Value: dec("100")}
		h.Structure = asset.Structure{Layers: layers, Surface: surface}
		return h
	}
	p := credit.Portfolio{Holdings: []asset.Holding{held(2, asset.OtherSurface), held(2, asset.DebtSurface), held(0, "")}}
	charges, err := p.Charges(edition(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range charges {
		got = append(got, fmt.Sprint(c.Holding, c.Structure.Layers, c.Structure.Surface, " ", c.Line.Amount()))
	}
	if want := []string{"l0 8.5", "l2debt 9.35", "l2other 10.2"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Totals go to their rows, rounded once; many charges are one amount.
func TestPortfolio_Capital(t *testing.T) {
	e := edition(t)
	var p credit.Portfolio
	for i := range 3 {
		p.Holdings = append(p.Holdings,
			asset.Holding{ID: fmt.Sprint("bond ", i), Asset: asset.Bond{Issuer: asset.Agency, Duration: dec("3")}, Value: dec("1.11")}, // 0.02997 each, 0.08991
			asset.Holding{ID: fmt.Sprint("loan ", i), Asset: asset.Loan{Class: asset.Pass}, Value: dec("1.11")})                        // 0.09435 each, 0.28305
	}
	spread, counterparty, err := p.Capital(e)
	if err != nil || spread.Amount().String() != "0.09" || counterparty.Amount().String() != "0.28" || spread.Head().Row != "S05-1.4.1" || counterparty.Head().Row != "S05-1.4.2" {
		t.Errorf("got %s and %s, %v", spread.Amount(), counterparty.Amount(), err)
	}
	if spread.Parts()[0].Parts()[0].Amount().String() != "0.02997" {
		t.Errorf("the total does not show its charges")
	}
	p = credit.Portfolio{}
	for i := range credit.MaxShown + 1 {
		p.Holdings = append(p.Holdings, asset.Holding{ID: fmt.Sprint(i), Asset: asset.Loan{Class: asset.Pass}, Value: dec("1.11")})
	}
	_, counterparty, err = p.Capital(e)
	if err != nil || counterparty.Amount().String() != "188.79" || len(counterparty.Parts()) != 1 || counterparty.Parts()[0].Operation() != cross2.OpGiven { // 2,001 × 0.09435 = 188.79435
		t.Errorf("many: got %s, %v", counterparty.Amount(), err)
	}
	spread, counterparty, err = credit.Portfolio{}.Capital(e)
	if err != nil || !spread.Amount().IsZero() || !counterparty.Amount().IsZero() {
		t.Errorf("nothing: got %s and %s, %v", spread.Amount(), counterparty.Amount(), err)
	}
}

// Charges of reinsurance join those of holdings; what is no charge is refused.
func TestTotalsOf(t *testing.T) {
	line, err := cross2.Given(cross2.Head{English: "x", Chinese: "x"}, dec("1.004"))
	if err != nil {
		t.Fatal(err)
	}
	spread, counterparty, err := credit.TotalsOf(edition(t), []credit.Charge{{Line: line}, {Spread: true, Line: line}, {Line: line}})
	if err != nil || spread.Amount().String() != "1" || counterparty.Amount().String() != "2.01" {
		t.Errorf("got %v %v %v", spread.Amount(), counterparty.Amount(), err)
	}
	if _, _, err := credit.TotalsOf(edition(t), []credit.Charge{{Line: line}, {}}); err == nil || err.Error() != "charges[1].line: must not be empty" {
		t.Errorf("got error %v", err)
	}
}

func TestPortfolio_refuses(t *testing.T) {
	loan := asset.Holding{ID: "a", Asset: asset.Loan{Class: asset.Pass}}
	protected := loan
	protected.Protection = &asset.Protection{Part: dec("1")}
	policy := asset.Holding{ID: "a", Asset: asset.Bond{Issuer: asset.PolicyBank, Duration: dec("1")}, Protection: &asset.Protection{Part: dec("1")}}
	const rating = "holdings[0].protection: must only be given for an asset whose factor depends on a rating"
	for _, tt := range []struct {
		want string
		p    credit.Portfolio
	}{
		{"holdings[1].id: must not be there twice in one structure (got a)", credit.Portfolio{Holdings: []asset.Holding{loan, loan}}},
		{"holdings[0].asset: must not be empty", credit.Portfolio{Holdings: []asset.Holding{{ID: "a"}}}},
		{rating, credit.Portfolio{Holdings: []asset.Holding{protected}}},
		{rating, credit.Portfolio{Holdings: []asset.Holding{policy}}},
	} {
		_, err := tt.p.Charges(edition(t))
		wantText(t, err, tt.want)
	}
	if _, err := (credit.Portfolio{Band: "x"}).Charges(edition(t)); err == nil || !strings.HasPrefix(err.Error(), "band: ") {
		t.Errorf("got %v", err)
	}
	if _, _, err := (credit.Portfolio{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	var many credit.Portfolio
	for range 500 {
		many.Holdings = append(many.Holdings, asset.Holding{})
	}
	if err := many.Validate(); err == nil || strings.Count(err.Error(), "\n") > 400 {
		t.Error("too many problems, or none")
	}
}

func TestLaws_portfolio(t *testing.T) {
	e := edition(t)
	random := func(seed uint64) credit.Portfolio {
		m := rand.New(rand.NewPCG(seed, 9))
		ratings := []asset.Rating{asset.AAA, asset.AAPlus, asset.AAMinus, asset.A, asset.BBBPlus, asset.BBB, ""}
		p := credit.Portfolio{Band: []asset.Band{"", asset.Bounded, asset.Unbounded}[m.IntN(3)]}
		for i := range 1 + m.IntN(12) {
			h := asset.Holding{ID: fmt.Sprint(i), Value: decimal.New(m.Int64N(1e9), -2), Concentration: asset.Concentration{Counterparty: m.IntN(4) == 0, Class: m.IntN(4) == 0}}
			if m.IntN(3) == 0 {
				h.Structure = asset.Structure{Layers: 1 + m.IntN(12), Surface: []asset.Surface{asset.DebtSurface, asset.OtherSurface, asset.REITSurface}[m.IntN(3)]}
			}
			r := ratings[m.IntN(len(ratings))]
			switch m.IntN(5) {
			case 0:
				h.Asset = asset.Bond{Issuer: asset.OtherIssuer, Rating: r, Duration: decimal.New(1+m.Int64N(2000), -2), Green: m.IntN(2) == 0}
			case 1:
				h.Asset = asset.Bond{Issuer: asset.PolicyBank, Duration: decimal.New(1+m.Int64N(2000), -2)}
			case 2:
				h.Asset = asset.Deposit{Bank: asset.CityBank, Form: asset.PlainDeposit}
			case 3:
				h.Asset = asset.HedgeClaim{Rating: r}
			default:
				h.Asset = asset.Loan{Class: []asset.LoanClass{asset.Pass, asset.Mention, asset.Loss}[m.IntN(3)]}
			}
			p.Holdings = append(p.Holdings, h)
		}
		return p
	}
	proptest.Check(t, "a charge is between nothing and the value and the order reaches none", prop.ForAll(func(seed uint64) bool {
		p := random(seed)
		turned := credit.Portfolio{Holdings: slices.Clone(p.Holdings), Band: p.Band}
		slices.Reverse(turned.Holdings)
		one, two := must[[]credit.Charge](t)(p.Charges(e)), must[[]credit.Charge](t)(turned.Charges(e))
		values := map[string]decimal.Decimal{}
		for _, h := range p.Holdings {
			values[h.ID] = h.Value
		}
		for i, c := range one {
			if c.Holding != two[i].Holding || !c.Line.Amount().Equal(two[i].Line.Amount()) || c.Line.Amount().IsNegative() || c.Line.Amount().GreaterThan(values[c.Holding]) {
				return false
			}
		}
		return true
	}, gen.UInt64()))
	proptest.Check(t, "two halves of a holding cost what it costs and one more layer never costs less", prop.ForAll(func(seed uint64) bool {
		p := random(seed)
		sum := func(p credit.Portfolio) decimal.Decimal {
			var x decimal.Decimal
			for _, c := range must[[]credit.Charge](t)(p.Charges(e)) {
				x = x.Add(c.Line.Amount())
			}
			return x
		}
		halves := credit.Portfolio{Band: p.Band}
		deeper := credit.Portfolio{Band: p.Band}
		for _, h := range p.Holdings {
			a, b := h, h
			a.Value = h.Value.Mul(dec("0.5")).Truncate(2)
			b.ID, b.Value = h.ID+" rest", h.Value.Sub(a.Value)
			halves.Holdings = append(halves.Holdings, a, b)
			if h.Structure.Layers > 0 {
				h.Structure.Layers++
			} else {
				h.Structure = asset.Structure{Layers: 1, Surface: asset.OtherSurface}
			}
			deeper.Holdings = append(deeper.Holdings, h)
		}
		return sum(halves).Equal(sum(p)) && sum(deeper).GreaterThanOrEqual(sum(p))
	}, gen.UInt64()))
}

// 100,000 bonds, a line each: bounded by the making of the lines.
func BenchmarkPortfolio(b *testing.B) {
	var p credit.Portfolio
	for i := range 100_000 {
		p.Holdings = append(p.Holdings, asset.Holding{ID: fmt.Sprintf("%06d", i), Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AA, Duration: decimal.New(int64(i%2000+1), -2)}, Value: dec("1234567.89")})
	}
	e := edition(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Charges(e); err != nil {
			b.Fatal(err)
		}
	}
}
