package treaty

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/shopspring/decimal"
)

// A Program is a checked and compiled program. It is immutable and safe for
// concurrent use.
type Program struct {
	id        string
	currency  Currency
	scale     int
	round     bool // amounts finer than the scale
	plan      *engine.Plan
	contracts []contract
	// filters select losses, exposures risks, rules units; sections refer to them by index.
	filters   []filter
	exposures []exposure
	rules     []rule
	// cuts are the scopes whose dated exclusions end the earning of premium.
	cuts []matcher
	// deflators are the index clauses of sections.
	deflators []deflator
	// needsMarket names the first contract that needs the market loss of events, or is empty.
	needsMarket string
}

// A contract is what results need of a contract, in canonical order.
type contract struct {
	id       string
	priority int
	period   Period
	sections []section
	// panels are the placements: the contract's own, or that of a section.
	panels []panel
	// account is nil if it has none.
	account *contractAccount
}

// A section is what results need of a section.
type section struct {
	id, kind string
	engine   *engine.Section
	clauses  []string
	panel    int
	unit     Unit
}

// A panel is a placement with the names of its reinsurers.
type panel struct {
	engine     *engine.Panel
	reinsurers []string
}

// A filter selects losses for a section or for a layer with a scope of its own.
type filter struct {
	contract string // the first that has it
	scopes   []matcher
	basis    Basis
	period   Period
	// occurring leaves the period to the occurrences of layers.
	occurring bool
	// noExGratia leaves out payments without liability, sunset, if it is not zero, what was reported after it, and over, if it
	// is not nil, what none of those filters selects.
	noExGratia bool
	sunset     cede.Date
	over       []int
	// needsReported names the first contract that needs to know when a loss was reported, or is empty.
	needsReported string
	// needsRisk names the first contract that needs to know the risk of a loss, or is empty.
	needsRisk string
	// needsShare names the first contract that cedes a share of the losses, or is empty: their risks must be exposed to it.
	needsShare string
	exposure   int
}

// An exposure selects risks for sections of one scope, basis and period.
type exposure struct {
	scope   matcher
	basis   Basis
	period  Period
	earning engine.Earning
}

// A rule pools rows into units.
type rule struct {
	unit Unit
	key  string
}

// NewProgram checks and compiles a program. The error joins every problem with its place.
// The program does not follow later changes of the spec.
func NewProgram(spec Spec) (*Program, error) {
	if err := spec.validate(); err != nil {
		return nil, err
	}
	c := &compiler{spec: &spec, program: &Program{
		id: spec.ID, currency: spec.Currency, scale: spec.Currency.Places(),
		round: spec.Entry == EntryRound, plan: new(engine.Plan),
	}}
	if spec.Scale != nil {
		c.program.scale = *spec.Scale
	}
	c.program.plan.Mode = spec.Rounding.mode()
	c.compile()
	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}
	return c.program, nil
}

// Currency returns the program's currency.
func (p *Program) Currency() Currency { return p.currency }

// Scale returns the number of decimal places of the program's minor unit.
func (p *Program) Scale() int { return p.scale }

// First returns the first day of the contract period that begins earliest; the zero date if there are no contracts.
func (p *Program) First() cede.Date {
	var first cede.Date
	for i := range p.contracts {
		if from := p.contracts[i].period.From; first.IsZero() || from.Before(first) {
			first = from
		}
	}
	return first
}

// money returns n minor units as a decimal.
func (p *Program) money(n int64) decimal.Decimal { return decimal.New(n, -int32(p.scale)) }

// A compiler lowers a valid spec.
type compiler struct {
	spec        *Spec
	program     *Program
	errs        []error
	covers      int
	index       map[string]int    // of contracts, by id
	seen        map[string]int    // of filters, exposures, windows and rules, by text
	order       []int             // of the contracts in the spec
	place       func(error) error // of the section at hand
	interlocked []interlock
	certain     map[string][]certainShare
	group       []string // the texts of certain in order
	sharing     []int    // the contracts that cede shares of what is in force in their period, by index in the spec
}

