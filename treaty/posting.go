package treaty

import (
	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

// A Posting is one entry of the ledger: an amount, which clause produced it, from
// what base and at what rate.
//
// Of each account the postings of step [StepTerms] add up to what is ceded at 100 %, those of
// [StepCession] to what is ceded, and those of [StepReinsurer] to the same. Where clauses on an underwriting year differ by reinsurer,
// the terms of each group of reinsurers are for 100 % of the contract.
type Posting struct {
	_ [0]func()
	// Account is what it is of: sum insured, premium, loss, what layers cost, or what clauses on an underwriting year give.
	Account Account `json:"account"`
	// Step is its place in the chain from the terms down to the reinsurers.
	Step Step `json:"step"`
	// Contract, Section and Clause say which share or layer it is; Section is the empty text where the contract has only one without an id.
	Contract string `json:"contract"`
	Section  string `json:"section"`
	Clause   string `json:"clause"`
	// Term is the part of the clause: empty for the share or layer itself, or each-loss-limit, deductible,
	// event-limit, event-cap, rounding, selection, aggregate-deductible, aggregate-limit, expenses, index; for what layers cost the [ChargeKind], for an account
	// of underwriting years the term of its item.
	Term string `json:"term,omitzero"`
	// Reinsurer is set for the step of that name.
	Reinsurer string `json:"reinsurer,omitzero"`
	// Risk, Loss and Event say what it stands at. A recovery that was computed
	// on several losses stands at none of them: Loss is empty.
	Risk  string `json:"risk,omitzero"`
	Loss  string `json:"loss,omitzero"`
	Event string `json:"event,omitzero"`
	// Year is the underwriting year of what the account of a contract gives.
	Year int `json:"year,omitzero"`
	// Date is the day of loss, that of the first loss of an occurrence with a subject above zero, the day of a charge, or the first day of the policy period
	// of a risk.
	Date cede.Date `json:"date"`
	// Base is what the clause was applied to, in the program's currency; see [Step].
	Base decimal.Decimal `json:"base"`
	// Rate is the share applied, in (0, 1], the rate of a charge, or the factor of an index clause; nil for a limit, a deductible, a division or a movement of balances.
	Rate *Fraction `json:"rate,omitzero"`
	// Amount is posted, in the program's currency; positive is ceded.
	Amount decimal.Decimal `json:"amount"`
	// Reversal marks a posting that takes back another, see [Corrections]; a result has none.
	Reversal bool `json:"reversal,omitzero"`
}

// An Account is what a posting is of.
type Account string

// The accounts of a contract.
const (
	AccountSumInsured Account = "sum-insured"
	AccountPremium    Account = "premium"
	AccountLoss       Account = "loss"
	// AccountCoverPremium is what layers cost, AccountBrokerage what reinsurers allow of it.
	AccountCoverPremium Account = "cover-premium"
	AccountBrokerage    Account = "brokerage"
	// AccountLossSharing is what the cedent takes back of losses, below zero, AccountCommission what reinsurers allow of premium and of
	// their profit.
	AccountLossSharing Account = "loss-sharing"
	AccountCommission  Account = "commission"
	// AccountPremiumPortfolio and AccountLossPortfolio are what one year hands on to the next.
	AccountPremiumPortfolio Account = "premium-portfolio"
	AccountLossPortfolio    Account = "loss-portfolio"
)

// A Step is a posting's place in the chain from terms to reinsurers.
type Step string

const (
	// StepTerms is what a clause gives at 100 %, where it is computed. Its base is the subject, or the amount before a limit or deductible.
	StepTerms Step = "terms"
	// StepPlacement is the placed part, where the amount at 100 % stands: a loss, or an occurrence of several. Its base is that amount.
	StepPlacement Step = "placement"
	// StepCession is what a risk or loss cedes. Its base is the part of the risk or loss at 100 %.
	StepCession Step = "cession"
	// StepReinsurer is the movement of one reinsurer's balance. Its base is the cession.
	StepReinsurer Step = "reinsurer"
)
