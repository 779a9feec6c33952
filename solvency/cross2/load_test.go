package cross2_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/solvency/cross2"
)

// documentOf is a document of one entry.
func documentOf(entries ...string) string {
	return `{"schema":"cede.cross2/1","rule":"own","en":"Own figures","zh":"自有","entries":[` + strings.Join(entries, ",") + `]}`
}

const (
	ownFactor    = `{"key":"own.factor","kind":"factor","article":"1","unit":"fraction","en":"Own","zh":"自有","versions":[{"from":"2022-03-31","value":"0.1"}]}`
	ownThreshold = `{"key":"own.low","kind":"threshold","article":"1","unit":"fraction","test":">=","en":"Own","zh":"自有","versions":[{"from":"2022-03-31","value":"0.1"}]}`
	ownBracket   = `{"key":"own.table","kind":"bracket","article":"1","unit":"fraction","of":"fraction","en":"Own","zh":"自有","versions":[{"from":"2022-03-31","rows":[{"in":"(0, 1]","value":"1"},{"in":"(1, 2]","value":"2"}]}]}`
	ownMatrix    = `{"key":"own.matrix","kind":"matrix","article":"1","unit":"fraction","en":"Own","zh":"自有","order":["a","b"],"versions":[{"from":"2022-03-31","matrix":[[1,0.5],[0.5,1]]}]}`
)

func load(text string) (*cross2.Rulebook, error) {
	return cross2.Load(strings.NewReader(text), 1<<20)
}

// matrixOf returns a matrix of the test's own.
func matrixOf(t testing.TB, rows ...string) cross2.Matrix {
	t.Helper()
	var names []string
	for i := range rows {
		names = append(names, fmt.Sprintf(`"n%d"`, i))
	}
	text := strings.Replace(ownMatrix, `"a","b"`, strings.Join(names, ","), 1)
	text = strings.Replace(text, `[1,0.5],[0.5,1]`, "["+strings.Join(rows, "],[")+"]", 1)
	book := must[*cross2.Rulebook](t)(load(documentOf(text)))
	return must[cross2.Matrix](t)(must[*cross2.Edition](t)(book.At(cross2.Begin())).Matrix("own.matrix"))
}

