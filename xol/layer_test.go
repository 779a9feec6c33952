package xol_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cedego/cede"
	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/xol"
)

func equal(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

// cededOf lists what a contract cedes at 100 % of each loss that it sees.
func cededOf(r *treaty.Result, contract string) string {
	var list []string
	for l := range r.Losses() {
		for _, c := range r.LossCessions(l.Loss) {
			if c.Contract == contract {
				list = append(list, fmt.Sprintf("%s: %s", l.Loss, c.Full))
			}
		}
	}
	return strings.Join(list, ", ")
}

// A claim is a loss of risk in event on a day, all as "a risk event day amount"; "-" is no event.
func claims(lines ...string) []treaty.Loss {
	var list []treaty.Loss
	for _, line := range lines {
		f := strings.Fields(line)
		l := loss(f[0], f[1], strings.Trim(f[2], "-"), f[4])
		l.Date = day(f[3])
		list = append(list, l)
	}
	return list
}

// long is a risk whose policy runs to the end of 2028.
func long(id, from string) treaty.Risk {
	r := risk(id, "")
	r.Period = treaty.Period{From: day(from), To: day("2028-12-31")}
	return r
}

// book has the risks and events that the losses name.
func book(losses []treaty.Loss, risks ...treaty.Risk) treaty.BookSpec {
	b := treaty.BookSpec{Risks: risks, Losses: losses}
	seen := map[string]bool{}
	for _, r := range risks {
		seen["risk "+r.ID] = true
	}
	for _, l := range losses {
		if l.Risk != "" && !seen["risk "+l.Risk] {
			seen["risk "+l.Risk] = true
			b.Risks = append(b.Risks, long(l.Risk, "2024-01-01"))
		}
		if l.Event != "" && !seen["event "+l.Event] {
			seen["event "+l.Event] = true
			b.Events = append(b.Events, treaty.Event{ID: l.Event})
		}
	}
	return b
}

// run is apply in whole yuan, so that the last unit is easy to see, and with a rounding.
func run(t *testing.T, rounding treaty.Rounding, b treaty.BookSpec, contracts ...treaty.Contract) *treaty.Result {
	t.Helper()
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Scale: new(0), Rounding: rounding, Contracts: contracts})
	if err != nil {
		t.Fatal(err)
	}
	b.Currency = "CNY"
	checked, err := treaty.NewBook(b)
	if err != nil {
		t.Fatal(err)
	}
	r, err := program.Apply(context.Background(), checked)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// resultAt is apply with the losses as they stood on a day.
func resultAt(t *testing.T, at string, b treaty.BookSpec, contracts ...treaty.Contract) *treaty.Result {
	t.Helper()
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: contracts})
	if err != nil {
		t.Fatal(err)
	}
	b.Currency = "CNY"
	checked, err := treaty.NewBook(b)
	if err != nil {
		t.Fatal(err)
	}
	r, err := program.ApplyAt(context.Background(), checked, day(at))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The ends of a layer, at one loss: below, at and above the attachment and the exhaustion.
