// Package portfolio takes all that a company holds (base assets, products, reinsurance ceded and assumed) through Rules 7 to 9 of C-ROSS II in the order that they need, and returns
// what a [github.com/cedego/cede/solvency.Company] takes: market risk and credit risk.
//
//	result, err := portfolio.Book{Company: asset.NonLife, TotalAssets: ..., Holdings: ..., Products: ..., Ceded: ...}.Result(edition)
//	company := solvency.Company{Market: result.Market, Credit: result.Credit, ...}
//
// The passes are: products are looked through; everything is added up by counterparty, reinsurance included, by class and as property; every asset gets the coefficients
// of what is concentrated; market, credit, products and reinsurance are charged; the charges go to their rows.
//
// # Readings
//
// Names of counterparties are one space: a reinsurer whose id is the counterparty of a bond is that counterparty. What has no counterparty and is not exempt does not count, and
// [Result.Unnamed] says how much that is.
//
// Exempt without being marked are what the type of the asset says: bonds of governments, policy banks and agencies, bills of the central bank, deposits and preference shares
// of large state banks, investment property, futures, money-market portfolio products of insurance asset management. An exempt asset has no coefficient either.
//
// The book value is the one that is given, or else the value, not below zero; that of swaps, forwards, futures and guarantees, whose value is an amount that is no asset, is nothing unless
// given. What is below products counts with the exposure. A product that is charged as such counts towards its issuer. The surface of a debt-type product does not
// count and has no coefficient: what is below it counts. A cession that several owe counts towards each of them, which is the higher capital. Classes of assets are
// of what is held directly.
//
// A product that is charged as such and is in a foreign currency has the risk of it.
package portfolio
