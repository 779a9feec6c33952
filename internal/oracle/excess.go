package oracle

import (
	"math/big"
	"slices"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

// A layer is a layer with its amounts in minor units.
type layer struct {
	xol.Layer
	attachment, limit, eventCap, share *big.Rat // limit and cap: nil is none
	onLoss                             bool
}

func (p *program) readLayer(l xol.Layer) (layer, error) {
	x := layer{Layer: l, share: whole(1), onLoss: l.ShareOn == xol.ShareOnLoss}
	if l.Share != nil {
		x.share = fraction(*l.Share)
	}
	var errs [3]error
	x.attachment, errs[0] = p.money.read(l.Attachment)
	if l.Limit != nil {
		x.limit, errs[1] = p.money.read(*l.Limit)
	}
	if l.EventCap != nil {
		x.eventCap, errs[2] = p.money.read(*l.EventCap)
	}
	return x, first(errs[:])
}

// An occurrence is what a layer applies to.
type occurrence struct {
	losses  []*loss
	subject *big.Rat
	first   *loss // the first loss with a subject above zero, or nil
	// In the layer before the share is taken of the recovery, and the recovery.
	inLayer, exactInLayer, recovery, exactRecovery *big.Rat
}

// cedeLayers cedes the losses of a section by its layers.
func (p *program) cedeLayers(s *section) error {
	var layers []xol.Layer
	perEvent := false
	switch cover := s.Terms.(type) {
	case xol.PerRisk:
		layers = cover.Layers
	case xol.PerEvent:
		layers, perEvent = cover.Layers, true
	}
	seen := map[string]bool{}
	for k, terms := range layers {
		l, err := p.readLayer(terms)
		if err != nil {
			return err
		}
		list := p.occurrences(s, l, perEvent)
		for _, o := range list {
			for _, x := range o.losses {
				seen[x.ID] = true
			}
		}
		p.recover(l, list)
		slices.SortStableFunc(list, func(x, y *occurrence) int { return p.compare(x.first, y.first) })
		for _, o := range list {
			var weights []*big.Rat
			for _, x := range o.losses {
				weights = append(weights, s.amounts[x.ID])
			}
			parts, exact := divide(o.recovery, weights), proportion(o.exactRecovery, weights)
			for i, x := range o.losses {
				s.contract.cede(losses, place{s.index, k, x.ID}, parts[i], exact[i])
			}
			s.contract.recoveries = append(s.contract.recoveries, recovery{s.index, k, o.losses})
		}
	}
	// What the section itself sees, even if no layer's own scope holds it, is subject too.
	for _, o := range p.occurrences(s, layer{}, perEvent) {
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

// compare orders losses by their place in canonical order; none comes last.
func (p *program) compare(x, y *loss) int {
	place := func(l *loss) int {
		if l == nil {
			return len(p.book.losses)
		}
		return slices.Index(p.book.losses, l)
	}
	return place(x) - place(y)
}

// occurrences returns what a layer applies to, by first loss.
func (p *program) occurrences(s *section, l layer, perEvent bool) []*occurrence {
	var list []*loss
	for _, x := range p.book.losses {
		if !lossInScope(x, s.Scope) || !lossInScope(x, l.Scope) {
			continue
		}
		if s.Basis == treaty.LossesOccurring || s.inPeriod(x) {
			list = append(list, x)
		}
	}
	key := (*loss).occurrence
	if !perEvent {
		key = func(x *loss) string {
			if x.risk == nil {
				return x.occurrence() // outside the period, for inside it is an error
			}
			return x.occurrence() + " unit " + s.unitOf(x.risk)
		}
	}
	var out []*occurrence
	for _, group := range groups(list, key) {
		o := &occurrence{losses: group, subject: whole(0)}
		units := map[string]*big.Rat{}
		for _, x := range group {
			amount := s.amounts[x.ID]
			o.subject = add(o.subject, amount)
			if amount.Sign() > 0 && o.first == nil {
				o.first = x
			}
			if x.risk != nil && amount.Sign() > 0 {
				units[s.unitOf(x.risk)] = amount
			}
		}
		if s.Basis == treaty.LossesOccurring && (o.first == nil || !s.contract.Period.Contains(o.first.Date)) {
			continue
		}
		if perEvent && l.MinimumRisks > 1 && len(units) < l.MinimumRisks {
			o.inLayer, o.exactInLayer = whole(0), whole(0)
		}
		out = append(out, o)
	}
	return out
}

// recover computes the recoveries of a layer.
func (p *program) recover(l layer, list []*occurrence) {
	for _, o := range list {
		if o.inLayer != nil {
			continue // too few units
		}
		inLayer := func(x *big.Rat) *big.Rat {
			x = aboveZero(sub(x, l.attachment))
			if l.limit != nil {
				x = least(x, l.limit)
			}
			return x
		}
		if l.onLoss {
			o.exactInLayer = inLayer(mul(l.share, o.subject))
			o.inLayer = p.round(o.exactInLayer)
			continue
		}
		o.exactInLayer = inLayer(o.subject)
		o.inLayer = o.exactInLayer
	}
	if l.eventCap != nil {
		capEvents(l.eventCap, list, p)
	}
	for _, o := range list {
		o.recovery, o.exactRecovery = o.inLayer, o.exactInLayer
		if !l.onLoss {
			o.exactRecovery = mul(l.share, o.exactInLayer)
			o.recovery = p.round(mul(l.share, o.inLayer))
		}
	}
}

// capEvents divides the event cap over the occurrences of each event that together are above it.
func capEvents(most *big.Rat, list []*occurrence, p *program) {
	events := map[string][]*occurrence{}
	for _, o := range list {
		name := o.losses[0].occurrence()
		events[name] = append(events[name], o)
	}
	for _, together := range events {
		slices.SortStableFunc(together, func(x, y *occurrence) int { return p.compare(x.first, y.first) })
		var fulls, exacts []*big.Rat
		for _, o := range together {
			fulls, exacts = append(fulls, o.inLayer), append(exacts, o.exactInLayer)
		}
		if less(most, sum(fulls)) {
			for i, part := range divide(most, fulls) {
				together[i].inLayer = part
			}
		}
		if less(most, sum(exacts)) {
			for i, part := range proportion(most, exacts) {
				together[i].exactInLayer = part
			}
		}
	}
}
