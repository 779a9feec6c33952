package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// families are the names that -ops takes.
var families = []string{"decimal", "compare", "arith"}

// methods of decimals, each with what takes its place. Round, RoundBank and
// DivRound have changes of their own.
var methods = map[string]string{
	"Add": "Sub", "Sub": "Add",
	"Floor": "Ceil", "Ceil": "Floor",
	"LessThan": "LessThanOrEqual", "LessThanOrEqual": "LessThan",
	"GreaterThan": "GreaterThanOrEqual", "GreaterThanOrEqual": "GreaterThan",
	"IsNegative": "IsPositive", "IsPositive": "IsNegative",
	"Round": "Truncate", "RoundBank": "Truncate",
	"Min": "Max", "Max": "Min",
}

var comparisons = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS,
	token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL,
}

var sums = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN,
}

// A mutant is one changed version of a file.
type mutant struct {
	line, column int
	change       string // "Add -> Sub"
	reason       string // why it may survive, from the comment on its line
	source       []byte
}

// mutants returns the changed versions of the file in the order of the source.
// They are made on the text, so that lines keep their places.
func mutants(name string, src []byte, ops []string) ([]mutant, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	reasons := map[int]string{}
	for _, group := range file.Comments {
		for _, c := range group.List {
			if _, reason, ok := strings.Cut(c.Text, "mutant:"); ok {
				reasons[fset.Position(c.Pos()).Line] = strings.TrimSpace(reason)
			}
		}
	}
	var found []mutant
	change := func(at token.Pos, from, to string) {
		p := fset.Position(at)
		if !bytes.HasPrefix(src[p.Offset:], []byte(from)) {
			return // the text is not what the tree says: nothing to swap
		}
		found = append(found, mutant{
			line: p.Line, column: p.Column, reason: reasons[p.Line],
			change: from + " -> " + to,
			source: slices.Concat(src[:p.Offset], []byte(to), src[p.Offset+len(from):]),
		})
	}
	decimals, compare, arith := slices.Contains(ops, "decimal"), slices.Contains(ops, "compare"), slices.Contains(ops, "arith")
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			return n.Tok != token.IMPORT
		case *ast.CallExpr:
			switch f := n.Fun.(type) {
			case *ast.SelectorExpr:
				if decimals {
					name := f.Sel.Name
					if to, ok := methods[name]; ok {
						change(f.Sel.Pos(), name, to)
					}
					if name == "DivRound" && len(n.Args) == 2 {
						from := string(src[fset.Position(n.Args[1].Pos()).Offset:fset.Position(n.Args[1].End()).Offset])
						change(n.Args[1].Pos(), from, "("+from+")+1")
						change(n.Args[1].Pos(), from, "("+from+")-1")
					}
				}
			case *ast.Ident:
				if arith && (f.Name == "min" || f.Name == "max") {
					change(f.Pos(), f.Name, map[string]string{"min": "max", "max": "min"}[f.Name])
				}
			}
		case *ast.BinaryExpr:
			if to, ok := comparisons[n.Op]; ok && compare {
				change(n.OpPos, n.Op.String(), to.String())
				for _, side := range []ast.Expr{n.X, n.Y} {
					if number, ok := side.(*ast.BasicLit); ok && number.Kind == token.INT {
						if v, err := strconv.Atoi(number.Value); err == nil && (v == 0 || v == 1) {
							change(number.Pos(), number.Value, strconv.Itoa(1-v))
						}
					}
				}
			}
			if to, ok := sums[n.Op]; ok && arith && !text(n.X) && !text(n.Y) {
				change(n.OpPos, n.Op.String(), to.String())
			}
		case *ast.AssignStmt:
			if to, ok := sums[n.Tok]; ok && arith && !text(n.Rhs[0]) {
				change(n.TokPos, n.Tok.String(), to.String())
			}
		}
		return true
	})
	slices.SortStableFunc(found, func(a, b mutant) int {
		if a.line != b.line {
			return a.line - b.line
		}
		return a.column - b.column
	})
	return found, nil
}

// text reports whether x is plainly a string, whose sum has no difference.
func text(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BasicLit:
		return x.Kind == token.STRING
	case *ast.BinaryExpr:
		return text(x.X) || text(x.Y)
	case *ast.ParenExpr:
		return text(x.X)
	}
	return false
}
