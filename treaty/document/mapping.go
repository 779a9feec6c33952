package document

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/strictcsv"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/shopspring/decimal"
)

// A Mapping says how a CSV table is written and which of its columns holds which field.
//
// The zero Mapping is a table with commas whose headers are the fields themselves.
type Mapping struct {
	// File names the table in errors; empty is risks, events or losses.
	File string `json:"file,omitzero"`
	// Columns gives the header of the column that holds each field; a field that is not in it is not
	// read. Two fields may share a column. Fields are JSON names: those of a risk are
	//
	//	id, policy, keys.NAME, line, territory, perils, tags, grade, attributes.NAME,
	//	currency, sumInsured, pml, premium, period.from, period.to
	//
	// those of an event
	//
	//	id, peril, from, to, marketLoss
	//
	// and those of a loss, with one position in each row,
	//
	//	id, risk, event, date, hour, reported, settled, exGratia, currency,
	//	at, paid, outstanding, paidExpense, outstandingExpense, salvage
	//
	// A risk needs id, sumInsured and period; an event id; a loss id, date and at
	// least one amount. If Columns is empty, every header must be a field.
	Columns map[string]string `json:"columns,omitzero"`
	// Strict refuses a table with a column that Columns does not name. Otherwise such columns are ignored.
	Strict bool `json:"strict,omitzero"`
	// Comma separates the cells of a row: a comma, a semicolon, a tab or a bar; empty is a comma.
	Comma string `json:"comma,omitzero"`
	// Separator separates the items of perils and tags within their cell; empty is a bar, "|".
	Separator string `json:"separator,omitzero"`
	// Thousands is the character that may separate groups of three digits before the decimal
	// point; empty is none.
	Thousands string `json:"thousands,omitzero"`
	// Dates is the layout of all dates; empty is [DateISO].
	Dates DateLayout `json:"dates,omitzero"`
	// MaxBytes is the greatest size of the table; 0 is [DefaultLimit]. A larger one is a [treaty.ErrLimit].
	MaxBytes int64 `json:"maxBytes,omitzero"`
	// MaxRowBytes is the greatest size of one row; 0 is [DefaultRowLimit]. A larger one is a
	// [treaty.ErrLimit] and ends the reading.
	MaxRowBytes int64 `json:"maxRowBytes,omitzero"`
}

// DefaultRowLimit is the greatest size of a row of a table unless its mapping says otherwise: 1 MiB.
const DefaultRowLimit = 1 << 20

// A DateLayout is how the dates of a table are written.
type DateLayout string

const (
	// DateISO is 2006-01-02. It is the default.
	DateISO DateLayout = "2006-01-02"
	// DateCompact is 20060102.
	DateCompact DateLayout = "20060102"
	// DateSlash is 2006/1/2, with or without leading zeros.
	DateSlash DateLayout = "2006/1/2"
	// DateSlashPadded is 2006/01/02.
	DateSlashPadded DateLayout = "2006/01/02"
)

// A format is a mapping that has been checked.
type format struct {
	file      string
	comma     rune
	separator string
	thousands string
	dates     DateLayout
	maxBytes  int64
	maxRow    int64
	headers   map[string]string // of each field that has a column
}

func (m Mapping) format(file string) (*format, error) {
	f := &format{
		file: file, comma: ',', separator: "|", thousands: m.Thousands, dates: DateISO,
		maxBytes: DefaultLimit, maxRow: DefaultRowLimit, headers: maps.Clone(m.Columns),
	}
	var errs []error
	if m.File != "" {
		f.file = m.File
	}
	switch m.Comma {
	case "":
	case ",", ";", "\t", "|":
		f.comma = rune(m.Comma[0])
	default:
		errs = append(errs, cede.Invalid("comma", strictjson.Shown(m.Comma), "must be a comma, a semicolon, a tab or a bar"))
	}
	if m.Separator != "" {
		f.separator = m.Separator
	}
	if r, size := utf8.DecodeRuneInString(m.Thousands); m.Thousands != "" &&
		(size != len(m.Thousands) || r == utf8.RuneError || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".+-", r)) {
		errs = append(errs, cede.Invalid("thousands", strictjson.Shown(m.Thousands), "must be one character that no number contains"))
	}
	switch m.Dates {
	case "":
	case DateISO, DateCompact, DateSlash, DateSlashPadded:
		f.dates = m.Dates
	default:
		errs = append(errs, cede.Invalid("dates", strictjson.Shown(string(m.Dates)), "must be one of 2006-01-02, 20060102, 2006/1/2, 2006/01/02"))
	}
	for _, limit := range []struct {
		name string
		give int64
		take *int64
	}{{"maxBytes", m.MaxBytes, &f.maxBytes}, {"maxRowBytes", m.MaxRowBytes, &f.maxRow}} {
		switch {
		case limit.give < 0:
			errs = append(errs, cede.Invalid(limit.name, strconv.FormatInt(limit.give, 10), "must not be negative"))
		case limit.give > 0:
			*limit.take = limit.give
		}
	}
	return f, errors.Join(errs...)
}

