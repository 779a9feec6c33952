package market_test

import (
	"fmt"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// What companies published of a quarter, in 万元: interest, equity, property, overseas fixed income, overseas equity, currency, total.
func TestTotal_published(t *testing.T) {
	for _, v := range [][7]string{
		{"1061772.14", "4799035.42", "115444.61", "3971.21", "298672.87", "61678.49", "4940518.48"},
		{"3420077.78", "7861303.46", "119104.79", "35376.49", "773514.18", "141568.03", "8502044.17"},
		{"1723474.09", "2446365.42", "130017.94", "5827.56", "1088516.18", "155845.67", "3343155.98"},
		{"253070.97", "716495.46", "26443.9", "0", "86510.05", "12803.56", "772938.5"},
		{"457.88", "555.2", "0", "0", "0", "26.07", "671"},
		{"12169.87", "4591.54", "0", "0", "2682.69", "343.93", "12770.64"},
		{"264680.47", "253985.91", "23692.6", "24254.23", "120217.42", "67060.51", "398936.61"},
		{"224137.72", "445177.31", "36134.46", "0", "787577.43", "145426.95", "1066331.41"},
	} {
		var parts []cross2.Line
		for i, row := range []string{"S05-1.3.1", "S05-1.3.2", "S05-1.3.3", "S05-1.3.4", "S05-1.3.5", "S05-1.3.6"} {
			parts = append(parts, given(t, row, v[i]))
		}
		near(t, must[cross2.Line](t)(market.Total(edition(t), parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])), "S05-1.3", v[6])
	}
	if _, err := market.Total(nil, cross2.Line{}, cross2.Line{}, cross2.Line{}, cross2.Line{}, cross2.Line{}, cross2.Line{}); err == nil {
		t.Error("no edition: no error")
	}
}

// Check 22 of the fact sheet of rules 7 to 9: what a group of reinsurers published of the second quarter of 2026, in 万元, with what the total is less than the sum.
func TestCheck22(t *testing.T) {
	var parts []cross2.Line
	var sum decimal.Decimal
	for i, wan := range []string{"208439.80", "4216158.47", "11691.60", "75890.66", "839249.81", "93375.11"} {
		parts = append(parts, given(t, fmt.Sprintf("S05-1.3.%d", i+1), wan))
		sum = sum.Add(parts[i].Amount())
	}
	total := must[cross2.Line](t)(market.Total(edition(t), parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]))
	if got := total.Amount().Shift(-4).StringFixed(2); got != "4674088.44" {
		t.Errorf("total: got %s", got)
	}
	if got := sum.Sub(total.Amount()).Shift(-4).StringFixed(2); got != "770717.01" {
		t.Errorf("diversification: got %s", got)
	}
}

// Check 25 of the fact sheet: 100, 200, 50, 20, 80 and 30 come to 269.599703, here of 10,000 yuan each and so to 2,695,997.03.
func TestCheck25(t *testing.T) {
	var parts []cross2.Line
	for i, amount := range []string{"100", "200", "50", "20", "80", "30"} {
		parts = append(parts, given(t, fmt.Sprintf("S05-1.3.%d", i+1), amount))
	}
	total := must[cross2.Line](t)(market.Total(edition(t), parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]))
	if got := total.Amount().String(); got != "2695997.03" {
		t.Errorf("got %s, want 2695997.03", got)
	}
}

// Each of the six is refused in the place of another.
func TestTotal_refuses(t *testing.T) {
	names := []string{"interest", "equity", "property", "fixedIncome", "overseasEquity", "currency"}
	for i, name := range names {
		var l []cross2.Line
		for j := range names {
			l = append(l, given(t, fmt.Sprintf("S05-1.3.%d", j+1), "1"))
		}
		l[i] = given(t, "S05-1.4.1", "1")
		_, err := market.Total(edition(t), l[0], l[1], l[2], l[3], l[4], l[5])
		wantText(t, err, fmt.Sprintf("%s: must be row S05-1.3.%d of the return, or have no row (got S05-1.4.1)", name, i+1))
	}
}

