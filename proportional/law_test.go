package proportional_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/cedego/cede/internal/gens"
	"github.com/cedego/cede/internal/proptest"
	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/leanovate/gopter"
	"github.com/leanovate/gopter/prop"
	"github.com/shopspring/decimal"
)

// A cut is what terms make of one unit, in whole yuan.
type cut struct {
	ceded, kept, over decimal.Decimal
	clauses           []decimal.Decimal
	shares            []*big.Rat
}

// of applies terms to one unit of the given sum insured.
func of(terms treaty.Terms, sum int64) (cut, error) {
	r, err := apply(whole(terms), book([]treaty.Risk{risk("A", fmt.Sprint(sum), "0")}))
	if err != nil {
		return cut{}, err
	}
	var c cut
	for _, o := range r.Overspills() {
		c.over = o.SumInsured
	}
	for u := range r.Units("C", "") {
		c.ceded, c.kept = u.Ceded.SumInsured, u.Retained.SumInsured
		for _, s := range u.Shares {
			c.shares = append(c.shares, s.Rat())
		}
	}
	contract, _ := r.Contract("C")
	for _, clause := range contract.Sections[0].Clauses {
		c.clauses = append(c.clauses, clause.Full.SumInsured)
	}
	return c, nil
}

// yuan is an amount that is kept below: small numbers meet the boundaries, large ones do not fit 64 bits when multiplied.
func yuan() gopter.Gen {
	const most = 1_000_000_000_000_000
	small := gens.Minor(1, 400)
	large := gens.Minor(1, most)
	pick := gens.Minor(0, 3)
	return func(p *gopter.GenParameters) *gopter.GenResult {
		drawn, _ := pick(p).Retrieve()
		if drawn.(int64) == 0 {
			return large(p)
		}
		return small(p)
	}
}

func num(n int64) decimal.Decimal    { return decimal.New(n, 0) }
func some(n int64) *decimal.Decimal  { return new(decimal.New(n, 0)) }
func cents(n int64) *decimal.Decimal { return new(decimal.New(n, -2)) }

// check fails a law with what it saw.
func check(ok bool, format string, args ...any) *gopter.PropResult {
	if ok {
		return gopter.NewPropResult(true, "")
	}
	return gopter.NewPropResult(false, fmt.Sprintf(format, args...))
}

func broken(err error) *gopter.PropResult {
	return &gopter.PropResult{Status: gopter.PropError, Error: err}
}

// someTerms are terms of every kind with the same numbers.
func someTerms(kind, a, b, c, share int64) treaty.Terms {
	q := decimal.New(share, -4)
	switch kind {
	case 0:
		return proportional.QuotaShare{Share: q, Limit: some(a)}
	case 1:
		return proportional.QuotaShare{Share: q, Limit: some(a), LimitOn: proportional.LimitOnCeded}
	case 2:
		return surplus(proportional.Retention{Amount: some(a)}, proportional.Capacity{Lines: cents(b%1000*7 + 1)}, proportional.Capacity{Limit: some(c)})
	case 3:
		return surplus(proportional.Retention{Amount: some(a)}, proportional.Capacity{Combined: some(b)}, proportional.Capacity{Limit: some(c), Combined: some(a)}, proportional.Capacity{Limit: some(b)})
	case 4:
		return proportional.QuotaShareSurplus{
			Share: q, Line: proportional.Retention{Amount: some(a)}, LinesOn: proportional.LinesOnNet,
			Capacities: []proportional.Capacity{{Lines: cents(b%1000*7 + 1)}, {Limit: some(c)}},
		}
	}
	return surplus(table(proportional.RetentionTable{Bands: []proportional.Band{
		{UpTo: some(a), Amount: num(b), Rate: q}, {UpTo: some(a + c), Amount: num(c % 97), Rate: decimal.New(1, 0).Sub(q)},
	}}), proportional.Capacity{Limit: some(c)})
}

