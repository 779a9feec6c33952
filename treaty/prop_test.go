package treaty_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/oracle"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
	godiff "github.com/google/go-cmp/cmp"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

func TestLaws(t *testing.T) {
	proptest.Check(t, "gross is ceded plus net everywhere", prop.ForAll(lawConservation, lawBooks()))
	proptest.Check(t, "a cession is not above its limit", prop.ForAll(lawWithinLimits, lawBooks()))
	proptest.Check(t, "balances are within a unit of the signed lines", prop.ForAll(lawBalances, lawBooks()))
	proptest.Check(t, "the order of lists changes nothing", prop.ForAll(lawOrder, lawBooks()))
	proptest.Check(t, "a contract cedes no less of a larger loss", prop.ForAll(lawMonotone, lawCases(lawOneContract), gens.Minor(0, 1<<40)))
	proptest.Check(t, "a layer pays the same in two parts", prop.ForAll(lawSplit, lawCases(lawOneLayer), gens.Minor(1, 1<<40)))
	proptest.Check(t, "scaling money scales results at full shares", prop.ForAll(lawScaleFull, lawCases(lawOneLayer), gens.Minor(2, 1000)))
	proptest.Check(t, "scaling money scales results where products are whole", prop.ForAll(lawScaleWhole, lawCases(lawWhole), gens.Minor(2, 9)))
	proptest.Check(t, "scaling money scales results within a unit per posting", prop.ForAll(lawScaleAny, lawCases(lawAnyShares), gens.Minor(2, 1000)))
	proptest.Check(t, "full shares do not fail for rounding", prop.ForAll(lawFullShares, lawCases(lawShared)))
	proptest.Check(t, "what is accepted computes and what is refused names its path", prop.ForAll(lawHostile, lawCases(lawBroken)))
}

// lawConservation says where ceded, retained and what they are of do not agree.
func lawConservation(c *lawCase) string {
	r, err := lawApply(c.spec, c.book)
	if r == nil {
		return lawDocumented(err)
	}
	return lawConserved(r)
}

// lawSum adds up amounts by name.
type lawSum map[string]treaty.Amounts

func (s lawSum) add(name string, a treaty.Amounts) {
	b := s[name]
	s[name] = treaty.Amounts{
		SumInsured: b.SumInsured.Add(a.SumInsured), Premium: b.Premium.Add(a.Premium), Loss: b.Loss.Add(a.Loss),
	}
}

func (s lawSum) addTo(name string, account treaty.Account, x decimal.Decimal) {
	switch account {
	case treaty.AccountSumInsured:
		s.add(name, treaty.Amounts{SumInsured: x})
	case treaty.AccountPremium:
		s.add(name, treaty.Amounts{Premium: x})
	case treaty.AccountLoss:
		s.add(name, treaty.Amounts{Loss: x})
	case treaty.AccountCoverPremium, treaty.AccountBrokerage,
		treaty.AccountLossSharing, treaty.AccountCommission, treaty.AccountPremiumPortfolio, treaty.AccountLossPortfolio: // no cession
	}
}

func lawSame(a, b treaty.Amounts) bool {
	return a.SumInsured.Equal(b.SumInsured) && a.Premium.Equal(b.Premium) && a.Loss.Equal(b.Loss)
}

func lawAmounts(a treaty.Amounts) string {
	return fmt.Sprintf("%v/%v/%v", a.SumInsured, a.Premium, a.Loss)
}

func lawNegative(a treaty.Amounts) bool {
	return a.SumInsured.Sign() < 0 || a.Premium.Sign() < 0 || a.Loss.Sign() < 0
}

