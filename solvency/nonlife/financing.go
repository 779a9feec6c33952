package nonlife

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A LoanType is a type of loans that financing credit and surety covers. The zero LoanType is not valid. Source: Rule 4 Art. 35.
type LoanType string

const (
	// Mortgage are residential mortgages (个人住房抵押贷款), type 1.1.
	Mortgage LoanType = "mortgage"
	// MortgageAddition is what was lent in addition on homes revalued that are already mortgaged, type 1.2.
	MortgageAddition LoanType = "mortgage-addition"
	// Personal are other personal loans (个人其他贷款), type 1.3.
	Personal LoanType = "personal"
	// Corporate are loans to enterprises (企业类贷款), type 2.
	Corporate LoanType = "corporate"
	// OtherLoans are other loans (其他贷款), type 3.
	OtherLoans LoanType = "other"
)

// names returns the name of a type in both languages, and whether it is one.
func (t LoanType) names() (english, chinese string, ok bool) {
	switch t {
	case Mortgage:
		return "Residential mortgages", "个人住房抵押贷款", true
	case MortgageAddition:
		return "Additions to mortgages", "已抵押房产追加贷款", true
	case Personal:
		return "Other personal loans", "个人其他贷款", true
	case Corporate:
		return "Corporate loans", "企业类贷款", true
	case OtherLoans:
		return "Other loans", "其他贷款", true
	}
	return "", "", false
}

// A Loan is all loans of one type that are covered, in yuan net of reinsurance. The exposure, balance less reserve, must not be
// negative. Source: Rule 4 Art. 35.
type Loan struct {
	_ [0]func()

	// Type is the type of loans.
	Type LoanType `json:"type"`
	// Balance is the balance of the loans covered (再保后贷款余额), not negative.
	Balance decimal.Decimal `json:"balance"`
	// Reserve is the outstanding claims reserve for them, not negative.
	Reserve decimal.Decimal `json:"reserve"`
}

// Financing is credit and surety insurance of loans, leases and other financing (融资性信用保证险). What is a fraction of the balance is
// of the balance of all loans net of reinsurance. A figure that is nil is not known: its coefficient is 0. The zero Financing has no loans and needs
// no capital. Source: Rule 4 Arts. 34-41.
type Financing struct {
	_ [0]func()

	// Loans are the loans by type, each type once at most.
	Loans []Loan `json:"loans,omitzero"`
	// Growth is the growth of retained premium, of the last 12 months over the 12 before, above that of the market. Source: Art. 36.
	Growth *decimal.Decimal `json:"growth,omitzero"`
	// SmallShare is the part of loans under 200,000 yuan to persons and under 1,000,000 yuan to others, from 0 to 1. Source: Art. 37.
	SmallShare *decimal.Decimal `json:"smallShare,omitzero"`
	// Concentration is the part of the ten greatest debtors, from 0 to 1. Source: Art. 38.
	Concentration *decimal.Decimal `json:"concentration,omitzero"`
	// SmallEnterprises is the part of small and micro enterprises, from 0 to 1. Source: Art. 39.
	SmallEnterprises *decimal.Decimal `json:"smallEnterprises,omitzero"`
	// LossRatio is the loss ratio of other personal loans: principal paid in the last 12 months over the mean monthly balance; only these
	// have the coefficient. Source: Art. 40.
	LossRatio *decimal.Decimal `json:"lossRatio,omitzero"`
	// CombinedRatio is the combined ratio of the last 36 months, weighted by earned premium. A negative one has the coefficient 0; where earned
	// premium is negative, leave it nil. Source: Art. 41.
	CombinedRatio *decimal.Decimal `json:"combinedRatio,omitzero"`
}

