package oracle

import (
	"math/big"
	"slices"

	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

func whole(n int64) *big.Rat { return big.NewRat(n, 1) }

func add(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }
func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func mul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func quo(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

func less(a, b *big.Rat) bool { return a.Cmp(b) < 0 }

func least(a, b *big.Rat) *big.Rat {
	if less(b, a) {
		return b
	}
	return a
}

func greatest(a, b *big.Rat) *big.Rat {
	if less(a, b) {
		return b
	}
	return a
}

// aboveZero returns max(a, 0).
func aboveZero(a *big.Rat) *big.Rat { return greatest(a, whole(0)) }

func sum(list []*big.Rat) *big.Rat {
	total := whole(0)
	for _, x := range list {
		total = add(total, x)
	}
	return total
}

// fraction returns d exactly.
func fraction(d decimal.Decimal) *big.Rat {
	x := new(big.Rat).SetInt(d.Coefficient())
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(d.Exponent(), -d.Exponent()))), nil)
	if d.Exponent() < 0 {
		return quo(x, new(big.Rat).SetInt(power))
	}
	return mul(x, new(big.Rat).SetInt(power))
}

// floor returns the greatest whole number not above x.
func floor(x *big.Rat) *big.Rat {
	q := new(big.Int).Div(x.Num(), x.Denom()) // Euclidean, and the divisor is positive
	return new(big.Rat).SetInt(q)
}

// halfUp rounds to the nearest whole number, halves away from zero.
func halfUp(x *big.Rat) *big.Rat {
	if x.Sign() < 0 {
		return new(big.Rat).Neg(halfUp(new(big.Rat).Neg(x)))
	}
	return floor(add(x, big.NewRat(1, 2)))
}

// halfEven rounds to the nearest whole number, halves to the even neighbour.
func halfEven(x *big.Rat) *big.Rat {
	below := floor(x)
	rest := sub(x, below)
	up := rest.Cmp(big.NewRat(1, 2)) > 0 ||
		rest.Cmp(big.NewRat(1, 2)) == 0 && below.Num().Bit(0) == 1
	if up {
		return add(below, whole(1))
	}
	return below
}

// rounding returns the function that a program posts with.
func rounding(mode treaty.Rounding) func(*big.Rat) *big.Rat {
	if mode == treaty.RoundHalfEven {
		return halfEven
	}
	return halfUp
}

// divide returns total in parts proportional to the weights, by largest
// remainder: each part is its exact share rounded down, and the units left go
// to the largest remainders, ties to the first. The parts of a negative total are
// those of its amount, negative. Weights that are all zero divide nothing.
func divide(total *big.Rat, weights []*big.Rat) []*big.Rat {
	parts := make([]*big.Rat, len(weights))
	all := sum(weights)
	if all.Sign() == 0 {
		for i := range parts {
			parts[i] = whole(0)
		}
		return parts
	}
	if total.Sign() < 0 {
		parts = divide(new(big.Rat).Neg(total), weights)
		for i := range parts {
			parts[i] = new(big.Rat).Neg(parts[i])
		}
		return parts
	}
	order := make([]int, len(weights))
	remainders := make([]*big.Rat, len(weights))
	for i, w := range weights {
		exact := quo(mul(total, w), all)
		parts[i] = floor(exact)
		remainders[i] = sub(exact, parts[i])
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return remainders[j].Cmp(remainders[i]) })
	left := sub(total, sum(parts))
	for _, i := range order {
		if left.Sign() > 0 {
			parts[i] = add(parts[i], whole(1))
			left = sub(left, whole(1))
		}
	}
	return parts
}

// proportion returns total in exact parts proportional to the weights.
func proportion(total *big.Rat, weights []*big.Rat) []*big.Rat {
	parts := make([]*big.Rat, len(weights))
	all := sum(weights)
	for i, w := range weights {
		parts[i] = whole(0)
		if all.Sign() != 0 {
			parts[i] = quo(mul(total, w), all)
		}
	}
	return parts
}