func (c *compiler) compile() {
	order := make([]int, len(c.spec.Contracts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &c.spec.Contracts[a], &c.spec.Contracts[b]
		return cmp.Or(cmp.Compare(x.Priority, y.Priority), cmp.Compare(x.ID, y.ID))
	})
	c.order = order
	c.index = make(map[string]int, len(order))
	for at, i := range order {
		c.index[c.spec.Contracts[i].ID] = at
	}
	c.seen = make(map[string]int)
	plan := c.program.plan
	plan.Contracts = make([]engine.Contract, len(order))
	c.program.contracts = make([]contract, len(order))
	for at, i := range order {
		spec := &c.spec.Contracts[i]
		if at == 0 || spec.Priority != plan.Stages[len(plan.Stages)-1].Priority {
			c.checkCertain()
			plan.Stages = append(plan.Stages, engine.Stage{Priority: spec.Priority})
		}
		for _, id := range spec.NetOf {
			plan.Contracts[c.index[id]].Kept = true
		}
		c.contract(at, i, spec)
		if c.covers > engine.MaxCovers {
			c.errs = append(c.errs, cede.In("contracts", fmt.Errorf("%w: layers and shares of all sections must be at most %d", ErrLimit, engine.MaxCovers)))
			return
		}
	}
	c.checkCertain()
	c.checkPeriods()
	c.interlock()
}

// checkPeriods refuses contracts that share sums insured at different times. The sum insured of a risk
// is one number for all time, so that each would take its share of what the other left.
func (c *compiler) checkPeriods() {
	if len(c.sharing) == 0 {
		return
	}
	ends := slices.MinFunc(c.sharing, func(a, b int) int {
		return c.spec.Contracts[a].Period.To.Compare(c.spec.Contracts[b].Period.To)
	})
	first := &c.spec.Contracts[ends]
	for _, i := range c.sharing {
		if p := c.spec.Contracts[i].Period; p.From.After(first.Period.To) {
			c.errs = append(c.errs, cede.At("contracts", i, cede.Invalid("period", p.From.String()+" to "+p.To.String(), fmt.Sprintf(
				"must have a day in common with that of contract %s, %s to %s, or share by risks attaching: apply them as programs of their own",
				first.ID, first.Period.From, first.Period.To))))
		}
	}
}

func (c *compiler) contract(at, i int, spec *Contract) {
	out := contract{id: spec.ID, priority: spec.Priority, period: spec.Period, sections: make([]section, 0, len(spec.Sections))}
	own := -1
	for j := range spec.Sections {
		s := &spec.Sections[j]
		place := func(err error) error { return cede.At("contracts", i, cede.At("sections", j, err)) }
		c.place = place
		var at2 int
		if s.Placement != nil {
			out.panels = append(out.panels, newPanel(*s.Placement))
			at2 = len(out.panels) - 1
		} else {
			if own < 0 {
				own = len(out.panels)
				out.panels = append(out.panels, newPanel(spec.Placement))
			}
			at2 = own
		}
		lowered, err := c.section(at, spec, s, out.panels[at2].engine)
		if err != nil {
			c.errs = append(c.errs, place(err))
			continue
		}
		if lowered.engine.Shares != nil && s.Basis != RisksAttaching && !slices.Contains(c.sharing, i) {
			c.sharing = append(c.sharing, i)
		}
		lowered.panel = at2
		out.sections = append(out.sections, lowered)
		c.note(i, j, spec, s, lowered.engine)
	}
	if spec.Account != nil && len(out.sections) == len(spec.Sections) {
		b := c.builder(spec)
		var err error
		if out.account, err = spec.Account.lower(b, &out, c.program.currency); err != nil {
			c.errs = append(c.errs, cede.At("contracts", i, cede.In("account", err)))
		}
	}
	c.program.contracts[at] = out
}

