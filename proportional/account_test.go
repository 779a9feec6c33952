package proportional_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// figures is the history of years from 2026 on, each of premium written and losses paid as in "1000 600".
func figures(years ...string) treaty.History {
	h := treaty.History{Currency: "CNY", Valuation: afterAll()}
	for i, y := range years {
		written, paid, _ := strings.Cut(y, " ")
		h.Years = append(h.Years, treaty.UnderwritingYear{Year: 2026 + i, Written: dec(written), Paid: dec(paid)})
	}
	return h
}

// settle settles a history that must be settled.
func settle(t *testing.T, h treaty.History, a proportional.Account) *treaty.Settlement {
	t.Helper()
	s, err := h.Settle(a)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// column prints something of all items: those of a year with spaces between, the years with bars.
func column(s *treaty.Settlement, of func(treaty.AccountItem) any) string {
	var years []string
	for _, y := range s.Years {
		var items []string
		for _, i := range y.Items {
			items = append(items, fmt.Sprint(of(i)))
		}
		years = append(years, strings.Join(items, " "))
	}
	return strings.Join(years, " | ")
}

func full(i treaty.AccountItem) any       { return i.Full }
func carriedOut(i treaty.AccountItem) any { return i.CarriedOut }

func wantColumn(t *testing.T, s *treaty.Settlement, of func(treaty.AccountItem) any, want string) {
	t.Helper()
	if got := column(s, of); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// at is the points of a scale as in "0.3 0.45, 0.5 0.35".
func at(points string) []proportional.ScalePoint {
	var out []proportional.ScalePoint
	for p := range strings.SplitSeq(points, ", ") {
		ratio, rate, _ := strings.Cut(p, " ")
		out = append(out, proportional.ScalePoint{LossRatio: dec(ratio), Rate: dec(rate)})
	}
	return out
}

func slides(s proportional.SlidingScale) proportional.Account {
	return proportional.Account{Commissions: []proportional.Commission{{Sliding: &s}}}
}

func shares(list ...proportional.Sharing) proportional.Account {
	return proportional.Account{Sharing: list}
}

func profits(p proportional.ProfitCommission) proportional.Account {
	return proportional.Account{ProfitCommissions: []proportional.ProfitCommission{p}}
}

func of100(s string) *decimal.Decimal { return new(dec(s)) }

// The scale of the course: 25 % at 60 % and above, 1:1 to 35 % at 50 %, 0.5:1 to 45 % at 30 %, on a premium of 10000. The rate
// between the points is counted back from the point on the right, such as 35 % + 0.5 × (50 % - 49 %) = 35.5 %.
func TestSlidingScale(t *testing.T) {
	course, jump, steps := "0.3 0.45, 0.5 0.35, 0.6 0.25", "0.5 0.35, 0.5 0.3, 0.6 0.25", "0.5 0.35, 0.5 0.3, 0.6 0.3, 0.6 0.25"
	below, above := proportional.JumpBelow, proportional.JumpAbove
	for _, tt := range []struct {
		points            string
		at                proportional.JumpSide
		minimum, maximum  string
		losses, wantRates string
	}{
		{course, "", "", "", "0 2900 2999 3000 3001 3100", "0.45 0.45 0.45 0.45 0.44995 0.445"},
		{course, "", "", "", "4000 4900 4999 5000 5001 5100", "0.4 0.355 0.35005 0.35 0.3499 0.34"},
		{course, "", "", "", "5500 5900 5999 6000 6001 6100 15000", "0.3 0.26 0.2501 0.25 0.25 0.25 0.25"},
		// The line passes 42 % at 36 % and 28 % at 57 %.
		{course, "", "0.28", "0.42", "3000 3500 3600 3700 5600 5700 5701 6000 7000", "0.42 0.42 0.42 0.415 0.29 0.28 0.28 0.28 0.28"},
		{course, "", "0.1", "0.9", "2000 3000 6000 8000", "0.45 0.45 0.25 0.25"}, // bounds that the scale never meets
		{course, "", "0.3", "0.3", "2000 4000 6000", "0.3 0.3 0.3"},
		// A jump that the scale begins with; behind it falls by 5 in 10.
		{jump, below, "", "", "4900 4999 5000 5001 5100 6000", "0.35 0.35 0.35 0.29995 0.295 0.25"},
		{jump, above, "", "", "4900 4999 5000 5001 5100 6000", "0.35 0.35 0.3 0.29995 0.295 0.25"},
		// Steps, the last at the end of the scale.
		{steps, below, "", "", "4999 5000 5001 5999 6000 6001", "0.35 0.35 0.3 0.3 0.3 0.25"},
		{steps, above, "", "", "4999 5000 5001 5999 6000 6001", "0.35 0.3 0.3 0.3 0.25 0.25"},
		// A jump within the scale: 10 in 20 before it and 5 in 10 behind it.
		{"0.3 0.45, 0.5 0.35, 0.5 0.3, 0.6 0.25", below, "", "", "4900 5000 5001", "0.355 0.35 0.29995"},
		{"0.3 0.45, 0.5 0.35, 0.5 0.3, 0.6 0.25", above, "", "", "4900 5000 5001", "0.355 0.3 0.29995"},
		{"0.5 0.3", "", "", "", "0 5000 9000", "0.3 0.3 0.3"}, // a scale of one point
	} {
		s := proportional.SlidingScale{Provisional: dec("0.3"), Points: at(tt.points), AtJump: tt.at}
		if tt.minimum != "" {
			s.Minimum, s.Maximum = of100(tt.minimum), of100(tt.maximum)
		}
		var rates []string
		for losses := range strings.FieldsSeq(tt.losses) {
			got := settle(t, figures("10000 "+losses), slides(s)).Years[0].Items[0]
			rates = append(rates, got.Rate.String())
			if amount := dec(got.Rate.String()).Mul(num(10000)); !got.Full.Equal(amount) || !got.Base.Equal(num(10000)) {
				t.Errorf("%s at %s: %v of %v, want %v", tt.points, losses, got.Full, got.Base, amount)
			}
		}
		if got := strings.Join(rates, " "); got != tt.wantRates {
			t.Errorf("%s %s from %s to %s at %s:\ngot  %s\nwant %s", tt.points, tt.at, tt.minimum, tt.maximum, tt.losses, got, tt.wantRates)
		}
	}
}

// What the cedent takes back of the losses on a premium of 10000.
func TestSharing(t *testing.T) {
	corridor := proportional.Sharing{Corridor: &proportional.LossBand{From: dec("0.8"), To: of100("0.9"), Share: dec("0.75")}}
	table := proportional.Sharing{Participation: []proportional.LossBand{
		{From: dec("0.7"), To: of100("0.8"), Share: dec("0.1")},
		{From: dec("0.8"), To: of100("0.9"), Share: dec("0.2")},
		{From: dec("1"), Share: dec("0.5")},
	}}
	limit := proportional.Sharing{Cap: of100("1.1")}
	for _, tt := range []struct {
		name, losses, want string
		terms              proportional.Account
	}{
		// 75 % of what is from 80 to 90 %: at 85 % that is 375, which leaves 81.25 %; at 90 % 750, 82.5 %; at 100 % the same, 92.5 %.
		{"corridor", "7999 8000 8001 8500 9000 9001 10000", "0 0 -0.75 -375 -750 -750 -750", shares(corridor)},
		// 10 % of 70 to 80, 20 % of 80 to 90, nothing of 90 to 100, half above.
		{"participation", "7000 7500 8000 9000 9500 10000 10100 11000", "0 -50 -100 -300 -300 -300 -350 -800", shares(table)},
		{"cap", "10900 11000 11001 12000", "0 0 -1 -1000", shares(limit)},
		// The cap sees what the corridor left: 12000 - 750 is 250 above 11000.
		{"corridor before the cap", "11000 12000", "-750 0 -750 -250", shares(corridor, limit)},
		// And the corridor what the cap left: of 12000 11000 are, which is beyond the corridor too.
		{"cap before the corridor", "8500 12000", "0 -375 -1000 -750", shares(limit, corridor)},
		// Two that see all losses: 8500 is in both; one after the other the second sees 8125, 75 % of 125.
		{"two corridors", "8500", "-375 -93.75", shares(corridor, corridor)},
		{"two corridors of all losses", "8500", "-375 -375", shares(corridor, func() proportional.Sharing {
			c := corridor
			c.LossRatio.Sharing = proportional.SharingBefore
			return c
		}())},
	} {
		var got []string
		for losses := range strings.FieldsSeq(tt.losses) {
			got = append(got, column(settle(t, figures("10000 "+losses), tt.terms), full))
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s at %s:\ngot  %s\nwant %s", tt.name, tt.losses, strings.Join(got, " "), tt.want)
		}
	}
	s := settle(t, figures("10000 8500"), shares(corridor, table, limit))
	wantColumn(t, s, func(i treaty.AccountItem) any { return i.Term }, "loss-corridor loss-participation loss-ratio-cap")
	// The table sees 8125: 10 % of 1000 and 20 % of 125.
	wantColumn(t, s, full, "-375 -125 0")
	wantColumn(t, s, func(i treaty.AccountItem) any { return i.Base }, "8500 8125 8000")
}

// Every reading of the loss ratio of a year that wrote 10000 of which 2000 is unearned, with 3000 paid, 2000 outstanding and 600 not reported. The
// corridor takes half of what is from 50 to 60 % of 8000, 400.
func TestLossRatio(t *testing.T) {
	h := figures("10000 3000")
	h.Years[0].Unearned, h.Years[0].Outstanding, h.Years[0].IBNR = num(2000), num(2000), num(600)
	corridor := proportional.Sharing{Corridor: &proportional.LossBand{From: dec("0.5"), To: of100("0.6"), Share: dec("0.5")}}
	places := func(n int) *int { return &n }
	for _, tt := range []struct {
		name     string
		ratio    proportional.LossRatio
		rounding treaty.Rounding
		want     string
	}{
		{"default", proportional.LossRatio{}, "", "0.575"}, // (5000 - 400) / 8000
		{"incurred", proportional.LossRatio{Losses: proportional.LossesIncurred}, "", "0.575"},
		{"paid", proportional.LossRatio{Losses: proportional.LossesPaid}, "", "0.325"},                                              // 2600 / 8000
		{"paid, before", proportional.LossRatio{Losses: proportional.LossesPaid, Sharing: proportional.SharingBefore}, "", "0.375"}, // 3000 / 8000
		{"IBNR", proportional.LossRatio{IBNR: true}, "", "0.65"},                                                                    // 5200 / 8000
		{"IBNR of paid", proportional.LossRatio{Losses: proportional.LossesPaid, IBNR: true}, "", "0.4"},                            // 3200 / 8000
		{"written", proportional.LossRatio{Premium: proportional.PremiumWritten}, "", "0.46"},                                       // 4600 / 10000
		{"earned", proportional.LossRatio{Premium: proportional.PremiumEarned}, "", "0.575"},
		{"before", proportional.LossRatio{Sharing: proportional.SharingBefore}, "", "0.625"}, // 5000 / 8000
		{"after", proportional.LossRatio{Sharing: proportional.SharingAfter}, "", "0.575"},
		{"no decimals", proportional.LossRatio{Decimals: places(0)}, "", "1"},
		{"one decimal", proportional.LossRatio{Decimals: places(1)}, "", "0.6"},
		{"two decimals", proportional.LossRatio{Decimals: places(2)}, "", "0.58"},
		{"two decimals, half even", proportional.LossRatio{Decimals: places(2)}, treaty.RoundHalfEven, "0.58"},
		{"two decimals, before", proportional.LossRatio{Decimals: places(2), Sharing: proportional.SharingBefore}, "", "0.63"},
		{"two decimals, before, half even", proportional.LossRatio{Decimals: places(2), Sharing: proportional.SharingBefore}, treaty.RoundHalfEven, "0.62"},
		{"three decimals", proportional.LossRatio{Decimals: places(3)}, "", "0.575"},
		{"eighteen decimals", proportional.LossRatio{Decimals: places(18)}, "", "0.575"},
	} {
		h.Rounding = tt.rounding
		a := slides(proportional.SlidingScale{Provisional: dec("0.3"), Points: at("0 0.3"), LossRatio: tt.ratio})
		a.Sharing = shares(corridor).Sharing
		if got := settle(t, h, a).Years[0].Items[1].LossRatio.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	// A large one has decimals too, and half of a whole goes to the even one: 12.5 and 13.5.
	for _, tt := range []struct {
		paid     string
		decimals int
		want     string
	}{{"12500", 18, "12.5"}, {"12500", 0, "12"}, {"13500", 0, "14"}, {"12345", 2, "12.34"}, {"12355", 2, "12.36"}} {
		h := figures("1000 " + tt.paid)
		h.Rounding = treaty.RoundHalfEven
		a := shares(proportional.Sharing{Cap: of100("99"), LossRatio: proportional.LossRatio{Decimals: places(tt.decimals)}})
		if got := settle(t, h, a).Years[0].Items[0].LossRatio.String(); got != tt.want {
			t.Errorf("%s with %d decimals: got %s, want %s", tt.paid, tt.decimals, got, tt.want)
		}
	}
	if got := settle(t, h, shares(corridor)).Years[0]; !got.Written.Equal(num(10000)) || !got.Earned.Equal(num(8000)) || !got.Incurred.Equal(num(5000)) {
		t.Errorf("written %v, earned %v, incurred %v; want 10000, 8000, 5000", got.Written, got.Earned, got.Incurred)
	}
}

// A corridor of 75 % of 80 to 90 % and a slide of 0.5:1 below 90 % from 20 %, at 85 %: 20 % + 0.5 × 5 % is 22.5 % before the corridor, and after it, at
// 81.25 %, 20 % + 0.5 × 8.75 % is 24.375 %.
func TestCorridorAndSlide(t *testing.T) {
	for reading, want := range map[proportional.SharingOrder]string{
		proportional.SharingBefore: "-375 2250", proportional.SharingAfter: "-375 2437.5", "": "-375 2437.5",
	} {
		a := slides(proportional.SlidingScale{
			Provisional: dec("0.2"), Points: at("0.5 0.4, 0.9 0.2"), LossRatio: proportional.LossRatio{Sharing: reading},
		})
		a.Sharing = shares(proportional.Sharing{Corridor: &proportional.LossBand{From: dec("0.8"), To: of100("0.9"), Share: dec("0.75")}}).Sharing
		wantColumn(t, settle(t, figures("10000 8500"), a), full, want)
	}
}

func TestCommission(t *testing.T) {
	h := figures("1000 0", "1000 0", "1000 0", "1000 0")
	for i := range h.Years {
		h.Years[i].Unearned = num(200)
	}
	for _, tt := range []struct {
		name        string
		commissions []proportional.Commission
		want        string
	}{
		{"of what is written", []proportional.Commission{{Rate: of100("0.3")}}, "300 | 300 | 300 | 300"},
		{"stated", []proportional.Commission{{Rate: of100("0.3"), On: proportional.PremiumWritten}}, "300 | 300 | 300 | 300"},
		{"of what is earned", []proportional.Commission{{Rate: of100("0.3"), On: proportional.PremiumEarned}}, "240 | 240 | 240 | 240"},
		{"by year", []proportional.Commission{{ByYear: []proportional.YearRate{
			{From: 2020, Rate: dec("0.3")}, {From: 2027, Rate: dec("0.25")}, {From: 2029, Rate: dec("0")},
		}}}, "300 | 250 | 250 | 0"},
		{"by year from the first", []proportional.Commission{{ByYear: []proportional.YearRate{{From: 2026, Rate: dec("0.1")}}}}, "100 | 100 | 100 | 100"},
		{"with an overriding one", []proportional.Commission{{Rate: of100("0.3")}, {Rate: of100("0.025"), Overriding: true}}, "300 25 | 300 25 | 300 25 | 300 25"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wantColumn(t, settle(t, h, proportional.Account{Commissions: tt.commissions}), full, tt.want)
		})
	}
	s := settle(t, figures("1000 0"), proportional.Account{Commissions: []proportional.Commission{{Rate: of100("0.3")}, {Rate: of100("0.1"), Overriding: true}}})
	wantColumn(t, s, func(i treaty.AccountItem) any { return i.Term }, "commission overriding-commission")
}

func TestProfitCommission(t *testing.T) {
	two := []proportional.ProfitTier{{UpTo: of100("100"), Rate: dec("0.2")}, {Rate: dec("0.3")}}
	ofPremium := []proportional.ProfitTier{{UpTo: of100("0.1"), Rate: dec("0.2")}, {Rate: dec("0.3")}}
	amount, premium := proportional.TiersAmount, proportional.TiersPremium
	for _, tt := range []struct {
		name  string
		terms proportional.ProfitCommission
		years []string
		want  string
	}{
		// 20 % of 100 and 30 % of 150.
		{"two tiers", proportional.ProfitCommission{Tiers: two}, []string{"1000 750", "1000 899.99", "1000 900", "1000 899", "1000 1000", "1000 1300"}, "65 | 20 | 20 | 20.3 | 0 | 0"},
		{"two tiers stated as amounts", proportional.ProfitCommission{Tiers: two, TiersOn: amount}, []string{"1000 750", "2000 1750"}, "65 | 65"},
		// The first ends at 10 % of the premium, so at 200 of 2000: 40 and 30 % of 50.
		{"tiers on the premium", proportional.ProfitCommission{Tiers: ofPremium, TiersOn: premium}, []string{"1000 750", "2000 1750"}, "65 | 55"},
		// A tier without commission: nothing of the first 5 %.
		{"tier of nothing", proportional.ProfitCommission{Tiers: []proportional.ProfitTier{{UpTo: of100("0.05")}, {Rate: dec("0.5")}}, TiersOn: premium}, []string{"1000 950", "1000 900"}, "0 | 25"},
		{"expenses", proportional.ProfitCommission{Rate: of100("0.2"), Expenses: of100("0.05")}, []string{"1000 600", "1000 950"}, "70 | 0"}, // of 350, of nothing
		// At most 3 % of 1000, which is that of a profit of 150.
		{"maximum", proportional.ProfitCommission{Rate: of100("0.2"), Maximum: of100("0.03")}, []string{"1000 750", "1000 850", "1000 850.05", "1000 980"}, "30 | 30 | 29.99 | 4"},
	} {
		t.Run(tt.name, func(t *testing.T) { wantColumn(t, settle(t, figures(tt.years...), profits(tt.terms)), full, tt.want) })
	}
}

// The result is after all commissions of the account, what other terms allow and expenses: 1000 - 500 - 300 - 25 - 50 is 125, of which 20 % is 25; with 100 that
// others allow it is 5.
func TestProfitCommissionAfterCommissions(t *testing.T) {
	a := profits(proportional.ProfitCommission{Rate: of100("0.2"), Expenses: of100("0.05")})
	a.Commissions = []proportional.Commission{{Rate: of100("0.3")}, {Rate: of100("0.025"), Overriding: true}}
	h := figures("1000 500", "1000 500")
	h.Years[1].Allowed = num(100)
	wantColumn(t, settle(t, h, a), full, "300 25 25 | 300 25 5")
	// Two profit commissions do not lessen each other.
	a.ProfitCommissions = append(a.ProfitCommissions, a.ProfitCommissions[0])
	wantColumn(t, settle(t, h, a), full, "300 25 25 25 | 300 25 5 5")
	// A corridor that takes half of what is above 40 % leaves 450 of the losses: 50 more, or not.
	a.ProfitCommissions[1].LossRatio.Sharing = proportional.SharingBefore
	a.Sharing = shares(proportional.Sharing{Corridor: &proportional.LossBand{From: dec("0.4"), Share: dec("0.5")}}).Sharing
	wantColumn(t, settle(t, h, a), full, "-50 300 25 35 25 | -50 300 25 15 5")
}

func years(n int) *proportional.Carry { return &proportional.Carry{Years: &n} }

// Half of the profit on a premium of 1000, with deficits carried forward. The results are -600, 100, 200, -50, 100, 400.
//
//	to extinction: 600 | 500 | 300 | 300 and 50 | 200 and 50 | 400 - 250 is 150
//	one year:      600 | 500 end | 200 | 50 | 100 - 50 is 50 | 400
//	three years:   600 | 500 | 300 | 300 end, 50 | 100 - 50 is 50 | 400
//	cap of 30 %:   600 cut to 300 | 200 | 200 - 200 is 0 | 50 | 50 | 400
func TestDeficit(t *testing.T) {
	h := figures("1000 1600", "1000 900", "1000 800", "1000 1050", "1000 900", "1000 600")
	for _, tt := range []struct {
		name      string
		carry     *proportional.Carry
		want, out string
	}{
		{"none", nil, "0 | 50 | 100 | 0 | 50 | 200", "0 | 0 | 0 | 0 | 0 | 0"},
		{"to extinction", &proportional.Carry{}, "0 | 0 | 0 | 0 | 0 | 75", "600 | 500 | 300 | 350 | 250 | 0"},
		{"one year", years(1), "0 | 0 | 100 | 0 | 25 | 200", "600 | 0 | 0 | 50 | 0 | 0"},
		{"two years", years(2), "0 | 0 | 0 | 0 | 25 | 200", "600 | 500 | 0 | 50 | 0 | 0"},
		{"three years", years(3), "0 | 0 | 0 | 0 | 25 | 200", "600 | 500 | 300 | 50 | 0 | 0"},
		{"cap", &proportional.Carry{Cap: of100("0.3")}, "0 | 0 | 0 | 0 | 25 | 200", "300 | 200 | 0 | 50 | 0 | 0"},
		{"cap a unit below", &proportional.Carry{Cap: of100("0.59999")}, "0 | 0 | 0 | 0 | 0 | 75.01", "599.99 | 499.99 | 299.99 | 349.99 | 249.99 | 0"},
		{"cap of all that is ever carried", &proportional.Carry{Cap: of100("0.6")}, "0 | 0 | 0 | 0 | 0 | 75", "600 | 500 | 300 | 350 | 250 | 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := settle(t, h, profits(proportional.ProfitCommission{Rate: of100("0.5"), Deficit: tt.carry}))
			wantColumn(t, s, full, tt.want)
			wantColumn(t, s, carriedOut, tt.out)
		})
	}
}

// The cap cuts the oldest, and the oldest is used first: of deficits of 200 and 200 a cap of 300 leaves 100 and 200. The third year's 50 takes half of the 100, whose
// other half ends with that year. The fourth has 300 - 200.
func TestDeficitOldestFirst(t *testing.T) {
	carry := proportional.Carry{Years: years(2).Years, Cap: of100("0.3")}
	s := settle(t, figures("1000 1200", "1000 1200", "1000 950", "1000 700"), profits(proportional.ProfitCommission{Rate: of100("0.5"), Deficit: &carry}))
	wantColumn(t, s, carriedOut, "200 | 300 | 200 | 0")
	wantColumn(t, s, full, "0 | 0 | 0 | 50")
}

// 20 % up to 3 % of the premium of 1000, so of 150. The profit of 250 leaves a credit of 100; with that of 20 it is 120, of which there is commission: 24. A
// profit of 100 without credit is 20. With a loss of 30 it is 70: 14.
func TestCredit(t *testing.T) {
	for _, tt := range []struct {
		name      string
		terms     proportional.ProfitCommission
		years     []string
		want, out string
	}{
		{"none", proportional.ProfitCommission{}, []string{"1000 750", "1000 980", "1000 900"}, "30 | 4 | 20", "0 | 0 | 0"},
		{"to extinction", proportional.ProfitCommission{Credit: &proportional.Carry{}}, []string{"1000 750", "1000 980", "1000 900"}, "30 | 24 | 20", "-100 | 0 | 0"},
		{"against a loss", proportional.ProfitCommission{Credit: &proportional.Carry{}}, []string{"1000 750", "1000 1030", "1000 900"}, "30 | 14 | 20", "-100 | 0 | 0"},
		// A credit of 400, 150 of which are used in the second year, and the third if they do not end.
		{"one year", proportional.ProfitCommission{Credit: years(1)}, []string{"1000 450", "1000 1000", "1000 1000"}, "30 | 30 | 0", "-400 | 0 | 0"},
		{"two years", proportional.ProfitCommission{Credit: years(2)}, []string{"1000 450", "1000 1000", "1000 1000"}, "30 | 30 | 30", "-400 | -250 | 0"},
		{"three years", proportional.ProfitCommission{Credit: years(3)}, []string{"1000 450", "1000 1000", "1000 1000"}, "30 | 30 | 30", "-400 | -250 | -100"},
		// A loss of 130 is above the credit of 100: a deficit of 30.
		{"and a deficit", proportional.ProfitCommission{Credit: &proportional.Carry{}, Deficit: &proportional.Carry{}}, []string{"1000 750", "1000 1130", "1000 900"}, "30 | 0 | 14", "-100 | 30 | 0"},
		// Of 100 and 250 the old 100 are used, and 50 of the new: 200 are left.
		{"of two years", proportional.ProfitCommission{Credit: years(1)}, []string{"1000 750", "1000 750", "1000 1000"}, "30 | 30 | 30", "-100 | -200 | 0"},
		// A cap of 5 % of the premium.
		{"cap", proportional.ProfitCommission{Credit: &proportional.Carry{Cap: of100("0.05")}}, []string{"1000 750", "1000 980"}, "30 | 14", "-50 | 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.terms.Rate, tt.terms.Maximum = of100("0.2"), of100("0.03")
			s := settle(t, figures(tt.years...), profits(tt.terms))
			wantColumn(t, s, full, tt.want)
			wantColumn(t, s, carriedOut, tt.out)
		})
	}
	// In tiers of 20 % to 100 and 30 % above the maximum of 35 is that of 150 too. Where the maximum is that of a tier's end, 20, it is that of 100.
	tiers := []proportional.ProfitTier{{UpTo: of100("100"), Rate: dec("0.2")}, {UpTo: of100("200")}, {Rate: dec("0.3")}}
	for maximum, want := range map[string]string{"0.035": "0", "0.02": "-150", "0.03": "-16.67"} { // 200 + 10 / 30 % is 233.33
		s := settle(t, figures("1000 750"), profits(proportional.ProfitCommission{Tiers: tiers, Maximum: of100(maximum), Credit: &proportional.Carry{}}))
		wantColumn(t, s, carriedOut, want)
	}
	// A maximum of 0.01 of 40 % is that of 0.025: 0.03 are used half up and 0.02 half even.
	for rounding, want := range map[treaty.Rounding]string{treaty.RoundHalfUp: "-0.97", treaty.RoundHalfEven: "-0.98"} {
		h := figures("1 0")
		h.Rounding = rounding
		s := settle(t, h, profits(proportional.ProfitCommission{Rate: of100("0.4"), Maximum: of100("0.01"), Credit: &proportional.Carry{}}))
		wantColumn(t, s, carriedOut, want)
	}
}

