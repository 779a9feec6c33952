package simulation

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
)

// A Portfolio is one or more tables over the same years, kept apart as segments.
//
// The zero Portfolio is not valid.
type Portfolio struct {
	// Segments are in any order: where order matters they stand by name.
	Segments []Segment
}

// A Segment is one table of a portfolio.
//
// Events are numbered over all segments: rows of one year with the same number are one event, whatever segment they are in.
type Segment struct {
	// Name identifies the segment in its portfolio.
	Name string
	// Risk is the id of the risk in the book that all rows of the table are of: scopes and units of the program see
	// the line, territory and other words of it. It is empty if the rows say themselves ([Table.Risk]), or nobody asks.
	Risk string
	// Table is the losses. All segments have the same currency, scale and number of years, and either all have days or none.
	Table Table
}

// One returns the portfolio of one table, whose segment has no name.
func One(t Table) Portfolio { return Portfolio{Segments: []Segment{{Table: t}}} }

// Years returns the number of years.
func (p Portfolio) Years() int {
	if len(p.Segments) == 0 {
		return 0
	}
	return p.Segments[0].Table.Years()
}

// Currency returns the currency of the losses.
func (p Portfolio) Currency() treaty.Currency {
	if len(p.Segments) == 0 {
		return ""
	}
	return p.Segments[0].Table.Currency
}

// Places returns the number of decimal places of a minor unit.
func (p Portfolio) Places() int {
	if len(p.Segments) == 0 {
		return 0
	}
	return p.Segments[0].Table.Places()
}

// Validate reports what is wrong with the tables and where they do not go together, joined.
func (p Portfolio) Validate() error {
	if len(p.Segments) == 0 {
		return cede.Invalid("segments", "", "must not be empty")
	}
	var errs []error
	seen := make(map[string]bool, len(p.Segments))
	for i, s := range p.Segments {
		errs = append(errs, cede.At("segments", i, s.validate(&p.Segments[0].Table, seen, len(p.Segments) > 1)))
		seen[s.Name] = true
	}
	return errors.Join(errs...)
}

func (s *Segment) validate(first *Table, seen map[string]bool, several bool) error {
	var errs []error
	switch {
	case s.Name == "" && several:
		errs = append(errs, cede.Invalid("name", "", "must not be empty where there are several segments"))
	case seen[s.Name]:
		errs = append(errs, cede.Invalid("name", s.Name, "must be the name of one segment only"))
	}
	if s.Risk != "" && s.Table.Risk != nil {
		errs = append(errs, cede.Invalid("risk", s.Risk, "must be empty where the rows of the table name risks"))
	}
	t := &s.Table
	errs = append(errs, cede.In("table", t.Validate()))
	if t.Currency != first.Currency {
		errs = append(errs, cede.Invalid("table.currency", string(t.Currency), "must be that of the first segment, "+string(first.Currency)))
	}
	if t.Places() != first.Places() {
		errs = append(errs, cede.Invalid("table.scale", strconv.Itoa(t.Places()), fmt.Sprintf("must be that of the first segment, %d", first.Places())))
	}
	if t.Years() != first.Years() {
		errs = append(errs, cede.Invalid("table.ends", strconv.Itoa(t.Years()), fmt.Sprintf("must have as many years as the first segment, %d", first.Years())))
	}
	if (t.Day == nil) != (first.Day == nil) {
		errs = append(errs, cede.Invalid("table.day", "", "must be there in all segments or in none"))
	}
	return errors.Join(errs...)
}
