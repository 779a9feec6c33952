package simulation

import (
	"context"
	"errors"
	"math"
	"math/bits"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/treaty"
)

// A Layer is an excess of loss cover of events, with the terms of a year: of each event the part above the attachment, at most the limit; of the year's sum of these the part above the aggregate
// deductible, at most the aggregate limit. What it comes to is that of an xol layer for each event with these terms at 100 %, for which [Run] is the way to anything else: hours clauses,
// drops, several contracts. The zero Layer is all losses.
type Layer struct {
	// Attachment is not negative.
	Attachment decimal.Decimal
	// Limit is positive; nil is none.
	Limit *decimal.Decimal
	// AggregateDeductible is not negative.
	AggregateDeductible decimal.Decimal
	// AggregateLimit is positive; nil is none. With N reinstatements it is N + 1 limits.
	AggregateLimit *decimal.Decimal
}

// LayerYears are what a layer comes to year by year.
type LayerYears struct {
	// Loss is after the terms of the year. [Rating] prices it.
	Loss YearLosses
	// Largest is the largest loss of an event to the layer, before the terms of the year.
	Largest YearLosses
}

// AnalysisOptions say how an analysis runs. The zero AnalysisOptions are valid.
type AnalysisOptions struct {
	// Workers is the number of goroutines; 0 is one for each processor that Go uses. No result depends on it.
	Workers int
	// Progress, unless it is nil, is told from time to time how many of the years are done, never two at a time.
	Progress func(done, years int)
}

// A layer is lowered to minor units.
type layer struct{ attachment, limit, deductible, most int64 }

func (l Layer) lower(places int) (out layer, err error) {
	err = errors.Join(
		bound.NotNegative("attachment", l.Attachment), bound.Optional(bound.Positive, "limit", l.Limit),
		bound.NotNegative("aggregateDeductible", l.AggregateDeductible), bound.Optional(bound.Positive, "aggregateLimit", l.AggregateLimit),
	)
	if err != nil {
		return layer{}, err
	}
	out = layer{limit: math.MaxInt64, most: math.MaxInt64}
	for _, x := range []struct {
		name string
		from *decimal.Decimal
		into *int64
	}{
		{"attachment", &l.Attachment, &out.attachment},
		{"limit", l.Limit, &out.limit},
		{"aggregateDeductible", &l.AggregateDeductible, &out.deductible},
		{"aggregateLimit", l.AggregateLimit, &out.most},
	} {
		if x.from == nil {
			continue
		}
		var one error
		*x.into, one = minorOf(x.name, *x.from, places)
		err = errors.Join(err, one)
	}
	return out, err
}

// occurrence is the loss of an event to the layer.
func (l *layer) occurrence(x int64) int64 { return min(max(x-l.attachment, 0), l.limit) }

// year is the loss of a year whose events come to a sum.
func (l *layer) year(sum int64) int64 { return min(max(sum-l.deductible, 0), l.most) }

// lowered lowers layers; none is an error.
func lowered(layers []Layer, places int) ([]layer, error) {
	if len(layers) == 0 {
		return nil, cede.Invalid("layers", "", "must not be empty")
	}
	out, errs := make([]layer, len(layers)), make([]error, len(layers))
	for i, l := range layers {
		var err error
		out[i], err = l.lower(places)
		errs[i] = cede.At("layers", i, err)
	}
	return out, errors.Join(errs...)
}

