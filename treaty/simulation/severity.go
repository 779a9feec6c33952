package simulation

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"strconv"

	"github.com/cedego/cede"
	"gonum.org/v1/gonum/mathext"
)

// A Severity is the distribution of the amount of a loss: a [Pareto], [GeneralizedPareto], [Lognormal], [Gamma], [Empirical], [Truncated] or [Mixture], as a
// value. Parameters that are amounts are in the currency, 1200000 for 1.2 million; only observed amounts are in minor units, as those of a [Table].
//
// Amounts are drawn by inversion, one uniform number of 64 bits for a loss: the amount is that which is exceeded with the probability (k + 1/2) / 2^64. Small probabilities have all their digits, and so have large
// losses. The amount is computed with floats, multiplied by 10^places and rounded half away from zero to a minor unit; from 2^53 minor units on floats are coarser than a unit.
type Severity interface {
	// Validate reports every parameter that is out of its range.
	Validate() error
	severity()
}

// Pareto is the severity of large losses, the single-parameter or European Pareto.
//
//	P(X > x) = (threshold / x)^alpha, x ≥ threshold
//
// With an alpha of at most 1 the mean is infinite: layers with a limit are fine, but a loss may leave 64 bits, which is an error unless the hazard has a maximum.
// The zero Pareto is not valid.
type Pareto struct {
	// Threshold is the smallest loss, above 0.
	Threshold float64
	// Alpha is the exponent, above 0 and at most 1,000,000.
	Alpha float64
}

// GeneralizedPareto is the severity of what exceeds a threshold.
//
//	P(X > x) = (1 + shape × (x - threshold) / scale)^(-1/shape), x ≥ threshold
//
// With a shape of 0 it is an exponential of mean scale above the threshold, below 0 it ends at threshold - scale/shape, above 0 it is as heavy as a Pareto with an alpha of 1/shape.
// The zero GeneralizedPareto is not valid.
type GeneralizedPareto struct {
	// Threshold is the smallest loss, not below 0.
	Threshold float64
	// Scale is above 0, an amount.
	Scale float64
	// Shape is from -1,000 to 1,000.
	Shape float64
}

// Lognormal is the severity whose logarithm is normal.
//
//	P(X > x) = 1 - Φ((ln x - mu) / sigma)
//
// Of a mean m and a coefficient of variation c, sigma is sqrt(ln(1 + c²)) and mu is ln m - sigma²/2. The zero Lognormal is not valid.
type Lognormal struct {
	// Mu is the mean of the logarithm of the amount, from -1,000 to 1,000; e^Mu is the median.
	Mu float64
	// Sigma is the standard deviation of the logarithm, above 0 and at most 1,000.
	Sigma float64
}

// Gamma is a severity with a light tail.
//
//	P(X > x) = Γ(shape, x/scale) / Γ(shape)
//
// The mean is shape × scale, the coefficient of variation 1/sqrt(shape). The zero Gamma is not valid.
type Gamma struct {
	// Shape is from 0.01 to 1,000,000.
	Shape float64
	// Scale is above 0, an amount.
	Scale float64
}

// Empirical is the severity of observed losses: each is as likely as any other, and drawn as it is. The zero Empirical is not valid.
type Empirical struct {
	// Loss is the observed amounts in minor units, as [Table.Loss], not negative, in any order. They are not copied before the table is made.
	Loss []int64
}

// Truncated is a severity on condition that it is between two amounts, which is not the same as cutting what is above ([Hazard.Maximum]).
//
//	P(X > x) = (S(x) - S(to)) / (S(from) - S(to)), from ≤ x ≤ to, where S(x) is P(Of > x)
//
// The zero Truncated is not valid.
type Truncated struct {
	// Of is a Pareto, GeneralizedPareto, Lognormal or Gamma.
	Of Severity
	// From is the smallest loss, not below 0; more must have a probability of at least 10^-280.
	From float64
	// To is the greatest, above From; 0 is none. At least a millionth of the losses above From must be below it.
	To float64
}

// Mixture is a severity that is one of several by chance; parts that are [Truncated] where the next begins are a spliced severity. The zero Mixture is not valid.
type Mixture struct {
	// Parts are in any order, which a table depends on but its distribution does not.
	Parts []Part
}

