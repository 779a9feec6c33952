// Package reinsurer computes the minimum capital of the insurance risk of reinsurers (再保险公司保险风险最低资本) by Rule 6 of C-ROSS II.
//
//	premiumReserve, err := reinsurer.Business{Proportional: ..., Property: ...}.Capital(edition) // row S05-1.2.1
//	catastrophe, err := reinsurer.Catastrophe{Premium: ...}.Capital(edition)                     // row S05-1.2.2
//	total, err := reinsurer.Total(edition, premiumReserve, catastrophe)                          // row S05-1.2
//
// The ten proportional classes are those of package nonlife, with fewer coefficients; three classes are non-proportional. The risk of life
// reinsurance, which [Contract.Life] tells from the rest, is that of package life: its lapse scenario is that of type I, on cash flows net of
// retrocession (Rule 6 Arts. 34-36).
//
// # Readings
//
// Rule 6 prints no bounds of K. Proportional classes have those of Rule 4, to which it refers; the coefficients that are left to reinsurance add up to
// between -0.15 and 0.10 and do not reach them. The coefficient of -0.1 of state export credit and overseas investment is not among those that Arts. 12 and 18 set
// aside, and applies where a segment says that it is such business; form IR03 has no column for it, and whoever follows the form leaves such a segment
// plain until the notice of 2025, which has factors in its place. The factors that the notices of 2023 and 2025 give technology insurance and export
// credit in Rule 4 are those of reinsurance too. The relief of 2023 for reserves that ran off well is not: it names property companies, where the
// same notice names reinsurers beside them elsewhere.
//
// Art. 13 takes the premium of catastrophe covers of property (财产险巨灾超赔) from class 11, and says nothing of those of motor nor of reserves. By
// the letter, and with the higher capital, motor covers are in both places and all reserves are in the class; both are the user's figures. Note 4 of form
// IR03 leaves only covers of single risks in the premium of the class.
//
// A contract of several classes is divided by the user (Art. 25). A direct insurer that the regulator puts under Rule 6 (Art. 38) uses this package
// as a reinsurer does.
//
// # Register
//
//	term                                       | Go field                   | JSON name         | readings                                                    | source                  | example
//	-------------------------------------------+----------------------------+-------------------+-------------------------------------------------------------+-------------------------+---------------------------
//	proportional reinsurance (比例再保险)      | Business.Proportional      | proportional      | terms                                                       | Rule 6 Arts. 12, 18     | ExampleBusiness_Capital
//	non-proportional property (非比例财产险)   | Business.Property          | property          | terms                                                       | Rule 6 Arts. 13, 14, 20 | ExampleBusiness_Capital
//	non-proportional liability and personal    | Business.Liability         | liability         | terms                                                       | Rule 6 Arts. 15, 21     | ExampleBusiness_Capital
//	non-proportional special (非比例特殊险)    | Business.Special           | special           | terms                                                       | Rule 6 Arts. 16, 22     | ExampleBusiness_Capital
//	retained premium (自留保费)                | NonProportional.Premium    | premium           | amount                                                      | Rule 6 Art. 13          | ExampleBusiness_Capital
//	net outstanding claims reserve             | NonProportional.Reserve    | reserve           | amount                                                      | Rule 6 Art. 19          | ExampleBusiness_Capital
//	proportional catastrophe (比例巨灾)        | Catastrophe.Proportional   | proportional      | terms                                                       | Rule 6 Art. 27          | ExampleCatastrophe_Capital
//	premium of catastrophe covers (非比例巨灾) | Catastrophe.Premium        | premium           | amount                                                      | Rule 6 Arts. 28, 29     | ExampleCatastrophe_Capital
//	business reinsured                         | Contract.Original          | original          | long-term-life, long-term-health, long-term-accident, other | Rule 6 Art. 5           | ExampleContract_Life
//	form                                       | Contract.Form              | form              | coinsurance, modified-coinsurance, yearly-renewable         | Rule 6 Art. 5           | ExampleContract_Life
//	guaranteed renewal (保证续保)              | Contract.GuaranteedRenewal | guaranteedRenewal | flag                                                        | Rule 6 Art. 5           | ExampleContract_Life
//	rates (保证再保险费率)                     | Contract.Rates             | rates             | guaranteed, band, empty-band                                | Rule 6 Art. 5           | ExampleContract_Life
//	moved to non-life                          | Contract.Moved             | moved             | flag                                                        | Rule 6 Art. 5           | ExampleContract_Life
package reinsurer
