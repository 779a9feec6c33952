package xol

import (
	"errors"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// Reinstatements (恢复责任限额) restore the limit of a layer after a loss, for a premium:
//
//	premium = rate × premium of the layer × (limit reinstated / limit) × time
//
// The limit is used in the order of losses: the original limit first, then what the first reinstatement
// restored, and so on. The k-th limit used is reinstated by the k-th at its rate, and nothing beyond the last; so a layer with n
// reinstatements pays at most n + 1 limits for a year. Each premium posted is the difference of rounded
// cumulative amounts.
//
// The zero Reinstatements are none: the layer pays one limit for a year.
type Reinstatements struct {
	_ [0]func()
	// Count is how many there are, not negative. It is 0 where they are Unlimited.
	Count int `json:"count,omitzero"`
	// Unlimited restores the limit without end.
	Unlimited bool `json:"unlimited,omitzero"`
	// Rates are the price of each as a fraction of the premium, not negative: as many as Count, or one for all
	// of them. Without any they are free.
	Rates []decimal.Decimal `json:"rates,omitzero"`
	// Time says how the premium depends on the day of loss; empty means [AsToAmount].
	Time ReinstatementTime `json:"time,omitzero"`
	// DayOfLoss says whether it counts to the days that remain; empty means [DayExpired]. It is absent unless
	// Time counts days.
	DayOfLoss DayOfLoss `json:"dayOfLoss,omitzero"`
	// On says which premium of the layer the rates apply to; empty means [OnAdjusted].
	On ReinstatementBase `json:"on,omitzero"`
	// Trigger says what of a loss uses the limit; empty means [TriggerPaid].
	Trigger ReinstatementTrigger `json:"trigger,omitzero"`
	// Brokerage is the part of reinstatement premium that reinsurers allow, a fraction in [0, 1).
	Brokerage *decimal.Decimal `json:"brokerage,omitzero"`
}

// ReinstatementTime says how reinstatement premium depends on time.
type ReinstatementTime string

const (
	// AsToAmount is pro rata as to amount only: time is 1. It is the default.
	AsToAmount ReinstatementTime = "amount"
	// Days365 is the days from the loss to the end of the period over 365, at most 1.
	Days365 ReinstatementTime = "days-365"
	// DaysOfPeriod is the days from the loss to the end of the period over the days of the period.
	DaysOfPeriod ReinstatementTime = "days-of-period"
	// MonthsOfPeriod is the calendar months after the month of loss over the months of the period, a part of a month
	// counting as one: with a calendar year, 9/12 in March and 0 in December; 11/12 in April with a year from 15 March.
	MonthsOfPeriod ReinstatementTime = "months-of-period"
)

// DayOfLoss says whether the day of loss counts to the days that remain.
type DayOfLoss string

const (
	// DayExpired does not count it. It is the default.
	DayExpired DayOfLoss = "expired"
	// DayRemaining counts it.
	DayRemaining DayOfLoss = "remaining"
)

// ReinstatementBase is the premium that the rates of reinstatements apply to.
type ReinstatementBase string

const (
	// OnAdjusted is the premium of the layer as adjusted. What a loss costs is posted on the deposit first and brought to
	// the adjusted premium at the end of the period. It is the default.
	OnAdjusted ReinstatementBase = "adjusted"
	// OnDeposit is the deposit.
	OnDeposit ReinstatementBase = "deposit"
)

// ReinstatementTrigger says what of a loss uses the limit, so that it is reinstated.
type ReinstatementTrigger string

const (
	// TriggerPaid is what the layer pays on paid losses. It is the default.
	TriggerPaid ReinstatementTrigger = "paid"
	// TriggerIncurred is what it pays on paid and outstanding losses.
	TriggerIncurred ReinstatementTrigger = "incurred"
)

// maxReinstatements bounds the number of reinstatements of a layer.
const maxReinstatements = 1000

func (r *Reinstatements) validate(l *Layer) error {
	if r == nil {
		return nil
	}
	errs := []error{
		oneOf("time", r.Time, AsToAmount, Days365, DaysOfPeriod, MonthsOfPeriod),
		oneOf("dayOfLoss", r.DayOfLoss, DayExpired, DayRemaining),
		oneOf("on", r.On, OnAdjusted, OnDeposit),
		oneOf("trigger", r.Trigger, TriggerPaid, TriggerIncurred),
		bound.Optional(part, "brokerage", r.Brokerage),
	}
	paid := false
	for i, rate := range r.Rates {
		err := bound.NotNegative("", rate)
		errs = append(errs, cede.At("rates", i, err))
		paid = paid || err == nil && rate.Sign() > 0
	}
	switch {
	case r.Count < 0 || r.Count > maxReinstatements:
		errs = append(errs, cede.Invalid("count", strconv.Itoa(r.Count), "must be from 0 to "+strconv.Itoa(maxReinstatements)))
	case r.Unlimited && r.Count > 0:
		errs = append(errs, cede.Invalid("count", strconv.Itoa(r.Count), "must be absent where reinstatements are unlimited"))
	case r.Unlimited && len(r.Rates) > 1:
		errs = append(errs, cede.Invalid("rates", "", "must be one rate where reinstatements are unlimited"))
	case !r.Unlimited && len(r.Rates) > 0 && r.Count == 0:
		errs = append(errs, cede.Invalid("rates", "", "must be absent where there are no reinstatements"))
	case !r.Unlimited && len(r.Rates) > 1 && len(r.Rates) != r.Count:
		errs = append(errs, cede.Invalid("rates", strconv.Itoa(len(r.Rates)), "must be as many as there are reinstatements, "+strconv.Itoa(r.Count)+", or one"))
	}
	if r.DayOfLoss != "" && or(r.Time, AsToAmount) != Days365 && r.Time != DaysOfPeriod {
		errs = append(errs, cede.Invalid("dayOfLoss", string(r.DayOfLoss), "must be absent unless time counts days"))
	}
	if most := l.AggregateLimit; most != nil && l.Limit != nil && !r.Unlimited && r.Count >= 0 && bound.Check("", *most) == nil && bound.Check("", *l.Limit) == nil &&
		most.GreaterThan(l.Limit.Mul(decimal.New(int64(r.Count)+1, 0))) {
		errs = append(errs, cede.Invalid("count", strconv.Itoa(r.Count), "must leave the aggregate limit, "+bound.Text(*most)+", at most the limit times one more"))
	}
	if l.Limit == nil {
		errs = append(errs, cede.Invalid("", "", "must be absent where the layer has no limit"))
	}
	if paid && l.Premium == nil {
		errs = append(errs, cede.Invalid("rates", "", "must be absent or zero where the layer has no premium"))
	}
	return cede.In("reinstatements", errors.Join(errs...))
}

// part reports a d outside [0, 1).
func part(name string, d decimal.Decimal) error {
	if err := bound.Check(name, d); err != nil {
		return err
	}
	if d.Sign() < 0 || !d.LessThan(decimal.New(1, 0)) {
		return cede.Invalid(name, bound.Text(d), "must be in [0, 1)")
	}
	return nil
}

func (r *Reinstatements) canonical() *Reinstatements {
	if r == nil {
		return nil
	}
	c := *r
	c.Time, c.On, c.Trigger = or(c.Time, AsToAmount), or(c.On, OnAdjusted), or(c.Trigger, TriggerPaid)
	if c.Time == Days365 || c.Time == DaysOfPeriod {
		c.DayOfLoss = or(c.DayOfLoss, DayExpired)
	}
	return &c
}

// lower returns the price of r, or nil if it is free.
func (r *Reinstatements) lower() *engine.Reinstatements {
	if r == nil || len(r.Rates) == 0 {
		return nil
	}
	out := &engine.Reinstatements{
		Unlimited: r.Unlimited, DayRemains: r.DayOfLoss == DayRemaining, OnDeposit: r.On == OnDeposit,
		Paid: or(r.Trigger, TriggerPaid) == TriggerPaid,
	}
	for _, rate := range r.Rates {
		out.Rates = append(out.Rates, fixed.FromDecimal(rate))
	}
	for !r.Unlimited && len(out.Rates) < r.Count {
		out.Rates = append(out.Rates, out.Rates[0])
	}
	switch or(r.Time, AsToAmount) {
	case AsToAmount:
	case Days365:
		out.Timing = engine.Days365
	case DaysOfPeriod:
		out.Timing = engine.DaysOfPeriod
	case MonthsOfPeriod:
		out.Timing = engine.MonthsOfPeriod
	}
	if r.Brokerage != nil {
		out.Brokerage = fixed.FromDecimal(*r.Brokerage)
	}
	return out
}