func newPanel(p Placement) panel {
	out := panel{engine: &engine.Panel{Whole: 1}}
	var places int32
	for _, l := range p.Lines {
		places = max(places, -l.Share.Exponent())
	}
	out.engine.Whole = decimal.New(1, places).BigInt().Int64() // at most 18 places
	var sum int64
	for _, l := range p.Lines {
		line := l.Share.Shift(places).BigInt().Int64() // a whole number up to 10^18
		out.engine.Lines = append(out.engine.Lines, line)
		out.reinsurers = append(out.reinsurers, l.Reinsurer)
		sum += line // the lines add up to at most 1
	}
	out.engine.Placed = fixed.NewRatio(sum, out.engine.Whole)
	return out
}

// builder returns a builder of the terms of a contract.
func (c *compiler) builder(spec *Contract) *engine.Builder {
	b := &engine.Builder{Scale: c.program.scale, Round: c.program.round, Mode: c.program.plan.Mode}
	if spec.ExchangeRate != nil {
		b.Exchange = fixed.FromDecimal(*spec.ExchangeRate)
	}
	return b
}

// section lowers a section of the contract with index at.
func (c *compiler) section(at int, spec *Contract, s *Section, panel *engine.Panel) (section, error) {
	b := c.builder(spec)
	b.NamesRisks = len(s.Scope.Include.Risks)+len(s.Scope.Include.Policies) > 0
	if err := s.Terms.Lower(b); err != nil {
		return section{}, cede.In("terms", err)
	}
	shares, layers := b.Terms()
	if (shares == nil) == (len(layers) == 0) {
		return section{}, cede.Invalid("terms", fmt.Sprintf("%T", s.Terms), "must be terms of package proportional or xol")
	}
	if shares != nil {
		for i, e := range s.Scope.ExcludeFrom {
			if len(e.Exclude.Perils) > 0 {
				return section{}, cede.In("scope", cede.At("excludeFrom", i, cede.In("exclude",
					cede.Invalid("perils", e.Exclude.Perils[0], "must be absent where premium is ceded: the part of it that belongs to a peril has no date"))))
			}
		}
	}
	matcher := newMatcher(s.Scope)
	if shares != nil && matcher.asksPeril() && s.PremiumPart == nil {
		return section{}, cede.Invalid("premiumPart", "", "must not be empty where a section that cedes premium names perils")
	}
	if layers != nil && s.PremiumPart != nil {
		return section{}, cede.Invalid("premiumPart", s.PremiumPart.String(), "must be absent where no premium is ceded")
	}
	if s.ShareDecimals != nil && (shares == nil || shares.Shares == nil) {
		return section{}, cede.Invalid("shareDecimals", strconv.Itoa(*s.ShareDecimals), "must be absent unless the share follows from the unit")
	}
	out := &engine.Section{
		Contract: int32(at), Panel: panel, Inures: spec.Inuring == InuringFull,
		First: int32(c.covers), Shares: shares, Layers: layers, PremiumPart: fixed.Int(1), Clauses: b.Clauses,
	}
	if s.ShareDecimals != nil {
		out.ShareUnit = decimal.New(1, int32(*s.ShareDecimals)).BigInt().Int64() // at most 18 places
	}
	if s.PremiumPart != nil {
		out.PremiumPart = fixed.FromDecimal(*s.PremiumPart)
	}
	if out.Index != nil {
		d := deflator{index: out.Index, indemnity: out.Expenses != engine.Within}
		out.Deflator = intern(c.seen, &c.program.deflators, d.text(), d)
	}
	switch or(spec.Subject, SubjectNet) {
	case SubjectNet:
		out.Subject = engine.Net
	case SubjectGross:
		out.Subject = engine.Gross
	case SubjectNetOf:
		out.Subject = engine.NetOf
		for _, id := range spec.NetOf {
			out.NetOf = append(out.NetOf, int32(c.index[id]))
		}
	}
	if err := c.selections(spec, s, out, matcher); err != nil {
		return section{}, err
	}
	plan := c.program.plan
	st := &plan.Stages[len(plan.Stages)-1]
	st.Sections = append(st.Sections, out)
	lowered := section{id: s.ID, kind: s.Terms.Kind(), engine: out, unit: or(s.Unit, UnitRow)}
	for part := range out.Covers() {
		plan.Covers = append(plan.Covers, engine.Cover{Contract: out.Contract, Section: out, Part: int32(part)})
		if shares != nil {
			lowered.clauses = append(lowered.clauses, shares.Clauses[part])
		} else {
			lowered.clauses = append(lowered.clauses, layers[part].Clause)
		}
	}
	c.covers += out.Covers()
	return lowered, nil
}

