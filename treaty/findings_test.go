package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// runBatch runs columns and returns the error as text, by line.
func runBatch(t *testing.T, spec treaty.Spec, bookSpec treaty.BookSpec, c treaty.Columns) (*treaty.Totals, string) {
	t.Helper()
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(bookSpec)
	if err != nil {
		t.Fatal(err)
	}
	batch, err := program.Batch(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	totals, err := batch.Run(context.Background(), c)
	return totals, strings.TrimSpace(textOfError(err))
}

// A column that is there has a row for every loss, also if it is empty.
func TestBatch_columns(t *testing.T) {
	for name, column := range map[string]treaty.Columns{
		"event": {Event: []int32{}},
		"risk":  {Risk: []int32{}},
		"date":  {Date: []cede.Date{}},
	} {
		column.Terms, column.Loss = []int{2}, []int64{100, 200}
		_, err := runBatch(t, plainSpec(), plainBook(), column)
		if want := name + ": must have as many rows as loss"; err != want {
			t.Errorf("%s: %q, want %q", name, err, want)
		}
	}
	totals, err := runBatch(t, plainSpec(), plainBook(), treaty.Columns{Event: []int32{}, Risk: []int32{}, Date: []cede.Date{}})
	if err != "" || len(totals.Gross) != 0 {
		t.Errorf("no rows: %v, %q", totals, err)
	}
}

// cover is a contract of one section for losses of 2026, placed in full.
func cover(id string, priority int, terms treaty.Terms) treaty.Contract {
	c := plainContract(id)
	c.Priority, c.Sections[0].Terms = priority, terms
	return c
}

func quota(share string) treaty.Terms {
	return proportional.QuotaShare{Share: decimal.RequireFromString(share)}
}

func onGross(c treaty.Contract) treaty.Contract {
	c.Subject = treaty.SubjectGross
	return c
}

// cessions lists what the contracts cede of the losses, a premium and all.
func cessions(r *treaty.Result) string {
	var out []string
	for l := range r.Losses() {
		for _, c := range r.LossCessions(l.Loss) {
			out = append(out, fmt.Sprintf("%s of %s: %s", c.Contract, l.Loss, c.Ceded))
		}
	}
	return strings.Join(out, ", ")
}

// What a contract on the gross cedes exactly is compared with what earlier ones leave exactly, not with
// what their rounding left.
func TestOverCession_exact(t *testing.T) {
	dec := decimal.RequireFromString
	layer := func(attachment, limit string) xol.PerEvent {
		return xol.PerEvent{Layers: []xol.Layer{{Attachment: dec(attachment), Limit: new(dec(limit))}}}
	}
	unplaced := cover("A", 1, quota("1"))
	unplaced.Placement.Lines[0].Share = dec("0.5")
	full := onGross(cover("B", 2, quota("0.5")))
	for _, tt := range []struct {
		name      string
		contracts []treaty.Contract
		losses    []string
		want      string
	}{
		{
			// A rounds 0.015 to 0.02, and so does B, which gives the cent back.
			"a half and a half of the gross",
			[]treaty.Contract{cover("A", 1, quota("0.5")), full},
			[]string{"0.03"},
			"A of L1: 0.02, B of L1: 0.01",
		},
		{
			// What inures is the placed half of A.
			"placed in half and a half of the gross",
			[]treaty.Contract{unplaced, full},
			[]string{"0.03"},
			"A of L1: 0.02, B of L1: 0.01",
		},
		{
			// Each loss has a third of the first cent, and two thirds of the others: L1, to which the first
			// cent falls, has no room for one of those.
			"two layers split at one cent",
			[]treaty.Contract{cover("A", 1, layer("0", "0.01")), onGross(cover("B", 2, layer("0.01", "0.02")))},
			[]string{"0.01", "0.01", "0.01"},
			"A of L1: 0.01, B of L1: 0, A of L2: 0, B of L2: 0.01, A of L3: 0, B of L3: 0",
		},
		{
			// A takes 0.016 of 0.04, posted as 0.02; 0.02 is left, of which B and C take 0.01 each.
			"parallel halves of a rounded net",
			[]treaty.Contract{cover("A", 1, quota("0.4")), cover("B", 2, quota("0.5")), cover("C", 2, quota("0.5"))},
			[]string{"0.04"},
			"A of L1: 0.02, B of L1: 0.01, C of L1: 0.01",
		},
		{
			// A rounds 0.004 to nothing, so that the net is one cent; of its halves B and C round up.
			"parallel halves of a net that was rounded up",
			[]treaty.Contract{cover("A", 1, quota("0.4")), cover("B", 2, quota("0.5")), cover("C", 2, quota("0.5"))},
			[]string{"0.01"},
			"A of L1: 0, B of L1: 0.01, C of L1: 0",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, book := treaty.Spec{Currency: "CNY", Contracts: tt.contracts}, plainBook()
			book.Losses = nil
			columns := treaty.Columns{Terms: []int{0, len(tt.losses)}}
			for i, amount := range tt.losses {
				id := fmt.Sprint("L", i+1)
				book.Losses = append(book.Losses, exampleLoss(id, "R1", "E1", "2026-06-01", amount))
				columns.Loss = append(columns.Loss, dec(amount).Shift(2).IntPart())
				columns.Event, columns.Risk = append(columns.Event, 7), append(columns.Risk, 0)
			}
			r, err := applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			if got := cessions(r); got != tt.want {
				t.Errorf("ceded %s, want %s", got, tt.want)
			}
			totals, text := runBatch(t, spec, book, columns)
			if text != "" {
				t.Fatal(text)
			}
			for i, c := range r.Contracts() {
				if want := c.Ceded.Loss.Shift(2).IntPart(); totals.Ceded[totals.Clauses+i] != want {
					t.Errorf("batch: %s cedes %d, want %d", c.Contract, totals.Ceded[totals.Clauses+i], want)
				}
			}
		})
	}
}

