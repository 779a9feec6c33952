package fixed

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// A Fault says why a decimal is not a count of minor units.
type Fault uint8

const (
	// None means that it is one.
	None Fault = iota
	// TooFine means that it has more decimal places than the scale.
	TooFine
	// TooLarge means that the count or its negative does not fit an int64.
	TooLarge
)

// Minor returns d in minor units of 10^-scale. A d that is finer than the scale
// is a fault, or rounded half away from zero if round is set. The caller has bounded the size of d.
func Minor(d decimal.Decimal, scale int, round bool) (int64, Fault) {
	shift := int(d.Exponent()) + scale
	if shift >= 0 && shift < len(powers) && d.NumDigits()+shift <= 18 { // mutant: a shortcut
		return d.CoefficientInt64() * powers[shift], None //nolint:forbidigo // at most 18 digits, so it cannot wrap
	}
	return minorBig(d.Coefficient(), shift, round)
}

// MinorOf is [Minor] for the number coef × 10^-places.
func MinorOf(coef int64, places, scale int, round bool) (int64, Fault) {
	shift := scale - places
	if shift == 0 && coef >= -maxInt {
		return coef, None
	}
	if shift > 0 && shift < len(powers) { // mutant: a shortcut
		if p := powers[shift]; coef <= maxInt/p && coef >= -maxInt/p {
			return coef * p, None
		}
		return 0, TooLarge
	}
	return minorBig(big.NewInt(coef), shift, round)
}

const maxInt = 1<<63 - 1

func minorBig(coef *big.Int, shift int, round bool) (int64, Fault) {
	if coef.Sign() == 0 {
		return 0, None
	}
	ten := big.NewInt(10)
	if shift >= 0 { // mutant: without a shift both ways are the same
		coef.Mul(coef, ten.Exp(ten, big.NewInt(int64(shift)), nil))
	} else {
		unit := ten.Exp(ten, big.NewInt(int64(-shift)), nil)
		exact := new(big.Rat).SetFrac(coef, unit)
		if !exact.IsInt() && !round {
			return 0, TooFine
		}
		coef = roundRat(exact, HalfUp)
	}
	if coef.BitLen() > 63 {
		return 0, TooLarge
	}
	return coef.Int64(), None
}

//nolint:gochecknoglobals // an immutable table
var powers = [...]int64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}
