package strictjson_test

import (
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cedego/cede/internal/strictjson"
)

func TestReadAll(t *testing.T) {
	for _, tt := range []struct {
		name, give string
		limit      int64
		want       string
		err        error
	}{
		{name: "below the limit", give: "{}", limit: 3, want: "{}"},
		{name: "at the limit", give: "{}", limit: 2, want: "{}"},
		{name: "above the limit", give: "{}", limit: 1, err: strictjson.ErrTooLarge},
		{name: "no limit to speak of", give: "{}", limit: math.MaxInt64, want: "{}"},
		{name: "negative limit", give: "{}", limit: -5, err: strictjson.ErrTooLarge},
		{name: "negative limit and nothing", give: "", limit: -5, want: ""},
		{name: "byte-order mark", give: "\uFEFF{}", limit: 5, want: "{}"},
		{name: "byte-order mark counts", give: "\uFEFF{}", limit: 4, err: strictjson.ErrTooLarge},
		{name: "only one byte-order mark", give: "\uFEFF\uFEFF{}", limit: 100, want: "\uFEFF{}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := strictjson.ReadAll(strings.NewReader(tt.give), tt.limit)
			if !errors.Is(err, tt.err) || string(got) != tt.want {
				t.Errorf("got %q, %v, want %q, %v", got, err, tt.want, tt.err)
			}
		})
	}
}

type counting struct{ n int64 }

func (c *counting) Read(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

func TestReadAll_endless(t *testing.T) {
	var source counting
	if _, err := strictjson.ReadAll(&source, 10_000); !errors.Is(err, strictjson.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
	if source.n != 10_001 {
		t.Errorf("read %d bytes, want one more than the limit", source.n)
	}
}

func TestReadAll_keepsTheError(t *testing.T) {
	if _, err := strictjson.ReadAll(iotest.ErrReader(io.ErrUnexpectedEOF), 10); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
}
