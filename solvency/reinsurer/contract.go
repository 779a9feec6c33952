package reinsurer

import (
	"errors"
	"slices"
	"strings"

	"github.com/cedego/cede"
)

// A Contract is what decides whether a reinsurance contract is life reinsurance (寿险再保险业务), which has the risks of
// package life, or non-life. The last three fields are of yearly renewable contracts only. The zero Contract is not valid. Source: Rule 6 Art. 5.
type Contract struct {
	// Original is the business reinsured.
	Original Original `json:"original"`
	// Form is how it is reinsured.
	Form Form `json:"form"`
	// GuaranteedRenewal says that the contract is renewed for certain (保证续保).
	GuaranteedRenewal bool `json:"guaranteedRenewal,omitzero"`
	// Rates is what the contract says of the rates of later years; empty is that nothing is guaranteed.
	Rates Rates `json:"rates,omitzero"`
	// Moved says that the reinsurer has chosen non-life for a contract with an [EmptyBand].
	Moved bool `json:"moved,omitzero"`
}

// An Original is the business that a contract reinsures.
type Original string

const (
	// LongTermLife is long-term life insurance (长期人寿险).
	LongTermLife Original = "long-term-life"
	// LongTermHealth is long-term health insurance (长期健康险).
	LongTermHealth Original = "long-term-health"
	// LongTermAccident is long-term accident insurance (长期意外险).
	LongTermAccident Original = "long-term-accident"
	// OtherOriginal is all other business.
	OtherOriginal Original = "other"
)

// A Form is how business is reinsured. The rule names three and leaves its list open (等方式): whoever has a contract of another form says which of
// them it is like.
type Form string

const (
	// Coinsurance is coinsurance (共保).
	Coinsurance Form = "coinsurance"
	// ModifiedCoinsurance is modified coinsurance (修正共保).
	ModifiedCoinsurance Form = "modified-coinsurance"
	// YearlyRenewable is yearly renewable term (年度续保).
	YearlyRenewable Form = "yearly-renewable"
)

// Rates is what a contract says of the rates of later years. Whether a band has economic substance depends on whether its limits can be reached,
// and both parties must judge it alike.
type Rates string

const (
	// GuaranteedRates are guaranteed (保证再保险费率).
	GuaranteedRates Rates = "guaranteed"
	// GuaranteedBand are within a guaranteed band (保证再保险费率浮动范围) that has economic substance (经济实质).
	GuaranteedBand Rates = "band"
	// EmptyBand are within a guaranteed band that has none.
	EmptyBand Rates = "empty-band"
)

// Validate reports every field that is missing or contradicts another, joined; each is a [cede.InvalidError].
func (c Contract) Validate() error {
	errs := []error{
		one("original", c.Original, LongTermLife, LongTermHealth, LongTermAccident, OtherOriginal),
		one("form", c.Form, Coinsurance, ModifiedCoinsurance, YearlyRenewable),
	}
	if c.Rates != "" {
		errs = append(errs, one("rates", c.Rates, GuaranteedRates, GuaranteedBand, EmptyBand))
	}
	if c.Form != YearlyRenewable {
		if c.GuaranteedRenewal {
			errs = append(errs, cede.Invalid("guaranteedRenewal", "true", "must only be set for yearly-renewable"))
		}
		if c.Rates != "" {
			errs = append(errs, cede.Invalid("rates", string(c.Rates), "must only be given for yearly-renewable"))
		}
	}
	if c.Moved && c.Rates != EmptyBand {
		errs = append(errs, cede.Invalid("moved", "true", "must only be set for rates of empty-band"))
	}
	return errors.Join(errs...)
}

// Life reports whether the contract is life reinsurance: of long-term business, by coinsurance, by modified coinsurance, or yearly renewable with both
// renewal and rates guaranteed, within a band or not, unless the reinsurer has moved it.
func (c Contract) Life() (bool, error) {
	if err := c.Validate(); err != nil {
		return false, err
	}
	switch {
	case c.Original == OtherOriginal, c.Moved:
		return false, nil
	case c.Form == YearlyRenewable:
		return c.GuaranteedRenewal && c.Rates != "", nil
	}
	return true, nil
}

// one refuses what is not known.
func one[T ~string](name string, x T, known ...T) error {
	if slices.Contains(known, x) {
		return nil
	}
	names := make([]string, 0, len(known))
	for _, k := range known {
		names = append(names, string(k))
	}
	return cede.Invalid(name, string(x), "must be one of "+strings.Join(names, ", "))
}
