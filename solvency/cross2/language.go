package cross2

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/cedego/cede"
)

// A Language is one that lines and citations are printed in. An unknown one prints
// as [English].
type Language string

const (
	// English prints English names.
	English Language = "en"
	// Chinese prints the names of the official return.
	Chinese Language = "zh"
)

const (
	maxWord = 64  // bytes of a row code, a rule or an article
	maxName = 256 // bytes of a name in one language
)

// printable refuses a text that is too long, or would break a line of a table.
func printable(field, text string, most int, required bool) error {
	switch {
	case text == "" && required:
		return cede.Invalid(field, "", "must not be empty")
	case len(text) > most:
		return cede.Invalid(field, text, "must have at most "+strconv.Itoa(most)+" bytes")
	case !utf8.ValidString(text):
		return cede.Invalid(field, "", "must be valid UTF-8")
	}
	for _, r := range text {
		if !unicode.IsPrint(r) {
			return cede.Invalid(field, strconv.Quote(text), "must have printable characters only")
		}
	}
	return nil
}
