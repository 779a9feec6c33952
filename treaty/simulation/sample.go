package simulation

import (
	"errors"
	"fmt"
	"math/big"
	"math/bits"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/treaty"
)

// A Sample is one amount of each of many years, of which every one is as likely as any other, in order of size. From annual losses come the measures of the year (AEP), from the largest
// occurrence of each year ([Result.Largest], [Table.Largest]) those of an occurrence (OEP).
//
// What is money is rounded once, to the minor unit, half away from zero; everything before is exact. It is immutable and safe for concurrent use. The zero Sample is not valid: it has
// no years, and its figures are 0.
type Sample struct {
	currency treaty.Currency
	scale    int
	sorted   []int64
	sum      *big.Int
	squares  *big.Int
}

// NewSample sorts a copy of the amounts. There must be at least one year.
func NewSample(y YearLosses) (*Sample, error) {
	if err := y.Validate(); err != nil {
		return nil, err
	}
	if len(y.Loss) == 0 {
		return nil, cede.Invalid("loss", "", "must have at least one year")
	}
	s := &Sample{currency: y.Currency, scale: y.Places(), sorted: slices.Clone(y.Loss)}
	slices.Sort(s.sorted)
	s.sum, s.squares = sums(s.sorted)
	return s, nil
}

// sums returns the sum and the sum of squares: of 2^31 amounts they fit 95 and 157 bits.
func sums(x []int64) (sum, squares *big.Int) {
	var up, down [2]uint64 // of what is above and below zero, low word first
	var all [3]uint64
	for _, v := range x {
		into, size := &up, uint64(v)
		if v < 0 {
			into, size = &down, -uint64(v)
		}
		var carry uint64
		into[0], carry = bits.Add64(into[0], size, 0)
		into[1] += carry
		hi, lo := bits.Mul64(size, size)
		all[0], carry = bits.Add64(all[0], lo, 0)
		all[1], carry = bits.Add64(all[1], hi, carry)
		all[2] += carry
	}
	return new(big.Int).Sub(words(up[:]), words(down[:])), words(all[:])
}

// words makes a number of words, low word first.
func words(x []uint64) *big.Int {
	out := new(big.Int)
	for i := len(x) - 1; i >= 0; i-- {
		out.Lsh(out, 64)
		out.Or(out, new(big.Int).SetUint64(x[i]))
	}
	return out
}

// Years returns the number of years.
func (s *Sample) Years() int {
	if s == nil {
		return 0
	}
	return len(s.sorted)
}

// made refuses what NewSample has not made.
func (s *Sample) made() error {
	if s.Years() == 0 {
		return cede.Invalid("sample", "", "must be made by NewSample")
	}
	return nil
}

// Least and Greatest return the smallest and the largest amount.
func (s *Sample) Least() decimal.Decimal {
	if s.made() != nil {
		return decimal.Decimal{}
	}
	return s.money(s.sorted[0])
}

// Greatest returns the largest amount.
func (s *Sample) Greatest() decimal.Decimal {
	if s.made() != nil {
		return decimal.Decimal{}
	}
	return s.money(s.sorted[len(s.sorted)-1])
}

func (s *Sample) money(minor int64) decimal.Decimal { return decimal.New(minor, -int32(s.scale)) }

// round returns exact minor units as money.
func (s *Sample) round(minor *big.Rat) decimal.Decimal {
	return decimal.NewFromBigInt(nearest(minor), -int32(s.scale))
}

// nearest rounds half away from zero.
func nearest(x *big.Rat) *big.Int {
	twice := new(big.Int).Lsh(new(big.Int).Abs(x.Num()), 1)
	twice.Add(twice, x.Denom())
	out := twice.Quo(twice, new(big.Int).Lsh(x.Denom(), 1))
	if x.Sign() < 0 {
		out.Neg(out)
	}
	return out
}

// root returns the square root of x ≥ 0, rounded half up: ⌊√x + 1/2⌋ = ⌊(⌊√4x⌋ + 1) / 2⌋.
func root(x *big.Rat) *big.Int {
	four := new(big.Int).Lsh(x.Num(), 2)
	out := four.Sqrt(four.Quo(four, x.Denom()))
	out.Add(out, big.NewInt(1))
	return out.Rsh(out, 1)
}

// fineRoot returns the square root of x ≥ 0: exact if it is a fraction, and otherwise less than 2^-64 below it.
func fineRoot(x *big.Rat) *big.Rat {
	num, den := new(big.Int).Sqrt(x.Num()), new(big.Int).Sqrt(x.Denom())
	if new(big.Int).Mul(num, num).Cmp(x.Num()) == 0 && new(big.Int).Mul(den, den).Cmp(x.Denom()) == 0 {
		return new(big.Rat).SetFrac(num, den)
	}
	const places = 64
	wide := new(big.Int).Lsh(x.Num(), 2*places)
	return new(big.Rat).SetFrac(wide.Sqrt(wide.Quo(wide, x.Denom())), new(big.Int).Lsh(big.NewInt(1), places))
}

func (s *Sample) n() *big.Rat { return new(big.Rat).SetInt64(int64(len(s.sorted))) }

func (s *Sample) mean() *big.Rat {
	return new(big.Rat).SetFrac(s.sum, big.NewInt(int64(len(s.sorted))))
}

// Mean returns the sum over the number of years.
func (s *Sample) Mean() decimal.Decimal {
	if s.made() != nil {
		return decimal.Decimal{}
	}
	return s.round(s.mean())
}

