package treaty_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	godiff "github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
)

func TestStreamLaws(t *testing.T) {
	proptest.Check(t, "a stream adds up to the book", prop.ForAll(lawStream, lawCases(lawStreamedShares)))
}

// lawStreamedShares makes a program and a book whose events come in the order in which annual terms take them.
func lawStreamedShares(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	spec := oracle.Program(r)
	book := oracle.Book(r, spec)
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			if lawAggregate(s.Terms) != nil {
				book.Losses = lawInTurn(book.Losses)
			}
		}
	}
	return spec, book
}

// lawAggregate returns the annual terms of proportional terms, or nil.
func lawAggregate(t treaty.Terms) *proportional.Aggregate {
	switch t := t.(type) {
	case proportional.QuotaShare:
		return t.Aggregate
	case proportional.VariableQuotaShare:
		return t.Aggregate
	case proportional.FacultativeObligatory:
		return t.Aggregate
	case proportional.Surplus:
		return t.Aggregate
	case proportional.QuotaShareSurplus:
		return t.Aggregate
	case proportional.Facultative:
		return t.Aggregate
	}
	return nil
}

// lawEvents returns the losses of a book event by event, in order of their first losses.
func lawEvents(book treaty.BookSpec) []treaty.EventLosses {
	losses := slices.Clone(book.Losses)
	slices.SortFunc(losses, func(a, b treaty.Loss) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID)) })
	var out []treaty.EventLosses
	at := map[string]int{}
	for _, l := range losses {
		if i, ok := at[l.Event]; ok {
			out[i].Losses = append([]treaty.Loss{l}, out[i].Losses...) // in any order
			continue
		}
		e := treaty.EventLosses{Losses: []treaty.Loss{l}}
		if l.Event != "" {
			at[l.Event] = len(out)
			e.Event = book.Events[slices.IndexFunc(book.Events, func(e treaty.Event) bool { return e.ID == l.Event })]
		}
		out = append(out, e)
	}
	return out
}

func lawSequence(list []treaty.EventLosses) iter.Seq2[treaty.EventLosses, error] {
	return func(yield func(treaty.EventLosses, error) bool) {
		for _, e := range list {
			if !yield(e, nil) {
				return
			}
		}
	}
}

// lawOfLosses are the numbers of losses that results say, added up over results.
type lawOfLosses struct {
	Losses     map[string]string
	Cessions   map[string]string
	Clauses    map[string]string
	Reinsurers map[string]string
}

func (n *lawOfLosses) add(r *treaty.Result, sums lawSum) {
	for x := range r.Losses() {
		n.Losses[x.Loss] = fmt.Sprintf("%+v", x)
		n.Cessions[x.Loss] = fmt.Sprintf("%+v", r.LossCessions(x.Loss))
	}
	for _, c := range r.Contracts() {
		sums.add("contract "+c.Contract, treaty.Amounts{Loss: c.Subject.Loss})
		for _, s := range c.Sections {
			sums.add("section "+c.Contract+" "+s.Section, treaty.Amounts{Loss: s.Subject.Loss})
			for _, k := range s.Clauses {
				sums.add(fmt.Sprintf("full %s %s %s", c.Contract, s.Section, k.Clause), treaty.Amounts{Loss: k.Full.Loss})
				sums.add(fmt.Sprintf("ceded %s %s %s", c.Contract, s.Section, k.Clause), treaty.Amounts{Loss: k.Ceded.Loss})
			}
		}
		for _, x := range c.Reinsurers {
			sums.add(fmt.Sprintf("reinsurer %s of %s", x.Reinsurer, c.Contract), treaty.Amounts{Loss: x.Ceded.Loss})
		}
	}
	for _, x := range r.Reinsurers() {
		sums.add("reinsurer "+x.Reinsurer, treaty.Amounts{Loss: x.Ceded.Loss})
	}
	for p := range r.Postings() {
		if p.Step == treaty.StepReinsurer && p.Account == treaty.AccountLoss {
			sums.add(fmt.Sprintf("posted to %s of %s", p.Reinsurer, p.Contract), treaty.Amounts{Loss: p.Amount})
		}
	}
}

// lawAdded adds up results; what is zero is left out.
func lawAdded(results ...*treaty.Result) lawOfLosses {
	n := lawOfLosses{Losses: map[string]string{}, Cessions: map[string]string{}, Clauses: map[string]string{}}
	sums := lawSum{}
	for _, r := range results {
		n.add(r, sums)
	}
	for name, x := range sums {
		if x.Loss.Sign() != 0 {
			n.Clauses[name] = x.Loss.String()
		}
	}
	return n
}

