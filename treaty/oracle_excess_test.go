package treaty_test

import (
	"cmp"
	"context"
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
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

func TestOracleExcessLaws(t *testing.T) {
	proptest.Check(t, "plan equals oracle on covers", prop.ForAll(lawOracle, lawCovers()))
	proptest.Check(t, "a stream of covers adds up to the book", prop.ForAll(lawStreamCovers, lawCases(lawStreamed)))
	proptest.Check(t, "a term of columns is the book of its losses under covers", prop.ForAll(lawBatchCovers, lawCases(lawInColumns)))
}

// lawCovers are programs of mostly non-proportional contracts with every term, and books.
func lawCovers() gopter.Gen {
	return lawCases(func(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
		spec := oracle.Covers(r)
		return spec, oracle.Book(r, spec)
	})
}

// lawPrices is what layers cost, in minor units and without zeros.
type lawPrices struct {
	Charges         []oracle.Charge
	Prices          map[oracle.Row]oracle.Price
	ReinsurerPrices map[oracle.Reinsurer]oracle.Price
}

func lawPricesOfOracle(r *oracle.Result) lawPrices {
	return lawPrices{Charges: r.Charges, Prices: lawNotZero(r.Prices), ReinsurerPrices: lawNotZero(r.ReinsurerPrices)}
}

// lawPricesOfResult takes prices from the charges and says where prices and postings are something else.
func lawPricesOfResult(r *treaty.Result, spec treaty.Spec, clauses map[oracle.Row]int, wrong *lawLines) lawPrices {
	minor := lawMinor(lawScale(spec))
	own := lawOwn(spec)
	n := lawPrices{Prices: map[oracle.Row]oracle.Price{}, ReinsurerPrices: map[oracle.Reinsurer]oracle.Price{}}
	for c := range r.Charges() {
		clause, ok := clauses[oracle.Row{Contract: c.Contract, Section: c.Section, Risk: c.Clause}]
		if !ok {
			wrong.addf("a charge names the clause %q of %q %q", c.Clause, c.Contract, c.Section)
		}
		x := oracle.Charge{
			Contract: c.Contract, Section: c.Section, Clause: clause, Kind: c.Kind, Loss: c.Loss, Date: c.Date,
			Full: minor(c.Full), Charged: minor(c.Charged),
		}
		if x.Full != 0 || x.Charged != 0 {
			n.Charges = append(n.Charges, x)
		}
	}
	oracle.SortCharges(n.Charges)
	price := func(full, charged treaty.Price) oracle.Price {
		return oracle.Price{Full: minor(full.Premium), Charged: minor(charged.Premium), FullBrokerage: minor(full.Brokerage), Brokerage: minor(charged.Brokerage)}
	}
	posted := map[oracle.Row]oracle.Price{}
	var total, parts oracle.Price
	for _, c := range r.Contracts() {
		n.Prices[oracle.Row{Contract: c.Contract, Clause: -1}] = price(c.FullPrice, c.Price)
		total = lawAddPrice(total, price(treaty.Price{}, c.Price))
		for _, s := range c.Sections {
			n.Prices[oracle.Row{Contract: c.Contract, Section: s.Section, Clause: -1}] = price(s.FullPrice, s.Price)
			for i, x := range s.Clauses {
				key := oracle.Row{Contract: c.Contract, Section: s.Section, Clause: i}
				n.Prices[key] = price(x.FullPrice, x.Price)
				posted[key] = n.Prices[key]
			}
		}
		for _, x := range c.Reinsurers {
			parts = lawAddPrice(parts, price(treaty.Price{}, x.Price))
		}
	}
	if whole := price(treaty.Price{}, r.Price()); whole != total || parts != total {
		wrong.addf("the program costs %v, its contracts %v, its reinsurers get %v", whole, total, parts)
	}
	sums := map[oracle.Row]oracle.Price{}
	for p := range r.Postings() {
		if p.Account != treaty.AccountCoverPremium && p.Account != treaty.AccountBrokerage {
			continue
		}
		amount := minor(p.Amount)
		var x oracle.Price
		field := map[treaty.Account]map[treaty.Step]*int64{
			treaty.AccountCoverPremium: {treaty.StepTerms: &x.Full, treaty.StepCession: &x.Charged, treaty.StepReinsurer: &x.Charged},
			treaty.AccountBrokerage:    {treaty.StepTerms: &x.FullBrokerage, treaty.StepCession: &x.Brokerage, treaty.StepReinsurer: &x.Brokerage},
		}[p.Account][p.Step]
		if field == nil {
			continue
		}
		*field = amount
		if p.Step == treaty.StepReinsurer {
			key := oracle.Reinsurer{Contract: p.Contract, Section: own[[2]string{p.Contract, p.Section}], Reinsurer: p.Reinsurer}
			n.ReinsurerPrices[key] = lawAddPrice(n.ReinsurerPrices[key], x)
			continue
		}
		key := oracle.Row{Contract: p.Contract, Section: p.Section, Clause: clauses[oracle.Row{Contract: p.Contract, Section: p.Section, Risk: p.Clause}]}
		sums[key] = lawAddPrice(sums[key], x)
	}
	if d := godiff.Diff(lawNotZero(posted), lawNotZero(sums)); d != "" {
		wrong.addf("prices of clauses and sums of their postings (-price +postings):\n%s", d)
	}
	n.Prices, n.ReinsurerPrices = lawNotZero(n.Prices), lawNotZero(n.ReinsurerPrices)
	return n
}

func lawAddPrice(a, b oracle.Price) oracle.Price {
	return oracle.Price{Full: a.Full + b.Full, Charged: a.Charged + b.Charged, FullBrokerage: a.FullBrokerage + b.FullBrokerage, Brokerage: a.Brokerage + b.Brokerage}
}

// lawStreamable reports whether a stream takes a program.
func lawStreamable(spec treaty.Spec) bool {
	none := func(yield func(treaty.EventLosses, error) bool) {}
	err := lawProgram(spec).Stream(context.Background(), lawBook(treaty.BookSpec{Currency: spec.Currency}), none, func(*treaty.Result) error { return nil })
	return err == nil
}

// lawEachCover changes the clauses and layers of all covers of a program.
func lawEachCover(spec treaty.Spec, change func(s *treaty.Section, c *xol.Clauses, layers []xol.Layer)) {
	for i := range spec.Contracts {
		for k := range spec.Contracts[i].Sections {
			s := &spec.Contracts[i].Sections[k]
			switch t := s.Terms.(type) {
			case xol.PerRisk:
				change(s, &t.Clauses, t.Layers)
				s.Terms = t
			case xol.PerEvent:
				change(s, &t.Clauses, t.Layers)
				s.Terms = t
			case xol.Umbrella:
				change(s, &t.Clauses, t.Layers)
				s.Terms = t
			case xol.AggregateExcess:
				change(s, &t.Clauses, t.Layers)
				s.Terms = t
			case xol.StopLoss:
				change(s, &t.Clauses, t.Layers)
				s.Terms = t
			}
		}
	}
}

// lawStreamed makes a program of covers that a stream takes, and a book.
func lawStreamed(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	for {
		spec := oracle.Covers(r)
		lawEachCover(spec, func(_ *treaty.Section, c *xol.Clauses, layers []xol.Layer) {
			c.Order = ""
			for i := range layers {
				l := &layers[i]
				l.Ranks, l.EventCap = xol.Range{}, nil
				if l.Premium != nil {
					l.Premium.NoClaims = nil
				}
			}
		})
		if _, err := treaty.NewProgram(spec); err == nil && lawStreamable(spec) {
			book := oracle.Book(r, spec)
			book.Losses = lawInTurn(book.Losses)
			return spec, book
		}
	}
}

// lawInTurn leaves out losses of events that go on when another has begun: annual terms take events by the first loss that
// enters them, which need not be the first of the event.
func lawInTurn(losses []treaty.Loss) []treaty.Loss {
	losses = slices.Clone(losses)
	slices.SortFunc(losses, func(a, b treaty.Loss) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID)) })
	var out []treaty.Loss
	begun := map[string]bool{}
	for i, l := range losses {
		if l.Event != "" && begun[l.Event] && out[len(out)-1].Event != l.Event {
			continue
		}
		begun[l.Event] = true
		out = append(out, losses[i])
	}
	return out
}

