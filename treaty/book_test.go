package treaty_test

import (
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// plainBook is a valid book of one risk with one loss of 100 in one event.
func plainBook() treaty.BookSpec {
	dec := decimal.RequireFromString
	return treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{{ID: "R1", SumInsured: dec("1000"), Premium: dec("50"), Period: exampleYear(2026)}},
		Events:   []treaty.Event{{ID: "E1", Peril: "wind"}},
		Losses:   []treaty.Loss{exampleLoss("L1", "R1", "E1", "2026-06-01", "100")},
	}
}
