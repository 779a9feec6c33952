package lookthrough_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strconv"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
)

// large is a million positions in products ten deep: 100,000 products of ten parts, at each depth a tenth of them, whose parts are half products of any deeper
// level, so that many share one, and half base assets; and 200,000 base assets. The company holds the first tenth.
func large(b testing.TB) lookthrough.Portfolio {
	const depth, wide, parts, items = 10, 10_000, 10, 200_000
	random := rand.New(rand.NewPCG(1, 2))
	var p lookthrough.Portfolio
	for i := range items {
		p.Items = append(p.Items, lookthrough.Item{ID: "item" + strconv.Itoa(i), Asset: asset.Loan{Class: asset.Pass}})
	}
	on := day(b, reporting)
	types := []lookthrough.Type{lookthrough.EquityTrust, lookthrough.DebtPlan, lookthrough.EquityFund}
	for level := range depth {
		for i := range wide {
			q := lookthrough.Product{ID: fmt.Sprintf("p%d-%d", level, i), Type: types[i%len(types)], AsOf: on, Parts: make([]lookthrough.Part, parts)}
			for k := range q.Parts {
				id := "item" + strconv.Itoa(random.IntN(items))
				if k%2 == 0 && level+1 < depth {
					id = fmt.Sprintf("p%d-%d", level+1+random.IntN(depth-level-1), random.IntN(wide))
				}
				q.Parts[k] = lookthrough.Part{ID: id, Value: decimal.New(1+random.Int64N(1_000_000_00), -2)}
			}
			if level == 0 {
				p.Positions = append(p.Positions, lookthrough.Position{Product: q.ID, Value: decimal.New(1+random.Int64N(1_000_000_00), -2)})
			}
			p.Products = append(p.Products, q)
		}
	}
	return p
}

// The aim is under 2 s. What bounds it: about half is reading names into numbers (a map of 300,000 names looked up a million times), the rest the division of amounts
// in 128 bits over the parts of each product at each number of layers.
func BenchmarkExpand(b *testing.B) {
	p, e := large(b), edition(b, reporting)
	b.ReportAllocs()
	var reached int
	for b.Loop() {
		x, err := lookthrough.Expand(e, p)
		if err != nil {
			b.Fatal(err)
		}
		reached = 0
		for range x.Holdings() {
			reached++
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapInuse)/1e6, "MB-heap")
	}
	b.ReportMetric(float64(reached), "holdings")
}

// A chain of 100,000 products.
func BenchmarkExpand_chain(b *testing.B) {
	p, e := chain(b, 100_000), edition(b, reporting)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lookthrough.Expand(e, p); err != nil {
			b.Fatal(err)
		}
	}
}

func chain(t testing.TB, n int) lookthrough.Portfolio {
	p := lookthrough.Portfolio{Items: []lookthrough.Item{{ID: "end", Asset: loan()}}, Positions: positions("0", "100")}
	for i := range n {
		next := strconv.Itoa(i + 1)
		if i == n-1 {
			next = "end"
		}
		p.Products = append(p.Products, product(t, strconv.Itoa(i), lookthrough.EquityTrust, next, "100"))
	}
	return p
}
