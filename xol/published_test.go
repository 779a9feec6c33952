package xol_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// The figures of the cases in this file were published by others, each with its source; amounts are in the currency of the
// source. What is wanted was worked out again by hand. Where print and hand differ, a comment gives both, and
// the hand's is wanted. Figures that a source leaves open are marked "ours".
const (
	hmrc     = "HMRC, General Insurance Manual, "
	cii      = "Chartered Insurance Institute, Reinsurance, study text M97 (2018), "
	sics     = "DXC, SICS P&C user guide, "
	oasis    = "Oasis LMF, ReinsuranceTestTool, examples/ExamplesComparisonTest.xlsx, Calculations, "
	pal      = "ProteusLLP, proteusllp-actuarial-library, tests/test_xol.py, "
	actuary  = "Institute and Faculty of Actuaries, "
	societyA = "Society of Actuaries, "
	pillar   = "PillarOne, RiskAnalytics, unit tests of risk-analytics-pc-cashflow, "
	catNote  = "note Property Catastrophe Reinsurance with Reinstatements, public on GitHub: 100 xs 100 for 10, one at 100%, "
	areNotes = "study notes on treaty reinsurance in Chinese and English, public on GitHub, "
)

// riskCover is a cover per risk of layers.
func riskCover(layers ...xol.Layer) treaty.Terms { return xol.PerRisk{Layers: layers} }

// eventCover is a cover per event of layers.
func eventCover(layers ...xol.Layer) treaty.Terms { return xol.PerEvent{Layers: layers} }

// xs is the layer limit xs attachment.
func xs(limit, attachment string) xol.Layer {
	return xol.Layer{Attachment: yuan(attachment), Limit: some(limit)}
}

// eachCeded lists what all contracts cede of every loss, as placed.
func eachCeded(r *treaty.Result) []string {
	var out []string
	for l := range r.Losses() {
		out = append(out, l.Ceded.String())
	}
	return out
}

// chargedFor adds up the charges of a kind.
func chargedFor(r *treaty.Result, kind treaty.ChargeKind) string {
	var sum decimal.Decimal
	for c := range r.Charges() {
		if c.Kind == kind {
			sum = sum.Add(c.Charged)
		}
	}
	return sum.String()
}

// asPublished reports what differs from the figures of a source.
func asPublished(t *testing.T, source string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", source, diff)
	}
}

// Each loss stands alone: what the cover pays of it.
func TestPublished_layers(t *testing.T) {
	t.Parallel()
	share := func(part string, l xol.Layer) xol.Layer {
		l.Share = some(part)
		return l
	}
	franchise := func(amount string, l xol.Layer) xol.Layer {
		l.Franchise = some(amount)
		return l
	}
	for _, c := range []struct {
		source string
		terms  treaty.Terms
		losses []string
		want   []string
	}{
		{
			hmrc + "GIM8070, claims on policies 1 to 3", riskCover(xs("20,000", "10,000")),
			[]string{"12,000", "35,000", "60,000"},
			[]string{"2000", "20000", "20000"},
		},
		{
			// The print calls the first layer "£50,000 excess of £10,000", which would overlap with the second; the amount it gives
			// beside it, £40,000, and its text, the first £50,000 less £10,000, are of 40,000 xs 10,000. So of
			// 1,000,000 all but the first 10,000 is paid: 40,000 + 50,000 + 400,000 + 500,000 = 990,000.
			hmrc + "GIM8080, four layers",
			eventCover(xs("40,000", "10,000"), xs("50,000", "50,000"), xs("400,000", "100,000"), xs("500,000", "500,000")),
			[]string{"50,000", "100,000", "500,000", "1,000,000", "1,200,000"},
			[]string{"40000", "90000", "490000", "990000", "990000"},
		},
		{
			// The print has "175,000 less 25,000 = 50,000", and 100,000 below the layer; it is 175,000 - 125,000.
			sics + "Franchise Deductible: 250,000 xs 125,000, trigger point 150,000, franchise 100 %",
			riskCover(franchise("150,000", xs("250,000", "125,000"))),
			[]string{"140,000", "175,000"},
			[]string{"0", "50000"},
		},
		{
			pal + "test_xol_no_agg", riskCover(xs("500,000", "250,000")),
			[]string{"100,000", "800,000", "500,000", "200,000"},
			[]string{"0", "500000", "250000", "0"},
		},
		{
			pal + "test_xol_franchise", riskCover(franchise("250,000", xs("500,000", "0"))),
			[]string{"100,000", "800,000", "400,000", "200,000"},
			[]string{"0", "500000", "400000", "0"},
		},
		{
			// Retained: 100,000 + 15 % of 100,000 + 10 % of 100,000 + 5 % of 150,000 = 132,500; key D.
			societyA + "exercise on three catastrophe layers with coinsurance, as at stochiki.com (6d35fa8628)",
			eventCover(share("0.85", xs("100,000", "100,000")), share("0.90", xs("100,000", "200,000")), share("0.95", xs("300,000", "300,000"))),
			[]string{"450,000"},
			[]string{"317500"},
		},
		{
			"RMS, Risk Data OS help, Simple Covers and Terms: 80% share of 100k xs 20k", eventCover(share("0.8", xs("100,000", "20,000"))),
			[]string{"50,000", "10,000", "20,000,000"},
			[]string{"24000", "0", "80000"},
		},
	} {
		var got []string
		for _, amount := range c.losses {
			r := apply(treaty.BookSpec{
				Risks: []treaty.Risk{risk("A", "")}, Losses: []treaty.Loss{loss("1", "A", "", amount)},
			}, contract("XL", 1, c.terms))
			got = append(got, eachCeded(r)...)
		}
		asPublished(t, c.source, c.want, got)
	}
}

