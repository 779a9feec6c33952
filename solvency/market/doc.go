// Package market puts together the minimum capital of market risk (市场风险最低资本) by Rule 8 of C-ROSS II: interest rates, prices of shares, of property
// and of overseas assets, and rates of exchange.
//
//	l, err := market.Risks{Interest: ..., Equity: ...}.Capital(edition) // row S05-1.3
//	l, err := market.Total(edition, interest, equity, ...)              // from lines that are there
//
// # Register
//
//	term                                               | Go field             | JSON name      | readings | source              | example
//	---------------------------------------------------+----------------------+----------------+----------+---------------------+---------------------
//	interest rates (利率风险)                          | Risks.Interest       | interest       | amount   | Rule 8 Arts. 17-23  | ExampleRisks_Capital
//	shares (权益价格风险)                              | Risks.Equity         | equity         | amount   | Rule 8 Art. 37      | ExampleRisks_Capital
//	property (房地产价格风险)                          | Risks.Property       | property       | amount   | Rule 8 Art. 43      | ExampleRisks_Capital
//	overseas fixed income (境外固定收益类资产价格风险) | Risks.FixedIncome    | fixedIncome    | terms    | Rule 8 Art. 47      | ExampleRisks_Capital
//	overseas shares (境外权益类资产价格风险)           | Risks.OverseasEquity | overseasEquity | terms    | Rule 8 Art. 53      | ExampleRisks_Capital
//	rates of exchange (汇率风险)                       | Risks.Currency       | currency       | amount   | Rule 8 Art. 59      | ExampleRisks_Capital
//	developed markets (发达市场)                       | Overseas.Developed   | developed      | amount   | Rule 8 Arts. 47, 53 | ExampleRisks_Capital
//	emerging markets (新兴市场)                        | Overseas.Emerging    | emerging       | amount   | Rule 8 Arts. 47, 53 | ExampleRisks_Capital
package market
