package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/big"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// parallelShares are n quota shares of one stage, each with a scope of its own that holds R1 and its losses, so that
// only the data show how they add up.
func parallelShares(shares ...string) treaty.Spec {
	spec := treaty.Spec{Currency: "CNY"}
	for i, share := range shares {
		c := plainContract(fmt.Sprint("C", i))
		c.Sections[0].Scope.Include.Risks = []string{"R1", fmt.Sprint("S", i)}
		c.Sections[0].Terms = proportional.QuotaShare{Share: decimal.RequireFromString(share)}
		spec.Contracts = append(spec.Contracts, c)
	}
	return spec
}

// An over-cession says of what there is too much and what each clause would cede of it, before rounding.
func TestOverCessionError(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		name    string
		spec    treaty.Spec
		change  func(*treaty.BookSpec)
		text    string
		account treaty.Account
		risk    string
		loss    string
		parts   []string
	}{
		{
			"sum insured", parallelShares("0.6", "0.5"), func(*treaty.BookSpec) {},
			"contracts of priority 0 cede more than the sum-insured of R1, 1000: C0 quota-share 600, C1 quota-share 500",
			treaty.AccountSumInsured, "R1", "",
			[]string{"C0  quota-share 600", "C1  quota-share 500"},
		},
		{
			"premium", parallelShares("0.6", "0.5"), func(b *treaty.BookSpec) { b.Risks[0].SumInsured = dec("0") },
			"contracts of priority 0 cede more than the premium of R1, 50: C0 quota-share 30, C1 quota-share 25",
			treaty.AccountPremium, "R1", "",
			[]string{"C0  quota-share 30", "C1  quota-share 25"},
		},
		{
			"loss", parallelShares("0.6", "0.5"), func(b *treaty.BookSpec) { b.Risks[0].SumInsured, b.Risks[0].Premium = dec("0"), dec("0") },
			"contracts of priority 0 cede more than the loss of L1, 100: C0 quota-share 60, C1 quota-share 50",
			treaty.AccountLoss, "", "L1",
			[]string{"C0  quota-share 60", "C1  quota-share 50"},
		},
		{
			"by less than a fen", parallelShares("0.5", "0.500001"), func(b *treaty.BookSpec) { b.Risks[0].SumInsured = dec("0.01") },
			"contracts of priority 0 cede more than the sum-insured of R1, 0.01: C0 quota-share 0.01, C1 quota-share 0.01",
			treaty.AccountSumInsured, "R1", "",
			[]string{"C0  quota-share 0.005", "C1  quota-share 0.00500001"},
		},
		{
			"of many", parallelShares("0.11", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1"), func(*treaty.BookSpec) {},
			"contracts of priority 0 cede more than the sum-insured of R1, 1000: C0 quota-share 110, C1 quota-share 100, " +
				"C2 quota-share 100, C3 quota-share 100, C4 quota-share 100, C5 quota-share 100, C6 quota-share 100, C7 quota-share 100 and 2 more",
			treaty.AccountSumInsured, "R1", "",
			[]string{
				"C0  quota-share 110", "C1  quota-share 100", "C2  quota-share 100", "C3  quota-share 100", "C4  quota-share 100",
				"C5  quota-share 100", "C6  quota-share 100", "C7  quota-share 100", "C8  quota-share 100", "C9  quota-share 100",
			},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book := plainBook()
			tt.change(&book)
			result, err := applySpec(t, tt.spec, book)
			if diff := cmp.Diff(tt.text, textOfError(err)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if !errors.Is(err, treaty.ErrOverCession) {
				t.Error("it is not ErrOverCession")
			}
			over, ok := errors.AsType[*treaty.OverCessionError](err)
			if !ok {
				t.Fatalf("error is a %T", err)
			}
			if over.Priority != 0 || over.Account != tt.account || over.Risk != tt.risk || over.Loss != tt.loss {
				t.Errorf("it is of priority %d, %s of %s%s", over.Priority, over.Account, over.Risk, over.Loss)
			}
			var parts []string
			for _, p := range over.Parts {
				parts = append(parts, p.Contract+" "+p.Section+" "+p.Clause+" "+p.Amount.String())
			}
			if diff := cmp.Diff(tt.parts, parts); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
			// With too much of a risk there is nothing to give, with too much of a loss the premium at least.
			if (result != nil) != (tt.account == treaty.AccountLoss) {
				t.Errorf("result is %v", result)
			}
		})
	}
}

