package cross2_test

import (
	"testing"
)

// A tree of some 30 lines, with two roots' worth of big integers; a whole report has some ten times as many.
func BenchmarkSample(b *testing.B) {
	premium, ratio, reserve := dec("1000000"), dec("0.95"), dec("250000")
	b.ReportAllocs()
	for b.Loop() {
		sample(b, premium, ratio, reserve)
	}
}

// Bound by the map of 174 keys.
func BenchmarkAt(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		edition(b, "2025-12-31")
	}
}
