package simulation //nolint:testpackage // chunks in an order that Run never takes

import (
	"context"
	"math/rand/v2"
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// The years cut into chunks of any size, run in any order by one worker or two with memory of their own, give the same result.
func TestRunner_shuffled(t *testing.T) {
	from, err := cede.ParseDate("2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	period := treaty.Period{From: from, To: from.AddDays(364)}
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "QS", Period: period, Placement: treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: decimal.New(7, -1)}, {Reinsurer: "B", Share: decimal.New(3, -1)}}},
		Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: decimal.New(333, -3)}}},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	const years = 3000
	r := rand.New(rand.NewPCG(1, 2))
	table := Table{Currency: "CNY", Event: []int32{}}
	for range years {
		for range r.IntN(5) {
			table.Loss, table.Event = append(table.Loss, r.Int64N(1e9)), append(table.Event, r.Int32N(3))
		}
		table.Ends = append(table.Ends, len(table.Loss))
	}
	want, err := Run(context.Background(), program, book, One(table), Options{Workers: 1, Detail: true})
	if err != nil {
		t.Fatal(err)
	}
	batch, err := program.Batch(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		f, err := newFeed(One(table), book, from)
		if err != nil {
			t.Fatal(err)
		}
		run := newRunner(Options{Detail: true}, batch, f, newResult(batch, f, One(table), true))
		var chunks [][2]int
		for at := 0; at < years; {
			to := min(at+1+r.IntN(700), years)
			chunks = append(chunks, [2]int{at, to})
			at = to
		}
		r.Shuffle(len(chunks), func(i, j int) { chunks[i], chunks[j] = chunks[j], chunks[i] })
		workers := []*worker{run.newWorker(), run.newWorker()}
		for _, c := range chunks {
			if failed, err := workers[r.IntN(2)].work(context.Background(), c[0], c[1]); err != nil || failed != c[1] {
				t.Fatal(failed, err)
			}
		}
		if !reflect.DeepEqual(want, run.result) {
			t.Fatalf("%d chunks give another result", len(chunks))
		}
	}
}

// The error is that of the earliest year: all years fail but the first, and the worker that had it goes on at once while others wait for Progress.
func TestAnalysisOptions_earliest(t *testing.T) {
	for range 200 {
		o := AnalysisOptions{Workers: 4, Progress: func(int, int) { time.Sleep(100 * time.Microsecond) }}
		err := o.run(context.Background(), 32, 1<<40, func(from, _ int) error {
			if from == 0 {
				return nil
			}
			return cede.Invalid(strconv.Itoa(from), "", "fails")
		})
		if err == nil || err.Error() != "1: fails" {
			t.Fatal(err)
		}
	}
}

// An error of a later year takes no place of one before it, in whatever order chunks end.
func TestSchedule_earliest(t *testing.T) {
	for _, order := range [][]int{{2, 5, 9}, {9, 2, 5}, {5, 9, 2}} {
		r := newSchedule(10, 1, 1, nil)
		for _, year := range order {
			r.finish(year, year+1, cede.Invalid(strconv.Itoa(year), "", "fails"), year)
		}
		if r.failed != 2 || r.err.Error() != "2: fails" {
			t.Errorf("%v: %d, %v", order, r.failed, r.err)
		}
	}
}
