package lookthrough_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

func edition2026() *cross2.Edition {
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		panic(err)
	}
	return e
}

func yuan(n int64) decimal.Decimal { return decimal.New(n, 0) }

// The case of the regulator's slides: an equity trust over a private fund over unlisted equity and ChiNext shares. Their factors of 0.41 and 0.45 become 0.492 and 0.54.
func ExampleExpand() {
	e := edition2026()
	x, err := lookthrough.Expand(e, lookthrough.Portfolio{
		Items: []lookthrough.Item{
			{ID: "equity of X", Asset: asset.UnlistedEquity{}, Counterparty: "X"},
			{ID: "shares of Y", Asset: asset.Stock{Board: asset.ChiNext}, Counterparty: "Y"},
		},
		Products: []lookthrough.Product{
			{ID: "trust", Type: lookthrough.EquityTrust, AsOf: e.Date(), Parts: []lookthrough.Part{{ID: "fund", Value: yuan(100)}}},
			{ID: "fund", Type: lookthrough.EquityFund, AsOf: e.Date(), Parts: []lookthrough.Part{
				{ID: "equity of X", Value: yuan(600)}, {ID: "shares of Y", Value: yuan(400)},
			}},
		},
		Positions: []lookthrough.Position{{Product: "trust", Value: yuan(100)}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for h := range x.Holdings() {
		w := cross2.On(e)
		base := map[string]string{"unlisted-equity": "market.equity.unlisted", "stock": "market.equity.stock.chinext"}[h.Asset.Kind()]
		c := asset.Charge{Head: cross2.Head{English: h.ID, Chinese: h.ID}, Rule: asset.MarketRule, Base: w.Factor(base), Structure: h.Structure}
		fmt.Println(h.ID, h.Value, "below", h.Structure.Layers, "layers, factor", c.Factor(w).Amount())
	}
	// Output:
	// equity of X 60 below 2 layers, factor 0.492
	// shares of Y 40 below 2 layers, factor 0.54
}

// A portfolio product whose manager says that it holds base assets only, the largest 12 %, need not be looked through. One that does not say so must be.
func ExampleExpand_exempt() {
	e := edition2026()
	funds := lookthrough.Product{
		ID: "balanced", Type: lookthrough.PortfolioProduct, Fund: asset.MixedFund, AsOf: e.Date(), Issuer: "AM", Currency: asset.Yuan,
		Stated: &lookthrough.Composition{OnlyBase: true, Items: 60, Largest: decimal.New(12, -2)},
	}
	abroad, waived, plan := funds, funds, lookthrough.Product{ID: "plan", Type: lookthrough.AssetBackedPlan, Rating: asset.AAA, Approved: true}
	abroad.ID, abroad.Overseas, abroad.Currency = "abroad", asset.Emerging, "USD"
	waived.ID, waived.Waived = "waived", true
	p := lookthrough.Portfolio{Products: []lookthrough.Product{funds, abroad, waived, plan}}
	for _, product := range p.Products {
		p.Positions = append(p.Positions, lookthrough.Position{Product: product.ID, Value: yuan(100)})
	}
	x, err := lookthrough.Expand(e, p)
	if err != nil {
		fmt.Println(err)
		return
	}
	for f := range x.Findings() {
		fmt.Printf("%s: %s, %s\n", f.Product, f.Treatment, f.Reason)
	}
	for exposure := range x.Exposures() {
		l, err := exposure.Capital(e)
		fmt.Println(exposure.Product, exposure.Risk(), l.Amount(), err)
	}
	// Output:
	// abroad: exempt, tests of exemption met
	// balanced: exempt, tests of exemption met
	// plan: exempt, approved by the regulator
	// waived: opaque, no part known
	// abroad overseas-equity-emerging 48.75 <nil>
	// balanced equity 23 <nil>
	// plan default 10 <nil>
	// waived equity 60 <nil>
}

// Of a debt plan a tenth is known: it is looked through, unless the company takes the whole as opaque, which it may from 90 % on.
func ExampleExpand_opaque() {
	e := edition2026()
	plan := lookthrough.Product{
		ID: "plan", Type: lookthrough.DebtPlan, Rating: asset.AA, AsOf: e.Date(),
		Parts: []lookthrough.Part{{ID: "loan", Value: yuan(100)}}, Opaque: yuan(900),
	}
	for _, whole := range []bool{false, true} {
		plan.Whole = whole
		x, err := lookthrough.Expand(e, lookthrough.Portfolio{
			Items:     []lookthrough.Item{{ID: "loan", Asset: asset.Loan{Class: asset.Pass}}},
			Products:  []lookthrough.Product{plan},
			Positions: []lookthrough.Position{{Product: "plan", Value: yuan(1000)}},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		for h := range x.Holdings() {
			fmt.Println("bottom", h.ID, h.Value)
		}
		for exposure := range x.Exposures() {
			l, err := exposure.Capital(e)
			fmt.Println(exposure.Measure, exposure.Value, "costs", l.Amount(), err)
		}
	}
	// Output:
	// bottom loan 100
	// surface 1000 costs 16 <nil>
	// opaque 900 costs 540 <nil>
	// opaque 1000 costs 600 <nil>
}

// A tenth of a fund that has borrowed: what it holds is 150, and so is the exposure of 15 for a value of 10.
func ExamplePosition() {
	e := edition2026()
	tenth := decimal.New(1, -1)
	x, err := lookthrough.Expand(e, lookthrough.Portfolio{
		Items:     []lookthrough.Item{{ID: "equity", Asset: asset.UnlistedEquity{}}},
		Products:  []lookthrough.Product{{ID: "fund", Type: lookthrough.EquityFund, AsOf: e.Date(), Parts: []lookthrough.Part{{ID: "equity", Value: yuan(150)}}}},
		Positions: []lookthrough.Position{{Product: "fund", Value: yuan(10), Share: &tenth}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for held := range x.Held() {
		fmt.Println(held.Product, held.Value, held.Exposure)
	}
	for h := range x.Holdings() {
		fmt.Println(h.ID, h.Value)
	}
	// Output:
	// fund 10 15
	// equity 15
}

// A debt plan over an equity trust of which nothing is known: by itself the trust has equity price risk, in the return it is below a debt plan.
func ExampleOptions() {
	e := edition2026()
	for _, reading := range []lookthrough.Classed{lookthrough.ByProduct, lookthrough.BySurface} {
		x, err := lookthrough.Expand(e, lookthrough.Portfolio{
			Products: []lookthrough.Product{
				{ID: "plan", Type: lookthrough.DebtPlan, Rating: asset.AAA, AsOf: e.Date(), Parts: []lookthrough.Part{{ID: "trust", Value: yuan(1)}}},
				{ID: "trust", Type: lookthrough.EquityTrust},
			},
			Positions: []lookthrough.Position{{Product: "plan", Value: yuan(100)}},
			Options:   lookthrough.Options{Opaque: reading},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		for exposure := range x.Exposures() {
			if exposure.Measure == lookthrough.AsOpaque {
				fmt.Println(reading, exposure.Product, exposure.Risk(), exposure.Value)
			}
		}
	}
	// Output:
	// product trust equity 100
	// surface trust default 100
}

// The surface of a debt plan with its computation.
func ExampleExposure_Capital() {
	l, err := lookthrough.Exposure{Product: "plan", Type: lookthrough.DebtPlan, Measure: lookthrough.AtSurface, Rating: asset.AAA, Value: yuan(1000)}.Capital(edition2026())
	if err != nil {
		fmt.Println(err)
		return
	}
	text, err := l.Table(cross2.English, cross2.InYuan)
	fmt.Print(text)
	fmt.Println(err)
	// Output:
	// row  item                                                          amount (yuan)  source          formula
	//      plan                                                                   8.00  Rule 7 Art. 21  Exposure × RF
	//        Exposure                                                         1,000.00  Rule 7 Art. 21
	//        RF                                                                  0.008  Rule 7 Art. 21  min((RF0 × (1 + K)), Greatest risk factor)
	//          RF0 × (1 + K)                                                     0.008  Rule 7 Art. 21  Surface factor of a debt-type product, AAA × (1 + K)
	//            Surface factor of a debt-type product, AAA                       0.01  Rule 7 Art. 23  lookthrough.surface.aaa
	//            1 + K                                                             0.8  Rule 7 Art. 21  Whole + Coefficient of the surface of a debt investment plan
	//              Whole                                                             1  Rule 7 Art. 21
	//              Coefficient of the surface of a debt investment plan           -0.2  Rule 7 Art. 23  lookthrough.surface.debt-plan
	//          Greatest risk factor                                                  1  Rule 9 Art. 6   credit.factor.greatest
	// <nil>
}

// Which products involve X: one that holds its equity at some depth, and one whose part that is not known X has issued.
func ExampleExpansion_Involving() {
	e := edition2026()
	x, err := lookthrough.Expand(e, lookthrough.Portfolio{
		Items: []lookthrough.Item{{ID: "equity of X", Asset: asset.UnlistedEquity{}, Counterparty: "X"}, {ID: "equity of Y", Asset: asset.UnlistedEquity{}, Counterparty: "Y"}},
		Products: []lookthrough.Product{
			{ID: "trust", Type: lookthrough.EquityTrust, AsOf: e.Date(), Parts: []lookthrough.Part{{ID: "fund", Value: yuan(1)}}},
			{ID: "fund", Type: lookthrough.EquityFund, AsOf: e.Date(), Parts: []lookthrough.Part{{ID: "equity of X", Value: yuan(1)}}},
			{ID: "own", Type: lookthrough.EquityFund, AsOf: e.Date(), Parts: []lookthrough.Part{{ID: "equity of Y", Value: yuan(1)}}, Opaque: yuan(1), Issuer: "X"},
			{ID: "other", Type: lookthrough.EquityFund, AsOf: e.Date(), Parts: []lookthrough.Part{{ID: "equity of Y", Value: yuan(1)}}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(x.Involving(
		func(item *lookthrough.Item) bool { return item.Counterparty == "X" },
		func(p *lookthrough.Product) bool { return p.Issuer == "X" }))
	// Output:
	// map[fund:true own:true trust:true]
}
