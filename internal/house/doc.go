// Package house holds only tests, and they are about the tree itself: that arrows
// between packages point down the floors, that everything exported is documented,
// that no decimals are compared with ==, and that every clause of a contract is in
// the register of its package.
//
// # How a register looks
//
// The package doc of treaty, proportional and xol has a section headed Register
// with one line for each field of a contract that a document can state. The columns are
// separated by " | ":
//
//	term      | Go field       | JSON name  | readings                  | source         | example
//	limit     | Layer.Limit    | limit      | amount                    | standard, 6.2  | ExampleLayer
//	ALAE      | Layer.Expenses | expenses   | within, pro-rata          | standard, 6.4  | ExampleLayer_expenses
//	franchise | Layer.Passes   | passes     | stated, above, at         | textbook p. 12 | ExampleLayer, ExampleLayer_franchise
//	not clauses: Result, Posting
//
// Readings are the values of the constants of the field's type, all of them, the
// default first; the word stated in front says that there is no default. A field
// without readings says what it is instead: amount, rate, list, text, date, flag,
// number, or terms. The line "not clauses" names exported types with JSON tags that
// are no part of a contract.
package house
