package xol_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/big"
	"runtime"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// text is an error's, or nothing.
func text(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// both are the two covers with the same layers.
func both(layers ...xol.Layer) map[string]treaty.Terms {
	return map[string]treaty.Terms{"per-risk": xol.PerRisk{Layers: layers}, "per-event": xol.PerEvent{Layers: layers}}
}

func TestValidate(t *testing.T) {
	for _, tt := range []struct {
		name              string
		layers            []xol.Layer
		perRisk, perEvent string
	}{
		{"none", nil, "layers: must not be empty", ""},
		{"the zero layer", []xol.Layer{{}}, "valid", ""},
		{"everything stated", []xol.Layer{{
			ID: "first", Attachment: yuan("100"), Limit: some("0.01"), Share: some("0.000000000000000001"), ShareOn: xol.ShareOnRecovery, MinimumRisks: 1,
			Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"fire"}}},
		}, {ID: "second", Attachment: yuan("100"), Share: some("1"), ShareOn: xol.ShareOnLoss}}, "valid", ""},
		{"attachment below zero", []xol.Layer{{Attachment: yuan("-0.01")}}, "layers[0].attachment: must not be negative (got -0.01)", ""},
		{"limit zero", []xol.Layer{{Limit: some("0")}}, "layers[0].limit: must be positive (got 0)", ""},
		{"limit below zero", []xol.Layer{{}, {Limit: some("-5")}}, "layers[1].limit: must be positive (got -5)", ""},
		{"share zero", []xol.Layer{{Share: some("0")}}, "layers[0].share: must be in (0, 1] (got 0)", ""},
		{"share above one", []xol.Layer{{Share: some("1.000000000000000001")}}, "layers[0].share: must be in (0, 1] (got 1.000000000000000001)", ""},
		{"share on nothing known", []xol.Layer{{ShareOn: "premium"}}, "layers[0].shareOn: must be one of recovery, loss (got premium)", ""},
		{"minimum below zero", []xol.Layer{{MinimumRisks: -1}}, "layers[0].minimumRisks: must not be negative (got -1)", ""},
		{
			"minimum of two",
			[]xol.Layer{{MinimumRisks: 2}},
			"layers[0].minimumRisks: must be absent unless the cover is per event (got 2)", "valid",
		},
		{
			"event cap",
			[]xol.Layer{{EventCap: some("10")}},
			"valid", "layers[0].eventCap: must be absent unless the cover is per risk (got 10)",
		},
		{
			"event cap zero",
			[]xol.Layer{{EventCap: some("0")}},
			"layers[0].eventCap: must be positive (got 0)",
			"layers[0].eventCap: must be positive (got 0)\nlayers[0].eventCap: must be absent unless the cover is per risk (got 0)",
		},
		{"two of one name", []xol.Layer{{ID: "a"}, {ID: "b"}, {ID: "a"}}, "layers[2].id: must be unique in the section (got a)", ""},
		{"two without name", []xol.Layer{{}, {}}, "valid", ""},
		{"the name of one without", []xol.Layer{{}, {ID: "layer[0]"}}, "layers[1].id: must not begin as the name of a layer without id (got layer[0])", ""},
		{"no text", []xol.Layer{{ID: "a\xff"}}, `layers[0].id: must be valid UTF-8 (got "a\xff")`, ""},
		{
			"scope",
			[]xol.Layer{{Scope: treaty.Scope{Include: treaty.Selection{Lines: []string{"fire", ""}}, Bounds: []treaty.Bound{{Attribute: "age"}}}}},
			"layers[0].scope.include.lines[1]: must not be empty\nlayers[0].scope.bounds[0].min: must not be empty without a max", "",
		},
		{
			"everything at once",
			[]xol.Layer{{}, {ID: "x", Attachment: yuan("-1"), Limit: some("-1"), Share: some("2")}, {ID: "x"}},
			"layers[1].attachment: must not be negative (got -1)\nlayers[1].limit: must be positive (got -1)\nlayers[1].share: must be in (0, 1] (got 2)\n" +
				"layers[2].id: must be unique in the section (got x)", "",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := map[string]string{"per-risk": tt.perRisk, "per-event": tt.perEvent}
			if tt.perEvent == "" {
				want["per-event"] = tt.perRisk
			}
			for kind, terms := range both(tt.layers...) {
				if want[kind] == "valid" {
					want[kind] = ""
				}
				if diff := cmp.Diff(want[kind], text(terms.Validate())); diff != "" {
					t.Errorf("%s (-want +got):\n%s", kind, diff)
				}
				if got := terms.Kind(); got != kind {
					t.Errorf("the kind of %T is %s", terms, got)
				}
			}
		})
	}
}

