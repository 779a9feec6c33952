package lookthrough_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// The oracle looks through by walking every way from the top to the bottom, in fractions, one way at a time.

type walk struct {
	products map[string]*lookthrough.Product
	opaque   map[string]bool // by the construction of the case: nothing known, stale, elected
	exempt   map[string]bool
	whole    map[string]*big.Rat
	found    map[string]*big.Rat // "item other/2", "opaque p3 debt/1", "exempt p4 debt/1"
}

func (w *walk) all(id string) *big.Rat {
	if sum, ok := w.whole[id]; ok {
		return sum
	}
	p := w.products[id]
	sum := p.Opaque.Rat()
	for _, part := range p.Parts {
		sum.Add(sum, w.exposure(part.ID, part.Value, part.Share))
	}
	w.whole[id] = sum
	return sum
}

func (w *walk) exposure(id string, value decimal.Decimal, share *decimal.Decimal) *big.Rat {
	if w.products[id] == nil || share == nil || w.opaque[id] || w.exempt[id] {
		return value.Rat()
	}
	return new(big.Rat).Mul(share.Rat(), w.all(id))
}

func (w *walk) down(id, surface string, layers int, amount *big.Rat) {
	add := func(what string, x *big.Rat) {
		key := fmt.Sprintf("%s %s/%d", what, surface, layers)
		if w.found[key] == nil {
			w.found[key] = new(big.Rat)
		}
		w.found[key].Add(w.found[key], x)
	}
	p := w.products[id]
	for _, part := range p.Parts {
		x := new(big.Rat).Quo(w.exposure(part.ID, part.Value, part.Share), w.all(id))
		x.Mul(x, amount)
		switch {
		case w.products[part.ID] == nil:
			add(part.ID, x)
		case w.opaque[part.ID]:
			add("opaque "+part.ID, x)
		case w.exempt[part.ID]:
			add("exempt "+part.ID, x)
		default:
			w.down(part.ID, surface, layers+1, x)
		}
	}
	if p.Opaque.IsPositive() {
		add("opaque "+id, new(big.Rat).Mul(amount, new(big.Rat).Quo(p.Opaque.Rat(), w.all(id))))
	}
}

// A random portfolio of up to 12 products over 5 base assets, with shared products, lots, shares, parts that are not known, and products that cannot be looked through or
// are exempt.
func scene(t testing.TB, seed int64) (lookthrough.Portfolio, *walk) {
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	types := []lookthrough.Type{lookthrough.EquityTrust, lookthrough.DebtPlan, lookthrough.InfrastructureREIT, lookthrough.EquityFund, lookthrough.FixedIncomeTrust}
	w := &walk{products: map[string]*lookthrough.Product{}, opaque: map[string]bool{}, exempt: map[string]bool{}, whole: map[string]*big.Rat{}, found: map[string]*big.Rat{}}
	var p lookthrough.Portfolio
	for i := range 5 {
		p.Items = append(p.Items, lookthrough.Item{ID: fmt.Sprintf("item%d", i), Asset: loan()})
	}
	amount := func() decimal.Decimal { return decimal.New(1+random.Int64N(10_000_000), -2) }
	n := 1 + random.IntN(12)
	for i := range n {
		id := fmt.Sprintf("p%02d", i)
		q := lookthrough.Product{ID: id, Type: types[random.IntN(len(types))], AsOf: day(t, reporting)}
		for range 1 + random.IntN(5) {
			part := lookthrough.Part{ID: fmt.Sprintf("item%d", random.IntN(5)), Value: amount()}
			if i > 0 && random.IntN(2) == 0 {
				part.ID = fmt.Sprintf("p%02d", random.IntN(i))
				if random.IntN(3) == 0 {
					part.Share = ptr(decimal.New(1+random.Int64N(199), -3))
				}
			}
			q.Parts = append(q.Parts, part)
		}
		switch random.IntN(8) {
		case 0:
			q.AsOf, w.opaque[id] = day(t, "2025-09-30"), true
		case 1:
			q.Parts, w.opaque[id] = nil, true
		case 2:
			q.Type, q.Fund, q.Approved, w.exempt[id] = lookthrough.BankProduct, asset.BondFund, true, true
		case 3, 4:
			q.Opaque = amount()
		}
		p.Products = append(p.Products, q)
		w.products[id] = &q
	}
	for range 1 + random.IntN(4) {
		position := lookthrough.Position{Product: fmt.Sprintf("p%02d", random.IntN(n)), Value: amount()}
		if random.IntN(4) == 0 {
			position.Share = ptr(decimal.New(1+random.Int64N(249), -3))
		}
		p.Positions = append(p.Positions, position)
	}
	return p, w
}

