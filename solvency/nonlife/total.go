package nonlife

import "github.com/cedego/cede/solvency/cross2"

// Total returns row S05-1.2, the insurance risk of non-life business, from premium and reserve risk (row S05-1.2.1) and catastrophe
// risk (row S05-1.2.2), rounded to the fen. Both are in yuan and not negative, in their rows or in none. Source: Rule 4 Art. 55.
func Total(e *cross2.Edition, premiumReserve, catastrophe cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	l := total(w, w.Row("S05-1.2", article("55")), premiumReserve, catastrophe)
	return l, w.Err()
}

// TechnologyTotal is [Total] of a specialised technology insurer (专业科技保险公司): times the regulatory factor K, which holds for
// reporting dates before 2023-09-30; later it is an error. Source: Rule 4 Art. 55; 金规〔2023〕5号 （九）.
func TechnologyTotal(e *cross2.Edition, premiumReserve, catastrophe cross2.Line) (cross2.Line, error) {
	w := cross2.On(e)
	before := total(w, cross2.Head{English: "Risk before the factor K", Chinese: "乘以K之前的最低资本", Citation: article("55")}, premiumReserve, catastrophe)
	k := w.Factor("nonlife.technology-company")
	l := w.Round(w.Row("S05-1.2", article("55")), w.Product(cross2.Head{English: "Risk times K", Chinese: "最低资本与K之积"}, before, k), cross2.Fen)
	return l, w.Err()
}

// total aggregates the two risks under a head.
func total(w *cross2.Workings, h cross2.Head, premiumReserve, catastrophe cross2.Line) cross2.Line {
	return w.Quadratic(h, "nonlife.total", cross2.Fen, w.Accept("premiumReserve", "S05-1.2.1", premiumReserve), w.Accept("catastrophe", "S05-1.2.2", catastrophe))
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "4", Article: number} }
