package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// textOfError is the text of an error that may be nil.
func textOfError(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// plainSpec is a valid program: half of every loss of 2026.
func plainSpec() treaty.Spec {
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{plainContract("QS")}}
}

func plainContract(id string) treaty.Contract {
	return treaty.Contract{
		ID: id, Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{plainSection("")},
	}
}

func plainSection(id string) treaty.Section {
	return treaty.Section{
		ID: id, Basis: treaty.LossesOccurring,
		Terms: proportional.QuotaShare{Share: decimal.RequireFromString("0.5")},
	}
}

// plainLayer is one layer per event.
func plainLayer(attachment, limit, share string) treaty.Section {
	dec := decimal.RequireFromString
	return treaty.Section{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{
		{Attachment: dec(attachment), Limit: new(dec(limit)), Share: new(dec(share))},
	}}}
}

// millionDigits is a number of a million digits.
func millionDigits() decimal.Decimal {
	return decimal.NewFromBigInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(999_999), nil), 0)
}

// foreignTerms are terms of neither package, which the interface does not keep out.
type foreignTerms struct{}

func (foreignTerms) Kind() string                { return "foreign" }
func (foreignTerms) Validate() error             { return nil }
func (foreignTerms) Canonical() treaty.Terms     { return foreignTerms{} }
func (foreignTerms) Lower(*engine.Builder) error { return nil }

