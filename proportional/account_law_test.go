package proportional_test

import (
	"fmt"
	"iter"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// seeded is the source of the case with a seed.
func seeded(seed int64) *rand.Rand { return rand.New(rand.NewPCG(uint64(seed), 11)) }

// seeds are of random accounts.
func seeds() gopter.Gen { return gens.Minor(0, 1<<40) }

// exactly prints an amount in minor units as money prints it.
func exactly(r *big.Rat, scale int) string {
	if r == nil {
		return "-"
	}
	return decimal.NewFromBigInt(r.Num(), -int32(scale)).String()
}

func fractionOf(f *treaty.Fraction) string {
	if f == nil {
		return "-"
	}
	return f.Rat().RatString()
}

func ratOf(r *big.Rat) string {
	if r == nil {
		return "-"
	}
	return r.RatString()
}

// linesOf prints a settlement, line by line what the oracle has too.
func linesOf(s *treaty.Settlement) []string {
	var out []string
	for _, y := range s.Years {
		out = append(out, fmt.Sprint(y.Year, " earned ", y.Earned, " incurred ", y.Incurred))
		for _, i := range y.Items {
			line := fmt.Sprint(y.Year, " ", i.Account, " ", i.Clause, " ", i.Term, " ratio ", fractionOf(i.LossRatio), " rate ", fractionOf(i.Rate),
				" in ", i.CarriedIn, " out ", i.CarriedOut, " full ", i.Full, " placed ", i.Placed)
			for _, p := range i.Parts {
				line += fmt.Sprint(" ", p.Reinsurer, " ", p.Amount)
			}
			out = append(out, line)
		}
	}
	return out
}

// linesOfOracle prints what the oracle makes of an account as [linesOf] does.
func linesOfOracle(h treaty.History, years []oracle.AccountYear) []string {
	var out []string
	for at, y := range years {
		year := h.Years[at].Year
		money := func(r *big.Rat) string { return exactly(r, *h.Scale) }
		out = append(out, fmt.Sprint(year, " earned ", money(y.Earned), " incurred ", money(y.Incurred)))
		for _, i := range y.Items {
			line := fmt.Sprint(year, " ", i.Account, " ", i.Clause, " ", i.Term, " ratio ", ratOf(i.LossRatio), " rate ", ratOf(i.Rate),
				" in ", money(i.CarriedIn), " out ", money(i.CarriedOut), " full ", money(i.Full), " placed ", money(i.Placed))
			for k, name := range i.Reinsurers {
				line += fmt.Sprint(" ", name, " ", money(i.Parts[k]))
			}
			out = append(out, line)
		}
	}
	return out
}

// differ returns the first lines that differ.
func differ(got, want []string) string {
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			return "got  " + g + "\nwant " + w
		}
	}
	return ""
}

// An account settles to what the oracle says, which is written from the comments of the terms and in fractions, to the unit.
func TestAccountOracle(t *testing.T) {
	failed, tried := 0, 0
	proptest.Check(t, "the account of a history is that of the oracle", prop.ForAll(func(seed int64) *gopter.PropResult {
		r := seeded(seed)
		h := oracle.History(r)
		a := oracle.Account(r, h)
		h = takingOver(h, a)
		got, err := h.Settle(a)
		want, wantErr := oracle.Settle(h, a)
		tried++
		if err != nil || wantErr != nil {
			failed++
			return check((err != nil) == (wantErr != nil), "engine: %v\noracle: %v", err, wantErr)
		}
		wrong := differ(linesOf(got), linesOfOracle(h, want))
		return check(wrong == "", "%s\n%s", wrong, strings.Join(linesOf(got), "\n"))
	}, seeds()))
	if failed*2 > tried {
		t.Errorf("%d of %d accounts fail", failed, tried)
	}
}

// An account of a history as they are drawn.
type drawn struct {
	h treaty.History
	a proportional.Account
	r *rand.Rand
}

func draw(seed int64) drawn {
	r := seeded(seed)
	h := oracle.History(r)
	a := oracle.Account(r, h)
	return drawn{takingOver(h, a), a, r}
}

// takingOver returns a history with the portfolios taken over that an account asks for, and no others.
func takingOver(h treaty.History, a proportional.Account) treaty.History {
	if a.Portfolio == nil || a.Portfolio.Premium == "" {
		h.PremiumIn = decimal.Decimal{}
	}
	if a.Portfolio == nil || a.Portfolio.Losses == nil {
		h.LossIn = decimal.Decimal{}
	}
	return h
}

