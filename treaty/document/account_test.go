package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

func readAccount(text string) (treaty.History, proportional.Account, error) {
	return document.ReadAccount(strings.NewReader(text), document.DefaultLimit)
}

func writtenAccount(t testing.TB, history treaty.History, terms proportional.Account) string {
	t.Helper()
	var b bytes.Buffer
	if err := document.WriteAccount(&b, history, terms); err != nil {
		t.Fatalf("WriteAccount: %v", err)
	}
	return b.String()
}

// wholeAccount is an account that states every clause and every figure.
func wholeAccount(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "account.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func (m maker) account() (h treaty.History, a proportional.Account) {
	m.fill(reflect.ValueOf(&h).Elem())
	m.fill(reflect.ValueOf(&a).Elem())
	return h, a
}

// accountFields adds the fields with a JSON name of a type and of those in it that are of package proportional, and of a history.
func accountFields(typ reflect.Type, all map[string]bool) {
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || strings.HasPrefix(typ.PkgPath(), "github.com/shopspring") || typ == reflect.TypeFor[cede.Date]() {
		return
	}
	for i := range typ.NumField() {
		if f := typ.Field(i); f.IsExported() {
			all[typ.Name()+"."+f.Name] = true
			accountFields(f.Type, all)
		}
	}
}

// The document is canonical and valid, states every field, gives a settlement, and is read and written to the byte.
func TestAccount_golden(t *testing.T) {
	text := wholeAccount(t)
	history, terms, err := readAccount(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, writtenAccount(t, history, terms)); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	left := make(map[string]bool)
	accountFields(reflect.TypeFor[treaty.History](), left)
	accountFields(reflect.TypeFor[proportional.Account](), left)
	if len(left) < 60 {
		t.Errorf("%d fields of an account", len(left))
	}
	unstated(reflect.ValueOf(history), left)
	unstated(reflect.ValueOf(terms), left)
	if len(left) > 0 {
		t.Errorf("the document does not state %v", left)
	}
	settlement, err := history.Settle(terms)
	if err != nil {
		t.Fatal(err)
	}
	if len(settlement.Years) != 3 {
		t.Errorf("%d years are settled", len(settlement.Years))
	}
	got, err := document.DigestAccount(history, terms)
	if want := "72552087f1294845ad7a2fdb96ce4d42697ba46178633a01b4499e1ca941d783"; err != nil || got != want {
		t.Errorf("the digest is %s, not %s (%v)", got, want, err)
	}
}

// What is not stated is spelled out, and a document that states it has the same digest.
func TestAccount_readings(t *testing.T) {
	const short = `{"schema":"cede.account/1","currency":"JPY","valuation":"2028-12-31","years":[{"year":2027,"written":100}],
		"terms":{"sharing":[{"cap":1}],"commissions":[{"rate":0.30}],"profitCommissions":[{"tiers":[{"rate":"0.2"}]}]}}`
	history, terms, err := readAccount(short)
	if err != nil {
		t.Fatal(err)
	}
	const ratio = `"lossRatio":{"losses":"incurred","premium":"earned","sharing":"after"}`
	const want = `{"schema":"cede.account/1","currency":"JPY","scale":0,"rounding":"half-up","valuation":"2028-12-31",` +
		`"years":[{"year":2027,"stage":"adjusted","written":"100"}],"terms":{"sharing":[{"cap":"1",` + ratio + `}],` +
		`"commissions":[{"rate":"0.3","on":"written"}],"profitCommissions":[{"tiers":[{"rate":"0.2"}],"tiersOn":"amount",` + ratio + `}]}}`
	text := writtenAccount(t, history, terms)
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(text)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, compact.String()); diff != "" {
		t.Errorf("written (-want +got):\n%s", diff)
	}
	again, againTerms, err := readAccount(reordered(t, text))
	if err != nil || !again.Equal(history) {
		t.Errorf("read again it is another (%v)", err)
	}
	one, err1 := document.DigestAccount(history, terms)
	two, err2 := document.DigestAccount(again, againTerms)
	if one != two || err1 != nil || err2 != nil {
		t.Errorf("digests %s and %s (%v, %v)", one, two, err1, err2)
	}
	if history.Scale != nil || terms.Sharing[0].LossRatio.Losses != "" || terms.Commissions[0].On != "" {
		t.Error("writing changed what it was given")
	}
	got, err := json.Marshal(history)
	if inside := strings.TrimSuffix(strings.TrimPrefix(want, `{"schema":"cede.account/1",`), want[strings.Index(want, `,"terms"`):]); err != nil || string(got) != "{"+inside+"}" {
		t.Errorf("a history is %s, %v", got, err)
	}
}

