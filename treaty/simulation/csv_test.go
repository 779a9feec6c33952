package simulation_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
)

// Years 1 and 4 have rows; the last, 5, has none.
func TestReadTable(t *testing.T) {
	const text = "day,loss,year,risk,event\n1,0.05,1,motor,7\n366,12.3,1,,7\n1,9000000000000000,4,\"fire, \"\"south\"\"\",\n2,1,4,motor,0\n"
	want := simulation.Table{
		Currency: "CNY", Ends: []int{2, 2, 2, 4, 4}, Loss: []int64{5, 1230, 900000000000000000, 100}, Event: []int32{7, 7, -1, 0},
		Risk: []int32{0, -1, 1, 0}, Risks: []string{"motor", `fire, "south"`}, Day: []int16{1, 366, 1, 2},
	}
	c := simulation.CSV{Currency: "CNY", Years: 5}
	got, err := simulation.ReadTable(strings.NewReader(text), c)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if got, err = simulation.ReadTable(strings.NewReader("\uFEFFyear\tloss\n"), simulation.CSV{Currency: "JPY", Years: 2, Comma: "\t"}); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(simulation.Table{Currency: "JPY", Ends: []int{0, 0}, Loss: []int64{}}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// readers are the four of them, for texts that all refuse alike.
func readers() map[string]func(text string, c simulation.CSV) error {
	return map[string]func(string, simulation.CSV) error{
		"table": func(text string, c simulation.CSV) error {
			_, err := simulation.ReadTable(strings.NewReader(text), c)
			return err
		},
		"years": func(text string, c simulation.CSV) error {
			_, err := simulation.ReadYearEvents(strings.NewReader(text), c)
			return err
		},
		"events": func(text string, c simulation.CSV) error {
			_, err := simulation.ReadEventLosses(strings.NewReader(text), c)
			return err
		},
		"sums": func(text string, c simulation.CSV) error {
			_, err := simulation.ReadYearLosses(strings.NewReader(text), c)
			return err
		},
	}
}

func TestReadCSV_refuses(t *testing.T) {
	good := simulation.CSV{Name: "losses", Currency: "CNY", Years: 3}
	with := func(change func(*simulation.CSV)) simulation.CSV {
		c := good
		change(&c)
		return c
	}
	for _, tt := range []struct {
		reader, text string
		csv          simulation.CSV
		want         string
	}{
		{"table", "year,loss\n3,1\n", good, ""},
		{"table", "", good, "losses:1: must have a header"},
		{"table", "year,loss\n1,1\n", simulation.CSV{}, "currency: must not be empty; years: must be the number of years, from 1 to 2147483647 (got 0)"},
		{"table", "year,loss\n", with(func(c *simulation.CSV) { c.Comma = "/" }), `comma: must be a comma, a semicolon, a tab or a bar (got /)`},
		{"table", "year,loss\n", with(func(c *simulation.CSV) { c.MaxBytes, c.MaxRows = -1, -2 }), "maxBytes: must not be negative (got -1); maxRows: must not be negative (got -2)"},
		{"table", "year,Loss\n", good, "losses:1: must have columns among year, loss, event, risk, day (got Loss); losses:1:loss: must not be missing"},
		{"table", "year,loss,event?\n1,1,7\n", good, "losses:1: must have columns among year, loss, event, risk, day (got event?)"},
		{"table", "loss,loss\n", good, "losses:1: must not have two columns of one name (got loss); losses:1:year: must not be missing"},
		{"table", "year,loss\n1\n", good, "losses:2: must have as many cells as the header, 2 (got 1)"},
		{"table", "year,loss\n4,1\n", good, "losses:2:year: must be a whole number from 1 to 3 (got 4)"},
		{"table", "year,loss\n0,1\n", good, "losses:2:year: must be a whole number from 1 to 3 (got 0)"},
		{"table", "year,loss\n,1\n", good, "losses:2:year: must be a whole number from 1 to 3"},
		{"table", "year,loss\n2,1\n1,1\n", good, "losses:3:year: must not be before the row before, 2 (got 1)"},
		{"table", "year,loss\n1,1.005\n", good, "losses:2:loss: must have at most 2 decimal places (got 1.005)"},
		{"table", "year,loss\n1,1.00500\n", good, "losses:2:loss: must have at most 2 decimal places (got 1.00500)"},
		{"table", "year,loss\n1,1.50000\n", good, ""},
		{"table", "year,loss\n1,92233720368547758.07\n", good, ""},
		{"table", "year,loss\n1,92233720368547758.08\n", good, "losses:2:loss: must fit 64 bits of minor units (got 92233720368547758.08)"},
		{"table", "year,loss\n1,1e2\n", good, "losses:2:loss: must be a decimal number without an exponent, such as 1234.56 (got 1e2)"},
		{"table", "year,loss\n1,1.\n", good, "losses:2:loss: must be a decimal number without an exponent, such as 1234.56 (got 1.)"},
		{"table", "year,loss\n1,.5\n", good, "losses:2:loss: must be a decimal number without an exponent, such as 1234.56 (got .5)"},
		{"table", "year,loss\n1,1.0.0\n", good, "losses:2:loss: must be a decimal number without an exponent, such as 1234.56 (got 1.0.0)"},
		{"table", "year,loss\n1,\n", good, "losses:2:loss: must be a decimal number without an exponent, such as 1234.56"},
		{"table", "year,loss\n1,1e999999999\n", good, "losses:2:loss: must be a decimal number without an exponent, such as 1234.56 (got 1e999999999)"},
		{"table", "year,loss\n1,-0.01\n", good, "losses:2:loss: must not be negative (got -0.01)"},
		{"table", "year,loss,event\n1,1,-1\n", good, "losses:2:event: must be a whole number from 0 to 2147483647 (got -1)"},
		{"table", "year,loss,event\n1,1,2147483648\n", good, "losses:2:event: must be a whole number from 0 to 2147483647 (got 2147483648)"},
		{"table", "year,loss,day\n1,1,367\n", good, "losses:2:day: must be a whole number from 1 to 366 (got 367)"},
		{"table", "year,loss,day\n1,1,\n", good, "losses:2:day: must be a whole number from 1 to 366"},
		{"table", "year,loss,day\n1,1,9\n2,1,8\n2,1,7\n", good, "losses:4:day: must not be before the row before in the same year, 8 (got 7)"},
		{"table", "year,loss\n1,\"1\n", good, "losses:2: must have quotes only around a whole cell, and double inside it"},
		{"table", "year,loss,risk\n1,1,\xff\n", good, `losses:2: must be valid UTF-8 (got \xff)`},
		{"table", "year,loss\n1,1\n1,1\n", with(func(c *simulation.CSV) { c.MaxRows = 1 }), "losses:3: size limit: must be at most 1 (got 2)"},
		{"table", "year,loss\n1,1\n", with(func(c *simulation.CSV) { c.MaxBytes = 13 }), "losses: size limit: must be at most 13 bytes long"},
		{"table", "year,loss\n1,1\n", with(func(c *simulation.CSV) { c.MaxBytes = 14 }), ""},
		{"table", "year,loss\n1," + strings.Repeat("1", 20000), good, "losses: size limit: must have rows of at most 4096 bytes"},
		{"years", "year,event\n1,0\n", simulation.CSV{Years: 1}, ""},
		{"years", "year,event,day\n1,,1\n", good, "losses:2:event: must be a whole number from 0 to 2147483647"},
		{"years", "year,event,loss\n", good, "losses:1: must have columns among year, event, day (got loss)"},
		{"events", "event,loss\n1,1\n1,2\n", good, "losses:3:event: must have one row, or one for each risk (got 1)"},
		{"events", "event,loss,risk\n1,1,a\n1,2,b\n1,3,a\n", good, "losses:4:event: must have one row, or one for each risk (got 1)"},
		{"events", "event,loss\n1,1\n0,2\n", good, "losses:3:event: must not be below the row before (got 0)"},
		{"events", "event,loss\n,1\n", good, "losses:2:event: must be a whole number from 0 to 2147483647"},
		{"events", "event,loss\n1,-1\n", good, "losses:2:loss: must not be negative (got -1)"},
		{"sums", "year,loss\n2,-1\n2,1\n", good, "losses:3:year: must be of one row only (got 2)"},
	} {
		if got := texts(readers()[tt.reader](tt.text, tt.csv)); got != tt.want {
			t.Errorf("%s %.60q: %s, want %s", tt.reader, tt.text, got, tt.want)
		}
	}
}

// Risks are numbered as they come, and stand in order within an event.
func TestReadEventLosses(t *testing.T) {
	got, err := simulation.ReadEventLosses(strings.NewReader("risk,event,loss\nb,1,5\na,1,6\na,3,7\n,3,9\nb,3,8\n"), simulation.CSV{Currency: "CNY", Scale: new(0)})
	if err != nil {
		t.Fatal(err)
	}
	want := simulation.EventLosses{
		Currency: "CNY", Scale: new(0), Event: []int32{1, 1, 3, 3, 3}, Loss: []int64{5, 6, 9, 8, 7}, Risk: []int32{0, 1, -1, 0, 1}, Risks: []string{"b", "a"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// A second event that hits 300,000 risks in the opposite order is put in order at once, not row by row.
func TestReadEventLosses_order(t *testing.T) {
	const risks = 300_000
	var text strings.Builder
	text.WriteString("event,risk,loss\n")
	for i := range risks {
		fmt.Fprintf(&text, "1,%d,%d\n", i, i)
	}
	for i := risks - 1; i >= 0; i-- {
		fmt.Fprintf(&text, "2,%d,%d\n", i, i)
	}
	got, err := simulation.ReadEventLosses(strings.NewReader(text.String()), simulation.CSV{Currency: "CNY", Scale: new(0)})
	if err != nil || got.Validate() != nil {
		t.Fatal(err, got.Validate())
	}
	for row := range got.Loss {
		if got.Risk[row] != int32(row%risks) || got.Loss[row] != int64(row%risks) {
			t.Fatalf("row %d: a loss of %d to risk %d", row, got.Loss[row], got.Risk[row])
		}
	}
}

// The rows of a part may be as many as are held at once, whatever follows.
func TestTables_full(t *testing.T) {
	parts := 0
	for part, err := range simulation.Tables(strings.NewReader("year,loss\n1,1\n1,2\n2,3\n2,4\n3,5\n"), simulation.CSV{Currency: "CNY", Years: 3, MaxRows: 2}, 1) {
		if err != nil {
			t.Fatal(err)
		}
		parts++
		if want := []int{2, 2, 1}[parts-1]; len(part.Loss) != want {
			t.Errorf("part %d has %d rows", parts, len(part.Loss))
		}
	}
	if parts != 3 {
		t.Errorf("%d parts", parts)
	}
}

func TestReadYearLosses(t *testing.T) {
	got, err := simulation.ReadYearLosses(strings.NewReader("year,loss\n1,-0.5\n3,2\n"), simulation.CSV{Currency: "USD", Years: 4})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(simulation.YearLosses{Currency: "USD", Loss: []int64{-50, 0, 200, 0}}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Seven years in parts of two, three and seven; in each the years are 1, 2 ... again.
func TestTables(t *testing.T) {
	const text = "year,risk,loss\n1,a,1\n2,b,2\n2,a,3\n5,c,4\n"
	for _, tt := range []struct {
		years int
		want  string
	}{
		{1, "[1][100][a] [2][200 300][a b] [0][][a b] [0][][a b] [1][400][a b c] [0][][a b c] [0][][a b c] "},
		{2, "[1 3][100 200 300][a b] [0 0][][a b] [1 1][400][a b c] [0][][a b c] "},
		{3, "[1 3 3][100 200 300][a b] [0 1 1][400][a b c] [0][][a b c] "},
		{7, "[1 3 3 3 4 4 4][100 200 300 400][a b c] "},
		{8, "[1 3 3 3 4 4 4][100 200 300 400][a b c] "},
	} {
		var got strings.Builder
		for part, err := range simulation.Tables(strings.NewReader(text), simulation.CSV{Currency: "CNY", Years: 7}, tt.years) {
			if err == nil {
				err = part.Validate()
			}
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&got, "%v%v%v ", part.Ends, part.Loss, part.Risks)
		}
		if got.String() != tt.want {
			t.Errorf("by %d: %s, want %s", tt.years, &got, tt.want)
		}
	}
}

// The parts before an error stand, and a caller may stop at any.
func TestTables_ends(t *testing.T) {
	const text = "year,loss\n1,1\n2,2\n3,x\n"
	c := simulation.CSV{Currency: "CNY", Years: 4}
	var got []string
	for part, err := range simulation.Tables(strings.NewReader(text), c, 1) {
		got = append(got, fmt.Sprint(part.Loss, " ", texts(err)))
	}
	if d := cmp.Diff([]string{"[100] ", "[] table:4:loss: must be a decimal number without an exponent, such as 1234.56 (got x)"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for _, years := range []int{1, 2, 4} {
		parts := 0
		for _, err := range simulation.Tables(strings.NewReader("year,loss\n1,1\n2,2\n3,4\n"), c, years) {
			if err != nil {
				t.Error(err)
			}
			parts++
			break
		}
		if parts != 1 {
			t.Errorf("%d parts", parts)
		}
	}
	for _, err := range simulation.Tables(strings.NewReader(text), c, 0) {
		if texts(err) != "years: must be at least 1 (got 0)" {
			t.Error(err)
		}
	}
}

// tables are random ones, with any of the columns.
func tables(r *rand.Rand) simulation.Table {
	out := simulation.Table{Currency: "CNY", Ends: []int{}, Loss: []int64{}}
	if r.IntN(2) == 0 {
		out.Scale = new(r.IntN(7))
	}
	event, risk, day := r.IntN(2) == 0, r.IntN(2) == 0, r.IntN(2) == 0
	if event {
		out.Event = []int32{}
	}
	if risk {
		out.Risk = []int32{}
	}
	if day {
		out.Day = []int16{}
	}
	for range 1 + r.IntN(6) {
		last := int16(1)
		for range r.IntN(4) {
			out.Loss = append(out.Loss, r.Int64()>>r.IntN(63))
			if event {
				out.Event = append(out.Event, r.Int32N(5)-1)
			}
			if risk {
				n := r.Int32N(int32(len(out.Risks))+2) - 1
				if int(n) == len(out.Risks) {
					out.Risks = append(out.Risks, fmt.Sprintf("r%d \"é\", %d", n, r.IntN(9)))
				}
				out.Risk = append(out.Risk, n)
			}
			if day {
				last = min(last+int16(r.IntN(200)), 366)
				out.Day = append(out.Day, last)
			}
		}
		out.Ends = append(out.Ends, len(out.Loss))
	}
	return out
}

func TestCSVLaws(t *testing.T) {
	// Risks are numbered in the order in which they come, as those of the generator.
	proptest.Check(t, "what is written is read again whole and in parts", prop.ForAll(func(seed int64) string {
		table := tables(rand.New(rand.NewPCG(uint64(seed), 1)))
		var b bytes.Buffer
		if err := table.WriteCSV(&b); err != nil {
			return err.Error()
		}
		c := simulation.CSV{Currency: table.Currency, Scale: table.Scale, Years: table.Years()}
		whole, err := simulation.ReadTable(bytes.NewReader(b.Bytes()), c)
		if err != nil {
			return err.Error()
		}
		if d := cmp.Diff(table, whole); d != "" {
			return "(-want +got)\n" + d
		}
		var parts bytes.Buffer
		w := simulation.NewTableWriter(&parts)
		for part, err := range simulation.Tables(bytes.NewReader(b.Bytes()), c, 2) {
			if err == nil {
				err = w.Write(part)
			}
			if err != nil {
				return err.Error()
			}
		}
		if err := w.Flush(); err != nil || w.Years() != table.Years() {
			return fmt.Sprint(err, w.Years())
		}
		return cmp.Diff(b.String(), parts.String())
	}, gen.Int64()))
}

func TestWriteCSV(t *testing.T) {
	for _, tt := range []struct {
		name  string
		write func(*bytes.Buffer) error
		want  string
	}{
		{"years", func(b *bytes.Buffer) error {
			return simulation.YearEvents{Ends: []int{0, 2}, Event: []int32{4, 4}, Day: []int16{1, 9}}.WriteCSV(b)
		}, "year,event,day\n2,4,1\n2,4,9\n"},
		{"years without days", func(b *bytes.Buffer) error {
			return simulation.YearEvents{Ends: []int{1}, Event: []int32{4}}.WriteCSV(b)
		}, "year,event\n1,4\n"},
		{"events", func(b *bytes.Buffer) error {
			return simulation.EventLosses{Currency: "JPY", Event: []int32{0, 0}, Loss: []int64{5, 6}, Risk: []int32{-1, 0}, Risks: []string{"a"}}.WriteCSV(b)
		}, "event,risk,loss\n0,,5\n0,a,6\n"},
		{"sums", func(b *bytes.Buffer) error {
			return simulation.YearLosses{Currency: "CNY", Loss: []int64{-5, 0, 120}}.WriteCSV(b)
		}, "year,loss\n1,-0.05\n2,0.00\n3,1.20\n"},
	} {
		var b bytes.Buffer
		if err := tt.write(&b); err != nil || b.String() != tt.want {
			t.Errorf("%s: %q, %v, want %q", tt.name, &b, err, tt.want)
		}
	}
}

func TestTableWriter_refuses(t *testing.T) {
	first := simulation.Table{Currency: "CNY", Ends: []int{1}, Loss: []int64{1}, Day: []int16{1}}
	for _, tt := range []struct {
		name   string
		change func(*simulation.Table)
		want   string
	}{
		{"like the first", func(*simulation.Table) {}, ""},
		{"not valid", func(x *simulation.Table) { x.Loss = []int64{-1} }, "loss[0]: must not be negative (got -0.01)"},
		{"a risk of two lines", func(x *simulation.Table) { x.Risks = []string{"a", "b\nc"} }, `risks[1]: must be UTF-8 of at most 1000 bytes on one line to be written (got b\nc)`},
		{"a risk that is no text", func(x *simulation.Table) { x.Risks = []string{"\xff"} }, `risks[0]: must be UTF-8 of at most 1000 bytes on one line to be written (got \xff)`},
		{"no days", func(x *simulation.Table) { x.Day = nil }, "day: must be there in all parts of a table or in none"},
		{"events", func(x *simulation.Table) { x.Event = []int32{1} }, "event: must be there in all parts of a table or in none"},
		{"risks", func(x *simulation.Table) { x.Risk = []int32{-1} }, "risk: must be there in all parts of a table or in none"},
		{"another currency", func(x *simulation.Table) { x.Currency = "USD" }, "currency: must be that of the first part, CNY (got USD)"},
		{"another scale", func(x *simulation.Table) { x.Scale = new(0) }, "scale: must be that of the first part, 2 (got 0)"},
	} {
		w := simulation.NewTableWriter(&bytes.Buffer{})
		if err := w.Write(first); err != nil {
			t.Fatal(err)
		}
		next := first
		tt.change(&next)
		if got := texts(w.Write(next)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	table := simulation.Table{Currency: "CNY", Ends: []int{20000}, Loss: make([]int64, 20000)}
	for name, write := range map[string]func() error{
		"table": func() error { return table.WriteCSV(full{}) },
		"years": func() error {
			return simulation.YearEvents{Ends: table.Ends, Event: make([]int32, 20000)}.WriteCSV(full{})
		},
		"sums": func() error { return simulation.YearLosses{Currency: "CNY", Loss: table.Loss}.WriteCSV(full{}) },
		"events": func() error {
			return simulation.EventLosses{Currency: "CNY", Event: []int32{1}, Loss: []int64{1}}.WriteCSV(full{})
		},
	} {
		if got := texts(write()); got != treaty.ErrLimit.Error() {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// full is a writer that has no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, treaty.ErrLimit }

func FuzzReadTable(f *testing.F) {
	for _, seed := range []string{
		"year,loss\n1,1\n", "year,event,risk,day,loss\n1,7,a,1,0.05\n1,7,,366,12.3\n4,,\"b, c\",1,9\n", "event,loss,risk\n1,1,a\n1,2,b\n", "year,event\n1,2\n", "year,loss\n1,-5\n",
	} {
		f.Add(seed, uint8(5), uint8(2))
	}
	f.Fuzz(func(t *testing.T, text string, years, by uint8) {
		c := simulation.CSV{Currency: "CNY", Years: int(years), MaxBytes: 1 << 16}
		table, err := simulation.ReadTable(strings.NewReader(text), c)
		rows, parts := 0, 0
		for part, partErr := range simulation.Tables(strings.NewReader(text), c, int(by)) {
			if partErr != nil && by > 0 && texts(partErr) != texts(err) {
				t.Fatalf("in parts: %v, whole: %v", partErr, err)
			}
			rows, parts = rows+len(part.Loss), parts+part.Years()
		}
		if err == nil {
			if by > 0 && (rows != len(table.Loss) || parts != int(years)) {
				t.Fatalf("in parts %d rows in %d years, whole %d in %d", rows, parts, len(table.Loss), years)
			}
			again(t, table, func(b *bytes.Buffer) error { return table.WriteCSV(b) }, func(b *bytes.Buffer) (simulation.Table, error) { return simulation.ReadTable(b, c) })
		}
		if x, err := simulation.ReadYearEvents(strings.NewReader(text), c); err == nil {
			again(t, x, func(b *bytes.Buffer) error { return x.WriteCSV(b) }, func(b *bytes.Buffer) (simulation.YearEvents, error) { return simulation.ReadYearEvents(b, c) })
		}
		if x, err := simulation.ReadYearLosses(strings.NewReader(text), c); err == nil {
			again(t, x, func(b *bytes.Buffer) error { return x.WriteCSV(b) }, func(b *bytes.Buffer) (simulation.YearLosses, error) { return simulation.ReadYearLosses(b, c) })
		}
		if x, err := simulation.ReadEventLosses(strings.NewReader(text), c); err == nil {
			if err := x.Validate(); err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := x.WriteCSV(&b); err != nil {
				t.Fatal(err)
			}
			if _, err := simulation.ReadEventLosses(&b, c); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// again writes what was read and reads it again.
func again[T any](t *testing.T, x T, write func(*bytes.Buffer) error, read func(*bytes.Buffer) (T, error)) {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	y, err := read(&b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(x, y); d != "" {
		t.Fatalf("read again (-first +second):\n%s", d)
	}
}

// A million rows of 24 bytes. What bounds it is encoding/csv (about half) and the decimals; memory and disk are far away.
func BenchmarkReadTable(b *testing.B) {
	var text bytes.Buffer
	table := simulation.Table{Currency: "CNY", Ends: make([]int, 1000)}
	r := rand.New(rand.NewPCG(1, 2))
	for y := range table.Ends {
		for range 1000 {
			table.Loss = append(table.Loss, r.Int64N(1e10))
			table.Event = append(table.Event, r.Int32N(1e6))
		}
		table.Ends[y] = len(table.Loss)
	}
	if err := table.WriteCSV(&text); err != nil {
		b.Fatal(err)
	}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(text.Len()))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := simulation.ReadTable(bytes.NewReader(text.Bytes()), simulation.CSV{Currency: "CNY", Years: 1000}); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(table.Loss)), "ns/row")
	})
	b.Run("write", func(b *testing.B) {
		b.SetBytes(int64(text.Len()))
		for b.Loop() {
			var out bytes.Buffer
			if err := table.WriteCSV(&out); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(table.Loss)), "ns/row")
	})
}
