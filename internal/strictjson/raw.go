package strictjson

// A Raw is a JSON value as it stands in a document, to be decoded later. As the
// target of [Unmarshal] it takes any value but null. [Marshal] writes it without
// the space between its tokens.
//
// The zero Raw is no value: with omitzero it is left out.
type Raw struct {
	// Data is the text of the value. It shares memory with the document: copy it
	// to change it, or to let go of a large document.
	Data []byte
	// Offset is where Data begins in the document, in bytes.
	Offset int64

	checked []byte // Data as the checker saw it; lets Unmarshal read it only once
}

// IsZero reports whether r is no value.
func (r Raw) IsZero() bool { return len(r.Data) == 0 }

// Unmarshal decodes r as [Unmarshal] does; the offsets in its errors are those of
// the document that r was taken from.
func (r Raw) Unmarshal(v any) error { return Decoder{}.unmarshal(r, v) }

// Decode is [Raw.Unmarshal] within the limits of d.
func (d Decoder) Decode(r Raw, v any) error { return d.unmarshal(r, v) }

// sound reports whether the checker has seen this very data.
func (r Raw) sound() bool {
	return len(r.Data) > 0 && len(r.Data) == len(r.checked) && &r.Data[0] == &r.checked[0]
}
