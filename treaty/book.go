package treaty

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A Book is a validated book: risks, events and losses in canonical order with
// their references resolved. It is immutable and safe for concurrent use.
type Book struct {
	currency Currency
	risks    []Risk  // by id
	events   []Event // by id
	losses   lossTable
	// exchange is for the losses of streams.
	exchange Exchange
	// riskOrigin, eventOrigin and losses.origin are the places in the BookSpec, for errors.
	riskOrigin, eventOrigin []int32
}

// A lossTable holds losses as columns, by date and id.
type lossTable struct {
	events []Event // by id; what event refers to
	// eventOrigin are the places of the events in the BookSpec; nil in a stream.
	eventOrigin []int32
	ids         []string
	risk        []int32 // row of the risk, or -1
	event       []int32 // row of the event, or -1
	date        []cede.Date
	hour        []int8 // of the day of loss, or -1
	reported    []cede.Date
	settled     []cede.Date
	exGratia    []bool
	origin      []int32
	byID        []int32 // the rows in order of id
	// currency is of the amounts of a loss, empty for the book's; exchange converts it.
	currency   []Currency
	exchange   map[Currency]rates
	exchangeOn ExchangeDay
	// first is where each loss's positions begin in positions, and their end.
	first     []int32
	positions []position
}

func (t *lossTable) len() int { return len(t.ids) }

// row returns the row of a loss, or -1.
func (t *lossTable) row(id string) int32 {
	at, ok := slices.BinarySearchFunc(t.byID, id, func(row int32, id string) int { return cmp.Compare(t.ids[row], id) })
	if !ok {
		return -1
	}
	return t.byID[at]
}

// A position is a [Position] in compact form.
type position struct {
	at                                                       cede.Date
	paid, outstanding, paidExpense, outstandingExpense, back amount
}

// An amount is coef × 10^-places.
type amount struct {
	coef   int64
	places int8
}

// NewBook checks a book and resolves its references. The error joins every
// problem, each with its place, up to a thousand.
func NewBook(spec BookSpec) (*Book, error) {
	p := new(problems)
	p.add(cede.In("currency", spec.Currency.Validate()))
	p.add(cede.In("exchange", spec.Exchange.validate(spec.Currency)))
	for _, list := range []struct {
		name string
		n    int
	}{{"risks", len(spec.Risks)}, {"events", len(spec.Events)}, {"losses", len(spec.Losses)}} {
		if list.n > maxRows {
			p.add(cede.In(list.name, TooMany(list.n, maxRows)))
			return nil, p.err()
		}
	}
	b := &Book{currency: spec.Currency, exchange: Exchange{On: spec.Exchange.On, Rates: slices.Clone(spec.Exchange.Rates)}}
	b.addRisks(p, spec)
	b.addEvents(p, spec)
	b.addLosses(p, spec)
	if err := p.err(); err != nil {
		return nil, err
	}
	return b, nil
}

// Currency returns the currency of the book.
func (b *Book) Currency() Currency { return b.currency }

// Len returns the number of risks, events and losses.
func (b *Book) Len() (risks, events, losses int) {
	return len(b.risks), len(b.events), b.losses.len()
}

// problems collects errors up to a limit, so that a broken file of a million
// rows does not fill the memory with messages.
type problems struct {
	list []error
	more bool
}

const maxProblems = 1000

func (p *problems) add(err error) {
	switch {
	case err == nil:
	case len(p.list) < maxProblems:
		p.list = append(p.list, err)
	default:
		p.more = true
	}
}

func (p *problems) err() error {
	if p.more {
		return errors.Join(append(p.list, cede.Invalid("", "", "has more problems than the "+strconv.Itoa(maxProblems)+" reported"))...)
	}
	return errors.Join(p.list...)
}

// order returns the canonical order of n rows and reports rows with the same id.
func order(p *problems, list string, n int, id func(int) string) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	byID := func(a, b int32) int { return cmp.Or(cmp.Compare(id(int(a)), id(int(b))), cmp.Compare(a, b)) }
	if !slices.IsSortedFunc(rows, byID) {
		slices.SortFunc(rows, byID)
	}
	for k := 1; k < n; k++ {
		if i := int(rows[k]); id(i) != "" && id(i) == id(int(rows[k-1])) {
			p.add(cede.At(list, i, cede.Invalid("id", id(i), "must be unique in the book")))
		}
	}
	return rows
}

