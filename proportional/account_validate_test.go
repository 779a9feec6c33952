package proportional_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// invalid prints the lines of an error, each of which must be a [cede.InvalidError].
func invalid(t *testing.T, err error) []string {
	t.Helper()
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*cede.InvalidError](err); !ok {
		t.Errorf("%v is not an InvalidError", err)
	}
	return strings.Split(err.Error(), "\n")
}

// Every problem of every clause, with its place and what would be right; the place of a clause is before it.
func TestAccountValidate(t *testing.T) {
	n := func(n int) *int { return &n }
	huge, fine := decimal.New(1, 100_000_000), decimal.New(1, -100_000_000)
	band := func(from, to, share string) proportional.LossBand {
		return proportional.LossBand{From: dec(from), To: of100(to), Share: dec(share)}
	}
	corridor := func(b proportional.LossBand) proportional.Account { return shares(proportional.Sharing{Corridor: &b}) }
	table := func(b ...proportional.LossBand) proportional.Account {
		return shares(proportional.Sharing{Participation: b})
	}
	ratio := func(l proportional.LossRatio) proportional.Account {
		return shares(proportional.Sharing{Cap: of100("1"), LossRatio: l})
	}
	commission := func(c proportional.Commission) proportional.Account {
		return proportional.Account{Commissions: []proportional.Commission{c}}
	}
	byYear := func(rates ...proportional.YearRate) proportional.Account {
		return commission(proportional.Commission{ByYear: rates})
	}
	scale := func(change func(*proportional.SlidingScale)) proportional.Account {
		s := proportional.SlidingScale{Provisional: dec("0.3"), Points: at("0.5 0.35, 0.6 0.25")}
		change(&s)
		return slides(s)
	}
	points := func(list string) proportional.Account {
		return scale(func(s *proportional.SlidingScale) { s.Points = at(list) })
	}
	profit := func(change func(*proportional.ProfitCommission)) proportional.Account {
		p := proportional.ProfitCommission{Rate: of100("0.2")}
		change(&p)
		return profits(p)
	}
	tiers := func(list ...proportional.ProfitTier) proportional.Account {
		return profit(func(p *proportional.ProfitCommission) { p.Rate, p.Tiers = nil, list })
	}
	portfolio := func(p proportional.Portfolio) proportional.Account { return proportional.Account{Portfolio: &p} }
	named := proportional.Commission{Rate: of100("0.2"), Reinsurers: []string{"A", "", "A", "A"}}
	const one = "must state exactly one of corridor, participation and cap"
	const sharing, sliding, profits0, years0 = "sharing[0].", "commissions[0].sliding.", "profitCommissions[0].", "commissions[0].byYear"
	for _, tt := range []struct {
		name  string
		terms proportional.Account
		want  string
	}{
		{"nothing", proportional.Account{}, ""},

		{"portfolio of nothing", portfolio(proportional.Portfolio{}), "portfolio: must state premium or losses"},
		{"unknown premium portfolio", portfolio(proportional.Portfolio{Premium: "days"}), "portfolio.premium: must be one of unearned, percent (got days)"},
		{"portfolio without its percentage", portfolio(proportional.Portfolio{Premium: proportional.PortfolioPercent}), "portfolio.percent: must be stated"},
		{"percentage of 0", portfolio(proportional.Portfolio{Premium: proportional.PortfolioPercent, Percent: of100("0")}), "portfolio.percent: must be in (0, 1] (got 0)"},
		{"percentage of what is unearned", portfolio(proportional.Portfolio{Premium: proportional.PortfolioUnearned, Percent: of100("1")}), "portfolio.percent: must be absent unless the premium portfolio is a percentage (got 1)"},
		{"loss portfolio above 1", portfolio(proportional.Portfolio{Losses: of100("1.01")}), "portfolio.losses: must be in (0, 1] (got 1.01)"},
		{"IBNR without losses", portfolio(proportional.Portfolio{Premium: proportional.PortfolioUnearned, IBNR: true}), "portfolio.ibnr: must be absent without a loss portfolio (got true)"},

		{"sharing of nothing", shares(proportional.Sharing{}), "sharing[0]: " + one},
		{"sharing of two", shares(proportional.Sharing{Cap: of100("1")}, proportional.Sharing{Cap: of100("1"), Corridor: new(band("0.8", "0.9", "1"))}), "sharing[1]: " + one},
		{"cap of 0", shares(proportional.Sharing{Cap: of100("0")}), sharing + "cap: must be positive (got 0)"},
		{"hostile cap", shares(proportional.Sharing{Cap: &huge}), sharing + "cap: has too many digits (got 1E100000000)"},
		{"corridor of nothing", corridor(proportional.LossBand{}), sharing + "corridor.share: must be in (0, 1] (got 0)"},
		{"corridor from below 0", corridor(band("-0.1", "0.9", "1")), sharing + "corridor.from: must not be negative (got -0.1)"},
		{"corridor without width", corridor(band("0.9", "0.9", "1")), sharing + "corridor.to: must be above from, 0.9 (got 0.9)"},
		{"corridor to 0", corridor(band("0", "0", "1")), sharing + "corridor.to: must be positive (got 0)"},
		{"hostile corridor", corridor(proportional.LossBand{From: huge, To: &fine, Share: huge}), sharing + "corridor.from: has too many digits (got 1E100000000)\n" +
			sharing + "corridor.to: must have at most 18 decimal places (got 1E-100000000)\n" + sharing + "corridor.share: has too many digits (got 1E100000000)"},
		{"table of nothing", table([]proportional.LossBand{}...), sharing + "participation: must not be empty"},
		{"overlapping bands", table(band("0.7", "0.8", "0.1"), band("0.79", "0.9", "0.2")), sharing + "participation[1].from: must not be below the end of the band before, 0.8 (got 0.79)"},
		{"adjoining bands", table(band("0.7", "0.8", "0.1"), band("0.8", "0.9", "0.2")), ""},
		{"band after one without end", table(proportional.LossBand{Share: dec("1")}, band("0.8", "0.9", "0.2")), sharing + "participation[1].from: must not follow a band without an end (got 0.8)"},
		{"band of too much", table(band("0.7", "0.8", "0.1"), band("0.8", "0.9", "1.1")), sharing + "participation[1].share: must be in (0, 1] (got 1.1)"},
		{"loss ratio of unknown readings", ratio(proportional.LossRatio{Losses: "all", Premium: "gross", Sharing: "within", Decimals: n(19)}), sharing + "lossRatio.losses: must be one of incurred, paid (got all)\n" +
			sharing + "lossRatio.premium: must be one of earned, written (got gross)\n" + sharing + "lossRatio.sharing: must be one of after, before (got within)\n" +
			sharing + "lossRatio.decimals: must be from 0 to 18 (got 19)"},
		{"decimals below 0", ratio(proportional.LossRatio{Decimals: n(-1)}), sharing + "lossRatio.decimals: must be from 0 to 18 (got -1)"},

		{"commission of nothing", commission(proportional.Commission{}), "commissions[0]: must state exactly one of rate, byYear and sliding"},
		{"commission of two", commission(proportional.Commission{Rate: of100("0.2"), ByYear: []proportional.YearRate{{From: 2026}}}), "commissions[0]: must state exactly one of rate, byYear and sliding"},
		{"rate of 0", commission(proportional.Commission{Rate: of100("0")}), "commissions[0].rate: must be in (0, 1] (got 0)"},
		{"rate above 1", commission(proportional.Commission{Rate: of100("1.1")}), "commissions[0].rate: must be in (0, 1] (got 1.1)"},
		{"commission on unknown", commission(proportional.Commission{Rate: of100("1"), On: "net"}), "commissions[0].on: must be one of earned, written (got net)"},
		{"overriding scale", commission(proportional.Commission{Overriding: true, Sliding: &proportional.SlidingScale{Points: at("0 0")}}), "commissions[0].overriding: must be absent beside a sliding scale (got true)"},
		{"reinsurers", commission(named), "commissions[0].reinsurers[1]: must not be empty\ncommissions[0].reinsurers[2]: must be named only once (got A)\ncommissions[0].reinsurers[3]: must be named only once (got A)"},
		{"reinsurers of sharing", shares(proportional.Sharing{Cap: of100("1"), Reinsurers: []string{""}}), sharing + "reinsurers[0]: must not be empty"},
		{"reinsurers of profit", profit(func(p *proportional.ProfitCommission) { p.Reinsurers = []string{""} }), profits0 + "reinsurers[0]: must not be empty"},
		{"no rates by year", byYear(), "commissions[0]: must state exactly one of rate, byYear and sliding"},
		{"empty rates by year", commission(proportional.Commission{ByYear: []proportional.YearRate{}}), years0 + ": must not be empty"},
		{"year of 0", byYear(proportional.YearRate{}), years0 + "[0].from: must be 1 to 9999 (got 0)"},
		{"year of 10000", byYear(proportional.YearRate{From: 10000}), years0 + "[0].from: must be 1 to 9999 (got 10000)"},
		{"years twice", byYear(proportional.YearRate{From: 9999}, proportional.YearRate{From: 9999, Rate: dec("1.5")}), years0 + "[1].rate: must be in [0, 1] (got 1.5)\n" + years0 + "[1].from: must be after the year before, 9999 (got 9999)"},
		{"rate by year below 0", byYear(proportional.YearRate{From: 1, Rate: dec("-0.1")}), years0 + "[0].rate: must not be negative (got -0.1)"},

		{"scale of nothing", commission(proportional.Commission{Sliding: &proportional.SlidingScale{}}), sliding + "points: must not be empty"},
		{"provisional above 1", scale(func(s *proportional.SlidingScale) { s.Provisional = dec("2") }), sliding + "provisional: must be in [0, 1] (got 2)"},
		{"provisional outside", scale(func(s *proportional.SlidingScale) { s.Provisional = dec("0.36") }), sliding + "provisional: must be from 0.25 to 0.35 (got 0.36)"},
		{"provisional below", scale(func(s *proportional.SlidingScale) { s.Provisional = dec("0.24") }), sliding + "provisional: must be from 0.25 to 0.35 (got 0.24)"},
		{"provisional at the ends", proportional.Account{Commissions: append(scale(func(s *proportional.SlidingScale) { s.Provisional = dec("0.25") }).Commissions,
			scale(func(s *proportional.SlidingScale) { s.Provisional = dec("0.35") }).Commissions...)}, ""},
		{"provisional inside the bounds, below the scale", scale(func(s *proportional.SlidingScale) { s.Minimum, s.Provisional = of100("0.2"), dec("0.24") }), sliding + "provisional: must be from 0.25 to 0.35 (got 0.24)"},
		{"provisional inside the bounds, above the scale", scale(func(s *proportional.SlidingScale) { s.Maximum, s.Provisional = of100("0.4"), dec("0.36") }), sliding + "provisional: must be from 0.25 to 0.35 (got 0.36)"},
		{"debit and credit from the ends of the scale", scale(func(s *proportional.SlidingScale) {
			s.Debit, s.Credit, s.DebitAbove, s.CreditBelow = &proportional.Carry{}, &proportional.Carry{}, of100("0.6"), of100("0.5")
		}), ""},
		{"rising rate", points("0.5 0.35, 0.6 0.36"), sliding + "points[1].rate: must not be above that of the point before, 0.35 (got 0.36)"},
		{"rate of a point above 1", points("0.5 1.1, 0.6 0.25"), sliding + "points[0].rate: must be in [0, 1] (got 1.1)"},
		{"loss ratio below 0", points("-0.5 0.35, 0.6 0.25"), sliding + "points[0].lossRatio: must not be negative (got -0.5)"},
		{"falling loss ratio", points("0.5 0.35, 0.49 0.25"), sliding + "points[1].lossRatio: must not be below that of the point before, 0.5 (got 0.49)"},
		{"point twice", points("0.5 0.35, 0.5 0.35, 0.6 0.2"), sliding + "points[1].lossRatio: must not be stated twice with one rate (got 0.5)\n" + sliding + "atJump: must be stated where two points have one loss ratio"},
		{"three rates", points("0.5 0.35, 0.5 0.3, 0.5 0.25"), sliding + "points[2].lossRatio: must not have more than two rates (got 0.5)\n" + sliding + "atJump: must be stated where two points have one loss ratio"},
		{"rising jump", points("0.5 0.35, 0.5 0.4"), sliding + "points[1].rate: must not be above that of the point before, 0.35 (got 0.4)\n" + sliding + "atJump: must be stated where two points have one loss ratio"},
		{"jump without side", points("0.5 0.35, 0.5 0.25"), sliding + "atJump: must be stated where two points have one loss ratio"},
		{"side without jump", scale(func(s *proportional.SlidingScale) { s.AtJump = proportional.JumpBelow }), sliding + "atJump: must be absent without a jump (got below)"},
		{"unknown side", scale(func(s *proportional.SlidingScale) { s.Points, s.AtJump = at("0.5 0.35, 0.5 0.25"), "both" }), sliding + "atJump: must be one of below, above (got both)"},
		{"minimum above the scale", scale(func(s *proportional.SlidingScale) { s.Minimum = of100("0.36") }), sliding + "minimum: must not be above the whole scale, which begins at 0.35 (got 0.36)"},
		{"maximum below the scale", scale(func(s *proportional.SlidingScale) { s.Maximum = of100("0.24") }), sliding + "maximum: must not be below the whole scale, which ends at 0.25 (got 0.24)"},
		{"minimum above the maximum", scale(func(s *proportional.SlidingScale) { s.Minimum, s.Maximum = of100("0.31"), of100("0.3") }), sliding + "minimum: must not be above the maximum, 0.3 (got 0.31)"},
		{"minimum at the top", scale(func(s *proportional.SlidingScale) { s.Minimum, s.Provisional = of100("0.35"), dec("0.35") }), ""},
		{"maximum at the bottom", scale(func(s *proportional.SlidingScale) { s.Maximum, s.Provisional = of100("0.25"), dec("0.25") }), ""},
		{"bounds outside", scale(func(s *proportional.SlidingScale) { s.Minimum, s.Maximum = of100("-0.1"), of100("1.1") }), sliding + "minimum: must not be negative (got -0.1)\n" + sliding + "maximum: must be in [0, 1] (got 1.1)"},
		{"loss ratio of a scale", scale(func(s *proportional.SlidingScale) { s.LossRatio.Losses = "all" }), sliding + "lossRatio.losses: must be one of incurred, paid (got all)"},
		{"carry of no years", scale(func(s *proportional.SlidingScale) { s.Debit = years(0) }), sliding + "debit.years: must be 1 to 9999 (got 0)"},
		{"carry of too many years", scale(func(s *proportional.SlidingScale) { s.Credit = years(10000) }), sliding + "credit.years: must be 1 to 9999 (got 10000)"},
		{"cap of nothing", scale(func(s *proportional.SlidingScale) { s.Credit = &proportional.Carry{Cap: of100("0")} }), sliding + "credit.cap: must be positive (got 0)"},
		{"hostile points", scale(func(s *proportional.SlidingScale) {
			s.Points, s.AtJump = at("0.5 0.35, 0.5 0.3, 0.5 0.25"), proportional.JumpBelow
			s.Points[0].LossRatio = huge
		}), sliding + "points[0].lossRatio: has too many digits (got 1E100000000)"},
		{"hostile scale", scale(func(s *proportional.SlidingScale) {
			s.Points[1] = proportional.ScalePoint{LossRatio: fine, Rate: huge}
			s.Provisional, s.Minimum, s.Maximum = huge, &fine, &huge
		}), sliding + "provisional: has too many digits (got 1E100000000)\n" + sliding + "minimum: must have at most 18 decimal places (got 1E-100000000)\n" + sliding + "maximum: has too many digits (got 1E100000000)\n" +
			sliding + "points[1].lossRatio: must have at most 18 decimal places (got 1E-100000000)\n" + sliding + "points[1].rate: has too many digits (got 1E100000000)"},

		{"profit commission of nothing", profits(proportional.ProfitCommission{}), "profitCommissions[0]: must state one of rate and tiers"},
		{"profit commission of two", profit(func(p *proportional.ProfitCommission) { p.Tiers = []proportional.ProfitTier{{}} }), "profitCommissions[0]: must state one of rate and tiers"},
		{"rate of profit of 0", profit(func(p *proportional.ProfitCommission) { p.Rate = of100("0") }), profits0 + "rate: must be in (0, 1] (got 0)"},
		{"empty tiers", tiers(), "profitCommissions[0]: must state one of rate and tiers"},
		{"no tiers", profit(func(p *proportional.ProfitCommission) { p.Rate, p.Tiers = nil, []proportional.ProfitTier{} }), profits0 + "tiers: must not be empty"},
		{"last tier with an end", tiers(proportional.ProfitTier{UpTo: of100("1")}), profits0 + "tiers[0].upTo: must be absent in the last tier (got 1)"},
		{"tier without an end", tiers(proportional.ProfitTier{}, proportional.ProfitTier{}), profits0 + "tiers[0].upTo: must be stated in all tiers but the last"},
		{"tiers that do not rise", tiers(proportional.ProfitTier{UpTo: of100("1")}, proportional.ProfitTier{UpTo: of100("1")}, proportional.ProfitTier{}), profits0 + "tiers[1].upTo: must be above that of the tier before, 1 (got 1)"},
		{"tier to 0", tiers(proportional.ProfitTier{UpTo: of100("0")}, proportional.ProfitTier{}), profits0 + "tiers[0].upTo: must be positive (got 0)"},
		{"rate of a tier", tiers(proportional.ProfitTier{UpTo: of100("1"), Rate: dec("1.1")}, proportional.ProfitTier{Rate: dec("-1")}), profits0 + "tiers[0].rate: must be in [0, 1] (got 1.1)\n" + profits0 + "tiers[1].rate: must not be negative (got -1)"},
		{"hostile tiers", tiers(proportional.ProfitTier{UpTo: &huge}, proportional.ProfitTier{UpTo: of100("1"), Rate: huge}, proportional.ProfitTier{UpTo: &fine}, proportional.ProfitTier{}), profits0 + "tiers[0].upTo: has too many digits (got 1E100000000)\n" +
			profits0 + "tiers[1].rate: has too many digits (got 1E100000000)\n" + profits0 + "tiers[2].upTo: must have at most 18 decimal places (got 1E-100000000)"},
		{"reading of no tiers", profit(func(p *proportional.ProfitCommission) { p.TiersOn = proportional.TiersAmount }), profits0 + "tiersOn: must be absent without tiers (got amount)"},
		{"unknown tiers", profit(func(p *proportional.ProfitCommission) {
			p.Rate, p.Tiers, p.TiersOn = nil, []proportional.ProfitTier{{}}, "result"
		}), profits0 + "tiersOn: must be one of amount, premium (got result)"},
		{"expenses and maximum", profit(func(p *proportional.ProfitCommission) { p.Expenses, p.Maximum = of100("1.1"), of100("0") }), profits0 + "expenses: must be in [0, 1] (got 1.1)\n" + profits0 + "maximum: must be in (0, 1] (got 0)"},
		{"decimals of a profit", profit(func(p *proportional.ProfitCommission) { p.LossRatio.Decimals = n(2) }), profits0 + "lossRatio.decimals: must be absent: a profit is an amount (got 2)"},
		{"loss ratio of a profit", profit(func(p *proportional.ProfitCommission) { p.LossRatio.Premium = "net" }), profits0 + "lossRatio.premium: must be one of earned, written (got net)"},
		{"deficit", profit(func(p *proportional.ProfitCommission) { p.Deficit = years(-1) }), profits0 + "deficit.years: must be 1 to 9999 (got -1)"},
		{"credit", profit(func(p *proportional.ProfitCommission) { p.Credit, p.Maximum = years(0), of100("1") }), profits0 + "credit.years: must be 1 to 9999 (got 0)"},
		{"credit without a maximum", profit(func(p *proportional.ProfitCommission) { p.Credit = years(1) }), profits0 + "credit: must be absent without a maximum"},
		{"one year together", profit(func(p *proportional.ProfitCommission) { p.Over = &proportional.YearsTogether{Years: 1} }), profits0 + "over.years: must be 2 to 9999 (got 1)\n" + profits0 + "over.as: must not be empty"},
		{"years together as unknown", profit(func(p *proportional.ProfitCommission) { p.Over = &proportional.YearsTogether{Years: 10000, As: "max"} }), profits0 + "over.years: must be 2 to 9999 (got 10000)\n" + profits0 + "over.as: must be one of average, sum (got max)"},
		{"years together with memory", profit(func(p *proportional.ProfitCommission) {
			p.Over = &proportional.YearsTogether{Years: 2, As: proportional.TogetherSum}
			p.Deficit, p.Credit, p.Maximum = years(1), years(1), of100("1")
		}), profits0 + "deficit: must be absent beside several years together\n" + profits0 + "credit: must be absent beside several years together"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			if tt.want != "" {
				want = strings.Split(tt.want, "\n")
			}
			if diff := cmp.Diff(want, invalid(t, tt.terms.Validate())); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			_, err := figures("1000 500").Settle(tt.terms)
			for i := range want {
				want[i] = "terms." + want[i]
			}
			if diff := cmp.Diff(want, invalid(t, err)); diff != "" {
				t.Errorf("settled (-want +got)\n%s", diff)
			}
		})
	}
}

