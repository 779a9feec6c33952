package solvency_test

import (
	"testing"

	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/cross2"
)

// Check 24 of the fact sheet of rules 7 to 9, in 万元: a reinsurer of 155.8 billion yuan, of which 4,982,548.34 after diversification and 4,975,582.22 after loss absorption are
// 4,726,803.11 with the relief of its size.
func TestCheck24(t *testing.T) {
	line := func(row, amount string) cross2.Line { return must[cross2.Line](t)(solvency.Given(row, wan(amount))) }
	c := plain(t, solvency.Reinsurer)
	c.TotalAssets = some("155800000000")
	c.Life, c.NonLife, c.Market, c.Credit = line("S05-1.1", "16736.89"), line("S05-1.2", "1251927.05"), line("S05-1.3", "4674088.44"), line("S05-1.4", "63881.58")
	c.Absorption = line("S05-1.6", "6966.12")
	r := must[*solvency.Report](t)(c.Report(edition(t, "2026-06-30")))
	for row, want := range map[string]string{"S05-1.5": "1024085.62", "S05-1.6": "6966.12", "S05-1": "4726803.11"} { // 6,006,633.96 − 4,982,548.34
		l, ok := r.Row(row)
		if got := l.Amount().Shift(-4).Sub(dec(want)).Abs(); !ok || got.GreaterThan(dec("0.01")) {
			t.Errorf("%s: got %s, want %s", row, l.Amount().Shift(-4), want)
		}
	}
}
