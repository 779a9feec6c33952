package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty/document"
)

// A source is a document or table with its name in messages.
type source struct {
	name    string
	text    []byte
	offsets map[string]int // of the paths of a document, made when first asked for
	rows    []tableRow     // of a table, made when first asked for
}

type tableRow struct {
	id   string
	line int
}

// read reads a file, but not more of it than the readers of package document take.
func read(name string) (source, error) {
	file, err := os.Open(name)
	if err != nil {
		return source{}, err
	}
	defer file.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(file, document.DefaultLimit+1))
	return source{name: name, text: text}, err
}

// row returns the line of row i of a table, from 0. Where rows with one id are one element,
// it is the n-th row of the i-th id.
func (s *source) row(i, n int, grouped bool) int {
	if s.rows == nil {
		s.rows = tableRows(s.text)
	}
	number := make(map[string]int)
	for k, row := range s.rows {
		if grouped {
			if _, known := number[row.id]; !known {
				number[row.id] = len(number)
			}
			k = number[row.id]
		}
		if k != i {
			continue
		}
		if n == 0 {
			return row.line
		}
		n--
	}
	return 1
}

// tableRows returns the rows below the header of a table that could be read.
func tableRows(text []byte) []tableRow {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\uFEFF"))))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	column := slices.Index(header, "id")
	var rows []tableRow
	for err == nil {
		var row []string
		if row, err = r.Read(); err == nil && column >= 0 && column < len(row) {
			line, _ := r.FieldPos(0)
			rows = append(rows, tableRow{row[column], line})
		}
	}
	return rows
}

// lineOf returns the line of a document that a problem is about: that of its offset, or that of
// its path, or that of the nearest field around it.
func (s *source) lineOf(invalid *cede.InvalidError) int {
	text := bytes.TrimPrefix(s.text, []byte("\uFEFF"))
	offset := -1
	if _, after, ok := strings.Cut(invalid.Reason, ", at offset "); ok {
		if n, err := strconv.Atoi(after); err == nil {
			offset = n
		}
	}
	if offset < 0 {
		if s.offsets == nil {
			s.offsets = make(map[string]int)
			mapOffsets(json.NewDecoder(bytes.NewReader(text)), text, "", s.offsets)
		}
		for path := invalid.Path; ; path = path[:max(strings.LastIndexAny(path, ".["), 0)] {
			if found, ok := s.offsets[path]; ok || path == "" {
				offset = found
				break
			}
		}
	}
	return 1 + bytes.Count(text[:min(offset, len(text))], []byte("\n"))
}

// mapOffsets writes down where every field and element of a document begins. The document has
// been read before, so that it is valid and not too deep.
func mapOffsets(decoder *json.Decoder, text []byte, path string, offsets map[string]int) {
	here := func() int {
		at := int(decoder.InputOffset())
		for at < len(text) && strings.IndexByte(" \t\r\n,:", text[at]) >= 0 {
			at++
		}
		return at
	}
	token, err := decoder.Token()
	if err != nil {
		return
	}
	switch token {
	case json.Delim('{'):
		for decoder.More() {
			at := here()
			name, err := decoder.Token()
			field, ok := name.(string)
			if err != nil || !ok {
				return
			}
			child := strings.TrimPrefix(path+"."+field, ".")
			offsets[child] = at
			mapOffsets(decoder, text, child, offsets)
		}
	case json.Delim('['):
		for i := 0; decoder.More(); i++ {
			child := path + "[" + strconv.Itoa(i) + "]"
			offsets[child] = here()
			mapOffsets(decoder, text, child, offsets)
		}
	default:
		return
	}
	_, _ = decoder.Token() // the closing bracket
}

// element takes a path such as list[3].field apart.
func element(path string) (list string, i int, field string) {
	list, rest, ok := strings.Cut(path, "[")
	number, field, closed := strings.Cut(rest, "]")
	i, err := strconv.Atoi(number)
	if !ok || !closed || err != nil {
		return "", 0, path
	}
	return list, i, strings.TrimPrefix(field, ".")
}
