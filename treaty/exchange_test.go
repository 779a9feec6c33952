package treaty_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// dollarLayer is 400,000 xs 100,000 in dollars at a fixed rate of 7 yuan: 2.8m xs 0.7m.
func dollarLayer() treaty.Contract {
	dec := decimal.RequireFromString
	return treaty.Contract{
		ID: "XL", Period: exampleYear(2026), Currency: "USD", ExchangeRate: new(dec("7")), Placement: exampleLine("Re A", "1"),
		Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{
			{ID: "layer", Attachment: dec("100000"), Limit: new(dec("400000"))},
		}}}},
	}
}

// Source: hand calculation. 200,000 dollars of 1 June are 1,410,000 yuan at 7.05, the rate from 1 May on; a layer of
// 400,000 xs 100,000 dollars at the contract's 7 is 2,800,000 xs 700,000 yuan and pays 710,000.
func ExampleExchange() {
	dec := decimal.RequireFromString
	loss := exampleLoss("L1", "", "", "2026-06-01", "200000")
	loss.Currency = "USD"
	result := exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{dollarLayer()}}, treaty.BookSpec{
		Currency: "CNY",
		Exchange: treaty.Exchange{Rates: []treaty.ExchangeRate{
			{Currency: "USD", From: exampleDay("2026-05-01"), Rate: dec("7.05")},
			{Currency: "USD", From: exampleDay("2026-01-01"), Rate: dec("7.2")},
		}},
		Losses: []treaty.Loss{loss},
	})
	for l := range result.Losses() {
		fmt.Println(l.Gross, l.Ceded, l.Net)
	}
	// Output:
	// 1410000 710000 700000
}

func TestExchange_days(t *testing.T) {
	dec := decimal.RequireFromString
	rates := []treaty.ExchangeRate{
		{Currency: "USD", From: exampleDay("2026-01-01"), Rate: dec("7")},
		{Currency: "USD", From: exampleDay("2026-06-01"), Rate: dec("7.123456")},
		{Currency: "JPY", From: exampleDay("2026-01-01"), Rate: dec("0.05")},
	}
	for _, tt := range []struct {
		name, currency, day, at string
		on                      treaty.ExchangeDay
		want, problem           string
	}{
		{name: "the book's own", currency: "CNY", day: "2026-05-31", want: "100.01"},
		{name: "first day of a rate", currency: "USD", day: "2026-01-01", want: "700.07"},
		{name: "last day of a rate", currency: "USD", day: "2026-05-31", want: "700.07"},
		{name: "first day of the next", currency: "USD", day: "2026-06-01", want: "712.42"}, // 712.41683...
		{name: "rounded to the fen", currency: "JPY", day: "2026-01-01", want: "5"},         // 5.0005
		{name: "valuation date", currency: "USD", day: "2026-05-31", at: "2026-06-30", on: treaty.ExchangeValuation, want: "712.42"},
		{
			name: "before the first rate", currency: "USD", day: "2025-12-31",
			problem: "losses[0].currency: must have a rate of exchange on 2025-12-31 (got USD)",
		},
		{
			name: "no valuation date", currency: "USD", day: "2026-05-31", on: treaty.ExchangeValuation,
			problem: "losses[0].positions[0].at: must not be empty where the rate of exchange of the valuation date counts",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			loss := exampleLoss("L1", "", "", tt.day, "100.01")
			loss.Currency = treaty.Currency(tt.currency)
			if tt.at != "" {
				loss.Positions[0].At = exampleDay(tt.at)
			}
			book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Exchange: treaty.Exchange{On: tt.on, Rates: rates}, Losses: []treaty.Loss{loss}})
			if err != nil {
				t.Fatal(err)
			}
			program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY"})
			if err != nil {
				t.Fatal(err)
			}
			got, problem := "", ""
			result, err := program.Apply(context.Background(), book)
			if err != nil {
				problem = err.Error()
			} else {
				got = result.Total().Subject.Loss.String()
			}
			if diff := cmp.Diff([]string{tt.want, tt.problem}, []string{got, problem}); diff != "" {
				t.Errorf("100.01 %s (-want +got):\n%s", tt.currency, diff)
			}
		})
	}
}