// lawStream says where a stream of all losses and the book they make differ.
func lawStream(c *lawCase) string {
	p, book := lawProgram(c.spec), lawBook(c.book)
	whole, err := p.Apply(context.Background(), book)
	risks := c.book
	risks.Events, risks.Losses = nil, nil
	var results []*treaty.Result
	wrong := new(lawLines)
	streamErr := p.Stream(context.Background(), lawBook(risks), lawSequence(lawEvents(c.book)), func(r *treaty.Result) error {
		results = append(results, r)
		if text := lawConserved(r); text != "" {
			wrong.addf("%s", text)
		}
		if x := r.Total().Subject; x.SumInsured.Sign() != 0 || x.Premium.Sign() != 0 {
			wrong.addf("sums insured %v and premium %v in a stream", x.SumInsured, x.Premium)
		}
		return nil
	})
	if text := lawDocumented(streamErr); text != "" {
		return text
	}
	if (err == nil) != (streamErr == nil) {
		// What is wrong with the risks alone is found by a stream of nothing as well.
		return fmt.Sprintf("book: %v; stream: %v", err, streamErr)
	}
	if whole == nil {
		return wrong.String()
	}
	if d := godiff.Diff(lawAdded(whole), lawAdded(results...)); d != "" {
		wrong.addf("(-book +stream)\n%s", d)
	}
	return wrong.String()
}

// lawTwoHalves cedes half of each loss and, of each event, what is above 100: more than there is of an event above 200.
func lawTwoHalves(t *testing.T) treaty.Spec {
	t.Helper()
	contract := func(id string, terms treaty.Terms) treaty.Contract {
		return treaty.Contract{
			ID: id, Period: lawYear(t), Placement: lawPanel("1"),
			Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: terms}},
		}
	}
	scale := 0
	return treaty.Spec{Currency: "CNY", Scale: &scale, Contracts: []treaty.Contract{
		contract("half", proportional.QuotaShare{Share: lawDec("0.5")}),
		contract("layer", xol.PerEvent{Layers: []xol.Layer{{Attachment: lawDec("100")}}}),
	}}
}

func lawLoss(t *testing.T, id, event, date, amount string) treaty.Loss {
	t.Helper()
	return treaty.Loss{ID: id, Event: event, Date: lawDay(t, date), Positions: []treaty.Position{{Paid: lawDec(amount)}}}
}

// lawFailing is a book whose third event in order of first losses cedes more than there is.
func lawFailing(t *testing.T) treaty.BookSpec {
	t.Helper()
	return treaty.BookSpec{
		Currency: "CNY",
		Events:   []treaty.Event{{ID: "e1"}, {ID: "e2"}},
		Losses: []treaty.Loss{
			lawLoss(t, "a", "e1", "2026-01-10", "150"),
			lawLoss(t, "b", "", "2026-01-20", "120"),
			lawLoss(t, "c", "e2", "2026-02-01", "300"),
			lawLoss(t, "d", "e1", "2026-03-05", "40"), // of the first event, though after the one that fails
			lawLoss(t, "e", "", "2026-04-01", "10"),
		},
	}
}

// With an over-cession the result holds the events that came before it: e1 with 150 / 2 + 40 / 2 = 95 and
// 190 - 100 = 90, loss b with 120 / 2 + 20 = 80.
func TestApplyOverCession(t *testing.T) {
	r, err := lawApply(lawTwoHalves(t), lawFailing(t))
	over, ok := errors.AsType[*treaty.OverCessionError](err)
	if !ok || !errors.Is(err, treaty.ErrOverCession) || over.Loss != "c" || over.Account != treaty.AccountLoss || over.Subject.String() != "300" {
		t.Fatalf("error %v", err)
	}
	var parts []string
	for _, part := range over.Parts {
		parts = append(parts, part.Contract+" "+part.Amount.String())
	}
	if d := godiff.Diff([]string{"half 150", "layer 200"}, parts); d != "" {
		t.Errorf("parts (-want +got):\n%s", d)
	}
	if r == nil {
		t.Fatal("no result")
	}
	got := map[string]string{}
	for x := range r.Losses() {
		got[x.Loss] = x.Ceded.String()
	}
	// 90 × 150/190 = 71.05 and 90 × 40/190 = 18.95
	if d := godiff.Diff(map[string]string{"a": "146", "b": "80", "d": "39"}, got); d != "" {
		t.Errorf("ceded (-want +got):\n%s", d)
	}
	if x := r.Total(); x.Subject.Loss.String() != "310" || x.Ceded.Loss.String() != "265" || x.Retained.Loss.String() != "45" {
		t.Errorf("total %v, %v, %v", x.Subject.Loss, x.Ceded.Loss, x.Retained.Loss)
	}
	events := 0
	for e := range r.Events() {
		events++
		if e.Event != "e1" || e.Losses != 2 || e.Ceded.String() != "185" {
			t.Errorf("event %+v", e)
		}
	}
	if events != 1 {
		t.Errorf("%d events", events)
	}
}

