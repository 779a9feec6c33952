package parquet_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	arrow "github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"
	"github.com/cedego/cede/examples/parquet"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/google/go-cmp/cmp"
)

func texts(err error) string {
	if err == nil {
		return ""
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}

// Five years, the last two without losses, are written to a file and read again. The file says in what currency they are and how many.
func Example() {
	table := simulation.Table{
		Currency: "CNY", Ends: []int{2, 2, 3, 3, 3}, Loss: []int64{120050, 30000, 500000}, Event: []int32{17, -1, 4},
		Risk: []int32{0, 1, 0}, Risks: []string{"motor", "fire"}, Day: []int16{31, 31, 200},
	}
	var b bytes.Buffer
	if err := parquet.Write(&b, table); err != nil {
		fmt.Println(err)
		return
	}
	again, err := parquet.Read(bytes.NewReader(b.Bytes()), parquet.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(again.Currency, again.Ends, again.Loss, again.Event, again.Risk, again.Risks, again.Day)
	// Output:
	// CNY [2 2 3 3 3] [120050 30000 500000] [17 -1 4] [0 1 0] [motor fire] [31 31 200]
}

// Tables with any of the columns, over several batches and row groups, are read as they were written.
func TestRead(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 40 {
		table := simulation.Table{Currency: "CNY", Loss: []int64{}}
		if i%3 == 0 {
			table.Scale = new(r.IntN(7))
		}
		rows := r.IntN(50)
		if i == 20 {
			rows = 1<<20 + 70000
		}
		if i%2 == 0 {
			table.Event = make([]int32, rows)
			for k := range table.Event {
				table.Event[k] = r.Int32N(9) - 1
			}
		}
		if i%4 < 2 {
			table.Risk = make([]int32, rows)
			for k := range table.Risk {
				n := r.Int32N(int32(len(table.Risks))+2) - 1
				if int(n) == len(table.Risks) {
					if n > 5 {
						n = 0
					} else {
						table.Risks = append(table.Risks, fmt.Sprintf("风险 %d", n))
					}
				}
				table.Risk[k] = n
			}
		}
		if i%5 < 3 {
			table.Day = make([]int16, rows)
			for k := range table.Day {
				table.Day[k] = 1 + int16(k*366/max(rows, 1))
			}
		}
		for range rows {
			table.Loss = append(table.Loss, r.Int64N(1e18)>>r.IntN(50))
		}
		table.Ends = []int{rows / 3, rows / 2, rows, rows}
		var b bytes.Buffer
		if err := parquet.Write(&b, table); err != nil {
			t.Fatal(err)
		}
		got, err := parquet.Read(bytes.NewReader(b.Bytes()), parquet.Options{Scale: table.Scale})
		if err != nil {
			t.Fatal(err)
		}
		if !cmp.Equal(table, got) {
			t.Fatalf("case %d: read %d rows, want %d, or they differ", i, len(got.Loss), rows)
		}
	}
}

// A column of a file that another program wrote.
type column struct {
	node   schema.Node
	values any
	levels []int16
}

func other(t *testing.T, columns ...column) []byte {
	t.Helper()
	var fields schema.FieldList
	for _, c := range columns {
		fields = append(fields, c.node)
	}
	root, err := schema.NewGroupNode("x", arrow.Repetitions.Required, fields, -1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := file.NewParquetWriter(&b, root)
	g, err := w.AppendRowGroupChecked()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range columns {
		next, err := g.NextColumn()
		if err != nil {
			t.Fatal(err)
		}
		var repeats []int16
		if c.node.RepetitionType() == arrow.Repetitions.Repeated {
			repeats = make([]int16, len(c.levels))
		}
		switch v := c.values.(type) {
		case []int32:
			_, err = next.(*file.Int32ColumnChunkWriter).WriteBatch(v, c.levels, repeats)
		case []int64:
			_, err = next.(*file.Int64ColumnChunkWriter).WriteBatch(v, c.levels, repeats)
		case []float32:
			_, err = next.(*file.Float32ColumnChunkWriter).WriteBatch(v, c.levels, repeats)
		case []float64:
			_, err = next.(*file.Float64ColumnChunkWriter).WriteBatch(v, c.levels, repeats)
		case []arrow.ByteArray:
			_, err = next.(*file.ByteArrayColumnChunkWriter).WriteBatch(v, c.levels, repeats)
		}
		if err != nil {
			t.Fatal(err)
		}
		if err := next.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRead_others(t *testing.T) {
	required, optional := arrow.Repetitions.Required, arrow.Repetitions.Optional
	int64s := func(name string, x ...int64) column { return column{schema.NewInt64Node(name, required, -1), x, nil} }
	int32s := func(name string, x ...int32) column { return column{schema.NewInt32Node(name, required, -1), x, nil} }
	doubles := func(x ...float64) column { return column{schema.NewFloat64Node("loss", required, -1), x, nil} }
	year := int32s("year", 1, 3)
	known := parquet.Options{Currency: "CNY", Years: 3}
	with := func(change func(*parquet.Options)) parquet.Options {
		o := known
		change(&o)
		return o
	}
	decimals := func(places int32, x ...int64) column {
		node, err := schema.NewPrimitiveNodeLogical("loss", required, schema.NewDecimalLogicalType(18, places), arrow.Types.Int64, -1, -1)
		if err != nil {
			t.Fatal(err)
		}
		return column{node, x, nil}
	}
	for _, tt := range []struct {
		name    string
		columns []column
		options parquet.Options
		want    string
	}{
		{"whole numbers are units", []column{year, int64s("loss", 5, 7)}, known, "[1 1 2] [500 700]"},
		{"64-bit years", []column{int64s("year", 2, 2), int32s("loss", 5, 7)}, known, "[0 2 2] [500 700]"},
		{"a coarser decimal", []column{year, decimals(1, 5, 7)}, known, "[1 1 2] [50 70]"},
		{"a finer decimal that is none", []column{year, decimals(3, 50, 70)}, known, "[1 1 2] [5 7]"},
		{"a finer decimal", []column{year, decimals(3, 50, 75)}, known, "loss[1]: must have at most 2 decimal places (got 0.075)"},
		{"too many units", []column{year, int64s("loss", 1<<60, 1)}, known, "loss[0]: must fit 64 bits of minor units (got 1152921504606846976)"},
		{"a negative loss", []column{year, int64s("loss", 1, -1)}, known, "loss[1]: must not be negative (got -1)"},
		{"doubles", []column{year, doubles(0.1, 0.2)}, known, "loss: must be of decimals or whole numbers: floating-point numbers are rounded only if the options say so (got DOUBLE)"},
		{"doubles rounded", []column{year, doubles(1.005, 0.125)}, with(func(o *parquet.Options) { o.Floats = true }), "[1 1 2] [101 13]"},
		{"floats rounded", []column{year, {schema.NewFloat32Node("loss", required, -1), []float32{16777216, 0.005}, nil}}, with(func(o *parquet.Options) { o.Floats = true }), "[1 1 2] [1677721600 1]"},
		{"no number", []column{year, doubles(1, nan())}, with(func(o *parquet.Options) { o.Floats = true }), "loss[1]: must be an amount (got NaN)"},
		{"null losses", []column{year, {schema.NewInt64Node("loss", optional, -1), []int64{5}, []int16{1, 0}}}, known, "loss[1]: must not be null"},
		{"losses that could be null", []column{year, {schema.NewInt64Node("loss", optional, -1), []int64{5, 6}, []int16{1, 1}}}, known, "[1 1 2] [500 600]"},
		{"null years", []column{{schema.NewInt32Node("year", optional, -1), []int32{1}, []int16{1, 0}}, int64s("loss", 5, 7)}, known, "year[1]: must not be null"},
		{"year 0", []column{int32s("year", 0, 1), int64s("loss", 5, 7)}, known, "year[0]: must be from 1 to 2147483647 (got 0)"},
		{"a year too many", []column{int32s("year", 1, 4), int64s("loss", 5, 7)}, known, "year[1]: must be from 1 to 3, the number of years (got 4)"},
		{"a day too many", []column{year, int64s("loss", 5, 7), int32s("day", 1, 367)}, known, "day[1]: must be from 1 to 366 (got 367)"},
		{"an event too many", []column{year, int64s("loss", 5, 7), int64s("event", 1, 1<<31)}, known, "event[1]: must be from -1 to 2147483647 (got 2147483648)"},
		{"text for a day", []column{year, int64s("loss", 5, 7), {schema.NewByteArrayNode("day", required, -1), []arrow.ByteArray{[]byte("1"), []byte("2")}, nil}}, known, "day: must be INT32 or INT64 (got BYTE_ARRAY)"},
		{"numbers for risks", []column{year, int64s("loss", 5, 7), int32s("risk", 1, 2)}, known, "risk: must be of strings (got INT32)"},
		{"a list", []column{year, {schema.NewInt64Node("loss", arrow.Repetitions.Repeated, -1), []int64{}, []int16{0, 0}}}, known, "loss: must be a plain column; loss: must be a column of the file"},
		{"no losses", []column{year}, known, "loss: must be a column of the file"},
		{"other columns", []column{year, int64s("loss", 5, 7), int64s("Loss", 1, 2)}, known, "[1 1 2] [500 700]"},
		{"no currency", []column{year, int64s("loss", 5, 7)}, with(func(o *parquet.Options) { o.Currency = "" }), "currency: must be stated where the file does not name it"},
		{"no years", []column{year, int64s("loss", 5, 7)}, with(func(o *parquet.Options) { o.Years = 0 }), "years: must be stated where the file does not say how many there are (got 0)"},
		{"too many rows", []column{year, int64s("loss", 5, 7)}, with(func(o *parquet.Options) { o.MaxRows = 1 }), "file: size limit: must be at most 1 (got 2)"},
		{"a scale that is none", []column{year, int64s("loss", 5, 7)}, with(func(o *parquet.Options) { o.Scale = new(7) }), "scale: must be from 0 to 6 (got 7)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			table, err := parquet.Read(bytes.NewReader(other(t, tt.columns...)), tt.options)
			got := texts(err)
			if err == nil {
				got = fmt.Sprint(table.Ends, table.Loss)
			}
			if got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func nan() float64 {
	zero := 0.0
	return zero / zero
}

func TestRead_contradicts(t *testing.T) {
	var b bytes.Buffer
	if err := parquet.Write(&b, simulation.Table{Currency: "CNY", Ends: []int{1}, Loss: []int64{5}}); err != nil {
		t.Fatal(err)
	}
	for want, o := range map[string]parquet.Options{
		"": {Currency: "CNY", Years: 1},
		"currency: must be that of the file, CNY (got USD)":      {Currency: "USD"},
		"years: must be as many as in the file, 1 (got 2)":       {Years: 2},
		"loss[0]: must have at most 1 decimal places (got 0.05)": {Scale: new(1)},
	} {
		if _, err := parquet.Read(bytes.NewReader(b.Bytes()), o); texts(err) != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestWrite_refuses(t *testing.T) {
	for want, table := range map[string]simulation.Table{
		"loss[0]: must not be negative (got -0.01)":                                     {Currency: "CNY", Ends: []int{1}, Loss: []int64{-1}},
		"loss[0]: must have at most 18 digits in minor units (got 1000000000000000000)": {Currency: "CNY", Ends: []int{1}, Loss: []int64{1e18}},
		"": {Currency: "CNY", Ends: []int{1}, Loss: []int64{1e18 - 1}},
	} {
		if got := texts(parquet.Write(&bytes.Buffer{}, table)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if err := parquet.Write(full{}, simulation.Table{Currency: "CNY", Ends: []int{1}, Loss: []int64{1}}); err == nil {
		t.Error("what cannot be written must be an error")
	}
}

// full is a writer that has no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, fmt.Errorf("full") }

// No bytes make a panic: each byte of a sound file is changed in turn, and the file cut short everywhere.
func TestRead_broken(t *testing.T) {
	var b bytes.Buffer
	table := simulation.Table{
		Currency: "CNY", Ends: []int{2, 3}, Loss: []int64{5, 6, 7}, Event: []int32{1, -1, 3}, Risk: []int32{0, -1, 0}, Risks: []string{"a"}, Day: []int16{1, 2, 3},
	}
	if err := parquet.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for i := range b.Len() {
		if _, err := parquet.Read(bytes.NewReader(b.Bytes()[:i]), parquet.Options{}); err == nil {
			t.Errorf("%d of %d bytes are read", i, b.Len())
		}
		for _, x := range []byte{0, 0xff, b.Bytes()[i] ^ 1} {
			changed := bytes.Clone(b.Bytes())
			changed[i] = x
			if _, err := parquet.Read(bytes.NewReader(changed), parquet.Options{MaxRows: 1000}); err != nil {
				refused++
			}
		}
	}
	if refused < b.Len() {
		t.Errorf("%d of %d changes are refused", refused, 3*b.Len())
	}
}

// A million rows with years, events and losses. What bounds it is decoding; a disk of 1 GB/s would deliver the rows several times as fast.
func BenchmarkRead(b *testing.B) {
	table := simulation.Table{Currency: "CNY", Ends: make([]int, 1000)}
	r := rand.New(rand.NewPCG(1, 2))
	for y := range table.Ends {
		for range 1000 {
			table.Loss = append(table.Loss, r.Int64N(1e10))
			table.Event = append(table.Event, r.Int32N(1e6))
		}
		table.Ends[y] = len(table.Loss)
	}
	var text bytes.Buffer
	if err := parquet.Write(&text, table); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parquet.Read(bytes.NewReader(text.Bytes()), parquet.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(table.Loss)), "ns/row")
}
