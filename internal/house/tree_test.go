package house_test

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "github.com/cedego/cede"
)

// A room is one package of the house.
type room struct {
	dir    string // in the module; empty for the root
	floor  int
	also   []string // what it may import on its own floor
	reason string
}

// A room imports only rooms of lower floors, and those of its own floor that are named.
var rooms = []room{
	{"", 1, nil, "the shared words know nothing of ours"},
	{"internal/fixed", 1, nil, "arithmetic of scaled integers, on its own"},
	{"internal/bound", 1, []string{""}, "bounds decimals and says so in shared words"},
	{"internal/strictjson", 1, []string{"", "internal/bound"}, "reads bounded decimals"},
	{"internal/strictcsv", 1, []string{"", "internal/strictjson"}, "reads rows within limits"},
	{"internal/columns", 1, nil, "aligns cells, on its own"},
	{"internal/engine", 1, []string{"", "internal/fixed", "internal/bound"}, "runs plans of scaled integers"},
	{"internal/proptest", 1, nil, "a test tool"},
	{"internal/gens", 1, nil, "a test tool"},
	{"internal/decimut", 1, nil, "a test tool"},
	{"internal/house", 1, nil, "a test tool"},

	{"treaty", 2, nil, "the vocabulary of contracts and the one evaluator"},
	{"treaty/account", 2, []string{"treaty"}, "accounts for what a program posts"},
	{"treaty/clearing", 2, []string{"treaty", "treaty/account"}, "nets accounts"},
	{"treaty/simulation", 2, []string{"treaty"}, "runs the same evaluator over tables"},
	{"solvency/cross2", 2, nil, "the numbers of the rules"},
	{"solvency/asset", 2, []string{"solvency/cross2"}, "the words of the rules on assets"},
	{"solvency/market", 2, charges, "one rule, one room"},
	{"solvency/credit", 2, charges, "one rule, one room"},
	{"solvency/capital", 2, charges, "one rule, one room"},
	{"solvency/nonlife", 2, charges, "one rule, one room"},
	{"solvency/life", 2, charges, "one rule, one room"},
	{"solvency/reinsurer", 2, append([]string{"solvency/nonlife", "solvency/life"}, charges...), "its proportional classes are those of nonlife"},
	{"solvency/control", 2, charges, "one rule, one room"},
	{"solvency", 2, []string{
		"solvency/cross2", "solvency/asset", "solvency/capital", "solvency/control", "solvency/credit", "solvency/life", "solvency/market", "solvency/nonlife",
		"solvency/reinsurer",
	}, "adds up the lines of the rooms"},

	{"proportional", 3, nil, "terms; neighbours do not know each other"},
	{"xol", 3, nil, "terms; neighbours do not know each other"},
	{"lookthrough", 3, nil, "one rule, one room; neighbours do not know each other"},
	{"counterparty", 3, nil, "one rule, one room; neighbours do not know each other"},

	{"treaty/document", 4, nil, "reads every kind of terms"},
	{"treaty/pricing", 4, nil, "prices every kind of terms"},
	{"solvency/portfolio", 4, nil, "the one place that knows the order of the passes"},
	{"counterparty/relief", 4, nil, "joins cessions with their charge"},
	{"internal/oracle", 4, nil, "a test tool that evaluates every kind of terms"},
}

// charges is what a room of the rulebook takes from its own floor.
var charges = []string{"solvency/cross2", "solvency/asset"}

// testTools may be imported by tests alone.
var testTools = []string{"internal/proptest", "internal/gens", "internal/decimut", "internal/house", "internal/oracle"}

// A source is one package of the tree as it is written.
type source struct {
	dir   string // in the module, with slashes; empty for the root
	files []*ast.File
	tests []*ast.File
}

// nested reports whether dir is the top of another module.
func nested(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && filepath.Clean(dir) != filepath.Clean(root)
}

// tree parses the packages of the module, nested modules left out.
func tree(t *testing.T, fset *token.FileSet) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		base := d.Name()
		if name != root && (base == "testdata" || base[0] == '.' || base[0] == '_' || nested(name)) {
			return fs.SkipDir
		}
		s, err := parseDir(fset, name)
		if err != nil {
			return err
		}
		if len(s.files)+len(s.tests) > 0 {
			all = append(all, s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 2 {
		t.Fatalf("found %d packages below %s", len(all), root)
	}
	return all
}

func parseDir(fset *token.FileSet, dir string) (source, error) {
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return source{}, err
	}
	s := source{dir: strings.TrimPrefix(filepath.ToSlash(rel), ".")}
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return source{}, err
	}
	for _, name := range names {
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return source{}, err
		}
		if strings.HasSuffix(name, "_test.go") {
			s.tests = append(s.tests, file)
		} else {
			s.files = append(s.files, file)
		}
	}
	return s, nil
}

