package simulation

import (
	"cmp"
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/treaty"
)

// EventTerms are what is applied to each event of an event-loss table before it is folded:
//
//	share × min(max(loss - deductible, 0), limit)
//
// rounded once to the minor unit, half away from zero. The loss of an event is that of all its rows. The zero EventTerms leave it as it is.
type EventTerms struct {
	// Deductible is not negative.
	Deductible decimal.Decimal
	// Limit is not negative; nil is none.
	Limit *decimal.Decimal
	// Share is a fraction in (0, 1]; nil is all of it.
	Share *decimal.Decimal
}

// A Source is an event-loss table with its terms.
type Source struct {
	// Losses are those before the terms.
	Losses EventLosses
	// Terms are applied to each event.
	Terms EventTerms
}

// Folded are event-loss tables folded into one: what each event costs in all of them together, after their terms. It is immutable and safe for concurrent use. It takes 12 bytes for each event
// that costs something and 12 for each 64 numbers of events up to the greatest.
type Folded struct {
	currency treaty.Currency
	scale    int
	set      []uint64 // a bit for each event that costs something
	rank     []uint32 // of the first event of a word among those
	loss     []int64  // by rank
	greatest int64
}

// Fold folds tables of one currency and scale. A sum that leaves 64 bits is a [treaty.ErrOverflow].
func Fold(sources ...Source) (*Folded, error) {
	if len(sources) == 0 {
		return nil, cede.Invalid("sources", "", "must not be empty")
	}
	first := &sources[0].Losses
	out := &Folded{currency: first.Currency, scale: first.Places()}
	var all []folding
	for i := range sources {
		s := &sources[i]
		err := errors.Join(cede.In("losses", s.Losses.Validate()), cede.In("terms", s.Terms.validate()))
		switch {
		case err != nil:
		case s.Losses.Currency != out.currency:
			err = cede.Invalid("losses.currency", string(s.Losses.Currency), "must be that of the first, "+string(out.currency))
		case s.Losses.Places() != out.scale:
			err = cede.Invalid("losses.scale", strconv.Itoa(s.Losses.Places()), fmt.Sprintf("must be that of the first, %d", out.scale))
		default:
			all, err = s.fold(all)
		}
		if err != nil {
			return nil, cede.At("sources", i, err)
		}
	}
	slices.SortFunc(all, func(a, b folding) int { return cmp.Compare(a.event, b.event) })
	if err := out.index(all); err != nil {
		return nil, err
	}
	return out, nil
}

// A folding is what an event costs in one table.
type folding struct {
	event int32
	loss  int64
}

func (t EventTerms) validate() error {
	errs := []error{bound.NotNegative("deductible", t.Deductible), bound.Optional(bound.NotNegative, "limit", t.Limit)}
	if t.Share != nil {
		errs = append(errs, bound.Share("share", *t.Share))
	}
	return errors.Join(errs...)
}

// fold appends what the events cost after the terms, without those that cost nothing.
func (s *Source) fold(all []folding) ([]folding, error) {
	places := s.Losses.Places()
	deductible, err := minorOf("terms.deductible", s.Terms.Deductible, places)
	if err != nil {
		return nil, err
	}
	limit := int64(-1)
	if s.Terms.Limit != nil {
		if limit, err = minorOf("terms.limit", *s.Terms.Limit, places); err != nil {
			return nil, err
		}
	}
	share := fixed.Int(1)
	if s.Terms.Share != nil {
		share = fixed.FromDecimal(*s.Terms.Share)
	}
	e := &s.Losses
	for row := 0; row < len(e.Event); {
		event, sum := e.Event[row], int64(0)
		for ; row < len(e.Event) && e.Event[row] == event; row++ {
			var ok bool
			if sum, ok = fixed.Add(sum, e.Loss[row]); !ok {
				return nil, cede.At("losses.loss", row, treaty.ErrOverflow)
			}
		}
		sum = max(sum-deductible, 0)
		if limit >= 0 {
			sum = min(sum, limit)
		}
		if sum, _ = share.Times(sum, fixed.HalfUp); sum > 0 { // at most what it was
			all = append(all, folding{event, sum})
		}
	}
	return all, nil
}

// minorOf returns an amount in minor units.
func minorOf(name string, x decimal.Decimal, places int) (int64, error) {
	minor, fault := fixed.Minor(x, places, false)
	switch fault {
	case fixed.TooFine:
		return 0, cede.Invalid(name, x.String(), fmt.Sprintf("must have at most %d decimal places", places))
	case fixed.TooLarge:
		return 0, cede.Invalid(name, x.String(), "must fit 64 bits of minor units")
	case fixed.None:
	}
	return minor, nil
}

// index adds up what is sorted by event.
func (f *Folded) index(all []folding) error {
	if len(all) > 0 {
		words := int(all[len(all)-1].event)>>6 + 1
		f.set, f.rank = make([]uint64, words), make([]uint32, words)
	}
	for i := 0; i < len(all); {
		event, sum := all[i].event, int64(0)
		for ; i < len(all) && all[i].event == event; i++ {
			var ok bool
			if sum, ok = fixed.Add(sum, all[i].loss); !ok {
				return cede.In("event "+strconv.Itoa(int(event)), treaty.ErrOverflow)
			}
		}
		f.set[event>>6] |= 1 << (event & 63)
		f.loss = append(f.loss, sum)
		f.greatest = max(f.greatest, sum)
	}
	rank := 0
	for w, set := range f.set {
		f.rank[w] = uint32(rank)
		rank += bits.OnesCount64(set)
	}
	return nil
}

// Events returns how many events cost something.
func (f *Folded) Events() int {
	if f == nil {
		return 0
	}
	return len(f.loss)
}

// Losses returns the folded table: its columns are new.
func (f *Folded) Losses() EventLosses {
	if f == nil {
		return EventLosses{}
	}
	out := EventLosses{Currency: f.currency, Scale: new(f.scale), Event: make([]int32, 0, len(f.loss)), Loss: slices.Clone(f.loss)}
	for w, set := range f.set {
		for ; set != 0; set &= set - 1 {
			out.Event = append(out.Event, int32(w<<6+bits.TrailingZeros64(set)))
		}
	}
	return out
}
