package asset

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/bound"
)

// Property is investment property (投资性房地产), in the mainland or overseas. Its value is the recognised value. The zero Property is
// not valid. Source: Rule 8 Arts. 39-42, 50-52.
type Property struct {
	_ [0]func()

	// Form is how it is held.
	Form PropertyForm `json:"form"`
	// Place is where it is.
	Place Place `json:"place"`
	// Owned is the book value of the investment property of a project company times the part of the company that is held, in yuan, not negative:
	// the exposure is the greater of it and the value. Nil is not known, and then it is the value. It matters to project companies held directly:
	// within a product the exposure is stated.
	Owned *decimal.Decimal `json:"owned,omitzero"`
}

// A PropertyForm is how property is held. The zero PropertyForm is not valid.
type PropertyForm string

const (
	// Title is property held by title (物权).
	Title PropertyForm = "title"
	// ProjectCompany is equity in a project company (项目公司股权).
	ProjectCompany PropertyForm = "project-company"
	// ProjectLoan is a loan to a project company that the holder controls (向其控股的项目公司提供的融资借款). Source: Rule 8 Art. 42.
	ProjectLoan PropertyForm = "project-loan"
	// PropertyREIT is a public REIT of property (房地产信托投资基金), not of infrastructure. The rules give a factor only for those listed overseas
	// (Rule 8 Art. 51); one of the mainland is read as property.
	PropertyREIT PropertyForm = "reit"
)

// A Place is where property is. The zero Place is not valid.
type Place string

const (
	// MajorCity is a municipality, a provincial capital or a separately planned city (直辖市、省会城市、计划单列市).
	MajorCity Place = "major-city"
	// OtherCity is anywhere else in the mainland (境内其他地区).
	OtherCity Place = "other-city"
	// DevelopedMarket is a developed market overseas (发达市场).
	DevelopedMarket Place = "developed"
	// EmergingMarket is an emerging market overseas (新兴市场).
	EmergingMarket Place = "emerging"
)

// Kind returns "property".
func (Property) Kind() string { return "property" }

// Validate is [Asset.Validate].
func (p Property) Validate() error {
	return errors.Join(
		one("form", p.Form, Title, ProjectCompany, ProjectLoan, PropertyREIT),
		one("place", p.Place, MajorCity, OtherCity, DevelopedMarket, EmergingMarket),
		bound.Optional(bound.NotNegative, "owned", p.Owned),
		only("owned", p.Owned != nil, p.Form == ProjectCompany, "a project company"))
}

func (Property) sealed() {}
