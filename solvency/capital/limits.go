package capital

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Tiers are the four tiers of capital before their limits, in yuan, rounded to the fen, half away from zero. What is called other may be
// negative, and is then kept in full; policy future surplus is not. The zero Tiers are no capital.
type Tiers struct {
	_ [0]func()

	// Core1 and Core2 are core tier 1 and 2.
	Core1 Core `json:"core1"`
	Core2 Core `json:"core2"`
	// Supplementary1 and Supplementary2 are supplementary tier 1 and 2.
	Supplementary1 decimal.Decimal `json:"supplementary1"`
	Supplementary2 decimal.Decimal `json:"supplementary2"`
	// Mutual says that this is a mutual (相互保险组织), which the limit of core tier 2 does not bind. Source: Rule 1 Art. 44.
	Mutual bool `json:"mutual,omitzero"`
	// Cutting says what is cut where the limits leave a choice.
	Cutting Cutting `json:"cutting,omitzero"`
}

// Core is a tier of core capital before the limits.
type Core struct {
	_ [0]func()

	// Surplus is its policy future surplus (保单未来盈余), not negative.
	Surplus decimal.Decimal `json:"surplus"`
	// Other is everything else in it.
	Other decimal.Decimal `json:"other"`
}

// Cutting says which items are cut where the limits leave a choice. It never changes how much core or supplementary capital there is. The
// rule is silent; the zero Cutting cuts the lower tier first.
type Cutting struct {
	// Surplus is where policy surplus above its limit is cut first: [FromCore2], the default, or [FromCore1].
	Surplus SurplusFrom `json:"surplus,omitzero"`
	// Core2 is what is cut first of core tier 2 above its limit: [PolicySurplus], the default, or [OtherItems].
	Core2 Core2From `json:"core2,omitzero"`
	// Supplementary is what is cut first of supplementary capital above core capital: [LowerTier], the default, or [UpperTier].
	Supplementary SupplementaryFrom `json:"supplementary,omitzero"`
}

// SurplusFrom is the tier that policy surplus above its limit is cut from first. The zero SurplusFrom is [FromCore2].
type SurplusFrom string

const (
	// FromCore2 cuts that of core tier 2 first, as published reports do.
	FromCore2 SurplusFrom = "core-2"
	// FromCore1 cuts that of core tier 1 first.
	FromCore1 SurplusFrom = "core-1"
)

// Core2From is what is cut first of core tier 2. The zero Core2From is [PolicySurplus].
type Core2From string

const (
	// PolicySurplus cuts policy future surplus first.
	PolicySurplus Core2From = "surplus"
	// OtherItems cuts the other items first.
	OtherItems Core2From = "other"
)

// SupplementaryFrom is what is cut first of supplementary capital. The zero SupplementaryFrom is [LowerTier].
type SupplementaryFrom string

const (
	// LowerTier cuts supplementary tier 2 first.
	LowerTier SupplementaryFrom = "tier-2"
	// UpperTier cuts supplementary tier 1 first.
	UpperTier SupplementaryFrom = "tier-1"
)

func (c Cutting) validate() error {
	var errs []error
	switch c.Surplus {
	case "", FromCore2, FromCore1:
	default:
		errs = append(errs, cede.Invalid("surplus", string(c.Surplus), "must be core-2 or core-1"))
	}
	switch c.Core2 {
	case "", PolicySurplus, OtherItems:
	default:
		errs = append(errs, cede.Invalid("core2", string(c.Core2), "must be surplus or other"))
	}
	switch c.Supplementary {
	case "", LowerTier, UpperTier:
	default:
		errs = append(errs, cede.Invalid("supplementary", string(c.Supplementary), "must be tier-2 or tier-1"))
	}
	return errors.Join(errs...)
}

// Validate reports every figure out of range, joined.
func (t Tiers) Validate() error {
	return errors.Join(
		cede.In("core1", t.Core1.validate()),
		cede.In("core2", t.Core2.validate()),
		bound.Check("supplementary1", t.Supplementary1),
		bound.Check("supplementary2", t.Supplementary2),
		cede.In("cutting", t.Cutting.validate()))
}

func (c Core) validate() error {
	return errors.Join(bound.NotNegative("surplus", c.Surplus), bound.Check("other", c.Other))
}

// A Cut is a part of capital within the limits, and what is above them. Both add up to the part.
type Cut struct {
	// Kept is what is within the limits, and Excess what is above them and so a liability.
	Kept, Excess cross2.Line
}

