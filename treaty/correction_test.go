package treaty_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	godiff "github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// A risk that was reported late enters as if in time, and a sum insured that was entered wrongly is set right: the surplus
// of a retention of 500,000 has three quarters of 2,000,000 and not half of 1,000,000, and of the late risk 100,000 of 600,000. R2 is
// not touched.
func ExampleCorrections() {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "SP26", Period: exampleYear(2026), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{
			Basis: treaty.RisksAttaching,
			Terms: proportional.Surplus{
				Retention:  proportional.Retention{Amount: new(dec("500000"))},
				Capacities: []proportional.Capacity{{Lines: new(dec("10"))}},
			},
		}},
	}}}
	program, err := treaty.NewProgram(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	apply := func(bookSpec treaty.BookSpec) *treaty.Result {
		book, err := treaty.NewBook(bookSpec)
		if err != nil {
			panic(err)
		}
		result, err := program.Apply(context.Background(), book)
		if err != nil {
			panic(err)
		}
		return result
	}
	risk := func(id, sum, premium string) treaty.Risk {
		return treaty.Risk{ID: id, SumInsured: dec(sum), Premium: dec(premium), Period: exampleYear(2026)}
	}
	was := treaty.BookSpec{
		Currency: "CNY", Risks: []treaty.Risk{risk("R1", "1000000", "2000"), risk("R2", "5000000", "10000")},
	}
	is := treaty.BookSpec{
		Currency: "CNY", Risks: []treaty.Risk{risk("R1", "2000000", "2000"), risk("R2", "5000000", "10000"), risk("R3", "600000", "1200")},
	}
	corrections, err := treaty.Corrections(apply(was), apply(is))
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range corrections {
		if p.Step == treaty.StepReinsurer {
			fmt.Println(p.Risk, p.Account, p.Reinsurer, p.Amount, "reversal", p.Reversal)
		}
	}
	// Output:
	// R1 sum-insured Re A -500000 reversal true
	// R1 premium Re A -1000 reversal true
	// R1 sum-insured Re A 1500000 reversal false
	// R3 sum-insured Re A 100000 reversal false
	// R1 premium Re A 1500 reversal false
	// R3 premium Re A 200 reversal false
}

// lawEntries writes postings down, and counts equal ones.
func lawEntries(list iter.Seq[treaty.Posting]) map[string]int {
	out := map[string]int{}
	for p := range list {
		rate := ""
		if p.Rate != nil {
			rate = p.Rate.Rat().RatString()
		}
		out[fmt.Sprint(p.Account, "|", p.Step, "|", p.Contract, "|", p.Section, "|", p.Clause, "|", p.Term, "|", p.Reinsurer, "|", p.Risk, "|", p.Loss, "|", p.Event,
			"|", p.Date, "|", rate, "|", p.Base, "|", p.Amount, "|", p.Reversal)]++
	}
	return out
}

// lawCorrections applies corrections to a ledger by hand and says what differs from the other.
func lawCorrections(before, after *treaty.Result) string {
	corrections, err := treaty.Corrections(before, after)
	if err != nil {
		return err.Error()
	}
	var reversed, fresh []treaty.Posting
	for p := range corrections {
		switch {
		case !p.Reversal:
			fresh = append(fresh, p)
		case len(fresh) > 0:
			return "a reversal after a new posting"
		default:
			p.Reversal, p.Amount = false, p.Amount.Neg()
			reversed = append(reversed, p)
		}
	}
	ledger, taken, added := lawEntries(before.Postings()), lawEntries(slices.Values(reversed)), lawEntries(slices.Values(fresh))
	for p, n := range taken {
		if added[p] > 0 {
			return "touched without need: " + p
		}
		ledger[p] -= n
		if ledger[p] < 0 {
			return "never posted: " + p
		}
	}
	for p, n := range added {
		ledger[p] += n
	}
	maps.DeleteFunc(ledger, func(_ string, n int) bool { return n == 0 })
	if d := godiff.Diff(lawEntries(after.Postings()), ledger); d != "" {
		return "ledger (-after +corrected):\n" + d
	}
	// The reinsurers' postings of losses and prices among them are the movements.
	net := map[string]decimal.Decimal{}
	for p := range corrections {
		if p.Step == treaty.StepReinsurer && p.Account != treaty.AccountSumInsured && p.Account != treaty.AccountPremium {
			key := fmt.Sprint(p.Account, p.Contract, p.Section, p.Clause, p.Loss, p.Reinsurer)
			net[key] = net[key].Add(p.Amount)
		}
	}
	movements, err := treaty.Movements(before, after)
	if err != nil {
		return err.Error()
	}
	for m := range movements {
		key := fmt.Sprint(m.Account, m.Contract, m.Section, m.Clause, m.Loss, m.Reinsurer)
		net[key] = net[key].Sub(m.Amount)
	}
	for key, x := range net {
		if !x.IsZero() {
			return fmt.Sprintf("%s: corrections are %s above the movements", key, x)
		}
	}
	return ""
}

