// Quickstart applies a reinsurance program to a book and prints what every contract,
// reinsurer, loss and event cedes and retains, and what layers cost.
//
//	go run ./examples/quickstart
//	go run ./examples/quickstart -json
//	go run ./examples/quickstart -program program.json -risks risks.csv -losses losses.csv -events events.csv
//
// Without files it takes a built-in book of 1,823 property claims and a
// built-in program; see data/README.md for where they are from. A program is a JSON document, a
// book is up to three CSV tables whose headers are the JSON names of the fields; package
// treaty/document says what both look like, and testdata/own is a small set of files to begin with. If one
// of the tables is given, the built-in book is not used. Without a table of events, the events are those
// that the losses name.
//
// The exit code is 0 if gross = ceded + net holds, 1 if it does not or a file cannot be
// used, 2 if the command line cannot be.
package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"

	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitOK = iota
	exitFailed
	exitUsage
)

// run is the command without its process.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	o, err := parse(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage // the flag set has said it
	}
	rep, err := o.report(ctx)
	if err != nil {
		say(stderr, err.Error())
		return exitFailed
	}
	return rep.write(stdout, stderr, o.json)
}

// write prints the report and returns the exit code.
func (rep *report) write(stdout, stderr io.Writer, asJSON bool) int {
	text, err := rep.text(), error(nil)
	if asJSON {
		text, err = rep.document()
	}
	if err == nil {
		_, err = io.WriteString(stdout, text)
	}
	if err == nil && !rep.Proof.Holds {
		err = errors.New("gross = ceded + net does not hold")
	}
	if err != nil {
		say(stderr, err.Error())
		return exitFailed
	}
	return exitOK
}

// say writes a line to stderr; there is nowhere to say that it cannot be written to.
func say(stderr io.Writer, text string) {
	_, _ = io.WriteString(stderr, text+"\n")
}

// options are the command line.
type options struct {
	program, risks, losses, events string
	json                           bool
	capital                        *decimal.Decimal
	on                             cede.Date
}

// ownBook reports whether the built-in book is not used.
func (o *options) ownBook() bool { return o.risks != "" || o.losses != "" || o.events != "" }

func parse(args []string, stderr io.Writer) (*options, error) {
	o := new(options)
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.program, "program", "", "read the program from this JSON `file` (default built in)")
	flags.StringVar(&o.risks, "risks", "", "read the risks from this CSV `file`, in place of the built-in book: id, sumInsured, premium, period.from, period.to, ...")
	flags.StringVar(&o.losses, "losses", "", "read their losses from this CSV `file`: id, risk, event, date, paid, outstanding, ...")
	flags.StringVar(&o.events, "events", "", "read the events from this CSV `file`: id, peril, from, to, ... (default what the losses name)")
	flags.BoolVar(&o.json, "json", false, "print one JSON document instead of tables")
	flags.Func("capital", "capital and reserves for the retention check, an `amount` in the program's currency (default 5000000 for the built-in book)", func(s string) error {
		d, err := decimal.NewFromString(s)
		if err == nil && !d.IsPositive() {
			err = errors.New("must be positive")
		}
		o.capital = &d
		return err
	})
	flags.Func("on", "`date` of the retention check (default 2025-06-30 for the built-in book)", func(s string) error {
		var err error
		o.on, err = cede.ParseDate(s)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		err := cede.Invalid("", flags.Arg(0), "must not be more than flags")
		say(stderr, err.Error())
		return nil, err
	}
	if !o.ownBook() {
		if o.capital == nil {
			o.capital = new(decimal.NewFromInt(5_000_000))
		}
		if o.on.IsZero() {
			o.on = checkDay()
		}
	}
	return o, nil
}
