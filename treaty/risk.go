package treaty

import (
	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

// A Risk is one row of what the insurer carries itself: after coinsurance and
// policy terms, before reinsurance. Several rows may form one unit of risk (危险单位); which
// do is chosen per section, see [Unit].
//
// The zero Risk is not valid.
type Risk struct {
	_ [0]func()
	// ID identifies the risk in its book.
	ID string `json:"id"`
	// Policy names the policy the risk belongs to. Needed where a unit is the policy.
	Policy string `json:"policy,omitzero"`
	// Keys are the named keys by which rows pool into units: account, location,
	// conveyance and so on.
	Keys map[string]string `json:"keys,omitzero"`
	// Line is the line of business, in the user's words.
	Line string `json:"line,omitzero"`
	// Territory is where the risk is, in the user's words.
	Territory string `json:"territory,omitzero"`
	// Perils are the perils the policy covers; empty means all.
	Perils []string `json:"perils,omitzero"`
	// Tags are free marks that a scope may select.
	Tags []string `json:"tags,omitzero"`
	// Grade is the risk grade that a table of retentions may read.
	Grade string `json:"grade,omitzero"`
	// Attributes are named numbers that a scope may bound.
	Attributes map[string]decimal.Decimal `json:"attributes,omitzero"`
	// Currency of all amounts of the risk; empty means the book's.
	Currency Currency `json:"currency,omitzero"`
	// SumInsured is the insured amount, not negative.
	SumInsured decimal.Decimal `json:"sumInsured"`
	// PML is the probable maximum loss, from 0 to SumInsured; nil means SumInsured.
	PML *decimal.Decimal `json:"pml,omitzero"`
	// Premium is the premium of the whole policy period, not negative.
	Premium decimal.Decimal `json:"premium,omitzero"`
	// Period is the policy period.
	Period Period `json:"period"`
}

// An Event is an occurrence that several losses may share.
//
// The zero Event is not valid.
type Event struct {
	_ [0]func()
	// ID identifies the event in its book.
	ID string `json:"id"`
	// Peril is the cause, in the user's words; the losses of the event have it.
	Peril string `json:"peril,omitzero"`
	// From and To are the first and last day of the event. Both may be absent;
	// where one is stated, no loss of the event is outside.
	From cede.Date `json:"from,omitzero"`
	To   cede.Date `json:"to,omitzero"`
	// MarketLoss is the loss of the whole market, not negative; nil where not known.
	MarketLoss *decimal.Decimal `json:"marketLoss,omitzero"`
}

// A Loss is what one risk lost in one event.
//
// The zero Loss is not valid.
type Loss struct {
	_ [0]func()
	// ID identifies the loss in its book.
	ID string `json:"id"`
	// Risk names the risk that lost. It may be empty where no contract in whose
	// period the loss falls needs to know.
	Risk string `json:"risk,omitzero"`
	// Event names the event. A loss without one is an occurrence of its own and
	// has no peril.
	Event string `json:"event,omitzero"`
	// Date is the day of loss.
	Date cede.Date `json:"date"`
	// Hour of the day of loss, 0 to 23; nil where not known.
	Hour *int `json:"hour,omitzero"`
	// Reported is the day the claim was made, not before Date. Needed where the
	// loss is in the scope of a section on a claims-made basis, or of layers with a sunset clause or an index clause on the reported basis.
	Reported cede.Date `json:"reported,omitzero"`
	// Settled is the day on which the loss was settled, not before Date; the zero Date is not settled. It orders
	// losses where a cover takes them in order of settlement.
	Settled cede.Date `json:"settled,omitzero"`
	// ExGratia marks a payment without liability (通融赔付). A loss that is so in part is two losses.
	ExGratia bool `json:"exGratia,omitzero"`
	// Currency of all amounts of the loss; empty means the book's.
	Currency Currency `json:"currency,omitzero"`
	// Positions are the loss as it stood on successive valuation dates; the
	// last one is what counts now.
	Positions []Position `json:"positions"`
}

// A Position is a loss as it stood on a valuation date. Amounts are cumulative
// and not negative. The zero Position is a loss of nothing.
type Position struct {
	_ [0]func()
	// At is the valuation date. It may be absent if the loss has one position only, and no index clause asks when it was paid.
	At cede.Date `json:"at,omitzero"`
	// Paid and Outstanding are indemnity.
	Paid        decimal.Decimal `json:"paid,omitzero"`
	Outstanding decimal.Decimal `json:"outstanding,omitzero"`
	// PaidExpense and OutstandingExpense are allocated loss adjustment expenses.
	PaidExpense        decimal.Decimal `json:"paidExpense,omitzero"`
	OutstandingExpense decimal.Decimal `json:"outstandingExpense,omitzero"`
	// Salvage is what salvage and subrogation brought back. It is at most the
	// sum of the other amounts.
	Salvage decimal.Decimal `json:"salvage,omitzero"`
}