func TestCorrectionLaws(t *testing.T) {
	proptest.Check(t, "a ledger and its corrections are the ledger as it should be", prop.ForAll(func(c *lawCase) string {
		program := lawProgram(c.spec)
		is, err := lawApplied(program, c.book)
		if err != nil {
			return ""
		}
		if text := lawCorrections(is, is); text != "" {
			return "with itself: " + text
		}
		was := c.book
		if n := len(was.Losses); n > 0 { // a late loss, and one entered wrongly
			was.Losses = lawWithout(was.Losses, int(c.seed%int64(n)))
		}
		if n := len(was.Losses); n > 0 {
			l := &was.Losses[int(c.seed/7%int64(n))]
			l.Positions = slices.Clone(l.Positions)
			l.Positions[len(l.Positions)-1] = treaty.Position{At: l.Positions[len(l.Positions)-1].At}
		}
		if n := len(was.Risks); n > 0 { // a late risk with its losses
			late := was.Risks[int(c.seed/11%int64(n))].ID
			was.Risks = slices.DeleteFunc(slices.Clone(was.Risks), func(r treaty.Risk) bool { return r.ID == late })
			was.Losses = slices.DeleteFunc(slices.Clone(was.Losses), func(l treaty.Loss) bool { return l.Risk == late })
		}
		before, err := lawApplied(program, was)
		if err != nil {
			return ""
		}
		if text := lawCorrections(before, is); text != "" {
			return text
		}
		return lawCorrections(is, before)
	}, lawBooks()))
}

