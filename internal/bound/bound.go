// Package bound keeps decimals within limits that make every later operation
// fast: at most 18 decimal places and 38 digits.
//
// The decimal library computes with any exponent, so that comparing or printing
// 1e1000000 takes seconds. A decimal that crosses the border of the module goes
// through [Check] or [Parse] before anything else touches it. [Text] writes a
// decimal in one canonical form, and is also how an error shows one, since it is
// quick for a decimal out of bounds too.
//
// Nothing here reads a package variable of the decimal library, so that no
// setting of the host program changes what is read or written.
package bound

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
)

const (
	// Places is the most decimal places of a decimal, trailing zeros included.
	Places = 18
	// Digits is the most digits of a decimal written out without an exponent,
	// zeros in front not counted.
	Digits = 38
)

const (
	// maxLength is the longest text of a decimal: 38 digits with sign, point,
	// leading zeros and exponent fit, and nothing that takes long to read.
	maxLength = 64
	// maxBits is the length of the largest number of 38 digits.
	maxBits = 127
	// wideBits is the length from which not even the digits of a number are
	// printed, since that alone would be slow.
	wideBits = 1024
	// shownDigits is how many digits of a number out of bounds are printed.
	shownDigits = 20
	// int64Digits is how many digits always fit an int64.
	int64Digits = 18
)

const (
	reasonDigits = "has too many digits"
	reasonPlaces = "must have at most 18 decimal places"
	reasonNumber = "must be a decimal number, such as -1234.56"
	reasonLength = "must be a decimal number of at most 64 characters"
)

// Check returns nil if d is within the limits, and otherwise a
// [cede.InvalidError] for the field called name. The places and digits are those
// of the stored form: 1.50 has two places, and 0e-19 is out of bounds.
func Check(name string, d decimal.Decimal) error {
	if reason := broken(d); reason != "" {
		return cede.Invalid(name, scientific(d), reason)
	}
	return nil
}

// broken returns which limit d breaks, or the empty string.
func broken(d decimal.Decimal) string {
	exp := int64(d.Exponent())
	if exp < -Places {
		return reasonPlaces
	}
	// The length in bits comes first: counting the digits of a very long number is slow.
	if exp >= Digits || d.Coefficient().BitLen() > maxBits {
		return reasonDigits
	}
	if int64(d.NumDigits())+max(exp, 0) > Digits {
		return reasonDigits
	}
	return ""
}

// Parse reads a decimal in the form of a JSON number: an optional minus, digits
// without leading zeros, an optional fraction and an optional exponent. A number out
// of bounds, and any text longer than 64 bytes, is refused before it is
// evaluated. The error is a [cede.InvalidError] without a path.
func Parse(s string) (decimal.Decimal, error) {
	if len(s) > maxLength {
		return decimal.Decimal{}, refuse(s, reasonLength)
	}
	n, ok := scan(s)
	if !ok {
		return decimal.Decimal{}, refuse(s, reasonNumber)
	}
	if n.exp < -Places {
		return decimal.Decimal{}, refuse(s, reasonPlaces)
	}
	// As in broken, the number zero counts as one digit.
	if max(n.size, 1)+max(n.exp, 0) > Digits {
		return decimal.Decimal{}, refuse(s, reasonDigits)
	}
	if n.size <= int64Digits {
		value := int64(0)
		for _, c := range n.digits[:n.length] {
			value = value*10 + int64(c-'0')
		}
		if n.negative {
			value = -value
		}
		return decimal.New(value, int32(n.exp)), nil
	}
	value, _ := new(big.Int).SetString(string(n.digits[:n.length]), 10) // scan found digits only
	if n.negative {
		value.Neg(value)
	}
	return decimal.NewFromBigInt(value, int32(n.exp)), nil
}

// refuse copies s, so that the text of an accepted number never leaves the caller's stack.
func refuse(s, reason string) error {
	return cede.Invalid("", strings.Clone(s), reason)
}

