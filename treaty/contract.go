package treaty

import (
	"github.com/cedego/cede/internal/engine"
	"github.com/shopspring/decimal"
)

// A Contract is one reinsurance contract: who bears what share of which
// sections, in which period.
//
// The zero Contract is not valid.
type Contract struct {
	_ [0]func()
	// ID identifies the contract in its program.
	ID string `json:"id"`
	// Priority orders the contracts: lower numbers run first, equal ones are
	// parallel and see the subject as it stood when their stage began.
	Priority int `json:"priority,omitzero"`
	// Period is the period of the contract; what it means follows from the basis of each section.
	Period Period `json:"period"`
	// Currency of all amounts of the terms; empty means the program's.
	Currency Currency `json:"currency,omitzero"`
	// ExchangeRate is what one unit of Currency is in the program's, positive: the contract's fixed rate (货币兑换条款). Every
	// amount of the terms is multiplied by it and rounded once, half away from zero. It must be stated where Currency is not the program's, and is absent
	// otherwise.
	ExchangeRate *decimal.Decimal `json:"exchangeRate,omitzero"`
	// Subject is the base the contract applies to; empty means [SubjectNet].
	Subject Subject `json:"subject,omitzero"`
	// NetOf names the contracts that [SubjectNetOf] deducts. Each has a lower priority number.
	NetOf []string `json:"netOf,omitzero"`
	// Inuring says how later contracts see this one; empty means [InuringPlaced].
	Inuring Inuring `json:"inuring,omitzero"`
	// Placement is the panel of reinsurers. A section may have its own.
	Placement Placement `json:"placement,omitzero"`
	// Account is the clauses on its underwriting years: commissions, sharing of losses; nil is none. The contract is proportional and its sections have no
	// placement of their own.
	Account *ContractAccount `json:"account,omitzero"`
	// Sections are the parts of the contract; there is at least one. All see the same subject.
	Sections []Section `json:"sections"`
}

// A Section is a part of a contract with one scope, one unit and one kind of terms.
//
// The zero Section is not valid. A section is written to JSON with the kind of its terms;
// reading one needs the list of kinds and is done by package treaty/document.
type Section struct {
	_ [0]func()
	// ID identifies the section in its contract. It may be empty if there is only one.
	ID string `json:"id,omitzero"`
	// Basis says how the contract's period selects. It must be stated.
	Basis Basis `json:"basis"`
	// Scope says what is covered; the zero Scope is everything.
	Scope Scope `json:"scope,omitzero"`
	// Unit says which rows form one unit of risk (危险单位); empty means [UnitRow].
	Unit Unit `json:"unit,omitzero"`
	// UnitKey is the name in [Risk.Keys] of a [UnitKey] unit.
	UnitKey string `json:"unitKey,omitzero"`
	// Earning says how premium is earned over a policy period; empty means [EarningDays].
	Earning Earning `json:"earning,omitzero"`
	// PremiumPart is the part, in (0, 1], of each risk's premium that belongs to the perils in scope. It
	// must be stated where a section that cedes premium names perils.
	PremiumPart *decimal.Decimal `json:"premiumPart,omitzero"`
	// ShareDecimals is the number of decimal places, 0 to 18, to which a share that follows from the unit is
	// rounded, by the program's rounding, where the contract states one; nil is none, so that shares are exact. Each share of the unit is
	// rounded by itself; what they gain goes from the overspill, if there is any, and what they have above 1 from the last of them.
	ShareDecimals *int `json:"shareDecimals,omitzero"`
	// Placement is the section's own panel; nil means the contract's.
	Placement *Placement `json:"placement,omitzero"`
	// Terms are the section's terms: a value of package proportional or xol. In
	// JSON their kind stands before them: "kind": "surplus", "terms": {...}.
	Terms Terms `json:"terms"`
}

// Terms are the terms of a section. The packages proportional and xol hold the
// implementations; the set is closed.
type Terms interface {
	// Kind returns the name of the terms in documents, such as "quota-share".
	Kind() string
	// Validate reports every broken term, joined, each as a [cede.InvalidError].
	Validate() error
	// Canonical returns the terms with every empty reading spelled out.
	Canonical() Terms
	// Lower adds the terms to a plan. It is for this module only.
	Lower(b *engine.Builder) error
}

// A Kind reads one kind of terms from its JSON object.
type Kind struct {
	// Name is the kind in documents.
	Name string
	// Decode reads terms: it calls read once with a pointer to the terms' struct.
	Decode func(read func(into any) error) (Terms, error)
}

// A Basis says how the period of a contract selects risks and losses.
type Basis string

const (
	// LossesOccurring covers losses whose day of loss is in the period and, for
	// proportional terms, premium as it is earned in the period.
	LossesOccurring Basis = "losses-occurring"
	// RisksAttaching covers risks whose policy begins in the period, with all their losses and
	// their whole premium.
	RisksAttaching Basis = "risks-attaching"
	// ClaimsMade covers losses reported in the period and, for proportional
	// terms, premium as it is earned in the period.
	ClaimsMade Basis = "claims-made"
)

// A Unit says which rows of a book form one unit of risk (危险单位): the
// greatest extent of what one accident can destroy.
type Unit string

const (
	// UnitRow makes each row a unit. It is the default.
	UnitRow Unit = "row"
	// UnitPolicy pools the rows of a policy.
	UnitPolicy Unit = "policy"
	// UnitKey pools the rows with the same value of the key that the section names.
	UnitKey Unit = "key"
)

// A Subject is the base that a contract applies to.
type Subject string

const (
	// SubjectNet is what the contracts of lower priority number left. It is the default.
	SubjectNet Subject = "net"
	// SubjectGross is the ground-up amount.
	SubjectGross Subject = "gross"
	// SubjectNetOf is the ground-up amount less the cessions of named contracts.
	SubjectNetOf Subject = "net-of"
)

// Inuring says how later contracts see a contract's cessions.
type Inuring string

const (
	// InuringPlaced deducts what is placed with reinsurers. It is the default.
	InuringPlaced Inuring = "as-placed"
	// InuringFull deducts what would be ceded if the contract were fully placed.
	InuringFull Inuring = "as-fully-placed"
)

// Earning says how the premium of a policy is earned over its period.
type Earning string

const (
	// EarningDays earns by day, first and last day counted. It is the default.
	EarningDays Earning = "days"
	// Earning24ths takes every policy to begin in the middle of its calendar month.
	Earning24ths Earning = "24ths"
	// Earning8ths takes every policy to begin in the middle of its calendar quarter.
	Earning8ths Earning = "8ths"
)

// lower returns how the engine earns.
func (e Earning) lower() engine.Earning {
	switch or(e, EarningDays) {
	case EarningDays:
	case Earning24ths:
		return engine.Months
	case Earning8ths:
		return engine.Quarters
	}
	return engine.Days
}