// A layer of the gross in a later stage meets what a quota share left; the error names sections and layers.
func TestOverCessionError_layers(t *testing.T) {
	spec := plainSpec()
	spec.Contracts[0].Priority = 10
	layer := plainContract("XL")
	layer.Priority, layer.Subject = 20, treaty.SubjectGross
	layer.Sections = []treaty.Section{plainLayer("20", "1000", "0.75")}
	layer.Sections[0].ID = "cat"
	spec.Contracts = append(spec.Contracts, layer)
	_, err := applySpec(t, spec, plainBook())
	// 0.75 × (100 - 20) = 60 of the 50 that the quota share left.
	want := "contracts of priority 20 cede more than the loss of L1, 50: XL cat layer[0] 60"
	if got := textOfError(err); got != want {
		t.Errorf("error is %q, want %q", got, want)
	}
}

// Shares that are all of it never fail for rounding: the last contracts give the surplus units back.
func TestProgram_Apply_givesBack(t *testing.T) {
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		shares []string
		loss   string
		want   []string // by contract
	}{
		{[]string{"0.5", "0.5"}, "0.01", []string{"0.01", "0"}},                   // 0.005 each, rounded up
		{[]string{"0.5", "0.5"}, "0.03", []string{"0.02", "0.01"}},                // 0.015 each
		{[]string{"0.85", "0.15"}, "0.10", []string{"0.09", "0.01"}},              // 0.085 and 0.015
		{[]string{"0.5", "0.5"}, "0.02", []string{"0.01", "0.01"}},                // nothing to round
		{[]string{"0.5", "0.49"}, "0.50", []string{"0.25", "0.25"}},               // 0.25 and 0.245
		{[]string{"0.3", "0.3", "0.4"}, "0.05", []string{"0.02", "0.02", "0.01"}}, // 0.015, 0.015, 0.02
		{
			[]string{"0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1"}, "0.05", // 0.005 each: five give one back
			[]string{"0.01", "0.01", "0.01", "0.01", "0.01", "0", "0", "0", "0", "0"},
		},
	} {
		t.Run(strings.Join(tt.shares, " ")+" of "+tt.loss, func(t *testing.T) {
			book := plainBook()
			book.Risks[0].SumInsured, book.Risks[0].Premium = dec(tt.loss), dec(tt.loss)
			book.Losses[0].Positions[0].Outstanding = dec(tt.loss)
			result, err := applySpec(t, parallelShares(tt.shares...), book)
			if err != nil {
				t.Fatal(err)
			}
			sum := dec("0")
			for i, c := range result.Contracts() {
				want := dec(tt.want[i])
				sum = sum.Add(want)
				if !c.Ceded.Loss.Equal(want) || !c.Ceded.SumInsured.Equal(want) || !c.Ceded.Premium.Equal(want) || !c.Full.Loss.Equal(want) {
					t.Errorf("%s cedes %+v, want %s of each", c.Contract, c.Ceded, tt.want[i])
				}
			}
			if total := result.Total(); !total.Ceded.Loss.Equal(sum) || !total.Retained.Loss.Equal(dec(tt.loss).Sub(sum)) {
				t.Errorf("total is %+v, want %v ceded", total, sum)
			}
		})
	}
}

// A unit given back has a posting of its own, and the reinsurers' movements follow what is left.
func TestResult_PostingsOf_rounding(t *testing.T) {
	book := plainBook()
	book.Losses[0].Positions[0].Outstanding = decimal.RequireFromString("0.03")
	result, err := applySpec(t, parallelShares("0.5", "0.5"), book)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p := range result.PostingsOf("L1") {
		got = append(got, postingLine(p))
	}
	want := []string{
		"loss C0 quota-share terms  0.03 × 0.5 = 0.02 ", "loss C0 quota-share placement  0.02 × 1 = 0.02 ",
		"loss C0 quota-share cession  0.02 = 0.02 ", "loss C0 quota-share reinsurer  0.02 = 0.02 Re A",
		"loss C1 quota-share terms  0.03 × 0.5 = 0.02 ", "loss C1 quota-share terms rounding 0.02 = -0.01 ",
		"loss C1 quota-share placement  0.01 × 1 = 0.01 ", "loss C1 quota-share cession  0.01 = 0.01 ",
		"loss C1 quota-share reinsurer  0.01 = 0.01 Re A",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("postings (-want +got):\n%s", diff)
	}
}