// What is ceded twice beyond all rounding is still an error: of 0.03 A leaves 0.015 exactly, B asks for 0.0153.
func TestOverCession_exactly(t *testing.T) {
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("A", 1, quota("0.5")), onGross(cover("B", 2, quota("0.51")))}}
	book := plainBook()
	book.Risks[0].SumInsured, book.Risks[0].Premium = decimal.Decimal{}, decimal.Decimal{}
	book.Losses = []treaty.Loss{exampleLoss("L1", "R1", "E1", "2026-06-01", "0.03")}
	_, err := applySpec(t, spec, book)
	over, ok := errors.AsType[*treaty.OverCessionError](err)
	if !ok || over.Loss != "L1" || over.Subject.String() != "0.01" || len(over.Parts) != 1 || over.Parts[0].Amount.String() != "0.0153" {
		t.Errorf("got %v", err)
	}
	_, text := runBatch(t, spec, book, treaty.Columns{Terms: []int{1}, Loss: []int64{3}})
	if want := "terms[0].loss[0]"; !strings.Contains(text, want) {
		t.Errorf("batch: %q, want %s in it", text, want)
	}
}

// The premium of 2025 and of 2026 is ceded by halves and wholes that add up exactly, whatever is rounded.
func TestOverCession_exactPremium(t *testing.T) {
	period := func(from, to string) treaty.Period { return treaty.Period{From: exampleDay(from), To: exampleDay(to)} }
	for _, rounding := range []treaty.Rounding{treaty.RoundHalfUp, treaty.RoundHalfEven} {
		for cents := range int64(400) {
			a, b, z := cover("A", 1, quota("0.5")), cover("B", 1, quota("0.5")), cover("Z", 2, quota("1"))
			a.Period, a.Sections[0].Basis = exampleYear(2025), treaty.RisksAttaching
			b.Period, z.Period = period("2025-12-31", "2026-12-31"), period("2025-01-01", "2025-12-31")
			b.Sections[0].Scope.Exclude.Events = []string{"none"} // or shares of one scope above 1 are refused
			book := treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{
				ID: "R", SumInsured: decimal.Decimal{}, Premium: decimal.New(1_234_501+cents, -2), Period: period("2025-07-01", "2026-06-30"),
			}}}
			r, err := applySpec(t, treaty.Spec{Currency: "CNY", Rounding: rounding, Contracts: []treaty.Contract{a, b, z}}, book)
			if err != nil {
				t.Fatalf("%s, premium %v: %v", rounding, book.Risks[0].Premium, err)
			}
			if total := r.Total(); total.Retained.Premium.Sign() < 0 {
				t.Errorf("%s, premium %v: %v is retained", rounding, book.Risks[0].Premium, total.Retained.Premium)
			}
		}
	}
}

// Three times a loss of 92,000,000,000,000,000.00 leaves 64 bits and comes round to above zero.
func TestOverCession_wraps(t *testing.T) {
	var contracts []treaty.Contract
	for _, id := range []string{"A", "B", "C"} {
		c := cover(id, 1, quota("1"))
		c.Sections[0].Scope.Exclude.Tags = []string{"not " + id}
		contracts = append(contracts, c)
	}
	spec, book := treaty.Spec{Currency: "CNY", Contracts: contracts}, plainBook()
	book.Risks[0].SumInsured, book.Risks[0].Premium = decimal.Decimal{}, decimal.Decimal{}
	book.Losses = []treaty.Loss{exampleLoss("L1", "R1", "E1", "2026-06-01", "92000000000000000")}
	_, err := applySpec(t, spec, book)
	if over, ok := errors.AsType[*treaty.OverCessionError](err); !ok || over.Loss != "L1" {
		t.Errorf("got %v, want an over-cession of L1", err)
	}
	_, text := runBatch(t, spec, book, treaty.Columns{Terms: []int{1}, Loss: []int64{9_200_000_000_000_000_000}, Risk: []int32{0}})
	if !strings.HasPrefix(text, "terms[0].loss[0]") || !strings.Contains(text, "cede more than") {
		t.Errorf("batch: %q", text)
	}
	book.Losses, book.Risks[0].SumInsured = nil, decimal.RequireFromString("92000000000000000")
	if _, err := applySpec(t, spec, book); !errors.Is(err, treaty.ErrOverCession) {
		t.Errorf("sum insured: got %v, want an over-cession", err)
	}
}

