package oracle

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/cedego/cede/proportional"
	"github.com/shopspring/decimal"
)

// A measure is what shares of a unit are derived from: its sum insured, PML or premium, and the parts of it by row.
type measure struct {
	rows  []*risk
	parts []*big.Rat
	total *big.Rat
	gross *big.Rat // before any contract
}

// measured adds up the sums insured, PMLs or premiums of a unit, on 100 % of each row where own names the attribute that gives the
// insurer's share of it. The PML or premium of a row is reduced as its sum insured was.
func (p *program) measured(s *section, u *unit, base proportional.Base, own string) (measure, error) {
	m := measure{rows: u.rows, total: whole(0), gross: whole(0)}
	for _, r := range u.rows {
		gross, left := r.sumInsured, whole(0) // what stays of the row if it has no sum insured
		switch base {
		case proportional.OnPML:
			gross = r.pml
		case proportional.OnPremium:
			gross = r.premium
			left = sub(r.premium, inured(p.earlier(s.contract), premium, r.ID))
		case proportional.OnSumInsured:
		}
		part := left
		if r.sumInsured.Sign() > 0 {
			part = quo(mul(gross, s.sums[r.ID]), r.sumInsured)
		}
		if own != "" {
			share, ok := r.Attributes[own]
			if !ok || share.Sign() <= 0 || fraction(share).Cmp(whole(1)) > 0 {
				return m, fmt.Errorf("risk %s: attribute %s must be in (0, 1]", r.ID, own)
			}
			part = quo(part, fraction(share))
		}
		if own != "" || base == proportional.OnPremium {
			part = p.round(part)
		}
		m.parts = append(m.parts, part)
		m.total, m.gross = add(m.total, part), add(m.gross, gross)
	}
	return m, nil
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
	case proportional.VariableQuotaShare:
		return p.shareVariable(s, u, terms)
	case proportional.FacultativeObligatory:
		return p.shareObligatory(s, u, terms)
	case proportional.Surplus:
		m, err := p.measured(s, u, terms.Base, terms.OwnShareAttribute)
		if err != nil {
			return err
		}
		takes, over, err := p.surplus(m, surplusTerms{
			retention: terms.Retention, lineShare: whole(1), lineCount: terms.LineCount, capacities: terms.Capacities,
		})
		if err != nil {
			return err
		}
		return u.shareOut(m, takes, over, terms.Overspill)
	case proportional.QuotaShareSurplus:
		m, err := p.measured(s, u, terms.Base, terms.OwnShareAttribute)
		if err != nil {
			return err
		}
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
	m, err := p.measured(s, u, proportional.OnSumInsured, "")
	if err != nil {
		return err
	}
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
	m, err := p.measured(s, u, proportional.OnSumInsured, "")
	if err != nil {
		return err
	}
	if less(m.total, amount) {
		return errors.New("sum insured below the facultative amount")
	}
	return u.shareOut(m, []*big.Rat{amount}, whole(0), "")
}

// shareVariable gives a unit the share of the band that holds its measure.
func (p *program) shareVariable(s *section, u *unit, v proportional.VariableQuotaShare) error {
	m, err := p.measured(s, u, v.Base, v.OwnShareAttribute)
	if err != nil {
		return err
	}
	share, inside := whole(0), false
	for _, b := range v.Bands {
		share, inside = fraction(b.Share), true
		if b.UpTo == nil {
			break
		}
		upTo, err := p.money.read(*b.UpTo)
		if err != nil {
			return err
		}
		if inside = m.total.Cmp(upTo) <= 0; inside {
			break
		}
	}
	if !inside && v.Above == proportional.AboveError && m.total.Sign() > 0 {
		return errors.New("above the last band")
	}
	covered := m.total
	if v.Limit != nil && v.LimitOn != proportional.LimitOnEachLoss {
		limit, err := p.money.read(*v.Limit)
		if err != nil {
			return err
		}
		switch {
		case v.LimitOn != proportional.LimitOnCeded:
			covered = least(m.total, limit)
		case less(limit, mul(share, m.total)):
			covered = quo(limit, share)
		}
	}
	return u.shareOut(m, []*big.Rat{mul(share, covered)}, sub(m.total, covered), v.Overspill)
}

// shareObligatory cedes what the cedent asks and the reinsurer has to accept.
func (p *program) shareObligatory(s *section, u *unit, o proportional.FacultativeObligatory) error {
	asked := map[string]bool{}
	for _, r := range u.rows {
		if d, ok := r.Attributes[o.ShareAttribute]; ok {
			asked[fraction(d).RatString()] = true
		} else {
			asked["nothing"] = true
		}
	}
	if len(asked) == 1 && asked["nothing"] {
		u.shares = []*big.Rat{whole(0)}
		return nil
	}
	m, err := p.measured(s, u, o.Base, o.OwnShareAttribute)
	if err != nil {
		return err
	}
	if m.total.Sign() == 0 { // nothing is left to ask for
		return u.shareOut(m, []*big.Rat{whole(0)}, whole(0), "")
	}
	if len(asked) > 1 {
		return errors.New("rows ask for different shares")
	}
	wants, err := m.attribute(o.ShareAttribute)
	if err != nil {
		return err
	}
	kept, limit, err := p.optionals(o.MinimumRetention, o.Limit)
	if err != nil {
		return err
	}
	accepted := m.total
	if kept != nil {
		accepted = aboveZero(sub(accepted, kept))
	}
	if limit != nil {
		accepted = least(accepted, limit)
	}
	if o.Lines != nil {
		accepted = least(accepted, p.round(mul(fraction(*o.Lines), kept)))
	}
	accepted = least(accepted, wants)
	return u.shareOut(m, []*big.Rat{accepted}, sub(wants, accepted), o.Overspill)
}

// optionals reads two amounts that may be absent.
func (p *program) optionals(x, y *decimal.Decimal) (a, b *big.Rat, err error) {
	a, err1 := p.money.optional(x)
	b, err2 := p.money.optional(y)
	return a, b, errors.Join(err1, err2)
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
