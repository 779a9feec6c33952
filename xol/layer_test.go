package xol_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/treaty"
)

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// cededOf lists what a contract cedes at 100 % of each loss that it sees.
func cededOf(r *treaty.Result, contract string) string {
	var list []string
	for l := range r.Losses() {
		for _, c := range r.LossCessions(l.Loss) {
			if c.Contract == contract {
				list = append(list, fmt.Sprintf("%s: %s", l.Loss, c.Full))
			}
		}
	}
	return strings.Join(list, ", ")
}
