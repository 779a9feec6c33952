package capital

import (
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// A Tier is one of the four tiers of capital (资本分级). The zero Tier is no capital. Source: Rule 1 Art. 29.
type Tier string

const (
	// Core1 is core tier 1 (核心一级资本).
	Core1 Tier = "core-1"
	// Core2 is core tier 2 (核心二级资本).
	Core2 Tier = "core-2"
	// Supplementary1 is supplementary tier 1 (附属一级资本).
	Supplementary1 Tier = "supplementary-1"
	// Supplementary2 is supplementary tier 2 (附属二级资本).
	Supplementary2 Tier = "supplementary-2"
)

// Validate refuses what is none of the four tiers.
func (t Tier) Validate() error {
	switch t {
	case Core1, Core2, Supplementary1, Supplementary2:
		return nil
	}
	return cede.Invalid("", string(t), "must be one of core-1, core-2, supplementary-1, supplementary-2")
}

// numbered returns the tier of a number of the rulebook, 1 to 4.
func numbered(key string, number decimal.Decimal) (Tier, error) {
	for i, t := range []Tier{Core1, Core2, Supplementary1, Supplementary2} {
		if number.Equal(decimal.New(int64(i)+1, 0)) {
			return t, nil
		}
	}
	return "", cede.Invalid(key, bound.Text(number), "must be a tier from 1 to 4")
}

// A Boundary is the side of a figure that stands exactly on a boundary of which the rule does not say to which side it
// belongs. The zero Boundary is [Stricter].
type Boundary string

const (
	// Stricter is the side with less capital.
	Stricter Boundary = "stricter"
	// Lenient is the other side.
	Lenient Boundary = "lenient"
)

func (b Boundary) validate(name string) error {
	switch b {
	case "", Stricter, Lenient:
		return nil
	}
	return cede.Invalid(name, string(b), "must be stricter or lenient")
}

// met reports whether x meets the threshold of that key, whose test holds for the stricter reading.
func (b Boundary) met(w *cross2.Workings, key string, x decimal.Decimal) bool {
	met := w.Met(key, x)
	if b != Lenient || w.Err() != nil {
		return met
	}
	t, err := w.Edition().Threshold(key)
	if w.Fail(err) == nil && x.Equal(t.Value()) {
		return !met
	}
	return met
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "1", Article: number} }

func name(english, chinese, number string) cross2.Head {
	return cross2.Head{English: english, Chinese: chinese, Citation: article(number)}
}

func zero(w *cross2.Workings) cross2.Line {
	return w.Given(cross2.Head{English: "Zero", Chinese: "零"}, decimal.Decimal{})
}

// minus returns the line with the other sign.
func minus(w *cross2.Workings, h cross2.Head, l cross2.Line) cross2.Line {
	return w.Difference(h, zero(w), l)
}
