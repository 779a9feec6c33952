package parquet

import (
	"errors"
	"io"
	"slices"
	"strconv"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"
	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty/simulation"
)

// Write writes a table. A loss of more than 18 digits in minor units is an error.
func Write(w io.Writer, t simulation.Table) (err error) {
	if err := t.Validate(); err != nil {
		return err
	}
	for row, x := range t.Loss {
		if x > most {
			return cede.At("loss", row, cede.Invalid("", strconv.FormatInt(x, 10), "must have at most 18 digits in minor units"))
		}
	}
	root, err := columns(t)
	if err != nil {
		return err
	}
	properties := parquet.NewWriterProperties(
		parquet.WithCompression(compress.Codecs.Snappy), parquet.WithDictionaryFor("loss", false), parquet.WithDictionaryFor("event", false),
	)
	out, err := file.NewParquetWriterWithError(keepOpen{w}, root, file.WithWriterProps(properties))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	for key, value := range map[string]string{keyCurrency: string(t.Currency), keyYears: strconv.Itoa(t.Years())} {
		if err := out.AppendKeyValueMetadata(key, value); err != nil {
			return err
		}
	}
	year := simulation.YearOf(nil, t.Ends)
	for from := 0; from < len(t.Loss); from += group {
		if err := writeGroup(out, t, year, from, min(from+group, len(t.Loss))); err != nil {
			return err
		}
	}
	return nil
}

// keepOpen hides the Close of a writer, which is the caller's.
type keepOpen struct{ io.Writer }

// columns returns the schema of a table.
func columns(t simulation.Table) (*schema.GroupNode, error) {
	type column struct {
		name    string
		repeat  parquet.Repetition
		logical schema.LogicalType
		kind    parquet.Type
		absent  bool
	}
	var fields schema.FieldList
	for _, c := range []column{
		{"year", parquet.Repetitions.Required, schema.NewIntLogicalType(32, true), parquet.Types.Int32, false},
		{"event", parquet.Repetitions.Optional, schema.NewIntLogicalType(32, true), parquet.Types.Int32, t.Event == nil},
		{"risk", parquet.Repetitions.Optional, schema.StringLogicalType{}, parquet.Types.ByteArray, t.Risk == nil},
		{"day", parquet.Repetitions.Required, schema.NewIntLogicalType(16, true), parquet.Types.Int32, t.Day == nil},
		{"loss", parquet.Repetitions.Required, schema.NewDecimalLogicalType(18, int32(t.Places())), parquet.Types.Int64, false},
	} {
		if c.absent {
			continue
		}
		node, err := schema.NewPrimitiveNodeLogical(c.name, c.repeat, c.logical, c.kind, -1, -1)
		if err != nil {
			return nil, err
		}
		fields = append(fields, node)
	}
	return schema.NewGroupNode("table", parquet.Repetitions.Required, fields, -1)
}

func writeGroup(out *file.Writer, t simulation.Table, year []int32, from, to int) error {
	g, err := out.AppendRowGroupChecked()
	if err != nil {
		return err
	}
	if err := writeInt32(g, year[from:to], false); err != nil {
		return err
	}
	if t.Event != nil {
		if err := writeInt32(g, t.Event[from:to], true); err != nil {
			return err
		}
	}
	if t.Risk != nil {
		if err := writeRisk(g, t.Risks, t.Risk[from:to]); err != nil {
			return err
		}
	}
	if t.Day != nil {
		days := make([]int32, to-from)
		for i, d := range t.Day[from:to] {
			days[i] = int32(d)
		}
		if err := writeInt32(g, days, false); err != nil {
			return err
		}
	}
	next, err := g.NextColumn()
	if err != nil {
		return err
	}
	if _, err := next.(*file.Int64ColumnChunkWriter).WriteBatch(t.Loss[from:to], nil, nil); err != nil {
		return err
	}
	return errors.Join(next.Close(), g.Close())
}

// writeInt32 writes a column; in an optional one, what is negative is null.
func writeInt32(g file.SerialRowGroupWriter, values []int32, optional bool) error {
	next, err := g.NextColumn()
	if err != nil {
		return err
	}
	var levels []int16
	if optional {
		levels = make([]int16, len(values))
		kept := make([]int32, 0, len(values))
		for i, x := range values {
			if x >= 0 {
				levels[i] = 1
				kept = append(kept, x)
			}
		}
		values = kept
	}
	if _, err := next.(*file.Int32ColumnChunkWriter).WriteBatch(values, levels, nil); err != nil {
		return err
	}
	return next.Close()
}

func writeRisk(g file.SerialRowGroupWriter, ids []string, risk []int32) error {
	next, err := g.NextColumn()
	if err != nil {
		return err
	}
	names := make([]parquet.ByteArray, len(ids))
	for i, id := range ids {
		names[i] = parquet.ByteArray(id)
	}
	levels := make([]int16, len(risk))
	values := make([]parquet.ByteArray, 0, len(risk))
	for i, x := range risk {
		if x >= 0 {
			levels[i] = 1
			values = append(values, names[x])
		}
	}
	if _, err := next.(*file.ByteArrayColumnChunkWriter).WriteBatch(slices.Clip(values), levels, nil); err != nil {
		return err
	}
	return next.Close()
}
