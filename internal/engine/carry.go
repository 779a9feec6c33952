package engine

import "github.com/cedego/cede/internal/fixed"

// A Carry says how long an amount is carried forward. A nil Carry is not at all.
type Carry struct {
	// Years is for how many years, 0 to extinction.
	Years int
	// Cap, if it is not 0, is the most that goes on, over the premium of the year that it leaves.
	Cap fixed.Ratio
}

// A carried amount comes from a year.
type carried struct {
	age    int // years since
	amount int64
}

// balances are what a clause carries forward, the oldest first.
type balances []carried

func (b balances) sum() int64 {
	var sum int64
	for _, c := range b {
		sum += c.amount // at most what was checked when it was added
	}
	return sum
}

// next returns what goes on to the year after: what the year absorbed goes from the oldest first, what is too old ends, and what the
// year adds comes last. The cap takes from the oldest first.
func (b balances) next(c *Carry, absorbed, added, premium int64, mode fixed.Mode) (balances, error) {
	if c == nil {
		return nil, nil
	}
	var out balances
	for _, old := range b {
		used := min(absorbed, old.amount)
		absorbed -= used
		old.amount -= used
		old.age++
		if old.amount > 0 && (c.Years == 0 || old.age <= c.Years) {
			out = append(out, old)
		}
	}
	if added > 0 {
		out = append(out, carried{age: 1, amount: added})
	}
	sum := checkedSum{}
	total := int64(0)
	for _, one := range out {
		total = sum.of(total, one.amount)
	}
	if sum.over {
		return nil, ErrOverflow
	}
	if c.Cap.Sign() == 0 {
		return out, nil
	}
	most, ok := c.Cap.Times(premium, mode)
	if !ok {
		return nil, ErrOverflow
	}
	for over := total - most; over > 0; {
		cut := min(over, out[0].amount)
		over -= cut
		if out[0].amount -= cut; out[0].amount == 0 {
			out = out[1:]
		}
	}
	return out, nil
}
