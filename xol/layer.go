package xol

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A Layer is one excess-of-loss layer, "limit xs attachment". All its amounts
// are for 100 % of the layer, in the program's currency.
//
//	recovery = share × min(max(loss - attachment, 0), limit)
//
// The zero Layer covers everything from the ground up.
type Layer struct {
	_ [0]func()
	// ID names the layer in its section. It may be empty; named layers are unique.
	ID string `json:"id,omitzero"`
	// Attachment is the loss of an occurrence at which the layer begins to pay (起赔点), not negative.
	Attachment decimal.Decimal `json:"attachment"`
	// Limit is the most the layer pays for an occurrence (责任限额), positive; nil is no limit.
	Limit *decimal.Decimal `json:"limit,omitzero"`
	// Share is the part of the layer that the contract covers, a fraction in (0, 1]; nil is all of it.
	Share *decimal.Decimal `json:"share,omitzero"`
	// ShareOn says what the share is taken of; empty means [ShareOnRecovery].
	ShareOn ShareOn `json:"shareOn,omitzero"`
	// MinimumRisks is the number of units that an event must hit before a per-event layer
	// pays; 0 and 1 mean any. A unit is hit if its subject loss is above zero.
	MinimumRisks int `json:"minimumRisks,omitzero"`
	// EventCap is the most a per-risk layer takes for all units in one event, before its share unless that is on the
	// loss, positive; nil is none. It is divided over the units in proportion to what each would take.
	EventCap *decimal.Decimal `json:"eventCap,omitzero"`
	// Scope narrows the scope of the section for this layer; the zero Scope does not.
	Scope treaty.Scope `json:"scope,omitzero"`
	// Franchise is what the loss of an occurrence must be above for the layer to pay anything, positive; nil is none.
	Franchise *decimal.Decimal `json:"franchise,omitzero"`
	// MarketLoss is the least that the whole market must have lost in the event for a per-event layer to pay (an
	// industry-loss warranty), positive; nil is none. It needs the market loss of every event.
	MarketLoss *decimal.Decimal `json:"marketLoss,omitzero"`
	// Occurrences are those of a year that the layer pays, counted in their order as they reach it, within its Ranks: from 2 on
	// is a second-event cover. The zero Range is all.
	Occurrences Range `json:"occurrences,omitzero"`
	// Ranks are those that it pays counted by their loss to the layer, the largest first: to 3 is a cover of the three largest.
	// Equal ones count in their order. The zero Range is all.
	Ranks Range `json:"ranks,omitzero"`
	// AggregateDeductible is kept by the cedent of a year's losses to the layer (年度累计免赔额), positive; nil is none.
	AggregateDeductible *decimal.Decimal `json:"aggregateDeductible,omitzero"`
	// AggregateLimit is the most the layer pays for a year (年度累计限额), positive; nil is none.
	AggregateLimit *decimal.Decimal `json:"aggregateLimit,omitzero"`
	// TermLimit is the most it pays for the whole period of several years, positive; nil is none.
	TermLimit *decimal.Decimal `json:"termLimit,omitzero"`
	// Reinstatements restore the limit after a loss; nil is without end and free, unless there is another limit in
	// the aggregate.
	Reinstatements *Reinstatements `json:"reinstatements,omitzero"`
	// Drops lower the attachment once layers below are exhausted.
	Drops []Drop `json:"drops,omitzero"`
	// Premium is what the layer costs; nil is not stated, and nothing is charged.
	Premium *Premium `json:"premium,omitzero"`
}

// ShareOn says what the share of a layer is taken of.
type ShareOn string

const (
	// ShareOnRecovery takes the share of the recovery. It is the default.
	ShareOnRecovery ShareOn = "recovery"
	// ShareOnLoss takes the share of the loss, before attachment and limit:
	//
	//	recovery = min(max(share × loss - attachment, 0), limit)
	ShareOnLoss ShareOn = "loss"
)

