package proportional_test

import (
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
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

// Half of 100 and of 60, the second a payment without liability, is 80, or 50 where such payments are excluded; with a treaty deductible on 100 % of 20
// from each event, one for both, it is 70 or 40.
func TestExGratia_everyKind(t *testing.T) {
	r := risk("R", "1000", "10")
	r.Attributes = map[string]decimal.Decimal{"share": dec("0.5")}
	goodwill := loss("L2", "R", "E", "60")
	goodwill.ExGratia = true
	b := book([]treaty.Risk{r}, loss("L1", "R", "E", "100"), goodwill)
	half, whole := of100("0.5"), &proportional.Deductible{Amount: dec("20"), On: proportional.DeductibleOnWhole}
	for _, tt := range []struct {
		reading    proportional.ExGratia
		deductible *proportional.Deductible
		want       string
	}{
		{"", nil, "80"},
		{proportional.ExGratiaCovered, nil, "80"},
		{proportional.ExGratiaExcluded, nil, "50"},
		{proportional.ExGratiaCovered, whole, "70"},
		{proportional.ExGratiaExcluded, whole, "40"},
	} {
		retention := proportional.Retention{Amount: of100("500")}
		for _, terms := range []treaty.Terms{
			proportional.QuotaShare{Share: *half, ExGratia: tt.reading, Deductible: tt.deductible},
			proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{Share: *half}}, ExGratia: tt.reading, Deductible: tt.deductible},
			proportional.Surplus{Retention: retention, Capacities: []proportional.Capacity{{Lines: of100("1")}}, ExGratia: tt.reading, Deductible: tt.deductible},
			proportional.QuotaShareSurplus{
				Share: *half, Line: proportional.Retention{Amount: of100("1000")}, Capacities: []proportional.Capacity{{Lines: of100("1")}},
				ExGratia: tt.reading, Deductible: tt.deductible,
			},
			proportional.Facultative{Share: half, ExGratia: tt.reading, Deductible: tt.deductible},
			proportional.FacultativeObligatory{ShareAttribute: "share", Limit: of100("1000"), ExGratia: tt.reading, Deductible: tt.deductible},
		} {
			spec := program(terms)
			spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"R"}
			result, err := apply(spec, b)
			if err != nil {
				t.Fatal(err)
			}
			if got := result.Total().Ceded.Loss.String(); got != tt.want {
				t.Errorf("%s, %q: %s, want %s", terms.Kind(), tt.reading, got, tt.want)
			}
		}
	}
}
