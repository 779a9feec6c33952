package lookthrough_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
)

// base are assets of which the test of the largest spares all but loan, unlisted and note.
func base() []lookthrough.Item {
	bond := func(issuer asset.Issuer) asset.Asset { return asset.Bond{Issuer: issuer, Duration: dec("3")} }
	return []lookthrough.Item{
		{ID: "loan", Asset: loan()},
		{ID: "unlisted", Asset: unlisted()},
		{ID: "note", Asset: bond(asset.OtherIssuer)},
		{ID: "cash", Asset: asset.Cash{Form: asset.Money}},
		{ID: "money", Asset: asset.Fund{Type: asset.MoneyFund}},
		{ID: "stocks", Asset: asset.Fund{Type: asset.StockFund}},
		{ID: "government", Asset: bond(asset.Government)},
		{ID: "policy", Asset: bond(asset.PolicyBank)},
		{ID: "agency", Asset: bond(asset.Agency)},
	}
}

// loans are n lots of loans of a value each.
func loans(n int, value string) []string {
	var all []string
	for range n {
		all = append(all, "loan", value)
	}
	return all
}

// The tests of exemption of Rule 7 Art. 25, at both ends of each bound.
func TestExemption(t *testing.T) {
	even := loans(5, "20") // the largest is exactly 20 %
	above := []string{"loan", "20.01", "loan", "20", "loan", "20", "loan", "20", "loan", "19.99"}
	for _, tt := range []struct {
		name   string
		is     lookthrough.Type
		parts  []string
		change func(*lookthrough.Product)
		want   lookthrough.Treatment
		reason lookthrough.Reason
	}{
		{name: "portfolio product, largest 20 %", is: lookthrough.PortfolioProduct, parts: even, want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "portfolio product, largest above 20 %", is: lookthrough.PortfolioProduct, parts: above, want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "bank product, largest 20 %", is: lookthrough.BankProduct, parts: even, want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "bank product, largest above 20 %", is: lookthrough.BankProduct, parts: above, want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "an equity plan has no exemption", is: lookthrough.EquityPlan, parts: even, want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "a REIT has no exemption", is: lookthrough.InfrastructureREIT, parts: even, want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "the exemption is waived", is: lookthrough.BankProduct, parts: even, change: func(p *lookthrough.Product) { p.Waived = true }, want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "the waiver goes before the approval", is: lookthrough.BankProduct, parts: even, change: func(p *lookthrough.Product) { p.Waived, p.Approved = true, true }, want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "spared: cash", is: lookthrough.PortfolioProduct, parts: append([]string{"cash", "100"}, even...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "spared: money fund", is: lookthrough.PortfolioProduct, parts: append([]string{"money", "100"}, even...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "spared: government bond", is: lookthrough.PortfolioProduct, parts: append([]string{"government", "100"}, even...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "spared: policy bank bond", is: lookthrough.PortfolioProduct, parts: append([]string{"policy", "100"}, even...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "spared: agency bond", is: lookthrough.PortfolioProduct, parts: append([]string{"agency", "100"}, even...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "not spared: another bond", is: lookthrough.PortfolioProduct, parts: append([]string{"note", "100"}, even...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "not spared: an equity fund", is: lookthrough.PortfolioProduct, parts: append([]string{"stocks", "100"}, even...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "not base assets only", is: lookthrough.PortfolioProduct, parts: append([]string{"below", "10"}, even...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "a part is not known", is: lookthrough.PortfolioProduct, parts: even, change: func(p *lookthrough.Product) { p.Opaque = dec("0.01") }, want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan of 100 items", is: lookthrough.AssetBackedPlan, parts: loans(100, "1"), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan of 101 items", is: lookthrough.AssetBackedPlan, parts: loans(101, "1"), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "plan of 100 items and one worth nothing", is: lookthrough.AssetBackedPlan, parts: append([]string{"unlisted", "0"}, loans(100, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan of 100 items and of nothing of a trust of 3", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "0"}, loans(100, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan of 101 items, the largest above 20 %", is: lookthrough.AssetBackedPlan, parts: append([]string{"unlisted", "25.01"}, loans(100, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan of 101 items, the largest 20 %", is: lookthrough.AssetBackedPlan, parts: append([]string{"unlisted", "25"}, loans(100, "1")...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "plan over a trust of 3 items and 97 more", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "3"}, loans(97, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan over a trust of 3 items and 98 more", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "3"}, loans(98, "1")...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "plan over a trust of 3 items in two lots, and 97 more: its items are there once", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "2", "below", "1"}, loans(97, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan over a trust of 3 items in two lots, and 98 more", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "2", "below", "1"}, loans(98, "1")...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "plan over a trust in two lots of which a third is above 20 % together", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "75.02", "below", "75.01"}, loans(100, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan over a trust of which a third is 20 %", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "150"}, loans(100, "1")...), want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "plan over a trust of which a third is above 20 %", is: lookthrough.AssetBackedPlan, parts: append([]string{"below", "150.03"}, loans(100, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "plan over what cannot be looked through", is: lookthrough.AssetBackedPlan, parts: append([]string{"dark", "1"}, loans(101, "1")...), want: lookthrough.Through, reason: lookthrough.PartsKnown},
		{name: "a plan cannot waive but is approved", is: lookthrough.AssetBackedPlan, parts: loans(1, "1"), change: func(p *lookthrough.Product) { p.Approved = true }, want: lookthrough.Exempt, reason: lookthrough.ByApproval},
		{name: "stated, largest 20 %", is: lookthrough.PortfolioProduct, change: func(p *lookthrough.Product) { p.Stated = &lookthrough.Composition{OnlyBase: true, Largest: dec("0.2")} }, want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "stated, largest above 20 %", is: lookthrough.PortfolioProduct, change: func(p *lookthrough.Product) {
			p.Stated = &lookthrough.Composition{OnlyBase: true, Largest: dec("0.200001")}
		}, want: lookthrough.Opaque, reason: lookthrough.NothingKnown},
		{name: "stated, not base only", is: lookthrough.PortfolioProduct, change: func(p *lookthrough.Product) { p.Stated = &lookthrough.Composition{Largest: dec("0.1")} }, want: lookthrough.Opaque, reason: lookthrough.NothingKnown},
		{name: "stated plan of 100", is: lookthrough.AssetBackedPlan, change: func(p *lookthrough.Product) { p.Stated = &lookthrough.Composition{Items: 100, Largest: dec("0.1")} }, want: lookthrough.Opaque, reason: lookthrough.NothingKnown},
		{name: "stated plan of 101", is: lookthrough.AssetBackedPlan, change: func(p *lookthrough.Product) { p.Stated = &lookthrough.Composition{Items: 101, Largest: dec("0.1")} }, want: lookthrough.Exempt, reason: lookthrough.TestsMet},
		{name: "nothing known", is: lookthrough.PortfolioProduct, want: lookthrough.Opaque, reason: lookthrough.NothingKnown},
		{name: "only a part that is not known", is: lookthrough.EquityPlan, change: func(p *lookthrough.Product) { p.Opaque = dec("5") }, want: lookthrough.Opaque, reason: lookthrough.NothingKnown},
		{name: "parts worth nothing", is: lookthrough.EquityPlan, parts: []string{"loan", "0"}, want: lookthrough.Opaque, reason: lookthrough.NothingKnown},
		{name: "parts worth nothing beside one that is not known", is: lookthrough.DebtPlan, parts: []string{"loan", "0"}, change: func(p *lookthrough.Product) { p.Opaque = dec("5") }, want: lookthrough.Opaque, reason: lookthrough.NothingKnown},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := product(t, "p", tt.is, tt.parts...)
			if tt.change != nil {
				tt.change(&p)
			}
			below, dark := product(t, "below", lookthrough.EquityTrust, "loan", "1", "loan", "1", "unlisted", "1"), product(t, "dark", lookthrough.EquityTrust)
			x := expand(t, lookthrough.Portfolio{Items: base(), Products: []lookthrough.Product{dark, p, below}, Positions: positions("p", "100")})
			found := slices.Collect(x.Findings())[2]
			if found.Product != "p" || found.Treatment != tt.want || found.Reason != tt.reason {
				t.Errorf("got %s, %s (%+v), want %s, %s", found.Treatment, found.Reason, found, tt.want, tt.reason)
			}
		})
	}
}

// Rule 7 Art. 11: parts of this quarter or the last one count, with older ones the product cannot be looked through, however good its tests are.
func TestStale(t *testing.T) {
	for _, tt := range []struct{ asOf, want string }{
		{"2026-03-31", "p: through, parts known"},
		{"2026-01-01", "p: through, parts known"},
		{"2025-12-31", "p: through, parts known"},
		{"2025-10-01", "p: through, parts known"},
		{"2025-09-30", "p: opaque, parts older than the last quarter"},
		{"2025-03-31", "p: opaque, parts older than the last quarter"},
	} {
		p := product(t, "p", lookthrough.EquityPlan, "loan", "1")
		p.AsOf = day(t, tt.asOf)
		if got := findings(expand(t, lookthrough.Portfolio{Items: base(), Products: []lookthrough.Product{p}})); !slices.Equal(got, []string{tt.want}) {
			t.Errorf("of %s: %s, want %s", tt.asOf, got, tt.want)
		}
	}
	exempt := lookthrough.Product{ID: "p", Type: lookthrough.BankProduct, Fund: asset.BondFund, AsOf: day(t, "2025-09-30"), Stated: &lookthrough.Composition{OnlyBase: true}}
	if got := findings(expand(t, lookthrough.Portfolio{Products: []lookthrough.Product{exempt}})); !slices.Equal(got, []string{"p: opaque, parts older than the last quarter"}) {
		t.Error(got)
	}
}

// Rule 7 Arts. 33, 34: what is known of a product is looked through, the rest cannot be; with 90 % or more of that, the whole may be taken so.
func TestPartly(t *testing.T) {
	whole := func(p lookthrough.Product) lookthrough.Product { p.Whole = true; return p }
	opaque := func(p lookthrough.Product, rest string) lookthrough.Product { p.Opaque = dec(rest); return p }
	plan := opaque(product(t, "plan", lookthrough.DebtPlan, "loan", "100"), "900")
	for _, tt := range []struct {
		name     string
		products []lookthrough.Product
		want     []string
	}{
		{"a debt plan, 90 % not known", []lookthrough.Product{plan}, []string{"loan debt/1 10", "surface plan /0 100", "opaque plan debt/1 90"}},
		{"taken as a whole", []lookthrough.Product{whole(plan)}, []string{"opaque plan /0 100"}},
		{"over a trust that is not known", []lookthrough.Product{product(t, "plan", lookthrough.DebtPlan, "loan", "10", "trust", "90"), product(t, "trust", lookthrough.EquityTrust)}, []string{"loan debt/1 10", "surface plan /0 100", "opaque trust debt/1 90"}},
		{"taken as a whole, over a trust that is not known", []lookthrough.Product{whole(product(t, "plan", lookthrough.DebtPlan, "loan", "10", "trust", "90")), product(t, "trust", lookthrough.EquityTrust)}, []string{"opaque plan /0 100"}},
		{"over a trust half known", []lookthrough.Product{product(t, "plan", lookthrough.DebtPlan, "loan", "20", "trust", "80"), opaque(product(t, "trust", lookthrough.EquityTrust, "unlisted", "1"), "1")}, []string{"loan debt/1 20", "unlisted debt/2 40", "surface plan /0 100", "opaque trust debt/2 40"}},
		{"a trust taken as a whole below a plan", []lookthrough.Product{product(t, "plan", lookthrough.DebtPlan, "loan", "20", "trust", "80"), whole(opaque(product(t, "trust", lookthrough.EquityTrust, "unlisted", "1"), "9"))}, []string{"loan debt/1 20", "surface plan /0 100", "opaque trust debt/1 80"}},
		{"an exempt product below a plan", []lookthrough.Product{product(t, "plan", lookthrough.DebtPlan, "loan", "20", "bank", "80"), product(t, "bank", lookthrough.BankProduct, loans(5, "1")...)}, []string{"loan debt/1 20", "surface plan /0 100", "exempt bank debt/1 80"}},
		{"taken as a whole, over a trust of which 90 % is not known", []lookthrough.Product{whole(product(t, "plan", lookthrough.DebtPlan, "trust", "7")), opaque(product(t, "trust", lookthrough.EquityTrust, "unlisted", "1"), "9")}, []string{"opaque plan /0 100"}},
		{"an election that is not needed", []lookthrough.Product{whole(product(t, "plan", lookthrough.DebtPlan))}, []string{"opaque plan /0 100"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := expand(t, lookthrough.Portfolio{Items: base(), Products: tt.products, Positions: positions("plan", "100")})
			if diff := cmp.Diff(tt.want, shown(x)); diff != "" {
				t.Error(diff)
			}
		})
	}
	_, err := lookthrough.Expand(edition(t, reporting), lookthrough.Portfolio{Items: base(), Products: []lookthrough.Product{whole(opaque(product(t, "plan", lookthrough.DebtPlan, "loan", "100.01"), "900"))}})
	if want := "products[0].whole: must only be set where the part that cannot be looked through is 90 % or more (got 900)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Contractual shares: a product that owes half of what it holds exposes its holder to twice its value. Worked by hand.
func TestShare(t *testing.T) {
	p := lookthrough.Portfolio{
		Items:    base(),
		Products: []lookthrough.Product{product(t, "top", lookthrough.EquityTrust, "fund", "40", "loan", "60"), product(t, "fund", lookthrough.EquityFund, "unlisted", "300", "note", "100")},
		Positions: []lookthrough.Position{
			{Product: "fund", Value: dec("50"), Share: ptr(dec("0.25"))},
			{Product: "top", Value: dec("100")},
		},
	}
	if diff := cmp.Diff([]string{"loan other/1 60", "note other/1 25", "note other/2 10", "unlisted other/1 75", "unlisted other/2 30"}, shown(expand(t, p))); diff != "" {
		t.Error(diff)
	}
	p.Products[0].Parts[0].Share = ptr(dec("0.5")) // 200 of the fund, so that the trust holds 260 and its holder has 100/260 of each part
	if diff := cmp.Diff([]string{"loan other/1 23.08", "note other/1 25", "note other/2 19.23", "unlisted other/1 75", "unlisted other/2 57.69"}, shown(expand(t, p))); diff != "" {
		t.Error(diff)
	}
	p.Positions[1].Share = ptr(dec("1"))
	if diff := cmp.Diff([]string{"loan other/1 60", "note other/1 25", "note other/2 50", "unlisted other/1 75", "unlisted other/2 150"}, shown(expand(t, p))); diff != "" {
		t.Error(diff)
	}
	held := slices.Collect(expand(t, p).Held())
	if len(held) != 2 || !held[0].Exposure.Equal(dec("100")) || !held[0].Value.Equal(dec("50")) || !held[1].Exposure.Equal(dec("260")) || held[1].Product != "top" {
		t.Errorf("held %+v", held)
	}
	p.Products[1].Parts = nil // not known: what counts is the value, whatever the shares
	if diff := cmp.Diff([]string{"loan other/1 60", "opaque fund /0 50", "opaque fund other/1 40"}, shown(expand(t, p))); diff != "" {
		t.Error(diff)
	}
}

// A fund that several products hold, at several numbers of layers and below two classes of surface.
func TestShared(t *testing.T) {
	x := expand(t, lookthrough.Portfolio{
		Items: base(),
		Products: []lookthrough.Product{
			product(t, "a", lookthrough.EquityTrust, "b", "1", "fund", "1"),
			product(t, "b", lookthrough.EquityPlan, "fund", "1"),
			product(t, "d", lookthrough.DebtPlan, "fund", "1"),
			product(t, "fund", lookthrough.EquityFund, "loan", "1", "unlisted", "3"),
		},
		Positions: positions("a", "80", "d", "8", "fund", "4", "b", "16"),
	})
	want := []string{
		"loan other/1 1", "loan debt/2 2", "loan other/2 14", "loan other/3 10",
		"unlisted other/1 3", "unlisted debt/2 6", "unlisted other/2 42", "unlisted other/3 30", "surface d /0 8",
	}
	if diff := cmp.Diff(want, shown(x)); diff != "" {
		t.Error(diff)
	}
}

// What is worth nothing costs nothing; a fen is something.
func TestNothing(t *testing.T) {
	p := lookthrough.Portfolio{
		Items:     base(),
		Products:  []lookthrough.Product{product(t, "plan", lookthrough.DebtPlan, "loan", "1"), product(t, "dark", lookthrough.EquityTrust)},
		Positions: positions("plan", "0", "dark", "0"),
	}
	if got := shown(expand(t, p)); len(got) > 0 {
		t.Error(got)
	}
	p.Positions = positions("plan", "0.01", "dark", "0.01")
	if diff := cmp.Diff([]string{"loan debt/1 0.01", "opaque dark /0 0.01", "surface plan /0 0.01"}, shown(expand(t, p))); diff != "" {
		t.Error(diff)
	}
}

// Three items in equal parts of 0.10: the fen that is left goes to the first by id.
func TestLargestRemainder(t *testing.T) {
	p := lookthrough.Portfolio{Items: base(), Products: []lookthrough.Product{product(t, "p", lookthrough.EquityPlan, "unlisted", "1", "note", "1", "loan", "1")}, Positions: positions("p", "0.10")}
	if diff := cmp.Diff([]string{"loan other/1 0.04", "note other/1 0.03", "unlisted other/1 0.03"}, shown(expand(t, p))); diff != "" {
		t.Error(diff)
	}
	// So it is with products, also where ids begin alike.
	p.Products = []lookthrough.Product{product(t, "p", lookthrough.EquityPlan, "company-3", "1", "company-1", "1", "company-2", "1")}
	for _, id := range []string{"company-2", "company-3", "company-1"} {
		p.Products = append(p.Products, product(t, id, lookthrough.EquityFund))
	}
	if diff := cmp.Diff([]string{"opaque company-1 other/1 0.04", "opaque company-2 other/1 0.03", "opaque company-3 other/1 0.03"}, shown(expand(t, p))); diff != "" {
		t.Error(diff)
	}
}

// Every factor of Rule 7 for products, typed once more from its pages.
func TestExposure_factors(t *testing.T) {
	type row = struct {
		exposure lookthrough.Exposure
		risk     lookthrough.Risk
		want     string
	}
	var rows []row
	add := func(x lookthrough.Exposure, risk lookthrough.Risk, want string) {
		x.Product, x.Class = "p", x.Type.Surface()
		rows = append(rows, row{x, risk, want})
	}
	for rating, want := range map[asset.Rating][3]string{ // surface, surface of a debt plan, exempt plan: pp. 7, 8, 10
		"AAA": {"0.010", "0.008", "0.1"}, "AA+": {"0.015", "0.012", "0.13"}, "AA": {"0.020", "0.016", "0.18"}, "AA-": {"0.025", "0.02", "0.23"},
		"A+": {"0.075", "0.06", "0.33"}, "A": {"0.075", "0.06", "0.33"}, "A-": {"0.075", "0.06", "0.33"},
		"BBB+": {"0.150", "0.12", "0.45"}, "BBB": {"0.150", "0.12", "0.45"}, "BBB-": {"0.150", "0.12", "0.45"}, "below": {"0.150", "0.12", "0.45"}, "": {"0.150", "0.12", "0.45"},
	} {
		add(lookthrough.Exposure{Type: lookthrough.FixedIncomeTrust, Measure: lookthrough.AtSurface, Rating: rating}, lookthrough.DefaultRisk, want[0])
		add(lookthrough.Exposure{Type: lookthrough.AssetBackedPlan, Measure: lookthrough.AtSurface, Rating: rating}, lookthrough.DefaultRisk, want[0])
		add(lookthrough.Exposure{Type: lookthrough.DebtPlan, Measure: lookthrough.AtSurface, Rating: rating}, lookthrough.DefaultRisk, want[1])
		add(lookthrough.Exposure{Type: lookthrough.AssetBackedPlan, Measure: lookthrough.AsExempt, Rating: rating}, lookthrough.DefaultRisk, want[2])
	}
	for _, is := range []lookthrough.Type{lookthrough.PortfolioProduct, lookthrough.BankProduct} { // pp. 9-10
		for fund, want := range map[asset.FundType]string{"money": "0.01", "bond": "0.06", "equity": "0.28", "mixed": "0.23", "commodity": "0.23"} {
			add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsExempt, Fund: fund}, lookthrough.EquityRisk, want)
			add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsExempt, Fund: fund, Overseas: "developed"}, lookthrough.DevelopedRisk, "0.39") // Rule 8 p. 21
			add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsExempt, Fund: fund, Overseas: "emerging"}, lookthrough.EmergingRisk, "0.4875")
		}
		// A product that is exempt is a bottom asset too: Kp of two layers.
		add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsExempt, Fund: "equity", Structure: asset.Structure{Layers: 2, Surface: "other"}}, lookthrough.EquityRisk, "0.336")
		add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsExempt, Fund: "equity", Structure: asset.Structure{Layers: 2, Surface: "debt"}}, lookthrough.EquityRisk, "0.308")
	}
	for _, is := range []lookthrough.Type{"equity-trust", "equity-plan", "equity-fund", "debt-to-equity-plan", "spv", "bank-product", "property-product", "portfolio-product"} { // p. 11
		add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsOpaque, Overseas: "developed"}, lookthrough.EquityRisk, "0.6")
	}
	add(lookthrough.Exposure{Type: "infrastructure-reit", Measure: lookthrough.AsOpaque}, lookthrough.EquityRisk, "0.5") // 金规〔2023〕5号 （七）
	for _, is := range []lookthrough.Type{"fixed-income-trust", "debt-plan", "asset-backed-plan"} {                      // pp. 11-12
		add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsOpaque}, lookthrough.DefaultRisk, "0.6")
		// Kp is for bottom assets.
		add(lookthrough.Exposure{Type: is, Measure: lookthrough.AsOpaque, Structure: asset.Structure{Layers: 3, Surface: "other"}}, lookthrough.DefaultRisk, "0.6")
	}
	// Concentration of property is not in equity risk, that of a class of assets adds 0.2. Rule 8 Arts. 66, 67.
	add(lookthrough.Exposure{Type: "property-product", Measure: lookthrough.AsOpaque, Structure: asset.Structure{Layers: 2, Surface: "other"}, Concentration: asset.Concentration{Property: true}}, lookthrough.EquityRisk, "0.6")
	add(lookthrough.Exposure{Type: "property-product", Measure: lookthrough.AsOpaque, Structure: asset.Structure{Layers: 3, Surface: "other"}, Concentration: asset.Concentration{Class: true}}, lookthrough.EquityRisk, "0.72")
	// The counterparty is above its threshold: 0.4 more. Rule 8 Art. 65.
	add(lookthrough.Exposure{Type: "spv", Measure: lookthrough.AsOpaque, Concentration: asset.Concentration{Counterparty: true}}, lookthrough.EquityRisk, "0.84")
	for _, r := range rows {
		t.Run(fmt.Sprint(r.exposure.Type, r.exposure.Measure, r.exposure.Rating, r.exposure.Fund, r.exposure.Overseas, r.exposure.Structure), func(t *testing.T) {
			if got := factor(t, edition(t, reporting), r.exposure); !got.Equal(dec(r.want)) || r.exposure.Risk() != r.risk {
				t.Errorf("got %s, %s, want %s, %s", got, r.exposure.Risk(), r.want, r.risk)
			}
		})
	}
}