// Totals that leave 64 bits of minor units are errors.
func TestErrOverflow_totals(t *testing.T) {
	dec := decimal.RequireFromString
	for name, change := range map[string]func(*treaty.Risk){
		"sum insured": func(r *treaty.Risk) { r.SumInsured = dec("50000000000000000") },
		"premium":     func(r *treaty.Risk) { r.Premium = dec("50000000000000000") },
	} {
		book := plainBook()
		book.Losses = nil
		book.Risks = append(book.Risks, book.Risks[0])
		book.Risks[1].ID = "R2"
		change(&book.Risks[0])
		change(&book.Risks[1])
		if r, err := applySpec(t, plainSpec(), book); !errors.Is(err, treaty.ErrOverflow) || r != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A stream's balances run over the whole stream.
func TestErrOverflow_stream(t *testing.T) {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("A", 1, quota("1"))}})
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: plainBook().Risks})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = program.Stream(context.Background(), book, func(yield func(treaty.EventLosses, error) bool) {
		for i := range 2 {
			e := fmt.Sprint("E", i)
			l := exampleLoss("L"+e, "R1", e, fmt.Sprintf("2026-06-0%d", i+1), "92000000000000000")
			if !yield(treaty.EventLosses{Event: treaty.Event{ID: e}, Losses: []treaty.Loss{l}}, nil) {
				return
			}
		}
	}, func(*treaty.Result) error { n++; return nil })
	if !errors.Is(err, treaty.ErrOverflow) || !strings.HasPrefix(err.Error(), "stream[1]") || n != 1 {
		t.Errorf("%d results, then %v", n, err)
	}
}

// An overflow leaves what came before the event at which the sum left 64 bits.
func TestErrOverflow_before(t *testing.T) {
	book := plainBook()
	book.Losses = []treaty.Loss{
		exampleLoss("L1", "R1", "", "2026-01-01", "100"),
		exampleLoss("L2", "R1", "", "2026-01-02", "92000000000000000"),
		exampleLoss("L3", "R1", "E1", "2026-01-02", "1"),
		exampleLoss("L4", "R1", "E1", "2026-01-03", "92000000000000000"),
	}
	r, err := applySpec(t, plainSpec(), book)
	if !errors.Is(err, treaty.ErrOverflow) || r == nil {
		t.Fatal(r, err)
	}
	if got, want := cessions(r), "QS of L1: 50, QS of L2: 46000000000000000"; got != want {
		t.Errorf("ceded %s, want %s", got, want)
	}
}

// Sections that see different parts of a premium see them together.
func TestContractResult_premium(t *testing.T) {
	dec := decimal.RequireFromString
	year := func(from, to string) treaty.Period { return treaty.Period{From: exampleDay(from), To: exampleDay(to)} }
	part := func(id, peril, part, share string) treaty.Section {
		s := plainSection(id)
		s.Scope.Include.Perils = []string{peril}
		s.PremiumPart, s.Terms = new(dec(part)), quota(share)
		return s
	}
	attaching := func(s treaty.Section) treaty.Section {
		s.Basis = treaty.RisksAttaching
		return s
	}
	plain := func(id, share string) treaty.Section {
		s := plainSection(id)
		s.Terms = quota(share)
		s.Scope.Exclude.Tags = []string{"not " + id}
		return s
	}
	for _, tt := range []struct {
		name     string
		sections []treaty.Section
		policy   treaty.Period
		want     string // subject, ceded, retained
	}{
		{"parts of one premium", []treaty.Section{part("wind", "wind", "0.1", "0.9"), part("quake", "quake", "0.9", "0.1")}, year("2026-01-01", "2026-12-31"), "100 18 82"},
		{"all of it twice", []treaty.Section{plain("x", "0.3"), plain("y", "0.3")}, year("2026-01-01", "2026-12-31"), "100 60 40"},
		{"all of it and a part", []treaty.Section{plain("x", "0.3"), part("wind", "wind", "0.5", "0.5")}, year("2026-01-01", "2026-12-31"), "100 55 45"},
		// Of the policy, 184 of 365 days are in 2026: 50.41. The whole premium attaches.
		{"parts of different bases", []treaty.Section{attaching(part("wind", "wind", "0.1", "0.9")), part("quake", "quake", "0.9", "0.1")}, year("2026-07-01", "2027-06-30"), "55.37 13.54 41.83"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, book := plainSpec(), plainBook()
			spec.Contracts[0].Sections = tt.sections
			book.Losses, book.Risks[0].Premium, book.Risks[0].Period = nil, dec("100"), tt.policy
			r, err := applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			c, _ := r.Contract("QS")
			if got := fmt.Sprint(c.Subject.Premium, c.Ceded.Premium, c.Retained.Premium); got != tt.want {
				t.Errorf("premium %s, want %s", got, tt.want)
			}
		})
	}
}