// lawStreamCovers says where a stream and the book differ, in losses and in what reinstatements cost: a stream charges
// them on the premium as adjusted at once.
func lawStreamCovers(c *lawCase) string {
	if text := lawStream(c); text != "" {
		return text
	}
	whole, err := lawApply(c.spec, c.book)
	if err != nil {
		return ""
	}
	risks := c.book
	risks.Events, risks.Losses = nil, nil
	sums := map[string]decimal.Decimal{}
	sum := func(results ...*treaty.Result) map[string]string {
		clear(sums)
		for _, r := range results {
			for x := range r.Charges() {
				if x.Kind == treaty.ChargeReinstatement || x.Kind == treaty.ChargeReinstatementAdjustment {
					name := fmt.Sprintf("%s %s %s ", x.Contract, x.Section, x.Clause)
					sums[name+"full"] = sums[name+"full"].Add(x.Full)
					sums[name+"charged"] = sums[name+"charged"].Add(x.Charged)
				}
			}
		}
		out := map[string]string{}
		for name, x := range sums {
			if x.Sign() != 0 {
				out[name] = x.String()
			}
		}
		return out
	}
	var results []*treaty.Result
	err = lawProgram(c.spec).Stream(context.Background(), lawBook(risks), lawSequence(lawEvents(c.book)), func(r *treaty.Result) error {
		results = append(results, r)
		return nil
	})
	if err != nil {
		return err.Error()
	}
	return godiff.Diff(sum(whole), sum(results...))
}

