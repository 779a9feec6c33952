package oracle

import (
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// scopeOn returns a scope as it stands on a day, without dates: what is excluded from a day on is excluded if that has come. On
// the zero Date none has.
func scopeOn(s treaty.Scope, day cede.Date) treaty.Scope {
	for _, e := range s.ExcludeFrom {
		if day.IsZero() || day.Before(e.From) {
			continue
		}
		x, y := s.Exclude, e.Exclude
		s.Exclude = treaty.Selection{
			Lines: slices.Concat(x.Lines, y.Lines), Territories: slices.Concat(x.Territories, y.Territories), Perils: slices.Concat(x.Perils, y.Perils),
			Tags: slices.Concat(x.Tags, y.Tags), Keys: slices.Concat(x.Keys, y.Keys), Policies: slices.Concat(x.Policies, y.Policies),
			Risks: slices.Concat(x.Risks, y.Risks), Events: slices.Concat(x.Events, y.Events), Losses: slices.Concat(x.Losses, y.Losses),
		}
	}
	s.ExcludeFrom = nil
	return s
}

// out returns the first day on which a scope that holds a risk at first does not, or the zero Date.
func out(r *risk, s treaty.Scope) cede.Date {
	var first cede.Date
	for _, e := range s.ExcludeFrom {
		if !riskInScope(r, scopeOn(s, e.From)) && (first.IsZero() || e.From.Before(first)) {
			first = e.From
		}
	}
	return first
}

// dayOf returns the day by which the exclusions of a section judge a loss.
func (s *section) dayOf(l *loss) cede.Date {
	switch {
	case s.Basis == treaty.LossesOccurring:
		return l.Date
	case s.Basis == treaty.ClaimsMade:
		return l.Reported
	case l.risk != nil:
		return l.risk.Period.From
	}
	return cede.Date{}
}

// inScope reports whether a scope of a section, or of a layer of it, holds a loss on its day.
func (s *section) inScope(l *loss, scope treaty.Scope) bool {
	return lossInScope(l, scopeOn(scope, s.dayOf(l)))
}

// namesPerils reports whether a scope includes or excludes perils.
func namesPerils(s treaty.Scope) bool {
	return len(s.Include.Perils) > 0 || len(s.Exclude.Perils) > 0
}

// asksRisk reports whether a scope cannot be judged without the risk.
func asksRisk(s treaty.Scope) bool {
	lists := []treaty.Selection{s.Include, s.Exclude}
	for _, e := range s.ExcludeFrom {
		lists = append(lists, e.Exclude)
	}
	for _, x := range lists {
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
