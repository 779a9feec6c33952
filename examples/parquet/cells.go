package parquet

import (
	"strconv"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/cedego/cede"
)

// Cells are a batch of one column, and the place of the one at hand in it.
type cells struct {
	name   string
	int32s []int32
	int64s []int64
	single []float32
	double []float64
	text   []parquet.ByteArray
	levels []int16 // nil where none is null
	row    int     // in the batch
	value  int     // nulls have no value
}

func (c *cells) null() bool { return c.levels != nil && c.levels[c.row] == 0 }

func (c *cells) int64() int64 {
	if c.int32s != nil {
		return int64(c.int32s[c.value])
	}
	return c.int64s[c.value]
}

func (c *cells) float64() float64 {
	if c.single != nil {
		return float64(c.single[c.value])
	}
	return c.double[c.value]
}

// whole takes a whole number within bounds.
func (c *cells) whole(row int, least, most int64, into *int32) error {
	if c.null() {
		return cede.At(c.name, row, cede.Invalid("", "", "must not be null"))
	}
	x := c.int64()
	if x < least || x > most {
		return cede.At(c.name, row, cede.Invalid("", strconv.FormatInt(x, 10), "must be from "+strconv.FormatInt(least, 10)+" to "+strconv.FormatInt(most, 10)))
	}
	*into = int32(x)
	return nil
}

// eachCell hands out the cells of a column chunk, the first of which is of the row first, and returns the row after the last. It reads so many at a time.
func eachCell(chunk file.ColumnChunkReader, name string, first int, batch int64, into func(row int, c *cells) error) (rows int, err error) {
	c := &cells{name: name}
	levels := make([]int16, batch)
	if chunk.Descriptor().MaxDefinitionLevel() == 0 {
		levels = nil
	}
	read, err := c.reader(chunk, batch, levels)
	if err != nil {
		return 0, err
	}
	row := first
	for chunk.HasNext() {
		n, err := read()
		if err != nil {
			return 0, cede.In(name, err)
		}
		if n == 0 {
			break
		}
		c.levels, c.value = levels, 0
		for c.row = range n {
			if err := into(row, c); err != nil {
				return 0, err
			}
			if !c.null() {
				c.value++
			}
			row++
		}
	}
	return row, cede.In(name, chunk.Err())
}

// reader makes room for a batch of the column's type and returns what reads one.
func (c *cells) reader(chunk file.ColumnChunkReader, batch int64, levels []int16) (read func() (rows int, err error), err error) {
	switch x := chunk.(type) {
	case *file.Int32ColumnChunkReader:
		c.int32s = make([]int32, batch)
		return reads(x.ReadBatch, c.int32s, levels), nil
	case *file.Int64ColumnChunkReader:
		c.int64s = make([]int64, batch)
		return reads(x.ReadBatch, c.int64s, levels), nil
	case *file.Float32ColumnChunkReader:
		c.single = make([]float32, batch)
		return reads(x.ReadBatch, c.single, levels), nil
	case *file.Float64ColumnChunkReader:
		c.double = make([]float64, batch)
		return reads(x.ReadBatch, c.double, levels), nil
	case *file.ByteArrayColumnChunkReader:
		c.text = make([]parquet.ByteArray, batch)
		return reads(x.ReadBatch, c.text, levels), nil
	}
	return nil, cede.Invalid(c.name, "", "must be of numbers or strings") // the types were looked at before
}

func reads[T any](batchOf func(int64, []T, []int16, []int16) (int64, int, error), values []T, levels []int16) func() (int, error) {
	return func() (int, error) {
		n, _, err := batchOf(int64(len(values)), values, levels, nil)
		return int(n), err
	}
}
