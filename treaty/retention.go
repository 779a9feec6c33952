package treaty

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"slices"
	"sync"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/bound"
	"github.com/cedego/cede/internal/engine"
	"github.com/cedego/cede/internal/fixed"
	"github.com/cedego/cede/internal/strictjson"
	"github.com/shopspring/decimal"
)

// A RetentionRule is a limit on what an insurer may keep (法定自留), in relation to
// its capital and reserves. [StatutoryRetention] gives the statute's ratios.
//
// The zero RetentionRule is not valid.
type RetentionRule struct {
	_ [0]func()
	// CapitalAndReserves is paid-in capital plus reserves (资本金加公积金), in the program's currency, positive.
	CapitalAndReserves decimal.Decimal `json:"capitalAndReserves"`
	// PerUnit is the part of it that the net retention of a unit may not exceed, positive.
	PerUnit decimal.Decimal `json:"perUnit"`
	// PremiumMultiple is the multiple of it that the net premium of a year may not exceed, positive.
	PremiumMultiple decimal.Decimal `json:"premiumMultiple"`
	// On is the day of the check: the units are made of the risks in force on it, and the year is its calendar year.
	On cede.Date `json:"on"`
	// Unit says what a unit of risk (危险单位) is; empty means [UnitRow]. UnitKey names the key of a [UnitKey] unit.
	Unit    Unit   `json:"unit,omitzero"`
	UnitKey string `json:"unitKey,omitzero"`
	// CountEventCovers lets layers per event reduce the retention of a unit too.
	CountEventCovers bool `json:"countEventCovers,omitzero"`
	// Source is where the ratios are from.
	Source string `json:"source,omitzero"`
}

//go:embed data/retention.json
var retentionData embed.FS

//nolint:gochecknoglobals // read once, never changed
var statutory = sync.OnceValues(func() (RetentionRule, error) {
	var ratios struct {
		Source          string          `json:"source"`
		PerUnit         decimal.Decimal `json:"perUnit"`
		PremiumMultiple decimal.Decimal `json:"premiumMultiple"`
	}
	data, err := retentionData.ReadFile("data/retention.json")
	if err == nil {
		err = strictjson.Unmarshal(data, &ratios)
	}
	return RetentionRule{PerUnit: ratios.PerUnit, PremiumMultiple: ratios.PremiumMultiple, Source: ratios.Source}, err
})

// StatutoryRetention returns the statute's rule for an insurer with the given
// capital and reserves: a unit's net retention is at most a tenth of them, the net premium
// of a year at most four times.
//
// Source: Insurance Law of the People's Republic of China (2015), Arts. 102 and 103.
func StatutoryRetention(capitalAndReserves decimal.Decimal, on cede.Date) RetentionRule {
	rule, err := statutory()
	if err != nil {
		panic("treaty: embedded retention rule: " + err.Error())
	}
	rule.CapitalAndReserves, rule.On = capitalAndReserves, on
	return rule
}

// Validate reports every broken term of the rule.
func (r RetentionRule) Validate() error {
	errs := []error{
		bound.Positive("capitalAndReserves", r.CapitalAndReserves),
		bound.Positive("perUnit", r.PerUnit),
		bound.Positive("premiumMultiple", r.PremiumMultiple),
		oneOf("unit", r.Unit, UnitRow, UnitPolicy, UnitKey),
	}
	if r.On.IsZero() {
		errs = append(errs, cede.Invalid("on", "", "must not be empty"))
	}
	switch {
	case r.Unit == UnitKey && r.UnitKey == "":
		errs = append(errs, cede.Invalid("unitKey", "", "must not be empty where the unit is a key"))
	case r.Unit != UnitKey && r.UnitKey != "":
		errs = append(errs, cede.Invalid("unitKey", r.UnitKey, "must be absent unless the unit is a key"))
	}
	return errors.Join(errs...)
}

// A RetentionReport is what a [RetentionRule] finds. It never changes a cession.
type RetentionReport struct {
	_ [0]func()
	// UnitLimit is the most the net retention of a unit may be.
	UnitLimit decimal.Decimal `json:"unitLimit"`
	// Units is the number of units checked, Findings are those above the limit, by size of the excess, then by name.
	Units    int                `json:"units"`
	Findings []RetentionFinding `json:"findings"`
	// NetPremium is the premium of the policies that begin in the year less what is ceded of it.
	NetPremium decimal.Decimal `json:"netPremium"`
	// PremiumLimit is the most it may be, PremiumExcess what is above.
	PremiumLimit  decimal.Decimal `json:"premiumLimit"`
	PremiumExcess decimal.Decimal `json:"premiumExcess"`
	// Source is the rule's.
	Source string `json:"source,omitzero"`
}

// A RetentionFinding is a unit whose net retention is above the limit.
type RetentionFinding struct {
	_ [0]func()
	// Unit is the id of the row or policy, or the value of the key.
	Unit string `json:"unit"`
	// SumInsured is the unit's before reinsurance.
	SumInsured decimal.Decimal `json:"sumInsured"`
	// Retained is what the insurer would bear of a total loss of the unit.
	Retained decimal.Decimal `json:"retained"`
	// ToCede is what is above the limit and still to be ceded.
	ToCede decimal.Decimal `json:"toCede"`
}

