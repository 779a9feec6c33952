package lookthrough

import (
	"cmp"
	"errors"
	"iter"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
)

// ErrTooLarge is the error of a portfolio whose products hold one another in so many ways that looking through takes more than 20 million
// steps: one for each part of each product at each number of layers at which it is reached.
var ErrTooLarge = errors.New("lookthrough: too many parts at too many numbers of layers")

// maxSteps is what [ErrTooLarge] says.
const maxSteps = 20_000_000

// An Expansion is what a portfolio comes to when it is looked through: the base assets at the bottom, and products as such. It is immutable and safe for concurrent
// use. The zero Expansion is empty.
type Expansion struct {
	graph    *graph
	verdicts []verdict
	reached  []reached // by item or product, then by layers, then by class
	held     []held
	options  Options
}

// A reached is what comes to one item or product through products, by the number of layers and the class of the surface. There is
// no list of ways: all ways of one number of layers are one.
type reached struct {
	end    int32 // an item; or product + items: the whole of it; or product + items + products: what of it is not known
	layers int32
	class  class
	amount int64 // in fen
}

// A held is what the company holds of a product directly.
type held struct {
	product  int32
	value    int64 // recognised
	exposure int64 // what it is exposed to through the product
}

// A class is the class of the surface, as a small number.
type class uint8

const classes = 3

func (c class) surface() asset.Surface {
	return [classes]asset.Surface{asset.DebtSurface, asset.OtherSurface, asset.REITSurface}[c]
}

func classOf(t Type) class {
	switch t.Surface() {
	case asset.DebtSurface:
		return 0
	case asset.REITSurface:
		return 2
	case asset.OtherSurface:
	}
	return 1
}

// Expand looks through the products of a portfolio on the reporting date of the edition, down to base assets and to products that are exempt or cannot be looked
// through. What a company is exposed to through a product is divided over what this holds, in proportion to its values, to the fen: the largest remainders get what
// is left, equal ones in the order of ids. So nothing is lost: the parts of what is looked through always add up to it.
//
// Amounts are carried for each product by the number of layers over it, so that time and memory grow with the pairs of product and layers that are reached, however many ways
// there are; what needs more than 20 million steps is [ErrTooLarge], so that the result is at most 480 MB, and twice that while it is made. Products that contain one another are an error that names them.
// Source: Rule 7 Arts. 8-20, 25-34.
func Expand(e *cross2.Edition, p Portfolio) (*Expansion, error) {
	all, err := p.names()
	if err != nil {
		return nil, err
	}
	g, err := newGraph(&p, all)
	if err != nil {
		return nil, err
	}
	x := &Expansion{graph: g, options: p.Options}
	if x.verdicts, err = g.judge(e); err != nil {
		return nil, err
	}
	if err := x.hold(p.Positions, all); err != nil {
		return nil, err
	}
	return x, x.expand()
}

// hold adds up the positions.
func (x *Expansion) hold(positions []Position, all *names) error {
	rank := make([]int32, len(x.graph.products))
	for q, place := range x.graph.place {
		rank[place] = int32(q)
	}
	links := make([]link, len(x.graph.products))
	var touched []int32
	for i, position := range positions {
		q := rank[^all.positions[i]]
		value, err := minor("value", position.Value)
		if err != nil {
			return cede.At("positions", i, err)
		}
		l := &links[q]
		if l.lots == 0 {
			touched = append(touched, q)
		}
		l.lots++
		to := &l.plain
		if position.Share != nil {
			to = &l.shared
			l.share = l.share.Add(*position.Share)
		}
		var ok bool
		if *to, ok = fixed.Add(*to, value); !ok {
			return overflow("positions")
		}
		if l.share.GreaterThan(decimal.New(1, 0)) {
			return cede.At("positions", i, cede.Invalid("share", position.Share.String(), "must not be more than the whole of a product, with the other positions"))
		}
	}
	slices.Sort(touched)
	var sum int64
	for _, q := range touched {
		l := &links[q]
		value, ok := fixed.Add(l.plain, l.shared)
		exposure, err := l.exposure(&x.verdicts[q])
		if !ok || err != nil {
			return overflow("positions")
		}
		if sum, ok = fixed.Add(sum, max(value, exposure)); !ok {
			return overflow("positions")
		}
		x.held = append(x.held, held{q, value, exposure})
	}
	return nil
}