func (b *Book) addRisks(p *problems, spec BookSpec) {
	b.riskOrigin = order(p, "risks", len(spec.Risks), func(i int) string { return spec.Risks[i].ID })
	for i := range spec.Risks {
		p.add(cede.At("risks", i, spec.Risks[i].validate(spec.Currency)))
	}
	b.risks = make([]Risk, 0, len(spec.Risks))
	for _, i := range b.riskOrigin {
		r := spec.Risks[i]
		r.Keys = maps.Clone(r.Keys)
		r.Attributes = maps.Clone(r.Attributes)
		r.Perils = slices.Clone(r.Perils)
		r.Tags = slices.Clone(r.Tags)
		if r.PML != nil {
			r.PML = new(*r.PML)
		}
		b.risks = append(b.risks, r)
	}
}

// RiskRow returns the row of a risk in order of id, as [Columns] have it, or -1 if there is none.
func (b *Book) RiskRow(id string) int32 { return b.risk(id) }

// risk returns the row of a risk, or -1.
func (b *Book) risk(id string) int32 {
	at, ok := slices.BinarySearchFunc(b.risks, id, func(r Risk, id string) int { return cmp.Compare(r.ID, id) })
	if !ok {
		return -1
	}
	return int32(at)
}

// event returns the row of an event, or -1.
func (b *Book) event(id string) int32 {
	at, ok := slices.BinarySearchFunc(b.events, id, func(e Event, id string) int { return cmp.Compare(e.ID, id) })
	if !ok {
		return -1
	}
	return int32(at)
}

func (r *Risk) validate(currency Currency) error {
	errs := []error{
		checkID("id", r.ID),
		sameCurrency(r.Currency, currency),
		bound.NotNegative("sumInsured", r.SumInsured),
		bound.Optional(bound.NotNegative, "pml", r.PML),
		bound.NotNegative("premium", r.Premium),
		cede.In("period", r.Period.Validate()),
	}
	if errs[2] == nil && errs[3] == nil && r.PML != nil && r.PML.GreaterThan(r.SumInsured) {
		errs = append(errs, cede.Invalid("pml", bound.Text(*r.PML), "must not be above the sum insured, "+bound.Text(r.SumInsured)))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Keys)) {
		errs = append(errs, cede.In("keys", checkID(name, r.Keys[name])))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Attributes)) {
		errs = append(errs, cede.In("attributes", bound.Check(name, r.Attributes[name])))
	}
	return errors.Join(errs...)
}

func sameCurrency(got, book Currency) error {
	if got != "" && got != book {
		return cede.Invalid("currency", string(got), "must be the book's, "+string(book))
	}
	return nil
}

func (b *Book) addEvents(p *problems, spec BookSpec) {
	b.eventOrigin = order(p, "events", len(spec.Events), func(i int) string { return spec.Events[i].ID })
	for i := range spec.Events {
		p.add(cede.At("events", i, spec.Events[i].validate()))
	}
	b.events = make([]Event, 0, len(spec.Events))
	for _, i := range b.eventOrigin {
		b.events = append(b.events, spec.Events[i])
	}
}

func (e *Event) validate() error {
	errs := []error{checkID("id", e.ID), bound.Optional(bound.NotNegative, "marketLoss", e.MarketLoss)}
	if !e.From.IsZero() && !e.To.IsZero() && e.To.Before(e.From) {
		errs = append(errs, cede.Invalid("to", e.To.String(), "must not be before from, "+e.From.String()))
	}
	return errors.Join(errs...)
}