// alone is a history without a panel, and its account with clauses for all.
func alone(seed int64) drawn {
	d := draw(seed)
	d.h.Placement = nil
	for i := range d.a.Sharing {
		d.a.Sharing[i].Reinsurers = nil
	}
	for i := range d.a.Commissions {
		d.a.Commissions[i].Reinsurers = nil
	}
	for i := range d.a.ProfitCommissions {
		d.a.ProfitCommissions[i].Reinsurers = nil
	}
	return d
}

// settled checks what an account that settles comes to; one that does not tells nothing.
func settled(d drawn, law func(*treaty.Settlement) *gopter.PropResult) *gopter.PropResult {
	s, err := d.h.Settle(d.a)
	if err != nil {
		return check(true, "")
	}
	return law(s)
}

func TestAccountLaws(t *testing.T) {
	law := func(name string, of func(seed int64) *gopter.PropResult) {
		proptest.Check(t, name, prop.ForAll(of, seeds()))
	}
	law("a sliding commission is between its bounds and falls with the loss ratio", func(seed int64) *gopter.PropResult {
		d := alone(seed)
		scale := 0
		for ; scale < len(d.a.Commissions) && d.a.Commissions[scale].Sliding == nil; scale++ {
		}
		if scale == len(d.a.Commissions) {
			return check(true, "")
		}
		s := *d.a.Commissions[scale].Sliding
		s.Debit, s.Credit, s.DebitAbove, s.CreditBelow, s.Over, s.LossRatio = nil, nil, nil, nil, nil, proportional.LossRatio{}
		low, high := s.Points[len(s.Points)-1].Rate, s.Points[0].Rate
		if s.Minimum != nil {
			low = decimal.Max(low, *s.Minimum)
		}
		if s.Maximum != nil {
			high = decimal.Min(high, *s.Maximum)
		}
		var last *decimal.Decimal
		for paid := int64(0); paid <= 1500; paid += 1 + d.r.Int64N(40) {
			h := treaty.History{Currency: "CNY", Valuation: afterAll(), Years: []treaty.UnderwritingYear{{Year: 2026, Written: num(1000), Paid: num(paid)}}}
			got, err := h.Settle(proportional.Account{Commissions: []proportional.Commission{{Sliding: &s}}})
			if err != nil {
				return broken(err)
			}
			amount := got.Years[0].Items[0].Full
			if amount.LessThan(low.Shift(3).Round(2)) || amount.GreaterThan(high.Shift(3).Round(2)) || last != nil && amount.GreaterThan(*last) {
				return check(false, "%v at %d after %v, bounds %v and %v", amount, paid, last, low, high)
			}
			last = &amount
		}
		return check(last.Equal(low.Shift(3).Round(2)), "%v beyond the scale, not %v", last, low)
	})
	law("what a year carries out the next carries in", func(seed int64) *gopter.PropResult {
		return settled(draw(seed), func(s *treaty.Settlement) *gopter.PropResult {
			type bearer struct{ clause, reinsurer string }
			var before map[bearer]decimal.Decimal
			for i := range s.Years {
				out := make(map[bearer]decimal.Decimal)
				for _, item := range s.Years[i].Items {
					if item.Clause == "portfolio" {
						continue
					}
					parts := item.Parts
					if parts == nil {
						parts = []treaty.AccountPart{{}}
					}
					for _, p := range parts {
						at := bearer{item.Clause, p.Reinsurer}
						if from := before[at]; !from.Equal(item.CarriedIn) {
							return check(false, "%d %s carries in %v, but out of the year before came %v", s.Years[i].Year, item.Clause, item.CarriedIn, from)
						}
						out[at] = item.CarriedOut
					}
				}
				before = out
			}
			return check(true, "")
		})
	})
	law("the portfolio out of a year is that into the next", func(seed int64) *gopter.PropResult {
		d := alone(seed)
		return settled(d, func(s *treaty.Settlement) *gopter.PropResult {
			sums := func(i int, term string) [2]decimal.Decimal {
				var out [2]decimal.Decimal
				for _, item := range s.Years[i].Items {
					if item.Term == term && item.Account == treaty.AccountPremiumPortfolio {
						out[0] = out[0].Add(item.Full)
					} else if item.Term == term {
						out[1] = out[1].Add(item.Full)
					}
				}
				return out
			}
			for i := range s.Years {
				in, out := sums(i, treaty.TermPortfolioIn), [2]decimal.Decimal{d.h.PremiumIn.Neg(), d.h.LossIn}
				if p := d.a.Portfolio; i == 0 && (p == nil || p.Premium == "") {
					out[0] = decimal.Decimal{}
				}
				if p := d.a.Portfolio; i == 0 && (p == nil || p.Losses == nil) {
					out[1] = decimal.Decimal{}
				}
				if i > 0 {
					out = sums(i-1, treaty.TermPortfolioOut)
				}
				if !in[0].Add(out[0]).IsZero() || !in[1].Add(out[1]).IsZero() {
					return check(false, "into %d %v, out of the year before %v", s.Years[i].Year, in, out)
				}
			}
			return check(true, "")
		})
	})
	law("a stack of clauses is each by itself on what those before it left", stacked)
	law("a clause that can never act changes nothing", func(seed int64) *gopter.PropResult {
		d := draw(seed)
		return settled(d, func(s *treaty.Settlement) *gopter.PropResult {
			got, err := d.h.Settle(neutral(d))
			if err != nil { // the clauses added need a loss ratio in every year
				return check(strings.Contains(err.Error(), "must have premium"), "%v", err)
			}
			wrong := differ(postingsOf(got.Postings()), postingsOf(s.Postings()))
			return check(wrong == "", "%s", wrong)
		})
	})
	law("parts add up to what is placed and all of a full panel to the contract", func(seed int64) *gopter.PropResult {
		d := draw(seed)
		if d.h.Placement == nil {
			return check(true, "")
		}
		return settled(d, func(s *treaty.Settlement) *gopter.PropResult {
			for year, item := range s.Items() {
				var sum, share decimal.Decimal
				for _, p := range item.Parts {
					sum = sum.Add(p.Amount)
					for _, l := range d.h.Placement.Lines {
						if l.Reinsurer == p.Reinsurer {
							share = share.Add(l.Share)
						}
					}
				}
				exact := item.Full.Mul(share)
				if !sum.Equal(item.Placed) || exact.Sub(item.Placed).Abs().GreaterThan(decimal.New(5, -int32(*d.h.Scale)-1)) {
					return check(false, "%d %s: parts %v, placed %v, exactly %v", year, item.Clause, sum, item.Placed, exact)
				}
			}
			return check(true, "")
		})
	})
	law("terms for each reinsurer are those for all of them", func(seed int64) *gopter.PropResult {
		d := draw(seed)
		if d.h.Placement == nil {
			return check(true, "")
		}
		d.a = alone(seed).a
		return settled(d, func(s *treaty.Settlement) *gopter.PropResult {
			var split proportional.Account
			split.Portfolio = d.a.Portfolio
			for _, l := range d.h.Placement.Lines {
				names := []string{l.Reinsurer}
				for _, c := range d.a.Sharing {
					c.Reinsurers = names
					split.Sharing = append(split.Sharing, c)
				}
				for _, c := range d.a.Commissions {
					c.Reinsurers = names
					split.Commissions = append(split.Commissions, c)
				}
				for _, c := range d.a.ProfitCommissions {
					c.Reinsurers = names
					split.ProfitCommissions = append(split.ProfitCommissions, c)
				}
			}
			got, err := d.h.Settle(split)
			if err != nil {
				return broken(err)
			}
			sums := func(s *treaty.Settlement) map[string]decimal.Decimal {
				out := map[string]decimal.Decimal{}
				for year, i := range s.Items() {
					for _, p := range i.Parts {
						key := fmt.Sprint(year, i.Account, p.Reinsurer)
						out[key] = out[key].Add(p.Amount)
					}
				}
				return out
			}
			one, each := sums(s), sums(got)
			items := 0
			for _, y := range s.Years {
				items = max(items, len(y.Items))
			}
			most := decimal.New(2*int64(items), -int32(*d.h.Scale)) // a part is off by less than one, what is placed with one by at most a half
			for key, amount := range one {
				if amount.Sub(each[key]).Abs().GreaterThan(most) {
					return check(false, "%s: %v together, %v by itself", key, amount, each[key])
				}
			}
			return check(true, "")
		})
	})
	law("an account with its readings spelled out settles the same", func(seed int64) *gopter.PropResult {
		d := draw(seed)
		return settled(d, func(s *treaty.Settlement) *gopter.PropResult {
			if err := d.a.CanonicalAccount().Validate(); err != nil {
				return broken(err)
			}
			got, err := d.h.Canonical().Settle(d.a.CanonicalAccount())
			if err != nil {
				return broken(err)
			}
			wrong := differ(linesOf(got), linesOf(s))
			return check(wrong == "", "%s", wrong)
		})
	})
	law("adjustments lead from one valuation to the next", adjusted)
}

