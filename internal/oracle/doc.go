// Package oracle evaluates a reinsurance program slowly and obviously, for the tests
// that compare the evaluator of package treaty with it.
//
// It is written from the specification, the package comment of treaty and the comments of the types of
// terms, and shares no code with the engine: every amount is a big.Rat counted in minor units, rounding is a
// function called where the specification posts an amount, and every sum is a loop over the whole
// book. It expects valid input and is quadratic in the size of the book.
//
// [Evaluate] gives the [Result]. [Program], [Covers] and [Book] generate random valid input that
// visits every term and reading but hours and index clauses.
package oracle
