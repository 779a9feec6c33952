package strictjson

import (
	"encoding"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// DefaultDepth is how deep arrays and objects may be nested: a document within one level
// of them has depth 1.
const DefaultDepth = 64

// A Decoder reads documents with other limits than [Unmarshal]. The zero Decoder
// is Unmarshal.
type Decoder struct {
	// MaxDepth is how deep arrays and objects may be nested, [DefaultDepth] if it is 0.
	MaxDepth int
	// Kinds reads, by the interface type of a struct field that has a kind and by its kind, the value of the field. The function is given the value
	// as [Unmarshaler] is.
	Kinds map[reflect.Type]map[string]func(raw Raw) (any, error)
}

// Unmarshal decodes the document in data into v, which must be a non-nil pointer. If
// the error is not nil, what v points to is of no use.
func Unmarshal(data []byte, v any) error { return Decoder{}.Unmarshal(data, v) }

// Unmarshal is the function [Unmarshal] within the limits of d.
func (d Decoder) Unmarshal(data []byte, v any) error {
	return d.unmarshal(Raw{Data: data}, v)
}

func (d Decoder) unmarshal(raw Raw, v any) error {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		return cede.Invalid("", fmt.Sprintf("%T", v), "must be decoded into a pointer that is not nil")
	}
	walk := decoder{cursor: cursor{data: raw.Data, base: raw.Offset}, kinds: d.Kinds}
	if !raw.sound() {
		depth := d.MaxDepth
		if depth == 0 {
			depth = DefaultDepth
		}
		check := checker{cursor: walk.cursor, maxDepth: depth}
		if !check.document() {
			return check.problems.err()
		}
		walk.problems = check.problems
	}
	walk.space()
	walk.value(target.Elem())
	return walk.problems.err()
}

// A decoder reads a document that a checker has accepted, and so never looks for
// an end or an error of syntax. Each method starts at the first byte of a value
// and ends after its last, whatever it makes of it.
type decoder struct {
	cursor
	kinds map[reflect.Type]map[string]func(raw Raw) (any, error)
}

func (d *decoder) value(v reflect.Value) {
	start := d.pos
	if d.problems.full() {
		d.skip()
		return
	}
	if d.data[d.pos] == 'n' {
		d.refuse("must not be null")
		return
	}
	switch p := planOf(v.Type()); p.read {
	case formPointer:
		elem := reflect.New(v.Type().Elem())
		d.value(elem.Elem())
		v.Set(elem)
	case formDecimal:
		d.decimal(v.Addr().Interface().(*decimal.Decimal))
	case formRaw:
		*v.Addr().Interface().(*Raw) = d.raw()
	case formHook:
		raw := d.raw()
		if err := v.Addr().Interface().(Unmarshaler).UnmarshalStrict(&raw); err != nil {
			d.problems.addAll(raw.Offset, cede.In(d.path.String(), err))
		}
	case formText:
		if text, ok := d.text(); ok {
			d.explain(start, v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(text))
		}
	case formString:
		if text, ok := d.text(); ok {
			v.SetString(string(text))
		}
	case formBool:
		switch d.data[d.pos] {
		case 't':
			d.skip()
			v.SetBool(true)
		case 'f':
			d.skip()
			v.SetBool(false)
		default:
			d.refuse("must be true or false")
		}
	case formInt:
		d.integer(v)
	case formSlice:
		d.slice(v)
	case formMap:
		d.mapping(v)
	case formStruct:
		d.structure(v, p)
	case formNone, formInterface:
		d.refuse(p.reason)
	}
}

// skip steps over a value.
func (d *decoder) skip() {
	for depth := 0; ; {
		switch d.data[d.pos] {
		case '{', '[':
			depth++
			d.pos++
		case '}', ']':
			depth--
			d.pos++
		case '"':
			d.pos = textEnd(d.data, d.pos)
		case ' ', '\t', '\n', '\r', ',', ':':
			d.pos++
			continue
		default:
			for d.pos < len(d.data) && !isDelimiter(d.data[d.pos]) {
				d.pos++
			}
		}
		if depth == 0 {
			return
		}
	}
}

