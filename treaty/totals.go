package treaty

import (
	"context"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
)

// A ClauseName names a share or layer of a program.
type ClauseName struct {
	// Contract and Section are ids; Section is empty where the contract has only one without an id. Clause names the
	// share or layer, as in [ClauseResult].
	Contract, Section, Clause string
}

// A LineName names a reinsurer in a contract.
type LineName struct {
	// Contract is an id, Reinsurer a name of its placement.
	Contract, Reinsurer string
}

// Totals are the sums of terms, in minor units. Amounts by clause, contract and line are those of [Batch.Clauses], [Batch.Contracts] and
// [Batch.Lines]: that of number n of N in term t is at t × N + n.
type Totals struct {
	_ [0]func()
	// Clauses, Contracts and Lines are their numbers.
	Clauses, Contracts, Lines int
	// Gross and Net are by term.
	Gross, Net []int64
	// Subject is by contract the losses that its terms apply to, as [ContractResult].
	Subject []int64
	// Full is by clause what is ceded at 100 %, Ceded what is placed of it.
	Full, Ceded []int64
	// Price is by clause what it costs as placed, with deposits, adjustments, reinstatement premium and no-claims bonuses;
	// Reinstatement is the reinstatement premium in it, Brokerage what reinsurers allow. They are nil if no layer has a premium.
	Price, Reinstatement, Brokerage []int64
	// Commission is by contract what the account of the year gives as placed: commissions, above zero where reinsurers pay. Sharing is what the
	// cedent takes back of the losses, below zero. They are nil if no contract has an account.
	Commission, Sharing []int64
	// Line is by reinsurer what each bears, in the same order: loss, price, brokerage, commission and sharing.
	Line LineTotals
}

// LineTotals are what reinsurers bear of [Totals], by line; nil where those are.
type LineTotals struct {
	_ [0]func()
	// Ceded are losses; the others are as in Totals.
	Ceded, Price, Brokerage, Commission, Sharing []int64
}

// Rows are what a term makes of its rows. They are valid until the function they are handed to returns.
type Rows struct {
	_ [0]func()
	// Ceded is what each contract cedes of each row as placed: that of [Batch.Contracts] n is Ceded[n].
	Ceded [][]int64
}

// Clauses returns the names of the clauses, in the order of [Totals].
func (b *Batch) Clauses() []ClauseName {
	if b == nil || b.b == nil {
		return nil
	}
	var out []ClauseName
	for i := range b.b.program.contracts {
		c := &b.b.program.contracts[i]
		for k := range c.sections {
			for _, clause := range c.sections[k].clauses {
				out = append(out, ClauseName{c.id, c.sections[k].id, clause})
			}
		}
	}
	return out
}

// Contracts returns the ids of the contracts, in the order of [Totals].
func (b *Batch) Contracts() []string {
	if b == nil || b.b == nil {
		return nil
	}
	out := make([]string, len(b.b.program.contracts))
	for i := range out {
		out[i] = b.b.program.contracts[i].id
	}
	return out
}

// Lines returns the reinsurers of the contracts, in the order of [Totals].
func (b *Batch) Lines() []LineName {
	if b == nil {
		return nil
	}
	return append([]LineName(nil), b.lines...)
}

// Priced reports whether a layer has a premium, and so whether [Totals] have prices.
func (b *Batch) Priced() bool { return b != nil && b.b != nil && b.b.program.plan.Priced() }

// Accounts reports whether a contract has an account, and so whether [Totals] have commissions.
func (b *Batch) Accounts() bool { return b != nil && b.b != nil && b.b.program.accounts() }

// Premiums returns by clause what it cedes of premium in a term as placed, in minor units: the share of proportional contracts.
func (b *Batch) Premiums() []int64 {
	if b == nil {
		return nil
	}
	return append([]int64(nil), b.premiums.Ceded...)
}

// nameLines numbers the reinsurers of each contract; one in several of its panels is one.
func (b *Batch) nameLines() {
	for i := range b.b.program.contracts {
		c := &b.b.program.contracts[i]
		numbers := make(map[string]int32)
		panels := make([][]int32, len(c.panels))
		for at := range c.panels {
			for _, name := range c.panels[at].reinsurers {
				n, ok := numbers[name]
				if !ok {
					n = int32(len(b.lines))
					numbers[name] = n
					b.lines = append(b.lines, LineName{c.id, name})
				}
				panels[at] = append(panels[at], n)
			}
		}
		b.reinsurers = append(b.reinsurers, panels)
	}
}

// Run runs the terms one after another and returns their totals. Each term is computed as
// [Program.Apply] computes a book with its losses, all of them paid. With an error the totals hold the terms before the one that failed.
func (b *Batch) Run(ctx context.Context, c Columns) (*Totals, error) {
	return b.RunEach(ctx, c, nil)
}

