package document_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/leanovate/gopter/prop"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty/document"
)

// reordered writes a document again with its fields in alphabetical order and other space.
func reordered(t *testing.T, text string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	again, err := json.MarshalIndent(v, "\t", " \r\n")
	if err != nil {
		t.Fatal(err)
	}
	return string(again)
}

func TestRoundTrip(t *testing.T) {
	seeds := gens.Minor(0, 1<<40)
	proptest.Check(t, "a program is read as it was written", prop.ForAll(func(seed int64) bool {
		spec := newMaker(seed).spec()
		text := written(t, spec)
		read, _ := readProgram(text) // it need not be valid, but has to be what was written
		return read.Equal(spec) && written(t, read) == text
	}, seeds))
	proptest.Check(t, "the order of fields does not change a program", prop.ForAll(func(seed int64) bool {
		spec := newMaker(seed).spec()
		read, _ := readProgram(reordered(t, written(t, spec)))
		want, err1 := document.Digest(spec)
		got, err2 := document.Digest(read)
		return err1 == nil && err2 == nil && got == want && read.Equal(spec)
	}, seeds))
	proptest.Check(t, "other programs have other digests", prop.ForAll(func(seed int64) bool {
		one, other := newMaker(seed).spec(), newMaker(seed+1).spec()
		a, err1 := document.Digest(one)
		b, err2 := document.Digest(other)
		return err1 == nil && err2 == nil && (a == b) == one.Equal(other) && one.Equal(one)
	}, gens.Minor(0, 1<<40)))
	proptest.Check(t, "the canonical program says the same and no more", prop.ForAll(func(seed int64) bool {
		spec := newMaker(seed).spec()
		before := written(t, spec)
		once := spec.Canonical()
		return once.Equal(spec) && once.Canonical().Equal(once) && written(t, spec) == before &&
			(once.Validate() == nil) == (spec.Validate() == nil)
	}, seeds))
	proptest.Check(t, "a book is read as it was written", prop.ForAll(func(seed int64) bool {
		book := newMaker(seed).book()
		text := writtenBook(t, book)
		read, err := readBook(text)
		return err == nil && read.Equal(book) && writtenBook(t, read) == text
	}, seeds))
}

func TestTable_roundTrip(t *testing.T) {
	proptest.Check(t, "tables are read as they were written", prop.ForAll(func(seed int64) bool {
		book := newMaker(seed).tableBook()
		for _, f := range tableForms {
			read := book
			var err [3]error
			read.Risks, err[0] = document.ReadRisks(strings.NewReader(f.risks(book.Risks)), f.mapping)
			read.Events, err[1] = document.ReadEvents(strings.NewReader(f.events(book.Events)), f.mapping)
			read.Losses, err[2] = document.ReadLosses(strings.NewReader(f.losses(book.Losses)), f.mapping)
			if err != [3]error{} || !read.Equal(book) {
				t.Log(err, writtenBook(t, book), writtenBook(t, read))
				return false
			}
		}
		return true
	}, gens.Minor(0, 1<<40)))
}
