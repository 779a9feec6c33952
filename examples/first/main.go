// First cedes two losses of one typhoon to a quota share and to an event layer above it.
package main

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

const terms = `{"schema": "cede.program/1", "currency": "CNY", "contracts": [
  {"id": "quota share", "priority": 1, "period": {"from": "2026-01-01", "to": "2026-12-31"},
   "placement": {"lines": [{"reinsurer": "Re A", "share": 0.6}, {"reinsurer": "Re B", "share": 0.4}]},
   "sections": [{"basis": "risks-attaching", "kind": "quota-share", "terms": {"share": 0.3}}]},
  {"id": "event", "priority": 2, "period": {"from": "2026-01-01", "to": "2026-12-31"},
   "placement": {"lines": [{"reinsurer": "Re C", "share": 1}]},
   "sections": [{"basis": "losses-occurring", "kind": "per-event",
                 "terms": {"layers": [{"attachment": 500000, "limit": 1000000}]}}]}]}`

const risks = `id,sumInsured,premium,period.from,period.to
factory,20000000,30000,2026-01-01,2026-12-31
warehouse,8000000,9000,2026-03-01,2027-02-28`

const losses = `id,risk,event,date,paid
L1,factory,typhoon,2026-08-01,1000000
L2,warehouse,typhoon,2026-08-02,750000`

func main() {
	spec, err := document.ReadProgram(strings.NewReader(terms), document.DefaultLimit)
	check(err)
	program, err := treaty.NewProgram(spec)
	check(err)

	data := treaty.BookSpec{Currency: "CNY", Events: []treaty.Event{{ID: "typhoon"}}}
	data.Risks, err = document.ReadRisks(strings.NewReader(risks), document.Mapping{})
	check(err)
	data.Losses, err = document.ReadLosses(strings.NewReader(losses), document.Mapping{})
	check(err)
	book, err := treaty.NewBook(data)
	check(err)

	result, err := program.Apply(context.Background(), book)
	check(err)
	for loss := range result.Losses() {
		fmt.Println(loss.Loss, "gross", loss.Gross, "ceded", loss.Ceded, "net", loss.Net)
	}
	for p := range result.PostingsOf("L2") {
		fmt.Printf("%-11s  %-9s  %4s  %9s -> %9s\n", p.Contract, p.Step, p.Reinsurer, p.Base, p.Amount)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
