package simulation

import (
	"math/big"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Rank says which of n sorted amounts is the value at risk (在险价值) at a probability p. The zero Rank is [RankCeil]. Positions count from 1; between two, RankWeibull and RankLinear go
// straight from one to the other, and before the first and after the last they stay there.
type Rank string

const (
	// RankCeil is ⌈n p⌉: the least amount that at least p of the years do not exceed. It is the default; definition 1 of Hyndman and Fan (1996).
	RankCeil Rank = "ceil"
	// RankNext is ⌊n p⌋ + 1: the least amount that more than p of the years do not exceed. With 10,000 years, 1 in 100 is the 100th largest.
	RankNext Rank = "next"
	// RankWeibull is (n + 1) p: definition 6 of Hyndman and Fan, the plotting position of hydrology, PERCENTILE.EXC of spreadsheets.
	RankWeibull Rank = "weibull"
	// RankLinear is 1 + (n - 1) p: definition 7 of Hyndman and Fan, PERCENTILE.INC of spreadsheets, the default of R and NumPy.
	RankLinear Rank = "linear"
)

// A Tail says what the tail value at risk (尾部在险价值) is the mean of. The zero Tail is [TailExact].
type Tail string

const (
	// TailExact is the worst (1 - p) n years, of which the last may be a part of a year: the integral of the value at risk from p to 1, which is coherent (Acerbi and Tasche 2002). It
	// is the default.
	TailExact Tail = "exact"
	// TailFrom is all years of at least the value at risk by [RankCeil].
	TailFrom Tail = "from"
	// TailAbove is all years above it; the value at risk itself if there are none.
	TailAbove Tail = "above"
)

// oneOf refuses what is none of the words; the zero word is the default.
func oneOf[T ~string](name string, x T, words ...T) error {
	if x == "" {
		return nil
	}
	all := make([]string, len(words))
	for i, w := range words {
		if x == w {
			return nil
		}
		all[i] = string(w)
	}
	return cede.Invalid(name, string(x), "must be one of "+strings.Join(all, ", "))
}

// probability refuses what is not between 0 and 1.
func probability(name string, p decimal.Decimal) error {
	if err := bound.Check(name, p); err != nil {
		return err
	}
	if !p.IsPositive() || p.GreaterThanOrEqual(decimal.New(1, 0)) {
		return cede.Invalid(name, p.String(), "must be above 0 and below 1")
	}
	return nil
}

// floor returns ⌊x⌋ for x ≥ 0, and the rest.
func floor(x *big.Rat) (whole int, rest *big.Rat) {
	q := new(big.Int).Quo(x.Num(), x.Denom())
	return int(q.Int64()), new(big.Rat).Sub(x, new(big.Rat).SetInt(q)) // at most the number of years and one
}

// VaR returns the value at risk at a probability between 0 and 1, such as 0.995: 1 in 200 years.
func (s *Sample) VaR(p decimal.Decimal, rank Rank) (decimal.Decimal, error) {
	if err := s.made(); err != nil {
		return decimal.Decimal{}, err
	}
	if err := probability("probability", p); err != nil {
		return decimal.Decimal{}, err
	}
	if err := oneOf("rank", rank, RankCeil, RankNext, RankWeibull, RankLinear); err != nil {
		return decimal.Decimal{}, err
	}
	return s.quantile(p.Rat(), rank), nil
}

// quantile returns the value at risk at any fraction.
func (s *Sample) quantile(p *big.Rat, rank Rank) decimal.Decimal {
	n := int64(len(s.sorted))
	position := func(times, plus int64) *big.Rat {
		x := new(big.Rat).Mul(p, new(big.Rat).SetInt64(times))
		return x.Add(x, new(big.Rat).SetInt64(plus))
	}
	switch rank {
	case RankNext:
		whole, _ := floor(position(n, 1))
		return s.money(s.at(whole))
	case RankWeibull:
		return s.between(position(n+1, 0))
	case RankLinear:
		return s.between(position(n-1, 1))
	case RankCeil:
	}
	return s.money(s.at(s.ceil(p)))
}

// ceil returns ⌈n p⌉.
func (s *Sample) ceil(p *big.Rat) int {
	whole, rest := floor(new(big.Rat).Mul(p, s.n()))
	if rest.Sign() > 0 {
		whole++
	}
	return whole
}

// at returns the amount at a position, or the nearest there is.
func (s *Sample) at(position int) int64 { return s.sorted[min(max(position, 1), len(s.sorted))-1] }

// between returns the amount at a position that may lie between two.
func (s *Sample) between(position *big.Rat) decimal.Decimal {
	whole, rest := floor(position)
	low := new(big.Rat).SetInt64(s.at(whole))
	step := new(big.Rat).SetInt64(s.at(whole + 1))
	step.Sub(step, low)
	return s.round(low.Add(low, step.Mul(step, rest)))
}

// TVaR returns the tail value at risk at a probability between 0 and 1.
func (s *Sample) TVaR(p decimal.Decimal, tail Tail) (decimal.Decimal, error) {
	if err := s.made(); err != nil {
		return decimal.Decimal{}, err
	}
	if err := probability("probability", p); err != nil {
		return decimal.Decimal{}, err
	}
	if err := oneOf("tail", tail, TailExact, TailFrom, TailAbove); err != nil {
		return decimal.Decimal{}, err
	}
	return s.round(s.tvar(p, tail)), nil
}

func (s *Sample) tvar(p decimal.Decimal, tail Tail) *big.Rat {
	value := s.at(s.ceil(p.Rat()))
	switch tail {
	case TailFrom:
		first := sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] >= value })
		return meanOf(s.sorted[first:])
	case TailAbove:
		first := sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] > value })
		if first == len(s.sorted) {
			return new(big.Rat).SetInt64(value)
		}
		return meanOf(s.sorted[first:])
	case TailExact:
	}
	w := s.weights(p)
	sum, _ := sums(s.sorted[w.above:])
	out := new(big.Rat).SetInt(sum)
	out.Add(out, new(big.Rat).Mul(w.rest, new(big.Rat).SetInt64(w.value)))
	return out.Quo(out, w.years)
}