// RetentionCheck holds the net retention of every unit, and the net premium of the year,
// against a rule.
//
// The net retention of a unit is what the program leaves of the total loss of its sums insured,
// with no other unit hit, on the day of the check, with no limit used before: proportional contracts and layers per unit count, layers per event
// only if the rule says so, and covers of all losses of a period do not. The loss has no event and so no peril: contracts for named perils do not count.
func (p *Program) RetentionCheck(ctx context.Context, book *Book, rule RetentionRule) (*RetentionReport, error) {
	if err := rule.Validate(); err != nil {
		return nil, cede.In("rule", err)
	}
	b, err := p.bind(ctx, book)
	if err != nil {
		return nil, err
	}
	unitLimit, err := p.limitOf("perUnit", rule.CapitalAndReserves, rule.PerUnit)
	if err != nil {
		return nil, cede.In("rule", err)
	}
	premiumLimit, err := p.limitOf("premiumMultiple", rule.CapitalAndReserves, rule.PremiumMultiple)
	if err != nil {
		return nil, cede.In("rule", err)
	}
	net, names, err := b.totalLosses(ctx, rule)
	if err != nil {
		return nil, err
	}
	report := &RetentionReport{
		UnitLimit: p.money(unitLimit), Units: len(names), PremiumLimit: p.money(premiumLimit), Source: rule.Source,
		Findings: []RetentionFinding{}, // in JSON a list, also where there are none
	}
	for _, name := range names {
		if u := net[name]; u.retained > unitLimit {
			report.Findings = append(report.Findings, RetentionFinding{
				Unit: name, SumInsured: p.money(u.gross), Retained: p.money(u.retained), ToCede: p.money(u.retained - unitLimit),
			})
		}
	}
	slices.SortStableFunc(report.Findings, func(a, b RetentionFinding) int {
		return cmp.Or(b.ToCede.Cmp(a.ToCede), cmp.Compare(a.Unit, b.Unit))
	})
	premium, err := b.netPremium(rule.On)
	if err != nil {
		return nil, err
	}
	report.NetPremium, report.PremiumExcess = p.money(premium), p.money(max(premium-premiumLimit, 0))
	return report, nil
}

// limitOf returns capital × ratio in minor units, rounded down: what is above has to be ceded.
func (p *Program) limitOf(name string, capital, ratio decimal.Decimal) (int64, error) {
	n, fault := fixed.Minor(capital.Mul(ratio).Truncate(int32(p.scale)), p.scale, false)
	return n, engine.FaultError(name, bound.Text(ratio), fault, p.scale)
}

type retained struct{ gross, retained int64 }

// totalLosses runs a total loss of every unit in force on the day of the check,
// each an event of its own, and returns what is kept of it with the units' names in order.
func (b *binding) totalLosses(ctx context.Context, rule RetentionRule) (map[string]retained, []string, error) {
	units := rule.pooling()
	rows := make(map[string][]int32)
	problems := new(problems)
	for row := range b.book.risks {
		r := &b.book.risks[row]
		if !r.Period.Contains(rule.On) {
			continue
		}
		name := units.name(r)
		if name == "" {
			problems.add(b.unitError(int32(row), "the retention rule", units))
			continue
		}
		rows[name] = append(rows[name], int32(row))
	}
	if err := problems.err(); err != nil {
		return nil, nil, err
	}
	names := make([]string, 0, len(rows))
	for name := range rows {
		names = append(names, name)
	}
	slices.Sort(names)
	t := newLossTable(len(b.book.risks), nil)
	var amounts []int64
	for _, name := range names {
		for _, row := range rows[name] {
			t.ids = append(t.ids, b.book.risks[row].ID)
			t.risk = append(t.risk, row)
			t.event = append(t.event, -1)
			t.date = append(t.date, rule.On)
			t.hour = append(t.hour, -1)
			t.reported = append(t.reported, rule.On)
			t.settled = append(t.settled, rule.On)
			t.exGratia = append(t.exGratia, false)
			t.currency = append(t.currency, "")
			t.origin = append(t.origin, b.book.riskOrigin[row])
			amounts = append(amounts, b.risks.Sum[row])
		}
	}
	columns, err := b.losses(&t, &figures{incurred: amounts})
	if err != nil {
		return nil, nil, err
	}
	columns.Event, columns.Events = make([]int32, len(amounts)), len(names) // for occurrences only; t has no events and so no perils
	at := 0
	for e, name := range names {
		for range rows[name] {
			columns.Event[at] = int32(e)
			at++
		}
	}
	ledger := new(engine.Ledger)
	run := b.program.plan.NewRun(b.exposure, ledger, nil)
	run.Alone, run.PerUnitOnly = true, !rule.CountEventCovers
	if _, err := run.Term(ctx, columns); err != nil {
		return nil, nil, b.explain(err, &t)
	}
	kept := slices.Clone(amounts)
	for _, record := range ledger.Cessions() {
		kept[record.Row] -= record.Ceded
	}
	out := make(map[string]retained, len(names))
	for row, e := range columns.Event {
		u := out[names[e]]
		u.gross += amounts[row]
		u.retained += kept[row]
		out[names[e]] = u
	}
	return out, names, nil
}

func (r RetentionRule) pooling() rule { return rule{unit: or(r.Unit, UnitRow), key: r.UnitKey} }

// netPremium returns the premium of the policies that begin in the calendar year of a day, less what is ceded of it.
func (b *binding) netPremium(on cede.Date) (int64, error) {
	year, _, _ := on.Civil()
	var net int64
	in := make([]bool, len(b.book.risks))
	for row := range b.book.risks {
		if y, _, _ := b.book.risks[row].Period.From.Civil(); y == year {
			in[row] = true
			var ok bool
			if net, ok = fixed.Add(net, b.risks.Premium[row]); !ok {
				return 0, ErrOverflow
			}
		}
	}
	for _, record := range b.exposure.Premiums.Cessions() {
		if in[record.Row] {
			net -= record.Ceded
		}
	}
	return net, nil
}