func TestLayer_ends(t *testing.T) {
	limited := xol.Layer{Attachment: yuan("100"), Limit: some("900")}
	with := func(share string, on xol.ShareOn) xol.Layer {
		l := limited
		l.Share, l.ShareOn = some(share), on
		return l
	}
	type row struct{ loss, up, even string }
	same := func(pairs ...string) (rows []row) {
		for i := 0; i < len(pairs); i += 2 {
			rows = append(rows, row{pairs[i], pairs[i+1], pairs[i+1]})
		}
		return rows
	}
	for _, tt := range []struct {
		name  string
		layer xol.Layer
		rows  []row
	}{
		{"900 xs 100", limited, same("0", "0", "1", "0", "99", "0", "100", "0", "101", "1", "999", "899", "1000", "900", "1001", "900", "100000", "900")},
		{"900 xs 0", xol.Layer{Limit: some("900")}, same("0", "0", "1", "1", "899", "899", "900", "900", "901", "900")},
		{"all above 100", xol.Layer{Attachment: yuan("100")}, same("100", "0", "101", "1", "1000000000000", "999999999900")},
		{"everything", xol.Layer{}, same("0", "0", "1", "1", "1000000000000", "1000000000000")},
		{"half of the recovery", with("0.5", ""), []row{ // a default like the next
			{"100", "0", "0"}, {"101", "1", "0"}, {"102", "1", "1"}, {"103", "2", "2"}, {"105", "3", "2"}, {"999", "450", "450"}, {"1001", "450", "450"}, // 1/2, 1, 3/2, 5/2, 899/2
		}},
		{"a third of the recovery, nearly", with("0.333", xol.ShareOnRecovery), []row{
			{"101", "0", "0"}, {"102", "1", "1"}, {"1000", "300", "300"}, {"1100", "300", "300"}, // 0.333, 0.666, 299.7
		}},
		{"half of the loss", with("0.5", xol.ShareOnLoss), []row{
			{"0", "0", "0"}, {"199", "0", "0"}, {"200", "0", "0"}, {"201", "1", "0"}, {"202", "1", "1"}, {"203", "2", "2"}, // 99.5 - 100, 0, 1/2, 1, 3/2
			{"1999", "900", "900"}, {"2000", "900", "900"}, {"2001", "900", "900"}, // 899.5, and 900 is even
			{"1997", "899", "898"}, // 898.5
		}},
		{"all of the loss", with("1", xol.ShareOnLoss), same("100", "0", "101", "1", "1000", "900", "1001", "900")},
		{"a thousandth of the loss", with("0.001", xol.ShareOnLoss), same("99999", "0", "100000", "0", "100499", "0", "101000", "1", "1000000", "900", "2000000", "900")},
	} {
		for kind, terms := range both(tt.layer) {
			for _, row := range tt.rows {
				for rounding, want := range map[treaty.Rounding]string{treaty.RoundHalfUp: row.up, treaty.RoundHalfEven: row.even} {
					r := run(t, rounding, book(claims("1 A - 2026-05-01 "+row.loss)), contract("XL", 1, terms))
					equal(t, fmt.Sprint(tt.name, ", ", kind, ", ", rounding, ", of ", row.loss), cededOf(r, "XL"), "1: "+want)
				}
			}
		}
	}
}

