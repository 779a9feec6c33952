package fixed

import (
	"math/big"
	"math/bits"
	"slices"
)

// Allocate sets dst[k] to the part of total that falls to weights[k]: the
// largest-remainder method, equal remainders in order of k. The parts add up to
// total, none is off its exact share by a unit or more, and all have the sign of
// total. Weights must not be negative and their sum must fit an int64; if all are zero, so is total.
func Allocate(dst []int64, total int64, weights []int64) {
	whole, ok := Sum(weights)
	if !ok {
		panic("fixed: sum of weights overflows")
	}
	Apportion(dst, total, total, weights, whole)
}

// Apportion sets dst so that it adds up to total, where the exact share of k is
// of × weights[k] / whole: each part is that share rounded down, and the units that
// are left go to the largest remainders, equal ones in order of k. With total = of
// and whole = the sum of the weights it is [Allocate]; with total = the rounded part
// of a balance that is placed, of = the balance and weights = the signed lines it
// divides a balance among reinsurers.
//
// The absolute total must be the sum of the exact shares, rounded either way.
func Apportion(dst []int64, total, of int64, weights []int64, whole int64) {
	if whole == 0 {
		clear(dst)
		if total != 0 {
			panic("fixed: nothing to allocate to")
		}
		return
	}
	if len(weights) == 1 { // mutant: a shortcut
		dst[0] = total
		return
	}
	negative := total < 0 || of < 0 // mutant: of is zero only where the total is, and zero has no sign
	left, base := uint64(total), uint64(of)
	if negative {
		left, base = -left, -base // as unsigned numbers, since MinInt64 has no positive counterpart
	}
	var stack [16]remainder
	rest := stack[:0]
	for k, w := range weights {
		hi, lo := bits.Mul64(base, uint64(w))
		q, r := bits.Div64(hi, lo, uint64(whole)) // w ≤ whole, so hi < whole
		dst[k] = int64(q)
		left -= q
		if r > 0 {
			rest = append(rest, remainder{r, k})
		}
	}
	if left > uint64(len(rest)) { // or below zero
		panic("fixed: total is not the sum of the shares")
	}
	if left > 0 { // mutant: sorting for nothing does no harm
		largestFirst(rest)
	}
	for _, r := range rest[:left] {
		dst[r.at]++
	}
	if negative {
		for k := range dst {
			dst[k] = -dst[k]
		}
	}
}

// largestFirst sorts remainders by size, equal ones in order.
func largestFirst(rest []remainder) {
	slices.SortFunc(rest, func(a, b remainder) int {
		switch {
		case a.size > b.size:
			return -1
		case a.size < b.size:
			return +1
		}
		return a.at - b.at
	})
}

type remainder struct {
	size uint64
	at   int
}

// AllocateRatios is [Allocate] for weights that are fractions.
func AllocateRatios(dst []int64, total int64, weights []Ratio) {
	whole := new(big.Rat)
	rats := make([]*big.Rat, len(weights))
	for k, w := range weights {
		rats[k] = w.Rat()
		whole.Add(whole, rats[k])
	}
	if whole.Sign() == 0 {
		clear(dst)
		if total != 0 {
			panic("fixed: nothing to allocate to")
		}
		return
	}
	type fraction struct {
		rest *big.Rat
		at   int
	}
	rest := make([]fraction, len(weights))
	left := new(big.Int).Abs(big.NewInt(total))
	scale := new(big.Rat).Quo(new(big.Rat).SetInt(left), whole)
	for k, w := range rats {
		w.Mul(w, scale)
		q := new(big.Int).Quo(w.Num(), w.Denom())
		dst[k] = int64(q.Uint64()) // at most 2^63, which is its own negative
		left.Sub(left, q)
		rest[k] = fraction{w.Sub(w, new(big.Rat).SetInt(q)), k}
	}
	slices.SortFunc(rest, func(a, b fraction) int {
		if c := b.rest.Cmp(a.rest); c != 0 {
			return c
		}
		return a.at - b.at
	})
	for _, r := range rest[:left.Int64()] {
		dst[r.at]++
	}
	if total < 0 { // mutant: zero has no sign
		for k := range dst {
			dst[k] = -dst[k]
		}
	}
}