// Within is capital within its limits. What is above them is a liability (资本性负债).
type Within struct {
	// Core is core capital (核心资本), and Supplementary supplementary capital (附属资本).
	Core, Supplementary cross2.Line
	// Surplus1 and Surplus2 are the policy surplus of core tier 1 and 2, and Other2 the other items of core tier 2. The others of core tier
	// 1 have no limit.
	Surplus1, Surplus2, Other2 Cut
	// Tier3 and Tier4 are supplementary tier 1 and 2.
	Tier3, Tier4 Cut
}

// Within returns the largest core capital, and then the largest supplementary capital, that meet all four limits together:
//
//	supplementary ≤ 100 % of core; policy surplus in core ≤ 35 % of core (40 % from 2023-09-30 on);
//	core tier 2 ≤ 30 % of core; supplementary tier 2 ≤ 25 % of core
//
// A limit is rounded down to the fen. Where core capital is not above zero there is no room under any limit: all that is limited is cut.
// Source: Rule 1 Arts. 41, 44; 金规〔2023〕5号 （三).
//
// Let other items and surplus of core tier 1 and 2 be o1, p1, o2, p2, of which o1, u ≤ p1, w ≤ o2, v ≤ p2 are kept, and core
// C = o1 + u + v + w. The limits of policy surplus b and of core tier 2 d say u + v ≤ bC and v + w ≤ dC. For a given C the rows of these, of the
// bounds and of the total are intervals of u, v, w in that order: a totally unimodular matrix. So the most that u + v + w can be is the least
// cover of {u, v, w} by bounds, in whole fen as well:
//
//	C − o1 ≤ min(p1 + p2 + o2, bC + o2, p1 + dC, bC + dC)
//
// and the largest C is
//
//	C = min(o1 + p1 + p2 + o2, (o1 + o2) / (1 − b), (o1 + p1) / (1 − d), o1 / (1 − b − d))
//
// rounded down; only where the last binds can rounding both limits down take some fen more. Cutting for one limit after another finds less
// in general. Supplementary capital is min(tier 1 + min(tier 2, 25 % of C), C). Since all of it grows with C, no smaller core gives more.
func (t Tiers) Within(e *cross2.Edition) (Within, error) {
	if err := t.Validate(); err != nil {
		return Within{}, err
	}
	w := cross2.On(e)
	c := cutter{
		w:       w,
		mutual:  t.Mutual,
		zero:    zero(w),
		half:    w.Given(cross2.Head{English: "Half a fen, so that rounding rounds down", Chinese: "半分，用于向下取整"}, decimal.New(5, -3)),
		surplus: limit(w, "capital.limit.surplus"),
		core2:   limit(w, "capital.limit.core-2"),
	}
	carried := func(english, chinese string, yuan decimal.Decimal) cross2.Line {
		h := name(english+", before limits", "限额前"+chinese, "41")
		return w.Round(h, w.Given(h, yuan), cross2.Fen)
	}
	c.o1 = carried("Core tier 1 other than policy surplus", "保单未来盈余以外的核心一级资本", t.Core1.Other)
	c.p1 = carried("Policy surplus in core tier 1", "核心一级资本中的保单未来盈余", t.Core1.Surplus)
	c.o2 = carried("Core tier 2 other than policy surplus", "保单未来盈余以外的核心二级资本", t.Core2.Other)
	c.p2 = carried("Policy surplus in core tier 2", "核心二级资本中的保单未来盈余", t.Core2.Surplus)
	within := c.core(t.Cutting)

	s1 := carried("Supplementary tier 1", "附属一级资本", t.Supplementary1)
	s2 := carried("Supplementary tier 2", "附属二级资本", t.Supplementary2)
	room := c.part("Room for supplementary capital", "附属资本限额", within.Core, limit(w, "capital.limit.supplementary"))
	room2 := c.part("Room for supplementary tier 2", "附属二级资本限额", within.Core, limit(w, "capital.limit.supplementary-2"))
	left := func(taken cross2.Line) cross2.Line {
		return w.Difference(name("Room left", "剩余限额", "41"), room, taken)
	}
	negative := func(l cross2.Line) cross2.Line { return w.Min(name("If negative", "负值部分", "41"), l, c.zero) }
	h1, h2 := name("Supplementary tier 1 within limits", "限额内附属一级资本", "41"), name("Supplementary tier 2 within limits", "限额内附属二级资本", "41")
	var k1, k2 cross2.Line
	if t.Cutting.Supplementary == UpperTier {
		k2 = w.Min(h2, s2, room2, left(negative(s1)))
		k1 = w.Min(h1, s1, left(k2))
	} else {
		k1 = w.Min(h1, s1, left(negative(s2)))
		k2 = w.Min(h2, s2, room2, left(k1))
	}
	within.Tier3, within.Tier4 = c.cut(s1, k1), c.cut(s2, k2)
	within.Supplementary = w.Sum(name("Supplementary capital", "附属资本", "29"), k1, k2)
	if err := w.Err(); err != nil {
		return Within{}, err
	}
	return within, nil
}

