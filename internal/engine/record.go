package engine

import (
	"iter"

	"github.com/cedego/cede/internal/fixed"
)

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
	// ClauseRanks is what ranks leave out.
	ClauseRanks
	// ClauseOccurrences is what ordinals leave out.
	ClauseOccurrences
	// ClauseAggregateDeductible is the aggregate deductible of a layer or of a section with shares.
	ClauseAggregateDeductible
	// ClauseAggregateLimit is the aggregate or reinstated limit of a layer, or the aggregate limit of a section with shares.
	ClauseAggregateLimit
	// ClauseTermLimit is the term limit of a layer.
	ClauseTermLimit
	// ClauseInterlocking is the interlocking clause.
	ClauseInterlocking
	// ClauseDrop is what a layer pays for having dropped.
	ClauseDrop
	// ClauseExpenses is what is paid of expenses in addition to a recovery.
	ClauseExpenses
	// ClauseIndex is what the index clause changes of what a layer takes.
	ClauseIndex
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

// A Ledger keeps the records of a pass, in order of stage, contract and occurrence. It grows by
// chunks, so that records never move.
type Ledger struct {
	Rates []fixed.Ratio

	chunks [][]Record // all but the last are full
	index  map[fraction]int32
}

type fraction struct{ num, den int64 }

const (
	chunkBits = 14
	chunkSize = 1 << chunkBits
)

// Len returns the number of records.
func (l *Ledger) Len() int {
	last := len(l.chunks) - 1
	if last < 0 {
		return 0
	}
	return last<<chunkBits + len(l.chunks[last])
}

// At returns the k-th record.
func (l *Ledger) At(k int) *Record { return &l.chunks[k>>chunkBits][k&(chunkSize-1)] }

// All returns the records with their numbers.
func (l *Ledger) All() iter.Seq2[int, *Record] { return l.from(0) }

// Cessions returns the records of what rows cede, with their numbers.
func (l *Ledger) Cessions() iter.Seq2[int, *Record] {
	return func(yield func(int, *Record) bool) {
		for k, r := range l.from(0) {
			if r.Step >= StepCession && !yield(k, r) {
				return
			}
		}
	}
}

// from returns the records from the k-th on.
func (l *Ledger) from(k int) iter.Seq2[int, *Record] {
	return func(yield func(int, *Record) bool) {
		for n := l.Len(); k < n; k++ {
			if !yield(k, l.At(k)) {
				return
			}
		}
	}
}

func (l *Ledger) add(r Record) {
	last := len(l.chunks) - 1
	switch {
	case last < 0:
		l.chunks = append(l.chunks, []Record{r}) // grows as it needs to: most ledgers of a stream are small
	case len(l.chunks[last]) == chunkSize:
		l.chunks = append(l.chunks, append(make([]Record, 0, chunkSize), r))
	default:
		l.chunks[last] = append(l.chunks[last], r)
	}
}

// truncate drops the records from the n-th on.
func (l *Ledger) truncate(n int) {
	chunks := (n + chunkSize - 1) >> chunkBits
	clear(l.chunks[chunks:])
	l.chunks = l.chunks[:chunks]
	if chunks > 0 {
		l.chunks[chunks-1] = l.chunks[chunks-1][:n-(chunks-1)<<chunkBits]
	}
}

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
