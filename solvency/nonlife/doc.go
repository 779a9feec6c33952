// Package nonlife computes the minimum capital of non-life insurance risk (非寿险业务保险风险最低资本) of direct insurers, which life companies
// have too, by Rule 4 of C-ROSS II: premium and reserve risk, and catastrophe risk.
//
//	premiumReserve, err := nonlife.Business{Segments: ..., Financing: ..., RunOff: ...}.Capital(edition) // row S05-1.2.1
//	catastrophe, err := nonlife.Catastrophe{PropertyTyphoon: ...}.Capital(edition)                       // row S05-1.2.2
//	total, err := nonlife.Total(edition, premiumReserve, catastrophe)                                    // row S05-1.2
//
// Every figure is a [cross2.Line], whose parts go down to what was given, and each factor and bracket comes from the edition of the reporting
// date. [Total] also takes amounts that were computed elsewhere.
//
// # Premium and reserve risk
//
// A [Segment] is a class of business, or special business of one, with what its coefficients depend on. What is not known has the coefficient 0 (Arts. 7, 20, 33).
// Exposure is retained premium of 12 months and net outstanding claims; the charge is exposure × base factor × (1 + K), with K within its bounds
// separately for premium and reserve. Credit and surety insurance of loans ([Financing]) has an exposure of its own and is added to its class.
//
// The notice of 2023 (金规〔2023〕5号) gives property companies whose reserves ran off well 95 % of the charges ([RunOff]), and makes technology
// insurance a special business of property; that of 2025 (金规〔2025〕24号) gives export credit factors of its own, short-term too.
//
// # Catastrophe risk
//
// The regulator's tables of scenarios (Annex 2 of the implementing notice) are not public. [ReadScenarios] reads the user's. A scenario at the confidence
// level is found by exact comparison; the line explains that scenario alone.
//
// # Readings
//
// Coefficients are of a class as a whole: special business has those of its class, so that all segments of a class have one combined ratio, and
// their non-proportional reinsurance is put together. Technology insurance is a part of the class property. Ratios are compared with the brackets as they
// are given; the form of the return keeps rates of change (变动率) to four places, and who follows it gives them so.
//
// Where the rule is silent, [Options] and [Rank] hold the readings. Three more can be changed by figures of the user's own ([cross2.Edition.With]): a combined
// ratio of exactly 0, a part of small loans of exactly 0, and a part of the ten greatest debtors of exactly 0 are in no printed bracket and have the
// coefficient 0, by the last sentence of Art. 7 and of Art. 35. The relief for reserves that ran off well acts on each charge, which is the same as on
// their sum, and not on financing, which has articles of its own.
//
// # Register
//
//	term                                                  | Go field                         | JSON name           | readings                                                                               | source                                                           | example
//	------------------------------------------------------+----------------------------------+---------------------+----------------------------------------------------------------------------------------+------------------------------------------------------------------+-------------------------------------------------
//	classes of business (业务类型)                        | Business.Segments                | segments            | terms                                                                                  | Rule 4 Art. 6                                                    | ExampleBusiness_Capital
//	financing credit and surety (融资性信用保证险)        | Business.Financing               | financing           | terms                                                                                  | Rule 4 Arts. 34-41                                               | ExampleFinancing
//	run-off of reserves (回溯偏差率)                      | Business.RunOff                  | runOff              | terms                                                                                  | Rule 4 Arts. 23-31                                               | ExampleBusiness_Capital, ExampleRunOff
//	readings                                              | Business.Options                 | options             | terms                                                                                  | ours                                                             | ExampleOptions
//	class                                                 | Segment.Class                    | class               | motor, property, marine, liability, agriculture, credit, accident, health, life, other | Rule 4 Art. 6                                                    | ExampleBusiness_Capital
//	special business                                      | Segment.Special                  | special             | export-credit, other-export-credit, overseas-investment, technology                    | Rule 4 Arts. 15, 28; 金规〔2023〕5号 （九）; 金规〔2025〕24号 三 | ExampleSpecial, ExampleOptions, ExampleReduction
//	retained premium (自留保费)                           | Segment.Premium                  | premium             | amount                                                                                 | Rule 4 Art. 9                                                    | ExampleBusiness_Capital
//	net outstanding claims reserve (再保后未决赔款准备金) | Segment.Reserve                  | reserve             | amount                                                                                 | Rule 4 Art. 22                                                   | ExampleBusiness_Capital
//	combined ratio (综合成本率)                           | Segment.CombinedRatio            | combinedRatio       | rate                                                                                   | Rule 4 Arts. 10-18, 20                                           | ExampleBusiness_Capital
//	non-proportional cessions (非比例分保)                | Segment.NonProportional          | nonProportional     | terms                                                                                  | Rule 4 Arts. 10-18                                               | ExampleBusiness_Capital
//	subsidised share of agriculture (政策性业务占比)      | Segment.PolicyShare              | policyShare         | rate                                                                                   | Rule 4 Arts. 14, 27                                              | ExampleRunOff
//	figures of motor                                      | Segment.Motor                    | motor               | terms                                                                                  | Rule 4 Arts. 10, 23                                              | ExampleMotorFigures
//	premium ceded (非比例分保分出保费)                    | NonProportional.Ceded            | ceded               | amount                                                                                 | Rule 4 Art. 10                                                   | ExampleBusiness_Capital
//	premium assumed (非比例分保分入保费)                  | NonProportional.Assumed          | assumed             | amount                                                                                 | Rule 4 Art. 10                                                   | ExampleBusiness_Capital
//	change of the combined ratio (综合成本率变动)         | MotorFigures.CombinedRatioChange | combinedRatioChange | rate                                                                                   | Rule 4 Art. 10                                                   | ExampleMotorFigures
//	motor premium of the last year                        | MotorFigures.LastYear            | lastYear            | amount                                                                                 | Rule 4 Arts. 10, 23                                              | ExampleMotorFigures
//	share of the motor market (市场份额)                  | MotorFigures.MarketShare         | marketShare         | rate                                                                                   | Rule 4 Art. 10                                                   | ExampleMotorFigures_growth
//	growth (累计原保费收入增速)                           | MotorFigures.Growth              | growth              | rate                                                                                   | Rule 4 Art. 10                                                   | ExampleMotorFigures_growth
//	growth of the market                                  | MotorFigures.MarketGrowth        | marketGrowth        | rate                                                                                   | Rule 4 Art. 10                                                   | ExampleMotorFigures_growth
//	run-off of motor claims                               | RunOff.Motor                     | motor               | rate                                                                                   | Rule 4 Art. 23                                                   | ExampleRunOff_motor
//	run-off of other claims                               | RunOff.NonMotor                  | nonMotor            | rate                                                                                   | Rule 4 Arts. 24-31                                               | ExampleBusiness_Capital
//	run-off of unearned premium                           | RunOff.Premium                   | premium             | rate                                                                                   | 金规〔2023〕5号 （四）                                           | ExampleRunOff
//	run-off of all claims                                 | RunOff.Reserve                   | reserve             | rate                                                                                   | 金规〔2023〕5号 （四）                                           | ExampleRunOff_motor
//	negative combined ratio                               | Options.NegativeRatio            | negativeRatio       | change-ignored, change-counts                                                          | Rule 4 Art. 20; ours                                             | ExampleNegativeRatio
//	coefficient of export credit                          | Options.ExportCoefficient        | exportCoefficient   | not-stacked, stacked                                                                   | 金规〔2025〕24号 三, 六; ours                                    | ExampleOptions
//	where reductions act                                  | Options.Reduction                | reduction           | charge, k                                                                              | 金规〔2023〕5号 （四）, （九）                                   | ExampleReduction
//	loans by type                                         | Financing.Loans                  | loans               | terms                                                                                  | Rule 4 Art. 35                                                   | ExampleFinancing
//	growth above the market                               | Financing.Growth                 | growth              | rate                                                                                   | Rule 4 Art. 36                                                   | ExampleFinancing
//	part of small loans                                   | Financing.SmallShare             | smallShare          | rate                                                                                   | Rule 4 Art. 37                                                   | ExampleFinancing
//	part of ten debtors (前十大交易对手集中度)            | Financing.Concentration          | concentration       | rate                                                                                   | Rule 4 Art. 38                                                   | ExampleFinancing
//	part of small enterprises (小微企业)                  | Financing.SmallEnterprises       | smallEnterprises    | rate                                                                                   | Rule 4 Art. 39                                                   | ExampleFinancing
//	loss ratio (年化损失率)                               | Financing.LossRatio              | lossRatio           | rate                                                                                   | Rule 4 Art. 40                                                   | ExampleFinancing
//	combined ratio of 36 months                           | Financing.CombinedRatio          | combinedRatio       | rate                                                                                   | Rule 4 Art. 41                                                   | ExampleFinancing
//	type of loans                                         | Loan.Type                        | type                | mortgage, mortgage-addition, personal, corporate, other                                | Rule 4 Art. 35                                                   | ExampleFinancing
//	balance (再保后贷款余额)                              | Loan.Balance                     | balance             | amount                                                                                 | Rule 4 Art. 35                                                   | ExampleFinancing
//	reserve of loans                                      | Loan.Reserve                     | reserve             | amount                                                                                 | Rule 4 Art. 35                                                   | ExampleFinancing
//	typhoon and flood on motor                            | Catastrophe.MotorTyphoon         | motorTyphoon        | terms                                                                                  | Rule 4 Art. 47                                                   | ExampleRank
//	typhoon and flood on property                         | Catastrophe.PropertyTyphoon      | propertyTyphoon     | terms                                                                                  | Rule 4 Art. 48                                                   | ExampleCatastrophe
//	earthquake on property                                | Catastrophe.PropertyEarthquake   | propertyEarthquake  | terms                                                                                  | Rule 4 Art. 49                                                   | ExampleHazard
//	typhoon and flood abroad                              | Catastrophe.OverseasTyphoon      | overseasTyphoon     | terms                                                                                  | Rule 4 Art. 50                                                   | ExampleHazard
//	earthquake abroad                                     | Catastrophe.OverseasEarthquake   | overseasEarthquake  | terms                                                                                  | Rule 4 Art. 51                                                   | ExampleHazard
//	rank of the confidence level                          | Catastrophe.Rank                 | rank                | upper, lower                                                                           | Rule 4 Art. 47; ours                                             | ExampleRank
//	exposures by zone (风险区域)                          | Hazard.Exposures                 | exposures           | terms                                                                                  | Rule 4 Arts. 46-51                                               | ExampleCatastrophe
//	catastrophe excess of loss (巨灾超赔)                 | Hazard.Cover                     | cover               | terms                                                                                  | Rule 4 Arts. 52, 53                                              | ExampleCatastrophe
//	capital computed elsewhere                            | Hazard.Capital                   | capital             | amount                                                                                 | ours                                                             | ExampleHazard
//	zone                                                  | Exposure.Zone                    | zone                | text                                                                                   | Rule 4 Art. 46                                                   | ExampleCatastrophe
//	sum insured or premium of a zone                      | Exposure.Amount                  | amount              | amount                                                                                 | Rule 4 Art. 46                                                   | ExampleCatastrophe
//	attachment (起赔点)                                   | Cover.Attachment                 | attachment          | amount                                                                                 | Rule 4 Arts. 52, 53                                              | ExampleCatastrophe
//	layers                                                | Cover.Layers                     | layers              | terms                                                                                  | Rule 4 Arts. 52, 53                                              | ExampleCatastrophe
//	limit of an event (事故限额)                          | CoverLayer.Limit                 | limit               | amount                                                                                 | Rule 4 Arts. 52, 53                                              | ExampleCatastrophe
//	ceded share (分出份额)                                | CoverLayer.Share                 | share               | rate                                                                                   | Rule 4 Arts. 52, 53                                              | ExampleCatastrophe
package nonlife
