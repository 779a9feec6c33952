package asset

// A Kind is one type of assets, for readers of documents. The zero Kind is not valid.
type Kind struct {
	// Name is the name of the type in documents, see [Asset].
	Name string
	// Decode reads an asset of the type, without validating it: it calls read once with a pointer to the asset's struct.
	Decode func(read func(into any) error) (Asset, error)
}

// Kinds returns the types of assets, in the order in which [Asset] lists them.
func Kinds() []Kind {
	return []Kind{
		kind[Cash](), kind[Deposit](), kind[Bond](), kind[Convertible](), kind[Stock](), kind[Fund](), kind[Preferred](), kind[UnlistedEquity](),
		kind[LongTermEquity](), kind[Property](), kind[OverseasDebt](), kind[OverseasEquity](), kind[InterestSwap](), kind[TreasuryFuture](),
		kind[IndexFuture](), kind[CurrencyForward](), kind[HedgeClaim](), kind[Loan](), kind[PolicyLoan](), kind[PremiumReceivable](),
		kind[OtherReceivable](), kind[AccruedInterest](), kind[Guarantee](),
	}
}

func kind[T Asset]() Kind {
	var zero T
	return Kind{zero.Kind(), func(read func(any) error) (Asset, error) {
		var x T
		err := read(&x)
		return x, err
	}}
}
