package treaty_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	godiff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

func TestBatchLaws(t *testing.T) {
	proptest.Check(t, "a term of columns is the book of its losses", prop.ForAll(lawBatch, lawCases(lawForColumns)))
}

// lawForColumns makes a program that asks of losses only what columns have, and a book.
func lawForColumns(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	for {
		spec := oracle.Program(r)
		lawNarrow(spec)
		if _, err := treaty.NewProgram(spec); err != nil {
			continue
		}
		book := oracle.Book(r, spec)
		for i := range book.Losses {
			book.Losses[i].ExGratia = false
		}
		return spec, book
	}
}

// lawNarrow takes from a program what asks of losses more than columns have.
func lawNarrow(spec treaty.Spec) {
	plain := func(s *treaty.Scope) {
		lists := []*treaty.Selection{&s.Include, &s.Exclude}
		for i := range s.ExcludeFrom {
			lists = append(lists, &s.ExcludeFrom[i].Exclude)
		}
		for _, list := range lists {
			list.Perils, list.Events, list.Losses = nil, nil, nil
		}
		s.ExcludeFrom = slices.DeleteFunc(s.ExcludeFrom, func(e treaty.DatedExclusion) bool {
			return treaty.Scope{Exclude: e.Exclude}.IsZero()
		})
	}
	for i := range spec.Contracts {
		for k := range spec.Contracts[i].Sections {
			s := &spec.Contracts[i].Sections[k]
			plain(&s.Scope)
			if s.Basis == treaty.ClaimsMade {
				s.Basis = treaty.LossesOccurring
			}
		}
	}
	lawEachCover(spec, func(_ *treaty.Section, c *xol.Clauses, layers []xol.Layer) {
		c.Order, c.Sunset = "", nil
		for i := range layers {
			plain(&layers[i].Scope)
			layers[i].MarketLoss = nil
		}
	})
}

// lawColumns writes books of losses as terms of columns.
func lawColumns(spec treaty.Spec, books []treaty.BookSpec) treaty.Columns {
	scale := lawScale(spec)
	minor := lawMinor(scale)
	var c treaty.Columns
	risks, events := map[string]int32{}, map[string]int32{}
	var ids []string
	for _, r := range books[0].Risks {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	for i, id := range ids {
		risks[id] = int32(i)
	}
	for i, e := range books[0].Events {
		events[e.ID] = int32(7 * i)
	}
	named := false
	for _, book := range books {
		losses := slices.Clone(book.Losses)
		slices.SortFunc(losses, func(a, b treaty.Loss) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID)) })
		for _, l := range losses {
			p := l.Positions[len(l.Positions)-1]
			amount := int64(0)
			for _, d := range []int64{
				minor(p.Paid.Round(int32(scale))), minor(p.Outstanding.Round(int32(scale))), minor(p.PaidExpense.Round(int32(scale))),
				minor(p.OutstandingExpense.Round(int32(scale))), -minor(p.Salvage.Round(int32(scale))),
			} {
				amount += d
			}
			risk, event := int32(-1), int32(-1)
			if l.Risk != "" {
				risk, named = risks[l.Risk], true
			}
			if l.Event != "" {
				event = events[l.Event]
			}
			c.Loss, c.Risk, c.Event, c.Date = append(c.Loss, amount), append(c.Risk, risk), append(c.Event, event), append(c.Date, l.Date)
		}
		c.Terms = append(c.Terms, len(c.Loss))
	}
	if !named {
		c.Risk = nil
	}
	return c
}

// lawBatch says where terms of columns differ from what Apply makes of books with their losses: of all losses, of
// none, of all but the first, and of all again.
func lawBatch(c *lawCase) string {
	p := lawProgram(c.spec)
	none, fewer := c.book, c.book
	none.Losses = nil
	if len(fewer.Losses) > 0 {
		fewer.Losses = fewer.Losses[1:]
	}
	books := []treaty.BookSpec{c.book, none, fewer, c.book}
	batch, err := p.Batch(context.Background(), lawBook(c.book))
	var totals *treaty.Totals
	if err == nil {
		totals, err = batch.Run(context.Background(), lawColumns(c.spec, books))
	}
	if text := lawDocumented(err); text != "" {
		return text
	}
	minor := lawMinor(lawScale(c.spec))
	for t, spec := range books {
		r, applyErr := p.Apply(context.Background(), lawBook(spec))
		if applyErr != nil {
			if err == nil || errors.Is(applyErr, treaty.ErrOverCession) != errors.Is(err, treaty.ErrOverCession) {
				return fmt.Sprintf("term %d: %v; its book: %v", t, err, applyErr)
			}
			if r != nil && len(totals.Gross) != t {
				return fmt.Sprintf("totals of %d terms, before term %d that failed", len(totals.Gross), t)
			}
			return ""
		}
		if totals == nil || t >= len(totals.Gross) {
			if t < 3 && err != nil { // what is wrong with a column is found before the first term
				if _, ok := errors.AsType[*cede.InvalidError](err); ok && totals == nil {
					continue
				}
			}
			return fmt.Sprintf("no totals of term %d: %v", t, err)
		}
		if text := lawTerm(r, batch, totals, t, minor); text != "" {
			return text
		}
	}
	if err != nil {
		return fmt.Sprintf("columns: %v; books compute", err)
	}
	return ""
}

