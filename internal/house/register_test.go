package house_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// registered packages must have a register as soon as they exist; any other room that has one
// is held to it as well.
var registered = []string{"treaty", "proportional", "xol", "solvency", "solvency/capital", "counterparty", "solvency/nonlife", "solvency/reinsurer", "solvency/control", "solvency/life", "solvency/market", "solvency/credit", "solvency/asset", "lookthrough", "solvency/portfolio"}

// plain is what a field without readings says of itself.
var plain = []string{"amount", "rate", "list", "text", "date", "flag", "number", "terms"}

// noDefault in front of the readings says that none of them is the default.
const noDefault = "stated"

func TestRegister(t *testing.T) {
	all := tree(t, token.NewFileSet())
	for _, s := range all {
		for _, problem := range unregistered(s, all, slices.Contains(registered, s.dir)) {
			t.Errorf("%s: %s", s.dir, problem)
		}
	}
}

// A row is one clause of a register.
type row struct {
	term, field, json string
	readings          []string
	source            string
	examples          []string
}

// register returns the rows of the section headed Register of a package doc, and the
// types that are not clauses.
func register(doc string) (rows []row, others, problems []string, found bool) {
	inside := false
	for line := range strings.Lines(doc) {
		line = strings.TrimRight(line, " \n")
		if heading, ok := strings.CutPrefix(line, "# "); ok {
			inside = strings.TrimSpace(heading) == "Register"
			found = found || inside
			continue
		}
		if !inside || line == "" || (line[0] != '\t' && line[0] != ' ') {
			continue
		}
		line = strings.TrimSpace(line)
		if names, ok := strings.CutPrefix(line, "not clauses:"); ok {
			others = append(others, list(names)...)
			continue
		}
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if cells[0] == "term" || strings.Trim(line, "-|+ ") == "" {
			continue
		}
		if len(cells) != 6 || slices.Contains(cells, "") || len(list(cells[3])) == 0 {
			problems = append(problems, fmt.Sprintf("register line %q: must have 6 cells that are not empty (term | Go field | JSON name | readings | source | example)", line))
			continue
		}
		rows = append(rows, row{cells[0], cells[1], cells[2], list(cells[3]), cells[4], list(cells[5])})
	}
	return rows, others, problems, found
}

// list splits names at commas.
func list(text string) []string {
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// A field is one field with a JSON tag of an exported struct type.
type field struct {
	json string
	typ  string // the name of its type, with its package if that is another
}

// fields returns the fields of the exported structs by "Type.Field", and the names of these structs.
func fields(s source) (all map[string]field, structs []string) {
	all = map[string]field{}
	for _, file := range s.files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				spec, ok := spec.(*ast.TypeSpec)
				if !ok || !spec.Name.IsExported() {
					continue
				}
				typ, ok := spec.Type.(*ast.StructType)
				if !ok {
					continue
				}
				structs = append(structs, spec.Name.Name)
				for _, f := range typ.Fields.List {
					if f.Tag == nil {
						continue
					}
					tag, err := strconv.Unquote(f.Tag.Value)
					if err != nil {
						continue
					}
					name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
					for _, ident := range f.Names {
						if name != "" && name != "-" && ident.IsExported() {
							all[spec.Name.Name+"."+ident.Name] = field{name, typeName(f.Type)}
						}
					}
				}
			}
		}
	}
	return all, structs
}

// typeName is T of T, *T and []T, or p.T.
func typeName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return typeName(x.X)
	case *ast.ArrayType:
		return typeName(x.Elt)
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return typeName(x.X) + "." + x.Sel.Name
	}
	return ""
}

// A reading is an exported constant with a text.
type reading struct{ name, typ, value string }

// readings returns the exported string constants of a package.
func readings(s source) []reading {
	var all []reading
	for _, file := range s.files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				for i, name := range spec.Names {
					if !name.IsExported() || i >= len(spec.Values) {
						continue
					}
					typ, value := typeName(spec.Type), spec.Values[i]
					if call, ok := value.(*ast.CallExpr); ok && len(call.Args) == 1 { // Basis("paid")
						typ, value = typeName(call.Fun), call.Args[0]
					}
					if lit, ok := value.(*ast.BasicLit); ok && lit.Kind == token.STRING {
						if text, err := strconv.Unquote(lit.Value); err == nil {
							all = append(all, reading{name.Name, typ, text})
						}
					}
				}
			}
		}
	}
	return all
}

// tested holds what the tests of a package name.
type tested struct {
	examples map[string]bool
	names    map[string]bool
	texts    []string
}

