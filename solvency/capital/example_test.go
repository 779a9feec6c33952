package capital_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/capital"
	"github.com/cedego/cede/solvency/cross2"
)

// on is the edition of a reporting date.
func on(text string) *cross2.Edition {
	day, err := cede.ParseDate(text)
	if err != nil {
		panic(err)
	}
	e, err := cross2.At(day)
	if err != nil {
		panic(err)
	}
	return e
}

func years(n int64) *decimal.Decimal {
	d := decimal.New(n, 0)
	return &d
}

// The seven branches of Rule 1 Art. 38.
func ExampleContract_Tier() {
	e := on("2025-12-31")
	base := capital.Contract{Kind: capital.LongTermLife, Amount: decimal.New(1000, 0), Term: decimal.New(15, 0), Terminable: years(8), RiskTransferred: true, PremiumPaid: true}

	show := func(text string, change func(c *capital.Contract)) {
		c := base
		change(&c)
		tier, err := c.Tier(e)
		switch {
		case err != nil:
			fmt.Printf("%s: %v\n", text, err)
		case tier == "":
			fmt.Printf("%s: no capital\n", text)
		default:
			fmt.Printf("%s: %s\n", text, tier)
		}
	}
	show("terminable within 3 years", func(c *capital.Contract) { c.Terminable = years(2) })
	show("risk and assets transferred", func(*capital.Contract) {})
	show("assets not, 15 years, terminable after 8", func(c *capital.Contract) { c.Returned = true })
	show("assets not, 8 years, not terminable", func(c *capital.Contract) { c.Returned, c.Term, c.Terminable = true, decimal.New(8, 0), nil })
	show("assets not, 15 years, terminable after 4", func(c *capital.Contract) { c.Returned, c.Terminable = true, years(4) })
	show("risk not transferred", func(c *capital.Contract) { c.RiskTransferred = false })
	show("not long-term life", func(c *capital.Contract) { c.Kind = capital.ShortTerm })
	// Output:
	// terminable within 3 years: no capital
	// risk and assets transferred: core-1
	// assets not, 15 years, terminable after 8: core-2
	// assets not, 8 years, not terminable: supplementary-1
	// assets not, 15 years, terminable after 4: supplementary-2
	// risk not transferred: riskTransferred: must be true, or withoutRisk say how to read it: the rule names no tier (Rule 1 Art. 38) (got false)
	// not long-term life: kind: must be long-term-life: the rule grades no other reinsurance (Rule 1 Art. 38) (got short-term)
}

// What the rule leaves open is a reading, and both sides of a contract are computed from the one contract.
func ExampleContract_Effect() {
	e := on("2025-12-31")
	contract := capital.Contract{
		Kind: capital.LongTermLife, Amount: decimal.New(1000, 0), Term: decimal.New(10, 0), Terminable: years(5), RiskTransferred: true,
		PremiumPaid: true, Deferral: decimal.New(9, 0), // more than 6 months: the assets are not transferred
	}
	show := func() {
		cedent, err := contract.Effect(e, capital.Cedent)
		if err != nil {
			fmt.Println(err)
			return
		}
		reinsurer, err := contract.Effect(e, capital.Reinsurer)
		if err != nil {
			fmt.Println(err)
			return
		}
		assets, err := contract.AssetsTransferred(e)
		if err != nil {
			fmt.Println(err)
			return
		}
		relieves, err := contract.Relieves(e)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(cedent.Tier, cedent.Amount.Amount(), reinsurer.Amount.Amount(), "assets:", assets, "relief:", relieves)
	}
	show()
	contract.ExactlyFive = capital.Lenient
	show()
	contract.Terminable = years(3)
	show()
	contract.ExactlyThree = capital.Lenient
	show()
	contract.RiskTransferred, contract.WithoutRisk = false, capital.NoCapital
	show()
	contract.WithoutRisk = capital.AsWithoutAssets
	show()
	// Output:
	// supplementary-2 1000 -1000 assets: false relief: true
	// core-2 1000 -1000 assets: false relief: true
	//  0 0 assets: false relief: false
	// supplementary-2 1000 -1000 assets: false relief: true
	//  0 0 assets: false relief: false
	// supplementary-2 1000 -1000 assets: false relief: false
}

