package treaty

import "github.com/cedego/cede"

// A Currency is an ISO 4217 alphabetic code such as CNY. The zero Currency
// means "not stated".
type Currency string

// Validate reports a currency that is not three capital letters.
func (c Currency) Validate() error {
	if len(c) == 3 && capital(c[0]) && capital(c[1]) && capital(c[2]) {
		return nil
	}
	if c == "" {
		return cede.Invalid("", "", "must not be empty")
	}
	return cede.Invalid("", string(c), "must be three capital letters, as CNY")
}

func capital(c byte) bool { return 'A' <= c && c <= 'Z' }

// Places returns the decimal places of the currency's minor unit: 2 for CNY (the
// fen), 0 for JPY, 3 for KWD. A code that ISO 4217 does not list with another number has 2.
//
// Source: ISO 4217, list one, column "minor units".
func (c Currency) Places() int {
	switch c {
	case "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF":
		return 0
	case "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND":
		return 3
	case "CLF", "UYW":
		return 4
	}
	return 2
}
