package xol

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/shopspring/decimal"
)

// Clauses are the clauses of a cover that hold for all its layers: which losses they respond to, what of a
// loss enters them and how their annual terms count.
//
// The zero Clauses are every default.
type Clauses struct {
	_ [0]func()
	// Order is the order in which annual terms take occurrences; empty means [OrderDate].
	Order Order `json:"order,omitzero"`
	// Annual says how long annual terms run in a period of several years; empty means [AnnualPeriod].
	Annual Annual `json:"annual,omitzero"`
	// Expiry says what happens to an event that goes on after the period, on a losses-occurring basis; empty means
	// [ExpiryWhole].
	Expiry Expiry `json:"expiry,omitzero"`
	// Expenses say how allocated loss adjustment expenses enter the ultimate net loss; empty means [ExpensesWithin].
	Expenses Expenses `json:"expenses,omitzero"`
	// ExGratia says whether payments without liability (通融赔付) are covered; empty means [ExGratiaExcluded].
	ExGratia ExGratia `json:"exGratia,omitzero"`
	// Sunset is the last day on which a loss may be reported to be covered (日落条款); nil is none. It needs the day on which
	// each loss was reported.
	Sunset *cede.Date `json:"sunset,omitzero"`
	// MaximumLine is the most the cedent was to retain of a unit; nil is none.
	MaximumLine *MaximumLine `json:"maximumLine,omitzero"`
	// Interlocking names the contracts of the other underwriting years that share an event with this one: each then responds
	// with its attachment and limit in the proportion of its own losses to those of all of them.
	Interlocking []string `json:"interlocking,omitzero"`
	// Index makes the attachments follow an index (指数条款), and the limits where it says so; nil is none. It is absent where
	// there is one occurrence, and where a layer drops.
	Index *IndexClause `json:"index,omitzero"`
	// Hours limit an occurrence to what happens within so many hours of an event, by peril; without any an event is one
	// occurrence. They are absent unless the cover is per event.
	Hours []HoursClause `json:"hours,omitzero"`
}

// Order is an order of occurrences.
type Order string

const (
	// OrderDate takes occurrences by their first loss. It is the default.
	OrderDate Order = "date"
	// OrderSettlement takes them by the day on which the last of their losses was settled; those that are not settled
	// come last, by date.
	OrderSettlement Order = "settlement"
)

// Annual says how long the annual terms of layers run.
type Annual string

const (
	// AnnualPeriod runs them over the whole period of the contract. It is the default.
	AnnualPeriod Annual = "period"
	// AnnualYear starts them anew with every year of the period, from its first day on; occurrences count to the year
	// of their first loss.
	AnnualYear Annual = "year"
)

// Expiry says what happens to an event astride the end of the period.
type Expiry string

const (
	// ExpiryWhole covers the whole event if its first loss is in the period, and nothing of it otherwise
	// (extended expiration). It is the default.
	ExpiryWhole Expiry = "whole"
	// ExpiryCut covers the losses of the event that are in the period.
	ExpiryCut Expiry = "cut"
)

// Expenses say how allocated loss adjustment expenses enter the ultimate net loss.
type Expenses string

const (
	// ExpensesWithin adds them to the loss. It is the default.
	ExpensesWithin Expenses = "within"
	// ExpensesProRata pays them in addition to the recovery of indemnity, outside attachment, limit and reinstatement:
	//
	//	expense recovered = expense × indemnity recovered / indemnity subject
	ExpensesProRata Expenses = "pro-rata"
	// ExpensesExcluded leaves them with the cedent.
	ExpensesExcluded Expenses = "excluded"
)

// ExGratia says whether payments without liability are covered.
type ExGratia string

const (
	// ExGratiaExcluded does not cover them. It is the default.
	ExGratiaExcluded ExGratia = "excluded"
	// ExGratiaCovered covers them like any loss.
	ExGratiaCovered ExGratia = "covered"
)

// A MaximumLine is a warranty (最大自留额) that the cedent retains no more than an amount of any unit.
//
// The zero MaximumLine is not valid.
type MaximumLine struct {
	_ [0]func()
	// Amount is the greatest sum insured of a unit, net of the contracts that inure to this one, positive.
	Amount decimal.Decimal `json:"amount"`
	// Above says what happens to a unit above it; empty means [AboveLine].
	Above AboveMaximum `json:"above,omitzero"`
}

