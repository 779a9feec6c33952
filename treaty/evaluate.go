package treaty

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// A Result is what a program makes of a book. It is immutable and safe for concurrent use.
type Result struct {
	b       *binding
	table   *lossTable
	columns *engine.Losses
	ledger  *engine.Ledger
	// subjects are the subject columns of losses by a section's first cover.
	subjects map[int32][]int64
	totals   engine.Totals
	// sums and premiums are what each cover cedes of these accounts.
	sums, premiums engine.Totals
	// cededLoss is by loss; the others are by risk.
	cededLoss                             []int64
	cededSum, cededPremium, cededRiskLoss []int64
	// entered are what of a subject enters layers, where that is something else.
	entered map[int32][]int64
	// charges are the price of layers, prices their sums by cover, at 100 % and as placed.
	charges []engine.Charge
	prices  map[int32][2]tally
	// accounts are by contract, years their figures.
	accounts map[string]*Settlement
	years    map[string][]engine.Figures
	// opening is what a stream carries to the event; nil otherwise. Closing is what it carries on.
	opening, closing *state
	// takers are the records of losses by row, made when first asked for.
	takers func() [][]int32
}

func newResult(b *binding, t *lossTable, columns *engine.Losses, ledger *engine.Ledger, run *engine.Run, totals *engine.Totals, opening *state) *Result {
	r := &Result{
		b: b, table: t, columns: columns, ledger: ledger, subjects: run.Subjects, entered: run.Entered, opening: opening,
		totals:    engine.Totals{Full: slices.Clone(totals.Full), Ceded: slices.Clone(totals.Ceded)},
		cededLoss: make([]int64, t.len()),
	}
	for _, record := range ledger.Cessions() {
		r.cededLoss[record.Row] += record.Ceded
	}
	r.takers = sync.OnceValue(func() [][]int32 {
		out := make([][]int32, t.len())
		for k, record := range ledger.Cessions() {
			out[record.Row] = append(out[record.Row], int32(k))
		}
		return out
	})
	covers := len(b.program.plan.Covers)
	if opening != nil { // of an event, which must not cost as much as the whole book
		none := make([]int64, covers)
		r.sums, r.premiums = engine.Totals{Full: none, Ceded: none}, engine.Totals{Full: none, Ceded: none}
		return r
	}
	n := len(b.book.risks)
	r.cededSum, r.cededPremium, r.cededRiskLoss = make([]int64, n), make([]int64, n), make([]int64, n)
	r.sums = sumUp(b.exposure.Sums, covers, r.cededSum)
	r.premiums = sumUp(b.exposure.Premiums, covers, r.cededPremium)
	for row, risk := range t.risk {
		if risk >= 0 {
			r.cededRiskLoss[risk] += r.cededLoss[row]
		}
	}
	return r
}

// sumUp returns what each cover cedes in a ledger of risks and adds the ceded amounts by risk.
func sumUp(ledger *engine.Ledger, covers int, ceded []int64) engine.Totals {
	out := engine.Totals{Full: make([]int64, covers), Ceded: make([]int64, covers)}
	for _, record := range ledger.Cessions() {
		out.Full[record.Cover] += record.Full
		out.Ceded[record.Cover] += record.Ceded
		ceded[record.Row] += record.Ceded
	}
	return out
}

// A tally is the accounts in minor units.
type tally struct{ sum, premium, loss, price, brokerage int64 }

func (t tally) minus(u tally) tally {
	return tally{t.sum - u.sum, t.premium - u.premium, t.loss - u.loss, t.price - u.price, t.brokerage - u.brokerage}
}

func (t tally) plus(u tally) tally { return t.minus(tally{}.minus(u)) }

// fields returns the accounts of t one by one.
func (t *tally) fields() [5]*int64 {
	return [5]*int64{&t.sum, &t.premium, &t.loss, &t.price, &t.brokerage}
}

func (p *Program) amounts(t tally) Amounts {
	return Amounts{SumInsured: p.money(t.sum), Premium: p.money(t.premium), Loss: p.money(t.loss)}
}

func (p *Program) cession(subject, ceded tally) Cession {
	return Cession{Subject: p.amounts(subject), Ceded: p.amounts(ceded), Retained: p.amounts(subject.minus(ceded))}
}