func TestLaws(t *testing.T) {
	kinds, share := gens.Minor(0, 5), gens.Minor(1, 10000)
	proptest.Check(t, "shares lie between nothing and all", prop.ForAll(
		func(kind, a, b, c, share, sum int64) *gopter.PropResult {
			got, err := of(someTerms(kind, a, b, c, share), sum)
			if err != nil {
				return broken(err)
			}
			total := new(big.Rat)
			for _, s := range got.shares {
				if s.Sign() < 0 {
					return check(false, "share %s", s)
				}
				total.Add(total, s)
			}
			return check(total.Cmp(big.NewRat(1, 1)) <= 0 && len(got.shares) > 0 && !got.over.IsNegative(), "shares %v, overspill %s", got.shares, got.over)
		}, kinds, yuan(), yuan(), yuan(), share, yuan(),
	))
	proptest.Check(t, "retention and surpluses and overspill are the sum insured", prop.ForAll(
		func(retention, lines, limit, combined, sum int64) *gopter.PropResult {
			got, err := of(surplus(
				proportional.Retention{Amount: some(retention)},
				proportional.Capacity{Lines: some(lines)}, proportional.Capacity{Limit: some(limit)}, proportional.Capacity{Combined: some(combined)},
			), sum)
			if err != nil {
				return broken(err)
			}
			all := num(min(retention, sum)).Add(got.over)
			for _, c := range got.clauses {
				all = all.Add(c)
			}
			within := got.clauses[0].LessThanOrEqual(num(lines).Mul(num(retention))) && got.clauses[1].LessThanOrEqual(num(limit))
			return check(all.Equal(num(sum)) && within, "retention %d, surpluses %v, overspill %s: %s", min(retention, sum), got.clauses, got.over, all)
		}, yuan(), gens.Minor(1, 30), yuan(), yuan(), yuan(),
	))
	proptest.Check(t, "line and quota share and surplus and overspill are the sum insured", prop.ForAll(
		func(line, lines, share, sum int64) *gopter.PropResult {
			got, err := of(proportional.QuotaShareSurplus{
				Share: decimal.New(share, -4), Line: proportional.Retention{Amount: some(line)}, Capacities: []proportional.Capacity{{Lines: some(lines)}},
			}, sum)
			if err != nil {
				return broken(err)
			}
			// What is neither ceded nor above is the cedent's part of the line.
			mine := decimal.New(10000-share, -4).Mul(num(min(line, sum)))
			return check(got.kept.Sub(got.over).Sub(mine).Abs().LessThan(num(1)), "kept %s, overspill %s, of the line %s", got.kept, got.over, mine)
		}, yuan(), gens.Minor(1, 30), share, yuan(),
	))
	proptest.Check(t, "more sum insured never cedes less", prop.ForAll(
		func(kind, a, b, c, share, sum, more int64) *gopter.PropResult {
			terms := someTerms(kind, a, b, c, share)
			less, err := of(terms, sum)
			if err != nil {
				return broken(err)
			}
			got, err := of(terms, sum+more)
			if err != nil {
				return broken(err)
			}
			return check(got.ceded.GreaterThanOrEqual(less.ceded), "%d cedes %s, %d cedes %s", sum, less.ceded, sum+more, got.ceded)
		}, gens.Minor(0, 4), yuan(), yuan(), yuan(), share, yuan(), gens.Minor(0, 3), // a table of retentions may jump
	))
	proptest.Check(t, "a surplus split anywhere cedes the same", prop.ForAll(
		func(retention, first, second, sum int64) *gopter.PropResult {
			one, err := of(surplus(proportional.Retention{Amount: some(retention)}, proportional.Capacity{Limit: some(first + second)}), sum)
			if err != nil {
				return broken(err)
			}
			two, err := of(surplus(proportional.Retention{Amount: some(retention)}, proportional.Capacity{Limit: some(first)}, proportional.Capacity{Limit: some(second)}), sum)
			if err != nil {
				return broken(err)
			}
			return check(one.ceded.Equal(two.ceded) && one.over.Equal(two.over), "%v, split %v", one, two)
		}, yuan(), yuan(), yuan(), yuan(),
	))
	proptest.Check(t, "one line more including the retention is the same", prop.ForAll(
		func(retention, lines, sum int64) *gopter.PropResult {
			onTop := surplus(proportional.Retention{Amount: some(retention)}, proportional.Capacity{Lines: cents(lines)})
			including := surplus(proportional.Retention{Amount: some(retention)}, proportional.Capacity{Lines: cents(lines + 100)})
			including.LineCount = proportional.LinesIncluding
			a, err := of(onTop, sum)
			if err != nil {
				return broken(err)
			}
			b, err := of(including, sum)
			if err != nil {
				return broken(err)
			}
			return check(a.ceded.Equal(b.ceded), "on top %v, including %v", a, b)
		}, yuan(), gens.Minor(1, 3000), yuan(),
	))
	proptest.Check(t, "a limit on the ceded part is one on the sum insured times the share", prop.ForAll(
		func(limit, percent, sum int64) *gopter.PropResult {
			share := decimal.New(percent, -2)
			onSum, err := of(proportional.QuotaShare{Share: share, Limit: some(100 * limit)}, sum)
			if err != nil {
				return broken(err)
			}
			onCeded, err := of(proportional.QuotaShare{Share: share, Limit: some(percent * limit), LimitOn: proportional.LimitOnCeded}, sum)
			if err != nil {
				return broken(err)
			}
			return check(onSum.shares[0].Cmp(onCeded.shares[0]) == 0 && onSum.over.Equal(onCeded.over), "on the sum insured %v, on the ceded part %v", onSum, onCeded)
		}, gens.Minor(1, 4), gens.Minor(1, 100), gens.Minor(1, 600),
	))
	proptest.Check(t, "all money times a number is all cessions times it", prop.ForAll(
		func(retention, lines, limit, sum, factor int64) *gopter.PropResult {
			terms := func(k int64) treaty.Terms {
				return surplus(proportional.Retention{Amount: some(k * retention)}, proportional.Capacity{Lines: some(lines)}, proportional.Capacity{Limit: some(k * limit)})
			}
			one, err := of(terms(1), sum)
			if err != nil {
				return broken(err)
			}
			many, err := of(terms(factor), factor*sum)
			if err != nil {
				return broken(err)
			}
			return check(one.ceded.Mul(num(factor)).Equal(many.ceded) && one.over.Mul(num(factor)).Equal(many.over), "%v, times %d %v", one, factor, many)
		}, gens.Minor(1, 400), gens.Minor(1, 30), gens.Minor(1, 400), gens.Minor(1, 2000), gens.Minor(1, 1_000_000),
	))
}

