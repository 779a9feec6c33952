package treaty

import (
	"maps"
	"slices"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A matcher is a scope with its lists as sets. It is asked what holds on a day; on the zero Date no dated
// exclusion does.
type matcher struct {
	include, exclude sets
	bounds           []Bound
	// dated tells that some exclusion begins at a day, ofLoss that some list is of what only a loss has.
	dated, ofLoss bool
	// noPerils is the first day on which the scope excludes a peril, zero if it always does, where its exclusions name any.
	noPerils cede.Date
}

type sets struct {
	lines, territories, perils, tags, policies, risks, events, losses set
	keys                                                              []keySet
}

type keySet struct {
	name   string
	values set
}

// A set holds values, each from a day on; the zero Date is always.
type set map[string]cede.Date

// put puts values into s from a day on, and returns s or, if it is nil, a new set; a value that s has holds from the earlier day.
func (s set) put(values []string, from cede.Date) set {
	if s == nil && len(values) > 0 {
		s = make(set, len(values))
	}
	for _, v := range values {
		if old, ok := s[v]; !ok || from.Before(old) {
			s[v] = from
		}
	}
	return s
}

// has reports whether a value ever holds.
func (s set) has(v string) bool { _, ok := s[v]; return ok }

// holds reports whether a value holds on a day.
func (s set) holds(v string, day cede.Date) bool {
	from, ok := s[v]
	return ok && !day.Before(from)
}

func (s set) hasAny(values []string) bool { return slices.ContainsFunc(values, s.has) }

// excludes returns the verdict on a value of an excluded dimension on a day; text names the value.
func (s set) excludes(dimension, v, text string, day cede.Date) verdict {
	if !s.holds(v, day) {
		return verdict{}
	}
	return excluded(dimension, text, s[v])
}

// excluded is the verdict on what is excluded from a day on, or always.
func excluded(dimension, text string, from cede.Date) verdict {
	if from.IsZero() {
		return because("scope.exclude."+dimension, text+" is excluded")
	}
	v := because("scope.excludeFrom."+dimension, text+" is excluded from "+from.String())
	v.from = from
	return v
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
	m := matcher{bounds: bounds, dated: len(s.ExcludeFrom) > 0}
	m.include.add(s.Include, cede.Date{})
	m.exclude.add(s.Exclude, cede.Date{})
	for _, e := range s.ExcludeFrom {
		m.exclude.add(e.Exclude, e.From)
	}
	m.exclude.mergeKeys()
	m.ofLoss = m.include.ofLoss() || m.exclude.ofLoss()
	if days := slices.Collect(maps.Values(m.exclude.perils)); len(days) > 0 {
		m.noPerils = slices.MinFunc(days, cede.Date.Compare)
	}
	return m
}

// add adds what a selection lists, from a day on.
func (t *sets) add(s Selection, from cede.Date) {
	t.lines, t.territories = t.lines.put(s.Lines, from), t.territories.put(s.Territories, from)
	t.perils, t.tags = t.perils.put(s.Perils, from), t.tags.put(s.Tags, from)
	t.policies, t.risks = t.policies.put(s.Policies, from), t.risks.put(s.Risks, from)
	t.events, t.losses = t.events.put(s.Events, from), t.losses.put(s.Losses, from)
	for _, k := range s.Keys {
		t.keys = append(t.keys, keySet{k.Name, set(nil).put(k.Values, from)})
	}
}

// mergeKeys makes one set of those of each key, any of which matches, in order of the keys.
func (t *sets) mergeKeys() {
	slices.SortStableFunc(t.keys, func(a, b keySet) int { return strings.Compare(a.name, b.name) })
	merged := t.keys[:0]
	for _, k := range t.keys {
		if last := len(merged) - 1; last >= 0 && merged[last].name == k.name {
			for v, from := range k.values { // in any order
				merged[last].values.put([]string{v}, from)
			}
			continue
		}
		merged = append(merged, k)
	}
	t.keys = merged
}

// asksRisk reports whether the scope asks about the risk of a loss.
func (m *matcher) asksRisk() bool {
	return len(m.bounds) > 0 || m.include.askRisk() || m.exclude.askRisk()
}

func (t *sets) askRisk() bool {
	return len(t.lines)+len(t.territories)+len(t.tags)+len(t.policies)+len(t.risks)+len(t.keys) > 0
}

func (t *sets) ofLoss() bool { return t.perils != nil || t.events != nil || t.losses != nil }

// asksPeril reports whether the scope names perils on any day.
func (m *matcher) asksPeril() bool { return m.include.perils != nil || m.exclude.perils != nil }

// asksPerilOn reports whether the scope names perils on a day.
func (m *matcher) asksPerilOn(day cede.Date) bool {
	return m.include.perils != nil || m.exclude.perils != nil && !day.Before(m.noPerils)
}

// A verdict says which term of a scope excludes something and why, and from which day if it is a dated exclusion; the zero
// verdict is "in scope".
type verdict struct {
	term, reason string
	from         cede.Date
}

func because(term, reason string) verdict { return verdict{term: term, reason: reason} }

func (v verdict) in() bool { return v.term == "" }

// risk judges a risk by what holds on a day.
func (m *matcher) risk(r *Risk, day cede.Date) verdict {
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
		if v := d.exclude.excludes(d.name, d.value, d.value, day); !v.in() {
			return v
		}
	}
	for _, tag := range r.Tags {
		if v := m.exclude.tags.excludes("tags", tag, tag, day); !v.in() {
			return v
		}
	}
	for _, k := range m.exclude.keys {
		if value, ok := r.Keys[k.name]; ok {
			if v := k.values.excludes("keys", value, k.name+" "+value, day); !v.in() {
				return v
			}
		}
	}
	if len(r.Perils) > 0 && !slices.ContainsFunc(r.Perils, func(p string) bool { return !m.exclude.perils.holds(p, day) }) {
		var last cede.Date // all of them are excluded from then on
		for _, p := range r.Perils {
			if from := m.exclude.perils[p]; from.After(last) {
				last = from
			}
		}
		return excluded("perils", strings.Join(r.Perils, ", "), last)
	}
	for _, d := range single {
		if d.include != nil && !d.include.has(d.value) {
			return because("scope.include."+d.name, named(d.value)+" is not included")
		}
	}
	if m.include.tags != nil {
		if !m.include.tags.hasAny(r.Tags) {
			return because("scope.include.tags", named(strings.Join(r.Tags, ", "))+" is not included")
		}
	}
	for _, k := range m.include.keys {
		if v, ok := r.Keys[k.name]; !ok || !k.values.has(v) {
			return because("scope.include.keys", k.name+" "+named(v)+" is not included")
		}
	}
	if m.include.perils != nil && len(r.Perils) > 0 {
		if !slices.ContainsFunc(r.Perils, func(p string) bool { return m.include.perils.has(p) && !m.exclude.perils.holds(p, day) }) {
			return because("scope.include.perils", strings.Join(r.Perils, ", ")+" is not included")
		}
	}
	for _, b := range m.bounds {
		v, ok := r.Attributes[b.Attribute]
		switch {
		case !ok:
			return because("scope.bounds", b.Attribute+" is not stated")
		case b.Min != nil && v.LessThan(*b.Min):
			return because("scope.bounds", b.Attribute+" "+bound.Text(v)+" is below "+bound.Text(*b.Min))
		case b.Max != nil && v.GreaterThan(*b.Max):
			return because("scope.bounds", b.Attribute+" "+bound.Text(v)+" is above "+bound.Text(*b.Max))
		}
	}
	return verdict{}
}

