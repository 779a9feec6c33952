package proportional

import (
	"errors"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A QuotaShareSurplus (成数溢额) is a quota share and a surplus in one contract: the
// quota share cedes its share of the gross line, which is the sum insured up to Line, and the
// surplus what lies above the line.
//
//	quota share = share × min(sum insured, line) / sum insured
//	surplus     = min(sum insured - line, capacity) / sum insured
//
// The zero QuotaShareSurplus is not valid.
type QuotaShareSurplus struct {
	_ [0]func()
	// Share is the quota share of the gross line, a fraction in (0, 1].
	Share decimal.Decimal `json:"share"`
	// Line is the gross line, the retention before the quota share.
	Line Retention `json:"line"`
	// Base is what line and capacity are measured on; empty means [OnSumInsured].
	Base Base `json:"base,omitzero"`
	// OwnShareAttribute names the attribute of a risk, in (0, 1], by which line and capacity are measured on 100 % of a
	// coinsured risk, as in [Surplus]; empty measures them on the insurer's own share.
	OwnShareAttribute string `json:"ownShareAttribute,omitzero"`
	// LinesOn says what a line of the surplus is; empty means [LinesOnGross].
	LinesOn LinesOn `json:"linesOn,omitzero"`
	// LineCount says how lines are counted; empty means [LinesOnTop].
	LineCount LineCount `json:"lineCount,omitzero"`
	// Capacities are the first surplus, the second and so on; at least one.
	Capacities []Capacity `json:"capacities"`
	// Overspill says what happens to a unit above all capacity; empty means [OverspillCedent].
	Overspill Overspill `json:"overspill,omitzero"`
	// Deductible is the treaty deductible (合约免赔额), one for both; nil is none.
	Deductible *Deductible `json:"deductible,omitzero"`
	// EventLimit is the most that is ceded of one event (事故限额), at 100 % of the
	// contract, positive; nil is none.
	EventLimit *decimal.Decimal `json:"eventLimit,omitzero"`
	// Aggregate is the annual aggregate deductible and limit, one for both; nil is none.
	Aggregate *Aggregate `json:"aggregate,omitzero"`
	// ExGratia says whether payments without liability (通融赔付) are covered; empty means [ExGratiaCovered].
	ExGratia ExGratia `json:"exGratia,omitzero"`
}

// LinesOn says what a line of the surplus is beside a quota share.
type LinesOn string

const (
	// LinesOnGross counts lines of the gross line. It is the default.
	LinesOnGross LinesOn = "gross"
	// LinesOnNet counts lines of what the quota share leaves of the gross line, rounded once.
	LinesOnNet LinesOn = "net"
)

// Kind returns "quota-share-surplus".
func (QuotaShareSurplus) Kind() string { return "quota-share-surplus" }

// Validate reports every broken term.
func (m QuotaShareSurplus) Validate() error {
	errs := []error{
		bound.Share("share", m.Share),
		cede.In("line", m.Line.validate()),
		oneOf("linesOn", m.LinesOn, LinesOnGross, LinesOnNet),
		m.surplus().Validate(),
	}
	if !m.Line.stated() {
		errs = append(errs, cede.Invalid("line", "", "must not be empty"))
	}
	return errors.Join(errs...)
}

// surplus returns the terms m shares with a surplus, with a retention that is valid.
func (m QuotaShareSurplus) surplus() Surplus {
	return Surplus{
		Retention: Retention{Amount: new(decimal.New(1, 0))}, Base: m.Base, LineCount: m.LineCount,
		Capacities: m.Capacities, Overspill: m.Overspill, Deductible: m.Deductible, EventLimit: m.EventLimit, Aggregate: m.Aggregate, ExGratia: m.ExGratia,
	}
}

// Canonical returns m with every empty reading spelled out.
func (m QuotaShareSurplus) Canonical() treaty.Terms {
	m.Line = m.Line.canonical()
	m.Base = or(m.Base, OnSumInsured)
	m.LinesOn = or(m.LinesOn, LinesOnGross)
	m.LineCount = or(m.LineCount, LinesOnTop)
	m.Overspill = or(m.Overspill, OverspillCedent)
	m.Deductible, m.Aggregate = m.Deductible.canonical(), m.Aggregate.canonical()
	m.ExGratia = or(m.ExGratia, ExGratiaCovered)
	m.Capacities = slices.Clone(m.Capacities)
	return m
}

// Lower adds m to a plan. It is for this module only.
func (m QuotaShareSurplus) Lower(b *engine.Builder) error {
	p, err := lossTerms(b, m.Deductible, m.EventLimit, m.Aggregate, m.ExGratia)
	line, span, lineErr := m.Line.lower(b)
	takes, takesErr := lowerCapacities(b, m.Capacities, m.LineCount)
	if err := errors.Join(err, cede.In("line", lineErr), takesErr); err != nil {
		return err
	}
	share := fixed.FromDecimal(m.Share)
	counted := func(gross int64) int64 { return gross }
	if m.LinesOn == LinesOnNet {
		kept := fixed.Int(1).Sub(share)
		counted = func(gross int64) int64 {
			n, _ := kept.Times(gross, b.Mode) // at most gross
			return n
		}
	}
	p.Clauses = []string{"quota-share"}
	p.Capacities = []int64{engine.Unlimited}
	lines := span
	lines.least = counted(span.least)
	if span.most != engine.Unlimited {
		lines.most = counted(span.most)
		p.Capacities[0], _ = share.Times(span.most, b.Mode)
	}
	name(p, takes, span, lines, b.Mode)
	p.Measure, p.OwnShare = m.Base.measure(), m.OwnShareAttribute
	p.RefuseOverspill = m.Overspill == OverspillError
	p.Shares = func(f *engine.Facts, shares []fixed.Ratio) (fixed.Ratio, error) {
		gross, err := line(f)
		if err != nil {
			return fixed.Ratio{}, err
		}
		shares[0] = share.Mul(fixed.Min(f.Measure, fixed.Int(gross))).Quo(f.Measure)
		left, _, err := stack(f, takes, gross, counted(gross), b.Mode, shares[1:])
		return left, err
	}
	b.Cede(p)
	return nil
}
