package proportional

import "github.com/cedego/cede/treaty"

// Kinds returns the kinds of terms of this package, for reading documents.
func Kinds() []treaty.Kind {
	return []treaty.Kind{
		kind[QuotaShare](), kind[VariableQuotaShare](), kind[Surplus](), kind[QuotaShareSurplus](), kind[Facultative](), kind[FacultativeObligatory](),
	}
}

func kind[T treaty.Terms]() treaty.Kind {
	var zero T
	return treaty.Kind{Name: zero.Kind(), Decode: func(read func(any) error) (treaty.Terms, error) {
		var terms T
		err := read(&terms)
		return terms, err
	}}
}

// AccountKind returns the kind of the terms of accounts, for reading documents.
func AccountKind() treaty.AccountKind {
	return treaty.AccountKind{Name: Account{}.Kind(), Decode: func(read func(any) error) (treaty.AccountTerms, error) {
		var terms Account
		err := read(&terms)
		return terms, err
	}}
}
