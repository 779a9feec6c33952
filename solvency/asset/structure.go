package asset

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// A Structure is the products through which an asset is held, by which Rule 7 adds to its factor. The zero Structure is an asset
// held directly.
type Structure struct {
	// Layers is the number of layers of products (交易结构的层数), from the surface, included, to the asset, not included; 0 is held
	// directly.
	Layers int `json:"layers,omitzero"`
	// Surface is the class of the product at the surface (表层资产); empty if there are no layers.
	Surface Surface `json:"surface,omitzero"`
}

// A Surface is the class of a product that is no base asset. The zero Surface is none.
type Surface string

const (
	// DebtSurface is a debt-type product (债权类): a fixed-income trust, a debt plan, an asset-backed plan. Source: Rule 7 Arts. 18, 32.
	DebtSurface Surface = "debt"
	// OtherSurface is any other product.
	OtherSurface Surface = "other"
	// REITSurface is a public infrastructure REIT (公开募集基础设施证券投资基金), which is no debt-type product. Source: Rule 7 Art. 19.
	REITSurface Surface = "reit"
)

// maxLayers is the most layers of a structure.
const maxLayers = 10_000_000

// Validate refuses a negative number of layers, and a surface without layers or layers without a surface.
func (s Structure) Validate() error {
	var errs []error
	if s.Layers < 0 || s.Layers > maxLayers {
		errs = append(errs, cede.Invalid("layers", fmt.Sprint(s.Layers), fmt.Sprintf("must be from 0 to %d", maxLayers)))
	}
	if s.Layers > 0 {
		errs = append(errs, one("surface", s.Surface, DebtSurface, OtherSurface, REITSurface))
	} else {
		errs = append(errs, only("surface", s.Surface != "", false, "an asset below a product"))
	}
	return errors.Join(errs...)
}

// IsDirect reports whether the asset is held directly.
func (s Structure) IsDirect() bool { return s.Layers == 0 }

// Coefficient returns Kp, the structure coefficient (交易结构风险特征系数), of an asset that is not held directly:
//
//	Kp = 0.1 × (n − 1)   at a debt-type surface
//	Kp = 0.1 × n         at any other
//
// Source: Rule 7 Art. 18.
func (s Structure) Coefficient(w *cross2.Workings) cross2.Line {
	n := s.Layers
	counted := cross2.Head{English: "Layers counted", Chinese: "计入的交易结构层数", Citation: cross2.Citation{Rule: "7", Article: "18"}}
	if s.Surface == DebtSurface {
		n--
	}
	return w.Product(
		cross2.Head{English: "Structure coefficient Kp", Chinese: "交易结构风险特征系数Kp", Citation: cross2.Citation{Rule: "7", Article: "18"}},
		w.GivenNumber(counted, decimal.New(int64(n), 0)),
		w.Factor("lookthrough.layer"))
}

// HasInterestRate reports whether fixed income that is held through s has interest rate risk (利率风险), for a business measured as a life company or as a property company:
// of a reinsurer, ask for each of its parts. Held directly it has. Below products it has for a property company; for a life company it has not, until 2023-09-30, and
// since then it has up to three layers, the surface included. Source: Rule 7 Art. 20, 金规〔2023〕5号 （五）.
func (s Structure) HasInterestRate(w *cross2.Workings, business Company) bool {
	switch business {
	case NonLife:
		return true
	case Life:
		const limit = "lookthrough.interest.layers"
		return s.IsDirect() || w.Err() == nil && w.Edition().Has(limit) && w.Met(limit, decimal.New(int64(s.Layers), 0))
	case Reinsurer:
	}
	_ = w.Fail(cede.Invalid("business", string(business), "must be life or non-life; a reinsurer has both"))
	return false
}
