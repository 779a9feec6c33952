package proportional_test

import (
	"fmt"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
)

// Two losses of 100 and 60, the second a payment without liability: half of both is ceded, or of the first alone.
func ExampleExGratia() {
	goodwill := loss("L2", "R", "", "60")
	goodwill.ExGratia = true
	for _, reading := range []proportional.ExGratia{proportional.ExGratiaCovered, proportional.ExGratiaExcluded} {
		r, err := apply(program(proportional.QuotaShare{Share: dec("0.5"), ExGratia: reading}), book([]treaty.Risk{risk("R", "1000", "10")}, loss("L1", "R", "", "100"), goodwill))
		if err != nil {
			panic(err)
		}
		fmt.Println(reading, r.Total().Ceded.Loss)
	}
	// Output:
	// covered 80
	// excluded 50
}