func TestOccurrence(t *testing.T) {
	perRisk := func(l xol.Layer) xol.PerRisk { return xol.PerRisk{Layers: []xol.Layer{l}} }
	perEvent := func(l xol.Layer) xol.PerEvent { return xol.PerEvent{Layers: []xol.Layer{l}} }
	xs := func(limit, attachment string) xol.Layer {
		return xol.Layer{Attachment: yuan(attachment), Limit: some(limit)}
	}
	policy := func(id, name string) treaty.Risk {
		r := risk(id, "")
		r.Policy = name
		r.Keys = map[string]string{"vessel": "vessel of " + name}
		return r
	}
	minimum := func(n int) xol.Layer {
		l := xs("1000", "0")
		l.MinimumRisks = n
		return l
	}
	capped := func(amount, share string, on xol.ShareOn) xol.Layer {
		l := xs("1000", "100")
		l.EventCap, l.Share, l.ShareOn = some(amount), some(share), on
		return l
	}
	shared := func(l xol.Layer, share string) xol.Layer {
		l.Share = some(share)
		return l
	}
	for _, tt := range []struct {
		name   string
		terms  treaty.Terms
		unit   treaty.Unit
		key    string
		basis  treaty.Basis
		risks  []treaty.Risk
		losses []string
		want   string
	}{
		{
			// Neither is above 100, together they are 10 above: 10 × 60/110 = 5 5/11 and 10 × 50/110 = 4 6/11, the larger remainder.
			name: "one unit's losses in one event are added before the attachment", terms: perRisk(xs("50", "100")),
			losses: []string{"1 A e 2026-05-01 60", "2 A e 2026-05-02 50"}, want: "1: 5, 2: 5",
		},
		{
			name: "to the exhaustion", terms: perRisk(xs("50", "100")), // 50 × 60/160 = 18 3/4 and 50 × 100/160 = 31 1/4
			losses: []string{"1 A e 2026-05-01 60", "2 A e 2026-05-02 100"}, want: "1: 19, 2: 31",
		},
		{
			name: "equal remainders go to the earlier loss", terms: perRisk(xs("5", "100")),
			losses: []string{"1 A e 2026-05-02 60", "2 A e 2026-05-01 60"}, want: "2: 3, 1: 2",
		},
		{
			name: "equal remainders of one day go to the smaller id", terms: perRisk(xs("5", "100")),
			losses: []string{"b A e 2026-05-01 60", "a A e 2026-05-01 60"}, want: "a: 3, b: 2",
		},
		{
			name: "of two events they are not added", terms: perRisk(xs("50", "100")),
			losses: []string{"1 A e 2026-05-01 60", "2 A f 2026-05-01 50"}, want: "1: 0, 2: 0",
		},
		{
			// 10 above of 60 : 50 as before, and 15 above of 70 : 45, 9 3/23 and 5 20/23.
			name: "of two events with two losses each", terms: perRisk(xs("50", "100")),
			losses: []string{"1 A e 2026-05-01 60", "2 A f 2026-05-01 70", "3 A e 2026-05-01 50", "4 A f 2026-05-01 45"},
			want:   "1: 5, 2: 9, 3: 5, 4: 6",
		},
		{
			name: "nor without event", terms: perRisk(xs("50", "100")),
			losses: []string{"1 A - 2026-05-01 60", "2 A - 2026-05-01 50"}, want: "1: 0, 2: 0",
		},
		{
			name: "a loss without event is an event of its own", terms: perEvent(xs("50", "100")),
			losses: []string{"1 A - 2026-05-01 60", "2 A - 2026-05-01 50", "3 A - 2026-05-01 130"}, want: "1: 0, 2: 0, 3: 30",
		},
		{
			name: "two units are not added", terms: perRisk(xs("50", "100")),
			losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50"}, want: "1: 0, 2: 0",
		},
		{
			name: "but in an event they are", terms: perEvent(xs("50", "100")),
			losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50"}, want: "1: 5, 2: 5",
		},
		{
			name: "two rows of a policy are two units by row", terms: perRisk(xs("50", "100")), unit: treaty.UnitRow,
			risks: []treaty.Risk{policy("A", "P"), policy("B", "P")}, losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50"}, want: "1: 0, 2: 0",
		},
		{
			name: "and one by policy", terms: perRisk(xs("50", "100")), unit: treaty.UnitPolicy,
			risks: []treaty.Risk{policy("A", "P"), policy("B", "P")}, losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50"}, want: "1: 5, 2: 5",
		},
		{
			name: "and one by key", terms: perRisk(xs("50", "100")), unit: treaty.UnitKey, key: "vessel",
			risks:  []treaty.Risk{policy("A", "P"), policy("B", "P"), policy("C", "Q")},
			losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50", "3 C e 2026-05-01 90"}, want: "1: 5, 2: 5, 3: 0",
		},
		{
			name: "a share is rounded once for the occurrence", terms: perEvent(shared(xs("50", "100"), "0.1")), // 0.1 × 25 = 2.5, then 60 : 65
			losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 65"}, want: "1: 1, 2: 2", // 3 × 60/125 = 1.44 and 1.56
		},
		{
			name: "enough risks", terms: perEvent(minimum(2)),
			losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50"}, want: "1: 60, 2: 50",
		},
		{
			name: "one too few", terms: perEvent(minimum(3)),
			losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50", "3 A e 2026-05-01 7"}, want: "1: 0, 2: 0, 3: 0",
		},
		{
			name: "a minimum of one", terms: perEvent(minimum(1)),
			losses: []string{"1 A - 2026-05-01 60"}, want: "1: 60",
		},
		{
			name: "a minimum without event", terms: perEvent(minimum(2)),
			losses: []string{"1 A - 2026-05-01 60", "2 B - 2026-05-01 60"}, want: "1: 0, 2: 0",
		},
		{
			name: "a loss of nothing hits no risk", terms: perEvent(minimum(2)),
			losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 0"}, want: "1: 0, 2: 0",
		},
		{
			name: "rows of a policy are two risks by row", terms: perEvent(minimum(2)),
			risks: []treaty.Risk{policy("A", "P"), policy("B", "P")}, losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50"}, want: "1: 60, 2: 50",
		},
		{
			name: "and one risk by policy", terms: perEvent(minimum(2)), unit: treaty.UnitPolicy,
			risks: []treaty.Risk{policy("A", "P"), policy("B", "P")}, losses: []string{"1 A e 2026-05-01 60", "2 B e 2026-05-01 50"}, want: "1: 0, 2: 0",
		},
		{
			// Above the attachment the units lose 50, 30 and 20, together 100: 33 % of them are 16.5, 9.9 and 6.6.
			name: "the cap over three units goes by largest remainder", terms: perRisk(capped("33", "1", "")),
			losses: []string{"1 A e 2026-05-01 150", "2 B e 2026-05-01 130", "3 C e 2026-05-01 120"}, want: "1: 16, 2: 10, 3: 7",
		},
		{
			name: "equal remainders of the cap go to the units in order of their first losses", terms: perRisk(capped("100", "1", "")),
			losses: []string{"1 C e 2026-05-01 150", "2 B e 2026-05-02 150", "3 A e 2026-05-03 150"}, want: "1: 34, 2: 33, 3: 33",
		},
		{
			name: "a cap that is met to the unit", terms: perRisk(capped("100", "1", "")),
			losses: []string{"1 A e 2026-05-01 150", "2 B e 2026-05-01 130", "3 C e 2026-05-01 120"}, want: "1: 50, 2: 30, 3: 20",
		},
		{
			name: "a cap that is missed by a unit", terms: perRisk(capped("101", "1", "")),
			losses: []string{"1 A e 2026-05-01 150", "2 B e 2026-05-01 130", "3 C e 2026-05-01 120"}, want: "1: 50, 2: 30, 3: 20",
		},
		{
			name: "a cap that is passed by a unit", terms: perRisk(capped("99", "1", "")), // 49.5, 29.7, 19.8
			losses: []string{"1 A e 2026-05-01 150", "2 B e 2026-05-01 130", "3 C e 2026-05-01 120"}, want: "1: 49, 2: 30, 3: 20",
		},
		{
			name: "the share is taken after the cap", terms: perRisk(capped("33", "0.5", xol.ShareOnRecovery)), // halves of 16, 10 and 7
			losses: []string{"1 A e 2026-05-01 150", "2 B e 2026-05-01 130", "3 C e 2026-05-01 120"}, want: "1: 8, 2: 5, 3: 4",
		},
		{
			// Half of the losses less 100 is 50, 30 and 20 again, and the cap is one on the recoveries.
			name: "and before it where it is on the loss", terms: perRisk(capped("33", "0.5", xol.ShareOnLoss)),
			losses: []string{"1 A e 2026-05-01 300", "2 B e 2026-05-01 260", "3 C e 2026-05-01 240"}, want: "1: 16, 2: 10, 3: 7",
		},
		{
			name: "the cap is each event's own", terms: perRisk(capped("33", "1", "")),
			losses: []string{"1 A e 2026-05-01 150", "2 A f 2026-05-01 150", "3 A - 2026-05-01 150", "4 B - 2026-05-01 120"}, want: "1: 33, 2: 33, 3: 33, 4: 20",
		},
		{
			// A's losses are 200 together, 100 above; B's 150, 50 above: 22 and 11 of the cap, then 22 × 3/4 and 22 × 1/4.
			name: "a unit's part of the cap goes back to its losses", terms: perRisk(capped("33", "1", "")),
			losses: []string{"1 A e 2026-05-01 150", "2 A e 2026-05-01 50", "3 B e 2026-05-01 150"}, want: "1: 17, 2: 5, 3: 11", // 16.5 and 5.5
		},
		{
			name: "an event that begins before the period is outside whole", terms: perEvent(xs("1000", "100")),
			losses: []string{"1 A e 2025-12-31 150", "2 B e 2026-01-01 150"}, want: "",
		},
		{
			name: "and one that begins on its last day inside", terms: perEvent(xs("1000", "100")),
			losses: []string{"1 A e 2026-12-31 150", "2 B e 2027-01-01 150"}, want: "1: 100, 2: 100",
		},
		{
			name: "one that begins on its first day", terms: perEvent(xs("1000", "100")),
			losses: []string{"1 A e 2026-01-01 150", "2 B e 2027-06-01 150"}, want: "1: 100, 2: 100",
		},
		{
			name: "one that begins after it", terms: perEvent(xs("1000", "100")), losses: []string{"1 A e 2027-01-01 150"}, want: "",
		},
		{
			name: "a loss of nothing dates no event", terms: perEvent(xs("1000", "100")),
			losses: []string{"1 A e 2025-12-31 0", "2 B e 2026-01-01 150"}, want: "1: 0, 2: 50",
		},
		{
			name: "per risk it is the unit's own first loss that dates", terms: perRisk(xs("1000", "100")),
			losses: []string{"1 A e 2025-12-31 150", "2 A e 2026-01-01 150", "3 B e 2026-01-01 150"}, want: "3: 50",
		},
		{
			name: "risks attaching go by the policy", terms: perEvent(xs("1000", "100")), basis: treaty.RisksAttaching,
			risks:  []treaty.Risk{long("A", "2026-12-31"), long("B", "2027-01-01")},
			losses: []string{"1 A e 2027-06-01 150", "2 B e 2027-06-01 150"}, want: "1: 50",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := contract("XL", 1, tt.terms)
			s := &c.Sections[0]
			s.Unit, s.UnitKey = tt.unit, tt.key
			if tt.basis != "" {
				s.Basis = tt.basis
			}
			equal(t, "ceded", cededOf(run(t, "", book(claims(tt.losses...), tt.risks...), c), "XL"), tt.want)
		})
	}
}

