package cross2_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/solvency/cross2"
)

// sample is a tree with every operation.
func sample(t testing.TB, premium, ratio, reserve decimal.Decimal) cross2.Line {
	t.Helper()
	e := edition(t, "2025-12-31")
	line := must[cross2.Line](t)
	named := func(row, english, chinese string) cross2.Head {
		return cross2.Head{Row: row, English: english, Chinese: chinese}
	}
	factor := func(key string) cross2.Line {
		return line(must[cross2.Factor](t)(e.Factor(key)).Line())
	}
	exposure := line(cross2.Given(named("IR01-1", "retained premium", "自留保费"), premium))
	cr := line(cross2.GivenNumber(named("", "combined ratio", "综合成本率"), ratio))
	k1 := line(cross2.Bracket(named("", "k1", "特征系数k1"), must[cross2.Brackets](t)(e.Brackets("nonlife.property.premium.combined-ratio")), cr))
	k := line(cross2.Clamp(named("", "K", "特征因子K"), line(cross2.Sum(named("", "sum of k", "特征系数之和"), k1, line(cross2.GivenNumber(named("", "k2", "特征系数k2"), dec("0.012"))))),
		factor("nonlife.k.lower"), factor("nonlife.k.upper")))
	whole := line(cross2.Sum(named("", "1 + K", "1+K"), line(cross2.GivenNumber(named("", "one", "一"), dec("1"))), k))
	premiumRisk := line(cross2.Round(named("", "premium risk", "保费风险"), line(cross2.Product(named("", "premium risk, exact", "保费风险（未取整）"), exposure, factor("nonlife.property.premium.factor"), whole)), cross2.Fen))
	reserveRisk := line(cross2.Max(named("", "reserve risk", "准备金风险"), line(cross2.Given(named("", "charge", "准备金"), reserve)), line(cross2.Given(named("", "nothing", "零"), dec("0")))))
	risk := line(cross2.Quadratic(named("S05-1.1", "premium and reserve risk", "保费及准备金风险"), must[cross2.Matrix](t)(e.Matrix("nonlife.premium-reserve")), cross2.Fen, premiumRisk, reserveRisk))
	effect := line(cross2.Difference(named("S05-1.2", "diversification", "风险分散效应"), line(cross2.Sum(named("", "sum", "合计"), premiumRisk, reserveRisk)), risk))
	least := line(cross2.Min(named("", "least", "最小"), effect, risk))
	least = line(cross2.Proportion(named("", "a third of it", "三分之一"), least, line(cross2.GivenNumber(named("", "a", "甲"), dec("1"))), line(cross2.GivenNumber(named("", "b", "乙"), dec("3"))), 6))
	denominator := line(cross2.Sum(named("", "denominator", "分母"), risk, line(cross2.Given(named("", "a yuan", "一元"), dec("1")))))
	return line(cross2.Quotient(cross2.Head{Row: "S01", English: "share", Chinese: "占比", Citation: cross2.Citation{Rule: "2", Article: "15"}}, least, denominator, 4))
}

func read(t testing.TB, text []byte) cross2.Record {
	t.Helper()
	return must[cross2.Record](t)(cross2.Read(bytes.NewReader(text), 1<<20))
}

func TestVerify(t *testing.T) {
	tree := sample(t, dec("1000000"), dec("0.95"), dec("250000"))
	text, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	again := must[cross2.Line](t)(read(t, text).Verify())
	if second, err := json.Marshal(again); err != nil || string(second) != string(text) {
		t.Errorf("written again:\n%s\n%v\nwant\n%s", second, err, text)
	}
	if err := again.Against(edition(t, "2025-12-31")); err != nil {
		t.Error(err)
	}
	for _, language := range []cross2.Language{cross2.English, cross2.Chinese} {
		a := must[string](t)(tree.Table(language, cross2.InWan))
		if b := must[string](t)(again.Table(language, cross2.InWan)); a != b {
			t.Errorf("prints\n%s\nand when read\n%s", a, b)
		}
	}
}

// places calls f for every record of a tree, with its path.
func places(r *cross2.Record, path string, f func(r *cross2.Record, path string)) {
	f(r, path)
	for i := range r.Parts {
		p := path
		if p != "" {
			p += "."
		}
		places(&r.Parts[i], p+"parts["+itoa(i)+"]", f)
	}
}

