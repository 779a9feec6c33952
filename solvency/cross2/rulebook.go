package cross2

import (
	"embed"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// Begin returns 2022-03-31, the first reporting date of C-ROSS II.
func Begin() cede.Date {
	day, err := cede.NewDate(2022, 3, 31)
	if err != nil {
		panic("cross2: the first reporting date is no day")
	}
	return day
}

// A Rulebook is figures with all their values in time; [Rulebook.At] gives those of one reporting
// date. It is immutable and safe for concurrent use. The zero Rulebook has no figure.
type Rulebook struct {
	entries []entry // in the order of their keys
}

// Load reads a document of rules of at most limit bytes: a user's own figures, or figures
// that replace some of the official ones (see [Edition.With]). It is as strict as for the rulebook itself:
// unknown, missing and doubled fields, keys and names, wrong types, matrices that are not symmetric or positive
// semi-definite, brackets with a gap or an overlap and thresholds out of order are errors, each a
// [cede.InvalidError] with its place in the document.
func Load(r io.Reader, limit int64) (*Rulebook, error) {
	data, err := strictjson.ReadAll(r, limit)
	if err != nil {
		return nil, err
	}
	entries, err := decode(data)
	if err != nil {
		return nil, err
	}
	return bind(entries)
}

func decode(data []byte) ([]entry, error) {
	var d document
	if err := strictjson.Unmarshal(data, &d); err != nil {
		return nil, err
	}
	if err := d.validate(); err != nil {
		return nil, err
	}
	for i := range d.Entries {
		d.Entries[i].rule = d.Rule
	}
	return d.Entries, nil
}

// bind makes a rulebook of valid entries, whose keys may clash and whose thresholds may be out of order.
func bind(entries []entry) (*Rulebook, error) {
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.Key, b.Key) })
	var errs []error
	for i := range entries {
		if i > 0 && entries[i-1].Key == entries[i].Key {
			errs = append(errs, cede.Invalid(entries[i].Key, "", "must not be there twice"))
		}
	}
	book := &Rulebook{entries: entries}
	var days []cede.Date
	for i := range entries {
		e := &entries[i]
		for _, v := range e.Versions {
			if !slices.Contains(days, v.From) {
				days = append(days, v.From)
			}
			if len(days) > maxDays {
				return nil, cede.Invalid("", "", "must not have more than 100 different dates")
			}
		}
	}
	slices.SortFunc(days, cede.Date.Compare)
	for _, day := range days {
		if err := book.edition(day).ordered(false); err != nil {
			errs = append(errs, err)
			break // the same pair would be out of order again
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return book, nil
}

// maxDays is the most dates on which figures of one rulebook change, each of which is checked.
const maxDays = 100

// At returns the edition of a reporting date: for every figure the last value that begins on that
// day or before. A date before [Begin] is an error.
func (b *Rulebook) At(reporting cede.Date) (*Edition, error) {
	if reporting.IsZero() {
		return nil, cede.Invalid("", "", "must be a reporting date")
	}
	if reporting.Before(Begin()) {
		return nil, cede.Invalid("", reporting.String(), "must not be before "+Begin().String()+", when C-ROSS II begins")
	}
	e := b.edition(reporting)
	if err := e.ordered(true); err != nil {
		return nil, err
	}
	return e, nil
}

// At returns the official edition of a reporting date. The four dates on which figures changed are 2022-03-31, 2023-09-30,
// 2025-06-30 and 2025-12-31. A date before [Begin] is an error that says so.
func At(reporting cede.Date) (*Edition, error) {
	book, err := official()
	if err != nil {
		return nil, err
	}
	return book.At(reporting)
}

//go:embed data/*.json
var data embed.FS

// official is the rulebook of the package.
var official = sync.OnceValues(func() (*Rulebook, error) { //nolint:gochecknoglobals // read once from embedded data
	names, err := fs.Glob(data, "data/*.json")
	if err != nil {
		return nil, err
	}
	var entries []entry
	for _, name := range names {
		text, err := data.ReadFile(name)
		if err != nil {
			return nil, err
		}
		more, err := decode(text)
		if err != nil {
			return nil, cede.In(name, err)
		}
		entries = append(entries, more...)
	}
	return bind(entries)
})
