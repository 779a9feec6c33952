package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A text becomes a Parquet file and the same text again.
func TestRun(t *testing.T) {
	const text = "year,event,risk,day,loss\n1,7,motor,31,1200.50\n1,,fire,31,0.01\n4,9,,200,3.00\n"
	dir := t.TempDir()
	name := func(file string) string { return filepath.Join(dir, file) }
	if err := os.WriteFile(name("a.csv"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := run([]string{"-currency", "CNY", "-years", "5", name("a.csv"), name("a.parquet")}, &out); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{name("a.parquet"), name("b.csv")}, &out); err != nil {
		t.Fatal(err)
	}
	want := name("a.parquet") + ": 3 losses in 5 years, CNY\n" + name("b.csv") + ": 3 losses in 5 years, CNY\n"
	if out.String() != want {
		t.Errorf("%s, want %s", &out, want)
	}
	got, err := os.ReadFile(name("b.csv"))
	if err != nil || string(got) != text {
		t.Errorf("%s, %v, want %s", got, err, text)
	}
	for _, args := range [][]string{{}, {"-x"}, {name("a.csv"), name("c.csv")}, {name("none"), name("c.csv")}, {name("a.parquet"), dir}} {
		if run(args, &out) == nil {
			t.Errorf("%v is no error", args)
		}
	}
}
