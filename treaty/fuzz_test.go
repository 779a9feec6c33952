package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	"github.com/shopspring/decimal"
)

// A fuzzReader reads a program and a book from bytes; at their end everything is zero. What it reads is valid, but for what
// [fuzzReader.rare] breaks.
type fuzzReader struct{ data []byte }

func (r *fuzzReader) byte() byte {
	if len(r.data) == 0 {
		return 0
	}
	b := r.data[0]
	r.data = r.data[1:]
	return b
}

// below returns a number from 0 to n-1.
func (r *fuzzReader) below(n int) int { return int(r.byte()) % n }

// often is true for half of all bytes, seldom for an eighth, rare for one.
func (r *fuzzReader) often() bool  { return r.byte()&1 == 1 }
func (r *fuzzReader) seldom() bool { return r.byte()&7 == 7 }
func (r *fuzzReader) rare() bool   { return r.byte() == 255 }

// pick returns one of a list.
func pick[T any](r *fuzzReader, list ...T) T { return list[r.below(len(list))] }

// amount is positive and mostly small; rarely it is zero, too fine, negative or hostile.
func (r *fuzzReader) amount() decimal.Decimal {
	if !r.rare() {
		return decimal.New(1+int64(r.byte())<<8|int64(r.byte()), -2)
	}
	switch r.below(4) {
	case 0:
		return decimal.Decimal{}
	case 1:
		return decimal.New(int64(int8(r.byte())), -int32(r.below(24)))
	case 2:
		return decimal.New(int64(r.byte()), int32(r.below(20)))
	}
	return decimal.New(int64(int8(r.byte())), int32(r.byte())*1000)
}

func (r *fuzzReader) optional(value func() decimal.Decimal) *decimal.Decimal {
	if r.often() {
		return nil
	}
	return new(value())
}

func (r *fuzzReader) share() decimal.Decimal {
	if r.rare() {
		return r.amount()
	}
	return decimal.New(int64(1+r.below(100)), -2)
}

func (r *fuzzReader) day() cede.Date {
	if r.rare() {
		return cede.Date{}
	}
	return exampleDay("2025-10-01").AddDays(r.below(180))
}

func (r *fuzzReader) period() treaty.Period {
	from := r.day()
	if r.rare() {
		return treaty.Period{From: from, To: from.AddDays(-1)}
	}
	return treaty.Period{From: from, To: from.AddDays(2 * int(r.byte()))}
}

// name is the n-th name of a kind.
func (r *fuzzReader) name(kind string, n int) string {
	if r.rare() {
		return kind
	}
	return fmt.Sprint(kind, n)
}

// names are some of the first three names of a kind, at least one.
func (r *fuzzReader) names(kind string) []string {
	var list []string
	for mask, n := 1+r.below(7), 1; mask > 0; mask, n = mask>>1, n+1 {
		if mask&1 == 1 {
			list = append(list, r.name(kind, n))
		}
	}
	return list
}

func (r *fuzzReader) selection() treaty.Selection {
	var s treaty.Selection
	switch r.below(7) {
	case 0:
		s.Lines = r.names("line")
	case 1:
		s.Tags = r.names("tag")
	case 2:
		s.Perils = r.names("peril")
	case 3:
		s.Risks = r.names("R")
	case 4:
		s.Events = r.names("E")
	case 5:
		s.Losses = r.names("L")
	case 6:
		s.Keys = []treaty.KeyValues{{Name: r.name("key", 1), Values: r.names("value")}}
	}
	return s
}

func (r *fuzzReader) scope() treaty.Scope {
	var s treaty.Scope
	if r.seldom() {
		s.Include = r.selection()
	}
	if r.seldom() {
		s.Exclude = r.selection()
	}
	if r.seldom() {
		s.Bounds = []treaty.Bound{{Attribute: "a", Max: new(r.share())}}
	}
	if r.seldom() {
		for range 1 + r.below(2) {
			s.ExcludeFrom = append(s.ExcludeFrom, treaty.DatedExclusion{From: r.day(), Exclude: r.selection()})
		}
	}
	return s
}

