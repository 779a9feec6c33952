package asset_test

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

func ptr[T any](x T) *T { return &x }

func wantText(t *testing.T, err error, want ...string) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), got); diff != "" {
		t.Errorf("error (-want +got):\n%s", diff)
	}
}

// asof is a day.
func asof(t testing.TB, text string) cede.Date {
	t.Helper()
	d, err := cede.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// good are valid assets of each type, with every word of its attributes.
func good(t testing.TB) []asset.Asset {
	hedge := asset.Hedge{Effective: true, Effectiveness: ptr(dec("0.9")), Hedged: []string{"x", "y"}}
	all := []asset.Asset{
		asset.Cash{Form: asset.Money},
		asset.Cash{Form: asset.Interbank},
		asset.Cash{Form: asset.ThirdParty},
		asset.Deposit{Bank: asset.LargeBank, Form: asset.PlainDeposit, CapitalRatio: ptr(dec("0.125"))},
		asset.Deposit{Bank: asset.JointStockBank, Form: asset.StructuredDeposit},
		asset.Deposit{Bank: asset.CityBank, Form: asset.UnguaranteedDeposit},
		asset.Deposit{Bank: asset.RuralBank, Form: asset.PlainDeposit, CapitalRatio: ptr(decimal.Decimal{})},
		asset.Deposit{Bank: asset.OtherBank, Form: asset.PlainDeposit},
		asset.Deposit{Bank: asset.FinanceCompany, Form: asset.PlainDeposit},
		asset.Bond{Issuer: asset.Government, Duration: dec("0.0001")},
		asset.Bond{Issuer: asset.PolicyBank, Duration: dec("3"), Green: true},
		asset.Bond{Issuer: asset.Agency, Duration: dec("3")},
		asset.Convertible{},
		asset.Stock{Board: asset.MainBoard, Index: true, LowVolatility: true, Cost: ptr(dec("80")), Trades: []asset.Trade{{Date: asof(t, "2025-01-31"), Shares: dec("100")}, {Date: asof(t, "2025-02-28"), Shares: dec("-1")}}},
		asset.Stock{Board: asset.ChiNext},
		asset.Stock{Board: asset.STAR},
		asset.Preferred{Issuer: asset.ByCompany, Absorbing: true},
		asset.Preferred{Issuer: asset.ByInsurer, Perpetual: true, Market: asset.Domestic},
		asset.Preferred{Issuer: asset.ByLargeBank, Market: asset.Developed},
		asset.Preferred{Issuer: asset.ByCompany, Market: asset.Emerging},
		asset.UnlistedEquity{},
		asset.UnlistedEquity{Strategy: asset.EmergingIndustry},
		asset.UnlistedEquity{Strategy: asset.InsuranceFund},
		asset.LongTermEquity{Relation: asset.InsuranceSubsidiary, Market: asset.Domestic},
		asset.LongTermEquity{Relation: asset.OtherSubsidiary, Market: asset.Developed},
		asset.LongTermEquity{Relation: asset.Associate, Listed: true, Market: asset.Emerging},
		asset.OverseasDebt{Market: asset.Developed, Paper: true},
		asset.OverseasDebt{Market: asset.Emerging},
		asset.InterestSwap{Duration: dec("3"), PayFixed: true},
		asset.TreasuryFuture{Duration: dec("7"), Hedge: hedge},
		asset.TreasuryFuture{Duration: dec("7"), Hedge: asset.Hedge{Long: true}},
		asset.IndexFuture{},
		asset.IndexFuture{Hedge: asset.Hedge{Effective: true, LessThanMonth: true}},
		asset.CurrencyForward{},
		asset.CurrencyForward{Effectiveness: ptr(dec("1"))},
		asset.CurrencyForward{Effectiveness: ptr(dec("1")), Hedged: ptr(dec("2")), Liabilities: true},
		asset.HedgeClaim{},
		asset.HedgeClaim{Rating: asset.BBBMinus},
		asset.PolicyLoan{},
		asset.PremiumReceivable{},
		asset.PremiumReceivable{Age: dec("9.5"), Subsidised: true},
		asset.OtherReceivable{Prepaid: true},
		asset.OtherReceivable{Age: dec("18")},
		asset.AccruedInterest{Of: asset.Bond{Issuer: asset.Agency, Duration: dec("1")}},
		asset.AccruedInterest{Of: asset.Deposit{Bank: asset.LargeBank, Form: asset.PlainDeposit}},
		asset.AccruedInterest{Of: asset.Loan{Class: asset.Pass}},
		asset.AccruedInterest{Of: asset.PolicyLoan{}},
		asset.AccruedInterest{Of: asset.Cash{Form: asset.Money}},
		asset.Guarantee{},
	}
	for _, r := range []asset.Rating{asset.AAA, asset.AAPlus, asset.AA, asset.AAMinus, asset.APlus, asset.A, asset.AMinus, asset.BBBPlus, asset.BBB, asset.BBBMinus, asset.BelowBBB, ""} {
		all = append(all, asset.Bond{Issuer: asset.OtherIssuer, Rating: r, Duration: dec("3")})
	}
	for _, f := range []asset.FundType{asset.MoneyFund, asset.BondFund, asset.StockFund, asset.MixedFund, asset.CommodityFund} {
		all = append(all, asset.Fund{Type: f})
	}
	for _, i := range []asset.PreferredIssuer{asset.ByLargeBank, asset.ByJointStockBank, asset.ByCityBank, asset.ByOtherBank, asset.ByAssetManager, asset.ByInsurer} {
		all = append(all, asset.Preferred{Issuer: i, Perpetual: true, Absorbing: true, RatiosMet: true})
	}
	for _, o := range []asset.OverseasType{asset.OverseasMoneyFund, asset.OverseasBondFund, asset.OverseasListed, asset.OverseasUnlisted} {
		all = append(all, asset.OverseasEquity{Type: o, Market: asset.Emerging})
	}
	for _, f := range []asset.PropertyForm{asset.Title, asset.ProjectLoan, asset.PropertyREIT} {
		all = append(all, asset.Property{Form: f, Place: asset.MajorCity})
	}
	for _, p := range []asset.Place{asset.MajorCity, asset.OtherCity, asset.DevelopedMarket, asset.EmergingMarket} {
		all = append(all, asset.Property{Form: asset.ProjectCompany, Place: p, Owned: ptr(decimal.Decimal{})})
	}
	for _, c := range []asset.LoanClass{asset.Pass, asset.Mention, asset.Substandard, asset.Doubtful, asset.Loss} {
		all = append(all, asset.Loan{Class: c})
	}
	return all
}

type envelope struct {
	Asset asset.Asset `json:"asset"`
}

func kinds() map[reflect.Type]map[string]func(strictjson.Raw) (any, error) {
	forms := map[string]func(strictjson.Raw) (any, error){}
	all := map[reflect.Type]map[string]func(strictjson.Raw) (any, error){reflect.TypeFor[asset.Asset](): forms}
	for _, k := range asset.Kinds() {
		forms[k.Name] = func(raw strictjson.Raw) (any, error) {
			return k.Decode(func(v any) error { return strictjson.Decoder{Kinds: all}.Decode(raw, v) })
		}
	}
	return all
}

// from reads an asset from the text of its attributes.
func from(k asset.Kind, text string) (asset.Asset, error) {
	return k.Decode(func(v any) error { return strictjson.Decoder{Kinds: kinds()}.Unmarshal([]byte(text), v) })
}

// Every asset is valid, and what is written of it is read again as the same.
func TestAssets(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range good(t) {
		seen[a.Kind()] = true
		if err := a.Validate(); err != nil {
			t.Errorf("%+v: %v", a, err)
		}
		text, err := strictjson.Marshal(envelope{a})
		if err != nil {
			t.Fatalf("%+v: %v", a, err)
		}
		var again envelope
		if err := (strictjson.Decoder{Kinds: kinds()}).Unmarshal(text, &again); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(a, again.Asset, cmp.Comparer(decimal.Decimal.Equal), cmp.Comparer(func(a, b cede.Date) bool { return a == b })); diff != "" {
			t.Errorf("%s (-written +read):\n%s", text, diff)
		}
	}
	if len(seen) != len(asset.Kinds()) {
		t.Errorf("%d types are tried, there are %d", len(seen), len(asset.Kinds()))
	}
	for _, k := range asset.Kinds() {
		if !seen[k.Name] {
			t.Error(k.Name, "is not tried")
		}
		if a, err := from(k, `{"nothing": 1}`); err == nil {
			t.Errorf("%s reads an unknown field as %+v", k.Name, a)
		}
	}
}

// Everything that is wrong is named.
func TestAssets_refused(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	names := make([]string, 10_001)
	for _, tt := range []struct {
		asset asset.Asset
		want  []string
	}{
		{asset.Cash{}, []string{"form: must not be empty: one of money, interbank, third-party"}},
		{asset.Deposit{Bank: "big", Form: "x", CapitalRatio: ptr(dec("-0.01"))}, []string{
			"bank: must be one of large, joint-stock, city, rural, other, finance-company (got big)", "form: must be one of plain, structured, unguaranteed (got x)", "capitalRatio: must not be negative (got -0.01)",
		}},
		{asset.Deposit{Bank: asset.FinanceCompany, Form: asset.StructuredDeposit}, []string{"form: must be plain with a finance company (got structured)"}},
		{asset.Deposit{Bank: asset.FinanceCompany, Form: asset.UnguaranteedDeposit}, []string{"form: must be plain with a finance company (got unguaranteed)"}},
		{asset.Bond{Rating: "AAAA"}, []string{
			"issuer: must not be empty: one of government, policy-bank, agency, other", "rating: must be AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, below, or empty (got AAAA)",
			"rating: must only be given for another issuer", "duration: must be positive (got 0)",
		}},
		{asset.Bond{Issuer: asset.Government, Duration: dec("1"), Green: true}, []string{"green: must only be given for a bond with spread risk"}},
		{asset.Bond{Issuer: asset.Government, Duration: huge}, []string{"duration: has too many digits (got 1E1000000000)"}},
		{asset.OverseasDebt{Market: asset.Domestic}, []string{"market: must be one of developed, emerging (got domestic)"}},
		{asset.Stock{Cost: ptr(dec("0")), Trades: []asset.Trade{{}, {Date: asof(t, "2025-01-31"), Shares: huge}}}, []string{
			"board: must not be empty: one of main, chinext, star", "cost: must be positive (got 0)", "trades[0].date: must not be empty", "trades[0].shares: must not be zero (got 0)",
			"trades[1].shares: has too many digits (got 1E1000000000)",
		}},
		{asset.Stock{Board: asset.MainBoard, Trades: make([]asset.Trade, 100_001)}, []string{"trades: must not be more than 100000 (got 100001)"}},
		{asset.Fund{}, []string{"type: must not be empty: one of money, bond, equity, mixed, commodity"}},
		{asset.Preferred{}, []string{"issuer: must not be empty: one of large-bank, joint-stock-bank, city-bank, other-bank, asset-manager, insurer, company"}},
		{asset.Preferred{Issuer: asset.ByCompany, Perpetual: true, RatiosMet: true}, []string{
			"perpetual: must only be given for a financial institution: other perpetual bonds are bonds", "ratiosMet: must only be given for a financial institution",
		}},
		{asset.Preferred{Issuer: asset.ByInsurer, Market: "x"}, []string{"market: must be one of domestic, developed, emerging (got x)"}},
		{asset.Preferred{Issuer: asset.ByInsurer, Perpetual: true, Market: asset.Developed}, []string{"market: must only be given for a preference share: a perpetual bond overseas is overseas debt"}},
		{asset.UnlistedEquity{Strategy: "x"}, []string{"strategy: must be one of emerging-industry, insurance-fund (got x)"}},
		{asset.LongTermEquity{Relation: asset.OtherSubsidiary, Listed: true}, []string{"listed: must only be given for a joint venture or associate", "market: must not be empty: one of domestic, developed, emerging"}},
		{asset.LongTermEquity{Market: asset.Domestic}, []string{"relation: must not be empty: one of insurance-subsidiary, other-subsidiary, associate"}},
		{asset.OverseasEquity{Market: asset.Domestic}, []string{"type: must not be empty: one of money-fund, bond-fund, listed, unlisted", "market: must be one of developed, emerging (got domestic)"}},
		{asset.Property{Owned: ptr(dec("-1"))}, []string{
			"form: must not be empty: one of title, project-company, project-loan, reit", "place: must not be empty: one of major-city, other-city, developed, emerging", "owned: must not be negative (got -1)",
			"owned: must only be given for a project company",
		}},
		{asset.InterestSwap{}, []string{"duration: must be positive (got 0)"}},
		{asset.TreasuryFuture{Hedge: asset.Hedge{Effective: true}}, []string{
			"duration: must be positive (got 0)", "hedge.effectiveness: must be given for an effective short hedge", "hedge.hedged: must not be empty for an effective short hedge",
		}},
		{asset.IndexFuture{Hedge: asset.Hedge{Long: true, Effective: true, Effectiveness: ptr(dec("1.1")), Hedged: []string{""}}}, []string{
			"hedge.effectiveness: must be in (0, 1] (got 1.1)", "hedge.effectiveness: must only be given for an effective short hedge of a month or more",
			"hedge.hedged: must only be given for an effective short hedge of a month or more", "hedge.effective: must only be given for a short contract", "hedge.hedged[0]: must have 1 to 100 bytes",
		}},
		{asset.IndexFuture{Hedge: asset.Hedge{LessThanMonth: true}}, []string{"hedge.lessThanMonth: must only be given for an effective hedge"}},
		{asset.IndexFuture{Hedge: asset.Hedge{Effective: true, Effectiveness: ptr(dec("1")), Hedged: []string{"x", "x"}}}, []string{"hedge.hedged[1]: must not be there twice (got x)"}},
		{asset.IndexFuture{Hedge: asset.Hedge{Effective: true, Effectiveness: ptr(dec("1")), Hedged: names}}, []string{"hedge.hedged: must not be more than 10000"}},
		{asset.CurrencyForward{Effectiveness: ptr(dec("0"))}, []string{"effectiveness: must be in (0, 1] (got 0)"}},
		{asset.CurrencyForward{Effectiveness: ptr(dec("1")), Hedged: ptr(dec("0"))}, []string{"hedged: must be positive (got 0)"}},
		{asset.CurrencyForward{Hedged: ptr(dec("1")), Liabilities: true}, []string{"hedged: must only be given for an effective hedge", "liabilities: must only be given for an effective hedge"}},
		{asset.HedgeClaim{Rating: "B"}, []string{"rating: must be AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, below, or empty (got B)"}},
		{asset.Loan{}, []string{"class: must not be empty: one of pass, mention, substandard, doubtful, loss"}},
		{asset.PremiumReceivable{Age: dec("-1")}, []string{"age: must not be negative (got -1)"}},
		{asset.OtherReceivable{Age: dec("-1")}, []string{"age: must not be negative (got -1)"}},
		{asset.AccruedInterest{}, []string{"of: must not be empty"}},
		{asset.AccruedInterest{Of: asset.Guarantee{}}, []string{"of: must be a bond, a deposit, a loan, a policy loan or cash (got guarantee)"}},
		{asset.AccruedInterest{Of: asset.Loan{}}, []string{"of.class: must not be empty: one of pass, mention, substandard, doubtful, loss"}},
	} {
		wantText(t, tt.asset.Validate(), tt.want...)
	}
}

func TestHolding_Validate(t *testing.T) {
	h := asset.Holding{ID: "x", Asset: asset.Guarantee{}, Value: dec("1"), Counterparty: "c", Currency: "USD", Book: ptr(dec("0")), Protection: &asset.Protection{Part: dec("1")}, Structure: asset.Structure{Layers: 1, Surface: asset.DebtSurface}}
	wantText(t, h.Validate())
	wantText(t, asset.Holding{ID: "x", Asset: asset.HedgeClaim{}, Value: dec("-1")}.Validate())
	wantText(t, asset.Holding{
		Value: dec("-1"), Book: ptr(dec("-1")), Currency: "usd", Counterparty: strings.Repeat("c", 101), Protection: &asset.Protection{Book: dec("-1"), Issuer: "x"},
		Structure: asset.Structure{Layers: -1},
	}.Validate(),
		"id: must have 1 to 100 bytes", "asset: must not be empty", "value: must not be negative (got -1)", "book: must not be negative (got -1)",
		"currency: must be three capital letters, such as USD (got usd)", "counterparty: must have 1 to 100 bytes (got "+strings.Repeat("c", 61)+"...)",
		"protection.part: must be in (0, 1] (got 0)", "protection.book: must not be negative (got -1)",
		"protection.issuer: must be AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, below, or empty (got x)", "structure.layers: must be from 0 to 10000000 (got -1)")
	wantText(t, asset.Holding{ID: strings.Repeat("i", 100), Asset: asset.Guarantee{}, Counterparty: strings.Repeat("c", 100)}.Validate())
	wantText(t, asset.Structure{Layers: 10_000_000, Surface: asset.OtherSurface}.Validate())
	trades := make([]asset.Trade, 100_000)
	for i := range trades {
		trades[i] = asset.Trade{Date: asof(t, "2025-01-31"), Shares: dec("1")}
	}
	wantText(t, asset.Stock{Board: asset.STAR, Trades: trades}.Validate())
	hedged := make([]string, 10_000)
	for i := range hedged {
		hedged[i] = "h" + strconv.Itoa(i)
	}
	wantText(t, asset.IndexFuture{Hedge: asset.Hedge{Effective: true, Effectiveness: ptr(dec("1")), Hedged: hedged}}.Validate())
	wantText(t, asset.Structure{Layers: 10_000_001}.Validate(), "layers: must be from 0 to 10000000 (got 10000001)", "surface: must not be empty: one of debt, other, reit")
	wantText(t, asset.Structure{Surface: asset.OtherSurface}.Validate(), "surface: must only be given for an asset below a product")
	wantText(t, asset.Structure{Layers: 1, Surface: asset.REITSurface}.Validate())
	for currency, foreign := range map[asset.Currency]bool{"": false, asset.Yuan: false, "HKD": true, "AZA": true, "ZAZ": true} {
		if currency.Validate() != nil || currency.IsForeign() != foreign {
			t.Errorf("%q", currency)
		}
	}
	for _, bad := range []asset.Currency{"US", "USDT", "US1", "uSD", "@AA", "AA["} {
		wantText(t, bad.Validate(), "must be three capital letters, such as USD (got "+string(bad)+")")
	}
	for _, c := range []asset.Company{asset.Life, asset.NonLife, asset.Reinsurer} {
		wantText(t, c.Validate())
	}
	wantText(t, asset.Company("").Validate(), "must not be empty: one of life, non-life, reinsurer")
	for _, b := range []asset.Band{"", asset.Bounded, asset.Unbounded} {
		wantText(t, b.Validate())
	}
	wantText(t, asset.Band("x").Validate(), "must be one of bounded, unbounded (got x)")
}

// Amounts in 万元 in every place, and those that do not fit.
func TestHolding_ToYuan(t *testing.T) {
	h := asset.Holding{ID: "x", Asset: asset.Stock{Board: asset.STAR, Cost: ptr(dec("1.5"))}, Value: dec("2"), Book: ptr(dec("3")), Protection: &asset.Protection{Part: dec("0.5"), Book: dec("4")}}
	got, err := h.ToYuan(cross2.InWan)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(got)
	want := `{"id":"x","asset":{"board":"star","cost":"15000"},"value":"20000","book":"30000","protection":{"part":"0.5","book":"40000"}}`
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v\nwant %s", text, err, want)
	}
	if !h.Protection.Book.Equal(dec("4")) || !h.Book.Equal(dec("3")) || !h.Asset.(asset.Stock).Cost.Equal(dec("1.5")) {
		t.Error("the original must stay as it is")
	}
	project, err := asset.Holding{ID: "x", Asset: asset.Property{Owned: ptr(dec("7"))}}.ToYuan(cross2.InYi)
	if owned := project.Asset.(asset.Property).Owned; err != nil || !owned.Equal(dec("700000000")) {
		t.Error(owned, err)
	}
	forward, err := asset.Holding{ID: "x", Asset: asset.CurrencyForward{Hedged: ptr(dec("7"))}}.ToYuan(cross2.InWan)
	if hedged := forward.Asset.(asset.CurrencyForward).HedgedAmount(dec("1")); err != nil || !hedged.Equal(dec("70000")) {
		t.Error(hedged, err)
	}
	if hedged := (asset.CurrencyForward{}).HedgedAmount(dec("1")); !hedged.Equal(dec("1")) {
		t.Error(hedged)
	}
	plain, err := asset.Holding{ID: "x", Asset: asset.Stock{}}.ToYuan(cross2.InWan)
	if err != nil || plain.Book != nil || plain.Protection != nil || plain.Asset.(asset.Stock).Cost != nil {
		t.Error("what is not there must stay so", err)
	}
	big := dec("1e37")
	_, err = asset.Holding{Asset: asset.Stock{Cost: &big}, Value: big, Book: &big, Protection: &asset.Protection{Book: big}}.ToYuan(cross2.InWan)
	digits := ": has too many digits (got 1E41)"
	wantText(t, err, "value"+digits, "book"+digits, "protection.book"+digits, "asset.cost"+digits)
	if v := (asset.Holding{Value: dec("2"), Book: &big}).BookValue(); !v.Equal(big) {
		t.Error(v)
	}
	if v := (asset.Holding{Value: dec("2")}).BookValue(); !v.Equal(dec("2")) {
		t.Error(v)
	}
}

func FuzzKinds(f *testing.F) {
	for _, a := range good(f) {
		text, err := strictjson.Marshal(a)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.Kind(), text)
	}
	f.Fuzz(func(t *testing.T, kind string, text []byte) {
		for _, k := range asset.Kinds() {
			if k.Name != kind {
				continue
			}
			a, err := from(k, string(text))
			if err != nil || a.Validate() != nil {
				continue
			}
			again, err := strictjson.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			b, err := from(k, string(again))
			if err != nil || b.Validate() != nil {
				t.Fatalf("%s is read, and then not: %v", again, err)
			}
			third, err := strictjson.Marshal(b)
			if err != nil || string(third) != string(again) {
				t.Fatalf("%s is written as %s, %v", again, third, err)
			}
		}
	})
}
