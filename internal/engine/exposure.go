package engine

import (
	"context"
	"errors"
	"slices"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/fixed"
)

// Risks are the columns of the risks of a book, in canonical order.
type Risks struct {
	Sum, PML, Premium []int64
	From, To          []cede.Date
	// Exposed are the risks of each filter, Units the unit of each risk by unit rule.
	Exposed []Selected
	Units   []Units
	// Grade and Attribute are what a rule of shares may ask about a row.
	Grade     func(row int32) string
	Attribute func(row int32, name string) (fixed.Ratio, bool)
}

// Units numbers units of risk.
type Units struct {
	// Of is the unit of each risk.
	Of    []int32
	Count int
}

// An Exposure is what the plan cedes of sums insured and premium, and the
// shares it cedes losses with.
type Exposure struct {
	// Sections are by the number of a section's first cover.
	Sections map[int32]*Exposed
	// Sums and Premiums are the ledgers.
	Sums, Premiums *Ledger
}

// Exposed is what a section with shares makes of its risks.
type Exposed struct {
	// Shares are by unit and part.
	Shares []fixed.Ratio
	// Sum and Premium are the subject columns by risk, zero outside the section.
	Sum, Premium []int64
	// Over are the units above capacity.
	Over []Overspill
}

// An Overspill is the part of a unit above all capacity of a section.
type Overspill struct {
	Unit int32
	// Part is the overspill over the unit's sum insured.
	Part         fixed.Ratio
	Rows         []int32
	Sum, Premium int64
}

// A Fault is bad data that a section meets in a row of risks or of losses.
type Fault struct {
	Section *Section
	Row     int32
	Err     error
}

// Error says what is wrong; the caller knows the names.
func (f *Fault) Error() string { return f.Err.Error() }

// Unwrap returns the error for the row.
func (f *Fault) Unwrap() error { return f.Err }

// exposing runs the passes over risks.
type exposing struct {
	plan  *Plan
	risks *Risks
	out   *Exposure
	sums  *pass
	// premiums are the passes by window.
	premiums []*pass
}

// Expose runs the stages over the risks.
func (p *Plan) Expose(ctx context.Context, risks *Risks) (*Exposure, error) {
	e := &exposing{plan: p, risks: risks, out: &Exposure{
		Sections: make(map[int32]*Exposed),
		Sums:     new(Ledger), Premiums: new(Ledger),
	}}
	e.sums = newPass(p, risks.Sum, e.out.Sums)
	for _, w := range p.Windows {
		earned := make([]int64, len(risks.Premium))
		for row, premium := range risks.Premium {
			earned[row] = w.Of(premium, risks.From[row], risks.To[row], p.Mode)
		}
		e.premiums = append(e.premiums, newPass(p, earned, e.out.Premiums))
	}
	for i := range p.Stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := e.stage(&p.Stages[i]); err != nil {
			return nil, err
		}
	}
	return e.out, nil
}

func (e *exposing) stage(st *Stage) error {
	var sections []*Section
	for _, s := range st.Sections {
		if s.Shares != nil {
			sections = append(sections, s)
			e.out.Sections[s.First] = &Exposed{
				Shares:  make([]fixed.Ratio, e.risks.Units[s.UnitRule].Count*s.Covers()),
				Sum:     make([]int64, len(e.risks.Sum)),
				Premium: make([]int64, len(e.risks.Sum)),
			}
		}
	}
	if len(sections) == 0 {
		return nil
	}
	for _, s := range sections {
		if err := e.shares(s); err != nil {
			return err
		}
	}
	run := func() error {
		for _, s := range sections {
			if err := e.cede(e.sums, s, e.out.Sections[s.First].Sum); err != nil {
				return err
			}
		}
		return nil
	}
	if err := e.sums.stage(st, sections, run, func(row int32) []Part { return e.exact(sections, row, (*Exposed).sum) }); err != nil {
		return err
	}
	return e.premiumStage(st, sections)
}

func (x *Exposed) sum(row int32) int64     { return x.Sum[row] }
func (x *Exposed) premium(row int32) int64 { return x.Premium[row] }

