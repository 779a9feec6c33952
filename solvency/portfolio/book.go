package portfolio

import (
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// A Book is all that a company holds. Money is in yuan. The order of its lists reaches no result. The zero Book is not valid.
type Book struct {
	_ [0]func()

	// Company is the kind of company.
	Company asset.Company `json:"company"`
	// TotalAssets are the total assets of the statements of the company itself (总资产), positive. Source: Rule 8 Art. 65.
	TotalAssets decimal.Decimal `json:"totalAssets"`

	// Holdings are the base assets that are held directly.
	Holdings []Holding `json:"holdings,omitzero"`
	// Products are the products that are held, with what is below them.
	Products lookthrough.Portfolio `json:"products,omitzero"`
	// Exempt are the base assets below products and the products that do not count towards their counterparty, by id, beside those whose type says it.
	Exempt map[string]counterparty.Exemption `json:"exempt,omitzero"`
	// Ceded is the reinsurance ceded; nil is none. Which reinsurers are concentrated is computed and must not be set. The cedent of a reinsurer is
	// a retrocedent.
	Ceded *counterparty.Ledger `json:"ceded,omitzero"`
	// OwnGroup are the cessions of a branch of a foreign reinsurer to its own group, which do not count, by id. Source: Rule 8 Art. 64 （五）.
	OwnGroup []string `json:"ownGroup,omitzero"`
	// Assumed are the claims for reinsurance assumed.
	Assumed []Assumed `json:"assumed,omitzero"`

	// Interest is the interest rate risk of a life company or a reinsurer, row S05-1.3.1, such as [market.LifeInterest.Capital]; the zero Line for a property company, whose holdings have it.
	// A document has its amount alone.
	Interest cross2.Line
	// Liabilities are the liabilities in foreign currencies, Pegged and Apart say which currencies count as the dollar: see [market.Portfolio].
	Liabilities []market.ForeignAmount `json:"liabilities,omitzero"`
	Pegged      []asset.Currency       `json:"pegged,omitzero"`
	Apart       bool                   `json:"apart,omitzero"`
	// Band is whether the bounds of K hold (of cessions the options of Ceded say it), and Gain how the gain of shares acts: see [market.Portfolio]. Below is what bonds that are rated
	// under BBB- cost: see [credit.Portfolio].
	Band  asset.Band   `json:"band,omitzero"`
	Gain  market.Gain  `json:"gain,omitzero"`
	Below credit.Below `json:"below,omitzero"`

	// Surfaces is whether the surface of a debt-type product has the coefficient of a concentrated counterparty below it.
	Surfaces Surfaces `json:"surfaces,omitzero"`

	// Classes are the classes of assets that products held directly are part of, by id: their recognised values count with those of Holdings. Source: Rule 8 Art. 66.
	Classes map[string]counterparty.Class `json:"classes,omitzero"`
	// Limits are the ratios of classes of assets to total assets that the user knows; of shares the rule has one from 2025-06-30, by SolvencyRatio, the comprehensive solvency ratio of
	// the quarter before. A class without either is not measured. Source: Rule 8 Art. 66.
	Limits        map[counterparty.Class]decimal.Decimal `json:"limits,omitzero"`
	SolvencyRatio *decimal.Decimal                       `json:"solvencyRatio,omitzero"`
}

// Surfaces says whether the default risk of the surface of a debt-type product that is looked through has the coefficient of concentration if anything below the product is of a
// counterparty above its threshold. Rule 8 Art. 65 gives it to "all assets involved" (所有涉及资产), and does not say whether a surface is one beside what is below it. Its value never
// counts towards the threshold, since what is below it does. The zero Surfaces is [SurfacesApart].
type Surfaces string

const (
	// SurfacesApart gives it to what is below alone. It is the default.
	SurfacesApart Surfaces = "apart"
	// SurfacesWithBottom gives it to the surface too: the higher capital.
	SurfacesWithBottom Surfaces = "with-bottom"
)

func (s Surfaces) validate() error {
	if s == "" || s == SurfacesApart || s == SurfacesWithBottom {
		return nil
	}
	return cede.Invalid("surfaces", string(s), "must be apart or with-bottom")
}

// A Holding is a base asset that is held directly, with what concentration depends on. Its Structure and Concentration must be zero: they are computed.
type Holding struct {
	asset.Holding

	// Exempt is why it does not count towards its counterparty; empty is what its type says.
	Exempt counterparty.Exemption `json:"exempt,omitzero"`
	// Class is the class of assets that it is part of for the ratios of the regulator; empty is none.
	Class counterparty.Class `json:"class,omitzero"`
}

// Assumed is a claim for reinsurance assumed.
type Assumed struct {
	counterparty.Inward

	// Counterparty owes it; empty is not known.
	Counterparty string `json:"counterparty,omitzero"`
}

// maxList is the most holdings or claims, maxName the length of the longest name, and maxProblems how many problems of one list are reported.
const (
	maxList     = 10_000_000
	maxName     = 100
	maxProblems = 100
)

// validate reports what the packages below do not.
func (b *Book) validate() error {
	for _, list := range []struct {
		name string
		n    int
	}{{"holdings", len(b.Holdings)}, {"assumed", len(b.Assumed)}} {
		if list.n > maxList {
			return cede.Invalid(list.name, strconv.Itoa(list.n), "must not be more than 10,000,000")
		}
	}
	errs := []error{
		cede.In("company", b.Company.Validate()),
		bound.Positive("totalAssets", b.TotalAssets),
		b.Surfaces.validate(),
	}
	switch {
	case b.Company == asset.NonLife && !b.Interest.IsZero():
		errs = append(errs, cede.Invalid("interest", b.Interest.Amount().String(), "must not be given for a property company: it is computed"))
	case b.Company != asset.NonLife && b.Interest.IsZero():
		errs = append(errs, cede.Invalid("interest", "", "must be given for a life company or a reinsurer"))
	}
	for i := range b.Holdings {
		if err := b.Holdings[i].validate(); err != nil {
			errs = append(errs, cede.At("holdings", i, err))
		}
		if len(errs) > maxProblems {
			break
		}
	}
	for i := range b.Assumed {
		if err := b.Assumed[i].validate(); err != nil {
			errs = append(errs, cede.At("assumed", i, err))
		}
		if len(errs) > 2*maxProblems {
			break
		}
	}
	return errors.Join(append(errs, b.exemptions(), b.ceded())...)
}

func (a *Assumed) validate() error {
	err := a.Validate()
	if a.Concentrated {
		err = errors.Join(err, cede.Invalid("concentrated", "true", "must not be set: it is computed"))
	}
	if len(a.Counterparty) > maxName {
		err = errors.Join(err, cede.Invalid("counterparty", a.Counterparty, "must have at most 100 bytes"))
	}
	return err
}

func (h *Holding) validate() error {
	var errs []error
	if !h.Structure.IsDirect() {
		errs = append(errs, cede.Invalid("structure", "", "must be empty: what is below products is in products"))
	}
	if h.Concentration != (asset.Concentration{}) {
		errs = append(errs, cede.Invalid("concentration", "", "must be empty: it is computed"))
	}
	errs = append(errs, cede.In("exempt", h.Exempt.Validate()))
	if h.Class != "" {
		errs = append(errs, cede.In("class", h.Class.Validate()))
	}
	return errors.Join(errs...)
}

func (b *Book) exemptions() error {
	if len(b.Exempt) == 0 {
		return nil
	}
	known := map[string]bool{}
	for i := range b.Products.Items {
		known[b.Products.Items[i].ID] = true
	}
	for i := range b.Products.Products {
		known[b.Products.Products[i].ID] = true
	}
	var errs []error
	for _, id := range slices.Sorted(maps.Keys(b.Exempt)) {
		if !known[id] {
			errs = append(errs, cede.In("exempt", cede.Invalid(id, "", "must be an item or a product")))
		}
		errs = append(errs, cede.In("exempt", cede.In(id, b.Exempt[id].Validate())))
	}
	return errors.Join(errs...)
}

// ceded reports what is wrong with reinsurance ceded, and with classes and their ratios.
func (b *Book) ceded() error {
	var errs []error
	known := map[string]bool{}
	if b.Ceded != nil {
		cedent := counterparty.Insurer
		if b.Company == asset.Reinsurer {
			cedent = counterparty.Retrocedent
		}
		if b.Ceded.Cedent != cedent {
			errs = append(errs, cede.Invalid("ceded.cedent", string(b.Ceded.Cedent), "must be "+string(cedent)+" for this kind of company"))
		}
		for i, r := range b.Ceded.Reinsurers {
			if r.Concentrated {
				errs = append(errs, cede.In("ceded", cede.At("reinsurers", i, cede.Invalid("concentrated", "true", "must not be set: it is computed"))))
			}
		}
		for _, c := range b.Ceded.Cessions {
			known[c.ID] = true
		}
		errs = append(errs, cede.In("ceded", b.Ceded.Validate()))
	}
	for i, id := range b.OwnGroup {
		if !known[id] {
			errs = append(errs, cede.At("ownGroup", i, cede.Invalid("", id, "must be a cession")))
		}
	}
	products := map[string]bool{}
	for i := range b.Products.Products {
		products[b.Products.Products[i].ID] = len(b.Classes) > 0
	}
	for _, id := range slices.Sorted(maps.Keys(b.Classes)) {
		if !products[id] {
			errs = append(errs, cede.In("classes", cede.Invalid(id, "", "must be a product")))
		}
		errs = append(errs, cede.In("classes", cede.In(id, b.Classes[id].Validate())))
	}
	for _, class := range slices.Sorted(maps.Keys(b.Limits)) {
		errs = append(errs, cede.In("limits", errors.Join(class.Validate(), bound.Fraction(string(class), b.Limits[class]))))
	}
	return errors.Join(errs...)
}

// Result takes b through the passes. Places in an error after those of Holdings are of what is below products, in the order of
// [lookthrough.Expansion.Holdings]. Source: Rule 7, Rule 8 chapters 2 to 8, Rule 9.
func (b Book) Result(e *cross2.Edition) (*Result, error) {
	if e == nil {
		return nil, cede.Invalid("edition", "", "must not be nil")
	}
	if err := b.validate(); err != nil {
		return nil, err
	}
	expansion, err := lookthrough.Expand(e, b.Products)
	if err != nil {
		return nil, cede.In("products", err)
	}
	p := passes{edition: e, book: &b, result: &Result{Expansion: expansion}}
	p.gather()
	for _, pass := range []func() error{p.concentrate, p.classes, p.market, p.credit, p.rows} {
		if err := pass(); err != nil {
			return nil, err
		}
	}
	return p.result, nil
}
