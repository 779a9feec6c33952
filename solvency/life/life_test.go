package life_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/life"
)

// check13 is check 13 of the fact sheet of rules 1 to 6.
func check13() life.Business {
	return life.Business{
		Loss: life.Loss{
			Mortality: dec("120"), Catastrophe: dec("40"), Longevity: dec("60"), Incidence: dec("100"), Trend: dec("50"), Medical: dec("30"), Other: dec("10"),
		},
		Lapse:   life.Lapse{First: dec("100"), Second: dec("50"), Mass: dec("220")},
		Expense: dec("80"),
	}
}

func TestCheck13(t *testing.T) {
	l := must[cross2.Line](t)(must[life.Business](t)(check13().ToYuan(cross2.InYi)).Capital(edition(t)))
	loss, expense, lapse := l.Parts()[0], l.Parts()[1], l.Parts()[2]
	for _, tt := range []struct {
		l         cross2.Line
		row, want string
	}{
		{loss.Parts()[3], "", "122.474487"},
		{loss, "S05-1.1.1", "223.601093"},
		{expense, "S05-1.1.3", "80.000000"},
		{lapse, "S05-1.1.2", "220.000000"},
		{l, "S05-1.1", "369.740340"},
	} {
		if got := tt.l.Amount().Shift(-8).StringFixed(6); got != tt.want || tt.l.Head().Row != tt.row {
			t.Errorf("%s: got %s in row %q, want %s in %q", tt.l.Head().English, got, tt.l.Head().Row, tt.want, tt.row)
		}
	}
	// Without mass lapse the rates of both types count.
	b := check13()
	b.Lapse.Mass = dec("149.99")
	l = must[cross2.Line](t)(b.Capital(edition(t)))
	if got := l.Parts()[2].Amount().String(); got != "150" {
		t.Errorf("lapse: got %s", got)
	}
	// A row is rounded to the fen, half away from zero; what is given is not.
	b.Lapse.Mass, b.Expense = dec("150.005"), dec("80.005")
	l = must[cross2.Line](t)(b.Capital(edition(t)))
	if expense, lapse := l.Parts()[1].Amount().String(), l.Parts()[2].Amount().String(); expense != "80.01" || lapse != "150.01" {
		t.Errorf("got expense %s and lapse %s", expense, lapse)
	}
}

