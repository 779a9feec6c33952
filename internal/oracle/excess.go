package oracle

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// A layer is a layer with its amounts in minor units; nil is none.
type layer struct {
	xol.Layer
	attachment, limit, eventCap, share *big.Rat
	franchise, market                  *big.Rat
	deductible, aggregate, term        *big.Rat
	drops                              []*big.Rat
	onLoss                             bool
}

// optional reads an amount that may be absent.
func (m money) optional(d *decimal.Decimal) (*big.Rat, error) {
	if d == nil {
		return nil, nil //nolint:nilnil // none is none
	}
	return m.read(*d)
}

func (p *program) readLayer(s *section, k int) (*layer, error) {
	l := s.cover.layers[k]
	x := &layer{Layer: l, share: whole(1), onLoss: l.ShareOn == xol.ShareOnLoss}
	if l.Share != nil {
		x.share = fraction(*l.Share)
	}
	var errs [8]error
	x.attachment, errs[0] = p.money.read(l.Attachment)
	x.limit, errs[1] = p.money.optional(l.Limit)
	if on := s.cover.ratios; on != nil {
		errs[0], errs[1] = nil, nil
		x.attachment, x.limit = p.ratios(s, *on, l)
		follows := l.Limit != nil || on.ExpenseRatio != nil && !l.Attachment.Equal(*on.ExpenseRatio) || on.ExpenseRatio == nil && l.Attachment.Sign() > 0
		if follows && p.subjectOfPrice(s, on.Subject == xol.PremiumGross, on.Basis == xol.PremiumWritten).Sign() == 0 {
			return nil, fmt.Errorf("contract %s has no subject premium for its ratios", s.contract.ID)
		}
	}
	if l.Limit != nil && s.cover.ratios == nil && p.money.entry == treaty.EntryRound { // both ends are rounded, so that layers that adjoin still do
		end, err := p.money.read(l.Attachment.Add(*l.Limit))
		if err != nil {
			return nil, err
		}
		x.limit = sub(end, x.attachment)
	}
	x.eventCap, errs[2] = p.money.optional(l.EventCap)
	x.franchise, errs[3] = p.money.optional(l.Franchise)
	x.market, errs[4] = p.money.optional(l.MarketLoss)
	x.deductible, errs[5] = p.money.optional(l.AggregateDeductible)
	x.aggregate, errs[6] = p.money.optional(l.AggregateLimit)
	x.term, errs[7] = p.money.optional(l.TermLimit)
	if err := first(errs[:]); err != nil {
		return nil, err
	}
	if d := s.cover.franchise; d != nil {
		whole, err := p.money.read(*d)
		if err != nil {
			return nil, err
		}
		if x.franchise == nil || less(x.franchise, whole) {
			x.franchise = whole
		}
	}
	for _, d := range l.Drops {
		a, err := p.money.read(d.Attachment)
		if err != nil {
			return nil, err
		}
		x.drops = append(x.drops, a)
	}
	if r := l.Reinstatements; r != nil && !r.Unlimited {
		most := mul(x.limit, whole(int64(r.Count)+1))
		if x.aggregate == nil || less(most, x.aggregate) {
			x.aggregate = most
		}
	}
	return x, nil
}

// ratios returns attachment and limit of a layer of a stop loss on a ratio.
func (p *program) ratios(s *section, on xol.StopLoss, l xol.Layer) (attachment, limit *big.Rat) {
	premium := p.subjectOfPrice(s, on.Subject == xol.PremiumGross, on.Basis == xol.PremiumWritten)
	ratio := fraction(l.Attachment)
	if on.ExpenseRatio != nil {
		ratio = sub(ratio, fraction(*on.ExpenseRatio))
	}
	attachment = p.round(mul(ratio, premium))
	if l.Limit != nil {
		limit = p.round(mul(fraction(*l.Limit), premium))
	}
	return attachment, limit
}

