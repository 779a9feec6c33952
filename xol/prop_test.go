package xol_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// fen is an amount in minor units.
func fen(n int64) decimal.Decimal { return decimal.New(n, -2) }

// storm is a book of one event with a loss of each risk, in minor units; every fourth loss is of the first risk again.
func storm(amounts []int64) treaty.BookSpec {
	b := treaty.BookSpec{Events: []treaty.Event{{ID: "storm"}}}
	for i, amount := range amounts {
		id := fmt.Sprintf("R%02d", i)
		b.Risks = append(b.Risks, risk(id, ""))
		if i%4 == 3 {
			id = "R00"
		}
		l := loss(fmt.Sprintf("L%02d", i), id, "storm", "0")
		l.Positions[0].Paid = fen(amount)
		b.Losses = append(b.Losses, l)
	}
	return b
}

// paid is what a cover pays of a storm.
func paid(t *testing.T, terms treaty.Terms, amounts []int64) decimal.Decimal {
	t.Helper()
	c, _ := apply(storm(amounts), contract("XL", 1, terms)).Contract("XL")
	return c.Ceded.Loss
}

// covers are both kinds of cover with the same layers.
func covers(layers ...xol.Layer) []treaty.Terms {
	return []treaty.Terms{xol.PerRisk{Layers: layers}, xol.PerEvent{Layers: layers}}
}

func TestLaws(t *testing.T) {
	amount, limit := gens.Minor(0, 1_000_000), gens.Minor(1, 1_000_000)
	losses := gens.SliceOf(amount, 1, 9)
	part := gens.Share(4)
	layer := func(attachment, limit int64, share decimal.Decimal, onLoss bool) xol.Layer {
		l := xol.Layer{Attachment: fen(attachment), Limit: new(fen(limit)), Share: &share}
		if onLoss {
			l.ShareOn = xol.ShareOnLoss
		}
		return l
	}
	one := decimal.New(1, 0)
	split := func(terms func(...xol.Layer) treaty.Terms, attachment, lower, upper int64, amounts []int64) bool {
		whole := terms(layer(attachment, lower+upper, one, false))
		parts := terms(layer(attachment+lower, upper, one, false), layer(attachment, lower, one, false))
		return paid(t, whole, amounts).Equal(paid(t, parts, amounts))
	}
	perRisk := func(layers ...xol.Layer) treaty.Terms { return xol.PerRisk{Layers: layers} }
	perEvent := func(layers ...xol.Layer) treaty.Terms { return xol.PerEvent{Layers: layers} }
	proptest.Check(t, "a layer that is split anywhere pays the same of a loss", prop.ForAll(func(attachment, lower, upper, x int64) bool {
		return split(perRisk, attachment, lower, upper, []int64{x}) && split(perEvent, attachment, lower, upper, []int64{x})
	}, amount, limit, limit, gens.Minor(0, 3_000_000)))
	// Of an attachment of a million at least two units stay with every loss from 20 up. Where less stays, the layers' parts of a small loss
	// may both be rounded up above it, and one gives its unit back.
	proptest.Check(t, "a layer that is split anywhere pays the same of an event", prop.ForAll(func(attachment, lower, upper int64, amounts []int64) bool {
		return split(perEvent, attachment, lower, upper, amounts)
	}, gens.Minor(1_000_000, 3_000_000), limit, limit, gens.SliceOf(gens.Minor(20, 1_000_000), 1, 9)))
	proptest.Check(t, "a larger loss pays no less and an event no more than the share of the limit", prop.ForAll(
		func(attachment, most int64, share decimal.Decimal, onLoss bool, amounts []int64, at, more int64) bool {
			l := layer(attachment, most, share, onLoss)
			larger := slices.Clone(amounts)
			larger[at%int64(len(larger))] += more
			greatest := fen(most)
			if !onLoss {
				greatest = greatest.Mul(share).Round(2)
			}
			for _, terms := range covers(l) {
				a, b := paid(t, terms, amounts), paid(t, terms, larger)
				if a.IsNegative() || b.LessThan(a) {
					return false
				}
			}
			return !paid(t, xol.PerEvent{Layers: []xol.Layer{l}}, larger).GreaterThan(greatest)
		}, amount, limit, part, gens.Pick(false, true), losses, gens.Minor(0, 8), limit))
	proptest.Check(t, "an event cap holds and a cap that is not met changes nothing", prop.ForAll(
		func(attachment, most, most2 int64, amounts []int64) bool {
			plain := layer(attachment, most, one, false)
			capped := plain
			capped.EventCap = new(fen(most2))
			a, b := paid(t, xol.PerRisk{Layers: []xol.Layer{plain}}, amounts), paid(t, xol.PerRisk{Layers: []xol.Layer{capped}}, amounts)
			return b.Equal(decimal.Min(a, fen(most2)))
		}, amount, limit, gens.Minor(1, 5_000_000), losses))
	proptest.Check(t, "money in another unit pays as much more", prop.ForAll(
		func(attachment, most, factor int64, amounts []int64) bool {
			scaled := make([]int64, len(amounts))
			for i, x := range amounts {
				scaled[i] = x * factor
			}
			small, large := covers(layer(attachment, most, one, false)), covers(layer(attachment*factor, most*factor, one, false))
			for i := range small {
				if !paid(t, small[i], amounts).Mul(decimal.New(factor, 0)).Equal(paid(t, large[i], scaled)) {
					return false
				}
			}
			return true
		}, amount, limit, gens.Minor(1, 1000), losses))
	proptest.Check(t, "a cover per event pays what one per risk does where one risk lost", prop.ForAll(
		func(attachment, most int64, share decimal.Decimal, onLoss bool, x int64) bool {
			both := covers(layer(attachment, most, share, onLoss))
			return paid(t, both[0], []int64{x}).Equal(paid(t, both[1], []int64{x}))
		}, amount, limit, part, gens.Pick(false, true), gens.Minor(0, 3_000_000)))
}
