package proportional_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
)

// A published case gives for each year the premium, the losses and what a clause makes of them.
type publishedYear struct{ premium, losses, want string }

// published settles years one after another and compares what the last clause of each gives, "rate, carried out" for a scale and the
// amount otherwise.
func published(t *testing.T, name string, terms proportional.Account, years []publishedYear) {
	t.Helper()
	h := treaty.History{Currency: "CNY", Scale: new(3), Valuation: afterAll()}
	for i, y := range years {
		h.Years = append(h.Years, treaty.UnderwritingYear{Year: 2001 + i, Written: dec(y.premium), Paid: dec(y.losses)})
	}
	s, err := h.Settle(terms)
	if err != nil {
		t.Fatal(name, err)
	}
	for i, y := range s.Years {
		last := y.Items[len(y.Items)-1]
		got := last.Full.String()
		if last.Term == treaty.TermSliding {
			got = fmt.Sprint(last.Rate.Round(6), ", ", last.CarriedOut)
		}
		if got != years[i].want {
			t.Errorf("%s, year %d: got %s, want %s", name, i+1, got, years[i].want)
		}
	}
}

// publishedAt makes years of a premium of 100, each by itself, from "loss ratio: want".
func publishedAt(t *testing.T, name string, terms proportional.Account, cases ...string) {
	t.Helper()
	for _, c := range cases {
		losses, want, _ := strings.Cut(c, ": ")
		published(t, name+" at "+losses, terms, []publishedYear{{"100", losses, want}})
	}
}

// Wisconsin Administrative Code, Ins 6.31 (1) (a) 4, note: 35 %, half a point for each point of loss ratio below 55 % up to 45 % at 35 %, and
// above it down to 30 % at 65 %; what is beyond is carried forward to the year after. The sequence is our own, of equal premiums.
func TestPublished_halfSlides(t *testing.T) {
	s := proportional.SlidingScale{Provisional: dec("0.35"), Points: at("0.35 0.45, 0.65 0.30")}
	publishedAt(t, "half slides", slides(s), "30: 0.45, 0", "35: 0.45, 0", "45: 0.4, 0", "50: 0.375, 0", "55: 0.35, 0", "60: 0.325, 0", "65: 0.3, 0", "70: 0.3, 0")
	s.Debit, s.Credit = &proportional.Carry{}, &proportional.Carry{}
	published(t, "carried forward", slides(s), []publishedYear{
		{"100", "70", "0.3, 5"},
		{"100", "50", "0.35, 0"},  // 50 + 5
		{"100", "30", "0.45, -5"}, // 5 below 35
		{"100", "60", "0.35, 0"},  // 60 - 5
		{"100", "40", "0.425, 0"},
	})
	published(t, "a year without premium and losses", slides(s), []publishedYear{{"100", "70", "0.3, 5"}, {"0", "0", "0.35, 5"}, {"100", "50", "0.35, 0"}})
}

// A sliding scale clause of a contract (lawinsider.com, Sliding Scale Commission): 24 % at 71 % and above, point for point to 46 % at 49 %. Losses above
// 77 % are a debit to the year after, at most 23 % of premium; what is below 49 % is a credit. The clause prints no figures. Whether the debit counts what was carried in is a
// reading: losses of 85, 72 and 60 tell them apart, 63 and 32 % or 60 and 35 %.
func TestPublished_deadBand(t *testing.T) {
	s := proportional.SlidingScale{
		Provisional: dec("0.28"), Points: at("0.49 0.46, 0.71 0.24"),
		Debit: &proportional.Carry{Cap: new(dec("0.23"))}, Credit: &proportional.Carry{}, DebitAbove: new(dec("0.77")),
	}
	publishedAt(t, "dead band", slides(s), "45: 0.46, -4", "49: 0.46, 0", "60: 0.35, 0", "71: 0.24, 0", "75: 0.24, 0", "77: 0.24, 0", "80: 0.24, 3", "110: 0.24, 23")
	published(t, "with what was carried in", slides(s), []publishedYear{{"100", "85", "0.24, 8"}, {"100", "72", "0.24, 3"}, {"100", "60", "0.32, 0"}})
	published(t, "six years", slides(s), []publishedYear{
		{"100", "85", "0.24, 8"}, {"100", "72", "0.24, 3"}, {"100", "40", "0.46, -6"}, {"100", "55", "0.46, 0"}, {"100", "110", "0.24, 23"}, {"100", "60", "0.24, 6"},
	})
	published(t, "another premium", slides(s), []publishedYear{{"100", "85", "0.24, 8"}, {"200", "120", "0.31, 0"}}) // (120 + 8) / 200 = 64 %
	s.Debit.Years = new(1)
	published(t, "of its own losses", slides(s), []publishedYear{{"100", "85", "0.24, 8"}, {"100", "72", "0.24, 0"}, {"100", "60", "0.35, 0"}})
}

