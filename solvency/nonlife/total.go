package nonlife

import (
	"github.com/cedego/cede/solvency/cross2"
)

// Total returns row S05-1.2, the insurance risk of non-life business, from premium and reserve risk (row S05-1.2.1) and catastrophe
// risk (row S05-1.2.2), rounded to the fen. Source: Rule 4 Art. 55.
func Total(e *cross2.Edition, premiumReserve, catastrophe cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	total := w.Quadratic(w.Row("S05-1.2", article("55")), "nonlife.total", cross2.Fen, premiumReserve, catastrophe)
	return total, w.Err()
}

// TechnologyTotal is [Total] of a specialised technology insurer (专业科技保险公司): times the regulatory factor K, which holds for
// reporting dates before 2023-09-30; later it is an error. Source: Rule 4 Art. 55; 金规〔2023〕5号 （九）.
func TechnologyTotal(e *cross2.Edition, premiumReserve, catastrophe cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	head := cross2.Head{English: "Risk before the factor K", Chinese: "乘以K之前的最低资本", Citation: article("55")}
	total := w.Quadratic(head, "nonlife.total", cross2.Fen, premiumReserve, catastrophe)
	k := w.Factor("nonlife.technology-company")
	total = w.Round(w.Row("S05-1.2", article("55")), w.Product(cross2.Head{English: "Risk times K", Chinese: "最低资本与K之积"}, total, k), cross2.Fen)
	return total, w.Err()
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "4", Article: number} }
