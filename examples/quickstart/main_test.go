package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

var update = flag.Bool("update", false, "write the golden files")

// command runs the command and returns its exit code and output.
func command(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs)
	return code, out.String(), errs.String()
}

// own are the arguments for the small book that was worked out by hand.
var own = []string{
	"-program", "testdata/own/program.json", "-risks", "testdata/own/risks.csv",
	"-losses", "testdata/own/losses.csv", "-events", "testdata/own/events.csv",
}

func TestOutput(t *testing.T) {
	for _, tt := range []struct {
		golden string
		args   []string
	}{
		{"output.golden", nil},
		{"own.golden", append([]string{"-capital", "100000", "-on", "2026-06-30"}, own...)},
	} {
		t.Run(tt.golden, func(t *testing.T) {
			code, got, errs := command(t, tt.args...)
			if code != exitOK || errs != "" {
				t.Fatalf("exit code %d, stderr %q", code, errs)
			}
			for line := range strings.Lines(got) {
				if line = strings.TrimSuffix(line, "\n"); width(line) > 110 || strings.TrimRight(line, " ") != line {
					t.Errorf("wider than 110 columns, or ends in a space: %q", line)
				}
			}
			name := filepath.Join("testdata", tt.golden)
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("output (-want +got); write it with -update if it should change:\n%s", diff)
			}
		})
	}
}

// The small book by hand: 30 % of 1,600 of premium, 150,000 of sums and 3,100.01 of losses; 70 % of the
// event's 3,000 less 1,000 is 1,100, of which 80 % are placed.
func TestJSON(t *testing.T) {
	code, got, errs := command(t, append([]string{"-json"}, own...)...)
	if code != exitOK || errs != "" {
		t.Fatalf("exit code %d, stderr %q", code, errs)
	}
	var rep struct {
		Total     treaty.Cession
		Contracts []struct {
			Contract    string
			Ceded, Full treaty.Amounts
		}
		Events    []eventReport
		Retention *struct{}
		Proof     proof
		Ledger    struct {
			Loss     string
			Postings []json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(got), &rep); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		got  decimal.Decimal
		want string
	}{
		{"gross loss", rep.Total.Subject.Loss, "3100.01"},
		{"ceded sum insured", rep.Total.Ceded.SumInsured, "45000"},
		{"ceded premium", rep.Total.Ceded.Premium, "480"},
		{"ceded loss", rep.Total.Ceded.Loss, "1810"},
		{"net loss", rep.Total.Retained.Loss, "1290.01"},
		{"quota share", rep.Contracts[0].Ceded.Loss, "930"},
		{"layer at 100 %", rep.Contracts[1].Full.Loss, "1100"},
		{"layer", rep.Contracts[1].Ceded.Loss, "880"},
		{"event, proportional", rep.Events[0].Proportional, "900"},
		{"event, per event", rep.Events[0].PerEvent, "880"},
		{"no event, net", rep.Events[1].Net, "70.01"},
	} {
		if want := decimal.RequireFromString(tt.want); !tt.got.Equal(want) {
			t.Errorf("%s: got %s, want %s", tt.name, tt.got, want)
		}
	}
	if !rep.Proof.Holds || rep.Retention != nil || rep.Ledger.Loss != "L1" || len(rep.Ledger.Postings) != 9 {
		t.Errorf("proof %t, retention %v, ledger of %s with %d postings", rep.Proof.Holds, rep.Retention, rep.Ledger.Loss, len(rep.Ledger.Postings))
	}
}

func TestJSONOfBuiltInBook(t *testing.T) {
	code, got, errs := command(t, "-json")
	if code != exitOK || errs != "" || !json.Valid([]byte(got)) {
		t.Fatalf("exit code %d, stderr %q, %d bytes", code, errs, len(got))
	}
	if strings.Contains(got, ": null") {
		t.Error("the document has nulls")
	}
}

// A book without losses, or without anything, is a book.
func TestPartsOfABook(t *testing.T) {
	empty := write(t, "losses.csv", "id,date,paid\n")
	for _, args := range [][]string{
		{"-program", own[1], "-risks", own[3]},
		{"-program", own[1], "-losses", empty},
		{"-risks", own[3], "-events", own[7]},
	} {
		code, got, errs := command(t, args...)
		if code != exitOK || errs != "" || !strings.Contains(got, "The book has no losses.") || !strings.Contains(got, "Not made: state -capital and -on.") {
			t.Errorf("%q: exit code %d, stderr %q, output\n%s", args, code, errs, got)
		}
	}
}

