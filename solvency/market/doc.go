// Package market computes the minimum capital of market risk (市场风险最低资本) by Rule 8 of C-ROSS II: interest rates, prices of shares, of property
// and of overseas assets, and rates of exchange.
//
//	totals, err := market.Portfolio{Company: ..., Holdings: holdings}.Totals(edition) // rows S05-1.3.1 to S05-1.3.6, position by position
//	l, err := market.LifeInterest{Yields: yields, CashFlows: flows}.Capital(edition)  // row S05-1.3.1 of a life company, by scenarios
//	l, err := market.Risks{Interest: ..., Equity: ...}.Capital(edition)               // row S05-1.3 from amounts that are known
//	l, err := market.Total(edition, interest, equity, ...)                            // from lines that are there
//
// A [Portfolio] charges what is held directly and what [github.com/cedego/cede/lookthrough] finds below products.
//
// # Readings
//
// Interest rate risk of a [Portfolio] is that of property companies, by duration. That of life companies and of the life business of reinsurers is [LifeInterest], from scenarios of their
// net cash flows (Arts. 18-20), which are the user's: what liabilities pay (Rule 3) and what assets bring. A reinsurer adds both up (Art. 23), and charges what covers its non-life
// business as a property company. Cash flows are by month; within a year the forward rate is constant, as the rule derives forward rates from spot rates by year and says no more.
// The worse of both adverse scenarios counts. From what the transition of an adverse scenario runs is a reading ([Transition]).
//
// The gain of shares is that of all shares held directly whose cost is known, and k1 acts on shares held directly. A share of
// several classes has the lowest factor that holds for it; a member of the CSI 300 on any board has the factor of members. How k1 acts on the factors of
// the notices of 2023 and 2025 is a reading ([Gain]); the bounds of K do not hold them. No factor is below nothing, whatever shares have lost. A holding time is the mean over lots in the order
// first in first out ([HoldingTime]); where trades are not known it lowers nothing.
//
// Concentration of counterparties and of classes counts in equity and overseas risk (Arts. 65, 66), that of property in property risk alone (Art. 67). A subsidiary
// overseas has no coefficient of an emerging market (Art. 49), and a loan to a controlled project company overseas is charged as its property. Preference shares that a domestic company issued overseas are
// overseas equity with the factor of their issuer (Art. 48). Swaps that pay fixed offset bonds, and interest rate risk is not
// below zero.
//
// Futures below products have the structure coefficient, as any other asset there (Rule 7 Art. 14), and hedge what is held in the same structure. An exchange is no counterparty (Art. 63).
// What a currency forward hedges is stated with it ([asset.CurrencyForward]), and is not netted with the rest of its currency (Art. 58, form MR27). Foreign assets below products are added to the
// net of what is held directly, and do not offset what is owed (Art. 59, form MR27), without a structure coefficient: the form has them
// by currency and not by structure. Currencies pegged to the dollar count as one with it unless [Portfolio.Apart] says otherwise.
//
// Figures count to so many places that every product of them is exact: values to four places of a yuan, durations (as the return has them) and the effectiveness of hedges to
// four, the gain of shares to nine, k1 and the product of effectiveness and factor to twelve. The lines of a total are its parts as long as they are no more than [MaxShown].
//
// # Register
//
//	term                                               | Go field                | JSON name      | readings                  | source                       | example
//	---------------------------------------------------+-------------------------+----------------+---------------------------+------------------------------+----------------------------
//	kind of company                                    | Portfolio.Company       | company        | life, non-life, reinsurer | Rule 8 Arts. 11-23           | ExamplePortfolio_Totals
//	holdings                                           | Portfolio.Holdings      | holdings       | terms                     | Rule 8 Arts. 11-59           | ExamplePortfolio_Totals
//	assets in foreign currency that are no holdings    | Portfolio.Assets        | assets         | terms                     | Rule 8 Art. 57               | ExamplePortfolio_Totals
//	liabilities in foreign currency (外币负债)         | Portfolio.Liabilities   | liabilities    | terms                     | Rule 8 Art. 57               | ExamplePortfolio_Totals
//	currencies pegged to the dollar                    | Portfolio.Pegged        | pegged         | CNY                       | Rule 8 Art. 57               | ExamplePortfolio_Totals
//	pegged currencies apart                            | Portfolio.Apart         | apart          | flag                      | Rule 8 Art. 57               | ExamplePortfolio_Totals
//	bounds of K                                        | Portfolio.Band          | band           | bounded, unbounded        | Rule 8 Art. 6; ours          | ExamplePortfolio_Totals
//	gain of shares on new factors                      | Portfolio.Gain          | gain           | on-base, on-factor        | 金规〔2023〕5号 （六）; ours | ExampleGain
//	currency of an amount                              | ForeignAmount.Currency  | currency       | CNY                       | Rule 8 Art. 57               | ExamplePortfolio_Totals
//	amount in yuan                                     | ForeignAmount.Value     | value          | amount                    | Rule 8 Art. 57               | ExamplePortfolio_Totals
//	yields of government bonds (国债收益率曲线)        | LifeInterest.Yields     | yields         | list                      | 附件3                        | ExampleLifeInterest_Capital
//	net cash flows (净现金流)                          | LifeInterest.CashFlows  | cashFlows      | terms                     | Rule 8 Art. 18               | ExampleLifeInterest_Capital
//	yields of the adverse transition                   | LifeInterest.Transition | transition     | stressed, plain           | 附件3; ours                  | ExampleLifeInterest_Capital
//	month of a cash flow                               | CashFlow.Month          | month          | number                    | Rule 8 Art. 18               | ExampleLifeInterest_Capital
//	payments (现金流出)                                | CashFlow.Out            | out            | amount                    | Rule 8 Art. 18               | ExampleLifeInterest_Capital
//	income (现金流入)                                  | CashFlow.In             | in             | amount                    | Rule 8 Art. 18               | ExampleLifeInterest_Capital
//	interest rates (利率风险)                          | Risks.Interest          | interest       | amount                    | Rule 8 Arts. 17-23           | ExampleRisks_Capital
//	shares (权益价格风险)                              | Risks.Equity            | equity         | amount                    | Rule 8 Art. 37               | ExampleRisks_Capital
//	property (房地产价格风险)                          | Risks.Property          | property       | amount                    | Rule 8 Art. 43               | ExampleRisks_Capital
//	overseas fixed income (境外固定收益类资产价格风险) | Risks.FixedIncome       | fixedIncome    | terms                     | Rule 8 Art. 47               | ExampleRisks_Capital
//	overseas shares (境外权益类资产价格风险)           | Risks.OverseasEquity    | overseasEquity | terms                     | Rule 8 Art. 53               | ExampleRisks_Capital
//	rates of exchange (汇率风险)                       | Risks.Currency          | currency       | amount                    | Rule 8 Art. 59               | ExampleRisks_Capital
//	developed markets (发达市场)                       | Overseas.Developed      | developed      | amount                    | Rule 8 Arts. 47, 53          | ExampleRisks_Capital
//	emerging markets (新兴市场)                        | Overseas.Emerging       | emerging       | amount                    | Rule 8 Arts. 47, 53          | ExampleRisks_Capital
package market
