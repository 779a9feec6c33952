package lookthrough_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func ptr[T any](x T) *T { return &x }

func day(t testing.TB, text string) cede.Date {
	t.Helper()
	d, err := cede.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func edition(t testing.TB, text string) *cross2.Edition {
	t.Helper()
	e, err := cross2.At(day(t, text))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// reporting is the reporting date of the tests that do not depend on one.
const reporting = "2026-03-31"

// unlisted, chinext, loan are the base assets of the worked checks.
func unlisted() asset.Asset { return asset.UnlistedEquity{} }

func chinext() asset.Asset { return asset.Stock{Board: asset.ChiNext} }

func loan() asset.Asset { return asset.Loan{Class: asset.Pass} }

// product is one whose parts are of the reporting date: of items and products by turns with their values.
func product(t testing.TB, id string, is lookthrough.Type, parts ...string) lookthrough.Product {
	t.Helper()
	p := lookthrough.Product{ID: id, Type: is, AsOf: day(t, reporting)}
	for i := 0; i < len(parts); i += 2 {
		p.Parts = append(p.Parts, lookthrough.Part{ID: parts[i], Value: dec(parts[i+1])})
	}
	if is == lookthrough.PortfolioProduct || is == lookthrough.BankProduct {
		p.Fund = asset.MixedFund
	}
	return p
}

func positions(pairs ...string) []lookthrough.Position {
	var all []lookthrough.Position
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, lookthrough.Position{Product: pairs[i], Value: dec(pairs[i+1])})
	}
	return all
}

func expand(t testing.TB, p lookthrough.Portfolio) *lookthrough.Expansion {
	t.Helper()
	x, err := lookthrough.Expand(edition(t, reporting), p)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// shown is what an expansion comes to, as text.
func shown(x *lookthrough.Expansion) []string {
	var all []string
	for h := range x.Holdings() {
		all = append(all, fmt.Sprintf("%s %s/%d %s", h.ID, h.Structure.Surface, h.Structure.Layers, h.Value))
	}
	for e := range x.Exposures() {
		all = append(all, fmt.Sprintf("%s %s %s/%d %s", e.Measure, e.Product, e.Structure.Surface, e.Structure.Layers, e.Value))
	}
	return all
}

// findings are the treatments and reasons by product, as text.
func findings(x *lookthrough.Expansion) []string {
	var all []string
	for f := range x.Findings() {
		all = append(all, fmt.Sprintf("%s: %s, %s", f.Product, f.Treatment, f.Reason))
	}
	return all
}

// factor is what an exposure costs of each yuan.
func factor(t testing.TB, e *cross2.Edition, x lookthrough.Exposure) decimal.Decimal {
	t.Helper()
	x.Value = dec("1")
	l, err := x.Capital(e)
	if err != nil {
		t.Fatal(err)
	}
	return l.Amount()
}

// charge is what a holding below products costs, with a base factor that its room would look up.
func charge(t testing.TB, e *cross2.Edition, h asset.Holding, base string, coefficients ...string) decimal.Decimal {
	t.Helper()
	w := cross2.On(e)
	head := cross2.Head{English: "x", Chinese: "x"}
	c := asset.Charge{Head: head, Rule: asset.MarketRule, Exposure: w.Given(head, h.Value), Base: w.GivenNumber(head, dec(base)), Structure: h.Structure}
	for _, k := range coefficients {
		c.Coefficients = append(c.Coefficients, w.GivenNumber(head, dec(k)))
	}
	l := c.Line(w)
	if w.Err() != nil {
		t.Fatal(w.Err())
	}
	return l.Amount()
}
