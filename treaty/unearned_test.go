package treaty_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// A premium of 1,200 is written evenly over a year, in twelve annual policies of 100, one from the first day of each month. What is unearned at
// the end of the year, by hand:
//
//	24ths  100/24 × (1 + 3 + ... + 23) = 100 × 144/24          600
//	8ths   300/8 × (1 + 3 + 5 + 7)     = 300 × 16/8            600
//	days   100/365 × (0 + 31 + 59 + ... + 334) = 100 × 1998/365  547.40
//
// By days it is less, since each policy begins at the beginning of its month and not in the middle. As 35 % of what is written it is 420.
func ExampleUnearned() {
	var policies []treaty.PolicyPremium
	for month := 1; month <= 12; month++ {
		from := exampleDay(fmt.Sprintf("2026-%02d-01", month))
		to := exampleDay("2026-12-31")
		if month > 1 {
			to = exampleDay(fmt.Sprintf("2027-%02d-01", month)).AddDays(-1)
		}
		policies = append(policies, treaty.PolicyPremium{Period: treaty.Period{From: from, To: to}, Premium: decimal.New(100, 0)})
	}
	fmt.Printf("%-6s %10s %10s %10s\n", "", "2026-06-30", "2026-12-31", "2027-06-30")
	for _, earning := range []treaty.Earning{treaty.EarningDays, treaty.Earning24ths, treaty.Earning8ths} {
		fmt.Printf("%-6s", earning)
		for _, day := range []string{"2026-06-30", "2026-12-31", "2027-06-30"} {
			unearned, err := treaty.Unearned(policies, earning, exampleDay(day), "CNY")
			if err != nil {
				fmt.Println(err)
				return
			}
			fmt.Printf(" %10s", unearned)
		}
		fmt.Println()
	}
	percent := proportional.Account{Portfolio: &proportional.Portfolio{Premium: proportional.PortfolioPercent, Percent: new(decimal.New(35, -2))}}
	settlement, err := treaty.History{
		Currency: "CNY", Valuation: exampleDay("2026-12-31"), Years: []treaty.UnderwritingYear{{Year: 2026, Written: decimal.New(1200, 0)}},
	}.Settle(percent)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range settlement.Items() {
		fmt.Println("35 %", item.Full)
	}
	// Output:
	//        2026-06-30 2026-12-31 2027-06-30
	// days      1026.03      547.4      126.3
	// 24ths        1050        600        150
	// 8ths         1050        600        150
	// 35 % -420
}

