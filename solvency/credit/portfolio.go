package credit

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// A Portfolio is what a company holds, of which spread risk and counterparty default risk are computed position by position. Assets that have neither, such as shares, are
// in it without a charge. Reinsurance ceded and assumed is in package counterparty. The zero Portfolio is empty and needs no capital.
type Portfolio struct {
	// Holdings are the positions, each id once in one structure. The order does not matter.
	Holdings []asset.Holding `json:"holdings,omitzero"`
	// Band is whether the bounds of K hold.
	Band asset.Band `json:"band,omitzero"`
	// Below is what a bond that is rated under BBB- costs.
	Below Below `json:"below,omitzero"`
}

// Below says what factors a bond has that is rated under BBB- ([asset.BelowBBB]), which the tables of spread risk and of its mitigation do not name: their last row is BBB, BBB- and no rating.
// The zero Below is [AsUnrated]. Source: Rule 9 Arts. 8, 15; the reading is ours.
type Below string

const (
	// AsUnrated gives it those of no rating, the highest there are. It is the default.
	AsUnrated Below = "as-unrated"
	// Refused is an error that names the holding, for who has a factor of the regulator for it.
	Refused Below = "refused"
)

// Validate refuses a reading that is not known.
func (b Below) Validate() error {
	if b == "" || b == AsUnrated || b == Refused {
		return nil
	}
	return cede.Invalid("", string(b), "must be as-unrated or refused")
}

// A Charge is the credit risk of one holding.
type Charge struct {
	// Holding is the id of the holding.
	Holding string
	// Structure is how it is held.
	Structure asset.Structure
	// Spread says that it is spread risk (利差风险); otherwise it is counterparty default risk (交易对手违约风险).
	Spread bool
	// Line is the charge with its computation, exactly.
	Line cross2.Line
}

// maxHoldings is the most holdings of a portfolio.
const maxHoldings = 10_000_000

// Validate reports everything that is missing, doubled or out of range, joined; each is a [cede.InvalidError].
func (p Portfolio) Validate() error {
	if len(p.Holdings) > maxHoldings {
		return cede.Invalid("holdings", fmt.Sprint(len(p.Holdings)), fmt.Sprintf("must not be more than %d", maxHoldings))
	}
	errs := []error{cede.In("band", p.Band.Validate()), cede.In("below", p.Below.Validate())}
	seen := make(map[asset.Key]bool, len(p.Holdings))
	for i := range p.Holdings {
		h := &p.Holdings[i]
		err := errors.Join(h.Validate(), protectable(h), p.Below.refuse(h))
		if seen[h.Key()] {
			err = errors.Join(cede.Invalid("id", h.ID, "must not be there twice in one structure"), err)
		}
		seen[h.Key()] = true
		if err != nil {
			errs = append(errs, cede.At("holdings", i, err))
		}
		if len(errs) > maxProblems {
			break
		}
	}
	return errors.Join(errs...)
}

// maxProblems is how many problems of one portfolio are reported.
const maxProblems = 100

// refuse refuses a bond whose rating the tables do not name, if that is the reading.
func (b Below) refuse(h *asset.Holding) error {
	if bond, ok := h.Asset.(asset.Bond); ok && b == Refused && bond.Rating == asset.BelowBBB {
		return cede.Invalid("asset.rating", string(bond.Rating), "must be BBB- or above, or empty: under it there is no factor")
	}
	return nil
}

// protectable refuses protection of an asset whose factor depends on no rating, for which Rule 9 Art. 8 gives none.
func protectable(h *asset.Holding) error {
	if h.Protection == nil {
		return nil
	}
	switch a := h.Asset.(type) {
	case asset.Bond:
		if a.Issuer == asset.OtherIssuer {
			return nil
		}
	case asset.HedgeClaim:
		return nil
	}
	return cede.Invalid("protection", "", "must only be given for an asset whose factor depends on a rating")
}

// Charges returns the charges of the holdings that have one, in the order of [asset.Order]:
//
//	MC = EX × min(RF0 × (1 + K + Kp), 1)
//
// with the recognised value, or of bonds the fair value, as EX. Of what is protected
//
//	MC = EXA × RF after + EXB × RF before, EXA = CRM × protected + book value of the tool, EXB = the rest
//
// with the better rating of the asset and of who made the tool in RF after. Source: Rule 9 Arts. 6, 8, 12-21, 32-38.
func (p Portfolio) Charges(e *cross2.Edition) ([]Charge, error) {
	if err := p.Validate(); err != nil {
		return nil, err
	}
	w := cross2.On(e)
	if err := w.Err(); err != nil {
		return nil, err
	}
	charges := make([]Charge, 0, len(p.Holdings))
	for _, i := range asset.Order(p.Holdings) {
		h := &p.Holdings[i]
		c := charger{w: w, h: h, band: p.Band}
		line, spread, ok := c.charge()
		if err := w.Err(); err != nil {
			return nil, cede.At("holdings", i, err)
		}
		if ok {
			charges = append(charges, Charge{h.ID, h.Structure, spread, line})
		}
	}
	return charges, nil
}

