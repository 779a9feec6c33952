package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

// An input is what the command line names, read and applied.
type input struct {
	options *options
	spec    treaty.Spec
	book    treaty.BookSpec
	program *treaty.Program
	result  *treaty.Result
}

// load reads the files, checks them and applies the program to the book. The error joins every
// problem that can be found, each with its file.
func (o *options) load(ctx context.Context) (*input, error) {
	in := &input{options: o}
	if err := errors.Join(in.readProgram(), in.readBook()); err != nil {
		return nil, err
	}
	switch {
	case o.ownBook():
		in.book.Currency = in.spec.Currency // a table states a currency only in rows that have another
	case in.book.Currency != in.spec.Currency:
		return nil, in.locate(cede.Invalid("currency", string(in.spec.Currency),
			"must be "+string(in.book.Currency)+", that of the built-in book; your own book comes with -risks and -losses"))
	}
	program, programErr := treaty.NewProgram(in.spec)
	book, bookErr := treaty.NewBook(in.book)
	if err := errors.Join(programErr, bookErr); err != nil {
		return nil, in.locate(err)
	}
	result, err := program.Apply(ctx, book)
	if err != nil {
		return nil, in.locate(err)
	}
	in.program, in.result = program, result
	return in, nil
}

func (in *input) readProgram() error {
	text, err := data.ReadFile("data/program.json")
	if in.options.program != "" {
		text, err = read(in.options.program)
	}
	if err != nil {
		return err
	}
	in.spec, err = document.ReadProgram(bytes.NewReader(text), document.DefaultLimit)
	return in.locate(err)
}

func (in *input) readBook() error {
	var err error
	if !in.options.ownBook() {
		in.book, err = builtInBook()
		return err
	}
	var errs [3]error
	in.book.Risks, errs[0] = readTable(in.options.risks, document.ReadRisks)
	in.book.Events, errs[1] = readTable(in.options.events, document.ReadEvents)
	in.book.Losses, errs[2] = readTable(in.options.losses, document.ReadLosses)
	if in.options.events == "" {
		in.book.Events = eventsOf(in.book.Losses)
	}
	return errors.Join(errs[:]...)
}

// readTable reads a table, if there is one.
func readTable[T any](name string, reader func(io.Reader, document.Mapping) ([]T, error)) ([]T, error) {
	if name == "" {
		return nil, nil
	}
	text, err := read(name)
	if err != nil {
		return nil, err
	}
	return reader(bytes.NewReader(text), document.Mapping{File: name})
}

// read reads a file, but not more of it than the readers of package document take.
func read(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	return io.ReadAll(io.LimitReader(file, document.DefaultLimit+1))
}

// eventsOf returns the events that losses name, about which nothing else is known.
func eventsOf(losses []treaty.Loss) []treaty.Event {
	var list []treaty.Event
	seen := map[string]bool{"": true}
	for _, l := range losses {
		if !seen[l.Event] {
			list = append(list, treaty.Event{ID: l.Event})
		}
		seen[l.Event] = true
	}
	return list
}

// locate puts the file in front of each problem of a program or book, and the id of the row in
// place of its number. Other errors stay as they are; those of a table's form have file and line already.
func (in *input) locate(err error) error {
	var located []error
	for _, problem := range problems(err) {
		if invalid, ok := errors.AsType[*cede.InvalidError](problem); ok {
			problem = &cede.InvalidError{Path: in.place(invalid.Path), Value: invalid.Value, Reason: invalid.Reason}
		}
		located = append(located, problem)
	}
	return errors.Join(located...)
}

// place turns losses[3].risk into losses.csv: L4: risk, and contracts[0].id into program.json: contracts[0].id.
func (in *input) place(path string) string {
	file, rest := in.options.program, path
	if row := regexp.MustCompile(`^(risks|events|losses)\[(\d+)\]\.?(.*)$`).FindStringSubmatch(path); row != nil {
		i, _ := strconv.Atoi(row[2]) // it is digits, and a row of the book
		switch row[1] {
		case "risks":
			file, rest = in.options.risks, in.book.Risks[i].ID
		case "events":
			file, rest = in.options.events, in.book.Events[i].ID
		case "losses":
			file, rest = in.options.losses, in.book.Losses[i].ID
		}
		rest += ": " + row[3]
	}
	return strings.TrimSuffix(cmp.Or(file, "built in")+": "+rest, ": ")
}

// problems returns the parts of a joined error.
func problems(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var list []error
	for _, part := range joined.Unwrap() {
		list = append(list, problems(part)...)
	}
	return list
}
