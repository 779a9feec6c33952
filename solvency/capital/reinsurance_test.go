package capital_test

import (
	"strings"
	"testing"

	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// treaty is a contract of 20 years that may be terminated after 10 and transfers risk and assets.
func treaty() capital.Contract {
	return capital.Contract{Kind: capital.LongTermLife, Amount: dec("1000"), Term: dec("20"), Terminable: some("10"), RiskTransferred: true, PremiumPaid: true, Deferral: dec("6")}
}

const noTier = "riskTransferred: must be true, or withoutRisk say how to read it: the rule names no tier (Rule 1 Art. 38) (got false)"

// Rule 1 Art. 38, both ends of every figure in it.
func TestContract(t *testing.T) {
	const none = capital.Tier("")
	without := func(change func(c *capital.Contract)) func(c *capital.Contract) {
		return func(c *capital.Contract) { c.PremiumPaid = false; change(c) }
	}
	for _, tt := range []struct {
		name     string
		change   func(c *capital.Contract)
		tier     capital.Tier
		relieves bool
	}{
		{"risk and assets", func(*capital.Contract) {}, capital.Core1, true},
		{"terminable within 3 years", func(c *capital.Contract) { c.Terminable = some("2.999") }, none, false},
		{"after exactly 3", func(c *capital.Contract) { c.Terminable = some("3") }, none, false},
		{"after exactly 3, stricter", func(c *capital.Contract) { c.Terminable, c.ExactlyThree = some("3"), capital.Stricter }, none, false},
		{"after exactly 3, lenient", func(c *capital.Contract) { c.Terminable, c.ExactlyThree = some("3"), capital.Lenient }, capital.Core1, true},
		{"lenient on exactly 3 only", func(c *capital.Contract) { c.Terminable, c.ExactlyThree = some("2.999"), capital.Lenient }, none, false},
		{"after 3", func(c *capital.Contract) { c.Terminable = some("3.001") }, capital.Core1, true},
		{"it ends after 3", func(c *capital.Contract) { c.Terminable, c.Term = nil, dec("3") }, none, false},
		{"it ends after more than 3", func(c *capital.Contract) { c.Terminable, c.Term = nil, dec("4") }, capital.Core1, true},
		{"at once", func(c *capital.Contract) { c.Terminable = some("0") }, none, false},

		{"premium not paid", without(func(*capital.Contract) {}), capital.Core2, true},
		{"paid too late", func(c *capital.Contract) { c.Deferral = dec("6.001") }, capital.Core2, true},
		{"flows back", func(c *capital.Contract) { c.Returned = true }, capital.Core2, true},
		{"10 years", without(func(c *capital.Contract) { c.Term, c.Terminable = dec("10"), some("5.001") }), capital.Core2, true},
		{"under 10 years", without(func(c *capital.Contract) { c.Term, c.Terminable = dec("9.999"), some("5.001") }), capital.Supplementary1, true},
		{"after exactly 5", without(func(c *capital.Contract) { c.Term, c.Terminable = dec("10"), some("5") }), capital.Supplementary2, true},
		{"after exactly 5, lenient", without(func(c *capital.Contract) { c.Term, c.Terminable, c.ExactlyFive = dec("10"), some("5"), capital.Lenient }), capital.Core2, true},
		{"within 5, lenient", without(func(c *capital.Contract) {
			c.Term, c.Terminable, c.ExactlyFive = dec("10"), some("4.999"), capital.Lenient
		}), capital.Supplementary2, true},
		{"a term of exactly 5", without(func(c *capital.Contract) { c.Term, c.Terminable, c.ExactlyFive = dec("5"), nil, capital.Lenient }), capital.Supplementary1, true},
		{"a term under 5", without(func(c *capital.Contract) { c.Term, c.Terminable = dec("4.999"), nil }), capital.Supplementary2, true},
		{"terminable within 3, without assets", without(func(c *capital.Contract) { c.Terminable = some("3") }), none, false},

		{"no risk, no capital", func(c *capital.Contract) { c.RiskTransferred, c.WithoutRisk = false, capital.NoCapital }, none, false},
		{"no risk, as without assets", func(c *capital.Contract) { c.RiskTransferred, c.WithoutRisk = false, capital.AsWithoutAssets }, capital.Core2, false},
		{"no risk within 3 years", func(c *capital.Contract) { c.RiskTransferred, c.Terminable = false, some("1") }, none, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := treaty()
			tt.change(&c)
			e := edition(t, after)
			if got := must[capital.Tier](t)(c.Tier(e)); got != tt.tier {
				t.Errorf("tier: got %q, want %q", got, tt.tier)
			}
			if got := must[bool](t)(c.Relieves(e)); got != tt.relieves {
				t.Errorf("relief: got %v, want %v", got, tt.relieves)
			}
			amount := "1000"
			if tt.tier == none {
				amount = "0"
			}
			cedent := must[capital.Effect](t)(c.Effect(e, capital.Cedent))
			reinsurer := must[capital.Effect](t)(c.Effect(e, capital.Reinsurer))
			want(t, "cedent", cedent.Amount, amount)
			want(t, "reinsurer", reinsurer.Amount, dec(amount).Neg().String())
			if cedent.Tier != tt.tier || reinsurer.Tier != tt.tier {
				t.Errorf("tiers: got %q and %q", cedent.Tier, reinsurer.Tier)
			}
		})
	}
}

