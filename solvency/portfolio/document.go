package portfolio

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"reflect"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/market"
)

// Schema is the schema of documents of a [Book]. A later form that readers of this one could not read will have another number.
const Schema = "cede.holdings/1"

// DefaultLimit is a limit for documents and tables that leaves room for some 200,000 holdings: 64 MiB.
const DefaultLimit = 64 << 20

// A document is a book with its schema and the unit of its money.
type document struct {
	Schema schema       `json:"schema"`
	Unit   cross2.Scale `json:"unit"`
	Book
	Interest *decimal.Decimal `json:"interest,omitzero"`
}

type schema struct{}

func (schema) MarshalText() ([]byte, error) { return []byte(Schema), nil }

func (*schema) UnmarshalText(text []byte) error {
	if string(text) != Schema {
		return cede.Invalid("", string(text), "must be "+Schema)
	}
	return nil
}

// ReadBook reads a book from a JSON document of at most limit bytes, and converts its money to yuan exactly:
//
//	{"schema": "cede.holdings/1", "unit": "万元", "company": "non-life", "totalAssets": "100000",
//	 "holdings": [{"id": "b1", "kind": "bond", "asset": {"issuer": "other", "rating": "AA", "duration": "4"}, "value": "1200", "counterparty": "ACME"}],
//	 "products": {"items": [...], "products": [...], "positions": [...]}, "ceded": {"cedent": "insurer", "reinsurers": [...], "cessions": [...]}}
//
// The unit is 元, 万元 or 亿元. Fields are those of [Book] and the types in it; "interest" is the amount of [Book.Interest]. The error joins up to 100 problems of form, each with its place
// and offset; what the book says is checked by [Book.Result].
func ReadBook(r io.Reader, limit int64) (Book, error) {
	data, err := strictjson.ReadAll(r, limit)
	if err != nil {
		return Book{}, err
	}
	var d document
	if err := decoder().Unmarshal(data, &d); err != nil {
		return Book{}, err
	}
	book := d.Book
	if d.Interest != nil {
		if book.Interest, err = interest(*d.Interest); err != nil {
			return Book{}, cede.In("interest", err)
		}
	}
	if d.Unit == cross2.InYuan {
		return book, nil
	}
	return book.ToYuan(d.Unit)
}

// decoder reads assets by their kinds.
func decoder() strictjson.Decoder {
	forms := make(map[string]func(strictjson.Raw) (any, error))
	d := strictjson.Decoder{Kinds: map[reflect.Type]map[string]func(strictjson.Raw) (any, error){reflect.TypeFor[asset.Asset](): forms}}
	for _, k := range asset.Kinds() {
		forms[k.Name] = func(raw strictjson.Raw) (any, error) { return k.Decode(func(v any) error { return d.Decode(raw, v) }) }
	}
	return d
}

// interest is the row of an amount of interest rate risk.
func interest(yuan decimal.Decimal) (cross2.Line, error) {
	if err := bound.NotNegative("", yuan); err != nil {
		return cross2.Line{}, err
	}
	head, err := cross2.Row("S05-1.3.1")
	if err != nil {
		return cross2.Line{}, err
	}
	return cross2.Given(head, yuan)
}

// WriteBook writes the canonical document of a book, in yuan, indented by two spaces and ending in a newline: lists are in order of id. What is read from it and written again is the
// same, byte for byte. Of [Book.Interest] it has the amount.
func WriteBook(w io.Writer, b Book) error {
	text, err := strictjson.Marshal(b.document())
	if err != nil {
		return err
	}
	_, err = w.Write(append(strictjson.Indent(text), '\n'))
	return err
}