var (
	machinePath = regexp.MustCompile(`(^|[^A-Za-z])/(work|tmp|farm|root)/`)
	unfinished  = regexp.MustCompile(`//\s*(TODO|FIXME|XXX|HACK)\b|"(not implemented|unimplemented)`)
)

func TestNoTraces(t *testing.T) {
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if b := d.Name(); b == ".git" || b == ".ci" {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || d.Name() == "go.sum" || d.Name() == "go.work.sum" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil || bytes.IndexByte(text[:min(len(text), 8000)], 0) >= 0 {
			return err // or not text
		}
		for _, problem := range traces(text, strings.HasSuffix(name, ".go")) {
			t.Errorf("%s:%s", name, problem)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// traces names the lines of a text that speak of a machine or are unfinished.
func traces(text []byte, code bool) []string {
	var found []string
	for i, line := range bytes.Split(text, []byte("\n")) {
		if machinePath.Match(line) {
			found = append(found, fmt.Sprintf("%d: path of a machine: %.120s", i+1, line))
		}
		if code && unfinished.Match(line) {
			found = append(found, fmt.Sprintf("%d: unfinished: %.120s", i+1, line))
		}
	}
	return found
}

func TestTraces(t *testing.T) {
	for text, want := range map[string]int{
		"cd /wor" + "k/main":                  1,
		"/tm" + "p/x":                         1,
		"(/roo" + "t/go)":                     1,
		"network/wor" + "k/x":                 0,
		"// TO" + "DO: later":                 1,
		"return \"not " + "implemented yet\"": 1,
		"a todo list":                         0,
	} {
		if got := traces([]byte("first\n"+text), true); len(got) != want {
			t.Errorf("traces of %q: %q, want %d", text, got, want)
		}
	}
}

func TestExportedIsDocumented(t *testing.T) {
	fset := token.NewFileSet()
	for _, s := range tree(t, fset) {
		if strings.HasPrefix(s.dir, "internal/") {
			continue
		}
		for _, problem := range undocumented(fset, s) {
			t.Error(problem)
		}
	}
}

// undocumented names the exported identifiers of a package without a comment.
func undocumented(fset *token.FileSet, s source) []string {
	var found []string
	miss := func(at token.Pos, name string) {
		found = append(found, fmt.Sprintf("%s: %s has no doc comment", fset.Position(at), name))
	}
	if !slices.ContainsFunc(s.files, func(f *ast.File) bool { return f.Doc != nil }) && len(s.files) > 0 {
		miss(s.files[0].Package, "package "+s.files[0].Name.Name)
	}
	// A comment above a field is also said of the fields right below it, up to a blank line.
	members := func(owner string, list *ast.FieldList) {
		covered := -1
		for _, field := range list.List {
			line := fset.Position(field.Pos()).Line
			if field.Doc != nil || covered == line-1 {
				covered = fset.Position(field.End()).Line
			}
			for _, name := range field.Names {
				if name.IsExported() && covered < line && field.Comment == nil {
					miss(name.Pos(), owner+"."+name.Name)
				}
			}
		}
	}
	for _, file := range s.files {
		if file.Name.Name == "main" {
			continue
		}
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				owner := ""
				if decl.Recv != nil {
					owner = receiver(decl.Recv.List[0].Type)
					if !ast.IsExported(owner) {
						continue
					}
					owner += "."
				}
				if decl.Name.IsExported() && decl.Doc == nil {
					miss(decl.Pos(), owner+decl.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						if !spec.Name.IsExported() {
							continue
						}
						if spec.Doc == nil && (decl.Doc == nil || decl.Lparen.IsValid()) {
							miss(spec.Pos(), spec.Name.Name)
						}
						switch typ := spec.Type.(type) {
						case *ast.StructType:
							members(spec.Name.Name, typ.Fields)
						case *ast.InterfaceType:
							members(spec.Name.Name, typ.Methods)
						}
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							if name.IsExported() && spec.Doc == nil && spec.Comment == nil && decl.Doc == nil {
								miss(name.Pos(), name.Name)
							}
						}
					}
				}
			}
		}
	}
	return found
}

