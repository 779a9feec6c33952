// Package columns aligns the cells of a table for a terminal, in which a Chinese character takes two columns.
package columns

import (
	"strings"
	"unicode"
)

// A Table is rows of cells. The zero Table is empty and aligns every cell to the left.
type Table struct {
	// Right has the numbers of the columns, from 0, that are aligned to the right.
	Right map[int]bool

	rows [][]string
}

// Add adds a row.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, cells) }

// String returns the rows with their cells padded to one width in each column, two spaces between columns and none at the end
// of a row. A column without any text is left out.
func (t *Table) String() string {
	var widths []int
	for _, row := range t.rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Width(cell))
		}
	}
	var b strings.Builder
	for _, row := range t.rows {
		var line strings.Builder
		for i, cell := range row {
			if widths[i] == 0 {
				continue
			}
			space := strings.Repeat(" ", widths[i]-Width(cell))
			if t.Right[i] {
				line.WriteString(space + cell + "  ")
			} else {
				line.WriteString(cell + space + "  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// Width is the number of columns of a terminal that a text takes: two for each Chinese character and its
// punctuation.
func Width(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.Is(unicode.Han, r), 0x3000 <= r && r <= 0x30FF, 0xFF01 <= r && r <= 0xFF60:
			n += 2
		default:
			n++
		}
	}
	return n
}
