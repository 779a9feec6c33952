package treaty

import (
	"errors"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/shopspring/decimal"
)

// A Placement is a panel of reinsurers with their signed lines. Lines that add
// up to less than 1 leave the rest with the cedent (分保不完全): the contract's
// effective capacity is its capacity times the placed share.
//
// The zero Placement has nobody in it and is not valid for a contract that cedes.
//
// Source: T/IAC 17-2018, 6.4.
type Placement struct {
	// Lines are the signed lines, in the order that breaks ties.
	Lines []Line `json:"lines"`
}

// A Line is what one reinsurer signed.
type Line struct {
	_ [0]func()
	// Reinsurer identifies the reinsurer.
	Reinsurer string `json:"reinsurer"`
	// Share is the signed line as a fraction of 100 % of the contract, in (0, 1].
	Share decimal.Decimal `json:"share"`
}

// Placed returns the sum of the lines, a fraction of 1.
func (p Placement) Placed() decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range p.Lines {
		if bound.Check("", l.Share) == nil {
			sum = sum.Add(l.Share)
		}
	}
	return sum
}

// Validate reports an empty panel, a line without a name or outside (0, 1], a
// reinsurer that is named twice, and lines that add up to more than 1.
func (p Placement) Validate() error {
	var errs []error
	if len(p.Lines) == 0 {
		errs = append(errs, cede.Invalid("lines", "", "must not be empty"))
	}
	seen := make(map[string]bool, len(p.Lines))
	for i, l := range p.Lines {
		errs = append(errs, cede.At("lines", i, l.validate(seen)))
		seen[l.Reinsurer] = true
	}
	if sum := p.Placed(); sum.GreaterThan(decimal.New(1, 0)) {
		errs = append(errs, cede.Invalid("lines", bound.Text(sum), "must add up to at most 1"))
	}
	return errors.Join(errs...)
}

func (l Line) validate(seen map[string]bool) error {
	var errs []error
	switch {
	case strings.TrimSpace(l.Reinsurer) == "":
		errs = append(errs, cede.Invalid("reinsurer", "", "must not be empty"))
	case seen[l.Reinsurer]:
		errs = append(errs, cede.Invalid("reinsurer", l.Reinsurer, "must be named only once"))
	}
	errs = append(errs, bound.Share("share", l.Share))
	return errors.Join(errs...)
}