func testsOf(s source) tested {
	found := tested{map[string]bool{}, map[string]bool{}, nil}
	for _, file := range s.tests {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Recv == nil && strings.HasPrefix(n.Name.Name, "Example") {
					found.examples[n.Name.Name] = true
				}
			case *ast.Ident:
				found.names[n.Name] = true
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
					found.texts = append(found.texts, text)
				}
			}
			return true
		})
	}
	return found
}

// occurs reports whether the tests name the reading by its constant or by its text, alone or in a
// document.
func (t tested) occurs(r reading) bool {
	return t.names[r.name] || slices.ContainsFunc(t.texts, func(text string) bool {
		return text == r.value || strings.Contains(text, strconv.Quote(r.value))
	})
}

// unregistered compares the register of a package with its code and its tests. The packages of
// all are looked through for types that the fields take from elsewhere.
func unregistered(s source, all []source, must bool) []string {
	var doc strings.Builder
	for _, file := range s.files {
		doc.WriteString(file.Doc.Text())
		doc.WriteByte('\n')
	}
	rows, others, problems, found := register(doc.String())
	bad := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	switch {
	case !found && must && len(s.files) > 0:
		return []string{`the package doc has no section "# Register"`}
	case !found:
		return nil
	case len(rows) == 0:
		bad("the register has no line")
	}
	have, structs := fields(s)
	tests := testsOf(s)
	for _, name := range others {
		if !slices.Contains(structs, name) {
			bad("not clauses: %s is no exported struct of the package", name)
		}
	}
	seen := map[string]bool{}
	for _, row := range rows {
		if seen[row.field] {
			bad("%s is registered twice", row.field)
		}
		seen[row.field] = true
		f, ok := have[row.field]
		switch {
		case !ok:
			bad("%s (%s): the package has no such exported field with a JSON tag", row.field, row.term)
			continue
		case f.json != row.json:
			bad("%s: its JSON name is %q, the register says %q", row.field, f.json, row.json)
		}
		problems = append(problems, row.unread(f, s, all, tests)...)
		for _, name := range row.examples {
			if !tests.examples[name] {
				bad("%s: the tests of the package have no function %s", row.field, name)
			}
		}
	}
	for name := range have {
		owner, _, _ := strings.Cut(name, ".")
		if !seen[name] && !slices.Contains(others, owner) {
			bad("%s (JSON %q) is not in the register", name, have[name].json)
		}
	}
	slices.Sort(problems)
	return problems
}

// unread compares the readings of a row with the constants of its field's type.
func (r row) unread(f field, s source, all []source, tests tested) []string {
	var problems []string
	bad := func(format string, args ...any) {
		problems = append(problems, r.field+": "+fmt.Sprintf(format, args...))
	}
	home, typ := s, f.typ
	if pkg, name, ok := strings.Cut(f.typ, "."); ok {
		typ = name
		home = source{}
		for _, other := range all {
			if len(other.files) > 0 && other.files[0].Name.Name == pkg {
				home = other
			}
		}
	}
	var of []reading // the readings of the type
	for _, c := range readings(home) {
		if c.typ == typ && typ != "" {
			of = append(of, c)
		}
	}
	named := r.readings
	if len(named) == 1 && slices.Contains(plain, named[0]) {
		if len(of) > 0 {
			bad("is %q in the register, but its type %s has readings", named[0], f.typ)
		}
		return problems
	}
	if named[0] == noDefault {
		named = named[1:]
	}
	if len(of) == 0 { // a plain string: the readings are untyped constants of the package
		for _, c := range readings(s) {
			if slices.Contains(named, c.value) {
				of = append(of, c)
			}
		}
	}
	for _, name := range named {
		if !slices.ContainsFunc(of, func(c reading) bool { return c.value == name }) {
			bad("the reading %q is the text of no exported constant", name)
		}
	}
	for _, c := range of {
		if c.value == "" {
			continue
		}
		if !slices.Contains(named, c.value) {
			bad("the reading %q (%s) is not in the register", c.value, c.name)
		}
		if !tests.occurs(c) {
			bad("no test of the package names the reading %q (%s)", c.value, c.name)
		}
	}
	return problems
}