// Cutting for one limit after another would find less than 1,000: 958.58 after three turns.
func ExampleTiers_Within() {
	tiers := capital.Tiers{
		Core1: capital.Core{Surplus: decimal.New(300, 0), Other: decimal.New(400, 0)},
		Core2: capital.Core{Surplus: decimal.New(100, 0), Other: decimal.New(300, 0)},
	}
	for _, core2 := range []capital.Core2From{capital.PolicySurplus, capital.OtherItems} {
		tiers.Cutting.Core2 = core2
		within, err := tiers.Within(on("2023-06-30"))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("core", within.Core.Amount(),
			"surplus of core 1", within.Surplus1.Kept.Amount(),
			"of core 2", within.Surplus2.Kept.Amount(),
			"other core 2", within.Other2.Kept.Amount())
	}
	// Output:
	// core 1000 surplus of core 1 300 of core 2 0 other core 2 300
	// core 1000 surplus of core 1 300 of core 2 50 other core 2 250
}

// The choice of tier does not change how much there is.
func ExampleTiers_Within_choices() {
	tiers := capital.Tiers{
		Core1:          capital.Core{Surplus: decimal.New(300, 0), Other: decimal.New(600, 0)},
		Core2:          capital.Core{Surplus: decimal.New(200, 0), Other: decimal.New(100, 0)},
		Supplementary1: decimal.New(1000, 0),
		Supplementary2: decimal.New(250, 0),
	}
	for _, cutting := range []capital.Cutting{
		{Surplus: capital.FromCore2, Supplementary: capital.LowerTier},
		{Surplus: capital.FromCore1, Supplementary: capital.UpperTier},
	} {
		tiers.Cutting = cutting
		within, err := tiers.Within(on("2023-09-30"))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("core", within.Core.Amount(), "supplementary", within.Supplementary.Amount(),
			"surplus", within.Surplus1.Kept.Amount(), within.Surplus2.Kept.Amount(), "tiers", within.Tier3.Kept.Amount(), within.Tier4.Kept.Amount())
	}
	// Output:
	// core 1166.66 supplementary 1166.66 surplus 300 166.66 tiers 1000 166.66
	// core 1166.66 supplementary 1166.66 surplus 266.66 200 tiers 916.66 250
}

