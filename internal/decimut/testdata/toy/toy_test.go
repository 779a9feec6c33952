package toy

import (
	"os"
	"testing"
)

func TestTested(t *testing.T) {
	for _, tt := range []struct {
		n    int
		sum  Money
		text string
	}{{1, 6, "n=2"}, {2, 6, "n=2"}, {3, 5, "n=3"}, {4, 5, "n=4"}} {
		sum, text := Tested(2, 3, tt.n)
		if sum != tt.sum || text != tt.text {
			t.Errorf("Tested(2, 3, %d) = %d, %q", tt.n, sum, text)
		}
	}
	Forever(7)
	if os.Getenv("TOY_FAILS") != "" {
		t.Error("asked to fail")
	}
	if Money(5).Sub(3) != 2 || Money(1).Add(2) != 3 {
		t.Error("sum or difference")
	}
}