func surfaceOf(t lookthrough.Type) string {
	surface, listed := map[lookthrough.Type]string{
		lookthrough.DebtPlan: "debt", lookthrough.FixedIncomeTrust: "debt", lookthrough.AssetBackedPlan: "debt", lookthrough.InfrastructureREIT: "reit",
	}[t]
	if !listed {
		return "other"
	}
	return surface
}

func TestExpand_oracle(t *testing.T) {
	proptest.Check(t, "layer by layer is way by way", prop.ForAll(func(seed int64) string {
		p, w := scene(t, seed)
		x := expand(t, p)
		held := new(big.Rat)
		want := map[string]*big.Rat{}
		for _, position := range p.Positions {
			id := position.Product
			exposure := w.exposure(id, position.Value, position.Share)
			held.Add(held, exposure)
			if w.opaque[id] || w.exempt[id] {
				measure := "exempt"
				if w.opaque[id] {
					measure = "opaque"
				}
				key := fmt.Sprintf("%s %s /0", measure, id)
				if want[key] == nil {
					want[key] = new(big.Rat)
				}
				want[key].Add(want[key], position.Value.Rat())
				continue
			}
			w.down(id, surfaceOf(w.products[id].Type), 1, exposure)
		}
		for key, x := range w.found {
			want[key] = x
		}
		got := map[string]decimal.Decimal{}
		for _, text := range shown(x) {
			if strings.HasPrefix(text, "surface") {
				continue
			}
			cut := strings.LastIndexByte(text, ' ')
			got[text[:cut]] = dec(text[cut+1:])
		}
		near := big.NewRat(1, 2) // yuan; the divisions of each layer are off by less than a fen for each part, and so are shares of a whole
		var sum decimal.Decimal
		for key, amount := range got {
			sum = sum.Add(amount)
			if want[key] == nil {
				return key + " is not there"
			}
			if off := new(big.Rat).Sub(amount.Rat(), want[key]); off.Abs(off).Cmp(near) > 0 {
				return fmt.Sprintf("%s is %s, want %s", key, amount, want[key].FloatString(4))
			}
		}
		for key, amount := range want {
			if _, ok := got[key]; !ok && amount.Cmp(near) > 0 {
				return key + " is missing, " + amount.FloatString(4)
			}
		}
		var exposed decimal.Decimal // conservation: nothing is lost
		for h := range x.Held() {
			exposed = exposed.Add(h.Exposure)
		}
		if !sum.Equal(exposed) {
			return fmt.Sprintf("the parts add up to %s, not %s", sum, exposed)
		}
		if off := new(big.Rat).Sub(exposed.Rat(), held); off.Abs(off).Cmp(near) > 0 {
			return fmt.Sprintf("held %s, want %s", exposed, held.FloatString(4))
		}
		return ""
	}, gens.Minor(0, 1_000_000_000)))
}

// The order of lists reaches no result, nor do lots of one thing.
func TestExpand_orderAndLots(t *testing.T) {
	proptest.Check(t, "shuffling and splitting into lots change nothing", prop.ForAll(func(seed int64) string {
		p, _ := scene(t, seed)
		want := shown(expand(t, p))
		random := rand.New(rand.NewPCG(uint64(seed), 2))
		for i := range p.Products {
			q := &p.Products[i]
			q.Parts = slices.Clone(q.Parts)
			for j := range q.Parts {
				if part := &q.Parts[j]; part.Share == nil && part.Value.GreaterThan(dec("0.01")) { // one fen of it is another lot
					part.Value = part.Value.Sub(dec("0.01"))
					q.Parts = append(q.Parts, lookthrough.Part{ID: part.ID, Value: dec("0.01")})
				}
			}
			random.Shuffle(len(q.Parts), func(i, j int) { q.Parts[i], q.Parts[j] = q.Parts[j], q.Parts[i] })
		}
		for i := range p.Positions {
			if x := &p.Positions[i]; x.Share == nil && x.Value.GreaterThan(dec("0.01")) {
				x.Value = x.Value.Sub(dec("0.01"))
				p.Positions = append(p.Positions, lookthrough.Position{Product: x.Product, Value: dec("0.01")})
			}
		}
		random.Shuffle(len(p.Items), func(i, j int) { p.Items[i], p.Items[j] = p.Items[j], p.Items[i] })
		random.Shuffle(len(p.Products), func(i, j int) { p.Products[i], p.Products[j] = p.Products[j], p.Products[i] })
		random.Shuffle(len(p.Positions), func(i, j int) { p.Positions[i], p.Positions[j] = p.Positions[j], p.Positions[i] })
		return cmp.Diff(want, shown(expand(t, p)))
	}, gens.Minor(0, 1_000_000_000)))
}