// Without a table of events they are those that the losses name, and pay as with it.
func TestEventsOfLosses(t *testing.T) {
	code, got, errs := command(t, own[:6]...)
	if code != exitOK || errs != "" || !strings.Contains(got, "\nwhole program  ceded                     45,000.00    480.00  1,810.00\n") {
		t.Errorf("exit code %d, stderr %q, output\n%s", code, errs, got)
	}
}

// Of each amount finer than a fen the fen is read, and the output says how many there were: here a sum insured, its
// PML, a premium, and each part of the loss. It is 1.01 + 2.01 + 3.01 + 4.01 - 5.01 = 5.03.
func TestRounding(t *testing.T) {
	program := write(t, "program.json", strings.Replace(readFile(t, own[1]), `"currency"`, `"entry": "round", "currency"`, 1))
	risks := write(t, "risks.csv", "id,sumInsured,pml,premium,period.from,period.to\nR,9.005,8.005,7.005,2026-01-01,2026-12-31\n")
	losses := write(t, "losses.csv", "id,risk,date,paid,outstanding,paidExpense,outstandingExpense,salvage\nL,R,2026-03-01,1.005,2.005,3.005,4.005,5.005\n")
	code, got, errs := command(t, "-program", program, "-risks", risks, "-losses", losses)
	if code != exitOK || errs != "" {
		t.Fatalf("exit code %d, stderr %q", code, errs)
	}
	for _, want := range []string{"here 8 amounts were", "whole program gross 9.01 7.01 5.03"} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
			t.Errorf("output without %q:\n%s", want, got)
		}
	}
}

func TestBadFiles(t *testing.T) {
	fine := write(t, "fine.csv", "\uFEFFid,risk,date,paid\n\nL1,工厂,2026-03-01,1.001\n")
	over := write(t, "over.json", strings.ReplaceAll(`{"schema": "cede.program/1", "currency": "CNY", "contracts": [A, B]}`, "A", `{
		"id": "a", "period": {"from": "2026-01-01", "to": "2026-12-31"}, "placement": {"lines": [{"reinsurer": "r", "share": 1}]},
		"sections": [{"basis": "risks-attaching", "kind": "surplus", "terms": {"retention": {"amount": 1}, "capacities": [{"lines": 99999}]}}]}`))
	over = write(t, "over.json", strings.ReplaceAll(readFile(t, over), "B", `{
		"id": "b", "period": {"from": "2026-01-01", "to": "2026-12-31"}, "placement": {"lines": [{"reinsurer": "r", "share": 1}]},
		"sections": [{"basis": "risks-attaching", "kind": "quota-share", "terms": {"share": "0.5"}}]}`))
	for _, tt := range []struct {
		name string
		args []string
		want []string // the beginnings of the lines
	}{
		{"terms of a program", []string{"-program", "testdata/bad/program.json", "-risks", own[3]}, []string{
			"testdata/bad/program.json: contracts[0].period.to: must not be before",
			"testdata/bad/program.json: contracts[0].sections[0].terms.share: must be in (0, 1]",
		}},
		{"form of a program", []string{"-program", "testdata/bad/form.json"}, []string{
			"testdata/bad/form.json: contracts[0].period: must not be missing",
			"testdata/bad/form.json: contracts[0].sections: must not be missing",
			"testdata/bad/form.json: contracts[0].id: must not be null",
			"testdata/bad/form.json: contracts[0].label: is not a known field",
		}},
		{"form of a table", []string{"-risks", "testdata/bad/risks.csv"}, []string{
			"testdata/bad/risks.csv:2:sumInsured: must be a decimal number",
			"testdata/bad/risks.csv:3:period.from: must be a day of the calendar",
		}},
		{"content of a table with a blank line", []string{"-risks", "testdata/bad/negative.csv"}, []string{
			"testdata/bad/negative.csv: R1: id: must be unique",
			"testdata/bad/negative.csv: R2: premium: must not be negative",
		}},
		{"rows of one loss apart", append(append([]string(nil), own...), "-losses", "testdata/bad/losses.csv"), []string{
			"testdata/bad/losses.csv: L1: positions[1].at: must",
			"testdata/bad/losses.csv: L2: risk: must be a risk",
			"testdata/bad/losses.csv: L3: date: must",
		}},
		{"an amount finer than the program's", append(append([]string(nil), own...), "-losses", fine), []string{fine + ": L1: positions[0].paid: must"}},
		{"more than everything", []string{"-program", over, "-risks", own[3]}, []string{"contracts of priority 0"}},
		{"a program in another currency than the built-in book", []string{"-program", own[1]}, []string{
			own[1] + ": currency: must be EUR, that of the built-in book; your own book comes with -risks and -losses (got CNY)",
		}},
		{"no risks for the losses", []string{"-program", own[1], "-losses", own[5]}, []string{
			"testdata/own/losses.csv: L1: risk: must be a risk of the book (got 工厂)",
			"testdata/own/losses.csv: L2: risk: must be a risk of the book (got 仓库)",
			"testdata/own/losses.csv: L3: risk: must be a risk of the book (got 工厂)",
		}},
		{"nothing in the files", []string{"-program", os.DevNull, "-risks", os.DevNull}, []string{
			os.DevNull + ": must not be empty",
			os.DevNull + ":1: must have a header",
		}},
		{"both files absent", []string{"-program", "nowhere.json", "-risks", "nowhere.csv"}, []string{"open nowhere.json: ", "open nowhere.csv: "}},
		{"capital out of bounds", []string{"-capital", "1e999"}, []string{"rule.capitalAndReserves: has too many digits"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			code, out, errs := command(t, tt.args...)
			got := strings.Split(strings.TrimSuffix(errs, "\n"), "\n")
			if code != exitFailed || out != "" || len(got) != len(tt.want) {
				t.Fatalf("exit code %d, %d bytes of output, stderr:\n%s", code, len(out), errs)
			}
			for i, want := range tt.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("line %d of stderr is %q, want %q", i+1, got[i], want)
				}
			}
		})
	}
}

