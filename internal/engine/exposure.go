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
	// Ends are the first days on which the risks are no longer covered, zero where there is none, by the dated exclusions of a scope.
	Ends [][]cede.Date
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
	// SubjectPremium is, by cover, what layers with a price or a ratio that follows from it have as theirs.
	SubjectPremium map[int32]int64
	// Layers are, by the number of a section's first cover, its layers with the attachments and limits that
	// follow from the subject premium.
	Layers map[int32][]Layer
	// Lines are, by the number of a section's first cover and by unit, the part of its losses that a section with a
	// maximum line takes.
	Lines map[int32][]fixed.Ratio
}

// Exposed is what a section with shares makes of its risks.
type Exposed struct {
	// Shares are by unit and part.
	Shares []fixed.Ratio
	// Sum and Premium are the subject columns by risk, zero outside the section.
	Sum, Premium []int64
	// Whole is the premium before the premium part is taken of it.
	Whole []int64
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

// A Fault is bad data that a section meets in a row of risks, or in none if Row is -1.
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
	// sums and premium keep what is left of each risk and who takes it.
	sums, premium *pass
	// earned and left are the premium of each window, at first and as the stages left it.
	earned, left [][]int64
	// kept are the premiums that contracts took which others are net of.
	kept map[int32][]taken
}

// taken is what a contract took of the premium of a window.
type taken struct {
	window  Window
	rows    []int32
	amounts []int64
}

// Expose runs the stages over the risks.
func (p *Plan) Expose(ctx context.Context, risks *Risks) (*Exposure, error) {
	e := &exposing{plan: p, risks: risks, out: &Exposure{
		Sections: make(map[int32]*Exposed),
		Sums:     new(Ledger), Premiums: new(Ledger),
		SubjectPremium: make(map[int32]int64), Layers: make(map[int32][]Layer), Lines: make(map[int32][]fixed.Ratio),
	}, kept: make(map[int32][]taken)}
	e.sums = newPass(p, risks.Sum, e.out.Sums)
	e.premium = newPass(p, risks.Premium, e.out.Premiums)
	for _, w := range p.Windows {
		earned := make([]int64, len(risks.Premium))
		for row, premium := range risks.Premium {
			earned[row] = risks.Window(w, int32(row)).Of(premium, risks.From[row], risks.To[row], p.Mode)
		}
		e.earned, e.left = append(e.earned, earned), append(e.left, slices.Clone(earned))
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
		if err := errors.Join(e.subjects(s), e.lines(s)); err != nil {
			return err
		}
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
	if err := e.sums.stage(st, sections, run, func(row int32) ([]Part, fixed.Ratio) { return e.exactSums(st, row) }); err != nil {
		return err
	}
	return e.premiumStage(st, sections)
}

// subjects sets the subject premium of the layers of a section and what follows from it.
func (e *exposing) subjects(s *Section) error {
	for i := range s.Layers {
		layer := &s.Layers[i]
		b := layer.Base
		if b == nil {
			continue
		}
		column := e.earned[b.Window]
		if !b.Gross {
			column = e.premiumOf(s, b.Window)
		}
		rows := e.risks.Exposed[b.Exposed]
		var sum int64
		for k := range rows.Len(len(column)) {
			var ok bool
			if sum, ok = fixed.Add(sum, column[rows.Row(k)]); !ok {
				return layer.fault(s, "premium", ErrOverflow)
			}
		}
		e.out.SubjectPremium[s.First+int32(i)] = sum
		if layer.AttachmentRate.Sign() == 0 && layer.LimitRate.Sign() == 0 {
			continue
		}
		if sum == 0 {
			return &Fault{Section: s, Row: -1, Err: cede.Invalid("subject premium", "0", "must be positive where attachment and limit are ratios to it")}
		}
		if e.out.Layers[s.First] == nil {
			e.out.Layers[s.First] = slices.Clone(s.Layers)
		}
		resolved := &e.out.Layers[s.First][i]
		for _, term := range []struct {
			name string
			rate fixed.Ratio
			into *int64
		}{{"attachment", layer.AttachmentRate, &resolved.Attachment}, {"limit", layer.LimitRate, &resolved.Limit}} {
			if term.rate.Sign() != 0 {
				amount, ok := term.rate.Times(sum, e.plan.Mode)
				if !ok {
					return layer.fault(s, term.name, ErrOverflow)
				}
				*term.into = amount
			}
		}
	}
	return nil
}

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
		if len(members) == 0 || !e.chosen(s, members) {
			continue
		}
		facts, err := e.facts(s, members, subject)
		if err != nil {
			return err
		}
		if facts.Measure.Sign() <= 0 {
			continue // ceded in full before
		}
		shares := x.Shares[u*parts : (u+1)*parts]
		over, err := s.Shares.Shares(facts, shares)
		if err != nil {
			return &Fault{Section: s, Row: members[0], Err: err}
		}
		var gained fixed.Ratio
		if s.ShareUnit != 0 {
			gained = roundShares(shares, s.ShareUnit, e.plan.Mode)
		}
		if over.Sign() <= 0 {
			continue
		}
		if s.Shares.RefuseOverspill {
			return &Fault{Section: s, Row: members[0], Err: cede.Invalid(facts.Field, "", "must not be above the capacity of the section")}
		}
		if over = over.Sub(gained); over.Sign() <= 0 {
			continue
		}
		x.Over = append(x.Over, Overspill{Unit: int32(u), Part: over, Rows: members})
	}
	return nil
}

