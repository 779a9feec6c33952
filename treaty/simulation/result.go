package simulation

import (
	"slices"

	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
)

// A Result is what a program makes of a portfolio: for every figure a column of years. Columns share the memory of the result and must not be changed.
//
// It takes 8 bytes for each year and figure: gross and net; five figures of each clause, seven of each contract and five of each reinsurer in a contract, less those that the
// program does not have, such as premium; with [Options.Detail] three more, and two of each segment.
type Result struct {
	_ [0]func()
	// Clauses, Contracts and Lines are those of the program, as [treaty.Batch] has them. Segments are the names of the portfolio's, sorted.
	Clauses   []treaty.ClauseName
	Contracts []string
	Lines     []treaty.LineName
	Segments  []string

	currency   treaty.Currency
	scale      int
	years      int
	contractOf []int // of each clause
	gross, net []int64
	clause     ledgers
	contract   ledgers
	line       ledgers
	largest    block // gross, ceded, net
	segment    struct{ gross, ceded block }
}

// Ledgers are blocks of figures by clause, contract or reinsurer.
type ledgers struct{ subject, full, ceded, price, reinstatement, brokerage, commission, sharing block }

// A block is a column of years for each of several; nil if there is none.
type block [][]int64

func newBlock(n, years int) block {
	out, all := make(block, n), make([]int64, n*years)
	for i := range out {
		out[i] = all[i*years : (i+1)*years : (i+1)*years]
	}
	return out
}

// set takes the figures of a year from those of many.
func (b block) set(year, of int, figures []int64) {
	for n := range b {
		b[n][year] = figures[of*len(b)+n]
	}
}

func (b block) cut(years int) {
	for n := range b {
		b[n] = b[n][:years]
	}
}

func newResult(batch *treaty.Batch, f *feed, p Portfolio, detail bool) *Result {
	r := &Result{
		Clauses: batch.Clauses(), Contracts: batch.Contracts(), Lines: batch.Lines(), Segments: f.names,
		currency: p.Currency(), scale: p.Places(), years: f.years, gross: make([]int64, f.years), net: make([]int64, f.years),
	}
	for _, c := range r.Clauses {
		r.contractOf = append(r.contractOf, slices.Index(r.Contracts, c.Contract))
	}
	blocks := func(n int, into ...*block) {
		for _, b := range into {
			*b = newBlock(n, f.years)
		}
	}
	clauses, contracts, lines := len(r.Clauses), len(r.Contracts), len(r.Lines)
	blocks(clauses, &r.clause.full, &r.clause.ceded)
	blocks(contracts, &r.contract.subject, &r.contract.ceded)
	blocks(lines, &r.line.ceded)
	if batch.Priced() {
		blocks(clauses, &r.clause.price, &r.clause.reinstatement, &r.clause.brokerage)
		blocks(contracts, &r.contract.price, &r.contract.reinstatement, &r.contract.brokerage)
		blocks(lines, &r.line.price, &r.line.brokerage)
	}
	if batch.Accounts() {
		blocks(contracts, &r.contract.commission, &r.contract.sharing)
		blocks(lines, &r.line.commission, &r.line.sharing)
	}
	if detail {
		blocks(3, &r.largest)
		blocks(len(f.names), &r.segment.gross, &r.segment.ceded)
	}
	return r
}

// set takes the figures of a year from those of many.
func (r *Result) set(year, of int, t *treaty.Totals) error {
	r.gross[year], r.net[year] = t.Gross[of], t.Net[of]
	r.clause.full.set(year, of, t.Full)
	r.clause.ceded.set(year, of, t.Ceded)
	r.clause.price.set(year, of, t.Price)
	r.clause.reinstatement.set(year, of, t.Reinstatement)
	r.clause.brokerage.set(year, of, t.Brokerage)
	r.contract.subject.set(year, of, t.Subject)
	r.contract.commission.set(year, of, t.Commission)
	r.contract.sharing.set(year, of, t.Sharing)
	r.line.ceded.set(year, of, t.Line.Ceded)
	r.line.price.set(year, of, t.Line.Price)
	r.line.brokerage.set(year, of, t.Line.Brokerage)
	r.line.commission.set(year, of, t.Line.Commission)
	r.line.sharing.set(year, of, t.Line.Sharing)
	for _, x := range [][2]block{
		{r.contract.ceded, r.clause.ceded},
		{r.contract.price, r.clause.price},
		{r.contract.reinstatement, r.clause.reinstatement},
		{r.contract.brokerage, r.clause.brokerage},
	} {
		for n := range x[1] {
			sum := &x[0][r.contractOf[n]][year]
			var ok bool
			if *sum, ok = fixed.Add(*sum, x[1][n][year]); !ok {
				return treaty.ErrOverflow
			}
		}
	}
	return nil
}

// cut drops the years from one on.
func (r *Result) cut(years int) {
	r.years = years
	r.gross, r.net = r.gross[:years], r.net[:years]
	for _, l := range []*ledgers{&r.clause, &r.contract, &r.line} {
		for _, b := range []block{l.subject, l.full, l.ceded, l.price, l.reinstatement, l.brokerage, l.commission, l.sharing} {
			b.cut(years)
		}
	}
	for _, b := range []block{r.largest, r.segment.gross, r.segment.ceded} {
		b.cut(years)
	}
}

// Years returns the number of years.
func (r *Result) Years() int { return r.years }

// column makes a year-loss table of the n-th column of a block, without years if there is none.
func (r *Result) column(b block, n int) YearLosses {
	if b == nil {
		return r.table(nil)
	}
	return r.table(b[n])
}