// An over-cession of a risk leaves no result.
func TestApplyOverCessionOfRisk(t *testing.T) {
	spec := lawTwoHalves(t)
	other := spec.Contracts[0]
	other.ID = "other"
	other.Sections = []treaty.Section{{
		Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec("0.6")},
		Scope: treaty.Scope{Exclude: treaty.Selection{Lines: []string{"marine"}}},
	}}
	spec.Contracts = append(spec.Contracts, other)
	r, err := lawApply(spec, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{
		ID: "r", SumInsured: lawDec("10"), Premium: lawDec("1"), Period: lawYear(t),
	}}})
	over, ok := errors.AsType[*treaty.OverCessionError](err)
	if r != nil || !ok || over.Risk != "r" || over.Account != treaty.AccountSumInsured || over.Priority != 0 {
		t.Errorf("%v, %v", r, err)
	}
}

func TestApplyProgress(t *testing.T) {
	spec := lawTwoHalves(t)
	layer := xol.Layer{Attachment: lawDec("0"), Limit: lawOptional("100"), Share: lawOptional("0.1")}
	second := layer
	second.Attachment = lawDec("200")
	spec.Contracts[1].Sections[0].Terms = xol.PerEvent{Layers: []xol.Layer{layer, second}}
	var calls [][2]int
	_, err := lawProgram(spec).ApplyProgress(context.Background(), lawBook(lawFailing(t)), func(done, total int) {
		calls = append(calls, [2]int{done, total})
	})
	if err != nil {
		t.Fatal(err)
	}
	// One share, then two layers, of three in all.
	if d := godiff.Diff([][2]int{{1, 3}, {3, 3}}, calls); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestApplyCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p, b := lawProgram(lawTwoHalves(t)), lawBook(treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{lawLoss(t, "a", "", "2026-01-10", "150")}})
	calls := 0
	r, err := p.ApplyProgress(ctx, b, func(int, int) {
		calls++
		cancel()
	})
	if r != nil || !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("cancelled after the first section: %v, %v, %d calls", r, err, calls)
	}
	if r, err := p.Apply(ctx, b); r != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled before: %v, %v", r, err)
	}
	if err := p.Stream(ctx, b, lawSequence([]treaty.EventLosses{{}}), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stream cancelled before: %v", err)
	}
	if _, err := p.Batch(ctx, b); !errors.Is(err, context.Canceled) {
		t.Errorf("batch cancelled before: %v", err)
	}
}