// Digest returns the SHA-256 of the canonical document of a book without any space between its tokens, in hexadecimal.
func Digest(b Book) (string, error) {
	text, err := strictjson.Marshal(b.document())
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

func (b Book) document() document {
	d := document{Unit: cross2.InYuan, Book: b.Canonical()}
	if !b.Interest.IsZero() {
		d.Interest = new(b.Interest.Amount())
	}
	return d
}

// Canonical returns b with its lists in order of id, which reaches no result.
func (b Book) Canonical() Book {
	b.Holdings = sorted(b.Holdings, func(x *Holding) string { return x.ID })
	b.Products.Items = sorted(b.Products.Items, func(x *lookthrough.Item) string { return x.ID })
	b.Products.Products = sorted(b.Products.Products, func(x *lookthrough.Product) string { return x.ID })
	for i := range b.Products.Products {
		p := &b.Products.Products[i]
		p.Parts = sorted(p.Parts, func(x *lookthrough.Part) string { return x.ID + "\x00" + x.Value.String() + "\x00" + text(x.Share) })
	}
	b.Products.Positions = sorted(b.Products.Positions, func(x *lookthrough.Position) string {
		return x.Product + "\x00" + x.Value.String() + "\x00" + text(x.Share)
	})
	if b.Ceded != nil {
		ceded := *b.Ceded
		ceded.Reinsurers = sorted(ceded.Reinsurers, func(x *counterparty.Reinsurer) string { return x.ID })
		ceded.Cessions = sorted(ceded.Cessions, func(x *counterparty.Cession) string { return x.ID })
		b.Ceded = &ceded
	}
	b.OwnGroup = sorted(b.OwnGroup, func(x *string) string { return *x })
	b.Assumed = sorted(b.Assumed, func(x *Assumed) string { return x.Counterparty + "\x00" + x.Age.String() + "\x00" + x.Claim.String() })
	b.Liabilities = sorted(b.Liabilities, func(x *market.ForeignAmount) string { return string(x.Currency) + "\x00" + x.Value.String() })
	b.Pegged = sorted(b.Pegged, func(x *asset.Currency) string { return string(*x) })
	return b
}

func text(x *decimal.Decimal) string {
	if x == nil {
		return ""
	}
	return x.String()
}

// sorted returns a sorted copy; what has one key stays as it was.
func sorted[T any](list []T, key func(*T) string) []T {
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(x, y T) int { return cmp.Compare(key(&x), key(&y)) })
	return out
}

// ToYuan returns b with its amounts, which are in s, in yuan. Its interest rate risk is a line, and must be a given amount or none.
func (b Book) ToYuan(s cross2.Scale) (Book, error) {
	var errs []error
	yuan := func(x *decimal.Decimal, in func(error) error) {
		converted, err := s.ToYuan(*x)
		if err != nil && len(errs) < maxProblems {
			errs = append(errs, in(err))
		}
		*x = converted
	}
	named := func(name string) func(error) error { return func(err error) error { return cede.In(name, err) } }
	listed := func(list string, i int, name string) func(error) error {
		return func(err error) error { return cede.At(list, i, cede.In(name, err)) }
	}
	yuan(&b.TotalAssets, named("totalAssets"))
	b.Holdings = slices.Clone(b.Holdings)
	for i := range b.Holdings {
		converted, err := b.Holdings[i].ToYuan(s)
		if err != nil && len(errs) < maxProblems {
			errs = append(errs, cede.At("holdings", i, err))
		}
		b.Holdings[i].Holding = converted
	}
	products, err := b.Products.ToYuan(s)
	errs = append(errs, cede.In("products", err))
	b.Products = products
	if b.Ceded != nil {
		ceded, err := b.Ceded.ToYuan(s)
		errs = append(errs, cede.In("ceded", err))
		b.Ceded = &ceded
	}
	b.Assumed = slices.Clone(b.Assumed)
	for i := range b.Assumed {
		yuan(&b.Assumed[i].Claim, listed("assumed", i, "claim"))
	}
	b.Liabilities = slices.Clone(b.Liabilities)
	for i := range b.Liabilities {
		yuan(&b.Liabilities[i].Value, listed("liabilities", i, "value"))
	}
	if !b.Interest.IsZero() {
		amount := b.Interest.Amount()
		yuan(&amount, named("interest"))
		line, err := interest(amount)
		errs = append(errs, cede.In("interest", err))
		b.Interest = line
	}
	if err := errors.Join(errs...); err != nil {
		return Book{}, err
	}
	return b, nil
}
