package proportional_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// whole is [program] with the yuan as minor unit, so that one is the least amount.
func whole(terms treaty.Terms) treaty.Spec {
	spec := program(terms)
	spec.Scale = new(0)
	return spec
}

// outcome is what contract C makes of its units, one a line: name, shares, ceded sum insured and premium,
// and what is above its capacity.
func outcome(r *treaty.Result) string {
	over := map[string]string{}
	for _, o := range r.Overspills() {
		if o.Contract == "C" {
			over[o.Unit] = fmt.Sprintf(" over %s %s", o.SumInsured, o.Premium)
		}
	}
	var lines []string
	for u := range r.Units("C", "") {
		lines = append(lines, fmt.Sprintf("%s %v %s %s%s", u.Unit, u.Shares, u.Ceded.SumInsured, u.Ceded.Premium, over[u.Unit]))
	}
	return strings.Join(lines, "\n")
}

// sums is one risk for each sum insured, named by it, with a tenth of it as premium.
func sums(list ...int64) []treaty.Risk {
	var risks []treaty.Risk
	for _, s := range list {
		r := risk(fmt.Sprint(s), fmt.Sprint(s), "0")
		r.Premium = decimal.New(s, -1).Floor()
		risks = append(risks, r)
	}
	return risks
}

// with is a risk with an attribute.
func with(r treaty.Risk, name, value string) treaty.Risk {
	all := map[string]decimal.Decimal{name: dec(value)}
	maps.Copy(all, r.Attributes)
	r.Attributes = all
	return r
}

func graded(r treaty.Risk, grade string) treaty.Risk {
	r.Grade = grade
	return r
}

func pml(r treaty.Risk, amount string) treaty.Risk {
	r.PML = new(dec(amount))
	return r
}

func amount(s string) proportional.Retention {
	return proportional.Retention{Amount: new(dec(s))}
}

func table(t proportional.RetentionTable) proportional.Retention {
	return proportional.Retention{Table: &t}
}

// twoBands keeps 10 up to 100, and from there 10 and half of what is above, up to 200.
func twoBands() []proportional.Band {
	return []proportional.Band{
		{UpTo: new(dec("100")), Amount: dec("10")},
		{UpTo: new(dec("200")), Amount: dec("10"), Rate: dec("0.5")},
	}
}

func lines(s string) proportional.Capacity    { return proportional.Capacity{Lines: new(dec(s))} }
func limit(s string) proportional.Capacity    { return proportional.Capacity{Limit: new(dec(s))} }
func combined(s string) proportional.Capacity { return proportional.Capacity{Combined: new(dec(s))} }
func given(name string) proportional.Capacity { return proportional.Capacity{ShareAttribute: name} }

func surplus(r proportional.Retention, capacities ...proportional.Capacity) proportional.Surplus {
	return proportional.Surplus{Retention: r, Capacities: capacities}
}

