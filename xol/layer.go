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

func (l *Layer) validate(perEvent bool) error {
	errs := []error{
		bound.NotNegative("attachment", l.Attachment),
		bound.Optional(bound.Positive, "limit", l.Limit),
		bound.Optional(bound.Share, "share", l.Share),
		bound.Optional(bound.Positive, "eventCap", l.EventCap),
		cede.In("scope", l.Scope.Validate()),
	}
	if !utf8.ValidString(l.ID) {
		errs = append(errs, cede.Invalid("id", strconv.QuoteToASCII(l.ID), "must be valid UTF-8"))
	}
	if l.ShareOn != "" && l.ShareOn != ShareOnRecovery && l.ShareOn != ShareOnLoss {
		errs = append(errs, cede.Invalid("shareOn", string(l.ShareOn), "must be one of recovery, loss"))
	}
	switch {
	case l.MinimumRisks < 0:
		errs = append(errs, cede.Invalid("minimumRisks", strconv.Itoa(l.MinimumRisks), "must not be negative"))
	case l.MinimumRisks > 1 && !perEvent:
		errs = append(errs, cede.Invalid("minimumRisks", strconv.Itoa(l.MinimumRisks), "must be absent in a per-risk cover"))
	}
	if l.EventCap != nil && perEvent {
		errs = append(errs, cede.Invalid("eventCap", bound.Text(*l.EventCap), "must be absent in a per-event cover"))
	}
	return errors.Join(errs...)
}

func (l *Layer) share() decimal.Decimal {
	if l.Share == nil {
		return decimal.New(1, 0)
	}
	return *l.Share
}

func (l *Layer) lower(b *engine.Builder, i int, grain engine.Grain) error {
	attachment, err1 := b.Minor("attachment", l.Attachment)
	limit, err2 := b.Limit("limit", l.Limit)
	eventCap, err3 := b.Limit("eventCap", l.EventCap)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	layer := engine.Layer{
		Clause: "layer[" + strconv.Itoa(i) + "]", Grain: grain,
		Attachment: attachment, Limit: limit,
		Share: fixed.FromDecimal(l.share()), ShareOnLoss: l.ShareOn == ShareOnLoss,
		MinimumUnits: l.MinimumRisks, EventCap: eventCap,
		AggregateLimit: engine.Unlimited, TermLimit: engine.Unlimited,
	}
	if l.ID != "" {
		layer.Clause = l.ID
	}
	if !l.Scope.IsZero() {
		layer.Scope = l.Scope
	}
	b.Excess(layer)
	return nil
}

// A layers is the list of layers of a cover.
type layers []Layer

func (list layers) validate(perEvent bool) error {
	switch {
	case len(list) == 0:
		return cede.Invalid("layers", "", "must not be empty")
	case len(list) > engine.MaxCovers:
		return cede.In("layers", treaty.TooMany(len(list), engine.MaxCovers))
	}
	var errs []error
	seen := make(map[string]bool)
	for i := range list {
		l := &list[i]
		err := l.validate(perEvent)
		if l.ID != "" && seen[l.ID] {
			err = errors.Join(err, cede.Invalid("id", l.ID, "must be unique in the section"))
		}
		if strings.HasPrefix(l.ID, "layer[") {
			err = errors.Join(err, cede.Invalid("id", l.ID, "must not begin as the name of a layer without id"))
		}
		seen[l.ID] = true
		if err != nil {
			errs = append(errs, cede.At("layers", i, err))
		}
	}
	return errors.Join(errs...)
}

func (list layers) canonical(perEvent bool) []Layer {
	out := slices.Clone(list)
	for i := range out {
		if n := out[i].MinimumRisks; n == 0 || n == 1 { // both mean any, and nothing in a cover per risk
			out[i].MinimumRisks = 0
			if perEvent {
				out[i].MinimumRisks = 1
			}
		}
		if out[i].ShareOn == "" {
			out[i].ShareOn = ShareOnRecovery
		}
		if out[i].Share == nil {
			out[i].Share = new(decimal.New(1, 0))
		}
	}
	return out
}

func (list layers) lower(b *engine.Builder, grain engine.Grain) error {
	var errs []error
	for i := range list {
		if err := list[i].lower(b, i, grain); err != nil {
			errs = append(errs, cede.At("layers", i, err))
		}
	}
	return errors.Join(errs...)
}
