package document_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/cedego/cede/proportional"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/document"
)

const programText = `{
  "schema": "cede.program/1",
  "currency": "CNY",
  "contracts": [{
    "id": "QS26",
    "period": {"from": "2026-01-01", "to": "2026-12-31"},
    "placement": {"lines": [{"reinsurer": "Re A", "share": 0.60}, {"reinsurer": "Re B", "share": 0.40}]},
    "sections": [{
      "basis": "risks-attaching",
      "kind": "quota-share",
      "terms": {"share": "0.30", "limit": 50000000}
    }]
  }]
}`

func ExampleReadProgram() {
	spec, err := document.ReadProgram(strings.NewReader(programText), document.DefaultLimit)
	if err != nil {
		fmt.Println(err)
		return
	}
	terms := spec.Contracts[0].Sections[0].Terms.(proportional.QuotaShare)
	fmt.Println(spec.Contracts[0].ID, terms.Kind(), terms.Share)
	// Output: QS26 quota-share 0.3
}

func ExampleReadProgram_invalid() {
	const text = `{
  "schema": "cede.program/1", "currency": "CNY",
  "contracts": [{
    "id": "XL", "Priority": 2,
    "period": {"from": "2026-01-01", "to": "2026-13-01"},
    "sections": [
      {"basis": "losses-occurring", "kind": "per-risc", "terms": {}},
      {"basis": "losses-occurring", "kind": "per-risk", "terms": {"layers": [{"attachment": null}]}},
      {"basis": "losses-occurring", "kind": "per-risk", "terms": {"layers": [{"limit": 1e10000}]}}
    ]
  }]
}`
	_, err := document.ReadProgram(strings.NewReader(text), document.DefaultLimit)
	fmt.Println(err)
	// Output:
	// contracts[0].Priority: must be spelled priority, at offset 85
	// contracts[0].period.to: must be a day of the calendar, at offset 143 (got 2026-13-01)
	// contracts[0].sections[0].kind: must be one of aggregate-excess, facultative, facultative-obligatory, per-event, per-risk, quota-share, quota-share-surplus, stop-loss, surplus, umbrella, variable-quota-share, at offset 220 (got per-risc)
	// contracts[0].sections[1].terms.layers[0].attachment: must not be null, at offset 338 (got null)
	// contracts[0].sections[2].terms.layers[0].attachment: must not be missing, at offset 425
	// contracts[0].sections[2].terms.layers[0].limit: has too many digits, at offset 435 (got 1e10000)
}

func ExampleWriteProgram() {
	spec, err := document.ReadProgram(strings.NewReader(programText), document.DefaultLimit)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := document.WriteProgram(os.Stdout, spec); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "schema": "cede.program/1",
	//   "currency": "CNY",
	//   "scale": 2,
	//   "rounding": "half-up",
	//   "entry": "exact",
	//   "contracts": [
	//     {
	//       "id": "QS26",
	//       "period": {
	//         "from": "2026-01-01",
	//         "to": "2026-12-31"
	//       },
	//       "currency": "CNY",
	//       "subject": "net",
	//       "inuring": "as-placed",
	//       "placement": {
	//         "lines": [
	//           {
	//             "reinsurer": "Re A",
	//             "share": "0.6"
	//           },
	//           {
	//             "reinsurer": "Re B",
	//             "share": "0.4"
	//           }
	//         ]
	//       },
	//       "sections": [
	//         {
	//           "basis": "risks-attaching",
	//           "unit": "row",
	//           "earning": "days",
	//           "kind": "quota-share",
	//           "terms": {
	//             "share": "0.3",
	//             "limit": "50000000",
	//             "limitOn": "sum-insured",
	//             "overspill": "cedent",
	//             "exGratia": "covered"
	//           }
	//         }
	//       ]
	//     }
	//   ]
	// }
}

func ExampleDigest() {
	const other = `{"contracts":[], "rounding":"half-up", "currency":"CNY", "schema":"cede.program/1"}`
	spec, err := document.ReadProgram(strings.NewReader(other), document.DefaultLimit)
	if err != nil {
		fmt.Println(err)
		return
	}
	read, err := document.Digest(spec)
	fmt.Println(read, err)
	built, err := document.Digest(treaty.Spec{Currency: "CNY"})
	fmt.Println(built == read, err)
	// Output:
	// 4ebebd4226a95f5a771cf3e1bf8e00ab50428f6cb5a67e070c2562e8b3a8e8ae <nil>
	// true <nil>
}

func ExampleReadBook() {
	const text = `{
  "schema": "cede.book/1",
  "currency": "CNY",
  "risks": [{"id": "R1", "sumInsured": "3000000", "period": {"from": "2026-01-01", "to": "2026-12-31"}}],
  "losses": [{"id": "L1", "risk": "R1", "date": "2026-05-04", "positions": [{"paid": 120000, "outstanding": "80000.50"}]}]
}`
	spec, err := document.ReadBook(strings.NewReader(text), document.DefaultLimit)
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := treaty.NewBook(spec)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(book.Len())
	// Output: 1 0 1
}

func ExampleWriteBook() {
	event := treaty.Event{ID: "E1", Peril: "typhoon"}
	err := document.WriteBook(os.Stdout, treaty.BookSpec{Currency: "CNY", Events: []treaty.Event{event}})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "schema": "cede.book/1",
	//   "currency": "CNY",
	//   "events": [
	//     {
	//       "id": "E1",
	//       "peril": "typhoon"
	//     }
	//   ]
	// }
}

