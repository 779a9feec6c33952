package asset

import (
	"errors"
)

// Preferred is a preference share (优先股), or a perpetual capital bond (无固定期限资本债券) of a financial institution; a preference share of a domestic company
// that was issued overseas too. Its value is the recognised value. The zero Preferred is not valid. Source: Rule 8 Arts. 36, 48.
type Preferred struct {
	// Issuer is the class of the issuer.
	Issuer PreferredIssuer `json:"issuer"`
	// Perpetual says that it is a perpetual capital bond, which only financial institutions issue.
	Perpetual bool `json:"perpetual,omitzero"`
	// Absorbing says that it has terms by which it is converted to common shares or written down (强制转换为普通股或减记条款); of a company
	// that is not financial, only conversion counts.
	Absorbing bool `json:"absorbing,omitzero"`
	// RatiosMet says that the issuer is known to meet all its ratios of capital or solvency. Where they are not known it is false: the rule says so of banks and
	// asset managers without figures within a year, and for insurers it is the higher capital.
	RatiosMet bool `json:"ratiosMet,omitzero"`
	// Market is where a preference share was issued; empty is domestic. One of a domestic company that was issued overseas is overseas equity, with the factor of its
	// issuer. Of a perpetual bond the rule does not say so, and one overseas is [OverseasDebt]. Source: Rule 8 Art. 48.
	Market Market `json:"market,omitzero"`
}

// A PreferredIssuer is the class of an issuer of preference shares. The zero PreferredIssuer is not valid.
type PreferredIssuer string

const (
	// ByLargeBank is a policy bank or a large state bank.
	ByLargeBank PreferredIssuer = "large-bank"
	// ByJointStockBank is a joint-stock bank.
	ByJointStockBank PreferredIssuer = "joint-stock-bank"
	// ByCityBank is a city bank.
	ByCityBank PreferredIssuer = "city-bank"
	// ByOtherBank is any other commercial bank.
	ByOtherBank PreferredIssuer = "other-bank"
	// ByAssetManager is an asset management company (金融资产管理公司).
	ByAssetManager PreferredIssuer = "asset-manager"
	// ByInsurer is an insurer.
	ByInsurer PreferredIssuer = "insurer"
	// ByCompany is a company that is not financial.
	ByCompany PreferredIssuer = "company"
)

// Kind returns "preferred".
func (Preferred) Kind() string { return "preferred" }

// Validate is [Asset.Validate].
func (p Preferred) Validate() error {
	var market error
	if p.Market != "" {
		market = anywhere("market", p.Market)
	}
	return errors.Join(
		one("issuer", p.Issuer, ByLargeBank, ByJointStockBank, ByCityBank, ByOtherBank, ByAssetManager, ByInsurer, ByCompany),
		only("perpetual", p.Perpetual, p.Issuer != ByCompany, "a financial institution: other perpetual bonds are bonds"),
		only("ratiosMet", p.RatiosMet, p.Issuer != ByCompany, "a financial institution"),
		market,
		only("market", p.Market != "" && p.Market != Domestic, !p.Perpetual, "a preference share: a perpetual bond overseas is overseas debt"))
}

func (Preferred) sealed() {}

// UnlistedEquity is domestic unlisted equity without control, joint control or influence (未上市股权). Its value is the recognised value. The zero
// UnlistedEquity is ordinary. Source: Rule 8 Art. 27.
type UnlistedEquity struct {
	// Strategy is what national strategy it serves, or empty.
	Strategy Strategy `json:"strategy,omitzero"`
}

// A Strategy is a national strategy that lowers the factor of unlisted equity. The zero Strategy is none.
type Strategy string

const (
	// EmergingIndustry is a strategic emerging industry (国家战略性新兴产业), from 2023-09-30. Source: 金规〔2023〕5号 （八）.
	EmergingIndustry Strategy = "emerging-industry"
	// InsuranceFund is the second fund of China Insurance Investment (中国保险投资基金二期). Source: implementing notice 一（七）.
	InsuranceFund Strategy = "insurance-fund"
)

// Kind returns "unlisted-equity".
func (UnlistedEquity) Kind() string { return "unlisted-equity" }

// Validate is [Asset.Validate].
func (u UnlistedEquity) Validate() error {
	if u.Strategy == "" {
		return nil
	}
	return one("strategy", u.Strategy, EmergingIndustry, InsuranceFund)
}

func (UnlistedEquity) sealed() {}

// LongTermEquity is long-term equity in a subsidiary, joint venture or associate (长期股权投资), without SPVs. Its value is the recognised
// value. The zero LongTermEquity is not valid. Source: Rule 8 Arts. 28, 49.
type LongTermEquity struct {
	// Relation is what the company is to the holder.
	Relation Relation `json:"relation"`
	// Listed says that a joint venture or associate is listed.
	Listed bool `json:"listed,omitzero"`
	// Market is where the company is.
	Market Market `json:"market"`
}

// A Relation is what a company is to its holder. The zero Relation is not valid.
type Relation string

const (
	// InsuranceSubsidiary is an insurance subsidiary, or one within the main business of insurance (保险类子公司及属于保险主业范围内的子公司).
	InsuranceSubsidiary Relation = "insurance-subsidiary"
	// OtherSubsidiary is any other subsidiary.
	OtherSubsidiary Relation = "other-subsidiary"
	// Associate is a joint venture or an associate (合营企业、联营企业).
	Associate Relation = "associate"
)

// Kind returns "long-term-equity".
func (LongTermEquity) Kind() string { return "long-term-equity" }

// Validate is [Asset.Validate].
func (l LongTermEquity) Validate() error {
	return errors.Join(
		one("relation", l.Relation, InsuranceSubsidiary, OtherSubsidiary, Associate),
		only("listed", l.Listed, l.Relation == Associate, "a joint venture or associate"),
		anywhere("market", l.Market))
}

func (LongTermEquity) sealed() {}

// OverseasEquity is overseas equity other than long-term equity and property, shares and funds of the Stock Connect among them (境外权益类资产). Its value is the
// recognised value. The zero OverseasEquity is not valid. Source: Rule 8 Arts. 45, 48.
type OverseasEquity struct {
	// Type is what it is.
	Type OverseasType `json:"type"`
	// Market is where it is invested, not domestic.
	Market Market `json:"market"`
}

// An OverseasType is what overseas equity is. The zero OverseasType is not valid.
type OverseasType string

const (
	// OverseasMoneyFund is a money fund.
	OverseasMoneyFund OverseasType = "money-fund"
	// OverseasBondFund is a bond fund.
	OverseasBondFund OverseasType = "bond-fund"
	// OverseasListed is a listed share, an equity fund or a mixed fund.
	OverseasListed OverseasType = "listed"
	// OverseasUnlisted is unlisted and any other equity.
	OverseasUnlisted OverseasType = "unlisted"
)

// Kind returns "overseas-equity".
func (OverseasEquity) Kind() string { return "overseas-equity" }

// Validate is [Asset.Validate].
func (o OverseasEquity) Validate() error {
	return errors.Join(
		one("type", o.Type, OverseasMoneyFund, OverseasBondFund, OverseasListed, OverseasUnlisted),
		overseas("market", o.Market))
}

func (OverseasEquity) sealed() {}