// addLosses appends the losses of spec in canonical order.
func (b *Book) addLosses(p *problems, spec BookSpec) {
	exchange := spec.Exchange.exchanges()
	n := len(spec.Losses)
	byID := order(p, "losses", n, func(i int) string { return spec.Losses[i].ID })
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	canonical := func(x, y int32) int {
		a, b := &spec.Losses[x], &spec.Losses[y]
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID))
	}
	if !slices.IsSortedFunc(rows, canonical) {
		slices.SortFunc(rows, canonical)
	}
	for i := range spec.Losses {
		l := &spec.Losses[i]
		if err := l.validate(spec.Currency, exchange); err != nil {
			p.add(cede.At("losses", i, err))
			continue
		}
		p.add(cede.At("losses", i, b.checkReferences(l)))
	}
	if p.err() != nil {
		return
	}
	b.losses = newLossTable(n, b.events)
	b.losses.eventOrigin = b.eventOrigin
	b.losses.exchange, b.losses.exchangeOn = exchange, spec.Exchange.On
	rowOf := make([]int32, n)
	for row, i := range rows {
		rowOf[i] = int32(row)
		b.addLoss(&b.losses, &spec.Losses[i], i)
	}
	b.losses.first = append(b.losses.first, int32(len(b.losses.positions)))
	for k, i := range byID {
		byID[k] = rowOf[i]
	}
	b.losses.byID = byID
}

func newLossTable(n int, events []Event) lossTable {
	return lossTable{
		events: events,
		ids:    make([]string, 0, n), risk: make([]int32, 0, n), event: make([]int32, 0, n),
		date: make([]cede.Date, 0, n), hour: make([]int8, 0, n), reported: make([]cede.Date, 0, n), settled: make([]cede.Date, 0, n),
		exGratia: make([]bool, 0, n), currency: make([]Currency, 0, n), origin: make([]int32, 0, n),
		first: make([]int32, 0, n+1), positions: make([]position, 0, n),
	}
}

// addLoss appends a checked loss to t.
func (b *Book) addLoss(t *lossTable, l *Loss, origin int32) {
	t.ids = append(t.ids, l.ID)
	t.date = append(t.date, l.Date)
	hour := int8(-1)
	if l.Hour != nil {
		hour = int8(*l.Hour) // from 0 to 23
	}
	t.hour = append(t.hour, hour)
	t.reported = append(t.reported, l.Reported)
	t.settled = append(t.settled, l.Settled)
	t.exGratia = append(t.exGratia, l.ExGratia)
	foreign := l.Currency
	if foreign == b.currency {
		foreign = ""
	}
	t.currency = append(t.currency, foreign)
	t.origin = append(t.origin, origin)
	t.first = append(t.first, int32(len(t.positions)))
	risk, event := int32(-1), int32(-1)
	if l.Risk != "" {
		risk = b.risk(l.Risk)
	}
	if l.Event != "" {
		event = b.event(l.Event)
	}
	t.risk = append(t.risk, risk)
	t.event = append(t.event, event)
	for _, at := range l.Positions {
		t.positions = append(t.positions, position{
			at: at.At, paid: compact(at.Paid), outstanding: compact(at.Outstanding),
			paidExpense: compact(at.PaidExpense), outstandingExpense: compact(at.OutstandingExpense), back: compact(at.Salvage),
		})
	}
}

// compact returns a number that [checkAmount] accepted.
func compact(d decimal.Decimal) amount {
	places := max(-int(d.Exponent()), 0)
	coef, _ := fixed.Minor(d, places, false)
	return amount{coef: coef, places: int8(places)}
}

// checkAmount reports an amount of a loss that is negative or has too many digits.
func checkAmount(name string, d decimal.Decimal) error {
	if err := bound.NotNegative(name, d); err != nil {
		return err
	}
	if _, fault := fixed.Minor(d, max(-int(d.Exponent()), 0), false); fault != fixed.None {
		return cede.Invalid(name, bound.Text(d), "must have at most 18 digits")
	}
	return nil
}

