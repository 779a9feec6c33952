package treaty_test

import (
	"fmt"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// exclusionLines writes exclusions down as text.
func exclusionLines(r *treaty.Result) []string {
	var lines []string
	for e := range r.Exclusions() {
		lines = append(lines, fmt.Sprintf("%s/%s/%s %s%s: %s: %s", e.Contract, e.Section, e.Layer, e.Risk, e.Loss, e.Term, e.Reason))
	}
	return lines
}

// One risk and its loss against every term of a scope: what excludes them, or nothing.
func TestScope_matches(t *testing.T) {
	dec := decimal.RequireFromString
	include := func(s treaty.Selection) treaty.Scope { return treaty.Scope{Include: s} }
	exclude := func(s treaty.Selection) treaty.Scope { return treaty.Scope{Exclude: s} }
	bounded := func(attribute string, least, most *decimal.Decimal) treaty.Scope {
		return treaty.Scope{Bounds: []treaty.Bound{{Attribute: attribute, Min: least, Max: most}}}
	}
	key := func(name string, values ...string) treaty.Selection {
		return treaty.Selection{Keys: []treaty.KeyValues{{Name: name, Values: values}}}
	}
	both := func(text string) (risk, loss string) { return text, text }
	for _, tt := range []struct {
		name  string
		scope treaty.Scope
		risk  string // why the risk is excluded
		loss  string // why its loss is
	}{
		{name: "everything"},
		{name: "line", scope: include(treaty.Selection{Lines: []string{"cargo", "hull"}})},
		{name: "territory", scope: include(treaty.Selection{Territories: []string{"CN"}})},
		{name: "tag", scope: include(treaty.Selection{Tags: []string{"old", "fishing"}})},
		{name: "policy", scope: include(treaty.Selection{Policies: []string{"P1"}})},
		{name: "risk", scope: include(treaty.Selection{Risks: []string{"R1"}})},
		{name: "key", scope: include(key("ship", "Sea Star", "Sea Moon"))},
		{name: "bounds", scope: bounded("age", new(dec("20")), new(dec("20")))},
		{name: "no match of an exclusion", scope: exclude(treaty.Selection{
			Lines: []string{"cargo"}, Territories: []string{"US"}, Tags: []string{"young"}, Policies: []string{"P2"}, Risks: []string{"R2"},
			Events: []string{"E2"}, Losses: []string{"L2"}, Keys: []treaty.KeyValues{{Name: "ship", Values: []string{"Sea Moon"}}, {Name: "port", Values: []string{"X"}}},
		})},
		{name: "peril of the event", scope: include(treaty.Selection{Perils: []string{"wind"}})},
		{name: "one of the perils of the policy", scope: exclude(treaty.Selection{Perils: []string{"flood"}})},
	} {
		t.Run(tt.name, func(t *testing.T) { checkScope(t, tt.scope, tt.risk, tt.loss) })
	}
	for _, tt := range []struct {
		name  string
		scope treaty.Scope
		why   string
	}{
		{"other line", include(treaty.Selection{Lines: []string{"cargo"}}), "scope.include.lines: hull is not included"},
		{"excluded line", exclude(treaty.Selection{Lines: []string{"hull"}}), "scope.exclude.lines: hull is excluded"},
		{"other territory", include(treaty.Selection{Territories: []string{"US"}}), "scope.include.territories: CN is not included"},
		{"excluded territory", exclude(treaty.Selection{Territories: []string{"CN"}}), "scope.exclude.territories: CN is excluded"},
		{"other tag", include(treaty.Selection{Tags: []string{"young"}}), "scope.include.tags: old, tanker is not included"},
		{"excluded tag", exclude(treaty.Selection{Tags: []string{"tanker"}}), "scope.exclude.tags: tanker is excluded"},
		{"other policy", include(treaty.Selection{Policies: []string{"P2"}}), "scope.include.policies: P1 is not included"},
		{"excluded policy", exclude(treaty.Selection{Policies: []string{"P1"}}), "scope.exclude.policies: P1 is excluded"},
		{"other risk", include(treaty.Selection{Risks: []string{"R2"}}), "scope.include.risks: R1 is not included"},
		{"excluded risk", exclude(treaty.Selection{Risks: []string{"R1"}}), "scope.exclude.risks: R1 is excluded"},
		{"other value of a key", include(key("ship", "Sea Moon")), "scope.include.keys: ship Sea Star is not included"},
		{"key the risk has not", include(key("port", "Ningbo")), "scope.include.keys: port (none) is not included"},
		{"excluded value of a key", exclude(key("ship", "Sea Star")), "scope.exclude.keys: ship Sea Star is excluded"},
		{"second of two keys", treaty.Scope{Include: treaty.Selection{Keys: []treaty.KeyValues{
			{Name: "ship", Values: []string{"Sea Star"}}, {Name: "flag", Values: []string{"PA"}},
		}}}, "scope.include.keys: flag CN is not included"},
		{"below the least", bounded("age", new(dec("20.01")), nil), "scope.bounds: age 20 is below 20.01"},
		{"above the most", bounded("age", nil, new(dec("19.99"))), "scope.bounds: age 20 is above 19.99"},
		{"attribute the risk has not", bounded("tonnage", new(dec("0")), nil), "scope.bounds: tonnage is not stated"},
		{"exclusion wins over inclusion", treaty.Scope{
			Include: treaty.Selection{Risks: []string{"R1"}, Lines: []string{"hull"}}, Exclude: treaty.Selection{Tags: []string{"old"}},
		}, "scope.exclude.tags: old is excluded"},
		{
			"every inclusion has to be met", include(treaty.Selection{Lines: []string{"hull"}, Territories: []string{"US"}}),
			"scope.include.territories: CN is not included",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			risk, loss := both(tt.why)
			checkScope(t, tt.scope, risk, loss)
		})
	}
	for _, tt := range []struct {
		name  string
		scope treaty.Scope
		risk  string
		loss  string
	}{
		{
			"perils of neither", include(treaty.Selection{Perils: []string{"war"}}),
			"scope.include.perils: wind, flood is not included", "scope.include.perils: wind is not included",
		},
		{"peril of the policy, not of the event", include(treaty.Selection{Perils: []string{"flood"}}), "", "scope.include.perils: wind is not included"},
		{"excluded peril of the event", exclude(treaty.Selection{Perils: []string{"wind"}}), "", "scope.exclude.perils: wind is excluded"},
		{
			"all perils excluded", exclude(treaty.Selection{Perils: []string{"flood", "wind"}}),
			"scope.exclude.perils: wind, flood is excluded", "scope.exclude.perils: wind is excluded",
		},
		{"other event", include(treaty.Selection{Events: []string{"E2"}}), "", "scope.include.events: E1 is not included"},
		{"excluded event", exclude(treaty.Selection{Events: []string{"E1"}}), "", "scope.exclude.events: E1 is excluded"},
		{"other loss", include(treaty.Selection{Losses: []string{"L2"}}), "", "scope.include.losses: L1 is not included"},
		{"excluded loss", exclude(treaty.Selection{Losses: []string{"L1"}}), "", "scope.exclude.losses: L1 is excluded"},
	} {
		t.Run(tt.name, func(t *testing.T) { checkScope(t, tt.scope, tt.risk, tt.loss) })
	}
}

