package asset

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Stock is a domestic listed common share or depositary receipt (上市普通股票), not of a subsidiary, joint venture or associate. Its value is the recognised
// value. The zero Stock is not valid. Source: Rule 8 Art. 26, 金规〔2023〕5号 （六）, 金规〔2025〕24号 一、二.
type Stock struct {
	_ [0]func()

	// Board is where it is listed.
	Board Board `json:"board"`
	// Index says that it is a member of the CSI 300 (沪深300指数成分股).
	Index bool `json:"index,omitzero"`
	// LowVolatility says that it is a member of the CSI Dividend Low Volatility 100 (中证红利低波动100指数成分股).
	LowVolatility bool `json:"lowVolatility,omitzero"`
	// Cost is what was paid for all that is held, at the weighted average price (购买成本), in yuan, positive. Nil is not known: the share is then
	// left out of the gain of the company. It matters to shares held directly only.
	Cost *decimal.Decimal `json:"cost,omitzero"`
	// Trades are the purchases and sales that the holding comes from, in any order, from which the holding time follows, first in first out. None: the
	// holding time is not known, and does not lower the factor. They matter to shares held directly only.
	Trades []Trade `json:"trades,omitzero"`
}

// A Board is a board of the stock exchanges. The zero Board is not valid.
type Board string

const (
	// MainBoard is the main board of Shanghai or Shenzhen (沪深主板).
	MainBoard Board = "main"
	// ChiNext is the growth board of Shenzhen (创业板).
	ChiNext Board = "chinext"
	// STAR is the science and technology board of Shanghai (科创板).
	STAR Board = "star"
)

// A Trade is a purchase or a sale. The zero Trade is not valid.
type Trade struct {
	_ [0]func()

	// Date is the day.
	Date cede.Date `json:"date"`
	// Shares is how many shares were bought, or if negative sold; not zero.
	Shares decimal.Decimal `json:"shares"`
}

// maxTrades is the most trades of a holding.
const maxTrades = 100_000

// Kind returns "stock".
func (Stock) Kind() string { return "stock" }

// Validate is [Asset.Validate].
func (s Stock) Validate() error {
	errs := []error{
		one("board", s.Board, MainBoard, ChiNext, STAR),
		bound.Optional(bound.Positive, "cost", s.Cost),
	}
	if len(s.Trades) > maxTrades {
		return errors.Join(append(errs, cede.Invalid("trades", fmt.Sprint(len(s.Trades)), fmt.Sprintf("must not be more than %d", maxTrades)))...)
	}
	for i, t := range s.Trades {
		errs = append(errs, cede.At("trades", i, t.validate()))
	}
	return errors.Join(errs...)
}

func (t Trade) validate() error {
	var day error
	if t.Date.IsZero() {
		day = cede.Invalid("date", "", "must not be empty")
	}
	shares := bound.Check("shares", t.Shares)
	if shares == nil && t.Shares.IsZero() {
		shares = cede.Invalid("shares", "0", "must not be zero")
	}
	return errors.Join(day, shares)
}

func (Stock) sealed() {}

// A Fund is a domestic public fund (公募证券投资基金), without public REITs; one that invests mainly through the Stock Connect is [OverseasEquity]. Its value is the
// recognised value. The zero Fund is not valid. Source: Rule 8 Arts. 29-33.
type Fund struct {
	// Type is what it invests in.
	Type FundType `json:"type"`
}

// A FundType is what a fund or a product invests in. The zero FundType is not valid.
type FundType string

const (
	// MoneyFund is a money-market fund, or a product of cash management (货币市场基金、现金管理类).
	MoneyFund FundType = "money"
	// BondFund is a bond fund, or a fixed-income product (债券基金、固定收益类).
	BondFund FundType = "bond"
	// StockFund is an equity fund or product (股票基金、权益类).
	StockFund FundType = "equity"
	// MixedFund is a mixed fund or product (混合基金、混合类).
	MixedFund FundType = "mixed"
	// CommodityFund is a fund or product of commodities and derivatives (商品及金融衍生品类).
	CommodityFund FundType = "commodity"
)

// Validate refuses a type that is not known.
func (t FundType) Validate() error {
	return one("", t, MoneyFund, BondFund, StockFund, MixedFund, CommodityFund)
}

// Kind returns "fund".
func (Fund) Kind() string { return "fund" }

// Validate is [Asset.Validate].
func (f Fund) Validate() error { return cede.In("type", f.Type.Validate()) }

func (Fund) sealed() {}
