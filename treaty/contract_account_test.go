package treaty_test

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// yearly is a quota share of 50 % on the risks of three years, with a commission that slides from 45 % at 30 % to 25 % at 60 % and a profit
// commission of 20 % after 5 % expenses, deficits to extinction. In 2023 it had a premium of 500 and losses of 600.
func yearly(t *testing.T) treaty.Spec {
	t.Helper()
	terms := proportional.Account{
		Commissions: []proportional.Commission{{Sliding: &proportional.SlidingScale{
			Provisional: lawDec("0.3"),
			Points:      []proportional.ScalePoint{{LossRatio: lawDec("0.3"), Rate: lawDec("0.45")}, {LossRatio: lawDec("0.6"), Rate: lawDec("0.25")}},
		}}},
		ProfitCommissions: []proportional.ProfitCommission{{Rate: lawOptional("0.2"), Expenses: lawOptional("0.05"), Deficit: &proportional.Carry{}}},
	}
	return treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
		ID: "QS", Period: treaty.Period{From: lawDay(t, "2024-01-01"), To: lawDay(t, "2026-12-31")}, Placement: lawPanel("0.6", "0.3"),
		Account: &treaty.ContractAccount{
			AdjustedAfter: 6, Terms: terms, History: []treaty.UnderwritingYear{{Year: 2023, Written: lawDec("500"), Paid: lawDec("600")}},
		},
		Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: lawDec("0.5")}}},
	}}}
}

// yearlyBook has policies from July to June with premiums of 1,000 and 2,000 and a loss of 400 each, of which 300 of the first are paid in 2025.
func yearlyBook(t *testing.T) treaty.BookSpec {
	t.Helper()
	policy := func(year int) treaty.Period {
		return treaty.Period{From: lawDay(t, fmt.Sprintf("%d-07-01", year)), To: lawDay(t, fmt.Sprintf("%d-06-30", year+1))}
	}
	return treaty.BookSpec{
		Currency: "CNY",
		Risks: []treaty.Risk{
			{ID: "r1", SumInsured: lawDec("1000"), Premium: lawDec("1000"), Period: policy(2024)},
			{ID: "r2", SumInsured: lawDec("1000"), Premium: lawDec("2000"), Period: policy(2025)},
		},
		Losses: []treaty.Loss{
			{ID: "l1", Risk: "r1", Date: lawDay(t, "2024-08-01"), Positions: []treaty.Position{
				{At: lawDay(t, "2024-08-05"), Outstanding: lawDec("400")}, {At: lawDay(t, "2025-02-05"), Paid: lawDec("300"), Outstanding: lawDec("100")},
			}},
			{ID: "l2", Risk: "r2", Date: lawDay(t, "2025-08-01"), Positions: []treaty.Position{{At: lawDay(t, "2025-08-05"), Outstanding: lawDec("400")}}},
		},
	}
}

func accountText(s *treaty.Settlement) string {
	var out []string
	for year, i := range s.Items() {
		parts := make([]string, len(i.Parts))
		for k, p := range i.Parts {
			parts[k] = p.Amount.String()
		}
		out = append(out, fmt.Sprintf("%d %s %s: %s to %s", year, i.Term, i.Full, i.Placed, strings.Join(parts, "+")))
	}
	return strings.Join(out, "\n")
}

