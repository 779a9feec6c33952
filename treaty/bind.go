package treaty

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// A binding is a program with the risks of a book: amounts in minor units, units,
// who is in which scope, and the shares that follow. It is immutable once made.
type binding struct {
	program *Program
	book    *Book
	risks   engine.Risks
	// judged are the verdicts on risks, by filter and scope of it.
	judged [][][]bool
	// ended are, like them, the first days on which risks are out by dated exclusions; nil where there are none.
	ended [][][]cede.Date
	// isExposed are the risks by exposure.
	isExposed [][]bool
	exposure  *engine.Exposure
}

func (p *Program) bind(ctx context.Context, book *Book) (*binding, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if p == nil || p.plan == nil {
		return nil, cede.Invalid("program", "", "must be made by NewProgram")
	}
	if book == nil {
		return nil, cede.Invalid("book", "", "must not be nil")
	}
	if book.currency != p.currency {
		return nil, cede.Invalid("currency", string(book.currency), "must be the program's, "+string(p.currency))
	}
	b := &binding{program: p, book: book}
	if err := b.amounts(); err != nil {
		return nil, err
	}
	b.pool()
	for i := range p.cuts {
		ends := make([]cede.Date, len(book.risks))
		for row := range book.risks {
			ends[row] = p.cuts[i].ends(&book.risks[row])
		}
		b.risks.Ends = append(b.risks.Ends, ends)
	}
	for i := range p.exposures {
		b.expose(&p.exposures[i])
	}
	if err := b.checkUnits(); err != nil {
		return nil, err
	}
	var err error
	if b.exposure, err = p.plan.Expose(ctx, &b.risks); err != nil {
		return nil, b.explain(err, nil)
	}
	b.judge()
	return b, nil
}

// amounts converts the amounts of the risks.
func (b *binding) amounts() error {
	p := new(problems)
	n := len(b.book.risks)
	b.risks = engine.Risks{
		Sum: make([]int64, n), PML: make([]int64, n), Premium: make([]int64, n),
		From: make([]cede.Date, n), To: make([]cede.Date, n),
		Grade: func(row int32) string { return b.book.risks[row].Grade },
		Attribute: func(row int32, name string) (fixed.Ratio, bool) {
			d, ok := b.book.risks[row].Attributes[name]
			return fixed.FromDecimal(d), ok
		},
	}
	builder := engine.Builder{Scale: b.program.scale, Round: b.program.round}
	for row := range b.book.risks {
		r := &b.book.risks[row]
		var errs [3]error
		b.risks.Sum[row], errs[0] = builder.Minor("sumInsured", r.SumInsured)
		b.risks.Premium[row], errs[1] = builder.Minor("premium", r.Premium)
		b.risks.PML[row] = b.risks.Sum[row]
		if r.PML != nil {
			b.risks.PML[row], errs[2] = builder.Minor("pml", *r.PML)
		}
		b.risks.From[row], b.risks.To[row] = r.Period.From, r.Period.To
		if errs != [3]error{} {
			p.add(cede.At("risks", int(b.book.riskOrigin[row]), errors.Join(errs[:]...)))
		}
	}
	if err := p.err(); err != nil {
		return err
	}
	for _, column := range [][]int64{b.risks.Sum, b.risks.Premium} {
		if _, ok := fixed.Sum(column); !ok {
			return cede.In("risks", ErrOverflow)
		}
	}
	return nil
}

// pool numbers the units of each rule. A row without the policy or key is in no unit.
func (b *binding) pool() {
	for _, rule := range b.program.rules {
		units := engine.Units{Of: make([]int32, len(b.book.risks))}
		numbers := make(map[string]int32)
		for row := range b.book.risks {
			if rule.unit == UnitRow {
				units.Of[row] = int32(row)
				continue
			}
			name := rule.name(&b.book.risks[row])
			if name == "" {
				units.Of[row] = -1
				continue
			}
			number, ok := numbers[name]
			if !ok {
				number = int32(len(numbers))
				numbers[name] = number
			}
			units.Of[row] = number
		}
		units.Count = len(numbers)
		if rule.unit == UnitRow {
			units.Count = len(b.book.risks)
		}
		b.risks.Units = append(b.risks.Units, units)
	}
}

// name returns the name of a risk's unit, or the empty string if it has none.
func (r rule) name(risk *Risk) string {
	switch r.unit {
	case UnitRow:
		return risk.ID
	case UnitPolicy:
		return risk.Policy
	case UnitKey:
	}
	return risk.Keys[r.key]
}

