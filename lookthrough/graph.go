package lookthrough

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/solvency/asset"
)

// A graph is a portfolio with places for names: items and products are counted in the order of their ids, so that the order of the lists reaches no result. Amounts
// are in fen.
type graph struct {
	items    []*Item
	products []*Product
	place    []int32 // of each product, in the list of the portfolio

	// The parts of product q are from[q] to from[q+1] in to and weight: items first, then products as ^place, then what is not known as unknown.
	from   []int32
	to     []int32
	weight []int64
	links  []link  // of the products among the parts
	linked []int32 // the links of product q are linked[q] to linked[q+1]
	lots   []lots  // of the items among the parts of a product, by product

	order []int32 // products after all that they hold
}

// unknown is the part of a product that is not known.
const unknown = math.MinInt32

// A link is what a product holds of another product, all lots of it together.
type link struct {
	part    int32           // in to and weight
	plain   int64           // value of the lots without share
	shared  int64           // value of the lots with share
	share   decimal.Decimal // sum of the shares
	lots    int
	largest int64 // of the lots
}

// lots are what the tests of exemption see of items.
type lots struct {
	count   int
	largest int64 // of those that the test does not spare
}

// newGraph returns the graph of a portfolio, whose ids mean all.
func newGraph(p *Portfolio, all *names) (*graph, error) {
	g := &graph{
		items:    make([]*Item, len(p.Items)),
		products: make([]*Product, len(p.Products)),
		place:    sorted(len(p.Products), func(i int32) string { return p.Products[i].ID }),
		from:     make([]int32, 1, len(p.Products)+1),
		linked:   make([]int32, 1, len(p.Products)+1),
		lots:     make([]lots, len(p.Products)),
		to:       make([]int32, 0, len(all.parts)),
		weight:   make([]int64, 0, len(all.parts)),
		links:    make([]link, 0, all.links),
	}
	first := make([]int32, len(p.Products)) // of the parts of each product, as listed
	for i := 1; i < len(first); i++ {
		first[i] = first[i-1] + int32(len(p.Products[i-1].Parts))
	}
	itemRank, productRank := make([]int32, len(p.Items)), make([]int32, len(p.Products))
	for rank, i := range sorted(len(p.Items), func(i int32) string { return p.Items[i].ID }) {
		g.items[rank], itemRank[i] = &p.Items[i], int32(rank)
	}
	for rank, i := range g.place {
		g.products[rank], productRank[i] = &p.Products[i], int32(rank)
	}
	var own []lot
	for q, product := range g.products {
		own = own[:0]
		for i := range product.Parts {
			part := &product.Parts[i]
			value, err := minor("value", part.Value)
			if err != nil {
				return nil, g.at(int32(q), cede.At("parts", i, err))
			}
			to := all.parts[first[g.place[q]]+int32(i)]
			if to >= 0 {
				to = itemRank[to]
			} else {
				to = ^productRank[^to]
			}
			own = append(own, lot{to, value, part.Share})
		}
		slices.SortFunc(own, func(a, b lot) int { return cmp.Compare(a.rank(), b.rank()) })
		if err := g.add(int32(q), own); err != nil {
			return nil, g.at(int32(q), err)
		}
	}
	return g, g.sort()
}

// A lot is a part of a product.
type lot struct {
	to    int32
	value int64
	share *decimal.Decimal
}

// rank sorts items before products, and both by id.
func (l lot) rank() int64 {
	if l.to < 0 {
		return int64(^l.to) + math.MaxInt32
	}
	return int64(l.to)
}

