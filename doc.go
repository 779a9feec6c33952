// Package cede is the root of an exact engine for reinsurance treaties and for the solvency rules of Chinese insurers. It holds
// the words that every room of the library shares: the one error type for bad input,
// [InvalidError] with [Invalid], [In] and [At], and the civil [Date].
//
// # Where to go
//
//   - [github.com/cedego/cede/treaty] is the vocabulary (risk, loss, event,
//     contract, placement, program) and the evaluator: what is ceded, what cover costs, and
//     what moved between two days.
//   - [github.com/cedego/cede/proportional] holds quota share, surplus, their
//     mixtures and facultative cessions.
//   - [github.com/cedego/cede/xol] holds excess-of-loss covers: per unit, per event, of
//     several contracts and of all losses of a period, with annual terms, reinstatements, clauses and premium.
//   - [github.com/cedego/cede/treaty/simulation] runs programs over simulated years, makes such years, and
//     has the measures of them.
//   - [github.com/cedego/cede/treaty/document] reads and writes programs and
//     books as JSON and CSV.
//   - [github.com/cedego/cede/solvency] computes the solvency of a Chinese insurer or reinsurer under
//     C-ROSS II, from its risks and capital to the rows of the official return; its rooms capital, nonlife,
//     reinsurer, life, market, credit and control are one for each rule, and asset holds their words.
//   - [github.com/cedego/cede/solvency/portfolio] takes investments, products and reinsurance
//     together to market and credit risk.
//   - [github.com/cedego/cede/lookthrough] looks through products down to the assets below them.
//   - [github.com/cedego/cede/solvency/cross2] holds the numbers of these rules as data by
//     reporting date, and figures that show how they were computed.
//   - [github.com/cedego/cede/counterparty] holds reinsurers as counterparties: the risk of their
//     default, concentration, and the eligibility of a panel.
//
// The program in examples/first is one page long and shows a treaty from its terms to its
// ledger. The command in examples/quickstart applies a program to a real book of
// 1,823 property claims, or to files of your own, and prints what every contract cedes and costs. The command
// in examples/solvency prints a published quarter beside its reproduction, that in examples/lookthrough what is below the products of a company; the
// module examples/simulation runs a program over many years and draws what they say.
package cede
