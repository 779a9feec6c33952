package cross2

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// Schema names the form of a document of rules.
const Schema = "cede.cross2/1"

// A document is the rulebook's entries of one rule, as they are written.
type document struct {
	Schema  string  `json:"schema"`
	Rule    string  `json:"rule"`
	English string  `json:"en"`
	Chinese string  `json:"zh"`
	Entries []entry `json:"entries"`
}

// An entry is one figure with all its values in time.
type entry struct {
	Key     string `json:"key"`
	Kind    kind   `json:"kind"`
	Article string `json:"article"`
	Unit    Unit   `json:"unit"`
	Of      Unit   `json:"of,omitzero"`    // brackets: of the figure looked up
	Test    Test   `json:"test,omitzero"`  // thresholds
	Above   string `json:"above,omitzero"` // thresholds: the key of one that this one must be above
	English string `json:"en"`
	Chinese string `json:"zh"`

	Order    []string  `json:"order,omitzero"` // matrices
	Versions []version `json:"versions"`

	rule string // of the document
}

// A version is the value of an entry from a reporting date on.
type version struct {
	From      cede.Date           `json:"from"`
	Rule      string              `json:"rule,omitzero"`    // the notice, where it is not the rule
	Article   string              `json:"article,omitzero"` // of the notice
	Value     *decimal.Decimal    `json:"value,omitzero"`   // factors and thresholds
	Rows      []Band              `json:"rows,omitzero"`    // brackets
	Matrix    [][]decimal.Decimal `json:"matrix,omitzero"`
	Withdrawn bool                `json:"withdrawn,omitzero"` // the entry holds no more
}

// A kind is what an entry holds.
type kind string

const (
	kindFactor    kind = "factor"
	kindThreshold kind = "threshold"
	kindBracket   kind = "bracket"
	kindMatrix    kind = "matrix"
)

func (d document) validate() error {
	var errs []error
	if d.Schema != Schema {
		errs = append(errs, cede.Invalid("schema", d.Schema, "must be "+Schema))
	}
	errs = append(errs,
		printable("rule", d.Rule, maxWord, true),
		printable("en", d.English, maxName, true),
		printable("zh", d.Chinese, maxName, true))
	if len(d.Entries) == 0 {
		errs = append(errs, cede.Invalid("entries", "", "must not be empty"))
	}
	seen := map[string]bool{}
	for i := range d.Entries {
		e := &d.Entries[i]
		err := e.validate()
		if seen[e.Key] {
			err = errors.Join(err, cede.Invalid("key", e.Key, "must not be there twice"))
		}
		seen[e.Key] = true
		errs = append(errs, cede.At("entries", i, err))
	}
	return errors.Join(errs...)
}

func (e *entry) validate() error {
	errs := []error{
		checkKey("key", e.Key),
		printable("article", e.Article, maxWord, true),
		e.Unit.validate("unit"),
		printable("en", e.English, maxName, true),
		printable("zh", e.Chinese, maxName, true),
	}
	only := func(name string, there bool, owner kind) {
		switch {
		case there && e.Kind != owner:
			errs = append(errs, cede.Invalid(name, "", "must not be there for kind "+string(e.Kind)))
		case !there && e.Kind == owner:
			errs = append(errs, cede.Invalid(name, "", "must not be missing for kind "+string(e.Kind)))
		}
	}
	switch e.Kind {
	case kindFactor:
	case kindThreshold:
		errs = append(errs, e.Test.validate("test"))
	case kindBracket:
		errs = append(errs, e.Of.validate("of"))
	case kindMatrix:
		if e.Unit != Fraction {
			errs = append(errs, cede.Invalid("unit", string(e.Unit), "must be fraction for a matrix"))
		}
	default:
		return errors.Join(append(errs, cede.Invalid("kind", string(e.Kind), "must be one of factor, threshold, bracket, matrix"))...)
	}
	only("of", e.Of != "", kindBracket)
	only("test", e.Test != "", kindThreshold)
	only("order", len(e.Order) > 0, kindMatrix)
	if e.Above != "" && e.Kind != kindThreshold {
		only("above", true, kindThreshold)
	}
	for i, name := range e.Order {
		if err := checkKey("", name); err != nil {
			errs = append(errs, cede.At("order", i, err))
		} else if slices.Contains(e.Order[:i], name) {
			errs = append(errs, cede.At("order", i, cede.Invalid("", name, "must not be there twice")))
		}
	}
	if len(e.Versions) == 0 {
		errs = append(errs, cede.Invalid("versions", "", "must not be empty"))
	}
	for i := range e.Versions {
		v := &e.Versions[i]
		err := v.validate(e)
		if i > 0 && !e.Versions[i-1].From.Before(v.From) {
			err = errors.Join(err, cede.Invalid("from", v.From.String(), "must be after "+e.Versions[i-1].From.String()+", the date of the version before"))
		}
		errs = append(errs, cede.At("versions", i, err))
	}
	return errors.Join(errs...)
}