func TestUnearned(t *testing.T) {
	policy := func(from, to, premium string) treaty.PolicyPremium {
		return treaty.PolicyPremium{Period: treaty.Period{From: exampleDay(from), To: exampleDay(to)}, Premium: decimal.RequireFromString(premium)}
	}
	annual := policy("2026-03-10", "2027-03-09", "2400")
	for _, tt := range []struct {
		name     string
		policies []treaty.PolicyPremium
		earning  treaty.Earning
		at, want string
	}{
		{"no policies", nil, "", "2026-01-01", "0"},
		{"the day before it begins", []treaty.PolicyPremium{annual}, treaty.EarningDays, "2026-03-09", "2400"},
		{"the first day", []treaty.PolicyPremium{annual}, treaty.EarningDays, "2026-03-10", "2393.42"}, // 2400 × 364/365
		{"days are the default", []treaty.PolicyPremium{annual}, "", "2026-03-10", "2393.42"},
		{"the day before the last", []treaty.PolicyPremium{annual}, treaty.EarningDays, "2027-03-08", "6.58"}, // 2400/365
		{"the last day", []treaty.PolicyPremium{annual}, treaty.EarningDays, "2027-03-09", "0"},
		{"long after", []treaty.PolicyPremium{annual}, treaty.EarningDays, "2050-01-01", "0"},
		{"24ths: in the month it begins", []treaty.PolicyPremium{annual}, treaty.Earning24ths, "2026-03-30", "2400"},
		{"24ths: at its end", []treaty.PolicyPremium{annual}, treaty.Earning24ths, "2026-03-31", "2300"}, // 23/24
		{"24ths: the day before a month ends", []treaty.PolicyPremium{annual}, treaty.Earning24ths, "2026-12-30", "700"},
		{"24ths: ten months on", []treaty.PolicyPremium{annual}, treaty.Earning24ths, "2026-12-31", "500"}, // 5/24
		{"24ths: the last half month", []treaty.PolicyPremium{annual}, treaty.Earning24ths, "2027-03-30", "100"},
		{"24ths: over", []treaty.PolicyPremium{annual}, treaty.Earning24ths, "2027-03-31", "0"},
		{"8ths: four quarters on", []treaty.PolicyPremium{annual}, treaty.Earning8ths, "2026-12-31", "300"}, // 1/8
		{"8ths: over", []treaty.PolicyPremium{annual}, treaty.Earning8ths, "2027-03-31", "0"},
		{"thirds are added before they are rounded", []treaty.PolicyPremium{
			policy("2026-01-01", "2026-01-03", "0.01"), policy("2026-01-01", "2026-01-03", "0.01"), policy("2026-01-01", "2026-01-03", "0.01"),
		}, treaty.EarningDays, "2026-01-02", "0.01"},
		{"half a unit goes up", []treaty.PolicyPremium{policy("2026-01-01", "2026-01-02", "0.01")}, treaty.EarningDays, "2026-01-01", "0.01"},
		{"a half of thirds and sixths", []treaty.PolicyPremium{
			policy("2026-01-01", "2026-01-03", "0.01"), policy("2026-01-01", "2026-01-06", "0.01"),
		}, treaty.EarningDays, "2026-01-02", "0.01"}, // 1/3 + 2/3 of a unit
		{"the last day there is", []treaty.PolicyPremium{policy("9999-12-31", "9999-12-31", "5")}, treaty.Earning24ths, "9999-12-31", "2.5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := treaty.Unearned(tt.policies, tt.earning, exampleDay(tt.at), "CNY")
			if err != nil || !got.Equal(decimal.RequireFromString(tt.want)) {
				t.Errorf("%s, %v; want %s", got, err, tt.want)
			}
		})
	}
}

// Of a policy of three days two are to come: two thirds, in the minor unit of the currency.
func TestUnearned_currencies(t *testing.T) {
	for _, tt := range []struct {
		currency      treaty.Currency
		premium, want string
	}{{"JPY", "1000", "667"}, {"CNY", "1000", "666.67"}, {"KWD", "1.001", "0.667"}} {
		policy := treaty.PolicyPremium{Period: treaty.Period{From: exampleDay("2026-01-01"), To: exampleDay("2026-01-03")}, Premium: decimal.RequireFromString(tt.premium)}
		got, err := treaty.Unearned([]treaty.PolicyPremium{policy}, "", exampleDay("2026-01-01"), tt.currency)
		if err != nil || got.String() != tt.want {
			t.Errorf("%s of %s: %s, %v; want %s", tt.premium, tt.currency, got, err, tt.want)
		}
	}
}

