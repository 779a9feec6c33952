package parquet

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"
	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
	"github.com/shopspring/decimal"
)

// Read reads a table. Columns other than those of a table are left alone. What is wrong is an error with the column and the row, from 0; then there is no table.
func Read(r parquet.ReaderAtSeeker, o Options) (t simulation.Table, err error) {
	defer func() { // the library may panic over a file that is no file
		if p := recover(); p != nil {
			t, err = simulation.Table{}, cede.Invalid("file", "", fmt.Sprint("must be a sound Parquet file: ", p))
		}
	}()
	in, err := file.NewParquetReader(unclosed{r})
	if err != nil {
		return simulation.Table{}, cede.Invalid("file", "", "must be a sound Parquet file: "+err.Error())
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	years, err := o.settle(in)
	if err != nil {
		return simulation.Table{}, err
	}
	read, err := open(in, o)
	if err != nil {
		return simulation.Table{}, err
	}
	for g := range in.NumRowGroups() {
		if err := read.group(in.RowGroup(g)); err != nil {
			return simulation.Table{}, err
		}
	}
	out := simulation.Table{Currency: o.Currency, Scale: o.Scale, Loss: read.loss, Event: read.event, Risk: read.risk, Risks: read.risks, Day: read.day}
	if out.Ends, err = simulation.EndsOf(read.year, years); err != nil {
		return simulation.Table{}, err
	}
	if err := out.Validate(); err != nil {
		return simulation.Table{}, err
	}
	return out, nil
}

// unclosed hides the Close of a reader, which is the caller's.
type unclosed struct{ parquet.ReaderAtSeeker }

// settle fills in what the file says of itself, and returns the number of years.
func (o *Options) settle(in *file.Reader) (years int, err error) {
	about := in.MetaData().KeyValueMetadata()
	if text := about.FindValue(keyCurrency); text != nil {
		if o.Currency != "" && string(o.Currency) != *text {
			return 0, cede.Invalid("currency", string(o.Currency), "must be that of the file, "+*text)
		}
		o.Currency = treaty.Currency(*text)
	}
	if o.Currency == "" {
		return 0, cede.Invalid("currency", "", "must be stated where the file does not name it")
	}
	years = o.Years
	if text := about.FindValue(keyYears); text != nil {
		n, err := strconv.ParseInt(*text, 10, 32)
		if err != nil || n < 0 {
			return 0, cede.Invalid("file."+keyYears, *text, "must be a number of years")
		}
		if o.Years != 0 && int64(o.Years) != n {
			return 0, cede.Invalid("years", strconv.Itoa(o.Years), "must be as many as in the file, "+*text)
		}
		years = int(n)
	} else if years < 1 {
		return 0, cede.Invalid("years", strconv.Itoa(o.Years), "must be stated where the file does not say how many there are")
	}
	limit := o.MaxRows
	if limit <= 0 {
		limit = maxRows
	}
	if n := in.NumRows(); n > limit {
		return 0, cede.In("file", treaty.TooMany(int(n), int(limit)))
	}
	return years, nil
}

// A reading holds the columns read so far.
type reading struct {
	at      map[string]int // where the columns are
	year    []int32
	event   []int32
	risk    []int32
	risks   []string
	numbers map[string]int32
	day     []int16
	loss    []int64
	places  int // of the file's decimal
	want    int // of the minor unit
	floats  bool
}

// open finds the columns and looks at their types.
func open(in *file.Reader, o Options) (*reading, error) {
	out := &reading{at: make(map[string]int), numbers: make(map[string]int32), floats: o.Floats}
	out.want = simulation.Table{Currency: o.Currency, Scale: o.Scale}.Places()
	sc := in.MetaData().Schema
	var errs []error
	for i := range sc.NumColumns() {
		c := sc.Column(i)
		name := c.Path()
		if !slices.Contains([]string{"year", "event", "risk", "day", "loss"}, name) {
			continue
		}
		if c.MaxRepetitionLevel() > 0 || c.MaxDefinitionLevel() > 1 {
			errs = append(errs, cede.Invalid(name, "", "must be a plain column"))
			continue
		}
		out.at[name] = i
		errs = append(errs, cede.In(name, out.typed(name, c)))
	}
	for _, name := range []string{"year", "loss"} {
		if _, ok := out.at[name]; !ok {
			errs = append(errs, cede.Invalid(name, "", "must be a column of the file"))
		}
	}
	if _, ok := out.at["event"]; ok {
		out.event = []int32{}
	}
	if _, ok := out.at["risk"]; ok {
		out.risk = []int32{}
	}
	if _, ok := out.at["day"]; ok {
		out.day = []int16{}
	}
	return out, errors.Join(errs...)
}

func (r *reading) typed(name string, c *schema.Column) error {
	kind := c.PhysicalType()
	whole := kind == parquet.Types.Int32 || kind == parquet.Types.Int64
	switch {
	case name == "risk":
		if kind != parquet.Types.ByteArray {
			return cede.Invalid("", kind.String(), "must be of strings")
		}
		return nil
	case name == "loss" && (kind == parquet.Types.Float || kind == parquet.Types.Double):
		if !r.floats {
			return cede.Invalid("", kind.String(), "must be of decimals or whole numbers: floating-point numbers are rounded only if the options say so")
		}
		return nil
	case !whole:
		return cede.Invalid("", kind.String(), "must be INT32 or INT64")
	}
	if x, ok := c.LogicalType().(schema.DecimalLogicalType); ok {
		if name != "loss" {
			return cede.Invalid("", "decimal", "must be of whole numbers")
		}
		r.places = int(x.Scale())
	}
	return nil
}

// group reads a row group.
func (r *reading) group(g *file.RowGroupReader) error {
	first := len(r.year)
	for _, read := range []struct {
		name string
		into func(row int, c *cells) error
	}{
		{"year", func(row int, c *cells) error {
			r.year = append(r.year, 0)
			return c.whole(row, 1, math.MaxInt32, &r.year[row])
		}},
		{"event", func(row int, c *cells) error {
			r.event = append(r.event, -1)
			if c.null() {
				return nil
			}
			return c.whole(row, -1, math.MaxInt32, &r.event[row])
		}},
		{"risk", func(row int, c *cells) error {
			r.risk = append(r.risk, -1)
			if !c.null() {
				r.risk[row] = r.number(c)
			}
			return nil
		}},
		{"day", func(row int, c *cells) error {
			var day int32
			err := c.whole(row, 1, 366, &day)
			r.day = append(r.day, int16(day))
			return err
		}},
		{"loss", func(row int, c *cells) error {
			x, err := r.minor(c)
			r.loss = append(r.loss, x)
			return cede.At("loss", row, err)
		}},
	} {
		i, ok := r.at[read.name]
		if !ok {
			continue
		}
		chunk, err := g.Column(i)
		if err != nil {
			return cede.In(read.name, err)
		}
		rows, err := eachCell(chunk, read.name, first, min(max(g.NumRows(), 1), batch), read.into)
		if err != nil {
			return err
		}
		if read.name != "year" && rows != len(r.year) {
			return cede.Invalid(read.name, strconv.Itoa(rows), "must have as many rows as year, "+strconv.Itoa(len(r.year)))
		}
	}
	return nil
}

// number returns the number of a risk.
func (r *reading) number(c *cells) int32 {
	id := c.text[c.value]
	n, ok := r.numbers[string(id)]
	if !ok {
		n = int32(len(r.risks))
		r.risks = append(r.risks, string(id))
		r.numbers[string(id)] = n
	}
	return n
}

// minor returns a loss in minor units.
func (r *reading) minor(c *cells) (int64, error) {
	var d decimal.Decimal
	switch {
	case c.null():
		return 0, cede.Invalid("", "", "must not be null")
	case c.double != nil || c.single != nil:
		x := c.float64()
		if math.IsNaN(x) || math.Abs(x) > 1e18 {
			return 0, cede.Invalid("", fmt.Sprint(x), "must be an amount")
		}
		if c.single != nil {
			d = decimal.NewFromFloat32(c.single[c.value])
		} else {
			d = decimal.NewFromFloat(x)
		}
		d = d.Round(int32(r.want))
	default:
		x := c.int64()
		if r.places == r.want {
			return x, nil
		}
		d = decimal.New(x, -int32(r.places))
	}
	units := d.Shift(int32(r.want))
	if !units.IsInteger() {
		return 0, cede.Invalid("", d.String(), fmt.Sprintf("must have at most %d decimal places", r.want))
	}
	if whole := units.BigInt(); whole.IsInt64() {
		return whole.Int64(), nil
	}
	return 0, cede.Invalid("", d.String(), "must fit 64 bits of minor units")
}