// receiver is the name of the type of a method.
func receiver(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.StarExpr:
		return receiver(x.X)
	case *ast.IndexExpr:
		return receiver(x.X)
	case *ast.IndexListExpr:
		return receiver(x.X)
	case *ast.Ident:
		return x.Name
	}
	return ""
}

func TestUndocumented(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", `package p
type T struct {
	A int // said
	B int
	c int
	// Said of both.
	D int
	E int

	F int
}
func (t *T) M() {}
func (t hidden) M() {}
// Said.
func F() {}
func G() {}
// Said of all.
const ( X = 1; Y = 2 )
var Z = 3
`, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, problem := range undocumented(fset, source{files: []*ast.File{file}}) {
		got = append(got, strings.Fields(problem)[1])
	}
	if want := []string{"package", "T", "T.B", "T.F", "T.M", "G", "Z"}; !slices.Equal(got, want) {
		t.Errorf("undocumented: %q, want %q", got, want)
	}
}

// dependencies are all that the module may require directly, each with its place.
var dependencies = []string{
	"github.com/shopspring/decimal", // everywhere
	"gonum.org/v1/gonum",            // where a float is the specification, and as a test oracle
	"github.com/google/go-cmp",      // tests
	"github.com/leanovate/gopter",   // tests
}

func TestDependencies(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range required(string(text)) {
		if !slices.Contains(dependencies, name) {
			t.Errorf("go.mod requires %s; the module has only the dependencies %s", name, strings.Join(dependencies, ", "))
		}
	}
}

// required returns the direct requirements of a go.mod file.
func required(text string) []string {
	var found []string
	block := ""
	for line := range strings.Lines(text) {
		code, comment, _ := strings.Cut(line, "//")
		words := strings.Fields(code)
		switch {
		case len(words) == 2 && words[1] == "(":
			block = words[0]
			continue
		case len(words) == 1 && words[0] == ")":
			block = ""
			continue
		case block != "":
			words = append([]string{block}, words...)
		}
		if len(words) == 3 && words[0] == "require" && strings.TrimSpace(comment) != "indirect" {
			found = append(found, words[1])
		}
	}
	return found
}

func TestRequired(t *testing.T) {
	got := required("module m\n\nexclude x v1\n\nrequire a v1\n\nrequire (\n\tb v1\n\tc v1 // indirect\n)\n\nexclude (\n\td v1\n)\n")
	if want := []string{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("required: %q, want %q", got, want)
	}
}

func TestFloors(t *testing.T) {
	for _, s := range tree(t, token.NewFileSet()) {
		for _, problem := range upward(s) {
			t.Error(problem)
		}
	}
}

// upward names the imports of a package that do not point down.
func upward(s source) []string {
	if s.dir == "examples" || strings.HasPrefix(s.dir, "examples/") {
		return nil // the top floor
	}
	find := func(dir string) *room {
		i := slices.IndexFunc(rooms, func(r room) bool { return r.dir == dir })
		if i < 0 {
			return nil
		}
		return &rooms[i]
	}
	here := find(s.dir)
	if here == nil {
		return []string{fmt.Sprintf("package %s has no floor: add it to the table of rooms", s.dir)}
	}
	var found []string
	for _, file := range s.files {
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil || (name != module && !strings.HasPrefix(name, module+"/")) {
				continue
			}
			dir := strings.TrimPrefix(strings.TrimPrefix(name, module), "/")
			there := find(dir)
			switch {
			case there == nil:
				found = append(found, fmt.Sprintf("package %q imports %s, which has no floor", s.dir, name))
			case slices.Contains(testTools, dir):
				found = append(found, fmt.Sprintf("package %q imports %s, which is for tests", s.dir, name))
			case there.floor >= here.floor && !slices.Contains(here.also, dir):
				found = append(found, fmt.Sprintf("package %q on floor %d (%s) imports %s on floor %d (%s)",
					s.dir, here.floor, here.reason, name, there.floor, there.reason))
			}
		}
	}
	return found
}

func TestUpward(t *testing.T) {
	for _, tt := range []struct {
		dir, imports string
		want         int
	}{
		{"xol", "treaty", 0},
		{"xol", "proportional", 1},
		{"treaty", "xol", 1},
		{"treaty", "internal/gens", 1},
		{"treaty", "solvency", 1},
		{"treaty/simulation", "treaty", 0},
		{"treaty/document", "xol", 0},
		{"treaty/document", "treaty/pricing", 1},
		{"treaty/document", "internal/oracle", 1},
		{"internal/oracle", "xol", 0},
		{"internal/oracle", "treaty/document", 1},
		{"internal/engine", "internal/fixed", 0},
		{"internal/fixed", "internal/engine", 1},
		{"", "internal/bound", 1},
		{"examples/quickstart", "xol", 0},
		{"unknown", "", 1},
		{"xol", "unknown", 1},
	} {
		src := fmt.Sprintf("package p\nimport _ %q\nimport _ \"fmt\"\n", path.Join(module, tt.imports))
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := upward(source{dir: tt.dir, files: []*ast.File{file}}); len(got) != tt.want {
			t.Errorf("%q imports %q: %q, want %d problems", tt.dir, tt.imports, got, tt.want)
		}
	}
}

func TestRoomNames(t *testing.T) {
	for _, s := range tree(t, token.NewFileSet()) {
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "model", "types"}, path.Base(s.dir)) {
			t.Errorf("package %s: a room is named for what it holds", s.dir)
		}
	}
}

// TestDecimalsAreNotCompared looks for ==, != and switch on decimals, and for maps
// with decimal keys: they compare representations, so that 1.0 is not 1.
func TestDecimalsAreNotCompared(t *testing.T) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}}\t{{.Export}}", "./...")
	cmd.Dir = root
	cmd.Stderr = new(bytes.Buffer)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, cmd.Stderr)
	}
	exports := map[string]string{}
	for line := range strings.Lines(string(out)) {
		name, file, _ := strings.Cut(strings.TrimSpace(line), "\t")
		exports[name] = file
	}
	fset := token.NewFileSet()
	imports := importer.ForCompiler(fset, "gc", func(name string) (io.ReadCloser, error) {
		if exports[name] == "" {
			return nil, errors.New("no export data")
		}
		return os.Open(exports[name])
	})
	for _, s := range tree(t, fset) {
		problems, err := comparisons(fset, s, imports)
		if err != nil {
			t.Errorf("package %q: %v", s.dir, err)
		}
		for _, problem := range problems {
			t.Error(problem)
		}
	}
	// The test sees what it looks for.
	file, err := parser.ParseFile(fset, "p.go", `package p
import "github.com/shopspring/decimal"
type pair struct { a, b decimal.Decimal }
func f(a, b decimal.Decimal, p, q pair, x *decimal.Decimal) {
	_ = a == b
	_ = p != q
	_ = x == nil
	_ = map[decimal.Decimal]int{}
	switch a {
	}
	_ = a.Equal(b)
}
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := comparisons(fset, source{files: []*ast.File{file}}, imports)
	if len(problems) != 4 || err != nil {
		t.Errorf("comparisons of the sample: %q, %v, want 4", problems, err)
	}
}

