package lookthrough_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

func wantText(t *testing.T, err error, want ...string) {
	t.Helper()
	if err == nil || err.Error() != strings.Join(want, "\n") {
		t.Errorf("got error\n%v\nwant\n%s", err, strings.Join(want, "\n"))
	}
}

// Everything that is wrong is named with its place, and is wrong for Expand too.
func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*lookthrough.Portfolio)
		want   []string
	}{
		{"an item without all", func(p *lookthrough.Portfolio) {
			p.Items[0] = lookthrough.Item{Currency: "usd", Counterparty: strings.Repeat("x", 101)}
		}, []string{
			"items[0].id: must have 1 to 100 bytes", "items[0].asset: must not be empty", "items[0].currency: must be three capital letters, such as USD (got usd)",
			"items[0].counterparty: must have 1 to 100 bytes (got " + strings.Repeat("x", 61) + "...)",
			"products[0].parts[0].id: must be an item or a product of the portfolio (got loan)",
		}},
		{"an asset that is not valid", func(p *lookthrough.Portfolio) { p.Items[0].Asset = asset.Loan{Class: "good"} }, []string{"items[0].asset.class: must be one of pass, mention, substandard, doubtful, loss (got good)"}},
		{"one id twice", func(p *lookthrough.Portfolio) { p.Items[1].ID, p.Products[1].ID = "loan", "loan" }, []string{
			"items[1].id: must not be there twice (got loan)", "products[1].id: must not be there twice (got loan)",
			"products[0].parts[1].id: must be an item or a product of the portfolio (got fund)", "products[1].parts[0].id: must be an item or a product of the portfolio (got unlisted)",
		}},
		{"a product of nothing", func(p *lookthrough.Portfolio) {
			p.Products[1] = lookthrough.Product{ID: "fund", Rating: "C", Currency: "X", Issuer: strings.Repeat("y", 101)}
		}, []string{
			"products[1].type: must be one of equity-trust, equity-plan, equity-fund, debt-to-equity-plan, spv, bank-product, property-product, portfolio-product, infrastructure-reit, fixed-income-trust, debt-plan, asset-backed-plan",
			"products[1].rating: must be AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, below, or empty (got C)",
			"products[1].currency: must be three capital letters, such as USD (got X)",
			"products[1].issuer: must have 1 to 100 bytes (got " + strings.Repeat("y", 61) + "...)",
		}},
		{"terms of others", func(p *lookthrough.Portfolio) {
			q := &p.Products[0]
			q.Overseas, q.Approved, q.Waived, q.Fund, q.Stated = "developed", true, true, "bond", &lookthrough.Composition{Items: -1, Largest: dec("1.1")}
		}, []string{
			"products[0].overseas: must only be given for a portfolio product or a bank product",
			"products[0].approved: must only be given for a portfolio product, a bank product or an asset-backed plan",
			"products[0].waived: must only be given for a portfolio product or a bank product",
			"products[0].fund: must only be given for a portfolio product or a bank product",
			"products[0].stated.items: must not be negative (got -1)", "products[0].stated.largest: must be in [0, 1] (got 1.1)",
			"products[0].stated: must only be given for a product without parts",
		}},
		{"a plan waives", func(p *lookthrough.Portfolio) {
			p.Products[0].Type, p.Products[0].Waived = lookthrough.AssetBackedPlan, true
		}, []string{"products[0].waived: must only be given for a portfolio product or a bank product"}},
		{"a bank product without fund", func(p *lookthrough.Portfolio) {
			p.Products[0].Type, p.Products[0].Overseas = lookthrough.BankProduct, "domestic"
		}, []string{
			"products[0].fund: must not be empty: one of money, bond, equity, mixed, commodity", "products[0].overseas: must be developed, emerging, or empty (got domestic)",
		}},
		{"no day", func(p *lookthrough.Portfolio) { p.Products[0].AsOf = cede.Date{} }, []string{"products[0].asOf: must not be empty where there are parts"}},
		{"no day of what is stated", func(p *lookthrough.Portfolio) {
			p.Products = append(p.Products, lookthrough.Product{ID: "x", Type: lookthrough.AssetBackedPlan, Stated: &lookthrough.Composition{}})
		}, []string{"products[2].asOf: must not be empty where there are parts"}},
		{"amounts", func(p *lookthrough.Portfolio) {
			p.Products[0].Opaque, p.Products[0].Parts[0].Value, p.Products[0].Parts[1].Value = dec("-1"), dec("0.001"), dec("92233720368547758.08")
			p.Positions[0].Value = decimal.New(1, 1_000_000_000)
		}, []string{
			"products[0].opaque: must not be negative (got -1)", "products[0].parts[0].value: must have at most 2 decimal places (got 0.001)",
			"products[0].parts[1].value: must be less than 92 quadrillion yuan (got 92233720368547758.08)", "positions[0].value: has too many digits (got 1E1000000000)",
		}},
		{"shares", func(p *lookthrough.Portfolio) {
			p.Products[0].Parts[0].Share, p.Products[0].Parts[1].Share, p.Positions[0].Share = ptr(dec("0.5")), ptr(dec("0")), ptr(dec("1.000001"))
		}, []string{
			"products[0].parts[1].share: must be in (0, 1] (got 0)", "products[0].parts[0].share: must only be given for a product", "positions[0].share: must be in (0, 1] (got 1.000001)",
		}},
		{"names of nothing", func(p *lookthrough.Portfolio) { p.Products[0].Parts[0].ID, p.Positions[0].Product = "", "loan" }, []string{
			"products[0].parts[0].id: must have 1 to 100 bytes", "products[0].parts[0].id: must be an item or a product of the portfolio",
			"positions[0].product: must be a product of the portfolio (got loan)",
		}},
		{"a reading", func(p *lookthrough.Portfolio) { p.Options.Opaque = "both" }, []string{"options.opaque: must be product or surface (got both)"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := lookthrough.Portfolio{
				Items: []lookthrough.Item{{ID: "loan", Asset: loan()}, {ID: "unlisted", Asset: unlisted()}},
				Products: []lookthrough.Product{
					product(t, "trust", lookthrough.EquityTrust, "loan", "1", "fund", "2"), product(t, "fund", lookthrough.EquityFund, "unlisted", "3"),
				},
				Positions: positions("trust", "1"),
			}
			if err := p.Validate(); err != nil {
				t.Fatal(err)
			}
			tt.change(&p)
			wantText(t, p.Validate(), tt.want...)
			_, err := lookthrough.Expand(edition(t, reporting), p)
			wantText(t, err, tt.want...)
		})
	}
}