func lawConserved(r *treaty.Result) string {
	wrong := new(lawLines)
	sums := lawSum{}
	check := func(what string, got, want treaty.Amounts) {
		if !lawSame(got, want) {
			wrong.addf("%s: %s, want %s", what, lawAmounts(got), lawAmounts(want))
		}
	}
	cession := func(what string, x treaty.Cession) {
		sum := lawSum{}
		sum.add("", x.Ceded)
		sum.add("", x.Retained)
		check(what+": ceded plus retained", sum[""], x.Subject)
		if lawNegative(x.Ceded) || lawNegative(x.Retained) {
			wrong.addf("%s: ceded %s, retained %s", what, lawAmounts(x.Ceded), lawAmounts(x.Retained))
		}
	}
	total := r.Total()
	cession("total", total)
	for x := range r.Risks() {
		cession("risk "+x.Risk, x.Cession)
		sums.add("risks ceded", treaty.Amounts{SumInsured: x.Ceded.SumInsured, Premium: x.Ceded.Premium})
		sums.add("risks gross", treaty.Amounts{SumInsured: x.Subject.SumInsured, Premium: x.Subject.Premium})
		sums.add("risk "+x.Risk, treaty.Amounts{Loss: x.Ceded.Loss})
		sums.add("gross of risk "+x.Risk, treaty.Amounts{Loss: x.Subject.Loss})
	}
	events := lawSum{}
	for x := range r.Losses() {
		cession("loss "+x.Loss, treaty.Cession{Subject: treaty.Amounts{Loss: x.Gross}, Ceded: treaty.Amounts{Loss: x.Ceded}, Retained: treaty.Amounts{Loss: x.Net}})
		sums.add("risks ceded", treaty.Amounts{Loss: x.Ceded})
		sums.add("risks gross", treaty.Amounts{Loss: x.Gross})
		if x.Risk != "" {
			sums.add("risk "+x.Risk, treaty.Amounts{Loss: x.Ceded.Neg()})
			sums.add("gross of risk "+x.Risk, treaty.Amounts{Loss: x.Gross.Neg()})
		}
		if x.Event != "" {
			events.add("gross "+x.Event, treaty.Amounts{Loss: x.Gross})
			events.add("ceded "+x.Event, treaty.Amounts{Loss: x.Ceded})
		}
		of := lawSum{}
		for _, k := range r.LossCessions(x.Loss) {
			cession("loss "+x.Loss+" in "+k.Contract, treaty.Cession{
				Subject: treaty.Amounts{Loss: k.Subject}, Ceded: treaty.Amounts{Loss: k.Ceded}, Retained: treaty.Amounts{Loss: k.Retained},
			})
			if k.Ceded.GreaterThan(k.Full) || k.Full.GreaterThan(k.Subject) {
				wrong.addf("loss %s in %s: ceded %v of %v of %v", x.Loss, k.Contract, k.Ceded, k.Full, k.Subject)
			}
			of.add("", treaty.Amounts{Loss: k.Ceded})
			sums.add("ceded "+k.Contract, treaty.Amounts{Loss: k.Ceded})
			sums.add("full "+k.Contract, treaty.Amounts{Loss: k.Full})
			sums.add("subject "+k.Contract, treaty.Amounts{Loss: k.Subject})
		}
		check("contracts of loss "+x.Loss, of[""], treaty.Amounts{Loss: x.Ceded})
		posted := lawSum{}
		for p := range r.PostingsOf(x.Loss) {
			if p.Account == treaty.AccountLoss && (p.Step == treaty.StepCession || p.Step == treaty.StepReinsurer) {
				if p.Loss != x.Loss {
					wrong.addf("posting of loss %s stands at %q", x.Loss, p.Loss)
				}
				posted.add(string(p.Step), treaty.Amounts{Loss: p.Amount})
			}
		}
		check("cessions posted of loss "+x.Loss, posted[string(treaty.StepCession)], treaty.Amounts{Loss: x.Ceded})
		check("movements posted of loss "+x.Loss, posted[string(treaty.StepReinsurer)], treaty.Amounts{Loss: x.Ceded})
	}
	check("risks ceded", sums["risks ceded"], total.Ceded)
	check("risks gross", sums["risks gross"], total.Subject)
	for x := range r.Risks() {
		check("losses of risk "+x.Risk, sums["risk "+x.Risk], treaty.Amounts{})
		check("gross losses of risk "+x.Risk, sums["gross of risk "+x.Risk], treaty.Amounts{})
	}
	for x := range r.Events() {
		cession("event "+x.Event, treaty.Cession{Subject: treaty.Amounts{Loss: x.Gross}, Ceded: treaty.Amounts{Loss: x.Ceded}, Retained: treaty.Amounts{Loss: x.Net}})
		check("gross of event "+x.Event, treaty.Amounts{Loss: x.Gross}, events["gross "+x.Event])
		check("ceded of event "+x.Event, treaty.Amounts{Loss: x.Ceded}, events["ceded "+x.Event])
	}
	ledger := lawLedger(r, wrong)
	for _, x := range r.Contracts() {
		cession("contract "+x.Contract, x.Cession)
		sums.add("contracts", x.Ceded)
		check("losses of "+x.Contract, treaty.Amounts{Loss: x.Ceded.Loss}, sums["ceded "+x.Contract])
		check("losses at 100 % of "+x.Contract, treaty.Amounts{Loss: x.Full.Loss}, sums["full "+x.Contract])
		check("subject losses of "+x.Contract, treaty.Amounts{Loss: x.Subject.Loss}, sums["subject "+x.Contract])
		of := lawSum{}
		for _, s := range x.Sections {
			cession("section "+x.Contract+" "+s.Section, s.Cession)
			of.add("ceded", s.Ceded)
			of.add("full", s.Full)
			clauses := lawSum{}
			for _, k := range s.Clauses {
				clauses.add("ceded", k.Ceded)
				clauses.add("full", k.Full)
				name := fmt.Sprintf("%s %s %s", x.Contract, s.Section, k.Clause)
				check("terms of "+name, ledger["terms "+name], k.Full)
				check("placed base of "+name, ledger["placement base "+name], k.Full)
				check("placed of "+name, ledger["placement "+name], k.Ceded)
				check("cession base of "+name, ledger["cession base "+name], k.Full)
				check("cessions of "+name, ledger["cession "+name], k.Ceded)
				check("movements of "+name, ledger["reinsurer "+name], k.Ceded)
			}
			check("clauses of "+x.Contract+" "+s.Section, clauses["ceded"], s.Ceded)
			check("clauses at 100 % of "+x.Contract+" "+s.Section, clauses["full"], s.Full)
			units := lawSum{}
			for u := range r.Units(x.Contract, s.Section) {
				cession("unit "+u.Unit+" of "+x.Contract+" "+s.Section, u.Cession)
				units.add("subject", u.Subject)
				units.add("ceded", u.Ceded)
			}
			if lawAllHaveRisk(r) {
				check("units of "+x.Contract+" "+s.Section, units["ceded"], s.Ceded)
				check("subject of units of "+x.Contract+" "+s.Section, units["subject"], s.Subject)
			}
		}
		check("sections of "+x.Contract, of["ceded"], x.Ceded)
		check("sections at 100 % of "+x.Contract, of["full"], x.Full)
		for _, k := range x.Reinsurers {
			of.add("reinsurers", k.Ceded)
			sums.add("reinsurer "+k.Reinsurer, k.Ceded)
			check("movements of "+k.Reinsurer+" in "+x.Contract, ledger["of "+x.Contract+" "+k.Reinsurer], k.Ceded)
		}
		check("reinsurers of "+x.Contract, of["reinsurers"], x.Ceded)
	}
	check("contracts", sums["contracts"], total.Ceded)
	for _, x := range r.Reinsurers() {
		check("reinsurer "+x.Reinsurer, x.Ceded, sums["reinsurer "+x.Reinsurer])
		sums.add("reinsurers", x.Ceded)
	}
	check("reinsurers", sums["reinsurers"], total.Ceded)
	return wrong.String()
}

func lawAllHaveRisk(r *treaty.Result) bool {
	for x := range r.Losses() {
		if x.Risk == "" {
			return false
		}
	}
	return true
}

// lawLedger adds up the postings, and says which do not follow from the one before.
func lawLedger(r *treaty.Result, wrong *lawLines) lawSum {
	sums := lawSum{}
	var open decimal.Decimal // of a cession, not yet moved to reinsurers
	last := treaty.Posting{}
	for p := range r.Postings() {
		if p.Account == treaty.AccountCoverPremium || p.Account == treaty.AccountBrokerage {
			continue // not ceded
		}
		name := fmt.Sprintf("%s %s %s", p.Contract, p.Section, p.Clause)
		sums.addTo(string(p.Step)+" "+name, p.Account, p.Amount)
		sums.addTo(string(p.Step)+" base "+name, p.Account, p.Base)
		if p.Step != treaty.StepReinsurer && open.Sign() != 0 {
			wrong.addf("movements of %s %s %s leave %v of cession %v", name, last.Risk, last.Loss, open, last.Amount)
			open = decimal.Decimal{}
		}
		switch p.Step {
		case treaty.StepCession:
			open, last = p.Amount, p
			if p.Amount.Sign() < 0 || p.Amount.GreaterThan(p.Base) {
				wrong.addf("cession of %s: %v of %v", name, p.Amount, p.Base)
			}
		case treaty.StepReinsurer:
			open = open.Sub(p.Amount)
			sums.addTo("of "+p.Contract+" "+p.Reinsurer, p.Account, p.Amount)
		case treaty.StepPlacement:
			if p.Amount.Sign() < 0 || p.Amount.GreaterThan(p.Base) {
				wrong.addf("placement of %s: %v of %v", name, p.Amount, p.Base)
			}
		case treaty.StepTerms:
			if p.Rate != nil && p.Term == "" && p.Amount.GreaterThan(p.Base) {
				wrong.addf("terms of %s: %v of %v", name, p.Amount, p.Base)
			}
		}
	}
	if open.Sign() != 0 {
		wrong.addf("movements of %s %s leave %v of cession %v", last.Contract, last.Loss, open, last.Amount)
	}
	return sums
}

