package lookthrough

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// A Portfolio is the products that a company holds, what they hold in turn, and the base assets at the bottom. The order of its lists reaches no result. The
// zero Portfolio holds nothing.
type Portfolio struct {
	_ [0]func()

	// Items are the base assets that products hold, each once.
	Items []Item `json:"items,omitzero"`
	// Products are the products, each once, however many hold it.
	Products []Product `json:"products,omitzero"`
	// Positions are what the company holds of products directly; several of one product add up.
	Positions []Position `json:"positions,omitzero"`
	// Options are the readings where the rule is silent.
	Options Options `json:"options,omitzero"`
}

// An Item is a base asset below products (底层基础资产). The zero Item is not valid.
type Item struct {
	_ [0]func()

	// ID names it, of 1 to 100 bytes, unlike every other item and product.
	ID string `json:"id"`
	// Asset is what it is. What it says of a holding, such as the cost of a share, is of one held directly and has no meaning here.
	Asset asset.Asset `json:"asset"`
	// Currency is the currency that it is in; empty is the yuan.
	Currency asset.Currency `json:"currency,omitzero"`
	// Counterparty is who is financed; empty is none. See [asset.Holding].
	Counterparty string `json:"counterparty,omitzero"`
}

// A Position is what the company holds of a product directly. The zero Position is not valid.
type Position struct {
	_ [0]func()

	// Product is the product.
	Product string `json:"product"`
	// Value is the recognised value (认可价值) in yuan with at most two decimal places, not negative.
	Value decimal.Decimal `json:"value"`
	// Share is the part of the product by contract, see [Part].
	Share *decimal.Decimal `json:"share,omitzero"`
}

// Options are the readings where the rule is silent. The zero Options has the defaults.
type Options struct {
	// Opaque says whose class what cannot be looked through has.
	Opaque Classed `json:"opaque,omitzero"`
}

// Classed says which product decides the risk of a part that cannot be looked through, where it is below others: by Rule 7 Art. 33 it is
// measured as a product that cannot be looked through, and the rule does not say which. The zero Classed is [ByProduct].
type Classed string

const (
	// ByProduct is the product that cannot be looked through, or the one whose part is not known. It is the default.
	ByProduct Classed = "product"
	// BySurface is the product at the surface, under which the official return lists it.
	BySurface Classed = "surface"
)

const (
	// fen is the scale of amounts.
	fen = 2
	// maxList is the most items, products or positions, and the most parts of all products.
	maxList = 20_000_000
)

// Validate reports everything that is missing, doubled, out of place or out of range, joined; each is a [cede.InvalidError]. Of long lists it
// reports the first hundred or so. Products that contain themselves are found by [Expand].
func (p Portfolio) Validate() error {
	_, err := p.names()
	return err
}

// money refuses what is not an amount in yuan and fen.
func money(name string, x decimal.Decimal) error {
	if err := bound.NotNegative(name, x); err != nil {
		return err
	}
	_, err := minor(name, x)
	return err
}

// minor returns an amount that is within the bounds in fen.
func minor(name string, x decimal.Decimal) (int64, error) {
	n, fault := fixed.Minor(x, fen, false)
	switch fault {
	case fixed.None:
		return n, nil
	case fixed.TooFine:
		return 0, cede.Invalid(name, bound.Text(x), "must have at most 2 decimal places")
	case fixed.TooLarge:
	}
	return 0, cede.Invalid(name, bound.Text(x), "must be less than 92 quadrillion yuan")
}

// ToYuan returns p with its amounts, which are in s, in yuan.
func (p Portfolio) ToYuan(s cross2.Scale) (Portfolio, error) {
	var errs []error
	yuan := func(x *decimal.Decimal, in func(error) error) {
		converted, err := s.ToYuan(*x)
		if err != nil && len(errs) < maxProblems {
			errs = append(errs, in(err))
		}
		*x = converted
	}
	products := make([]Product, len(p.Products))
	for i, product := range p.Products {
		parts := make([]Part, len(product.Parts))
		for j, part := range product.Parts {
			yuan(&part.Value, func(err error) error { return cede.At("products", i, cede.At("parts", j, cede.In("value", err))) })
			parts[j] = part
		}
		if product.Parts != nil {
			product.Parts = parts
		}
		yuan(&product.Opaque, func(err error) error { return cede.At("products", i, cede.In("opaque", err)) })
		products[i] = product
	}
	positions := make([]Position, len(p.Positions))
	for i, position := range p.Positions {
		yuan(&position.Value, func(err error) error { return cede.At("positions", i, cede.In("value", err)) })
		positions[i] = position
	}
	p.Products, p.Positions = products, positions
	if err := errors.Join(errs...); err != nil {
		return Portfolio{}, err
	}
	return p, nil
}

