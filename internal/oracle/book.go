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

// A loss is a loss of the book with its incurred amount in minor units.
type loss struct {
	treaty.Loss
	risk   *risk         // nil where the loss names none
	event  *treaty.Event // nil where the loss names none
	amount *big.Rat
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

func readBook(spec treaty.BookSpec, m money) (book, error) {
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
		amount, err := incurred(l.Positions[len(l.Positions)-1], m)
		if err != nil {
			return book{}, fmt.Errorf("loss %s: %w", l.ID, err)
		}
		b.losses = append(b.losses, &loss{Loss: l, risk: byID[l.Risk], event: events[l.Event], amount: amount})
	}
	slices.SortFunc(b.risks, func(x, y *risk) int { return strings.Compare(x.ID, y.ID) })
	slices.SortFunc(b.losses, func(x, y *loss) int {
		return cmp.Or(x.Date.Compare(y.Date), strings.Compare(x.ID, y.ID))
	})
	return b, nil
}

// incurred returns paid and outstanding indemnity and expense less salvage.
func incurred(p treaty.Position, m money) (*big.Rat, error) {
	total := whole(0)
	for _, d := range []decimal.Decimal{p.Paid, p.Outstanding, p.PaidExpense, p.OutstandingExpense} {
		x, err := m.read(d)
		if err != nil {
			return nil, err
		}
		total = add(total, x)
	}
	salvage, err := m.read(p.Salvage)
	if err != nil {
		return nil, err
	}
	return sub(total, salvage), nil
}

func first(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