// lawTerm says where the totals of a term differ from a result.
func lawTerm(r *treaty.Result, batch *treaty.Batch, totals *treaty.Totals, t int, minor func(decimal.Decimal) int64) string {
	type clause struct{ Full, Ceded int64 }
	want, got := map[treaty.ClauseName]clause{}, map[treaty.ClauseName]clause{}
	for _, x := range r.Contracts() {
		for _, s := range x.Sections {
			for _, k := range s.Clauses {
				want[treaty.ClauseName{Contract: x.Contract, Section: s.Section, Clause: k.Clause}] = clause{minor(k.Full.Loss), minor(k.Ceded.Loss)}
			}
		}
	}
	for i, name := range batch.Clauses() {
		at := t*totals.Clauses + i
		got[name] = clause{totals.Full[at], totals.Ceded[at]}
	}
	wrong := new(lawLines)
	if d := godiff.Diff(want, got); d != "" {
		wrong.addf("term %d (-book +columns)\n%s", t, d)
	}
	total := r.Total()
	if totals.Gross[t] != minor(total.Subject.Loss) || totals.Net[t] != minor(total.Retained.Loss) {
		wrong.addf("term %d: gross %d, net %d, want %v, %v", t, totals.Gross[t], totals.Net[t], total.Subject.Loss, total.Retained.Loss)
	}
	return wrong.String()
}