// lawWithinLimits says which recoveries are above the limit of their layer, which events above
// the event limit of their section, and which sections above their annual limit.
func lawWithinLimits(c *lawCase) string {
	r, err := lawApply(c.spec, c.book)
	if r == nil {
		return lawDocumented(err)
	}
	minor := lawMinor(lawScale(c.spec))
	entry := func(d decimal.Decimal) int64 { // amounts of terms are rounded on entry, half away from zero
		return minor(d.Round(int32(lawScale(c.spec))))
	}
	round := lawHalfUp
	if c.spec.Rounding == treaty.RoundHalfEven {
		round = lawHalfEven
	}
	limits, events, years := map[string]int64{}, map[string]int64{}, map[string]int64{}
	for _, k := range c.spec.Contracts {
		for _, s := range k.Sections {
			var layers []xol.Layer
			var event *decimal.Decimal
			annual := lawAggregate(s.Terms)
			switch terms := s.Terms.(type) {
			case xol.PerRisk:
				layers = terms.Layers
			case xol.PerEvent:
				layers = terms.Layers
			case proportional.QuotaShare:
				event = terms.EventLimit
			case proportional.VariableQuotaShare:
				event = terms.EventLimit
			case proportional.FacultativeObligatory:
				event = terms.EventLimit
			case proportional.Surplus:
				event = terms.EventLimit
			case proportional.QuotaShareSurplus:
				event = terms.EventLimit
			}
			if annual != nil && annual.Limit != nil && annual.On != proportional.AggregateOnWhole && annual.Annual != proportional.AnnualYear {
				years[k.ID+" "+s.ID] = entry(*annual.Limit)
			}
			if event != nil {
				events[k.ID+" "+s.ID] = entry(*event)
			}
			names := lawClauses(r, k.ID, s.ID)
			for i, l := range layers {
				if l.Limit == nil {
					continue
				}
				limit := entry(l.Attachment.Add(*l.Limit)) - entry(l.Attachment) // both ends are rounded
				if l.Share != nil && l.ShareOn != xol.ShareOnLoss {
					limit = round(new(big.Rat).Mul(big.NewRat(limit, 1), l.Share.Rat()))
				}
				limits[fmt.Sprintf("%s %s %s", k.ID, s.ID, names[i])] = limit
			}
		}
	}
	wrong := new(lawLines)
	ceded := map[string]int64{}
	for p := range r.Postings() {
		if p.Account != treaty.AccountLoss {
			continue
		}
		if limit, ok := years[p.Contract+" "+p.Section]; ok && p.Step == treaty.StepCession {
			name := p.Contract + " " + p.Section
			if ceded[name] += minor(p.Base); ceded[name] > limit {
				wrong.addf("%s: %d units, above %d", name, ceded[name], limit)
			}
		}
		name := fmt.Sprintf("%s %s %s", p.Contract, p.Section, p.Clause)
		if limit, ok := limits[name]; ok && p.Step == treaty.StepPlacement && minor(p.Base) > limit {
			wrong.addf("%s pays %v, above %d units", name, p.Base, limit)
		}
		if limit, ok := events[p.Contract+" "+p.Section]; ok && p.Step == treaty.StepCession {
			occurrence := "event " + p.Event
			if p.Event == "" {
				occurrence = "loss " + p.Loss
			}
			name := p.Contract + " " + p.Section + " " + occurrence
			ceded[name] += minor(p.Base)
			if ceded[name] > limit {
				wrong.addf("%s: %d units, above %d", name, ceded[name], limit)
			}
		}
	}
	return wrong.String()
}

func lawClauses(r *treaty.Result, contract, section string) []string {
	x, _ := r.Contract(contract)
	var names []string
	for _, s := range x.Sections {
		if s.Section == section {
			for _, k := range s.Clauses {
				names = append(names, k.Clause)
			}
		}
	}
	return names
}

// lawHalfUp rounds a number that is not negative.
func lawHalfUp(x *big.Rat) int64 {
	y := new(big.Rat).Add(x, big.NewRat(1, 2))
	return new(big.Int).Quo(y.Num(), y.Denom()).Int64()
}

func lawHalfEven(x *big.Rat) int64 {
	n := lawHalfUp(x)
	if new(big.Rat).Sub(big.NewRat(n, 1), x).Cmp(big.NewRat(1, 2)) == 0 && n%2 != 0 {
		n--
	}
	return n
}

// lawBalances says where a reinsurer's balance is a unit or more from his part of the ceded balance.
func lawBalances(c *lawCase) string {
	r, err := lawApply(c.spec, c.book)
	if r == nil {
		return lawDocumented(err)
	}
	wrong := new(lawLines)
	names := lawNames(c.spec)
	type panel struct{ contract, own, account string }
	ceded := map[panel]int64{}
	for _, m := range lawOfResult(r, c.spec, wrong).Movements {
		at := panel{m.Contract, m.Panel, m.Account}
		ceded[at] += m.Ceded
		lines := names[[2]string{m.Contract, m.Panel}]
		placed := new(big.Rat)
		for _, l := range lines {
			placed.Add(placed, l.Share.Rat())
		}
		for k, l := range lines {
			exact := new(big.Rat).Quo(l.Share.Rat(), placed)
			exact.Mul(exact, big.NewRat(ceded[at], 1))
			if off := exact.Sub(exact, big.NewRat(m.Balances[k], 1)); off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				wrong.addf("%v after %s: %s has %d of %d", at, m.Row, l.Reinsurer, m.Balances[k], ceded[at])
			}
		}
	}
	return wrong.String()
}

