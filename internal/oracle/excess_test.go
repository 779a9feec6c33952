package oracle_test

import (
	"testing"

	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// cover is the contract c on losses occurring, placed in full with one reinsurer.
func cover(t *testing.T, terms treaty.Terms) treaty.Contract {
	t.Helper()
	c := contract(t, "c", 0, terms)
	c.Sections[0].Basis = treaty.LossesOccurring
	return c
}

func on(t *testing.T, id, date, amount string) treaty.Loss {
	t.Helper()
	return treaty.Loss{ID: id, Date: day(t, date), Positions: []treaty.Position{{Paid: dec(amount)}}}
}

func cededOf(r *oracle.Result, contract string, losses ...string) []int64 {
	var out []int64
	for _, l := range losses {
		out = append(out, r.ContractLosses[oracle.ContractLoss{Contract: contract, Loss: l}].Full)
	}
	return out
}

// 10m xs 10m, premium 1,000,000, two reinstatements at 100 % and 50 %: events of 16, 18, 19 and 22m pay 6, 8, 9 and, of
// 30m in all, 7m. The limits used are 0-6, 6-14, 14-23 and 23-30m: reinstatement premium 600,000; 400,000 and half of 400,000;
// half of 600,000; nothing.
func TestReinstatements(t *testing.T) {
	layer := xol.Layer{
		Attachment: dec("10000000"), Limit: some("10000000"), Premium: &xol.Premium{Deposit: some("1000000")},
		Reinstatements: &xol.Reinstatements{Count: 2, Rates: []decimal.Decimal{dec("1"), dec("0.5")}},
	}
	r := evaluate(t, program(cover(t, xol.PerEvent{Layers: []xol.Layer{layer}})), treaty.BookSpec{Losses: []treaty.Loss{
		on(t, "1", "2026-02-01", "16000000"), on(t, "2", "2026-03-01", "18000000"),
		on(t, "3", "2026-04-01", "19000000"), on(t, "4", "2026-05-01", "22000000"),
	}})
	if d := cmp.Diff([]int64{6e6, 8e6, 9e6, 7e6}, cededOf(r, "c", "1", "2", "3", "4")); d != "" {
		t.Errorf("paid (-want +got):\n%s", d)
	}
	got := map[string]int64{}
	for _, c := range r.Charges {
		got[string(c.Kind)+c.Loss] += c.Full
	}
	want := map[string]int64{"deposit": 1e6, "reinstatement1": 600_000, "reinstatement2": 600_000, "reinstatement3": 300_000}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("charged (-want +got):\n%s", d)
	}
}

// 2,000,000 xs 1,000,000 for 36,000, one reinstatement at 100 %: 1,500,000 on 31 March is 150/200 × 9/12 × 36,000 = 20,250.
func TestReinstatementInMonths(t *testing.T) {
	layer := xol.Layer{
		Attachment: dec("1000000"), Limit: some("2000000"), Premium: &xol.Premium{Deposit: some("36000")},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{dec("1")}, Time: xol.MonthsOfPeriod},
	}
	r := evaluate(t, program(cover(t, xol.PerEvent{Layers: []xol.Layer{layer}})), treaty.BookSpec{Losses: []treaty.Loss{
		on(t, "1", "2026-03-31", "2500000"),
	}})
	if got := r.Prices[oracle.Row{Contract: "c", Clause: -1}].Full; got != 36000+20250 {
		t.Errorf("price %d, want 56250", got)
	}
}

