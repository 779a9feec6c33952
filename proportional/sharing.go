package proportional

import (
	"errors"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A Sharing is what the cedent takes back of the losses that a contract cedes in a year: a loss corridor, a table of participation or a
// cap on the loss ratio. Exactly one is stated.
//
// With r the loss ratio and P the premium it is, rounded once,
//
//	shared = P × sum over bands of share × max(min(r, to) - from, 0)
//
// The zero Sharing is not valid.
type Sharing struct {
	_ [0]func()
	// Corridor is one band whose losses the cedent shares (损失走廊).
	Corridor *LossBand `json:"corridor,omitzero"`
	// Participation is a table of bands, in order and without overlap.
	Participation []LossBand `json:"participation,omitzero"`
	// Cap is the loss ratio above which all losses stay with the cedent (赔付率封顶), positive.
	Cap *decimal.Decimal `json:"cap,omitzero"`
	// LossRatio is what the bands are of.
	LossRatio LossRatio `json:"lossRatio,omitzero"`
	// Reinsurers are those for whom it holds; none is all.
	Reinsurers []string `json:"reinsurers,omitzero"`
}

// A LossBand is a band of loss ratio. The zero LossBand is not valid.
type LossBand struct {
	_ [0]func()
	// From is the loss ratio at its lower end, not negative.
	From decimal.Decimal `json:"from"`
	// To is that at its upper end, above From; nil is no end, for the last band only.
	To *decimal.Decimal `json:"to,omitzero"`
	// Share is the cedent's part of the losses in the band, in (0, 1].
	Share decimal.Decimal `json:"share"`
}

func (s Sharing) validate() error {
	var errs []error
	stated := 0
	if s.Corridor != nil {
		stated++
		errs = append(errs, cede.In("corridor", s.Corridor.validate()))
	}
	if s.Participation != nil {
		stated++
		errs = append(errs, validateBands(s.Participation))
	}
	if s.Cap != nil {
		stated++
		errs = append(errs, bound.Positive("cap", *s.Cap))
	}
	if stated != 1 {
		errs = append(errs, cede.Invalid("", "", "must state exactly one of corridor, participation and cap"))
	}
	return errors.Join(append(errs, s.LossRatio.validate())...)
}

func (b LossBand) validate() error {
	errs := []error{
		bound.NotNegative("from", b.From),
		bound.Optional(bound.Positive, "to", b.To),
		bound.Share("share", b.Share),
	}
	if errs[0] == nil && errs[1] == nil && b.To != nil && !b.To.GreaterThan(b.From) {
		errs = append(errs, cede.Invalid("to", bound.Text(*b.To), "must be above from, "+bound.Text(b.From)))
	}
	return errors.Join(errs...)
}

func validateBands(bands []LossBand) error {
	if len(bands) == 0 {
		return cede.Invalid("participation", "", "must not be empty")
	}
	var errs []error
	for i, b := range bands {
		err := b.validate()
		if i > 0 && err == nil && bands[i-1].validate() == nil {
			switch before := bands[i-1].To; {
			case before == nil:
				err = cede.Invalid("from", bound.Text(b.From), "must not follow a band without an end")
			case b.From.LessThan(*before):
				err = cede.Invalid("from", bound.Text(b.From), "must not be below the end of the band before, "+bound.Text(*before))
			}
		}
		errs = append(errs, cede.At("participation", i, err))
	}
	return errors.Join(errs...)
}

func (s Sharing) lower() engine.LossSharing {
	out := engine.LossSharing{Kind: engine.ItemParticipation, Basis: s.LossRatio.lower()}
	bands := s.Participation
	switch {
	case s.Corridor != nil:
		out.Kind, bands = engine.ItemCorridor, []LossBand{*s.Corridor}
	case s.Cap != nil:
		out.Kind, bands = engine.ItemCap, []LossBand{{From: *s.Cap, Share: decimal.New(1, 0)}}
	}
	for _, b := range bands {
		out.Bands = append(out.Bands, engine.LossBand{
			From: fixed.FromDecimal(b.From), To: ratioOf(b.To), Endless: b.To == nil, Share: fixed.FromDecimal(b.Share),
		})
	}
	return out
}
