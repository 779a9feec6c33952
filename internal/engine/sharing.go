package engine

import "github.com/cedego/cede/internal/fixed"

// LossSharing is what the cedent takes back of the losses of a year: a share of what lies in each band of loss ratio.
type LossSharing struct {
	Place
	Kind  ItemKind
	Basis LossBasis
	Bands []LossBand
}

// A LossBand is a band of loss ratio. An endless one has no To.
type LossBand struct {
	From, To fixed.Ratio
	Endless  bool
	Share    fixed.Ratio
}

// apply takes the cedent's part from the losses of a year.
func (l *LossSharing) apply(y *accountYear) error {
	if y.Provisional {
		y.add(Item{Kind: l.Kind})
		return nil
	}
	losses, err := y.losses(l.Basis)
	if err != nil {
		return err
	}
	premium := y.premium(l.Basis.Written)
	ratio, ok, err := y.ratio(l.Basis, losses, premium)
	if err != nil {
		return err
	}
	item := Item{Kind: l.Kind, Base: losses, Seen: ok, LossRatio: ratio}
	if ok {
		var part fixed.Ratio // over the premium
		for _, b := range l.Bands {
			top := ratio
			if !b.Endless {
				top = fixed.Min(ratio, b.To)
			}
			if above := top.Sub(b.From); above.Sign() > 0 {
				part = part.Add(above.Mul(b.Share))
			}
		}
		shared, fits := part.Times(premium, y.mode)
		if !fits {
			return ErrOverflow
		}
		item.Amount = -shared
		if y.shared, fits = fixed.Add(y.shared, shared); !fits { // clauses that see the losses before the sharing may take them more than once
			return ErrOverflow
		}
	}
	y.add(item)
	return nil
}
