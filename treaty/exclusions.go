package treaty

import "iter"

// Exclusions returns every risk and loss that a section does not see, with the term that excludes
// it, and every risk that it no longer sees from a day on: by contract and section, risks before losses, both in canonical order. A layer
// with a scope of its own is listed for what its section sees and it does not.
func (r *Result) Exclusions() iter.Seq[Exclusion] {
	return func(yield func(Exclusion) bool) {
		for i := range r.b.program.contracts {
			c := &r.b.program.contracts[i]
			for k := range c.sections {
				if !r.excludedRisks(c, &c.sections[k], yield) || !r.excludedLosses(c, &c.sections[k], yield) {
					return
				}
			}
		}
	}
}

func (r *Result) excludedRisks(c *contract, s *section, yield func(Exclusion) bool) bool {
	e := &r.b.program.exposures[s.engine.Exposed]
	for row := range r.b.book.risks {
		risk := &r.b.book.risks[row]
		v := e.judge(risk)
		if v.in() {
			if end := e.leaves(risk); !end.IsZero() {
				v = e.scope.risk(risk, end)
				v.from = end
			}
		}
		if !v.in() && !yield(Exclusion{Contract: c.id, Section: s.id, Risk: risk.ID, From: v.from, Term: v.term, Reason: v.reason}) {
			return false
		}
	}
	return true
}

func (r *Result) excludedLosses(c *contract, s *section, yield func(Exclusion) bool) bool {
	for row := range int32(r.table.len()) {
		v := r.b.judgeLoss(s.engine.Filter, r.table, row)
		if v.in() && !r.columns.Sees(s.engine, r.entering(s), row) {
			v = because("period", "the occurrence began outside the period")
		}
		if !v.in() {
			if !yield(Exclusion{Contract: c.id, Section: s.id, Loss: r.table.ids[row], From: v.from, Term: v.term, Reason: v.reason}) {
				return false
			}
			continue
		}
		for k, at := range s.engine.LayerFilters {
			if at == s.engine.Filter {
				continue
			}
			if v := r.b.judgeLoss(at, r.table, row); !v.in() && !yield(Exclusion{
				Contract: c.id, Section: s.id, Layer: s.clauses[k], Loss: r.table.ids[row], From: v.from, Term: v.term, Reason: v.reason,
			}) {
				return false
			}
		}
	}
	return true
}