// lawInColumns makes a program of covers that asks of losses only what columns have, and a book whose losses are paid.
func lawInColumns(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	for {
		spec := oracle.Covers(r)
		lawNarrow(spec)
		if _, err := treaty.NewProgram(spec); err != nil {
			continue
		}
		book := oracle.Book(r, spec)
		for i := range book.Losses {
			l := &book.Losses[i]
			l.ExGratia = false
			p := l.Positions[len(l.Positions)-1]
			round := func(d decimal.Decimal) decimal.Decimal { return d.Round(int32(lawScale(spec))) }
			sum := round(p.Paid).Add(round(p.Outstanding)).Add(round(p.PaidExpense)).Add(round(p.OutstandingExpense)).Sub(round(p.Salvage))
			l.Positions = []treaty.Position{{Paid: sum}}
		}
		if _, err := treaty.NewBook(book); err == nil {
			return spec, book
		}
	}
}

// lawBatchCovers says where terms of columns differ from books, in losses and in prices.
func lawBatchCovers(c *lawCase) string {
	if text := lawBatch(c); text != "" {
		return text
	}
	r, err := lawApply(c.spec, c.book)
	if err != nil {
		return ""
	}
	batch, err := lawProgram(c.spec).Batch(context.Background(), lawBook(c.book))
	if err != nil {
		return err.Error()
	}
	totals, err := batch.Run(context.Background(), lawColumns(c.spec, []treaty.BookSpec{c.book, c.book}))
	if err != nil {
		return err.Error()
	}
	minor := lawMinor(lawScale(c.spec))
	want, got := map[treaty.ClauseName]int64{}, map[treaty.ClauseName]int64{}
	for _, x := range r.Contracts() {
		for _, s := range x.Sections {
			for _, k := range s.Clauses {
				want[treaty.ClauseName{Contract: x.Contract, Section: s.Section, Clause: k.Clause}] = minor(k.Price.Premium)
			}
		}
	}
	for i, name := range batch.Clauses() {
		if totals.Price != nil {
			got[name] = totals.Price[totals.Clauses+i] // of the second term
		}
	}
	return godiff.Diff(lawNotZero(want), lawNotZero(got))
}

// The tests below are of what the comparison with the oracle once found.

// lawCover is a program of one cover per event on losses occurring in 2026.
func lawCover(t *testing.T, terms treaty.Terms) treaty.Spec {
	t.Helper()
	return lawUnitSpec(lawContract(t, "c", treaty.Section{Basis: treaty.LossesOccurring, Terms: terms}))
}

func lawCeded(r *treaty.Result, losses ...string) string {
	var out []string
	for _, id := range losses {
		x, _ := r.Loss(id)
		out = append(out, x.Ceded.String())
	}
	return strings.Join(out, " ")
}

// Of two equal losses the one that is settled comes first, so it is the largest.
func TestRanksInOrderOfSettlement(t *testing.T) {
	book := treaty.BookSpec{Losses: []treaty.Loss{lawLoss(t, "1", "", "2026-02-01", "10"), lawLoss(t, "2", "", "2026-03-01", "10")}}
	book.Losses[1].Settled = lawDay(t, "2026-04-01")
	r := lawMustApply(t, lawCover(t, xol.PerEvent{
		Layers: []xol.Layer{{Ranks: xol.Range{To: 1}}}, Clauses: xol.Clauses{Order: xol.OrderSettlement},
	}), book)
	if got := lawCeded(r, "1", "2"); got != "0 10" {
		t.Errorf("ceded %s, want 0 10", got)
	}
}

