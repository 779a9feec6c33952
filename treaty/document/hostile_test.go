package document_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

// wholeProgram has every kind of terms.
const wholeProgram = `{"schema":"cede.program/1","id":"2026","currency":"CNY","scale":2,"rounding":"half-even","entry":"round","contracts":[
{"id":"F","priority":-1,"period":{"from":"2026-01-01","to":"2026-12-31"},"placement":{"lines":[{"reinsurer":"R","share":1}]},"sections":[
 {"basis":"risks-attaching","scope":{"include":{"risks":["R1"]}},"kind":"facultative","terms":{"amount":1e6}}]},
{"id":"P","period":{"from":"2026-01-01","to":"2026-12-31"},"currency":"CNY","inuring":"as-fully-placed","placement":{"lines":[{"reinsurer":"R","share":"0.5"},{"reinsurer":"再保","share":0.25}]},"sections":[
 {"id":"a","basis":"risks-attaching","scope":{"include":{"lines":["property"]},"bounds":[{"attribute":"age","max":20}]},"unit":"key","unitKey":"location","kind":"surplus","terms":{"retention":{"table":{"bands":[{"upTo":1000000,"amount":500000},{"amount":500000,"rate":0.1}],"maximum":2000000}},"capacities":[{"lines":10,"limit":"20000000"}],"deductible":{"amount":1000}}},
 {"id":"b","basis":"losses-occurring","scope":{"exclude":{"lines":["property"]}},"earning":"24ths","kind":"quota-share-surplus","terms":{"share":0.4,"line":{"amount":1000000},"capacities":[{"lines":5}],"eventLimit":90000000}},
 {"id":"c","basis":"claims-made","placement":{"lines":[{"reinsurer":"X","share":1}]},"scope":{"include":{"tags":["t"],"keys":[{"name":"k","values":["v"]}]}},"kind":"quota-share","terms":{"share":"0.30","limit":50000000,"limitOn":"each-loss"}}]},
{"id":"X","priority":5,"subject":"net-of","netOf":["F","P"],"period":{"from":"2026-01-01","to":"2026-12-31"},"placement":{"lines":[{"reinsurer":"R","share":1}]},"sections":[
 {"id":"r","basis":"losses-occurring","kind":"per-risk","terms":{"layers":[{"id":"1","attachment":1000000,"limit":4000000,"share":0.9,"eventCap":12000000},{"attachment":5000000}]}},
 {"id":"e","basis":"losses-occurring","kind":"per-event","terms":{"layers":[{"attachment":1000000,"limit":4000000,"shareOn":"loss","minimumRisks":2,"scope":{"exclude":{"perils":["war"]}}}]}}]}]}`

const wholeBook = `{"schema":"cede.book/1","currency":"CNY","risks":[
{"id":"R1","policy":"P","keys":{"location":"L","\u7b2c":"b"},"line":"property","territory":"CN","perils":["fire"],"tags":["t"],"grade":"A","attributes":{"age":12.5},"currency":"CNY","sumInsured":"3000000.00","pml":1e6,"premium":9000,"period":{"from":"2026-01-01","to":"2026-12-31"}}],
"events":[{"id":"E","peril":"fire","from":"2026-05-01","to":"2026-05-02","marketLoss":1}],
"losses":[{"id":"L","risk":"R1","event":"E","date":"2026-05-01","hour":7,"reported":"2026-05-03","currency":"CNY","positions":[{"at":"2026-06-30","paid":1,"outstanding":2,"paidExpense":3,"outstandingExpense":4,"salvage":5},{"at":"2026-09-30"}]}]}`

const wholeLosses = "id,risk,event,date,hour,reported,currency,at,paid,outstanding\r\nL,R1,\"E\"\"1\",2026-05-01,7,2026-05-03,CNY,2026-06-30,1,2\r\nL,R1,\"E\"\"1\",2026-05-01,7,2026-05-03,CNY,2026-09-30,1.5,0\r\n"

// Whatever is cut off, it is noticed.
func TestTruncated(t *testing.T) {
	if _, err := readProgram(wholeProgram); err != nil {
		t.Fatal(err)
	}
	for i := range len(wholeProgram) {
		_, err := readProgram(wholeProgram[:i])
		if _, ok := errors.AsType[*cede.InvalidError](err); !ok {
			t.Fatalf("the program of %d bytes gives %v", i, err)
		}
	}
	if _, err := readBook(wholeBook); err != nil {
		t.Fatal(err)
	}
	for i := range len(wholeBook) {
		_, err := readBook(wholeBook[:i])
		if _, ok := errors.AsType[*cede.InvalidError](err); !ok {
			t.Fatalf("the book of %d bytes gives %v", i, err)
		}
	}
	// A table can lose whole rows, or digits of its last cell, unnoticed; it must not do worse.
	for i := range len(wholeLosses) {
		got, err := document.ReadLosses(strings.NewReader(wholeLosses[:i]), document.Mapping{})
		if _, ok := errors.AsType[*cede.InvalidError](err); !ok && (err != nil || len(got) > 1) {
			t.Fatalf("the table of %d bytes gives %v, %v", i, got, err)
		}
	}
}

