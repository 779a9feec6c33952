package strictjson

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cedego/cede"
)

// maxProblems is how many problems of one document are reported. More than that
// is no help, and a hostile document must not fill the memory with them.
const maxProblems = 100

// problems are what is wrong with a document, each with its offset.
type problems struct {
	list []problem
	more bool // there were more than maxProblems
}

type problem struct {
	offset int64
	err    error
}

func (p *problems) add(offset int64, err error) {
	if p.full() {
		p.more = true
		return
	}
	p.list = append(p.list, problem{offset, err})
}

// addAll adds the parts of an error that joins several.
func (p *problems) addAll(offset int64, err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, part := range joined.Unwrap() {
			p.addAll(offset, part)
		}
		return
	}
	p.add(offset, err)
}

func (p *problems) full() bool { return len(p.list) >= maxProblems }

// err joins the problems in the order of the document.
func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	slices.SortStableFunc(p.list, func(a, b problem) int { return cmp.Compare(a.offset, b.offset) })
	errs := make([]error, 0, len(p.list)+1)
	for _, one := range p.list {
		errs = append(errs, one.err)
	}
	if p.more {
		errs = append(errs, cede.Invalid("", "", "has more problems than the "+strconv.Itoa(maxProblems)+" reported"))
	}
	return errors.Join(errs...)
}

// A cursor walks a document, knows its place and notes problems. The methods of
// checker and decoder are built on it.
type cursor struct {
	data     []byte
	pos      int
	base     int64 // offset of data in the whole document
	path     path
	problems problems
}

// note records a problem with the value at the given position.
func (c *cursor) note(at int, value, reason string) {
	offset := c.base + int64(at)
	c.problems.add(offset, cede.Invalid(c.path.String(), value, located(reason, offset)))
}

// located is the one place that decides how an offset is stated.
func located(reason string, offset int64) string {
	return reason + ", at offset " + strconv.FormatInt(offset, 10)
}

func (c *cursor) space() {
	for c.pos < len(c.data) && isSpace(c.data[c.pos]) {
		c.pos++
	}
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// maxShown is how much of a value is looked at for an error; [cede.Invalid] keeps less.
const maxShown = 80

// Shown returns the beginning of a text from outside, fit for an error: characters that
// do not print are escaped.
func Shown(text string) string { return shown([]byte(text[:min(len(text), maxShown)])) }

// shown returns the beginning of a piece of the document, fit for a log:
// characters that do not print are escaped.
func shown(text []byte) string {
	if len(text) > maxShown {
		text = text[:maxShown]
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		switch {
		case r == utf8.RuneError && size == 1:
			b.WriteString(`\x` + strconv.FormatInt(int64(text[0]), 16))
		case unicode.IsPrint(r):
			b.WriteRune(r)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		}
		text = text[size:]
	}
	return b.String()
}
