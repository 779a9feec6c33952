package portfolio_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

// random is a book of a few counterparties, with products that share what they hold.
func random(t *testing.T, seed int64) portfolio.Book {
	r := rand.New(rand.NewPCG(uint64(seed), 0))
	day := edition(t).Date()
	names := []string{"A", "B", "C", ""}
	pick := func() string { return names[r.IntN(len(names))] }
	value := func() decimal.Decimal { return decimal.New(r.Int64N(5_000_000_000), -2) }
	assets := []asset.Asset{
		asset.Loan{Class: asset.Pass},
		asset.Stock{Board: asset.ChiNext},
		asset.UnlistedEquity{},
		asset.Property{Form: asset.Title, Place: asset.OtherCity},
		asset.OverseasEquity{Type: asset.OverseasListed, Market: asset.Emerging},
		asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AA, Duration: dec("4")},
	}
	b := portfolio.Book{Company: asset.NonLife, TotalAssets: million("500"), Limits: map[counterparty.Class]decimal.Decimal{counterparty.EquityClass: dec("0.1")}}
	for i := range 12 {
		h := portfolio.Holding{Holding: asset.Holding{ID: fmt.Sprint("h", i), Asset: assets[r.IntN(len(assets))], Value: value(), Counterparty: pick()}}
		if _, ok := h.Asset.(asset.OverseasEquity); ok {
			h.Currency = "USD"
		}
		if r.IntN(3) == 0 {
			h.Class = counterparty.EquityClass
		}
		b.Holdings = append(b.Holdings, h)
	}
	for i, a := range assets {
		b.Products.Items = append(b.Products.Items, lookthrough.Item{ID: fmt.Sprint("h", i), Asset: a, Counterparty: pick()})
	}
	types := []lookthrough.Type{lookthrough.EquityTrust, lookthrough.DebtPlan, lookthrough.EquityFund}
	for i := range 5 {
		p := lookthrough.Product{ID: fmt.Sprint("p", i), Type: types[r.IntN(len(types))], Rating: asset.AA, AsOf: day, Issuer: pick()}
		for j := range assets {
			if r.IntN(2) == 0 {
				p.Parts = append(p.Parts, lookthrough.Part{ID: fmt.Sprint("h", j), Value: value()})
			}
		}
		if i > 0 {
			p.Parts = append(p.Parts, lookthrough.Part{ID: fmt.Sprint("p", r.IntN(i)), Value: value()})
		}
		if r.IntN(3) == 0 {
			p.Opaque = value()
		}
		b.Products.Products = append(b.Products.Products, p)
		b.Products.Positions = append(b.Products.Positions, lookthrough.Position{Product: p.ID, Value: value()})
	}
	b.Ceded = &counterparty.Ledger{Cedent: counterparty.Insurer}
	for _, id := range names[:3] {
		b.Ceded.Reinsurers = append(b.Ceded.Reinsurers, counterparty.Reinsurer{ID: id, Home: counterparty.Domestic, Ratio: some("1.2")})
	}
	for i := range 6 {
		b.Ceded.Cessions = append(b.Ceded.Cessions, counterparty.Cession{ID: fmt.Sprint("c", i), Reinsurers: []string{names[r.IntN(3)]}, Receivable: value(), Reserves: value()})
	}
	b.OwnGroup = []string{"c0"}
	b.Classes = map[string]counterparty.Class{"p0": counterparty.EquityClass, "p1": counterparty.OtherFinancial}
	b.Surfaces = []portfolio.Surfaces{"", portfolio.SurfacesApart, portfolio.SurfacesWithBottom}[r.IntN(3)]
	b.Below = credit.AsUnrated
	for range 4 {
		b.Assumed = append(b.Assumed, portfolio.Assumed{Inward: counterparty.Inward{Claim: value(), Age: decimal.New(r.Int64N(20), 0)}, Counterparty: pick()})
	}
	return b
}