// R. Bear and K. Nemlick, Pricing the Impact of Adjustable Features and Loss Sharing Provisions of Reinsurance Treaties, CAS Discussion Paper Program 1990, treaty 6:
// 20 % at 65 %, half a point for a point to 25 % at 55 %, three quarters to 40 % at 35 %. The rates between are ours.
func TestPublished_twoSlopes(t *testing.T) {
	s := proportional.SlidingScale{Provisional: dec("0.25"), Points: at("0.35 0.40, 0.55 0.25, 0.65 0.20")}
	publishedAt(t, "Bear and Nemlick", slides(s), "30: 0.4, 0", "35: 0.4, 0", "45: 0.325, 0", "50: 0.2875, 0", "55: 0.25, 0", "60: 0.225, 0", "65: 0.2, 0", "80: 0.2, 0")
}

// D. R. Clark, Basics of Reinsurance Pricing, CAS study note: 30 % provisional, 25 % at 65 %, one for one to 35 % at 55 %, a half to 45 % at 35 %. At the mean loss
// ratios of its four bands it prints 45.0, 39.1, 30.1 and 25.0; at 46.9 % the rate is 39.05 %. Five points carried forward shift the whole scale.
func TestPublished_Clark(t *testing.T) {
	s := proportional.SlidingScale{Provisional: dec("0.30"), Points: at("0.35 0.45, 0.55 0.35, 0.65 0.25")}
	publishedAt(t, "Clark", slides(s), "31.5: 0.45, 0", "46.9: 0.3905, 0", "59.9: 0.301, 0", "82.2: 0.25, 0")
	s.Debit = &proportional.Carry{}
	shifted := proportional.SlidingScale{Provisional: dec("0.30"), Points: at("0.30 0.45, 0.50 0.35, 0.60 0.25")}
	for ratio := 0; ratio < 100; ratio++ {
		losses := fmt.Sprint(ratio)
		var rates [2]string
		for i, terms := range []proportional.Account{slides(s), slides(shifted)} {
			h := treaty.History{Currency: "CNY", Valuation: afterAll(), Years: []treaty.UnderwritingYear{
				{Year: 2001, Written: dec("100"), Paid: dec("70")}, {Year: 2002, Written: dec("100"), Paid: dec(losses)},
			}}
			h.Years = h.Years[i:]
			settled, err := h.Settle(terms)
			if err != nil {
				t.Fatal(err)
			}
			rates[i] = settled.Years[len(settled.Years)-1].Items[0].Rate.String()
		}
		if rates[0] != rates[1] {
			t.Errorf("%s: %s with 5 points carried in, %s on the shifted scale", losses, rates[0], rates[1])
		}
	}
	corridor := proportional.Account{Sharing: []proportional.Sharing{{Corridor: &proportional.LossBand{From: dec("0.8"), To: new(dec("0.9")), Share: dec("0.75")}}}}
	publishedAt(t, "corridor", corridor, "64.1: 0", "80: 0", "84.7: -3.525", "85: -3.75", "90: -7.5", "100: -7.5", "103.9: -7.5")
}

// Steps from 10, 40, 50 and 60 %: 7, 5, 3 and 0 %. Of two tools the one (PillarOne, Sliding Commission) has a step hold its lower loss ratio, the other (an R package of
// contract terms) its upper: the side must be stated.
func TestPublished_steps(t *testing.T) {
	s := proportional.SlidingScale{
		Provisional: dec("0.05"), Points: at("0.4 0.07, 0.4 0.05, 0.5 0.05, 0.5 0.03, 0.6 0.03, 0.6 0"), AtJump: proportional.JumpAbove,
	}
	rate := func(losses string) string {
		h := treaty.History{Currency: "CNY", Scale: new(6), Valuation: afterAll(), Years: []treaty.UnderwritingYear{{Year: 2001, Written: dec("1"), Paid: dec(losses)}}}
		settled, err := h.Settle(slides(s))
		if err != nil {
			t.Fatal(err)
		}
		if r := settled.Years[0].Items[0].Rate; r != nil {
			return r.String()
		}
		return "0"
	}
	for losses, want := range map[string]string{"0.1": "0.07", "0.399999": "0.07", "0.4": "0.05", "0.5": "0.03", "0.599999": "0.03", "0.6": "0", "0.9": "0"} {
		if got := rate(losses); got != want {
			t.Errorf("above, %s: got %s, want %s", losses, got, want)
		}
	}
	s.AtJump = proportional.JumpBelow
	for losses, want := range map[string]string{"0.399999": "0.07", "0.4": "0.07", "0.400001": "0.05", "0.5": "0.05", "0.6": "0.03", "0.600001": "0"} {
		if got := rate(losses); got != want {
			t.Errorf("below, %s: got %s, want %s", losses, got, want)
		}
	}
}