// RunEach is [Batch.Run] with a function that is handed what contracts cede of every row, term by term; an error of it ends the run.
func (b *Batch) RunEach(ctx context.Context, c Columns, each func(term int, rows *Rows) error) (*Totals, error) {
	if b == nil || b.b == nil {
		return nil, cede.Invalid("batch", "", "must be made by Program.Batch")
	}
	if err := b.check(&c); err != nil {
		return nil, err
	}
	s := b.newSumming(len(c.Terms))
	run := b.b.program.plan.NewRun(b.b.exposure, nil, nil)
	run.SumSubjects()
	if each != nil {
		run.EachRow()
	}
	cutter := cutter{b: b.b, columns: &c, losses: engine.Losses{
		Units: b.b.risks.Units, Selected: make([]engine.Selected, len(b.b.program.filters)),
	}}
	path := max(c.Path, 1)
	from := 0
	for t, to := range c.Terms {
		losses := cutter.cut(from, to)
		err := s.term(ctx, run, losses)
		if err != nil {
			err = b.explain(err, c.FirstRow+from)
		} else if each != nil {
			if err = each(c.FirstTerm+t, &Rows{Ceded: run.Placed()}); err != nil {
				s.cut(t)
			}
		}
		if err != nil || (t+1)%path == 0 || t+1 == len(c.Terms) { // the end of a path
			if year, accountErr := s.settle(); accountErr != nil { // of a term before
				return s.out, cede.At("terms", c.FirstTerm+year, accountErr)
			}
		}
		if err != nil {
			return s.out, cede.At("terms", c.FirstTerm+t, err)
		}
		from = to
	}
	return s.out, nil
}

// explain names rows by their number.
func (b *Batch) explain(err error, from int) error {
	over, ok := err.(*engine.OverCession) //nolint:errorlint // the engine does not wrap it
	if !ok {
		return b.b.explain(err, nil)
	}
	t := &lossTable{ids: make([]string, over.Row+1)}
	out := b.b.overCession(over, t)
	return cede.At("loss", from+int(over.Row), out)
}

// A summing adds terms to totals.
type summing struct {
	*Batch
	out *Totals
	// settled are the terms whose accounts are settled; the path at hand begins there.
	settled int
	parts   []int64
}

func (b *Batch) newSumming(terms int) *summing {
	p := b.b.program
	out := &Totals{Clauses: len(p.plan.Covers), Contracts: len(p.contracts), Lines: len(b.lines)}
	column := func(n int) []int64 { return make([]int64, 0, terms*n) }
	out.Gross, out.Net = column(1), column(1)
	out.Full, out.Ceded = column(out.Clauses), column(out.Clauses)
	out.Subject = column(out.Contracts)
	out.Line.Ceded = column(out.Lines)
	if p.plan.Priced() {
		out.Price, out.Reinstatement, out.Brokerage = column(out.Clauses), column(out.Clauses), column(out.Clauses)
		out.Line.Price, out.Line.Brokerage = column(out.Lines), column(out.Lines)
	}
	if p.accounts() {
		out.Commission, out.Sharing = column(out.Contracts), column(out.Contracts)
		out.Line.Commission, out.Line.Sharing = column(out.Lines), column(out.Lines)
	}
	return &summing{Batch: b, out: out}
}

// term runs a term and adds what it comes to; with an error it adds nothing.
func (s *summing) term(ctx context.Context, run *engine.Run, losses *engine.Losses) error {
	totals, err := run.Term(ctx, losses)
	if err != nil {
		return err
	}
	out, plan := s.out, s.b.program.plan
	var charges []engine.Charge
	if out.Price != nil {
		if charges, err = plan.Charges(s.b.exposure, run.LayerLosses, run.Usage, losses.Date, nil); err != nil {
			return err
		}
	}
	var gross int64
	for _, x := range losses.Amount {
		gross += x // the engine checked the sum
	}
	net := gross
	for _, x := range totals.Ceded {
		net -= x
	}
	out.Gross, out.Net = append(out.Gross, gross), append(out.Net, net)
	out.Full, out.Ceded = append(out.Full, totals.Full...), append(out.Ceded, totals.Ceded...)
	out.Subject = append(out.Subject, run.Sums...)
	out.Line.Ceded = s.share(out.Line.Ceded, totals.Ceded)
	if out.Price != nil {
		at := len(out.Price)
		for _, column := range []*[]int64{&out.Price, &out.Reinstatement, &out.Brokerage} {
			*column = append(*column, make([]int64, out.Clauses)...)
		}
		for i := range charges {
			c := &charges[i]
			if c.Kind == engine.ChargeBrokerage {
				out.Brokerage[at+int(c.Cover)] += c.Ceded
				continue
			}
			out.Price[at+int(c.Cover)] += c.Ceded
			if c.Kind == engine.ChargeReinstatement || c.Kind == engine.ChargeReinstatementAdjustment {
				out.Reinstatement[at+int(c.Cover)] += c.Ceded
			}
		}
		out.Line.Price, out.Line.Brokerage = s.share(out.Line.Price, out.Price[at:]), s.share(out.Line.Brokerage, out.Brokerage[at:])
	}
	for _, column := range []*[]int64{&out.Commission, &out.Sharing} {
		if *column != nil {
			*column = append(*column, make([]int64, out.Contracts)...)
		}
	}
	for _, column := range []*[]int64{&out.Line.Commission, &out.Line.Sharing} {
		if *column != nil {
			*column = append(*column, make([]int64, out.Lines)...)
		}
	}
	return nil
}