// An accumulator holds amounts by place, and which places have any.
type accumulator struct {
	amount  []int64
	touched []int32
}

func (a *accumulator) add(place int32, amount int64) {
	if amount == 0 {
		return
	}
	if a.amount[place] == 0 {
		a.touched = append(a.touched, place)
	}
	a.amount[place] += amount // a part of what is held, which fits
}

// take calls f for every place with its amount and clears it.
func (a *accumulator) take(f func(place int32, amount int64)) {
	for _, place := range a.touched {
		amount := a.amount[place]
		a.amount[place] = 0
		f(place, amount)
	}
	a.touched = a.touched[:0]
}

// expand carries what is held down, one layer at a time.
func (x *Expansion) expand() error {
	g := x.graph
	items, products := int32(len(g.items)), int32(len(g.products))
	this, next := &accumulator{amount: make([]int64, classes*products)}, &accumulator{amount: make([]int64, classes*products)}
	ends := &accumulator{amount: make([]int64, classes*(items+2*products))}
	for _, h := range x.held {
		if x.verdicts[h.product].treatment == Through {
			this.add(classes*h.product+int32(classOf(g.products[h.product].Type)), h.exposure)
		}
	}
	var parts []int64
	var all chunks
	steps := 0
	for layers := int32(1); len(this.touched) > 0; layers++ {
		slices.Sort(this.touched)
		for _, place := range this.touched {
			steps += int(g.from[place/classes+1] - g.from[place/classes])
		}
		if steps > maxSteps { // mutant: one step is none
			return ErrTooLarge
		}
		this.take(func(place int32, amount int64) {
			q, c := place/classes, place%classes
			weights := g.weight[g.from[q]:g.from[q+1]]
			parts = slices.Grow(parts[:0], len(weights))[:len(weights)]
			fixed.Apportion(parts, amount, amount, weights, x.verdicts[q].whole)
			for k, to := range g.to[g.from[q]:g.from[q+1]] {
				switch {
				case to >= 0:
					ends.add(classes*to+c, parts[k])
				case to == unknown:
					ends.add(classes*(items+products+q)+c, parts[k])
				case x.verdicts[^to].treatment == Through:
					next.add(classes*^to+c, parts[k])
				default:
					ends.add(classes*(items+^to)+c, parts[k])
				}
			}
		})
		ends.take(func(place int32, amount int64) {
			all.add(reached{place / classes, layers, class(place % classes), amount})
		})
		this, next = next, this
	}
	x.reached = all.ordered(int(items + 2*products))
	return nil
}

// chunks are a list that grows without moving.
type chunks [][]reached

func (c *chunks) add(r reached) {
	const size = 1 << 14
	last := len(*c) - 1
	if last < 0 || len((*c)[last]) == size { // mutant: the length of a piece reaches no result
		*c = append(*c, make([]reached, 0, size))
		last++
	}
	(*c)[last] = append((*c)[last], r)
}

// ordered returns the list by end, layers and class; layers already rise.
func (c chunks) ordered(ends int) []reached {
	start := make([]int32, ends+1)
	total := 0
	for _, chunk := range c {
		total += len(chunk)
		for _, r := range chunk {
			start[r.end+1]++
		}
	}
	for i := range ends {
		start[i+1] += start[i]
	}
	sorted := make([]reached, total)
	at := slices.Clone(start)
	for _, chunk := range c {
		for _, r := range chunk {
			sorted[at[r.end]] = r
			at[r.end]++
		}
	}
	for i := range ends {
		slices.SortFunc(sorted[start[i]:start[i+1]], func(a, b reached) int {
			return cmp.Or(cmp.Compare(a.layers, b.layers), cmp.Compare(a.class, b.class))
		})
	}
	return sorted
}

// Findings returns how each product is measured, in the order of their ids.
func (x *Expansion) Findings() iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for q, v := range x.verdicts {
			if !yield(Finding{
				Product: x.graph.products[q].ID, Treatment: v.treatment, Reason: v.reason,
				Whole: yuan(v.whole), Opaque: yuan(v.opaque), Items: v.items,
			}) {
				return
			}
		}
	}
}