func (x Item) validate() error {
	errs := identifier("id", x.ID)
	if x.Asset == nil {
		errs = errors.Join(errs, cede.Invalid("asset", "", "must not be empty"))
	} else {
		errs = errors.Join(errs, cede.In("asset", x.Asset.Validate()))
	}
	errs = errors.Join(errs, cede.In("currency", x.Currency.Validate()))
	if x.Counterparty != "" {
		errs = errors.Join(errs, identifier("counterparty", x.Counterparty))
	}
	return errs
}

func (x Position) validate() error {
	return errors.Join(identifier("product", x.Product), money("value", x.Value), bound.Optional(bound.Share, "share", x.Share))
}

// names are what the ids of a portfolio mean: places of items and products in their lists, items as they are and products as ^place.
type names struct {
	parts     []int32 // of all products, one after another
	positions []int32
	links     int // how many parts are products
}

// names checks p and returns what its ids mean.
func (p *Portfolio) names() (*names, error) {
	parts := 0
	for i := range p.Products {
		parts += len(p.Products[i].Parts)
	}
	for _, list := range []struct {
		name string
		n    int
	}{{"items", len(p.Items)}, {"products", len(p.Products)}, {"positions", len(p.Positions)}, {"parts", parts}} {
		if list.n > maxList {
			return nil, cede.Invalid(list.name, fmt.Sprint(list.n), fmt.Sprintf("must not be more than %d", maxList))
		}
	}
	var found problems
	found.add(cede.In("options", p.Options.validate()))
	all := make(map[string]int32, len(p.Items)+len(p.Products))
	meant := &names{parts: make([]int32, 0, parts), positions: make([]int32, 0, len(p.Positions))}
	for i := range p.Items {
		x := &p.Items[i]
		found.at("items", i, x.validate())
		if _, double := all[x.ID]; double {
			found.at("items", i, cede.Invalid("id", x.ID, "must not be there twice"))
		}
		all[x.ID] = int32(i)
	}
	for i := range p.Products {
		x := &p.Products[i]
		found.at("products", i, x.Validate())
		if _, double := all[x.ID]; double {
			found.at("products", i, cede.Invalid("id", x.ID, "must not be there twice"))
		}
		all[x.ID] = ^int32(i)
	}
	for i := range p.Products {
		for j := range p.Products[i].Parts {
			part := &p.Products[i].Parts[j]
			to, ok := all[part.ID]
			meant.parts = append(meant.parts, to)
			if to < 0 {
				meant.links++
			}
			switch {
			case !ok:
				found.at("products", i, cede.At("parts", j, cede.Invalid("id", part.ID, "must be an item or a product of the portfolio")))
			case to >= 0 && part.Share != nil:
				found.at("products", i, cede.At("parts", j, cede.Invalid("share", "", "must only be given for a product")))
			}
		}
	}
	for i := range p.Positions {
		x := &p.Positions[i]
		found.at("positions", i, x.validate())
		to, ok := all[x.Product]
		meant.positions = append(meant.positions, to)
		if !ok || to >= 0 {
			found.at("positions", i, cede.Invalid("product", x.Product, "must be a product of the portfolio"))
		}
	}
	return meant, found.err()
}

func (o Options) validate() error {
	if o.Opaque == "" || o.Opaque == ByProduct || o.Opaque == BySurface {
		return nil
	}
	return cede.Invalid("opaque", string(o.Opaque), "must be product or surface")
}

// problems are what is wrong, as far as it is reported.
type problems struct{ errs []error }

func (p *problems) add(err error) {
	if err != nil && len(p.errs) < maxProblems {
		p.errs = append(p.errs, err)
	}
}

func (p *problems) at(name string, i int, err error) {
	if err != nil && len(p.errs) < maxProblems {
		p.errs = append(p.errs, cede.At(name, i, err))
	}
}

func (p *problems) err() error { return errors.Join(p.errs...) }