func (r *fuzzReader) placement() treaty.Placement {
	var p treaty.Placement
	n := 1 + r.below(3)
	for k := range n {
		share := decimal.New(int64(1+r.below(100/n)), -2)
		if r.often() {
			share = decimal.New(int64(100/n), -2)
		}
		p.Lines = append(p.Lines, treaty.Line{Reinsurer: r.name("Re ", k), Share: share})
	}
	return p
}

func (r *fuzzReader) layers(perEvent bool) []xol.Layer {
	var list []xol.Layer
	for range 1 + r.below(3) {
		l := xol.Layer{Attachment: r.amount(), Limit: r.optional(r.amount)}
		if r.often() {
			l.Share, l.ShareOn = r.optional(r.share), pick(r, "", xol.ShareOnRecovery, xol.ShareOnLoss)
			if perEvent != r.rare() {
				l.MinimumRisks = r.below(3)
			} else {
				l.EventCap = r.optional(r.amount)
			}
			l.Scope = r.scope()
		}
		list = append(list, l)
	}
	return list
}

func (r *fuzzReader) retention() proportional.Retention {
	if r.rare() {
		return proportional.Retention{}
	}
	return proportional.Retention{Amount: new(r.amount())}
}

func (r *fuzzReader) capacities() []proportional.Capacity {
	var list []proportional.Capacity
	for range 1 + r.below(2) {
		c := proportional.Capacity{Limit: r.optional(r.amount), Combined: r.optional(r.amount)}
		if !r.rare() {
			c.Lines = new(decimal.New(int64(11+r.below(90)), -1))
		}
		if r.seldom() {
			c.ShareAttribute = "a"
		}
		list = append(list, c)
	}
	return list
}

func (r *fuzzReader) deductible() *proportional.Deductible {
	if !r.seldom() {
		return nil
	}
	return &proportional.Deductible{Amount: r.amount(), On: pick(r, "", proportional.DeductibleOnCeded, proportional.DeductibleOnWhole)}
}

func (r *fuzzReader) aggregate() *proportional.Aggregate {
	if !r.seldom() {
		return nil
	}
	return &proportional.Aggregate{
		Deductible: r.optional(r.amount), Limit: r.optional(r.amount),
		On:     pick(r, "", proportional.AggregateOnCeded, proportional.AggregateOnWhole),
		Annual: pick(r, "", proportional.AnnualPeriod, proportional.AnnualYear),
	}
}

