package treaty

import (
	"bytes"
	"reflect"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// Canonical returns s with every empty reading spelled out: the scale is the currency's, rounding is
// [RoundHalfUp], entry is [EntryExact], and the contracts are canonical and state the
// program's currency. What a reading does not fill stays as it is, also where it is wrong; lists keep their order.
func (s Spec) Canonical() Spec {
	if s.Scale == nil {
		s.Scale = new(s.Currency.Places())
	}
	s.Rounding = or(s.Rounding, RoundHalfUp)
	s.Entry = or(s.Entry, EntryExact)
	s.Contracts = slices.Clone(s.Contracts)
	for i, c := range s.Contracts {
		c.Currency = or(c.Currency, s.Currency)
		s.Contracts[i] = c.Canonical()
	}
	return s
}

// Canonical returns c with every empty reading spelled out: the subject is [SubjectNet],
// inuring is [InuringPlaced], and the sections are canonical.
func (c Contract) Canonical() Contract {
	c.Subject = or(c.Subject, SubjectNet)
	c.Inuring = or(c.Inuring, InuringPlaced)
	c.Account = c.Account.canonical()
	c.Sections = slices.Clone(c.Sections)
	for i, s := range c.Sections {
		c.Sections[i] = s.Canonical()
	}
	return c
}

// Canonical returns s with every empty reading spelled out: the unit is [UnitRow], earning
// is [EarningDays], and the terms are canonical. Terms that are nil or a pointer, which are not valid, stay
// as they are.
func (s Section) Canonical() Section {
	s.Unit = or(s.Unit, UnitRow)
	s.Earning = or(s.Earning, EarningDays)
	if s.Terms != nil && reflect.TypeOf(s.Terms).Kind() != reflect.Pointer {
		s.Terms = s.Terms.Canonical()
	}
	return s
}

// Equal reports whether s and t are the same program once every empty reading is spelled
// out: the same contracts in the same order, with numbers compared by value. A
// program that cannot be written to JSON, for want of terms for instance, equals none.
func (s Spec) Equal(t Spec) bool { return sameDocument(s.Canonical(), t.Canonical()) }

// Equal reports whether b and t hold the same risks, events and losses in the same
// order, with numbers compared by value. A book that cannot be written to JSON equals none.
func (b BookSpec) Equal(t BookSpec) bool { return sameDocument(b.Canonical(), t.Canonical()) }

// Canonical returns b with every empty reading spelled out: rates of exchange are those of the day of
// loss ([ExchangeLoss]).
func (b BookSpec) Canonical() BookSpec {
	if len(b.Exchange.Rates) > 0 {
		b.Exchange.On = or(b.Exchange.On, ExchangeLoss)
	}
	return b
}

func sameDocument(a, b any) bool {
	left, err := strictjson.Marshal(a)
	if err != nil {
		return false
	}
	right, err := strictjson.Marshal(b)
	return err == nil && bytes.Equal(left, right)
}

// MarshalJSON returns the canonical JSON object of s. Package treaty/document
// writes whole documents.
func (s Spec) MarshalJSON() ([]byte, error) { return strictjson.Marshal(s.Canonical()) }

// MarshalJSON returns the canonical JSON object of c.
func (c Contract) MarshalJSON() ([]byte, error) { return strictjson.Marshal(c.Canonical()) }

// MarshalJSON returns the canonical JSON object of s, with the kind of its terms before them.
func (s Section) MarshalJSON() ([]byte, error) { return strictjson.Marshal(s.Canonical()) }

// MarshalJSON returns the canonical JSON object of b.
func (b BookSpec) MarshalJSON() ([]byte, error) { return strictjson.Marshal(b.Canonical()) }

// Equal reports whether h and t are the same years with the same figures once every empty reading is spelled out, with numbers compared
// by value. A history that cannot be written to JSON equals none.
func (h History) Equal(t History) bool { return sameDocument(h.Canonical(), t.Canonical()) }

// MarshalJSON returns the canonical JSON object of h. Package treaty/document writes whole documents, with the terms.
func (h History) MarshalJSON() ([]byte, error) { return strictjson.Marshal(h.Canonical()) }

// UnmarshalJSON returns an error that names package treaty/document, which knows the kinds of terms.
func (*Spec) UnmarshalJSON([]byte) error { return unreadable() }

// UnmarshalJSON returns an error that names package treaty/document, which knows the kinds of terms.
func (*Contract) UnmarshalJSON([]byte) error { return unreadable() }

// UnmarshalJSON returns an error that names package treaty/document, which knows the kinds of terms.
func (*Section) UnmarshalJSON([]byte) error { return unreadable() }

func unreadable() error {
	return cede.Invalid("", "", "must be read by github.com/cedego/cede/treaty/document, which knows the kinds of terms")
}