func TestReadAccount_refuses(t *testing.T) {
	const head = `{"schema":"cede.account/1","currency":"CNY","valuation":"2028-12-31",`
	const years = head + `"years":[{"year":2027,"written":100}],"terms":`
	for _, tt := range []struct{ name, give, want string }{
		{"nothing", ``, `must not be empty, at offset 0`},
		{"schema of a book", `{"schema":"cede.book/1","currency":"CNY"}`, `schema: must be cede.account/1, at offset 10 (got cede.book/1)`},
		{"no terms", head + `"years":[]}`, `terms: must not be missing, at offset 0`},
		{"no years", head + `"terms":{}}`, `years: must not be missing, at offset 0`},
		{"null for terms", years + `null}`, `terms: must not be null, at offset 115 (got null)`},
		{"a kind", years + `{},"kind":"quota-share"}`, `kind: is not a known field, at offset 118`},
		{"a list for a clause", years + `{"portfolio":[]}}`, `terms.portfolio: must be an object, at offset 128 (got [])`},
		{"unknown clause", years + `{"commission":[]}}`, `terms.commission: is not a known field, at offset 116`},
		{"wrong case", years + `{"Commissions":[]}}`, `terms.Commissions: must be spelled commissions, at offset 116`},
		{"rate twice", years + `{"commissions":[{"rate":1,"rate":1}]}}`, `terms.commissions[0].rate: must not be given twice, at offset 141`},
		{"year as a text", head + `"years":[{"year":"2027","written":100}],"terms":{}}`, `years[0].year: must be a whole number, at offset 86 (got "2027")`},
		{"year without premium", head + `"years":[{"year":2027}],"terms":{}}`, `years[0].written: must not be missing, at offset 78`},
		{"hostile number", head + `"years":[{"year":2027,"written":1e10000}],"terms":{}}`, `years[0].written: has too many digits, at offset 101 (got 1e10000)`},
		{"a point without a rate", years + `{"commissions":[{"sliding":{"provisional":0,"points":[{"lossRatio":1}]}}]}}`, `terms.commissions[0].sliding.points[0].rate: must not be missing, at offset 169`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			history, terms, err := readAccount(tt.give)
			wantError(t, err, tt.want)
			if !history.Equal(treaty.History{}) || len(terms.Commissions) > 0 || terms.Portfolio != nil {
				t.Errorf("an account beside the error: %v, %v", history, terms)
			}
		})
	}
	if _, _, err := document.ReadAccount(strings.NewReader(years+`{}}`), 10); !errors.Is(err, treaty.ErrLimit) {
		t.Errorf("got %v", err)
	}
}

// An account of the right form is returned with what is wrong with it.
func TestReadAccount_notValid(t *testing.T) {
	history, terms, err := readAccount(`{"schema":"cede.account/1","currency":"cny","valuation":"","years":[{"year":2027,"written":-1},{"year":2029,"written":1}],
		"terms":{"sharing":[{}],"commissions":[{"rate":2}]}}`)
	wantError(t, err, strings.Join([]string{
		`currency: must be three capital letters, as CNY (got cny)`,
		`valuation: must not be empty`,
		`years[0].written: must not be negative (got -1)`,
		`years[1].year: must be the one after 2027 (got 2029)`,
		`terms.sharing[0]: must state exactly one of corridor, participation and cap`,
		`terms.commissions[0].rate: must be in (0, 1] (got 2)`,
	}, "\n"))
	if len(history.Years) != 2 || len(terms.Commissions) != 1 {
		t.Errorf("got %v, %v", history, terms)
	}
	for _, part := range err.(interface{ Unwrap() []error }).Unwrap() {
		if _, ok := errors.AsType[*cede.InvalidError](part); !ok {
			t.Errorf("%v is a %T", part, part)
		}
	}
	_, _, err = readAccount(`{"schema":"cede.account/1","currency":"CNY","valuation":"2028-12-31","years":[{"year":2027,"written":1}],
		"terms":{"commissions":[` + strings.Repeat("{},", 150) + `{}]}}`)
	if parts := len(strings.Split(fmt.Sprint(err), "\n")); parts != 101 {
		t.Errorf("%d lines of problems", parts)
	}
}

