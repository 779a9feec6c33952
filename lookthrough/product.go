package lookthrough

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/asset"
)

// A Product is an asset that is not base and has to be looked through (非基础资产). Money is in yuan with at most two decimal places. The zero Product is not
// valid. Source: Rule 7 Arts. 4, 11-16, 25-34.
type Product struct {
	_ [0]func()

	// ID names it, of 1 to 100 bytes, unlike every other product and item.
	ID string `json:"id"`
	// Type is what it is.
	Type Type `json:"type"`
	// Rating is its credit rating; empty is none. It matters to debt-type products.
	Rating asset.Rating `json:"rating,omitzero"`
	// Fund is what it invests in, of a portfolio product or a bank product, which must have it.
	Fund asset.FundType `json:"fund,omitzero"`
	// Overseas is the market of a portfolio or bank product that invests mainly in overseas base assets, developed or emerging. Empty is
	// one that does not. Source: Rule 8 Art. 48.
	Overseas asset.Market `json:"overseas,omitzero"`
	// Currency is the currency that it is in; empty is the yuan.
	Currency asset.Currency `json:"currency,omitzero"`
	// Issuer is the counterparty if it is not looked through (产品发行人). Empty is none.
	Issuer string `json:"issuer,omitzero"`
	// AsOf is the day that Parts and Stated are of. Those of the quarter of the reporting date count, and those of the quarter before; with older ones the product cannot be looked
	// through. Source: Rule 7 Art. 11.
	AsOf cede.Date `json:"asOf,omitzero"`
	// Parts are what it holds, in any order; an entry for each lot.
	Parts []Part `json:"parts,omitzero"`
	// Opaque is the book value of what it holds beside Parts, which is not known (无法穿透的部分), not negative.
	Opaque decimal.Decimal `json:"opaque,omitzero"`
	// Stated is what the manager says of a product whose parts are not listed, for the tests of exemption. Nil is nothing.
	Stated *Composition `json:"stated,omitzero"`
	// Approved says that the regulator allows the product not to be looked through, whatever the tests. Source: Rule 7 Art. 25(4).
	Approved bool `json:"approved,omitzero"`
	// Waived says that the company gives up the exemption of a portfolio or bank product, and looks through it. Source: Rule 7 Art. 29.
	Waived bool `json:"waived,omitzero"`
	// Whole says that the company takes a product of which 90 % or more cannot be looked through as one that cannot. Of any other product that is an
	// error. Source: Rule 7 Art. 34.
	Whole bool `json:"whole,omitzero"`
}

// A Part is one lot of what a product holds. The zero Part is not valid.
type Part struct {
	_ [0]func()

	// ID is the item or the product that is held.
	ID string `json:"id"`
	// Value is what the lot is worth in yuan: the market price where there is an active market, else the book value of the manager's statements, else the amount
	// invested of the report; not negative. Source: Rule 7 Art. 15.
	Value decimal.Decimal `json:"value"`
	// Share is the part of a product that the lot is by contract, in (0, 1], which shows what the product owes: the exposure through it is the
	// share of all that the product holds. Nil is a product that owes nothing, and the exposure is the value. Source: Rule 7 Art. 16.
	Share *decimal.Decimal `json:"share,omitzero"`
}

// A Composition is what is known of the parts of a product that does not list them. The zero Composition has nothing that exempts. Source: Rule 7 Art. 25.
type Composition struct {
	_ [0]func()

	// OnlyBase says that it invests in base assets only, and directly.
	OnlyBase bool `json:"onlyBase,omitzero"`
	// Items is how many bottom assets it has, lots counted, not negative.
	Items int `json:"items,omitzero"`
	// Largest is the part of the largest in the book value of all, from 0 to 1, without cash and liquidity tools and the bonds of governments, policy banks and
	// government-supported agencies.
	Largest decimal.Decimal `json:"largest"`
}

// A Type is what a product is. The zero Type is not valid. Source: Rule 7 Arts. 4, 31, 32.
type Type string

const (
	// EquityTrust is a trust for equity (权益类信托计划).
	EquityTrust Type = "equity-trust"
	// EquityPlan is an equity investment plan (股权投资计划).
	EquityPlan Type = "equity-plan"
	// EquityFund is a private equity, venture or mezzanine fund (股权投资基金).
	EquityFund Type = "equity-fund"
	// DebtToEquityPlan is a plan that turns debt into equity (债转股投资计划).
	DebtToEquityPlan Type = "debt-to-equity-plan"
	// SPV is a special purpose vehicle (特殊目的载体SPV), but not one for the catastrophe bond of an insurer.
	SPV Type = "spv"
	// BankProduct is a wealth management product of a bank (银行理财产品).
	BankProduct Type = "bank-product"
	// PropertyProduct is a financial product of property (不动产金融产品).
	PropertyProduct Type = "property-product"
	// PortfolioProduct is a portfolio product of insurance asset management (组合类保险资产管理产品).
	PortfolioProduct Type = "portfolio-product"
	// InfrastructureREIT is a public infrastructure REIT (公开募集基础设施证券投资基金).
	InfrastructureREIT Type = "infrastructure-reit"
	// FixedIncomeTrust is a trust for fixed income (固定收益类信托计划), a debt-type product.
	FixedIncomeTrust Type = "fixed-income-trust"
	// DebtPlan is a debt investment plan (债权投资计划), a debt-type product.
	DebtPlan Type = "debt-plan"
	// AssetBackedPlan is an asset-backed plan (资产支持计划), a debt-type product.
	AssetBackedPlan Type = "asset-backed-plan"
)