// checkScope applies a layer and a quota share of a scope to a ship.
func checkScope(t *testing.T, scope treaty.Scope, risk, loss string) {
	t.Helper()
	dec := decimal.RequireFromString
	spec, book := plainSpec(), plainBook()
	r := &book.Risks[0]
	r.Line, r.Territory, r.Policy, r.Tags, r.Perils = "hull", "CN", "P1", []string{"old", "tanker"}, []string{"wind", "flood"}
	r.Keys = map[string]string{"ship": "Sea Star", "flag": "CN"}
	r.Attributes = map[string]decimal.Decimal{"age": dec("20.0")}
	for _, terms := range []treaty.Terms{proportional.QuotaShare{Share: dec("0.5")}, xol.PerEvent{Layers: []xol.Layer{{Limit: new(dec("50"))}}}} {
		s := &spec.Contracts[0].Sections[0]
		s.Scope, s.Terms, s.PremiumPart = scope, terms, nil
		if _, ok := terms.(proportional.QuotaShare); ok {
			s.PremiumPart = new(dec("1"))
		}
		result, err := applySpec(t, spec, book)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		if risk != "" {
			want = append(want, "QS// R1: "+risk)
		}
		if loss != "" {
			want = append(want, "QS// L1: "+loss)
		}
		if diff := cmp.Diff(want, exclusionLines(result)); diff != "" {
			t.Errorf("%s: exclusions (-want +got):\n%s", terms.Kind(), diff)
		}
		wantLoss, wantPremium := "50", "25"
		if loss != "" {
			wantLoss = "0"
		}
		if risk != "" || s.PremiumPart == nil {
			wantPremium = "0"
		}
		if ceded := result.Total().Ceded; !ceded.Loss.Equal(dec(wantLoss)) || !ceded.Premium.Equal(dec(wantPremium)) {
			t.Errorf("%s: ceded is %+v, want a loss of %s for %s", terms.Kind(), ceded, wantLoss, wantPremium)
		}
	}
}

