package counterparty

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// A Grade is a rating on the scale of the rules, from AAA down to C. The zero Grade is no rating.
type Grade string

// An Agency is one of the international rating agencies, or a scale of one. The zero Agency is not valid. Source: Rule 9 Art. 29.
type Agency string

const (
	// SP is S&P (标准普尔).
	SP Agency = "sp"
	// Moodys is Moody's (穆迪).
	Moodys Agency = "moodys"
	// BestStrength is the financial strength rating of AM Best (贝氏). Some of its grades stand for two of the rules': the lower one
	// is taken.
	BestStrength Agency = "ambest-strength"
	// BestCredit is the issuer credit rating of AM Best, which has a grade for each of the rules'.
	BestCredit Agency = "ambest-credit"
	// Fitch is Fitch (惠誉).
	Fitch Agency = "fitch"
)

// A Rating is what an agency says of a reinsurer. The zero Rating is not valid.
type Rating struct {
	// Agency is who says it.
	Agency Agency `json:"agency"`
	// Grade is the grade on the agency's scale, such as Aa3.
	Grade string `json:"grade"`
	// Date is the day of the rating. One that is more than a year old on the reporting date is not taken.
	Date cede.Date `json:"date"`
}

// A gradeRow is a line of the table that compares the scales.
type gradeRow struct {
	Grade    string `json:"grade"`
	SP       string `json:"sp"`
	Moodys   string `json:"moodys"`
	Strength string `json:"ambest-strength"`
	Credit   string `json:"ambest-credit"`
	Fitch    string `json:"fitch"`
}

// of returns the grade of an agency in the line.
func (r gradeRow) of(a Agency) string {
	switch a {
	case SP:
		return r.SP
	case Moodys:
		return r.Moodys
	case BestStrength:
		return r.Strength
	case BestCredit:
		return r.Credit
	case Fitch:
		return r.Fitch
	}
	return ""
}

//go:embed data/ratings.json
var ratings []byte

// grades is the table, from the best grade to the worst.
var grades = sync.OnceValues(func() ([]gradeRow, error) { //nolint:gochecknoglobals // read once from embedded data
	var d struct {
		Schema  string     `json:"schema"`
		Rule    string     `json:"rule"`
		Article string     `json:"article"`
		Grades  []gradeRow `json:"grades"`
	}
	err := strictjson.Unmarshal(ratings, &d)
	return d.Grades, err
})

// Equivalent returns the grade of the rules that a grade of an agency stands for; of two the lower one. Source: Rule 9 Art. 29.
func Equivalent(a Agency, grade string) (Grade, error) {
	table, err := grades()
	if err != nil {
		return "", err
	}
	if (gradeRow{"x", "x", "x", "x", "x", "x"}).of(a) == "" {
		return "", cede.Invalid("agency", string(a), "must be one of sp, moodys, ambest-strength, ambest-credit, fitch")
	}
	for _, row := range slices.Backward(table) {
		if row.of(a) == grade {
			return Grade(row.Grade), nil
		}
	}
	return "", cede.Invalid("grade", strictjson.Shown(grade), "must be a grade of "+string(a))
}

// validate refuses a rating without a known agency, grade and day.
func (r Rating) validate() error {
	if _, err := Equivalent(r.Agency, r.Grade); err != nil {
		return err
	}
	if r.Date.IsZero() {
		return cede.Invalid("date", "", "must not be empty")
	}
	return nil
}

// rank is the place of a grade, 0 for the best; an unknown one is after all.
func rank(g Grade) int {
	table, err := grades()
	if err != nil {
		return 0
	}
	i := slices.IndexFunc(table, func(r gradeRow) bool { return r.Grade == string(g) })
	if i < 0 {
		return len(table)
	}
	return i
}

// Lowest returns the lowest of the ratings that are not more than a year old on the reporting date, or no grade if there is none. A
// rating of a later day is not taken. Source: Rule 9 Art. 29.
func Lowest(all []Rating, reporting cede.Date) Grade {
	var lowest Grade
	for _, r := range all {
		g, err := Equivalent(r.Agency, r.Grade)
		if err != nil || r.Date.IsZero() || reporting.Before(r.Date) || r.Date.Before(yearBefore(reporting)) {
			continue
		}
		if lowest == "" || rank(g) > rank(lowest) {
			lowest = g
		}
	}
	return lowest
}

// yearBefore is the same day of the year before; of 29 February the 28th.
func yearBefore(d cede.Date) cede.Date {
	year, month, day := d.Civil()
	before, err := cede.NewDate(year-1, month, day)
	if err != nil {
		before, _ = cede.NewDate(year-1, month, day-1) // only 29 February has no such day
	}
	return before
}

// key is the grade as keys of the rulebook write it, with below for those that have no factor of their own.
func (g Grade) key() string {
	if g == "" || rank(g) > rank("BBB-") {
		return "below"
	}
	return strings.NewReplacer("+", "-plus", "-", "-minus").Replace(strings.ToLower(string(g)))
}
