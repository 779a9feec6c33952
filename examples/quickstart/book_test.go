package main

import (
	"encoding/csv"
	"math/big"
	"strings"
	"testing"

	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// The published data has 1,823 claims, in building types A to F: 167, 700, 53, 801, 62 and 40; none
// of them is above its sum insured.
func TestBuiltInBook(t *testing.T) {
	book, err := builtInBook()
	if err != nil {
		t.Fatal(err)
	}
	if len(book.Risks) != 1823 || len(book.Losses) != 1823 || len(book.Events) != 4 {
		t.Fatalf("%d risks, %d losses, %d events", len(book.Risks), len(book.Losses), len(book.Events))
	}
	grades := make(map[string]int)
	year := treaty.Period{From: day(1, 1), To: day(12, 31)}
	for i, r := range book.Risks {
		l := book.Losses[i]
		grades[r.Grade]++
		if !r.Period.Contains(l.Date) || !year.Contains(l.Date) || !year.Contains(r.Period.From) || r.Period.Days() != 365 {
			t.Errorf("loss %s of %s on a policy from %s to %s", l.ID, l.Date, r.Period.From, r.Period.To)
		}
		if l.Positions[0].Paid.Cmp(r.SumInsured) > 0 || !r.SumInsured.IsPositive() {
			t.Errorf("loss %s of %s, sum insured %s", l.ID, l.Positions[0].Paid, r.SumInsured)
		}
	}
	for grade, want := range map[string]int{"A": 167, "B": 700, "C": 53, "D": 801, "E": 62, "F": 40} {
		if grades[grade] != want {
			t.Errorf("%d claims of building type %s, want %d", grades[grade], grade, want)
		}
	}
	if _, err := treaty.NewBook(book); err != nil {
		t.Error(err)
	}
}

func TestBadClaim(t *testing.T) {
	for _, row := range [][3]string{{"A", "x", "1"}, {"A", "1", "x"}, {"G", "1", "1"}} {
		if _, _, err := claim(1, row[0], row[1], row[2]); err == nil {
			t.Errorf("claim of %q: no error", row)
		}
	}
}

// cents rounds a positive amount to cents, half up.
func cents(x *big.Rat) int64 {
	n := new(big.Int).Mul(x.Num(), big.NewInt(200))
	n.Add(n, x.Denom())
	return n.Quo(n, new(big.Int).Mul(x.Denom(), big.NewInt(2))).Int64()
}

func rat(t *testing.T, text string) *big.Rat {
	t.Helper()
	x, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is no number", text)
	}
	return x
}