// expose adds the risks that an exposure selects.
func (b *binding) expose(e *exposure) {
	rows := make([]int32, 0, len(b.book.risks))
	is := make([]bool, len(b.book.risks))
	for row := range b.book.risks {
		if is[row] = e.judge(&b.book.risks[row]).in(); is[row] {
			rows = append(rows, int32(row))
		}
	}
	b.risks.Exposed = append(b.risks.Exposed, engine.Selected{Rows: rows, All: len(rows) == len(is)})
	b.isExposed = append(b.isExposed, is)
}

// judge says whether and why not a risk is in the sections of an exposure.
func (e *exposure) judge(r *Risk) verdict {
	switch e.basis {
	case RisksAttaching:
		if !e.period.Contains(r.Period.From) {
			return because("period", "the policy begins outside the period")
		}
		return e.scope.risk(r, r.Period.From)
	case LossesOccurring:
		if !e.covers(r, e.period.To) {
			return because("period", "the policy period is outside the period")
		}
	case ClaimsMade:
	}
	if v := e.scope.risk(r, cede.Date{}); !v.in() {
		return v
	}
	if end := e.scope.ends(r); !end.IsZero() && !e.covers(r, end.AddDays(-1)) {
		return e.scope.risk(r, end)
	}
	return verdict{}
}

// covers reports whether the exposure, if it ends with a day, covers any of the policy period of a risk.
func (e *exposure) covers(r *Risk, to cede.Date) bool {
	if e.basis == ClaimsMade {
		return !r.Period.From.After(to)
	}
	w := engine.Window{From: e.period.From, To: to, Earning: e.earning}
	return Period{From: e.period.From, To: to}.Overlaps(r.Period) || w.Earns(r.Period.From, r.Period.To)
}

// leaves returns the first day on which a risk of the exposure that was covered before is not, or the zero Date: one from which
// premium or losses of it may be out.
func (e *exposure) leaves(r *Risk) cede.Date {
	if e.basis == RisksAttaching {
		return cede.Date{}
	}
	end := e.scope.ends(r)
	if e.basis == LossesOccurring && r.Period.To.Before(end) {
		return cede.Date{}
	}
	return end
}

// checkUnits reports risks without the policy or key that the unit of a section is.
func (b *binding) checkUnits() error {
	p := new(problems)
	for _, c := range b.program.contracts {
		for _, s := range c.sections {
			if s.unit == UnitRow {
				continue
			}
			units := b.risks.Units[s.engine.UnitRule]
			rows := b.risks.Exposed[s.engine.Exposed]
			for k := range rows.Len(len(units.Of)) {
				if row := rows.Row(k); units.Of[row] < 0 {
					p.add(b.unitError(row, "contract "+c.id, b.program.rules[s.engine.UnitRule]))
				}
			}
		}
	}
	return p.err()
}

// unitError is the error for a risk without the policy or key that something pools by.
func (b *binding) unitError(row int32, who string, r rule) error {
	field := "policy"
	if r.unit == UnitKey {
		field = "keys." + r.key
	}
	return cede.At("risks", int(b.book.riskOrigin[row]), cede.Invalid(field, "", "must not be empty: "+who+" pools by it"))
}

// judge applies the scopes of the filters to the risks.
func (b *binding) judge() {
	for i := range b.program.filters {
		f := &b.program.filters[i]
		lists, ends := make([][]bool, len(f.scopes)), make([][]cede.Date, len(f.scopes))
		for k := range f.scopes {
			if !f.scopes[k].asksRisk() && f.basis != RisksAttaching {
				continue // every risk
			}
			lists[k] = make([]bool, len(b.book.risks))
			dated := f.scopes[k].dated && f.basis != RisksAttaching
			if dated {
				ends[k] = make([]cede.Date, len(b.book.risks))
			}
			for row := range b.book.risks {
				lists[k][row] = b.judgeRisk(f, k, row, cede.Date{}).in()
				if dated {
					ends[k][row] = f.scopes[k].ends(b.book.risks[row].anyPeril())
				}
			}
		}
		b.judged, b.ended = append(b.judged, lists), append(b.ended, ends)
	}
}

// judgeRisk judges the risk of a loss by the k-th scope of a filter, by what holds on a day, or when the policy begins if risks
// attach. The perils that the risk covers are not asked about, since the loss has its own.
func (b *binding) judgeRisk(f *filter, k, row int, day cede.Date) verdict {
	r := &b.book.risks[row]
	if f.basis == RisksAttaching {
		day = r.Period.From
		if !f.period.Contains(day) {
			return because("period", "the policy begins outside the period")
		}
	}
	return f.scopes[k].risk(r.anyPeril(), day)
}

