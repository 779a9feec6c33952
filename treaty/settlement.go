package treaty

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/shopspring/decimal"
)

// A Settlement is what the terms of an account make of each underwriting year at a valuation. The zero Settlement is of no year.
type Settlement struct {
	_ [0]func()
	// Contract names what the account is of.
	Contract string `json:"contract,omitzero"`
	// Currency is that of all amounts.
	Currency Currency `json:"currency"`
	// Valuation is the day on which what the years give is posted.
	Valuation cede.Date `json:"valuation"`
	// Years are in order.
	Years []SettledYear `json:"years"`
}

// A SettledYear is the account of one underwriting year. All amounts but those placed are for 100 % of the contract.
type SettledYear struct {
	_ [0]func()
	// Year is the underwriting year, Stage how far it is settled.
	Year  int   `json:"year"`
	Stage Stage `json:"stage"`
	// Written is the premium ceded, Earned that earned with the portfolios: written and taken over less handed on or unearned.
	Written decimal.Decimal `json:"written"`
	Earned  decimal.Decimal `json:"earned"`
	// Incurred is what is paid and outstanding; with a loss portfolio what is paid and handed on less what was taken over.
	Incurred decimal.Decimal `json:"incurred"`
	// Items are what the clauses give, in the order in which they act: portfolios, sharing, commissions, profit commissions.
	Items []AccountItem `json:"items"`
}

// An AccountItem is what one clause gives in one year for the reinsurers for whom it holds.
type AccountItem struct {
	_ [0]func()
	// Account is what it is of, Clause the place of the clause in the terms, Term what kind it is.
	Account Account `json:"account"`
	Clause  string  `json:"clause"`
	Term    string  `json:"term"`
	// LossRatio is what the clause saw, with what was carried in; nil if it looks at none or there is no premium.
	LossRatio *Fraction `json:"lossRatio,omitzero"`
	// Base is the amount that Rate is taken of: the premium or the profit, of a block of years that so far of all of it, less what its
	// years before gave. Of sharing it is the losses and of a transfer its amount; both have no rate.
	Base decimal.Decimal `json:"base"`
	Rate *Fraction       `json:"rate,omitzero"`
	// CarriedIn and CarriedOut are what the year takes from those before and leaves to those after, above zero if it counts against the cedent.
	CarriedIn  decimal.Decimal `json:"carriedIn,omitzero"`
	CarriedOut decimal.Decimal `json:"carriedOut,omitzero"`
	// Full is for 100 % of the contract, Placed for the reinsurers for whom the clause holds.
	Full   decimal.Decimal `json:"full"`
	Placed decimal.Decimal `json:"placed"`
	// Parts are theirs, in the order of the panel; none without one.
	Parts []AccountPart `json:"parts,omitzero"`

	share fixed.Ratio // of the contract that the reinsurers for whom it holds signed
}

// An AccountPart is what one reinsurer bears of an item.
type AccountPart struct {
	_ [0]func()
	// Reinsurer is who bears it, Amount what.
	Reinsurer string          `json:"reinsurer"`
	Amount    decimal.Decimal `json:"amount"`
}

// The terms of items.
const (
	TermPortfolioIn   = "portfolio-in"
	TermPortfolioOut  = "portfolio-out"
	TermCorridor      = "loss-corridor"
	TermParticipation = "loss-participation"
	TermCap           = "loss-ratio-cap"
	TermCommission    = "commission"
	TermOverriding    = "overriding-commission"
	TermSliding       = "sliding-scale-commission"
	TermProfit        = "profit-commission"
)

//nolint:gochecknoglobals // an immutable table
var itemKinds = [...]struct {
	account Account
	term    string
}{
	engine.ItemPremiumIn:     {AccountPremiumPortfolio, TermPortfolioIn},
	engine.ItemPremiumOut:    {AccountPremiumPortfolio, TermPortfolioOut},
	engine.ItemLossIn:        {AccountLossPortfolio, TermPortfolioIn},
	engine.ItemLossOut:       {AccountLossPortfolio, TermPortfolioOut},
	engine.ItemCorridor:      {AccountLossSharing, TermCorridor},
	engine.ItemParticipation: {AccountLossSharing, TermParticipation},
	engine.ItemCap:           {AccountLossSharing, TermCap},
	engine.ItemCommission:    {AccountCommission, TermCommission},
	engine.ItemOverriding:    {AccountCommission, TermOverriding},
	engine.ItemSliding:       {AccountCommission, TermSliding},
	engine.ItemProfit:        {AccountCommission, TermProfit},
}

