package treaty

import (
	"iter"

	"github.com/cedego/cede"
)

// Corrections returns what makes the ledger of one result that of another: where a risk or loss was reported late or entered
// wrongly (错误与遗漏), the book as it should have been is applied too, and what the ledger already holds is set right by reversal
// and new posting. Before is the result on the book as it was and after that on the book as it should have been, both of one program. First come
// the reversals, in the order of the ledger of before, then the new postings in that of after. For every posting
//
//	ledger of before + corrections = ledger of after
//
// A reversal is a posting of before that after does not have, with [Posting.Reversal] set and its amount negated; all else of it,
// the base and the date too, is as it was posted. What is the same in both, to the last field, is not touched; of equal
// postings as many are reversed or new as there are more. A reinsurer's posting is a movement of his balance, so that what enters early
// may move later ones by a unit.
//
// What moved of losses and prices from one day to another, net of such detail, is what [Movements] says. The two ledgers are gone through
// while the corrections are read, and counts of the postings of both are held in memory.
func Corrections(before, after *Result) (iter.Seq[Posting], error) {
	if err := ofOneProgram(before, after, false); err != nil {
		return nil, err
	}
	return func(yield func(Posting) bool) {
		// more counts of how many equal postings after has more than before.
		more := make(map[entry]int)
		for p := range after.Postings() {
			more[entryOf(&p)]++
		}
		for p := range before.Postings() {
			key := entryOf(&p)
			if more[key]--; more[key] == 0 {
				delete(more, key)
			}
		}
		for p := range before.Postings() {
			key := entryOf(&p)
			if more[key] >= 0 {
				continue
			}
			more[key]++
			p.Reversal, p.Amount = true, p.Amount.Neg()
			if !yield(p) {
				return
			}
		}
		for p := range after.Postings() {
			key := entryOf(&p)
			if more[key] <= 0 {
				continue
			}
			more[key]--
			if !yield(p) {
				return
			}
		}
	}, nil
}

// An entry is a posting as a key of a map; equal entries are equal postings of one program.
type entry struct {
	account                                                             Account
	step                                                                Step
	contract, section, clause, term, reinsurer, risk, loss, event, rate string
	date                                                                cede.Date
	base, amount                                                        int64
	year                                                                int
}

func entryOf(p *Posting) entry {
	e := entry{
		account: p.Account, step: p.Step, contract: p.Contract, section: p.Section, clause: p.Clause, term: p.Term, reinsurer: p.Reinsurer,
		risk: p.Risk, loss: p.Loss, event: p.Event, date: p.Date, base: p.Base.Coefficient().Int64(), amount: p.Amount.Coefficient().Int64(), // in minor units, of one scale
		year: p.Year,
	}
	if p.Rate != nil {
		e.rate = p.Rate.String()
	}
	return e
}