func ExampleSurplus_Grade() {
	policies := decimal.New(1000, 0)
	var inForce []decimal.Decimal
	for range 7 {
		policies = policies.Mul(decimal.New(9, -1))
		inForce = append(inForce, policies)
	}
	surplus := capital.Surplus{Groups: []capital.Group{
		{Term: decimal.New(7, 0), Surplus: decimal.New(1000, 0), InForce: inForce, Rates: []decimal.Decimal{decimal.New(3, -2)}},
		{Term: decimal.New(2, 0), Surplus: decimal.New(50, 0)},
	}}
	graded, err := surplus.Grade(on("2025-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(graded.Core1.Amount(), graded.Core2.Amount(), graded.Supplementary1.Amount(), graded.Supplementary2.Amount())
	// Output: 0 0 802.59 247.41
}

func ExampleValuation_Surplus() {
	valuation := capital.Valuation{Statements: decimal.New(1000, 0), Solvency: decimal.New(700, 0), Guarantee: decimal.New(20, 0), TaxReserve: decimal.New(30, 0)}
	surplus, err := valuation.Surplus(on("2025-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(surplus.Formula(cross2.English), "=", surplus.Amount())
	// Output: Life liability in the financial statements − Life liability recognised − Cash value guarantee − Income tax reserve = 250
}

func ExampleFeatures_Tier() {
	bond := capital.Features{
		PaidIn: true, Term: years(10), Call: years(5), Absorbs: capital.Operating, Rank: capital.BeforeCore1, Payments: capital.Cancelled, WrittenDown: true,
	}
	tier, err := bond.Tier(on("2025-12-31"))
	fmt.Println(tier, err)
	bond.WrittenDown = false
	tier, err = bond.Tier(on("2025-12-31"))
	fmt.Println(tier, err)
	fmt.Println(bond.Meet(on("2025-12-31"), capital.Core2))
	// Output:
	// core-2 <nil>
	// supplementary-1 <nil>
	// writtenDown: must be true with a maturity for core-2 (got false)
}

func ExampleInstrument_Recognised() {
	maturity, err := cede.NewDate(2028, 6, 30)
	if err != nil {
		fmt.Println(err)
		return
	}
	call, err := cede.NewDate(2026, 6, 30)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, stepUp := range []int64{100, 101} { // basis points
		bond := capital.Instrument{
			Kind: capital.CapitalBond, Book: decimal.New(1000, 0), Designated: capital.Supplementary1,
			Redemption: &capital.Redemption{Maturity: maturity, Call: call, StepUp: decimal.New(stepUp, -4)},
		}
		years, err := bond.Redemption.Years(on("2025-12-31"))
		if err != nil {
			fmt.Println(err)
			return
		}
		liability, rest, err := bond.Recognised(on("2025-12-31"))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(years, "years: liability", liability.Amount(), "capital", rest.Amount())
	}
	// Output:
	// 2.497268 years: liability 400 capital 600
	// 0.49589 years: liability 800 capital 200
}

func ExampleListed_Impairment() {
	bank := capital.Listed{Book: decimal.New(100, 0), Market: decimal.New(80, 0), Below: decimal.New(1, 0)}
	three := func(yield int64) []decimal.Decimal {
		return []decimal.Decimal{decimal.New(yield, -2), decimal.New(yield, -2), decimal.New(yield, -2)}
	}
	show := func() {
		impairment, err := bank.Impairment(on("2025-12-31"))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(impairment.Amount())
	}
	show()
	bank.ExactlyOne = capital.Lenient
	show()
	bank.ExactlyOne, bank.Constituent, bank.Yields = capital.Stricter, true, three(3)
	show()
	bank.Yields, bank.Payouts = three(2), three(9)
	show()
	// Output:
	// 20
	// 0
	// 0
	// 20
}

func ExampleProperty_Recognise() {
	tower := capital.Property{
		Book: decimal.New(900, 0), Cost: decimal.New(600, 0), Revaluation: decimal.New(200, 0),
		Depreciation: decimal.New(80, 0), TaxRate: decimal.New(25, -2),
	}
	r, err := tower.Recognise(on("2025-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Value.Amount(), r.Core.Amount(), r.Supplementary.Amount())
	// Output: 720 -270 135
}

func ExampleGuarantee_Recognised() {
	l, err := capital.Guarantee{CashValue: decimal.New(1000, 0), Liability: decimal.New(700, 0), Minimum: decimal.New(250, 0)}.Recognised(on("2025-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(l.Head().Row, l.Amount())
	// Output: S04-7.2 50
}

func ExampleTaxReserve_Recognised() {
	incomes := []decimal.Decimal{decimal.New(-5, 0), decimal.New(1, 0), decimal.New(2, 0), decimal.New(1, 0), decimal.New(-3, 0)}
	l, err := capital.TaxReserve{Incomes: incomes, ResidualMargin: decimal.New(400, 0)}.Recognised(on("2025-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(l.Head().Row, l.Amount())
	// Output: S04-7.3 40
}

func ExampleBalance_RecognisedAssets() {
	balance := capital.Balance{
		Assets: []capital.Asset{
			{Row: "S03-2.3", Book: decimal.New(500, 0)},
			{Row: "S03-2.3", Book: decimal.New(100, 0), Class: capital.Frozen},
			{Row: "S03-9.3", Book: decimal.New(30, 0), Class: capital.Intangible},
		},
		Stated: []capital.Stated{{Row: "S03-10", Amount: decimal.New(600, 0)}},
	}
	_, err := balance.RecognisedAssets(on("2025-12-31"))
	fmt.Println(err)
	balance.Stated[0].Amount = decimal.New(500, 0)
	assets, err := balance.RecognisedAssets(on("2025-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(assets.Amount(), balance.NonRecognised())
	// Output:
	// stated[0].amount: must be what row S03-10 comes to, 500 (got 600)
	// 500 130
}

func ExampleActual_Capital() {
	insurer := capital.Actual{
		NetAssets:     decimal.New(900, 0),
		NonRecognised: decimal.New(100, 0),
		DeferredTax:   decimal.New(50, 0),
		Instruments:   []capital.Instrument{{Kind: capital.PerpetualBond, Book: decimal.New(400, 0), Designated: capital.Core2}},
	}
	result, err := insurer.Capital(on("2025-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	lines, err := result.Sheet("S02")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range lines {
		if !l.Amount().IsZero() {
			fmt.Printf("%-9s %9s  %s\n", l.Head().Row, l.Amount().StringFixed(2), l.Head().English)
		}
	}
	fmt.Println("capital liability", result.Liability.Amount())
	// Output:
	// S02-1        750.00  Core tier 1 capital
	// S02-1.1      900.00  Net assets
	// S02-1.2     -150.00  Adjustments of net assets
	// S02-1.2.1   -100.00  Book value of non-recognised assets
	// S02-1.2.4    -50.00  Deferred tax assets not caused by operating losses
	// S02-2        321.42  Core tier 2 capital
	// S02-2.3      400.00  Other core tier 2 capital
	// S02-2.4      -78.58  Less: above the limits
	// S02-3         50.00  Supplementary tier 1 capital
	// S02-3.4       50.00  Deferred tax assets not caused by operating losses
	// S02-5       1121.42  Actual capital
	// capital liability 78.58
}

func ExampleGiven() {
	result, err := capital.Given(decimal.New(700, 0), decimal.New(300, 0), decimal.New(100, 0), decimal.New(50, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Core1.Head().Row, result.Core1.Amount(), result.Actual.Head().Row, result.Actual.Amount())
	// Output: S02-1 700 S02-5 1150
}
