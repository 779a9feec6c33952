package engine

import "iter"

// In returns the losses that a section sees, in canonical order, given its
// subject column. Of layers on a losses-occurring basis these are the losses of
// the occurrences that begin in the period.
func (l *Losses) In(s *Section, subject []int64) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		sel := &l.Selected[s.Filter]
		for k := range sel.Len(len(subject)) {
			row := sel.Row(k)
			if s.Occurring && !l.begins(s, subject, k) {
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
	k, ok := l.Selected[s.Filter].find(row)
	return ok && (!s.Occurring || l.begins(s, subject, k))
}

// begins reports whether the occurrence of the k-th selected loss begins in the section's period.
func (l *Losses) begins(s *Section, subject []int64, k int) bool {
	rule := s.UnitRule
	if len(s.Layers) > 0 && s.Layers[0].PerEvent {
		rule = byEvent
	}
	_, first := total(subject, l.around(s.Filter, rule, l.Selected[s.Filter].Row(k)))
	return !s.outside(l, first)
}
