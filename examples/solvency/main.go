// Solvency prints what a company published of a quarter beside the same figures as computed from its sub-risks.
//
//	go run ./examples/solvency
//	go run ./examples/solvency -lang zh -company property
//	go run ./examples/solvency -return return.csv -kind life -date 2026-03-31 -assets 30000000000
//
// Without a file it takes one of two built-in quarters; see data/README.md for where they are from. A file has the header
// row,amount and one row of the sheets S01, S02 or S05 of the official quarterly return in each line, in the scale that -scale names.
//
// The exit code is 0 if every figure is within the tolerance of what was published, 1 if one is not or the file cannot be
// used, 2 if the command line cannot be.
package main

import (
	"bytes"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency"
	"github.com/cedego/cede/solvency/cross2"
)

//go:embed data/reinsurer.csv data/property.csv
var data embed.FS

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitOK = iota
	exitFailed
	exitUsage
)

// maxReturn is the size in bytes of the largest return that is read.
const maxReturn = 1 << 20

// options are what the command line says.
type options struct {
	company, file, kind, date, assets, scale, language, tolerance string
}

// run is the command without its process.
func run(args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("solvency", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.company, "company", "reinsurer", "built-in quarter: reinsurer or property")
	flags.StringVar(&o.file, "return", "", "file with a return of your own")
	flags.StringVar(&o.kind, "kind", "", "kind of the company of the file: property, life or reinsurer")
	flags.StringVar(&o.date, "date", "2024-06-30", "reporting date of the file")
	flags.StringVar(&o.assets, "assets", "", "total assets of the company of the file in yuan, needed from 2023-09-30 on")
	flags.StringVar(&o.scale, "scale", string(cross2.InWan), "unit of the file and of the tables: 元, 万元 or 亿元")
	flags.StringVar(&o.language, "lang", string(cross2.English), "language of the tables: en or zh")
	flags.StringVar(&o.tolerance, "tolerance", "200", "yuan by which a figure may differ, for figures that were rounded")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage // the flag set has said it
	}
	ok, err := o.compare(stdout)
	if err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return exitFailed
	}
	if !ok {
		return exitFailed
	}
	return exitOK
}

// input returns the return to read, with the kind of its company and total assets.
func (o options) input() (text []byte, kind solvency.Kind, assets *decimal.Decimal, err error) {
	if o.file == "" {
		text, err = data.ReadFile("data/" + o.company + ".csv")
		kind, assets = solvency.Reinsurer, new(decimal.New(50, 9))
		if o.company == "property" {
			kind, assets = solvency.Property, new(decimal.New(6, 9))
		}
		return text, kind, assets, err
	}
	if text, err = readFile(o.file); err != nil {
		return nil, "", nil, err
	}
	if o.assets != "" {
		x, err := decimal.NewFromString(o.assets)
		if err != nil {
			return nil, "", nil, cede.Invalid("-assets", o.assets, "must be a number")
		}
		assets = &x
	}
	return text, solvency.Kind(o.kind), assets, nil
}

// readFile reads a file that is not larger than a return may be.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name) //nolint:gosec // the user names the file
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	return io.ReadAll(io.LimitReader(f, maxReturn+1))
}

// compare prints the tables and reports whether the figures are the same.
func (o options) compare(out io.Writer) (bool, error) {
	text, kind, assets, err := o.input()
	if err != nil {
		return false, err
	}
	date, err := cede.ParseDate(o.date)
	if err != nil {
		return false, cede.In("-date", err)
	}
	tolerance, err := decimal.NewFromString(o.tolerance)
	if err != nil {
		return false, cede.Invalid("-tolerance", o.tolerance, "must be a number")
	}
	edition, err := cross2.At(date)
	if err != nil {
		return false, err
	}
	scale, language := cross2.Scale(o.scale), cross2.Language(o.language)
	stated, err := solvency.ReadReturn(bytes.NewReader(text), maxReturn, scale)
	if err != nil {
		return false, err
	}
	company, err := stated.Company(edition, kind)
	if err != nil {
		return false, err
	}
	company.TotalAssets, company.Tolerance = assets, tolerance
	report, err := company.Report(edition)
	if err != nil {
		return false, err
	}
	for _, sheet := range []string{"S01", "S05"} {
		table, err := stated.Compare(report, sheet, language, scale)
		if err != nil {
			return false, err
		}
		_, _ = fmt.Fprintf(out, "%s %s\n%s\n", sheet, date, table)
	}
	if minimum, ok := report.Row("S05-1"); ok {
		table, err := minimum.Table(language, scale)
		if err != nil {
			return false, err
		}
		_, _ = fmt.Fprintf(out, "S05-1\n%s\n", table)
	}
	status := report.Status()
	_, _ = fmt.Fprintf(out, "%s; key inspection: %v\n", status.Compliance, status.KeyInspection)
	if err := stated.Check(report, tolerance, decimal.New(1, -4)); err != nil {
		_, _ = fmt.Fprintln(out, err)
		return false, nil
	}
	_, _ = fmt.Fprintf(out, "every figure stated is within %s yuan, and every ratio within 0.01 %%\n", tolerance)
	return true, nil
}
