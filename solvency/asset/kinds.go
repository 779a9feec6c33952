package asset

import (
	"reflect"

	"github.com/cedego/cede/internal/strictjson"
)

// A Kind is one type of assets, for readers of documents. The zero Kind is not valid.
type Kind struct {
	// Name is the name of the type in documents, see [Asset].
	Name string
	// Decode reads an asset of the type; it does not validate it.
	Decode func(data []byte) (Asset, error)
}

// Kinds returns the types of assets, in the order in which [Asset] lists them.
func Kinds() []Kind {
	return []Kind{
		kind[Cash](), kind[Deposit](), kind[Bond](), kind[Convertible](), kind[Stock](), kind[Fund](), kind[Preferred](), kind[UnlistedEquity](),
		kind[LongTermEquity](), kind[Property](), kind[OverseasDebt](), kind[OverseasEquity](), kind[InterestSwap](), kind[TreasuryFuture](),
		kind[IndexFuture](), kind[CurrencyForward](), kind[HedgeClaim](), kind[Loan](), kind[PolicyLoan](), kind[PremiumReceivable](),
		kind[OtherReceivable](),
		{AccruedInterest{}.Kind(), interest},
		kind[Guarantee](),
	}
}

func kind[T Asset]() Kind {
	var zero T
	return Kind{zero.Kind(), func(data []byte) (Asset, error) {
		var x T
		err := strictjson.Unmarshal(data, &x)
		return x, err
	}}
}

// interest reads interest with the asset that bears it.
func interest(data []byte) (Asset, error) {
	forms := map[string]func(strictjson.Raw) (any, error){}
	for _, k := range []Kind{kind[Bond](), kind[Deposit](), kind[Loan](), kind[PolicyLoan](), kind[Cash]()} {
		forms[k.Name] = func(raw strictjson.Raw) (any, error) { return k.Decode(raw.Data) }
	}
	var x AccruedInterest
	d := strictjson.Decoder{Kinds: map[reflect.Type]map[string]func(strictjson.Raw) (any, error){reflect.TypeFor[Asset](): forms}}
	err := d.Unmarshal(data, &x)
	return x, err
}
