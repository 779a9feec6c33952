package xol

import (
	"errors"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/shopspring/decimal"
)

// A Range is a range of whole numbers counted from 1, both ends inside. The zero Range is all of them.
type Range struct {
	// From is the first, 0 and 1 alike.
	From int `json:"from,omitzero"`
	// To is the last, not below From; 0 is no end.
	To int `json:"to,omitzero"`
}

func (r Range) validate() error {
	var errs []error
	if r.From < 0 {
		errs = append(errs, cede.Invalid("from", strconv.Itoa(r.From), "must not be negative"))
	}
	if r.To < 0 || r.To > 0 && r.To < r.From {
		errs = append(errs, cede.Invalid("to", strconv.Itoa(r.To), "must not be below from"))
	}
	return errors.Join(errs...)
}

// canonical returns r with one way to say that it begins with the first.
func (r Range) canonical() Range {
	if r.From == 1 {
		r.From = 0
	}
	return r
}

func (r Range) span() engine.Span {
	r = r.canonical()
	return engine.Span{From: r.From, To: r.To}
}

// A Drop lowers the attachment of a layer once a layer listed before it has used up its aggregate limit
// (top and drop). Several drops cascade: the lowest attachment that has come into force holds.
//
// The zero Drop is not valid.
type Drop struct {
	_ [0]func()
	// Below is the id of the layer that must be exhausted. It is listed before this one in the
	// section and has an aggregate, reinstated or term limit.
	Below string `json:"below"`
	// Attachment is the attachment then, not negative and below the layer's own.
	Attachment decimal.Decimal `json:"attachment"`
	// When says from which occurrence on; empty means [DropNext].
	When DropWhen `json:"when,omitzero"`
}

// DropWhen says when a layer drops.
type DropWhen string

const (
	// DropNext drops from the first event after the one that exhausts the layer below. It is the default.
	DropNext DropWhen = "next-event"
	// DropWithin drops in the event that exhausts the layer below too, above what that still pays of it.
	DropWithin DropWhen = "within-event"
)

func (d Drop) validate(l *Layer, before map[string]*Layer) error {
	errs := []error{
		bound.NotNegative("attachment", d.Attachment),
		oneOf("when", d.When, DropNext, DropWithin),
	}
	if errs[0] == nil && bound.Check("", l.Attachment) == nil && !d.Attachment.LessThan(l.Attachment) {
		errs = append(errs, cede.Invalid("attachment", bound.Text(d.Attachment), "must be below the layer's own, "+bound.Text(l.Attachment)))
	}
	switch below, ok := before[d.Below]; {
	case d.Below == "":
		errs = append(errs, cede.Invalid("below", "", "must not be empty"))
	case !ok:
		errs = append(errs, cede.Invalid("below", d.Below, "must be the id of a layer listed before this one"))
	case !below.exhaustible():
		errs = append(errs, cede.Invalid("below", d.Below, "must be a layer with an aggregate limit, a limited number of reinstatements or a term limit"))
	}
	return errors.Join(errs...)
}

// exhaustible reports whether the layer has a limit in the aggregate.
func (l *Layer) exhaustible() bool {
	return l.AggregateLimit != nil || l.TermLimit != nil || l.Reinstatements != nil && !l.Reinstatements.Unlimited
}

// validateAnnual reports broken terms that look at more than one occurrence.
func (l *Layer) validateAnnual(grain engine.Grain, before map[string]*Layer) error {
	errs := []error{
		bound.Optional(bound.Positive, "aggregateDeductible", l.AggregateDeductible),
		bound.Optional(bound.Positive, "aggregateLimit", l.AggregateLimit),
		bound.Optional(bound.Positive, "termLimit", l.TermLimit),
		cede.In("occurrences", l.Occurrences.validate()),
		cede.In("ranks", l.Ranks.validate()),
		l.Reinstatements.validate(l),
		l.Premium.validate(l),
	}
	for i, d := range l.Drops {
		errs = append(errs, cede.At("drops", i, d.validate(l, before)))
	}
	absent := func(name string, stated bool, reason string) {
		if stated {
			errs = append(errs, cede.Invalid(name, "", reason))
		}
	}
	if p := l.Premium; p != nil && p.Swing != nil && l.ShareOn == ShareOnLoss {
		errs = append(errs, cede.Invalid("shareOn", string(l.ShareOn), "must not be the loss where the premium swings with it"))
	}
	absent("drops", len(l.Drops) > 0 && grain != engine.PerEvent, "must be absent unless the cover is per event")
	if grain == engine.PerTerm {
		const once = "must be absent where there is one occurrence"
		absent("aggregateDeductible", l.AggregateDeductible != nil, once)
		absent("aggregateLimit", l.AggregateLimit != nil, once)
		absent("termLimit", l.TermLimit != nil, once)
		absent("occurrences", l.Occurrences != Range{}, once)
		absent("ranks", l.Ranks != Range{}, once)
		absent("reinstatements", l.Reinstatements != nil, once)
	}
	return errors.Join(errs...)
}

// lowerAnnual sets the terms of a lowered layer that look at more than one occurrence; before are the
// layers of the section listed before it.
func (l *Layer) lowerAnnual(b *engine.Builder, out *engine.Layer, before map[string]int) error {
	var err1, err2, err3 error
	out.AggregateLimit, err1 = b.Limit("aggregateLimit", l.AggregateLimit)
	out.TermLimit, err2 = b.Limit("termLimit", l.TermLimit)
	out.AggregateDeductible, err3 = b.Amount("aggregateDeductible", l.AggregateDeductible)
	errs := []error{err1, err2, err3}
	out.Ordinals, out.Ranks = l.Occurrences.span(), l.Ranks.span()
	for i, d := range l.Drops {
		attachment, err := b.Minor("attachment", d.Attachment)
		errs = append(errs, cede.At("drops", i, err))
		out.Drops = append(out.Drops, engine.Drop{Below: before[d.Below], Attachment: attachment, Within: d.When == DropWithin})
	}
	if r := l.Reinstatements; r != nil && !r.Unlimited {
		n, ok := times(out.Limit, int64(r.Count)+1)
		switch {
		case !ok:
			errs = append(errs, cede.Invalid("reinstatements", "", "must leave the limit times one more than their number within 64 bits of minor units"))
		default:
			out.AggregateLimit = min(out.AggregateLimit, n)
		}
	}
	return errors.Join(append(errs, l.lowerPrice(b, out))...)
}

// times returns a × b for positive a and b and reports whether it fits an int64.
func times(a, b int64) (int64, bool) {
	c := a * b
	return c, c/b == a
}
