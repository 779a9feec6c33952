package capital

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Contract is a contract of reinsurance of long-term life business (长期寿险再保险), of which both sides must think the same. The zero
// Contract is not valid. Source: Rule 1 Arts. 38, 39; Rule 2 Art. 14.
type Contract struct {
	_ [0]func()

	// Kind is the kind of business that is reinsured; the rules are for [LongTermLife] only, and anything else is refused.
	Kind Business `json:"kind"`
	// Amount is by how much the contract increases the actual capital of the cedent, and decreases that of the reinsurer, in yuan; not
	// negative.
	Amount decimal.Decimal `json:"amount"`
	// Term is the term of the contract in years, above zero.
	Term decimal.Decimal `json:"term"`
	// Terminable is after how many years from its effect the contract may first be terminated; nil: only when it ends.
	Terminable *decimal.Decimal `json:"terminable,omitzero"`
	// RiskTransferred says that insurance, market or credit risks of the original contracts really pass, in part or in full, to the reinsurer.
	RiskTransferred bool `json:"riskTransferred"`
	// PremiumPaid says that the ceded premium really flows to the reinsurer.
	PremiumPaid bool `json:"premiumPaid"`
	// Deferral is by how many months the premium may be paid later, not negative.
	Deferral decimal.Decimal `json:"deferral,omitzero"`
	// Returned says that cash flows back to the cedent through high commission, deposits or the like.
	Returned bool `json:"returned,omitzero"`

	// ExactlyThree and ExactlyFive are the readings of a contract that may be terminated after exactly 3 and exactly 5 years: the stricter
	// one, by default, holds that it is terminable within them.
	ExactlyThree Boundary `json:"exactlyThree,omitzero"`
	ExactlyFive  Boundary `json:"exactlyFive,omitzero"`
	// WithoutRisk is the reading of a contract that transfers no risk. The rule names no tier for it: without a reading it is an error.
	WithoutRisk WithoutRisk `json:"withoutRisk,omitzero"`
}

// Business is the kind of business that a contract reinsures. The zero Business is not valid.
type Business string

const (
	// LongTermLife is life business (寿险业务): on persons, without short accident, short health and short life business.
	LongTermLife Business = "long-term-life"
	// ShortTerm is short accident, short health and short life business, which is non-life business in the rules.
	ShortTerm Business = "short-term"
	// PropertyCasualty is property and casualty business.
	PropertyCasualty Business = "property"
)

// WithoutRisk is the reading of a contract that transfers no risk. The zero WithoutRisk is an error.
type WithoutRisk string

const (
	// NoCapital gives such a contract no capital and no relief.
	NoCapital WithoutRisk = "no-capital"
	// AsWithoutAssets grades it as if only the assets were not transferred. It gives no relief.
	AsWithoutAssets WithoutRisk = "as-without-assets"
)

// Validate reports every term out of range, joined.
func (c Contract) Validate() error {
	var errs []error
	switch c.Kind {
	case LongTermLife:
	case ShortTerm, PropertyCasualty:
		errs = append(errs, cede.Invalid("kind", string(c.Kind), "must be long-term-life: the rule grades no other reinsurance (Rule 1 Art. 38)"))
	default:
		errs = append(errs, cede.Invalid("kind", string(c.Kind), "must be one of long-term-life, short-term, property"))
	}
	errs = append(errs, bound.NotNegative("amount", c.Amount), bound.Positive("term", c.Term),
		bound.Optional(bound.NotNegative, "terminable", c.Terminable))
	if err := errors.Join(errs...); err == nil && c.Terminable != nil && c.Terminable.GreaterThan(c.Term) {
		errs = append(errs, cede.Invalid("terminable", bound.Text(*c.Terminable), "must not be after the term, "+bound.Text(c.Term)))
	}
	errs = append(errs, bound.NotNegative("deferral", c.Deferral), c.ExactlyThree.validate("exactlyThree"), c.ExactlyFive.validate("exactlyFive"))
	switch c.WithoutRisk {
	case "", NoCapital, AsWithoutAssets:
	default:
		errs = append(errs, cede.Invalid("withoutRisk", string(c.WithoutRisk), "must be no-capital or as-without-assets"))
	}
	return errors.Join(errs...)
}

// terminable returns after how many years the contract may end.
func (c Contract) terminable() decimal.Decimal {
	if c.Terminable == nil {
		return c.Term
	}
	return *c.Terminable
}

