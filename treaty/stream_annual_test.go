package treaty_test

import (
	"context"
	"testing"

	"github.com/cedego/cede/treaty"
)

// streamed returns the results of events, and the error that ended them.
func streamed(t *testing.T, spec treaty.Spec, book treaty.BookSpec, events ...treaty.EventLosses) ([]*treaty.Result, error) {
	t.Helper()
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	checked, err := treaty.NewBook(book)
	if err != nil {
		t.Fatal(err)
	}
	var out []*treaty.Result
	err = program.Stream(context.Background(), checked, lawSequence(events), func(r *treaty.Result) error {
		out = append(out, r)
		return nil
	})
	return out, err
}
