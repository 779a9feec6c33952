package cross2_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/cedego/cede/solvency/cross2"
)

// What is loaded has an edition on every date that its own figures stand in, or says why not; nothing panics.
func FuzzLoad(f *testing.F) {
	names, err := filepath.Glob("data/*.json")
	if err != nil || len(names) == 0 {
		f.Fatalf("no data: %v", err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, entry := range []string{ownFactor, ownThreshold, ownBracket, ownMatrix} {
		f.Add([]byte(documentOf(entry)))
	}
	official := edition(f, "2025-12-31")
	f.Fuzz(func(t *testing.T, text []byte) {
		book, err := cross2.Load(bytes.NewReader(text), 1<<16)
		if err != nil {
			if book != nil {
				t.Error("a book beside an error")
			}
			return
		}
		if _, err := official.With(book); err != nil {
			_ = err.Error()
		}
		e, err := book.At(day("2025-12-31"))
		if err != nil {
			return
		}
		for _, key := range e.Keys() {
			if b, err := e.Brackets(key); err == nil {
				for _, band := range b.Bands() {
					if lower, _, finite, _ := band.In.Ends(); finite && band.In.Contains(lower) {
						if found, err := b.Lookup(lower); err == nil && !found.In.Equal(band.In) {
							t.Errorf("%s: %s is found in %s, not in %s", key, lower, found.In, band.In)
						}
					}
				}
			}
			if citationOf(e, key).IsZero() {
				t.Errorf("%s has no citation", key)
			}
		}
	})
}

// What is read and verified is written and read again as the same.
func FuzzRead(f *testing.F) {
	for _, l := range []cross2.Line{
		sample(f, dec("1000000"), dec("0.95"), dec("250000")),
		yuan(f, "1.5"),
		number(f, "-0.000000000000000001"),
	} {
		text, err := json.Marshal(l)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := cross2.Read(bytes.NewReader(text), 1<<16)
		if err != nil {
			return
		}
		l, err := r.Verify()
		if err != nil {
			_ = err.Error()
			return
		}
		for _, language := range []cross2.Language{cross2.English, cross2.Chinese} {
			if _, err := l.Table(language, cross2.InWan); err != nil {
				t.Error(err)
			}
		}
		written, err := json.Marshal(l)
		if err != nil {
			t.Fatalf("%v, read from %s", err, text)
		}
		again := must[cross2.Line](t)(read(t, written).Verify())
		if second, err := json.Marshal(again); err != nil || !bytes.Equal(second, written) {
			t.Errorf("written again: %s, %v, want %s", second, err, written)
		}
	})
}