// Validate refuses a type that is not known.
func (t Type) Validate() error {
	switch t {
	case EquityTrust, EquityPlan, EquityFund, DebtToEquityPlan, SPV, BankProduct, PropertyProduct, PortfolioProduct, InfrastructureREIT,
		FixedIncomeTrust, DebtPlan, AssetBackedPlan:
		return nil
	}
	return cede.Invalid("", string(t), "must be one of equity-trust, equity-plan, equity-fund, debt-to-equity-plan, spv, bank-product, "+
		"property-product, portfolio-product, infrastructure-reit, fixed-income-trust, debt-plan, asset-backed-plan")
}

// Surface returns the class of the type at the surface of a structure.
func (t Type) Surface() asset.Surface {
	switch t {
	case FixedIncomeTrust, DebtPlan, AssetBackedPlan:
		return asset.DebtSurface
	case InfrastructureREIT:
		return asset.REITSurface
	case EquityTrust, EquityPlan, EquityFund, DebtToEquityPlan, SPV, BankProduct, PropertyProduct, PortfolioProduct:
	}
	return asset.OtherSurface
}

// managed are the products of which the exemption is by what they invest in.
func (t Type) managed() bool { return t == PortfolioProduct || t == BankProduct }

// Validate reports everything that is missing, out of place or out of range, joined; each is a [cede.InvalidError]. Whether the parts
// exist is for [Portfolio.Validate].
func (p Product) Validate() error {
	errs := []error{
		identifier("id", p.ID),
		cede.In("type", p.Type.Validate()),
		cede.In("rating", p.Rating.Validate()),
		cede.In("currency", p.Currency.Validate()),
		money("opaque", p.Opaque),
		only("overseas", p.Overseas != "", p.Type.managed(), "a portfolio product or a bank product"),
		only("approved", p.Approved, p.Type.managed() || p.Type == AssetBackedPlan, "a portfolio product, a bank product or an asset-backed plan"),
		only("waived", p.Waived, p.Type.managed(), "a portfolio product or a bank product"),
	}
	if p.Type.managed() {
		errs = append(errs, cede.In("fund", p.Fund.Validate()))
	} else {
		errs = append(errs, only("fund", p.Fund != "", false, "a portfolio product or a bank product"))
	}
	if p.Overseas != "" && p.Overseas != asset.Developed && p.Overseas != asset.Emerging {
		errs = append(errs, cede.Invalid("overseas", string(p.Overseas), "must be developed, emerging, or empty"))
	}
	if p.Issuer != "" {
		errs = append(errs, identifier("issuer", p.Issuer))
	}
	if p.Stated != nil {
		errs = append(errs, cede.In("stated", p.Stated.validate()), only("stated", len(p.Parts) > 0, false, "a product without parts"))
	}
	if p.AsOf.IsZero() && (len(p.Parts) > 0 || p.Stated != nil) {
		errs = append(errs, cede.Invalid("asOf", "", "must not be empty where there are parts"))
	}
	for i, part := range p.Parts {
		if err := part.validate(); err != nil {
			errs = append(errs, cede.At("parts", i, err))
		}
		if len(errs) > maxProblems {
			break
		}
	}
	return errors.Join(errs...)
}

// maxProblems is how many things that are wrong are reported of one list.
const maxProblems = 100

func (x Part) validate() error {
	if x.Share == nil {
		return errors.Join(identifier("id", x.ID), money("value", x.Value))
	}
	return errors.Join(identifier("id", x.ID), money("value", x.Value), bound.Share("share", *x.Share))
}

func (c Composition) validate() error {
	var items error
	if c.Items < 0 {
		items = cede.Invalid("items", fmt.Sprint(c.Items), "must not be negative")
	}
	return errors.Join(items, bound.Fraction("largest", c.Largest))
}

// maxName is the length of the longest identifier.
const maxName = 100

func identifier(name, id string) error {
	if id == "" || len(id) > maxName {
		return cede.Invalid(name, id, fmt.Sprintf("must have 1 to %d bytes", maxName))
	}
	return nil
}

// only refuses what is given where it has no meaning.
func only(name string, given, meant bool, where string) error {
	if given && !meant {
		return cede.Invalid(name, "", "must only be given for "+where)
	}
	return nil
}