// anyPeril returns what a scope asks of a risk, but for the perils that it covers.
func (r *Risk) anyPeril() *Risk {
	return &Risk{
		ID: r.ID, Policy: r.Policy, Keys: r.Keys, Line: r.Line, Territory: r.Territory,
		Tags: r.Tags, Grade: r.Grade, Attributes: r.Attributes,
	}
}

// dayOf returns the day by which dated exclusions judge a loss: that of the loss, of its report, or on which its policy
// begins. The zero Date is not known.
func (b *binding) dayOf(f *filter, t *lossTable, row int32) cede.Date {
	switch f.basis {
	case LossesOccurring:
		return t.date[row]
	case ClaimsMade:
		return t.reported[row]
	case RisksAttaching:
	}
	if risk := t.risk[row]; risk >= 0 {
		return b.book.risks[risk].Period.From
	}
	return cede.Date{}
}

// judgeLoss says whether and why not a loss is in the selection of a filter.
func (b *binding) judgeLoss(at int, t *lossTable, row int32) verdict {
	f := &b.program.filters[at]
	switch f.basis {
	case LossesOccurring:
		if !f.occurring && !f.period.Contains(t.date[row]) {
			return because("period", "the loss occurred outside the period")
		}
	case ClaimsMade:
		if t.reported[row].IsZero() || !f.period.Contains(t.reported[row]) {
			return because("period", "the loss was reported outside the period")
		}
	case RisksAttaching:
	}
	return b.judgeScopes(at, t, row)
}

// judgeScopes says whether and why not a loss is in the scopes of a filter.
func (b *binding) judgeScopes(at int, t *lossTable, row int32) verdict {
	f := &b.program.filters[at]
	if t.exGratia[row] && f.noExGratia {
		return because("exGratia", "a payment without liability is not covered")
	}
	if !f.sunset.IsZero() && t.reported[row].After(f.sunset) {
		return because("sunset", "the loss was reported after "+f.sunset.String())
	}
	if f.over != nil && !slices.ContainsFunc(f.over, func(at int) bool { return b.judgeLoss(at, t, row).in() }) {
		return because("over", "no contract below covers it")
	}
	event, peril := "", ""
	if e := t.event[row]; e >= 0 {
		event, peril = t.events[e].ID, t.events[e].Peril
	}
	day := b.dayOf(f, t, row)
	for k := range f.scopes {
		if risk := t.risk[row]; risk >= 0 && !b.holds(at, k, risk, day) {
			return b.judgeRisk(f, k, int(risk), day)
		}
		if v := f.scopes[k].loss(t.ids[row], event, peril, day); !v.in() {
			return v
		}
	}
	return verdict{}
}

// losses returns the engine's columns for a table with the given figures.
func (b *binding) losses(t *lossTable, values *figures) (*engine.Losses, error) {
	p := new(problems)
	out := &engine.Losses{
		Amount: values.incurred, Expense: values.expense, Event: t.event, Events: len(t.events), Risk: t.risk, Date: t.date, Hour: t.hour, Perils: b.perils(t),
		Settled: t.settledBy(values.at), Open: lastDay(), Units: b.risks.Units,
	}
	market, err := b.marketLosses(t)
	if err != nil {
		return nil, err
	}
	out.MarketLoss = market
	for _, d := range values.deflated {
		out.Deflated = append(out.Deflated, d.ratios)
	}
	for at := range b.program.filters {
		f := &b.program.filters[at]
		var rows []int32
		for row := range int32(t.len()) {
			if f.basis == ClaimsMade && t.reported[row].IsZero() {
				// A layer's own scope has no more losses than that of its section, which is a filter too.
				if len(f.scopes) == 1 && b.judgeScopes(at, t, row).in() {
					p.add(cede.At("losses", int(t.origin[row]), cede.Invalid("reported", "", "must not be empty: contract "+f.contract+" is on a claims-made basis")))
				}
				continue
			}
			v := b.judgeLoss(at, t, row)
			switch {
			case !v.in():
				continue
			case t.risk[row] < 0 && f.occurring && t.event[row] < 0 && !f.period.Contains(t.date[row]):
				continue // an occurrence of its own outside the period
			case t.risk[row] < 0 && f.needsRisk != "":
				p.add(cede.At("losses", int(t.origin[row]), cede.Invalid("risk", "", "must not be empty: contract "+f.needsRisk+" needs it")))
			case f.needsShare != "" && t.risk[row] >= 0 && !b.isExposed[f.exposure][t.risk[row]]:
				p.add(cede.At("losses", int(t.origin[row]), cede.In("risk", b.notExposed(f, t.risk[row]))))
			}
			if f.needsReported != "" && t.reported[row].IsZero() {
				p.add(cede.At("losses", int(t.origin[row]), cede.Invalid("reported", "", "must not be empty: contract "+f.needsReported+" has a sunset clause")))
			}
			rows = append(rows, row)
		}
		out.Selected = append(out.Selected, engine.Selected{Rows: rows, All: len(rows) == t.len()})
	}
	b.checkIndexed(p, t, out, values)
	if err := p.err(); err != nil {
		return nil, err
	}
	return out, b.checkLossUnits(t, out)
}

