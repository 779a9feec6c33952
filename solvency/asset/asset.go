package asset

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cedego/cede"
)

// An Asset is what a base asset (基础资产) is, with exactly the attributes that the factor tables of Rules 8 and 9 ask for. There is one type for each,
// however many risks it meets, and the set is closed: [Cash], [Deposit], [Bond], [Convertible], [Stock], [Fund], [Preferred], [UnlistedEquity],
// [LongTermEquity], [Property], [OverseasDebt], [OverseasEquity], [InterestSwap], [TreasuryFuture], [IndexFuture], [CurrencyForward],
// [HedgeClaim], [Loan], [PolicyLoan], [PremiumReceivable], [OtherReceivable], [AccruedInterest], [Guarantee].
// Source: Rule 7 Art. 3.
type Asset interface {
	// Kind is the name of the type in documents.
	Kind() string
	// Validate reports every attribute that is missing, out of place or out of range, joined; each is a [cede.InvalidError].
	Validate() error
	sealed()
}

// one refuses x unless it is one of the words.
func one[T ~string](name string, x T, words ...T) error {
	if slices.Contains(words, x) {
		return nil
	}
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = string(w)
	}
	if x == "" {
		return cede.Invalid(name, "", "must not be empty: one of "+strings.Join(all, ", "))
	}
	return cede.Invalid(name, string(x), "must be one of "+strings.Join(all, ", "))
}

// only refuses what is given where it has no meaning.
func only(name string, given, meant bool, where string) error {
	if given && !meant {
		return cede.Invalid(name, "", "must only be given for "+where)
	}
	return nil
}

// maxName is the length of the longest identifier.
const maxName = 100

func identifier(name, id string) error {
	if id == "" || len(id) > maxName {
		return cede.Invalid(name, id, fmt.Sprintf("must have 1 to %d bytes", maxName))
	}
	return nil
}
