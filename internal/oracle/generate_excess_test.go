package oracle_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

// Programs of covers are valid, few books fail, and every term and reading of layers is often where a section pays or a layer
// is charged.
func TestGeneratedCovers(t *testing.T) {
	const cases = 1250
	failed := 0
	seen := map[string]int{}
	for i := range uint64(cases) {
		r := rand.New(rand.NewPCG(i, 11))
		spec := oracle.Covers(r)
		if _, err := treaty.NewProgram(spec); err != nil {
			t.Fatalf("program of seed %d: %v", i, err)
		}
		book := oracle.Book(r, spec)
		if _, err := treaty.NewBook(book); err != nil {
			t.Fatalf("book of seed %d: %v", i, err)
		}
		result, err := oracle.Evaluate(spec, book)
		if err != nil {
			failed++
			continue
		}
		for what := range coverFeatures(spec, result) {
			seen[what]++
		}
	}
	if failed > cases/4 {
		t.Errorf("of %d books %d fail, want at most a quarter", cases, failed)
	}
	for _, what := range slices.Sorted(maps.Keys(allOfCovers())) {
		if seen[what] < cases/250 {
			t.Errorf("%s: in %d of %d, want one in two hundred and fifty", what, seen[what], cases)
		}
		t.Logf("%5d %s", seen[what], what)
	}
}

func allOfCovers() map[string]bool {
	m := map[string]bool{}
	for _, s := range []string{
		"per-risk", "per-event", "umbrella", "aggregate-excess", "stop-loss", "on amounts", "on loss-ratio", "on combined-ratio",
		"order settlement", "annual year", "expiry cut", "expenses pro-rata", "expenses excluded", "exGratia covered", "sunset", "maximum line",
		"interlocking", "franchise", "market loss", "occurrences", "ranks", "aggregate deductible", "aggregate limit", "term limit",
		"each loss", "aggregate franchise", "drop next-event", "drop within-event",
		"reinstatements free", "reinstatements unlimited", "reinstatements several", "time amount", "time days-365", "time days-of-period",
		"time months-of-period", "day of loss remaining", "on deposit", "on adjusted", "trigger paid", "trigger incurred",
		"deposit", "instalments", "rate", "minimum", "swing", "history", "subject gross", "basis written", "no claims", "brokerage", "reinstatement brokerage",
		"charge deposit", "charge adjustment", "charge reinstatement", "charge reinstatement-adjustment", "charge no-claims-bonus", "charge brokerage",
	} {
		m[s] = true
	}
	return m
}

// coverFeatures returns what covers that pay have, and layers that are charged.
func coverFeatures(spec treaty.Spec, result *oracle.Result) map[string]bool {
	f := map[string]bool{}
	for _, c := range result.Charges {
		f["charge "+string(c.Kind)] = true
	}
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			pays := func(clause int) bool {
				return result.ClauseTotals[oracle.Row{Contract: c.ID, Section: s.ID, Clause: clause}].Full.Loss != 0
			}
			charged := func(clause int) bool {
				return result.Prices[oracle.Row{Contract: c.ID, Section: s.ID, Clause: clause}].Full != 0
			}
			if result.SectionTotals[oracle.Row{Contract: c.ID, Section: s.ID, Clause: -1}].Full.Loss == 0 {
				continue
			}
			layers, clauses := termsOf(f, s.Terms)
			if layers == nil {
				continue
			}
			f[s.Terms.Kind()] = true
			clausesOf(f, clauses)
			for k, l := range layers {
				if pays(k) {
					layerFeatures(f, l)
				}
				if charged(k) {
					priceFeatures(f, l, pays(k))
				}
			}
		}
	}
	maps.DeleteFunc(f, func(_ string, is bool) bool { return !is })
	return f
}

func termsOf(f map[string]bool, terms treaty.Terms) ([]xol.Layer, xol.Clauses) {
	switch t := terms.(type) {
	case xol.PerRisk:
		return t.Layers, t.Clauses
	case xol.PerEvent:
		return t.Layers, t.Clauses
	case xol.Umbrella:
		return t.Layers, t.Clauses
	case xol.AggregateExcess:
		f["each loss"] = f["each loss"] || t.EachLoss != nil
		f["aggregate franchise"] = f["aggregate franchise"] || t.Franchise != nil
		return t.Layers, t.Clauses
	case xol.StopLoss:
		f["on "+string(t.On)] = true
		return t.Layers, t.Clauses
	}
	return nil, xol.Clauses{}
}

func clausesOf(f map[string]bool, c xol.Clauses) {
	f["order "+string(c.Order)] = true
	f["annual "+string(c.Annual)] = true
	f["expiry "+string(c.Expiry)] = true
	f["expenses "+string(c.Expenses)] = true
	f["exGratia "+string(c.ExGratia)] = true
	f["sunset"] = f["sunset"] || c.Sunset != nil
	f["maximum line"] = f["maximum line"] || c.MaximumLine != nil
	f["interlocking"] = f["interlocking"] || len(c.Interlocking) > 0
}

func layerFeatures(f map[string]bool, l xol.Layer) {
	for name, is := range map[string]bool{
		"franchise": l.Franchise != nil, "market loss": l.MarketLoss != nil, "occurrences": l.Occurrences != (xol.Range{}), "ranks": l.Ranks != (xol.Range{}),
		"aggregate deductible": l.AggregateDeductible != nil, "aggregate limit": l.AggregateLimit != nil, "term limit": l.TermLimit != nil,
	} {
		f[name] = f[name] || is
	}
	for _, d := range l.Drops {
		if d.When == "" {
			d.When = xol.DropNext
		}
		f["drop "+string(d.When)] = true
	}
	if r := l.Reinstatements; r != nil {
		f["reinstatements free"] = f["reinstatements free"] || len(r.Rates) == 0
		f["reinstatements unlimited"] = f["reinstatements unlimited"] || r.Unlimited
		f["reinstatements several"] = f["reinstatements several"] || len(r.Rates) > 1
	}
}

func priceFeatures(f map[string]bool, l xol.Layer, pays bool) {
	p := l.Premium
	for name, is := range map[string]bool{
		"deposit": p.Deposit != nil, "instalments": len(p.Instalments) > 0, "rate": p.Rate != nil, "minimum": p.Minimum != nil,
		"swing": p.Swing != nil, "history": p.Swing != nil && len(p.Swing.History) > 0, "subject gross": p.Subject == xol.PremiumGross,
		"basis written": p.Basis == xol.PremiumWritten, "no claims": p.NoClaims != nil, "brokerage": p.Brokerage != nil,
	} {
		f[name] = f[name] || is
	}
	r := l.Reinstatements
	if r == nil || len(r.Rates) == 0 || !pays {
		return
	}
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return s
	}
	f["time "+or(string(r.Time), "amount")] = true
	f["day of loss "+string(r.DayOfLoss)] = true
	f["on "+or(string(r.On), "adjusted")] = true
	f["trigger "+or(string(r.Trigger), "paid")] = true
	f["reinstatement brokerage"] = f["reinstatement brokerage"] || r.Brokerage != nil
}
