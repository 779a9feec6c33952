// Package strictjson reads and writes the JSON documents of the module.
//
// The standard decoder accepts a field in the wrong case, keeps the last of two
// equal keys and reads null as zero, so that a slip in a treaty becomes another
// treaty. Here each of these is an error, as are unknown fields, numbers out of
// range, fractions for integers, data after the document, invalid UTF-8, lone
// surrogates and deep nesting. Numbers never pass through float64.
//
// # Errors
//
// Every problem is a [cede.InvalidError] whose path is the place in the document
// and whose reason ends with the offset of the first byte concerned:
//
//	contracts[0].terms.limit: must be a string, at offset 123 (got 5)
//
// The offset counts bytes from the start of the data, from 0, after a
// byte-order mark that [ReadAll] has removed. A field name that is not made of letters,
// digits, "_" and "-" is quoted in the path: rates["1 USD"].
//
// A document that is not JSON has one such error. Otherwise decoding goes on after a
// problem, and up to 100 of them are joined in the order of the document. The value
// decoded so far is then of no use.
//
// # Types
//
// [Unmarshal] and [Marshal] handle strings, booleans, signed integers, structs, pointers,
// slices, maps with string keys, [decimal.Decimal] and types that are
// [encoding.TextUnmarshaler] and [encoding.TextMarshaler]. A decimal is read from a string or a
// number within the limits of package bound and written as a string. [Raw] keeps
// a value for later; an [Unmarshaler] or [Marshaler] takes over for itself.
//
// A struct field takes part if its tag names it: `json:"name"` or
// `json:"name,omitzero"`. The first must be in the document; the second keeps its value
// where it is not. The fields of an embedded struct without a tag are those of the struct
// around it. Other fields are ignored. An empty array is
// read as a nil slice and an empty object as a nil map, so that what is written and
// read again is equal.
//
// A field of an interface type with a method Kind() string has several forms. It is
// written after a field of its own, "kind", and read by that with [Decoder.Kinds]:
//
//	"kind": "circle", "shape": {"radius": "1.5"}
package strictjson
