package cross2

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Matrix is a correlation matrix of the rulebook: symmetric, 1 on the diagonal, positive
// semi-definite. It is immutable. The zero Matrix is not valid.
type Matrix struct {
	_ [0]func()

	figure
	order []string
	rows  [][]decimal.Decimal
}

// Order returns what the rows and columns stand for, such as non-life, market and credit.
func (m Matrix) Order() []string { return slices.Clone(m.order) }

// Size returns the number of rows.
func (m Matrix) Size() int { return len(m.rows) }

// At returns the correlation of row i and column j, counted from 0. A place outside the matrix
// is an error.
func (m Matrix) At(i, j int) (decimal.Decimal, error) {
	if i < 0 || j < 0 || i >= len(m.rows) || j >= len(m.rows) {
		return decimal.Decimal{}, cede.Invalid("", fmt.Sprintf("%d, %d", i, j), fmt.Sprintf("must be a row and a column from 0 to %d", len(m.rows)-1))
	}
	return m.rows[i][j], nil
}

// maxMatrix is the most rows of a matrix: the rules have at most 13.
const maxMatrix = 20

// checkMatrix refuses what is no correlation matrix.
func checkMatrix(name string, rows [][]decimal.Decimal) error {
	n := len(rows)
	switch {
	case n == 0:
		return cede.Invalid(name, "", "must not be empty")
	case n > maxMatrix:
		return cede.Invalid(name, strconv.Itoa(n), "must have at most "+strconv.Itoa(maxMatrix)+" rows")
	}
	for i, row := range rows {
		if len(row) != n {
			return cede.At(name, i, cede.Invalid("", strconv.Itoa(len(row)), "must have as many columns as there are rows, "+strconv.Itoa(n)))
		}
		for j, x := range row {
			if err := bound.Check("", x); err != nil {
				return cede.At(name, i, cede.At("", j, err))
			}
		}
	}
	for i, row := range rows {
		for j, x := range row {
			switch {
			case i == j && !x.Equal(one):
				return cede.At(name, i, cede.At("", j, cede.Invalid("", bound.Text(x), "must be 1 on the diagonal")))
			case i < j && !x.Equal(rows[j][i]):
				return cede.At(name, j, cede.At("", i, cede.Invalid("", bound.Text(rows[j][i]), "must be the same on both sides of the diagonal, "+bound.Text(x))))
			}
		}
	}
	if !semiDefinite(rows) {
		return cede.Invalid(name, "", "must be positive semi-definite")
	}
	return nil
}

var one = decimal.New(1, 0)

// semiDefinite reports whether a symmetric matrix is positive semi-definite, exactly. It eliminates
// without fractions, so that every pivot is a principal minor.
func semiDefinite(rows [][]decimal.Decimal) bool {
	n := len(rows)
	a := make([][]*big.Int, n)
	for i := range a {
		a[i] = make([]*big.Int, n)
		for j := range a[i] {
			a[i][j] = rows[i][j].Shift(bound.Places).BigInt()
		}
	}
	last := big.NewInt(1)
	left, right := new(big.Int), new(big.Int)
	for k := range n {
		pivot := a[k][k]
		switch pivot.Sign() {
		case -1:
			return false
		case 0: // the rest of its row must vanish, and then the row says nothing more
			for j := k + 1; j < n; j++ {
				if a[k][j].Sign() != 0 {
					return false
				}
			}
			continue
		}
		for i := k + 1; i < n; i++ {
			for j := i; j < n; j++ {
				left.Mul(a[i][j], pivot)
				right.Mul(a[k][i], a[k][j])
				left.Sub(left, right)
				a[i][j] = new(big.Int).Quo(left, last)
			}
		}
		last = pivot
	}
	return true
}

// cloned returns the rows in memory of their own, or nil if there are none.
func cloned(rows [][]decimal.Decimal) [][]decimal.Decimal {
	own := slices.Clone(rows)
	for i, row := range own {
		own[i] = slices.Clone(row)
	}
	return own
}

// form returns v·M·vᵀ, exactly.
func form(rows [][]decimal.Decimal, v []decimal.Decimal) decimal.Decimal {
	var squares, products decimal.Decimal
	for i := range v {
		squares = squares.Add(v[i].Mul(v[i]))
		for j := range i {
			if !rows[i][j].IsZero() {
				products = products.Add(rows[i][j].Mul(v[i]).Mul(v[j]))
			}
		}
	}
	return squares.Add(products).Add(products)
}

// root returns the square root of x, which is not negative, rounded once to the given number of places, half
// away from zero.
//
//	r = ⌊√N⌋, N = x × 10^(2 places); one more where 4N ≥ (2r + 1)²
func root(x decimal.Decimal, places int32) decimal.Decimal {
	shift := int64(x.Exponent()) + 2*int64(places)
	n := x.Coefficient()
	divisor := big.NewInt(1)
	if shift >= 0 {
		n.Mul(n, power(shift))
	} else {
		divisor = power(-shift)
	}
	r := new(big.Int).Quo(n, divisor)
	r.Sqrt(r)
	half := new(big.Int).Lsh(r, 1)
	half.Add(half, big.NewInt(1))
	half.Mul(half, half)
	half.Mul(half, divisor)
	if new(big.Int).Lsh(n, 2).Cmp(half) >= 0 {
		r.Add(r, big.NewInt(1))
	}
	return decimal.NewFromBigInt(r, -places)
}

func power(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }
