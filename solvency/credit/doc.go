// Package credit computes the minimum capital of credit risk (信用风险最低资本) by Rule 9 of C-ROSS II: spreads, and the default of
// counterparties.
//
//	spread, counterparty, err := credit.Portfolio{Holdings: holdings}.Capital(edition) // rows S05-1.4.1 and S05-1.4.2, position by position
//	l, err := credit.Risks{Spread: ..., Default: ...}.Capital(edition)                 // row S05-1.4 from amounts that are known
//	l, err := credit.Total(edition, spread, counterparty)                              // from lines that are there
//
// A [Portfolio] charges what is held directly and what [github.com/cedego/cede/lookthrough] finds below products. The default of reinsurers is in
// [github.com/cedego/cede/counterparty].
//
// # Readings
//
// Ratings under BBB-, which the tables of spread risk do not name, have the factor of no rating, or are refused ([Below]). Interest of a government bond has no charge, as the bond has none. Protection is
// taken where a factor depends on a rating: of bonds of other issuers and of hedge claims; of other assets the rule gives no factor after it, and it is
// refused. A deposit without a capital ratio within a year has the highest factor of its type of bank. What the bounds of K hold is in
// [asset.Band].
//
// # Register
//
//	term                                         | Go field           | JSON name | readings            | source                    | example
//	---------------------------------------------+--------------------+-----------+---------------------+---------------------------+-------------------------
//	holdings                                     | Portfolio.Holdings | holdings  | terms               | Rule 9 Arts. 12-21, 32-38 | ExamplePortfolio_Capital
//	bounds of K                                  | Portfolio.Band     | band      | bounded, unbounded  | Rule 9 Art. 6; ours       | ExamplePortfolio_Capital
//	ratings under the tables                     | Portfolio.Below    | below     | as-unrated, refused | Rule 9 Art. 15; ours      | ExampleBelow
//	spreads (利差风险)                           | Risks.Spread       | spread    | amount              | Rule 9 Art. 17            | ExampleRisks_Capital
//	default of counterparties (交易对手违约风险) | Risks.Default      | default   | amount              | Rule 9 Art. 39            | ExampleRisks_Capital
package credit
