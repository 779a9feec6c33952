// Package credit puts together the minimum capital of credit risk (信用风险最低资本) by Rule 9 of C-ROSS II: spreads, and the default of
// counterparties.
//
//	l, err := credit.Risks{Spread: ..., Default: ...}.Capital(edition) // row S05-1.4
//	l, err := credit.Total(edition, spread, counterparty)              // from lines that are there
//
// # Register
//
//	term                                         | Go field      | JSON name | readings | source         | example
//	---------------------------------------------+---------------+-----------+----------+----------------+---------------------
//	spreads (利差风险)                           | Risks.Spread  | spread    | amount   | Rule 9 Art. 17 | ExampleRisks_Capital
//	default of counterparties (交易对手违约风险) | Risks.Default | default   | amount   | Rule 9 Art. 39 | ExampleRisks_Capital
package credit
