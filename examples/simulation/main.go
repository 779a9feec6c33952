// Simulation runs a reinsurance program over many years, prints what they say and draws the tower and the exceedance curves:
//
//	go -C examples/simulation run .
//	go -C examples/simulation run . -years 1000000 -seed 7 -svg curves.svg
//	go -C examples/simulation run . -table losses.csv -years 10000 -program program.json -risks risks.csv
//
// Without a table it makes one: typhoons, floods and fires of our own, which no company has. A table is a year-event-loss table in CSV, as the package docs of treaty/simulation say; its
// risks are those of the file of risks. A program is a JSON document.
//
// The exit code is 0, or 1 if the program cannot be run, or 2 if the command line cannot be.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/schollz/progressbar/v3"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
	"github.com/cedego/cede/treaty/simulation"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitOK = iota
	exitFailed
	exitUsage
)

// options are what the command line says.
type options struct {
	years, workers       int
	seed                 uint64
	table, program, risk string
	svg                  string
}

// run is the command without its process.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("simulation", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.years, "years", 100_000, "number of years")
	flags.IntVar(&o.workers, "workers", 0, "number of goroutines; 0 is one for each processor")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the years that are made")
	flags.StringVar(&o.table, "table", "", "CSV file with a year-event-loss table of your own")
	flags.StringVar(&o.program, "program", "", "JSON document with a program of your own")
	flags.StringVar(&o.risk, "risks", "", "CSV file with the risks that the program or the table names")
	flags.StringVar(&o.svg, "svg", "simulation.svg", "file for the picture; empty is none")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage // the flag set has said it
	}
	if err := o.simulate(ctx, stdout, stderr); err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return exitFailed
	}
	return exitOK
}

func (o *options) simulate(ctx context.Context, stdout, stderr io.Writer) error {
	spec, err := o.spec()
	if err != nil {
		return err
	}
	program, err := treaty.NewProgram(spec)
	if err != nil {
		return err
	}
	book, err := o.book(spec.Currency)
	if err != nil {
		return err
	}
	portfolio, err := o.portfolio(ctx, spec, stderr)
	if err != nil {
		return err
	}
	bar := newBar(stderr, o.years, "running")
	result, err := simulation.Run(ctx, program, book, portfolio, simulation.Options{
		Workers: o.workers, Detail: true, Progress: bar,
	})
	if err != nil {
		return err
	}
	text, err := report(spec, portfolio, result)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(stdout, text); err != nil {
		return err
	}
	if o.svg == "" {
		return nil
	}
	if err := picture(spec, result, o.svg); err != nil {
		return err
	}
	_, err = fmt.Fprintln(stdout, "Picture:", o.svg)
	return err
}

// newBar returns a function that shows how many of the years are done, on a terminal.
func newBar(stderr io.Writer, years int, what string) func(done, years int) {
	file, ok := stderr.(*os.File)
	if !ok {
		return func(int, int) {}
	}
	if about, err := file.Stat(); err != nil || about.Mode()&os.ModeCharDevice == 0 {
		return func(int, int) {}
	}
	bar := progressbar.NewOptions(years, progressbar.OptionSetWriter(file), progressbar.OptionSetDescription(what),
		progressbar.OptionClearOnFinish(), progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetItsString("years"))
	return func(done, _ int) { _ = bar.Set(done) }
}

// spec is the program, built in or of a document.
func (o *options) spec() (spec treaty.Spec, err error) {
	if o.program == "" {
		return builtIn(), nil
	}
	file, err := os.Open(o.program)
	if err != nil {
		return treaty.Spec{}, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return document.ReadProgram(file, document.DefaultLimit)
}

// book has the risks, built in or of a table, in the currency of the program.
func (o *options) book(in treaty.Currency) (book *treaty.Book, err error) {
	if o.risk == "" {
		return treaty.NewBook(treaty.BookSpec{Currency: in, Risks: builtInRisks()})
	}
	file, err := os.Open(o.risk)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	risks, err := document.ReadRisks(file, document.Mapping{File: o.risk})
	if err != nil {
		return nil, err
	}
	return treaty.NewBook(treaty.BookSpec{Currency: in, Risks: risks})
}

// portfolio is the table, made or read.
func (o *options) portfolio(ctx context.Context, spec treaty.Spec, stderr io.Writer) (p simulation.Portfolio, err error) {
	if o.table == "" {
		bar := newBar(stderr, o.years, "making years")
		return builtInModel().Generate(ctx, simulation.Generation{Years: o.years, Seed: o.seed, Workers: o.workers, Progress: bar})
	}
	file, err := os.Open(o.table)
	if err != nil {
		return simulation.Portfolio{}, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	table, err := simulation.ReadTable(file, simulation.CSV{Name: o.table, Currency: spec.Currency, Scale: spec.Scale, Years: o.years})
	if err != nil {
		return simulation.Portfolio{}, err
	}
	return simulation.One(table), nil
}