// lawOrder says what another order of all lists that have none changes.
func lawOrder(c *lawCase) string {
	rnd := rand.New(rand.NewPCG(uint64(c.seed), 2))
	spec, book := c.spec, c.book
	spec.Contracts = lawShuffled(rnd, spec.Contracts)
	for i := range spec.Contracts {
		k := &spec.Contracts[i]
		k.NetOf = lawShuffled(rnd, k.NetOf)
		k.Sections = slices.Clone(k.Sections)
		for j := range k.Sections {
			s := &k.Sections[j].Scope
			s.Include.Lines, s.Include.Risks = lawShuffled(rnd, s.Include.Lines), lawShuffled(rnd, s.Include.Risks)
			s.ExcludeFrom = lawShuffled(rnd, s.ExcludeFrom)
			s.Include.Perils, s.Exclude.Losses = lawShuffled(rnd, s.Include.Perils), lawShuffled(rnd, s.Exclude.Losses)
		}
	}
	book.Risks, book.Events, book.Losses = lawShuffled(rnd, book.Risks), lawShuffled(rnd, book.Events), lawShuffled(rnd, book.Losses)
	one, err := lawApply(c.spec, c.book)
	two, err2 := lawApply(spec, book)
	if (err == nil) != (err2 == nil) || (one == nil) != (two == nil) {
		return fmt.Sprintf("%v; in another order %v", err, err2)
	}
	if over, ok := errors.AsType[*treaty.OverCessionError](err); ok && over.Error() != err2.Error() {
		return fmt.Sprintf("%v; in another order %v", err, err2)
	}
	if one == nil {
		return ""
	}
	return godiff.Diff(lawEverything(one), lawEverything(two))
}

func lawShuffled[T any](rnd *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// lawEverything writes out all that a result says.
func lawEverything(r *treaty.Result) []string {
	var out []string
	say := func(x any) { out = append(out, fmt.Sprintf("%+v", x)) }
	say(r.Total())
	for _, x := range r.Contracts() {
		say(x)
		for _, s := range x.Sections {
			for u := range r.Units(x.Contract, s.Section) {
				say(u)
			}
		}
	}
	for x := range r.Risks() {
		say(x)
	}
	for x := range r.Losses() {
		say(x)
		for _, k := range r.LossCessions(x.Loss) {
			say(k)
		}
	}
	for x := range r.Events() {
		say(x)
	}
	for _, x := range r.Reinsurers() {
		say(x)
	}
	for _, x := range r.Overspills() {
		say(x)
	}
	for _, x := range r.FacultativeNeeds() {
		say(x)
	}
	for p := range r.Postings() {
		rate := "none"
		if p.Rate != nil {
			rate = p.Rate.String()
		}
		p.Rate = nil
		say(p)
		out = append(out, rate)
	}
	return out
}

// lawOneContract makes a program of one contract, and a book for it.
func lawOneContract(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	for {
		spec := oracle.Program(r)
		k := spec.Contracts[0]
		k.Subject, k.NetOf = "", nil
		spec.Contracts = []treaty.Contract{k}
		if _, err := treaty.NewProgram(spec); err == nil {
			return spec, oracle.Book(r, spec)
		}
	}
}

// lawPostings is the number of postings of losses at which a product is rounded.
func lawPostings(r *treaty.Result) int64 {
	n := int64(0)
	for p := range r.Postings() {
		if p.Account == treaty.AccountLoss && (p.Step == treaty.StepTerms || p.Step == treaty.StepPlacement) {
			n++
		}
	}
	return n
}

// lawMonotone says where a contract cedes less of a larger loss. At 100 % it cedes exactly no less,
// but where an event cap is divided before a share is taken of the parts; placed amounts are rounded apart. Annual terms on
// 100 % may leave less to a later loss with a larger share.
func lawMonotone(c *lawCase, by int64) string {
	loss := slices.IndexFunc(c.book.Losses, func(l treaty.Loss) bool {
		p := l.Positions[len(l.Positions)-1]
		return p.Paid.Sign() > 0 && p.Salvage.Sign() == 0
	})
	if loss < 0 || len(c.spec.Contracts) == 0 || lawOnWhole(c.spec) {
		return ""
	}
	more := c.book
	more.Losses = slices.Clone(more.Losses)
	l := &more.Losses[loss]
	l.Positions = slices.Clone(l.Positions)
	last := &l.Positions[len(l.Positions)-1]
	last.Paid = last.Paid.Add(decimal.New(by, int32(-lawScale(c.spec))))
	before, err := lawApply(c.spec, c.book)
	if err != nil {
		return ""
	}
	after, err := lawApply(c.spec, more)
	if err != nil {
		return lawDocumented(err) // two sections may together cede more of the larger loss than there is
	}
	minor := lawMinor(lawScale(c.spec))
	one, two := before.Contracts()[0], after.Contracts()[0]
	slack := int64(0)
	if !lawExact(before) || !lawExact(after) || lawCapped(c.spec) {
		slack = max(lawPostings(before), lawPostings(after))
	}
	if minor(two.Full.Loss)+slack < minor(one.Full.Loss) {
		return fmt.Sprintf("at 100 %%: %v, and %v of the larger loss", one.Full.Loss, two.Full.Loss)
	}
	if !lawPlaced(c.spec) {
		slack = max(lawPostings(before), lawPostings(after))
	}
	if minor(two.Ceded.Loss)+slack < minor(one.Ceded.Loss) {
		return fmt.Sprintf("ceded: %v, and %v of the larger loss", one.Ceded.Loss, two.Ceded.Loss)
	}
	return ""
}

// lawExact reports whether no unit was given back for rounding.
func lawExact(r *treaty.Result) bool {
	for p := range r.Postings() {
		if p.Term == "rounding" {
			return false
		}
	}
	return true
}

// lawCapped reports whether a layer has an event cap and a share.
func lawCapped(spec treaty.Spec) bool {
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			if t, ok := s.Terms.(xol.PerRisk); ok {
				for _, l := range t.Layers {
					if l.EventCap != nil && l.Share != nil {
						return true
					}
				}
			}
		}
	}
	return false
}

// lawOnWhole reports whether a section has annual terms on 100 % of what it shares.
func lawOnWhole(spec treaty.Spec) bool {
	for _, c := range spec.Contracts {
		for _, s := range c.Sections {
			if a := lawAggregate(s.Terms); a != nil && a.On == proportional.AggregateOnWhole {
				return true
			}
		}
	}
	return false
}

// lawPlaced reports whether all panels are full.
func lawPlaced(spec treaty.Spec) bool {
	for _, lines := range lawNames(spec) {
		if !(treaty.Placement{Lines: lines}).Placed().Equal(decimal.New(1, 0)) {
			return false
		}
	}
	return true
}