// Half of the results of three years together; they are 100, -40, 60, 80, -200, 90.
//
//	sum:     100 | 60 | 120, then anew 80 | -120 | -30; each less what was given before
//	average: 100 | 60 / 2 | 120 / 3 | 100 / 3 | -60 / 3 | -30 / 3
func TestYearsTogether(t *testing.T) {
	h := figures("1000 900", "1000 1040", "1000 940", "1000 920", "1000 1200", "1000 910")
	for _, tt := range []struct {
		as         proportional.Together
		terms      proportional.ProfitCommission
		want, base string
	}{
		{proportional.TogetherSum, proportional.ProfitCommission{Rate: of100("0.5")}, "50 | -20 | 30 | 40 | -40 | 0", "100 | 60 | 120 | 80 | -120 | -30"},
		{proportional.TogetherAverage, proportional.ProfitCommission{Rate: of100("0.5")}, "50 | 15 | 20 | 16.67 | 0 | 0", "100 | 30 | 40 | 33.33 | -20 | -10"},
		// At most 2 % of the premium: of 1000, 2000 and 3000, or of 1000.
		{proportional.TogetherSum, proportional.ProfitCommission{Rate: of100("0.5"), Maximum: of100("0.02")}, "20 | 10 | 30 | 20 | -20 | 0", "100 | 60 | 120 | 80 | -120 | -30"},
		{proportional.TogetherAverage, proportional.ProfitCommission{Rate: of100("0.5"), Maximum: of100("0.02")}, "20 | 15 | 20 | 16.67 | 0 | 0", "100 | 30 | 40 | 33.33 | -20 | -10"},
	} {
		tt.terms.Over = &proportional.YearsTogether{Years: 3, As: tt.as}
		s := settle(t, h, profits(tt.terms))
		wantColumn(t, s, full, tt.want)
		wantColumn(t, s, func(i treaty.AccountItem) any { return i.Base }, tt.base)
		wantColumn(t, s, carriedOut, "0 | 0 | 0 | 0 | 0 | 0")
	}
}