// share appends to a column what each line bears of amounts by clause: its part of the balance of its panel.
func (s *summing) share(column, amounts []int64) []int64 {
	at := len(column)
	column = append(column, make([]int64, len(s.lines))...)
	for i := range s.b.program.contracts {
		c := &s.b.program.contracts[i]
		for k := range c.panels {
			var balance int64
			for j := range c.sections {
				section := &c.sections[j]
				if section.panel != k {
					continue
				}
				for _, x := range amounts[section.engine.First : int(section.engine.First)+len(section.clauses)] {
					balance += x
				}
			}
			if balance == 0 {
				continue
			}
			s.parts = append(s.parts[:0], make([]int64, len(s.reinsurers[i][k]))...)
			c.panels[k].engine.Split(s.parts, balance)
			for n, line := range s.reinsurers[i][k] {
				column[at+int(line)] += s.parts[n]
			}
		}
	}
	return column
}

// settle settles the accounts of the path at hand. With an error the totals end before the term it is of, which is returned.
func (s *summing) settle() (term int, err error) {
	first, terms := s.settled, len(s.out.Gross)
	s.settled = terms
	if s.out.Commission == nil || first == terms {
		return 0, nil
	}
	failed := terms
	for i := range s.b.program.contracts {
		c := &s.b.program.contracts[i]
		if c.account == nil {
			continue
		}
		years, old := s.years(i, first, terms), len(c.account.history)
		all, _, year, accountErr := c.account.drafts(years, engine.Transfer{})
		if accountErr != nil {
			if at := first + max(year-old, 0); at < failed {
				fault := &engine.Fault{Section: c.sections[0].engine, Row: -1, Err: cede.In("account", cede.In(strconv.Itoa(years[year].Year), accountErr))}
				failed, err = at, s.b.explain(fault, nil)
			}
			if all, _, _, accountErr = c.account.drafts(years[:year], engine.Transfer{}); accountErr != nil || year < old {
				continue
			}
		}
		for k := range all[old:] {
			if !s.post(i, first+k, &all[old+k]) {
				if at := first + k; at < failed {
					failed, err = at, cede.In("account", ErrOverflow)
				}
				break
			}
		}
	}
	if err != nil {
		s.cut(failed)
	}
	return failed, err
}

// years returns the figures of the account of a contract: those of its history, and of each term of the path at hand.
func (s *summing) years(i, first, terms int) []engine.Figures {
	c := &s.b.program.contracts[i]
	years := append([]engine.Figures(nil), c.account.history...)
	for k := range years {
		years[k].Provisional = false // without a valuation all are adjusted
	}
	from := int(c.sections[0].engine.First)
	last := &c.sections[len(c.sections)-1]
	to := int(last.engine.First) + len(last.clauses)
	name, _, _ := c.period.From.Civil()
	for t := first; t < terms; t++ {
		y := engine.Figures{Year: name + t - first}
		for cover := from; cover < to; cover++ {
			y.Written += s.premiums.Full[cover]
			y.Paid += s.out.Full[t*s.out.Clauses+cover] // both at most what there is
		}
		years = append(years, y)
	}
	return years
}

// post adds what the account of a contract gives in a term, and reports whether it fits 64 bits.
func (s *summing) post(contract, term int, year *drafts) bool {
	out, ok := s.out, true
	add := func(to *int64, x int64) {
		sum, fits := fixed.Add(*to, x)
		*to, ok = sum, ok && fits
	}
	for _, d := range year.list {
		column, lines := out.Commission, out.Line.Commission
		if itemKinds[d.Kind].account == AccountLossSharing {
			column, lines = out.Sharing, out.Line.Sharing
		}
		placed, _, parts := s.b.program.contracts[contract].account.divide(d)
		add(&column[term*out.Contracts+contract], placed)
		for k, member := range d.members {
			add(&lines[term*out.Lines+int(s.reinsurers[contract][0][member])], parts[k])
		}
	}
	return ok
}

// cut drops the terms from one on.
func (s *summing) cut(terms int) {
	out := s.out
	for _, x := range []struct {
		n       int
		columns []*[]int64
	}{
		{1, []*[]int64{&out.Gross, &out.Net}},
		{out.Clauses, []*[]int64{&out.Full, &out.Ceded, &out.Price, &out.Reinstatement, &out.Brokerage}},
		{out.Contracts, []*[]int64{&out.Subject, &out.Commission, &out.Sharing}},
		{out.Lines, []*[]int64{&out.Line.Ceded, &out.Line.Price, &out.Line.Brokerage, &out.Line.Commission, &out.Line.Sharing}},
	} {
		for _, column := range x.columns {
			if *column != nil {
				*column = (*column)[:terms*x.n]
			}
		}
	}
}