// The units of a result are in the order of their names as bytes.
func TestShares(t *testing.T) {
	including := surplus(amount("100"), lines("4"))
	including.LineCount = proportional.LinesIncluding
	includingHalf := surplus(amount("100"), lines("1.5"))
	includingHalf.LineCount = proportional.LinesIncluding
	onPML := surplus(amount("100"), limit("300"))
	onPML.Base = proportional.OnPML
	tableOnPML := surplus(table(proportional.RetentionTable{Bands: twoBands()}), limit("1000"))
	tableOnPML.Base = proportional.OnPML
	onSum := surplus(amount("100"), limit("300"))
	onSum.Base = proportional.OnSumInsured
	mixed := proportional.QuotaShareSurplus{Share: dec("0.4"), Line: amount("1000"), Capacities: []proportional.Capacity{lines("2")}}
	net := mixed
	net.LinesOn = proportional.LinesOnNet
	netIncluding := net
	netIncluding.LineCount = proportional.LinesIncluding
	netRounded := net
	netRounded.Share, netRounded.Capacities = dec("0.3333"), []proportional.Capacity{lines("1")}
	mixedPML := mixed
	mixedPML.Base = proportional.OnPML
	mixedTable := mixed
	mixedTable.Line = table(proportional.RetentionTable{Bands: twoBands()})
	mixedCombined := mixed
	mixedCombined.Capacities = []proportional.Capacity{combined("1200"), limit("100")}

	huge := []proportional.Band{{UpTo: new(dec("9223372036854775807")), Amount: dec("9223372036854775807"), Rate: dec("1")}}
	beyond := table(proportional.RetentionTable{Bands: huge})
	beyondBounded := table(proportional.RetentionTable{Bands: huge, Maximum: new(dec("100"))})

	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risks []treaty.Risk
		want  string
	}{
		{
			"quota share without limit",
			proportional.QuotaShare{Share: dec("0.3")},
			sums(0, 1000), // nothing of nothing; no share follows from the sum insured
			"0 [0.3] 0 0\n1000 [0.3] 300 30",
		},
		{
			"quota share of all",
			proportional.QuotaShare{Share: dec("1")},
			sums(1000), "1000 [1] 1000 100",
		},
		{
			// 0.6 × 999 = 599.4; 0.6 × 1000/1001 = 600/1001, of 100 are 59.94; 1/1001 is above.
			"limit on the sum insured",
			proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("1000")), LimitOn: proportional.LimitOnSumInsured},
			sums(999, 1000, 1001),
			"1000 [0.6] 600 60\n1001 [600/1001] 600 60 over 1 0\n999 [0.6] 599 59",
		},
		{
			// 100 is 0.3 of 333 1/3: 0.3 × 333 = 99.9; 334 has 100/334 = 50/167, 2/3 above.
			"limit on the ceded part",
			proportional.QuotaShare{Share: dec("0.3"), Limit: new(dec("100")), LimitOn: proportional.LimitOnCeded},
			sums(333, 334),
			"333 [0.3] 100 10\n334 [50/167] 100 10 over 1 0",
		},
		{
			"limit on the ceded part that divides",
			proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("100")), LimitOn: proportional.LimitOnCeded},
			sums(200, 250), // 250 has 100/250, 50 above, a fifth of it
			"200 [0.5] 100 10\n250 [0.4] 100 10 over 50 5",
		},
		{
			"limit on each loss",
			proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("1000")), LimitOn: proportional.LimitOnEachLoss},
			sums(5000), "5000 [0.6] 3000 300",
		},
		{
			"lines on top", surplus(amount("100"), lines("4")),
			sums(50, 100, 101, 500, 501), // 400 above 100; 1/101, 400/501
			"100 [0] 0 0\n101 [1/101] 1 0\n50 [0] 0 0\n500 [0.8] 400 40\n501 [400/501] 400 40 over 1 0",
		},
		{
			"lines including the retention", including,
			sums(100, 400, 401), // 300 above 100
			"100 [0] 0 0\n400 [0.75] 300 30\n401 [300/401] 300 30 over 1 0",
		},
		{
			"half a line beside the retention", includingHalf,
			sums(150, 200), // 50 above 100: 50/150, 50/200
			"150 [1/3] 50 5\n200 [0.25] 50 5 over 50 5",
		},
		{
			"lines are rounded once", surplus(amount("101"), lines("2.5")),
			sums(354, 355), // 252.5 gives 253, up to 354
			"354 [253/354] 253 25\n355 [253/355] 253 25 over 1 0",
		},
		{
			"a money limit", surplus(amount("100"), limit("300")),
			sums(400, 401),
			"400 [0.75] 300 30\n401 [300/401] 300 30 over 1 0",
		},
		{
			"a limit with the retention", surplus(amount("100"), combined("300")),
			sums(300, 301),
			"300 [2/3] 200 20\n301 [200/301] 200 20 over 1 0",
		},
		{
			"a limit with the retention below it", surplus(amount("100"), combined("90")),
			sums(95, 150), // nothing can be ceded
			"150 [0] 0 0 over 50 5\n95 [0] 0 0",
		},
		{
			"lines bind", surplus(amount("100"), proportional.Capacity{Lines: new(dec("2")), Limit: new(dec("300")), Combined: new(dec("500"))}),
			sums(1000), "1000 [0.2] 200 20 over 700 70",
		},
		{
			"the limit binds", surplus(amount("100"), proportional.Capacity{Lines: new(dec("4")), Limit: new(dec("300")), Combined: new(dec("500"))}),
			sums(1000), "1000 [0.3] 300 30 over 600 60",
		},
		{
			"the limit with the retention binds", surplus(amount("100"), proportional.Capacity{Lines: new(dec("4")), Limit: new(dec("300")), Combined: new(dec("350"))}),
			sums(1000), "1000 [0.25] 250 25 over 650 65",
		},
		{
			"a second surplus begins above the first", surplus(amount("100"), lines("4"), limit("300")),
			sums(500, 501, 800, 801), // 300/801 = 100/267
			"500 [0.8 0] 400 40\n501 [400/501 1/501] 401 40\n800 [0.5 0.375] 700 70\n801 [400/801 100/267] 700 70 over 1 0",
		},
		{
			"lines of a second surplus are of the retention", surplus(amount("100"), lines("1"), lines("2")),
			sums(400, 800), // 100 and 200
			"400 [0.25 0.5] 300 30\n800 [0.125 0.25] 300 30 over 400 40",
		},
		{
			"a second limit counts what is below", surplus(amount("100"), lines("4"), combined("700")),
			sums(700, 800), // 400, then 700 - 500
			"700 [4/7 2/7] 600 60\n800 [0.5 0.25] 600 60 over 100 10",
		},
		{
			"a first surplus of nothing", surplus(amount("100"), combined("100"), limit("50")),
			sums(150), "150 [0 1/3] 50 5",
		},
		{
			"more lines than any sum insured", surplus(amount("100"), proportional.Capacity{Lines: new(dec("1e20")), Limit: new(dec("300"))}),
			sums(1000), "1000 [0.3] 300 30 over 600 60",
		},
		{
			"ceded share per risk", surplus(proportional.Retention{}, given("ceded")),
			[]treaty.Risk{with(risk("A", "1000", "100"), "ceded", "0"), with(risk("B", "1000", "100"), "ceded", "0.35"), with(risk("C", "1000", "100"), "ceded", "1")},
			"A [0] 0 0\nB [0.35] 350 35\nC [1] 1000 100",
		},
		{
			// 100 of the 900 asked for are above the limit; the 100 that were not asked for are retained.
			"ceded share per risk with a limit", surplus(proportional.Retention{}, proportional.Capacity{ShareAttribute: "ceded", Limit: new(dec("800"))}),
			[]treaty.Risk{with(risk("A", "1000", "100"), "ceded", "0.8"), with(risk("B", "1000", "100"), "ceded", "0.9")},
			"A [0.8] 800 80\nB [0.8] 800 80 over 100 10",
		},
		{
			"ceded shares per risk above all", surplus(proportional.Retention{}, given("ceded"), given("ceded")),
			[]treaty.Risk{with(risk("A", "1000", "100"), "ceded", "0.3"), with(risk("B", "1000", "100"), "ceded", "0.6")},
			"A [0.3 0.3] 600 60\nB [0.6 0.4] 1000 100", // the second has what the first leaves
		},
		{
			"two ceded shares per risk", surplus(proportional.Retention{}, given("first"), given("second")),
			[]treaty.Risk{with(with(risk("A", "1000", "100"), "first", "0.3"), "second", "0.2")},
			"A [0.3 0.2] 500 50",
		},
		{
			// Asked for are 500 and 500, cut are 200 of the first; the second takes its 500 of the 700 left.
			"the first of two ceded shares cut", surplus(proportional.Retention{}, proportional.Capacity{ShareAttribute: "ceded", Limit: new(dec("300"))}, given("ceded")),
			[]treaty.Risk{with(risk("A", "1000", "100"), "ceded", "0.5")},
			"A [0.3 0.5] 800 80 over 200 20",
		},
		{
			// Asked for are 1000 and 1000, cut are 700 of the first, and the second takes them.
			"what was cut ceded by the second", surplus(proportional.Retention{}, proportional.Capacity{ShareAttribute: "ceded", Limit: new(dec("300"))}, given("ceded")),
			[]treaty.Risk{with(risk("A", "1000", "100"), "ceded", "1"), with(risk("B", "1000", "100"), "ceded", "0.6")},
			"A [0.3 0.7] 1000 100\nB [0.3 0.6] 900 90 over 100 10",
		},
		{
			// 950 is more than lies above the retention; of 500 the 400 between are above capacity.
			"ceded share above a retention", surplus(amount("100"), given("ceded")),
			[]treaty.Risk{with(risk("A", "1000", "100"), "ceded", "0.95"), with(risk("B", "1000", "100"), "ceded", "0.5"), with(risk("C", "80", "8"), "ceded", "0.5")},
			"A [0.9] 900 90\nB [0.5] 500 50 over 400 40\nC [0] 0 0",
		},
		{
			// The retention of 100 already holds more than the combined limit: nothing ceded, 900 above.
			"ceded share above a combined limit below the retention", surplus(amount("100"), proportional.Capacity{ShareAttribute: "ceded", Combined: new(dec("50"))}),
			[]treaty.Risk{with(risk("A", "1000", "100"), "ceded", "0.5")},
			"A [0] 0 0 over 900 90",
		},
		{
			// (400 - 100)/400, applied to 1000; 401 has 300/401 of 1000 = 748.1, and 1/401 of it is 2.5 above.
			"on PML", onPML,
			[]treaty.Risk{pml(risk("A", "1000", "100"), "400"), pml(risk("B", "1000", "100"), "401"), pml(risk("C", "1000", "100"), "100"), risk("D", "400", "40")},
			"A [0.75] 750 75\nB [300/401] 748 75 over 2 0\nC [0] 0 0\nD [0.75] 300 30",
		},
		{
			"on the sum insured beside a PML", onSum,
			[]treaty.Risk{pml(risk("A", "400", "40"), "200")},
			"A [0.75] 300 30",
		},
		{
			// PML 120 keeps 10 + 0.5 × 20 = 20: (120 - 20)/120 of 1200.
			"a table reads the PML", tableOnPML,
			[]treaty.Risk{pml(risk("A", "1200", "120"), "120")},
			"A [5/6] 1000 100",
		},
		{
			// 101 keeps 10.5, rounded 11; 200 keeps 60, and so does all above: 141/201 = 47/67.
			"the ends of bands", surplus(table(proportional.RetentionTable{Bands: twoBands(), Above: proportional.AboveLastValue}), limit("1000")),
			sums(10, 100, 101, 200, 201),
			"10 [0] 0 0\n100 [0.9] 90 9\n101 [90/101] 90 9\n200 [0.7] 140 14\n201 [47/67] 141 14",
		},
		{
			"up to the last band", surplus(table(proportional.RetentionTable{Bands: twoBands(), Above: proportional.AboveError}), limit("1000")),
			sums(200), "200 [0.7] 140 14",
		},
		{
			// Before the bounds the table gives 10, 15, 20, 21, 50, 51, 60: 90/110 = 9/11, 101/122, 132/182 = 66/91.
			"minimum and maximum come after the table",
			surplus(table(proportional.RetentionTable{Bands: twoBands(), Minimum: new(dec("20")), Maximum: new(dec("50"))}), limit("1000")),
			sums(100, 110, 120, 122, 180, 182, 300),
			"100 [0.8] 80 8\n110 [9/11] 90 9\n120 [5/6] 100 10\n122 [101/122] 101 10\n180 [13/18] 130 13\n182 [66/91] 132 13\n300 [5/6] 250 25",
		},
		{
			"minimum equal to the maximum",
			surplus(table(proportional.RetentionTable{Bands: twoBands(), Minimum: new(dec("40")), Maximum: new(dec("40"))}), limit("1000")),
			sums(100, 200), "100 [0.6] 60 6\n200 [0.8] 160 16",
		},
		{
			// 10 + 0.1 × 1000 = 110; lines follow the retention of the unit: 2 × 110.
			"a band without end", surplus(table(proportional.RetentionTable{Bands: []proportional.Band{{Amount: dec("10"), Rate: dec("0.1")}}}), lines("2")),
			sums(1000), "1000 [0.22] 220 22 over 670 67",
		},
		{
			"a band that keeps all or nothing", surplus(table(proportional.RetentionTable{Bands: []proportional.Band{
				{UpTo: new(dec("100")), Rate: dec("1")}, {},
			}}), limit("1000")),
			sums(100, 101), "100 [0] 0 0\n101 [1] 101 10",
		},
		{
			"a retention beyond any amount", surplus(beyond, lines("2")),
			sums(1000), "1000 [0] 0 0",
		},
		{
			"a retention beyond any amount with a maximum", surplus(beyondBounded, lines("2")),
			sums(1000), "1000 [0.2] 200 20 over 700 70",
		},
		{
			"a line beyond any amount",
			proportional.QuotaShareSurplus{
				Share: dec("0.4"), Line: beyond, LinesOn: proportional.LinesOnNet, Capacities: []proportional.Capacity{lines("2")},
			},
			sums(1000), "1000 [0.4 0] 400 40",
		},
		{
			"a table by grade", surplus(table(proportional.RetentionTable{Bands: []proportional.Band{
				{Grade: "high", UpTo: new(dec("500")), Amount: dec("50")},
				{Grade: "low", UpTo: new(dec("1000")), Amount: dec("400")},
				{Grade: "high", UpTo: new(dec("1000")), Amount: dec("100"), Rate: dec("0.2")},
			}}), limit("2000")),
			// high: 50 up to 500, at 1000 100 + 0.2 × 500 = 200, so also at 2000; low: 400
			[]treaty.Risk{graded(risk("A", "500", "50"), "high"), graded(risk("B", "1000", "100"), "high"), graded(risk("C", "2000", "200"), "high"), graded(risk("D", "500", "50"), "low")},
			"A [0.9] 450 45\nB [0.8] 800 80\nC [0.9] 1800 180\nD [0.2] 100 10",
		},
		{
			"a table without grades does not ask for them", surplus(table(proportional.RetentionTable{Bands: twoBands()}), limit("1000")),
			[]treaty.Risk{graded(risk("A", "100", "10"), "high")},
			"A [0.9] 90 9",
		},
		{
			// 0.4 × 1000/1001, 1/1001; 3001: 2000 above the line
			"quota share and surplus", mixed,
			sums(500, 1000, 1001, 3000, 3001),
			"1000 [0.4 0] 400 40\n1001 [400/1001 1/1001] 401 40\n3000 [2/15 2/3] 2400 240\n3001 [400/3001 2000/3001] 2400 240 over 1 0\n500 [0.4 0] 200 20",
		},
		{
			"lines on the net line", net, // 2 × 600 above 1000
			sums(2200, 2201), "2200 [2/11 6/11] 1600 160\n2201 [400/2201 1200/2201] 1600 160 over 1 0",
		},
		{
			"lines on the net line including it", netIncluding, // 1 × 600
			sums(1600, 2000), "1600 [0.25 0.375] 1000 100\n2000 [0.2 0.3] 1000 100 over 400 40",
		},
		{
			// The net line is 666.7, rounded 667: up to 1667. 0.3333 × 1000 is 333.3, and 333.3/1667 of 166 is 33.2.
			"the net line is rounded once", netRounded,
			sums(1667, 1668), "1667 [3333/16670 667/1667] 1000 99\n1668 [1111/5560 667/1668] 1000 99 over 1 0",
		},
		{
			// PML 2000: 0.4 × 1000/2000 and 1000/2000 of 5000
			"quota share and surplus on PML", mixedPML,
			[]treaty.Risk{pml(risk("A", "5000", "500"), "2000")},
			"A [0.2 0.5] 3500 350",
		},
		{
			// 200 keeps a line of 60: 0.4 × 60/200, 2 × 60/200, 20 above
			"a gross line by table", mixedTable,
			sums(200), "200 [0.12 0.6] 144 14 over 20 2",
		},
		{
			// 1200 - 1000 for the first, then 100: up to 1300
			"quota share and stacked surpluses", mixedCombined,
			sums(1600), "1600 [0.25 0.125 0.0625] 700 70 over 300 30",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, err := apply(whole(tt.terms), book(tt.risks))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
				t.Errorf("unit, shares, ceded sum insured and premium (-want +got):\n%s", diff)
			}
			// Terms with every reading spelled out are the same terms.
			r, err = apply(whole(tt.terms.Canonical()), book(tt.risks))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
				t.Errorf("canonical terms (-want +got):\n%s", diff)
			}
		})
	}
}

