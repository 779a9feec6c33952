package asset

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// An InterestSwap is a swap of domestic interest rates (利率互换). Its value is the notional principal. The zero InterestSwap is not valid. Source:
// Rule 8 Art. 15. The claim on the counterparty of one used for hedging is a [HedgeClaim].
type InterestSwap struct {
	_ [0]func()

	// Duration is the modified duration in years without sign, positive.
	Duration decimal.Decimal `json:"duration"`
	// PayFixed says that the company pays the fixed rate: the duration then counts as negative, and the swap offsets bonds.
	PayFixed bool `json:"payFixed,omitzero"`
}

// Kind returns "interest-swap".
func (InterestSwap) Kind() string { return "interest-swap" }

// Validate is [Asset.Validate].
func (s InterestSwap) Validate() error { return bound.Positive("duration", s.Duration) }

func (InterestSwap) sealed() {}

// A Hedge is what a future or forward hedges and how well. The zero Hedge is not effective, and is charged in addition to what it hedges.
// Source: Rule 8 Arts. 16, 35, 58.
type Hedge struct {
	_ [0]func()

	// Long says that it is a long contract (多头), which is charged by itself.
	Long bool `json:"long,omitzero"`
	// Effective says that the hedge is effective under the accounting standards (符合套期有效性的要求).
	Effective bool `json:"effective,omitzero"`
	// Effectiveness is the part of the contract that hedges (套期有效性), in (0, 1]. An effective short hedge must have it.
	Effectiveness *decimal.Decimal `json:"effectiveness,omitzero"`
	// LessThanMonth is a hedge of less than a month (套期期限低于1个月).
	LessThanMonth bool `json:"lessThanMonth,omitzero"`
	// Hedged are the holdings that it hedges, by id. An effective short hedge of a month or more must have some.
	Hedged []string `json:"hedged,omitzero"`
}

// maxHedged is the most holdings that a contract hedges.
const maxHedged = 10_000

func (h Hedge) validate() error {
	joint := h.Effective && !h.Long && !h.LessThanMonth
	errs := []error{
		bound.Optional(bound.Share, "effectiveness", h.Effectiveness),
		only("effectiveness", h.Effectiveness != nil, joint, "an effective short hedge of a month or more"),
		only("hedged", len(h.Hedged) > 0, joint, "an effective short hedge of a month or more"),
		only("effective", h.Effective, !h.Long, "a short contract"),
		only("lessThanMonth", h.LessThanMonth, h.Effective, "an effective hedge"),
	}
	if joint && h.Effectiveness == nil {
		errs = append(errs, cede.Invalid("effectiveness", "", "must be given for an effective short hedge"))
	}
	if joint && len(h.Hedged) == 0 {
		errs = append(errs, cede.Invalid("hedged", "", "must not be empty for an effective short hedge"))
	}
	if len(h.Hedged) > maxHedged {
		return errors.Join(append(errs, cede.Invalid("hedged", "", "must not be more than 10000"))...)
	}
	seen := make(map[string]bool, len(h.Hedged))
	for i, id := range h.Hedged {
		errs = append(errs, cede.At("hedged", i, identifier("", id)))
		if seen[id] {
			errs = append(errs, cede.At("hedged", i, cede.Invalid("", id, "must not be there twice")))
		}
		seen[id] = true
	}
	return errors.Join(errs...)
}

// A TreasuryFuture is a future on government bonds (国债期货). Its value is the value of the contracts. The zero TreasuryFuture is not valid. Source: Rule 8 Art. 16.
type TreasuryFuture struct {
	_ [0]func()

	// Duration is the modified duration of the contract in years, positive.
	Duration decimal.Decimal `json:"duration"`
	// Hedge is what it hedges.
	Hedge Hedge `json:"hedge,omitzero"`
}

// Kind returns "treasury-future".
func (TreasuryFuture) Kind() string { return "treasury-future" }

// Validate is [Asset.Validate].
func (f TreasuryFuture) Validate() error {
	return errors.Join(bound.Positive("duration", f.Duration), cede.In("hedge", f.Hedge.validate()))
}

func (TreasuryFuture) sealed() {}

// An IndexFuture is a future on a stock index (股指期货). Its value is the value of the contracts. The zero IndexFuture is short and hedges
// nothing. Source: Rule 8 Art. 35.
type IndexFuture struct {
	_ [0]func()

	// Hedge is what it hedges.
	Hedge Hedge `json:"hedge,omitzero"`
}

// Kind returns "index-future".
func (IndexFuture) Kind() string { return "index-future" }

// Validate is [Asset.Validate].
func (f IndexFuture) Validate() error { return cede.In("hedge", f.Hedge.validate()) }

func (IndexFuture) sealed() {}

// A CurrencyForward is a forward that hedges assets or liabilities in a foreign currency (外汇远期合约). Its value is the notional value in yuan, and the
// currency of its holding is the one hedged. The zero CurrencyForward is not effective. Source: Rule 8 Art. 58. The claim on its counterparty is a [HedgeClaim].
type CurrencyForward struct {
	_ [0]func()

	// Effectiveness is the part of the contract that hedges (套期有效性), in (0, 1], of a hedge that is effective under the accounting
	// standards. Nil is a hedge that is not.
	Effectiveness *decimal.Decimal `json:"effectiveness,omitzero"`
	// Hedged is the amount of assets or liabilities that it hedges (被套期外币资产或负债总规模), in yuan, positive. Nil is as much as the notional value.
	Hedged *decimal.Decimal `json:"hedged,omitzero"`
	// Liabilities says that it hedges liabilities, so that the company buys the currency; otherwise it hedges assets.
	Liabilities bool `json:"liabilities,omitzero"`
}

// Kind returns "currency-forward".
func (CurrencyForward) Kind() string { return "currency-forward" }

// Validate is [Asset.Validate].
func (f CurrencyForward) Validate() error {
	const effective = "an effective hedge"
	return errors.Join(
		bound.Optional(bound.Share, "effectiveness", f.Effectiveness),
		bound.Optional(bound.Positive, "hedged", f.Hedged),
		only("hedged", f.Hedged != nil, f.Effectiveness != nil, effective),
		only("liabilities", f.Liabilities, f.Effectiveness != nil, effective))
}

// HedgedAmount returns the amount that an effective forward of the notional value hedges.
func (f CurrencyForward) HedgedAmount(notional decimal.Decimal) decimal.Decimal {
	if f.Hedged == nil {
		return notional
	}
	return *f.Hedged
}

func (CurrencyForward) sealed() {}

// A HedgeClaim is the claim on one counterparty of currency forwards and interest swaps used for hedging. Its value is the book value of claims less debts; what is
// negative counts as nothing. Source: Rule 9 Art. 33.
type HedgeClaim struct {
	// Rating is that of the counterparty; empty is none.
	Rating Rating `json:"rating,omitzero"`
}

// Kind returns "hedge-claim".
func (HedgeClaim) Kind() string { return "hedge-claim" }

// Validate is [Asset.Validate].
func (c HedgeClaim) Validate() error { return cede.In("rating", c.Rating.Validate()) }

func (HedgeClaim) sealed() {}
