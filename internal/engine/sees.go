package engine

import "iter"

// In returns the losses that a section sees, in canonical order, given its
// subject column. Of layers on a losses-occurring basis these are the losses of
// the occurrences that begin in the period, for the section or for one of its layers.
func (l *Losses) In(s *Section, subject []int64) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		sel := &l.Selected[s.Filter]
		for k := range sel.Len(len(subject)) {
			row := sel.Row(k)
			if s.Occurring && !l.begins(s, subject, row) {
				continue
			}
			if !yield(row) {
				return
			}
		}
	}
}

// Sees reports whether a section sees a loss.
func (l *Losses) Sees(s *Section, subject []int64, row int32) bool {
	_, ok := l.Selected[s.Filter].find(row)
	return ok && (!s.Occurring || l.begins(s, subject, row))
}

// begins reports whether the occurrence of a selected loss begins in the section's period, be it
// all of the occurrence or what a layer's own scope holds of it.
func (l *Losses) begins(s *Section, subject []int64, row int32) bool {
	rule := s.UnitRule
	if len(s.Layers) > 0 {
		rule = s.Layers[0].Grain.rule(s)
	}
	inside := func(filter int) bool {
		rows := l.around(filter, rule, row)
		if rows == nil {
			_, selected := l.Selected[filter].find(row)
			return selected && !s.outside(l, row) // it is in none of the windows of its event
		}
		_, first := total(subject, rows)
		return !s.outside(l, first)
	}
	if inside(s.Filter) {
		return true
	}
	for _, filter := range s.LayerFilters {
		if filter != s.Filter && inside(filter) {
			return true
		}
	}
	return false
}
