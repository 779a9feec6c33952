package proportional_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
	"github.com/google/go-cmp/cmp"
)

// read reads a program of one contract with the terms as JSON.
func read(kind, terms string) (treaty.Terms, error) {
	spec, err := document.ReadProgram(strings.NewReader(fmt.Sprintf(`{
	"schema": "cede.program/1", "currency": "CNY",
	"contracts": [{
		"id": "C", "period": {"from": "2026-01-01", "to": "2026-12-31"},
		"placement": {"lines": [{"reinsurer": "Re", "share": 1}]},
		"sections": [{"basis": "risks-attaching", "scope": {"include": {"risks": ["A"]}}, "kind": %q, "terms": %s}]
	}]}`, kind, terms)), document.DefaultLimit)
	if err != nil {
		return nil, err
	}
	return spec.Contracts[0].Sections[0].Terms, nil
}

// Every field has the name of the register, and every reading its text.
func TestJSON(t *testing.T) {
	const capacities = `[{"lines": 4, "limit": "500.00", "combined": 1000, "shareAttribute": "ceded"}, {"limit": 7}]`
	wantCapacities := []proportional.Capacity{
		{Lines: new(dec("4")), Limit: new(dec("500")), Combined: new(dec("1000")), ShareAttribute: "ceded"}, limit("7"),
	}
	const table = `{"table": {"above": "error", "minimum": 5, "maximum": 80, "bands": [
		{"grade": "high", "upTo": 100, "amount": 10}, {"grade": "high", "amount": 10, "rate": 0.5}]}}`
	wantTable := proportional.Retention{Table: &proportional.RetentionTable{
		Above: proportional.AboveError, Minimum: new(dec("5")), Maximum: new(dec("80")),
		Bands: []proportional.Band{
			{Grade: "high", UpTo: new(dec("100")), Amount: dec("10")}, {Grade: "high", Amount: dec("10"), Rate: dec("0.5")},
		},
	}}
	for _, tt := range []struct {
		kind, text string
		want       treaty.Terms
	}{
		{"quota-share", `{"share": "0.6"}`, proportional.QuotaShare{Share: dec("0.6")}},
		{
			"quota-share", `{"share": 0.6, "limit": 5000000, "limitOn": "sum-insured", "overspill": "cedent", "deductible": {"amount": 300000, "on": "ceded"}, "eventLimit": 9000000,
				"aggregate": {"deductible": 1000000, "limit": "25000000.5", "on": "ceded", "annual": "period"}}`,
			proportional.QuotaShare{
				Share: dec("0.6"), Limit: new(dec("5000000")), LimitOn: proportional.LimitOnSumInsured, Overspill: proportional.OverspillCedent,
				Deductible: deductible("300000", proportional.DeductibleOnCeded), EventLimit: new(dec("9000000")),
				Aggregate: &proportional.Aggregate{
					Deductible: new(dec("1000000")), Limit: new(dec("25000000.5")), On: proportional.AggregateOnCeded, Annual: proportional.AnnualPeriod,
				},
			},
		},
		{
			"quota-share", `{"share": 0.6, "limit": 5000000, "limitOn": "ceded", "overspill": "error", "deductible": {"amount": 300000, "on": "whole"}}`,
			proportional.QuotaShare{
				Share: dec("0.6"), Limit: new(dec("5000000")), LimitOn: proportional.LimitOnCeded, Overspill: proportional.OverspillError,
				Deductible: deductible("300000", proportional.DeductibleOnWhole),
			},
		},
		{
			"quota-share", `{"share": 0.6, "limit": 5000000, "limitOn": "each-loss"}`,
			proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("5000000")), LimitOn: proportional.LimitOnEachLoss},
		},
		{"surplus", `{"retention": {"amount": 100}, "capacities": [{"lines": "4"}]}`, validSurplus()},
		{
			"surplus", `{"retention": ` + table + `, "base": "pml", "lineCount": "including-retention", "capacities": ` + capacities + `,
				"overspill": "error", "deductible": {"amount": 1}, "eventLimit": 2, "aggregate": {"limit": 3, "annual": "year"}}`,
			proportional.Surplus{
				Retention: wantTable, Base: proportional.OnPML, LineCount: proportional.LinesIncluding, Capacities: wantCapacities,
				Overspill: proportional.OverspillError, Deductible: deductible("1", ""), EventLimit: new(dec("2")),
				Aggregate: &proportional.Aggregate{Limit: new(dec("3")), Annual: proportional.AnnualYear},
			},
		},
		{"surplus", `{"capacities": [{"shareAttribute": "ceded"}]}`, surplus(proportional.Retention{}, given("ceded"))},
		{
			"quota-share-surplus", `{"share": 0.4, "line": ` + table + `, "base": "sum-insured", "linesOn": "net", "lineCount": "on-top", "capacities": ` + capacities + `,
				"overspill": "cedent", "deductible": {"amount": 1}, "eventLimit": 2, "aggregate": {"deductible": 3, "on": "whole"}}`,
			proportional.QuotaShareSurplus{
				Share: dec("0.4"), Line: wantTable, Base: proportional.OnSumInsured, LinesOn: proportional.LinesOnNet,
				LineCount: proportional.LinesOnTop, Capacities: wantCapacities,
				Overspill: proportional.OverspillCedent, Deductible: deductible("1", ""), EventLimit: new(dec("2")),
				Aggregate: aggregate("3", "", proportional.AggregateOnWhole),
			},
		},
		{
			"quota-share-surplus", `{"share": 0.4, "line": {"amount": 100}, "linesOn": "gross", "capacities": [{"lines": 4}]}`,
			proportional.QuotaShareSurplus{
				Share: dec("0.4"), Line: amount("100"), LinesOn: proportional.LinesOnGross, Capacities: []proportional.Capacity{lines("4")},
			},
		},
		{
			"variable-quota-share", `{"bands": [{"upTo": 100, "share": "0.8"}, {"share": 0}], "above": "error", "base": "premium", "ownShareAttribute": "own",
				"limit": 5, "limitOn": "ceded", "overspill": "error", "deductible": {"amount": 1}, "eventLimit": 2}`,
			proportional.VariableQuotaShare{
				Bands: []proportional.ShareBand{{UpTo: new(dec("100")), Share: dec("0.8")}, {Share: dec("0")}},
				Above: proportional.AboveError, Base: proportional.OnPremium, OwnShareAttribute: "own",
				Limit: new(dec("5")), LimitOn: proportional.LimitOnCeded, Overspill: proportional.OverspillError,
				Deductible: deductible("1", ""), EventLimit: new(dec("2")),
			},
		},
		{
			"facultative-obligatory", `{"shareAttribute": "ask", "limit": 5, "minimumRetention": 2, "lines": 3, "base": "pml", "ownShareAttribute": "own",
				"overspill": "cedent", "deductible": {"amount": 1}, "eventLimit": 2}`,
			proportional.FacultativeObligatory{
				ShareAttribute: "ask", Limit: new(dec("5")), MinimumRetention: new(dec("2")), Lines: new(dec("3")), Base: proportional.OnPML, OwnShareAttribute: "own",
				Overspill: proportional.OverspillCedent, Deductible: deductible("1", ""), EventLimit: new(dec("2")),
			},
		},
		{
			"quota-share-surplus", `{"share": 0.4, "line": {"amount": 100}, "base": "premium", "ownShareAttribute": "own", "capacities": [{"lines": 4}]}`,
			proportional.QuotaShareSurplus{
				Share: dec("0.4"), Line: amount("100"), Base: proportional.OnPremium, OwnShareAttribute: "own", Capacities: []proportional.Capacity{lines("4")},
			},
		},
		{
			"surplus", `{"retention": {"amount": 100}, "base": "premium", "ownShareAttribute": "own", "capacities": [{"lines": 4}]}`,
			proportional.Surplus{Retention: amount("100"), Base: proportional.OnPremium, OwnShareAttribute: "own", Capacities: []proportional.Capacity{lines("4")}},
		},
		{"facultative", `{"share": 0.25}`, proportional.Facultative{Share: new(dec("0.25"))}},
		{
			"facultative", `{"amount": 25, "deductible": {"amount": 1}, "aggregate": {"limit": 2}}`,
			proportional.Facultative{Amount: new(dec("25")), Deductible: deductible("1", ""), Aggregate: aggregate("", "2", "")},
		},
	} {
		t.Run(tt.kind, func(t *testing.T) {
			got, err := read(tt.kind, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("terms (-want +got):\n%s", diff)
			}
			if got.Kind() != tt.kind {
				t.Errorf("kind %s", got.Kind())
			}
		})
	}
}