// postingsOf prints postings without their base and rate, which differ between two ways to one amount.
func postingsOf(postings iter.Seq[treaty.Posting]) []string {
	var out []string
	for p := range postings {
		out = append(out, fmt.Sprint(p.Year, " ", p.Account, " ", p.Term, " ", p.Step, " ", p.Reinsurer, " ", p.Amount))
	}
	return out
}

// neutral returns the account of a draw with clauses added, and terms of clauses, that can never act.
func neutral(d drawn) proportional.Account {
	a := d.a
	beyond := proportional.LossBand{From: decimal.New(1, 30), Share: num(1)}
	a.Sharing = append([]proportional.Sharing{{Corridor: &beyond}}, a.Sharing...)
	a.Sharing = append(a.Sharing, proportional.Sharing{Cap: new(decimal.New(1, 30)), LossRatio: proportional.LossRatio{Sharing: proportional.SharingBefore}})
	a.Commissions = slices.Clone(a.Commissions)
	for i := range a.Commissions {
		if s := a.Commissions[i].Sliding; s != nil {
			c := *s
			first, last := c.Points[0], c.Points[len(c.Points)-1]
			c.Points = append([]proportional.ScalePoint{{Rate: first.Rate}}, c.Points...)
			if first.LossRatio.IsZero() {
				c.Points = c.Points[1:]
			}
			if c.Debit == nil && c.Credit == nil { // the rate of the last point holds on
				c.Points = append(c.Points, proportional.ScalePoint{LossRatio: last.LossRatio.Add(num(1)), Rate: last.Rate})
			}
			if c.Minimum == nil {
				c.Minimum = new(last.Rate)
			}
			if c.Maximum == nil {
				c.Maximum = new(first.Rate)
			}
			a.Commissions[i].Sliding = &c
		}
	}
	a.Commissions = append(a.Commissions, proportional.Commission{ByYear: []proportional.YearRate{{From: 1}}})
	a.ProfitCommissions = slices.Clone(a.ProfitCommissions)
	for i := range a.ProfitCommissions {
		p := &a.ProfitCommissions[i]
		if p.Expenses == nil {
			p.Expenses = new(decimal.Decimal{})
		}
		if p.Rate != nil { // the tier that never ends, and one that begins beyond every profit
			p.Tiers, p.Rate = []proportional.ProfitTier{{UpTo: some(9_000_000_000_000_000), Rate: *p.Rate}, {}}, nil
		}
	}
	return a
}

