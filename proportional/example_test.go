package proportional_test

import (
	"fmt"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// A quota share takes the same share of sum insured, premium and losses.
func ExampleQuotaShare() {
	show(
		proportional.QuotaShare{Share: dec("0.2")},
		[]treaty.Risk{risk("workshop", "1000000", "3000"), risk("refinery", "80000000", "96000")},
		loss("fire", "refinery", "", "4000000"),
	)
	// Output:
	// refinery shares [0.2] ceded 16000000 premium 19200 loss 800000
	// workshop shares [0.2] ceded 200000 premium 600 loss 0
}

// Half of two losses of one storm is 500,000; the event limit of 250,000 is divided in that proportion. Premium is
// not touched.
func ExampleQuotaShare_eventLimit() {
	show(
		proportional.QuotaShare{Share: dec("0.5"), EventLimit: new(dec("250000"))},
		[]treaty.Risk{risk("A", "2000000", "4000"), risk("B", "1000000", "2000")},
		loss("1", "A", "storm", "600000"), loss("2", "B", "storm", "400000"),
	)
	// Output:
	// A shares [0.5] ceded 1000000 premium 2000 loss 150000
	// B shares [0.5] ceded 500000 premium 1000 loss 100000
}

func ExampleQuotaShare_Canonical() {
	terms := proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("5000000"))}
	spelledOut := terms.Canonical().(proportional.QuotaShare)
	fmt.Println(spelledOut.LimitOn, spelledOut.Overspill)
	// Output: sum-insured cedent
}

// The same limit of 2,000,000 on a sum insured of 4,000,000, read in three ways.
func ExampleLimitOn() {
	for _, on := range []proportional.LimitOn{
		proportional.LimitOnSumInsured, proportional.LimitOnCeded, proportional.LimitOnEachLoss,
	} {
		fmt.Println(on)
		show(
			proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("2000000")), LimitOn: on},
			[]treaty.Risk{risk("mill", "4000000", "40000")},
			loss("1", "mill", "", "3000000"),
		)
	}
	// Output:
	// sum-insured
	// mill shares [0.3] ceded 1200000 premium 12000 loss 900000
	// mill overspill 2000000 premium 20000
	// ceded
	// mill shares [0.5] ceded 2000000 premium 20000 loss 1500000
	// mill overspill 666666.67 premium 6666.67
	// each-loss
	// mill shares [0.6] ceded 2400000 premium 24000 loss 1200000
}

// Retention and surplus together hold 5,500,000 of 6,600,000.
func ExampleOverspill() {
	for _, overspill := range []proportional.Overspill{proportional.OverspillCedent, proportional.OverspillError} {
		show(
			proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("500000"))},
				Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
				Overspill:  overspill,
			},
			[]treaty.Risk{risk("mill", "6600000", "13200")},
		)
	}
	// Output:
	// mill shares [25/33] ceded 5000000 premium 10000 loss 0
	// mill overspill 1100000 premium 2200
	// contract C: risks[0].sumInsured: must not be above the capacity of the section
}

// Two losses of one unit in one event have one deductible, a loss on another day has its own.
func ExampleDeductible() {
	show(
		proportional.QuotaShare{Share: dec("0.8"), Deductible: &proportional.Deductible{Amount: dec("300000")}},
		[]treaty.Risk{risk("A", "9000000", "9000"), risk("B", "9000000", "9000")},
		loss("1", "A", "flood", "500000"), loss("2", "A", "flood", "750000"), // 0.8 × 1,250,000 - 300,000
		loss("3", "B", "", "350000"), // 280,000 is less than the deductible
	)
	// Output:
	// A shares [0.8] ceded 7200000 premium 7200 loss 700000
	// B shares [0.8] ceded 7200000 premium 7200 loss 0
}

func ExampleDeductibleOn() {
	for _, on := range []proportional.DeductibleOn{proportional.DeductibleOnCeded, proportional.DeductibleOnWhole} {
		show(
			proportional.QuotaShare{
				Share:      dec("0.5"),
				Deductible: &proportional.Deductible{Amount: dec("300000"), On: on},
			},
			[]treaty.Risk{risk("A", "2000000", "4000")},
			loss("1", "A", "", "1000000"),
		)
	}
	// Output:
	// A shares [0.5] ceded 1000000 premium 2000 loss 200000
	// A shares [0.5] ceded 1000000 premium 2000 loss 350000
}

