package capital

import (
	"errors"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// An Instrument is one capital instrument (资本工具) of a company. The zero Instrument is not valid.
type Instrument struct {
	_ [0]func()

	// Kind is the kind of instrument.
	Kind InstrumentKind `json:"kind"`
	// Book is its book value in yuan, not negative.
	Book decimal.Decimal `json:"book"`
	// InNetAssets says that it is equity in the financial statements, so that net assets hold it.
	InNetAssets bool `json:"inNetAssets,omitzero"`
	// Features are its characteristics, from which its tier follows. Either they or Designated must be there.
	Features *Features `json:"features,omitzero"`
	// Designated is the tier that the regulator designates (Rule 1 Art. 34) or that held when the instrument was issued before the rules
	// (Arts. 43, 44); with it Features are not looked at.
	Designated Tier `json:"designated,omitzero"`
	// Equivalent says that it is an instrument not paid up that the parent in a country of equivalent regime provides (Rule 1 Art. 45). The
	// regulator sets the standards for it elsewhere, so that it must be Designated; its value is not in net assets.
	Equivalent bool `json:"equivalent,omitzero"`
	// Redemption is when term debt, capital bonds and convertible debt are repaid; it is required for these, and for no other.
	Redemption *Redemption `json:"redemption,omitzero"`
}

// An InstrumentKind is a kind of capital instrument. The zero InstrumentKind is not valid.
type InstrumentKind string

const (
	// OrdinaryShare is an ordinary share (普通股) or what is like it.
	OrdinaryShare InstrumentKind = "ordinary-share"
	// PreferenceShare is a preference share (优先股).
	PreferenceShare InstrumentKind = "preference-share"
	// PerpetualBond is a capital bond without a maturity (无固定期限资本债券).
	PerpetualBond InstrumentKind = "perpetual-bond"
	// TermDebt is subordinated term debt (次级定期债务).
	TermDebt InstrumentKind = "term-debt"
	// CapitalBond is a capital supplementary bond (资本补充债券).
	CapitalBond InstrumentKind = "capital-bond"
	// Convertible is subordinated convertible debt (次级可转换债券).
	Convertible InstrumentKind = "convertible"
	// Contingent is contingent capital (应急资本).
	Contingent InstrumentKind = "contingent"
	// OtherInstrument is any other instrument.
	OtherInstrument InstrumentKind = "other"
)

func (k InstrumentKind) validate() error {
	switch k {
	case OrdinaryShare, PreferenceShare, PerpetualBond, TermDebt, CapitalBond, Convertible, Contingent, OtherInstrument:
		return nil
	}
	return cede.Invalid("kind", string(k), "must be one of ordinary-share, preference-share, perpetual-bond, term-debt, capital-bond, convertible, contingent, other")
}

// amortised reports whether the instrument turns into a liability while its remaining term runs down.
func (k InstrumentKind) amortised() bool {
	return k == TermDebt || k == CapitalBond || k == Convertible
}

// Features are the characteristics of an instrument: existence, permanence, subordination, payments at will, and outside funding (存在性、永续性、
// 次级性、非强制性、外生性). The zero Features are of no tier. Source: Rule 1 Arts. 28, 30-33.
type Features struct {
	_ [0]func()

	// PaidIn says that it is paid in (实缴); Accepted that it is of another form that the regulator provides for, which serves only for
	// supplementary tier 2.
	PaidIn   bool `json:"paidIn"`
	Accepted bool `json:"accepted,omitzero"`

	// Term is the term from issue to maturity in years; nil: no maturity.
	Term *decimal.Decimal `json:"term,omitzero"`
	// Call is after how many years from issue it may first be called; nil: it has no call.
	Call *decimal.Decimal `json:"call,omitzero"`
	// Incentive says that there is a step-up of the rate or another incentive to redeem it.
	Incentive bool `json:"incentive,omitzero"`
	// Expected says that its issue made expect that it would be bought back, redeemed or cancelled.
	Expected bool `json:"expected,omitzero"`

	// Absorbs is which losses it absorbs.
	Absorbs Losses `json:"absorbs"`
	// Rank is its rank in bankruptcy.
	Rank Rank `json:"rank"`
	// Secured says that the issuer or its affiliates secure or guarantee it, or give it priority otherwise.
	Secured bool `json:"secured,omitzero"`
	// WrittenDown says that it is written down or converted into ordinary shares when a trigger event occurs.
	WrittenDown bool `json:"writtenDown,omitzero"`

	// Payments is what becomes of payments that would leave the solvency ratios below their standards.
	Payments Payments `json:"payments"`
	// Petition says that its holders may petition for bankruptcy if it is not paid.
	Petition bool `json:"petition,omitzero"`

	// SelfFunded says that the issuer finances its purchase, or that its holders use funds drawn from the insurer.
	SelfFunded bool `json:"selfFunded,omitzero"`
}

// Losses are the losses that an instrument absorbs. The zero Losses are none.
type Losses string

const (
	// Bankruptcy are the losses of bankruptcy only.
	Bankruptcy Losses = "bankruptcy"
	// Operating are operating losses and those of bankruptcy.
	Operating Losses = "operating"
)

// A Rank is the rank of an instrument in bankruptcy, always after policyholders and general creditors unless it is [WithCreditors]. A
// higher claim on less is enough for a lower tier. The zero Rank is not valid.
type Rank string

const (
	// Last is after everything else.
	Last Rank = "last"
	// BeforeCore1 is before core tier 1.
	BeforeCore1 Rank = "before-core-1"
	// BeforeCore is before core capital.
	BeforeCore Rank = "before-core"
	// BeforeSupplementary1 is before supplementary tier 1.
	BeforeSupplementary1 Rank = "before-supplementary-1"
	// WithCreditors is with policyholders or general creditors, or before them: no capital.
	WithCreditors Rank = "with-creditors"
)

// level is higher the later the rank is paid.
func (r Rank) level() int {
	switch r {
	case Last:
		return 4
	case BeforeCore1:
		return 3
	case BeforeCore:
		return 2
	case BeforeSupplementary1:
		return 1
	case WithCreditors:
		return 0
	}
	return -1
}

// Payments is what becomes of payments of principal and interest that would leave the ratios below their standards. The zero Payments is not
// valid.
type Payments string

const (
	// AtWill are never owed, and not to pay is no default.
	AtWill Payments = "at-will"
	// Cancelled are not made: interest is cancelled, principal may be deferred.
	Cancelled Payments = "cancelled"
	// Deferred are deferred.
	Deferred Payments = "deferred"
	// Owed are owed in any case.
	Owed Payments = "owed"
)

// level is higher the freer the issuer is.
func (p Payments) level() int {
	switch p {
	case AtWill:
		return 3
	case Cancelled:
		return 2
	case Deferred:
		return 1
	case Owed:
		return 0
	}
	return -1
}

// Validate reports every characteristic out of range, joined.
func (f Features) Validate() error {
	errs := []error{
		bound.Optional(bound.Positive, "term", f.Term),
		bound.Optional(bound.NotNegative, "call", f.Call),
	}
	switch f.Absorbs {
	case "", Bankruptcy, Operating:
	default:
		errs = append(errs, cede.Invalid("absorbs", string(f.Absorbs), "must be bankruptcy or operating, or empty"))
	}
	if f.Rank.level() < 0 {
		errs = append(errs, cede.Invalid("rank", string(f.Rank), "must be one of last, before-core-1, before-core, before-supplementary-1, with-creditors"))
	}
	if f.Payments.level() < 0 {
		errs = append(errs, cede.Invalid("payments", string(f.Payments), "must be one of at-will, cancelled, deferred, owed"))
	}
	return errors.Join(errs...)
}

// Tier returns the highest tier whose standards the characteristics meet. If they meet none, the error joins what keeps them from supplementary
// tier 2.
func (f Features) Tier(e *cross2.Edition) (Tier, error) {
	var err error
	for _, tier := range []Tier{Core1, Core2, Supplementary1, Supplementary2} {
		if err = f.Meet(e, tier); err == nil {
			return tier, nil
		}
	}
	return "", err
}

// Meet returns nil if the characteristics meet the standards of a tier; otherwise the error joins those that do not.
//
//	            core tier 1  core tier 2               supplementary tier 1  supplementary tier 2
//	existence   paid in      paid in                   paid in               paid in, or as accepted
//	permanence  no maturity  none, or 10 years         none, or 5 years      any term
//	            no call      called only after 5
//	            nothing that makes expect or pays for a redemption
//	losses      operating    operating                 bankruptcy            bankruptcy
//	rank        last         before core tier 1        before core           before supplementary 1
//	            not secured  not secured; with a
//	                         maturity: written down
//	payments    at will      cancelled                 deferred              any
//	            no petition  no petition               no petition
//	funding     from outside, in every tier
//
// Source: Rule 1 Arts. 28, 30-33.
func (f Features) Meet(e *cross2.Edition, tier Tier) error {
	if err := errors.Join(f.Validate(), cede.In("tier", tier.Validate())); err != nil {
		return err
	}
	w := cross2.On(e)
	var errs []error
	must := func(ok bool, field, value, reason string) {
		if !ok {
			errs = append(errs, cede.Invalid(field, value, reason+" for "+string(tier)))
		}
	}
	atLeast := func(field, key string, x *decimal.Decimal) {
		if x != nil {
			must(w.Met(key, *x), field, bound.Text(*x), "must be long enough")
		}
	}
	core := tier == Core1 || tier == Core2
	must(f.PaidIn || tier == Supplementary2 && f.Accepted, "paidIn", "false", "must be true")
	switch tier {
	case Core1:
		must(f.Term == nil, "term", "", "must not be there")
		must(f.Call == nil, "call", "", "must not be there")
		must(!f.Expected, "expected", "true", "must be false")
	case Core2:
		atLeast("term", "capital.core-2.term", f.Term)
		atLeast("call", "capital.core-2.call", f.Call)
		must(f.Term == nil || f.WrittenDown, "writtenDown", "false", "must be true with a maturity")
	case Supplementary1:
		atLeast("term", "capital.supplementary-1.term", f.Term)
	case Supplementary2:
	}
	must(!core || !f.Incentive, "incentive", "true", "must be false")
	must(f.Absorbs == Operating || f.Absorbs == Bankruptcy && !core, "absorbs", string(f.Absorbs), "must be more")
	must(f.Rank.level() >= tier.rank(), "rank", string(f.Rank), "must be later")
	must(!core || !f.Secured, "secured", "true", "must be false")
	must(f.Payments.level() >= tier.rank()-1, "payments", string(f.Payments), "must be freer")
	must(tier == Supplementary2 || !f.Petition, "petition", "true", "must be false")
	must(!f.SelfFunded, "selfFunded", "true", "must be false")
	if err := w.Err(); err != nil {
		return err
	}
	return errors.Join(errs...)
}

// rank is the level of the rank that a tier asks for.
func (t Tier) rank() int {
	switch t {
	case Core1:
		return Last.level()
	case Core2:
		return BeforeCore1.level()
	case Supplementary1:
		return BeforeCore.level()
	case Supplementary2:
	}
	return BeforeSupplementary1.level()
}

// Validate reports every figure out of range and every contradiction, joined.
func (x Instrument) Validate() error {
	errs := []error{x.Kind.validate(), bound.NotNegative("book", x.Book)}
	switch {
	case x.Features != nil:
		errs = append(errs, cede.In("features", x.Features.Validate()))
	case x.Designated == "":
		errs = append(errs, cede.Invalid("features", "", "must not be empty, or the tier be designated"))
	}
	if x.Designated != "" {
		errs = append(errs, cede.In("designated", x.Designated.Validate()))
	}
	if x.Equivalent && x.Designated == "" {
		errs = append(errs, cede.Invalid("designated", "", "must not be empty: the standards for such an instrument are the regulator's (Rule 1 Art. 45)"))
	}
	if x.Equivalent && x.InNetAssets {
		errs = append(errs, cede.Invalid("inNetAssets", "true", "must be false: what is not paid up is not in net assets"))
	}
	switch amortised := x.Kind.amortised() && !x.Equivalent; {
	case amortised && x.Redemption == nil:
		errs = append(errs, cede.Invalid("redemption", "", "must not be empty for "+string(x.Kind)))
	case !amortised && x.Redemption != nil:
		errs = append(errs, cede.Invalid("redemption", "", "must not be there: only term debt, capital bonds and convertible debt are amortised"))
	case amortised:
		errs = append(errs, cede.In("redemption", x.Redemption.Validate()))
	}
	return errors.Join(errs...)
}

// Tier returns the tier that is designated, or else the highest whose standards the instrument meets.
func (x Instrument) Tier(e *cross2.Edition) (Tier, error) {
	if err := x.Validate(); err != nil {
		return "", err
	}
	if x.Designated != "" {
		return x.Designated, nil
	}
	tier, err := x.Features.Tier(e)
	return tier, cede.In("features", err)
}

// Recognised returns the part of the book value that is a recognised liability (认可价值) and the rest, which is capital, both in yuan and
// rounded to the fen. Instruments other than term debt, capital bonds and convertible debt are capital in full. Source: Rule 1 Arts. 25, 26,
// 42.
func (x Instrument) Recognised(e *cross2.Edition) (liability, capital cross2.Line, err error) {
	if err := x.Validate(); err != nil {
		return cross2.Line{}, cross2.Line{}, err
	}
	w := cross2.On(e)
	h := name("Book value of "+string(x.Kind), "资本工具账面价值", "20")
	book := w.Round(h, w.Given(h, x.Book), cross2.Fen)
	if x.Redemption == nil {
		return zero(w), book, w.Err()
	}
	key := "capital.debt.callable"
	if x.Kind == Convertible || x.Redemption.Call.IsZero() {
		key = "capital.debt.plain"
	}
	years, err := x.Redemption.Years(w.Edition())
	if w.Fail(cede.In("redemption", err)) != nil {
		return cross2.Line{}, cross2.Line{}, w.Err()
	}
	part := w.Bracket(key, w.GivenNumber(name("Remaining term in years", "剩余期限（年）", "26"), years))
	liability = w.Round(name("Recognised liability", "资本性负债认可价值", "25"), w.Product(name("Book value times recognised part", "账面价值与认可比例之积", "25"), book, part), cross2.Fen)
	capital = w.Difference(name("Counted as capital", "计入资本的金额", "20"), book, liability)
	return liability, capital, w.Err()
}