func meanOf(x []int64) *big.Rat {
	sum, _ := sums(x)
	return new(big.Rat).SetFrac(sum, big.NewInt(int64(len(x))))
}

// Weights are those of the years in the exact tail.
type weights struct {
	years *big.Rat // (1 - p) n
	value int64    // the value at risk
	above int      // years from this position on, from 0, are above it and count wholly
	rest  *big.Rat // so many years of the value count
	ties  int      // of so many years that have it
}

func (s *Sample) weights(p decimal.Decimal) weights {
	one := decimal.New(1, 0)
	w := weights{years: new(big.Rat).Mul(one.Sub(p).Rat(), s.n())}
	// The worst ⌈(1 - p) n⌉ years are in the tail; the least of them may be in part.
	whole, rest := floor(w.years)
	if rest.Sign() > 0 {
		whole++
	}
	w.value = s.sorted[len(s.sorted)-whole]
	w.above = sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] > w.value })
	first := sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] >= w.value })
	w.ties = w.above - first
	w.rest = new(big.Rat).Sub(w.years, new(big.Rat).SetInt64(int64(len(s.sorted)-w.above)))
	return w
}

// A Point is one of an exceedance curve.
type Point struct {
	_ [0]func()
	// Years is the return period (重现期), Probability 1 over it, and Loss the value at risk at 1 less that.
	Years       decimal.Decimal
	Probability decimal.Decimal
	Loss        decimal.Decimal
}

// Curve returns the exceedance curve (超越概率曲线) at return periods above 1. It is the AEP of annual losses and the OEP of largest occurrences. The probability is rounded to 18
// places; the loss is that of the exact one.
func (s *Sample) Curve(rank Rank, years ...decimal.Decimal) ([]Point, error) {
	if err := s.made(); err != nil {
		return nil, err
	}
	if err := oneOf("rank", rank, RankCeil, RankNext, RankWeibull, RankLinear); err != nil {
		return nil, err
	}
	const places = 18
	out := make([]Point, 0, len(years))
	for i, t := range years {
		if err := bound.Positive("", t); err != nil {
			return nil, cede.At("years", i, err)
		}
		if t.LessThanOrEqual(decimal.New(1, 0)) {
			return nil, cede.At("years", i, cede.Invalid("", t.String(), "must be above 1"))
		}
		inverse := new(big.Rat).Inv(t.Rat())
		out = append(out, Point{
			Years: t, Probability: decimal.New(1, 0).DivRound(t, places), Loss: s.quantile(new(big.Rat).Sub(big.NewRat(1, 1), inverse), rank),
		})
	}
	return out, nil
}