// MaxShown is the most charges whose lines are parts of a total; a total of more has their sum as a given amount, and [Portfolio.Charges] the lines.
const MaxShown = 2000

// Capital returns rows S05-1.4.1 and S05-1.4.2 of the holdings, each rounded to the fen: spread risk, and counterparty default risk without
// that of reinsurance. Source: Rule 9 Arts. 17, 39.
func (p Portfolio) Capital(e *cross2.Edition) (spread, counterparty cross2.Line, err error) {
	charges, err := p.Charges(e)
	if err != nil {
		return cross2.Line{}, cross2.Line{}, err
	}
	return TotalsOf(e, charges)
}

// TotalsOf returns rows S05-1.4.1 and S05-1.4.2 of charges, such as those of a [Portfolio], of products that are not looked through and of reinsurance, each rounded to the
// fen. Source: Rule 9 Arts. 17, 39.
func TotalsOf(e *cross2.Edition, charges []Charge) (spread, counterparty cross2.Line, err error) {
	var errs []error
	for i, c := range charges {
		if c.Line.IsZero() && len(errs) < maxProblems {
			errs = append(errs, cede.At("charges", i, cede.Invalid("line", "", "must not be empty")))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return cross2.Line{}, cross2.Line{}, err
	}
	w := cross2.On(e)
	total := func(row, number string, spread bool) cross2.Line {
		var lines []cross2.Line
		var sum decimal.Decimal
		for _, c := range charges {
			if c.Spread == spread {
				lines, sum = append(lines, c.Line), sum.Add(c.Line.Amount())
			}
		}
		if len(lines) == 0 || len(lines) > MaxShown {
			return w.Enter(row, article(number), sum)
		}
		head := w.Row(row, article(number))
		exact := head
		exact.Row = ""
		return w.Round(head, w.Sum(exact, lines...), cross2.Fen)
	}
	spread, counterparty = total("S05-1.4.1", "17", true), total("S05-1.4.2", "39", false)
	return spread, counterparty, w.Err()
}

// A charger charges one holding.
type charger struct {
	w    *cross2.Workings
	h    *asset.Holding
	band asset.Band
}

// charge returns the charge of the holding, whether it is spread risk, and whether there is one.
func (c charger) charge() (line cross2.Line, spread, ok bool) {
	if bond, is := c.h.Asset.(asset.Bond); is {
		if bond.Issuer == asset.Government {
			return cross2.Line{}, false, false
		}
		var coefficients []cross2.Line
		if bond.Green {
			coefficients = append(coefficients, c.w.Factor("credit.green"))
		}
		number := map[asset.Issuer]string{asset.PolicyBank: "13", asset.Agency: "14", asset.OtherIssuer: "15"}[bond.Issuer]
		return c.protected(number, coefficients, bond.Rating, func(r asset.Rating) cross2.Line { return c.spread(bond, r) }, "credit.mitigation.spread"), true, true
	}
	if claim, is := c.h.Asset.(asset.HedgeClaim); is {
		return c.protected("33", nil, claim.Rating, func(r asset.Rating) cross2.Line { return c.w.Factor(r.Key(c.w.Edition(), "credit.hedge")) }, "credit.mitigation.default"), false, true
	}
	base, number, ok := c.base(c.h.Asset)
	if !ok {
		return cross2.Line{}, false, false
	}
	return c.of(number, c.exposure(number), base, nil).Line(c.w), false, true
}

// of is the charge of an exposure. Concentration of property is only in property risk. Source: Rule 8 Art. 67.
func (c charger) of(number string, exposure, base cross2.Line, coefficients []cross2.Line) asset.Charge {
	concentration := c.h.Concentration
	concentration.Property = false
	return asset.Charge{
		Head: c.name("", "", number), Rule: asset.CreditRule, Exposure: exposure, Base: base, Coefficients: coefficients,
		Structure: c.h.Structure, Concentration: concentration, Band: c.band,
	}
}

// name names a figure of the holding.
func (c charger) name(english, chinese, number string) cross2.Head {
	return cross2.Head{English: c.h.ID + english, Chinese: c.h.ID + chinese, Citation: article(number)}
}

// exposure is the value, of a hedge claim no less than nothing.
func (c charger) exposure(number string) cross2.Line {
	value := c.w.Given(c.name(", value", "，价值", number), c.h.Value)
	if c.h.Value.IsNegative() {
		return c.w.Max(c.name(", exposure", "，风险暴露", number), value, c.w.Given(c.name(", zero", "，零", number), decimal.Decimal{}))
	}
	return value
}

// protected is a charge, divided where a part is protected.
func (c charger) protected(number string, coefficients []cross2.Line, rating asset.Rating, base func(asset.Rating) cross2.Line, mitigation string) cross2.Line {
	w, p := c.w, c.h.Protection
	exposure := c.exposure(number)
	before := c.of(number, exposure, base(rating), coefficients)
	if p == nil {
		return before.Line(w)
	}
	better := rating
	if p.Issuer.Better(rating) {
		better = p.Issuer
	}
	share := w.Factor("credit.mitigation.default")
	if mitigation != "credit.mitigation.default" {
		share = w.Factor(rating.Key(w.Edition(), mitigation))
	}
	mitigated := w.Product(c.name(", mitigated", "，缓释部分", "8"), exposure, w.GivenNumber(c.name(", part protected", "，受保护比例", "8"), p.Part), share)
	after := c.of("8", w.Sum(c.name(", EXA", "，EXA", "8"), mitigated, w.Given(c.name(", book value of the tool", "，缓释工具账面价值", "8"), p.Book)), base(better), coefficients)
	after.Head = c.name(", with the factor of the tool", "，按调整后因子", "8")
	before.Exposure = w.Difference(c.name(", EXB", "，EXB", "8"), exposure, mitigated)
	before.Head = c.name(", with its own factor", "，按调整前因子", "8")
	return w.Sum(c.name("", "", "8"), after.Line(w), before.Line(w))
}

// spread is the base factor of spread risk.
func (c charger) spread(b asset.Bond, r asset.Rating) cross2.Line {
	duration := c.w.GivenNumber(c.name(", modified duration", "，修正久期", "16"), b.Duration)
	switch b.Issuer {
	case asset.PolicyBank:
		return c.w.Bracket("credit.spread.policy-bank", duration)
	case asset.Agency:
		return c.w.Bracket("credit.spread.agency", duration)
	case asset.OtherIssuer, asset.Government:
	}
	return c.w.Bracket(r.Key(c.w.Edition(), "credit.spread"), duration)
}

// base is the base factor of default risk of an asset with the article that gives it, if it has one.
func (c charger) base(a asset.Asset) (base cross2.Line, number string, ok bool) {
	w := c.w
	months := func(age decimal.Decimal, number string) cross2.Line {
		return w.GivenNumber(c.name(", months", "，账龄（月）", number), age)
	}
	switch a := a.(type) {
	case asset.Cash:
		key := map[asset.CashForm]string{asset.Money: "cash", asset.Interbank: "interbank", asset.ThirdParty: "third-party"}[a.Form]
		return w.Factor("credit.default." + key), "20", true
	case asset.Deposit:
		return c.deposit(a), "21", true
	case asset.PolicyLoan:
		return w.Factor("credit.policy-loan"), "32", true
	case asset.PremiumReceivable:
		if a.Subsidised {
			return w.Bracket("credit.premium.policy", months(a.Age, "34")), "34", true
		}
		return w.Bracket("credit.premium.other", months(a.Age, "34")), "34", true
	case asset.AccruedInterest:
		if bond, is := a.Of.(asset.Bond); is {
			return c.interest(bond)
		}
		base, _, ok := c.base(a.Of)
		return base, "35", ok
	case asset.OtherReceivable:
		if a.Prepaid {
			return w.Factor("credit.prepaid"), "36", true
		}
		return w.Bracket("credit.other", months(a.Age, "36")), "36", true
	case asset.Loan:
		return w.Factor("credit.loan." + string(a.Class)), "37", true
	case asset.Guarantee:
		return w.Factor("credit.guarantee"), "38", true
	}
	return cross2.Line{}, "", false
}

// interest is the factor of interest receivable of a bond; that of a government bond has none, as the bond has no credit risk.
func (c charger) interest(b asset.Bond) (base cross2.Line, number string, ok bool) {
	switch b.Issuer {
	case asset.Government:
		return cross2.Line{}, "", false
	case asset.PolicyBank, asset.Agency:
		return c.w.Factor("credit.interest.policy"), "35", true
	case asset.OtherIssuer:
	}
	return c.w.Factor(b.Rating.Key(c.w.Edition(), "credit.interest")), "35", true
}

// deposit is the factor of a deposit; without a capital ratio it is the highest of the type of bank, which that of a ratio of nothing is.
func (c charger) deposit(d asset.Deposit) cross2.Line {
	w := c.w
	switch {
	case d.Form == asset.UnguaranteedDeposit:
		return w.Factor("credit.deposit.unguaranteed")
	case d.Bank == asset.FinanceCompany:
		return w.Factor("credit.deposit.finance-company")
	}
	key := "credit.deposit."
	if d.Form == asset.StructuredDeposit {
		key = "credit.deposit.structured."
	}
	if d.Bank == asset.LargeBank {
		return w.Factor(key + "large")
	}
	ratio := decimal.Decimal{}
	english, chinese := ", no capital adequacy ratio within a year", "，无最近一年资本充足率"
	if d.CapitalRatio != nil {
		ratio, english, chinese = *d.CapitalRatio, ", capital adequacy ratio", "，资本充足率"
	}
	return w.Bracket(key+string(d.Bank), w.GivenNumber(c.name(english, chinese, "21"), ratio))
}
