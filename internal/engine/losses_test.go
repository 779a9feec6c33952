package engine_test

import (
	"slices"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/google/go-cmp/cmp"
)

func TestSelected(t *testing.T) {
	for _, tt := range []struct {
		name     string
		selected engine.Selected
		of       int
		want     []int32
	}{
		{"all", engine.Selected{All: true}, 3, []int32{0, 1, 2}},
		{"all of nothing", engine.Selected{All: true}, 0, nil},
		{"some", engine.Selected{Rows: []int32{1, 4}}, 5, []int32{1, 4}},
		{"none", engine.Selected{}, 5, nil},
		{"all, with rows", engine.Selected{All: true, Rows: []int32{0, 1}}, 2, []int32{0, 1}},
	} {
		var got []int32
		for k := range tt.selected.Len(tt.of) {
			got = append(got, tt.selected.Row(k))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// sample is eight losses: event 0 has rows 0, 2, 4 and 6, event 1 rows 3 and 7, event 2 row 5, and row 1 is none. Risks 0 and
// 1 are one unit by the second rule.
func sample() *engine.Losses {
	return &engine.Losses{
		Amount: []int64{10, 20, 30, 40, 50, 60, 70, 80},
		Event:  []int32{0, -1, 0, 1, 0, 2, 0, 1}, Events: 3,
		Risk: []int32{0, 0, 1, 2, 2, 1, 0, 0},
		Selected: []engine.Selected{
			{All: true},
			{Rows: []int32{1, 2, 3, 6, 7}},
			{Rows: []int32{0, 1, 3, 5}}, // no two of one event
			{},
		},
		Units: []engine.Units{
			{Of: []int32{0, 1, 2}, Count: 3},
			{Of: []int32{0, 0, 1}, Count: 2},
		},
	}
}

// section has one layer.
func section(filter, rule int, grain engine.Grain) *engine.Section {
	return &engine.Section{Filter: filter, UnitRule: rule, Layers: []engine.Layer{{Grain: grain}}, LayerFilters: []int{filter}}
}

// The occurrence of each row, as what a layer's terms were computed on.
func TestLosses_Rows(t *testing.T) {
	for _, tt := range []struct {
		name    string
		section *engine.Section
		want    [][]int32 // by row; nil is not selected
	}{
		{"per event", section(0, 0, engine.PerEvent), [][]int32{
			{0, 2, 4, 6}, {1}, {0, 2, 4, 6}, {3, 7}, {0, 2, 4, 6}, {5}, {0, 2, 4, 6}, {3, 7},
		}},
		{"per unit", section(0, 0, engine.PerUnit), [][]int32{
			{0, 6}, {1}, {2}, {3}, {4}, {5}, {0, 6}, {7}, // risk 0 in event 0 twice
		}},
		{"per unit of two risks", section(0, 1, engine.PerUnit), [][]int32{
			{0, 2, 6}, {1}, {0, 2, 6}, {3}, {4}, {5}, {0, 2, 6}, {7},
		}},
		{"per event of some", section(1, 0, engine.PerEvent), [][]int32{nil, {1}, {2, 6}, {3, 7}, nil, nil, {2, 6}, {3, 7}}},
		{"per unit of some", section(1, 1, engine.PerUnit), [][]int32{nil, {1}, {2, 6}, {3}, nil, nil, {2, 6}, {7}}},
		{"where no two are of one event", section(2, 0, engine.PerEvent), [][]int32{{0}, {1}, nil, {3}, nil, {5}, nil, nil}},
		{"of none", section(3, 0, engine.PerEvent), make([][]int32, 8)},
	} {
		l := sample()
		for range 2 { // the second time from memory
			for row, want := range tt.want {
				record := engine.Record{Row: int32(row), Step: engine.StepTerms}
				if diff := cmp.Diff(want, l.Rows(engine.Cover{Section: tt.section}, &record)); diff != "" {
					t.Errorf("%s, row %d (-want +got):\n%s", tt.name, row, diff)
				}
				record.Step = engine.StepCession
				if diff := cmp.Diff([]int32{int32(row)}, l.Rows(engine.Cover{Section: tt.section}, &record)); diff != "" {
					t.Errorf("%s, cession of row %d (-want +got):\n%s", tt.name, row, diff)
				}
			}
		}
	}
}

// Columns without events, and columns that changed.
func TestLosses_Forget(t *testing.T) {
	s := section(0, 0, engine.PerEvent)
	rows := func(l *engine.Losses, row int32) []int32 {
		return l.Rows(engine.Cover{Section: s}, &engine.Record{Row: row, Step: engine.StepTerms})
	}
	l := sample()
	if got := rows(l, 3); !slices.Equal(got, []int32{3, 7}) {
		t.Errorf("row 3 is with %d", got)
	}
	l.Event, l.Events = nil, 0
	l.Forget()
	if got := rows(l, 3); !slices.Equal(got, []int32{3}) {
		t.Errorf("row 3 without events is with %d", got)
	}
}

// A section of layers sees the losses of the occurrences that begin in its period, by the first row with a subject.
func TestLosses_In(t *testing.T) {
	l := sample()
	for range l.Amount {
		l.Date = append(l.Date, day("2026-06-01"))
	}
	l.Date[0], l.Date[2] = day("2025-12-31"), day("2025-12-31") // event 0 begins before the period
	l.Date[7] = day("2027-01-01")                               // event 1 ends after it
	l.Date[5] = cede.Date{}                                     // and this one never was
	amounts := slices.Clone(l.Amount)
	later := slices.Clone(l.Amount)
	later[0], later[2] = 0, 0 // now event 0 begins with row 4
	occurring := func(rule int, grain engine.Grain) *engine.Section {
		s := section(0, rule, grain)
		s.Occurring, s.From, s.To = true, day("2026-01-01"), day("2026-12-31")
		return s
	}
	for _, tt := range []struct {
		name    string
		section *engine.Section
		subject []int64
		want    []int32
	}{
		{"per event", occurring(0, engine.PerEvent), amounts, []int32{1, 3, 7}},
		{"per event, of nothing at first", occurring(0, engine.PerEvent), later, []int32{0, 1, 2, 3, 4, 6, 7}},
		{"per unit", occurring(0, engine.PerUnit), amounts, []int32{1, 3, 4}},                          // row 4 is unit 2's own in event 0, row 7 unit 0's in event 1
		{"per unit, of nothing at first", occurring(0, engine.PerUnit), later, []int32{0, 1, 3, 4, 6}}, // rows 0 and 6 are one
		{"without period", section(0, 0, engine.PerEvent), amounts, []int32{0, 1, 2, 3, 4, 5, 6, 7}},
		{"of some", section(1, 0, engine.PerEvent), amounts, []int32{1, 2, 3, 6, 7}},
	} {
		got := slices.Collect(l.In(tt.section, tt.subject))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		for row := range int32(len(l.Amount)) {
			if sees := l.Sees(tt.section, tt.subject, row); sees != slices.Contains(tt.want, row) {
				t.Errorf("%s: sees row %d: %t", tt.name, row, sees)
			}
		}
		for range l.In(tt.section, tt.subject) {
			break // which must not go on
		}
	}
}