func shuffle[T any](r *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// flat is an edition in which structures and surfaces cost nothing.
func flat(t *testing.T) *cross2.Edition {
	t.Helper()
	var entries []string
	for _, key := range edition(t).Keys() {
		if key == "lookthrough.layer" || key == "lookthrough.reit" || strings.HasPrefix(key, "lookthrough.surface.") {
			entries = append(entries, fmt.Sprintf(`{"key":%q,"kind":"factor","article":"0","unit":"fraction","en":"none","zh":"无","versions":[{"from":"2022-03-31","value":"0"}]}`, key))
		}
	}
	own, err := cross2.Load(strings.NewReader(`{"schema":"cede.cross2/1","rule":"7","en":"none","zh":"无","entries":[`+strings.Join(entries, ",")+`]}`), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	e, err := edition(t).With(own)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestLaws(t *testing.T) {
	seeds := gen.Int64Range(0, 1<<40)
	proptest.Check(t, "the order of lists reaches no result", prop.ForAll(func(seed int64) bool {
		b := random(t, seed)
		first := result(t, b)
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		b.Holdings, b.Assumed, b.OwnGroup = shuffle(r, b.Holdings), shuffle(r, b.Assumed), shuffle(r, b.OwnGroup)
		b.Products.Items, b.Products.Products, b.Products.Positions = shuffle(r, b.Products.Items), shuffle(r, b.Products.Products), shuffle(r, b.Products.Positions)
		ceded := *b.Ceded
		ceded.Reinsurers, ceded.Cessions = shuffle(r, ceded.Reinsurers), shuffle(r, ceded.Cessions)
		b.Ceded = &ceded
		second := result(t, b)
		return slices.Equal(charges(first), charges(second)) && first.Market.Amount().Equal(second.Market.Amount()) && first.Credit.Amount().Equal(second.Credit.Amount())
	}, seeds))
	plain := flat(t)
	proptest.Check(t, "without coefficients of structure and surfaces looking through costs what holding the bottom directly does", prop.ForAll(func(seed int64) string {
		b := random(t, seed)
		b.Classes = nil
		for i := range b.Products.Products {
			p := &b.Products.Products[i]
			p.Opaque = decimal.Decimal{}
			p.Parts = append(p.Parts, lookthrough.Part{ID: "h0", Value: million("1")}) // so that something is known of it
		}
		through, err := b.Result(plain)
		if err != nil {
			return err.Error()
		}
		for h := range through.Expansion.Holdings() {
			h.ID, h.Structure = fmt.Sprint("direct ", len(b.Holdings)), asset.Structure{}
			b.Holdings = append(b.Holdings, portfolio.Holding{Holding: h})
		}
		b.Products = lookthrough.Portfolio{}
		direct, err := b.Result(plain)
		if err != nil {
			return err.Error()
		}
		if !through.Market.Amount().Equal(direct.Market.Amount()) || !through.Credit.Amount().Equal(direct.Credit.Amount()) {
			return fmt.Sprintf("market %s, credit %s, directly %s, %s", through.Market.Amount(), through.Credit.Amount(), direct.Market.Amount(), direct.Credit.Amount())
		}
		return ""
	}, seeds))
	proptest.Check(t, "what is named and what is unnamed add up to all that counts", prop.ForAll(func(seed int64) bool {
		b := random(t, seed)
		got := result(t, b)
		all := got.Unnamed
		for _, x := range got.Concentration.Exposures {
			all = all.Add(x.Book)
		}
		want := decimal.Decimal{}
		for i := range b.Holdings {
			if _, exempt := b.Holdings[i].Asset.(asset.Property); !exempt {
				want = want.Add(b.Holdings[i].Value)
			}
		}
		for h := range got.Expansion.Holdings() {
			if _, exempt := h.Asset.(asset.Property); !exempt {
				want = want.Add(h.Value)
			}
		}
		for x := range got.Expansion.Exposures() {
			if x.Measure != lookthrough.AtSurface {
				want = want.Add(x.Value)
			}
		}
		for _, c := range b.Ceded.Cessions {
			if c.ID != "c0" {
				want = want.Add(c.Receivable).Add(c.Reserves)
			}
		}
		for _, a := range b.Assumed {
			want = want.Add(a.Claim)
		}
		return all.Equal(want)
	}, seeds))
	proptest.Check(t, "concentration never makes a risk less", prop.ForAll(func(seed int64) bool {
		b := random(t, seed)
		with := result(t, b)
		b.TotalAssets = million("499.9999") // no counterparty is concentrated
		b.Limits = nil
		without := result(t, b)
		return with.Property != without.Property ||
			with.Market.Amount().GreaterThanOrEqual(without.Market.Amount()) && with.Credit.Amount().GreaterThanOrEqual(without.Credit.Amount())
	}, seeds))
}
