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
		if !settleRow(stage, sumInsured, r.ID, stood) {
			return &OverCession{priority, sumInsured.String(), r.ID}
		}
		stood = sub(r.premium, inured(before, premium, r.ID))
		if !settleRow(stage, premium, r.ID, stood) {
			return &OverCession{priority, premium.String(), r.ID}
		}
	}
	for _, l := range p.book.losses {
		stood := sub(l.amount, inured(before, losses, l.ID))
		if !settleRow(stage, losses, l.ID, stood) {
			return &OverCession{priority, losses.String(), l.ID}
		}
	}
	return nil
}

// settleRow reports whether the stage cedes no more of a row than stood, but for rounding.
func settleRow(stage []*contract, a account, row string, stood *big.Rat) bool {
	full, exact := whole(0), whole(0)
	for _, c := range stage {
		for at, x := range c.cessions[a] {
			if at.row == row {
				full, exact = add(full, x.full), add(exact, x.exact)
			}
		}
	}
	if full.Cmp(stood) <= 0 {
		return true
	}
	if exact.Cmp(stood) > 0 {
		return false
	}
	surplus := sub(full, stood)
	for surplus.Sign() > 0 {
		for i := len(stage) - 1; i >= 0 && surplus.Sign() > 0; i-- {
			if x := lastCeding(stage[i], a, row); x != nil {
				x.full = sub(x.full, whole(1))
				surplus = sub(surplus, whole(1))
			}
		}
	}
	return true
}

// lastCeding returns the cession of the last section and clause of a contract that cedes of a row, or nil.
func lastCeding(c *contract, a account, row string) *cession {
	for i := len(c.sections) - 1; i >= 0; i-- {
		for k := c.sections[i].clauses - 1; k >= 0; k-- {
			if x := c.cessions[a][place{i, k, row}]; x != nil && x.full.Sign() > 0 {
				return x
			}
		}
	}
	return nil
}
