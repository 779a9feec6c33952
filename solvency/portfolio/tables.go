package portfolio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/internal/strictcsv"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// Tables are the lists of a book as CSV in UTF-8 with a header. A nil table is none. The columns are the paths of the fields in a document, in any order, so that an empty cell is a field that is
// not there:
//
//	Holdings    id, kind, value; book, currency, counterparty, exempt, class, asset.issuer, asset.rating, asset.duration ...
//	Items       id, kind; currency, counterparty, asset.board ...
//	Products    id, type; rating, fund, issuer, asOf, opaque, stated.items ...
//	Parts       product, id, value; share
//	Positions   product, value; share
//	Reinsurers  id, home; ratio, met, transparent ...
//	Cessions    id, reinsurers, receivable, reserves, collateral; net, onExchange ...
//	Assumed     claim, age; counterparty
//
// The kind of an asset is that of a document, and its attributes begin with "asset.". A cell with several names has a bar between them, "A|B". What is a list of other things (the lots of
// a share, the ratings of a reinsurer) or an asset in an asset cannot be in a table: give it in a document.
//
// The zero Tables are not valid, for want of a unit.
type Tables struct {
	// Unit is the unit of all money in the tables.
	Unit cross2.Scale
	// MaxBytes is the greatest size of each table; 0 is [DefaultLimit]. A larger one is an [ErrLimit].
	MaxBytes int64

	// Holdings are what is held directly.
	Holdings io.Reader
	// Items, Products, Parts and Positions are of [lookthrough.Portfolio]; a part names its product.
	Items, Products, Parts, Positions io.Reader
	// Reinsurers and Cessions are of [counterparty.Ledger].
	Reinsurers, Cessions io.Reader
	// Assumed are claims for reinsurance assumed.
	Assumed io.Reader
}

// ErrLimit is the error of a table or a row of it that is too large.
var ErrLimit = errors.New("size limit")

// maxRow is the greatest size of a row.
const maxRow = 1 << 16

// With returns b, whose money is in yuan, with the lists of tables in place of its own. Reinsurers and cessions make a ledger for the kind of company, with the options of b's.
// The error joins up to 100 problems of each table, each with the line and the column: "holdings:7:asset.duration: must be a decimal number (got x)".
func (b Book) With(t Tables) (Book, error) {
	var listed Book
	if t.Reinsurers != nil || t.Cessions != nil {
		ledger := counterparty.Ledger{Cedent: counterparty.Insurer}
		if b.Ceded != nil {
			ledger = *b.Ceded
		}
		if b.Company == asset.Reinsurer {
			ledger.Cedent = counterparty.Retrocedent
		}
		ledger.Reinsurers, ledger.Cessions = nil, nil
		listed.Ceded = &ledger
	}
	var parts []productPart
	errs := []error{
		rowsOf(t, "holdings", t.Holdings, &listed.Holdings), rowsOf(t, "items", t.Items, &listed.Products.Items),
		rowsOf(t, "products", t.Products, &listed.Products.Products), rowsOf(t, "parts", t.Parts, &parts),
		rowsOf(t, "positions", t.Positions, &listed.Products.Positions), rowsOf(t, "assumed", t.Assumed, &listed.Assumed),
	}
	if listed.Ceded != nil {
		errs = append(errs, rowsOf(t, "reinsurers", t.Reinsurers, &listed.Ceded.Reinsurers), rowsOf(t, "cessions", t.Cessions, &listed.Ceded.Cessions))
	}
	if _, err := t.Unit.ToYuan(b.TotalAssets); err != nil {
		errs = append(errs, cede.In("unit", err))
	}
	if t.MaxBytes < 0 {
		errs = []error{cede.Invalid("maxBytes", strconv.FormatInt(t.MaxBytes, 10), "must not be negative")}
	}
	if err := errors.Join(append(errs, put(listed.Products.Products, parts))...); err != nil {
		return Book{}, err
	}
	listed, err := listed.ToYuan(t.Unit)
	if err != nil {
		return Book{}, err
	}
	return b.replaced(t, listed), nil
}

