package asset

import (
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/cross2"
)

// A Charge is the composite-factor method (综合因子法) that Rules 8 and 9 share: what an exposure costs. The zero Charge is not valid.
//
//	MC = EX × RF,   RF = min(RF0 × (1 + K + Kp), 1),   K = k1 + k2 + ... + concentration
//
// Source: Rule 8 Art. 6, Rule 9 Art. 6, Rule 7 Art. 14.
type Charge struct {
	// Head is what the charge is.
	Head cross2.Head
	// Rule is whose bounds hold.
	Rule Rule
	// Exposure is EX, in yuan, and Base is RF0.
	Exposure, Base cross2.Line
	// Coefficients are k1, k2 and so on, as far as they are not 0.
	Coefficients []cross2.Line
	// Structure is how the asset is held, which gives Kp and, below a public infrastructure REIT, a coefficient of its own.
	Structure Structure
	// Concentration is what is concentrated.
	Concentration Concentration
	// Band is whether the bounds of K hold.
	Band Band
}

// A Rule is one of the two rules, as the keys of their numbers begin. The zero Rule is not valid.
type Rule string

const (
	// MarketRule is Rule 8.
	MarketRule Rule = "market"
	// CreditRule is Rule 9.
	CreditRule Rule = "credit"
)

// A Band says whether the bounds of K, from -0.25 to 0.25, hold, which the rules print "unless provided otherwise" and then leave with coefficients of up to 1. The zero
// Band is [Bounded]. Source: Rule 8 Art. 6, Rule 9 Art. 6; the reading is ours.
type Band string

const (
	// Bounded holds the sum of those coefficients that are themselves within the bounds; any other is added to it as it is, as are those of concentration and
	// Kp. It is the default.
	Bounded Band = "bounded"
	// Unbounded does not.
	Unbounded Band = "unbounded"
)

// Validate refuses a band that is not known.
func (b Band) Validate() error {
	if b == "" {
		return nil
	}
	return one("", b, Bounded, Unbounded)
}

// Line returns the charge, exactly.
func (c Charge) Line(w *cross2.Workings) cross2.Line {
	return w.Product(c.Head, c.Exposure, c.Factor(w))
}

// Factor returns RF, exactly.
func (c Charge) Factor(w *cross2.Workings) cross2.Line {
	terms := c.coefficients(w)
	terms = append(terms, c.Concentration.Coefficients(w)...)
	if !c.Structure.IsDirect() {
		terms = append(terms, c.Structure.Coefficient(w))
	}
	raised := c.Base
	if len(terms) > 0 { // mutant: a factor of 1 changes no amount
		whole := w.GivenNumber(c.named("Whole", "一"), decimal.New(1, 0))
		sum := w.Sum(c.named("1 + K", "1＋K"), append([]cross2.Line{whole}, terms...)...)
		raised = w.Product(c.named("RF0 × (1 + K)", "RF0×（1＋K）"), c.Base, sum)
	}
	if w.Err() != nil {
		return cross2.Line{}
	}
	greatest := w.Factor(string(c.Rule) + ".factor.greatest")
	if len(terms) == 0 && c.Base.Amount().LessThanOrEqual(greatest.Amount()) { // mutant: equal amounts are alike
		return c.Base
	}
	return w.Min(c.named("RF", "RF"), raised, greatest)
}

// coefficients returns k1, k2 and so on, of which those within the bounds are one line if the bounds hold.
func (c Charge) coefficients(w *cross2.Workings) []cross2.Line {
	all := c.Coefficients
	if c.Structure.Surface == REITSurface {
		all = append(append([]cross2.Line{}, all...), w.Factor("lookthrough.reit"))
	}
	if c.Band == Unbounded || len(all) < 2 || w.Err() != nil { // one coefficient is within the bounds or free of them
		return all
	}
	lower, upper := w.Factor(string(c.Rule)+".k.lower"), w.Factor(string(c.Rule)+".k.upper")
	var within, free []cross2.Line
	for _, k := range all {
		if k.Amount().LessThan(lower.Amount()) || k.Amount().GreaterThan(upper.Amount()) {
			free = append(free, k)
		} else {
			within = append(within, k)
		}
	}
	if len(within) < 2 { // as above
		return all
	}
	sum := w.Sum(c.named("Sum of coefficients", "特征系数之和"), within...)
	return append(free, w.Clamp(c.named("K within its bounds", "限值内的特征因子"), sum, lower, upper))
}

func (c Charge) named(english, chinese string) cross2.Head {
	return cross2.Head{English: english, Chinese: chinese, Citation: c.Head.Citation}
}
