package columns_test

import (
	"testing"

	"github.com/cedego/cede/internal/columns"
)

func TestTable(t *testing.T) {
	table := columns.Table{Right: map[int]bool{1: true}}
	if got := table.String(); got != "" {
		t.Errorf("empty: got %q", got)
	}
	table.Add("item", "amount", "", "why")
	table.Add("资本", "1.00", "", "a（b）")
	table.Add("x", "12,345.00")
	want := "item     amount  why\n" +
		"资本       1.00  a（b）\n" +
		"x     12,345.00\n"
	if got := table.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestWidth(t *testing.T) {
	for text, want := range map[string]int{"": 0, "abc": 3, "资本": 4, "（a）": 5, "é": 1, "e\u0301": 1, "√(v·M)": 6, "、": 2} {
		if got := columns.Width(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}