// layers writes a program with a tower of n layers.
func layers(n int) string {
	var b strings.Builder
	b.WriteString(`{"schema":"cede.program/1","currency":"CNY","contracts":[{"id":"X","period":{"from":"2026-01-01","to":"2026-12-31"},"placement":{"lines":[{"reinsurer":"R","share":1}]},"sections":[{"basis":"losses-occurring","kind":"per-risk","terms":{"layers":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"L%d","attachment":"%d000000","limit":1000000,"share":0.5}`, i, i+1)
	}
	b.WriteString(`]}}]}]}`)
	return b.String()
}

// Ten times the layers take about ten times as long, not a hundred times, on a machine of any speed.
func TestManyLayers(t *testing.T) {
	took := func(n int) time.Duration {
		start := time.Now()
		spec, err := readProgram(layers(n))
		if err != nil {
			t.Fatal(err)
		}
		if again, err := readProgram(written(t, spec)); err != nil || !again.Equal(spec) {
			t.Errorf("%d layers written and read again are others (%v)", n, err)
		}
		return time.Since(start)
	}
	if some, all := took(10_000), took(100_000); all > 50*some {
		t.Errorf("10,000 layers take %v and 100,000 take %v", some, all)
	}
	_, err := readProgram(layers(100_001))
	if !errors.Is(err, treaty.ErrLimit) {
		t.Errorf("a layer more gives %v", err)
	}
}

// None of these takes time or fills the memory, whatever its size; the limits are generous.
func TestHostile(t *testing.T) {
	const size = 2_000_000
	const head = `{"schema":"cede.program/1","currency":"CNY","contracts":[`
	const section = head + `{"id":"X","period":{"from":"","to":""},"sections":[{"basis":"","kind":"per-risk","terms":{"layers":[`
	const book = `{"schema":"cede.book/1","currency":"CNY",`
	var keys strings.Builder
	for i := 0; keys.Len() < size; i++ {
		fmt.Fprintf(&keys, `,"%d":0`, i)
	}
	for name, text := range map[string]string{
		"million digits":        section + `{"attachment":` + strings.Repeat("9", size) + `}]}}]}]}`,
		"million quoted digits": section + `{"attachment":"` + strings.Repeat("9", size) + `"}]}}]}]}`,
		"exponent":              section + `{"attachment":1e10000}]}}]}]}`,
		"empty layers":          section + strings.Repeat("{},", size/3) + `{}]}}]}]}`,
		"empty contracts":       head + strings.Repeat("{},", size/3) + `{}]}`,
		"layers alike":          section + strings.Repeat(`{"id":"L","attachment":0},`, 50_000) + `{"attachment":0}]}}]}]}`,
		"open brackets":         head + strings.Repeat("[", size),
		"open objects":          head + strings.Repeat(`{"sections":[`, size/13),
		"scopes in scopes":      section + strings.Repeat(`{"scope":{"include":`, size/20),
		"unknown fields":        `{"schema":"cede.program/1","currency":"CNY"` + keys.String() + `}`,
		"one field again":       `{"schema":"cede.program/1"` + strings.Repeat(`,"currency":""`, size/14) + `}`,
		"attributes":            book + `"risks":[{"id":"R","sumInsured":0,"period":{"from":"","to":""},"attributes":{"":0` + keys.String() + `}}]}`,
		"empty risks":           book + `"risks":[` + strings.Repeat("{},", size/3) + `{}]}`,
		"empty positions":       book + `"losses":[{"id":"","date":"","positions":[` + strings.Repeat("{},", size/3) + `{}]}]}`,
		"empty texts":           book + `"risks":[{"id":"R","sumInsured":0,"period":{"from":"","to":""},"tags":[` + strings.Repeat(`"",`, size/3) + `""]}]}`,
		"another encoding":      strings.Repeat("\xb1\xa3", size/2),
		"quotes":                strings.Repeat(`"`, size),
		"commas":                strings.Repeat(",", size),
		"semicolons in rows":    "id,date,paid\n" + strings.Repeat(",,\n", size/3),
		"rows of one loss":      "id,date,paid\n" + strings.Repeat("L,2026-01-01,1\n", size/15),
		"rows of many losses":   "id,date,paid\n" + strings.Repeat("L,2026-01-01,1\nM,2026-01-01,1\n", size/30),
		"columns":               "id,date,paid" + strings.Repeat(",x", 200_000) + "\n",
		"carriage returns":      strings.Repeat("\r", size),
	} {
		for target, read := range map[string]func() error{
			"program": func() error { _, err := readProgram(text); return err },
			"book":    func() error { _, err := readBook(text); return err },
			"losses":  func() error { _, err := document.ReadLosses(strings.NewReader(text), document.Mapping{}); return err },
			"losses, mapped": func() error {
				_, err := document.ReadLosses(strings.NewReader(text), document.Mapping{Columns: map[string]string{"id": "id", "date": "date", "paid": "paid"}})
				return err
			},
		} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			err := read()
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			used := after.TotalAlloc - before.TotalAlloc
			if took > time.Minute {
				t.Errorf("%s as %s took %v", name, target, took)
			}
			if limit := uint64(500*len(text) + 20_000_000); used > limit {
				t.Errorf("%s as %s allocated %d bytes for %d", name, target, used, len(text))
			}
			if err != nil && len(err.Error()) > 100_000 {
				t.Errorf("%s as %s: the error has %d bytes", name, target, len(err.Error()))
			}
			t.Logf("%-22s %-14s %8.1f ms %6.1f bytes per byte", name, target, took.Seconds()*1000, float64(used)/float64(len(text)))
		}
	}
}
