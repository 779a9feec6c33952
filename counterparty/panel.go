package counterparty

import (
	"errors"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// Criteria are what a cedent demands of the reinsurers of a panel (有效清单). They are the user's own; a field that is absent demands nothing. The
// zero Criteria lets all pass.
type Criteria struct {
	_ [0]func()

	// Homes are where a reinsurer may be supervised; empty is anywhere.
	Homes []Home `json:"homes,omitzero"`
	// Rating is the lowest grade of one that is not domestic, on the scale of the rules, by the lowest of its ratings that are not stale.
	Rating Grade `json:"rating,omitzero"`
	// Ratio is the least comprehensive solvency ratio of a domestic one.
	Ratio *decimal.Decimal `json:"ratio,omitzero"`
	// Met demands of one that is not domestic that it meets the requirements of its home.
	Met bool `json:"met,omitzero"`
	// Entity demands a legal entity of its own.
	Entity bool `json:"entity,omitzero"`
	// Professional demands a reinsurer that is no direct insurer.
	Professional bool `json:"professional,omitzero"`
	// Excluded are reinsurers that are not eligible whatever they are.
	Excluded []string `json:"excluded,omitzero"`
}

// A Refusal is why a reinsurer is not eligible.
type Refusal struct {
	// Reinsurer is who is refused.
	Reinsurer string
	// Reasons are why, in the order of the fields of [Criteria].
	Reasons []string
}

// Eligible returns the reinsurers that meet the criteria on the reporting date and the reasons why the others do not, both by
// name. Errors are those of the reinsurers and of the criteria.
func Eligible(panel []Reinsurer, c Criteria, reporting cede.Date) (eligible []string, refused []Refusal, err error) {
	var errs []error
	for i, r := range panel {
		errs = append(errs, cede.At("panel", i, r.Validate()))
	}
	for i, h := range c.Homes {
		errs = append(errs, cede.In("criteria", cede.At("homes", i, one("", h, Domestic, Overseas, HongKong))))
	}
	if c.Rating != "" {
		if _, err := Equivalent(SP, string(c.Rating)); err != nil { // the scale of S&P has the names of the rules
			errs = append(errs, cede.In("criteria", cede.Invalid("rating", string(c.Rating), "must be a grade of the rules, such as A-")))
		}
	}
	errs = append(errs, cede.In("criteria", bound.Optional(bound.NotNegative, "ratio", c.Ratio)))
	if reporting.IsZero() {
		errs = append(errs, cede.Invalid("reporting", "", "must not be empty"))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	sorted := slices.Clone(panel)
	slices.SortStableFunc(sorted, func(a, b Reinsurer) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range sorted {
		reasons := c.refuse(r, reporting)
		if len(reasons) == 0 {
			eligible = append(eligible, r.ID)
		} else {
			refused = append(refused, Refusal{r.ID, reasons})
		}
	}
	return eligible, refused, nil
}

func (c Criteria) refuse(r Reinsurer, reporting cede.Date) []string {
	var reasons []string
	if len(c.Homes) > 0 && !slices.Contains(c.Homes, r.Home) {
		reasons = append(reasons, "home is "+string(r.Home))
	}
	if c.Rating != "" && r.Home != Domestic {
		switch g := Lowest(r.Ratings, reporting); {
		case g == "":
			reasons = append(reasons, "no rating within a year")
		case rank(g) > rank(c.Rating):
			reasons = append(reasons, "rating is "+string(g)+", below "+string(c.Rating))
		}
	}
	if c.Ratio != nil && r.Home == Domestic {
		switch {
		case r.Ratio == nil:
			reasons = append(reasons, "no solvency ratio")
		case r.Ratio.LessThan(*c.Ratio):
			reasons = append(reasons, "solvency ratio is "+bound.Text(*r.Ratio)+", below "+bound.Text(*c.Ratio))
		}
	}
	if c.Met && r.Home != Domestic && (r.Met == nil || !*r.Met) {
		reasons = append(reasons, "not known to meet the requirements of its home")
	}
	if c.Entity && r.Branch {
		reasons = append(reasons, "no legal entity of its own")
	}
	if c.Professional && r.Direct {
		reasons = append(reasons, "a direct insurer")
	}
	if slices.Contains(c.Excluded, r.ID) {
		reasons = append(reasons, "excluded")
	}
	return reasons
}
