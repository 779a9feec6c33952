package main

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"
)

// A table is printed with its columns aligned: text to the left, numbers to the right.
type table struct {
	head  []string
	left  int // number of columns of text, the first ones
	rows  [][]string
	rules map[int]bool // rows with a line above
}

func newTable(left int, head ...string) *table {
	return &table{head: head, left: left, rules: make(map[int]bool)}
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// rule draws a line above the next row.
func (t *table) rule() { t.rules[len(t.rows)] = true }

const gap = "  "

func (t *table) print(w *strings.Builder) {
	widths := make([]int, len(t.head))
	for _, row := range append([][]string{t.head}, t.rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], width(cell))
		}
	}
	line := strings.Repeat("-", len(gap)*(len(widths)-1)+sum(widths)) + "\n"
	t.printRow(w, widths, t.head)
	w.WriteString(line)
	for i, row := range t.rows {
		if t.rules[i] {
			w.WriteString(line)
		}
		t.printRow(w, widths, row)
	}
	w.WriteString("\n")
}

func (t *table) printRow(w *strings.Builder, widths []int, row []string) {
	var b strings.Builder
	for i, cell := range row {
		if i > 0 {
			b.WriteString(gap)
		}
		pad := strings.Repeat(" ", widths[i]-width(cell))
		if i < t.left {
			b.WriteString(cell + pad)
		} else {
			b.WriteString(pad + cell)
		}
	}
	fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
}

func sum(list []int) int {
	total := 0
	for _, n := range list {
		total += n
	}
	return total
}

// width returns how many columns of a terminal a text takes: two for a Chinese character.
func width(text string) int {
	n := 0
	for _, r := range text {
		n++
		if unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 {
			n++
		}
	}
	return n
}

// money writes an amount with the given decimal places and separators of thousands; zero is a dash.
func money(d decimal.Decimal, places int) string {
	if d.IsZero() {
		return "-"
	}
	return amount(d, places)
}

// amount is money where zero is written out.
func amount(d decimal.Decimal, places int) string {
	text := d.StringFixed(int32(places))
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, pointed := strings.Cut(text, ".")
	if pointed {
		fraction = "." + fraction
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + fraction
}

// count writes a whole number with separators of thousands.
func count(n int) string { return amount(decimal.NewFromInt(int64(n)), 0) }

// terms writes an amount of the terms: without decimal places where it has none.
func terms(d decimal.Decimal) string {
	if d.IsInteger() {
		return amount(d, 0)
	}
	return amount(d, int(max(-d.Exponent(), 0)))
}

// percent writes a fraction of 1.
func percent(d decimal.Decimal) string { return d.Shift(2).String() + " %" }
