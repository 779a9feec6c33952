package market_test

import (
	"encoding/json"
	"testing"

	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// Whatever is read gives a tree that is what its operations and the edition give, or is refused; nothing panics.
func FuzzRisks(f *testing.F) {
	for _, text := range []string{
		`{"interest": "100.005", "equity": 20, "property": 30, "fixedIncome": {"developed": 4, "emerging": 5}, "overseasEquity": {"developed": 6, "emerging": 7}, "currency": 1e15}`,
		`{"interest": "1e37"}`,
		`{"interest": 1e999999999}`,
		`{"interest": "-0.0000000000000000001"}`,
	} {
		f.Add([]byte(text))
	}
	e := edition(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		var x market.Risks
		if json.Unmarshal(text, &x) != nil {
			return
		}
		l, err := x.Capital(e)
		if invalid := x.Validate(); invalid != nil {
			if err == nil || err.Error() != invalid.Error() {
				t.Errorf("refused with %v, not with %v", err, invalid)
			}
			return
		}
		if err != nil { // too large an amount
			return
		}
		if l.Amount().IsNegative() {
			t.Errorf("capital of %s", l.Amount())
		}
		again, err := l.Record().Verify()
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Against(e); err != nil {
			t.Error(err)
		}
		if _, err := x.ToYuan(cross2.InWan); err != nil {
			_ = err.Error()
		}
	})
}

// Whatever is read is charged or refused; nothing panics, and nothing is below zero.
func FuzzLifeInterest(f *testing.F) {
	for _, text := range []string{
		`{"yields": [0.03, -0.01, "0.24"], "cashFlows": [{"month": 1, "out": "1e15"}, {"month": 1800, "in": "0.01"}]}`,
		`{"yields": ["1e-30"], "cashFlows": [{"month": 13, "out": "-5", "in": "1e99"}], "transition": "plain"}`,
		`{"yields": [-0.2]}`,
	} {
		f.Add([]byte(text))
	}
	e := edition(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		var x market.LifeInterest
		if json.Unmarshal(text, &x) != nil || len(x.Yields) == 0 {
			return
		}
		for len(x.Yields) < 40 { // the last goes on
			x.Yields = append(x.Yields, x.Yields[len(x.Yields)-1])
		}
		if l, err := x.Capital(e); err == nil && l.Amount().IsNegative() {
			t.Errorf("capital of %s", l.Amount())
		}
	})
}
