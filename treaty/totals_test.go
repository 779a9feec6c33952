package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

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

func TestTotalsLaws(t *testing.T) {
	proptest.Check(t, "all that a term comes to is what apply gives", prop.ForAll(lawTotals, lawCases(lawForTotals)))
}

// lawForTotals makes a program that columns can run, one in two of covers, otherwise with accounts, and a book whose losses are paid.
func lawForTotals(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	if r.IntN(2) == 0 {
		return lawInColumns(r)
	}
	for {
		spec, book := lawForColumns(r)
		for i := range spec.Contracts {
			c := &spec.Contracts[i]
			if len(c.Placement.Lines) == 0 {
				continue
			}
			h := oracle.History(r)
			h.Scale, h.Placement = new(lawScale(spec)), &c.Placement
			account := oracle.Account(r, h)
			account.Portfolio = nil
			c.Account = &treaty.ContractAccount{Terms: account}
			if r.IntN(2) == 0 {
				first, _, _ := c.Period.From.Civil()
				c.Account.History = []treaty.UnderwritingYear{{Year: first - 1, Written: decimal.New(100, 0), Paid: decimal.New(r.Int64N(200), 0)}}
			}
			if _, err := treaty.NewProgram(spec); err != nil {
				c.Account = nil
			}
		}
		for i := range book.Losses {
			l := &book.Losses[i]
			p := &l.Positions[len(l.Positions)-1]
			p.Paid, p.Outstanding = p.Paid.Add(p.Outstanding), decimal.Decimal{}
			p.PaidExpense, p.OutstandingExpense = p.PaidExpense.Add(p.OutstandingExpense), decimal.Decimal{}
		}
		if _, err := lawProgram(spec).Batch(context.Background(), lawBook(book)); err == nil {
			return spec, book
		}
	}
}

// lawTotals says where the totals of a term differ from what Apply makes of a book with its losses, and whether what contracts cede of rows adds up.
func lawTotals(c *lawCase) string {
	p := lawProgram(c.spec)
	batch, err := p.Batch(context.Background(), lawBook(c.book))
	if err != nil {
		return lawDocumented(err)
	}
	columns := lawColumns(c.spec, []treaty.BookSpec{c.book})
	var rows map[string]int64
	totals, err := batch.RunEach(context.Background(), columns, func(_ int, x *treaty.Rows) error {
		rows = map[string]int64{}
		for i, id := range batch.Contracts() {
			for row, amount := range x.Ceded[i] {
				if amount < 0 || amount > columns.Loss[row] {
					return fmt.Errorf("contract %s cedes %d of row %d, %d", id, amount, row, columns.Loss[row])
				}
				rows[id] += amount
			}
		}
		return nil
	})
	r, applyErr := p.Apply(context.Background(), lawBook(c.book))
	if err != nil || applyErr != nil {
		if (err == nil) != (applyErr == nil) {
			return fmt.Sprintf("columns: %v, book: %v", err, applyErr)
		}
		return ""
	}
	plain, err := batch.Run(context.Background(), columns)
	if err != nil {
		return err.Error()
	}
	if d := godiff.Diff(plain, totals, cmpopts.IgnoreUnexported(treaty.Totals{}, treaty.LineTotals{})); d != "" {
		return "without and with rows\n" + d
	}
	minor := lawMinor(lawScale(c.spec))
	type sums struct{ Subject, Ceded, Price, Brokerage, Reinstatement, Commission, Sharing int64 }
	want, got := map[string]sums{}, map[string]sums{}
	add := func(to map[string]sums, name string, x sums) {
		y := to[name]
		to[name] = sums{
			x.Subject + y.Subject, x.Ceded + y.Ceded, x.Price + y.Price, x.Brokerage + y.Brokerage, x.Reinstatement + y.Reinstatement,
			x.Commission + y.Commission, x.Sharing + y.Sharing,
		}
	}
	for _, x := range r.Contracts() {
		add(want, x.Contract, sums{Subject: minor(x.Subject.Loss), Ceded: minor(x.Ceded.Loss), Price: minor(x.Price.Premium), Brokerage: minor(x.Price.Brokerage)})
		for _, re := range x.Reinsurers {
			add(want, x.Contract+" "+re.Reinsurer, sums{Ceded: minor(re.Ceded.Loss), Price: minor(re.Price.Premium), Brokerage: minor(re.Price.Brokerage)})
		}
	}
	for x := range r.Charges() {
		if x.Kind == treaty.ChargeReinstatement || x.Kind == treaty.ChargeReinstatementAdjustment {
			add(want, x.Contract, sums{Reinstatement: minor(x.Charged)})
		}
	}
	for s := range r.Accounts() {
		for _, item := range s.Items() {
			of := func(d decimal.Decimal) sums {
				if item.Account == treaty.AccountLossSharing {
					return sums{Sharing: minor(d)}
				}
				return sums{Commission: minor(d)}
			}
			add(want, s.Contract, of(item.Placed))
			for _, part := range item.Parts {
				add(want, s.Contract+" "+part.Reinsurer, of(part.Amount))
			}
		}
	}
	at := func(column []int64, i int) int64 {
		if column == nil {
			return 0
		}
		return column[i]
	}
	for i, id := range batch.Contracts() {
		add(got, id, sums{Subject: totals.Subject[i], Commission: at(totals.Commission, i), Sharing: at(totals.Sharing, i)})
		if want[id].Ceded != rows[id] {
			return fmt.Sprintf("contract %s: rows cede %d, want %d", id, rows[id], want[id].Ceded)
		}
	}
	for i, name := range batch.Clauses() {
		add(got, name.Contract, sums{
			Ceded: totals.Ceded[i], Price: at(totals.Price, i), Brokerage: at(totals.Brokerage, i), Reinstatement: at(totals.Reinstatement, i),
		})
	}
	for i, name := range batch.Lines() {
		add(got, name.Contract+" "+name.Reinsurer, sums{
			Ceded: totals.Line.Ceded[i], Price: at(totals.Line.Price, i), Brokerage: at(totals.Line.Brokerage, i),
			Commission: at(totals.Line.Commission, i), Sharing: at(totals.Line.Sharing, i),
		})
	}
	return godiff.Diff(want, got)
}

