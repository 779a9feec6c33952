package oracle

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
)

// An account is what a cession is of.
type account int

const (
	sumInsured account = iota
	premium
	losses
)

// accounts is the number of accounts.
const accounts = 3

// A place is where a contract cedes: a clause of a section and the row, which is a risk or a loss.
type place struct {
	section, clause int
	row             string
	extra           bool // expense paid in addition
}

// A cession is what is ceded in one place: at 100 % before any rounding, of this cession and of all before it, and
// after; and as placed.
type cession struct {
	exact, full, ceded *big.Rat
}

// A recovery is what a layer pays for one occurrence: the losses that share it, in canonical order.
type recovery struct {
	section, clause int
	extra           bool // expense paid in addition
	losses          []*loss
}

// A contract is a contract of the program with its cessions.
type contract struct {
	treaty.Contract
	sections   []*section
	cessions   [accounts]map[place]*cession
	recoveries []recovery // in the order they follow each other
}

// A section is a section of a contract with what it sees.
type section struct {
	treaty.Section
	contract *contract
	index    int
	lines    []treaty.Line
	own      bool // the lines are the section's own
	clauses  int
	risks    []*risk // proportional sections only
	losses   []*loss
	// Subject amounts by id, and the same before any rounding.
	sums, premiums, amounts                map[string]*big.Rat
	exactSums, exactPremiums, exactAmounts map[string]*big.Rat
	units                                  map[string]*unit
	// Sections with layers only: the cover, what enters it of each loss and the expense that goes with it, the contracts that an
	// umbrella is over, and the layers when they have taken the losses.
	cover                           *cover
	expenses, entered, exactEntered map[string]*big.Rat
	over                            []*contract
	states                          []state
}

// placed returns the sum of the signed lines.
func (s *section) placed() *big.Rat {
	total := whole(0)
	for _, l := range s.lines {
		total = add(total, fraction(l.Share))
	}
	return total
}

func (s *section) isProportional() bool {
	return s.cover == nil
}

// readContracts returns the contracts in canonical order.
func readContracts(spec treaty.Spec) []*contract {
	var list []*contract
	for _, c := range spec.Contracts {
		x := &contract{Contract: c}
		for a := range x.cessions {
			x.cessions[a] = map[place]*cession{}
		}
		for i, s := range c.Sections {
			y := &section{Section: s, contract: x, index: i, lines: c.Placement.Lines}
			if s.Placement != nil {
				y.lines, y.own = s.Placement.Lines, true
			}
			switch terms := s.Terms.(type) {
			case proportional.QuotaShare, proportional.VariableQuotaShare, proportional.Facultative, proportional.FacultativeObligatory:
				y.clauses = 1
			case proportional.Surplus:
				y.clauses = len(terms.Capacities)
			case proportional.QuotaShareSurplus:
				y.clauses = 1 + len(terms.Capacities)
			}
			if y.cover = coverOf(s.Terms); y.cover != nil {
				y.clauses = len(y.cover.layers)
			}
			x.sections = append(x.sections, y)
		}
		list = append(list, x)
	}
	for _, c := range list {
		for _, s := range c.sections {
			for _, e := range list {
				if s.cover != nil && slices.Contains(s.cover.over, e.ID) {
					s.over = append(s.over, e)
				}
			}
		}
	}
	slices.SortFunc(list, func(x, y *contract) int {
		return cmp.Or(cmp.Compare(x.Priority, y.Priority), strings.Compare(x.ID, y.ID))
	})
	return list
}

// earlier returns the contracts whose cessions go from the subject of c.
func (p *program) earlier(c *contract) []*contract {
	var list []*contract
	for _, e := range p.contracts {
		switch {
		case e.Priority >= c.Priority, c.Subject == treaty.SubjectGross:
		case c.Subject == treaty.SubjectNetOf && !slices.Contains(c.NetOf, e.ID):
		default:
			list = append(list, e)
		}
	}
	return list
}

// before returns the contracts of all earlier stages.
func (p *program) before(priority int) []*contract {
	var list []*contract
	for _, e := range p.contracts {
		if e.Priority < priority {
			list = append(list, e)
		}
	}
	return list
}

// inures returns what later contracts see of a cession.
func (c *contract) inures(x *cession) *big.Rat {
	if c.Inuring == treaty.InuringFull {
		return x.full
	}
	return x.ceded
}

// inuredBySection returns what later contracts see that a section cedes of a row.
func (c *contract) inuredBySection(a account, section int, row string) *big.Rat {
	total := whole(0)
	for at, x := range c.cessions[a] {
		if at.section == section && at.row == row {
			total = add(total, c.inures(x))
		}
	}
	return total
}

// inured returns what later contracts see that contracts cede of a row.
func inured(contracts []*contract, a account, row string) *big.Rat {
	total := whole(0)
	for _, c := range contracts {
		for i := range c.sections {
			total = add(total, c.inuredBySection(a, i, row))
		}
	}
	return total
}

// inuresExactly returns what later contracts would see of a cession without any rounding.
func (s *section) inuresExactly(x *cession) *big.Rat {
	if s.contract.Inuring == treaty.InuringFull {
		return x.exact
	}
	return mul(s.placed(), x.exact)
}

// inuredExactly is inured without any rounding.
func inuredExactly(contracts []*contract, a account, row string) *big.Rat {
	total := whole(0)
	for _, c := range contracts {
		for at, x := range c.cessions[a] {
			if at.row == row {
				total = add(total, c.sections[at.section].inuresExactly(x))
			}
		}
	}
	return total
}

// cede adds a cession at 100 %.
func (c *contract) cede(a account, at place, full, exact *big.Rat) {
	c.cessions[a][at] = &cession{exact: exact, full: full, ceded: whole(0)}
}
