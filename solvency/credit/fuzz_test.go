package credit_test

import (
	"encoding/json"
	"testing"

	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
)

// Whatever is read gives a tree that is what its operations and the edition give, or is refused; nothing panics.
func FuzzRisks(f *testing.F) {
	for _, text := range []string{
		`{"spread": "0.005", "default": 1e15}`,
		`{"spread": "1e37"}`,
		`{"spread": 1e999999999}`,
		`{"spread": "-0.0000000000000000001"}`,
	} {
		f.Add([]byte(text))
	}
	e := edition(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		var x credit.Risks
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