// Four locations of two policies lose 100 each in one event, after the limit of 100 per site: policy 1 has locations 1 and 2. The source rounds nothing.
func TestPublished_oasis(t *testing.T) {
	t.Parallel()
	// capped is limit xs 5 per risk, placed 80 %. The titles of the sheet state an occurrence limit of 100, its calculation uses 37.5.
	capped := func(limit string, unit treaty.Unit) treaty.Contract {
		layer := xs(limit, "5")
		layer.EventCap = some("37.5")
		c := contract("PR", 1, riskCover(layer))
		c.Placement.Lines[0].Share, c.Sections[0].Unit = yuan("0.8"), unit
		return c
	}
	only := func(c treaty.Contract, risks ...string) treaty.Contract {
		c.Sections[0].Scope.Include.Risks = risks
		return c
	}
	half := xs("10", "0")
	half.Share = some("0.5")
	for _, c := range []struct {
		source    string
		contracts []treaty.Contract
		want      []string
		net       string
	}{
		{
			"row 141, single_cxl: 1000 xs 50, 400 - 50 = 350",
			[]treaty.Contract{contract("1", 1, eventCover(xs("1,000", "50")))},
			[]string{"87.5", "87.5", "87.5", "87.5"},
			"50",
		},
		{
			// The sheet's title has the third placed in full, its calculation half. Two that each could take the same layer whole
			// are over-ceded here whatever is placed, so half is their share of it.
			"row 157, multiple_cxl_at_different_inuring_levels: twice 50 % of 10 xs 0, then 50 % of 10 xs 0 on 390",
			[]treaty.Contract{contract("1", 1, eventCover(half)), contract("2", 1, eventCover(half)), contract("3", 2, eventCover(half))},
			[]string{"3.75", "3.75", "3.75", "3.75"},
			"385",
		},
		{
			"row 456, single_cxl_one_account: 1000 xs 50 on the 200 of account 1",
			[]treaty.Contract{only(contract("1", 1, eventCover(xs("1,000", "50"))), "1", "2")},
			[]string{"75", "75", "0", "0"},
			"250",
		},
		{
			"row 472, single_loc_level_PR_all_risks: 4 × 10 is above 37.5, 37.5 × 0.8 = 30",
			[]treaty.Contract{capped("10", treaty.UnitRow)},
			[]string{"7.5", "7.5", "7.5", "7.5"},
			"370",
		},
		{
			"row 487, single_pol_level_PR_all_risks: 2 × 20 is above 37.5, 37.5 × 0.8 = 30",
			[]treaty.Contract{capped("20", treaty.UnitPolicy)},
			[]string{"7.5", "7.5", "7.5", "7.5"},
			"370",
		},
		{
			"row 517, single_loc_level_PR_filtered_risks: 2 × 10 × 0.8 = 16",
			[]treaty.Contract{only(capped("10", treaty.UnitRow), "1", "2")},
			[]string{"8", "8", "0", "0"},
			"384",
		},
		{
			"row 532, two treaties at one inuring level, 50 xs 50 and 50 xs 100",
			[]treaty.Contract{contract("1", 1, eventCover(xs("50", "50"))), contract("2", 1, eventCover(xs("50", "100")))},
			[]string{"25", "25", "25", "25"},
			"300",
		},
	} {
		book := treaty.BookSpec{Events: []treaty.Event{{ID: "wind"}}}
		for i, id := range []string{"1", "2", "3", "4"} {
			site := risk(id, "")
			site.Policy = fmt.Sprint("policy ", 1+i/2)
			book.Risks = append(book.Risks, site)
			book.Losses = append(book.Losses, loss(id, id, "wind", "100"))
		}
		r := apply(book, c.contracts...)
		asPublished(t, oasis+c.source, c.want, eachCeded(r))
		asPublished(t, oasis+c.source+", net", c.net, r.Total().Retained.Loss.String())
	}
}

