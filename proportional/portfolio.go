package proportional

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/shopspring/decimal"
)

// A Portfolio is what each underwriting year hands on to the next at its end, so that it is settled for good (clean cut, 未满期保费转移 and
// 未决赔款转移):
//
//	premium = written + taken over - handed on
//	losses  = paid + handed on - taken over
//
// What one year hands on the next takes over, and with it the losses and the premium themselves: its paid, outstanding and unearned
// include them. Premium or losses that are not stated run off in their year. A year that is not over hands on what stands at the valuation.
//
// The zero Portfolio is not valid.
type Portfolio struct {
	_ [0]func()
	// Premium says how the premium portfolio is found; empty is none.
	Premium PremiumPortfolio `json:"premium,omitzero"`
	// Percent is the part of the premium written that is handed on, a fraction in (0, 1], for [PortfolioPercent] only.
	Percent *decimal.Decimal `json:"percent,omitzero"`
	// Losses is the part of the outstanding losses that is handed on, a fraction in (0, 1]; nil is none.
	Losses *decimal.Decimal `json:"losses,omitzero"`
	// IBNR counts what is incurred but not reported to the outstanding losses.
	IBNR bool `json:"ibnr,omitzero"`
}

// PremiumPortfolio says how a premium portfolio is found.
type PremiumPortfolio string

const (
	// PortfolioUnearned hands on what is unearned, by the days, 24ths or 8ths of the figures; see [treaty.Unearned].
	PortfolioUnearned PremiumPortfolio = "unearned"
	// PortfolioPercent hands on a part of what is written.
	PortfolioPercent PremiumPortfolio = "percent"
)

func (p *Portfolio) validate() error {
	if p == nil {
		return nil
	}
	errs := []error{
		oneOf("premium", p.Premium, PortfolioUnearned, PortfolioPercent),
		bound.Optional(bound.Share, "percent", p.Percent),
		bound.Optional(bound.Share, "losses", p.Losses),
	}
	switch {
	case p.Premium == PortfolioPercent && p.Percent == nil:
		errs = append(errs, cede.Invalid("percent", "", "must be stated"))
	case p.Premium != PortfolioPercent && p.Percent != nil:
		errs = append(errs, cede.Invalid("percent", bound.Text(*p.Percent), "must be absent unless the premium portfolio is a percentage"))
	}
	if p.IBNR && p.Losses == nil {
		errs = append(errs, cede.Invalid("ibnr", "true", "must be absent without a loss portfolio"))
	}
	if p.Premium == "" && p.Losses == nil {
		errs = append(errs, cede.Invalid("", "", "must state premium or losses"))
	}
	return errors.Join(errs...)
}

func (p *Portfolio) lower() *engine.Portfolio {
	if p == nil {
		return nil
	}
	return &engine.Portfolio{Premium: p.Premium != "", PremiumRate: ratioOf(p.Percent), Loss: ratioOf(p.Losses), WithIBNR: p.IBNR}
}