// Three years of a quota share of half and a layer 50 xs 100 on the rest, placed at 80 %.
//
//	200, 150            half 100, 75; nothing of the layer
//	300 and 100, event  half 150, 50; of the event 200 - 100 above 50: 50; placed 40
//	100 on two risks    half 50, 50; two events of 50
func TestBatchRun(t *testing.T) {
	scale := 0
	limit := lawDec("50")
	spec := treaty.Spec{Currency: "CNY", Scale: &scale, Contracts: []treaty.Contract{
		{ID: "half", Period: lawYear(t), Placement: lawPanel("1"), Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec("0.5")},
		}}},
		{ID: "layer", Priority: 1, Period: lawYear(t), Placement: lawPanel("0.5", "0.3"), Sections: []treaty.Section{{
			Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{{ID: "cat", Attachment: lawDec("100"), Limit: &limit}}},
		}}},
	}}
	batch, err := lawProgram(spec).Batch(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}))
	if err != nil {
		t.Fatal(err)
	}
	names := []treaty.ClauseName{{Contract: "half", Clause: "quota-share"}, {Contract: "layer", Clause: "cat"}}
	if d := godiff.Diff(names, batch.Clauses()); d != "" {
		t.Errorf("clauses (-want +got):\n%s", d)
	}
	got, err := batch.Run(context.Background(), treaty.Columns{
		Terms: []int{2, 2, 4, 6},
		Loss:  []int64{200, 150, 300, 100, 100, 100},
		Event: []int32{-1, -1, 9, 9, 0, 9},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := &treaty.Totals{
		Clauses: 2,
		Gross:   []int64{350, 0, 400, 200},
		Net:     []int64{175, 0, 160, 100},
		Full:    []int64{175, 0, 0, 0, 200, 50, 100, 0},
		Ceded:   []int64{175, 0, 0, 0, 200, 40, 100, 0},
	}
	if got.Clauses != want.Clauses || !slices.Equal(got.Gross, want.Gross) || !slices.Equal(got.Net, want.Net) ||
		!slices.Equal(got.Full, want.Full) || !slices.Equal(got.Ceded, want.Ceded) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// The totals hold the terms before the one that cedes more than there is.
func TestBatchOverCession(t *testing.T) {
	batch, err := lawProgram(lawTwoHalves(t)).Batch(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := batch.Run(context.Background(), treaty.Columns{Terms: []int{1, 3, 4}, Loss: []int64{150, 200, 201, 1}})
	if !errors.Is(err, treaty.ErrOverCession) || got == nil || !slices.Equal(got.Gross, []int64{150}) || !slices.Equal(got.Ceded, []int64{75, 50}) {
		t.Errorf("%+v, %v", got, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if got, err := batch.Run(ctx, treaty.Columns{Terms: []int{1}, Loss: []int64{1}}); !errors.Is(err, context.Canceled) || len(got.Gross) != 0 {
		t.Errorf("cancelled: %+v, %v", got, err)
	}
}

// A term whose price leaves 64 bits of minor units, 92,233,720,368,547,758.07, is in no column of the totals, which hold the one before. The
// deposit is 60,000,000,000,000,000, and so is the reinstatement of the whole limit of 10.
func TestBatchPrice_overflow(t *testing.T) {
	layer := xol.Layer{
		Limit: lawOptional("10"), Premium: &xol.Premium{Deposit: lawOptional("60000000000000000")},
		Reinstatements: &xol.Reinstatements{Count: 1, Rates: rates("1"), Trigger: xol.TriggerIncurred},
	}
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{cover("XL", 1, xol.PerEvent{Layers: []xol.Layer{layer}})}}
	totals, text := runBatch(t, spec, treaty.BookSpec{Currency: "CNY"}, treaty.Columns{Terms: []int{1, 2, 3}, Loss: []int64{100, 1000, 100}})
	if want := "terms[1]: contract XL: layer[0].premium: amounts leave 64 bits of minor units"; text != want {
		t.Errorf("error %q, want %q", text, want)
	}
	// A tenth of the limit costs a tenth of the deposit.
	want := &treaty.Totals{
		Clauses: 1, Contracts: 1, Lines: 1, Gross: []int64{100}, Net: []int64{0}, Subject: []int64{100}, Full: []int64{100}, Ceded: []int64{100},
		Price: []int64{6_600_000_000_000_000_000}, Reinstatement: []int64{600_000_000_000_000_000}, Brokerage: []int64{0},
		Line: treaty.LineTotals{Ceded: []int64{100}, Price: []int64{6_600_000_000_000_000_000}, Brokerage: []int64{0}},
	}
	if d := godiff.Diff(want, totals, cmpopts.IgnoreUnexported(treaty.Totals{}, treaty.LineTotals{})); d != "" {
		t.Errorf("totals (-want +got):\n%s", d)
	}
}

func TestBatch_zero(t *testing.T) {
	for name, batch := range map[string]*treaty.Batch{"nil": nil, "zero": new(treaty.Batch)} {
		totals, err := batch.Run(context.Background(), treaty.Columns{})
		if want := "batch: must be made by Program.Batch"; totals != nil || textOfError(err) != want {
			t.Errorf("%s: totals %v, error %v, want %s", name, totals, err, want)
		}
		if got := batch.Clauses(); got != nil {
			t.Errorf("%s: clauses %v", name, got)
		}
	}
}

func TestBatchRefuses(t *testing.T) {
	before := treaty.Period{From: lawDay(t, "2024-01-01"), To: lawDay(t, "2024-12-31")}
	risks := treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{
		{ID: "a", Policy: "p", SumInsured: lawDec("10"), Period: lawYear(t)},
		{ID: "b", SumInsured: lawDec("10"), Period: before},
		{ID: "c", Policy: "q", SumInsured: lawDec("10"), Period: before},
	}}
	year := lawDay(t, "2026-06-01")
	program := func(change func(*treaty.Section)) treaty.Spec {
		spec := lawTwoHalves(t)
		spec.Contracts = spec.Contracts[1:]
		change(&spec.Contracts[0].Sections[0])
		return spec
	}
	events := program(func(*treaty.Section) {})
	policies := program(func(s *treaty.Section) {
		s.Unit, s.Terms = treaty.UnitPolicy, xol.PerRisk{Layers: []xol.Layer{{Attachment: lawDec("1")}}}
	})
	surplus := program(func(s *treaty.Section) {
		s.Terms = proportional.QuotaShare{Share: lawDec("0.5"), Limit: lawOptional("5")}
	})
	claims := program(func(s *treaty.Section) { s.Basis = treaty.ClaimsMade })
	dated := program(func(s *treaty.Section) {
		s.Scope.ExcludeFrom = []treaty.DatedExclusion{{From: year, Exclude: treaty.Selection{Lines: []string{"fire"}}}}
	})
	for _, tt := range []struct {
		name    string
		spec    treaty.Spec
		columns treaty.Columns
		path    string // of the error; empty where there is none
	}{
		{"nothing", events, treaty.Columns{}, ""},
		{"a term of nothing", events, treaty.Columns{Terms: []int{0}}, ""},
		{"descending terms", events, treaty.Columns{Terms: []int{1, 0}, Loss: []int64{1}}, "terms[1]"},
		{"a term too long", events, treaty.Columns{Terms: []int{2}, Loss: []int64{1}}, "terms[0]"},
		{"a row in no term", events, treaty.Columns{Terms: []int{1}, Loss: []int64{1, 2}}, "terms"},
		{"a negative loss", events, treaty.Columns{Terms: []int{2}, Loss: []int64{1, -1}}, "loss[1]"},
		{"too few events", events, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Event: []int32{}}, "event"},
		{"an event below -1", events, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Event: []int32{-2}}, "event[0]"},
		{"the greatest event", events, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Event: []int32{1<<31 - 1}}, ""},
		{"too many dates", events, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Date: []cede.Date{year, year}}, "date"},
		{"no date", events, treaty.Columns{Terms: []int{2}, Loss: []int64{1, 1}, Date: []cede.Date{year, {}}}, "date[1]"},
		{"no date of a term's first", events, treaty.Columns{Terms: []int{1, 2}, Loss: []int64{1, 1}, Date: []cede.Date{year, {}}}, "date[1]"},
		{"an unknown risk", events, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Risk: []int32{3}}, "risk[0]"},
		{"no risks, none needed", events, treaty.Columns{Terms: []int{1}, Loss: []int64{1}}, ""},
		{"no risks", policies, treaty.Columns{Terms: []int{1}, Loss: []int64{1}}, "risk"},
		{"no risk", policies, treaty.Columns{Terms: []int{2}, Loss: []int64{1, 1}, Risk: []int32{0, -1}}, "risk[1]"},
		{"no risk outside the period", policies, treaty.Columns{
			Terms: []int{2}, Loss: []int64{1, 1}, Risk: []int32{0, -1}, Date: []cede.Date{year, lawDay(t, "2027-01-01")},
		}, ""},
		{"no risk outside the period, in an event", policies, treaty.Columns{
			Terms: []int{2}, Loss: []int64{1, 1}, Risk: []int32{0, -1}, Event: []int32{1, 1}, Date: []cede.Date{year, lawDay(t, "2027-01-01")},
		}, "risk[1]"},
		{"no policy", policies, treaty.Columns{Terms: []int{2}, Loss: []int64{1, 1}, Risk: []int32{0, 1}}, "risk[1]"},
		{"a risk that is not exposed", surplus, treaty.Columns{Terms: []int{2}, Loss: []int64{1, 1}, Risk: []int32{0, 2}}, "risk[1]"},
		{"a risk that is not exposed, before", surplus, treaty.Columns{
			Terms: []int{2}, Loss: []int64{1, 1}, Risk: []int32{2, 0}, Date: []cede.Date{lawDay(t, "2024-06-01"), year},
		}, ""},
		{"an exclusion that begins at a day", dated, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Risk: []int32{0}, Date: []cede.Date{year}}, ""},
		{"an exclusion that begins at a day, without days", dated, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Risk: []int32{0}}, "date"},
		{"an exclusion that begins at a day, without losses", dated, treaty.Columns{Terms: []int{0}}, ""},
		{"claims made", claims, treaty.Columns{Terms: []int{1}, Loss: []int64{1}}, ""},
		{"claims made with dates", claims, treaty.Columns{Terms: []int{1}, Loss: []int64{1}, Date: []cede.Date{year}}, "date"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			batch, err := lawProgram(tt.spec).Batch(context.Background(), lawBook(risks))
			if err != nil {
				t.Fatal(err)
			}
			_, err = batch.Run(context.Background(), tt.columns)
			invalid, ok := errors.AsType[*cede.InvalidError](err)
			if tt.path == "" && err != nil || tt.path != "" && (!ok || invalid.Path != tt.path) {
				t.Errorf("error %v, want one at %q", err, tt.path)
			}
		})
	}
	later := []treaty.DatedExclusion{{From: lawDay(t, "2026-07-01"), Exclude: treaty.Selection{Lines: []string{"fire"}}}}
	reported := program(func(s *treaty.Section) { s.Basis, s.Scope.ExcludeFrom = treaty.ClaimsMade, later })
	if _, err := lawProgram(reported).Batch(context.Background(), lawBook(risks)); err == nil || !strings.HasPrefix(err.Error(), "excludeFrom: must be absent") {
		t.Errorf("exclusions by day of report: %v", err)
	}
	perils := program(func(s *treaty.Section) { s.Scope.Include.Perils = []string{"wind"} })
	if _, err := lawProgram(perils).Batch(context.Background(), lawBook(risks)); err == nil {
		t.Error("a program that asks for perils takes columns")
	}
}