// Rounding to even sends the halves of lines, tables and net lines to the even neighbour.
func TestShares_halfEven(t *testing.T) {
	net := proportional.QuotaShareSurplus{
		Share: dec("0.5"), Line: amount("105"), LinesOn: proportional.LinesOnNet, Capacities: []proportional.Capacity{lines("1")},
	}
	for _, tt := range []struct {
		name           string
		terms          treaty.Terms
		sum            int64
		halfUp, toEven string
	}{
		{"2.5 × 101 = 252.5", surplus(amount("101"), lines("2.5")), 400, "400 [0.6325] 253 25 over 46 5", "400 [0.63] 252 25 over 47 5"},
		{"10 + 0.5 × 1 = 10.5", surplus(table(proportional.RetentionTable{Bands: twoBands()}), limit("1000")), 101, "101 [90/101] 90 9", "101 [91/101] 91 9"},
		{"0.5 × 105 = 52.5", net, 210, "210 [0.25 53/210] 106 10 over 52 5", "210 [0.25 26/105] 104 10 over 53 5"},
	} {
		for mode, want := range map[treaty.Rounding]string{treaty.RoundHalfUp: tt.halfUp, treaty.RoundHalfEven: tt.toEven} {
			spec := whole(tt.terms)
			spec.Rounding = mode
			r, err := apply(spec, book(sums(tt.sum)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, outcome(r)); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", tt.name, mode, diff)
			}
		}
	}
}