// Losses of a unit: two in one event, one more later, with terms of every kind.
func TestLaws_losses(t *testing.T) {
	terms := func(on proportional.DeductibleOn, deductible, limit, event, share int64) treaty.Terms {
		q := proportional.QuotaShare{
			Share: decimal.New(share, -4), Limit: some(limit), LimitOn: proportional.LimitOnEachLoss, EventLimit: some(event),
		}
		if deductible > 0 {
			q.Deductible = &proportional.Deductible{Amount: num(deductible), On: on}
		}
		return q
	}
	readings := gens.Pick(proportional.DeductibleOnCeded, proportional.DeductibleOnWhole)
	ceded := func(terms treaty.Terms, first, second int64) (total decimal.Decimal, each string, err error) {
		r, err := apply(whole(terms), book([]treaty.Risk{risk("A", "1000", "0")},
			loss("1", "A", "x", fmt.Sprint(first)), loss("2", "A", "x", fmt.Sprint(second))))
		if err != nil {
			return total, "", err
		}
		for l := range r.Losses() {
			if l.Ceded.IsNegative() || l.Ceded.GreaterThan(l.Gross) {
				return total, "", fmt.Errorf("loss %s of %s cedes %s", l.Loss, l.Gross, l.Ceded)
			}
			total = total.Add(l.Ceded)
		}
		return total, cessions(r), nil
	}
	proptest.Check(t, "ceded losses grow with the loss up to the limits", prop.ForAll(
		func(on proportional.DeductibleOn, deductible, limit, event, share, first, second, more int64) *gopter.PropResult {
			terms := terms(on, deductible, limit, event, share)
			less, _, err := ceded(terms, first, second)
			if err != nil {
				return broken(err)
			}
			got, each, err := ceded(terms, first, second+more)
			if err != nil {
				return broken(err)
			}
			most := decimal.New(share, -4).Mul(num(limit)).Add(num(1))
			return check(got.GreaterThanOrEqual(less) && got.LessThanOrEqual(num(event)) && got.LessThan(most), "%s, with %d more %s (%s)", less, more, got, each)
		}, readings, gens.Minor(0, 300), gens.Minor(1, 900), gens.Minor(1, 900), gens.Minor(1, 10000), gens.Minor(0, 900), gens.Minor(0, 900), gens.Minor(0, 5),
	))
	proptest.Check(t, "a deductible on the whole takes less than one on the ceded part", prop.ForAll(
		func(deductible, share, first, second int64) *gopter.PropResult {
			whole, _, err := ceded(terms(proportional.DeductibleOnWhole, deductible, 2000, 2000, share), first, second)
			if err != nil {
				return broken(err)
			}
			part, _, err := ceded(terms(proportional.DeductibleOnCeded, deductible, 2000, 2000, share), first, second)
			if err != nil {
				return broken(err)
			}
			return check(whole.GreaterThanOrEqual(part), "on the whole %s, on the ceded part %s", whole, part)
		}, gens.Minor(1, 300), gens.Minor(1, 10000), gens.Minor(0, 900), gens.Minor(0, 900),
	))
}