// A literal is a number taken apart: the digits, times ten to the power of exp.
type literal struct {
	negative bool
	digits   [maxLength]byte
	length   int // of digits
	size     int // of digits, without leading zeros
	exp      int
}

// scan takes apart a JSON number of at most maxLength bytes, and reports whether s is one.
func scan(s string) (n literal, ok bool) {
	i := 0
	take := func() (count int) {
		for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
			if s[i] != '0' || n.size > 0 {
				n.size++
			}
			n.digits[n.length] = s[i]
			n.length++
			count++
		}
		return count
	}
	if i < len(s) && s[i] == '-' {
		n.negative = true
		i++
	}
	first := i
	whole := take()
	if whole == 0 || whole > 1 && s[first] == '0' {
		return n, false
	}
	if i < len(s) && s[i] == '.' {
		i++
		places := take()
		if places == 0 {
			return n, false
		}
		n.exp = -places
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		power, rest, ok := exponent(s[i+1:])
		if !ok || rest != "" {
			return n, false
		}
		n.exp += power
		return n, true
	}
	return n, i == len(s)
}

// maxExponent is far outside the limits; larger exponents need not be told apart.
const maxExponent = 1_000_000

// exponent reads an exponent after its letter and returns what follows it.
func exponent(s string) (power int, rest string, ok bool) {
	sign := 1
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	i := 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		power = min(power*10+int(s[i]-'0'), maxExponent)
	}
	return sign * power, s[i:], i > 0
}

// Text returns the canonical text of d: plain notation without exponent,
// without trailing zeros and without "-0". Equal decimals have equal texts.
//
// A decimal out of bounds is not written out but shown in scientific notation,
// shortened if it is long; such a text is only for people.
func Text(d decimal.Decimal) string {
	var buffer [maxLength]byte
	return string(Append(buffer[:0], d))
}

// Append appends [Text] of d to dst.
func Append(dst []byte, d decimal.Decimal) []byte {
	if broken(d) != "" {
		return append(dst, scientific(d)...)
	}
	if d.Sign() == 0 {
		return append(dst, '0')
	}
	var buffer [maxLength]byte
	digits := d.Coefficient().Append(buffer[:0], 10)
	if digits[0] == '-' {
		dst = append(dst, '-')
		digits = digits[1:]
	}
	exp := int(d.Exponent())
	for ; exp > 0; exp-- {
		digits = append(digits, '0')
	}
	places := -exp
	for places > 0 && digits[len(digits)-1] == '0' {
		digits = digits[:len(digits)-1]
		places--
	}
	if places == 0 {
		return append(dst, digits...)
	}
	whole := max(len(digits)-places, 0)
	if whole == 0 {
		dst = append(dst, '0')
	}
	dst = append(dst, digits[:whole]...)
	dst = append(dst, '.')
	for range places - len(digits) {
		dst = append(dst, '0')
	}
	return append(dst, digits[whole:]...)
}

// scientific shows a decimal of any size, such as -1.5E10000. Of a long number
// it shows the first digits, and of a very long one only the magnitude.
func scientific(d decimal.Decimal) string {
	coefficient := d.Coefficient()
	exp := int64(d.Exponent())
	sign := ""
	if coefficient.Sign() < 0 {
		sign = "-"
		coefficient.Neg(coefficient)
	}
	if bits := int64(coefficient.BitLen()); bits > wideBits {
		digits := bits * 30103 / 100000 // the logarithm of 2 to the base 10, near enough to show
		return "about " + sign + "1E" + strconv.FormatInt(digits+exp, 10)
	}
	text := coefficient.String()
	exp += int64(len(text)) - 1
	fraction := text[1:]
	if len(fraction) >= shownDigits {
		fraction = fraction[:shownDigits-1] + "..."
	}
	if fraction != "" {
		fraction = "." + fraction
	}
	return sign + text[:1] + fraction + "E" + strconv.FormatInt(exp, 10)
}
