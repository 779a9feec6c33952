package bound_test

import (
	"errors"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

var (
	nines38 = strings.Repeat("9", 38)
	nines39 = strings.Repeat("9", 39)
)

const (
	tooManyDigits = "has too many digits"
	tooManyPlaces = "must have at most 18 decimal places"
	noNumber      = "must be a decimal number, such as -1234.56"
	tooLong       = "must be a decimal number of at most 64 characters"
)

func integer(digits string) *big.Int {
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		panic("not an integer: " + digits)
	}
	return n
}

func wantInvalid(t *testing.T, err error, want cede.InvalidError) {
	t.Helper()
	var got *cede.InvalidError
	if !errors.As(err, &got) {
		t.Fatalf("error is %v, want %v", err, &want)
	}
	if *got != want {
		t.Errorf("error is %+v, want %+v", *got, want)
	}
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		give   decimal.Decimal
		value  string
		reason string
	}{
		{name: "zero value", give: decimal.Decimal{}},
		{name: "zero with places", give: decimal.New(0, -18)},
		{name: "zero with too many places", give: decimal.New(0, -19), value: "0E-19", reason: tooManyPlaces},
		{name: "zero with a high exponent", give: decimal.New(0, 37)},
		{name: "zero with too high an exponent", give: decimal.New(0, 38), value: "0E38", reason: tooManyDigits},
		{name: "zero far out", give: decimal.New(0, -10000), value: "0E-10000", reason: tooManyPlaces},
		{name: "18 places", give: decimal.New(1, -18)},
		{name: "19 places", give: decimal.New(1, -19), value: "1E-19", reason: tooManyPlaces},
		{name: "trailing zeros count", give: decimal.New(10, -19), value: "1.0E-18", reason: tooManyPlaces},
		{name: "38 digits by exponent", give: decimal.New(1, 37)},
		{name: "39 digits by exponent", give: decimal.New(1, 38), value: "1E38", reason: tooManyDigits},
		{name: "39 digits by both", give: decimal.New(-10, 37), value: "-1.0E38", reason: tooManyDigits},
		{name: "38 digits", give: decimal.NewFromBigInt(integer(nines38), 0)},
		{name: "38 digits with places", give: decimal.NewFromBigInt(integer(nines38), -18)},
		{name: "39 digits", give: decimal.NewFromBigInt(integer("-1"+strings.Repeat("0", 38)), -18), value: "-1.0000000000000000000...E20", reason: tooManyDigits},
		{name: "39 nines", give: decimal.NewFromBigInt(integer(nines39), 0), value: "9.9999999999999999999...E38", reason: tooManyDigits},
		{name: "largest exponent", give: decimal.New(7, math.MaxInt32), value: "7E2147483647", reason: tooManyDigits},
		{name: "smallest exponent", give: decimal.New(7, math.MinInt32), value: "7E-2147483648", reason: tooManyPlaces},
		{name: "very long", give: decimal.NewFromBigInt(new(big.Int).Lsh(big.NewInt(-1), 10_000_000), 0), value: "about -1E3010300", reason: tooManyDigits},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := bound.Check("limit", tt.give)
			if tt.reason == "" {
				if err != nil {
					t.Errorf("Check: %v", err)
				}
				return
			}
			wantInvalid(t, err, cede.InvalidError{Path: "limit", Value: tt.value, Reason: tt.reason})
			if got := bound.Text(tt.give); got != tt.value {
				t.Errorf("Text is %q, want %q", got, tt.value)
			}
		})
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ give, want, reason string }{
		{give: "0", want: "0"},
		{give: "-0", want: "0"},
		{give: "-0.00", want: "0"},
		{give: "0e5", want: "0"},
		{give: "1", want: "1"},
		{give: "-1234.5600", want: "-1234.56"},
		{give: "100", want: "100"},
		{give: "1e3", want: "1000"},
		{give: "1.5E+3", want: "1500"},
		{give: "15e-1", want: "1.5"},
		{give: "1e0000000000000000000002", want: "100"},
		{give: "0.000000000000000001", want: "0.000000000000000001"},
		{give: "1e-18", want: "0.000000000000000001"},
		{give: "-12.000000000000000003", want: "-12.000000000000000003"},
		{give: "999999999999999999", want: "999999999999999999"},
		{give: "1000000000000000000", want: "1000000000000000000"},
		{give: "9223372036854775808", want: "9223372036854775808"},
		{give: "-9223372036854775809", want: "-9223372036854775809"},
		{give: nines38, want: nines38},
		{give: "-" + nines38, want: "-" + nines38},
		{give: nines38[:20] + "." + nines38[:18], want: nines38[:20] + "." + nines38[:18]},
		{give: nines38 + "e-18", want: nines38[:20] + "." + nines38[:18]},
		{give: "1e37", want: "1" + strings.Repeat("0", 37)},

		{give: "1e38", reason: tooManyDigits},
		{give: "10e37", reason: tooManyDigits},
		{give: "0e38", reason: tooManyDigits},
		{give: nines39, reason: tooManyDigits},
		{give: nines38 + ".1", reason: tooManyDigits},
		{give: "1e999999999999999999999999999999", reason: tooManyDigits},
		{give: "1e-19", reason: tooManyPlaces},
		{give: "10e-19", reason: tooManyPlaces},
		{give: "0e-10000", reason: tooManyPlaces},
		{give: "0.1000000000000000000", reason: tooManyPlaces},
		{give: "1e-999999999999999999999999999999", reason: tooManyPlaces},

		{give: "", reason: noNumber},
		{give: "-", reason: noNumber},
		{give: "+5", reason: noNumber},
		{give: ".5", reason: noNumber},
		{give: "5.", reason: noNumber},
		{give: "5.e1", reason: noNumber},
		{give: "00012", reason: noNumber},
		{give: "-01", reason: noNumber},
		{give: "00", reason: noNumber},
		{give: "1e", reason: noNumber},
		{give: "1e+", reason: noNumber},
		{give: "1e1.5", reason: noNumber},
		{give: "1e1e1", reason: noNumber},
		{give: "1.2.3", reason: noNumber},
		{give: "--1", reason: noNumber},
		{give: "1 ", reason: noNumber},
		{give: " 1", reason: noNumber},
		{give: "1,000", reason: noNumber},
		{give: "1_000", reason: noNumber},
		{give: "0x10", reason: noNumber},
		{give: "NaN", reason: noNumber},
		{give: "Infinity", reason: noNumber},
		{give: "\u22125", reason: noNumber}, // the minus sign of typography
		{give: "١", reason: noNumber},       // an Arabic digit
		{give: strings.Repeat("0", 65), reason: tooLong},
	} {
		t.Run(tt.give, func(t *testing.T) {
			got, err := bound.Parse(tt.give)
			if tt.reason != "" {
				value := tt.give
				if len(value) > 64 {
					value = value[:61] + "..."
				}
				wantInvalid(t, err, cede.InvalidError{Value: value, Reason: tt.reason})
				return
			}
			if err != nil {
				t.Fatalf("Parse: %v", err)
			}
			if text := bound.Text(got); text != tt.want {
				t.Errorf("Text is %q, want %q", text, tt.want)
			}
			if want := decimal.RequireFromString(tt.give); !got.Equal(want) {
				t.Errorf("Parse is %v, want %v", got, want)
			}
			if err := bound.Check("", got); err != nil {
				t.Errorf("Check of a parsed number: %v", err)
			}
		})
	}
}

