package oracle_test

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

// What is generated is valid, few books fail for what depends on the data, and every term and reading
// is often in a section that cedes something.
func TestGenerated(t *testing.T) {
	const cases = 3000
	failed, overCeded := 0, 0
	seen := map[string]int{}
	for i := range uint64(cases) {
		r := rand.New(rand.NewPCG(i, 7))
		spec := oracle.Program(r)
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
			if _, ok := errors.AsType[*oracle.OverCession](err); ok {
				overCeded++
			}
			continue
		}
		for what, is := range features(spec, book, result) {
			if is {
				seen[what]++
			}
		}
	}
	if failed > cases/5 || overCeded < cases/100 {
		t.Errorf("of %d books %d fail, %d of them by over-cession; want at most a fifth, but one in a hundred", cases, failed, overCeded)
	}
	for _, what := range slices.Sorted(maps.Keys(all(t))) {
		if seen[what] < cases/200 {
			t.Errorf("%s: in %d of %d, want one in two hundred", what, seen[what], cases)
		}
		t.Logf("%5d %s", seen[what], what)
	}
}

// all returns the features that must occur.
func all(t *testing.T) map[string]bool {
	t.Helper()
	list := []string{
		"half-up", "half-even", "round", "gross", "net", "net-of", "as-placed", "as-fully-placed", "three stages", "parallel",
		"not placed in full", "own placement", "several sections",
		"losses-occurring", "risks-attaching", "claims-made", "row", "policy", "key", "days", "24ths", "8ths", "premium part", "share decimals",
		"quota-share", "surplus", "quota-share-surplus", "facultative", "per-risk", "per-event",
		"limit sum-insured", "limit ceded", "limit each-loss", "deductible ceded", "deductible whole", "event limit",
		"aggregate deductible", "aggregate limit", "aggregate ceded", "aggregate whole", "aggregate year",
		"overspill", "pml", "including-retention", "lines net", "stacked", "lines", "capacity limit", "combined", "share attribute",
		"variable-quota-share", "facultative-obligatory", "premium base", "own share", "minimum retention", "lines of a minimum", "not chosen",
		"given", "table", "grades", "facultative share", "facultative amount",
		"unlimited", "share of a layer", "share on loss", "minimum risks", "event cap", "own scope",
		"scope perils", "scope bounds", "scope keys", "scope excludes", "dated exclusion", "dated exclusion of layers", "loss without risk", "loss without event", "zero loss",
		"ex gratia covered", "ex gratia excluded",
	}
	m := map[string]bool{}
	for _, s := range list {
		m[s] = true
	}
	return m
}

// features returns what a program and book have, of the sections that cede something.
func features(spec treaty.Spec, book treaty.BookSpec, result *oracle.Result) map[string]bool {
	f := map[string]bool{}
	or := func(s, otherwise string) string {
		if s == "" {
			return otherwise
		}
		return s
	}
	f[or(string(spec.Rounding), "half-up")] = true
	f[string(spec.Entry)] = true
	priorities := map[int]int{}
	for _, c := range spec.Contracts {
		totals := result.ContractTotals[oracle.Row{Contract: c.ID, Clause: -1}]
		if totals.Ceded == (oracle.Amounts{}) {
			continue
		}
		priorities[c.Priority]++
		f["parallel"] = f["parallel"] || priorities[c.Priority] > 1
		f["not placed in full"] = f["not placed in full"] || totals.Full != totals.Ceded
		f["several sections"] = f["several sections"] || len(c.Sections) > 1
		f[or(string(c.Subject), "net")] = true
		f[or(string(c.Inuring), "as-placed")] = true
		for _, s := range c.Sections {
			if result.SectionTotals[oracle.Row{Contract: c.ID, Section: s.ID, Clause: -1}].Full == (oracle.Amounts{}) {
				continue
			}
			f["own placement"] = f["own placement"] || s.Placement != nil
			f[string(s.Basis)] = true
			f[or(string(s.Unit), "row")] = true
			f[s.Terms.Kind()] = true
			f["premium part"] = f["premium part"] || s.PremiumPart != nil
			f["share decimals"] = f["share decimals"] || s.ShareDecimals != nil
			scope(f, s.Scope)
			if terms(f, s.Terms) && s.Basis != treaty.RisksAttaching {
				f[or(string(s.Earning), "days")] = true
			}
		}
	}
	f["three stages"] = len(priorities) == 3
	f["overspill"] = len(result.Overspill) > 0
	for _, l := range book.Losses {
		if l.ExGratia {
			exGratia(f, spec, result, l.ID)
		}
		f["loss without risk"] = f["loss without risk"] || l.Risk == "" && result.Losses[l.ID].Net < result.Losses[l.ID].Gross
		f["loss without event"] = f["loss without event"] || l.Event == "" && result.Losses[l.ID].Net < result.Losses[l.ID].Gross
		f["zero loss"] = f["zero loss"] || result.Losses[l.ID].Gross == 0
	}
	return f
}

// exGratia adds the features of a payment without liability: a contract with one section cedes it, or leaves it with the cedent while it cedes another loss.
func exGratia(f map[string]bool, spec treaty.Spec, result *oracle.Result, id string) {
	for _, c := range spec.Contracts {
		if len(c.Sections) != 1 || result.ContractTotals[oracle.Row{Contract: c.ID, Clause: -1}].Full.Loss == 0 {
			continue
		}
		ceded := result.ContractLosses[oracle.ContractLoss{Contract: c.ID, Loss: id}].Full > 0
		switch reading(c.Sections[0].Terms) {
		case proportional.ExGratiaExcluded:
			f["ex gratia excluded"] = f["ex gratia excluded"] || !ceded
		case proportional.ExGratiaCovered:
			f["ex gratia covered"] = f["ex gratia covered"] || ceded
		}
	}
}

