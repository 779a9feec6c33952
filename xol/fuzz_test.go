package xol_test

import (
	"bytes"
	"context"
	"math/big"
	"testing"

	"github.com/cedego/cede/internal/strictjson"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// halfUp rounds a fraction that is not negative.
func halfUp(x *big.Rat) *big.Int {
	x = new(big.Rat).Add(x, big.NewRat(1, 2))
	return new(big.Int).Div(x.Num(), x.Denom())
}

// above is min(max(x - attachment, 0), limit).
func above(x *big.Rat, attachment, limit int64) *big.Rat {
	x = new(big.Rat).Sub(x, new(big.Rat).SetInt64(attachment))
	if x.Sign() < 0 {
		return new(big.Rat)
	}
	if most := new(big.Rat).SetInt64(limit); x.Cmp(most) > 0 {
		return most
	}
	return x
}

// FuzzLayer compares the recovery from two losses of one occurrence with the formulae of the package doc in big fractions,
// and what goes back to the losses with their proportions.
func FuzzLayer(f *testing.F) {
	f.Add(int64(10_000_000), int64(90_000_000), int64(1_000_000), false, false, int64(15_000_000), int64(0))
	f.Add(int64(100), int64(900), int64(500_000), true, true, int64(201), int64(1999))
	f.Add(int64(0), int64(9_000_000_000_000_000_000), int64(1), false, true, int64(4_000_000_000_000_000_000), int64(4_000_000_000_000_000_000))
	f.Add(int64(7), int64(1), int64(333_333), true, false, int64(3), int64(5))
	f.Fuzz(func(t *testing.T, attachment, limit, millionths int64, onLoss, perEvent bool, a, b int64) {
		const most = 1 << 62
		if attachment < 0 || limit <= 0 || millionths <= 0 || millionths > 1_000_000 || a < 0 || b < 0 || a >= most || b >= most {
			t.Skip()
		}
		layer := xol.Layer{Attachment: decimal.New(attachment, -2), Limit: new(decimal.New(limit, -2)), Share: new(decimal.New(millionths, -6))}
		if onLoss {
			layer.ShareOn = xol.ShareOnLoss
		}
		var terms treaty.Terms = xol.PerRisk{Layers: []xol.Layer{layer}}
		if perEvent {
			terms = xol.PerEvent{Layers: []xol.Layer{layer}}
		}
		first, second := loss("1", "A", "e", "0"), loss("2", "A", "e", "0")
		first.Positions[0].Paid, second.Positions[0].Paid = decimal.New(a, -2), decimal.New(b, -2)
		r := apply(treaty.BookSpec{
			Risks: []treaty.Risk{risk("A", "")}, Events: []treaty.Event{{ID: "e"}}, Losses: []treaty.Loss{first, second},
		}, contract("XL", 1, terms))

		share := big.NewRat(millionths, 1_000_000)
		sum := new(big.Rat).SetInt64(a + b)
		var exact *big.Rat
		if onLoss {
			exact = above(new(big.Rat).Mul(share, sum), attachment, limit)
		} else {
			exact = new(big.Rat).Mul(share, above(sum, attachment, limit))
		}
		want := halfUp(exact)
		c, _ := r.Contract("XL")
		if got := c.Ceded.Loss.Shift(2).BigInt(); got.Cmp(want) != 0 || c.Ceded.Loss.Exponent() < -2 {
			t.Fatalf("ceded %s, want %s hundredths", c.Ceded.Loss, want)
		}
		got := new(big.Int)
		for l := range r.Losses() {
			part := l.Ceded.Shift(2).BigInt()
			got.Add(got, part)
			if !l.Gross.Equal(l.Ceded.Add(l.Net)) || l.Net.IsNegative() || l.Ceded.IsNegative() {
				t.Fatalf("loss %s: %s = %s + %s", l.Loss, l.Gross, l.Ceded, l.Net)
			}
			if sum.Sign() == 0 {
				continue
			}
			fair := new(big.Rat).SetInt(l.Gross.Shift(2).BigInt())
			fair.Mul(fair, new(big.Rat).SetInt(want)).Quo(fair, sum)
			off := fair.Sub(fair, new(big.Rat).SetInt(part))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("loss %s of %s cedes %s, a unit or more from its part", l.Loss, l.Gross, l.Ceded)
			}
		}
		if got.Cmp(want) != 0 {
			t.Fatalf("the losses cede %s, the contract %s", got, want)
		}
	})
}

// FuzzKinds reads terms from anything. What is read and valid is compiled or refused with an error, and is the same
// when it is written and read again.
func FuzzKinds(f *testing.F) {
	for _, document := range []string{
		`{"layers": [{"attachment": "500000", "limit": "1000000"}]}`,
		`{"layers": [{"id": "a", "attachment": 0, "share": 0.5, "shareOn": "loss", "eventCap": "1e3"}, {"attachment": 7, "minimumRisks": 2}]}`,
		`{"layers": [{"attachment": "1", "scope": {"include": {"lines": ["fire"]}, "exclude": {"perils": ["flood"]}, "bounds": [{"attribute": "age", "max": 25}]}}]}`,
		`{"layers": [{"attachment": "1e10000"}]}`, `{"layers": [{"attachment": -1, "limit": 0, "share": 2}]}`, `{"layers": []}`, `{`, `null`,
	} {
		f.Add([]byte(document))
	}
	f.Fuzz(func(t *testing.T, document []byte) {
		for _, kind := range xol.Kinds() {
			read := func(text []byte) (treaty.Terms, error) {
				return kind.Decode(func(into any) error { return strictjson.Unmarshal(text, into) })
			}
			terms, err := read(document)
			if err != nil || terms.Validate() != nil {
				continue
			}
			written, err := strictjson.Marshal(terms.Canonical())
			if err != nil {
				t.Fatalf("valid terms were not written: %v", err)
			}
			again, err := read(written)
			if err != nil || again.Validate() != nil {
				t.Fatalf("%s was written and not read again: %v, %v", written, err, again.Validate())
			}
			if twice, err := strictjson.Marshal(again.Canonical()); err != nil || !bytes.Equal(written, twice) {
				t.Fatalf("%s became %s: %v", written, twice, err)
			}
			program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, terms)}})
			if err != nil {
				continue
			}
			book, err := treaty.NewBook(treaty.BookSpec{
				Currency: "CNY", Risks: []treaty.Risk{risk("A", "fire")}, Losses: []treaty.Loss{loss("1", "A", "", "123456.78")},
			})
			if err != nil {
				t.Fatal(err)
			}
			r, err := program.Apply(context.Background(), book)
			if err != nil {
				continue // more may be ceded than there is
			}
			if l, _ := r.Loss("1"); !l.Gross.Equal(l.Ceded.Add(l.Net)) || l.Net.IsNegative() || l.Ceded.IsNegative() {
				t.Fatalf("%s: %s = %s + %s", document, l.Gross, l.Ceded, l.Net)
			}
		}
	})
}
