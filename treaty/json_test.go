package treaty_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// compact removes what a literal of this file has for reading.
func compact(text string) string {
	return strings.NewReplacer("\n", "", "\t", "").Replace(text)
}

// The canonical text of a program spells out every reading, in a fixed order of fields.
func TestSpec_MarshalJSON(t *testing.T) {
	dec := decimal.RequireFromString
	spec := treaty.Spec{ID: "p", Currency: "JPY", Contracts: []treaty.Contract{
		{
			ID: "A", Period: exampleYear(2026), Placement: exampleLine("Re A", "0.50"),
			Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: dec("0.250")}}},
		},
		{
			ID: "B", Priority: -3, Period: exampleYear(2026), Subject: treaty.SubjectGross, Inuring: treaty.InuringFull,
			Sections: []treaty.Section{{
				ID: "s", Basis: treaty.ClaimsMade, Unit: treaty.UnitKey, UnitKey: "ship", Earning: treaty.Earning8ths,
				Scope: treaty.Scope{
					Include: treaty.Selection{Lines: []string{"b", "a"}, Keys: []treaty.KeyValues{{Name: "flag", Values: []string{"CN"}}}},
					Bounds:  []treaty.Bound{{Attribute: "age", Max: new(dec("25.0"))}},
				},
				Placement: new(exampleLine("Re B", "1")),
				Terms:     xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("1e3"), Limit: new(dec("5000"))}}},
			}},
		},
	}}
	want := compact(`{
		"id":"p","currency":"JPY","scale":0,"rounding":"half-up","entry":"exact","contracts":[
		{"id":"A","period":{"from":"2026-01-01","to":"2026-12-31"},"currency":"JPY","subject":"net","inuring":"as-placed",
		"placement":{"lines":[{"reinsurer":"Re A","share":"0.5"}]},
		"sections":[{"basis":"risks-attaching","unit":"row","earning":"days","kind":"quota-share","terms":{"share":"0.25","exGratia":"covered"}}]},
		{"id":"B","priority":-3,"period":{"from":"2026-01-01","to":"2026-12-31"},"currency":"JPY","subject":"gross","inuring":"as-fully-placed",
		"sections":[{"id":"s","basis":"claims-made",
		"scope":{"include":{"lines":["b","a"],"keys":[{"name":"flag","values":["CN"]}]},"bounds":[{"attribute":"age","max":"25"}]},
		"unit":"key","unitKey":"ship","earning":"8ths","placement":{"lines":[{"reinsurer":"Re B","share":"1"}]},
		"kind":"per-event","terms":{"layers":[{"attachment":"1000","limit":"5000","share":"1","shareOn":"recovery","minimumRisks":1}],
		"order":"date","annual":"period","expiry":"whole","expenses":"within","exGratia":"excluded"}}]}]}`)
	got, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for name, part := range map[string]any{"contract": spec.Contracts[0], "section": spec.Contracts[0].Sections[0]} {
		text, err := json.Marshal(part)
		// A contract by itself does not know the program's currency.
		if err != nil || !strings.Contains(strings.Replace(want, `,"currency":"JPY","subject"`, `,"subject"`, 1), string(text)) {
			t.Errorf("%s is %s, %v", name, text, err)
		}
	}
	if spec.Scale != nil || spec.Rounding != "" || spec.Contracts[0].Currency != "" || spec.Contracts[0].Sections[0].Unit != "" {
		t.Error("writing a program changed it")
	}
}

// What a document cannot hold is an error.
func TestSpec_MarshalJSON_refuses(t *testing.T) {
	for name, terms := range map[string]treaty.Terms{"nil": nil, "pointer": &proportional.QuotaShare{}, "nil pointer": (*xol.PerRisk)(nil)} {
		spec := plainSpec()
		spec.Contracts[0].Sections[0].Terms = terms
		if text, err := json.Marshal(spec); err == nil {
			t.Errorf("%s: written as %s", name, text)
		}
		if spec.Equal(spec) {
			t.Errorf("%s: a program that cannot be written equals one", name)
		}
	}
	spec := plainSpec()
	spec.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: decimal.New(1, 10_000)}
	if text, err := json.Marshal(spec); err == nil {
		t.Errorf("a share of 1e10000 is written as %.100s", text)
	}
}

// Contracts alone are not read, for the kinds of terms are known to treaty/document.
func TestSpec_UnmarshalJSON(t *testing.T) {
	const want = "must be read by github.com/cedego/cede/treaty/document, which knows the kinds of terms"
	for name, into := range map[string]any{"spec": new(treaty.Spec), "contract": new(treaty.Contract), "section": new(treaty.Section)} {
		if err := json.Unmarshal([]byte("{}"), into); textOfError(err) != want {
			t.Errorf("%s: error is %v, want %s", name, err, want)
		}
	}
}

func TestBookSpec_MarshalJSON(t *testing.T) {
	dec := decimal.RequireFromString
	book := treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{{
			ID: "R1", Keys: map[string]string{"b": "2", "a": "1"}, SumInsured: dec("10.50"), PML: new(dec("5")), Period: exampleYear(2026),
		}},
		Events: []treaty.Event{{ID: "E1", Peril: "wind", From: exampleDay("2026-06-01")}},
		Losses: []treaty.Loss{{ID: "L1", Event: "E1", Date: exampleDay("2026-06-01"), Hour: new(0), Positions: []treaty.Position{{Paid: dec("1.0")}}}},
	}
	want := compact(`{"currency":"CNY",
		"risks":[{"id":"R1","keys":{"a":"1","b":"2"},"sumInsured":"10.5","pml":"5","period":{"from":"2026-01-01","to":"2026-12-31"}}],
		"events":[{"id":"E1","peril":"wind","from":"2026-06-01"}],
		"losses":[{"id":"L1","event":"E1","date":"2026-06-01","hour":0,"positions":[{"paid":"1"}]}]}`)
	got, err := json.Marshal(book)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Programs are equal if their canonical texts are: numbers by value, readings spelled out or not, lists in order.