// hostile are numbers at and beyond the limits of what is accepted.
func hostile() []decimal.Decimal {
	return []decimal.Decimal{
		{},
		dec("1"), dec("-1"), dec("0.5"), dec("0.000000000000000001"), dec("1e-19"), dec("1e10000"), dec("1e-10000"),
		decimal.New(1, 2_000_000_000), decimal.New(-1, -2_000_000_000), decimal.New(0, 2_000_000_000),
		dec("92233720368547758.07"), dec("92233720368547758.08"), dec("99999999999999999999999999999999999999"), dec("1e37"), dec("1e38"),
		dec("0.999999999999999999"), dec("1.000000000000000001"), dec("100"), dec("99.99"), dec("100.01"), dec("1000"), dec("2.5"),
	}
}

// A source reads numbers and choices from the bytes of a fuzz input.
type source struct{ data []byte }

func (s *source) next() int {
	if len(s.data) == 0 {
		return 0
	}
	b := s.data[0]
	s.data = s.data[1:]
	return int(b)
}

func (s *source) number() decimal.Decimal {
	if b := s.next(); b%4 == 0 {
		list := hostile()
		return list[b/4%len(list)]
	}
	return decimal.New(int64(s.next())*256+int64(s.next()), int32(s.next()%44)-22)
}

func (s *source) optional() *decimal.Decimal {
	if s.next()%2 == 0 {
		return nil
	}
	return new(s.number())
}

func choose[T ~string](s *source, list ...T) T { return append(list, "", "x")[s.next()%(len(list)+2)] }

func (s *source) deductible() *proportional.Deductible {
	if s.next()%2 == 0 {
		return nil
	}
	return &proportional.Deductible{Amount: s.number(), On: choose(s, proportional.DeductibleOnCeded, proportional.DeductibleOnWhole)}
}

func (s *source) aggregate() *proportional.Aggregate {
	if s.next()%2 == 0 {
		return nil
	}
	return &proportional.Aggregate{
		Deductible: s.optional(), Limit: s.optional(), On: choose(s, proportional.AggregateOnCeded, proportional.AggregateOnWhole),
		Annual: choose(s, proportional.AnnualPeriod, proportional.AnnualYear),
	}
}