// Program returns the program that was applied.
func (r *Result) Program() *Program { return r.b.program }

// Book returns the book it was applied to.
func (r *Result) Book() *Book { return r.b.book }

// Total returns gross, ceded and net of the whole program.
func (r *Result) Total() Cession {
	var gross, ceded tally
	for row := range r.exposed() {
		gross.sum += r.b.risks.Sum[row]
		gross.premium += r.b.risks.Premium[row]
		ceded.sum += r.cededSum[row]
		ceded.premium += r.cededPremium[row]
	}
	for row, x := range r.columns.Amount {
		gross.loss += x
		ceded.loss += r.cededLoss[row]
	}
	return r.b.program.cession(gross, ceded)
}

// exposed returns the number of risks whose sums insured and premium the result is about:
// all, but none in a stream.
func (r *Result) exposed() int {
	if r.opening != nil {
		return 0
	}
	return len(r.b.book.risks)
}

// Contracts returns what every contract cedes, in canonical order.
func (r *Result) Contracts() []ContractResult {
	out := make([]ContractResult, len(r.b.program.contracts))
	for i := range out {
		out[i] = r.contract(&r.b.program.contracts[i])
	}
	return out
}

// Contract returns what a contract cedes, and reports whether the program has it.
func (r *Result) Contract(id string) (ContractResult, bool) {
	c := r.b.program.contract(id)
	if c == nil {
		return ContractResult{}, false
	}
	return r.contract(c), true
}

func (p *Program) contract(id string) *contract {
	for i := range p.contracts {
		if p.contracts[i].id == id {
			return &p.contracts[i]
		}
	}
	return nil
}

func (r *Result) contract(c *contract) ContractResult {
	p := r.b.program
	out := ContractResult{Contract: c.id, Priority: c.priority}
	var full, ceded tally
	for i := range c.sections {
		s := &c.sections[i]
		var sFull, sCeded tally
		section := SectionResult{Section: s.id, Kind: s.kind}
		for part, clause := range s.clauses {
			cover := int(s.engine.First) + part
			f, d := r.clause(cover)
			section.Clauses = append(section.Clauses, ClauseResult{
				Clause: clause, Full: p.amounts(f), Ceded: p.amounts(d), FullPrice: p.price(f), Price: p.price(d),
			})
			sFull, sCeded = sFull.plus(f), sCeded.plus(d)
		}
		section.Full, section.FullPrice, section.Price = p.amounts(sFull), p.price(sFull), p.price(sCeded)
		section.Cession = p.cession(r.subject(c.sections[i:i+1]), sCeded)
		out.Sections = append(out.Sections, section)
		full, ceded = full.plus(sFull), ceded.plus(sCeded)
	}
	out.Full, out.FullPrice, out.Price = p.amounts(full), p.price(full), p.price(ceded)
	out.Cession = p.cession(r.subject(c.sections), ceded)
	parts := make(map[string]tally)
	var order []string
	for i := range c.panels {
		for k, part := range r.split(c, i) {
			name := c.panels[i].reinsurers[k]
			if _, ok := parts[name]; !ok {
				order = append(order, name)
			}
			parts[name] = parts[name].plus(part)
		}
	}
	for _, name := range order {
		out.Reinsurers = append(out.Reinsurers, ReinsurerResult{Reinsurer: name, Ceded: p.amounts(parts[name]), Price: p.price(parts[name])})
	}
	return out
}

// clause returns what a cover cedes and costs, at 100 % and as placed.
func (r *Result) clause(cover int) (full, ceded tally) {
	full = tally{sum: r.sums.Full[cover], premium: r.premiums.Full[cover], loss: r.totals.Full[cover]}
	ceded = tally{sum: r.sums.Ceded[cover], premium: r.premiums.Ceded[cover], loss: r.totals.Ceded[cover]}
	price := r.prices[int32(cover)]
	return full.plus(price[0]), ceded.plus(price[1])
}