// What a contract counts as in capital and what it relieves in minimum capital are figures of two rules, each of which a user may read in another way.
func TestContract_Relieves(t *testing.T) {
	const document = `{"schema": "cede.cross2/1", "rule": "own reading", "en": "Own reading", "zh": "自有解读", "entries": [
		{"key": "minimum.reinsurance.terminable", "kind": "threshold", "article": "1", "unit": "years", "test": ">", "en": "Terminable", "zh": "可终止",
		 "versions": [{"from": "2022-03-31", "value": "5"}]}]}`
	e := must[*cross2.Edition](t)(edition(t, after).With(must[*cross2.Rulebook](t)(cross2.Load(strings.NewReader(document), 1<<20))))
	c := treaty()
	for _, tt := range []struct {
		years    string
		relieves bool
	}{{"5", false}, {"5.001", true}} {
		c.Terminable = some(tt.years)
		if got := must[capital.Tier](t)(c.Tier(e)); got != capital.Core1 {
			t.Errorf("%s years: got tier %q", tt.years, got)
		}
		if got := must[bool](t)(c.Relieves(e)); got != tt.relieves {
			t.Errorf("%s years: got relief %v", tt.years, got)
		}
	}
}

func TestLaws_Contract(t *testing.T) {
	e := edition(t, after)
	proptest.Check(t, "both sides sum to zero and no longer contract is worse", prop.ForAll(func(amount, term, ends, more decimal.Decimal, flags int64) bool {
		c := capital.Contract{Kind: capital.LongTermLife, Amount: amount, Term: term, Terminable: &ends, RiskTransferred: true, PremiumPaid: flags&1 > 0, Returned: flags&2 > 0}
		if ends.GreaterThan(term) {
			c.Terminable = nil
		}
		cedent, reinsurer := must[capital.Effect](t)(c.Effect(e, capital.Cedent)), must[capital.Effect](t)(c.Effect(e, capital.Reinsurer))
		longer := c
		longer.Term = longer.Term.Add(more)
		tiers := map[capital.Tier]int{capital.Core1: 4, capital.Core2: 3, capital.Supplementary1: 2, capital.Supplementary2: 1}
		return cedent.Amount.Amount().Add(reinsurer.Amount.Amount()).IsZero() &&
			tiers[must[capital.Tier](t)(longer.Tier(e))] >= tiers[cedent.Tier]
	}, gens.Amount(0, 1e12, 2), gens.Amount(1, 200, 1), gens.Amount(0, 200, 1), gens.Amount(0, 200, 1), gens.Minor(0, 3)))
}

func TestContract_refuses(t *testing.T) {
	for _, tt := range []struct {
		want   string
		change func(c *capital.Contract)
	}{
		{noTier, func(c *capital.Contract) { c.RiskTransferred = false }},
		{"kind: must be long-term-life: the rule grades no other reinsurance (Rule 1 Art. 38) (got short-term)", func(c *capital.Contract) { c.Kind = capital.ShortTerm }},
		{"kind: must be long-term-life: the rule grades no other reinsurance (Rule 1 Art. 38) (got property)", func(c *capital.Contract) { c.Kind = capital.PropertyCasualty }},
		{"kind: must be one of long-term-life, short-term, property", func(c *capital.Contract) { c.Kind = "" }},
		{"amount: must not be negative (got -1)", func(c *capital.Contract) { c.Amount = dec("-1") }},
		{"term: must be positive (got 0)", func(c *capital.Contract) { c.Term, c.Terminable = dec("0"), nil }},
		{"terminable: must not be negative (got -1)", func(c *capital.Contract) { c.Terminable = some("-1") }},
		{"terminable: must not be after the term, 20 (got 20.1)", func(c *capital.Contract) { c.Terminable = some("20.1") }},
		{"deferral: must not be negative (got -1)", func(c *capital.Contract) { c.Deferral = dec("-1") }},
		{"exactlyThree: must be stricter or lenient (got x)\nexactlyFive: must be stricter or lenient (got y)", func(c *capital.Contract) { c.ExactlyThree, c.ExactlyFive = "x", "y" }},
		{"withoutRisk: must be no-capital or as-without-assets (got x)", func(c *capital.Contract) { c.WithoutRisk = "x" }},
	} {
		c := treaty()
		tt.change(&c)
		_, err := c.Tier(edition(t, after))
		wantText(t, err, tt.want)
		_, err = c.Relieves(edition(t, after))
		wantText(t, err, tt.want)
		if _, err := c.Effect(edition(t, after), capital.Cedent); err == nil {
			t.Error("no error of the effect")
		}
	}
	_, err := treaty().Effect(edition(t, after), "")
	wantText(t, err, "side: must be cedent or reinsurer")
	if _, err := treaty().Tier(nil); err == nil {
		t.Error("no edition: no error")
	}
}
