package engine

import (
	"cmp"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// A Span is a range of numbers counted from 1, both ends inside. To 0 is no end; the zero Span is all.
type Span struct{ From, To int }

// all reports whether s leaves nothing out.
func (s Span) all() bool { return s.From <= 1 && s.To == 0 }

func (s Span) has(n int) bool { return n >= s.From && (s.To == 0 || n <= s.To) }

// A Drop lowers the attachment of a layer once a layer below has used up its aggregate limit.
type Drop struct {
	// Below is the index of that layer in the section, smaller than the dropping layer's.
	Below      int
	Attachment int64
	// Within makes the layer drop in the very occurrence that exhausts the layer below, above what that
	// still pays of it; otherwise it drops from the next one on.
	Within bool
}

// A Year is what the annual terms of a layer have taken of one year.
type Year struct {
	// Hits is the number of occurrences that reached the layer.
	Hits int
	// Sum is the loss to the layer, Used what the aggregate deductible and limit left of it.
	Sum, Used int64
}

// An Account is what the annual terms of a layer have taken so far, by year of the period.
type Account struct {
	Years []Year
	// Used is what all years have used.
	Used int64
}

func (a *Account) year(n int) *Year {
	for len(a.Years) <= n {
		a.Years = append(a.Years, Year{})
	}
	return &a.Years[n]
}

// A Usage is what an occurrence used of a layer's aggregate limit, before the share: From and To are what
// the year had used before and after it.
type Usage struct {
	Cover, Row int32
	Year       int
	From, To   int64
}

// Annual reports whether the layer has terms that look at more than one occurrence.
func (l *Layer) Annual() bool {
	return l.AggregateDeductible != 0 || l.AggregateLimit != Unlimited || l.TermLimit != Unlimited ||
		!l.Ordinals.all() || !l.Ranks.all() || len(l.Drops) > 0 || l.Price.usage()
}

// Conditional reports whether the layer may pay less than limit xs attachment of an occurrence.
func (l *Layer) Conditional() bool {
	return l.Annual() || l.MinimumUnits > 1 || l.EventCap != Unlimited || l.Franchise != 0 || l.MarketLoss != 0 ||
		l.AttachmentRate.Sign() != 0 || l.LimitRate.Sign() != 0
}

// Narrow reports whether the clauses keep something of a loss, or some losses, from the layers.
func (c *Clauses) Narrow() bool {
	return c.Expenses != Within || c.Line != nil || c.EachLoss != EachLoss{} || len(c.Interlocking)+len(c.Over) > 0 || c.Index != nil || len(c.Hours) > 0
}

// exhausted reports whether the aggregate limit of a year is used up.
func (l *Layer) exhausted(a *Account, year int) bool {
	return l.AggregateLimit != Unlimited && a.year(year).Used >= l.AggregateLimit ||
		l.TermLimit != Unlimited && a.Used >= l.TermLimit
}

// book passes what the event cap left of an occurrence through the annual terms.
func (a *Account) book(l *Layer, o *occurrence) {
	y := a.year(o.year)
	o.counted = o.capped
	if o.outranked {
		o.counted = 0
	}
	if o.counted > 0 {
		y.Hits++
		if !l.Ordinals.has(y.Hits) {
			o.counted = 0
		}
	}
	before := max(y.Sum-l.AggregateDeductible, 0)
	y.Sum += o.counted // at most the sum of the subject column
	o.deducted = max(y.Sum-l.AggregateDeductible, 0) - before
	o.from = y.Used
	o.final = min(o.deducted, l.AggregateLimit-y.Used, l.TermLimit-a.Used)
	y.Used += o.final
	a.Used += o.final
	o.to = y.Used
}

// book passes the occurrences of the layers from first on through their annual terms, in order of
// time; what the layers make of one occurrence follows each other as the layers are listed. The accounts begin as
// the run opened them.
func (r *Run) book(s *Section, first int, lists [][]occurrence) error {
	accounts := make([]Account, len(lists))
	var order []*occurrence
	dropping := false
	for i, list := range lists {
		layer := r.layer(s, first+i)
		opening := r.Opening[s.First+int32(first+i)]
		accounts[i] = Account{Years: slices.Clone(opening.Years), Used: opening.Used}
		dropping = dropping || len(layer.Drops) > 0
		for k := range list {
			list[k].layer, list[k].year = i, r.year(s, list[k].first)
			order = append(order, &list[k])
		}
		rank(layer, list)
	}
	inTime(order)
	exhausted, paid := make([]bool, len(lists)), make([]int64, len(lists)) // before and by the event at hand
	var event int32
	for k, o := range order {
		layer := r.layer(s, first+o.layer)
		if dropping {
			if k == 0 || o.event != event {
				event = o.event
				for i := range exhausted {
					exhausted[i], paid[i] = r.layer(s, first+i).exhausted(&accounts[i], o.year), 0
				}
			}
			if err := r.drop(s, layer, o, accounts, exhausted, paid); err != nil {
				return err
			}
		}
		accounts[o.layer].book(layer, o)
		paid[o.layer] = o.final
	}
	if r.Closing == nil {
		r.Closing = make(map[int32]Account)
	}
	for i, a := range accounts {
		r.Closing[s.First+int32(first+i)] = a
	}
	return nil
}

// inTime puts occurrences in the order of time, those of one event as their layers are listed.
func inTime(list []*occurrence) {
	slices.SortStableFunc(list, func(a, b *occurrence) int {
		return cmp.Or(a.settled.Compare(b.settled), cmp.Compare(a.first, b.first), cmp.Compare(a.layer, b.layer))
	})
}

// drop sets the amount of an occurrence of a dropping layer.
func (r *Run) drop(s *Section, layer *Layer, o *occurrence, accounts []Account, exhausted []bool, paid []int64) error {
	if len(layer.Drops) == 0 {
		return nil
	}
	attachment := o.attachment
	for k, d := range layer.Drops {
		lower := d.Attachment
		if o.drops != nil {
			lower = o.drops[k]
		}
		switch {
		case exhausted[d.Below]:
			attachment = min(attachment, lower)
		case d.Within && r.layer(s, d.Below).exhausted(&accounts[d.Below], o.year):
			if above, ok := fixed.Add(lower, paid[d.Below]); ok {
				attachment = min(attachment, above)
			}
		}
	}
	var ok bool
	if o.amount, ok = layer.occurrence(o.sum, attachment, o.limit, r.plan.Mode); !ok {
		return ErrOverflow
	}
	o.attachment, o.capped = attachment, o.amount
	return nil
}

// rank marks the occurrences that the ranks of a layer leave out: by year and size, equal ones in their order.
func rank(l *Layer, list []occurrence) {
	if l.Ranks.all() {
		return
	}
	order := make([]*occurrence, len(list))
	for k := range list {
		order[k] = &list[k]
	}
	slices.SortStableFunc(order, func(a, b *occurrence) int {
		return cmp.Or(cmp.Compare(b.capped, a.capped), a.settled.Compare(b.settled))
	})
	seen := make(map[int]int)
	for _, o := range order {
		seen[o.year]++
		o.outranked = !l.Ranks.has(seen[o.year])
	}
}

// year returns the year of the section's period in which a row's day lies, from 0. Days before the period
// count to its first year, days after it to its last; without dates, or if the section does not count by years, all
// is one year.
func (r *Run) year(s *Section, row int32) int {
	if !s.Yearly || r.losses.Date == nil {
		return 0
	}
	day := r.losses.Date[row]
	if day.After(s.To) {
		day = s.To
	}
	return max(anniversaries(s.From, day), 0)
}

// anniversaries returns how many whole years have passed from one day to another.
func anniversaries(from, to cede.Date) int {
	y1, m1, d1 := from.Civil()
	y2, m2, d2 := to.Civil()
	n := y2 - y1
	if m2 < m1 || m2 == m1 && d2 < d1 {
		n--
	}
	return n
}

// settled returns the day by which the rows with a subject are settled; Open, which is after all others, if one is not.
func (l *Losses) settled(subject []int64, rows []int32) cede.Date {
	var last cede.Date
	for _, row := range rows {
		if subject[row] == 0 {
			continue
		}
		day := l.Settled[row]
		if day.IsZero() {
			day = l.Open
		}
		if day.After(last) {
			last = day
		}
	}
	return last
}