// lawOneLayer makes a fully placed contract of one layer that covers all it pays.
func lawOneLayer(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	for {
		spec := oracle.Program(r)
		spec.Entry = ""
		for _, k := range spec.Contracts {
			for _, s := range k.Sections {
				var layers []xol.Layer
				perEvent := false
				switch t := s.Terms.(type) {
				case xol.PerRisk:
					layers = t.Layers
				case xol.PerEvent:
					layers, perEvent = t.Layers, true
				}
				if layers == nil {
					continue
				}
				l := layers[0]
				l.Attachment = l.Attachment.Truncate(int32(lawScale(spec)))
				l.Share, l.EventCap = nil, nil
				if l.Limit == nil || !l.Limit.IsPositive() {
					continue
				}
				d := l.Limit.Truncate(int32(lawScale(spec))).Add(decimal.New(1, int32(-lawScale(spec))))
				l.Limit = &d
				s.Terms, s.Placement = lawLayers(perEvent, l), nil
				k.Subject, k.NetOf, k.Sections = "", nil, []treaty.Section{s}
				k.Placement = lawPanel("0.6", "0.3", "0.1")
				spec.Contracts = []treaty.Contract{k}
				return spec, oracle.Book(r, spec)
			}
		}
	}
}

func lawLayers(perEvent bool, layers ...xol.Layer) treaty.Terms {
	if perEvent {
		return xol.PerEvent{Layers: layers}
	}
	return xol.PerRisk{Layers: layers}
}

// lawSplit says where a layer pays another sum than its two parts and what they gave back for rounding, for any event: each part is divided over the losses
// by itself, so that both may round up one that they pay in full.
func lawSplit(c *lawCase, at int64) string {
	if len(c.spec.Contracts) == 0 {
		return ""
	}
	section := c.spec.Contracts[0].Sections[0]
	var layer xol.Layer
	_, perEvent := section.Terms.(xol.PerEvent)
	switch t := section.Terms.(type) {
	case xol.PerRisk:
		layer = t.Layers[0]
	case xol.PerEvent:
		layer = t.Layers[0]
	}
	unit := decimal.New(1, int32(-lawScale(c.spec)))
	units := layer.Limit.DivRound(unit, 0).BigInt().Int64()
	if units < 2 {
		return ""
	}
	lower, upper := layer, layer
	lower.ID, upper.ID = "lower", "upper"
	point := unit.Mul(decimal.New(1+at%(units-1), 0))
	rest := layer.Limit.Sub(point)
	lower.Limit, upper.Limit = &point, &rest
	upper.Attachment = layer.Attachment.Add(point)
	spec := c.spec
	k := c.spec.Contracts[0]
	section.Terms = lawLayers(perEvent, upper, lower)
	k.Sections = []treaty.Section{section}
	spec.Contracts = []treaty.Contract{k}
	one, err := lawApply(c.spec, c.book)
	two, err2 := lawApply(spec, c.book)
	if err != nil || err2 != nil {
		return fmt.Sprintf("%v; in two parts %v", err, err2)
	}
	wrong := new(lawLines)
	parts := lawOccurrences(two)
	x, y := one.Total().Ceded, two.Total().Ceded
	for name, given := range lawGivenBack(two) {
		parts[name], y.Loss = parts[name].Add(given), y.Loss.Add(given)
	}
	if !lawSame(x, y) {
		wrong.addf("%s in all, %s in two parts at %v", lawAmounts(x), lawAmounts(y), point)
	}
	for name, x := range lawOccurrences(one) {
		if !x.Equal(parts[name]) {
			wrong.addf("%s: %v, in two parts at %v: %v", name, x, point, parts[name])
		}
	}
	return wrong.String()
}

// lawGivenBack is what contracts gave back of each event for rounding, and of each loss without one.
func lawGivenBack(r *treaty.Result) map[string]decimal.Decimal {
	out := map[string]decimal.Decimal{}
	for p := range r.Postings() {
		if p.Account == treaty.AccountLoss && p.Step == treaty.StepTerms && p.Term == "rounding" {
			name := "loss " + p.Loss
			if p.Event != "" {
				name = "event " + p.Event
			}
			out[name] = out[name].Sub(p.Amount)
		}
	}
	return out
}

// lawOccurrences is what is ceded of each event, and of each loss without one.
func lawOccurrences(r *treaty.Result) map[string]decimal.Decimal {
	out := map[string]decimal.Decimal{}
	for x := range r.Losses() {
		name := "loss " + x.Loss
		if x.Event != "" {
			name = "event " + x.Event
		}
		out[name] = out[name].Add(x.Ceded)
	}
	return out
}

// lawTimes multiplies all money in a program and a book.
func lawTimes(spec treaty.Spec, book treaty.BookSpec, k int64) (treaty.Spec, treaty.BookSpec) {
	by := decimal.New(k, 0)
	some := func(d *decimal.Decimal) *decimal.Decimal {
		if d == nil {
			return nil
		}
		x := d.Mul(by)
		return &x
	}
	layers := func(list []xol.Layer) []xol.Layer {
		list = slices.Clone(list)
		for i := range list {
			list[i].Attachment = list[i].Attachment.Mul(by)
			list[i].Limit, list[i].EventCap = some(list[i].Limit), some(list[i].EventCap)
		}
		return list
	}
	spec.Contracts = slices.Clone(spec.Contracts)
	for i := range spec.Contracts {
		c := &spec.Contracts[i]
		c.Sections = slices.Clone(c.Sections)
		for j := range c.Sections {
			switch t := c.Sections[j].Terms.(type) {
			case xol.PerRisk:
				c.Sections[j].Terms = xol.PerRisk{Layers: layers(t.Layers)}
			case xol.PerEvent:
				c.Sections[j].Terms = xol.PerEvent{Layers: layers(t.Layers)}
			case proportional.QuotaShare:
				t.Limit, t.EventLimit = some(t.Limit), some(t.EventLimit)
				if t.Deductible != nil {
					t.Deductible = &proportional.Deductible{Amount: t.Deductible.Amount.Mul(by), On: t.Deductible.On}
				}
				if a := t.Aggregate; a != nil {
					t.Aggregate = &proportional.Aggregate{Deductible: some(a.Deductible), Limit: some(a.Limit), On: a.On, Annual: a.Annual}
				}
				c.Sections[j].Terms = t
			default:
				panic(fmt.Sprintf("%T is not scaled", t))
			}
		}
	}
	book.Risks, book.Losses = slices.Clone(book.Risks), slices.Clone(book.Losses)
	for i := range book.Risks {
		r := &book.Risks[i]
		r.SumInsured, r.Premium, r.PML = r.SumInsured.Mul(by), r.Premium.Mul(by), some(r.PML)
	}
	for i := range book.Losses {
		l := &book.Losses[i]
		l.Positions = slices.Clone(l.Positions)
		for j := range l.Positions {
			p := &l.Positions[j]
			p.Paid, p.Outstanding, p.Salvage = p.Paid.Mul(by), p.Outstanding.Mul(by), p.Salvage.Mul(by)
			p.PaidExpense, p.OutstandingExpense = p.PaidExpense.Mul(by), p.OutstandingExpense.Mul(by)
		}
	}
	return spec, book
}

