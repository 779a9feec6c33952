package engine

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// Unlimited is the limit of a term that has none.
const Unlimited = math.MaxInt64

// Facts is what a rule of shares may know of a unit.
type Facts struct {
	_ [0]func()
	// Measure is what shares follow from: the unit's subject sum insured, PML or premium, as the terms say, above zero.
	Measure fixed.Ratio
	// Field names it where it is too much.
	Field string
	// Grade is the risk grade the rows of the unit agree on.
	Grade func() (string, error)
	// Attribute is the value of a named attribute that the rows of the unit agree on.
	Attribute func(name string) (fixed.Ratio, error)
}

// A Measure is what shares of a unit follow from.
type Measure uint8

const (
	// BySum is the sum insured.
	BySum Measure = iota
	// ByPML is the probable maximum loss.
	ByPML
	// ByPremium is the premium of the whole policy period.
	ByPremium
)

// Proportional is a rule of shares with its terms for losses, in minor units.
type Proportional struct {
	_ [0]func()
	// Clauses name the parts that take a share each: a quota share, the first surplus, the second.
	Clauses []string
	// Shares sets the share of each part in a unit and returns the overspill: the share of the
	// unit above all capacity. It is nil if the shares are Fixed.
	Shares func(f *Facts, shares []fixed.Ratio) (overspill fixed.Ratio, err error)
	// Fixed are the shares that hold for every unit.
	Fixed []fixed.Ratio
	// Measure is what the shares follow from. OwnShare, if it is not empty, names the attribute of a row that gives the insurer's
	// share of a coinsured risk; the measure is then that of 100 % of the risk.
	Measure  Measure
	OwnShare string
	// Chosen, if it is not empty, names an attribute: units of which no row has it are not ceded.
	Chosen string
	// RefuseOverspill makes a unit above capacity an error.
	RefuseOverspill bool
	// LossLimit caps the losses of a unit in one event, at 100 %.
	LossLimit int64
	// Deductible is the treaty deductible (合约免赔额) per unit and event; 0 is none.
	Deductible int64
	// DeductibleOnWhole makes it act on 100 % of the losses, before the share.
	DeductibleOnWhole bool
	// EventLimit caps what is ceded of one event.
	EventLimit int64
	// Aggregate are the annual terms; nil is none.
	Aggregate *Aggregate
	// Capacities are the greatest sums insured each part can take, Unlimited where there is no such sum.
	Capacities []int64
}

// grouped reports whether the terms look at more than one loss at a time.
func (p *Proportional) grouped() bool {
	return p.PerUnit() || p.EventLimit != Unlimited || p.Aggregate != nil
}

// onWhole and onCeded report whether there are annual terms, and on what.
func (p *Proportional) onWhole() bool { return p.Aggregate != nil && p.Aggregate.OnWhole }
func (p *Proportional) onCeded() bool { return p.Aggregate != nil && !p.Aggregate.OnWhole }

// PerUnit reports whether the terms add up the losses of a unit in an event.
func (p *Proportional) PerUnit() bool { return p.LossLimit != Unlimited || p.Deductible != 0 }

// Grain says what an occurrence of a layer is.
type Grain uint8

const (
	// PerUnit makes it a unit's losses in one event.
	PerUnit Grain = iota
	// PerEvent makes it an event.
	PerEvent
	// PerTerm makes it all losses of the period, or of each year of it.
	PerTerm
)

// A Layer is limit xs attachment, in minor units.
type Layer struct {
	_ [0]func()
	// Clause names the layer.
	Clause     string
	Grain      Grain
	Attachment int64
	Limit      int64
	// Share is the part of the layer that is covered, in (0, 1].
	Share fixed.Ratio
	// ShareOnLoss applies the share before attachment and limit.
	ShareOnLoss bool
	// MinimumUnits is the number of units an event must hit; below 2 it does nothing.
	MinimumUnits int
	// Franchise is what the subject of an occurrence must be above; 0 does nothing.
	Franchise int64
	// MarketLoss is what the market must have lost in the event at least; 0 does nothing.
	MarketLoss int64
	// EventCap caps the recoveries per unit of one event.
	EventCap int64
	// Ordinals are the occurrences of a year that the layer pays, counted as they reach it, and Ranks
	// those that it pays counted by size, the largest first.
	Ordinals, Ranks Span
	// AggregateDeductible is kept of a year's losses to the layer; 0 is none.
	AggregateDeductible int64
	// AggregateLimit is the most the layer pays for a year, and TermLimit for the whole period; Unlimited is none.
	AggregateLimit, TermLimit int64
	// Drops lower the attachment.
	Drops []Drop
	// Price is what the layer costs, nil if that is not stated.
	Price *Price
	// Base is the subject premium that price and rates follow from, nil if none does.
	Base *PremiumBase
	// AttachmentRate and LimitRate, if they are not 0, make attachment and limit follow from the subject premium.
	AttachmentRate, LimitRate fixed.Ratio
	// Scope is the layer's own, narrower scope, or nil; the engine only carries it.
	Scope any
}

// Expenses says how expenses enter a section with layers.
type Expenses uint8

const (
	// Within adds them to the loss.
	Within Expenses = iota
	// ProRata pays them in addition, in the proportion of the indemnity recovered.
	ProRata
	// Excluded leaves them with the cedent.
	Excluded
)