// The share of a surplus follows from the sum insured; it applies to premium and losses.
func ExampleSurplus() {
	show(
		proportional.Surplus{
			Retention:  proportional.Retention{Amount: new(dec("500000"))},
			Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
		},
		[]treaty.Risk{risk("shop", "400000", "800"), risk("store", "1000000", "2000")},
		loss("1", "shop", "", "500"), loss("2", "store", "", "600"),
	)
	// Output:
	// shop shares [0] ceded 0 premium 0 loss 0
	// store shares [0.5] ceded 500000 premium 1000 loss 300
}

// The second surplus begins where the first ends: at 100 + 400 = 500.
func ExampleSurplus_stacked() {
	show(
		proportional.Surplus{
			Retention:  proportional.Retention{Amount: new(dec("100"))},
			Capacities: []proportional.Capacity{{Lines: new(dec("4"))}, {Limit: new(dec("300"))}},
		},
		[]treaty.Risk{risk("A", "400", "40"), risk("B", "800", "80"), risk("C", "1000", "100")},
	)
	// Output:
	// A shares [0.75 0] ceded 300 premium 30 loss 0
	// B shares [0.5 0.375] ceded 700 premium 70 loss 0
	// C shares [0.4 0.3] ceded 700 premium 70 loss 0
	// C overspill 200 premium 20
}

// Every problem is reported with its place.
func ExampleSurplus_Validate() {
	err := proportional.Surplus{
		Base: "gross",
		Capacities: []proportional.Capacity{
			{Lines: new(dec("-10"))},
			{},
		},
	}.Validate()
	fmt.Println(err)
	// Output:
	// base: must be one of sum-insured, pml, premium (got gross)
	// capacities[0].lines: must be positive (got -10)
	// capacities[1]: must state lines, limit, combined or shareAttribute
	// retention: must not be empty
}

// The retention of a hull table, read at both ends of its bands.
//
// Source: PICC, ship hull table of retentions (自留额表).
func ExampleRetentionTable() {
	terms := proportional.Surplus{
		Retention: proportional.Retention{Table: &proportional.RetentionTable{Bands: []proportional.Band{
			{UpTo: new(dec("50")), Amount: dec("8")}, // all in millions
			{UpTo: new(dec("100")), Amount: dec("8"), Rate: dec("0.4")},
			{UpTo: new(dec("200")), Amount: dec("28"), Rate: dec("0.2")},
			{UpTo: new(dec("800")), Amount: dec("48"), Rate: dec("0.05")},
		}}},
		Capacities: []proportional.Capacity{{Limit: new(dec("10000"))}},
	}
	for _, sum := range []string{"5", "50", "75", "100", "150", "200", "500", "800", "900"} {
		r, err := apply(program(terms), book([]treaty.Risk{risk("ship", sum, "1")}))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(sum, "keeps", r.Total().Retained.SumInsured)
	}
	// Output:
	// 5 keeps 5
	// 50 keeps 8
	// 75 keeps 18
	// 100 keeps 28
	// 150 keeps 38
	// 200 keeps 48
	// 500 keeps 63
	// 800 keeps 78
	// 900 keeps 78
}

// High, middle and low risks have bands of their own; minimum and maximum act after the table.
func ExampleRetentionTable_grades() {
	terms := proportional.Surplus{
		Retention: proportional.Retention{Table: &proportional.RetentionTable{
			Bands: []proportional.Band{
				{Grade: "high", Rate: dec("0.2")},
				{Grade: "middle", Rate: dec("0.4")},
				{Grade: "low", Rate: dec("0.8")},
			},
			Minimum: new(dec("30")),
			Maximum: new(dec("70")),
		}},
		Capacities: []proportional.Capacity{{Lines: new(dec("9"))}},
	}
	var risks []treaty.Risk
	for _, grade := range []string{"high", "middle", "low"} {
		r := risk(grade, "100", "10")
		r.Grade = grade
		risks = append(risks, r)
	}
	show(terms, risks)
	// Output:
	// high shares [0.7] ceded 70 premium 7 loss 0
	// low shares [0.3] ceded 30 premium 3 loss 0
	// middle shares [0.6] ceded 60 premium 6 loss 0
}

