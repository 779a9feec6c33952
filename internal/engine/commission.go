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
	// Over takes several years together.
	Over Together
}

// A SlidePoint is a rate at a loss ratio.
type SlidePoint struct{ LossRatio, Rate fixed.Ratio }

// slide is what a sliding commission carries on.
type slide struct {
	debits, credits balances
	// together has losses, premium and base of the years.
	together stretch
}

func (c *Commission) apply(y *accountYear, s *slide) error {
	item := Item{Kind: c.Kind, Base: y.premium(c.Written), Rate: c.Rate}
	switch {
	case c.Slide != nil:
		if err := c.Slide.apply(y, s, &item); err != nil {
			return cede.In("sliding", err)
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
	if c.Slide != nil && c.Slide.Over.blocks() && !y.Provisional {
		item.Amount = s.together.less(item.Amount)
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
	own, err := y.losses(s.Basis)
	if err != nil {
		return err
	}
	premium := y.premium(s.Basis.Written)
	if s.Over.several() {
		return s.over(y, &state.together, own, premium, item)
	}
	sum := checkedSum{}
	losses := sum.of(own, item.In)
	if sum.over {
		return ErrOverflow
	}
	seen := losses
	if premium == 0 && own == 0 { // a year without either hands on what was carried in
		seen = 0
	}
	if err := s.see(y, seen, premium, item); err != nil {
		return err
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

// over sets rate and base of the year by the loss ratio of all years that it is taken with.
func (s *Slide) over(y *accountYear, years *stretch, losses, premium int64, item *Item) error {
	all, err := years.next(s.Over, losses, premium, item.Base)
	if err != nil {
		return err
	}
	if s.Over.blocks() {
		item.Base = all[2]
	}
	return s.see(y, all[0], all[1], item)
}

// see sets the loss ratio and the rate that follows from it, the provisional one if there is none.
func (s *Slide) see(y *accountYear, losses, premium int64, item *Item) (err error) {
	item.LossRatio, item.Seen, err = y.ratio(s.Basis, losses, premium)
	item.Rate = s.Provisional
	if item.Seen {
		item.Rate = s.rate(item.LossRatio)
	}
	return err
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