// A recovery is placed where it is computed, and the placed amount is divided over the losses as they have parts in it: 25 of 125
// are 12 and 13, half of 25 is 13 when rounded, and 13 × 12/25 = 6.24, 13 × 13/25 = 6.76.
func TestPlaced(t *testing.T) {
	c := contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("100"), Limit: some("50")}}})
	c.Placement.Lines[0].Share = yuan("0.5")
	r := run(t, "", book(claims("1 A e 2026-05-01 60", "2 B e 2026-05-01 65")), c)
	equal(t, "at 100 %", cededOf(r, "XL"), "1: 12, 2: 13")
	var list []string
	for l := range r.Losses() {
		list = append(list, fmt.Sprintf("%s: %s + %s", l.Loss, l.Ceded, l.Net))
	}
	equal(t, "placed", strings.Join(list, ", "), "1: 6 + 54, 2: 7 + 58")
	r = run(t, treaty.RoundHalfEven, book(claims("1 A e 2026-05-01 60", "2 B e 2026-05-01 65")), c)
	equal(t, "placed, half to even", r.Total().Ceded.Loss.String(), "12")
}

// A loss that earlier contracts took whole has no subject: it hits no risk and dates no event.
func TestOccurrence_subject(t *testing.T) {
	only := contract("A", 1, xol.PerRisk{Layers: []xol.Layer{{}}})
	only.Sections[0].Scope = treaty.Scope{Include: treaty.Selection{Risks: []string{"A"}}}
	only.Period.From = day("2025-01-01") // its own, to take the loss of December
	two := contract("two", 2, xol.PerEvent{Layers: []xol.Layer{{MinimumRisks: 2}}})
	dated := contract("dated", 3, xol.PerEvent{Layers: []xol.Layer{{Attachment: yuan("100")}}})
	r := run(t, "", book(claims("1 A e 2025-12-31 500", "2 B e 2026-01-01 150")), only, two, dated)
	equal(t, "A", cededOf(r, "A"), "1: 500")
	equal(t, "two", cededOf(r, "two"), "1: 0, 2: 0")
	equal(t, "dated", cededOf(r, "dated"), "1: 0, 2: 50")
	two.Subject, dated.Subject = treaty.SubjectGross, treaty.SubjectGross
	r = run(t, "", book(claims("1 A e 2025-12-31 500", "2 B e 2026-01-01 150")), two, dated)
	equal(t, "two on gross", cededOf(r, "two"), "") // the event begins in 2025
}