// add adds the parts of a product, sorted by what they are of: lots of one thing become one part.
func (g *graph) add(q int32, own []lot) error {
	for i := 0; i < len(own); {
		to, part := own[i].to, int32(len(g.to))
		var weight int64
		x := link{part: part}
		for ; i < len(own) && own[i].to == to; i++ {
			var ok bool
			if weight, ok = fixed.Add(weight, own[i].value); !ok {
				return overflow("parts")
			}
			if own[i].value > 0 { // what is worth nothing is none
				x.lots++
			}
			x.largest = max(x.largest, own[i].value)
			if own[i].share != nil {
				x.share = x.share.Add(*own[i].share)
				x.shared += own[i].value
			} else {
				x.plain += own[i].value
			}
		}
		if to < 0 {
			g.links = append(g.links, x)
			if x.share.GreaterThan(decimal.New(1, 0)) {
				return cede.Invalid("parts", g.products[^to].ID, "must not be shares of more than the whole of a product")
			}
		} else {
			g.lots[q].count += x.lots
			if !spared(g.items[to].Asset) {
				g.lots[q].largest = max(g.lots[q].largest, x.largest)
			}
		}
		g.to, g.weight = append(g.to, to), append(g.weight, weight)
	}
	if opaque, err := minor("opaque", g.products[q].Opaque); err != nil {
		return err
	} else if opaque > 0 {
		g.to, g.weight = append(g.to, unknown), append(g.weight, opaque)
	}
	g.from = append(g.from, int32(len(g.to)))
	g.linked = append(g.linked, int32(len(g.links)))
	return nil
}

// spared reports whether the test of the largest bottom asset leaves a base asset out: cash and liquidity tools, and the bonds of governments, policy banks and
// government-supported agencies. Source: Rule 7 Art. 25.
func spared(a asset.Asset) bool {
	switch a := a.(type) {
	case asset.Cash:
		return true
	case asset.Fund:
		return a.Type == asset.MoneyFund
	case asset.Bond:
		return a.Issuer == asset.Government || a.Issuer == asset.PolicyBank || a.Issuer == asset.Agency
	}
	return false
}

// at puts an error of a product at its place.
func (g *graph) at(q int32, err error) error { return cede.At("products", int(g.place[q]), err) }

func overflow(name string) error {
	return cede.Invalid(name, "", "must add up to less than 92 quadrillion yuan")
}

// sort finds an order in which every product is after those that it holds, or a product that contains itself.
func (g *graph) sort() error {
	const (
		open = 1
		done = 2
	)
	state := make([]uint8, len(g.products))
	next := make([]int32, len(g.products)) // the next link to follow
	g.order = make([]int32, 0, len(g.products))
	var path []int32
	for root := range g.products {
		if state[root] != 0 {
			continue
		}
		path = append(path, int32(root))
		state[root], next[root] = open, g.linked[root]
		for len(path) > 0 {
			q := path[len(path)-1]
			if next[q] == g.linked[q+1] {
				state[q] = done
				g.order = append(g.order, q)
				path = path[:len(path)-1]
				continue
			}
			below := ^g.to[g.links[next[q]].part]
			next[q]++
			switch state[below] {
			case 0:
				state[below], next[below] = open, g.linked[below]
				path = append(path, below)
			case open:
				return g.cycle(path, below)
			}
		}
	}
	return nil
}

// shownNames is how many products of a cycle an error names, at the most.
const shownNames = 20

// cycle says which products contain one another.
func (g *graph) cycle(path []int32, again int32) error {
	path = append(path[slices.Index(path, again):], again)
	last := path[len(path)-2]
	var ids []string
	for i, q := range path {
		if i >= shownNames-1 && i < len(path)-1 {
			if i == shownNames-1 {
				ids = append(ids, fmt.Sprintf("(%d more)", len(path)-shownNames))
			}
			continue
		}
		ids = append(ids, g.products[q].ID)
	}
	part := slices.IndexFunc(g.products[last].Parts, func(x Part) bool { return x.ID == g.products[again].ID })
	return g.at(last, cede.At("parts", part, cede.Invalid("id", g.products[again].ID, "must not contain itself: "+strings.Join(ids, " > "))))
}

// sorted returns the places 0 to n-1 in the order of their ids.
func sorted(n int, id func(int32) string) []int32 {
	type keyed struct {
		head  uint64 // the first bytes, which nearly always decide
		place int32
	}
	all := make([]keyed, n)
	for i := range all {
		var head uint64
		text := id(int32(i))
		for k := range 8 {
			head <<= 8
			if k < len(text) {
				head |= uint64(text[k])
			}
		}
		all[i] = keyed{head, int32(i)}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return strings.Compare(id(a.place), id(b.place))
	})
	places := make([]int32, n)
	for i, x := range all {
		places[i] = x.place
	}
	return places
}