// A loss without event has no peril, nor has one whose event states none.
func TestScope_withoutPeril(t *testing.T) {
	for _, scope := range []treaty.Scope{
		{Include: treaty.Selection{Perils: []string{"wind"}}},
		{Exclude: treaty.Selection{Perils: []string{"war"}}},
	} {
		spec, book := plainSpec(), plainBook()
		spec.Contracts[0].Sections[0] = plainLayer("0", "1000", "1")
		spec.Contracts[0].Sections[0].Scope = scope
		book.Events = append(book.Events, treaty.Event{ID: "E2"})
		book.Losses = append(book.Losses, exampleLoss("L2", "R1", "", "2026-06-02", "100"), exampleLoss("L3", "R1", "E2", "2026-06-03", "100"))
		result, err := applySpec(t, spec, book)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			"QS// L2: scope.perils: a loss without event has no peril",
			"QS// L3: scope.perils: the peril of event E2 is not stated",
		}
		if diff := cmp.Diff(want, exclusionLines(result)); diff != "" {
			t.Errorf("%+v: exclusions (-want +got):\n%s", scope, diff)
		}
		if got := result.Total().Ceded.Loss; got.String() != "100" {
			t.Errorf("%+v: ceded is %v, want 100", scope, got)
		}
	}
}

// Contracts and sections in canonical order, risks before losses, a layer's own scope after its section's; a layer that
// shares the scope of its section is not listed again.
func TestResult_Exclusions_order(t *testing.T) {
	dec := decimal.RequireFromString
	quotaShare := plainContract("A")
	quotaShare.Priority = 2
	quotaShare.Sections[0].Basis = treaty.RisksAttaching
	tower := plainContract("B")
	tower.Priority = 1
	tower.Sections = []treaty.Section{
		{ID: "z", Basis: treaty.LossesOccurring, Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"hull"}}}, Terms: xol.PerRisk{Layers: []xol.Layer{
			{Attachment: dec("10"), Limit: new(dec("1"))},
			{ID: "named", Attachment: dec("11"), Limit: new(dec("1")), Scope: treaty.Scope{Exclude: treaty.Selection{Losses: []string{"L1"}}}},
			{Attachment: dec("12"), Limit: new(dec("1")), Scope: treaty.Scope{Include: treaty.Selection{Tags: []string{"new"}}}},
		}}},
		{ID: "y", Basis: treaty.ClaimsMade, Terms: xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("10"), Limit: new(dec("1"))}}}},
	}
	book := treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			{ID: "R2", Line: "cargo", SumInsured: dec("100"), Period: treaty.Period{From: exampleDay("2025-06-01"), To: exampleDay("2026-05-31")}},
			{ID: "R1", Line: "hull", SumInsured: dec("100"), Period: exampleYear(2026)},
		},
		Losses: []treaty.Loss{exampleLoss("L2", "R2", "", "2026-05-02", "50"), exampleLoss("L1", "R1", "", "2026-05-03", "50")},
	}
	book.Losses[0].Reported = exampleDay("2027-01-01")
	result, err := applySpec(t, treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{quotaShare, tower}}, book)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"B/z/ R2: scope.include.lines: cargo is not included",
		"B/z/ L2: scope.include.lines: cargo is not included",
		"B/z/named L1: scope.exclude.losses: L1 is excluded",
		"B/z/layer[2] L1: scope.include.tags: (none) is not included",
		"B/y/ L2: period: the loss was reported outside the period",
		"A// R2: period: the policy begins outside the period",
		"A// L2: period: the policy begins outside the period",
	}
	if diff := cmp.Diff(want, exclusionLines(result)); diff != "" {
		t.Errorf("exclusions (-want +got):\n%s", diff)
	}
	n := 0
	for range result.Exclusions() { // a caller may stop anywhere
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("stopped after %d, want 3", n)
	}
}

// Policies, losses and occurrences outside the period are listed with it.
func TestResult_Exclusions_period(t *testing.T) {
	spec, book := plainSpec(), plainBook()
	spec.Contracts[0].Sections[0] = plainLayer("0", "1000", "1")
	book.Risks[0].Period.From = exampleDay("2025-01-01")
	book.Risks = append(book.Risks, treaty.Risk{ID: "R2", Period: exampleYear(2025)})
	book.Losses = []treaty.Loss{
		exampleLoss("L1", "R1", "E1", "2025-12-31", "10"),
		exampleLoss("L2", "R1", "E1", "2026-01-01", "10"), // of an occurrence of 2025
	}
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"QS// R2: period: the policy period is outside the period",
		"QS// L1: period: the occurrence began outside the period",
		"QS// L2: period: the occurrence began outside the period",
	}
	if diff := cmp.Diff(want, exclusionLines(result)); diff != "" {
		t.Errorf("exclusions of a layer (-want +got):\n%s", diff)
	}
	spec.Contracts[0].Sections[0] = plainSection("")
	if result, err = applySpec(t, spec, book); err != nil {
		t.Fatal(err)
	}
	want = []string{
		"QS// R2: period: the policy period is outside the period",
		"QS// L1: period: the loss occurred outside the period",
	}
	if diff := cmp.Diff(want, exclusionLines(result)); diff != "" {
		t.Errorf("exclusions of a quota share (-want +got):\n%s", diff)
	}
}
