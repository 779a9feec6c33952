package proportional_test

import (
	"context"
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func day(month, day int) cede.Date {
	d, err := cede.ParseDate(fmt.Sprintf("2026-%02d-%02d", month, day))
	if err != nil {
		panic(err)
	}
	return d
}

// afterAll is a day of valuation on which every year has begun.
func afterAll() cede.Date {
	d, err := cede.ParseDate("9000-12-31")
	if err != nil {
		panic(err)
	}
	return d
}

func year() treaty.Period { return treaty.Period{From: day(1, 1), To: day(12, 31)} }

// placed is a panel of one reinsurer who takes everything.
func placed() treaty.Placement {
	return treaty.Placement{Lines: []treaty.Line{{Reinsurer: "Re", Share: dec("1")}}}
}

// program has one contract, C, on the risks that attach in the year, placed in full.
func program(terms treaty.Terms) treaty.Spec {
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "C", Period: year(), Placement: placed(),
		Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: terms}},
	}}}
}

func risk(id, sumInsured, premium string) treaty.Risk {
	return treaty.Risk{ID: id, SumInsured: dec(sumInsured), Premium: dec(premium), Period: year()}
}

// loss is a loss on 1 June; an empty event makes it an event of its own.
func loss(id, risk, event, amount string) treaty.Loss {
	return treaty.Loss{
		ID: id, Risk: risk, Event: event, Date: day(6, 1),
		Positions: []treaty.Position{{Paid: dec(amount)}},
	}
}

func book(risks []treaty.Risk, losses ...treaty.Loss) treaty.BookSpec {
	spec := treaty.BookSpec{Currency: "CNY", Risks: risks, Losses: losses}
	seen := map[string]bool{"": true}
	for _, l := range losses {
		if !seen[l.Event] {
			seen[l.Event] = true
			spec.Events = append(spec.Events, treaty.Event{ID: l.Event})
		}
	}
	return spec
}

func apply(spec treaty.Spec, bookSpec treaty.BookSpec) (*treaty.Result, error) {
	program, err := treaty.NewProgram(spec)
	if err != nil {
		return nil, err
	}
	book, err := treaty.NewBook(bookSpec)
	if err != nil {
		return nil, err
	}
	return program.Apply(context.Background(), book)
}

// show prints what one contract with the given terms makes of each unit.
func show(terms treaty.Terms, risks []treaty.Risk, losses ...treaty.Loss) {
	r, err := apply(program(terms), book(risks, losses...))
	if err != nil {
		fmt.Println(err)
		return
	}
	for u := range r.Units("C", "") {
		fmt.Println(u.Unit, "shares", u.Shares, "ceded", u.Ceded.SumInsured, "premium", u.Ceded.Premium, "loss", u.Ceded.Loss)
	}
	for _, o := range r.Overspills() {
		fmt.Println(o.Unit, "overspill", o.SumInsured, "premium", o.Premium)
	}
}
