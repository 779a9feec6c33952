package cross2

import (
	_ "embed"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

// Row returns the head of a row of the official quarterly return (附件9), such as S05-1.2.1, with its name in both
// languages and without a citation. The sheets are S01 to S05. A code that the return does not have is an error.
func Row(code string) (Head, error) {
	f, err := quarterly()
	if err != nil {
		return Head{}, err
	}
	i, ok := f.index[code]
	if !ok {
		return Head{}, cede.Invalid("", code, "must be a row of the sheets S01 to S05 of the quarterly return")
	}
	return f.heads[i], nil
}

// Rows returns the heads of all rows of a sheet of the official quarterly return, S01 to S05, in its order. A
// sheet that it does not have is an error.
func Rows(sheet string) ([]Head, error) {
	f, err := quarterly()
	if err != nil {
		return nil, err
	}
	heads := slices.Collect(func(yield func(Head) bool) {
		for _, h := range f.heads {
			if strings.HasPrefix(h.Row, sheet+"-") && !yield(h) {
				return
			}
		}
	})
	if len(heads) == 0 {
		return nil, cede.Invalid("", sheet, "must be one of S01, S02, S03, S04, S05")
	}
	return heads, nil
}

// Sheets are the rows of a return.
type sheets struct {
	heads []Head
	index map[string]int
}

//go:embed form/quarterly.json
var quarterlyForm []byte

// quarterly is the form of the quarterly return.
var quarterly = sync.OnceValues(func() (*sheets, error) { //nolint:gochecknoglobals // read once from embedded data
	var document struct {
		Schema string `json:"schema"`
		Form   string `json:"form"`
		Rows   []struct {
			Row     string `json:"row"`
			English string `json:"en"`
			Chinese string `json:"zh"`
		} `json:"rows"`
	}
	if err := strictjson.Unmarshal(quarterlyForm, &document); err != nil {
		return nil, err
	}
	f := &sheets{index: make(map[string]int, len(document.Rows))}
	var errs []error
	for i, r := range document.Rows {
		h := Head{Row: r.Row, English: r.English, Chinese: r.Chinese}
		if _, twice := f.index[h.Row]; twice {
			errs = append(errs, cede.At("rows", i, cede.Invalid("row", h.Row, "must not be there twice")))
		}
		errs = append(errs, cede.At("rows", i, h.validate()))
		f.index[h.Row] = len(f.heads)
		f.heads = append(f.heads, h)
	}
	return f, errors.Join(errs...)
})
