package engine

import "github.com/cedego/cede/internal/fixed"

// A ProfitCommission is a share of the reinsurers' profit of a year.
type ProfitCommission struct {
	Place
	Basis LossBasis
	// Tiers are rates of the profit up to an end each, in order; the last has none.
	Tiers []ProfitTier
	// OnPremium takes the ends of the tiers over the premium, otherwise they are amounts.
	OnPremium bool
	// Expenses are the reinsurers' expenses over the premium.
	Expenses fixed.Ratio
	// Maximum, if it is not 0, is the most it comes to over the premium.
	Maximum fixed.Ratio
	// Deficit and Credit carry forward losses, and profit that Maximum leaves without commission; nil is not.
	Deficit, Credit *Carry
	// Over takes the results of several years together: their mean as it rolls on, or their sum in blocks.
	Over Together
}

// A ProfitTier is a rate up to an end. The last has none.
type ProfitTier struct{ UpTo, Rate fixed.Ratio }

// profit is what a profit commission carries on.
type profit struct {
	deficits, credits balances
	// together has result and premium of the years.
	together stretch
}

func (p *ProfitCommission) apply(y *accountYear, s *profit) error {
	item := Item{Kind: ItemProfit, In: s.deficits.sum() - s.credits.sum()}
	if y.Provisional {
		item.Out = item.In
		y.add(item)
		return nil
	}
	losses, err := y.losses(p.Basis)
	if err != nil {
		return err
	}
	premium := y.premium(p.Basis.Written)
	expenses, ok := p.Expenses.Times(premium, y.mode)
	sum := checkedSum{}
	result := sum.of(premium, -losses, -y.allowed, -expenses)
	if !ok || sum.over {
		return ErrOverflow
	}
	if p.Over.several() {
		err = p.over(y, &s.together, result, premium, &item)
	} else {
		err = p.alone(y, s, result, premium, &item)
	}
	if err != nil {
		return err
	}
	y.add(item)
	return nil
}

// alone sets what a year gives with what was carried into it.
func (p *ProfitCommission) alone(y *accountYear, s *profit, result, premium int64, item *Item) error {
	deficits, credits := s.deficits.sum(), s.credits.sum()
	sum := checkedSum{}
	before := sum.of(result, credits) // before deficits
	item.Base = sum.of(before, -deficits)
	if sum.over {
		return ErrOverflow
	}
	rewarded, err := p.reward(item, fixed.Int(item.Base), fixed.Int(premium), y.mode)
	if err != nil {
		return err
	}
	left := max(item.Base, 0) - rewarded // profit without commission
	used := max(deficits-result, 0) + rewarded
	absorbed := min(credits, used)
	s.credits, err = s.credits.next(p.Credit, absorbed, left-(credits-absorbed), premium, y.mode)
	if err != nil {
		return err
	}
	s.deficits, err = s.deficits.next(p.Deficit, min(deficits, max(before, 0)), max(-before, 0), premium, y.mode)
	item.Out = s.deficits.sum() - s.credits.sum()
	return err
}

// over sets what a year gives with the years before it that it is taken with.
func (p *ProfitCommission) over(y *accountYear, years *stretch, result, premium int64, item *Item) error {
	all, err := years.next(p.Over, result, premium)
	if err != nil {
		return err
	}
	n := int64(1)
	if p.Over.Average {
		n = int64(years.years)
	}
	mean := fixed.NewRatio(all[0], n)
	item.Base, _ = mean.Round(y.mode)
	if _, err := p.reward(item, mean, fixed.NewRatio(all[1], n), y.mode); err != nil {
		return err
	}
	if p.Over.blocks() {
		item.Amount = years.less(item.Amount)
	}
	return nil
}

// reward sets rate and amount of an item for a profit and returns the profit, in whole units, that the amount is for.
func (p *ProfitCommission) reward(item *Item, profit, premium fixed.Ratio, mode fixed.Mode) (int64, error) {
	if profit.Sign() <= 0 {
		return 0, nil
	}
	exact, most := p.commission(profit, premium), p.Maximum.Mul(premium)
	capped := p.Maximum.Sign() != 0 && exact.Cmp(most) > 0
	if capped {
		exact = most
	}
	item.Rate = exact.Quo(profit)
	var ok bool
	if item.Amount, ok = exact.Round(mode); !ok {
		return 0, ErrOverflow
	}
	if !capped {
		n, _ := profit.Round(mode)
		return n, nil
	}
	n, _ := p.earning(most, premium).Round(mode) // at most the profit
	return n, nil
}

// commission returns the commission on a profit.
func (p *ProfitCommission) commission(profit, premium fixed.Ratio) fixed.Ratio {
	var out, from fixed.Ratio
	for i, t := range p.Tiers {
		top := profit
		if i+1 < len(p.Tiers) {
			top = fixed.Min(profit, p.end(t, premium))
		}
		if part := top.Sub(from); part.Sign() > 0 {
			out = out.Add(part.Mul(t.Rate))
			from = top
		}
	}
	return out
}

// earning returns the least profit with a commission, which there is.
func (p *ProfitCommission) earning(commission, premium fixed.Ratio) fixed.Ratio {
	var from fixed.Ratio
	if commission.Sign() <= 0 {
		return from
	}
	for i, t := range p.Tiers {
		if i+1 < len(p.Tiers) {
			end := p.end(t, premium)
			if part := end.Sub(from).Mul(t.Rate); part.Cmp(commission) < 0 {
				commission = commission.Sub(part)
				from = end
				continue
			}
		}
		return from.Add(commission.Quo(t.Rate))
	}
	return from
}

func (p *ProfitCommission) end(t ProfitTier, premium fixed.Ratio) fixed.Ratio {
	if p.OnPremium {
		return t.UpTo.Mul(premium)
	}
	return t.UpTo
}
