package xol_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// A blow is a loss of an event in fen, so many hours after the first of July 2026, of one of two risks.
type blow struct{ hour, risk, amount int64 }

// blows reads losses from numbers; half of the losses are of risk 0.
func blows(codes []int64, hours int64) []blow {
	out := make([]blow, len(codes))
	for i, code := range codes {
		out[i] = blow{hour: code % hours, risk: code / hours % 2, amount: code / hours / 2}
	}
	return out
}

// A towerCase is a tower of two layers, in fen, each as its own terms say.
type towerCase struct {
	attachment, limit, limit2, hundredths, franchise int64
	onLoss, both, narrow                             bool
}

// towers reads a tower from a number.
func towers(code int64) towerCase {
	rng := rand.New(rand.NewPCG(uint64(code), 1))
	c := towerCase{attachment: rng.Int64N(40), limit: 1 + rng.Int64N(50), limit2: 1 + rng.Int64N(80), hundredths: 1 + rng.Int64N(100)}
	if rng.IntN(3) == 0 {
		c.hundredths = 100
	}
	if rng.IntN(4) == 0 {
		c.franchise = 1 + rng.Int64N(60)
	}
	c.onLoss, c.both, c.narrow = rng.IntN(3) == 0, rng.IntN(4) == 0, rng.IntN(3) == 0
	return c
}

// layers are the tower: the first layer has the share and the franchise, the second needs two risks or looks at risk 1 only.
func (c towerCase) layers() []xol.Layer {
	a := xol.Layer{Attachment: fen(c.attachment), Limit: new(fen(c.limit)), Share: new(fen(c.hundredths))}
	b := xol.Layer{Attachment: fen(c.attachment + c.limit), Limit: new(fen(c.limit2))}
	if c.franchise > 0 {
		a.Franchise = new(fen(c.franchise))
	}
	if c.onLoss {
		a.ShareOn = xol.ShareOnLoss
	}
	if c.both {
		b.MinimumRisks = 2
	}
	if c.narrow {
		b.Scope = treaty.Scope{Include: treaty.Selection{Lines: []string{"line 1"}}}
	}
	return []xol.Layer{a, b}
}

// recovers is what the tower pays of some losses as one occurrence.
func (c towerCase) recovers(list []blow) int64 {
	var sum, sum1 int64
	hit := map[int64]bool{}
	for _, l := range list {
		sum += l.amount
		if l.risk == 1 {
			sum1 += l.amount
		}
		if l.amount > 0 {
			hit[l.risk] = true
		}
	}
	var first int64
	switch {
	case sum <= c.franchise:
	case c.onLoss:
		first = min(max((sum*c.hundredths+50)/100-c.attachment, 0), c.limit)
	default:
		first = (min(max(sum-c.attachment, 0), c.limit)*c.hundredths + 50) / 100
	}
	seen := sum
	if c.narrow {
		seen, hit[0] = sum1, false
	}
	if c.both && (!hit[0] || !hit[1]) {
		return first
	}
	return first + min(max(seen-c.attachment-c.limit, 0), c.limit2)
}

// in returns the losses of a window, in the unit of hours given: 1, or 24 for days.
func in(list []blow, from, length, unit int64) []blow {
	var out []blow
	for _, l := range list {
		if at := l.hour / unit; from <= at && at < from+length {
			out = append(out, l)
		}
	}
	return out
}

// bestWindows tries every set of windows that do not overlap and begin at the first loss or later.
func (c towerCase) bestWindows(list []blow, length, unit int64) (starts []int64, value int64) {
	subject := slices.DeleteFunc(slices.Clone(list), func(l blow) bool { return l.amount == 0 })
	if len(subject) == 0 {
		return nil, 0
	}
	times := make([]int64, len(subject))
	for i, l := range subject {
		times[i] = l.hour / unit
	}
	first, last := slices.Min(times), slices.Max(times)
	of := make(map[int64]int64)
	for from := first; from <= last; from++ {
		of[from] = c.recovers(in(subject, from, length, unit))
	}
	var try func(from int64, chosen []int64, sum int64)
	try = func(from int64, chosen []int64, sum int64) { // sets in order of their starts, so that the first of equals is the earliest
		if sum > value || sum == value && len(chosen) < len(starts) {
			value, starts = sum, slices.Clone(chosen)
		}
		for ; from <= last; from++ {
			try(from+length, append(slices.Clone(chosen), from), sum+of[from])
		}
	}
	try(first, nil, 0)
	return starts, value
}