// An occurrence is what a layer applies to.
type occurrence struct {
	losses  []*loss
	event   string
	units   int
	first   *loss // the first loss that enters, or nil
	subject *big.Rat
	expense *big.Rat
	settled cede.Date // zero is not settled
	year    int
	// pays tells that the layer responds, measured is the loss to it before a cap, and attachment what that was measured from; out
	// tells that ranks or ordinals leave it out.
	pays, out            bool
	measured, attachment *big.Rat
	// decided is the occurrence of what is incurred that this is one of.
	decided *occurrence
	// In the layer before annual terms, what is left of it, and the recovery.
	inLayer, left, recovery                  *big.Rat
	exactSubject, exactIn, exactLeft, exactR *big.Rat
	// from and to are what is used of the aggregate limit of the year before and after it.
	from, to *big.Rat
}

// A state is a layer with the occurrences it has taken, in order of time.
type state struct {
	layer *layer
	list  []*occurrence
}

// cedeLayers cedes the losses of a section by its layers.
func (p *program) cedeLayers(s *section) error {
	if err := p.enter(s); err != nil {
		return err
	}
	seen := map[string]bool{}
	for k := range s.cover.layers {
		l, err := p.readLayer(s, k)
		if err != nil {
			return err
		}
		list := p.occurrences(s, l.Scope)
		if p.decided != nil {
			list = p.decidedOccurrences(s, k)
		}
		for _, o := range list {
			for _, x := range o.losses {
				seen[x.ID] = true
			}
		}
		if err := p.recover(s, l, list); err != nil {
			return err
		}
		s.states = append(s.states, state{l, slices.Clone(list)})
		slices.SortStableFunc(list, func(x, y *occurrence) int { return compare(x.first, y.first) })
		for _, o := range list {
			p.cedeOccurrence(s, k, l, o)
		}
	}
	// What the section itself sees, even if no layer's own scope holds it, is subject too.
	for _, o := range p.occurrences(s, treaty.Scope{}) {
		for _, x := range o.losses {
			seen[x.ID] = true
		}
	}
	for _, x := range p.book.losses {
		if seen[x.ID] {
			s.losses = append(s.losses, x)
		}
	}
	return nil
}

// cedeOccurrence divides what a layer pays for an occurrence over its losses.
func (p *program) cedeOccurrence(s *section, k int, l *layer, o *occurrence) {
	var entered, exact, expenses []*big.Rat
	for _, x := range o.losses {
		entered, exact = append(entered, s.entered[x.ID]), append(exact, s.exactEntered[x.ID])
		expenses = append(expenses, s.expenses[x.ID])
	}
	give := func(extra bool, full []*big.Rat, exactly []*big.Rat) {
		for i, x := range o.losses {
			s.contract.cede(losses, place{s.index, k, x.ID, extra}, full[i], exactly[i])
		}
		s.contract.recoveries = append(s.contract.recoveries, recovery{s.index, k, extra, o.losses})
	}
	give(false, divide(o.recovery, entered), proportion(o.exactR, exact))
	if s.cover.Expenses != xol.ExpensesProRata || o.subject.Sign() == 0 {
		return
	}
	share := l.share
	if l.onLoss {
		share = whole(1)
	}
	part := func(left, subject *big.Rat) *big.Rat { return quo(mul(mul(o.expense, share), left), subject) }
	exactly := whole(0)
	if o.exactSubject.Sign() > 0 {
		exactly = part(o.exactLeft, o.exactSubject)
	}
	give(true, divide(p.round(part(o.left, o.subject)), expenses), proportion(exactly, expenses))
}

