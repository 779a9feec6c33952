package strictjson

import (
	"bytes"
	"errors"
	"io"
	"math"
)

// ErrTooLarge is matched by the error of [ReadAll] for a document over the limit.
var ErrTooLarge = errors.New("document is larger than the limit")

// ReadAll reads a whole document of at most limit bytes, and never more than one byte
// beyond that. It removes a byte-order mark from its beginning.
func ReadAll(r io.Reader, limit int64) ([]byte, error) {
	limit = min(max(limit, 0), math.MaxInt64-1)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(data)) > limit {
		return nil, ErrTooLarge
	}
	return bytes.TrimPrefix(data, []byte("\uFEFF")), nil
}