// place returns the path of a cell, or of a row where the field is empty.
func (f *format) place(line int, name string) string {
	return strictcsv.Format{Name: f.file}.Place(line, f.headers[name])
}

// amount reads a decimal number.
func (f *format) amount(text string) (decimal.Decimal, error) {
	plain := text
	if f.thousands != "" && strings.Contains(text, f.thousands) {
		var ok bool
		if plain, ok = ungroup(text, f.thousands); !ok {
			return decimal.Decimal{}, cede.Invalid("", strictjson.Shown(text), "must have groups of three digits before the decimal point and none after it")
		}
	}
	d, err := bound.Parse(plain)
	if invalid, ok := errors.AsType[*cede.InvalidError](err); ok {
		return decimal.Decimal{}, cede.Invalid("", strictjson.Shown(text), invalid.Reason)
	}
	if strings.ContainsAny(plain, "eE") {
		return decimal.Decimal{}, cede.Invalid("", strictjson.Shown(text), "must be a decimal number without an exponent, such as -1234.56")
	}
	return d, err
}

// ungroup takes the separators out of a number, if they are where they belong.
func ungroup(text, separator string) (plain string, ok bool) {
	sign, rest := "", text
	if strings.HasPrefix(rest, "-") {
		sign, rest = "-", rest[1:]
	}
	whole, fraction, pointed := strings.Cut(rest, ".")
	groups := strings.Split(whole, separator)
	for i, group := range groups {
		if len(group) > 3 || len(group) < 3 && (i > 0 || group == "") {
			return "", false
		}
	}
	if strings.Contains(fraction, separator) {
		return "", false
	}
	plain = sign + strings.Join(groups, "")
	if pointed {
		plain += "." + fraction
	}
	return plain, true
}

// date reads a day in the layout of the mapping.
func (f *format) date(text string) (cede.Date, error) {
	year, month, day, ok := f.splitDate(text)
	if !ok {
		return cede.Date{}, cede.Invalid("", strictjson.Shown(text), "must be a date as "+string(f.dates))
	}
	d, err := cede.ParseDate(year + "-" + month + "-" + day)
	if invalid, ok := errors.AsType[*cede.InvalidError](err); ok {
		reason := invalid.Reason
		if strings.HasPrefix(reason, "must be a date") { // not digits
			reason = "must be a date as " + string(f.dates)
		}
		return cede.Date{}, cede.Invalid("", strictjson.Shown(text), reason)
	}
	return d, err
}

func (f *format) splitDate(text string) (year, month, day string, ok bool) {
	switch f.dates {
	case DateISO, DateSlashPadded:
		separator := f.dates[4]
		if len(text) != 10 || text[4] != separator || text[7] != separator {
			return "", "", "", false
		}
		return text[:4], text[5:7], text[8:], true
	case DateCompact:
		if len(text) != 8 {
			return "", "", "", false
		}
		return text[:4], text[4:6], text[6:], true
	case DateSlash:
		parts := strings.SplitN(text, "/", 4)
		if len(parts) != 3 {
			return "", "", "", false
		}
		for i, part := range parts[1:] {
			if len(part) == 1 {
				parts[i+1] = "0" + part
			}
		}
		return parts[0], parts[1], parts[2], true
	}
	return "", "", "", false
}

// sortedColumns returns the fields of the mapping in order, so that its problems are reported in one order.
func (m Mapping) sortedColumns() []string { return slices.Sorted(maps.Keys(m.Columns)) }
