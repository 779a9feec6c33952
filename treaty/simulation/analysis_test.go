package simulation_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/cedego/cede/xol"
)

// events is an event-loss table in whole yuan of pairs of event and loss.
func events(pairs ...int64) simulation.EventLosses {
	out := simulation.EventLosses{Currency: "CNY", Scale: new(0), Event: []int32{}, Loss: []int64{}}
	for i := 0; i < len(pairs); i += 2 {
		out.Event, out.Loss = append(out.Event, int32(pairs[i])), append(out.Loss, pairs[i+1])
	}
	return out
}

// happen are the events of years.
func happen(years ...[]int32) simulation.YearEvents {
	var out simulation.YearEvents
	for _, y := range years {
		out.Event = append(out.Event, y...)
		out.Ends = append(out.Ends, len(out.Event))
	}
	return out
}

// twoTables fold to 150 for event 1 (200 less 50, of 100 half: 50, and so 200 in all), 75 for event 2 and 13 for event 64: of 25 half, rounded up. Event 3 costs nothing in the first and is not in the second.
func twoTables(t testing.TB) *simulation.Folded {
	t.Helper()
	f, err := simulation.Fold(
		simulation.Source{Losses: events(1, 200, 2, 125, 3, 50), Terms: simulation.EventTerms{Deductible: dec("50"), Limit: new(dec("150"))}},
		simulation.Source{Losses: events(1, 100, 64, 25), Terms: simulation.EventTerms{Share: new(dec("0.5"))}},
	)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFold(t *testing.T) {
	f := twoTables(t)
	if d := cmp.Diff(events(1, 200, 2, 75, 64, 13), f.Losses()); d != "" || f.Events() != 3 {
		t.Errorf("(-want +got):\n%s", d)
	}
	// Rows of one event for several risks are one event.
	risks := simulation.EventLosses{Currency: "CNY", Scale: new(0), Event: []int32{5, 5}, Loss: []int64{30, 40}, Risk: []int32{0, 1}, Risks: []string{"a", "b"}}
	f, err := simulation.Fold(simulation.Source{Losses: risks, Terms: simulation.EventTerms{Deductible: dec("20")}})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(events(5, 50), f.Losses()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if f, err = simulation.Fold(simulation.Source{Losses: events()}); err != nil || f.Events() != 0 {
		t.Error(f, err)
	}
}

// Ten years by hand, for a layer of 100 xs 50 with 40 of the year's deductible and at most 150 of it, and one for all losses. Event 1 gives the first 100, event 2 25 and event 64 nothing.
func TestFolded_Analyse(t *testing.T) {
	years := happen([]int32{}, []int32{64}, []int32{2}, []int32{2, 2}, []int32{1}, []int32{1, 2}, []int32{1, 1}, []int32{1, 7, 1, 3}, []int32{1 << 30, 2, 64, 2, 2, 2}, []int32{1, 1, 1, 1})
	layers := []simulation.Layer{{Attachment: dec("50"), Limit: new(dec("100")), AggregateDeductible: dec("40"), AggregateLimit: new(dec("150"))}, {}}
	want := [][2][]int64{
		{{0, 0, 0, 10, 60, 85, 150, 150, 60, 150}, {0, 0, 25, 25, 100, 100, 100, 100, 25, 100}},
		{{0, 13, 75, 150, 200, 275, 400, 400, 313, 800}, {0, 13, 75, 75, 200, 200, 200, 200, 75, 200}},
	}
	check := func(what string, got []simulation.LayerYears, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(what, err)
		}
		for i := range want {
			if d := cmp.Diff(want[i], [2][]int64{got[i].Loss.Loss, got[i].Largest.Loss}); d != "" {
				t.Errorf("%s, layer %d (-want +got):\n%s", what, i, d)
			}
		}
	}
	f := twoTables(t)
	got, err := f.Analyse(context.Background(), years, simulation.AnalysisOptions{}, layers...)
	check("analysed", got, err)
	kept, err := f.Keep(context.Background(), years, simulation.AnalysisOptions{})
	if err != nil || kept.Occurrences() != 20 {
		t.Fatal(kept.Occurrences(), err)
	}
	got, err = kept.Price(context.Background(), simulation.AnalysisOptions{}, layers...)
	check("priced", got, err)
}

func TestAnalysis_refuses(t *testing.T) {
	ctx := context.Background()
	f := twoTables(t)
	years := happen([]int32{1}, []int32{2, 1})
	fold := func(s ...simulation.Source) error { _, err := simulation.Fold(s...); return err }
	analyse := func(y simulation.YearEvents, o simulation.AnalysisOptions, l ...simulation.Layer) error {
		_, err := f.Analyse(ctx, y, o, l...)
		return err
	}
	keep := func(y simulation.YearEvents) error {
		_, err := f.Keep(ctx, y, simulation.AnalysisOptions{})
		return err
	}
	huge, err := simulation.Fold(simulation.Source{Losses: events(1, math.MaxInt64, 2, 1)})
	if err != nil {
		t.Fatal(err)
	}
	_, overflow := huge.Analyse(ctx, happen([]int32{1}, []int32{1, 2}, []int32{1, 1, 1}), simulation.AnalysisOptions{}, simulation.Layer{})
	kept, err := huge.Keep(ctx, happen([]int32{1}, []int32{1, 1}), simulation.AnalysisOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, again := kept.Price(ctx, simulation.AnalysisOptions{}, simulation.Layer{})
	_, none := kept.Price(ctx, simulation.AnalysisOptions{})
	usd := events(1, 5)
	usd.Currency = "USD"
	fine := events(1, 5)
	fine.Scale = new(3)
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"no tables", fold(), "sources: must not be empty"},
		{"a table that is none", fold(simulation.Source{}), "sources[0].losses.currency: must not be empty"},
		{"another currency", fold(simulation.Source{Losses: events(1, 2)}, simulation.Source{Losses: usd}), "sources[1].losses.currency: must be that of the first, CNY (got USD)"},
		{"another scale", fold(simulation.Source{Losses: events(1, 2)}, simulation.Source{Losses: fine}), "sources[1].losses.scale: must be that of the first, 0 (got 3)"},
		{"terms", fold(simulation.Source{Losses: events(1, 2), Terms: simulation.EventTerms{Deductible: dec("-1"), Limit: new(dec("-2")), Share: new(dec("0"))}}), "sources[0].terms.deductible: must not be negative (got -1); sources[0].terms.limit: must not be negative (got -2); sources[0].terms.share: must be in (0, 1] (got 0)"},
		{"a fine deductible", fold(simulation.Source{Losses: events(1, 2), Terms: simulation.EventTerms{Deductible: dec("0.5")}}), "sources[0].terms.deductible: must have at most 0 decimal places (got 0.5)"},
		{"a large limit", fold(simulation.Source{Losses: events(1, 2), Terms: simulation.EventTerms{Limit: new(dec("1e19"))}}), "sources[0].terms.limit: must fit 64 bits of minor units (got 10000000000000000000)"},
		{"an event beyond 64 bits", fold(simulation.Source{Losses: events(1, math.MaxInt64)}, simulation.Source{Losses: events(1, 1)}), "event 1: amounts leave 64 bits of minor units"},
		{"no layers", analyse(years, simulation.AnalysisOptions{}), "layers: must not be empty"},
		{"no layers again", none, "layers: must not be empty"},
		{"a layer", analyse(years, simulation.AnalysisOptions{}, simulation.Layer{}, simulation.Layer{Attachment: dec("-1"), Limit: new(dec("0")), AggregateDeductible: dec("-3"), AggregateLimit: new(dec("-4"))}), "layers[1].attachment: must not be negative (got -1); layers[1].limit: must be positive (got 0); layers[1].aggregateDeductible: must not be negative (got -3); layers[1].aggregateLimit: must be positive (got -4)"},
		{"a fine layer", analyse(years, simulation.AnalysisOptions{}, simulation.Layer{Attachment: dec("0.1"), Limit: new(dec("0.2"))}), "layers[0].attachment: must have at most 0 decimal places (got 0.1); layers[0].limit: must have at most 0 decimal places (got 0.2)"},
		{"workers", analyse(years, simulation.AnalysisOptions{Workers: -1}, simulation.Layer{}), "workers: must not be negative (got -1)"},
		{"ends", analyse(simulation.YearEvents{Ends: []int{2}, Event: []int32{1}}, simulation.AnalysisOptions{}, simulation.Layer{}), "years.ends[0]: must not be below the end before nor above the number of rows (got 2)"},
		{"ends to keep", keep(simulation.YearEvents{Ends: []int{2}, Event: []int32{1}}), "years.ends[0]: must not be below the end before nor above the number of rows (got 2)"},
		{"a negative event", analyse(happen([]int32{1}, []int32{2, -1}), simulation.AnalysisOptions{}, simulation.Layer{}), "years[1].event: must not be negative"},
		{"a negative event to keep", keep(happen([]int32{1}, []int32{2, -1})), "years[1].event: must not be negative"},
		{"a year beyond 64 bits", overflow, "years[1]: amounts leave 64 bits of minor units"},
		{"a year beyond 64 bits again", again, "years[1]: amounts leave 64 bits of minor units"},
	} {
		if got := texts(tt.err); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := f.Analyse(cancelled, years, simulation.AnalysisOptions{}, simulation.Layer{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// An analysis is what the one evaluator makes of the folded losses: a cover for each event, with a deductible and a limit of the year.
func TestAnalysisLaws(t *testing.T) {
	proptest.Check(t, "an analysis is a program over the losses of the events", prop.ForAll(func(seed int64) string {
		r := rand.New(rand.NewPCG(uint64(seed), 9))
		var sources []simulation.Source
		for range 1 + r.IntN(3) {
			var pairs []int64
			for e := range int64(200) {
				if r.IntN(4) == 0 {
					pairs = append(pairs, e, r.Int64N(1000))
				}
			}
			s := simulation.Source{Losses: events(pairs...)}
			if r.IntN(2) == 0 {
				s.Terms = simulation.EventTerms{Deductible: decimal.New(r.Int64N(100), 0), Limit: new(decimal.New(r.Int64N(900), 0)), Share: new(decimal.New(1+r.Int64N(100), -2))}
			}
			sources = append(sources, s)
		}
		f, err := simulation.Fold(sources...)
		if err != nil {
			return err.Error()
		}
		years := simulation.YearEvents{}
		for range 1 + r.IntN(3000) {
			for range r.IntN(6) {
				years.Event = append(years.Event, r.Int32N(300))
			}
			years.Ends = append(years.Ends, len(years.Event))
		}
		layers := make([]simulation.Layer, 1+r.IntN(3))
		for i := range layers {
			layers[i] = simulation.Layer{Attachment: decimal.New(r.Int64N(800), 0), AggregateDeductible: decimal.New(r.Int64N(300), 0)}
			if r.IntN(3) > 0 {
				layers[i].Limit = new(decimal.New(1+r.Int64N(500), 0))
			}
			if r.IntN(3) > 0 {
				layers[i].AggregateLimit = new(decimal.New(1+r.Int64N(900), 0))
			}
		}
		got, err := f.Analyse(context.Background(), years, simulation.AnalysisOptions{Workers: 1 + r.IntN(16)}, layers...)
		if err != nil {
			return err.Error()
		}
		kept, err := f.Keep(context.Background(), years, simulation.AnalysisOptions{Workers: 1 + r.IntN(16)})
		if err != nil {
			return err.Error()
		}
		priced, err := kept.Price(context.Background(), simulation.AnalysisOptions{Workers: 1 + r.IntN(16)}, layers...)
		if err != nil {
			return err.Error()
		}
		if d := cmp.Diff(got, priced); d != "" {
			return "kept: " + d
		}
		table, err := years.Losses(f.Losses())
		if err != nil {
			return err.Error()
		}
		for i, l := range layers {
			x := xol.Layer{Attachment: l.Attachment, Limit: l.Limit, AggregateLimit: l.AggregateLimit}
			if !l.AggregateDeductible.IsZero() {
				x.AggregateDeductible = &l.AggregateDeductible
			}
			p, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: []treaty.Contract{whole("XL", 1, panel("1"), xol.PerEvent{Layers: []xol.Layer{x}})}})
			if err != nil {
				return err.Error()
			}
			book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
			if err != nil {
				return err.Error()
			}
			want, err := simulation.Run(context.Background(), p, book, simulation.One(table), simulation.Options{})
			if err != nil {
				return err.Error()
			}
			if !slices.Equal(want.Ceded().Loss, got[i].Loss.Loss) {
				return fmt.Sprintf("layer %d: %v, want %v", i, got[i].Loss.Loss, want.Ceded().Loss)
			}
		}
		return ""
	}, gen.Int64Range(0, 1<<40)))
}

func TestAnalysis_progress(t *testing.T) {
	f := twoTables(t)
	years := simulation.YearEvents{Ends: make([]int, 100_000)}
	var told []int
	_, err := f.Analyse(context.Background(), years, simulation.AnalysisOptions{Workers: 3, Progress: func(done, of int) {
		if of != 100_000 {
			t.Error(of)
		}
		told = append(told, done)
	}}, simulation.Layer{})
	if err != nil || len(told) < 3 || !slices.IsSorted(told) || told[len(told)-1] != 100_000 {
		t.Error(told, err)
	}
}

var manyYears = flag.Int("years", 10_000, "years of the benchmark of an analysis")

// BenchmarkAnalysis folds 15 tables of 20,000 events of a catalogue of 2 million, and runs a layer over years of 1,000 occurrences: the size of Bahl, Baltzer, Rau-Chaplin and Varghese, Parallel
// Simulations for Analysing Portfolios of Catastrophic Event Risk (2012), at one hundredth. The whole takes 4 GB for the occurrences:
//
//	go test ./treaty/simulation -run xxx -bench Analysis -benchtime 3x -years 1000000
//
// What bounds it is the look-up of every occurrence in 250 kB of bits, which fit a second-level cache, and the branch-free filter behind it; pricing again is bound by reading what is kept.
func BenchmarkAnalysis(b *testing.B) {
	const catalogue, perYear = 2_000_000, 1_000
	r := rand.New(rand.NewPCG(1, 2))
	var sources []simulation.Source
	for range 15 {
		seen := make(map[int32]bool)
		for len(seen) < 20_000 {
			seen[r.Int32N(catalogue)] = true
		}
		e := simulation.EventLosses{Currency: "CNY", Scale: new(0)}
		for id := range seen {
			e.Event = append(e.Event, id)
		}
		slices.Sort(e.Event)
		for range e.Event {
			e.Loss = append(e.Loss, int64(1e6/(0.001+r.Float64())))
		}
		sources = append(sources, simulation.Source{Losses: e, Terms: simulation.EventTerms{Deductible: dec("100000"), Limit: new(dec("500000000")), Share: new(dec("0.4"))}})
	}
	years := simulation.YearEvents{Ends: make([]int, *manyYears), Event: make([]int32, *manyYears*perYear)}
	state := uint64(1)
	for i := range years.Event {
		state = state*6364136223846793005 + 1442695040888963407
		years.Event[i] = int32(state >> 33 % catalogue)
	}
	for y := range years.Ends {
		years.Ends[y] = (y + 1) * perYear
	}
	f, err := simulation.Fold(sources...)
	if err != nil {
		b.Fatal(err)
	}
	layer := simulation.Layer{Attachment: dec("2000000"), Limit: new(dec("10000000")), AggregateDeductible: dec("1000000"), AggregateLimit: new(dec("30000000"))}
	perOccurrence := func(b *testing.B) {
		b.Helper()
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(years.Event)), "ns/occurrence")
	}
	runtime.GC()
	b.Run("fold", func(b *testing.B) {
		for b.Loop() {
			if _, err := simulation.Fold(sources...); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("analyse/workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Analyse(context.Background(), years, simulation.AnalysisOptions{Workers: workers}, layer); err != nil {
					b.Fatal(err)
				}
			}
			perOccurrence(b)
		})
	}
	kept, err := f.Keep(context.Background(), years, simulation.AnalysisOptions{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("price", func(b *testing.B) {
		for b.Loop() {
			if _, err := kept.Price(context.Background(), simulation.AnalysisOptions{}, layer); err != nil {
				b.Fatal(err)
			}
		}
		perOccurrence(b)
		b.ReportMetric(float64(kept.Occurrences()), "kept")
	})
}
