package treaty

import (
	"iter"

	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

// A Window is what an hours clause made one occurrence: the losses of a section in a part of an event. The losses of the event
// that are in none of its windows stay with the cedent.
type Window struct {
	_ [0]func()
	// Contract, Section and Event are ids.
	Contract string `json:"contract"`
	Section  string `json:"section"`
	Event    string `json:"event"`
	// From and To are the first and last day of the window, both inside.
	From cede.Date `json:"from"`
	To   cede.Date `json:"to"`
	// Hour is the hour of From at which the window begins and right before which it ends on To, or if it is 0 at the end of To. It is
	// nil where windows are of whole days.
	Hour *int `json:"hour,omitzero"`
	// Losses is the number of losses in the window of which something enters the layers of the section, at least 1.
	Losses int `json:"losses"`
	// Subject is what enters, Ceded what the section cedes of it as placed, both in the program's currency.
	Subject decimal.Decimal `json:"subject"`
	Ceded   decimal.Decimal `json:"ceded"`
}

// Windows returns the windows that hours clauses chose: by contract and section, then by event in order of first losses, and by time. Events
// of which a section would recover nothing have none.
func (r *Result) Windows() iter.Seq[Window] {
	return func(yield func(Window) bool) {
		for i := range r.b.program.contracts {
			c := &r.b.program.contracts[i]
			for k := range c.sections {
				for _, w := range r.windows(c, &c.sections[k]) {
					if !yield(w) {
						return
					}
				}
			}
		}
	}
}

func (r *Result) windows(c *contract, s *section) []Window {
	list := r.columns.Stretches(s.engine)
	if len(list) == 0 {
		return nil
	}
	count, subject, ceded := make([]int, len(list)), make([]int64, len(list)), make([]int64, len(list))
	for row, x := range r.entering(s) {
		if k := r.columns.StretchOf(s.engine, int32(row)); k >= 0 && x > 0 {
			count[k]++
			subject[k] += x
		}
	}
	first, last := s.engine.First, s.engine.First+int32(len(s.clauses))
	for _, record := range r.ledger.Cessions() {
		if k := r.columns.StretchOf(s.engine, record.Row); k >= 0 && first <= record.Cover && record.Cover < last {
			ceded[k] += record.Ceded
		}
	}
	out := make([]Window, len(list))
	for k := range list {
		w := &list[k]
		out[k] = Window{
			Contract: c.id, Section: s.id, Event: r.table.events[w.Event].ID, From: w.From(), To: w.To(),
			Losses: count[k], Subject: r.b.program.money(subject[k]), Ceded: r.b.program.money(ceded[k]),
		}
		if hour := w.Hour(); hour >= 0 {
			out[k].Hour = &hour
		}
	}
	return out
}

// hours returns the first contract with an hours clause, or with one that names perils, or nothing.
func (p *Program) hours(perils bool) string {
	for i := range p.contracts {
		for k := range p.contracts[i].sections {
			for _, h := range p.contracts[i].sections[k].engine.Hours {
				if !perils || len(h.Perils) > 0 {
					return p.contracts[i].id
				}
			}
		}
	}
	return ""
}
