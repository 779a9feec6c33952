package cede_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/cedego/cede"
)

// A child knows its own field only; each parent adds the place of the child.
func ExampleIn() {
	layer := errors.Join(
		cede.Invalid("limit", "-5", "must be positive"),
		cede.Invalid("share", "2", "must be in (0, 1]"),
	)
	tower := cede.At("layers", 1, layer)
	fmt.Println(cede.In("program", tower))
	// Output:
	// program.layers[1].limit: must be positive (got -5)
	// program.layers[1].share: must be in (0, 1] (got 2)
}

func ExampleAt() {
	err := cede.Invalid("", "", "must not be empty")
	fmt.Println(cede.At("names", 0, err))
	// Output: names[0]: must not be empty
}

// A caller that needs more than the text takes the error apart.
func ExampleInvalidError() {
	err := cede.In("treaty", cede.Invalid("limit", "-5", "must be positive"))
	if invalid, ok := errors.AsType[*cede.InvalidError](err); ok {
		fmt.Println(invalid.Path)
		fmt.Println(invalid.Value)
	}
	// Output:
	// treaty.limit
	// -5
}

// The days of a treaty year, both ends included.
func ExampleDate() {
	inception, _ := cede.NewDate(2028, time.January, 1)
	expiry, _ := cede.ParseDate("2028-12-31")
	fmt.Println(expiry.Sub(inception)+1, "days")
	fmt.Println("renews on", expiry.AddDays(1))
	// Output:
	// 366 days
	// renews on 2029-01-01
}

func ExampleParseDate_invalid() {
	_, err := cede.ParseDate("2026-02-29")
	fmt.Println(cede.In("inception", err))
	// Output: inception: must be a day of the calendar (got 2026-02-29)
}