func ExampleAbove() {
	for _, above := range []proportional.Above{proportional.AboveLastValue, proportional.AboveError} {
		show(
			proportional.Surplus{
				Retention: proportional.Retention{Table: &proportional.RetentionTable{
					Bands: []proportional.Band{{UpTo: new(dec("100")), Amount: dec("10"), Rate: dec("0.5")}},
					Above: above,
				}},
				Capacities: []proportional.Capacity{{Limit: new(dec("500"))}},
			},
			[]treaty.Risk{risk("A", "240", "24")},
		)
	}
	// Output:
	// A shares [0.75] ceded 180 premium 18 loss 0
	// contract C: risks[0].sumInsured: must not be above the last band of the table of retentions
}

// Of lines, a limit and a limit on retention and treaty together the smallest binds.
func ExampleCapacity() {
	for _, capacity := range []proportional.Capacity{
		{Lines: new(dec("4"))},
		{Lines: new(dec("4")), Limit: new(dec("200"))},
		{Lines: new(dec("4")), Limit: new(dec("200")), Combined: new(dec("240"))},
	} {
		show(
			proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("60"))},
				Capacities: []proportional.Capacity{capacity},
			},
			[]treaty.Risk{risk("A", "300", "30")},
		)
	}
	// Output:
	// A shares [0.8] ceded 240 premium 24 loss 0
	// A shares [2/3] ceded 200 premium 20 loss 0
	// A overspill 40 premium 4
	// A shares [0.6] ceded 180 premium 18 loss 0
	// A overspill 60 premium 6
}

// The underwriter gives the ceded share of each risk; what it leaves is the retention.
func ExampleCapacity_shareAttribute() {
	a, b := risk("A", "1000", "100"), risk("B", "1000", "100")
	a.Attributes = map[string]decimal.Decimal{"ceded": dec("0.35")}
	b.Attributes = map[string]decimal.Decimal{"ceded": dec("0.9")}
	show(
		proportional.Surplus{Capacities: []proportional.Capacity{{ShareAttribute: "ceded", Limit: new(dec("800"))}}},
		[]treaty.Risk{a, b},
	)
	// Output:
	// A shares [0.35] ceded 350 premium 35 loss 0
	// B shares [0.8] ceded 800 premium 80 loss 0
	// B overspill 100 premium 10
}

// On PML the share is that of the probable maximum loss; it applies to the sum insured.
func ExampleBase() {
	plant := risk("plant", "10000000", "20000")
	plant.PML = new(dec("4000000"))
	for _, base := range []proportional.Base{proportional.OnSumInsured, proportional.OnPML} {
		show(
			proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("1000000"))},
				Capacities: []proportional.Capacity{{Limit: new(dec("5000000"))}},
				Base:       base,
			},
			[]treaty.Risk{plant},
		)
	}
	// Output:
	// plant shares [0.5] ceded 5000000 premium 10000 loss 0
	// plant overspill 4000000 premium 8000
	// plant shares [0.75] ceded 7500000 premium 15000 loss 0
}

// Ten lines of 500,000 are 5,000,000, or 4,500,000 where the retention is one of them.
func ExampleLineCount() {
	for _, count := range []proportional.LineCount{proportional.LinesOnTop, proportional.LinesIncluding} {
		show(
			proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("500000"))},
				Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
				LineCount:  count,
			},
			[]treaty.Risk{risk("A", "5500000", "11000")},
		)
	}
	// Output:
	// A shares [10/11] ceded 5000000 premium 10000 loss 0
	// A shares [9/11] ceded 4500000 premium 9000 loss 0
	// A overspill 500000 premium 1000
}