// In a product that is not debt-type, one more layer never lowers the factor of a bottom asset; at a debt-type surface neither; and a charge is at most its exposure.
func TestFactor_layers(t *testing.T) {
	for _, surface := range []asset.Surface{asset.DebtSurface, asset.OtherSurface, asset.REITSurface} {
		for _, base := range []string{"0.005", "0.085", "0.35", "0.45", "1"} {
			last := decimal.Decimal{}
			for layers := 1; layers <= 30; layers++ {
				h := asset.Holding{ID: "x", Asset: loan(), Value: dec("1"), Structure: asset.Structure{Layers: layers, Surface: surface}}
				got := charge(t, edition(t, reporting), h, base)
				if got.LessThan(last) || got.GreaterThan(dec("1")) {
					t.Fatalf("%s, base %s: %d layers cost %s, one less %s", surface, base, layers, got, last)
				}
				last = got
			}
		}
	}
}

// A charge of a product, at the surface, exempt or opaque, is between nothing and its exposure, whatever is concentrated.
func TestExposure_atMost(t *testing.T) {
	e := edition(t, reporting)
	proptest.Check(t, "a charge is at most the exposure", prop.ForAll(func(seed int64) string {
		p, _ := scene(t, seed)
		for x := range expand(t, p).Exposures() {
			x.Concentration = asset.Concentration{Counterparty: seed%2 == 0, Class: seed%3 == 0}
			l, err := x.Capital(e)
			if err != nil || l.Amount().IsNegative() || l.Amount().GreaterThan(x.Value) {
				return fmt.Sprintf("%s of %s costs %s, %v", x.Product, x.Value, l.Amount(), err)
			}
		}
		return ""
	}, gens.Minor(0, 1_000_000_000)))
}

// With the structure coefficient and the surface factors overridden to zero, looking through costs what holding the bottom assets directly does.
func TestExpand_directly(t *testing.T) {
	var entries []string
	for _, key := range edition(t, reporting).Keys() {
		if key == "lookthrough.layer" || key == "lookthrough.reit" || strings.HasPrefix(key, "lookthrough.surface.") {
			entries = append(entries, fmt.Sprintf(`{"key":%q,"kind":"factor","article":"0","unit":"fraction","en":"none","zh":"无","versions":[{"from":"2022-03-31","value":"0"}]}`, key))
		}
	}
	own, err := cross2.Load(strings.NewReader(`{"schema":"cede.cross2/1","rule":"7","en":"none","zh":"无","entries":[`+strings.Join(entries, ",")+`]}`), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	e, err := edition(t, reporting).With(own)
	if err != nil {
		t.Fatal(err)
	}
	proptest.Check(t, "without structure the charge is that of the bottom", prop.ForAll(func(seed int64) string {
		p, _ := scene(t, seed)
		x, err := lookthrough.Expand(e, p)
		if err != nil {
			return err.Error()
		}
		for h := range x.Holdings() {
			if got, want := charge(t, e, h, "0.085"), h.Value.Mul(dec("0.085")); !got.Equal(want) {
				return fmt.Sprintf("%s at %v costs %s, want %s", h.ID, h.Structure, got, want)
			}
		}
		for s := range x.Exposures() {
			if l, err := s.Capital(e); err != nil || s.Measure == lookthrough.AtSurface && !l.Amount().IsZero() {
				return fmt.Sprintf("the surface of %s costs %s, %v", s.Product, l.Amount(), err)
			}
		}
		return ""
	}, gens.Minor(0, 1_000_000_000)))
}
