package reinsurer_test

import (
	"encoding/json"
	"testing"

	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/reinsurer"
)

// Whatever is read gives a tree that is what its operations and the edition give, or is refused; nothing panics.
func FuzzReinsurer(f *testing.F) {
	for _, text := range []string{
		`{"business": {"proportional": {"segments": [{"class": "motor", "premium": 1, "reserve": 2, "combinedRatio": 0.9}], "financing": {"loans": [{"type": "personal", "balance": 3, "reserve": 1}]}}, "property": {"premium": 4, "reserve": "5.005"}}}`,
		`{"business": {"proportional": {"runOff": {"motor": 0}, "financing": {"growth": 1e99}, "segments": [{"class": "motor", "motor": {}, "nonProportional": {}}]}}}`,
		`{"business": {"special": {"premium": "1e37", "reserve": 1e999999999}}}`,
		`{"catastrophe": {"proportional": {"propertyTyphoon": {"capital": 200}}, "premium": 80}}`,
		`{"catastrophe": {"premium": "1e37"}}`,
		`{"contract": {"original": "long-term-life", "form": "yearly-renewable", "guaranteedRenewal": true, "rates": "empty-band", "moved": true}}`,
	} {
		f.Add([]byte(text))
	}
	e := edition(f, "2025-12-31")
	f.Fuzz(func(t *testing.T, text []byte) {
		var x struct {
			Business    reinsurer.Business
			Catastrophe reinsurer.Catastrophe
			Contract    reinsurer.Contract
		}
		if json.Unmarshal(text, &x) != nil {
			return
		}
		check := func(capital func(*cross2.Edition) (cross2.Line, error), invalid error) {
			l, err := capital(e)
			if invalid != nil {
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
		}
		check(x.Business.Capital, x.Business.Validate())
		check(x.Catastrophe.Capital, x.Catastrophe.Validate())
		if _, err := x.Business.ToYuan(cross2.InYi); err != nil {
			_ = err.Error()
		}
		if _, err := x.Catastrophe.ToYuan(cross2.InYi); err != nil {
			_ = err.Error()
		}
		if _, err := x.Contract.Life(); (err == nil) != (x.Contract.Validate() == nil) {
			t.Error("valid, and refused")
		}
	})
}