// postingLine writes a posting down as text.
func postingLine(p treaty.Posting) string {
	rate := ""
	if p.Rate != nil {
		rate = "× " + p.Rate.String() + " "
	}
	return fmt.Sprintf("%s %s %s %s %s %s %s= %s %s", p.Account, p.Contract, p.Clause, p.Step, p.Term, p.Base, rate, p.Amount, p.Reinsurer)
}

// A recovery of two losses stands at their event and at neither of them; the ledger of one loss holds it.
func TestResult_PostingsOf_occurrence(t *testing.T) {
	dec := decimal.RequireFromString
	spec, book := plainSpec(), plainBook()
	spec.Contracts[0].Sections[0] = plainLayer("100", "1000", "0.5")
	book.Risks = append(book.Risks, treaty.Risk{ID: "R2", SumInsured: dec("1000"), Period: exampleYear(2026)})
	book.Losses = append(book.Losses, exampleLoss("L2", "R2", "E1", "2026-06-02", "300"), exampleLoss("L3", "R2", "", "2026-06-02", "300"))
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for p := range result.PostingsOf("L2") {
		got = append(got, fmt.Sprintf("%s %s/%s/%s %s", p.Date, p.Loss, p.Risk, p.Event, postingLine(p)))
	}
	// 0.5 × (400 - 100) = 150, of which 150 × 300/400 = 112.50 are L2's.
	want := []string{
		"2026-06-01 //E1 loss QS layer[0] terms  400 × 0.5 = 150 ",
		"2026-06-01 //E1 loss QS layer[0] placement  150 × 1 = 150 ",
		"2026-06-02 L2/R2/E1 loss QS layer[0] cession  112.5 = 112.5 ",
		"2026-06-02 L2/R2/E1 loss QS layer[0] reinsurer  112.5 = 112.5 Re A",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("postings of L2 (-want +got):\n%s", diff)
	}
	if loss, _ := result.Loss("L1"); loss.Ceded.String() != "37.5" || loss.Net.String() != "62.5" {
		t.Errorf("L1 is %+v, want 37.5 ceded", loss)
	}
}

// The parts of one risk in an occurrence of one unit: the posting of the recovery has the risk, not the loss.
func TestResult_PostingsOf_unit(t *testing.T) {
	dec := decimal.RequireFromString
	spec, book := plainSpec(), plainBook()
	spec.Contracts[0].Sections[0].Terms = xol.PerRisk{Layers: []xol.Layer{{Attachment: dec("150"), Limit: new(dec("1000"))}}}
	book.Losses = append(book.Losses, exampleLoss("L2", "R1", "E1", "2026-06-02", "100"))
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	for p := range result.PostingsOf("L1") {
		if p.Loss != "" || p.Risk != "R1" || p.Amount.String() != "50" {
			t.Errorf("the recovery stands at loss %q, risk %q: %v; want R1 and 50", p.Loss, p.Risk, p.Amount)
		}
		break
	}
}

// The ledger of one loss is the part of the whole ledger that stands at it, movements of reinsurers included.
func TestResult_PostingsOf_isPartOfPostings(t *testing.T) {
	result := exampleApply(surplusProgram(), surplusBook())
	of := func(loss string, postings iter.Seq[treaty.Posting]) []string {
		var lines []string
		for p := range postings {
			if p.Loss == loss {
				lines = append(lines, postingLine(p))
			}
		}
		return lines
	}
	for _, loss := range []string{"L1", "L2", "L3"} {
		if diff := cmp.Diff(of(loss, result.Postings()), of(loss, result.PostingsOf(loss))); diff != "" {
			t.Errorf("%s: (-whole +own):\n%s", loss, diff)
		}
	}
	if len(of("L3", result.Postings())) != 9 { // five of the surplus with two reinsurers, four of the layer
		t.Errorf("postings of L3: %q", of("L3", result.Postings()))
	}
	for range result.PostingsOf("L0") {
		t.Error("a loss that does not exist has a posting")
	}
}

