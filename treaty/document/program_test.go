package document_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
	"github.com/cedego/cede/xol"
)

// Each document is refused for one thing.
func TestReadProgram_refuses(t *testing.T) {
	const head = `{"schema":"cede.program/1","currency":"CNY",`
	const known = "aggregate-excess, facultative, facultative-obligatory, per-event, per-risk, quota-share, quota-share-surplus, stop-loss, surplus, umbrella, variable-quota-share"
	section := func(text string) string {
		return head + `"contracts":[{"id":"C","period":{"from":"2026-01-01","to":"2026-12-31"},"placement":{"lines":[{"reinsurer":"R","share":1}]},"sections":[` + text + `]}]}`
	}
	for _, tt := range []struct{ name, give, want string }{
		{"nothing", ``, `must not be empty, at offset 0`},
		{"no object", `[]`, `must be an object, at offset 0 (got [])`},
		{"trailing data", `{"schema":"cede.program/1","currency":"CNY"} x`, `must not be followed by more data, at offset 45 (got x)`},
		{"no schema", `{"currency":"CNY"}`, `schema: must not be missing, at offset 0`},
		{"only no schema is reported", `{"currancy":"CNY"}`, `schema: must not be missing, at offset 0`},
		{"later schema", `{"currency":"CNY","schema":"cede.program/2","clauses":[]}`, `schema: must be cede.program/1, at offset 27 (got cede.program/2)`},
		{"schema of a book", `{"schema":"cede.book/1","currency":"CNY","risks":[]}`, `schema: must be cede.program/1, at offset 10 (got cede.book/1)`},
		{"schema with space", `{"schema":"cede.program/1 ","currency":"CNY"}`, `schema: must be cede.program/1, at offset 10 (got cede.program/1 )`},
		{"number for a schema", `{"schema":1,"currency":"CNY"}`, `schema: must be a string, at offset 10 (got 1)`},
		{"schema twice", `{"schema":"cede.program/1","currency":"CNY","schema":"cede.program/1"}`, `schema: must not be given twice, at offset 44`},
		{"no currency", `{"schema":"cede.program/1"}`, `currency: must not be missing, at offset 0`},
		{"unknown field", head + `"contract":[]}`, `contract: is not a known field, at offset 44`},
		{"wrong case", head + `"Contracts":[]}`, `Contracts: must be spelled contracts, at offset 44`},
		{"text for a scale", head + `"scale":"2"}`, `scale: must be a whole number, at offset 52 (got "2")`},
		{"null for contracts", head + `"contracts":null}`, `contracts: must not be null, at offset 56 (got null)`},
		{"no period, no sections", head + `"contracts":[{"id":"C"}]}`, "contracts[0].period: must not be missing, at offset 57\ncontracts[0].sections: must not be missing, at offset 57"},
		{"no kind", section(`{"basis":"losses-occurring","terms":{}}`), `contracts[0].sections[0].kind: must not be missing, at offset 180`},
		{"no terms", section(`{"basis":"losses-occurring","kind":"surplus"}`), `contracts[0].sections[0].terms: must not be missing, at offset 180`},
		{"unknown kind", section(`{"basis":"losses-occurring","kind":"stop-gain","terms":{"x":[1,{}]}}`), `contracts[0].sections[0].kind: must be one of ` + known + `, at offset 215 (got stop-gain)`},
		{"null for terms", section(`{"basis":"losses-occurring","kind":"surplus","terms":null}`), `contracts[0].sections[0].terms: must not be null, at offset 233 (got null)`},
		{"list for terms", section(`{"basis":"losses-occurring","kind":"surplus","terms":[]}`), `contracts[0].sections[0].terms: must be an object, at offset 233 (got [])`},
		{"terms of another kind", section(`{"terms":{"layers":[]},"basis":"losses-occurring","kind":"quota-share"}`), "contracts[0].sections[0].terms.share: must not be missing, at offset 189\ncontracts[0].sections[0].terms.layers: is not a known field, at offset 190"},
		{"twice in terms", section(`{"terms":{"share":1,"share":1},"basis":"losses-occurring","kind":"quota-share"}`), `contracts[0].sections[0].terms.share: must not be given twice, at offset 200`},
		{"hostile number", section(`{"terms":{"share":1e10000},"basis":"losses-occurring","kind":"quota-share"}`), `contracts[0].sections[0].terms.share: has too many digits, at offset 198 (got 1e10000)`},
		{"text for an integer", section(`{"terms":{"layers":[{"attachment":0,"minimumRisks":"2"}]},"basis":"losses-occurring","kind":"per-event"}`), `contracts[0].sections[0].terms.layers[0].minimumRisks: must be a whole number, at offset 231 (got "2")`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readProgram(tt.give)
			wantError(t, err, tt.want)
			if !got.Equal(treaty.Spec{}) {
				t.Errorf("a program beside the error: %v", got)
			}
		})
	}
}