// Every way in which a program may be broken, with the whole text of the error.
func TestNewProgram_refuses(t *testing.T) {
	dec := decimal.RequireFromString
	const section = "contracts[0].sections[0]."
	contract := func(change func(*treaty.Contract)) func(*treaty.Spec) {
		return func(s *treaty.Spec) { change(&s.Contracts[0]) }
	}
	inSection := func(change func(*treaty.Section)) func(*treaty.Spec) {
		return func(s *treaty.Spec) { change(&s.Contracts[0].Sections[0]) }
	}
	placement := func(lines ...treaty.Line) func(*treaty.Spec) {
		return contract(func(c *treaty.Contract) { c.Placement = treaty.Placement{Lines: lines} })
	}
	share := func(share decimal.Decimal) func(*treaty.Spec) {
		return placement(treaty.Line{Reinsurer: "Re A", Share: share})
	}
	terms := func(terms treaty.Terms) func(*treaty.Spec) {
		return inSection(func(s *treaty.Section) { s.Terms = terms })
	}
	scope := func(scope treaty.Scope) func(*treaty.Spec) {
		return inSection(func(s *treaty.Section) { s.Scope = scope })
	}
	netOf := func(priority int, ids ...string) func(*treaty.Spec) {
		return func(s *treaty.Spec) {
			c := plainContract("XL")
			c.Priority, c.Subject, c.NetOf = priority, treaty.SubjectNetOf, ids
			s.Contracts = append(s.Contracts, c)
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*treaty.Spec)
		want   string
	}{
		{"no currency", func(s *treaty.Spec) { s.Currency = "" }, "currency: must not be empty"},
		{"small letters", func(s *treaty.Spec) { s.Currency = "cny" }, "currency: must be three capital letters, as CNY (got cny)"},
		{"two letters", func(s *treaty.Spec) { s.Currency = "CN" }, "currency: must be three capital letters, as CNY (got CN)"},
		{"four letters", func(s *treaty.Spec) { s.Currency = "CNYY" }, "currency: must be three capital letters, as CNY (got CNYY)"},
		{"a digit", func(s *treaty.Spec) { s.Currency = "CN1" }, "currency: must be three capital letters, as CNY (got CN1)"},
		{"above Z", func(s *treaty.Spec) { s.Currency = "C[Y" }, "currency: must be three capital letters, as CNY (got C[Y)"},
		{"below A", func(s *treaty.Spec) { s.Currency = "@NY" }, "currency: must be three capital letters, as CNY (got @NY)"},
		{"rounding", func(s *treaty.Spec) { s.Rounding = "up" }, "rounding: must be one of half-up, half-even (got up)"},
		{"entry", func(s *treaty.Spec) { s.Entry = "cut" }, "entry: must be one of exact, round (got cut)"},
		{"scale below", func(s *treaty.Spec) { s.Scale = new(-1) }, "scale: must be from 0 to 6 (got -1)"},
		{"scale above", func(s *treaty.Spec) { s.Scale = new(7) }, "scale: must be from 0 to 6 (got 7)"},

		{"no id", contract(func(c *treaty.Contract) { c.ID = "" }), "contracts[0].id: must not be empty"},
		{"id of bytes", contract(func(c *treaty.Contract) { c.ID = "\xff" }), `contracts[0].id: must be valid UTF-8 (got "\xff")`},
		{"same id", func(s *treaty.Spec) {
			c := plainContract("QS")
			c.Priority = 1
			s.Contracts = append(s.Contracts, c)
		}, "contracts[1].id: must be unique in the program (got QS)"},
		{"no period", contract(func(c *treaty.Contract) { c.Period = treaty.Period{} }), "contracts[0].period.from: must not be empty"},
		{"no end", contract(func(c *treaty.Contract) { c.Period.To = cede.Date{} }), "contracts[0].period.to: must not be empty"},
		{
			"end before beginning", contract(func(c *treaty.Contract) { c.Period.To = exampleDay("2025-12-31") }),
			"contracts[0].period.to: must not be before from, 2026-01-01 (got 2025-12-31)",
		},
		{"subject", contract(func(c *treaty.Contract) { c.Subject = "all" }), "contracts[0].subject: must be one of net, gross, net-of (got all)"},
		{"inuring", contract(func(c *treaty.Contract) { c.Inuring = "half" }), "contracts[0].inuring: must be one of as-placed, as-fully-placed (got half)"},
		{"priority above", contract(func(c *treaty.Contract) { c.Priority = 1_000_001 }), "contracts[0].priority: must be from -1000000 to 1000000 (got 1000001)"},
		{"priority below", contract(func(c *treaty.Contract) { c.Priority = -1_000_001 }), "contracts[0].priority: must be from -1000000 to 1000000 (got -1000001)"},
		{"other currency", contract(func(c *treaty.Contract) { c.Currency = "USD" }), "contracts[0].currency: must be the program's, CNY, unless the contract states its rate of exchange (got USD)"},
		{
			"net of without the subject", contract(func(c *treaty.Contract) { c.NetOf = []string{"X"} }),
			"contracts[0].netOf: must be absent unless the subject is net-of (got X)",
		},
		{"net of nothing", netOf(1), "contracts[1].netOf: must not be empty where the subject is net-of"},
		{"net of an unknown", netOf(1, "X"), "contracts[1].netOf[0]: must be a contract of the program (got X)"},
		{"net of its own stage", netOf(0, "QS"), "contracts[1].netOf[0]: must have a lower priority number (got QS)"},
		{"net of a later one", netOf(-1, "QS"), "contracts[1].netOf[0]: must have a lower priority number (got QS)"},
		{"net of itself", netOf(1, "XL"), "contracts[1].netOf[0]: must have a lower priority number (got XL)"},
		{"net of one twice", netOf(1, "QS", "QS"), "contracts[1].netOf[1]: must be named only once (got QS)"},

		{"nobody", placement(), "contracts[0].placement.lines: must not be empty"},
		{"no name", placement(treaty.Line{Share: dec("1")}), "contracts[0].placement.lines[0].reinsurer: must not be empty"},
		{"blank name", placement(treaty.Line{Reinsurer: " \t", Share: dec("1")}), "contracts[0].placement.lines[0].reinsurer: must not be empty"},
		{
			"same name", placement(treaty.Line{Reinsurer: "Re A", Share: dec("0.5")}, treaty.Line{Reinsurer: "Re A", Share: dec("0.4")}),
			"contracts[0].placement.lines[1].reinsurer: must be named only once (got Re A)",
		},
		{"line of nothing", share(dec("0")), "contracts[0].placement.lines[0].share: must be in (0, 1] (got 0)"},
		{"line below nothing", share(dec("-0.1")), "contracts[0].placement.lines[0].share: must be in (0, 1] (got -0.1)"},
		{
			"line above everything", share(dec("1.000000000000000001")),
			"contracts[0].placement.lines[0].share: must be in (0, 1] (got 1.000000000000000001)\n" +
				"contracts[0].placement.lines: must add up to at most 1 (got 1.000000000000000001)",
		},
		{"line too fine", share(dec("0.1000000000000000000")), "contracts[0].placement.lines[0].share: must have at most 18 decimal places (got 1.000000000000000000E-1)"},
		{
			"lines above everything", placement(treaty.Line{Reinsurer: "Re A", Share: dec("0.5")}, treaty.Line{Reinsurer: "Re B", Share: dec("0.51")}),
			"contracts[0].placement.lines: must add up to at most 1 (got 1.01)",
		},
		{"section's panel", inSection(func(s *treaty.Section) { s.Placement = new(treaty.Placement{}) }), section + "placement.lines: must not be empty"},
		{"unused panel", func(s *treaty.Spec) {
			s.Contracts[0].Placement = exampleLine("Re A", "2")
			s.Contracts[0].Sections[0].Placement = new(exampleLine("Re A", "1"))
		}, "contracts[0].placement.lines[0].share: must be in (0, 1] (got 2)\ncontracts[0].placement.lines: must add up to at most 1 (got 2)"},
		{"no panel beside a section with one", func(s *treaty.Spec) {
			s.Contracts[0].Placement = treaty.Placement{}
			own := plainSection("a")
			own.Placement = new(exampleLine("Re A", "1"))
			own.Terms = proportional.QuotaShare{Share: dec("0.1")}
			s.Contracts[0].Sections = []treaty.Section{own, plainSection("b")}
		}, "contracts[0].placement.lines: must not be empty"},

		{"no section", contract(func(c *treaty.Contract) { c.Sections = nil }), "contracts[0].sections: must not be empty"},
		{
			"no section nor panel", contract(func(c *treaty.Contract) { c.Sections, c.Placement = nil, treaty.Placement{} }),
			"contracts[0].placement.lines: must not be empty\ncontracts[0].sections: must not be empty",
		},
		{
			"sections without ids", contract(func(c *treaty.Contract) { c.Sections = []treaty.Section{plainSection("a"), plainSection("")} }),
			"contracts[0].sections[1].id: must not be empty where there are several sections",
		},
		{
			"sections with one id", contract(func(c *treaty.Contract) { c.Sections = []treaty.Section{plainSection("a"), plainSection("a")} }),
			"contracts[0].sections[1].id: must be unique in the contract (got a)",
		},
		{"no basis", inSection(func(s *treaty.Section) { s.Basis = "" }), section + "basis: must not be empty"},
		{
			"basis", inSection(func(s *treaty.Section) { s.Basis = "occurrence" }),
			section + "basis: must be one of losses-occurring, risks-attaching, claims-made (got occurrence)",
		},
		{"unit", inSection(func(s *treaty.Section) { s.Unit = "ship" }), section + "unit: must be one of row, policy, key (got ship)"},
		{"no key", inSection(func(s *treaty.Section) { s.Unit = treaty.UnitKey }), section + "unitKey: must not be empty where the unit is a key"},
		{"key of a row", inSection(func(s *treaty.Section) { s.UnitKey = "ship" }), section + "unitKey: must be absent unless the unit is a key (got ship)"},
		{"earning", inSection(func(s *treaty.Section) { s.Earning = "12ths" }), section + "earning: must be one of days, 24ths, 8ths (got 12ths)"},
		{"no premium part", inSection(func(s *treaty.Section) { s.PremiumPart = new(dec("0")) }), section + "premiumPart: must be in (0, 1] (got 0)"},
		{"premium part above", inSection(func(s *treaty.Section) { s.PremiumPart = new(dec("1.01")) }), section + "premiumPart: must be in (0, 1] (got 1.01)"},
		{
			"premium of perils", scope(treaty.Scope{Include: treaty.Selection{Perils: []string{"wind"}}}),
			section + "premiumPart: must not be empty where a section that cedes premium names perils",
		},
		{
			"premium but for perils", scope(treaty.Scope{Exclude: treaty.Selection{Perils: []string{"wind"}}}),
			section + "premiumPart: must not be empty where a section that cedes premium names perils",
		},
		{"premium of a layer", contract(func(c *treaty.Contract) {
			c.Sections[0] = plainLayer("1", "1", "1")
			c.Sections[0].PremiumPart = new(dec("0.5"))
		}), section + "premiumPart: must be absent where no premium is ceded (got 0.5)"},

		{"nil terms", terms(nil), section + "terms: must not be empty"},
		{"pointer to terms", terms(&proportional.QuotaShare{Share: dec("0.5")}), section + "terms: must be a value, not a pointer (got *proportional.QuotaShare)"},
		{"nil pointer to terms", terms((*xol.PerRisk)(nil)), section + "terms: must be a value, not a pointer (got *xol.PerRisk)"},
		{"foreign terms", terms(foreignTerms{}), section + "terms: must be terms of package proportional or xol (got treaty_test.foreignTerms)"},
		{"no terms", terms(proportional.QuotaShare{}), section + "terms.share: must be in (0, 1] (got 0)"},
		{"no layers", terms(xol.PerRisk{}), section + "terms.layers: must not be empty"},
		{
			"facultative of nothing named", terms(proportional.Facultative{Share: new(dec("0.5"))}),
			section + "terms: must be in a section whose scope includes risks or policies by id",
		},
		{
			"finer than the fen", terms(proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("0.001"))}),
			section + "terms.limit: must have at most 2 decimal places (got 0.001)",
		},
		{
			"beyond int64", terms(proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("92233720368547758.08"))}),
			section + "terms.limit: must fit 64 bits of minor units (got 92233720368547758.08)",
		},
		{
			"huge exponent", terms(proportional.QuotaShare{Share: decimal.New(1, 10_000), Limit: new(decimal.New(1, 999_999_999))}),
			section + "terms.share: has too many digits (got 1E10000)\n" + section + "terms.limit: has too many digits (got 1E999999999)",
		},
		{
			"tiny exponent", terms(proportional.QuotaShare{Share: decimal.New(1, -10_000)}),
			section + "terms.share: must have at most 18 decimal places (got 1E-10000)",
		},
		// Of more than 308 digits only the magnitude is shown: 3,321,926 bits × 0.30103 = 1,000,000.
		{"a million digits", terms(proportional.QuotaShare{Share: millionDigits()}), section + "terms.share: has too many digits (got about 1E999999)"},
		{"a line of a million digits", share(millionDigits()), "contracts[0].placement.lines[0].share: has too many digits (got about 1E999999)"},
		{
			"a premium part of 1e10000", inSection(func(s *treaty.Section) { s.PremiumPart = new(decimal.New(1, 10_000)) }),
			section + "premiumPart: has too many digits (got 1E10000)",
		},

		{"empty line", scope(treaty.Scope{Include: treaty.Selection{Lines: []string{""}}}), section + "scope.include.lines[0]: must not be empty"},
		{
			"line of bytes", scope(treaty.Scope{Exclude: treaty.Selection{Lines: []string{"\xc3\x28"}}}),
			section + `scope.exclude.lines[0]: must be valid UTF-8 (got "\xc3(")`,
		},
		{"every list twice", scope(treaty.Scope{Include: treaty.Selection{
			Lines: []string{"a", "a"}, Territories: []string{"b", "b"}, Tags: []string{"c", "c"}, Policies: []string{"d", "d"},
			Risks: []string{"e", "e"}, Events: []string{"f", "f"}, Losses: []string{"g", "h", "g"},
		}}), section + "scope.include.lines[1]: must be listed only once (got a)\n" +
			section + "scope.include.territories[1]: must be listed only once (got b)\n" +
			section + "scope.include.tags[1]: must be listed only once (got c)\n" +
			section + "scope.include.policies[1]: must be listed only once (got d)\n" +
			section + "scope.include.risks[1]: must be listed only once (got e)\n" +
			section + "scope.include.events[1]: must be listed only once (got f)\n" +
			section + "scope.include.losses[2]: must be listed only once (got g)"},
		{
			"peril twice", scope(treaty.Scope{Include: treaty.Selection{Perils: []string{"wind", "wind"}}}),
			section + "scope.include.perils[1]: must be listed only once (got wind)",
		},
		{
			"key without name", scope(treaty.Scope{Include: treaty.Selection{Keys: []treaty.KeyValues{{Values: []string{"x"}}}}}),
			section + "scope.include.keys[0].name: must not be empty",
		},
		{
			"key without values", scope(treaty.Scope{Exclude: treaty.Selection{Keys: []treaty.KeyValues{{Name: "ship"}}}}),
			section + "scope.exclude.keys[0].values: must not be empty",
		},
		{
			"key with a value twice", scope(treaty.Scope{Exclude: treaty.Selection{Keys: []treaty.KeyValues{{Name: "ship", Values: []string{"x", "x"}}}}}),
			section + "scope.exclude.keys[0].values[1]: must be listed only once (got x)",
		},
		{"bound without attribute", scope(treaty.Scope{Bounds: []treaty.Bound{{Min: new(dec("1"))}}}), section + "scope.bounds[0].attribute: must not be empty"},
		{"bound without end", scope(treaty.Scope{Bounds: []treaty.Bound{{Attribute: "age"}}}), section + "scope.bounds[0].min: must not be empty without a max"},
		{
			"bound of nothing", scope(treaty.Scope{Bounds: []treaty.Bound{{Attribute: "age", Min: new(dec("2.5")), Max: new(dec("2.4"))}}}),
			section + "scope.bounds[0].min: must not be above the max, 2.4 (got 2.5)",
		},
		{
			"bounds of 1e10000", scope(treaty.Scope{Bounds: []treaty.Bound{{Attribute: "age", Min: new(decimal.New(1, 10_000)), Max: new(millionDigits())}}}),
			section + "scope.bounds[0].min: has too many digits (got 1E10000)\n" + section + "scope.bounds[0].max: has too many digits (got about 1E999999)",
		},
		{
			"scope of a layer", terms(xol.PerEvent{Layers: []xol.Layer{{Scope: treaty.Scope{Include: treaty.Selection{Tags: []string{""}}}}}}),
			section + "terms.layers[0].scope.include.tags[0]: must not be empty",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := plainSpec()
			tt.change(&spec)
			start := time.Now()
			program, err := treaty.NewProgram(spec)
			if took := time.Since(start); took > time.Second {
				t.Errorf("took %v, want less than a second", took)
			}
			if diff := cmp.Diff(tt.want, textOfError(err)); diff != "" || program != nil {
				t.Errorf("NewProgram is %v, error (-want +got):\n%s", program, diff)
			}
			for _, line := range strings.Split(textOfError(err), "\n") {
				if len(line) > 300 {
					t.Errorf("a line of %d bytes in the error", len(line))
				}
			}
			if got := textOfError(spec.Validate()); got != textOfError(err) {
				t.Errorf("Validate says %q", got)
			}
		})
	}
}

