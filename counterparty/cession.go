package counterparty

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// A Ledger is the reinsurance that a company has ceded, and what its reinsurers are. The zero Ledger is not valid.
type Ledger struct {
	_ [0]func()

	// Cedent is the kind of company that cedes.
	Cedent Cedent `json:"cedent"`
	// Reinsurers are the counterparties, each once.
	Reinsurers []Reinsurer `json:"reinsurers,omitzero"`
	// Cessions are what each owes. The order does not matter.
	Cessions []Cession `json:"cessions,omitzero"`
	// Options are the readings and parameters of the user.
	Options Options `json:"options,omitzero"`
}

// A Cedent is the kind of company that cedes, which decides the factors of overseas reinsurers. The zero Cedent is not valid.
type Cedent string

const (
	// Insurer is a property or life company. Source: Rule 9 Art. 22.
	Insurer Cedent = "insurer"
	// Retrocedent is a reinsurer, which retrocedes. Source: Rule 9 Art. 23.
	Retrocedent Cedent = "retrocedent"
)

// A Cession is what one counterparty owes for reinsurance ceded to it, in yuan after the set-off that the contracts allow. The zero Cession is not
// valid. Source: Rule 9 Arts. 22, 23, 27, 28.
type Cession struct {
	_ [0]func()

	// ID names the cession, of 1 to 100 bytes.
	ID string `json:"id"`
	// Reinsurers are who owes it: one, or several where their parts cannot be told apart, of whom the one with the highest charge counts.
	Reinsurers []string `json:"reinsurers"`
	// Receivable is the net claim of receivables (应收分保款项); what is negative counts as nothing.
	Receivable decimal.Decimal `json:"receivable"`
	// Reserves is the recognised value of reserves (应收分保准备金); what is negative counts as nothing.
	Reserves decimal.Decimal `json:"reserves"`
	// Net says that both are settled net of one another, as in modified coinsurance (修正共保): then what is negative counts only in the sum.
	Net bool `json:"net,omitzero"`
	// Collateral is what secures it (担保措施), not negative; of it no more counts than is exposed. It matters to reinsurers that are not
	// domestic.
	Collateral decimal.Decimal `json:"collateral"`
	// OnExchange says that it was placed on a recognised exchange of reinsurance (再保险国际板), which submitted and reviewed it.
	OnExchange bool `json:"onExchange,omitzero"`
	// CatastropheBond says that it is a catastrophe bond issued in Hong Kong, not by a domestic reinsurer: it has a factor of its own, and the coefficients of
	// Rule 9 Arts. 23-25, that of collateral (k1) among them, whoever cedes. Source: implementing notice 一（八）.
	CatastropheBond bool `json:"catastropheBond,omitzero"`
}

// Options are the readings where the rule is silent, and a parameter that it does not publish. The zero Options has the defaults.
type Options struct {
	_ [0]func()

	// Band is whether the bounds of K hold the sum of the coefficients of reinsurance, Exchange among them; that of concentration is always outside of them. A bounded sum is
	// the default, and the higher capital. Source: Rule 9 Art. 6.
	Band asset.Band `json:"band,omitzero"`
	// Exchange is the coefficient of cessions on a recognised exchange, which takes the place of that of transparency. Nil is the coefficient of the rule for
	// overseas reinsurers (k4), and none for others: no other number is public.
	Exchange *decimal.Decimal `json:"exchange,omitzero"`
}

// maxList is the most reinsurers or cessions of a ledger.
const maxList = 1_000_000

// Validate reports everything that is missing, doubled or out of range, joined; each is a [cede.InvalidError].
func (l Ledger) Validate() error {
	errs := []error{one("cedent", l.Cedent, Insurer, Retrocedent)}
	known := make(map[string]*Reinsurer, len(l.Reinsurers))
	for i := range l.Reinsurers {
		r := &l.Reinsurers[i]
		err := r.Validate()
		if known[r.ID] != nil {
			err = errors.Join(cede.Invalid("id", r.ID, "must not be there twice"), err)
		}
		known[r.ID] = r
		errs = append(errs, cede.At("reinsurers", i, err))
	}
	seen := make(map[string]bool, len(l.Cessions))
	for i, c := range l.Cessions {
		err := c.validate(known)
		if seen[c.ID] {
			err = errors.Join(cede.Invalid("id", c.ID, "must not be there twice"), err)
		}
		seen[c.ID] = true
		errs = append(errs, cede.At("cessions", i, err))
	}
	errs = append(errs, cede.In("options", cede.In("band", l.Options.Band.Validate())))
	errs = append(errs, bound.Optional(bound.Check, "options.exchange", l.Options.Exchange))
	for name, n := range map[string]int{"reinsurers": len(l.Reinsurers), "cessions": len(l.Cessions)} {
		if n > maxList {
			return cede.Invalid(name, fmt.Sprint(n), fmt.Sprintf("must not be more than %d", maxList))
		}
	}
	return errors.Join(errs...)
}

