package treaty

import (
	"cmp"
	"iter"
	"slices"

	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

// A Movement is what one contract's cession of a loss changed by between two valuations, or what the price of a
// layer or a clause on an underwriting year did. Movements may be below zero.
type Movement struct {
	_ [0]func()
	// Account is any but those of sums insured and premium.
	Account Account `json:"account"`
	// Contract, Section and Clause say which term it is of, Reinsurer who bears it.
	Contract  string `json:"contract"`
	Section   string `json:"section"`
	Clause    string `json:"clause"`
	Reinsurer string `json:"reinsurer"`
	// Loss is the loss it stands at; empty for a charge that stands at none, and for what clauses on an underwriting year give.
	Loss string `json:"loss,omitzero"`
	// Year is that underwriting year.
	Year int `json:"year,omitzero"`
	// Before and After are the cumulative positions, and Amount is the difference, in the program's currency.
	Before decimal.Decimal `json:"before"`
	After  decimal.Decimal `json:"after"`
	Amount decimal.Decimal `json:"amount"`
}

// A place is what a movement is of.
type place struct {
	account                                    Account
	contract, section, clause, reinsurer, loss string
	year                                       int
}

func (p place) compare(q place) int {
	return cmp.Or(
		cmp.Compare(p.account, q.account), cmp.Compare(p.contract, q.contract), cmp.Compare(p.section, q.section),
		cmp.Compare(p.clause, q.clause), cmp.Compare(p.year, q.year), cmp.Compare(p.loss, q.loss), cmp.Compare(p.reinsurer, q.reinsurer),
	)
}

// ofOneProgram reports results that no program made, or two programs; before may be nil where that is nothing.
func ofOneProgram(before, after *Result, nothing bool) error {
	switch {
	case after == nil:
		return cede.Invalid("after", "", "must not be nil")
	case after.b == nil:
		return cede.Invalid("after", "", "must be made by Apply")
	case before == nil && nothing:
		return nil
	case before == nil:
		return cede.Invalid("before", "", "must not be nil")
	case before.b == nil:
		return cede.Invalid("before", "", "must be made by Apply")
	case before.b.program != after.b.program:
		return cede.Invalid("before", "", "must be of the program of after")
	}
	return nil
}

// Movements returns what changed of losses, prices and accounts of underwriting years from one result to another, by account, contract,
// section, clause, year, loss and reinsurer. Both are of one program, and as a rule of one book at two dates ([Program.ApplyAt]); before may
// be nil, which is nothing. For every contract, loss and reinsurer
//
//	before + sum of movements = after
func Movements(before, after *Result) (iter.Seq[Movement], error) {
	if err := ofOneProgram(before, after, true); err != nil {
		return nil, err
	}
	sums := make(map[place][2]decimal.Decimal)
	gather := func(r *Result, at int) {
		if r == nil {
			return
		}
		for p := range r.Postings() {
			if p.Step != StepReinsurer || p.Account == AccountSumInsured || p.Account == AccountPremium {
				continue
			}
			key := place{p.Account, p.Contract, p.Section, p.Clause, p.Reinsurer, p.Loss, p.Year}
			sum := sums[key]
			sum[at] = sum[at].Add(p.Amount)
			sums[key] = sum
		}
	}
	gather(before, 0)
	gather(after, 1)
	places := make([]place, 0, len(sums))
	for key, sum := range sums {
		if !sum[0].Equal(sum[1]) {
			places = append(places, key)
		}
	}
	slices.SortFunc(places, place.compare)
	return func(yield func(Movement) bool) {
		for _, p := range places {
			sum := sums[p]
			if !yield(Movement{
				Account: p.account, Contract: p.contract, Section: p.section, Clause: p.clause, Reinsurer: p.reinsurer, Loss: p.loss, Year: p.year,
				Before: sum[0], After: sum[1], Amount: sum[1].Sub(sum[0]),
			}) {
				return
			}
		}
	}, nil
}
