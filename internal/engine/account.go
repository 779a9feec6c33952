package engine

import (
	"math"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// AccountTerms are the clauses on the account of each underwriting year, in minor units.
type AccountTerms struct {
	_ [0]func()
	// Sharing is what the cedent takes back of the losses, in the order in which it acts.
	Sharing     []LossSharing
	Commissions []Commission
	Profits     []ProfitCommission
	// Portfolio is nil where every year runs off by itself.
	Portfolio *Portfolio
}

// A Place is where a clause stands in the terms: its name, and its number in the order in which clauses act.
type Place struct {
	Clause string
	Number int
}

// An AccountGroup is the clauses that hold for some of the reinsurers of a panel.
type AccountGroup struct {
	// Members are their places in the panel.
	Members []int
	Terms   AccountTerms
}

// Figures are those of one underwriting year at a valuation, for 100 % of the contract.
type Figures struct {
	Year int
	// Written is the premium ceded, Unearned the part of it that is not yet earned.
	Written, Unearned int64
	// Paid and Outstanding are the losses ceded, IBNR what is incurred but not reported.
	Paid, Outstanding, IBNR int64
	// Allowed is the commission that other accounts allow on the same premium.
	Allowed int64
	// Provisional leaves out what a first adjustment will set.
	Provisional bool
}

// A Portfolio is what one year hands on to the next at its end (clean cut).
type Portfolio struct {
	// PremiumRate, if it is not 0, is the part of the premium written that goes on; otherwise that is what is unearned.
	Premium     bool
	PremiumRate fixed.Ratio
	// Loss is the part of the outstanding losses that goes on; 0 is none. WithIBNR counts IBNR to them.
	Loss     fixed.Ratio
	WithIBNR bool
}

// A Transfer is a portfolio of premium and of losses.
type Transfer struct{ Premium, Loss int64 }

// LossBasis says what a clause takes for losses and premium.
type LossBasis struct {
	// Paid leaves out what is outstanding, WithIBNR adds what is not reported.
	Paid, WithIBNR bool
	// Written takes the premium written, otherwise that earned.
	Written bool
	// Before takes the losses before the sharing of the account.
	Before bool
	// Unit, if it is not 0, is how many units to which a loss ratio is rounded make a whole.
	Unit int64
}

// A Settled is what the clauses make of one year.
type Settled struct {
	Year        int
	Provisional bool
	// Earned and Incurred are premium and losses with the portfolios, Incurred before the sharing and without IBNR.
	Written, Earned, Incurred int64
	Items                     []Item
}

// An Item is what one clause gives in one year.
type Item struct {
	Place
	Kind ItemKind
	// Base is the amount that Rate is taken of, or what a clause without one is applied to.
	Base int64
	Rate fixed.Ratio
	// Seen reports whether the clause saw a loss ratio, LossRatio.
	Seen      bool
	LossRatio fixed.Ratio
	// In and Out are what is carried into the year and out of it: above zero what counts against the cedent.
	In, Out int64
	// Amount is above zero if the reinsurers pay it: for sharing it is below.
	Amount int64
}

// Same reports whether two items of one clause give the same.
func (x *Item) Same(y *Item) bool {
	return x.Kind == y.Kind && x.Base == y.Base && x.Amount == y.Amount && x.In == y.In && x.Out == y.Out && x.Seen == y.Seen &&
		x.Rate.Cmp(y.Rate) == 0 && x.LossRatio.Cmp(y.LossRatio) == 0
}

// ItemKind says what an item is.
type ItemKind uint8

// The kinds of items.
const (
	ItemPremiumIn  ItemKind = iota // a portfolio taken over
	ItemPremiumOut                 // a portfolio handed on
	ItemLossIn
	ItemLossOut
	ItemCorridor
	ItemParticipation
	ItemCap
	ItemCommission
	ItemOverriding
	ItemSliding
	ItemProfit
)

// A settling goes through the years.
type settling struct {
	terms   *AccountTerms
	mode    fixed.Mode
	slides  []slide // by commission
	profits []profit
	// in is what the year at hand takes over.
	in Transfer
}

// Settle returns what the clauses make of the years, which follow each other; in is what the first of them takes over. With an error
// these are the years before the one that is wrong.
func (a *AccountTerms) Settle(years []Figures, in Transfer, mode fixed.Mode) ([]Settled, error) {
	s := &settling{terms: a, mode: mode, slides: make([]slide, len(a.Commissions)), profits: make([]profit, len(a.Profits)), in: in}
	out := make([]Settled, len(years))
	for i := range years {
		if err := s.year(&years[i], &out[i]); err != nil {
			return out[:i], err
		}
	}
	return out, nil
}

func (s *settling) year(f *Figures, out *Settled) error {
	y := &accountYear{Figures: f, out: out, portfolio: s.terms.Portfolio, mode: s.mode}
	if err := s.transfer(y); err != nil {
		return err
	}
	for i := range s.terms.Sharing {
		one := &s.terms.Sharing[i]
		if err := y.apply(one.Place, func() error { return one.apply(y) }); err != nil {
			return err
		}
	}
	for i := range s.terms.Commissions {
		one := &s.terms.Commissions[i]
		if err := y.apply(one.Place, func() error { return one.apply(y, &s.slides[i]) }); err != nil {
			return err
		}
	}
	for i := range s.terms.Profits {
		one := &s.terms.Profits[i]
		if err := y.apply(one.Place, func() error { return one.apply(y, &s.profits[i]) }); err != nil {
			return err
		}
	}
	return nil
}

// An accountYear is a year while its clauses are applied.
type accountYear struct {
	*Figures
	out       *Settled
	portfolio *Portfolio
	mode      fixed.Mode
	// place is that of the clause that is applied.
	place Place
	// shared is what the sharing so far took from the losses, allowed the commission so far.
	shared, allowed int64
}

// apply applies a clause by its name.
func (y *accountYear) apply(place Place, to func() error) error {
	y.place = place
	return cede.In(place.Clause, to())
}

// transfer sets the premium and the losses of the year with what it takes over and hands on.
func (s *settling) transfer(y *accountYear) error {
	out, p := y.out, y.portfolio
	var in, on Transfer
	out.Year, out.Provisional, out.Written = y.Year, y.Provisional, y.Written
	sum := checkedSum{}
	out.Earned = sum.of(y.Written, -y.Unearned)
	out.Incurred = sum.of(y.Paid, y.Outstanding)
	y.allowed = y.Allowed
	if p != nil && p.Premium {
		in.Premium, on.Premium = s.in.Premium, y.Unearned
		if p.PremiumRate.Sign() != 0 {
			on.Premium, _ = p.PremiumRate.Times(y.Written, s.mode) // at most 1
		}
		out.Earned = sum.of(y.Written, in.Premium, -on.Premium)
	}
	if p != nil && p.Loss.Sign() != 0 {
		open := y.Outstanding
		if p.WithIBNR {
			open = sum.of(open, y.IBNR)
		}
		in.Loss = s.in.Loss
		on.Loss, _ = p.Loss.Times(open, s.mode) // at most 1
		out.Incurred = sum.of(y.Paid, on.Loss, -in.Loss)
	}
	s.in = on
	if sum.over {
		return ErrOverflow
	}
	if out.Earned < 0 {
		return cede.Invalid("earned", strconv.FormatInt(out.Earned, 10), "must not be negative")
	}
	y.place = Place{Clause: "portfolio", Number: -1}
	for kind, amount := range [...]int64{ItemPremiumIn: in.Premium, ItemPremiumOut: -on.Premium, ItemLossIn: -in.Loss, ItemLossOut: on.Loss} {
		if amount != 0 {
			y.add(Item{Kind: ItemKind(kind), Base: max(amount, -amount), Amount: amount})
		}
	}
	return nil
}

// premium returns the premium on a basis.
func (y *accountYear) premium(written bool) int64 {
	if written {
		return y.Written
	}
	return y.out.Earned
}

// losses returns the losses on a basis.
func (y *accountYear) losses(b LossBasis) (int64, error) {
	sum := checkedSum{}
	losses := y.out.Incurred
	transferred := y.portfolio != nil && y.portfolio.Loss.Sign() != 0
	if b.Paid && !transferred {
		losses = y.Paid
	}
	if b.WithIBNR && (!transferred || !y.portfolio.WithIBNR) {
		losses = sum.of(losses, y.IBNR)
	}
	if !b.Before {
		losses = sum.of(losses, -y.shared)
	}
	if sum.over {
		return 0, ErrOverflow
	}
	return losses, nil
}

// ratio returns losses over premium, which may be of several years, rounded if the basis says so, and reports whether there is one: without
// premium and losses there is none.
func (y *accountYear) ratio(b LossBasis, losses, premium int64) (ratio fixed.Ratio, ok bool, err error) {
	if premium == 0 {
		if losses == 0 {
			return fixed.Ratio{}, false, nil
		}
		return fixed.Ratio{}, false, cede.Invalid("lossRatio", "", "must have premium to divide the losses by")
	}
	ratio = fixed.NewRatio(losses, premium)
	if b.Unit != 0 {
		whole, rest := losses/premium, losses%premium // so that the product fits
		if b.Unit == 1 {
			whole, rest = 0, losses // half of a whole goes to the even one
		}
		n, _ := fixed.NewRatio(rest, premium).Times(b.Unit, y.mode) // at most the unit, or the losses
		ratio = fixed.Int(whole).Add(fixed.NewRatio(n, b.Unit))
	}
	return ratio, true, nil
}

// add adds an item of the clause that is applied.
func (y *accountYear) add(item Item) {
	item.Place = y.place
	y.out.Items = append(y.out.Items, item)
}

// A checkedSum notices a sum that leaves 64 bits, or that cannot be turned round in them.
type checkedSum struct{ over bool }

func (c *checkedSum) of(terms ...int64) int64 {
	sum, ok := fixed.Sum(terms)
	c.over = c.over || !ok || sum == math.MinInt64
	return sum
}

// WithIBNR names a clause that asks for IBNR, or is empty.
func (a *AccountTerms) WithIBNR() string {
	for i := range a.Sharing {
		if a.Sharing[i].Basis.WithIBNR {
			return a.Sharing[i].Clause
		}
	}
	for i := range a.Commissions {
		if s := a.Commissions[i].Slide; s != nil && s.Basis.WithIBNR {
			return a.Commissions[i].Clause + ".sliding"
		}
	}
	for i := range a.Profits {
		if a.Profits[i].Basis.WithIBNR {
			return a.Profits[i].Clause
		}
	}
	return ""
}

// YearOf returns the year of a period in which a day lies, from 0.
func YearOf(from, day cede.Date) int { return max(anniversaries(from, day), 0) }
