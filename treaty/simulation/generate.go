package simulation

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A Model says how often losses come and how large they are, so that tables of simulated years can be made of it.
//
// The zero Model is not valid.
type Model struct {
	// Currency and Scale are those of the losses, as in [Table].
	Currency treaty.Currency
	Scale    *int
	// Hazards are independent of each other, in any order.
	Hazards []Hazard
}

// A Hazard is one peril or line of business: how many losses a year has, what each costs, and when it comes. Amounts are independent of each other, of their number and of the season.
//
// The zero Hazard is not valid.
type Hazard struct {
	_ [0]func()
	// Name is that of the segment; it may be empty if there is only one. Other losses are drawn for another name.
	Name string
	// Risk is the id of a risk in the book, as in [Segment.Risk].
	Risk string
	// Frequency is the number of losses in a year.
	Frequency Frequency
	// Severity is the amount of each.
	Severity Severity
	// Maximum is the most that a loss can cost: what is drawn above it costs as much. Nil is none.
	Maximum *decimal.Decimal
	// Season is how likely losses are in January, February and so on: 12 weights, not negative, of which the sum counts. The days of a month are as likely as each other. Nil makes
	// all days so. Years have 365 days.
	Season []float64
}

// A Generation says how many years of a [Model] to make, and how.
//
// The zero Generation is not valid, for want of years.
type Generation struct {
	// Years is the number of years, from 1 to 2,147,483,647.
	Years int
	// Seed makes other years of the same model. Any number is as good as any other.
	Seed uint64
	// Workers is how many goroutines work at once; 0 is as many as there are processors. The tables do not depend on it.
	Workers int
	// MaxRows is the greatest number of losses, and of years times hazards; 0 is [DefaultMaxRows]. More is a [treaty.ErrLimit], before the memory is taken. A loss takes 10 bytes, a year of a hazard 8.
	MaxRows int
	// Progress, unless it is nil, is told from time to time how many of the years are done, never two at a time.
	Progress func(done, years int)
}

// Generate makes tables of the model's losses: a segment for each hazard, in the same order, where each loss is an occurrence of its own with its day.
//
// The years of a hazard follow from the seed, its name, the number of the year and its own terms, and from nothing else: neither from the number of workers, nor from how many
// years there are, nor from other hazards. Each year has a ChaCha8 source of [math/rand/v2] of its own, with the seed
//
//	SHA-256(SHA-256("cede simulation 1" 0 seed name) year), seed and year with 8 bytes each, the highest first
//
// and draws the number of losses, their amounts and their days, one number of 64 bits for each. Amounts are floats before they are rounded, so the same table is made again
// on the same machine with the same build of the program; elsewhere a few amounts may differ by a minor unit. Once written down, a table is data.
//
// With an error, such as an amount that leaves 64 bits (a [treaty.ErrOverflow] that names hazard and year) or a context that is done, there is no portfolio.
func (m Model) Generate(ctx context.Context, g Generation) (Portfolio, error) {
	if err := errors.Join(m.Validate(), g.Validate()); err != nil {
		return Portfolio{}, err
	}
	maxRows := g.MaxRows
	if maxRows == 0 {
		maxRows = DefaultMaxRows
	}
	if g.Years > maxRows/len(m.Hazards) {
		return Portfolio{}, cede.In("years", treaty.TooMany(g.Years, maxRows/len(m.Hazards)))
	}
	r := m.prepare(g)
	if err := r.each(ctx, nil, r.count); err != nil {
		return Portfolio{}, err
	}
	out := Portfolio{Segments: make([]Segment, len(m.Hazards))}
	total := 0
	for i, h := range m.Hazards {
		t := Table{Currency: m.Currency, Scale: m.Scale, Ends: r.hazards[i].ends}
		rows := 0
		for y, n := range t.Ends { // as yet the number of losses
			if n > maxRows-total-rows {
				return Portfolio{}, cede.At("hazards", i, cede.In("year "+strconv.Itoa(y+1), fmt.Errorf("%w: must have at most %d losses with the years before", treaty.ErrLimit, maxRows)))
			}
			rows += n
			t.Ends[y] = rows
		}
		total += rows
		t.Loss, t.Day = make([]int64, rows), make([]int16, rows)
		r.hazards[i].loss, r.hazards[i].day = t.Loss, t.Day
		out.Segments[i] = Segment{Name: h.Name, Risk: h.Risk, Table: t}
	}
	if err := r.each(ctx, g.Progress, r.fill); err != nil {
		return Portfolio{}, err
	}
	return out, nil
}