// buildings are n total losses of one storm, each of a building of its own.
func buildings(n int, sumInsured string) treaty.BookSpec {
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "storm"}}}
	for i := range n {
		id := fmt.Sprintf("building %02d", i+1)
		house := risk(id, "")
		house.SumInsured = yuan(sumInsured)
		book.Risks = append(book.Risks, house)
		book.Losses = append(book.Losses, loss(id, id, "storm", sumInsured))
	}
	return book
}

// A surplus under an excess of loss on what it leaves.
func TestPublished_surplusBelow(t *testing.T) {
	t.Parallel()
	surplus := func(lines string) treaty.Contract {
		return contract("surplus", 1, proportional.Surplus{
			Retention:  proportional.Retention{Amount: some("100,000")},
			Capacities: []proportional.Capacity{{Lines: some(lines)}},
		})
	}
	perBuilding := xs("50,000", "50,000")
	perBuilding.EventCap = some("100,000")
	for _, c := range []struct {
		source string
		book   treaty.BookSpec
		lines  string
		excess treaty.Terms
		want   []string
	}{
		{
			cii + "5/6, Example 5.3: nine lines, 25 buildings of £1m; 25 × £900,000, and £2.5m - £1.5m",
			buildings(25, "1,000,000"), "9", eventCover(xs("28,500,000", "1,500,000")),
			[]string{"22500000", "1000000", "1500000"},
		},
		{
			// The sum insured, £600,000, is ours: five buildings leave 5 × £100,000, of which 5 × £50,000 is above the attachment,
			// and the treaty pays twice its retention of £50,000.
			hmrc + "GIM8070: five lines, £50,000 xs £50,000 per risk, at most £100,000 for one storm",
			buildings(5, "600,000"), "5", riskCover(perBuilding),
			[]string{"2500000", "100000", "400000"},
		},
	} {
		r := apply(c.book, surplus(c.lines), contract("excess", 2, c.excess))
		below, _ := r.Contract("surplus")
		above, _ := r.Contract("excess")
		asPublished(t, c.source, c.want, []string{below.Ceded.Loss.String(), above.Ceded.Loss.String(), r.Total().Retained.Loss.String()})
	}
}

// Two losses in one event have one deductible. The limit of the cover is not on that page; here it has none.
// £8.34m + £12m - £5m = £15.34m.
func TestPublished_oneDeductible(t *testing.T) {
	t.Parallel()
	const source = cii + "5/25, answer 5.3"
	r := apply(treaty.BookSpec{
		Risks: []treaty.Risk{risk("A", ""), risk("B", "")}, Events: []treaty.Event{{ID: "event"}},
		Losses: []treaty.Loss{loss("1", "A", "event", "8,340,000"), loss("2", "B", "event", "12,000,000")},
	}, contract("XL", 1, eventCover(xol.Layer{Attachment: yuan("5,000,000")})))
	asPublished(t, source, "15340000", r.Total().Ceded.Loss.String())
	asPublished(t, source, "5000000", r.Total().Retained.Loss.String())
}