// What only shows when terms meet figures and a panel.
func TestSettleErrors(t *testing.T) {
	panel := func(h treaty.History, names ...string) treaty.History {
		h.Placement = &treaty.Placement{}
		for _, name := range names {
			h.Placement.Lines = append(h.Placement.Lines, treaty.Line{Reinsurer: name, Share: dec("0.25")})
		}
		return h
	}
	forA := proportional.Account{
		Sharing:           []proportional.Sharing{{Cap: of100("1")}, {Cap: of100("1"), Reinsurers: []string{"B", "A"}}},
		Commissions:       []proportional.Commission{{Rate: of100("0.2"), Reinsurers: []string{"A"}}},
		ProfitCommissions: []proportional.ProfitCommission{{Rate: of100("0.2"), Reinsurers: []string{"B", "C", "A"}}},
	}
	scale := slides(proportional.SlidingScale{Points: at("0.5 0")})
	limit := shares(proportional.Sharing{Cap: of100("1")})
	most, premium := "92233720368547758.07", proportional.LossRatio{Premium: proportional.PremiumWritten}
	all := proportional.Sharing{Cap: of100("0.000000000000000001"), LossRatio: proportional.LossRatio{Sharing: proportional.SharingBefore}}
	ibnr := figures("1000 0", "1000 0")
	ibnr.Years[0].IBNR = dec("-92233720368547758.08")
	allowed := figures("1000 0")
	allowed.Years[0].Allowed = dec("-92233720368547758.08")
	beyond := figures("1000 " + most)
	beyond.Years[0].Outstanding = dec("0.01")
	less := figures(most + " 0")
	less.Years[0].IBNR = dec("-" + most)
	twice := figures("0 " + most)
	twice.Years[0].Allowed = dec(most)
	together := profits(proportional.ProfitCommission{Rate: of100("1"), Over: &proportional.YearsTogether{Years: 2, As: proportional.TogetherSum}})
	debit := slides(proportional.SlidingScale{Points: at("0.5 0.1, 0.6 0"), Debit: &proportional.Carry{}})
	for _, tt := range []struct {
		name  string
		h     treaty.History
		terms proportional.Account
		want  string
	}{
		{"names without a panel", figures("1000 500"), forA, "terms.sharing[1].reinsurers[0]: must be absent without a panel (got B)\nterms.sharing[1].reinsurers[1]: must be absent without a panel (got A)\n" +
			"terms.commissions[0].reinsurers[0]: must be absent without a panel (got A)\nterms.profitCommissions[0].reinsurers[0]: must be absent without a panel (got B)\n" +
			"terms.profitCommissions[0].reinsurers[1]: must be absent without a panel (got C)\nterms.profitCommissions[0].reinsurers[2]: must be absent without a panel (got A)"},
		{"names not in the panel", panel(figures("1000 500"), "B", "D"), forA, "terms.sharing[1].reinsurers[1]: must be a reinsurer of the panel (got A)\n" +
			"terms.commissions[0].reinsurers[0]: must be a reinsurer of the panel (got A)\n" +
			"terms.profitCommissions[0].reinsurers[1]: must be a reinsurer of the panel (got C)\nterms.profitCommissions[0].reinsurers[2]: must be a reinsurer of the panel (got A)"},
		{"names in the panel", panel(figures("1000 500"), "C", "A", "B"), forA, ""},
		{"tier finer than the scale", figures("1000 500"), profits(proportional.ProfitCommission{Tiers: []proportional.ProfitTier{{UpTo: of100("0.001")}, {}}}), "terms.profitCommissions[0].tiers[0].upTo: must have at most 2 decimal places (got 0.001)"},
		{"tier finer than the scale on the premium", figures("1000 500"), profits(proportional.ProfitCommission{TiersOn: proportional.TiersPremium, Tiers: []proportional.ProfitTier{{UpTo: of100("0.001")}, {}}}), ""},
		{"losses without premium for a scale", figures("1000 500", "0 1"), scale, "years[1].commissions[0].sliding.lossRatio: must have premium to divide the losses by"},
		{"losses without premium for a cap", figures("1000 500", "0 1"), limit, "years[1].sharing[0].lossRatio: must have premium to divide the losses by"},
		{"losses without premium for a rate", figures("0 1"), proportional.Account{Commissions: []proportional.Commission{{Rate: of100("0.2")}}}, ""},
		{"losses without premium for a profit", figures("0 1"), profits(proportional.ProfitCommission{Rate: of100("0.2")}), ""},
		{"a debit in a year without premium and losses", figures("1000 700", "0 0"), debit, ""},
		{"a debit and losses without premium", figures("1000 700", "0 1"), debit, "years[1].commissions[0].sliding.lossRatio: must have premium to divide the losses by"},
		{"no rate for the year", figures("1000 500"), proportional.Account{Commissions: []proportional.Commission{{ByYear: []proportional.YearRate{{From: 2027}}}}}, "years[0].commissions[0].byYear: must have a rate for the year: the first is from 2027 on (got 2026)"},
		{"the most that there is", figures(most + " " + most), proportional.Account{Sharing: []proportional.Sharing{all}, Commissions: []proportional.Commission{{Rate: of100("1")}}}, ""},
		{"all of the most losses twice", figures(most + " " + most), shares(all, all), "overflow years[0].sharing[1]"},
		{"all of the most premium twice", figures(most + " 0"), proportional.Account{Commissions: []proportional.Commission{{Rate: of100("1")}, {Rate: of100("1")}}}, "overflow years[0].commissions[1]"},
		{"most losses against commission", figures("1 0", "1 "+most), profits(proportional.ProfitCommission{Rate: of100("1"), Expenses: of100("1")}), ""},
		{"most losses and more", beyond, proportional.Account{Portfolio: &proportional.Portfolio{Premium: proportional.PortfolioUnearned}}, "overflow years[0]"},
		{"least IBNR", ibnr, slides(proportional.SlidingScale{Points: at("0.5 0"), LossRatio: proportional.LossRatio{IBNR: true}}), "years[0].ibnr: must fit 64 bits of minor units (got -92233720368547758.08)"},
		{"least IBNR of a portfolio", ibnr, proportional.Account{Portfolio: &proportional.Portfolio{Losses: of100("1"), IBNR: true}}, "years[0].ibnr: must fit 64 bits of minor units (got -92233720368547758.08)"},
		{"least IBNR of a profit", ibnr, profits(proportional.ProfitCommission{Rate: of100("1"), LossRatio: proportional.LossRatio{IBNR: true}}), "years[0].ibnr: must fit 64 bits of minor units (got -92233720368547758.08)"},
		// A profit of 2^63 units and more was once posted as none: the negative of -2^63 is -2^63.
		{"least commission allowed", allowed, profits(proportional.ProfitCommission{Rate: of100("1")}), "years[0].allowed: must fit 64 bits of minor units (got -92233720368547758.08)"},
		{"debits beyond", figures("1 "+most, "1 "+most), slides(proportional.SlidingScale{Points: at("0.5 0.1, 0.6 0"), Debit: &proportional.Carry{}, LossRatio: premium}), "overflow years[1].commissions[0].sliding"},
		{"deficits beyond", figures("1 "+most, "1 "+most), profits(proportional.ProfitCommission{Rate: of100("1"), Deficit: &proportional.Carry{}}), "overflow years[1].profitCommissions[0]"},
		{"credit beyond", less, slides(proportional.SlidingScale{Points: at("0.5 0.1, 0.6 0"), Credit: &proportional.Carry{}, LossRatio: proportional.LossRatio{IBNR: true}}), "overflow years[0].commissions[0].sliding"},
		{"end of a scale beyond", figures(most + " 0"), slides(proportional.SlidingScale{Points: at("0.5 0.1, 2 0"), Debit: &proportional.Carry{}}), "overflow years[0].commissions[0].sliding"},
		{"rounded up beyond", figures("60000000000000000 " + most), shares(proportional.Sharing{Corridor: &proportional.LossBand{Share: dec("1")}, LossRatio: proportional.LossRatio{Decimals: new(0)}}), "overflow years[0].sharing[0]"},
		{"cap beyond", figures(most + " " + most), profits(proportional.ProfitCommission{Rate: of100("1"), Expenses: of100("1"), Deficit: &proportional.Carry{Cap: of100("10")}}), "overflow years[0].profitCommissions[0]"},
		{"losses and commission beyond", twice, profits(proportional.ProfitCommission{Rate: of100("1")}), "overflow years[0].profitCommissions[0]"},
		{"results together beyond", figures("0 "+most, "0 "+most), together, "overflow years[1].profitCommissions[0]"},
		{"premiums together beyond", figures(most+" "+most, most+" "+most), together, "overflow years[1].profitCommissions[0]"},
		{"credits beyond", figures(most+" 0", most+" 0"), profits(proportional.ProfitCommission{Rate: of100("1"), Maximum: of100("0.01"), Credit: &proportional.Carry{}}), "overflow years[1].profitCommissions[0]"},
		{"years beyond", figures(most+" 0", most+" 0"), profits(proportional.ProfitCommission{Rate: of100("1"), Over: &proportional.YearsTogether{Years: 2, As: proportional.TogetherSum}}), "overflow years[1].profitCommissions[0]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.h.Settle(tt.terms)
			if place, ok := strings.CutPrefix(tt.want, "overflow "); ok {
				if err == nil || !strings.HasPrefix(err.Error(), place+": ") || !strings.Contains(err.Error(), "64 bits") {
					t.Errorf("got %v, want an overflow at %s", err, place)
				}
				return
			}
			got := ""
			if err != nil {
				got = strings.Join(invalid(t, err), "\n")
			}
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// What is out of proportion is refused before it is computed: more than 1,000 years, and more than 200,000 items.
func TestSettle_tooMuch(t *testing.T) {
	h := figures("1 0")
	for len(h.Years) < 1000 {
		h.Years = append(h.Years, treaty.UnderwritingYear{Year: h.Years[len(h.Years)-1].Year + 1})
	}
	flat := proportional.Commission{Rate: of100("0.1")}
	var a proportional.Account
	for range 200 {
		a.Commissions = append(a.Commissions, flat)
	}
	if _, err := h.Settle(a); err != nil {
		t.Error(err)
	}
	for name, more := range map[string]proportional.Account{
		"sharing":            {Sharing: []proportional.Sharing{{Cap: of100("1")}}, Commissions: a.Commissions},
		"commissions":        {Commissions: append(a.Commissions[:200:200], flat)},
		"profit commissions": {Commissions: a.Commissions, ProfitCommissions: []proportional.ProfitCommission{{Rate: of100("0.1")}}},
	} {
		if _, err := h.Settle(more); !errors.Is(err, treaty.ErrLimit) {
			t.Errorf("201,000 items, the last of %s: got %v", name, err)
		}
	}
	h.Years = append(h.Years, treaty.UnderwritingYear{Year: h.Years[len(h.Years)-1].Year + 1})
	_, err := h.Settle(proportional.Account{})
	if want := "years: size limit: must be at most 1000 (got 1001)"; !errors.Is(err, treaty.ErrLimit) || err.Error() != want {
		t.Errorf("1001 years: got %v", err)
	}
	h = figures("1 0")
	h.PremiumIn, h.LossIn = num(1), num(2)
	_, err = h.Settle(proportional.Account{})
	if want := "premiumIn: must be absent where the terms have no premium portfolio (got 1)\nlossIn: must be absent where the terms have no loss portfolio (got 2)"; err == nil || err.Error() != want {
		t.Errorf("portfolios: got %v", err)
	}
}

// A portfolio of one kind is taken over where the terms have that kind, and not where they have the other alone.
func TestSettle_portfolioOfOneKind(t *testing.T) {
	premium := proportional.Account{Portfolio: &proportional.Portfolio{Premium: proportional.PortfolioUnearned}}
	losses := proportional.Account{Portfolio: &proportional.Portfolio{Losses: of100("1")}}
	for _, tt := range []struct {
		terms           proportional.Account
		premium, losses int64
		want            string
	}{
		{premium, 1, 0, ""},
		{losses, 0, 1, ""},
		{premium, 0, 1, "lossIn: must be absent where the terms have no loss portfolio (got 1)"},
		{losses, 1, 0, "premiumIn: must be absent where the terms have no premium portfolio (got 1)"},
	} {
		h := figures("1000 500")
		h.PremiumIn, h.LossIn = num(tt.premium), num(tt.losses)
		got := ""
		if _, err := h.Settle(tt.terms); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%d and %d: got %q, want %q", tt.premium, tt.losses, got, tt.want)
		}
	}
}