// split returns the balances of the reinsurers of a panel.
func (r *Result) split(c *contract, at int) []tally {
	var balance tally
	for i := range c.sections {
		s := &c.sections[i]
		if s.panel != at {
			continue
		}
		for part := range s.clauses {
			_, ceded := r.clause(int(s.engine.First) + part)
			balance = balance.plus(ceded)
		}
	}
	panel := &c.panels[at]
	before := r.opening.balance(panel)
	out, was := panel.divide(before.plus(balance)), panel.divide(before)
	for k := range out {
		out[k] = out[k].minus(was[k])
	}
	return out
}

// divide returns the reinsurers' parts of balances.
func (p *panel) divide(balance tally) []tally {
	out := make([]tally, len(p.reinsurers))
	parts := make([]int64, len(out))
	for at, sum := range balance.fields() {
		p.engine.Split(parts, *sum)
		for k := range out {
			*out[k].fields()[at] = parts[k]
		}
	}
	return out
}

// subject returns the sum of what sections of one contract apply to; a row that several see counts once.
func (r *Result) subject(sections []section) tally {
	out := tally{premium: r.subjectPremium(sections)}
	risks := make([]bool, len(r.b.book.risks))
	losses := make([]bool, r.table.len())
	for i := range sections {
		s := &sections[i]
		if x := r.b.exposure.Sections[s.engine.First]; x != nil && r.opening == nil {
			rows := r.b.risks.Exposed[s.engine.Exposed]
			for k := range rows.Len(len(risks)) {
				if row := rows.Row(k); !risks[row] {
					risks[row] = true
					out.sum += x.Sum[row]
				}
			}
		}
		column := r.subjects[s.engine.First]
		for row := range r.rows(s) {
			if !losses[row] {
				losses[row] = true
				out.loss += column[row]
			}
		}
	}
	return out
}

// subjectPremium returns the premium that sections of one contract apply to. Of the premium of one time
// the parts that sections see add up to at most all of it, and what is of two times to at most the premium.
func (r *Result) subjectPremium(sections []section) int64 {
	seen := make(map[engine.Window][]int64)
	type early struct { // of a window that ends early for a row
		window engine.Window
		row    int
	}
	short := make(map[early]int64)
	var sum int64
	total := make([]int64, len(r.b.risks.Premium))
	count := func(row int, premium int64) {
		more := min(premium, r.b.risks.Premium[row]-total[row])
		total[row] += more
		sum += more
	}
	for i := range sections {
		s := sections[i].engine
		x := r.b.exposure.Sections[s.First]
		if x == nil || r.opening != nil {
			continue
		}
		window := r.b.program.plan.Windows[s.Window]
		uncut := window
		uncut.Cut = 0
		column := seen[uncut]
		if column == nil {
			column = make([]int64, len(x.Premium))
			seen[uncut] = column
		}
		for row, premium := range x.Premium {
			if premium == 0 {
				continue
			}
			if w := r.b.risks.Window(window, int32(row)); w != uncut {
				at := early{w, row}
				short[at] += min(premium, x.Whole[row]-short[at])
				continue
			}
			column[row] += min(premium, x.Whole[row]-column[row])
		}
	}
	for _, column := range seen { // in any order
		for row, premium := range column {
			count(row, premium)
		}
	}
	for at, premium := range short {
		count(at.row, premium)
	}
	return sum
}

// entering returns what of its subject enters a section.
func (r *Result) entering(s *section) []int64 {
	if column := r.entered[s.engine.First]; column != nil {
		return column
	}
	return r.subjects[s.engine.First]
}

// rows returns the losses a section sees, in canonical order. Of layers on a losses-occurring
// basis these are the losses of the occurrences in the period.
func (r *Result) rows(s *section) iter.Seq[int32] {
	return r.columns.In(s.engine, r.entering(s))
}

// Reinsurers returns what every reinsurer bears of all contracts, by id.
func (r *Result) Reinsurers() []ReinsurerResult {
	sums := make(map[string]tally)
	for i := range r.b.program.contracts {
		c := &r.b.program.contracts[i]
		for at := range c.panels {
			for k, part := range r.split(c, at) {
				name := c.panels[at].reinsurers[k]
				sums[name] = sums[name].plus(part)
			}
		}
	}
	out := make([]ReinsurerResult, 0, len(sums))
	for name, sum := range sums {
		out = append(out, ReinsurerResult{Reinsurer: name, Ceded: r.b.program.amounts(sum), Price: r.b.program.price(sum)})
	}
	slices.SortFunc(out, func(a, b ReinsurerResult) int { return strings.Compare(a.Reinsurer, b.Reinsurer) })
	return out
}

