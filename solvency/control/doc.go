// Package control computes control risk (控制风险) by Rule 12 of C-ROSS II: from the assessment of the risk management of a company to its score S and
// the factor Q, by which its quantifiable capital is multiplied.
//
//	score, err := control.Assessment{Parts: ..., Base: ...}.Score(edition) // or control.Score(edition, s1, m)
//	q, err := control.Factor(edition, score)                               // or control.FactorOf(edition, s), of a score that is known
//
// A company that was never assessed has no score, and the rule no default: the user gives [github.com/cedego/cede/solvency.Company] a factor or a charge. A captive
// has no control risk (Art. 126).
//
// # Readings
//
// The weights and marks are those of the regulator's form (附件5 of the implementing notice), and so are the rounding of the score of a part to two places and which
// marks of compliance go with which of the system: none with none, not applicable with not applicable, and not full with part. Compliance alone may be what does not
// apply. The points of an item are half for the system and half for compliance. That the part on foundation and environment is under 12 points is read of its
// weighted score of at most 20.
//
// Nothing says how the relative score S2 is rounded: it has ten places. Two places of S would miss what companies publish: a charge of 10,479.47 on
// 60,126.77 is met by an S1 of 58.80 and a base score of 83.49, whose S is 57.571038..., and not by 57.57. Nothing says what holds above 100 points,
// which a base score under 80 can give: S2 enters as its formula gives it, and S is at most 100.
//
// # Register
//
//	term                                         | Go field              | JSON name  | readings                                                                                    | source                       | example
//	---------------------------------------------+-----------------------+------------+---------------------------------------------------------------------------------------------+------------------------------+------------------------
//	parts (评估项目)                             | Assessment.Parts      | parts      | terms                                                                                       | Rule 12 Arts. 104-116; 附件5 | ExampleAssessment_Score
//	grave matters (重大事项)                     | Assessment.Events     | events     | shareholding, capital-plan, related-parties, loss-database, risk-event, other               | Rule 12 Art. 119             | ExampleEvent
//	score of corporate governance (公司治理评估) | Assessment.Governance | governance | number                                                                                      | Rule 12 Art. 119             | ExampleEvent
//	base score M (调整基础分)                    | Assessment.Base       | base       | number                                                                                      | Rule 12 Art. 118             | ExampleScore
//	part                                         | Part.Subject          | subject    | foundation, tools, insurance, market, credit, operational, strategic, reputation, liquidity | 附件5                        | ExampleAssessment_Score
//	items (评估标准)                             | Part.Items            | items      | terms                                                                                       | 附件5                        | ExampleAssessment_Score
//	score of a part                              | Part.Score            | score      | number                                                                                      | 附件5                        | ExampleAssessment_Score
//	name of an item                              | Item.Name             | name       | text                                                                                        | 附件5                        | ExampleAssessment_Score
//	points (标准分值)                            | Item.Points           | points     | number                                                                                      | 附件5                        | ExampleAssessment_Score
//	soundness of the system (制度健全性)         | Item.System           | system     | full, most, part, none, not-applicable                                                      | Rule 12 Art. 107             | ExampleAssessment_Score
//	effectiveness of compliance (遵循有效性)     | Item.Compliance       | compliance | full, most, part, none, not-applicable                                                      | Rule 12 Art. 107             | ExampleAssessment_Score
package control