// 35 % up to 50 % and 25 % from 60 % on, on a premium of 1000. Losses above 600 are a debit, what is left to 500 a credit that lasts one year.
//
//	700: 25 %, debit 100 | 500 + 100: 25 % | 450: 35 %, credit 50 | 560 - 50: 34 % | 400: 35 %, credit 100
//	450 - 100: 35 %, the old credit ends, 50 of its own | 600 - 50: 30 %
func TestSlidingCarry(t *testing.T) {
	h := figures("1000 700", "1000 500", "1000 450", "1000 560", "1000 400", "1000 450", "1000 600")
	for _, tt := range []struct {
		name          string
		debit, credit *proportional.Carry
		want, out     string
	}{
		{"none", nil, nil, "250 | 350 | 350 | 290 | 350 | 350 | 250", "0 | 0 | 0 | 0 | 0 | 0 | 0"},
		{"debit", &proportional.Carry{}, nil, "250 | 250 | 350 | 290 | 350 | 350 | 250", "100 | 0 | 0 | 0 | 0 | 0 | 0"},
		{"credit", nil, years(1), "250 | 350 | 350 | 340 | 350 | 350 | 300", "0 | 0 | -50 | 0 | -100 | -50 | 0"},
		{"both", &proportional.Carry{}, years(1), "250 | 250 | 350 | 340 | 350 | 350 | 300", "100 | 0 | -50 | 0 | -100 | -50 | 0"},
		{"credit to extinction", nil, &proportional.Carry{}, "250 | 350 | 350 | 340 | 350 | 350 | 350", "0 | 0 | -50 | 0 | -100 | -150 | -50"},
		{"capped", &proportional.Carry{Cap: of100("0.04")}, &proportional.Carry{Cap: of100("0.02")}, "250 | 310 | 350 | 310 | 350 | 350 | 270", "40 | 0 | -20 | 0 | -20 | -20 | 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := settle(t, h, slides(proportional.SlidingScale{Provisional: dec("0.3"), Points: at("0.5 0.35, 0.6 0.25"), Debit: tt.debit, Credit: tt.credit}))
			wantColumn(t, s, full, tt.want)
			wantColumn(t, s, carriedOut, tt.out)
		})
	}
	// Bounds move the ends: with 28 to 33 % the line is cut at 57 and 52 %, so 700 is a debit of 130 and 450 a credit of 70.
	s := settle(t, figures("1000 700", "1000 370"), slides(proportional.SlidingScale{
		Provisional: dec("0.3"), Points: at("0.5 0.35, 0.6 0.25"), Minimum: of100("0.28"), Maximum: of100("0.33"), Debit: &proportional.Carry{}, Credit: &proportional.Carry{},
	}))
	wantColumn(t, s, carriedOut, "130 | -20") // 520 - (370 + 130)
	wantColumn(t, s, full, "280 | 330")
	// Where the scale is level at an end, a debit is above the first loss ratio with the least rate, 60 %, and a credit below the last with the greatest, 50 %.
	s = settle(t, figures("1000 700", "1000 300"), slides(proportional.SlidingScale{
		Provisional: dec("0.3"), Points: at("0.2 0.35, 0.5 0.35, 0.6 0.25, 0.9 0.25"), Debit: &proportional.Carry{}, Credit: &proportional.Carry{},
	}))
	wantColumn(t, s, carriedOut, "100 | -100") // 500 - (300 + 100)
	wantColumn(t, s, full, "250 | 350")
}

