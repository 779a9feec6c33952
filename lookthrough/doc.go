// Package lookthrough looks through structured assets by Rule 7 of C-ROSS II (市场风险和信用风险的穿透计量): what products come to in base assets at the bottom and in products that
// are charged as such, and what the latter cost.
//
//	x, err := lookthrough.Expand(edition, lookthrough.Portfolio{Items: ..., Products: ..., Positions: ...})
//	for h := range x.Holdings() { ... }  // base assets with their structure: packages market and credit charge them
//	for e := range x.Exposures() { ... } // surfaces, exempt products, products that cannot be looked through: e.Capital(edition)
//	for f := range x.Findings() { ... }  // how each product is measured, and why
//
// A product holds base assets, other products, and what is not known. Products may share what they hold to any depth; a product that contains itself is an error that names
// the way round. What a company is exposed to through a product is divided over its parts in proportion to their values, to the fen, by largest remainders, so that
// the bottom and what cannot be looked through add up to the product exactly. A part of less than a fen is none.
//
// Amounts are carried by product and number of layers, with the class of the surface, and all ways of one number of layers are one: time and memory grow with these, not
// with the number of ways. A million parts ten deep take about a second and 0.4 GB with the result; see [Expand] for the bound. To see what is below one product, expand
// a portfolio with that position alone.
//
// # Readings
//
// Where the rule is silent:
//
//   - A part that cannot be looked through, below other products, has the risk and the factor of the product that it is of ([Options]), and no structure coefficient,
//     which is for bottom assets.
//   - A product that is exempt is a bottom asset (Art. 6), so below others it has the structure coefficient.
//   - The coefficient of public infrastructure REITs is for assets below one at the surface only: the higher capital.
//   - The tests of exemption count lots: of base assets and of exempt products as they are listed, of other products by what is below them, once. A product with a part that is not known
//     meets none. Money funds are liquidity tools; commercial paper is not spared, as a [asset.Bond] does not say that it is any.
//   - Without contractual shares a product owes nothing: what is held of it is divided over all of it.
//   - Concentration of a surface is left to the caller, as its counterparty is who is financed below; see [Exposure].
//   - An exempt product that invests mainly overseas has the coefficient of emerging markets where it is in one.
//   - Parts that are worth nothing are not known, and no test counts them.
//
// Interest rate risk of bottom assets, with its three layers, is asked of [asset.Structure.HasInterestRate].
//
// # Register
//
//	term                               | Go field             | JSON name    | readings                                                                                                                                                                                           | source                 | example
//	-----------------------------------+----------------------+--------------+----------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------+------------------------+------------------------
//	base assets (底层基础资产)         | Portfolio.Items      | items        | terms                                                                                                                                                                                              | Rule 7 Arts. 3, 6      | ExampleExpand
//	products (非基础资产)              | Portfolio.Products   | products     | terms                                                                                                                                                                                              | Rule 7 Art. 4          | ExampleExpand
//	what the company holds             | Portfolio.Positions  | positions    | terms                                                                                                                                                                                              | Rule 7 Arts. 6, 22     | ExampleExpand
//	readings                           | Portfolio.Options    | options      | terms                                                                                                                                                                                              | ours                   | ExampleOptions
//	name of a base asset               | Item.ID              | id           | text                                                                                                                                                                                               | ours                   | ExampleExpand
//	what it is                         | Item.Asset           | asset        | terms                                                                                                                                                                                              | Rule 7 Art. 3          | ExampleExpand
//	currency                           | Item.Currency        | currency     | CNY                                                                                                                                                                                                | Rule 8 Art. 56         | ExampleExpand
//	counterparty (交易对手)            | Item.Counterparty    | counterparty | text                                                                                                                                                                                               | Rule 8 Art. 63         | ExampleExpand
//	name of a product                  | Product.ID           | id           | text                                                                                                                                                                                               | ours                   | ExampleExpand
//	type of product                    | Product.Type         | type         | stated, equity-trust, equity-plan, equity-fund, debt-to-equity-plan, spv, bank-product, property-product, portfolio-product, infrastructure-reit, fixed-income-trust, debt-plan, asset-backed-plan | Rule 7 Arts. 4, 31, 32 | ExampleExpand
//	credit rating (信用评级)           | Product.Rating       | rating       | AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, below                                                                                                                                               | Rule 7 Arts. 23, 28    | ExampleExposure_Capital
//	what it invests in                 | Product.Fund         | fund         | stated, money, bond, equity, mixed, commodity                                                                                                                                                      | Rule 7 Arts. 26, 27    | ExampleExpand_exempt
//	mainly overseas                    | Product.Overseas     | overseas     | domestic, developed, emerging                                                                                                                                                                      | Rule 8 Art. 48         | ExampleExpand_exempt
//	currency of a product              | Product.Currency     | currency     | CNY                                                                                                                                                                                                | Rule 8 Art. 56         | ExampleExpand_exempt
//	issuer (产品发行人)                | Product.Issuer       | issuer       | text                                                                                                                                                                                               | Rule 8 Art. 63         | ExampleExpand_exempt
//	day of the report (投后报告)       | Product.AsOf         | asOf         | date                                                                                                                                                                                               | Rule 7 Art. 11         | ExampleExpand_opaque
//	what it holds                      | Product.Parts        | parts        | list                                                                                                                                                                                               | Rule 7 Arts. 14-16     | ExampleExpand
//	what is not known (无法穿透的部分) | Product.Opaque       | opaque       | amount                                                                                                                                                                                             | Rule 7 Arts. 30, 33    | ExampleExpand_opaque
//	what the manager states            | Product.Stated       | stated       | terms                                                                                                                                                                                              | Rule 7 Art. 25         | ExampleExpand_exempt
//	exempt by approval                 | Product.Approved     | approved     | flag                                                                                                                                                                                               | Rule 7 Art. 25(4)      | ExampleExpand_exempt
//	exemption waived (放弃豁免权)      | Product.Waived       | waived       | flag                                                                                                                                                                                               | Rule 7 Art. 29         | ExampleExpand_exempt
//	taken as a whole                   | Product.Whole        | whole        | flag                                                                                                                                                                                               | Rule 7 Art. 34         | ExampleExpand_opaque
//	what a part is of                  | Part.ID              | id           | text                                                                                                                                                                                               | ours                   | ExampleExpand
//	exposure (风险暴露)                | Part.Value           | value        | amount                                                                                                                                                                                             | Rule 7 Art. 15         | ExampleExpand
//	contractual share (持有份额)       | Part.Share           | share        | rate                                                                                                                                                                                               | Rule 7 Art. 16         | ExamplePosition
//	base assets only                   | Composition.OnlyBase | onlyBase     | flag                                                                                                                                                                                               | Rule 7 Art. 25(1), (2) | ExampleExpand_exempt
//	number of bottom assets            | Composition.Items    | items        | number                                                                                                                                                                                             | Rule 7 Art. 25(3)      | ExampleExpand_exempt
//	largest bottom asset               | Composition.Largest  | largest      | rate                                                                                                                                                                                               | Rule 7 Art. 25         | ExampleExpand_exempt
//	product held                       | Position.Product     | product      | text                                                                                                                                                                                               | ours                   | ExampleExpand
//	recognised value (认可价值)        | Position.Value       | value        | amount                                                                                                                                                                                             | Rule 7 Arts. 22, 31    | ExampleExpand
//	share of a product                 | Position.Share       | share        | rate                                                                                                                                                                                               | Rule 7 Art. 16         | ExamplePosition
//	whose risk an opaque part has      | Options.Opaque       | opaque       | product, surface                                                                                                                                                                                   | Rule 7 Art. 33; ours   | ExampleOptions
package lookthrough