// selections sets the filters, the exposure, the window and the unit rule of a section.
func (c *compiler) selections(spec *Contract, s *Section, out *engine.Section, scope matcher) error {
	earning := s.Earning.lower()
	text, err := textOf(s.Scope)
	if err != nil {
		return cede.In("scope", err)
	}
	when := fmt.Sprint(s.Basis, spec.Period.From, spec.Period.To)
	p := c.program
	out.Exposed = intern(c.seen, &p.exposures, fmt.Sprint("exposure", text, when, earning),
		exposure{scope: scope, basis: s.Basis, period: spec.Period, earning: earning})
	out.UnitRule = intern(c.seen, &p.rules, fmt.Sprint("rule", or(s.Unit, UnitRow), s.UnitKey), rule{or(s.Unit, UnitRow), s.UnitKey})
	var window engine.Window
	if s.Basis != RisksAttaching {
		window = engine.Window{From: spec.Period.From, To: spec.Period.To, Earning: earning, Cut: c.cut(scope, text)}
	}
	out.Window = intern(c.seen, &p.plan.Windows, fmt.Sprint("window", window), window)
	out.Occurring = out.Layers != nil && s.Basis == LossesOccurring && !out.Cut
	out.From, out.To = spec.Period.From, spec.Period.To

	base := filter{
		contract: spec.ID, scopes: []matcher{scope}, basis: s.Basis, period: spec.Period, occurring: out.Occurring, exposure: out.Exposed,
		noExGratia: !out.ExGratia, sunset: out.Sunset,
	}
	if err := c.over(spec, out, &base); err != nil {
		return err
	}
	name := fmt.Sprint("filter", text, when, out.Occurring, out.Exposed, base.noExGratia, base.sunset, base.over)
	needs := s.Basis == RisksAttaching || scope.asksRisk()
	out.Filter = intern(c.seen, &p.filters, name, base)
	if out.Shares != nil {
		c.need(out.Filter, spec.ID, needs || out.Shares.Shares != nil || out.Shares.PerUnit())
		if f := &p.filters[out.Filter]; f.needsShare == "" {
			f.needsShare = spec.ID
		}
		return nil
	}
	out.LayerFilters = make([]int, len(out.Layers))
	for i := range out.Layers {
		layer := &out.Layers[i]
		if layer.MarketLoss > 0 && p.needsMarket == "" {
			p.needsMarket = spec.ID
		}
		c.base(spec, s, layer, scope, text, earning)
		own, narrower := layer.Scope.(Scope)
		at, layerNeeds := out.Filter, needs
		if narrower {
			if err := own.checkDates(spec.Period); err != nil {
				return cede.In("terms", cede.At("layers", i, cede.In("scope", err)))
			}
			layerText, err := textOf(own)
			if err != nil {
				return cede.In("terms", cede.At("layers", i, cede.In("scope", err)))
			}
			narrow := base
			narrow.scopes = []matcher{scope, newMatcher(own)}
			layerNeeds = needs || narrow.scopes[1].asksRisk()
			at = intern(c.seen, &p.filters, name+"layer"+layerText, narrow)
		}
		out.LayerFilters[i] = at
		unit := layer.Grain == engine.PerUnit || out.Line != nil
		c.need(at, spec.ID, layerNeeds || unit || layer.MinimumUnits > 1)
		c.need(out.Filter, spec.ID, needs || unit)
		if f := &p.filters[at]; !out.Sunset.IsZero() && f.needsReported == "" {
			f.needsReported = spec.ID
		}
	}
	if len(out.Interlocking) > 0 {
		c.interlocked = append(c.interlocked, interlock{spec.ID, out, c.place})
	}
	return nil
}

