package main

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/internal/columns"
	"github.com/cedego/cede/lookthrough"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

// A tree prints products with what is below them. Amounts along a way are exact fractions of what is held; the library carries them in whole fen, by item and number of layers.
type tree struct {
	portfolio lookthrough.Portfolio
	products  map[string]*lookthrough.Product
	items     map[string]*lookthrough.Item
	findings  map[string]lookthrough.Finding
	factors   map[asset.Key][]string
	edition   *cross2.Edition
	table     columns.Table
	visit     func(asset.Key, *big.Rat) // of every base asset on every way; nil is nobody
}

func newTree(e *cross2.Edition, book portfolio.Book, r *portfolio.Result) *tree {
	t := &tree{
		edition:   e,
		portfolio: book.Products, products: make(map[string]*lookthrough.Product), items: make(map[string]*lookthrough.Item),
		findings: make(map[string]lookthrough.Finding), factors: factors(r), table: columns.Table{Right: map[int]bool{1: true, 2: true, 3: true}},
	}
	for i := range book.Products.Products {
		p := &book.Products.Products[i]
		t.products[p.ID] = p
	}
	for i := range book.Products.Items {
		t.items[book.Products.Items[i].ID] = &book.Products.Items[i]
	}
	for f := range r.Expansion.Findings() {
		t.findings[f.Product] = f
	}
	return t
}

// factors are the charges of what is below products over their exposure.
func factors(r *portfolio.Result) map[asset.Key][]string {
	exposure := make(map[asset.Key]decimal.Decimal)
	for h := range r.Expansion.Holdings() {
		exposure[h.Key()] = exposure[h.Key()].Add(h.Value)
	}
	for x := range r.Expansion.Exposures() {
		exposure[asset.Key{ID: x.Product, Structure: x.Structure}] = x.Value
	}
	out := make(map[asset.Key][]string)
	add := func(id string, s asset.Structure, risk string, line cross2.Line) {
		key := asset.Key{ID: id, Structure: s}
		if ex, ok := exposure[key]; ok && ex.IsPositive() {
			out[key] = append(out[key], risk+" "+line.Amount().DivRound(ex, 4).String())
		}
	}
	for _, c := range r.MarketCharges {
		add(c.Of, c.Structure, string(c.Risk), c.Line)
	}
	for _, c := range r.CreditCharges {
		risk := "default"
		if c.Spread {
			risk = "spread"
		}
		add(c.Holding, c.Structure, risk, c.Line)
	}
	return out
}

func (t *tree) String() string {
	t.table.Add("product and what is below", "amount", "layers", "Kp", "factors and how it is measured")
	positions := slices.Clone(t.portfolio.Positions)
	slices.SortFunc(positions, func(a, b lookthrough.Position) int { return cmp.Compare(a.Product, b.Product) })
	for _, p := range positions {
		product := t.products[p.Product]
		amount := p.Value.Rat()
		if p.Share != nil {
			amount = new(big.Rat).Mul(p.Share.Rat(), t.whole(product))
		}
		t.product(product, amount, 0, product.Type.Surface())
	}
	return t.table.String()
}

// whole is all that a product holds.
func (t *tree) whole(p *lookthrough.Product) *big.Rat {
	sum := p.Opaque.Rat()
	for i := range p.Parts {
		sum.Add(sum, t.lot(&p.Parts[i]))
	}
	return sum
}

// lot is the exposure of a part.
func (t *tree) lot(part *lookthrough.Part) *big.Rat {
	if part.Share != nil {
		return new(big.Rat).Mul(part.Share.Rat(), t.whole(t.products[part.ID]))
	}
	return part.Value.Rat()
}

// product prints a product that is reached through so many layers, and what is below.
func (t *tree) product(p *lookthrough.Product, amount *big.Rat, layers int, surface asset.Surface) {
	f := t.findings[p.ID]
	structure := asset.Structure{}
	if layers > 0 {
		structure = asset.Structure{Layers: layers, Surface: surface}
		if f.Treatment == lookthrough.Opaque {
			structure.Layers++ // the product itself is the last layer
		}
	}
	says := append(slices.Clone(t.factors[asset.Key{ID: p.ID, Structure: structure}]), string(f.Treatment)+": "+string(f.Reason))
	t.row(layers, p.ID+" ("+string(p.Type)+")", amount, structure.Layers, t.kp(structure), says)
	if f.Treatment != lookthrough.Through {
		return
	}
	whole := t.whole(p)
	through := func(x *big.Rat) *big.Rat { return new(big.Rat).Mul(amount, new(big.Rat).Quo(x, whole)) }
	below := asset.Structure{Layers: layers + 1, Surface: surface}
	for i := range p.Parts {
		part := &p.Parts[i]
		if next, ok := t.products[part.ID]; ok {
			t.product(next, through(t.lot(part)), layers+1, surface)
			continue
		}
		item := t.items[part.ID]
		if t.visit != nil {
			t.visit(asset.Key{ID: item.ID, Structure: below}, through(t.lot(part)))
		}
		t.row(layers+1, item.ID+" ("+item.Asset.Kind()+")", through(t.lot(part)), below.Layers, t.kp(below), t.factors[asset.Key{ID: item.ID, Structure: below}])
	}
	if p.Opaque.IsPositive() {
		t.row(layers+1, "not known", through(p.Opaque.Rat()), below.Layers, t.kp(below), append(slices.Clone(t.factors[asset.Key{ID: p.ID, Structure: below}]), "opaque"))
	}
}

func (t *tree) row(depth int, name string, amount *big.Rat, layers int, kp string, says []string) {
	shown := ""
	if layers > 0 {
		shown = strconv.Itoa(layers)
	}
	t.table.Add(strings.Repeat("  ", depth)+name, wanOf(amount), shown, kp, strings.Join(says, ", "))
}

// kp is the structure coefficient (Rule 7 Art. 18), of which what is held directly has none.
func (t *tree) kp(s asset.Structure) string {
	if s.IsDirect() {
		return ""
	}
	w := cross2.On(t.edition)
	line := s.Coefficient(w)
	if w.Err() != nil {
		return "?" // the charges beside it have said why
	}
	return line.Amount().String()
}

// wanOf is an amount in 万元 with two places.
func wanOf(yuan *big.Rat) string {
	return new(big.Rat).Quo(yuan, big.NewRat(10_000, 1)).FloatString(2)
}