// The contracts of a stage see the subject as it stood when it began, those of later stages what it left.
func TestSubjects(t *testing.T) {
	cover := func(limit, attachment string) xol.PerRisk {
		return xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan(attachment), Limit: some(limit)}}}
	}
	on := func(c treaty.Contract, subject treaty.Subject, of ...string) treaty.Contract {
		c.Subject, c.NetOf = subject, of
		return c
	}
	base := contract("F", 1, cover("40", "60"))                            // of 200: 40
	net := contract("N", 2, cover("50", "100"))                            // of 160: 50
	gross := on(contract("G", 2, cover("30", "150")), treaty.SubjectGross) // of 200: 30
	for _, tt := range []struct {
		name string
		c    treaty.Contract
		want string
	}{
		{"net after F, N and G", contract("X", 3, cover("1000", "50")), "1: 30"}, // 200 - 40 - 50 - 30 = 80
		{"net, stated", on(contract("X", 3, cover("1000", "50")), treaty.SubjectNet), "1: 30"},
		{"gross", on(contract("X", 3, cover("1000", "150")), treaty.SubjectGross), "1: 50"},
		{"net of F", on(contract("X", 3, cover("1000", "130")), treaty.SubjectNetOf, "F"), "1: 30"},            // 160
		{"net of N", on(contract("X", 3, cover("1000", "130")), treaty.SubjectNetOf, "N"), "1: 20"},            // 150
		{"net of F and G", on(contract("X", 3, cover("1000", "120")), treaty.SubjectNetOf, "G", "F"), "1: 10"}, // 130
		{"parallel to N and G, net", contract("X", 2, cover("1000", "155")), "1: 5"},                           // 160
		{"parallel to N and G, gross", on(contract("X", 2, cover("1000", "180")), treaty.SubjectGross), "1: 20"},
		{"parallel to N and G, net of F", on(contract("X", 2, cover("1000", "159")), treaty.SubjectNetOf, "F"), "1: 1"},
	} {
		r := run(t, "", book(claims("1 A - 2026-05-01 200")), tt.c, gross, net, base)
		equal(t, tt.name+": F", cededOf(r, "F"), "1: 40")
		equal(t, tt.name+": N", cededOf(r, "N"), "1: 50")
		equal(t, tt.name+": G", cededOf(r, "G"), "1: 30")
		equal(t, tt.name, cededOf(r, "X"), tt.want)
	}
}