// Risks returns every risk of the book, by id. In a stream they are the risks that the event hit.
func (r *Result) Risks() iter.Seq[RiskResult] {
	return func(yield func(RiskResult) bool) {
		if r.opening != nil {
			r.eventRisks(yield)
			return
		}
		gross := make([]int64, len(r.b.book.risks))
		for row, risk := range r.table.risk {
			if risk >= 0 {
				gross[risk] += r.columns.Amount[row]
			}
		}
		for row := range r.exposed() {
			subject := tally{sum: r.b.risks.Sum[row], premium: r.b.risks.Premium[row], loss: gross[row]}
			ceded := tally{sum: r.cededSum[row], premium: r.cededPremium[row], loss: r.cededRiskLoss[row]}
			if !yield(RiskResult{Risk: r.b.book.risks[row].ID, Cession: r.b.program.cession(subject, ceded)}) {
				return
			}
		}
	}
}

// eventRisks yields the risks that an event of a stream hit, at no more cost than that of its losses.
func (r *Result) eventRisks(yield func(RiskResult) bool) {
	subject, ceded := make(map[int32]int64), make(map[int32]int64)
	for row, risk := range r.table.risk {
		if risk >= 0 {
			subject[risk] += r.columns.Amount[row]
			ceded[risk] += r.cededLoss[row]
		}
	}
	for _, risk := range slices.Sorted(maps.Keys(subject)) {
		c := r.b.program.cession(tally{loss: subject[risk]}, tally{loss: ceded[risk]})
		if !yield(RiskResult{Risk: r.b.book.risks[risk].ID, Cession: c}) {
			return
		}
	}
}

// Losses returns every loss of the result, by date and id.
func (r *Result) Losses() iter.Seq[LossResult] {
	return func(yield func(LossResult) bool) {
		for row := range int32(r.table.len()) {
			if !yield(r.loss(row)) {
				return
			}
		}
	}
}

// Loss returns a loss, and reports whether the result has it.
func (r *Result) Loss(id string) (LossResult, bool) {
	row := r.table.row(id)
	if row < 0 {
		return LossResult{}, false
	}
	return r.loss(row), true
}

func (r *Result) loss(row int32) LossResult {
	p := r.b.program
	gross, ceded := r.columns.Amount[row], r.cededLoss[row]
	out := LossResult{Loss: r.table.ids[row], Date: r.table.date[row], Gross: p.money(gross), Ceded: p.money(ceded), Net: p.money(gross - ceded)}
	if risk := r.table.risk[row]; risk >= 0 {
		out.Risk = r.b.book.risks[risk].ID
	}
	if event := r.table.event[row]; event >= 0 {
		out.Event = r.table.events[event].ID
	}
	return out
}

// Events returns every event of the book that has losses in the result, by id.
func (r *Result) Events() iter.Seq[EventResult] {
	return func(yield func(EventResult) bool) {
		n := len(r.table.events)
		count, gross, ceded := make([]int, n), make([]int64, n), make([]int64, n)
		for row, e := range r.table.event {
			if e >= 0 {
				count[e]++
				gross[e] += r.columns.Amount[row]
				ceded[e] += r.cededLoss[row]
			}
		}
		p := r.b.program
		for e := range n {
			if count[e] > 0 && !yield(EventResult{
				Event: r.table.events[e].ID, Losses: count[e],
				Gross: p.money(gross[e]), Ceded: p.money(ceded[e]), Net: p.money(gross[e] - ceded[e]),
			}) {
				return
			}
		}
	}
}