// registerDoc and registerCode are a register that agrees with its code.
const (
	registerDoc = `// Package p is.
//
// # Register
//
//	term  | Go field    | JSON name | readings           | source | example
//	------+-------------+-----------+--------------------+--------+--------
//	limit | Layer.Limit | limit     | amount             | book   | ExampleLayer
//	basis | Layer.Basis | basis     | paid, incurred     | book   | ExampleLayer, ExampleLayer_paid
//	pass  | Layer.Pass  | pass      | stated, above, at  | book   | ExampleLayer
//	mode  | Layer.Mode  | mode      | up                 | book   | ExampleLayer
//
//	not clauses: Result
//
// # More
//
//	a | b
`
	registerCode = `package p
import "q"
type Layer struct {
	Limit int     ` + "`json:\"limit\"`" + `
	Basis Basis   ` + "`json:\"basis,omitzero\"`" + `
	Pass  *string ` + "`json:\"pass\"`" + `
	Mode  q.Mode  ` + "`json:\"mode\"`" + `
	Skip  int     ` + "`json:\"-\"`" + `
	Bare  int
}
type Result struct { Sum int ` + "`json:\"sum\"`" + ` }
type hidden struct { Sum int ` + "`json:\"sum\"`" + ` }
type Basis string
const ( Paid Basis = "paid"; Incurred = Basis("incurred") )
const ( PassAbove = "above"; PassAt = "at" )
`
	registerTests = `package p
func ExampleLayer() { _ = Paid; _ = Incurred; _ = "at" }
func ExampleLayer_paid() { _ = ` + "`{\"pass\": \"above\", \"mode\": \"up\"}`" + ` }
`
	otherCode = "package q\ntype Mode string\nconst Up Mode = \"up\"\n"
)

func TestUnregistered(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"agrees", "", "", ""},
		{"a field is not registered", "	Bare  int", "	Bare  int `json:\"bare\"`", `Layer.Bare (JSON "bare") is not in the register`},
		{"a type is not registered", "not clauses: Result", "not clauses: Layer", `Result.Sum (JSON "sum") is not in the register`},
		{"an excepted type is unknown", "not clauses: Result", "not clauses: Result, Nothing", "not clauses: Nothing is no exported struct of the package"},
		{"a field is gone", "	Limit int", "	Limits int", "Layer.Limit (limit): the package has no such exported field with a JSON tag"},
		{"the JSON name differs", "| limit     |", "| limits    |", `Layer.Limit: its JSON name is "limit", the register says "limits"`},
		{"a reading is unknown", "paid, incurred ", "paid, incurred, written", `Layer.Basis: the reading "written" is the text of no exported constant`},
		{"a reading is not registered", "paid, incurred ", "paid", `Layer.Basis: the reading "incurred" (Incurred) is not in the register`},
		{"a reading is called plain", "paid, incurred ", "text", `Layer.Basis: is "text" in the register, but its type Basis has readings`},
		{"a reading is not tested", "_ = Incurred;", "", `Layer.Basis: no test of the package names the reading "incurred" (Incurred)`},
		{"a reading of another package is not tested", `, "mode": "up"`, "", `Layer.Mode: no test of the package names the reading "up" (Up)`},
		{"a reading of another package is unknown", "| up  ", "| up, down", `Layer.Mode: the reading "down" is the text of no exported constant`},
		{"an example is gone", "func ExampleLayer_paid", "func exampleLayer_paid", "Layer.Basis: the tests of the package have no function ExampleLayer_paid"},
		{"a line is short", "limit | Layer.Limit | limit     | amount ", "limit | Layer.Limit", "must have 6 cells"},
		{"a line has an empty cell", "| amount             |", "|  |", "must have 6 cells"},
		{"a line has no readings", "| amount             |", "| , |", "must have 6 cells"},
		{"twice", "//	pass  |", "//	limit | Layer.Limit | limit | amount | book | ExampleLayer\n//	pass  |", "Layer.Limit is registered twice"},
		{"no register", "# Register", "# Registry", `the package doc has no section "# Register"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fset := token.NewFileSet()
			parse := func(src string) []*ast.File {
				file, err := parser.ParseFile(fset, "", strings.Replace(src, tt.old, tt.new, 1), parser.ParseComments)
				if err != nil {
					t.Fatal(err)
				}
				return []*ast.File{file}
			}
			other := source{dir: "q", files: parse(otherCode)}
			s := source{dir: "p", files: parse(registerDoc + registerCode), tests: parse(registerTests)}
			got := strings.Join(unregistered(s, []source{s, other}, true), "\n")
			if !strings.Contains(got, tt.want) || (tt.want == "") != (got == "") {
				t.Errorf("problems:\n%s\nwant: %s", got, tt.want)
			}
		})
	}
	if got := unregistered(source{dir: "p"}, nil, true); len(got) > 0 {
		t.Errorf("a package without code: %q", got)
	}
}