// A Part is one of the severities of a [Mixture]. The zero Part is not valid.
type Part struct {
	// Weight is how often the severity is taken, above 0: its share in the sum of the weights.
	Weight float64
	// Severity is any but a Mixture.
	Severity Severity
}

func (Pareto) severity()            {}
func (GeneralizedPareto) severity() {}
func (Lognormal) severity()         {}
func (Gamma) severity()             {}
func (Empirical) severity()         {}
func (Truncated) severity()         {}
func (Mixture) severity()           {}

// maxParameter bounds exponents and weights, maxLogarithm logarithms and shapes, so that no amount is a NaN.
const (
	maxParameter = 1e6
	maxLogarithm = 1000
)

// Validate reports every parameter that is out of its range.
func (p Pareto) Validate() error {
	return errors.Join(above("threshold", p.Threshold, 0, math.MaxFloat64), above("alpha", p.Alpha, 0, maxParameter))
}

// Validate reports every parameter that is out of its range.
func (g GeneralizedPareto) Validate() error {
	return errors.Join(
		within("threshold", g.Threshold, 0, math.MaxFloat64), above("scale", g.Scale, 0, math.MaxFloat64), within("shape", g.Shape, -maxLogarithm, maxLogarithm),
	)
}

// Validate reports every parameter that is out of its range.
func (l Lognormal) Validate() error {
	return errors.Join(within("mu", l.Mu, -maxLogarithm, maxLogarithm), above("sigma", l.Sigma, 0, maxLogarithm))
}

// Validate reports every parameter that is out of its range.
func (g Gamma) Validate() error {
	return errors.Join(within("shape", g.Shape, 0.01, maxParameter), above("scale", g.Scale, 0, math.MaxFloat64))
}

// Validate reports observed amounts that are missing, and the first that is negative.
func (e Empirical) Validate() error {
	if len(e.Loss) == 0 {
		return cede.Invalid("loss", "", "must not be empty")
	}
	for i, x := range e.Loss {
		if x < 0 {
			return cede.At("loss", i, cede.Invalid("", strconv.FormatInt(x, 10), "must not be negative"))
		}
	}
	return nil
}

