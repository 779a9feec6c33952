package proportional_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// An accountReader reads an account and a history from bytes; at their end everything is zero. They are mostly valid, now and then hostile.
type accountReader struct{ data []byte }

func (r *accountReader) byte() byte {
	if len(r.data) == 0 {
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

func (r *accountReader) below(n int) int { return int(r.byte()) % n }
func (r *accountReader) is() bool        { return r.byte()&3 == 3 }

// number is a fraction of hundredths, or anything.
func (r *accountReader) number() decimal.Decimal {
	switch b := r.byte(); {
	case b < 200:
		return decimal.New(int64(b), -2)
	case b < 220:
		return decimal.New(int64(int8(r.byte())), -int32(r.below(24)))
	case b < 240:
		return decimal.New(int64(r.byte()), int32(r.below(20)))
	}
	return decimal.New(int64(int8(r.byte())), (int32(r.byte())-128)*500_000)
}

// amount is of yuan, or close to what 64 bits hold, or anything.
func (r *accountReader) amount() decimal.Decimal {
	switch b := r.byte(); {
	case b < 200:
		return decimal.New(int64(b)<<8|int64(r.byte()), -2)
	case b < 230:
		return decimal.New(1<<62+(1<<62-1)/256*int64(r.byte()), -2)
	case b < 240:
		return decimal.New(-1<<63+int64(r.byte()), -2)
	}
	return r.number()
}

func (r *accountReader) maybe(of func() decimal.Decimal) *decimal.Decimal {
	if !r.is() {
		return nil
	}
	return new(of())
}

// word is one of the list, seldom none of them.
func word[T ~string](r *accountReader, list ...T) T {
	if b := r.byte(); b < 250 {
		return append(list, "")[int(b)%(len(list)+1)]
	}
	return "?"
}

func (r *accountReader) names() []string {
	var out []string
	for range max(r.below(8)-5, 0) {
		out = append(out, string(rune('A'+r.below(4))))
	}
	return out
}

func (r *accountReader) ratio() proportional.LossRatio {
	l := proportional.LossRatio{
		Losses: word(r, proportional.LossesPaid), IBNR: r.is(), Premium: word(r, proportional.PremiumWritten), Sharing: word(r, proportional.SharingBefore),
	}
	if r.is() {
		l.Decimals = new(r.below(21) - 1)
	}
	return l
}

func (r *accountReader) carry() *proportional.Carry {
	if !r.is() {
		return nil
	}
	c := &proportional.Carry{Cap: r.maybe(r.number)}
	if r.is() {
		c.Years = new(r.below(5))
	}
	return c
}

func (r *accountReader) account() proportional.Account {
	var a proportional.Account
	if r.is() {
		a.Portfolio = &proportional.Portfolio{
			Premium: word(r, proportional.PortfolioUnearned, proportional.PortfolioPercent), Percent: r.maybe(r.number), Losses: r.maybe(r.number), IBNR: r.is(),
		}
	}
	for range r.below(3) {
		s := proportional.Sharing{LossRatio: r.ratio(), Reinsurers: r.names()}
		switch r.below(3) {
		case 0:
			s.Cap = new(r.number())
		case 1:
			s.Corridor = &proportional.LossBand{From: r.number(), To: r.maybe(r.number), Share: r.number()}
		case 2:
			for range r.below(4) {
				s.Participation = append(s.Participation, proportional.LossBand{From: r.number(), To: new(r.number()), Share: r.number()})
			}
		}
		a.Sharing = append(a.Sharing, s)
	}
	for range r.below(3) {
		c := proportional.Commission{On: word(r, proportional.PremiumEarned), Overriding: r.is(), Reinsurers: r.names()}
		switch r.below(3) {
		case 0:
			c.Rate = new(r.number())
		case 1:
			for range r.below(3) {
				c.ByYear = append(c.ByYear, proportional.YearRate{From: r.below(256) * 50, Rate: r.number()})
			}
		case 2:
			s := &proportional.SlidingScale{
				Provisional: r.number(), AtJump: word(r, proportional.JumpAbove, proportional.JumpBelow), Minimum: r.maybe(r.number), Maximum: r.maybe(r.number),
				LossRatio: r.ratio(), Debit: r.carry(), Credit: r.carry(),
			}
			for range r.below(5) {
				s.Points = append(s.Points, proportional.ScalePoint{LossRatio: r.number(), Rate: r.number()})
			}
			c.Sliding = s
		}
		a.Commissions = append(a.Commissions, c)
	}
	for range r.below(3) {
		p := proportional.ProfitCommission{
			TiersOn: word(r, proportional.TiersPremium), Expenses: r.maybe(r.number), Maximum: r.maybe(r.number), LossRatio: r.ratio(),
			Deficit: r.carry(), Credit: r.carry(), Reinsurers: r.names(),
		}
		if r.is() {
			p.Over = &proportional.YearsTogether{Years: r.below(5), As: word(r, proportional.TogetherAverage, proportional.TogetherSum)}
		}
		if r.is() {
			p.Rate, p.TiersOn = new(r.number()), ""
		}
		for range r.below(4) {
			p.Tiers = append(p.Tiers, proportional.ProfitTier{UpTo: new(r.number()), Rate: r.number()})
		}
		if n := len(p.Tiers); n > 0 {
			p.Tiers[n-1].UpTo = nil
		}
		a.ProfitCommissions = append(a.ProfitCommissions, p)
	}
	return a
}

func (r *accountReader) history() treaty.History {
	h := treaty.History{Currency: "CNY", Valuation: afterAll(), Rounding: word(r, treaty.RoundHalfEven), PremiumIn: r.amount(), LossIn: r.amount()}
	if n := r.below(4); n > 0 {
		h.Placement = &treaty.Placement{}
		for i := range n {
			h.Placement.Lines = append(h.Placement.Lines, treaty.Line{Reinsurer: string(rune('A' + i)), Share: decimal.New(25, -2)})
		}
	}
	for i := range 1 + r.below(5) {
		written := r.amount()
		unearned := written
		if !r.is() {
			unearned = decimal.Decimal{}
		}
		h.Years = append(h.Years, treaty.UnderwritingYear{
			Year: 2026 + i, Stage: word(r, treaty.StageFinal), Written: written, Unearned: unearned, Paid: r.amount(), Outstanding: r.amount(), IBNR: r.amount(), Allowed: r.amount(),
		})
	}
	return h
}

// Whatever the terms and the figures are, settling them is an error with a place or adds up, and what adds up is what the oracle says.
func FuzzSettle(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 1, 0, 0, 0, 0, 0, 0, 80, 1, 0, 0, 0, 0, 2, 30, 0, 0, 0, 0, 0, 0, 0, 0, 2, 40, 40, 60, 20})
	for seed := range uint64(64) { // bytes of every kind
		data := make([]byte, 400)
		r := seeded(int64(seed))
		for i := range data {
			data[i] = byte(r.IntN(256) % (1 + int(seed)*4))
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzSettle(t, &accountReader{data}) })
}

