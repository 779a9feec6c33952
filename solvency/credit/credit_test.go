package credit_test

import (
	"testing"

	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/credit"
	"github.com/cedego/cede/solvency/cross2"
)

// What companies published of a quarter, in 万元; the last is check 23 of the fact sheet of rules 7 to 9.
func TestTotal_published(t *testing.T) {
	for _, v := range [][3]string{
		{"395640.97", "2327564.82", "2456527.99"},
		{"631095.26", "2176484.68", "2412913.46"},
		{"137205.16", "617709.67", "665407.37"},
		{"9552.72", "9701.88", "15222.37"},
		{"5925.83", "1017.75", "6258.33"},
		{"217833.54", "1210915.01", "1282831.07"},
		{"0", "150304.07", "150304.07"},
		{"12399.71", "59643.30", "63881.58"},
	} {
		near(t, must[cross2.Line](t)(credit.Total(edition(t), given(t, "S05-1.4.1", v[0]), given(t, "S05-1.4.2", v[1]))), "S05-1.4", v[2])
	}
	if _, err := credit.Total(nil, cross2.Line{}, cross2.Line{}); err == nil {
		t.Error("no edition: no error")
	}
}

// The two the wrong way round are refused.
func TestTotal_refuses(t *testing.T) {
	spread, counterparty := given(t, "S05-1.4.1", "1"), given(t, "S05-1.4.2", "2")
	_, err := credit.Total(edition(t), counterparty, spread)
	wantText(t, err, "spread: must be row S05-1.4.1 of the return, or have no row (got S05-1.4.2)")
	_, err = credit.Total(edition(t), spread, spread)
	wantText(t, err, "default: must be row S05-1.4.2 of the return, or have no row (got S05-1.4.1)")
}

// By hand: √(9.01² + 16 + 0.5 × 9.01 × 4) = √115.2001 with 9.005 rounded in its row.
func TestRisks(t *testing.T) {
	l := must[cross2.Line](t)(credit.Risks{Spread: dec("9.005"), Default: dec("4")}.Capital(edition(t)))
	if l.Parts()[0].Head().Row != "S05-1.4.1" || l.Parts()[0].Amount().String() != "9.01" || l.Parts()[1].Head().Row != "S05-1.4.2" || l.Amount().String() != "10.73" {
		t.Errorf("got %s of %s and %s", l.Amount(), l.Parts()[0].Amount(), l.Parts()[1].Amount())
	}
	_, err := credit.Risks{Spread: dec("-1"), Default: decimal.New(1, 99)}.Capital(edition(t))
	wantText(t, err, "spread: must not be negative (got -1)\ndefault: has too many digits (got 1E99)")
	if _, err := (credit.Risks{}).Capital(nil); err == nil {
		t.Error("no edition: no error")
	}
	r := must[credit.Risks](t)(credit.Risks{Spread: dec("1"), Default: dec("2")}.ToYuan(cross2.InYi))
	if !r.Spread.Equal(decimal.New(1, 8)) || !r.Default.Equal(decimal.New(2, 8)) {
		t.Errorf("got %s and %s", r.Spread, r.Default)
	}
	_, err = credit.Risks{Spread: decimal.New(1, 37), Default: decimal.New(2, 37)}.ToYuan(cross2.InWan)
	wantText(t, err, "spread: has too many digits (got 1E41)\ndefault: has too many digits (got 2E41)")
}

func TestLaws(t *testing.T) {
	e := edition(t)
	proptest.Check(t, "between the greater part and the sum", prop.ForAll(func(spread, counterparty decimal.Decimal) bool {
		got := must[cross2.Line](t)(credit.Risks{Spread: spread, Default: counterparty}.Capital(e)).Amount()
		return got.GreaterThanOrEqual(decimal.Max(spread, counterparty)) && got.LessThanOrEqual(spread.Add(counterparty))
	}, gens.Amount(0, 1e14, 2), gens.Amount(0, 1e14, 2)))
	proptest.Check(t, "a hundredfold of the risks is a hundredfold", prop.ForAll(func(spread, counterparty decimal.Decimal) bool {
		total := func(places int32) decimal.Decimal {
			return must[cross2.Line](t)(credit.Risks{Spread: spread.Shift(places), Default: counterparty.Shift(places)}.Capital(e)).Amount()
		}
		return total(2).Sub(total(0).Shift(2)).Abs().LessThanOrEqual(dec("0.505")) // what rounding leaves
	}, gens.Amount(0, 1e14, 2), gens.Amount(0, 1e14, 2)))
}
