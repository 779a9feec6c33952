package engine

import (
	"slices"

	"github.com/cedego/cede/internal/fixed"
)

// excess runs the layers of a section.
func (r *Run) excess(s *Section, subject []int64) error {
	for i := range s.Layers {
		if i&1023 == 1023 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		if r.PerUnitOnly && s.Layers[i].PerEvent {
			continue
		}
		if err := r.layer(s, i, subject); err != nil {
			return err
		}
	}
	return nil
}

func (r *Run) layer(s *Section, i int, subject []int64) error {
	layer := &s.Layers[i]
	filter := s.LayerFilters[i]
	rule := s.UnitRule
	if layer.PerEvent {
		rule = byEvent
	}
	groups := r.losses.grouped(filter, rule)
	sel := &r.losses.Selected[filter]
	cover := s.First + int32(i)
	alone := groups.starts == nil && layer.EventCap == Unlimited && layer.MinimumUnits <= 1
	if alone && (!s.Occurring || r.losses.Date == nil) && r.pass.ledger == nil && r.pass.whole && r.pass.kept[s.Contract] == nil &&
		layer.Share.IsOne() && s.Panel.Placed.IsOne() {
		r.plainLayer(layer, cover, subject, sel)
		return nil
	}
	var found []occurrence
	var one [1]int32
	for g := range groups.n {
		rows := groups.of(g, sel, &one)
		sum, first := total(subject, rows)
		if sum <= layer.Attachment && !layer.ShareOnLoss || s.outside(r.losses, first) || !r.hits(s, layer, subject, rows) {
			continue
		}
		amount, ok := layer.occurrence(sum, r.plan.Mode)
		if !ok {
			return ErrOverflow
		}
		if amount > 0 {
			found = append(found, occurrence{group: int32(g), first: first, sum: sum, amount: amount, capped: amount})
		}
	}
	byFirst := func(a, b occurrence) int { return int(a.first) - int(b.first) }
	if !slices.IsSortedFunc(found, byFirst) {
		slices.SortFunc(found, byFirst)
	}
	if layer.EventCap != Unlimited {
		if err := r.capEvents(layer, found); err != nil {
			return err
		}
	}
	for k := range found {
		r.recover(s, layer, cover, subject, groups.of(int(found[k].group), sel, &one), &found[k])
	}
	return nil
}

// outside reports whether an occurrence whose first subject loss is row is outside
// the period of an occurring section.
func (s *Section) outside(l *Losses, row int32) bool {
	return s.Occurring && l.Date != nil && (l.Date[row].Before(s.From) || l.Date[row].After(s.To))
}

// An occurrence is what a layer found above its attachment.
type occurrence struct {
	group, first int32
	sum          int64
	// amount is the loss to the layer: before the share, or after it where the share is on the loss.
	amount int64
	// capped is amount after the event cap.
	capped int64
}

// plainLayer runs a layer over single losses, fully covered, placed and not recorded.
func (r *Run) plainLayer(layer *Layer, cover int32, subject []int64, sel *Selected) {
	after := r.pass.after
	var sum, below int64
	attachment, limit := layer.Attachment, layer.Limit
	if sel.All {
		after = after[:len(subject)]
		for row, x := range subject {
			y := min(max(x-attachment, 0), limit)
			after[row] -= y
			below |= after[row]
			sum += y
		}
	} else {
		for _, row := range sel.Rows {
			y := min(max(subject[row]-attachment, 0), limit)
			after[row] -= y
			below |= after[row]
			sum += y
		}
	}
	r.pass.below |= below
	r.pass.totals.Full[cover] += sum
	r.pass.totals.Ceded[cover] += sum
}

// occurrence returns the loss to the layer of an occurrence's sum.
func (l *Layer) occurrence(sum int64, mode fixed.Mode) (int64, bool) {
	if !l.ShareOnLoss {
		return min(max(sum-l.Attachment, 0), l.Limit), true
	}
	amount, ok := l.Share.TimesLess(sum, l.Attachment, mode)
	return min(amount, l.Limit), ok
}

// hits reports whether enough units lost something.
func (r *Run) hits(s *Section, layer *Layer, subject []int64, rows []int32) bool {
	if layer.MinimumUnits <= 1 {
		return true
	}
	if len(rows) < layer.MinimumUnits {
		return false // so the map below is no larger than the occurrence
	}
	seen := make(map[int32]struct{}, layer.MinimumUnits)
	for _, row := range rows {
		if subject[row] > 0 {
			seen[r.losses.unit(s.UnitRule, row)] = struct{}{}
			if len(seen) == layer.MinimumUnits {
				return true
			}
		}
	}
	return false
}

// capEvents cuts the recoveries of each event to the layer's event cap, in proportion.
func (r *Run) capEvents(layer *Layer, found []occurrence) error {
	byEvent := make(map[int32][]int32)
	for k, o := range found {
		if e := r.losses.event(o.first); e >= 0 {
			byEvent[e] = append(byEvent[e], int32(k))
		} else {
			found[k].capped = min(o.amount, layer.EventCap)
		}
	}
	for _, list := range byEvent { // each event by itself, so the order is of no consequence
		weights := make([]int64, len(list))
		for i, k := range list {
			weights[i] = found[k].amount
		}
		sum, ok := fixed.Sum(weights)
		if !ok {
			return ErrOverflow
		}
		if sum <= layer.EventCap {
			continue
		}
		amounts := make([]int64, len(list))
		fixed.Allocate(amounts, layer.EventCap, weights)
		for i, k := range list {
			found[k].capped = amounts[i]
		}
	}
	return nil
}

// recover posts an occurrence's recovery where it stands and gives it back to the losses.
func (r *Run) recover(s *Section, layer *Layer, cover int32, subject []int64, rows []int32, o *occurrence) {
	plain, full := o.amount, o.capped
	if !layer.ShareOnLoss {
		plain, _ = layer.Share.Times(o.amount, r.plan.Mode)
		full, _ = layer.Share.Times(o.capped, r.plan.Mode)
	}
	part := int(cover - s.First)
	r.terms(s, part, o.first, ClauseCover, o.sum, layer.Share, plain)
	if full != plain {
		r.terms(s, part, o.first, ClauseEventCap, plain, fixed.Ratio{}, full-plain)
	}
	if full == 0 {
		return
	}
	ceded, _ := s.Panel.Placed.Times(full, r.plan.Mode)
	ledger := r.pass.ledger
	if ledger != nil {
		r.pass.record(Record{Base: full, Ceded: ceded, Row: o.first, Cover: cover, Rate: ledger.rate(s.Panel.Placed), Step: StepPlacement})
	}
	if len(rows) == 1 {
		r.back(s, cover, rows[0], full, ceded)
		return
	}
	buffer := make([]int64, 3*len(rows))
	weights, fulls, cededs := buffer[:len(rows)], buffer[len(rows):2*len(rows)], buffer[2*len(rows):]
	for k, row := range rows {
		weights[k] = subject[row]
	}
	fixed.Allocate(fulls, full, weights)
	fixed.Allocate(cededs, ceded, fulls)
	for k, row := range rows {
		if fulls[k] > 0 {
			r.back(s, cover, row, fulls[k], cededs[k])
		}
	}
}

func (r *Run) back(s *Section, cover, row int32, full, ceded int64) {
	r.pass.take(s, cover, row, full, ceded)
	if r.pass.ledger != nil {
		r.pass.record(Record{Base: full, Full: full, Ceded: ceded, Row: row, Cover: cover, Rate: -1, Step: StepCession})
	}
}