// refuse steps over a value that does not fit.
func (d *decoder) refuse(reason string) {
	start := d.pos
	d.skip()
	d.note(start, shown(d.data[start:d.pos]), reason)
}

// explain notes the error of a value that was read but not accepted.
func (d *decoder) explain(start int, err error) {
	if err == nil {
		return
	}
	invalid, ok := errors.AsType[*cede.InvalidError](err)
	if !ok {
		d.note(start, shown(d.data[start:d.pos]), err.Error())
		return
	}
	d.note(start, shown([]byte(invalid.Value)), invalid.Reason)
}

// raw returns the value as it stands.
func (d *decoder) raw() Raw {
	start := d.pos
	d.skip()
	data := d.data[start:d.pos:d.pos]
	return Raw{Data: data, Offset: d.base + int64(start), checked: data}
}

// text returns the text of a string, which must not be changed or kept.
func (d *decoder) text() (text []byte, ok bool) {
	if d.data[d.pos] != '"' {
		d.refuse("must be a string")
		return nil, false
	}
	return d.quoted(), true
}

func (d *decoder) quoted() []byte {
	start := d.pos + 1
	escaped := false
	for d.pos = start; d.data[d.pos] != '"'; d.pos++ {
		if d.data[d.pos] == '\\' {
			escaped = true
			d.pos++
		}
	}
	text := d.data[start:d.pos:d.pos]
	d.pos++
	if escaped {
		return unescape(text)
	}
	return text
}

func (d *decoder) decimal(target *decimal.Decimal) {
	start := d.pos
	var text []byte
	switch b := d.data[d.pos]; {
	case b == '"':
		text = d.quoted()
	case b == '-' || isDigit(b):
		d.skip()
		text = d.data[start:d.pos]
	default:
		d.refuse("must be a decimal number, as a string or a number")
		return
	}
	read, err := bound.Parse(string(text))
	if err != nil {
		d.explain(start, err)
		return
	}
	*target = read
}

// maxInteger is the longest literal that can fit an int64.
const maxInteger = len("-9223372036854775808")

func (d *decoder) integer(v reflect.Value) {
	start := d.pos
	if b := d.data[start]; b != '-' && !isDigit(b) {
		d.refuse("must be a whole number")
		return
	}
	d.skip()
	literal := d.data[start:d.pos]
	for _, b := range literal[1:] {
		if !isDigit(b) {
			d.note(start, shown(literal), "must be a whole number, without point or exponent")
			return
		}
	}
	size := v.Type().Bits()
	if len(literal) <= maxInteger {
		n, err := strconv.ParseInt(string(literal), 10, size)
		if err == nil {
			v.SetInt(n)
			return
		}
	}
	low := int64(-1) << (size - 1)
	d.note(start, shown(literal), fmt.Sprintf("must be between %d and %d", low, -(low+1)))
}

func (d *decoder) slice(v reflect.Value) {
	if d.data[d.pos] != '[' {
		d.refuse("must be a list")
		return
	}
	v.SetZero()
	d.pos++
	for i := 0; ; i++ {
		d.space()
		switch d.data[d.pos] {
		case ']':
			d.pos++
			return
		case ',':
			d.pos++
			d.space()
		}
		if d.problems.full() { // the list is of no use, and need not fill the memory
			d.skip()
			continue
		}
		if i >= v.Cap() {
			v.Grow(max(1, i)) // twice as long, since a book of losses is long
		}
		v.SetLen(i + 1)
		d.path.element(i)
		d.value(v.Index(i))
		d.path.leave()
	}
}

// key steps to the next field of an object and returns its name; at the end of the
// object it steps over that and returns false.
func (d *decoder) key() (name []byte, ok bool) {
	d.space()
	switch d.data[d.pos] {
	case '}':
		d.pos++
		return nil, false
	case ',', '{':
		d.pos++
		d.space()
		if d.data[d.pos] == '}' {
			d.pos++
			return nil, false
		}
	}
	name = d.quoted()
	d.space()
	d.pos++ // the colon
	d.space()
	return name, true
}

