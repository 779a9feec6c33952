// Lookthrough prints what is below the products of a company, what of it is concentrated, and what opacity costs.
//
//	go run ./examples/lookthrough
//	go run ./examples/lookthrough -book book.json -date 2026-03-31
//	go run ./examples/lookthrough -tables folder -unit 万元 -company non-life -assets 4000000000
//
// Without a file it takes the built-in book; see data/README.md. A folder has tables named holdings.csv, items.csv, products.csv, parts.csv, positions.csv, reinsurers.csv,
// cessions.csv and assumed.csv, as far as there are any; the package docs of solvency/portfolio say what is in them.
//
// The exit code is 0, or 1 if the book cannot be used, or 2 if the command line cannot be.
package main

import (
	"bytes"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

//go:embed data
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

// options are what the command line says.
type options struct {
	book, tables, unit, company, assets, date string
}

// run is the command without its process.
func run(args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("lookthrough", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.book, "book", "", "JSON document with a book of your own")
	flags.StringVar(&o.tables, "tables", "", "folder with tables of a book of your own")
	flags.StringVar(&o.unit, "unit", string(cross2.InWan), "unit of the tables: 元, 万元 or 亿元")
	flags.StringVar(&o.company, "company", string(asset.NonLife), "kind of the company of the tables")
	flags.StringVar(&o.assets, "assets", "", "total assets of the company of the tables, in yuan")
	flags.StringVar(&o.date, "date", "2026-03-31", "reporting date")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage // the flag set has said it
	}
	if err := o.print(stdout); err != nil {
		_, _ = fmt.Fprintln(stderr, err)
		return exitFailed
	}
	return exitOK
}

// print reads the book and prints it.
func (o *options) print(out io.Writer) error {
	date, err := cede.ParseDate(o.date)
	if err != nil {
		return cede.In("date", err)
	}
	edition, err := cross2.At(date)
	if err != nil {
		return err
	}
	book, err := o.read()
	if err != nil {
		return err
	}
	text, err := report(edition, book)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, text)
	return err
}

// read reads the book that the command line names.
func (o *options) read() (book portfolio.Book, err error) {
	switch {
	case o.book != "" && o.tables != "":
		return portfolio.Book{}, errors.New("name a book or tables, not both")
	case o.tables != "":
		return o.readTables()
	case o.book == "":
		text, err := data.ReadFile("data/book.json")
		if err != nil {
			return portfolio.Book{}, err
		}
		return portfolio.ReadBook(bytes.NewReader(text), portfolio.DefaultLimit)
	}
	file, err := os.Open(o.book)
	if err != nil {
		return portfolio.Book{}, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return portfolio.ReadBook(file, portfolio.DefaultLimit)
}

// readTables reads the tables of a folder.
func (o *options) readTables() (book portfolio.Book, err error) {
	assets, err := decimal.NewFromString(o.assets)
	if err != nil {
		return portfolio.Book{}, cede.Invalid("assets", o.assets, "must be the total assets in yuan")
	}
	folder, err := os.OpenRoot(o.tables)
	if err != nil {
		return portfolio.Book{}, err
	}
	defer func() { err = errors.Join(err, folder.Close()) }()
	tables := portfolio.Tables{Unit: cross2.Scale(o.unit)}
	found := 0
	for name, into := range map[string]*io.Reader{
		"holdings": &tables.Holdings, "items": &tables.Items, "products": &tables.Products, "parts": &tables.Parts,
		"positions": &tables.Positions, "reinsurers": &tables.Reinsurers, "cessions": &tables.Cessions, "assumed": &tables.Assumed,
	} {
		text, err := fs.ReadFile(folder.FS(), name+".csv")
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return portfolio.Book{}, err
		}
		*into = bytes.NewReader(text)
		found++
	}
	if found == 0 {
		return portfolio.Book{}, fmt.Errorf("no table in %s", o.tables)
	}
	return portfolio.Book{Company: asset.Company(o.company), TotalAssets: assets}.With(tables)
}