func fuzzSettle(t *testing.T, r *accountReader) {
	// Half are random accounts that are valid, with figures from the bytes.
	var a proportional.Account
	var h treaty.History
	if seed := int64(r.byte()); seed < 128 {
		a, h = r.account(), r.history()
	} else {
		h = r.history()
		scale := 2
		h.Scale = &scale
		a = oracle.Account(seeded(seed<<8|int64(r.byte())), h)
		h = takingOver(h, a)
	}
	s, err := h.Settle(a)
	if err != nil {
		if _, ok := errors.AsType[*cede.InvalidError](err); !ok && !errors.Is(err, treaty.ErrOverflow) {
			t.Fatalf("an error without a place: %v", err)
		}
		return
	}
	for year, item := range s.Items() {
		sum := item.Placed
		for _, p := range item.Parts {
			sum = sum.Sub(p.Amount)
		}
		if !sum.IsZero() && len(item.Parts) > 0 {
			t.Fatalf("%d %s: parts add up to %v less than what is placed", year, item.Clause, sum)
		}
	}
	if _, err := treaty.Adjustments(s, s); err != nil {
		t.Fatal(err)
	}
	h = h.Canonical()
	want, err := oracle.Settle(h, a)
	if err != nil {
		t.Fatalf("the oracle: %v", err)
	}
	for _, c := range a.Commissions {
		if c.Sliding != nil && c.Sliding.Debit != nil && c.Sliding.Credit != nil && level(*c.Sliding) {
			return // nothing says what is worst and what is best of a scale that does not fall
		}
	}
	if wrong := differ(linesOf(s), linesOfOracle(h, want)); wrong != "" {
		t.Fatalf("%s\n%s", wrong, strings.Join(linesOf(s), "\n"))
	}
}

// level reports whether a scale has one rate.
func level(s proportional.SlidingScale) bool {
	low, high := s.Points[len(s.Points)-1].Rate, s.Points[0].Rate
	if s.Minimum != nil {
		low = decimal.Max(low, *s.Minimum)
	}
	if s.Maximum != nil {
		high = decimal.Min(high, *s.Maximum)
	}
	return !low.LessThan(high)
}
