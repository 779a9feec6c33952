package cross2

import (
	"strconv"
	"strings"

	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/columns"
)

// Formula returns the computation of the line in one text, such as √(v·M·vᵀ), in the names of its parts:
// their row codes, where they have one. It comes from the operation and is empty for a given amount.
func (l Line) Formula(language Language) string {
	if l.n == nil {
		return ""
	}
	names := make([]string, len(l.n.parts))
	for i, part := range l.n.parts {
		names[i] = part.n.head.label(language)
	}
	n := l.n
	switch n.op {
	case OpGiven:
		return ""
	case OpFactor:
		return n.key
	case OpSum:
		return strings.Join(names, " + ")
	case OpDifference:
		return strings.Join(names, " − ")
	case OpProduct:
		return strings.Join(names, " × ")
	case OpQuotient:
		return names[0] + " ÷ " + names[1] + rounded(n.places, language)
	case OpProportion:
		return names[0] + " × " + names[1] + " ÷ " + names[2] + rounded(n.places, language)
	case OpQuadratic:
		return "√(v·M·vᵀ), v = (" + strings.Join(names, ", ") + "), M = " + n.key + rounded(n.places, language)
	case OpMin, OpMax:
		return string(n.op) + "(" + strings.Join(names, ", ") + ")"
	case OpClamp:
		return "min(max(" + names[0] + ", " + names[1] + "), " + names[2] + ")"
	case OpBracket:
		band, _ := find(n.bands, n.parts[0].n.amount) // it was found before
		return n.key + ", " + names[0] + " ∈ " + band.In.String()
	case OpRound:
		return names[0] + rounded(n.places, language)
	}
	return ""
}

// rounded says to how many places a formula rounds.
func rounded(places int32, language Language) string {
	if language == Chinese {
		return "，保留" + strconv.Itoa(int(places)) + "位小数"
	}
	return ", to " + strconv.Itoa(int(places)) + " places"
}

// label is how a formula names a line: a name that is itself a computation stands in parentheses.
func (h Head) label(language Language) string {
	if h.Row != "" {
		return h.Row
	}
	name := h.In(language)
	if strings.ContainsAny(name, "+−×÷") {
		return "(" + name + ")"
	}
	return name
}

// In returns the name in the language.
func (h Head) In(language Language) string {
	if language == Chinese {
		return h.Chinese
	}
	return h.English
}

// Table returns the tree as an aligned table, a line for each, its parts below it and indented. Money is
// printed in the scale, rounded to two places half away from zero, as in the official return; other figures are printed
// as they are. The scale must be known.
func (l Line) Table(language Language, scale Scale) (string, error) {
	zeros, err := scale.zeros()
	if err != nil {
		return "", err
	}
	if l.n == nil {
		return "", nil
	}
	table := columns.Table{Right: map[int]bool{2: true}}
	if language == Chinese {
		table.Add("行次", "项目", "金额（"+scale.In(language)+"）", "依据", "计算")
	} else {
		table.Add("row", "item", "amount ("+scale.In(language)+")", "source", "formula")
	}
	var walk func(l Line, indent int)
	walk = func(l Line, indent int) {
		amount := bound.Text(l.n.amount)
		if l.n.unit == Yuan {
			amount = grouped(l.n.amount.Shift(-zeros))
		}
		table.Add(l.n.head.Row, strings.Repeat("  ", indent)+l.n.head.In(language), amount,
			l.n.head.Citation.In(language), l.Formula(language))
		for _, part := range l.n.parts {
			walk(part, indent+1)
		}
	}
	walk(l, 0)
	return table.String(), nil
}