// bookOf is a book of the losses; those of days have no hours.
func bookOf(list []blow, unit int64) treaty.BookSpec {
	b := treaty.BookSpec{Events: []treaty.Event{{ID: "E"}}, Risks: []treaty.Risk{risk("R0", "line 0"), risk("R1", "line 1")}}
	for i, l := range list {
		lost := loss(fmt.Sprintf("L%02d", i), fmt.Sprintf("R%d", l.risk), "E", "0")
		lost.Date, lost.Positions[0].Paid = day("2026-07-01").AddDays(int(l.hour/24)), fen(l.amount)
		if unit == 1 {
			lost.Hour = new(int(l.hour % 24))
		}
		b.Losses = append(b.Losses, lost)
	}
	return b
}

// startsOf are the windows of a result in the unit of hours given, since the first of July.
func startsOf(r *treaty.Result, unit int64) []int64 {
	var out []int64
	for w := range r.Windows() {
		at := int64(w.From.Sub(day("2026-07-01")))
		if unit == 1 {
			at = 24*at + int64(*w.Hour)
		}
		out = append(out, at)
	}
	return out
}

// termsOf is what the terms of all layers give, before any unit is given back for rounding.
func termsOf(r *treaty.Result) decimal.Decimal {
	var sum decimal.Decimal
	for p := range r.Postings() {
		if p.Step == treaty.StepTerms && p.Term == "" {
			sum = sum.Add(p.Amount)
		}
	}
	return sum
}

func TestHoursLaws(t *testing.T) {
	tower := gens.Minor(0, 1<<40)
	equalsBrute := func(codes []int64, tower, days, span, unit int64) bool {
		c, list := towers(tower), blows(codes, 24*span)
		r := apply(bookOf(list, unit), contract("cat", 1, within(int(24*days), c.layers()...)))
		starts, value := c.bestWindows(list, 24*days/unit, unit)
		if diff := cmp.Diff(starts, startsOf(r, unit)); diff != "" || !termsOf(r).Equal(fen(value)) {
			t.Logf("%+v %+v: %s, want %s (-want +got):\n%s", c, list, termsOf(r), fen(value), diff)
			return false
		}
		return true
	}
	proptest.Check(t, "windows of days are those of all sets of windows that recover most", prop.ForAll(
		func(codes []int64, tower, days, span int64) bool { return equalsBrute(codes, tower, days, span, 24) },
		gens.SliceOf(gens.Minor(0, 2*24*9*40), 1, 12), tower, gens.Minor(1, 4), gens.Minor(2, 9)))
	proptest.Check(t, "windows of hours are those of all sets of windows that recover most", prop.ForAll(
		func(codes []int64, tower, days, span int64) bool { return equalsBrute(codes, tower, days, span, 1) },
		gens.SliceOf(gens.Minor(0, 2*24*3*40), 1, 9), tower, gens.Minor(1, 2), gens.Minor(2, 3)))
	proptest.Check(t, "no other choice recovers more", prop.ForAll(
		func(codes []int64, tower, seed, days, unit int64) bool {
			c, list := towers(tower), blows(codes, 24*60)
			got := termsOf(apply(bookOf(list, unit), contract("cat", 1, within(int(24*days), c.layers()...))))
			rng := rand.New(rand.NewPCG(uint64(seed), 2))
			first := slices.MinFunc(list, func(a, b blow) int { return int(a.hour - b.hour) }).hour / unit
			var other int64
			length := 24 * days / unit
			for from := first + rng.Int64N(length); from < 24*60/unit; from += length + rng.Int64N(2+rng.Int64N(length)) {
				if subject := in(list, from, length, unit); len(subject) > 0 {
					other += c.recovers(subject)
				}
			}
			return !fen(other).GreaterThan(got)
		}, gens.SliceOf(gens.Minor(2*24*60, 2*24*60*40), 1, 40), tower, gens.Minor(0, 1<<40), gens.Minor(1, 7), gens.Pick[int64](1, 24)))
	proptest.Check(t, "a window longer than the event is as no clause", prop.ForAll(
		func(codes []int64, tower, days, unit int64) bool {
			c, list := towers(tower), blows(codes, 24*days)
			limit := c.layers()
			limit[0].AggregateLimit = new(fen(c.limit))
			with := apply(bookOf(list, unit), contract("cat", 1, within(int(24*days), limit...)))
			without := apply(bookOf(list, unit), contract("cat", 1, xol.PerEvent{Layers: limit}))
			return cmp.Diff(everything(without), everything(with)) == ""
		}, gens.SliceOf(gens.Minor(2*24*9, 2*24*9*40), 1, 12), tower, gens.Minor(1, 9), gens.Pick[int64](1, 24)))
	proptest.Check(t, "the order of losses changes nothing and a stream is as the book", prop.ForAll(
		func(codes []int64, tower, seed, days, unit int64) bool {
			c, list := towers(tower), blows(codes, 24*9)
			b, terms := bookOf(list, unit), contract("cat", 1, within(int(24*days), c.layers()...))
			want := apply(b, terms)
			shuffled := b
			shuffled.Losses = slices.Clone(b.Losses)
			rand.New(rand.NewPCG(uint64(seed), 3)).Shuffle(len(b.Losses), func(i, j int) {
				shuffled.Losses[i], shuffled.Losses[j] = shuffled.Losses[j], shuffled.Losses[i]
			})
			return cmp.Diff(everything(want), everything(apply(shuffled, terms))) == "" && cmp.Diff(everything(want), everything(streamed(t, shuffled, terms))) == ""
		}, gens.SliceOf(gens.Minor(0, 2*24*9*40), 1, 12), tower, gens.Minor(0, 1<<40), gens.Minor(1, 4), gens.Pick[int64](1, 24)))
}