func itoa(i int) string { return string(rune('0' + i)) }

// changes are the ways to spoil one node; each reports whether it applies.
var changes = map[string]func(r *cross2.Record) bool{
	"amount":       func(r *cross2.Record) bool { r.Amount = r.Amount.Add(dec("0.01")); return true },
	"amount least": func(r *cross2.Record) bool { r.Amount = r.Amount.Sub(dec("0.000000000000000001")); return true },
	"sign":         func(r *cross2.Record) bool { r.Amount = r.Amount.Neg(); return !r.Amount.IsZero() },
	"row":          func(r *cross2.Record) bool { r.Row += "1"; return true },
	"english":      func(r *cross2.Record) bool { r.English += "."; return true },
	"chinese":      func(r *cross2.Record) bool { r.Chinese += "。"; return true },
	"unit": func(r *cross2.Record) bool {
		r.Unit = map[cross2.Unit]cross2.Unit{cross2.Yuan: cross2.Number, cross2.Number: cross2.Yuan}[r.Unit]
		return true
	},
	"operation": func(r *cross2.Record) bool {
		r.Operation = map[cross2.Operation]cross2.Operation{cross2.OpMin: cross2.OpMax, cross2.OpMax: cross2.OpMin, cross2.OpSum: cross2.OpProduct, cross2.OpGiven: cross2.OpSum}[r.Operation]
		return true
	},
	"article": func(r *cross2.Record) bool { r.Citation = cross2.Citation{Rule: "4", Article: "99"}; return true },
	"key":     func(r *cross2.Record) bool { r.Key += "x"; return true },
	"places":  func(r *cross2.Record) bool { r.Places++; return true },
	"of":      func(r *cross2.Record) bool { r.Of = cross2.Yuan; return true },
	"check":   func(r *cross2.Record) bool { r.Check = strings.Repeat("0", 16); return true },
	"first part": func(r *cross2.Record) bool {
		if len(r.Parts) > 0 {
			r.Parts = r.Parts[1:]
			return true
		}
		return false
	},
	"part twice": func(r *cross2.Record) bool {
		if len(r.Parts) > 0 {
			r.Parts = append(r.Parts[:len(r.Parts):len(r.Parts)], r.Parts[0])
			return true
		}
		return false
	},
	"order": func(r *cross2.Record) bool {
		if len(r.Parts) > 1 {
			r.Parts = append([]cross2.Record{}, r.Parts...)
			r.Parts[0], r.Parts[1] = r.Parts[1], r.Parts[0]
			return true
		}
		return false
	},
	"table": func(r *cross2.Record) bool {
		if len(r.Table) > 0 {
			r.Table = append([]cross2.Band{}, r.Table...)
			r.Table[1].Value = dec("0.3") // a line that is not looked up
			return true
		}
		return false
	},
	"matrix": func(r *cross2.Record) bool {
		if len(r.Matrix) > 0 {
			r.Matrix = [][]decimal.Decimal{{dec("1"), dec("0.4")}, {dec("0.4"), dec("1")}}
			return true
		}
		return false
	},
}

// Every change of one node is refused, and the path of the error leads to the node.
func TestVerify_changed(t *testing.T) {
	text, err := json.Marshal(sample(t, dec("1000000"), dec("0.95"), dec("250000")))
	if err != nil {
		t.Fatal(err)
	}
	nodes := 0
	whole := read(t, text)
	places(&whole, "", func(*cross2.Record, string) { nodes++ })
	if nodes < 30 {
		t.Fatalf("only %d nodes", nodes)
	}
	for name, change := range changes {
		tried := 0
		for target := range nodes {
			r := read(t, text)
			at, i := "", 0
			applies := false
			places(&r, "", func(r *cross2.Record, path string) {
				if i == target {
					at, applies = path, change(r)
				}
				i++
			})
			if !applies {
				continue
			}
			tried++
			_, err := r.Verify()
			if err == nil {
				t.Errorf("%s of node %q may be changed", name, at)
			} else if at != "" && !strings.HasPrefix(err.Error(), at+".") {
				t.Errorf("%s of node %q: the error is elsewhere: %v", name, at, err)
			}
		}
		if tried == 0 {
			t.Errorf("no node has %s", name)
		}
	}
}

