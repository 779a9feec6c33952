package solvency

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Kind is a kind of company, which decides the risks of its minimum capital and their correlation. The zero Kind
// is not valid.
type Kind string

const (
	// Property is a property and casualty company (财产保险公司). Source: Rule 2 Art. 16.
	Property Kind = "property"
	// Life is a life company (人身保险公司). Source: Rule 2 Art. 17.
	Life Kind = "life"
	// Reinsurer is a reinsurance company (再保险公司). Source: Rule 2 Art. 18.
	Reinsurer Kind = "reinsurer"
)

// Validate refuses what is no kind of company.
func (k Kind) Validate() error {
	switch k {
	case Property, Life, Reinsurer:
		return nil
	}
	return cede.Invalid("", string(k), "must be one of property, life, reinsurer")
}

// A Company is what the solvency of one company on one reporting date is computed from. The risks are lines: those that the rooms
// of solvency make from positions, or given amounts (see [Given]) where the user has no more. What a company does not have is a line
// of zero; a line that is not there is an error, not zero. The zero Company is not valid.
type Company struct {
	_ [0]func()

	// Kind is the kind of company.
	Kind Kind
	// TotalAssets are the total assets of the balance sheet (总资产) in yuan, by which size relief is given from 2023-09-30 on; from then on
	// they are required. They are not the recognised assets. Source: 金规〔2023〕5号 （一）, （二）.
	TotalAssets *decimal.Decimal

	// Life is the insurance risk of life business, row S05-1.1; of a property company it must be absent.
	Life cross2.Line
	// NonLife is the insurance risk of non-life business, row S05-1.2.
	NonLife cross2.Line
	// Market is market risk, row S05-1.3.
	Market cross2.Line
	// Credit is credit risk, row S05-1.4.
	Credit cross2.Line
	// Absorption is the loss absorption of participating and universal life contracts (特定类别保险合同损失吸收效应), row
	// S05-1.6; the zero Line is none. See [Absorption].
	Absorption cross2.Line
	// Control is control risk: its factor Q, a number of the range of Rule 12 Art. 120, or the amount of row S05-2. A captive has none.
	Control cross2.Line
	// Captive says that the company is a captive (自保公司), which has no control risk. Source: Rule 12 Art. 126.
	Captive bool
	// Additional is additional capital (附加资本), row S05-3.
	Additional Additional

	// Core1, Core2, Supplementary1 and Supplementary2 are the tiers of actual capital within their limits, rows S02-1 to S02-4.
	Core1, Core2, Supplementary1, Supplementary2 cross2.Line
	// Assets are recognised assets (认可资产) and Liabilities recognised liabilities (认可负债), rows S01-1 and S01-2: both or none. With
	// them actual capital is their difference, which the tiers must add up to.
	Assets, Liabilities cross2.Line
	// Tolerance is by how many yuan the tiers may differ from assets less liabilities, for figures that were rounded before; it is not
	// negative, and by default nothing.
	Tolerance decimal.Decimal

	// Rating is the class of the integrated risk rating (风险综合评级) of the last quarter, or empty where it is not known.
	Rating Rating
}

// Additional is the additional capital that the regulator demands of a company, in yuan, none of it negative. The
// zero Additional is none. Source: Rule 2 Arts. 5, 21, which set no amount.
type Additional struct {
	_ [0]func()

	// Countercyclical is row S05-3.1 (逆周期附加资本).
	Countercyclical decimal.Decimal
	// Domestic is that of a domestic systemically important insurer, row S05-3.2.
	Domestic decimal.Decimal
	// Global is that of a global systemically important insurer, row S05-3.3.
	Global decimal.Decimal
	// Other is any other, row S05-3.4.
	Other decimal.Decimal
}

func (a Additional) validate() error {
	return errors.Join(
		bound.NotNegative("countercyclical", a.Countercyclical),
		bound.NotNegative("domestic", a.Domestic),
		bound.NotNegative("global", a.Global),
		bound.NotNegative("other", a.Other))
}

