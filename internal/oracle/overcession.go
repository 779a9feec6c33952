package oracle

import (
	"fmt"
	"math/big"
)

// An OverCession reports that a stage cedes more of a row than there is.
type OverCession struct {
	Priority int
	Account  string // sum-insured, premium or loss
	Row      string // the id of the risk or loss
}

func (e *OverCession) Error() string {
	return fmt.Sprintf("over-cession at priority %d: %s of %s", e.Priority, e.Account, e.Row)
}

// settle compares what a stage cedes of every row with what stood when it began, and gives back what
// rounding alone has ceded too much.
func (p *program) settle(stage []*contract) error {
	priority := stage[0].Priority
	before := p.before(priority)
	for _, r := range p.book.risks {
		stood := sub(r.sumInsured, inured(before, sumInsured, r.ID))
		exact := sub(r.sumInsured, inuredExactly(before, sumInsured, r.ID))
		if !settleRow(stage, every, sumInsured, r.ID, stood, exact) {
			return &OverCession{priority, sumInsured.String(), r.ID}
		}
		if !p.settlePremium(stage, before, r) {
			return &OverCession{priority, premium.String(), r.ID}
		}
	}
	for _, l := range p.book.losses {
		stood := sub(l.amount, inured(before, losses, l.ID))
		exact := sub(l.amount, inuredExactly(before, losses, l.ID))
		if !settleRow(stage, every, losses, l.ID, stood, exact) {
			return &OverCession{priority, losses.String(), l.ID}
		}
	}
	return nil
}

// settlePremium compares what a stage cedes of the premium of a risk with what stood: of the part that belongs to a section by that section, of
// the premium of each time by the sections that see it, then of all premium.
func (p *program) settlePremium(stage, before []*contract, r *risk) bool {
	for _, c := range stage {
		for _, s := range c.sections {
			if !s.isProportional() || s.PremiumPart == nil || s.premiums[r.ID] == nil {
				continue
			}
			if !settleRow(stage, func(t *section) bool { return t == s }, premium, r.ID, s.premiums[r.ID], s.exactPremiums[r.ID]) {
				return false
			}
		}
	}
	seen := map[window]bool{}
	for _, c := range stage {
		for _, s := range c.sections {
			w := c.window(s, r)
			if !s.isProportional() || seen[w] {
				continue
			}
			seen[w] = true
			stood, exact := p.premiumOf(w, r, before)
			same := func(t *section) bool { return t.contract.window(t, r) == w }
			if !settleRow(stage, same, premium, r.ID, stood, exact) {
				return false
			}
		}
	}
	stood := sub(r.premium, inured(before, premium, r.ID))
	exact := sub(r.premium, inuredExactly(before, premium, r.ID))
	return settleRow(stage, every, premium, r.ID, stood, exact)
}

func every(*section) bool { return true }

// partOf returns so much of an exact subject as is ceded of the subject that was posted.
func partOf(ceded, posted, exact *big.Rat) *big.Rat {
	if posted.Sign() == 0 {
		return whole(0)
	}
	return mul(quo(ceded, posted), exact)
}

// exactLosses turns what a section cedes of losses as posted into what it would cede without any rounding before it.
func (s *section) exactLosses() {
	for at, x := range s.contract.cessions[losses] {
		if at.section == s.index {
			x.exact = partOf(x.exact, s.amounts[at.row], s.exactAmounts[at.row])
		}
	}
}

// settleRow reports whether the sections of a stage cede no more of a row than stood, but for rounding.
func settleRow(stage []*contract, of func(*section) bool, a account, row string, stood, exactStood *big.Rat) bool {
	full, exact := whole(0), whole(0)
	for _, c := range stage {
		for at, x := range c.cessions[a] {
			if at.row == row && of(c.sections[at.section]) {
				full, exact = add(full, x.full), add(exact, x.exact)
			}
		}
	}
	if full.Cmp(stood) <= 0 {
		return true
	}
	if exact.Cmp(greatest(stood, exactStood)) > 0 {
		return false
	}
	surplus := sub(full, stood)
	for surplus.Sign() > 0 {
		for i := len(stage) - 1; i >= 0 && surplus.Sign() > 0; i-- {
			if x := lastCeding(stage[i], of, a, row); x != nil {
				x.full = sub(x.full, whole(1))
				surplus = sub(surplus, whole(1))
			}
		}
	}
	return true
}

// lastCeding returns the cession of the last section and clause of a contract that cedes of a row, or nil.
func lastCeding(c *contract, of func(*section) bool, a account, row string) *cession {
	for i := len(c.sections) - 1; i >= 0; i-- {
		if !of(c.sections[i]) {
			continue
		}
		for k := c.sections[i].clauses - 1; k >= 0; k-- {
			for _, extra := range []bool{true, false} {
				if x := c.cessions[a][place{i, k, row, extra}]; x != nil && x.full.Sign() > 0 {
					return x
				}
			}
		}
	}
	return nil
}