// Of two years together one whose premium is not earned yet has no loss ratio: it has the provisional rate, 30 % of 1,000 written. So has a provisional
// year after an adjusted one of its block, from which nothing is taken.
func TestSlidingScale_togetherProvisional(t *testing.T) {
	for _, as := range []proportional.Together{proportional.TogetherAverage, proportional.TogetherSum} {
		a := slides(proportional.SlidingScale{Provisional: dec("0.3"), Points: at("0.5 0.35, 0.6 0.25"), Over: &proportional.YearsTogether{Years: 2, As: as}})
		h := figures("1000 0")
		h.Years[0].Unearned = num(1000)
		s := settle(t, h, a)
		wantColumn(t, s, full, "300")
		wantColumn(t, s, func(i treaty.AccountItem) any { return i.LossRatio == nil }, "true")
		h = figures("1000 500", "1000 900")
		h.Years[1].Stage = treaty.StageProvisional
		wantColumn(t, settle(t, h, a), full, "350 | 300")
	}
}

// A clean cut over three years. With 40 % of the premium and 90 % of the outstanding losses:
//
//	premium 1000 - 400 | 1200 + 400 - 480 | 500 + 480 - 200
//	losses  200 + 270 | 400 + 360 - 270 | 300 + 90 - 360
//
// With what is unearned, 450, 500 and 100, and portfolios of 100 and 50 into the first year:
//
//	premium 1000 + 100 - 450 | 1200 + 450 - 500 | 500 + 500 - 100
//	losses  200 + 270 - 50 | as above
func TestPortfolio(t *testing.T) {
	h := figures("1000 200", "1200 400", "500 300")
	for i, f := range []struct{ unearned, outstanding, ibnr int64 }{{450, 300, 100}, {500, 400, -50}, {100, 100, 0}} {
		h.Years[i].Unearned, h.Years[i].Outstanding, h.Years[i].IBNR = num(f.unearned), num(f.outstanding), num(f.ibnr)
	}
	in := h
	in.PremiumIn, in.LossIn = num(100), num(50)
	percent, unearned := proportional.PortfolioPercent, proportional.PortfolioUnearned
	for _, tt := range []struct {
		name           string
		h              treaty.History
		p              *proportional.Portfolio
		want, earnedOf string
	}{
		{"none", in, nil, " |  | ", "550 500 | 700 800 | 400 400"},
		{"percent and losses", h, &proportional.Portfolio{Premium: percent, Percent: of100("0.4"), Losses: of100("0.9")}, "-400 270 | 400 -480 -270 360 | 480 -200 -360 90", "600 470 | 1120 490 | 780 30"},
		{"unearned and losses with portfolios in", in, &proportional.Portfolio{Premium: unearned, Losses: of100("0.9")}, "100 -450 -50 270 | 450 -500 -270 360 | 500 -100 -360 90", "650 420 | 1150 490 | 900 30"},
		{"unearned alone", in, &proportional.Portfolio{Premium: unearned}, "100 -450 | 450 -500 | 500 -100", "650 500 | 1150 800 | 900 400"},
		{"losses alone", in, &proportional.Portfolio{Losses: of100("1")}, "-50 300 | -300 400 | -400 100", "550 450 | 700 500 | 400 0"},
		{"losses with IBNR", h, &proportional.Portfolio{Losses: of100("1"), IBNR: true}, "400 | -400 350 | -350 100", "550 600 | 700 350 | 400 50"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := proportional.Account{Portfolio: tt.p}
			s := settle(t, takingOver(tt.h, a), a)
			wantColumn(t, s, full, tt.want)
			var got []string
			for _, y := range s.Years {
				got = append(got, fmt.Sprint(y.Earned, " ", y.Incurred))
			}
			if strings.Join(got, " | ") != tt.earnedOf {
				t.Errorf("earned and incurred %v, want %s", got, tt.earnedOf)
			}
		})
	}
	// A clause sees what the portfolios leave: earned 1120 and incurred 490 with IBNR of -50 beside, or within.
	for within, want := range map[bool]string{false: "440/1120", true: "445/1120"} { // 400 + 315 - 270, and 400 + 360 - 270 - 50
		p := &proportional.Portfolio{Premium: percent, Percent: of100("0.4"), Losses: of100("0.9"), IBNR: within}
		h := h
		h.Years = slices.Clone(h.Years)
		h.Years[0].IBNR = decimal.Decimal{}
		a := slides(proportional.SlidingScale{Points: at("0 0"), LossRatio: proportional.LossRatio{IBNR: true}})
		a.Portfolio = p
		n, d, _ := strings.Cut(want, "/")
		got := settle(t, h, a).Years[1]
		ratio := got.Items[len(got.Items)-1].LossRatio.Rat()
		if ratio.Cmp(new(big.Rat).Quo(dec(n).Rat(), dec(d).Rat())) != 0 {
			t.Errorf("within %v: loss ratio %v, want %s", within, ratio, want)
		}
	}
}