// stacked settles the clauses of an account without memory one by one, each on figures that have what those before it gave.
func stacked(seed int64) *gopter.PropResult {
	d := alone(seed)
	d.a.Portfolio = nil
	for i := range d.a.Sharing { // one basis, so that what is left can be stated as figures
		d.a.Sharing[i].LossRatio = proportional.LossRatio{Decimals: d.a.Sharing[i].LossRatio.Decimals, Premium: d.a.Sharing[i].LossRatio.Premium}
	}
	for i := range d.a.Commissions {
		if s := d.a.Commissions[i].Sliding; s != nil {
			c := *s
			c.LossRatio = proportional.LossRatio{Premium: c.LossRatio.Premium, IBNR: c.LossRatio.IBNR}
			d.a.Commissions[i].Sliding = &c
		}
	}
	for i := range d.a.ProfitCommissions {
		d.a.ProfitCommissions[i].LossRatio = proportional.LossRatio{IBNR: d.a.ProfitCommissions[i].LossRatio.IBNR}
	}
	return settled(d, func(s *treaty.Settlement) *gopter.PropResult {
		h := d.h
		h.Years = slices.Clone(h.Years)
		step := 0
		feed := func(a proportional.Account, on func(*treaty.UnderwritingYear, decimal.Decimal)) string {
			one, err := h.Settle(a)
			if err != nil {
				return err.Error()
			}
			for i := range h.Years {
				got, want := one.Years[i].Items[0], s.Years[i].Items[step]
				if !got.Full.Equal(want.Full) || !got.CarriedOut.Equal(want.CarriedOut) || got.Term != want.Term {
					return fmt.Sprintf("%d %s: %v by itself, %v in the stack", h.Years[i].Year, want.Clause, got.Full, want.Full)
				}
				if on(&h.Years[i], got.Full); h.Years[i].Paid.IsNegative() {
					return "-"
				}
			}
			step++
			return ""
		}
		for _, c := range d.a.Sharing {
			wrong := feed(proportional.Account{Sharing: []proportional.Sharing{c}}, func(y *treaty.UnderwritingYear, amount decimal.Decimal) {
				y.Outstanding = y.Outstanding.Add(amount) // shared is below zero
				if y.Outstanding.IsNegative() {
					y.Paid, y.Outstanding = y.Paid.Add(y.Outstanding), decimal.Decimal{}
				}
			})
			if wrong != "" { // of a rounded loss ratio more can be shared than there is, which figures cannot state
				return check(wrong == "-", "%s", wrong)
			}
		}
		for _, c := range d.a.Commissions {
			wrong := feed(proportional.Account{Commissions: []proportional.Commission{c}}, func(y *treaty.UnderwritingYear, amount decimal.Decimal) {
				y.Allowed = y.Allowed.Add(amount)
			})
			if wrong != "" {
				return check(false, "%s", wrong)
			}
		}
		for _, c := range d.a.ProfitCommissions {
			wrong := feed(proportional.Account{ProfitCommissions: []proportional.ProfitCommission{c}}, func(*treaty.UnderwritingYear, decimal.Decimal) {})
			if wrong != "" {
				return check(false, "%s", wrong)
			}
		}
		return check(true, "")
	})
}