// What depends on figures together, or on the date.
func TestExpand_refuses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*lookthrough.Portfolio)
		want   string
	}{
		{"parts of tomorrow", func(p *lookthrough.Portfolio) { p.Products[0].AsOf = day(t, "2026-04-01") }, "products[0].asOf: must not be after the reporting date, 2026-03-31 (got 2026-04-01)"},
		{"lots that are too much together", func(p *lookthrough.Portfolio) {
			p.Products[0] = product(t, "trust", lookthrough.EquityTrust, "loan", "92233720368547758.07", "loan", "0.01")
		}, "products[0].parts: must add up to less than 92 quadrillion yuan"},
		{"parts that are too much together", func(p *lookthrough.Portfolio) {
			p.Products[0] = product(t, "trust", lookthrough.EquityTrust, "loan", "92233720368547758.07", "fund", "0.01")
		}, "products[0].parts: must add up to less than 92 quadrillion yuan"},
		{"a share and a value that are too much together", func(p *lookthrough.Portfolio) {
			p.Products[1] = product(t, "fund", lookthrough.EquityFund, "unlisted", "92233720368547758.07")
			p.Products[0].Parts = []lookthrough.Part{{ID: "fund", Value: dec("0.01")}, {ID: "fund", Share: ptr(dec("1"))}}
		}, "products[0].parts: must add up to less than 92 quadrillion yuan"},
		{"positions that are too much together", func(p *lookthrough.Portfolio) {
			p.Positions = positions("trust", "92233720368547758.07", "fund", "0.01")
		}, "positions: must add up to less than 92 quadrillion yuan"},
		{"positions of one product that are too much together", func(p *lookthrough.Portfolio) {
			p.Positions = positions("fund", "92233720368547758.07", "fund", "0.01")
		}, "positions: must add up to less than 92 quadrillion yuan"},
		{"exposures that are too much together", func(p *lookthrough.Portfolio) {
			p.Products[1] = product(t, "fund", lookthrough.EquityFund, "unlisted", "92233720368547758.07")
			p.Products[0] = product(t, "trust", lookthrough.EquityTrust, "loan", "1")
			p.Positions = []lookthrough.Position{{Product: "fund", Share: ptr(dec("1"))}, {Product: "trust", Value: dec("0.01")}}
		}, "positions: must add up to less than 92 quadrillion yuan"},
		{"more than the whole, held by a product", func(p *lookthrough.Portfolio) {
			p.Products[0].Parts = []lookthrough.Part{{ID: "fund", Share: ptr(dec("0.6"))}, {ID: "fund", Share: ptr(dec("0.41"))}}
		}, "products[0].parts: must not be shares of more than the whole of a product (got fund)"},
		{"more than the whole, held directly", func(p *lookthrough.Portfolio) {
			p.Positions = []lookthrough.Position{{Product: "fund", Share: ptr(dec("0.6"))}, {Product: "fund", Share: ptr(dec("0.41"))}}
		}, "positions[1].share: must not be more than the whole of a product, with the other positions (got 0.41)"},
		{"a product that holds itself", func(p *lookthrough.Portfolio) { p.Products[0].Parts[0].ID = "trust" }, "products[0].parts[0].id: must not contain itself: trust > trust (got trust)"},
		{"products that hold one another", func(p *lookthrough.Portfolio) {
			p.Products[1].Parts = append(p.Products[1].Parts, lookthrough.Part{ID: "trust", Value: dec("1")})
		}, "products[0].parts[1].id: must not contain itself: fund > trust > fund (got fund)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := lookthrough.Portfolio{
				Items: []lookthrough.Item{{ID: "loan", Asset: loan()}, {ID: "unlisted", Asset: unlisted()}},
				Products: []lookthrough.Product{
					product(t, "trust", lookthrough.EquityTrust, "loan", "1", "fund", "2"), product(t, "fund", lookthrough.EquityFund, "unlisted", "3"),
				},
				Positions: positions("trust", "1"),
			}
			tt.change(&p)
			_, err := lookthrough.Expand(edition(t, reporting), p)
			wantText(t, err, tt.want)
		})
	}
	if _, err := lookthrough.Expand(nil, lookthrough.Portfolio{}); err == nil {
		t.Error("there must be an edition")
	}
	if _, err := lookthrough.Expand(new(cross2.Edition), lookthrough.Portfolio{Items: base(), Products: []lookthrough.Product{product(t, "p", lookthrough.BankProduct, loans(5, "1")...)}}); err == nil {
		t.Error("an edition without figures must be refused where one is needed")
	}
}

