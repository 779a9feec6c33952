package engine

import "github.com/cedego/cede/internal/fixed"

// Step says what a record is.
type Step uint8

const (
	// StepTerms is an amount that a clause gives at 100 %.
	StepTerms Step = iota + 1
	// StepPlacement is the placed part of what was computed on several losses.
	StepPlacement
	// StepCession is the part of a row in what was computed and placed on several.
	StepCession
	// StepPlacedRow is what a row cedes, placed row by row.
	StepPlacedRow
	// StepShare is terms, placement and cession of one row in one: a plain share.
	StepShare
)

// Clause says which clause of a cover made a record.
type Clause uint8

const (
	// ClauseCover is the share or layer itself.
	ClauseCover Clause = iota
	// ClauseLossLimit is the limit of a quota share on each loss.
	ClauseLossLimit
	// ClauseDeductible is the treaty deductible.
	ClauseDeductible
	// ClauseEventLimit is the event limit of a proportional section.
	ClauseEventLimit
	// ClauseEventCap is the event cap of a per-unit layer.
	ClauseEventCap
	// ClauseRounding is a unit given back to the cedent.
	ClauseRounding
)

// A Record is one entry of the compact ledger.
type Record struct {
	// Base is what the clause was applied to.
	Base int64
	// Full is the amount at 100 %, Ceded the placed part of it.
	Full, Ceded int64
	// Row is the row, or the first subject row of what was computed on several.
	Row int32
	// Cover is the number of the cover.
	Cover int32
	// Rate is the index of the rate in [Ledger.Rates], or -1.
	Rate   int32
	Step   Step
	Clause Clause
}

// A Ledger keeps the records of a pass, in order of stage, contract and occurrence.
type Ledger struct {
	Records []Record
	Rates   []fixed.Ratio

	index map[fraction]int32
}

type fraction struct{ num, den int64 }

// rate returns the index of r in l.Rates.
func (l *Ledger) rate(r fixed.Ratio) int32 {
	num, den, ok := r.Int64s()
	if ok {
		if at, found := l.index[fraction{num, den}]; found {
			return at
		}
		if l.index == nil {
			l.index = make(map[fraction]int32)
		}
		l.index[fraction{num, den}] = int32(len(l.Rates))
	}
	l.Rates = append(l.Rates, r)
	return int32(len(l.Rates) - 1)
}

// Totals are sums over a pass by cover.
type Totals struct {
	// Full is at 100 %, Ceded what of it is placed.
	Full, Ceded []int64
}

func newTotals(covers int) Totals {
	return Totals{Full: make([]int64, covers), Ceded: make([]int64, covers)}
}
