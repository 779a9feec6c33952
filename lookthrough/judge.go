package lookthrough

import (
	"math"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/solvency/cross2"
)

// A Treatment is how a product is measured. The zero Treatment is not valid.
type Treatment string

const (
	// Through is a product that is looked through, as far as its parts are known (进行穿透).
	Through Treatment = "through"
	// Exempt is a product that need not be looked through (豁免穿透).
	Exempt Treatment = "exempt"
	// Opaque is a product that cannot be looked through (无法穿透).
	Opaque Treatment = "opaque"
)

// A Reason is why a product is measured as it is.
type Reason string

const (
	// PartsKnown is a product whose parts are known, wholly or in part.
	PartsKnown Reason = "parts known"
	// TestsMet is a product that meets the tests of exemption.
	TestsMet Reason = "tests of exemption met"
	// ByApproval is a product that the regulator exempts.
	ByApproval Reason = "approved by the regulator"
	// NothingKnown is a product of which no part is known.
	NothingKnown Reason = "no part known"
	// Stale is a product whose parts are of before the last quarter.
	Stale Reason = "parts older than the last quarter"
	// Elected is a product that the company takes as one that cannot be looked through, since most of it cannot.
	Elected Reason = "taken as a whole"
)

// A verdict is how a product is measured, and what those that hold it have to know. Amounts are in fen for all of it.
type verdict struct {
	treatment Treatment
	reason    Reason
	whole     int64 // what it holds
	opaque    int64 // of which cannot be looked through
	items     int64 // bottom assets, lots counted
	largest   int64 // the largest lot of a bottom asset that the test does not spare
}

// A judge finds the verdict on each product.
type judge struct {
	*graph
	day     cede.Date
	w       *cross2.Workings
	verdict []verdict
}

// judge finds the verdicts, in an order in which what a product holds comes before it, and sets the weights of what is held by share.
func (g *graph) judge(e *cross2.Edition) ([]verdict, error) {
	j := judge{graph: g, w: cross2.On(e), verdict: make([]verdict, len(g.products))}
	if err := j.w.Err(); err != nil {
		return nil, err
	}
	j.day = j.w.Edition().Date()
	for _, q := range g.order {
		if err := j.product(q); err != nil {
			return nil, g.at(q, err)
		}
	}
	return j.verdict, j.w.Err()
}

func (j *judge) product(q int32) error {
	p, v := j.products[q], &j.verdict[q]
	if p.AsOf.After(j.day) {
		return cede.Invalid("asOf", p.AsOf.String(), "must not be after the reporting date, "+j.day.String())
	}
	if err := j.measure(q); err != nil {
		return err
	}
	known := v.whole > j.unknown(q)
	stale := (len(p.Parts) > 0 || p.Stated != nil) && quarter(j.day)-quarter(p.AsOf) > 1
	switch {
	case !p.Waived && p.Approved:
		v.treatment, v.reason = Exempt, ByApproval
	case !p.Waived && !stale && j.exempt(q):
		v.treatment, v.reason = Exempt, TestsMet
	case stale:
		v.treatment, v.reason = Opaque, Stale
	case !known:
		v.treatment, v.reason = Opaque, NothingKnown
	default:
		v.treatment, v.reason = Through, PartsKnown
	}
	if p.Whole {
		return j.elect(v)
	}
	return nil
}

// elect takes a product as opaque, if so much of it is.
func (j *judge) elect(v *verdict) error {
	if v.treatment != Through {
		return nil
	}
	limit, err := j.w.Edition().Threshold("lookthrough.opaque.share")
	if err != nil {
		return err
	}
	met, err := limit.MetBy(decimal.New(v.opaque, -fen), decimal.New(v.whole, -fen))
	if err != nil {
		return err
	}
	if !met {
		return cede.Invalid("whole", decimal.New(v.opaque, -fen).String(), "must only be set where the part that cannot be looked through is 90 % or more")
	}
	v.treatment, v.reason = Opaque, Elected
	return nil
}

// quarter counts quarters.
func quarter(d cede.Date) int {
	const months = 3
	year, month, _ := d.Civil()
	return year*4 + (int(month)-1)/months
}