func (c Cession) validate(known map[string]*Reinsurer) error {
	errs := []error{identifier("id", c.ID)}
	if len(c.Reinsurers) == 0 {
		errs = append(errs, cede.Invalid("reinsurers", "", "must not be empty"))
	}
	for i, id := range c.Reinsurers {
		switch {
		case known[id] == nil:
			errs = append(errs, cede.At("reinsurers", i, cede.Invalid("", id, "must be a reinsurer of the ledger")))
		case c.CatastropheBond && known[id].Home == Domestic:
			errs = append(errs, cede.Invalid("catastropheBond", "true", "must only be set where no reinsurer is domestic, as "+id+" is"))
		case slices.Index(c.Reinsurers, id) < i:
			errs = append(errs, cede.At("reinsurers", i, cede.Invalid("", id, "must not be there twice")))
		}
	}
	return errors.Join(append(errs,
		bound.Check("receivable", c.Receivable),
		bound.Check("reserves", c.Reserves),
		bound.NotNegative("collateral", c.Collateral))...)
}

// ToYuan returns l with its amounts, which are in s, in yuan.
func (l Ledger) ToYuan(s cross2.Scale) (Ledger, error) {
	var errs []error
	l.Cessions = slices.Clone(l.Cessions)
	for i := range l.Cessions {
		c := &l.Cessions[i]
		for _, f := range []struct {
			name string
			x    *decimal.Decimal
		}{{"receivable", &c.Receivable}, {"reserves", &c.Reserves}, {"collateral", &c.Collateral}} {
			yuan, err := s.ToYuan(*f.x)
			errs = append(errs, cede.At("cessions", i, cede.In(f.name, err)))
			*f.x = yuan
		}
	}
	if err := errors.Join(errs...); err != nil {
		return Ledger{}, err
	}
	return l, nil
}

// Capital returns the minimum capital of the risk that reinsurers default (再保分出业务交易对手违约风险), a part of row S05-1.4.2, with a line for each cession:
//
//	charge = Σ exposure × min(base factor × (1 + K), 1), of the part with collateral and the part without
//	exposure = max(receivable, 0) + max(reserves, 0), or max(receivable + reserves, 0) where they are settled net
//
// exactly. Source: Rule 9 Arts. 6, 22-29; Rule 8 Art. 65 for concentration.
//
// A tree has at most [cross2.MaxLines] lines, which a few thousand cessions fill; [Ledger.Charges] has no such limit.
func (l Ledger) Capital(e *cross2.Edition) (cross2.Line, error) {
	lines, err := l.Charges(e)
	if err != nil {
		return cross2.Line{}, err
	}
	total := cross2.Head{English: "Default of reinsurers", Chinese: "再保分出业务交易对手违约风险最低资本", Citation: article("39")}
	if len(lines) == 0 {
		return cross2.Given(total, decimal.Decimal{})
	}
	return cross2.Sum(total, lines...)
}