// Numbers that take long to compare or print are refused, and named, at once.
func TestValidate_hostile(t *testing.T) {
	million := decimal.NewFromBigInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(1_000_000), nil), 0)
	for _, tt := range []struct {
		name, shown, reason string
		value               decimal.Decimal
	}{
		{"a large exponent", "1E10000", "has too many digits", decimal.New(1, 10_000)},
		{"the largest exponent", "1E2147483647", "has too many digits", decimal.New(1, math.MaxInt32)},
		{"the smallest exponent", "1E-2147483648", "must have at most 18 decimal places", decimal.New(1, math.MinInt32)},
		{"nineteen places", "1E-19", "must have at most 18 decimal places", decimal.New(1, -19)},
		{"39 digits", "1E38", "has too many digits", decimal.New(1, 38)},
		{"a million digits", "about 1E1000000", "has too many digits", million},
		{"a million digits below zero", "about -1E1000000", "has too many digits", million.Neg()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			layer := xol.Layer{Attachment: tt.value, Limit: &tt.value, Share: &tt.value, EventCap: &tt.value}
			var want []string
			for _, name := range []string{"attachment", "limit", "share", "eventCap"} {
				want = append(want, fmt.Sprintf("layers[0].%s: %s (got %s)", name, tt.reason, tt.shown))
			}
			if diff := cmp.Diff(strings.Join(want, "\n"), text(xol.PerRisk{Layers: []xol.Layer{layer}}.Validate())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Amounts that are no count of minor units are refused when the program is made.
func TestNewProgram_amounts(t *testing.T) {
	layer := func(attachment, limit, eventCap string) xol.Layer {
		return xol.Layer{Attachment: yuan(attachment), Limit: some(limit), EventCap: some(eventCap)}
	}
	const at = "contracts[0].sections[0].terms.layers[1]."
	for _, tt := range []struct {
		name  string
		layer xol.Layer
		entry treaty.Entry
		want  string
	}{
		{"fen", layer("0.01", "0.02", "0.03"), treaty.EntryExact, ""},
		{
			"finer than the fen", layer("0.001", "0.015", "0.099"), treaty.EntryExact,
			at + "attachment: must have at most 2 decimal places (got 0.001)\n" + at + "limit: must have at most 2 decimal places (got 0.015)\n" +
				at + "eventCap: must have at most 2 decimal places (got 0.099)",
		},
		{"rounded on entry", layer("0.001", "0.015", "0.099"), treaty.EntryRound, ""},
		{"the largest", layer("92233720368547758.07", "92233720368547758.07", "92233720368547758.07"), treaty.EntryExact, ""},
		{
			"beyond 64 bits", layer("92233720368547758.08", "1e20", "1e35"), treaty.EntryRound,
			at + "attachment: must fit 64 bits of minor units (got 92233720368547758.08)\n" + at + "limit: must fit 64 bits of minor units (got 100000000000000000000)\n" +
				at + "eventCap: must fit 64 bits of minor units (got 100000000000000000000000000000000000)",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Entry: tt.entry, Contracts: []treaty.Contract{
				contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("1000000"), Limit: some("1")}, tt.layer}}),
			}})
			if diff := cmp.Diff(tt.want, text(err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// An attachment and a limit that are rounded on entry are used as they then are: 0.004 is 0.00 and 9.995 is 10.00.
func TestEntryRound(t *testing.T) {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Entry: treaty.EntryRound, Contracts: []treaty.Contract{
		contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("0.004"), Limit: some("9.995")}}}),
	}})
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(treaty.BookSpec{
		Currency: "CNY", Risks: []treaty.Risk{risk("A", "")}, Losses: []treaty.Loss{loss("1", "A", "", "50"), loss("2", "A", "", "0.005")},
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := program.Apply(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "ceded of 50 and of 0.01", cededOf(r, "XL"), "1: 10, 2: 0.01")
}

// Attachment plus limit may leave 64 bits; no sum of them is formed.
func TestLargestAmounts(t *testing.T) {
	const largest = "92233720368547758.07"
	book := treaty.BookSpec{Risks: []treaty.Risk{risk("A", "")}, Losses: []treaty.Loss{loss("1", "A", "", largest)}}
	for _, tt := range []struct{ name, attachment, limit, share, want string }{
		{"all of it", "0", largest, "1", largest},
		{"a fen at the top", "92233720368547758.06", largest, "1", "0.01"},
		{"nothing", largest, largest, "1", "0"},
		{"half of it", "0", largest, "0.5", "46116860184273879.04"}, // 2^62 - 1/2 fen
	} {
		for kind, terms := range both(xol.Layer{Attachment: yuan(tt.attachment), Limit: some(tt.limit), Share: some(tt.share)}) {
			equal(t, tt.name+" "+kind, cededOf(apply(book, contract("XL", 1, terms)), "XL"), "1: "+tt.want)
		}
	}
}

// A minimum number of risks is the user's number and no size of anything.
func TestMinimumRisks_huge(t *testing.T) {
	for _, n := range []int{1 << 31, math.MaxInt} {
		c := contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{{MinimumRisks: n}}})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := apply(treaty.BookSpec{
			Risks: []treaty.Risk{risk("A", ""), risk("B", "")}, Events: []treaty.Event{{ID: "e"}},
			Losses: []treaty.Loss{loss("1", "A", "e", "10"), loss("2", "B", "e", "10")},
		}, c)
		runtime.ReadMemStats(&after)
		equal(t, fmt.Sprint(n, " risks"), cededOf(r, "XL"), "1: 0, 2: 0")
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
			t.Errorf("%d risks: %d bytes were allocated for two losses", n, used)
		}
	}
}