// AboveMaximum says what happens to a unit that is retained above the maximum line.
type AboveMaximum string

const (
	// AboveLine takes the losses of the unit as if the line had been retained, loss × line / retained. It is the default.
	AboveLine AboveMaximum = "line"
	// AboveError makes it an error of applying the program.
	AboveError AboveMaximum = "error"
)

func (c *Clauses) validate(grain engine.Grain) error {
	errs := []error{
		oneOf("order", c.Order, OrderDate, OrderSettlement),
		oneOf("annual", c.Annual, AnnualPeriod, AnnualYear),
		oneOf("expiry", c.Expiry, ExpiryWhole, ExpiryCut),
		oneOf("expenses", c.Expenses, ExpensesWithin, ExpensesProRata, ExpensesExcluded),
		oneOf("exGratia", c.ExGratia, ExGratiaExcluded, ExGratiaCovered),
	}
	errs = append(errs, cede.In("index", c.Index.validate(grain)), hoursClauses(c.Hours).validate(grain))
	if c.Sunset != nil && c.Sunset.IsZero() {
		errs = append(errs, cede.Invalid("sunset", "", "must be a date"))
	}
	if m := c.MaximumLine; m != nil {
		errs = append(errs, cede.In("maximumLine", errors.Join(
			bound.Positive("amount", m.Amount), oneOf("above", m.Above, AboveLine, AboveError))))
	}
	errs = append(errs, contractsOnce("interlocking", c.Interlocking))
	if len(c.Interlocking) > 0 && grain != engine.PerEvent {
		errs = append(errs, cede.Invalid("interlocking", c.Interlocking[0], "must be absent unless the cover is per event"))
	}
	if grain == engine.PerTerm {
		for _, one := range []struct{ name, got string }{
			{"order", string(c.Order)}, {"annual", string(c.Annual)}, {"expiry", string(c.Expiry)},
		} {
			if one.got != "" {
				errs = append(errs, cede.Invalid(one.name, one.got, "must be absent where there is one occurrence"))
			}
		}
	}
	return errors.Join(errs...)
}

func (c Clauses) canonical(grain engine.Grain) Clauses {
	if grain != engine.PerTerm {
		c.Order, c.Annual, c.Expiry = or(c.Order, OrderDate), or(c.Annual, AnnualPeriod), or(c.Expiry, ExpiryWhole)
	}
	c.Expenses, c.ExGratia = or(c.Expenses, ExpensesWithin), or(c.ExGratia, ExGratiaExcluded)
	c.Index, c.Hours = c.Index.canonical(), hoursClauses(c.Hours).canonical()
	if m := c.MaximumLine; m != nil {
		c.MaximumLine = &MaximumLine{Amount: m.Amount, Above: or(m.Above, AboveLine)}
	}
	return c
}

func (c *Clauses) lower(b *engine.Builder, grain engine.Grain) error {
	out := &b.Clauses
	out.Settlement = c.Order == OrderSettlement
	out.Yearly = c.Annual == AnnualYear
	out.Cut = c.Expiry == ExpiryCut || grain == engine.PerTerm
	out.ExGratia = c.ExGratia == ExGratiaCovered
	out.Interlocking = c.Interlocking
	out.Index, out.Hours = c.Index.lower(), hoursClauses(c.Hours).lower()
	if c.Sunset != nil {
		out.Sunset = *c.Sunset
	}
	switch or(c.Expenses, ExpensesWithin) {
	case ExpensesWithin:
	case ExpensesProRata:
		out.Expenses = engine.ProRata
	case ExpensesExcluded:
		out.Expenses = engine.Excluded
	}
	if m := c.MaximumLine; m != nil {
		amount, err := b.Minor("amount", m.Amount)
		if err != nil {
			return cede.In("maximumLine", err)
		}
		out.Line = &engine.Line{Most: amount, Refuse: m.Above == AboveError}
	}
	return nil
}

// contractsOnce reports contracts of a list that have no name or the name of an earlier one.
func contractsOnce(name string, ids []string) error {
	var errs []error
	seen := make(map[string]bool)
	for i, id := range ids {
		switch {
		case id == "":
			errs = append(errs, cede.At(name, i, cede.Invalid("", "", "must not be empty")))
		case seen[id]:
			errs = append(errs, cede.At(name, i, cede.Invalid("", id, "must be named only once")))
		}
		seen[id] = true
	}
	return errors.Join(errs...)
}