// Of 4,000,000 the gross line is 1,000,000, shared 60/40, and the surplus takes the rest.
func ExampleQuotaShareSurplus() {
	show(
		proportional.QuotaShareSurplus{
			Share:      dec("0.4"),
			Line:       proportional.Retention{Amount: new(dec("1000000"))},
			Capacities: []proportional.Capacity{{Lines: new(dec("4"))}},
		},
		[]treaty.Risk{risk("A", "800000", "1600"), risk("B", "4000000", "8000")},
		loss("1", "A", "", "10000"), loss("2", "B", "", "100000"),
	)
	// Output:
	// A shares [0.4 0] ceded 320000 premium 640 loss 4000
	// B shares [0.1 0.75] ceded 3400000 premium 6800 loss 85000
}

// Two lines are 2,000,000 of the gross line, and 1,200,000 of the 600,000 that the quota share leaves.
func ExampleLinesOn() {
	for _, on := range []proportional.LinesOn{proportional.LinesOnGross, proportional.LinesOnNet} {
		show(
			proportional.QuotaShareSurplus{
				Share:      dec("0.4"),
				Line:       proportional.Retention{Amount: new(dec("1000000"))},
				Capacities: []proportional.Capacity{{Lines: new(dec("2"))}},
				LinesOn:    on,
			},
			[]treaty.Risk{risk("A", "4000000", "8000")},
		)
	}
	// Output:
	// A shares [0.1 0.5] ceded 2400000 premium 4800 loss 0
	// A overspill 1000000 premium 2000
	// A shares [0.1 0.3] ceded 1600000 premium 3200 loss 0
	// A overspill 1800000 premium 3600
}

// Small units are ceded at 80 %, large ones at 40 %, each as a whole: one yuan more than a million is a band further.
func ExampleVariableQuotaShare() {
	show(
		proportional.VariableQuotaShare{Bands: []proportional.ShareBand{
			{UpTo: new(dec("1000000")), Share: dec("0.8")},
			{UpTo: new(dec("5000000")), Share: dec("0.6")},
			{UpTo: new(dec("20000000")), Share: dec("0.4")},
		}},
		[]treaty.Risk{risk("A", "1000000", "2000"), risk("B", "1000001", "2000"), risk("C", "20000000", "30000"), risk("D", "25000000", "30000")},
		loss("1", "B", "", "50000"),
	)
	// Output:
	// A shares [0.8] ceded 800000 premium 1600 loss 0
	// B shares [0.6] ceded 600000.6 premium 1200 loss 30000
	// C shares [0.4] ceded 8000000 premium 12000 loss 0
	// D shares [0.4] ceded 10000000 premium 12000 loss 0
}

// A limit of 10,000,000 on the sum insured halves the share of 20,000,000; the other half is overspill.
func ExampleVariableQuotaShare_limit() {
	show(
		proportional.VariableQuotaShare{
			Bands: []proportional.ShareBand{{UpTo: new(dec("5000000")), Share: dec("0.6")}, {Share: dec("0.4")}},
			Limit: new(dec("10000000")),
		},
		[]treaty.Risk{risk("C", "20000000", "30000")},
	)
	// Output:
	// C shares [0.2] ceded 4000000 premium 6000 loss 0
	// C overspill 10000000 premium 15000
}

// The cedent asks for a share of two of three risks. 30 % of 40,000,000 is 12,000,000, of which 8,000,000 has to be accepted.
func ExampleFacultativeObligatory() {
	show(
		proportional.FacultativeObligatory{ShareAttribute: "ceded", Limit: new(dec("8000000"))},
		[]treaty.Risk{
			with(risk("A", "20000000", "30000"), "ceded", "0.3"),
			with(risk("B", "40000000", "60000"), "ceded", "0.3"),
			risk("C", "40000000", "60000"),
		},
		loss("1", "B", "", "1000000"), loss("2", "C", "", "1000000"),
	)
	// Output:
	// A shares [0.3] ceded 6000000 premium 9000 loss 0
	// B shares [0.2] ceded 8000000 premium 12000 loss 200000
	// C shares [0] ceded 0 premium 0 loss 0
	// B overspill 4000000 premium 6000
}

