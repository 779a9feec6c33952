package proportional

import (
	"errors"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A ProfitCommission (纯益手续费) is a share of what a year leaves to the reinsurers:
//
//	result = premium - losses - commissions - expenses × premium
//	profit = result - deficits carried in + credits carried in
//	profit commission = sum over tiers of rate × the part of the profit in the tier, at most maximum × premium
//
// Commissions are all those of the account that hold for the reinsurers, and what the figures have as allowed elsewhere. Of a profit below zero there is none.
// A negative result before deficits is a deficit of its year; the part of a profit that the maximum leaves without commission is a credit.
//
// With several years together the profit is the mean of the results of the year and of those before it that there are, up to so many,
// each year anew; or it is the sum of the results so far in blocks of so many years, and the year gives what that comes to less what the
// years of the block before were given, which may be below zero.
//
// The zero ProfitCommission is not valid.
type ProfitCommission struct {
	_ [0]func()
	// Rate is the part of the profit, a fraction in (0, 1]; nil if Tiers are stated.
	Rate *decimal.Decimal `json:"rate,omitzero"`
	// Tiers are rates for parts of the profit, in order; each holds for what is above the end of the one before.
	Tiers []ProfitTier `json:"tiers,omitzero"`
	// TiersOn says what the ends of the tiers are; empty means [TiersAmount].
	TiersOn TiersOn `json:"tiersOn,omitzero"`
	// Expenses are the reinsurers' management expenses (管理费用) as a fraction of the premium, in [0, 1]; nil is none.
	Expenses *decimal.Decimal `json:"expenses,omitzero"`
	// Maximum is the most it comes to as a fraction of the premium, in (0, 1]; nil is none.
	Maximum *decimal.Decimal `json:"maximum,omitzero"`
	// LossRatio says what premium and losses are; Decimals are not used and must be absent.
	LossRatio LossRatio `json:"lossRatio,omitzero"`
	// Deficit and Credit say how long each is carried forward; nil is not at all. A credit needs a maximum.
	Deficit *Carry `json:"deficit,omitzero"`
	Credit  *Carry `json:"credit,omitzero"`
	// Over takes several years together; nil is each year by itself. Nothing is carried forward beside it.
	Over *YearsTogether `json:"over,omitzero"`
	// Reinsurers are those for whom it holds; none is all.
	Reinsurers []string `json:"reinsurers,omitzero"`
}

// A ProfitTier is a rate up to an end of the profit. The zero ProfitTier is no commission on all that follows.
type ProfitTier struct {
	_ [0]func()
	// UpTo is its end, positive; nil is none, for the last tier, which has none.
	UpTo *decimal.Decimal `json:"upTo,omitzero"`
	// Rate is a fraction in [0, 1].
	Rate decimal.Decimal `json:"rate"`
}

// TiersOn says what the ends of tiers are.
type TiersOn string

const (
	// TiersAmount are amounts, for 100 % of the contract, of several years together of their mean or sum. It is the default.
	TiersAmount TiersOn = "amount"
	// TiersPremium are fractions of the premium.
	TiersPremium TiersOn = "premium"
)

func (p ProfitCommission) validate() error {
	errs := []error{
		bound.Optional(bound.Share, "rate", p.Rate),
		p.validateTiers(),
		oneOf("tiersOn", p.TiersOn, TiersAmount, TiersPremium),
		bound.Optional(bound.Fraction, "expenses", p.Expenses),
		bound.Optional(bound.Share, "maximum", p.Maximum),
		p.LossRatio.validate(),
		cede.In("deficit", p.Deficit.validate()),
		cede.In("credit", p.Credit.validate()),
	}
	if p.LossRatio.Decimals != nil {
		errs = append(errs, cede.In("lossRatio", cede.Invalid("decimals", strconv.Itoa(*p.LossRatio.Decimals), "must be absent: a profit is an amount")))
	}
	if (p.Rate != nil) == (p.Tiers != nil) {
		errs = append(errs, cede.Invalid("", "", "must state one of rate and tiers"))
	}
	if p.TiersOn != "" && p.Tiers == nil {
		errs = append(errs, cede.Invalid("tiersOn", string(p.TiersOn), "must be absent without tiers"))
	}
	if p.Credit != nil && p.Maximum == nil {
		errs = append(errs, cede.Invalid("credit", "", "must be absent without a maximum"))
	}
	errs = append(errs, p.Over.validate(), p.Over.without("deficit", p.Deficit), p.Over.without("credit", p.Credit))
	return errors.Join(errs...)
}

func (p ProfitCommission) validateTiers() error {
	if p.Tiers == nil {
		return nil
	}
	if len(p.Tiers) == 0 {
		return cede.Invalid("tiers", "", "must not be empty")
	}
	var errs []error
	for i, t := range p.Tiers {
		list := []error{bound.Optional(bound.Positive, "upTo", t.UpTo), bound.Fraction("rate", t.Rate)}
		last := i == len(p.Tiers)-1
		switch {
		case last && t.UpTo != nil:
			list = append(list, cede.Invalid("upTo", bound.Text(*t.UpTo), "must be absent in the last tier"))
		case !last && t.UpTo == nil:
			list = append(list, cede.Invalid("upTo", "", "must be stated in all tiers but the last"))
		case !last && i > 0 && p.Tiers[i-1].UpTo != nil && list[0] == nil && bound.Check("", *p.Tiers[i-1].UpTo) == nil && !t.UpTo.GreaterThan(*p.Tiers[i-1].UpTo):
			list = append(list, cede.Invalid("upTo", bound.Text(*t.UpTo), "must be above that of the tier before, "+bound.Text(*p.Tiers[i-1].UpTo)))
		}
		errs = append(errs, cede.At("tiers", i, errors.Join(list...)))
	}
	return errors.Join(errs...)
}

func (p ProfitCommission) canonical() ProfitCommission {
	p.LossRatio = p.LossRatio.canonical()
	if p.Tiers != nil {
		p.TiersOn = or(p.TiersOn, TiersAmount)
	}
	return p
}

func (p ProfitCommission) lower(b *engine.Builder) (engine.ProfitCommission, error) {
	out := engine.ProfitCommission{
		Basis: p.LossRatio.lower(), OnPremium: p.TiersOn == TiersPremium, Expenses: ratioOf(p.Expenses), Maximum: ratioOf(p.Maximum),
		Deficit: p.Deficit.lower(), Credit: p.Credit.lower(), Over: p.Over.lower(),
	}
	if p.Rate != nil {
		out.Tiers = []engine.ProfitTier{{Rate: fixed.FromDecimal(*p.Rate)}}
	}
	var errs []error
	for i, t := range p.Tiers {
		tier := engine.ProfitTier{Rate: fixed.FromDecimal(t.Rate)}
		switch {
		case t.UpTo != nil && out.OnPremium:
			tier.UpTo = fixed.FromDecimal(*t.UpTo)
		case t.UpTo != nil:
			n, err := b.Minor("upTo", *t.UpTo)
			errs = append(errs, cede.At("tiers", i, err))
			tier.UpTo = fixed.Int(n)
		}
		out.Tiers = append(out.Tiers, tier)
	}
	return out, errors.Join(errs...)
}
