package document

import (
	"io"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
)

// AccountSchema is the schema of an account: the underwriting years of a contract and the terms on them.
const AccountSchema = "cede.account/1"

// An accountDocument is a history with its schema and the terms on it.
type accountDocument struct {
	Schema accountSchema `json:"schema"`
	treaty.History
	Terms proportional.Account `json:"terms"`
}

type accountSchema struct{}

func (accountSchema) MarshalText() ([]byte, error)     { return []byte(AccountSchema), nil }
func (*accountSchema) UnmarshalText(text []byte) error { return checkSchema(AccountSchema, text) }

// ReadAccount reads the underwriting years of a contract and the terms on them from a JSON document of at most limit bytes; a larger one is
// a [treaty.ErrLimit].
//
// The error joins every problem of form, as the package describes; then both are empty. Without one it joins what
// [treaty.History.Validate] and, under "terms", [proportional.Account.Validate] find; then both are what was read. Either way it has up to 100
// problems.
func ReadAccount(r io.Reader, limit int64) (treaty.History, proportional.Account, error) {
	var d accountDocument
	if err := read(r, limit, &d); err != nil {
		return treaty.History{}, proportional.Account{}, err
	}
	var p problems
	p.add(d.Validate())
	p.add(cede.In("terms", d.Terms.Validate()))
	return d.History, d.Terms, p.err()
}

// WriteAccount writes the canonical document of an account, indented by two spaces and ending in a newline. What is read from it and written
// again is the same, byte for byte.
//
// The account need not be valid. What cannot be in a document is an error and nothing is written: a decimal of more than 18 places or 38 digits,
// a text that is not UTF-8.
func WriteAccount(w io.Writer, history treaty.History, terms proportional.Account) error {
	return write(w, canonicalAccount(history, terms))
}

// DigestAccount returns the SHA-256 of the canonical document of an account without any space between its tokens, in hexadecimal. Its errors are
// those of [WriteAccount].
func DigestAccount(history treaty.History, terms proportional.Account) (string, error) {
	return digest(canonicalAccount(history, terms))
}

func canonicalAccount(history treaty.History, terms proportional.Account) accountDocument {
	canonical, _ := terms.CanonicalAccount().(proportional.Account) // it is one
	return accountDocument{History: history.Canonical(), Terms: canonical}
}
