package engine

import (
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// A Commission is what the reinsurers allow of the premium of a year: a rate, a rate by year, or one that slides with
// the loss ratio.
type Commission struct {
	Place
	Kind ItemKind
	// Written allows it on the premium written, otherwise on that earned.
	Written bool
	Rate    fixed.Ratio
	// ByYear are rates from a year on, in order; nil is Rate for all.
	ByYear []YearRate
	Slide  *Slide
}

// A YearRate is a rate from an underwriting year on.
type YearRate struct {
	From int
	Rate fixed.Ratio
}

// A Slide is a scale of rates by loss ratio.
type Slide struct {
	Basis       LossBasis
	Provisional fixed.Ratio
	// Points are in order of loss ratio; two at one are a jump, whose first is the rate below it and whose second that above it.
	Points []SlidePoint
	// JumpBelow gives at a jump the rate below it.
	JumpBelow        bool
	Minimum, Maximum fixed.Ratio
	// Debit and Credit carry forward losses above DebitAbove and what is left to CreditBelow; nil is not.
	Debit, Credit           *Carry
	DebitAbove, CreditBelow fixed.Ratio
	// Over is the number of years that are taken together, 0 or 1 is none; Average takes them as they roll on, otherwise they are taken in blocks.
	Over    int
	Average bool
}

// A SlidePoint is a rate at a loss ratio.
type SlidePoint struct{ LossRatio, Rate fixed.Ratio }

// slide is what a sliding commission carries on.
type slide struct {
	debits, credits balances
	// losses, premiums and bases are of the years that are taken together with the next, paid what was allowed of their block.
	losses, premiums, bases []int64
	paid                    int64
}

func (c *Commission) apply(y *accountYear, s *slide) error {
	item := Item{Kind: c.Kind, Base: y.premium(c.Written), Rate: c.Rate}
	switch {
	case c.Slide != nil:
		if err := c.Slide.apply(y, s, &item); err != nil {
			return err
		}
	case c.ByYear != nil:
		found := false
		for _, r := range c.ByYear {
			if r.From <= y.Year {
				item.Rate, found = r.Rate, true
			}
		}
		if !found {
			return cede.Invalid("byYear", strconv.Itoa(y.Year), "must have a rate for the year: the first is from "+strconv.Itoa(c.ByYear[0].From)+" on")
		}
	}
	var ok bool
	if item.Amount, ok = item.Rate.Times(item.Base, y.mode); !ok {
		return ErrOverflow
	}
	if c.Slide != nil && c.Slide.Over > 1 && !c.Slide.Average && !y.Provisional {
		item.Amount, s.paid = item.Amount-s.paid, item.Amount
	}
	if y.allowed, ok = fixed.Add(y.allowed, item.Amount); !ok {
		return ErrOverflow
	}
	y.add(item)
	return nil
}

// apply sets the rate of the year and what it carries in and out.
func (s *Slide) apply(y *accountYear, state *slide, item *Item) error {
	debits, credits := state.debits.sum(), state.credits.sum()
	item.In = debits - credits
	if y.Provisional {
		item.Rate, item.Out = s.Provisional, item.In
		return nil
	}
	losses, err := y.losses(s.Basis)
	if err != nil {
		return err
	}
	if s.Over > 1 {
		return s.together(y, state, losses, item)
	}
	sum := checkedSum{}
	losses = sum.of(losses, item.In)
	if sum.over {
		return ErrOverflow
	}
	premium := y.premium(s.Basis.Written)
	own := sum.of(losses, -item.In)
	var ratio fixed.Ratio
	var ok bool
	if premium != 0 || own != 0 { // a year without either hands on what was carried in
		if ratio, ok, err = y.ratioOf(s.Basis, losses, premium); err != nil {
			return err
		}
	}
	item.Seen, item.LossRatio = ok, ratio
	item.Rate = s.Provisional
	if ok {
		item.Rate = s.rate(ratio)
	}
	worst, ok1 := s.DebitAbove.Times(premium, y.mode)
	best, ok2 := s.CreditBelow.Times(premium, y.mode)
	over, under := sum.of(losses, -worst), sum.of(best, -losses)
	roomForDebits, roomForCredits := sum.of(worst, -own), sum.of(own, -best)
	if !ok1 || !ok2 || sum.over {
		return ErrOverflow
	}
	absorbedDebits := min(debits, max(roomForDebits, 0))
	absorbedCredits := min(credits, max(roomForCredits, 0))
	if state.debits, err = state.debits.next(s.Debit, absorbedDebits, max(over, 0)-(debits-absorbedDebits), premium, y.mode); err != nil {
		return err
	}
	if state.credits, err = state.credits.next(s.Credit, absorbedCredits, max(under, 0)-(credits-absorbedCredits), premium, y.mode); err != nil {
		return err
	}
	item.Out = state.debits.sum() - state.credits.sum()
	return nil
}

// together sets rate and base of the year by the loss ratio of all years that it is taken with.
func (s *Slide) together(y *accountYear, state *slide, losses int64, item *Item) error {
	if len(state.losses) == s.Over {
		state.losses, state.premiums, state.bases = state.losses[1:], state.premiums[1:], state.bases[1:]
		if !s.Average {
			state.losses, state.premiums, state.bases, state.paid = nil, nil, nil, 0
		}
	}
	state.losses, state.premiums = append(state.losses, losses), append(state.premiums, y.premium(s.Basis.Written))
	state.bases = append(state.bases, item.Base)
	all, ok1 := fixed.Sum(state.losses)
	premium, ok2 := fixed.Sum(state.premiums)
	base, ok3 := fixed.Sum(state.bases)
	if !ok1 || !ok2 || !ok3 {
		return ErrOverflow
	}
	ratio, ok, err := y.ratioOf(s.Basis, all, premium)
	if err != nil {
		return err
	}
	item.Seen, item.LossRatio, item.Rate = ok, ratio, s.Provisional
	if ok {
		item.Rate = s.rate(ratio)
	}
	if !s.Average {
		item.Base = base
	}
	return nil
}

// rate returns the rate at a loss ratio, between minimum and maximum.
func (s *Slide) rate(ratio fixed.Ratio) fixed.Ratio {
	return fixed.Max(fixed.Min(s.line(ratio), s.Maximum), s.Minimum)
}

// line returns the rate of the scale: on the line between two points, and beyond the ends that of the end.
func (s *Slide) line(ratio fixed.Ratio) fixed.Ratio {
	for i, p := range s.Points {
		c := ratio.Cmp(p.LossRatio)
		if c > 0 || c == 0 && !s.JumpBelow && i+1 < len(s.Points) && s.Points[i+1].LossRatio.Cmp(ratio) == 0 {
			continue
		}
		if i == 0 || c == 0 {
			return p.Rate
		}
		before := s.Points[i-1]
		return before.Rate.Add(p.Rate.Sub(before.Rate).Mul(ratio.Sub(before.LossRatio)).Quo(p.LossRatio.Sub(before.LossRatio)))
	}
	return s.Points[len(s.Points)-1].Rate
}

// Worst returns the loss ratio from which on the rate is the least.
func (s *Slide) Worst() fixed.Ratio {
	least := fixed.Max(s.Points[len(s.Points)-1].Rate, s.Minimum)
	return s.reaches(func(rate fixed.Ratio) bool { return rate.Cmp(least) <= 0 }, least)
}

// Best returns the loss ratio up to which the rate is the greatest.
func (s *Slide) Best() fixed.Ratio {
	most := fixed.Min(s.Points[0].Rate, s.Maximum)
	return s.reaches(func(rate fixed.Ratio) bool { return rate.Cmp(most) < 0 }, most)
}

// reaches returns the loss ratio at which the falling line comes to a rate, given what holds of the rates behind it.
func (s *Slide) reaches(behind func(fixed.Ratio) bool, rate fixed.Ratio) fixed.Ratio {
	for i, p := range s.Points {
		if !behind(p.Rate) {
			continue
		}
		if i == 0 {
			return p.LossRatio
		}
		before := s.Points[i-1]
		if fall := before.Rate.Sub(p.Rate); fall.Sign() > 0 && before.Rate.Cmp(rate) > 0 {
			return before.LossRatio.Add(p.LossRatio.Sub(before.LossRatio).Mul(before.Rate.Sub(rate)).Quo(fall))
		}
		return before.LossRatio
	}
	return s.Points[len(s.Points)-1].LossRatio
}