// The cedent keeps 2,000,000 at least of what it cedes, and the reinsurer accepts five times that at most: of A 1,000,000 may
// go, of B 10,000,000 are accepted.
func ExampleFacultativeObligatory_lines() {
	show(
		proportional.FacultativeObligatory{ShareAttribute: "ceded", MinimumRetention: new(dec("2000000")), Lines: new(dec("5"))},
		[]treaty.Risk{with(risk("A", "3000000", "6000"), "ceded", "0.5"), with(risk("B", "40000000", "60000"), "ceded", "0.5")},
	)
	// Output:
	// A shares [1/3] ceded 1000000 premium 2000 loss 0
	// B shares [0.25] ceded 10000000 premium 15000 loss 0
	// A overspill 500000 premium 1000
	// B overspill 10000000 premium 15000
}

// A surplus of premium keeps 50,000 of each unit and has four lines; a liability without limit has no sum insured, and its
// share is found all the same.
func ExampleBase_premium() {
	show(
		proportional.Surplus{
			Retention:  proportional.Retention{Amount: new(dec("50000"))},
			Capacities: []proportional.Capacity{{Lines: new(dec("4"))}},
			Base:       proportional.OnPremium,
		},
		[]treaty.Risk{risk("fleet", "0", "200000"), risk("plant", "10000000", "80000")},
		loss("1", "fleet", "", "3000000"),
	)
	// Output:
	// fleet shares [0.75] ceded 0 premium 150000 loss 2250000
	// plant shares [0.375] ceded 3750000 premium 30000 loss 0
}

// The insurer carries 30 % of a power station of 100,000,000. With a retention of 20,000,000 of the whole risk it cedes
// 80 % of its part; with the same retention of its own share a third of it.
func ExampleSurplus_ownShare() {
	station := with(risk("station", "30000000", "45000"), "own", "0.3")
	for _, attribute := range []string{"own", ""} {
		show(
			proportional.Surplus{
				Retention:         proportional.Retention{Amount: new(dec("20000000"))},
				Capacities:        []proportional.Capacity{{Lines: new(dec("5"))}},
				OwnShareAttribute: attribute,
			},
			[]treaty.Risk{station},
		)
	}
	// Output:
	// station shares [0.8] ceded 24000000 premium 36000 loss 0
	// station shares [1/3] ceded 10000000 premium 15000 loss 0
}

// A facultative cession of one risk comes first; the surplus sees what it leaves, 6,000,000.
func ExampleFacultative() {
	spec := program(proportional.Surplus{
		Retention:  proportional.Retention{Amount: new(dec("1000000"))},
		Capacities: []proportional.Capacity{{Lines: new(dec("5"))}},
	})
	spec.Contracts = append(spec.Contracts, treaty.Contract{
		ID: "FAC-7", Priority: -1, Period: year(), Placement: placed(),
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching,
			Scope: treaty.Scope{Include: treaty.Selection{Risks: []string{"tower"}}},
			Terms: proportional.Facultative{Share: new(dec("0.25"))},
		}},
	})
	r, err := apply(spec, book([]treaty.Risk{risk("tower", "8000000", "16000"), risk("annexe", "1500000", "3000")}))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range r.Contracts() {
		fmt.Println(c.Contract, "cedes", c.Ceded.SumInsured, "of", c.Subject.SumInsured, "for", c.Ceded.Premium)
	}
	fmt.Println("overspills", len(r.Overspills()))
	// Output:
	// FAC-7 cedes 2000000 of 8000000 for 4000
	// C cedes 5500000 of 7500000 for 11000
	// overspills 0
}

// The same cession as an amount of the sum insured.
func ExampleFacultative_amount() {
	spec := program(proportional.Facultative{Amount: new(dec("2000000"))})
	spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"tower"}
	r, err := apply(spec, book([]treaty.Risk{risk("tower", "8000000", "16000")}, loss("1", "tower", "", "100000")))
	if err != nil {
		fmt.Println(err)
		return
	}
	for u := range r.Units("C", "") {
		fmt.Println(u.Unit, "shares", u.Shares, "ceded", u.Ceded.SumInsured, "premium", u.Ceded.Premium, "loss", u.Ceded.Loss)
	}
	// Output: tower shares [0.25] ceded 2000000 premium 4000 loss 25000
}

// fiveLosses are losses of one risk of 1,000,000, months apart.
func fiveLosses() []treaty.Loss {
	var losses []treaty.Loss
	for i, amount := range []string{"100000", "180000", "240000", "300000", "400000"} {
		l := loss(fmt.Sprint(i+1), "mill", "", amount)
		l.Date = day(2+i, 1)
		losses = append(losses, l)
	}
	return losses
}

