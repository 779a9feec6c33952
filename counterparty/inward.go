package counterparty

import (
	"errors"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Inward is the claim on one counterparty for reinsurance assumed (分入业务再保险资产), after the set-off that the contracts allow. The zero
// Inward is a claim of nothing that is not overdue. Source: Rule 9 Art. 30.
type Inward struct {
	_ [0]func()

	// Claim is the net claim in yuan; what is negative counts as nothing.
	Claim decimal.Decimal `json:"claim"`
	// Age is how many months ago it was due, not negative.
	Age decimal.Decimal `json:"age"`
}

// InwardCapital returns the minimum capital of the risk that those default from whom reinsurance is assumed:
//
//	Σ max(claim, 0) × factor, 0 up to 6 months, 0.7 up to 12 and 1 above
//
// exactly. The order does not matter.
func InwardCapital(e *cross2.Edition, claims []Inward) (cross2.Line, error) {
	var errs []error
	for i, c := range claims {
		errs = append(errs, cede.At("claims", i, errors.Join(bound.Check("claim", c.Claim), bound.NotNegative("age", c.Age))))
	}
	if err := errors.Join(errs...); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	name := func(english, chinese string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article("30")}
	}
	total := name("Default on reinsurance assumed", "分入业务再保险资产交易对手违约风险最低资本")
	if len(claims) == 0 {
		return w.Given(total, decimal.Decimal{}), w.Err()
	}
	sorted := slices.Clone(claims)
	slices.SortStableFunc(sorted, func(a, b Inward) int {
		if c := a.Age.Cmp(b.Age); c != 0 {
			return c
		}
		return a.Claim.Cmp(b.Claim)
	})
	lines := make([]cross2.Line, 0, len(sorted))
	for _, c := range sorted {
		lines = append(lines, w.Product(name("Charge", "最低资本"),
			w.Max(name("Claim, not negative", "债权净额风险暴露"), w.Given(name("Net claim", "债权净额"), c.Claim), w.Given(name("Zero", "零"), decimal.Decimal{})),
			w.Bracket("credit.inward", w.GivenNumber(name("Months since it was due", "账龄（月）"), c.Age))))
	}
	return w.Sum(total, lines...), w.Err()
}