// Analyse runs layers over years in one pass: an event of the years that the tables do not have costs nothing, and one that happens twice in a year is two occurrences. Only the ends and the numbers
// of events are looked at. A sum of a year that leaves 64 bits is a [treaty.ErrOverflow].
//
// The time is that of looking up every occurrence in a set of bits, and of adding up those that hit the lowest attachment; memory is 16 bytes for each year and layer.
func (f *Folded) Analyse(ctx context.Context, years YearEvents, o AnalysisOptions, layers ...Layer) ([]LayerYears, error) {
	if f == nil || f.currency == "" {
		return nil, cede.Invalid("folded", "", "must be made by Fold")
	}
	low, err := lowered(layers, f.scale)
	if err != nil {
		return nil, err
	}
	if err := validEnds(years.Ends, len(years.Event)); err != nil {
		return nil, cede.In("years", err)
	}
	least := int64(math.MaxInt64)
	for _, l := range low {
		least = min(least, l.attachment)
	}
	hit := f.above(least)
	a := newAnalysis(low, hit, f, len(years.Ends))
	err = o.run(ctx, len(years.Ends), len(years.Event), func(from, to int) error {
		var buffer [batch]uint32
		for y := from; y < to; y++ {
			begin, end := yearOf(years.Ends, y+1)
			if err := a.year(y, years.Event[begin:end], &buffer); err != nil {
				return cede.At("years", y, err)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return a.out, nil
}

// batch is how many occurrences are filtered at a time.
const batch = 1024

// above returns what costs more than an amount.
func (f *Folded) above(least int64) *Folded {
	if least <= 0 {
		return f
	}
	out := &Folded{currency: f.currency, scale: f.scale, set: make([]uint64, len(f.set)), rank: make([]uint32, len(f.set)), greatest: f.greatest}
	at := 0
	for w, set := range f.set {
		out.rank[w] = uint32(len(out.loss))
		for ; set != 0; set &= set - 1 {
			if f.loss[at] > least {
				out.set[w] |= set & -set
				out.loss = append(out.loss, f.loss[at])
			}
			at++
		}
	}
	return out
}

// An analysis adds up what hits layers.
type analysis struct {
	layers []layer
	hit    *Folded
	tables [][]int64 // of each layer, what an event costs it, by rank
	out    []LayerYears
}

func newAnalysis(layers []layer, hit *Folded, f *Folded, years int) *analysis {
	a := &analysis{layers: layers, hit: hit}
	scale := f.scale
	for i := range layers {
		table := make([]int64, len(hit.loss))
		for k, x := range hit.loss {
			table[k] = layers[i].occurrence(x)
		}
		a.tables = append(a.tables, table)
		column := func() YearLosses {
			return YearLosses{Currency: f.currency, Scale: &scale, Loss: make([]int64, years)}
		}
		a.out = append(a.out, LayerYears{Loss: column(), Largest: column()})
	}
	return a
}

// year runs the occurrences of a year.
func (a *analysis) year(y int, events []int32, buffer *[batch]uint32) error {
	set, rank := a.hit.set, a.hit.rank
	negative := int32(0)
	for len(events) > 0 {
		part := events[:min(len(events), batch)]
		events = events[len(part):]
		hits := 0
		for _, e := range part {
			negative |= e
			id := uint32(e)
			buffer[hits&(batch-1)] = id
			if w := int(id >> 6); w < len(set) {
				hits += int(set[w] >> (id & 63) & 1)
			}
		}
		for k, id := range buffer[:hits] {
			w := id >> 6
			buffer[k] = rank[w] + uint32(bits.OnesCount64(set[w]&(1<<(id&63)-1)))
		}
		if err := a.add(y, buffer[:hits]); err != nil {
			return err
		}
	}
	if negative < 0 {
		return cede.Invalid("event", "", "must not be negative")
	}
	for i := range a.layers {
		loss := a.out[i].Loss.Loss
		loss[y] = a.layers[i].year(loss[y])
	}
	return nil
}

// add adds what the events of ranks cost each layer.
func (a *analysis) add(y int, ranks []uint32) error {
	for i, table := range a.tables {
		sum, largest := a.out[i].Loss.Loss[y], a.out[i].Largest.Loss[y]
		wrapped := int64(0)
		for _, r := range ranks {
			x := table[r]
			sum += x
			wrapped |= sum // below zero once it leaves 63 bits, since no single loss does
			largest = max(largest, x)
		}
		if wrapped < 0 {
			return treaty.ErrOverflow
		}
		a.out[i].Loss.Loss[y], a.out[i].Largest.Loss[y] = sum, largest
	}
	return nil
}

// run gives workers chunks of years with some 250,000 occurrences.
func (o AnalysisOptions) run(ctx context.Context, years, rows int, chunk func(from, to int) error) error {
	if err := validWorkers(o.Workers); err != nil {
		return err
	}
	const rowsOfChunk, most = 1 << 18, 1 << 14
	size := min(max(rowsOfChunk*years/max(rows, 1), 1), most)
	return newSchedule(years, o.Workers, size, o.Progress).run(ctx, func() func(from, to int) (int, error) {
		return func(from, to int) (int, error) { return from, chunk(from, to) }
	})
}

// Kept are the occurrences of years that hit folded tables, kept to price layers on them again and again. They take 4 bytes an occurrence and 8 a year.
type Kept struct {
	folded *Folded
	ends   []int
	rank   []uint32
}

// Keep looks up the occurrences of years once.
func (f *Folded) Keep(ctx context.Context, years YearEvents, o AnalysisOptions) (*Kept, error) {
	if f == nil || f.currency == "" {
		return nil, cede.Invalid("folded", "", "must be made by Fold")
	}
	if err := validEnds(years.Ends, len(years.Event)); err != nil {
		return nil, cede.In("years", err)
	}
	n := len(years.Ends)
	out := &Kept{folded: f, ends: make([]int, n)}
	// One pass counts, one fills.
	err := o.run(ctx, n, len(years.Event), func(from, to int) error {
		for y := from; y < to; y++ {
			begin, end := yearOf(years.Ends, y+1)
			negative := int32(0)
			for _, e := range years.Event[begin:end] {
				negative |= e
				if w := int(uint32(e) >> 6); w < len(f.set) {
					out.ends[y] += int(f.set[w] >> (uint32(e) & 63) & 1)
				}
			}
			if negative < 0 {
				return cede.At("years", y, cede.Invalid("event", "", "must not be negative"))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for y := 1; y < n; y++ {
		out.ends[y] += out.ends[y-1]
	}
	if n > 0 {
		out.rank = make([]uint32, out.ends[n-1])
	}
	o.Progress = nil
	err = o.run(ctx, n, len(years.Event), func(from, to int) error {
		for y := from; y < to; y++ {
			begin, end := yearOf(years.Ends, y+1)
			at, _ := yearOf(out.ends, y+1)
			for _, e := range years.Event[begin:end] {
				id := uint32(e)
				if w := int(id >> 6); w < len(f.set) && f.set[w]>>(id&63)&1 == 1 {
					out.rank[at] = f.rank[w] + uint32(bits.OnesCount64(f.set[w]&(1<<(id&63)-1)))
					at++
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Occurrences returns how many are kept.
func (k *Kept) Occurrences() int {
	if k == nil {
		return 0
	}
	return len(k.rank)
}

// Price runs layers over the years that are kept: what [Folded.Analyse] gives of the years themselves.
func (k *Kept) Price(ctx context.Context, o AnalysisOptions, layers ...Layer) ([]LayerYears, error) {
	if k == nil || k.folded == nil {
		return nil, cede.Invalid("kept", "", "must be made by Keep")
	}
	low, err := lowered(layers, k.folded.scale)
	if err != nil {
		return nil, err
	}
	a := newAnalysis(low, k.folded, k.folded, len(k.ends))
	err = o.run(ctx, len(k.ends), len(k.rank), func(from, to int) error {
		for y := from; y < to; y++ {
			begin, end := yearOf(k.ends, y+1)
			if err := a.add(y, k.rank[begin:end]); err != nil {
				return cede.At("years", y, err)
			}
			for i := range low {
				loss := a.out[i].Loss.Loss
				loss[y] = low[i].year(loss[y])
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return a.out, nil
}