// everything is the postings of losses above zero and what is ceded of each: of an event of which a share is rounded to nothing there is no window.
func everything(r *treaty.Result) []string {
	var out []string
	for p := range r.Postings() {
		if p.Account == treaty.AccountLoss && p.Amount.Sign() != 0 {
			out = append(out, fmt.Sprint(p.Step, p.Clause, p.Term, p.Loss, p.Event, p.Date, p.Base, p.Amount))
		}
	}
	for l := range r.Losses() {
		out = append(out, fmt.Sprint(l.Loss, l.Gross, l.Ceded))
	}
	return out
}

// streamed is the result of a stream of the one event of a book.
func streamed(t *testing.T, b treaty.BookSpec, contracts ...treaty.Contract) *treaty.Result {
	t.Helper()
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: contracts})
	if err != nil {
		t.Fatal(err)
	}
	risks, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: b.Risks})
	if err != nil {
		t.Fatal(err)
	}
	var out *treaty.Result
	err = program.Stream(context.Background(), risks, func(yield func(treaty.EventLosses, error) bool) {
		yield(treaty.EventLosses{Event: b.Events[0], Losses: b.Losses}, nil)
	}, func(r *treaty.Result) error {
		out = r
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// BenchmarkHoursClause applies a section of five layers with a 72 hours clause to one event of 10,000 losses. With days and a short event
// it is bound by what any cover costs per loss; hours and years cost the moves of the window, two for each loss.
func BenchmarkHoursClause(b *testing.B) {
	layers := make([]xol.Layer, 5)
	for i := range layers {
		layers[i] = xol.Layer{Attachment: fen(10_000 << i), Limit: new(fen(10_000 << i))}
	}
	for _, bm := range []struct {
		name        string
		span, hours int
		hourly      bool
	}{
		{"none", 30 * 24, 0, true},
		{"days", 30 * 24, 72, false},
		{"hours", 30 * 24, 72, true},
		{"years of days", 20 * 365 * 24, 72, false},
		{"years of hours", 20 * 365 * 24, 168, true},
		{"long windows", 20 * 365 * 24, 8784, true},
	} {
		b.Run(bm.name, func(b *testing.B) {
			rng := rand.New(rand.NewPCG(7, 8))
			losses := make([]treaty.Loss, 10_000)
			for i := range losses {
				at := rng.IntN(bm.span)
				losses[i] = loss(fmt.Sprintf("L%05d", i), "", "E", "0")
				losses[i].Date, losses[i].Positions[0].Paid = day("2026-01-01").AddDays(at/24), fen(1+rng.Int64N(3000))
				if bm.hourly {
					losses[i].Hour = new(at % 24)
				}
			}
			terms := contract("cat", 1, xol.PerEvent{Layers: layers})
			if bm.hours > 0 {
				terms.Sections[0].Terms = within(bm.hours, layers...)
			}
			terms.Period.To = terms.Period.From.AddDays(21 * 366)
			program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{terms}})
			if err != nil {
				b.Fatal(err)
			}
			book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Events: []treaty.Event{{ID: "E"}}, Losses: losses})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := program.Apply(context.Background(), book); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
