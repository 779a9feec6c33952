package cross2

import (
	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// A figure is what every entry of the rulebook has.
type figure struct {
	key              string
	english, chinese string
	unit             Unit
	citation         Citation
}

// Key returns the key of the entry, which stays the same in every edition.
func (f figure) Key() string { return f.key }

// Name returns the name of the entry in the language.
func (f figure) Name(language Language) string {
	if language == Chinese {
		return f.chinese
	}
	return f.english
}

// Unit returns what the value counts.
func (f figure) Unit() Unit { return f.unit }

// Citation returns the place of the regulation that gives the value.
func (f figure) Citation() Citation { return f.citation }

// A Factor is one number of the rulebook, such as a base factor. It is immutable. The zero Factor
// is not valid.
type Factor struct {
	_ [0]func()

	figure
	value decimal.Decimal
}

// Value returns the number, exactly.
func (f Factor) Value() decimal.Decimal { return f.value }

// Line returns the factor as a line of a tree, with its name and place.
func (f Factor) Line() (Line, error) {
	n := &node{
		head:   Head{English: f.english, Chinese: f.chinese, Citation: f.citation},
		op:     OpFactor,
		key:    f.key,
		unit:   f.unit.line(),
		amount: f.value,
	}
	return n.finish()
}

// A Test is how a figure is compared with a threshold. The zero Test is not valid.
type Test string

const (
	// AtLeast is met by the threshold and what is above it.
	AtLeast Test = ">="
	// Above is met by what is above the threshold.
	Above Test = ">"
	// AtMost is met by the threshold and what is below it.
	AtMost Test = "<="
	// Below is met by what is below the threshold.
	Below Test = "<"
)

func (t Test) validate(name string) error {
	switch t {
	case AtLeast, Above, AtMost, Below:
		return nil
	}
	return cede.Invalid(name, string(t), "must be one of >=, >, <=, <")
}

// A Threshold is a figure of the rulebook with the side on which something holds, such as a core ratio
// of at least 0.5. It is immutable. The zero Threshold is not valid.
type Threshold struct {
	_ [0]func()

	figure
	test  Test
	value decimal.Decimal
}

// Value returns the threshold itself, exactly.
func (t Threshold) Value() decimal.Decimal { return t.value }

// Test returns how a figure is compared with the threshold.
func (t Threshold) Test() Test { return t.test }

// Met reports whether x is on the side of the threshold that its test names, exactly:
// 0.5 meets ">= 0.5" and not "> 0.5".
func (t Threshold) Met(x decimal.Decimal) (bool, error) {
	if err := bound.Check("", x); err != nil {
		return false, err
	}
	return t.meets(x.Cmp(t.value))
}

// MetBy reports whether the part of a whole, which must be positive, is on the side of the threshold that its test names,
// exactly and without a division: 50 of 100 meets ">= 0.5".
func (t Threshold) MetBy(part, whole decimal.Decimal) (bool, error) {
	for _, err := range []error{bound.Check("part", part), bound.Positive("whole", whole)} {
		if err != nil {
			return false, err
		}
	}
	return t.meets(part.Cmp(whole.Mul(t.value)))
}

// meets reports whether a figure that compares with the threshold like c with 0 is on the side of its test.
func (t Threshold) meets(c int) (bool, error) {
	switch t.test {
	case AtLeast:
		return c >= 0, nil
	case Above:
		return c > 0, nil
	case AtMost:
		return c <= 0, nil
	case Below:
		return c < 0, nil
	}
	return false, cede.Invalid("", string(t.test), "must be a threshold of an edition")
}