// lawScaled applies a program and the same with all money multiplied.
func lawScaled(c *lawCase, k int64) (one, two *treaty.Result, wrong string) {
	spec, book := lawTimes(c.spec, c.book, k)
	one, err := lawApply(c.spec, c.book)
	two, err2 := lawApply(spec, book)
	if err == nil && errors.Is(err2, treaty.ErrOverCession) {
		return nil, nil, "" // rounding hid it in the smaller book
	}
	if (err == nil) != (err2 == nil) {
		return nil, nil, fmt.Sprintf("%v; times %d: %v", err, k, err2)
	}
	if err != nil {
		return nil, nil, lawDocumented(err)
	}
	return one, two, ""
}

// lawScaleFull says which sums do not scale at full shares. (A recovery that is divided over losses scales as a whole.)
func lawScaleFull(c *lawCase, k int64) string {
	one, two, wrong := lawScaled(c, k)
	if one == nil {
		return wrong
	}
	lines := new(lawLines)
	parts := lawOccurrences(two)
	for name, x := range lawOccurrences(one) {
		if !x.Mul(decimal.New(k, 0)).Equal(parts[name]) {
			lines.addf("%s: %v, times %d: %v", name, x, k, parts[name])
		}
	}
	if x, y := one.Total().Ceded.Loss, two.Total().Ceded.Loss; !x.Mul(decimal.New(k, 0)).Equal(y) {
		lines.addf("%v in all, times %d: %v", x, k, y)
	}
	return lines.String()
}

// lawWhole makes programs of which every product is whole: shares, premium parts and lines of two
// decimals, four of them in a row, and amounts of so many units.
func lawWhole(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	spec, book := lawPlainShares(r)
	tidy := func(d decimal.Decimal) decimal.Decimal {
		d = d.Mul(decimal.New(100, 0)).Floor().DivRound(decimal.New(100, 0), 2)
		if d.Sign() == 0 {
			d = decimal.New(1, -2)
		}
		return d
	}
	for i := range spec.Contracts {
		c := &spec.Contracts[i]
		for _, s := range c.Sections {
			switch t := s.Terms.(type) {
			case proportional.QuotaShare:
				t.Share = tidy(t.Share)
				c.Sections[0].Terms = t
			case xol.PerRisk:
				t.Layers[0].Share = lawOptional(tidy(*t.Layers[0].Share).String())
			}
		}
		c.Placement = [...]treaty.Placement{
			lawPanel("1"), lawPanel("0.5", "0.5"), lawPanel("0.4", "0.3", "0.05"), lawPanel("0.01"),
		}[r.IntN(4)]
	}
	return lawTimes(spec, book, 100_000_000)
}

// lawPlainShares makes a quota share and, on what it leaves, a share of a layer per risk.
func lawPlainShares(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	scale := r.IntN(3)
	base := oracle.Program(r)
	year := base.Contracts[0].Period
	amount := func(most int64) decimal.Decimal { return decimal.New(1+r.Int64N(most), int32(-scale)) }
	share := func() decimal.Decimal { return decimal.New(1+r.Int64N(10000), -4) }
	limit, part := amount(500), share()
	spec := treaty.Spec{
		Currency: "CNY", Scale: &scale, Rounding: base.Rounding,
		Contracts: []treaty.Contract{
			{
				ID: "quota", Period: year, Placement: base.Contracts[0].Placement,
				Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: share()}}},
			},
			{
				ID: "layer", Priority: 1, Period: year, Placement: base.Contracts[0].Placement,
				Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: xol.PerRisk{Layers: []xol.Layer{{
					Attachment: amount(300), Limit: &limit, Share: &part, ShareOn: xol.ShareOnRecovery,
				}}}}},
			},
		},
	}
	if len(spec.Contracts[0].Placement.Lines) == 0 {
		spec.Contracts[0].Placement = lawPanel("1")
		spec.Contracts[1].Placement = lawPanel("1")
	}
	book := oracle.Book(r, spec)
	for i := range book.Losses { // occurrences of one loss: a sum over several is divided
		book.Losses[i].Event = ""
	}
	return spec, book
}

// lawScaleWhole says which numbers do not scale where all products are whole.
func lawScaleWhole(c *lawCase, k int64) string {
	one, two, wrong := lawScaled(c, k)
	if one == nil {
		return wrong
	}
	scaled := func(x oracle.Amounts) oracle.Amounts {
		return oracle.Amounts{SumInsured: k * x.SumInsured, Premium: k * x.Premium, Loss: k * x.Loss}
	}
	lines := new(lawLines)
	a, b := lawOfResult(one, c.spec, lines), lawOfResult(two, c.spec, lines)
	for key, x := range a.ClauseTotals {
		a.ClauseTotals[key] = oracle.Totals{Full: scaled(x.Full), Ceded: scaled(x.Ceded)}
	}
	for key, x := range a.Ceded {
		a.Ceded[key] = scaled(x)
	}
	for key, x := range a.Reinsurers {
		a.Reinsurers[key] = scaled(x)
	}
	for key, x := range a.ContractLosses {
		a.ContractLosses[key] = oracle.LossCession{Subject: k * x.Subject, Full: k * x.Full, Ceded: k * x.Ceded}
	}
	if d := godiff.Diff(
		[]any{a.ClauseTotals, a.Ceded, a.Reinsurers, a.ContractLosses},
		[]any{b.ClauseTotals, b.Ceded, b.Reinsurers, b.ContractLosses},
	); d != "" {
		lines.addf("times %d: (-want +got)\n%s", k, d)
	}
	return lines.String()
}