// The rows of a term are in order of time; each term begins anew.
func TestBatch_dates(t *testing.T) {
	days := func(list ...string) (out []cede.Date) {
		for _, d := range list {
			out = append(out, exampleDay(d))
		}
		return out
	}
	c := treaty.Columns{
		Terms: []int{2, 4}, Loss: []int64{1, 1, 1, 1}, Risk: []int32{0, 0, 0, 0},
		Date: days("2026-03-01", "2026-03-01", "2026-02-01", "2026-02-02"),
	}
	if _, err := runBatch(t, plainSpec(), plainBook(), c); err != "" {
		t.Error(err)
	}
	c.Date = days("2026-03-01", "2026-03-01", "2026-02-03", "2026-02-02")
	_, err := runBatch(t, plainSpec(), plainBook(), c)
	if want := "date[3]: must not be before the row before, 2026-02-03 (got 2026-02-02)"; err != want {
		t.Errorf("%q, want %q", err, want)
	}
}

// A proportional contract covers losses of the risks whose premium it has, whatever its share follows from.
func TestApply_notExposed(t *testing.T) {
	dec := decimal.RequireFromString
	for name, terms := range map[string]treaty.Terms{
		"quota share":            quota("0.5"),
		"with a deductible":      proportional.QuotaShare{Share: dec("0.5"), Deductible: &proportional.Deductible{Amount: dec("1")}},
		"with a limit on losses": proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("900")), LimitOn: proportional.LimitOnEachLoss},
		"surplus":                proportional.Surplus{Retention: proportional.Retention{Amount: new(dec("500"))}, Capacities: []proportional.Capacity{{Limit: new(dec("500"))}}},
	} {
		spec, book := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("C", 1, terms)}}, plainBook()
		book.Risks[0].Period = exampleYear(2027)
		book.Losses[0].Reported = exampleDay("2027-01-01") // or the loss is outside the policy period
		_, err := applySpec(t, spec, book)
		want := "must be exposed to contract C: the policy period is outside the period (got R1)"
		if got := textOfError(err); got != "losses[0].risk: "+want {
			t.Errorf("%s: %q", name, got)
		}
		if _, got := runBatch(t, spec, book, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Risk: []int32{0}}); got != "risk[0]: "+want {
			t.Errorf("%s, batch: %q", name, got)
		}
	}
	book := plainBook()
	book.Losses[0].Risk = ""
	if r, err := applySpec(t, plainSpec(), book); err != nil || cessions(r) != "QS of L1: 50" {
		t.Errorf("a loss without a risk: %v", err)
	}
}

// A layer takes no more of an occurrence than its event cap, and what is placed of a capacity is rounded as the program rounds.
func TestCapacities_layer(t *testing.T) {
	dec := decimal.RequireFromString
	layer := func(share string, on xol.ShareOn) xol.Layer {
		return xol.Layer{Limit: new(dec("1000")), EventCap: new(dec("300.10")), Share: new(dec(share)), ShareOn: on}
	}
	for _, tt := range []struct {
		rounding treaty.Rounding
		layer    xol.Layer
		want     string
	}{
		// Half of 300.10 is 150.05, and half of that is placed: 75.025.
		{treaty.RoundHalfUp, layer("0.5", ""), "150.05 75.03 75.02"},
		{treaty.RoundHalfEven, layer("0.5", ""), "150.05 75.02 75.03"},
		{treaty.RoundHalfUp, layer("0.5", xol.ShareOnLoss), "300.1 150.05 150.05"},
		{treaty.RoundHalfUp, xol.Layer{EventCap: new(dec("300"))}, "300 150 150"},
		{treaty.RoundHalfUp, xol.Layer{EventCap: new(dec("300")), Limit: new(dec("100"))}, "100 50 50"},
	} {
		c := cover("XL", 1, xol.PerRisk{Layers: []xol.Layer{tt.layer}})
		c.Placement.Lines[0].Share = dec("0.5")
		program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Rounding: tt.rounding, Contracts: []treaty.Contract{c}})
		if err != nil {
			t.Fatal(err)
		}
		got := program.Capacities()[0]
		if text := fmt.Sprint(*got.Maximum, *got.Effective, *got.Unplaced); text != tt.want {
			t.Errorf("%s, %+v: %s, want %s", tt.rounding, tt.layer, text, tt.want)
		}
	}
}

