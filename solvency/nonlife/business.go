package nonlife

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/solvency/cross2"
)

// Business is the non-life business of a company. The zero Business has none and needs no capital.
type Business struct {
	_ [0]func()

	// Segments are the classes of business, each once and with each kind of special business at most once. The order
	// does not matter.
	Segments []Segment `json:"segments,omitzero"`
	// Financing is credit and surety insurance of loans (融资性信用保证险), or nil for none.
	Financing *Financing `json:"financing,omitzero"`
	// RunOff is how reserves ran off.
	RunOff RunOff `json:"runOff,omitzero"`
	// Options are the readings where the rule is silent.
	Options Options `json:"options,omitzero"`
}

// RunOff is by how much reserves turned out to be short, as a fraction of what was held (回溯偏差率): the mean of the last two year-ends, measured at the last
// quarter-end, net of reinsurance. A positive one is a shortfall. One that is nil is not known: it has no coefficient and gives no relief.
type RunOff struct {
	_ [0]func()

	// Motor is of the outstanding claims reserve of motor business, NonMotor of that of all other business together. Source: Rule 4 Arts. 23-31.
	Motor    *decimal.Decimal `json:"motor,omitzero"`
	NonMotor *decimal.Decimal `json:"nonMotor,omitzero"`
	// Premium is of the unearned premium reserve and Reserve of the outstanding claims reserve, both of all business together: at -5 % or below, premium
	// risk and reserve risk are 95 %, reserve risk without that of the class other. Only property companies have this relief, others
	// leave it nil. Source: 金规〔2023〕5号 （四）.
	Premium *decimal.Decimal `json:"premium,omitzero"`
	Reserve *decimal.Decimal `json:"reserve,omitzero"`
}

// of returns what the reserve coefficient of a class depends on.
func (r RunOff) of(c Class) *decimal.Decimal {
	switch c {
	case Motor:
		return r.Motor
	case Other:
		return nil
	case Property, Marine, Liability, Agriculture, Credit, Accident, Health, Life:
		return r.NonMotor
	}
	return nil
}

func (r RunOff) validate() error {
	return errors.Join(
		bound.Optional(bound.Check, "motor", r.Motor),
		bound.Optional(bound.Check, "nonMotor", r.NonMotor),
		bound.Optional(bound.Check, "premium", r.Premium),
		bound.Optional(bound.Check, "reserve", r.Reserve))
}

// Validate reports every figure that is missing, out of place or out of range, joined; each is a [cede.InvalidError].
func (b Business) Validate() error {
	var errs []error
	type business struct {
		class   Class
		special Special
	}
	seen, first := map[business]bool{}, map[Class]int{}
	for i, s := range b.Segments {
		errs = append(errs, cede.At("segments", i, s.Validate()))
		if key := (business{s.Class, s.Special}); seen[key] {
			errs = append(errs, cede.At("segments", i, cede.Invalid("class", string(s.Class), "must not be there twice")))
		} else {
			seen[key] = true
		}
		if j, ok := first[s.Class]; ok {
			errs = append(errs, cede.At("segments", i, s.agrees(b.Segments[j], fmt.Sprintf("segments[%d]", j))))
		} else {
			first[s.Class] = i
		}
	}
	if b.Financing != nil {
		errs = append(errs, cede.In("financing", b.Financing.Validate()))
	}
	errs = append(errs, cede.In("runOff", b.RunOff.validate()), cede.In("options", b.Options.Validate()))
	return errors.Join(errs...)
}