// Insurance Institute of India, IC85 Reinsurance Management, the profit commission statement: premium 5,000,000, premium portfolio in 1,500,000 and out
// 1,520,000, loss portfolio in 700,000 and out 750,000, commission 30 %, paid losses 2,000,000, taxes 10,000 and expenses 115,000 (2.5 % of premium
// together): a profit of 1,305,000, of which 20 % are 261,000. With losses of 80,000 and 25,000 in the two years before, the mean of three years is 400,000, and what is
// left of the profit after both is 1,200,000.
func TestPublished_profitStatement(t *testing.T) {
	profit := proportional.ProfitCommission{Rate: new(dec("0.2")), Expenses: new(dec("0.025")), LossRatio: proportional.LossRatio{Premium: proportional.PremiumEarned}}
	terms := proportional.Account{
		Portfolio:         &proportional.Portfolio{Premium: proportional.PortfolioUnearned, Losses: new(dec("1"))},
		Commissions:       []proportional.Commission{{Rate: new(dec("0.3"))}},
		ProfitCommissions: []proportional.ProfitCommission{profit},
	}
	h := treaty.History{
		Currency: "INR", Valuation: afterAll(), PremiumIn: dec("1500000"), LossIn: dec("700000"),
		Years: []treaty.UnderwritingYear{{Year: 2009, Written: dec("5000000"), Unearned: dec("1520000"), Paid: dec("2000000"), Outstanding: dec("750000"), Allowed: dec("500")}},
	}
	s, err := h.Settle(terms)
	if err != nil {
		t.Fatal(err)
	}
	// Expenses are of the 4,980,000 earned, 124,500; with 500 allowed elsewhere that is what the statement has.
	if got, want := s.Years[0].Earned.String()+" "+s.Years[0].Incurred.String(), "4980000 2050000"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if item := s.Years[0].Items[len(s.Years[0].Items)-1]; item.Base.String() != "1305000" || item.Full.String() != "261000" {
		t.Errorf("got %s of %s, want 261000 of 1305000", item.Full, item.Base)
	}
	results := []publishedYear{{"2000000", "2080000", "0"}, {"2000000", "2025000", "0"}}
	of := func(p proportional.ProfitCommission) proportional.Account {
		p.Rate = new(dec("0.2"))
		return proportional.Account{ProfitCommissions: []proportional.ProfitCommission{p}}
	}
	published(t, "alone", of(proportional.ProfitCommission{}), append(results, publishedYear{"2000000", "695000", "261000"}))
	published(t, "deficits carried", of(proportional.ProfitCommission{Deficit: &proportional.Carry{}}), append(results, publishedYear{"2000000", "695000", "240000"}))
	published(t, "average", of(proportional.ProfitCommission{Over: &proportional.YearsTogether{Years: 3, As: proportional.TogetherAverage}}), append(results, publishedYear{"2000000", "695000", "80000"}))
	published(t, "sum", of(proportional.ProfitCommission{Over: &proportional.YearsTogether{Years: 3, As: proportional.TogetherSum}}), append(results, publishedYear{"2000000", "695000", "240000"}))
}

// The inputs of an example of the R package volrisk (calc_pc): premium 1,000, losses 600 but 1,800 in the second year, expenses 5 %, 90 % of the
// profit. The package prints no answers: results are 350, -850, 350, 350, 350, 350.
func TestPublished_deficits(t *testing.T) {
	losses := []string{"600", "1800", "600", "600", "600", "600"}
	for name, c := range map[string]struct {
		carry *proportional.Carry
		want  string
	}{
		"none":          {nil, "315 0 315 315 315 315"},
		"to extinction": {&proportional.Carry{}, "315 0 0 0 180 315"},
		"one year":      {&proportional.Carry{Years: new(1)}, "315 0 0 315 315 315"},
		"two years":     {&proportional.Carry{Years: new(2)}, "315 0 0 0 315 315"},
		"three years":   {&proportional.Carry{Years: new(3)}, "315 0 0 0 180 315"},
	} {
		var years []publishedYear
		for i, want := range strings.Fields(c.want) {
			years = append(years, publishedYear{"1000", losses[i], want})
		}
		published(t, name, proportional.Account{ProfitCommissions: []proportional.ProfitCommission{
			{Rate: new(dec("0.9")), Expenses: new(dec("0.05")), Deficit: c.carry},
		}}, years)
	}
}

