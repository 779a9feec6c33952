package oracle

import (
	"math/big"
)

// A Movement is what one cession of a contract does to the balances of its reinsurers.
type Movement struct {
	Contract string
	Panel    string // the section, where the placement is its own
	Account  string // sum-insured, premium or loss
	Section  string
	Clause   int
	Row      string // the id of the risk or loss
	Ceded    int64
	// Balances are those of the reinsurers after the cession, in the order of the placement.
	Balances []int64
}

// place finds what is placed of a contract's cessions: proportional terms row by row, and a
// recovery where it is computed, divided over its losses in proportion to their parts at 100 %.
func (p *program) place(c *contract) {
	for a := range account(accounts) {
		for at, x := range c.cessions[a] {
			s := c.sections[at.section]
			if s.isProportional() {
				x.ceded = p.round(mul(s.placed(), x.full))
			}
		}
	}
	for _, r := range c.recoveries {
		var cells []*cession
		var fulls []*big.Rat
		for _, l := range r.losses {
			x := c.cessions[losses][place{r.section, r.clause, l.ID, r.extra}]
			cells, fulls = append(cells, x), append(fulls, x.full)
		}
		placed := p.round(mul(c.sections[r.section].placed(), sum(fulls)))
		for i, part := range divide(placed, fulls) {
			cells[i].ceded = part
		}
	}
}

// sequence returns the places of an account of a contract in the order its cessions follow each other.
func (p *program) sequence(c *contract, a account) []place {
	var out []place
	for _, s := range c.sections {
		for k := range s.clauses {
			switch {
			case a != losses:
				for _, r := range s.risks {
					out = append(out, place{s.index, k, r.ID, false})
				}
			case s.isProportional():
				for _, l := range s.losses {
					out = append(out, place{s.index, k, l.ID, false})
				}
			default:
				for _, r := range c.recoveries {
					if r.section != s.index || r.clause != k {
						continue
					}
					for _, l := range r.losses {
						out = append(out, place{s.index, k, l.ID, r.extra})
					}
				}
			}
		}
	}
	return out
}

// A movement is a Movement in fractions.
type movement struct {
	at       place
	ceded    *big.Rat
	balances []*big.Rat
}

// movements returns what the cessions of an account do to the balances of one panel: that of the contract, or
// the own panel of a section. Cessions of nothing move nothing.
func (p *program) movements(c *contract, a account, own *section) []movement {
	lines := c.Placement.Lines
	if own != nil {
		lines = own.lines
	}
	var weights []*big.Rat
	for _, l := range lines {
		weights = append(weights, fraction(l.Share))
	}
	var out []movement
	balance := whole(0)
	for _, at := range p.sequence(c, a) {
		s := c.sections[at.section]
		if s.own != (own != nil) || own != nil && s != own {
			continue
		}
		x := c.cessions[a][at]
		if x.ceded.Sign() == 0 {
			continue
		}
		balance = add(balance, x.ceded)
		out = append(out, movement{at, x.ceded, divide(balance, weights)})
	}
	return out
}