func (v *version) validate(e *entry) error {
	var errs []error
	if v.From.Before(Begin()) {
		errs = append(errs, cede.Invalid("from", v.From.String(), "must not be before "+Begin().String()+", when C-ROSS II begins"))
	}
	errs = append(errs,
		printable("rule", v.Rule, maxWord, false),
		printable("article", v.Article, maxWord, false))
	if v.Article != "" && v.Rule == "" {
		errs = append(errs, cede.Invalid("article", v.Article, "must not be there without a rule of the version"))
	}
	hold := func(name string, there, mine bool) {
		switch {
		case there && v.Withdrawn:
			errs = append(errs, cede.Invalid(name, "", "must not be there where the entry is withdrawn"))
		case there && !mine:
			errs = append(errs, cede.Invalid(name, "", "must not be there for kind "+string(e.Kind)))
		case !there && mine && !v.Withdrawn:
			errs = append(errs, cede.Invalid(name, "", "must not be missing for kind "+string(e.Kind)))
		}
	}
	hold("value", v.Value != nil, e.Kind == kindFactor || e.Kind == kindThreshold)
	hold("rows", len(v.Rows) > 0, e.Kind == kindBracket)
	hold("matrix", len(v.Matrix) > 0, e.Kind == kindMatrix)
	if v.Value != nil {
		errs = append(errs, bound.Check("value", *v.Value))
	}
	if len(v.Rows) > 0 {
		errs = append(errs, checkBands("rows", v.Rows))
	}
	if len(v.Matrix) > 0 {
		errs = append(errs, checkMatrix("matrix", v.Matrix))
		if len(v.Matrix) != len(e.Order) {
			errs = append(errs, cede.Invalid("matrix", strconv.Itoa(len(v.Matrix)), "must have a row for each name of the order, "+strconv.Itoa(len(e.Order))))
		}
	}
	return errors.Join(errs...)
}

// checkKey refuses what is not words of lower-case letters, digits and hyphens, joined by full stops.
func checkKey(name, key string) error {
	ok := len(key) <= maxWord && !strings.ContainsFunc(key, func(r rune) bool {
		return r != '-' && r != '.' && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	for word := range strings.SplitSeq(key, ".") {
		ok = ok && word != ""
	}
	if ok {
		return nil
	}
	if key == "" {
		return cede.Invalid(name, "", "must not be empty")
	}
	return cede.Invalid(name, key, "must be lower-case words with hyphens, joined by full stops, of at most "+strconv.Itoa(maxWord)+" bytes")
}

// citation returns the place of a version.
func (e *entry) citation(v version) Citation {
	if v.Rule != "" {
		return Citation{Rule: v.Rule, Article: v.Article, From: v.From}
	}
	return Citation{Rule: e.rule, Article: e.Article, From: v.From}
}
