package asset

import (
	"cmp"
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Holding is an amount of one asset, held directly or through products. Money is in yuan. The zero Holding is not valid.
type Holding struct {
	_ [0]func()

	// ID names it, of 1 to 100 bytes.
	ID string `json:"id"`
	// Asset is what it is.
	Asset Asset `json:"asset"`
	// Value is the recognised value (认可价值), or what the type of the asset says. It is negative only where the type allows it.
	Value decimal.Decimal `json:"value"`
	// Book is the book value (账面价值), not negative, of which concentration and the gain of shares are measured. Nil is the value.
	Book *decimal.Decimal `json:"book,omitzero"`
	// Currency is the currency that it is in, three letters such as USD; empty is the yuan.
	Currency Currency `json:"currency,omitzero"`
	// Counterparty is the counterparty (交易对手) towards whose concentration it counts: who is financed, or the guarantor if that one has defaulted, or the
	// issuer of the product if it is not known. Empty is none. Source: Rule 8 Art. 63.
	Counterparty string `json:"counterparty,omitzero"`
	// Protection is what mitigates the credit risk, or nil. Source: Rule 9 Art. 8.
	Protection *Protection `json:"protection,omitzero"`
	// Structure is how it is held.
	Structure Structure `json:"structure,omitzero"`
	// Concentration is what is concentrated.
	Concentration Concentration `json:"concentration,omitzero"`
}

// A Key tells a holding from every other: one asset may be held directly, and below products in several structures.
type Key struct {
	// ID is the id of the holding.
	ID string
	// Structure is how it is held.
	Structure Structure
}

// Key returns the key of h.
func (h *Holding) Key() Key { return Key{h.ID, h.Structure} }

// Order returns the places of holdings in the order of their ids, then of their layers, then of their surfaces.
func Order(holdings []Holding) []int {
	order := make([]int, len(holdings))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &holdings[i], &holdings[j]
		return cmp.Or(
			cmp.Compare(a.ID, b.ID),
			cmp.Compare(a.Structure.Layers, b.Structure.Layers),
			cmp.Compare(a.Structure.Surface, b.Structure.Surface))
	})
	return order
}

// A Currency is three capital letters, such as USD. The zero Currency is the yuan.
type Currency string

// Yuan is the currency of the accounts.
const Yuan Currency = "CNY"

// Validate refuses what is not three capital letters or empty.
func (c Currency) Validate() error {
	const letters = 3
	ok := c == "" || len(c) == letters
	for _, b := range []byte(c) {
		ok = ok && 'A' <= b && b <= 'Z'
	}
	if !ok {
		return cede.Invalid("", string(c), "must be three capital letters, such as USD")
	}
	return nil
}

// IsForeign reports whether c is not the yuan.
func (c Currency) IsForeign() bool { return c != "" && c != Yuan }

// Concentration says which concentrations an asset is part of; each adds a coefficient to its factors. The zero Concentration is none.
// Source: Rule 8 Arts. 62-67.
type Concentration struct {
	// Counterparty: its counterparty is above the threshold.
	Counterparty bool `json:"counterparty,omitzero"`
	// Class: its class of assets is above the ratio of the regulator.
	Class bool `json:"class,omitzero"`
	// Property: investment property is above its part of total assets.
	Property bool `json:"property,omitzero"`
}

// Coefficients returns the coefficients of concentration, without those that do not apply.
func (c Concentration) Coefficients(w *cross2.Workings) []cross2.Line {
	var all []cross2.Line
	for _, x := range []struct {
		applies bool
		key     string
	}{
		{c.Counterparty, "market.concentration.counterparty"},
		{c.Class, "market.concentration.class"},
		{c.Property, "market.concentration.property"},
	} {
		if x.applies {
			all = append(all, w.Factor(x.key))
		}
	}
	return all
}

// Validate reports everything that is missing or out of range, joined; each is a [cede.InvalidError].
func (h Holding) Validate() error {
	errs := []error{identifier("id", h.ID), h.attributes()}
	value := bound.NotNegative
	if _, ok := h.Asset.(HedgeClaim); ok {
		value = bound.Check
	}
	errs = append(errs, value("value", h.Value), bound.Optional(bound.NotNegative, "book", h.Book), cede.In("currency", h.Currency.Validate()))
	if h.Counterparty != "" {
		errs = append(errs, identifier("counterparty", h.Counterparty))
	}
	if h.Protection != nil {
		errs = append(errs, cede.In("protection", h.Protection.validate()))
	}
	return errors.Join(append(errs, cede.In("structure", h.Structure.Validate()))...)
}

func (h Holding) attributes() error {
	if h.Asset == nil {
		return cede.Invalid("asset", "", "must not be empty")
	}
	return cede.In("asset", h.Asset.Validate())
}

// BookValue returns the book value, or the value where there is none.
func (h Holding) BookValue() decimal.Decimal {
	if h.Book == nil {
		return h.Value
	}
	return *h.Book
}

// ToYuan returns h with its amounts, which are in s, in yuan.
func (h Holding) ToYuan(s cross2.Scale) (Holding, error) {
	var errs []error
	yuan := func(name string, x decimal.Decimal) decimal.Decimal {
		converted, err := s.ToYuan(x)
		errs = append(errs, cede.In(name, err))
		return converted
	}
	optional := func(name string, x *decimal.Decimal) *decimal.Decimal {
		if x == nil {
			return nil
		}
		converted := yuan(name, *x)
		return &converted
	}
	h.Value, h.Book = yuan("value", h.Value), optional("book", h.Book)
	if h.Protection != nil {
		p := *h.Protection
		p.Book = yuan("protection.book", p.Book)
		h.Protection = &p
	}
	switch a := h.Asset.(type) {
	case Stock:
		a.Cost = optional("asset.cost", a.Cost)
		h.Asset = a
	case Property:
		a.Owned = optional("asset.owned", a.Owned)
		h.Asset = a
	case CurrencyForward:
		a.Hedged = optional("asset.hedged", a.Hedged)
		h.Asset = a
	}
	if err := errors.Join(errs...); err != nil {
		return Holding{}, err
	}
	return h, nil
}