// Losses of a year, in order: what the layer pays of each, and its reinstatement premium for all of them.
func TestPublished_year(t *testing.T) {
	t.Parallel()
	layer := func(limit, attachment, premium string, rates ...string) xol.Layer {
		l := xs(limit, attachment)
		if premium != "" {
			l.Premium = &xol.Premium{Deposit: some(premium)}
			l.Reinstatements = &xol.Reinstatements{Count: len(rates), Rates: amounts(rates...)}
		}
		return l
	}
	reinstated := xs("2,000,000", "2,000,000")
	reinstated.Reinstatements = &xol.Reinstatements{Count: 1}
	deductible := func(amount string, l xol.Layer) xol.Layer {
		l.AggregateDeductible = some(amount)
		return l
	}
	limited := func(amount string, l xol.Layer) xol.Layer {
		l.AggregateLimit = some(amount)
		return l
	}
	for _, c := range []struct {
		source string
		layer  xol.Layer
		losses []string
		want   []string
		price  string
	}{
		{
			// The fourth finds £4m - £0.35m - £1m - £2m.
			cii + "5/21, Example 5.15: £2m xs £2m, one reinstatement", reinstated,
			[]string{"2,350,000", "3,000,000", "4,000,000", "3,000,000"},
			[]string{"350000", "1000000", "2000000", "650000"},
			"0",
		},
		{
			"ActEd, SP7 forum, per event XL treaty & aggregate deductible: $1m xs $1m, aggregate deductible $2m",
			deductible("2,000,000", xs("1,000,000", "1,000,000")),
			[]string{"1,500,000", "1,500,000", "1,500,000", "1,500,000", "1,500,000"},
			[]string{"0", "0", "0", "0", "500000"},
			"0",
		},
		{
			// What was paid and reserved; the example's additional case reserves come after all of it there, and are left out.
			sics + "Recovery Calculation including Additional Case Reserve, example 1: 150.000 xs 100.000, aggregate limit 300.000",
			limited("300,000", xs("150,000", "100,000")),
			[]string{"190,000", "250,000", "90,000", "110,000"},
			[]string{"90000", "150000", "0", "10000"},
			"0",
		},
		{
			// Rate on line 8 %: the premium is 1.2m. 12.5m of 15m are reinstated at 100 %.
			actuary + "SP7, April 2019, question 8, earthquake loss, as solved by D. Michaels at ActEd",
			layer("15,000,000", "2,500,000", "1,200,000", "1"),
			[]string{"15,000,000"},
			[]string{"12500000"},
			"1000000",
		},
		{
			// The limit of 3m is used to 2.5m by the first loss and to 5.5m by the second: 3m are reinstated free, 2.5m at 50 %,
			// 400,000 × 50 % × 2.5/3 = 166,666.67. The source sets the question and prints no answer.
			"textbook exercise on non-proportional reinsurance, as at writerspanel.net: 3M xs 5M, the first reinstatement free, the second at 50%",
			layer("3,000,000", "5,000,000", "400,000", "0", "0.5"),
			[]string{"7,500,000", "11,700,000"},
			[]string{"2500000", "3000000"},
			"166666.67",
		},
		{
			"slides on premium adjustment, fliphtml5.com/gcpwb/nyow, 25: 5,000,000 xs 400,000 for 50,000, one reinstatement at 100%",
			layer("5,000,000", "400,000", "50,000", "1"),
			[]string{"800,000"},
			[]string{"400000"},
			"4000",
		},
		{
			catNote + "example 1", layer("100", "100", "10", "1"),
			[]string{"175"},
			[]string{"75"},
			"7.5",
		},
		{
			catNote + "example 2", layer("100", "100", "10", "1"),
			[]string{"250", "150"},
			[]string{"100", "50"},
			"10",
		},
		{
			catNote + "example 3", layer("100", "100", "10", "1"),
			[]string{"200", "110", "200"},
			[]string{"100", "10", "90"},
			"10",
		},
		{
			pillar + "WXLContractTests, testAggregateDeductibleAndLimits: 200 xs 100, deductible 500, limit 1000",
			limited("1,000", deductible("500", xs("200", "100"))),
			[]string{"400", "400", "400", "400", "400"},
			[]string{"0", "0", "100", "200", "200"},
			"0",
		},
		{
			pillar + "WXLContractTests, testAggregateDeductibleAndLimits2: 200 xs 100, deductible 500, limit 400",
			limited("400", deductible("500", xs("200", "100"))),
			[]string{"400", "400", "400", "400", "400"},
			[]string{"0", "0", "100", "200", "100"},
			"0",
		},
		{
			// 500,000 are reinstated, and nothing beyond.
			pal + "test_xol_reinstatements", layer("500,000", "250,000", "1,000", "1"),
			[]string{"100,000", "800,000", "500,000", "200,000"},
			[]string{"0", "500000", "250000", "0"},
			"1000",
		},
		{
			// The first 500,000 are reinstated at 100 %, the next 100,000 at 50 %: 1,000 + 1,000 × 50 % × 1/5 = 1,100. The source
			// expects 1,200: it takes the rate of the reinstatement before for the last part.
			pal + "test_xol_multiple_reinstatements", layer("500,000", "250,000", "1,000", "1", "0.5", "0", "0"),
			[]string{"100,000", "600,000", "500,000", "200,000"},
			[]string{"0", "350000", "250000", "0"},
			"1100",
		},
		{
			// The source divides the 1,000,000 over the losses in proportion; here they take it in order.
			pal + "test_xol_aggregate_limit", layer("500,000", "250,000", "1,000", "1"),
			[]string{"100,000", "800,000", "500,000", "1,000,000"},
			[]string{"0", "500000", "250000", "250000"},
			"1000",
		},
		{
			// 600,000 - 250,000 = 350,000, of which the source gives each loss its part; 1,000 × 35/50 = 700.
			pal + "test_xol_aggregate_deductible", deductible("250,000", layer("500,000", "250,000", "1,000", "1")),
			[]string{"100,000", "600,000", "500,000", "200,000"},
			[]string{"0", "100000", "250000", "0"},
			"700",
		},
	} {
		var book treaty.BookSpec
		for i, amount := range c.losses {
			book.Losses = append(book.Losses, on(fmt.Sprintf("2026-%02d-15", 2*i+1), fmt.Sprint(i+1), amount))
		}
		r := apply(book, contract("XL", 1, eventCover(c.layer)))
		asPublished(t, c.source, c.want, eachCeded(r))
		asPublished(t, c.source+", reinstatement premium", c.price, chargedFor(r, treaty.ChargeReinstatement))
	}
}