// Half of each premium and loss is ceded, 90 % of it placed. Of the policies from 1 July 184 of 365 days are over at the end of a year.
//
//	2024: 500 × (30 % provisional) until 30 June 2025, six months after the year. Then the loss ratio is 200/500 = 40 %,
//	      the rate 45 % - 20 % × 10/30 = 38 1/3 %, 191.67; the result 500 - 200 - 191.67 - 25 = 83.33.
//	2023: 500 - 600 - 25 % of 500 - 25 = -250 is carried into 2024, and -166.67 into 2025.
//	2025: 1,000 with losses of 200: 45 %; 1,000 - 200 - 450 - 50 = 300, less 166.67 is 133.33, of which 20 % are 26.67.
func TestContractAccount(t *testing.T) {
	program, book := lawProgram(yearly(t)), lawBook(yearlyBook(t))
	first := "2024 sliding-scale-commission 150: 135 to 90+45\n2024 profit-commission 0: 0 to 0+0\n"
	adjusted := "2024 sliding-scale-commission 191.67: 172.5 to 115+57.5\n2024 profit-commission 0: 0 to 0+0\n"
	second := "2025 sliding-scale-commission 300: 270 to 180+90\n2025 profit-commission 0: 0 to 0+0"
	begun := "2025 sliding-scale-commission 0: 0 to 0+0\n2025 profit-commission 0: 0 to 0+0"
	last := "\n2026 sliding-scale-commission 0: 0 to 0+0\n2026 profit-commission 0: 0 to 0+0"
	none := "2024 sliding-scale-commission 0: 0 to 0+0\n2024 profit-commission 0: 0 to 0+0"
	for _, c := range []struct{ at, figures, want string }{
		{"2023-06-30", "2023 adjusted 500 0 600 0, 2024 provisional 0 0 0 0", none},
		{"2024-06-30", "2023 adjusted 500 0 600 0, 2024 provisional 0 0 0 0", none},
		{"2024-07-01", "2023 adjusted 500 0 600 0, 2024 provisional 500 498.63 0 0", strings.TrimSpace(first)}, // written on its first day, 364 of 365 days to go
		{"2024-12-31", "2023 adjusted 500 0 600 0, 2024 provisional 500 247.95 0 200", strings.TrimSpace(first)},
		{"2025-06-29", "2023 adjusted 500 0 600 0, 2024 provisional 500 1.37 150 50, 2025 provisional 0 0 0 0", first + begun},
		{"2025-06-30", "2023 adjusted 500 0 600 0, 2024 adjusted 500 0 150 50, 2025 provisional 0 0 0 0", adjusted + begun},
		{"2025-12-31", "2023 adjusted 500 0 600 0, 2024 adjusted 500 0 150 50, 2025 provisional 1000 495.89 0 200", adjusted + second},
		{
			"", "2023 adjusted 500 0 600 0, 2024 adjusted 500 0 150 50, 2025 adjusted 1000 0 0 200, 2026 adjusted 0 0 0 0",
			adjusted + "2025 sliding-scale-commission 450: 405 to 270+135\n2025 profit-commission 26.67: 24 to 16+8" + last,
		},
	} {
		var r *treaty.Result
		var err error
		if c.at == "" {
			r, err = program.Apply(context.Background(), book)
		} else {
			r, err = program.ApplyAt(context.Background(), book, lawDay(t, c.at))
		}
		if err != nil {
			t.Fatal(err)
		}
		var figures []string
		for _, y := range r.UnderwritingYears("QS") {
			figures = append(figures, fmt.Sprint(y.Year, " ", y.Stage, " ", y.Written, " ", y.Unearned, " ", y.Paid, " ", y.Outstanding))
		}
		if got := strings.Join(figures, ", "); got != c.figures {
			t.Errorf("%s: figures\n got: %s\nwant: %s", c.at, got, c.figures)
		}
		s, ok := r.Account("QS")
		if !ok {
			t.Fatal("no account")
		}
		if got := accountText(s); got != c.want {
			t.Errorf("%s:\n got: %s\nwant: %s", c.at, got, c.want)
		}
		if want := cmp.Or(c.at, "2026-12-31"); s.Valuation != lawDay(t, want) {
			t.Errorf("valued on %s, want %s", s.Valuation, want)
		}
	}
}