// 500 of premium: A bears 60 % of it at 30 %, 90, and B 40 % at 28 %, 56. What holds for both is of each in its part.
func TestReinsurers(t *testing.T) {
	h := figures("500 100")
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.6")}, {Reinsurer: "B", Share: dec("0.4")}}}
	a := proportional.Account{Commissions: []proportional.Commission{
		{Rate: of100("0.3"), Reinsurers: []string{"A"}}, {Rate: of100("0.28"), Reinsurers: []string{"B"}}, {Rate: of100("0.02"), Overriding: true},
	}}
	// 20 % of what is left: 500 - 100 - 150 - 10 is 240, and 250 for B.
	a.ProfitCommissions = []proportional.ProfitCommission{{Rate: of100("0.2")}}
	parts := func(i treaty.AccountItem) any {
		var out []string
		for _, p := range i.Parts {
			out = append(out, fmt.Sprint(p.Reinsurer, "=", p.Amount))
		}
		return strings.Join(out, ",")
	}
	s := settle(t, h, a)
	wantColumn(t, s, parts, "A=90 B=56 A=6,B=4 A=28.8 B=20")
	wantColumn(t, s, full, "150 140 10 48 50")
	wantColumn(t, s, func(i treaty.AccountItem) any { return i.Placed }, "90 56 10 28.8 20")
	// A fifth is not placed, and what two bear alike is one item: 15 of 100, 12 of which are placed.
	h = figures("100 0")
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.5")}, {Reinsurer: "B", Share: dec("0.1")}, {Reinsurer: "C", Share: dec("0.2")}}}
	s = settle(t, h, proportional.Account{Commissions: []proportional.Commission{{Rate: of100("0.15")}}})
	wantColumn(t, s, parts, "A=7.5,B=1.5,C=3")
	wantColumn(t, s, func(i treaty.AccountItem) any { return i.Placed }, "12")
}