// decidedOccurrences returns the occurrences of a layer that the program on what is incurred found with a loss to it.
func (p *program) decidedOccurrences(s *section, k int) []*occurrence {
	var out []*occurrence
	for _, c := range p.decided.contracts {
		if c.ID != s.contract.ID {
			continue
		}
		was := c.sections[s.index].states[k]
		for _, w := range was.list {
			if w.first == nil || !w.pays || w.measured.Sign() == 0 && len(was.layer.Drops) == 0 {
				continue
			}
			var group []*loss
			var first *loss
			for _, x := range p.book.losses {
				if slices.ContainsFunc(w.losses, func(l *loss) bool { return l.ID == x.ID }) {
					group = append(group, x)
				}
				if x.ID == w.first.ID {
					first = x
				}
			}
			o := p.occurrence(s, group)
			o.first, o.settled, o.year, o.decided = first, w.settled, w.year, w
			if o.subject.Sign() > 0 {
				out = append(out, o)
			}
		}
	}
	return out
}

// compare orders losses by their place in canonical order; none comes last.
func compare(x, y *loss) int {
	switch {
	case x == nil && y == nil:
		return 0
	case x == nil:
		return 1
	case y == nil:
		return -1
	}
	return cmp.Or(x.Date.Compare(y.Date), strings.Compare(x.ID, y.ID))
}

// inTime orders occurrences by the order of time of a section.
func (p *program) inTime(s *section, x, y *occurrence) int {
	if s.cover.Order == xol.OrderSettlement {
		switch {
		case x.settled.IsZero() && y.settled.IsZero():
		case x.settled.IsZero():
			return 1
		case y.settled.IsZero():
			return -1
		case x.settled != y.settled:
			return x.settled.Compare(y.settled)
		}
	}
	return compare(x.first, y.first)
}

// occurrences returns what a layer with the given scope applies to, in order of time.
func (p *program) occurrences(s *section, scope treaty.Scope) []*occurrence {
	var list []*loss
	for _, x := range p.book.losses {
		if s.holds(x) && s.inScope(x, scope) {
			list = append(list, x)
		}
	}
	key := (*loss).occurrence
	switch s.cover.grain {
	case perUnit:
		key = func(x *loss) string {
			if x.risk == nil {
				return x.occurrence() // outside the period, for inside it is an error
			}
			return x.occurrence() + " unit " + s.unitOf(x.risk)
		}
	case perTerm:
		key = func(*loss) string { return "" }
	case perEvent:
	}
	var out []*occurrence
	for _, group := range groups(list, key) {
		o := p.occurrence(s, group)
		begin := o.first
		if begin == nil { // nothing enters, and nothing is paid
			begin = group[0]
		}
		if s.Basis == treaty.LossesOccurring && !s.contract.Period.Contains(begin.Date) {
			continue
		}
		out = append(out, o)
	}
	slices.SortStableFunc(out, func(x, y *occurrence) int { return p.inTime(s, x, y) })
	return out
}

func (p *program) occurrence(s *section, group []*loss) *occurrence {
	o := &occurrence{
		losses: group, event: group[0].occurrence(),
		subject: whole(0), exactSubject: whole(0), expense: whole(0),
	}
	units := map[string]bool{}
	open := false
	for _, x := range group {
		amount := s.entered[x.ID]
		o.subject, o.exactSubject = add(o.subject, amount), add(o.exactSubject, s.exactEntered[x.ID])
		o.expense = add(o.expense, s.expenses[x.ID])
		if amount.Sign() == 0 {
			continue
		}
		if o.first == nil {
			o.first = x
		}
		if x.risk != nil {
			units[s.unitOf(x.risk)] = true
		}
		open = open || x.Settled.IsZero()
		if o.settled.Before(x.Settled) {
			o.settled = x.Settled
		}
	}
	o.units = len(units)
	if open {
		o.settled = cede.Date{}
	}
	if o.first != nil && s.cover.Annual == xol.AnnualYear {
		o.year = yearOf(s.contract.Period, o.first.Date)
	}
	return o
}

// yearOf returns the year of a period that a day counts to, from 0; days outside count to the nearest.
func yearOf(p treaty.Period, d cede.Date) int {
	d = within(d, p.From, p.To)
	year, month, day := p.From.Civil()
	n := 0
	for ; !d.Before(civil(year+n+1, month, day)); n++ {
	}
	return n
}