// What of its premium is unearned at a day, where the policy, the contract and the earning end on different days, and half of the premium is ceded:
//
//	24ths   a policy of 2,400 from 10 March 2024, of which 5/24 are earned in 2025: 250. On 31 January 2 of these are, on 28 February 4, and the last
//	        at the end of March, also after the policy ended on 9 March.
//	cut     a policy of 1,000 from 1 July 2024 that is out from April 2025 on: 750.68 - 504.11 is 246.57, half of it 123.29. Of the 90 days 45 are over
//	        on 14 February: 61.65 are earned.
//	even    a unit over two days: half a unit is earned on the first, which goes to the even one, 0.
func TestContractAccount_unearned(t *testing.T) {
	policy := func(from, to, premium string) treaty.Risk {
		return treaty.Risk{ID: "r", Line: "fire", SumInsured: lawDec("1000"), Premium: lawDec(premium), Period: treaty.Period{From: lawDay(t, from), To: lawDay(t, to)}}
	}
	occurring := func(s *treaty.Section) { s.Basis, s.Earning = treaty.LossesOccurring, treaty.Earning24ths }
	cut := func(s *treaty.Section) {
		s.Basis = treaty.LossesOccurring
		s.Scope.ExcludeFrom = []treaty.DatedExclusion{{From: lawDay(t, "2025-04-01"), Exclude: treaty.Selection{Lines: []string{"fire"}}}}
	}
	months, days := policy("2024-03-10", "2025-03-09", "2400"), policy("2024-07-01", "2025-06-30", "1000")
	for _, c := range []struct {
		name     string
		section  func(*treaty.Section)
		rounding treaty.Rounding
		risk     treaty.Risk
		at, want string
	}{
		{"24ths", occurring, "", months, "2025-01-31", "250 150"},
		{"24ths", occurring, "", months, "2025-02-28", "250 50"},
		{"24ths after the policy", occurring, "", months, "2025-03-15", "250 50"},
		{"24ths over", occurring, "", months, "2025-03-31", "250 0"},
		{"cut", cut, "", days, "2025-02-14", "123.29 61.64"},
		{"cut, its last day", cut, "", days, "2025-03-31", "123.29 0"},
		{"half up", func(*treaty.Section) {}, treaty.RoundHalfUp, policy("2025-07-01", "2025-07-02", "0.02"), "2025-07-01", "0.01 0"},
		{"half even", func(*treaty.Section) {}, treaty.RoundHalfEven, policy("2025-07-01", "2025-07-02", "0.02"), "2025-07-01", "0.01 0.01"},
	} {
		spec := yearly(t)
		spec.Rounding = c.rounding
		contract := &spec.Contracts[0]
		contract.Period = treaty.Period{From: lawDay(t, "2025-01-01"), To: lawDay(t, "2025-12-31")}
		contract.Account.History = nil
		c.section(&contract.Sections[0])
		r, err := lawProgram(spec).ApplyAt(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{c.risk}}), lawDay(t, c.at))
		if err != nil {
			t.Fatal(err)
		}
		y := r.UnderwritingYears("QS")[0]
		if got := y.Written.String() + " " + y.Unearned.String(); got != c.want {
			t.Errorf("%s on %s: %s, want %s", c.name, c.at, got, c.want)
		}
	}
}

// A year is provisional until the day some months after its last, which is the last of February after the last of December. That of a period of a
// year and a day ends where the next begins.
func TestContractAccount_stages(t *testing.T) {
	for _, c := range []struct {
		to       string
		months   int
		at, want string
	}{
		{"2024-12-31", 2, "2025-02-27", "2023 adjusted, 2024 provisional"},
		{"2024-12-31", 2, "2025-02-28", "2023 adjusted, 2024 adjusted"},
		{"2024-12-31", 14, "2026-02-27", "2023 adjusted, 2024 provisional"},
		{"2025-01-01", 0, "2024-12-30", "2023 adjusted, 2024 provisional"},
		{"2025-01-01", 0, "2024-12-31", "2023 adjusted, 2024 adjusted"},
		{"2025-01-01", 0, "2025-01-01", "2023 adjusted, 2024 adjusted, 2025 adjusted"},
	} {
		spec := yearly(t)
		contract := &spec.Contracts[0]
		contract.Period.To, contract.Account.AdjustedAfter = lawDay(t, c.to), c.months
		r, err := lawProgram(spec).ApplyAt(context.Background(), lawBook(yearlyBook(t)), lawDay(t, c.at))
		if err != nil {
			t.Fatal(err)
		}
		if got := stages(r); got != c.want {
			t.Errorf("to %s, after %d months, on %s: %s, want %s", c.to, c.months, c.at, got, c.want)
		}
	}
}

func stages(r *treaty.Result) string {
	var out []string
	for _, y := range r.UnderwritingYears("QS") {
		out = append(out, fmt.Sprint(y.Year, " ", y.Stage))
	}
	return strings.Join(out, ", ")
}

