package oracle

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/cedego/cede/proportional"
)

// A measure is what shares of a unit are derived from: its sum insured or its PML, and the parts of it by row.
type measure struct {
	rows  []*risk
	parts []*big.Rat
	total *big.Rat
	gross *big.Rat // before any contract
}

// measured adds up the sums insured or PMLs of a unit. The PML of a row is reduced as its sum insured was.
func (s *section) measured(u *unit, base proportional.Base) measure {
	m := measure{rows: u.rows, total: whole(0), gross: whole(0)}
	for _, r := range u.rows {
		part, gross := s.sums[r.ID], r.sumInsured
		if base == proportional.OnPML {
			gross = r.pml
			if r.sumInsured.Sign() > 0 {
				part = quo(mul(r.pml, s.sums[r.ID]), r.sumInsured)
			}
		}
		m.parts = append(m.parts, part)
		m.total, m.gross = add(m.total, part), add(m.gross, gross)
	}
	return m
}

var errZero = errors.New("a share follows from a sum insured of zero")

// share finds the shares of every unit of a section.
func (p *program) share(s *section) error {
	s.pool()
	for _, u := range s.units {
		if err := p.shareUnit(s, u); err != nil {
			return fmt.Errorf("contract %s, section %q, unit %q: %w", s.contract.ID, s.ID, u.id, err)
		}
		if s.ShareDecimals != nil {
			u.roundShares(*s.ShareDecimals, p.round)
		}
	}
	return nil
}

// roundShares rounds the shares of a unit to so many decimals. What is above one goes from the last that has it, and what the
// shares gain goes from the overspill.
func (u *unit) roundShares(decimals int, round func(*big.Rat) *big.Rat) {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))
	exact := sum(u.shares)
	for k, share := range u.shares {
		u.shares[k] = quo(round(mul(share, scale)), scale)
	}
	for k := len(u.shares) - 1; k >= 0; k-- {
		surplus := aboveZero(sub(sum(u.shares), whole(1)))
		u.shares[k] = sub(u.shares[k], least(surplus, u.shares[k]))
	}
	if u.overspillShare.Sign() > 0 {
		u.overspillShare = aboveZero(sub(u.overspillShare, sub(sum(u.shares), exact)))
	}
}

func (p *program) shareUnit(s *section, u *unit) error {
	u.overspillShare = whole(0)
	switch terms := s.Terms.(type) {
	case proportional.QuotaShare:
		return p.shareQuota(s, u, terms)
	case proportional.Facultative:
		return p.shareFacultative(s, u, terms)
	case proportional.Surplus:
		m := s.measured(u, terms.Base)
		takes, over, err := p.surplus(m, surplusTerms{
			retention: terms.Retention, lineShare: whole(1), lineCount: terms.LineCount, capacities: terms.Capacities,
		})
		if err != nil {
			return err
		}
		return u.shareOut(m, takes, over, terms.Overspill)
	case proportional.QuotaShareSurplus:
		m := s.measured(u, terms.Base)
		share, lineShare := fraction(terms.Share), whole(1)
		if terms.LinesOn == proportional.LinesOnNet {
			lineShare = sub(whole(1), share)
		}
		takes, over, err := p.surplus(m, surplusTerms{
			retention: terms.Line, lineShare: lineShare, lineCount: terms.LineCount, capacities: terms.Capacities,
		})
		if err != nil {
			return err
		}
		line, err := p.retention(terms.Line, m)
		if err != nil {
			return err
		}
		quota := mul(share, least(m.total, line))
		return u.shareOut(m, append([]*big.Rat{quota}, takes...), over, terms.Overspill)
	}
	return fmt.Errorf("unknown terms %T", s.Terms)
}

// shareOut turns what each clause takes of a unit, and what is above them all, into shares of it.
func (u *unit) shareOut(m measure, takes []*big.Rat, over *big.Rat, overspill proportional.Overspill) error {
	if m.gross.Sign() == 0 {
		return errZero
	}
	if over.Sign() > 0 && overspill == proportional.OverspillError {
		return errors.New("above all capacity")
	}
	for _, t := range takes {
		share := whole(0)
		if m.total.Sign() > 0 {
			share = quo(t, m.total)
		}
		u.shares = append(u.shares, share)
	}
	if over.Sign() > 0 {
		u.overspillShare = quo(over, m.total)
	}
	return nil
}

func (p *program) shareQuota(s *section, u *unit, q proportional.QuotaShare) error {
	share := fraction(q.Share)
	if q.Limit == nil || q.LimitOn == proportional.LimitOnEachLoss {
		u.shares = []*big.Rat{share}
		return nil
	}
	limit, err := p.money.read(*q.Limit)
	if err != nil {
		return err
	}
	if q.LimitOn == proportional.LimitOnCeded {
		limit = quo(limit, share) // of the sum insured at 100 %
	}
	m := s.measured(u, proportional.OnSumInsured)
	covered := least(m.total, limit)
	return u.shareOut(m, []*big.Rat{mul(share, covered)}, sub(m.total, covered), q.Overspill)
}

