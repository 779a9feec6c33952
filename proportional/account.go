package proportional

import (
	"errors"
	"slices"
	"strconv"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/treaty"
)

// An Account is the clauses on the account of each underwriting year of a contract. They act in this order: portfolios, sharing of
// losses as it is listed, commissions, profit commissions. Every clause may hold for some of the reinsurers only.
//
// [treaty.History.Settle] settles the years of a history by it.
//
// The zero Account has no clause and gives nothing.
type Account struct {
	_ [0]func()
	// Portfolio is what one year hands on to the next; nil is nothing, every year runs off by itself.
	Portfolio *Portfolio `json:"portfolio,omitzero"`
	// Sharing is what the cedent takes back of the losses. Each sees what those before it left.
	Sharing []Sharing `json:"sharing,omitzero"`
	// Commissions are what reinsurers allow of the premium (分保手续费). They add up.
	Commissions []Commission `json:"commissions,omitzero"`
	// ProfitCommissions are what reinsurers allow of their profit (纯益手续费), after all commissions.
	ProfitCommissions []ProfitCommission `json:"profitCommissions,omitzero"`
}

// Kind returns "account".
func (Account) Kind() string { return "account" }

// Validate reports every broken term.
func (a Account) Validate() error {
	errs := []error{cede.In("portfolio", a.Portfolio.validate())}
	for i, s := range a.Sharing {
		errs = append(errs, cede.At("sharing", i, errors.Join(s.validate(), validateReinsurers(s.Reinsurers))))
	}
	for i, c := range a.Commissions {
		errs = append(errs, cede.At("commissions", i, errors.Join(c.validate(), validateReinsurers(c.Reinsurers))))
	}
	for i, p := range a.ProfitCommissions {
		errs = append(errs, cede.At("profitCommissions", i, errors.Join(p.validate(), validateReinsurers(p.Reinsurers))))
	}
	return errors.Join(errs...)
}

func validateReinsurers(names []string) error {
	var errs []error
	seen := make(map[string]bool, len(names))
	for i, name := range names {
		switch {
		case name == "":
			errs = append(errs, cede.At("reinsurers", i, cede.Invalid("", "", "must not be empty")))
		case seen[name]:
			errs = append(errs, cede.At("reinsurers", i, cede.Invalid("", name, "must be named only once")))
		}
		seen[name] = true
	}
	return errors.Join(errs...)
}

// CanonicalAccount returns a with every empty reading spelled out.
func (a Account) CanonicalAccount() treaty.AccountTerms {
	a.Sharing = slices.Clone(a.Sharing)
	for i := range a.Sharing {
		a.Sharing[i].LossRatio = a.Sharing[i].LossRatio.canonical()
	}
	a.Commissions = slices.Clone(a.Commissions)
	for i := range a.Commissions {
		a.Commissions[i] = a.Commissions[i].canonical()
	}
	a.ProfitCommissions = slices.Clone(a.ProfitCommissions)
	for i := range a.ProfitCommissions {
		a.ProfitCommissions[i] = a.ProfitCommissions[i].canonical()
	}
	return a
}

// LowerAccount returns the clauses in groups of reinsurers for whom the same ones hold. It is for this module only.
func (a Account) LowerAccount(b *engine.Builder, panel []string) ([]engine.AccountGroup, error) {
	whole, err := a.lower(b)
	errs := []error{err}
	places := make(map[string]int, len(panel))
	for member, name := range panel {
		places[name] = member
	}
	holds := make([][]byte, len(panel)) // by member and clause
	for member := range holds {
		holds[member] = make([]byte, len(whole.named))
	}
	for i, clause := range whole.named {
		for member := range holds {
			if len(clause.reinsurers) == 0 {
				holds[member][i] = 1
			}
		}
		for k, name := range clause.reinsurers {
			member, known := places[name]
			switch {
			case known:
				holds[member][i] = 1
			case len(panel) == 0:
				errs = append(errs, cede.In(clause.name, cede.At("reinsurers", k, cede.Invalid("", name, "must be absent without a panel"))))
			default:
				errs = append(errs, cede.In(clause.name, cede.At("reinsurers", k, cede.Invalid("", name, "must be a reinsurer of the panel"))))
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if len(panel) == 0 {
		return []engine.AccountGroup{{Terms: whole.AccountTerms}}, nil
	}
	var groups []engine.AccountGroup
	at := make(map[string]int) // groups by the clauses that hold
	for member := range panel {
		k, ok := at[string(holds[member])]
		if !ok {
			k = len(groups)
			at[string(holds[member])] = k
			groups = append(groups, engine.AccountGroup{Terms: whole.terms(holds[member])})
		}
		groups[k].Members = append(groups[k].Members, member)
	}
	return groups, nil
}

// lowered is an account in minor units, and whom its clauses name, by their number.
type lowered struct {
	engine.AccountTerms
	named []naming
}

// A naming is the name of a clause with the reinsurers for whom it holds; none is all.
type naming struct {
	name       string
	reinsurers []string
}

// lower returns all clauses in minor units, numbered in the order in which they act.
func (a Account) lower(b *engine.Builder) (*lowered, error) {
	out := &lowered{AccountTerms: engine.AccountTerms{Portfolio: a.Portfolio.lower()}}
	place := func(list string, i int, reinsurers []string) engine.Place {
		p := engine.Place{Clause: list + "[" + strconv.Itoa(i) + "]", Number: len(out.named)}
		out.named = append(out.named, naming{p.Clause, reinsurers})
		return p
	}
	for i, s := range a.Sharing {
		one := s.lower()
		one.Place = place("sharing", i, s.Reinsurers)
		out.Sharing = append(out.Sharing, one)
	}
	for i, c := range a.Commissions {
		one := c.lower()
		one.Place = place("commissions", i, c.Reinsurers)
		out.Commissions = append(out.Commissions, one)
	}
	var errs []error
	for i, p := range a.ProfitCommissions {
		one, err := p.lower(b)
		one.Place = place("profitCommissions", i, p.Reinsurers)
		errs = append(errs, cede.In(one.Clause, err))
		out.Profits = append(out.Profits, one)
	}
	return out, errors.Join(errs...)
}

// terms returns the clauses that hold.
func (l *lowered) terms(holds []byte) engine.AccountTerms {
	out := l.AccountTerms
	out.Sharing = slices.DeleteFunc(slices.Clone(l.Sharing), func(c engine.LossSharing) bool { return holds[c.Number] == 0 })
	out.Commissions = slices.DeleteFunc(slices.Clone(l.Commissions), func(c engine.Commission) bool { return holds[c.Number] == 0 })
	out.Profits = slices.DeleteFunc(slices.Clone(l.Profits), func(c engine.ProfitCommission) bool { return holds[c.Number] == 0 })
	return out
}