// Policies of two rows each that lose the same on one day have equal postings; of three, one more than of two is new, or taken back.
func TestCorrections_equalPostings(t *testing.T) {
	program := lawProgram(lawUnitSpec(lawContract(t, "c", treaty.Section{
		Basis: treaty.LossesOccurring, Unit: treaty.UnitPolicy, Terms: xol.PerRisk{Layers: []xol.Layer{{Attachment: lawDec("5")}}},
	})))
	apply := func(policies int) *treaty.Result {
		book := treaty.BookSpec{Currency: "CNY", Events: []treaty.Event{{ID: "e"}}}
		for i := range 2 * policies {
			id := fmt.Sprint(i)
			book.Risks = append(book.Risks, treaty.Risk{ID: id, Policy: fmt.Sprint(i / 2), SumInsured: lawDec("10"), Period: lawYear(t)})
			l := lawLoss(t, id, "e", "2026-03-01", "10")
			l.Risk = id
			book.Losses = append(book.Losses, l)
		}
		r, err := lawApplied(program, book)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, tt := range []struct{ before, after int }{{2, 3}, {3, 2}, {3, 1}, {3, 3}} {
		corrections, err := treaty.Corrections(apply(tt.before), apply(tt.after))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for p := range corrections {
			if p.Step == treaty.StepTerms {
				n++
			}
		}
		if want := max(tt.after-tt.before, tt.before-tt.after); n != want {
			t.Errorf("from %d to %d: %d, want %d", tt.before, tt.after, n, want)
		}
		if text := lawCorrections(apply(tt.before), apply(tt.after)); text != "" {
			t.Error(text)
		}
	}
}

// A late risk comes first, so the units that went to re1 and re2 in turn change places.
func TestCorrections(t *testing.T) {
	c := lawContract(t, "c", treaty.Section{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: lawDec("1")}})
	c.Placement = lawPanel("0.5", "0.5")
	program := lawProgram(lawUnitSpec(c))
	risk := func(id, sum string) treaty.Risk {
		return treaty.Risk{ID: id, SumInsured: lawDec(sum), Period: lawYear(t)}
	}
	apply := func(risks ...treaty.Risk) *treaty.Result {
		r, err := lawApplied(program, treaty.BookSpec{Currency: "CNY", Risks: risks})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	before, after := apply(risk("b", "1"), risk("c", "1")), apply(risk("a", "1"), risk("b", "1"), risk("c", "1"))
	corrections, err := treaty.Corrections(before, after)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p := range corrections {
		got = append(got, fmt.Sprintf("%s %s %s base %s amount %s %v", p.Risk, p.Step, p.Reinsurer, p.Base, p.Amount, p.Reversal))
	}
	want := []string{
		"b reinsurer re1 base 1 amount -1 true",
		"c reinsurer re2 base 1 amount -1 true",
		"a terms  base 1 amount 1 false", "a placement  base 1 amount 1 false", "a cession  base 1 amount 1 false", "a reinsurer re1 base 1 amount 1 false",
		"b reinsurer re2 base 1 amount 1 false",
		"c reinsurer re1 base 1 amount 1 false",
	}
	if d := godiff.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	n := 0
	for range corrections { // again, and not to the end
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d corrections", n)
	}
	other := lawProgram(lawUnitSpec(c))
	elsewhere, err := lawApplied(other, treaty.BookSpec{Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		before, after *treaty.Result
		want          string
	}{
		"nothing before":  {nil, after, "before: must not be nil"},
		"nothing after":   {before, nil, "after: must not be nil"},
		"another program": {before, elsewhere, "before: must be of the program of after"},
	} {
		if _, err := treaty.Corrections(tt.before, tt.after); lawText(err) != tt.want {
			t.Errorf("%s: %v, want %s", name, err, tt.want)
		}
	}
}

// A posting that differs in its base, rate, day or event alone is another posting: half of 3 and of 4 is 2, and so are 50 % and 60 % of 3.
func TestCorrections_oneField(t *testing.T) {
	program := lawProgram(lawUnitSpec(lawContract(t, "c", treaty.Section{
		Basis: treaty.RisksAttaching, Terms: proportional.FacultativeObligatory{ShareAttribute: "share", Limit: lawOptional("100")},
	})))
	apply := func(sum, share, from, event string) *treaty.Result {
		l := lawLoss(t, "l", event, "2026-03-01", "4")
		l.Risk = "r"
		r, err := lawApplied(program, treaty.BookSpec{
			Currency: "CNY", Events: []treaty.Event{{ID: "e"}, {ID: "f"}}, Losses: []treaty.Loss{l},
			Risks: []treaty.Risk{{
				ID: "r", SumInsured: lawDec(sum), Attributes: map[string]decimal.Decimal{"share": lawDec(share)},
				Period: treaty.Period{From: lawDay(t, from), To: lawDay(t, "2026-12-31")},
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	before := apply("3", "0.5", "2026-01-01", "e")
	for _, tt := range []struct {
		name  string
		after *treaty.Result
		want  []string // of the terms and of how many there are
	}{
		{"base", apply("4", "0.5", "2026-01-01", "e"), []string{
			"sum-insured 2026-01-01  0.5 of 3 = -2 true", "sum-insured 2026-01-01  0.5 of 4 = 2 false", "2",
		}},
		{"rate", apply("3", "0.6", "2026-01-01", "e"), []string{
			"sum-insured 2026-01-01  0.5 of 3 = -2 true", "loss 2026-03-01 e 0.5 of 4 = -2 true",
			"sum-insured 2026-01-01  0.6 of 3 = 2 false", "loss 2026-03-01 e 0.6 of 4 = 2 false", "4",
		}},
		{"day", apply("3", "0.5", "2026-01-02", "e"), []string{
			"sum-insured 2026-01-01  0.5 of 3 = -2 true", "sum-insured 2026-01-02  0.5 of 3 = 2 false", "8",
		}},
		{"event", apply("3", "0.5", "2026-01-01", "f"), []string{
			"loss 2026-03-01 e 0.5 of 4 = -2 true", "loss 2026-03-01 f 0.5 of 4 = 2 false", "8",
		}},
	} {
		corrections, err := treaty.Corrections(before, tt.after)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		n := 0
		for p := range corrections {
			if n++; p.Step == treaty.StepTerms {
				got = append(got, fmt.Sprintf("%s %s %s %s of %s = %s %v", p.Account, p.Date, p.Event, p.Rate, p.Base, p.Amount, p.Reversal))
			}
		}
		if d := godiff.Diff(tt.want, append(got, fmt.Sprint(n))); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}
