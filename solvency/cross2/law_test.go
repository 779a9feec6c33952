package cross2_test

import (
	"encoding/json"
	"testing"

	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/cross2"
)

// amounts are lists of as many amounts of fen as the largest matrix has rows.
func amounts() gopter.Gen { return gens.SliceOf(gens.Amount(0, 1e14, 2), 13, 13) }

// aggregate is the aggregate of the first amounts by the matrix, to 2 places.
func aggregate(t *testing.T, m cross2.Matrix, v []decimal.Decimal) decimal.Decimal {
	var parts []cross2.Line
	for _, x := range v[:m.Size()] {
		parts = append(parts, must[cross2.Line](t)(cross2.Given(head("part"), x)))
	}
	return must[cross2.Line](t)(cross2.Quadratic(head("aggregate"), m, cross2.Fen, parts...)).Amount()
}

func official(t *testing.T) []cross2.Matrix {
	e := edition(t, "2025-12-31")
	var all []cross2.Matrix
	for _, key := range e.Keys() {
		if m, err := e.Matrix(key); err == nil {
			all = append(all, m)
		}
	}
	return all
}

func negative(t *testing.T, m cross2.Matrix) bool {
	for i := range m.Size() {
		for j := range m.Size() {
			if must[decimal.Decimal](t)(m.At(i, j)).IsNegative() {
				return true
			}
		}
	}
	return false
}

func TestLaws_Quadratic(t *testing.T) {
	all := official(t)
	fen := dec("0.01")
	proptest.Check(t, "between the largest part and the sum", prop.ForAll(func(v []decimal.Decimal) bool {
		for _, m := range all {
			got := aggregate(t, m, v)
			var largest, sum decimal.Decimal
			for _, x := range v[:m.Size()] {
				largest, sum = decimal.Max(largest, x), sum.Add(x)
			}
			if got.GreaterThan(sum) || !negative(t, m) && got.LessThan(largest) {
				return false
			}
		}
		return true
	}, amounts()))

	proptest.Check(t, "three times the parts is three times the aggregate", prop.ForAll(func(v []decimal.Decimal) bool {
		three := dec("3")
		for _, m := range all {
			scaled := make([]decimal.Decimal, len(v))
			for i := range v {
				scaled[i] = v[i].Mul(three)
			}
			// The aggregates are rounded once each: half a fen, and three times half a fen.
			if aggregate(t, m, scaled).Sub(aggregate(t, m, v).Mul(three)).Abs().GreaterThan(fen.Add(fen)) {
				return false
			}
		}
		return true
	}, amounts()))

	proptest.Check(t, "ten thousand times the parts is in wan what the parts are in yuan", prop.ForAll(func(v []decimal.Decimal) bool {
		m := all[0]
		var parts, wan []cross2.Line
		for _, x := range v[:m.Size()] {
			parts = append(parts, must[cross2.Line](t)(cross2.Given(head("part"), x)))
			wan = append(wan, must[cross2.Line](t)(cross2.Given(head("part"), must[decimal.Decimal](t)(cross2.InWan.ToYuan(x)))))
		}
		a := must[cross2.Line](t)(cross2.Quadratic(head("a"), m, 6, parts...)).Amount()
		b := must[cross2.Line](t)(cross2.Quadratic(head("b"), m, 2, wan...)).Amount()
		return must[decimal.Decimal](t)(cross2.InWan.FromYuan(b)).Equal(a)
	}, amounts()))

	proptest.Check(t, "the root is the nearest fen", prop.ForAll(func(v []decimal.Decimal) bool {
		for _, m := range all {
			var form decimal.Decimal
			for i := range m.Size() {
				for j := range m.Size() {
					form = form.Add(must[decimal.Decimal](t)(m.At(i, j)).Mul(v[i]).Mul(v[j]))
				}
			}
			got, half := aggregate(t, m, v), dec("0.005")
			low, high := got.Sub(half), got.Add(half)
			if high.Mul(high).LessThanOrEqual(form) || low.IsPositive() && low.Mul(low).GreaterThan(form) {
				return false
			}
		}
		return true
	}, amounts()))
}

func TestLaws_Brackets(t *testing.T) {
	e := edition(t, "2025-12-31")
	proptest.Check(t, "a figure is in exactly one bracket or in none", prop.ForAll(func(x decimal.Decimal) bool {
		for _, key := range e.Keys() {
			table, err := e.Brackets(key)
			if err != nil {
				continue
			}
			inside := 0
			for _, band := range table.Bands() {
				if band.In.Contains(x) {
					inside++
				}
			}
			found, err := table.Lookup(x)
			if inside > 1 || (inside == 1) != (err == nil) || err == nil && !found.In.Contains(x) {
				return false
			}
		}
		return true
	}, gens.Amount(-200, 200, 2)))

	q := must[cross2.Brackets](t)(e.Brackets("control.factor"))
	proptest.Check(t, "the control factor falls and has no jump", prop.ForAll(func(score decimal.Decimal) bool {
		a := must[cross2.Found](t)(q.Lookup(score)).Value
		b := must[cross2.Found](t)(q.Lookup(score.Add(dec("0.01")))).Value
		fall := a.Sub(b)
		return fall.IsPositive() && fall.LessThanOrEqual(dec("0.0001"))
	}, gens.Amount(0, 9999, 2)))
}

func TestLaws_Verify(t *testing.T) {
	proptest.Check(t, "accepts every tree and writes it again", prop.ForAll(func(premium, ratio, reserve decimal.Decimal) bool {
		text, err := json.Marshal(sample(t, premium, ratio, reserve))
		if err != nil {
			t.Fatal(err)
		}
		again, err := read(t, text).Verify()
		if err != nil {
			t.Log(err)
			return false
		}
		second, err := json.Marshal(again)
		return err == nil && string(second) == string(text)
	}, gens.Amount(0, 1e16, 2), gens.Amount(-1000, 20000, 4), gens.Amount(-1e10, 1e16, 2)))

	proptest.Check(t, "refuses any one changed node", prop.ForAll(func(premium, ratio, reserve decimal.Decimal, which, by int64) bool {
		r := sample(t, premium, ratio, reserve).Record()
		var nodes []*cross2.Record
		places(&r, "", func(r *cross2.Record, _ string) { nodes = append(nodes, r) })
		node := nodes[which%int64(len(nodes))]
		node.Amount = node.Amount.Add(decimal.New(by, -2))
		_, err := r.Verify()
		return err != nil
	}, gens.Amount(0, 1e16, 2), gens.Amount(-1000, 20000, 4), gens.Amount(-1e10, 1e16, 2), gens.Minor(0, 1000), gens.Minor(1, 1e9)))
}