// An account is the terms of a contract on the panel that bears them.
type account struct {
	contract string
	currency Currency
	scale    int
	mode     fixed.Mode
	panel    *panel
	groups   []engine.AccountGroup
}

// settle settles the years for each group of reinsurers and puts what they give together, clause by clause. What a clause gives alike for
// several groups it gives for all of them together. An error is that of a year, whose place it is given.
func (a *account) settle(years []engine.Figures, in engine.Transfer, day cede.Date, at func(year int, err error) error) (*Settlement, error) {
	all, heads, year, err := a.drafts(years, in)
	if err != nil {
		return nil, at(year, err)
	}
	out := &Settlement{Contract: a.contract, Currency: a.currency, Valuation: day, Years: make([]SettledYear, len(years))}
	for i := range heads {
		one, y := &heads[i], &out.Years[i]
		y.Year, y.Stage = one.Year, StageAdjusted
		if one.Provisional {
			y.Stage = StageProvisional
		}
		y.Written, y.Earned, y.Incurred = a.money(one.Written), a.money(one.Earned), a.money(one.Incurred)
	}
	for i := range all {
		for _, d := range all[i].list {
			out.Years[i].Items = append(out.Years[i].Items, a.placed(d))
		}
	}
	return out, nil
}

// drafts settles the years for each group of reinsurers and returns the items of each year in the order in which they act, with the years, which
// are alike for all groups. An error is that of a year, whose index it gives.
func (a *account) drafts(years []engine.Figures, in engine.Transfer) (all []drafts, heads []engine.Settled, year int, err error) {
	all = make([]drafts, len(years))
	for _, g := range a.groups {
		settled, err := g.Terms.Settle(years, in, a.mode)
		if err != nil {
			return nil, nil, len(settled), err
		}
		heads = settled
		for i := range settled {
			for k := range settled[i].Items {
				all[i].add(&settled[i].Items[k], g.Members)
			}
		}
	}
	for i := range all {
		slices.SortStableFunc(all[i].list, func(a, b draft) int { return cmp.Compare(a.Number, b.Number) })
		for _, d := range all[i].list {
			slices.Sort(d.members)
		}
	}
	return all, heads, 0, nil
}

// A draft is an item before it is placed, with the members of the panel for whom it holds.
type draft struct {
	*engine.Item
	members []int
}

// drafts are those of a year, and their places in the list by the number of the clause.
type drafts struct {
	list []draft
	at   map[int][]int
}

// add adds an item, or its members to the draft that gives the same.
func (d *drafts) add(one *engine.Item, members []int) {
	for _, k := range d.at[one.Number] {
		if like := &d.list[k]; like.Same(one) {
			like.members = append(like.members, members...)
			return
		}
	}
	if d.at == nil {
		d.at = make(map[int][]int)
	}
	d.at[one.Number] = append(d.at[one.Number], len(d.list))
	d.list = append(d.list, draft{one, slices.Clone(members)})
}

func (a *account) money(n int64) decimal.Decimal { return decimal.New(n, -int32(a.scale)) }

// placed returns an item as placed with the members for whom it holds.
func (a *account) placed(d draft) AccountItem {
	x, kind := d.Item, itemKinds[d.Kind]
	item := AccountItem{
		Account: kind.account, Clause: x.Clause, Term: kind.term, Base: a.money(x.Base),
		CarriedIn: a.money(x.In), CarriedOut: a.money(x.Out), Full: a.money(x.Amount),
	}
	if x.Seen {
		item.LossRatio = &Fraction{ratio: x.LossRatio}
	}
	if x.Rate.Sign() != 0 {
		item.Rate = &Fraction{ratio: x.Rate}
	}
	if len(a.panel.reinsurers) == 0 {
		item.Placed, item.share = item.Full, fixed.Int(1)
		return item
	}
	placed, share, parts := a.divide(d)
	item.share, item.Placed = share, a.money(placed)
	for k, at := range d.members {
		item.Parts = append(item.Parts, AccountPart{Reinsurer: a.panel.reinsurers[at], Amount: a.money(parts[k])})
	}
	return item
}

