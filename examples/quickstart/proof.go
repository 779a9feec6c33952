package main

import (
	"github.com/cedego/cede/treaty"
)

// A view is one way of adding up what the program makes of the book.
type view struct {
	Of   string         `json:"of"`
	From string         `json:"from"`
	Sum  treaty.Amounts `json:"sum"`
}

// A proof holds the views, and what is left of gross when ceded and net are taken away.
type proof struct {
	Views      []view         `json:"views"`
	Difference treaty.Amounts `json:"difference"`
	// Holds says that nothing is left, and that all views of one thing agree.
	Holds bool `json:"holds"`
}

// What is viewed.
const (
	ofGross = "gross"
	ofCeded = "ceded"
	ofNet   = "net"
)

// prove compares the views: all of gross with each other, all of ceded, all of net, and gross
// with ceded plus net.
func prove(views []view) proof {
	p := proof{Views: views, Holds: true}
	first := make(map[string]treaty.Amounts)
	for _, v := range views {
		if other, ok := first[v.Of]; !ok {
			first[v.Of] = v.Sum
		} else if !zero(minus(v.Sum, other)) {
			p.Holds = false
		}
	}
	p.Difference = minus(minus(first[ofGross], first[ofCeded]), first[ofNet])
	p.Holds = p.Holds && zero(p.Difference)
	return p
}

// viewsOf adds up: the book as it was read, risks and losses, contracts, reinsurers, and the ledger.
func viewsOf(in *input, ledger ledgerSum) []view {
	var read, gross, ceded, net, contracts, reinsurers treaty.Amounts
	for _, r := range in.book.Risks {
		addTo(&read, treaty.AccountSumInsured, in.entered(r.SumInsured))
		addTo(&read, treaty.AccountPremium, in.entered(r.Premium))
	}
	for _, l := range in.book.Losses {
		addTo(&read, treaty.AccountLoss, in.incurred(l))
	}
	for r := range in.result.Risks() {
		for _, part := range []struct {
			sum  *treaty.Amounts
			from treaty.Amounts
		}{{&gross, r.Subject}, {&ceded, r.Ceded}, {&net, r.Retained}} {
			addTo(part.sum, treaty.AccountSumInsured, part.from.SumInsured)
			addTo(part.sum, treaty.AccountPremium, part.from.Premium)
		}
	}
	for l := range in.result.Losses() {
		addTo(&gross, treaty.AccountLoss, l.Gross)
		addTo(&ceded, treaty.AccountLoss, l.Ceded)
		addTo(&net, treaty.AccountLoss, l.Net)
	}
	for _, c := range in.result.Contracts() {
		contracts = plus(contracts, c.Ceded)
	}
	for _, r := range in.result.Reinsurers() {
		reinsurers = plus(reinsurers, r.Ceded)
	}
	total := in.result.Total()
	return []view{
		{ofGross, "the book as read", read},
		{ofGross, "risks and losses", gross},
		{ofCeded, "risks and losses", ceded},
		{ofCeded, "contracts", contracts},
		{ofCeded, "reinsurers", reinsurers},
		{ofCeded, "ledger, cessions", ledger.cessions},
		{ofCeded, "ledger, reinsurers", ledger.reinsurers},
		{ofNet, "risks and losses", net},
		{ofNet, "whole program", total.Retained},
	}
}

func plus(a, b treaty.Amounts) treaty.Amounts {
	a.SumInsured, a.Premium, a.Loss = a.SumInsured.Add(b.SumInsured), a.Premium.Add(b.Premium), a.Loss.Add(b.Loss)
	return a
}

func minus(a, b treaty.Amounts) treaty.Amounts {
	a.SumInsured, a.Premium, a.Loss = a.SumInsured.Sub(b.SumInsured), a.Premium.Sub(b.Premium), a.Loss.Sub(b.Loss)
	return a
}

func zero(a treaty.Amounts) bool {
	return a.SumInsured.IsZero() && a.Premium.IsZero() && a.Loss.IsZero()
}
