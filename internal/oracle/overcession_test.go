package oracle_test

import (
	"errors"
	"testing"

	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
)

// Of a loss of 3 the first half is 1.5, posted as 2. The second, on the gross, is 1.5 as well and fits what is
// left exactly; it gives back the unit that rounding took. A little more than a half does not fit.
func TestOverCessionBeforeRounding(t *testing.T) {
	book := treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{row(t, "a", "3", "3")},
		Losses:   []treaty.Loss{claim(t, "l", "a", "", "3")},
	}
	second := contract(t, "second", 1, proportional.QuotaShare{Share: dec("0.5")})
	second.Subject = treaty.SubjectGross
	spec := program(contract(t, "first", 0, proportional.QuotaShare{Share: dec("0.5")}), second)
	r := evaluate(t, spec, book)
	equal(t, "first", r.ContractLosses[oracle.ContractLoss{Contract: "first", Loss: "l"}].Ceded, 2)
	equal(t, "second", r.ContractLosses[oracle.ContractLoss{Contract: "second", Loss: "l"}].Ceded, 1)
	equal(t, "sum insured and premium of the second", r.Ceded[oracle.Row{Contract: "second", Risk: "a"}], oracle.Amounts{SumInsured: 1, Premium: 1})
	second.Sections[0].Terms = proportional.QuotaShare{Share: dec("0.51")}
	spec.Contracts[1] = second
	_, err := oracle.Evaluate(spec, book)
	if over, ok := errors.AsType[*oracle.OverCession](err); !ok || *over != (oracle.OverCession{Priority: 1, Account: "sum-insured", Row: "a"}) {
		t.Errorf("0.51 of the gross: got %v, want an over-cession of the sum insured of a", err)
	}
}