// Validate reports every figure that is missing or out of range, joined; each is a [cede.InvalidError].
func (f Financing) Validate() error {
	var errs []error
	seen := map[LoanType]bool{}
	for i, l := range f.Loans {
		var own []error
		if _, _, ok := l.Type.names(); !ok {
			own = append(own, cede.Invalid("type", string(l.Type), "must be one of mortgage, mortgage-addition, personal, corporate, other"))
		} else if seen[l.Type] {
			own = append(own, cede.Invalid("type", string(l.Type), "must not be there twice"))
		}
		seen[l.Type] = true
		amounts := errors.Join(bound.NotNegative("balance", l.Balance), bound.NotNegative("reserve", l.Reserve))
		if amounts == nil && l.Reserve.GreaterThan(l.Balance) {
			amounts = cede.Invalid("reserve", bound.Text(l.Reserve), "must not be more than the balance, "+bound.Text(l.Balance))
		}
		errs = append(errs, cede.At("loans", i, errors.Join(append(own, amounts)...)))
	}
	return errors.Join(append(errs,
		bound.Optional(bound.Check, "growth", f.Growth),
		bound.Optional(bound.Fraction, "smallShare", f.SmallShare),
		bound.Optional(bound.Fraction, "concentration", f.Concentration),
		bound.Optional(bound.Fraction, "smallEnterprises", f.SmallEnterprises),
		bound.Optional(bound.Check, "lossRatio", f.LossRatio),
		bound.Optional(bound.Check, "combinedRatio", f.CombinedRatio))...)
}

// Capital returns the insurance risk of financing credit and surety:
//
//	Σ (balance − reserve) × base factor × (1 + K), K = Σ k within [-0.25, 0.25]
//
// exactly. Source: Rule 4 Art. 35.
func (f Financing) Capital(e *cross2.Edition) (cross2.Line, error) {
	if err := f.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	return f.capital(w), w.Err()
}

func (f Financing) capital(w *cross2.Workings) cross2.Line {
	head := cross2.Head{English: "Financing credit and surety", Chinese: "融资性信用保证险最低资本", Citation: article("35")}
	var lines []cross2.Line
	for _, t := range []LoanType{Mortgage, MortgageAddition, Personal, Corporate, OtherLoans} {
		for _, l := range f.Loans {
			if l.Type == t {
				lines = append(lines, f.charge(w, l))
			}
		}
	}
	if len(lines) == 0 {
		return w.Given(head, decimal.Decimal{})
	}
	return w.Sum(head, lines...)
}

func (f Financing) charge(w *cross2.Workings, l Loan) cross2.Line {
	en, zh, _ := l.Type.names()
	name := func(english, chinese string) cross2.Head {
		return cross2.Head{English: en + english, Chinese: zh + chinese, Citation: article("35")}
	}
	exposure := w.Difference(name(": balance less reserve", "风险暴露"),
		w.Given(name(": balance", "再保后贷款余额"), l.Balance),
		w.Given(name(": outstanding claims reserve", "再保后未决赔款准备金"), l.Reserve))
	factors := []cross2.Line{exposure, w.Factor("nonlife.financing." + string(l.Type) + ".factor")}
	var coefficients []cross2.Line
	for _, k := range []struct {
		key, english, chinese, number string
		x                             *decimal.Decimal
		only                          LoanType
	}{
		{"growth", "Growth of financing business above the market", "融资性信用保证险净保费增速相对值", "36", f.Growth, ""},
		{"small-share", "Part of small loans", "小额业务占比", "37", f.SmallShare, ""},
		{"concentration", "Part of the ten greatest debtors", "前十大交易对手集中度", "38", f.Concentration, ""},
		{"small-enterprises", "Part of small and micro enterprises", "小微企业贷款余额占比", "39", f.SmallEnterprises, ""},
		{"loss-ratio", "Loss ratio of other personal loans", "个人其他贷款年化损失率", "40", f.LossRatio, Personal},
		{"combined-ratio", "Combined ratio of 36 months", "最近36个月加权平均综合成本率", "41", f.CombinedRatio, ""},
	} {
		if k.x != nil && (k.only == "" || k.only == l.Type) {
			part := w.GivenNumber(cross2.Head{English: k.english, Chinese: k.chinese, Citation: article(k.number)}, *k.x)
			coefficients = append(coefficients, w.Bracket("nonlife.financing."+k.key, part))
		}
	}
	if len(coefficients) > 0 {
		k := w.Clamp(name(": K", "特征因子K"), w.Sum(name(": sum of the coefficients", "特征系数之和"), coefficients...),
			w.Factor("nonlife.financing.k.lower"), w.Factor("nonlife.financing.k.upper"))
		factors = append(factors, w.Sum(cross2.Head{English: "1 + K", Chinese: "1 + K", Citation: article("35")},
			w.GivenNumber(cross2.Head{English: "One", Chinese: "1"}, decimal.New(1, 0)), k))
	}
	return w.Product(name(": risk", "最低资本"), factors...)
}