// LossCessions returns what each contract that sees a loss makes of it, in
// canonical order; none for a loss that the result does not have.
func (r *Result) LossCessions(loss string) []ContractLoss {
	row := r.table.row(loss)
	if row < 0 {
		return nil
	}
	full, ceded := make(map[int32]int64), make(map[int32]int64)
	for _, k := range r.takers()[row] {
		record := r.ledger.At(int(k))
		at := r.b.program.plan.Covers[record.Cover].Contract
		full[at] += record.Full
		ceded[at] += record.Ceded
	}
	var out []ContractLoss
	for i := range r.b.program.contracts {
		c := &r.b.program.contracts[i]
		for k := range c.sections {
			s := &c.sections[k]
			column := r.subjects[s.engine.First]
			if !r.columns.Sees(s.engine, r.entering(s), row) {
				continue
			}
			p, at := r.b.program, int32(i)
			out = append(out, ContractLoss{
				Contract: c.id, Subject: p.money(column[row]), Full: p.money(full[at]),
				Ceded: p.money(ceded[at]), Retained: p.money(column[row] - ceded[at]),
			})
			break
		}
	}
	return out
}

// Units returns what a section makes of each unit of risk it sees, by name; none for a
// section that the program does not have. Losses without a risk are in no unit. In a stream they are the units that the
// event hit.
func (r *Result) Units(contract, sectionID string) iter.Seq[UnitResult] {
	return func(yield func(UnitResult) bool) {
		c := r.b.program.contract(contract)
		if c == nil {
			return
		}
		for i := range c.sections {
			if s := &c.sections[i]; s.id == sectionID {
				for _, u := range r.units(s) {
					if !yield(u) {
						return
					}
				}
				return
			}
		}
	}
}

// A unitSum is what is gathered of a unit.
type unitSum struct {
	name           string
	number         int32
	risks          int
	hit            bool // by a loss
	subject, ceded tally
}

func (r *Result) units(s *section) []UnitResult {
	rule := r.b.program.rules[s.engine.UnitRule]
	of := r.b.risks.Units[s.engine.UnitRule].Of
	sums := make(map[int32]*unitSum)
	at := func(risk int32) *unitSum {
		u := sums[of[risk]]
		if u == nil {
			u = &unitSum{name: rule.name(&r.b.book.risks[risk]), number: of[risk]}
			sums[of[risk]] = u
		}
		return u
	}
	exposed := r.b.risks.Exposed[s.engine.Exposed]
	x := r.b.exposure.Sections[s.engine.First]
	for k := range exposed.Len(len(of)) {
		row := exposed.Row(k)
		if of[row] < 0 {
			continue
		}
		u := at(row)
		u.risks++
		if x != nil && r.opening == nil {
			u.subject.sum += x.Sum[row]
			u.subject.premium += x.Premium[row]
		}
	}
	column := r.subjects[s.engine.First]
	for row := range r.rows(s) {
		if risk := r.table.risk[row]; risk >= 0 && of[risk] >= 0 {
			u := at(risk)
			u.subject.loss += column[row]
			u.hit = true
		}
	}
	first, last := s.engine.First, s.engine.First+int32(len(s.clauses))
	each := func(ledger *engine.Ledger, add func(*engine.Record)) {
		for _, record := range ledger.Cessions() {
			if first <= record.Cover && record.Cover < last {
				add(record)
			}
		}
	}
	if r.opening == nil {
		each(r.b.exposure.Sums, func(record *engine.Record) { at(record.Row).ceded.sum += record.Ceded })
		each(r.b.exposure.Premiums, func(record *engine.Record) { at(record.Row).ceded.premium += record.Ceded })
	}
	each(r.ledger, func(record *engine.Record) {
		if risk := r.table.risk[record.Row]; risk >= 0 && of[risk] >= 0 {
			at(risk).ceded.loss += record.Ceded
		}
	})
	out := make([]UnitResult, 0, len(sums))
	for _, u := range sums {
		if r.opening != nil && !u.hit {
			continue
		}
		result := UnitResult{Unit: u.name, Risks: u.risks, Cession: r.b.program.cession(u.subject, u.ceded)}
		if x != nil {
			parts := len(s.clauses)
			for _, share := range x.Shares[int(u.number)*parts : (int(u.number)+1)*parts] {
				result.Shares = append(result.Shares, Fraction{ratio: share})
			}
		}
		out = append(out, result)
	}
	slices.SortFunc(out, func(a, b UnitResult) int { return cmp.Compare(a.Unit, b.Unit) })
	return out
}

