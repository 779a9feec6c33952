package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
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
			"a half and a half of the gross", []treaty.Contract{cover("A", 1, quota("0.5")), full},
			[]string{"0.03"}, "A of L1: 0.02, B of L1: 0.01",
		},
		{
			// What inures is the placed half of A.
			"placed in half and a half of the gross", []treaty.Contract{unplaced, full},
			[]string{"0.03"}, "A of L1: 0.02, B of L1: 0.01",
		},
		{
			// Each loss has a third of the first cent, and two thirds of the others: L1, to which the first
			// cent falls, has no room for one of those.
			"two layers split at one cent", []treaty.Contract{cover("A", 1, layer("0", "0.01")), onGross(cover("B", 2, layer("0.01", "0.02")))},
			[]string{"0.01", "0.01", "0.01"}, "A of L1: 0.01, B of L1: 0, A of L2: 0, B of L2: 0.01, A of L3: 0, B of L3: 0",
		},
		{
			// A takes 0.016 of 0.04, posted as 0.02; 0.02 is left, of which B and C take 0.01 each.
			"parallel halves of a rounded net", []treaty.Contract{cover("A", 1, quota("0.4")), cover("B", 2, quota("0.5")), cover("C", 2, quota("0.5"))},
			[]string{"0.04"}, "A of L1: 0.02, B of L1: 0.01, C of L1: 0.01",
		},
		{
			// A rounds 0.004 to nothing, so that the net is one cent; of its halves B and C round up.
			"parallel halves of a net that was rounded up", []treaty.Contract{cover("A", 1, quota("0.4")), cover("B", 2, quota("0.5")), cover("C", 2, quota("0.5"))},
			[]string{"0.01"}, "A of L1: 0, B of L1: 0.01, C of L1: 0",
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