// limit returns a limit as a line.
func limit(w *cross2.Workings, key string) cross2.Line {
	if w.Err() != nil {
		return cross2.Line{}
	}
	t, err := w.Edition().Threshold(key)
	if w.Fail(err) != nil {
		return cross2.Line{}
	}
	if w.Fail(cede.In(key, bound.NotNegative("", t.Value()))) != nil {
		return cross2.Line{}
	}
	return w.GivenNumber(cross2.Head{English: t.Name(cross2.English), Chinese: t.Name(cross2.Chinese), Citation: t.Citation()}, t.Value())
}

// A cutter cuts core capital.
type cutter struct {
	w              *cross2.Workings
	mutual         bool
	zero, half     cross2.Line
	surplus, core2 cross2.Line // the limits
	o1, p1, o2, p2 cross2.Line
}

// down rounds a line down to the fen, and to zero if it is negative. Rounding half away from zero what is half a fen less does just that.
func (c cutter) down(english, chinese string, l cross2.Line) cross2.Line {
	w := c.w
	h := name(english+", rounded down", chinese+"（向下取整）", "41")
	return w.Max(h, w.Round(h, w.Difference(name("Less half a fen", "减半分", "41"), l, c.half), cross2.Fen), c.zero)
}

// part returns what a limit is of core capital.
func (c cutter) part(english, chinese string, core, limit cross2.Line) cross2.Line {
	return c.down(english, chinese, c.w.Product(name(english, chinese, "41"), core, limit))
}

func (c cutter) cut(whole, kept cross2.Line) Cut {
	return Cut{Kept: kept, Excess: c.w.Difference(name("Above the limits", "超限额部分", "41"), whole, kept)}
}

// quotientPlaces are the places of a bound of core capital before it is rounded down.
const quotientPlaces = 12

// leastRest is the least part of core capital, in hundredths, that the limits of policy surplus and of core tier 2 must leave together; it
// bounds by how many fen rounding lowers core capital.
const leastRest = 1

// core returns core capital within its limits.
func (c cutter) core(cutting Cutting) Within {
	w := c.w
	all := w.Sum(name("Core capital before limits", "限额前核心资本", "41"), c.o1, c.p1, c.o2, c.p2)
	one := w.GivenNumber(cross2.Head{English: "One", Chinese: "1"}, decimal.New(1, 0))
	limits := []cross2.Line{c.surplus}
	if !c.mutual {
		limits = append(limits, c.core2)
	}
	rest := w.Difference(name("Rest beside the limited parts", "非受限部分的比例", "41"), one, limits...)
	if w.Err() == nil && rest.Amount().LessThan(decimal.New(leastRest, -2)) {
		_ = w.Fail(cede.Invalid("capital.limit", bound.Text(rest.Amount()), "must leave at least 0.01 of core capital beside policy surplus and core tier 2"))
	}
	reach := func(english, chinese string, share cross2.Line, parts ...cross2.Line) cross2.Line {
		h := name(english, chinese, "41")
		return c.down(english, chinese, w.Quotient(h, w.Sum(name("Parts with a limit of their own left out", "不受该限额约束的部分", "41"), parts...), share, quotientPlaces))
	}
	bounds := []cross2.Line{all, reach("Core capital that its policy surplus allows", "保单未来盈余限额下的核心资本",
		w.Difference(name("Rest beside policy surplus", "保单未来盈余以外的比例", "41"), one, c.surplus), c.o1, c.o2)}
	if !c.mutual {
		bounds = append(bounds,
			reach("Core capital that core tier 2 allows", "核心二级资本限额下的核心资本",
				w.Difference(name("Rest beside core tier 2", "核心二级资本以外的比例", "41"), one, c.core2), c.o1, c.p1),
			reach("Core capital that both allow", "两项限额下的核心资本", rest, c.o1))
	}
	head := name("Core capital within limits", "限额内核心资本", "41")
	core := w.Min(head, bounds...)
	if w.Err() != nil {
		return Within{}
	}
	if !core.Amount().IsPositive() {
		return c.none()
	}
	if largest := c.largest(core.Amount()); !largest.Equal(core.Amount()) {
		lost := w.Given(name("Lost by rounding both limits down", "两项限额向下取整的影响", "41"), core.Amount().Sub(largest))
		core = w.Difference(head, core, lost)
	}
	return c.share(core, cutting)
}