// The edges of what is accepted, beside those that are refused above.
func TestNewProgram_accepts(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name   string
		change func(*treaty.Spec)
	}{
		{"as it is", func(*treaty.Spec) {}},
		{"no contract", func(s *treaty.Spec) { s.Contracts = nil }},
		{"scale 0", func(s *treaty.Spec) { s.Scale = new(0) }},
		{"scale 6", func(s *treaty.Spec) { s.Scale = new(6) }},
		{"one day", func(s *treaty.Spec) { s.Contracts[0].Period.To = s.Contracts[0].Period.From }},
		{"priority at the ends", func(s *treaty.Spec) {
			s.Contracts[0].Priority = -1_000_000
			last := plainContract("last")
			last.Priority = 1_000_000
			s.Contracts = append(s.Contracts, last)
		}},
		{"the least line", func(s *treaty.Spec) { s.Contracts[0].Placement = exampleLine("Re A", "0.000000000000000001") }},
		{"the whole premium", func(s *treaty.Spec) { s.Contracts[0].Sections[0].PremiumPart = new(dec("1")) }},
		{"the greatest amount", func(s *treaty.Spec) {
			s.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: dec("1"), Limit: new(dec("92233720368547758.07"))}
		}},
		{"a bound of one value", func(s *treaty.Spec) {
			s.Contracts[0].Sections[0].Scope.Bounds = []treaty.Bound{{Attribute: "age", Min: new(dec("2.5")), Max: new(dec("2.50"))}}
		}},
		{"a panel of sections only", func(s *treaty.Spec) {
			s.Contracts[0].Placement = treaty.Placement{}
			s.Contracts[0].Sections[0].Placement = new(exampleLine("Re A", "1"))
		}},
		{"the program's currency", func(s *treaty.Spec) { s.Contracts[0].Currency = "CNY" }},
		{"finer than the fen, rounded", func(s *treaty.Spec) {
			s.Entry = treaty.EntryRound
			s.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: dec("1"), Limit: new(dec("0.005"))}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := plainSpec()
			tt.change(&spec)
			if _, err := treaty.NewProgram(spec); err != nil {
				t.Error(err)
			}
			if err := spec.Validate(); err != nil {
				t.Errorf("Validate: %v", err)
			}
		})
	}
}

