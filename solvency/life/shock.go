package life

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/cross2"
)

// LongevityShock returns by how much the rates of mortality fall in a year of the longevity scenario, as a negative fraction of the base rates, rounded
// to 18 places. The year is the year after valuation, from 1 on. Exclusive commercial pensions (专属商业养老保险) have 90 % of it.
//
//	Π (1 − yearly fall) − 1, with falls of 3 % in years 1 to 10, 2 % to 20, 1 % to 30 and none later
//
// Source: Rule 5 Art. 11.
func LongevityShock(e *cross2.Edition, year int, exclusivePension bool) (decimal.Decimal, error) {
	w := cross2.On(e)
	rates, err := w.Edition().Brackets("life.longevity.improvement")
	pension := w.Factor("life.longevity.pension").Amount()
	if err := firstOf(w.Err(), err, checkYear(year)); err != nil {
		return decimal.Decimal{}, err
	}
	left := one()
	for y := 1; y <= year; y++ {
		fall, err := rates.Lookup(decimal.New(int64(y), 0))
		if err != nil {
			return decimal.Decimal{}, err
		}
		left = left.Mul(one().Sub(fall.Value))
	}
	shock := left.Sub(one())
	if exclusivePension {
		shock = shock.Mul(pension)
	}
	return shock.Round(shockPlaces), nil
}

// A Sex is that of the insured, by which the trend of disease differs.
type Sex string

const (
	// Male are men: incidence rises by 2 % a year.
	Male Sex = "male"
	// Female are women: incidence rises by 3 % a year.
	Female Sex = "female"
)

// TrendShock returns by how much the incidence of disease rises in a year of the trend scenario, as a fraction of the base rates, rounded to 18
// places. The year is the year after valuation, from 1 on.
//
//	(1 + k)^min(year, 10) − 1, with k = 2 % for men and 3 % for women
//
// Source: Rule 5 Art. 12 (二).
func TrendShock(e *cross2.Edition, sex Sex, year int) (decimal.Decimal, error) {
	if sex != Male && sex != Female {
		return decimal.Decimal{}, cede.Invalid("sex", string(sex), "must be male or female")
	}
	w := cross2.On(e)
	k, years := w.Factor("life.trend."+string(sex)).Amount(), w.Factor("life.trend.years").Amount()
	if err := firstOf(w.Err(), checkYear(year)); err != nil {
		return decimal.Decimal{}, err
	}
	grown := one()
	for y := 1; y <= year && decimal.New(int64(y), 0).LessThanOrEqual(years); y++ {
		grown = grown.Mul(one().Add(k))
	}
	return grown.Sub(one()).Round(shockPlaces), nil
}

const (
	shockPlaces = 18
	maxYear     = 200 // longer than any contract
)

func checkYear(year int) error {
	if year < 1 || year > maxYear {
		return cede.Invalid("year", strconv.Itoa(year), "must be from 1 to "+strconv.Itoa(maxYear))
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func one() decimal.Decimal { return decimal.New(1, 0) }