// base sets the risks and the window of a layer's subject premium.
func (c *compiler) base(spec *Contract, s *Section, layer *engine.Layer, scope matcher, scopeText string, earning engine.Earning) {
	if layer.Base == nil {
		return
	}
	basis, window := LossesOccurring, engine.Window{From: spec.Period.From, To: spec.Period.To, Earning: earning, Cut: c.cut(scope, scopeText)}
	if layer.Base.Written || s.Basis == RisksAttaching {
		basis, window = RisksAttaching, engine.Window{}
	}
	p := c.program
	when := fmt.Sprint(basis, spec.Period.From, spec.Period.To)
	layer.Base.Exposed = intern(c.seen, &p.exposures, fmt.Sprint("exposure", scopeText, when, earning),
		exposure{scope: scope, basis: basis, period: spec.Period, earning: earning})
	layer.Base.Window = intern(c.seen, &p.plan.Windows, fmt.Sprint("window", window), window)
}

// cut returns which cut of the program the dated exclusions of a scope make, or 0.
func (c *compiler) cut(scope matcher, text string) int {
	if !scope.dated {
		return 0
	}
	return 1 + intern(c.seen, &c.program.cuts, "cut"+text, scope)
}

// over resolves the contracts that an umbrella is over.
func (c *compiler) over(spec *Contract, out *engine.Section, f *filter) error {
	for i, id := range out.Over {
		place := func(reason string) error {
			return cede.In("terms", cede.At("over", i, cede.Invalid("", id, reason)))
		}
		at, ok := c.index[id]
		switch {
		case !ok:
			return place("must be a contract of the program")
		case c.spec.Contracts[c.order[at]].Priority >= spec.Priority:
			return place("must have a lower priority number")
		}
		f.over = append(f.over, c.filters(at)...)
	}
	slices.Sort(f.over)
	f.over = slices.Compact(f.over)
	return nil
}

// filters returns filters of what the sections of a contract see, each loss by its own day.
func (c *compiler) filters(contract int) []int {
	var out []int
	p := c.program
	for i := range p.contracts[contract].sections {
		at := p.contracts[contract].sections[i].engine.Filter
		f := p.filters[at]
		if f.occurring {
			f.occurring, f.needsRisk, f.needsShare, f.needsReported = false, "", "", "" // what it needs is asked for once
			at = intern(c.seen, &p.filters, fmt.Sprint("own day of filter", at), f)
		}
		out = append(out, at)
	}
	return out
}

// An interlock is a section with an interlocking clause.
type interlock struct {
	contract string
	section  *engine.Section
	place    func(error) error
}

// interlock resolves the contracts of interlocking clauses, which may come later.
func (c *compiler) interlock() {
	for _, one := range c.interlocked {
		for k, id := range one.section.Interlocking {
			at, ok := c.index[id]
			if !ok || id == one.contract {
				c.errs = append(c.errs, one.place(cede.In("terms", cede.At("interlocking", k, cede.Invalid("", id, "must be another contract of the program")))))
				continue
			}
			one.section.Interlocked = append(one.section.Interlocked, c.filters(at)...)
		}
	}
}

