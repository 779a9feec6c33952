package reinsurer

import (
	"github.com/cedego/cede/solvency/cross2"
)

// Total returns row S05-1.2, the insurance risk of the non-life business of a reinsurer, from premium and reserve risk (row S05-1.2.1)
// and catastrophe risk (row S05-1.2.2), rounded to the fen. Both are in yuan and not negative, in their rows or in none. Source: Rule 6 Art. 31.
func Total(e *cross2.Edition, premiumReserve, catastrophe cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	total := w.Quadratic(w.Row("S05-1.2", article("31")), "reinsurer.total", cross2.Fen, w.Accept("premiumReserve", "S05-1.2.1", premiumReserve), w.Accept("catastrophe", "S05-1.2.2", catastrophe))
	return total, w.Err()
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "6", Article: number} }
