package proportional_test

import (
	"fmt"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/shopspring/decimal"
)

// All cargo of one conveyance is one unit. Retention and treaty together hold 240 million; the retention is chosen
// between 40 and 80 million, here 60. Of 300 million on one ship, 60 are above.
//
// Source: PICC slides 货运险合约 and 货运险合约主要管理规定; the two cargoes are ours.
func Example_cargo() {
	rice, steel := risk("rice", "100000000", "200000"), risk("steel", "200000000", "500000")
	for _, r := range []*treaty.Risk{&rice, &steel} {
		r.Keys = map[string]string{"conveyance": "Yuan Wang / 12"}
	}
	spec := program(proportional.Surplus{
		Retention:  proportional.Retention{Amount: new(dec("60000000"))},
		Capacities: []proportional.Capacity{{Combined: new(dec("240000000"))}},
	})
	spec.Contracts[0].Sections[0].Unit = treaty.UnitKey
	spec.Contracts[0].Sections[0].UnitKey = "conveyance"
	r, err := apply(spec, book([]treaty.Risk{rice, steel}, loss("leak", "rice", "", "1000000")))
	if err != nil {
		fmt.Println(err)
		return
	}
	for u := range r.Units("C", "") {
		fmt.Println(u.Unit, u.Shares, u.Ceded.SumInsured, u.Ceded.Premium, u.Ceded.Loss)
	}
	for _, o := range r.Overspills() {
		fmt.Println("overspill", o.SumInsured, o.Premium)
	}
	// Output:
	// Yuan Wang / 12 [0.6] 180000000 420000 600000
	// overspill 60000000 140000
}

// Product liability on a claims-made basis: 70 % of what the agreed quota share leaves, with a limit by jurisdiction
// of 85, 48.5 or 42.5 million. Three policies of 125 million have 100 million after the quota share, of which 70 % of 85 %,
// of 48.5 % and of 42.5 % are ceded.
//
// Source: PICC slide 责任险合约; the policies and claims are ours, and so is the reading of the limit as one on
// the sum insured.
func Example_productLiability() {
	spec := program(proportional.QuotaShare{Share: dec("0.2")})
	product := treaty.Contract{ID: "product", Priority: 1, Period: year(), Placement: placed()}
	var risks []treaty.Risk
	var losses []treaty.Loss
	for _, j := range []struct{ territory, limit string }{
		{"mainland China", "85000000"},
		{"world without USA and Canada", "48500000"},
		{"world with USA and Canada", "42500000"},
	} {
		product.Sections = append(product.Sections, treaty.Section{
			ID: j.territory, Basis: treaty.ClaimsMade,
			Scope: treaty.Scope{Include: treaty.Selection{Territories: []string{j.territory}}},
			Terms: proportional.QuotaShare{Share: dec("0.7"), Limit: new(dec(j.limit))},
		})
		policy := risk(j.territory, "125000000", "500000")
		policy.Territory = j.territory
		claim := loss(j.territory, j.territory, "", "10000000")
		claim.Reported = day(9, 1)
		risks, losses = append(risks, policy), append(losses, claim)
	}
	spec.Contracts = append(spec.Contracts, product)
	r, err := apply(spec, book(risks, losses...))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range product.Sections {
		for u := range r.Units("product", s.ID) {
			fmt.Println(u.Unit, u.Shares, u.Ceded.SumInsured, "of", u.Subject.SumInsured, "loss", u.Ceded.Loss, "of", u.Subject.Loss)
		}
	}
	// Output:
	// mainland China [0.595] 59500000 of 100000000 loss 4760000 of 8000000
	// world without USA and Canada [0.3395] 33950000 of 100000000 loss 2716000 of 8000000
	// world with USA and Canada [0.2975] 29750000 of 100000000 loss 2380000 of 8000000
}

// In 2005 a statutory cession (法定分保) of 5 % stood beside the agreed quota share, then 15 % of all but motor: both
// have the same priority and see the same subject.
//
// Source: PICC slide 协议分保合约大事记; the risk is ours.
func Example_statutory() {
	spec := program(proportional.QuotaShare{Share: dec("0.15")})
	spec.Contracts[0].ID = "agreed"
	spec.Contracts = append(spec.Contracts, treaty.Contract{
		ID: "statutory", Period: year(), Placement: placed(),
		Sections: []treaty.Section{{Basis: treaty.RisksAttaching, Terms: proportional.QuotaShare{Share: dec("0.05")}}},
	})
	r, err := apply(spec, book([]treaty.Risk{risk("hotel", "1000000", "2000")}, loss("1", "hotel", "", "100000")))
	if err != nil {
		fmt.Println(err)
		return
	}
	account := func(name string, a treaty.Amounts) { fmt.Println(name, a.SumInsured, a.Premium, a.Loss) }
	for _, c := range r.Contracts() {
		account(c.Contract, c.Ceded)
	}
	account("net", r.Total().Retained)
	// Output:
	// agreed 150000 300 15000
	// statutory 50000 100 5000
	// net 800000 1600 80000
}

// The agreed quota share excludes lines of business and marks of a policy; the result lists what it does not see.
//
// Source: PICC slides 协议分保除外业务 and 协议分保除外责任: aviation and space, nuclear, credit; excess covers.
func Example_excluded() {
	spec := program(proportional.QuotaShare{Share: dec("0.2")})
	spec.Contracts[0].Sections[0].Scope.Exclude = treaty.Selection{
		Lines: []string{"aviation", "nuclear", "credit"},
		Tags:  []string{"an excess cover"},
	}
	hotel, satellite, excess := risk("hotel", "1000", "2"), risk("satellite", "9000", "90"), risk("dam", "5000", "5")
	hotel.Line, satellite.Line, excess.Line = "property", "aviation", "property"
	excess.Tags = []string{"an excess cover"}
	r, err := apply(spec, book([]treaty.Risk{hotel, satellite, excess}))
	if err != nil {
		fmt.Println(err)
		return
	}
	for e := range r.Exclusions() {
		fmt.Printf("%s: %s (%s)\n", e.Risk, e.Reason, e.Term)
	}
	var ceded decimal.Decimal
	for risk := range r.Risks() {
		ceded = ceded.Add(risk.Ceded.SumInsured)
	}
	fmt.Println("ceded", ceded)
	// Output:
	// dam: an excess cover is excluded (scope.exclude.tags)
	// satellite: aviation is excluded (scope.exclude.lines)
	// ceded 200
}