// shares sets the share of every unit of a section from its subject sums insured.
func (e *exposing) shares(s *Section) error {
	x := e.out.Sections[s.First]
	subject := e.sums.subject(s)
	rows := e.risks.Exposed[s.Exposed]
	for k := range rows.Len(len(subject)) {
		row := rows.Row(k)
		x.Sum[row] = subject[row]
	}
	parts := s.Covers()
	if s.Shares.Shares == nil {
		for at := range x.Shares {
			x.Shares[at] = s.Shares.Fixed[at%parts]
		}
		return nil
	}
	units := e.risks.Units[s.UnitRule]
	for u, members := range units.members(rows) {
		if len(members) == 0 {
			continue
		}
		facts, err := e.facts(s, members, subject)
		if err != nil {
			return err
		}
		if facts.Measure.Sign() <= 0 {
			continue // ceded in full before
		}
		over, err := s.Shares.Shares(facts, x.Shares[u*parts:(u+1)*parts])
		if err != nil {
			return &Fault{Section: s, Row: members[0], Err: err}
		}
		if over.Sign() <= 0 {
			continue
		}
		if s.Shares.RefuseOverspill {
			return &Fault{Section: s, Row: members[0], Err: cede.Invalid("sumInsured", "", "must not be above the capacity of the section")}
		}
		x.Over = append(x.Over, Overspill{Unit: int32(u), Part: over, Rows: members})
	}
	return nil
}

// members returns the selected rows of each unit.
func (u Units) members(rows Selected) [][]int32 {
	n := rows.Len(len(u.Of))
	count := make([]int32, u.Count+1)
	for k := range n {
		count[u.Of[rows.Row(k)]]++
	}
	members := make([][]int32, u.Count)
	all := make([]int32, n)
	for at, c := range count[:u.Count] {
		members[at], all = all[:0:c], all[c:]
	}
	for k := range n {
		row := rows.Row(k)
		members[u.Of[row]] = append(members[u.Of[row]], row)
	}
	return members
}

// facts gathers what the rule of shares may know of a unit.
func (e *exposing) facts(s *Section, members []int32, subject []int64) (*Facts, error) {
	f := new(Facts)
	var sum, pml, net int64
	even := true // no row was ceded before, so PML is as given
	for _, row := range members {
		var ok1, ok2, ok3 bool
		sum, ok1 = fixed.Add(sum, e.risks.Sum[row])
		pml, ok2 = fixed.Add(pml, e.risks.PML[row])
		net, ok3 = fixed.Add(net, subject[row])
		if !ok1 || !ok2 || !ok3 {
			return nil, ErrOverflow
		}
		even = even && subject[row] == e.risks.Sum[row]
	}
	switch {
	case sum == 0:
		return nil, &Fault{Section: s, Row: members[0], Err: cede.Invalid("sumInsured", "0", "must be positive where a share follows from it")}
	case !s.Shares.OnPML:
		f.Measure = fixed.Int(net)
	case pml == 0:
		return nil, &Fault{Section: s, Row: members[0], Err: cede.Invalid("pml", "0", "must be positive where a share follows from it")}
	case even:
		f.Measure = fixed.Int(pml)
	default:
		for _, row := range members {
			if e.risks.Sum[row] > 0 {
				f.Measure = f.Measure.Add(fixed.NewRatio(subject[row], e.risks.Sum[row]).Mul(fixed.Int(e.risks.PML[row])))
			}
		}
	}
	f.Grade = func() (string, error) {
		grade := e.risks.Grade(members[0])
		for _, row := range members[1:] {
			if other := e.risks.Grade(row); other != grade {
				return "", cede.Invalid("grade", other, "must be the same in all rows of a unit, "+grade)
			}
		}
		return grade, nil
	}
	f.Attribute = func(name string) (fixed.Ratio, error) {
		value, ok := e.risks.Attribute(members[0], name)
		if !ok {
			return fixed.Ratio{}, cede.Invalid("attributes."+name, "", "must not be empty")
		}
		for _, row := range members[1:] {
			if other, ok := e.risks.Attribute(row, name); !ok || other.Cmp(value) != 0 {
				return fixed.Ratio{}, cede.Invalid("attributes."+name, "", "must be the same in all rows of a unit")
			}
		}
		return value, nil
	}
	return f, nil
}

