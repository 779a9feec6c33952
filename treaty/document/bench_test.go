package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/treaty/document"
)

// bookOf writes a book of losses, about 150 bytes each.
func bookOf(losses int) string {
	var b strings.Builder
	b.WriteString(`{"schema":"cede.book/1","currency":"CNY","losses":[`)
	for i := range losses {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"L%08d","risk":"R%06d","date":"2026-%02d-%02d","positions":[{"at":"2026-12-31","paid":"%d.%02d","outstanding":"%d"}]}`+"\n",
			i, i%1000, i%12+1, i%28+1, i*7919, i%100, i)
	}
	b.WriteString(`]}`)
	return b.String()
}

func tableOf(losses int) string {
	var b strings.Builder
	b.WriteString("id,risk,date,at,paid,outstanding\n")
	for i := range losses {
		fmt.Fprintf(&b, "L%08d,R%06d,2026-%02d-%02d,2026-12-31,%d.%02d,%d\n", i, i%1000, i%12+1, i%28+1, i*7919, i%100, i)
	}
	return b.String()
}

// Bound by the two passes over the text, and by the copies of ids and coefficients of decimals.
func BenchmarkReadBook(b *testing.B) {
	text := bookOf(100_000)
	b.Run("losses=100000", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := readBook(text); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Bound by encoding/csv, and by the coefficients of decimals.
func BenchmarkReadLosses(b *testing.B) {
	text := tableOf(100_000)
	b.Run("losses=100000", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := document.ReadLosses(strings.NewReader(text), document.Mapping{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// Bound by the check of the terms, which sorts the layers, as much as by reading.
func BenchmarkReadProgram(b *testing.B) {
	text := layers(100_000)
	b.Run("layers=100000", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := readProgram(text); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkDigest(b *testing.B) {
	spec, err := readProgram(wholeProgram)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := document.Digest(spec); err != nil {
			b.Fatal(err)
		}
	}
}
