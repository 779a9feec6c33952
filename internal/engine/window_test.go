package engine_test

import (
	"math"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/leanovate/gopter/prop"
)

func day(text string) cede.Date {
	d, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func window(from, to string, e engine.Earning) engine.Window {
	return engine.Window{From: day(from), To: day(to), Earning: e}
}

func TestWindow_Of(t *testing.T) {
	for _, tt := range []struct {
		name        string
		window      engine.Window
		first, last string // of the policy
		premium     int64
		want        int64
	}{
		{"the zero window is all of it", engine.Window{}, "2026-03-01", "2027-02-28", 1000, 1000},
		// A year of 365 days.
		{"the whole policy", window("2026-01-01", "2026-12-31", engine.Days), "2026-01-01", "2026-12-31", 365, 365},
		{"the first day", window("2025-01-01", "2026-01-01", engine.Days), "2026-01-01", "2026-12-31", 365, 1},
		{"the last day", window("2026-12-31", "2027-12-31", engine.Days), "2026-01-01", "2026-12-31", 365, 1},
		{"before it", window("2025-01-01", "2025-12-31", engine.Days), "2026-01-01", "2026-12-31", 365, 0},
		{"after it", window("2027-01-01", "2027-12-31", engine.Days), "2026-01-01", "2026-12-31", 365, 0},
		{"January", window("2026-01-01", "2026-01-31", engine.Days), "2026-01-01", "2026-12-31", 365, 31},
		{"from July", window("2026-01-01", "2026-12-31", engine.Days), "2026-07-01", "2027-06-30", 365, 184},        // 31+31+30+31+30+31
		{"into June", window("2027-01-01", "2027-12-31", engine.Days), "2026-07-01", "2027-06-30", 365, 181},        // the rest
		{"a half is rounded up", window("2026-01-01", "2026-01-01", engine.Days), "2026-01-01", "2026-01-02", 5, 3}, // 2.5
		{"and its rest is not", window("2026-01-02", "2026-01-02", engine.Days), "2026-01-01", "2026-01-02", 5, 2},
		// Leap years have 366 days.
		{"to the leap day", window("2028-01-01", "2028-02-29", engine.Days), "2028-01-01", "2028-12-31", 366, 60},
		{"the leap day", window("2028-02-29", "2028-02-29", engine.Days), "2028-01-01", "2028-12-31", 366, 1},
		{"from 1 March", window("2028-03-01", "2028-12-31", engine.Days), "2028-01-01", "2028-12-31", 366, 306},
		{"no leap day in 2100", window("2100-03-01", "2100-12-31", engine.Days), "2100-01-01", "2100-12-31", 365, 306},
		{"over a leap day", window("2028-01-01", "2028-12-31", engine.Days), "2027-07-01", "2028-06-30", 366, 182}, // 31+29+31+30+31+30
		// By 24ths a policy begins in the middle of its month: 1/24 by the end of the first, 23/24 by the end of the twelfth.
		{"January by 24ths", window("2026-01-01", "2026-01-31", engine.Months), "2026-01-01", "2026-12-31", 24, 1},
		{"to 30 January by 24ths", window("2026-01-01", "2026-01-30", engine.Months), "2026-01-01", "2026-12-31", 24, 0},
		{"the year by 24ths", window("2026-01-01", "2026-12-31", engine.Months), "2026-01-01", "2026-12-31", 24, 23},
		{"the rest by 24ths", window("2027-01-01", "2027-12-31", engine.Months), "2026-01-01", "2026-12-31", 24, 1},
		{"July by 24ths", window("2026-01-01", "2026-12-31", engine.Months), "2026-07-15", "2027-07-14", 24, 11}, // 6 months over: 11/24
		{"July to the next year by 24ths", window("2027-01-01", "2027-12-31", engine.Months), "2026-07-15", "2027-07-14", 24, 13},
		{"three months by 24ths", window("2026-01-01", "2026-02-28", engine.Months), "2026-01-10", "2026-04-09", 6, 3}, // n 3, k 2: 3/6
		{"within a month, before its end", window("2026-03-01", "2026-03-30", engine.Months), "2026-03-03", "2026-03-20", 10, 0},
		{"within a month, at its end", window("2026-03-01", "2026-03-31", engine.Months), "2026-03-03", "2026-03-20", 10, 10},
		{"before a policy of one month", window("2025-01-01", "2026-02-28", engine.Months), "2026-03-03", "2026-03-20", 10, 0},
		// By 8ths the same with quarters.
		{"the first quarter by 8ths", window("2026-01-01", "2026-03-31", engine.Quarters), "2026-01-01", "2026-12-31", 8, 1},
		{"the year by 8ths", window("2026-01-01", "2026-12-31", engine.Quarters), "2026-01-01", "2026-12-31", 8, 7},
		{"the rest by 8ths", window("2027-01-01", "2027-12-31", engine.Quarters), "2026-01-01", "2026-12-31", 8, 1},
		{"May by 8ths", window("2026-01-01", "2026-12-31", engine.Quarters), "2026-05-01", "2027-04-30", 8, 5}, // 3 quarters over
		// The calendar ends on 9999-12-31, and begins on 0001-01-01.
		{"the last year by day", window("9999-01-01", "9999-12-31", engine.Days), "9999-01-01", "9999-12-31", 365, 365},
		{"the last year by 24ths", window("9999-01-01", "9999-12-31", engine.Months), "9999-01-01", "9999-12-31", 24, 23},
		{"a month of the last year by 24ths", window("9999-01-01", "9999-06-30", engine.Months), "9999-01-01", "9999-12-31", 24, 11},
		{"the last year by 8ths", window("9999-01-01", "9999-12-31", engine.Quarters), "9999-01-01", "9999-12-31", 8, 7},
		{"a quarter of the last year by 8ths", window("9999-01-01", "9999-06-30", engine.Quarters), "9999-01-01", "9999-12-31", 8, 3},
		{"to the last day by 8ths", window("9999-10-01", "9999-12-31", engine.Quarters), "9999-07-01", "9999-09-30", 2, 1},
		{"the first year by day", window("0001-01-01", "0001-12-31", engine.Days), "0001-01-01", "0001-12-31", 365, 365},
		{"the first year by 8ths", window("0001-01-01", "0001-12-31", engine.Quarters), "0001-01-01", "0001-12-31", 8, 7},
		{"the largest premium", window("2026-01-01", "2026-12-31", engine.Months), "2026-01-01", "2026-12-31", math.MaxInt64, 8839064868652493482}, // 23/24 of 2^63-1 is 8839064868652493481 and 17/24
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.window.Of(tt.premium, day(tt.first), day(tt.last), fixed.HalfUp)
			if got != tt.want {
				t.Errorf("%d of the premium %d of %s to %s, want %d", got, tt.premium, tt.first, tt.last, tt.want)
			}
			if earns := tt.window.Earns(day(tt.first), day(tt.last)); earns != (tt.want != 0) {
				t.Errorf("it earns premium: %t", earns)
			}
		})
	}
}

