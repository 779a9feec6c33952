package engine_test

import (
	"testing"

	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// An index that halves what is paid in 2027 and thirds it after, up to the end of 2029.
func deflating() *engine.Index {
	return &engine.Index{Points: []engine.IndexPoint{
		{From: day("2026-01-01"), Deflator: fixed.Int(1)},
		{From: day("2027-01-01"), To: day("2027-12-31"), Deflator: fixed.NewRatio(1, 2)},
		{From: day("2028-01-01"), To: day("2029-12-31"), Deflator: fixed.NewRatio(1, 3)},
	}}
}

func TestIndex_Deflate(t *testing.T) {
	pay := func(date string, amount int64) engine.Payment { return engine.Payment{Day: day(date), Amount: amount} }
	for _, tt := range []struct {
		name     string
		payments []engine.Payment
		want     fixed.Ratio
		bad      int
	}{
		{"nothing", nil, fixed.Int(1), -1},
		{"on the first day", []engine.Payment{pay("2026-01-01", 7)}, fixed.Int(1), -1},
		{"on the last day before the next", []engine.Payment{pay("2026-12-31", 7)}, fixed.Int(1), -1},
		{"on the first day of the next", []engine.Payment{pay("2027-01-01", 7)}, fixed.NewRatio(1, 2), -1},
		{"within", []engine.Payment{pay("2027-06-30", 7)}, fixed.NewRatio(1, 2), -1},
		{"on the last day of all", []engine.Payment{pay("2029-12-31", 7)}, fixed.NewRatio(1, 3), -1},
		{"after it", []engine.Payment{pay("2026-12-31", 7), pay("2030-01-01", 1)}, fixed.Int(1), 1},
		{"before all", []engine.Payment{pay("2025-12-31", 7), pay("2030-01-01", 1)}, fixed.Int(1), 0},
		{"nothing after it", []engine.Payment{pay("2027-12-31", 7), pay("2030-01-01", 0)}, fixed.NewRatio(1, 2), -1},
		{"several", []engine.Payment{pay("2026-02-01", 1), pay("2026-03-01", 2), pay("2027-02-01", 2), pay("2028-02-01", 6), pay("2029-02-01", -3)}, fixed.NewRatio(5, 8), -1}, // 3 + 1 + 1
		{"back to nothing", []engine.Payment{pay("2026-02-01", 3), pay("2028-02-01", -3)}, fixed.Int(1), -1},
		{"worth nothing", []engine.Payment{pay("2027-02-01", 6), pay("2028-02-01", -9)}, fixed.Int(1), -1},
		{"all at one value", []engine.Payment{pay("2028-01-01", 9), pay("2028-01-01", -3), pay("2028-01-01", 1)}, fixed.NewRatio(1, 3), -1},
		{"the most", []engine.Payment{pay("2027-02-01", engine.Unlimited)}, fixed.NewRatio(1, 2), -1},
	} {
		got, bad := deflating().Deflate(tt.payments)
		if got.Cmp(tt.want) != 0 || bad != tt.bad {
			t.Errorf("%s: %s, bad %d; want %s, bad %d", tt.name, got.Rat(), bad, tt.want.Rat(), tt.bad)
		}
	}
}