// Shares that take more than all of something whatever the book is are refused before there is a book.
func TestNewProgram_certainOverCession(t *testing.T) {
	dec := decimal.RequireFromString
	share := func(share string) treaty.Section {
		s := plainSection("")
		s.Terms = proportional.QuotaShare{Share: dec(share)}
		return s
	}
	perRisk := func(unit treaty.Unit, key string) treaty.Section {
		return treaty.Section{Basis: treaty.LossesOccurring, Unit: unit, UnitKey: key, Terms: xol.PerRisk{Layers: []xol.Layer{
			{Attachment: dec("0"), Limit: new(dec("10")), Share: new(dec("0.6"))},
		}}}
	}
	changed := func(s treaty.Section, change func(*treaty.Section)) treaty.Section { change(&s); return s }
	layer := func(change func(*xol.Layer)) treaty.Section {
		l := xol.Layer{Attachment: dec("0"), Limit: new(dec("10")), Share: new(dec("0.6"))}
		change(&l)
		return treaty.Section{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{l}}}
	}
	const wantShare = "contracts[1].sections[0].terms.share: must not raise the shares of parallel terms of one scope above 1 (got %s)"
	const wantLayer = "contracts[1].sections[0].terms.layers[0].share: must not raise the shares of parallel terms of one scope above 1 (got %s)"
	for _, tt := range []struct {
		name     string
		sections []treaty.Section // each a contract of its own
		want     string
	}{
		{"two quota shares over 1", []treaty.Section{share("0.6"), share("0.41")}, fmt.Sprintf(wantShare, "0.41")},
		{"two halves", []treaty.Section{share("0.5"), share("0.5")}, ""},
		{"85 and 15", []treaty.Section{share("0.85"), share("0.15")}, ""},
		{"the least too much", []treaty.Section{share("0.5"), share("0.500000000000000001")}, fmt.Sprintf(wantShare, "0.500000000000000001")},
		{"three parts", []treaty.Section{share("0.333333333333333333"), share("0.333333333333333333"), share("0.333333333333333334")}, ""},
		{"of different scopes", []treaty.Section{share("0.6"), changed(share("0.6"), func(s *treaty.Section) {
			s.Scope.Include.Lines = []string{"hull"}
		})}, ""},
		{"on different bases", []treaty.Section{share("0.6"), changed(share("0.6"), func(s *treaty.Section) { s.Basis = treaty.RisksAttaching })}, ""},

		{"overlapping layers", []treaty.Section{plainLayer("0", "100", "0.6"), plainLayer("99.99", "100", "0.5")}, fmt.Sprintf(wantLayer, "0.5")},
		{"adjoining layers", []treaty.Section{plainLayer("0", "100", "0.6"), plainLayer("100", "100", "0.5")}, ""},
		{"adjoining layers, the upper first", []treaty.Section{plainLayer("100", "100", "0.6"), plainLayer("0", "100", "0.5")}, ""},
		{"two halves of a layer", []treaty.Section{plainLayer("100", "100", "0.5"), plainLayer("100", "100", "0.5")}, ""},
		{"a layer inside another", []treaty.Section{plainLayer("0", "1000", "0.6"), plainLayer("100", "1", "0.6")}, fmt.Sprintf(wantLayer, "0.6")},
		{"layers to the end of int64", []treaty.Section{
			plainLayer("50000000000000000", "90000000000000000", "0.6"), plainLayer("60000000000000000", "90000000000000000", "0.6"),
		}, fmt.Sprintf(wantLayer, "0.6")},
		{"layers without a limit", []treaty.Section{
			layer(func(l *xol.Layer) { l.Limit = nil }), layer(func(l *xol.Layer) { l.Limit, l.Attachment = nil, dec("5") }),
		}, fmt.Sprintf(wantLayer, "0.6")},
		{"per unit and per event", []treaty.Section{plainLayer("0", "10", "0.6"), perRisk("", "")}, ""},
		{"per unit", []treaty.Section{perRisk("", ""), perRisk(treaty.UnitRow, "")}, fmt.Sprintf(wantLayer, "0.6")},
		{"per other unit", []treaty.Section{perRisk("", ""), perRisk(treaty.UnitPolicy, "")}, ""},
		{"per other key", []treaty.Section{perRisk(treaty.UnitKey, "ship"), perRisk(treaty.UnitKey, "voyage")}, ""},
		// Whether these meet depends on the losses.
		{"with a share on the loss", []treaty.Section{plainLayer("0", "10", "0.6"), layer(func(l *xol.Layer) { l.ShareOn = xol.ShareOnLoss })}, ""},
		{"with a minimum of risks", []treaty.Section{plainLayer("0", "10", "0.6"), layer(func(l *xol.Layer) { l.MinimumRisks = 2 })}, ""},
		{"with a scope of its own", []treaty.Section{plainLayer("0", "10", "0.6"), layer(func(l *xol.Layer) {
			l.Scope.Exclude.Tags = []string{"x"}
		})}, ""},
		{"a minimum of one is none", []treaty.Section{plainLayer("0", "10", "0.6"), layer(func(l *xol.Layer) { l.MinimumRisks = 1 })}, fmt.Sprintf(wantLayer, "0.6")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := treaty.Spec{Currency: "CNY"}
			for i, s := range tt.sections {
				c := plainContract(fmt.Sprint("C", i))
				c.Sections = []treaty.Section{s}
				spec.Contracts = append(spec.Contracts, c)
			}
			_, err := treaty.NewProgram(spec)
			if diff := cmp.Diff(tt.want, textOfError(err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if tt.want == "" {
				return
			}
			for i := range spec.Contracts {
				spec.Contracts[i].Priority = i // one after the other takes of what is left
			}
			if _, err := treaty.NewProgram(spec); err != nil {
				t.Errorf("in stages of their own: %v", err)
			}
			spec.Contracts[0].Priority, spec.Contracts[1].Priority = 7, 7
			spec.Contracts[1].Period = treaty.Period{From: exampleDay("2026-12-31"), To: exampleDay("2027-12-30")} // one day in common
			if _, err := treaty.NewProgram(spec); err != nil {
				t.Errorf("in periods of their own: %v", err)
			}
		})
	}
}

