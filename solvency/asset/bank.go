package asset

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Bank is the type of an institution that takes deposits. The zero Bank is not valid. An overseas branch of a domestic bank has the type of its head
// office. Source: Rule 9 Art. 21, Rule 8 Art. 36.
type Bank string

const (
	// LargeBank is a large state bank (国有大型商业银行) or a policy bank (政策性银行).
	LargeBank Bank = "large"
	// JointStockBank is a joint-stock bank (股份制商业银行).
	JointStockBank Bank = "joint-stock"
	// CityBank is a city bank (城市商业银行) or a foreign bank with an international rating of A or above.
	CityBank Bank = "city"
	// RuralBank is a rural commercial bank (农村商业银行).
	RuralBank Bank = "rural"
	// OtherBank is any other domestic bank, or an overseas bank.
	OtherBank Bank = "other"
	// FinanceCompany is the finance company of a group (企业集团财务公司).
	FinanceCompany Bank = "finance-company"
)

// A Deposit is a deposit with a financial institution, in the mainland or overseas. Its value is the recognised value. The zero Deposit is not
// valid. Source: Rule 9 Art. 21.
type Deposit struct {
	_ [0]func()

	// Bank is who holds it.
	Bank Bank `json:"bank"`
	// Form is what it is; a finance company has only plain ones.
	Form DepositForm `json:"form"`
	// CapitalRatio is the capital adequacy ratio (资本充足率) of the bank as a fraction, not negative. Nil is no figure within a
	// year, which has the highest factor of the type.
	CapitalRatio *decimal.Decimal `json:"capitalRatio,omitzero"`
}

// A DepositForm is the form of a deposit. The zero DepositForm is not valid.
type DepositForm string

const (
	// PlainDeposit is a time or negotiated deposit or a large certificate (定期存款、协议存款、大额存单).
	PlainDeposit DepositForm = "plain"
	// StructuredDeposit is a structured deposit with guaranteed principal (保本结构性存款).
	StructuredDeposit DepositForm = "structured"
	// UnguaranteedDeposit is a structured deposit without (非保本结构性存款).
	UnguaranteedDeposit DepositForm = "unguaranteed"
)

// Kind returns "deposit".
func (Deposit) Kind() string { return "deposit" }

// Validate is [Asset.Validate].
func (d Deposit) Validate() error {
	errs := []error{
		one("bank", d.Bank, LargeBank, JointStockBank, CityBank, RuralBank, OtherBank, FinanceCompany),
		one("form", d.Form, PlainDeposit, StructuredDeposit, UnguaranteedDeposit),
		bound.Optional(bound.NotNegative, "capitalRatio", d.CapitalRatio),
	}
	if d.Bank == FinanceCompany && (d.Form == StructuredDeposit || d.Form == UnguaranteedDeposit) {
		errs = append(errs, cede.Invalid("form", string(d.Form), "must be plain with a finance company"))
	}
	return errors.Join(errs...)
}

func (Deposit) sealed() {}

// Cash is cash and tools of liquidity (现金及流动性管理工具), in the mainland or overseas, without central bank bills, commercial paper
// and money funds. Its value is the recognised value. The zero Cash is not valid. Source: Rule 9 Art. 20.
type Cash struct {
	// Form is what it is.
	Form CashForm `json:"form"`
}

// A CashForm is the form of cash. The zero CashForm is not valid.
type CashForm string

const (
	// Money is cash, reverse repurchase and other tools (现金、买入返售金融资产及其他).
	Money CashForm = "money"
	// Interbank is money lent to other institutions (拆出资金).
	Interbank CashForm = "interbank"
	// ThirdParty is money in an account of a payment institution (存放在第三方支付机构账户的资金).
	ThirdParty CashForm = "third-party"
)

// Kind returns "cash".
func (Cash) Kind() string { return "cash" }

// Validate is [Asset.Validate].
func (c Cash) Validate() error { return one("form", c.Form, Money, Interbank, ThirdParty) }

func (Cash) sealed() {}
