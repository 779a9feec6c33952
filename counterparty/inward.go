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
	// Concentrated says that the counterparty is above its threshold, see [Concentrated].
	Concentrated bool `json:"concentrated,omitzero"`
}

// Validate reports what is out of range, joined; each is a [cede.InvalidError].
func (c Inward) Validate() error {
	return errors.Join(bound.Check("claim", c.Claim), bound.NotNegative("age", c.Age))
}

// InwardCapital returns the minimum capital of the risk that those default from whom reinsurance is assumed:
//
//	Σ max(claim, 0) × min(factor × (1 + K), 1), factor 0 up to 6 months, 0.7 up to 12 and 1 above
//
// exactly, where K is that of concentration. The order does not matter. Source: Rule 9 Arts. 6, 30, 41.
func InwardCapital(e *cross2.Edition, claims []Inward) (cross2.Line, error) {
	var errs []error
	for i, c := range claims {
		errs = append(errs, cede.At("claims", i, c.Validate()))
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
		if c := a.Claim.Cmp(b.Claim); c != 0 || a.Concentrated == b.Concentrated {
			return c
		}
		if b.Concentrated {
			return -1
		}
		return 1
	})
	lines := make([]cross2.Line, 0, len(sorted))
	for _, c := range sorted {
		lines = append(lines, w.Product(name("Charge", "最低资本"),
			w.Max(name("Claim, not negative", "债权净额风险暴露"), w.Given(name("Net claim", "债权净额"), c.Claim), w.Given(name("Zero", "零"), decimal.Decimal{})),
			c.factor(w)))
	}
	return w.Sum(total, lines...), w.Err()
}

// factor is the risk factor of the claim.
func (c Inward) factor(w *cross2.Workings) cross2.Line {
	head := func(english, chinese string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article("6")}
	}
	base := w.Bracket("credit.inward", w.GivenNumber(cross2.Head{English: "Months since it was due", Chinese: "账龄（月）", Citation: article("30")}, c.Age))
	if !c.Concentrated {
		return base
	}
	return w.Min(head("Risk factor", "风险因子RF"),
		w.Product(head("Base factor times 1 + K", "基础因子与1 + K之积"), base,
			w.Sum(head("1 + K", "1 + K"), w.GivenNumber(head("One", "1"), decimal.New(1, 0)), w.Factor("market.concentration.counterparty"))),
		w.Factor("credit.factor.greatest"))
}
