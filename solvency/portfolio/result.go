package portfolio

import (
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// A Result is what a book comes to. The zero Result is of nothing.
type Result struct {
	_ [0]func()

	// Market is row S05-1.3 and Credit row S05-1.4, with their rows below.
	Market, Credit cross2.Line
	// MarketCharges and CreditCharges are the charges of single assets, products, claims and cessions, in the order of their rooms.
	MarketCharges []market.Charge
	CreditCharges []credit.Charge

	// Expansion is what the products come to.
	Expansion *lookthrough.Expansion
	// Concentration are the counterparties.
	Concentration counterparty.Concentration
	// Unnamed is the book value of what has no counterparty and is not exempt, so that it counts towards none.
	Unnamed decimal.Decimal
	// Property says that investment property of the book value of PropertyBook is above its part of total assets.
	Property     bool
	PropertyBook decimal.Decimal
	// Classes are the classes of assets, each measured if a ratio is known.
	Classes []Class
}

// A Class is a class of assets that are held directly, against its ratio.
type Class struct {
	// Class is the class.
	Class counterparty.Class
	// Book is the book value of its assets.
	Book decimal.Decimal
	// Measure is how it stands.
	Measure counterparty.Measure
}