// Sections of one contract are parallel too; the error names the one that is too much.
func TestNewProgram_certainOverCessionOfSections(t *testing.T) {
	spec := plainSpec()
	spec.Contracts[0].Sections = []treaty.Section{plainSection("a"), plainSection("b"), plainSection("c")}
	_, err := treaty.NewProgram(spec)
	want := "contracts[0].sections[2].terms.share: must not raise the shares of parallel terms of one scope above 1 (got 0.5)"
	if got := textOfError(err); got != want {
		t.Errorf("error is %q, want %q", got, want)
	}
}

// A later stage with too much is found although the one before it is right.
func TestNewProgram_certainOverCessionByStage(t *testing.T) {
	spec := treaty.Spec{Currency: "CNY"}
	for i, priority := range []int{1, 1, 2, 2, 2} {
		c := plainContract(fmt.Sprint("C", i))
		c.Priority = priority
		spec.Contracts = append(spec.Contracts, c)
	}
	_, err := treaty.NewProgram(spec)
	want := "contracts[4].sections[0].terms.share: must not raise the shares of parallel terms of one scope above 1 (got 0.5)"
	if got := textOfError(err); got != want {
		t.Errorf("error is %q, want %q", got, want)
	}
}

func TestNewProgram_limits(t *testing.T) {
	dec := decimal.RequireFromString
	tower := func(n int) treaty.Contract {
		layers := make([]xol.Layer, n)
		for i := range layers {
			layers[i] = xol.Layer{Attachment: decimal.New(int64(i), 0), Limit: new(dec("1"))}
		}
		c := plainContract(fmt.Sprint("XL", n))
		c.Sections[0].Terms = xol.PerEvent{Layers: layers}
		return c
	}
	for _, tt := range []struct {
		name string
		spec treaty.Spec
		want string
	}{
		{"100,000 layers", treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{tower(100_000)}}, ""},
		{
			"one more",
			treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{tower(100_001)}},
			"contracts[0].sections[0].terms.layers: size limit: must be at most 100000 (got 100001)",
		},
		{
			"one more in all",
			treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{tower(50_001), tower(50_000)}},
			"contracts: size limit: layers and shares of all sections must be at most 100000",
		},
		{"sections", treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
			ID: "QS", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"), Sections: make([]treaty.Section, 100_001),
		}}}, "contracts[0].sections: size limit: must be at most 100000 (got 100001)"},
		{
			"contracts",
			treaty.Spec{Currency: "CNY", Contracts: make([]treaty.Contract, 100_001)},
			"contracts: size limit: must be at most 100000 (got 100001)",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := treaty.NewProgram(tt.spec)
			if got := textOfError(err); got != tt.want {
				t.Errorf("error is %q, want %q", got, tt.want)
			}
			if errors.Is(err, treaty.ErrLimit) != (tt.want != "") {
				t.Errorf("error is ErrLimit: %v", errors.Is(err, treaty.ErrLimit))
			}
		})
	}
}