func (l *Layer) validate(grain engine.Grain, before map[string]*Layer) error {
	perEvent := grain == engine.PerEvent
	errs := []error{
		bound.NotNegative("attachment", l.Attachment),
		bound.Optional(bound.Positive, "limit", l.Limit),
		bound.Optional(bound.Share, "share", l.Share),
		bound.Optional(bound.Positive, "eventCap", l.EventCap),
		bound.Optional(bound.Positive, "franchise", l.Franchise),
		bound.Optional(bound.Positive, "marketLoss", l.MarketLoss),
		cede.In("scope", l.Scope.Validate()),
		l.validateAnnual(grain, before),
	}
	if !utf8.ValidString(l.ID) {
		errs = append(errs, cede.Invalid("id", strconv.QuoteToASCII(l.ID), "must be valid UTF-8"))
	}
	errs = append(errs, oneOf("shareOn", l.ShareOn, ShareOnRecovery, ShareOnLoss))
	switch {
	case l.MinimumRisks < 0:
		errs = append(errs, cede.Invalid("minimumRisks", strconv.Itoa(l.MinimumRisks), "must not be negative"))
	case l.MinimumRisks > 1 && !perEvent:
		errs = append(errs, cede.Invalid("minimumRisks", strconv.Itoa(l.MinimumRisks), "must be absent unless the cover is per event"))
	}
	if l.EventCap != nil && grain != engine.PerUnit {
		errs = append(errs, cede.Invalid("eventCap", bound.Text(*l.EventCap), "must be absent unless the cover is per risk"))
	}
	if l.MarketLoss != nil && !perEvent {
		errs = append(errs, cede.Invalid("marketLoss", bound.Text(*l.MarketLoss), "must be absent unless the cover is per event"))
	}
	return errors.Join(errs...)
}

func (l *Layer) share() decimal.Decimal {
	if l.Share == nil {
		return decimal.New(1, 0)
	}
	return *l.Share
}

func (l *Layer) lower(b *engine.Builder, i int, grain engine.Grain, before map[string]int) error {
	attachment, limit, err1 := b.Span(l.Attachment, l.Limit)
	eventCap, err2 := b.Limit("eventCap", l.EventCap)
	franchise, err3 := b.Amount("franchise", l.Franchise)
	market, err4 := b.Amount("marketLoss", l.MarketLoss)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return err
	}
	layer := engine.Layer{
		Clause: "layer[" + strconv.Itoa(i) + "]", Grain: grain,
		Attachment: attachment, Limit: limit,
		Share: fixed.FromDecimal(l.share()), ShareOnLoss: l.ShareOn == ShareOnLoss,
		MinimumUnits: l.MinimumRisks, EventCap: eventCap, Franchise: franchise, MarketLoss: market,
	}
	if l.ID != "" {
		layer.Clause = l.ID
	}
	if !l.Scope.IsZero() {
		layer.Scope = l.Scope
	}
	err := l.lowerAnnual(b, &layer, before)
	b.Excess(layer)
	return err
}

// A layers is the list of layers of a cover.
type layers []Layer

func (list layers) validate(grain engine.Grain) error {
	switch {
	case len(list) == 0:
		return cede.Invalid("layers", "", "must not be empty")
	case len(list) > engine.MaxCovers:
		return cede.In("layers", treaty.TooMany(len(list), engine.MaxCovers))
	}
	var errs []error
	seen := make(map[string]*Layer)
	for i := range list {
		l := &list[i]
		err := l.validate(grain, seen)
		if l.ID != "" && seen[l.ID] != nil {
			err = errors.Join(err, cede.Invalid("id", l.ID, "must be unique in the section"))
		}
		if strings.HasPrefix(l.ID, "layer[") {
			err = errors.Join(err, cede.Invalid("id", l.ID, "must not begin as the name of a layer without id"))
		}
		seen[l.ID] = l
		if err != nil {
			errs = append(errs, cede.At("layers", i, err))
		}
	}
	return errors.Join(errs...)
}

func (list layers) canonical(grain engine.Grain) []Layer {
	out := slices.Clone(list)
	for i := range out {
		if n := out[i].MinimumRisks; n == 0 || n == 1 { // both mean any, and nothing in a cover per risk
			out[i].MinimumRisks = 0
			if grain == engine.PerEvent {
				out[i].MinimumRisks = 1
			}
		}
		if out[i].ShareOn == "" {
			out[i].ShareOn = ShareOnRecovery
		}
		if out[i].Share == nil {
			out[i].Share = new(decimal.New(1, 0))
		}
		out[i].Reinstatements, out[i].Premium = out[i].Reinstatements.canonical(), out[i].Premium.canonical()
		out[i].Occurrences, out[i].Ranks = out[i].Occurrences.canonical(), out[i].Ranks.canonical()
		out[i].Drops = slices.Clone(out[i].Drops)
		for k := range out[i].Drops {
			out[i].Drops[k].When = or(out[i].Drops[k].When, DropNext)
		}
	}
	return out
}

func (list layers) lower(b *engine.Builder, grain engine.Grain) error {
	var errs []error
	before := make(map[string]int)
	b.Layers(len(list))
	for i := range list {
		err := list[i].lower(b, i, grain, before)
		before[list[i].ID] = i
		if err != nil {
			errs = append(errs, cede.At("layers", i, err))
		}
	}
	return errors.Join(errs...)
}