// terms returns the terms of a section with the scope that they need.
func (r *fuzzReader) terms(s *treaty.Section) {
	perils := len(s.Scope.Include.Perils)+len(s.Scope.Exclude.Perils) > 0
	if perils != r.rare() {
		s.PremiumPart = new(r.share())
	}
	switch r.below(8) {
	case 6:
		v := proportional.VariableQuotaShare{
			Base: pick(r, "", proportional.OnPML, proportional.OnPremium), OwnShareAttribute: pick(r, "", "", "", "a"),
			Limit: r.optional(r.amount), Deductible: r.deductible(), EventLimit: r.optional(r.amount),
		}
		for range 1 + r.below(3) {
			v.Bands = append(v.Bands, proportional.ShareBand{UpTo: r.optional(r.amount), Share: r.share()})
		}
		s.Terms = v
	case 7:
		s.Terms = proportional.FacultativeObligatory{
			ShareAttribute: "a", Limit: new(r.amount()), MinimumRetention: r.optional(r.amount), Base: pick(r, "", proportional.OnPremium),
			Deductible: r.deductible(), EventLimit: r.optional(r.amount), Aggregate: r.aggregate(),
		}
	case 0:
		q := proportional.QuotaShare{Share: r.share(), Limit: r.optional(r.amount), Deductible: r.deductible(), EventLimit: r.optional(r.amount), Aggregate: r.aggregate()}
		if q.Limit != nil {
			q.LimitOn = pick(r, "", proportional.LimitOnSumInsured, proportional.LimitOnCeded, proportional.LimitOnEachLoss)
		}
		s.Terms = q
	case 1:
		s.Terms = proportional.Surplus{
			Retention: r.retention(), Base: pick(r, "", proportional.OnPML, proportional.OnPremium), LineCount: pick(r, "", proportional.LinesIncluding),
			Capacities: r.capacities(), Overspill: pick(r, "", "", "", proportional.OverspillError), Deductible: r.deductible(), EventLimit: r.optional(r.amount),
			Aggregate: r.aggregate(),
		}
	case 2:
		s.Terms = proportional.QuotaShareSurplus{
			Share: r.share(), Line: r.retention(), LinesOn: pick(r, "", proportional.LinesOnNet), Capacities: r.capacities(), Deductible: r.deductible(), Aggregate: r.aggregate(),
		}
	case 3:
		if !r.rare() {
			s.Scope.Include.Risks = r.names("R")
		}
		f := proportional.Facultative{Share: new(r.share())}
		if r.often() {
			f = proportional.Facultative{Amount: new(decimal.New(1, -2))}
		}
		f.Aggregate = r.aggregate()
		s.Terms = f
	default:
		if !r.rare() {
			s.PremiumPart = nil
		}
		perEvent := r.often()
		s.Terms = xol.PerRisk{Layers: r.layers(perEvent)}
		if perEvent {
			s.Terms = xol.PerEvent{Layers: s.Terms.(xol.PerRisk).Layers}
		}
	}
	if r.rare() {
		s.Terms = pick[treaty.Terms](r, nil, &xol.PerRisk{}, (*xol.PerEvent)(nil))
	}
}

func (r *fuzzReader) spec() treaty.Spec {
	s := treaty.Spec{Currency: "CNY", Rounding: pick(r, "", treaty.RoundHalfEven), Entry: treaty.EntryRound}
	if r.rare() {
		s.Currency, s.Entry = pick[treaty.Currency](r, "CNY", "JPY", "yuan", ""), treaty.EntryExact
	}
	if r.seldom() {
		s.Scale = new(r.below(7))
	}
	for k := range r.below(4) {
		c := treaty.Contract{
			ID: r.name("C", k), Priority: k, Period: r.period(), Placement: r.placement(),
			Subject: pick(r, "", "", treaty.SubjectNet, treaty.SubjectGross), Inuring: pick(r, "", treaty.InuringFull),
		}
		if k > 0 && r.seldom() {
			c.Subject, c.NetOf = treaty.SubjectNetOf, []string{r.name("C", r.below(k))}
		}
		if r.seldom() {
			c.Priority = r.below(3)
		}
		for n := range 1 + r.below(2) {
			section := treaty.Section{
				ID: r.name("s", n), Basis: pick(r, treaty.LossesOccurring, treaty.RisksAttaching, treaty.ClaimsMade), Scope: r.scope(),
				Unit: pick(r, "", treaty.UnitRow, treaty.UnitPolicy, treaty.UnitKey), Earning: pick(r, "", treaty.Earning24ths, treaty.Earning8ths),
			}
			if section.Unit == treaty.UnitKey {
				section.UnitKey = r.name("key", 1)
			}
			r.terms(&section)
			if r.seldom() {
				section.Placement = new(r.placement())
			}
			c.Sections = append(c.Sections, section)
		}
		s.Contracts = append(s.Contracts, c)
	}
	return s
}

