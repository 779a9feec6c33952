package market_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/leanovate/gopter/gen"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/market"
)

// An oracle in fractions, with the numbers of Rule 8 typed again, of everything but shares on the factors of the notices: what one unit of an asset held
// directly and without concentration costs, and to which sub-risk.
func oracle(a asset.Asset) (market.Risk, *big.Rat) {
	r := func(text string) *big.Rat {
		x, ok := new(big.Rat).SetString(text)
		if !ok {
			panic(text)
		}
		return x
	}
	plus := func(x, k string) *big.Rat { return new(big.Rat).Mul(r(x), new(big.Rat).Add(r("1"), r(k))) }
	switch a := a.(type) {
	case asset.Bond:
		return market.InterestRisk, byDuration(a.Duration)
	case asset.InterestSwap:
		f := byDuration(a.Duration)
		if a.PayFixed {
			f.Neg(f)
		}
		return market.InterestRisk, f
	case asset.Fund:
		return market.EquityRisk, r(map[asset.FundType]string{asset.MoneyFund: "1/100", asset.BondFund: "6/100", asset.StockFund: "28/100", asset.MixedFund: "23/100", asset.CommodityFund: "23/100"}[a.Type])
	case asset.Convertible:
		return market.EquityRisk, r("23/100")
	case asset.Property:
		risk, k := market.PropertyRisk, "0"
		switch a.Place {
		case asset.OtherCity:
			k = "0.2"
		case asset.DevelopedMarket:
			risk, k = market.EquityDeveloped, "0.2"
		case asset.EmergingMarket:
			risk, k = market.EquityEmerging, "0.4"
		case asset.MajorCity:
		}
		return risk, plus("0.15", k)
	case asset.OverseasDebt:
		factor := "8/100"
		if a.Paper {
			factor = "3/100"
		}
		if a.Market == asset.Emerging {
			return market.FixedIncomeEmerging, plus(factor, "1/4")
		}
		return market.FixedIncomeDeveloped, r(factor)
	case asset.OverseasEquity:
		factor := map[asset.OverseasType]string{asset.OverseasMoneyFund: "0.01", asset.OverseasBondFund: "0.08", asset.OverseasListed: "0.39", asset.OverseasUnlisted: "0.45"}[a.Type]
		if a.Market == asset.Emerging {
			return market.EquityEmerging, plus(factor, "1/4")
		}
		return market.EquityDeveloped, r(factor)
	}
	panic("not in the oracle")
}

// byDuration is Rule 8 Art. 14, with brackets that are compared as fractions.
func byDuration(years decimal.Decimal) *big.Rat {
	d := years.Rat()
	line := func(slope, start *big.Rat) *big.Rat {
		return new(big.Rat).Mul(d, new(big.Rat).Add(new(big.Rat).Mul(slope, d), start))
	}
	switch {
	case d.Cmp(big.NewRat(5, 1)) <= 0:
		return line(big.NewRat(-1, 1000), big.NewRat(217, 10000))
	case d.Cmp(big.NewRat(10, 1)) <= 0:
		return line(big.NewRat(-106, 100_000), big.NewRat(22, 1000))
	}
	return line(new(big.Rat), big.NewRat(114, 10000))
}