// A rate of 1 converts as any other: 100.005 dinars, which have three places, are 100.01 yuan. Amounts in yuan have two.
func TestExchange_one(t *testing.T) {
	dec := decimal.RequireFromString
	for currency, want := range map[treaty.Currency]string{
		"KWD": "100.01",
		"CNY": "losses[0].positions[0].paid: must have at most 2 decimal places (got 100.005)",
	} {
		book := plainBook()
		book.Exchange = treaty.Exchange{Rates: []treaty.ExchangeRate{{Currency: "KWD", From: exampleDay("2026-01-01"), Rate: dec("1")}}}
		book.Losses[0].Currency, book.Losses[0].Positions = currency, []treaty.Position{{Paid: dec("100.005")}}
		result, err := applySpec(t, plainSpec(), book)
		got := textOfError(err)
		if err == nil {
			got = result.Total().Subject.Loss.String()
		}
		if got != want {
			t.Errorf("100.005 %s: %s, want %s", currency, got, want)
		}
	}
}

func TestExchange_refuses(t *testing.T) {
	dec := decimal.RequireFromString
	first := exampleDay("2026-01-01")
	for _, tt := range []struct {
		name, want string
		rates      []treaty.ExchangeRate
		on         treaty.ExchangeDay
	}{
		{"unknown day", "exchange.on: must be one of loss, valuation (got booking)", nil, "booking"},
		{"own currency", "exchange.rates[0].currency: must not be the book's (got CNY)", []treaty.ExchangeRate{{Currency: "CNY", From: first, Rate: dec("1")}}, treaty.ExchangeLoss},
		{"no day", "exchange.rates[0].from: must not be empty", []treaty.ExchangeRate{{Currency: "USD", Rate: dec("7")}}, ""},
		{"zero rate", "exchange.rates[0].rate: must be positive (got 0)", []treaty.ExchangeRate{{Currency: "USD", From: first}}, ""},
		{"two rates of a day", "exchange.rates[1].from: must be the only rate of the currency from that day (got 2026-01-01)", []treaty.ExchangeRate{
			{Currency: "USD", From: first, Rate: dec("7")}, {Currency: "USD", From: first, Rate: dec("8")},
		}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Exchange: treaty.Exchange{On: tt.on, Rates: tt.rates}})
			if err == nil || err.Error() != tt.want {
				t.Errorf("NewBook: %v, want %s", err, tt.want)
			}
		})
	}
	for _, tt := range []struct {
		name, want string
		change     func(*treaty.Contract)
	}{
		{
			"no rate", "contracts[0].currency: must be the program's, CNY, unless the contract states its rate of exchange (got USD)",
			func(c *treaty.Contract) { c.ExchangeRate = nil },
		},
		{
			"rate of the program's own", "contracts[0].exchangeRate: must be absent where the currency is the program's (got 7)",
			func(c *treaty.Contract) { c.Currency = "CNY" },
		},
		{"zero rate", "contracts[0].exchangeRate: must be positive (got 0)", func(c *treaty.Contract) { c.ExchangeRate = new(decimal.Decimal{}) }},
		{
			"beyond 64 bits", "contracts[0].sections[0].terms.layers[0].limit: must fit 64 bits of minor units once converted (got 400000)",
			func(c *treaty.Contract) { c.ExchangeRate = new(dec("500000000000")) },
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := dollarLayer()
			tt.change(&c)
			_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{c}})
			if err == nil || err.Error() != tt.want {
				t.Errorf("NewProgram: %v, want %s", err, tt.want)
			}
		})
	}
}

// developing is a loss of 100 known in March, that stands at 260 in June, of which 150 is paid, and is settled for 220.
func developing() treaty.Loss {
	dec := decimal.RequireFromString
	return treaty.Loss{ID: "L1", Date: exampleDay("2026-03-01"), Positions: []treaty.Position{
		{At: exampleDay("2026-03-31"), Outstanding: dec("100")},
		{At: exampleDay("2026-06-30"), Paid: dec("150"), Outstanding: dec("110")},
		{At: exampleDay("2026-09-30"), Paid: dec("220")},
	}}
}

func layerOver100() treaty.Contract {
	dec := decimal.RequireFromString
	return treaty.Contract{
		ID: "XL", Period: exampleYear(2026), Placement: treaty.Placement{Lines: []treaty.Line{
			{Reinsurer: "Re A", Share: dec("0.6")}, {Reinsurer: "Re B", Share: dec("0.4")},
		}},
		Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: xol.PerEvent{Layers: []xol.Layer{
			{
				ID: "layer", Attachment: dec("100"), Limit: new(dec("200")), Premium: &xol.Premium{Deposit: new(dec("20"))},
				Reinstatements: &xol.Reinstatements{Count: 1, Rates: []decimal.Decimal{dec("1")}},
			},
		}}}},
	}
}