// A stream stops at an over-cession; the events before it were handed over.
func TestStreamEnds(t *testing.T) {
	failed := errors.New("stop")
	p, b := lawProgram(lawTwoHalves(t)), lawBook(treaty.BookSpec{Currency: "CNY"})
	losses := func(event string, list ...treaty.Loss) treaty.EventLosses {
		return treaty.EventLosses{Event: treaty.Event{ID: event}, Losses: list}
	}
	good := losses("", lawLoss(t, "a", "", "2026-01-10", "150"))
	for _, tt := range []struct {
		name   string
		events []treaty.EventLosses
		each   error
		path   string // of the error, or
		is     error
		handed int
	}{
		{name: "nothing"},
		{name: "all", events: []treaty.EventLosses{good, good}, handed: 2},
		{name: "over-cession", events: lawEvents(lawFailing(t)), is: treaty.ErrOverCession, handed: 2},
		{name: "the function fails", events: []treaty.EventLosses{good, good}, each: failed, is: failed, handed: 1},
		{name: "no losses", events: []treaty.EventLosses{good, {}}, path: "stream[1].losses", handed: 1},
		{name: "another event", events: []treaty.EventLosses{losses("e", lawLoss(t, "a", "f", "2026-01-10", "1"))}, path: "stream[0].losses[0].event"},
		{name: "an event before", events: []treaty.EventLosses{good, losses("", lawLoss(t, "b", "", "2026-01-09", "1"))}, path: "stream[1].losses", handed: 1},
		{name: "a bad amount", events: []treaty.EventLosses{losses("", lawLoss(t, "a", "", "2026-01-10", "-1"))}, path: "stream[0].losses[0].positions[0].paid"},
		{name: "a fine amount", events: []treaty.EventLosses{losses("", lawLoss(t, "a", "", "2026-01-10", "0.1"))}, path: "stream[0].losses[0].positions[0].paid"},
		{name: "twice", events: []treaty.EventLosses{losses("", lawLoss(t, "a", "", "2026-01-10", "1"), lawLoss(t, "a", "", "2026-01-10", "1"))}, path: "stream[0].losses[1].id"},
		{name: "a bad event", events: []treaty.EventLosses{{
			Event:  treaty.Event{ID: "e", From: lawDay(t, "2026-02-01"), To: lawDay(t, "2026-01-01")},
			Losses: []treaty.Loss{lawLoss(t, "a", "e", "2026-02-01", "1")},
		}}, path: "stream[0].event.to"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			handed := 0
			err := p.Stream(context.Background(), b, lawSequence(tt.events), func(*treaty.Result) error {
				handed++
				return tt.each
			})
			if handed != tt.handed {
				t.Errorf("%d results, want %d", handed, tt.handed)
			}
			if tt.path == "" {
				if !errors.Is(err, tt.is) || (err == nil) != (tt.is == nil) {
					t.Errorf("error %v, want %v", err, tt.is)
				}
				return
			}
			if invalid, ok := errors.AsType[*cede.InvalidError](err); !ok || invalid.Path != tt.path {
				t.Errorf("error %v, want one at %s", err, tt.path)
			}
		})
	}
}

// An error of the sequence ends the stream as it is, and so does a context that is cancelled on the way.
func TestStream_nil(t *testing.T) {
	each := func(*treaty.Result) error { return nil }
	for _, tt := range []struct {
		want   string
		events iter.Seq2[treaty.EventLosses, error]
		each   func(*treaty.Result) error
	}{
		{"events: must not be nil", nil, each},
		{"each: must not be nil", lawSequence(nil), nil},
	} {
		err := lawProgram(lawTwoHalves(t)).Stream(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}), tt.events, tt.each)
		if textOfError(err) != tt.want {
			t.Errorf("error %v, want %s", err, tt.want)
		}
	}
}

func TestStreamInterrupted(t *testing.T) {
	p, b := lawProgram(lawTwoHalves(t)), lawBook(treaty.BookSpec{Currency: "CNY"})
	good := treaty.EventLosses{Losses: []treaty.Loss{lawLoss(t, "a", "", "2026-01-10", "150")}}
	broken := errors.New("broken file")
	handed := 0
	count := func(*treaty.Result) error { handed++; return nil }
	err := p.Stream(context.Background(), b, func(yield func(treaty.EventLosses, error) bool) {
		if yield(good, nil) {
			yield(treaty.EventLosses{}, broken)
		}
	}, count)
	if !errors.Is(err, broken) || handed != 1 {
		t.Errorf("sequence: %v after %d", err, handed)
	}
	ctx, cancel := context.WithCancel(context.Background())
	handed = 0
	err = p.Stream(ctx, b, lawSequence([]treaty.EventLosses{good, good, good}), func(*treaty.Result) error {
		handed++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || handed != 1 {
		t.Errorf("cancelled: %v after %d", err, handed)
	}
}

// Balances go on from event to event: of three losses of 1 half each, in two equal lines of a contract that takes
// it all, the first unit goes to the first line and the second to the second.
func TestStreamBalances(t *testing.T) {
	spec := lawTwoHalves(t)
	spec.Contracts = spec.Contracts[:1]
	spec.Contracts[0].Placement = lawPanel("0.5", "0.5")
	var list []treaty.EventLosses
	for _, id := range []string{"a", "b", "c"} {
		list = append(list, treaty.EventLosses{Losses: []treaty.Loss{lawLoss(t, id, "", "2026-01-10", "1")}})
	}
	var got []string
	err := lawProgram(spec).Stream(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}), lawSequence(list), func(r *treaty.Result) error {
		for p := range r.Postings() {
			if p.Step == treaty.StepReinsurer {
				got = append(got, p.Loss+" "+p.Reinsurer+" "+p.Amount.String())
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := godiff.Diff([]string{"a re1 1", "b re2 1", "c re1 1"}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
