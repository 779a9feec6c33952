package xol

import (
	"errors"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
)

// An HoursClause (小时条款) limits an occurrence of a cover per event to what happens within so many hours of the event. The
// cedent chooses when they begin: the windows of an event that do not overlap and whose recoveries add up to most, taken over all
// layers of the section and before annual terms. Of several such choices it is the one with the fewest windows, and of these the one
// whose first window begins earliest, then its second, and so on.
//
// Each window is an occurrence. It belongs to the period in which its first loss is, and annual terms take windows by their first
// loss. Losses in no window stay with the cedent. A window that begins at hour h of a day ends right before that hour: 72 hours
// from noon hold the noon of that day, and not that of the third day after it.
//
// Windows are of whole hours where every loss of the event has an hour, and otherwise of calendar days: 72 hours are three days. They begin at
// any hour or day, but not before the first loss of the event. Losses of which nothing is subject to the section count for
// none of this. Which windows were chosen says [treaty.Result.Windows].
//
// The zero HoursClause is not valid.
//
// Source: CII, study text M97 (Reinsurance), hours clause; LMA/LIRMA excess-of-loss wordings, definition of loss
// occurrence: the reinsured may choose the date and time when any such period of consecutive hours commences, no two
// periods overlap, and no period commences earlier than the first recorded individual loss.
type HoursClause struct {
	// Perils are those of the events that the clause is for, each in one clause of the section only. Without any it is for all events
	// whose peril no other clause of the section names; at most one clause is. Events for which there is no clause, and losses without an
	// event, are occurrences as they are.
	Perils []string `json:"perils,omitzero"`
	// Hours is the length of a window, a multiple of 24 from 24 to 8,784, which is a leap year.
	Hours int `json:"hours"`
	// Periods says how many windows an event may have; empty means [PeriodsSeveral].
	Periods PeriodCount `json:"periods,omitzero"`
}

// PeriodCount says how many windows an event may have.
type PeriodCount string

const (
	// PeriodsSeveral lets an event have several windows. It is the default.
	PeriodsSeveral PeriodCount = "several"
	// PeriodsOne lets it have one.
	PeriodsOne PeriodCount = "one"
)

// maxHours bounds a window to a leap year.
const maxHours = 366 * 24

func (h *HoursClause) validate(seen map[string]bool) error {
	var errs []error
	for i, peril := range h.Perils {
		switch {
		case peril == "":
			errs = append(errs, cede.At("perils", i, cede.Invalid("", "", "must not be empty")))
			continue // the empty text stands for all others below
		case !utf8.ValidString(peril):
			errs = append(errs, cede.At("perils", i, cede.Invalid("", strconv.QuoteToASCII(peril), "must be valid UTF-8")))
		case seen[peril]:
			errs = append(errs, cede.At("perils", i, cede.Invalid("", peril, "must be named only once in the section")))
		}
		seen[peril] = true
	}
	if len(h.Perils) == 0 {
		if seen[""] {
			errs = append(errs, cede.Invalid("perils", "", "must not be empty in more than one clause"))
		}
		seen[""] = true
	}
	if h.Hours <= 0 || h.Hours > maxHours || h.Hours%24 != 0 {
		errs = append(errs, cede.Invalid("hours", strconv.Itoa(h.Hours), "must be a multiple of 24 from 24 to "+strconv.Itoa(maxHours)))
	}
	return errors.Join(append(errs, oneOf("periods", h.Periods, PeriodsSeveral, PeriodsOne))...)
}

// An hoursClauses is the list of hours clauses of a section.
type hoursClauses []HoursClause

func (list hoursClauses) validate(grain engine.Grain) error {
	if len(list) > 0 && grain != engine.PerEvent {
		return cede.Invalid("hours", "", "must be absent unless the cover is per event")
	}
	var errs []error
	seen := make(map[string]bool)
	for i := range list {
		errs = append(errs, cede.At("hours", i, list[i].validate(seen)))
	}
	return errors.Join(errs...)
}

func (list hoursClauses) canonical() []HoursClause {
	out := slices.Clone(list)
	for i := range out {
		out[i].Periods = or(out[i].Periods, PeriodsSeveral)
	}
	return out
}

func (list hoursClauses) lower() []engine.Hours {
	var out []engine.Hours
	for i := range list {
		out = append(out, engine.Hours{Perils: slices.Clone(list[i].Perils), Hours: list[i].Hours, One: list[i].Periods == PeriodsOne})
	}
	return out
}