// A year before the period that is provisional makes those after it so, whatever the day; the first year before does not. Without a day all are adjusted.
func TestContractAccount_provisionalHistory(t *testing.T) {
	spec := yearly(t)
	account := spec.Contracts[0].Account
	account.History = []treaty.UnderwritingYear{{Year: 2022}, {Year: 2023, Stage: treaty.StageProvisional, Written: lawDec("500"), Paid: lawDec("600")}}
	program, book := lawProgram(spec), lawBook(yearlyBook(t))
	r, err := program.ApplyAt(context.Background(), book, lawDay(t, "2027-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := stages(r), "2022 adjusted, 2023 provisional, 2024 provisional, 2025 provisional, 2026 provisional"; got != want {
		t.Errorf("at a day: %s, want %s", got, want)
	}
	if r, err = program.Apply(context.Background(), book); err != nil {
		t.Fatal(err)
	}
	if got, want := stages(r), "2022 adjusted, 2023 adjusted, 2024 adjusted, 2025 adjusted, 2026 adjusted"; got != want {
		t.Errorf("without a day: %s, want %s", got, want)
	}
	s, _ := r.Account("QS")
	if got := s.Years[0].Items[1].CarriedIn.String(); got != "250" { // 500 - 600 - 125 - 25
		t.Errorf("carried in %s, want 250", got)
	}
}

// balances adds up postings by all but what differs from one valuation to another.
func balances(seqs ...iter.Seq[treaty.Posting]) map[string]string {
	sums := make(map[string]decimal.Decimal)
	for _, seq := range seqs {
		for p := range seq {
			if p.Year != 0 {
				key := fmt.Sprint(p.Account, p.Step, p.Clause, p.Term, p.Year, p.Reinsurer)
				sums[key] = sums[key].Add(p.Amount)
			}
		}
	}
	out := make(map[string]string)
	for key, sum := range sums {
		if !sum.IsZero() {
			out[key] = sum.String()
		}
	}
	return out
}

// moved lists what of accounts moved between two results, for each reinsurer.
func moved(t *testing.T, before, after *treaty.Result) string {
	t.Helper()
	list, err := treaty.Movements(before, after)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]string{}
	for m := range list {
		if m.Year != 0 {
			sums[fmt.Sprint(m.Account, m.Clause, m.Year, m.Reinsurer)] = m.Amount.String()
		}
	}
	return fmt.Sprint(sums)
}

// moves lists what adjustments post for each reinsurer.
func moves(adjustments iter.Seq[treaty.Posting]) string {
	sums := map[string]string{}
	for p := range adjustments {
		if p.Step == treaty.StepReinsurer {
			sums[fmt.Sprint(p.Account, p.Clause, p.Year, p.Reinsurer)] = p.Amount.String()
		}
	}
	return fmt.Sprint(sums)
}

// What the result posts for accounts is what settling its figures as a history gives, and adjustments lead from one valuation to the next.
func TestContractAccount_history(t *testing.T) {
	spec := yearly(t)
	program, book := lawProgram(spec), lawBook(yearlyBook(t))
	contract := spec.Contracts[0]
	var before *treaty.Settlement
	var last *treaty.Result
	var posted []iter.Seq[treaty.Posting]
	for _, at := range []string{"2024-12-31", "2025-06-30", "2025-12-31", "2027-12-31"} {
		r, err := program.ApplyAt(context.Background(), book, lawDay(t, at))
		if err != nil {
			t.Fatal(err)
		}
		after, _ := r.Account("QS")
		h := treaty.History{
			Contract: "QS", Currency: "CNY", Valuation: lawDay(t, at), Placement: &contract.Placement,
			Years: r.UnderwritingYears("QS"),
		}
		same, err := h.Settle(contract.Account.Terms)
		if err != nil {
			t.Fatal(err)
		}
		same.Years = same.Years[1:]
		if got, want := accountText(after), accountText(same); got != want {
			t.Errorf("%s: got %s, as a history %s", at, got, want)
		}
		adjustments, err := treaty.Adjustments(before, after)
		if err != nil {
			t.Fatal(err)
		}
		posted = append(posted, adjustments)
		if got, want := moved(t, last, r), moves(adjustments); got != want {
			t.Errorf("%s: moved %s, adjusted %s", at, got, want)
		}
		last = r
		if got, want := fmt.Sprint(balances(posted...)), fmt.Sprint(balances(r.Postings())); got != want || want == "map[]" {
			t.Errorf("%s: posted %s, of the ledger %s", at, got, want)
		}
		before = after
	}
}

