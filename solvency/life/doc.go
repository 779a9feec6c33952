// Package life puts together the minimum capital of life insurance risk (寿险业务保险风险最低资本) by Rule 5 of C-ROSS II, from the risks that its scenarios
// give: loss occurrence, lapse and expense. It is also that of the life reinsurance of a reinsurer (Rule 6 Arts. 34-36), net of
// what is retroceded, whose lapse rates are all of type I.
//
//	l, err := life.Business{Loss: ..., Lapse: ..., Expense: ...}.Capital(edition) // row S05-1.1
//	l, err := life.Total(edition, loss, lapse, expense)                           // from totals of sub-risks
//
// The present values of the scenarios are the user's: Rule 3 projects the cash flows, which needs the policies of the company. Their shocks are in the edition
// under the keys life.shock., and [LongevityShock] and [TrendShock] give those that depend on the year. Each risk is the sum over the units of measurement of
// max(PV adverse − PV base, 0), and enters here as such a sum.
//
// # Register
//
//	term                                                     | Go field         | JSON name   | readings | source             | example
//	---------------------------------------------------------+------------------+-------------+----------+--------------------+-----------------------------------------------
//	loss occurrence (损失发生风险)                           | Business.Loss    | loss        | terms    | Rule 5 Arts. 9-16  | ExampleBusiness_Capital
//	lapse (退保风险)                                         | Business.Lapse   | lapse       | terms    | Rule 5 Arts. 20-23 | ExampleBusiness_Capital
//	expense (费用风险)                                       | Business.Expense | expense     | amount   | Rule 5 Arts. 17-19 | ExampleBusiness_Capital
//	mortality (死亡发生率风险)                               | Loss.Mortality   | mortality   | amount   | Rule 5 Art. 9      | ExampleBusiness_Capital
//	mortality catastrophe (死亡巨灾风险)                     | Loss.Catastrophe | catastrophe | amount   | Rule 5 Art. 10     | ExampleBusiness_Capital
//	longevity (长寿风险)                                     | Loss.Longevity   | longevity   | amount   | Rule 5 Art. 11     | ExampleBusiness_Capital, ExampleLongevityShock
//	disease incidence (疾病发生率风险)                       | Loss.Incidence   | incidence   | amount   | Rule 5 Art. 12     | ExampleBusiness_Capital
//	disease trend (疾病趋势风险)                             | Loss.Trend       | trend       | amount   | Rule 5 Art. 12     | ExampleBusiness_Capital, ExampleTrendShock
//	medical and health loss ratio (医疗及健康赔付损失率风险) | Loss.Medical     | medical     | amount   | Rule 5 Art. 13     | ExampleBusiness_Capital
//	other losses (其他损失发生率风险)                        | Loss.Other       | other       | amount   | Rule 5 Art. 14     | ExampleBusiness_Capital
//	lapse rate, type I (退保率风险)                          | Lapse.First      | first       | amount   | Rule 5 Art. 21     | ExampleBusiness_Capital
//	lapse rate, type II (退保率风险)                         | Lapse.Second     | second      | amount   | Rule 5 Art. 21     | ExampleBusiness_Capital
//	mass lapse (大规模退保风险)                              | Lapse.Mass       | mass        | amount   | Rule 5 Art. 22     | ExampleBusiness_Capital
package life