func TestUnearned_refuses(t *testing.T) {
	good := treaty.PolicyPremium{Period: exampleYear(2026), Premium: decimal.New(1, 0)}
	_, err := treaty.Unearned([]treaty.PolicyPremium{
		good,
		{Premium: decimal.New(-1, 0)},
		{Period: exampleYear(2026), Premium: decimal.New(1, -3)},
		{Period: treaty.Period{From: exampleDay("2026-02-01"), To: exampleDay("2026-01-01")}},
		{Period: exampleYear(2026), Premium: decimal.New(1, 1_000_000)},
	}, "weeks", cede.Date{}, "yuan")
	const want = `earning: must be one of days, 24ths, 8ths (got weeks)
currency: must be three capital letters, as CNY (got yuan)
at: must not be empty
policies[1].period.from: must not be empty
policies[1].premium: must not be negative (got -1)
policies[2].premium: must have at most 2 decimal places (got 0.001)
policies[3].period.to: must not be before from, 2026-02-01 (got 2026-01-01)
policies[4].premium: has too many digits (got 1E1000000)`
	if fmt.Sprint(err) != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	huge := treaty.PolicyPremium{Period: exampleYear(2026), Premium: decimal.New(90_000_000_000_000_000, 0)}
	if _, err := treaty.Unearned([]treaty.PolicyPremium{huge, huge}, "", exampleDay("2025-12-31"), "CNY"); !errors.Is(err, treaty.ErrOverflow) {
		t.Errorf("got %v", err)
	}
	if got, err := treaty.Unearned([]treaty.PolicyPremium{huge, huge}, "", exampleDay("2026-12-31"), "CNY"); err != nil || !got.IsZero() {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestUnearned_laws(t *testing.T) {
	first := exampleDay("2024-01-01")
	readings := []treaty.Earning{treaty.EarningDays, treaty.Earning24ths, treaty.Earning8ths}
	unearned := func(policies []treaty.PolicyPremium, e treaty.Earning, at cede.Date) decimal.Decimal {
		got, err := treaty.Unearned(policies, e, at, "CNY")
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	starts, lengths, premiums := gens.Minor(0, 800), gens.Minor(0, 900), gens.Minor(0, 1_000_000)
	policy := func(start, length, premium int64) treaty.PolicyPremium {
		from := first.AddDays(int(start))
		return treaty.PolicyPremium{Period: treaty.Period{From: from, To: from.AddDays(int(length))}, Premium: decimal.New(premium, -2)}
	}
	proptest.Check(t, "all before it begins and none once it has ended and never more on a later day", prop.ForAll(func(start, length, premium, other int64) bool {
		policies := []treaty.PolicyPremium{policy(start, length, premium), policy(other, length/2, premium)}
		for _, e := range readings {
			last := policies[0].Premium.Add(policies[1].Premium)
			if !unearned(policies, e, first.AddDays(-1)).Equal(last) {
				return false
			}
			for day := first; day.Before(first.AddDays(1_900)); day = day.AddDays(23) {
				now := unearned(policies, e, day)
				if now.GreaterThan(last) || now.IsNegative() {
					return false
				}
				last = now
			}
			if !last.IsZero() {
				return false
			}
		}
		return true
	}, starts, lengths, premiums, starts))
	proptest.Check(t, "what is earned in a period and what is unearned at its end is the premium", prop.ForAll(func(start, length, premium, end int64) bool {
		p := policy(start, length, premium)
		until := first.AddDays(int(end))
		for _, e := range readings {
			result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{{
				ID: "C", Period: treaty.Period{From: first, To: until}, Placement: exampleLine("Re", "1"),
				Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Earning: e, Terms: proportional.QuotaShare{Share: decimal.New(1, 0)}}},
			}}}, treaty.BookSpec{Currency: "CNY", Risks: []treaty.Risk{{ID: "R", SumInsured: decimal.New(1, 0), Premium: p.Premium, Period: p.Period}}})
			c, _ := result.Contract("C")
			unit := decimal.New(1, -2) // each half a unit of a whole is rounded up
			if got := c.Subject.Premium.Add(unearned([]treaty.PolicyPremium{p}, e, until)).Sub(p.Premium); got.IsNegative() || got.GreaterThan(unit) {
				return false
			}
		}
		return true
	}, starts, lengths, premiums, gens.Minor(0, 1_900)))
	proptest.Check(t, "policies of many lengths add up to a unit for each", prop.ForAll(func(seed int64) bool {
		var policies []treaty.PolicyPremium
		parts := decimal.Decimal{}
		at := first.AddDays(400)
		for i := range int64(40) {
			policies = append(policies, policy((seed*(i+3))%800, (seed+31*i)%900, seed*i%99_999))
			parts = parts.Add(unearned(policies[i:], treaty.EarningDays, at))
		}
		off := unearned(policies, treaty.EarningDays, at).Sub(parts)
		return off.Abs().LessThanOrEqual(decimal.New(20, -2)) // half a unit each
	}, gens.Minor(0, 100_000)))
}