func (r *fuzzReader) book() treaty.BookSpec {
	b := treaty.BookSpec{Currency: "CNY"}
	for n := range 1 + r.below(4) {
		risk := treaty.Risk{
			ID: r.name("R", n+1), Policy: fmt.Sprint("P", r.below(2)), Keys: map[string]string{"key1": r.name("value", 1+r.below(2))},
			Line: r.name("line", r.below(3)), SumInsured: r.amount(), Premium: r.amount(), Period: r.period(),
			Attributes: map[string]decimal.Decimal{"a": decimal.New(int64(r.below(3)), -1)},
		}
		if r.seldom() {
			risk.Tags, risk.Perils = r.names("tag"), r.names("peril")
		}
		if r.seldom() {
			risk.PML = new(decimal.New(1, -2))
		}
		b.Risks = append(b.Risks, risk)
	}
	for n := range r.below(3) {
		b.Events = append(b.Events, treaty.Event{ID: r.name("E", n+1), Peril: r.name("peril", n)})
	}
	for n := range r.below(8) {
		l := treaty.Loss{ID: r.name("L", n+1), Positions: []treaty.Position{{Paid: r.amount(), Outstanding: r.amount()}}}
		risk := &b.Risks[r.below(len(b.Risks))]
		l.Risk = risk.ID
		l.Date = risk.Period.From.AddDays(r.below(1 + max(0, min(risk.Period.To.Sub(risk.Period.From), 255))))
		if r.rare() {
			l.Risk, l.Date = "", r.day()
		}
		if len(b.Events) > 0 && r.often() {
			l.Event = b.Events[r.below(len(b.Events))].ID
		}
		if r.often() {
			l.Reported = l.Date.AddDays(r.below(64))
		}
		b.Losses = append(b.Losses, l)
	}
	return b
}

// FuzzProgram_Apply makes programs and books of any bytes. Nothing panics; what is refused has a place; and of what is
// accepted, ceded and retained are the subject at every grain.
func FuzzProgram_Apply(f *testing.F) {
	f.Add([]byte{})
	random := rand.New(rand.NewPCG(1, 2))
	for range 500 { // mostly valid, so that plain tests see something too
		data := make([]byte, 60+random.IntN(300))
		for k := range data {
			data[k] = byte(random.IntN(256))
			if random.IntN(3) == 0 {
				data[k] = byte(random.IntN(16))
			}
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 2048 {
			return // an input this long says nothing new
		}
		r := &fuzzReader{data: data}
		spec, bookSpec := r.spec(), r.book()
		program, err := treaty.NewProgram(spec)
		fuzzError(t, err)
		if (spec.Validate() == nil) != (err == nil) {
			t.Fatalf("Validate says %v, NewProgram %v", spec.Validate(), err)
		}
		book, bookErr := treaty.NewBook(bookSpec)
		fuzzError(t, bookErr)
		if err != nil || bookErr != nil {
			return
		}
		result, err := program.Apply(context.Background(), book)
		fuzzError(t, err)
		if result != nil {
			fuzzConservation(t, result)
		}
		rule := treaty.StatutoryRetention(decimal.New(1000, 0), exampleDay("2026-01-01"))
		_, err = program.RetentionCheck(context.Background(), book, rule)
		fuzzError(t, err)
	})
}

// fuzzError fails on an error that does not say where or what is wrong.
func fuzzError(t *testing.T, err error) {
	t.Helper()
	if err == nil || errors.Is(err, treaty.ErrOverCession) || errors.Is(err, treaty.ErrOverflow) {
		return
	}
	invalid, ok := errors.AsType[*cede.InvalidError](err)
	if !ok || invalid.Path == "" || invalid.Reason == "" {
		t.Fatalf("error without a place: %v", err)
	}
}

