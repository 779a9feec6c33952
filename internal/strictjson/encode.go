package strictjson

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
)

// Marshal returns the canonical document of v: struct fields in their order,
// maps in the order of their keys, decimals as strings, no space between tokens and
// no escape that JSON does not demand. Equal values have equal documents.
//
// A field with the option omitzero is left out if its method IsZero says so, if it is
// a nil pointer, an empty slice or map, a struct whose fields would all be left
// out so, or another zero value. What [Unmarshal] would refuse is an error: nil, a text that is not
// UTF-8, a decimal out of bounds, nesting deeper than [DefaultDepth]. Marshal stops at the first.
func Marshal(v any) ([]byte, error) {
	var e encoder
	if err := e.value(reflect.ValueOf(v), 0, 0); err != nil {
		return nil, err
	}
	return e.dst, nil
}

// Indent returns a document with line breaks and indented by two spaces, for people. Data that is not
// JSON is returned as it is.
func Indent(data []byte) []byte {
	var b bytes.Buffer
	if json.Indent(&b, data, "", "  ") != nil {
		return bytes.Clone(data)
	}
	return b.Bytes()
}

type encoder struct {
	dst  []byte
	path path
}

func (e *encoder) fail(value, reason string) error {
	return cede.Invalid(e.path.String(), shown([]byte(value)), reason)
}

// value appends v. It is inside depth lists and objects, and behind links pointers and
// interfaces in a row, both of which are limited so that a cycle ends.
func (e *encoder) value(v reflect.Value, depth, links int) error {
	if !v.IsValid() {
		return e.fail("", "must not be nil")
	}
	p := planOf(v.Type())
	switch p.write {
	case formPointer, formInterface:
		if v.IsNil() {
			return e.fail("", "must not be nil")
		}
		if links == 2*maxPointers {
			return e.fail("", "must not be a chain of pointers")
		}
		return e.value(v.Elem(), depth, links+1)
	case formDecimal:
		d := pointer(v).(*decimal.Decimal)
		if err := bound.Check(e.path.String(), *d); err != nil {
			return err
		}
		e.dst = append(e.dst, '"')
		e.dst = bound.Append(e.dst, *d)
		e.dst = append(e.dst, '"')
		return nil
	case formRaw:
		return e.document(pointer(v).(*Raw).Data, depth)
	case formHook:
		data, err := pointer(v).(Marshaler).MarshalStrict()
		if err != nil {
			return cede.In(e.path.String(), err)
		}
		return e.document(data, depth)
	case formText:
		text, err := pointer(v).(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return cede.In(e.path.String(), err)
		}
		return e.text(string(text))
	case formString:
		return e.text(v.String())
	case formBool:
		e.dst = strconv.AppendBool(e.dst, v.Bool())
		return nil
	case formInt:
		e.dst = strconv.AppendInt(e.dst, v.Int(), 10)
		return nil
	case formSlice, formMap, formStruct:
		if depth == DefaultDepth {
			return e.fail("", fmt.Sprintf("must not be nested deeper than %d levels", DefaultDepth))
		}
		if p.write == formSlice {
			return e.slice(v, depth+1)
		}
		if p.write == formMap {
			return e.mapping(v, depth+1)
		}
		return e.structure(v, p, depth+1)
	case formNone:
	}
	return e.fail("", p.reason)
}

// pointer returns a pointer to v, or to a copy, since only that has all the methods.
func pointer(v reflect.Value) any {
	if v.CanAddr() {
		return v.Addr().Interface()
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface()
}

// document appends JSON that was written elsewhere, once it is known to be readable.
func (e *encoder) document(data []byte, depth int) error {
	c := checker{cursor: cursor{data: data}, maxDepth: DefaultDepth - depth}
	c.document()
	if err := c.problems.err(); err != nil {
		return cede.In(e.path.String(), err)
	}
	e.dst = appendCompact(e.dst, data)
	return nil
}

func (e *encoder) text(s string) error {
	if !utf8.ValidString(s) {
		return e.fail(s, "must be valid UTF-8")
	}
	e.dst = appendText(e.dst, s)
	return nil
}

func (e *encoder) slice(v reflect.Value, depth int) error {
	e.dst = append(e.dst, '[')
	for i := range v.Len() {
		if i > 0 {
			e.dst = append(e.dst, ',')
		}
		e.path.element(i)
		if err := e.value(v.Index(i), depth, 0); err != nil {
			return err
		}
		e.path.leave()
	}
	e.dst = append(e.dst, ']')
	return nil
}

func (e *encoder) mapping(v reflect.Value, depth int) error {
	keys := make([]string, 0, v.Len())
	for _, key := range v.MapKeys() {
		keys = append(keys, key.String())
	}
	slices.Sort(keys)
	e.dst = append(e.dst, '{')
	for i, key := range keys {
		if i > 0 {
			e.dst = append(e.dst, ',')
		}
		e.path.field([]byte(key))
		if err := e.text(key); err != nil {
			return err
		}
		e.dst = append(e.dst, ':')
		if err := e.value(v.MapIndex(reflect.ValueOf(key).Convert(v.Type().Key())), depth, 0); err != nil {
			return err
		}
		e.path.leave()
	}
	e.dst = append(e.dst, '}')
	return nil
}

func (e *encoder) structure(v reflect.Value, p *plan, depth int) error {
	e.dst = append(e.dst, '{')
	first := true
	for i, f := range p.fields {
		member := v.FieldByIndex(f.index)
		if f.omitZero && zero(member) {
			continue
		}
		if !first {
			e.dst = append(e.dst, ',')
		}
		first = false
		e.path.field(f.label)
		if i == p.union {
			if err := e.kind(member); err != nil {
				return err
			}
		}
		e.dst = appendText(e.dst, f.name)
		e.dst = append(e.dst, ':')
		if err := e.value(member, depth, 0); err != nil {
			return err
		}
		e.path.leave()
	}
	e.dst = append(e.dst, '}')
	return nil
}

// kind appends the field that says which form v has.
func (e *encoder) kind(v reflect.Value) error {
	if v.IsNil() {
		return e.fail("", "must not be nil")
	}
	if t := v.Elem().Type(); t.Kind() == reflect.Pointer {
		return e.fail(t.String(), "must be a value, not a pointer")
	}
	e.dst = append(e.dst, `"`+kindName+`":`...)
	if err := e.text(v.Interface().(kinder).Kind()); err != nil {
		return err
	}
	e.dst = append(e.dst, ',')
	return nil
}

// zero reports whether omitzero leaves v out.
func zero(v reflect.Value) bool {
	p := planOf(v.Type())
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		return v.IsNil()
	}
	if p.zeroer {
		return pointer(v).(zeroer).IsZero()
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	}
	if p.write != formStruct {
		return v.IsZero()
	}
	for _, f := range p.fields {
		if !zero(v.FieldByIndex(f.index)) {
			return false
		}
	}
	return true
}
