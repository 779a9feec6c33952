package nonlife_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// A catCase is a random hazard, in the fractions of the oracle and as the input of the package.
type catCase struct {
	zones     []string
	ratios    [][]*big.Rat        // by scenario and zone
	exposed   map[string]*big.Rat // by zone
	attach    *big.Rat            // nil: no cover
	limits    []*big.Rat
	shares    []*big.Rat
	lines     []string
	exposures []nonlife.Exposure
	cover     *nonlife.Cover
}

var catAbroad = []string{"asia-pacific", "north-america", "europe", "other"}

func catHome() []string { return []string{"福建", "广东", "浙江", "四川", "海南"} }

func catDraw(seed uint64, zones []string) catCase {
	m := rand.New(rand.NewPCG(seed, 21))
	c := catCase{zones: zones, exposed: map[string]*big.Rat{}, lines: []string{"scenario," + strings.Join(zones, ",")}}
	for i := range 1 + m.IntN(450) {
		cells := []string{fmt.Sprintf("T-%d", i)}
		var row []*big.Rat
		for range zones {
			x := decimal.New(m.Int64N(20_000)*m.Int64N(2), -int32(2+m.IntN(11))) // a half of them zero, places of 2 to 12
			cells, row = append(cells, x.String()), append(row, x.Rat())
		}
		c.lines, c.ratios = append(c.lines, strings.Join(cells, ",")), append(c.ratios, row)
	}
	for _, zone := range zones {
		if m.IntN(4) > 0 {
			x := decimal.New(m.Int64N(1e12), -2)
			c.exposed[zone] = x.Rat()
			c.exposures = append(c.exposures, nonlife.Exposure{Zone: zone, Amount: x})
		}
	}
	if m.IntN(3) > 0 {
		top := []int64{1e6, 1e9, 1e12, 1e15}[m.IntN(4)]
		x := decimal.New(m.Int64N(top), -2)
		c.cover, c.attach = &nonlife.Cover{Attachment: x}, x.Rat()
		for range 1 + m.IntN(3) {
			limit, share := decimal.New(1+m.Int64N(top), -2), decimal.New(1+m.Int64N(100), -2)
			c.cover.Layers = append(c.cover.Layers, nonlife.CoverLayer{Limit: limit, Share: share})
			c.limits, c.shares = append(c.limits, limit.Rat()), append(c.shares, share.Rat())
		}
	}
	return c
}

func (c catCase) hazard(t testing.TB) *nonlife.Hazard {
	t.Helper()
	return &nonlife.Hazard{Scenarios: table(t, c.lines...), Exposures: c.exposures, Cover: c.cover}
}

// net is what a cover leaves of a loss, without any rounding. Source: Rule 4 Arts. 52, 53.
func (c catCase) net(loss *big.Rat) *big.Rat {
	if c.attach == nil {
		return loss
	}
	limit, ceded := new(big.Rat), new(big.Rat)
	for i := range c.limits {
		limit.Add(limit, c.limits[i])
		ceded.Add(ceded, new(big.Rat).Mul(c.limits[i], c.shares[i]))
	}
	in := new(big.Rat).Sub(loss, c.attach)
	if in.Sign() < 0 {
		in.SetInt64(0)
	}
	if in.Cmp(limit) > 0 {
		in.Set(limit)
	}
	in.Mul(in, ceded)
	in.Quo(in, limit)
	return in.Sub(loss, in)
}

// catRank is the place from below, from 0, of the figure at the confidence level of 99.5 %, counted from above: one in 200 is greater, or by the
// upper reading one less than that where 200 divides n.
func catRank(n int, lower bool) int {
	above := n * 5 / 1000 // that may be greater, rounded down
	if exact := n%200 == 0; exact && !lower {
		above--
	}
	return n - 1 - above
}

// within reports whether got is off the exact figure by no more than most.
func within(got decimal.Decimal, want *big.Rat, most string) bool {
	d := new(big.Rat).Sub(got.Rat(), want)
	return d.Abs(d).Cmp(dec(most).Rat()) <= 0
}

// isRoot reports whether got is in whole fen the root of form.
func isRoot(got decimal.Decimal, form *big.Rat) bool {
	half := big.NewRat(1, 200)
	below, above := new(big.Rat).Sub(got.Rat(), half), new(big.Rat).Add(got.Rat(), half)
	return got.Equal(got.Truncate(2)) && (below.Sign() <= 0 || below.Mul(below, below).Cmp(form) <= 0) && above.Mul(above, above).Cmp(form) >= 0
}