// A text of 64 bytes is evaluated, one of 65 is not looked at.
func TestParse_length(t *testing.T) {
	padded := "1e" + strings.Repeat("0", 61) + "2"
	if got, err := bound.Parse(padded); err != nil || bound.Text(got) != "100" {
		t.Errorf("Parse of %d bytes is %v, %v, want 100", len(padded), got, err)
	}
	_, err := bound.Parse("1e" + strings.Repeat("0", 62) + "2")
	wantInvalid(t, err, cede.InvalidError{Value: "1e" + strings.Repeat("0", 59) + "...", Reason: tooLong})
}

// Every power of ten within the bounds, and the numbers beside it, is written as the
// library writes it.
func TestText_everyScale(t *testing.T) {
	for exp := int32(-bound.Places); exp < bound.Digits; exp++ {
		for _, coefficient := range []int64{1, -1, 7, 10, -10, 101, 12345, 99999, 120000} {
			d := decimal.New(coefficient, exp)
			if bound.Check("", d) != nil {
				continue
			}
			if got, want := bound.Text(d), d.String(); got != want {
				t.Errorf("Text(%d, %d) is %q, want %q", coefficient, exp, got, want)
			}
		}
	}
}

func TestAppend(t *testing.T) {
	got := bound.Append([]byte("limit "), decimal.New(-150, -2))
	if want := "limit -1.5"; string(got) != want {
		t.Errorf("Append is %q, want %q", got, want)
	}
}

func TestText_ignoresPackageVariables(t *testing.T) {
	give := decimal.New(-150, -2)
	trim, quotes, notation, exponent := decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes, decimal.UseScientificNotation, decimal.MaxDecodeExponent
	division, zero := decimal.DivisionPrecision, decimal.Zero
	t.Cleanup(func() {
		decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes, decimal.UseScientificNotation, decimal.MaxDecodeExponent = trim, quotes, notation, exponent
		decimal.DivisionPrecision, decimal.Zero = division, zero
	})
	decimal.TrimTrailingZeros = false
	decimal.MarshalJSONWithoutQuotes = true
	decimal.UseScientificNotation = true
	decimal.MaxDecodeExponent = 0
	decimal.DivisionPrecision = 0
	decimal.Zero = decimal.New(7, 0)
	if got, want := bound.Text(give), "-1.5"; got != want {
		t.Errorf("Text is %q, want %q", got, want)
	}
	if got, want := bound.Text(decimal.New(12, 3)), "12000"; got != want {
		t.Errorf("Text is %q, want %q", got, want)
	}
	if got, err := bound.Parse("1.5e1"); err != nil || bound.Text(got) != "15" {
		t.Errorf("Parse is %v, %v, want 15", got, err)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"0", "-0", "1.50", "-1e-18", "1e37", "1e38", "00012", ".5", "5.", "+1", nines38, nines39,
		nines38[:20] + "." + nines38[:18], "1e999999999", "0e-10000", "1E+05", "9223372036854775808",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := bound.Parse(s)
		if err != nil {
			return
		}
		if err := bound.Check("", d); err != nil {
			t.Fatalf("Parse(%q) is out of bounds: %v", s, err)
		}
		if want, err := decimal.NewFromString(s); err != nil || !d.Equal(want) {
			t.Fatalf("Parse(%q) is %v, want %v (%v)", s, d, want, err)
		}
		text := bound.Text(d)
		again, err := bound.Parse(text)
		if err != nil || !again.Equal(d) {
			t.Fatalf("Parse(Text(%q)) = Parse(%q) is %v, %v, want %v", s, text, again, err, d)
		}
		if second := bound.Text(again); second != text {
			t.Fatalf("Text of %q is %q, then %q", s, text, second)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, text := range []string{"1234567.89", nines38} {
		b.Run("digits="+text[:2], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := bound.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAppend(b *testing.B) {
	d := decimal.New(123456789, -2)
	buffer := make([]byte, 0, 64)
	b.ReportAllocs()
	for b.Loop() {
		buffer = bound.Append(buffer[:0], d)
	}
}
