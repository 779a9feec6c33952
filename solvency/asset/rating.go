package asset

import (
	"slices"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// A Rating is a credit rating (信用评级) on the scale of the rules, which has ten grades and "below" for everything under BBB-. The zero Rating is
// none (无评级). Which rating an asset has is the user's: a domestic agency for a domestic asset, that of the issue before that of the issuer, the
// most recent one, and of several the [Lowest]. Source: Rule 9 Art. 5.
type Rating string

const (
	// AAA is the best grade.
	AAA Rating = "AAA"
	// AAPlus is the second.
	AAPlus Rating = "AA+"
	// AA is the third.
	AA Rating = "AA"
	// AAMinus is the fourth.
	AAMinus Rating = "AA-"
	// APlus is the fifth.
	APlus Rating = "A+"
	// A is the sixth.
	A Rating = "A"
	// AMinus is the seventh.
	AMinus Rating = "A-"
	// BBBPlus is the eighth.
	BBBPlus Rating = "BBB+"
	// BBB is the ninth.
	BBB Rating = "BBB"
	// BBBMinus is the tenth.
	BBBMinus Rating = "BBB-"
	// BelowBBB is any grade under BBB-, which the tables do not name and which has the factor of no rating.
	BelowBBB Rating = "below"
)

// scale returns the ratings from the best to the worst; none is the last.
func scale() []Rating {
	return []Rating{AAA, AAPlus, AA, AAMinus, APlus, A, AMinus, BBBPlus, BBB, BBBMinus, BelowBBB, ""}
}

// Validate refuses a rating that is not on the scale. The zero Rating is.
func (r Rating) Validate() error {
	if slices.Contains(scale(), r) {
		return nil
	}
	return cede.Invalid("", string(r), "must be AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, below, or empty")
}

// Better reports whether r is a better grade than s. Any grade is better than none.
func (r Rating) Better(s Rating) bool {
	all := scale()
	return slices.Index(all, r) < slices.Index(all, s)
}

// Lowest returns the worst of the ratings that there are: none counts only if there is no other. Source: Rule 9 Art. 5(2).
func Lowest(ratings ...Rating) Rating {
	var lowest Rating
	for _, r := range ratings {
		if r != "" && (lowest == "" || lowest.Better(r)) {
			lowest = r
		}
	}
	return lowest
}

// Key returns the key of the figure for r in a table of the rulebook whose keys begin with table: that of the very grade, such as credit.spread.aa-plus, else
// that of its letters, such as credit.hedge.a for A+, else that of everything else, such as credit.hedge.below.
func (r Rating) Key(e *cross2.Edition, table string) string {
	letters := strings.ToLower(strings.TrimRight(string(r), "+-"))
	exact := letters
	switch {
	case strings.HasSuffix(string(r), "+"):
		exact += "-plus"
	case strings.HasSuffix(string(r), "-"):
		exact += "-minus"
	}
	for _, grade := range []string{exact, letters} {
		if grade != "" && e.Has(table+"."+grade) {
			return table + "." + grade
		}
	}
	return table + ".below"
}