// Charges returns the line of each cession, by the names of the cessions.
func (l Ledger) Charges(e *cross2.Edition) ([]cross2.Line, error) {
	if err := l.Validate(); err != nil {
		return nil, err
	}
	w := cross2.On(e)
	if err := w.Err(); err != nil {
		return nil, err
	}
	reinsurers := make(map[string]*Reinsurer, len(l.Reinsurers))
	for i := range l.Reinsurers {
		reinsurers[l.Reinsurers[i].ID] = &l.Reinsurers[i]
	}
	order := make([]int, len(l.Cessions))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(l.Cessions[a].ID, l.Cessions[b].ID) })
	lines := make([]cross2.Line, 0, len(order))
	for _, i := range order {
		c := &l.Cessions[i]
		charges := make([]cross2.Line, 0, len(c.Reinsurers))
		for _, id := range slices.Sorted(slices.Values(c.Reinsurers)) {
			charges = append(charges, l.charge(w, c, reinsurers[id]))
		}
		line := charges[0]
		if len(charges) > 1 {
			line = w.Max(cross2.Head{English: c.ID + ", the highest of its reinsurers", Chinese: c.ID + "，分入人中最高者", Citation: article("28")}, charges...)
		}
		if err := w.Err(); err != nil {
			return nil, cede.At("cessions", i, err)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// charge is the charge of a cession as if a reinsurer owed all of it.
func (l Ledger) charge(w *cross2.Workings, c *Cession, r *Reinsurer) cross2.Line {
	name := func(english, chinese, number string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article(number)}
	}
	zero := w.Given(name("Zero", "零", "22"), decimal.Decimal{})
	positive := func(english, chinese string, part cross2.Line) cross2.Line {
		return w.Max(name(english, chinese, "22"), part, zero)
	}
	receivable := w.Given(name("Receivable, net", "应收分保款项净额", "22"), c.Receivable)
	reserves := w.Given(name("Reserves", "应收分保准备金", "22"), c.Reserves)
	var exposure cross2.Line
	if c.Net {
		exposure = positive("Exposure, settled net", "净额结算风险暴露", w.Sum(name("Receivable and reserves", "债权债务净额", "27"), receivable, reserves))
	} else {
		exposure = w.Sum(name("Exposure", "风险暴露", "22"), positive("Receivable, not negative", "应收分保款项风险暴露", receivable), positive("Reserves, not negative", "应收分保准备金风险暴露", reserves))
	}
	head := name(c.ID+", "+r.ID, c.ID+"，"+r.ID, "22")
	if l.Cedent == Retrocedent || c.CatastropheBond {
		head.Citation = article("23")
	}
	if !c.Collateral.IsPositive() || r.Home == Domestic {
		return w.Product(head, exposure, l.factor(w, c, r, false))
	}
	secured := w.Min(name("Part with collateral", "有担保措施部分", "22"), exposure, w.Given(name("Collateral", "担保金额", "22"), c.Collateral))
	return w.Sum(head,
		w.Product(name("Charge with collateral", "有担保措施部分最低资本", "22"), secured, l.factor(w, c, r, true)),
		w.Product(name("Charge without collateral", "无担保措施部分最低资本", "22"),
			w.Difference(name("Part without collateral", "无担保措施部分", "22"), exposure, secured), l.factor(w, c, r, false)))
}

// factor is the risk factor of a reinsurer for the part with or without collateral.
func (l Ledger) factor(w *cross2.Workings, c *Cession, r *Reinsurer, secured bool) cross2.Line {
	base := l.base(w, c, r, secured)
	var ordinary []cross2.Line
	qualified := r.Home == HongKong && l.Cedent == Insurer && !c.CatastropheBond
	switch {
	case qualified:
		if secured {
			ordinary = append(ordinary, w.Factor("credit.reinsurance.hong-kong.secured"))
		}
	default:
		if secured && (l.Cedent == Retrocedent || c.CatastropheBond) { // a domestic reinsurer has no part with collateral
			ordinary = append(ordinary, w.Factor("credit.retrocession.collateral"))
		}
		if r.Direct {
			ordinary = append(ordinary, w.Factor("credit.reinsurance.direct-insurer"))
		}
		if r.Branch {
			ordinary = append(ordinary, w.Factor("credit.reinsurance.branch"))
		}
	}
	switch {
	case c.OnExchange && l.Options.Exchange != nil:
		ordinary = append(ordinary, w.GivenNumber(cross2.Head{English: "Coefficient of the exchange, of the user", Chinese: "再保险国际板特征系数（用户参数）"}, *l.Options.Exchange))
	case (r.Transparent || c.OnExchange) && r.Home != Domestic && !qualified:
		ordinary = append(ordinary, w.Factor("credit.reinsurance.transparency"))
	}
	var parts []cross2.Line
	head := func(english, chinese string) cross2.Head {
		return cross2.Head{English: english, Chinese: chinese, Citation: article("6")}
	}
	if len(ordinary) > 0 {
		sum := w.Sum(head("Sum of the coefficients", "特征系数之和"), ordinary...)
		if l.Options.Band != asset.Unbounded {
			sum = w.Clamp(head("Sum of the coefficients within bounds", "特征因子K"), sum, w.Factor("credit.k.lower"), w.Factor("credit.k.upper"))
		}
		parts = append(parts, sum)
	}
	if r.Concentrated {
		parts = append(parts, w.Factor("market.concentration.counterparty"))
	}
	if len(parts) == 0 {
		return base
	}
	one := w.GivenNumber(head("One", "1"), decimal.New(1, 0))
	return w.Min(head("Risk factor", "风险因子RF"),
		w.Product(head("Base factor times 1 + K", "基础因子与1 + K之积"), base, w.Sum(head("1 + K", "1 + K"), append([]cross2.Line{one}, parts...)...)),
		w.Factor("credit.factor.greatest"))
}

// base is the base factor.
func (l Ledger) base(w *cross2.Workings, c *Cession, r *Reinsurer, secured bool) cross2.Line {
	met := r.Met != nil && *r.Met
	switch {
	case c.CatastropheBond:
		return w.Factor("credit.reinsurance.catastrophe-bond")
	case r.Home == Domestic && r.Ratio == nil:
		return w.Factor("credit.reinsurance.domestic.unknown")
	case r.Home == Domestic:
		return w.Bracket("credit.reinsurance.domestic", w.GivenNumber(cross2.Head{English: "Solvency ratio of " + r.ID, Chinese: r.ID + "综合偿付能力充足率"}, *r.Ratio))
	case l.Cedent == Insurer && r.Home == HongKong:
		return w.Factor("credit.reinsurance.hong-kong")
	case l.Cedent == Insurer && !met:
		return w.Factor("credit.reinsurance.overseas.failing")
	case l.Cedent == Insurer && secured:
		return w.Factor("credit.reinsurance.overseas.secured")
	case l.Cedent == Insurer:
		return w.Factor("credit.reinsurance.overseas.unsecured")
	case !met:
		return w.Factor("credit.retrocession.failing")
	}
	return w.Factor("credit.retrocession." + Lowest(r.Ratings, w.Edition().Date()).key())
}

func article(number string) cross2.Citation { return cross2.Citation{Rule: "9", Article: number} }
