// Package solvency computes the solvency of a Chinese insurer under C-ROSS II (偿二代二期): from its risks and its capital to minimum
// capital (最低资本), the core and comprehensive solvency ratios (核心、综合偿付能力充足率) and whether it complies.
//
//	edition, err := cross2.At(day)          // the figures of the rules on a reporting date
//	report, err := company.Report(edition)  // a Company of lines
//	ratio, ok := report.Row("S01-8")        // the comprehensive ratio, whose parts are the whole computation
//	text, err := report.Table("S05", cross2.Chinese, cross2.InWan)
//
// # Whatever detail there is
//
// A [Company] takes its risks and its capital as lines ([cross2.Line]). The rooms of solvency make them from positions (packages
// nonlife, reinsurer, life, control, capital) or put sub-risks together (market, credit, and the functions Total of the others); [Given]
// makes one of an amount that is known as such. Rows that the lines have in their parts are rows of the report. [ReadReturn] reads the rows of a
// return, such as a published quarter, and [Return.Company] makes a company of the finest of them; [Return.Check] and [Return.Compare] hold the
// report to what was stated.
//
// # What a report computes
//
//	quantifiable capital = (√(v · M · vᵀ) − loss absorption) × size multiplier      Rule 2 Arts. 15-19; 金规〔2023〕5号
//	control risk         = Q × quantifiable capital, or as given                   Rule 12 Art. 120
//	minimum capital      = quantifiable capital + control risk + additional capital  Rule 2 Art. 5
//	actual capital       = assets − liabilities = the sum of the tiers               Rule 1 Art. 4
//	core ratio           = (core tier 1 + core tier 2) / minimum capital
//	comprehensive ratio  = actual capital / minimum capital
//
// Amounts are in yuan. Every row is rounded to the fen, half away from zero, and ratios to four places. Compliance compares before
// rounding.
//
// # Readings
//
// Size relief acts on quantifiable capital after diversification and loss absorption, and the control charge on what it leaves, as published figures
// do. It goes by total assets; with exactly 10 or 50 billion yuan a company has the higher capital. A ratio needs minimum capital above
// zero; without it the rows are blank, as on the form. The transitional terms that single companies had until 2025 (过渡期) are not public: they are
// figures of the user's own ([cross2.Edition.With]) or given lines.
//
// Without a rating the status is "ratios met, rating not given", never compliance.
//
// # Register
//
//	term                                               | Go field          | JSON name | readings | source         | example
//	---------------------------------------------------+-------------------+-----------+----------+----------------+------------------
//	market risk of the accounts (分红万能账户市场风险) | Absorption.Market | market    | amount   | Rule 2 Art. 19 | ExampleAbsorption
//	credit risk of the accounts (分红万能账户信用风险) | Absorption.Credit | credit    | amount   | Rule 2 Art. 19 | ExampleAbsorption
//	present value in the base scenario (PV基础)        | Absorption.Base   | base      | amount   | Rule 2 Art. 19 | ExampleAbsorption
//	present value at the floor (PV下限)                | Absorption.Floor  | floor     | amount   | Rule 2 Art. 19 | ExampleAbsorption
package solvency
