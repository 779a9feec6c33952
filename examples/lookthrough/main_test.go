package main

import (
	"bytes"
	"flag"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

var update = flag.Bool("update", false, "write testdata/report.txt")

func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(args, &out, &errs)
	return code, out.String(), errs.String()
}

// The slides' trust over a fund over unlisted equity and shares of ChiNext has 0.492 and 0.54, and what is opaque 0.6.
func TestRun(t *testing.T) {
	code, out, errs := command(t)
	if code != exitOK || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	if *update {
		if err := os.WriteFile("testdata/report.txt", []byte(out), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/report.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), out); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for _, line := range []string{
		"Beihe Logistics equity (unlisted-equity) 1384.62 2 0.2 equity 0.492", "Lantian Medical shares (stock) 923.08 2 0.2 equity 0.54",
		"venture fund (equity-fund) 4000.00 equity 0.6, opaque: no part known", "Guohua Steel 26969.23 103.7% above: 0.4 on every asset",
	} {
		if !strings.Contains(strings.Join(strings.Fields(out), " "), line) {
			t.Errorf("no %q", line)
		}
	}
}

// The tables are the book: but for what they do not have, they print the same.
func TestRun_tables(t *testing.T) {
	_, book, _ := command(t)
	code, tables, errs := command(t, "-tables", "data/tables", "-assets", "4000000000")
	if code != exitOK || errs != "" {
		t.Fatalf("code %d, %s", code, errs)
	}
	if d := cmp.Diff(strings.ReplaceAll(book, "within", "not measured"), tables); d != "" {
		t.Errorf("(-book +tables):\n%s", d)
	}
	file := filepath.Join(t.TempDir(), "book.json")
	text, err := data.ReadFile("data/book.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, own, errs := command(t, "-book", file); code != exitOK || own != book {
		t.Errorf("code %d, %s", code, errs)
	}
}

func TestRun_refuses(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.json")
	if err := os.WriteFile(bad, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-h"}, exitOK, "Usage"},
		{[]string{"-x"}, exitUsage, "flag provided but not defined"},
		{[]string{"-date", "2026"}, exitFailed, "date: "},
		{[]string{"-date", "2020-01-01"}, exitFailed, "2022-03-31"},
		{[]string{"-book", bad}, exitFailed, "schema: must not be missing"},
		{[]string{"-book", filepath.Join(dir, "none")}, exitFailed, "no such file"},
		{[]string{"-book", bad, "-tables", dir}, exitFailed, "name a book or tables, not both"},
		{[]string{"-tables", dir}, exitFailed, "assets: must be the total assets in yuan"},
		{[]string{"-tables", dir, "-assets", "1"}, exitFailed, "no table in "},
		{[]string{"-tables", filepath.Join(dir, "none"), "-assets", "1"}, exitFailed, "no such file"},
		{[]string{"-tables", "data/tables", "-assets", "4000000000", "-unit", "千元"}, exitFailed, "unit: must be one of"},
	} {
		if code, _, errs := command(t, tt.args...); code != tt.code || !strings.Contains(errs, tt.want) {
			t.Errorf("%q: code %d, %s, want %s", tt.args, code, errs, tt.want)
		}
	}
}

// The amounts along the ways of the tree add up to those that the library carries, to a fen for each way.
func TestTree(t *testing.T) {
	text, err := data.ReadFile("data/book.json")
	if err != nil {
		t.Fatal(err)
	}
	book, err := portfolio.ReadBook(bytes.NewReader(text), portfolio.DefaultLimit)
	if err != nil {
		t.Fatal(err)
	}
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		t.Fatal(err)
	}
	e, err := cross2.At(date)
	if err != nil {
		t.Fatal(err)
	}
	r, err := book.Result(e)
	if err != nil {
		t.Fatal(err)
	}
	walked := make(map[asset.Key]*big.Rat)
	tree := newTree(e, book, r)
	tree.visit = func(key asset.Key, amount *big.Rat) {
		if walked[key] == nil {
			walked[key] = new(big.Rat)
		}
		walked[key].Add(walked[key], amount)
	}
	_ = tree.String()
	seen := 0
	for h := range r.Expansion.Holdings() {
		seen++
		off := new(big.Rat).Sub(h.Value.Rat(), walked[h.Key()])
		if off.Abs(off).Cmp(decimal.New(4, -2).Rat()) > 0 {
			t.Errorf("%v: %s, the tree has %s", h.Key(), h.Value, walked[h.Key()].FloatString(4))
		}
	}
	if seen != len(walked) {
		t.Errorf("%d holdings, the tree has %d", seen, len(walked))
	}
}
