package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// The built-in program over 2,000 years: the parts add up, the same on any number of workers, and the picture has every layer.
func TestRun(t *testing.T) {
	svg := filepath.Join(t.TempDir(), "a.svg")
	code, out, errs := command(t, "-years", "2000", "-svg", svg, "-workers", "1")
	if code != exitOK || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	for _, want := range []string{
		"in 2000 years, in millions of CNY", "AEP and OEP", "catastrophe tower 4", "stop loss 1", "contribution to the 99% TVaR", "ceded, of reinsurers", "Tianhe Re", "net, first years",
		"Picture: " + svg,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	_, again, _ := command(t, "-years", "2000", "-svg", svg, "-workers", "7")
	if d := cmp.Diff(out, again); d != "" {
		t.Errorf("7 workers (-1 +7):\n%s", d)
	}
	if _, other, _ := command(t, "-years", "2000", "-svg", "", "-seed", "2"); other == out || strings.Contains(other, "Picture") {
		t.Error("another seed gives the same, or there is a picture")
	}
	text, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<svg", "4: ", "return period in years", "</svg>"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in the picture", want)
		}
	}
}

// A table, a program and risks of one's own: 100 and 700 above 500 at most 1,000, in two of ten years.
func TestRun_files(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	table := write("losses.csv", "year,risk,loss\n2,r,600000000\n7,r,1200000000\n9,r,3000000\n")
	risks := write("risks.csv", "id,sumInsured,premium,period.from,period.to\nr,20000000000,30000,2027-01-01,2027-12-31\n")
	program := write("program.json", `{"schema": "cede.program/1", "currency": "EUR", "contracts": [
	  {"id": "XL", "period": {"from": "2027-01-01", "to": "2027-12-31"}, "placement": {"lines": [{"reinsurer": "A", "share": 1}]},
	   "sections": [{"basis": "losses-occurring", "kind": "per-event", "terms": {"layers": [{"attachment": 500000000, "limit": 1000000000, "aggregateLimit": 1000000000}]}}]}]}`)
	code, out, errs := command(t, "-years", "10", "-table", table, "-risks", risks, "-program", program, "-svg", "")
	if code != exitOK || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	plain := strings.Join(strings.Fields(out), " ")
	for _, want := range []string{"3 losses in 10 years", "mean 180.300 80.000 100.300", "XL 1 1000.000 500.000 20.00% 0.00% 80.000 8.00%", "gross, of segments 1200.000 100.00% the table 1200.000 100.00%"} {
		if !strings.Contains(plain, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-h"}, exitOK, "Usage"},
		{[]string{"-x"}, exitUsage, "not defined"},
		{[]string{"-years", "0"}, exitFailed, "years: must be"},
		{[]string{"-table", filepath.Join(dir, "none")}, exitFailed, "no such file"},
		{[]string{"-program", table}, exitFailed, "at offset"},
		{[]string{"-risks", table}, exitFailed, "risk"},
		{[]string{"-table", table, "-years", "5", "-program", program, "-risks", risks}, exitFailed, "losses.csv:3:year: must be a whole number from 1 to 5 (got 7)"},
		{[]string{"-years", "50", "-svg", dir}, exitFailed, "is a directory"},
	} {
		if code, _, errs := command(t, tt.args...); code != tt.code || !strings.Contains(errs, tt.want) {
			t.Errorf("%q: code %d, %s, want %s", tt.args, code, errs, tt.want)
		}
	}
}
