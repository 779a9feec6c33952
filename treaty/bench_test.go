package treaty_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

func benchDay(month, day int) cede.Date {
	d, err := cede.ParseDate(fmt.Sprintf("2026-%02d-%02d", month, day))
	if err != nil {
		panic(err)
	}
	return d
}

func benchYear() treaty.Period { return treaty.Period{From: benchDay(1, 1), To: benchDay(12, 31)} }

func panelOf(shares ...int64) treaty.Placement {
	var p treaty.Placement
	for i, s := range shares {
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: fmt.Sprintf("R%d", i), Share: decimal.New(s, -2)})
	}
	return p
}

// tower returns a quota share of 30 % and a tower of five layers per event above it; with annual terms each
// layer has an aggregate deductible of a tenth of its limit and one reinstatement at 100 % of a premium of a tenth of it.
func tower(annual bool) treaty.Spec {
	layers := make([]xol.Layer, 5)
	attachment := int64(1_000_000)
	for i := range layers {
		layers[i] = xol.Layer{Attachment: decimal.New(attachment, 0), Limit: new(decimal.New(attachment, 0))}
		if annual {
			layers[i].AggregateDeductible = new(decimal.New(attachment/10, 0))
			layers[i].Premium = &xol.Premium{Deposit: new(decimal.New(attachment/10, 0))}
			layers[i].Reinstatements = &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{decimal.New(1, 0)}}
		}
		attachment *= 2
	}
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		{
			ID: "QS", Priority: 1, Period: benchYear(), Placement: panelOf(100),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: decimal.New(3, -1)}}},
		},
		{
			ID: "XL", Priority: 2, Period: benchYear(), Placement: panelOf(100),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: layers}}},
		},
	}}
}

// floatTower is tower over float64: a plain loop over one year.
func floatTower(losses []float64, annual bool) (sum float64) {
	var ceded, used [5]float64
	for _, x := range losses {
		share := x * 0.3
		sum += share
		x -= share
		attachment := 1e8
		for l := range ceded {
			y := min(max(x-attachment, 0), attachment)
			if annual {
				used[l] += y
				total := min(max(used[l]-attachment/10, 0), 2*attachment)
				y, ceded[l] = total-ceded[l], total
			}
			sum += y
			attachment *= 2
		}
	}
	attachment := 1e8
	for l := range ceded {
		if annual {
			sum += min(ceded[l], attachment) / attachment * attachment / 10
		}
		attachment *= 2
	}
	return sum
}

// BenchmarkBatch_Run runs 1,000 terms of 1,000 events through a quota share and a five-layer tower, without and with aggregate
// deductibles, reinstatements and their premium, beside a plain loop over float64 with the same terms. The bound is 1.3 times that loop and
// 25 ns for an event on one core. It is bound by the 64-bit division of the quota share and by the passes over the
// columns, which fit the second-level cache.
func BenchmarkBatch_Run(b *testing.B) {
	const terms, events = 1000, 1000
	rng := rand.New(rand.NewPCG(1, 2))
	loss := make([]int64, terms*events)
	floats := make([]float64, len(loss))
	for i := range loss {
		loss[i] = int64(1e7 / (0.0005 + rng.Float64())) // up to 200 million, Pareto
		floats[i] = float64(loss[i])
	}
	columns := treaty.Columns{Loss: loss}
	for t := range terms {
		columns.Terms = append(columns.Terms, (t+1)*events)
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
	if err != nil {
		b.Fatal(err)
	}
	perEvent := func(b *testing.B) {
		b.Helper()
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(loss)), "ns/event")
	}
	for _, annual := range []bool{false, true} {
		program, err := treaty.NewProgram(tower(annual))
		if err != nil {
			b.Fatal(err)
		}
		batch, err := program.Batch(context.Background(), book)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("annual=%t/exact", annual), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := batch.Run(context.Background(), columns); err != nil {
					b.Fatal(err)
				}
			}
			perEvent(b)
		})
		b.Run(fmt.Sprintf("annual=%t/float64", annual), func(b *testing.B) {
			var sink float64
			for b.Loop() {
				for t := range terms {
					sink += floatTower(floats[t*events:(t+1)*events], annual)
				}
			}
			_ = sink
			perEvent(b)
		})
	}
}