// The greatest amounts that fit are carried without loss.
func TestExpand_greatest(t *testing.T) {
	x := expand(t, lookthrough.Portfolio{
		Items:     base(),
		Products:  []lookthrough.Product{product(t, "p", lookthrough.EquityPlan, "loan", "46116860184273879.03", "note", "46116860184273879.04")},
		Positions: positions("p", "92233720368547758.07"),
	})
	if got := fmt.Sprint(shown(x)); got != "[loan other/1 46116860184273879.03 note other/1 46116860184273879.04]" {
		t.Error(got)
	}
}

// A cycle of 100,000 products is an error that names its beginning, not all of it.
func TestCycle_long(t *testing.T) {
	p := chain(t, 100_000)
	p.Products[99_999].Parts[0].ID = "0"
	_, err := lookthrough.Expand(edition(t, reporting), p)
	want := "products[99999].parts[0].id: must not contain itself: 0 > 1 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > 9 > 10 > 11 > 12 > 13 > 14 > 15 > 16 > 17 > 18 > (99981 more) > 0 (got 0)"
	wantText(t, err, want)
	for n, want := range map[int]string{
		18: "0 > 1 > 10 > 11 > 12 > 13 > 14 > 15 > 16 > 17 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > 9 > 0",
		19: "0 > 1 > 10 > 11 > 12 > 13 > 14 > 15 > 16 > 17 > 18 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > 9 > 0",
		20: "0 > 1 > 10 > 11 > 12 > 13 > 14 > 15 > 16 > 17 > 18 > 19 > 2 > 3 > 4 > 5 > 6 > 7 > 8 > (1 more) > 0",
	} {
		p := lookthrough.Portfolio{}
		ids := strings.Split("0 1 10 11 12 13 14 15 16 17 18 19 2 3 4 5 6 7 8 9", " ")
		var there []string
		for _, id := range ids {
			if k, _ := strconv.Atoi(id); k < n {
				there = append(there, id)
			}
		}
		for i, id := range there {
			p.Products = append(p.Products, product(t, id, lookthrough.EquityTrust, there[(i+1)%n], "1"))
		}
		if _, err := lookthrough.Expand(edition(t, reporting), p); err == nil || !strings.Contains(err.Error(), ": "+want+" (got") {
			t.Errorf("cycle of %d: %v", n, err)
		}
	}
}

