package engine

import (
	"slices"

	"github.com/cedego/cede/internal/fixed"
)

// exact returns what the covers of a stage cede of a row, and what stood of it, before any rounding: each
// cover takes the part of the exact subject that its terms take of the subject as posted.
func (r *Run) exact(st *Stage, row int32) ([]Part, fixed.Ratio) {
	left := newExactLeft(r.losses.Amount[row])
	for i := range r.plan.Stages {
		stage := &r.plan.Stages[i]
		var list []Part
		for _, s := range stage.Sections {
			subject := r.Subjects[s.First]
			if subject[row] == 0 {
				continue
			}
			first := len(list)
			if s.Shares != nil {
				list = r.exactShares(list, s, subject, row)
			} else {
				list = r.exactLayers(list, s, subject, row)
			}
			if first == len(list) {
				continue
			}
			factor := left.subject(s).Quo(fixed.Int(subject[row]))
			for k := first; k < len(list); k++ {
				list[k].Exact = list[k].Exact.Mul(factor)
			}
		}
		if stage == st {
			return list, left.standing
		}
		left.take(r.plan, list)
	}
	return nil, left.standing
}

// exactLeft is what the stages leave of one row before any rounding.
type exactLeft struct {
	gross, standing fixed.Ratio
	taken           map[int32]fixed.Ratio // by contract
}

func newExactLeft(gross int64) *exactLeft {
	return &exactLeft{gross: fixed.Int(gross), standing: fixed.Int(gross), taken: make(map[int32]fixed.Ratio)}
}

// subject returns what a section applies to.
func (l *exactLeft) subject(s *Section) fixed.Ratio {
	switch s.Subject {
	case Net:
		return l.standing
	case Gross:
		return l.gross
	case NetOf:
	}
	subject := l.gross
	for _, c := range s.NetOf {
		subject = subject.Sub(l.taken[c])
	}
	return subject
}

// take takes what later contracts see of the cessions of a stage.
func (l *exactLeft) take(plan *Plan, list []Part) {
	for _, part := range list {
		s := plan.Covers[part.Cover].Section
		inuring := s.exactInuring(part.Exact)
		l.taken[s.Contract] = l.taken[s.Contract].Add(inuring)
		l.standing = l.standing.Sub(inuring)
	}
}

// exactInuring returns what later contracts see of an exact cession.
func (s *Section) exactInuring(exact fixed.Ratio) fixed.Ratio {
	if s.Inures {
		return exact
	}
	return exact.Mul(s.Panel.Placed)
}

// find returns the index of row among the selected and reports whether it is one.
func (s Selected) find(row int32) (int, bool) {
	if s.All {
		return int(row), true
	}
	return slices.BinarySearch(s.Rows, row)
}

// exactShares appends the parts of a section with shares.
func (r *Run) exactShares(list []Part, s *Section, subject []int64, row int32) []Part {
	if _, ok := r.losses.Selected[s.Filter].find(row); !ok || subject[row] == 0 {
		return list
	}
	factor := fixed.Int(1)
	if s.Shares.grouped() {
		factor = r.unitFactor(s, subject, row)
	}
	if s.Shares.EventLimit != Unlimited {
		var sum fixed.Ratio
		for _, other := range r.losses.around(s.Filter, byEvent, row) {
			if subject[other] > 0 {
				sum = sum.Add(whole(r.shareOf(s, other)).Mul(fixed.Int(subject[other])).Mul(r.unitFactor(s, subject, other)))
			}
		}
		if limit := fixed.Int(s.Shares.EventLimit); sum.Cmp(limit) > 0 {
			factor = factor.Mul(limit.Quo(sum))
		}
	}
	if s.Shares.onCeded() {
		factor = factor.Mul(r.takenOf(s, row))
	}
	for part, share := range r.shareOf(s, row) {
		if share.Sign() > 0 {
			list = append(list, Part{Cover: s.First + int32(part), Exact: share.Mul(fixed.Int(subject[row])).Mul(factor)})
		}
	}
	return list
}

