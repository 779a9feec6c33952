package fixed_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

func TestMinor(t *testing.T) {
	const nines = "99999999999999999999999999999999999999" // 38 of them
	type result struct {
		n     int64
		fault fixed.Fault
	}
	fine, large := result{0, fixed.TooFine}, result{0, fixed.TooLarge}
	of := func(n int64) result { return result{n, fixed.None} }
	for _, tt := range []struct {
		text           string
		scale          int
		exact, rounded result
	}{
		{"0", 2, of(0), of(0)},
		{"0.000000000000000000", 2, of(0), of(0)},
		{"0e30", 2, of(0), of(0)},
		{"1", 2, of(100), of(100)},
		{"12.34", 2, of(1234), of(1234)},
		{"-12.34", 2, of(-1234), of(-1234)},
		{"12.340", 2, of(1234), of(1234)}, // as fine as the scale but for zeros
		{"12.345", 3, of(12345), of(12345)},
		{"12.344", 2, fine, of(1234)},
		{"12.345", 2, fine, of(1235)}, // half away from zero
		{"12.335", 2, fine, of(1234)},
		{"-12.345", 2, fine, of(-1235)},
		{"-12.344999999999999999", 2, fine, of(-1234)},
		{"0.004", 2, fine, of(0)},
		{"0.005", 2, fine, of(1)},
		{"-0.005", 2, fine, of(-1)},
		{"0.5", 0, fine, of(1)},
		{"1e3", 0, of(1000), of(1000)},
		{"5e-7", 6, fine, of(1)},
		{"999999999999999999", 0, of(999999999999999999), of(999999999999999999)},     // 18 digits
		{"9999999999999999.99", 2, of(999999999999999999), of(999999999999999999)},    // 18 with the cents
		{"99999999999999999.99", 2, large, large},                                     // 19 with the cents
		{"12345678901234567.89", 2, of(1234567890123456789), of(1234567890123456789)}, // 19 that fit
		{"-12345678901234567.89", 2, of(-1234567890123456789), of(-1234567890123456789)},
		{"92233720368547758.07", 2, of(maxInt), of(maxInt)},
		{"92233720368547758.08", 2, large, large},
		{"-92233720368547758.07", 2, of(-maxInt), of(-maxInt)},
		{"-92233720368547758.08", 2, large, large}, // it has no negative
		{"-92233720368547758.09", 2, large, large},
		{"92233720368547758.074", 2, fine, of(maxInt)},
		{"92233720368547758.075", 2, fine, large}, // rounds to 2^63
		{"1e18", 0, of(1e18), of(1e18)},
		{"1e18", 1, large, large},
		{"9223372036854775807", 0, of(maxInt), of(maxInt)},
		{"9223372036854775807", 6, large, large},
		{nines, 0, large, large},
		{"1e37", 6, large, large},
		{"-1e37", 6, large, large},
		{"12345678901234567890.000000000000000001", 2, fine, large}, // fineness is told first
		{"0.000000000000000001", 6, fine, of(0)},
	} {
		d := decimal.RequireFromString(tt.text)
		for _, round := range []bool{false, true} {
			want := tt.exact
			if round {
				want = tt.rounded
			}
			n, fault := fixed.Minor(d, tt.scale, round)
			if fault != want.fault || n != want.n {
				t.Errorf("%s at scale %d, rounded %t: %d, fault %d; want %d, fault %d", tt.text, tt.scale, round, n, fault, want.n, want.fault)
			}
		}
		if got := d.String(); !d.Equal(decimal.RequireFromString(tt.text)) {
			t.Errorf("%s was changed to %s", tt.text, got)
		}
	}
}

func TestMinorOf(t *testing.T) {
	for _, tt := range []struct {
		coef          int64
		places, scale int
		round         bool
		want          int64
		fault         fixed.Fault
	}{
		{1234, 2, 2, false, 1234, fixed.None},
		{-maxInt, 2, 2, false, -maxInt, fixed.None},
		{minInt, 2, 2, false, 0, fixed.TooLarge},
		{1234, 0, 2, false, 123400, fixed.None},
		{-1234, 0, 2, false, -123400, fixed.None},
		{0, 0, 30, false, 0, fixed.None},
		{0, 5, 2, false, 0, fixed.None},
		{12345, 3, 2, false, 0, fixed.TooFine},
		{12345, 3, 2, true, 1235, fixed.None},
		{-12345, 3, 2, true, -1235, fixed.None},
		{12340, 3, 2, false, 1234, fixed.None},
		{5, 1, 0, true, 1, fixed.None},
		{4, 1, 0, true, 0, fixed.None},
		{922337203685477580, 0, 1, false, 9223372036854775800, fixed.None},
		{922337203685477581, 0, 1, false, 0, fixed.TooLarge},
		{-922337203685477580, 0, 1, false, -9223372036854775800, fixed.None},
		{-922337203685477581, 0, 1, false, 0, fixed.TooLarge},
		{9, 0, 18, false, 9e18, fixed.None},
		{10, 0, 18, false, 0, fixed.TooLarge},
		{1, 0, 19, false, 0, fixed.TooLarge},
		{-1, 0, 19, false, 0, fixed.TooLarge},
		{maxInt, 30, 2, false, 0, fixed.TooFine},
		{maxInt, 30, 2, true, 0, fixed.None},
	} {
		n, fault := fixed.MinorOf(tt.coef, tt.places, tt.scale, tt.round)
		if n != tt.want || fault != tt.fault {
			t.Errorf("%d of %d places at scale %d, rounded %t: %d, fault %d; want %d, fault %d", tt.coef, tt.places, tt.scale, tt.round, n, fault, tt.want, tt.fault)
		}
	}
}

// FuzzMinor compares both forms with big fractions.
func FuzzMinor(f *testing.F) {
	f.Add(int64(12345), int64(0), uint8(3), uint8(2))
	f.Add(int64(maxInt), int64(maxInt), uint8(2), uint8(2))
	f.Add(int64(minInt), int64(0), uint8(0), uint8(6))
	f.Add(int64(-5), int64(1), uint8(18), uint8(0))
	f.Fuzz(func(t *testing.T, coef, times int64, places, scale uint8) {
		if places > 18 || scale > 6 {
			t.Skip()
		}
		unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
		den := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
		number := big.NewInt(coef)
		check := func(what string, n int64, fault fixed.Fault, round bool) {
			t.Helper()
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(number, unit), den)
			rounded, ok := expect(exact, fixed.HalfUp)
			want := fixed.None
			switch {
			case !exact.IsInt() && !round:
				want = fixed.TooFine
			case !ok:
				want = fixed.TooLarge
			}
			if fault != want || want == fixed.None && n != rounded || want != fixed.None && n != 0 {
				t.Errorf("%s: %s at scale %d, rounded %t: %d, fault %d; want %d, fault %d", what, exact, scale, round, n, fault, rounded, want)
			}
		}
		for _, round := range []bool{false, true} {
			n, fault := fixed.MinorOf(coef, int(places), int(scale), round)
			check("integer", n, fault, round)
			n, fault = fixed.Minor(decimal.New(coef, -int32(places)), int(scale), round)
			check("decimal", n, fault, round)
		}
		if number.Mul(number, big.NewInt(times)); len(strings.TrimPrefix(number.String(), "-")) > 38 {
			return
		}
		for _, round := range []bool{false, true} {
			n, fault := fixed.Minor(decimal.NewFromBigInt(number, -int32(places)), int(scale), round)
			check("long decimal", n, fault, round)
		}
	})
}
