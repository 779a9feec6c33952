package capital

import (
	"errors"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Listed is a listed joint venture or associate (合营企业、联营企业为上市公司) with the test of its impairment. The zero Listed is not valid: a
// book value is required. Source: Rule 1 Art. 15.
type Listed struct {
	_ [0]func()

	// Book is its book value in yuan, above zero.
	Book decimal.Decimal `json:"book"`
	// Market is its market value in yuan, not negative.
	Market decimal.Decimal `json:"market"`
	// Below is for how many years market has been below book value without a break, not negative.
	Below decimal.Decimal `json:"below"`
	// ExactlyOne is the reading of exactly one year: the stricter one, by default, holds that the associate is impaired.
	ExactlyOne Boundary `json:"exactlyOne,omitzero"`
	// Constituent says that it is a constituent of the CSI 300 (沪深300成份股).
	Constituent bool `json:"constituent,omitzero"`
	// Yields are its dividend yields (股息率) and Payouts its cash payout ratios (现金股利支付率) of the last 3 years, fractions not
	// negative; empty: not known, and then they exempt nothing.
	Yields  []decimal.Decimal `json:"yields,omitzero"`
	Payouts []decimal.Decimal `json:"payouts,omitzero"`
}

// Validate reports every figure out of range, joined.
func (l Listed) Validate() error {
	errs := []error{bound.Positive("book", l.Book), bound.NotNegative("market", l.Market), bound.NotNegative("below", l.Below), l.ExactlyOne.validate("exactlyOne")}
	for _, list := range []struct {
		name    string
		figures []decimal.Decimal
	}{{"yields", l.Yields}, {"payouts", l.Payouts}} {
		for i, x := range list.figures {
			errs = append(errs, cede.At(list.name, i, bound.NotNegative("", x)))
		}
	}
	return errors.Join(errs...)
}

// Impairment returns by how much the associate is to be impaired, in yuan, rounded to the fen: book less market value if market has been below
// book value for a year or is below it by more than half of it; nothing if it is not, or if the associate is a constituent of the CSI 300 whose
// yields of the last 3 years were all at least 3 % or whose payout ratios were all at least 10 %.
func (l Listed) Impairment(e *cross2.Edition) (cross2.Line, error) {
	if err := l.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	shortfall := l.Book.Sub(l.Market)
	deep := false
	if t, err := w.Edition().Threshold("capital.impairment.shortfall"); w.Fail(err) == nil {
		deep, err = t.MetBy(shortfall, l.Book)
		_ = w.Fail(err)
	}
	long := l.ExactlyOne.met(w, "capital.impairment.years", l.Below)
	exempt := l.pays(w, "yields", l.Yields, "capital.impairment.exempt.yield") || l.pays(w, "payouts", l.Payouts, "capital.impairment.exempt.payout")
	head := name("Impairment of a listed associate", "上市联营合营企业减值", "15")
	if !shortfall.IsPositive() || !deep && !long || l.Constituent && exempt {
		return w.Given(head, decimal.Decimal{}), w.Err()
	}
	given := func(english, chinese string, yuan decimal.Decimal) cross2.Line {
		return w.Given(name(english, chinese, "15"), yuan)
	}
	return w.Round(head, w.Difference(name("Book less market value", "账面价值与市价的差额", "15"),
		given("Book value", "账面价值", l.Book), given("Market value", "市价", l.Market)), cross2.Fen), w.Err()
}

// pays reports whether every one of the last years is at the threshold; figures that are there must be those of all years.
func (l Listed) pays(w *cross2.Workings, list string, figures []decimal.Decimal, key string) bool {
	years := w.Factor("capital.impairment.exempt.years")
	if w.Err() != nil || len(figures) == 0 {
		return false
	}
	if n := decimal.New(int64(len(figures)), 0); !n.Equal(years.Amount()) {
		_ = w.Fail(cede.Invalid(list, strconv.Itoa(len(figures)), "must be the figures of "+bound.Text(years.Amount())+" years"))
		return false
	}
	for _, x := range figures {
		if !w.Met(key, x) {
			return false
		}
	}
	return true
}