// largest returns the largest core capital in whole fen that is at most core and has room for its parts. The most that the parts can be
// grows with core capital, so that going down to it again and again ends at the largest that is within it. The bounds by one limit alone
// are there for limits with so many digits that the quotients of [cutter.core] were rounded up.
func (c cutter) largest(core decimal.Decimal) decimal.Decimal {
	o1, p1, o2, p2 := c.o1.Amount(), c.p1.Amount(), c.o2.Amount(), c.p2.Amount()
	for {
		surplus := core.Mul(c.surplus.Amount()).Truncate(cross2.Fen)
		most := decimal.Min(p1.Add(p2).Add(o2), surplus.Add(o2))
		if !c.mutual {
			core2 := core.Mul(c.core2.Amount()).Truncate(cross2.Fen)
			most = decimal.Min(most, p1.Add(core2), surplus.Add(core2))
		}
		most = most.Add(o1)
		if !most.LessThan(core) {
			return core
		}
		core = most
	}
}

// none cuts everything that is limited.
func (c cutter) none() Within {
	w := c.w
	kept := c.o2
	if !c.mutual {
		kept = w.Min(name("Other items of core tier 2 within limits", "限额内其他核心二级资本", "41"), c.o2, c.zero)
	}
	return Within{
		Core:     w.Sum(name("Core capital within limits", "限额内核心资本", "41"), c.o1, kept),
		Surplus1: c.cut(c.p1, c.zero),
		Surplus2: c.cut(c.p2, c.zero),
		Other2:   c.cut(c.o2, kept),
	}
}

// share shares core capital above zero among its parts. Where policy surplus binds, o2 is kept in full and p1 and p2 share the room; where
// core tier 2 binds, p1 is kept in full and p2 and o2 share it. The choice is how much of p2 is kept: as little as possible, or as much.
func (c cutter) share(core cross2.Line, cutting Cutting) Within {
	w := c.w
	limited := w.Difference(name("Core capital other than core tier 1 without limit", "受限部分合计", "41"), core, c.o1)
	room := c.part("Room for policy surplus", "保单未来盈余限额", core, c.surplus)
	var room2 cross2.Line
	if !c.mutual {
		room2 = c.part("Room for core tier 2", "核心二级资本限额", core, c.core2)
	}
	if w.Err() != nil {
		return Within{}
	}
	more := cutting.Core2 == OtherItems
	if limited.Amount().Equal(room.Amount().Add(c.o2.Amount())) {
		more = cutting.Surplus == FromCore1
	}
	head := name("Policy surplus in core tier 2 within limits", "限额内核心二级资本中的保单未来盈余", "41")
	var kept2 cross2.Line
	if more {
		least := []cross2.Line{w.Max(name("Least of other core tier 2", "其他核心二级资本下限", "41"),
			w.Difference(name("Beyond policy surplus", "保单未来盈余限额之外", "41"), limited, room),
			w.Min(name("If negative", "负值部分", "41"), c.o2, c.zero))}
		if !c.mutual {
			least = append(least, w.Max(name("Least of policy surplus in core tier 1", "核心一级资本中保单未来盈余下限", "41"),
				w.Difference(name("Beyond core tier 2", "核心二级资本限额之外", "41"), limited, room2), c.zero))
		}
		kept2 = w.Min(head, c.p2, w.Difference(name("Beside the least of the others", "其他部分取下限后的余额", "41"), limited, least...))
	} else {
		kept2 = w.Max(head, w.Difference(name("Beyond the others", "其他部分之外", "41"), limited, c.p1, c.o2), c.zero)
	}
	other := c.o2
	if !c.mutual {
		other = w.Min(name("Other items of core tier 2 within limits", "限额内其他核心二级资本", "41"), c.o2,
			w.Difference(name("Room left", "剩余限额", "41"), room2, kept2))
	}
	kept1 := w.Difference(name("Policy surplus in core tier 1 within limits", "限额内核心一级资本中的保单未来盈余", "41"), limited, kept2, other)
	return Within{Core: core, Surplus1: c.cut(c.p1, kept1), Surplus2: c.cut(c.p2, kept2), Other2: c.cut(c.o2, other)}
}
