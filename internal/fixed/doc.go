// Package fixed is the arithmetic of the engine: money as counts of minor units
// in int64, shares as exact fractions, one rounding per product and one
// allocation function.
//
// Sums are checked for overflow, products go through 128 bits. A [Ratio] is a
// fraction of two int64 where that holds it and of two big integers where it
// does not, so no share is ever approximated.
package fixed