// A tower of 100,000 layers of a fen each pays fen by fen; one more is refused before any of its layers is looked at.
func TestManyLayers(t *testing.T) {
	const most = 100_000
	layers := make([]xol.Layer, most, most+1)
	fen := new(decimal.New(1, -2))
	for i := range layers {
		layers[i] = xol.Layer{Attachment: decimal.New(int64(i), -2), Limit: fen}
	}
	book := treaty.BookSpec{Risks: []treaty.Risk{risk("A", "")}, Losses: []treaty.Loss{loss("1", "A", "", "1234.56")}}
	for kind, terms := range both(layers...) {
		r := apply(book, contract("XL", 1, terms))
		equal(t, kind, cededOf(r, "XL"), "1: 1000") // 100,000 fen
	}
	hostile := decimal.New(1, math.MaxInt32)
	for i := range layers {
		layers[i] = xol.Layer{ID: "the same", Attachment: hostile, ShareOn: "no reading"}
	}
	for kind, terms := range both(append(layers, xol.Layer{})...) {
		err := terms.Validate()
		if !errors.Is(err, treaty.ErrLimit) {
			t.Errorf("%s: %.200v; want ErrLimit", kind, err)
			continue
		}
		equal(t, kind, err.Error(), "layers: size limit: must be at most 100000 (got 100001)")
		if _, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, terms)}}); !errors.Is(err, treaty.ErrLimit) {
			t.Errorf("%s: %.200v; want ErrLimit", kind, err)
		}
	}
}