func reading(t treaty.Terms) proportional.ExGratia {
	switch t := t.(type) {
	case proportional.QuotaShare:
		return t.ExGratia
	case proportional.VariableQuotaShare:
		return t.ExGratia
	case proportional.FacultativeObligatory:
		return t.ExGratia
	case proportional.Surplus:
		return t.ExGratia
	case proportional.QuotaShareSurplus:
		return t.ExGratia
	case proportional.Facultative:
		return t.ExGratia
	}
	return ""
}

func scope(f map[string]bool, s treaty.Scope) {
	f["dated exclusion"] = f["dated exclusion"] || len(s.ExcludeFrom) > 0
	f["scope perils"] = f["scope perils"] || len(s.Include.Perils)+len(s.Exclude.Perils) > 0
	f["scope bounds"] = f["scope bounds"] || len(s.Bounds) > 0
	f["scope keys"] = f["scope keys"] || len(s.Include.Keys)+len(s.Exclude.Keys) > 0
	f["scope excludes"] = f["scope excludes"] || len(s.Exclude.Lines)+len(s.Exclude.Tags)+len(s.Exclude.Policies)+len(s.Exclude.Risks) > 0
}

// terms adds the features of terms and reports whether they are proportional.
func terms(f map[string]bool, t treaty.Terms) bool {
	deductible := func(d *proportional.Deductible) {
		if d != nil {
			f["deductible whole"] = f["deductible whole"] || d.On == proportional.DeductibleOnWhole
			f["deductible ceded"] = f["deductible ceded"] || d.On != proportional.DeductibleOnWhole
		}
	}
	aggregate := func(a *proportional.Aggregate) {
		if a != nil {
			f["aggregate deductible"] = f["aggregate deductible"] || a.Deductible != nil
			f["aggregate limit"] = f["aggregate limit"] || a.Limit != nil
			f["aggregate whole"] = f["aggregate whole"] || a.On == proportional.AggregateOnWhole
			f["aggregate ceded"] = f["aggregate ceded"] || a.On != proportional.AggregateOnWhole
			f["aggregate year"] = f["aggregate year"] || a.Annual == proportional.AnnualYear
		}
	}
	retention := func(r proportional.Retention) {
		f["given"] = f["given"] || r.Amount == nil && r.Table == nil
		f["table"] = f["table"] || r.Table != nil
		f["grades"] = f["grades"] || r.Table != nil && r.Table.Bands[0].Grade != ""
	}
	capacities := func(list []proportional.Capacity) {
		f["stacked"] = f["stacked"] || len(list) > 1
		for _, c := range list {
			f["lines"] = f["lines"] || c.Lines != nil
			f["capacity limit"] = f["capacity limit"] || c.Limit != nil
			f["combined"] = f["combined"] || c.Combined != nil
			f["share attribute"] = f["share attribute"] || c.ShareAttribute != ""
		}
	}
	layers := func(list []xol.Layer) {
		for _, l := range list {
			f["unlimited"] = f["unlimited"] || l.Limit == nil
			f["share of a layer"] = f["share of a layer"] || l.Share != nil
			f["share on loss"] = f["share on loss"] || l.Share != nil && l.ShareOn == xol.ShareOnLoss
			f["minimum risks"] = f["minimum risks"] || l.MinimumRisks > 1
			f["event cap"] = f["event cap"] || l.EventCap != nil
			s := l.Scope
			f["dated exclusion of layers"] = f["dated exclusion of layers"] || len(s.ExcludeFrom) > 0
			f["own scope"] = f["own scope"] || len(s.Include.Lines)+len(s.Include.Perils)+len(s.Include.Losses)+len(s.Bounds) > 0
		}
	}
	switch t := t.(type) {
	case proportional.QuotaShare:
		deductible(t.Deductible)
		aggregate(t.Aggregate)
		f["event limit"] = f["event limit"] || t.EventLimit != nil
		if t.Limit != nil {
			f["limit "+string(t.LimitOn)] = true
		}
	case proportional.VariableQuotaShare:
		deductible(t.Deductible)
		f["premium base"] = f["premium base"] || t.Base == proportional.OnPremium
		f["own share"] = f["own share"] || t.OwnShareAttribute != ""
	case proportional.FacultativeObligatory:
		deductible(t.Deductible)
		f["minimum retention"] = f["minimum retention"] || t.MinimumRetention != nil
		f["lines of a minimum"] = f["lines of a minimum"] || t.Lines != nil
		f["not chosen"] = f["not chosen"] || t.ShareAttribute == "open"
	case proportional.Surplus:
		deductible(t.Deductible)
		aggregate(t.Aggregate)
		f["event limit"] = f["event limit"] || t.EventLimit != nil
		retention(t.Retention)
		capacities(t.Capacities)
		f[string(t.Base)] = true
		f[string(t.LineCount)] = true
	case proportional.QuotaShareSurplus:
		deductible(t.Deductible)
		aggregate(t.Aggregate)
		f["event limit"] = f["event limit"] || t.EventLimit != nil
		retention(t.Line)
		capacities(t.Capacities)
		f[string(t.Base)] = true
		f["lines "+string(t.LinesOn)] = true
		f[string(t.LineCount)] = true
	case proportional.Facultative:
		deductible(t.Deductible)
		aggregate(t.Aggregate)
		f["facultative share"] = f["facultative share"] || t.Share != nil
		f["facultative amount"] = f["facultative amount"] || t.Amount != nil
	case xol.PerRisk:
		layers(t.Layers)
		return false
	case xol.PerEvent:
		layers(t.Layers)
		return false
	}
	return true
}