// A clause for all is one item for all, however the others differ: half of 101 yuan each is 51 and 50, not 51 twice, and so is a portfolio of 51.
func TestReinsurers_alike(t *testing.T) {
	h := figures("101 0")
	h.Scale = new(0)
	h.Years[0].Unearned = num(51)
	h.Placement = &treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: dec("0.5")}, {Reinsurer: "B", Share: dec("0.5")}}}
	s := settle(t, h, proportional.Account{
		Portfolio:   &proportional.Portfolio{Premium: proportional.PortfolioUnearned},
		Commissions: []proportional.Commission{{Rate: of100("1")}, {Rate: of100("0.1"), Reinsurers: []string{"A"}}},
	})
	wantColumn(t, s, func(i treaty.AccountItem) any {
		var out []string
		for _, p := range i.Parts {
			out = append(out, p.Amount.String())
		}
		return i.Placed.String() + "=" + strings.Join(out, "+")
	}, "-51=-26+-25 101=51+50 5=5")
}

// A provisional year has the provisional rate, no sharing and no profit commission; what is carried goes past it as it is.
func TestProvisional(t *testing.T) {
	h := figures("1000 700", "1000 300", "1000 300")
	h.Years[1].Stage, h.Years[2].Stage = treaty.StageProvisional, treaty.StageProvisional
	a := slides(proportional.SlidingScale{Provisional: dec("0.3"), Points: at("0.5 0.35, 0.6 0.25"), Debit: years(1)})
	a.ProfitCommissions = profits(proportional.ProfitCommission{Rate: of100("0.2"), Deficit: years(1), Expenses: of100("0.25")}).ProfitCommissions
	a.Sharing = shares(proportional.Sharing{Cap: of100("0.25"), LossRatio: proportional.LossRatio{Losses: proportional.LossesPaid}}).Sharing
	a.Commissions[0].Sliding.LossRatio.Sharing = proportional.SharingBefore
	a.ProfitCommissions[0].LossRatio.Sharing = proportional.SharingBefore
	s := settle(t, h, a)
	wantColumn(t, s, full, "-450 250 0 | 0 300 0 | 0 300 0")
	wantColumn(t, s, carriedOut, "0 100 200 | 0 100 200 | 0 100 200") // 1000 - 700 - 250 - 250 is -200
	wantColumn(t, s, func(i treaty.AccountItem) any { return i.LossRatio != nil }, "true true false | false false false | false false false")
	for i, want := range []treaty.Stage{treaty.StageAdjusted, treaty.StageProvisional, treaty.StageProvisional} {
		if got := s.Years[i].Stage; got != want {
			t.Errorf("year %d: stage %q, want %q", i, got, want)
		}
	}
}

