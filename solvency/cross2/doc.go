// Package cross2 holds the numbers of C-ROSS II (偿二代二期), the Chinese solvency rules for
// insurers, as data with their articles, and the [Line], a figure that shows how it was computed.
//
//	edition, err := cross2.At(day)                                       // the figures of a reporting date
//	factor, err := edition.Factor("nonlife.property.premium.factor")     // 0.391, Rule 4 Art. 11
//	table, err := edition.Brackets("nonlife.property.premium.combined-ratio")
//	found, err := table.Lookup(ratio)                                    // the value, its bracket, its article
//	premium, err := cross2.Given(head, yuan)
//	charge, err := cross2.Product(head, premium, base)                   // computes its amount from its parts
//
// # What the data holds
//
// An entry has a key that stays, the article (条) it comes from, a name in English and Chinese, a unit, and a value for each
// reporting date from which another holds: 2022-03-31 for the rules, 2023-09-30 for 金规〔2023〕5号, 2025-06-30
// for the limits of equity investments of 金规〔2025〕12号, 2025-12-31 for 金规〔2025〕24号. Rates are fractions, money is in yuan.
//
//	keys                       | source                               | what
//	ratio.                     | 保险公司偿付能力管理规定 Arts. 8, 23 | ratios that comply, key inspection
//	capital.                   | Rule 1 Arts. 15-42                   | debt by remaining term, tiers, capital return, limits
//	minimum.                   | Rule 2 Arts. 14-19                   | correlation of the risks, loss absorption, relief by size
//	nonlife.k.                 | Rule 4 Art. 7                        | bounds of the characteristic factor
//	nonlife.motor.             | Rule 4 Arts. 10, 23                  | motor, small companies and market leaders
//	nonlife.property.          | Rule 4 Arts. 11, 24                  | property
//	nonlife.marine.            | Rule 4 Arts. 12, 25                  | marine, cargo and special
//	nonlife.liability.         | Rule 4 Arts. 13, 26                  | liability
//	nonlife.agriculture.       | Rule 4 Arts. 14, 27                  | agriculture, with the share of subsidised business
//	nonlife.credit.            | Rule 4 Arts. 15, 28, 43              | credit and surety without financing
//	nonlife.export-credit.     | Rule 4 Arts. 15, 28                  | export credit, lower from 2025-12-31
//	nonlife.accident.          | Rule 4 Arts. 16, 29                  | short-term accident
//	nonlife.health.            | Rule 4 Arts. 17, 30                  | short-term health
//	nonlife.life.              | Rule 4 Arts. 18, 31                  | short-term life
//	nonlife.other.             | Rule 4 Arts. 19, 32                  | other lines
//	nonlife.financing.         | Rule 4 Arts. 35-41                   | financing guarantee, by exposure
//	nonlife.relief.            | 金规〔2023〕5号（四）                | relief for reserves that run off well
//	nonlife.technology.        | 金规〔2023〕5号（九）                | technology insurance
//	nonlife.technology-company | Rule 4 Art. 55                       | withdrawn from 2023-09-30
//	nonlife.premium-reserve    | Rule 4 Art. 42                       | correlation within a line
//	nonlife.lines              | Rule 4 Art. 44                       | correlation of the ten lines
//	nonlife.catastrophe.       | Rule 4 Arts. 47, 50, 54              | confidence, correlation
//	nonlife.total              | Rule 4 Art. 55                       | correlation with catastrophe
//	life.                      | Rule 5 Arts. 9-25                    | scenarios and correlation of the risks of life insurance
//	reinsurer.                 | Rule 6 Arts. 14-31                   | non-proportional classes, correlation
//	lookthrough.               | Rule 7 Arts. 18-34                   | structure coefficient, surface factors, exemption, products that cannot be looked through
//	market.                    | Rule 8 Arts. 6-70                    | factors and coefficients of market risk, concentration, correlation
//	credit.                    | Rule 9 Arts. 6-43                    | factors and coefficients of credit risk, mitigation, correlation
//	control.                   | Rule 12 Arts. 106-120                | scores, marks, weights, the control factor
//
// A figure that no text of the regulator gives is not there: the catastrophe scenarios of the implementing
// notice are not public and are the user's tables. [Load] reads figures of the user's own, [Edition.With] puts them in the place of
// the official ones.
//
// # Readings
//
// 以上, 以下 and 以内 include the number, as in Chinese statutes, unless a neighbouring row has it: assets of exactly 200 or 500 billion
// yuan still have the relief by size, dividends of exactly 3 % or 10 % exempt an associate, and one below book value for exactly
// a year is impaired. Where a case is in two rows or in none, or the article itself writes （含） where it includes, the data takes the
// higher capital:
//
//	the case                                      | taken as                 | keys
//	total assets of exactly 10 or 50 billion yuan | the larger company, 95 % | minimum.size.
//	total assets of exactly 500 million yuan      | concentration is charged | market.concentration.least
//	terminable after exactly 3 or exactly 5 years | within 3, within 5       | capital.reinsurance., minimum.reinsurance.
//	10 % off export credit from 2025-12-31        | gone with the old factor | nonlife.export-credit.
//
// Three readings follow from the text. An instrument that may be called 5 years after issue counts as callable after 5 years
// (capital.core-2.call). No small loans and no large debtors, P = 0, are in no bracket of Rule 4 Arts. 37 and 38, and Art. 35 gives 0
// to what has no value. At 70 and 90 points two lines of the control factor meet and agree; the upper one is used.
//
// Another reading is an override: a threshold may change its test, a table its brackets.
//
// # Lines
//
// A line has a row code of the official return where there is one, a name in both languages, an amount, an operation, an article
// and parts. Only the functions of this package make a line with parts, and they compute the amount:
// [Sum], [Difference], [Product], [Quotient], [Proportion], [Quadratic], [Min], [Max], [Clamp], [Bracket], [Round]. Amounts are
// exact decimals in yuan; only Quotient, Proportion, Quadratic and Round round, once, half away from zero, to the places that the caller
// names ([Fen] for a line of the return). A line is in yuan or is a number, and an operation that mixes them is an error.
//
// A computation of many lines reads like its formula with [Workings], which keep the first error; the heads of the rows of the official
// quarterly return come from [Row] and [Rows].
//
// [Line.Table] prints a tree, [Line.MarshalJSON] writes it, [Read] reads it, and [Record.Verify] recomputes every line of what
// was read.
package cross2