// Validate reports everything that is wrong with the model, joined.
func (m Model) Validate() error {
	errs := []error{validMoney(m.Currency, m.Scale)}
	if len(m.Hazards) == 0 {
		errs = append(errs, cede.Invalid("hazards", "", "must not be empty"))
	}
	seen := make(map[string]bool, len(m.Hazards))
	for i := range m.Hazards {
		h := &m.Hazards[i]
		var err error
		switch {
		case h.Name == "" && len(m.Hazards) > 1:
			err = cede.Invalid("name", "", "must not be empty where there are several hazards")
		case seen[h.Name]:
			err = cede.Invalid("name", h.Name, "must be the name of one hazard only")
		}
		seen[h.Name] = true
		errs = append(errs, cede.At("hazards", i, errors.Join(err, h.validate(places(m.Currency, m.Scale)))))
	}
	return errors.Join(errs...)
}

func (h *Hazard) validate(places int) error {
	return errors.Join(
		cede.In("frequency", validFrequency(h.Frequency)), cede.In("severity", validSeverity(h.Severity)), h.validMaximum(places), validSeason(h.Season),
	)
}

func (h *Hazard) validMaximum(places int) error {
	if h.Maximum == nil {
		return nil
	}
	if err := bound.NotNegative("maximum", *h.Maximum); err != nil {
		return err
	}
	switch _, fault := fixed.Minor(*h.Maximum, places, false); fault {
	case fixed.TooFine:
		return cede.Invalid("maximum", bound.Text(*h.Maximum), fmt.Sprintf("must have at most %d decimal places", places))
	case fixed.TooLarge:
		return cede.In("maximum", treaty.ErrOverflow)
	case fixed.None:
	}
	return nil
}

func validSeason(season []float64) error {
	if season == nil {
		return nil
	}
	if len(season) != 12 {
		return cede.Invalid("season", strconv.Itoa(len(season)), "must have 12 weights")
	}
	sum := 0.0
	for i, w := range season {
		if err := within("", w, 0, maxParameter); err != nil {
			return cede.At("season", i, err)
		}
		sum += w
	}
	if sum == 0 {
		return cede.Invalid("season", "", "must have a weight above 0")
	}
	return nil
}

// Validate reports every number that is out of its range.
func (g Generation) Validate() error {
	var errs []error
	if g.Years < 1 || g.Years > maxYears {
		errs = append(errs, cede.Invalid("years", strconv.Itoa(g.Years), fmt.Sprintf("must be from 1 to %d", maxYears)))
	}
	errs = append(errs, validWorkers(g.Workers))
	if g.MaxRows < 0 {
		errs = append(errs, cede.Invalid("maxRows", strconv.Itoa(g.MaxRows), "must not be negative"))
	}
	return errors.Join(errs...)
}

// A generating is a Generation at work.
type generating struct {
	years, workers int
	hazards        []generated
}

// generated is a hazard and its columns; ends are the numbers of losses until all are known.
type generated struct {
	key      [sha256.Size]byte
	counter  counter
	sampler  amountSampler
	calendar calendar
	ends     []int
	loss     []int64
	day      []int16
}

func (m Model) prepare(g Generation) *generating {
	r := &generating{years: g.Years, workers: g.Workers, hazards: make([]generated, len(m.Hazards))}
	if r.workers == 0 {
		r.workers = runtime.GOMAXPROCS(0)
	}
	minor := places(m.Currency, m.Scale)
	for i := range m.Hazards {
		h := &m.Hazards[i]
		maximum := int64(-1)
		if h.Maximum != nil {
			maximum, _ = fixed.Minor(*h.Maximum, minor, false)
		}
		label := append([]byte("cede simulation 1"), 0)
		label = append(binary.BigEndian.AppendUint64(label, g.Seed), h.Name...)
		r.hazards[i] = generated{
			key: sha256.Sum256(label), counter: newCounter(h.Frequency), sampler: newSampler(h.Severity, minor, maximum),
			calendar: newCalendar(h.Season), ends: make([]int, g.Years),
		}
	}
	return r
}

