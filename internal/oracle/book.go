package oracle

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A money reads amounts as counts of minor units.
type money struct {
	scale int
	entry treaty.Entry
}

func (m money) read(d decimal.Decimal) (*big.Rat, error) {
	units := mul(fraction(d), new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(m.scale)), nil)))
	switch {
	case units.IsInt():
		return units, nil
	case m.entry == treaty.EntryRound:
		return halfUp(units), nil
	}
	return nil, fmt.Errorf("amount %v is finer than the minor unit", d)
}

// A risk is a row of the book with its amounts in minor units.
type risk struct {
	treaty.Risk
	sumInsured, pml, premium *big.Rat
}

// A loss is a loss of the book with what it stands at and the expense in that, in minor units.
type loss struct {
	treaty.Loss
	risk            *risk         // nil where the loss names none
	event           *treaty.Event // nil where the loss names none
	amount, expense *big.Rat
}

// occurrence names the event of a loss; a loss without one is an event of its own.
func (l *loss) occurrence() string {
	if l.event == nil {
		return "loss " + l.ID
	}
	return "event " + l.event.ID
}

// A book is in canonical order.
type book struct {
	risks  []*risk
	losses []*loss
}

// readBook reads a book with its losses as incurred, or as paid.
func readBook(spec treaty.BookSpec, m money, paid bool) (book, error) {
	var b book
	byID := map[string]*risk{}
	for _, r := range spec.Risks {
		row := &risk{Risk: r}
		pml := r.SumInsured
		if r.PML != nil {
			pml = *r.PML
		}
		var errs [3]error
		row.sumInsured, errs[0] = m.read(r.SumInsured)
		row.pml, errs[1] = m.read(pml)
		row.premium, errs[2] = m.read(r.Premium)
		if err := first(errs[:]); err != nil {
			return book{}, fmt.Errorf("risk %s: %w", r.ID, err)
		}
		b.risks = append(b.risks, row)
		byID[r.ID] = row
	}
	events := map[string]*treaty.Event{}
	for i := range spec.Events {
		events[spec.Events[i].ID] = &spec.Events[i]
	}
	for _, l := range spec.Losses {
		at := l.Positions[len(l.Positions)-1]
		if paid {
			at.Outstanding, at.OutstandingExpense = decimal.Decimal{}, decimal.Decimal{}
		}
		amount, expense, err := stands(at, m)
		if err != nil {
			return book{}, fmt.Errorf("loss %s: %w", l.ID, err)
		}
		b.losses = append(b.losses, &loss{Loss: l, risk: byID[l.Risk], event: events[l.Event], amount: amount, expense: least(expense, amount)})
	}
	slices.SortFunc(b.risks, func(x, y *risk) int { return strings.Compare(x.ID, y.ID) })
	slices.SortFunc(b.losses, func(x, y *loss) int {
		return cmp.Or(x.Date.Compare(y.Date), strings.Compare(x.ID, y.ID))
	})
	return b, nil
}

// stands returns paid and outstanding indemnity and expense less salvage, not below zero, and the expense.
func stands(p treaty.Position, m money) (amount, expense *big.Rat, err error) {
	var x [5]*big.Rat
	for i, d := range []decimal.Decimal{p.Paid, p.Outstanding, p.PaidExpense, p.OutstandingExpense, p.Salvage} {
		if x[i], err = m.read(d); err != nil {
			return nil, nil, err
		}
	}
	expense = add(x[2], x[3])
	return aboveZero(sub(add(add(x[0], x[1]), expense), x[4])), expense, nil
}

func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