// The deposit is 10,000, and half of the limit is reinstated: 5,000. At the end the premium is 1 % of £1.2m, £12,000, 2,000 more; so is what was
// reinstated, £12,000 × 50,000/100,000 = 6,000, 1,000 more.
func TestPublished_adjustedReinstatement(t *testing.T) {
	t.Parallel()
	const source = cii + "5/22, Example 5.16"
	layer := xs("100,000", "100,000")
	layer.Premium = &xol.Premium{Deposit: some("10,000"), Minimum: some("10,000"), Rate: some("0.01")}
	layer.Reinstatements = &xol.Reinstatements{Count: 1, Rates: amounts("1")}
	c := contract("XL", 1, riskCover(layer))
	c.Period = treaty.Period{From: day("2016-01-01"), To: day("2016-12-31")}
	all := risk("all", "")
	all.Premium, all.Period = yuan("1,200,000"), c.Period
	fire := loss("fire", "all", "", "150,000")
	fire.Date = day("2016-03-15")
	r := apply(treaty.BookSpec{Risks: []treaty.Risk{all}, Losses: []treaty.Loss{fire}}, c)
	var got []string
	for c := range r.Charges() {
		got = append(got, fmt.Sprint(c.Date, " ", c.Kind, " ", c.Charged))
	}
	asPublished(t, source, []string{
		"2016-01-01 deposit 10000", "2016-03-15 reinstatement 5000",
		"2016-12-31 adjustment 2000", "2016-12-31 reinstatement-adjustment 1000",
	}, slices.Sorted(slices.Values(got)))
	asPublished(t, source, "50000", r.Total().Ceded.Loss.String())
}

// Losses are loaded by 100/70, from 2.5 % to 12.5 % of $40,000,000, that is from $1,000,000, the minimum and deposit premium too, to
// $5,000,000; between them each $70 of losses costs $100. 100/70 has no end as a decimal; with 18 places of it the premium is right to
// the cent. The amounts of losses are ours: the two ends, 70 beyond the first, and one on each side.
func TestPublished_swing(t *testing.T) {
	t.Parallel()
	const source = "Willis, blog of October 2013, Alternatives to Burning Cost Rated Contracts"
	var got []string
	for _, amount := range []string{"0", "500,000", "700,000", "700,070", "2,100,000", "3,500,000", "4,000,000"} {
		layer := xol.Layer{Premium: &xol.Premium{
			Deposit: some("1,000,000"), Minimum: some("1,000,000"),
			Swing: &xol.Swing{Loading: yuan("1.428571428571428571"), Minimum: yuan("0.025"), Maximum: yuan("0.125")},
		}}
		all := risk("all", "motor")
		all.Premium = yuan("40,000,000")
		r := apply(treaty.BookSpec{Risks: []treaty.Risk{all}, Losses: []treaty.Loss{loss("l", "all", "", amount)}}, contract("XL", 1, eventCover(layer)))
		got = append(got, r.Price().Premium.String())
	}
	asPublished(t, source, []string{"1000000", "1000000", "1000000", "1000100", "3000000", "5000000", "5000000"}, got)
}

// What a stop loss pays for losses of a year, given the premium.
func TestPublished_stopLoss(t *testing.T) {
	t.Parallel()
	lossRatio := func(l xol.Layer) xol.StopLoss {
		return xol.StopLoss{On: xol.OnLossRatio, Basis: xol.PremiumEarned, Layers: []xol.Layer{l}}
	}
	combined := lossRatio(xs("0.10", "1.05"))
	combined.On, combined.ExpenseRatio = xol.OnCombinedRatio, some("0.3")
	ninety := xs("0.5", "0.7")
	ninety.Share = some("0.9")
	for _, c := range []struct {
		source  string
		terms   xol.StopLoss
		premium string
		losses  []string
		want    []string
	}{
		{
			// The premium and expenses of 30 % are ours: with losses of 68 %, 74 %, 82 % and 91 % the ratios are the source's.
			hmrc + "GIM8090: 10 per cent xs 105 per cent; combined ratios of 98, 104, 112 and 121 per cent", combined, "1,000,000",
			[]string{"680,000", "740,000", "820,000", "910,000"},
			[]string{"0", "0", "70000", "100000"},
		},
		{
			cii + "5/11, Table 5.1: 20 % from 100 % of £1m, £1m to £1.2m", lossRatio(xs("0.2", "1")), "1,000,000",
			[]string{"1,000,000", "1,100,000", "1,200,000", "1,300,000"},
			[]string{"0", "100000", "200000", "200000"},
		},
		{
			// The print has the range "£1m to £1.4m"; £1m × 30 % above 110 % is £1.1m to £1.4m.
			cii + "5/11, Table 5.1: 30 % from 110 % of £1m", lossRatio(xs("0.3", "1.1")), "1,000,000",
			[]string{"1,050,000", "1,100,000", "1,200,000", "1,400,000", "1,500,000"},
			[]string{"0", "0", "100000", "300000", "300000"},
		},
		{
			// 90 % of what lies from 70 % to 120 %. The premium is ours.
			"The Insurance Times, Reinsurance Management IC85, 46: 90% of 50% xs 70%", lossRatio(ninety), "1,000,000",
			[]string{"700,000", "800,000", "1,200,000", "1,500,000"},
			[]string{"0", "90000", "450000", "450000"},
		},
		{
			// From 5,000,000 to 15,000,000; the losses are ours.
			"CCR Re, Reinsurance tutorials 41 (2021): 100% excess of 50%, premium 10,000,000 €", lossRatio(xs("1", "0.5")), "10,000,000",
			[]string{"5,000,000", "8,000,000", "15,000,000", "16,000,000"},
			[]string{"0", "3000000", "10000000", "10000000"},
		},
	} {
		var got []string
		for _, amount := range c.losses {
			all := risk("all", "")
			all.Premium = yuan(c.premium)
			r := apply(treaty.BookSpec{Risks: []treaty.Risk{all}, Losses: []treaty.Loss{loss("l", "all", "", amount)}}, contract("SL", 1, c.terms))
			got = append(got, r.Total().Ceded.Loss.String())
		}
		asPublished(t, c.source, c.want, got)
	}
}