// So it does with lines of a minimum retention, with 100 % of a coinsured risk and with the most that a band cedes.
//
//	open cover  2.5 × 101 = 252.5 of 400
//	own share   250 / 0.8 = 312.5, in the band up to 312 or in that above it
//	capacity    0.5 × 101 = 50.5
func TestShares_halfEvenOfMeasures(t *testing.T) {
	bands := proportional.VariableQuotaShare{OwnShareAttribute: "own", Bands: []proportional.ShareBand{{UpTo: new(dec("312")), Share: dec("0.8")}, {Share: dec("0.5")}}}
	ends := proportional.VariableQuotaShare{Above: proportional.AboveError, Bands: []proportional.ShareBand{{UpTo: new(dec("101")), Share: dec("0.5")}}}
	for mode, want := range map[treaty.Rounding][3]string{
		treaty.RoundHalfUp:   {"A [0.6325] 253 25 over 147 15", "A [0.5] 125 13", "51"},
		treaty.RoundHalfEven: {"A [0.63] 252 25 over 148 15", "A [0.8] 200 20", "50"},
	} {
		for i, tt := range []struct {
			terms treaty.Terms
			risk  treaty.Risk
		}{{openLines("2.5", "101", ""), asks("A", "400", "1")}, {bands, with(risk("A", "250", "25"), "own", "0.8")}} {
			spec := whole(tt.terms)
			spec.Rounding = mode
			r, err := apply(spec, book([]treaty.Risk{tt.risk}))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want[i], outcome(r)); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", tt.terms.Kind(), mode, diff)
			}
		}
		spec := whole(ends)
		spec.Rounding = mode
		program, err := treaty.NewProgram(spec)
		if err != nil {
			t.Fatal(err)
		}
		if got := program.Capacities()[0].Maximum.String(); got != want[2] {
			t.Errorf("capacity %s: %s, want %s", mode, got, want[2])
		}
	}
}