func TestCommandLine(t *testing.T) {
	for _, tt := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"-h"}, exitOK, "Usage of quickstart"},
		{[]string{"-nope"}, exitUsage, "flag provided but not defined: -nope"},
		{[]string{"more"}, exitUsage, "must not be more than flags (got more)"},
		{[]string{"-capital", "x"}, exitUsage, `invalid value "x" for flag -capital`},
		{[]string{"-capital", "0"}, exitUsage, "must be positive"},
		{[]string{"-on", "2025-02-30"}, exitUsage, "must be a day of the calendar"},
	} {
		code, out, errs := command(t, tt.args...)
		if code != tt.code || out != "" || !strings.Contains(errs, tt.want) {
			t.Errorf("%q: exit code %d, want %d; stderr %q, want %q in it", tt.args, code, tt.code, errs, tt.want)
		}
	}
}

// The retention check follows the flags: nobody's net retention is above a tenth of a billion, and the
// day before the first policy begins nothing is in force.
func TestRetentionFlags(t *testing.T) {
	for _, tt := range []struct{ flag, value, want string }{
		{"-capital", "1000000000", "Units above the limit: 0.\n\n11"},
		{"-on", "2024-12-31", "units of risk in force on 2024-12-31: 0."},
	} {
		if code, got, errs := command(t, tt.flag, tt.value); code != exitOK || !strings.Contains(got, tt.want) {
			t.Errorf("%s %s: exit code %d, stderr %q, output without %q", tt.flag, tt.value, code, errs, tt.want)
		}
	}
}

// write makes a file and returns its name.
func write(t *testing.T, name, text string) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// brokenWriter cannot be written to.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestOutputThatFails(t *testing.T) {
	var errs bytes.Buffer
	if code := run(context.Background(), nil, brokenWriter{}, &errs); code != exitFailed || errs.Len() == 0 {
		t.Errorf("exit code %d, stderr %q", code, errs.String())
	}
}

func TestProofThatFails(t *testing.T) {
	var out, errs bytes.Buffer
	code := new(report).write(&out, &errs, false)
	if code != exitFailed || !strings.Contains(out.String(), "DOES NOT HOLD") || errs.String() != "gross = ceded + net does not hold\n" {
		t.Errorf("exit code %d, stderr %q, output\n%s", code, errs.String(), out.String())
	}
}