// Source: hand calculation. 200 xs 100 for 20, one paid reinstatement at 100 %. In June the loss of 260 costs 160, of which 50 is on
// what is paid: reinstatement premium 50/200 × 20 = 5. In September 220 is paid: 120, and 12 of reinstatement premium.
func ExampleMovements() {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{layerOver100()}})
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{developing()}})
	if err != nil {
		fmt.Println(err)
		return
	}
	var before *treaty.Result
	for _, at := range []string{"2026-02-28", "2026-03-31", "2026-06-30", "2026-09-30"} {
		result, err := program.ApplyAt(context.Background(), book, exampleDay(at))
		if err != nil {
			fmt.Println(err)
			return
		}
		movements, err := treaty.Movements(before, result)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(at, "ceded", result.Total().Ceded.Loss, "charged", result.Price().Premium)
		for m := range movements {
			fmt.Println("  ", m.Account, m.Reinsurer, m.Before, "->", m.After, "moves by", m.Amount)
		}
		before = result
	}
	// Output:
	// 2026-02-28 ceded 0 charged 20
	//    cover-premium Re A 0 -> 12 moves by 12
	//    cover-premium Re B 0 -> 8 moves by 8
	// 2026-03-31 ceded 0 charged 20
	// 2026-06-30 ceded 160 charged 25
	//    cover-premium Re A 0 -> 3 moves by 3
	//    cover-premium Re B 0 -> 2 moves by 2
	//    loss Re A 0 -> 96 moves by 96
	//    loss Re B 0 -> 64 moves by 64
	// 2026-09-30 ceded 120 charged 32
	//    cover-premium Re A 3 -> 7.2 moves by 4.2
	//    cover-premium Re B 2 -> 4.8 moves by 2.8
	//    loss Re A 96 -> 72 moves by -24
	//    loss Re B 64 -> 48 moves by -16
}

// Movements go loss by loss, and of each loss reinsurer by reinsurer.
func TestMovements_order(t *testing.T) {
	book := plainBook()
	book.Losses = []treaty.Loss{exampleLoss("L1", "R1", "", "2026-02-01", "110"), exampleLoss("L2", "R1", "", "2026-03-01", "120")}
	movements, err := treaty.Movements(nil, exampleApply(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{layerOver100()}}, book))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for m := range movements {
		got = append(got, fmt.Sprint(m.Account, " ", m.Loss, " ", m.Reinsurer, " ", m.Amount))
	}
	want := []string{
		"cover-premium  Re A 12", "cover-premium  Re B 8",
		"loss L1 Re A 6", "loss L1 Re B 4", "loss L2 Re A 12", "loss L2 Re B 8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("movements (-want +got):\n%s", diff)
	}
}

func TestProgram_ApplyAt_refuses(t *testing.T) {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	book, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{exampleLoss("L1", "", "", "2026-06-01", "5")}})
	if err != nil {
		t.Fatal(err)
	}
	want := "losses[0].positions[0].at: must not be empty where losses are valued at a date"
	if _, err := program.ApplyAt(context.Background(), book, exampleDay("2026-06-30")); err == nil || err.Error() != want {
		t.Errorf("ApplyAt: %v, want %s", err, want)
	}
	if _, err := program.ApplyAt(context.Background(), book, cede.Date{}); err == nil || err.Error() != "at: must not be empty" {
		t.Errorf("ApplyAt without a day: %v", err)
	}
	result, err := program.Apply(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	other, err := treaty.NewProgram(treaty.Spec{Currency: "CNY"})
	if err != nil {
		t.Fatal(err)
	}
	of, err := other.Apply(context.Background(), book)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := treaty.Movements(of, result); err == nil || err.Error() != "before: must be of the program of after" {
		t.Errorf("Movements between programs: %v", err)
	}
	if _, err := treaty.Movements(result, nil); err == nil || err.Error() != "after: must not be nil" {
		t.Errorf("Movements to nothing: %v", err)
	}
	if _, err := treaty.Movements(nil, new(treaty.Result)); textOfError(err) != "after: must be made by Apply" {
		t.Errorf("Movements to a zero result: %v", err)
	}
	if _, err := treaty.Movements(new(treaty.Result), result); textOfError(err) != "before: must be made by Apply" {
		t.Errorf("Movements from a zero result: %v", err)
	}
}
