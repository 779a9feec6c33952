package treaty

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A History is the underwriting years of a contract as they stand at a valuation. All amounts are for 100 % of the contract: what
// it cedes if it is fully placed.
//
// The zero History is not valid.
type History struct {
	_ [0]func()
	// Contract names the contract in postings; it may be empty.
	Contract string `json:"contract,omitzero"`
	// Currency is that of all amounts, Scale the number of decimal places of the minor unit, 0 to 6; nil is the currency's. Rounding says how
	// products are rounded; empty means [RoundHalfUp].
	Currency Currency `json:"currency"`
	Scale    *int     `json:"scale,omitzero"`
	Rounding Rounding `json:"rounding,omitzero"`
	// Valuation is the day of the figures, on which what they give is posted.
	Valuation cede.Date `json:"valuation"`
	// Placement is the panel; nil is one reinsurer without a name who has all.
	Placement *Placement `json:"placement,omitzero"`
	// PremiumIn and LossIn are the portfolios that the first year takes over, not negative.
	PremiumIn decimal.Decimal `json:"premiumIn,omitzero"`
	LossIn    decimal.Decimal `json:"lossIn,omitzero"`
	// Years are the underwriting years, each the one after that before; there is at least one.
	Years []UnderwritingYear `json:"years"`
}

// An UnderwritingYear is the figures of one year at a valuation, none negative but Outstanding, IBNR and Allowed, which may be: of two years that share an
// event and its limit, what one has paid may exceed what the other leaves it.
//
// The zero UnderwritingYear is one without premium and losses.
type UnderwritingYear struct {
	_ [0]func()
	// Year names it, 1 to 9999.
	Year int `json:"year"`
	// Stage says whether the year was adjusted yet; empty means [StageAdjusted].
	Stage Stage `json:"stage,omitzero"`
	// Written is the premium ceded, Unearned the part of it that is not yet earned, at most Written.
	Written  decimal.Decimal `json:"written"`
	Unearned decimal.Decimal `json:"unearned,omitzero"`
	// Paid and Outstanding are the losses ceded. Where portfolios are transferred they include those of what was taken over, as Unearned does.
	// IBNR is what is incurred but not reported.
	Paid        decimal.Decimal `json:"paid,omitzero"`
	Outstanding decimal.Decimal `json:"outstanding,omitzero"`
	IBNR        decimal.Decimal `json:"ibnr,omitzero"`
	// Allowed is the commission that other terms allow on the same premium: profit commissions deduct it.
	Allowed decimal.Decimal `json:"allowed,omitzero"`
}

// A Stage says how far the account of a year is settled.
type Stage string

const (
	// StageProvisional has the provisional rates of sliding commissions, and no sharing and no profit commission yet.
	StageProvisional Stage = "provisional"
	// StageAdjusted has what follows from the figures, which may still change. It is the default.
	StageAdjusted Stage = "adjusted"
	// StageFinal is adjusted for the last time: a later valuation must not change it.
	StageFinal Stage = "final"
)

// Validate reports everything wrong with the history, joined, each as a [cede.InvalidError].
func (h History) Validate() error {
	errs := []error{
		cede.In("currency", h.Currency.Validate()),
		oneOf("rounding", h.Rounding, RoundHalfUp, RoundHalfEven),
		bound.NotNegative("premiumIn", h.PremiumIn),
		bound.NotNegative("lossIn", h.LossIn),
		checkScale(h.Scale),
	}
	if h.Valuation.IsZero() {
		errs = append(errs, cede.Invalid("valuation", "", "must not be empty"))
	}
	if h.Placement != nil {
		errs = append(errs, cede.In("placement", h.Placement.Validate()))
	}
	if len(h.Years) == 0 {
		errs = append(errs, cede.Invalid("years", "", "must not be empty"))
	}
	for i, y := range h.Years {
		err := y.validate()
		if i > 0 && y.Year != h.Years[i-1].Year+1 {
			err = errors.Join(err, cede.Invalid("year", strconv.Itoa(y.Year), "must be the one after "+strconv.Itoa(h.Years[i-1].Year)))
		}
		if i > 0 {
			err = errors.Join(err, y.checkStage(&h.Years[i-1]))
		}
		if now, _, _ := h.Valuation.Civil(); !h.Valuation.IsZero() && y.Year > now && y.Stage != StageProvisional {
			err = errors.Join(err, cede.Invalid("stage", string(or(y.Stage, StageAdjusted)), "must be provisional: the year begins after the valuation, "+h.Valuation.String()))
		}
		errs = append(errs, cede.At("years", i, err))
	}
	return errors.Join(errs...)
}

// checkStage reports a year that is further settled than the one before it, from which it carries in.
func (y *UnderwritingYear) checkStage(before *UnderwritingYear) error {
	switch {
	case y.Stage == StageFinal && before.Stage != StageFinal:
		return cede.Invalid("stage", string(y.Stage), "must not be final after a year that is not")
	case before.Stage == StageProvisional && y.Stage != StageProvisional:
		return cede.Invalid("stage", string(or(y.Stage, StageAdjusted)), "must be provisional like the year before")
	}
	return nil
}