// The rows of a policy are one unit: the share follows from the sum and is applied to each row.
func TestShares_unit(t *testing.T) {
	rows := func(change func(a, b *treaty.Risk)) []treaty.Risk {
		a, b := risk("a", "400", "40"), risk("b", "600", "60")
		a.Policy, b.Policy = "P", "P"
		change(&a, &b)
		return []treaty.Risk{a, b}
	}
	attribute := func(r *treaty.Risk, value string) { *r = with(*r, "ceded", value) }
	onPML := surplus(amount("100"), limit("1000"))
	onPML.Base = proportional.OnPML
	graduated := surplus(table(proportional.RetentionTable{Bands: []proportional.Band{
		{Grade: "high", Amount: dec("100")}, {Grade: "low", Amount: dec("300")},
	}}), limit("1000"))
	fac := proportional.Facultative{Amount: new(dec("250"))}
	for _, tt := range []struct {
		name   string
		terms  treaty.Terms
		change func(a, b *treaty.Risk)
		want   string
		rows   string // ceded of a and b
	}{
		{"surplus", surplus(amount("200"), limit("500")), func(_, _ *treaty.Risk) {}, "P [0.5] 500 50 over 300 30", "200 300"},
		{
			// 100 + 400 of PML: 400/500
			"on PML", onPML, func(a, _ *treaty.Risk) { a.PML = new(dec("100")) },
			"P [6/7] 857 85", "343 514", // 600/700; 400 × 6/7 = 342.9, 600 × 6/7 = 514.3; 34 + 51
		},
		{"grade", graduated, func(a, b *treaty.Risk) { a.Grade, b.Grade = "low", "low" }, "P [0.7] 700 70", "280 420"},
		{"attribute", surplus(proportional.Retention{}, given("ceded")), func(a, b *treaty.Risk) { attribute(a, "0.50"); attribute(b, "0.5") }, "P [0.5] 500 50", "200 300"},
		{"facultative amount", fac, func(_, _ *treaty.Risk) {}, "P [0.25] 250 25", "100 150"},
		{"a row of nothing", surplus(amount("300"), limit("500")), func(a, _ *treaty.Risk) { a.SumInsured = dec("0") }, "P [0.5] 300 50", "0 300"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := whole(tt.terms)
			spec.Contracts[0].Sections[0].Unit = treaty.UnitPolicy
			spec.Contracts[0].Sections[0].Scope.Include.Policies = []string{"P"}
			r, err := apply(spec, book(rows(tt.change)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
				t.Errorf("unit (-want +got):\n%s", diff)
			}
			var ceded []string
			for row := range r.Risks() {
				ceded = append(ceded, row.Ceded.SumInsured.String())
			}
			if diff := cmp.Diff(tt.rows, strings.Join(ceded, " ")); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// Contracts that run later derive their shares from what is left, the PML reduced in the same ratio.
func TestShares_afterOthers(t *testing.T) {
	onPML := surplus(amount("100"), limit("1000"))
	onPML.Base = proportional.OnPML
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		want  string
	}{
		{"sum insured", surplus(amount("100"), limit("300")), "A [0.6] 300 30 over 100 10"}, // 500: 300/500
		{"pml", onPML, "A [0.5] 250 25"}, // 400 halved is 200: 100/200
		{"quota share limit", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("500"))}, "A [0.6] 300 30"}, // 500 is not above it
		{"nothing left", surplus(amount("100"), limit("300")), "A [0] 0 0"},
	} {
		spec := whole(tt.terms)
		share := "0.5"
		if tt.name == "nothing left" {
			share = "1"
		}
		spec.Contracts = append(spec.Contracts, treaty.Contract{
			ID: "before", Priority: -1, Period: year(), Placement: placed(),
			Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: dec(share)}}},
		})
		r, err := apply(spec, book([]treaty.Risk{pml(risk("A", "1000", "100"), "400")}))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, outcome(r)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// What cannot be ceded is an error of applying the program, with the place in the book.
