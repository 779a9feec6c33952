package treaty

import (
	"slices"
	"strings"

	"github.com/cedego/cede/internal/bound"
)

// A matcher is a scope with its lists as sets.
type matcher struct {
	include, exclude sets
	bounds           []Bound
}

type sets struct {
	lines, territories, perils, tags, policies, risks, events, losses set
	keys                                                              []keySet
}

type keySet struct {
	name   string
	values set
}

type set map[string]struct{}

func newSet(values []string) set {
	if len(values) == 0 {
		return nil
	}
	s := make(set, len(values))
	for _, v := range values {
		s[v] = struct{}{}
	}
	return s
}

func (s set) has(v string) bool { _, ok := s[v]; return ok }

func (s set) hasAny(values []string) (string, bool) {
	for _, v := range values {
		if s.has(v) {
			return v, true
		}
	}
	return "", false
}

func newMatcher(s Scope) matcher {
	bounds := slices.Clone(s.Bounds)
	for i := range bounds {
		b := &bounds[i]
		if b.Min != nil {
			b.Min = new(*b.Min)
		}
		if b.Max != nil {
			b.Max = new(*b.Max)
		}
	}
	return matcher{include: newSets(s.Include), exclude: newSets(s.Exclude), bounds: bounds}
}

func newSets(s Selection) sets {
	t := sets{
		lines: newSet(s.Lines), territories: newSet(s.Territories), perils: newSet(s.Perils), tags: newSet(s.Tags),
		policies: newSet(s.Policies), risks: newSet(s.Risks), events: newSet(s.Events), losses: newSet(s.Losses),
	}
	for _, k := range s.Keys {
		t.keys = append(t.keys, keySet{k.Name, newSet(k.Values)})
	}
	return t
}

// asksRisk reports whether the scope asks about the risk of a loss.
func (m *matcher) asksRisk() bool {
	return len(m.bounds) > 0 || m.include.askRisk() || m.exclude.askRisk()
}

func (s *sets) askRisk() bool {
	return len(s.lines)+len(s.territories)+len(s.tags)+len(s.policies)+len(s.risks)+len(s.keys) > 0
}

// asksPeril reports whether the scope names perils.
func (m *matcher) asksPeril() bool { return m.include.perils != nil || m.exclude.perils != nil }

// A verdict says which term of a scope excludes something and why; the zero verdict is "in scope".
type verdict struct{ term, reason string }

func (v verdict) in() bool { return v.term == "" }

// risk judges a risk.
func (m *matcher) risk(r *Risk) verdict {
	single := []struct {
		name, value      string
		include, exclude set
	}{
		{"lines", r.Line, m.include.lines, m.exclude.lines},
		{"territories", r.Territory, m.include.territories, m.exclude.territories},
		{"policies", r.Policy, m.include.policies, m.exclude.policies},
		{"risks", r.ID, m.include.risks, m.exclude.risks},
	}
	for _, d := range single {
		if d.exclude.has(d.value) {
			return verdict{"scope.exclude." + d.name, d.value + " is excluded"}
		}
	}
	if tag, ok := m.exclude.tags.hasAny(r.Tags); ok {
		return verdict{"scope.exclude.tags", tag + " is excluded"}
	}
	for _, k := range m.exclude.keys {
		if v, ok := r.Keys[k.name]; ok && k.values.has(v) {
			return verdict{"scope.exclude.keys", k.name + " " + v + " is excluded"}
		}
	}
	if m.exclude.perils != nil && len(r.Perils) > 0 && !slices.ContainsFunc(r.Perils, func(p string) bool { return !m.exclude.perils.has(p) }) {
		return verdict{"scope.exclude.perils", strings.Join(r.Perils, ", ") + " is excluded"}
	}
	for _, d := range single {
		if d.include != nil && !d.include.has(d.value) {
			return verdict{"scope.include." + d.name, named(d.value) + " is not included"}
		}
	}
	if m.include.tags != nil {
		if _, ok := m.include.tags.hasAny(r.Tags); !ok {
			return verdict{"scope.include.tags", named(strings.Join(r.Tags, ", ")) + " is not included"}
		}
	}
	for _, k := range m.include.keys {
		if v, ok := r.Keys[k.name]; !ok || !k.values.has(v) {
			return verdict{"scope.include.keys", k.name + " " + named(v) + " is not included"}
		}
	}
	if m.include.perils != nil && len(r.Perils) > 0 {
		if !slices.ContainsFunc(r.Perils, func(p string) bool { return m.include.perils.has(p) && !m.exclude.perils.has(p) }) {
			return verdict{"scope.include.perils", strings.Join(r.Perils, ", ") + " is not included"}
		}
	}
	for _, b := range m.bounds {
		v, ok := r.Attributes[b.Attribute]
		switch {
		case !ok:
			return verdict{"scope.bounds", b.Attribute + " is not stated"}
		case b.Min != nil && v.LessThan(*b.Min):
			return verdict{"scope.bounds", b.Attribute + " " + bound.Text(v) + " is below " + bound.Text(*b.Min)}
		case b.Max != nil && v.GreaterThan(*b.Max):
			return verdict{"scope.bounds", b.Attribute + " " + bound.Text(v) + " is above " + bound.Text(*b.Max)}
		}
	}
	return verdict{}
}

// loss judges a loss by itself, without its risk.
func (m *matcher) loss(id, event, peril string) verdict {
	for _, d := range [...]struct {
		name, value      string
		include, exclude set
	}{
		{"losses", id, m.include.losses, m.exclude.losses},
		{"events", event, m.include.events, m.exclude.events},
	} {
		if d.exclude.has(d.value) {
			return verdict{"scope.exclude." + d.name, d.value + " is excluded"}
		}
		if d.include != nil && !d.include.has(d.value) {
			return verdict{"scope.include." + d.name, named(d.value) + " is not included"}
		}
	}
	if !m.asksPeril() {
		return verdict{}
	}
	switch {
	case event == "":
		return verdict{"scope.perils", "a loss without event has no peril"}
	case peril == "":
		return verdict{"scope.perils", "the peril of event " + event + " is not stated"}
	case m.exclude.perils.has(peril):
		return verdict{"scope.exclude.perils", peril + " is excluded"}
	case m.include.perils != nil && !m.include.perils.has(peril):
		return verdict{"scope.include.perils", named(peril) + " is not included"}
	}
	return verdict{}
}

// named shows a value that may be empty.
func named(v string) string {
	if v == "" {
		return "(none)"
	}
	return v
}
