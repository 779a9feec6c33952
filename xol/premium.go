package xol

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A Premium is what a layer costs for the period. All amounts are for 100 % of the layer, before its
// share; the charge to the cedent is share × amount, and of that the placed part is paid.
//
//	premium = deposit                                                        without rate or swing
//	premium = max(rate × subject premium, minimum)                           with a rate
//	premium = max(clamp(loading × losses / subject premium) × subject premium, minimum)   with a swing
//
// The premium is rounded once and then used. The deposit is posted at its instalments, the premium less the deposit
// at the end of the period.
//
// The zero Premium is not valid.
type Premium struct {
	_ [0]func()
	// Deposit is paid in advance (预付保费), not negative. Without a rate or swing it is the whole premium.
	Deposit *decimal.Decimal `json:"deposit,omitzero"`
	// Instalments say when the deposit is paid; they add up to it. Without any it is paid at the beginning of the period.
	Instalments []Instalment `json:"instalments,omitzero"`
	// Rate is on the subject premium, a positive fraction.
	Rate *decimal.Decimal `json:"rate,omitzero"`
	// Swing makes the rate follow from the losses; nil is none.
	Swing *Swing `json:"swing,omitzero"`
	// Minimum is the least the premium is (最低保费), positive; nil is none.
	Minimum *decimal.Decimal `json:"minimum,omitzero"`
	// Subject says what the subject premium is net of; empty means [PremiumNet].
	Subject PremiumSubject `json:"subject,omitzero"`
	// Basis says what part of it counts; empty means [PremiumEarned].
	Basis PremiumBasis `json:"basis,omitzero"`
	// NoClaims is the part of the premium that is returned at the end of the period if the layer paid nothing, in (0, 1];
	// nil is none.
	NoClaims *decimal.Decimal `json:"noClaims,omitzero"`
	// Brokerage is the part of the premium that reinsurers allow, a fraction in [0, 1).
	Brokerage *decimal.Decimal `json:"brokerage,omitzero"`
}

// An Instalment is a part of the deposit. The zero Instalment is not valid.
type Instalment struct {
	_ [0]func()
	// Date is the day it is due.
	Date cede.Date `json:"date"`
	// Amount is positive.
	Amount decimal.Decimal `json:"amount"`
}

// A Swing is a premium that follows from the layer's own losses: a burning cost times a loading, between a minimum
// and a maximum rate on the subject premium. The burning cost is losses over subject premium, of this
// period and of those before it that are stated.
//
// The zero Swing is not valid.
type Swing struct {
	_ [0]func()
	// Loading multiplies the burning cost, positive: 100/80 is 1.25.
	Loading decimal.Decimal `json:"loading"`
	// Minimum and Maximum are the least and the greatest rate, fractions, the first not negative and not above the second.
	Minimum decimal.Decimal `json:"minimum"`
	Maximum decimal.Decimal `json:"maximum"`
	// History is what the layer would have cost in periods before, on the present terms.
	History []Burnt `json:"history,omitzero"`
}

// Burnt is the experience of one period before. The zero Burnt is a period without premium and losses.
type Burnt struct {
	_ [0]func()
	// Premium and Losses are the subject premium and the losses to 100 % of the layer, not negative.
	Premium decimal.Decimal `json:"premium"`
	Losses  decimal.Decimal `json:"losses"`
}

// PremiumSubject says what subject premium is net of.
type PremiumSubject string

const (
	// PremiumNet is what the contract's subject is: by default net of the contracts that inure to it. It is the default.
	PremiumNet PremiumSubject = "net"
	// PremiumGross is before all cessions.
	PremiumGross PremiumSubject = "gross"
)

// PremiumBasis says what part of the policies' premium is subject.
type PremiumBasis string

const (
	// PremiumEarned is what is earned in the period of the contract. It is the default.
	PremiumEarned PremiumBasis = "earned"
	// PremiumWritten is the whole premium of the policies that begin in the period.
	PremiumWritten PremiumBasis = "written"
)

func (p *Premium) validate(l *Layer) error {
	if p == nil {
		return nil
	}
	errs := []error{
		bound.Optional(bound.NotNegative, "deposit", p.Deposit),
		bound.Optional(bound.Positive, "rate", p.Rate),
		p.Swing.validate(),
		bound.Optional(bound.Positive, "minimum", p.Minimum),
		oneOf("subject", p.Subject, PremiumNet, PremiumGross),
		oneOf("basis", p.Basis, PremiumEarned, PremiumWritten),
		bound.Optional(bound.Share, "noClaims", p.NoClaims),
		bound.Optional(part, "brokerage", p.Brokerage),
		p.validateInstalments(),
	}
	if p.Rate != nil && p.Swing != nil {
		errs = append(errs, cede.Invalid("swing", "", "must be absent beside a rate"))
	}
	if !p.follows() {
		const alone = "must be absent without a rate or swing"
		if p.Deposit == nil {
			errs = append(errs, cede.Invalid("deposit", "", "must not be empty without a rate or swing"))
		}
		if p.Minimum != nil {
			errs = append(errs, cede.Invalid("minimum", bound.Text(*p.Minimum), alone))
		}
		errs = append(errs, unstated("subject", p.Subject, alone), unstated("basis", p.Basis, alone))
	}
	if r := l.Reinstatements; r != nil && r.On == OnDeposit && p.Deposit == nil {
		errs = append(errs, cede.Invalid("deposit", "", "must not be empty where reinstatements are on it"))
	}
	return cede.In("premium", errors.Join(errs...))
}