func (d *decoder) mapping(v reflect.Value) {
	if d.data[d.pos] != '{' {
		d.refuse("must be an object")
		return
	}
	v.SetZero()
	t := v.Type()
	for {
		name, ok := d.key()
		if !ok {
			return
		}
		if v.IsNil() {
			v.Set(reflect.MakeMap(t))
		}
		elem := reflect.New(t.Elem()).Elem()
		d.path.field(name)
		d.value(elem)
		d.path.leave()
		v.SetMapIndex(reflect.ValueOf(string(name)).Convert(t.Key()), elem)
	}
}

// A members notes which fields of a struct a document has.
type members [2]uint64

// has reports whether field i, below maxFields, is there.
func (m *members) has(i int) bool { return m[i/64]&(1<<(i%64)) != 0 }

func (m *members) add(i int) { m[i/64] |= 1 << (i % 64) }

// A variant is the field of a struct that has a kind, until both are known.
type variant struct {
	kindAt int // where the kind begins; -1 without one
	kind   []byte
	value  Raw
}

func (d *decoder) structure(v reflect.Value, p *plan) {
	if d.data[d.pos] != '{' {
		d.refuse("must be an object")
		return
	}
	start := d.pos
	var seen members
	one := variant{kindAt: -1}
	for {
		at := d.pos
		name, ok := d.key()
		if !ok {
			break
		}
		i, known := p.byName[string(name)]
		d.path.field(name)
		switch {
		case known && i == p.union:
			seen.add(i)
			if d.data[d.pos] == 'n' {
				d.refuse("must not be null")
			} else {
				one.value = d.raw()
			}
		case known:
			seen.add(i)
			d.value(v.FieldByIndex(p.fields[i].index))
		case p.union >= 0 && string(name) == kindName:
			one.kindAt = d.pos
			one.kind, _ = d.text()
		default:
			for d.data[at] != '"' { // key has stepped over space and a comma
				at++
			}
			right := p.spelling(name)
			switch {
			case right >= 0:
				seen.add(right) // not missing as well
				d.note(at, "", "must be spelled "+p.fields[right].name)
			case p.union >= 0 && strings.EqualFold(string(name), kindName):
				one.kindAt = d.pos
				d.note(at, "", "must be spelled "+kindName)
			default:
				d.note(at, "", "is not a known field")
			}
			d.skip()
		}
		d.path.leave()
	}
	for i := range p.fields {
		if f := &p.fields[i]; !f.omitZero && !seen.has(i) {
			d.missing(start, f.label)
		}
	}
	if p.union >= 0 {
		d.variant(v, p, start, seen.has(p.union), one)
	}
}

// missing notes that the object at start lacks a field.
func (d *decoder) missing(start int, name []byte) {
	d.path.field(name)
	d.note(start, "", "must not be missing")
	d.path.leave()
}

// variant decodes the field that has a kind, of the object at start. The field may be
// there without a value, if that was refused.
func (d *decoder) variant(v reflect.Value, p *plan, start int, there bool, one variant) {
	f := &p.fields[p.union]
	switch {
	case one.kindAt < 0 && (!f.omitZero || there):
		d.missing(start, []byte(kindName))
		return
	case one.kindAt < 0 || one.kind == nil: // absent, or noted as no text
		return
	}
	field := v.FieldByIndex(f.index)
	kinds := d.kinds[field.Type()]
	read, known := kinds[string(one.kind)]
	if !known {
		d.path.field([]byte(kindName))
		d.note(one.kindAt, shown(one.kind), "must be one of "+strings.Join(slices.Sorted(maps.Keys(kinds)), ", "))
		d.path.leave()
		return
	}
	if one.value.IsZero() { // missing or null, which is noted, but for a kind without the optional rest
		if f.omitZero && !there {
			d.missing(start, f.label)
		}
		return
	}
	if d.problems.full() {
		return
	}
	d.path.field(f.label)
	defer d.path.leave()
	value, err := read(one.value)
	if err != nil {
		d.problems.addAll(one.value.Offset, cede.In(d.path.String(), err))
		return
	}
	if value == nil || !reflect.TypeOf(value).AssignableTo(field.Type()) {
		d.path.leave()
		d.path.field([]byte(kindName))
		d.note(one.kindAt, shown(one.kind), "must be a kind of "+string(f.label))
		return
	}
	field.Set(reflect.ValueOf(value))
}