// Obligatory cession to GIC Re for 2023-24, as study notes quote the regulator's notification: 15 % commission, 2 % expenses, 5 % reinsurer's profit, half of the rest,
// at most 14 % of premium; it names 50 % and 78 % as the ends.
func TestPublished_cappedProfit(t *testing.T) {
	terms := proportional.Account{
		Commissions:       []proportional.Commission{{Rate: new(dec("0.15"))}},
		ProfitCommissions: []proportional.ProfitCommission{{Rate: new(dec("0.5")), Expenses: new(dec("0.07")), Maximum: new(dec("0.14"))}},
	}
	publishedAt(t, "GIC Re", terms, "40: 14", "50: 14", "60: 9", "70: 4", "78: 0", "85: 0")
}

// Two tables of PillarOne's tests of loss participation: what the cedent keeps at a loss ratio.
func TestPublished_participation(t *testing.T) {
	band := func(from, to, share string) proportional.LossBand {
		b := proportional.LossBand{From: dec(from), Share: dec(share)}
		if to != "" {
			b.To = new(dec(to))
		}
		return b
	}
	table := func(bands ...proportional.LossBand) proportional.Account {
		return proportional.Account{Sharing: []proportional.Sharing{{Participation: bands}}}
	}
	publishedAt(t, "from 0", table(band("0", "0.6", "1"), band("0.6", "0.8", "0.5"), band("0.8", "", "1")),
		"50: -50", "60: -60", "65: -62.5", "70: -65", "80: -70", "90: -80", "100: -90")
	publishedAt(t, "from 20 %", table(band("0.2", "0.6", "1"), band("0.6", "0.8", "0.5"), band("0.8", "", "1")),
		"0: 0", "10: 0", "20: 0", "50: -30", "60: -40", "65: -42.5", "70: -45", "80: -50", "90: -60", "100: -70")
}

// A contract (lawinsider.com, loss ratio cap) has a corridor and ends at a loss ratio of 106.5 %, after the corridor at 85 %: the corridor takes 21.5 points, and what
// is above 106.5 stays with the cedent. A corridor from 78.5 to 100 %, whole, is ours.
func TestPublished_capAfterCorridor(t *testing.T) {
	terms := proportional.Account{Sharing: []proportional.Sharing{
		{Corridor: &proportional.LossBand{From: dec("0.785"), To: new(dec("1")), Share: dec("1")}},
		{Cap: new(dec("0.85"))},
	}}
	publishedAt(t, "cap", terms, "100: 0", "106.5: 0", "107: -0.5", "120: -13.5")
}

// Several years together on the scale of half slides, by hand. Of three years as they roll on: 70, (70 + 50)/2 = 60, (70 + 50 + 30)/3 = 50 and
// (50 + 30 + 60)/3 = 46 2/3, for which it is 35 + (55 - 46 2/3)/2 = 39 1/6 %. In blocks of two: 30 of 100; 32.5 % of 200 less 30; 45 of 100; at 45 % 40 % of 200 less 45.
func TestSlidingScale_together(t *testing.T) {
	losses := []string{"70", "50", "30", "60"}
	for as, want := range map[proportional.Together][]string{
		proportional.TogetherAverage: {"0.3 30", "0.325 32.5", "0.375 37.5", "0.391667 39.167"},
		proportional.TogetherSum:     {"0.3 30", "0.325 35", "0.45 45", "0.4 35"},
	} {
		years := 3
		if as == proportional.TogetherSum {
			years = 2
		}
		terms := slides(proportional.SlidingScale{
			Provisional: dec("0.35"), Points: at("0.35 0.45, 0.65 0.30"), Over: &proportional.YearsTogether{Years: years, As: as},
		})
		h := treaty.History{Currency: "CNY", Scale: new(3), Valuation: afterAll()}
		for i, l := range losses {
			h.Years = append(h.Years, treaty.UnderwritingYear{Year: 2001 + i, Written: dec("100"), Paid: dec(l)})
		}
		s, err := h.Settle(terms)
		if err != nil {
			t.Fatal(err)
		}
		for year, item := range s.Items() {
			if got := fmt.Sprint(item.Rate.Round(6), " ", item.Full); got != want[year-2001] {
				t.Errorf("%s, %d: got %s, want %s", as, year, got, want[year-2001])
			}
		}
	}
}