// recover computes the recoveries of a layer.
func (p *program) recover(s *section, l *layer, list []*occurrence) error {
	for _, o := range list {
		pays, err := l.pays(o, p.money)
		if err != nil {
			return err
		}
		if o.decided != nil {
			pays = true
		}
		if o.pays, o.measured = pays, whole(0); !pays {
			o.inLayer, o.exactIn = whole(0), whole(0)
			continue
		}
		locked := func(x *big.Rat) *big.Rat { return x }
		if len(s.cover.Interlocking) > 0 && o.subject.Sign() > 0 {
			locked = func(x *big.Rat) *big.Rat { return p.round(quo(mul(x, o.subject), p.together(s, o))) }
		}
		attachment, limit := p.dropped(s, l, o, locked), l.limit
		switch {
		case o.decided != nil && len(l.Drops) > 0:
			attachment = o.decided.attachment
		case o.decided != nil:
			attachment = locked(l.attachment)
		}
		o.attachment = attachment
		if limit != nil {
			limit = locked(limit)
		}
		inLayer := func(x *big.Rat) *big.Rat {
			x = aboveZero(sub(x, attachment))
			if limit != nil {
				x = least(x, limit)
			}
			return x
		}
		if l.onLoss {
			o.exactIn = inLayer(mul(l.share, o.exactSubject))
			o.inLayer = p.round(inLayer(mul(l.share, o.subject)))
		} else {
			o.inLayer, o.exactIn = inLayer(o.subject), inLayer(o.exactSubject)
		}
		o.measured = o.inLayer
	}
	if l.eventCap != nil {
		capEvents(l.eventCap, list)
	}
	l.annual(list)
	for _, o := range list {
		o.recovery, o.exactR = o.left, o.exactLeft
		if !l.onLoss {
			o.recovery, o.exactR = p.round(mul(l.share, o.left)), mul(l.share, o.exactLeft)
		}
	}
	return nil
}

// pays reports whether a layer responds to an occurrence.
func (l *layer) pays(o *occurrence, m money) (bool, error) {
	if l.market != nil {
		e := o.losses[0].event
		switch {
		case e == nil:
			return false, nil
		case e.MarketLoss == nil:
			return false, fmt.Errorf("event %s: no market loss", e.ID)
		}
		market, err := m.read(*e.MarketLoss)
		if err != nil || less(market, l.market) {
			return false, err
		}
	}
	if l.franchise != nil && o.subject.Cmp(l.franchise) <= 0 {
		return false, nil
	}
	return l.MinimumRisks < 2 || o.units >= l.MinimumRisks, nil
}

// together returns what enters of an occurrence and, in its event, of what the contracts see that the interlocking clause
// of its section names.
func (p *program) together(s *section, o *occurrence) *big.Rat {
	total := whole(0)
	for _, x := range p.book.losses {
		if x.occurrence() != o.event {
			continue
		}
		in := slices.Contains(o.losses, x)
		for _, c := range p.contracts {
			in = in || slices.Contains(s.cover.Interlocking, c.ID) && c.sees(x)
		}
		if in {
			total = add(total, s.entered[x.ID])
		}
	}
	return total
}

// capEvents divides the event cap over the occurrences of each event that together are above it.
func capEvents(most *big.Rat, list []*occurrence) {
	events := map[string][]*occurrence{}
	for _, o := range list {
		events[o.event] = append(events[o.event], o)
	}
	for _, together := range events {
		slices.SortStableFunc(together, func(x, y *occurrence) int { return compare(x.first, y.first) })
		var fulls, exacts []*big.Rat
		for _, o := range together {
			fulls, exacts = append(fulls, o.inLayer), append(exacts, o.exactIn)
		}
		if less(most, sum(fulls)) {
			for i, part := range divide(most, fulls) {
				together[i].inLayer = part
			}
		}
		if less(most, sum(exacts)) {
			for i, part := range proportion(most, exacts) {
				together[i].exactIn = part
			}
		}
	}
}