// A struct that embeds terms, or the interface, is not terms.
func TestNewProgram_embeddedTerms(t *testing.T) {
	for _, terms := range []treaty.Terms{
		struct{ treaty.Terms }{},
		struct{ treaty.Terms }{quota("0.5")},
		struct{ proportional.QuotaShare }{proportional.QuotaShare{Share: decimal.RequireFromString("0.5")}},
	} {
		_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("C", 1, terms)}})
		want := fmt.Sprintf("contracts[0].sections[0].terms: must be terms of package proportional or xol (got %T)", terms)
		if got := textOfError(err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A minimum of none and of one risk are one reading.
func TestCanonical_minimumRisks(t *testing.T) {
	spec := func(terms func([]xol.Layer) treaty.Terms, minimum int) treaty.Spec {
		return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("XL", 1, terms([]xol.Layer{{MinimumRisks: minimum}}))}}
	}
	for name, terms := range map[string]func([]xol.Layer) treaty.Terms{
		"per event": func(l []xol.Layer) treaty.Terms { return xol.PerEvent{Layers: l} },
		"per risk":  func(l []xol.Layer) treaty.Terms { return xol.PerRisk{Layers: l} },
	} {
		none, err1 := document.Digest(spec(terms, 0))
		one, err2 := document.Digest(spec(terms, 1))
		if none != one || err1 != nil || err2 != nil {
			t.Errorf("%s: the digests %s and %s (%v, %v) differ", name, none, one, err1, err2)
		}
	}
	none, _ := document.Digest(spec(func(l []xol.Layer) treaty.Terms { return xol.PerEvent{Layers: l} }, 0))
	two, _ := document.Digest(spec(func(l []xol.Layer) treaty.Terms { return xol.PerEvent{Layers: l} }, 2))
	if none == two {
		t.Error("a minimum of two is a minimum of none")
	}
}

// Contracts that share sums insured in their period have a day in common: one number for all time cannot be
// shared by periods. Risks attaching know their period, and layers cede no sum insured.
func TestNewProgram_periodsApart(t *testing.T) {
	period := func(c treaty.Contract, from, to string) treaty.Contract {
		c.Period = treaty.Period{From: exampleDay(from), To: exampleDay(to)}
		return c
	}
	on := func(c treaty.Contract, basis treaty.Basis) treaty.Contract {
		c.Sections[0].Basis = basis
		return c
	}
	plain := func(id string) treaty.Contract { return cover(id, 1, quota("0.5")) }
	older := period(plain("old"), "2025-01-01", "2025-12-31")
	wrong := func(i int, from, to string) string {
		return fmt.Sprintf("contracts[%d].period: must have a day in common with that of contract old, 2025-01-01 to 2025-12-31, "+
			"or share by risks attaching: apply them as programs of their own (got %s to %s)", i, from, to)
	}
	for _, tt := range []struct {
		name      string
		contracts []treaty.Contract
		want      string
	}{
		{"the next year", []treaty.Contract{plain("new"), older}, wrong(0, "2026-01-01", "2026-12-31")},
		{"claims made", []treaty.Contract{older, on(plain("new"), treaty.ClaimsMade)}, wrong(1, "2026-01-01", "2026-12-31")},
		{
			"two others",
			[]treaty.Contract{older, plain("new"), period(plain("newer"), "2026-06-01", "2027-05-31")},
			wrong(2, "2026-06-01", "2027-05-31") + "\n" + wrong(1, "2026-01-01", "2026-12-31"), // "new" and "newer" by id
		},
		{"one day in common", []treaty.Contract{older, period(plain("new"), "2025-12-31", "2026-12-31")}, ""},
		{"risks attaching", []treaty.Contract{older, on(plain("new"), treaty.RisksAttaching)}, ""},
		{"a layer", []treaty.Contract{older, cover("new", 1, xol.PerEvent{Layers: []xol.Layer{{}}})}, ""},
	} {
		_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: tt.contracts})
		got := strings.Split(textOfError(err), "\n")
		want := strings.Split(tt.want, "\n")
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
	}
}