// Validate reports what is wrong with the severity, and amounts between which there is too little of it.
func (t Truncated) Validate() error {
	var errs []error
	switch of := t.Of.(type) {
	case nil:
		errs = append(errs, cede.Invalid("of", "", "must not be empty"))
	case Pareto, GeneralizedPareto, Lognormal, Gamma:
		errs = append(errs, cede.In("of", of.Validate()))
	default:
		errs = append(errs, cede.Invalid("of", fmt.Sprintf("%T", t.Of), "must be a Pareto, GeneralizedPareto, Lognormal or Gamma as a value"))
	}
	errs = append(errs, within("from", t.From, 0, math.MaxFloat64))
	if t.To != 0 {
		errs = append(errs, above("to", t.To, max(t.From, 0), math.MaxFloat64))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	const (
		rare  = 1e-280 // times 2^-65 a float still has all its digits
		least = 1e-6   // of the sixteen digits of a probability ten are left
	)
	from, to := probabilities(t)
	switch {
	case from < rare:
		return cede.Invalid("from", number(t.From), "must be exceeded with a probability of at least "+number(rare))
	case from-to < least*from:
		return cede.Invalid("to", number(t.To), "must have at least a millionth of the losses above from below it")
	}
	return nil
}

// Validate reports what is wrong with the parts, joined.
func (m Mixture) Validate() error {
	if len(m.Parts) == 0 {
		return cede.Invalid("parts", "", "must not be empty")
	}
	var errs []error
	for i, p := range m.Parts {
		err := above("weight", p.Weight, 0, maxParameter)
		if _, ok := p.Severity.(Mixture); ok {
			err = errors.Join(err, cede.Invalid("severity", "Mixture", "must not be a mixture"))
		} else {
			err = errors.Join(err, cede.In("severity", validSeverity(p.Severity)))
		}
		errs = append(errs, cede.At("parts", i, err))
	}
	return errors.Join(errs...)
}

// validSeverity is what is wrong with a severity; only values of this package's types are asked.
func validSeverity(s Severity) error {
	switch s := s.(type) {
	case nil:
		return cede.Invalid("", "", "must not be empty")
	case Pareto, GeneralizedPareto, Lognormal, Gamma, Empirical, Truncated, Mixture:
		return s.Validate()
	}
	return cede.Invalid("", fmt.Sprintf("%T", s), "must be one of the severities of this package as a value")
}

// An amountSampler draws amounts in minor units; ok is false where one leaves 64 bits.
type amountSampler interface {
	draw(raw uint64) (minor int64, ok bool)
}

// newSampler makes the sampler of a valid severity: amounts are in minor units of 10^-places, and at most maximum if it is not negative.
func newSampler(s Severity, places int, maximum int64) amountSampler {
	switch s := s.(type) {
	case Empirical:
		if maximum < 0 {
			maximum = math.MaxInt64
		}
		return &observed{loss: s.Loss, maximum: maximum}
	case Mixture:
		m := &mixture{ends: make([]uint64, len(s.Parts)-1), parts: make([]amountSampler, len(s.Parts))}
		whole, sum := 0.0, 0.0
		for _, p := range s.Parts {
			whole += p.Weight
		}
		for i, p := range s.Parts {
			if sum += p.Weight; i < len(m.ends) {
				m.ends[i] = share64(sum, whole)
			}
			m.parts[i] = newSampler(p.Severity, places, maximum)
		}
		return m
	}
	return &continuous{inverse: newInverse(s), factor: math.Pow10(places), maximum: maximum}
}

// observed draws one of the amounts.
type observed struct {
	loss    []int64
	maximum int64
}

func (o *observed) draw(raw uint64) (int64, bool) {
	i, _ := bits.Mul64(raw, uint64(len(o.loss)))
	return min(o.loss[i], o.maximum), true
}

// mixture gives each part a range of the uniform numbers, stretched to all of them: part i has those from ends[i-1] to ends[i].
type mixture struct {
	ends  []uint64
	parts []amountSampler
}

func (m *mixture) draw(raw uint64) (int64, bool) {
	from, i := uint64(0), 0
	for ; i < len(m.ends) && raw >= m.ends[i]; i++ {
		from = m.ends[i]
	}
	width := -from // that of the last part, to 2^64
	if i < len(m.ends) {
		width = m.ends[i] - from
	}
	if width != 0 { // a part that is all there is
		raw, _ = bits.Div64(raw-from, 0, width)
	}
	return m.parts[i].draw(raw)
}

// continuous draws from a distribution of amounts in the currency.
type continuous struct {
	inverse inverse
	factor  float64
	maximum int64
}

func (c *continuous) draw(raw uint64) (int64, bool) {
	// The numbers next to 1 are no other float than 1, the probability of an amount that nothing is below.
	u := min((float64(raw)+0.5)*0x1p-64, 1-0x1p-53)
	x := math.Round(c.inverse.exceeded(u) * c.factor)
	switch {
	case x < 1<<63:
		minor := int64(x)
		if c.maximum >= 0 {
			minor = min(minor, c.maximum)
		}
		return minor, true
	case x >= 1<<63 && c.maximum >= 0:
		return c.maximum, true
	}
	return 0, false
}

// An inverse is a continuous distribution of amounts, by the probability that one is exceeded.
type inverse interface {
	// exceeded returns the amount that is exceeded with the probability u, in (0, 1).
	exceeded(u float64) float64
	// survival returns the probability that x, not negative, is exceeded.
	survival(x float64) float64
}

// newInverse makes the inverse of a valid severity that has one.
func newInverse(s Severity) inverse {
	switch s := s.(type) {
	case Pareto:
		return &pareto{s.Threshold, s.Alpha}
	case GeneralizedPareto:
		return &generalizedPareto{s.Threshold, s.Scale, s.Shape}
	case Lognormal:
		return &lognormal{s.Mu, s.Sigma}
	case Gamma:
		lg, _ := math.Lgamma(s.Shape)
		return &gamma{shape: s.Shape, scale: s.Scale, logGamma: lg}
	case Truncated:
		from, to := probabilities(s)
		t := &truncated{of: newInverse(s.Of), from: s.From, to: s.To, inside: from - to, beyond: to}
		if s.To == 0 {
			t.to = math.Inf(1)
		}
		return t
	}
	return nil
}

// probabilities returns those of a loss above each end.
func probabilities(t Truncated) (from, to float64) {
	of := newInverse(t.Of)
	if t.To > 0 {
		to = of.survival(t.To)
	}
	return of.survival(t.From), to
}

type pareto struct{ threshold, alpha float64 }

func (p *pareto) exceeded(u float64) float64 { return p.threshold * math.Exp(-math.Log(u)/p.alpha) }

func (p *pareto) survival(x float64) float64 {
	if x <= p.threshold {
		return 1
	}
	return math.Exp(-math.Log(x/p.threshold) * p.alpha)
}

type generalizedPareto struct{ threshold, scale, shape float64 }

// exceeded is threshold + scale × (u^-shape - 1) / shape, with all digits where the shape is near 0.
func (g *generalizedPareto) exceeded(u float64) float64 {
	h := -math.Log(u)
	if g.shape != 0 {
		h = math.Expm1(g.shape*h) / g.shape
	}
	return g.threshold + g.scale*h
}

func (g *generalizedPareto) survival(x float64) float64 {
	if x <= g.threshold {
		return 1
	}
	h := (x - g.threshold) / g.scale
	switch {
	case g.shape == 0:
		return math.Exp(-h)
	case g.shape*h <= -1:
		return 0
	}
	return math.Exp(-math.Log1p(g.shape*h) / g.shape)
}

type lognormal struct{ mu, sigma float64 }

func (l *lognormal) exceeded(u float64) float64 {
	return math.Exp(l.mu - l.sigma*mathext.NormalQuantile(u))
}

func (l *lognormal) survival(x float64) float64 {
	return math.Erfc((math.Log(x)-l.mu)/l.sigma/math.Sqrt2) / 2
}

type gamma struct{ shape, scale, logGamma float64 }

func (g *gamma) survival(x float64) float64 {
	return mathext.GammaIncRegComp(g.shape, x/g.scale)
}

// exceeded solves Q(shape, x) = u, or P(shape, x) = 1 - u, for the logarithm of x. In it both logarithms, of Q and of P, are concave (the
// hazard rate times x rises for every shape), so that Newton's steps close in from one side once they are near. A step out of the range that is known is halved.
//
// The inverses of gonum 0.17 take 0.7 to 9 µs, and that of P is wrong by up to its own size for shapes below 1.
func (g *gamma) exceeded(u float64) float64 {
	const (
		tiny = 1e-20 // P(x) is x^shape / Γ(shape + 1) up to here
		near = 1e-8  // the next step would be of the order of its square
		most = 100   // some 3 are needed
	)
	a, upper := g.shape, u <= 0.5
	small := math.Exp((math.Log1p(-u) + g.logGamma + math.Log(a)) / a) // not above x
	if small < tiny {
		return g.scale * small
	}
	x, low, high := small, 0.0, math.Inf(1)
	if a >= 1 {
		// Wilson and Hilferty: the cube root is nearly normal.
		if w := 1 - 1/(9*a) - mathext.NormalQuantile(u)/(3*math.Sqrt(a)); w > 0.1 {
			x = a * w * w * w
		}
	} else if t := 0.253*a + 0.12*a*a; u < t { // Numerical Recipes, section 6.2.1
		x = 1 - math.Log(u/t)
	}
	for range most {
		density := math.Exp(a*math.Log(x) - x - g.logGamma) // of the logarithm of x
		var step float64
		if upper {
			q := mathext.GammaIncRegComp(a, x)
			step = math.Log(q/u) * q / density // NaN where q underflows
			low, high = narrow(low, high, x, q > u)
		} else {
			p := mathext.GammaIncReg(a, x)
			step = -math.Log(p/(1-u)) * p / density
			low, high = narrow(low, high, x, p < 1-u)
		}
		next := x * math.Exp(step)
		switch {
		case math.Abs(step) < near:
			return g.scale * next
		case next > low && next < high:
			x = next
		case high < math.MaxFloat64:
			x = low + (high-low)/2
		default:
			x *= 2
		}
	}
	return g.scale * x
}

// narrow returns the range of a solution that is above or below x.
func narrow(low, high, x float64, above bool) (from, to float64) {
	if above {
		return x, high
	}
	return low, x
}

// truncated has the probabilities inside its ends and beyond the upper one.
type truncated struct {
	of             inverse
	from, to       float64
	inside, beyond float64
}

func (t *truncated) exceeded(u float64) float64 {
	return min(max(t.of.exceeded(t.beyond+u*t.inside), t.from), t.to)
}

func (t *truncated) survival(x float64) float64 {
	return min(max(t.of.survival(x)-t.beyond, 0)/t.inside, 1)
}