// Reinstatements pro rata as to time too: what each loss costs. The days are ours, so that the time that remains is the source's.
func TestPublished_reinstatementTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		source  string
		layer   xol.Layer
		premium string
		terms   xol.Reinstatements
		losses  [][2]string
		want    []string
	}{
		{
			// 9/12 and 6/12 remain: 2 × 10/10 × 0.75 = 1.50, and 2 × 2/10 × 50 % × 0.5 = 0.10.
			"EKtheSage, prospicio, R tests of xol_layer: 10 xs 10 for 2, rates of 1 and 0.5, losses of 22 and 12 at 0.25 and 0.5 of the year",
			xs("10", "10"), "2",
			xol.Reinstatements{Count: 2, Rates: amounts("1", "0.5"), Time: xol.MonthsOfPeriod},
			[][2]string{{"2026-03-31", "22"}, {"2026-06-30", "12"}},
			[]string{"1.5", "0.1"},
		},
		{
			// 292, 146 and 73 days of 365 remain: 20,000 × 50 % × 0.8, then × 0.4, and nothing is left to reinstate for the third.
			"A. Filiakov, Ergodic-Insurance-Limits, test_multiple_reinstatements: 2m xs 0 for 20,000, two at 50%, 0.8, 0.4 and 0.2 of the year left",
			xs("2,000,000", "0"), "20,000",
			xol.Reinstatements{Count: 2, Rates: amounts("0.5"), Time: xol.Days365},
			[][2]string{{"2026-03-14", "2,000,000"}, {"2026-08-07", "2,000,000"}, {"2026-10-19", "2,000,000"}},
			[]string{"8000", "4000"},
		},
	} {
		c.layer.Premium, c.layer.Reinstatements = &xol.Premium{Deposit: some(c.premium)}, &c.terms
		var book treaty.BookSpec
		for _, l := range c.losses {
			book.Losses = append(book.Losses, on(l[0], l[0], l[1]))
		}
		var got []string
		for c := range apply(book, contract("XL", 1, eventCover(c.layer))).Charges() {
			if c.Kind == treaty.ChargeReinstatement && c.Charged.Sign() != 0 {
				got = append(got, c.Charged.String())
			}
		}
		asPublished(t, c.source, c.want, got)
	}
}

// 10,000 xs 5,000 for two years, at most 10,000 in each and in both: 5,000 of the first loss, and of the second, which alone would
// recover 10,000, what is left of the term.
func TestPublished_term(t *testing.T) {
	t.Parallel()
	layer := xs("10,000", "5,000")
	layer.AggregateLimit, layer.TermLimit = some("10,000"), some("10,000")
	c := contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{layer}, Clauses: xol.Clauses{Annual: xol.AnnualYear}})
	c.Period = treaty.Period{From: day("2011-01-01"), To: day("2012-12-31")}
	house := risk("house", "")
	house.Period = c.Period
	first, second := on("2011-01-01", "first", "10,000"), on("2012-01-01", "second", "15,000")
	first.Risk, second.Risk = "house", "house"
	r := apply(treaty.BookSpec{Risks: []treaty.Risk{house}, Losses: []treaty.Loss{first, second}}, c)
	asPublished(t, pillar+"TermWXLContractTests, testTermClauses", []string{"5000", "5000"}, eachCeded(r))
}