// profitable is a quota share of half, placed at 60 % and 30 %, with a profit commission of 20 % on premium less losses whose deficits are carried
// to extinction. The book has a premium of 1,000.
func profitable(t *testing.T) (treaty.Spec, treaty.BookSpec) {
	t.Helper()
	terms := proportional.Account{ProfitCommissions: []proportional.ProfitCommission{{Rate: lawOptional("0.2"), Deficit: &proportional.Carry{}}}}
	spec := treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: []treaty.Contract{{
		ID: "QS", Period: lawYear(t), Placement: lawPanel("0.6", "0.3"), Account: &treaty.ContractAccount{Terms: terms},
		Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: proportional.QuotaShare{Share: lawDec("0.5")}}},
	}}}
	return spec, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{ID: "r", SumInsured: lawDec("1"), Premium: lawDec("1000"), Period: lawYear(t)}}}
}

// Ceded at 100 % are a premium of 500 a year and losses of 700, 200, 200 and 700, of which the first are by way of two. Alone the years give 20 % of
// -200, 300, 300 and -200: nothing, 60, 60, nothing. In a path of three the second has a profit of 300 - 200. After a year with losses of 600 the first
// deficit is 200 + 100, and nothing is left of the profit of the second year.
func TestColumnsPath(t *testing.T) {
	for _, tt := range []struct {
		name       string
		path       int
		history    string
		commission []int64 // placed, of 0, 60 ... at 100 %
		first      []int64 // 6 in 9 of it
	}{
		{"alone", 0, "", []int64{0, 54, 54, 0}, []int64{0, 36, 36, 0}},
		{"alone, after a deficit of 100", 1, "600", []int64{0, 36, 36, 0}, []int64{0, 24, 24, 0}},
		{"by two", 2, "", []int64{0, 18, 54, 0}, []int64{0, 12, 36, 0}},
		{"by three", 3, "", []int64{0, 18, 54, 0}, []int64{0, 12, 36, 0}},
		{"by three, after a deficit of 100", 3, "600", []int64{0, 0, 54, 0}, []int64{0, 0, 36, 0}},
		{"all", 9, "", []int64{0, 18, 54, 0}, []int64{0, 12, 36, 0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			spec, book := profitable(t)
			if tt.history != "" {
				spec.Contracts[0].Account.History = []treaty.UnderwritingYear{{Year: 2025, Written: lawDec("500"), Paid: lawDec(tt.history)}}
			}
			totals, text := runBatch(t, spec, book, treaty.Columns{
				Terms: []int{2, 3, 4, 5}, Loss: []int64{1000, 400, 400, 400, 1400}, Risk: []int32{0, 0, 0, 0, 0}, Path: tt.path,
			})
			if text != "" {
				t.Fatal(text)
			}
			if d := godiff.Diff(tt.commission, totals.Commission); d != "" {
				t.Errorf("commission (-want +got):\n%s", d)
			}
			var first []int64
			for year := range 4 {
				first = append(first, totals.Line.Commission[2*year])
				if sum := totals.Line.Commission[2*year] + totals.Line.Commission[2*year+1]; sum != totals.Commission[year] {
					t.Errorf("reinsurers of year %d bear %d of %d", year, sum, totals.Commission[year])
				}
			}
			if d := godiff.Diff(tt.first, first); d != "" {
				t.Errorf("commission of the first (-want +got):\n%s", d)
			}
		})
	}
}