// 100,000 layers, and a product of 100,000 parts, go through without a stack, and nothing is lost.
func TestDeepAndWide(t *testing.T) {
	if got := fmt.Sprint(shown(expand(t, chain(t, 100_000)))); got != "[end other/100000 100]" {
		t.Error(got)
	}
	wide := lookthrough.Portfolio{Products: []lookthrough.Product{product(t, "p", lookthrough.EquityTrust)}, Positions: positions("p", "1000.01")}
	for i := range 100_000 {
		id := strconv.Itoa(i)
		wide.Items = append(wide.Items, lookthrough.Item{ID: id, Asset: loan()})
		wide.Products[0].Parts = append(wide.Products[0].Parts, lookthrough.Part{ID: id, Value: dec("1")})
	}
	n, sum := 0, decimal.Decimal{}
	for h := range expand(t, wide).Holdings() {
		n++
		sum = sum.Add(h.Value)
	}
	if n != 100_000 || !sum.Equal(dec("1000.01")) { // 100,000 lots of a fen and one fen more
		t.Errorf("%d holdings of %s", n, sum)
	}
}

// Products that hold one another in ways whose number doubles with each layer take no longer than their pairs: 2^60 ways to the end.
func TestWays(t *testing.T) {
	p := lookthrough.Portfolio{Items: []lookthrough.Item{{ID: "end", Asset: loan()}}, Positions: positions("0a", "100")}
	for i := range 60 {
		next := []string{fmt.Sprintf("%da", i+1), "50", fmt.Sprintf("%db", i+1), "50"}
		if i == 59 {
			next = []string{"end", "1"}
		}
		p.Products = append(p.Products, product(t, fmt.Sprintf("%da", i), lookthrough.EquityTrust, next...), product(t, fmt.Sprintf("%db", i), lookthrough.EquityTrust, next...))
	}
	if got := fmt.Sprint(shown(expand(t, p))); got != "[end other/60 100]" {
		t.Error(got)
	}
}

// A chain whose products all hold the head of another chain reaches each product of this one at as many numbers of layers as the first is long: 4,800 times 4,800 are more
// than 20 million steps.
func TestErrTooLarge(t *testing.T) {
	for n, want := range map[int]error{2_000: nil, 4_800: lookthrough.ErrTooLarge} {
		p := chain(t, n)
		for i := range p.Products {
			second := product(t, "b"+strconv.Itoa(i), lookthrough.EquityTrust, "end", "1")
			if i+1 < n {
				second.Parts[0].ID = "b" + strconv.Itoa(i+1)
			}
			p.Products = append(p.Products, second)
			p.Products[i].Parts = append(p.Products[i].Parts, lookthrough.Part{ID: "b0", Value: dec("0.01")})
		}
		p.Positions = positions("0", "90000000000000000")
		if _, err := lookthrough.Expand(edition(t, reporting), p); !errors.Is(err, want) {
			t.Errorf("%d: got %v, want %v", n, err, want)
		}
	}
}