func TestLoad(t *testing.T) {
	const whole = ownFactor + "," + ownThreshold + "," + ownBracket + "," + ownMatrix
	for _, tt := range []struct{ name, old, new, want string }{
		{"whole", "", "", ""},
		{"no JSON", `{"schema"`, `schema`, "must be a JSON value"},
		{"another schema", "cede.cross2/1", "cede.cross2/2", "schema: must be cede.cross2/1 (got cede.cross2/2)"},
		{"an unknown field", `"en":"Own figures"`, `"en":"Own figures","note":"x"`, "note: is not a known field"},
		{"a doubled key", `"rule":"own"`, `"rule":"own","rule":"own"`, "rule: must not be given twice"},
		{"a wrong type", `"value":"0.1"`, `"value":true`, "entries[0].versions[0].value: must be a decimal number"},
		{"a number out of bounds", `"value":"0.1"`, `"value":1e999999999`, "entries[0].versions[0].value: has too many digits"},
		{"a missing field", `"kind":"factor",`, ``, "entries[0].kind: must not be missing"},
		{"an unknown kind", `"kind":"factor"`, `"kind":"rate"`, "entries[0].kind: must be one of factor, threshold, bracket, matrix (got rate)"},
		{"no key", `"own.factor"`, `""`, "entries[0].key: must not be empty"},
		{"a bad key", `"own.factor"`, `"own..factor"`, "entries[0].key: must be lower-case words"},
		{"a key twice", `"own.low"`, `"own.factor"`, "entries[1].key: must not be there twice (got own.factor)"},
		{"no entry", ownFactor + "," + ownThreshold + "," + ownBracket + "," + ownMatrix, "", "entries: must not be empty"},
		{"an unknown unit", `"unit":"fraction"`, `"unit":"per cent"`, "entries[0].unit: must be one of yuan, fraction"},
		{"no version", `[{"from":"2022-03-31","value":"0.1"}]`, `[]`, "entries[0].versions: must not be empty"},
		{"a version too early", `"2022-03-31","value"`, `"2022-03-30","value"`, "entries[0].versions[0].from: must not be before 2022-03-31"},
		{"no day", `"2022-03-31","value"`, `"2022-02-30","value"`, "entries[0].versions[0].from: must be a day of the calendar"},
		{"versions out of order", `[{"from":"2022-03-31","value":"0.1"}]`, `[{"from":"2023-03-31","value":"0.1"},{"from":"2023-03-31","value":"0.1"}]`, "entries[0].versions[1].from: must be after 2023-03-31"},
		{"no value", `,"value":"0.1"`, ``, "entries[0].versions[0].value: must not be missing for kind factor"},
		{"a value and withdrawn", `"value":"0.1"`, `"value":"0.1","withdrawn":true`, "entries[0].versions[0].value: must not be there where the entry is withdrawn"},
		{"withdrawn", `"value":"0.1"`, `"withdrawn":true`, ""},
		{"a table in a factor", `"value":"0.1"`, `"value":"0.1","rows":[{"in":"(0, 1)","value":1}]`, "entries[0].versions[0].rows: must not be there for kind factor"},
		{"an article without a rule", `"value":"0.1"`, `"value":"0.1","article":"2"`, "entries[0].versions[0].article: must not be there without a rule of the version"},
		{"no test", `"test":">=",`, ``, "entries[1].test: must be one of >=, >, <=, <"},
		{"a test of a factor", `"unit":"fraction"`, `"unit":"fraction","test":">="`, "entries[0].test: must not be there for kind factor"},
		{"above itself", `"test":">="`, `"test":">=","above":"own.low"`, "own.low: must be above own.low, 0.1 (got 0.1)"},
		{"above no threshold", `"test":">="`, `"test":">=","above":"own.factor"`, "own.low.above: must be the key of a threshold (got own.factor)"},
		{"above of a factor", `"unit":"fraction"`, `"unit":"fraction","above":"own.low"`, "entries[0].above: must not be there for kind factor"},
		{"no unit of the figure", `"of":"fraction",`, ``, "entries[2].of: must be one of"},
		{"a gap", `(1, 2]`, `(1.5, 2]`, "entries[2].versions[0].rows[1].in: must begin where (0, 1] ends, and the figure there be in one of the two (got (1.5, 2])"},
		{"an overlap", `(1, 2]`, `(0.5, 2]`, "rows[1].in: must begin where (0, 1] ends"},
		{"an end in both", `(1, 2]`, `[1, 2]`, "rows[1].in: must begin where (0, 1] ends"},
		{"an end in none", `(0, 1]`, `(0, 1)`, "rows[1].in: must begin where (0, 1) ends"},
		{"out of order", `(1, 2]`, `(-1, 0]`, "rows[1].in: must begin where (0, 1] ends"},
		{"after infinity", `(0, 1]`, `(0, inf)`, "rows[1].in: must begin where (0, inf) ends"},
		{"no interval", `(0, 1]`, `0..1`, "entries[2].versions[0].rows[0].in: must be an interval"},
		{"no interval at all", `"in":"(0, 1]",`, ``, "entries[2].versions[0].rows[0].in: must not be missing"},
		{"no symmetry", `[1,0.5],[0.5,1]`, `[1,0.5],[0.4,1]`, "entries[3].versions[0].matrix[1][0]: must be the same on both sides of the diagonal, 0.5 (got 0.4)"},
		{"no unit diagonal", `[1,0.5],[0.5,1]`, `[1,0.5],[0.5,1.01]`, "matrix[1][1]: must be 1 on the diagonal (got 1.01)"},
		{"not semi-definite", `[1,0.5],[0.5,1]`, `[1,1.01],[1.01,1]`, "matrix: must be positive semi-definite"},
		{"a row short", `[1,0.5],[0.5,1]`, `[1,0.5],[0.5]`, "matrix[1]: must have as many columns as there are rows, 2 (got 1)"},
		{"another order", `["a","b"]`, `["a","b","c"]`, "matrix: must have a row for each name of the order, 3 (got 2)"},
		{"a name twice", `["a","b"]`, `["a","a"]`, "entries[3].order[1]: must not be there twice (got a)"},
		{"no order", `"order":["a","b"],`, ``, "entries[3].order: must not be missing for kind matrix"},
		{"a matrix of money", `"kind":"matrix","article":"1","unit":"fraction"`, `"kind":"matrix","article":"1","unit":"yuan"`, "entries[3].unit: must be fraction for a matrix"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := documentOf(whole)
			if !strings.Contains(text, tt.old) {
				t.Fatalf("the document has no %s", tt.old)
			}
			_, err := load(strings.Replace(text, tt.old, tt.new, 1))
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("error %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error is\n\t%v\nwant\n\t%s", err, tt.want)
			}
		})
	}
	if _, err := cross2.Load(strings.NewReader(documentOf(whole)), 100); !errors.Is(err, strictjson.ErrTooLarge) {
		t.Errorf("over the limit: %v", err)
	}
}