// measure adds up what a product holds.
func (j *judge) measure(q int32) error {
	v := &j.verdict[q]
	v.items, v.largest = int64(j.lots[q].count), j.lots[q].largest
	for i := j.linked[q]; i < j.linked[q+1]; i++ {
		x := &j.links[i]
		below := &j.verdict[^j.to[x.part]]
		exposure, err := x.exposure(below)
		if err != nil {
			return err
		}
		j.weight[x.part] = exposure
		items, largest, opaque := int64(x.lots), x.largest, int64(0)
		switch below.treatment {
		case Through:
			items = 0
			if exposure > 0 {
				items = below.items // once, in however many lots the product is held
			}
			largest, opaque = part(exposure, below.largest, below.whole), part(exposure, below.opaque, below.whole)
		case Opaque:
			opaque = exposure
		case Exempt:
		}
		v.items = capped(v.items, items)
		v.largest = max(v.largest, largest)
		v.opaque += opaque
	}
	var ok bool
	if v.whole, ok = fixed.Sum(j.weight[j.from[q]:j.from[q+1]]); !ok {
		return overflow("parts")
	}
	v.opaque += j.unknown(q)
	return nil
}

// unknown is what is not known of what a product holds itself.
func (j *judge) unknown(q int32) int64 {
	if last := j.from[q+1] - 1; last >= j.from[q] && j.to[last] == unknown {
		return j.weight[last]
	}
	return 0
}

// exposure is what is exposed through a link: of what is looked through by share, the share of all; else the value.
func (x *link) exposure(below *verdict) (int64, error) {
	if below.treatment != Through || x.share.IsZero() {
		sum, ok := fixed.Add(x.plain, x.shared)
		if !ok {
			return 0, overflow("parts")
		}
		return sum, nil
	}
	sum, ok := fixed.Add(x.plain, share(below.whole, x.share))
	if !ok {
		return 0, overflow("parts")
	}
	return sum, nil
}

// share is the part of a whole, rounded half away from zero.
func share(whole int64, of decimal.Decimal) int64 {
	rounded, _ := fixed.Minor(decimal.New(whole, 0).Mul(of), 0, true) // at most whole
	return rounded
}

// part is x × some / all for some ≤ all.
func part(x, some, all int64) int64 {
	if all == 0 {
		return 0
	}
	y, _ := fixed.MulDiv(x, some, all, fixed.HalfUp) // at most x
	return y
}

// capped is the sum of two counts, without running over: products that share what they hold may double it with each layer.
func capped(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// exempt reports whether a product meets the tests of exemption. Source: Rule 7 Art. 25.
func (j *judge) exempt(q int32) bool {
	p, v := j.products[q], &j.verdict[q]
	if !p.Type.managed() && p.Type != AssetBackedPlan {
		return false
	}
	base := j.linked[q] == j.linked[q+1]
	items, largest, whole := decimal.New(v.items, 0), decimal.New(v.largest, -fen), decimal.New(v.whole, -fen)
	if p.Stated != nil {
		base, items, largest, whole = p.Stated.OnlyBase, decimal.New(int64(p.Stated.Items), 0), p.Stated.Largest, decimal.New(1, 0)
	}
	if whole.IsZero() || v.opaque > 0 || (p.Type.managed() && !base) || (p.Type == AssetBackedPlan && !j.w.Met("lookthrough.exempt.items", items)) {
		return false
	}
	limit, err := j.w.Edition().Threshold("lookthrough.exempt.share")
	if j.w.Fail(err) != nil {
		return false
	}
	met, err := limit.MetBy(largest, whole)
	return j.w.Fail(err) == nil && met
}

// A Finding says how a product is measured.
type Finding struct {
	// Product is the product.
	Product string
	// Treatment is how, and Reason is why.
	Treatment Treatment
	Reason    Reason
	// Whole is all that it holds, in yuan, as far as it is stated, and Opaque is what of it cannot be looked through, here or below.
	Whole, Opaque decimal.Decimal
	// Items is how many bottom assets it has, lots counted, as far as they are stated.
	Items int64
}