// ends returns the first day on which a risk that is in scope without dated exclusions is not, or the zero Date.
func (m *matcher) ends(r *Risk) cede.Date {
	if !m.dated {
		return cede.Date{}
	}
	var days []cede.Date
	note := func(s set, values ...string) {
		for _, v := range values {
			if from := s[v]; !from.IsZero() {
				days = append(days, from)
			}
		}
	}
	note(m.exclude.lines, r.Line)
	note(m.exclude.territories, r.Territory)
	note(m.exclude.policies, r.Policy)
	note(m.exclude.risks, r.ID)
	note(m.exclude.tags, r.Tags...)
	note(m.exclude.perils, r.Perils...)
	for _, k := range m.exclude.keys {
		if v, ok := r.Keys[k.name]; ok {
			note(k.values, v)
		}
	}
	slices.SortFunc(days, cede.Date.Compare)
	for _, day := range days {
		if !m.risk(r, day).in() {
			return day
		}
	}
	return cede.Date{}
}

// loss judges a loss by itself, without its risk, by what holds on a day.
func (m *matcher) loss(id, event, peril string, day cede.Date) verdict {
	if !m.ofLoss {
		return verdict{}
	}
	for _, d := range [...]struct {
		name, value      string
		include, exclude set
	}{
		{"losses", id, m.include.losses, m.exclude.losses},
		{"events", event, m.include.events, m.exclude.events},
	} {
		if v := d.exclude.excludes(d.name, d.value, d.value, day); !v.in() {
			return v
		}
		if d.include != nil && !d.include.has(d.value) {
			return because("scope.include."+d.name, named(d.value)+" is not included")
		}
	}
	if !m.asksPerilOn(day) {
		return verdict{}
	}
	switch {
	case event == "":
		return because("scope.perils", "a loss without event has no peril")
	case peril == "":
		return because("scope.perils", "the peril of event "+event+" is not stated")
	case m.exclude.perils.holds(peril, day):
		return m.exclude.perils.excludes("perils", peril, peril, day)
	case m.include.perils != nil && !m.include.perils.has(peril):
		return because("scope.include.perils", named(peril)+" is not included")
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
