package proportional

import (
	"errors"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
)

// A LossRatio says what a clause takes for losses and premium.
//
//	loss ratio = losses / premium
//
// It is an exact fraction unless Decimals are stated. The zero LossRatio is incurred losses without IBNR, after the sharing of the account, over
// earned premium.
type LossRatio struct {
	_ [0]func()
	// Losses says which losses; empty means [LossesIncurred].
	Losses Losses `json:"losses,omitzero"`
	// IBNR adds what is incurred but not reported.
	IBNR bool `json:"ibnr,omitzero"`
	// Premium says which premium; empty means [PremiumEarned].
	Premium PremiumBasis `json:"premium,omitzero"`
	// Sharing says whether it is before or after the loss sharing of the account; empty means [SharingAfter]. A clause of sharing that is after sees
	// what those before it left.
	Sharing SharingOrder `json:"sharing,omitzero"`
	// Decimals is the number of decimal places, 0 to 18, to which it is rounded; nil is exact. 0.8149 with two is 0.81.
	Decimals *int `json:"decimals,omitzero"`
}

// Losses says which losses a clause sees.
type Losses string

const (
	// LossesIncurred are paid and outstanding. It is the default.
	LossesIncurred Losses = "incurred"
	// LossesPaid are those paid; with a loss portfolio these are all losses, handed on ones counting as paid and taken over ones as received.
	LossesPaid Losses = "paid"
)

// PremiumBasis says which premium a clause sees.
type PremiumBasis string

const (
	// PremiumEarned is what is written less what is unearned, with the portfolios. It is the default of a loss ratio.
	PremiumEarned PremiumBasis = "earned"
	// PremiumWritten is what is written. It is the default of what a commission is allowed on.
	PremiumWritten PremiumBasis = "written"
)

// SharingOrder says whether a clause sees losses before or after they are shared.
type SharingOrder string

const (
	// SharingAfter sees what the sharing left. It is the default.
	SharingAfter SharingOrder = "after"
	// SharingBefore sees the losses as ceded. Two clauses of sharing that do so may take the same losses twice.
	SharingBefore SharingOrder = "before"
)

func (l LossRatio) validate() error {
	errs := []error{
		oneOf("losses", l.Losses, LossesIncurred, LossesPaid),
		oneOf("premium", l.Premium, PremiumEarned, PremiumWritten),
		oneOf("sharing", l.Sharing, SharingAfter, SharingBefore),
	}
	if l.Decimals != nil && (*l.Decimals < 0 || *l.Decimals > 18) {
		errs = append(errs, cede.Invalid("decimals", strconv.Itoa(*l.Decimals), "must be from 0 to 18"))
	}
	return cede.In("lossRatio", errors.Join(errs...))
}

func (l LossRatio) canonical() LossRatio {
	l.Losses = or(l.Losses, LossesIncurred)
	l.Premium = or(l.Premium, PremiumEarned)
	l.Sharing = or(l.Sharing, SharingAfter)
	return l
}

func (l LossRatio) lower() engine.LossBasis {
	out := engine.LossBasis{
		Paid: l.Losses == LossesPaid, WithIBNR: l.IBNR, Written: l.Premium == PremiumWritten, Before: l.Sharing == SharingBefore,
	}
	if l.Decimals != nil {
		out.Unit = 1
		for range *l.Decimals {
			out.Unit *= 10
		}
	}
	return out
}