// A contract that is placed 50 % leaves later ones what is not placed, or, as if fully placed, not.
func TestInuring(t *testing.T) {
	xs := func(attachment string) xol.PerRisk {
		return xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan(attachment)}}}
	}
	for _, tt := range []struct {
		inuring treaty.Inuring
		want    string
	}{
		{"", "1: 80"}, // 200 - 50 % of 40 = 180
		{treaty.InuringPlaced, "1: 80"},
		{treaty.InuringFull, "1: 60"}, // 160
	} {
		first := contract("F", 1, xol.PerRisk{Layers: []xol.Layer{{Attachment: yuan("60"), Limit: some("40")}}})
		first.Placement.Lines[0].Share = yuan("0.5")
		first.Inuring = tt.inuring
		netOf := contract("O", 3, xs("179"))
		netOf.Subject, netOf.NetOf = treaty.SubjectNetOf, []string{"F"}
		r := run(t, "", book(claims("1 A - 2026-05-01 200")), first, contract("X", 2, xs("100")), netOf)
		equal(t, string(tt.inuring), cededOf(r, "X"), tt.want)
		want := "1: 1" // of 180
		if tt.inuring == treaty.InuringFull {
			want = "1: 0"
		}
		equal(t, string(tt.inuring)+", net of", cededOf(r, "O"), want)
		f, _ := r.Contract("F")
		equal(t, string(tt.inuring)+", at 100 %", f.Full.Loss.String(), "40")
		equal(t, string(tt.inuring)+", placed", f.Ceded.Loss.String(), "20")
	}
}

// Parallel covers that take a loss twice are an error, and which it is.
func TestOverCession(t *testing.T) {
	for _, tt := range []struct {
		name      string
		contracts []treaty.Contract
		losses    []string
		want      bool
	}{
		{
			"a layer per risk and one per event from the ground up",
			[]treaty.Contract{contract("A", 1, xol.PerRisk{Layers: []xol.Layer{{}}}), contract("B", 1, xol.PerEvent{Layers: []xol.Layer{{}}})},
			[]string{"1 A - 2026-05-01 1"},
			true,
		},
		{
			"a half of each",
			[]treaty.Contract{
				contract("A", 1, xol.PerRisk{Layers: []xol.Layer{{Share: some("0.5")}}}), contract("B", 1, xol.PerEvent{Layers: []xol.Layer{{Share: some("0.5")}}}),
			},
			[]string{"1 A - 2026-05-01 1", "2 A e 2026-05-01 3", "3 A e 2026-05-01 4"},
			false,
		},
		{
			"a half on the loss and a little more",
			[]treaty.Contract{
				contract("A", 1, xol.PerRisk{Layers: []xol.Layer{{Share: some("0.5"), ShareOn: xol.ShareOnLoss}}}),
				contract("B", 1, xol.PerEvent{Layers: []xol.Layer{{Share: some("0.51")}}}),
			},
			[]string{"1 A - 2026-05-01 1000"},
			true,
		},
	} {
		program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Scale: new(0), Contracts: tt.contracts})
		if err != nil {
			t.Fatal(err)
		}
		b := book(claims(tt.losses...))
		b.Currency = "CNY"
		checked, err := treaty.NewBook(b)
		if err != nil {
			t.Fatal(err)
		}
		_, err = program.Apply(context.Background(), checked)
		if got := errors.Is(err, treaty.ErrOverCession); got != tt.want || err != nil && !tt.want {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// Layers of one cover that overlap with shares above 1 are refused with the terms.
func TestOverlap(t *testing.T) {
	layer := func(attachment, limit, share string) xol.Layer {
		return xol.Layer{Attachment: yuan(attachment), Limit: some(limit), Share: some(share)}
	}
	for _, tt := range []struct {
		name   string
		layers []xol.Layer
		want   string
	}{
		{"end to end", []xol.Layer{layer("0", "100", "1"), layer("100", "100", "1")}, ""},
		{"over one yuan", []xol.Layer{layer("0", "100", "1"), layer("99", "100", "0.5")}, "contracts[0].sections[0].terms.layers[1].share: must not raise the shares of parallel terms of one scope above 1 (got 0.5)"},
		{"shares that add up to one", []xol.Layer{layer("0", "100", "0.4"), layer("0", "100", "0.6")}, ""},
	} {
		for kind, terms := range both(tt.layers...) {
			_, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, terms)}})
			equal(t, tt.name+", "+kind, text(err), tt.want)
		}
	}
}

