package market

import (
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// A Portfolio is what a company holds, of which market risk is computed position by position. Assets without market risk, such as deposits in yuan, are in it without a
// charge. The zero Portfolio is not valid.
type Portfolio struct {
	_ [0]func()

	// Company is the kind of company: property companies have interest rate risk of bonds by duration, and of others it is not computed
	// here (Rule 8 Arts. 18-23).
	Company asset.Company `json:"company"`
	// Holdings are the positions, each id once in one structure. The order does not matter.
	Holdings []asset.Holding `json:"holdings,omitzero"`
	// Assets are the assets in foreign currencies that are no holdings, such as products that are not looked through, and Liabilities the liabilities in foreign
	// currencies, in yuan, each currency once.
	Assets      []ForeignAmount `json:"assets,omitzero"`
	Liabilities []ForeignAmount `json:"liabilities,omitzero"`
	// Pegged are the currencies whose rate is pegged to the US dollar, by the user's knowledge, such as HKD.
	Pegged []asset.Currency `json:"pegged,omitzero"`
	// Apart counts each of the pegged currencies by itself; by default they count as one with the dollar, as the rule allows. Source: Rule 8 Art. 57.
	Apart bool `json:"apart,omitzero"`
	// Band is whether the bounds of K hold.
	Band asset.Band `json:"band,omitzero"`
	// Gain is how the gain of shares acts on the factors of the notices of 2023 and 2025.
	Gain Gain `json:"gain,omitzero"`
}

// A ForeignAmount is what is owned or owed in a foreign currency. The zero ForeignAmount is not valid.
type ForeignAmount struct {
	_ [0]func()

	// Currency is the currency, not the yuan.
	Currency asset.Currency `json:"currency"`
	// Value is the recognised value in yuan, not negative.
	Value decimal.Decimal `json:"value"`
}

// A Gain says how the coefficient k1 of the gain of shares acts on the factors that the notices of 2023 and 2025 name for members of an index and for STAR shares. They
// name a factor and no coefficient. Source: 金规〔2023〕5号 （六）; 金规〔2025〕24号 一、二; the reading is ours.
type Gain string

const (
	// OnBase adds k1 of the base factor of the board to the factor: 0.27 + 0.35 × k1. It is the default.
	OnBase Gain = "on-base"
	// OnFactor multiplies the factor: 0.27 × (1 + k1).
	OnFactor Gain = "on-factor"
)

// A Risk is a sub-risk of market risk.
type Risk string

const (
	// InterestRisk is interest rate risk (利率风险).
	InterestRisk Risk = "interest"
	// EquityRisk is the risk of prices of shares (权益价格风险).
	EquityRisk Risk = "equity"
	// PropertyRisk is the risk of prices of property (房地产价格风险).
	PropertyRisk Risk = "property"
	// FixedIncomeDeveloped is the risk of overseas fixed income in developed markets.
	FixedIncomeDeveloped Risk = "fixed-income-developed"
	// FixedIncomeEmerging is that in emerging markets.
	FixedIncomeEmerging Risk = "fixed-income-emerging"
	// EquityDeveloped is the risk of overseas equity and property in developed markets.
	EquityDeveloped Risk = "equity-developed"
	// EquityEmerging is that in emerging markets.
	EquityEmerging Risk = "equity-emerging"
	// CurrencyRisk is the risk of rates of exchange (汇率风险).
	CurrencyRisk Risk = "currency"
)

// risks are the sub-risks in the order of the return.
func risks() []Risk {
	return []Risk{InterestRisk, EquityRisk, PropertyRisk, FixedIncomeDeveloped, FixedIncomeEmerging, EquityDeveloped, EquityEmerging, CurrencyRisk}
}

// A Charge is the market risk of one holding, of a hedge with what it hedges, or of a currency.
type Charge struct {
	// Of is the id of the holding, of the hedge, or the currency.
	Of string
	// Structure is how the holding is held.
	Structure asset.Structure
	// Risk is the sub-risk.
	Risk Risk
	// Line is the charge with its computation, exactly. Of a swap that pays fixed it is negative, and offsets bonds.
	Line cross2.Line
}

// maxHoldings is the most holdings of a portfolio.
const maxHoldings = 10_000_000

// maxProblems is how many problems of one portfolio are reported.
const maxProblems = 100

// Validate reports everything that is missing, doubled or out of range, joined; each is a [cede.InvalidError].
func (p Portfolio) Validate() error {
	if len(p.Holdings) > maxHoldings {
		return cede.Invalid("holdings", fmt.Sprint(len(p.Holdings)), fmt.Sprintf("must not be more than %d", maxHoldings))
	}
	errs := []error{cede.In("company", p.Company.Validate()), cede.In("band", p.Band.Validate())}
	if p.Gain != "" && p.Gain != OnBase && p.Gain != OnFactor {
		errs = append(errs, cede.Invalid("gain", string(p.Gain), "must be one of on-base, on-factor"))
	}
	seen := make(map[asset.Key]bool, len(p.Holdings))
	for i := range p.Holdings {
		h := &p.Holdings[i]
		err := h.Validate()
		if _, ok := h.Asset.(asset.CurrencyForward); ok && !h.Currency.IsForeign() {
			err = errors.Join(err, cede.Invalid("currency", string(h.Currency), "must be the foreign currency that the forward hedges"))
		}
		if seen[h.Key()] {
			err = errors.Join(cede.Invalid("id", h.ID, "must not be there twice in one structure"), err)
		}
		seen[h.Key()] = true
		if err != nil {
			errs = append(errs, cede.At("holdings", i, err))
		}
		if len(errs) > maxProblems {
			return errors.Join(errs...)
		}
	}
	errs = append(errs, validate("assets", p.Assets), validate("liabilities", p.Liabilities))
	for i, c := range p.Pegged {
		errs = append(errs, cede.At("pegged", i, foreign("", c)))
	}
	return errors.Join(errs...)
}

// validate refuses amounts that are negative, or not in a foreign currency of their own.
func validate(name string, amounts []ForeignAmount) error {
	var errs []error
	seen := map[asset.Currency]bool{}
	for i, x := range amounts {
		err := errors.Join(foreign("currency", x.Currency), bound.NotNegative("value", x.Value))
		if seen[x.Currency] {
			err = errors.Join(cede.Invalid("currency", string(x.Currency), "must not be there twice"), err)
		}
		seen[x.Currency] = true
		errs = append(errs, cede.At(name, i, err))
		if len(errs) > maxProblems {
			break
		}
	}
	return errors.Join(errs...)
}

// ToYuan returns p with its amounts, which are in s, in yuan.
func (p Portfolio) ToYuan(s cross2.Scale) (Portfolio, error) {
	var errs []error
	p.Holdings = slices.Clone(p.Holdings)
	for i, h := range p.Holdings {
		converted, err := h.ToYuan(s)
		p.Holdings[i] = converted
		errs = append(errs, cede.At("holdings", i, err))
	}
	for _, list := range []struct {
		name    string
		amounts *[]ForeignAmount
	}{{"assets", &p.Assets}, {"liabilities", &p.Liabilities}} {
		*list.amounts = slices.Clone(*list.amounts)
		for i := range *list.amounts {
			x := &(*list.amounts)[i]
			yuan, err := s.ToYuan(x.Value)
			x.Value = yuan
			errs = append(errs, cede.At(list.name, i, cede.In("value", err)))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Portfolio{}, err
	}
	return p, nil
}

// foreign refuses what is no foreign currency.
func foreign(name string, c asset.Currency) error {
	if err := c.Validate(); err != nil {
		return cede.In(name, err)
	}
	if !c.IsForeign() {
		return cede.Invalid(name, string(c), "must be a foreign currency")
	}
	return nil
}

// Charges returns the charges, by sub-risk and then in the order of [asset.Order]:
//
//	MC = EX × min(RF0 × (1 + K + Kp), 1)
//
// with the recognised value, or of bonds the fair value, as EX. Hedges that count are one charge with what they hedge. Currencies have one charge each.
// Source: Rule 8 Arts. 6, 14-17, 26-59; Rule 7 Arts. 14, 18-20.
func (p Portfolio) Charges(e *cross2.Edition) ([]Charge, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	w := cross2.On(e)
	if err := w.Err(); err != nil {
		return nil, err
	}
	c := &charger{w: w, p: &p}
	if err := c.gain(); err != nil {
		return nil, err
	}
	order := asset.Order(p.Holdings)
	for _, i := range order {
		c.holding(&p.Holdings[i])
		if err := w.Err(); err != nil {
			return nil, cede.At("holdings", i, err)
		}
	}
	for _, i := range order {
		if err := c.hedge(&p.Holdings[i]); err != nil {
			return nil, cede.At("holdings", i, err)
		}
	}
	c.currencies(order)
	if err := w.Err(); err != nil {
		return nil, err
	}
	charges := slices.DeleteFunc(c.charges, func(x Charge) bool { return x.Line.IsZero() })
	all := risks()
	slices.SortStableFunc(charges, func(a, b Charge) int { return slices.Index(all, a.Risk) - slices.Index(all, b.Risk) })
	return charges, nil
}

// MaxShown is the most lines, with their parts, that a total shows: one of more has the sum of its parts as a given amount, and [Portfolio.Charges] has the lines.
// So the tree of a company keeps within [cross2.MaxLines].
const MaxShown = 5000

// sum is the sum of lines, which has them as its parts as long as they can be shown.
func sum(w *cross2.Workings, head cross2.Head, lines []cross2.Line) cross2.Line {
	var total decimal.Decimal
	left := MaxShown
	for _, l := range lines {
		total = total.Add(l.Amount())
		if left > 0 {
			left -= size(l, left)
		}
	}
	if len(lines) == 0 || left <= 0 {
		return w.Given(head, total)
	}
	return w.Sum(head, lines...)
}

// size is how many lines a tree has, or enough if there are more.
func size(l cross2.Line, enough int) int {
	n := 1
	for _, part := range l.Parts() {
		if n >= enough {
			break
		}
		n += size(part, enough-n)
	}
	return n
}

// Totals are the sub-risks of a portfolio, the rows that [Total] takes.
type Totals struct {
	// Interest is row S05-1.3.1 of a property company; of others, whose interest rate risk is not computed here, it is the zero Line.
	Interest cross2.Line
	// Equity, Property, FixedIncome, OverseasEquity and Currency are rows S05-1.3.2 to S05-1.3.6.
	Equity, Property, FixedIncome, OverseasEquity, Currency cross2.Line
}

// Totals returns the sub-risks of p, see [TotalsOf].
func (p Portfolio) Totals(e *cross2.Edition) (Totals, error) {
	charges, err := p.Charges(e)
	if err != nil {
		return Totals{}, err
	}
	return TotalsOf(e, p.Company, charges)
}

// TotalsOf returns the sub-risks of charges, such as those of a [Portfolio] and of products that are not looked through, each rounded to the fen. Those of overseas assets are
// √(v · M · vᵀ) of developed and emerging markets. Interest rate risk that swaps make negative is none; of a company that is no property company there must be none.
// Source: Rule 8 Arts. 17, 37, 43, 47, 53, 59.
func TotalsOf(e *cross2.Edition, company asset.Company, charges []Charge) (Totals, error) {
	order := risks()
	errs := []error{cede.In("company", company.Validate())}
	for i, c := range charges {
		if len(errs) > maxProblems {
			break
		}
		switch {
		case !slices.Contains(order, c.Risk):
			errs = append(errs, cede.At("charges", i, cede.Invalid("risk", string(c.Risk), "must be one of the sub-risks")))
		case c.Line.Unit() != cross2.Yuan:
			errs = append(errs, cede.At("charges", i, cede.Invalid("line", string(c.Line.Unit()), "must be an amount in yuan")))
		case c.Risk == InterestRisk && company != asset.NonLife:
			errs = append(errs, cede.At("charges", i, cede.Invalid("risk", string(c.Risk), "must only be given for a property company")))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Totals{}, err
	}
	w := cross2.On(e)
	of := func(head cross2.Head, risk Risk) cross2.Line {
		head.Row = ""
		var lines []cross2.Line
		for _, c := range charges {
			if c.Risk == risk {
				lines = append(lines, c.Line)
			}
		}
		return sum(w, head, lines)
	}
	row := func(code, number string, risk Risk) cross2.Line {
		head := w.Row(code, article(number))
		return w.Round(head, of(head, risk), cross2.Fen)
	}
	overseas := func(code, number, key string, developed, emerging Risk) cross2.Line {
		name := func(english, chinese string) cross2.Head {
			return cross2.Head{English: english, Chinese: chinese, Citation: article(number)}
		}
		return w.Quadratic(w.Row(code, article(number)), key, cross2.Fen,
			of(name("Developed markets", "发达市场"), developed), of(name("Emerging markets", "新兴市场"), emerging))
	}
	t := Totals{
		Equity:         row("S05-1.3.2", "37", EquityRisk),
		Property:       row("S05-1.3.3", "43", PropertyRisk),
		FixedIncome:    overseas("S05-1.3.4", "47", "market.overseas.fixed-income", FixedIncomeDeveloped, FixedIncomeEmerging),
		OverseasEquity: overseas("S05-1.3.5", "53", "market.overseas.equity", EquityDeveloped, EquityEmerging),
		Currency:       row("S05-1.3.6", "59", CurrencyRisk),
	}
	if company == asset.NonLife {
		head := w.Row("S05-1.3.1", article("17"))
		zero := w.Given(cross2.Head{English: "Zero", Chinese: "零"}, decimal.Decimal{})
		exact := of(head, InterestRisk)
		plain := cross2.Head{English: "Interest rate risk, not negative", Chinese: "利率风险，不低于零", Citation: article("17")}
		t.Interest = w.Round(head, w.Max(plain, exact, zero), cross2.Fen)
	}
	return t, w.Err()
}