func (p *program) shareFacultative(s *section, u *unit, f proportional.Facultative) error {
	if f.Share != nil {
		u.shares = []*big.Rat{fraction(*f.Share)}
		return nil
	}
	amount, err := p.money.read(*f.Amount)
	if err != nil {
		return err
	}
	m := s.measured(u, proportional.OnSumInsured)
	if less(m.total, amount) {
		return errors.New("sum insured below the facultative amount")
	}
	return u.shareOut(m, []*big.Rat{amount}, whole(0), "")
}

type surplusTerms struct {
	retention  proportional.Retention
	lineShare  *big.Rat // what a line is of the retention
	lineCount  proportional.LineCount
	capacities []proportional.Capacity
}

// surplus returns what each surplus takes of a unit and what is above them all.
func (p *program) surplus(m measure, terms surplusTerms) (takes []*big.Rat, over *big.Rat, err error) {
	given := terms.retention.Amount == nil && terms.retention.Table == nil
	begin := whole(0)
	if !given {
		if begin, err = p.retention(terms.retention, m); err != nil {
			return nil, nil, err
		}
	}
	line := begin
	if terms.lineShare.Cmp(whole(1)) != 0 {
		line = p.round(mul(begin, terms.lineShare))
	}
	for _, c := range terms.capacities {
		capacity, err := p.capacity(c, m, line, begin, terms.lineCount)
		if err != nil {
			return nil, nil, err
		}
		takes = append(takes, least(capacity, aboveZero(sub(m.total, begin))))
		begin = add(begin, capacity)
	}
	over = aboveZero(sub(m.total, begin))
	if given { // what the given shares leave is the retention
		shares := whole(0)
		for _, c := range terms.capacities {
			share, err := m.attribute(c.ShareAttribute)
			if err != nil {
				return nil, nil, err
			}
			shares = add(shares, share)
		}
		over = aboveZero(sub(least(shares, m.total), begin))
	}
	return takes, over, nil
}

// capacity returns the most that one surplus takes of a unit; begin is where it begins.
func (p *program) capacity(c proportional.Capacity, m measure, line, begin *big.Rat, count proportional.LineCount) (*big.Rat, error) {
	var terms []*big.Rat
	if c.Lines != nil {
		lines := fraction(*c.Lines)
		if count == proportional.LinesIncluding {
			lines = sub(lines, whole(1))
		}
		terms = append(terms, p.round(mul(lines, line)))
	}
	if c.Limit != nil {
		limit, err := p.money.read(*c.Limit)
		if err != nil {
			return nil, err
		}
		terms = append(terms, limit)
	}
	if c.Combined != nil {
		combined, err := p.money.read(*c.Combined)
		if err != nil {
			return nil, err
		}
		terms = append(terms, aboveZero(sub(combined, begin)))
	}
	if c.ShareAttribute != "" {
		share, err := m.attribute(c.ShareAttribute)
		if err != nil {
			return nil, err
		}
		terms = append(terms, share)
	}
	smallest := terms[0]
	for _, t := range terms {
		smallest = least(smallest, t)
	}
	return smallest, nil
}

// attribute returns the part of a unit that an attribute of its rows gives.
func (m measure) attribute(name string) (*big.Rat, error) {
	total := whole(0)
	for i, r := range m.rows {
		d, ok := r.Attributes[name]
		if !ok || d.Sign() < 0 || fraction(d).Cmp(whole(1)) > 0 {
			return nil, fmt.Errorf("risk %s: attribute %s must be in [0, 1]", r.ID, name)
		}
		total = add(total, mul(fraction(d), m.parts[i]))
	}
	return total, nil
}

// retention returns the retention of a unit.
func (p *program) retention(r proportional.Retention, m measure) (*big.Rat, error) {
	if r.Amount != nil {
		return p.money.read(*r.Amount)
	}
	grade := ""
	if r.Table.Bands[0].Grade != "" {
		grade = m.rows[0].Grade
		for _, row := range m.rows {
			if row.Grade != grade {
				return nil, errors.New("rows of different grades")
			}
		}
	}
	value, err := p.band(*r.Table, grade, m.total)
	if err != nil {
		return nil, err
	}
	if r.Table.Minimum != nil {
		bound, err := p.money.read(*r.Table.Minimum)
		if err != nil {
			return nil, err
		}
		value = greatest(value, bound)
	}
	if r.Table.Maximum != nil {
		bound, err := p.money.read(*r.Table.Maximum)
		if err != nil {
			return nil, err
		}
		value = least(value, bound)
	}
	return value, nil
}

// band reads a table of retentions.
func (p *program) band(t proportional.RetentionTable, grade string, total *big.Rat) (*big.Rat, error) {
	lower := whole(0)
	var last *big.Rat
	for _, b := range t.Bands {
		if b.Grade != grade {
			continue
		}
		amount, err := p.money.read(b.Amount)
		if err != nil {
			return nil, err
		}
		at := func(x *big.Rat) *big.Rat { return p.round(add(amount, mul(fraction(b.Rate), sub(x, lower)))) }
		if b.UpTo == nil {
			return at(total), nil
		}
		upper, err := p.money.read(*b.UpTo)
		if err != nil {
			return nil, err
		}
		if total.Cmp(upper) <= 0 {
			return at(total), nil
		}
		last, lower = at(upper), upper
	}
	switch {
	case last == nil:
		return nil, fmt.Errorf("no band for grade %q", grade)
	case t.Above == proportional.AboveError:
		return nil, errors.New("above the last band")
	}
	return last, nil
}