// AssetsTransferred reports whether the assets really pass to the reinsurer: the premium is paid, at most 6 months later, and does not flow
// back. Source: Rule 1 Art. 38.
func (c Contract) AssetsTransferred(e *cross2.Edition) (bool, error) {
	if err := c.Validate(); err != nil {
		return false, err
	}
	w := cross2.On(e)
	soon := w.Met("capital.reinsurance.deferral", c.Deferral)
	return c.PremiumPaid && !c.Returned && soon, w.Err()
}

// Tier returns the tier of the capital that the contract makes, or no tier if it may not be recognised:
//
//	terminable within 3 years                                      none
//	risk and assets transferred                                    core tier 1
//	assets not, term of 10 years or more, terminable after 5       core tier 2
//	assets not, term from 5 to under 10 years, terminable after 5  supplementary tier 1
//	assets not, any other                                          supplementary tier 2
//	risk not transferred                                           an error, unless WithoutRisk says otherwise
//	not long-term life                                             an error
func (c Contract) Tier(e *cross2.Edition) (Tier, error) {
	assets, err := c.AssetsTransferred(e)
	if err != nil {
		return "", err
	}
	w := cross2.On(e)
	after := c.ExactlyThree.met(w, "capital.reinsurance.terminable", c.terminable())
	switch {
	case w.Err() != nil:
		return "", w.Err()
	case !after:
		return "", nil
	case !c.RiskTransferred && c.WithoutRisk == "":
		return "", cede.Invalid("riskTransferred", "false", "must be true, or withoutRisk say how to read it: the rule names no tier (Rule 1 Art. 38)")
	case !c.RiskTransferred && c.WithoutRisk == NoCapital:
		return "", nil
	case c.RiskTransferred && assets:
		return Core1, nil
	}
	const graded = "capital.reinsurance.graded"
	tier := Supplementary2
	if c.ExactlyFive.met(w, graded+".terminable", c.terminable()) {
		l := w.Bracket(graded+".tier", w.GivenNumber(name("Term of the contract in years", "再保险合同期限（年）", "38"), c.Term))
		if w.Err() == nil {
			tier, err = numbered(graded+".tier", l.Amount())
			_ = w.Fail(err)
		}
	}
	return tier, w.Err()
}

// Relieves reports whether the contract lowers the minimum capital of the cedent (and, by the same amount, raises that of the reinsurer): not
// if it may be terminated within 3 years, and not if it transfers no risk; the latter is an error unless WithoutRisk reads it. Source: Rule
// 2 Art. 14.
func (c Contract) Relieves(e *cross2.Edition) (bool, error) {
	if _, err := c.Tier(e); err != nil {
		return false, err
	}
	w := cross2.On(e)
	return c.ExactlyThree.met(w, "minimum.reinsurance.terminable", c.terminable()) && c.RiskTransferred, w.Err()
}

// A Side is the side of a contract that a company is on. The zero Side is not valid.
type Side string

const (
	// Cedent is the side that cedes (分出人).
	Cedent Side = "cedent"
	// Reinsurer is the side that takes (分入人).
	Reinsurer Side = "reinsurer"
)

func (s Side) validate() error {
	switch s {
	case Cedent, Reinsurer:
		return nil
	}
	return cede.Invalid("side", string(s), "must be cedent or reinsurer")
}

// An Effect is what a contract does to the actual capital of one side.
type Effect struct {
	// Tier is the tier of the amount; empty if the contract may not be recognised, and the amount then is zero.
	Tier Tier
	// Amount is the amount in yuan, rounded to the fen.
	Amount cross2.Line
}

// Effect returns what the contract does to the actual capital of a side. The effects on both sides have one tier and differ only in
// sign. Source: Rule 1 Arts. 38, 39.
func (c Contract) Effect(e *cross2.Edition, side Side) (Effect, error) {
	tier, err := c.Tier(e)
	if err := errors.Join(err, side.validate()); err != nil {
		return Effect{}, err
	}
	w := cross2.On(e)
	amount := c.Amount
	if tier == "" {
		amount = decimal.Decimal{}
	}
	head := name("Capital from a contract of life reinsurance", "长期寿险再保险合同相应的资本", "38")
	l := w.Round(head, w.Given(head, amount), cross2.Fen)
	if side == Reinsurer {
		l = minus(w, name("The same at the reinsurer", "分入人相应的资本", "39"), l)
	}
	return Effect{Tier: tier, Amount: l}, w.Err()
}
