package treaty

import (
	"fmt"
	"strings"

	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// An OverCessionError says that the contracts of one stage cede more of a risk or
// loss than stood when the stage began. It is [ErrOverCession].
type OverCessionError struct {
	_ [0]func()
	// Priority is the stage's.
	Priority int
	// Account is what is ceded too much of: the sum insured or premium of Risk, or Loss.
	Account    Account
	Risk, Loss string
	// Subject is what stood, as posted.
	Subject decimal.Decimal
	// Parts are what the clauses cede at 100 %, before any rounding, of this stage and of those before.
	Parts []OverCessionPart
}

// An OverCessionPart is what one clause cedes.
type OverCessionPart struct {
	// Contract, Section and Clause name the share or layer, as in [ClauseResult].
	Contract, Section, Clause string
	// Amount is what it cedes of the row at 100 %, before any rounding, in the program's currency; above 0.
	Amount Fraction
}

// Error names the stage, the row and every part.
func (e *OverCessionError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "contracts of priority %d cede more than the %s of %s%s, %s:", e.Priority, e.Account, e.Risk, e.Loss, bound.Text(e.Subject))
	for i, p := range e.Parts {
		if i == 8 {
			fmt.Fprintf(&b, " and %d more", len(e.Parts)-i)
			break
		}
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, " %s %s", strings.Trim(p.Contract+" "+p.Section, " "), p.Clause)
		fmt.Fprintf(&b, " %s", bound.Text(p.Amount.Round(2)))
	}
	return b.String()
}

// Unwrap returns [ErrOverCession].
func (e *OverCessionError) Unwrap() error { return ErrOverCession }

func (b *binding) overCession(over *engine.OverCession, t *lossTable) error {
	out := &OverCessionError{Priority: over.Stage.Priority, Subject: b.program.money(over.Subject)}
	switch {
	case t != nil:
		out.Account, out.Loss = AccountLoss, t.ids[over.Row]
	case over.Premium:
		out.Account, out.Risk = AccountPremium, b.book.risks[over.Row].ID
	default:
		out.Account, out.Risk = AccountSumInsured, b.book.risks[over.Row].ID
	}
	unit := fixed.FromDecimal(b.program.money(1))
	for _, part := range over.Parts {
		cover := b.program.plan.Covers[part.Cover]
		c := &b.program.contracts[cover.Contract]
		s := c.section(cover.Section)
		out.Parts = append(out.Parts, OverCessionPart{
			Contract: c.id, Section: s.id, Clause: s.clauses[cover.Part],
			Amount: Fraction{ratio: part.Exact.Mul(unit)},
		})
	}
	return out
}

// section returns the section that an engine section was lowered from.
func (c *contract) section(s *engine.Section) *section {
	for i := range c.sections {
		if c.sections[i].engine == s {
			return &c.sections[i]
		}
	}
	panic("treaty: section of another contract")
}
