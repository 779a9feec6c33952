package main

import (
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

func dec(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func TestAmount(t *testing.T) {
	for _, tt := range []struct {
		in     string
		places int
		want   string
	}{
		{"0", 2, "0.00"},
		{"999.999", 3, "999.999"},
		{"1000", 0, "1,000"},
		{"-1234567.5", 2, "-1,234,567.50"},
		{"-123456", 0, "-123,456"},
	} {
		if got := amount(dec(tt.in), tt.places); got != tt.want {
			t.Errorf("amount(%s, %d) = %q, want %q", tt.in, tt.places, got, tt.want)
		}
	}
	if got := money(decimal.Decimal{}, 2); got != "-" {
		t.Errorf("money of nothing is %q, want a dash", got)
	}
}

func TestTable(t *testing.T) {
	table := newTable(1, "名", "n")
	table.add("风险", "1")
	table.rule()
	table.add("r", "1,000")
	var b strings.Builder
	table.print(&b)
	want := "名        n\n-----------\n风险      1\n-----------\nr     1,000\n\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
}

func TestDescribe(t *testing.T) {
	for _, tt := range []struct {
		terms treaty.Terms
		want  []string
	}{
		{proportional.QuotaShare{Share: dec("0.275")}, []string{"quota share of 27.5 %"}},
		{
			proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("1500.5"))},
				Capacities: []proportional.Capacity{{Lines: new(dec("2.5")), Limit: new(dec("3000"))}, {Combined: new(dec("9000"))}, {ShareAttribute: "ceded"}},
			},
			[]string{"surplus above a retention of 1,500.5", "  surplus[0]: 2.5 lines, at most 3,000", "  surplus[1]: 9,000 with what is below", "  surplus[2]: the share in ceded"},
		},
		{
			proportional.QuotaShareSurplus{Share: dec("0.4"), Line: proportional.Retention{Amount: new(dec("1000"))}, Capacities: []proportional.Capacity{{Limit: new(dec("5000"))}}},
			[]string{"quota share of 40 % of a line of 1,000", "  surplus[0]: 5,000"},
		},
		{proportional.Surplus{}, []string{"surplus above a retention of what the risk says"}},
		{proportional.Facultative{Share: new(dec("0.5"))}, []string{"facultative, 50 %"}},
		{proportional.Facultative{Amount: new(dec("5000"))}, []string{"facultative, 5,000"}},
		{xol.PerRisk{Layers: []xol.Layer{{Attachment: dec("10")}}}, []string{"layer[0]: unlimited xs 10 per risk"}},
		{
			xol.PerEvent{Layers: []xol.Layer{{ID: "top", Attachment: dec("10"), Limit: new(dec("1000")), Share: new(dec("0.5")), MinimumRisks: 3}}},
			[]string{"top: 1,000 xs 10 per event, share 50 %, if at least 3 risks are hit"},
		},
	} {
		if diff := cmp.Diff(tt.want, describe(tt.terms)); diff != "" {
			t.Errorf("describe %T (-want +got):\n%s", tt.terms, diff)
		}
	}
}

func TestProve(t *testing.T) {
	sums := func(s, p, l string) treaty.Amounts {
		return treaty.Amounts{SumInsured: dec(s), Premium: dec(p), Loss: dec(l)}
	}
	views := func(replace ...view) []view {
		list := []view{{ofGross, "a", sums("9", "8", "7")}, {ofCeded, "b", sums("5", "4", "3")}, {ofNet, "c", sums("4", "4", "4")}}
		return append(list, replace...)
	}
	for _, tt := range []struct {
		name  string
		views []view
		holds bool
	}{
		{"all agree", views(view{ofCeded, "d", sums("5", "4", "3.00")}), true},
		{"a sum insured is a unit off", views(view{ofCeded, "d", sums("5.01", "4", "3")}), false},
		{"a premium is a unit off", views(view{ofGross, "d", sums("9", "7.99", "7")}), false},
		{"a loss is a unit off", views(view{ofNet, "d", sums("4", "4", "4.01")}), false},
		{"net is not seen", views()[:2], false},
		{"parts do not add up", append(views()[:2], view{ofNet, "c", sums("4", "4", "4.01")}), false},
	} {
		if got := prove(tt.views); got.Holds != tt.holds {
			t.Errorf("%s: holds %t, want %t", tt.name, got.Holds, tt.holds)
		}
	}
}