func (s *source) retention() (r proportional.Retention) {
	if s.next()%2 == 0 {
		r.Amount = s.optional()
		return r
	}
	r.Table = &proportional.RetentionTable{
		Minimum: s.optional(), Maximum: s.optional(), Above: choose(s, proportional.AboveLastValue, proportional.AboveError),
	}
	for range s.next() % 4 {
		r.Table.Bands = append(r.Table.Bands, proportional.Band{
			Grade: choose(s, "g"), UpTo: s.optional(), Amount: s.number(), Rate: s.number(),
		})
	}
	return r
}

func (s *source) capacities() (out []proportional.Capacity) {
	for range s.next() % 4 {
		out = append(out, proportional.Capacity{
			Lines: s.optional(), Limit: s.optional(), Combined: s.optional(), ShareAttribute: choose(s, "ceded"),
		})
	}
	return out
}

func (s *source) terms() treaty.Terms {
	base := choose(s, proportional.OnSumInsured, proportional.OnPML, proportional.OnPremium)
	count := choose(s, proportional.LinesOnTop, proportional.LinesIncluding)
	overspill := choose(s, proportional.OverspillCedent, proportional.OverspillError)
	switch s.next() % 6 {
	case 4:
		v := proportional.VariableQuotaShare{Above: choose(s, proportional.AboveLastValue, proportional.AboveError), Base: base, OwnShareAttribute: choose(s, "ceded")}
		for range s.next() % 4 {
			v.Bands = append(v.Bands, proportional.ShareBand{UpTo: s.optional(), Share: s.number()})
		}
		v.Limit, v.Overspill, v.Deductible, v.EventLimit = s.optional(), overspill, s.deductible(), s.optional()
		v.LimitOn = choose(s, proportional.LimitOnSumInsured, proportional.LimitOnCeded, proportional.LimitOnEachLoss)
		return v
	case 5:
		return proportional.FacultativeObligatory{
			ShareAttribute: choose(s, "ceded"), Limit: s.optional(), MinimumRetention: s.optional(), Lines: s.optional(), Base: base,
			OwnShareAttribute: choose(s, "ceded"), Overspill: overspill, Deductible: s.deductible(), EventLimit: s.optional(),
		}
	case 0:
		return proportional.QuotaShare{
			Share: s.number(), Limit: s.optional(), Overspill: overspill, Deductible: s.deductible(), EventLimit: s.optional(),
			LimitOn:   choose(s, proportional.LimitOnSumInsured, proportional.LimitOnCeded, proportional.LimitOnEachLoss),
			Aggregate: s.aggregate(),
		}
	case 1:
		return proportional.Surplus{
			Retention: s.retention(), Base: base, LineCount: count, Capacities: s.capacities(), Overspill: overspill,
			Deductible: s.deductible(), EventLimit: s.optional(), Aggregate: s.aggregate(),
		}
	case 2:
		return proportional.QuotaShareSurplus{
			Share: s.number(), Line: s.retention(), Base: base, LinesOn: choose(s, proportional.LinesOnGross, proportional.LinesOnNet),
			LineCount: count, Capacities: s.capacities(), Overspill: overspill, Deductible: s.deductible(), EventLimit: s.optional(),
			Aggregate: s.aggregate(),
		}
	}
	return proportional.Facultative{Share: s.optional(), Amount: s.optional(), Deductible: s.deductible(), Aggregate: s.aggregate()}
}

