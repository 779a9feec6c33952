package solvency

import (
	"strings"

	"github.com/cedego/cede"
)

// A Rating is a class of the integrated risk rating (风险综合评级), which the regulator gives each company for a
// quarter. The zero Rating is not valid. Source: Rule 11.
type Rating string

// The classes, from the best to the worst.
const (
	AAA Rating = "AAA"
	AA  Rating = "AA"
	A   Rating = "A"
	BBB Rating = "BBB"
	BB  Rating = "BB"
	B   Rating = "B"
	C   Rating = "C"
	D   Rating = "D"
)

// Validate refuses what is no class.
func (r Rating) Validate() error {
	switch r {
	case AAA, AA, A, BBB, BB, B, C, D:
		return nil
	}
	return cede.Invalid("", string(r), "must be one of AAA, AA, A, BBB, BB, B, C, D")
}

// sufficient reports whether the class is B or better (B类及以上).
func (r Rating) sufficient() bool {
	return strings.HasPrefix(string(r), "A") || strings.HasPrefix(string(r), "B")
}
