package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

// An input is what the command line names, read and applied.
type input struct {
	programSource         source
	risks, losses, events source
	spec                  treaty.Spec
	book                  treaty.BookSpec
	program               *treaty.Program
	result                *treaty.Result
}

// load reads the files, checks them and applies the program to the book. The error joins every
// problem that can be found, each with file and line.
func (o *options) load(ctx context.Context) (*input, error) {
	in := new(input)
	if err := errors.Join(in.readProgram(o.program), in.readBook(o)); err != nil {
		return nil, err
	}
	var programErr error
	in.program, programErr = treaty.NewProgram(in.spec)
	if o.ownBook() {
		in.book.Currency = in.spec.Currency // tables state none but in rows that differ
	}
	book, bookErr := treaty.NewBook(in.book)
	if err := errors.Join(programErr, bookErr); err != nil {
		return nil, in.locate(err)
	}
	var err error
	if in.result, err = in.program.Apply(ctx, book); err != nil {
		return nil, in.locate(err)
	}
	return in, nil
}

func (in *input) readProgram(name string) error {
	var err error
	if name == "" {
		in.programSource.name = "data/program.json"
		in.programSource.text, err = data.ReadFile(in.programSource.name)
	} else {
		in.programSource, err = read(name)
	}
	if err != nil {
		return err
	}
	in.spec, err = document.ReadProgram(bytes.NewReader(in.programSource.text), document.DefaultLimit)
	return in.locate(err)
}

func (in *input) readBook(o *options) error {
	var err error
	if !o.ownBook() {
		in.book, err = builtInBook()
		return err
	}
	var errs []error
	in.book.Risks, err = readTable(o.risks, &in.risks, document.ReadRisks)
	errs = append(errs, err)
	in.book.Events, err = readTable(o.events, &in.events, document.ReadEvents)
	errs = append(errs, err)
	in.book.Losses, err = readTable(o.losses, &in.losses, document.ReadLosses)
	return errors.Join(append(errs, err)...)
}

// readTable reads a table, if there is one.
func readTable[T any](name string, into *source, reader func(io.Reader, document.Mapping) ([]T, error)) ([]T, error) {
	if name == "" {
		return nil, nil
	}
	var err error
	if *into, err = read(name); err != nil {
		return nil, err
	}
	return reader(bytes.NewReader(into.text), document.Mapping{File: name})
}

// locate puts file and line in front of the problems of a program or book. Problems of a table, which
// have them already, and other errors stay as they are.
func (in *input) locate(err error) error {
	var located []error
	for _, problem := range problems(err) {
		if invalid, ok := errors.AsType[*cede.InvalidError](problem); ok {
			problem = &cede.InvalidError{Path: in.place(invalid), Value: invalid.Value, Reason: invalid.Reason}
		}
		located = append(located, problem)
	}
	return errors.Join(located...)
}

// place returns the path of a problem with file and line in front.
func (in *input) place(invalid *cede.InvalidError) string {
	list, i, field := element(invalid.Path)
	position := 0
	s := &in.programSource
	switch list {
	case "risks":
		s = &in.risks
	case "events":
		s = &in.events
	case "losses":
		s = &in.losses
		if inner, n, rest := element(field); inner == "positions" {
			position, field = n, rest
		}
	default:
		return fmt.Sprintf("%s:%d:%s", s.name, s.lineOf(invalid), invalid.Path)
	}
	if s.name == "" {
		return invalid.Path // the built-in book
	}
	return fmt.Sprintf("%s:%d:%s", s.name, s.row(i, position, list == "losses"), field)
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

// lines returns the text of an error, one line for each problem.
func lines(err error) []string {
	var list []string
	for _, problem := range problems(err) {
		list = append(list, problem.Error())
	}
	return list
}
