package nonlife

import (
	"errors"
	"slices"
	"strings"

	"github.com/cedego/cede"
)

// Options are the readings where the rule is silent. The zero Options has the default of each.
type Options struct {
	// NegativeRatio is whether the change of a combined ratio counts that is itself negative.
	NegativeRatio NegativeRatio `json:"negativeRatio,omitzero"`
	// ExportCoefficient is whether the coefficient of export credit is added on a base factor of its own.
	ExportCoefficient ExportCoefficient `json:"exportCoefficient,omitzero"`
	// Reduction is where the reductions of the notice of 2023 act.
	Reduction Reduction `json:"reduction,omitzero"`
}

// A NegativeRatio says what a negative combined ratio of motor business does to the coefficient of its change. The rule says only
// that the coefficient is 0. Source: Rule 4 Art. 20.
type NegativeRatio string

const (
	// ChangeIgnored has a coefficient of 0 for both. It is the default.
	ChangeIgnored NegativeRatio = "change-ignored"
	// ChangeCounts has a coefficient of 0 for the ratio and that of the brackets for its change.
	ChangeCounts NegativeRatio = "change-counts"
)

// An ExportCoefficient says whether the coefficient of -0.1 of export credit is added where the edition has a base factor of its own for it, which is
// already lower by a tenth. Source: Rule 4 Arts. 15, 28; 金规〔2025〕24号 三, 六.
type ExportCoefficient string

const (
	// NotStacked does not add it. It is the default, and the higher capital.
	NotStacked ExportCoefficient = "not-stacked"
	// Stacked adds it.
	Stacked ExportCoefficient = "stacked"
)

// A Reduction says where the reductions of the notice of 2023 act: it writes both "at 95 %" and "that is, a coefficient of -0.05". The two
// differ where there are other coefficients. Source: 金规〔2023〕5号 （四）, （九）.
type Reduction string

const (
	// OnCharge takes the charge times 0.95 for well run-off reserves and times 0.9 for technology insurance. It is the default.
	OnCharge Reduction = "charge"
	// InK adds -0.05 and -0.1 to the coefficients, within the bounds of K.
	InK Reduction = "k"
)

// Validate refuses readings that are not known.
func (o Options) Validate() error {
	return errors.Join(
		reading("negativeRatio", o.NegativeRatio, ChangeIgnored, ChangeCounts),
		reading("exportCoefficient", o.ExportCoefficient, NotStacked, Stacked),
		reading("reduction", o.Reduction, OnCharge, InK))
}

// reading refuses what is neither empty nor known.
func reading[T ~string](name string, x T, known ...T) error {
	if x == "" || slices.Contains(known, x) {
		return nil
	}
	names := make([]string, 0, len(known))
	for _, k := range known {
		names = append(names, string(k))
	}
	return cede.Invalid(name, string(x), "must be one of "+strings.Join(names, ", "))
}