// Holdings returns the base assets at the bottom (底层基础资产), in the order of their ids, layers and surfaces: one holding for each number of layers and class of surface by
// which an asset is reached. Its value is the exposure.
func (x *Expansion) Holdings() iter.Seq[asset.Holding] {
	return func(yield func(asset.Holding) bool) {
		if x.graph == nil {
			return
		}
		for _, r := range x.reached {
			if int(r.end) >= len(x.graph.items) {
				return
			}
			item := x.graph.items[r.end]
			if !yield(asset.Holding{
				ID: item.ID, Asset: item.Asset, Value: yuan(r.amount), Currency: item.Currency, Counterparty: item.Counterparty,
				Structure: asset.Structure{Layers: int(r.layers), Surface: r.class.surface()},
			}) {
				return
			}
		}
	}
}

// Exposures returns what is charged as a product: what is held directly, in the order of ids, and then what is below other products, in that of their ids, layers
// and surfaces.
func (x *Expansion) Exposures() iter.Seq[Exposure] {
	return func(yield func(Exposure) bool) {
		for _, h := range x.held {
			if exposure, ok := x.surface(h); ok && !yield(exposure) {
				return
			}
		}
		for _, r := range x.reached {
			if int(r.end) < len(x.graph.items) {
				continue
			}
			if !yield(x.below(r)) {
				return
			}
		}
	}
}

// surface is what is charged for a product that is held directly.
func (x *Expansion) surface(h held) (Exposure, bool) {
	p, v := x.graph.products[h.product], x.verdicts[h.product]
	exposure := exposureOf(p, yuan(h.value))
	switch v.treatment {
	case Through:
		exposure.Measure = AtSurface
		return exposure, h.value > 0 && p.Type.Surface() == asset.DebtSurface
	case Exempt:
		exposure.Measure = AsExempt
	case Opaque:
		exposure.Measure = AsOpaque
	}
	return exposure, h.value > 0
}

// below is what is charged for a product below others.
func (x *Expansion) below(r reached) Exposure {
	q, measure := int(r.end)-len(x.graph.items), AsExempt
	switch {
	case q >= len(x.graph.products):
		q, measure = q-len(x.graph.products), AsOpaque
	case x.verdicts[q].treatment == Opaque:
		measure = AsOpaque
	}
	exposure := exposureOf(x.graph.products[q], yuan(r.amount))
	exposure.Measure = measure
	exposure.Structure = asset.Structure{Layers: int(r.layers), Surface: r.class.surface()}
	if measure == AsOpaque && x.options.Opaque == BySurface {
		exposure.Class = r.class.surface()
	}
	return exposure
}

// Involving returns the products that are looked through and have something below them, at any depth, that is meant: a base asset of which item says so, or a product, or the part
// of one, that is charged as such and of which product says so. The keys are ids. What is worth nothing is not below.
func (x *Expansion) Involving(item func(*Item) bool, product func(*Product) bool) map[string]bool {
	meant := map[string]bool{}
	if x.graph == nil {
		return meant
	}
	g := x.graph
	is := func(q, to int32) bool {
		switch {
		case to == unknown:
			return product(g.products[q])
		case to >= 0:
			return item(g.items[to])
		case x.verdicts[^to].treatment == Through:
			return meant[g.products[^to].ID]
		}
		return product(g.products[^to])
	}
	for _, q := range g.order { // what a product holds comes before it
		if x.verdicts[q].treatment != Through {
			continue
		}
		for k := g.from[q]; k < g.from[q+1]; k++ {
			if g.weight[k] > 0 && is(q, g.to[k]) {
				meant[g.products[q].ID] = true
				break
			}
		}
	}
	return meant
}

// Held is what a company holds of a product directly, all positions together.
type Held struct {
	_ [0]func()

	// Product is the product.
	Product string
	// Value is the recognised value, and Exposure is what the company is exposed to through it: more where the product owes. Both are in yuan.
	Value, Exposure decimal.Decimal
}

// Held returns what the company holds of products directly, in the order of their ids.
func (x *Expansion) Held() iter.Seq[Held] {
	return func(yield func(Held) bool) {
		for _, h := range x.held {
			if !yield(Held{Product: x.graph.products[h.product].ID, Value: yuan(h.value), Exposure: yuan(h.exposure)}) {
				return
			}
		}
	}
}

func yuan(minor int64) decimal.Decimal { return decimal.New(minor, -fen) }