// cede books the shares of a section in one column.
func (e *exposing) cede(p *pass, s *Section, subject []int64) error {
	x := e.out.Sections[s.First]
	units := e.risks.Units[s.UnitRule]
	rows := e.risks.Exposed[s.Exposed]
	parts := int32(s.Covers())
	for part := range parts {
		for k := range rows.Len(len(subject)) {
			row := rows.Row(k)
			share := x.Shares[units.Of[row]*parts+part]
			if share.Sign() == 0 {
				continue
			}
			if err := p.share(s, s.First+part, row, subject[row], share); err != nil {
				return err
			}
		}
	}
	return nil
}

// exact returns what the sections cede of a row before rounding.
func (e *exposing) exact(sections []*Section, row int32, subject func(*Exposed, int32) int64) []Part {
	var list []Part
	for _, s := range sections {
		x := e.out.Sections[s.First]
		parts := s.Covers()
		base := fixed.Int(subject(x, row))
		if base.Sign() == 0 {
			continue
		}
		unit := int(e.risks.Units[s.UnitRule].Of[row])
		for part := range parts {
			if share := x.Shares[unit*parts+part]; share.Sign() > 0 {
				list = append(list, Part{Cover: s.First + int32(part), Exact: share.Mul(base)})
			}
		}
	}
	return list
}

// premiumStage runs a stage over premium: each window with the sections that
// see it, then what each ceded is taken from the others.
func (e *exposing) premiumStage(st *Stage, sections []*Section) error {
	before := make([][]int64, len(e.premiums))
	for w, p := range e.premiums {
		before[w] = slices.Clone(p.standing)
		var mine []*Section
		for _, s := range sections {
			if s.Window == w {
				mine = append(mine, s)
				e.subjectPremium(p, s)
			}
		}
		if len(mine) == 0 {
			continue
		}
		run := func() error {
			for _, s := range mine {
				if err := e.cede(p, s, e.out.Sections[s.First].Premium); err != nil {
					return err
				}
			}
			return nil
		}
		if err := p.stage(st, mine, run, func(row int32) []Part { return e.exact(mine, row, (*Exposed).premium) }); err != nil {
			if over, ok := errors.AsType[*OverCession](err); ok {
				over.Premium = true
			}
			return err
		}
	}
	ceded := make([][]int64, len(e.premiums))
	for w, p := range e.premiums {
		ceded[w] = before[w] // reused for the difference
		for row := range ceded[w] {
			ceded[w][row] -= p.standing[row]
		}
	}
	for w, p := range e.premiums {
		for v := range e.premiums {
			if v == w {
				continue
			}
			for row, amount := range ceded[v] {
				if amount != 0 {
					p.standing[row] = max(0, p.standing[row]-e.within(w, v, amount, int32(row)))
				}
			}
		}
	}
	for _, s := range sections {
		x := e.out.Sections[s.First]
		for k := range x.Over {
			x.Over[k].amounts(x, e.plan.Mode)
		}
	}
	return nil
}

func (e *exposing) within(w, v int, amount int64, row int32) int64 {
	return e.plan.Windows[w].Within(e.plan.Windows[v], amount, e.risks.From[row], e.risks.To[row], e.plan.Mode)
}

// subjectPremium sets the premium that a section sees of each of its risks.
func (e *exposing) subjectPremium(p *pass, s *Section) {
	x := e.out.Sections[s.First]
	subject := p.subject(s)
	if s.Subject == NetOf {
		subject = slices.Clone(subject)
		for v, other := range e.premiums {
			if v == s.Window {
				continue
			}
			for _, c := range s.NetOf {
				for row, amount := range other.kept[c] {
					if amount != 0 {
						subject[row] = max(0, subject[row]-e.within(s.Window, v, amount, int32(row)))
					}
				}
			}
		}
	}
	rows := e.risks.Exposed[s.Exposed]
	for k := range rows.Len(len(subject)) {
		row := rows.Row(k)
		x.Premium[row], _ = s.PremiumPart.Times(subject[row], e.plan.Mode)
	}
}

// amounts sets the overspill's sum insured and premium.
func (o *Overspill) amounts(x *Exposed, mode fixed.Mode) {
	var sum int64
	for _, row := range o.Rows {
		sum += x.Sum[row] // the unit's sum was checked
		premium, _ := o.Part.Times(x.Premium[row], mode)
		o.Premium += premium
	}
	o.Sum, _ = o.Part.Times(sum, mode)
}