func ExampleReadRisks() {
	const table = `保单号,船名,保险金额,保费,起保日期,终保日期,备注
P1,东方一号,"12,000,000.00",36000,2026/1/1,2026/12/31,
P2,东方一号,"8,000,000.00",24000,2026/3/15,2027/3/14,续保
`
	risks, err := document.ReadRisks(strings.NewReader(table), document.Mapping{
		File: "保单.csv",
		Columns: map[string]string{
			"id":          "保单号",
			"keys.ship":   "船名",
			"sumInsured":  "保险金额",
			"premium":     "保费",
			"period.from": "起保日期",
			"period.to":   "终保日期",
		},
		Thousands: ",",
		Dates:     document.DateSlash,
	})
	for _, r := range risks {
		fmt.Println(r.ID, r.Keys["ship"], r.SumInsured, r.Premium, r.Period.From, r.Period.To)
	}
	fmt.Println(err)
	// Output:
	// P1 东方一号 12000000 36000 2026-01-01 2026-12-31
	// P2 东方一号 8000000 24000 2026-03-15 2027-03-14
	// <nil>
}

func ExampleReadRisks_invalid() {
	const table = `id,sumInsured,premium,period.from,period.to
R1,"1,200,000",3600,2026-01-01,2026-12-31
R2,1200000,1.2E+03,2026-01-01,2026-02-30
R3,1200000,3600,2026-01-01
,1200000,3600,2026-01-01,2026-12-31
`
	_, err := document.ReadRisks(strings.NewReader(table), document.Mapping{File: "risks.csv"})
	fmt.Println(err)
	// Output:
	// risks.csv:2:sumInsured: must be a decimal number, such as -1234.56 (got 1,200,000)
	// risks.csv:3:premium: must be a decimal number without an exponent, such as -1234.56 (got 1.2E+03)
	// risks.csv:3:period.to: must be a day of the calendar (got 2026-02-30)
	// risks.csv:4: must have as many cells as the header, 5 (got 4)
	// risks.csv:5:id: must not be empty
}

func ExampleRisks() {
	const table = "id;sumInsured;period.from;period.to\nR1;500;20260101;20261231\nR2;five;20260101;20261231\nR3;700;20260101;20261231\n"
	for risk, err := range document.Risks(strings.NewReader(table), document.Mapping{Comma: ";", Dates: document.DateCompact}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(risk.ID, risk.SumInsured)
	}
	// Output:
	// R1 500
	// risks:3:sumInsured: must be a decimal number, such as -1234.56 (got five)
	// R3 700
}

func ExampleEvents() {
	const table = "id,peril,from,to\nE1,typhoon,2026-08-01,2026-08-03\n"
	for event, err := range document.Events(strings.NewReader(table), document.Mapping{}) {
		fmt.Println(event.ID, event.Peril, event.From, event.To, err)
	}
	// Output: E1 typhoon 2026-08-01 2026-08-03 <nil>
}

func ExampleReadEvents() {
	const table = "编号,灾因\nE1,台风\nE2,地震\n"
	events, err := document.ReadEvents(strings.NewReader(table), document.Mapping{Columns: map[string]string{"id": "编号", "peril": "灾因"}})
	fmt.Println(len(events), events[1].Peril, err)
	// Output: 2 地震 <nil>
}

// Rows of one loss are its positions, wherever they stand.
func ExampleReadLosses() {
	const table = `id,risk,date,at,paid,outstanding
L1,R1,2026-05-04,2026-06-30,0,200000
L2,R1,2026-06-01,2026-06-30,5000,
L1,R1,2026-05-04,2026-09-30,150000,30000
`
	losses, err := document.ReadLosses(strings.NewReader(table), document.Mapping{})
	for _, l := range losses {
		for _, p := range l.Positions {
			fmt.Println(l.ID, l.Date, p.At, p.Paid, p.Outstanding)
		}
	}
	fmt.Println(err)
	// Output:
	// L1 2026-05-04 2026-06-30 0 200000
	// L1 2026-05-04 2026-09-30 150000 30000
	// L2 2026-06-01 2026-06-30 5000 0
	// <nil>
}

func ExampleLosses() {
	const table = `id,date,at,paid
L1,2026-05-04,2026-06-30,100
L1,2026-05-04,2026-09-30,150
L2,2026-06-01,2026-06-30,70
`
	for loss, err := range document.Losses(strings.NewReader(table), document.Mapping{}) {
		fmt.Println(loss.ID, len(loss.Positions), err)
	}
	// Output:
	// L1 2 <nil>
	// L2 1 <nil>
}

// Claims as another system writes them; 12,5 is not 12.5 unless somebody says so.
func ExampleMapping() {
	const table = "claim\tday\tgross\nC7\t2026-02-01\t12,5\n"
	_, err := document.ReadLosses(strings.NewReader(table), document.Mapping{
		File:    "claims.tsv",
		Columns: map[string]string{"id": "claim", "date": "day", "paid": "gross"},
		Comma:   "\t",
	})
	fmt.Println(err)
	// Output: claims.tsv:2:gross: must be a decimal number, such as -1234.56 (got 12,5)
}