// replaced returns b with the lists of those tables that are there.
func (b Book) replaced(t Tables, listed Book) Book {
	if t.Holdings != nil {
		b.Holdings = listed.Holdings
	}
	if t.Items != nil {
		b.Products.Items = listed.Products.Items
	}
	if t.Products != nil {
		b.Products.Products = listed.Products.Products
	}
	if t.Positions != nil {
		b.Products.Positions = listed.Products.Positions
	}
	if listed.Ceded != nil {
		b.Ceded = listed.Ceded
	}
	if t.Assumed != nil {
		b.Assumed = listed.Assumed
	}
	return b
}

// A productPart is a part with the product that holds it.
type productPart struct {
	Product string `json:"product"`
	lookthrough.Part
}

// put gives products their parts.
func put(products []lookthrough.Product, parts []productPart) error {
	at := make(map[string]int, len(products))
	for i := range products {
		at[products[i].ID] = i
	}
	for i, part := range parts {
		k, ok := at[part.Product]
		if !ok {
			return cede.At("parts", i, cede.Invalid("product", strictjson.Shown(part.Product), "must be a product of the table of products"))
		}
		products[k].Parts = append(products[k].Parts, part.Part)
	}
	return nil
}

// rowsOf reads a table into a list.
func rowsOf[T any](t Tables, name string, r io.Reader, into *[]T) error {
	if r == nil {
		return nil
	}
	f := strictcsv.Format{Name: name, Comma: ',', MaxBytes: t.MaxBytes, MaxRow: maxRow, ErrLimit: ErrLimit}
	if f.MaxBytes == 0 {
		f.MaxBytes = DefaultLimit
	}
	reader := strictcsv.NewReader(r, f)
	cells, line, err := reader.Header()
	if err != nil {
		return err
	}
	header := slices.Clone(cells)
	for i := range header {
		header[i] = strings.Clone(header[i])
		if slices.Index(header, header[i]) < i || header[i] == "" {
			return cede.Invalid(f.Place(line, ""), strictjson.Shown(header[i]), "must have columns of different names")
		}
	}
	var errs []error
	for len(errs) < maxProblems {
		cells, line, err := reader.Row()
		switch {
		case err == io.EOF: //nolint:errorlint // as Row returns it
			return errors.Join(errs...)
		case err != nil && line == 0:
			return errors.Join(append(errs, err)...)
		case err != nil:
			errs = append(errs, err)
			continue
		}
		var one T
		if err := fill(&one, header, cells); err != nil {
			errs = append(errs, placed(err, func(column string) string { return f.Place(line, column) })...)
			continue
		}
		*into = append(*into, one)
	}
	return errors.Join(append(errs, cede.Invalid(name, "", fmt.Sprintf("has more problems than the %d reported", maxProblems)))...)
}

