// Package counterparty holds reinsurers as counterparties under C-ROSS II: what the risk of their default costs a cedent or retrocedent (Rule 9 Arts. 22-31), which
// counterparties and classes of assets are concentrated (Rule 8 chapter 7), and which reinsurers of a panel meet the cedent's own criteria.
//
//	capital, err := counterparty.Ledger{Cedent: ..., Reinsurers: ..., Cessions: ...}.Capital(edition)
//	looked, err := counterparty.Concentrated(edition, counterparty.PropertyHolder, totalAssets, holdings)
//	eligible, refused, err := counterparty.Eligible(panel, criteria, day)
//
// Concentration needs everything that is held, receivables and reserves of reinsurance included, and its coefficient is inside the factor of every
// charge: look first, mark the reinsurers that are above the threshold ([Reinsurer.Concentrated]), then charge.
//
// # Readings
//
// The bounds of K hold the sum of the coefficients of reinsurance ([asset.Band]); that of concentration, 0.4, is added outside of them. A factor is at most
// 1. Collateral counts for no more than the exposure, on receivables and reserves together. Where parts cannot be told apart, the reinsurer with the highest charge
// counts. A strength grade of AM Best that stands for two grades is the lower one. A rating more than a year old on the reporting date is none, and without any
// the factor is that of CCC+ and below, "other". Whether a reinsurer of Hong Kong is qualified, and an overseas one meets its requirements, the
// user knows. A catastrophe bond of Hong Kong is under Rule 9 Art. 23 as a whole, so that collateral lowers its factor too. With exactly 500 million yuan of total assets there is a
// threshold, unless an edition of the user's has the test <= in market.concentration.least.
//
// Business on a recognised exchange of reinsurance (国际板) has the coefficient of transparency of the rule (k4), or a coefficient of the user's own
// ([Options.Exchange]): what the exchange publishes as its differentiated factor is not public.
//
// # Register
//
//	term                                    | Go field                | JSON name       | readings                                                                                                     | source                                            | example
//	----------------------------------------+-------------------------+-----------------+--------------------------------------------------------------------------------------------------------------+---------------------------------------------------+----------------------
//	kind of cedent                          | Ledger.Cedent           | cedent          | insurer, retrocedent                                                                                         | Rule 9 Arts. 22, 23                               | ExampleLedger_Capital
//	reinsurers (再保险分入人)               | Ledger.Reinsurers       | reinsurers      | terms                                                                                                        | Rule 9 Arts. 22-31                                | ExampleLedger_Capital
//	cessions                                | Ledger.Cessions         | cessions        | terms                                                                                                        | Rule 9 Arts. 22-28                                | ExampleLedger_Capital
//	readings and parameters                 | Ledger.Options          | options         | terms                                                                                                        | ours                                              | ExampleOptions
//	name                                    | Reinsurer.ID            | id              | text                                                                                                         | ours                                              | ExampleLedger_Capital
//	home                                    | Reinsurer.Home          | home            | domestic, overseas, hong-kong                                                                                | Rule 9 Arts. 22, 23; implementing notice 一（八） | ExampleLedger_Capital
//	direct insurer (直保公司)               | Reinsurer.Direct        | direct          | flag                                                                                                         | Rule 9 Art. 24                                    | ExampleOptions
//	branch (非独立法人机构)                 | Reinsurer.Branch        | branch          | flag                                                                                                         | Rule 9 Art. 24                                    | ExampleLedger_Capital
//	solvency ratio (综合偿付能力充足率)     | Reinsurer.Ratio         | ratio           | rate                                                                                                         | Rule 9 Arts. 22, 31                               | ExampleLedger_Capital
//	requirements of the home met            | Reinsurer.Met           | met             | flag                                                                                                         | Rule 9 Arts. 22, 23, 31                           | ExampleLedger_Capital
//	ratings (信用评级)                      | Reinsurer.Ratings       | ratings         | list                                                                                                         | Rule 9 Arts. 23, 29                               | ExampleLowest
//	transparency (透明度增强措施)           | Reinsurer.Transparent   | transparent     | flag                                                                                                         | Rule 9 Art. 25                                    | ExampleLedger_Capital
//	above the threshold (集中度)            | Reinsurer.Concentrated  | concentrated    | flag                                                                                                         | Rule 8 Art. 65                                    | ExampleConcentrated
//	agency                                  | Rating.Agency           | agency          | sp, moodys, ambest-strength, ambest-credit, fitch                                                            | Rule 9 Art. 29                                    | ExampleLowest
//	grade                                   | Rating.Grade            | grade           | text                                                                                                         | Rule 9 Art. 29                                    | ExampleLowest
//	day of the rating                       | Rating.Date             | date            | date                                                                                                         | Rule 9 Art. 29                                    | ExampleLowest
//	name of a cession                       | Cession.ID              | id              | text                                                                                                         | ours                                              | ExampleLedger_Capital
//	who owes it                             | Cession.Reinsurers      | reinsurers      | list                                                                                                         | Rule 9 Art. 28                                    | ExampleLedger_Capital
//	receivable (应收分保款项)               | Cession.Receivable      | receivable      | amount                                                                                                       | Rule 9 Arts. 22, 23                               | ExampleLedger_Capital
//	reserves (应收分保准备金)               | Cession.Reserves        | reserves        | amount                                                                                                       | Rule 9 Arts. 22, 23                               | ExampleLedger_Capital
//	settled net (修正共保)                  | Cession.Net             | net             | flag                                                                                                         | Rule 9 Art. 27                                    | ExampleOptions
//	collateral (担保措施)                   | Cession.Collateral      | collateral      | amount                                                                                                       | Rule 9 Arts. 22, 23                               | ExampleLedger_Capital
//	on an exchange (国际板)                 | Cession.OnExchange      | onExchange      | flag                                                                                                         | Rule 9 Art. 25; ours                              | ExampleOptions
//	catastrophe bond (巨灾债券)             | Cession.CatastropheBond | catastropheBond | flag                                                                                                         | implementing notice 一（八）                      | ExampleOptions
//	bounds of K                             | Options.Band            | band            | bounded, unbounded                                                                                           | Rule 9 Art. 6; ours                               | ExampleOptions
//	coefficient of the exchange             | Options.Exchange        | exchange        | rate                                                                                                         | ours                                              | ExampleOptions
//	claim on reinsurance assumed (分入业务) | Inward.Claim            | claim           | amount                                                                                                       | Rule 9 Art. 30                                    | ExampleInwardCapital
//	months since it was due (账龄)          | Inward.Age              | age             | number                                                                                                       | Rule 9 Art. 30                                    | ExampleInwardCapital
//	concentrated counterparty of a claim    | Inward.Concentrated     | concentrated    | flag                                                                                                         | Rule 8 Art. 65, Rule 9 Art. 41                    | ExampleInwardCapital
//	counterparty (交易对手)                 | Holding.Counterparty    | counterparty    | text                                                                                                         | Rule 8 Art. 63                                    | ExampleConcentrated
//	book value (账面价值)                   | Holding.Book            | book            | amount                                                                                                       | Rule 8 Art. 65                                    | ExampleConcentrated
//	exemption                               | Holding.Exempt          | exempt          | government, policy-issuer, large-bank, money-product, own-group, group-product, investment-property, futures | Rule 8 Arts. 63, 64                               | ExampleConcentrated
//	homes allowed                           | Criteria.Homes          | homes           | domestic, overseas, hong-kong                                                                                | ours                                              | ExampleEligible
//	least rating                            | Criteria.Rating         | rating          | text                                                                                                         | ours                                              | ExampleEligible
//	least solvency ratio                    | Criteria.Ratio          | ratio           | rate                                                                                                         | ours                                              | ExampleEligible
//	requirements of the home                | Criteria.Met            | met             | flag                                                                                                         | ours                                              | ExampleEligible
//	legal entity                            | Criteria.Entity         | entity          | flag                                                                                                         | ours                                              | ExampleEligible
//	professional reinsurer                  | Criteria.Professional   | professional    | flag                                                                                                         | ours                                              | ExampleEligible
//	excluded reinsurers                     | Criteria.Excluded       | excluded        | list                                                                                                         | ours                                              | ExampleEligible
package counterparty