// A program of the right form is returned with what is wrong with it.
func TestReadProgram_notValid(t *testing.T) {
	got, err := readProgram(`{"schema":"cede.program/1","currency":"cny","scale":9,"contracts":[{"id":"C","period":{"from":"2026-12-31","to":"2026-01-01"},
		"placement":{"lines":[{"reinsurer":"R","share":1}]},"sections":[{"basis":"","kind":"quota-share","terms":{"share":2}}]}]}`)
	wantError(t, err, strings.Join([]string{
		`currency: must be three capital letters, as CNY (got cny)`,
		`scale: must be from 0 to 6 (got 9)`,
		`contracts[0].period.to: must not be before from, 2026-12-31 (got 2026-01-01)`,
		`contracts[0].sections[0].basis: must not be empty`,
		`contracts[0].sections[0].terms.share: must be in (0, 1] (got 2)`,
	}, "\n"))
	if len(got.Contracts) != 1 || *got.Scale != 9 {
		t.Errorf("got %+v", got)
	}
	for _, part := range err.(interface{ Unwrap() []error }).Unwrap() {
		if _, ok := errors.AsType[*cede.InvalidError](part); !ok {
			t.Errorf("%v is a %T", part, part)
		}
	}
}

func TestRead_limit(t *testing.T) {
	const text = `{"schema":"cede.program/1","currency":"CNY"}`
	for _, tt := range []struct {
		limit int64
		want  string
	}{
		{int64(len(text)), ""},
		{int64(len(text)) - 1, "size limit: must be at most 43 bytes long"},
		{0, "size limit: must be at most 0 bytes long"},
		{-1, "size limit: must be at most 0 bytes long"},
	} {
		_, err := document.ReadProgram(strings.NewReader(text), tt.limit)
		wantError(t, err, tt.want)
		if (err != nil) != errors.Is(err, treaty.ErrLimit) {
			t.Errorf("%v is no ErrLimit", err)
		}
	}
	if _, err := document.ReadBook(strings.NewReader(text), 10); !errors.Is(err, treaty.ErrLimit) {
		t.Errorf("got %v", err)
	}
	if _, err := document.ReadBook(iotest.ErrReader(io.ErrUnexpectedEOF), 10); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %v", err)
	}
	if _, err := document.ReadProgram(strings.NewReader("\uFEFF"+text), 100); err != nil {
		t.Errorf("with a byte-order mark: %v", err)
	}
}