// Each amount is in yuan after ToYuan, and goes to its own line of the tree, in the order of 附件9, IR05.
func TestBusiness_order(t *testing.T) {
	b := must[life.Business](t)(life.Business{
		Loss: life.Loss{
			Mortality: dec("1"), Catastrophe: dec("2"), Longevity: dec("3"), Incidence: dec("4"), Trend: dec("5"), Medical: dec("6"), Other: dec("7"),
		},
		Lapse:   life.Lapse{First: dec("8"), Second: dec("9"), Mass: dec("10")},
		Expense: dec("11"),
	}.ToYuan(cross2.InWan))
	var got []string
	var walk func(l cross2.Line)
	walk = func(l cross2.Line) {
		if len(l.Parts()) == 0 {
			got = append(got, l.Head().Chinese+" "+l.Amount().Shift(-4).String())
		}
		for _, part := range l.Parts() {
			walk(part)
		}
	}
	walk(must[cross2.Line](t)(b.Capital(edition(t))))
	want := []string{
		"死亡发生率风险 1", "死亡巨灾风险 2", "长寿风险 3", "疾病发生率风险 4", "疾病趋势风险 5", "医疗及健康赔付损失率风险 6", "其他损失发生率风险 7",
		"寿险业务保险风险-费用风险最低资本 11", "退保率风险-类型1 8", "退保率风险-类型2 9", "大规模退保风险 10",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// Published totals, in 万元: checks 1 and 4 of the fact sheet, and the reinsurers of the published sample.
func TestTotal_published(t *testing.T) {
	for _, tt := range []struct{ loss, lapse, expense, want string }{
		{"15329.34", "5875.95", "567.08", "16736.89"},
		{"47405.12", "11462.24", "2406.43", "50032.63"},
		{"600832.35", "295001.53", "11948.62", "676340.4"},
		{"37619.82", "16665.81", "2698.99", "42737.49"},
		{"103921.95", "21094.61", "4218.33", "108176.86"},
		{"115246.33", "12887.79", "1688.39", "116739.4"},
	} {
		near(t, must[cross2.Line](t)(life.Total(edition(t), given(t, "S05-1.1.1", tt.loss), given(t, "S05-1.1.2", tt.lapse), given(t, "S05-1.1.3", tt.expense))), "S05-1.1", tt.want)
	}
	if _, err := life.Total(nil, cross2.Line{}, cross2.Line{}, cross2.Line{}); err == nil {
		t.Error("no edition: no error")
	}
}

// By hand: longevity offsets mortality, √(100² + 25² − 2 × 0.25 × 100 × 25) = √9375 = 96.8246..., less than the greater. Its other correlations are zero, so that
// with a catastrophe of 40 it is √(40² + 25²) = √2225 = 47.1699....
func TestBusiness_longevity(t *testing.T) {
	for _, tt := range []struct {
		loss life.Loss
		want string
	}{
		{life.Loss{Mortality: dec("100"), Longevity: dec("25")}, "96.82"},
		{life.Loss{Catastrophe: dec("40"), Longevity: dec("25")}, "47.17"},
	} {
		if got := must[cross2.Line](t)(life.Business{Loss: tt.loss}.Capital(edition(t))).Amount().String(); got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
}

// Lines that stand in other rows, such as those of lapse and expense the wrong way round, are refused, and so is what is no amount.
func TestTotal_refuses(t *testing.T) {
	e := edition(t)
	loss, lapse, expense := given(t, "S05-1.1.1", "1"), given(t, "S05-1.1.2", "2"), given(t, "S05-1.1.3", "3")
	_, err := life.Total(e, lapse, loss, expense)
	wantText(t, err, "loss: must be row S05-1.1.1 of the return, or have no row (got S05-1.1.2)")
	_, err = life.Total(e, loss, expense, lapse)
	wantText(t, err, "expense: must be row S05-1.1.3 of the return, or have no row (got S05-1.1.2)")
	_, err = life.Total(e, loss, loss, expense)
	wantText(t, err, "lapse: must be row S05-1.1.2 of the return, or have no row (got S05-1.1.1)")
	_, err = life.Total(e, loss, given(t, "S05-1.1.2", "-2"), expense)
	wantText(t, err, "lapse: must not be negative (got -20000)")
	_, err = life.Total(e, loss, lapse, cross2.Line{})
	wantText(t, err, "expense: must not be empty: a line of zero says that there is none")
}

func TestBusiness_refuses(t *testing.T) {
	minus, huge := dec("-1"), decimal.New(1, 99)
	b := life.Business{
		Loss:    life.Loss{Mortality: minus, Catastrophe: minus, Longevity: minus, Incidence: minus, Trend: minus, Medical: minus, Other: minus},
		Lapse:   life.Lapse{First: minus, Second: minus, Mass: minus},
		Expense: huge,
	}
	_, err := b.Capital(edition(t))
	const not = ": must not be negative (got -1)\n"
	wantText(t, err, "loss.mortality"+not+"loss.catastrophe"+not+"loss.longevity"+not+"loss.incidence"+not+"loss.trend"+not+"loss.medical"+not+"loss.other"+not+
		"lapse.first"+not+"lapse.second"+not+"lapse.mass"+not+"expense: has too many digits (got 1E99)")
	if _, err := check13().Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	b = check13()
	b.Loss.Trend = decimal.New(1, 37)
	_, err = b.ToYuan(cross2.InWan)
	wantText(t, err, "loss.trend: has too many digits (got 1E41)")
	if l := must[cross2.Line](t)((life.Business{}).Capital(edition(t))); !l.Amount().IsZero() {
		t.Errorf("no business: got %s", l.Amount())
	}
}

// Check 12 of the fact sheet, to its nine places.
func TestShocks(t *testing.T) {
	e := edition(t)
	for year, want := range map[int]string{
		1: "-0.030000000", 5: "-0.141265974", 10: "-0.262575873", 15: "-0.333426996", 20: "-0.397470799", 25: "-0.427000725", 30: "-0.455083391", 31: "-0.455083391", 200: "-0.455083391",
	} {
		if got := must[decimal.Decimal](t)(life.LongevityShock(e, year, false)).StringFixed(9); got != want {
			t.Errorf("year %d: got %s, want %s", year, got, want)
		}
	}
	if got := must[decimal.Decimal](t)(life.LongevityShock(e, 30, true)).StringFixed(9); got != "-0.409575052" {
		t.Errorf("pension: got %s", got)
	}
	for _, tt := range []struct {
		sex  life.Sex
		year int
		want string
	}{
		{life.Male, 1, "0.020000000"},
		{life.Male, 5, "0.104080803"},
		{life.Male, 10, "0.218994420"},
		{life.Male, 11, "0.218994420"},
		{life.Male, 200, "0.218994420"},
		{life.Female, 5, "0.159274074"},
		{life.Female, 10, "0.343916379"},
		{life.Female, 60, "0.343916379"},
	} {
		if got := must[decimal.Decimal](t)(life.TrendShock(e, tt.sex, tt.year)).StringFixed(9); got != tt.want {
			t.Errorf("%+v: got %s", tt, got)
		}
	}
	_, err := life.LongevityShock(e, 0, false)
	wantText(t, err, "year: must be from 1 to 200 (got 0)")
	_, err = life.TrendShock(e, life.Male, 201)
	wantText(t, err, "year: must be from 1 to 200 (got 201)")
	_, err = life.TrendShock(e, "", 1)
	wantText(t, err, "sex: must be male or female")
	if _, err := life.LongevityShock(nil, 1, false); err == nil {
		t.Error("no edition: no error")
	}
	if _, err := life.TrendShock(nil, life.Male, 1); err == nil {
		t.Error("no edition: no error")
	}
}

// Shocks are exact until 18 places, half away from zero: 0.97^10 - 1 has 20. With other figures in the edition, here a rise of 2.1 % a year for twelve years, the
// shocks are those of the figures.
func TestShocks_places(t *testing.T) {
	e := edition(t)
	if got := must[decimal.Decimal](t)(life.LongevityShock(e, 10, false)).String(); got != "-0.26257587310507174" {
		t.Errorf("longevity: got %s", got)
	}
	own := must[*cross2.Rulebook](t)(cross2.Load(strings.NewReader(`{"schema": "cede.cross2/1", "rule": "own", "en": "own", "zh": "own", "entries": [
		{"key": "life.trend.male", "kind": "factor", "article": "1", "unit": "fraction", "en": "k", "zh": "k", "versions": [{"from": "2022-03-31", "value": "0.021"}]},
		{"key": "life.trend.years", "kind": "factor", "article": "1", "unit": "years", "en": "years", "zh": "years", "versions": [{"from": "2022-03-31", "value": "12"}]}]}`), 1<<16))
	with := must[*cross2.Edition](t)(e.With(own))
	for _, year := range []int{12, 13} { // 1.021^12 − 1 = 0.28324300339624809054...
		if got := must[decimal.Decimal](t)(life.TrendShock(with, life.Male, year)).String(); got != "0.283243003396248091" {
			t.Errorf("trend in year %d: got %s", year, got)
		}
	}
}

// The oracle in fractions, with the correlations typed from Rule 5 Arts. 12, 16 and 25 in hundredths.
func TestLaws(t *testing.T) {
	e := edition(t)
	proptest.Check(t, "the oracle", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 5))
		money := func() decimal.Decimal { return decimal.New(m.Int64N(int64([]float64{1, 1e4, 1e13}[m.IntN(3)])), -2) }
		b := life.Business{
			Loss:    life.Loss{Mortality: money(), Catastrophe: money(), Longevity: money(), Incidence: money(), Trend: money(), Medical: money(), Other: money()},
			Lapse:   life.Lapse{First: money(), Second: money(), Mass: money()},
			Expense: money(),
		}
		float := func(x decimal.Decimal) *big.Float { return new(big.Float).SetPrec(300).SetRat(x.Rat()) }
		root := func(v []*big.Float, pairs map[[2]int]int64) *big.Float {
			sum := new(big.Float).SetPrec(300)
			for _, x := range v {
				sum.Add(sum, new(big.Float).SetPrec(300).Mul(x, x))
			}
			for pair, rho := range pairs {
				y := new(big.Float).SetPrec(300).Mul(v[pair[0]], v[pair[1]])
				sum.Add(sum, y.Mul(y, new(big.Float).SetPrec(300).SetRat(big.NewRat(2*rho, 100))))
			}
			return sum.Sqrt(sum)
		}
		l := b.Loss
		disease := root([]*big.Float{float(l.Incidence), float(l.Trend)}, map[[2]int]int64{{0, 1}: 25})
		loss := root([]*big.Float{float(l.Mortality), float(l.Catastrophe), float(l.Longevity), disease, float(l.Medical), float(l.Other)}, map[[2]int]int64{
			{0, 1}: 25, {0, 2}: -25, {0, 3}: 25, {0, 4}: 25, {0, 5}: 25, {1, 3}: 25, {1, 4}: 25, {1, 5}: 25, {3, 4}: 25, {3, 5}: 25, {4, 5}: 25,
		})
		lapse := float(decimal.Max(b.Lapse.First.Add(b.Lapse.Second), b.Lapse.Mass))
		want := root([]*big.Float{loss, float(b.Expense), lapse}, map[[2]int]int64{{0, 1}: 40, {1, 2}: 50})
		got := float(must[cross2.Line](t)(b.Capital(e)).Amount())
		diff := got.Sub(got, want)
		return diff.Abs(diff).Cmp(big.NewFloat(0.03)) <= 0
	}, gen.UInt64()))
	proptest.Check(t, "a hundredfold of the risks is a hundredfold", prop.ForAll(func(v []decimal.Decimal) bool {
		total := func(places int32) decimal.Decimal {
			x := func(i int) decimal.Decimal { return v[i].Shift(places) }
			return must[cross2.Line](t)(life.Business{
				Loss:    life.Loss{Mortality: x(0), Catastrophe: x(1), Longevity: x(2), Incidence: x(3), Trend: x(4), Medical: x(5), Other: x(6)},
				Lapse:   life.Lapse{First: x(7), Second: x(8), Mass: x(9)},
				Expense: x(10),
			}.Capital(e)).Amount()
		}
		return total(2).Sub(total(0).Shift(2)).Abs().LessThanOrEqual(dec("2.02")) // what rounding disease, loss occurrence and the total leaves
	}, gens.SliceOf(gens.Amount(0, 1e14, 2), 11, 11)))
	proptest.Check(t, "shocks grow with the years and then stay", prop.ForAll(func(year int64) bool {
		y := int(year)
		longevity := func(y int) decimal.Decimal { return must[decimal.Decimal](t)(life.LongevityShock(e, y, false)) }
		trend := func(s life.Sex, y int) decimal.Decimal { return must[decimal.Decimal](t)(life.TrendShock(e, s, y)) }
		fall := longevity(y).Cmp(longevity(y + 1))
		men, women := trend(life.Male, y+1).Cmp(trend(life.Male, y)), trend(life.Female, y+1).Cmp(trend(life.Female, y))
		return (fall > 0) == (y < 30) && fall >= 0 && (men > 0) == (y < 10) && men >= 0 && women == men && trend(life.Female, y).GreaterThan(trend(life.Male, y))
	}, gens.Minor(1, 199)))
}

// The whole of life business: 17 lines, bounded by their allocation and three roots.
func BenchmarkBusiness_Capital(b *testing.B) {
	e, business := edition(b), check13()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := business.Capital(e); err != nil {
			b.Fatal(err)
		}
	}
}
