package document_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

const (
	fuzzLimit = 1 << 20
	fuzzTime  = 10 * time.Second
)

// ours reports whether every part of an error is one that the package promises.
func ours(err error) bool {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, part := range joined.Unwrap() {
			if !ours(part) {
				return false
			}
		}
		return true
	}
	_, invalid := errors.AsType[*cede.InvalidError](err)
	return (invalid || errors.Is(err, treaty.ErrLimit)) && utf8.ValidString(err.Error())
}

func FuzzReadProgram(f *testing.F) {
	for _, seed := range []string{
		programText, wholeProgram, layers(3), `{"schema":"cede.program/1","currency":"JPY"}`, `{"schema":"cede.program/2"}`, "\uFEFF{}", ``,
		`{"schema":"cede.program/1","currency":"CNY","contracts":[{"sections":[{"terms":{"share":1e10000},"kind":"quota-share"}]}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		spec, err := document.ReadProgram(bytes.NewReader(data), fuzzLimit)
		if took := time.Since(start); took > fuzzTime {
			t.Fatalf("%q took %v", data, took)
		}
		if err != nil && !ours(err) {
			t.Fatalf("the error of %q is a %T: %v", data, err, err)
		}
		if err != nil && spec.Equal(treaty.Spec{}) { // refused, or read and not valid but empty
			return
		}
		text := written(t, spec)
		again, againErr := readProgram(text)
		if (err == nil) != (againErr == nil) {
			t.Fatalf("%q gives %v, and as %s %v", data, err, text, againErr)
		}
		if !again.Equal(spec) || written(t, again) != text {
			t.Fatalf("%q is written as %s and then as %s", data, text, written(t, again))
		}
		one, err1 := document.Digest(spec)
		two, err2 := document.Digest(again)
		if one != two || err1 != nil || err2 != nil {
			t.Fatalf("%q has the digests %s and %s (%v, %v)", data, one, two, err1, err2)
		}
	})
}

func FuzzReadBook(f *testing.F) {
	for _, seed := range []string{wholeBook, `{"schema":"cede.book/1","currency":"CNY"}`, `{"schema":"cede.book/1","currency":"CNY","losses":[{"id":"L","positions":[{}]}]}`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		spec, err := document.ReadBook(bytes.NewReader(data), fuzzLimit)
		if took := time.Since(start); took > fuzzTime {
			t.Fatalf("%q took %v", data, took)
		}
		if err != nil {
			if !ours(err) {
				t.Fatalf("the error of %q is a %T: %v", data, err, err)
			}
			return
		}
		text := writtenBook(t, spec)
		again, err := readBook(text)
		if err != nil || !again.Equal(spec) || writtenBook(t, again) != text {
			t.Fatalf("%q is written as %s and then as %s (%v)", data, text, writtenBook(t, again), err)
		}
	})
}

// fuzzMapping is one of several mappings.
func fuzzMapping(which byte) document.Mapping {
	m := tableForms[int(which)%len(tableForms)].mapping
	m.MaxBytes, m.MaxRowBytes = fuzzLimit, 10_000
	m.Strict = which&0x40 != 0
	if which&0x80 != 0 {
		m.Columns = map[string]string{
			"id": "no", "date": "day", "paid": "gross", "outstanding": "gross", "risk": "险",
		}
	}
	return m
}

func FuzzRisks(f *testing.F) {
	maker := newMaker(7)
	for i, form := range tableForms {
		f.Add([]byte(form.risks(maker.tableBook().Risks)), byte(i))
	}
	f.Add([]byte("\uFEFF"+riskHead+"\n\"R\n1\",\"1,000\",2026-01-01,2026-12-31"), byte(1))
	f.Add([]byte(riskHead+",keys.\x00,tags\nR,1e9,2026-01-01,2026-12-31,a,b|c\n\xff"), byte(0))
	f.Fuzz(func(t *testing.T, data []byte, which byte) {
		which &= 0x7f // the columns of losses are not for risks
		start := time.Now()
		risks, err := document.ReadRisks(bytes.NewReader(data), fuzzMapping(which))
		if took := time.Since(start); took > fuzzTime {
			t.Fatalf("%q took %v", data, took)
		}
		streamed, failed := 0, false
		for _, err := range document.Risks(bytes.NewReader(data), fuzzMapping(which)) {
			if err != nil {
				failed = true
				continue
			}
			streamed++
		}
		if failed != (err != nil) || err == nil && streamed != len(risks) {
			t.Fatalf("%q gives %d risks, %v, and %d in a stream", data, len(risks), err, streamed)
		}
		if err != nil {
			if !ours(err) {
				t.Fatalf("the error of %q is a %T: %v", data, err, err)
			}
			return
		}
		// What a table holds, a document holds.
		book := treaty.BookSpec{Currency: "CNY", Risks: risks}
		again, err := readBook(writtenBook(t, book))
		if err != nil || !again.Equal(book) {
			t.Fatalf("%q is read as %s and then as %s (%v)", data, writtenBook(t, book), writtenBook(t, again), err)
		}
	})
}

func FuzzLosses(f *testing.F) {
	maker := newMaker(8)
	for i, form := range tableForms {
		f.Add([]byte(form.losses(maker.tableBook().Losses)), byte(i))
	}
	f.Add([]byte(wholeLosses), byte(0))
	f.Add([]byte("no,day,gross,险,x\nA,2026-01-01,1,,\nB,2026-01-01,2,,\nA,2026-01-01,3,,\n"), byte(0x80))
	f.Fuzz(func(t *testing.T, data []byte, which byte) {
		start := time.Now()
		losses, err := document.ReadLosses(bytes.NewReader(data), fuzzMapping(which))
		if took := time.Since(start); took > fuzzTime {
			t.Fatalf("%q took %v", data, took)
		}
		positions, failed := 0, false
		for loss, err := range document.Losses(bytes.NewReader(data), fuzzMapping(which)) {
			if err != nil {
				failed = true
				continue
			}
			positions += len(loss.Positions)
		}
		if failed && err == nil {
			t.Fatalf("%q is accepted, but not in a stream", data)
		}
		if err != nil {
			if !ours(err) {
				t.Fatalf("the error of %q is a %T: %v", data, err, err)
			}
			if !failed && !strings.Contains(err.Error(), "must be as in line") {
				t.Fatalf("%q is accepted in a stream, but gives %v", data, err)
			}
			return
		}
		read, ids := 0, make(map[string]bool)
		for _, l := range losses {
			read += len(l.Positions)
			if ids[l.ID] {
				t.Fatalf("%q gives %q twice", data, l.ID)
			}
			ids[l.ID] = true
		}
		if read != positions {
			t.Fatalf("%q has %d positions, and %d in a stream", data, read, positions)
		}
		book := treaty.BookSpec{Currency: "CNY", Losses: losses}
		form := tableForms[0]
		again, err := document.ReadLosses(strings.NewReader(form.losses(losses)), form.mapping)
		if strings.ContainsRune(string(data), '\r') {
			return // a table cannot hold a line that ends so, within a cell
		}
		if err != nil || !(treaty.BookSpec{Currency: "CNY", Losses: again}).Equal(book) {
			t.Fatalf("%q is read as %s and then as %v (%v)", data, writtenBook(t, book), again, err)
		}
	})
}
