package cede_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/cedego/cede"
)

const layout = "2006-01-02"

func mustDate(t *testing.T, text string) cede.Date {
	t.Helper()
	d, err := cede.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sameDay compares a day with package time in every respect.
func sameDay(t *testing.T, want time.Time) cede.Date {
	t.Helper()
	got, err := cede.NewDate(want.Year(), want.Month(), want.Day())
	if err != nil {
		t.Fatalf("NewDate of %s: %v", want.Format(layout), err)
	}
	year, month, day := got.Civil()
	if year != want.Year() || month != want.Month() || day != want.Day() {
		t.Fatalf("Civil of %s is %d-%d-%d", want.Format(layout), year, month, day)
	}
	if got.String() != want.Format(layout) {
		t.Fatalf("String of %s is %s", want.Format(layout), got)
	}
	if parsed, err := cede.ParseDate(want.Format(layout)); err != nil || parsed != got {
		t.Fatalf("ParseDate of %s is %s, %v", want.Format(layout), parsed, err)
	}
	return got
}

// Every day of the years around a change of century, with and without a leap day.
func TestDate_everyDayAsPackageTime(t *testing.T) {
	for _, span := range []struct{ first, last int }{{1, 4}, {1899, 1901}, {1999, 2001}, {2099, 2101}, {9998, 9999}} {
		start := time.Date(span.first, 1, 1, 0, 0, 0, 0, time.UTC)
		previous := sameDay(t, start)
		for day := start.AddDate(0, 0, 1); day.Year() <= span.last; day = day.AddDate(0, 0, 1) {
			d := sameDay(t, day)
			if d.Sub(previous) != 1 || previous.AddDays(1) != d || d.AddDays(-1) != previous {
				t.Fatalf("%s does not follow %s by one day", d, previous)
			}
			previous = d
		}
	}
}

// The ends of every month of every year, and the number of days since the first.
func TestDate_everyYearAsPackageTime(t *testing.T) {
	first := mustDate(t, "0001-01-01")
	origin := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for year := 1; year <= 9999; year++ {
		for month := time.January; month <= time.December; month++ {
			start := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
			end := start.AddDate(0, 1, -1)
			d, e := sameDay(t, start), sameDay(t, end)
			// Not end.Sub(origin): a Duration ends after 292 years.
			if want := int((end.Unix() - origin.Unix()) / 86400); e.Sub(first) != want {
				t.Fatalf("%s is day %d, want %d", e, e.Sub(first), want)
			}
			if d.AddDays(end.Day()-1) != e {
				t.Fatalf("%s has not %d days to its end", d, end.Day())
			}
			if _, err := cede.NewDate(year, month, end.Day()+1); err == nil {
				t.Fatalf("%d-%d has a day %d", year, month, end.Day()+1)
			}
		}
	}
}

func TestNewDate_refuses(t *testing.T) {
	for _, tt := range []struct {
		year  int
		month time.Month
		day   int
		value string
	}{
		{0, 1, 1, "0000-01-01"},
		{-1, 1, 1, "-001-01-01"},
		{10000, 1, 1, "10000-01-01"},
		{2026, 0, 1, "2026-00-01"},
		{2026, 13, 1, "2026-13-01"},
		{2026, 1, 0, "2026-01-00"},
		{2026, 1, -1, "2026-01--1"},
		{2026, 4, 31, "2026-04-31"},
		{2026, 2, 29, "2026-02-29"},
		{1900, 2, 29, "1900-02-29"},
		{2000, 2, 30, "2000-02-30"},
		{math.MaxInt, math.MaxInt, math.MaxInt, "9223372036854775807-9223372036854775807-9223372036854775807"},
	} {
		got, err := cede.NewDate(tt.year, tt.month, tt.day)
		invalid, ok := errors.AsType[*cede.InvalidError](err)
		if !ok || !got.IsZero() {
			t.Errorf("NewDate(%d, %d, %d) is %v, %v", tt.year, tt.month, tt.day, got, err)
			continue
		}
		if want := (cede.InvalidError{Value: tt.value, Reason: "must be a day of the calendar"}); *invalid != want {
			t.Errorf("NewDate(%d, %d, %d): %+v, want %+v", tt.year, tt.month, tt.day, *invalid, want)
		}
	}
}

func TestParseDate_refuses(t *testing.T) {
	const form, calendar = "must be a date as 2006-01-02", "must be a day of the calendar"
	for _, tt := range []struct{ give, reason string }{
		{"", form},
		{"2026", form},
		{"2026-1-01", form},
		{"2026-01-1", form},
		{"26-01-01", form},
		{"02026-01-01", form},
		{"2026-01-01 ", form},
		{" 2026-01-01", form},
		{"2026-01-01T00:00:00Z", form},
		{"2026/01/01", form},
		{"01-02-2026", form},
		{"20260101", form},
		{"2026-01-0a", form},
		{"2026-0x-01", form},
		{"+026-01-01", form},
		{"-001-01-01", form},
		{"2026-01--1", form},
		{"2026-01-+1", form},
		{"２026-01", form}, // a wide digit; ten bytes
		{"0000-01-01", calendar},
		{"2026-00-01", calendar},
		{"2026-13-01", calendar},
		{"2026-01-00", calendar},
		{"2026-01-32", calendar},
		{"2026-02-29", calendar},
		{"2100-02-29", calendar},
	} {
		got, err := cede.ParseDate(tt.give)
		invalid, ok := errors.AsType[*cede.InvalidError](err)
		if !ok || !got.IsZero() {
			t.Errorf("ParseDate(%q) is %v, %v", tt.give, got, err)
			continue
		}
		if want := (cede.InvalidError{Value: tt.give, Reason: tt.reason}); *invalid != want {
			t.Errorf("ParseDate(%q): %+v, want %+v", tt.give, *invalid, want)
		}
	}
}

// AddDays and Sub undo each other, and order is the order of the days.
func TestDate_laws(t *testing.T) {
	first, last := mustDate(t, "0001-01-01"), mustDate(t, "9999-12-31")
	days := last.Sub(first)
	if days != 3652058 {
		t.Errorf("there are %d days after the first, want 3652058", days)
	}
	const prime = 7919 // spreads over months and weekdays
	for a := 0; a <= days; a += prime {
		d := first.AddDays(a)
		if d.IsZero() || d.Sub(first) != a || d.AddDays(-a) != first || d.AddDays(0) != d || d.AddDays(last.Sub(d)) != last {
			t.Fatalf("%s does not add up", d)
		}
		for _, b := range []int{0, a, a + 1, days - a, days} {
			e := first.AddDays(b)
			if e.IsZero() != (b > days) {
				t.Fatalf("day %d is %s", b, e)
			}
			if e.IsZero() {
				continue
			}
			if d.Sub(e) != a-b || e.AddDays(a-b) != d || d.Sub(e) != -e.Sub(d) {
				t.Fatalf("%s and %s are %d days apart, want %d", d, e, d.Sub(e), a-b)
			}
			if d.Before(e) != (a < b) || d.After(e) != (a > b) || d.Compare(e) != -e.Compare(d) || (d.Compare(e) == 0) != (d == e) || (d.Compare(e) < 0) != (a < b) {
				t.Fatalf("%s and %s are not in order", d, e)
			}
			if (d.String() < e.String()) != (a < b) {
				t.Fatalf("the texts of %s and %s are not in order", d, e)
			}
		}
	}
}

func TestDate_AddDays_range(t *testing.T) {
	first, last := mustDate(t, "0001-01-01"), mustDate(t, "9999-12-31")
	for _, n := range []int{1, 2, 3652059, 3652060, math.MaxInt32, math.MaxInt64} {
		if got := last.AddDays(n); !got.IsZero() {
			t.Errorf("%s and %d days is %s", last, n, got)
		}
		if got := first.AddDays(-n); !got.IsZero() {
			t.Errorf("%s less %d days is %s", first, n, got)
		}
	}
	if got := first.AddDays(math.MinInt64); !got.IsZero() {
		t.Errorf("%s less all days is %s", first, got)
	}
	if got := (cede.Date{}).AddDays(1); !got.IsZero() {
		t.Errorf("no date and one day is %s", got)
	}
}

func TestDate_zero(t *testing.T) {
	var none cede.Date
	first := mustDate(t, "0001-01-01")
	if !none.IsZero() || first.IsZero() || !none.Before(first) || none.Compare(none) != 0 || none.String() != "" {
		t.Errorf("the zero Date is %q", none)
	}
	if year, month, day := none.Civil(); year != 0 || month != 0 || day != 0 {
		t.Errorf("Civil of the zero Date is %d, %d, %d", year, month, day)
	}
}

func TestDate_text(t *testing.T) {
	for _, text := range []string{"", "0001-01-01", "1900-02-28", "2000-02-29", "9999-12-31"} {
		d := mustDate(t, "2026-07-01")
		if err := d.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		got, err := d.MarshalText()
		if err != nil || string(got) != text {
			t.Errorf("%q comes back as %q, %v", text, got, err)
		}
	}
	before := mustDate(t, "2026-07-01")
	d := before
	if err := d.UnmarshalText([]byte("tomorrow")); err == nil || d != before {
		t.Errorf("a bad text gives %v and changes %s to %s", err, before, d)
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-01-01", "2000-02-29", "1900-02-29", "0000-00-00", "9999-12-31", "2026-1-1", "", "2026-01-01T"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := cede.ParseDate(s)
		want, wantErr := time.Parse(layout, s)
		if wantErr == nil && want.Year() == 0 {
			wantErr = errors.New("package time has a year 0")
		}
		if (err == nil) != (wantErr == nil) {
			t.Fatalf("ParseDate(%q) is %v, package time says %v", s, err, wantErr)
		}
		if err != nil {
			return
		}
		if d.String() != s {
			t.Fatalf("ParseDate(%q) is %s", s, d)
		}
		if year, month, day := d.Civil(); year != want.Year() || month != want.Month() || day != want.Day() {
			t.Fatalf("Civil of %q is %d-%d-%d", s, year, month, day)
		}
	})
}
