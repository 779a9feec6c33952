package nonlife_test

import (
	"testing"

	"github.com/cedego/cede/solvency/nonlife"
)

// The risk of ten classes with every coefficient: bounded by the allocation of about 300 lines.
func BenchmarkCapital(b *testing.B) {
	e := edition(b, "2026-03-31")
	business := nonlife.Business{RunOff: nonlife.RunOff{Motor: some("0.03"), NonMotor: some("0.06"), Premium: some("-0.06"), Reserve: some("-0.06")}}
	for _, class := range nonlife.Classes() {
		s := nonlife.Segment{Class: class, Premium: dec("123456789.01"), Reserve: dec("98765432.1")}
		if class != nonlife.Other {
			s.CombinedRatio, s.NonProportional = some("0.97"), &nonlife.NonProportional{Ceded: dec("4000000")}
		}
		business.Segments = append(business.Segments, s)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := business.Capital(e); err != nil {
			b.Fatal(err)
		}
	}
}