// What has no default must be written; what a document says wrongly has the same places as in Go.
func TestJSON_refused(t *testing.T) {
	for _, tt := range []struct{ kind, text, want string }{
		{"quota-share", `{}`, "share: must not be missing"},
		{"quota-share", `{"share": null}`, "share: must not be null"},
		{"quota-share", `{"share": 0.6, "limits": 1}`, "limits: is not a known field"},
		{"quota-share", `{"share": 0.6, "deductible": {}}`, "deductible.amount: must not be missing"},
		{"quota-share", `{"share": 0.6, "aggregate": {}}`, "aggregate.limit: must not be empty without a deductible"},
		{"quota-share", `{"share": 0.6, "aggregate": null}`, "aggregate: must not be null"},
		{"quota-share", `{"share": 0.6, "limit": 1e10000}`, "limit: has too many digits"},
		{"quota-share", `{"share": 0.6, "limit": 0}`, "limit: must be positive (got 0)"},
		{"surplus", `{}`, "capacities: must not be missing"},
		{"surplus", `{"capacities": [], "retention": {"table": {}}}`, "retention.table.bands: must not be missing"},
		{"surplus", `{"capacities": [], "retention": {"table": {"bands": [{}]}}}`, "retention.table.bands[0].amount: must not be missing"},
		{"surplus", `{"capacities": []}`, "capacities: must not be empty"},
		{"quota-share-surplus", `{}`, "line: must not be missing"},
		{"variable-quota-share", `{}`, "bands: must not be missing"},
		{"variable-quota-share", `{"bands": [{"upTo": 5}]}`, "bands[0].share: must not be missing"},
		{"variable-quota-share", `{"bands": []}`, "bands: must not be empty"},
		{"facultative-obligatory", `{"limit": 5}`, "shareAttribute: must not be missing"},
		{"facultative", `{}`, "share: must not be empty without an amount"},
	} {
		_, err := read(tt.kind, tt.text)
		if err == nil {
			t.Errorf("%s %s: accepted", tt.kind, tt.text)
			continue
		}
		if want := "contracts[0].sections[0].terms." + tt.want; !strings.Contains(err.Error(), want) {
			t.Errorf("%s %s: %v, want %s", tt.kind, tt.text, err, want)
		}
	}
}