// RF = min(1, RF0 × (1 + K + Kp)), Rule 7 Arts. 14, 18, 19; Rule 8 Arts. 6, 65-67.
func TestOracle(t *testing.T) {
	e := on(t, today)
	proptest.Check(t, "charges are those of the oracle", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 26))
		pick := func(n int) int { return m.IntN(n) }
		var a asset.Asset
		markets := []asset.Market{asset.Developed, asset.Emerging}
		switch pick(7) {
		case 0:
			a = asset.Bond{Issuer: asset.Government, Duration: decimal.New(1+m.Int64N(300_000), -4)}
		case 1:
			a = asset.InterestSwap{Duration: decimal.New(1+m.Int64N(300), -1), PayFixed: pick(2) == 0}
		case 2:
			a = asset.Fund{Type: []asset.FundType{asset.MoneyFund, asset.BondFund, asset.StockFund, asset.MixedFund, asset.CommodityFund}[pick(5)]}
		case 3:
			a = asset.Convertible{}
		case 4:
			a = asset.Property{Form: asset.Title, Place: []asset.Place{asset.MajorCity, asset.OtherCity, asset.DevelopedMarket, asset.EmergingMarket}[pick(4)]}
		case 5:
			a = asset.OverseasDebt{Market: markets[pick(2)], Paper: pick(2) == 0}
		default:
			a = asset.OverseasEquity{Type: []asset.OverseasType{asset.OverseasMoneyFund, asset.OverseasBondFund, asset.OverseasListed, asset.OverseasUnlisted}[pick(4)], Market: markets[pick(2)]}
		}
		risk, factor := oracle(a)
		h := asset.Holding{ID: "H", Asset: a, Value: decimal.New(m.Int64N(1e12), -4)}
		// What is added to K, as tenths: of counterparty and class 4 and 2, of property 5, of layers one each, less one at a debt-type surface, less two below a REIT.
		tenths := int64(0)
		h.Concentration = asset.Concentration{Counterparty: pick(2) == 0, Class: pick(2) == 0, Property: pick(2) == 0}
		counts := risk != market.InterestRisk && risk != market.PropertyRisk
		if h.Concentration.Counterparty && counts {
			tenths += 4
		}
		if h.Concentration.Class && counts {
			tenths += 2
		}
		if h.Concentration.Property && risk == market.PropertyRisk {
			tenths += 5
		}
		if layers := pick(13); layers > 0 {
			h.Structure = asset.Structure{Layers: layers, Surface: []asset.Surface{asset.DebtSurface, asset.OtherSurface, asset.REITSurface}[pick(3)]}
			tenths += map[asset.Surface]int64{asset.DebtSurface: int64(layers) - 1, asset.OtherSurface: int64(layers), asset.REITSurface: int64(layers) - 2}[h.Structure.Surface]
		}
		base := factor
		sign := factor.Sign()
		coefficient := big.NewRat(tenths, 10)
		// the coefficient k1 of the asset is in factor already: RF0 × (1 + k1 + K) = factor + RF0 × K
		zero := map[market.Risk]*big.Rat{market.FixedIncomeEmerging: big.NewRat(4, 5), market.EquityEmerging: big.NewRat(4, 5)}[risk]
		if p, ok := a.(asset.Property); ok {
			zero = map[asset.Place]*big.Rat{asset.OtherCity: big.NewRat(5, 6), asset.DevelopedMarket: big.NewRat(5, 6), asset.EmergingMarket: big.NewRat(5, 7)}[p.Place]
		}
		if zero != nil {
			base = new(big.Rat).Mul(factor, zero)
		}
		want := new(big.Rat).Add(factor, new(big.Rat).Mul(base, coefficient))
		if whole := big.NewRat(int64(sign), 1); new(big.Rat).Abs(want).Cmp(big.NewRat(1, 1)) > 0 {
			want = whole
		}
		want.Mul(want, h.Value.Rat())
		// Below a REIT the mainland's 0.2 of other cities and -0.2 are within the bounds together, and 0.25 of an emerging market and -0.2.
		all := must[[]market.Charge](t)(market.Portfolio{Company: asset.NonLife, Holdings: []asset.Holding{h}}.Charges(e))
		if len(all) != 1 || all[0].Risk != risk || all[0].Line.Amount().Rat().Cmp(want) != 0 {
			t.Logf("%+v: got %v, want %s %s", h, all, risk, want.FloatString(10))
			return false
		}
		return true
	}, gen.UInt64()))
}

