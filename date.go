package cede

import (
	"fmt"
	"time"
)

// A Date is a civil day of the Gregorian calendar, without time of day or zone.
//
// The zero Date is "no date": it prints as the empty string, is before every
// other date, and is not valid. Dates from 0001-01-01 to 9999-12-31 are valid. Dates are comparable
// with == and ordered by [Date.Compare].
type Date struct {
	days int32 // days since 0000-12-31, so that the zero value is no date
}

// The range of valid dates, as days since 0000-12-31.
const (
	firstDay = 1
	lastDay  = 3652059 // 9999-12-31
)

// NewDate returns the day of the given year (1 to 9999), month and day of the
// month. A day that the calendar does not have is an [InvalidError]; it is not
// carried over into the next month.
func NewDate(year int, month time.Month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		text := fmt.Sprintf("%04d-%02d-%02d", year, int(month), day)
		return Date{}, Invalid("", text, "must be a day of the calendar")
	}
	return Date{days: daysBefore(year, month) + int32(day)}, nil
}

// ParseDate reads a date in the form 2006-01-02, and nothing else.
func ParseDate(s string) (Date, error) {
	if len(s) != len("2006-01-02") || s[4] != '-' || s[7] != '-' {
		return Date{}, Invalid("", s, "must be a date as 2006-01-02")
	}
	year, ok1 := digits(s[0:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, Invalid("", s, "must be a date as 2006-01-02")
	}
	d, err := NewDate(year, time.Month(month), day)
	if err != nil {
		return Date{}, Invalid("", s, "must be a day of the calendar")
	}
	return d, nil
}

func digits(s string) (int, bool) {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.days == 0 }

// Civil returns the year, month and day of d, or zeros for the zero Date.
func (d Date) Civil() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	// Whole cycles of 400, 100, 4 and 1 years; the last year of a longer cycle has the leap day.
	n := int(d.days) - 1
	n400 := n / 146097
	n %= 146097
	n100 := min(n/36524, 3)
	n -= n100 * 36524
	n4 := n / 1461
	n %= 1461
	n1 := min(n/365, 3)
	n -= n1 * 365
	year = 400*n400 + 100*n100 + 4*n4 + n1 + 1
	month = time.January
	for n >= daysIn(year, month) {
		n -= daysIn(year, month)
		month++
	}
	return year, month, n + 1
}

// Compare returns -1 if d is before e, 0 if they are the same day and +1 if d is after e.
func (d Date) Compare(e Date) int {
	switch {
	case d.days < e.days:
		return -1
	case d.days > e.days:
		return +1
	}
	return 0
}

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.days < e.days }

// After reports whether d is after e.
func (d Date) After(e Date) bool { return d.days > e.days }

// Sub returns the number of days from e to d: 1 if d is the day after e.
func (d Date) Sub(e Date) int { return int(d.days) - int(e.days) }

// AddDays returns the day n days after d, or before it if n is negative. A
// result outside the valid range, and any result for the zero Date, is the
// zero Date.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n > lastDay || n < -lastDay {
		return Date{}
	}
	days := int(d.days) + n
	if days < firstDay || days > lastDay {
		return Date{}
	}
	return Date{days: int32(days)}
}

// String returns d as 2006-01-02, or the empty string for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	year, month, day := d.Civil()
	return fmt.Sprintf("%04d-%02d-%02d", year, int(month), day)
}

// MarshalText returns [Date.String], so that a date is a JSON string.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDate] reads, and the empty text as the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	read, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = read
	return nil
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if leap(year) {
			return 29
		}
		return 28
	}
	return 31
}

// daysBefore returns the days from 0000-12-31 to the last day before the month.
func daysBefore(year int, month time.Month) int32 {
	y := year - 1
	n := 365*y + y/4 - y/100 + y/400
	for m := time.January; m < month; m++ {
		n += daysIn(year, m)
	}
	return int32(n)
}