// Matrices on the edge: with an eigenvalue of exactly 0 they pass, one unit in the last place beyond they do not.
func TestLoad_semiDefinite(t *testing.T) {
	for _, tt := range []struct {
		rows string
		want bool
	}{
		{"[1,1],[1,1]", true},
		{"[1,-1],[-1,1]", true},
		{"[1,1.000000000000000001],[1.000000000000000001,1]", false},
		{"[1,1,0.5],[1,1,0.5],[0.5,0.5,1]", true},
		{"[1,1,0.5],[1,1,0.4],[0.5,0.4,1]", false}, // a zero pivot with something behind it
		{"[1,-0.5,-0.5],[-0.5,1,-0.5],[-0.5,-0.5,1]", true},
		{"[1,-0.51,-0.5],[-0.51,1,-0.5],[-0.5,-0.5,1]", false},
		{"[1,0.9,0],[0.9,1,0.9],[0,0.9,1]", false}, // each pair alone would do
		{"[1,1,1,0],[1,1,1,0],[1,1,1,0],[0,0,0,1]", true},
	} {
		n := strings.Count(tt.rows, "[")
		names := []string{`"a","b"`, `"a","b","c"`, `"a","b","c","d"`}[n-2]
		text := strings.Replace(strings.Replace(ownMatrix, `"a","b"`, names, 1), `[1,0.5],[0.5,1]`, tt.rows, 1)
		if _, err := load(documentOf(text)); (err == nil) != tt.want {
			t.Errorf("%s: %v, want %v", tt.rows, err, tt.want)
		}
	}
}

func TestLoad_bounds(t *testing.T) {
	row := "1" + strings.Repeat(",0", 20)
	if _, err := load(documentOf(strings.Replace(ownMatrix, `[1,0.5],[0.5,1]`, strings.Repeat("["+row+"],", 20)+"["+row+"]", 1))); err == nil || !strings.Contains(err.Error(), "must have at most 20 rows") {
		t.Errorf("a matrix of 21 rows: %v", err)
	}
	rows := strings.Repeat(`{"in":"(0, 1]","value":"1"},`, 1000)
	if _, err := load(documentOf(strings.Replace(ownBracket, `{"in":"(0, 1]","value":"1"},`, rows, 1))); err == nil || !strings.Contains(err.Error(), "must have at most 1000 lines") {
		t.Errorf("a table of 1001 lines: %v", err)
	}
	var versions []string
	for i := range 101 {
		versions = append(versions, fmt.Sprintf(`{"from":"%d-12-31","value":1}`, 2022+i))
	}
	if _, err := load(documentOf(strings.Replace(ownFactor, `{"from":"2022-03-31","value":"0.1"}`, strings.Join(versions, ","), 1))); err == nil || !strings.Contains(err.Error(), "more than 100 different dates") {
		t.Errorf("101 versions: %v", err)
	}
}