// Working layer 5 xs 5 with 10 in all, top layer 8 xs 10 that drops to 5: events of 16, 12 and 9 pay 5, 5, 0 and 6, 2, 4.
func TestDrop(t *testing.T) {
	working := xol.Layer{ID: "working", Attachment: dec("5"), Limit: some("5"), AggregateLimit: some("10")}
	top := xol.Layer{Attachment: dec("10"), Limit: some("8"), Drops: []xol.Drop{{Below: "working", Attachment: dec("5")}}}
	r := evaluate(t, program(cover(t, xol.PerEvent{Layers: []xol.Layer{working, top}})), treaty.BookSpec{Losses: []treaty.Loss{
		on(t, "1", "2026-02-01", "16"), on(t, "2", "2026-03-01", "12"), on(t, "3", "2026-04-01", "9"),
	}})
	if d := cmp.Diff([]int64{11, 7, 4}, cededOf(r, "c", "1", "2", "3")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// One event of 5.4m in the first year (10m xs 3m) and 3.6m in the second (6m xs 2m): of 9m, 6/10 and 4/10. The first attaches at
// 1.8m and pays 3.6m, the second at 0.8m and pays its limit of 2.4m.
func TestInterlocking(t *testing.T) {
	first := contract(t, "first", 0, xol.PerEvent{
		Layers: []xol.Layer{{Attachment: dec("3000000"), Limit: some("10000000")}}, Clauses: xol.Clauses{Interlocking: []string{"second"}},
	})
	second := contract(t, "second", 0, xol.PerEvent{
		Layers: []xol.Layer{{Attachment: dec("2000000"), Limit: some("6000000")}}, Clauses: xol.Clauses{Interlocking: []string{"first"}},
	})
	first.Period = treaty.Period{From: day(t, "2025-01-01"), To: day(t, "2025-12-31")}
	old, recent := row(t, "old", "9000000", "0"), row(t, "recent", "9000000", "0")
	old.Period = treaty.Period{From: day(t, "2025-07-01"), To: day(t, "2026-06-30")}
	one, two := claim(t, "1", "old", "e", "5400000"), claim(t, "2", "recent", "e", "3600000")
	r := evaluate(t, program(first, second), treaty.BookSpec{
		Risks: []treaty.Risk{old, recent}, Events: []treaty.Event{{ID: "e"}}, Losses: []treaty.Loss{one, two},
	})
	if a, b := cededOf(r, "first", "1"), cededOf(r, "second", "2"); a[0] != 3_600_000 || b[0] != 2_400_000 {
		t.Errorf("paid %d and %d, want 3600000 and 2400000", a[0], b[0])
	}
}

// Expenses of 30 beside an indemnity of 70 under 20 xs 50: 30 × 20 / 70 = 8.57, so 9 in addition.
func TestExpensesProRata(t *testing.T) {
	l := on(t, "1", "2026-02-01", "70")
	l.Positions[0].PaidExpense = dec("30")
	r := evaluate(t, program(cover(t, xol.PerEvent{
		Layers: []xol.Layer{{Attachment: dec("50"), Limit: some("20")}}, Clauses: xol.Clauses{Expenses: xol.ExpensesProRata},
	})), treaty.BookSpec{Losses: []treaty.Loss{l}})
	if got := cededOf(r, "c", "1"); got[0] != 29 {
		t.Errorf("paid %d, want 29", got[0])
	}
}

// Losses × 100/80 between 2 % and 8 % of 100m: losses of 1m, 4m and 9m cost 2m, 5m and 8m.
func TestSwing(t *testing.T) {
	for amount, want := range map[string]int64{"1000000": 2e6, "4000000": 5e6, "9000000": 8e6} {
		layer := xol.Layer{Attachment: dec("0"), Premium: &xol.Premium{Swing: &xol.Swing{Loading: dec("1.25"), Minimum: dec("0.02"), Maximum: dec("0.08")}}}
		r := evaluate(t, program(cover(t, xol.PerEvent{Layers: []xol.Layer{layer}})), treaty.BookSpec{
			Risks: []treaty.Risk{row(t, "r", "1", "100000000")}, Losses: []treaty.Loss{on(t, "1", "2026-02-01", amount)},
		})
		if got := r.Prices[oracle.Row{Contract: "c", Clause: -1}].Full; got != want {
			t.Errorf("losses %s cost %d, want %d", amount, got, want)
		}
	}
}