// lawAnyShares makes a quota share with its terms for losses, or a share of a layer.
func lawAnyShares(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	for {
		spec := oracle.Program(r)
		spec.Entry = ""
		for _, k := range spec.Contracts {
			for _, s := range k.Sections {
				switch t := s.Terms.(type) {
				case proportional.QuotaShare:
					if t.LimitOn != proportional.LimitOnEachLoss {
						t.Limit, t.LimitOn, t.Overspill = nil, "", ""
					}
					s.Terms = t
				case xol.PerRisk, xol.PerEvent:
				default:
					continue
				}
				k.Subject, k.NetOf, k.Sections = "", nil, []treaty.Section{s}
				if s.Placement != nil {
					k.Placement, k.Sections[0].Placement = *s.Placement, nil
				}
				spec.Contracts = []treaty.Contract{k}
				if _, err := treaty.NewProgram(spec); err == nil {
					return spec, oracle.Book(r, spec)
				}
				break
			}
			break
		}
	}
}

// lawScaleAny says which totals are off their scaled value by more than a unit, of the smaller book, for each posting.
func lawScaleAny(c *lawCase, k int64) string {
	if len(c.spec.Contracts) == 0 {
		return ""
	}
	one, two, wrong := lawScaled(c, k)
	if one == nil {
		return wrong
	}
	minor := lawMinor(lawScale(c.spec))
	lines := new(lawLines)
	a, b := one.Contracts()[0], two.Contracts()[0]
	postings := max(lawPostings(one), lawPostings(two))
	for _, x := range [][2]decimal.Decimal{{a.Full.Loss, b.Full.Loss}, {a.Ceded.Loss, b.Ceded.Loss}} {
		if off := k*minor(x[0]) - minor(x[1]); max(off, -off) > k*postings {
			lines.addf("%v, times %d: %v, with %d postings", x[0], k, x[1], postings)
		}
	}
	return lines.String()
}

// lawShared makes parallel contracts of shares that add up to one, of everything or of a layer, and a book.
func lawShared(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	shares := [][]string{
		{"0.5", "0.5"},
		{"0.85", "0.15"},
		{"0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1"},
		{"0.333333", "0.333333", "0.333334"},
		{"0.142857", "0.142857", "0.142857", "0.142857", "0.142857", "0.142857", "0.142858"},
		{"0.000001", "0.999999"},
	}[r.IntN(6)]
	base := oracle.Program(r)
	spec := treaty.Spec{Currency: base.Currency, Scale: base.Scale, Rounding: base.Rounding}
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	units := func(list ...int64) *decimal.Decimal {
		return new(decimal.New(list[r.IntN(len(list))], int32(-lawScale(spec))))
	}
	kind := r.IntN(4)
	basis := treaty.Basis(pick("risks-attaching", "losses-occurring", "claims-made"))
	mixed := r.IntN(4) == 0 // some on one basis, some on another
	for i, text := range shares {
		k := treaty.Contract{
			ID: fmt.Sprintf("c%02d", i), Period: base.Contracts[0].Period,
			Placement: lawPanel(pick("1", "1", "0.5", "0.85")), Inuring: treaty.Inuring(pick("as-placed", "as-fully-placed")),
		}
		s := treaty.Section{Basis: basis}
		if mixed {
			s.Basis = treaty.Basis(pick("risks-attaching", "losses-occurring"))
		}
		share := lawDec(text)
		layer := xol.Layer{
			Attachment: decimal.New(int64(i%2), int32(-lawScale(spec))), Share: &share,
			ShareOn: xol.ShareOn(pick("recovery", "loss")),
		}
		switch kind {
		case 0, 1:
			s.Terms = proportional.QuotaShare{Share: share}
			if kind == 1 {
				s.Unit = treaty.UnitPolicy
				s.Terms = proportional.QuotaShare{Share: share, EventLimit: lawOptional("900000000000")}
				if r.IntN(2) == 0 { // some or all of what a contract cedes is kept
					s.Terms = proportional.QuotaShare{Share: share, Aggregate: &proportional.Aggregate{
						Deductible: units(1, 2, 7), Limit: units(1, 8, 1_000_000_000_000),
						On: proportional.AggregateOn(pick("ceded", "whole")), Annual: proportional.Annual(pick("period", "year")),
					}}
				}
			}
		case 2:
			s.Terms = xol.PerRisk{Layers: []xol.Layer{layer}}
		case 3:
			s.Terms = xol.PerEvent{Layers: []xol.Layer{layer}}
		}
		k.Sections = []treaty.Section{s}
		spec.Contracts = append(spec.Contracts, k)
	}
	book := oracle.Book(r, spec)
	if r.IntN(2) == 0 { // small amounts
		for i := range book.Losses {
			book.Losses[i].Positions = []treaty.Position{{Paid: decimal.New(r.Int64N(12), int32(-lawScale(spec)))}}
		}
		for i := range book.Risks {
			risk := &book.Risks[i]
			risk.Premium = decimal.New(r.Int64N(12), int32(-lawScale(spec)))
		}
	}
	return spec, book
}

// lawFullShares says where shares that add up to one fail or leave more than rounding does.
func lawFullShares(c *lawCase) string {
	r, err := lawApply(c.spec, c.book)
	if _, ok := errors.AsType[*cede.InvalidError](err); ok {
		return lawDocumented(err) // a loss whose risk is not exposed
	}
	if err != nil {
		return err.Error()
	}
	if wrong := lawConserved(r); wrong != "" {
		return wrong
	}
	n, whole := int64(len(c.spec.Contracts)), lawAddUp(c.spec)
	minor := lawMinor(lawScale(c.spec))
	wrong := new(lawLines)
	for x := range r.Losses() {
		full, subject := int64(0), int64(0)
		for _, k := range r.LossCessions(x.Loss) {
			full += minor(k.Full)
			subject = max(subject, minor(k.Subject))
		}
		if full > subject {
			wrong.addf("loss %s: %d ceded of %d", x.Loss, full, subject)
		}
		if whole && len(r.LossCessions(x.Loss)) == len(c.spec.Contracts) && full < subject-n {
			wrong.addf("loss %s: only %d ceded of %d", x.Loss, full, subject)
		}
	}
	return wrong.String()
}

// lawAddUp reports whether the contracts share all of everything; some may have been left out in shrinking.
func lawAddUp(spec treaty.Spec) bool {
	var sum decimal.Decimal
	for _, c := range spec.Contracts {
		if t, ok := c.Sections[0].Terms.(proportional.QuotaShare); ok && t.EventLimit == nil && t.Aggregate == nil {
			sum = sum.Add(t.Share)
		}
	}
	return sum.Equal(decimal.New(1, 0))
}

