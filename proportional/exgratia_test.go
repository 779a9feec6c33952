package proportional_test

import (
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
)

// Every kind of terms has the reading, and refuses another.
func TestExGratia_unknown(t *testing.T) {
	for _, terms := range []treaty.Terms{
		proportional.QuotaShare{ExGratia: "x"},
		proportional.VariableQuotaShare{ExGratia: "x"},
		proportional.Surplus{ExGratia: "x"},
		proportional.QuotaShareSurplus{ExGratia: "x"},
		proportional.Facultative{ExGratia: "x"},
		proportional.FacultativeObligatory{ExGratia: "x"},
	} {
		if err := terms.Validate(); err == nil || strings.Count(err.Error(), "exGratia: must be one of covered, excluded (got x)") != 1 {
			t.Errorf("%s: got %v", terms.Kind(), err)
		}
	}
}