// Each charge cites the article that it is of.
func TestExposure_article(t *testing.T) {
	for _, tt := range []struct {
		is      lookthrough.Type
		measure lookthrough.Measure
		want    string
	}{
		{lookthrough.DebtPlan, lookthrough.AtSurface, "21"},
		{lookthrough.PortfolioProduct, lookthrough.AsExempt, "26"},
		{lookthrough.BankProduct, lookthrough.AsExempt, "27"},
		{lookthrough.AssetBackedPlan, lookthrough.AsExempt, "28"},
		{lookthrough.EquityTrust, lookthrough.AsOpaque, "31"},
		{lookthrough.DebtPlan, lookthrough.AsOpaque, "32"},
	} {
		l, err := lookthrough.Exposure{Product: "p", Type: tt.is, Measure: tt.measure, Class: tt.is.Surface(), Fund: asset.MixedFund, Value: dec("1")}.Capital(edition(t, reporting))
		if got := l.Head().Citation; err != nil || got.Rule != "7" || got.Article != tt.want {
			t.Errorf("%s %s: Rule %s Art. %s, %v, want Art. %s", tt.measure, tt.is, got.Rule, got.Article, err, tt.want)
		}
	}
}

// Rule 7 Art. 33 does not say whose risk a part below others has that cannot be looked through.
func TestOptions_opaque(t *testing.T) {
	p := lookthrough.Portfolio{
		Items: base(),
		Products: []lookthrough.Product{
			product(t, "plan", lookthrough.DebtPlan, "trust", "50", "reit", "50"),
			product(t, "trust", lookthrough.EquityTrust), product(t, "reit", lookthrough.InfrastructureREIT),
		},
		Positions: positions("plan", "100", "trust", "10"),
	}
	for reading, want := range map[lookthrough.Classed][]string{
		"":                    {"plan default 0.8", "trust equity 6", "reit equity 25", "trust equity 30"},
		lookthrough.ByProduct: {"plan default 0.8", "trust equity 6", "reit equity 25", "trust equity 30"},
		lookthrough.BySurface: {"plan default 0.8", "trust equity 6", "reit default 30", "trust default 30"},
	} {
		p.Options.Opaque = reading
		p.Products[0].Rating = asset.AAA
		var got []string
		for x := range expand(t, p).Exposures() {
			l, err := x.Capital(edition(t, reporting))
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, fmt.Sprintf("%s %s %s", x.Product, x.Risk(), l.Amount()))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", reading, diff)
		}
	}
}
