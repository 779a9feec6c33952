package engine

import (
	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// A Plan is a compiled program. It is immutable and safe for concurrent use.
type Plan struct {
	Mode      fixed.Mode
	Stages    []Stage
	Contracts []Contract
	Covers    []Cover
	// Windows are the distinct windows of the sections.
	Windows []Window
}

// A Stage is the contracts of one priority, in order of id.
type Stage struct {
	Priority int
	Sections []*Section
}

// A Contract is what the plan knows of a contract beside its sections.
type Contract struct {
	// Kept makes the pass keep the contract's cessions for contracts that are net of it.
	Kept bool
}

// A Cover is one clause that takes a part of the subject: a share or a layer. Covers are numbered in
// canonical order.
type Cover struct {
	Contract int32
	Section  *Section
	// Part is the share's or layer's index in its section.
	Part int32
}

// SubjectKind is the base a contract applies to.
type SubjectKind uint8

const (
	// Net is what the stages before left.
	Net SubjectKind = iota
	// Gross is the ground-up amount.
	Gross
	// NetOf is the ground-up amount less the cessions of named contracts.
	NetOf
)

// A Section is one section of a contract with its terms.
type Section struct {
	_        [0]func()
	Contract int32
	Subject  SubjectKind
	// NetOf are the contracts deducted by [NetOf].
	NetOf []int32
	// Inures makes later contracts see the section as if fully placed.
	Inures bool
	Panel  *Panel
	// First is the number of the section's first cover.
	First int32
	// Filter selects the rows of losses, Exposed the rows of risks, UnitRule the unit of each risk.
	Filter, Exposed, UnitRule int
	// Occurring says that From and To bound the first subject loss of an occurrence of the layers.
	Occurring bool
	From, To  cede.Date
	Clauses
	// Window is the index of the window of premium that the section sees, PremiumPart the part of it that belongs to
	// the section.
	Window      int
	PremiumPart fixed.Ratio
	// ShareUnit, if it is not 0, is how many units to which shares that follow from the unit are rounded make a whole.
	ShareUnit int64
	// One of Shares and Layers is set; LayerFilters are the filters of the layers.
	Shares       *Proportional
	Layers       []Layer
	LayerFilters []int
}

// Covers returns the number of covers of the section.
func (s *Section) Covers() int {
	if s.Shares != nil {
		return len(s.Shares.Clauses)
	}
	return len(s.Layers)
}

// A Panel is the signed lines of a placement over a common denominator.
type Panel struct {
	_     [0]func()
	Lines []int64
	Whole int64
	// Placed is the sum of the lines over Whole.
	Placed fixed.Ratio
}

// Split sets parts to the reinsurers' parts of a placed balance.
func (p *Panel) Split(parts []int64, balance int64) { fixed.Allocate(parts, balance, p.Lines) }

// Selected is a selection of rows in ascending order.
type Selected struct {
	All  bool
	Rows []int32
}

// Len returns the number of rows selected of n.
func (s Selected) Len(n int) int {
	if s.All {
		return n
	}
	return len(s.Rows)
}

// Row returns the k-th row selected.
func (s Selected) Row(k int) int32 {
	if s.All {
		return int32(k)
	}
	return s.Rows[k]
}

// Capacity returns the greatest amount a part of the section can cede of a unit or
// an occurrence at 100 %, or Unlimited.
func (s *Section) Capacity(part int, mode fixed.Mode) int64 {
	if s.Shares != nil {
		return s.Shares.Capacities[part]
	}
	layer := &s.Layers[part]
	most := min(layer.Limit, layer.EventCap, layer.AggregateLimit, layer.TermLimit)
	if most == Unlimited || layer.ShareOnLoss {
		return most
	}
	most, _ = layer.Share.Times(most, mode) // at most that
	return most
}
