package asset

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Loan is a claim on a company or a person that is classified as loans are (五级分类): a loan below a product, a loan to a project company that the holder does not control, or
// one to a related party outside the group. Its value is the recognised value. The zero Loan is not valid. Source: Rule 9 Arts. 36, 37.
type Loan struct {
	// Class is its class of risk.
	Class LoanClass `json:"class"`
}

// A LoanClass is one of the five classes of risk of loans. The zero LoanClass is not valid.
type LoanClass string

const (
	// Pass is 正常类.
	Pass LoanClass = "pass"
	// Mention is 关注类.
	Mention LoanClass = "mention"
	// Substandard is 次级类.
	Substandard LoanClass = "substandard"
	// Doubtful is 可疑类.
	Doubtful LoanClass = "doubtful"
	// Loss is 损失类.
	Loss LoanClass = "loss"
)

// Kind returns "loan".
func (Loan) Kind() string { return "loan" }

// Validate is [Asset.Validate].
func (l Loan) Validate() error {
	return one("class", l.Class, Pass, Mention, Substandard, Doubtful, Loss)
}

func (Loan) sealed() {}

// A PolicyLoan is loans to policyholders on their policies (保单质押贷款). Its value is the recognised value. Source: Rule 9 Art. 32.
type PolicyLoan struct{}

// Kind returns "policy-loan".
func (PolicyLoan) Kind() string { return "policy-loan" }

// Validate returns nil: there is nothing to say.
func (PolicyLoan) Validate() error { return nil }

func (PolicyLoan) sealed() {}

// A PremiumReceivable is premiums receivable (应收保费), and receivables and prepayments of business that fails the test of insurance risk. Its value is
// the recognised value. The zero PremiumReceivable is due today. Source: Rule 9 Arts. 34, 36(2).
type PremiumReceivable struct {
	_ [0]func()

	// Age is the time from the day on which the policyholder had to pay to the reporting date in months (账龄), not negative.
	Age decimal.Decimal `json:"age"`
	// Subsidised says that a government pays part of the premium, as in agriculture (享受各级政府保费补贴的业务).
	Subsidised bool `json:"subsidised,omitzero"`
}

// Kind returns "premium-receivable".
func (PremiumReceivable) Kind() string { return "premium-receivable" }

// Validate is [Asset.Validate].
func (r PremiumReceivable) Validate() error { return bound.NotNegative("age", r.Age) }

func (PremiumReceivable) sealed() {}

// An OtherReceivable is other receivables and prepayments (其他应收及预付款项). Its value is the recognised value. Source: Rule 9 Art. 36.
type OtherReceivable struct {
	_ [0]func()

	// Prepaid says that it is prepaid claims or prepaid tax to be deducted (预付赔款、待抵扣的预交税费), which have no charge.
	Prepaid bool `json:"prepaid,omitzero"`
	// Age is its age in months (账龄), not negative.
	Age decimal.Decimal `json:"age"`
}

// Kind returns "other-receivable".
func (OtherReceivable) Kind() string { return "other-receivable" }

// Validate is [Asset.Validate].
func (r OtherReceivable) Validate() error { return bound.NotNegative("age", r.Age) }

func (OtherReceivable) sealed() {}

// AccruedInterest is interest receivable (应收利息). Its value is the recognised value. The zero AccruedInterest is not valid. Source: Rule 9 Art. 35.
type AccruedInterest struct {
	_ [0]func()

	// Of is the asset that bears it: a bond, whose rating decides, or an asset with default risk, whose factor it has.
	Of Asset `json:"of"`
}

// Kind returns "accrued-interest".
func (AccruedInterest) Kind() string { return "accrued-interest" }

// Validate is [Asset.Validate].
func (a AccruedInterest) Validate() error {
	switch of := a.Of.(type) {
	case Bond, Deposit, Loan, PolicyLoan, Cash:
		return cede.In("of", of.Validate())
	case nil:
		return cede.Invalid("of", "", "must not be empty")
	}
	return cede.Invalid("of", a.Of.Kind(), "must be a bond, a deposit, a loan, a policy loan or cash")
}

func (AccruedInterest) sealed() {}

// A Guarantee is a guarantee that the company has given for a debt (债务担保). Its value is the amount guaranteed. Source: Rule 9 Art. 38.
type Guarantee struct{}

// Kind returns "guarantee".
func (Guarantee) Kind() string { return "guarantee" }

// Validate returns nil: there is nothing to say.
func (Guarantee) Validate() error { return nil }

func (Guarantee) sealed() {}

// Protection is a tool of credit risk mitigation or protection on an asset (信用风险缓释工具、信用保护工具). The zero Protection is not valid. Source:
// Rule 9 Art. 8.
type Protection struct {
	_ [0]func()

	// Part is the part of the value that is protected, in (0, 1].
	Part decimal.Decimal `json:"part"`
	// Book is the book value of the tool in yuan, not negative.
	Book decimal.Decimal `json:"book"`
	// Issuer is the rating of the institution that made it; empty is none.
	Issuer Rating `json:"issuer,omitzero"`
}

func (p Protection) validate() error {
	return errors.Join(
		bound.Share("part", p.Part),
		bound.NotNegative("book", p.Book),
		cede.In("issuer", p.Issuer.Validate()))
}