func (r *Result) table(loss []int64) YearLosses {
	return YearLosses{Currency: r.currency, Scale: &r.scale, Loss: loss}
}

// Gross returns the losses before reinsurance.
func (r *Result) Gross() YearLosses { return r.table(r.gross) }

// Net returns the losses less what contracts cede of them, before what accounts give back of a year ([ContractYears.Sharing]).
func (r *Result) Net() YearLosses { return r.table(r.net) }

// Ceded returns gross less net.
func (r *Result) Ceded() YearLosses {
	out := make([]int64, r.years)
	for y := range out {
		out[y] = r.gross[y] - r.net[y]
	}
	return r.table(out)
}

// ContractYears are what a contract comes to. A figure that no contract of the program has is without years.
type ContractYears struct {
	// Subject is what its terms apply to, Ceded the part placed of what it cedes of the losses.
	Subject, Ceded YearLosses
	// Price is what it costs as placed, with deposits, adjustments, reinstatement premium and no-claims bonuses; Reinstatement is the reinstatement premium in it. Brokerage is
	// what reinsurers allow of it.
	Price, Reinstatement, Brokerage YearLosses
	// Commission is what the account of the year gives as placed, above zero where reinsurers pay; Sharing is what the cedent takes back of the losses, below zero.
	Commission, Sharing YearLosses
}

// Contract returns the figures of a contract.
func (r *Result) Contract(id string) (ContractYears, bool) {
	n := slices.Index(r.Contracts, id)
	if n < 0 {
		return ContractYears{}, false
	}
	c := &r.contract
	return ContractYears{
		Subject: r.column(c.subject, n), Ceded: r.column(c.ceded, n), Price: r.column(c.price, n), Reinstatement: r.column(c.reinstatement, n),
		Brokerage: r.column(c.brokerage, n), Commission: r.column(c.commission, n), Sharing: r.column(c.sharing, n),
	}, true
}

// ClauseYears are what a share or layer comes to; without years where no clause of the program has the figure.
type ClauseYears struct {
	// Full is what is ceded at 100 %, Ceded what is placed of it; the others are as in [ContractYears].
	Full, Ceded, Price, Reinstatement, Brokerage YearLosses
}

// Clause returns the figures of a clause of [Result.Clauses]; those of a clause that is not there are without years.
func (r *Result) Clause(name treaty.ClauseName) (ClauseYears, bool) {
	n := slices.Index(r.Clauses, name)
	if n < 0 {
		return ClauseYears{}, false
	}
	c := &r.clause
	return ClauseYears{
		Full: r.column(c.full, n), Ceded: r.column(c.ceded, n), Price: r.column(c.price, n), Reinstatement: r.column(c.reinstatement, n), Brokerage: r.column(c.brokerage, n),
	}, true
}

// LineYears are what a reinsurer bears; without years where the program does not have the figure.
type LineYears struct {
	// Ceded are losses; the others are as in [ContractYears].
	Ceded, Price, Brokerage, Commission, Sharing YearLosses
}

// Line returns the figures of a reinsurer in a contract.
func (r *Result) Line(name treaty.LineName) (LineYears, bool) {
	n := slices.Index(r.Lines, name)
	if n < 0 {
		return LineYears{}, false
	}
	l := &r.line
	return LineYears{
		Ceded: r.column(l.ceded, n), Price: r.column(l.price, n), Brokerage: r.column(l.brokerage, n), Commission: r.column(l.commission, n), Sharing: r.column(l.sharing, n),
	}, true
}

// Reinsurer returns the figures of a reinsurer in all contracts together. A sum that leaves 64 bits is a [treaty.ErrOverflow].
func (r *Result) Reinsurer(name string) (out LineYears, found bool, err error) {
	for n, line := range r.Lines {
		if line.Reinsurer != name {
			continue
		}
		one, _ := r.Line(r.Lines[n])
		if !found {
			out, found = one, true
			continue
		}
		for _, x := range []struct {
			sum *YearLosses
			add []int64
		}{
			{&out.Ceded, one.Ceded.Loss}, {&out.Price, one.Price.Loss}, {&out.Brokerage, one.Brokerage.Loss}, {&out.Commission, one.Commission.Loss}, {&out.Sharing, one.Sharing.Loss},
		} {
			if x.sum.Loss, err = added(x.sum.Loss, x.add); err != nil {
				return LineYears{}, true, err
			}
		}
	}
	return out, found, nil
}

// added returns the sums of two columns in a new one.
func added(a, b []int64) ([]int64, error) {
	if a == nil {
		return nil, nil
	}
	out := make([]int64, len(a))
	for y := range out {
		var ok bool
		if out[y], ok = fixed.Add(a[y], b[y]); !ok {
			return nil, treaty.ErrOverflow
		}
	}
	return out, nil
}

// Largest returns the largest occurrence of each year, gross, ceded by all contracts together, and net: not always the same occurrence. It is without years unless
// [Options.Detail] asked for it. An occurrence is an event over all segments, or a loss without event.
func (r *Result) Largest() (gross, ceded, net YearLosses) {
	if r.largest == nil {
		return r.table(nil), r.table(nil), r.table(nil)
	}
	return r.table(r.largest[0]), r.table(r.largest[1]), r.table(r.largest[2])
}

// Segment returns the losses of a segment and what all contracts cede of them; without years unless [Options.Detail] asked for it.
func (r *Result) Segment(name string) (gross, ceded YearLosses, found bool) {
	n := slices.Index(r.Segments, name)
	if n < 0 {
		return YearLosses{}, YearLosses{}, false
	}
	return r.column(r.segment.gross, n), r.column(r.segment.ceded, n), true
}