// A generator is what one goroutine has for itself.
type generator struct {
	source rand.ChaCha8
	days   [yearDays + 1]int32
}

// seed begins a year, from 0.
func (w *generator) seed(h *generated, year int) {
	var text [sha256.Size + 8]byte
	copy(text[:], h.key[:])
	binary.BigEndian.PutUint64(text[sha256.Size:], uint64(year)+1)
	w.source.Seed(sha256.Sum256(text[:]))
}

// count draws how many losses a year has.
func (r *generating) count(_ context.Context, w *generator, year int) error {
	for i := range r.hazards {
		h := &r.hazards[i]
		w.seed(h, year)
		h.ends[year] = h.counter.draw(w.source.Uint64())
	}
	return nil
}

// pause is how many losses are drawn before the context is asked again.
const pause = 1 << 16

// fill draws the losses of a year.
func (r *generating) fill(ctx context.Context, w *generator, year int) error {
	for i := range r.hazards {
		h := &r.hazards[i]
		from, to := yearOf(h.ends, year+1)
		if from == to {
			continue
		}
		w.seed(h, year)
		w.source.Uint64() // the number of losses
		for row := from; row < to; row++ {
			if (row-from)%pause == pause-1 {
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			loss, ok := h.sampler.draw(w.source.Uint64())
			if !ok {
				return cede.At("hazards", i, cede.In("year "+strconv.Itoa(year+1), treaty.ErrOverflow))
			}
			h.loss[row] = loss
		}
		h.calendar.fill(h.day[from:to], w)
	}
	return nil
}

// each does something for every year.
func (r *generating) each(ctx context.Context, progress func(done, years int), do func(ctx context.Context, w *generator, year int) error) error {
	const most, perWorker = 1024, 8 // years and chunks
	size := min(max(r.years/(perWorker*r.workers), 1), most)
	return newSchedule(r.years, r.workers, size, progress).run(ctx, func() func(from, to int) (int, error) {
		w := new(generator)
		return func(from, to int) (int, error) {
			for year := from; year < to; year++ {
				if err := do(ctx, w, year); err != nil {
					return year, err
				}
			}
			return to, nil
		}
	})
}

const yearDays = 365

// A calendar draws days of the year.
type calendar struct {
	// ends are the probabilities, times 2^64, of a day up to the first, the second and so on, but for the last that has any. Nil makes all days alike.
	ends []uint64
	// guide are the first days that numbers with the same 9 highest bits can be.
	guide [512]int16
}

func newCalendar(season []float64) calendar {
	var c calendar
	if season == nil {
		return c
	}
	whole, sum, last := 0.0, 0.0, 0
	for _, w := range season {
		whole += w
	}
	for month, days := range [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31} {
		for day := range days {
			c.ends = append(c.ends, share64(sum+season[month]*(float64(day+1)/float64(days)), whole))
			if season[month] > 0 {
				last = len(c.ends) - 1
			}
		}
		sum += season[month]
	}
	c.ends = c.ends[:last]
	for i := range c.guide {
		c.guide[i] = int16(c.find(0, uint64(i)<<55))
	}
	return c
}

// find returns the day, from 0, that a number stands for and that is not before at.
func (c *calendar) find(at int, raw uint64) int {
	for at < len(c.ends) && raw >= c.ends[at] {
		at++
	}
	return at
}

// draw returns a day, from 1.
func (c *calendar) draw(raw uint64) int16 {
	if c.ends == nil {
		return int16(raw>>32*yearDays>>32) + 1
	}
	return int16(c.find(int(c.guide[raw>>55]), raw)) + 1
}

// fill draws as many days as there are rows, in order.
func (c *calendar) fill(day []int16, w *generator) {
	const few = 64 // that are sorted sooner than counted
	if len(day) < few {
		for i := range day {
			day[i] = c.draw(w.source.Uint64())
		}
		slices.Sort(day)
		return
	}
	clear(w.days[:])
	for range day {
		w.days[c.draw(w.source.Uint64())]++
	}
	row := 0
	for d, n := range w.days {
		for range n {
			day[row] = int16(d)
			row++
		}
	}
}