// Losses occurring: of a policy from July 2024 half a year's premium is earned in the contract's year 2025, 181/365 of 1,000, and of that nothing by the
// end of 2024, 90 of 181 days by the end of March and all by the end of the year.
func TestContractAccount_lossesOccurring(t *testing.T) {
	spec := yearly(t)
	c := &spec.Contracts[0]
	c.Period = treaty.Period{From: lawDay(t, "2025-01-01"), To: lawDay(t, "2025-12-31")}
	c.Account.History = nil
	c.Sections[0].Basis = treaty.LossesOccurring
	book := yearlyBook(t)
	book.Risks, book.Losses = book.Risks[:1], nil
	for at, want := range map[string]string{"2024-12-31": "247.95", "2025-03-31": "124.66", "2025-06-30": "0", "2025-12-31": "0"} {
		r, err := lawProgram(spec).ApplyAt(context.Background(), lawBook(book), lawDay(t, at))
		if err != nil {
			t.Fatal(err)
		}
		y := r.UnderwritingYears("QS")[0]
		if got := y.Unearned.String(); y.Year != 2025 || got != want || y.Written.String() != "247.95" {
			t.Errorf("%s: %d, %s of %s unearned, want %s of 247.95", at, y.Year, got, y.Written, want)
		}
	}
}