// Given returns a line of an amount in yuan for a row of the official return, such as S05-1.3.1.
func Given(row string, yuan decimal.Decimal) (cross2.Line, error) {
	head, err := cross2.Row(row)
	if err != nil {
		return cross2.Line{}, err
	}
	l, err := cross2.Given(head, yuan)
	return l, cede.In(row, err)
}

// An input is a line of a company with the row that it must stand in.
type input struct {
	name, row string
	line      cross2.Line
	unit      cross2.Unit
	signed    bool // may be negative
}

// Validate reports every part that is missing, out of place or out of range, joined; each is a [cede.InvalidError]. What depends on
// the reporting date is found by [Company.Report].
func (c Company) Validate() error {
	errs := []error{cede.In("kind", c.Kind.Validate())}
	if c.TotalAssets != nil {
		errs = append(errs, bound.Positive("totalAssets", *c.TotalAssets))
	}
	required := []input{
		{name: "nonLife", row: "S05-1.2", line: c.NonLife},
		{name: "market", row: "S05-1.3", line: c.Market},
		{name: "credit", row: "S05-1.4", line: c.Credit},
		{name: "core1", row: "S02-1", line: c.Core1, signed: true},
		{name: "core2", row: "S02-2", line: c.Core2, signed: true},
		{name: "supplementary1", row: "S02-3", line: c.Supplementary1, signed: true},
		{name: "supplementary2", row: "S02-4", line: c.Supplementary2, signed: true},
	}
	if c.Kind == Property {
		errs = append(errs, absent("life", c.Life, "must not be given: a property company has no life business"),
			absent("absorption", c.Absorption, "must not be given: a property company has no participating or universal life contracts"))
	} else {
		required = append(required, input{name: "life", row: "S05-1.1", line: c.Life})
		if !c.Absorption.IsZero() {
			required = append(required, input{name: "absorption", row: "S05-1.6", line: c.Absorption})
		}
	}
	if !c.Assets.IsZero() || !c.Liabilities.IsZero() {
		required = append(required,
			input{name: "assets", row: "S01-1", line: c.Assets},
			input{name: "liabilities", row: "S01-2", line: c.Liabilities})
	}
	if c.Captive {
		errs = append(errs, absent("control", c.Control, "must not be given: a captive has no control risk"))
	} else {
		required = append(required, input{name: "control", row: "S05-2", line: c.Control, signed: true, unit: c.Control.Unit()})
	}
	for _, in := range required {
		errs = append(errs, cede.In(in.name, in.validate()))
	}
	errs = append(errs, cede.In("additional", c.Additional.validate()), bound.NotNegative("tolerance", c.Tolerance))
	if c.Rating != "" {
		errs = append(errs, cede.In("rating", c.Rating.Validate()))
	}
	return errors.Join(errs...)
}

func absent(name string, l cross2.Line, reason string) error {
	if l.IsZero() {
		return nil
	}
	return cede.Invalid(name, bound.Text(l.Amount()), reason)
}

func (in input) validate() error {
	unit := in.unit
	if unit == "" {
		unit = cross2.Yuan
	}
	switch {
	case in.line.IsZero():
		return cede.Invalid("", "", "must not be empty: a line of zero says that there is none")
	case in.line.Unit() != unit:
		return cede.Invalid("", string(in.line.Unit()), "must be in yuan")
	case in.line.Head().Row != "" && in.line.Head().Row != in.row:
		return cede.Invalid("", in.line.Head().Row, "must be row "+in.row+" of the return, or have no row")
	case in.line.Head().Row != "" && !in.line.Amount().Equal(in.line.Amount().Truncate(cross2.Fen)):
		return cede.Invalid("", bound.Text(in.line.Amount()), "must be rounded to the fen, as a row of the return is")
	case !in.signed && in.line.Amount().IsNegative():
		return cede.Invalid("", bound.Text(in.line.Amount()), "must not be negative")
	}
	return nil
}