// The results of a stream add up to that of the book, by risk and unit too, and are about losses only.
func TestStream_risksAndUnits(t *testing.T) {
	dec := decimal.RequireFromString
	surplus := cover("S", 1, proportional.Surplus{
		Retention: proportional.Retention{Amount: new(dec("500"))}, Capacities: []proportional.Capacity{{Limit: new(dec("300"))}},
	})
	surplus.Placement.Lines[0].Share = dec("0.8")
	spec, all := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{surplus}}, plainBook()
	for _, id := range []string{"R2", "R3"} {
		r := all.Risks[0]
		r.ID = id
		all.Risks = append(all.Risks, r)
	}
	all.Events = []treaty.Event{{ID: "E1"}, {ID: "E2"}}
	all.Losses = []treaty.Loss{
		exampleLoss("L1", "R1", "E1", "2026-06-01", "100"), exampleLoss("L2", "R2", "E1", "2026-06-01", "10"),
		exampleLoss("L3", "R2", "E1", "2026-06-02", "20"), exampleLoss("L4", "R2", "E2", "2026-07-01", "30"),
	}
	add := func(sums map[string]decimal.Decimal, name string, c treaty.Cession) {
		sums[name+" subject"] = sums[name+" subject"].Add(c.Subject.Loss)
		sums[name+" ceded"] = sums[name+" ceded"].Add(c.Ceded.Loss)
	}
	whole, err := applySpec(t, spec, all)
	if err != nil {
		t.Fatal(err)
	}
	want, got := map[string]decimal.Decimal{}, map[string]decimal.Decimal{}
	for x := range whole.Risks() {
		if x.Risk != "R3" { // which has no loss
			add(want, x.Risk, x.Cession)
		}
	}
	for x := range whole.Units("S", "") {
		if x.Unit != "R3" {
			add(want, "unit "+x.Unit, x.Cession)
		}
	}
	if x := want["unit R2 ceded"]; !x.Equal(dec("14.4")) { // 0.3 of 60, 80 % placed
		t.Errorf("unit R2 cedes %v, want 14.4", x)
	}
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Risks: all.Risks})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	err = program.Stream(context.Background(), book, func(yield func(treaty.EventLosses, error) bool) {
		_ = yield(treaty.EventLosses{Event: all.Events[0], Losses: all.Losses[:3]}, nil) && yield(treaty.EventLosses{Event: all.Events[1], Losses: all.Losses[3:]}, nil)
	}, func(r *treaty.Result) error {
		only := func(name string, c treaty.Cession) {
			names = append(names, name)
			add(got, name, c)
			if !c.Subject.SumInsured.IsZero() || !c.Subject.Premium.IsZero() || !c.Ceded.SumInsured.IsZero() || !c.Ceded.Premium.IsZero() {
				t.Errorf("%s has more than losses: %+v", name, c)
			}
		}
		for x := range r.Risks() {
			only(x.Risk, x.Cession)
		}
		for x := range r.Units("S", "") {
			only("unit "+x.Unit, x.Cession)
		}
		if len(r.Overspills())+len(r.FacultativeNeeds()) > 0 {
			t.Errorf("%v, %v", r.Overspills(), r.FacultativeNeeds())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("losses (-apply +stream):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"R1", "R2", "unit R1", "unit R2", "R2", "unit R2"}, names); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

// Each share of a unit is rounded to the decimals of its section, by the program's rounding.
func TestSection_shareDecimals(t *testing.T) {
	dec := decimal.RequireFromString
	surplus := func(retention string, limits ...string) proportional.Surplus {
		s := proportional.Surplus{Retention: proportional.Retention{Amount: new(dec(retention))}}
		for _, l := range limits {
			s.Capacities = append(s.Capacities, proportional.Capacity{Limit: new(dec(l))})
		}
		return s
	}
	for _, tt := range []struct {
		name     string
		rounding treaty.Rounding
		decimals int
		terms    treaty.Terms
		want     string // shares, ceded of 1000, of a premium of 50 and of a loss of 100; overspill
	}{
		{"two of 0.375", "", 2, surplus("625", "500"), "[0.38] 380 19 38"},
		{"half to even", treaty.RoundHalfEven, 2, surplus("625", "500"), "[0.38] 380 19 38"},
		{"half away from zero", "", 2, surplus("635", "500"), "[0.37] 370 18.5 37"}, // 0.365
		{"half down to even", treaty.RoundHalfEven, 2, surplus("635", "500"), "[0.36] 360 18 36"},
		{"none", "", 0, surplus("500", "500"), "[1] 1000 50 100"}, // 0.5
		{"below a half", "", 0, surplus("501", "499"), "[0] 0 0 0"},
		{"enough for the share", "", 18, surplus("625", "500"), "[0.375] 375 18.75 37.5"},
		// 0.05, 0.75, 0.15 are 0.1, 0.8 and 0.2; the overspill of 0.05 would be less than nothing, and the sum is above 1.
		{"the last gives way", "", 1, surplus("0.01", "50", "750", "150"), "[0.1 0.8 0.1] 1000 50 100"},
		// 0.3 and 0.25 are 0.3 and 0.3, which the overspill of 0.25 pays.
		{"from the overspill", "", 1, surplus("200", "300", "250"), "[0.3 0.3] 600 30 60 over 200 10"},
		// 0.3 and 0.24 are 0.3 and 0.2, and what they lose is above them.
		{"to the overspill", "", 1, surplus("200", "300", "240"), "[0.3 0.2] 500 25 50 over 300 15"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, book := treaty.Spec{Currency: "CNY", Rounding: tt.rounding, Contracts: []treaty.Contract{cover("C", 1, tt.terms)}}, plainBook()
			spec.Contracts[0].Sections[0].ShareDecimals = &tt.decimals
			r, err := applySpec(t, spec, book)
			if err != nil {
				t.Fatal(err)
			}
			var got string
			for u := range r.Units("C", "") {
				got = fmt.Sprint(u.Shares, " ", u.Ceded.SumInsured, " ", u.Ceded.Premium, " ", u.Ceded.Loss)
			}
			for _, o := range r.Overspills() {
				got += fmt.Sprint(" over ", o.SumInsured, " ", o.Premium)
			}
			if got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
	refused := surplus("200", "300")
	refused.Overspill = proportional.OverspillError
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("C", 1, refused)}}
	spec.Contracts[0].Sections[0].ShareDecimals = new(0)
	if _, err := applySpec(t, spec, plainBook()); !strings.Contains(textOfError(err), "must not be above the capacity") {
		t.Errorf("an overspill that is an error: %v", err)
	}
}

func TestSection_shareDecimalsRefused(t *testing.T) {
	dec := decimal.RequireFromString
	limited := proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("100"))}
	eachLoss := limited
	eachLoss.LimitOn = proportional.LimitOnEachLoss
	const absent = "contracts[0].sections[0].shareDecimals: must be absent unless the share follows from the unit (got 4)"
	for _, tt := range []struct {
		name     string
		decimals int
		terms    treaty.Terms
		want     string
	}{
		{"quota share with a limit", 4, limited, ""},
		{"18", 18, limited, ""},
		{"19", 19, limited, "contracts[0].sections[0].shareDecimals: must be from 0 to 18 (got 19)"},
		{"below zero", -1, limited, "contracts[0].sections[0].shareDecimals: must be from 0 to 18 (got -1)"},
		{"quota share", 4, quota("0.5"), absent},
		{"limit on each loss", 4, eachLoss, absent},
		{"layer", 4, xol.PerEvent{Layers: []xol.Layer{{}}}, absent},
	} {
		c := cover("C", 1, tt.terms)
		c.Sections[0].ShareDecimals = &tt.decimals
		_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}})
		if got := textOfError(err); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Rounding before a stage lifts what a contract sees, or lowers what others left; neither is an over-cession.
func TestOverCession_roundedBefore(t *testing.T) {
	dec := decimal.RequireFromString
	netOf := func(c treaty.Contract, ids ...string) treaty.Contract {
		c.Subject, c.NetOf = treaty.SubjectNetOf, ids
		return c
	}
	layer := cover("B", 2, xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("0.02")}}})
	for _, tt := range []struct {
		name      string
		contracts []treaty.Contract
		want      string
	}{
		{
			// A rounds 2.5 cents to 2, so that 3 reach the layer, which pays 1: 2 are left. Without rounding before it, as much of 2.5 would
			// leave 1.67; the three ask for 2.0 cents.
			"as posted there is enough",
			[]treaty.Contract{cover("A", 1, quota("0.5")), layer, onGross(cover("C", 3, quota("0.1333"))), onGross(cover("D", 3, quota("0.1333"))), onGross(cover("E", 3, quota("0.1333")))},
			"A of L1: 0.02, B of L1: 0.01, C of L1: 0.01, D of L1: 0.01, E of L1: 0",
		},
		{
			// A rounds 2.5 to 2 and B 1.5 to 2, which leaves 1 as exactly. C and D see 3, of which they would ask 1.2, but exactly 2.5.
			"exactly there is enough",
			[]treaty.Contract{cover("A", 1, quota("0.5")), cover("B", 1, quota("0.3")), netOf(cover("C", 2, quota("0.2")), "A"), netOf(cover("D", 2, quota("0.2")), "A")},
			"A of L1: 0.02, B of L1: 0.02, C of L1: 0.01, D of L1: 0",
		},
	} {
		spec, book := treaty.Spec{Currency: "CNY", Rounding: treaty.RoundHalfEven, Contracts: tt.contracts}, plainBook()
		book.Losses = []treaty.Loss{exampleLoss("L1", "R1", "E1", "2026-06-01", "0.05")}
		r, err := applySpec(t, spec, book)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := cessions(r); got != tt.want {
			t.Errorf("%s: ceded %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Half of a premium of 0.10 belongs to a section whose surpluses take 33 % each: 0.0165 of 0.05 three times, rounded 0.06. The last gives the cent back, so that
// no less than nothing of the section's part is retained.
func TestPremiumPart_givesBack(t *testing.T) {
	dec := decimal.RequireFromString
	third := proportional.Capacity{Limit: new(dec("33"))}
	c := cover("A", 1, proportional.Surplus{Retention: proportional.Retention{Amount: new(dec("1"))}, Capacities: []proportional.Capacity{third, third, third}})
	c.Sections[0].Scope.Include.Perils, c.Sections[0].PremiumPart = []string{"wind"}, new(dec("0.5"))
	book := plainBook()
	book.Risks, book.Losses, book.Events = book.Risks[:1], nil, nil
	book.Risks[0].SumInsured, book.Risks[0].Premium, book.Risks[0].Perils = dec("100"), dec("0.10"), []string{"wind"}
	r, err := applySpec(t, treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}, book)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, clause := range r.Contracts()[0].Sections[0].Clauses {
		got = append(got, clause.Full.Premium.String())
	}
	section := r.Contracts()[0].Sections[0]
	if text := strings.Join(got, " "); text != "0.02 0.02 0.01" || !section.Retained.Premium.IsZero() || section.Subject.Premium.String() != "0.05" {
		t.Errorf("%s of %s, %s retained", text, section.Subject.Premium, section.Retained.Premium)
	}
}

// Expenses paid in addition go to a loss of which nothing enters the cover too: of L2's 20 and 1,500 a share takes 760, and the cover, which pays all of what enters
// it, all of the expenses. That is ceded twice and no rounding.
func TestOverCession_expenses(t *testing.T) {
	dec := decimal.RequireFromString
	half := cover("A", 1, quota("0.5"))
	half.Sections[0].Scope.Include.Risks = []string{"R2"}
	aggregate := cover("B", 1, xol.AggregateExcess{
		EachLoss: &xol.EachLoss{Franchise: new(dec("50"))}, Layers: []xol.Layer{{Limit: new(dec("1000"))}}, Clauses: xol.Clauses{Expenses: xol.ExpensesProRata},
	})
	aggregate.Sections[0].Basis = treaty.LossesOccurring
	book := plainBook()
	first := book.Risks[0]
	second := first
	second.ID = "R2"
	book.Risks = []treaty.Risk{first, second}
	book.Losses = []treaty.Loss{exampleLoss("L1", first.ID, "", "2026-06-01", "100"), exampleLoss("L2", "R2", "", "2026-06-01", "20")}
	book.Losses[1].Positions[0].PaidExpense = dec("1500")
	_, err := applySpec(t, treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{half, aggregate}}, book)
	if over, ok := errors.AsType[*treaty.OverCessionError](err); !ok || over.Loss != "L2" || over.Subject.String() != "1520" {
		t.Errorf("got %v", err)
	}
}

// Each layer takes the events in the order of its own losses, also beside a layer that drops. The working layer pays 10 of E2, which begins on 1 February with a loss that
// the third layer does not see, and the top 10 above it; of E1 the top pays 10 from the ground. The third layer pays its second event, which for it is E2: 5 to the loss of
// 1 April.
func TestDrop_ownOrder(t *testing.T) {
	dec := decimal.RequireFromString
	second := xol.Layer{Limit: new(dec("5")), Occurrences: xol.Range{From: 2}, Scope: treaty.Scope{Include: treaty.Selection{Risks: []string{"R1"}}}}
	c := cover("A", 1, xol.PerEvent{Layers: []xol.Layer{
		{ID: "working", Limit: new(dec("10")), AggregateLimit: new(dec("10"))},
		{ID: "top", Attachment: dec("10"), Limit: new(dec("10")), Drops: []xol.Drop{{Below: "working", Attachment: dec("0")}}},
		second,
	}})
	c.Sections[0].Basis = treaty.LossesOccurring
	book := plainBook()
	other := book.Risks[0]
	other.ID = "R2"
	book.Risks = append(book.Risks, other)
	book.Events = []treaty.Event{{ID: "E1"}, {ID: "E2"}}
	book.Losses = []treaty.Loss{
		exampleLoss("a", "R1", "E1", "2026-03-01", "100"), exampleLoss("b", "R2", "E2", "2026-02-01", "100"), exampleLoss("c", "R1", "E2", "2026-04-01", "100"),
	}
	r, err := applySpec(t, treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}}, book)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := cessions(r), "A of b: 10, A of a: 10, A of c: 15"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// An interlocking clause that leaves a layer nothing of an event as it is incurred leaves it nothing of what is paid, so that no limit is used and reinstated. Of the