func TestVerify_messages(t *testing.T) {
	sum := must[cross2.Line](t)(cross2.Sum(head("sum"), yuan(t, "1"), yuan(t, "2")))
	r := sum.Record()
	r.Amount = dec("4")
	_, err := r.Verify()
	wantText(t, err, "amount: must be 3, as its operation gives (got 4)")
	r = sum.Record()
	r.Parts[1].Amount = dec("5")
	_, err = r.Verify()
	if err == nil || !strings.HasPrefix(err.Error(), "parts[1].check: must be ") {
		t.Errorf("error %v", err)
	}
	r = sum.Record()
	r.Amount = decimal.New(1, 1<<30)
	if _, err := r.Verify(); err == nil {
		t.Error("a huge amount is accepted")
	}
	_, err = cross2.Record{}.Verify()
	if err == nil {
		t.Error("the zero record is accepted")
	}
}

// A tree of another edition is told apart, with the path.
func TestLine_Against(t *testing.T) {
	before, after := edition(t, "2025-09-30"), edition(t, "2025-12-31")
	factor := must[cross2.Line](t)(must[cross2.Factor](t)(before.Factor("nonlife.export-credit.premium.factor")).Line())
	tree := must[cross2.Line](t)(cross2.Product(head("charge"), yuan(t, "100"), factor))
	if err := tree.Against(before); err != nil {
		t.Error(err)
	}
	wantText(t, tree.Against(after), "parts[1].key: must have the value of the edition of 2025-12-31 (got nonlife.export-credit.premium.factor)")

	own := `{"key":"minimum.property","kind":"matrix","article":"1","unit":"fraction","en":"Own","zh":"自有","order":["non-life","market","credit"],"versions":[{"from":"2022-03-31","matrix":[[1,0,0],[0,1,0],[0,0,1]]}]},` +
		`{"key":"control.factor","kind":"bracket","article":"1","unit":"fraction","of":"points","en":"Own","zh":"自有","versions":[{"from":"2022-03-31","rows":[{"in":"[0, 100]","value":0,"slope":"0.01"}]}]}`
	other := must[*cross2.Edition](t)(after.With(must[*cross2.Rulebook](t)(load(documentOf(own)))))
	root := must[cross2.Line](t)(cross2.Quadratic(head("root"), must[cross2.Matrix](t)(other.Matrix("minimum.property")), 2, yuan(t, "1"), yuan(t, "2"), yuan(t, "3")))
	q := must[cross2.Line](t)(cross2.Bracket(head("Q"), must[cross2.Brackets](t)(other.Brackets("control.factor")), number(t, "50")))
	for key, l := range map[string]cross2.Line{"minimum.property": root, "control.factor": q} {
		if err := l.Against(other); err != nil {
			t.Error(err)
		}
		wantText(t, l.Against(after), "key: must have the value of the edition of 2025-12-31 (got "+key+")")
	}
	relief := must[cross2.Line](t)(must[cross2.Factor](t)(after.Factor("nonlife.relief.premium")).Line())
	wantText(t, relief.Against(edition(t, "2023-06-30")), "nonlife.relief.premium: must not be asked for before 2023-09-30 (金规〔2023〕5号 （四）) (got 2023-06-30)")
}

