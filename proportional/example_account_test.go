package proportional_test

import (
	"fmt"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// exampleYear is one underwriting year from 2021 on: what is written, all of it earned, and what is paid.
type exampleYear struct{ written, paid int64 }

// exampleHistory is the years without a panel, valued when all of them are settled.
func exampleHistory(years ...exampleYear) treaty.History {
	valuation, _ := cede.ParseDate("2030-12-31")
	h := treaty.History{Currency: "CNY", Valuation: valuation}
	for i, y := range years {
		h.Years = append(h.Years, treaty.UnderwritingYear{Year: 2021 + i, Written: decimal.New(y.written, 0), Paid: decimal.New(y.paid, 0)})
	}
	return h
}

// lossRatios are years with a premium of 1,000 and losses of so many per cent of it.
func lossRatios(percent ...int64) treaty.History {
	years := make([]exampleYear, len(percent))
	for i, p := range percent {
		years[i] = exampleYear{1000, 10 * p}
	}
	return exampleHistory(years...)
}

// results are years with a premium of 10,000 that leave so much after their losses.
func results(left ...int64) treaty.History {
	years := make([]exampleYear, len(left))
	for i, r := range left {
		years[i] = exampleYear{10_000, 10_000 - r}
	}
	return exampleHistory(years...)
}

// perCent writes a fraction; nil is a dash.
func perCent(f *treaty.Fraction) string {
	if f == nil {
		return "-"
	}
	return f.Round(6).Shift(2).String() + "%"
}

// showAccount prints what every clause gives in every year.
func showAccount(h treaty.History, terms proportional.Account) {
	s, err := h.Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("year term                     loss ratio       rate  amount")
	for year, i := range s.Items() {
		fmt.Printf("%d %-24s %10s %10s %7s\n", year, i.Term, perCent(i.LossRatio), perCent(i.Rate), i.Full)
	}
}

// showCarried prints what one clause gives in every year, with what is carried in and out.
func showCarried(h treaty.History, terms proportional.Account) {
	s, err := h.Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("year       in   base       rate  amount     out")
	for year, i := range s.Items() {
		fmt.Printf("%d %8s %6s %10s %7s %7s\n", year, i.CarriedIn, i.Base, perCent(i.Rate), i.Full, i.CarriedOut)
	}
}

// showRow prints what the last clause gives of each year, and the sum.
func showRow(name string, h treaty.History, terms proportional.Account) {
	s, err := h.Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%-15s", name)
	sum := decimal.Decimal{}
	for _, y := range s.Years {
		full := y.Items[len(y.Items)-1].Full
		sum = sum.Add(full)
		fmt.Printf(" %6s", full)
	}
	fmt.Printf(" = %s\n", sum)
}

func point(lossRatio, rate string) proportional.ScalePoint {
	return proportional.ScalePoint{LossRatio: dec(lossRatio), Rate: dec(rate)}
}

// slidingScale is 25 % at a loss ratio of 60 % and above, one for one up to 35 % at 50 %, a half for one up to 45 % at 30 %.
func slidingScale() *proportional.SlidingScale {
	return &proportional.SlidingScale{
		Provisional: dec("0.3"),
		Points:      []proportional.ScalePoint{point("0.3", "0.45"), point("0.5", "0.35"), point("0.6", "0.25")},
	}
}

func slidingAccount(s *proportional.SlidingScale) proportional.Account {
	return proportional.Account{Commissions: []proportional.Commission{{Sliding: s}}}
}

// The rate at a loss ratio of 55 % is 25 % + (60 % - 55 %), at 40 % it is 35 % + (50 % - 40 %) / 2. Below 30 % and above 60 % it is that of the ends.
func ExampleSlidingScale() {
	showAccount(lossRatios(20, 30, 40, 50, 55, 60, 90), slidingAccount(slidingScale()))
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        20%        45%     450
	// 2022 sliding-scale-commission        30%        45%     450
	// 2023 sliding-scale-commission        40%        40%     400
	// 2024 sliding-scale-commission        50%        35%     350
	// 2025 sliding-scale-commission        55%        30%     300
	// 2026 sliding-scale-commission        60%        25%     250
	// 2027 sliding-scale-commission        90%        25%     250
}

// Losses above 60 % of the premium are carried to the year after as a debit: 100 of the 700 in the first year. The second has then 400 + 100, and
// the rate of 50 %. The third leaves 150 below 30 %, a credit: the fourth has 650 - 150.
func ExampleSlidingScale_debit() {
	scale := slidingScale()
	scale.Debit = &proportional.Carry{Years: new(3)}
	scale.Credit = &proportional.Carry{Years: new(3)}
	showAccount(lossRatios(70, 40, 15, 65), slidingAccount(scale))
	fmt.Println()
	showCarried(lossRatios(70, 40, 15, 65), slidingAccount(scale))
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        70%        25%     250
	// 2022 sliding-scale-commission        50%        35%     350
	// 2023 sliding-scale-commission        15%        45%     450
	// 2024 sliding-scale-commission        50%        35%     350
	//
	// year       in   base       rate  amount     out
	// 2021        0   1000        25%     250     100
	// 2022      100   1000        35%     350       0
	// 2023        0   1000        45%     450    -150
	// 2024     -150   1000        35%     350       0
}

// A table: 40 % up to a loss ratio of 50 %, 35 % up to 60 %, then 30 %. Whether 50 % itself has 40 % or 35 % has to be said.
func ExampleJumpSide() {
	for _, side := range []proportional.JumpSide{proportional.JumpBelow, proportional.JumpAbove} {
		fmt.Println(side)
		showAccount(lossRatios(49, 50, 51, 60, 61), slidingAccount(&proportional.SlidingScale{
			Provisional: dec("0.35"),
			Points:      []proportional.ScalePoint{point("0.5", "0.4"), point("0.5", "0.35"), point("0.6", "0.35"), point("0.6", "0.3")},
			AtJump:      side,
		}))
	}
	// Output:
	// below
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        49%        40%     400
	// 2022 sliding-scale-commission        50%        40%     400
	// 2023 sliding-scale-commission        51%        35%     350
	// 2024 sliding-scale-commission        60%        35%     350
	// 2025 sliding-scale-commission        61%        30%     300
	// above
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        49%        40%     400
	// 2022 sliding-scale-commission        50%        35%     350
	// 2023 sliding-scale-commission        51%        35%     350
	// 2024 sliding-scale-commission        60%        30%     300
	// 2025 sliding-scale-commission        61%        30%     300
}

// A scale that goes further than the contract does: at least 28 %, at most 42 %.
func ExampleScalePoint() {
	scale := slidingScale()
	scale.Minimum, scale.Maximum = new(dec("0.28")), new(dec("0.42"))
	showAccount(lossRatios(30, 36, 45, 57, 58), slidingAccount(scale))
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        30%        42%     420
	// 2022 sliding-scale-commission        36%        42%     420
	// 2023 sliding-scale-commission        45%      37.5%     375
	// 2024 sliding-scale-commission        57%        28%     280
	// 2025 sliding-scale-commission        58%        28%     280
}

// The cedent takes back 75 % of the losses between 80 % and 90 % of the premium. What is left to the reinsurers:
//
//	loss ratio   85 %   81.25 % = 85 - 0.75 × 5
//	             90 %   82.5 %  = 90 - 0.75 × 10
//	            100 %   92.5 %  = 100 - 0.75 × 10
func ExampleSharing() {
	terms := proportional.Account{Sharing: []proportional.Sharing{{
		Corridor: &proportional.LossBand{From: dec("0.8"), To: new(dec("0.9")), Share: dec("0.75")},
	}}}
	s, err := lossRatios(80, 85, 90, 100).Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("ceded  shared  left")
	for _, y := range s.Years {
		left := y.Incurred.Add(y.Items[0].Full) // what is shared is below zero
		fmt.Printf("%5s %7s %5s = %s %%\n", y.Incurred, y.Items[0].Full, left, left.DivRound(y.Earned.Shift(-2), 2))
	}
	// Output:
	// ceded  shared  left
	//   800       0   800 = 80 %
	//   850   -37.5 812.5 = 81.25 %
	//   900     -75   825 = 82.5 %
	//  1000     -75   925 = 92.5 %
}

// A table of participation: 25 % of what is between 90 % and 100 %, 50 % of what is above 100 %.
//
//	110 %   25 % of 100 + 50 % of 100 = 75
func ExampleLossBand() {
	showAccount(lossRatios(85, 95, 100, 110, 130), proportional.Account{Sharing: []proportional.Sharing{{Participation: []proportional.LossBand{
		{From: dec("0.9"), To: new(dec("1")), Share: dec("0.25")}, {From: dec("1"), Share: dec("0.5")},
	}}}})
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 loss-participation              85%          -       0
	// 2022 loss-participation              95%          -   -12.5
	// 2023 loss-participation             100%          -     -25
	// 2024 loss-participation             110%          -     -75
	// 2025 loss-participation             130%          -    -175
}

// With a cap of 120 % all above it stays with the cedent.
func ExampleSharing_cap() {
	showAccount(lossRatios(110, 120, 145), proportional.Account{Sharing: []proportional.Sharing{{Cap: new(dec("1.2"))}}})
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 loss-ratio-cap                 110%          -       0
	// 2022 loss-ratio-cap                 120%          -       0
	// 2023 loss-ratio-cap                 145%          -    -250
}

// A corridor of 75 % between 80 % and 90 % and a scale that falls from 35 % at 60 % by a half for one. Losses of 85 % are 81.25 % after the corridor: the
// rate is 35 % - (85 - 60) / 2 = 22.5 % where the scale sees the losses before it, and 35 % - (81.25 - 60) / 2 = 24.375 % where it sees those after.
func ExampleSharingOrder() {
	for _, order := range []proportional.SharingOrder{proportional.SharingBefore, proportional.SharingAfter} {
		terms := slidingAccount(&proportional.SlidingScale{
			Provisional: dec("0.25"), Points: []proportional.ScalePoint{point("0.6", "0.35"), point("1", "0.15")},
			LossRatio: proportional.LossRatio{Sharing: order},
		})
		terms.Sharing = []proportional.Sharing{{Corridor: &proportional.LossBand{From: dec("0.8"), To: new(dec("0.9")), Share: dec("0.75")}}}
		fmt.Println(order)
		showAccount(lossRatios(85), terms)
	}
	// Output:
	// before
	// year term                     loss ratio       rate  amount
	// 2021 loss-corridor                   85%          -   -37.5
	// 2021 sliding-scale-commission        85%      22.5%     225
	// after
	// year term                     loss ratio       rate  amount
	// 2021 loss-corridor                   85%          -   -37.5
	// 2021 sliding-scale-commission     81.25%    24.375%  243.75
}

// Of one year six scales see six loss ratios. Written 1,200, of which 200 are unearned; paid 400, outstanding 148, IBNR 52.
//
//	paid / earned                        400 / 1,000 = 40 %
//	paid and outstanding / earned        548 / 1,000 = 54.8 %
//	the same with two decimals           0.548 is 0.55
//	with IBNR                            600 / 1,000 = 60 %
//	paid and outstanding / written       548 / 1,200 = 45.67 %
//
// The commission is allowed on what is written unless told otherwise; here it is on what is earned.
func ExampleLossRatio() {
	h := exampleHistory(exampleYear{1200, 400})
	h.Years[0].Unearned, h.Years[0].Outstanding, h.Years[0].IBNR = dec("200"), dec("148"), dec("52")
	var terms proportional.Account
	for _, ratio := range []proportional.LossRatio{
		{Losses: proportional.LossesPaid},
		{Losses: proportional.LossesIncurred},
		{Decimals: new(2)},
		{IBNR: true},
		{Premium: proportional.PremiumWritten},
	} {
		scale := slidingScale()
		scale.LossRatio = ratio
		terms.Commissions = append(terms.Commissions, proportional.Commission{Sliding: scale, On: proportional.PremiumEarned})
	}
	showAccount(h, terms)
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        40%        40%     400
	// 2021 sliding-scale-commission      54.8%      30.2%     302
	// 2021 sliding-scale-commission        55%        30%     300
	// 2021 sliding-scale-commission        60%        25%     250
	// 2021 sliding-scale-commission   45.6667%   37.1667%  371.67
}

// 30 % of the premium, and 2.5 % for the cedent's own trouble.
func ExampleCommission() {
	showAccount(lossRatios(60), proportional.Account{Commissions: []proportional.Commission{
		{Rate: new(dec("0.3"))},
		{Rate: new(dec("0.025")), Overriding: true},
	}})
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 commission                        -        30%     300
	// 2021 overriding-commission             -       2.5%      25
}

// The rate of a year is the last that begins by then.
func ExampleYearRate() {
	showAccount(lossRatios(60, 60, 60, 60), proportional.Account{Commissions: []proportional.Commission{{ByYear: []proportional.YearRate{
		{From: 2020, Rate: dec("0.38")}, {From: 2022, Rate: dec("0.36")}, {From: 2024, Rate: dec("0.32")},
	}}}})
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 commission                        -        38%     380
	// 2022 commission                        -        36%     360
	// 2023 commission                        -        36%     360
	// 2024 commission                        -        32%     320
}

// Each reinsurer has terms of his own: of 500 ceded A bears 60 % and allows 30 %, B 40 % and allows 28 %.
//
//	A   30 % of 500 = 150, of which 60 %   90
//	B   28 % of 500 = 140, of which 40 %   56
func ExampleCommission_reinsurers() {
	h := exampleHistory(exampleYear{500, 0})
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.6")}, {Reinsurer: "B", Share: dec("0.4")}}}
	s, err := h.Settle(proportional.Account{Commissions: []proportional.Commission{
		{Rate: new(dec("0.3")), Reinsurers: []string{"A"}},
		{Rate: new(dec("0.28")), Reinsurers: []string{"B"}},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range s.Items() {
		for _, part := range i.Parts {
			fmt.Println(i.Clause, perCent(i.Rate), "of", i.Base, "=", i.Full, "for all,", part.Amount, "from", part.Reinsurer)
		}
	}
	// Output:
	// commissions[0] 30% of 500 = 150 for all, 90 from A
	// commissions[1] 28% of 500 = 140 for all, 56 from B
}

// A profit commission of 20 % after losses, a commission of 30 % and expenses of 5 %:
//
//	1,000 - 550 - 300 - 50 = 100, of which 20 % = 20
//
// The second year leaves less than nothing.
func ExampleProfitCommission() {
	showAccount(lossRatios(55, 70), proportional.Account{
		Commissions:       []proportional.Commission{{Rate: new(dec("0.3"))}},
		ProfitCommissions: []proportional.ProfitCommission{{Rate: new(dec("0.2")), Expenses: new(dec("0.05"))}},
	})
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 commission                        -        30%     300
	// 2021 profit-commission                 -        20%      20
	// 2022 commission                        -        30%     300
	// 2022 profit-commission                 -          -       0
}

// Results of -300, 100, 50, 80, 120 and 60, of which 20 % are allowed. A deficit that goes on for three years meets those of 2022, 2023 and 2024; of
// the 70 that are left then nothing goes on, and to extinction they lessen the 120 of 2025.
func ExampleCarry() {
	h := results(-300, 100, 50, 80, 120, 60)
	fmt.Printf("%-15s %6d %6d %6d %6d %6d %6d\n", "", 2021, 2022, 2023, 2024, 2025, 2026)
	for _, one := range []struct {
		name  string
		carry *proportional.Carry
	}{
		{"none", nil},
		{"one year", &proportional.Carry{Years: new(1)}},
		{"three years", &proportional.Carry{Years: new(3)}},
		{"to extinction", &proportional.Carry{}},
		{"2 % at most", &proportional.Carry{Cap: new(dec("0.02"))}},
	} {
		showRow(one.name, h, profits(proportional.ProfitCommission{Rate: new(dec("0.2")), Deficit: one.carry}))
	}
	fmt.Println()
	showCarried(h, profits(proportional.ProfitCommission{Rate: new(dec("0.2")), Deficit: &proportional.Carry{}}))
	// Output:
	// 2021   2022   2023   2024   2025   2026
	// none                 0     20     10     16     24     12 = 82
	// one year             0      0     10     16     24     12 = 62
	// three years          0      0      0      0     24     12 = 36
	// to extinction        0      0      0      0     10     12 = 22
	// 2 % at most          0      0      0      6     24     12 = 42
	//
	// year       in   base       rate  amount     out
	// 2021        0   -300          -       0     300
	// 2022      300   -200          -       0     200
	// 2023      200   -150          -       0     150
	// 2024      150    -70          -       0      70
	// 2025       70     50        20%      10       0
	// 2026        0     60        20%      12       0
}

// 20 % of the first 100 of a profit and 30 % of what is above them: of 250 it is 20 + 45 = 65. As fractions of a premium of 10,000 the end of the
// tier is 1 %.
func ExampleProfitTier() {
	for _, tier := range []struct {
		on  proportional.TiersOn
		end string
	}{{proportional.TiersAmount, "100"}, {proportional.TiersPremium, "0.01"}} {
		showRow(string(tier.on), results(80, 100, 250), profits(proportional.ProfitCommission{
			Tiers:   []proportional.ProfitTier{{UpTo: new(dec(tier.end)), Rate: dec("0.2")}, {Rate: dec("0.3")}},
			TiersOn: tier.on,
		}))
	}
	// Output:
	// amount              16     20     65 = 101
	// premium             16     20     65 = 101
}

// Results of 90, -60, 120 and 30, three years together and 20 %.
//
//	average   90           of which 20 %   18
//	          (90 - 60) / 2        = 15     3
//	          (90 - 60 + 120) / 3  = 50    10
//	          (-60 + 120 + 30) / 3 = 30     6
//	sum       90                           18
//	          90 - 60 = 30          6 less 18 = -12 are given back
//	          30 + 120 = 150       30 less  6 =  24
//	          30, a new block                6
func ExampleYearsTogether() {
	for _, as := range []proportional.Together{proportional.TogetherAverage, proportional.TogetherSum} {
		showRow(string(as), results(90, -60, 120, 30), profits(proportional.ProfitCommission{
			Rate: new(dec("0.2")), Over: &proportional.YearsTogether{Years: 3, As: as},
		}))
	}
	// Output:
	// average             18      3     10      6 = 37
	// sum                 18    -12     24      6 = 36
}

// Half of the profit, at most 5 % of the premium of 10,000: of a profit of 1,400 that is 500, for 1,000 of it. The other 400 are a credit for the year
// after, whose profit is 300 and counts as 700.
func ExampleProfitCommission_credit() {
	showCarried(results(1400, 300, 100), profits(proportional.ProfitCommission{
		Rate: new(dec("0.5")), Maximum: new(dec("0.05")), Credit: &proportional.Carry{},
	}))
	// Output:
	// year       in   base       rate  amount     out
	// 2021        0   1400   35.7143%     500    -400
	// 2022     -400    700        50%     350       0
	// 2023        0    100        50%      50       0
}

// The portfolios of three years, cut off clean at the end of each: 35 % of the premium written and 90 % of the outstanding losses go on to the
// next. The first year takes over 280 and 180.
//
//	      written  taken over  handed on  earned   paid  handed on  taken over  incurred
//	2021    1,000         280        350     930    450        270         180       540
//	2022    1,200         350        420   1,130    500        360         270       590
//	2023    1,100         420        385   1,135    640        225         360       505
func ExamplePortfolio() {
	h := exampleHistory(exampleYear{1000, 450}, exampleYear{1200, 500}, exampleYear{1100, 640})
	h.PremiumIn, h.LossIn = dec("280"), dec("180")
	for i, outstanding := range []string{"300", "400", "250"} {
		h.Years[i].Outstanding = dec(outstanding)
	}
	s, err := h.Settle(proportional.Account{
		Portfolio: &proportional.Portfolio{Premium: proportional.PortfolioPercent, Percent: new(dec("0.35")), Losses: new(dec("0.9"))},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, y := range s.Years {
		fmt.Printf("%d earned %s incurred %s\n", y.Year, y.Earned, y.Incurred)
		for _, i := range y.Items {
			fmt.Printf("     %-17s %-13s %4s\n", i.Account, i.Term, i.Full)
		}
	}
	// Output:
	// 2021 earned 930 incurred 540
	//      premium-portfolio portfolio-in   280
	//      premium-portfolio portfolio-out -350
	//      loss-portfolio    portfolio-in  -180
	//      loss-portfolio    portfolio-out  270
	// 2022 earned 1130 incurred 590
	//      premium-portfolio portfolio-in   350
	//      premium-portfolio portfolio-out -420
	//      loss-portfolio    portfolio-in  -270
	//      loss-portfolio    portfolio-out  360
	// 2023 earned 1135 incurred 505
	//      premium-portfolio portfolio-in   420
	//      premium-portfolio portfolio-out -385
	//      loss-portfolio    portfolio-in  -360
	//      loss-portfolio    portfolio-out  225
}

// The same contract without portfolios runs off: premium and losses stay in the year that they are of until they are earned and settled. With what
// is unearned as the premium portfolio, it is handed on as it is, and losses run off.
func ExamplePremiumPortfolio() {
	h := exampleHistory(exampleYear{1000, 450}, exampleYear{1200, 500})
	h.Years[0].Outstanding, h.Years[1].Outstanding, h.Years[1].Unearned = dec("300"), dec("400"), dec("480")
	h.Years[0].Unearned = dec("410")
	for _, portfolio := range []*proportional.Portfolio{nil, {Premium: proportional.PortfolioUnearned}} {
		s, err := h.Settle(proportional.Account{Portfolio: portfolio})
		if err != nil {
			fmt.Println(err)
			return
		}
		if portfolio == nil {
			fmt.Println("run-off")
		} else {
			fmt.Println(portfolio.Premium)
		}
		for _, y := range s.Years {
			fmt.Println(y.Year, "written", y.Written, "earned", y.Earned, "incurred", y.Incurred)
		}
	}
	// Output:
	// run-off
	// 2021 written 1000 earned 590 incurred 750
	// 2022 written 1200 earned 720 incurred 900
	// unearned
	// 2021 written 1000 earned 590 incurred 750
	// 2022 written 1200 earned 1130 incurred 900
}

// At the end of the first year the commission is provisional; a year later it is adjusted, and what it is more is posted. What the first year
// gave is not touched again once it is final.
func ExampleAccount() {
	terms := slidingAccount(slidingScale())
	terms.ProfitCommissions = []proportional.ProfitCommission{{Rate: new(dec("0.2")), Expenses: new(dec("0.05"))}}
	first := lossRatios(38)
	first.Contract, first.Years[0].Stage = "QS", treaty.StageProvisional
	first.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.6")}, {Reinsurer: "B", Share: dec("0.4")}}}
	second := first
	second.Valuation = first.Valuation.AddDays(365)
	second.Years = []treaty.UnderwritingYear{{Year: 2021, Stage: treaty.StageFinal, Written: dec("1000"), Paid: dec("400")}}
	provisional, err := first.Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	adjusted, err := second.Settle(terms)
	if err != nil {
		fmt.Println(err)
		return
	}
	show := func(p treaty.Posting) {
		if p.Step == treaty.StepTerms || p.Step == treaty.StepReinsurer {
			fmt.Printf("%s %d %-21s %-25s %-9s %-1s %5s\n", p.Date, p.Year, p.Clause, p.Term, p.Step, p.Reinsurer, p.Amount)
		}
	}
	for p := range provisional.Postings() {
		show(p)
	}
	changes, err := treaty.Adjustments(provisional, adjusted)
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range changes {
		show(p)
	}
	// Output:
	// 2030-12-31 2021 commissions[0]        sliding-scale-commission  terms         300
	// 2030-12-31 2021 commissions[0]        sliding-scale-commission  reinsurer A   180
	// 2030-12-31 2021 commissions[0]        sliding-scale-commission  reinsurer B   120
	// 2031-12-31 2021 commissions[0]        sliding-scale-commission  terms         100
	// 2031-12-31 2021 commissions[0]        sliding-scale-commission  reinsurer A    60
	// 2031-12-31 2021 commissions[0]        sliding-scale-commission  reinsurer B    40
	// 2031-12-31 2021 profitCommissions[0]  profit-commission         terms          30
	// 2031-12-31 2021 profitCommissions[0]  profit-commission         reinsurer A    18
	// 2031-12-31 2021 profitCommissions[0]  profit-commission         reinsurer B    12
}

// Two exercises on profit commission in Chinese courses.
//
// Results of -5,000, 3,000, 2,000 and 4,000 at 15 % (gaojiufeng.cn/?id=1099458): year by year (一年计算法) 450, 300 and 600, in all 1,350; with a deficit that is
// carried on for three years (三年亏损滚转法) 600. For the average of three years (三年平均法) the answer there is 1,350 in the fourth year: 15 % of the sum of 9,000, which
// it does not divide by three. The mean is 3,000 and the commission 450.
//
// Results of -80,000, 50,000, 10,000, 10,000 and 30,000 at 20 %, a deficit carried on for three years (swop.cn/cms/gaopinkaodianyiqu/19461.html): of the first
// year's deficit 10,000 are left after the fourth, and no longer count in the fifth, which has 6,000.
func Example_deficits() {
	one := func(p proportional.ProfitCommission) proportional.Account {
		p.Rate = new(dec("0.15"))
		return profits(p)
	}
	h := results(-5000, 3000, 2000, 4000)
	showRow("一年计算法", h, one(proportional.ProfitCommission{}))
	showRow("三年平均法", h, one(proportional.ProfitCommission{Over: &proportional.YearsTogether{Years: 3, As: proportional.TogetherAverage}}))
	showRow("三年亏损滚转法", h, one(proportional.ProfitCommission{Deficit: &proportional.Carry{Years: new(3)}}))

	var years []exampleYear
	for _, result := range []int64{-80_000, 50_000, 10_000, 10_000, 30_000} {
		years = append(years, exampleYear{100_000, 100_000 - result})
	}
	showCarried(exampleHistory(years...), profits(proportional.ProfitCommission{Rate: new(dec("0.2")), Deficit: &proportional.Carry{Years: new(3)}}))
	// Output:
	// 一年计算法                0    450    300    600 = 1350
	// 三年平均法                0      0      0    450 = 450
	// 三年亏损滚转法              0      0      0    600 = 600
	// year       in   base       rate  amount     out
	// 2021        0 -80000          -       0   80000
	// 2022    80000 -30000          -       0   30000
	// 2023    30000 -20000          -       0   20000
	// 2024    20000 -10000          -       0       0
	// 2025        0  30000        20%    6000       0
}

// A sliding scale of a published treaty (lawinsider.com, sliding scale commission): 28 % provisional, 24 % at a loss ratio of 71 % and above, one for one up
// to 46 % at 49 % and below, and a credit for what losses are below 49 %. Its debit, only above 77 %, is in TestPublished_deadBand.
func Example_publishedScale() {
	showAccount(lossRatios(49, 60, 67, 71, 44, 65), slidingAccount(&proportional.SlidingScale{
		Provisional: dec("0.28"),
		Points:      []proportional.ScalePoint{point("0.49", "0.46"), point("0.71", "0.24")},
		Credit:      &proportional.Carry{Years: new(1)},
	}))
	// Output:
	// year term                     loss ratio       rate  amount
	// 2021 sliding-scale-commission        49%        46%     460
	// 2022 sliding-scale-commission        60%        35%     350
	// 2023 sliding-scale-commission        67%        28%     280
	// 2024 sliding-scale-commission        71%        24%     240
	// 2025 sliding-scale-commission        44%        46%     460
	// 2026 sliding-scale-commission        60%        35%     350
}

// Losses of 1,000 on a premium of 1,000, of which 200 are unearned: the corridor of A sees 100 % of what is written, that of B 125 % of what is earned.
//
//	A   50 % of (100 % - 90 %) of 1,000 = 50, of which 60 %   30
//	B   50 % of (125 % - 90 %) of   800 = 140, of which 40 %  56
func ExampleSharing_bases() {
	h := lossRatios(100)
	h.Years[0].Unearned = dec("200")
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.6")}, {Reinsurer: "B", Share: dec("0.4")}}}
	corridor := func(premium proportional.PremiumBasis, reinsurer string) proportional.Sharing {
		return proportional.Sharing{
			Corridor:  &proportional.LossBand{From: dec("0.9"), Share: dec("0.5")},
			LossRatio: proportional.LossRatio{Premium: premium}, Reinsurers: []string{reinsurer},
		}
	}
	s, err := h.Settle(proportional.Account{Sharing: []proportional.Sharing{
		corridor(proportional.PremiumWritten, "A"), corridor(proportional.PremiumEarned, "B"),
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range s.Items() {
		fmt.Println(i.Clause, perCent(i.LossRatio), i.Full, i.Placed, i.Parts[0].Reinsurer)
	}
	// Output:
	// sharing[0] 100% -50 -30 A
	// sharing[1] 125% -140 -56 B
}

// The profit is after the commissions that hold for the same reinsurer, here of paid losses and with IBNR for B only.
//
//	A   1,000 - 500 - 300       = 200, of which 20 % are 40, and of these 60 %   24
//	B   1,000 - 500 - 280 - 120 = 100, of which 20 % are 20, and of these 40 %    8
func ExampleProfitCommission_reinsurers() {
	h := lossRatios(50)
	h.Years[0].IBNR = dec("120")
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.6")}, {Reinsurer: "B", Share: dec("0.4")}}}
	s, err := h.Settle(proportional.Account{
		Commissions: []proportional.Commission{
			{Rate: new(dec("0.3")), Reinsurers: []string{"A"}}, {Rate: new(dec("0.28")), Reinsurers: []string{"B"}},
		},
		ProfitCommissions: []proportional.ProfitCommission{
			{Rate: new(dec("0.2")), Reinsurers: []string{"A"}},
			{Rate: new(dec("0.2")), LossRatio: proportional.LossRatio{Losses: proportional.LossesPaid, IBNR: true}, Reinsurers: []string{"B"}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range s.Items() {
		fmt.Println(i.Clause, perCent(i.Rate), "of", i.Base, "=", i.Full, "placed", i.Placed, i.Parts[0].Reinsurer)
	}
	// Output:
	// commissions[0] 30% of 1000 = 300 placed 180 A
	// commissions[1] 28% of 1000 = 280 placed 112 B
	// profitCommissions[0] 20% of 200 = 40 placed 24 A
	// profitCommissions[1] 20% of 100 = 20 placed 8 B
}

// A loss portfolio of all that is outstanding and incurred but not reported: 2021 hands on 300 + 60, which 2022 takes over.
//
//	2021   450 + 360       = 810
//	2022   700 + 440 - 360 = 780
func ExamplePortfolio_ibnr() {
	h := exampleHistory(exampleYear{1000, 450}, exampleYear{1000, 700})
	h.Years[0].Outstanding, h.Years[0].IBNR = dec("300"), dec("60")
	h.Years[1].Outstanding, h.Years[1].IBNR = dec("400"), dec("40")
	s, err := h.Settle(proportional.Account{Portfolio: &proportional.Portfolio{Losses: new(dec("1")), IBNR: true}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, y := range s.Years {
		fmt.Println(y.Year, y.Incurred)
	}
	// Output:
	// 2021 810
	// 2022 780
}