func (l *Loss) validate(currency Currency, exchange map[Currency]rates) error {
	errs := []error{checkID("id", l.ID)}
	if _, ok := exchange[l.Currency]; !ok {
		errs = append(errs, sameCurrency(l.Currency, currency))
	}
	if l.Date.IsZero() {
		errs = append(errs, cede.Invalid("date", "", "must not be empty"))
	}
	if l.Hour != nil && (*l.Hour < 0 || *l.Hour > 23) {
		errs = append(errs, cede.Invalid("hour", strconv.Itoa(*l.Hour), "must be from 0 to 23"))
	}
	if !l.Reported.IsZero() && l.Reported.Before(l.Date) {
		errs = append(errs, cede.Invalid("reported", l.Reported.String(), "must not be before the date of loss, "+l.Date.String()))
	}
	if !l.Settled.IsZero() && l.Settled.Before(l.Date) {
		errs = append(errs, cede.Invalid("settled", l.Settled.String(), "must not be before the date of loss, "+l.Date.String()))
	}
	if len(l.Positions) == 0 {
		errs = append(errs, cede.Invalid("positions", "", "must not be empty"))
	}
	for i := range l.Positions {
		at := &l.Positions[i]
		err := at.validate()
		switch {
		case at.At.IsZero():
			if len(l.Positions) > 1 {
				err = errors.Join(err, cede.Invalid("at", "", "must not be empty where there are several positions"))
			}
		case at.At.Before(l.Date):
			err = errors.Join(err, cede.Invalid("at", at.At.String(), "must not be before the date of loss, "+l.Date.String()))
		case i > 0 && !at.At.After(l.Positions[i-1].At):
			err = errors.Join(err, cede.Invalid("at", at.At.String(), "must be after the position before, "+l.Positions[i-1].At.String()))
		}
		errs = append(errs, cede.At("positions", i, err))
	}
	return errors.Join(errs...)
}

func (p *Position) validate() error {
	err := errors.Join(
		checkAmount("paid", p.Paid),
		checkAmount("outstanding", p.Outstanding),
		checkAmount("paidExpense", p.PaidExpense),
		checkAmount("outstandingExpense", p.OutstandingExpense),
		checkAmount("salvage", p.Salvage),
	)
	if err != nil || p.Salvage.Sign() == 0 {
		return err
	}
	if sum := p.Paid.Add(p.Outstanding).Add(p.PaidExpense).Add(p.OutstandingExpense); p.Salvage.GreaterThan(sum) {
		return cede.Invalid("salvage", bound.Text(p.Salvage), "must not be above what it is salvage of, "+bound.Text(sum))
	}
	return nil
}

// checkReferences reports a loss whose risk or event is not in the book or does not fit.
func (b *Book) checkReferences(l *Loss) error {
	var errs []error
	if l.Risk != "" {
		row := b.risk(l.Risk)
		if row < 0 {
			errs = append(errs, cede.Invalid("risk", l.Risk, "must be a risk of the book"))
		} else if p := b.risks[row].Period; !p.Contains(l.Date) && (l.Reported.IsZero() || !p.Contains(l.Reported)) {
			errs = append(errs, cede.Invalid("date", l.Date.String(),
				"must be in the policy period of risk "+l.Risk+", "+p.From.String()+" to "+p.To.String()+", unless reported in it"))
		}
	}
	if l.Event != "" {
		row := b.event(l.Event)
		switch {
		case row < 0:
			errs = append(errs, cede.Invalid("event", l.Event, "must be an event of the book"))
		case !b.events[row].From.IsZero() && l.Date.Before(b.events[row].From):
			errs = append(errs, cede.Invalid("date", l.Date.String(), "must not be before its event, "+b.events[row].From.String()))
		case !b.events[row].To.IsZero() && l.Date.After(b.events[row].To):
			errs = append(errs, cede.Invalid("date", l.Date.String(), "must not be after its event, "+b.events[row].To.String()))
		}
	}
	return errors.Join(errs...)
}

// minor returns the amount called name in minor units.
func (a amount) minor(name string, scale int, round bool) (int64, error) {
	n, fault := fixed.MinorOf(a.coef, int(a.places), scale, round)
	if fault == fixed.None {
		return n, nil
	}
	return 0, engine.FaultError(name, bound.Text(decimal.New(a.coef, -int32(a.places))), fault, scale)
}
