package treaty

import (
	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

// Amounts are the three accounts of a cession. The zero Amounts are zero.
type Amounts struct {
	_ [0]func()
	// SumInsured and Premium are ceded by proportional contracts only.
	SumInsured decimal.Decimal `json:"sumInsured"`
	Premium    decimal.Decimal `json:"premium"`
	// Loss is incurred: paid and outstanding indemnity and expense less salvage.
	Loss decimal.Decimal `json:"loss"`
}

// A Cession is what a contract or the whole program makes of a subject:
// Subject = Ceded + Retained, to the minor unit. The zero Cession is of nothing.
type Cession struct {
	_ [0]func()
	// Subject is what the terms apply to. For the whole program it is the gross.
	Subject Amounts `json:"subject"`
	// Ceded is what reinsurers bear.
	Ceded Amounts `json:"ceded"`
	// Retained is the rest. For the whole program it is the net.
	Retained Amounts `json:"retained"`
}

// A ContractResult is what one contract cedes.
type ContractResult struct {
	_ [0]func()
	// Contract is its id.
	Contract string `json:"contract"`
	// Priority is the number of its stage.
	Priority int `json:"priority"`
	// Cession is its subject and what is ceded of it. A row that several sections see counts once; of premium, the
	// parts that they see of one time add up, to all of what there is of it, and the times to all of the risk's premium.
	Cession
	// Full is what it would cede if it were fully placed.
	Full Amounts `json:"full"`
	// Price is what its layers cost as placed, FullPrice what they would if it were fully placed.
	Price     Price `json:"price"`
	FullPrice Price `json:"fullPrice"`
	// Sections are in the order of the contract.
	Sections []SectionResult `json:"sections"`
	// Reinsurers are in the order of the placement.
	Reinsurers []ReinsurerResult `json:"reinsurers"`
}

// A SectionResult is what one section cedes.
type SectionResult struct {
	_ [0]func()
	// Section is its id, empty if it has none.
	Section string `json:"section"`
	// Kind is the kind of its terms.
	Kind string `json:"kind"`
	// Cession is its subject and what is ceded of it.
	Cession
	// Full is what it would cede if it were fully placed.
	Full Amounts `json:"full"`
	// Price is what its layers cost as placed, FullPrice what they would if it were fully placed.
	Price     Price `json:"price"`
	FullPrice Price `json:"fullPrice"`
	// Clauses are its shares or layers, in the order of the terms.
	Clauses []ClauseResult `json:"clauses"`
}

// A ClauseResult is what one share or layer cedes.
type ClauseResult struct {
	_ [0]func()
	// Clause names it, such as quota-share, surplus[0], the id of a layer, or layer[0] where it has none.
	Clause string `json:"clause"`
	// Full is at 100 %, Ceded what is placed of it, in the program's currency.
	Full  Amounts `json:"full"`
	Ceded Amounts `json:"ceded"`
	// Price is what the layer costs as placed, FullPrice what it would if it were fully placed.
	Price     Price `json:"price"`
	FullPrice Price `json:"fullPrice"`
}

// A ReinsurerResult is what one reinsurer bears.
type ReinsurerResult struct {
	_ [0]func()
	// Reinsurer is the name in the placement.
	Reinsurer string `json:"reinsurer"`
	// Ceded is the sum of its postings, in the program's currency.
	Ceded Amounts `json:"ceded"`
	// Price is what it is paid for layers and what it allows of that.
	Price Price `json:"price"`
}

// A RiskResult is what the program makes of one risk. Its losses are those of the risk.
type RiskResult struct {
	_ [0]func()
	// Risk is its id.
	Risk string `json:"risk"`
	// Cession is gross, ceded and net of the whole program.
	Cession
}

// A LossResult is what the program makes of one loss.
type LossResult struct {
	_ [0]func()
	// Loss is its id.
	Loss string `json:"loss"`
	// Risk and Event are ids, empty if the loss names none.
	Risk  string `json:"risk,omitzero"`
	Event string `json:"event,omitzero"`
	// Date is the day of loss.
	Date cede.Date `json:"date"`
	// Gross = Ceded + Net, each in the program's currency, incurred at the last position.
	Gross decimal.Decimal `json:"gross"`
	Ceded decimal.Decimal `json:"ceded"`
	Net   decimal.Decimal `json:"net"`
}

// An EventResult is what the program makes of the losses of one event.
type EventResult struct {
	_ [0]func()
	// Event is its id.
	Event string `json:"event"`
	// Losses is their number, at least 1.
	Losses int `json:"losses"`
	// Gross = Ceded + Net, in the program's currency.
	Gross decimal.Decimal `json:"gross"`
	Ceded decimal.Decimal `json:"ceded"`
	Net   decimal.Decimal `json:"net"`
}

// A ContractLoss is what one contract makes of one loss that it covers.
type ContractLoss struct {
	_ [0]func()
	// Contract is its id.
	Contract string `json:"contract"`
	// Subject = Ceded + Retained, in the program's currency.
	Subject  decimal.Decimal `json:"subject"`
	Ceded    decimal.Decimal `json:"ceded"`
	Retained decimal.Decimal `json:"retained"`
	// Full is what it would cede if it were fully placed.
	Full decimal.Decimal `json:"full"`
}

// A UnitResult is what one section makes of one unit of risk.
type UnitResult struct {
	_ [0]func()
	// Unit is the id of the row or policy, or the value of the key.
	Unit string `json:"unit"`
	// Risks is the number of rows exposed to the section; 0 if only losses are seen.
	Risks int `json:"risks"`
	// Shares are the ceded shares of the section's clauses; empty for layers.
	Shares []Fraction `json:"shares,omitzero"`
	Cession
}

// An Overspill is the part of a unit above all capacity of a section. It stays with the cedent.
type Overspill struct {
	_ [0]func()
	// Contract and Section are ids, Unit is as in [UnitResult].
	Contract string `json:"contract"`
	Section  string `json:"section"`
	Unit     string `json:"unit"`
	// SumInsured is what is above, Premium the same part of the subject premium, in the program's currency.
	SumInsured decimal.Decimal `json:"sumInsured"`
	Premium    decimal.Decimal `json:"premium"`
}

// A FacultativeNeed is what a unit would need facultative cover for: what a
// proportional contract would have ceded had it been fully placed, and what was above its capacity.
//
// Source: T/IAC 17-2018, 6.4.
type FacultativeNeed struct {
	_ [0]func()
	// Contract and Section are ids, Unit is as in [UnitResult].
	Contract string `json:"contract"`
	Section  string `json:"section"`
	Unit     string `json:"unit"`
	// Unplaced and Overspill are sums insured in the program's currency, not negative; Need is both together.
	Unplaced  decimal.Decimal `json:"unplaced"`
	Overspill decimal.Decimal `json:"overspill"`
	Need      decimal.Decimal `json:"need"`
}

// A Capacity is the automatic capacity of one clause for one unit or occurrence.
//
//	effective = maximum × placed share
//
// Source: T/IAC 17-2018, 6.4: effective automatic capacity (自动承保能力) is the
// greatest capacity times the placed share; the rest is no capacity.
type Capacity struct {
	_ [0]func()
	// Contract and Section are ids, Clause names the share or layer as in [ClauseResult].
	Contract string `json:"contract"`
	Section  string `json:"section"`
	Clause   string `json:"clause"`
	// Maximum is the greatest amount the clause can cede of one unit or occurrence at 100 %, in the program's
	// currency; nil if the terms set none.
	Maximum *decimal.Decimal `json:"maximum,omitzero"`
	// Placed is the placed share, in (0, 1].
	Placed Fraction `json:"placed"`
	// Effective and Unplaced add up to Maximum; nil if that is.
	Effective *decimal.Decimal `json:"effective,omitzero"`
	Unplaced  *decimal.Decimal `json:"unplaced,omitzero"`
}

// An Exclusion says why a section does not see a risk or loss.
type Exclusion struct {
	_ [0]func()
	// Contract and Section are ids.
	Contract string `json:"contract"`
	Section  string `json:"section"`
	// Layer is the layer whose own scope excludes it, or empty.
	Layer string `json:"layer,omitzero"`
	// One of Risk and Loss is set.
	Risk string `json:"risk,omitzero"`
	Loss string `json:"loss,omitzero"`
	// From is the day on which a dated exclusion begins, zero if it is none. A risk that was covered before it is in the section
	// until the day before.
	From cede.Date `json:"from,omitzero"`
	// Term is what excludes it, such as period, scope.include.lines or scope.exclude.tags.
	Term string `json:"term"`
	// Reason says it in words.
	Reason string `json:"reason"`
}