// benchBook returns n losses on n/10 risks, a tenth of them in events.
func benchBook(tb testing.TB, n int) *treaty.Book {
	rng := rand.New(rand.NewPCG(3, 4))
	spec := treaty.BookSpec{Currency: "CNY"}
	for i := range n/10 + 1 {
		spec.Risks = append(spec.Risks, treaty.Risk{
			ID: fmt.Sprintf("risk-%07d", i), SumInsured: decimal.New(rng.Int64N(1e11)+1e9, -2), Premium: decimal.New(rng.Int64N(1e7), -2), Period: benchYear(),
		})
	}
	for i := range n/100 + 1 {
		spec.Events = append(spec.Events, treaty.Event{ID: fmt.Sprintf("event-%07d", i)})
	}
	for i := range n {
		l := treaty.Loss{
			ID: fmt.Sprintf("loss-%08d", i), Risk: spec.Risks[rng.IntN(len(spec.Risks))].ID,
			Date:      benchDay(rng.IntN(12)+1, rng.IntN(28)+1),
			Positions: []treaty.Position{{Paid: decimal.New(rng.Int64N(1e9), -2), Outstanding: decimal.New(rng.Int64N(1e8), -2)}},
		}
		if rng.IntN(10) == 0 {
			l.Event = spec.Events[rng.IntN(len(spec.Events))].ID
		}
		spec.Losses = append(spec.Losses, l)
	}
	book, err := treaty.NewBook(spec)
	if err != nil {
		tb.Fatal(err)
	}
	return book
}

// fiveContracts returns two parallel quota shares, a surplus, a per-risk and a per-event cover.
func fiveContracts() treaty.Spec {
	contract := func(id string, priority int, p treaty.Placement, basis treaty.Basis, terms treaty.Terms) treaty.Contract {
		return treaty.Contract{ID: id, Priority: priority, Period: benchYear(), Placement: p, Sections: []treaty.Section{{Basis: basis, Terms: terms}}}
	}
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{
		contract("statutory", 1, panelOf(100), treaty.RisksAttaching, proportional.QuotaShare{Share: decimal.New(5, -2)}),
		contract("agreed", 1, panelOf(60, 40), treaty.RisksAttaching, proportional.QuotaShare{Share: decimal.New(2, -1)}),
		contract("surplus", 2, panelOf(50, 35), treaty.RisksAttaching, proportional.Surplus{
			Retention: proportional.Retention{Amount: new(decimal.New(5, 6))}, Capacities: []proportional.Capacity{{Lines: new(decimal.New(20, 0))}},
		}),
		contract("risk", 3, panelOf(50, 50), treaty.LossesOccurring, xol.PerRisk{Layers: []xol.Layer{{Attachment: decimal.New(1, 6), Limit: new(decimal.New(4, 6))}}}),
		contract("event", 4, panelOf(40, 30, 30), treaty.LossesOccurring, xol.PerEvent{Layers: []xol.Layer{
			{Attachment: decimal.New(2, 6), Limit: new(decimal.New(8, 6)), MinimumRisks: 2},
		}}),
	}}
}

// BenchmarkProgram_Apply applies five contracts to a book with the full ledger; MB-live is the heap with book and
// result. The bound is 3 s and 1,000 MB-live for a million losses on one core. It is bound by memory: each
// proportional contract writes a 40-byte record per loss.
func BenchmarkProgram_Apply(b *testing.B) {
	program, err := treaty.NewProgram(fiveContracts())
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1_000, 100_000, 1_000_000} {
		b.Run(fmt.Sprintf("losses=%d", n), func(b *testing.B) {
			book := benchBook(b, n)
			b.ReportAllocs()
			b.ResetTimer()
			var result *treaty.Result
			for b.Loop() {
				var err error
				if result, err = program.Apply(context.Background(), book); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/loss")
			runtime.GC()
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
			b.ReportMetric(float64(stats.HeapAlloc)/1e6, "MB-live")
			runtime.KeepAlive(result)
		})
	}
}

// BenchmarkProgram_Stream hands events of ten losses each to a function that drops them. Time for an event and live
// memory are the same for any number of events; what an event costs is mostly its own maps and columns.
func BenchmarkProgram_Stream(b *testing.B) {
	program, err := treaty.NewProgram(fiveContracts())
	if err != nil {
		b.Fatal(err)
	}
	risks := make([]treaty.Risk, 1000)
	for i := range risks {
		risks[i] = treaty.Risk{ID: fmt.Sprintf("risk-%03d", i), SumInsured: decimal.New(int64(i+1), 5), Period: benchYear()}
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: risks})
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{100, 10_000} {
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			events := func(yield func(treaty.EventLosses, error) bool) {
				for e := range n {
					one := treaty.EventLosses{Event: treaty.Event{ID: fmt.Sprintf("event-%06d", e)}}
					for k := range 10 {
						one.Losses = append(one.Losses, treaty.Loss{
							ID: fmt.Sprintf("loss-%06d-%d", e, k), Event: one.Event.ID, Risk: risks[(e+k)%len(risks)].ID,
							Date: benchDay(6, 1), Positions: []treaty.Position{{Paid: decimal.New(int64(k+1), 5)}},
						})
					}
					if !yield(one, nil) {
						return
					}
				}
			}
			var live uint64
			b.ReportAllocs()
			for b.Loop() {
				seen := 0
				err := program.Stream(context.Background(), book, events, func(*treaty.Result) error {
					if seen++; seen == n {
						runtime.GC()
						var stats runtime.MemStats
						runtime.ReadMemStats(&stats)
						live = stats.HeapAlloc
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/event")
			b.ReportMetric(float64(live)/1e6, "MB-live")
		})
	}
}