func (y UnderwritingYear) validate() error {
	errs := []error{
		oneOf("stage", y.Stage, StageProvisional, StageAdjusted, StageFinal),
		bound.NotNegative("written", y.Written),
		bound.NotNegative("unearned", y.Unearned),
		bound.NotNegative("paid", y.Paid),
		bound.Check("outstanding", y.Outstanding),
		bound.Check("ibnr", y.IBNR),
		bound.Check("allowed", y.Allowed),
	}
	if y.Year < 1 || y.Year > 9999 {
		errs = append(errs, cede.Invalid("year", strconv.Itoa(y.Year), "must be 1 to 9999"))
	}
	if errs[1] == nil && errs[2] == nil && y.Unearned.GreaterThan(y.Written) {
		errs = append(errs, cede.Invalid("unearned", bound.Text(y.Unearned), "must be at most what is written, "+bound.Text(y.Written)))
	}
	return errors.Join(errs...)
}

// Canonical returns h with every empty reading spelled out: the scale is the currency's, rounding is [RoundHalfUp], years are [StageAdjusted].
func (h History) Canonical() History {
	if h.Scale == nil {
		h.Scale = new(h.Currency.Places())
	}
	h.Rounding = or(h.Rounding, RoundHalfUp)
	years := make([]UnderwritingYear, len(h.Years))
	for i, y := range h.Years {
		y.Stage = or(y.Stage, StageAdjusted)
		years[i] = y
	}
	h.Years = years
	return h
}

// Settle returns what the terms make of the years: for each what is shared of the losses, what is transferred and what commission is
// allowed, by reinsurer. The years are settled from the first to the last, and what one carries out the next carries in.
//
// The errors are those of both Validate methods, amounts finer than the scale or beyond 64 bits, and losses without premium where a clause needs the
// loss ratio; of the data each is a [cede.InvalidError].
func (h History) Settle(terms AccountTerms) (*Settlement, error) {
	if err := errors.Join(h.Validate(), checkAccountTerms(terms)); err != nil {
		return nil, err
	}
	h = h.Canonical()
	b := &engine.Builder{Scale: *h.Scale, Mode: h.Rounding.mode()}
	panel := panel{engine: &engine.Panel{Lines: []int64{1}, Whole: 1, Placed: fixed.Int(1)}}
	if h.Placement != nil {
		panel = newPanel(*h.Placement)
	}
	groups, err := terms.LowerAccount(b, panel.reinsurers)
	if err != nil {
		return nil, cede.In("terms", err)
	}
	figures, in, err := h.lower(b)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(h.transfers(groups), tooMany(len(h.Years), groups)); err != nil {
		return nil, err
	}
	a := &account{contract: h.Contract, currency: h.Currency, scale: b.Scale, mode: b.Mode, panel: &panel, groups: groups}
	s, err := a.settle(figures, in, h.Valuation, func(year int, err error) error { return cede.At("years", year, err) })
	if err != nil {
		return nil, err
	}
	for i := range s.Years {
		s.Years[i].Stage = h.Years[i].Stage
	}
	return s, nil
}

// maxItems is how many items the clauses may give in all years together, and maxYears how many years there may be.
const (
	maxItems = 200_000
	maxYears = 1_000
)

// tooMany reports more items than a settlement may have.
func tooMany(years int, groups []engine.AccountGroup) error {
	clauses := 0
	for _, g := range groups {
		clauses += len(g.Terms.Sharing) + len(g.Terms.Commissions) + len(g.Terms.Profits)
	}
	if years > maxYears {
		return cede.In("years", TooMany(years, maxYears))
	}
	if years*clauses > maxItems {
		return fmt.Errorf("%w: years times clauses, for each group of reinsurers, must be at most %d", ErrLimit, maxItems)
	}
	return nil
}

// transfers reports a portfolio taken over that no clause asks for.
func (h History) transfers(groups []engine.AccountGroup) error {
	var premium, losses bool
	for _, g := range groups {
		if p := g.Terms.Portfolio; p != nil {
			premium, losses = p.Premium, p.Loss.Sign() != 0
		}
	}
	var errs []error
	if !premium && !h.PremiumIn.IsZero() {
		errs = append(errs, cede.Invalid("premiumIn", bound.Text(h.PremiumIn), "must be absent where the terms have no premium portfolio"))
	}
	if !losses && !h.LossIn.IsZero() {
		errs = append(errs, cede.Invalid("lossIn", bound.Text(h.LossIn), "must be absent where the terms have no loss portfolio"))
	}
	return errors.Join(errs...)
}

// lower returns the figures in minor units, and the portfolios that the first year takes over.
func (h History) lower(b *engine.Builder) ([]engine.Figures, engine.Transfer, error) {
	var in engine.Transfer
	var errs [2]error
	in.Premium, errs[0] = b.Minor("premiumIn", h.PremiumIn)
	in.Loss, errs[1] = b.Minor("lossIn", h.LossIn)
	all := errs[:]
	out := make([]engine.Figures, len(h.Years))
	for i, y := range h.Years {
		var err error
		out[i], err = y.lower(b)
		all = append(all, cede.At("years", i, err))
	}
	return out, in, errors.Join(all...)
}
