package simulation_test

import (
	"math"
	"strings"
	"testing"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/google/go-cmp/cmp"
)

func texts(err error) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}

// Five years: rows in the first, third and fourth, none in the second and the last.
func TestEndsOf(t *testing.T) {
	year := []int32{1, 1, 3, 4, 4, 4}
	ends, err := simulation.EndsOf(year, 5)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int{2, 2, 3, 6, 6}, ends); d != "" {
		t.Errorf("ends (-want +got):\n%s", d)
	}
	if d := cmp.Diff(year, simulation.YearOf(nil, ends)); d != "" {
		t.Errorf("years (-want +got):\n%s", d)
	}
	for _, tt := range []struct {
		name  string
		year  []int32
		years int
		want  string
	}{
		{"none", nil, 0, ""},
		{"the last year", []int32{2}, 2, ""},
		{"after the last year", []int32{3}, 2, "year[0]: must be from 1 to 2, the number of years (got 3)"},
		{"year 0", []int32{1, 0}, 2, "year[1]: must be from 1 to 2, the number of years (got 0)"},
		{"descending", []int32{2, 1}, 2, "year[1]: must not be before the row before (got 1)"},
		{"negative", nil, -1, "years: must be from 0 to 2147483647 (got -1)"},
	} {
		if _, err := simulation.EndsOf(tt.year, tt.years); texts(err) != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestTableYear(t *testing.T) {
	table := simulation.Table{Ends: []int{2, 2, 5}}
	for year, want := range map[int][2]int{-1: {}, 0: {}, 1: {0, 2}, 2: {2, 2}, 3: {2, 5}, 4: {}} {
		if from, to := table.Year(year); from != want[0] || to != want[1] {
			t.Errorf("year %d: %d to %d, want %v", year, from, to, want)
		}
		if from, to := (simulation.YearEvents{Ends: table.Ends}).Year(year); from != want[0] || to != want[1] {
			t.Errorf("events of year %d: %d to %d, want %v", year, from, to, want)
		}
	}
}

func TestTableValidate(t *testing.T) {
	good := func() simulation.Table {
		return simulation.Table{
			Currency: "CNY", Ends: []int{2, 2, 3}, Loss: []int64{0, 5, math.MaxInt64}, Event: []int32{-1, 7, 0},
			Risk: []int32{-1, 1, 0}, Risks: []string{"a", "b"}, Day: []int16{1, 366, 1},
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*simulation.Table)
		want   string
	}{
		{"as it is", func(*simulation.Table) {}, ""},
		{"nothing but a currency", func(x *simulation.Table) { *x = simulation.Table{Currency: "JPY"} }, ""},
		{"nothing", func(x *simulation.Table) { *x = simulation.Table{} }, "currency: must not be empty"},
		{"the finest scale", func(x *simulation.Table) { x.Scale = new(6) }, ""},
		{"too fine", func(x *simulation.Table) { x.Scale = new(7) }, "scale: must be from 0 to 6 (got 7)"},
		{"no scale", func(x *simulation.Table) { x.Scale = new(-1) }, "scale: must be from 0 to 6 (got -1)"},
		{"descending ends", func(x *simulation.Table) { x.Ends = []int{2, 1, 3} }, "ends[1]: must not be below the end before nor above the number of rows (got 1)"},
		{"an end beyond", func(x *simulation.Table) { x.Ends = []int{4} }, "ends[0]: must not be below the end before nor above the number of rows (got 4)"},
		{"rows in no year", func(x *simulation.Table) { x.Ends = []int{2} }, "ends: must end with the number of rows, 3 (got 2)"},
		{"a negative loss", func(x *simulation.Table) { x.Loss[1] = -1 }, "loss[1]: must not be negative (got -0.01)"},
		{"too few events", func(x *simulation.Table) { x.Event = []int32{1} }, "event: must have as many rows as loss (got 1)"},
		{"an event below -1", func(x *simulation.Table) { x.Event[2] = -2 }, "event[2]: must not be below -1 (got -2)"},
		{"too few risks", func(x *simulation.Table) { x.Risk = []int32{} }, "risk: must have as many rows as loss (got 0)"},
		{"a risk below -1", func(x *simulation.Table) { x.Risk[0] = -2 }, "risk[0]: must be an index into risks or -1 (got -2)"},
		{"a risk beyond", func(x *simulation.Table) { x.Risk[0] = 2 }, "risk[0]: must be an index into risks or -1 (got 2)"},
		{"a risk without id", func(x *simulation.Table) { x.Risks[0] = "" }, "risks[0]: must not be empty"},
		{"a risk twice", func(x *simulation.Table) { x.Risks[1] = "a" }, "risks[1]: must be named only once (got a)"},
		{"too many days", func(x *simulation.Table) { x.Day = append(x.Day, 1) }, "day: must have as many rows as there are losses or events (got 4)"},
		{"day 0", func(x *simulation.Table) { x.Day[0] = 0 }, "day[0]: must be from 1 to 366 (got 0)"},
		{"day 367", func(x *simulation.Table) { x.Day[1] = 367 }, "day[1]: must be from 1 to 366 (got 367)"},
		{"days in no order", func(x *simulation.Table) { x.Day[0], x.Day[1] = 3, 2 }, "day[1]: must not be before the row before, 3 (got 2)"},
		{"two problems", func(x *simulation.Table) { x.Loss[0], x.Event[0] = -100, -3 }, "loss[0]: must not be negative (got -1); event[0]: must not be below -1 (got -3)"},
	} {
		table := good()
		tt.change(&table)
		if got := texts(table.Validate()); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestEventLossesValidate(t *testing.T) {
	for _, tt := range []struct {
		name string
		e    simulation.EventLosses
		want string
	}{
		{"none", simulation.EventLosses{Currency: "CNY"}, ""},
		{"no currency", simulation.EventLosses{}, "currency: must not be empty"},
		{"ascending", simulation.EventLosses{Currency: "CNY", Event: []int32{0, 2}, Loss: []int64{1, 2}}, ""},
		{"no events", simulation.EventLosses{Currency: "CNY", Loss: []int64{1}}, "event: must have as many rows as loss"},
		{"descending", simulation.EventLosses{Currency: "CNY", Event: []int32{2, 0}, Loss: []int64{1, 2}}, "event[1]: must not be below the row before (got 0)"},
		{"twice", simulation.EventLosses{Currency: "CNY", Event: []int32{2, 2}, Loss: []int64{1, 2}}, "event[1]: must have one row, or one for each risk in ascending order (got 2)"},
		{"no event", simulation.EventLosses{Currency: "CNY", Event: []int32{-1}, Loss: []int64{1}}, "event[0]: must not be negative (got -1)"},
		{"twice, two risks", simulation.EventLosses{
			Currency: "CNY", Event: []int32{2, 2}, Loss: []int64{1, 2}, Risk: []int32{0, 1}, Risks: []string{"a", "b"},
		}, ""},
		{"twice, one risk", simulation.EventLosses{
			Currency: "CNY", Event: []int32{2, 2}, Loss: []int64{1, 2}, Risk: []int32{1, 1}, Risks: []string{"a", "b"},
		}, "event[1]: must have one row, or one for each risk in ascending order (got 2)"},
	} {
		if got := texts(tt.e.Validate()); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Event 5 hits both risks and happens twice in the third year, event 9 hits one; event 7 is in no table of losses and event 3 costs nothing.
func TestYearEventsLosses(t *testing.T) {
	events := simulation.YearEvents{Ends: []int{3, 3, 5, 6}, Event: []int32{5, 7, 9, 5, 5, 3}, Day: []int16{10, 20, 30, 1, 1, 2}}
	losses := simulation.EventLosses{
		Currency: "CNY", Event: []int32{3, 5, 5, 9}, Loss: []int64{0, 100, 200, 50}, Risk: []int32{1, 0, 1, 1}, Risks: []string{"a", "b"},
	}
	got, err := events.Losses(losses)
	if err != nil {
		t.Fatal(err)
	}
	want := simulation.Table{
		Currency: "CNY", Ends: []int{3, 3, 7, 7}, Loss: []int64{100, 200, 50, 100, 200, 100, 200}, Event: []int32{0, 0, 2, 0, 0, 1, 1},
		Risk: []int32{0, 1, 1, 0, 1, 0, 1}, Risks: []string{"a", "b"}, Day: []int16{10, 10, 30, 1, 1, 1, 1},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("table (-want +got):\n%s", d)
	}
	sums, err := got.YearLosses()
	if d := cmp.Diff(simulation.YearLosses{Currency: "CNY", Loss: []int64{350, 0, 600, 0}}, sums); d != "" || err != nil {
		t.Errorf("year losses, %v (-want +got):\n%s", err, d)
	}
	back, err := sums.Table()
	if d := cmp.Diff(simulation.Table{Currency: "CNY", Ends: []int{1, 2, 3, 4}, Loss: sums.Loss}, back); d != "" || err != nil {
		t.Errorf("table of year losses, %v (-want +got):\n%s", err, d)
	}
	if &back.Loss[0] != &sums.Loss[0] {
		t.Error("the losses were copied")
	}
}

func TestPortfolioValidate(t *testing.T) {
	table := simulation.Table{Currency: "CNY", Ends: []int{1}, Loss: []int64{1}}
	with := func(change func(*simulation.Segment)) simulation.Portfolio {
		p := simulation.Portfolio{Segments: []simulation.Segment{{Name: "a", Table: table}, {Name: "b", Table: table}}}
		change(&p.Segments[1])
		return p
	}
	for _, tt := range []struct {
		name string
		p    simulation.Portfolio
		want string
	}{
		{"none", simulation.Portfolio{}, "segments: must not be empty"},
		{"one", simulation.One(table), ""},
		{"two", with(func(*simulation.Segment) {}), ""},
		{"no name", with(func(s *simulation.Segment) { s.Name = "" }), "segments[1].name: must not be empty where there are several segments"},
		{"one name", with(func(s *simulation.Segment) { s.Name = "a" }), "segments[1].name: must be the name of one segment only (got a)"},
		{"currency", with(func(s *simulation.Segment) { s.Table.Currency = "EUR" }), "segments[1].table.currency: must be that of the first segment, CNY (got EUR)"},
		{"scale", with(func(s *simulation.Segment) { s.Table.Scale = new(0) }), "segments[1].table.scale: must be that of the first segment, 2 (got 0)"},
		{"the same scale, spelled out", with(func(s *simulation.Segment) { s.Table.Scale = new(2) }), ""},
		{"years", with(func(s *simulation.Segment) { s.Table.Ends = []int{0, 1} }), "segments[1].table.ends: must have as many years as the first segment, 1 (got 2)"},
		{"days", with(func(s *simulation.Segment) { s.Table.Day = []int16{1} }), "segments[1].table.day: must be there in all segments or in none"},
		{"a risk twice over", with(func(s *simulation.Segment) {
			s.Risk, s.Table.Risk = "r", []int32{-1}
		}), "segments[1].risk: must be empty where the rows of the table name risks (got r)"},
		{"a bad table", with(func(s *simulation.Segment) { s.Table.Loss = []int64{-1} }), "segments[1].table.loss[0]: must not be negative (got -0.01)"},
	} {
		if got := texts(tt.p.Validate()); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// The losses of the second year leave 64 bits.
func TestTableYearLosses_overflow(t *testing.T) {
	table := simulation.Table{Currency: "CNY", Ends: []int{1, 3}, Loss: []int64{1, math.MaxInt64, 1}}
	_, err := table.YearLosses()
	if want := "ends[1]: " + treaty.ErrOverflow.Error(); texts(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
	table.Loss[2] = 0
	if sums, err := table.YearLosses(); err != nil || sums.Loss[1] != math.MaxInt64 {
		t.Errorf("%v, %v", sums, err)
	}
}