// A program does not follow what its spec becomes.
func TestNewProgram_frozen(t *testing.T) {
	dec := decimal.RequireFromString
	spec := plainSpec()
	layers := []xol.Layer{{ID: "first", Attachment: dec("10"), Limit: new(dec("100"))}}
	tags, bounds := []string{"x"}, []treaty.Bound{{Attribute: "age", Max: new(dec("25"))}}
	spec.Contracts[0].Sections[0].Terms = xol.PerRisk{Layers: layers}
	spec.Contracts[0].Sections[0].Scope = treaty.Scope{Exclude: treaty.Selection{Tags: tags}, Bounds: bounds}
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	layers[0].Attachment, *layers[0].Limit, layers[0].ID = dec("50"), dec("1"), "other"
	tags[0], bounds[0].Attribute, *bounds[0].Max = "y", "speed", dec("1")
	spec.Contracts[0].Placement.Lines[0] = treaty.Line{Reinsurer: "Re X", Share: dec("0.1")}
	spec.Contracts[0].ID = "other"
	bookSpec := plainBook()
	bookSpec.Risks[0].Attributes = map[string]decimal.Decimal{"age": dec("20")}
	book, err := treaty.NewBook(bookSpec)
	if err != nil {
		t.Fatal(err)
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	c, ok := result.Contract("QS") // 100 xs 10 of 100
	if !ok || !c.Ceded.Loss.Equal(dec("90")) || c.Reinsurers[0].Reinsurer != "Re A" || c.Sections[0].Clauses[0].Clause != "first" {
		t.Errorf("contract is %+v, %v; want 90 ceded to Re A by the layer first", c, ok)
	}
}

func TestCurrency_Places(t *testing.T) {
	// ISO 4217, list one, column "minor units".
	for currency, want := range map[treaty.Currency]int{
		"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "XOF": 0,
		"CNY": 2, "USD": 2, "EUR": 2, "HKD": 2, "": 2,
		"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
		"CLF": 4, "UYW": 4,
	} {
		if got := currency.Places(); got != want {
			t.Errorf("%q has %d places, want %d", currency, got, want)
		}
	}
	program, err := treaty.NewProgram(treaty.Spec{Currency: "KWD"})
	if err != nil || program.Scale() != 3 || program.Currency() != "KWD" {
		t.Errorf("a program in KWD has scale %d, %v; want 3", program.Scale(), err)
	}
}

// A reading that is spelled out is the same as one that is left to its default. In the first stage the net is the
// gross; later it is not, and then it depends on the losses whether the two meet.
func TestNewProgram_certainOverCessionOfSubjects(t *testing.T) {
	const want = "contracts[3].sections[0].terms.share: must not raise the shares of parallel terms of one scope above 1 (got 0.5)"
	for _, tt := range []struct {
		priority int // of all but the first contract
		subjects [3]treaty.Subject
		want     string
	}{
		{2, [3]treaty.Subject{"", treaty.SubjectNet, ""}, want},
		{2, [3]treaty.Subject{treaty.SubjectGross, treaty.SubjectGross, treaty.SubjectGross}, want},
		{2, [3]treaty.Subject{treaty.SubjectGross, treaty.SubjectNet, ""}, ""},
		{1, [3]treaty.Subject{treaty.SubjectGross, treaty.SubjectNet, ""}, want},
	} {
		first := plainContract("A")
		first.Priority = 1
		first.Sections[0].Terms = plainLayer("0", "1", "1").Terms // of another kind: never in the sum
		spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{first}}
		for i, subject := range tt.subjects {
			c := plainContract(fmt.Sprint("C", i))
			c.Priority, c.Subject = tt.priority, subject
			spec.Contracts = append(spec.Contracts, c)
		}
		_, err := treaty.NewProgram(spec)
		if got := textOfError(err); got != tt.want {
			t.Errorf("priority %d, subjects %q: error is %q, want %q", tt.priority, tt.subjects, got, tt.want)
		}
	}
}