// divide returns what the members of the panel for whom an item holds bear of it together, what share of the contract that is, and what each of them bears.
func (a *account) divide(d draft) (placed int64, share fixed.Ratio, parts []int64) {
	lines := make([]int64, len(d.members))
	var sum int64
	for k, at := range d.members {
		lines[k] = a.panel.engine.Lines[at]
		sum += lines[k] // at most the whole
	}
	share = fixed.NewRatio(sum, a.panel.engine.Whole)
	placed, _ = share.Times(d.Amount, a.mode) // at most 1
	parts = make([]int64, len(d.members))
	fixed.Allocate(parts, placed, lines)
	return placed, share, parts
}

// Items returns the items of all years, each with its year; none of a nil settlement.
func (s *Settlement) Items() iter.Seq2[int, AccountItem] {
	return func(yield func(int, AccountItem) bool) {
		if s == nil {
			return
		}
		for i := range s.Years {
			for _, item := range s.Years[i].Items {
				if !yield(s.Years[i].Year, item) {
					return
				}
			}
		}
	}
}

// Postings returns the ledger of the account, empty for a nil settlement: what every clause gives in every year, under its own name, at the valuation.
func (s *Settlement) Postings() iter.Seq[Posting] {
	return func(yield func(Posting) bool) {
		if s == nil {
			return
		}
		for _, y := range s.Years {
			for i := range y.Items {
				if !s.post(y.Year, &y.Items[i], yield) {
					return
				}
			}
		}
	}
}

// post writes out an item, from the terms down to the reinsurers.
func (s *Settlement) post(year int, item *AccountItem, yield func(Posting) bool) bool {
	at := Posting{
		Account: item.Account, Contract: s.Contract, Clause: item.Clause, Term: item.Term, Year: year, Date: s.Valuation,
	}
	terms, placement, cession := at, at, at
	terms.Step, terms.Base, terms.Rate, terms.Amount = StepTerms, item.Base, item.Rate, item.Full
	placement.Step, placement.Base, placement.Rate, placement.Amount = StepPlacement, item.Full, &Fraction{ratio: item.share}, item.Placed
	cession.Step, cession.Base, cession.Amount = StepCession, item.Full, item.Placed
	for _, one := range []Posting{terms, placement, cession} {
		if !one.Amount.IsZero() && !yield(one) {
			return false
		}
	}
	for _, part := range item.Parts {
		one := at
		one.Step, one.Reinsurer, one.Base, one.Amount = StepReinsurer, part.Reinsurer, item.Placed, part.Amount
		if !one.Amount.IsZero() && !yield(one) {
			return false
		}
	}
	return true
}