// A year without premium and losses has no loss ratio: the rate is the provisional one, of nothing.
func TestYearOfNothing(t *testing.T) {
	a := slides(proportional.SlidingScale{Provisional: dec("0.3"), Points: at("0.5 0.35, 0.6 0.25")})
	a.Sharing = shares(proportional.Sharing{Cap: of100("1")}).Sharing
	a.ProfitCommissions = profits(proportional.ProfitCommission{Rate: of100("0.2"), Maximum: of100("0.1"), Credit: years(1)}).ProfitCommissions
	s := settle(t, figures("0 0"), a)
	wantColumn(t, s, full, "0 0 0")
	wantColumn(t, s, func(i treaty.AccountItem) any { return i.LossRatio == nil }, "true true true")
	// A maximum of no premium is nothing, so that all of a profit of 20 is a credit.
	h := figures("0 0")
	h.Years[0].IBNR = num(-20)
	s = settle(t, h, profits(proportional.ProfitCommission{
		Tiers: []proportional.ProfitTier{{UpTo: of100("10")}, {Rate: dec("0.5")}}, Maximum: of100("0.1"), Credit: years(1), LossRatio: proportional.LossRatio{IBNR: true},
	}))
	wantColumn(t, s, full, "0")
	wantColumn(t, s, carriedOut, "-20")
}

