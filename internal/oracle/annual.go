package oracle

import (
	"math/big"
	"slices"

	"github.com/cedego/cede/xol"
)

// holds reports whether a range has the n-th.
func holds(r xol.Range, n int) bool { return n >= r.From && (r.To == 0 || n <= r.To) }

// annual applies the terms of a layer that look at more than one occurrence; the occurrences are in order of time.
func (l *layer) annual(list []*occurrence) {
	term, exactTerm := whole(0), whole(0)
	years := map[int]*yearly{}
	byYear := map[int][]*occurrence{}
	for _, o := range list {
		byYear[o.year] = append(byYear[o.year], o)
	}
	for _, of := range byYear {
		l.choose(of)
	}
	for _, o := range list {
		y := years[o.year]
		if y == nil {
			y = &yearly{whole(0), whole(0), whole(0)}
			years[o.year] = y
		}
		o.from = y.used
		o.left = l.take(&y.sum, o.inLayer, term)
		o.exactLeft = l.take(&y.exact, o.exactIn, exactTerm)
		term, exactTerm = add(term, o.left), add(exactTerm, o.exactLeft)
		y.used = add(y.used, o.left)
		o.to = y.used
	}
}

// A yearly is what a year of a layer has had: the sum of losses to the layer, also without any rounding, and what was paid.
type yearly struct{ sum, exact, used *big.Rat }

// choose leaves what ranks and ordinals hold of the occurrences of a year.
func (l *layer) choose(list []*occurrence) {
	none := func(o *occurrence) {
		o.out = o.out || o.inLayer.Sign() > 0
		o.inLayer, o.exactIn = whole(0), whole(0)
	}
	if len(list) > 0 && list[0].decided != nil {
		for _, o := range list {
			if o.decided.out {
				none(o)
			}
		}
		return
	}
	bySize := slices.Clone(list)
	slices.SortStableFunc(bySize, func(x, y *occurrence) int { return y.inLayer.Cmp(x.inLayer) })
	for i, o := range bySize {
		if !holds(l.Ranks, i+1) {
			none(o)
		}
	}
	n := 0
	for _, o := range list {
		if o.inLayer.Sign() == 0 {
			continue
		}
		n++
		if !holds(l.Occurrences, n) {
			none(o)
		}
	}
}

// take adds a loss to the layer to the sum of its year and returns what is left of it; term is what was paid of the term limit.
func (l *layer) take(sum **big.Rat, in, term *big.Rat) *big.Rat {
	paid := func(sum *big.Rat) *big.Rat {
		if l.deductible != nil {
			sum = aboveZero(sub(sum, l.deductible))
		}
		if l.aggregate != nil {
			sum = least(sum, l.aggregate)
		}
		return sum
	}
	before := paid(*sum)
	*sum = add(*sum, in)
	left := sub(paid(*sum), before)
	if l.term != nil {
		left = least(left, sub(l.term, term))
	}
	return left
}

// dropped returns the attachment of a layer for an occurrence; locked is what an interlocking clause makes of an attachment.
func (p *program) dropped(s *section, l *layer, o *occurrence, locked func(*big.Rat) *big.Rat) *big.Rat {
	attachment := locked(l.attachment)
	for i, d := range l.Drops {
		for _, below := range s.states {
			if below.layer.ID != d.Below {
				continue
			}
			before, after, pays := p.around(s, below, o)
			switch {
			case before:
				attachment = least(attachment, locked(l.drops[i]))
			case after && d.When == xol.DropWithin:
				attachment = least(attachment, add(locked(l.drops[i]), pays))
			}
		}
	}
	return attachment
}

// around reports whether a layer below has nothing left for the year before an event, and after it, and what it pays of it.
func (p *program) around(s *section, below state, o *occurrence) (before, after bool, pays *big.Rat) {
	year, term := whole(0), whole(0)
	exhausted := func() bool {
		l := below.layer
		return l.aggregate != nil && year.Cmp(l.aggregate) >= 0 || l.term != nil && term.Cmp(l.term) >= 0
	}
	took := func(b *occurrence) {
		term = add(term, b.left)
		if b.year == o.year {
			year = add(year, b.left)
		}
	}
	pays = whole(0)
	var same *occurrence
	for _, b := range below.list {
		if b.event == o.event {
			same = b
		}
	}
	for _, b := range below.list {
		switch {
		case b == same:
		case same != nil && p.inTime(s, b, same) < 0, same == nil && p.inTime(s, b, o) < 0:
			took(b)
		}
	}
	before = exhausted()
	if same != nil {
		took(same)
		pays = same.left
	}
	return before, exhausted(), pays
}
