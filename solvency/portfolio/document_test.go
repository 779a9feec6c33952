package portfolio_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"

	"github.com/cedego/cede/counterparty"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/market"
	"github.com/cedego/cede/solvency/portfolio"
)

func written(t testing.TB, b portfolio.Book) string {
	t.Helper()
	var out bytes.Buffer
	if err := portfolio.WriteBook(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func read(t testing.TB, text string) portfolio.Book {
	t.Helper()
	b, err := portfolio.ReadBook(strings.NewReader(text), portfolio.DefaultLimit)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A document in 万元 has money everywhere; what is read is in yuan.
const wan = `{
  "schema": "cede.holdings/1", "unit": "万元", "company": "life", "totalAssets": "30", "interest": "1.5",
  "holdings": [
    {"id": "b", "kind": "bond", "asset": {"issuer": "other", "rating": "AA", "duration": "4"}, "value": "2", "book": "1.9999", "counterparty": "ACME"},
    {"id": "a", "kind": "stock", "asset": {"board": "main", "cost": "3"}, "value": 4, "class": "equity", "exempt": "large-bank"}
  ],
  "products": {
    "items": [{"id": "i", "kind": "loan", "asset": {"class": "pass"}}],
    "products": [{"id": "p", "type": "equity-trust", "asOf": "2026-03-31", "parts": [{"id": "i", "value": "5"}], "opaque": "0.0001"}],
    "positions": [{"product": "p", "value": "6"}]
  },
  "exempt": {"i": "government"},
  "ceded": {"cedent": "insurer", "reinsurers": [{"id": "r", "home": "domestic", "ratio": "2.1"}], "cessions": [{"id": "c", "reinsurers": ["r"], "receivable": "7", "reserves": "8", "collateral": "0"}]},
  "assumed": [{"claim": "9", "age": "3", "counterparty": "ACME"}],
  "liabilities": [{"currency": "USD", "value": "10"}]
}`

func TestReadBook(t *testing.T) {
	b := read(t, wan)
	got := fmt.Sprint(
		b.TotalAssets, b.Interest.Amount(), b.Holdings[0].Value, *b.Holdings[0].Book, b.Holdings[1].Value, *b.Holdings[1].Asset.(asset.Stock).Cost,
		b.Products.Products[0].Parts[0].Value, b.Products.Products[0].Opaque, b.Products.Positions[0].Value, b.Ceded.Cessions[0].Receivable, b.Ceded.Cessions[0].Reserves,
		b.Assumed[0].Claim, b.Liabilities[0].Value,
	)
	if want := "300000 15000 20000 19999 40000 30000 50000 1 60000 70000 80000 90000 100000"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if row := b.Interest.Record().Row; row != "S05-1.3.1" {
		t.Errorf("interest is row %s", row)
	}
	text := written(t, b)
	again := read(t, text)
	if d := cmp.Diff(text, written(t, again)); d != "" {
		t.Errorf("written again (-first +second):\n%s", d)
	}
	if !strings.Contains(text, `"unit": "元"`) || !strings.HasSuffix(text, "}\n") || strings.Index(text, `"id": "a"`) > strings.Index(text, `"id": "b"`) {
		t.Errorf("not canonical: %s", text)
	}
}

func TestReadBook_refuses(t *testing.T) {
	const rest = `"company": "life", "totalAssets": "1"`
	for _, tt := range []struct{ name, text, want string }{
		{"nothing", ``, "must not be empty, at offset 0"},
		{"another schema", `{"schema": "cede.book/1", "unit": "元", ` + rest + `}`, "schema: must be cede.holdings/1, at offset 11 (got cede.book/1)"},
		{"no unit", `{"schema": "cede.holdings/1", ` + rest + `}`, "unit: must not be missing, at offset 0"},
		{"another unit", `{"schema": "cede.holdings/1", "unit": "千元", ` + rest + `}`, "totalAssets: must be one of 元, 万元, 亿元 (got 千元)"},
		{"an unknown field", `{"schema": "cede.holdings/1", "unit": "元", "x": 1, ` + rest + `}`, "x: is not a known field, at offset 45"},
		{"an unknown kind", `{"schema": "cede.holdings/1", "unit": "元", "holdings": [{"id": "a", "kind": "gold", "asset": {}, "value": "1"}], ` + rest + `}`, "kind: must be one of"},
		{"no attributes", `{"schema": "cede.holdings/1", "unit": "元", "holdings": [{"id": "a", "kind": "bond", "asset": {}, "value": "1"}], ` + rest + `}`, "holdings[0].asset.issuer: must not be missing"},
		{"a null", `{"schema": "cede.holdings/1", "unit": "元", "company": "life", "totalAssets": null}`, "totalAssets: must"},
		{"negative interest", `{"schema": "cede.holdings/1", "unit": "元", "interest": "-1", ` + rest + `}`, "interest: must not be negative (got -1)"},
		{"more after it", `{"schema": "cede.holdings/1", "unit": "元", ` + rest + `} x`, "must"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := portfolio.ReadBook(strings.NewReader(tt.text), portfolio.DefaultLimit)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
	if _, err := portfolio.ReadBook(strings.NewReader(wan), 100); err == nil || !strings.Contains(err.Error(), "limit") {
		t.Errorf("too large: %v", err)
	}
}

// tables are those of company, in 万元 or in millions of yuan as 100 万元.
func tables() portfolio.Tables {
	return portfolio.Tables{
		Unit: "万元",
		Holdings: strings.NewReader("id,kind,counterparty,value,class,asset.class,asset.board,asset.form,asset.place,asset.bank\n" +
			"loan,loan,ACME,8500,,pass,,,,\nshare,stock,ACME,4000,equity,,main,,,\nhouse,property,Tenant,51000,,,,title,major-city,\nstate,deposit,State,90000,,,,plain,,large\n"),
		Items:      strings.NewReader("id,kind,counterparty,asset.board,asset.class\nshare,stock,ACME,main,\nshare of B,stock,B,main,\nloan to C,loan,C,,pass\n"),
		Products:   strings.NewReader("id,type,asOf,issuer,fund,overseas,currency,approved,rating\ntrust,equity-trust,2026-03-31,,,,,,\nfund,equity-fund,,AM,,,,,\nabroad,portfolio-product,,ACME,mixed,developed,USD,true,\nplan,debt-plan,2026-03-31,,,,,,AAA\n"),
		Parts:      strings.NewReader("product,id,value\ntrust,share of B,1000\ntrust,share,200\nplan,loan to C,2000\n"),
		Positions:  strings.NewReader("product,value\ntrust,1200\nfund,5000\nabroad,100\nplan,2000\n"),
		Reinsurers: strings.NewReader("id,home,ratio\nACME,domestic,2.1\nParent,domestic,2.1\n"),
		Cessions:   strings.NewReader("id,reinsurers,receivable,reserves,collateral\nsurplus,ACME,2000,1000,0\ngroup,Parent,50000,-700,0\nlayer,Parent,100,0,0\n"),
		Assumed:    strings.NewReader("claim,age,counterparty\n300,9,ACME\n"),
	}
}

// The tables say what the book of the worked case does.
func TestBook_With(t *testing.T) {
	want := company(t)
	b := want
	b.Holdings, b.Products.Items, b.Products.Products, b.Products.Positions, b.Ceded, b.Assumed = nil, nil, nil, nil, nil, nil
	got, err := b.With(tables())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(written(t, want), written(t, got)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if d := cmp.Diff(charges(result(t, want)), charges(result(t, got))); d != "" {
		t.Errorf("charges (-want +got):\n%s", d)
	}
	// Lists without a table stay.
	some, err := want.With(portfolio.Tables{Unit: "元", Assumed: strings.NewReader("claim,age\n5,0\n")})
	if err != nil || len(some.Assumed) != 1 || len(some.Holdings) != 4 || some.Ceded == nil {
		t.Errorf("%d claims, %d holdings, %v", len(some.Assumed), len(some.Holdings), err)
	}
}

func TestBook_With_refuses(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*portfolio.Tables)
		want   string
	}{
		{"no unit", func(x *portfolio.Tables) { x.Unit = "" }, "unit: must be one of 元, 万元, 亿元"},
		{"no header", func(x *portfolio.Tables) { x.Holdings = strings.NewReader("") }, "holdings:1: must have a header"},
		{"a column twice", func(x *portfolio.Tables) { x.Holdings = strings.NewReader("id,id\n") }, "holdings:1: must have columns of different names (got id)"},
		{"a field that is not there", func(x *portfolio.Tables) { x.Positions = strings.NewReader("product,value,x\np,1,2\n") }, "positions:2:x: must not be given: there is no such field"},
		{"an attribute of another kind", func(x *portfolio.Tables) { x.Items = strings.NewReader("id,kind,asset.duration\na,loan,4\n") }, "items:2:asset.duration: must not be given: there is no such field"},
		{"no kind", func(x *portfolio.Tables) { x.Items = strings.NewReader("id,kind\na,\n") }, "items:2:kind: must not be missing"},
		{"an unknown kind", func(x *portfolio.Tables) { x.Items = strings.NewReader("id,kind,asset.x\na,gold,1\n") }, "items:2:kind: must be one of"},
		{"a missing attribute", func(x *portfolio.Tables) { x.Items = strings.NewReader("id,kind\na,loan\n") }, "items:2:asset.class: must not be missing"},
		{"no number", func(x *portfolio.Tables) { x.Positions = strings.NewReader("product,value\np,1\nq,x\n") }, "positions:3:value: must be a decimal number"},
		{"no boolean", func(x *portfolio.Tables) { x.Products = strings.NewReader("id,type,approved\na,spv,yes\n") }, "products:2:approved: must be true or false (got yes)"},
		{"no whole number", func(x *portfolio.Tables) {
			x.Products = strings.NewReader("id,type,stated.items,stated.largest\na,spv,1.5,0\n")
		}, "products:2:stated.items: must be a whole number (got 1.5)"},
		{"a list of other things", func(x *portfolio.Tables) { x.Reinsurers = strings.NewReader("id,home,ratings\na,overseas,A\n") }, "reinsurers:2:ratings: must be given in a document: a cell cannot hold it (got A)"},
		{"an asset in an asset", func(x *portfolio.Tables) {
			x.Items = strings.NewReader("id,kind,asset.of.class\na,accrued-interest,pass\n")
		}, "items:2:asset.of.class: must be given in a document: a cell cannot hold it (got pass)"},
		{"an asset in a cell", func(x *portfolio.Tables) { x.Items = strings.NewReader("id,kind,asset\na,loan,{}\n") }, "items:2:asset: must be given in a document: a cell cannot hold it (got {})"},
		{"a part of no product", func(x *portfolio.Tables) { x.Parts = strings.NewReader("product,id,value\nx,share,1\n") }, "parts[0].product: must be a product of the table of products (got x)"},
		{"a row that is too long", func(x *portfolio.Tables) {
			x.Parts = strings.NewReader("product,id,value\n" + strings.Repeat("x", 80_000))
		}, "parts: size limit: must have rows of at most 65536 bytes"},
		{"a table that is too large", func(x *portfolio.Tables) { x.MaxBytes = 40 }, "holdings: size limit: must be at most 40 bytes long"},
		{"a negative size", func(x *portfolio.Tables) { x.MaxBytes = -1 }, "maxBytes: must not be negative (got -1)"},
		{"too many problems", func(x *portfolio.Tables) {
			x.Parts = strings.NewReader("product,id,value\n" + strings.Repeat("a\n", 200))
		}, "parts: has more problems than the 100 reported"},
		{"money that is too much", func(x *portfolio.Tables) {
			x.Positions = strings.NewReader("product,value\np,1" + strings.Repeat("0", 36) + "\n")
		}, "positions"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x := tables()
			tt.change(&x)
			_, err := portfolio.Book{Company: asset.NonLife}.With(x)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
			if strings.Contains(fmt.Sprint(err), "offset") {
				t.Errorf("an offset in a table: %v", err)
			}
		})
	}
	x := tables()
	x.Holdings = strings.NewReader("id,kind\nx\n")
	if _, err := (portfolio.Book{}).With(portfolio.Tables{Unit: "元", MaxBytes: 1, Parts: x.Holdings}); !errors.Is(err, portfolio.ErrLimit) {
		t.Error(err)
	}
}

func TestDocumentLaws(t *testing.T) {
	seeds := gen.Int64Range(0, 1<<40)
	proptest.Check(t, "what is written and read again gives the same result and digest", prop.ForAll(func(seed int64) string {
		b := random(t, seed)
		again := read(t, written(t, b))
		if d := cmp.Diff(charges(result(t, b)), charges(result(t, again))); d != "" {
			return d
		}
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		again.Holdings, again.Assumed = shuffle(r, again.Holdings), shuffle(r, again.Assumed)
		again.Products.Products, again.Products.Positions = shuffle(r, again.Products.Products), shuffle(r, again.Products.Positions)
		for i := range again.Products.Products {
			p := &again.Products.Products[i]
			p.Parts = shuffle(r, p.Parts)
		}
		x, err := portfolio.Digest(b)
		if err != nil {
			return err.Error()
		}
		if y, err := portfolio.Digest(again); err != nil || x != y {
			return fmt.Sprint("digests ", x, y, err)
		}
		return ""
	}, seeds))
}

// Every word of the readings can be read, and acts: a member of the CSI 300 that was bought for 80 and is worth 100 has 0.27 + 0.35 x k1 or 0.27 x (1 + k1) of its value after more than three
// years, see check 11 of the rooms of market risk. Its own class and its exemption change no charge of so small a part of all.
func TestReadBook_words(t *testing.T) {
	const text = `{"schema": "cede.holdings/1", "unit": "元", "company": "non-life", "totalAssets": "100000", "band": "BAND", "gain": "GAIN", "holdings": [
	  {"id": "a", "kind": "stock", "asset": {"board": "main", "index": true, "cost": "80", "trades": [{"date": "2020-01-01", "shares": "100"}]}, "value": "100", "exempt": "EXEMPT", "class": "CLASS"}]}`
	for _, tt := range []struct {
		band   asset.Band
		gain   market.Gain
		exempt counterparty.Exemption
		class  counterparty.Class
		want   string
	}{
		{asset.Bounded, market.OnBase, counterparty.Government, counterparty.EquityClass, "29.1875"},
		{asset.Unbounded, market.OnFactor, counterparty.PolicyIssuer, counterparty.OtherFinancial, "28.6875"},
		{asset.Bounded, market.OnFactor, counterparty.LargeBank, counterparty.OverseasClass, "28.6875"},
		{asset.Unbounded, market.OnBase, counterparty.MoneyProduct, counterparty.EquityClass, "29.1875"},
		{asset.Bounded, market.OnBase, counterparty.OwnGroup, counterparty.EquityClass, "29.1875"},
		{asset.Bounded, market.OnBase, counterparty.GroupProduct, counterparty.EquityClass, "29.1875"},
		{asset.Bounded, market.OnBase, counterparty.InvestmentProperty, counterparty.EquityClass, "29.1875"},
		{asset.Bounded, market.OnBase, counterparty.Futures, counterparty.EquityClass, "29.1875"},
	} {
		words := strings.NewReplacer("BAND", string(tt.band), "GAIN", string(tt.gain), "EXEMPT", string(tt.exempt), "CLASS", string(tt.class))
		b := read(t, words.Replace(text))
		if h := b.Holdings[0]; b.Band != tt.band || b.Gain != tt.gain || h.Exempt != tt.exempt || h.Class != tt.class {
			t.Errorf("read %+v", b)
		}
		if got := result(t, b).MarketCharges[0].Line.Amount().String(); got != tt.want {
			t.Errorf("%s, %s: got %s, want %s", tt.band, tt.gain, got, tt.want)
		}
	}
}

// Canonical leaves the book alone.
func TestBook_Canonical(t *testing.T) {
	b := company(t)
	first := b.Holdings[0].ID
	c := b.Canonical()
	if b.Holdings[0].ID != first || c.Holdings[0].ID != "house" {
		t.Error("the book was changed, or not sorted")
	}
	for _, p := range b.Products.Products {
		if p.ID == "trust" && p.Parts[0].ID != "share of B" {
			t.Error("the parts of the book were changed")
		}
	}
}

func FuzzReadBook(f *testing.F) {
	f.Add([]byte(wan))
	f.Add([]byte(`{"schema": "cede.holdings/1", "unit": "元", "company": "non-life", "totalAssets": "1e3", "holdings": [{"id": "a", "kind": "cash", "asset": {"form": "on-hand"}, "value": "1"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := portfolio.ReadBook(bytes.NewReader(data), 1<<16)
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := portfolio.WriteBook(&out, b); err != nil {
			t.Fatal(err)
		}
		again, err := portfolio.ReadBook(bytes.NewReader(out.Bytes()), 1<<20)
		if err != nil {
			t.Fatal(err, out.String())
		}
		if text := written(t, again); text != out.String() {
			t.Fatalf("written again:\n%s\nwant\n%s", text, out.String())
		}
		if _, err := b.Result(edition(t)); err != nil {
			return
		}
	})
}

func FuzzTables(f *testing.F) {
	f.Add("id,kind,value,asset.class\nloan,loan,85,pass\n", "id,type,stated.items\na,spv,3\n", "id,reinsurers,receivable,reserves,collateral\nc,a|b,1,2,0\n")
	f.Fuzz(func(t *testing.T, holdings, products, cessions string) {
		b, err := portfolio.Book{Company: asset.NonLife, TotalAssets: dec("1")}.With(portfolio.Tables{
			Unit: "万元", MaxBytes: 1 << 14, Holdings: strings.NewReader(holdings), Products: strings.NewReader(products), Cessions: strings.NewReader(cessions),
		})
		if err != nil {
			return
		}
		again := read(t, written(t, b))
		if written(t, again) != written(t, b) {
			t.Fatal("written again it differs")
		}
	})
}
