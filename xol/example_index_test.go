package xol_test

import (
	"fmt"
	"strings"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

// series is an index, each value as "from value" or "from to value".
func series(lines ...string) []xol.IndexPoint {
	var out []xol.IndexPoint
	for _, line := range lines {
		f := strings.Fields(line)
		p := xol.IndexPoint{From: day(f[0]), Value: yuan(f[len(f)-1])}
		if len(f) == 3 {
			p.To = day(f[1])
		}
		out = append(out, p)
	}
	return out
}

// developing is a loss of 1 May 2026 with its positions, each as "date paid" or "date paid outstanding".
func developing(id string, positions ...string) treaty.Loss {
	l := treaty.Loss{ID: id, Date: day("2026-05-01")}
	for _, line := range positions {
		f := strings.Fields(line)
		p := treaty.Position{At: day(f[0]), Paid: yuan(f[1])}
		if len(f) == 3 {
			p.Outstanding = yuan(f[2])
		}
		l.Positions = append(l.Positions, p)
	}
	return l
}

// Source: CII, study text M97 (Reinsurance), 7/35: 5m xs 5m, 6m paid, the index rises from 125 to 150. Adjusted,
// the payment is 6m × 125/150 = 5m; the attachment becomes 5m × 6m/5m = 6m, and nothing is recovered. Without
// the clause it would be 1m.
func ExampleIndexClause() {
	layers := []xol.Layer{{Attachment: yuan("5,000,000"), Limit: some("5,000,000")}}
	clause := &xol.IndexClause{
		Kind: xol.IndexFull, Base: day("2026-01-01"), Limit: xol.LimitIndexed,
		Series: series("2026-01-01 125", "2029-01-01 150"),
	}
	result := apply(treaty.BookSpec{Losses: []treaty.Loss{developing("injury", "2029-03-31 6,000,000")}},
		contract("plain", 1, xol.PerEvent{Layers: layers}),
		contract("indexed", 2, xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Index: clause}}))
	ceded(result, "plain")
	ceded(result, "indexed")

	both := contract("indexed", 1, xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Index: clause}})
	result = apply(treaty.BookSpec{Losses: []treaty.Loss{developing("injury", "2029-03-31 6,000,000")}}, both)
	for p := range result.Postings() {
		fmt.Println(p.Step, p.Term, p.Amount)
	}
	// Output:
	// plain, layer[0]: 1000000
	// indexed, layer[0]: 0
	// terms  1000000
	// terms index -1000000
}

// Source: DXC, SICS P&C user guide, "Recovery calculation with indexation": 400,000 xs 100,000, five payments of 620,000
// in all. Brought to the base they are
//
//	120,000 / 1.1 + 140,000 / 1.1 + 200,000 / 1.2 + 80,000 / 1.32 + 80,000 / 1.44 = 519,191.92
//
// so the factor is 1.19416342, the cover 477,665.37 xs 119,416.34. The guide gives 22,918.57 above the cover; it is 620,000 -
// 119,416.34 - 477,665.37 = 22,918.29.
func ExampleIndexClause_payments() {
	clause := &xol.IndexClause{
		Kind: xol.IndexFull, Base: day("2011-01-01"), Limit: xol.LimitIndexed,
		Series: series("2011-01-01 100", "2012-01-01 110", "2014-01-01 120", "2015-01-01 132", "2016-01-01 144"),
	}
	cover := xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("100,000"), Limit: some("400,000")}}, Clauses: xol.Clauses{Index: clause}}
	c := contract("XL", 1, cover)
	c.Period = treaty.Period{From: day("2011-01-01"), To: day("2011-12-31")}
	claim := developing("claim", "2012-12-31 120,000", "2013-12-31 260,000", "2014-12-31 460,000", "2015-12-31 540,000", "2016-04-30 620,000")
	claim.Date = day("2011-06-30")
	ceded(apply(treaty.BookSpec{Losses: []treaty.Loss{claim}}, c), "XL")
	// Output:
	// XL, layer[0]: 477665.37
}

// Source: hand calculation. 3m attachment; 2m paid at an index of 100, the base, 2m at 125, 4m at 150.
//
//	full:                  2 + 2 × 100/125 + 4 × 100/150 = 6.2667, factor 60/47,  attachment 3,829,787.23
//	franchise of 30 %:     2 + 2 + 4 × 100/150           = 6.6667, factor 1.2,    attachment 3,600,000
//	severe above 20 %:     2 + 2 × 120/125 + 4 × 120/150 = 7.12,   factor 100/89, attachment 3,370,786.52
func ExampleIndexKind() {
	layer := xol.Layer{Attachment: yuan("3,000,000")}
	loss := developing("injury", "2026-12-31 2,000,000", "2027-12-31 4,000,000", "2028-12-31 7,000,000 1,000,000")
	for _, clause := range []xol.IndexClause{
		{Kind: xol.IndexFull},
		{Kind: xol.IndexFranchise, Threshold: some("0.3")},
		{Kind: xol.IndexSevere, Threshold: some("0.2")},
	} {
		clause.Base, clause.Limit = day("2026-01-01"), xol.LimitFixed
		clause.Series = series("2026-01-01 100", "2027-01-01 125", "2028-01-01 150")
		cover := xol.PerEvent{Layers: []xol.Layer{layer}, Clauses: xol.Clauses{Index: &clause}}
		ceded(apply(treaty.BookSpec{Losses: []treaty.Loss{loss}}, contract(string(clause.Kind), 1, cover)), string(clause.Kind))
	}
	// Output:
	// full, layer[0]: 4170212.77
	// franchise, layer[0]: 4400000
	// severe-inflation, layer[0]: 4629213.48
}

// Source: hand calculation. 5m xs 5m, 20m paid at an index 20 % above the base: 6m xs 6m, or 5m xs 6m.
func ExampleIndexLimit() {
	for _, limit := range []xol.IndexLimit{xol.LimitIndexed, xol.LimitFixed} {
		clause := &xol.IndexClause{
			Kind: xol.IndexFull, Base: day("2026-01-01"), Limit: limit,
			Series: series("2026-01-01 125", "2029-01-01 150"),
		}
		layers := []xol.Layer{{Attachment: yuan("5,000,000"), Limit: some("5,000,000")}}
		cover := xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Index: clause}}
		ceded(apply(treaty.BookSpec{Losses: []treaty.Loss{developing("injury", "2029-03-31 20,000,000")}}, contract(string(limit), 1, cover)), string(limit))
	}
	// Output:
	// indexed, layer[0]: 6000000
	// fixed, layer[0]: 5000000
}

// Source: hand calculation. 5m xs 5m, 6m reported at the index of the base and paid at one 20 % above it.
func ExampleIndexBasis() {
	injury := developing("injury", "2029-03-31 6,000,000")
	injury.Reported = day("2026-06-01")
	for _, basis := range []xol.IndexBasis{xol.IndexPaid, xol.IndexReported} {
		clause := &xol.IndexClause{
			Kind: xol.IndexFull, Basis: basis, Base: day("2026-01-01"), Limit: xol.LimitFixed,
			Series: series("2026-01-01 125", "2029-01-01 150"),
		}
		layers := []xol.Layer{{Attachment: yuan("5,000,000"), Limit: some("5,000,000")}}
		cover := xol.PerEvent{Layers: layers, Clauses: xol.Clauses{Index: clause}}
		ceded(apply(treaty.BookSpec{Losses: []treaty.Loss{injury}}, contract(string(basis), 1, cover)), string(basis))
	}
	// Output:
	// paid, layer[0]: 0
	// reported, layer[0]: 1000000
}
