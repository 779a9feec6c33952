package simulation

import (
	"context"
	"runtime"
	"strconv"
	"sync"

	"github.com/cedego/cede"
)

// A schedule gives chunks of years to workers, in order. Each chunk writes its own places of a result, so that it does not matter which worker takes it, or when it ends; and no chunk begins
// after an error, while all before it end, so that the error is always that of the earliest year.
type schedule struct {
	years, workers, size int
	progress             func(done, years int)

	mu     sync.Mutex
	next   int // year before the next chunk
	done   int
	failed int // year before which all are done, if there is an error
	err    error
	ended  func() // with the lock held, after an error; nil is nobody
}

// newSchedule makes chunks of so many years; 0 workers are one for each processor that Go uses.
func newSchedule(years, workers, size int, progress func(done, years int)) *schedule {
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return &schedule{years: years, workers: max(1, min(workers, (years+size-1)/size)), size: size, progress: progress, failed: years}
}

// validWorkers refuses a number of workers that is none.
func validWorkers(n int) error {
	if n < 0 {
		return cede.Invalid("workers", strconv.Itoa(n), "must not be negative")
	}
	return nil
}

// run begins each worker with what it does to a chunk: with an error that returns the year that it is of, before which all are done.
func (s *schedule) run(ctx context.Context, begin func() func(from, to int) (failed int, err error)) error {
	var group sync.WaitGroup
	for range s.workers {
		group.Go(func() {
			do := begin()
			for {
				from, to, ok := s.take()
				if !ok {
					return
				}
				failed, err := from, ctx.Err()
				if err == nil {
					failed, err = do(from, to)
				}
				s.finish(from, to, err, failed)
			}
		})
	}
	group.Wait()
	return s.err
}

func (s *schedule) take() (from, to int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil || s.next >= s.years {
		return 0, 0, false
	}
	from = s.next
	s.next = min(from+s.size, s.years)
	return from, s.next, true
}

// finish notes that a chunk is done, up to a year where there is an error.
func (s *schedule) finish(from, to int, err error, failed int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		if s.err == nil || failed < s.failed {
			s.err, s.failed = err, failed
		}
		if s.ended != nil {
			s.ended()
		}
		return
	}
	s.done += to - from
	if s.progress != nil {
		s.progress(s.done, s.years)
	}
}