// TestAgainstPlainLoop computes the built-in program once more, in a loop over the published figures that
// knows nothing of the library.
func TestAgainstPlainLoop(t *testing.T) {
	o, err := parse(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := o.report(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	text, err := data.ReadFile("data/claims.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	retention := map[string]int64{"A": 50_000, "B": 80_000, "C": 100_000, "D": 100_000, "E": 50_000, "F": 80_000}
	rate := map[string]string{"A": "9", "B": "4.5", "C": "50", "D": "3.5", "E": "19", "F": "7.5"}
	placed := rat(t, "0.9")
	ceded := make(map[string]int64)
	events := make(map[int]int64)
	net, subjectPremium, fullPrice := int64(0), int64(0), int64(0)
	for i, row := range rows[1:] {
		sum := rat(t, row[2])
		line := retention[row[0]]
		premium := new(big.Rat).Mul(sum, rat(t, rate[row[0]]+"e-3"))
		left := cents(rat(t, row[1]))
		gross := left
		// One year from day n-1 of 181 on: so many of its 365 days are in the year of the contracts.
		earned := func(premium int64) int64 { return cents(big.NewRat(premium*int64(365-i%181), 36500)) }
		cededPremium := int64(0)
		first := capped(sum, line, 8*line)
		second := capped(sum, 9*line, min(4*line, 320_000))
		for _, part := range []*big.Rat{first, second} {
			share := new(big.Rat).Quo(part, sum)
			for name, amount := range map[string]int64{"sum": cents(sum), "premium": cents(premium), "loss": gross} {
				full := cents(new(big.Rat).Mul(share, big.NewRat(amount, 100)))
				part := cents(new(big.Rat).Mul(placed, big.NewRat(full, 100)))
				ceded[name] += part
				switch name {
				case "loss":
					left -= part
				case "premium":
					cededPremium += part
				}
			}
		}
		subjectPremium += earned(cents(premium)) - earned(cededPremium)
		after := left - min(max(left-500_000, 0), 1_000_000) - min(max(left-1_500_000, 0), 2_000_000)
		ceded["per-risk"] += left - after
		net += after
		switch r := (i + 1) % 20; r {
		case 15, 0, 19, 8:
			events[r] += after
		}
	}
	// Each layer per event is reinstated once, so that it pays two limits, and only the first of them is charged for: of layer 1 as to
	// amount, of layer 2 also as to the days from the first loss of the event to the end of the year.
	deposits, premiums := []int64{320_000, 150_000}, []int64{0, 150_000}
	premiums[0] = cents(new(big.Rat).Mul(rat(t, "0.01"), big.NewRat(subjectPremium, 100)))
	for k, layer := range []struct{ attachment, limit int64 }{{1_000_000, 1_000_000}, {2_000_000, 2_000_000}} {
		used, charged := int64(0), new(big.Rat) // over the premium
		for _, e := range []struct {
			remainder int
			days      int64 // left after its first day
		}{{15, 176}, {0, 108}, {19, 71}, {8, 27}} {
			full := min(max(events[e.remainder]-layer.attachment, 0), layer.limit, 2*layer.limit-used)
			ceded["event"] += cents(new(big.Rat).Mul(rat(t, "0.925"), big.NewRat(full, 100)))
			part := big.NewRat(min(full, max(layer.limit-used, 0)), layer.limit)
			if k == 1 {
				part.Mul(part, big.NewRat(e.days, 365))
			}
			charged.Add(charged, part)
			used += full
		}
		full := premiums[k] + cents(charged.Mul(charged, big.NewRat(premiums[k], 100)))
		fullPrice += full
		// Both are one sum each, of which the placed part is rounded.
		for _, sum := range []int64{premiums[k], full - premiums[k]} {
			ceded["price"] += cents(new(big.Rat).Mul(rat(t, "0.925"), big.NewRat(sum, 100)))
		}
		for _, charge := range []int64{deposits[k], premiums[k] - deposits[k]} { // a tenth, of what is placed at the time
			if k == 0 && charge != deposits[k] {
				charge = cents(new(big.Rat).Mul(rat(t, "0.925"), big.NewRat(premiums[k], 100))) - 296_000
			} else {
				charge = cents(new(big.Rat).Mul(rat(t, "0.925"), big.NewRat(charge, 100)))
			}
			ceded["brokerage"] += cents(big.NewRat(charge, 1000))
		}
	}
	for _, tt := range []struct {
		name string
		got  decimal.Decimal
		want int64
	}{
		{"sum insured of the surplus", rep.Contracts[0].Ceded.SumInsured, ceded["sum"]},
		{"premium of the surplus", rep.Contracts[0].Ceded.Premium, ceded["premium"]},
		{"loss of the surplus", rep.Contracts[0].Ceded.Loss, ceded["loss"]},
		{"loss of the layers per risk", rep.Contracts[1].Ceded.Loss, ceded["per-risk"]},
		{"loss of the layers per event", rep.Contracts[2].Ceded.Loss, ceded["event"]},
		{"net", rep.Total.Retained.Loss, net - ceded["event"]},
		{"price of the layers per event", rep.Price.Premium, ceded["price"]},
		{"price at 100 %", rep.Contracts[2].FullPrice.Premium, fullPrice},
		{"brokerage", rep.Price.Brokerage, ceded["brokerage"]},
		{"subject premium", rep.Price.Charges[2].Base, subjectPremium},
	} {
		if want := decimal.New(tt.want, -2); !tt.got.Equal(want) {
			t.Errorf("%s: got %s, want %s", tt.name, tt.got, want)
		}
	}
}

// capped returns what of sum is above the attachment, at most limit.
func capped(sum *big.Rat, attachment, limit int64) *big.Rat {
	above := new(big.Rat).Sub(sum, big.NewRat(attachment, 1))
	switch {
	case above.Sign() < 0:
		return new(big.Rat)
	case above.Cmp(big.NewRat(limit, 1)) > 0:
		return big.NewRat(limit, 1)
	}
	return above
}
