package main

import (
	"bytes"
	"context"
	"errors"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = `package p

import "math"

func f(a, b D, s string, n int) {
	_ = a.Add(b).Sub(a)
	_ = a.Round(2)
	_ = a.DivRound(b, n*2)
	if n < 1 || 0 == n { // mutant: both do nothing
		n += max(n, 3) - math.MaxInt8
	}
	s += "x" + s
}
`

func changes(t *testing.T, ops ...string) []string {
	t.Helper()
	all, err := mutants("p.go", []byte(sample), ops)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range all {
		if _, err := parser.ParseFile(token.NewFileSet(), "p.go", m.source, 0); err != nil {
			t.Errorf("%s gives no Go file: %v", m.change, err)
		}
		if (m.line == 9) != (m.reason == "both do nothing") {
			t.Errorf("line %d has reason %q", m.line, m.reason)
		}
		got = append(got, m.change)
	}
	return got
}

func TestMutants(t *testing.T) {
	for op, want := range map[string][]string{
		"decimal": {"Add -> Sub", "Sub -> Add", "Round -> Truncate", "n*2 -> (n*2)+1", "n*2 -> (n*2)-1"},
		"compare": {"< -> <=", "1 -> 0", "0 -> 1", "== -> !="},
		"arith":   {"+= -> -=", "max -> min", "- -> +"},
	} {
		if diff := cmp.Diff(want, changes(t, op)); diff != "" {
			t.Errorf("changes of %s (-want +got):\n%s", op, diff)
		}
	}
	if got := len(changes(t, families...)); got != 12 {
		t.Errorf("%d changes of all families, want 12", got)
	}
}

func TestRun(t *testing.T) {
	if testing.Short() {
		t.Skip("runs go test for every change")
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	var out bytes.Buffer
	err := run(context.Background(), []string{"-timeout=5s", "testdata/toy"}, &out)
	if !errors.Is(err, errSurvivors) {
		t.Errorf("error is %v, want %v", err, errSurvivors)
	}
	want := `SURVIVED toy.go:14:68: + -> -
SURVIVED toy.go:30:22: Round -> Truncate
SURVIVED toy.go:30:32: 4 -> (4)+1
SURVIVED toy.go:30:32: 4 -> (4)-1
7 killed, 4 survived, 2 accepted with a reason, 0 did not compile
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestRun_refuses(t *testing.T) {
	t.Setenv("TOY_FAILS", "1")
	for _, tt := range []struct {
		want string
		args []string
	}{
		{"name one package folder", nil},
		{`unknown family "x"`, []string{"-ops=x", "."}},
		{"no Go files", []string{"testdata"}},
		{"the tests fail without any change", []string{"testdata/toy"}},
	} {
		var out bytes.Buffer
		if err := run(context.Background(), tt.args, &out); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("run(%q): %v, want %s", tt.args, err, tt.want)
		}
	}
}