// lawDocumented says which part of an error is none that a caller was told of.
func lawDocumented(err error) string {
	if err == nil {
		return ""
	}
	if list, ok := err.(interface{ Unwrap() []error }); ok {
		for _, part := range list.Unwrap() {
			if wrong := lawDocumented(part); wrong != "" {
				return wrong
			}
		}
		return ""
	}
	if invalid, ok := errors.AsType[*cede.InvalidError](err); ok && invalid.Path != "" && invalid.Reason != "" {
		return ""
	}
	for _, is := range []error{treaty.ErrLimit, treaty.ErrOverflow, treaty.ErrOverCession} {
		if errors.Is(err, is) {
			return ""
		}
	}
	return fmt.Sprintf("error without a place: %v (%T)", err, err)
}

// lawBroken makes a program and a book with one to three odd values anywhere.
func lawBroken(r *rand.Rand) (treaty.Spec, treaty.BookSpec) {
	spec := oracle.Program(r)
	book := oracle.Book(r, spec)
	for range 1 + r.IntN(3) {
		if r.IntN(3) > 0 || len(book.Losses) == 0 {
			spec = lawMutate(r, reflect.ValueOf(spec)).Interface().(treaty.Spec)
		} else {
			book = lawMutate(r, reflect.ValueOf(book)).Interface().(treaty.BookSpec)
		}
	}
	return spec, book
}

// lawMutate returns a copy of a value with something odd in one place.
func lawMutate(r *rand.Rand, v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch x := v.Interface().(type) {
	case decimal.Decimal:
		odd := []decimal.Decimal{
			{},
			decimal.New(-1, 0), decimal.New(1, -7), decimal.New(1, 0), decimal.New(2, 0), decimal.New(3, 18), decimal.New(1, 30),
			decimal.New(1, -18), decimal.New(1, -19), decimal.New(1, 100_000), decimal.New(1, -100_000), x.Neg(), x.Mul(decimal.New(3, 0)),
		}
		out.Set(reflect.ValueOf(odd[r.IntN(len(odd))]))
		return out
	case cede.Date:
		out.Set(reflect.ValueOf([]cede.Date{{}, x.AddDays(1), x.AddDays(-400)}[r.IntN(3)]))
		return out
	}
	switch v.Kind() {
	case reflect.Struct:
		var fields []int
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fields = append(fields, i)
			}
		}
		i := fields[r.IntN(len(fields))]
		out.Field(i).Set(lawMutate(r, v.Field(i)))
	case reflect.Slice:
		n := v.Len()
		list := reflect.MakeSlice(v.Type(), n, n+1)
		reflect.Copy(list, v)
		switch k := r.IntN(8); {
		case n == 0:
			list = reflect.Append(list, reflect.Zero(v.Type().Elem()))
		case k == 0:
			list = reflect.Append(list, list.Index(r.IntN(n)))
		case k == 1:
			list = list.Slice(0, n-1)
		case k == 2:
			list = reflect.Zero(v.Type())
		default:
			i := r.IntN(n)
			list.Index(i).Set(lawMutate(r, v.Index(i)))
		}
		out.Set(list)
	case reflect.Pointer:
		switch {
		case v.IsNil():
			out.Set(reflect.New(v.Type().Elem()))
		case r.IntN(4) == 0:
			out.Set(reflect.Zero(v.Type()))
		default:
			p := reflect.New(v.Type().Elem())
			p.Elem().Set(lawMutate(r, v.Elem()))
			out.Set(p)
		}
	case reflect.Interface:
		switch {
		case v.IsNil() || r.IntN(20) == 0:
			out.Set(reflect.Zero(v.Type()))
		case r.IntN(20) == 0:
			p := reflect.New(v.Elem().Type()) // a pointer to terms is refused
			out.Set(p)
		default:
			out.Set(lawMutate(r, v.Elem()))
		}
	case reflect.Map:
		out.Set(reflect.Zero(v.Type()))
	case reflect.String:
		out.SetString([]string{"", "x", "\xff", "e1", "losses-occurring", "loss", "policy", v.String() + " "}[r.IntN(8)])
	case reflect.Bool:
		out.SetBool(!v.Bool())
	case reflect.Int:
		out.SetInt([]int64{-1, 0, 1, 7, 1 << 40, -1 << 40}[r.IntN(6)])
	default:
		panic("not in a program or book: " + v.Type().String())
	}
	return out
}

// lawHostile says what is wrong with the answer to a program and a book that may be broken.
func lawHostile(c *lawCase) string {
	p, err := treaty.NewProgram(c.spec)
	if check := c.spec.Validate(); (err == nil) != (check == nil) {
		return fmt.Sprintf("NewProgram: %v; Validate: %v", err, check)
	}
	if wrong := lawDocumented(err); wrong != "" {
		return "program: " + wrong
	}
	b, bookErr := treaty.NewBook(c.book)
	if wrong := lawDocumented(bookErr); wrong != "" {
		return "book: " + wrong
	}
	if err != nil || bookErr != nil {
		return ""
	}
	r, err := p.Apply(context.Background(), b)
	if r == nil && err == nil {
		return "neither result nor error"
	}
	if wrong := lawDocumented(err); wrong != "" {
		return "apply: " + wrong
	}
	if r == nil {
		return ""
	}
	return lawConserved(r)
}

// A program and a book are not changed by what is computed with them, nor by what runs at the same time.
func TestConcurrentApply(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		spec := oracle.Program(rnd)
		bookSpec := oracle.Book(rnd, spec)
		p, b := lawProgram(spec), lawBook(bookSpec)
		var group sync.WaitGroup
		results := make([][]string, 8)
		errs := make([]error, 8)
		for i := range results {
			group.Go(func() {
				r, err := p.Apply(context.Background(), b)
				errs[i] = err
				if r != nil {
					results[i] = lawEverything(r)
				}
			})
		}
		group.Wait()
		r, err := lawApply(spec, bookSpec)
		var want []string
		if r != nil {
			want = lawEverything(r)
			var readers sync.WaitGroup // of one result
			for range 4 {
				readers.Go(func() {
					if got := lawEverything(r); !slices.Equal(got, want) {
						t.Errorf("seed %d: a result read at the same time differs", seed)
					}
				})
			}
			readers.Wait()
		}
		for i := range results {
			if fmt.Sprint(errs[i]) != fmt.Sprint(err) {
				t.Errorf("seed %d: %v, want %v", seed, errs[i], err)
			}
			if d := godiff.Diff(want, results[i]); d != "" {
				t.Errorf("seed %d (-want +got):\n%s", seed, d)
			}
		}
	}
}