// need marks a filter whose losses must have a risk.
func (c *compiler) need(filter int, contract string, needs bool) {
	if f := &c.program.filters[filter]; needs && f.needsRisk == "" {
		f.needsRisk = contract
	}
}

// intern returns the index in list of the value with the given text, which is appended if it is new.
func intern[T any](seen map[string]int, list *[]T, text string, value T) int {
	at, ok := seen[text]
	if !ok {
		at = len(*list)
		*list = append(*list, value)
		seen[text] = at
	}
	return at
}

func textOf(s Scope) (string, error) {
	text, err := strictjson.Marshal(s)
	return string(text), err
}

// A certainShare is a share or layer of a section with a certain overlap with others.
type certainShare struct {
	from, to        int64 // of the loss; a plain share is of all of it
	share           fixed.Ratio
	contract, index int
	path            string
}

// note remembers the parts of a section that hold for every risk and loss of its scope.
func (c *compiler) note(i, j int, spec *Contract, s *Section, out *engine.Section) {
	text, err := textOf(s.Scope)
	if err != nil {
		return // reported before
	}
	if c.certain == nil {
		c.certain = make(map[string][]certainShare)
	}
	subject := or(spec.Subject, SubjectNet)
	if subject == SubjectNet && len(c.program.plan.Stages) == 1 {
		subject = SubjectGross // nothing was ceded before
	}
	add := func(kind, path string, from, to int64, share fixed.Ratio) {
		name := fmt.Sprint(kind, subject, spec.NetOf, s.Basis, spec.Period, text)
		if _, ok := c.certain[name]; !ok {
			c.group = append(c.group, name)
		}
		c.certain[name] = append(c.certain[name], certainShare{from, to, share, i, j, path})
	}
	if out.Shares != nil {
		if len(out.Shares.Fixed) == 1 {
			add("share", "share", 0, engine.Unlimited, out.Shares.Fixed[0])
		}
		return
	}
	for k := range out.Layers {
		layer := &out.Layers[k]
		if layer.Scope != nil || layer.ShareOnLoss || layer.Conditional() || out.Narrow() {
			continue // whether these meet depends on the losses
		}
		to, ok := fixed.Add(layer.Attachment, layer.Limit)
		if !ok {
			to = engine.Unlimited
		}
		kind := fmt.Sprint("layer", layer.Grain)
		if layer.Grain == engine.PerUnit {
			kind += fmt.Sprint(or(s.Unit, UnitRow), s.UnitKey)
		}
		add(kind, fmt.Sprintf("layers[%d].share", k), layer.Attachment, to, layer.Share)
	}
}

// checkCertain reports the shares of a stage that certainly take more than all of something.
func (c *compiler) checkCertain() {
	for _, name := range c.group {
		list := c.certain[name]
		type end struct {
			at    int64
			share fixed.Ratio
			open  bool
			item  int
		}
		ends := make([]end, 0, 2*len(list))
		for k, item := range list {
			ends = append(ends, end{item.from, item.share, true, k}, end{item.to, item.share, false, k})
		}
		slices.SortStableFunc(ends, func(a, b end) int {
			if order := cmp.Compare(a.at, b.at); order != 0 || a.open == b.open {
				return order
			}
			if a.open { // what ends makes room first
				return +1
			}
			return -1
		})
		var sum fixed.Ratio
		for _, e := range ends {
			if !e.open {
				sum = sum.Sub(e.share)
				continue
			}
			sum = sum.Add(e.share)
			if sum.Cmp(fixed.Int(1)) > 0 {
				item := list[e.item]
				share := Fraction{ratio: item.share}
				c.errs = append(c.errs, cede.At("contracts", item.contract, cede.At("sections", item.index, cede.In("terms",
					cede.Invalid(item.path, share.String(), "must not raise the shares of parallel terms of one scope above 1")))))
				break
			}
		}
	}
	clear(c.certain)
	c.group = c.group[:0]
}