// perils returns the perils of the events, if an hours clause asks for them.
func (b *binding) perils(t *lossTable) []string {
	if b.program.hours(true) == "" {
		return nil
	}
	out := make([]string, len(t.events))
	for e := range t.events {
		out[e] = t.events[e].Peril
	}
	return out
}

// marketLosses returns what the market lost in each event, if a layer asks for it.
func (b *binding) marketLosses(t *lossTable) ([]int64, error) {
	if b.program.needsMarket == "" {
		return nil, nil
	}
	p := new(problems)
	out := make([]int64, len(t.events))
	builder := engine.Builder{Scale: b.program.scale, Round: b.program.round}
	for e := range t.events {
		event := &t.events[e]
		if event.MarketLoss == nil {
			p.add(t.ofEvent(e, cede.Invalid("marketLoss", "", "must not be empty: contract "+b.program.needsMarket+" needs it")))
			continue
		}
		var err error
		if out[e], err = builder.Minor("marketLoss", *event.MarketLoss); err != nil {
			p.add(t.ofEvent(e, err))
		}
	}
	return out, p.err()
}

// ofEvent gives an error of an event its place in the [BookSpec] or in the [EventLosses] of a stream.
func (t *lossTable) ofEvent(e int, err error) error {
	if t.eventOrigin == nil {
		return cede.In("event", err)
	}
	return cede.At("events", int(t.eventOrigin[e]), err)
}

// lastDay is after every day of a loss.
func lastDay() cede.Date {
	d, err := cede.NewDate(9999, time.December, 31)
	if err != nil {
		panic("treaty: " + err.Error())
	}
	return d
}

// inScope reports whether a risk is in the scopes of a filter on a day.
func (b *binding) inScope(at int, risk int32, day cede.Date) bool {
	for k := range b.judged[at] {
		if !b.holds(at, k, risk, day) {
			return false
		}
	}
	return true
}

// holds reports whether a risk is in the k-th scope of a filter on a day; on the zero Date no dated exclusion holds.
func (b *binding) holds(at, k int, risk int32, day cede.Date) bool {
	if list := b.judged[at][k]; list != nil && !list[risk] {
		return false
	}
	ends := b.ended[at][k]
	return ends == nil || ends[risk].IsZero() || day.Before(ends[risk])
}

// notExposed is the error for a loss in a section to which its risk is not exposed, so that it has no share.
func (b *binding) notExposed(f *filter, risk int32) error {
	r := &b.book.risks[risk]
	return cede.Invalid("", r.ID, "must be exposed to contract "+f.needsShare+": "+b.program.exposures[f.exposure].judge(r).reason)
}

// checkLossUnits reports losses whose risk has no unit, or no share, in a section that needs it.
func (b *binding) checkLossUnits(t *lossTable, l *engine.Losses) error {
	p := new(problems)
	for _, c := range b.program.contracts {
		for _, s := range c.sections {
			if s.unit == UnitRow {
				continue
			}
			rule := s.engine.UnitRule
			units := b.risks.Units[rule]
			filters := s.engine.LayerFilters
			if s.engine.Shares != nil || s.engine.Line != nil {
				filters = append([]int{s.engine.Filter}, filters...)
			}
			last := -1
			for _, at := range filters {
				if at == last {
					continue
				}
				last = at
				for k := range l.Selected[at].Len(t.len()) {
					risk := t.risk[l.Selected[at].Row(k)]
					if risk >= 0 && units.Of[risk] < 0 && b.program.filters[at].needsRisk != "" {
						p.add(b.unitError(risk, "contract "+c.id, b.program.rules[rule]))
					}
				}
			}
		}
	}
	return p.err()
}

// explain turns an error of the engine into one in the user's terms; t is the table of losses it ran on, if any.
func (b *binding) explain(err error, t *lossTable) error {
	var fault *engine.Fault
	if errors.As(err, &fault) {
		c := b.program.contracts[fault.Section.Contract]
		if fault.Row < 0 {
			return fmt.Errorf("contract %s: %w", c.id, fault.Err)
		}
		return fmt.Errorf("contract %s: %w", c.id, cede.At("risks", int(b.book.riskOrigin[fault.Row]), fault.Err))
	}
	var over *engine.OverCession
	if errors.As(err, &over) {
		return b.overCession(over, t)
	}
	return err
}