func TestWindow_Within(t *testing.T) {
	year := func(y string) engine.Window { return window(y+"-01-01", y+"-12-31", engine.Days) }
	for _, tt := range []struct {
		name         string
		window, from engine.Window
		amount, want int64
	}{
		// The policy is of 2026-07-01 to 2027-06-30: 184 days in 2026 and 181 in 2027.
		{"nothing", year("2026"), engine.Window{}, 0, 0},
		{"the same window", year("2026"), year("2026"), 184, 184},
		{"all that is ceded in a year is in the whole", engine.Window{}, year("2026"), 184, 184},
		{"of a whole premium", year("2026"), engine.Window{}, 365, 184},
		{"of a whole premium, the rest", year("2027"), engine.Window{}, 365, 181},
		{"of another year", year("2027"), year("2026"), 184, 0},
		{"the second half of 2026 is all of what 2026 earns", window("2026-07-01", "2026-12-31", engine.Days), year("2026"), 184, 184},
		{"July", window("2026-07-01", "2026-07-31", engine.Days), year("2026"), 184, 31},
		{"a window around both years", window("2025-01-01", "2028-12-31", engine.Days), year("2027"), 181, 181},
		{"overlapping years", window("2026-10-01", "2027-09-30", engine.Days), year("2026"), 184, 92}, // October to December
		{"no premium earned in the other", year("2026"), year("2025"), 7, 0},
		{"by 24ths of what is ceded by day", window("2026-07-01", "2026-09-30", engine.Months), year("2026"), 11, 5}, // 5/24 of 11/24
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.window.Within(tt.from, tt.amount, day("2026-07-01"), day("2027-06-30"), fixed.HalfUp); got != tt.want {
				t.Errorf("%d of %d, want %d", got, tt.amount, tt.want)
			}
		})
	}
}

func TestWindow_laws(t *testing.T) {
	begin := day("1999-11-15")
	earning := gens.Pick(engine.Days, engine.Months, engine.Quarters)
	mode := gens.Pick(fixed.HalfUp, fixed.HalfEven)
	days := gens.Minor(0, 1500)
	// Three windows that follow one another from the calendar's first day to its last.
	cut := func(e engine.Earning, a, b int64) [3]engine.Window {
		x, y := begin.AddDays(int(min(a, b))), begin.AddDays(int(max(a, b))+1)
		return [3]engine.Window{
			{From: day("0001-01-01"), To: x.AddDays(-1), Earning: e},
			{From: x, To: y.AddDays(-1), Earning: e},
			{From: y, To: day("9999-12-31"), Earning: e},
		}
	}
	proptest.Check(t, "adjoining windows add up to the premium", prop.ForAll(
		func(e engine.Earning, m fixed.Mode, premium, from, length, a, b int64) bool {
			first := begin.AddDays(int(from))
			var sum int64
			for _, w := range cut(e, a, b) {
				part := w.Of(premium, first, first.AddDays(int(length)), m)
				if part < 0 || (part > 0 && !w.Earns(first, first.AddDays(int(length)))) {
					return false
				}
				sum += part
			}
			return sum == premium
		}, earning, mode, gens.Minor(0, 1<<62), days, days, days, days))
	proptest.Check(t, "what was ceded in a window is divided over adjoining ones", prop.ForAll(
		func(e engine.Earning, m fixed.Mode, amount, from, length, a, b int64) bool {
			first := begin.AddDays(int(from))
			last := first.AddDays(int(length))
			v := engine.Window{From: first.AddDays(-int(a)), To: last.AddDays(int(b)), Earning: e}
			var sum int64
			for _, w := range cut(e, a, b) {
				part := w.Within(v, amount, first, last, m)
				if part < 0 {
					return false
				}
				sum += part
			}
			return sum == amount || !v.Earns(first, last) && sum == 0
		}, earning, mode, gens.Minor(0, 1<<62), days, days, days, days))
}
