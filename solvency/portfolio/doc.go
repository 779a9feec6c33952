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
// count and has no coefficient, as what is below it has, unless [Book.Surfaces] says so. A cession that several owe counts towards each of them, which is the higher capital. Classes of assets are
// of what is held directly, products too ([Book.Classes]); above the ratio the coefficient is in what is charged of the product itself (the whole of it if it is exempt or cannot be looked
// through, else its surface and its part that is not known), and not in what is below it. Classes are parts of the total assets of the reporting date, as form CT01 of the return has them.
//
// A product that is charged as such and is in a foreign currency has the risk of it.
//
// # Documents and tables
//
// [ReadBook] reads a book from JSON, [WriteBook] writes its canonical document and [Digest] names it; [Book.With] takes its lists from CSV. Memory is some ten times the size
// of the document, which the caller bounds.
//
// # Register
//
//	term                               | Go field             | JSON name     | readings                                                                                                     | source                             | example
//	-----------------------------------+----------------------+---------------+--------------------------------------------------------------------------------------------------------------+------------------------------------+----------------
//	kind of company                    | Book.Company         | company       | stated, life, non-life, reinsurer                                                                            | Rule 8 Art. 65; Rule 7 Art. 20     | ExampleReadBook
//	total assets (总资产)              | Book.TotalAssets     | totalAssets   | amount                                                                                                       | Rule 8 Art. 65                     | ExampleReadBook
//	base assets held directly          | Book.Holdings        | holdings      | list                                                                                                         | Rule 7 Art. 3                      | ExampleReadBook
//	products (非基础资产)              | Book.Products        | products      | terms                                                                                                        | Rule 7 Art. 4                      | ExampleReadBook
//	exempt below products (豁免)       | Book.Exempt          | exempt        | terms                                                                                                        | Rule 8 Art. 64                     | ExampleReadBook
//	reinsurance ceded (再保分出)       | Book.Ceded           | ceded         | terms                                                                                                        | Rule 9 Arts. 22-29                 | ExampleReadBook
//	cessions to the own group          | Book.OwnGroup        | ownGroup      | list                                                                                                         | Rule 8 Art. 64(5)                  | ExampleReadBook
//	reinsurance assumed (分入业务)     | Book.Assumed         | assumed       | list                                                                                                         | Rule 9 Art. 30                     | ExampleReadBook
//	liabilities in foreign currencies  | Book.Liabilities     | liabilities   | list                                                                                                         | Rule 8 Art. 58                     | ExampleReadBook
//	currencies pegged to the dollar    | Book.Pegged          | pegged        | CNY                                                                                                          | Rule 8 Art. 57                     | ExampleReadBook
//	dollar and pegged currencies apart | Book.Apart           | apart         | flag                                                                                                         | Rule 8 Art. 57                     | ExampleReadBook
//	bounds of K                        | Book.Band            | band          | bounded, unbounded                                                                                           | Rule 8 Art. 6; Rule 9 Art. 6; ours | ExampleReadBook
//	how the gain of shares acts        | Book.Gain            | gain          | on-base, on-factor                                                                                           | 金规〔2023〕5号; ours              | ExampleReadBook
//	ratings under the tables           | Book.Below           | below         | as-unrated, refused                                                                                          | Rule 9 Art. 15; ours               | ExampleReadBook
//	surfaces and concentration         | Book.Surfaces        | surfaces      | apart, with-bottom                                                                                           | Rule 8 Art. 65; ours               | ExampleReadBook
//	classes of products (资产大类)     | Book.Classes         | classes       | terms                                                                                                        | Rule 8 Art. 66                     | ExampleReadBook
//	ratios of classes (资产大类比例)   | Book.Limits          | limits        | terms                                                                                                        | Rule 8 Art. 66                     | ExampleReadBook
//	solvency ratio before              | Book.SolvencyRatio   | solvencyRatio | number                                                                                                       | 金规 of 2025-04-08                 | ExampleReadBook
//	why a holding is exempt (豁免)     | Holding.Exempt       | exempt        | government, policy-issuer, large-bank, money-product, own-group, group-product, investment-property, futures | Rule 8 Art. 64                     | ExampleReadBook
//	class of a holding (资产大类)      | Holding.Class        | class         | equity, other-financial, overseas                                                                            | Rule 8 Art. 66                     | ExampleReadBook
//	who owes a claim (交易对手)        | Assumed.Counterparty | counterparty  | text                                                                                                         | Rule 8 Art. 63                     | ExampleReadBook
package portfolio