// fill reads a row as the object of a document that it stands for.
func fill(into any, header, cells []string) error {
	row := object{}
	kind := ""
	if i := slices.Index(header, "kind"); i >= 0 {
		kind = cells[i]
	}
	var errs []error
	for i, path := range header {
		if cells[i] == "" {
			continue
		}
		errs = append(errs, cede.In(path, row.put(strings.Split(path, "."), reflect.TypeOf(into).Elem(), kind, cells[i])))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if _, ok := row.at["kind"]; ok && row.at["asset"] == nil {
		row.set("asset", &object{}) // of an asset without attributes
	}
	return decoder().Unmarshal(row.json(), into)
}

// An object is what a document would have, in the order of the columns.
type object struct {
	names []string
	at    map[string]any // text of JSON or *object
}

func (o *object) set(name string, x any) {
	if o.at == nil {
		o.at = make(map[string]any)
	}
	o.names = append(o.names, name)
	o.at[name] = x
}

// put puts a cell where its path says.
func (o *object) put(path []string, t reflect.Type, kind, cell string) error {
	if t == reflect.TypeFor[asset.Asset]() {
		if t = typeOf(kind); t == nil {
			return nil // the kind is wrong, which the decoder says
		}
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if path[0] == "kind" && len(path) == 1 && o.at["kind"] == nil && hasAsset(t) {
		o.set("kind", quoted(cell))
		return nil
	}
	field, ok := fieldOf(t, path[0])
	if !ok {
		return cede.Invalid("", "", "must not be given: there is no such field")
	}
	if len(path) == 1 {
		text, err := value(field, cell)
		if err != nil {
			return err
		}
		o.set(path[0], text)
		return nil
	}
	if field == reflect.TypeFor[asset.Asset]() && path[0] != "asset" {
		return cede.Invalid("", strictjson.Shown(cell), "must be given in a document: a cell cannot hold it")
	}
	next, ok := o.at[path[0]].(*object)
	if !ok {
		next = &object{}
		o.set(path[0], next)
	}
	return next.put(path[1:], field, kind, cell)
}

// value writes a cell as JSON of the type of its field.
func value(t reflect.Type, cell string) (string, error) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Bool:
		if cell != "true" && cell != "false" {
			return "", cede.Invalid("", strictjson.Shown(cell), "must be true or false")
		}
		return cell, nil
	case reflect.Int:
		if _, err := strconv.ParseInt(cell, 10, 64); err != nil {
			return "", cede.Invalid("", strictjson.Shown(cell), "must be a whole number")
		}
		return cell, nil
	case reflect.Slice:
		if t.Elem().Kind() != reflect.String {
			return "", cede.Invalid("", strictjson.Shown(cell), "must be given in a document: a cell cannot hold it")
		}
		var list []string
		for _, x := range strings.Split(cell, "|") {
			list = append(list, quoted(x))
		}
		return "[" + strings.Join(list, ",") + "]", nil
	case reflect.Interface, reflect.Map:
		return "", cede.Invalid("", strictjson.Shown(cell), "must be given in a document: a cell cannot hold it")
	default:
		return quoted(cell), nil
	}
}

func quoted(text string) string {
	out, err := json.Marshal(text)
	if err != nil {
		return `""` // valid UTF-8 always is a string
	}
	return string(out)
}

func (o *object) json() []byte {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, name := range o.names {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quoted(name) + ":")
		switch x := o.at[name].(type) {
		case *object:
			b.Write(x.json())
		case string:
			b.WriteString(x)
		}
	}
	b.WriteByte('}')
	return b.Bytes()
}

// typeOf returns the type of a kind of asset, or nil.
func typeOf(kind string) reflect.Type {
	for _, k := range asset.Kinds() {
		if k.Name == kind {
			x, _ := k.Decode(func(any) error { return nil }) // which cannot fail
			return reflect.TypeOf(x)
		}
	}
	return nil
}

func hasAsset(t reflect.Type) bool {
	field, ok := fieldOf(t, "asset")
	return ok && field == reflect.TypeFor[asset.Asset]()
}

// fieldOf returns the type of the field of a struct that has a name in documents.
func fieldOf(t reflect.Type, name string) (reflect.Type, bool) {
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	for i := range t.NumField() {
		f := t.Field(i)
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && tag == "":
			if x, ok := fieldOf(f.Type, name); ok {
				return x, true
			}
		case tag == name && name != "":
			return f.Type, true
		}
	}
	return nil, false
}

// placed returns the problems of a row with their places in the table instead of those in the object.
func placed(err error, place func(column string) string) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []error
		for _, part := range joined.Unwrap() {
			out = append(out, placed(part, place)...)
		}
		return out
	}
	invalid, ok := errors.AsType[*cede.InvalidError](err)
	if !ok {
		return []error{cede.In(place(""), err)}
	}
	reason, _, _ := strings.Cut(invalid.Reason, ", at offset ")
	return []error{cede.Invalid(place(invalid.Path), invalid.Value, reason)}
}
