package control_test

import (
	"encoding/json"
	"testing"

	"github.com/cedego/cede/solvency/control"
	"github.com/cedego/cede/solvency/cross2"
)

// An assessment that is valid has a score from 0 to 100 and a factor of it, whose tree is what its operations and the edition give; one that is not is refused.
func FuzzAssessment(f *testing.F) {
	itemised := whole("80.1234567891")
	itemised.Parts[5] = control.Part{Subject: control.Operational, Items: []control.Item{
		{Name: "1", Points: dec("33.3333333333"), System: control.Full, Compliance: control.Most},
		{Name: "2", Points: dec("66.6666666667"), System: control.Partly, Compliance: control.NotApplicable},
	}}
	capped := assessed()
	capped.Events, capped.Governance, capped.Base = []control.Event{control.OtherEvent}, some("59.9"), dec("0.0000000001")
	for _, a := range []control.Assessment{itemised, capped, {}} {
		text, err := json.Marshal(a)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add([]byte(`{"parts": [{"subject": "tools", "score": 1e999999999}], "base": "-1e-99"}`))
	e := edition(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		var a control.Assessment
		if json.Unmarshal(text, &a) != nil {
			return
		}
		invalid := a.Validate()
		s, err := a.Score(e)
		if invalid != nil {
			if err == nil || err.Error() != invalid.Error() {
				t.Errorf("refused with %v, not with %v", err, invalid)
			}
			return
		}
		if err != nil {
			t.Fatalf("valid, and refused with %v", err)
		}
		if s.Amount().IsNegative() || s.Amount().GreaterThan(dec("100")) {
			t.Errorf("a score of %s", s.Amount())
		}
		q := must[cross2.Line](t)(control.Factor(e, s))
		if stated := must[cross2.Line](t)(control.FactorOf(e, s.Amount())).Amount(); !stated.Equal(q.Amount()) {
			t.Errorf("the factor is %s of the score stated, and %s of the score computed", stated, q.Amount())
		}
		again, err := q.Record().Verify()
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Against(e); err != nil {
			t.Error(err)
		}
	})
}