func TestReadBook_refuses(t *testing.T) {
	const head = `{"schema":"cede.book/1","currency":"CNY",`
	for _, tt := range []struct{ name, give, want string }{
		{"schema of a program", `{"schema":"cede.program/1","currency":"CNY"}`, `schema: must be cede.book/1, at offset 10 (got cede.program/1)`},
		{"contracts", head + `"contracts":[]}`, `contracts: is not a known field, at offset 41`},
		{"risk without sum insured", head + `"risks":[{"id":"R","period":{"from":"2026-01-01","to":"2026-12-31"}}]}`, `risks[0].sumInsured: must not be missing, at offset 50`},
		{"null for a sum insured", head + `"risks":[{"id":"R","sumInsured":null,"period":{"from":"2026-01-01","to":"2026-12-31"}}]}`, `risks[0].sumInsured: must not be null, at offset 73 (got null)`},
		{"null for a premium", head + `"risks":[{"id":"R","premium":null,"sumInsured":1,"period":{"from":"2026-01-01","to":"2026-12-31"}}]}`, `risks[0].premium: must not be null, at offset 70 (got null)`},
		{"sum insured twice", head + `"risks":[{"id":"R","sumInsured":1,"sumInsured":2,"period":{"from":"2026-01-01","to":"2026-12-31"}}]}`, `risks[0].sumInsured: must not be given twice, at offset 75`},
		{"attribute twice", head + `"risks":[{"id":"R","sumInsured":1,"attributes":{"age":1,"age":2},"period":{"from":"2026-01-01","to":"2026-12-31"}}]}`, `risks[0].attributes.age: must not be given twice, at offset 97`},
		{"loss without positions", head + `"losses":[{"id":"L","date":"2026-01-01"}]}`, `losses[0].positions: must not be missing, at offset 51`},
		{"no such day", head + `"losses":[{"id":"L","date":"2026-02-29","positions":[]}]}`, `losses[0].date: must be a day of the calendar, at offset 68 (got 2026-02-29)`},
		{"hour with a fraction", head + `"losses":[{"id":"L","date":"2026-02-28","hour":1.5,"positions":[]}]}`, `losses[0].hour: must be a whole number, without point or exponent, at offset 88 (got 1.5)`},
		{"position in capitals", head + `"losses":[{"id":"L","date":"2026-02-28","positions":[{},{"Paid":1}]}]}`, `losses[0].positions[1].Paid: must be spelled paid, at offset 98`},
		{"event without id", head + `"events":[{"peril":"fire"}]}`, `events[0].id: must not be missing, at offset 51`},
		{"too many places", head + `"events":[{"id":"E","marketLoss":"0.1234567890123456789"}]}`, `events[0].marketLoss: must have at most 18 decimal places, at offset 74 (got 0.1234567890123456789)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := readBook(tt.give)
			wantError(t, err, tt.want)
			if !got.Equal(treaty.BookSpec{}) {
				t.Errorf("a book beside the error: %v", got)
			}
		})
	}
}

func withTerms(terms treaty.Terms) treaty.Spec {
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{ID: "C", Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: terms}}}}}
}

func TestWrite_refuses(t *testing.T) {
	var none *proportional.QuotaShare
	huge := decimal.New(1, 1_000_000_000)
	for _, tt := range []struct {
		name string
		give treaty.Spec
		want string
	}{
		{"no terms", withTerms(nil), `contracts[0].sections[0].terms: must not be nil`},
		{"nil pointer", withTerms(none), `contracts[0].sections[0].terms: must be a value, not a pointer (got *proportional.QuotaShare)`},
		{"pointer", withTerms(&xol.PerRisk{}), `contracts[0].sections[0].terms: must be a value, not a pointer (got *xol.PerRisk)`},
		{"hostile decimal", withTerms(proportional.QuotaShare{Share: dec("1"), EventLimit: &huge}), `contracts[0].sections[0].terms.eventLimit: has too many digits (got 1E1000000000)`},
		{"text that is none", treaty.Spec{ID: "a\xff"}, `id: must be valid UTF-8 (got a\xff)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			wantError(t, document.WriteProgram(&b, tt.give), tt.want)
			if b.Len() > 0 {
				t.Errorf("wrote %s", b.String())
			}
			digest, err := document.Digest(tt.give)
			wantError(t, err, tt.want)
			if digest != "" {
				t.Errorf("the digest is %s", digest)
			}
			if tt.give.Equal(tt.give) || tt.give.Equal(treaty.Spec{}) || (treaty.Spec{}).Equal(tt.give) {
				t.Error("it equals a program")
			}
		})
	}
	wantError(t, document.WriteBook(io.Discard, treaty.BookSpec{Events: []treaty.Event{{MarketLoss: &huge}}}), `events[0].marketLoss: has too many digits (got 1E1000000000)`)
	broken := treaty.BookSpec{Currency: "\xff"}
	if broken.Equal(broken) {
		t.Error("a book that cannot be written equals itself")
	}
	if err := document.WriteProgram(failing{}, treaty.Spec{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// Every kind of terms is written with its name and readings and read as itself.
func TestKinds(t *testing.T) {
	const clauses = `"order":"date","annual":"period","expiry":"whole","expenses":"within","exGratia":"excluded"`
	for kind, tt := range map[string]struct {
		terms treaty.Terms
		want  string
	}{
		"quota-share":         {proportional.QuotaShare{Share: dec("0.3")}, `{"share":"0.3","exGratia":"covered"}`},
		"surplus":             {proportional.Surplus{}, `{"base":"sum-insured","lineCount":"on-top","capacities":[],"overspill":"cedent","exGratia":"covered"}`},
		"quota-share-surplus": {proportional.QuotaShareSurplus{}, `{"share":"0","line":{},"base":"sum-insured","linesOn":"gross","lineCount":"on-top","capacities":[],"overspill":"cedent","exGratia":"covered"}`},
		"facultative":         {proportional.Facultative{}, `{"exGratia":"covered"}`},
		"variable-quota-share": {
			proportional.VariableQuotaShare{Bands: []proportional.ShareBand{{UpTo: new(dec("5e6")), Share: dec("0.5")}}},
			`{"bands":[{"upTo":"5000000","share":"0.5"}],"above":"last-value","base":"sum-insured","exGratia":"covered"}`,
		},
		"facultative-obligatory": {proportional.FacultativeObligatory{ShareAttribute: "ask"}, `{"shareAttribute":"ask","base":"sum-insured","overspill":"cedent","exGratia":"covered"}`},
		"per-risk":               {xol.PerRisk{Layers: []xol.Layer{{Attachment: dec("5e6")}}}, `{"layers":[{"attachment":"5000000","share":"1","shareOn":"recovery"}],` + clauses + `}`},
		"per-event":              {xol.PerEvent{}, `{"layers":[],` + clauses + `}`},
		"aggregate-excess":       {xol.AggregateExcess{}, `{"layers":[],"expenses":"within","exGratia":"excluded"}`},
		"stop-loss":              {xol.StopLoss{On: xol.OnAmounts}, `{"on":"amounts","layers":[],"expenses":"within","exGratia":"excluded"}`},
		"umbrella":               {xol.Umbrella{Over: []string{"A"}}, `{"over":["A"],"layers":[],` + clauses + `}`},
	} {
		text := written(t, withTerms(tt.terms))
		var compact strings.Builder
		for _, line := range strings.Split(text, "\n") {
			compact.WriteString(strings.Replace(strings.TrimSpace(line), `": `, `":`, 1))
		}
		if want := `"kind":"` + kind + `","terms":` + tt.want + `}`; !strings.Contains(compact.String(), want) {
			t.Errorf("%s is written as\n%s\nwant\n%s", kind, compact.String(), want)
		}
		read, _ := readProgram(text)
		if len(read.Contracts) != 1 || read.Contracts[0].Sections[0].Terms.Kind() != kind {
			t.Errorf("%s is read as %v", kind, read)
		}
		if !read.Equal(withTerms(tt.terms)) {
			t.Errorf("%s is read as another", kind)
		}
	}
	if got := len(kinds()); got != 11 {
		t.Errorf("there are %d kinds", got)
	}
}

// Package encoding/json writes the canonical form, whatever the settings of decimal, and reads no part of a program.
func TestEncodingJSON(t *testing.T) {
	trim, quotes := decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes
	t.Cleanup(func() { decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes = trim, quotes })
	decimal.TrimTrailingZeros, decimal.MarshalJSONWithoutQuotes = false, true
	spec := withTerms(proportional.QuotaShare{Share: decimal.New(30, -2)})
	const section = `{"basis":"risks-attaching","unit":"row","earning":"days","kind":"quota-share","terms":{"share":"0.3","exGratia":"covered"}}`
	const contract = `"subject":"net","inuring":"as-placed","sections":[` + section + `]}`
	const head = `{"id":"C","period":{"from":"","to":""},`
	for _, tt := range []struct {
		give any
		want string
	}{
		{spec.Contracts[0].Sections[0], section},
		{spec.Contracts[0], head + contract},
		{&spec, `{"currency":"CNY","scale":2,"rounding":"half-up","entry":"exact","contracts":[` + head + `"currency":"CNY",` + contract + `]}`},
		{
			treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{{ID: "L", Positions: []treaty.Position{{Paid: decimal.New(150, -2)}}}}},
			`{"currency":"CNY","losses":[{"id":"L","date":"","positions":[{"paid":"1.5"}]}]}`,
		},
	} {
		got, err := json.Marshal(tt.give)
		if err != nil || string(got) != tt.want {
			t.Errorf("%T:\n got %s, %v\nwant %s", tt.give, got, err, tt.want)
		}
	}
	for _, give := range []any{treaty.Section{}, treaty.Contract{Sections: []treaty.Section{{Terms: &proportional.Surplus{}}}}, withTerms(nil)} {
		if got, err := json.Marshal(give); err == nil {
			t.Errorf("%T is written as %s", give, got)
		}
	}
	for _, into := range []any{new(treaty.Section), new(treaty.Contract), new(treaty.Spec), new([]treaty.Contract)} {
		text := "{}"
		if _, list := into.(*[]treaty.Contract); list {
			text = "[{}]"
		}
		err := json.Unmarshal([]byte(text), into)
		if err == nil || !strings.Contains(err.Error(), "treaty/document") {
			t.Errorf("reading a %T: %v", into, err)
		}
	}
}

func TestCanonical(t *testing.T) {
	yen := treaty.Spec{Currency: "JPY"}.Canonical()
	if *yen.Scale != 0 || yen.Rounding != treaty.RoundHalfUp || yen.Entry != treaty.EntryExact {
		t.Errorf("got %+v", yen)
	}
	stated := treaty.Spec{
		Currency: "JPY", Scale: new(3), Rounding: treaty.RoundHalfEven, Entry: treaty.EntryRound,
		Contracts: []treaty.Contract{{
			Currency: "USD", Subject: treaty.SubjectGross, Inuring: treaty.InuringFull,
			Sections: []treaty.Section{{Unit: treaty.UnitPolicy, Earning: treaty.Earning8ths, Terms: xol.PerEvent{}}},
		}},
	}
	if got, want := written(t, stated.Canonical()), written(t, stated); got != want || !strings.Contains(got, `"half-even"`) || !strings.Contains(got, `"USD"`) {
		t.Errorf("got %s", got)
	}
	open := withTerms(xol.PerRisk{Layers: []xol.Layer{{}}})
	open.Canonical()
	section := open.Contracts[0].Sections[0]
	if open.Scale != nil || open.Contracts[0].Subject != "" || section.Unit != "" || section.Terms.(xol.PerRisk).Layers[0].Share != nil {
		t.Errorf("Canonical changed what it was given: %+v", open)
	}
	pointer := treaty.Section{Terms: (*xol.PerRisk)(nil)}.Canonical()
	if pointer.Terms != treaty.Terms((*xol.PerRisk)(nil)) || pointer.Unit != treaty.UnitRow {
		t.Errorf("got %+v", pointer)
	}
}

func TestEqual(t *testing.T) {
	base := func() treaty.Spec { return withTerms(proportional.QuotaShare{Share: dec("0.3")}) }
	for name, tt := range map[string]struct {
		change func(*treaty.Spec)
		want   bool
	}{
		"the same":        {func(*treaty.Spec) {}, true},
		"stated default":  {func(s *treaty.Spec) { s.Contracts[0].Sections[0].Unit = treaty.UnitRow }, true},
		"stated scale":    {func(s *treaty.Spec) { s.Scale = new(2) }, true},
		"stated currency": {func(s *treaty.Spec) { s.Contracts[0].Currency = "CNY" }, true},
		"number by value": {func(s *treaty.Spec) {
			s.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: decimal.New(300, -3)}
		}, true},
		"empty for nil":    {func(s *treaty.Spec) { s.Contracts[0].NetOf = []string{} }, true},
		"another scale":    {func(s *treaty.Spec) { s.Scale = new(3) }, false},
		"another number":   {func(s *treaty.Spec) { s.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: dec("0.31")} }, false},
		"another kind":     {func(s *treaty.Spec) { s.Contracts[0].Sections[0].Terms = xol.PerEvent{} }, false},
		"another contract": {func(s *treaty.Spec) { s.Contracts = append(s.Contracts, s.Contracts[0]) }, false},
	} {
		other := base()
		tt.change(&other)
		if got := base().Equal(other); got != tt.want || other.Equal(base()) != tt.want {
			t.Errorf("%s: Equal is %v", name, got)
		}
	}
	book := treaty.BookSpec{Currency: "CNY", Events: []treaty.Event{{ID: "A"}, {ID: "B"}}}
	turned := treaty.BookSpec{Currency: "CNY", Events: []treaty.Event{{ID: "B"}, {ID: "A"}}}
	if !book.Equal(book) || book.Equal(turned) || book.Equal(treaty.BookSpec{Currency: "CNY"}) {
		t.Error("books are not equal by their rows in order")
	}
}
