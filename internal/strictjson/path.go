package strictjson

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A step is one element of a path: a field name, or an index if name is nil.
type step struct {
	name  []byte
	index int
}

// A path is the place of a value in a document. It is kept as a stack while
// walking, since most documents have no problem whose place must be printed.
type path []step

func (p *path) field(name []byte) {
	if name == nil {
		name = []byte{} // the empty name is a name, not an index
	}
	*p = append(*p, step{name: name})
}

func (p *path) element(index int) { *p = append(*p, step{index: index}) }

func (p *path) leave() { *p = (*p)[:len(*p)-1] }

// maxName is the longest field name that a path repeats.
const maxName = 64

// String returns the path as contracts[0].terms.limit.
func (p path) String() string {
	var b strings.Builder
	for _, s := range p {
		switch {
		case s.name == nil:
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		case plain(s.name):
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.Write(s.name)
		case len(s.name) > maxName:
			b.WriteString("[" + strconv.Quote(cut(s.name, maxName)+"...") + "]")
		default:
			b.WriteString("[" + strconv.Quote(string(s.name)) + "]")
		}
	}
	return b.String()
}

// plain reports whether a name can stand in a path without quotes.
func plain(name []byte) bool {
	if len(name) == 0 || len(name) > maxName {
		return false
	}
	for _, r := range string(name) {
		if r != '_' && r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// cut returns the first bytes of text, at most n, and never half a character.
func cut(text []byte, n int) string {
	if len(text) <= n {
		return string(text)
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return string(text[:n])
}
