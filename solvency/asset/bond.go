package asset

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Bond is domestic standardised debt: bonds, interbank certificates, commercial paper, notes and listed asset-backed securities, without convertible bonds
// ([Convertible]) and perpetual capital bonds ([Preferred]). Its value is the fair value (公允价值). The zero Bond is not valid.
// Source: Rule 8 Arts. 11-14, Rule 9 Arts. 10-16.
type Bond struct {
	_ [0]func()

	// Issuer is the class of the issuer.
	Issuer Issuer `json:"issuer"`
	// Rating is that of the issue, or else that of the issuer; only bonds of other issuers have one. Empty is none.
	Rating Rating `json:"rating,omitzero"`
	// Duration is the modified duration in years (修正久期), positive; of a floating bond that of its rate. A perpetual bond ends at its next
	// call, or never. The return keeps it to four places.
	Duration decimal.Decimal `json:"duration"`
	// Green says that it is a green bond for a project that reduces carbon (碳减排绿色债券).
	Green bool `json:"green,omitzero"`
}

// An Issuer is the class of an issuer of domestic bonds. The zero Issuer is not valid.
type Issuer string

const (
	// Government is a government bond of the centre or a province, or a bill of the central bank (政府债券、央行票据): no credit risk.
	// Source: Rule 9 Art. 10.
	Government Issuer = "government"
	// PolicyBank is a policy bank, capital bonds included (政策性银行). Source: Rule 9 Art. 13.
	PolicyBank Issuer = "policy-bank"
	// Agency is a government-supported agency (政府支持机构). Source: Rule 9 Art. 14.
	Agency Issuer = "agency"
	// OtherIssuer is any other: its factor depends on the rating. Source: Rule 9 Art. 15.
	OtherIssuer Issuer = "other"
)

// Kind returns "bond".
func (Bond) Kind() string { return "bond" }

// Validate is [Asset.Validate].
func (b Bond) Validate() error {
	return errors.Join(
		one("issuer", b.Issuer, Government, PolicyBank, Agency, OtherIssuer),
		cede.In("rating", b.Rating.Validate()),
		only("rating", b.Rating != "", b.Issuer == OtherIssuer, "another issuer"),
		bound.Positive("duration", b.Duration),
		only("green", b.Green, b.Issuer != Government, "a bond with spread risk"))
}

func (Bond) sealed() {}

// A Convertible is a convertible or exchangeable bond (可转债、可交换债). Its value is the recognised value.
// Source: Rule 8 Art. 34.
type Convertible struct{}

// Kind returns "convertible".
func (Convertible) Kind() string { return "convertible" }

// Validate returns nil: there is nothing to say.
func (Convertible) Validate() error { return nil }

func (Convertible) sealed() {}

// OverseasDebt is overseas fixed income, without deposits (境外固定收益类资产). Its value is the recognised value. The zero OverseasDebt is not valid. Source: Rule 8 Art. 46.
type OverseasDebt struct {
	// Market is where it is invested, not domestic.
	Market Market `json:"market"`
	// Paper says that it is an interbank certificate or commercial paper (同业存单、短期融资券).
	Paper bool `json:"paper,omitzero"`
}

// Kind returns "overseas-debt".
func (OverseasDebt) Kind() string { return "overseas-debt" }

// Validate is [Asset.Validate].
func (d OverseasDebt) Validate() error { return overseas("market", d.Market) }

func (OverseasDebt) sealed() {}
