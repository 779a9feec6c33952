// Convert turns a year-event-loss table from text into Parquet or back, by the names of the files:
//
//	go run ./convert -currency CNY -years 1000 losses.csv losses.parquet
//	go run ./convert losses.parquet losses.csv
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/cedego/cede/examples/parquet"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("convert", flag.ContinueOnError)
	currency := flags.String("currency", "", "currency of the losses; a Parquet file may name its own")
	years := flags.Int("years", 0, "number of years; a Parquet file may name its own")
	floats := flags.Bool("floats", false, "round floating-point losses of a Parquet file to the minor unit")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 2 {
		return errors.New("name a file to read and one to write")
	}
	from, to := flags.Arg(0), flags.Arg(1)
	table, err := read(from, treaty.Currency(*currency), *years, *floats)
	if err != nil {
		return err
	}
	if err := write(to, table); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s: %d losses in %d years, %s\n", to, len(table.Loss), table.Years(), table.Currency)
	return err
}

func isParquet(name string) bool { return strings.HasSuffix(name, ".parquet") }

func read(name string, currency treaty.Currency, years int, floats bool) (table simulation.Table, err error) {
	in, err := os.Open(name) //nolint:gosec // the user's file
	if err != nil {
		return simulation.Table{}, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if isParquet(name) {
		return parquet.Read(in, parquet.Options{Currency: currency, Years: years, Floats: floats})
	}
	return simulation.ReadTable(in, simulation.CSV{Name: name, Currency: currency, Years: years})
}

func write(name string, table simulation.Table) (err error) {
	out, err := os.Create(name) //nolint:gosec // the user's file
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if isParquet(name) {
		return parquet.Write(out, table)
	}
	return table.WriteCSV(out)
}
