package nonlife_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/nonlife"
)

// catBoth are the capital of a hazard at home and abroad: a table of the zones abroad serves for both.
func catBoth(t *testing.T, h *nonlife.Hazard) []decimal.Decimal {
	t.Helper()
	return []decimal.Decimal{
		capital(t, nonlife.Catastrophe{MotorTyphoon: h}).Amount(),
		capital(t, nonlife.Catastrophe{OverseasTyphoon: h}).Amount(),
	}
}

// never reports whether no figure of a is greater than that of b.
func never(a, greater []decimal.Decimal) bool {
	for i := range a {
		if a[i].GreaterThan(greater[i]) {
			return false
		}
	}
	return true
}

func TestLaws_catastrophe(t *testing.T) {
	law := func(name string, holds func(c catCase, m *rand.Rand) bool) {
		t.Helper()
		proptest.Check(t, name, prop.ForAll(func(seed uint64) bool {
			return holds(catDraw(seed, catAbroad), rand.New(rand.NewPCG(seed, 23)))
		}, books()))
	}
	law("a cover recovers no more than the loss and no less than nothing", func(c catCase, _ *rand.Rand) bool {
		with := catBoth(t, c.hazard(t))
		c.cover = nil
		zero := decimal.Decimal{}
		return never(with, catBoth(t, c.hazard(t))) && never([]decimal.Decimal{zero, zero}, with)
	})
	law("a cover of everything leaves nothing", func(c catCase, _ *rand.Rand) bool {
		c.cover = &nonlife.Cover{Layers: []nonlife.CoverLayer{{Limit: dec("1"), Share: dec("1")}, {Limit: decimal.New(1, 17), Share: dec("1")}}}
		both := catBoth(t, c.hazard(t))
		return both[0].IsZero() && both[1].IsZero()
	})
	law("more exposure never needs less", func(c catCase, m *rand.Rand) bool {
		before := catBoth(t, c.hazard(t))
		for i := range c.exposures {
			c.exposures[i].Amount = c.exposures[i].Amount.Add(decimal.New(m.Int64N(1e9), -2))
		}
		return never(before, catBoth(t, c.hazard(t)))
	})
	law("a greater ratio never needs less", func(c catCase, m *rand.Rand) bool {
		before := catBoth(t, c.hazard(t))
		i := 1 + m.IntN(len(c.lines)-1)
		cells := strings.Split(c.lines[i], ",")
		cell := 1 + m.IntN(len(cells)-1)
		cells[cell] = dec(cells[cell]).Add(dec("2.5")).String()
		c.lines[i] = strings.Join(cells, ",")
		return never(before, catBoth(t, c.hazard(t)))
	})
	law("a better cover never needs more", func(c catCase, m *rand.Rand) bool {
		if c.cover == nil {
			return true
		}
		before := catBoth(t, c.hazard(t))
		i := m.IntN(len(c.cover.Layers))
		switch m.IntN(3) {
		case 0:
			c.cover.Attachment = c.cover.Attachment.Mul(dec("0.5")).Truncate(2)
		case 1:
			c.cover.Layers[i].Share = dec("1")
		case 2: // a wider layer of the mean share; a wider one of less than that may cede less of what is below
			c.cover.Layers = c.cover.Layers[:1]
			before = catBoth(t, c.hazard(t))
			c.cover.Layers[0].Limit = c.cover.Layers[0].Limit.Mul(dec("2"))
		}
		return never(catBoth(t, c.hazard(t)), before)
	})
	law("the lower reading never needs more", func(c catCase, _ *rand.Rand) bool {
		h := c.hazard(t)
		lower := func(in nonlife.Catastrophe) decimal.Decimal {
			in.Rank = nonlife.Lower
			return capital(t, in).Amount()
		}
		return never([]decimal.Decimal{lower(nonlife.Catastrophe{MotorTyphoon: h}), lower(nonlife.Catastrophe{OverseasTyphoon: h})}, catBoth(t, h))
	})
	law("no order reaches a line of the tree", func(c catCase, m *rand.Rand) bool {
		if len(c.lines) > 20 {
			c.lines = c.lines[:20] // with ties of zero among them
		}
		of := func() string {
			h := c.hazard(t)
			if h.Cover != nil {
				return catBoth(t, h)[0].String() + catBoth(t, h)[1].String()
			}
			return text(t, capital(t, nonlife.Catastrophe{PropertyTyphoon: h})) + text(t, capital(t, nonlife.Catastrophe{OverseasTyphoon: h}))
		}
		before := of()
		order := m.Perm(len(c.zones))
		for i, line := range c.lines {
			cells := strings.Split(line, ",")
			turned := []string{cells[0]}
			for _, z := range order {
				turned = append(turned, cells[1+z])
			}
			c.lines[i] = strings.Join(turned, ",")
		}
		m.Shuffle(len(c.lines)-1, func(i, j int) { c.lines[1+i], c.lines[1+j] = c.lines[1+j], c.lines[1+i] })
		slices.Reverse(c.exposures)
		if c.cover != nil {
			slices.Reverse(c.cover.Layers)
		}
		return of() == before
	})
	law("the tree can be computed again", func(c catCase, _ *rand.Rand) bool {
		h := c.hazard(t)
		l := capital(t, nonlife.Catastrophe{MotorTyphoon: h, OverseasEarthquake: h})
		record := must[cross2.Record](t)(cross2.Read(strings.NewReader(text(t, l)), 1<<20))
		again := must[cross2.Line](t)(record.Verify())
		return again.Amount().Equal(l.Amount())
	})
}

func text(t *testing.T, l cross2.Line) string {
	t.Helper()
	return string(must[[]byte](t)(json.Marshal(l)))
}