// Half of the losses is ceded: 50,000, 90,000, 120,000, 150,000 and 200,000. The cedent keeps 100,000 of them in the year, and the reinsurers pay
// at most 300,000.
func ExampleAggregate() {
	terms := proportional.QuotaShare{Share: dec("0.5"), Aggregate: &proportional.Aggregate{
		Deductible: new(dec("100000")), Limit: new(dec("300000")),
	}}
	r, err := apply(program(terms), book([]treaty.Risk{risk("mill", "1000000", "2000")}, fiveLosses()...))
	if err != nil {
		fmt.Println(err)
		return
	}
	for l := range r.Losses() {
		fmt.Println("of", l.Gross, "ceded", l.Ceded)
	}
	total := r.Total().Ceded
	fmt.Println("in all", total.Loss, "and premium of", total.Premium)
	// Output:
	// of 100000 ceded 0
	// of 180000 ceded 40000
	// of 240000 ceded 120000
	// of 300000 ceded 140000
	// of 400000 ceded 0
	// in all 300000 and premium of 1000
}

// On 100 % the cedent keeps 100,000 of the losses themselves, and half of the 300,000 above is ceded.
func ExampleAggregateOn() {
	for _, on := range []proportional.AggregateOn{proportional.AggregateOnCeded, proportional.AggregateOnWhole} {
		terms := proportional.QuotaShare{Share: dec("0.5"), Aggregate: &proportional.Aggregate{
			Deductible: new(dec("100000")), Limit: new(dec("300000")), On: on,
		}}
		r, err := apply(program(terms), book([]treaty.Risk{risk("mill", "1000000", "2000")}, fiveLosses()...))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(on, cessions(r))
	}
	// Output:
	// ceded 1 0, 2 40000, 3 120000, 4 140000, 5 0
	// whole 1 0, 2 90000, 3 60000, 4 0, 5 0
}

// A contract of two years pays 150,000 in all, or in each of them.
func ExampleAnnual() {
	for _, annual := range []proportional.Annual{proportional.AnnualPeriod, proportional.AnnualYear} {
		spec := program(proportional.QuotaShare{Share: dec("0.5"), Aggregate: &proportional.Aggregate{Limit: new(dec("150000")), Annual: annual}})
		spec.Contracts[0].Period.To = day(12, 31).AddDays(365)
		losses := fiveLosses()[:3]
		losses[2].Date = losses[2].Date.AddDays(365)
		mill := risk("mill", "1000000", "2000")
		mill.Period = spec.Contracts[0].Period
		r, err := apply(spec, book([]treaty.Risk{mill}, losses...))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(annual, cessions(r))
	}
	// Output:
	// period 1 50000, 2 90000, 3 10000
	// year 1 50000, 2 90000, 3 120000
}

// What event limits and annual limits have cut, and the cedent keeps, is what their postings add up to.
func ExampleAggregate_cut() {
	terms := proportional.QuotaShare{
		Share: dec("0.5"), EventLimit: new(dec("130000")),
		Aggregate: &proportional.Aggregate{Limit: new(dec("350000"))},
	}
	r, err := apply(program(terms), book([]treaty.Risk{risk("mill", "1000000", "2000")}, fiveLosses()...))
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range r.Postings() {
		if p.Step == treaty.StepTerms && (p.Term == "event-limit" || p.Term == "aggregate-limit") {
			fmt.Println(p.Date, p.Contract, p.Term, "cuts", p.Base, "by", p.Amount.Neg())
		}
	}
	// Output:
	// 2026-05-01 C event-limit cuts 150000 by 20000
	// 2026-06-01 C event-limit cuts 200000 by 70000
	// 2026-05-01 C aggregate-limit cuts 130000 by 40000
	// 2026-06-01 C aggregate-limit cuts 130000 by 130000
}

func ExampleKinds() {
	for _, kind := range proportional.Kinds() {
		fmt.Println(kind.Name)
	}
	// Output:
	// quota-share
	// variable-quota-share
	// surplus
	// quota-share-surplus
	// facultative
	// facultative-obligatory
}