// fuzzConservation checks that gross is ceded and net, for every loss, risk, event, contract and reinsurer, and that the ledger
// adds up to the same.
func fuzzConservation(t *testing.T, result *treaty.Result) {
	t.Helper()
	type sums struct{ sum, premium, loss decimal.Decimal }
	add := func(s *sums, a treaty.Amounts) {
		s.sum, s.premium, s.loss = s.sum.Add(a.SumInsured), s.premium.Add(a.Premium), s.loss.Add(a.Loss)
	}
	same := func(what string, s sums, a treaty.Amounts) {
		t.Helper()
		if !s.sum.Equal(a.SumInsured) || !s.premium.Equal(a.Premium) || !s.loss.Equal(a.Loss) {
			t.Fatalf("%s add up to %v, want %+v", what, s, a)
		}
	}
	whole := func(what string, c treaty.Cession) {
		t.Helper()
		var s sums
		add(&s, c.Ceded)
		add(&s, c.Retained)
		same("ceded and retained of "+what, s, c.Subject)
		for _, x := range []decimal.Decimal{c.Ceded.SumInsured, c.Ceded.Premium, c.Ceded.Loss, c.Retained.SumInsured, c.Retained.Premium, c.Retained.Loss} {
			if x.Sign() < 0 {
				t.Fatalf("%s: %v is negative", what, x)
			}
		}
	}
	total := result.Total()
	whole("the program", total)
	var risks, losses, contracts, reinsurers sums
	for r := range result.Risks() {
		whole("risk "+r.Risk, r.Cession)
		risks.sum, risks.premium = risks.sum.Add(r.Ceded.SumInsured), risks.premium.Add(r.Ceded.Premium)
	}
	risks.loss = total.Ceded.Loss
	same("risks", risks, total.Ceded)
	losses.sum, losses.premium = total.Ceded.SumInsured, total.Ceded.Premium
	for l := range result.Losses() {
		if !l.Gross.Equal(l.Ceded.Add(l.Net)) || l.Ceded.Sign() < 0 || l.Net.Sign() < 0 {
			t.Fatalf("loss %+v", l)
		}
		losses.loss = losses.loss.Add(l.Ceded)
	}
	same("losses", losses, total.Ceded)
	for e := range result.Events() {
		if !e.Gross.Equal(e.Ceded.Add(e.Net)) {
			t.Fatalf("event %+v", e)
		}
	}
	for _, c := range result.Contracts() {
		whole("contract "+c.Contract, c.Cession)
		add(&contracts, c.Ceded)
		var parts, sections sums
		for _, r := range c.Reinsurers {
			add(&parts, r.Ceded)
		}
		same("reinsurers of "+c.Contract, parts, c.Ceded)
		for _, s := range c.Sections {
			add(&sections, s.Ceded)
			var units sums
			for u := range result.Units(c.Contract, s.Section) {
				add(&units, u.Ceded)
			}
			if !units.sum.Equal(s.Ceded.SumInsured) || !units.premium.Equal(s.Ceded.Premium) || units.loss.GreaterThan(s.Ceded.Loss) {
				t.Fatalf("units of %s %s add up to %v, want %+v", c.Contract, s.Section, units, s.Ceded)
			}
		}
		same("sections of "+c.Contract, sections, c.Ceded)
	}
	same("contracts", contracts, total.Ceded)
	for _, r := range result.Reinsurers() {
		add(&reinsurers, r.Ceded)
	}
	same("reinsurers", reinsurers, total.Ceded)
	ledger := map[treaty.Step]*sums{treaty.StepTerms: {}, treaty.StepPlacement: {}, treaty.StepCession: {}, treaty.StepReinsurer: {}}
	for p := range result.Postings() {
		s := ledger[p.Step]
		switch p.Account {
		case treaty.AccountSumInsured:
			s.sum = s.sum.Add(p.Amount)
		case treaty.AccountPremium:
			s.premium = s.premium.Add(p.Amount)
		case treaty.AccountLoss:
			s.loss = s.loss.Add(p.Amount)
		case treaty.AccountCoverPremium, treaty.AccountBrokerage,
			treaty.AccountLossSharing, treaty.AccountCommission, treaty.AccountPremiumPortfolio, treaty.AccountLossPortfolio: // no cession
		}
	}
	var full sums
	for _, c := range result.Contracts() {
		add(&full, c.Full)
	}
	same("postings of terms", *ledger[treaty.StepTerms], treaty.Amounts{SumInsured: full.sum, Premium: full.premium, Loss: full.loss})
	same("postings of placements", *ledger[treaty.StepPlacement], total.Ceded)
	same("postings of cessions", *ledger[treaty.StepCession], total.Ceded)
	same("postings of reinsurers", *ledger[treaty.StepReinsurer], total.Ceded)
	for range result.Exclusions() {
		continue
	}
	result.Overspills()
	result.FacultativeNeeds()
}
