package counterparty

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Holder is the kind of company whose assets are looked at, which decides the threshold of a counterparty. The zero Holder is not
// valid. Source: Rule 8 Art. 65.
type Holder string

const (
	// LifeHolder is a life company.
	LifeHolder Holder = "life"
	// PropertyHolder is a property company or a reinsurer.
	PropertyHolder Holder = "property"
)

// An Exemption is why an asset does not count towards its counterparty; the zero Exemption is none. Source: Rule 8 Arts. 63, 64.
type Exemption string

const (
	// Government are government bonds (政府债券).
	Government Exemption = "government"
	// PolicyIssuer are products of policy banks and of government-supported agencies (政策性银行、政府支持机构).
	PolicyIssuer Exemption = "policy-issuer"
	// LargeBank are deposits with large state banks and their shares and bonds (国有大型商业银行).
	LargeBank Exemption = "large-bank"
	// MoneyProduct are money-market products of insurance asset management (货币市场类保险资产管理产品).
	MoneyProduct Exemption = "money-product"
	// OwnGroup is retrocession of a branch of a foreign reinsurer to its own group.
	OwnGroup Exemption = "own-group"
	// GroupProduct are products of the asset management of the own group, where the regulator allows it.
	GroupProduct Exemption = "group-product"
	// InvestmentProperty is investment property (投资性房地产).
	InvestmentProperty Exemption = "investment-property"
	// Futures are derivatives of a licensed futures exchange.
	Futures Exemption = "futures"
)

// Validate refuses an exemption that is not known; the zero Exemption is none.
func (x Exemption) Validate() error {
	if x == "" {
		return nil
	}
	return one("", x, Government, PolicyIssuer, LargeBank, MoneyProduct, OwnGroup, GroupProduct, InvestmentProperty, Futures)
}

// A Holding is what is held of one counterparty in one asset, receivables and reserves of reinsurance included (Rule 8 Art. 64 exempts only a
// retrocession to the own group). The counterparty is who is financed; if that one has defaulted the guarantor, and if it is not known the issuer of
// the product. The zero Holding is not valid. Source: Rule 8 Arts. 63-65.
type Holding struct {
	_ [0]func()

	// Counterparty names it, of 1 to 100 bytes.
	Counterparty string `json:"counterparty"`
	// Book is the book value in yuan, not negative.
	Book decimal.Decimal `json:"book"`
	// Exempt is why the asset does not count, or empty.
	Exempt Exemption `json:"exempt,omitzero"`
}

// Exposure is what is held of one counterparty.
type Exposure struct {
	_ [0]func()

	// Counterparty names it.
	Counterparty string
	// Book is the book value of all assets that count, in yuan.
	Book decimal.Decimal
	// Above says that it is above the threshold: then every asset of the counterparty, not only what is above, has the coefficient of 0.4.
	Above bool
}

// A Concentration is what is held of all counterparties, by falling book value and then by name, with the threshold.
type Concentration struct {
	_ [0]func()

	// Threshold is the threshold with its computation; the zero Line where total assets are under 500 million yuan, which have
	// none.
	Threshold cross2.Line
	// Exposures are the counterparties.
	Exposures []Exposure

	above map[string]bool
}

// Threshold returns above what book value a counterparty is concentrated, by total assets in yuan, a table of slices:
//
//	life:     8 % up to 10 billion, 5 % up to 50, 4 % up to 100, 3 % above
//	property: 8 % up to 2 billion, 5 % up to 5, 4 % up to 50, 3 % above
//
// Under 500 million yuan there is none, and the line is the zero Line; at exactly that much there is one. Source: Rule 8 Art. 65.
func Threshold(e *cross2.Edition, holder Holder, totalAssets decimal.Decimal) (cross2.Line, error) {
	if err := errors.Join(one("holder", holder, LifeHolder, PropertyHolder), bound.Positive("totalAssets", totalAssets)); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	if w.Met("market.concentration.least", totalAssets) {
		return cross2.Line{}, nil
	}
	assets := w.Given(cross2.Head{English: "Total assets", Chinese: "总资产", Citation: cross2.Citation{Rule: "8", Article: "65"}}, totalAssets)
	l := w.Bracket("market.concentration.threshold."+string(holder), assets)
	return l, w.Err()
}

// maxHoldings is the most holdings of one look.
const maxHoldings = 10_000_000