// Overseas assets by hand: √(9 + 16 + 2 × 0.1365 × 12) = 5.3175..., √(9 + 16 + 2 × 0.375 × 12) = 5.8309...; each sub-risk goes to its row.
func TestRisks(t *testing.T) {
	l := must[cross2.Line](t)(market.Risks{
		Interest: dec("1"), Equity: dec("2"), Property: dec("3"), Currency: dec("6.005"),
		FixedIncome:    market.Overseas{Developed: dec("3"), Emerging: dec("4")},
		OverseasEquity: market.Overseas{Developed: dec("3"), Emerging: dec("4")},
	}.Capital(edition(t)))
	for i, want := range []struct{ row, amount string }{
		{"S05-1.3.1", "1"}, {"S05-1.3.2", "2"}, {"S05-1.3.3", "3"}, {"S05-1.3.4", "5.32"}, {"S05-1.3.5", "5.83"}, {"S05-1.3.6", "6.01"},
	} {
		if got := l.Parts()[i]; got.Head().Row != want.row || got.Amount().String() != want.amount {
			t.Errorf("%d: got %s in row %s, want %s in %s", i, got.Amount(), got.Head().Row, want.amount, want.row)
		}
	}
}

// By hand: interest offsets equity, √(100² + 14² − 2 × 0.14 × 100 × 14) = √9804 = 99.0151..., less than the greater.
func TestRisks_offset(t *testing.T) {
	l := must[cross2.Line](t)(market.Risks{Interest: dec("14"), Equity: dec("100")}.Capital(edition(t)))
	if got := l.Amount().String(); got != "99.02" {
		t.Errorf("got %s", got)
	}
}

func TestRisks_refuses(t *testing.T) {
	minus := dec("-1")
	o := market.Overseas{Developed: minus, Emerging: minus}
	_, err := market.Risks{Interest: minus, Equity: minus, Property: minus, FixedIncome: o, OverseasEquity: o, Currency: decimal.New(1, 99)}.Capital(edition(t))
	const not = ": must not be negative (got -1)\n"
	wantText(t, err, "interest"+not+"equity"+not+"property"+not+"fixedIncome.developed"+not+"fixedIncome.emerging"+not+"overseasEquity.developed"+not+"overseasEquity.emerging"+not+
		"currency: has too many digits (got 1E99)")
	if _, err := (market.Risks{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	r := must[market.Risks](t)(market.Risks{
		Interest: dec("1"), Equity: dec("2"), Property: dec("3"), FixedIncome: market.Overseas{Developed: dec("4"), Emerging: dec("5")},
		OverseasEquity: market.Overseas{Developed: dec("6"), Emerging: dec("7")}, Currency: dec("8"),
	}.ToYuan(cross2.InWan))
	for i, x := range []decimal.Decimal{r.Interest, r.Equity, r.Property, r.FixedIncome.Developed, r.FixedIncome.Emerging, r.OverseasEquity.Developed, r.OverseasEquity.Emerging, r.Currency} {
		if !x.Equal(decimal.New(int64(i+1), 4)) {
			t.Errorf("%d: got %s", i, x)
		}
	}
	_, err = market.Risks{Equity: decimal.New(1, 37)}.ToYuan(cross2.InWan)
	wantText(t, err, "equity: has too many digits (got 1E41)")
}

func TestLaws(t *testing.T) {
	e := edition(t)
	amounts := func() gopter.Gen { return gens.SliceOf(gens.Amount(0, 1e14, 2), 6, 6) }
	total := func(v []decimal.Decimal) decimal.Decimal {
		return must[cross2.Line](t)(market.Risks{
			Interest: v[0], Equity: v[1], Property: v[2], Currency: v[5],
			FixedIncome: market.Overseas{Developed: v[3]}, OverseasEquity: market.Overseas{Emerging: v[4]},
		}.Capital(e)).Amount()
	}
	proptest.Check(t, "never more than the sum", prop.ForAll(func(v []decimal.Decimal) bool {
		return total(v).LessThanOrEqual(decimal.Sum(v[0], v[1:]...))
	}, amounts()))
	proptest.Check(t, "a hundredfold of the risks is a hundredfold", prop.ForAll(func(v []decimal.Decimal) bool {
		hundredfold := make([]decimal.Decimal, len(v))
		for i := range v {
			hundredfold[i] = v[i].Shift(2)
		}
		return total(hundredfold).Sub(total(v).Shift(2)).Abs().LessThanOrEqual(dec("1.005")) // what rounding the rows leaves
	}, amounts()))
	proptest.Check(t, "a single risk is itself", prop.ForAll(func(v []decimal.Decimal) bool {
		for i := range v {
			alone := make([]decimal.Decimal, 6)
			alone[i] = v[i]
			if !total(alone).Equal(v[i]) {
				return false
			}
		}
		return true
	}, amounts()))
}