// The same number in another unit is another figure: a document of its own may say yuan where the rulebook has a fraction.
func TestLine_Against_units(t *testing.T) {
	official := edition(t, "2025-12-31")
	const document = `{"key":"nonlife.relief.premium","kind":"factor","article":"1","unit":"yuan","en":"Own","zh":"自有","versions":[{"from":"2022-03-31","value":"0.95"}]},` +
		`{"key":"capital.debt.plain","kind":"bracket","article":"1","unit":"fraction","of":"yuan","en":"Own","zh":"自有","versions":[{"from":"2022-03-31","rows":[{"in":"[0, 1)","value":"0.8"},{"in":"[1, 2)","value":"0.5"},{"in":"[2, inf)","value":"0"}]}]},` +
		`{"key":"minimum.size.life","kind":"bracket","article":"1","unit":"yuan","of":"yuan","en":"Own","zh":"自有","versions":[{"from":"2022-03-31","rows":[{"in":"[0, 50000000000)","value":"0.9"},{"in":"[50000000000, 500000000000]","value":"0.95"},{"in":"(500000000000, inf)","value":"1"}]}]}`
	own := must[*cross2.Edition](t)(must[*cross2.Rulebook](t)(load(documentOf(document))).At(day("2025-12-31")))
	bracket := func(key string) cross2.Line {
		return must[cross2.Line](t)(cross2.Bracket(head(key), must[cross2.Brackets](t)(own.Brackets(key)), yuan(t, "1")))
	}
	for key, l := range map[string]cross2.Line{
		"nonlife.relief.premium": must[cross2.Line](t)(must[cross2.Factor](t)(own.Factor("nonlife.relief.premium")).Line()),
		"capital.debt.plain":     bracket("capital.debt.plain"),
		"minimum.size.life":      bracket("minimum.size.life"),
	} {
		if err := l.Against(own); err != nil {
			t.Errorf("%s: %v", key, err)
		}
		wantText(t, l.Against(official), "key: must have the value of the edition of 2025-12-31 (got "+key+")")
		wantText(t, l.Against(nil), "must be an edition")
	}
}

// A record is the caller's: what is written into it reaches neither the line it came from, nor the line it was verified to, nor the rulebook.
func TestRecord_sharesNothing(t *testing.T) {
	e := edition(t, "2025-12-31")
	root := must[cross2.Line](t)(cross2.Quadratic(head("root"), must[cross2.Matrix](t)(e.Matrix("nonlife.premium-reserve")), 2, yuan(t, "3"), yuan(t, "4")))
	k := must[cross2.Line](t)(cross2.Bracket(head("k"), must[cross2.Brackets](t)(e.Brackets("nonlife.motor.premium.combined-ratio")), number(t, "0.9")))
	tree := must[cross2.Line](t)(cross2.Product(head("tree"), root, k))
	before := must[[]byte](t)(json.Marshal(tree))

	r := tree.Record()
	verified := must[cross2.Line](t)(r.Verify())
	r.Parts[0].Matrix[0][1] = dec("0.9")
	r.Parts[0].Matrix[1] = nil
	r.Parts[1].Table[2].Value = dec("7")
	for name, l := range map[string]cross2.Line{"the line": tree, "the verified line": verified} {
		if after := must[[]byte](t)(json.Marshal(l)); string(after) != string(before) {
			t.Errorf("%s is now\n%s", name, after)
		}
		if err := l.Against(edition(t, "2025-12-31")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if again := must[cross2.Found](t)(must[cross2.Brackets](t)(e.Brackets("nonlife.motor.premium.combined-ratio")).Lookup(dec("0.9"))); !again.Value.Equal(dec("-0.05")) {
		t.Errorf("the rulebook says %s", again.Value)
	}
	if again := must[decimal.Decimal](t)(must[cross2.Matrix](t)(e.Matrix("nonlife.premium-reserve")).At(0, 1)); !again.Equal(dec("0.5")) {
		t.Errorf("the rulebook has the correlation %s", again)
	}
}

func TestRead_refuses(t *testing.T) {
	text, err := json.Marshal(must[cross2.Line](t)(cross2.Sum(head("sum"), yuan(t, "1"), yuan(t, "2"))))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"another schema", "cede.line/1", "cede.line/2", "schema: must be cede.line/1 (got cede.line/2)"},
		{"an unknown field", `"operation":"sum"`, `"operation":"sum","sum":1`, "line.sum: is not a known field"},
		{"a doubled key", `"amount":"3"`, `"amount":"3","amount":"3"`, "line.amount: must not be given twice"},
		{"no amount", `"amount":"3",`, ``, "line.amount: must not be missing"},
		{"null", `"amount":"3"`, `"amount":null`, "line.amount: must not be null"},
		{"an exponent", `"amount":"3"`, `"amount":3e999999999`, "line.amount: has too many digits"},
		{"trailing data", `{"schema"`, `{} {"schema"`, "must"},
	} {
		if _, err := cross2.Read(strings.NewReader(strings.Replace(string(text), tt.old, tt.new, 1)), 1<<20); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := cross2.Read(bytes.NewReader(text), 10); err == nil {
		t.Error("over the limit")
	}
	if r := read(t, text); len(r.Parts) != 2 {
		t.Error("nothing read")
	}
}