// Concentrated adds up what is held of each counterparty and compares it with the threshold. Source: Rule 8 Arts. 63-65.
func Concentrated(e *cross2.Edition, holder Holder, totalAssets decimal.Decimal, holdings []Holding) (Concentration, error) {
	threshold, err := Threshold(e, holder, totalAssets)
	errs := []error{err}
	if len(holdings) > maxHoldings {
		return Concentration{}, cede.Invalid("holdings", fmt.Sprint(len(holdings)), fmt.Sprintf("must not be more than %d", maxHoldings))
	}
	sums := map[string]decimal.Decimal{}
	for i, h := range holdings {
		err := h.validate()
		errs = append(errs, cede.At("holdings", i, err))
		if err == nil && h.Exempt == "" {
			sums[h.Counterparty] = sums[h.Counterparty].Add(h.Book)
		}
		if len(errs) > maxProblems {
			if err := errors.Join(errs...); err != nil {
				return Concentration{}, err
			}
			errs = errs[:0]
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Concentration{}, err
	}
	c := Concentration{Threshold: threshold, Exposures: make([]Exposure, 0, len(sums)), above: map[string]bool{}}
	for name, book := range sums {
		above := !threshold.IsZero() && book.GreaterThan(threshold.Amount())
		c.Exposures = append(c.Exposures, Exposure{Counterparty: name, Book: book, Above: above})
		if above {
			c.above[name] = true
		}
	}
	slices.SortFunc(c.Exposures, func(a, b Exposure) int {
		return cmp.Or(b.Book.Cmp(a.Book), strings.Compare(a.Counterparty, b.Counterparty))
	})
	return c, nil
}

// maxProblems is after how many holdings what is wrong is reported.
const maxProblems = 1000

func (h Holding) validate() error {
	errs := []error{identifier("counterparty", h.Counterparty), bound.NotNegative("book", h.Book)}
	if h.Exempt != "" {
		errs = append(errs, cede.In("exempt", h.Exempt.Validate()))
	}
	return errors.Join(errs...)
}

// Above reports whether a counterparty is above the threshold.
func (c Concentration) Above(counterparty string) bool { return c.above[counterparty] }

// PropertyConcentrated reports whether investment property, held directly and indirectly, is so much of total assets (more than 25 %) that every
// asset with property price risk has the coefficient of 0.5. Both are book values in yuan. Source: Rule 8 Art. 67.
func PropertyConcentrated(e *cross2.Edition, property, totalAssets decimal.Decimal) (bool, error) {
	if err := errors.Join(bound.NotNegative("property", property), bound.Positive("totalAssets", totalAssets)); err != nil {
		return false, err
	}
	w := cross2.On(e)
	if err := w.Err(); err != nil {
		return false, err
	}
	limit, err := w.Edition().Threshold("market.concentration.property.limit")
	if err != nil {
		return false, err
	}
	return limit.MetBy(property, totalAssets)
}

// A Class is a class of assets that the regulator limits in part of total assets. The zero Class is not valid. Source: Rule 8 Art. 66.
type Class string

const (
	// EquityClass are equity investments held directly (权益类资产).
	EquityClass Class = "equity"
	// OtherFinancial are other financial assets (其他金融资产).
	OtherFinancial Class = "other-financial"
	// OverseasClass are overseas investments (境外投资).
	OverseasClass Class = "overseas"
)

// Validate refuses a class that is not known.
func (c Class) Validate() error { return one("", c, EquityClass, OtherFinancial, OverseasClass) }

// A Measure says whether a class of assets is concentrated. The zero Measure is not valid.
type Measure string

const (
	// Within is a class that is not above its ratio.
	Within Measure = "within"
	// AboveRatio is a class above its ratio: its assets have the coefficient of 0.2.
	AboveRatio Measure = "above"
	// NotMeasured is a class of which no ratio is known.
	NotMeasured Measure = "not measured"
)

// ClassConcentrated compares the book value of a class with the ratio in force. That of equity depends on the comprehensive solvency ratio of the
// last quarter, from 2025-06-30 on (金规〔2025〕12号); the ratios of other classes, and of equity before, are the user's, or else the class is not
// measured. A ratio of the user goes before that of the edition. Amounts are in yuan; total assets are those of the reporting date by form CT01 of the return, note 1, though
// the notices that limit investments measure by those of the quarter-end before.
func ClassConcentrated(e *cross2.Edition, class Class, book, totalAssets decimal.Decimal, limit, solvencyRatio *decimal.Decimal) (Measure, error) {
	if err := errors.Join(
		cede.In("class", class.Validate()),
		bound.NotNegative("book", book),
		bound.Positive("totalAssets", totalAssets),
		bound.Optional(bound.Fraction, "limit", limit),
		bound.Optional(bound.Check, "solvencyRatio", solvencyRatio),
	); err != nil {
		return "", err
	}
	w := cross2.On(e)
	if err := w.Err(); err != nil {
		return "", err
	}
	if limit == nil && class == EquityClass && solvencyRatio != nil && w.Edition().Has("market.equity.limit") {
		table, err := w.Edition().Brackets("market.equity.limit")
		if err != nil {
			return "", err
		}
		found, err := table.Lookup(*solvencyRatio)
		if err != nil {
			return "", err
		}
		limit = &found.Value
	}
	switch {
	case limit == nil:
		return NotMeasured, nil
	case book.GreaterThan(totalAssets.Mul(*limit)):
		return AboveRatio, nil
	}
	return Within, nil
}