// A layer with a scope of its own adds up only what is in both scopes.
func TestLayerScope(t *testing.T) {
	only := func(lines ...string) treaty.Scope { return treaty.Scope{Include: treaty.Selection{Lines: lines}} }
	cover := xol.PerEvent{Layers: []xol.Layer{
		{Limit: some("100")},
		{Attachment: yuan("100"), Scope: only("fire", "marine")},
		{Attachment: yuan("100"), Scope: treaty.Scope{Exclude: treaty.Selection{Lines: []string{"fire"}}}},
	}}
	c := contract("XL", 1, cover)
	c.Sections[0].Scope = only("fire", "motor")
	r := run(t, "", book(
		claims("1 F e 2026-05-01 150", "2 M e 2026-05-01 50", "3 S e 2026-05-01 1000"),
		risk("F", "fire"), risk("M", "motor"), risk("S", "marine")), c)
	// The first layer takes 100 of 200, the second sees fire only, 50 above 100, the third motor only.
	got, _ := r.Contract("XL")
	var clauses []string
	for _, clause := range got.Sections[0].Clauses {
		clauses = append(clauses, clause.Clause+" "+clause.Ceded.Loss.String())
	}
	equal(t, "layers", strings.Join(clauses, ", "), "layer[0] 100, layer[1] 50, layer[2] 0")
	equal(t, "losses", cededOf(r, "XL"), "1: 125, 2: 25")
}

// A per-risk cover must know the risk of a loss in its period.
func TestLossWithoutRisk(t *testing.T) {
	program, err := treaty.NewProgram(treaty.Spec{Currency: "CNY", Contracts: []treaty.Contract{contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{{}}})}})
	if err != nil {
		t.Fatal(err)
	}
	checked, err := treaty.NewBook(treaty.BookSpec{Currency: "CNY", Losses: []treaty.Loss{loss("1", "", "", "5"), loss("2", "", "", "5")}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = program.Apply(context.Background(), checked)
	equal(t, "per risk", text(err),
		"losses[0].risk: must not be empty: contract XL needs it\nlosses[1].risk: must not be empty: contract XL needs it")
	for _, date := range []string{"2025-12-31", "2027-01-01"} { // no other loss can draw it into the period
		outside := loss("1", "", "", "5")
		outside.Date = day(date)
		r := run(t, "", treaty.BookSpec{Losses: []treaty.Loss{outside}}, contract("XL", 1, xol.PerRisk{Layers: []xol.Layer{{}}}))
		equal(t, date, cededOf(r, "XL"), "")
	}
	r := run(t, "", treaty.BookSpec{Losses: []treaty.Loss{loss("1", "", "", "5")}}, contract("XL", 1, xol.PerEvent{Layers: []xol.Layer{{}}}))
	equal(t, "per event", cededOf(r, "XL"), "1: 5")
}

// An error is one a caller can take apart.
func TestValidate_error(t *testing.T) {
	var invalid *cede.InvalidError
	if !errors.As(xol.PerRisk{}.Validate(), &invalid) || invalid.Path != "layers" {
		t.Errorf("the error of a cover without layers has the path %v", invalid)
	}
}