// chosen reports whether the cedent chose to cede a unit, where that is up to it.
func (e *exposing) chosen(s *Section, members []int32) bool {
	return s.Shares.Chosen == "" || slices.ContainsFunc(members, func(row int32) bool {
		_, ok := e.risks.Attribute(row, s.Shares.Chosen)
		return ok
	})
}

// roundShares rounds each share to a number of parts of one; what they have above 1 then is taken from the last. It
// returns by how much all of them grew.
func roundShares(shares []fixed.Ratio, unit int64, mode fixed.Mode) fixed.Ratio {
	before, left := whole(shares), fixed.Int(1)
	for k, share := range shares {
		n, _ := share.Times(unit, mode) // at most the unit
		shares[k] = fixed.Min(fixed.NewRatio(n, unit), left)
		left = left.Sub(shares[k])
	}
	return whole(shares).Sub(before)
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
	measure, err := e.measure(s, members, subject)
	if err != nil {
		return nil, err
	}
	f := &Facts{Measure: measure, Field: "sumInsured"}
	if s.Shares.Measure == ByPremium {
		f.Field = "premium"
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

// measure returns what the shares of a unit follow from, which was above zero before any contract.
func (e *exposing) measure(s *Section, members []int32, subject []int64) (fixed.Ratio, error) {
	var sum, pml, premium, net int64
	even := true // no row was ceded before, so PML is as given
	for _, row := range members {
		var ok [4]bool
		sum, ok[0] = fixed.Add(sum, e.risks.Sum[row])
		pml, ok[1] = fixed.Add(pml, e.risks.PML[row])
		premium, ok[2] = fixed.Add(premium, e.risks.Premium[row])
		net, ok[3] = fixed.Add(net, subject[row])
		if ok != [4]bool{true, true, true, true} {
			return fixed.Ratio{}, ErrOverflow
		}
		even = even && subject[row] == e.risks.Sum[row]
	}
	nothing := func(field string) (fixed.Ratio, error) {
		return fixed.Ratio{}, &Fault{Section: s, Row: members[0], Err: cede.Invalid(field, "0", "must be positive where a share follows from it")}
	}
	switch t := s.Shares; {
	case t.Measure == ByPremium && premium == 0:
		return nothing("premium")
	case t.Measure != ByPremium && sum == 0:
		return nothing("sumInsured")
	case t.Measure == ByPML && pml == 0:
		return nothing("pml")
	case t.OwnShare != "" || t.Measure == ByPremium:
		return e.rounded(s, members, subject)
	case t.Measure == BySum:
		return fixed.Int(net), nil
	case even:
		return fixed.Int(pml), nil
	}
	var measure fixed.Ratio
	for _, row := range members {
		measure = measure.Add(e.netPML(row, subject[row]))
	}
	return measure, nil
}

// netPML returns the PML of a row, reduced as its sum insured was.
func (e *exposing) netPML(row int32, net int64) fixed.Ratio {
	if e.risks.Sum[row] == 0 {
		return fixed.Ratio{}
	}
	return fixed.NewRatio(net, e.risks.Sum[row]).Mul(fixed.Int(e.risks.PML[row]))
}

// rounded returns a measure that is rounded row by row: premium, or any measure at 100 % of risks.
func (e *exposing) rounded(s *Section, members []int32, subject []int64) (fixed.Ratio, error) {
	var sum int64
	for _, row := range members {
		amount := fixed.Int(subject[row])
		switch s.Shares.Measure {
		case BySum:
		case ByPML:
			amount = e.netPML(row, subject[row])
		case ByPremium:
			amount = e.netPremium(s, row, subject[row])
		}
		if name := s.Shares.OwnShare; name != "" {
			share, ok := e.risks.Attribute(row, name)
			reason := "must not be empty"
			if ok {
				reason = "must be in (0, 1]"
			}
			if share.Sign() <= 0 || share.Cmp(fixed.Int(1)) > 0 {
				return fixed.Ratio{}, &Fault{Section: s, Row: row, Err: cede.Invalid("attributes."+name, "", reason)}
			}
			amount = amount.Quo(share)
		}
		n, ok1 := amount.Round(e.plan.Mode)
		var ok2 bool
		if sum, ok2 = fixed.Add(sum, n); !ok1 || !ok2 {
			return fixed.Ratio{}, &Fault{Section: s, Row: row, Err: ErrOverflow}
		}
	}
	return fixed.Int(sum), nil
}

// netPremium returns the whole premium of a row, reduced as its sum insured was; without a sum insured, as premium was.
func (e *exposing) netPremium(s *Section, row int32, net int64) fixed.Ratio {
	if e.risks.Sum[row] == 0 {
		return fixed.Int(e.premium.subject(s)[row])
	}
	return fixed.NewRatio(net, e.risks.Sum[row]).Mul(fixed.Int(e.risks.Premium[row]))
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

// exactSums returns what a stage cedes of the sum insured of a row, and what stood of it, before any rounding.
func (e *exposing) exactSums(st *Stage, row int32) ([]Part, fixed.Ratio) {
	left := newExactLeft(e.risks.Sum[row])
	for i := range e.plan.Stages {
		stage := &e.plan.Stages[i]
		var list []Part
		for _, s := range stage.Sections {
			if x := e.out.Sections[s.First]; x != nil && x.Sum[row] != 0 {
				list = e.exactShares(list, s, row, left.subject(s))
			}
		}
		if stage == st {
			return list, left.standing
		}
		left.take(e.plan, list)
	}
	return nil, left.standing
}

// exactShares appends the shares that a section has in an amount of a row.
func (e *exposing) exactShares(list []Part, s *Section, row int32, of fixed.Ratio) []Part {
	parts := s.Covers()
	unit := int(e.risks.Units[s.UnitRule].Of[row])
	for part, share := range e.out.Sections[s.First].Shares[unit*parts : (unit+1)*parts] {
		if share.Sign() > 0 {
			list = append(list, Part{Cover: s.First + int32(part), Exact: share.Mul(of)})
		}
	}
	return list
}

// premiumStage runs a stage over premium, each section on what it sees of it; then what each
// contract took is taken from every window.
func (e *exposing) premiumStage(st *Stage, sections []*Section) error {
	for _, s := range sections {
		e.subjectPremium(s)
	}
	from := e.out.Premiums.Len()
	run := func() error {
		for _, s := range sections {
			if err := e.cede(e.premium, s, e.out.Sections[s.First].Premium); err != nil {
				return err
			}
		}
		return nil
	}
	exact := func(row int32) ([]Part, fixed.Ratio) {
		parts, left := e.exactPremiums(st, row)
		return parts, left.standing
	}
	e.premium.checks = e.windowChecks(st, sections)
	if err := e.premium.stage(st, sections, run, exact); err != nil {
		if over, ok := errors.AsType[*OverCession](err); ok {
			over.Premium = true
		}
		return err
	}
	for _, s := range sections {
		x := e.out.Sections[s.First]
		for k := range x.Over {
			x.Over[k].amounts(x, e.plan.Mode)
		}
	}
	e.take(from)
	return nil
}

// take takes what the records from a number on say from the premium left of every window.
func (e *exposing) take(from int) {
	column := make([]int64, len(e.risks.Premium))
	var all takings // of one contract
	contract := int32(-1)
	flush := func() {
		for i := range all.list {
			t := &all.list[i]
			for w := range e.left {
				e.deduct(e.left[w], w, t)
			}
		}
		if contract >= 0 && e.plan.Contracts[contract].Kept {
			e.kept[contract] = all.list
		}
		all = takings{}
	}
	for first := from; first < e.out.Premiums.Len(); {
		section := e.section(first)
		if section.Contract != contract {
			flush()
			contract = section.Contract
		}
		rows := make([]int32, 0)
		next := first
		for ; next < e.out.Premiums.Len() && e.section(next) == section; next++ {
			if r := e.out.Premiums.At(next); r.Step >= StepCession && section.inuring(r) != 0 {
				if column[r.Row] == 0 {
					rows = append(rows, r.Row)
				}
				column[r.Row] += section.inuring(r)
			}
		}
		amounts := make([]int64, len(rows))
		for k, row := range rows {
			amounts[k], column[row] = column[row], 0
		}
		for _, t := range e.byWindow(section.Window, rows, amounts) {
			all.add(t)
		}
		first = next
	}
	flush()
}

// section returns the section that a record of premium is of.
func (e *exposing) section(record int) *Section {
	return e.plan.Covers[e.out.Premiums.At(record).Cover].Section
}

// inuring returns what later contracts see of a cession.
func (s *Section) inuring(r *Record) int64 {
	if s.Inures {
		return r.Full
	}
	return r.Ceded
}

// takings are what a contract took, by window.
type takings struct {
	list []taken
	at   map[Window]int // the number of a window in the list
}

// add adds what another section of the contract took.
func (t *takings) add(more taken) {
	at, ok := t.at[more.window]
	if !ok {
		if t.at == nil {
			t.at = make(map[Window]int)
		}
		t.at[more.window] = len(t.list)
		t.list = append(t.list, more)
		return
	}
	x := &t.list[at]
	index := make(map[int32]int, len(x.rows))
	for k, row := range x.rows {
		index[row] = k
	}
	for k, row := range more.rows {
		if old, ok := index[row]; ok {
			x.amounts[old] += more.amounts[k]
			continue
		}
		x.rows, x.amounts = append(x.rows, row), append(x.amounts, more.amounts[k])
	}
}

// byWindow divides what a section took by the windows that its window is for the rows.
func (e *exposing) byWindow(window int, rows []int32, amounts []int64) []taken {
	w := e.plan.Windows[window]
	if w.Cut == 0 {
		return []taken{{w, rows, amounts}}
	}
	var list []taken
	at := make(map[Window]int)
	for k, row := range rows {
		own := e.risks.Window(w, row)
		i, ok := at[own]
		if !ok {
			i = len(list)
			at[own] = i
			list = append(list, taken{window: own})
		}
		list[i].rows, list[i].amounts = append(list[i].rows, row), append(list[i].amounts, amounts[k])
	}
	return list
}

// windowOf returns a window of the plan as it is for a row.
func (e *exposing) windowOf(window int, row int32) Window {
	return e.risks.Window(e.plan.Windows[window], row)
}

// deduct takes from a column of premium of window w what a contract took; what is left is not below zero.
func (e *exposing) deduct(column []int64, w int, t *taken) {
	for k, row := range t.rows {
		part := e.windowOf(w, row).Within(t.window, t.amounts[k], e.risks.From[row], e.risks.To[row], e.plan.Mode)
		column[row] = max(0, column[row]-part)
	}
}

// premiumOf returns the premium of a window that a section applies to, by risk. It is not to be written to.
func (e *exposing) premiumOf(s *Section, window int) []int64 {
	switch s.Subject {
	case Net:
		return e.left[window]
	case Gross:
		return e.earned[window]
	case NetOf:
	}
	subject := slices.Clone(e.earned[window])
	for _, c := range s.NetOf {
		for k := range e.kept[c] {
			e.deduct(subject, window, &e.kept[c][k])
		}
	}
	return subject
}

// subjectPremium sets the premium that a section sees of each of its risks.
func (e *exposing) subjectPremium(s *Section) {
	subject := e.premiumOf(s, s.Window)
	x := e.out.Sections[s.First]
	if !s.PremiumPart.IsOne() {
		x.Whole = make([]int64, len(subject))
	}
	rows := e.risks.Exposed[s.Exposed]
	for k := range rows.Len(len(subject)) {
		row := rows.Row(k)
		x.Premium[row], _ = s.PremiumPart.Times(subject[row], e.plan.Mode)
		if x.Whole != nil {
			x.Whole[row] = subject[row]
		}
	}
	if x.Whole == nil {
		x.Whole = x.Premium
	}
}

// windowChecks bounds what the sections of a stage take of the premium of each window, and what a section to which only a part of it belongs
// takes of that part.
func (e *exposing) windowChecks(st *Stage, sections []*Section) []check {
	var checks []check
	for _, s := range sections {
		if s.PremiumPart.IsOne() {
			continue
		}
		of := func(t *Section, _ int32) bool { return t == s }
		checks = append(checks, check{of: of, stood: e.out.Sections[s.First].Premium, exact: func(row int32) ([]Part, fixed.Ratio) {
			parts, left := e.exactPremiums(st, row)
			parts = slices.DeleteFunc(parts, func(p Part) bool { return e.plan.Covers[p.Cover].Section != s })
			return parts, left.subject(s)
		}})
	}
	seen := make([]bool, len(e.left))
	for _, s := range sections {
		w := s.Window
		if seen[w] {
			continue
		}
		seen[w] = true
		of := func(s *Section, row int32) bool {
			return s.Window == w || e.windowOf(s.Window, row) == e.windowOf(w, row)
		}
		checks = append(checks, check{of: of, stood: e.left[w], exact: func(row int32) ([]Part, fixed.Ratio) {
			parts, left := e.exactPremiums(st, row)
			parts = slices.DeleteFunc(parts, func(p Part) bool { return !of(e.plan.Covers[p.Cover].Section, row) })
			return parts, left.net(w)
		}})
	}
	return checks
}

// exactPremiums returns what a stage cedes of the premium of a row, and what earlier ones leave of it, before any
// rounding: of the part that is earned and that goes to earlier contracts too.
func (e *exposing) exactPremiums(st *Stage, row int32) ([]Part, *exactPremium) {
	left := &exactPremium{
		e: e, row: row, standing: fixed.Int(e.risks.Premium[row]),
		taken: make(map[int32]map[Window]fixed.Ratio), nets: make(map[int]fixed.Ratio),
	}
	for i := range e.plan.Stages {
		stage := &e.plan.Stages[i]
		var list []Part
		for _, s := range stage.Sections {
			if x := e.out.Sections[s.First]; x != nil && x.Premium[row] != 0 {
				list = e.exactShares(list, s, row, left.subject(s))
			}
		}
		if stage == st {
			return list, left
		}
		left.take(list)
	}
	return nil, left
}

// exactPremium is what the stages leave of the premium of one row before any rounding.
type exactPremium struct {
	e        *exposing
	row      int32
	standing fixed.Ratio
	// taken is by contract and window, nets are what is left of a window.
	taken map[int32]map[Window]fixed.Ratio
	nets  map[int]fixed.Ratio
}

// subject returns what a section applies to.
func (l *exactPremium) subject(s *Section) fixed.Ratio {
	var premium fixed.Ratio
	switch s.Subject {
	case Net:
		premium = l.net(s.Window)
	case Gross:
		premium = l.earned(s.Window)
	case NetOf:
		premium = l.earned(s.Window)
		for _, c := range s.NetOf {
			premium = l.less(premium, s.Window, c)
		}
	}
	return fixed.Max(premium, fixed.Ratio{}).Mul(s.PremiumPart)
}

// earned returns the premium of a window before all contracts.
func (l *exactPremium) earned(window int) fixed.Ratio {
	begin, end := l.e.windowOf(window, l.row).span(l.e.risks.From[l.row], l.e.risks.To[l.row])
	return end.Sub(begin).Mul(fixed.Int(l.e.risks.Premium[l.row]))
}

// net returns the premium of a window after all earlier contracts.
func (l *exactPremium) net(window int) fixed.Ratio {
	net, ok := l.nets[window]
	if !ok {
		net = l.earned(window)
		for c := range l.taken { // in any order: the numbers are exact
			net = l.less(net, window, c)
		}
		net = fixed.Max(net, fixed.Ratio{})
		l.nets[window] = net
	}
	return net
}

// less returns what a contract leaves of the premium of a window.
func (l *exactPremium) less(premium fixed.Ratio, window int, contract int32) fixed.Ratio {
	w := l.e.windowOf(window, l.row)
	for v, amount := range l.taken[contract] {
		begin, end := w.common(v, l.e.risks.From[l.row], l.e.risks.To[l.row])
		premium = premium.Sub(end.Sub(begin).Mul(amount))
	}
	return premium
}

// take takes what later contracts see of the cessions of a stage.
func (l *exactPremium) take(list []Part) {
	for _, part := range list {
		s := l.e.plan.Covers[part.Cover].Section
		inuring := s.exactInuring(part.Exact)
		l.standing = l.standing.Sub(inuring)
		if l.taken[s.Contract] == nil {
			l.taken[s.Contract] = make(map[Window]fixed.Ratio)
		}
		w := l.e.windowOf(s.Window, l.row)
		l.taken[s.Contract][w] = l.taken[s.Contract][w].Add(inuring)
	}
	clear(l.nets)
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