// unitFactor is what the limit on each loss, the deductible and annual terms on 100 % leave of the shares of a row's unit
// and event.
func (r *Run) unitFactor(s *Section, subject []int64, row int32) fixed.Ratio {
	t := s.Shares
	if !t.PerUnit() && !t.onWhole() {
		return fixed.Int(1)
	}
	sum := subject[row]
	if t.PerUnit() {
		sum, _ = total(subject, r.losses.around(s.Filter, s.UnitRule, row))
	}
	share := whole(r.shareOf(s, row))
	plain := share.Mul(fixed.Int(sum))
	if plain.Sign() == 0 {
		return fixed.Int(1)
	}
	left := fixed.Int(t.whole(sum))
	if t.onWhole() {
		left = left.Mul(r.takenOf(s, row))
	}
	final := share.Mul(left)
	if !t.DeductibleOnWhole {
		final = final.Sub(fixed.Int(t.Deductible))
	}
	if final.Sign() < 0 {
		return fixed.Ratio{}
	}
	return final.Quo(plain)
}

func whole(shares []fixed.Ratio) fixed.Ratio {
	var sum fixed.Ratio
	for _, share := range shares {
		sum = sum.Add(share)
	}
	return sum
}

// exactLayers appends the layers of a section.
func (r *Run) exactLayers(list []Part, s *Section, subject []int64, row int32) []Part {
	subject = r.entered(s, subject)
	expenses := r.expenses[s.First] // of a loss that does not enter too, where they are paid in addition
	if subject[row] == 0 && (expenses == nil || expenses[row] == 0) || r.leavesOut(s) {
		return list
	}
	for i := range s.Layers {
		layer := r.layer(s, i)
		filter := s.LayerFilters[i]
		if layer.Annual() {
			if part, ok := r.booked(s, i, subject, row); ok {
				list = append(list, part)
			}
			continue
		}
		rows := r.losses.around(filter, layer.Grain.rule(s), row)
		if rows == nil {
			continue
		}
		amount, sum := r.exactOccurrence(s, layer, subject, rows)
		if amount.Sign() == 0 {
			continue
		}
		if layer.EventCap != Unlimited {
			amount = amount.Mul(r.capFactor(s, layer, filter, subject, row, amount))
		}
		if !layer.ShareOnLoss {
			amount = amount.Mul(layer.Share)
		}
		list = append(list, Part{Cover: s.First + int32(i), Exact: r.withExpenses(s, amount.Quo(fixed.Int(sum)), subject, row)})
	}
	return list
}

// booked returns a row's part of what the annual terms left of its occurrence, before any rounding.
func (r *Run) booked(s *Section, i int, subject []int64, row int32) (Part, bool) {
	k, ok := r.losses.Selected[s.LayerFilters[i]].find(row)
	if !ok {
		return Part{}, false
	}
	if groups := r.groups(s, i); groups.starts != nil {
		k = int(groups.at[k])
	}
	cover := s.First + int32(i)
	for at := range r.found[cover] {
		if o := &r.found[cover][at]; int(o.group) == k && o.final > 0 {
			amount := r.exactFinal(r.layer(s, i), cover, o)
			if !r.layer(s, i).ShareOnLoss {
				amount = amount.Mul(r.layer(s, i).Share)
			}
			return Part{Cover: cover, Exact: r.withExpenses(s, amount.Quo(fixed.Int(o.sum)), subject, row)}, true
		}
	}
	return Part{}, false
}