func TestSpec_Equal(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name   string
		change func(*treaty.Spec)
		want   bool
	}{
		{"as it is", func(*treaty.Spec) {}, true},
		{"places", func(s *treaty.Spec) { s.Contracts[0].Placement = exampleLine("Re A", "1.00") }, true},
		{"scale spelled out", func(s *treaty.Spec) { s.Scale = new(2) }, true},
		{"readings spelled out", func(s *treaty.Spec) {
			s.Rounding, s.Entry = treaty.RoundHalfUp, treaty.EntryExact
			c := &s.Contracts[0]
			c.Currency, c.Subject, c.Inuring = "CNY", treaty.SubjectNet, treaty.InuringPlaced
			c.Sections[0].Unit, c.Sections[0].Earning = treaty.UnitRow, treaty.EarningDays
		}, true},
		{"scale", func(s *treaty.Spec) { s.Scale = new(3) }, false},
		{"rounding", func(s *treaty.Spec) { s.Rounding = treaty.RoundHalfEven }, false},
		{"entry", func(s *treaty.Spec) { s.Entry = treaty.EntryRound }, false},
		{"earning", func(s *treaty.Spec) { s.Contracts[0].Sections[0].Earning = treaty.Earning24ths }, false},
		{"share", func(s *treaty.Spec) {
			s.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: dec("0.51")}
		}, false},
		{"kind", func(s *treaty.Spec) { s.Contracts[0].Sections[0] = plainLayer("0", "1", "1") }, false},
		{"one more contract", func(s *treaty.Spec) { s.Contracts = append(s.Contracts, plainContract("B")) }, false},
		{"order", func(s *treaty.Spec) { s.Contracts = []treaty.Contract{plainContract("B"), plainContract("QS")} }, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, other := plainSpec(), plainSpec()
			if tt.name == "order" {
				other.Contracts = []treaty.Contract{plainContract("QS"), plainContract("B")}
			}
			tt.change(&spec)
			if spec.Equal(other) != tt.want || other.Equal(spec) != tt.want {
				t.Errorf("equal is %v and %v, want %v", spec.Equal(other), other.Equal(spec), tt.want)
			}
		})
	}
	book, other := plainBook(), plainBook()
	other.Risks[0].SumInsured = dec("1e3")
	if !book.Equal(other) {
		t.Error("a book does not equal itself")
	}
	other.Risks[0].SumInsured = dec("1000.01")
	if book.Equal(other) {
		t.Error("a book equals one with another sum insured")
	}
	book.Risks[0].SumInsured = decimal.New(1, 10_000)
	if book.Equal(book) {
		t.Error("a book that cannot be written equals one")
	}
}

// Canonical leaves alone what it was made of, and what is wrong.
func TestSpec_Canonical(t *testing.T) {
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{plainContract("QS"), plainContract("XL")}}
	spec.Contracts[0].Subject = "all"
	spec.Contracts[0].Currency = "USD"
	spec.Contracts[1].Sections = []treaty.Section{{}, {Terms: &proportional.QuotaShare{}}, plainLayer("0", "1", "1")}
	full := spec.Canonical()
	if full.Contracts[0].Subject != "all" || full.Contracts[0].Currency != "USD" {
		t.Errorf("wrong readings became %q and %q", full.Contracts[0].Subject, full.Contracts[0].Currency)
	}
	if s := full.Contracts[1].Sections[0]; s.Terms != nil || s.Unit != treaty.UnitRow || s.Earning != treaty.EarningDays || s.Basis != "" {
		t.Errorf("an empty section became %+v", s)
	}
	if _, ok := full.Contracts[1].Sections[1].Terms.(*proportional.QuotaShare); !ok {
		t.Errorf("a pointer to terms became %T", full.Contracts[1].Sections[1].Terms)
	}
	if got := full.Contracts[1].Sections[2].Terms.(xol.PerEvent).Layers[0].ShareOn; got != xol.ShareOnRecovery {
		t.Errorf("the reading of a layer is %q", got)
	}
	if spec.Contracts[1].Sections[0].Unit != "" || spec.Contracts[1].Sections[2].Terms.(xol.PerEvent).Layers[0].ShareOn != "" || spec.Contracts[1].Subject != "" {
		t.Error("the program it was made of changed")
	}
	full.Contracts[0].ID = "other"
	full.Contracts[1].Sections[0].ID = "other"
	if spec.Contracts[0].ID != "QS" || spec.Contracts[1].Sections[0].ID != "" {
		t.Error("the program it was made of follows it")
	}
}

// A result is written with amounts as texts, rates as fractions and no field that is not set.
func TestPosting_MarshalJSON(t *testing.T) {
	result := exampleApply(surplusProgram(), surplusBook())
	var lines []string
	for p := range result.PostingsOf("L2") {
		text, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, string(text))
	}
	want := []string{
		`{"account":"loss","step":"terms","contract":"SP26","section":"","clause":"surplus[0]","risk":"R2","loss":"L2","event":"E1","date":"2026-04-01","base":"600","rate":"0.5","amount":"300"}`,
		`{"account":"loss","step":"reinsurer","contract":"SP26","section":"","clause":"surplus[0]","reinsurer":"Re B","risk":"R2","loss":"L2","event":"E1","date":"2026-04-01","base":"255","amount":"75"}`,
	}
	if diff := cmp.Diff(want, []string{lines[0], lines[len(lines)-1]}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