// adjusted checks the adjustments between two valuations of one account, the second with other figures and maybe other terms or another panel.
func adjusted(seed int64) *gopter.PropResult {
	d := draw(seed)
	for i := range d.h.Years {
		if d.h.Years[i].Stage == treaty.StageFinal {
			d.h.Years[i].Stage = treaty.StageAdjusted
		}
	}
	return settled(d, func(before *treaty.Settlement) *gopter.PropResult {
		h, a := d.h, d.a
		h.Years = slices.Clone(h.Years)
		for i := range h.Years {
			y := &h.Years[i]
			if d.r.IntN(2) == 0 {
				y.Paid, y.Outstanding = y.Outstanding, y.Paid.Add(num(d.r.Int64N(20)))
			}
			y.Stage = treaty.StageAdjusted
		}
		h.Valuation = h.Valuation.AddDays(d.r.IntN(400))
		switch d.r.IntN(4) {
		case 0:
			a = oracle.Account(d.r, h)
			h = takingOver(h, a)
		case 1:
			a.Sharing, a.Portfolio = nil, nil
			h = takingOver(h, a)
		case 2:
			if h.Placement != nil && len(h.Placement.Lines) > 1 {
				a = alone(seed).a
				h.Placement = &treaty.Placement{Lines: h.Placement.Lines[1:]}
			}
		}
		after, err := h.Settle(a)
		if err != nil {
			return check(true, "")
		}
		changes, err := treaty.Adjustments(before, after)
		if err != nil {
			return broken(err)
		}
		type key struct {
			account                        treaty.Account
			contract, section              string
			year                           int
			clause, term, step, reinsurers string
		}
		sums := map[key]decimal.Decimal{}
		book := func(list iter.Seq[treaty.Posting], sign int64) {
			for p := range list {
				k := key{p.Account, p.Contract, p.Section, p.Year, p.Clause, p.Term, string(p.Step), p.Reinsurer}
				sums[k] = sums[k].Add(p.Amount.Mul(num(sign)))
			}
		}
		book(before.Postings(), 1)
		for p := range changes {
			if p.Date != h.Valuation || p.Amount.IsZero() {
				return check(false, "a change of %v on %v", p.Amount, p.Date)
			}
		}
		book(changes, 1)
		book(after.Postings(), -1)
		for k, rest := range sums {
			if !rest.IsZero() {
				return check(false, "%v: %v is left", k, rest)
			}
		}
		return check(true, "")
	})
}