// Canonical terms spell out the readings, so that what means the same reads the same; a caller's layers stay as they are.
func TestCanonical(t *testing.T) {
	layers := []xol.Layer{
		{Attachment: yuan("5"), EventCap: some("7"), MinimumRisks: 3, ID: "a"},
		{Attachment: yuan("5"), Limit: some("6"), Share: some("0.5"), ShareOn: xol.ShareOnLoss},
		{Attachment: yuan("5"), MinimumRisks: 1},
	}
	for kind, minimum := range map[string]string{"per-risk": "", "per-event": `,"minimumRisks":1`} { // any number means one in a cover per event
		terms := both(layers...)[kind]
		got, err := strictjson.Marshal(terms.Canonical())
		equal(t, kind, text(err)+string(got), `{"layers":[{"id":"a","attachment":"5","share":"1","shareOn":"recovery","minimumRisks":3,"eventCap":"7"},`+
			`{"attachment":"5","limit":"6","share":"0.5","shareOn":"loss"`+minimum+`},{"attachment":"5","share":"1","shareOn":"recovery"`+minimum+`}],`+
			`"order":"date","annual":"period","expiry":"whole","expenses":"within","exGratia":"excluded"}`)
		equal(t, kind, terms.Canonical().Kind(), kind)
	}
	for kind, terms := range both(xol.Layer{MinimumRisks: -1}) { // what is wrong stays wrong
		equal(t, kind, text(terms.Canonical().Validate()), "layers[0].minimumRisks: must not be negative (got -1)")
	}
	if layers[0].Share != nil || layers[0].ShareOn != "" {
		t.Errorf("the layer of the caller was changed: %+v", layers[0])
	}
}

// stated begins a document of a kind with what it must state.
func stated(kind string) string {
	switch kind {
	case "stop-loss":
		return `{"on": "amounts", `
	case "umbrella":
		return `{"over": ["QS"], `
	}
	return "{"
}

func TestKinds(t *testing.T) {
	for _, kind := range xol.Kinds() {
		read := func(document string) (treaty.Terms, error) {
			return kind.Decode(func(into any) error { return strictjson.Unmarshal([]byte(document), into) })
		}
		terms, err := read(stated(kind.Name) + `"layers": [{"id": "a", "attachment": "5", "share": 0.5, "shareOn": "loss", "scope": {"include": {"perils": ["flood"]}}}]}`)
		equal(t, kind.Name, text(err)+terms.Kind(), kind.Name)
		var layers []xol.Layer
		switch terms := terms.(type) {
		case xol.PerRisk:
			layers = terms.Layers
		case xol.PerEvent:
			layers = terms.Layers
		case xol.AggregateExcess:
			layers = terms.Layers
		case xol.StopLoss:
			layers = terms.Layers
		case xol.Umbrella:
			layers = terms.Layers
		}
		want := xol.Layer{
			ID: "a", Attachment: yuan("5"), Share: some("0.5"), ShareOn: xol.ShareOnLoss,
			Scope: treaty.Scope{Include: treaty.Selection{Perils: []string{"flood"}}},
		}
		alike := cmp.Options{
			cmp.Comparer(func(a, b decimal.Decimal) bool { return a.Equal(b) }),
			cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == "._" }, cmp.Ignore()),
		}
		if diff := cmp.Diff([]xol.Layer{want}, layers, alike); diff != "" {
			t.Errorf("%s (-want +got):\n%s", kind.Name, diff)
		}
		for _, document := range []string{``, `{}`, `{"layers": null}`, `{"layers": [{"attachment": 1, "Limit": 2}]}`, `{"layers": [{"limit": 2}]}`, `{"layers": [{"attachment": 1e10000}]}`} {
			if _, err := read(document); err == nil {
				t.Errorf("%s: %s was read", kind.Name, document)
			}
		}
	}
}
