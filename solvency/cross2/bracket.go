package cross2

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A Band is one line of a table of brackets. The zero Band is not valid.
type Band struct {
	_ [0]func()

	// In is the range of the figure looked up.
	In Interval `json:"in"`
	// Value is the value for that range, in the unit of the table.
	Value decimal.Decimal `json:"value"`
	// Slope is what the value grows by for each unit of the figure looked up, and Square for each unit of its square: the value is
	//
	//	Value + Slope × figure + Square × figure²
	//
	// Both are zero for a step.
	Slope decimal.Decimal `json:"slope,omitzero"`
	// Square is the coefficient of the square.
	Square decimal.Decimal `json:"square,omitzero"`
	// Article is the article of the line, where it is not that of the table.
	Article string `json:"article,omitzero"`
}

// at returns the value of the band for x, which is in it.
func (b Band) at(x decimal.Decimal) decimal.Decimal {
	if b.Slope.IsZero() && b.Square.IsZero() {
		return b.Value
	}
	return b.Value.Add(b.Slope.Add(b.Square.Mul(x)).Mul(x))
}

func (b Band) equal(other Band) bool {
	return b.In.Equal(other.In) && b.Value.Equal(other.Value) && b.Slope.Equal(other.Slope) && b.Square.Equal(other.Square) && b.Article == other.Article
}

// maxBands is the most lines of a table.
const maxBands = 1000

// checkBands refuses a table with a gap, an overlap or lines out of order.
func checkBands(name string, bands []Band) error {
	switch {
	case len(bands) == 0:
		return cede.Invalid(name, "", "must not be empty")
	case len(bands) > maxBands:
		return cede.Invalid(name, strconv.Itoa(len(bands)), "must have at most "+strconv.Itoa(maxBands)+" lines")
	}
	for i, b := range bands {
		for _, err := range []error{bound.Check("value", b.Value), bound.Check("slope", b.Slope), bound.Check("square", b.Square), printable("article", b.Article, maxWord, false)} {
			if err != nil {
				return cede.At(name, i, err)
			}
		}
		if b.In.empty() {
			return cede.At(name, i, cede.Invalid("in", "", "must not be missing"))
		}
		if i > 0 && !bands[i-1].In.meets(b.In) {
			return cede.At(name, i, cede.Invalid("in", b.In.String(),
				"must begin where "+bands[i-1].In.String()+" ends, and the figure there be in one of the two"))
		}
	}
	return nil
}

// find returns the band that x is in.
func find(bands []Band, x decimal.Decimal) (Band, bool) {
	i, found := slices.BinarySearchFunc(bands, x, func(b Band, x decimal.Decimal) int {
		switch {
		case b.In.above(x):
			return +1
		case b.In.below(x):
			return -1
		}
		return 0
	})
	if !found {
		return Band{}, false
	}
	return bands[i], true
}

// span says which figures a table has lines for.
func span(bands []Band) string {
	return Interval{lower: bands[0].In.lower, upper: bands[len(bands)-1].In.upper}.String()
}

// A Brackets is a table of brackets: a value for every range of a figure. It is immutable.
// The zero Brackets has no line.
type Brackets struct {
	_ [0]func()

	figure
	of    Unit
	bands []Band
}

// Of returns the unit of the figure looked up.
func (b Brackets) Of() Unit { return b.of }

// Bands returns the lines of the table, in ascending order.
func (b Brackets) Bands() []Band { return slices.Clone(b.bands) }

// A Found is what a table says of one figure.
type Found struct {
	_ [0]func()

	// Value is the value, exactly, in the unit of the table.
	Value decimal.Decimal
	// In is the range that the figure is in.
	In Interval
	// Citation is the place of that line of the table.
	Citation Citation
}

// Lookup returns what the table says of x, exactly. A figure that the table has no line for
// is an error, never the nearest line.
func (b Brackets) Lookup(x decimal.Decimal) (Found, error) {
	if err := bound.Check("", x); err != nil {
		return Found{}, err
	}
	if len(b.bands) == 0 {
		return Found{}, cede.Invalid("", "", "must be a table of an edition")
	}
	band, ok := find(b.bands, x)
	if !ok {
		return Found{}, cede.Invalid(b.key, bound.Text(x), "must be in "+span(b.bands))
	}
	value, err := settle(band.at(x))
	if err != nil {
		return Found{}, cede.In(b.key, err)
	}
	return Found{Value: value, In: band.In, Citation: b.cite(band)}, nil
}

// cite returns the place of one line.
func (b Brackets) cite(band Band) Citation {
	c := b.citation
	if band.Article != "" {
		c.Article = band.Article
	}
	return c
}