// A caller may stop a ledger at any posting, and any other sequence at any element.
func TestResult_stop(t *testing.T) {
	result := exampleApply(surplusProgram(), surplusBook())
	// Sum insured, premium: R2 and R3 with five postings each. Losses: L2 with five and L3 with nine.
	stopEverywhere(t, "Postings", 34, result.Postings())
	stopEverywhere(t, "PostingsOf", 9, result.PostingsOf("L3"))
	stopEverywhere(t, "Losses", 3, result.Losses())
	stopEverywhere(t, "Risks", 3, result.Risks())
	stopEverywhere(t, "Events", 1, result.Events())
	stopEverywhere(t, "Units", 3, result.Units("SP26", ""))
}

func stopEverywhere[T any](t *testing.T, name string, want int, seq iter.Seq[T]) {
	t.Helper()
	n := 0
	for range seq {
		n++
	}
	if n != want {
		t.Errorf("%s has %d elements, want %d", name, n, want)
	}
	for stop := 1; stop <= n; stop++ {
		at := 0
		for range seq { // would panic if it went on
			if at++; at == stop {
				break
			}
		}
		if at != stop {
			t.Errorf("%s stopped at %d, want %d", name, at, stop)
		}
	}
}

// What the program does not have is not found.
func TestResult_unknown(t *testing.T) {
	result := exampleApply(surplusProgram(), surplusBook())
	for range result.Units("SP26", "b") {
		t.Error("a section that does not exist has a unit")
	}
	for range result.Units("SP25", "") {
		t.Error("a contract that does not exist has a unit")
	}
	if got := result.LossCessions("L0"); got != nil {
		t.Errorf("a loss that does not exist cedes %v", got)
	}
	if got, ok := result.Loss("L0"); ok || got.Loss != "" {
		t.Errorf("a loss that does not exist is %v", got)
	}
	if got := result.Program().Currency(); got != "CNY" {
		t.Errorf("the program's currency is %s", got)
	}
	if risks, events, losses := result.Book().Len(); risks != 3 || events != 1 || losses != 3 {
		t.Errorf("the book has %d risks, %d events, %d losses", risks, events, losses)
	}
}