// FuzzTerms feeds terms with hostile numbers and unknown readings to a program: what is refused names its place below the
// terms, what is accepted has canonical terms that are accepted, and cedes between nothing and all or says
// which risk does not fit.
func FuzzTerms(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 12, 0, 0, 0, 0})                                     // half of everything
	f.Add([]byte{0, 0, 0, 1, 0, 1, 72, 1, 1, 1, 72, 0, 0, 0, 0, 0})               // a retention of 100, 100 lines
	f.Add([]byte{1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0, 10, 22, 12, 1, 0, 1, 72}) // a table of one band
	// Half of everything, an aggregate deductible of 1 and limit of 100 on the whole, by year; a surplus with both on the ceded part.
	f.Add([]byte{2, 2, 2, 0, 12, 0, 0, 0, 3, 1, 1, 4, 1, 72, 1, 1})
	f.Add([]byte{2, 2, 2, 1, 0, 1, 72, 1, 1, 72, 0, 0, 1, 0, 0, 1, 1, 4, 1, 72, 0, 0})
	f.Add([]byte{0, 0, 0, 2, 12, 0, 1, 72, 1, 1, 1, 72, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{0, 0, 0, 3, 1, 12, 0, 1, 4, 1})
	f.Add([]byte{0, 0, 0, 3, 0, 1, 72, 0})
	f.Add([]byte{0, 0, 0, 1, 0, 1, 44, 1, 1, 56, 1, 44, 1, 52, 0})
	f.Add([]byte{0, 0, 0, 4, 0, 1, 2, 1, 72, 12, 0, 12}) // two bands
	f.Add([]byte{2, 1, 0, 5, 0, 1, 72, 1, 12, 0, 0, 0})  // an open cover
	f.Fuzz(func(t *testing.T, data []byte) {
		s := &source{data}
		terms := s.terms()
		spec := program(terms)
		spec.Contracts[0].Sections[0].Scope.Include.Risks = []string{"A", "B", "C"}
		if s.next()%2 == 1 {
			spec.Entry, spec.Rounding = treaty.EntryRound, treaty.RoundHalfEven
		}
		invalid := terms.Validate()
		_, err := treaty.NewProgram(spec)
		if err == nil && invalid != nil {
			t.Fatalf("accepted: %v", invalid)
		}
		if err != nil {
			for line := range strings.Lines(err.Error()) {
				if !strings.HasPrefix(line, "contracts[0].sections[0].terms") || len(line) > 300 {
					t.Errorf("refused without a place, or at length: %s", line)
				}
			}
			return
		}
		a, b, c := with(risk("A", "1000", "100"), "ceded", "0.5"), with(risk("B", "20000000000000.01", "0.01"), "ceded", "1"), with(risk("C", "0.01", "0"), "ceded", "0")
		a.Grade, b.Grade, c.Grade = "g", "g", "g"
		b.PML = new(dec("300.03"))
		books := book([]treaty.Risk{a, b, c}, loss("1", "A", "x", "90000"), loss("2", "B", "x", "0.01"), loss("3", "C", "", "1"))
		r, err := apply(spec, books)
		spec.Contracts[0].Sections[0].Terms = terms.Canonical()
		same, sameErr := apply(spec, books)
		if fmt.Sprint(err) != fmt.Sprint(sameErr) {
			t.Fatalf("terms: %v, canonical terms: %v", err, sameErr)
		}
		if err != nil {
			if !strings.HasPrefix(err.Error(), "contract C: risks[") {
				t.Errorf("not applied: %v", err)
			}
			return
		}
		if outcome(r) != outcome(same) || cessions(r) != cessions(same) {
			t.Errorf("canonical terms cede\n%s\n%s\nand terms\n%s\n%s", outcome(same), cessions(same), outcome(r), cessions(r))
		}
		total := r.Total()
		for _, part := range [][3]decimal.Decimal{
			{total.Subject.SumInsured, total.Ceded.SumInsured, total.Retained.SumInsured},
			{total.Subject.Premium, total.Ceded.Premium, total.Retained.Premium},
			{total.Subject.Loss, total.Ceded.Loss, total.Retained.Loss},
		} {
			if part[1].IsNegative() || part[2].IsNegative() || !part[1].Add(part[2]).Equal(part[0]) {
				t.Errorf("of %s are ceded %s and retained %s", part[0], part[1], part[2])
			}
		}
		for _, o := range r.Overspills() {
			if o.SumInsured.IsNegative() || o.SumInsured.GreaterThan(total.Retained.SumInsured) {
				t.Errorf("overspill %v of %s retained", o, total.Retained.SumInsured)
			}
		}
	})
}