func catCompare(a, b *big.Rat) int { return a.Cmp(b) }

// The oracle sorts what is left of the loss of every scenario, in fractions; the package sorts losses in integers and looks at one cover.
func TestOracle_catastropheAtHome(t *testing.T) {
	e := edition(t, "2022-03-31")
	proptest.Check(t, "a scenario", prop.ForAll(func(seed uint64, lower bool) bool {
		c := catDraw(seed, catHome())
		in := nonlife.Catastrophe{PropertyTyphoon: c.hazard(t)}
		if lower {
			in.Rank = nonlife.Lower
		}
		total := must[cross2.Line](t)(in.Capital(e))
		got := total.Parts()[0].Parts()[1].Amount()
		var left []*big.Rat
		for _, row := range c.ratios {
			loss := new(big.Rat)
			for z, ratio := range row {
				if x := c.exposed[c.zones[z]]; x != nil {
					loss.Add(loss, new(big.Rat).Mul(ratio, x))
				}
			}
			left = append(left, c.net(loss))
		}
		slices.SortFunc(left, catCompare)
		want := left[catRank(len(left), lower)]
		// one rounding, or those of the loss, which a cover lessens, and of the recovery
		most := "0.005"
		if c.cover != nil {
			most = "0.011"
		}
		return within(got, want, most) && total.Amount().Equal(got)
	}, books(), gen.Bool()))
}

func TestOracle_catastropheAbroad(t *testing.T) {
	e := edition(t, "2022-03-31")
	proptest.Check(t, "a root", prop.ForAll(func(seed uint64, lower bool) bool {
		c := catDraw(seed, catAbroad[:1+seed%4])
		in := nonlife.Catastrophe{OverseasEarthquake: c.hazard(t)}
		if lower {
			in.Rank = nonlife.Lower
		}
		risk := must[cross2.Line](t)(in.Capital(e)).Parts()[1].Parts()[1]
		form := new(big.Rat)
		for z, zone := range c.zones {
			var column []*big.Rat
			for _, row := range c.ratios {
				column = append(column, row[z])
			}
			slices.SortFunc(column, catCompare)
			if x := c.exposed[zone]; x != nil {
				loss := new(big.Rat).Mul(x, column[catRank(len(column), lower)])
				form.Add(form, loss.Mul(loss, loss))
			}
		}
		if c.cover == nil {
			return isRoot(risk.Amount(), form)
		}
		before := risk.Parts()[0].Amount()
		return isRoot(before, form) && within(risk.Amount(), c.net(before.Rat()), "0.006")
	}, books(), gen.Bool()))
}

// Source: Rule 4 Art. 54, with 2 × 0.65 = 13/10.
func TestOracle_catastropheTotal(t *testing.T) {
	e := edition(t, "2022-03-31")
	proptest.Check(t, "the five together", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 22))
		var x [5]*big.Rat
		given := func(i int) *nonlife.Hazard {
			x[i] = new(big.Rat)
			if m.IntN(4) == 0 {
				return nil
			}
			amount := decimal.New(m.Int64N(1e15), -2)
			x[i] = amount.Rat()
			return &nonlife.Hazard{Capital: &amount}
		}
		c := nonlife.Catastrophe{MotorTyphoon: given(0), PropertyTyphoon: given(1), PropertyEarthquake: given(2), OverseasTyphoon: given(3), OverseasEarthquake: given(4)}
		l := must[cross2.Line](t)(c.Capital(e))
		square := func(of ...*big.Rat) *big.Rat {
			sum := new(big.Rat)
			for _, y := range of {
				sum.Add(sum, new(big.Rat).Mul(y, y))
			}
			return sum
		}
		home, abroad := l.Parts()[0].Amount(), l.Parts()[1].Amount()
		cross := new(big.Rat).Mul(big.NewRat(13, 10), x[0])
		return isRoot(home, cross.Mul(cross, x[1]).Add(cross, square(x[:3]...))) && isRoot(abroad, square(x[3:]...)) &&
			isRoot(l.Amount(), square(home.Rat(), abroad.Rat()))
	}, books()))
}
