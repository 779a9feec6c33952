package treaty_test

import (
	"context"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// runBatch runs columns and returns the error as text, by line.
func runBatch(t *testing.T, spec treaty.Spec, bookSpec treaty.BookSpec, c treaty.Columns) (*treaty.Totals, string) {
	t.Helper()
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(bookSpec)
	if err != nil {
		t.Fatal(err)
	}
	batch, err := program.Batch(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	totals, err := batch.Run(context.Background(), c)
	return totals, strings.TrimSpace(textOfError(err))
}

// A column that is there has a row for every loss, also if it is empty.
func TestBatch_columns(t *testing.T) {
	for name, column := range map[string]treaty.Columns{
		"event": {Event: []int32{}},
		"risk":  {Risk: []int32{}},
		"date":  {Date: []cede.Date{}},
	} {
		column.Terms, column.Loss = []int{2}, []int64{100, 200}
		_, err := runBatch(t, plainSpec(), plainBook(), column)
		if want := name + ": must have as many rows as loss"; err != want {
			t.Errorf("%s: %q, want %q", name, err, want)
		}
	}
	totals, err := runBatch(t, plainSpec(), plainBook(), treaty.Columns{Event: []int32{}, Risk: []int32{}, Date: []cede.Date{}})
	if err != "" || len(totals.Gross) != 0 {
		t.Errorf("no rows: %v, %q", totals, err)
	}
}
