package strictjson

import (
	"encoding"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"
)

// An Unmarshaler decodes itself. UnmarshalStrict is given the value as it stands in
// the document, which is never null and whose syntax has been checked; it usually
// looks at some part of it and passes it on to [Raw.Unmarshal]. The paths of its errors are
// relative to the value, their offsets absolute.
type Unmarshaler interface {
	UnmarshalStrict(raw *Raw) error
}

// A Marshaler writes itself as one JSON value, best with [Marshal].
type Marshaler interface {
	MarshalStrict() ([]byte, error)
}

// A form is how a Go type is read or written.
type form uint8

const (
	formNone form = iota
	formDecimal
	formRaw
	formHook // Unmarshaler or Marshaler
	formText // encoding.TextUnmarshaler or encoding.TextMarshaler
	formString
	formBool
	formInt
	formSlice
	formMap
	formStruct
	formPointer
	formInterface // can be written, not read
)

// A plan is what the codec knows about a Go type.
type plan struct {
	read, write form
	zeroer      bool           // has IsZero
	fields      []field        // of a struct, in its order, with those of embedded structs
	byName      map[string]int // index into fields
	union       int            // index into fields of the one that needs a kind, or -1
	reason      string         // why the type cannot be used, if its form is formNone
}

// A field is one field of a struct that takes part.
type field struct {
	name     string
	label    []byte // the name, for a path
	index    []int  // in the struct, through embedded ones
	omitZero bool
}

type zeroer interface{ IsZero() bool }

// A kinder is a value of an interface type that has several forms.
type kinder interface{ Kind() string }

// kindName is the field of a document that says which form the field after it has.
const kindName = "kind"

// plans caches the plan of every type met, by reflect.Type. It never changes what a
// call returns: a plan depends on nothing but its type.
var plans sync.Map //nolint:gochecknoglobals // a cache

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p, _ := plans.LoadOrStore(t, newPlan(t))
	return p.(*plan)
}

// maxFields is how many fields of a struct can be told apart.
const maxFields = 64 * len(members{})

// maxPointers is how many pointers may follow one another. A type such as
// "type P *P" would otherwise never end.
const maxPointers = 8

func newPlan(t reflect.Type) *plan {
	p := &plan{reason: "must not be of Go type " + t.String(), union: -1}
	switch t.Kind() {
	case reflect.Pointer:
		elem := t
		for range maxPointers {
			if elem = elem.Elem(); elem.Kind() != reflect.Pointer {
				p.read, p.write = formPointer, formPointer
				return p
			}
		}
		return p
	case reflect.Interface:
		p.write = formInterface
		return p
	case reflect.String:
		p.read = formString
	case reflect.Bool:
		p.read = formBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.read = formInt
	case reflect.Slice:
		p.read = formSlice
	case reflect.Map:
		if t.Key().Kind() == reflect.String {
			p.read = formMap
		}
	case reflect.Struct:
		p.read = formStruct
		if reason := p.structure(t); reason != "" {
			p.read, p.reason = formNone, p.reason+", "+reason
		}
	}
	p.write = p.read

	pointer := reflect.PointerTo(t)
	p.zeroer = pointer.Implements(reflect.TypeFor[zeroer]())
	switch t {
	case reflect.TypeFor[decimal.Decimal]():
		p.read, p.write = formDecimal, formDecimal
		return p
	case reflect.TypeFor[Raw]():
		p.read, p.write = formRaw, formRaw
		return p
	}
	switch {
	case pointer.Implements(reflect.TypeFor[Unmarshaler]()):
		p.read = formHook
	case pointer.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		p.read = formText
	}
	switch {
	case pointer.Implements(reflect.TypeFor[Marshaler]()):
		p.write = formHook
	case pointer.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		p.write = formText
	}
	return p
}

// structure lists the fields of a struct that take part, or returns what is wrong with one.
func (p *plan) structure(t reflect.Type) (reason string) {
	p.byName = make(map[string]int)
	if reason := p.addFields(t, nil); reason != "" {
		return reason
	}
	if _, taken := p.byName[kindName]; taken && p.union >= 0 {
		return "which has a field " + kindName + " beside that of " + p.fields[p.union].name
	}
	return ""
}

// addFields adds the tagged fields of a struct that is embedded at outer, or returns what is wrong with a
// tag. An option that would be without effect is refused, since its author expects one.
func (p *plan) addFields(t reflect.Type, outer []int) (reason string) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clip(outer), i)
		tag, ok := f.Tag.Lookup("json")
		if !ok && f.Anonymous && f.Type.Kind() == reflect.Struct {
			if reason := p.addFields(f.Type, index); reason != "" {
				return reason
			}
			continue
		}
		if !ok || tag == "-" || f.Name == "_" {
			continue
		}
		union := f.Type.Kind() == reflect.Interface && f.Type.Implements(reflect.TypeFor[kinder]())
		name, option, _ := strings.Cut(tag, ",")
		_, twice := p.byName[name]
		switch {
		case name == "":
			return "whose field " + f.Name + " has a tag without a name"
		case option != "" && option != "omitzero":
			return "whose field " + f.Name + " has an unknown option in its tag"
		case !f.IsExported():
			return "whose field " + f.Name + " has a tag but is not exported"
		case len(p.fields) == maxFields:
			return "which has too many fields"
		case twice:
			return "which has two fields for " + name
		case union && p.union >= 0:
			return "which has two fields with a kind, " + p.fields[p.union].name + " and " + name
		}
		if union {
			p.union = len(p.fields)
		}
		p.byName[name] = len(p.fields)
		p.fields = append(p.fields, field{name: name, label: []byte(name), index: index, omitZero: option != ""})
	}
	return ""
}

// spelling returns the index of the field that differs from name only in case, or -1.
func (p *plan) spelling(name []byte) int {
	return slices.IndexFunc(p.fields, func(f field) bool { return strings.EqualFold(f.name, string(name)) })
}