func TestShares_refused(t *testing.T) {
	byPolicy := func(risks ...treaty.Risk) []treaty.Risk {
		for i := range risks {
			risks[i].Policy = "P"
		}
		return risks
	}
	byAttribute := surplus(proportional.Retention{}, given("ceded"))
	bands := surplus(table(proportional.RetentionTable{Bands: []proportional.Band{{Grade: "high", Amount: dec("100")}}}), limit("100"))
	onPML := surplus(amount("100"), limit("100"))
	onPML.Base = proportional.OnPML
	mixedPML := proportional.QuotaShareSurplus{
		Share: dec("0.4"), Line: amount("1000"), Base: proportional.OnPML, Capacities: []proportional.Capacity{lines("2")},
	}
	mixedError := proportional.QuotaShareSurplus{
		Share: dec("0.4"), Line: amount("100"), Capacities: []proportional.Capacity{lines("2")}, Overspill: proportional.OverspillError,
	}
	mixedTable := proportional.QuotaShareSurplus{
		Share: dec("0.4"), Line: bands.Retention, Capacities: []proportional.Capacity{lines("2")},
	}
	surplusError := surplus(amount("100"), lines("4"))
	surplusError.Overspill = proportional.OverspillError
	cutError := surplus(proportional.Retention{}, proportional.Capacity{ShareAttribute: "ceded", Limit: new(dec("100"))})
	cutError.Overspill = proportional.OverspillError
	const capacity = "must not be above the capacity of the section"
	for _, tt := range []struct {
		name  string
		terms treaty.Terms
		risks []treaty.Risk
		want  string // empty where it is not refused
	}{
		{"quota share at its limit", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("500")), Overspill: proportional.OverspillError}, byPolicy(sums(500)...), ""},
		{"quota share above its limit", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("500")), Overspill: proportional.OverspillError}, byPolicy(sums(501)...), "risks[0].sumInsured: " + capacity},
		{"quota share above its ceded limit", proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("250")), LimitOn: proportional.LimitOnCeded, Overspill: proportional.OverspillError}, byPolicy(sums(501)...), "risks[0].sumInsured: " + capacity},
		{"surplus at capacity", surplusError, byPolicy(sums(500)...), ""},
		{"surplus above capacity", surplusError, byPolicy(sums(501)...), "risks[0].sumInsured: " + capacity},
		{"surplus below the retention", surplusError, byPolicy(sums(50)...), ""},
		{"mixed at capacity", mixedError, byPolicy(sums(300)...), ""},
		{"mixed above capacity", mixedError, byPolicy(sums(301)...), "risks[0].sumInsured: " + capacity},
		{"share asked for below capacity", cutError, byPolicy(with(risk("A", "1000", "0"), "ceded", "0.1")), ""},
		{"share asked for above capacity", cutError, byPolicy(with(risk("A", "1000", "0"), "ceded", "0.101")), "risks[0].sumInsured: " + capacity},
		{"attribute missing", byAttribute, byPolicy(risk("A", "1", "1")), "risks[0].attributes.ceded: must not be empty"},
		{"attribute below 0", byAttribute, byPolicy(with(risk("A", "1", "1"), "ceded", "-0.001")), "risks[0].attributes.ceded: must be in [0, 1]"},
		{"attribute above 1", byAttribute, byPolicy(with(risk("A", "1", "1"), "ceded", "1.001")), "risks[0].attributes.ceded: must be in [0, 1]"},
		{"attributes differ", byAttribute, byPolicy(with(risk("A", "1", "1"), "ceded", "0.5"), with(risk("B", "1", "1"), "ceded", "0.6")), "risks[0].attributes.ceded: must be the same in all rows of a unit"},
		{"attribute of one row missing", byAttribute, byPolicy(with(risk("A", "1", "1"), "ceded", "0.5"), risk("B", "1", "1")), "risks[0].attributes.ceded: must be the same in all rows of a unit"},
		{"no band of the grade", bands, byPolicy(graded(risk("A", "1", "1"), "low")), "risks[0].grade: must be a grade of the table of retentions (got low)"},
		{"no grade", bands, byPolicy(risk("A", "1", "1")), "risks[0].grade: must be a grade of the table of retentions"},
		{"grades differ", bands, byPolicy(graded(risk("A", "1", "1"), "high"), graded(risk("B", "1", "1"), "low")), "risks[0].grade: must be the same in all rows of a unit, high (got low)"},
		{"no grade for the line", mixedTable, byPolicy(risk("A", "1", "1")), "risks[0].grade: must be a grade of the table of retentions"},
		{"above the last band", surplus(table(proportional.RetentionTable{Bands: twoBands(), Above: proportional.AboveError}), limit("1000")), byPolicy(sums(201)...), "risks[0].sumInsured: must not be above the last band of the table of retentions"},
		{"facultative amount of all", proportional.Facultative{Amount: new(dec("1000"))}, byPolicy(sums(1000)...), ""},
		{"facultative amount above the sum insured", proportional.Facultative{Amount: new(dec("1000"))}, byPolicy(sums(999)...), "risks[0].sumInsured: must not be below the amount ceded facultatively, 1000"},
		{"surplus of nothing", surplus(amount("100"), lines("4")), byPolicy(sums(0)...), "risks[0].sumInsured: must be positive where a share follows from it (got 0)"},
		{"limit on nothing", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("500"))}, byPolicy(sums(0)...), "risks[0].sumInsured: must be positive where a share follows from it (got 0)"},
		{"facultative amount of nothing", proportional.Facultative{Amount: new(dec("1"))}, byPolicy(sums(0)...), "risks[0].sumInsured: must be positive where a share follows from it (got 0)"},
		{"facultative share of nothing", proportional.Facultative{Share: new(dec("0.5"))}, byPolicy(sums(0)...), ""},
		{"limit on each loss of nothing", proportional.QuotaShare{Share: dec("0.6"), Limit: new(dec("500")), LimitOn: proportional.LimitOnEachLoss}, byPolicy(sums(0)...), ""},
		{"PML of nothing", onPML, byPolicy(pml(risk("A", "1000", "1"), "0")), "risks[0].pml: must be positive where a share follows from it (got 0)"},
		{"PML of nothing in a mixture", mixedPML, byPolicy(pml(risk("A", "1000", "1"), "0")), "risks[0].pml: must be positive where a share follows from it (got 0)"},
		{"PML of nothing where the sum insured counts", surplus(amount("100"), limit("100")), byPolicy(pml(risk("A", "100", "1"), "0")), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec := whole(tt.terms)
			spec.Contracts[0].Sections[0].Unit = treaty.UnitPolicy
			spec.Contracts[0].Sections[0].Scope.Include.Policies = []string{"P"}
			_, err := apply(spec, book(tt.risks))
			got := ""
			if err != nil {
				got = strings.TrimPrefix(err.Error(), "contract C: ")
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
		})
	}
}
