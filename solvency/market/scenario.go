package market

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// LifeInterest is the interest rate risk of a life company, or of the life business of a reinsurer, by scenarios. The zero LifeInterest is not valid. Source: Rule 8
// Arts. 18-20, 22, 23.
type LifeInterest struct {
	_ [0]func()

	// Yields are those of the market.
	Yields Yields `json:"yields"`
	// CashFlows are the net cash flows, in any order. They are the same in all scenarios.
	CashFlows []CashFlow `json:"cashFlows,omitzero"`
	// Transition is a reading.
	Transition Transition `json:"transition,omitzero"`
}

// A CashFlow is what goes out and comes in at the end of a month. The zero CashFlow is not valid.
type CashFlow struct {
	// Month is the month, 1 to 1,800, from the reporting date: 12 is after a year.
	Month int `json:"month"`
	// Out are the expected payments of the liabilities net of reinsurance (Rule 3), and In the expected income: premiums, and principal and interest of the assets that Rule 8 Art. 13
	// names. Both are in yuan; either may be negative.
	Out decimal.Decimal `json:"out"`
	In  decimal.Decimal `json:"in"`
}

// maxMonths is the last month of cash flows, 150 years, and maxFlows the most cash flows.
const (
	maxMonths = 1800
	maxFlows  = 1_000_000
)

// Validate reports everything that is missing or out of range, but for the number of yields, which the edition says.
func (l LifeInterest) Validate() error {
	if len(l.CashFlows) > maxFlows {
		return cede.Invalid("cashFlows", fmt.Sprint(len(l.CashFlows)), fmt.Sprintf("must not be more than %d", maxFlows))
	}
	errs := []error{l.Transition.Validate()}
	for i, c := range l.CashFlows {
		err := errors.Join(bound.Check("out", c.Out), bound.Check("in", c.In))
		if c.Month < 1 || c.Month > maxMonths {
			err = errors.Join(cede.Invalid("month", fmt.Sprint(c.Month), fmt.Sprintf("must be from 1 to %d", maxMonths)), err)
		}
		if err != nil {
			errs = append(errs, cede.At("cashFlows", i, err))
		}
		if len(errs) > maxProblems {
			break
		}
	}
	return errors.Join(errs...)
}

// Capital returns row S05-1.3.1, rounded to the fen:
//
//	max(PV up − PV base, PV down − PV base, 0), PV = Σ (out − in) / (1 + r)^t
//
// with the spot rates of [Yields.Curve]; within a year the forward rate is constant. Present values have 18 places. Source: Rule 8 Art. 18.
func (l LifeInterest) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := l.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	net := make([]decimal.Decimal, maxMonths)
	months := 0
	for _, c := range l.CashFlows {
		net[c.Month-1] = net[c.Month-1].Add(c.Out).Sub(c.In)
		months = max(months, c.Month)
	}
	head := func(english, chinese string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article("18")}
	}
	value := func(s Scenario, english, chinese string) cross2.Line {
		rates, err := l.Yields.Curve(w.Edition(), s, l.Transition)
		if err == nil {
			err = sane(rates)
		}
		if w.Fail(err) != nil {
			return cross2.Line{}
		}
		return w.Given(head("Present value of net cash flows, "+english, "净现金流现值，"+chinese), present(rates, net[:months]).Round(places))
	}
	base := value(BaseScenario, "base", "基础情景")
	up := w.Difference(head("More than the base, rates up", "利率向上不利情景增加"), value(UpScenario, "rates up", "利率向上"), base)
	down := w.Difference(head("More than the base, rates down", "利率向下不利情景增加"), value(DownScenario, "rates down", "利率向下"), base)
	row := w.Row("S05-1.3.1", article("18"))
	return w.Round(row, w.Max(head("The worse, not negative", "较不利者，不低于零"), up, down, w.Given(head("Zero", "零"), decimal.Decimal{})), cross2.Fen), w.Err()
}

// sane refuses rates by which 150 years cannot be discounted without losing what is small.
func sane(rates []decimal.Decimal) error {
	for t, r := range rates {
		if r.LessThan(decimal.New(-25, -2)) || r.GreaterThan(decimal.New(5, -1)) {
			return cede.Invalid("yields", bound.Text(r), fmt.Sprintf("must make rates from -0.25 to 0.5, and do not in year %d", t+1))
		}
	}
	return nil
}