// A contract that does not see a loss is not in its list; one that sees it and cedes nothing is.
func TestResult_LossCessions(t *testing.T) {
	dec := decimal.RequireFromString
	spec, book := plainSpec(), plainBook()
	spec.Contracts[0].Placement = exampleLine("Re A", "0.5")
	other := plainContract("OTHER")
	other.Period, other.Sections[0].Basis = exampleYear(2027), treaty.RisksAttaching
	layer := plainContract("XL")
	layer.Priority = 1
	layer.Sections[0].Terms = xol.PerEvent{Layers: []xol.Layer{{Attachment: dec("75")}}}
	spec.Contracts = append(spec.Contracts, other, layer)
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range result.LossCessions("L1") {
		got = append(got, fmt.Sprintf("%s %s = %s + %s, full %s", c.Contract, c.Subject, c.Ceded, c.Retained, c.Full))
	}
	want := []string{"QS 100 = 25 + 75, full 50", "XL 75 = 0 + 75, full 0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Sections of one contract may see the same rows; in the contract these count once.
func TestResult_Contracts_sections(t *testing.T) {
	dec := decimal.RequireFromString
	spec, book := plainSpec(), plainBook()
	c := &spec.Contracts[0]
	c.Sections = []treaty.Section{plainSection("a"), plainLayer("0", "30", "1"), plainSection("c")}
	c.Sections[1].ID = "b"
	c.Sections[2].Terms = proportional.QuotaShare{Share: dec("0.1")}
	c.Sections[2].Placement = new(exampleLine("Re B", "0.5"))
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	got := result.Contracts()[0]
	if !got.Subject.Loss.Equal(dec("100")) || !got.Subject.SumInsured.Equal(dec("1000")) || !got.Subject.Premium.Equal(dec("50")) {
		t.Errorf("subject is %+v, want 1000, 50 and 100", got.Subject)
	}
	// 50 + 30 + half of 10.
	if !got.Ceded.Loss.Equal(dec("85")) || !got.Full.Loss.Equal(dec("90")) || !got.Retained.Loss.Equal(dec("15")) {
		t.Errorf("ceded %v of %v, kept %v; want 85 of 90 and 15", got.Ceded.Loss, got.Full.Loss, got.Retained.Loss)
	}
	// Premium of 25 and half of 5, sum insured of 500 and half of 100.
	if !got.Ceded.Premium.Equal(dec("27.5")) || !got.Ceded.SumInsured.Equal(dec("550")) {
		t.Errorf("ceded premium %v and sum insured %v, want 27.5 and 550", got.Ceded.Premium, got.Ceded.SumInsured)
	}
	for i, want := range []string{"50", "30", "5"} {
		if s := got.Sections[i]; !s.Ceded.Loss.Equal(dec(want)) || !s.Subject.Loss.Equal(dec("100")) {
			t.Errorf("section %s cedes %v of %v, want %s of 100", s.Section, s.Ceded.Loss, s.Subject.Loss, want)
		}
	}
	for i, want := range []string{"Re A 500 25 80", "Re B 50 2.5 5"} {
		r := got.Reinsurers[i]
		if line := fmt.Sprint(r.Reinsurer, " ", r.Ceded.SumInsured, " ", r.Ceded.Premium, " ", r.Ceded.Loss); line != want {
			t.Errorf("reinsurer is %s, want %s", line, want)
		}
	}
}

// A reinsurer of several contracts and sections is one, by name.
func TestResult_Reinsurers(t *testing.T) {
	dec := decimal.RequireFromString
	spec := plainSpec()
	spec.Contracts[0].Placement = treaty.Placement{Lines: []treaty.Line{
		{Reinsurer: "Re Z", Share: dec("0.5")}, {Reinsurer: "Re A", Share: dec("0.25")},
	}}
	layer := plainContract("XL")
	layer.Priority = 1
	layer.Placement = exampleLine("Re A", "1")
	layer.Sections[0] = plainLayer("60", "1000", "1")
	spec.Contracts = append(spec.Contracts, layer)
	result, err := applySpec(t, spec, plainBook())
	if err != nil {
		t.Fatal(err)
	}
	// Of 50: 25 and 12.50, 37.50 ceded and 62.50 left, so that the layer pays 2.50.
	var got []string
	for _, r := range result.Reinsurers() {
		got = append(got, fmt.Sprint(r.Reinsurer, " ", r.Ceded.Loss, " ", r.Ceded.Premium))
	}
	if diff := cmp.Diff([]string{"Re A 15 6.25", "Re Z 25 12.5"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Units by policy with rows that a contract sees in part, and one that only has a loss.
func TestResult_Units(t *testing.T) {
	dec := decimal.RequireFromString
	spec := plainSpec()
	s := &spec.Contracts[0].Sections[0]
	s.Unit, s.Basis = treaty.UnitPolicy, treaty.LossesOccurring
	s.Scope.Exclude.Tags = []string{"out"}
	s.Terms = xol.PerRisk{Layers: []xol.Layer{{Attachment: dec("50"), Limit: new(dec("500"))}}}
	risk := func(id, policy string, tags ...string) treaty.Risk {
		return treaty.Risk{ID: id, Policy: policy, Tags: tags, SumInsured: dec("1000"), Period: exampleYear(2026)}
	}
	early := risk("R4", "P0")
	early.Period = exampleYear(2027)
	book := treaty.BookSpec{
		Currency: "CNY",
		Risks:    []treaty.Risk{risk("R1", "P2"), risk("R2", "P2"), risk("R3", "P1", "out"), early},
		Events:   []treaty.Event{{ID: "E1"}},
		Losses: []treaty.Loss{
			exampleLoss("L1", "R1", "E1", "2026-06-01", "60"), exampleLoss("L2", "R2", "E1", "2026-06-01", "40"),
			exampleLoss("L3", "R3", "E1", "2026-06-01", "70"), exampleLoss("L4", "R4", "E1", "2026-06-01", "55"),
		},
	}
	book.Losses[3].Reported = exampleDay("2027-01-01") // so that it is a loss of the later policy
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for u := range result.Units("QS", "") {
		got = append(got, fmt.Sprint(u.Unit, " ", u.Risks, " ", len(u.Shares), " ", u.Subject.Loss, " ", u.Ceded.Loss, " ", u.Retained.Loss, " ", u.Subject.SumInsured))
	}
	if diff := cmp.Diff([]string{"P0 0 0 55 5 50 0", "P2 2 0 100 50 50 0"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The automatic capacity of every kind of clause; nil where the terms set none.
func TestProgram_Capacities(t *testing.T) {
	dec := decimal.RequireFromString
	spec := treaty.Spec{Currency: "CNY"}
	for i, terms := range []treaty.Terms{
		proportional.QuotaShare{Share: dec("0.5")},
		proportional.QuotaShare{Share: dec("0.5"), Limit: new(dec("100.01"))}, // 50.005, half away from zero
		proportional.Surplus{Retention: proportional.Retention{Amount: new(dec("100"))}, Capacities: []proportional.Capacity{
			{Lines: new(dec("10"))}, {Combined: new(dec("1500"))},
		}},
		xol.PerEvent{Layers: []xol.Layer{
			{ID: "a", Attachment: dec("10"), Limit: new(dec("100")), Share: new(dec("0.4"))},
			{ID: "b", Attachment: dec("10"), Limit: new(dec("100")), Share: new(dec("0.4")), ShareOn: xol.ShareOnLoss},
			{ID: "c", Attachment: dec("110")},
		}},
	} {
		c := plainContract(fmt.Sprint("C", i))
		c.Priority = i
		c.Placement = exampleLine("Re A", "0.85")
		if i == 0 {
			c.Placement = exampleLine("Re A", "1")
		}
		c.Sections[0].Terms = terms
		spec.Contracts = append(spec.Contracts, c)
	}
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	text := func(d *decimal.Decimal) string {
		if d == nil {
			return "-"
		}
		return d.String()
	}
	lines := func(list []treaty.Capacity) []string {
		var lines []string
		for _, c := range list {
			lines = append(lines, fmt.Sprint(c.Contract, " ", c.Clause, " ", text(c.Maximum), " × ", c.Placed, " = ", text(c.Effective), ", ", text(c.Unplaced)))
		}
		return lines
	}
	want := []string{
		"C0 quota-share - × 1 = -, -",
		"C1 quota-share 50.01 × 0.85 = 42.51, 7.5", // 42.5085
		"C2 surplus[0] 1000 × 0.85 = 850, 150",
		"C2 surplus[1] 400 × 0.85 = 340, 60",
		"C3 a 40 × 0.85 = 34, 6",
		"C3 b 100 × 0.85 = 85, 15",
		"C3 c - × 0.85 = -, -",
	}
	if diff := cmp.Diff(want, lines(program.Capacities())); diff != "" {
		t.Errorf("capacities (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[1:], lines(program.Unplaced())); diff != "" {
		t.Errorf("unplaced (-want +got):\n%s", diff)
	}
}

// A quota share of a limit lists what is above by unit, in order of section, then name.
func TestResult_Overspills(t *testing.T) {
	dec := decimal.RequireFromString
	spec := plainSpec()
	second := plainContract("AA") // by id before QS, in the same stage
	for _, c := range []*treaty.Contract{&spec.Contracts[0], &second} {
		c.Placement = exampleLine("Re A", "0.5")
		c.Sections[0].Unit = treaty.UnitPolicy
		c.Sections[0].Terms = proportional.QuotaShare{Share: dec("0.4"), Limit: new(dec("600"))}
	}
	second.Sections[0].Scope.Exclude.Policies = []string{"P1"}
	spec.Contracts = append(spec.Contracts, second)
	book := treaty.BookSpec{Currency: "CNY"}
	for _, r := range []struct{ id, policy, sum, premium string }{
		{"R1", "P2", "300", "30"}, {"R2", "P2", "600", "60"}, {"R3", "P1", "1000", "100"}, {"R4", "P3", "600", "60"},
	} {
		book.Risks = append(book.Risks, treaty.Risk{ID: r.id, Policy: r.policy, SumInsured: dec(r.sum), Premium: dec(r.premium), Period: exampleYear(2026)})
	}
	result, err := applySpec(t, spec, book)
	if err != nil {
		t.Fatal(err)
	}
	var got, needs []string
	for _, o := range result.Overspills() {
		got = append(got, fmt.Sprint(o.Contract, " ", o.Unit, " ", o.SumInsured, " ", o.Premium))
	}
	want := []string{"AA P2 300 30", "QS P1 400 40", "QS P2 300 30"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("overspills (-want +got):\n%s", diff)
	}
	for _, n := range result.FacultativeNeeds() {
		needs = append(needs, fmt.Sprint(n.Contract, " ", n.Unit, " ", n.Unplaced, " + ", n.Overspill, " = ", n.Need))
	}
	// Half of 0.4 × 600 = 240 is not placed; of P2, whose share is 4/15, that is half of 80 and of 160.
	want = []string{"AA P2 120 + 300 = 420", "AA P3 120 + 0 = 120", "QS P1 120 + 400 = 520", "QS P2 120 + 300 = 420", "QS P3 120 + 0 = 120"}
	if diff := cmp.Diff(want, needs); diff != "" {
		t.Errorf("needs (-want +got):\n%s", diff)
	}
}

// A fraction is printed as a decimal where it is one of at most 18 places.
func TestFraction(t *testing.T) {
	shares := map[string]treaty.Fraction{}
	dec := decimal.RequireFromString
	for _, tt := range []struct {
		limit, sum string
		text       string
		places2    string
		places0    string
	}{
		{"1", "2", "0.5", "0.5", "1"},
		{"1", "3", "1/3", "0.33", "0"},
		{"2", "3", "2/3", "0.67", "1"},
		{"1", "8", "0.125", "0.13", "0"},
		{"1", "262144", "0.000003814697265625", "0", "0"},
		{"1", "524288", "1/524288", "0", "0"}, // 19 places
		{"7", "5", "1", "1", "1"},
	} {
		spec, book := plainSpec(), plainBook()
		spec.Contracts[0].Sections[0].Terms = proportional.QuotaShare{Share: dec("1"), Limit: new(dec(tt.limit))}
		book.Risks[0].SumInsured = dec(tt.sum)
		result, err := applySpec(t, spec, book)
		if err != nil {
			t.Fatal(err)
		}
		for u := range result.Units("QS", "") {
			f := u.Shares[0]
			shares[tt.text] = f
			text, err := f.MarshalText()
			if f.String() != tt.text || string(text) != tt.text || err != nil {
				t.Errorf("%s of %s is %v, as text %s, %v; want %s", tt.limit, tt.sum, f, text, err, tt.text)
			}
			if !f.Round(2).Equal(dec(tt.places2)) || !f.Round(0).Equal(dec(tt.places0)) {
				t.Errorf("%v is rounded to %v and %v, want %s and %s", f, f.Round(2), f.Round(0), tt.places2, tt.places0)
			}
		}
	}
	third, half := shares["1/3"], shares["0.5"]
	if third.Cmp(half) != -1 || half.Cmp(third) != 1 || half.Cmp(half) != 0 || !half.Equal(half) || half.Equal(third) {
		t.Errorf("1/3 against 1/2: %d, %d, %d, %v, %v", third.Cmp(half), half.Cmp(third), half.Cmp(half), half.Equal(half), half.Equal(third))
	}
	if third.Rat().Cmp(big.NewRat(1, 3)) != 0 || (treaty.Fraction{}).String() != "0" {
		t.Errorf("1/3 is %v, the zero Fraction %v", third.Rat(), treaty.Fraction{})
	}
	third.Rat().SetInt64(7) // a copy
	if third.String() != "1/3" {
		t.Errorf("a fraction became %v", third)
	}
}

// The balance that reinsurers share in a stream stays in 64 bits.
func TestProgram_Stream_overflow(t *testing.T) {
	spec := plainSpec()
	spec.Contracts[0].Sections[0].Terms = xol.PerEvent{Layers: []xol.Layer{{}}}
	program, err := treaty.NewProgram(spec)
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	events := func(yield func(treaty.EventLosses, error) bool) {
		// 2 × 4,611,686,018,427,387,903 + 2 is 2^63, one more than int64 holds.
		for i, amount := range []string{"46116860184273879.03", "46116860184273879.03", "0.02"} {
			loss := exampleLoss(fmt.Sprint("L", i), "", "", "2026-06-01", amount)
			if !yield(treaty.EventLosses{Losses: []treaty.Loss{loss}}, nil) {
				return
			}
		}
	}
	err = program.Stream(context.Background(), book, events, func(*treaty.Result) error { n++; return nil })
	if want := "stream[2]: amounts leave 64 bits of minor units"; textOfError(err) != want || !errors.Is(err, treaty.ErrOverflow) || n != 2 {
		t.Errorf("after %d events: error is %v, want %s after 2", n, err, want)
	}
}