// Ranks leave out the 5; the first of the others is the 4.
func TestOccurrencesOfRanks(t *testing.T) {
	r := lawMustApply(t, lawCover(t, xol.PerEvent{Layers: []xol.Layer{{Ranks: xol.Range{From: 2}, Occurrences: xol.Range{To: 1}}}}), treaty.BookSpec{
		Losses: []treaty.Loss{lawLoss(t, "1", "", "2026-02-01", "5"), lawLoss(t, "2", "", "2026-03-01", "4"), lawLoss(t, "3", "", "2026-04-01", "3")},
	})
	if got := lawCeded(r, "1", "2", "3"); got != "0 4 0" {
		t.Errorf("ceded %s, want 0 4 0", got)
	}
}

// A third of an indemnity of 1 rounds to nothing, a third of its expense of 2 to 1.
func TestExpenseOfNothing(t *testing.T) {
	l := lawLoss(t, "1", "", "2026-02-01", "1")
	l.Positions[0].PaidExpense = lawDec("2")
	r := lawMustApply(t, lawCover(t, xol.PerEvent{
		Layers: []xol.Layer{{Share: lawOptional("0.3333")}}, Clauses: xol.Clauses{Expenses: xol.ExpensesProRata},
	}), treaty.BookSpec{Losses: []treaty.Loss{l}})
	if got := lawCeded(r, "1"); got != "1" {
		t.Errorf("ceded %s, want 1", got)
	}
}

// Two halves of 3, one of them of the loss and with an aggregate limit, round to 2 each, and one gives its unit back.
func TestHalvesWithAggregateLimit(t *testing.T) {
	half := lawOptional("0.5")
	r := lawMustApply(t, lawCover(t, xol.PerEvent{Layers: []xol.Layer{
		{Share: half}, {Share: half, ShareOn: xol.ShareOnLoss, AggregateLimit: lawOptional("6")},
	}}), treaty.BookSpec{Losses: []treaty.Loss{lawLoss(t, "1", "", "2026-02-01", "3")}})
	if got := lawCeded(r, "1"); got != "3" {
		t.Errorf("ceded %s, want 3", got)
	}
}

// The umbrella runs from 2025 over a quota share of 2026, which does not see a loss of 2025.
func TestUmbrellaInColumns(t *testing.T) {
	below := lawContract(t, "below", treaty.Section{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec("0.5")}})
	above := lawContract(t, "above", treaty.Section{Basis: treaty.LossesOccurring, Terms: xol.Umbrella{Over: []string{"below"}, Layers: []xol.Layer{{}}}})
	above.Priority, above.Period.From = 1, lawDay(t, "2025-01-01")
	batch, err := lawProgram(lawUnitSpec(below, above)).Batch(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}))
	if err != nil {
		t.Fatal(err)
	}
	totals, err := batch.Run(context.Background(), treaty.Columns{
		Terms: []int{2}, Loss: []int64{10, 8}, Date: []cede.Date{lawDay(t, "2025-12-31"), lawDay(t, "2026-01-01")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := godiff.Diff([]int64{4, 4}, totals.Ceded); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// The first event takes all of the working layer; in the second, whose loss is the first of its own result, the top layer has dropped.
func TestDropInStream(t *testing.T) {
	spec := lawCover(t, xol.PerEvent{Layers: []xol.Layer{
		{ID: "working", Attachment: lawDec("5"), Limit: lawOptional("5"), Reinstatements: &xol.Reinstatements{}},
		{Attachment: lawDec("10"), Drops: []xol.Drop{{Below: "working", Attachment: lawDec("5")}}},
	}})
	var got []string
	err := lawProgram(spec).Stream(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}), lawSequence(lawEvents(treaty.BookSpec{
		Losses: []treaty.Loss{lawLoss(t, "1", "", "2026-02-01", "10"), lawLoss(t, "2", "", "2026-03-01", "9")},
	})), func(r *treaty.Result) error {
		got = append(got, r.Total().Ceded.Loss.String())
		return nil
	})
	if err != nil || strings.Join(got, " ") != "5 4" {
		t.Errorf("ceded %v, want 5 4; error %v", got, err)
	}
}