// What a stop loss pays of each loss, in proportion.
func TestPublished_stopLossShares(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		source string
		terms  xol.StopLoss
		losses []string
		want   []string
	}{
		{
			// 4,000 - 2,400 is above 800, which is 20 % of each.
			"testAbsolute: 800 xs 2400",
			xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{xs("800", "2,400")}},
			[]string{"2,600", "600", "800"},
			[]string{"520", "120", "160"},
		},
		{
			"testGNPI: 0.4 xs 1.2 of a premium of 2000",
			xol.StopLoss{On: xol.OnLossRatio, Basis: xol.PremiumEarned, Layers: []xol.Layer{xs("0.4", "1.2")}},
			[]string{"2,600", "600", "800"},
			[]string{"520", "120", "160"},
		},
		{
			// 3,200 - 2,400 = 800 is 25 % of each.
			"testIndependenceOfContractsPerPeriod: 800 xs 2400",
			xol.StopLoss{On: xol.OnAmounts, Layers: []xol.Layer{xs("800", "2,400")}},
			[]string{"2,600", "600"},
			[]string{"650", "150"},
		},
	} {
		all := risk("all", "")
		all.Premium = yuan("2,000")
		book := treaty.BookSpec{Risks: []treaty.Risk{all}}
		for i, amount := range c.losses {
			book.Losses = append(book.Losses, loss(fmt.Sprint(i), "all", "", amount))
		}
		asPublished(t, pillar+"StopLossContractTests, "+c.source, c.want, eachCeded(apply(book, contract("SL", 1, c.terms))))
	}
}

// A hurricane over new year costs $6m in 2024 and $4m in 2025, 60 % and 40 % of $10m. Of its deductible of $5m each year's treaty has its part, $3m and
// $2m, so $3m and $2m are recovered. Without the clause it would be $1m and nothing.
func TestPublished_interlocking(t *testing.T) {
	t.Parallel()
	const source = "worked task Reinsurance Interlocking Clause, public on GitHub, after W. Bautz, Gen Re (2014): $20m and $25m xs $5m"
	year := func(id, other, limit string, clauses xol.Clauses) treaty.Contract {
		clauses.Expiry = xol.ExpiryCut
		if other != "" {
			clauses.Interlocking = []string{other}
		}
		c := contract(id, 1, xol.PerEvent{Layers: []xol.Layer{xs(limit, "5,000,000")}, Clauses: clauses})
		c.Period = treaty.Period{From: day(id + "-01-01"), To: day(id + "-12-31")}
		return c
	}
	before, after := on("2024-12-31", "before", "6,000,000"), on("2025-01-02", "after", "4,000,000")
	before.Event, after.Event = "hurricane", "hurricane"
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "hurricane"}}, Losses: []treaty.Loss{before, after}}
	linked := apply(book, year("2024", "2025", "20,000,000", xol.Clauses{}), year("2025", "2024", "25,000,000", xol.Clauses{}))
	alone := apply(book, year("2024", "", "20,000,000", xol.Clauses{}), year("2025", "", "25,000,000", xol.Clauses{}))
	asPublished(t, source, []string{"3000000", "2000000"}, eachCeded(linked))
	asPublished(t, source+", without it", []string{"1000000", "0"}, eachCeded(alone))
}

// Three risks lose 500, 350 and 700 above 50 each: 1,400; with a limit of 1,000 for one occurrence the cedent bears 400 more.
func TestPublished_occurrenceLimit(t *testing.T) {
	t.Parallel()
	const source = areNotes + "Per risk XOL"
	book := treaty.BookSpec{
		Risks: []treaty.Risk{risk("1", ""), risk("2", ""), risk("3", "")}, Events: []treaty.Event{{ID: "one"}},
		Losses: []treaty.Loss{loss("1", "1", "one", "500"), loss("2", "2", "one", "350"), loss("3", "3", "one", "700")},
	}
	layer := xol.Layer{Attachment: yuan("50")}
	asPublished(t, source, []string{"450", "300", "650"}, eachCeded(apply(book, contract("XL", 1, riskCover(layer)))))
	layer.EventCap = some("1,000")
	r := apply(book, contract("XL", 1, riskCover(layer)))
	asPublished(t, source+", per occurrence limit", "1000", r.Total().Ceded.Loss.String())
	asPublished(t, source+", per occurrence limit", "550", r.Total().Retained.Loss.String()) // 150 + 400
}