// Shares by Rule 8 Art. 26, and the notices of 2023 and 2025, with the gain as a fraction: what a line says is within a billionth of the value of it.
func TestOracle_shares(t *testing.T) {
	e := on(t, today)
	bases := map[asset.Board]*big.Rat{asset.MainBoard: big.NewRat(35, 100), asset.ChiNext: big.NewRat(45, 100), asset.STAR: big.NewRat(45, 100)}
	one := big.NewRat(1, 1)
	proptest.Check(t, "charges are those of the oracle", prop.ForAll(func(seed uint64) bool {
		m := rand.New(rand.NewPCG(seed, 300))
		p := market.Portfolio{Company: asset.Life, Gain: []market.Gain{"", market.OnBase, market.OnFactor}[m.IntN(3)]}
		book, cost := new(big.Rat), new(big.Rat)
		type share struct {
			base, target *big.Rat
			direct       bool
			tenths       int64
		}
		var shares []share
		for i := range 1 + m.IntN(6) {
			s := asset.Stock{Board: []asset.Board{asset.MainBoard, asset.ChiNext, asset.STAR}[m.IntN(3)], Index: m.IntN(2) == 0, LowVolatility: m.IntN(3) == 0}
			h := asset.Holding{ID: fmt.Sprint(i), Value: decimal.New(1+m.Int64N(1e10), -2)}
			x := share{base: bases[s.Board], direct: m.IntN(3) > 0}
			if !x.direct {
				h.Structure, x.tenths = asset.Structure{Layers: 2, Surface: asset.OtherSurface}, 2
			}
			if h.Concentration.Counterparty = m.IntN(3) == 0; h.Concentration.Counterparty {
				x.tenths += 4
			}
			years := m.IntN(6) // 0: not known
			if years > 0 {
				s.Trades = []asset.Trade{{Date: e.Date().AddDays(-366 * years), Shares: dec("7")}}
			}
			if m.IntN(2) == 0 {
				c := decimal.New(1+m.Int64N(1e10), -2)
				s.Cost = &c
				if x.direct {
					book.Add(book, h.Value.Rat())
					cost.Add(cost, c.Rat())
				}
			}
			lower := func(n int64, holds bool) {
				if f := big.NewRat(n, 100); holds && (x.target == nil || f.Cmp(x.target) < 0) {
					x.target = f
				}
			}
			lower(30, s.Index)
			lower(40, s.Board == asset.STAR)
			lower(27, (s.Index || s.LowVolatility) && x.direct && years >= 3)
			lower(36, s.Board == asset.STAR && x.direct && years >= 2)
			h.Asset = s
			p.Holdings, shares = append(p.Holdings, h), append(shares, x)
		}
		k1 := new(big.Rat)
		if cost.Sign() > 0 {
			gain := new(big.Rat).Quo(new(big.Rat).Sub(book, cost), cost)
			k1.Mul(gain, new(big.Rat).Abs(gain))
			if gain.Cmp(one) >= 0 {
				k1.Set(one)
			}
		}
		all := must[[]market.Charge](t)(p.Charges(e))
		for i, x := range shares {
			k := big.NewRat(x.tenths, 10)
			if x.direct {
				k.Add(k, k1)
			}
			factor := new(big.Rat).Mul(x.base, new(big.Rat).Add(one, k))
			switch {
			case x.target != nil && p.Gain == market.OnFactor:
				factor.Mul(x.target, new(big.Rat).Add(one, k))
			case x.target != nil:
				factor.Add(x.target, new(big.Rat).Mul(x.base, k))
			}
			if factor.Cmp(one) > 0 {
				factor.Set(one)
			}
			if factor.Sign() < 0 { // great losses beside a low factor
				factor.SetInt64(0)
			}
			value := p.Holdings[i].Value.Rat()
			off := new(big.Rat).Sub(all[i].Line.Amount().Rat(), new(big.Rat).Mul(factor, value))
			if off.Abs(off).Cmp(new(big.Rat).Mul(value, big.NewRat(1, 1e9))) > 0 {
				t.Logf("%+v: got %s, want %s", p.Holdings[i], all[i].Line.Amount(), new(big.Rat).Mul(factor, value).FloatString(8))
				return false
			}
		}
		return true
	}, gen.UInt64()))
}
