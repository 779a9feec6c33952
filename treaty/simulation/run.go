package simulation

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// Options say how a program is run over a portfolio. The zero Options are valid.
type Options struct {
	// Workers is the number of goroutines; 0 is one for each processor that Go uses. No result depends on it.
	Workers int
	// First is the day that is day 1 of every simulated year; the zero date is [treaty.Program.First]. Every year is the contract period all over again. It is looked at only
	// where the portfolio has days.
	First cede.Date
	// Path is how many years follow each other as underwriting years of the accounts of contracts, as [treaty.Columns.Path]: what one carries forward the next takes in.
	// 0 and 1 make every year the first after the history of the account. Nothing else goes on from year to year.
	Path int
	// Detail asks for what only losses one by one can tell: the largest occurrences of each year and what segments cede ([Result.Largest], [Result.Segment]). It takes about
	// four to six times as long.
	Detail bool
	// Each, unless it is nil, is handed every year with what contracts cede of each loss, in order of the years and never two at a time; an error of it ends the run. It
	// takes as long as Detail and the time of the function, which is that of one processor.
	Each func(*Year) error
	// Progress, unless it is nil, is told from time to time how many of the years are done, never two at a time.
	Progress func(done, years int)
}

// A Year is one simulated year, loss by loss, in the order in which the program sees them. Its slices are valid until the function that it is handed to returns.
type Year struct {
	_ [0]func()
	// Number is that of the year, from 1.
	Number int
	// Segment is the segment of each loss, an index into [Result.Segments], and Row its row in the segment's table.
	Segment []int32
	Row     []int
	// Loss is the ground-up loss in minor units.
	Loss []int64
	// Ceded is what each contract cedes of each loss as placed: that of the contract n of [Result.Contracts] is Ceded[n].
	Ceded [][]int64
}

// Run runs a program over a portfolio, year by year, as [treaty.Program.Apply] would a book with the year's losses, all of them paid at once. The book has the risks that the
// portfolio names; one without risks does for a program that does not look at them. What the program asks and the tables cannot say is an error that names the clause and the column.
//
// The losses of a year are in order of day and, on one day, of the name of the segment and of the row. Where there are no days, those of one segment are in order of row; of several
// segments all losses must have events, numbered in order of time ([YearEvents.Losses] does so).
//
// The result is the same for any number of workers. With an error it has the years before the one that it is of; terms[7] is then year 7, and loss[n] the n-th loss of all
// years and segments in the order above, from 0. A year whose figures leave 64 bits of minor units is a [treaty.ErrOverflow].
//
// It takes 8 bytes for each year and column: see [Result].
func Run(ctx context.Context, program *treaty.Program, book *treaty.Book, p Portfolio, o Options) (*Result, error) {
	if err := o.validate(); err != nil {
		return nil, err
	}
	batch, err := program.Batch(ctx, book)
	if err != nil {
		return nil, err
	}
	if err := p.Validate(); err != nil {
		return nil, err
	}
	switch {
	case p.Currency() != program.Currency():
		return nil, cede.Invalid("currency", string(p.Currency()), "must be the program's, "+string(program.Currency()))
	case p.Places() != program.Scale():
		return nil, cede.Invalid("scale", strconv.Itoa(p.Places()), fmt.Sprintf("must be the program's, %d", program.Scale()))
	}
	if o.First.IsZero() {
		o.First = program.First()
	}
	f, err := newFeed(p, book, o.First)
	if err != nil {
		return nil, err
	}
	return newRunner(o, batch, f, newResult(batch, f, p, o.Detail)).run(ctx)
}

func (o *Options) validate() error {
	errs := []error{validWorkers(o.Workers)}
	if o.Path < 0 || o.Path > maxPath {
		errs = append(errs, cede.Invalid("path", strconv.Itoa(o.Path), fmt.Sprintf("must be from 0 to %d", maxPath)))
	}
	return errors.Join(errs...)
}

const (
	// maxPath is as many years as an account takes.
	maxPath = 1000
	// A chunk has about so many losses, which fit a second-level cache with what is made of them, and at most so many years.
	chunkRows  = 1 << 15
	chunkYears = 1 << 12
)

// A runner runs chunks of years.
type runner struct {
	Options
	*schedule
	batch  *treaty.Batch
	feed   *feed
	result *Result

	turn   *sync.Cond // of chunks at Each
	called int        // years handed to Each
}

