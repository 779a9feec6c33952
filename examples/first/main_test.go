package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// By hand: the quota share leaves 700,000 and 525,000, together 1,225,000; the layer pays 725,000 of
// it and divides them 4 to 3: 414,285.714... and 310,714.285..., the last unit to the larger remainder.
func Example() {
	main()
	// Output:
	// L1 gross 1000000 ceded 714285.71 net 285714.29
	// L2 gross 750000 ceded 535714.29 net 214285.71
	// quota share  terms               750000 ->    225000
	// quota share  placement           225000 ->    225000
	// quota share  cession             225000 ->    225000
	// quota share  reinsurer  Re A     225000 ->    135000
	// quota share  reinsurer  Re B     225000 ->     90000
	// event        terms              1225000 ->    725000
	// event        placement           725000 ->    725000
	// event        cession          310714.29 -> 310714.29
	// event        reinsurer  Re C  310714.29 -> 310714.29
}

// The first blocks of go and of text in the README are this program and what it prints.
func TestReadme(t *testing.T) {
	readme := read(t, "../../README.md")
	source := read(t, "main.go")
	_, output, _ := strings.Cut(read(t, "main_test.go"), "\t// Output:\n")
	output, _, _ = strings.Cut(output, "}\n")
	for _, tt := range []struct{ kind, want string }{
		{"go", source[strings.Index(source, "package main"):]},
		{"text", strings.ReplaceAll(output, "\t// ", "")},
	} {
		_, got, _ := strings.Cut(readme, "```"+tt.kind+"\n")
		got, _, _ = strings.Cut(got, "```\n")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("README's block of %s (-want +got):\n%s", tt.kind, diff)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
