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

// A Year is what annual terms have taken of one year.
type Year struct {
	// Hits is the number of occurrences that reached the layer within its ranks.
	Hits int
	// Sum is what entered them, the loss to the layer, Used what the aggregate deductible and limit left of it.
	Sum, Used int64
}

// An Account is what the annual terms of a layer, or of a section with shares under its first cover, have taken so far, by year of the period.
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
	o.ranked = o.capped
	if o.outranked {
		o.ranked = 0
	}
	o.counted = o.ranked
	if o.counted > 0 && !o.decided {
		y.Hits++
		if !l.Ordinals.has(y.Hits) {
			o.counted = 0
		}
	}
	before := max(y.Sum-l.AggregateDeductible, 0)
	y.Sum += o.counted // at most the sum of the subject column
	o.deducted = max(y.Sum-l.AggregateDeductible, 0) - before
	o.from = y.Used
	o.limited = min(o.deducted, l.AggregateLimit-y.Used)
	o.final = min(o.limited, l.TermLimit-a.Used)
	y.Used += o.final
	a.Used += o.final
	o.to = y.Used
}

// book passes the occurrences of the layers from first on through their annual terms, layer by layer and each in its order of
// time. The accounts begin as the run opened them.
func (r *Run) book(s *Section, first int, lists [][]occurrence) error {
	dropping := false
	booked := make([]booked, len(lists))
	for i, list := range lists {
		dropping = dropping || len(r.layer(s, first+i).Drops) > 0 && r.Decisions == nil
		order := make([]*occurrence, len(list))
		for k := range list {
			list[k].year = r.year(s, list[k].first)
			order[k] = &list[k]
		}
		inTime(order)
		booked[i].order = order
	}
	if r.Closing == nil {
		r.Closing = make(map[int32]Account)
	}
	for i, list := range lists {
		layer, cover := r.layer(s, first+i), s.First+int32(first+i)
		if len(layer.Drops) > 0 && r.Decisions == nil {
			for k := range list {
				if err := r.drop(layer, &list[k], booked); err != nil {
					return err
				}
			}
		}
		if r.Decisions == nil {
			rank(layer, list, r.Alone)
		}
		opening := r.Opening[cover]
		account := Account{Years: slices.Clone(opening.Years), Used: opening.Used}
		below := &booked[i]
		if dropping {
			below.falls, below.places = layer.fallen(&account), make(map[int32]int, len(list))
		}
		for k, o := range below.order {
			if r.Alone && k > 0 && o.event != below.order[k-1].event {
				account = Account{}
			}
			account.book(layer, o)
			if dropping {
				below.places[o.event] = k
				below.falls.note(layer, &account, o, k, r.Alone)
			}
		}
		r.Closing[cover] = account
	}
	return nil
}

// booked is what annual terms made of the occurrences of a layer, for layers that drop.
type booked struct {
	order []*occurrence // of time
	falls falls
	// places are those of events in the order.
	places map[int32]int
}

// place returns where an occurrence of another layer stands in the order, and reports whether that is the place of its own event; otherwise it comes before what
// stands there.
func (b *booked) place(o *occurrence) (at int, same bool) {
	if at, same = b.places[o.event]; same {
		return at, true
	}
	at, _ = slices.BinarySearchFunc(b.order, o, inTurn)
	return at, false
}

// A fall is the occurrence that exhausted a layer, by its place in the order of time, and what the layer still paid of it.
type fall struct {
	at   int
	paid int64
}

// falls are those of a layer by year, or by event if each is alone; that of the whole period is under everYear.
type falls map[int]fall

const everYear = -1

// fallen returns what was exhausted before the run.
func (l *Layer) fallen(a *Account) falls {
	f := make(falls)
	for n := range a.Years {
		if l.AggregateLimit != Unlimited && a.Years[n].Used >= l.AggregateLimit {
			f[n] = fall{at: -1}
		}
	}
	if l.TermLimit != Unlimited && a.Used >= l.TermLimit {
		f[everYear] = fall{at: -1}
	}
	return f
}

// note remembers that the occurrence at a place exhausted its layer, if it is the first to do so.
func (f falls) note(l *Layer, a *Account, o *occurrence, at int, alone bool) {
	n := o.year
	if alone {
		n = int(o.event)
	}
	if _, ok := f[n]; !ok && l.exhausted(a, o.year) {
		f[n] = fall{at, o.final}
	}
	if _, ok := f[everYear]; !ok && !alone && l.TermLimit != Unlimited && a.Used >= l.TermLimit {
		f[everYear] = fall{at, o.final}
	}
}

// of returns the first fall that counts for an occurrence of another layer.
func (f falls) of(o *occurrence, alone bool) (fall, bool) {
	if alone {
		one, ok := f[int(o.event)]
		return one, ok
	}
	one, ok := f[o.year]
	if ever, all := f[everYear]; all && (!ok || ever.at < one.at) {
		return ever, true
	}
	return one, ok
}

// inTime puts occurrences of a layer in the order of time.
func inTime(list []*occurrence) { slices.SortStableFunc(list, inTurn) }

// inTurn compares occurrences by the order of time: of settlement, if the section asks for that, then of their first losses.
func inTurn(a, b *occurrence) int {
	return cmp.Or(a.settled.Compare(b.settled), cmp.Compare(a.first, b.first))
}

// drop sets the amount of an occurrence of a dropping layer, of what the layers below have fallen to.
func (r *Run) drop(layer *Layer, o *occurrence, below []booked) error {
	if o.missed {
		return nil
	}
	attachment := o.attachment
	for k, d := range layer.Drops {
		lower := d.Attachment
		if o.drops != nil {
			lower = o.drops[k]
		}
		one, ok := below[d.Below].falls.of(o, r.Alone)
		at, same := below[d.Below].place(o)
		switch {
		case !ok || one.at > at:
		case one.at < at:
			attachment = min(attachment, lower)
		case same && d.Within:
			if above, ok := fixed.Add(lower, one.paid); ok {
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

// rank marks the occurrences that the ranks of a layer leave out: by year, or by event if each is alone, and size, equal
// ones in their order.
func rank(l *Layer, list []occurrence, alone bool) {
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
		among := o.year
		if alone {
			among = int(o.event)
		}
		seen[among]++
		o.outranked = !l.Ranks.has(seen[among])
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
