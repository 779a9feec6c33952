// Package toy is what the mutator's own test works on. Its Money stands in for a
// decimal, so that it needs no other module.
package toy

import "fmt"

// Money is a number of minor units with the methods that the mutator knows.
type Money int

func (m Money) Add(n Money) Money           { return m + n }
func (m Money) Sub(n Money) Money           { return m - n }
func (m Money) Round(p int) Money           { return Money(p) }
func (m Money) Truncate(p int) Money        { return Money(p) }
func (m Money) DivRound(n Money, s int) int { return int(m)/int(n) + s }

// Tested has tests that notice every change.
func Tested(a, b Money, n int) (Money, string) {
	sum := a.Add(b)
	if n < 3 {
		sum += 1
	}
	return sum, "n=" + fmt.Sprint(max(n, 2))
}

// Untested has none.
func Untested(a, b Money) int {
	if a == 0 { // mutant: zero is handled alike below
		return 0
	}
	return a.DivRound(b.Round(2), 4)
}

// Forever does not end if its comparison is changed.
func Forever(n int) {
	for i := n; i < n; i-- {
	}
}