// Adjustments returns what is posted between two valuations of one account, by year and clause, on the day of the later:
//
//	postings of before + adjustments = postings of after
//
// for every year, clause, step and reinsurer. The base of an adjustment of terms is what the base changed by, and it has no rate. A
// settlement is kept as its history and terms, which settle to the same again. A nil before is nothing. A year that before has as final must
// be so after, and give and carry on the same; otherwise it is an error, as is an account of another contract or currency, and an earlier valuation.
func Adjustments(before, after *Settlement) (iter.Seq[Posting], error) {
	if after == nil {
		return nil, cede.Invalid("after", "", "must not be nil")
	}
	if before == nil {
		return after.Postings(), nil
	}
	switch {
	case before.Contract != after.Contract:
		return nil, cede.Invalid("before", before.Contract, "must be of the account of after, "+after.Contract)
	case before.Currency != after.Currency:
		return nil, cede.Invalid("before", string(before.Currency), "must be in the currency of after, "+string(after.Currency))
	case after.Valuation.Before(before.Valuation):
		return nil, cede.Invalid("after", after.Valuation.String(), "must not be before the valuation of before, "+before.Valuation.String())
	}
	changes := &Settlement{Contract: after.Contract, Valuation: after.Valuation}
	was := make(map[itemKey]*AccountItem)
	years := make(map[int]*SettledYear)
	for i := range before.Years {
		y := &before.Years[i]
		years[y.Year] = y
		for k := range y.Items {
			was[y.Items[k].key(y.Year)] = &y.Items[k]
		}
	}
	for i := range after.Years {
		y := &after.Years[i]
		old := years[y.Year]
		change := SettledYear{Year: y.Year}
		for k := range y.Items {
			key := y.Items[k].key(y.Year)
			change.Items = append(change.Items, y.Items[k].less(was[key]))
			delete(was, key)
		}
		if old != nil {
			for k := range old.Items { // what is no more
				if gone := was[old.Items[k].key(y.Year)]; gone != nil {
					none := AccountItem{Account: gone.Account, Clause: gone.Clause, Term: gone.Term, share: gone.share}
					change.Items = append(change.Items, none.less(gone))
				}
			}
			delete(years, y.Year)
		}
		if old != nil && old.Stage == StageFinal {
			if err := y.unchanged(old, change.Items); err != nil {
				return nil, cede.In("after", cede.At("years", i, err))
			}
		}
		changes.Years = append(changes.Years, change)
	}
	for _, y := range before.Years {
		if years[y.Year] != nil {
			return nil, cede.In("after", cede.Invalid("years", strconv.Itoa(y.Year), "must not be missing: before has the year"))
		}
	}
	return changes.Postings(), nil
}

// unchanged reports what a final year gives or carries on that it did not; changes are those of its items.
func (y *SettledYear) unchanged(old *SettledYear, changes []AccountItem) error {
	const final = "must not change: the year was final"
	if y.Stage != StageFinal {
		return cede.Invalid("stage", string(y.Stage), final)
	}
	for k := range changes {
		if item := &changes[k]; !item.nothing() {
			return cede.Invalid(item.Clause, item.Full.String(), final)
		}
	}
	for k := range y.Items { // nothing is no more, and nothing new gives nothing
		if k < len(old.Items) && !y.Items[k].CarriedOut.Equal(old.Items[k].CarriedOut) {
			return cede.Invalid(y.Items[k].Clause, y.Items[k].CarriedOut.String(), "must not carry on another amount: the year was final")
		}
	}
	return nil
}

// UnmarshalJSON returns an error: what a settlement posts is not all in its document. It is kept as its history and terms, which settle to
// the same again.
func (*Settlement) UnmarshalJSON([]byte) error {
	return cede.Invalid("", "", "must be settled from its history and terms, which package treaty/document reads")
}

// An itemKey is what an item of two settlements is one by.
type itemKey struct {
	year            int
	account         Account
	clause, term    string
	firstOfItsPanel string
}

func (i *AccountItem) key(year int) itemKey {
	key := itemKey{year: year, account: i.Account, clause: i.Clause, term: i.Term}
	if len(i.Parts) > 0 {
		key.firstOfItsPanel = i.Parts[0].Reinsurer
	}
	return key
}

// less returns what an item gives more than it did before; nil is nothing.
func (i AccountItem) less(before *AccountItem) AccountItem {
	if before == nil {
		return i
	}
	i.Full, i.Placed = i.Full.Sub(before.Full), i.Placed.Sub(before.Placed)
	i.Base, i.Rate, i.LossRatio = i.Base.Sub(before.Base), nil, nil
	parts := make([]AccountPart, 0, len(before.Parts))
	for _, p := range before.Parts {
		parts = append(parts, AccountPart{Reinsurer: p.Reinsurer, Amount: p.Amount.Neg()})
	}
	for _, p := range i.Parts {
		at := slices.IndexFunc(parts, func(q AccountPart) bool { return q.Reinsurer == p.Reinsurer })
		if at < 0 {
			parts = append(parts, p)
			continue
		}
		parts[at].Amount = parts[at].Amount.Add(p.Amount)
	}
	i.Parts = parts
	return i
}

// nothing reports whether an item gives nothing to anyone.
func (i *AccountItem) nothing() bool {
	return i.Full.IsZero() && i.Placed.IsZero() && !slices.ContainsFunc(i.Parts, func(p AccountPart) bool { return !p.Amount.IsZero() })
}