// exactFinal returns what the annual terms leave of an occurrence if neither a share on the loss nor the event cap rounds.
func (r *Run) exactFinal(l *Layer, cover int32, of *occurrence) fixed.Ratio {
	if !l.ShareOnLoss && l.EventCap == Unlimited {
		return fixed.Int(of.final)
	}
	list := r.found[cover]
	order, events := make([]*occurrence, len(list)), make(map[int32]fixed.Ratio)
	for k := range list {
		order[k] = &list[k]
		events[list[k].event] = events[list[k].event].Add(l.exactAmount(&list[k]))
	}
	inTime(order)
	opening := r.Opening[cover]
	used := fixed.Int(opening.Used)
	type year struct{ sum, used fixed.Ratio }
	years := make(map[int]year)
	for n, y := range opening.Years {
		years[n] = year{fixed.Int(y.Sum), fixed.Int(y.Used)}
	}
	for _, o := range order {
		amount := l.exactAmount(o)
		if most := fixed.Int(l.EventCap); l.EventCap != Unlimited && events[o.event].Cmp(most) > 0 {
			amount = amount.Mul(most.Quo(events[o.event]))
		}
		if o.counted == 0 {
			amount = fixed.Ratio{}
		}
		y := years[o.year]
		before := l.exactDeducted(y.sum)
		y.sum = y.sum.Add(amount)
		left := l.exactDeducted(y.sum).Sub(before)
		if l.AggregateLimit != Unlimited {
			left = fixed.Min(left, fixed.Int(l.AggregateLimit).Sub(y.used))
		}
		if l.TermLimit != Unlimited {
			left = fixed.Min(left, fixed.Int(l.TermLimit).Sub(used))
		}
		y.used, used = y.used.Add(left), used.Add(left)
		years[o.year] = y
		if o == of {
			return left
		}
	}
	return fixed.Ratio{}
}

// exactAmount returns the loss of an occurrence to a layer before the event cap.
func (l *Layer) exactAmount(o *occurrence) fixed.Ratio {
	if !l.ShareOnLoss {
		return fixed.Int(o.amount)
	}
	amount := l.Share.Mul(fixed.Int(o.sum)).Sub(fixed.Int(o.attachment))
	if amount.Sign() <= 0 {
		return fixed.Ratio{}
	}
	return fixed.Min(amount, fixed.Int(o.limit))
}

// exactDeducted returns what the aggregate deductible leaves of a sum.
func (l *Layer) exactDeducted(sum fixed.Ratio) fixed.Ratio {
	sum = sum.Sub(fixed.Int(l.AggregateDeductible))
	if sum.Sign() < 0 {
		return fixed.Ratio{}
	}
	return sum
}

// withExpenses returns what a row cedes at a rate on what entered, and on its expenses if they are paid in addition.
func (r *Run) withExpenses(s *Section, rate fixed.Ratio, entered []int64, row int32) fixed.Ratio {
	base := fixed.Int(entered[row])
	if expenses := r.expenses[s.First]; expenses != nil {
		base = base.Add(fixed.Int(expenses[row]))
	}
	return rate.Mul(base)
}

// exactOccurrence returns the loss to the layer of an occurrence, before the share unless that is on the loss.
func (r *Run) exactOccurrence(s *Section, layer *Layer, subject []int64, rows []int32) (amount fixed.Ratio, sum int64) {
	sum, first := total(subject, rows)
	if sum == 0 || s.outside(r.losses, first) || !r.hits(s, layer, subject, rows, sum) {
		return fixed.Ratio{}, sum
	}
	amount = fixed.Int(sum)
	if layer.ShareOnLoss {
		amount = amount.Mul(layer.Share)
	}
	attachment, limit := r.bounds(s, layer, subject, rows, sum)
	amount = amount.Sub(fixed.Int(attachment))
	if amount.Sign() <= 0 {
		return fixed.Ratio{}, sum
	}
	return fixed.Min(amount, fixed.Int(limit)), sum
}

// capFactor is what the event cap leaves of each recovery of the row's event.
func (r *Run) capFactor(s *Section, layer *Layer, filter int, subject []int64, row int32, own fixed.Ratio) fixed.Ratio {
	sum := own
	if e := r.losses.event(row); e >= 0 {
		sum = fixed.Ratio{}
		seen := make(map[int32]bool)
		for _, other := range r.losses.around(filter, byEvent, row) {
			if unit := r.losses.unit(s.UnitRule, other); !seen[unit] {
				seen[unit] = true
				amount, _ := r.exactOccurrence(s, layer, subject, r.losses.around(filter, s.UnitRule, other))
				sum = sum.Add(amount)
			}
		}
	}
	if limit := fixed.Int(layer.EventCap); sum.Cmp(limit) > 0 {
		return limit.Quo(sum)
	}
	return fixed.Int(1)
}
