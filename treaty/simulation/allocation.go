package simulation

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// A Portioned is a whole with the parts that add up to it in every year, such as a loss with those of its lines, or what is ceded with that of each contract or reinsurer.
type Portioned struct {
	whole *Sample
	years []int64
	parts []YearLosses
}

// Portion checks that parts add up to the whole in every year.
func Portion(whole YearLosses, parts ...YearLosses) (*Portioned, error) {
	s, err := NewSample(whole)
	if err != nil {
		return nil, cede.In("whole", err)
	}
	sum, err := Sum(append([]YearLosses{{Currency: whole.Currency, Scale: whole.Scale, Loss: make([]int64, len(whole.Loss))}}, parts...)...)
	if err != nil {
		return nil, cede.In("parts", err)
	}
	for y, x := range sum.Loss {
		if x != whole.Loss[y] {
			return nil, cede.At("years", y, cede.Invalid("", s.money(x).String(), "must be parts that add up to the whole, "+s.money(whole.Loss[y]).String()))
		}
	}
	return &Portioned{whole: s, years: whole.Loss, parts: parts}, nil
}

// Whole returns the sample of the whole.
func (p *Portioned) Whole() *Sample {
	if p == nil {
		return nil
	}
	return p.whole
}

// made refuses what Portion has not made.
func (p *Portioned) made() error {
	if p.Whole() == nil {
		return cede.Invalid("portioned", "", "must be made by Portion")
	}
	return nil
}

// TVaR returns what each part contributes to the tail value at risk of the whole by [TailExact], the Euler allocation or co-TVaR: its mean over the worst years of the whole. Years that
// share the value at risk count alike, so that their order reaches nothing. The contributions are rounded so that they add up to [Sample.TVaR] to the minor unit: rounded down, and what is
// missing by the largest remainder. Source: Tasche 1999; Kalkbrener 2005.
func (p *Portioned) TVaR(at decimal.Decimal) ([]decimal.Decimal, error) {
	if err := p.made(); err != nil {
		return nil, err
	}
	if err := probability("probability", at); err != nil {
		return nil, err
	}
	w := p.whole.weights(at)
	each := new(big.Rat).Quo(w.rest, new(big.Rat).SetInt64(int64(w.ties))) // of every year at the value
	exact := make([]*big.Rat, len(p.parts))
	for i := range p.parts {
		var above, level []int64
		for y, x := range p.years {
			switch cmp.Compare(x, w.value) {
			case +1:
				above = append(above, p.parts[i].Loss[y])
			case 0:
				level = append(level, p.parts[i].Loss[y])
			}
		}
		sumAbove, _ := sums(above)
		sumAt, _ := sums(level)
		exact[i] = new(big.Rat).SetInt(sumAbove)
		exact[i].Add(exact[i], new(big.Rat).Mul(each, new(big.Rat).SetInt(sumAt)))
		exact[i].Quo(exact[i], w.years)
	}
	return p.rounded(nearest(p.whole.tvar(at, TailExact)), exact)
}

// Deviation returns what each part contributes to the standard deviation of the whole, its covariance with the whole over that deviation, rounded so that they add up to
// [Sample.Deviation] as in [Portioned.TVaR]. Of a whole without spread every part contributes nothing.
func (p *Portioned) Deviation() ([]decimal.Decimal, error) {
	if err := p.made(); err != nil {
		return nil, err
	}
	variance := p.whole.variance()
	deviation := fineRoot(variance)
	exact := make([]*big.Rat, len(p.parts))
	n := big.NewInt(int64(len(p.years)))
	for i := range p.parts {
		exact[i] = new(big.Rat)
		if variance.Sign() == 0 {
			continue
		}
		sum, _ := sums(p.parts[i].Loss)
		cross := new(big.Int)
		var a, b big.Int
		for y, x := range p.years {
			cross.Add(cross, a.Mul(a.SetInt64(x), b.SetInt64(p.parts[i].Loss[y])))
		}
		cross.Mul(cross, n)
		cross.Sub(cross, sum.Mul(sum, p.whole.sum))
		covariance := new(big.Rat).SetFrac(cross, new(big.Int).Mul(n, big.NewInt(int64(len(p.years)-1))))
		exact[i].Mul(covariance.Quo(covariance, variance), deviation)
	}
	return p.rounded(root(variance), exact)
}

// rounded rounds parts so that they add up to a total, from which their exact sum is less than one unit away.
func (p *Portioned) rounded(total *big.Int, exact []*big.Rat) ([]decimal.Decimal, error) {
	if len(exact) == 0 {
		return nil, nil
	}
	type rest struct {
		part int
		of   *big.Rat
	}
	whole, rests, left := make([]*big.Int, len(exact)), make([]rest, len(exact)), new(big.Int).Set(total)
	for i, x := range exact {
		whole[i] = new(big.Int).Div(x.Num(), x.Denom()) // rounded down, also below zero
		rests[i] = rest{i, new(big.Rat).Sub(x, new(big.Rat).SetInt(whole[i]))}
		left.Sub(left, whole[i])
	}
	if left.Sign() < 0 || left.Cmp(big.NewInt(int64(len(exact)))) > 0 {
		return nil, cede.Invalid("parts", strconv.Itoa(len(exact)), treaty.ErrOverflow.Error())
	}
	slices.SortStableFunc(rests, func(a, b rest) int { return b.of.Cmp(a.of) })
	out := make([]decimal.Decimal, len(exact))
	for k, r := range rests {
		if big.NewInt(int64(k)).Cmp(left) < 0 {
			whole[r.part].Add(whole[r.part], big.NewInt(1))
		}
		out[r.part] = decimal.NewFromBigInt(whole[r.part], -int32(p.whole.scale))
	}
	return out, nil
}