// A Line is the most that was to be retained of a unit.
type Line struct {
	Most int64
	// Refuse makes a unit above it an error; otherwise its losses enter in the proportion of the line.
	Refuse bool
}

// EachLoss says what of each loss enters: nothing up to the franchise, then what is above the deductible up to the limit. A
// zero Limit is that of the zero EachLoss, under which all of it enters.
type EachLoss struct{ Franchise, Deductible, Limit int64 }

// Clauses hold for all layers of a section, and Yearly for shares too.
type Clauses struct {
	_ [0]func()
	// Yearly starts the annual terms anew with every year of the period.
	Yearly bool
	// Settlement makes the annual terms take occurrences in the order in which they were settled.
	Settlement bool
	// Cut judges each loss by its own day, not by that on which its occurrence began.
	Cut bool
	// ExGratia covers payments without liability.
	ExGratia bool
	// Sunset is the last day on which a covered loss was reported; zero is none.
	Sunset   cede.Date
	Expenses Expenses
	Line     *Line
	EachLoss EachLoss
	// Index is nil if the section has no index clause; Deflator is its number among those of the program, see [Losses.Deflated].
	Index    *Index
	Deflator int
	// Hours divide events into windows; without any an event is one occurrence.
	Hours []Hours
	// Interlocking and Over name contracts; the compiler resolves them to the filters of their sections.
	Interlocking, Over []string
	// Interlocked are the filters of the sections of the contracts in Interlocking.
	Interlocked []int
}

// A PremiumBase says what the subject premium of a layer is.
type PremiumBase struct {
	// Gross takes it before all cessions, otherwise it is as the section's subject.
	Gross bool
	// Written takes the whole premium of the policies that begin in the period, otherwise what is earned in it. It
	// is for the compiler, which sets the risks and the window.
	Written         bool
	Exposed, Window int
}

// MaxCovers is the number of layers and shares a program may have in all.
const MaxCovers = 100_000

// A Builder takes the terms of one section.
type Builder struct {
	_ [0]func()
	// Scale is the number of decimal places of a minor unit.
	Scale int
	// Round allows amounts finer than the scale and rounds them.
	Round bool
	// Mode rounds products.
	Mode fixed.Mode
	// NamesRisks says that the section's scope names the risks it covers.
	NamesRisks bool
	// Exchange converts amounts of the terms; 0 is none.
	Exchange fixed.Ratio
	// Clauses are those of the section.
	Clauses Clauses

	proportional *Proportional
	layers       []Layer
}

// Minor returns the amount called name in minor units, or an error that names it.
func (b *Builder) Minor(name string, d decimal.Decimal) (int64, error) {
	if err := bound.Check(name, d); err != nil {
		return 0, err
	}
	if b.Exchange.Sign() != 0 {
		n, ok := b.Exchange.Mul(fixed.FromDecimal(d.Shift(int32(b.Scale)))).Round(fixed.HalfUp)
		if !ok {
			return 0, cede.Invalid(name, bound.Text(d), "must fit 64 bits of minor units once converted")
		}
		return n, nil
	}
	n, fault := fixed.Minor(d, b.Scale, b.Round)
	return n, FaultError(name, bound.Text(d), fault, b.Scale)
}

// Span returns attachment and limit in minor units, so that layers that adjoin as stated adjoin: where amounts are rounded or converted, both
// ends of the layer are, and the limit is their difference.
func (b *Builder) Span(attachment decimal.Decimal, limit *decimal.Decimal) (from, size int64, err error) {
	from, err1 := b.Minor("attachment", attachment)
	size, err2 := b.Limit("limit", limit)
	if err := errors.Join(err1, err2); err != nil || limit == nil || !b.Round && b.Exchange.Sign() == 0 {
		return from, size, err
	}
	to, err := b.Minor("limit", attachment.Add(*limit))
	return from, to - from, err
}

// Limit is [Builder.Minor] for a term that may be absent, which is [Unlimited].
func (b *Builder) Limit(name string, d *decimal.Decimal) (int64, error) {
	if d == nil {
		return Unlimited, nil
	}
	return b.Minor(name, *d)
}

// Amount is [Builder.Minor] for a term that may be absent, which is 0.
func (b *Builder) Amount(name string, d *decimal.Decimal) (int64, error) {
	if d == nil {
		return 0, nil
	}
	return b.Minor(name, *d)
}

// FaultError is the error for an amount that is not a count of minor units, or nil.
func FaultError(name, value string, fault fixed.Fault, scale int) error {
	switch fault {
	case fixed.TooFine:
		return cede.Invalid(name, value, fmt.Sprintf("must have at most %d decimal places", scale))
	case fixed.TooLarge:
		return cede.Invalid(name, value, "must fit 64 bits of minor units")
	case fixed.None:
	}
	return nil
}

// Cede sets the section's rule of shares.
func (b *Builder) Cede(p *Proportional) { b.proportional = p }

// Layers makes room for n layers.
func (b *Builder) Layers(n int) { b.layers = slices.Grow(b.layers, n) }

// Excess adds a layer to the section.
func (b *Builder) Excess(l Layer) { b.layers = append(b.layers, l) }

// Terms returns what was built: a rule of shares or layers.
func (b *Builder) Terms() (*Proportional, []Layer) { return b.proportional, b.layers }
