// Package capital computes the actual capital (实际资本) of an insurer by Rule 1 of C-ROSS II: its four tiers, what makes them up, and the
// limits that hold for all of them together.
//
//	result, err := capital.Actual{NetAssets: net, Surplus: surplus, Instruments: bonds}.Capital(edition)
//	result.Core1, result.Core2, result.Supplementary1, result.Supplementary2 // rows S02-1 to S02-4, for solvency.Company
//	result.Liability                                                         // row S04-6, what is above the limits
//
// A user who has only tiers before the limits takes [Tiers.Within]; one who has only published tiers takes [Given]. Each part also stands
// alone: [Contract] (long-term life reinsurance), [Surplus] (policy future surplus), [Instrument] and [Features] (tiers of instruments and
// their amortisation), [Listed] (impairment of associates), [Property], [Guarantee], [TaxReserve], and [Balance] (sheets S03 and S04).
//
// # Register
//
// The terms whose reading the rule leaves open, and the contract whose branches it gives.
//
//	term                                 | Go field                 | JSON name       | readings                                     | source              | example
//	-------------------------------------+--------------------------+-----------------+----------------------------------------------+---------------------+----------------------------
//	business reinsured                   | Contract.Kind            | kind            | stated, long-term-life, short-term, property | Rule 1 Art. 38      | ExampleContract_Tier
//	capital of the contract              | Contract.Amount          | amount          | amount                                       | Rule 1 Art. 38      | ExampleContract_Effect
//	term of the contract                 | Contract.Term            | term            | number                                       | Rule 1 Art. 38      | ExampleContract_Tier
//	earliest termination                 | Contract.Terminable      | terminable      | number                                       | Rule 1 Art. 38      | ExampleContract_Tier
//	risk really transferred              | Contract.RiskTransferred | riskTransferred | flag                                         | Rule 1 Art. 38      | ExampleContract_Tier
//	ceded premium really paid            | Contract.PremiumPaid     | premiumPaid     | flag                                         | Rule 1 Art. 38      | ExampleContract_Tier
//	deferral of the premium in months    | Contract.Deferral        | deferral        | number                                       | Rule 1 Art. 38      | ExampleContract_Effect
//	cash flowing back to the cedent      | Contract.Returned        | returned        | flag                                         | Rule 1 Art. 38      | ExampleContract_Tier
//	terminable after exactly 3 years     | Contract.ExactlyThree    | exactlyThree    | stricter, lenient                            | rule silent         | ExampleContract_Effect
//	terminable after exactly 5 years     | Contract.ExactlyFive     | exactlyFive     | stricter, lenient                            | rule silent         | ExampleContract_Effect
//	risk not transferred                 | Contract.WithoutRisk     | withoutRisk     | stated, no-capital, as-without-assets        | rule silent         | ExampleContract_Effect
//	policy surplus cut first             | Cutting.Surplus          | surplus         | core-2, core-1                               | published reports   | ExampleTiers_Within_choices
//	core tier 2 cut first                | Cutting.Core2            | core2           | surplus, other                               | rule silent         | ExampleTiers_Within
//	supplementary capital cut first      | Cutting.Supplementary    | supplementary   | tier-2, tier-1                               | rule silent         | ExampleTiers_Within_choices
//	book value of a listed associate     | Listed.Book              | book            | amount                                       | Rule 1 Art. 15      | ExampleListed_Impairment
//	its market value                     | Listed.Market            | market          | amount                                       | Rule 1 Art. 15      | ExampleListed_Impairment
//	years of market below book value     | Listed.Below             | below           | number                                       | Rule 1 Art. 15      | ExampleListed_Impairment
//	below book value for exactly a year  | Listed.ExactlyOne        | exactlyOne      | stricter, lenient                            | 以上 read both ways | ExampleListed_Impairment
//	constituent of the CSI 300           | Listed.Constituent       | constituent     | flag                                         | Rule 1 Art. 15      | ExampleListed_Impairment
//	dividend yields of the last years    | Listed.Yields            | yields          | list                                         | Rule 1 Art. 15      | ExampleListed_Impairment
//	cash payout ratios of the last years | Listed.Payouts           | payouts         | list                                         | Rule 1 Art. 15      | ExampleListed_Impairment
//
//	not clauses: Actual, Reinsured, Tiers, Core, Valuation, Surplus, Group, Instrument, Features, Redemption, Property, Guarantee, TaxReserve
//	not clauses: Balance, Asset, Liability, Stated
//
// # Readings taken
//
//   - The limit of policy surplus is 40 % from 2023-09-30 on for policies with 10 years left or more (金规〔2023〕5号 （三）). Core capital holds
//     surplus of no others, so it is 40 % for all of it.
//   - Core capital that is not above zero leaves no room under any limit.
//   - What is above a limit becomes a capital liability, and does not move to the next tier. For policy surplus in core tier 1 the sheet S02
//     has no row for it: row 1.2.6 shows all of it, and row 1.2.8 takes the excess away, as published reports do.
//   - Limits are rounded down to the fen, and the largest capital in whole fen within them is found.
//   - The group of policies from 30 years on is one group, and so is every other range; the rule's N and r are those of the group.
//   - A rate r above the capital return rate would value surplus above itself and is refused.
//   - A call date on the reporting date has passed unused. Evidence of an early call counts for debt from before 2016 too.
//   - A contract that ends within 3 years is one that may be terminated within them. No rule reaches a contract that transfers no risk: without
//     a reading it is an error, and it never relieves minimum capital.
//   - A rank or a freedom of payment beyond what a tier asks for serves for that tier.
//   - A contract of reinsurance has no row in S02: it stands with other items of its tier.
//   - The impairment of unlisted associates is a policy of the company (Rule 1 Art. 15 (2)): its amount enters with [Actual.Equity].
package capital
