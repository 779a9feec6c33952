package bound

import (
	"github.com/cedego/cede"
	"github.com/shopspring/decimal"
)

// Share reports a d outside (0, 1].
func Share(name string, d decimal.Decimal) error {
	if err := Check(name, d); err != nil {
		return err
	}
	if d.Sign() <= 0 || d.GreaterThan(decimal.New(1, 0)) {
		return cede.Invalid(name, Text(d), "must be in (0, 1]")
	}
	return nil
}

// Fraction reports a d outside [0, 1].
func Fraction(name string, d decimal.Decimal) error {
	if err := NotNegative(name, d); err != nil {
		return err
	}
	if d.GreaterThan(decimal.New(1, 0)) {
		return cede.Invalid(name, Text(d), "must be in [0, 1]")
	}
	return nil
}

// Positive reports a d that is not above zero.
func Positive(name string, d decimal.Decimal) error {
	if err := Check(name, d); err != nil {
		return err
	}
	if d.Sign() <= 0 {
		return cede.Invalid(name, Text(d), "must be positive")
	}
	return nil
}

// NotNegative reports a d below zero.
func NotNegative(name string, d decimal.Decimal) error {
	if err := Check(name, d); err != nil {
		return err
	}
	if d.Sign() < 0 {
		return cede.Invalid(name, Text(d), "must not be negative")
	}
	return nil
}

// Optional applies check to d unless it is absent.
func Optional(check func(string, decimal.Decimal) error, name string, d *decimal.Decimal) error {
	if d == nil {
		return nil
	}
	return check(name, *d)
}
