package capital

import (
	"errors"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Valuation is what policy future surplus is computed from for the life business in force, in yuan. The zero Valuation gives none.
type Valuation struct {
	_ [0]func()

	// Statements is the book value of the liability of life contracts in the financial statements.
	Statements decimal.Decimal `json:"statements"`
	// Solvency is its recognised value, by Rule 3.
	Solvency decimal.Decimal `json:"solvency"`
	// Guarantee is the cash value guarantee, not negative; see [Guarantee].
	Guarantee decimal.Decimal `json:"guarantee"`
	// TaxReserve is the income tax reserve, not negative; see [TaxReserve].
	TaxReserve decimal.Decimal `json:"taxReserve"`
}

// Validate reports every figure out of range, joined.
func (v Valuation) Validate() error {
	return errors.Join(bound.Check("statements", v.Statements), bound.Check("solvency", v.Solvency),
		bound.NotNegative("guarantee", v.Guarantee), bound.NotNegative("taxReserve", v.TaxReserve))
}

// Surplus returns policy future surplus (保单未来盈余) as the rule lets it be approximated:
//
//	statements − solvency − cash value guarantee − income tax reserve
//
// Source: Rule 1 Art. 35.
func (v Valuation) Surplus(e *cross2.Edition) (cross2.Line, error) {
	if err := v.Validate(); err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	given := func(english, chinese string, yuan decimal.Decimal) cross2.Line {
		return w.Given(name(english, chinese, "35"), yuan)
	}
	l := w.Difference(name("Policy future surplus", "保单未来盈余", "35"),
		given("Life liability in the financial statements", "财务报表下寿险合同负债账面价值", v.Statements),
		given("Life liability recognised", "偿付能力报告下寿险合同负债认可价值", v.Solvency),
		given("Cash value guarantee", "现金价值保证", v.Guarantee),
		given("Income tax reserve", "所得税准备", v.TaxReserve))
	return l, w.Err()
}

// Surplus is the policy future surplus of a company, by remaining term of the policies. The zero Surplus is none.
type Surplus struct {
	_ [0]func()

	// Groups are the groups of policies, at most one in each range of remaining terms (under 5, from 5, from 10, from 30 years), in any order.
	Groups []Group `json:"groups"`
	// Total is what they must add up to, for example that of a [Valuation]; nil: not known.
	Total *decimal.Decimal `json:"total,omitzero"`
}

// A Group is the policies of one range of remaining terms. The zero Group is not valid.
type Group struct {
	_ [0]func()

	// Term is a remaining term in years that lies in the range, not negative.
	Term decimal.Decimal `json:"term"`
	// Surplus is the policy future surplus of the group in yuan; it may be negative.
	Surplus decimal.Decimal `json:"surplus"`
	// InForce are the policies in force at the end of each year to come, of which one at least is there; at most 150 years. A group under
	// 5 years or with negative surplus needs none.
	InForce []decimal.Decimal `json:"inForce,omitzero"`
	// Rates are the rates r by which surplus is spread over the years, from 0 to 1: one for all years, or one for each, in which case the
	// factor of year i is (1 + rᵢ)⁻ⁱ. They may be those of the curve of Rule 3 Art. 19.
	Rates []decimal.Decimal `json:"rates,omitzero"`
}

// maxYears is the most years of a group.
const maxYears = 150

// Validate reports every figure out of range, joined. What depends on the reporting date is found by [Surplus.Grade].
func (s Surplus) Validate() error {
	var errs []error
	for i, g := range s.Groups {
		errs = append(errs, cede.At("groups", i, g.validate()))
	}
	errs = append(errs, bound.Optional(bound.Check, "total", s.Total))
	if errors.Join(errs...) == nil && s.Total != nil && !s.sum().Equal(*s.Total) {
		errs = append(errs, cede.Invalid("total", bound.Text(*s.Total), "must be what the groups add up to, "+bound.Text(s.sum())))
	}
	return errors.Join(errs...)
}

func (s Surplus) sum() decimal.Decimal {
	var sum decimal.Decimal
	for _, g := range s.Groups {
		sum = sum.Add(g.Surplus)
	}
	return sum
}

func (g Group) validate() error {
	errs := []error{bound.NotNegative("term", g.Term), bound.Check("surplus", g.Surplus)}
	if n := len(g.InForce); n > maxYears {
		errs = append(errs, cede.Invalid("inForce", strconv.Itoa(n), "must be at most "+strconv.Itoa(maxYears)+" years"))
		return errors.Join(errs...)
	}
	some := len(g.InForce) == 0
	for i, n := range g.InForce {
		errs = append(errs, cede.At("inForce", i, bound.NotNegative("", n)))
		some = some || n.Sign() > 0
	}
	if !some {
		errs = append(errs, cede.Invalid("inForce", "0", "must be above zero in some year"))
	}
	if n := len(g.Rates); n > 1 && n != len(g.InForce) {
		errs = append(errs, cede.Invalid("rates", strconv.Itoa(n), "must be one rate, or as many as there are years, "+strconv.Itoa(len(g.InForce))))
		return errors.Join(errs...)
	}
	for i, r := range g.Rates {
		errs = append(errs, cede.At("rates", i, bound.Fraction("", r)))
	}
	return errors.Join(errs...)
}

// Graded is policy future surplus by tier of capital, each line rounded to the fen.
type Graded struct {
	// Core1 is row S02-1.2.6, less what is to be taken from core tier 1, so that it may be negative; Core2 is row S02-2.2.
	Core1, Core2 cross2.Line
	// Supplementary1 and Supplementary2 are rows S02-3.6 and S02-4.2.
	Supplementary1, Supplementary2 cross2.Line
}

// A graded is a group with its range.
type graded struct {
	Group
	place        int  // in the order of the user
	upper, lower Tier // of the present value and of the rest
	returns      decimal.Decimal
	surplus      cross2.Line
}

// Grade returns policy future surplus by tier of capital. That of a group is spread over the years like its policies in force, so that its
// present value at the rates r is the surplus, and discounted at the capital return rate (资本报酬率) ρ:
//
//	cash flow of year j = Nⱼ × surplus / Σ Nᵢ (1 + r)⁻ⁱ
//	present value       = Σ cash flow of year j × (1 + ρ)⁻ʲ
//
//	remaining term  ρ     present value    the rest
//	from 30 years   13 %  core tier 1      supplementary tier 1
//	from 10 to 30   13 %  core tier 2      supplementary tier 1
//	from 5 to 10    10 %  supplementary 1  supplementary tier 2
//	under 5         -     -                supplementary tier 2
//
// The present value of one yuan of surplus is rounded to 16 places, that of the group to the fen. Negative surplus in total is taken from core
// tier 1 as it is. Otherwise a negative group counts as zero, and its amount is taken from the group from 30 years on before discounting,
// and from core tier 1 where that group has too little. Source: Rule 1 Arts. 36, 37; implementing notice 一（三）.
func (s Surplus) Grade(e *cross2.Edition) (Graded, error) {
	if err := s.Validate(); err != nil {
		return Graded{}, err
	}
	w := cross2.On(e)
	groups := s.ranged(w)
	parts := map[Tier][]cross2.Line{}
	if s.sum().IsNegative() {
		for _, g := range groups {
			parts[Core1] = append(parts[Core1], g.surplus)
		}
	} else {
		parts[Core1] = offset(w, groups)
		for _, g := range groups {
			g.split(w, parts)
		}
	}
	row := func(code string, t Tier) cross2.Line {
		if len(parts[t]) == 0 {
			return w.Enter(code, article("36"), decimal.Decimal{})
		}
		return w.Sum(w.Row(code, article("36")), parts[t]...)
	}
	g := Graded{
		Core1:          row("S02-1.2.6", Core1),
		Core2:          row("S02-2.2", Core2),
		Supplementary1: row("S02-3.6", Supplementary1),
		Supplementary2: row("S02-4.2", Supplementary2),
	}
	if err := w.Err(); err != nil {
		return Graded{}, err
	}
	return g, nil
}

// ranged returns the groups in ascending order of their ranges.
func (s Surplus) ranged(w *cross2.Workings) []*graded {
	const upper, lower, returns = "capital.surplus.tier", "capital.surplus.rest", "capital.surplus.return"
	ranges, err := w.Edition().Brackets(upper)
	_ = w.Fail(err)
	rests, err := w.Edition().Brackets(lower)
	_ = w.Fail(err)
	rates, err := w.Edition().Brackets(returns)
	if w.Fail(err) != nil {
		return nil
	}
	groups := make([]*graded, 0, len(s.Groups))
	seen := map[string]bool{}
	for i, group := range s.Groups {
		tier, err := ranges.Lookup(group.Term)
		rest, other := rests.Lookup(group.Term)
		if w.Fail(cede.At("groups", i, errors.Join(err, other))) != nil {
			return nil
		}
		in := tier.In.String()
		if seen[in] {
			_ = w.Fail(cede.At("groups", i, cede.Invalid("term", bound.Text(group.Term), "must not be in the range of another group, "+in)))
		}
		seen[in] = true
		h := name("Surplus of policies with remaining years in "+in, "剩余期限（年）属于"+in+"的保单未来盈余", "36")
		g := &graded{Group: group, place: i, surplus: w.Round(h, w.Given(h, group.Surplus), cross2.Fen)}
		g.upper, err = numbered(upper, tier.Value)
		g.lower, other = numbered(lower, rest.Value)
		_ = w.Fail(errors.Join(err, other))
		if g.upper != g.lower {
			found, err := rates.Lookup(group.Term)
			_ = w.Fail(cede.At("groups", i, err))
			g.returns = found.Value
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b *graded) int { return a.Term.Cmp(b.Term) })
	return groups
}

// offset takes the negative groups from that of core tier 1, and returns what is to be taken from core tier 1 itself.
func offset(w *cross2.Workings, groups []*graded) []cross2.Line {
	if w.Err() != nil {
		return nil
	}
	var first *graded
	var taken []cross2.Line
	for _, g := range groups {
		switch {
		case g.upper == Core1:
			first = g
		case g.surplus.Amount().IsNegative():
			taken = append(taken, g.surplus)
		}
	}
	if first != nil {
		if len(taken) == 0 && !first.surplus.Amount().IsNegative() {
			return nil
		}
		taken = append([]cross2.Line{first.surplus}, taken...)
	}
	if len(taken) == 0 {
		return nil
	}
	sum := w.Sum(name("Surplus of the longest policies after negative groups", "冲减后的最长期限组保单未来盈余", "37"), taken...)
	if first != nil {
		first.surplus = w.Max(name("The same, not negative", "同上，不低于零", "37"), sum, zero(w))
	}
	return []cross2.Line{w.Min(name("Negative groups taken from core tier 1", "不足冲减而冲减核心一级资本的部分", "37"), sum, zero(w))}
}

// split adds the present value of a group and the rest to their tiers; a group that is not positive has neither.
func (g *graded) split(w *cross2.Workings, parts map[Tier][]cross2.Line) {
	switch {
	case w.Err() != nil || !g.surplus.Amount().IsPositive():
		return
	case g.upper == g.lower:
		parts[g.upper] = append(parts[g.upper], g.surplus)
		return
	}
	share, err := g.share()
	if w.Fail(cede.At("groups", g.place, err)) != nil {
		return
	}
	value := w.Round(name("Present value at the capital return rate", "按资本报酬率折现的现值", "36"),
		w.Product(name("Surplus times present value of one", "保单未来盈余与单位现值之积", "36"),
			g.surplus,
			w.GivenNumber(name("Present value of one yuan of surplus at "+bound.Text(g.returns), "按"+bound.Text(g.returns)+"折现的单位盈余现值", "36"), share)),
		cross2.Fen)
	parts[g.upper] = append(parts[g.upper], value)
	parts[g.lower] = append(parts[g.lower], w.Difference(name("The rest", "剩余部分", "36"), g.surplus, value))
}

const (
	// discountPlaces are the places of a discount factor: what 150 roundings and the longest term leave is far beyond sharePlaces.
	discountPlaces = 60
	// sharePlaces are the places of the present value of one yuan, the most that an amount in fen can be multiplied with.
	sharePlaces = 16
)

// share returns the present value of one yuan of surplus, Σ Nⱼ (1 + ρ)⁻ʲ / Σ Nᵢ (1 + r)⁻ⁱ.
func (g *graded) share() (decimal.Decimal, error) {
	if len(g.InForce) == 0 {
		return decimal.Decimal{}, cede.Invalid("inForce", "", "must not be empty: the surplus is to be discounted")
	}
	if len(g.Rates) == 0 {
		return decimal.Decimal{}, cede.Invalid("rates", "", "must not be empty: the surplus is to be spread over the years")
	}
	var errs []error
	for i, r := range g.Rates {
		if r.GreaterThan(g.returns) {
			errs = append(errs, cede.At("rates", i, cede.Invalid("", bound.Text(r), "must not be above the capital return rate, "+bound.Text(g.returns))))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return decimal.Decimal{}, err
	}
	one := decimal.New(1, 0)
	var spread, valued decimal.Decimal
	spreadFactor, valueFactor := one, one
	for i, n := range g.InForce {
		valueFactor = valueFactor.DivRound(one.Add(g.returns), discountPlaces)
		valued = valued.Add(n.Mul(valueFactor))
		if len(g.Rates) == 1 {
			spreadFactor = spreadFactor.DivRound(one.Add(g.Rates[0]), discountPlaces)
		} else {
			spreadFactor = one.DivRound(power(one.Add(g.Rates[i]), i+1), discountPlaces)
		}
		spread = spread.Add(n.Mul(spreadFactor))
	}
	return valued.DivRound(spread, sharePlaces), nil
}

// power returns x to the n, rounded along the way to discountPlaces.
func power(x decimal.Decimal, n int) decimal.Decimal {
	result := decimal.New(1, 0)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			result = result.Mul(x).Round(discountPlaces)
		}
		x = x.Mul(x).Round(discountPlaces)
	}
	return result
}