// What is just within the bounds is loaded.
func TestLoad_within(t *testing.T) {
	key := strings.Repeat("az09-", 11) + ".ownkey.x"
	rows := `{"in":"(0, 1]","value":"1"}`
	for i := 1; i < 1000; i++ {
		rows += fmt.Sprintf(`,{"in":"(%d, %d]","value":"1"}`, i, i+1)
	}
	single := strings.Replace(ownMatrix, `"a","b"`, `"a"`, 1)
	var order, dense []string
	for i := range 20 {
		order = append(order, fmt.Sprintf(`"n%d"`, i))
		row := slices.Repeat([]string{"0.123456789012345678"}, 20)
		row[i] = "1"
		dense = append(dense, "["+strings.Join(row, ",")+"]")
	}
	full := strings.Replace(strings.Replace(ownMatrix, `"a","b"`, strings.Join(order, ","), 1), `[1,0.5],[0.5,1]`, strings.Join(dense, ","), 1)
	for name, tt := range map[string]struct {
		entry string
		want  bool
	}{
		"20 rows of 18 places":     {full, true}, // hangs unless the elimination keeps its numbers short
		"a key of 64 bytes":        {strings.Replace(ownFactor, "own.factor", key, 1), true},
		"a key of 65 bytes":        {strings.Replace(ownFactor, "own.factor", key+"x", 1), false},
		"a key with an upper case": {strings.Replace(ownFactor, "own.factor", "own.Factor", 1), false},
		"1000 lines":               {strings.Replace(ownBracket, `{"in":"(0, 1]","value":"1"},{"in":"(1, 2]","value":"2"}`, rows, 1), true},
		"one line":                 {strings.Replace(ownBracket, `,{"in":"(1, 2]","value":"2"}`, ``, 1), true},
		"one line without range":   {strings.Replace(ownBracket, `{"in":"(0, 1]","value":"1"},{"in":"(1, 2]","value":"2"}`, `{"value":"1"}`, 1), false},
		"one row":                  {strings.Replace(single, `[1,0.5],[0.5,1]`, `[1]`, 1), true},
		"one row that is not 1":    {strings.Replace(single, `[1,0.5],[0.5,1]`, `[2]`, 1), false},
	} {
		if _, err := load(documentOf(tt.entry)); (err == nil) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(key) != 64 {
		t.Errorf("the key has %d bytes", len(key))
	}
}

func TestEdition_With(t *testing.T) {
	e := edition(t, "2025-12-31")
	replace := func(key, shape, versions string) string {
		return `{"key":"` + key + `","article":"1","en":"Own","zh":"自有",` + shape + `,"versions":[` + versions + `]}`
	}
	const factor, threshold = `"kind":"factor","unit":"fraction"`, `"kind":"threshold","unit":"fraction","test":">="`
	for _, tt := range []struct{ name, entry, want string }{
		{"replaces", replace("nonlife.motor.premium.factor", factor, `{"from":"2022-03-31","value":"0.2"}`), ""},
		{"another kind", replace("nonlife.lines", factor, `{"from":"2022-03-31","value":"0.2"}`), "nonlife.lines.kind: must be matrix, as in the edition (got factor)"},
		{"another unit", replace("nonlife.motor.premium.factor", `"kind":"factor","unit":"yuan"`, `{"from":"2022-03-31","value":"0.2"}`), "nonlife.motor.premium.factor.unit: must be fraction, as in the edition (got yuan)"},
		{"another unit looked up", replace("minimum.size.life", `"kind":"bracket","unit":"fraction","of":"years"`, `{"from":"2022-03-31","rows":[{"in":"(0, 1)","value":1}]}`), "minimum.size.life.of: must be yuan, as in the edition (got years)"},
		{"another order", replace("life.total", `"kind":"matrix","unit":"fraction","order":["expense","loss","lapse"]`, `{"from":"2022-03-31","matrix":[[1,0,0],[0,1,0],[0,0,1]]}`), "life.total.order: must be the order of the edition"},
		{"out of order", replace("ratio.core.required", threshold, `{"from":"2022-03-31","value":"0.6"}`), "ratio.core.inspection: must be above ratio.core.required, 0.6 (got 0.6)"},
		{"in order", replace("ratio.core.required", threshold, `{"from":"2022-03-31","value":"0.59"}`), ""},
		{"above no more", replace("ratio.core.inspection", `"kind":"threshold","unit":"fraction","test":"<"`, `{"from":"2022-03-31","value":"0.4"}`), "ratio.core.inspection.above: must be ratio.core.required, as in the edition"},
		{"another above", replace("ratio.core.inspection", `"kind":"threshold","unit":"fraction","test":"<","above":"ratio.comprehensive.required"`, `{"from":"2022-03-31","value":"2"}`), "ratio.core.inspection.above: must be ratio.core.required, as in the edition (got ratio.comprehensive.required)"},
		{"another test", replace("ratio.core.inspection", `"kind":"threshold","unit":"fraction","test":"<=","above":"ratio.core.required"`, `{"from":"2022-03-31","value":"0.7"}`), ""},
		{"above nothing", replace("own.high", threshold+`,"above":"own.low"`, `{"from":"2022-03-31","value":"0.6"}`), "own.high.above: must be the key of a threshold (got own.low)"},
		{"new", ownFactor, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book := must[*cross2.Rulebook](t)(load(documentOf(tt.entry)))
			_, err := e.With(book)
			if tt.want == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			wantText(t, err, tt.want)
		})
	}

	book := must[*cross2.Rulebook](t)(load(documentOf(
		replace("nonlife.motor.premium.factor", factor, `{"from":"2024-03-31","value":"0.2"},{"from":"2026-03-31","withdrawn":true}`), ownFactor)))
	for date, want := range map[string]string{"2023-12-31": "0.103", "2024-03-31": "0.2", "2026-03-31": "none"} {
		before := edition(t, date)
		own := must[*cross2.Edition](t)(before.With(book))
		got := "none"
		if f, err := own.Factor("nonlife.motor.premium.factor"); err == nil {
			got = f.Value().String()
		}
		if got != want || !own.Has("own.factor") || !own.Has("nonlife.lines") {
			t.Errorf("on %s: %s, want %s", date, got, want)
		}
		if f, err := before.Factor("nonlife.motor.premium.factor"); err != nil || f.Value().String() != "0.103" || before.Has("own.factor") {
			t.Errorf("on %s: the edition itself has changed: %v, %v", date, f, err)
		}
	}
	_, err := e.With(nil)
	wantText(t, err, "must be a rulebook")
}