func newRunner(o Options, batch *treaty.Batch, f *feed, result *Result) *runner {
	r := &runner{Options: o, batch: batch, feed: f, result: result}
	r.schedule = newSchedule(f.years, o.Workers, r.chunk(), o.Progress)
	r.turn = sync.NewCond(&r.mu)
	r.ended = r.turn.Broadcast
	return r
}

func (r *runner) run(ctx context.Context) (*Result, error) {
	err := r.schedule.run(ctx, func() func(from, to int) (int, error) {
		w := r.newWorker()
		return func(from, to int) (int, error) { return w.work(ctx, from, to) }
	})
	r.result.cut(r.failed)
	return r.result, err
}

// chunk returns how many years a chunk has: whole paths.
func (r *runner) chunk() int {
	rows := max(r.feed.rowsBefore(r.feed.years), 1)
	years := min(max(chunkRows*r.feed.years/rows, 1), chunkYears)
	path := max(r.Path, 1)
	return (years + path - 1) / path * path
}

// A worker has the memory that one chunk after another is run in.
type worker struct {
	*runner
	rows *rows
	kept []kept // for Each
	occurrences
}

// kept is a year that waits for its turn.
type kept struct {
	from  int // of its rows
	ceded [][]int64
}

func (r *runner) newWorker() *worker { return &worker{runner: r, rows: r.feed.newRows()} }

// work runs a chunk. With an error it returns the year that it is of, before which results stand.
func (w *worker) work(ctx context.Context, from, to int) (failed int, err error) {
	failed, ran, err := w.part(ctx, from, to)
	if path := max(w.Path, 1); !ran && to-from > path {
		// A loss that cannot be stops a chunk before it begins: run its paths one by one, up to the one that it is in.
		err = nil
		for at := from; at < to && err == nil; at += path {
			failed, _, err = w.part(ctx, at, min(at+path, to))
		}
	}
	return failed, err
}

// part runs some years and hands them to Each. With an error it returns the year that it is of, before which results stand, and whether any year was run.
func (w *worker) part(ctx context.Context, from, to int) (failed int, ran bool, err error) {
	columns := w.feed.columns(w.rows, from, to, w.Each != nil || w.Detail)
	columns.Path = w.Path
	w.kept = w.kept[:0]
	var each func(term int, x *treaty.Rows) error
	if w.Detail || w.Each != nil {
		each = func(term int, x *treaty.Rows) error { return w.look(from, term-1, x) }
	}
	totals, err := w.batch.RunEach(ctx, columns, each)
	if totals == nil {
		return from, false, err
	}
	failed = from + len(totals.Gross)
	for i := range totals.Gross {
		if setErr := w.result.set(from+i, i, totals); setErr != nil {
			failed, err = from+i, cede.At("terms", from+i+1, setErr)
			break
		}
	}
	if w.Each != nil {
		if handed, eachErr := w.hand(from, failed); eachErr != nil {
			return handed, true, eachErr
		}
	}
	return failed, true, err
}

// look takes what contracts cede of the losses of a year.
func (w *worker) look(first, year int, x *treaty.Rows) error {
	from := w.rows.from(year - first)
	to := w.rows.ends[year-first]
	if w.Detail {
		w.detail(w.result, w.rows, year, from, to, x.Ceded)
	}
	if w.Each == nil {
		return nil
	}
	one := kept{from: from, ceded: make([][]int64, len(x.Ceded))}
	for i, column := range x.Ceded {
		one.ceded[i] = append([]int64(nil), column...)
	}
	w.kept = append(w.kept, one)
	return nil
}

// hand hands the years of a chunk, up to one, to Each when it is their turn.
func (w *worker) hand(from, to int) (failed int, err error) {
	w.mu.Lock()
	for w.called < from && (w.err == nil || w.failed > from) {
		w.turn.Wait()
	}
	stopped := w.called < from
	w.mu.Unlock()
	if stopped {
		return to, nil
	}
	for i := range min(to-from, len(w.kept)) {
		one := &w.kept[i]
		end := w.rows.ends[i]
		year := Year{Number: from + i + 1, Loss: w.rows.loss[one.from:end], Segment: w.rows.segment[one.from:end], Row: w.rows.row[one.from:end], Ceded: one.ceded}
		if err = w.Each(&year); err != nil {
			to = from + i
			break
		}
	}
	w.mu.Lock()
	w.called = to
	w.mu.Unlock()
	w.turn.Broadcast()
	return to, err
}