func TestContractAccount_validate(t *testing.T) {
	flat := proportional.Account{Commissions: []proportional.Commission{{Rate: lawOptional("0.3")}}}
	const at = "contracts[0].account"
	for _, c := range []struct {
		name   string
		change func(c *treaty.Contract)
		want   string
	}{
		{"no terms", func(c *treaty.Contract) { c.Account.Terms = nil }, at + ".terms: must not be empty"},
		{"a pointer", func(c *treaty.Contract) { c.Account.Terms = &flat }, at + ".terms: must be a value, not a pointer (got *proportional.Account)"},
		{"months below 0", func(c *treaty.Contract) { c.Account.AdjustedAfter = -1 }, at + ".adjustedAfter: must be from 0 to 120 (got -1)"},
		{"months above 120", func(c *treaty.Contract) { c.Account.AdjustedAfter = 121 }, at + ".adjustedAfter: must be from 0 to 120 (got 121)"},
		{"a year that is not there", func(c *treaty.Contract) { c.Account.History[0].Year = 2022 }, at + ".history[0].year: must be 2023: the years go up to the one before the period (got 2022)"},
		{"IBNR before", func(c *treaty.Contract) { c.Account.History[0].IBNR = lawDec("-1") }, at + ".history[0].ibnr: must be absent in a program, which has none: settle a history for it (got -1)"},
		{"a thousand years", func(c *treaty.Contract) { c.Period.To = lawDay(t, "3023-12-31") }, at + ".years: size limit: must be at most 1000 (got 1001)"},
		{"a broken year", func(c *treaty.Contract) { c.Account.History[0].Paid = lawDec("-1") }, at + ".history[0].paid: must not be negative (got -1)"},
		{"a broken clause", func(c *treaty.Contract) {
			c.Account.Terms = proportional.Account{Commissions: []proportional.Commission{{Rate: lawOptional("2")}}}
		}, at + ".terms.commissions[0].rate: must be in (0, 1] (got 2)"},
		{"a reinsurer that is not there", func(c *treaty.Contract) {
			c.Account.Terms = proportional.Account{Commissions: []proportional.Commission{{Rate: lawOptional("0.3"), Reinsurers: []string{"nobody"}}}}
		}, at + ".terms.commissions[0].reinsurers[0]: must be a reinsurer of the panel (got nobody)"},
		{"a placement of a section", func(c *treaty.Contract) { c.Sections[0].Placement = &c.Placement }, at + ": must be absent where a section has a placement of its own: section 0"},
		{"years without attaching", func(c *treaty.Contract) { c.Sections[0].Basis = treaty.LossesOccurring }, at + ": must be absent in a period of more than a year unless risks attach: section 0"},
		{"a year and a day without attaching", func(c *treaty.Contract) {
			c.Period.To, c.Sections[0].Basis = lawDay(t, "2025-01-01"), treaty.LossesOccurring
		}, at + ": must be absent in a period of more than a year unless risks attach: section 0"},
		{"a layer", func(c *treaty.Contract) {
			c.Sections[0].Terms = xol.PerRisk{Layers: []xol.Layer{{Attachment: lawDec("1"), Limit: lawOptional("1")}}}
		}, at + ": must be absent in a contract with layers: per-risk"},
		{"a portfolio", func(c *treaty.Contract) {
			c.Account.Terms = proportional.Account{Portfolio: &proportional.Portfolio{Premium: proportional.PortfolioUnearned}}
		}, at + ".terms.portfolio: must be absent in a program: settle a history for it"},
		{"IBNR of sharing", func(c *treaty.Contract) {
			c.Account.Terms = proportional.Account{Sharing: []proportional.Sharing{{Cap: lawOptional("1"), LossRatio: proportional.LossRatio{IBNR: true}}}}
		}, at + ".terms.sharing[0].lossRatio.ibnr: must be absent in a program, whose book has none: settle a history for it (got true)"},
		{"IBNR of a scale", func(c *treaty.Contract) {
			terms := c.Account.Terms.(proportional.Account)
			terms.Commissions[0].Sliding.LossRatio.IBNR = true
			c.Account.Terms = terms
		}, at + ".terms.commissions[0].sliding.lossRatio.ibnr: must be absent in a program, whose book has none: settle a history for it (got true)"},
		{"IBNR of a profit", func(c *treaty.Contract) {
			terms := c.Account.Terms.(proportional.Account)
			terms.ProfitCommissions[0].LossRatio.IBNR = true
			c.Account.Terms = terms
		}, at + ".terms.profitCommissions[0].lossRatio.ibnr: must be absent in a program, whose book has none: settle a history for it (got true)"},
		{"an amount too fine", func(c *treaty.Contract) { c.Account.History[0].Written = lawDec("0.001") }, at + ".history[0].written: must have at most 2 decimal places (got 0.001)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := yearly(t)
			c.change(&spec.Contracts[0])
			_, err := treaty.NewProgram(spec)
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// What needs the whole period is refused event by event, and what is paid is not known of columns.
func TestContractAccount_refused(t *testing.T) {
	program, book := lawProgram(yearly(t)), lawBook(yearlyBook(t))
	none := func(func(treaty.EventLosses, error) bool) {}
	err := program.Stream(context.Background(), book, none, func(*treaty.Result) error { return nil })
	if want := "contract QS: account: must be absent in a stream: it needs more than the event at hand"; err == nil || err.Error() != want {
		t.Errorf("stream: got %v, want %s", err, want)
	}
	_, err = program.Batch(context.Background(), book)
	if want := "account: must be absent in a period of more than a year, of which a term is all: contract QS"; err == nil || err.Error() != want {
		t.Errorf("batch: got %v, want %s", err, want)
	}
	spec := yearlyBook(t)
	spec.Risks[0].Premium = decimal.Zero
	_, err = program.Apply(context.Background(), lawBook(spec))
	if want := "contract QS: account.2024.commissions[0].sliding.lossRatio: must have premium to divide the losses by"; err == nil || err.Error() != want {
		t.Errorf("no premium: got %v, want %s", err, want)
	}
}

// Two policies of one premium in two years have equal commissions. One of them is reported late: the account of its year alone is set right.
func TestContractAccount_corrected(t *testing.T) {
	spec := yearly(t)
	spec.Contracts[0].Account.Terms = proportional.Account{Commissions: []proportional.Commission{{Rate: lawOptional("0.3")}}}
	program := lawProgram(spec)
	results := make([]*treaty.Result, 2)
	for i := range results {
		book := yearlyBook(t)
		book.Losses = nil
		book.Risks[1].Premium = lawDec("1000")
		if i == 0 {
			book.Risks = book.Risks[:1]
		}
		var err error
		if results[i], err = program.Apply(context.Background(), lawBook(book)); err != nil {
			t.Fatal(err)
		}
	}
	corrections, err := treaty.Corrections(results[0], results[1])
	if err != nil {
		t.Fatal(err)
	}
	for p := range corrections {
		if p.Account == treaty.AccountCommission && p.Year != 2025 {
			t.Errorf("a posting of %d: %v", p.Year, p)
		}
	}
	if got, want := fmt.Sprint(balances(results[0].Postings(), corrections)), fmt.Sprint(balances(results[1].Postings())); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// A contract in dollars at 7: premium, losses and the years before are in the program's yuan, so that what one contract's years are the next takes as its history.
func TestContractAccount_currency(t *testing.T) {
	spec := yearly(t)
	c := &spec.Contracts[0]
	c.Currency, c.ExchangeRate = "USD", lawOptional("7")
	first, err := lawProgram(spec).Apply(context.Background(), lawBook(yearlyBook(t)))
	if err != nil {
		t.Fatal(err)
	}
	years := first.UnderwritingYears("QS")
	c.Account.History = years
	c.Period = treaty.Period{From: lawDay(t, "2027-01-01"), To: lawDay(t, "2027-12-31")}
	second, err := lawProgram(spec).Apply(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}))
	if err != nil {
		t.Fatal(err)
	}
	one, _ := first.Account("QS")
	two, _ := second.Account("QS")
	out, in := one.Years[2].Items[1].CarriedOut, two.Years[0].Items[1].CarriedIn
	if !out.Equal(in) || one.Years[0].Items[1].CarriedIn.String() != "250" {
		t.Errorf("%s carried in at first, %s out and %s in", one.Years[0].Items[1].CarriedIn, out, in)
	}
}

// A year from 29 February ends on 28 February, and is adjusted on that day.
func TestContractAccount_leap(t *testing.T) {
	spec := yearly(t)
	c := &spec.Contracts[0]
	c.Period = treaty.Period{From: lawDay(t, "2024-02-29"), To: lawDay(t, "2026-02-28")}
	c.Account.AdjustedAfter = 0
	for at, want := range map[string]treaty.Stage{"2025-02-27": treaty.StageProvisional, "2025-02-28": treaty.StageAdjusted} {
		r, err := lawProgram(spec).ApplyAt(context.Background(), lawBook(treaty.BookSpec{Currency: "CNY"}), lawDay(t, at))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.UnderwritingYears("QS")[1].Stage; got != want { // after the year before
			t.Errorf("%s: got %s, want %s", at, got, want)
		}
	}
}

// Without a valuation the figures are those at last, and so is the day: the end of the second policy, or the last position if that is later. From a valuation before it
// adjustments lead to it.
func TestContractAccount_last(t *testing.T) {
	spec := yearly(t)
	spec.Contracts[0].Period.To = lawDay(t, "2025-12-31")
	program := lawProgram(spec)
	book := yearlyBook(t)
	for i, want := range []string{"2026-06-30", "2027-03-01"} {
		if i > 0 {
			book.Losses[1].Positions = append(book.Losses[1].Positions, treaty.Position{At: lawDay(t, want), Paid: lawDec("390")})
		}
		r, err := program.Apply(context.Background(), lawBook(book))
		if err != nil {
			t.Fatal(err)
		}
		last, _ := r.Account("QS")
		if last.Valuation.String() != want {
			t.Errorf("valued at %s, want %s", last.Valuation, want)
		}
		before, err := program.ApplyAt(context.Background(), lawBook(book), lawDay(t, "2026-05-31"))
		if err != nil {
			t.Fatal(err)
		}
		first, _ := before.Account("QS")
		if _, err := treaty.Adjustments(first, last); err != nil {
			t.Error(err)
		}
	}
}

// What a history would refuse of the stages of its years is refused before a period too.
func TestContractAccount_historyStages(t *testing.T) {
	for _, c := range []struct {
		first, second treaty.Stage
		want          string
	}{
		{treaty.StageProvisional, treaty.StageAdjusted, "contracts[0].account.history[1].stage: must be provisional like the year before (got adjusted)"},
		{treaty.StageAdjusted, treaty.StageFinal, "contracts[0].account.history[1].stage: must not be final after a year that is not (got final)"},
		{treaty.StageFinal, treaty.StageAdjusted, ""},
	} {
		spec := yearly(t)
		spec.Contracts[0].Account.History = []treaty.UnderwritingYear{{Year: 2022, Stage: c.first}, {Year: 2023, Stage: c.second}}
		_, err := treaty.NewProgram(spec)
		if got := fmt.Sprint(err); got != c.want && (err != nil || c.want != "") {
			t.Errorf("%s, %s: got %v, want %s", c.first, c.second, err, c.want)
		}
	}
}
