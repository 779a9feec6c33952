package oracle

import (
	"slices"

	"github.com/cedego/cede/treaty"
)

// namesPerils reports whether a scope includes or excludes perils.
func namesPerils(s treaty.Scope) bool {
	return len(s.Include.Perils) > 0 || len(s.Exclude.Perils) > 0
}

// asksRisk reports whether a scope cannot be judged without the risk.
func asksRisk(s treaty.Scope) bool {
	for _, x := range []treaty.Selection{s.Include, s.Exclude} {
		if len(x.Lines)+len(x.Territories)+len(x.Tags)+len(x.Keys)+len(x.Policies)+len(x.Risks) > 0 {
			return true
		}
	}
	return len(s.Bounds) > 0
}

// riskInScope reports whether a scope holds a risk. The dimensions that only a loss
// has do not narrow it. A risk covers the perils it lists, or all of them; it is in
// scope if one of its perils is.
func riskInScope(r *risk, s treaty.Scope) bool {
	if !attributesInScope(r, s) {
		return false
	}
	if len(r.Perils) == 0 {
		return true
	}
	for _, p := range r.Perils {
		if perilInScope(p, s) {
			return true
		}
	}
	return false
}

// lossInScope reports whether a scope holds a loss: its own event and id, the peril of
// its event, and all else of its risk.
func lossInScope(l *loss, s treaty.Scope) bool {
	if asksRisk(s) && (l.risk == nil || !attributesInScope(l.risk, s)) {
		return false
	}
	if namesPerils(s) {
		if l.event == nil || l.event.Peril == "" || !perilInScope(l.event.Peril, s) {
			return false
		}
	}
	in, out := s.Include, s.Exclude
	if len(in.Events) > 0 && (l.event == nil || !slices.Contains(in.Events, l.event.ID)) {
		return false
	}
	if len(in.Losses) > 0 && !slices.Contains(in.Losses, l.ID) {
		return false
	}
	if l.event != nil && slices.Contains(out.Events, l.event.ID) {
		return false
	}
	return !slices.Contains(out.Losses, l.ID)
}

func perilInScope(p string, s treaty.Scope) bool {
	if len(s.Include.Perils) > 0 && !slices.Contains(s.Include.Perils, p) {
		return false
	}
	return !slices.Contains(s.Exclude.Perils, p)
}

// attributesInScope judges what belongs to the risk alone.
func attributesInScope(r *risk, s treaty.Scope) bool {
	in, out := s.Include, s.Exclude
	one := func(list []string, value string) bool { return slices.Contains(list, value) }
	some := func(list, values []string) bool {
		return slices.ContainsFunc(values, func(v string) bool { return slices.Contains(list, v) })
	}
	switch {
	case len(in.Lines) > 0 && !one(in.Lines, r.Line),
		len(in.Territories) > 0 && !one(in.Territories, r.Territory),
		len(in.Tags) > 0 && !some(in.Tags, r.Tags),
		len(in.Policies) > 0 && !one(in.Policies, r.Policy),
		len(in.Risks) > 0 && !one(in.Risks, r.ID):
		return false
	case one(out.Lines, r.Line), one(out.Territories, r.Territory), some(out.Tags, r.Tags),
		one(out.Policies, r.Policy), one(out.Risks, r.ID):
		return false
	}
	for _, k := range in.Keys {
		if value, ok := r.Keys[k.Name]; !ok || !one(k.Values, value) {
			return false
		}
	}
	for _, k := range out.Keys {
		if value, ok := r.Keys[k.Name]; ok && one(k.Values, value) {
			return false
		}
	}
	for _, bound := range s.Bounds {
		value, ok := r.Attributes[bound.Attribute]
		if !ok || bound.Min != nil && value.LessThan(*bound.Min) || bound.Max != nil && value.GreaterThan(*bound.Max) {
			return false
		}
	}
	return true
}