// event A sees 2 of 80 yuan incurred, a layer of 15 has 15 × 2/80, rounded 0; of what is paid 2 of 10, and 3.
func TestInterlocking_paid(t *testing.T) {
	dec := decimal.RequireFromString
	a := cover("A", 1, xol.PerEvent{Clauses: xol.Clauses{Interlocking: []string{"B"}}, Layers: []xol.Layer{{
		Limit: new(dec("15")), Premium: &xol.Premium{Deposit: new(dec("100"))},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{dec("1")}, Trigger: xol.TriggerPaid},
	}}})
	b := cover("B", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("1000"), Limit: new(dec("1"))}}})
	for _, c := range []*treaty.Contract{&a, &b} {
		c.Sections[0].Basis = treaty.LossesOccurring
	}
	a.Sections[0].Scope.Include.Risks, b.Sections[0].Scope.Include.Risks = []string{"R1"}, []string{"R2"}
	book := plainBook()
	other := book.Risks[0]
	other.ID = "R2"
	book.Risks = append(book.Risks, other)
	book.Losses = []treaty.Loss{paidLoss("L1", "R1", "E1", "2026-06-01", "2"), paidLoss("L2", "R2", "E1", "2026-06-01", "8")}
	book.Losses[1].Positions[0].Outstanding = dec("70")
	zero := 0
	r, err := applySpec(t, treaty.Spec{Currency: "CNY", Scale: &zero, Contracts: []treaty.Contract{a, b}}, book)
	if err != nil {
		t.Fatal(err)
	}
	for charge := range r.Charges() {
		if charge.Kind != treaty.ChargeDeposit {
			t.Errorf("%s of %s", charge.Kind, charge.Full)
		}
	}
}

// Results that no program made are refused, and not looked into.
func TestCorrections_made(t *testing.T) {
	r, err := applySpec(t, treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("A", 1, quota("0.5"))}}, plainBook())
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		before, after *treaty.Result
		want          string
	}{
		{&treaty.Result{}, &treaty.Result{}, "after: must be made by Apply"},
		{r, &treaty.Result{}, "after: must be made by Apply"},
		{&treaty.Result{}, r, "before: must be made by Apply"},
		{nil, r, "before: must not be nil"},
		{r, nil, "after: must not be nil"},
	} {
		if _, err := treaty.Corrections(tt.before, tt.after); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
}