// A sliding scale without premium has no loss ratio: the third year, in which there are losses, ends the totals, whatever path it is in; an
// over-cession in the second does so before. The numbers of terms are the columns' own.
func TestColumnsPath_errors(t *testing.T) {
	spec, book := profitable(t)
	book.Risks[0].Premium = decimal.Decimal{}
	spec.Contracts[0].Account.Terms = proportional.Account{Commissions: []proportional.Commission{{Sliding: &proportional.SlidingScale{
		Provisional: lawDec("0.3"), Points: []proportional.ScalePoint{{LossRatio: lawDec("0.5"), Rate: lawDec("0.4")}, {LossRatio: lawDec("0.6"), Rate: lawDec("0.3")}},
	}}}}
	for _, path := range []int{0, 1, 2, 3, 4} {
		columns := treaty.Columns{Terms: []int{0, 0, 1, 1}, Loss: []int64{100}, Risk: []int32{0}, Path: path, FirstTerm: 100, FirstRow: 7}
		totals, text := runBatch(t, spec, book, columns)
		if want := "terms[102]: contract QS: account." + fmt.Sprint(2026+2%max(path, 1)) + ".commissions[0].sliding.lossRatio: must have premium to divide the losses by"; text != want {
			t.Errorf("path %d: %s, want %s", path, text, want)
		}
		if totals == nil || len(totals.Gross) != 2 || len(totals.Commission) != 2 || len(totals.Line.Sharing) != 4 || len(totals.Subject) != 2 {
			t.Errorf("path %d: totals %+v", path, totals)
		}
	}
}

// The book cedes more than there is of one loss, and has an account.
func TestApply_overCessionWithAccount(t *testing.T) {
	spec, book := profitable(t)
	more := spec.Contracts[0]
	more.ID, more.Account = "more", nil
	more.Sections = []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{{Attachment: lawDec("100")}}}}}
	spec.Contracts = append(spec.Contracts, more)
	for id, amount := range map[string]string{"1": "150", "2": "300"} {
		l := lawLoss(t, id, "", "2026-02-0"+id, amount)
		l.Risk = "r"
		book.Losses = append(book.Losses, l)
	}
	r, err := lawProgram(spec).Apply(context.Background(), lawBook(book))
	if !errors.Is(err, treaty.ErrOverCession) || r == nil {
		t.Fatalf("%v, %v", r, err)
	}
	// 20 % of 500 less half of the 150 that came before
	s, ok := r.Account("QS")
	if !ok || !s.Years[0].Items[0].Full.Equal(lawDec("85")) {
		t.Errorf("account %+v", s)
	}
}

// A function that ends the run at the third term leaves the totals of two.
func TestRunEach_ends(t *testing.T) {
	batch, err := lawProgram(lawTwoHalves(t)).Batch(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}))
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	var got [][]int64
	totals, err := batch.RunEach(context.Background(), treaty.Columns{Terms: []int{1, 3, 4}, Loss: []int64{150, 200, 80, 1}, FirstTerm: 5}, func(term int, x *treaty.Rows) error {
		if term == 7 {
			return enough
		}
		for _, column := range x.Ceded {
			got = append(got, slices.Clone(column))
		}
		return nil
	})
	if !errors.Is(err, enough) || len(totals.Gross) != 2 {
		t.Errorf("totals %+v, error %v", totals, err)
	}
	// half: 75; 100 and 40. Above 100: 50; 100 and nothing.
	if d := godiff.Diff([][]int64{{75}, {50}, {100, 40}, {100, 0}}, got); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
}