// variance returns Σ(x - mean)² / (n - 1), or 0 for a single year.
func (s *Sample) variance() *big.Rat {
	n := big.NewInt(int64(len(s.sorted)))
	if len(s.sorted) == 1 {
		return new(big.Rat)
	}
	num := new(big.Int).Mul(n, s.squares)
	num.Sub(num, new(big.Int).Mul(s.sum, s.sum))
	return new(big.Rat).SetFrac(num, new(big.Int).Mul(n, big.NewInt(int64(len(s.sorted)-1))))
}

// Deviation returns the standard deviation of the sample, with n - 1; 0 for a single year.
func (s *Sample) Deviation() decimal.Decimal {
	if s.made() != nil {
		return decimal.Decimal{}
	}
	return decimal.NewFromBigInt(root(s.variance()), -int32(s.scale))
}

// StandardError returns that of the mean, the deviation over √n. A single year has none: it is an error.
func (s *Sample) StandardError() (decimal.Decimal, error) {
	if err := s.several(); err != nil {
		return decimal.Decimal{}, err
	}
	return decimal.NewFromBigInt(root(new(big.Rat).Quo(s.variance(), s.n())), -int32(s.scale)), nil
}

func (s *Sample) several() error {
	if err := s.made(); err != nil {
		return err
	}
	if len(s.sorted) == 1 {
		return cede.Invalid("years", "1", "must be at least 2: one year has no spread")
	}
	return nil
}

// Reached returns in how many of the years the amount is at least x.
func (s *Sample) Reached(x decimal.Decimal) (Proportion, error) {
	if err := s.made(); err != nil {
		return Proportion{}, err
	}
	if err := bound.Check("amount", x); err != nil {
		return Proportion{}, err
	}
	minor := x.Shift(int32(s.scale)).Rat()
	below, _ := slices.BinarySearchFunc(s.sorted, minor, func(v int64, x *big.Rat) int { return new(big.Rat).SetInt64(v).Cmp(x) })
	return Proportion{Of: len(s.sorted) - below, Years: len(s.sorted)}, nil
}

// Exceeded returns in how many of the years the amount is above x.
func (s *Sample) Exceeded(x decimal.Decimal) (Proportion, error) {
	if err := s.made(); err != nil {
		return Proportion{}, err
	}
	if err := bound.Check("amount", x); err != nil {
		return Proportion{}, err
	}
	minor := x.Shift(int32(s.scale)).Rat()
	upTo, _ := slices.BinarySearchFunc(s.sorted, minor, func(v int64, x *big.Rat) int {
		if new(big.Rat).SetInt64(v).Cmp(x) <= 0 {
			return -1
		}
		return 1
	})
	return Proportion{Of: len(s.sorted) - upTo, Years: len(s.sorted)}, nil
}

// Largest returns the largest occurrence of each year: an event, whose rows add up, or a row without event. A year without rows has 0. A sum that leaves 64 bits is a [treaty.ErrOverflow].
func (t Table) Largest() (YearLosses, error) {
	if err := t.Validate(); err != nil {
		return YearLosses{}, err
	}
	out := YearLosses{Currency: t.Currency, Scale: t.Scale, Loss: make([]int64, len(t.Ends))}
	sums := make(map[int32]int64)
	from := 0
	for y, to := range t.Ends {
		clear(sums)
		for row := from; row < to; row++ {
			sum := t.Loss[row]
			if t.Event != nil && t.Event[row] >= 0 {
				sum += sums[t.Event[row]]
				if sum < 0 {
					return YearLosses{}, cede.At("ends", y, treaty.ErrOverflow)
				}
				sums[t.Event[row]] = sum
			}
			out.Loss[y] = max(out.Loss[y], sum)
		}
		from = to
	}
	return out, nil
}

// Sum returns the sums of columns, year by year: of one currency, scale and number of years. A sum that leaves 64 bits is a [treaty.ErrOverflow] with its year, from 0.
func Sum(columns ...YearLosses) (YearLosses, error) {
	if len(columns) == 0 {
		return YearLosses{}, cede.Invalid("columns", "", "must not be empty")
	}
	first := columns[0]
	out := YearLosses{Currency: first.Currency, Scale: first.Scale, Loss: slices.Clone(first.Loss)}
	for i, c := range columns[1:] {
		if err := alike(first, c); err != nil {
			return YearLosses{}, cede.At("columns", i+1, err)
		}
		for y, x := range c.Loss {
			sum := out.Loss[y] + x
			if (sum > out.Loss[y]) != (x > 0) && x != 0 {
				return YearLosses{}, cede.At("years", y, treaty.ErrOverflow)
			}
			out.Loss[y] = sum
		}
	}
	return out, nil
}

// Less returns a less b, year by year, as [Sum]. What a contract does to the net is the difference between a measure of the net and the same measure of the net with what
// the contract cedes.
func (y YearLosses) Less(b YearLosses) (YearLosses, error) {
	minus := YearLosses{Currency: b.Currency, Scale: b.Scale, Loss: make([]int64, len(b.Loss))}
	for i, x := range b.Loss {
		minus.Loss[i] = -x
		if x == -x && x != 0 {
			return YearLosses{}, cede.At("years", i, treaty.ErrOverflow)
		}
	}
	return Sum(y, minus)
}

// alike reports where columns do not go together.
func alike(a, b YearLosses) error {
	var errs []error
	if a.Currency != b.Currency {
		errs = append(errs, cede.Invalid("currency", string(b.Currency), "must be that of the first, "+string(a.Currency)))
	}
	if a.Places() != b.Places() {
		errs = append(errs, cede.Invalid("scale", strconv.Itoa(b.Places()), fmt.Sprintf("must be that of the first, %d", a.Places())))
	}
	if len(a.Loss) != len(b.Loss) {
		errs = append(errs, cede.Invalid("loss", strconv.Itoa(len(b.Loss)), fmt.Sprintf("must have as many years as the first, %d", len(a.Loss))))
	}
	return errors.Join(errs...)
}