// follows reports whether the premium follows from the subject premium.
func (p *Premium) follows() bool { return p.Rate != nil || p.Swing != nil }

func (p *Premium) validateInstalments() error {
	if len(p.Instalments) == 0 {
		return nil
	}
	if p.Deposit == nil {
		return cede.Invalid("instalments", "", "must be absent without a deposit")
	}
	var errs []error
	var sum decimal.Decimal
	for i, one := range p.Instalments {
		err := bound.Positive("amount", one.Amount)
		if err == nil {
			sum = sum.Add(one.Amount)
		}
		if one.Date.IsZero() {
			err = errors.Join(err, cede.Invalid("date", "", "must not be empty"))
		} else if i > 0 && one.Date.Before(p.Instalments[i-1].Date) {
			err = errors.Join(err, cede.Invalid("date", one.Date.String(), "must not be before the instalment before, "+p.Instalments[i-1].Date.String()))
		}
		errs = append(errs, cede.At("instalments", i, err))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if bound.Check("", *p.Deposit) == nil && !sum.Equal(*p.Deposit) {
		return cede.Invalid("instalments", bound.Text(sum), "must add up to the deposit, "+bound.Text(*p.Deposit))
	}
	return nil
}

func (s *Swing) validate() error {
	if s == nil {
		return nil
	}
	errs := []error{
		bound.Positive("loading", s.Loading),
		bound.NotNegative("minimum", s.Minimum),
		bound.Positive("maximum", s.Maximum),
	}
	if errs[1] == nil && errs[2] == nil && s.Minimum.GreaterThan(s.Maximum) {
		errs = append(errs, cede.Invalid("minimum", bound.Text(s.Minimum), "must not be above the maximum, "+bound.Text(s.Maximum)))
	}
	for i, b := range s.History {
		errs = append(errs, cede.At("history", i, errors.Join(bound.NotNegative("premium", b.Premium), bound.NotNegative("losses", b.Losses))))
	}
	return cede.In("swing", errors.Join(errs...))
}

func (p *Premium) canonical() *Premium {
	if p == nil {
		return nil
	}
	c := *p
	if c.follows() {
		c.Subject, c.Basis = or(c.Subject, PremiumNet), or(c.Basis, PremiumEarned)
	}
	return &c
}

// lowerPrice sets the price of a lowered layer.
func (l *Layer) lowerPrice(b *engine.Builder, out *engine.Layer) error {
	p := l.Premium
	if p == nil {
		return nil
	}
	deposit, err1 := b.Amount("deposit", p.Deposit)
	minimum, err2 := b.Amount("minimum", p.Minimum)
	errs := []error{err1, err2}
	ratio := func(d *decimal.Decimal) fixed.Ratio {
		if d == nil {
			return fixed.Ratio{}
		}
		return fixed.FromDecimal(*d)
	}
	price := &engine.Price{
		Deposit: deposit, Rate: ratio(p.Rate), Minimum: minimum,
		NoClaims: ratio(p.NoClaims), Brokerage: ratio(p.Brokerage), Reinstatements: l.Reinstatements.lower(),
	}
	var due decimal.Decimal
	var before int64
	for i, one := range p.Instalments {
		_, err := b.Minor("amount", one.Amount)
		due = due.Add(one.Amount)
		if err == nil {
			var sum int64
			sum, err = b.Minor("amount", due) // differences of rounded sums add up to the rounded deposit
			price.Instalments = append(price.Instalments, engine.Instalment{Date: one.Date, Amount: sum - before})
			before = sum
		}
		errs = append(errs, cede.At("instalments", i, err))
	}
	if s := p.Swing; s != nil {
		price.Swing = &engine.Swing{Loading: ratio(&s.Loading), Minimum: ratio(&s.Minimum), Maximum: ratio(&s.Maximum)}
		for i, one := range s.History {
			premium, err1 := b.Minor("premium", one.Premium)
			losses, err2 := b.Minor("losses", one.Losses)
			errs = append(errs, cede.In("swing", cede.At("history", i, errors.Join(err1, err2))))
			var ok1, ok2 bool
			price.Swing.Premium, ok1 = fixed.Add(price.Swing.Premium, premium)
			price.Swing.Losses, ok2 = fixed.Add(price.Swing.Losses, losses)
			if !ok1 || !ok2 {
				errs = append(errs, cede.In("swing", cede.Invalid("history", "", "must add up to 64 bits of minor units")))
			}
		}
	}
	if p.follows() {
		out.Base = &engine.PremiumBase{Gross: p.Subject == PremiumGross, Written: p.Basis == PremiumWritten}
	}
	out.Price = price
	return cede.In("premium", errors.Join(errs...))
}