// Overspills returns the units above the capacity of a section, in canonical order.
func (r *Result) Overspills() []Overspill {
	var out []Overspill
	p := r.b.program
	r.eachSection(func(c *contract, s *section) {
		x := r.b.exposure.Sections[s.engine.First]
		if x == nil || r.opening != nil {
			return
		}
		begin := len(out)
		for _, o := range x.Over {
			out = append(out, Overspill{
				Contract: c.id, Section: s.id, Unit: r.unitName(s, o.Rows[0]),
				SumInsured: p.money(o.Sum), Premium: p.money(o.Premium),
			})
		}
		slices.SortFunc(out[begin:], func(a, b Overspill) int { return cmp.Compare(a.Unit, b.Unit) })
	})
	return out
}

func (r *Result) unitName(s *section, risk int32) string {
	return r.b.program.rules[s.engine.UnitRule].name(&r.b.book.risks[risk])
}

func (r *Result) eachSection(f func(*contract, *section)) {
	for i := range r.b.program.contracts {
		c := &r.b.program.contracts[i]
		for k := range c.sections {
			f(c, &c.sections[k])
		}
	}
}

// FacultativeNeeds returns the units for which a proportional section is not enough: its capacity is
// exceeded or it is not fully placed. In canonical order.
func (r *Result) FacultativeNeeds() []FacultativeNeed {
	type need struct{ unplaced, over int64 }
	var out []FacultativeNeed
	p := r.b.program
	r.eachSection(func(c *contract, s *section) {
		x := r.b.exposure.Sections[s.engine.First]
		if x == nil || r.opening != nil {
			return
		}
		needs := make(map[string]need)
		for _, o := range x.Over {
			needs[r.unitName(s, o.Rows[0])] = need{over: o.Sum}
		}
		first, last := s.engine.First, s.engine.First+int32(len(s.clauses))
		for _, record := range r.b.exposure.Sums.Cessions() {
			if first <= record.Cover && record.Cover < last && record.Full > record.Ceded {
				name := r.unitName(s, record.Row)
				n := needs[name]
				n.unplaced += record.Full - record.Ceded
				needs[name] = n
			}
		}
		begin := len(out)
		for name, n := range needs {
			out = append(out, FacultativeNeed{
				Contract: c.id, Section: s.id, Unit: name,
				Unplaced: p.money(n.unplaced), Overspill: p.money(n.over), Need: p.money(n.unplaced + n.over),
			})
		}
		slices.SortFunc(out[begin:], func(a, b FacultativeNeed) int { return cmp.Compare(a.Unit, b.Unit) })
	})
	return out
}

// Capacities returns the automatic capacity of every clause, with what of it is placed, in canonical order.
func (p *Program) Capacities() []Capacity {
	var out []Capacity
	for i := range p.contracts {
		c := &p.contracts[i]
		for k := range c.sections {
			s := &c.sections[k]
			placed := c.panels[s.panel].engine.Placed
			for part, clause := range s.clauses {
				out = append(out, p.capacity(Capacity{
					Contract: c.id, Section: s.id, Clause: clause, Placed: Fraction{ratio: placed},
				}, s.engine.Capacity(part, p.plan.Mode)))
			}
		}
	}
	return out
}

func (p *Program) capacity(c Capacity, most int64) Capacity {
	if most == engine.Unlimited {
		return c
	}
	effective, _ := c.Placed.ratio.Times(most, p.plan.Mode)
	maximum, eff, rest := p.money(most), p.money(effective), p.money(most-effective)
	c.Maximum, c.Effective, c.Unplaced = &maximum, &eff, &rest
	return c
}

// Unplaced returns the capacities that are not fully placed (分保不完全).
func (p *Program) Unplaced() []Capacity {
	whole := Fraction{ratio: fixed.Int(1)}
	return slices.DeleteFunc(p.Capacities(), func(c Capacity) bool { return c.Placed.Equal(whole) })
}

// fraction returns the rate with an index in a ledger, or nil.
func fraction(l *engine.Ledger, at int32) *Fraction {
	if at < 0 {
		return nil
	}
	return &Fraction{ratio: l.Rates[at]}
}
