package engine

import (
	"cmp"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// excess runs the layers of a section: each finds its occurrences, the annual terms take them in
// order of time, and what is left is recovered.
func (r *Run) excess(s *Section, subject []int64) error {
	if r.leavesOut(s) {
		return nil
	}
	subject = r.entering(s, subject)
	if err := r.divide(s, subject); err != nil {
		return err
	}
	r.dropping = s.Dropping()
	if r.dropping {
		lists := make([][]occurrence, len(s.Layers))
		for i := range s.Layers {
			var err error
			if lists[i], err = r.find(s, i, subject); err != nil {
				return err
			}
		}
		if err := r.book(s, 0, lists); err != nil {
			return err
		}
		for i := range s.Layers {
			r.recoverAll(s, i, subject, lists[i])
		}
		return nil
	}
	for i := range s.Layers {
		if i&1023 == 1023 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		if r.plain(s, i) {
			r.plainLayer(s, i, subject)
			continue
		}
		if r.single(s, i, subject) {
			if err := r.recoverEach(s, i, subject); err != nil {
				return err
			}
			continue
		}
		list, err := r.find(s, i, subject)
		if err != nil {
			return err
		}
		if r.layer(s, i).Annual() {
			if err := r.book(s, i, [][]occurrence{list}); err != nil {
				return err
			}
		}
		r.recoverAll(s, i, subject, list)
	}
	return nil
}

// leavesOut reports whether the run leaves out the layers of a section, which are all of one grain.
func (r *Run) leavesOut(s *Section) bool {
	grain := s.Layers[0].Grain
	return r.Alone && grain == PerTerm || r.PerUnitOnly && grain != PerUnit
}

// Dropping reports whether a layer of the section drops.
func (s *Section) Dropping() bool {
	for i := range s.Layers { // which are large
		if len(s.Layers[i].Drops) > 0 {
			return true
		}
	}
	return false
}

// missing returns an amount up to which a single loss certainly misses a layer: a shortcut, since most do.
func (r *Run) missing(s *Section, l *Layer) int64 {
	if s.Index != nil || len(s.Interlocked) > 0 || r.dropping {
		return 0
	}
	return l.Attachment
}

// An occurrence is what a layer found above its attachment.
type occurrence struct {
	// group is its number among the groups of its layer, first its first row with a subject, event that row's event.
	group, first, event int32
	sum                 int64
	// attachment and limit are the layer's, unless a clause changes them; a layer that drops has a lower attachment.
	attachment, limit int64
	// drops are the attachments of the layer's drops where clauses change them; otherwise they are the drops' own.
	drops []int64
	// own, indexed, locked and amount are the loss to the layer, before the share, or after it where the share is on the loss: by its
	// own terms, then with the index clause, the interlocking clause, and as dropped.
	own, indexed, locked, amount int64
	// capped, ranked, counted, deducted, limited and final are what the event cap, ranks, ordinals, the aggregate
	// deductible, the aggregate limit and the term limit leave of it, one after the other.
	capped, ranked, counted, deducted, limited, final int64
	// from and to are what its year used of the aggregate limit before and after it.
	from, to int64
	year     int
	// outranked marks what ranks leave out, or in a decided one what was left out before.
	outranked, decided bool
	// missed marks what does not trigger the layer but has a place in the order of a section with drops.
	missed bool
	// settled is zero unless the section takes losses in order of settlement.
	settled cede.Date
}

// layer returns a layer with the attachment and limit that the exposure gives it.
func (r *Run) layer(s *Section, i int) *Layer { return r.exposure.layer(s, i) }

// groups returns the rows that form the occurrences of a layer.
func (r *Run) groups(s *Section, i int) *groups {
	return r.losses.grouped(s.LayerFilters[i], s.Layers[i].Grain.rule(s))
}

// meet returns what a layer makes of some rows, and reports whether it is an occurrence with a loss to it, or any in a section with drops.
func (r *Run) meet(s *Section, layer *Layer, subject []int64, rows []int32) (o occurrence, ok bool, err error) {
	sum, first := total(subject, rows)
	if sum == 0 || s.outside(r.losses, first) {
		return o, false, nil
	}
	o = occurrence{first: first, event: r.losses.event(first), sum: sum}
	if !r.hits(s, layer, subject, rows, sum) {
		o.missed = true
		return o, r.dropping, nil
	}
	if !r.measure(s, layer, subject, rows, &o) {
		return o, false, ErrOverflow
	}
	return o, o.own != 0 || o.indexed != 0 || o.amount != 0 || r.dropping, nil
}

// single reports whether each occurrence of a layer can be recovered as it is found: nothing looks at several, no run on what is
// paid takes them over, and they are in the order of their first rows.
func (r *Run) single(s *Section, i int, subject []int64) bool {
	layer := r.layer(s, i)
	if layer.Annual() || layer.EventCap != Unlimited || r.Decisions != nil || r.onPaid && r.pass.ledger != nil {
		return false
	}
	groups := r.groups(s, i)
	if groups.starts == nil {
		return true
	}
	last := int32(-1)
	for g := range groups.n {
		_, first := total(subject, groups.rows[groups.starts[g]:groups.starts[g+1]])
		if first < last {
			return false
		}
		last = first
	}
	return true
}

// recoverEach runs a layer for which single holds.
func (r *Run) recoverEach(s *Section, i int, subject []int64) error {
	layer := r.layer(s, i)
	groups := r.groups(s, i)
	sel := &r.losses.Selected[s.LayerFilters[i]]
	var one [1]int32
	var losses int64
	above := r.missing(s, layer)
	for g := range groups.n {
		rows := groups.of(g, sel, &one)
		if len(rows) == 1 && subject[rows[0]] <= above {
			continue
		}
		o, ok, err := r.meet(s, layer, subject, rows)
		if err != nil {
			return err
		}
		if ok {
			o.capped = o.amount
			o.stand()
			r.recover(s, i, subject, rows, &o)
			losses += o.final
		}
	}
	r.LayerLosses[s.First+int32(i)] = losses
	return nil
}

// stand lets what the event cap left of an occurrence stand as if there were no annual terms.
func (o *occurrence) stand() {
	o.ranked, o.counted, o.deducted, o.limited, o.final = o.capped, o.capped, o.capped, o.capped, o.capped
}

// measure sets the loss of an occurrence to a layer: by its own terms, with the index clause, and with the
// interlocking clause too. It reports whether it fits an int64.
func (r *Run) measure(s *Section, layer *Layer, subject []int64, rows []int32, o *occurrence) bool {
	var ok bool
	if o.own, ok = layer.occurrence(o.sum, layer.Attachment, layer.Limit, r.plan.Mode); !ok {
		return false
	}
	o.indexed, o.amount, o.attachment, o.limit = o.own, o.own, layer.Attachment, layer.Limit
	if s.Index != nil {
		attachment, limit := r.boundsAt(s, layer, subject, rows, o.sum, fixed.Int(1))
		if o.indexed, ok = layer.occurrence(o.sum, attachment, limit, r.plan.Mode); !ok {
			return false
		}
	}
	if s.Index != nil || len(s.Interlocked) > 0 {
		o.attachment, o.limit = r.bounds(s, layer, subject, rows, o.sum)
		if o.amount, ok = layer.occurrence(o.sum, o.attachment, o.limit, r.plan.Mode); !ok {
			return false
		}
	}
	o.locked = o.amount
	return true
}

// find returns the occurrences with a loss to a layer, by first row. They stand as if there were no annual terms.
func (r *Run) find(s *Section, i int, subject []int64) ([]occurrence, error) {
	if r.Decisions != nil {
		return r.findDecided(s, i, subject)
	}
	layer := r.layer(s, i)
	groups := r.groups(s, i)
	sel := &r.losses.Selected[s.LayerFilters[i]]
	var found []occurrence
	var one [1]int32
	above := r.missing(s, layer)
	for g := range groups.n {
		rows := groups.of(g, sel, &one)
		if len(rows) == 1 && subject[rows[0]] <= above {
			continue
		}
		o, ok, err := r.meet(s, layer, subject, rows)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		o.group = int32(g)
		first, sum := o.first, o.sum
		if o.event < 0 {
			o.event = ^first // an event of its own
		}
		if len(s.Hours) > 0 {
			if k := r.losses.StretchOf(s, first); k >= 0 {
				o.event = int32(r.losses.Events + k) // so is a window
			}
		}
		if len(s.Interlocked) > 0 { // an index clause has no drops
			for _, d := range layer.Drops {
				lower, _ := r.bounds(s, &Layer{Attachment: d.Attachment, Limit: Unlimited}, subject, rows, sum)
				o.drops = append(o.drops, lower)
			}
		}
		if s.Settlement {
			o.settled = r.losses.settled(subject, rows)
		}
		found = append(found, o)
	}
	byFirst := func(a, b occurrence) int { return cmp.Compare(a.first, b.first) }
	if !slices.IsSortedFunc(found, byFirst) {
		slices.SortFunc(found, byFirst)
	}
	return found, r.capped(layer, found)
}

// capped cuts occurrences to the event cap and lets them stand as if there were no annual terms.
func (r *Run) capped(layer *Layer, found []occurrence) error {
	for k := range found {
		found[k].capped = found[k].amount
	}
	if layer.EventCap != Unlimited {
		if err := r.capEvents(layer, found); err != nil {
			return err
		}
	}
	for k := range found {
		found[k].stand()
	}
	return nil
}

// findDecided returns the occurrences of a layer that an earlier run on other amounts of the same losses has found, with their order
// and what drops, ranks and ordinals made of them.
func (r *Run) findDecided(s *Section, i int, subject []int64) ([]occurrence, error) {
	layer := r.layer(s, i)
	groups := r.groups(s, i)
	sel := &r.losses.Selected[s.LayerFilters[i]]
	var found []occurrence
	var one [1]int32
	for _, was := range r.Decisions.found[s.First+int32(i)] {
		if was.missed || was.locked == 0 && len(layer.Drops) == 0 {
			continue // no loss to the layer then, whatever other amounts make of its limit
		}
		rows := groups.of(int(was.group), sel, &one)
		o := occurrence{
			group: was.group, first: was.first, event: was.event, settled: was.settled,
			decided: true, outranked: was.capped > 0 && was.counted == 0,
		}
		if o.sum, _ = total(subject, rows); o.sum == 0 {
			continue
		}
		if !r.measure(s, layer, subject, rows, &o) {
			return nil, ErrOverflow
		}
		if len(layer.Drops) > 0 {
			var ok bool
			o.attachment = was.attachment
			if o.amount, ok = layer.occurrence(o.sum, o.attachment, o.limit, r.plan.Mode); !ok {
				return nil, ErrOverflow
			}
		}
		if o.amount > 0 {
			found = append(found, o)
		}
	}
	return found, r.capped(layer, found)
}

// outside reports whether an occurrence whose first subject loss is row is outside
// the period of an occurring section.
func (s *Section) outside(l *Losses, row int32) bool {
	return s.Occurring && l.Date != nil && (l.Date[row].Before(s.From) || l.Date[row].After(s.To))
}

// occurrence returns the loss to the layer of an occurrence's sum.
func (l *Layer) occurrence(sum, attachment, limit int64, mode fixed.Mode) (int64, bool) {
	if !l.ShareOnLoss {
		return min(max(sum-attachment, 0), limit), true
	}
	amount, ok := l.Share.TimesLess(sum, attachment, mode)
	return min(amount, limit), ok
}

// triggered reports whether the market lost enough in an event, if the layer asks for that.
func (l *Layer) triggered(losses *Losses, event int32) bool {
	return l.MarketLoss <= 0 || event >= 0 && int(event) < len(losses.MarketLoss) && losses.MarketLoss[event] >= l.MarketLoss
}

// hits reports whether an occurrence triggers the layer.
func (r *Run) hits(s *Section, layer *Layer, subject []int64, rows []int32, sum int64) bool {
	if sum <= layer.Franchise {
		return false
	}
	if !layer.triggered(r.losses, r.losses.event(rows[0])) {
		return false
	}
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

// plain reports whether a layer looks at single losses in their order, is fully covered, placed and not recorded.
func (r *Run) plain(s *Section, i int) bool {
	l := r.layer(s, i)
	return r.pass.ledger == nil && r.pass.placed == nil && r.pass.expenses == nil && r.pass.whole && r.pass.kept[s.Contract] == nil &&
		l.Share.IsOne() && s.Panel.Placed.IsOne() && (!s.Occurring || r.losses.Date == nil) &&
		l.EventCap == Unlimited && l.MinimumUnits <= 1 && l.Franchise == 0 && l.MarketLoss == 0 &&
		l.TermLimit == Unlimited && l.Ordinals.all() && l.Ranks.all() && !s.Yearly && !s.Settlement && r.Opening == nil && !s.enters() && len(s.Interlocked) == 0 && s.Index == nil &&
		(!l.Price.usage() || l.Price.Reinstatements.Timing == AmountOnly && !r.EachUsage) &&
		r.groups(s, i).starts == nil
}

// plainLayer runs a layer for which plain holds.
func (r *Run) plainLayer(s *Section, i int, subject []int64) {
	layer, sel := r.layer(s, i), &r.losses.Selected[s.LayerFilters[i]]
	cover := s.First + int32(i)
	var used, below int64
	switch {
	case layer.Annual():
		used, below = r.plainAnnual(layer, subject, sel)
	case sel.All:
		after := r.pass.after[:len(subject)]
		attachment, limit := layer.Attachment, layer.Limit
		for row, x := range subject {
			if x <= attachment { // most are, and then there is nothing to write
				continue
			}
			y := min(x-attachment, limit)
			after[row] -= y
			below |= after[row]
			used += y
		}
	default:
		after := r.pass.after
		for _, row := range sel.Rows {
			y := min(max(subject[row]-layer.Attachment, 0), layer.Limit)
			after[row] -= y
			below |= after[row]
			used += y
		}
	}
	r.pass.below |= below
	r.pass.totals.Full[cover] += used
	r.pass.totals.Ceded[cover] += used
	r.LayerLosses[cover] = used
	if layer.Price.usage() && used > 0 {
		r.Usage = append(r.Usage, Usage{Cover: cover, Row: -1, To: used})
	}
}

// plainAnnual is [Run.plainLayer] with an aggregate deductible and limit.
func (r *Run) plainAnnual(layer *Layer, subject []int64, sel *Selected) (used, below int64) {
	after := r.pass.after
	attachment, limit, deductible, aggregate := layer.Attachment, layer.Limit, layer.AggregateDeductible, layer.AggregateLimit
	var sum int64
	for k := range sel.Len(len(subject)) {
		row := sel.Row(k)
		x := subject[row]
		if x <= attachment {
			continue
		}
		sum += min(x-attachment, limit)
		next := min(max(sum-deductible, 0), aggregate)
		after[row] -= next - used
		below |= after[row]
		used = next
	}
	return used, below
}

// capEvents cuts the losses to a layer of each event to the layer's event cap, in proportion.
func (r *Run) capEvents(layer *Layer, found []occurrence) error {
	byEvent := make(map[int32][]int32)
	for k, o := range found {
		byEvent[o.event] = append(byEvent[o.event], int32(k))
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

// recoverAll posts the recoveries of a layer and gives them back to the losses.
func (r *Run) recoverAll(s *Section, i int, subject []int64, list []occurrence) {
	layer := r.layer(s, i)
	groups := r.groups(s, i)
	sel := &r.losses.Selected[s.LayerFilters[i]]
	var one [1]int32
	var losses int64
	for k := range list {
		r.recover(s, i, subject, groups.of(int(list[k].group), sel, &one), &list[k])
		losses += list[k].final
	}
	r.LayerLosses[s.First+int32(i)] = losses
	if r.pass.ledger != nil {
		if r.found == nil {
			r.found = make(map[int32][]occurrence)
		}
		r.found[s.First+int32(i)] = list
	}
	if layer.Price.usage() {
		for k := range list {
			if o := &list[k]; o.final > 0 {
				r.Usage = append(r.Usage, Usage{Cover: s.First + int32(i), Row: o.first, Year: o.year, From: o.from, To: o.to})
			}
		}
	}
}

// recover posts an occurrence's recovery where it stands and gives it back to the losses.
func (r *Run) recover(s *Section, i int, subject []int64, rows []int32, o *occurrence) {
	cover := s.First + int32(i)
	if full := r.postTerms(s, i, subject, rows, o); full != 0 {
		r.giveBackTo(s, cover, o, subject, rows, full, false)
	}
	if s.Expenses == ProRata && r.pass.expenses != nil && o.final != 0 {
		r.recoverExpenses(s, i, rows, o)
	}
}

// recoverExpenses posts the expenses of an occurrence that are paid in the proportion of its recovery.
func (r *Run) recoverExpenses(s *Section, i int, rows []int32, o *occurrence) {
	layer, expenses := r.layer(s, i), r.pass.expensesOf(s)
	sum, _ := total(expenses, rows)
	rate := fixed.NewRatio(o.final, o.sum)
	if !layer.ShareOnLoss {
		rate = rate.Mul(layer.Share)
	}
	full, _ := rate.Times(sum, r.plan.Mode) // at most the expenses
	if full == 0 {
		return
	}
	r.terms(s, i, o.first, ClauseExpenses, sum, rate, full)
	r.giveBackTo(s, s.First+int32(i), o, expenses, rows, full, true)
}

// giveBackTo places an amount that was computed on an occurrence and divides it over its rows in the proportion of
// a column.
func (r *Run) giveBackTo(s *Section, cover int32, o *occurrence, subject []int64, rows []int32, full int64, isExpense bool) {
	ceded, _ := s.Panel.Placed.Times(full, r.plan.Mode)
	ledger := r.pass.ledger
	if ledger != nil {
		r.pass.record(Record{Base: full, Ceded: ceded, Row: o.first, Cover: cover, Rate: ledger.rate(s.Panel.Placed), Step: StepPlacement})
	}
	if len(rows) == 1 {
		r.back(s, cover, rows[0], full, ceded, isExpense)
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
			r.back(s, cover, row, fulls[k], cededs[k], isExpense)
		}
	}
}

// postTerms records the recovery of an occurrence clause by clause and returns it. Each step is the
// difference of rounded amounts.
func (r *Run) postTerms(s *Section, i int, subject []int64, rows []int32, o *occurrence) int64 {
	layer := r.layer(s, i)
	share := func(amount int64) int64 {
		if layer.ShareOnLoss {
			return amount
		}
		x, _ := layer.Share.Times(amount, r.plan.Mode) // at most the amount
		return x
	}
	full := share(o.own)
	if o.own > 0 {
		r.terms(s, i, o.first, ClauseCover, o.sum, layer.Share, full)
	}
	for _, step := range [...]struct {
		clause Clause
		amount int64
	}{
		{ClauseIndex, o.indexed},
		{ClauseInterlocking, o.locked},
		{ClauseDrop, o.amount},
		{ClauseEventCap, o.capped},
		{ClauseRanks, o.ranked},
		{ClauseOccurrences, o.counted},
		{ClauseAggregateDeductible, o.deducted},
		{ClauseAggregateLimit, o.limited},
		{ClauseTermLimit, o.final},
	} {
		next := share(step.amount)
		if next == full {
			continue
		}
		var rate fixed.Ratio
		switch step.clause { //nolint:exhaustive // those with a factor
		case ClauseIndex:
			rate = r.indexed(s, subject, rows, o.sum)
		case ClauseInterlocking:
			rate = r.interlocked(s, subject, rows, o.sum)
		}
		r.terms(s, i, o.first, step.clause, full, rate, next-full)
		full = next
	}
	return full
}

func (r *Run) back(s *Section, cover, row int32, full, ceded int64, isExpense bool) {
	r.pass.takePart(s, cover, row, full, ceded, isExpense)
	if r.pass.ledger != nil {
		clause := ClauseCover
		if isExpense {
			clause = ClauseExpenses
		}
		r.pass.record(Record{Base: full, Full: full, Ceded: ceded, Row: row, Cover: cover, Rate: -1, Step: StepCession, Clause: clause})
	}
}