// ToYuan returns b with its amounts, which are in s, in yuan.
func (b Business) ToYuan(s cross2.Scale) (Business, error) {
	var errs []error
	convert := func(x decimal.Decimal, name string) decimal.Decimal {
		yuan, err := s.ToYuan(x)
		errs = append(errs, cede.In(name, err))
		return yuan
	}
	at := func(list string, i int, from int) {
		errs = append(errs[:from], cede.At(list, i, errors.Join(errs[from:]...)))
	}
	segments := make([]Segment, len(b.Segments))
	for i, seg := range b.Segments {
		from := len(errs)
		seg.Premium, seg.Reserve = convert(seg.Premium, "premium"), convert(seg.Reserve, "reserve")
		if n := seg.NonProportional; n != nil {
			seg.NonProportional = &NonProportional{Ceded: convert(n.Ceded, "nonProportional.ceded"), Assumed: convert(n.Assumed, "nonProportional.assumed")}
		}
		if seg.Motor != nil && seg.Motor.LastYear != nil {
			m, yuan := *seg.Motor, convert(*seg.Motor.LastYear, "motor.lastYear")
			m.LastYear, seg.Motor = &yuan, &m
		}
		segments[i] = seg
		at("segments", i, from)
	}
	if b.Financing != nil {
		f := *b.Financing
		f.Loans = make([]Loan, len(b.Financing.Loans))
		for i, l := range b.Financing.Loans {
			from := len(errs)
			l.Balance, l.Reserve = convert(l.Balance, "balance"), convert(l.Reserve, "reserve")
			f.Loans[i] = l
			at("financing.loans", i, from)
		}
		b.Financing = &f
	}
	if err := errors.Join(errs...); err != nil {
		return Business{}, err
	}
	b.Segments = segments
	return b, nil
}

// Capital returns row S05-1.2.1, the minimum capital of premium and reserve risk (保费及准备金风险最低资本), with its parts down to the figures given:
//
//	premium risk, reserve risk = exposure × base factor × (1 + K), K = Σ k within [-0.25, 0.25]
//	class                      = √(premium² + 2 × 0.5 × premium × reserve + reserve²), of credit and surety with that of financing added
//	total                      = √(v · M · vᵀ) over the ten classes
//
// Roots are rounded to the fen, all else is exact. Source: Rule 4 Arts. 7, 42-44.
func (b Business) Capital(e *cross2.Edition) (cross2.Line, error) {
	classes, err := b.Classes(e)
	if err != nil {
		return cross2.Line{}, err
	}
	w := cross2.On(e)
	total := w.Quadratic(w.Row("S05-1.2.1", article("44")), "nonlife.lines", cross2.Fen, classes...)
	return total, w.Err()
}

// Classes returns the capital of premium and reserve risk of each of the ten classes, in the order of [Classes], zero for a class without
// business. Source: Rule 4 Arts. 42, 43.
func (b Business) Classes(e *cross2.Edition) ([]cross2.Line, error) {
	if err := b.Validate(); err != nil {
		return nil, err
	}
	lines := make([]cross2.Line, 0, 10)
	for _, class := range Classes() {
		w := cross2.On(e)
		l := b.class(w, class)
		if err := w.Err(); err != nil {
			return nil, err
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// class is the capital of one class.
func (b Business) class(w *cross2.Workings, class Class) cross2.Line {
	head := class.head("premium and reserve risk", "保费及准备金风险最低资本", "42")
	var segments []*Segment
	for i := range b.Segments {
		if b.Segments[i].Class == class {
			segments = append(segments, &b.Segments[i])
		}
	}
	cession := class.cession(w, segments)
	var premium, reserve []cross2.Line
	for i := range b.Segments {
		if s := &b.Segments[i]; s.Class == class {
			own := cross2.On(w.Edition())
			c := s.charges(own, cession, b.RunOff, b.Options)
			_ = w.Fail(cede.At("segments", i, own.Err()))
			premium, reserve = append(premium, c.premium), append(reserve, c.reserve)
		}
	}
	financing := class == Credit && b.Financing != nil
	key := "nonlife.premium-reserve"
	if class == Credit {
		head.Citation, key = article("43"), "nonlife.credit.premium-reserve"
	}
	if len(premium) == 0 {
		if financing {
			return w.Sum(head, b.Financing.capital(w))
		}
		return w.Given(head, decimal.Decimal{})
	}
	own := head
	if financing {
		own = class.head("premium and reserve risk without financing", "（非融资性）保费及准备金风险最低资本", "43")
	}
	line := w.Quadratic(own, key, cross2.Fen,
		sum(w, class.head("premium risk of the class", "保费风险最低资本合计", "42"), premium),
		sum(w, class.head("reserve risk of the class", "准备金风险最低资本合计", "42"), reserve))
	if financing {
		return w.Sum(head, line, b.Financing.capital(w))
	}
	return line
}

// sum adds lines; one alone stays as it is.
func sum(w *cross2.Workings, h cross2.Head, lines []cross2.Line) cross2.Line {
	if len(lines) == 1 {
		return lines[0]
	}
	return w.Sum(h, lines...)
}