// comparisons names the places of a package where decimals are compared by representation.
func comparisons(fset *token.FileSet, s source, imports types.Importer) ([]string, error) {
	if len(s.files) == 0 {
		return nil, nil
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	config := types.Config{Importer: imports}
	if _, err := config.Check(path.Join(module, s.dir), fset, s.files, info); err != nil {
		return nil, err
	}
	var found []string
	check := func(x ast.Expr, what string) {
		if x != nil && holdsDecimal(info.TypeOf(x)) {
			found = append(found, fmt.Sprintf("%s: %s of decimals: use Equal, Cmp or a normalised text", fset.Position(x.Pos()), what))
		}
	}
	for _, file := range s.files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BinaryExpr:
				if n.Op == token.EQL || n.Op == token.NEQ {
					check(n.X, n.Op.String())
				}
			case *ast.SwitchStmt:
				check(n.Tag, "switch")
			case *ast.MapType:
				check(n.Key, "map key")
			}
			return true
		})
	}
	return found, nil
}

// holdsDecimal reports whether == on the type compares a decimal.
func holdsDecimal(t types.Type) bool {
	if t == nil {
		return false
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		if obj := named.Obj(); obj.Pkg() != nil && obj.Pkg().Path() == dependencies[0] && obj.Name() == "Decimal" {
			return true
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for field := range u.Fields() {
			if holdsDecimal(field.Type()) {
				return true
			}
		}
	case *types.Array:
		return holdsDecimal(u.Elem())
	}
	return false
}