func TestWriteAccount_refuses(t *testing.T) {
	huge := decimal.New(1, 1_000_000_000)
	for _, tt := range []struct {
		name    string
		history treaty.History
		terms   proportional.Account
		want    string
	}{
		{"hostile figure", treaty.History{Years: []treaty.UnderwritingYear{{Written: huge}}}, proportional.Account{}, `years[0].written: has too many digits (got 1E1000000000)`},
		{"hostile term", treaty.History{}, proportional.Account{Sharing: []proportional.Sharing{{Cap: &huge}}}, `terms.sharing[0].cap: has too many digits (got 1E1000000000)`},
		{"text that is none", treaty.History{Contract: "a\xff"}, proportional.Account{}, `contract: must be valid UTF-8 (got a\xff)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			wantError(t, document.WriteAccount(&b, tt.history, tt.terms), tt.want)
			if b.Len() > 0 {
				t.Errorf("wrote %s", b.String())
			}
			digest, err := document.DigestAccount(tt.history, tt.terms)
			wantError(t, err, tt.want)
			if digest != "" {
				t.Errorf("the digest is %s", digest)
			}
		})
	}
	broken := treaty.History{Contract: "\xff"}
	if broken.Equal(broken) {
		t.Error("a history that cannot be written equals itself")
	}
	if err := document.WriteAccount(failing{}, treaty.History{}, proportional.Account{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

// Whatever is cut off, it is noticed.
func TestAccount_truncated(t *testing.T) {
	text := strings.TrimSpace(wholeAccount(t))
	for i := range len(text) {
		_, _, err := readAccount(text[:i])
		if _, ok := errors.AsType[*cede.InvalidError](err); !ok {
			t.Fatalf("the account of %d bytes gives %v", i, err)
		}
	}
}

// None of these takes time or fills the memory, whatever its size; the limits are generous.
func TestAccount_hostile(t *testing.T) {
	const size = 2_000_000
	const head = `{"schema":"cede.account/1","currency":"CNY","valuation":"2028-12-31","years":[`
	const terms = head + `{"year":2027,"written":1}],"terms":{`
	for name, text := range map[string]string{
		"million digits":   head + `{"year":2027,"written":` + strings.Repeat("9", size) + `}],"terms":{}}`,
		"exponent":         head + `{"year":2027,"written":1e10000}],"terms":{}}`,
		"empty years":      head + strings.Repeat("{},", size/3) + `{}],"terms":{}}`,
		"one year again":   head + strings.Repeat(`{"year":2027,"written":1},`, size/27) + `{"year":2027,"written":1}],"terms":{}}`,
		"empty clauses":    terms + `"commissions":[` + strings.Repeat("{},", size/3) + `{}]}}`,
		"points alike":     terms + `"commissions":[{"sliding":{"provisional":0,"points":[` + strings.Repeat(`{"lossRatio":1,"rate":0},`, size/26) + `{"lossRatio":1,"rate":0}]}}]}}`,
		"empty reinsurers": terms + `"sharing":[{"cap":1,"reinsurers":[` + strings.Repeat(`"",`, size/3) + `""]}]}}`,
		"tiers alike":      terms + `"profitCommissions":[{"tiers":[` + strings.Repeat(`{"rate":0},`, size/12) + `{"rate":0}]}]}}`,
		"open brackets":    terms + `"sharing":` + strings.Repeat("[", size),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, _, err := readAccount(text)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		if err == nil || len(err.Error()) > 100_000 {
			t.Errorf("%s: the error is %.200v", name, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; took > time.Minute || used > uint64(500*len(text)+20_000_000) {
			t.Errorf("%s took %v and %d bytes for %d", name, took, used, len(text))
		}
	}
}

func TestAccount_roundTrip(t *testing.T) {
	seeds := gens.Minor(0, 1<<40)
	proptest.Check(t, "an account is read as it was written", prop.ForAll(func(seed int64) bool {
		history, terms := newMaker(seed).account()
		text := writtenAccount(t, history, terms)
		read, readTerms, _ := readAccount(text) // it need not be valid, but has to be what was written
		return read.Equal(history) && writtenAccount(t, read, readTerms) == text
	}, seeds))
	proptest.Check(t, "the order of fields does not change an account", prop.ForAll(func(seed int64) bool {
		history, terms := newMaker(seed).account()
		read, readTerms, _ := readAccount(reordered(t, writtenAccount(t, history, terms)))
		want, err1 := document.DigestAccount(history, terms)
		got, err2 := document.DigestAccount(read, readTerms)
		return err1 == nil && err2 == nil && got == want
	}, seeds))
	proptest.Check(t, "other accounts have other digests", prop.ForAll(func(seed int64) bool {
		one, oneTerms := newMaker(seed).account()
		other, otherTerms := newMaker(seed + 1).account()
		a, err1 := document.DigestAccount(one, oneTerms)
		b, err2 := document.DigestAccount(other, otherTerms)
		same := writtenAccount(t, one, oneTerms) == writtenAccount(t, other, otherTerms)
		return err1 == nil && err2 == nil && (a == b) == same
	}, seeds))
	proptest.Check(t, "the canonical account says the same and no more", prop.ForAll(func(seed int64) bool {
		history, terms := newMaker(seed).account()
		before := writtenAccount(t, history, terms)
		once := history.Canonical()
		onceTerms := terms.CanonicalAccount().(proportional.Account)
		return once.Equal(history) && writtenAccount(t, once, onceTerms) == before && writtenAccount(t, history, terms) == before &&
			(once.Validate() == nil) == (history.Validate() == nil) && (onceTerms.Validate() == nil) == (terms.Validate() == nil)
	}, seeds))
}

func FuzzReadAccount(f *testing.F) {
	for _, seed := range []string{wholeAccount(f), `{"schema":"cede.account/1","currency":"JPY","valuation":"","years":[],"terms":{}}`, `{"schema":"cede.account/2"}`, ``} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		start := time.Now()
		history, terms, err := document.ReadAccount(bytes.NewReader(data), fuzzLimit)
		if took := time.Since(start); took > fuzzTime {
			t.Fatalf("%q took %v", data, took)
		}
		if err != nil && !ours(err) {
			t.Fatalf("the error of %q is a %T: %v", data, err, err)
		}
		if err != nil && history.Equal(treaty.History{}) { // refused, or read and not valid but empty
			return
		}
		text := writtenAccount(t, history, terms)
		again, againTerms, againErr := readAccount(text)
		if (err == nil) != (againErr == nil) {
			t.Fatalf("%q gives %v, and as %s %v", data, err, text, againErr)
		}
		if !again.Equal(history) || writtenAccount(t, again, againTerms) != text {
			t.Fatalf("%q is written as %s and then as %s", data, text, writtenAccount(t, again, againTerms))
		}
		if err == nil && len(history.Years) < 100 { // whatever is valid is settled, or refused for what the figures are
			if _, err := history.Settle(terms); err != nil && !ours(err) && !errors.Is(err, treaty.ErrOverflow) {
				t.Fatalf("%q gives a %T: %v", data, err, err)
			}
		}
	})
}

// The terms and the figures of a contract stand in one document.
func ExampleReadAccount() {
	history, terms, err := document.ReadAccount(strings.NewReader(`{
  "schema": "cede.account/1",
  "contract": "QS 2027",
  "currency": "CNY",
  "valuation": "2028-12-31",
  "years": [{"year": 2027, "written": 1000000, "paid": 400000, "outstanding": 150000}],
  "terms": {
    "commissions": [{"sliding": {
      "provisional": 0.3,
      "points": [{"lossRatio": 0.5, "rate": 0.35}, {"lossRatio": 0.6, "rate": 0.25}]
    }}]
  }
}`), document.DefaultLimit)
	if err != nil {
		fmt.Println(err)
		return
	}
	settlement, err := history.Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	for year, item := range settlement.Items() {
		fmt.Println(year, item.Term, "at", item.LossRatio, "is", item.Rate, "of", item.Base, "=", item.Full)
	}
	// Output: 2027 sliding-scale-commission at 0.55 is 0.3 of 1000000 = 300000
}

func ExampleWriteAccount() {
	day, _ := cede.ParseDate("2028-12-31")
	history := treaty.History{Currency: "CNY", Valuation: day, Years: []treaty.UnderwritingYear{{Year: 2027, Written: dec("1000")}}}
	terms := proportional.Account{Commissions: []proportional.Commission{{Rate: new(dec("0.30"))}}}
	if err := document.WriteAccount(os.Stdout, history, terms); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "schema": "cede.account/1",
	//   "currency": "CNY",
	//   "scale": 2,
	//   "rounding": "half-up",
	//   "valuation": "2028-12-31",
	//   "years": [
	//     {
	//       "year": 2027,
	//       "stage": "adjusted",
	//       "written": "1000"
	//     }
	//   ],
	//   "terms": {
	//     "commissions": [
	//       {
	//         "rate": "0.3",
	//         "on": "written"
	//       }
	//     ]
	//   }
	// }
}