// Four days of a hurricane cost 1,000, 1,000, 2,000 and 4,000. Of 72 hours the second to fourth day are best, 7,000; the first to third would be
// 4,000. The source states no layer; here it is all of it.
func TestPublished_hours(t *testing.T) {
	t.Parallel()
	cover := xol.PerEvent{
		Layers:  []xol.Layer{{}},
		Clauses: xol.Clauses{Hours: []xol.HoursClause{{Hours: 72, Periods: xol.PeriodsOne}}},
	}
	var book treaty.BookSpec
	book.Events = []treaty.Event{{ID: "hurricane"}}
	for i, amount := range []string{"1,000", "1,000", "2,000", "4,000"} {
		l := on(fmt.Sprintf("2026-09-%02d", i+1), fmt.Sprint(i+1), amount)
		l.Event = "hurricane"
		book.Losses = append(book.Losses, l)
	}
	r := apply(book, contract("CAT", 1, cover))
	asPublished(t, areNotes+"CATXOL, hours clause", []string{"0", "1000", "2000", "4000"}, eachCeded(r))
}

// Eight losses of 1,000 in one accident. The treaty per occurrence pays 3,000 above 250, so 250 and 4,750 are left; of these the clash cover pays 3,000 above the 1,000
// that the table leaves with the cedent before it, 250 + 750, and the last 1,000 is above both.
func TestPublished_clash(t *testing.T) {
	t.Parallel()
	book := treaty.BookSpec{Events: []treaty.Event{{ID: "accident"}}}
	for i := range 8 {
		l := on("2026-05-01", fmt.Sprint(i+1), "1,000")
		l.Event = "accident"
		book.Losses = append(book.Losses, l)
	}
	r := apply(book, contract("occurrence", 1, eventCover(xs("3,000", "250"))), contract("clash", 2, xol.Umbrella{
		Over: []string{"occurrence"}, Layers: []xol.Layer{xs("3,000", "1,000")},
	}))
	below, _ := r.Contract("occurrence")
	above, _ := r.Contract("clash")
	asPublished(t, areNotes+"case P2.18",
		[]string{"3000", "3000", "2000"},
		[]string{below.Ceded.Loss.String(), above.Ceded.Loss.String(), r.Total().Retained.Loss.String()})
}

// An industry-loss warranty of $100m at $20bn. The buyer's own losses are ours; they are above the limit but in the last case. The source pays
// if the market lost more than $20bn, MarketLoss if it lost that much, so no case is at $20bn itself.
func TestPublished_industryLoss(t *testing.T) {
	t.Parallel()
	const source = "Wikipedia, Industry loss warranty"
	layer := xs("100,000,000", "0")
	layer.MarketLoss = some("20,000,000,000")
	var got []string
	for _, c := range [][2]string{
		{"19,999,999,999.99", "150,000,000"}, {"20,000,000,000.01", "150,000,000"}, {"30,000,000,000", "80,000,000"},
	} {
		wind := on("2026-09-01", "wind", c[1])
		wind.Event = "hurricane"
		r := apply(treaty.BookSpec{
			Events: []treaty.Event{{ID: "hurricane", MarketLoss: some(c[0])}}, Losses: []treaty.Loss{wind},
		}, contract("ILW", 1, eventCover(layer)))
		got = append(got, eachCeded(r)...)
	}
	asPublished(t, source, []string{"0", "100000000", "80000000"}, got)
}

// £5m xs £5m, £6m paid, and the index rises from 125 to 140: the deductible becomes £5m × 140/125 = £5.6m, and £0.4m is recovered. With severe
// inflation only what is above 125 × 1.25 = 156.25 counts: at 150 it is the £1m of no clause; at 200 (ours) the
// deductible becomes £5m × 200/156.25 = £6.4m, of £7m (ours) £0.6m is recovered. The page with the printed answer 7.9 was not seen.
func TestPublished_index(t *testing.T) {
	t.Parallel()
	const source = cii + "7/35 and 7/36, index clause, question 7.9 and severe inflation"
	var got []string
	for _, c := range []struct {
		clause xol.IndexClause
		index  string
		paid   string
	}{
		{xol.IndexClause{Kind: xol.IndexFull}, "140", "6000000"},
		{xol.IndexClause{Kind: xol.IndexSevere, Threshold: some("0.25")}, "150", "6000000"},
		{xol.IndexClause{Kind: xol.IndexSevere, Threshold: some("0.25")}, "200", "7000000"},
	} {
		c.clause.Base, c.clause.Limit = day("2026-01-01"), xol.LimitIndexed
		c.clause.Series = series("2026-01-01 125", "2029-01-01 "+c.index)
		cover := xol.PerEvent{Layers: []xol.Layer{xs("5,000,000", "5,000,000")}, Clauses: xol.Clauses{Index: &c.clause}}
		r := apply(treaty.BookSpec{Losses: []treaty.Loss{developing("injury", "2029-03-31 "+c.paid)}}, contract("XL", 1, cover))
		got = append(got, eachCeded(r)...)
	}
	asPublished(t, source, []string{"400000", "1000000", "600000"}, got)
}