// Every product of a clause is rounded by the history, here to whole yuan: 12.5 % of 100 is 13 half up and 12 half even.
func TestClauseRounding(t *testing.T) {
	eighth := of100("0.125")
	scale := proportional.SlidingScale{Provisional: dec("0.1"), Points: at("0.125 0.3, 0.625 0.1"), Debit: &proportional.Carry{}, Credit: &proportional.Carry{}}
	half := treaty.Placement{Lines: []treaty.Line{{Reinsurer: "A", Share: *eighth}}}
	for _, tt := range []struct {
		name           string
		terms          proportional.Account
		years          []string
		of             func(treaty.AccountItem) any
		halfUp, toEven string
	}{
		{"premium portfolio", proportional.Account{Portfolio: &proportional.Portfolio{Premium: proportional.PortfolioPercent, Percent: eighth}}, []string{"100 0"}, full, "-13", "-12"},
		{"loss portfolio", proportional.Account{Portfolio: &proportional.Portfolio{Losses: eighth}}, []string{"100 0"}, full, "13", "12"},
		{"sharing", shares(proportional.Sharing{Corridor: &proportional.LossBand{Share: *eighth}}), []string{"100 0"}, full, "-13", "-12"},
		{"commission", proportional.Account{Commissions: []proportional.Commission{{Rate: eighth}}}, []string{"100 0"}, full, "13", "12"},
		{"placement", proportional.Account{Commissions: []proportional.Commission{{Rate: of100("1")}}}, []string{"100 0"}, func(i treaty.AccountItem) any { return i.Placed }, "13", "12"},
		{"profit", profits(proportional.ProfitCommission{Rate: eighth}), []string{"200 0"}, full, "13", "12"},
		{"expenses", profits(proportional.ProfitCommission{Rate: of100("1"), Expenses: eighth}), []string{"500 0"}, full, "337", "338"}, // 500 - 100 - 62.5
		{"cap", profits(proportional.ProfitCommission{Rate: of100("1"), Deficit: &proportional.Carry{Cap: eighth}}), []string{"100 50"}, carriedOut, "13", "12"},
		{"debit", slides(scale), []string{"100 0"}, carriedOut, "37", "38"},                                                                                                                                                                                       // 100 - 62.5
		{"credit", slides(scale), []string{"100 -100"}, carriedOut, "-13", "-12"},                                                                                                                                                                                 // 12.5 - 0
		{"mean", profits(proportional.ProfitCommission{Rate: of100("1"), Over: &proportional.YearsTogether{Years: 2, As: proportional.TogetherAverage}}), []string{"200 0", "25 -100"}, func(i treaty.AccountItem) any { return i.Base }, "100 | 63", "100 | 62"}, // 100 and 25
	} {
		for rounding, want := range map[treaty.Rounding]string{treaty.RoundHalfUp: tt.halfUp, treaty.RoundHalfEven: tt.toEven} {
			h := figures(tt.years...)
			h.Scale, h.Rounding = new(0), rounding
			for i := range h.Years { // 100 outstanding
				h.Years[i].Outstanding = num(100).Add(h.Years[i].Paid)
				h.Years[i].Paid = decimal.Decimal{}
			}
			if tt.name == "placement" {
				h.Placement = &half
			}
			t.Run(tt.name+" "+string(rounding), func(t *testing.T) { wantColumn(t, settle(t, h, tt.terms), tt.of, want) })
		}
	}
}
